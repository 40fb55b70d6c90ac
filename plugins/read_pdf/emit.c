/* SPDX-License-Identifier: GPL-2.0-or-later
 * Blocks to the host, in their order. The first block of each page but the first of all is marked as standing behind a page
 * break, so that passes know where a page may have cut. */
#include "report.h"

static uint32_t flags_of(const pdf_state *state, const pdf_block *block, uint32_t page) {
    return (block->furniture ? SHEAF_FURNITURE : 0) | (block->indented ? SHEAF_INDENTED : 0) |
           (state->page && page != state->page ? SHEAF_BREAK_BEFORE : 0);
}

/* The text of a block once more, now with places and runs. */
static bool compose_block(pdf_state *state, const pdf_block *block, pdf_text *text) {
    pdf_room *room = state->reader->page;
    const pdf_line **lines = PDF_TAKE(room, const pdf_line *, block->count);
    pdf_joint *joints = PDF_TAKE(room, pdf_joint, block->count);
    if (!lines || !joints)
        return false;
    for (uint32_t i = 0; i < block->count; i++) {
        lines[i] = state->entries[block->first + i].line;
        joints[i] = i ? pdf_joint_of(state, lines[i - 1]->text, lines[i]->text) : PDF_JOINT_NONE;
    }
    return pdf_compose(state, room, lines, joints, block->count, state->page, text);
}

static void emit_text(pdf_state *state, const pdf_block *block, uint32_t flags) {
    pdf_text text = {0};
    if (!compose_block(state, block, &text))
        return;
    uint32_t node = state->reader->host->add(
        state->reader->job,
        &(sheaf_block){.size = sizeof(sheaf_block),
                       .kind = block->kind,
                       .flags = flags,
                       .text = {text.bytes, text.len},
                       .origins = text.origins,
                       .origin_count = text.origin_count,
                       .level = block->level,
                       .number = block->level ? block->number.mark : SHEAF_STR("")});
    pdf_mark_runs(state, &text, node);
    state->hyphens += text.hyphens;
    pdf_room_empty(state->reader->page);
}

static void emit_block(pdf_state *state, const pdf_block *block) {
    const pdf_entry *entry = &state->entries[block->first];
    uint32_t page = state->reader->sheets[entry->sheet].number;
    uint32_t flags = flags_of(state, block, page);
    state->page = page;
    if (block->kind == SHEAF_TABLE)
        pdf_emit_table(state, entry, flags);
    else if (entry->line)
        emit_text(state, block, flags);
}

void pdf_emit(pdf_state *state) {
    for (uint32_t i = 0; i < state->block_count; i++) {
        if (state->reader->host->tick(state->reader->job, i, state->block_count) != SHEAF_OK)
            return;
        emit_block(state, &state->blocks[i]);
    }
}
