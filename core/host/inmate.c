/* First everything that the plugin could reach is taken away: descriptors, signal handlers, limits. Then
 * the pipeline runs as it does in process, but for its sink, which is an unnamed file. */
#define _GNU_SOURCE
#include "host/inmate.h"
#include "base/text.h"
#include "host/pipeline.h"
#include "host/wire.h"
#include "ir/dump.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define RESERVES_ADDRESSES 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RESERVES_ADDRESSES 1
#endif
#endif
#ifndef RESERVES_ADDRESSES
#define RESERVES_ADDRESSES 0 /* AddressSanitizer reserves terabytes: no limit on them can hold */
#endif

enum { REPORT_ROOM = 64 * 1024 * 1024 };

typedef struct inmate {
    sheaf_job *job;
    sf_sink *own;    /* what the writer writes to */
    sf_sink *target; /* the parent's, asked only what it is */
    sf_vec parts;    /* sf_output_part */
} inmate;

/* Never above what the system allows already. `more` is what is left behind the limit for a signal to tell. */
static void limit(unsigned resource, uint64_t value, uint64_t more) {
    struct rlimit old, wanted;
    if (getrlimit(resource, &old) != 0)
        return;
    uint64_t most = old.rlim_max > more ? old.rlim_max - more : old.rlim_max;
    most = old.rlim_cur < most ? old.rlim_cur : most;
    wanted.rlim_cur = value < most ? (rlim_t)value : (rlim_t)most;
    wanted.rlim_max = wanted.rlim_cur + (rlim_t)more < old.rlim_max ? wanted.rlim_cur + (rlim_t)more
                                                                    : old.rlim_max;
    setrlimit(resource, &wanted);
}

/* Bytes of address space in use: the limit counts what the job takes on top of it. */
static uint64_t address_space(void) {
    char text[32] = "";
    int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t length = file >= 0 ? read(file, text, sizeof text - 1) : 0;
    if (file >= 0)
        close(file);
    (void)length;
    return strtoull(text, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void set_limits(const sf_limits *limits) {
    const uint64_t *value = limits->value;
    if (!RESERVES_ADDRESSES)
        limit(RLIMIT_AS, address_space() + value[SHEAF_LIMIT_MEMORY], 0);
    limit(RLIMIT_CPU, value[SHEAF_LIMIT_TIME] / 1000 + 2, 1);
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_FSIZE, value[SHEAF_LIMIT_OUTPUT] + REPORT_ROOM, 0);
}

/* Handlers of the program mean nothing here; too large a file is to be an error, not a signal. */
static void reset_signals(void) {
    sigset_t none;
    for (int i = 1; i < NSIG; i++)
        signal(i, SIG_DFL);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_between(unsigned from, unsigned to) {
    if (from > to)
        return;
#ifdef SYS_close_range
    if (syscall(SYS_close_range, from, to, 0) == 0)
        return;
#endif
    unsigned most = (unsigned)sysconf(_SC_OPEN_MAX);
    for (unsigned i = from; i <= to && i < most; i++)
        close((int)i);
}

/* Keeps 0, 1, 2 (of which the plugin sees nothing but a bounded pipe), the output and the report. */
static void cut_descriptors(const sf_enclosure *cell) {
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(cell->errors[1], STDERR_FILENO);
    unsigned low = (unsigned)(cell->output < cell->report ? cell->output : cell->report);
    unsigned high = (unsigned)(cell->output < cell->report ? cell->report : cell->output);
    close_between(3, low - 1);
    close_between(low + 1, high - 1);
    close_between(high + 1, ~0u);
}

/* An output of one file says no as the parent's sink does; a directory takes note for later. */
static void next_output(void *context, sheaf_str name) {
    inmate *self = context;
    sf_output_part *part = NULL;
    if (!sf_sink_is_directory(self->target) || name.len >= sizeof part->name) {
        sf_sink_next(self->target, name);
        return;
    }
    part = sf_vec_push(&self->parts, 1);
    if (!part) {
        sf_failf(&self->job->error, SHEAF_MEMORY, "memory", "there is no memory for the output");
        return;
    }
    part->offset = sf_sink_total(self->own);
    part->length = (uint32_t)name.len;
    memcpy(part->name, name.ptr, name.len);
}

static void write_dump(sheaf_job *job, sf_sink *own) {
    sf_buffer dump = {0};
    if (sf_dump(sf_job_document(job), &dump))
        sf_sink_write(own, sf_buffer_view(&dump));
    else
        sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for the document");
    sf_buffer_done(&dump);
}

static int write_report(const inmate *self, int report, const sf_plan *plan) {
    sf_error error = {0};
    sf_buffer bytes = {.ceiling = REPORT_ROOM};
    if (!sf_wire_write(self->job, plan, &self->parts, &bytes))
        return 0;
    sf_sink *sink = sf_sink_descriptor(report, "the report", REPORT_ROOM, &error);
    if (!sink)
        return 0;
    sf_sink_write(sink, sf_buffer_view(&bytes));
    return sf_sink_commit(sink) == SHEAF_OK;
}

/* Here memory has a limit that the user may raise. */
static void name_memory_limit(sf_error *error) {
    size_t length = strlen(error->message);
    if (error->status == SHEAF_MEMORY)
        snprintf(error->message + length, sizeof error->message - length,
                 "; --limit memory=N raises what a separate process may have");
}

/* The process ends here, so nothing is freed. */
static int work(inmate *self, const sf_enclosure *cell, sf_plan *plan) {
    sheaf_job *job = self->job;
    uint64_t most = job->settings->limits.value[SHEAF_LIMIT_OUTPUT];
    self->own = sf_sink_descriptor(cell->output, "the output", most, &job->error);
    if (self->own && sf_pipeline_run(plan, job, self->own) == SHEAF_OK && plan->goal == SF_READ)
        write_dump(job, self->own);
    if (self->own)
        sf_sink_commit(self->own);
    name_memory_limit(&job->error);
    return write_report(self, cell->report, plan) ? 0 : 1;
}

void sf_inmate_main(const sf_enclosure *cell, int parent, sf_plan *plan, sheaf_job *job,
                    sf_sink *sink) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    setpgid(0, 0);
    cut_descriptors(cell);
    reset_signals();
    set_limits(&job->settings->limits);
    inmate self = {.job = job, .target = sink, .parts = SF_VEC_OF(sf_output_part)};
    job->life = cell->life;
    job->next_output = next_output;
    job->has_outputs = sink && sf_sink_is_directory(sink);
    job->output_context = &self;
    _exit(work(&self, cell, plan));
}
