/* The playing side. A block that has been played has the host's number in its entry. A note may stand behind
 * the text that leads to it; its number is known all the same, because the host numbers blocks one after
 * the other: before a tape with notes is played, each entry gets its rank, fillers of tables counted. */
#include "tape_inside.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct player {
    docx_tape *tape;
    uint32_t first; /* the host's number of the block with rank 0 */
    int ranked;
} player;

enum { ENTRIES_PER_TICK = 256 };

/* ------------------------------------------------------------------------------------------ ranks -- */

static uint32_t fillers_before(const tape_entry *e) {
    if (e->kind == SHEAF_CELL)
        return ((const tape_cell *)e->more)->fillers;
    return 0;
}

/* Tables close in order, so the fillers behind a table's last cell are counted at its CLOSE, found by the
 * stack of open blocks that `node` of the opening entries strings together. */
static void rank(docx_tape *tape) {
    uint32_t rank = 0, open = SHEAF_NONE;
    for (uint32_t i = 0; i < tape->entries.count; i++) {
        tape_entry *e = docx_entry_at(tape, i);
        switch (e->op) {
        case TAPE_SKIP:
            i = e->to - 1;
            break;
        case TAPE_OPEN:
            e->to = open;
            open = i;
            rank += fillers_before(e);
            e->node = rank++;
            break;
        case TAPE_ADD:
            rank += fillers_before(e);
            e->node = rank++;
            break;
        case TAPE_CLOSE:
            if (open == SHEAF_NONE)
                break;
            e = docx_entry_at(tape, open);
            if (e->kind == SHEAF_TABLE)
                rank += ((const tape_table *)e->more)->fillers;
            open = e->to;
            break;
        default:
            break;
        }
    }
}

/* ---------------------------------------------------------------------------------------- playing -- */

static sheaf_block block_of(const tape_entry *e) {
    sheaf_block block = {.number = SHEAF_STR(""), .opaque = SHEAF_STR("")};
    const tape_table *table = e->more;
    const tape_cell *cell = e->more;
    if (e->kind == SHEAF_TABLE) {
        block.rows = table->rows;
        block.columns = table->columns;
        block.headers = table->headers;
    } else if (e->kind == SHEAF_CELL) {
        block.row = cell->row;
        block.column = cell->column;
        block.row_span = cell->row_span;
        block.column_span = cell->column_span;
        block.header = cell->header;
    } else if (e->more) {
        block = *(const sheaf_block *)e->more;
    }
    block.size = sizeof block;
    block.kind = e->kind;
    block.flags = e->flags;
    block.text = e->text;
    block.origins = e->origins;
    block.origin_count = e->origin_count;
    return block;
}

/* The host must count as `rank` did, or notes would lead elsewhere. */
static void note_number(player *p, tape_entry *e, uint32_t node) {
    if (p->first == SHEAF_NONE)
        p->first = node - (p->ranked ? e->node : 0);
    if (p->ranked && node != SHEAF_NONE && node - p->first != e->node)
        p->tape->host->fail(p->tape->job, SHEAF_BAD_CALL, SHEAF_STR("docx.tape"),
                            SHEAF_STR("the blocks of a table were not numbered as foreseen, so "
                                      "notes cannot be told apart; this is a defect of Sheaf"),
                            NULL);
    e->node = node;
}

static void play_block(player *p, tape_entry *e) {
    const sheaf_host *host = p->tape->host;
    sheaf_block block = block_of(e);
    note_number(p, e,
                e->op == TAPE_OPEN ? host->open(p->tape->job, &block)
                                   : host->add(p->tape->job, &block));
}

void docx_play_note(docx_tape *tape, const sheaf_run *run, uint32_t node) {
    char digits[16];
    if (node == SHEAF_NONE)
        return;
    int length = snprintf(digits, sizeof digits, "%" PRIu32, node);
    sheaf_run marked = *run;
    marked.kind = SHEAF_RUN_NOTE;
    marked.target = (sheaf_str){digits, (size_t)length};
    tape->host->mark(tape->job, &marked);
}

/* The host's number of a node: `at` is the entry that is played now. */
static uint32_t number_of(const player *p, uint32_t node, uint32_t at) {
    if (!(node & TAPE_NODE) || node == SHEAF_NONE)
        return node;
    uint32_t entry = node & ~TAPE_NODE;
    uint32_t number = docx_entry_at(p->tape, entry)->node;
    return entry < at || number == SHEAF_NONE ? number : p->first + number;
}

static void play_run(player *p, const tape_entry *e, uint32_t at) {
    docx_tape *tape = p->tape;
    sheaf_run run = *(const sheaf_run *)e->more;
    run.node = number_of(p, e->node, at);
    if (e->op == TAPE_MARK)
        tape->host->mark(tape->job, &run);
    else
        docx_play_note(tape, &run, number_of(p, *DOCX_AT(&tape->notes, uint32_t, run.kind), at));
}

static void play_all(player *p) {
    docx_tape *tape = p->tape;
    const sheaf_host *host = tape->host;
    for (uint32_t i = 0; i < tape->entries.count; i++) {
        tape_entry *e = docx_entry_at(tape, i);
        if (i % ENTRIES_PER_TICK == 0 && host->tick(tape->job, 0, 0) != SHEAF_OK)
            return;
        switch (e->op) {
        case TAPE_OPEN:
        case TAPE_ADD:
            play_block(p, e);
            break;
        case TAPE_CLOSE:
            host->close(tape->job);
            break;
        case TAPE_APPEND:
            host->append(tape->job, e->text, e->origins);
            break;
        case TAPE_SKIP:
            i = e->to - 1;
            break;
        default:
            play_run(p, e, i);
        }
    }
}

/* Notes that were bound while the tape ran keep the host's number. */
static void settle_notes(player *p) {
    docx_tape *tape = p->tape;
    for (uint32_t i = 0; i < tape->bound.count; i++) {
        uint32_t *node = DOCX_AT(&tape->notes, uint32_t, *DOCX_AT(&tape->bound, uint32_t, i));
        if (*node & TAPE_NODE)
            *node = number_of(p, *node, tape->entries.count);
    }
}

void docx_tape_play(docx_tape *tape) {
    player p = {.tape = tape, .first = SHEAF_NONE, .ranked = tape->note_marks > 0};
    if (tape->failed)
        return;
    if (p.ranked)
        rank(tape);
    play_all(&p);
    settle_notes(&p);
    tape->entries.count = 0;
    tape->bound.count = 0;
    tape->note_marks = 0;
    docx_store_rewind(&tape->store);
}
