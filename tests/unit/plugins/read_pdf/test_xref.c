/* SPDX-License-Identifier: GPL-2.0-or-later
 * A table is sound where startxref leads to one that can be read to its trailer, or to a stream. */
#include "file/xref.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static bool is_sound(const char *text) {
    return pdf_xref_is_sound((sheaf_str){text, strlen(text)});
}

#define HEAD "%PDF-1.4\n"
#define TABLE "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer<</Size 2>>\n"

static void sound_tables(void **state) {
    (void)state;
    assert_true(is_sound(HEAD TABLE "startxref\n9\n%%EOF\n"));
    assert_true(
        is_sound("bytes before\n" HEAD TABLE "startxref\n9\n%%EOF\n")); /* counted from %PDF- */
    assert_true(is_sound("bytes before\n" HEAD TABLE "startxref\n22\n%%EOF\n"));
    assert_true(is_sound(HEAD "7 0 obj<</Type/XRef>>stream\nstartxref\n9\n%%EOF"));
    assert_true(is_sound(HEAD TABLE "startxref 9"));
}

static void broken_tables(void **state) {
    (void)state;
    static const char *const broken[] = {"",
                                         HEAD,
                                         HEAD TABLE,
                                         HEAD TABLE "startxref\n",
                                         HEAD TABLE "startxref\n10\n%%EOF",
                                         HEAD TABLE "startxref\n99999999999999999999\n%%EOF",
                                         HEAD TABLE "startxref\n-9\n%%EOF",
                                         HEAD "xref\n0 2\n0000000000 65535 f \n"
                                              "startxref\n9\n", /* entries are missing */
                                         HEAD
                                         "xref\n0 1\n0000000000 65535 x \ntrailer\nstartxref\n9\n",
                                         HEAD "xref\n0 99999999999\ntrailer\nstartxref\n9\n",
                                         HEAD "xref\nstartxref\n9\n"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        if (is_sound(broken[i]))
            fail_msg("taken for sound: %s", broken[i]);
}

static void every_prefix(void **state) {
    (void)state;
    const char *whole = HEAD TABLE "startxref\n9\n%%EOF\n";
    const size_t number_ends = strlen(HEAD TABLE "startxref\n9");
    for (size_t length = 0; length < strlen(whole); length++)
        assert_int_equal(pdf_xref_is_sound((sheaf_str){whole, length}), length >= number_ends);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(sound_tables),
                                       cmocka_unit_test(broken_tables),
                                       cmocka_unit_test(every_prefix)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
