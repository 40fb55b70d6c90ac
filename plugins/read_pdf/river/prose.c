/* SPDX-License-Identifier: GPL-2.0-or-later
 * Running text: lines of words that fill their column, one below the other at an even leading. They are taken away before
 * tables are sought, so that a table beside a column of text is seen alone. */
#include "river/river.h"

#include <math.h>

#define WIDE 15.0f     /* ems */
#define LOOK_AHEAD 48u /* lines; bounds the search */
#define CHAIN 3u       /* lines of a paragraph that stands alone on its rows */
#define LONG_CHAIN 7u  /* lines of a column that stands beside something */
#define COLUMNS 16u
#define INDENT 2.2f /* ems, of a paragraph's first line */

/* Wide lines; those of them with a number beside them, and with nothing. */
typedef struct chain {
    uint32_t lines, values, lone;
} chain;

typedef struct strand {
    uint32_t line;
    uint32_t next; /* strand below, PDF_NONE */
    chain below;   /* from here down */
    chain whole;   /* known at its head */
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
        if (byte < 0x80) { /* which of them it is, no branch can foresee */
            t.letters += (unsigned char)((byte | 0x20) - 'a') < 26;
            t.digits += (unsigned char)(byte - '0') < 10;
            t.blanks += byte == ' ';
            continue;
        }
        bool sign = (byte == 0xE2 || byte == 0xEF) && i + 2 < text.len;
        t.others += sign ? 3 : 0;
        t.letters += !sign;
        i += sign ? 2 : 0;
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

static void add_below(chain *above, const chain *below) {
    above->lines += below->lines;
    above->values += below->values;
    above->lone += below->lone;
}

/* What a line knows of its whole chain goes to the line below. */
static void hand_down(const strand *above, strand *below) {
    if (below->whole.lines < above->whole.lines)
        below->whole = above->whole;
    below->led = below->led || above->wide;
}

/* Wide lines are counted from the bottom up, then each chain's number is handed down from its head. */
static void measure(strand *strands, uint32_t count) {
    for (uint32_t i = count; i-- > 0;) {
        const strand *one = &strands[i];
        strands[i].below = (chain){one->wide, one->wide && one->valued, one->wide && one->alone};
        if (goes_on(strands, i))
            add_below(&strands[i].below, &strands[strands[i].next].below);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (strands[i].whole.lines < strands[i].below.lines)
            strands[i].whole = strands[i].below;
        if (goes_on(strands, i))
            hand_down(&strands[i], &strands[strands[i].next]);
    }
}

/* A column of labels has numbers beside it, a column of text has none, or seldom. */
static bool is_prose(const strand *one) {
    bool alone = one->alone && one->whole.lone * 5 >= one->whole.lines * 4;
    return (one->wide || one->led) && one->whole.lines >= (alone ? CHAIN : LONG_CHAIN) &&
           one->whole.values * 3 <= one->whole.lines;
}

/* ---- columns of text ----------------------------------------------------------------------------------------- */

typedef struct column {
    float from, to, top, bottom;
    uint32_t lines, values; /* of running text; with a number beside them */
    bool paired; /* another one of its width stands beside it: the page is set in columns */
} column;

typedef struct columns {
    column of[COLUMNS];
    uint32_t count;
} columns;

static column *column_at(columns *c, const pdf_line *line) {
    for (uint32_t i = 0; i < c->count; i++)
        if (fabsf(c->of[i].from - line->box[0]) <= INDENT * line->size)
            return &c->of[i];
    return NULL;
}

/* Where running text stands that has something beside it. */
static void add_line(columns *c, const pdf_line *line, const strand *one) {
    column *at = column_at(c, line);
    if (!at && c->count < COLUMNS) {
        at = &c->of[c->count++];
        *at = (column){line->box[0], line->box[2], line->box[1], line->box[3], 0, 0, false};
    }
    if (!at)
        return;
    at->from = fminf(at->from, line->box[0]);
    at->to = fmaxf(at->to, line->box[2]);
    at->top = fminf(at->top, line->box[1]);
    at->bottom = fmaxf(at->bottom, line->box[3]);
    at->lines++;
    at->values += one->valued;
}

static bool is_pair(const column *a, const column *b) {
    float wide = a->to - a->from, other = b->to - b->from;
    return a->lines >= LONG_CHAIN && b->lines >= LONG_CHAIN && a->values * 3 <= a->lines &&
           b->values * 3 <= b->lines && fabsf(wide - other) <= 0.2f * fmaxf(wide, other) &&
           pdf_overlap(a->from, a->to, b->from, b->to) < 0 &&
           pdf_overlap(a->top, a->bottom, b->top, b->bottom) > 0;
}

static void pair_columns(columns *c) {
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t k = 0; k < c->count; k++)
            c->of[i].paired = c->of[i].paired || is_pair(&c->of[i], &c->of[k]);
}

/* A line that fills most of such a column. */
static bool fills(const column *at, const pdf_line *line, float part) {
    return at && line->box[2] <= at->to + line->size &&
           line->box[2] - line->box[0] >= part * (at->to - at->from);
}

/* A column that is paired is text of the page all over, in short paragraphs and beside a table of the other one, too. */
static void mark(const river_scene *scene, pdf_line *const *sorted, const strand *strands,
                 uint32_t count) {
    columns known = {.count = 0}, pages = {.count = 0};
    for (uint32_t i = 0; i < count; i++)
        if (strands[i].wide && is_prose(&strands[i]) && !strands[i].alone)
            add_line(&known, sorted[i], &strands[i]);
    for (uint32_t i = 0; i < count; i++)
        if (strands[i].wide && strands[i].whole.lines >= CHAIN)
            add_line(&pages, sorted[i], &strands[i]);
    pair_columns(&pages);
    for (uint32_t i = 0; i < count; i++) {
        const column *page = column_at(&pages, sorted[i]);
        bool paired = page && page->paired && fills(page, sorted[i], 0);
        bool text = strands[i].wide || (strands[i].led && strands[i].whole.lines >= CHAIN);
        scene->prose[sorted[i] - scene->lines] =
            is_prose(&strands[i]) || (paired && text) ||
            (strands[i].wide && fills(column_at(&known, sorted[i]), sorted[i], 0.7f));
    }
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
    pdf_sort(sorted, count, sizeof(pdf_line *), by_base);
    link_strands(sorted, strands, count);
    measure(strands, count);
    mark(scene, sorted, strands, count);
    return true;
}
