/* SPDX-License-Identifier: GPL-2.0-or-later
 * Text outside of the clip that it is painted with. Poppler gives it as any other, but the page does not show it: some producers
 * print the rows around a page's end on both pages, each cut to its page. What lies outside altogether is left out. Of text that is
 * seen in part letters stay, but digits are unknown: `17` of `717` is another number. */
#include "page/drawn.h"
#include "page/legible.h"

#include <string.h>

#define EDGE 1.0f  /* points: a clip that ends with the page cuts nothing off it */
#define NONE 0.1f  /* of its width or height: no more is seen */
#define WIDE 0.8f  /* of its width that shows which digit it is */
#define HIGH 0.9f  /* of its height: without its bar a 7 is a 1 */
#define ASIDE 0.1f /* of its width, at both ends, where it has no ink */

typedef enum seen { UNASKED, OUTSIDE, CUT, WHOLE } seen;

typedef struct clipping {
    pdf_room *room;
    pdf_page *page;
    const pdf_pen *pen;
    uint8_t *of;   /* of each character: seen */
    uint32_t at;   /* where the last one was found: the next is near */
    uint64_t left; /* looks at characters and glyphs */
    uint32_t cut, outside;
} clipping;

/* ---- one character ---- */

/* Where it may have ink: fonts may lie about their height, so that is told by the line that it stands on. */
static void ink_of(const pdf_char *one, const pdf_cut *cut, float ink[4]) {
    const bool is_digit = pdf_is_digit(one->code);
    const float aside = ASIDE * (one->box[2] - one->box[0]);
    const float above = ASIDE * (one->box[3] - one->box[1]);
    const bool is_upright = cut->shown.turn == PDF_RIGHTWARD && !cut->shown.is_tilted;
    ink[0] = one->box[0] + aside;
    ink[2] = one->box[2] - aside;
    ink[1] = is_upright ? cut->shown.y - (is_digit ? .68f : .8f) * cut->em : one->box[1] + above;
    ink[3] = is_upright ? cut->shown.y + (is_digit ? 0 : .1f) * cut->em : one->box[3] - above;
}

static float share(const float ink[4], const float clip[4], int along, float page) {
    const float from = clip[along] < EDGE ? -PDF_FARTHEST : clip[along];
    const float to = clip[along + 2] > page - EDGE ? 2 * PDF_FARTHEST : clip[along + 2];
    const float all = ink[along + 2] - ink[along];
    return all > 0 ? pdf_overlap(ink[along], ink[along + 2], from, to) / all : 1;
}

static seen seen_of(const clipping *c, const pdf_char *one, const pdf_cut *cut) {
    float ink[4];
    ink_of(one, cut, ink);
    const float wide = share(ink, cut->clip, 0, c->page->width);
    const float high = share(ink, cut->clip, 1, c->page->height);
    if (wide <= NONE || high <= NONE)
        return OUTSIDE;
    return pdf_is_digit(one->code) && (wide < WIDE || high < HIGH) ? CUT : WHOLE;
}

/* The character that the glyph shows; PDF_NONE. Where boxes are higher than the lines are apart, one that no other glyph was found
 * for is the better one. */
static uint32_t char_of(clipping *c, const pdf_shown *glyph) {
    const uint32_t count = c->page->char_count;
    uint32_t found = PDF_NONE;
    for (uint32_t i = 0; i < count && c->left > 0; i++, c->left--) {
        const uint32_t at = c->at + i < count ? c->at + i : c->at + i - count;
        if (!pdf_is_shown_by(&c->page->chars[at], glyph))
            continue;
        if (!c->of[at])
            return c->at = at;
        found = at;
    }
    return found;
}

static void ask_cuts(clipping *c) {
    for (uint32_t i = 0; i < c->pen->cut_count; i++) {
        const pdf_cut *cut = &c->pen->cuts[i];
        const uint32_t at = char_of(c, &cut->shown);
        if (at == PDF_NONE)
            continue;
        const seen now = seen_of(c, &c->page->chars[at], cut);
        c->of[at] = (uint8_t)(now > c->of[at] ? now : c->of[at]);
    }
}

/* ---- those that are painted elsewhere, too ---- */

static bool is_shown(clipping *c, const pdf_drawn *drawn, const pdf_char *one) {
    const uint32_t last = pdf_drawn_row(drawn, one->box[3]);
    const uint32_t first = pdf_drawn_begin(drawn, pdf_drawn_row(drawn, one->box[1]));
    for (uint32_t i = first; i < drawn->ends[last] && c->left > 0; i++, c->left--) {
        const pdf_shown *glyph = &c->pen->glyphs[drawn->order[i]];
        if (!glyph->is_cut && pdf_is_shown_by(one, glyph))
            return true;
    }
    return c->left == 0;
}

static bool ask_shown(clipping *c) {
    pdf_drawn drawn;
    if (!pdf_drawn_sort(c->room, c->page->height, c->pen->glyphs, c->pen->glyph_count, &drawn))
        return false;
    for (uint32_t i = 0; i < c->page->char_count; i++) {
        if ((c->of[i] == OUTSIDE || c->of[i] == CUT) && is_shown(c, &drawn, &c->page->chars[i]))
            c->of[i] = WHOLE;
        c->cut += c->of[i] == CUT;
        c->outside += c->of[i] == OUTSIDE;
    }
    return true;
}

/* ---- the page ---- */

uint32_t pdf_end_of_word(const pdf_page *page, uint32_t from) {
    const uint32_t parts = PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE;
    uint32_t end = from + 1;
    while (end < page->char_count && !(page->chars[end].flags & parts))
        end++;
    return end;
}

static bool is_outside(const clipping *c, uint32_t from, uint32_t end) {
    while (from < end && c->of[from] == OUTSIDE)
        from++;
    return from == end;
}

/* The digits of a word that the page shows a part of. */
static uint32_t hide_word(const clipping *c, pdf_char *chars, uint32_t from, uint32_t end) {
    uint32_t hidden = 0;
    for (uint32_t i = from; i < end; i++) {
        if (c->of[i] != OUTSIDE && c->of[i] != CUT)
            continue;
        hidden += pdf_is_digit(chars[i].code);
        pdf_hide_figure(&chars[i]);
    }
    return hidden;
}

static void leave_out(clipping *c, pdf_char *own) {
    uint32_t kept = 0, hidden = 0, end;
    uint16_t held =
        0; /* what parts a word that is left out from the one before parts the next one */
    c->outside = 0;
    for (uint32_t from = 0; from < c->page->char_count; from = end) {
        end = pdf_end_of_word(c->page, from);
        const uint32_t count = end - from;
        if (is_outside(c, from, end)) {
            held |= own[from].flags & (PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE);
            c->outside += count;
            continue;
        }
        hidden += hide_word(c, own, from, end);
        own[from].flags |= held;
        held = 0;
        memmove(&own[kept], &own[from], count * sizeof *own);
        kept += count;
    }
    c->page->char_count = kept;
    c->cut = hidden;
}

static void tell(pdf_reader *reader, const clipping *c) {
    if (c->cut)
        pdf_say(reader, SHEAF_WARNING, "pdf.text.hidden", c->page->number, true,
                "%u digits on the page cannot be seen, or not well: the area that they are painted "
                "in ends before they do; U+FFFD stands for them",
                c->cut);
    if (c->outside)
        pdf_say(reader, SHEAF_INFO, "pdf.text.clipped", c->page->number, false,
                "%u characters are left out: they lie outside of the area that they are painted "
                "in, so that the page does not show them",
                c->outside);
}

/* Text of a scan, whichever way it was kept from being seen: none of it is, or hardly any beside pictures. */
static bool is_scan(const clipping *c) {
    return c->outside == c->page->char_count ||
           (c->outside > c->page->char_count / 2 && pdf_pictures_of(c->pen, c->page) >= .5f);
}

void pdf_leave_out_clipped(pdf_source *source, const pdf_pen *pen, pdf_page *page) {
    enum { ROUNDS = 64, LEAST = 1 << 22 };
    pdf_room *room = source->reader->page;
    clipping c = {.room = room,
                  .page = page,
                  .pen = pen,
                  .left = (uint64_t)page->char_count * ROUNDS + LEAST};
    if (!pen->cut_count || !page->char_count || pen->has_lost_groups)
        return;
    c.of = PDF_TAKE(room, uint8_t, page->char_count);
    if (!c.of)
        return;
    ask_cuts(&c);
    if (!ask_shown(&c) || !(c.cut || c.outside) || is_scan(&c))
        return;
    pdf_char *own = pdf_own_chars(room, page);
    if (!own)
        return;
    leave_out(&c, own);
    tell(source->reader, &c);
}
