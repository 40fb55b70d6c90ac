/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which documents are expanded first: long ones with Type 1 fonts and few objects. */
#include "cm.h"

#include "file/pays.h"

#include <string.h>

static bool pays(const char *bytes, uint64_t pages) {
    return pdf_expand_pays((sheaf_str){bytes, strlen(bytes)}, pages);
}

static void type1_in_long_documents_pays(void **state) {
    (void)state;
    assert_true(pays("<</Length1 8/Length2 7/Length3 0>> trailer<</Size 200>>", 21));
    assert_true(pays("<</Length 9/Subtype/Type1C>> trailer<</Size 200>>", 21));
    assert_false(pays("<</Length 9/Subtype/Type1C>> trailer<</Size 200>>", 20));
}

static void other_fonts_cost_more(void **state) {
    static const char *const others[] = {
        "<</FontFile2 9 0 R>> <</Length1 8>>", "<</FontFile3 9 0 R>> <</Subtype/CIDFontType0C>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "/Length", ""};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(pays(others[i], 100));
}

static void too_many_objects_or_bytes_cost_more(void **state) {
    static char large[21 * 60 * 1024 + 1];
    (void)state;
    assert_false(pays("/Type1C trailer<</Size 200>> trailer<</Size 210>>", 21));
    assert_true(pays("/Type1C trailer<</Size 209>>", 21));
    memset(large, ' ', sizeof large - 1);
    memcpy(large, "/Type1C", 7);
    assert_false(pays(large, 21));
    assert_true(pays(large, 22));
}

static bool holds(const char *bytes, size_t length) {
    static const char *const names[] = {"/XFA", "/Collection"};
    return pdf_bytes_hold((sheaf_str){bytes, length}, names, 2);
}

static void names_are_found_wherever_they_stand(void **state) {
    (void)state;
    assert_true(holds("/XFA", 4));
    assert_true(holds("//X/XF/XFA", 10));
    assert_true(holds("\0/Collection 1", 14));
    assert_false(holds("/XFA", 3));
    assert_false(holds("XFA /Collectio", 14));
    assert_false(holds("/", 1));
    assert_false(holds("", 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(type1_in_long_documents_pays),
        cmocka_unit_test(other_fonts_cost_more),
        cmocka_unit_test(names_are_found_wherever_they_stand),
        cmocka_unit_test(too_many_objects_or_bytes_cost_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
