/* SPDX-License-Identifier: GPL-2.0-or-later
 * Ruled tables of a page: lines from the inks, groups of lines that meet, a frame for each group, judged, then given its
 * text. A table in a cell of another belongs to that cell, unless the outer one only lays out the page; those in its own
 * cells are text. */
#include "lattice/lattice.h"

#include <string.h>

#define LAYOUT_CELLS 4u

/* ---- groups to candidates ------------------------------------------------------------------------------------ */

static void hull_of(lattice_frame *frame, int axis, const lattice_rule *rule) {
    float box[4];
    box[1 - axis] = box[3 - axis] = rule->at;
    box[axis] = rule->from;
    box[axis + 2] = rule->to;
    if (!frame->rule_count[ACROSS] && !frame->rule_count[DOWN])
        memcpy(frame->box, box, sizeof box);
    else
        pdf_box_unite(frame->box, box);
}

/* The rules of one axis by group: a stable counting sort, so they stay ascending. */
static lattice_rule *sort_by_group(pdf_room *room, const lattice_rule *rules, uint32_t count,
                                   uint32_t groups) {
    uint32_t *starts = PDF_TAKE(room, uint32_t, (size_t)groups + 1);
    lattice_rule *sorted = PDF_TAKE(room, lattice_rule, (size_t)count + 1);
    if (!starts || !sorted)
        return NULL;
    for (uint32_t i = 0; i < count; i++)
        starts[rules[i].group + 1]++;
    for (uint32_t i = 0; i < groups; i++)
        starts[i + 1] += starts[i];
    for (uint32_t i = 0; i < count; i++)
        sorted[starts[rules[i].group]++] = rules[i];
    return sorted;
}

static lattice_frame *frames_of(pdf_room *room, const lattice_rules *rules, uint32_t groups) {
    lattice_frame *frames = PDF_TAKE(room, lattice_frame, groups);
    for (int axis = ACROSS; frames && axis <= DOWN; axis++) {
        const lattice_rule *sorted =
            sort_by_group(room, rules->of[axis], rules->count[axis], groups);
        for (uint32_t i = 0; sorted && i < rules->count[axis]; i++) {
            lattice_frame *frame = &frames[sorted[i].group];
            hull_of(frame, axis, &sorted[i]);
            if (!frame->rule_count[axis]++)
                frame->rules[axis] = &sorted[i];
        }
    }
    return frames;
}

static float area_of(const float box[4]) {
    return (box[2] - box[0]) * (box[3] - box[1]);
}

static int larger_first(const void *left, const void *right) {
    const lattice_frame *a = left, *b = right;
    float x = area_of(a->box), y = area_of(b->box);
    if (x != y)
        return (x < y) - (x > y);
    return (a->box[1] > b->box[1]) - (a->box[1] < b->box[1]);
}

static int downwards(const void *left, const void *right) {
    const lattice_frame *a = left, *b = right;
    if (a->inner != b->inner)
        return a->inner ? 1 : -1;
    if (a->box[1] != b->box[1])
        return (a->box[1] > b->box[1]) - (a->box[1] < b->box[1]);
    return (a->box[0] > b->box[0]) - (a->box[0] < b->box[0]);
}

static uint32_t keep_candidates(lattice_frame *frames, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (frames[i].rule_count[ACROSS] && frames[i].rule_count[DOWN] &&
            frames[i].rule_count[ACROSS] + frames[i].rule_count[DOWN] > 2)
            frames[kept++] = frames[i];
    if (kept)
        pdf_sort(frames, kept, sizeof *frames, larger_first);
    return kept < LATTICE_FRAMES ? kept : LATTICE_FRAMES;
}

/* ---- candidates to tables ------------------------------------------------------------------------------------ */

typedef struct placed {
    float y;
    uint32_t index;
} placed;

static int by_y(const void *left, const void *right) {
    const placed *a = left, *b = right;
    if (a->y != b->y)
        return (a->y > b->y) - (a->y < b->y);
    return (a->index > b->index) - (a->index < b->index);
}

/* Text comes in order, mostly, or in a few stretches of it (columns): these are merged. */
static uint32_t end_of_run(const placed *order, uint32_t from, uint32_t count) {
    while (++from < count && by_y(&order[from - 1], &order[from]) < 0)
        ;
    return from;
}

static void merge(const placed *order, uint32_t from, uint32_t middle, uint32_t end, placed *to) {
    for (uint32_t a = from, b = middle; from < end; from++)
        to[from] =
            a < middle && (b == end || by_y(&order[a], &order[b]) < 0) ? order[a++] : order[b++];
}

/* One round over pairs of runs; true: more than one is left. */
static bool merge_runs(const placed *order, uint32_t count, placed *to) {
    uint32_t pairs = 0;
    for (uint32_t from = 0, middle, end; from < count; from = end, pairs++) {
        middle = end_of_run(order, from, count);
        end = middle < count ? end_of_run(order, middle, count) : middle;
        merge(order, from, middle, end, to);
    }
    return pairs > 1;
}

static bool sort_chars(pdf_room *room, lattice_ground *ground) {
    const pdf_page *page = ground->page;
    const uint32_t count = page->char_count;
    placed *order = PDF_TAKE_UNSET(room, placed, (size_t)count + 1);
    placed *other = PDF_TAKE_UNSET(room, placed, (size_t)count + 1);
    ground->by_y = PDF_TAKE_UNSET(room, uint32_t, (size_t)count + 1);
    if (!order || !other || !ground->by_y)
        return false;
    for (uint32_t i = 0; i < count; i++)
        order[i] = (placed){lattice_middle(&page->chars[i], 1), i};
    for (bool more = end_of_run(order, 0, count) < count; more;) {
        more = merge_runs(order, count, other);
        placed *held = order;
        order = other;
        other = held;
    }
    for (uint32_t i = 0; i < page->char_count; i++)
        ground->by_y[i] = order[i].index;
    return true;
}

static int by_at(const void *left, const void *right) {
    const lattice_rule *a = left, *b = right;
    return a->at != b->at ? (a->at > b->at) - (a->at < b->at)
                          : (a->from > b->from) - (a->from < b->from);
}

/* The frame once more, with rules that its text implies. False: it stays as it is, as that fails. */
static bool rebuild(const lattice_ground *ground, lattice_frame *frame, int axis,
                    const lattice_implied *implied) {
    lattice_frame next = *frame;
    const uint32_t drawn = frame->rule_count[axis];
    lattice_rule *rules = PDF_TAKE(implied->room, lattice_rule, (size_t)drawn + implied->count);
    if (!rules)
        return false;
    memcpy(rules, frame->rules[axis], drawn * sizeof *rules);
    memcpy(rules + drawn, implied->rules, implied->count * sizeof *rules);
    pdf_sort(rules, (size_t)drawn + implied->count, sizeof *rules, by_at);
    next.rules[axis] = rules;
    next.rule_count[axis] = drawn + implied->count;
    next.borders[ACROSS].count = next.borders[DOWN].count = next.cell_count = 0;
    if (!lattice_frame_build(implied->room, ground, &next) ||
        !lattice_cells_build(implied->room, ground->page, &next) ||
        !lattice_is_table(ground->page, &next))
        return false;
    *frame = next;
    return true;
}

/* Columns first: lines of cells that were one are in no order for rows. Where there are none, the pieces stay as they are. */
static bool add_implied(pdf_room *room, const lattice_ground *ground, lattice_frame *frame) {
    const pdf_page *page = ground->page;
    lattice_pieces pieces, near;
    lattice_implied columns = {.room = room}, rows = {.room = room};
    if (!lattice_find_pieces(room, page, frame, &pieces, &near))
        return false;
    bool rebuilt = lattice_imply_columns(frame, &pieces, &near, &columns) &&
                   rebuild(ground, frame, DOWN, &columns);
    if (rebuilt && !lattice_find_pieces(room, page, frame, &pieces, NULL))
        return rebuilt;
    if (lattice_imply_rows(frame, &pieces, &rows))
        rebuild(ground, frame, ACROSS, &rows);
    return rebuilt;
}

static bool is_within(const float inner[4], const float outer[4]) {
    float wide = pdf_overlap(inner[0], inner[2], outer[0], outer[2]);
    float high = pdf_overlap(inner[1], inner[3], outer[1], outer[3]);
    return wide > 0 && high > 0 && wide * high > 0.5f * area_of(inner);
}

/* What stands in the tables of its cells says nothing of the rows and columns of a frame. */
static bool has_nest(const lattice_frame *frames, uint32_t count, const lattice_frame *frame) {
    for (uint32_t i = 0; i < count; i++)
        if (frames[i].rules[ACROSS][0].nest && is_within(frames[i].box, frame->box))
            return true;
    return false;
}

/* Builds and judges; the tables move to the front. */
static uint32_t keep_tables(pdf_room *room, const lattice_ground *ground,
                            const lattice_rules *rules, lattice_frame *frames, uint32_t count) {
    const pdf_page *page = ground->page;
    uint32_t kept = 0, slots = 0;
    for (uint32_t i = 0; i < count; i++) {
        lattice_frame frame = frames[i];
        if (!lattice_frame_build(room, ground, &frame) ||
            frame.rows * frame.columns > LATTICE_SLOTS - slots)
            continue;
        slots += frame.rows * frame.columns;
        if (!lattice_cells_build(room, page, &frame) || !lattice_is_table(page, &frame))
            continue;
        bool implied = false;
        if (frame.cell_count > 1 && !has_nest(frames + i + 1, count - i - 1, &frame))
            implied = add_implied(room, ground, &frame);
        if ((implied && lattice_is_flat(room, page, &frame)) || lattice_stacks_rows(page, &frame) ||
            lattice_crams_columns(room, page, &frame) || lattice_is_part(page, rules, &frame))
            continue;
        frames[kept++] = frame;
    }
    return kept;
}

/* A few large cells around a table that fills much of them lay out the page. */
static bool is_layout(const lattice_frame *outer, const lattice_frame *inner) {
    return outer->cell_count <= LAYOUT_CELLS && inner->cell_count >= 2 * outer->cell_count &&
           area_of(inner->box) > 0.3f * area_of(outer->box);
}

/* Whether one cell holds all of it. */
static bool holds(const lattice_frame *outer, const lattice_frame *inner) {
    const float *of = inner->box;
    uint32_t row = lattice_slot(outer->borders[ACROSS].at, outer->rows + 1, (of[1] + of[3]) / 2);
    uint32_t column =
        lattice_slot(outer->borders[DOWN].at, outer->columns + 1, (of[0] + of[2]) / 2);
    const float *box = outer->cells[outer->cell_of[row * outer->columns + column]].box;
    return of[0] > box[0] - LATTICE_REACH && of[1] > box[1] - LATTICE_REACH &&
           of[2] < box[2] + LATTICE_REACH && of[3] < box[3] + LATTICE_REACH;
}

/* Larger frames come first, so an inner one meets its outer ones from the outermost in. */
static bool stays(lattice_frame *frames, bool *gone, uint32_t at) {
    lattice_frame *frame = &frames[at];
    for (uint32_t i = 0; i < at; i++) {
        if (gone[i] || !is_within(frame->box, frames[i].box))
            continue;
        if (is_layout(&frames[i], frame))
            gone[i] = true;
        else if (frame->inner || frames[i].inner || !holds(&frames[i], frame))
            return false;
        else
            frame->inner = true;
    }
    return true;
}

/* Frames of the page, then those that stand in their cells; `inner` is how many these are. */
static uint32_t sort_out(lattice_frame *frames, uint32_t count, uint32_t *inner) {
    bool gone[LATTICE_FRAMES] = {false};
    for (uint32_t i = 0; i < count; i++)
        gone[i] = !stays(frames, gone, i);
    uint32_t kept = 0;
    *inner = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!gone[i]) {
            *inner += frames[i].inner;
            frames[kept++] = frames[i];
        }
    if (kept)
        pdf_sort(frames, kept, sizeof *frames, downwards);
    return kept - *inner;
}

/* ---- tables to grids ----------------------------------------------------------------------------------------- */

static const float *copy_borders(pdf_room *kept, const lattice_borders *borders) {
    float *copy = PDF_TAKE(kept, float, borders->count);
    if (copy)
        memcpy(copy, borders->at, borders->count * sizeof *copy);
    return copy;
}

static bool is_open(const lattice_borders *borders, uint32_t border) {
    bool drawn = false;
    for (uint32_t slot = 0; slot < borders->slots; slot++)
        drawn = drawn || borders->walls[(size_t)border * borders->slots + slot];
    return borders->closed[border] || !drawn;
}

static void fill_grid(pdf_reader *reader, lattice_frame *frame, pdf_grid *grid) {
    const lattice_borders *across = &frame->borders[ACROSS];
    *grid = (pdf_grid){.rows = frame->rows,
                       .columns = frame->columns,
                       .xs = copy_borders(reader->kept, &frame->borders[DOWN]),
                       .ys = copy_borders(reader->kept, across),
                       .cells = PDF_TAKE(reader->kept, pdf_cell, frame->cell_count),
                       .flags = PDF_GRID_RULED,
                       .confidence = frame->confidence};
    memcpy(grid->box, frame->box, sizeof grid->box);
    grid->flags |= is_open(across, 0) ? PDF_GRID_OPEN_TOP : 0u;
    grid->flags |= is_open(across, across->count - 1) ? PDF_GRID_OPEN_BOTTOM : 0u;
    if (grid->cells)
        memcpy(grid->cells, frame->cells, frame->cell_count * sizeof *grid->cells);
    grid->cell_count = grid->cells ? frame->cell_count : 0;
}

static pdf_cell *cell_around(const pdf_grid *grid, const float box[4]) {
    float x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2;
    for (uint32_t i = 0; i < grid->cell_count; i++) {
        const float *of = grid->cells[i].box;
        if (x >= of[0] && x <= of[2] && y >= of[1] && y <= of[3])
            return &grid->cells[i];
    }
    return NULL;
}

/* Hangs a grid, the last of its cell so far, into the cell of another that is around it: the index of that one. */
static uint32_t hang(pdf_grid *grids, uint32_t count, pdf_grid *inner) {
    for (uint32_t i = 0; i < count; i++) {
        pdf_cell *cell = cell_around(&grids[i], inner->box);
        if (!cell)
            continue;
        pdf_grid **link = &cell->inner;
        while (*link)
            link = &(*link)->next;
        *link = inner;
        return i;
    }
    return PDF_NONE;
}

/* Inner grids leave the list; their chars are those of the outer ones. */
static void nest_grids(const pdf_page *page, uint32_t *owner, pdf_grid *grids, uint32_t count,
                       uint32_t inner) {
    uint32_t outer[LATTICE_FRAMES] = {0};
    for (uint32_t i = 0; i < inner; i++)
        outer[i] = hang(grids, count, &grids[count + i]);
    for (uint32_t i = 0; inner && i < page->char_count; i++)
        if (owner[i] != PDF_NONE && owner[i] >= count)
            owner[i] = outer[owner[i] - count];
}

static uint32_t emit(pdf_reader *reader, const pdf_page *page, const lattice_paint *paint,
                     lattice_frame *frames, uint32_t count, uint32_t *owner, pdf_grid **grids) {
    uint32_t *cell_of = PDF_TAKE(reader->page, uint32_t, (size_t)page->char_count + 1);
    *grids = PDF_TAKE(reader->kept, pdf_grid, count);
    if (!cell_of || !*grids ||
        !lattice_own_chars(reader->page, page, frames, count, owner, cell_of) ||
        !lattice_set_lines(reader, page, owner, cell_of, frames, count))
        return 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!lattice_turn(reader->page, page, &frames[i]))
            return 0;
        lattice_mark_wrapped(reader->page, &frames[i]);
        lattice_mark_apart(page, &frames[i]);
        uint32_t head = lattice_header_rows(page, paint, &frames[i]);
        fill_grid(reader, &frames[i], &(*grids)[i]);
        (*grids)[i].header_rows = head;
    }
    return count;
}

uint32_t pdf_lattice(pdf_reader *reader, const pdf_page *page, uint32_t *owner, pdf_grid **grids) {
    lattice_paint paint;
    lattice_rules rules;
    *grids = NULL;
    if (!page->ink_count || !page->char_count || !lattice_paint_page(reader->page, page, &paint) ||
        !lattice_find_rules(reader->page, page, &paint, &rules) || !rules.count[ACROSS] ||
        !rules.count[DOWN])
        return 0;
    uint32_t groups = lattice_group(reader->page, &rules);
    if (groups == PDF_NONE || !groups)
        return groups;
    lattice_ground ground = {
        .page = page, .hints = &rules.hints, .em = rules.em, .unit = rules.unit};
    if (!sort_chars(reader->page, &ground) ||
        !lattice_join_bands(reader->page, &ground, &rules, groups) ||
        !lattice_join_sides(reader->page, &ground, &rules, groups) ||
        !lattice_close_feet(reader->page, &ground, &rules, groups))
        return 0;
    lattice_frame *frames = frames_of(reader->page, &rules, groups);
    if (!frames || pdf_room_failed(reader->page))
        return 0;
    uint32_t count = keep_candidates(frames, groups), inner = 0;
    count = keep_tables(reader->page, &ground, &rules, frames, count);
    count = sort_out(frames, count, &inner);
    if (!count || !emit(reader, page, &paint, frames, count + inner, owner, grids))
        return 0;
    nest_grids(page, owner, *grids, count, inner);
    return count;
}
