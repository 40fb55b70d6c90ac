/* The one road of every document. Plugins are loaded when their turn comes, so that a document whose text
 * has no anchor word of a form never loads what knows of forms. */
#define _GNU_SOURCE
#include "host/pipeline.h"
#include "base/text.h"
#include "host/choose.h"
#include "host/hash.h"
#include "host/load.h"

#include <string.h>

static int is_unseen(uint32_t point) {
    return sf_is_space(point) || point == 0x00AD || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x2060 && point <= 0x2064) || point == 0xFEFF;
}

/* The text begins with the word; white space inside it, as character recognition sets it, changes no word. */
static int begins_spaced(sheaf_str text, sheaf_str word) {
    while (word.len > 0 && text.len > 0) {
        uint32_t point = sf_utf8_take(&text);
        sheaf_str rest = word;
        if (sf_utf8_take(&rest) == point)
            word = rest;
        else if (!is_unseen(point))
            return 0;
    }
    return word.len == 0;
}

static int holds(sheaf_str text, sheaf_str word) {
    sheaf_str rest = word;
    sf_utf8_take(&rest);
    size_t first = word.len - rest.len; /* bytes of its first character */
    for (const char *at; text.len >= word.len; text.ptr = at + first) {
        const char *end = text.ptr + text.len;
        at = memmem(text.ptr, text.len, word.ptr, first);
        if (at == NULL)
            return 0;
        if (begins_spaced((sheaf_str){at, (size_t)(end - at)}, word))
            return 1;
        text.len = (size_t)(end - at) - first;
    }
    return 0;
}

static int holds_anchor(const sheaf_document *document, const sf_manifest *pass) {
    for (uint32_t i = 0; i < document->nodes.count; i++) {
        sheaf_str text = SHEAF_AT(document->nodes, sheaf_node, i)->text;
        for (uint32_t k = 0; text.len > 0 && k < pass->anchors.count; k++)
            if (holds(text, *SF_VEC_AT(&pass->anchors, sheaf_str, k)))
                return 1;
    }
    return pass->anchors.count == 0;
}

/* Passes that nobody named do not run a second time. Whoever names a form must not get the facts of another
 * one in silence. */
static void drop_standard_passes(sf_plan *plan, sheaf_job *job, const sf_manifest *reader) {
    sheaf_str form = sf_settings_value(job->settings, SF_FORM);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < plan->passes.count; i++) {
        const sf_planned_pass *planned = SF_VEC_AT(&plan->passes, sf_planned_pass, i);
        if (!planned->is_standard)
            *SF_VEC_AT(&plan->passes, sf_planned_pass, kept++) = *planned;
    }
    if (kept < plan->passes.count && form.len > 0 && !sf_str_equal(form, SHEAF_STR("none")))
        sf_failf(&job->error, SHEAF_BAD_CALL, "plan.processed",
                 "this %s input went through passes before, so none run unless they are named; "
                 "to look for the form %.100s in it, name the passes, too: --pass form,check",
                 reader->info.format, form.ptr);
    plan->passes.count = kept;
}

static void read_document(sf_plan *plan, sheaf_job *job) {
    sf_manifest *manifest = sf_choose_best(plan, job);
    const sheaf_plugin *reader = manifest ? sf_load(manifest, &job->error) : NULL;
    if (reader && manifest->info.processed)
        drop_standard_passes(plan, job, manifest);
    if (reader)
        sf_job_read(job, manifest, reader);
}

static void run_passes(const sf_plan *plan, sheaf_job *job) {
    for (uint32_t i = 0; i < plan->passes.count && sf_job_tick(job) == SHEAF_OK; i++) {
        const sf_planned_pass *planned = SF_VEC_AT(&plan->passes, sf_planned_pass, i);
        if (planned->if_anchored && !holds_anchor(sf_job_document(job), planned->pass))
            continue;
        const sheaf_plugin *pass = sf_load(planned->pass, &job->error);
        if (pass)
            sf_job_pass(job, planned->pass, pass);
    }
}

/* meta.title, where no plugin stated it: so every writer and embedder sees the same one. */
static void state_title(sheaf_job *job) {
    sheaf_str title;
    if (job->error.status != SHEAF_OK)
        return;
    if (!sf_document_title(sf_job_document(job), &job->records.arena, &title) ||
        (title.len > 0 && !sf_records_meta(&job->records, SHEAF_STR("title"), title, 0)))
        sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for the title");
}

static void write_document(const sf_plan *plan, sheaf_job *job, sf_sink *sink) {
    sf_job_close_diagnostics(job);
    const sheaf_plugin *writer =
        sf_job_tick(job) == SHEAF_OK ? sf_load(plan->writer, &job->error) : NULL;
    if (writer)
        sf_job_write(job, plan->writer, writer, sink);
}

static void state_hash(sheaf_job *job) {
    char digits[64];
    if (!sf_settings_is(job->settings, SF_HASH, "yes"))
        return;
    if (sf_hash(job->source->bytes, digits, &job->error) == SHEAF_OK &&
        !sf_arena_copy(&job->records.arena, (sheaf_str){digits, sizeof digits},
                       &job->records.sha256))
        sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for the hash");
}

sheaf_status sf_pipeline_run(sf_plan *plan, sheaf_job *job, sf_sink *sink) {
    if (sf_choose_ask(plan, job) != SHEAF_OK || plan->goal == SF_ASK)
        return job->error.status;
    state_hash(job);
    read_document(plan, job);
    run_passes(plan, job);
    if (job->tree)
        sf_accept_settle(job);
    state_title(job);
    if (plan->goal == SF_CONVERT)
        write_document(plan, job, sink);
    sf_job_close_diagnostics(job);
    return job->error.status;
}
