/* Tables of the form as they were bound, for the rules that say what of them was not found. */
#ifndef FORM_CHECK_LOCATED_H
#define FORM_CHECK_LOCATED_H

#include "check/text.h"

/* A table of the form in a report, in the version that was chosen for it. */
typedef struct bound_table {
    const form_definition *definition;
    const form_table *table;
    const sheaf_form *record; /* the first; NULL: the report has no such table */
} bound_table;

/* That with the index of the report's definition. */
bound_table text_bound(const text_bench *bench, uint32_t table);

/* What stands in the grids of a bound table, by rows, one grid after the other. */
typedef struct bound_row {
    uint32_t numbers, words; /* cells that begin in it */
} bound_row;

typedef struct bound_label {
    sheaf_str text;  /* as printed */
    sheaf_str plain; /* comparable, its enumeration split off; ptr NULL: nobody asked for it yet */
    uint32_t row;
} bound_label;

/* The comparable text of a label. Of most nobody asks. */
sheaf_str text_plain_of(text_bench *bench, bound_label *label);

typedef struct bound_grid {
    form_list rows;     /* bound_row */
    form_list labels;   /* bound_label: of cells that hold words */
    uint32_t is_stream; /* no table: lines, each of which may be a row or a cell */
} bound_grid;

int text_read_grid(text_bench *bench, const bound_table *bound, bound_grid *out); /* 0: latched */

/* A kind without members of its own. check/lines.c */
const void *text_load_nothing(form_file *file, form_value rule, const form_definition *definition);

/* The label that the form prints for a head or block. */
sheaf_str text_printed_label(const form_definition *definition, form_span labels);

/* 1: a line or cell of the table's section says one of the labels and nothing else; -1: latched. */
int text_is_said(text_bench *bench, const bound_table *bound, form_span labels);

/* 1: one of the labels is the comparable text. */
int text_is_label(const form_definition *definition, form_span labels, sheaf_str plain);

#endif
