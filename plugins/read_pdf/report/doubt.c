/* SPDX-License-Identifier: GPL-2.0-or-later
 * The net under the layout: whatever it made of a page, some places show that numbers may stand wrongly. Cells that hold
 * several numbers of which nothing says that they belong together, a number that goes on behind a border, digits drawn
 * over others. Each table has one warning of a kind, with the place of the first cell and how many there are. */
#include "report/report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TOUCH 0.05f  /* of the type's size */
#define OVERLAP 0.5f /* of it */
#define BLANK 0.15f  /* of it: a point and the digit behind it are nearer */

enum { NEAR_LINES = 8, NEAR_PIECES = 16 }; /* that are compared with each other */

/* ---- numbers behind borders, digits over digits ---- */

static bool is_level(const pdf_line *a, const pdf_line *b) {
    return a->direction == PDF_RIGHTWARD && b->direction == PDF_RIGHTWARD &&
           fabsf(a->base - b->base) < 0.25f * fminf(a->size, b->size);
}

/* The last digit of one touches the first of the other, as only those of one number do, or reaches over it. */
static bool touches(const pdf_line *a, const pdf_line *b, float most) {
    const float gap = b->box[0] - a->box[2];
    return gap < most * a->size && gap > -OVERLAP * a->size;
}

/* A point at the end, behind a digit. */
static bool ends_in_point(sheaf_str text) {
    uint32_t last = 0, before = 0;
    while (text.len) {
        before = last;
        last = pdf_code_take(&text);
    }
    return pdf_is_point(last) && pdf_is_digit(before);
}

static bool begins_with_point(sheaf_str text) {
    return text.len && pdf_is_point(pdf_code_take(&text)) && text.len &&
           pdf_is_digit(pdf_code_take(&text));
}

/* May the text of one line and that of the next one be one number? `apart`: another number begins with the latter. Most stand too
 * far from each other, which tells it at once. */
static bool may_be_one(const pdf_line *a, const pdf_line *b, bool apart) {
    if (!touches(a, b, BLANK))
        return false;
    if (pdf_is_digit(pdf_code_last(a->text)) && begins_with_point(b->text))
        return true;
    if (apart || !pdf_is_digit(pdf_code_first(b->text)))
        return false;
    return pdf_is_digit(pdf_code_last(a->text)) ? touches(a, b, TOUCH) : ends_in_point(a->text);
}

static bool goes_on(const pdf_cell *left, const pdf_cell *right) {
    if (left->row != right->row || left->column + left->column_span != right->column)
        return false;
    for (uint32_t i = 0; i < left->line_count && i < NEAR_LINES; i++)
        for (uint32_t k = 0; k < right->line_count && k < NEAR_LINES; k++)
            if (is_level(&left->lines[i], &right->lines[k]) &&
                may_be_one(&left->lines[i], &right->lines[k], right->apart))
                return true;
    return false;
}

bool pdf_has_digit(sheaf_str text) {
    while (text.len)
        if (pdf_is_digit(pdf_code_take(&text)))
            return true;
    return false;
}

static bool is_over(const pdf_line *a, const pdf_line *b) {
    float wide = fminf(a->box[2] - a->box[0], b->box[2] - b->box[0]);
    return is_level(a, b) &&
           pdf_overlap(a->box[0], a->box[2], b->box[0], b->box[2]) > 0.5f * wide &&
           pdf_has_digit(a->text) && pdf_has_digit(b->text);
}

static bool is_overlaid(const pdf_cell *cell) {
    for (uint32_t i = 0; i < cell->line_count; i++)
        for (uint32_t k = i + 1; k < cell->line_count && k <= i + NEAR_LINES; k++)
            if (is_over(&cell->lines[i], &cell->lines[k]))
                return true;
    return false;
}

/* ---- to the host ---- */

typedef enum doubt { SEVERAL, BEHIND, ACROSS, OVER, HEADS, DOUBTS } doubt;
enum {
    AFTER = 1 << DOUBTS
}; /* beside their bits in pdf_cell.doubts: right of a cell with BEHIND */

static const struct {
    const char *code, *one, *more;
} words[DOUBTS] = {
    [SEVERAL] =
        {"pdf.cell.numbers",
         "The cell holds several numbers, and nothing shows that they belong together; rows "
         "or columns may have run into each other",
         "cells of the table hold several numbers each, and nothing shows that they belong "
         "together; rows or columns may have run into each other. The first one is here"},
    [BEHIND] = {"pdf.cell.numbers",
                "The digits at the border go on behind it without a gap; they may be one number",
                "times digits at a border of the table go on behind it without a gap; they may be "
                "one number. The first time is here"},
    [ACROSS] = {"pdf.cell.numbers",
                "The digits run over a border and stand here as one number; as one of them ends "
                "there, they may be a number in each cell",
                "times digits run over a border of the table and stand in one cell; as one of them "
                "ends there, they may be a number in each cell. The first time is here"},
    [OVER] = {"pdf.text.overlaid",
              "Digits are drawn over others; which of them the page shows is not known",
              "times digits are drawn over others; which of them the page shows is not known. The "
              "first time is here"},
    [HEADS] =
        {"pdf.table.heads",
         "The table has no upright rules, and its heads or labels do not say for certain which "
         "cells are theirs: a column has no head, a head may be that of several, or a cell "
         "holds part of another",
         ""},
};

/* Of a table, or of the text of a page. */
typedef struct tally {
    uint32_t count;
    const float *box; /* of the first */
} tally;

static void note(tally *of, bool is, const float *box) {
    of->box = is && !of->count ? box : of->box;
    of->count += is;
}

static void tell(const pdf_state *state, uint32_t page, const tally *tallies) {
    for (int i = 0; i < DOUBTS; i++) {
        char text[256];
        uint32_t count = tallies[i].count;
        if (!count)
            continue;
        int length = count > 1
                         ? snprintf(text, sizeof text, "%u %s", (unsigned)count, words[i].more)
                         : snprintf(text, sizeof text, "%s", words[i].one);
        state->reader->host->diagnose(
            state->reader->job,
            &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                .severity = SHEAF_WARNING,
                                .code = {words[i].code, strlen(words[i].code)},
                                .message = {text, (size_t)length},
                                .origin = pdf_place_laid(state, page, tallies[i].box)});
    }
}

/* ---- what is found ---- */

static void mark_cell(pdf_cell *cell, bool has_next) {
    const bool over = is_overlaid(cell), behind = has_next && goes_on(cell, cell + 1);
    cell->doubts |= (uint8_t)(over << OVER | (!over && pdf_holds_several(cell)) << SEVERAL |
                              behind << BEHIND | (cell->runs_over && cell->line_count) << ACROSS);
    if (behind)
        cell[1].doubts |= AFTER;
}

/* Several numbers in a cell are there for everybody to see. */
bool pdf_is_doubted(const pdf_cell *cell) {
    return (cell->doubts & ~(1u << SEVERAL)) != 0;
}

static void mark_grid(const pdf_grid *grid) {
    for (uint32_t i = 0; i < grid->cell_count; i++) {
        mark_cell(&grid->cells[i], i + 1 < grid->cell_count);
        for (const pdf_grid *inner = grid->cells[i].inner; inner; inner = inner->next)
            for (uint32_t k = 0; k < inner->cell_count; k++)
                mark_cell(&inner->cells[k], k + 1 < inner->cell_count);
    }
}

void pdf_doubts_mark(const pdf_state *state) {
    for (uint32_t i = 0; i < state->reader->sheet_count; i++) {
        const pdf_sheet *sheet = &state->reader->sheets[i];
        for (uint32_t k = 0; k < sheet->piece_count; k++)
            if (sheet->pieces[k].kind == PDF_PIECE_GRID)
                mark_grid(sheet->pieces[k].grid);
    }
}

static void doubt_grid(const pdf_state *state, uint32_t page, const pdf_grid *grid) {
    tally found[DOUBTS] = {{0}};
    for (uint32_t i = 0; i < grid->cell_count; i++)
        for (int of = 0; of < DOUBTS; of++)
            note(&found[of], grid->cells[i].doubts >> of & 1, grid->cells[i].box);
    note(&found[HEADS], grid->flags & PDF_GRID_DOUBTED, grid->box);
    tell(state, page, found);
}

/* A table, then those in its cells, which hold no more. */
static void doubt_grids(const pdf_state *state, uint32_t page, const pdf_grid *grid) {
    doubt_grid(state, page, grid);
    for (uint32_t i = 0; i < grid->cell_count; i++)
        for (const pdf_grid *inner = grid->cells[i].inner; inner; inner = inner->next)
            doubt_grid(state, page, inner);
}

static void doubt_sheet(const pdf_state *state, const pdf_sheet *sheet) {
    tally found[DOUBTS] = {{0}};
    for (uint32_t i = 0; i < sheet->piece_count; i++) {
        const pdf_piece *piece = &sheet->pieces[i];
        if (piece->kind == PDF_PIECE_GRID)
            doubt_grids(state, sheet->number, piece->grid);
        for (uint32_t k = i + 1; k < sheet->piece_count && k <= i + NEAR_PIECES; k++)
            if (piece->kind == PDF_PIECE_LINE && sheet->pieces[k].kind == PDF_PIECE_LINE)
                note(&found[OVER], is_over(piece->line, sheet->pieces[k].line), piece->box);
    }
    tell(state, sheet->number, found);
}

void pdf_doubts(const pdf_state *state) {
    for (uint32_t i = 0; i < state->reader->sheet_count; i++)
        doubt_sheet(state, &state->reader->sheets[i]);
    pdf_doubt_signs(state);
}
