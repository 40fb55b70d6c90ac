/* Tables for tests of the binding: rows as lines, their cells parted by '|'. `~` is a slot that no cell fills. A last line
 * that begins with a form feed is a paragraph behind the table, on the next page. The grid is a document of one table, read
 * as table 3 of the national form of 2021. */
#ifndef FORM_GRID_H
#define FORM_GRID_H

#include "bind/judge/judge.h"
#include "shelf.h"

typedef struct grid {
    shelf shelf;
    form_set set;
    form_reading reading;
    bind_index index;
    bind_sheet sheet;
    bind_plan plan;
    bind_columns columns;
    bind_identities identities; /* the six applicants sum to the total */
} grid;

/* `marks`: SHEAF_INFERRED for aligned text, GRID_OF_PAGE for that on a page, GRID_OF_WORD where the reader knows the cells,
 * GRID_PART for a ruled part of a table that goes on on other pages. */
enum { GRID_PART = 1 << 28, GRID_OF_PAGE = 1 << 29, GRID_OF_WORD = 1 << 30 };
void grid_open(grid *g, const char *const *lines, uint32_t marks);
void grid_close(grid *g);

/* The key of the row of the form that the line with that index is; "" for none. */
const char *grid_row(const grid *g, uint32_t line, char room[128]);

/* The values of a line as placed: `1 - ? t 5 6 12`; `-` blank or not there, `?` open, `t` no number. */
const char *grid_values(grid *g, uint32_t line, char room[256]);

#endif
