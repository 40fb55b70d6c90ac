/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits with a line through them: what a report shows of its changes, a number that is not valid any more. The line is ink of the
 * page and no look of the text. Only digits are asked, since nothing else becomes a value; and no white ones, which stand on bars and
 * pictures, whose edges strike nothing. A page without any is as it was. */
#include "layout.h"
#include "page/drawn.h"

#include <string.h>

enum { HEIGHTS = 16384 /* points: above PDF_FARTHEST */, WORD = 64 };
enum { LEVELS = 64 /* that are asked for a digit, at most */, WHITE = 0xFFFFFF };

#define UPPER                                                                                      \
    0.385f /* of its height, between which the middle of the line is: rules and underlines stand outside */
#define LOWER 0.68f
#define HIGHEST 0.2f /* the same where a glyph tells how high the digit is */
#define LOWEST 0.75f
#define THICK 0.5f    /* of its height: thicker is a ground */
#define COVERED 0.85f /* of its width: bars within a glyph that is drawn as paths are narrower */
#define PASSED 0.6f   /* the same where a glyph is drawn */
#define PER_POINT 4   /* levels */
#define DOT 0.6f      /* of its height, that the shortest piece of a line is wide */
#define DASHES 6.0f   /* times their height: the gaps between them */

/* The ways of text: where it goes along in a box, and where across. */
typedef enum way { LEVEL, UPRIGHT, WAYS } way;

/* A line whose middle is in this level, its dashes joined: lines of one level do not touch each other. */
typedef struct rail {
    uint32_t level;
    float from, to, middle, high;
} rail;

/* Of one way: a bit for each point at which the middle of a line is, as most lie between those of text, so that few digits are asked and
 * nothing is sorted; and the lines, once one was asked for. */
typedef struct rails {
    way along;
    uint64_t bits[HEIGHTS / WORD];
    rail *of; /* by level, then along; NULL: not yet */
    uint32_t count;
} rails;

/* Between which the middle of a line through a digit is, and how far it goes along. */
typedef struct band {
    float from, to, high;
    float begin, end, covered;
    way along;
} band;

static uint32_t level_of(float at) {
    const float most = HEIGHTS - 1;
    return (uint32_t)(int32_t)((at > 0 ? at < most ? at : most : 0) * PER_POINT);
}

static int by_level(const void *a, const void *b) {
    const rail *first = a, *second = b;
    if (first->level != second->level)
        return first->level < second->level ? -1 : 1;
    return (first->from > second->from) - (first->from < second->from);
}

static rail rail_of(const pdf_ink *ink, way along) {
    const float *box = ink->box + along, *across = ink->box + 1 - along;
    const float middle = (across[0] + across[2]) / 2;
    return (rail){level_of(middle), box[0], box[2], middle, across[2] - across[0]};
}

/* Waves are painted as images; in white is nothing struck, but letters have outlines. */
static bool is_line(const pdf_ink *ink, way along) {
    enum { MOST = 6 /* points */ };
    const rail line = rail_of(ink, along);
    return ink->paint != PDF_CLIP && ink->colour != WHITE && line.high < MOST &&
           line.to - line.from > DOT * line.high;
}

static uint32_t join_dashes(rail *lines, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        rail *last = kept ? &lines[kept - 1] : NULL, *next = &lines[i];
        if (!last || last->level != next->level || next->from - last->to > DASHES * last->high) {
            lines[kept++] = *next;
            continue;
        }
        last->to = next->to > last->to ? next->to : last->to;
        last->high = next->high > last->high ? next->high : last->high;
    }
    return kept;
}

/* Whether there is memory. */
static bool sort_lines(pdf_reader *reader, const pdf_page *page, rails *all) {
    if (all->of)
        return true;
    all->of = PDF_TAKE_UNSET(reader->page, rail, page->ink_count + 1u);
    if (!all->of)
        return false;
    for (uint32_t i = 0; i < page->ink_count; i++)
        if (is_line(&page->inks[i], all->along))
            all->of[all->count++] = rail_of(&page->inks[i], all->along);
    pdf_sort(all->of, all->count, sizeof *all->of, by_level);
    all->count = join_dashes(all->of, all->count);
    return true;
}

static uint32_t bit_of(float at) {
    return level_of(at) / PER_POINT;
}

static void note_heights(rails *all, const pdf_page *page) {
    for (uint32_t i = 0; i < page->ink_count; i++)
        if (is_line(&page->inks[i], all->along)) {
            uint32_t at = bit_of(rail_of(&page->inks[i], all->along).middle);
            all->bits[at / WORD] |= UINT64_C(1) << at % WORD;
        }
}

/* From that part of its height on to that one. */
static band band_of(const pdf_char *one, float upper, float lower) {
    /* of the box, where the ascent ends: from there it is measured */
    static const uint8_t tops[] = {
        [PDF_RIGHTWARD] = 1, [PDF_UPWARD] = 0, [PDF_DOWNWARD] = 2, [PDF_LEFTWARD] = 3};
    const uint32_t top = tops[PDF_CHAR_TURN_OF(one->flags)];
    const way along = top % 2 ? LEVEL : UPRIGHT;
    const float low = one->box[top % 2], high = one->box[top % 2 + 2], size = high - low;
    return (band){.from = top < 2 ? low + upper * size : high - lower * size,
                  .to = top < 2 ? low + lower * size : high - upper * size,
                  .high = size,
                  .begin = one->box[along],
                  .end = one->box[along + 2],
                  .covered = COVERED,
                  .along = along};
}

/* As its glyph tells; false: none is known. */
static bool know_band(const pdf_drawn *drawn, const pdf_page *page, const pdf_char *one,
                      band *through) {
    pdf_core core;
    if (!drawn || !pdf_core_of(drawn, page, one, &core) || core.along != (int)through->along)
        return false;
    through->from = core.box[1 - core.along];
    through->to = core.box[3 - core.along];
    through->begin = core.box[core.along];
    through->end = core.box[core.along + 2];
    through->covered = PASSED;
    return true;
}

static bool may_be_struck(const rails *all, const band *through) {
    const uint32_t from = bit_of(through->from), to = bit_of(through->to);
    for (uint32_t word = from / WORD; word <= to / WORD && from <= to; word++) {
        uint64_t bits = all->bits[word];
        if (word == from / WORD)
            bits &= UINT64_MAX << from % WORD;
        if (word == to / WORD)
            bits &= UINT64_MAX >> (WORD - 1 - to % WORD);
        if (bits)
            return true;
    }
    return false;
}

/* The last line of the level that begins there or before; NULL: none. */
static const rail *rail_at(const rails *all, uint32_t level, float from) {
    const rail wanted = {.level = level, .from = from};
    uint32_t low = 0, count = all->count;
    while (low < count) {
        uint32_t middle = low + (count - low) / 2;
        if (by_level(&all->of[middle], &wanted) <= 0)
            low = middle + 1;
        else
            count = middle;
    }
    return low && all->of[low - 1].level == level ? &all->of[low - 1] : NULL;
}

static bool is_struck(const rails *all, const band *through) {
    const float from = through->begin, to = through->end, least = through->covered * (to - from);
    const uint32_t first = level_of(through->from), last = level_of(through->to);
    for (uint32_t level = first; level <= last && level - first < LEVELS; level++) {
        const rail *line = rail_at(all, level, to - least);
        if (line && line->middle >= through->from && line->middle < through->to &&
            line->high <= THICK * through->high &&
            pdf_overlap(line->from, line->to, from, to) >= least)
            return true;
    }
    return false;
}

pdf_char *pdf_own_chars(pdf_room *room, pdf_page *page) {
    pdf_char *chars = PDF_TAKE_UNSET(room, pdf_char, page->char_count + 1u);
    if (chars) {
        if (page->char_count) /* a page without any has no list */
            memcpy(chars, page->chars, page->char_count * sizeof *chars);
        page->chars = chars;
    }
    return chars;
}

static bool is_white(const pdf_page *page, const pdf_char *one) {
    return one->look < page->look_count && page->looks[one->look].colour == WHITE;
}

void pdf_mark_struck(pdf_reader *reader, pdf_page *page) {
    rails lines[WAYS] = {{.along = LEVEL}, {.along = UPRIGHT}};
    pdf_char *own = NULL;
    bool noted[WAYS] = {false};
    for (uint32_t i = 0; i < page->char_count; i++) {
        const pdf_char *one = &page->chars[i];
        if (!pdf_is_digit(one->code))
            continue;
        band through = band_of(one, HIGHEST, LOWEST);
        rails *all = &lines[through.along];
        if (!noted[through.along])
            note_heights(all, page);
        noted[through.along] = true;
        if (!may_be_struck(all, &through) || is_white(page, one))
            continue;
        if (!know_band(pdf_drawn_of(reader, page), page, one, &through))
            through = band_of(one, UPPER, LOWER);
        if (!sort_lines(reader, page, all))
            return;
        if (!is_struck(all, &through))
            continue;
        if (!own && !(own = pdf_own_chars(reader->page, page)))
            return;
        own[i].flags |= PDF_CHAR_STRUCK;
    }
}
