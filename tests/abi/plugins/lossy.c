/* A pass that loses paragraphs that begin with "lose" and doubles those that begin with "twice": what an audit must find. */
#include "behave.h"

static int begins(sheaf_str text, const char *word) {
    size_t length = strlen(word);
    return text.len >= length && memcmp(text.ptr, word, length) == 0;
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    const sheaf_document *document = host->document(job);
    host->rebuild(job);
    for (uint32_t n = 1; n < document->nodes.count;) {
        const sheaf_node *node = SHEAF_AT(document->nodes, sheaf_node, n);
        int times = begins(node->text, "lose") ? 0 : begins(node->text, "twice") ? 2 : 1;
        for (int i = 0; i < times; i++)
            host->copy(job, n, node->end);
        n = node->end;
    }
    return host->tick(job, 0, 0);
}

DESCRIBE(SHEAF_PASS, 0, "lossy", NULL, run);
