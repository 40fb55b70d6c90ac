/* What a row of a number format is, and the ways of writing that it names (number_ways.c, number_counted.c, number_words.c). */
#ifndef DOCX_NUMBER_WAYS_H
#define DOCX_NUMBER_WAYS_H

#include "number_text.h"

#include <string.h>

/* What is written, at most DOCX_NUMBER_ROOM bytes. */
typedef struct ink {
    char *out;
    size_t len;
} ink;

typedef struct number_row number_row;
/* Returns 0, with nothing written, where the row has no characters for the value. */
typedef int number_way(const number_row *format, uint32_t value, ink *pen);

struct number_row {
    const char *name;
    number_way *write;
    const char *glyphs; /* digits, letters or words, what the way makes of them */
    const char *units;
    unsigned rules;
};

/* How numbers are counted in Chinese characters and their kin. */
enum {
    BARE_TEN = 1u << 0,  /* 十一, not 一十一, where a number begins with it */
    BARE_ONES = 1u << 1, /* 百一, not 一百一: no one before ten, hundred, thousand */
    FILLED = 1u << 2,    /* 一百零一: skipped places show as one zero */
    TO_99 = 1u << 3      /* from 100 on digit by digit, 一○一 */
};

static inline void put(ink *pen, const char *text, size_t len) {
    if (len <= DOCX_NUMBER_ROOM - pen->len) {
        memcpy(pen->out + pen->len, text, len);
        pen->len += len;
    }
}

static inline size_t glyph_length(const char *at) {
    unsigned char lead = (unsigned char)*at;
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static inline uint32_t count_glyphs(const char *glyphs) {
    uint32_t count = 0;
    for (; *glyphs; glyphs += glyph_length(glyphs))
        count++;
    return count;
}

static inline void put_glyph(ink *pen, const char *glyphs, uint32_t index) {
    for (; index > 0; index--)
        glyphs += glyph_length(glyphs);
    put(pen, glyphs, glyph_length(glyphs));
}

/* The index-th of words that single spaces separate. */
static inline void put_word(ink *pen, const char *words, uint32_t index) {
    for (; index > 0; index--)
        words = strchr(words, ' ') + 1;
    put(pen, words, strcspn(words, " "));
}

number_way docx_write_digits;
number_way docx_write_repeated;
number_way docx_write_cycled;
number_way docx_write_paired;
number_way docx_write_listed;
number_way docx_write_counted;
number_way docx_write_roman;
number_way docx_write_native;
number_way docx_write_hebrew;
number_way docx_write_in_dashes;
number_way docx_write_ordinal;
number_way docx_write_cardinal_text;
number_way docx_write_ordinal_text;
number_way docx_write_nothing;

#endif
