/* What was decided for the cells of one table: facts, and the repairs that they took. */
#ifndef BIND_BOOK_H
#define BIND_BOOK_H

#include "bind/place/place.h"

/* ---- bind/book/book.c ---- */

/* A deviation from the plain reading, before it has an id. */
typedef struct bind_repair {
    const char *kind;
    sheaf_str pattern; /* of the keys of the facts that it places; `t3.new_received.*` */
    sheaf_str before, after, evidence;
    uint32_t node;       /* the label or cell; SHEAF_NONE */
    uint32_t confidence; /* ten-thousandths */
    uint32_t id;         /* once it is stated */
    uint32_t part_count; /* where one fact was put together: its nodes in order */
    uint32_t parts[BIND_PARTS];
} bind_repair;

enum { BIND_REPAIRS = 8 };

/* What was decided for a cell of the form. */
typedef struct bind_fact {
    uint32_t status; /* sheaf_fact_status */
    uint32_t node;   /* or SHEAF_NONE */
    uint32_t is_bound;
    uint32_t why; /* bind_why: of one that is ambiguous */
    sheaf_decimal value;
    sheaf_str raw;
    uint32_t repair_count;
    uint32_t repairs[BIND_REPAIRS]; /* of bind_book.repairs */
} bind_fact;

/* A cell that no row of the source speaks of has none. */
int bind_has_value(const bind_fact *fact);

static inline void bind_open_fact(bind_fact *fact, bind_why why) {
    fact->status = SHEAF_AMBIGUOUS;
    fact->why = why;
}

/* A repair of an earlier stage. */
typedef struct bind_earlier {
    uint32_t node, id;
    uint32_t known; /* of bind_book.repairs, if it has this id there */
} bind_earlier;

/* One table of the form in one report. */
typedef struct bind_book {
    const form_context *context;
    const form_report *report;
    const bind_model *model;
    bind_fact *facts;      /* one a cell of the definition, used for those of the table */
    unsigned char *chosen; /* one a cell of the definition: 1 where the report has it */
    form_list repairs;     /* bind_repair */
    uint32_t is_plain;     /* 1: --no-repair */
    form_list earlier;     /* bind_earlier, by node; none with --no-repair */
    uint32_t changed;      /* a node of the table that earlier repairs changed; SHEAF_NONE */
} bind_book;

/* The index of a new repair; SHEAF_NONE: latched. */
uint32_t bind_add_repair(bind_book *book, const bind_repair *repair);

/* What one source row says of a cell. `repairs` are those that it needed. */
void bind_record(bind_book *book, uint32_t cell, const bind_sheet *sheet, const bind_slot *slot,
                 form_span repairs);
void bind_link(bind_book *book, uint32_t cell, uint32_t repair);

/* The key of a row's facts as a pattern, `t3.outcome.total.*`; of a column's, `t2.*.issued`. */
sheaf_str bind_row_pattern(const bind_book *book, uint32_t head);
sheaf_str bind_column_pattern(const bind_book *book, uint32_t head);

/* States repairs and facts. */
int bind_state_facts(bind_book *book);

/* ---- bind/book/earlier.c ---- */

int bind_list_earlier(bind_book *book);
/* 1: records of earlier stages are about the table or its cells. */
int bind_is_changed(const bind_book *book, uint32_t node);
/* The fact names the records about its cell. */
void bind_link_earlier(bind_book *book, uint32_t cell);
/* States where each fact of a changed table was read. */
int bind_state_changed(bind_book *book, uint32_t node);

/* ---- bind/book/repairs.c ---- */

int bind_state_row(bind_book *book, const bind_plan *plan, const bind_places *places, uint32_t row);
int bind_state_wrap(bind_book *book, const bind_plan *plan, const bind_wrap *wrap, uint32_t cell,
                    sheaf_str after);
int bind_state_label(bind_book *book, const bind_plan *plan, const bind_column_label *label);

/* That of a value which bind_unmark read. SHEAF_NONE: latched. */
uint32_t bind_state_unmarked(bind_book *book, uint32_t cell, const bind_cell *printed);

#endif
