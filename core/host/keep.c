/* Slots are found by the library that asks and the name that it gives, so that two libraries never meet in one. There
 * are a handful of them, so they stand in a list. Where nobody provides a keep, a job of its own gets no slot; what is kept of
 * its document it always has. */
#include "host/keep.h"
#include "base/text.h"
#include "host/calls.h"

#include <stdlib.h>
#include <string.h>

typedef struct slot {
    const char *library;
    sheaf_str name;
    void **at; /* in the arena: it never moves */
} slot;

void sf_keep_init(sf_keep *keep) {
    *keep = (sf_keep){.slots = SF_VEC_OF(slot), .held = SF_VEC_OF(char *)};
}

void sf_keep_done(sf_keep *keep) {
    for (uint32_t i = 0; i < keep->held.count; i++)
        free(*SF_VEC_AT(&keep->held, char *, i));
    sf_vec_done(&keep->held);
    sf_vec_done(&keep->slots);
    sf_arena_done(&keep->arena);
}

static void *no_memory(sheaf_job *job) {
    sf_failf(&job->error, SHEAF_MEMORY, "memory", "there is no memory for what a plugin keeps");
    return NULL;
}

static void *take_room(sheaf_job *job, sf_keep *keep, size_t bytes) {
    if (keep == NULL || job->error.status != SHEAF_OK)
        return NULL;
    void *memory = sf_arena_take(&keep->arena, bytes);
    return memory ? memory : no_memory(job);
}

static void **add(sheaf_job *job, sf_keep *keep, const char *library, sheaf_str name) {
    slot made = {.library = library, .at = sf_arena_take(&keep->arena, sizeof *made.at)};
    if (made.at == NULL || !sf_arena_copy(&keep->arena, name, &made.name))
        return no_memory(job);
    slot *place = sf_vec_push(&keep->slots, 1);
    if (place == NULL)
        return no_memory(job);
    *place = made;
    return made.at;
}

static void **find(sheaf_job *job, sf_keep *keep, sheaf_str name) {
    if (keep == NULL || job->running == NULL || job->error.status != SHEAF_OK)
        return NULL;
    const char *library = job->running->info.library;
    for (uint32_t i = 0; i < keep->slots.count; i++) {
        const slot *one = SF_VEC_AT(&keep->slots, slot, i);
        if (strcmp(one->library, library) == 0 && sf_str_equal(one->name, name))
            return one->at;
    }
    return add(job, keep, library, name);
}

static void *session_room(sheaf_job *job, size_t bytes) {
    return take_room(job, job->keep, bytes);
}

static void **session_slot(sheaf_job *job, sheaf_str name) {
    return find(job, job->keep, name);
}

/* The job goes on lending them. */
static int session_hold(sheaf_job *job, sheaf_str lent) {
    for (uint32_t i = 0; job->keep && job->error.status == SHEAF_OK && i < job->opened.count; i++) {
        sf_source *source = &SF_VEC_AT(&job->opened, sf_resource, i)->source;
        if (source->owned == NULL || source->owned != lent.ptr)
            continue;
        char **room = sf_vec_push(&job->keep->held, 1);
        if (room == NULL)
            return no_memory(job) != NULL;
        *room = source->owned;
        source->owned = NULL;
        return 1;
    }
    return 0;
}

static void *document_room(sheaf_job *job, size_t bytes) {
    return take_room(job, &job->of_document, bytes);
}

static void **document_slot(sheaf_job *job, sheaf_str name) {
    return find(job, &job->of_document, name);
}

const sheaf_keep sf_keep_calls = {
    .size = sizeof(sheaf_keep), .room = session_room, .slot = session_slot, .hold = session_hold};
const sheaf_keep sf_keep_document_calls = {
    .size = sizeof(sheaf_keep), .room = document_room, .slot = document_slot};
