/* SPDX-License-Identifier: GPL-2.0-or-later
 * Characters to lines. Poppler's order only hints: glyphs are turned into the frame of their direction, threaded into
 * rows, and rows are cut at wide gaps into strips. Single ideographs one below the other make one vertical strip. */
#include "lines/lines.h"

#include <math.h>
#include <string.h>

#define REACH_ON_PAGE 3.0f /* ems that a row may bridge */
#define REACH_IN_CELL 8.0f
#define MARK                                                                                       \
    0.75f /* of the size of a number: digits that are smaller, above or below it, are none of it */
#define MOST_ROUNDS 4
#define TALLEST 1.5f /* ems: no font needs more between its lines */

typedef struct maker {
    pdf_reader *reader;
    const pdf_page *page;
    bool in_cell;
    pdf_glyph *glyphs; /* in the order of lines */
    uint32_t count;
    pdf_strip *strips;
    uint32_t strip_count;
    float *room;        /* for gaps */
    uint32_t *dropped;  /* picks of twins, where there may be any */
    pdf_glyph *stacked; /* room for the glyphs of a stack; NULL: there was none yet */
} maker;

/* ---- glyphs ---- */

static float em_of(const pdf_page *page, const pdf_char *at) {
    float width = at->box[2] - at->box[0], height = at->box[3] - at->box[1];
    float largest = width > height ? width : height;
    float em = at->look < page->look_count ? page->looks[at->look].size : 0;
    if (!(em >= 0.2f * largest && em <= 5 * largest))
        em = 0.85f * largest;
    return em > 0.5f ? em : 0.5f;
}

/* Some fonts claim a height of several ems, which reaches over the lines above and below. Their baseline is near where the
 * one of other fonts is, measured from the middle. */
static void squash(pdf_glyph *glyphs, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        pdf_glyph *glyph = &glyphs[i];
        float middle = (glyph->v0 + glyph->v1) / 2, half = TALLEST / 2 * glyph->em;
        if (glyph->v1 - glyph->v0 <= 2 * half)
            continue;
        glyph->v0 = middle - half;
        glyph->v1 = middle + half;
    }
}

static pdf_glyph *gather(maker *m, const uint32_t *picks, uint32_t count) {
    pdf_glyph *glyphs = PDF_TAKE_UNSET(m->reader->page, pdf_glyph, count);
    for (uint32_t i = 0; glyphs && i < count; i++) {
        const pdf_char *at = &m->page->chars[picks[i]];
        glyphs[i] = (pdf_glyph){.u0 = at->box[0],
                                .v0 = at->box[1],
                                .u1 = at->box[2],
                                .v1 = at->box[3],
                                .em = em_of(m->page, at),
                                .pick = picks[i],
                                .flags = at->flags};
        glyphs[i].script = (uint8_t)pdf_script_of(at->code, at->box[2] - at->box[0], glyphs[i].em);
    }
    return glyphs;
}

/* ---- rows to strips ---- */

static void append(maker *m, const pdf_glyph *glyphs, const pdf_run *run) {
    memcpy(&m->glyphs[m->count], &glyphs[run->first], run->count * sizeof *glyphs);
    m->glyphs[m->count].part = 1;
    m->count += run->count;
}

/* The box of all of them; whether all are of one size and height. */
static bool frame_of(const pdf_glyph *glyphs, uint32_t count, float frame[4]) {
    float u0 = glyphs->u0, v0 = glyphs->v0, u1 = glyphs->u1, v1 = glyphs->v1;
    bool even = true;
    for (uint32_t i = 1; i < count; i++) {
        const pdf_glyph *one = &glyphs[i];
        even &= (one->v0 == glyphs->v0) & (one->v1 == glyphs->v1) & (one->em == glyphs->em);
        u0 = one->u0 < u0 ? one->u0 : u0;
        v0 = one->v0 < v0 ? one->v0 : v0;
        u1 = one->u1 > u1 ? one->u1 : u1;
        v1 = one->v1 > v1 ? one->v1 : v1;
    }
    memcpy(frame, (float[4]){u0, v0, u1, v1}, 4 * sizeof *frame);
    return even;
}

static void finish_strip(maker *m, pdf_strip *s) {
    pdf_glyph *first = &m->glyphs[s->first];
    bool even = frame_of(first, s->count, s->frame);
    s->base = pdf_glyph_base(even ? first : pdf_main_glyph(first, s->count));
    s->direction = first->direction;
    pdf_unframe_box(s->frame, (pdf_direction)s->direction, s->box);
    for (uint32_t i = 0; even && i < s->count; i++)
        first[i].raised = 0;
    if (!even)
        pdf_mark_raised(m->page, first, s->count);
    pdf_part_looks(m->page, first, s->count);
    s->below = PDF_NONE;
    s->raw = 0;
}

static void cut_row(maker *m, uint32_t first) {
    pdf_glyph *glyphs = m->glyphs;
    const uint32_t count = m->count;
    pdf_mark_gaps(&glyphs[first], count - first, m->in_cell, m->room);
    for (uint32_t end; first < count; first = end) {
        for (end = first + 1; end < count && !glyphs[end].part;)
            end++;
        m->strips[m->strip_count++] = (pdf_strip){.first = first, .count = end - first, .raw = 1};
    }
}

/* Rows and strips of glyphs of one direction. */
static void lay_direction(maker *m, const pdf_glyph *glyphs, uint32_t count) {
    pdf_run *runs = NULL;
    pdf_row *rows = NULL;
    uint32_t from = m->strip_count;
    uint32_t n = pdf_rows_of(m->reader, glyphs, count, m->in_cell ? REACH_IN_CELL : REACH_ON_PAGE,
                             &runs, &rows);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t first = m->count;
        for (uint32_t r = rows[i].first; r != PDF_NONE; r = runs[r].next)
            append(m, glyphs, &runs[r]);
        pdf_order_leftwards(&m->glyphs[first], m->count - first);
        cut_row(m, first);
    }
    for (; from < m->strip_count; from++)
        finish_strip(m, &m->strips[from]);
}

static bool is_one_way(const pdf_glyph *glyphs, uint32_t count) {
    for (uint32_t i = 1; i < count; i++)
        if (glyphs[i].direction != glyphs[0].direction)
            return false;
    return true;
}

static void lay_all(maker *m, pdf_glyph *glyphs, uint32_t count) {
    if (is_one_way(glyphs, count)) {
        lay_direction(m, glyphs, count);
        return;
    }
    pdf_glyph *one = PDF_TAKE_UNSET(m->reader->page, pdf_glyph, count);
    for (int direction = 0; one && direction < 4; direction++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < count; i++)
            if (glyphs[i].direction == direction)
                one[n++] = glyphs[i];
        if (n)
            lay_direction(m, one, n);
    }
}

/* finish_strip of one that steps to the right, whose glyphs are of one size and height. */
static void finish_plain(const maker *m, pdf_strip *s) {
    pdf_glyph *first = &m->glyphs[s->first];
    float right = first->u1;
    for (uint32_t i = 1; i < s->count; i++)
        right = first[i].u1 > right ? first[i].u1 : right;
    memcpy(s->frame, (float[4]){first->u0, first->v0, right, first->v1}, sizeof s->frame);
    memcpy(s->box, s->frame, sizeof s->box);
    s->base = pdf_glyph_base(first);
    pdf_part_looks(m->page, first, s->count);
    s->below = PDF_NONE;
    s->raw = 0;
}

/* Each line is a row as it stands. */
static void lay_plain(maker *m, pdf_glyph *glyphs, uint32_t count) {
    m->glyphs = glyphs;
    for (uint32_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && !(glyphs[end].flags & PDF_CHAR_LINE_BEFORE);)
            end++;
        m->count = end;
        cut_row(m, first);
    }
    for (uint32_t i = 0; i < m->strip_count; i++)
        finish_plain(m, &m->strips[i]);
}

/* Glyphs in any order, some of which stand behind others. How many are kept; 0: no memory. */
static uint32_t lay_any(maker *m, pdf_glyph *glyphs, uint32_t count) {
    m->glyphs = PDF_TAKE_UNSET(m->reader->page, pdf_glyph, count);
    m->dropped = PDF_TAKE_UNSET(m->reader->page, uint32_t, count);
    if (!m->glyphs || !m->dropped)
        return 0;
    uint32_t kept = pdf_part_twins(m->reader, m->page, glyphs, count, m->dropped);
    squash(glyphs, kept); /* in a column the tall boxes stand in each other's way */
    if (pdf_turn_glyphs(glyphs, kept,
                        m->in_cell && pdf_order_upright(glyphs, kept, m->page->glyphs != NULL)))
        squash(glyphs, kept);
    lay_all(m, glyphs, kept);
    return kept;
}

/* ---- the order of strips ---- */

static int by_direction_and_height(const void *a, const void *b) {
    const pdf_strip *x = a, *y = b;
    if (x->direction != y->direction)
        return x->direction < y->direction ? -1 : 1;
    float p = x->frame[1] + x->frame[3], q = y->frame[1] + y->frame[3];
    if (p != q)
        return p < q ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int by_group(const void *a, const void *b) {
    const pdf_strip *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->frame[0] != y->frame[0])
        return x->frame[0] < y->frame[0] ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Strips side by side (sharing half of the height of the lower one with the first of them) make a group. */
static void sort_strips(maker *m) {
    uint32_t group = 0;
    const pdf_strip *first = m->strips;
    if (m->strip_count < 2)
        return;
    pdf_sort(m->strips, m->strip_count, sizeof *m->strips, by_direction_and_height);
    for (uint32_t i = 0; i < m->strip_count; i++) {
        pdf_strip *s = &m->strips[i];
        float low = fminf(s->frame[3] - s->frame[1], first->frame[3] - first->frame[1]);
        float common = pdf_overlap(s->frame[1], s->frame[3], first->frame[1], first->frame[3]);
        if (s->direction != first->direction || common < 0.5f * low) {
            first = s;
            group++;
        }
        s->group = group;
    }
    pdf_sort(m->strips, m->strip_count, sizeof *m->strips, by_group);
}

/* Every cut is proof for more, so it is tried again. */
static void cut_gutters(maker *m) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
        uint32_t before = m->strip_count;
        m->strip_count = pdf_cut_gutters(m->reader, m->glyphs, m->strips, before);
        if (m->strip_count == before)
            return;
        for (uint32_t i = 0; i < m->strip_count; i++)
            if (m->strips[i].raw)
                finish_strip(m, &m->strips[i]);
        sort_strips(m);
    }
}

/* ---- marks ---- */

static bool is_of_digits(const maker *m, const pdf_strip *s) {
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (m->glyphs[i].script != PDF_DIGIT)
            return false;
    return true;
}

/* Small digits above or below the number of a cell, as what is set over text (ruby), are marks of it and no more of it. */
static void raise_marks(maker *m) {
    const pdf_strip *main = m->strips;
    if (m->strip_count < 2)
        return;
    for (uint32_t i = 1; i < m->strip_count; i++)
        if (m->glyphs[m->strips[i].first].em > m->glyphs[main->first].em)
            main = &m->strips[i];
    for (uint32_t i = 0; i < m->strip_count && is_of_digits(m, main); i++) {
        const pdf_strip *s = &m->strips[i];
        bool small = m->glyphs[s->first].em < MARK * m->glyphs[main->first].em;
        for (uint32_t k = s->first; small && is_of_digits(m, s) && k < s->first + s->count; k++)
            m->glyphs[k].raised = s->base < main->base ? 1 : -1;
    }
}

/* ---- vertical stacks ---- */

static bool is_single(const maker *m, const pdf_strip *s) {
    return s->count == 1 && s->direction == PDF_RIGHTWARD &&
           m->glyphs[s->first].script == PDF_IDEOGRAPH;
}

static bool stands_below(const maker *m, const pdf_strip *s, const pdf_strip *above) {
    float em = m->glyphs[above->first].em, pitch = s->base - above->base;
    return fabsf(s->box[0] + s->box[2] - above->box[0] - above->box[2]) <= 0.5f * em &&
           fabsf(m->glyphs[s->first].em - em) <= 0.1f * em && pitch > 0.5f * em &&
           pitch <= (m->in_cell ? 2.2f : 1.25f) * em;
}

/* In a cell all of whose lines are single ideographs they are a vertical label. On the open page only three or more
 * that nearly touch are: a column of yes and no is none. */
static void stack(maker *m, uint32_t first, uint32_t end) {
    if (m->in_cell ? first != 0 || end != m->strip_count || end - first < 2 : end - first < 3)
        return;
    for (uint32_t i = first; i + 1 < end; i++) {
        m->strips[i].below = i + 1;
        m->strips[i + 1].under = 1;
    }
    m->strips[first].direction = PDF_DOWNWARD;
    for (uint32_t i = first; i < end; i++)
        pdf_box_unite(m->strips[first].box, m->strips[i].box);
}

static void find_stacks(maker *m) {
    for (uint32_t first = 0, end; first < m->strip_count; first = end) {
        end = first + 1;
        if (!is_single(m, &m->strips[first]))
            continue;
        while (end < m->strip_count && is_single(m, &m->strips[end]) &&
               stands_below(m, &m->strips[end], &m->strips[end - 1]))
            end++;
        stack(m, first, end);
    }
}

/* ---- lines ---- */

static float base_of(const pdf_strip *s) {
    if (s->below != PDF_NONE)
        return (s->box[0] + s->box[2]) / 2;
    return s->direction == PDF_DOWNWARD || s->direction == PDF_LEFTWARD ? -s->base : s->base;
}

/* The glyphs of a stack one behind the other. */
static const pdf_glyph *glyphs_of_stack(maker *m, const pdf_strip *s, uint32_t *count) {
    if (!m->stacked)
        m->stacked = PDF_TAKE_UNSET(m->reader->page, pdf_glyph, m->count);
    if (!m->stacked) /* what the room tells, too */
        return &m->glyphs[s->first];
    for (*count = 0;; s = &m->strips[s->below]) {
        memcpy(&m->stacked[*count], &m->glyphs[s->first], s->count * sizeof *m->stacked);
        *count += s->count;
        if (s->below == PDF_NONE)
            return m->stacked;
    }
}

static void write_line(maker *m, const pdf_strip *s, uint32_t *picks, uint32_t at, pdf_line *line) {
    uint32_t n = s->count, *to = &picks[at];
    const pdf_glyph *glyphs =
        s->below == PDF_NONE ? &m->glyphs[s->first] : glyphs_of_stack(m, s, &n);
    for (uint32_t i = 0; i < n; i++)
        to[i] = glyphs[i].pick;
    *line = (pdf_line){.base = base_of(s), .direction = s->direction, .first = at, .count = n};
    memcpy(line->box, s->box, sizeof line->box);
    pdf_spell(m->reader, m->page, glyphs, n, line);
}

static uint32_t write_lines(maker *m, uint32_t *picks, pdf_line **lines) {
    pdf_line *all = *lines = PDF_TAKE_UNSET(m->reader->kept, pdf_line, m->strip_count);
    uint32_t at = 0, n = 0;
    for (uint32_t i = 0; all && i < m->strip_count; i++)
        if (!m->strips[i].under) {
            write_line(m, &m->strips[i], picks, at, &all[n]);
            at += all[n++].count;
        }
    return n;
}

/* Characters that stand behind another one are no text, and on record. */
static void note_twins(pdf_reader *reader, const pdf_page *page, const uint32_t *dropped,
                       uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const pdf_char *one = &page->chars[dropped[i]];
        if (reader->twins.characters == 0)
            memcpy(reader->twins_box, one->box, sizeof reader->twins_box);
        pdf_box_unite(reader->twins_box, one->box);
        pdf_tally_code(&reader->twins, one->code);
    }
}

static bool is_page(const pdf_page *page, const float box[4]) {
    return box[0] <= 0 && box[1] <= 0 && box[2] >= page->width && box[3] >= page->height;
}

uint32_t pdf_lines_of(pdf_reader *reader, const pdf_page *page, uint32_t *picks, uint32_t count,
                      const float within[4], pdf_line **lines) {
    maker m = {.reader = reader, .page = page, .in_cell = !is_page(page, within)};
    *lines = NULL;
    if (count == 0)
        return 0;
    pdf_glyph *glyphs = gather(&m, picks, count);
    m.strips = PDF_TAKE_UNSET(reader->page, pdf_strip, count);
    m.room = PDF_TAKE_UNSET(reader->page, float, count);
    if (!glyphs || !m.strips || !m.room)
        return 0;
    uint32_t kept = count;
    if (pdf_is_set_plainly(glyphs, count))
        lay_plain(&m, glyphs, count);
    else
        kept = lay_any(&m, glyphs, count);
    if (pdf_room_failed(reader->page) || m.count != kept)
        return 0;
    sort_strips(&m);
    if (m.in_cell)
        raise_marks(&m);
    else
        cut_gutters(&m);
    find_stacks(&m);
    if (kept < count) {
        note_twins(reader, page, m.dropped, count - kept);
        memcpy(&picks[kept], m.dropped, (count - kept) * sizeof *picks);
    }
    return write_lines(&m, picks, lines);
}
