/* A pass that breaks the rules of the header, one for each word of the document's first paragraph. */
#include "behave.h"

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    const sheaf_document *document = host->document(job);
    sheaf_str word =
        document->nodes.count > 1 ? SHEAF_AT(document->nodes, sheaf_node, 1)->text : SHEAF_STR("");
    uint32_t nobody[] = {99999};
    int is_foreign = word.len > 0 && (unsigned char)word.ptr[0] >= 0x80; /* the usual sample */
    switch (is_foreign ? 4 : word.len) {
    case 4: /* "well" */
        host->write(job, SHEAF_STR("a pass writes"));
        break;
    case 7: /* "printed" */
        add_paragraph(host, job, SHEAF_STR("builds without rebuild"));
        break;
    default:
        host->add_finding(job, &(sheaf_finding){.size = sizeof(sheaf_finding),
                                                .severity = SHEAF_ERROR,
                                                .rule = SHEAF_STR("CARELESS"),
                                                .message_en = SHEAF_STR("found nothing"),
                                                .nodes = nobody,
                                                .node_count = 1});
    }
    return SHEAF_OK;
}

DESCRIBE(SHEAF_PASS, 0, "careless", NULL, run);
