/* Blocks, items and cells in the order of the document, with a stack of our own: what builds them and what numbers
 * them ahead walk the same way. */
#ifndef JSON_WALK_H
#define JSON_WALK_H

#include "reader.h"

typedef enum json_role { JSON_BLOCK, JSON_ITEM, JSON_CELL } json_role;

/* A cell's place, for sorting. */
typedef struct json_slot {
    uint32_t row, column, value;
} json_slot;

typedef struct json_frame {
    uint32_t next, end; /* elements that are left; in `order` where that is not NULL */
    json_role role;
    const json_slot *order;
} json_frame;

typedef struct json_walk {
    json_reader *reader;
    json_frame *frames;
    uint32_t count, room;
} json_walk;

/* Goes into an array of nodes. 0: it is none, or there is no memory. */
int json_enter(json_walk *walk, uint32_t array, json_role role);

/* The next node of the innermost array; JSON_NONE at its end. */
uint32_t json_next(json_walk *walk, json_role *role);

/* ---- nodes.c ---- */

/* Members of nodes, in the order in which Sheaf writes them. */
enum {
    NODE_ID,
    NODE_KIND,
    NODE_LEVEL,
    NODE_NUMBER,
    NODE_ORDERED,
    NODE_ROWS,
    NODE_COLUMNS,
    NODE_ROW,
    NODE_COLUMN,
    NODE_ROW_SPAN,
    NODE_COLUMN_SPAN,
    NODE_HEADER,
    NODE_PART,
    NODE_MEDIA_TYPE,
    NODE_SIZE,
    NODE_DATA,
    NODE_FURNITURE,
    NODE_RUN_IN,
    NODE_PAGE_BREAK,
    NODE_FILLER,
    NODE_INDENTED,
    NODE_INFERRED,
    NODE_CONFIDENCE,
    NODE_TEXT,
    NODE_RUNS,
    NODE_ORIGIN,
    NODE_ITEMS,
    NODE_CELLS,
    NODE_BLOCKS,
    NODE_NAMES
};

typedef struct json_node_form {
    uint32_t kind; /* sheaf_kind */
    int known;     /* 0: of another kind, read as the next best */
    uint32_t children;
    json_role role; /* of the children */
} json_node_form;

/* Takes a node apart. 0: it is no object. */
int json_take_node(json_reader *reader, uint32_t value, json_role role, json_object *object,
                   json_node_form *form);

#endif
