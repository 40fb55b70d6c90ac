/* SPDX-License-Identifier: GPL-2.0-or-later
 * Columns that are not ruled everywhere: cells above each other with the same left and right borders, whose lines keep the
 * same gaps. Where such a gap holds a border that other rows draw, it is that border; where it holds none, the text must be
 * numbers in columns before a new border is believed: two numbers beside each other are never one. One line with a gap is
 * no evidence: forms have those. */
#include "lattice/lattice.h"

#define LEAST_BANDS 2u
#define NUMBER_BANDS 3u
#define RIVER 3.0f   /* points that no number of a column reaches into */
#define PADDING 2.0f /* points before a head, at least */
#define RIVERS 64u

typedef struct cell_pile {
    const lattice_frame *frame;
    const lattice_pieces *pieces, *near; /* cut at wide gaps; at all that are wider than a blank */
    const uint32_t *cells;               /* of one column and width */
    uint32_t count;
} cell_pile;

typedef struct keyed {
    uint32_t column, span, cell;
} keyed;

static int by_place(const void *left, const void *right) {
    const keyed *a = left, *b = right;
    if (a->column != b->column)
        return (a->column > b->column) - (a->column < b->column);
    if (a->span != b->span)
        return (a->span > b->span) - (a->span < b->span);
    return (a->cell > b->cell) - (a->cell < b->cell);
}

static bool ends_band(const lattice_pieces *pieces, uint32_t i) {
    return i + 1 == pieces->count || pieces->of[i + 1].cell != pieces->of[i].cell ||
           pieces->of[i + 1].band != pieces->of[i].band;
}

void lattice_imply(lattice_implied *implied, float at, float from, float to) {
    lattice_rule *rules =
        pdf_more(implied->room, implied->rules, implied->count, &implied->capacity, sizeof *rules);
    if (!rules)
        return;
    implied->rules = rules;
    rules[implied->count++] = (lattice_rule){.at = at, .from = from, .to = to, .soft = true};
}

/* ---- borders that other rows draw ---------------------------------------------------------------------------- */

static bool is_crossed(const lattice_pieces *pieces, uint32_t cell, float at) {
    for (uint32_t i = pieces->first[cell]; i < pieces->first[cell + 1]; i++)
        if (pieces->of[i].box[0] < at - 1 && pieces->of[i].box[2] > at + 1)
            return true;
    return false;
}

/* The slot of a piece that crosses no border; PDF_NONE for one that does. */
static uint32_t slot_of(const lattice_borders *down, const lattice_piece *piece) {
    uint32_t slot = lattice_slot(down->at, down->count, (piece->box[0] + piece->box[2]) / 2);
    bool inside = piece->box[0] > down->at[slot] - 1 && piece->box[2] < down->at[slot + 1] + 1;
    return inside ? slot : PDF_NONE;
}

/* Bands whose pieces stand in different slots, against all bands. */
static bool shows_slots(const cell_pile *pile) {
    const lattice_pieces *pieces = pile->pieces;
    uint32_t bands = 0, parted = 0, most = 0;
    for (uint32_t k = 0; k < pile->count; k++) {
        uint32_t cell = pile->cells[k], slots = 0, last = PDF_NONE;
        bool crossed = false;
        for (uint32_t i = pieces->first[cell]; i < pieces->first[cell + 1]; i++) {
            uint32_t slot = slot_of(&pile->frame->borders[DOWN], &pieces->of[i]);
            crossed = crossed || (slot != PDF_NONE && slot == last);
            slots += slot != last;
            last = slot;
            if (!ends_band(pieces, i))
                continue;
            bands++;
            parted += slots > 1 && !crossed;
            most = slots > most && !crossed ? slots : most;
            slots = 0;
            last = PDF_NONE;
            crossed = false;
        }
    }
    return parted * 5 >= bands * 3 && (parted >= LEAST_BANDS || most >= 4);
}

static void imply_slots(const cell_pile *pile, lattice_implied *implied) {
    for (uint32_t k = 0; k < pile->count; k++) {
        const pdf_cell *cell = &pile->frame->cells[pile->cells[k]];
        for (uint32_t i = 1; i < cell->column_span; i++) {
            float at = pile->frame->borders[DOWN].at[cell->column + i];
            if (!is_crossed(pile->pieces, pile->cells[k], at))
                lattice_imply(implied, at, cell->box[1], cell->box[3]);
        }
    }
}

/* ---- borders that nothing draws ------------------------------------------------------------------------------ */

typedef struct rivers {
    const lattice_pieces *pieces;
    /* bands with several numbers are looked at, not those with a wide gap; text beside them is no evidence */
    bool numeric;
    float least;                    /* what must lie between stretches */
    float from[RIVERS], to[RIVERS]; /* what the pieces of these bands cover, ascending */
    uint32_t count;
    uint32_t of[RIVERS], numbers[RIVERS]; /* pieces, and how many of them are numbers */
    bool headed; /* the first cell holds heads: they may stand beside their numbers */
} rivers;

/* Unites the stretch with those that it touches. False where there are too many. */
static bool cover(rivers *all, const float box[4]) {
    float from = box[0], to = box[2];
    uint32_t at = 0, end = 0;
    while (at < all->count && all->to[at] < from)
        at++;
    for (end = at; end < all->count && all->from[end] <= to; end++) {
        from = all->from[end] < from ? all->from[end] : from;
        to = all->to[end] > to ? all->to[end] : to;
    }
    if (end == at && all->count == RIVERS)
        return false;
    uint32_t rest = all->count - end;
    for (uint32_t i = 0; end == at && i < rest; i++) { /* opens a place */
        all->from[all->count - i] = all->from[all->count - i - 1];
        all->to[all->count - i] = all->to[all->count - i - 1];
    }
    for (uint32_t i = 0; end > at + 1 && i < rest; i++) { /* closes the others' */
        all->from[at + 1 + i] = all->from[end + i];
        all->to[at + 1 + i] = all->to[end + i];
    }
    all->from[at] = from;
    all->to[at] = to;
    all->count = at + 1 + rest;
    return true;
}

/* What stands beside the numbers is a stretch of its own; what reaches into theirs is no evidence. */
static bool cover_text(rivers *all, const float box[4]) {
    for (uint32_t i = 0; i < all->count; i++)
        if (box[0] <= all->to[i] && box[2] >= all->from[i])
            return true;
    return cover(all, box);
}

static bool count_piece(rivers *all, const lattice_piece *piece) {
    for (uint32_t i = 0; i < all->count; i++)
        if (piece->box[0] >= all->from[i] && piece->box[0] <= all->to[i]) {
            all->of[i]++;
            all->numbers[i] += piece->number;
        }
    return true;
}

typedef enum glance { NUMBERS, TEXTS, COUNTS } glance;

static bool take_piece(rivers *all, glance what, const lattice_piece *piece) {
    if (what == COUNTS)
        return count_piece(all, piece);
    if (!all->numeric)
        return cover(all, piece->box);
    if (what == NUMBERS)
        return !piece->digits || cover(all, piece->box);
    return piece->number || cover_text(all, piece->box);
}

/* Looks at the pieces of all bands that have several; tells how many bands do and do not. */
static bool gather(const cell_pile *pile, rivers *all, glance what, uint32_t bands[2]) {
    const lattice_pieces *pieces = all->pieces;
    bands[0] = bands[1] = 0;
    for (uint32_t k = 0; k < pile->count; k++) {
        uint32_t cell = pile->cells[k], from = pieces->first[cell], several = 0;
        for (uint32_t i = from; i < pieces->first[cell + 1]; i++) {
            several += !all->numeric || pieces->of[i].number;
            if (!ends_band(pieces, i))
                continue;
            bands[several > 1]++;
            for (uint32_t piece = from; several > 1 && piece <= i && !(all->headed && k == 0);
                 piece++)
                if (!take_piece(all, what, &pieces->of[piece]))
                    return false;
            from = i + 1;
            several = 0;
        }
    }
    return true;
}

/* A stretch that few bands have is no column: part of the one before it. */
static void drop_rare(rivers *all, uint32_t bands) {
    uint32_t kept = 1;
    for (uint32_t i = 1; i < all->count; i++) {
        if (all->of[i] * 2 < bands) {
            all->to[kept - 1] = all->to[i];
            continue;
        }
        all->from[kept] = all->from[i];
        all->to[kept] = all->to[i];
        all->of[kept] = all->of[i];
        all->numbers[kept++] = all->numbers[i];
    }
    all->count = kept;
}

/* Words beside the label, or nothing but years, above cells of numbers. */
static bool is_headed(const cell_pile *pile) {
    const lattice_pieces *pieces = pile->near;
    uint32_t words = 0, years = 0, values = 0, below = 0;
    if (pile->count <= LEAST_BANDS)
        return false;
    for (uint32_t i = pieces->first[pile->cells[0]] + 1; i < pieces->first[pile->cells[0] + 1];
         i++) {
        words += !pieces->of[i].number;
        years += pieces->of[i].year;
        values += pieces->of[i].digits && !pieces->of[i].year;
    }
    for (uint32_t i = pieces->first[pile->cells[1]]; i < pieces->first[pile->cells[1] + 1]; i++)
        below += pieces->of[i].digits;
    return values == 0 && words + years > 0 && below > years;
}

static bool shows_rivers(const cell_pile *pile, rivers *all) {
    uint32_t bands[2];
    all->headed = is_headed(pile);
    if (!gather(pile, all, NUMBERS, bands) || all->count < 2 || bands[1] < NUMBER_BANDS ||
        bands[1] < 2 * bands[0] || !gather(pile, all, TEXTS, bands) ||
        !gather(pile, all, COUNTS, bands))
        return false;
    drop_rare(all, bands[1]);
    for (uint32_t i = 1; i < all->count; i++)
        if (all->numbers[i] * 2 < all->of[i] || all->from[i] - all->to[i - 1] < all->least)
            return false;
    return all->count > 1;
}

/* The heads of all columns but the first, which may have none; NULL: they are not as many, or stand elsewhere. */
static const lattice_piece *heads_of(const cell_pile *pile, const rivers *all) {
    const lattice_pieces *pieces = all->pieces;
    const uint32_t cell = pile->cells[0], first = pieces->first[cell];
    const uint32_t count = pieces->first[cell + 1] - first, bare = all->count - count;
    if (!all->headed || bare > 1 || pieces->of[first + count - 1].band > pieces->of[first].band)
        return NULL;
    const lattice_piece *heads = &pieces->of[first + 1 - bare];
    for (uint32_t i = 1; i < all->count; i++)
        if (heads[i - 1].box[0] <= all->to[i - 1] || heads[i - 1].box[0] >= all->to[i])
            return NULL;
    return heads;
}

/* Halfway; but where a head that is set left stands before its numbers, its cell begins there. */
static float border_before(const rivers *all, const lattice_piece *heads, uint32_t i) {
    const float middle = (all->to[i - 1] + all->from[i]) / 2;
    if (!heads || heads[i - 1].box[0] >= all->from[i])
        return middle;
    const float near = heads[i - 1].box[0] - PADDING;
    return near > all->to[i - 1] ? near : (all->to[i - 1] + heads[i - 1].box[0]) / 2;
}

static void imply_rivers(const cell_pile *pile, const rivers *all, lattice_implied *implied) {
    const lattice_piece *heads = heads_of(pile, all);
    for (uint32_t k = 0; k < pile->count; k++) {
        const pdf_cell *cell = &pile->frame->cells[pile->cells[k]];
        for (uint32_t i = 1; i < all->count; i++) {
            float at = border_before(all, heads, i);
            if (!is_crossed(all->pieces, pile->cells[k], at))
                lattice_imply(implied, at, cell->box[1], cell->box[3]);
        }
    }
}

static void imply_pile(const cell_pile *pile, lattice_implied *implied) {
    rivers near = {.pieces = pile->near, .numeric = true, .least = RIVER};
    rivers wide = {.pieces = pile->pieces, .least = LATTICE_SHORT};
    if (pile->frame->cells[pile->cells[0]].column_span > 1 && shows_slots(pile))
        imply_slots(pile, implied);
    else if (shows_rivers(pile, &near))
        imply_rivers(pile, &near, implied);
    else if (shows_rivers(pile, &wide))
        imply_rivers(pile, &wide, implied);
}

bool lattice_imply_columns(const lattice_frame *frame, const lattice_pieces *pieces,
                           const lattice_pieces *near, lattice_implied *implied) {
    keyed *order = PDF_TAKE(implied->room, keyed, frame->cell_count);
    uint32_t *cells = PDF_TAKE(implied->room, uint32_t, frame->cell_count);
    if (!order || !cells || !lattice_imply_under_heads(frame, near, implied))
        return false;
    for (uint32_t i = 0; i < frame->cell_count; i++)
        order[i] = (keyed){frame->cells[i].column, frame->cells[i].column_span, i};
    pdf_sort(order, frame->cell_count, sizeof *order, by_place);
    for (uint32_t i = 0, end; i < frame->cell_count; i = end) {
        for (end = i; end < frame->cell_count && order[end].column == order[i].column &&
                      order[end].span == order[i].span;
             end++)
            cells[end] = order[end].cell;
        const cell_pile one = {frame, pieces, near, cells + i, end - i};
        imply_pile(&one, implied);
    }
    return implied->count > 0;
}
