/* SPDX-License-Identifier: GPL-2.0-or-later
 * Lines of one row that one who reads takes for one: a label and what dots or a colon lead to, a number and its item, the
 * words of a justified line with wide gaps, a drop capital and its word. Two figures are never joined: nobody could part
 * them again. */
#include "order/order.h"

#include <math.h>
#include <string.h>

#define NEIGHBOURS 4    /* items of the rows above and below that are looked at */
#define MOST_CAPITALS 8 /* of a block */

typedef struct block {
    float u0, u1;   /* of its lines */
    uint32_t alone; /* lines that stand alone in their row */
    uint32_t rows;
} block;

/* ---- the text of a line ---- */

static bool is_figure(char c) {
    return c >= '0' && c <= '9';
}

static bool ends_with(sheaf_str text, const char *end) {
    size_t n = strlen(end);
    return text.len >= n && memcmp(text.ptr + text.len - n, end, n) == 0;
}

static bool ends_in_dots(sheaf_str text) {
    return ends_with(text, "...") || ends_with(text, ". . .") || ends_with(text, "……") ||
           ends_with(text, "···") || ends_with(text, "___") || ends_with(text, "․․․");
}

static bool is_bullet(sheaf_str text) {
    static const char *const bullets[] = {"•",
                                          "◦",
                                          "▪",
                                          "●",
                                          "○",
                                          "■",
                                          "□",
                                          "‣",
                                          "–",
                                          "—",
                                          "-",
                                          "*",
                                          "·",
                                          "➢",
                                          "✓",
                                          "◆",
                                          "\xEF\x82\xB7",
                                          "o"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (text.len == strlen(bullets[i]) && memcmp(text.ptr, bullets[i], text.len) == 0)
            return true;
    return false;
}

/* `1.`, `2.1`, `(a)`, `iv)`, `一、`, `（二）`, `第三条`: short, and ending as numbers of items do. */
static bool is_item_number(sheaf_str text) {
    static const char *const ends[] = {".", ")", "、", "）", "．", "章", "条", "节"};
    if (text.len > 15 || memchr(text.ptr, ' ', text.len))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(text, ends[i]))
            return text.len > strlen(ends[i]);
    return false;
}

/* `2.1.3`: a section's number without a dot behind it. */
static bool is_section_number(sheaf_str text) {
    uint32_t dots = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '.' && !is_figure(text.ptr[i]))
            return false;
        dots += text.ptr[i] == '.';
    }
    return dots > 0 && text.len < 10 && is_figure(text.ptr[0]);
}

/* ---- which neighbours belong together ---- */

static bool leads_on(const pdf_item *a, const pdf_item *b, float gap) {
    sheaf_str left = a->line->text, right = b->line->text;
    if (right.len == 0 || left.len == 0)
        return false;
    if (ends_in_dots(left))
        return true;
    if (is_bullet(left) || is_item_number(left))
        return gap <= 5;
    bool letters = !is_figure(right.ptr[0]);
    if (is_section_number(left))
        return letters && gap <= 5;
    return (ends_with(left, ":") || ends_with(left, "：")) && gap <= 6;
}

/* A row that fills a block most of whose rows are unbroken is justified. */
static bool is_justified(const block *of, const pdf_item *row, uint32_t count, float em) {
    return of->alone * 4 >= of->rows * 3 && of->rows >= 3 && row[0].u0 <= of->u0 + 3 * em &&
           row[count - 1].u1 >= of->u1 - 1.0f * em;
}

/* Whether a row next to this one is parted at the same place: then the gap is a gutter's. */
static bool is_parted_alike(const pdf_item *items, uint32_t from, uint32_t to, const pdf_item *a,
                            const pdf_item *b) {
    float near = 0.3f * fmaxf(a->em, b->em);
    for (uint32_t i = from; i + 1 < to; i++)
        if (items[i].row == items[i + 1].row && items[i].row != a->row &&
            (fabsf(items[i].u1 - a->u1) < near || fabsf(items[i + 1].u0 - b->u0) < near))
            return true;
    return false;
}

static bool belong(const pdf_item *a, const pdf_item *b, bool justified) {
    if (!a->line || !b->line || a->row != b->row)
        return false;
    float em = fmaxf(a->em, b->em), gap = (b->u0 - a->u1) / em;
    if (fabsf(a->em - b->em) > 0.35f * em || fabsf(a->line->base - b->line->base) > 0.3f * em ||
        gap < -0.3f)
        return false;
    if (leads_on(a, b, gap))
        return true;
    sheaf_str left = a->line->text, right = b->line->text;
    bool figures =
        left.len && right.len && is_figure(left.ptr[left.len - 1]) && is_figure(right.ptr[0]);
    return justified && gap <= 3 && !figures && a->line->direction == b->line->direction;
}

/* ---- joining ---- */

static bool join_text(pdf_reader *reader, pdf_line *to, const pdf_line *more, bool blank) {
    size_t length = to->text.len + (blank ? 1 : 0) + more->text.len;
    char *text = PDF_TAKE(reader->kept, char, length + 1);
    pdf_span *spans = PDF_TAKE(reader->kept, pdf_span, (size_t)to->span_count + more->span_count);
    if (!text || !spans || length > UINT32_MAX)
        return false;
    uint32_t moved = (uint32_t)(length - more->text.len);
    memcpy(text, to->text.ptr, to->text.len);
    if (blank)
        text[to->text.len] = ' ';
    memcpy(text + moved, more->text.ptr, more->text.len);
    for (uint32_t i = 0; i < to->span_count; i++)
        spans[i] = to->spans[i];
    if (to->span_count && blank)
        spans[to->span_count - 1].length++;
    for (uint32_t i = 0; i < more->span_count; i++) {
        spans[to->span_count + i] = more->spans[i];
        spans[to->span_count + i].start += moved;
    }
    to->text = (sheaf_str){text, length};
    to->spans = spans;
    to->span_count += more->span_count;
    return true;
}

static void widen(pdf_item *item, const pdf_item *more) {
    item->u0 = fminf(item->u0, more->u0);
    item->v0 = fminf(item->v0, more->v0);
    item->u1 = fmaxf(item->u1, more->u1);
    item->v1 = fmaxf(item->v1, more->v1);
}

static bool join(pdf_reader *reader, pdf_item *a, const pdf_item *b, bool blank) {
    if (!join_text(reader, a->line, b->line, blank))
        return false;
    if (b->line->count > a->line->count) {
        a->line->look = b->line->look;
        a->line->size = b->line->size;
        a->line->base = b->line->base;
        a->em = b->em;
    }
    pdf_box_unite(a->line->box, b->line->box);
    widen(a, b);
    a->line->count += b->line->count;
    a->line->first = PDF_NONE; /* its characters are no range any more */
    return true;
}

/* It was joined to another line. */
static bool is_gone(const pdf_item *item) {
    return item->line && item->line->text.len == 0;
}

/* A capital over two or more lines, and the line whose first word it begins. */
static void join_capital(pdf_reader *reader, pdf_item *items, uint32_t count, uint32_t at) {
    pdf_item *capital = &items[at], *word = NULL;
    for (uint32_t i = 0; i < count; i++) {
        pdf_item *item = &items[i];
        if (!item->line || is_gone(item) || item->em * 1.8f > capital->em ||
            item->u0 < capital->u1 - item->em || item->u0 > capital->u1 + 1.2f * item->em ||
            pdf_overlap(item->v0, item->v1, capital->v0, capital->v1) < 0.5f * item->em)
            continue;
        word = !word || item->v0 < word->v0 ? item : word;
    }
    if (!word)
        return;
    pdf_line begun = *capital->line;
    if (!join_text(reader, &begun, word->line, false))
        return;
    word->line->text = begun.text;
    word->line->spans = begun.spans;
    word->line->span_count = begun.span_count;
    word->line->count += begun.count;
    word->line->first = PDF_NONE;
    pdf_box_unite(word->line->box, begun.box);
    word->u0 = fminf(word->u0, capital->u0);
    capital->line->text.len = 0;
}

static void join_capitals(pdf_reader *reader, pdf_item *items, uint32_t count) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < count && found < MOST_CAPITALS; i++) {
        const pdf_line *line = items[i].line;
        if (!line || line->count == 0 || line->count > 2 || line->text.len < 1)
            continue;
        unsigned char c = (unsigned char)line->text.ptr[0];
        if (c > 0x7F || (c >= 'A' && c <= 'Z')) {
            found++;
            join_capital(reader, items, count, i);
        }
    }
}

static block measure(const pdf_item *items, uint32_t count) {
    block of = {.u0 = PDF_FARTHEST * 2, .u1 = -PDF_FARTHEST * 2};
    for (uint32_t i = 0; i < count; i++) {
        if (!items[i].line)
            continue;
        bool first = i == 0 || items[i - 1].row != items[i].row;
        bool last = i + 1 == count || items[i + 1].row != items[i].row;
        of.rows += first;
        of.alone += first && last;
        of.u0 = fminf(of.u0, items[i].u0);
        of.u1 = fmaxf(of.u1, items[i].u1);
    }
    return of;
}

static uint32_t drop_gone(pdf_item *items, uint32_t count) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!is_gone(&items[i]))
            items[n++] = items[i];
    return n;
}

uint32_t pdf_join_rows(pdf_reader *reader, pdf_item *items, uint32_t count) {
    join_capitals(reader, items, count);
    count = drop_gone(items, count);
    block of = measure(items, count);
    uint32_t n = 0;
    for (uint32_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && items[to].row == items[from].row;)
            to++;
        bool justified = is_justified(&of, &items[from], to - from, items[from].em);
        uint32_t low = from > NEIGHBOURS ? from - NEIGHBOURS : 0;
        uint32_t high = count - to > NEIGHBOURS ? to + NEIGHBOURS : count;
        uint32_t last = n;
        items[n++] = items[from];
        for (uint32_t i = from + 1; i < to; i++, last = n - 1)
            if (!belong(&items[last], &items[i],
                        justified &&
                            !is_parted_alike(items, low, high, &items[i - 1], &items[i])) ||
                !join(reader, &items[last], &items[i], true))
                items[n++] = items[i];
    }
    return n;
}
