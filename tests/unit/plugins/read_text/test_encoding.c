/* What is told of bytes before they are decoded: whether they are UTF-8, and whether they are text at all. */
#include "cm.h"

#include "encoding.h"

#include <string.h>

static void check_count(const char *bytes, uint64_t good, uint64_t bad) {
    utf8_count found = encoding_count_utf8((sheaf_str){bytes, strlen(bytes)});
    assert_int_equal(found.good, good);
    assert_int_equal(found.bad, bad);
}

/* Sequences of three bytes have a quick way, which those whose lead has a narrow range may not take. */
static void leads_of_narrow_range_are_checked(void **state) {
    (void)state;
    check_count("中文", 6, 0);
    check_count("中\xE0\x9F\xBF中", 6, 3);
    check_count("中\xE0\xA0\x80中", 9, 0);
    check_count("中\xED\xA0\x80中", 6, 3);
    check_count("中\xED\x9F\xBF中a", 9, 0);
    check_count("中\xE4\xB8", 3, 2);
    for (size_t before = 0; before < 9; before += 3) {
        static const char text[] = "中文中文\xED\xA0\x80文中文\xE0\x9F\xBF文中文é\xE4\xB8文";
        check_count(text + before, 35 - before, 8);
    }
}

static int is_text(int c) {
    return (c >= '\t' && c <= '\r') || c == 27 || (c >= ' ' && c < 0x7F);
}

/* Controls are seen wherever they stand, and no other byte is taken for one. */
static void controls_are_seen_anywhere(void **state) {
    (void)state;
    char bytes[100];
    for (int c = 1; c < 0x80; c++)
        for (size_t at = 0; at + 8 <= sizeof bytes; at++) {
            memset(bytes, 'a', sizeof bytes);
            memset(bytes + at, c, 8);
            assert_int_equal(detect_refusal((sheaf_str){bytes, sizeof bytes}) == NULL, is_text(c));
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(leads_of_narrow_range_are_checked),
                                       cmocka_unit_test(controls_are_seen_anywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
