/* SPDX-License-Identifier: GPL-2.0-or-later
 * How characters look, each look once in the document. Poppler-GLib tells of a font only its name, so weight and slant are
 * read from that, by the words that font names use. */
#include "source.h"

#include <math.h>
#include <string.h>

enum { MOST_LOOKS = 65535, FIRST_PLACES = 256 };

typedef enum trait { BOLD = 1, ITALIC = 2, FIXED = 4 } trait;

/* Words of font names. `Semibold` and `ExtraBold` hold `bold`; Chinese families name weights otherwise. */
static const struct {
    const char *word; /* in lower case */
    trait means;
} words[] = {{"bold", BOLD},      {"black", BOLD},    {"heavy", BOLD},       {"demi", BOLD},
             {"simhei", BOLD},    {"italic", ITALIC}, {"oblique", ITALIC},   {"slanted", ITALIC},
             {"courier", FIXED},  {"mono", FIXED},    {"consolas", FIXED},   {"typewriter", FIXED},
             {"fixedsys", FIXED}, {"cmtt", FIXED},    {"inconsolata", FIXED}};

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool holds(sheaf_str text, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= text.len; i++) {
        size_t k = 0;
        while (k < length && lower(text.ptr[i + k]) == word[k])
            k++;
        if (k == length)
            return true;
    }
    return false;
}

static unsigned traits_of(sheaf_str font) {
    unsigned traits = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (holds(font, words[i].word))
            traits |= words[i].means;
    return traits;
}

/* `ABCDEF+SimSun` is a subset of SimSun (ISO 32000-1, 9.6.4). */
static sheaf_str without_tag(sheaf_str font) {
    if (font.len <= 7 || font.ptr[6] != '+')
        return font;
    for (size_t i = 0; i < 6; i++)
        if (font.ptr[i] < 'A' || font.ptr[i] > 'Z')
            return font;
    return (sheaf_str){font.ptr + 7, font.len - 7};
}

static bool same(const pdf_look *look, sheaf_str font, float size, uint32_t colour) {
    return look->size == size && look->colour == colour && look->font.len == font.len &&
           memcmp(look->font.ptr, font.ptr, font.len) == 0;
}

/* FNV-1a over all that tells looks apart. */
static uint32_t hash_of(sheaf_str font, float size, uint32_t colour) {
    uint32_t bits = 0, hash = 2166136261u;
    memcpy(&bits, &size, sizeof bits);
    for (size_t i = 0; i < font.len; i++)
        hash = (hash ^ (unsigned char)font.ptr[i]) * 16777619u;
    hash = (hash ^ bits) * 16777619u;
    hash = (hash ^ colour) * 16777619u;
    return hash ^ hash >> 15;
}

static uint32_t *place_of(const pdf_looks *looks, sheaf_str font, float size, uint32_t colour) {
    uint32_t at = hash_of(font, size, colour);
    for (;; at++) {
        uint32_t *place = &looks->places[at & (looks->place_count - 1)];
        if (!*place || same(&looks->rows[*place - 1], font, size, colour))
            return place;
    }
}

static bool widen(pdf_room *room, pdf_looks *looks) {
    uint32_t wider = looks->place_count ? looks->place_count * 2 : FIRST_PLACES;
    uint32_t *places = PDF_TAKE(room, uint32_t, wider);
    if (!places)
        return false;
    looks->places = places;
    looks->place_count = wider;
    for (uint32_t i = 0; i < looks->count; i++) {
        const pdf_look *row = &looks->rows[i];
        *place_of(looks, row->font, row->size, row->colour) = i + 1;
    }
    return true;
}

static bool add_look(pdf_room *room, pdf_looks *looks, sheaf_str font, float size,
                     uint32_t colour) {
    pdf_look *rows = pdf_more(room, looks->rows, looks->count, &looks->capacity, sizeof *rows);
    char *name = PDF_TAKE(room, char, font.len + 1);
    if (!rows || !name)
        return false;
    memcpy(name, font.ptr, font.len);
    unsigned traits = traits_of(font);
    looks->rows = rows;
    rows[looks->count++] = (pdf_look){.font = {name, font.len},
                                      .size = size,
                                      .colour = colour,
                                      .bold = traits & BOLD,
                                      .italic = traits & ITALIC,
                                      .fixed = traits & FIXED};
    return true;
}

/* A tenth of a point is the finest difference that tells two sizes apart; beyond 65,535 looks all are the first. */
uint16_t pdf_look_of(pdf_source *source, sheaf_str font, double size, uint32_t colour) {
    pdf_looks *looks = &source->looks;
    pdf_room *room = source->reader->kept;
    bool sane = isfinite(size) && size > 0 && size < (double)PDF_FARTHEST;
    float points = sane ? (float)(round(size * 10) / 10) : 0;
    font = without_tag(font);
    if (looks->count * 2 >= looks->place_count && !widen(room, looks))
        return 0;
    uint32_t *place = place_of(looks, font, points, colour);
    if (!*place) {
        if (looks->count >= MOST_LOOKS || !add_look(room, looks, font, points, colour))
            return 0;
        *place = looks->count;
    }
    return (uint16_t)(*place - 1);
}
