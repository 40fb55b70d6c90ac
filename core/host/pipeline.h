/* Carries out a plan in this process: ask, read, pass after pass, write. */
#ifndef SF_HOST_PIPELINE_H
#define SF_HOST_PIPELINE_H

#include "host/job.h"
#include "host/plan.h"

/* `sink` is for SF_CONVERT alone and is not committed. Returns the latched status of the job. */
sheaf_status sf_pipeline_run(sf_plan *plan, sheaf_job *job, sf_sink *sink);

#endif
