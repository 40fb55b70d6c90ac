/* Numbers counted in Chinese characters and their kin: groups of four places, each with its units. */
#include "number_ways.h"

/* glyphs: 零一二三四五六七八九; units: 十百千, then 万亿. */
static void count_group(const number_row *format, uint32_t group, int *skipped, ink *pen) {
    static const uint32_t places[] = {1, 10, 100, 1000};
    for (uint32_t place = 4; place-- > 0;) {
        uint32_t digit = group / places[place] % 10;
        if (digit == 0) {
            *skipped = 1;
            continue;
        }
        if (*skipped && pen->len > 0 && format->rules & FILLED)
            put_glyph(pen, format->glyphs, 0);
        *skipped = 0;
        int bare = digit == 1 && ((format->rules & BARE_ONES && place > 0) ||
                                  (format->rules & BARE_TEN && place == 1 && pen->len == 0));
        if (!bare)
            put_glyph(pen, format->glyphs, digit);
        if (place > 0)
            put_glyph(pen, format->units, place - 1);
    }
}

int docx_write_counted(const number_row *format, uint32_t value, ink *pen) {
    static const uint32_t groups[] = {100000000, 10000, 1};
    int skipped = 0;
    if (value == 0 || (value > 99 && format->rules & TO_99))
        return docx_write_digits(format, value, pen);
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t group = value / groups[i] % 10000;
        if (group == 0)
            continue;
        count_group(format, group, &skipped, pen);
        if (i < 2)
            put_glyph(pen, format->units, 4 - i);
    }
    return 1;
}
