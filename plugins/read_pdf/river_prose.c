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
#define COLUMNS 16u

typedef struct strand {
    uint32_t line;
    uint32_t next;                 /* strand below, PDF_NONE */
    uint32_t length;               /* lines from here down */
    uint32_t chain;                /* length of the whole, known at its head */
    uint32_t values, chain_values; /* the same for lines that have a number beside them */
    bool wide, alone, led, valued;
} strand;

static int by_base(const void *a, const void *b) {
    const pdf_line *x = *(const pdf_line *const *)a, *y = *(const pdf_line *const *)b;
    if (x->base != y->base)
        return x->base < y->base ? -1 : 1;
    return x->box[0] < y->box[0] ? -1 : x->box[0] > y->box[0];
}

typedef struct tally {
    uint32_t letters, digits, blanks, others; /* bytes */
} tally;

/* Dots, also those that have no Unicode value, are no letters: they lead from a label to a number. */
static tally count_bytes(sheaf_str text) {
    tally t = {0};
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        bool sign = (byte == 0xE2 || byte == 0xEF) && i + 2 < text.len;
        t.others += sign ? 3 : 0;
        i += sign ? 2 : 0;
        t.blanks += byte == ' ';
        t.digits += byte >= '0' && byte <= '9';
        t.letters +=
            !sign && (byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'));
    }
    return t;
}

/* Mostly letters, and long. */
static bool reads_as_prose(const pdf_line *line) {
    tally t = count_bytes(line->text);
    return (size_t)t.letters * 5 >= line->text.len * 3 &&
           (t.blanks >= 3 || (t.blanks == 0 && t.letters == line->text.len));
}

bool river_is_number(const pdf_line *line) {
    tally t = count_bytes(line->text);
    return t.digits > 0 && t.digits >= t.letters;
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
        strands[i].valued =
            (left && river_is_number(sorted[i - 1])) || (right && river_is_number(sorted[i + 1]));
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

static void add_below(strand *above, const strand *below) {
    above->length += below->length;
    above->values += below->values;
}

/* What a line knows of its whole chain goes to the line below. */
static void hand_down(const strand *above, strand *below) {
    if (below->chain < above->chain) {
        below->chain = above->chain;
        below->chain_values = above->chain_values;
    }
    below->led = below->led || above->wide;
}

/* Wide lines are counted from the bottom up, then each chain's number is handed down from its head. */
static void measure(strand *strands, uint32_t count) {
    for (uint32_t i = count; i-- > 0;) {
        strands[i].length = strands[i].wide;
        strands[i].values = strands[i].wide && strands[i].valued;
        if (goes_on(strands, i))
            add_below(&strands[i], &strands[strands[i].next]);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (strands[i].chain < strands[i].length) {
            strands[i].chain = strands[i].length;
            strands[i].chain_values = strands[i].values;
        }
        if (goes_on(strands, i))
            hand_down(&strands[i], &strands[strands[i].next]);
    }
}

/* A column of labels has numbers beside it, a column of text has none, or seldom. */
static bool is_prose(const strand *one) {
    return (one->wide || one->led) && one->chain >= (one->alone ? CHAIN : LONG_CHAIN) &&
           one->chain_values * 3 <= one->chain;
}

/* ---- columns of text ----------------------------------------------------------------------------------------- */

typedef struct columns {
    river_gap of[COLUMNS];
    uint32_t count;
} columns;

/* Where running text stands that has something beside it. */
static void add_column(columns *c, const pdf_line *line) {
    for (uint32_t i = 0; i < c->count; i++)
        if (fabsf(c->of[i].from - line->box[0]) <= line->size) {
            c->of[i].to = fmaxf(c->of[i].to, line->box[2]);
            return;
        }
    if (c->count < COLUMNS)
        c->of[c->count++] = (river_gap){line->box[0], line->box[2]};
}

/* A line that fills most of such a column. */
static bool fills_column(const columns *c, const pdf_line *line) {
    for (uint32_t i = 0; i < c->count; i++)
        if (fabsf(c->of[i].from - line->box[0]) <= line->size &&
            line->box[2] <= c->of[i].to + line->size &&
            line->box[2] - line->box[0] >= 0.7f * (c->of[i].to - c->of[i].from))
            return true;
    return false;
}

/* Marks the lines that are running text. */
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
    columns known = {.count = 0};
    for (uint32_t i = 0; i < count; i++)
        if (is_prose(&strands[i]) && strands[i].wide && !strands[i].alone)
            add_column(&known, sorted[i]);
    for (uint32_t i = 0; i < count; i++)
        scene->prose[sorted[i] - scene->lines] =
            is_prose(&strands[i]) || (strands[i].wide && fills_column(&known, sorted[i]));
    return true;
}
