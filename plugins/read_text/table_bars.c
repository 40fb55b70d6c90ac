/* Rows without outer bars and without a rule, `a | b | c`, as scripts print the cells of a table: each bar has blanks beside
 * it and every row has as many bars as the first. Rows stand below each other, or a blank line apart; a cell of several
 * lines breaks its row, so a row is as many lines as hold its bars. Three rows are evidence; two are a menu. Below them a line with
 * more bars is a row that was given cells too many. */
#include "table_columns.h"

#include <string.h>

enum { FEWEST = 3, MOST_LINES = 64 }; /* rows of a table, lines of a row */

/* Beside a bar; two bars with nothing between are a blank cell, too. */
static int is_free(char c) {
    return c == ' ' || c == '\t' || c == '|';
}

/* The next bar that blanks or the ends of the text enclose; NULL for none. */
static const char *bar_find(sheaf_str text) {
    const char *end = text.ptr + text.len;
    for (const char *from = text.ptr; from < end;) {
        const char *at = memchr(from, '|', (size_t)(end - from));
        if (!at)
            return NULL;
        if ((at == text.ptr || is_free(at[-1])) && (at + 1 == end || is_free(at[1])))
            return at;
        from = at + 1;
    }
    return NULL;
}

static uint32_t bars_in(sheaf_str text) {
    uint32_t bars = 0;
    const char *end = text.ptr + text.len;
    for (const char *at; (at = bar_find(text)); bars++)
        text = (sheaf_str){at + 1, (size_t)(end - at) - 1};
    return bars;
}

static uint32_t bars_of(const text_run *run, uint32_t line) {
    return run->lines[line].flags & TEXT_PIPE ? bars_in(text_trim(text_of(run, line))) : 0;
}

typedef struct bar_table {
    uint32_t end, bars, rows;
    uint32_t most;     /* bars of the longest row */
    uint32_t is_apart; /* 1: a blank line stands between two rows, so that none stands within one */
} bar_table;

/* Whether the row that the line belongs to ends before the next line. A number alone below a whole row is the rest of
 * its last cell. */
static int is_row_whole(const text_run *run, const bar_table *t, uint32_t line, uint32_t bars) {
    uint32_t next = line + 1;
    if (next >= run->count || run->lines[next].gap || table_is_cut(run, next))
        return 1;
    int goes_on = bars_of(run, next) == 0 && columns_is_number(text_trim(text_of(run, next)));
    return !t->is_apart && bars >= t->bars && !goes_on;
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

/* What was found of a row up to `end` has as many bars as the others, or is a line with more. */
static int is_row(const text_run *run, const bar_table *t, uint32_t end, uint32_t bars) {
    return bars == t->bars ||
           (t->rows >= FEWEST && bars > t->bars && bars_of(run, end - 1) == bars);
}

static bar_table measure(text_run *run, uint32_t first) {
    bar_table t = {.end = first, .bars = bars_of(run, first)};
    uint32_t bars, next = first + 1;
    while (next < run->count && next - first < FEWEST && !run->lines[next].gap &&
           bars_of(run, next) == t.bars)
        next++;
    t.is_apart = next - first < FEWEST;
    uint32_t end = row_end(run, &t, first, &bars);
    for (t.bars = bars; bars > 0 && is_row(run, &t, end, bars);
         end = row_end(run, &t, t.end, &bars)) {
        t.end = end;
        t.rows++;
        t.most = bars > t.most ? bars : t.most;
        if (end >= run->count || table_is_cut(run, end) || run->lines[end].gap != t.is_apart ||
            bars_of(run, end) == 0)
            break; /* a line without bars may be of the cell before it */
    }
    return t;
}

/* The cell in front of [*rest, the end of the row), which may go over lines. */
static void emit_cell(text_run *run, const sheaf_block *slot, uint32_t *line, uint32_t end,
                      sheaf_str *rest) {
    table_filling filling;
    table_cell_open(run, slot, &filling);
    for (int is_open = 1; is_open && *line < end;) {
        const char *at = bar_find(*rest);
        size_t length = at ? (size_t)(at - rest->ptr) : rest->len;
        sheaf_str part = text_trim((sheaf_str){rest->ptr, length});
        if (part.len)
            table_marked_pieces(run, &filling, *line, part);
        is_open = at == NULL;
        if (at)
            *rest = text_from(*rest, length + 1);
        else if (++*line < end)
            *rest = text_trim(text_of(run, *line));
    }
    table_cell_close(run);
}

static void emit_row(text_run *run, uint32_t bars, sheaf_block *slot, uint32_t line, uint32_t end) {
    sheaf_str rest = text_trim(text_of(run, line));
    for (slot->column = 0; slot->column <= bars; slot->column++)
        emit_cell(run, slot, &line, end, &rest);
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
    table_open(run, first, t.most + 1, 0, 0);
    table_account(run, first, t.end);
    for (uint32_t line = first, end, bars; line < t.end && table_goes_on(run, line); line = end) {
        end = row_end(run, &t, line, &bars);
        emit_row(run, bars, &slot, line, end);
        slot.row++;
    }
    table_close(run);
    return table_ended(run, TABLE_BARS, t.end);
}
