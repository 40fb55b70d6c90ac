/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that are not painted at all (text render mode 3) on a page whose text is: it shows another number, or none. Text that
 * somebody recognised in a picture is not painted either, nor is that of outlines: whole numbers over pictures or signs that are drawn
 * stay, and all of a page that hardly paints its text. Most glyphs come in the order of their characters; others are found by their
 * place, so that a page costs about one look at each glyph and each digit; where none is found all are asked. */
#include "page/legible.h"

#include <math.h>
#include <string.h>

#define NEAR 1.0f  /* points between the origins of a glyph and its character */
#define REST 0.75f /* of its width: farther on begins the next one */

enum { UNKNOWN = UINT32_MAX };

typedef struct painting {
    pdf_page *page;
    const pdf_pen *pen;
    uint32_t *places; /* of glyphs, by where they are: index + 1; 0 where free */
    uint32_t mask;
    uint32_t *of; /* of each digit: its glyph + 1; 0: none. UNKNOWN: nobody can tell */
    bool *looks;  /* that digits are painted in */
    float
        line; /* of a box: where the line was that the last digit stood on; 0: none was found yet */
    uint32_t next; /* the glyph that is to be of the next character, if they come in order */
    uint64_t left; /* looks at all glyphs */
} painting;

/* ---- places ---- */

static uint32_t place_of(const painting *p, int32_t x, int32_t y) {
    return ((uint32_t)x * 0x9E3779B1u ^ (uint32_t)y * 0x85EBCA77u) >> 8 & p->mask;
}

static bool sort_glyphs(pdf_room *room, painting *p) {
    if (p->places)
        return true;
    uint32_t size = 64;
    while (size < 2 * p->pen->glyph_count)
        size *= 2;
    p->mask = size - 1;
    p->places = PDF_TAKE(room, uint32_t, size);
    for (uint32_t i = 0; p->places && i < p->pen->glyph_count; i++) {
        const pdf_shown *glyph = &p->pen->glyphs[i];
        uint32_t at = place_of(p, (int32_t)glyph->x, (int32_t)glyph->y);
        for (uint32_t tries = 0; p->places[at] && tries < 64; tries++) /* copies of one */
            at = (at + 1) & p->mask;
        if (!p->places[at])
            p->places[at] = i + 1;
    }
    return p->places != NULL;
}

static bool is_near(const painting *p, uint32_t glyph, float left, float line) {
    const pdf_shown *one = &p->pen->glyphs[glyph];
    return fabsf(one->x - left) < NEAR && fabsf(one->y - line) < NEAR;
}

/* A glyph + 1; 0. */
static uint32_t find(const painting *p, int32_t x, int32_t y, float left, float line) {
    for (uint32_t at = place_of(p, x, y), tries = 0; p->places[at] && tries < 64;
         at = (at + 1) & p->mask, tries++)
        if (is_near(p, p->places[at] - 1, left, line))
            return p->places[at];
    return 0;
}

/* Where in the box of a character the line of its glyph is. */
static void note_line(painting *p, const pdf_char *one, uint32_t glyph) {
    if (one->box[3] > one->box[1])
        p->line = (p->pen->glyphs[glyph].y - one->box[1]) / (one->box[3] - one->box[1]);
}

/* The glyph + 1 that comes next or soon, where it stands at the character: where glyphs come in order. */
static uint32_t find_next(painting *p, const pdf_char *one) {
    enum { AHEAD = 8 /* blanks */ };
    const float middle = (one->box[1] + one->box[3]) / 2, half = (one->box[3] - one->box[1]) / 2;
    const float line = p->line > 0 ? one->box[1] + p->line * 2 * half : middle;
    for (uint32_t i = p->next; i < p->pen->glyph_count && i < p->next + AHEAD; i++) {
        const pdf_shown *glyph = &p->pen->glyphs[i];
        if (fabsf(glyph->x - one->box[0]) >= NEAR ||
            fabsf(glyph->y - line) >= (p->line > 0 ? NEAR : half))
            continue;
        note_line(p, one, i);
        return i + 1;
    }
    return 0;
}

/* Near where the character begins, on the line that it is thought to stand on. */
static uint32_t find_near(pdf_room *room, painting *p, const pdf_char *one) {
    const uint32_t next = find_next(p, one);
    if (next || !sort_glyphs(room, p))
        return next;
    const float line = one->box[1] + p->line * (one->box[3] - one->box[1]);
    const int32_t x = (int32_t)one->box[0], y = (int32_t)line;
    uint32_t found = 0;
    for (int32_t i = 0; i < 9 && !found; i++) /* the middle first */
        found = find(p, x + (i + 1) % 3 - 1, y + (i / 3 + 1) % 3 - 1, one->box[0], line);
    return found;
}

/* ---- one digit ---- */

/* What is written another way begins elsewhere in its box, or beside it. */
static bool is_in(const pdf_char *one, const pdf_shown *glyph) {
    const float *box = one->box;
    const float far = glyph->turn == PDF_RIGHTWARD && !glyph->is_tilted ? 0 : box[3] - box[1];
    const float wide = far > 0 ? box[2] - box[0] : REST * (box[2] - box[0]);
    return glyph->x > box[0] - NEAR - far && glyph->x < box[0] + wide + far &&
           glyph->y >= box[1] - far && glyph->y <= box[3] + far;
}

static uint32_t meet(painting *p, const pdf_char *one) {
    const pdf_pen *pen = p->pen;
    for (uint32_t i = 0; i < pen->glyph_count && p->left > 0; i++, p->left--) {
        if (!is_in(one, &pen->glyphs[i]))
            continue;
        note_line(p, one, i);
        return i + 1;
    }
    for (uint32_t i = 0; i < pen->cut_count && p->left > 0; i++, p->left--)
        if (is_in(one, &pen->cuts[i].shown)) /* page/clipped.c judges them */
            return UNKNOWN;
    return p->left == 0 ? UNKNOWN : 0;
}

static uint32_t glyph_of(pdf_room *room, painting *p, const pdf_char *one) {
    if (one->look >= p->page->look_count || pdf_is_nameless(&p->page->looks[one->look]))
        return UNKNOWN;
    const uint32_t near = find_near(room, p, one), glyph = near ? near : meet(p, one);
    p->looks[one->look] |= glyph != 0;
    return glyph;
}

/* Poppler may have no glyphs of a font, for reasons of its own. */
static bool is_font_painted(const painting *p, const pdf_char *one) {
    const pdf_look *looks = p->page->looks;
    const sheaf_str font = looks[one->look].font;
    for (uint32_t i = 0; i < p->page->look_count; i++)
        if (p->looks[i] && looks[i].font.len == font.len &&
            memcmp(looks[i].font.ptr, font.ptr, font.len) == 0)
            return true;
    return false;
}

/* A picture, or something of about the digit's size, such as its outline. */
static bool shows_it(const pdf_ink *ink, const pdf_char *one) {
    const float *box = ink->box, high = one->box[3] - one->box[1];
    if (ink->paint == PDF_CLIP || pdf_overlap(box[0], box[2], one->box[0], one->box[2]) <= 0 ||
        pdf_overlap(box[1], box[3], one->box[1], one->box[3]) <= 0)
        return false;
    return ink->paint == PDF_IMAGE || (box[2] - box[0] < high && box[3] - box[1] < 2 * high);
}

static bool is_drawn(painting *p, const pdf_char *one) {
    const pdf_pen *pen = p->pen;
    if (pen->shape_count == PDF_MOST_SHAPES || pen->crowded)
        return true;
    for (uint32_t i = 0; i < pen->count && p->left > 0; i++, p->left--)
        if (shows_it(&pen->inks[i], one))
            return true;
    for (uint32_t i = 0; i < pen->shape_count && p->left > 0; i++, p->left--)
        if (shows_it(&pen->shapes[i], one))
            return true;
    for (uint32_t i = 0; i < pen->streak_count && p->left > 0; i++, p->left--) {
        float part[2];
        if (!pen->streaks[i].is_thin && pdf_streak_within(pen->streaks[i].at, one->box, part))
            return true;
    }
    return p->left == 0;
}

/* ---- numbers ---- */

static bool goes_on(const pdf_page *page, uint32_t at) {
    const uint32_t parts = PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE;
    return at < page->char_count && pdf_is_digit(page->chars[at].code) &&
           !(page->chars[at].flags & parts);
}

/* The digit stands for one glyph with the one before it, as of a numeral in a circle that is called `10`: others of that one's kind have
 * another glyph, but where they go before a digit without any. */
static bool is_of_pair(painting *p, uint32_t at) {
    const pdf_char *chars = p->page->chars;
    const uint32_t own = at ? p->of[at - 1] : 0;
    if (!own || own == UNKNOWN || !goes_on(p->page, at))
        return false;
    bool is_other = false;
    for (uint32_t i = 0; i < p->page->char_count && p->left > 0; i++, p->left--) {
        if (chars[i].code != chars[at - 1].code || chars[i].look != chars[at - 1].look ||
            !p->of[i] || p->of[i] == UNKNOWN || (goes_on(p->page, i + 1) && !p->of[i + 1]))
            continue;
        if (p->pen->glyphs[p->of[i] - 1].index == p->pen->glyphs[own - 1].index)
            return false;
        is_other = true;
    }
    return is_other;
}

typedef enum paint_of { PAINTED, PART, WHOLE } paint_of;

/* Notes the unpainted digits of a number, if nothing shows them. */
static void ask_number(painting *p, uint8_t *unseen, uint32_t from, uint32_t end) {
    uint32_t count = 0;
    bool is_shown = false;
    for (uint32_t i = from; i < end; i++)
        count += !p->of[i];
    for (uint32_t i = from; count && i < end; i++)
        unseen[i] = p->of[i] || is_of_pair(p, i) ? PAINTED : count < end - from ? PART : WHOLE;
    for (uint32_t i = from; count && i < end && !is_shown; i++)
        is_shown = unseen[i] && is_drawn(p, &p->page->chars[i]);
    for (uint32_t i = from; is_shown && i < end; i++)
        unseen[i] = PAINTED;
}

static uint32_t hide(pdf_room *room, const painting *p, const uint8_t *unseen) {
    uint32_t hidden = 0;
    pdf_page *page = p->page;
    pdf_char *own = NULL;
    for (uint32_t i = 0; i < page->char_count; i++) {
        if (!unseen[i] || (unseen[i] == WHOLE && !is_font_painted(p, &page->chars[i])))
            continue;
        if (!own && !(own = pdf_own_chars(room, page)))
            return 0;
        pdf_hide_figure(&own[i]);
        hidden++;
    }
    return hidden;
}

/* What digit a glyph of a look was last seen as, of those that share a slot. */
enum { GLYPHS = 256 };
typedef struct meanings {
    uint32_t keys[GLYPHS];
    uint8_t digits[GLYPHS];
} meanings;

/* Fonts may have one name, so this is no more than a reason to ask. */
static bool may_be_contradicted(const painting *p, meanings *seen, uint32_t at) {
    if (p->of[at] == UNKNOWN)
        return false;
    const pdf_char *one = &p->page->chars[at];
    const uint32_t index = p->pen->glyphs[p->of[at] - 1].index;
    const uint32_t key = index ^ (uint32_t)one->look << 16,
                   slot = (index + one->look * 11u) % GLYPHS;
    const uint8_t digit = (uint8_t)(pdf_digit_of(one->code) + 1);
    const bool is_other =
        seen->keys[slot] == key && seen->digits[slot] && seen->digits[slot] != digit;
    seen->keys[slot] = key;
    seen->digits[slot] = digit;
    return is_other;
}

/* So are digits that are turned, too. */
static bool begin_together(const pdf_char *one, const pdf_char *next) {
    const float near = 0.13f; /* of their height, as page/overlaid.c has it */
    return fabsf(next->box[0] - one->box[0]) < near * (next->box[3] - next->box[1]);
}

/* What a page says of its painted digits. */
typedef struct suspicion {
    bool is_any_overlaid, is_any_other;
} suspicion;

static suspicion find_glyphs(pdf_room *room, painting *p) {
    const pdf_char *chars = p->page->chars;
    meanings seen = {.digits = {0}};
    suspicion found = {.is_any_other = false};
    for (uint32_t i = 0; i < p->page->char_count; i++, p->next++) {
        p->of[i] = pdf_is_digit(chars[i].code) ? glyph_of(room, p, &chars[i]) : 0;
        p->next = p->of[i] && p->of[i] != UNKNOWN ? p->of[i] - 1 : p->next;
        if (!p->of[i])
            continue;
        found.is_any_other |= may_be_contradicted(p, &seen, i);
        found.is_any_overlaid |= i && p->of[i - 1] && begin_together(&chars[i - 1], &chars[i]);
    }
    return found;
}

static void ask_numbers(painting *p, uint8_t *unseen) {
    uint32_t end;
    for (uint32_t from = 0; from < p->page->char_count; from = end) {
        end = from + 1;
        if (!pdf_is_digit(p->page->chars[from].code))
            continue;
        while (goes_on(p->page, end))
            end++;
        ask_number(p, unseen, from, end);
    }
}

static void hide_numbers(pdf_source *source, painting *p) {
    pdf_room *room = source->reader->page;
    uint8_t *unseen = PDF_TAKE(room, uint8_t, p->page->char_count + 1u);
    if (!unseen)
        return;
    ask_numbers(p, unseen);
    const uint32_t hidden = hide(room, p, unseen);
    if (hidden)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.text.hidden", p->page->number, true,
                "%u digits on the page are not painted, though its text is; U+FFFD stands for them",
                hidden);
}

void pdf_hide_unpainted(pdf_source *source, const pdf_pen *pen, pdf_page *page) {
    enum { MOST_LOOKS = 1 << 26 };
    pdf_room *room = source->reader->page;
    painting p = {.page = page, .pen = pen, .left = MOST_LOOKS};
    if (!pen->glyph_count || pen->glyph_count == PDF_MOST_INKS || pen->cut_count == PDF_MOST_INKS)
        return;
    p.of = PDF_TAKE(room, uint32_t, page->char_count + 1u);
    p.looks = PDF_TAKE(room, bool, page->look_count + 1u);
    if (!p.of || !p.looks)
        return;
    const suspicion found = find_glyphs(room, &p);
    if (pdf_pictures_of(pen, page) < .5f)
        hide_numbers(source, &p);
    if (found.is_any_other)
        pdf_hide_contradicted(source, pen, p.of, page);
    if (found.is_any_overlaid)
        pdf_hide_overlaid(source, page);
}
