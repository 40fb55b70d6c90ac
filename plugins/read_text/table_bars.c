/* Rows without outer bars and without a rule, `a | b | c`, as scripts print the cells of a table: each bar has blanks beside
 * it and every row has as many bars as the first. Rows stand below each other, or a blank line apart; a cell of several
 * lines breaks its row, so a row is as many lines as hold its bars. Three rows are evidence; two are a menu. Between rows a line with
 * one bar more is a row that was given a cell too many, which may be blank: `25 || 3`. */
#include "table_columns.h"

#include <string.h>

enum { FEWEST = 3, MOST_LINES = 64 }; /* rows of a table, lines of a row */

/* Beside a bar; of a row that is `loose` another bar may stand there. */
static int is_free(char c, int loose) {
    return c == ' ' || c == '\t' || (loose && c == '|');
}

/* The next bar that blanks or the ends of the text enclose; NULL for none. */
static const char *bar_find(sheaf_str text, int loose) {
    const char *end = text.ptr + text.len;
    for (const char *from = text.ptr; from < end;) {
        const char *at = memchr(from, '|', (size_t)(end - from));
        if (!at)
            return NULL;
        if ((at == text.ptr || is_free(at[-1], loose)) && (at + 1 == end || is_free(at[1], loose)))
            return at;
        from = at + 1;
    }
    return NULL;
}

static uint32_t bars_in(sheaf_str text, int loose) {
    uint32_t bars = 0;
    const char *end = text.ptr + text.len;
    for (const char *at; (at = bar_find(text, loose)); bars++)
        text = (sheaf_str){at + 1, (size_t)(end - at) - 1};
    return bars;
}

static uint32_t bars_of(const text_run *run, uint32_t line) {
    return run->lines[line].flags & TEXT_PIPE ? bars_in(text_trim(text_of(run, line)), 0) : 0;
}

typedef struct bar_table {
    uint32_t end, bars, rows;
    uint32_t has_long; /* 1: a row has a bar more than the others */
    uint32_t is_apart; /* 1: a blank line stands between two rows, so that none stands within one */
} bar_table;

/* Whether the row that the line belongs to ends before the next line. A number alone below a whole row is the rest of
 * its last cell. */
static int is_row_whole(const text_run *run, const bar_table *t, uint32_t line, uint32_t bars) {
    uint32_t next = line + 1;
    if (next >= run->count || run->lines[next].gap || table_is_cut(run, next))
        return 1;
    int goes_on = bars_of(run, next) == 0 && columns_is_number(text_trim(text_of(run, next)));
    return !t->is_apart && bars == t->bars && !goes_on;
}

/* One past the last line of the row that begins at `line`; its bars are counted. */
static uint32_t row_end(text_run *run, const bar_table *t, uint32_t line, uint32_t *bars) {
    uint32_t first = line;
    for (*bars = bars_of(run, line); !is_row_whole(run, t, line, *bars) &&
                                     line - first < MOST_LINES && table_goes_on(run, line);
         line++)
        *bars += bars_of(run, line + 1);
    return line + 1;
}

/* A line between two rows that has one bar more than they have. */
static int is_long(const text_run *run, const bar_table *t, uint32_t line) {
    return t->rows >= FEWEST && !t->is_apart && line + 1 < run->count &&
           run->lines[line].flags & TEXT_PIPE && !run->lines[line + 1].gap &&
           !table_is_cut(run, line + 1) && bars_of(run, line) != t->bars &&
           bars_of(run, line + 1) == t->bars &&
           bars_in(text_trim(text_of(run, line)), 1) == t->bars + 1;
}

typedef struct bar_row {
    uint32_t end, bars;
    int is_long;
} bar_row;

static bar_row row_at(text_run *run, const bar_table *t, uint32_t line) {
    bar_row found = {line + 1, t->bars + 1, is_long(run, t, line)};
    if (!found.is_long)
        found.end = row_end(run, t, line, &found.bars);
    return found;
}

static bar_table measure(text_run *run, uint32_t first) {
    bar_table t = {.end = first, .bars = bars_of(run, first)};
    uint32_t next = first + 1;
    while (next < run->count && next - first < FEWEST && !run->lines[next].gap &&
           bars_of(run, next) == t.bars)
        next++;
    t.is_apart = next - first < FEWEST;
    bar_row next_row = row_at(run, &t, first);
    for (t.bars = next_row.bars; next_row.bars > 0 && (next_row.is_long || next_row.bars == t.bars);
         next_row = row_at(run, &t, t.end)) {
        t.end = next_row.end;
        t.rows++;
        t.has_long |= (uint32_t)next_row.is_long;
        if (t.end >= run->count || table_is_cut(run, t.end) ||
            run->lines[t.end].gap != t.is_apart || bars_of(run, t.end) == 0)
            break; /* a line without bars may be of the cell before it */
    }
    return t;
}

/* The cell in front of [*rest, the end of the row), which may go over lines. */
static void emit_cell(text_run *run, const sheaf_block *slot, uint32_t *line, const bar_row *of,
                      sheaf_str *rest) {
    table_filling filling;
    table_cell_open(run, slot, &filling);
    for (int is_open = 1; is_open && *line < of->end;) {
        const char *at = bar_find(*rest, of->is_long);
        size_t length = at ? (size_t)(at - rest->ptr) : rest->len;
        sheaf_str part = text_trim((sheaf_str){rest->ptr, length});
        if (part.len)
            table_marked_pieces(run, &filling, *line, part);
        is_open = at == NULL;
        if (at)
            *rest = text_from(*rest, length + 1);
        else if (++*line < of->end)
            *rest = text_trim(text_of(run, *line));
    }
    table_cell_close(run);
}

static void emit_row(text_run *run, const bar_row *of, sheaf_block *slot, uint32_t line) {
    sheaf_str rest = text_trim(text_of(run, line));
    for (slot->column = 0; slot->column <= of->bars; slot->column++)
        emit_cell(run, slot, &line, of, &rest);
}

/* A bar at both ends is an outer one; one in front alone parts a blank field from the next. */
static int has_outer_bars(sheaf_str text) {
    return text.len > 1 && *text.ptr == '|' && text.ptr[text.len - 1] == '|';
}

uint32_t text_bar_rows(text_run *run, uint32_t first) {
    if (!(run->lines[first].flags & TEXT_PIPE) || table_was_refused(run, TABLE_BARS, first) ||
        has_outer_bars(text_trim(text_of(run, first))))
        return first;
    bar_table t = measure(run, first);
    if (t.rows < FEWEST && !(t.rows && table_was_cut(run, TABLE_BARS, first)))
        return table_refuse(run, TABLE_BARS, first, t.end);
    sheaf_block slot = table_slot();
    table_open(run, first, t.bars + 1 + t.has_long, 0, 0);
    table_account(run, first, t.end);
    for (uint32_t line = first; line < t.end && table_goes_on(run, line);) {
        const bar_row here = row_at(run, &t, line);
        emit_row(run, &here, &slot, line);
        line = here.end;
        slot.row++;
    }
    table_close(run);
    return table_ended(run, TABLE_BARS, t.end);
}
