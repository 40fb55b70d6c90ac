/* What the header of a block says of its columns. */
#ifndef BIND_COLUMN_H
#define BIND_COLUMN_H

#include "bind/owner/owner.h"

/* ---- bind/column/columns.c ---- */

int bind_read_columns(const bind_plan *plan, uint32_t block, bind_columns *out);

/* ---- bind/column/unheaded.c ---- */

/* Doubts the columns of a group where a head is lost and others moved into its place. */
void bind_doubt_unheaded(const bind_plan *plan, bind_columns *columns);

/* ---- bind/column/parted.c ---- */

/* The label that a header cell makes with the cell right below it; empty: there is none. 0: latched. */
int bind_join_below(const bind_plan *plan, uint32_t row, const bind_cell *cell, sheaf_str *out);

/* ---- bind/column/heads.c ---- */

/* What the printed labels, in their order, say of a text without geometry. 0: latched. */
int bind_list_heads(const bind_plan *plan, uint32_t first, uint32_t end, bind_columns *out);

/* 1: the sheet is a header and nothing else, and its labels are not in the form's order. */
int bind_is_odd_header(const bind_plan *plan, bind_columns *columns, bind_sheet *above);

int bind_place_heads(const bind_row_case *of, bind_places *out);

/* ---- bind/column/torn.c ---- */

/* *is_unsure 1: the pieces of labels above the table do not make up all columns of the form in its order. 0: latched. */
int bind_read_torn(const bind_plan *plan, uint32_t block, uint32_t *is_unsure);

/* ---- bind/column/divided.c ---- */

/* 1: a row of a header says that each column is there several times. */
int bind_is_divided(const bind_plan *plan, uint32_t block, const bind_row *row);

/* 1: the label of a column stands in it twice. */
int bind_is_repeated(const bind_plan *plan, uint32_t block, const bind_row *row);

/* ---- bind/column/subtotal.c ---- */

/* Finds totals in whose column a sum of the report's own stands, where the header has words of its own or not those of the form. */
void bind_find_subtotals(const bind_plan *plan, bind_columns *columns,
                         const bind_identities *identities);

/* ---- bind/column/exact.c ---- */

/* Finds out whether the block stands as the form has it, though most sums of its rows fail. */
void bind_find_exact(const bind_plan *plan, bind_columns *columns,
                     const bind_identities *identities);

#endif
