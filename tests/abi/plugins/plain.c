/* A writer that says a document in lines, for tests that need no JSON: kind, text, then the option's value;
 * a document with several paragraphs and --option plain.split=yes becomes one file a paragraph, with =auto only
 * where the output is a directory. */
#include "behave.h"

#include <stdio.h>

static void write_line(const sheaf_host *host, sheaf_job *job, sheaf_str text) {
    host->write(job, text);
    host->write(job, SHEAF_STR("\n"));
}

static void write_node(const sheaf_host *host, sheaf_job *job, const sheaf_node *node, uint32_t i,
                       int split) {
    char name[40];
    if (split) {
        int length = snprintf(name, sizeof name, "part-%u.txt", i);
        host->next_output(job, (sheaf_str){name, (size_t)length});
    }
    write_line(host, job, node->text);
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    const sheaf_document *document = host->document(job);
    size_t said = host->option(job, SHEAF_STR("split")).len; /* no, yes or auto */
    int split = said == 3 || (said == 4 && host->has_outputs(job));
    sheaf_status status = SHEAF_OK;
    for (uint32_t i = 1; i < document->nodes.count && status == SHEAF_OK; i++) {
        write_node(host, job, SHEAF_AT(document->nodes, sheaf_node, i), i, split);
        status = host->tick(job, i, document->nodes.count);
    }
    return status;
}

DESCRIBE(SHEAF_WRITER, 0, "plain", NULL, run);
