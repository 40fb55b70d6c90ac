/* SPDX-License-Identifier: GPL-2.0-or-later
 * Preformatted text: neighbouring blocks in a typewriter face in a document that is set otherwise. Its lines stay lines, and get
 * back the blanks in front that their indent stands for. */
#include "report/report.h"

#include <string.h>

enum { MOST_BLANKS = 64 };

static bool is_code(const pdf_state *state, const pdf_block *block) {
    return block->kind == SHEAF_PARAGRAPH && !block->furniture && !block->absorbed &&
           block->type.fixed && !state->body.fixed && block->text.len &&
           block->number.style != PDF_STYLE_BULLET;
}

/* All characters of such a face are as wide as six tenths of their size. */
static void indent(pdf_state *state, pdf_entry *entry, float left) {
    static const char blanks[MOST_BLANKS + 1] =
        "                                                                ";
    float columns =
        (entry->line->box[0] - left) / (0.6f * (entry->line->size > 1 ? entry->line->size : 1)) +
        0.5f;
    uint32_t count = columns < 0 ? 0 : columns > MOST_BLANKS ? MOST_BLANKS : (uint32_t)columns;
    const pdf_line *copy =
        count ? pdf_line_without(state->reader->kept, entry->line, 0, 0, (sheaf_str){blanks, count})
              : NULL;
    entry->line = copy ? copy : entry->line;
}

void pdf_code(pdf_state *state) {
    for (uint32_t i = 0, end; i < state->block_count; i = end) {
        pdf_block *block = &state->blocks[i];
        end = i + 1;
        if (!is_code(state, block))
            continue;
        float left = block->left;
        for (; end < state->block_count && is_code(state, &state->blocks[end]) &&
               state->blocks[end].first == block->first + block->count &&
               state->entries[state->blocks[end].first].sheet == state->entries[block->first].sheet;
             end++) {
            left = state->blocks[end].left < left ? state->blocks[end].left : left;
            pdf_absorb(state, block, &state->blocks[end]);
        }
        block->kind = SHEAF_CODE;
        for (uint32_t k = 0; k < block->count; k++)
            indent(state, &state->entries[block->first + k], left);
    }
}
