/* SPDX-License-Identifier: GPL-2.0-or-later
 * Blocks to the host, in their order. The first block of each page but the first of all is marked as standing behind a page
 * break, so that passes know where a page may have cut. */
#include "report/report.h"

void pdf_emit_figure(const pdf_state *state, const pdf_entry *entry, uint32_t flags) {
    const float *box = entry->piece->box;
    sheaf_origin place = pdf_place_laid(state, state->page, box);
    sheaf_figure figure = {.part = {"", 0}, .media_type = {"", 0}, .bytes = {"", 0}};
    state->reader->host->add(state->reader->job, &(sheaf_block){.size = sizeof(sheaf_block),
                                                                .kind = SHEAF_FIGURE,
                                                                .flags = flags,
                                                                .text = {"", 0},
                                                                .number = {"", 0},
                                                                .opaque = {"", 0},
                                                                .origins = &place,
                                                                .origin_count = 1,
                                                                .figure = &figure});
}

static uint32_t flags_of(const pdf_state *state, const pdf_block *block, uint32_t page) {
    return (block->furniture ? SHEAF_FURNITURE : 0u) |
           (block->indented && block->kind == SHEAF_PARAGRAPH ? SHEAF_INDENTED : 0u) |
           (state->page && page != state->page ? SHEAF_BREAK_BEFORE : 0u);
}

static void emit_block(pdf_state *state, uint32_t at) {
    const pdf_block *block = &state->blocks[at];
    const pdf_entry *entry = &state->entries[block->first];
    uint32_t page = state->reader->sheets[entry->sheet].number;
    uint32_t flags = flags_of(state, block, page);
    state->page = page;
    bool item = block->kind == SHEAF_ITEM || block->in_item;
    if (!item)
        pdf_close_lists(state);
    if (item)
        pdf_emit_item(state, at, flags);
    else if (block->kind == SHEAF_TABLE)
        pdf_emit_table(state, entry, flags);
    else if (block->kind == SHEAF_FIGURE)
        pdf_emit_figure(state, entry, flags);
    else
        pdf_emit_text(state, at, flags);
}

/* Remarks on pages up to this one that are not told yet, behind all text of their page. */
static void emit_remarks(pdf_state *state, uint32_t page) {
    for (; state->remark < state->remark_count && state->remarks[state->remark].page <= page;
         state->remark++) {
        const pdf_remark *remark = &state->remarks[state->remark];
        sheaf_origin place = pdf_place(remark->page, remark->box);
        pdf_close_lists(state);
        state->reader->host->add(state->reader->job, &(sheaf_block){.size = sizeof(sheaf_block),
                                                                    .kind = SHEAF_COMMENT,
                                                                    .text = remark->text,
                                                                    .number = {"", 0},
                                                                    .opaque = {"", 0},
                                                                    .origins = &place,
                                                                    .origin_count = 1});
    }
}

void pdf_emit(pdf_state *state) {
    for (uint32_t i = 0; i < state->block_count; i++) {
        const pdf_block *block = &state->blocks[i];
        if (state->reader->host->tick(state->reader->job, i, state->block_count) != SHEAF_OK)
            return;
        uint32_t page = state->reader->sheets[state->entries[block->first].sheet].number;
        emit_remarks(state, page - 1);
        if (!block->absorbed && (block->kind != SHEAF_FOOTNOTE || block->note == PDF_NONE))
            emit_block(state, i);
    }
    emit_remarks(state, PDF_NONE);
    pdf_close_lists(state);
}
