/* What the structs of a document look like, as data: one row a member. Copying, mapping, checking, dumping
 * and reading back walk these rows, so a new member of a record is one new line here. */
#ifndef SF_IR_SHAPE_H
#define SF_IR_SHAPE_H

#include "ir/records.h"
#include "ir/tree.h"

typedef enum sf_field_type {
    SF_U16,
    SF_U32,
    SF_U64,
    SF_I64,
    SF_KIND,   /* uint16_t, written as a word */
    SF_NODE,   /* uint32_t: a node id or SHEAF_NONE */
    SF_INDEX,  /* uint32_t: an index or SHEAF_NONE */
    SF_TEXT,   /* sheaf_str */
    SF_BYTES,  /* sheaf_str of plain bytes */
    SF_ORIGIN, /* sheaf_origin */
    SF_NODES,  /* pointer and count of uint32_t node ids */
    SF_IDS,    /* the same of record ids, from 1 */
    SF_TEXTS,  /* of sheaf_str */
    SF_ORIGINS /* of sheaf_origin */
} sf_field_type;

typedef struct sf_field {
    const char *name;
    sf_field_type type;
    uint32_t offset;
    uint32_t count_offset; /* of lists: where their count stands */
} sf_field;

typedef struct sf_shape {
    const char *name;
    uint32_t stride;
    uint32_t in_document; /* offset of its sheaf_array in sheaf_document */
    uint32_t in_home;     /* offset of its sf_vec in sf_tree, or of its sf_list in sf_records */
    int sized;            /* begins with uint32_t size */
    uint32_t field_count;
    const sf_field *fields;
} sf_shape;

/* Tree arrays come first, in the order of sheaf_document. */
enum {
    SF_NODES_SHAPE,
    SF_ORIGINS_SHAPE,
    SF_HEADINGS_SHAPE,
    SF_LISTS_SHAPE,
    SF_TABLES_SHAPE,
    SF_CELLS_SHAPE,
    SF_FIGURES_SHAPE,
    SF_RUNS_SHAPE,
    SF_OPAQUE_SHAPE,
    SF_PARTS_SHAPE,
    SF_FIRST_RECORD = SF_PARTS_SHAPE,
    SF_META_SHAPE,
    SF_FORMS_SHAPE,
    SF_FACTS_SHAPE,
    SF_REPAIRS_SHAPE,
    SF_CHECKS_SHAPE,
    SF_FINDINGS_SHAPE,
    SF_ACCOUNTS_SHAPE,
    SF_DROPPED_SHAPE,
    SF_DIAGNOSTICS_SHAPE,
    SF_SHAPES
};

extern const sf_shape sf_shapes[SF_SHAPES];
extern const sf_shape
    sf_source_shape; /* of sheaf_document itself: the members that are no arrays */

/* The shape of a node kind's payload; SF_SHAPES for kinds without one. */
unsigned sf_payload_shape(uint32_t kind);

/* The shape of the records that a sheaf_owner counts by index; SF_SHAPES where it counts none. */
unsigned sf_owner_shape(uint32_t owner);

/* The order of opaque members: by node, owner, index, inner, piece. 0: of the same object. */
int sf_opaque_compare(const sheaf_opaque *a, const sheaf_opaque *b);

/* Whether the object of an owner has such an inner one, and whether there may be several of them. */
int sf_owner_may_hold(uint32_t owner, uint32_t inner);
int sf_inner_has_pieces(uint32_t inner);

/* `cell`, `paragraph`; NULL for what is no kind. */
const char *sf_node_kind_name(uint32_t kind);

/* Whether a block of one kind may stand directly in one of another. */
int sf_kind_may_hold(uint32_t parent, uint32_t child);

sheaf_array *sf_shape_array(const sf_shape *shape, sheaf_document *document);
sf_vec *sf_shape_vec(const sf_shape *shape, sf_tree *tree);
sf_list *sf_shape_list(const sf_shape *shape, sf_records *records);

/* A new zeroed element (its size stated) at the end of a record list; NULL: no memory. */
void *sf_list_push(sf_records *records, const sf_shape *shape);

#endif
