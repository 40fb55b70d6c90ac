/* SPDX-License-Identifier: GPL-2.0-or-later
 * Lists: blocks with a bullet, or with numbers that count on, hung by their indent. A number alone is no list: its successor must
 * follow, or the paragraph hang behind it. How deep an item stands is told by the indents that are open, from the left. */
#include "report/report.h"

enum { DEEPEST = 8, REACH = 24, NEAR = 4 /* points */ };

typedef struct level {
    float left;
    const pdf_block *last; /* the last item on it */
} level;

static bool may_begin(const pdf_state *state, const pdf_block *block) {
    return block->kind == SHEAF_PARAGRAPH && !block->furniture && !block->absorbed &&
           !block->head && state->entries[block->first].line->direction == PDF_RIGHTWARD;
}

static bool may_be_item(const pdf_state *state, const pdf_block *block) {
    return may_begin(state, block) && block->number.rest.len;
}

static bool is_near(float a, float b) {
    return a - b < NEAR && b - a < NEAR;
}

/* Marks that words and sums begin with, too, want a blank behind them. */
static bool is_bulleted(const pdf_block *block) {
    const pdf_number *number = &block->number;
    return number->style == PDF_STYLE_BULLET && (number->spaced || number->value > 0xFF);
}

/* Whether the next number of the series stands in one of the next blocks, whatever stands between further right. */
static bool counts_on(const pdf_state *state, uint32_t at) {
    const pdf_block *block = &state->blocks[at];
    for (uint32_t i = at + 1; i < state->block_count && i - at < REACH; i++) {
        const pdf_block *next = &state->blocks[i];
        if (next->furniture || next->absorbed)
            continue;
        if (next->kind == SHEAF_HEADING)
            return false;
        if (may_be_item(state, next) && pdf_number_follows(&block->number, &next->number) &&
            is_near(next->left, block->left))
            return true;
        if (next->left < block->left - NEAR)
            return false;
    }
    return false;
}

/* Whether the number before it stands in one of the items above, whatever stands between. */
static bool was_counted(const pdf_state *state, uint32_t at) {
    const pdf_block *block = &state->blocks[at];
    for (uint32_t i = at; i-- > 0 && at - i < REACH && state->blocks[i].kind != SHEAF_HEADING;)
        if (state->blocks[i].kind == SHEAF_ITEM && is_near(state->blocks[i].left, block->left) &&
            pdf_number_follows(&state->blocks[i].number, &block->number))
            return true;
    return false;
}

/* A first number that is set like those of a list above, perhaps the only one of another list. */
static bool begins_like_one(const pdf_state *state, uint32_t at) {
    const pdf_block *block = &state->blocks[at];
    for (uint32_t i = at; block->number.value == 1 && i-- > 0 && at - i < REACH;) {
        const pdf_block *other = &state->blocks[i];
        if (other->kind == SHEAF_ITEM && other->ordered && other->level == 1 &&
            other->number.style == block->number.style &&
            other->number.depth == block->number.depth &&
            other->number.bracketed == block->number.bracketed && is_near(other->left, block->left))
            return true;
    }
    return false;
}

static bool is_list_number(const pdf_number *number) {
    return number->style == PDF_STYLE_DECIMAL || number->style == PDF_STYLE_PAREN ||
           number->style == PDF_STYLE_CIRCLED || number->style == PDF_STYLE_ROMAN ||
           number->style == PDF_STYLE_LETTER;
}

static bool hangs(const pdf_block *block) {
    return block->count > 1 && block->hang > block->left + 0.7f * block->type.size &&
           block->number.spaced;
}

/* Whether a list of the levels goes on with the block. */
static bool goes_on(const level *levels, uint32_t depth, const pdf_block *block) {
    for (uint32_t i = 0; i < depth; i++)
        if (is_near(levels[i].left, block->left) &&
            pdf_number_follows(&levels[i].last->number, &block->number))
            return true;
    return false;
}

/* A bullet without a text, in a list: an item that holds nothing. Elsewhere a sign alone says something. */
static bool is_empty_item(const pdf_state *state, const pdf_block *block, const level *levels,
                          uint32_t depth) {
    return may_begin(state, block) && block->number.style == PDF_STYLE_BULLET &&
           block->number.value > 0xFF && !block->number.rest.len && goes_on(levels, depth, block);
}

static bool begins_series(const pdf_number *number) {
    return is_list_number(number) && number->value == 1;
}

/* `1.` above `a.` above `i.`: lists in lists, each with its first number. */
static bool nests(const pdf_state *state, uint32_t at, const level *levels, uint32_t depth) {
    const pdf_block *block = &state->blocks[at];
    if (!begins_series(&block->number))
        return false;
    if (depth && block->left > levels[depth - 1].left + NEAR)
        return true;
    uint32_t next = pdf_next_block(state, at);
    return next != PDF_NONE && may_be_item(state, &state->blocks[next]) &&
           begins_series(&state->blocks[next].number) &&
           state->blocks[next].left > block->left + NEAR;
}

static bool is_item(const pdf_state *state, uint32_t at, const level *levels, uint32_t depth) {
    const pdf_block *block = &state->blocks[at];
    if (is_empty_item(state, block, levels, depth))
        return true;
    if (!may_be_item(state, block))
        return false;
    if (is_bulleted(block))
        return true;
    return is_list_number(&block->number) &&
           (goes_on(levels, depth, block) || counts_on(state, at) || was_counted(state, at) ||
            hangs(block) || begins_like_one(state, at) || nests(state, at, levels, depth));
}

/* By how much the number is deeper than the other: `1.1` below `1.` is, wherever it begins. */
static int deeper_by(const pdf_number *number, const pdf_number *other) {
    bool both = number->style == PDF_STYLE_DECIMAL && other->style == PDF_STYLE_DECIMAL;
    return both ? (int)number->depth - (int)other->depth : 0;
}

static void place_item(pdf_block *block, level *levels, uint32_t *depth) {
    while (*depth && (block->left < levels[*depth - 1].left - NEAR ||
                      deeper_by(&block->number, &levels[*depth - 1].last->number) < 0))
        --*depth;
    block->ordered = block->number.style != PDF_STYLE_BULLET;
    bool deeper = !*depth || (*depth < DEEPEST &&
                              (block->left > levels[*depth - 1].left + NEAR ||
                               deeper_by(&block->number, &levels[*depth - 1].last->number) > 0));
    if (deeper)
        levels[(*depth)++].left = block->left;
    else {
        const pdf_number *last = &levels[*depth - 1].last->number;
        block->new_list = (last->style == PDF_STYLE_BULLET) == block->ordered ||
                          (block->ordered && !pdf_number_follows(last, &block->number) &&
                           block->number.value == 1);
    }
    levels[*depth - 1].last = block;
    block->kind = SHEAF_ITEM;
    block->level = *depth;
    if (!block->ordered)
        block->bullet = (uint32_t)block->number.mark.len;
}

/* A paragraph that begins where the further lines of the item above it do is a part of the item. */
static bool is_inside(const pdf_state *state, const pdf_block *block, const pdf_block *item) {
    return block->kind == SHEAF_PARAGRAPH && !block->absorbed && !block->head &&
           item->hang > item->left + NEAR && is_near(block->left, item->hang) &&
           state->entries[block->first].sheet == state->entries[item->first].sheet;
}

void pdf_lists(pdf_state *state) {
    level levels[DEEPEST];
    uint32_t depth = 0;
    for (uint32_t i = 0; i < state->block_count; i++) {
        pdf_block *block = &state->blocks[i];
        if (block->furniture || block->absorbed)
            continue;
        if (is_item(state, i, levels, depth)) {
            place_item(block, levels, &depth);
        } else if (depth && is_inside(state, block, levels[depth - 1].last)) {
            block->in_item = true;
            block->level = depth;
        } else {
            depth = 0;
        }
    }
}
