/* SPDX-License-Identifier: GPL-2.0-or-later
 * A block of text to the host: its lines joined, its runs, and the footnotes that it refers to right behind it, so that their
 * node ids are known when the mark in the text is told. */
#include "report/report.h"

#include <stdio.h>

/* The text of a block once more, now with places and runs. */
static bool compose_block(pdf_state *state, const pdf_block *block, pdf_text *text) {
    pdf_room *room = state->reader->page;
    const pdf_line **lines = PDF_TAKE(room, const pdf_line *, block->count);
    pdf_joint *joints = PDF_TAKE(room, pdf_joint, block->count);
    if (!lines || !joints)
        return false;
    for (uint32_t i = 0; i < block->count; i++) {
        const pdf_entry *entry = &state->entries[block->first + i];
        lines[i] = entry->line;
        joints[i] = i ? pdf_entry_joint(state, entry) : PDF_JOINT_NONE;
    }
    return pdf_compose(state, room, lines, joints, block->count, state->page, text);
}

static uint32_t add_text(const pdf_state *state, const pdf_block *block, const pdf_text *text,
                         uint32_t kind, uint32_t flags) {
    bool heads = kind == SHEAF_HEADING;
    return state->reader->host->add(state->reader->job,
                                    &(sheaf_block){.size = sizeof(sheaf_block),
                                                   .kind = kind,
                                                   .flags = flags,
                                                   .text = {text->bytes, text->len},
                                                   .origins = text->origins,
                                                   .origin_count = text->origin_count,
                                                   .level = heads ? block->level : 0,
                                                   .number = heads || kind == SHEAF_FOOTNOTE
                                                                 ? block->number.mark
                                                                 : SHEAF_STR(""),
                                                   .opaque = {"", 0}});
}

/* The mark in the text becomes a reference to the note, the `index`th behind the text. */
static void refer(pdf_text *text, sheaf_str mark, char target[12], uint32_t node) {
    for (uint32_t i = 0; i < text->run_count; i++) {
        pdf_inline *run = &text->runs[i];
        sheaf_str raised = {text->bytes + run->start, run->length};
        if (run->kind != SHEAF_RUN_SUPERSCRIPT || raised.len != mark.len ||
            !pdf_begins(raised, mark))
            continue;
        int length = snprintf(target, 12, "%u", (unsigned)node);
        run->kind = SHEAF_RUN_NOTE;
        run->target = (sheaf_str){target, length > 0 ? (size_t)length : 0};
        return;
    }
}

static void emit_notes(pdf_state *state, const pdf_block *block) {
    for (uint32_t i = block->first_note; i != PDF_NONE; i = state->blocks[i].next_note) {
        const pdf_block *note = &state->blocks[i];
        pdf_text text = {0};
        if (!compose_block(state, note, &text))
            return;
        uint32_t node = add_text(state, note, &text, SHEAF_FOOTNOTE, 0);
        pdf_mark_runs(state, &text, node);
    }
}

static void refer_all(pdf_state *state, const pdf_block *block, pdf_text *text, uint32_t node) {
    uint32_t next = node + 1;
    for (uint32_t i = block->first_note; i != PDF_NONE && node != SHEAF_NONE;
         i = state->blocks[i].next_note) {
        char *target = PDF_TAKE(state->reader->page, char, 12);
        if (target)
            refer(text, state->blocks[i].number.mark, target, next++);
    }
}

/* `（一）主动公开。…`: the head is a heading, the rest a paragraph behind it. */
static void emit_head(pdf_state *state, const pdf_block *block, pdf_text *text, uint32_t flags) {
    pdf_text head = pdf_text_head(text, block->head);
    uint32_t node = add_text(state, block, &head, SHEAF_HEADING, flags | SHEAF_RUN_IN);
    pdf_mark_runs(state, &head, node);
    pdf_text_cut(text, block->head);
}

static void drop_marks(const pdf_state *state, const pdf_block *block, const pdf_text *text) {
    if (text->hyphens)
        pdf_drop(state, text->origins, (pdf_tally){.characters = text->hyphens},
                 SHEAF_STR("hyphen at the end of a line"));
    if (block->bullet)
        pdf_drop(state, text->origins, pdf_tally_text((sheaf_str){text->bytes, block->bullet}),
                 SHEAF_STR("bullet of a list"));
    for (uint32_t i = 0; i < block->count && i < text->origin_count; i++)
        if (state->entries[block->first + i].leaders)
            pdf_drop(state, &text->origins[i],
                     (pdf_tally){.characters = state->entries[block->first + i].leaders},
                     SHEAF_STR("dots that lead to the end of a line"));
}

void pdf_emit_text(pdf_state *state, uint32_t at, uint32_t flags) {
    const pdf_block *block = &state->blocks[at];
    uint32_t kind = block->kind == SHEAF_ITEM ? SHEAF_PARAGRAPH : block->kind;
    pdf_text text = {0};
    if (!compose_block(state, block, &text))
        return;
    drop_marks(state, block, &text);
    if (block->bullet)
        pdf_text_cut(&text, block->bullet);
    if (block->head) {
        emit_head(state, block, &text, flags);
        flags &= SHEAF_FURNITURE;
    }
    uint32_t node = add_text(state, block, &text, kind, flags);
    refer_all(state, block, &text, node);
    pdf_mark_runs(state, &text, node);
    emit_notes(state, block);
    pdf_room_empty(state->reader->page);
}
