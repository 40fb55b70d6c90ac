/* SPDX-License-Identifier: GPL-2.0-or-later
 * The lines of a page that may divide cells: strokes, thin fills and the edges of fills where the colour changes. Pieces on
 * one level (broken at crossings, dashes, dots, one a cell) become one rule. Rules are ascending by `at`. */
#include "lattice/lattice.h"

#define LEVEL_GAP 0.75f /* pieces this near in `at` lie on one level ... */
#define PIECE_GAP 3.0f  /* ... and, end to end, are one line */
#define SPACING                                                                                    \
    2.5f /* points: HTML draws cells of their own borders so far apart, in small type, too ... */
#define TABLES_GAP 3.8f /* ... unless this is less, which parts tables of their own */
#define DASH_GAP 6.0f
#define DASH 12.0f
#define SAMPLES 24
#define HINTS 100000u /* more than cells: something else is painted */

static void add(lattice_pile *list, lattice_rule rule) {
    lattice_rule *rules =
        pdf_more(list->room, list->rules, list->count, &list->capacity, sizeof *rules);
    if (!rules)
        return;
    list->rules = rules;
    rules[list->count++] = rule;
}

static lattice_rule rule_of(const float box[4], int axis) {
    int along = axis == ACROSS ? 0 : 1, aside = 1 - along;
    return (lattice_rule){.at = (box[aside] + box[aside + 2]) / 2,
                          .from = box[along],
                          .to = box[along + 2],
                          .width = box[aside + 2] - box[aside]};
}

static void add_line(lattice_pile lists[2], const lattice_paint *paint, uint32_t ink) {
    const float *box = paint->page->inks[ink].box;
    float wide = box[2] - box[0], high = box[3] - box[1];
    bool dot = wide < LATTICE_THIN && high < LATTICE_THIN;
    for (int axis = ACROSS; axis <= DOWN; axis++)
        if ((dot || (axis == ACROSS) == (wide >= high)) && lattice_visible(paint, ink, axis))
            add(&lists[axis], rule_of(box, axis));
}

/* One edge of a panel, where the colour inside is another than outside. `out`: -1 above or left, 1 below or right. */
static void add_edge(lattice_pile *list, const lattice_paint *paint, const float box[4], int axis,
                     int out) {
    lattice_rule edge = rule_of(box, axis);
    float step = 1.5f / paint->scale, at = edge.at + (float)out * edge.width / 2;
    float length = edge.to - edge.from, from = 0;
    int samples = length > 8 * SAMPLES ? SAMPLES : length > 24 ? (int)(length / 8) : 3;
    bool open = false;
    for (int i = 0; i <= samples; i++) {
        float along = edge.from + length * ((float)i + 0.5f) / (float)samples;
        float x = axis == ACROSS ? along : at, y = axis == ACROSS ? at : along;
        float dx = axis == ACROSS ? 0 : step * (float)out,
              dy = axis == ACROSS ? step * (float)out : 0;
        bool step_seen = i < samples && lattice_differs(lattice_colour(paint, x - dx, y - dy),
                                                        lattice_colour(paint, x + dx, y + dy));
        if (step_seen && !open)
            from = edge.from + length * (float)i / (float)samples;
        if (!step_seen && open)
            add(list, (lattice_rule){.at = at,
                                     .from = from,
                                     .to = edge.from + length * (float)i / (float)samples,
                                     .soft = true});
        open = step_seen;
    }
}

/* The ground of a page and what reaches to its border divide nothing there. */
static bool is_ground(const pdf_page *page, const float box[4]) {
    return (box[2] - box[0]) * (box[3] - box[1]) > 0.85f * page->width * page->height;
}

static void add_panel(lattice_pile lists[2], const lattice_paint *paint, uint32_t ink) {
    const pdf_ink *panel = &paint->page->inks[ink];
    if (panel->paint == PDF_IMAGE || is_ground(paint->page, panel->box))
        return;
    for (int axis = ACROSS; axis <= DOWN; axis++)
        for (int out = -1; out <= 1; out += 2)
            add_edge(&lists[axis], paint, panel->box, axis, out);
}

static int by_at(const void *left, const void *right) {
    const lattice_rule *a = left, *b = right;
    return a->at != b->at ? (a->at > b->at) - (a->at < b->at)
                          : (a->from > b->from) - (a->from < b->from);
}

static int by_from(const void *left, const void *right) {
    const lattice_rule *a = left, *b = right;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from)
                              : (a->at > b->at) - (a->at < b->at);
}

static float least(float a, float b) {
    return a < b ? a : b;
}

static bool goes_on(const lattice_rule *line, float last_length, const lattice_rule *piece,
                    float unit) {
    float gap = piece->from - line->to;
    bool dashes = last_length <= DASH * unit && piece->to - piece->from <= DASH * unit;
    const float most = (dashes ? DASH_GAP : PIECE_GAP) * unit;
    return gap <= most || gap <= least(SPACING, TABLES_GAP * unit);
}

/* Where a line is: the mean of its pieces by length; drawn ones count for more than edges. */
static void join(lattice_rule *line, float *weight, const lattice_rule *piece) {
    float more = (piece->to - piece->from + 0.01f) * (piece->soft ? 1 : 1000);
    line->at += (piece->at - line->at) * more / (*weight + more);
    *weight += more;
    line->from = least(line->from, piece->from);
    line->to = line->to > piece->to ? line->to : piece->to;
    line->width = line->width > piece->width ? line->width : piece->width;
    line->soft = line->soft && piece->soft;
}

/* The pieces of one level, joined in place; returns how many lines are left. */
static uint32_t join_level(lattice_rule *pieces, uint32_t count, float unit, lattice_rule *out) {
    uint32_t lines = 0;
    float weight = 0, last = 0;
    pdf_sort(pieces, count, sizeof *pieces, by_from);
    for (uint32_t i = 0; i < count; i++) {
        const lattice_rule piece = pieces[i];
        if (lines && goes_on(&out[lines - 1], last, &piece, unit)) {
            join(&out[lines - 1], &weight, &piece);
        } else {
            out[lines++] = piece;
            weight = (piece.to - piece.from + 0.01f) * (piece.soft ? 1 : 1000);
        }
        last = piece.to - piece.from;
    }
    return lines;
}

static uint32_t drop_short(lattice_rule *rules, uint32_t count, float unit) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (rules[i].to - rules[i].from >= LATTICE_SHORT * unit)
            rules[kept++] = rules[i];
    return kept;
}

static int by_nest(const void *left, const void *right) {
    const lattice_rule *a = left, *b = right;
    return a->nest != b->nest ? (a->nest > b->nest) - (a->nest < b->nest) : by_at(left, right);
}

static uint32_t join_pieces(lattice_rule *rules, uint32_t count, float unit) {
    uint32_t lines = 0;
    if (count)
        pdf_sort(rules, count, sizeof *rules, by_nest);
    for (uint32_t i = 0, end; i < count; i = end) {
        float start = rules[i].at;
        for (end = i + 1; end < count && rules[end].nest == rules[i].nest &&
                          rules[end].at - rules[end - 1].at <= LEVEL_GAP &&
                          rules[end].at - start <= LATTICE_SNAP * unit;)
            end++;
        lines += join_level(rules + i, end - i, unit, rules + lines);
    }
    lines = drop_short(rules, lines, unit);
    if (lines)
        pdf_sort(rules, lines, sizeof *rules, by_at);
    return lines;
}

/* ---- hints --------------------------------------------------------------------------------------------------- */

static int by_place(const void *left, const void *right) {
    const lattice_hint *a = left, *b = right;
    if (a->at != b->at)
        return (a->at > b->at) - (a->at < b->at);
    if (a->from != b->from)
        return (a->from > b->from) - (a->from < b->from);
    return a->to != b->to ? (a->to > b->to) - (a->to < b->to) : (int)a->begins - (int)b->begins;
}

static uint32_t drop_equal(lattice_hint *hints, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!kept || by_place(&hints[kept - 1], &hints[i]) != 0)
            hints[kept++] = hints[i];
    return kept;
}

static bool find_hints(pdf_room *room, const pdf_page *page, lattice_hints *hints) {
    hints->of = PDF_TAKE(room, lattice_hint, 2 * (size_t)page->ink_count);
    for (uint32_t i = 0; hints->of && i < page->ink_count; i++) {
        const pdf_ink *ink = &page->inks[i];
        bool cell = ink->paint == PDF_CLIP || (ink->paint == PDF_FILL && lattice_is_panel(ink));
        for (int side = 0; cell && side <= 2; side += 2)
            hints->of[hints->count++] =
                (lattice_hint){ink->box[side], ink->box[1], ink->box[3], side == 0};
    }
    if (hints->count)
        pdf_sort(hints->of, hints->count, sizeof *hints->of, by_place);
    hints->count = drop_equal(hints->of, hints->count);
    if (hints->count > HINTS)
        hints->count = 0;
    return hints->of != NULL;
}

bool lattice_find_rules(pdf_room *room, const pdf_page *page, const lattice_paint *paint,
                        lattice_rules *rules) {
    lattice_pile lists[2] = {{.room = room}, {.room = room}};
    *rules = (lattice_rules){.unit = 0};
    for (uint32_t i = 0; i < page->ink_count; i++) {
        if (lattice_is_panel(&page->inks[i]))
            add_panel(lists, paint, i);
        else if (page->inks[i].paint == PDF_STROKE || page->inks[i].paint == PDF_FILL)
            add_line(lists, paint, i);
    }
    lattice_find_nests(lists);
    if (!lists[ACROSS].count || !lists[DOWN].count) /* no table has rules of one axis alone */
        return !pdf_room_failed(room);
    rules->em = lattice_mean_em(page, NULL, page->char_count);
    rules->unit = lattice_unit(rules->em);
    for (int axis = ACROSS; axis <= DOWN; axis++) {
        rules->of[axis] = lists[axis].rules;
        rules->count[axis] = join_pieces(lists[axis].rules, lists[axis].count, rules->unit);
    }
    return find_hints(room, page, &rules->hints) && !pdf_room_failed(room);
}
