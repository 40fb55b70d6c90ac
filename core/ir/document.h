/* A document is a tree and its records, shown to plugins as one read-only sheaf_document. */
#ifndef SF_IR_DOCUMENT_H
#define SF_IR_DOCUMENT_H

#include "ir/records.h"
#include "ir/tree.h"

/* Fills *view from both. To be called again after either changed. */
void sf_document_view(const sf_tree *tree, const sf_records *records, sheaf_document *view);

/* The children of a node, one after the other: the first is n + 1 if it is below end, the next of c is
 * nodes[c].end. SHEAF_NONE where there is none. */
uint32_t sf_first_child(const sheaf_document *document, uint32_t node);
uint32_t sf_next_sibling(const sheaf_document *document, uint32_t node);

/* meta.title: what a plugin stated, else the lines of the title nodes joined without a break (with one
 * space where both sides are Latin). Written into `arena`. */
int sf_document_title(const sheaf_document *document, sf_arena *arena, sheaf_str *title);

/* Is everything as ir.md promises? Order and nesting, one cell a slot, spans inside the grid, cells in
 * row-major order, indices in range, text valid UTF-8, runs inside their text, records pointing at
 * nodes. 1, or 0 and what is wrong, with the node, in `message`. */
int sf_document_check(const sheaf_document *document, char message[256]);

#endif
