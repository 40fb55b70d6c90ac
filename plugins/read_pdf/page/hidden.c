/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that nobody can see: painted over, or in the colour of what they stand on. The text of a PDF holds them, but what the page
 * shows there is another number, or none. Paint and glyphs are counted in the order in which they are painted, so what lies above
 * what is known; where it is not (groups, odd clips, images), the digits count as seen. */
#include "page/begins.h"
#include "page/drawn.h"
#include "page/legible.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_HIGH 4.0f /* points: lower fills are rules, and hide nothing */
#define LEAST_WIDE 2.0f
#define UPPER 0.9f /* of a digit's width, above the line that it stands on: there it has its ink */
#define LOWER 0.2f
#define EDGE 0.3f   /* of its height, at both ends, where it is turned */
#define SAME 0.5f   /* points between two glyphs that are one, painted twice */
#define SHADOW 1.5f /* between a glyph and the one that lies upon it as its light */

enum { WHITE = 0xFFFFFF, UNKNOWN = PDF_COLOUR_MIXED }; /* colours */

typedef struct hiding {
    pdf_room *room;
    pdf_page *page;
    const pdf_pen *pen;
    pdf_char *own;
    pdf_drawn drawn;
    pdf_begins begins[PDF_TURNS];
    uint64_t left; /* looks at glyphs and paint */
    uint32_t count;
    bool is_coloured; /* some text is neither white nor black */
    bool is_any_white;
} hiding;

static bool is_area(const pdf_ink *ink) {
    return ink->paint <= PDF_FILL && ink->box[3] - ink->box[1] >= LEAST_HIGH &&
           ink->box[2] - ink->box[0] >= LEAST_WIDE;
}

/* ---- one digit ---- */

static bool is_in_ellipse(const float box[4], float x, float y) {
    const float half_wide = (box[2] - box[0]) / 2, half_high = (box[3] - box[1]) / 2;
    const float aside = (x - box[0] - half_wide) / half_wide;
    const float above = (y - box[1] - half_high) / half_high;
    return aside * aside + above * above <= 1;
}

/* Where the digit has its ink, by its width and the line that it stands on: fonts may lie about their height. */
static bool lies_in(const pdf_char *one, const pdf_shown *glyph, const pdf_ink *ink) {
    const float *box = ink->box;
    const float wide = one->box[2] - one->box[0], high = one->box[3] - one->box[1];
    const bool is_upright = glyph->turn == PDF_RIGHTWARD;
    const float upper = is_upright ? glyph->y - UPPER * wide : one->box[1] + EDGE * high;
    const float lower = is_upright ? glyph->y - LOWER * wide : one->box[3] - EDGE * high;
    const float middle = (one->box[0] + one->box[2]) / 2;
    if (ink->ground & PDF_GROUND_ROUND)
        return is_in_ellipse(box, middle, upper) && is_in_ellipse(box, middle, lower);
    return box[0] <= middle && middle <= box[2] && box[1] <= upper && lower <= box[3];
}

static int channel_of(uint32_t colour, int shift) {
    return (int)(colour >> shift & 0xFF);
}

/* Nobody sees the one on the other: both are nearly white, nearly black, or as bright, by how bright the eye takes each part to be. */
static bool are_alike(uint32_t one, uint32_t other) {
    enum { FAR = 24, APART = 400 }; /* in hundredths */
    static const int weights[] = {11, 59, 30};
    int apart = 0, far = 0;
    if ((one | other) & UNKNOWN)
        return false;
    if (pdf_shade_of(one) != PDF_SHADE_ANY && pdf_shade_of(one) == pdf_shade_of(other))
        return true;
    for (int i = 0; i < 3; i++) {
        const int off = abs(channel_of(one, 8 * i) - channel_of(other, 8 * i));
        apart += weights[i] * off;
        far = off > far ? off : far;
    }
    return apart <= APART && far <= FAR;
}

/* What one sees through, or behind a clip that is no rectangle, has no colour of its own. */
static uint32_t colour_of(const pdf_ink *ink) {
    const bool is_plain = pdf_shade_of(ink->colour) != PDF_SHADE_ANY;
    return is_plain || (ink->ground & PDF_GROUND_COVERS) ? ink->colour : (uint32_t)UNKNOWN;
}

/* What one sees through has the colour that it has over paper. */
static uint32_t through(const pdf_ink *glass, uint32_t below) {
    if (!glass)
        return below;
    return below == WHITE || are_alike(glass->colour, below) ? colour_of(glass) : (uint32_t)UNKNOWN;
}

/* The colour that the digit stands on; UNKNOWN where nobody can tell. */
static uint32_t ground_below(hiding *h, const pdf_char *one, uint32_t glyph) {
    const pdf_pen *pen = h->pen;
    for (uint32_t i = 0; i < pen->shape_count && h->left > 0; i++, h->left--)
        if (pen->shapes[i].glyphs <= glyph && lies_in(one, &pen->glyphs[glyph], &pen->shapes[i]))
            return UNKNOWN;
    if (pen->shape_count == PDF_MOST_SHAPES || pen->crowded)
        return UNKNOWN;
    const pdf_ink *glass = NULL;
    for (uint32_t i = pen->count; i > 0 && h->left > 0; h->left--) {
        const pdf_ink *ink = &pen->inks[--i];
        if (ink->glyphs > glyph || !lies_in(one, &pen->glyphs[glyph], ink))
            continue;
        if (ink->paint == PDF_IMAGE || (is_area(ink) && !(ink->ground & PDF_GROUND_PLAIN)))
            return UNKNOWN;
        if (is_area(ink) && (ink->ground & PDF_GROUND_COVERS))
            return through(glass, ink->colour);
        if (is_area(ink) && glass && !are_alike(ink->colour, glass->colour))
            return UNKNOWN;
        glass = is_area(ink) ? ink : glass;
    }
    return h->left > 0 ? through(glass, WHITE) : (uint32_t)UNKNOWN;
}

static bool is_sorted(hiding *h) {
    return h->drawn.order ||
           pdf_drawn_sort(h->room, h->page->height, h->pen->glyphs, h->pen->glyph_count, &h->drawn);
}

static bool is_painted_again(hiding *h, uint32_t glyph, uint32_t since, float near) {
    const pdf_shown *one = &h->pen->glyphs[glyph];
    const uint32_t row = pdf_drawn_row(&h->drawn, one->y);
    for (uint32_t i = h->drawn.ends[row]; i > pdf_drawn_begin(&h->drawn, row) && h->left > 0;
         h->left--) {
        const uint32_t at = h->drawn.order[--i];
        const pdf_shown *other = &h->pen->glyphs[at];
        if (at < since)
            return false;
        if (other->index == one->index && !other->is_veiled && other->x - one->x < near &&
            one->x - other->x < near)
            return true;
    }
    return h->left == 0;
}

static void hide(hiding *h, uint32_t at) {
    if (!h->own)
        h->own = pdf_own_chars(h->room, h->page);
    if (!h->own)
        return;
    h->count++;
    pdf_hide_figure(&h->own[at]);
}

/* ---- areas ---- */

typedef bool is_unseen(hiding *h, const pdf_char *one, uint32_t glyph, const pdf_ink *ink);

/* Fonts may say that they are much higher than they are: all digits are asked that the glyph may be, in other lines, too. */
static void ask_digits(hiding *h, uint32_t glyph, const pdf_ink *ink, is_unseen *test) {
    const pdf_shown *shown = &h->pen->glyphs[glyph];
    const pdf_some near = pdf_begins_near(h->room, h->page, shown, h->begins);
    for (uint32_t i = 0; i < near.count && h->left > 0; i++, h->left--) {
        const pdf_char *one = &h->page->chars[near.first[i]];
        if (pdf_is_digit(one->code) && pdf_is_shown_by(one, shown) && test(h, one, glyph, ink))
            hide(h, near.first[i]);
    }
}

static bool is_covered(hiding *h, const pdf_char *one, uint32_t glyph, const pdf_ink *ink) {
    return lies_in(one, &h->pen->glyphs[glyph], ink) &&
           !is_painted_again(h, glyph, ink->glyphs, SAME);
}

static bool is_blended(hiding *h, const pdf_char *one, uint32_t glyph, const pdf_ink *ink) {
    (void)ink;
    return are_alike(ground_below(h, one, glyph), h->pen->glyphs[glyph].colour) && is_sorted(h) &&
           !is_painted_again(h, glyph, glyph + 1, SHADOW);
}

static void cover(hiding *h, const pdf_ink *ink, uint32_t glyph) {
    if (glyph < ink->glyphs && (ink->ground & PDF_GROUND_COVERS))
        ask_digits(h, glyph, ink, is_covered);
}

static void blend(hiding *h, const pdf_ink *ink, uint32_t glyph) {
    if (glyph >= ink->glyphs && are_alike(colour_of(ink), h->pen->glyphs[glyph].colour))
        ask_digits(h, glyph, ink, is_blended);
}

/* The line that a glyph stands on lies in the area, or right below it. */
static void ask_area(hiding *h, const pdf_ink *ink) {
    const uint32_t last = pdf_drawn_row(&h->drawn, ink->box[3] + 2);
    for (uint32_t row = pdf_drawn_row(&h->drawn, ink->box[1]); row <= last; row++)
        for (uint32_t i = pdf_drawn_begin(&h->drawn, row); i < h->drawn.ends[row] && h->left > 0;
             i++, h->left--) {
            const uint32_t glyph = h->drawn.order[i];
            const float x = h->pen->glyphs[glyph].x;
            if (x < ink->box[0] - LEAST_WIDE || x > ink->box[2])
                continue;
            cover(h, ink, glyph);
            blend(h, ink, glyph);
        }
}

static bool is_anything(hiding *h, const pdf_char *one, uint32_t glyph, const pdf_ink *ink) {
    (void)h, (void)one, (void)glyph, (void)ink;
    return true;
}

/* Most glyphs have the colour of the one before. Returns at which one it took too long; their number. */
static uint32_t ask_white_from(hiding *h, uint32_t first, is_unseen *test) {
    enum { MOST_LOOKS = 1 << 26 };
    const pdf_pen *pen = h->pen;
    uint32_t seen = UNKNOWN;
    h->left = MOST_LOOKS;
    for (uint32_t i = first; i < pen->glyph_count; i++) {
        const uint32_t colour = pen->glyphs[i].colour;
        if (colour == seen)
            continue;
        if (are_alike(colour, WHITE))
            ask_digits(h, i, NULL, test);
        else
            seen = colour;
        if (!h->left)
            return i;
    }
    return pen->glyph_count;
}

/* What is not asked to the end is not given. */
static void ask_white(hiding *h) {
    const uint32_t end = h->pen->glyph_count, asked = ask_white_from(h, 0, is_blended);
    if (asked == end || ask_white_from(h, asked, is_anything) == end)
        return;
    for (uint32_t i = 0; i < h->page->char_count; i++)
        if (pdf_is_digit(h->page->chars[i].code))
            hide(h, i);
}

/* ---- pictures ---- */

static bool is_below_picture(hiding *h, const pdf_char *one, uint32_t glyph, const pdf_ink *ink) {
    (void)one;
    (void)ink;
    return !is_painted_again(h, glyph, glyph + 1, SAME);
}

/* Where a picture lies on nearly all of a page, it is the page, and the text below says what it shows (a scan that was read). */
static bool are_hidden(const pdf_pen *pen) {
    const uint64_t most = 8, of = 10;
    uint64_t veiled = 0;
    for (uint32_t i = 0; i < pen->glyph_count && (pen->veil_count || pen->has_unpainted); i++)
        veiled += pen->glyphs[i].is_veiled;
    return veiled && veiled * of < most * pen->glyph_count;
}

static void ask_veiled(hiding *h) {
    for (uint32_t i = 0; i < h->pen->glyph_count; i++)
        if (h->pen->glyphs[i].is_veiled)
            ask_digits(h, i, NULL, is_below_picture);
}

/* ---- the page ---- */

/* Text that is neither white nor black is seldom: only then areas in colours are asked what stands on them; and so is white text. */
static void look_at_colours(hiding *h) {
    uint32_t seen = PDF_COLOUR_MIXED;
    for (uint32_t i = 0; i < h->pen->glyph_count; i++) {
        const uint32_t colour = h->pen->glyphs[i].colour;
        if (colour == seen)
            continue;
        h->is_coloured |= pdf_shade_of(colour) == PDF_SHADE_ANY && !(colour & PDF_COLOUR_MIXED);
        h->is_any_white |= are_alike(colour, WHITE);
        seen = colour;
    }
}

/* Whether the area may hide what is below it, or what stands on it in its colour. */
static bool may_hide(const hiding *h, const pdf_ink *ink) {
    const pdf_shade shade = pdf_shade_of(ink->colour);
    return is_area(ink) && (((ink->ground & PDF_GROUND_COVERS) && ink->glyphs > 0) ||
                            shade == PDF_SHADE_BLACK || (shade == PDF_SHADE_ANY && h->is_coloured));
}

static bool is_any_area(const hiding *h, const pdf_ink *inks, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (may_hide(h, &inks[i]))
            return true;
    return false;
}

static void ask_areas(hiding *h, const pdf_ink *inks, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (may_hide(h, &inks[i]))
            ask_area(h, &inks[i]);
}

static void ask_all(hiding *h) {
    const pdf_pen *pen = h->pen;
    const bool is_any =
        is_any_area(h, pen->inks, pen->count) || is_any_area(h, pen->shapes, pen->shape_count);
    const bool is_veiled = are_hidden(pen);
    if ((is_any || is_veiled) && is_sorted(h)) {
        ask_areas(h, pen->inks, pen->count);
        ask_areas(h, pen->shapes, pen->shape_count);
        if (is_veiled)
            ask_veiled(h);
    }
    if (h->is_any_white)
        ask_white(h);
}

void pdf_hide_unseen_figures(pdf_source *source, const pdf_pen *pen, pdf_page *page) {
    enum { ROUNDS = 64, LEAST = 1 << 22 };
    pdf_room *room = source->reader->page;
    const uint64_t most = ((uint64_t)page->char_count + pen->count) * ROUNDS + LEAST;
    hiding h = {.room = room, .page = page, .pen = pen, .left = most};
    look_at_colours(&h);
    ask_all(&h);
    if (h.count)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.text.hidden", page->number, true,
                "%u digits on the page cannot be seen: they are painted over, or in the colour of "
                "what they stand on; U+FFFD stands for them",
                h.count);
}
