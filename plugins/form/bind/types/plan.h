/* What a source row may be: the labels of the form as an index, and which row of the form each row of a sheet is. */
#ifndef BIND_PLAN_H
#define BIND_PLAN_H

#include "bind/types/sheet.h"

/* A table of one version: what a node can be read as. */
typedef struct bind_model {
    const form_definition *definition;
    uint32_t table;    /* of definition->tables */
    uint32_t place;    /* section of the report's definition, SHEAF_NONE: anywhere */
    form_span entries; /* its own, of the index */
} bind_model;

typedef enum bind_axis {
    BIND_ROW,
    BIND_COLUMN,
    BIND_ABOVE
} bind_axis; /* above: block, stub, title */

typedef struct bind_entry {
    form_plain plain;
    uint32_t hash;
    uint32_t next; /* with the same hash bucket; SHEAF_NONE ends */
    uint32_t model, block, axis;
    uint32_t head;    /* SHEAF_NONE for labels above */
    uint32_t kind;    /* form_label_kind */
    uint32_t stamp;   /* of the node that was counted last */
    uint32_t is_seen; /* 1: it stands in a table of the form */
    uint32_t is_bare; /* 1: its number stands in the text, without a stop; nothing is near to it */
} bind_entry;

typedef struct bind_index {
    form_list models;  /* bind_model */
    form_list entries; /* bind_entry */
    uint32_t *buckets;
    uint32_t mask;
} bind_index;

static inline bind_entry *bind_entry_at(const bind_index *index, uint32_t i) {
    return FORM_AT(index->entries, bind_entry, i);
}
static inline const bind_model *bind_model_at(const bind_index *index, uint32_t i) {
    return FORM_AT(index->models, const bind_model, i);
}
static inline const form_table *bind_table_of(const bind_model *model) {
    return FORM_AT(model->definition->tables, const form_table, model->table);
}
static inline const form_head *bind_head_at(const form_definition *definition, uint32_t i) {
    return FORM_AT(definition->heads, const form_head, i);
}
/* How many columns a block has. */
static inline uint32_t bind_width_of(const form_definition *definition, uint32_t block) {
    uint32_t root = FORM_AT(definition->blocks, const form_block, block)->columns, width = 0;
    for (uint32_t h = root + 1; h < bind_head_at(definition, root)->end; h++)
        width += (bind_head_at(definition, h)->flags & FORM_LEAF) != 0;
    return width;
}
static inline const form_cell *bind_cell_of(const form_definition *definition, uint32_t i) {
    return FORM_AT(definition->cells, const form_cell, i);
}

/* A short label says too little without its number: `（六）其他` is not `3.其他`. */
static inline int bind_is_other_number(const bind_cell *cell, const bind_entry *entry) {
    enum { SHORT = 9 }; /* bytes: three ideographs */
    return cell->plain.text.len <= SHORT && form_same(cell->plain.text, entry->plain.text) &&
           cell->plain.number != 0 && entry->plain.number != 0 &&
           cell->plain.number != entry->plain.number;
}

/* A row of the form that a source row can be: a leaf, or a group that is printed as one row. */
typedef struct bind_target {
    uint32_t head, block;
    uint32_t row; /* the first source row that is it; SHEAF_NONE */
    /* 1: rows without label stand where it should, and which is it cannot be told */
    uint32_t is_open;
} bind_target;

/* A source row as a row of the form. */
typedef struct bind_point {
    uint32_t row, target;
    uint32_t weight;
    uint32_t label; /* cell of the sheet */
    uint32_t how;
    uint32_t ahead, behind; /* the heaviest chains that end and begin here */
} bind_point;

typedef struct bind_plan {
    const form_context *context;
    const bind_index *index;
    const bind_model *model;
    uint32_t model_index;
    bind_sheet *sheet;
    form_list targets;   /* bind_target, in the order of the form */
    uint32_t *target_of; /* of each head of the definition; SHEAF_NONE */
    form_list points;    /* bind_point, by row */
    uint32_t nears;      /* how many rows were compared letter by letter */
    uint32_t is_alone;   /* 1: no other node is this table, too */
    /* 1: the thousands of numbers are cells of their own in tables of the report */
    uint32_t is_parted;
    /* 1: a long stream of the report shows that no numbers of pages stand in its lines */
    uint32_t is_unpaged;
    uint32_t ways_left; /* see bind_ways */
    uint32_t year;      /* of the report; 0: not stated */
} bind_plan;

/* The entry is a label of a row of the same table, in whatever version. */
static inline int bind_names_row(const bind_plan *plan, const bind_entry *entry) {
    return entry->axis == BIND_ROW &&
           form_same(bind_table_of(bind_model_at(plan->index, entry->model))->key,
                     bind_table_of(plan->model)->key);
}

static inline bind_target *bind_target_at(const bind_plan *plan, uint32_t i) {
    return FORM_AT(plan->targets, bind_target, i);
}
/* How many columns the row of the form has. */
static inline uint32_t bind_width_of_target(const bind_plan *plan, uint32_t t) {
    return bind_width_of(plan->model->definition, bind_target_at(plan, t)->block);
}

/* A node that is a table of the form, or a part of one. */
typedef struct bind_found {
    bind_sheet sheet;
    uint32_t model;
    uint32_t score;
    uint32_t rows;       /* labels of rows that stand in it, wherever */
    uint32_t strays;     /* of them, those behind a value */
    uint32_t is_crowded; /* 1: more nodes are this table than were kept */
    uint32_t is_aside;   /* 1: it is another's, and the report's own stands beside it */
} bind_found;

/* All that claims to be one table of the form in one report. */
typedef struct bind_claims {
    const form_context *context;
    const form_report *report;
    const form_list *plans;         /* bind_plan of each part */
    const bind_found *const *found; /* where each part was found */
    const form_list *others;        /* bind_sheet of each node that is no table of the form */
    uint32_t *said; /* the node that speaks against the table is put there; or NULL */
} bind_claims;

#endif
