/* SPDX-License-Identifier: GPL-2.0-or-later
 * Headings that are numbered in a series: a line that has the next number and looks and stands as the last heading did begins
 * a block of its own, and a line below it with the indent of a first line begins another. */
#include "report/report.h"

static bool is_near(float a, float b, float em) {
    return a - b < 0.5f * em && b - a < 0.5f * em;
}

static float left_of(const pdf_line *line) {
    return line->box[0];
}

void pdf_series_keep(pdf_state *state, const pdf_block *block) {
    if (block->furniture || block->count > 2 || !pdf_names_section(&block->number, block->text))
        return;
    state->series[block->number.style] =
        (pdf_series){.last = block->number,
                     .size = block->type.size,
                     .left = left_of(state->entries[block->first].line),
                     .bold = block->type.bold};
}

bool pdf_series_next(const pdf_state *state, const pdf_line *line) {
    pdf_number number;
    if (!pdf_number_read(line->text, &number) || !pdf_names_section(&number, line->text))
        return false;
    const pdf_series *series = &state->series[number.style];
    pdf_type type = pdf_type_of(state, &line, 1);
    return series->last.style != PDF_STYLE_NONE && pdf_number_follows(&series->last, &number) &&
           pdf_same_size(type.size, series->size) && type.bold == series->bold &&
           is_near(left_of(line), series->left, type.size);
}

/* A heading that goes on in a second line is long, and goes on at the edge or behind its number. */
bool pdf_series_ends(const pdf_state *state, const pdf_line *above, const pdf_line *below) {
    float em = above->size, indent = left_of(above) - state->left;
    float wide = above->box[2] - left_of(above), all = state->right - state->left;
    return indent > 0.8f * em && indent < 6 * em && wide < 0.4f * all &&
           is_near(left_of(above), left_of(below), em) && pdf_series_next(state, above);
}
