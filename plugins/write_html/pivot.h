/* The values of one table of the form, sorted into rows and columns by their labels. The arrays have room for all values of
 * the document and are used again for each table. */
#ifndef HTML_PIVOT_H
#define HTML_PIVOT_H

#include "html.h"

enum { PIVOT_ROWS = 0, PIVOT_COLUMNS = 1 };

typedef struct pivot_axis {
    uint32_t *at;    /* by value from begin: number of its label */
    uint32_t *first; /* by number of a label: the first value that has it */
    uint32_t count;  /* of labels */
} pivot_axis;

typedef struct pivot_slot {
    uint32_t row, column;
    uint32_t fact;
} pivot_slot;

typedef struct pivot {
    html_out *out;
    uint32_t begin, end; /* of facts[] */
    html_key *keys;
    pivot_slot *slots; /* sorted; one slot may hold several values */
    pivot_axis axes[2];
    int is_turned; /* rows and columns have changed places */
} pivot;

const sheaf_fact *pivot_fact(const html_out *out, uint32_t i);
sheaf_str pivot_table_of(sheaf_str key); /* `t3` of `t3.a.b` */

int pivot_open(pivot *p, html_out *out);                /* 0: no memory */
int pivot_make(pivot *p, uint32_t begin, uint32_t end); /* 0: it makes no table */
sheaf_str pivot_label(const pivot *p, uint32_t axis, uint32_t i);
sheaf_str pivot_parent(sheaf_str label); /* `a/b` of `a/b/c` */
sheaf_str pivot_leaf(sheaf_str label);

#endif
