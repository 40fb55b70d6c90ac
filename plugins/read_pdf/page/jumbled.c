/* SPDX-License-Identifier: GPL-2.0-or-later
 * Text in no language. Where a font does not say what its glyphs are, Poppler may take their numbers for characters: of a font in
 * Unicode's order these are letters of Malayalam, Ethiopic, Cherokee and rare ideographs by turns, of one with codes of one byte the
 * signs and accented letters of Western Europe, without the plain ones between. Pages in many languages have words of each. */
#include "page/legible.h"

enum {
    BLOCK = 0x80,  /* code points of about one script */
    RARE = 0x3400, /* ideographs up to those that are common */
    COMMON = 0x4DC0,
    BLOCKS = COMMON / BLOCK + 1,
    SIGNS = 0x80,      /* of one byte */
    LEAST_RARE = 12,   /* letters ... */
    LEAST_SCRIPTS = 5, /* ... of so many scripts */
    LEAST_SIGNS = 24,  /* and of these ... */
    LEAST_KINDS = 12   /* ... so many different ones */
};

typedef struct mixture {
    uint32_t others; /* characters that are no ASCII */
    uint32_t rare, turns,
        scripts; /* of scripts that stand alone: letters, those before one of another script */
    uint32_t plain, signs, kinds; /* ASCII letters; characters of one byte */
    bool has_script[BLOCKS], has_sign[SIGNS];
} mixture;

/* Devanagari to Mongolian, and the ideographs that nobody writes in succession. */
static bool is_rare(uint32_t code) {
    return (code >= 0x900 && code < 0x1D00) || (code >= RARE && code < COMMON);
}

/* Where cp1252 has its signs, these are code points above. */
static uint32_t sign_of(uint32_t code) {
    static const uint16_t high[] = {0x20AC, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                    0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x17D,  0x2018,
                                    0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
                                    0x2122, 0x161,  0x203A, 0x153,  0x17E,  0x178};
    if (code >= 0xA0 && code <= 0xFF)
        return code - 0x80;
    for (uint32_t i = 0; i < sizeof high / sizeof *high; i++)
        if (high[i] == code)
            return i;
    return SIGNS;
}

/* All rare ideographs are of one. */
static uint32_t script_of(uint32_t code) {
    return code >= RARE && code < COMMON ? RARE / BLOCK : code / BLOCK;
}

static void count_rare(mixture *of, uint32_t code, uint32_t next) {
    const uint32_t script = script_of(code);
    of->rare++;
    of->turns += next >= 0x80 && script_of(next) != script;
    of->scripts += !of->has_script[script];
    of->has_script[script] = true;
}

static void count_char(mixture *of, uint32_t code, uint32_t next) {
    if (code < 0x80) {
        of->plain += (code | 0x20u) >= 'a' && (code | 0x20u) <= 'z';
        return;
    }
    of->others++;
    if (is_rare(code)) {
        count_rare(of, code, next);
        return;
    }
    const uint32_t sign = code < 0x2200 ? sign_of(code) : SIGNS;
    if (sign < SIGNS) {
        of->signs++;
        of->kinds += !of->has_sign[sign];
        of->has_sign[sign] = true;
    }
}

bool pdf_is_jumbled(const pdf_page *page) {
    mixture of = {0};
    for (uint32_t i = 0; i < page->char_count; i++)
        count_char(&of, page->chars[i].code,
                   i + 1 < page->char_count ? page->chars[i + 1].code : 0);
    const bool scripts = of.rare >= LEAST_RARE && of.scripts >= LEAST_SCRIPTS &&
                         of.rare * 4 > of.others && of.turns * 2 > of.rare;
    const bool signs = of.signs >= LEAST_SIGNS && of.kinds >= LEAST_KINDS &&
                       of.signs * 2 > of.others && of.signs > of.plain;
    return scripts || signs;
}
