/* The canonical dump: a document as lines of text, the same bytes for the same document, that can be
 * read back. For tests, bug reports and `sheaf inspect --dump`. docs/ir.md describes the lines. */
#ifndef SF_IR_DUMP_H
#define SF_IR_DUMP_H

#include "base/buffer.h"
#include "base/error.h"
#include "ir/document.h"

/* 0 where the buffer refused (no memory, its ceiling). */
int sf_dump(const sheaf_document *document, sf_buffer *out);

/* Reads a dump into an empty tree (sf_tree_new) and empty records. Bad input is latched with its line;
 * what was read passes sf_document_check, whatever the dump said. */
sheaf_status sf_undump(sheaf_str dump, sf_tree *tree, sf_records *records, sf_error *error);

#endif
