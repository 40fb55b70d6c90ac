/* The pass `audit`: a conversion that loses text says so. It compares what the reader counted in the source, before it
 * recognised anything, with what the document holds and what was left out on purpose. It knows no format and no form. */
#include "audit.h"

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    audit_trail trail;
    audit_books books = {.host = host, .job = job, .document = host->document(job)};
    if (!audit_open(&books)) /* the reader kept no books, or there is no memory */
        return host->tick(job, 0, 0);
    sheaf_status status = audit_enter_document(&books);
    if (status != SHEAF_OK)
        return status;
    audit_enter_dropped(&books);
    if (audit_follow(&books, &trail))
        audit_judge(&books, &trail);
    return host->tick(job, 0, 0);
}

static const sheaf_plugin audit = {.size = sizeof(sheaf_plugin),
                                   .kind = SHEAF_PASS,
                                   .caps = SHEAF_CAP_HARDENED,
                                   .id = "audit",
                                   .version = SHEAF_VERSION,
                                   .run = run};

static const sheaf_plugin *const plugins[] = {&audit};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
