/* SPDX-License-Identifier: GPL-2.0-or-later
 * Items to the host. Lists are open as deep as the last item stands, each with its last item open. A page's furniture closes
 * them: what follows begins a list again, and passes may join the two. */
#include "report/report.h"

static void close_level(pdf_state *state) {
    state->reader->host->close(state->reader->job); /* item */
    state->reader->host->close(state->reader->job); /* list */
    state->depth--;
}

void pdf_close_lists(pdf_state *state) {
    while (state->depth)
        close_level(state);
}

static void open_list(pdf_state *state, const pdf_block *block) {
    state->reader->host->open(state->reader->job, &(sheaf_block){.size = sizeof(sheaf_block),
                                                                 .kind = SHEAF_LIST,
                                                                 .text = {"", 0},
                                                                 .number = {"", 0},
                                                                 .opaque = {"", 0},
                                                                 .ordered = block->ordered});
    state->depth++;
}

static void open_item(pdf_state *state, const pdf_block *block) {
    while (state->depth > block->level || (state->depth == block->level && block->new_list))
        close_level(state);
    if (state->depth == block->level)
        state->reader->host->close(state->reader->job);
    else
        open_list(state, block);
    state->reader->host->open(
        state->reader->job,
        &(sheaf_block){.size = sizeof(sheaf_block),
                       .kind = SHEAF_ITEM,
                       .text = {"", 0},
                       .number = block->ordered ? block->number.mark : SHEAF_STR(""),
                       .opaque = {"", 0}});
}

/* Of an item that holds nothing else. */
static void drop_bullet(const pdf_state *state, const pdf_block *block) {
    sheaf_origin place = pdf_place_laid(state, state->page, state->entries[block->first].line->box);
    pdf_drop(state, &place, pdf_tally_text(block->text), SHEAF_STR("bullet of a list"));
}

void pdf_emit_item(pdf_state *state, uint32_t at, uint32_t flags) {
    const pdf_block *block = &state->blocks[at];
    if (block->kind == SHEAF_ITEM)
        open_item(state, block);
    while (state->depth > block->level && block->level)
        close_level(state);
    if (block->kind == SHEAF_ITEM && !block->number.rest.len)
        drop_bullet(state, block);
    else
        pdf_emit_text(state, at, flags & ~(uint32_t)SHEAF_INDENTED);
}
