/* What the tape is made of, for tape*.c and table*.c alone. An entry is one call of the host to come; what a
 * call needs beyond kind, flags and text hangs on it. All that hangs there lies in a store that never moves,
 * so that entries, texts and places refer to each other by pointer until the tape is wound back. */
#ifndef DOCX_TAPE_INSIDE_H
#define DOCX_TAPE_INSIDE_H

#include "table.h"

/* Memory that is taken piece by piece, given back all at once, and used again. */
typedef struct docx_chunk docx_chunk;
typedef struct docx_store {
    docx_chunk *first, *current;
    size_t used; /* of the current chunk */
} docx_store;

/* An array that grows and never shrinks; it moves when it grows. */
typedef struct docx_list {
    void *base;
    uint32_t count, room;
} docx_list;

typedef enum tape_op {
    TAPE_OPEN,
    TAPE_CLOSE,
    TAPE_ADD,
    TAPE_APPEND,
    TAPE_MARK,
    TAPE_NOTE, /* a run whose target is a note */
    TAPE_SKIP  /* what follows, up to `to`, is not played */
} tape_op;

/* A table's or cell's numbers, patched when its table ends. */
typedef struct tape_table {
    uint32_t rows, columns, headers;
    uint32_t fillers; /* slots that are free behind the last cell */
} tape_table;

typedef struct tape_cell {
    uint32_t row, column, row_span, column_span, header;
    uint32_t fillers; /* slots that are free between the cell before and this one */
} tape_cell;

typedef struct tape_entry {
    uint8_t op, kind;
    uint16_t flags;
    uint32_t node; /* mark: the entry of its block. Block: its number, see tape_play.c */
    sheaf_str text;
    void *more; /* by op and kind: tape_table, tape_cell, sheaf_run, else a sheaf_block or NULL */
    const sheaf_origin *origins;
    uint32_t origin_count;
    uint32_t to; /* skip: the entry that is played next */
} tape_entry;

/* A table that is open; its rows, cells and edges are the last ones of the tape's lists. */
typedef struct docx_frame {
    uint32_t entry; /* that opened it */
    uint32_t first_row, first_cell, first_edge;
    uint32_t stray; /* cells in a cell: ignored, to be closed */
    uint8_t row_open, cell_open;
} docx_frame;

typedef struct grid_row {
    docx_row says;
    uint32_t first, count; /* cells */
    uint32_t start, end;   /* its cells fill the columns [start, end) */
    uint32_t row;   /* its number in the grid; that of the row behind where none begins in it */
    uint8_t begins; /* a cell begins in it */
} grid_row;

typedef struct grid_cell {
    docx_cell says;
    uint32_t entry, stop; /* its entries */
    uint32_t column, span, height;
    uint32_t anchor; /* the cell that shows in its place: itself, or the one it is merged into */
} grid_cell;

struct docx_tape {
    const sheaf_host *host;
    sheaf_job *job;
    int failed;
    uint32_t holds;
    docx_list entries; /* tape_entry */
    docx_store store;
    docx_list notes; /* uint32_t: the node of each note, SHEAF_NONE while it has none */
    docx_list bound; /* uint32_t: notes that were bound since recording began */
    uint32_t note_marks;
    docx_list frames; /* docx_frame */
    docx_list rows;   /* grid_row */
    docx_list cells;  /* grid_cell */
    docx_list edges;  /* int64_t: widths of w:gridCol */
    docx_list lines;  /* uint32_t: columns of a grid, while it is squeezed */
    docx_row no_row;  /* for a walk that asks where none is open */
    docx_cell no_cell;
};

/* Numbers of recorded nodes: entries with this bit. The host's numbers stay below it. */
#define TAPE_NODE 0x80000000u

/* Room for one more element of `size` bytes; NULL: no memory, and the job has failed. */
void *docx_list_push(docx_tape *tape, docx_list *list, size_t size);

#define DOCX_AT(list, type, i) (&((type *)(list)->base)[i])

/* Memory from the store, aligned for any of the structs above; NULL as above. */
void *docx_store_take(docx_tape *tape, size_t bytes);

/* Back to empty, keeping the memory; and giving it back. */
void docx_store_rewind(docx_store *store);
void docx_store_free(docx_store *store);

/* A copy of the text in the store, behind the last piece without a gap. */
sheaf_str docx_store_text(docx_tape *tape, sheaf_str text);

/* The next entry, zeroed but for op; NULL as above. */
tape_entry *docx_tape_entry(docx_tape *tape, tape_op op);

static inline tape_entry *docx_entry_at(const docx_tape *tape, uint32_t i) {
    return DOCX_AT(&tape->entries, tape_entry, i);
}

/* Copies flags, text and origins of the block into the entry. */
void docx_tape_keep(docx_tape *tape, tape_entry *entry, const sheaf_block *block);

/* Plays everything to the host and winds back. */
void docx_tape_play(docx_tape *tape);

/* Marks a run as leading to the note with that node of the host; nothing for SHEAF_NONE. */
void docx_play_note(docx_tape *tape, const sheaf_run *run, uint32_t node);

/* ---- the stations of a table's end, table.c has the order ---- */

/* Cells whose entries are played no more, and what they held: said to the host as dropped for `reason`.
 * Returns how many characters that were. */
uint64_t docx_table_hide(docx_tape *tape, const grid_cell *cell, sheaf_str reason);

/* Fails the job: the limit of slots is reached. Returns 0. */
uint32_t docx_table_too_large(docx_tape *tape);

/* The columns of every cell of rows [frame->first_row, end). Returns the table's width, 0 after a failure. */
uint32_t docx_grid_place(docx_tape *tape, const docx_frame *frame);

/* Places the cells of rows that fall short by their widths, where these leave one reading. */
void docx_grid_widen(docx_tape *tape, const docx_frame *frame, uint32_t columns);

/* Takes out columns that are too thin to be any. Returns the table's width then. */
uint32_t docx_grid_join_slivers(docx_tape *tape, const docx_frame *frame, uint32_t columns);

/* Room for a number at each of the columns + 1 lines of a grid, used again; NULL: no memory. */
uint32_t *docx_grid_lines(docx_tape *tape, uint32_t columns);

/* Joins merged cells: anchors and heights. */
void docx_grid_merge(docx_tape *tape, const docx_frame *frame);

/* Takes out the columns and rows in which no cell begins. */
tape_table docx_grid_squeeze(docx_tape *tape, const docx_frame *frame, uint32_t columns);

/* Puts rows, columns, spans and header roles into the entries. */
void docx_grid_patch(docx_tape *tape, const docx_frame *frame, tape_table grid);

/* A cell that holds only paragraphs becomes a cell with text. `entry` opened it. */
void docx_cell_fold(docx_tape *tape, uint32_t entry);

/* A diagnostic about a cell: `what` follows "the cell in row 3, column 2 ". */
void docx_table_say(docx_tape *tape, sheaf_severity severity, const char *code,
                    const grid_cell *cell, uint32_t row, const char *what);

#endif
