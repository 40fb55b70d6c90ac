/* The tree of the report IR: the arrays that a builder fills and nothing changes afterwards. A tree
 * owns its arrays and the text in its arena; text that lies in `lent` (the input, an older tree) is
 * referred to and not copied. Payload arrays are in document order: the k-th cell node has cells[k]. */
#ifndef SF_IR_TREE_H
#define SF_IR_TREE_H

#include "base/arena.h"
#include "base/vec.h"

/* What tables[] holds: its stride is larger than plugins know, so the ABI shows the grid alone. */
typedef struct sf_table {
    sheaf_table grid;
    /* sf_derived: which header cells the host derives, again after each rebuild */
    uint32_t derived;
} sf_table;

typedef enum sf_derived { SF_DERIVED_NONE, SF_DERIVED_ALL, SF_DERIVED_ROW_HEADS } sf_derived;

/* From what a block says of its header cells (SHEAF_HEADERS_*) to what the host derives, and back. */
static inline uint32_t sf_derived_swap(uint32_t value) {
    return value == SHEAF_HEADERS_COLUMNS_KNOWN ? value : !value;
}

typedef struct sf_tree {
    sf_vec nodes, origins, headings, lists, tables, cells, figures, runs, opaque;
    sf_arena text;
    uint64_t text_bytes; /* of text that was copied or referred to, against the limit */
    sheaf_str lent;      /* memory that outlives the tree */
    /* how much of it is UTF-8, from the front; found with the first text from it */
    size_t lent_valid;
    struct sf_tree
        *prior; /* the tree that this one was rebuilt from (set by its maker, owned from then
                              on); copies refer to its text */
} sf_tree;

sf_tree *sf_tree_new(sheaf_str lent); /* with node 0, the document, in it; NULL: no memory */
void sf_tree_free(sf_tree *tree);     /* and the prior ones */

/* Room for about as many elements in one step instead of many; what is not used of it stays untouched.
 * 0: no memory. */
int sf_tree_expect(sf_tree *tree, uint32_t nodes, uint32_t origins, uint32_t cells);

#endif
