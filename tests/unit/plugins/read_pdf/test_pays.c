/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which documents are expanded first: long ones with Type 1 fonts and few objects. */
#include "cm.h"

#include "pays.h"

#include <string.h>

static bool pays(const char *bytes, uint64_t pages) {
    return pdf_expand_pays((sheaf_str){bytes, strlen(bytes)}, pages);
}

static void type1_in_long_documents_pays(void **state) {
    (void)state;
    assert_true(pays("<</FontFile 9 0 R>> trailer<</Size 200>>", 21));
    assert_true(pays("<</FontFile2 8 0 R>> <</FontFile3 9 0 R>> trailer<</Size 200>>", 21));
    assert_false(pays("<</FontFile 9 0 R>> trailer<</Size 200>>", 20));
}

static void truetype_does_not(void **state) {
    (void)state;
    assert_false(pays("<</FontFile2 9 0 R>> trailer<</Size 200>>", 100));
    assert_false(pays("<</Type/Font/BaseFont/Helvetica>> trailer<</Size 200>>", 100));
    assert_false(pays("/FontFile", 100)); /* cut off: nothing is told */
    assert_false(pays("", 100));
}

static void hidden_fonts_may_be_type1(void **state) {
    (void)state;
    assert_true(pays("<</Type/ObjStm/N 7>> trailer<</Size 200>>", 100));
    assert_false(pays("<</Type/ObjStm/N 7>> <</FontFile2 9 0 R>> trailer<</Size 200>>", 100));
}

static void too_many_objects_or_bytes(void **state) {
    static char large[21 * 60 * 1024 + 1];
    (void)state;
    assert_false(pays("<</FontFile 9 0 R>> trailer<</Size 200>> trailer<</Size 210>>", 21));
    assert_true(pays("<</FontFile 9 0 R>> trailer<</Size 209>>", 21));
    memset(large, ' ', sizeof large - 1);
    memcpy(large, "/FontFile 9", 11);
    assert_false(pays(large, 21));
    assert_true(pays(large, 22));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(type1_in_long_documents_pays),
        cmocka_unit_test(truetype_does_not),
        cmocka_unit_test(hidden_fonts_may_be_type1),
        cmocka_unit_test(too_many_objects_or_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
