/* Carries out a plan in a child process: the whole job, probes included, under resource limits and a
 * watch, so that a plugin that crashes, hangs or eats memory costs one sentence and no output. */
#ifndef SF_HOST_CHILD_H
#define SF_HOST_CHILD_H

#include "host/job.h"
#include "host/plan.h"

/* As sf_pipeline_run. With SF_READ the document comes over as a canonical dump. The sink gets bytes only
 * after the child succeeded. In a program with threads the child is safe as far as libc's fork is. */
sheaf_status sf_child_run(sf_plan *plan, sheaf_job *job, sf_sink *sink);

#endif
