/* What a conversion is going to run, decided from settings, manifests and the input's first bytes, before
 * anything is loaded: the readers to ask, the passes in order, the writer. Whether the job needs a
 * process of its own follows from it. */
#ifndef SF_HOST_PLAN_H
#define SF_HOST_PLAN_H

#include "host/catalog.h"
#include "host/settings.h"
#include "io/source.h"

/* How far to go. */
typedef enum sf_goal { SF_ASK, SF_READ, SF_CONVERT } sf_goal;

/* A reader and what it said. `why` is a copy: the library that said it may live in another process. */
typedef struct sf_bid {
    sf_manifest *reader;
    uint32_t bid;
    int asked;  /* 0: ruled out by its manifest's magic, or by --from */
    int failed; /* it could not be loaded: why tells */
    int name_match;
    char why[256];
} sf_bid;

typedef struct sf_planned_pass {
    sf_manifest *pass;
    int if_anchored; /* only where one of its anchor words stands in the document */
    int is_standard; /* nobody named it: it does not run on what went through passes before */
} sf_planned_pass;

typedef struct sf_plan {
    sf_goal goal;
    sf_vec bids;   /* sf_bid: every usable reader */
    sf_vec passes; /* sf_planned_pass */
    sf_manifest *writer;
    int isolated;
} sf_plan;

/* Latches what is wrong with the settings. The plan is to be done in any case. */
sheaf_status sf_plan_make(sf_plan *plan, sf_goal goal, sf_catalog *catalog,
                          const sf_settings *settings, const sf_source *source, sf_error *error);
void sf_plan_done(sf_plan *plan);

#endif
