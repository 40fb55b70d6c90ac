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

/* The plain twin of the count by blocks and runs. */
static utf8_count count_slowly(const char *bytes, size_t length) {
    const unsigned char *at = (const unsigned char *)bytes;
    utf8_count count = {0, 0};
    for (size_t i = 0, step; i < length; i += step) {
        step = encoding_utf8_length(at + i, length - i);
        count.bad += step == 0;
        count.good += at[i] < 0x80 ? 0 : step;
        step += step == 0;
    }
    return count;
}

static void blocks_and_characters_agree(void **state) {
    (void)state;
    static const char *const pieces[] = {"a",        "12345678",     "é",    "中",   "中文中文中文",
                                         "。",       "\xE0\xA0\x80", "😀",    "\xE4", "\xB8",
                                         "\xF0\x9F", "\xED\xA0\x80", "\xC1", "\xFF"};
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char text[512];
        size_t length = 0;
        for (int i = 0; i < 25; i++) {
            seed = seed * 1664525 + 1013904223;
            size_t which = (seed >> 16) % 200;
            const char *piece = pieces[which < 14 ? which : which % 6];
            memcpy(text + length, piece, strlen(piece));
            length += strlen(piece);
        }
        utf8_count fast = encoding_count_utf8((sheaf_str){text, length});
        utf8_count slow = count_slowly(text, length);
        assert_int_equal(fast.good, slow.good);
        assert_int_equal(fast.bad, slow.bad);
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
                                       cmocka_unit_test(blocks_and_characters_agree),
                                       cmocka_unit_test(controls_are_seen_anywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
