/* An isolated reader that misbehaves as its input says: "WILD crash", "WILD hang", ... */
#define _DEFAULT_SOURCE
#include "behave.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

typedef sheaf_status act(const sheaf_host *host, sheaf_job *job);

static sheaf_status crash(const sheaf_host *host, sheaf_job *job) {
    (void)host;
    (void)job;
    raise(
        SIGSEGV); /* what a bad pointer does, without undefined behaviour for sanitizers to find */
    return SHEAF_OK;
}

/* What a disk that fails does to a mapped file. */
static sheaf_status lose(const sheaf_host *host, sheaf_job *job) {
    (void)host;
    (void)job;
    raise(SIGBUS);
    return SHEAF_OK;
}

static sheaf_status spin(const sheaf_host *host, sheaf_job *job) {
    (void)host;
    (void)job;
    for (volatile int i = 1; i;)
        continue;
    return SHEAF_OK;
}

static sheaf_status nap(const sheaf_host *host, sheaf_job *job) {
    (void)host;
    (void)job;
    for (volatile int i = 1; i;)
        sleep(1000);
    return SHEAF_OK;
}

/* Alive but endless: ticks, and so shows progress, for ever. */
static sheaf_status busy(const sheaf_host *host, sheaf_job *job) {
    while (host->tick(job, 0, 0) == SHEAF_OK)
        usleep(2000);
    return host->tick(job, 0, 0);
}

/* Without a limit on its memory this ends at 4 GiB, and the document is then read well. */
static sheaf_status eat(const sheaf_host *host, sheaf_job *job) {
    for (int i = 0; i < 64; i++) {
        void *block = mmap(NULL, (size_t)64 << 20, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (block == MAP_FAILED)
            abort();
    }
    add_paragraph(host, job, SHEAF_STR("ate 4 GiB"));
    return SHEAF_OK;
}

static sheaf_status give_up(const sheaf_host *host, sheaf_job *job) {
    (void)host;
    (void)job;
    abort();
}

static sheaf_status leave(const sheaf_host *host, sheaf_job *job) {
    (void)host;
    (void)job;
    _exit(0);
}

static sheaf_status leave_badly(const sheaf_host *host, sheaf_job *job) {
    (void)host;
    (void)job;
    exit(7);
}

static sheaf_status shout(const sheaf_host *host, sheaf_job *job) {
    static const char text[] = "\033[31mred\007 alarm\n";
    for (int i = 0; i < 100000; i++)
        if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
            break;
    add_paragraph(host, job, SHEAF_STR("it shouted"));
    return SHEAF_OK;
}

static sheaf_status print(const sheaf_host *host, sheaf_job *job) {
    for (int i = 0; i < 1000; i++)
        if (write(STDOUT_FILENO, "noise\n", 6) < 0)
            break;
    add_paragraph(host, job, SHEAF_STR("printed"));
    return SHEAF_OK;
}

static sheaf_status complain(const sheaf_host *host, sheaf_job *job) {
    for (uint32_t i = 0; i < 200000; i++)
        host->diagnose(job, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                                .severity = SHEAF_WARNING,
                                                .code = SHEAF_STR("wild.flood"),
                                                .message = SHEAF_STR("again"),
                                                .origin = {SHEAF_AT_PAGE, i, .at.box = {0}}});
    add_paragraph(host, job, SHEAF_STR("complained"));
    return SHEAF_OK;
}

/* Tells which descriptors it finds: the host's own files must not be among them. */
static sheaf_status count_descriptors(const sheaf_host *host, sheaf_job *job) {
    char text[64] = "";
    for (int i = 3; i < 40; i++)
        text[i - 3] = fcntl(i, F_GETFD) >= 0 ? 'x' : '.';
    add_paragraph(host, job, (sheaf_str){text, 37});
    return SHEAF_OK;
}

/* A child of its own, which would outlive the job. */
static sheaf_status breed(const sheaf_host *host, sheaf_job *job) {
    if (fork() == 0)
        for (;;)
            sleep(1000);
    add_paragraph(host, job, SHEAF_STR("bred"));
    return SHEAF_OK;
}

static sheaf_status refuse(const sheaf_host *host, sheaf_job *job) {
    sheaf_origin place = {.kind = SHEAF_AT_PAGE, .unit = 3, .at.box = {72, 140, 80, 150}};
    return host->fail(job, SHEAF_UNSUPPORTED, SHEAF_STR("wild.encrypted"),
                      SHEAF_STR("the document is encrypted"), &place);
}

static sheaf_status be_silent(const sheaf_host *host, sheaf_job *job) {
    (void)host;
    (void)job;
    return SHEAF_BAD_INPUT;
}

static sheaf_status be_good(const sheaf_host *host, sheaf_job *job) {
    add_paragraph(host, job, SHEAF_STR("well"));
    return SHEAF_OK;
}

/* As another program might, while it is read; then what is no longer there is asked for. */
static sheaf_status cut(const sheaf_host *host, sheaf_job *job) {
    const sheaf_str bytes = host->input(job)->bytes;
    if (truncate("in.wild", 10) == 0 && *(const volatile char *)(bytes.ptr + bytes.len - 1))
        add_paragraph(host, job, SHEAF_STR("cut"));
    return SHEAF_OK;
}

static sheaf_status rewrite(const sheaf_host *host, sheaf_job *job) {
    const int file = open("in.wild", O_WRONLY | O_CLOEXEC);
    if (file >= 0 && pwrite(file, "X", 1, 1000) == 1)
        add_paragraph(host, job, SHEAF_STR("rewritten"));
    close(file);
    return SHEAF_OK;
}

/* Is stuck in an input that changed. */
static sheaf_status linger(const sheaf_host *host, sheaf_job *job) {
    rewrite(host, job);
    return nap(host, job);
}

static const struct {
    const char *word;
    act *act;
} acts[] = {{"crash", crash},   {"spin", spin},         {"nap", nap},
            {"busy", busy},     {"eat", eat},           {"abort", give_up},
            {"exit0", leave},   {"exit7", leave_badly}, {"shout", shout},
            {"print", print},   {"complain", complain}, {"descriptors", count_descriptors},
            {"breed", breed},   {"refuse", refuse},     {"silent", be_silent},
            {"good", be_good},  {"cut", cut},           {"rewrite", rewrite},
            {"linger", linger}, {"lose", lose}};

static uint32_t probe(const sheaf_input *input, sheaf_str *why) {
    if (input->bytes.len >= 10 && memcmp(input->bytes.ptr, "WILD probe", 10) == 0)
        raise(SIGSEGV);
    return bid_for(input, why, SHEAF_STR("WILD "));
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    sheaf_str bytes = host->input(job)->bytes;
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        size_t length = strlen(acts[i].word);
        if (bytes.len >= 5 + length && memcmp(bytes.ptr + 5, acts[i].word, length) == 0)
            return acts[i].act(host, job);
    }
    return host->fail(job, SHEAF_BAD_INPUT, SHEAF_STR("wild.word"),
                      SHEAF_STR("there is no such misbehaviour"), NULL);
}

DESCRIBE(SHEAF_READER, SHEAF_CAP_ISOLATE, "wild", probe, run);
