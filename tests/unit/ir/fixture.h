/* A document on its way, with short words for its blocks. Whatever a test finishes is checked, dumped, read
 * back and dumped again. */
#ifndef TESTS_IR_FIXTURE_H
#define TESTS_IR_FIXTURE_H

#include "base/buffer.h"
#include "ir/builder.h"
#include "ir/document.h"
#include "ir/dump.h"

typedef struct fixture {
    sf_tree *tree;
    sf_records records;
    sf_error error;
    sf_builder *b;
    sf_build_limits limits;
    sheaf_document view; /* filled by fixture_finish */
} fixture;

void fixture_init(fixture *f, sheaf_str lent);
void fixture_done(fixture *f);

/* A new tree over the finished one, which becomes its prior one. */
void fixture_rebuild(fixture *f);

/* Finishes and checks; asserts that all went well. */
void fixture_finish(fixture *f);

/* Nothing but the view: for failures that are expected. */
sheaf_status fixture_end(fixture *f);

/* The tree as nested words, `table[cell(a) cell(b)]`; cells as row,column+row_span×column_span where they
 * are not plain, `~` for fillers, `^` column heads, `<` row heads. */
void fixture_tree(const fixture *f, sf_buffer *out);
void assert_tree(const fixture *f, const char *expected);

/* Whether a diagnostic with that code exists, and says `words`. */
int has_diagnostic(const fixture *f, const char *code, const char *words);

sheaf_block block_of(uint32_t kind, const char *text);
sheaf_block table_of(uint32_t rows, uint32_t columns);
sheaf_block cell_of(uint32_t row, uint32_t column, const char *text);
sheaf_origin place(uint32_t line, uint64_t offset, uint64_t length);

uint32_t add(fixture *f, uint32_t kind, const char *text);
uint32_t add_cell(fixture *f, uint32_t row, uint32_t column, uint32_t rows, uint32_t columns,
                  const char *text);

#endif
