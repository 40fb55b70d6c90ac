/* The functions that plugins call. Each checks that its moment is right (one table of moments) and hands
 * on to the builder, the records or the sink; nothing is decided here. */
#include "host/calls.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a call needs, and the sentence for a plugin that makes it at another moment. */
typedef enum moment { BUILDING, REBUILDING, LOOKING, WRITING } moment;

static const char *const needs[] = {
    [BUILDING] = "only a reader may build, or a pass after `rebuild`",
    [REBUILDING] = "only a pass may copy, after `rebuild`",
    [LOOKING] = "only a pass may rebuild, and only once",
    [WRITING] = "only a writer may write",
};

static int is_moment(const sheaf_job *job, moment m) {
    switch (m) {
    case BUILDING:
        return job->builder != NULL;
    case REBUILDING:
        return job->builder && job->tree;
    case LOOKING:
        return job->tree && !job->builder && !job->sink;
    case WRITING:
        return job->sink != NULL;
    }
    return 0;
}

static void bad_call(sheaf_job *job, const char *call, const char *rule) {
    sf_failf(&job->error, SHEAF_BAD_CALL, "plugin.call",
             "the %s %s called `%s` wrongly: %s (a defect of the plugin)",
             sf_kind_name(job->running ? job->running->info.kind : 0),
             job->running ? job->running->info.id : "", call, rule);
}

/* 1 where the call may go on: nothing failed yet, the argument is there, the moment is right. */
static int may(sheaf_job *job, moment m, const char *call, const void *argument) {
    if (job->error.status != SHEAF_OK)
        return 0;
    if (!is_moment(job, m))
        bad_call(job, call, needs[m]);
    else if (!argument)
        bad_call(job, call, "its argument is NULL");
    return job->error.status == SHEAF_OK;
}

/* The same of a record, which any plugin may add at any time. */
static int may_add(sheaf_job *job, const char *call, const void *record) {
    if (job->error.status == SHEAF_OK && !record)
        bad_call(job, call, "its argument is NULL");
    return job->error.status == SHEAF_OK;
}

static void no_memory(sheaf_job *job) {
    sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for the document");
}

static void stored(sheaf_job *job, int is_stored) {
    if (!is_stored)
        no_memory(job);
}

/* ---- asking ---- */

static sheaf_status tick(sheaf_job *job, uint64_t done, uint64_t total) {
    (void)done;
    (void)total;
    return sf_job_tick(job);
}

static sheaf_status fail(sheaf_job *job, sheaf_status status, sheaf_str code, sheaf_str message,
                         const sheaf_origin *where) {
    char name[sizeof job->error.code];
    snprintf(name, sizeof name, "%.*s", (int)sf_str_slice(code, 0, sizeof name - 1).len, code.ptr);
    if (status == SHEAF_OK || status > SHEAF_UNSUPPORTED)
        status = SHEAF_BAD_CALL;
    if (message.len == 0)
        message = SHEAF_STR("the plugin stopped and gave no reason");
    return sf_fail(&job->error, status, name, message, where);
}

static void diagnose(sheaf_job *job, const sheaf_diagnostic *diagnostic) {
    if (may_add(job, "diagnose", diagnostic))
        stored(job, sf_records_diagnose(&job->records, diagnostic));
}

static const void *extension(sheaf_job *job, sheaf_str id) {
    if (sf_str_equal(id, SHEAF_STR("sheaf.accept/1")))
        return &sf_accept_calls;
    if (sf_str_equal(id, SHEAF_STR("sheaf.keep.document/1")))
        return &sf_keep_document_calls;
    return job->keep && sf_str_equal(id, SHEAF_STR("sheaf.keep/1")) ? &sf_keep_calls : NULL;
}

/* `P.K=V` for this plugin, else the setting of that name, else the manifest's default. */
static sheaf_str option(sheaf_job *job, sheaf_str name) {
    const sheaf_option_info *declared =
        job->running ? sf_manifest_option(job->running, name) : NULL;
    if (!declared)
        return SHEAF_STR("");
    char full[160];
    int length = snprintf(full, sizeof full, "%s.%s", job->running->info.id, declared->name);
    const char *said = sf_pair_find(&job->settings->options, (sheaf_str){full, (size_t)length});
    sheaf_str value = sf_str_of(said ? said : declared->standard);
    if (!said)
        sf_settings_by_name(job->settings, name, &value);
    return value;
}

static uint64_t limit(sheaf_job *job, sheaf_limit_id id) {
    return (unsigned)id < SF_LIMIT_COUNT ? sf_job_limit(job, id) : 0;
}

static void *scratch(sheaf_job *job, size_t bytes) {
    void *memory = job->error.status == SHEAF_OK ? sf_arena_take(&job->scratch, bytes) : NULL;
    if (!memory)
        no_memory(job);
    return memory;
}

static const sheaf_input *input(sheaf_job *job) {
    return &job->input;
}

static int resource(sheaf_job *job, sheaf_str name, sheaf_str *bytes) {
    if (bytes)
        *bytes = SHEAF_STR("");
    return may_add(job, "resource", bytes) && sf_job_resource(job, name, bytes);
}

static const sheaf_document *related(sheaf_job *job, uint32_t i) {
    const sf_vec *list = &job->settings->related;
    return i < list->count ? *SF_VEC_AT(list, const sheaf_document *, i) : NULL;
}

/* ---- building ---- */

static uint32_t open_block(sheaf_job *job, const sheaf_block *block) {
    return may(job, BUILDING, "open", block) ? sf_build_open(job->builder, block) : SHEAF_NONE;
}

static void close_block(sheaf_job *job) {
    if (may(job, BUILDING, "close", job))
        sf_build_close(job->builder);
}

static uint32_t add(sheaf_job *job, const sheaf_block *block) {
    return may(job, BUILDING, "add", block) ? sf_build_add(job->builder, block) : SHEAF_NONE;
}

static void append(sheaf_job *job, sheaf_str text, const sheaf_origin *origin) {
    if (may(job, BUILDING, "append", text.ptr))
        sf_build_append(job->builder, text, origin);
}

static void mark(sheaf_job *job, const sheaf_run *run) {
    if (may(job, BUILDING, "mark", run))
        sf_build_mark(job->builder, run);
}

static uint32_t part(sheaf_job *job, sheaf_str name) {
    uint32_t index = 0;
    if (may_add(job, "part", job))
        stored(job, sf_records_part(&job->records, name, &index));
    return index;
}

static void describe(sheaf_job *job, sheaf_str format, sheaf_str media_type, sheaf_str encoding) {
    if (may_add(job, "describe", job))
        stored(job, sf_records_describe(&job->records, format, media_type, encoding));
}

static void keep(sheaf_job *job, const sheaf_object *object, sheaf_str members) {
    sheaf_object known = {0};
    if (!may(job, BUILDING, "keep", object) || !may(job, BUILDING, "keep", members.ptr))
        return;
    memcpy(&known, object, object->size < sizeof known ? object->size : sizeof known);
    sf_build_opaque(job->builder, &(sheaf_opaque){.node = known.node,
                                                  .members = members,
                                                  .owner = known.owner,
                                                  .index = known.index,
                                                  .inner = known.inner,
                                                  .piece = known.piece});
}

static void restore_source(sheaf_job *job, const sheaf_source *source) {
    if (may(job, BUILDING, "restore_source", source))
        stored(job, sf_records_restore(&job->records, source));
}

/* ---- records ---- */

static void set_meta(sheaf_job *job, sheaf_str key, sheaf_str value, uint32_t is_number) {
    if (may_add(job, "set_meta", job))
        stored(job, sf_records_meta(&job->records, key, value, is_number));
}

static uint32_t add_repair(sheaf_job *job, const sheaf_repair *repair) {
    sheaf_str by = sf_str_of(job->running ? job->running->info.id : "");
    if (may_add(job, "add_repair", repair))
        stored(job, sf_records_repair(&job->records, repair, by));
    return job->error.status == SHEAF_OK ? job->records.repairs.array.count : 0;
}

static void add_finding(sheaf_job *job, const sheaf_finding *finding) {
    if (may_add(job, "add_finding", finding))
        stored(job, sf_accept_finding(job, finding));
}

static void add_check(sheaf_job *job, const sheaf_check *check) {
    if (may_add(job, "add_check", check))
        stored(job, sf_records_check(&job->records, check));
}

static void add_fact(sheaf_job *job, const sheaf_fact *fact) {
    if (may_add(job, "add_fact", fact))
        stored(job, sf_records_fact(&job->records, fact));
}

static void add_form(sheaf_job *job, const sheaf_form *form) {
    if (may_add(job, "add_form", form))
        stored(job, sf_records_form(&job->records, form));
}

static void account(sheaf_job *job, const sheaf_account *stated) {
    if (may_add(job, "account", stated))
        stored(job, sf_records_account(&job->records, stated));
}

static void drop(sheaf_job *job, const sheaf_dropped *dropped) {
    if (may_add(job, "drop", dropped))
        stored(job, sf_records_drop(&job->records, dropped));
}

/* ---- looking and rebuilding ---- */

static void rebuild(sheaf_job *job) {
    if (may(job, LOOKING, "rebuild", job))
        sf_job_rebuild(job);
}

static uint32_t copy(sheaf_job *job, uint32_t first, uint32_t end) {
    return may(job, REBUILDING, "copy", job) ? sf_build_copy(job->builder, first, end) : SHEAF_NONE;
}

static uint32_t copy_open(sheaf_job *job, uint32_t node, const sheaf_block *as) {
    return may(job, REBUILDING, "copy_open", job) ? sf_build_copy_open(job->builder, node, as)
                                                  : SHEAF_NONE;
}

static uint32_t copy_as(sheaf_job *job, uint32_t node, const sheaf_block *as) {
    return may(job, REBUILDING, "copy_as", job) ? sf_build_copy_as(job->builder, node, as)
                                                : SHEAF_NONE;
}

static uint32_t merge(sheaf_job *job, const uint32_t *nodes, uint32_t count, sheaf_str joiner) {
    return may(job, REBUILDING, "merge", nodes) ? sf_build_merge(job->builder, nodes, count, joiner)
                                                : SHEAF_NONE;
}

/* ---- writing ---- */

static void write_bytes(sheaf_job *job, sheaf_str bytes) {
    if (may(job, WRITING, "write", bytes.ptr))
        sf_sink_write(job->sink, bytes);
}

static char *reserve(sheaf_job *job, size_t least, size_t *room) {
    return may(job, WRITING, "reserve", room) ? sf_sink_reserve(job->sink, least, room) : NULL;
}

static void commit(sheaf_job *job, size_t bytes) {
    if (may(job, WRITING, "commit", job))
        sf_sink_advance(job->sink, bytes);
}

static void next_output(sheaf_job *job, sheaf_str name) {
    if (!may(job, WRITING, "next_output", name.ptr))
        return;
    if (job->next_output)
        job->next_output(job->output_context, name);
    else
        sf_sink_next(job->sink, name);
}

static uint32_t has_outputs(sheaf_job *job) {
    if (!may(job, WRITING, "has_outputs", job))
        return 0;
    return job->next_output ? job->has_outputs : (uint32_t)sf_sink_is_directory(job->sink);
}

const sheaf_host sf_host = {
    .size = sizeof(sheaf_host),
    .abi_major = SHEAF_ABI_MAJOR,
    .abi_minor = SHEAF_ABI_MINOR,
    .tick = tick,
    .fail = fail,
    .diagnose = diagnose,
    .extension = extension,
    .option = option,
    .limit = limit,
    .scratch = scratch,
    .input = input,
    .resource = resource,
    .related = related,
    .open = open_block,
    .close = close_block,
    .add = add,
    .append = append,
    .mark = mark,
    .part = part,
    .describe = describe,
    .set_meta = set_meta,
    .add_repair = add_repair,
    .add_finding = add_finding,
    .add_check = add_check,
    .add_fact = add_fact,
    .add_form = add_form,
    .account = account,
    .drop = drop,
    .document = sf_job_document,
    .rebuild = rebuild,
    .copy = copy,
    .copy_open = copy_open,
    .copy_as = copy_as,
    .merge = merge,
    .write = write_bytes,
    .reserve = reserve,
    .commit = commit,
    .next_output = next_output,
    .keep = keep,
    .restore_source = restore_source,
    .has_outputs = has_outputs,
};
