/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits and signs that are drawn and no text: a picture of a digit, a bar like a 1, a short level line that is a minus. Where one
 * stands right beside a number, as high as its digits, U+FFFD stands for it: the number goes on, and nobody knows with what. What is
 * part of a rule or of a square, or in another colour than the number (a bullet, a box to tick, a bar of a chart), is none of it. */
#include "page/drawn.h"
#include "page/legible.h"
#include "page/mesh.h"
#include "page/signs.h"

#include <math.h>
#include <stdlib.h>

/* In sizes of the type. */
#define REACH 1.1f /* beside the number */
#define INTO 0.15f /* its digit's room */
#define CLOSE 0.45f
#define NEXT 0.15f /* a picture that may be an icon stands nearer */
#define HIGH 0.5f
#define MOST_IMAGE 2.5f /* times its height: a picture of some digits */
#define NARROW 0.8f     /* times its height */
#define FOOT 0.25f      /* around the line that digits stand on */
#define PART 0.12f      /* between what is one sign */
#define FLAT 0.15f      /* a minus is lower, and wider */
#define LONGEST 1.0f
#define MINUS_LOW 0.12f /* above the line */
#define MINUS_HIGH 0.6f

#define TOUCHES 0.4f /* points */

/* A number as it is shown. */
typedef struct number {
    uint32_t first, end; /* of the characters */
    float left, right, line, size;
    uint32_t colour;
} number;

/* Where a U+FFFD goes: in front of that character. */
typedef struct place {
    uint32_t before;
    bool is_behind; /* the digit in front of that */
} place;

typedef struct search {
    pdf_room *room;
    pdf_page *page;
    const pdf_drawn *drawn;
    pdf_signs signs;
    place *places;
    uint32_t count, capacity;
    uint64_t left; /* looks at signs, inks and characters */
} search;

/* ---- what is near ---- */

static bool are_like(uint32_t one, uint32_t other) {
    enum { MOST = 0x60 };
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(one >> shift & 0xFF) - (int)(other >> shift & 0xFF)) > MOST)
            return false;
    return true;
}

static float gap_of(const number *of, bool is_behind, const float box[4]) {
    return is_behind ? box[0] - of->right : of->left - box[2];
}

/* Between the lines, beside the number. */
static bool fits(const number *of, bool is_behind, const pdf_sign *one) {
    const float *box = one->box, size = of->size, gap = gap_of(of, is_behind, box);
    const float wide = box[2] - box[0], high = box[3] - box[1];
    const float far = one->is_image ? 2 : 1;
    if (!one->is_image && !are_like(one->colour, of->colour))
        return false;
    return gap >= -INTO * size && gap <= REACH * size && box[3] <= of->line + far * FOOT * size &&
           box[1] >= of->line - size - (far - 1) * FOOT * size &&
           fmaxf(wide, high) >= FLAT * size &&
           (high >= FLAT * size || box[3] < of->line - MINUS_LOW * size / 2);
}

static bool touches(const float a[4], const float b[4], float most) {
    return -pdf_overlap(a[0], a[2], b[0], b[2]) <= most &&
           -pdf_overlap(a[1], a[3], b[1], b[3]) <= most;
}

static bool is_within(const float inner[4], const float outer[4]) {
    return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] &&
           inner[3] <= outer[3];
}

/* With all that touches it, as the sides of a box and the pieces of a ring do, as long as it is small. */
static void join_signs(search *s, const number *of, pdf_sign *found) {
    const float part = PART * of->size, most = 2 * REACH * of->size;
    for (bool grows = true; grows && found->box[2] - found->box[0] < most;) {
        const float *box = found->box;
        const float zone[4] = {box[0] - part, box[1] - part, box[2] + part, box[3] + part};
        pdf_mesh_walk walk = pdf_mesh_begin(&s->signs.mesh, zone);
        uint32_t at;
        grows = false;
        while (s->left > 0 && (at = pdf_mesh_next(&s->signs.mesh, &walk)) != PDF_NONE) {
            const float *other = s->signs.all[at].box;
            s->left--;
            if (is_within(other, box) || !touches(other, zone, 0) ||
                !are_like(s->signs.all[at].colour, found->colour))
                continue;
            pdf_box_unite(found->box, other);
            grows = true;
        }
    }
}

/* The one that is nearest. */
static bool nearest_sign(search *s, const number *of, bool is_behind, pdf_sign *found) {
    const float from = is_behind ? of->right - INTO * of->size : of->left - REACH * of->size;
    const float zone[4] = {from, of->line - of->size, from + (REACH + INTO) * of->size,
                           of->line + FOOT * of->size};
    pdf_mesh_walk walk = pdf_mesh_begin(&s->signs.mesh, zone);
    float least = INFINITY;
    uint32_t at;
    while (s->left > 0 && (at = pdf_mesh_next(&s->signs.mesh, &walk)) != PDF_NONE) {
        const pdf_sign *one = &s->signs.all[at];
        const float gap = gap_of(of, is_behind, one->box);
        s->left--;
        if (gap >= least || !fits(of, is_behind, one))
            continue;
        *found = *one;
        least = gap;
    }
    if (least < INFINITY)
        join_signs(s, of, found);
    return least < INFINITY && gap_of(of, is_behind, found->box) >= -INTO * of->size;
}

/* ---- what it looks like ---- */

static bool is_like_digit(const number *of, const pdf_sign *one, float gap) {
    const float *box = one->box, size = of->size;
    const float wide = box[2] - box[0], high = box[3] - box[1];
    const float foot = (one->is_image ? 2 : 1) * FOOT * size;
    if (high < HIGH * size || fabsf(box[3] - of->line) > foot)
        return false;
    if (wide <= NARROW * high)
        return gap <= CLOSE * size;
    return one->is_image && wide <= MOST_IMAGE * high && gap <= NEXT * size;
}

static bool is_like_minus(const number *of, const pdf_sign *one, float gap) {
    const float *box = one->box, size = of->size;
    const float wide = box[2] - box[0], high = box[3] - box[1];
    const float above = of->line - (box[1] + box[3]) / 2;
    return high <= FLAT * size && wide >= FLAT * size && wide > 2 * high &&
           wide <= LONGEST * size && above >= MINUS_LOW * size && above <= MINUS_HIGH * size &&
           gap <= CLOSE * size;
}

/* ---- what speaks against it ---- */

/* A line that goes on: it touches the sign, or parts it from the number. */
static bool is_at_rule(search *s, const number *of, const pdf_sign *one) {
    const float zone[4] = {fminf(one->box[0], of->right) - TOUCHES, one->box[1] - TOUCHES,
                           fmaxf(one->box[2], of->left) + TOUCHES, one->box[3] + TOUCHES};
    const pdf_page *page = s->page;
    for (uint32_t i = 0; i < page->ink_count && s->left > 0; i++, s->left--) {
        const pdf_ink *ink = &page->inks[i];
        const float wide = ink->box[2] - ink->box[0], high = ink->box[3] - ink->box[1];
        const bool is_line = fminf(wide, high) < FLAT * of->size && fmaxf(wide, high) > of->size;
        if (ink->paint <= PDF_FILL && is_line && touches(ink->box, zone, 0) &&
            (high > wide || touches(ink->box, one->box, TOUCHES)))
            return true;
    }
    return s->left == 0;
}

/* A glyph may be drawn, or stand in a box: what is there is known. */
static bool is_text(search *s, const pdf_sign *one) {
    const float part = 0.15f;
    const float x = (one->box[0] + one->box[2]) / 2, y = (one->box[1] + one->box[3]) / 2;
    for (uint32_t i = 0; i < s->page->char_count && s->left > 0; i++, s->left--) {
        const float *box = s->page->chars[i].box, high = box[3] - box[1];
        if (x > box[0] && x < box[2] && y > box[1] + part * high && y < box[3] - part * high)
            return true;
    }
    return s->left == 0;
}

/* ---- numbers ---- */

static bool know_number(search *s, uint32_t first, uint32_t end, number *of) {
    const pdf_char *chars = s->page->chars;
    pdf_core from, to;
    const pdf_shown *glyph = pdf_drawn_glyph(s->drawn, &chars[first]);
    if (!glyph || glyph->turn != PDF_RIGHTWARD ||
        !pdf_core_of(s->drawn, s->page, &chars[first], &from) ||
        !pdf_core_of(s->drawn, s->page, &chars[end - 1], &to))
        return false;
    *of = (number){.first = first,
                   .end = end,
                   .left = chars[first].box[0],
                   .right = to.box[2],
                   .line = glyph->y,
                   .size = from.size,
                   .colour = glyph->colour};
    return true;
}

static void ask_side(search *s, const number *of, bool is_behind) {
    pdf_sign one = {.colour = 0};
    if (!nearest_sign(s, of, is_behind, &one))
        return;
    const float gap = gap_of(of, is_behind, one.box);
    if (!(is_like_digit(of, &one, gap) || (!is_behind && is_like_minus(of, &one, gap))) ||
        is_at_rule(s, of, &one) || is_text(s, &one))
        return;
    place *places = pdf_more(s->room, s->places, s->count, &s->capacity, sizeof *places);
    if (!places)
        return;
    s->places = places;
    places[s->count++] = (place){is_behind ? of->end : of->first, is_behind};
}

static bool may_be_beside(const search *s, uint32_t first, uint32_t end) {
    const pdf_char *one = &s->page->chars[first];
    const float *from = one->box, *to = s->page->chars[end - 1].box;
    const float zone[4] = {from[0] - s->signs.largest, from[1], to[2] + s->signs.largest, from[3]};
    return one->look < s->page->look_count && !pdf_is_nameless(&s->page->looks[one->look]) &&
           pdf_mesh_has(&s->signs.mesh, zone);
}

static void ask_numbers(search *s) {
    const pdf_page *page = s->page;
    for (uint32_t first = 0, end; first < page->char_count; first = end) {
        number of;
        end = first + 1;
        if (!pdf_is_digit(page->chars[first].code))
            continue;
        while (pdf_goes_on(page, end))
            end++;
        if (!may_be_beside(s, first, end) || !know_number(s, first, end, &of))
            continue;
        ask_side(s, &of, false);
        ask_side(s, &of, true);
    }
}

/* ---- the page ---- */

/* It stands in that half of the digit that is beside it: farther on may be another cell. */
static pdf_char unknown_beside(const pdf_char *digit, bool is_behind) {
    pdf_char made = *digit;
    made.code = 0xFFFD;
    made.flags = (uint16_t)(PDF_CHAR_UNKNOWN | (is_behind ? 0u : digit->flags));
    made.box[is_behind ? 0 : 2] = (digit->box[0] + digit->box[2]) / 2;
    return made;
}

static void put_places(search *s) {
    const uint32_t first = PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE;
    pdf_page *page = s->page;
    pdf_char *made = PDF_TAKE_UNSET(s->room, pdf_char, (size_t)page->char_count + s->count);
    uint32_t count = 0;
    if (!made)
        return;
    for (uint32_t i = 0, at = 0; i <= page->char_count; i++) {
        bool is_begun = false;
        for (; at < s->count && s->places[at].before == i; at++) {
            const bool is_behind = s->places[at].is_behind;
            made[count++] = unknown_beside(&page->chars[is_behind ? i - 1 : i], is_behind);
            is_begun |= !is_behind;
        }
        if (i == page->char_count)
            break;
        made[count] = page->chars[i];
        if (is_begun)
            made[count].flags &= (uint16_t)~first;
        count++;
    }
    page->chars = made;
    page->char_count = count;
}

void pdf_doubt_beside(pdf_source *source, const pdf_pen *pen, pdf_page *page) {
    enum { MOST_LOOKS = 1 << 25 };
    search s = {.room = source->reader->page, .page = page, .left = MOST_LOOKS};
    if (!pen->glyph_count || !pdf_signs_find(s.room, pen, page, &s.signs) ||
        !(s.drawn = pdf_drawn_of(source->reader, page)))
        return;
    ask_numbers(&s);
    if (!s.count)
        return;
    put_places(&s);
    pdf_say(
        source->reader, SHEAF_WARNING, "pdf.text.drawn", page->number, true,
        "Right beside %u numbers of the page something is drawn that is no text, and looks like "
        "a digit or a minus; U+FFFD stands for it",
        s.count);
}
