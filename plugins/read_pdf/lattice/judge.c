/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which frames are tables. Charts, flow charts, boxes around prose, form fields and drawings are made of the same lines;
 * a table has text in several cells, stands within its outer rules, and its rules do not cut its letters. */
#include "lattice/lattice.h"

#define LONG_TEXT 300u /* letters: prose, not a value */
#define SHORT_TEXT 80u
#define ROOM 0.9f /* ems that a cell needs for a value */
#define LETTERING 1.1f
#define MARGINS 2.0f /* points between the margins beside a box that is set in the text */
#define MEASURE 0.6f /* of the page's width: less is a box that was put on the page */
#define HEAD 0.08f   /* of the page's height: running heads stand above */
#define FEW 3u       /* columns: fewer are boxes of a form */
#define LOW 0.34f    /* of its height */

typedef struct evidence {
    uint32_t cells, filled, longest, cut;
    /* of the cut: digits, at a side, as numbers have that are wider than their cell */
    uint32_t overflown;
    uint32_t head[2], head_filled[2]; /* cells of the first row, of the first column */
    float sides[2]; /* how much of the outer borders is drawn: above and below; left and right */
    float inner[2];
    float hard; /* part of the walls that is drawn, not the edge of a fill */
    uint32_t closed;
    float em;         /* the size of its text */
    uint32_t upright; /* pieces of lines downwards, at any border */
    bool labelled;    /* the first cell holds text */
    bool roomy;       /* every cell has room for a letter */
} evidence;

static uint32_t walls_of(const lattice_borders *borders, uint32_t border, uint8_t kind) {
    uint32_t walls = 0;
    for (uint32_t slot = 0; slot < borders->slots; slot++)
        walls += (borders->walls[(size_t)border * borders->slots + slot] & kind) != 0;
    return walls;
}

/* By length, as columns differ. */
static float drawn(const lattice_frame *frame, int axis, uint32_t border) {
    const lattice_borders *borders = &frame->borders[axis], *other = &frame->borders[1 - axis];
    float sum = 0;
    for (uint32_t slot = 0; slot < borders->slots; slot++)
        if (borders->walls[(size_t)border * borders->slots + slot])
            sum += other->at[slot + 1] - other->at[slot];
    return sum / (other->at[other->count - 1] - other->at[0]);
}

/* How much of the inner borders is wall: ragged grounds of text lines have little. */
static float inner(const lattice_frame *frame, int axis) {
    const uint32_t count = frame->borders[axis].count;
    float sum = 0;
    for (uint32_t border = 1; border + 1 < count; border++)
        sum += drawn(frame, axis, border);
    return count > 2 ? sum / (float)(count - 2) : 1;
}

/* Two boxes out of line have a hull whose opposite corners are empty. */
static bool has_corner(const lattice_frame *frame, bool right, bool low) {
    const lattice_borders *across = &frame->borders[ACROSS], *down = &frame->borders[DOWN];
    uint32_t column = right ? frame->columns - 1 : 0, row = low ? frame->rows - 1 : 0;
    return across->walls[(size_t)(low ? frame->rows : 0) * across->slots + column] ||
           down->walls[(size_t)(right ? frame->columns : 0) * down->slots + row];
}

static bool is_staggered(const lattice_frame *frame) {
    return (!has_corner(frame, false, false) && !has_corner(frame, true, true)) ||
           (!has_corner(frame, true, false) && !has_corner(frame, false, true));
}

/* Does a wall of `axis` run through the character? Not at its edge, where fonts are generous. */
static bool is_cut_by(const lattice_frame *frame, int axis, const pdf_char *one,
                      const uint32_t slots[2]) {
    const lattice_borders *borders = &frame->borders[axis];
    int aside = axis == ACROSS ? 1 : 0;
    float size = one->box[aside + 2] - one->box[aside],
          margin = size * (axis == ACROSS ? 0.3f : 0.2f);
    float low = one->box[aside] + margin, high = one->box[aside + 2] - margin;
    if (borders->at[slots[axis]] <= low && borders->at[slots[axis] + 1] >= high)
        return false;
    uint32_t border = lattice_slot(borders->at, borders->count, low) + 1;
    return borders->at[border] < high &&
           borders->walls[(size_t)border * borders->slots + slots[1 - axis]];
}

static bool is_within_slot(const lattice_frame *frame, const pdf_char *one,
                           const lattice_place *place) {
    const float *xs = &frame->borders[DOWN].at[place->column];
    const float *ys = &frame->borders[ACROSS].at[place->row];
    return one->box[0] >= xs[0] && one->box[1] >= ys[0] && one->box[2] <= xs[1] &&
           one->box[3] <= ys[1];
}

static void count_cut(const pdf_page *page, const lattice_frame *frame, evidence *found) {
    for (uint32_t i = 0; i < frame->char_count; i++) {
        const pdf_char *one = &page->chars[frame->chars[i]];
        const lattice_place *place = &frame->places[i];
        const uint32_t slots[2] = {[ACROSS] = place->row, [DOWN] = place->column};
        if (is_within_slot(frame, one, place)) /* as most are */
            continue;
        const bool across = is_cut_by(frame, ACROSS, one, slots);
        const bool cut = across || is_cut_by(frame, DOWN, one, slots);
        found->cut += cut;
        found->overflown += cut && !across && pdf_is_digit(one->code);
    }
}

/* What its text needs of the frame. */
static void measure(const lattice_frame *frame, evidence *found) {
    found->em = frame->em;
    found->labelled = frame->letters[0] > 0;
    found->roomy = true;
    for (uint32_t i = 0; i < frame->cell_count; i++) {
        const float *box = frame->cells[i].box;
        found->roomy = found->roomy && box[2] - box[0] >= ROOM * found->em &&
                       box[3] - box[1] >= ROOM * found->em;
    }
}

static evidence collect(const pdf_page *page, const lattice_frame *frame) {
    evidence found = {.cells = frame->cell_count};
    count_cut(page, frame, &found);
    measure(frame, &found);
    uint32_t walls = 0, hard = 0;
    for (uint32_t i = 0; i < frame->cell_count; i++) {
        found.filled += frame->letters[i] > 0;
        found.longest = frame->letters[i] > found.longest ? frame->letters[i] : found.longest;
        const uint32_t place[2] = {frame->cells[i].row, frame->cells[i].column};
        for (int axis = ACROSS; axis <= DOWN; axis++) {
            found.head[axis] += place[axis] == 0;
            found.head_filled[axis] += place[axis] == 0 && frame->letters[i];
        }
    }
    for (int axis = ACROSS; axis <= DOWN; axis++) {
        const lattice_borders *borders = &frame->borders[axis];
        for (uint32_t border = 0; border < borders->count; border++) {
            walls += walls_of(borders, border, WALL);
            hard += walls_of(borders, border, WALL_HARD);
            found.upright += axis == DOWN ? walls_of(borders, border, WALL_HARD) : 0;
            found.closed += borders->closed[border];
        }
        found.inner[axis] = inner(frame, axis);
        found.sides[axis] = (drawn(frame, axis, 0) + drawn(frame, axis, borders->count - 1)) / 2;
    }
    found.hard = walls ? (float)hard / (float)walls : 0;
    return found;
}

/* Lines on all sides and between all cells: whoever draws these means cells, however few are filled in. The page may have
 * cut one side. */
static bool is_ruled(const evidence *found) {
    return found->hard > 0.95f && found->sides[ACROSS] > 0.95f && found->sides[DOWN] > 0.95f &&
           found->closed <= 1 && found->roomy;
}

/* Only its label: a blank record. A cell of prose beside an empty one is a note in a frame. */
static bool is_blank(const evidence *found) {
    return found->filled == 1 && found->labelled && found->longest <= SHORT_TEXT &&
           is_ruled(found) && !found->closed;
}

static bool is_row(const evidence *found) {
    if (found->cells == 2 && found->longest > LONG_TEXT)
        return false;
    return is_blank(found) || (found->filled >= 2 && found->hard > 0.5f &&
                               (found->filled * 2 >= found->cells || is_ruled(found)));
}

static bool is_column(const evidence *found) {
    bool framed = found->sides[ACROSS] > 0.95f && found->sides[DOWN] > 0.95f;
    return found->cells >= (framed ? 2u : 3u) && found->filled + 1 >= found->cells &&
           found->hard > 0.5f && found->longest <= SHORT_TEXT && !found->closed;
}

/* All lines of a grid that is set in the text: whoever draws it means cells, were all but one of them blank. The grid of a chart
 * has its scale beside it. */
static bool is_drawn_table(const pdf_page *page, const lattice_frame *frame,
                           const evidence *found) {
    return frame->rows > 1 && frame->columns > 1 && found->hard > 0.95f && !found->closed &&
           found->sides[ACROSS] > 0.95f && found->sides[DOWN] > 0.95f &&
           found->inner[ACROSS] > 0.95f && found->inner[DOWN] > 0.95f &&
           lattice_is_set_in_text(page, frame->box);
}

static bool is_piece(uint32_t code) {
    return pdf_is_digit(code) || pdf_is_point(code);
}

/* One ruled row that begins the page, as wide as a table, with nothing in it but some digits: the page break cut the last row of a table,
 * and what did not fit of its numbers stands here. */
static bool is_rest_of_row(const pdf_page *page, const lattice_frame *frame,
                           const evidence *found) {
    if (frame->rows > 1 || frame->columns < FEW || !is_ruled(found) || found->closed ||
        frame->box[2] - frame->box[0] < MEASURE * page->width)
        return false;
    for (uint32_t i = 0; i < frame->char_count; i++)
        if (!is_piece(page->chars[frame->chars[i]].code))
            return false;
    for (uint32_t i = 0; i < page->char_count; i++)
        if (page->chars[i].box[3] < frame->box[1] && page->chars[i].box[3] > HEAD * page->height)
            return false;
    return true;
}

/* The long edges of bars are borders that do not run through. */
static bool is_bars(const pdf_page *page, const lattice_frame *frame, const evidence *found) {
    return (found->inner[ACROSS] < 0.8f && lattice_has_bars(page, frame, DOWN)) ||
           (found->inner[DOWN] < 0.8f && lattice_has_bars(page, frame, ACROSS));
}

/* Few texts, and none where a table has its labels, nor a form that is to be filled in. */
static bool is_chart(const evidence *found) {
    return found->filled * 3 < found->cells &&
           found->head_filled[ACROSS] * 5 < found->head[ACROSS] * 4 &&
           found->head_filled[DOWN] * 2 < found->head[DOWN];
}

/* Shaded cells without a line must look like a table in all else. */
static bool is_sheet(const pdf_page *page, const lattice_frame *frame, const evidence *found) {
    if (found->upright == 0 && lattice_runs_together(page, frame))
        return false;
    if (found->hard < 0.2f)
        return found->cells >= 4 && found->filled * 2 >= found->cells &&
               found->inner[ACROSS] > 0.5f && found->inner[DOWN] > 0.5f;
    return found->filled >= 2 || is_blank(found);
}

/* Pieces of letters that are drawn, not set: the frame is no higher (or wider) than its text, or cuts most of it. */
static bool is_lettering(const lattice_frame *frame, const evidence *found) {
    float wide = frame->box[2] - frame->box[0], high = frame->box[3] - frame->box[1];
    float least = wide < high ? wide : high;
    uint32_t cut = found->cut - found->overflown;
    return least < LETTERING * found->em || found->cut * 2 > frame->char_count ||
           (cut > 4 && cut * 5 > frame->char_count);
}

bool lattice_is_table(const pdf_page *page, lattice_frame *frame) {
    const evidence found = collect(page, frame);
    const bool note = found.cells == 1 && is_ruled(&found) && !found.closed &&
                      found.longest <= LONG_TEXT && lattice_is_note(page, frame);
    if ((found.cells < 2 && !note) || !found.filled || is_lettering(frame, &found))
        return false;
    if (is_staggered(frame) || frame->ragged * 2 > frame->cell_count)
        return false;
    const bool drawn = is_drawn_table(page, frame, &found) || is_rest_of_row(page, frame, &found);
    if ((found.sides[ACROSS] < 0.7f && found.sides[DOWN] < 0.7f) || (!drawn && is_chart(&found)))
        return false;
    if (note || drawn         ? false
        : frame->rows == 1    ? !is_row(&found)
        : frame->columns == 1 ? !is_column(&found)
                              : !is_sheet(page, frame, &found))
        return false;
    if (is_bars(page, frame, &found))
        return false;
    uint32_t doubt = 100 + 300 * found.closed + (uint32_t)(2500 * (1 - found.hard));
    if (frame->rows == 1 || frame->columns == 1)
        doubt += 1500;
    if (found.filled * 4 < found.cells)
        doubt += 1000;
    doubt += (uint32_t)(5000.0f * (float)found.cut / (float)(frame->char_count + 1));
    frame->confidence = 10000 - (doubt < 9000 ? doubt : 9000);
    return true;
}
