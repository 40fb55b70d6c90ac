/* Chooses the reader: every reader that its manifest does not rule out is loaded and asked, and the first
 * in the total order (bid, name match, rank, id) reads. A file's name alone never wins: who bids 0 is out. But where
 * nobody is sure and the name belongs to readers who all bid 0, the input is refused: its name and its
 * content contradict each other, and only the user can tell which is right. */
#ifndef SF_HOST_CHOOSE_H
#define SF_HOST_CHOOSE_H

#include "host/job.h"
#include "host/plan.h"

/* Asks the readers of the plan and sorts its bids, best first, the ruled-out ones last. A reader that
 * cannot be loaded is a diagnostic, unless it was the one that the user named. */
sheaf_status sf_choose_ask(sf_plan *plan, sheaf_job *job);

/* The best bid of an asked plan. NULL: latched in the job, with who was asked and why not. A name that others claim
 * and that sure evidence overruled is said. */
sf_manifest *sf_choose_best(const sf_plan *plan, sheaf_job *job);

#endif
