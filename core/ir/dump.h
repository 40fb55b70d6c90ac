/* The canonical dump: a document as lines of text, the same bytes for the same document, that can be
 * read back. For tests, bug reports and `sheaf inspect --dump`. */
#ifndef SF_IR_DUMP_H
#define SF_IR_DUMP_H

#include "base/buffer.h"
#include "base/error.h"
#include "ir/document.h"

int sf_dump(const sheaf_document *document, sf_buffer *out);

/* Reads a dump into an empty tree and records. Bad input is latched with its line. */
sheaf_status sf_undump(sheaf_str dump, sf_tree *tree, sf_records *records, sf_error *error);

#endif
