/* SPDX-License-Identifier: GPL-2.0-or-later
 * Headings that the outline of the document names. Its entries and the blocks are two lists in the same order, so each entry is
 * looked for near its page, behind the one before; white space and a number that only one of them has do not count. */
#include "report/report.h"

enum { MOST_BLOCKS = 4 };

/* Eats `with` from the front of the text, white space aside; false where something else stands there. */
static bool eat(sheaf_str *text, sheaf_str with) {
    sheaf_str rest = *text;
    for (;;) {
        with = pdf_trim(with);
        rest = pdf_trim(rest);
        if (!with.len)
            break;
        if (!rest.len || pdf_code_take(&rest) != pdf_code_take(&with))
            return false;
    }
    *text = rest;
    return true;
}

static bool is_candidate(const pdf_state *state, const pdf_block *block) {
    return block->kind == SHEAF_PARAGRAPH && !block->furniture && !block->absorbed &&
           state->entries[block->first].line;
}

/* How many blocks from `at` on make the title together; 0: they do not. */
static uint32_t blocks_of(const pdf_state *state, uint32_t at, sheaf_str title) {
    const pdf_block *block = &state->blocks[at];
    sheaf_str rest = pdf_trim(title);
    if (!eat(&rest, block->text) && !(block->number.rest.len && eat(&rest, block->number.rest))) {
        pdf_number number;
        if (!pdf_number_read(rest, &number) || !eat(&number.rest, block->text))
            return 0;
        rest = number.rest;
    }
    uint32_t count = 1;
    for (; rest.len && count < MOST_BLOCKS && at + count < state->block_count; count++) {
        const pdf_block *next = &state->blocks[at + count];
        if (!is_candidate(state, next) || !next->text.len || !eat(&rest, next->text))
            return 0;
    }
    return rest.len ? 0 : count;
}

static uint32_t first_block_of(const pdf_state *state, uint32_t page, uint32_t from) {
    while (from < state->block_count &&
           state->reader->sheets[state->entries[state->blocks[from].first].sheet].number < page)
        from++;
    return from;
}

/* The block that the entry names; a page off is near enough, the target may be the gap above. */
static uint32_t find_block(const pdf_state *state, const pdf_bookmark *mark, uint32_t from,
                           uint32_t *count, uint64_t *steps) {
    uint32_t at = mark->page ? first_block_of(state, mark->page, from) : from;
    *steps += at - from;
    for (; at < state->block_count; at++, ++*steps) {
        const pdf_block *block = &state->blocks[at];
        if (mark->page &&
            state->reader->sheets[state->entries[block->first].sheet].number > mark->page + 1)
            break;
        *count =
            is_candidate(state, block) && block->text.len ? blocks_of(state, at, mark->title) : 0;
        if (*count)
            return at;
    }
    return PDF_NONE;
}

uint32_t pdf_outline_headings(pdf_state *state, pdf_source *source) {
    const pdf_bookmark *marks = NULL;
    uint32_t mark_count = source ? pdf_source_outline(source, &marks) : 0, found = 0, from = 0;
    uint64_t steps = 0;
    for (uint32_t i = 0; i < mark_count; i++) {
        uint32_t count = 0;
        /* An outline that leads nowhere must not cost a walk of the document for each entry. */
        if (steps > 64ull * state->block_count + 65536)
            break;
        uint32_t at = find_block(state, &marks[i], from, &count, &steps);
        if (at == PDF_NONE)
            continue;
        pdf_block *block = &state->blocks[at];
        block->kind = SHEAF_HEADING;
        block->level = marks[i].level;
        for (uint32_t k = 1; k < count; k++) {
            pdf_absorb(state, block, &state->blocks[at + k]);
            state->entries[state->blocks[at + k].first].own_line = false;
        }
        from = at + count;
        found++;
    }
    return found * 2 >= mark_count ? found : 0;
}
