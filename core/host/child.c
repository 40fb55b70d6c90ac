/* The parent's side: make the cell, fork, watch, judge, and only then take over what the child made. The
 * child is dead before anything of it is read. */
#define _GNU_SOURCE
#include "host/child.h"
#include "base/text.h"
#include "host/inmate.h"
#include "host/verdict.h"
#include "host/wire.h"
#include "ir/dump.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STDERR_KEPT = 16 * 1024, WATCH = 100, WATCH_CLOSED = 5, GRACE = 2000, MOST_LOAD = 2 };

typedef struct watching {
    const sf_enclosure *cell;
    const sheaf_job *job;
    pid_t child;
    uint64_t started;
    uint64_t alive, alive_at; /* its own time and the clock's at the last sign of life */
    unsigned signs;
    int waits;      /* file that tells how long the child waited for a processor; -1: none does */
    sf_buffer said; /* standard error, as much as is kept */
    int is_silent;  /* standard error was closed */
} watching;

static sheaf_status cannot(sheaf_job *job, const char *deed) {
    return sf_failf(&job->error, SHEAF_IO, "isolate.start",
                    "no separate process could be started (%s: %s)", deed, strerror(errno));
}

/* The child puts others on the standard descriptors; in a program that closed its own, the cell's files
 * would stand there, and what the child writes would be lost without a word. */
static void move_up(int *descriptor) {
    if (*descriptor < 0 || *descriptor > STDERR_FILENO)
        return;
    int low = *descriptor;
    *descriptor = fcntl(low, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(low);
}

static sheaf_status cell_open(sf_enclosure *cell, sheaf_job *job) {
    *cell = (sf_enclosure){.output = -1, .report = -1, .errors = {-1, -1}, .life = MAP_FAILED};
    cell->output = memfd_create("sheaf-output", MFD_CLOEXEC);
    cell->report = memfd_create("sheaf-report", MFD_CLOEXEC);
    move_up(&cell->output);
    move_up(&cell->report);
    if (cell->output < 0 || cell->report < 0)
        return cannot(job, "unnamed file");
    if (pipe2(cell->errors, O_CLOEXEC) != 0)
        return cannot(job, "pipe");
    move_up(&cell->errors[0]);
    move_up(&cell->errors[1]);
    if (cell->errors[1] < 0 || fcntl(cell->errors[0], F_SETFL, O_NONBLOCK) != 0)
        return cannot(job, "pipe");
    cell->life =
        mmap(NULL, sizeof(sf_life), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (cell->life == MAP_FAILED)
        return cannot(job, "shared memory");
    atomic_init(&cell->life->stall, (unsigned)sf_job_limit(job, SHEAF_LIMIT_STALL));
    return SHEAF_OK;
}

static void close_one(int *descriptor) {
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

static void cell_close(sf_enclosure *cell) {
    close_one(&cell->output);
    close_one(&cell->report);
    close_one(&cell->errors[0]);
    close_one(&cell->errors[1]);
    if (cell->life != MAP_FAILED)
        munmap(cell->life, sizeof(sf_life));
}

/* Takes what the child says; what is above the bound is thrown away, so that it never blocks. */
static void listen(watching *w, int timeout) {
    char text[4096];
    struct pollfd end = {.fd = w->is_silent ? -1 : w->cell->errors[0], .events = POLLIN};
    if (poll(&end, 1, timeout) <= 0)
        return;
    ssize_t length = read(w->cell->errors[0], text, sizeof text);
    if (length == 0)
        w->is_silent = 1;
    if (length > 0 && w->said.length < STDERR_KEPT)
        sf_buffer_add(&w->said, sf_str_slice((sheaf_str){text, (size_t)length}, 0,
                                             STDERR_KEPT - w->said.length));
}

static int has_ended(pid_t child) {
    siginfo_t about = {0};
    int result = waitid(P_PID, (id_t)child, &about, WEXITED | WNOHANG | WNOWAIT);
    return (result == 0 && about.si_pid == child) || (result != 0 && errno == ECHILD);
}

/* Milliseconds that the child stood ready and got no processor: the second number of its schedstat, which counts
 * nanoseconds. 0 where the system does not tell. */
static uint64_t waited(const watching *w) {
    char text[100] = "";
    ssize_t length = w->waits >= 0 ? pread(w->waits, text, sizeof text - 1, 0) : 0;
    const char *second = length > 0 ? strchr(text, ' ') : NULL;
    return second ? strtoull(second, NULL, 10) / 1000000 : 0;
}

/* Asleep or at work, the child's time runs; while others have the processor it does not, so that honest work
 * lives on a busy machine. MOST_LOAD says how much longer users wait for that. */
static uint64_t own_time(const watching *w, uint64_t time) {
    uint64_t passed = time - w->started, lost = waited(w);
    return passed > lost ? passed - lost : 0;
}

/* Why the child must be ended now; SF_ENDED_ITSELF where it need not be. */
static sf_verdict_kind time_is_up(watching *w) {
    const uint64_t *limit = w->job->settings->limits.value;
    uint64_t time = sf_now();
    uint64_t own = own_time(w, time);
    unsigned signs = atomic_load(&w->cell->life->signs);
    if (signs != w->signs) {
        w->signs = signs;
        w->alive = own;
        w->alive_at = time;
    }
    uint64_t stall = atomic_load(&w->cell->life->stall);
    if (w->job->cancel && atomic_load(w->job->cancel))
        return SF_CANCELLED;
    if (own > w->alive + stall || time - w->alive_at > MOST_LOAD * stall)
        return SF_STALLED;
    if (time - w->started > limit[SHEAF_LIMIT_TIME] + GRACE)
        return SF_TOO_LONG;
    return SF_ENDED_ITSELF;
}

static sf_verdict_kind watch(watching *w) {
    while (!has_ended(w->child)) {
        sf_verdict_kind reason = time_is_up(w);
        if (reason != SF_ENDED_ITSELF)
            return reason;
        listen(w, w->is_silent ? WATCH_CLOSED : WATCH);
    }
    return SF_ENDED_ITSELF;
}

/* The group, too: what the plugin may have started. It exists until its leader is waited for. */
static void reap(watching *w, sf_verdict *verdict) {
    kill(-w->child, SIGKILL);
    kill(w->child, SIGKILL);
    int result;
    do
        result = waitpid(w->child, &verdict->wait_status, 0);
    while (result < 0 && errno == EINTR);
    verdict->is_unknown = result < 0;
    for (size_t before = SIZE_MAX; before != w->said.length && !w->is_silent;) {
        before = w->said.length;
        listen(w, 0);
    }
}

static sf_verdict guard(watching *w) {
    sf_verdict verdict = {
        .life = w->cell->life, .limits = &w->job->settings->limits, .source = w->job->source};
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/schedstat", (int)w->child);
    w->waits = open(path, O_RDONLY | O_CLOEXEC);
    w->started = w->alive_at = sf_now();
    verdict.kind = watch(w);
    reap(w, &verdict);
    close_one(&w->waits);
    return verdict;
}

/* A whole unnamed file. 0: no memory. */
static int read_back(int file, sf_buffer *out) {
    struct stat about;
    if (fstat(file, &about) != 0 || about.st_size < 0)
        return 0;
    size_t size = (size_t)about.st_size;
    char *room = size > 0 ? sf_buffer_room(out, size) : NULL;
    while (room && out->length < size) {
        ssize_t count =
            pread(file, out->bytes + out->length, size - out->length, (off_t)out->length);
        if (count <= 0)
            return 0;
        out->length += (size_t)count;
    }
    return size == 0 || room != NULL;
}

static void copy_range(int file, uint64_t from, uint64_t to, sf_sink *sink, sf_error *error) {
    char block[64 * 1024];
    while (from < to && error->status == SHEAF_OK) {
        size_t wanted = to - from < sizeof block ? (size_t)(to - from) : sizeof block;
        ssize_t count = pread(file, block, wanted, (off_t)from);
        if (count <= 0) {
            sf_failf(error, SHEAF_IO, "isolate.output", "the output of the process was cut short");
            return;
        }
        sf_sink_write(sink, (sheaf_str){block, (size_t)count});
        from += (uint64_t)count;
    }
}

static void take_output(const sf_enclosure *cell, const sf_vec *parts, sheaf_job *job,
                        sf_sink *sink) {
    struct stat about;
    uint64_t end = fstat(cell->output, &about) == 0 ? (uint64_t)about.st_size : 0;
    uint64_t first = parts->count ? SF_VEC_AT(parts, sf_output_part, 0)->offset : end;
    copy_range(cell->output, 0, first, sink, &job->error);
    for (uint32_t i = 0; i < parts->count && job->error.status == SHEAF_OK; i++) {
        const sf_output_part *part = SF_VEC_AT(parts, sf_output_part, i);
        uint64_t to = i + 1 < parts->count ? part[1].offset : end;
        sf_sink_next(sink, (sheaf_str){part->name, part->length});
        copy_range(cell->output, part->offset, to, sink, &job->error);
    }
}

/* The dump takes the place of the job's records: it holds them all. */
static void take_document(const sf_enclosure *cell, sheaf_job *job) {
    sf_buffer dump = {0};
    sf_records_done(&job->records);
    sf_records_init(&job->records, 0);
    sf_tree *tree = sf_tree_new(SHEAF_STR(""));
    if (tree && read_back(cell->output, &dump))
        sf_undump(sf_buffer_view(&dump), tree, &job->records, &job->error);
    else
        sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for the document");
    sf_buffer_done(&dump);
    job->input.name = job->records.name;
    if (job->error.status == SHEAF_OK)
        job->tree = tree;
    else
        sf_tree_free(tree);
}

/* What the child printed, line by line, as diagnostics; a line that repeats is said once. */
static void show_said(sheaf_job *job, const sf_buffer *said) {
    enum { MOST_LINES = 50 };
    sheaf_str rest = sf_buffer_view(said);
    sheaf_str before = SHEAF_STR("");
    for (int shown = 0; shown < MOST_LINES && rest.len > 0;) {
        char text[400];
        sheaf_str line = sf_str_trim(sf_str_take_line(&rest));
        if (line.len == 0 || sf_str_equal(line, before))
            continue;
        before = line;
        sf_clean_text(text, sizeof text, line);
        sf_job_diagnose(job, SHEAF_INFO, "isolate.stderr", "the process said: %s", text);
        shown++;
    }
}

static int take_report(const sf_enclosure *cell, sf_plan *plan, sheaf_job *job, sf_vec *parts) {
    sf_buffer report = {0};
    int has_document = plan->goal == SF_READ;
    job->records.diagnostic_limit =
        0; /* the child kept it; what is left is bounded by the report */
    int sound = read_back(cell->report, &report) &&
                sf_wire_read(sf_buffer_view(&report), 1, job, plan, parts);
    if (sound && job->error.status == SHEAF_OK && has_document)
        take_document(cell, job);
    sf_buffer_done(&report);
    return sound;
}

static int is_empty(int file) {
    struct stat about;
    return fstat(file, &about) != 0 || about.st_size == 0;
}

/* A process that ended well but reported nothing was ended by a plugin. */
static void settle(const sf_enclosure *cell, const sf_verdict *verdict, sf_plan *plan,
                   sheaf_job *job, sf_sink *sink) {
    sf_vec parts = SF_VEC_OF(sf_output_part);
    if (!sf_verdict_is_success(verdict) || is_empty(cell->report))
        sf_verdict_fail(verdict, &job->error);
    else if (!take_report(cell, plan, job, &parts))
        sf_failf(&job->error, SHEAF_IO, "isolate.report",
                 "the separate process sent a report that cannot be read; nothing was written");
    else if (plan->goal == SF_CONVERT && job->error.status == SHEAF_OK)
        take_output(cell, &parts, job, sink);
    sf_vec_done(&parts);
}

static void run(sf_enclosure *cell, sf_plan *plan, sheaf_job *job, sf_sink *sink) {
    int parent = (int)getpid();
    watching w = {.cell = cell, .job = job, .said = {.ceiling = STDERR_KEPT}};
    w.child = fork();
    if (w.child == 0)
        sf_inmate_main(cell, parent, plan, job, sink);
    if (w.child < 0) {
        cannot(job, "fork");
        return;
    }
    close_one(&cell->errors[1]);
    sf_verdict verdict = guard(&w);
    settle(cell, &verdict, plan, job, sink);
    show_said(job, &w.said);
    sf_buffer_done(&w.said);
}

sheaf_status sf_child_run(sf_plan *plan, sheaf_job *job, sf_sink *sink) {
    sf_enclosure cell;
    if (cell_open(&cell, job) == SHEAF_OK)
        run(&cell, plan, job, sink);
    cell_close(&cell);
    return job->error.status;
}
