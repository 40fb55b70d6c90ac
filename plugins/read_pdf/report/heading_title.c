/* SPDX-License-Identifier: GPL-2.0-or-later
 * The document's title: the largest type of the first page near its top, which nothing later in the document has. Blocks of that
 * type that follow each other are lines of one title. The masthead of an official notice, above the notice's number, names
 * who speaks; it is larger than the title and is none. */
#include "report/heading.h"

enum { NEAR_TOP = 8, MOST_LINES = 5, WIDEST = 160, WIDEST_NUMBER = 60 };

void pdf_absorb(pdf_state *state, pdf_block *block, pdf_block *next) {
    state->entries[next->first].own_line = true;
    block->count = next->first + next->count - block->first;
    next->absorbed = true;
}

static bool is_text(const pdf_block *block) {
    return block->kind == SHEAF_PARAGRAPH && !block->furniture && !block->absorbed &&
           block->text.len;
}

/* `〔2024〕12号` in a short line: the number of an official notice. */
static bool has_notice_number(sheaf_str text) {
    static const uint32_t opening[] = {0x3014, 0x3010, 0xFF08, 0xFF3B, '[', '('};
    if (pdf_columns(text) > WIDEST_NUMBER)
        return false;
    while (text.len) {
        uint32_t open = pdf_code_take(&text), digits = 0, after = 0;
        bool opens = false;
        for (size_t i = 0; i < sizeof opening / sizeof *opening; i++)
            opens = opens || open == opening[i];
        sheaf_str rest = text;
        while (opens && rest.len && pdf_is_digit(pdf_code_first(rest)) && digits < 5) {
            pdf_code_take(&rest);
            digits++;
        }
        if (digits != 4 || !rest.len)
            continue;
        pdf_code_take(&rest); /* the closing bracket */
        while (rest.len && (after = pdf_code_take(&rest)) != 0x53F7 &&
               (pdf_is_digit(after) || pdf_is_space(after) || after == 0x7B2C))
            ;
        if (after == 0x53F7)
            return true;
    }
    return false;
}

bool pdf_is_masthead(const pdf_state *state, uint32_t at) {
    uint32_t next = pdf_next_block(state, at);
    return next != PDF_NONE && is_text(&state->blocks[at]) &&
           state->entries[state->blocks[at].first].sheet == state->entries[0].sheet &&
           state->blocks[at].type.size > state->blocks[next].type.size * 1.18f &&
           is_text(&state->blocks[next]) && has_notice_number(state->blocks[next].text);
}

/* Among the first blocks of the first page; PDF_NONE: none stands out. */
static uint32_t largest_on_top(const pdf_state *state) {
    uint32_t best = PDF_NONE, seen = 0;
    for (uint32_t i = 0; i < state->block_count && seen < NEAR_TOP; i++) {
        const pdf_block *block = &state->blocks[i];
        if (state->entries[block->first].sheet != state->entries[0].sheet)
            break;
        seen += !block->furniture;
        if (is_text(block) && !pdf_is_masthead(state, i) &&
            (best == PDF_NONE || block->type.size > state->blocks[best].type.size + 0.3f))
            best = i;
    }
    return best;
}

static bool is_like(const pdf_block *a, const pdf_block *b) {
    return a->type.size - b->type.size < 0.3f && b->type.size - a->type.size < 0.3f &&
           a->type.bold == b->type.bold;
}

/* Nothing else is as large, and nothing that is not beside it looks the same. */
static bool is_unique(const pdf_state *state, uint32_t first, uint32_t end) {
    const pdf_block *title = &state->blocks[first];
    for (uint32_t i = 0; i < state->block_count; i++) {
        const pdf_block *block = &state->blocks[i];
        if ((i < first || i >= end) && !block->furniture && block->count &&
            !pdf_is_masthead(state, i) &&
            (block->kind == SHEAF_PARAGRAPH || block->kind == SHEAF_HEADING) &&
            (block->type.size > title->type.size + 0.3f || is_like(block, title)))
            return false;
    }
    return true;
}

static bool has_letter(sheaf_str text) {
    while (text.len)
        if (pdf_is_letter(pdf_code_take(&text)))
            return true;
    return false;
}

static bool is_name(const pdf_state *state, const pdf_block *block) {
    uint32_t last = pdf_code_last(block->text);
    return block->count <= 4 && has_letter(block->text) && pdf_columns(block->text) <= WIDEST &&
           last != 0x3002 && last != '.' && last != ',' && last != 0xFF0C &&
           block->number.style != PDF_STYLE_BULLET &&
           state->entries[block->first].line->direction == PDF_RIGHTWARD;
}

static bool stands_out(const pdf_state *state, const pdf_block *block) {
    float body = state->body.size;
    return block->type.size > body * 1.18f ||
           (block->centred &&
            (block->type.size > body * 1.05f || (block->type.bold && !state->body.bold)));
}

/* A line that nearly fills its column is centred, too, if the next one has its middle: `…年度` above `报告`. */
static bool is_set_alike(const pdf_state *state, const pdf_block *above, const pdf_block *below) {
    const float *a = state->entries[above->first].line->box;
    const float *b = state->entries[below->first].line->box;
    float off = a[0] + a[2] - b[0] - b[2], near = 0.5f * above->type.size;
    return above->centred == below->centred || (off < near && off > -near);
}

/* One past the last block that goes on in the title. */
static uint32_t title_end(const pdf_state *state, uint32_t first) {
    uint32_t end = first + 1;
    while (end < state->block_count && end - first < MOST_LINES && is_text(&state->blocks[end]) &&
           is_like(&state->blocks[first], &state->blocks[end]) &&
           is_name(state, &state->blocks[end]) &&
           is_set_alike(state, &state->blocks[first], &state->blocks[end]) &&
           state->entries[state->blocks[end].first].sheet ==
               state->entries[state->blocks[first].first].sheet)
        end++;
    return end;
}

void pdf_title(pdf_state *state) {
    uint32_t first = state->block_count ? largest_on_top(state) : PDF_NONE;
    if (first == PDF_NONE || state->block_count < 2)
        return;
    pdf_block *title = &state->blocks[first];
    uint32_t end = title_end(state, first);
    if (!is_name(state, title) || !stands_out(state, title) || !is_unique(state, first, end))
        return;
    title->kind = SHEAF_TITLE;
    for (uint32_t i = first + 1; i < end; i++)
        pdf_absorb(state, title, &state->blocks[i]);
}
