/* Tables of WordprocessingML (ECMA-376 Part 1, 17.4) onto the tape. The walk says what it meets, in the
 * order of the file; when a table ends, its grid is worked out from all rows together: columns, spans,
 * header rows. Every slot gets one cell, and nothing that is cut or hidden goes unsaid. */
#ifndef DOCX_TABLE_H
#define DOCX_TABLE_H

#include "tape.h"

/* How a cell takes part in a merge: 17.4.84 vMerge and 17.4.22 hMerge. The element without w:val, or with a
 * value that is not `restart`, continues. */
typedef enum docx_merge { DOCX_MERGE_NONE, DOCX_MERGE_RESTART, DOCX_MERGE_CONTINUE } docx_merge;

/* What w:trPr says, zeroed when the row opens. Numbers are as read, however wrong: out of range of 64 bits
 * they are INT64_MAX or INT64_MIN, and what is no number stays 0. */
typedef struct docx_row {
    int64_t grid_before; /* 17.4.15 gridBefore */
    int64_t grid_after;  /* 17.4.14 gridAfter */
    uint8_t header;      /* 17.4.78 tblHeader is on */
    uint8_t left_out;    /* a tracked change that the option docx.changes takes away: w:del when
                            changes are accepted, w:ins when they are rejected */
} docx_row;

/* What w:tcPr says, zeroed when the cell opens. Skip what stands inside w:tcPrChange and w:trPrChange: it is
 * how things were. */
typedef struct docx_cell {
    int64_t grid_span; /* 17.4.17 gridSpan; `spanned` says that it was there */
    int64_t width;     /* 17.4.71 tcW in twentieths of a point (w:type dxa or none), else 0 */
    uint8_t spanned;
    uint8_t vertical;   /* docx_merge: vMerge. cellMerge (17.13.5.3): by its w:vMerge when changes
                           are accepted, by its w:vMergeOrig when rejected (rest, cont) */
    uint8_t horizontal; /* docx_merge: hMerge */
    uint8_t left_out;   /* cellDel and cellIns (17.13.5.2, 17.13.5.1), as for rows */
} docx_cell;

/* w:tbl. Of `table` flags, text (caption) and origins are taken. Tables nest in cells. */
void docx_table_open(docx_tape *tape, const sheaf_block *table);

/* The caption, where it is met inside the table (w:tblCaption). */
void docx_table_caption(docx_tape *tape, sheaf_str text);

/* w:gridCol with its w:w, 0 where it has none; in order. Skip those inside w:tblGridChange. */
void docx_table_grid_column(docx_tape *tape, int64_t width);

/* w:tr and w:tc. Content controls (w:sdt), w:customXml, w:ins and the like around them are not shown here.
 * A row that opens in an open row closes it; a cell without a row opens one; a cell in an open cell
 * with no table between is ignored, as its close is. Of `cell` flags and origins are taken: give it the
 * origin of the w:tc.
 *
 * Fill the cell as any container, one paragraph after the other (docx_tape_add, or open, append, close),
 * marks behind each. If in the end it holds nothing but paragraphs, they become the cell's own text: one
 * line for each that is not blank, white space at both ends trimmed, marks moved along, and the place is
 * the cell's (or that of its paragraphs, if it has none). */
void docx_table_row_open(docx_tape *tape);
void docx_table_row_close(docx_tape *tape);
void docx_table_cell_open(docx_tape *tape, const sheaf_block *cell);
void docx_table_cell_close(docx_tape *tape);

/* The properties of the row and cell that are open in the innermost table, to be filled in: valid until the
 * next call of tape or table. Never NULL: where none is open they lead to room that nobody reads. */
docx_row *docx_table_row(docx_tape *tape);
docx_cell *docx_table_cell(docx_tape *tape);

/* 1 in a row or cell, or in a table in one, that a tracked change takes away. */
int docx_table_is_left_out(const docx_tape *tape);

/* Where the walk stands: blocks may be added at the top and in a cell, not between cells. */
typedef enum docx_inside { DOCX_IN_BODY, DOCX_IN_TABLE, DOCX_IN_ROW, DOCX_IN_CELL } docx_inside;
docx_inside docx_table_inside(const docx_tape *tape);

/* End of w:tbl: works out the grid. The outermost table is played to the host, unless the tape holds. A table
 * without a cell leaves nothing. */
void docx_table_close(docx_tape *tape);

#endif
