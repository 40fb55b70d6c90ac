/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that a narrow cell broke over lines. `12` above `34` may be 1234 or two numbers; it is 1234 only if the first line
 * had no room for one more digit. The room is what the borders leave within the padding, and the padding is what the other
 * cells of the table prove: no line of theirs came nearer to a border. */
#include "lattice.h"

#define WITNESSES 4u /* lines that must agree before padding is assumed at all */
#define PADDING 6.0f /* more than any producer's default */

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

static bool breaks_digits(const pdf_line *line) {
    const pdf_line *next = line + 1;
    return line->direction == PDF_RIGHTWARD && next->direction == PDF_RIGHTWARD &&
           ends_in_number(line->text) && digit_at(next->text.ptr, next->text.len);
}

static bool has_broken(const pdf_cell *cell) {
    for (uint32_t i = 0; i + 1 < cell->line_count; i++)
        if (breaks_digits(&cell->lines[i]))
            return true;
    return false;
}

/* What the unbroken cells show: the least distance of a line from the borders beside it. */
static float padding_of(const lattice_frame *frame) {
    float least = PADDING;
    uint32_t witnesses = 0;
    for (uint32_t i = 0; i < frame->cell_count; i++) {
        const pdf_cell *cell = &frame->cells[i];
        if (has_broken(cell))
            continue;
        for (uint32_t k = 0; k < cell->line_count; k++) {
            float left = cell->lines[k].box[0] - cell->box[0],
                  right = cell->box[2] - cell->lines[k].box[2];
            float nearer = left < right ? left : right;
            if (nearer < 0) /* it overflows: no padding was kept */
                continue;
            least = nearer < least ? nearer : least;
            witnesses++;
        }
    }
    return witnesses < WITNESSES ? 0 : least;
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
    float spare = cell->box[2] - cell->box[0] - (line->box[2] - line->box[0]);
    float digit = width_of_digit(line);
    return spare > -digit / 2 && spare - 2 * padding < digit;
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

void lattice_mark_wrapped(lattice_frame *frame) {
    float padding = padding_of(frame);
    for (uint32_t i = 0; i < frame->cell_count; i++) {
        pdf_cell *cell = &frame->cells[i];
        for (uint32_t k = 0; k + 1 < cell->line_count; k++) {
            if (!breaks_digits(&cell->lines[k]))
                continue;
            if (!fills(cell, &cell->lines[k], padding) || are_years(cell))
                cell->wrapped = 2;
            else if (!cell->wrapped)
                cell->wrapped = 1;
        }
    }
}
