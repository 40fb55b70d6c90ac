/* SPDX-License-Identifier: GPL-2.0-or-later
 * Poppler makes and drops a dozen small objects for each operator of a page, which costs more than what it does with them.
 * C++ lets `operator new` and `operator delete` be replaced: these keep dropped blocks in a list for each size, from
 * pdf_watch_open until pdf_watch_close, and hand them out again. Every block comes from the C++ library
 * and goes back to it, so it does not matter which of both sees a block that the other one made. */
#define _GNU_SOURCE
#include "watch.h"

#include <dlfcn.h>
#include <malloc.h>
#include <stddef.h>

#define SEEN __attribute__((visibility("default")))

enum { STEP = 16, SIZES = 64, HEAD = 8, MOST_KEPT = 8 << 20 }; /* of glibc's blocks, in bytes */

typedef struct block {
    struct block *next;
} block;

typedef union function {
    void *found;
    void *(*make)(size_t);
    void (*drop)(void *);
} function;

struct pdf_watch_blocks {
    block *lists[SIZES];
    size_t kept;
    function make, drop; /* those of the C++ library */
};

/* Read by every call, so it lies where no call is needed to find it. */
static _Thread_local pdf_watch_blocks *blocks __attribute__((tls_model("initial-exec")));

void *pdf_blocks_new(size_t size) __asm__("_Znwm");
void pdf_blocks_drop(void *dropped) __asm__("_ZdlPv");
void pdf_blocks_drop_sized(void *dropped, size_t size) __asm__("_ZdlPvm");

static function original(const char *name) {
    return (function){.found = dlsym(RTLD_NEXT, name)};
}

/* Which blocks have room for so many bytes. */
static size_t list_of(size_t size) {
    return (size + HEAD + STEP - 1) / STEP;
}

SEEN void *pdf_blocks_new(size_t size) {
    pdf_watch_blocks *from = blocks;
    size_t list = list_of(size);
    if (!from)
        return original("_Znwm").make(size);
    if (list >= SIZES || !from->lists[list])
        return from->make.make(size);
    block *taken = from->lists[list];
    from->lists[list] = taken->next;
    from->kept -= list * STEP;
    return taken;
}

static void keep(pdf_watch_blocks *to, void *dropped, size_t list) {
    if (list == 0 || list >= SIZES || to->kept >= MOST_KEPT) {
        to->drop.drop(dropped);
        return;
    }
    *(block *)dropped = (block){.next = to->lists[list]};
    to->lists[list] = dropped;
    to->kept += list * STEP;
}

SEEN void pdf_blocks_drop(void *dropped) {
    pdf_watch_blocks *to = blocks;
    if (!to)
        original("_ZdlPv").drop(dropped);
    else
        keep(to, dropped, dropped ? (malloc_usable_size(dropped) + HEAD) / STEP : SIZES);
}

/* A block has room for what it was made for, at least: no need to look at it. */
SEEN void pdf_blocks_drop_sized(void *dropped, size_t size) {
    pdf_watch_blocks *to = blocks;
    if (!to)
        original("_ZdlPv").drop(dropped);
    else
        keep(to, dropped, dropped ? list_of(size) : SIZES);
}

/* The lists themselves come from there, too: this file needs no malloc, which tests of lacking memory replace. */
void pdf_blocks_keep(pdf_watch_calls *calls) {
    function make = original("_Znwm"), drop = original("_ZdlPv");
    if (blocks || calls->blocks || !make.found || !drop.found)
        return;
    pdf_watch_blocks *made = make.make(sizeof *made);
    *made = (pdf_watch_blocks){.make = make, .drop = drop};
    calls->blocks = blocks = made;
}

void pdf_blocks_free(pdf_watch_calls *calls) {
    pdf_watch_blocks *gone = calls->blocks;
    if (!gone)
        return;
    if (blocks == gone)
        blocks = NULL;
    for (int i = 0; i < SIZES; i++)
        while (gone->lists[i]) {
            block *one = gone->lists[i];
            gone->lists[i] = one->next;
            gone->drop.drop(one);
        }
    gone->drop.drop(gone);
}
