/* The life of a job, and the bracket around each plugin's run: lend what its kind may use, call, take it
 * back, and see to it that a failure has a sentence, whatever the plugin returned. */
#include "base/text.h"
#include "host/calls.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MOST_TICKS = 4096, FAST = 1, SLOW = 10 };

uint64_t sf_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* File names are bytes; the document's text is not. */
static int copy_name(sf_arena *arena, sheaf_str name, sheaf_str *out) {
    if (sf_utf8_valid(name) == name.len)
        return sf_arena_copy(arena, name, out);
    char *text = sf_arena_take(arena, name.len * 3);
    size_t length = 0;
    for (sheaf_str rest = name; text && rest.len > 0;)
        length += sf_utf8_put(text + length, sf_utf8_take(&rest));
    *out = text ? (sheaf_str){text, length} : SHEAF_STR("");
    return text != NULL;
}

static sheaf_status no_memory(sheaf_job *job) {
    return sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for the document");
}

void sf_job_init(sheaf_job *job, const sf_settings *settings, const sf_source *source,
                 const atomic_int *cancel) {
    *job = (sheaf_job){.settings = settings,
                       .source = source,
                       .cancel = cancel,
                       .opened = SF_VEC_OF(sf_resource),
                       .accepted = SF_VEC_OF(sf_acceptance),
                       .pace = {.left = 1, .step = 1, .started = sf_now()}};
    job->pace.looked = job->pace.started;
    sf_keep_init(&job->of_document);
    sf_records_init(&job->records, settings->limits.value[SHEAF_LIMIT_DIAGNOSTICS]);
    job->records.bytes = source->bytes.len;
    sheaf_str name;
    if (copy_name(&job->records.arena, source->name, &name))
        job->records.name = name;
    else
        no_memory(job);
    job->input = (sheaf_input){
        .size = sizeof(sheaf_input), .bytes = source->bytes, .name = job->records.name};
}

static void close_resources(sheaf_job *job) {
    for (uint32_t i = 0; i < job->opened.count; i++) {
        sf_resource *resource = SF_VEC_AT(&job->opened, sf_resource, i);
        sf_source_close(&resource->source);
        sf_arena_done(&resource->arena);
    }
    sf_vec_done(&job->opened);
}

static void stop_building(sheaf_job *job) {
    sf_builder_free(job->builder);
    job->builder = NULL;
    sf_tree_free(job->next);
    job->next = NULL;
}

void sf_job_done(sheaf_job *job) {
    stop_building(job);
    sf_tree_free(job->tree);
    sf_records_done(&job->records);
    sf_arena_done(&job->scratch);
    sf_keep_done(&job->of_document);
    sf_vec_done(&job->accepted);
    close_resources(job);
}

const sheaf_document *sf_job_document(sheaf_job *job) {
    if (!job->tree)
        return NULL;
    sf_document_view(job->tree, &job->records, &job->view);
    return &job->view;
}

static sheaf_status look_at_clock(sheaf_job *job) {
    sf_pace *pace = &job->pace;
    uint64_t time = sf_now(), since = time - pace->looked;
    uint64_t most = job->settings->limits.value[SHEAF_LIMIT_TIME];
    if (since < FAST && pace->step < MOST_TICKS)
        pace->step *= 2;
    else if (since > SLOW)
        pace->step = (uint32_t)((uint64_t)pace->step * SLOW / since);
    if (pace->step == 0)
        pace->step = 1;
    pace->left = pace->step;
    pace->looked = time;
    if (time - pace->started > most)
        return sf_failf(&job->error, SHEAF_LIMIT, "limit.time",
                        "the conversion took longer than %s; --limit time=N raises that",
                        sf_time_shown(most).text);
    return SHEAF_OK;
}

/* The child alone counts, so no locked addition is needed: it would cost more than all the rest of a tick. */
static void show_life(sf_life *life) {
    unsigned signs = atomic_load_explicit(&life->signs, memory_order_relaxed);
    atomic_store_explicit(&life->signs, signs + 1, memory_order_relaxed);
}

/* Each tick is a sign of life, not only those at which the clock is looked at: thousands of fast ones can be
 * followed by slow ones. */
sheaf_status sf_job_tick(sheaf_job *job) {
    if (job->error.status != SHEAF_OK)
        return job->error.status;
    if (job->life)
        show_life(job->life);
    if (job->cancel && atomic_load_explicit(job->cancel, memory_order_relaxed))
        return sf_failf(&job->error, SHEAF_CANCELLED, "cancelled", "the conversion was cancelled");
    return --job->pace.left == 0 ? look_at_clock(job) : SHEAF_OK;
}

void sf_job_diagnose(sheaf_job *job, sheaf_severity severity, const char *code, const char *format,
                     ...) {
    char text[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    sheaf_diagnostic diagnostic = {.size = sizeof diagnostic,
                                   .severity = (uint32_t)severity,
                                   .code = sf_str_of(code),
                                   .message = sf_str_of(text)};
    if (!sf_records_diagnose(&job->records, &diagnostic))
        no_memory(job);
}

void sf_job_close_diagnostics(sheaf_job *job) {
    if (!sf_records_close(&job->records))
        no_memory(job);
}

/* A plugin's node ids are checked before anybody follows them. */
static void bound_records(sheaf_job *job, const sf_manifest *manifest) {
    uint32_t nodes = job->tree ? job->tree->nodes.count : 0;
    uint32_t lost = sf_records_bound(&job->records, nodes);
    if (lost > 0)
        sf_job_diagnose(job, SHEAF_WARNING, "plugin.ids",
                        "the %s %s named %u nodes or repairs that do not exist; they were left out",
                        sf_kind_name(manifest->info.kind), manifest->info.id, lost);
}

uint64_t sf_job_limit(const sheaf_job *job, sheaf_limit_id id) {
    const sf_limits *own = job->running ? &job->running->own : NULL;
    return sf_limits_for(&job->settings->limits, own, id);
}

void sf_job_running(sheaf_job *job, const sf_manifest *manifest) {
    job->running = manifest;
    if (!job->life)
        return;
    atomic_store(&job->life->stall, (unsigned)sf_job_limit(job, SHEAF_LIMIT_STALL));
    show_life(job->life);
    snprintf(job->life->running, sizeof job->life->running, "the %s%s%s",
             manifest ? manifest->info.id : "conversion", manifest ? " " : "",
             manifest ? sf_kind_name(manifest->info.kind) : "");
}

uint32_t sf_job_findings(const sheaf_job *job, uint32_t severity) {
    sheaf_array findings = job->records.findings.array;
    uint32_t count = 0;
    if (severity > SHEAF_ERROR)
        return 0;
    for (uint32_t i = 0; i < findings.count; i++) {
        const sheaf_finding *finding = SHEAF_AT(findings, sheaf_finding, i);
        count += finding->severity == severity && sf_finding_counts(finding);
    }
    return findings.count > 0 ? count : job->found[severity];
}

int sf_job_worst(const sheaf_job *job) {
    int worst = SHEAF_ERROR;
    while (worst >= SHEAF_INFO && sf_job_findings(job, (uint32_t)worst) == 0)
        worst--;
    return worst;
}

/* A plugin that fails without a word still gives the user a sentence. */
static sheaf_status call(sheaf_job *job, const sf_manifest *manifest, const sheaf_plugin *plugin) {
    if (job->error.status != SHEAF_OK)
        return job->error.status;
    sf_job_running(job, manifest);
    sheaf_status status = plugin->run(&sf_host, job);
    sf_job_running(job, NULL);
    sf_arena_done(&job->scratch);
    if (status != SHEAF_OK && job->error.status == SHEAF_OK)
        sf_failf(&job->error, status > SHEAF_UNSUPPORTED ? SHEAF_BAD_CALL : status, "plugin.silent",
                 "the %s %s stopped with status %d and gave no reason",
                 sf_kind_name(manifest->info.kind), manifest->info.id, (int)status);
    return job->error.status;
}

static void start_building(sheaf_job *job, sheaf_str lent) {
    const uint64_t *value = job->settings->limits.value;
    sf_build_limits limits = {.nodes = value[SHEAF_LIMIT_NODES],
                              .depth = value[SHEAF_LIMIT_DEPTH],
                              .cells = value[SHEAF_LIMIT_CELLS],
                              .text = value[SHEAF_LIMIT_TEXT]};
    job->next = sf_tree_new(lent);
    if (job->next)
        job->builder = sf_builder_new(job->next, &job->records, &limits, &job->error);
    if (!job->builder)
        no_memory(job);
}

/* A dense page of text has a cell every 16 bytes. Larger documents grow as they need. */
static void expect_page(sheaf_job *job) {
    enum { BYTES_A_NODE = 16, MOST = 1024 };
    size_t count = job->source->bytes.len / BYTES_A_NODE;
    uint32_t nodes = count < MOST ? (uint32_t)count : MOST;
    if (job->builder && !sf_tree_expect(job->next, nodes, nodes, nodes))
        no_memory(job);
}

sheaf_status sf_job_read(sheaf_job *job, const sf_manifest *manifest, const sheaf_plugin *reader) {
    if (job->error.status != SHEAF_OK)
        return job->error.status;
    start_building(job, job->source->bytes);
    expect_page(job);
    if (!sf_records_describe(&job->records, sf_str_of(manifest->info.format),
                             sf_str_of(manifest->info.media_type), SHEAF_STR("")))
        no_memory(job);
    if (call(job, manifest, reader) == SHEAF_OK && sf_build_finish(job->builder) == SHEAF_OK) {
        job->tree = job->next;
        job->next = NULL;
        bound_records(job, manifest);
    }
    stop_building(job);
    return job->error.status;
}

void sf_job_rebuild(sheaf_job *job) {
    const sf_records *r = &job->records;
    job->mark = (sf_record_mark){r->forms.array.count, r->facts.array.count, r->repairs.array.count,
                                 r->findings.array.count};
    sf_job_document(job);
    start_building(job, job->source->bytes);
    if (job->builder)
        sf_build_from(job->builder, &job->view);
}

/* Records that are older than the rebuild name old nodes; newer ones name new nodes and stay as they are. */
static void remap_records(sheaf_job *job) {
    uint32_t count = 0;
    const uint32_t *map = sf_build_map(job->builder, &count);
    sf_records *r = &job->records;
    sf_record_mark all = {r->forms.array.count, r->facts.array.count, r->repairs.array.count,
                          r->findings.array.count};
    r->forms.array.count = job->mark.forms;
    r->facts.array.count = job->mark.facts;
    r->repairs.array.count = job->mark.repairs;
    r->findings.array.count = job->mark.findings;
    sf_records_remap(r, map, count);
    r->forms.array.count = all.forms;
    r->facts.array.count = all.facts;
    r->repairs.array.count = all.repairs;
    r->findings.array.count = all.findings;
}

sheaf_status sf_job_pass(sheaf_job *job, const sf_manifest *manifest, const sheaf_plugin *pass) {
    if (call(job, manifest, pass) == SHEAF_OK && job->builder &&
        sf_build_finish(job->builder) == SHEAF_OK) {
        remap_records(job);
        sf_keep_done(&job->of_document);
        sf_keep_init(&job->of_document);
        job->next->prior = job->tree;
        job->tree = job->next;
        job->next = NULL;
    }
    stop_building(job);
    if (job->error.status == SHEAF_OK)
        bound_records(job, manifest);
    return job->error.status;
}

sheaf_status sf_job_write(sheaf_job *job, const sf_manifest *manifest, const sheaf_plugin *writer,
                          sf_sink *sink) {
    job->sink = sink;
    call(job, manifest, writer);
    job->sink = NULL;
    return job->error.status;
}
