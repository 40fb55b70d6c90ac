/* One cell a line, as word processors export tables: a tab begins a cell, a blank line ends the row, a line
 * without a tab goes on in the cell above it. The shape does not show where short rows belong, save for a row of
 * one cell, which stands over all columns. Tab-indented prose and code look alike: they lack rows of several
 * short cells. */
#include "table.h"

#include "table_columns.h"

#include <string.h>

/* How a line goes on from the one before it. */
typedef enum line_role { ROLE_CELL, ROLE_ROW, ROLE_MORE, ROLE_END } line_role;

static int is_cell(const text_run *run, uint32_t line) {
    sheaf_str text = text_of(run, line);
    return (run->lines[line].flags & TEXT_LEADING_TAB) &&
           !(run->lines[line].flags & TEXT_INNER_TAB) && (text.len < 2 || text.ptr[1] != '\t');
}

static line_role role_of(const text_run *run, uint32_t line) {
    const text_line *l = &run->lines[line];
    if (table_is_cut(run, line))
        return ROLE_END;
    if (l->flags & TEXT_TAB)
        return !is_cell(run, line) || l->gap > 1 ? ROLE_END : l->gap ? ROLE_ROW : ROLE_CELL;
    return l->gap ? ROLE_END : ROLE_MORE;
}

/* Display columns, taken as two thirds of the bytes at most, up to which a cell counts as short. */
enum { SHORT_CELL = 60 };

typedef struct cell_table {
    uint32_t end;
    uint32_t columns;
    int is_table;
} cell_table;

static cell_table measure(text_run *run, uint32_t first) {
    cell_table t = {first, 1, 0};
    uint32_t width = 0, cells = 0, brief = 0, sentences = 0, numbers = 0, wide_rows = 0;
    for (line_role role = ROLE_CELL; t.end < run->count; t.end++) {
        if (t.end > first && (role = role_of(run, t.end)) == ROLE_END)
            break;
        if (!table_goes_on(run, t.end))
            break;
        if (role == ROLE_MORE)
            continue;
        width = role == ROLE_ROW ? 1 : width + 1;
        wide_rows += width == 2;
        if (t.columns < width)
            t.columns = width;
        cells++;
        brief += run->lines[t.end].length <= SHORT_CELL;
        sentences += (uint32_t)table_ends_sentence(text_of(run, t.end));
        numbers += (uint32_t)columns_is_number(text_trim(text_of(run, t.end)));
    }
    int tabs_follow = t.end < run->count && run->lines[t.end].gap == 0 &&
                      !table_is_cut(run, t.end) && (run->lines[t.end].flags & TEXT_TAB);
    int goes_on = t.columns > 2 || table_was_cut(run, TABLE_CELLS, first);
    /* labels may end in a stop, too, where a third of the lines is a number */
    t.is_table = !tabs_follow && brief >= cells - brief &&
                 (sentences <= cells / 3 || numbers >= cells - cells / 3 * 2) &&
                 (wide_rows > 1 || (wide_rows == 1 && goes_on));
    return t;
}

/* One past the last line of the cell, or of the row (which = ROLE_ROW), that begins at `line`. */
static uint32_t extent(const text_run *run, uint32_t line, uint32_t end, line_role which) {
    for (line++; line < end; line++) {
        line_role role = role_of(run, line);
        if (role == ROLE_ROW || role == which)
            break;
    }
    return line;
}

static void emit_cell(text_run *run, sheaf_block *slot, uint32_t line, uint32_t end) {
    if (end == line + 1) {
        table_cell(run, slot, line, text_of(run, line));
        return;
    }
    table_filling filling;
    table_cell_open(run, slot, &filling);
    for (; line < end && table_goes_on(run, line); line++) {
        sheaf_str piece = text_trim(text_of(run, line));
        if (piece.len)
            table_piece(run, &filling, line, piece);
    }
    table_cell_close(run);
}

static void emit_row(text_run *run, sheaf_block *slot, uint32_t line, uint32_t end,
                     uint32_t columns) {
    for (slot->column = 0; line < end && table_goes_on(run, line); slot->column++) {
        uint32_t next = extent(run, line, end, ROLE_CELL);
        slot->column_span = slot->column == 0 && next == end ? columns : 1;
        emit_cell(run, slot, line, next);
        line = next;
    }
}

uint32_t text_cell_lines(text_run *run, uint32_t first) {
    if (!is_cell(run, first) || table_was_refused(run, TABLE_CELLS, first))
        return first;
    cell_table t = measure(run, first);
    if (!t.is_table)
        return table_refuse(run, TABLE_CELLS, first, t.end);
    sheaf_block slot = table_slot();
    table_open(run, first, t.columns, 0, 0);
    for (uint32_t line = first; line < t.end && table_goes_on(run, line); slot.row++) {
        uint32_t next = extent(run, line, t.end, ROLE_ROW);
        emit_row(run, &slot, line, next, t.columns);
        line = next;
    }
    table_close(run);
    return table_ended(run, TABLE_CELLS, t.end);
}
