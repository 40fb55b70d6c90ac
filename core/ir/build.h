/* What the files of the builder share. A frame is an open block; a grid is the state of an open table. The
 * invariant of a grid: every slot before its cursor, in row-major order, is filled; `busy[c]` is the first
 * row in which column c is free again. */
#ifndef SF_IR_BUILD_H
#define SF_IR_BUILD_H

#include "base/buffer.h"
#include "ir/builder.h"
#include "ir/document.h"
#include "ir/keep.h"

typedef struct sf_grid {
    uint32_t table; /* its node */
    uint32_t rows, columns;
    uint32_t row, column; /* the cursor */
    uint32_t highest_end; /* the furthest row that a span reaches */
    int stated;           /* the number of rows was stated */
    uint32_t refused;     /* how many cells found no slot */
    uint32_t *busy;
} sf_grid;

typedef struct sf_frame {
    uint32_t node;
    uint32_t kind;
    int filled; /* has children: no text may be appended any more */
} sf_frame;

/* Text of a cell that found no slot, kept until its table ends. */
typedef struct sf_leftover {
    sheaf_str text;
    uint32_t origin, origins; /* in leftover_origins */
    uint32_t depth;           /* of the grid that refused it */
} sf_leftover;

struct sf_builder {
    sf_tree *tree;
    sf_records *records;
    sf_error *error;
    sf_build_limits limits;
    sf_vec frames; /* sf_frame; [0] is the document */
    sf_vec grids;  /* sf_grid, of the tables that are open */
    uint32_t last; /* the block that was added or closed last */
    int finished;

    sf_buffer text;     /* appended pieces of text_node that do not lie side by side */
    uint32_t text_node; /* whose text stands in `text`; SHEAF_NONE for none */

    uint32_t refused_depth; /* open blocks inside a cell that found no slot, itself counted */
    sf_vec leftovers, leftover_origins;

    const sheaf_document *old; /* what copies come from */
    int trusted;               /* the text at hand comes from `old`: valid and lasting */
    uint32_t *map;
    uint32_t map_count;
};

static inline sheaf_node *sf_build_node(sf_builder *b, uint32_t node) {
    return SF_VEC_AT(&b->tree->nodes, sheaf_node, node);
}

static inline sf_frame *sf_build_top(sf_builder *b) {
    return SF_VEC_AT(&b->frames, sf_frame, b->frames.count - 1);
}

static inline int sf_build_ended(const sf_builder *b) {
    return b->error->status != SHEAF_OK || b->finished;
}

/* builder.c */
int sf_build_no_memory(sf_builder *b); /* latches; 0 */
int sf_build_reached(sf_builder *b, const char *what, const char *limit, uint64_t value);
void *sf_build_no_room(sf_builder *b, const sf_vec *vec, uint32_t count); /* latches; NULL */
/* New elements, not zeroed: the caller writes them whole. NULL after a failure. */
static inline void *sf_build_push(sf_builder *b, sf_vec *vec, uint32_t count) {
    void *room = sf_vec_room(vec, count);
    return room ? room : sf_build_no_room(b, vec, count);
}
/* A block as large as ours: the plugin's own unless it is older. NULL for one too small to be any. */
const sheaf_block *sf_build_whole(const sheaf_block *given, sheaf_block *room);
/* A node, no rules asked; `cell` says where a cell stands. */
uint32_t sf_build_put(sf_builder *b, const sheaf_block *block, const sheaf_cell *cell);

/* words.c: text, origins, runs */
int sf_build_keep(sf_builder *b, sheaf_str given, const sheaf_origin *where, sheaf_str *out);
int sf_build_origins(sf_builder *b, sheaf_node *node, const sheaf_origin *origins, uint32_t count);
int sf_build_flush(sf_builder *b);
int sf_build_diagnose(sf_builder *b, const char *code, const char *message,
                      const sheaf_origin *where);

/* grid.c */
int sf_grid_open(sf_builder *b, uint32_t table, const sheaf_block *block);
/* Finds the slot of a cell and takes it: *cell is where it really stands. 1; 0 after a failure; -1 where
 * its row has no free slot left. */
int sf_grid_place(sf_builder *b, const sheaf_block *block, sheaf_cell *cell);
/* Takes the slots of a whole closed table at once. 0 where the grid is not as wide and empty. */
int sf_grid_take_table(sf_builder *b, const sheaf_table *whole);
int sf_grid_close(sf_builder *b);

/* leftover.c: cells that found no slot become paragraphs behind their table */
int sf_leftover_open(sf_builder *b, const sheaf_block *block);
int sf_leftover_append(sf_builder *b, sheaf_str text, const sheaf_origin *origin);
int sf_leftover_flush(sf_builder *b, uint32_t depth);

/* old.c: nodes of the old document */
static inline const sheaf_node *sf_old_node(const sf_builder *b, uint32_t node) {
    return SHEAF_AT(b->old->nodes, sheaf_node, node);
}
uint32_t sf_old_first(sheaf_array array, uint32_t node); /* of elements that begin with a node id */
sheaf_block sf_old_block(const sf_builder *b, uint32_t node);

/* opaque.c: members of JSON objects that Sheaf does not know */
int sf_opaque_push(sf_builder *b, const sheaf_opaque *kept);
int sf_opaque_sort(sf_builder *b);   /* and joins those of one object */
int sf_opaque_settle(sf_builder *b); /* and checks what they name */

/* runs.c */
int sf_build_sort_runs(sf_builder *b); /* after opaque members: those of runs go with them */

/* notes.c: runs that lead to footnotes. A copied one is of this kind until the tree is finished. */
enum { SF_RUN_OLD_NOTE = 1 << 30 };
static inline void sf_note_came(sheaf_run *run) {
    if (run->kind == SHEAF_RUN_NOTE)
        run->kind = SF_RUN_OLD_NOTE;
}
int sf_notes_aim(sf_builder *b);

/* headers.c */
int sf_headers_derive(sf_builder *b, uint32_t table);

/* uneven.c: tells where rows of the table do not line up; is_number[i] is 1 for cells that hold one. 0: no
 * memory. */
int sf_uneven_say(sf_builder *b, uint32_t table, const unsigned char *is_number);

#endif
