/* Reports as the harness fuzz_form writes them: a grid is a table of a form, filled so that its identities hold, which single
 * edits damage as exports do; a report is lines and grids in order. Nothing here knows a form: all labels are of definitions. */
#ifndef PAGES_H
#define PAGES_H

#include "form.h"

/* ---- shelf.c: what the definitions say ---- */

enum { PAGES_FORMS = 3 };

/* Definition `i % PAGES_FORMS`. They are loaded once. */
const form_definition *pages_form(uint32_t i);

/* A label of a row, column, section or other part, from all that the definition has; each of them has an index. */
sheaf_str pages_label(const form_definition *form, uint32_t i);

/* Values of all cells of a table that keep its identities as far as one sweep can; `seed` chooses. Lent until the next call. */
const int64_t *pages_values(const form_definition *form, uint32_t table, uint32_t seed);

/* What `byte` stands for where a number may stand: one of two digits, marks, slips and numbers of odd shape. */
sheaf_str pages_value(uint8_t byte);

/* ---- grid.c: a table of the form ---- */

enum { PAGES_ROWS = 48, PAGES_COLUMNS = 14, PAGES_TEXT = 1 << 16 };

/* Where a cell begins: spans from 1. A slot that a cell of another slot covers: both 0. */
typedef struct pages_cell {
    sheaf_str text;
    uint32_t rows, columns;
} pages_cell;

typedef struct pages_grid {
    pages_cell cells[PAGES_ROWS][PAGES_COLUMNS];
    uint32_t rows, columns;
} pages_grid;

/* Texts that were put together: they live until `used` is set back. What does not fit is cut. */
typedef struct pages_ink {
    char bytes[PAGES_TEXT];
    size_t used;
} pages_ink;

sheaf_str pages_join(pages_ink *ink, sheaf_str a, sheaf_str b, sheaf_str c);

void pages_fill(pages_grid *grid, pages_ink *ink, const form_definition *form, uint32_t table,
                uint32_t seed);

/* ---- edit.c ---- */

typedef struct pages_desk {
    pages_grid *grid;
    pages_ink *ink;
    const form_definition *form;
} pages_desk;

/* Eats an operator and its operands from the front of the input. 0: `operator` is none. */
int pages_edit(const pages_desk *desk, uint8_t operator, const uint8_t ** at, const uint8_t *end);

/* ---- language.c: bytes to a report ---- */

enum { PAGES_LINES = 2000 };

/* What the first byte of a report says. */
enum {
    PAGES_ON_PAGES = 1 << 0, /* origins are boxes; else bytes, or with the next bit parts */
    PAGES_IN_PARTS = 1 << 1,
    PAGES_NAMED = 1 << 2,    /* the user names the form */
    PAGES_INFERRED = 1 << 3, /* tables were told from white space */
    PAGES_NESTED = 1 << 4,   /* cells of several lines hold paragraphs */
    PAGES_HEADERS = 1 << 5   /* the reader knows which rows are headers */
};

/* A block, a cell, or (kind SHEAF_DOCUMENT) the end of a table. Its text stands in `source` from `offset` on, its lines one
 * behind the other. */
typedef struct pages_line {
    uint32_t kind, flags;
    uint32_t level;                           /* of a heading */
    uint32_t row, column, row_span, col_span; /* of a cell; of a table its rows and columns */
    size_t offset, length;
    uint32_t line, page;
    uint32_t top; /* of its first line on the page, in lines */
} pages_line;

typedef struct pages_report {
    uint32_t settings;
    const form_definition *form; /* the last that was chosen */
    pages_line lines[PAGES_LINES];
    uint32_t count;
    pages_ink source; /* what the reader reads: each text ends a line */
} pages_report;

void pages_compose(pages_report *report, const uint8_t *at, const uint8_t *end);

/* ---- tell.c: the reader ---- */

/* States the report that is set, line by line. */
extern const sheaf_plugin pages_reader;
void pages_set(const pages_report *report);

#endif
