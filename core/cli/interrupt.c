/* A signal handler gets no argument, so this is the one place of Sheaf with mutable statics. A signal that
 * was ignored when the program started (nohup, a background job) stays ignored. */
#include "cli/interrupt.h"

#include <signal.h>
#include <sys/select.h>
#include <time.h>

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { SIGNAL_COUNT = sizeof(signals) / sizeof(signals[0]) };

static sheaf *volatile running;
static volatile sig_atomic_t caught;
static volatile sig_atomic_t caught_at; /* seconds */

static int now(void) {
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int)(time.tv_sec & 0x3FFFFFFF);
}

/* A program that ends others may signal the process and then its group (`timeout` does): that is one wish. Who
 * signals again later wants no cleaning up. */
static void on_signal(int number) {
    if (caught && now() - caught_at > 1) {
        signal(number, SIG_DFL);
        raise(number); /* comes when this returns: it is blocked until then */
        return;
    }
    if (!caught)
        caught_at = now();
    caught = number;
    if (running)
        sheaf_cancel(running);
}

/* No SA_RESTART: a read that waits on a pipe must return to see that the job is cancelled. */
void sf_interrupt_watch(sheaf *s) {
    running = s;
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        struct sigaction before, ours = {.sa_handler = on_signal};
        sigemptyset(&ours.sa_mask);
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(signals[i], &ours, NULL);
    }
}

int sf_interrupt_caught(void) {
    return caught;
}

/* The signals are let in by the wait alone, so that none comes between the look at `caught` and it. */
int sf_interrupt_wait(int descriptor) {
    sigset_t ours, before;
    fd_set readable;
    int outcome = 0;
    if (descriptor >= FD_SETSIZE)
        return !caught;
    sigemptyset(&ours);
    for (int i = 0; i < SIGNAL_COUNT; i++)
        sigaddset(&ours, signals[i]);
    sigprocmask(SIG_BLOCK, &ours, &before);
    FD_ZERO(&readable);
    FD_SET(descriptor, &readable);
    if (!caught)
        outcome = pselect(descriptor + 1, &readable, NULL, NULL, NULL, &before) == 1;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return outcome;
}

void sf_interrupt_release(void) {
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        struct sigaction now;
        if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler == on_signal)
            signal(signals[i], SIG_DFL);
    }
    running = NULL;
}

void sf_interrupt_end(void) {
    if (!caught)
        return;
    signal(caught, SIG_DFL);
    raise(caught);
}
