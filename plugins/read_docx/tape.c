/* The recording side: each call either goes on to the host or becomes an entry with copies of what it was
 * given. A node's number is the host's, or the entry that opened it with the bit TAPE_NODE. */
#include "tape_inside.h"

#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------------------- copies of what is given -- */

static int same_place(const sheaf_origin *a, const sheaf_origin *b) {
    return a->kind == SHEAF_AT_PART && b->kind == SHEAF_AT_PART && a->unit == b->unit &&
           a->at.path.len == b->at.path.len &&
           memcmp(a->at.path.ptr, b->at.path.ptr, a->at.path.len) == 0;
}

/* Paths repeat from a cell to its paragraphs, so the place before is used again where it is the same. */
static const sheaf_origin *keep_origins(docx_tape *tape, const sheaf_origin *given,
                                        uint32_t count) {
    uint32_t last = tape->entries.count;
    const tape_entry *before = last > 1 ? docx_entry_at(tape, last - 2) : NULL;
    if (count == 1 && before && before->origin_count == 1 && same_place(before->origins, given))
        return before->origins;
    sheaf_origin *kept = docx_store_take(tape, count * sizeof *kept);
    for (uint32_t i = 0; kept && i < count; i++) {
        kept[i] = given[i];
        if (given[i].kind == SHEAF_AT_PART)
            kept[i].at.path = docx_store_text(tape, given[i].at.path);
    }
    return kept;
}

void docx_tape_keep(docx_tape *tape, tape_entry *entry, const sheaf_block *block) {
    entry->kind = (uint8_t)block->kind;
    entry->flags = (uint16_t)block->flags;
    entry->node = SHEAF_NONE;
    entry->text = docx_store_text(tape, block->text);
    if (!block->origin_count)
        return;
    entry->origins = keep_origins(tape, block->origins, block->origin_count);
    entry->origin_count = entry->origins ? block->origin_count : 0;
}

static const sheaf_figure *keep_figure(docx_tape *tape, const sheaf_figure *given) {
    sheaf_figure *kept = docx_store_take(tape, sizeof *kept);
    if (!kept)
        return NULL;
    *kept = *given;
    kept->part = docx_store_text(tape, given->part);
    kept->media_type = docx_store_text(tape, given->media_type);
    kept->bytes = docx_store_text(tape, given->bytes);
    return kept;
}

static int is_plain(const sheaf_block *block) {
    return block->kind == SHEAF_PARAGRAPH && !block->confidence && !block->opaque.len;
}

/* What kind, flags, text and origins do not say. */
static sheaf_block *keep_rest(docx_tape *tape, const sheaf_block *block) {
    sheaf_block *kept = docx_store_take(tape, sizeof *kept);
    if (!kept)
        return NULL;
    *kept = *block;
    kept->number = docx_store_text(tape, block->number);
    kept->opaque = docx_store_text(tape, block->opaque);
    if (block->figure)
        kept->figure = keep_figure(tape, block->figure);
    return kept;
}

tape_entry *docx_tape_entry(docx_tape *tape, tape_op op) {
    tape_entry *entry = docx_list_push(tape, &tape->entries, sizeof *entry);
    if (entry)
        *entry = (tape_entry){.op = (uint8_t)op, .text = SHEAF_STR("")};
    return entry;
}

static uint32_t record(docx_tape *tape, tape_op op, const sheaf_block *block) {
    uint32_t at = tape->entries.count;
    tape_entry *entry = tape->failed ? NULL : docx_tape_entry(tape, op);
    if (!entry)
        return SHEAF_NONE;
    docx_tape_keep(tape, entry, block);
    if (!is_plain(block))
        entry->more = keep_rest(tape, block);
    return at | TAPE_NODE;
}

/* ------------------------------------------------------------------------------- the host's calls -- */

uint32_t docx_tape_open(docx_tape *tape, const sheaf_block *block) {
    return tape->holds ? record(tape, TAPE_OPEN, block) : tape->host->open(tape->job, block);
}

uint32_t docx_tape_add(docx_tape *tape, const sheaf_block *block) {
    return tape->holds ? record(tape, TAPE_ADD, block) : tape->host->add(tape->job, block);
}

void docx_tape_close(docx_tape *tape) {
    if (!tape->holds)
        tape->host->close(tape->job);
    else if (!tape->failed)
        docx_tape_entry(tape, TAPE_CLOSE);
}

void docx_tape_append(docx_tape *tape, sheaf_str text, const sheaf_origin *origin) {
    if (!tape->holds) {
        tape->host->append(tape->job, text, origin);
        return;
    }
    tape_entry *entry = tape->failed ? NULL : docx_tape_entry(tape, TAPE_APPEND);
    if (!entry)
        return;
    const sheaf_block piece = {.text = text, .origins = origin, .origin_count = origin != NULL};
    docx_tape_keep(tape, entry, &piece);
}

/* A run of a node that was there before the recording began has the host's number: it is played as it is. */
static sheaf_run *record_run(docx_tape *tape, tape_op op, const sheaf_run *run) {
    tape_entry *entry = tape->failed ? NULL : docx_tape_entry(tape, op);
    sheaf_run *kept = entry ? docx_store_take(tape, sizeof *kept) : NULL;
    if (!kept)
        return NULL;
    *kept = *run;
    entry->node = run->node;
    entry->more = kept;
    return kept;
}

void docx_tape_mark(docx_tape *tape, const sheaf_run *run) {
    if (!tape->holds) {
        tape->host->mark(tape->job, run);
        return;
    }
    sheaf_run *kept = record_run(tape, TAPE_MARK, run);
    if (kept)
        kept->target = docx_store_text(tape, run->target);
}

/* ------------------------------------------------------------------------------------------ notes -- */

/* Where the note's node stands; NULL: no memory. */
static uint32_t *note_at(docx_tape *tape, uint32_t note) {
    while (tape->notes.count <= note) {
        uint32_t *made = docx_list_push(tape, &tape->notes, sizeof *made);
        if (!made)
            return NULL;
        *made = SHEAF_NONE;
    }
    return DOCX_AT(&tape->notes, uint32_t, note);
}

void docx_tape_note(docx_tape *tape, const sheaf_run *run, uint32_t note) {
    uint32_t *node = tape->failed ? NULL : note_at(tape, note);
    if (!node)
        return;
    if (!tape->holds) {
        docx_play_note(tape, run, *node);
        return;
    }
    sheaf_run *kept = record_run(tape, TAPE_NOTE, run);
    if (kept)
        kept->kind = note; /* until it is played */
    tape->note_marks++;
}

void docx_tape_bind(docx_tape *tape, uint32_t note, uint32_t node) {
    uint32_t *at = tape->failed ? NULL : note_at(tape, note);
    if (!at)
        return;
    *at = node;
    if (!(node & TAPE_NODE) || node == SHEAF_NONE)
        return;
    uint32_t *bound = docx_list_push(tape, &tape->bound, sizeof *bound);
    if (bound)
        *bound = note;
}

/* -------------------------------------------------------------------------------- the tape itself -- */

void docx_tape_hold(docx_tape *tape) {
    tape->holds++;
}

void docx_tape_release(docx_tape *tape) {
    if (tape->holds == 0 || --tape->holds > 0)
        return;
    docx_tape_play(tape);
}

docx_tape *docx_tape_new(const sheaf_host *host, sheaf_job *job) {
    docx_tape *tape = calloc(1, sizeof *tape);
    if (!tape) {
        host->fail(job, SHEAF_MEMORY, SHEAF_STR("memory"),
                   SHEAF_STR("there is not enough memory for the document"), NULL);
        return NULL;
    }
    tape->host = host;
    tape->job = job;
    return tape;
}

void docx_tape_free(docx_tape *tape) {
    if (!tape)
        return;
    docx_list *const lists[] = {&tape->entries, &tape->notes, &tape->bound, &tape->frames,
                                &tape->rows,    &tape->cells, &tape->edges, &tape->lines};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        free(lists[i]->base);
    docx_store_free(&tape->store);
    free(tape);
}
