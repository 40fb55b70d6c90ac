/* SPDX-License-Identifier: GPL-2.0-or-later
 * From connected rules to borders and walls. Rules near each other are one border; a side that is not drawn is closed where
 * the crossing rules end; a border without any wall divides nothing and goes; slivers that hold no text, left by rules that
 * are out of line or by gaps between shaded cells, close up. */
#include "lattice/lattice.h"

#include <string.h>

#define SLIVER 6.0f /* grows with large type; in small type it stays, as it is gaps between fills */
#define HINT 1.6f   /* how far the edge of a clip or fill may be off its border */
#define PASSES 6
#define TALLEST 6.0f /* ems: a row that one rule alone tells of is no taller */
#define LEAST_UNIT 0.5f
#define MOST_UNIT 2.0f

float lattice_mean_em(const pdf_page *page, const uint32_t *chars, uint32_t count) {
    double sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += (double)lattice_em(page, &page->chars[chars ? chars[i] : i]);
    return count ? (float)(sum / count) : 0;
}

float lattice_unit(float em) {
    const float unit = em / 10;
    return unit < LEAST_UNIT ? LEAST_UNIT : unit > MOST_UNIT ? MOST_UNIT : unit;
}

uint32_t lattice_slot(const float *at, uint32_t count, float value) {
    uint32_t low = 1, high = count - 1; /* the first border above the value, inner ones only */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (at[middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

/* ---- borders ------------------------------------------------------------------------------------------------- */

static void settle(lattice_borders *borders, const lattice_rule *rules, uint32_t from,
                   uint32_t to) {
    double sum = 0, weight = 0;
    for (uint32_t i = from; i < to; i++) {
        double more = ((double)rules[i].to - rules[i].from) * (rules[i].soft ? 0.001 : 1);
        sum += more * rules[i].at;
        weight += more;
    }
    borders->at[borders->count++] = (float)(sum / weight);
}

static bool cluster(pdf_room *room, lattice_frame *frame, int axis) {
    const lattice_rule *rules = frame->rules[axis];
    const uint32_t count = frame->rule_count[axis];
    lattice_borders *borders = &frame->borders[axis];
    borders->at = PDF_TAKE(room, float, count + 2);
    if (!borders->at)
        return false;
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1;
             end < count && rules[end].at - rules[end - 1].at <= LATTICE_SNAP * frame->unit;)
            end++;
        settle(borders, rules, i, end);
    }
    return true;
}

static int by_value(const void *left, const void *right) {
    const float *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* How far the rules that cross this axis' borders reach, at the low or the high side: what two of them agree on. */
static bool reach(pdf_room *room, const lattice_frame *frame, int axis, bool high, float *value) {
    const uint32_t count = frame->rule_count[1 - axis];
    float *ends = PDF_TAKE(room, float, count + 1);
    if (!ends || !count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        ends[i] = high ? -frame->rules[1 - axis][i].to : frame->rules[1 - axis][i].from;
    pdf_sort(ends, count, sizeof *ends, by_value);
    *value = ends[count > 1 ? 1 : 0];
    *value = high ? -*value : *value;
    return true;
}

/* The upright rule that reaches furthest up, or down; NULL: there is none. */
static const lattice_rule *furthest(const lattice_frame *frame, bool down) {
    const lattice_rule *best = NULL;
    for (uint32_t i = 0; i < frame->rule_count[DOWN]; i++) {
        const lattice_rule *rule = &frame->rules[DOWN][i];
        if (!best || (down ? rule->to > best->to : rule->from < best->from))
            best = rule;
    }
    return best;
}

/* Text stands on both sides of the rule between two heights, and none on it. */
static bool parts_text(const pdf_page *page, const lattice_frame *frame, const lattice_rule *rule,
                       float top, float bottom) {
    bool sides[2] = {false, false};
    for (uint32_t i = 0; i < frame->char_count; i++) {
        const pdf_char *one = &page->chars[frame->chars[i]];
        const float y = lattice_middle(one, 1);
        if (y <= top || y >= bottom)
            continue;
        if (one->box[0] < rule->at && one->box[2] > rule->at)
            return false;
        sides[one->box[0] >= rule->at] = true;
    }
    return sides[0] && sides[1];
}

/* A row without outer rules whose other cells are merged: one rule alone goes on from the row beside it, with text at both sides. */
static void reach_of_one(const pdf_page *page, const lattice_frame *frame, bool down,
                         float *value) {
    enum { LEAST_RULES = 3 }; /* with two rows between them */
    const lattice_borders *across = &frame->borders[ACROSS];
    const lattice_rule *rule = furthest(frame, down);
    if (!rule || across->count < LEAST_RULES || frame->rule_count[DOWN] < 2)
        return;
    const float edge = across->at[down ? across->count - 1 : 0];
    const float beside = across->at[down ? across->count - 2 : 1],
                end = down ? rule->to : rule->from;
    const float near = LATTICE_SHORT * frame->unit, most = TALLEST * frame->em;
    const bool goes_on = down ? rule->from < beside + near : rule->to > beside - near;
    const float high = down ? end - edge : edge - end;
    if (goes_on && high > frame->em && high < most &&
        parts_text(page, frame, rule, down ? edge : end, down ? end : edge))
        *value = end;
}

/* Where the crossing rules run on beyond the last border, the table is open: a border closes it. */
static void close_sides(pdf_room *room, const pdf_page *page, lattice_frame *frame, int axis,
                        bool closed[2]) {
    lattice_borders *borders = &frame->borders[axis];
    float low = 0, high = 0;
    if (!borders->count || !reach(room, frame, axis, false, &low) ||
        !reach(room, frame, axis, true, &high))
        return;
    if (axis == ACROSS && low >= borders->at[0] - LATTICE_SHORT * frame->unit)
        reach_of_one(page, frame, false, &low);
    if (axis == ACROSS && high <= borders->at[borders->count - 1] + LATTICE_SHORT * frame->unit)
        reach_of_one(page, frame, true, &high);
    closed[0] = low < borders->at[0] - LATTICE_SHORT * frame->unit;
    closed[1] = high > borders->at[borders->count - 1] + LATTICE_SHORT * frame->unit;
    if (closed[1])
        borders->at[borders->count++] = high;
    if (closed[0]) {
        memmove(borders->at + 1, borders->at, borders->count * sizeof *borders->at);
        borders->at[0] = low;
        borders->count++;
    }
}

/* ---- walls --------------------------------------------------------------------------------------------------- */

static bool room_for_walls(pdf_room *room, lattice_frame *frame) {
    for (int axis = ACROSS; axis <= DOWN; axis++) {
        lattice_borders *borders = &frame->borders[axis];
        borders->slots = frame->borders[1 - axis].count - 1;
        borders->walls = PDF_TAKE(room, uint8_t, (size_t)borders->count * borders->slots);
        borders->width = PDF_TAKE(room, float, borders->count);
        borders->twofold = PDF_TAKE(room, bool, borders->count);
        borders->closed = PDF_TAKE(room, bool, borders->count);
    }
    return !pdf_room_failed(room);
}

static uint32_t nearest(const lattice_borders *borders, float at) {
    uint32_t slot = lattice_slot(borders->at, borders->count, at);
    return at - borders->at[slot] > borders->at[slot + 1] - at ? slot + 1 : slot;
}

/* A rule is a wall of a slot when it covers all of it but the ends. */
static void raise_walls(lattice_frame *frame, int axis, const lattice_rule *rule) {
    lattice_borders *borders = &frame->borders[axis];
    const lattice_borders *other = &frame->borders[1 - axis];
    uint32_t border = nearest(borders, rule->at);
    for (uint32_t slot = lattice_slot(other->at, other->count, rule->from);
         slot < borders->slots && other->at[slot] < rule->to; slot++) {
        float size = other->at[slot + 1] - other->at[slot];
        float most = size - LATTICE_SHORT * frame->unit,
              need = size * 0.6f > most ? size * 0.6f : most;
        if (pdf_overlap(rule->from, rule->to, other->at[slot], other->at[slot + 1]) >= need)
            borders->walls[(size_t)border * borders->slots + slot] |=
                rule->soft ? WALL : WALL | WALL_HARD;
    }
    if (!rule->soft && rule->width > borders->width[border])
        borders->width[border] = rule->width;
}

/* Two drawn rules side by side, along most of each other. */
static void mark_twofold(lattice_frame *frame, int axis) {
    const lattice_rule *rules = frame->rules[axis];
    lattice_borders *borders = &frame->borders[axis];
    for (uint32_t i = 1; i < frame->rule_count[axis]; i++) {
        const lattice_rule *a = &rules[i - 1], *b = &rules[i];
        float gap = b->at - a->at - (a->width + b->width) / 2;
        if (!a->soft && !b->soft && gap > 0.2f && b->at - a->at <= LATTICE_SNAP * frame->unit + 1 &&
            pdf_overlap(a->from, a->to, b->from, b->to) > 0.8f * (b->to - b->from))
            borders->twofold[nearest(borders, b->at)] = true;
    }
}

/* Where a clip or fill ends at the border and another begins, beside the slot. */
static void take_hint(lattice_frame *frame, uint32_t border, const lattice_hint *hint) {
    lattice_borders *down = &frame->borders[DOWN];
    const lattice_borders *across = &frame->borders[ACROSS];
    if (hint->to < frame->box[1] || hint->from > frame->box[3])
        return;
    for (uint32_t slot = lattice_slot(across->at, across->count, hint->from);
         slot < down->slots && across->at[slot] < hint->to; slot++) {
        uint8_t *wall = &down->walls[(size_t)border * down->slots + slot];
        float size = across->at[slot + 1] - across->at[slot];
        if (pdf_overlap(hint->from, hint->to, across->at[slot], across->at[slot + 1]) > 0.8f * size)
            *wall |= hint->begins ? WALL_BEGINS : WALL_ENDS;
    }
}

static void take_hints(lattice_frame *frame, const lattice_hints *hints) {
    lattice_borders *down = &frame->borders[DOWN];
    for (uint32_t border = 0; border < down->count; border++) {
        uint32_t low = 0, high = hints->count;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (hints->of[middle].at < down->at[border] - HINT)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < hints->count && hints->of[low].at <= down->at[border] + HINT; low++)
            take_hint(frame, border, &hints->of[low]);
    }
    for (size_t i = 0; i < (size_t)down->count * down->slots; i++) {
        bool both = (down->walls[i] & WALL_ENDS) && (down->walls[i] & WALL_BEGINS);
        down->walls[i] = (uint8_t)((down->walls[i] & (WALL | WALL_HARD)) | (both ? WALL : 0));
    }
}

static bool build_walls(pdf_room *room, const lattice_hints *hints, lattice_frame *frame,
                        bool closed[2][2]) {
    if (!room_for_walls(room, frame))
        return false;
    for (int axis = ACROSS; axis <= DOWN; axis++) {
        for (uint32_t i = 0; i < frame->rule_count[axis]; i++)
            raise_walls(frame, axis, &frame->rules[axis][i]);
        mark_twofold(frame, axis);
        lattice_borders *borders = &frame->borders[axis];
        const uint32_t last = borders->count - 1;
        borders->closed[0] = closed[axis][0];
        borders->closed[last] = closed[axis][1];
        for (uint32_t slot = 0; slot < borders->slots; slot++) {
            borders->walls[slot] |= closed[axis][0] ? WALL : 0;
            borders->walls[(size_t)last * borders->slots + slot] |= closed[axis][1] ? WALL : 0;
        }
    }
    take_hints(frame, hints);
    return true;
}

/* ---- what divides nothing ------------------------------------------------------------------------------------ */

static bool has_walls(const lattice_borders *borders, uint32_t border) {
    for (uint32_t slot = 0; slot < borders->slots; slot++)
        if (borders->walls[(size_t)border * borders->slots + slot])
            return true;
    return false;
}

static bool drop_idle(lattice_borders *borders) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < borders->count; i++)
        if (has_walls(borders, i))
            borders->at[kept++] = borders->at[i];
    bool dropped = kept < borders->count;
    borders->count = kept;
    return dropped;
}

/* The first char from there on, by height, that stands at `y` or below it; `past`: below it alone. */
static uint32_t char_below(const lattice_ground *ground, uint32_t low, float y, bool past) {
    uint32_t high = ground->page->char_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const float at = lattice_middle(&ground->page->chars[ground->by_y[middle]], 1);
        if (at < y || (past && at == y))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void find_chars(pdf_room *room, const lattice_ground *ground, lattice_frame *frame) {
    const pdf_char *all = ground->page->chars;
    const lattice_frame before = *frame;
    const float left = frame->box[0], right = frame->box[2];
    uint32_t low = char_below(ground, 0, frame->box[1], false), count = 0;
    const uint32_t end = char_below(ground, low, frame->box[3], true);
    uint32_t *chars = frame->chars = PDF_TAKE_UNSET(room, uint32_t, end - low + 1);
    for (; chars && low < end; low++) {
        const float x = lattice_middle(&all[ground->by_y[low]], 0);
        if (x >= left && x <= right)
            chars[count++] = ground->by_y[low];
    }
    frame->char_count = count;
    if (!before.chars || !frame->chars || before.char_count != frame->char_count ||
        memcmp(before.chars, frame->chars, frame->char_count * sizeof *frame->chars) != 0)
        frame->em = frame->char_count == ground->page->char_count
                        ? ground->em
                        : lattice_mean_em(ground->page, frame->chars, frame->char_count);
}

/* How many characters stand between each two borders, both of which are drawn there: text of a cell that reaches over both is none. */
static uint32_t *count_letters(pdf_room *room, const pdf_page *page, const lattice_frame *frame,
                               int axis) {
    const lattice_borders *borders = &frame->borders[axis], *other = &frame->borders[1 - axis];
    uint32_t *letters = PDF_TAKE(room, uint32_t, borders->count);
    for (uint32_t i = 0, slot = 0, along = 0; letters && i < frame->char_count; i++) {
        const pdf_char *one = &page->chars[frame->chars[i]];
        lattice_slot_near(borders->at, borders->count, lattice_middle(one, 1 - axis), &slot);
        lattice_slot_near(other->at, other->count, lattice_middle(one, axis), &along);
        const uint8_t *wall = &borders->walls[(size_t)slot * borders->slots + along];
        letters[slot] += wall[0] && wall[borders->slots];
    }
    return letters;
}

/* What is narrower is a sliver. */
static float sliver_of(const lattice_frame *frame) {
    return SLIVER * (frame->unit > 1 ? frame->unit : 1);
}

/* Most frames have none, and their letters need not be counted. */
static bool has_slivers(const lattice_frame *frame, int axis) {
    const lattice_borders *borders = &frame->borders[axis];
    for (uint32_t i = 1; i < borders->count; i++)
        if (borders->at[i] - borders->at[i - 1] < sliver_of(frame))
            return true;
    return false;
}

/* Joins the borders beside slivers without text: the first border takes the mean, the second goes. */
static bool close_slivers(lattice_frame *frame, int axis, const uint32_t *letters) {
    lattice_borders *borders = &frame->borders[axis];
    uint32_t kept = 0, read = 0;
    const uint32_t before = borders->count;
    const float sliver = sliver_of(frame);
    while (read < before) {
        float at = borders->at[read];
        bool narrow = read + 1 < before && borders->at[read + 1] - at < sliver && !letters[read];
        if (narrow)
            at = (at + borders->at[++read]) / 2;
        borders->at[kept++] = at;
        read++;
    }
    borders->count = kept;
    return kept < before;
}

static void set_box(lattice_frame *frame) {
    for (int axis = ACROSS; axis <= DOWN; axis++) {
        const lattice_borders *borders = &frame->borders[axis];
        frame->box[1 - axis] = borders->at[0];
        frame->box[3 - axis] = borders->at[borders->count - 1];
    }
    frame->rows = frame->borders[ACROSS].count - 1;
    frame->columns = frame->borders[DOWN].count - 1;
}

static bool has_slots(const lattice_frame *frame) {
    uint64_t across = frame->borders[ACROSS].count, down = frame->borders[DOWN].count;
    return across >= 2 && down >= 2 && across * down <= 2 * (uint64_t)LATTICE_SLOTS;
}

/* One round: walls for the borders as they are; true where borders went and another round is due. */
static bool prune(pdf_room *room, const pdf_page *page, lattice_frame *frame) {
    bool pruned = false;
    for (int axis = ACROSS; axis <= DOWN; axis++)
        pruned = drop_idle(&frame->borders[axis]) || pruned;
    if (pruned || !has_slots(frame))
        return true;
    const uint32_t *letters[2] = {NULL, NULL};
    for (int axis = ACROSS; axis <= DOWN; axis++)
        if (has_slivers(frame, axis) && !(letters[axis] = count_letters(room, page, frame, axis)))
            return false;
    for (int axis = ACROSS; axis <= DOWN; axis++)
        pruned = (letters[axis] && close_slivers(frame, axis, letters[axis])) || pruned;
    return pruned;
}

bool lattice_frame_build(pdf_room *room, const lattice_ground *ground, lattice_frame *frame) {
    bool closed[2][2] = {{false}};
    find_chars(room, ground, frame);
    frame->unit = frame->em > 0 ? lattice_unit(frame->em) : ground->unit;
    if (!cluster(room, frame, ACROSS) || !cluster(room, frame, DOWN))
        return false;
    close_sides(room, ground->page, frame, ACROSS, closed[ACROSS]);
    close_sides(room, ground->page, frame, DOWN, closed[DOWN]);
    bool pruned = true;
    for (int pass = 0; pass < PASSES && pruned; pass++) {
        if (!has_slots(frame))
            return false;
        set_box(frame);
        if (pass == 0)
            find_chars(room, ground, frame);
        if (!build_walls(room, ground->hints, frame, closed))
            return false;
        pruned = pass + 1 < PASSES && prune(room, ground->page, frame);
    }
    return has_slots(frame) && !pdf_room_failed(room);
}
