/* The conversions of the embedding API: open what the caller named, make a plan, carry it out in this
 * process or a child, and publish. Each step is skipped once something failed. */
#include "base/text.h"
#include "host/child.h"
#include "host/pipeline.h"
#include "host/session.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How to open the sink, which happens only when the plan stands. NULL: latched in `error`. */
typedef struct target {
    sf_goal goal;
    const char *path; /* NULL: the descriptor, or memory */
    int is_shared;    /* a directory where other outputs stand, too */
    sf_buffer *memory;
} target;

static int is_directory(const char *path) {
    struct stat about;
    size_t length = strlen(path);
    return (length > 0 && path[length - 1] == '/') ||
           (stat(path, &about) == 0 && S_ISDIR(about.st_mode));
}

/* `report.txt` gives `report`, and the standard input `stdin`. */
static sheaf_str stem_of(sheaf_str name) {
    if (name.len == 0 || sf_str_equal(name, SHEAF_STR("-")))
        return SHEAF_STR("stdin");
    for (size_t i = name.len; i-- > 1;)
        if (name.ptr[i] == '.')
            return sf_str_slice(name, 0, i);
    return name;
}

/* Its stem, unless that leads out of the directory where it is to stand: `...txt`. */
static sheaf_str folder_for(sheaf_str name) {
    sheaf_str stem = stem_of(name);
    int leads_out = sf_str_equal(stem, SHEAF_STR(".")) || sf_str_equal(stem, SHEAF_STR(".."));
    return leads_out ? name : stem;
}

/* One file gets the input's name with the extension of the format, in `path`. Several files go into `path`,
 * or, where other outputs stand there, into a directory of that name in it. */
static sf_sink *open_directory(sheaf *s, const target *t, uint64_t most, sf_error *error) {
    char name[1024];
    sheaf_str source = sf_str_slice(s->source.name, 0, 255);
    snprintf(name, sizeof name, "%.*s", (int)source.len, source.ptr);
    const char *fallback = sheaf_output_name(s, name);
    sf_sink *sink = sf_sink_directory(t->path, most, error);
    if (sink && fallback)
        sf_sink_fall_back(sink, sf_str_of(fallback));
    if (sink && t->is_shared)
        sf_sink_gather(sink, folder_for(source));
    return sink;
}

static sf_sink *open_sink(sheaf *s, const target *t, sf_error *error) {
    uint64_t most = s->settings.limits.value[SHEAF_LIMIT_OUTPUT];
    sf_sink *sink = NULL;
    if (t->memory)
        sink = sf_sink_memory(t->memory, most, error);
    else if (!t->path)
        sink = sf_sink_descriptor(
            s->output, s->output == STDOUT_FILENO ? "standard output" : "the output", most, error);
    else if (t->is_shared || is_directory(t->path))
        sink = open_directory(s, t, most, error);
    else
        sink = sf_sink_file(t->path, most, error);
    if (sink)
        sf_sink_watch(sink, &s->cancelled);
    return sink;
}

/* Whether a torn input may be what is behind it: the reader failed or crashed, went astray or found no bytes. What the output, a limit or who
 * cancels has to say is so whatever the input was. */
static int may_come_of_change(const sf_error *error) {
    return error->status == SHEAF_OK || error->status == SHEAF_BAD_INPUT ||
           strcmp(error->code, "limit.stall") == 0 || strcmp(error->code, "io.read") == 0;
}

static void refuse_changed(const sf_source *source, sheaf_job *job) {
    if (!may_come_of_change(&job->error) || !sf_source_has_changed(source))
        return;
    job->error.status = SHEAF_OK;
    sf_failf(&job->error, SHEAF_IO, "io.changed",
             "%.500s was changed while it was read; nothing was written; convert it again",
             source->large.path);
}

static void carry_out(sheaf *s, const target *t) {
    sheaf_job *job = &s->job;
    sf_sink *sink = t->goal == SF_CONVERT ? open_sink(s, t, &job->error) : NULL;
    if (s->plan.isolated)
        sf_child_run(&s->plan, job, sink);
    else
        sf_pipeline_run(&s->plan, job, sink);
    refuse_changed(&s->source, job);
    if (sink && job->error.status == SHEAF_OK)
        sf_sink_commit(sink);
    sf_sink_free(sink);
}

/* A cancel that came while nothing ran counts for the next conversion, and is used up by it. */
static sheaf_status convert(sheaf *s, const target *t) {
    if (s->error.status == SHEAF_OK) {
        s->has_plan = 1;
        sf_plan_make(&s->plan, t->goal, &s->catalog, &s->settings, &s->source, &s->error);
    }
    if (s->error.status == SHEAF_OK)
        sf_source_finish(&s->source, s->plan.isolated, s->settings.limits.value[SHEAF_LIMIT_INPUT],
                         &s->cancelled, &s->error);
    if (s->error.status == SHEAF_OK) {
        s->has_job = 1;
        sf_job_init(&s->job, &s->settings, &s->source, &s->cancelled);
        s->job.keep = &s->keep;
        if (s->job.error.status == SHEAF_OK)
            carry_out(s, t);
    }
    const sf_error *job = &s->job.error;
    if (s->has_job)
        sf_fail(&s->error, job->status, job->code, sf_str_of(job->message), &job->where);
    sheaf_status status = sf_session_end(s);
    if (status == SHEAF_CANCELLED)
        atomic_store(&s->cancelled, 0);
    return status;
}

static void open_file(sheaf *s, const char *path) {
    sf_session_clear(s);
    sf_error *error = sf_session_begin(s);
    if (!path)
        sf_failf(error, SHEAF_BAD_CALL, "api.null", "no input was named");
    else
        sf_source_begin(&s->source, path, s->settings.limits.value[SHEAF_LIMIT_INPUT],
                        &s->cancelled, error);
}

static void open_memory(sheaf *s, sheaf_str in, const char *name) {
    sf_session_clear(s);
    sf_error *error = sf_session_begin(s);
    uint64_t most = s->settings.limits.value[SHEAF_LIMIT_INPUT];
    if (in.len > most)
        sf_failf(error, SHEAF_LIMIT, "limit.input",
                 "the input is larger than the %llu bytes that it may have; "
                 "--limit input=N raises that",
                 (unsigned long long)most);
    else
        sf_source_lend(&s->source, in, sf_str_of(name));
}

sheaf_status sheaf_convert_file(sheaf *s, const char *in, const char *out) {
    open_file(s, in);
    return convert(s, &(target){.goal = SF_CONVERT, .path = out});
}

sheaf_status sheaf_convert_into(sheaf *s, const char *in, const char *folder) {
    open_file(s, in);
    return convert(s, &(target){.goal = SF_CONVERT, .path = folder, .is_shared = 1});
}

sheaf_status sheaf_convert_memory(sheaf *s, sheaf_str in, const char *name, sheaf_str *out) {
    open_memory(s, in, name);
    sheaf_status status = convert(s, &(target){.goal = SF_CONVERT, .memory = &s->memory});
    *out = status == SHEAF_OK ? sf_buffer_view(&s->memory) : SHEAF_STR("");
    return status;
}

static sheaf_status read_opened(sheaf *s, const sheaf_document **document) {
    sheaf_status status = convert(s, &(target){.goal = SF_READ});
    *document = status == SHEAF_OK ? sf_job_document(&s->job) : NULL;
    return status;
}

sheaf_status sheaf_read_file(sheaf *s, const char *in, const sheaf_document **document) {
    open_file(s, in);
    return read_opened(s, document);
}

sheaf_status sheaf_read_memory(sheaf *s, sheaf_str in, const char *name,
                               const sheaf_document **document) {
    open_memory(s, in, name);
    return read_opened(s, document);
}

sheaf_status sheaf_bids_file(sheaf *s, const char *in) {
    open_file(s, in);
    return convert(s, &(target){.goal = SF_ASK});
}

void sheaf_set_output(sheaf *s, int descriptor) {
    s->output = descriptor;
}

void sheaf_cancel(sheaf *s) {
    atomic_store(&s->cancelled, 1);
}

int sheaf_worst_finding(const sheaf *s) {
    return s->has_job ? sf_job_worst(&s->job) : -1;
}

uint32_t sheaf_finding_count(const sheaf *s, sheaf_severity severity) {
    return s->has_job ? sf_job_findings(&s->job, severity) : 0;
}

/* The name of the input with the writer's first extension, or its format, in place of its own. */
const char *sheaf_output_name(sheaf *s, const char *in) {
    sf_error *error = sf_session_begin(s);
    sheaf_str to = sf_settings_value(&s->settings, SF_TO);
    const sf_manifest *writer = NULL;
    if (sf_catalog_read(&s->catalog, error) == SHEAF_OK)
        writer = sf_catalog_named(&s->catalog, SHEAF_WRITER, to, error);
    if (sf_session_end(s) != SHEAF_OK || !writer)
        return NULL;
    const char *slash = strrchr(in, '/');
    sheaf_str name = stem_of(sf_str_of(slash ? slash + 1 : in));
    sheaf_str rest = sf_str_of(writer->info.extensions);
    sheaf_str extension = sf_str_take_word(&rest);
    if (extension.len == 0)
        extension = sf_str_of(writer->info.format);
    s->output_name.length = 0;
    int made = sf_buffer_addf(&s->output_name, "%.*s.%.*s", (int)name.len, name.ptr,
                              (int)extension.len, extension.ptr) &&
               sf_buffer_add(&s->output_name, (sheaf_str){"", 1});
    return made ? s->output_name.bytes : NULL;
}
