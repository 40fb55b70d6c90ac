/* Ways to write a number that most scripts share: place by place, letters that repeat, cycle or add up, a list of signs. */
#include "number_ways.h"

/* Place by place, to the base of as many digits as there are. */
int docx_write_digits(const number_row *format, uint32_t value, ink *pen) {
    uint32_t base = count_glyphs(format->glyphs);
    uint32_t place = 1;
    if (base < 2)
        return 0;
    while (value / place >= base)
        place *= base;
    for (; place > 0; place /= base)
        put_glyph(pen, format->glyphs, value / place % base);
    return 1;
}

/* a ... z, aa, bb, ...; a number that needs more than 30 letters is told better in digits. */
int docx_write_repeated(const number_row *format, uint32_t value, ink *pen) {
    uint32_t count = count_glyphs(format->glyphs);
    if (value == 0 || (value - 1) / count >= 30)
        return 0;
    for (uint32_t times = (value - 1) / count + 1; times > 0; times--)
        put_glyph(pen, format->glyphs, (value - 1) % count);
    return 1;
}

/* Begins again after the last. */
int docx_write_cycled(const number_row *format, uint32_t value, ink *pen) {
    if (value > 0)
        put_glyph(pen, format->glyphs, (value - 1) % count_glyphs(format->glyphs));
    return value > 0;
}

/* 甲子, 乙丑, ...: two cycles side by side. */
int docx_write_paired(const number_row *format, uint32_t value, ink *pen) {
    if (value == 0)
        return 0;
    put_glyph(pen, format->glyphs, (value - 1) % count_glyphs(format->glyphs));
    put_glyph(pen, format->units, (value - 1) % count_glyphs(format->units));
    return 1;
}

/* As far as there are characters. */
int docx_write_listed(const number_row *format, uint32_t value, ink *pen) {
    if (value == 0 || value > count_glyphs(format->glyphs))
        return 0;
    put_glyph(pen, format->glyphs, value - 1);
    return 1;
}

/* glyphs: IVXLCDM. */
int docx_write_roman(const number_row *format, uint32_t value, ink *pen) {
    static const char *const shapes[] = {"",  "0",  "00",  "000",  "01",
                                         "1", "10", "100", "1000", "02"};
    if (value == 0 || value > 32767)
        return 0;
    for (uint32_t thousands = value / 1000; thousands > 0; thousands--)
        put_glyph(pen, format->glyphs, 6);
    value %= 1000;
    for (uint32_t place = 100, one = 4; place > 0; place /= 10, one -= 2)
        for (const char *shape = shapes[value / place % 10]; *shape; shape++)
            put_glyph(pen, format->glyphs, one + (uint32_t)(*shape - '0'));
    return 1;
}

/* Words for ones and for tens, up to 99. */
int docx_write_native(const number_row *format, uint32_t value, ink *pen) {
    if (value == 0 || value > 99)
        return 0;
    if (value >= 10)
        put_word(pen, format->units, value / 10 - 1);
    if (value % 10)
        put_word(pen, format->glyphs, value % 10 - 1);
    return 1;
}

/* Letters that add up; 15 and 16 are written 9+6 and 9+7. */
int docx_write_hebrew(const number_row *format, uint32_t value, ink *pen) {
    if (value == 0 || value > 392)
        return 0;
    if (value >= 100)
        put_glyph(pen, format->glyphs, 17 + value / 100);
    value %= 100;
    uint32_t tens = value == 15 || value == 16 ? 0 : value / 10;
    if (tens)
        put_glyph(pen, format->glyphs, 8 + tens);
    else if (value > 9)
        put_glyph(pen, format->glyphs, 8);
    uint32_t ones = tens ? value % 10 : value > 9 ? value - 9 : value;
    if (ones)
        put_glyph(pen, format->glyphs, ones - 1);
    return 1;
}

int docx_write_in_dashes(const number_row *format, uint32_t value, ink *pen) {
    put(pen, "- ", 2);
    docx_write_digits(format, value, pen);
    put(pen, " -", 2);
    return 1;
}

int docx_write_nothing(const number_row *format, uint32_t value, ink *pen) {
    (void)format;
    (void)value;
    (void)pen;
    return 1;
}
