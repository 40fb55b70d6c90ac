/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that a narrow cell broke over lines. `12` above `34` may be 1234 or two numbers; it is 1234 only if the first line
 * had no room for one more digit (lattice/padding.c), and if the columns are not just as wide as what they hold: then each
 * widest number fills its column. Where digits run over borders, a line that fills its cell may be the end of another cell's number. */
#include "lattice/lattice.h"

#include <string.h>

#define DIGIT 5.0f /* points, in type of ten */
#define BELOW 0.3f /* of its size: that the next line is lower */
#define LIKE 0.8f  /* of the size of the line beside it, at least */
#define MORE 0.8f  /* of a digit: figures of many fonts are not all as wide */
#define SLACK 1.0f /* points that padding may be more than it is known to be */
#define SOME 3u    /* broken numbers, and all of them full, in one table */
#define MANY 6u

/* The byte length of the digit that a text begins with, 0 if it begins otherwise. */
static size_t digit_at(const char *text, size_t length) {
    if (length && text[0] >= '0' && text[0] <= '9')
        return 1;
    const unsigned char *wide = (const unsigned char *)text;
    bool full =
        length >= 3 && wide[0] == 0xEF && wide[1] == 0xBC && wide[2] >= 0x90 && wide[2] <= 0x99;
    return full ? 3 : 0;
}

static bool ends_in_digit(sheaf_str text) {
    return (text.len && digit_at(text.ptr + text.len - 1, 1)) ||
           (text.len >= 3 && digit_at(text.ptr + text.len - 3, 3));
}

/* U+FF0C and U+FF0E. */
static bool ends_in_wide_separator(sheaf_str text) {
    const unsigned char *end = (const unsigned char *)text.ptr + text.len;
    return text.len > 3 && end[-3] == 0xEF && end[-2] == 0xBC &&
           (end[-1] == 0x8C || end[-1] == 0x8E);
}

/* Ends in a digit, or in a digit and one separator: the same breaks as pdf_breaks_digits sees, which relies on this. */
static bool ends_in_number(sheaf_str text) {
    if (text.len > 1 && (text.ptr[text.len - 1] == ',' || text.ptr[text.len - 1] == '.'))
        text.len--;
    else if (ends_in_wide_separator(text))
        text.len -= 3;
    return ends_in_digit(text);
}

/* What stands in the place of another line does not go on with it. */
static bool breaks_digits(const pdf_line *line) {
    const pdf_line *next = line + 1;
    return line->direction == PDF_RIGHTWARD && next->direction == PDF_RIGHTWARD &&
           next->base - line->base > BELOW * line->size && ends_in_number(line->text) &&
           digit_at(next->text.ptr, next->text.len);
}

bool lattice_breaks_digits(const pdf_cell *cell) {
    for (uint32_t i = 0; i + 1 < cell->line_count; i++)
        if (breaks_digits(&cell->lines[i]))
            return true;
    return false;
}

static float spare_of(const pdf_cell *cell, const pdf_line *line) {
    return cell->box[2] - cell->box[0] - (line->box[2] - line->box[0]);
}

/* Of the digit that would come next: as those before it in a line of half-width text. */
static float width_of_digit(const pdf_line *line) {
    const char *end = line->text.ptr + line->text.len;
    if (line->text.len >= 3 && digit_at(end - 3, 3) == 3)
        return line->size;
    for (size_t i = 0; i < line->text.len; i++)
        if ((unsigned char)line->text.ptr[i] > 0x7E)
            return line->size / 2;
    return line->text.len ? (line->box[2] - line->box[0]) / (float)line->text.len : 0;
}

/* A line that is wider than its cell was not broken to fit into it. */
static bool fills(const pdf_cell *cell, const pdf_line *line, float padding) {
    float spare = spare_of(cell, line), digit = width_of_digit(line);
    return spare > -digit / 2 && spare - 2 * padding < digit;
}

/* The line below has a digit more, nearly: so the cell had room for it. */
static bool is_outdone(const pdf_line *line) {
    const pdf_line *next = line + 1;
    return next->box[2] - next->box[0] > line->box[2] - line->box[0] + MORE * width_of_digit(line);
}

/* All lines but the last. */
static bool is_full(const pdf_cell *cell, float padding) {
    for (uint32_t k = 0; k + 1 < cell->line_count; k++)
        if (breaks_digits(&cell->lines[k]) &&
            (!fills(cell, &cell->lines[k], padding) || is_outdone(&cell->lines[k])))
            return false;
    return true;
}

/* `2021` above `2022`: years fill narrow columns and are written below each other. */
static bool are_years(const pdf_cell *cell) {
    for (uint32_t i = 0; i < cell->line_count; i++) {
        sheaf_str text = cell->lines[i].text;
        bool century = text.len == 4 && ((text.ptr[0] == '1' && text.ptr[1] == '9') ||
                                         (text.ptr[0] == '2' && text.ptr[1] == '0'));
        if (!century || !digit_at(text.ptr + 2, 1) || !digit_at(text.ptr + 3, 1))
            return false;
    }
    return true;
}

/* `0.91` above `0.81`. */
static bool has_two_points(const pdf_cell *cell) {
    uint32_t points = 0;
    for (uint32_t i = 0; i < cell->line_count; i++)
        for (size_t k = 0; k < cell->lines[i].text.len; k++)
            points += cell->lines[i].text.ptr[k] == '.';
    return points > 1;
}

static bool is_struck(const pdf_line *line, bool last) {
    return line->span_count > 0 && line->spans[last ? line->span_count - 1 : 0].struck;
}

/* A number that is struck above the one that is valid, or a digit of a watermark: lines of one number look alike. */
static bool look_unlike(const pdf_cell *cell) {
    for (uint32_t i = 0; i + 1 < cell->line_count; i++) {
        const pdf_line *line = &cell->lines[i], *next = line + 1;
        float low = line->size < next->size ? line->size : next->size;
        float high = line->size < next->size ? next->size : line->size;
        if (low < LIKE * high || is_struck(line, true) != is_struck(next, false))
            return true;
    }
    return false;
}

static bool may_be_one(const pdf_cell *cell) {
    return !are_years(cell) && !has_two_points(cell) && !look_unlike(cell);
}

/* Some column is wider than what stands in it in one line: widths do not follow the text. */
static bool has_room(pdf_room *room, const lattice_frame *frame, float padding) {
    float *spare = PDF_TAKE(room, float, frame->columns);
    for (uint32_t i = 0; spare && i < frame->columns; i++)
        spare[i] = PDF_FARTHEST;
    for (uint32_t i = 0; spare && i < frame->cell_count; i++) {
        const pdf_cell *cell = &frame->cells[i];
        bool broken = lattice_breaks_digits(cell);
        if (cell->column_span > 1 || (cell->line_count != 1 && !broken))
            continue;
        float here = broken ? 0 : spare_of(cell, &cell->lines[0]);
        spare[cell->column] = here < spare[cell->column] ? here : spare[cell->column];
    }
    for (uint32_t i = 0; spare && i < frame->columns; i++)
        if (spare[i] < PDF_FARTHEST && spare[i] - 2 * padding >= DIGIT * frame->unit)
            return true;
    return false;
}

/* The broken numbers of the table, if all are broken where there is no room, and they are not equally long: numbers that stand
 * below each other are not all as wide as their columns. Else 0. */
static uint32_t count_agreed(const lattice_frame *frame, float padding) {
    const pdf_cell *first = NULL;
    uint32_t full = 0;
    bool vary = false;
    for (uint32_t i = 0; i < frame->cell_count; i++) {
        const pdf_cell *cell = &frame->cells[i];
        if (!lattice_breaks_digits(cell) || are_years(cell))
            continue;
        if (!is_full(cell, padding))
            return 0;
        first = first ? first : cell;
        full++;
        vary = vary || cell->line_count != first->line_count ||
               cell->lines[cell->line_count - 1].text.len < cell->lines[0].text.len;
    }
    return vary ? full : 0;
}

/* A table that breaks digits where one more had found room has numbers below each other in its cells: then a line that fills its
 * cell does so by chance, and proves nothing. */
static bool has_stacks(const lattice_frame *frame, float padding) {
    for (uint32_t i = 0; i < frame->cell_count; i++) {
        const pdf_cell *cell = &frame->cells[i];
        if (lattice_breaks_digits(cell) && may_be_one(cell) && !is_full(cell, padding))
            return true;
    }
    return false;
}

void lattice_mark_wrapped(pdf_room *room, lattice_frame *frame) {
    bool broken = false, runs_over = false;
    for (uint32_t i = 0; i < frame->cell_count; i++) {
        broken = broken || lattice_breaks_digits(&frame->cells[i]);
        runs_over = runs_over || frame->cells[i].runs_over;
    }
    if (!broken)
        return;
    const lattice_padding padding = lattice_padding_of(frame);
    const bool wide =
        has_room(room, frame, padding.most) && !has_stacks(frame, padding.most + SLACK);
    const uint32_t agreed = count_agreed(frame, padding.most);
    for (uint32_t i = 0; i < frame->cell_count; i++) {
        pdf_cell *cell = &frame->cells[i];
        if (!lattice_breaks_digits(cell))
            continue;
        bool full = is_full(cell, agreed >= SOME ? padding.most : padding.least);
        cell->wrapped = full && !runs_over && (wide || agreed >= MANY) && may_be_one(cell) ? 1 : 2;
    }
}
