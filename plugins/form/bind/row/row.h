/* A table node as rows of cells, which table of the form it is and in which version, and which row of the form each row is. */
#ifndef BIND_ROW_H
#define BIND_ROW_H

#include "bind/flat/flat.h"

/* ---- bind/row/rows.c ---- */

/* `sheet` is zero, or one that nobody needs any more, whose room is used again. 0: latched. */
int bind_read_sheet(const form_context *context, const form_definition *definition,
                    const bind_index *index, uint32_t node, bind_sheet *sheet);

/* ---- bind/row/folded.c ---- */

/* The last row of the sheet goes on the one before it where a label of the form was broken there. 0: latched. */
int bind_unfold_row(const form_context *context, const bind_index *index, bind_sheet *sheet);

/* ---- bind/row/tables.c ---- */

/* All of one report, each in the version that explains the labels of its kind best. `others` (or NULL): the sheets of the
 * nodes that are no table of the form. */
int bind_find_tables(const form_context *context, const form_reading *reading,
                     const form_report *report, bind_index *index, form_list *found,
                     form_list *others);

/* ---- bind/row/thousands.c ---- */

/* 1: some row of a text adds up only with thousands put on the numbers before them. */
int bind_is_parted(const bind_sheet *sheet);

/* 1: three digits stand behind a number that they may belong to. */
int bind_may_be_parted(const bind_sheet *sheet, const bind_row *row);

/* ---- bind/row/open.c ---- */

/* The reading with the open rows of one report spelt out; `set` holds its definitions. 0: latched. */
int bind_open_rows(const form_context *context, const form_reading *reading,
                   const form_report *report, form_set *set, form_reading *out);

/* ---- bind/row/stacked.c ---- */

/* A label of the form that the lines around a row of values make up: one of its cells, its text (empty: there is none, or
 * several), and BIND_BY_LINES or, where all of it stands on one side, BIND_BY_LINE. */
typedef struct bind_stacked {
    uint32_t label, how;
    sheaf_str text;
} bind_stacked;

/* 0: latched. */
int bind_find_stacked(const bind_plan *plan, uint32_t row, bind_stacked *out);

/* ---- bind/row/labels.c ---- */

int bind_list_targets(bind_plan *plan);
int bind_list_points(bind_plan *plan);

/* ---- bind/row/align.c ---- */

/* Gives each row its target. */
int bind_align(bind_plan *plan);

/* The same for rows without label at the end of a part and at the beginning of the next. */
void bind_align_across(bind_plan *above, bind_plan *below);

/* 1: another version of the table has a group of rows where this one has that row. */
int bind_is_group_elsewhere(const bind_plan *plan, uint32_t target);

/* ---- bind/row/which.c ---- */

/* 1: the rows of values that are taken for that row of the form say the same in nearly every cell: one row, printed twice. */
int bind_are_called_one(const bind_plan *plan, uint32_t target);

/* 1: what is printed in the row or below it says that it may be another row than its label says. */
int bind_is_other_row(const bind_plan *plan, uint32_t row);

/* 1: a cell is no number and could be two that ran together, each with its commas. */
int bind_has_two_in_one(const bind_plan *plan, uint32_t row);

/* 1: its label ends in digits, which may be its first value. */
int bind_has_digits_in_label(const bind_plan *plan, uint32_t row);

/* Opens what a row right beside it, that nobody knows and that repeats it, says otherwise. */
void bind_open_twins(const bind_plan *plan, uint32_t row, bind_places *places);

/* ---- bind/row/displaced.c ---- */

/* 1: labels and values of aligned text came apart here, so that the row's numbers may be another's. */
int bind_is_displaced(const bind_plan *plan, uint32_t row);

/* 1: the line right above or below it in aligned text is the label of another row without any value, and numbers without a row's
 * label stand nearby: what is beside its label may be that row's. */
int bind_is_beside_empty(const bind_plan *plan, uint32_t row);

/* ---- bind/row/tails.c ---- */

/* 1: its label was broken above it, and its second piece may be that of another label, whose row is not there. */
int bind_is_tail_of_other(const bind_plan *plan, uint32_t row);

/* ---- bind/row/grouped.c ---- */

/* 1: the row was taken for a group as one row, and may be one of the group's rows. */
int bind_is_group_of_rows(const bind_plan *plan, uint32_t row);

/* ---- bind/row/shifted.c ---- */

/* 1: labels of the row's group may stand beside the numbers of the row above or below. */
int bind_is_label_shifted(const bind_plan *plan, uint32_t row);

#endif
