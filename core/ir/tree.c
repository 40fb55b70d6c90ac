/* Arrays and arena of a tree, and the chain of trees that it was rebuilt from. */
#include "ir/tree.h"

#include "ir/shape.h"

#include <stdlib.h>

sf_tree *sf_tree_new(sheaf_str lent) {
    sf_tree *tree = calloc(1, sizeof *tree);
    if (!tree)
        return NULL;
    for (unsigned i = 0; i < SF_FIRST_RECORD; i++)
        sf_shape_vec(&sf_shapes[i], tree)->stride = sf_shapes[i].stride;
    tree->lent = lent;
    sheaf_node *root = sf_vec_push(&tree->nodes, 1);
    if (!root) {
        free(tree);
        return NULL;
    }
    *root = (sheaf_node){.kind = SHEAF_DOCUMENT,
                         .confidence = SHEAF_CERTAIN,
                         .parent = SHEAF_NONE,
                         .end = 1,
                         .payload = SHEAF_NONE,
                         .text = SHEAF_STR("")};
    return tree;
}

/* An eighth more, as a document that grows a little is not to be moved. */
static int expect(sf_vec *vec, uint32_t count) {
    return sf_vec_reserve(vec, count + (count < UINT32_MAX / 2 ? count / 8 : 0));
}

int sf_tree_expect(sf_tree *tree, uint32_t nodes, uint32_t origins, uint32_t cells) {
    return expect(&tree->nodes, nodes) && expect(&tree->origins, origins) &&
           expect(&tree->cells, cells);
}

void sf_tree_free(sf_tree *tree) {
    while (tree) {
        sf_tree *prior = tree->prior;
        for (unsigned i = 0; i < SF_FIRST_RECORD; i++)
            sf_vec_done(sf_shape_vec(&sf_shapes[i], tree));
        sf_arena_done(&tree->text);
        free(tree);
        tree = prior;
    }
}
