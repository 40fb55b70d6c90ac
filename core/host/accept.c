/* A fingerprint is what the pass `check` makes, too: SHA-256 of the rule, the form (here none) and the sorted keys of the facts,
 * a line each; without facts, of what was expected and found. Records that are read again keep what they have. */
#include "host/accept.h"
#include "base/buffer.h"
#include "base/text.h"
#include "host/calls.h"
#include "host/hash.h"

#include <stdlib.h>
#include <string.h>

/* ---- fingerprints ---- */

static int by_bytes(const void *a, const void *b) {
    return sf_str_compare(*(const sheaf_str *)a, *(const sheaf_str *)b);
}

static int add_line(sf_buffer *out, sheaf_str text) {
    return sf_buffer_add(out, text) && sf_buffer_add(out, SHEAF_STR("\n"));
}

static int add_keys(sf_buffer *out, const sheaf_finding *finding) {
    sheaf_str *keys = calloc(finding->fact_count, sizeof *keys);
    int is_ok = keys != NULL;
    if (is_ok) {
        memcpy(keys, finding->facts, finding->fact_count * sizeof *keys);
        qsort(keys, finding->fact_count, sizeof *keys, by_bytes);
    }
    for (uint32_t i = 0; is_ok && i < finding->fact_count; i++)
        is_ok = add_line(out, keys[i]);
    free(keys);
    return is_ok;
}

static int add_subject(sf_buffer *out, const sheaf_finding *finding) {
    if (!add_line(out, finding->rule) || !add_line(out, SHEAF_STR("")))
        return 0;
    return finding->fact_count > 0
               ? add_keys(out, finding)
               : add_line(out, finding->expected) && add_line(out, finding->actual);
}

/* Where the library for it is not installed the finding has none. */
static int make_fingerprint(sheaf_finding *finding, char digits[64]) {
    sf_error none = {.status = SHEAF_OK};
    sf_buffer subject = {.ceiling = 0};
    int is_made = add_subject(&subject, finding);
    if (is_made && sf_hash(sf_buffer_view(&subject), digits, &none) == SHEAF_OK)
        finding->fingerprint = (sheaf_str){digits, 64};
    sf_buffer_done(&subject);
    return is_made;
}

/* ---- agreeing ---- */

static int copy(sheaf_job *job, sheaf_str text, sheaf_str *kept) {
    return sf_arena_copy(&job->records.arena, text, kept);
}

static int copy_instances(sheaf_job *job, const sheaf_acceptance *entry, sf_acceptance *made) {
    if (!SHEAF_HAS(entry, sheaf_acceptance, instance_count) || !entry->instances)
        return 1;
    size_t bytes = (size_t)entry->instance_count * sizeof *entry->instances;
    uint32_t *room = sf_arena_take(&job->records.arena, bytes ? bytes : 1);
    if (!room)
        return 0;
    memcpy(room, entry->instances, bytes);
    made->instances = room;
    made->instance_count = entry->instance_count;
    return 1;
}

static void accept(sheaf_job *job, const sheaf_acceptance *entry) {
    sf_acceptance made = {.is_used = 0};
    if (job->error.status != SHEAF_OK)
        return;
    int is_ok = copy(job, entry->rule, &made.rule) &&
                copy(job, entry->fingerprint, &made.fingerprint) &&
                copy(job, entry->reason, &made.reason) && copy(job, entry->unused, &made.unused) &&
                copy_instances(job, entry, &made);
    sf_acceptance *room = is_ok ? sf_vec_push(&job->accepted, 1) : NULL;
    if (room)
        *room = made;
    else
        sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for a suppression");
}

const sheaf_accept sf_accept_calls = {.size = sizeof(sheaf_accept), .accept = accept};

/* What a pass says of the first report may be about the file, so only the caller's word is taken for it. */
static int holds_for(const sheaf_job *job, const sf_acceptance *entry,
                     const sheaf_finding *finding) {
    if (!entry->instances || (finding->instance == 0 && job->running))
        return 1;
    for (uint32_t i = 0; i < entry->instance_count; i++)
        if (entry->instances[i] == finding->instance)
            return 1;
    return 0;
}

static int fits(const sf_acceptance *entry, const sheaf_finding *finding) {
    if (entry->fingerprint.len > 0 && !sf_str_equal(entry->fingerprint, finding->fingerprint))
        return 0;
    return entry->rule.len == 0 ? entry->fingerprint.len > 0
                                : sf_str_equal(entry->rule, finding->rule);
}

static sheaf_str reason_for(sheaf_job *job, const sheaf_finding *finding) {
    for (uint32_t i = 0; i < job->accepted.count; i++) {
        sf_acceptance *entry = SF_VEC_AT(&job->accepted, sf_acceptance, i);
        if (holds_for(job, entry, finding) && fits(entry, finding)) {
            entry->is_used = 1;
            return entry->reason;
        }
    }
    return SHEAF_STR("");
}

/* ---- storing ---- */

/* The members that it has. */
static sheaf_finding whole(const sheaf_finding *finding) {
    sheaf_finding all = {.size = 0};
    memcpy(&all, finding, finding->size < sizeof all ? finding->size : sizeof all);
    all.size = sizeof all;
    return all;
}

int sf_accept_finding(sheaf_job *job, const sheaf_finding *finding) {
    char digits[64];
    sheaf_finding own = whole(finding);
    if (job->running && job->running->info.kind == SHEAF_READER)
        return sf_records_finding(&job->records, finding);
    if (own.fingerprint.len == 0 && !make_fingerprint(&own, digits))
        return 0;
    if (own.suppressed.len == 0)
        own.suppressed = reason_for(job, &own);
    return sf_records_finding(&job->records, &own);
}

static void no_memory(sheaf_job *job) {
    sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for a finding");
}

void sf_accept_settle(sheaf_job *job) {
    const sf_vec *stated = &job->settings->findings;
    for (uint32_t i = 0; i < stated->count && job->error.status == SHEAF_OK; i++)
        if (!sf_accept_finding(job, *SF_VEC_AT(stated, const sheaf_finding *, i)))
            no_memory(job);
    for (uint32_t i = 0; i < job->accepted.count && job->error.status == SHEAF_OK; i++) {
        const sf_acceptance *entry = SF_VEC_AT(&job->accepted, sf_acceptance, i);
        if (!entry->is_used && entry->unused.len > 0)
            sf_job_diagnose(job, SHEAF_INFO, "check.suppression.unused", "%.*s",
                            (int)entry->unused.len, entry->unused.ptr);
    }
}
