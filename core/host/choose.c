/* Asking is the only step that loads. What a probe says is copied and cleaned at once: it is text of a
 * stranger. */
#include "host/choose.h"
#include "base/buffer.h"
#include "base/text.h"
#include "host/load.h"
#include "host/verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void ask(sf_bid *bid, const sheaf_plugin *reader, sheaf_job *job) {
    sheaf_str why = SHEAF_STR("");
    sf_job_running(job, bid->reader);
    uint32_t said = reader->probe(&job->input, &why);
    sf_job_running(job, NULL);
    bid->bid = said < SHEAF_BID_PARSED ? said : SHEAF_BID_PARSED;
    sf_clean_text(bid->why, sizeof bid->why, why.ptr ? why : SHEAF_STR(""));
}

static void cannot_ask(sf_bid *bid, const sf_error *why, sheaf_job *job) {
    bid->failed = 1;
    sf_clean_text(bid->why, sizeof bid->why, sf_str_of(why->message));
    sf_job_diagnose(job, SHEAF_WARNING, why->code, "%s", why->message);
}

/* Descending by bid, name match and rank, then ascending by id; the ruled-out ones behind. */
static int by_order(const void *a, const void *b) {
    const sf_bid *x = a, *y = b;
    if (x->asked != y->asked)
        return y->asked - x->asked;
    if (x->bid != y->bid)
        return x->bid < y->bid ? 1 : -1;
    if (x->name_match != y->name_match)
        return y->name_match - x->name_match;
    if (x->reader->info.rank != y->reader->info.rank)
        return x->reader->info.rank < y->reader->info.rank ? 1 : -1;
    return strcmp(x->reader->info.id, y->reader->info.id);
}

sheaf_status sf_choose_ask(sf_plan *plan, sheaf_job *job) {
    int is_named = sf_settings_value(job->settings, SF_FROM).len > 0;
    for (uint32_t i = 0; i < plan->bids.count && sf_job_tick(job) == SHEAF_OK; i++) {
        sf_bid *bid = SF_VEC_AT(&plan->bids, sf_bid, i);
        sf_error refused = {0};
        const sheaf_plugin *reader =
            bid->asked ? sf_load(bid->reader, is_named ? &job->error : &refused) : NULL;
        if (reader)
            ask(bid, reader, job);
        else if (bid->asked && !is_named)
            cannot_ask(bid, &refused, job);
    }
    if (plan->bids.count > 1)
        qsort(plan->bids.base, plan->bids.count, sizeof(sf_bid), by_order);
    return job->error.status;
}

static sheaf_status nobody(const sf_plan *plan, sf_error *error) {
    sf_buffer list = {.ceiling = 900};
    for (uint32_t i = 0; i < plan->bids.count; i++) {
        const sf_bid *bid = SF_VEC_AT(&plan->bids, sf_bid, i);
        sf_buffer_addf(&list, "%s%s %s (%s)", i ? "; " : "", bid->reader->info.id,
                       bid->failed  ? "cannot be used"
                       : bid->asked ? "says no"
                                    : "was not asked",
                       bid->why[0] ? bid->why : "no reason given");
    }
    sheaf_str all = sf_buffer_view(&list);
    sheaf_status status =
        sf_failf(error, SHEAF_UNSUPPORTED, "choose.nobody", "no reader takes this input: %.*s",
                 all.len ? (int)all.len : 29, all.len ? all.ptr : "no reader plugin is installed");
    sf_buffer_done(&list);
    return status;
}

/* Whose files have such a name, where all of these say that it is none of theirs; else NULL. */
static const sf_bid *find_namesake(const sf_plan *plan) {
    const sf_bid *found = NULL;
    for (uint32_t i = 0; i < plan->bids.count; i++) {
        const sf_bid *bid = SF_VEC_AT(&plan->bids, sf_bid, i);
        if (bid->name_match && bid->asked && bid->bid > 0)
            return NULL;
        if (bid->name_match && !found)
            found = bid;
    }
    return found;
}

/* A name never wins alone, but one that contradicts weak evidence means that something went wrong with the file: an
 * empty report.docx is no empty report. */
static int contradicts(const sf_plan *plan, const sf_bid *best, sf_error *error) {
    const sf_bid *namesake =
        best->bid < SHEAF_BID_SURE && !best->name_match ? find_namesake(plan) : NULL;
    if (!namesake)
        return 0;
    sf_failf(error, SHEAF_UNSUPPORTED, "choose.name",
             "the file has a name as %s files have, but is none (%s); if it is meant to be %s, "
             "give --from %s",
             namesake->reader->info.format, namesake->why[0] ? namesake->why : "no reason given",
             best->reader->info.format, best->reader->info.id);
    return 1;
}

/* Sure evidence beats a name, but nobody should have to guess that it did. */
static void tell_misnamed(const sf_plan *plan, const sf_bid *best, sheaf_job *job) {
    const sf_bid *namesake = best->name_match ? NULL : find_namesake(plan);
    if (namesake)
        sf_job_diagnose(job, SHEAF_WARNING, "choose.content",
                        "the file has a name as %s files have, but it is %s by its content and was "
                        "read as such",
                        namesake->reader->info.format, best->reader->info.format);
}

sf_manifest *sf_choose_best(const sf_plan *plan, sheaf_job *job) {
    const sf_bid *best = plan->bids.count ? SF_VEC_AT(&plan->bids, sf_bid, 0) : NULL;
    int is_named = sf_settings_value(job->settings, SF_FROM).len > 0;
    if (!best || !best->asked || best->failed || (best->bid == 0 && !is_named)) {
        nobody(plan, &job->error);
        return NULL;
    }
    if (is_named)
        return best->reader;
    if (contradicts(plan, best, &job->error))
        return NULL;
    tell_misnamed(plan, best, job);
    return best->reader;
}
