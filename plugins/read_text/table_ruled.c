/* Tables whose columns a rule of dashes states, `------ ---- -----`, as pandoc and reStructuredText print them: a cell is what
 * stands below its dashes, and no text may stand in a gap of the rule. A rule in one piece above and below, or the same rule
 * again below, holds rows of several lines, parted by blank lines; else a row is a line and a blank line ends the table. */
#include "table.h"

enum { MOST_COLUMNS = 64, MOST_HEADER = 16, LEAST_DASHES = 2, FULL_RULE = 5 };

typedef struct ruled {
    uint32_t start[MOST_COLUMNS], end[MOST_COLUMNS]; /* display columns of the dashes */
    uint32_t columns;
    uint32_t rule;     /* the line that states the columns */
    uint32_t body;     /* the first line below it */
    uint32_t end_of;   /* one past the last row; rules below are not counted */
    uint32_t last;     /* one past the table */
    uint32_t is_apart; /* 1: rows are parted by blank lines */
} ruled;

static int is_rule_line(const text_run *run, uint32_t line) {
    return line < run->count && (run->lines[line].flags & TEXT_RULE) && !table_is_cut(run, line);
}

/* The pieces of a rule; 0 where it is none, or has too many or too short ones. */
static uint32_t read_rule(const text_run *run, uint32_t line, ruled *t) {
    uint32_t column = 0, mark = 0;
    t->columns = 0;
    if (!is_rule_line(run, line))
        return 0;
    for (sheaf_str rest = text_of(run, line); rest.len; column++) {
        uint32_t c = text_take(&rest);
        if (c == ' ') {
            mark = 0;
            continue;
        }
        if (c != '-' && c != '=')
            return 0;
        if (mark == 0 && t->columns == MOST_COLUMNS)
            return 0;
        if (mark == 0)
            t->start[t->columns++] = column;
        else if (mark != c)
            return 0;
        mark = c;
        t->end[t->columns - 1] = column + 1;
    }
    for (uint32_t i = 0; i < t->columns; i++)
        if (t->end[i] - t->start[i] < LEAST_DASHES)
            return 0;
    return t->columns;
}

static int is_full_rule(const text_run *run, uint32_t line) {
    ruled t;
    return read_rule(run, line, &t) == 1 && t.end[0] - t.start[0] >= FULL_RULE;
}

static int is_same_line(const text_run *run, uint32_t a, uint32_t b) {
    sheaf_str x = text_of(run, a), y = text_of(run, b);
    return x.len == y.len && text_starts(x, y);
}

/* ---- cells ---- */

/* Takes what stands below the dashes of a column, up to those of the next. 0: something stands in the gap before it. */
static int take_cell(const ruled *t, uint32_t k, sheaf_str *rest, uint32_t *column,
                     sheaf_str *cell) {
    uint32_t next = k + 1 < t->columns ? t->start[k + 1] : UINT32_MAX;
    uint32_t end = k + 1 < t->columns ? t->end[k] : UINT32_MAX;
    const char *from = rest->ptr;
    int is_clean = 1;
    while (rest->len && *column < next) {
        sheaf_str here = *rest;
        uint32_t c = text_take(rest),
                 width = text_width((sheaf_str){here.ptr, here.len - rest->len}, 2);
        int is_outside = *column < t->start[k] || *column + width > end;
        is_clean &= c != '\t' && (text_is_space(c) || !is_outside);
        *column += width;
    }
    *cell = (sheaf_str){from, (size_t)(rest->ptr - from)};
    return is_clean;
}

static int fits(const text_run *run, const ruled *t, uint32_t line) {
    sheaf_str rest = text_of(run, line), cell;
    uint32_t column = 0;
    for (uint32_t k = 0; k < t->columns; k++)
        if (!take_cell(t, k, &rest, &column, &cell))
            return 0;
    return 1;
}

/* ---- extent ---- */

/* The lines of [first, ..) that fit, up to a rule. */
static uint32_t fitting(text_run *run, const ruled *t, uint32_t first, uint32_t most_gap) {
    uint32_t line = first;
    while (line < run->count && table_goes_on(run, line) && !table_is_cut(run, line) &&
           (run->lines[line].gap <= most_gap || line == first) && !is_rule_line(run, line) &&
           fits(run, t, line))
        line++;
    return line;
}

static uint32_t is_parted(const text_run *run, uint32_t first, uint32_t end) {
    for (uint32_t line = first + 1; line < end; line++)
        if (run->lines[line].gap)
            return 1;
    return 0;
}

/* `====` `====` header `====` rows `====`: the second rule ends the header. */
static int has_header(text_run *run, ruled *t) {
    uint32_t next = t->end_of + 1;
    if (next >= run->count || run->lines[next].gap || t->is_apart)
        return 0;
    uint32_t end = fitting(run, t, next, 0);
    if (end == next || !is_rule_line(run, end) || !is_same_line(run, t->rule, end))
        return 0;
    t->rule = t->end_of;
    t->body = next;
    t->end_of = end;
    t->last = end + 1;
    return 1;
}

/* Rows between two rules. */
static int measure_framed(text_run *run, uint32_t first, ruled *t) {
    int is_full = is_full_rule(run, first);
    t->rule = first;
    for (uint32_t n = 0;
         is_full && n < MOST_HEADER && !(t->rule > first && is_rule_line(run, t->rule)); n++)
        t->rule++;
    if (read_rule(run, t->rule, t) < 2)
        return 0;
    for (uint32_t line = first + 1; line < t->rule; line++)
        if (run->lines[line].gap > 1 || !fits(run, t, line))
            return 0;
    t->body = t->rule + 1;
    t->end_of = fitting(run, t, t->body, 1);
    t->last = t->end_of + 1;
    if (t->end_of == t->body || !is_rule_line(run, t->end_of) ||
        !is_same_line(run, first, t->end_of))
        return 0;
    t->is_apart = is_parted(run, t->body, t->end_of);
    if (!is_full)
        has_header(run, t);
    return 1;
}

/* A header line, its rule, and rows up to a blank line. */
static int measure_open(text_run *run, uint32_t first, ruled *t) {
    uint32_t rule = first + 1;
    if (rule >= run->count || run->lines[rule].gap || is_rule_line(run, first) ||
        read_rule(run, rule, t) < 2 || rule + 1 >= run->count || run->lines[rule + 1].gap ||
        !fits(run, t, first))
        return 0;
    t->rule = rule;
    t->body = rule + 1;
    t->end_of = fitting(run, t, t->body, 0);
    t->last = t->end_of;
    int is_ended =
        t->end_of >= run->count || run->lines[t->end_of].gap || table_is_cut(run, t->end_of);
    return t->end_of > t->body && is_ended;
}

/* ---- handing over ---- */

static uint32_t row_end(const text_run *run, const ruled *t, uint32_t line, uint32_t end) {
    for (line++; t->is_apart && line < end && !run->lines[line].gap; line++)
        continue;
    return line;
}

static void emit_cell(text_run *run, const ruled *t, const sheaf_block *slot, uint32_t line,
                      uint32_t end) {
    table_filling filling;
    table_cell_open(run, slot, &filling);
    for (; line < end && table_goes_on(run, line); line++) {
        sheaf_str rest = text_of(run, line), cell = {rest.ptr, 0};
        uint32_t column = 0;
        for (uint32_t k = 0; k <= slot->column; k++)
            take_cell(t, k, &rest, &column, &cell);
        cell = text_trim(cell);
        if (cell.len)
            table_piece(run, &filling, line, cell);
    }
    table_cell_close(run);
}

static void emit_rows(text_run *run, const ruled *t, sheaf_block *slot, uint32_t line,
                      uint32_t end) {
    for (uint32_t next; line < end && table_goes_on(run, line); line = next, slot->row++) {
        next = slot->header ? end : row_end(run, t, line, end);
        for (slot->column = 0; slot->column < t->columns; slot->column++)
            emit_cell(run, t, slot, line, next);
    }
}

uint32_t text_ruled_table(text_run *run, uint32_t first) {
    ruled t = {.columns = 0};
    int is_framed = is_rule_line(run, first);
    if (!is_framed && !is_rule_line(run, first + 1))
        return first;
    if (is_framed ? !measure_framed(run, first, &t) : !measure_open(run, first, &t))
        return first;
    uint32_t head = first + (uint32_t)is_framed;
    sheaf_block slot = table_slot();
    table_open(run, first, t.columns, 0, t.rule > head);
    table_account(run, first, t.last);
    slot.header = SHEAF_HEADER_COLUMN;
    emit_rows(run, &t, &slot, head, t.rule);
    slot.header = SHEAF_HEADER_NONE;
    emit_rows(run, &t, &slot, t.body, t.end_of);
    table_close(run);
    return table_ended(run, TABLE_RULED, t.last);
}
