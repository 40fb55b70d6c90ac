/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows that are not ruled: a row of cells whose lines stand beside each other, numbers in a column under numbers. Three lines
 * at least, labels or a second column of numbers beside them, and no digits that fill their cell: those may be one number
 * that was broken, unless three columns have a number in each of these lines, and not all of them filled the cell. Nor are those
 * rows that stand at half the height of others, or have neither labels nor a number in each column: numbers were broken over two
 * lines here and over three there. */
#include "lattice/lattice.h"

#include <math.h>

#define LEAST_ROWS 3u
#define MANY_ROWS 6u  /* no number is broken over so many lines */
#define STAGGER 0.75f /* of the step between lines of a cell: less is no row */
#define PROOFS 3u     /* columns that show lines to be rows whatever fills its cell */

typedef struct band {
    float top, bottom; /* what its letters cover */
    uint32_t cells, numbers;
    bool full;  /* a text takes most of its cell's width */
    bool alone; /* a text has no other line in its cell */
} band;

typedef struct row_text {
    const lattice_frame *frame;
    const lattice_pieces *pieces;
    uint32_t row;
    band *bands;
    uint32_t count, capacity;
} row_text;

static int by_top(const void *left, const void *right) {
    const band *a = left, *b = right;
    return (a->top > b->top) - (a->top < b->top);
}

/* The cells of one row only. */
static bool is_in_row(const row_text *text, const pdf_cell *cell) {
    return cell->row == text->row && cell->row_span == 1;
}

/* Each piece a band at first; those at one height are united. */
static bool find_bands(pdf_room *room, row_text *text, uint32_t from, uint32_t to) {
    const lattice_pieces *pieces = text->pieces;
    uint32_t first = pieces->first[from], count = pieces->first[to] - first;
    band *bands = PDF_TAKE(room, band, (size_t)count + 1);
    uint32_t all = 0;
    for (uint32_t i = first; bands && i < first + count; i++) {
        const pdf_cell *cell = &text->frame->cells[pieces->of[i].cell];
        const float *box = pieces->of[i].box;
        bool full = box[2] - box[0] > 0.65f * (cell->box[2] - cell->box[0]);
        const bool number = pieces->of[i].number;
        const uint32_t of = pieces->of[i].cell, beside = pieces->first[of + 1] - pieces->first[of];
        if (is_in_row(text, cell))
            bands[all++] =
                (band){box[1], box[3], 1, number, full && !number, beside == 1 && !number};
    }
    if (!bands)
        return false;
    if (all)
        pdf_sort(bands, all, sizeof *bands, by_top);
    for (uint32_t i = 0; i < all; i++) {
        band *last = text->count ? &bands[text->count - 1] : NULL;
        float low = bands[i].bottom - bands[i].top;
        if (last && last->bottom - bands[i].top > 0.5f * low) {
            last->bottom = last->bottom > bands[i].bottom ? last->bottom : bands[i].bottom;
            last->cells++;
            last->numbers += bands[i].numbers;
            last->full = last->full || bands[i].full;
            last->alone = last->alone || bands[i].alone;
        } else {
            bands[text->count++] = bands[i];
        }
    }
    text->bands = bands;
    return true;
}

/* No room for one more digit before the borders, but for the usual padding. */
static bool fills(const pdf_cell *cell, const lattice_piece *piece) {
    float spare = cell->box[2] - cell->box[0] - (piece->box[2] - piece->box[0]);
    return spare < 2 * LATTICE_SHORT + 0.5f * (piece->box[3] - piece->box[1]);
}

typedef struct witness {
    uint32_t bands, numbers;
    bool full;   /* a number fills its cell: it may go on in the next line */
    bool broken; /* each one but the last line's does: they may be one number */
} witness;

static witness look_at(const row_text *text, uint32_t index) {
    const lattice_pieces *pieces = text->pieces;
    witness seen = {.broken = true};
    uint32_t last = PDF_NONE, end = pieces->first[index + 1];
    for (uint32_t i = pieces->first[index]; i < end; i++) {
        const lattice_piece *piece = &pieces->of[i];
        seen.bands += piece->band != last;
        seen.numbers += piece->number;
        bool full = piece->number && fills(&text->frame->cells[index], piece);
        seen.full = seen.full || full;
        seen.broken = seen.broken && (full || piece->band == pieces->of[end - 1].band);
        last = piece->band;
    }
    return seen;
}

/* The least step from one number to the next below it in a cell. */
static float step_of(const row_text *text, uint32_t from, uint32_t to) {
    const lattice_pieces *pieces = text->pieces;
    float least = INFINITY;
    for (uint32_t i = pieces->first[from] + 1; i < pieces->first[to]; i++) {
        const lattice_piece *piece = &pieces->of[i], *above = piece - 1;
        if (piece->cell == above->cell && piece->band > above->band && piece->number &&
            above->number && is_in_row(text, &text->frame->cells[piece->cell]))
            least = fminf(least, piece->box[1] - above->box[1]);
    }
    return least;
}

static bool is_fixed(const band *one) {
    return one->numbers || one->alone;
}

/* Numbers of two and of three lines, each in the middle of its cell: those of one cell stand between those of others, or the only line
 * of a label between those of a number. */
static bool is_staggered(const row_text *text, uint32_t from, uint32_t to) {
    const float step = step_of(text, from, to);
    for (uint32_t k = 1; k < text->count; k++)
        if (is_fixed(&text->bands[k]) && is_fixed(&text->bands[k - 1]) &&
            text->bands[k].top - text->bands[k - 1].top < STAGGER * step)
            return true;
    return false;
}

/* Columns of numbers, and columns of labels beside them. */
static bool shows_rows(const row_text *text, uint32_t from, uint32_t to) {
    uint32_t values = 0, ragged = 0, labels = 0, bare = 0, full = 0, proofs = 0, most_numbers = 0;
    for (uint32_t i = from; i < to; i++) {
        if (!is_in_row(text, &text->frame->cells[i]))
            continue;
        witness seen = look_at(text, i);
        bool most = seen.bands >= 2 && seen.bands * 2 >= text->count;
        bool numbers = most && seen.numbers == seen.bands;
        full += numbers && seen.full && seen.bands < MANY_ROWS;
        proofs += numbers && !seen.broken && seen.bands == text->count;
        values += numbers;
        ragged += numbers && seen.bands < text->count;
        most_numbers = numbers && seen.bands > most_numbers ? seen.bands : most_numbers;
        labels += most && seen.numbers < seen.bands && seen.bands * 5 >= text->count * 3;
    }
    if ((full && proofs < PROOFS) || (values == 1 && most_numbers < LEAST_ROWS))
        return false; /* of one record: its two amounts, or one that was broken */
    if (!labels && ragged)
        return false; /* numbers of two and of three lines, set at the foot of their cells */
    for (uint32_t i = 0; i < text->count; i++)
        bare += !text->bands[i].numbers;
    return values + (labels > 0) >= 2 && values && bare * 5 <= text->count * 2;
}

/* Full lines without numbers from here on, then one with numbers: the label goes on to them. */
static bool leads_down(const row_text *text, uint32_t from) {
    while (from < text->count && !text->bands[from].numbers && text->bands[from].full)
        from++;
    return from < text->count && text->bands[from].numbers;
}

/* A label whose line is full goes on in the next line. It has numbers in one of its lines: two lines with numbers are two
 * rows, and what stands between them belongs to the lower one where it leads there. */
static bool goes_on(const row_text *text, uint32_t below) {
    const band *above = &text->bands[below - 1];
    return above->full &&
           (!above->numbers || (!text->bands[below].numbers && !leads_down(text, below)));
}

static void imply_row(const row_text *text, uint32_t from, uint32_t to, lattice_implied *implied) {
    for (uint32_t k = 1; k < text->count; k++) {
        float at = (text->bands[k - 1].bottom + text->bands[k].top) / 2;
        for (uint32_t i = from; i < to && !goes_on(text, k); i++) {
            const pdf_cell *cell = &text->frame->cells[i];
            if (is_in_row(text, cell))
                lattice_imply(implied, at, cell->box[0], cell->box[2]);
        }
    }
}

bool lattice_imply_rows(const lattice_frame *frame, const lattice_pieces *pieces,
                        lattice_implied *implied) {
    for (uint32_t from = 0, to; from < frame->cell_count; from = to) {
        row_text text = {.frame = frame, .pieces = pieces, .row = frame->cells[from].row};
        for (to = from; to < frame->cell_count && frame->cells[to].row == text.row;)
            to++;
        if (!find_bands(implied->room, &text, from, to))
            return false;
        if (text.count >= LEAST_ROWS && shows_rows(&text, from, to) &&
            !is_staggered(&text, from, to))
            imply_row(&text, from, to, implied);
    }
    return implied->count > 0;
}
