/* What counts as a character and as a digit: the same as in the readers, which keep the other side of the books. */
#include "cm.h"

#include "audit.h"

static void counts_are_those_of_unicode(void **state) {
    static const struct {
        const char *text;
        uint64_t characters, digits;
    } cases[] = {
        {"", 0, 0},
        {" \t\r\n\v\f", 0, 0},
        {"\u00A0\u2003\u3000\u202F\u205F\u1680\u2028\xC2\x85", 0, 0},
        {"a1 b2", 4, 2},
        {"政府12件", 5, 2},
        {"１２．５", 4, 3},
        {"\u0660\u0669\u06F5\u0966\u0E59", 5, 5},
        {"\U0001D7CE\U0001D7FF", 2, 2},
        {"\u00BD\u2460\u4E00\u3007", 4, 0}, /* numbers that are no decimal digits */
        {"\u200B\uFEFF", 2, 0},             /* no white space by its property */
        {"\U0001F600", 1, 0},
        {"\x01", 1, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        audit_count sum = audit_count_text((sheaf_str){cases[i].text, strlen(cases[i].text)});
        if (sum.characters != cases[i].characters || sum.digits != cases[i].digits)
            fail_msg("case %zu: %u characters, %u digits", i, (unsigned)sum.characters,
                     (unsigned)sum.digits);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_those_of_unicode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
