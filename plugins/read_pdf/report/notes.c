/* SPDX-License-Identifier: GPL-2.0-or-later
 * Footnotes: the last text of a page, in smaller type, each with a mark in front that stands raised in the text above, or is raised
 * itself; in type of the body's size, both. What the mark refers to is the last block of the page that holds it. */
#include "report/report.h"

enum { MOST_NOTES = 64 }; /* of a page: each is looked for in all of it */

static bool is_raised(const pdf_line *line, uint32_t span) {
    return line->spans[span].raised > 0;
}

static sheaf_str span_text(const pdf_line *line, uint32_t span) {
    const pdf_span *of = &line->spans[span];
    size_t start = of->start < line->text.len ? of->start : line->text.len;
    size_t length = of->length < line->text.len - start ? of->length : line->text.len - start;
    return pdf_trim((sheaf_str){line->text.ptr + start, length});
}

/* The digits or the sign in front, where the text is that of a note: `1 See ...`, `* Without ...`. */
static sheaf_str mark_of(const pdf_state *state, const pdf_block *block, bool *raised) {
    const pdf_line *line = state->entries[block->first].line;
    sheaf_str rest = block->text;
    *raised = line->span_count && is_raised(line, 0);
    if (*raised)
        return span_text(line, 0);
    while (rest.len && pdf_is_digit((unsigned char)*rest.ptr) && block->text.len - rest.len < 3)
        rest = pdf_from(rest, 1);
    if (rest.len == block->text.len && rest.len) {
        uint32_t c = pdf_code_take(&rest);
        if (c != '*' && c != 0x2020 && c != 0x2021 && c != 0xA7 && (c < 0x2460 || c > 0x2473))
            return SHEAF_STR("");
    }
    bool apart = rest.len && (*rest.ptr == ' ' || (unsigned char)*rest.ptr >= 0x80 ||
                              pdf_is_letter((unsigned char)*rest.ptr));
    return apart ? (sheaf_str){block->text.ptr, block->text.len - rest.len} : SHEAF_STR("");
}

static bool has_mark(const pdf_state *state, const pdf_block *block, sheaf_str mark) {
    for (uint32_t i = 0; i < block->count; i++) {
        const pdf_line *line = state->entries[block->first + i].line;
        for (uint32_t s = 0; line && s < line->span_count; s++) {
            sheaf_str text = span_text(line, s);
            if (is_raised(line, s) && text.len == mark.len && pdf_begins(text, mark))
                return true;
        }
    }
    return false;
}

/* The block above, on the same page, that holds the mark; PDF_NONE. */
static uint32_t referrer(const pdf_state *state, uint32_t note, sheaf_str mark) {
    uint32_t sheet = state->entries[state->blocks[note].first].sheet;
    for (uint32_t i = note; i-- > 0 && state->entries[state->blocks[i].first].sheet == sheet;) {
        const pdf_block *block = &state->blocks[i];
        if (!block->furniture && !block->absorbed && block->kind != SHEAF_FOOTNOTE &&
            has_mark(state, block, mark))
            return i;
    }
    return PDF_NONE;
}

/* Notes of one block stand in its chain in the order of the page. */
static void attach(pdf_state *state, uint32_t note) {
    pdf_block *block = &state->blocks[state->blocks[note].note];
    uint32_t *link = &block->first_note;
    while (*link != PDF_NONE)
        link = &state->blocks[*link].next_note;
    *link = note;
}

static bool is_small(const pdf_state *state, const pdf_block *block) {
    return block->type.size < state->body.size * 0.94f;
}

/* In type of the body's size only where the mark itself stands raised. */
static bool may_be_note(const pdf_state *state, const pdf_block *block) {
    if (block->kind != SHEAF_PARAGRAPH || block->absorbed || !block->text.len)
        return false;
    const pdf_line *line = state->entries[block->first].line;
    bool raised = line->span_count > 1 && is_raised(line, 0);
    return is_small(state, block) || (raised && block->type.size < state->body.size * 1.04f);
}

static bool take_note(pdf_state *state, uint32_t at) {
    pdf_block *block = &state->blocks[at];
    bool raised = false;
    sheaf_str mark = mark_of(state, block, &raised);
    uint32_t from = mark.len ? referrer(state, at, mark) : PDF_NONE;
    if (!mark.len || ((!raised || !is_small(state, block)) && from == PDF_NONE))
        return false;
    block->kind = SHEAF_FOOTNOTE;
    block->note = from;
    block->number.mark = mark;
    return true;
}

/* From the foot of a page upwards, as long as the type is small. */
static void take_foot(pdf_state *state, uint32_t first, uint32_t end) {
    uint32_t top = end;
    while (top > first && (state->blocks[top - 1].furniture || state->blocks[top - 1].absorbed ||
                           may_be_note(state, &state->blocks[top - 1])))
        top--;
    for (uint32_t i = top, tried = 0; i < end && tried < MOST_NOTES; i++, tried++)
        if (!state->blocks[i].furniture && !state->blocks[i].absorbed && take_note(state, i) &&
            state->blocks[i].note != PDF_NONE)
            attach(state, i);
}

void pdf_notes(pdf_state *state) {
    for (uint32_t first = 0, end; first < state->block_count; first = end) {
        uint32_t sheet = state->entries[state->blocks[first].first].sheet;
        for (end = first;
             end < state->block_count && state->entries[state->blocks[end].first].sheet == sheet;
             end++)
            ;
        take_foot(state, first, end);
    }
}
