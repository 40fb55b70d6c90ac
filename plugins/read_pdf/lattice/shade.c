/* SPDX-License-Identifier: GPL-2.0-or-later
 * Shades without lines downwards whose cells run together: where the column of labels (or the head) has one colour, its edges part
 * no rows, and all labels are one cell beside rows of numbers; or the numbers of several rows are one cell in each column.
 * The text tells: a line of it holds several cells. What such shades show is no grid; the white between the numbers is. */
#include "lattice/lattice.h"

#include <math.h>

#define SAME_LINE 0.5f /* ems between the middles of neighbours: more is another line */
#define BESIDE 0.3f    /* ems */
#define FEWEST 3u      /* rows */
#define CRAMMED 2u     /* lines of cells with several numbers */

/* A line of the frame's text: chars `first` .. `end`, which are sorted downwards. */
typedef struct stretch {
    uint32_t first, end;
    float middle;
} stretch;

static float middle_of(const pdf_page *page, const lattice_frame *frame, uint32_t i) {
    return lattice_middle(&page->chars[frame->chars[i]], 1);
}

/* The next line of text at or below char `from`; false: there is none. */
static bool next_line(const pdf_page *page, const lattice_frame *frame, uint32_t from,
                      stretch *line) {
    if (from >= frame->char_count)
        return false;
    *line = (stretch){.first = from, .end = from + 1, .middle = middle_of(page, frame, from)};
    float sum = line->middle;
    while (line->end < frame->char_count &&
           middle_of(page, frame, line->end) - middle_of(page, frame, line->end - 1) <
               SAME_LINE * frame->em)
        sum += middle_of(page, frame, line->end++);
    line->middle = sum / (float)(line->end - from);
    return true;
}

static uint32_t cell_of(const lattice_frame *frame, uint32_t i) {
    return frame->cell_of[frame->places[i].row * frame->columns + frame->places[i].column];
}

static bool is_within(const pdf_cell *cell, const lattice_place *place) {
    return place->row >= cell->row && place->row < cell->row + cell->row_span;
}

/* ---- all labels in one cell ---------------------------------------------------------------------------------- */

/* Whether the line holds digits in a row of the cell, but outside of it. */
static bool has_values(const pdf_page *page, const lattice_frame *frame, uint32_t cell,
                       const stretch *line) {
    for (uint32_t i = line->first; i < line->end; i++)
        if (cell_of(frame, i) != cell && is_within(&frame->cells[cell], &frame->places[i]) &&
            pdf_is_digit(page->chars[frame->chars[i]].code))
            return true;
    return false;
}

/* Whether text of the cell stands at this height, or in two lines right above and below it. */
static bool has_text_at(const pdf_page *page, const lattice_frame *frame, uint32_t cell,
                        float middle) {
    const float slack = BESIDE * frame->em;
    for (uint32_t i = 0; i < frame->char_count; i++) {
        const float *box = page->chars[frame->chars[i]].box;
        if (cell_of(frame, i) == cell && box[1] - slack <= middle && box[3] + slack >= middle)
            return true;
    }
    return false;
}

static bool has_text(const lattice_frame *frame, uint32_t cell, const stretch *line) {
    for (uint32_t i = line->first; i < line->end; i++)
        if (cell_of(frame, i) == cell)
            return true;
    return false;
}

/* A tall cell with a line or more for each row of numbers beside it. */
static bool holds_labels(const pdf_page *page, const lattice_frame *frame, uint32_t cell) {
    uint32_t own = 0, rows = 0, beside = 0;
    stretch line;
    for (uint32_t at = 0; next_line(page, frame, at, &line); at = line.end) {
        own += has_text(frame, cell, &line);
        if (!has_values(page, frame, cell, &line))
            continue;
        rows++;
        beside += has_text_at(page, frame, cell, line.middle);
    }
    return beside >= FEWEST && beside * 4 >= rows * 3 && own >= beside;
}

bool lattice_runs_together(const pdf_page *page, const lattice_frame *frame) {
    for (uint32_t i = 0; i < frame->cell_count; i++)
        if (frame->cells[i].row_span >= FEWEST && frame->cells[i].column_span < frame->columns &&
            holds_labels(page, frame, i))
            return true;
    return false;
}

/* ---- several rows of numbers in each cell -------------------------------------------------------------------- */

static bool is_word(uint32_t code) {
    return code >= 'A' && !pdf_is_digit(code) && !(code >= 0x2000 && code < 0x2E80);
}

typedef struct level {
    uint32_t row;  /* of the frame, in which two cells or more have digits in this line; PDF_NONE */
    bool labelled; /* another one of the row has words there */
} level;

static level level_of(const pdf_page *page, const lattice_frame *frame, const stretch *line) {
    level found = {.row = PDF_NONE};
    uint32_t first = PDF_NONE;
    for (uint32_t i = line->first; i < line->end; i++) {
        const uint32_t cell = cell_of(frame, i), code = page->chars[frame->chars[i]].code;
        if (first != PDF_NONE && first != cell && pdf_is_digit(code) &&
            frame->cells[cell].row == frame->cells[first].row)
            found.row = frame->cells[cell].row;
        first = first == PDF_NONE && pdf_is_digit(code) ? cell : first;
    }
    for (uint32_t i = line->first; i < line->end; i++)
        found.labelled = found.labelled ||
                         (is_word(page->chars[frame->chars[i]].code) && cell_of(frame, i) < first);
    return found;
}

bool lattice_is_upright(const lattice_frame *frame) {
    const lattice_borders *down = &frame->borders[DOWN];
    for (uint32_t i = 0; i < down->count * down->slots; i++)
        if (down->walls[i] & WALL_HARD)
            return true;
    return false;
}

/* Half of the lines with numbers, or more, are one of several in their row: of three, or of two with a label each. A number with
 * another one in brackets below has one label for both. */
bool lattice_stacks_rows(const pdf_page *page, const lattice_frame *frame) {
    uint32_t all = 0, stacked = 0, run = 0, labelled = 0, counted = 0;
    level last = {.row = PDF_NONE};
    stretch line;
    if (lattice_is_upright(frame))
        return false;
    for (uint32_t at = 0; next_line(page, frame, at, &line); at = line.end) {
        const level here = level_of(page, frame, &line);
        if (here.row == PDF_NONE)
            continue;
        const bool same = here.row == last.row;
        all++;
        run = same ? run + 1 : 1;
        labelled = (same ? labelled : 0) + here.labelled;
        counted = same ? counted : 0;
        if (run >= FEWEST || (run >= 2 && labelled == run)) {
            stacked += run - counted;
            counted = run;
        }
        last = here;
    }
    return stacked > 0 && stacked * 2 >= all;
}

/* ---- nothing that white does not tell ------------------------------------------------------------------------ */

/* Whether a cell has digits in this line and in an earlier one, whose cells are marked. */
static bool marks_again(const pdf_page *page, const lattice_frame *frame, const stretch *line,
                        bool *marked) {
    bool again = false;
    for (uint32_t i = line->first; i < line->end; i++)
        again =
            again || (pdf_is_digit(page->chars[frame->chars[i]].code) && marked[cell_of(frame, i)]);
    for (uint32_t i = line->first; i < line->end; i++)
        marked[cell_of(frame, i)] =
            marked[cell_of(frame, i)] || pdf_is_digit(page->chars[frame->chars[i]].code);
    return again;
}

bool lattice_is_flat(pdf_room *room, const pdf_page *page, const lattice_frame *frame) {
    bool *marked = PDF_TAKE(room, bool, frame->cell_count);
    stretch line;
    if (!marked || lattice_is_upright(frame))
        return false;
    for (uint32_t i = 0; i < frame->cell_count; i++)
        if (frame->cells[i].row_span > (frame->cells[i].row ? 1u : 2u))
            return false;
    for (uint32_t at = 0; next_line(page, frame, at, &line); at = line.end)
        if (marks_again(page, frame, &line, marked))
            return false;
    return true;
}

/* ---- columns of numbers in one cell -------------------------------------------------------------------------- */

/* In how many lines of a cell two numbers stand beside each other, more than a blank apart. */
static uint32_t crammed_lines(const lattice_pieces *near, uint32_t cell) {
    uint32_t lines = 0, last = PDF_NONE;
    for (uint32_t i = near->first[cell] + 1; i < near->first[cell + 1]; i++)
        if (near->of[i].digits && near->of[i - 1].digits &&
            near->of[i].band == near->of[i - 1].band && near->of[i].band != last) {
            last = near->of[i].band;
            lines++;
        }
    return lines;
}

bool lattice_crams_columns(pdf_room *room, const pdf_page *page, const lattice_frame *frame) {
    lattice_pieces wide, near;
    uint32_t rows = 0;
    if (lattice_is_upright(frame) || !lattice_find_pieces(room, page, frame, &wide, &near))
        return false;
    for (uint32_t i = 0; i < frame->cell_count; i++)
        rows += crammed_lines(&near, i);
    return rows >= CRAMMED;
}
