/* Every way in which a process ends has its sentence, which names the plugin that had the word. */
#include "host/verdict.h"
#include "base/text.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

void sf_clean_text(char *out, size_t room, sheaf_str text) {
    size_t length = 0;
    for (sheaf_str rest = text; rest.len > 0 && length + 5 <= room;) {
        uint32_t c = sf_utf8_take(&rest);
        int is_control = c < ' ' || (c >= 0x7f && c < 0xa0);
        length += sf_utf8_put(out + length, is_control ? ' ' : c);
    }
    out[length] = '\0';
}

static const struct {
    int number;
    const char *name;
    const char *meaning;
} signals[] = {
    {SIGSEGV, "SIGSEGV", "crashed"},
    {SIGBUS, "SIGBUS", "crashed"},
    {SIGILL, "SIGILL", "crashed"},
    {SIGFPE, "SIGFPE", "crashed"},
    {SIGTRAP, "SIGTRAP", "crashed"},
    {SIGSYS, "SIGSYS", "called the system in a way that is not allowed"},
    {SIGABRT, "SIGABRT", "gave up, as libraries do that run out of memory"},
    {SIGKILL, "SIGKILL", "was killed from outside, perhaps because memory ran out"},
    {SIGTERM, "SIGTERM", "was ended from outside"},
};

/* The system's own limit, which the child inherits, may be lower than ours: then no option of ours raises it. */
static sheaf_status fail_by_processor_time(const char *who, const sf_verdict *v, sf_error *error) {
    uint64_t most = v->limits->value[SHEAF_LIMIT_TIME];
    struct rlimit system;
    if (getrlimit(RLIMIT_CPU, &system) == 0 && system.rlim_cur < most / 1000)
        return sf_failf(error, SHEAF_LIMIT, "limit.system",
                        "%s used up the %s of processor time that the system lets a process have; "
                        "nothing was written; ulimit -t raises that",
                        who, sf_time_shown((uint64_t)system.rlim_cur * 1000).text);
    return sf_failf(error, SHEAF_LIMIT, "limit.time",
                    "%s used more than %s of processor time; nothing was written; "
                    "--limit time=N raises that",
                    who, sf_time_shown(most).text);
}

/* So the system tells that a page of a mapped file cannot be had: the disk or the network fails. */
static sheaf_status fail_by_lost_input(const char *who, const sf_verdict *v, sf_error *error) {
    return sf_failf(error, SHEAF_IO, "io.read",
                    "%.500s could not be read any more while %s ran (signal SIGBUS); "
                    "nothing was written",
                    v->source->large.path, who);
}

static sheaf_status fail_by_signal(int number, const char *who, const sf_verdict *v,
                                   sf_error *error) {
    if (number == SIGXCPU)
        return fail_by_processor_time(who, v, error);
    if (number == SIGBUS && v->source->large.is_mapped)
        return fail_by_lost_input(who, v, error);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        if (signals[i].number == number)
            return sf_failf(error, SHEAF_BAD_INPUT, "isolate.crash",
                            "%s %s (signal %s) on this input; nothing was written", who,
                            signals[i].meaning, signals[i].name);
    return sf_failf(error, SHEAF_BAD_INPUT, "isolate.crash",
                    "%s was ended by signal %d on this input; nothing was written", who, number);
}

/* ASan ends a process by exit, so a crash under it comes this way, too. */
static sheaf_status fail_by_exit(const char *who, const sf_verdict *v, sf_error *error) {
    return sf_failf(
        error, SHEAF_BAD_INPUT, "isolate.exit",
        "%s ended the whole process (exit status %d) on this input; nothing was written", who,
        WEXITSTATUS(v->wait_status));
}

static sheaf_status fail_by_us(const char *who, const sf_verdict *v, sf_error *error) {
    const uint64_t *limit = v->limits->value;
    if (v->kind == SF_CANCELLED)
        return sf_failf(error, SHEAF_CANCELLED, "cancelled", "the conversion was cancelled");
    if (v->kind == SF_STALLED)
        return sf_failf(error, SHEAF_LIMIT, "limit.stall",
                        "%s showed no progress for %s and was stopped; nothing was written; "
                        "--limit stall=N raises that",
                        who, sf_time_shown(atomic_load(&v->life->stall)).text);
    return sf_failf(error, SHEAF_LIMIT, "limit.time",
                    "%s took longer than %s and was stopped; nothing was written; "
                    "--limit time=N raises that",
                    who, sf_time_shown(limit[SHEAF_LIMIT_TIME]).text);
}

int sf_verdict_is_success(const sf_verdict *v) {
    return v->kind == SF_ENDED_ITSELF &&
           (v->is_unknown || (WIFEXITED(v->wait_status) && WEXITSTATUS(v->wait_status) == 0));
}

sheaf_status sf_verdict_fail(const sf_verdict *v, sf_error *error) {
    char who[sizeof v->life->running];
    sheaf_str shown = {v->life->running, strnlen(v->life->running, sizeof v->life->running)};
    sf_clean_text(who, sizeof who, shown);
    if (who[0] == '\0')
        snprintf(who, sizeof who, "the conversion");
    if (v->kind != SF_ENDED_ITSELF)
        return fail_by_us(who, v, error);
    if (!v->is_unknown && WIFSIGNALED(v->wait_status))
        return fail_by_signal(WTERMSIG(v->wait_status), who, v, error);
    return fail_by_exit(who, v, error);
}
