/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits whose glyphs stand for other digits elsewhere on the page: what replaces the text of a number (/ActualText) says another one
 * than it shows, or a font has two names for one digit. A glyph is the digit that two thirds of its places say; where fewer do, nobody
 * knows. Only glyphs that begin exactly where their character does are heard. */
#include "page/drawn.h"
#include "page/legible.h"

#include <math.h>

enum { SLOTS = 1024, TRIES = 16, DIGITS = 10 };

#define EXACT 0.05f  /* points */
#define NEAR 1.0f    /* the same, of another glyph that may be meant */
#define BESIDE 3.0f  /* points between their lines */
#define LOWER 0.5f   /* of the height of a character: there is the line that it stands on */
#define HIGHEST 1.6f /* of the type's size: higher ones reach over other lines */

/* What one glyph of one font is called, and how often. */
typedef struct calling {
    uint32_t key; /* 0: free */
    uint32_t counts[DIGITS];
} calling;

static calling *calling_of(calling *all, uint32_t key) {
    for (uint32_t at = key * 2654435761u >> 16, tries = 0; tries < TRIES; at++, tries++) {
        calling *one = &all[at % SLOTS];
        if (!one->key)
            one->key = key;
        if (one->key == key)
            return one;
    }
    return NULL;
}

/* The glyph is no other one of the line, nor one of the lines above and below. The first one of a font is a box for all that it does not
 * have, as a font may that stands in for one that is not embedded. */
static bool is_own(const pdf_page *page, const pdf_char *one, const pdf_shown *glyph) {
    const float high = one->box[3] - one->box[1], line = glyph->y - one->box[1];
    return glyph->index && !glyph->is_veiled && glyph->turn == PDF_RIGHTWARD && !glyph->is_tilted &&
           fabsf(glyph->x - one->box[0]) < EXACT && line > LOWER * high && line < high &&
           one->look < page->look_count && high < HIGHEST * page->looks[one->look].size;
}

/* No other one begins in its place, as blanks do between words that run into each other, and what a form has where it is filled in. */
static bool is_only(const pdf_drawn *drawn, const pdf_shown *glyph) {
    const uint32_t row = pdf_drawn_row(drawn, glyph->y - BESIDE);
    const uint32_t end = drawn->ends[pdf_drawn_row(drawn, glyph->y + BESIDE)];
    for (uint32_t i = pdf_drawn_begin(drawn, row); i < end; i++) {
        const pdf_shown *other = &drawn->glyphs[drawn->order[i]];
        if (other->index != glyph->index && fabsf(other->x - glyph->x) < NEAR)
            return false;
    }
    return true;
}

/* Of the digit's own glyph; NULL: it is not known. */
static calling *asked(calling *all, const pdf_drawn *drawn, const pdf_pen *pen,
                      const pdf_page *page, uint32_t at, uint32_t of) {
    const pdf_char *one = &page->chars[at];
    if (!pdf_is_digit(one->code) || of == 0 || of > pen->glyph_count)
        return NULL;
    const pdf_shown *glyph = &pen->glyphs[of - 1];
    const uint32_t font =
        is_own(page, one, glyph) && is_only(drawn, glyph) ? pdf_pen_font_of(pen, of - 1) : 0;
    return font ? calling_of(all, (uint32_t)glyph->index << 8 | font) : NULL;
}

/* Not a glyph that is called so many digits, none of them at half of its places: it stands for whatever the font does not show, as that
 * of recognised text does. */
static bool is_doubtful(const calling *of, uint32_t digit) {
    enum { MOST_KINDS = 4 };
    uint64_t all = 0, most = 0;
    uint32_t kinds = 0;
    for (uint32_t i = 0; i < DIGITS; i++) {
        all += of->counts[i];
        most = of->counts[i] > most ? of->counts[i] : most;
        kinds += of->counts[i] != 0;
    }
    return 3 * (uint64_t)of->counts[digit] <= 2 * all && (kinds <= MOST_KINDS || 2 * most > all);
}

void pdf_hide_contradicted(pdf_source *source, const pdf_pen *pen, const uint32_t *of,
                           pdf_page *page) {
    pdf_room *room = source->reader->page;
    const pdf_drawn *drawn = pdf_drawn_of(source->reader, page);
    calling *all = drawn ? PDF_TAKE(room, calling, SLOTS) : NULL;
    pdf_char *own = NULL;
    uint32_t hidden = 0;
    for (uint32_t i = 0; all && i < page->char_count; i++) {
        calling *one = asked(all, drawn, pen, page, i, of[i]);
        if (one)
            one->counts[pdf_digit_of(page->chars[i].code)]++;
    }
    for (uint32_t i = 0; all && i < page->char_count; i++) {
        const calling *one = asked(all, drawn, pen, page, i, of[i]);
        if (!one || !is_doubtful(one, pdf_digit_of(page->chars[i].code)))
            continue;
        if (!own && !(own = pdf_own_chars(room, page)))
            return;
        pdf_hide_figure(&own[i]);
        hidden++;
    }
    if (hidden)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.text.contradicted", page->number, true,
                "%u digits in the text of the page are shown by glyphs that stand for other digits "
                "elsewhere on it; U+FFFD stands for them",
                hidden);
}
