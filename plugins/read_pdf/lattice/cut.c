/* SPDX-License-Identifier: GPL-2.0-or-later
 * Tables that the paper was too narrow for. Browsers print what fits of them and cut the rest: the right border is missing,
 * and numbers end where the lines do, or run over. The digits beyond are not on the page; U+FFFD in their place keeps what is
 * left from being another number. Tables that are only drawn so, with no room beside their numbers, are told by two signs: their
 * lines end of themselves, not at the page's edge or that of a clip, and their numbers stand flush, as in the other columns. */
#include "lattice/lattice.h"
#include "page/edge.h"

#include <math.h>
#include <string.h>

#define TOUCH                                                                                      \
    0.5f /* points between a number and the end of the lines: no cell has so little padding */
#define NEAR 1.5f     /* of the end of the lines: a border there is the table's */
#define COVERED 0.25f /* of the height: a border */
#define FLUSH 0.3f    /* points between the ends of numbers that stand one below the other */
#define WIDER 1.0f    /* points by which one of them is wider than another: they are set right */

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

/* Whether the page or a clip ends where its lines do. */
static bool are_lines_cut(const pdf_page *page, const pdf_grid *grid) {
    for (uint32_t i = 0; i < page->ink_count; i++) {
        const pdf_ink *ink = &page->inks[i];
        if (ink->paint <= PDF_FILL && (ink->ground & PDF_GROUND_CUT) &&
            ink->box[2] > grid->box[2] - NEAR && ink->box[2] < grid->box[2] + NEAR &&
            pdf_overlap(ink->box[1], ink->box[3], grid->box[1] - NEAR, grid->box[3] + NEAR) > 0)
            return true;
    }
    return false;
}

/* How the numbers of a table stand that touch the right borders of their cells. */
typedef struct flush {
    float ends[2], wide[2]; /* in the last column: the least and the most */
    uint32_t last, others;
    bool runs_over; /* one of the last column: what is set right does not */
} flush;

static void note_flush(const pdf_grid *grid, const pdf_cell *cell, const pdf_line *line, flush *f) {
    const float end = line->box[2], wide = end - line->box[0];
    const bool is_last = cell->column + cell->column_span == grid->columns;
    if (line->direction != PDF_RIGHTWARD || !ends_in_digit(line->text))
        return;
    f->runs_over |= is_last && end > grid->box[2] + TOUCH;
    if (fabsf(end - grid->xs[cell->column + cell->column_span]) > TOUCH)
        return;
    f->others += !is_last;
    if (!is_last)
        return;
    f->ends[0] = f->last ? fminf(f->ends[0], end) : end;
    f->ends[1] = f->last ? fmaxf(f->ends[1], end) : end;
    f->wide[0] = f->last ? fminf(f->wide[0], wide) : wide;
    f->wide[1] = f->last ? fmaxf(f->wide[1], wide) : wide;
    f->last++;
}

/* Numbers that are cut end anywhere: where all end at one place, and shorter ones too, or those of other columns touch their borders
 * as well, that is how they are set. */
static bool are_set_so(const pdf_grid *grid) {
    flush f = {.last = 0};
    for (uint32_t i = 0; i < grid->cell_count; i++)
        for (uint32_t k = 0; k < grid->cells[i].line_count; k++)
            note_flush(grid, &grid->cells[i], &grid->cells[i].lines[k], &f);
    return f.last > 0 && !f.runs_over && f.ends[1] - f.ends[0] < FLUSH &&
           (f.others > 1 || f.wide[1] - f.wide[0] > WIDER);
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
                if (has_right_border(page, grid) ||
                    (!are_lines_cut(page, grid) && are_set_so(grid)))
                    return;
                is_asked = true;
            }
        if (is_asked)
            mark_cell(reader, grid, cell, edge);
    }
}
