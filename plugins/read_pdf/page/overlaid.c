/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits of one number that are drawn over each other, as where a font says that some have no width, or blanks lead back: nobody can read
 * them. No font of text is so narrow. A digit that is drawn twice is one (lines/twins.c), and numbers over numbers are told in their
 * table (report/doubt.c). */
#include "page/drawn.h"
#include "page/legible.h"

#include <math.h>

#define CLOSE                                                                                      \
    0.13f /* of the type's size, between where they begin: the narrowest digits are .2 apart */
#define LEVEL 0.2f /* the same between their lines */

/* Fonts may say that they are much higher than they are. */
static float size_of(const pdf_page *page, const pdf_char *one, int across) {
    const float high = one->box[across + 2] - one->box[across];
    const float size = one->look < page->look_count ? page->looks[one->look].size : high;
    return fminf(high, size);
}

static bool are_overlaid(const pdf_page *page, const pdf_char *one, const pdf_char *next) {
    const uint8_t begin = pdf_side_of(PDF_CHAR_TURN_OF(one->flags));
    const int across = 1 - begin % 2;
    const float size = fminf(size_of(page, one, across), size_of(page, next, across));
    return one->code != next->code && fabsf(one->box[begin] - next->box[begin]) < CLOSE * size &&
           fabsf(one->box[across] - next->box[across]) < LEVEL * size;
}

/* What stands below a picture says what somebody recognised in it. */
static bool is_seen(const pdf_drawn *drawn, const pdf_char *one) {
    const pdf_shown *glyph = pdf_drawn_glyph(drawn, one);
    return glyph && !glyph->is_veiled;
}

static void hide(pdf_char *one, uint32_t *hidden) {
    *hidden += pdf_is_digit(one->code);
    pdf_hide_figure(one);
}

void pdf_hide_overlaid(pdf_source *source, pdf_page *page) {
    const pdf_char *chars = page->chars;
    const pdf_drawn *drawn = NULL;
    pdf_char *own = NULL;
    uint32_t hidden = 0;
    for (uint32_t i = 1; i < page->char_count; i++) {
        if (!pdf_is_digit(chars[i].code) || !pdf_is_digit(chars[i - 1].code) ||
            !are_overlaid(page, &chars[i - 1], &chars[i]))
            continue;
        drawn = drawn ? drawn : pdf_drawn_of(source->reader, page);
        if (!drawn || (!own && !(own = pdf_own_chars(source->reader->page, page))))
            break;
        if (!is_seen(drawn, &chars[i - 1]) || !is_seen(drawn, &chars[i]))
            continue;
        hide(&own[i - 1], &hidden);
        hide(&own[i], &hidden);
    }
    if (hidden)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.text.overlaid", page->number, true,
                "%u digits on the page are drawn over each other; which of them it shows is not "
                "known, and U+FFFD stands for them",
                hidden);
}
