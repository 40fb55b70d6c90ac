/* From what rows and cells say to a grid (ECMA-376 Part 1, 17.4): a cell's column is gridBefore and the
 * gridSpans before it, the table is as wide as its widest row, and a merge goes down as long as cells
 * start at the same column with the same span. Work and memory follow the cells of the file, never the
 * numbers that they state. */
#include "tape_inside.h"

#include <inttypes.h>
#include <stdio.h>

/* Word makes no more columns than this; a span above it counts as far as other rows bear it out. */
enum { COLUMNS_OF_WORD = 63 };

static grid_row *row_at(const docx_tape *tape, uint32_t r) {
    return DOCX_AT(&tape->rows, grid_row, r);
}

static grid_cell *cell_at(const docx_tape *tape, uint32_t c) {
    return DOCX_AT(&tape->cells, grid_cell, c);
}

/* ------------------------------------------------------------------------------------------- columns -- */

static int64_t stated_span(const grid_cell *cell) {
    return cell->says.spanned ? cell->says.grid_span : 1;
}

/* The widest row, each span too large to be believed counting as one column; at least as wide as w:tblGrid. */
static int64_t believable_width(const docx_tape *tape, const docx_frame *frame) {
    int64_t most = tape->edges.count - frame->first_edge;
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++) {
        const grid_row *row = row_at(tape, r);
        int64_t width = 0;
        for (uint32_t i = 0; i < row->count; i++) {
            int64_t span = stated_span(cell_at(tape, row->first + i));
            width += span >= 1 && span <= COLUMNS_OF_WORD ? span : 1;
        }
        most = width > most ? width : most;
    }
    return most > COLUMNS_OF_WORD ? most : COLUMNS_OF_WORD;
}

static uint32_t row_number(const docx_tape *tape, const grid_row *row) {
    const docx_frame *frame = DOCX_AT(&tape->frames, docx_frame, tape->frames.count - 1);
    return (uint32_t)(row - row_at(tape, frame->first_row));
}

static int64_t clamped(docx_tape *tape, const grid_row *row, const grid_cell *cell,
                       const char *what, int64_t found, int64_t kept) {
    char room[128];
    if (found == kept)
        return kept;
    snprintf(room, sizeof room, "has a %s of %" PRId64 ", which cannot be; %" PRId64 " was taken",
             what, found, kept);
    docx_table_say(tape, SHEAF_WARNING, "docx.table.span", cell, row_number(tape, row), room);
    return kept;
}

/* 17.4.15: a row that begins beyond all columns has a wrong gridBefore, and begins at the left. */
static int64_t start_of(docx_tape *tape, const grid_row *row, int64_t most) {
    int64_t before = row->says.grid_before;
    return clamped(tape, row, cell_at(tape, row->first), "gridBefore (of its row)", before,
                   before < 0 || before > most ? 0 : before);
}

static int64_t believed_span(docx_tape *tape, const grid_row *row, const grid_cell *cell,
                             int64_t at, int64_t most) {
    int64_t span = stated_span(cell), kept = span < 1 ? 1 : span;
    int64_t left = most > at ? most - at : 1;
    if (kept > COLUMNS_OF_WORD && kept > left)
        kept = left;
    return clamped(tape, row, cell, "gridSpan", span, kept);
}

/* Where a row ends; spans are at most 63 or end within `most`, so nothing overflows. */
static int64_t place_row(docx_tape *tape, grid_row *row, int64_t most) {
    int64_t at = start_of(tape, row, most);
    row->start = (uint32_t)at;
    for (uint32_t i = 0; i < row->count; i++) {
        grid_cell *cell = cell_at(tape, row->first + i);
        cell->column = (uint32_t)at;
        cell->span = (uint32_t)believed_span(tape, row, cell, at, most);
        cell->height = 1;
        cell->anchor = row->first + i;
        at += cell->span;
        if (at > UINT32_MAX / 2)
            return at;
    }
    row->end = (uint32_t)at;
    return at;
}

uint32_t docx_grid_place(docx_tape *tape, const docx_frame *frame) {
    int64_t most = believable_width(tape, frame), columns = 0;
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++) {
        int64_t end = place_row(tape, row_at(tape, r), most);
        columns = end > columns ? end : columns;
        if (end > UINT32_MAX / 2)
            return docx_table_too_large(tape);
    }
    return (uint32_t)columns;
}

/* -------------------------------------------------------------------------------------------- merging -- */

/* What a merged cell holds is not shown by Word. */
static void hide(docx_tape *tape, const grid_row *row, const grid_cell *cell) {
    uint64_t characters = docx_table_hide(tape, cell, SHEAF_STR("covered by a merged cell"));
    char room[160];
    if (characters == 0)
        return;
    snprintf(room, sizeof room,
             "is covered by the cell that it is merged into, but holds text (%" PRIu64
             " characters), which Word does not show; it was left out",
             characters);
    docx_table_say(tape, SHEAF_WARNING, "docx.table.hidden-text", cell, row_number(tape, row),
                   room);
}

static void no_start(docx_tape *tape, const grid_row *row, const grid_cell *cell,
                     const char *element) {
    char room[128];
    snprintf(room, sizeof room,
             "continues a merge (w:%s), but no such merge stands %s it; it was kept as a cell of "
             "its own",
             element, *element == 'v' ? "above" : "before");
    docx_table_say(tape, SHEAF_WARNING,
                   *element == 'v' ? "docx.table.vmerge-without-start"
                                   : "docx.table.hmerge-without-start",
                   cell, row_number(tape, row), room);
}

/* 17.4.22: a continuing cell goes into the one before it. Cells that stay move together. */
static void merge_across(docx_tape *tape, grid_row *row) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        grid_cell *cell = cell_at(tape, row->first + i);
        grid_cell *before = kept ? cell_at(tape, row->first + kept - 1) : NULL;
        if (cell->says.horizontal == DOCX_MERGE_CONTINUE) {
            if (before && before->says.horizontal != DOCX_MERGE_NONE) {
                before->span += cell->span;
                hide(tape, row, cell);
                continue;
            }
            no_start(tape, row, cell, "hMerge");
        }
        *cell_at(tape, row->first + kept) = *cell;
        cell_at(tape, row->first + kept)->anchor = row->first + kept;
        kept++;
    }
    row->count = kept;
}

/* The cell of the row above that begins at the same column; *from walks along that row, once. */
static const grid_cell *find_above(const docx_tape *tape, const grid_row *above,
                                   const grid_cell *cell, uint32_t *from) {
    while (*from < above->count && cell_at(tape, above->first + *from)->column < cell->column)
        ++*from;
    if (*from == above->count)
        return NULL;
    const grid_cell *found = cell_at(tape, above->first + *from);
    return found->column == cell->column ? found : NULL;
}

static int is_blank(const docx_tape *tape, const grid_cell *cell) {
    const tape_entry *e = docx_entry_at(tape, cell->entry);
    return e->op == TAPE_ADD && e->text.len == 0;
}

/* Whether a continuing cell goes into the one above it. By 17.4.84 that one has to be part of a merge; LibreOffice
 * leaves the start out at times, so a blank cell, which hides nothing, goes into a plain one, too. Cells
 * of different spans make no rectangle. */
static int joins(docx_tape *tape, const grid_row *row, const grid_cell *cell,
                 const grid_cell *above) {
    static const char code[] = "docx.table.vmerge-without-start";
    int is_merge = above && above->says.vertical != DOCX_MERGE_NONE;
    if (is_merge && above->span != cell->span) {
        docx_table_say(tape, SHEAF_WARNING, "docx.table.vmerge-uneven", cell, row_number(tape, row),
                       "continues a merge (w:vMerge) with another w:gridSpan than the cell above "
                       "it; it was kept as a cell of its own");
        return 0;
    }
    if (!above || above->span != cell->span || (!is_merge && !is_blank(tape, cell))) {
        no_start(tape, row, cell, "vMerge");
        return 0;
    }
    if (!is_merge)
        docx_table_say(tape, SHEAF_INFO, code, cell, row_number(tape, row),
                       "continues a merge (w:vMerge) that the cell above it does not begin; it is "
                       "blank and was joined to that cell");
    return 1;
}

static void merge_down(docx_tape *tape, const grid_row *above, const grid_row *row) {
    uint32_t from = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        grid_cell *cell = cell_at(tape, row->first + i);
        if (cell->says.vertical != DOCX_MERGE_CONTINUE)
            continue;
        const grid_cell *start = above ? find_above(tape, above, cell, &from) : NULL;
        if (!joins(tape, row, cell, start) || !start)
            continue;
        cell->anchor = start->anchor;
        cell_at(tape, start->anchor)->height++;
        hide(tape, row, cell);
    }
}

void docx_grid_merge(docx_tape *tape, const docx_frame *frame) {
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++)
        merge_across(tape, row_at(tape, r));
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++)
        merge_down(tape, r > frame->first_row ? row_at(tape, r - 1) : NULL, row_at(tape, r));
}
