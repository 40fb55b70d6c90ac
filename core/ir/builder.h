/* Builds a tree from calls in document order. Every rule of the IR is kept here, so that no reader can
 * make a broken document: blocks nest, slots of a table are filled exactly once (gaps get filler
 * cells), spans are clamped with a diagnostic, text is valid UTF-8, limits hold. The first failure is
 * latched and then nothing is done any more. */
#ifndef SF_IR_BUILDER_H
#define SF_IR_BUILDER_H

#include "base/error.h"
#include "ir/records.h"
#include "ir/tree.h"

/* Limits that the builder enforces; a value of 0 means none. */
typedef struct sf_build_limits {
    uint64_t nodes, depth, cells, text;
} sf_build_limits;

typedef struct sf_builder sf_builder;

/* All arguments are borrowed and outlive the builder. `tree` is new, with node 0 only. NULL: no memory. */
sf_builder *sf_builder_new(sf_tree *tree, sf_records *records, const sf_build_limits *limits,
                           sf_error *error);
void sf_builder_free(sf_builder *builder);

uint32_t sf_build_open(sf_builder *builder, const sheaf_block *block);
void sf_build_close(sf_builder *builder);
uint32_t sf_build_add(sf_builder *builder, const sheaf_block *block);
void sf_build_append(sf_builder *builder, sheaf_str text, const sheaf_origin *origin);
void sf_build_mark(sf_builder *builder, const sheaf_run *run);
void sf_build_opaque(sf_builder *builder, const sheaf_opaque *members); /* host->keep */

/* Closes what is still open (a plugin's defect: latched as SHEAF_BAD_CALL), derives header cells where
 * a reader did not state them, and freezes the tree. */
sheaf_status sf_build_finish(sf_builder *builder);

/* ---- rebuilding from an older tree (ir/rebuild.c) ---- */

/* From now on copies come from `old`, a document that sf_document_check would pass and whose tree outlives
 * this one (set tree->prior to it in the end). */
void sf_build_from(sf_builder *builder, const sheaf_document *old);
uint32_t sf_build_copy(sf_builder *builder, uint32_t first, uint32_t end);
uint32_t sf_build_copy_open(sf_builder *builder, uint32_t node, const sheaf_block *as);
uint32_t sf_build_copy_as(sf_builder *builder, uint32_t node, const sheaf_block *as);
uint32_t sf_build_merge(sf_builder *builder, const uint32_t *nodes, uint32_t count,
                        sheaf_str joiner);

/* After finish: new ids by old id (SHEAF_NONE where a node was dropped), `*count` of them. */
const uint32_t *sf_build_map(const sf_builder *builder, uint32_t *count);

#endif
