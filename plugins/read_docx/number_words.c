/* Numbers in English words, and their ordinals: `twenty-one`, `Twenty-first`, `21st`. */
#include "number_ways.h"

#include <string.h>

int docx_write_ordinal(const number_row *format, uint32_t value, ink *pen) {
    static const char *const ends[] = {"th", "st", "nd", "rd"};
    uint32_t last = value / 10 % 10 == 1 || value % 10 > 3 ? 0 : value % 10;
    docx_write_digits(format, value, pen);
    put(pen, ends[last], 2);
    return 1;
}

static const char small_words[] =
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen";
static const char tens_words[] = "twenty thirty forty fifty sixty seventy eighty ninety";

static void put_hundreds(ink *pen, uint32_t value) {
    if (value >= 100) {
        put_word(pen, small_words, value / 100);
        put(pen, " hundred", value % 100 ? 9 : 8);
        if (value % 100)
            pen->out[pen->len - 1] = ' ';
    }
    value %= 100;
    if (value >= 20)
        put_word(pen, tens_words, value / 10 - 2);
    if (value >= 20 && value % 10)
        put(pen, "-", 1);
    if (value % 10 || (value >= 10 && value < 20))
        put_word(pen, small_words, value < 20 ? value : value % 10);
}

static void capitalise(ink *pen) {
    pen->out[0] = (char)(pen->out[0] - 'a' + 'A');
}

static void put_cardinal(uint32_t value, ink *pen) {
    static const uint32_t sizes[] = {1000000000, 1000000, 1000, 1};
    if (value == 0)
        put_word(pen, small_words, 0);
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t group = value / sizes[i] % 1000;
        if (group == 0)
            continue;
        if (pen->len > 0)
            put(pen, " ", 1);
        put_hundreds(pen, group);
        if (i < 3)
            put(pen, " ", 1);
        if (i < 3)
            put_word(pen, "billion million thousand", i);
    }
}

int docx_write_cardinal_text(const number_row *format, uint32_t value, ink *pen) {
    (void)format;
    put_cardinal(value, pen);
    capitalise(pen);
    return 1;
}

/* Turns the last word, which begins at `start`, into its ordinal. */
static void make_ordinal(ink *pen, size_t start) {
    static const char *const irregular[][2] = {
        {"one", "first"},    {"two", "second"}, {"three", "third"},   {"five", "fifth"},
        {"eight", "eighth"}, {"nine", "ninth"}, {"twelve", "twelfth"}};
    size_t len = pen->len - start;
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        if (strlen(irregular[i][0]) == len && memcmp(irregular[i][0], pen->out + start, len) == 0) {
            pen->len = start;
            put(pen, irregular[i][1], strlen(irregular[i][1]));
            return;
        }
    int in_y = pen->out[pen->len - 1] == 'y';
    pen->len -= (size_t)in_y;
    put(pen, in_y ? "ieth" : "th", in_y ? 4 : 2);
}

int docx_write_ordinal_text(const number_row *format, uint32_t value, ink *pen) {
    (void)format;
    put_cardinal(value, pen);
    size_t start = pen->len;
    while (start > 0 && pen->out[start - 1] != ' ' && pen->out[start - 1] != '-')
        start--;
    make_ordinal(pen, start);
    capitalise(pen);
    return 1;
}
