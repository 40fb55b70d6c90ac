/* The child's side of an isolated job, and what both sides hold. */
#ifndef SF_HOST_INMATE_H
#define SF_HOST_INMATE_H

#include "host/job.h"
#include "host/plan.h"

/* Files without a name, and shared memory: nothing is left behind, whoever dies. */
typedef struct sf_enclosure {
    int output;    /* what the writer wrote, or the dump of the document */
    int report;    /* see wire.h */
    int errors[2]; /* pipe: the child's standard error; its end tells that the child is gone */
    sf_life *life;
} sf_enclosure;

/* Runs the job and ends the process. `parent` is the process to die with. */
_Noreturn void sf_inmate_main(const sf_enclosure *cell, int parent, sf_plan *plan, sheaf_job *job,
                              sf_sink *sink);

#endif
