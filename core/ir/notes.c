/* Runs that lead to a footnote name its node by number, in text. A copied one names an old node until the
 * tree is finished: only then is it known where all the old nodes went. */
#include "ir/build.h"

#include <stdio.h>

/* SHEAF_NONE for what is no node id. */
static uint32_t read_id(sheaf_str digits) {
    uint64_t id = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            return SHEAF_NONE;
        id = id * 10 + (uint64_t)(digits.ptr[i] - '0');
        if (id >= SHEAF_NONE)
            return SHEAF_NONE;
    }
    return digits.len ? (uint32_t)id : SHEAF_NONE;
}

/* A note whose footnote was dropped leads nowhere. */
static int aim(sf_builder *b, sheaf_run *run) {
    char room[16];
    uint32_t old = read_id(run->target);
    uint32_t now = old < b->map_count ? b->map[old] : SHEAF_NONE;
    run->kind = SHEAF_RUN_NOTE;
    run->target = SHEAF_STR("");
    if (now == SHEAF_NONE)
        return 1;
    int length = snprintf(room, sizeof room, "%u", now);
    return sf_arena_copy(&b->tree->text, (sheaf_str){room, (size_t)length}, &run->target) ||
           sf_build_no_memory(b);
}

int sf_notes_aim(sf_builder *b) {
    for (uint32_t i = 0; i < b->tree->runs.count; i++) {
        sheaf_run *run = SF_VEC_AT(&b->tree->runs, sheaf_run, i);
        if (run->kind == SF_RUN_OLD_NOTE && !aim(b, run))
            return 0;
    }
    return 1;
}
