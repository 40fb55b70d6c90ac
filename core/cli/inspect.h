/* The parts of what `sheaf inspect` shows, each printed on its own. */
#ifndef SF_CLI_INSPECT_H
#define SF_CLI_INSPECT_H

#include <sheaf/plugin.h>
#include <stdio.h>

/* Where things are shown: on `out`, in lines of at most `columns`. */
typedef struct sf_page {
    FILE *out;
    size_t columns;
} sf_page;

/* Every node but plain cells as a line, indented by depth, and tables as rows. */
void sf_tree_show(const sf_page *page, const sheaf_document *document);

/* The rows of the table `node`, each behind `indent` blanks. Returns 0 where there is no memory. */
int sf_grid_show(const sf_page *page, const sheaf_document *document, uint32_t node, size_t indent);

/* Forms, metadata, facts, repairs, findings: what there is of them, one line each. */
void sf_records_show(const sf_page *page, const sheaf_document *document);

/* "line 3" or "page 3 (72,140)"; "" where it is not known. */
void sf_place_text(char *out, size_t room, const sheaf_document *document,
                   const sheaf_origin *origin);

#endif
