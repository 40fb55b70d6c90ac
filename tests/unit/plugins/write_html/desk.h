/* What the tests of this writer share: its desk (writing.h), an output for parts of the writer, and looking at HTML. */
#ifndef DESK_H
#define DESK_H

#include "html.h"
#include "writing.h"

/* An output at the desk, for the parts of the writer. */
html_out desk_out(sheaf_job *job);

/* What stands between <main> and </main> of the page of the document; copied, to be freed. */
char *desk_main(sheaf_document *document);

/* Whether the elements of the text nest; the name of the first that does not is printed. */
int desk_nests(const char *text);

/* The text without its tags, its references decoded: what a reader sees. To be freed. */
char *desk_plain(const char *text);

#endif
