/* Findings on their way into the records: those of passes that name no fingerprint get one, and those that somebody agreed
 * upon get the reason (extension sheaf.accept/1). */
#ifndef SF_HOST_ACCEPT_H
#define SF_HOST_ACCEPT_H

#include "base/vec.h"
#include <sheaf/plugin.h>

/* In sheaf_job.accepted; texts are in the arena of the records. */
typedef struct sf_acceptance {
    sheaf_str rule, fingerprint, reason, unused;
    const uint32_t *instances; /* NULL: all */
    uint32_t instance_count;
    int is_used;
} sf_acceptance;

/* For host->extension. */
extern const sheaf_accept sf_accept_calls;

/* Stores a finding. 0: no memory. */
int sf_accept_finding(sheaf_job *job, const sheaf_finding *finding);

/* Behind the passes: states what the caller found, and tells what fits nothing. */
void sf_accept_settle(sheaf_job *job);

#endif
