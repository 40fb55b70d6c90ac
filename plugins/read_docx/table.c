/* The walk's side of tables: a stack of open tables over three lists (rows, cells, edges), whose last elements
 * always belong to the innermost one. At a table's end the stations in docx_table_close turn what its rows
 * said into a grid, and its elements leave the lists again. */
#include "tape_inside.h"

#include <string.h>

static docx_frame *top(const docx_tape *tape) {
    return tape->frames.count ? DOCX_AT(&tape->frames, docx_frame, tape->frames.count - 1) : NULL;
}

static grid_row *last_row(const docx_tape *tape) {
    return DOCX_AT(&tape->rows, grid_row, tape->rows.count - 1);
}

static grid_cell *last_cell(const docx_tape *tape) {
    return DOCX_AT(&tape->cells, grid_cell, tape->cells.count - 1);
}

docx_inside docx_table_inside(const docx_tape *tape) {
    const docx_frame *frame = top(tape);
    if (!frame)
        return DOCX_IN_BODY;
    return frame->cell_open ? DOCX_IN_CELL : frame->row_open ? DOCX_IN_ROW : DOCX_IN_TABLE;
}

docx_row *docx_table_row(docx_tape *tape) {
    const docx_frame *frame = top(tape);
    return frame && frame->row_open ? &last_row(tape)->says : &tape->no_row;
}

docx_cell *docx_table_cell(docx_tape *tape) {
    const docx_frame *frame = top(tape);
    return frame && frame->cell_open && !frame->stray ? &last_cell(tape)->says : &tape->no_cell;
}

static int is_left_out(const docx_tape *tape, const docx_frame *frame, const docx_frame *inner) {
    uint32_t rows = inner ? inner->first_row : tape->rows.count;
    uint32_t cells = inner ? inner->first_cell : tape->cells.count;
    return (frame->row_open && rows && DOCX_AT(&tape->rows, grid_row, rows - 1)->says.left_out) ||
           (frame->cell_open && cells &&
            DOCX_AT(&tape->cells, grid_cell, cells - 1)->says.left_out);
}

int docx_table_is_left_out(const docx_tape *tape) {
    const docx_frame *inner = NULL;
    for (uint32_t i = tape->frames.count; i > 0; i--) {
        const docx_frame *frame = DOCX_AT(&tape->frames, docx_frame, i - 1);
        if (is_left_out(tape, frame, inner))
            return 1;
        inner = frame;
    }
    return 0;
}

/* ------------------------------------------------------------------------------- opening and filling -- */

static tape_entry *open_entry(docx_tape *tape, uint32_t kind, const sheaf_block *block,
                              size_t numbers) {
    tape_entry *entry = docx_tape_entry(tape, TAPE_OPEN);
    if (!entry)
        return NULL;
    docx_tape_keep(tape, entry, block);
    entry->kind = (uint8_t)kind;
    entry->more = docx_store_take(tape, numbers);
    if (!entry->more)
        return NULL;
    memset(entry->more, 0, numbers);
    return entry;
}

void docx_table_open(docx_tape *tape, const sheaf_block *table) {
    docx_tape_hold(tape);
    if (tape->failed)
        return;
    docx_frame *frame = docx_list_push(tape, &tape->frames, sizeof *frame);
    if (!frame)
        return;
    *frame = (docx_frame){.entry = tape->entries.count,
                          .first_row = tape->rows.count,
                          .first_cell = tape->cells.count,
                          .first_edge = tape->edges.count};
    open_entry(tape, SHEAF_TABLE, table, sizeof(tape_table));
}

void docx_table_caption(docx_tape *tape, sheaf_str text) {
    const docx_frame *frame = top(tape);
    if (frame && !tape->failed)
        docx_entry_at(tape, frame->entry)->text = docx_store_text(tape, text);
}

void docx_table_grid_column(docx_tape *tape, int64_t width) {
    int64_t *edge =
        top(tape) && !tape->failed ? docx_list_push(tape, &tape->edges, sizeof *edge) : NULL;
    if (edge)
        *edge = width;
}

void docx_table_row_open(docx_tape *tape) {
    docx_frame *frame = top(tape);
    if (!frame || tape->failed || frame->cell_open)
        return;
    docx_table_row_close(tape);
    grid_row *row = docx_list_push(tape, &tape->rows, sizeof *row);
    if (!row)
        return;
    *row = (grid_row){.first = tape->cells.count};
    frame->row_open = 1;
}

void docx_table_row_close(docx_tape *tape) {
    docx_frame *frame = top(tape);
    if (!frame || tape->failed || !frame->row_open || frame->cell_open)
        return;
    last_row(tape)->count = tape->cells.count - last_row(tape)->first;
    frame->row_open = 0;
}

void docx_table_cell_open(docx_tape *tape, const sheaf_block *cell) {
    docx_frame *frame = top(tape);
    if (!frame || tape->failed)
        return;
    if (frame->cell_open) {
        frame->stray++;
        return;
    }
    if (!frame->row_open)
        docx_table_row_open(tape);
    grid_cell *made = frame->row_open ? docx_list_push(tape, &tape->cells, sizeof *made) : NULL;
    if (!made)
        return;
    *made = (grid_cell){.entry = tape->entries.count};
    frame->cell_open = open_entry(tape, SHEAF_CELL, cell, sizeof(tape_cell)) != NULL;
}

void docx_table_cell_close(docx_tape *tape) {
    docx_frame *frame = top(tape);
    if (!frame || tape->failed || !frame->cell_open)
        return;
    if (frame->stray) {
        frame->stray--;
        return;
    }
    docx_tape_close(tape);
    frame->cell_open = 0;
    docx_cell_fold(tape, last_cell(tape)->entry);
    last_cell(tape)->stop = tape->entries.count;
}

/* -------------------------------------------------------------------------------------------- closing -- */

/* The columns that a cell or the space before a row takes by its own word, within reason. */
static int64_t stated(int64_t columns, int64_t least) {
    enum { MOST = 1 << 20 };
    return columns < least ? least : columns > MOST ? MOST : columns;
}

/* A merge whose first row goes begins in the next one: it never goes on what stands above. */
static void hand_down(docx_tape *tape, const grid_row *gone, const grid_row *below) {
    int64_t column = stated(gone->says.grid_before, 0), next = stated(below->says.grid_before, 0);
    for (uint32_t i = 0, k = 0; i < gone->count && k < below->count;) {
        const grid_cell *cell = DOCX_AT(&tape->cells, grid_cell, gone->first + i);
        grid_cell *under = DOCX_AT(&tape->cells, grid_cell, below->first + k);
        if (column == next && cell->says.vertical == DOCX_MERGE_RESTART &&
            under->says.vertical == DOCX_MERGE_CONTINUE)
            under->says.vertical = DOCX_MERGE_RESTART;
        if (column <= next)
            column += stated(cell->says.grid_span, 1), i++;
        else
            next += stated(under->says.grid_span, 1), k++;
    }
}

/* Cells of a row that are left out, or of a row that is, take no slots; rows without cells are none. */
static void leave_out(docx_tape *tape, const docx_frame *frame) {
    uint32_t rows = frame->first_row, cells = frame->first_cell;
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++) {
        grid_row row = *DOCX_AT(&tape->rows, grid_row, r);
        uint32_t from = row.first, end = row.first + row.count;
        if (row.says.left_out && r + 1 < tape->rows.count)
            hand_down(tape, &row, DOCX_AT(&tape->rows, grid_row, r + 1));
        row.first = cells;
        for (; from < end; from++) {
            const grid_cell *cell = DOCX_AT(&tape->cells, grid_cell, from);
            if (row.says.left_out || cell->says.left_out)
                docx_table_hide(tape, cell, SHEAF_STR("left out by a tracked change"));
            else
                *DOCX_AT(&tape->cells, grid_cell, cells++) = *cell;
        }
        row.count = cells - row.first;
        if (row.count)
            *DOCX_AT(&tape->rows, grid_row, rows++) = row;
    }
    tape->rows.count = rows;
    tape->cells.count = cells;
}

static void skip_table(docx_tape *tape, const docx_frame *frame) {
    tape_entry *entry = docx_entry_at(tape, frame->entry);
    entry->op = TAPE_SKIP;
    entry->to = tape->entries.count;
}

static void finish(docx_tape *tape, const docx_frame *frame) {
    docx_tape_close(tape);
    leave_out(tape, frame);
    if (tape->rows.count == frame->first_row) {
        skip_table(tape, frame);
        return;
    }
    uint32_t columns = docx_grid_place(tape, frame);
    if (columns == 0)
        return;
    docx_grid_widen(tape, frame, columns);
    columns = docx_grid_join_slivers(tape, frame, columns);
    docx_grid_merge(tape, frame);
    tape_table grid = docx_grid_squeeze(tape, frame, columns);
    if (!tape->failed)
        docx_grid_patch(tape, frame, grid);
}

void docx_table_close(docx_tape *tape) {
    const docx_frame *open = top(tape);
    if (open && !tape->failed) {
        for (uint32_t stray = open->stray; stray > 0; stray--)
            docx_table_cell_close(tape);
        docx_table_cell_close(tape);
        docx_table_row_close(tape);
        const docx_frame frame = *open;
        if (!tape->failed)
            finish(tape, &frame);
        tape->rows.count = frame.first_row;
        tape->cells.count = frame.first_cell;
        tape->edges.count = frame.first_edge;
        tape->frames.count--;
    }
    docx_tape_release(tape);
}
