/* What the files share that read a header: bind/column/columns.c finds its labels, bind/column/near.c those that are nearly one,
 * bind/column/order.c and bind/column/strangers.c judge what was found. */
#ifndef BIND_COLUMNS_H
#define BIND_COLUMNS_H

#include "bind/column/column.h"

typedef struct header {
    const bind_plan *plan;
    bind_columns *out;
    uint32_t first, end; /* rows of the sheet */
    uint32_t *found;     /* of each head of the definition: its cell + 1 */
    uint32_t *reach;     /* of each head that was found: one past the last column that it heads */
    uint32_t *again;     /* of each head that was found: another cell + 1 that is called so */
    uint32_t *how;
    unsigned char
        *begun; /* of each grid column, 1: words in a row of the header above begin there */
} header;

static inline int is_column_entry(const header *h, const bind_entry *entry) {
    return entry->model == h->plan->model_index && entry->axis == BIND_COLUMN &&
           entry->block == h->out->block;
}

/* The first column of the block that the text names; NULL: it names none. */
static inline const bind_entry *leaf_entry(const header *h, sheaf_str text) {
    for (uint32_t i = text.len > 0 ? bind_find(h->plan->index, text) : SHEAF_NONE; i != SHEAF_NONE;
         i = bind_next(h->plan->index, i)) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        if (is_column_entry(h, entry) &&
            (bind_head_at(h->plan->model->definition, entry->head)->flags & FORM_LEAF) != 0)
            return entry;
    }
    return NULL;
}

/* Its head; SHEAF_NONE. */
static inline uint32_t first_leaf(const header *h, sheaf_str text) {
    const bind_entry *entry = leaf_entry(h, text);
    return entry != NULL ? entry->head : SHEAF_NONE;
}

/* Two header cells have no column in common. */
static inline int is_beside(const header *h, uint32_t first, uint32_t second) {
    const bind_cell *a = bind_cell_at(h->plan->sheet, first);
    const bind_cell *b = bind_cell_at(h->plan->sheet, second);
    return a->column + a->width <= b->column || b->column + b->width <= a->column;
}

/* ---- bind/column/near.c ---- */

void header_read_near(header *h);

/* 1: a near label lacks the unit which the form's own has. */
int header_lacks_unit(const header *h, const bind_column *column, const bind_cell *cell);

/* The first row of the header that has no values below it up to the rows of the block. */
uint32_t header_below_values(const header *h);

/* Doubts columns whose label, or their group's, stands in the header with another time: last year's. */
void header_doubt_times(const header *h);

/* In aligned text labels lie in pieces: one of another time is a piece of any of them, where the report has no column of its own. */
void header_doubt_torn(const header *h, sheaf_str text);

/* ---- bind/column/pieces.c ---- */

/* Whether labels in pieces are in the form's order. 0: latched. */
int header_read_pieces(header *h);

/* 1: a row of the block has more values than the form has columns. */
int header_has_own_columns(const header *h);

/* ---- bind/column/seats.c ---- */

/* Whether the words of each row can be heads in the form's order, in a text that kept its cells. */
void header_judge_seats(const header *h);

/* ---- bind/column/gaps.c ---- */

void header_find_gap(const header *h);

/* ---- bind/column/names.c ---- */

/* Whether more columns are called by a name than the form has. */
void header_judge_names(const header *h);

/* ---- bind/column/order.c ---- */

void header_judge(const header *h);

/* ---- bind/column/strangers.c ---- */

int header_list_strangers(const header *h);

/* ---- bind/column/own.c ---- */

/* Which of them head columns of the report's own. 0: latched. */
int header_list_own(const header *h);

#endif
