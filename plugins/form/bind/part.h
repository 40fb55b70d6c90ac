/* One table of the form while its parts are bound: what was decided so far, and what its equations say of one row. The four
 * files that share it: bind/bind.c (tables and their parts), bind/part.c (rows become facts), bind/sums.c (equations as sums),
 * bind/told.c (why facts are not certain). */
#ifndef BIND_PART_H
#define BIND_PART_H

#include "bind/judge/judge.h"

/* One table of the form in all nodes that are parts of it. */
typedef struct binding {
    const form_context *context;
    const form_reading *reading;
    bind_index *index;
    bind_book book;
    form_list plans;         /* bind_plan */
    const form_list *others; /* bind_sheet of each node that is no table of the form */
    form_equations equations;
    bind_identities **identities; /* of each head that is a row; made when asked for */
    uint32_t *first_cell;         /* of each head that is a row */
    uint32_t signs;               /* BIND_SIGN_*: of damage in the streams so far */
    unsigned char *doubts;        /* bind_doubt of each head that is a row */
    unsigned char *exact;         /* of each block, 1: it is exact, see bind_find_exact */
    bind_voice *voices;           /* of each cell */
    unsigned char *odd_heads;     /* of each block: what is odd in its last header (bind/part.c) */
    uint32_t part;                /* of the table, that is read, plus 1 */
    uint32_t is_parted;  /* 1: the thousands of numbers are cells of their own in some table */
    uint32_t is_unpaged; /* 1: see bind_plan */
} binding;

static inline const form_definition *bind_definition_of(const binding *b) {
    return b->book.model->definition;
}

/* ---- bind/sums.c ---- */

/* The definition as it stands in the file, whose cells equations name, and the head there that a head of the report's own is. */
const form_definition *bind_written_of(const binding *b);
uint32_t bind_written_head(const binding *b, uint32_t head);

/* The slot of a column of the definition as written; SHEAF_NONE. */
uint32_t bind_slot_named(const binding *b, const bind_columns *columns, uint32_t written);

/* The cells that the report has, as one byte a cell of the definition as written. NULL: latched. */
const unsigned char *bind_written_cells(const binding *b);

/* The sums inside a row. NULL: latched. */
bind_identities *bind_identities_of(binding *b, const bind_columns *columns, uint32_t head);

/* Counts the sums of a row that was placed, and those that fail. */
void bind_count_sums(bind_sheet *sheet, const bind_identities *identities,
                     const bind_places *places);

/* ---- bind/part.c ---- */

/* Makes facts of the rows of one part. 0: latched. */
int bind_part(binding *b, const bind_plan *plan);

/* ---- bind/told.c ---- */

/* Says why facts of the table are ambiguous or missing. 0: latched. */
int bind_tell_doubts(const binding *b, const bind_case *at);

#endif
