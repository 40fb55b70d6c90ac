/* One document on its way: the error latch, the tree and its records, the clock, and what the plugin that
 * runs at the moment may use. The functions of calls.c show it to plugins; pipeline.c moves it along. */
#ifndef SF_HOST_JOB_H
#define SF_HOST_JOB_H

#include "base/arena.h"
#include "base/error.h"
#include "host/accept.h"
#include "host/keep.h"
#include "host/manifest.h"
#include "host/settings.h"
#include "io/sink.h"
#include "io/source.h"
#include "ir/builder.h"
#include "ir/document.h"

#include <stdatomic.h>

/* Decides how many ticks pass until the clock is looked at again: many where ticks are fast. */
typedef struct sf_pace {
    uint32_t left, step;
    uint64_t started, looked; /* ms */
} sf_pace;

/* What a process that watches the job sees of it; in memory that both share. */
typedef struct sf_life {
    atomic_uint signs; /* counts up while the job is alive */
    atomic_uint stall; /* ms that it may do so no more, which is up to who has the word */
    char running[120]; /* "the pdf reader": who has the word, ended by NUL */
} sf_life;

/* How many records there were when a rebuild began: only their node ids are old. */
typedef struct sf_record_mark {
    uint32_t forms, facts, repairs, findings;
} sf_record_mark;

struct sheaf_job {
    sf_error error;
    const sf_settings *settings;
    sf_keep *keep;       /* of the session; NULL: plugins keep nothing beyond the job */
    sf_keep of_document; /* gone when a pass makes another one */
    const sf_source *source;
    const atomic_int *cancel; /* may be NULL */
    sf_life *life;            /* NULL where nobody watches */
    uint32_t found[3];        /* by severity, findings that count: of a job in another process */

    sf_tree *tree;       /* frozen; NULL until a reader is done */
    sf_tree *next;       /* being built */
    sf_builder *builder; /* of next */
    sf_records records;
    sf_record_mark mark;
    sheaf_document view; /* of tree and records */

    const sf_manifest *running;                         /* the plugin that has the word */
    sf_sink *sink;                                      /* only while a writer runs */
    void (*next_output)(void *context, sheaf_str name); /* where outputs are named */
    uint32_t has_outputs;                               /* and whether there may be several */
    void *output_context;
    sheaf_input input;
    sf_arena scratch;
    sf_vec opened;   /* struct sf_resource: what `resource` lent */
    sf_vec accepted; /* sf_acceptance */
    sf_pace pace;
};

typedef struct sf_resource {
    sf_arena arena; /* its name */
    sheaf_str name;
    sf_source source;
} sf_resource;

extern const sheaf_host sf_host;

/* Everything is borrowed and outlives the job. */
void sf_job_init(sheaf_job *job, const sf_settings *settings, const sf_source *source,
                 const atomic_int *cancel);
void sf_job_done(sheaf_job *job);

/* Runs one plugin as what it is and brings the job into order behind it. Returns the latched status. */
sheaf_status sf_job_read(sheaf_job *job, const sf_manifest *manifest, const sheaf_plugin *reader);
sheaf_status sf_job_pass(sheaf_job *job, const sf_manifest *manifest, const sheaf_plugin *pass);
sheaf_status sf_job_write(sheaf_job *job, const sf_manifest *manifest, const sheaf_plugin *writer,
                          sf_sink *sink);

const sheaf_document *sf_job_document(sheaf_job *job); /* NULL before a reader was done */
sheaf_status sf_job_tick(sheaf_job *job);

/* A limit as it holds for the plugin that has the word. */
uint64_t sf_job_limit(const sheaf_job *job, sheaf_limit_id id);

/* From now on this plugin has the word; NULL: the host itself. */
void sf_job_running(sheaf_job *job, const sf_manifest *manifest);

/* How many findings of that severity count; the worst severity of one, -1 for none. */
uint32_t sf_job_findings(const sheaf_job *job, uint32_t severity);
int sf_job_worst(const sheaf_job *job);

uint64_t sf_now(void); /* ms of a clock that only goes forward */

/* A diagnostic of the host itself. */
void sf_job_diagnose(sheaf_job *job, sheaf_severity severity, const char *code, const char *format,
                     ...) __attribute__((format(printf, 4, 5)));

/* Says, once, how many diagnostics were left out. */
void sf_job_close_diagnostics(sheaf_job *job);

#endif
