/* What stands behind the handle that embedders hold, shared by the files of the embedding API. */
#ifndef SF_HOST_SESSION_H
#define SF_HOST_SESSION_H

#include "host/catalog.h"
#include "host/job.h"
#include "host/place.h"
#include "host/plan.h"

struct sheaf {
    sf_settings settings;
    sf_catalog catalog;
    sf_keep keep; /* of plugins */
    atomic_int cancelled;
    int output; /* descriptor for output without a name */

    sf_error error;
    char place[SF_PLACE_ROOM];
    sheaf_error_info shown_error;
    sheaf_limit_info shown_limit;
    sheaf_bid_info shown_bid;
    sheaf_diagnostic_info shown_diagnostic;
    char diagnostic_place[SF_PLACE_ROOM];
    sf_buffer diagnostic_text; /* code, NUL, message, NUL */
    sf_buffer output_name;

    sf_source source; /* of the last job, and what its document refers to */
    sheaf_job job;
    sf_plan plan;
    int has_job, has_plan;
    sf_buffer memory; /* output of sheaf_convert_memory */
};

/* Every call that can fail begins with the one and ends with the other. */
sf_error *sf_session_begin(sheaf *s);
sheaf_status sf_session_end(sheaf *s);

/* Forgets the last job. */
void sf_session_clear(sheaf *s);

#endif
