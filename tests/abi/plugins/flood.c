/* A writer that never ends by itself: the limit of the output must end it. */
#include "behave.h"

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    static const char block[4096] = {'x'};
    sheaf_status status;
    while ((status = host->tick(job, 0, 0)) == SHEAF_OK)
        host->write(job, (sheaf_str){block, sizeof block});
    return status;
}

DESCRIBE(SHEAF_WRITER, 0, "flood", NULL, run);
