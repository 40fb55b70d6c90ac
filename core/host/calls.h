/* Between job.c and calls.c: what the functions of the border need of a job besides job.h. */
#ifndef SF_HOST_CALLS_H
#define SF_HOST_CALLS_H

#include "host/job.h"

/* Starts a new tree beside the old one. */
void sf_job_rebuild(sheaf_job *job);

/* Lends a resource: one that the embedder named, the form file that the user named, or a file in the
 * plugin's own data folder (`<folder of the manifest>/<id>/<name>`). 0 where there is none. */
int sf_job_resource(sheaf_job *job, sheaf_str name, sheaf_str *bytes);

#endif
