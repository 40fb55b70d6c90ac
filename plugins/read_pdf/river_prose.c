/* SPDX-License-Identifier: GPL-2.0-or-later
 * Running text: lines of words that fill their column, one below the other at an even leading. They are taken away before
 * tables are sought, so that a table beside a column of text is seen alone. */
#include "river.h"

#include <math.h>
#include <stdlib.h>

#define WIDE 15.0f     /* ems */
#define LOOK_AHEAD 48u /* lines; bounds the search */
#define CHAIN 3u       /* lines of a paragraph that stands alone on its rows */
#define LONG_CHAIN 7u  /* lines of a column that stands beside something */
#define FENCES 6u      /* rules above and below a line that are looked at */

typedef struct strand {
    uint32_t line;
    uint32_t next;   /* strand below, PDF_NONE */
    uint32_t length; /* lines from here down */
    uint32_t chain;  /* length of the whole, known at its head */
    bool wide, alone, led;
} strand;

static int by_base(const void *a, const void *b) {
    const pdf_line *x = *(const pdf_line *const *)a, *y = *(const pdf_line *const *)b;
    if (x->base != y->base)
        return x->base < y->base ? -1 : 1;
    return x->box[0] < y->box[0] ? -1 : x->box[0] > y->box[0];
}

/* Mostly letters, and long. */
static bool reads_as_prose(const pdf_line *line) {
    uint32_t letters = 0, blanks = 0;
    for (size_t i = 0; i < line->text.len; i++) {
        unsigned char byte = (unsigned char)line->text.ptr[i];
        blanks += byte == ' ';
        letters += byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    }
    return letters * 3 >= line->text.len * 2 &&
           (blanks >= 3 || (blanks == 0 && letters == line->text.len));
}

static bool follows(const pdf_line *above, const pdf_line *below) {
    float pitch = below->base - above->base, size = fmaxf(above->size, 1);
    if (pitch < 0.8f * size || pitch > 2.0f * size ||
        fabsf(above->size - below->size) > 0.12f * size)
        return false;
    float shorter = fminf(above->box[2] - above->box[0], below->box[2] - below->box[0]);
    return pdf_overlap(above->box[0], above->box[2], below->box[0], below->box[2]) >=
           0.8f * shorter;
}

static bool beside(const pdf_line *a, const pdf_line *b) {
    return fabsf(a->base - b->base) < 0.4f * fminf(a->size, b->size);
}

static void link_strands(pdf_line *const *sorted, strand *strands, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        bool left = i > 0 && beside(sorted[i], sorted[i - 1]);
        bool right = i + 1 < count && beside(sorted[i], sorted[i + 1]);
        strands[i].alone = !left && !right;
        strands[i].next = PDF_NONE;
        strands[i].wide = reads_as_prose(sorted[i]) &&
                          sorted[i]->box[2] - sorted[i]->box[0] >= WIDE * fmaxf(sorted[i]->size, 1);
        for (uint32_t k = i + 1; k < count && k < i + LOOK_AHEAD; k++)
            if (follows(sorted[i], sorted[k])) {
                strands[i].next = k;
                break;
            }
    }
}

/* Does the chain go on from a line to the one below? One short line, a paragraph's last, does not end it. */
static bool goes_on(const strand *strands, uint32_t i) {
    uint32_t next = strands[i].next;
    return next != PDF_NONE && (strands[i].wide || strands[next].wide);
}

/* Wide lines are counted from the bottom up, then each chain's number is handed down from its head. */
static void measure(strand *strands, uint32_t count) {
    for (uint32_t i = count; i-- > 0;)
        strands[i].length =
            strands[i].wide + (goes_on(strands, i) ? strands[strands[i].next].length : 0);
    for (uint32_t i = 0; i < count; i++) {
        if (strands[i].chain < strands[i].length)
            strands[i].chain = strands[i].length;
        if (!goes_on(strands, i))
            continue;
        strand *next = &strands[strands[i].next];
        next->chain = next->chain < strands[i].chain ? strands[i].chain : next->chain;
        next->led = next->led || strands[i].wide;
    }
}

static bool is_prose(const strand *one) {
    return (one->wide || one->led) && one->chain >= (one->alone ? CHAIN : LONG_CHAIN);
}

/* ---- fences -------------------------------------------------------------------------------------------------- */

static bool same_reach(const river_rule *a, const river_rule *b) {
    return fabsf(a->from - b->from) <= 3 && fabsf(a->to - b->to) <= 3;
}

/* Whether the line stands between two rules of one reach: 1 within their reach, -1 beside it, 0 between no such rules. */
static int fenced(const river_scene *scene, const pdf_line *line) {
    float middle = (line->box[1] + line->box[3]) / 2;
    uint32_t below = river_rule_below(scene->rules, scene->rule_count, middle);
    int found = 0;
    for (uint32_t i = below; i < scene->rule_count && i < below + FENCES; i++)
        for (uint32_t k = below; k-- > 0 && k + FENCES > below;) {
            const river_rule *rule = &scene->rules[i];
            if (!same_reach(rule, &scene->rules[k]))
                continue;
            if (line->box[0] >= rule->from - 4 && line->box[2] <= rule->to + 4)
                return 1;
            if (line->box[2] < rule->from - 2 || line->box[0] > rule->to + 2)
                found = -1;
        }
    return found;
}

/* Running text, and what stands beside a table whose rules tell its width. */
bool river_prose(river_scene *scene) {
    pdf_room *room = scene->reader->page;
    scene->prose = PDF_TAKE(room, bool, scene->line_count + 1u);
    pdf_line **sorted = PDF_TAKE(room, pdf_line *, scene->line_count + 1u);
    strand *strands = PDF_TAKE(room, strand, scene->line_count + 1u);
    if (!scene->prose || !sorted || !strands)
        return false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < scene->line_count; i++)
        if (scene->lines[i].direction == PDF_RIGHTWARD)
            sorted[count++] = &scene->lines[i];
    qsort(sorted, count, sizeof(pdf_line *), by_base);
    link_strands(sorted, strands, count);
    measure(strands, count);
    for (uint32_t i = 0; i < count; i++)
        scene->prose[sorted[i] - scene->lines] =
            is_prose(&strands[i]) || fenced(scene, sorted[i]) < 0;
    return true;
}
