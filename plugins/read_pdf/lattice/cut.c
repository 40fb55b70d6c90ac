/* SPDX-License-Identifier: GPL-2.0-or-later
 * Tables that the paper was too narrow for. Browsers print what fits of them and cut the rest: the right border is missing,
 * and numbers end where the lines do, or run over. The digits beyond are not on the page; U+FFFD in their place keeps what is
 * left from being another number. */
#include "lattice/lattice.h"
#include "page/edge.h"

#include <string.h>

#define TOUCH                                                                                      \
    0.5f /* points between a number and the end of the lines: no cell has so little padding */
#define NEAR 1.5f     /* of the end of the lines: a border there is the table's */
#define COVERED 0.25f /* of the height: a border */

static bool has_right_border(const pdf_page *page, const pdf_grid *grid) {
    float covered = 0;
    for (uint32_t i = 0; i < page->ink_count; i++) {
        const pdf_ink *ink = &page->inks[i];
        float wide = ink->box[2] - ink->box[0];
        float common = pdf_overlap(ink->box[1], ink->box[3], grid->box[1], grid->box[3]);
        if (ink->paint <= PDF_FILL && wide <= LATTICE_THIN && common > 0 &&
            ink->box[2] > grid->box[2] - NEAR && ink->box[0] < grid->box[2] + NEAR)
            covered += common;
    }
    return covered >= COVERED * (grid->box[3] - grid->box[1]);
}

static bool ends_in_digit(sheaf_str text) {
    return text.len > 0 && pdf_is_digit((unsigned char)text.ptr[text.len - 1]);
}

static bool is_cut(const pdf_grid *grid, const pdf_line *line) {
    return line->direction == PDF_RIGHTWARD && line->box[2] > grid->box[2] - TOUCH &&
           ends_in_digit(line->text);
}

static bool mark(pdf_reader *reader, pdf_line *line) {
    static const char lost[] = "\xEF\xBF\xBD";
    enum { LENGTH = sizeof lost - 1 };
    char *text = PDF_TAKE(reader->kept, char, line->text.len + LENGTH + 1);
    pdf_span *spans = PDF_TAKE(reader->kept, pdf_span, (size_t)line->span_count + 1);
    if (!text || !spans)
        return false;
    memcpy(text, line->text.ptr, line->text.len);
    memcpy(text + line->text.len, lost, LENGTH);
    if (line->span_count) {
        memcpy(spans, line->spans, line->span_count * sizeof *spans);
        spans[line->span_count - 1].length += LENGTH;
    }
    line->text = (sheaf_str){text, line->text.len + LENGTH};
    line->spans = spans;
    return true;
}

static void mark_cell(pdf_reader *reader, const pdf_grid *grid, pdf_cell *cell, pdf_edge *edge) {
    for (uint32_t i = 0; i < cell->line_count; i++) {
        pdf_line *line = &cell->lines[i];
        if (is_cut(grid, line) && mark(reader, line) && edge->cuts++ == 0)
            memcpy(edge->box, line->box, sizeof edge->box);
    }
}

void pdf_mark_cut_cells(pdf_reader *reader, const pdf_page *page, pdf_grid *grid, pdf_edge *edge) {
    bool is_asked = false;
    for (uint32_t i = 0; i < grid->cell_count; i++) {
        pdf_cell *cell = &grid->cells[i];
        if (cell->column + cell->column_span != grid->columns)
            continue;
        for (uint32_t k = 0; k < cell->line_count && !is_asked; k++)
            if (is_cut(grid, &cell->lines[k])) {
                if (has_right_border(page, grid))
                    return;
                is_asked = true;
            }
        if (is_asked)
            mark_cell(reader, grid, cell, edge);
    }
}
