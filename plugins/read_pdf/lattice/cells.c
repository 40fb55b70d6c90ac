/* SPDX-License-Identifier: GPL-2.0-or-later
 * Slots that no wall parts are one region, and a region is one cell if it is a rectangle. One that is not is cut: from its
 * first slot as far right, then as far down as it goes, until nothing is left. Regions are found by uniting neighbours. */
#include "lattice/lattice.h"

static uint32_t *regions_of(pdf_room *room, const lattice_frame *frame) {
    const lattice_borders *across = &frame->borders[ACROSS], *down = &frame->borders[DOWN];
    const uint32_t columns = frame->columns, slots = frame->rows * columns;
    uint32_t *parents = PDF_TAKE_UNSET(room, uint32_t, slots);
    for (uint32_t i = 0; parents && i < slots; i++)
        parents[i] = i;
    for (uint32_t i = 0; parents && i < slots; i++) {
        uint32_t row = i / columns, column = i % columns;
        if (row && !across->walls[(size_t)row * across->slots + column])
            lattice_unite(parents, i, i - columns);
        if (column && !down->walls[(size_t)column * down->slots + row])
            lattice_unite(parents, i, i - 1);
    }
    for (uint32_t i = 0; parents && i < slots; i++)
        parents[i] = lattice_root_of(parents, i);
    return parents;
}

/* Is this slot of the region and of no cell yet? */
static bool is_free(const lattice_frame *frame, const uint32_t *regions, uint32_t slot,
                    uint32_t region) {
    return regions[slot] == region && frame->cell_of[slot] == PDF_NONE;
}

static void cut_cell(lattice_frame *frame, const uint32_t *regions, uint32_t slot, pdf_cell *cell) {
    const uint32_t columns = frame->columns, region = regions[slot];
    *cell = (pdf_cell){.row = slot / columns, .column = slot % columns, .shade = LATTICE_WHITE};
    uint32_t wide = 1, high = 1;
    while (cell->column + wide < columns && is_free(frame, regions, slot + wide, region))
        wide++;
    for (bool whole = true; whole && cell->row + high < frame->rows; high += whole) {
        for (uint32_t i = 0; whole && i < wide; i++)
            whole = is_free(frame, regions, slot + high * columns + i, region);
    }
    cell->row_span = high;
    cell->column_span = wide;
    for (uint32_t y = 0; y < high; y++)
        for (uint32_t x = 0; x < wide; x++)
            frame->cell_of[slot + y * columns + x] = frame->cell_count;
}

/* Cells that are only parts of their regions. */
static uint32_t count_ragged(pdf_room *room, const lattice_frame *frame, const uint32_t *regions) {
    uint32_t *parts = PDF_TAKE(room, uint32_t, (size_t)frame->rows * frame->columns);
    uint32_t ragged = 0;
    for (int pass = 0; parts && pass < 2; pass++)
        for (uint32_t i = 0; i < frame->cell_count; i++) {
            uint32_t region =
                regions[frame->cells[i].row * frame->columns + frame->cells[i].column];
            parts[region] += pass == 0;
            ragged += pass == 1 && parts[region] > 1;
        }
    return ragged;
}

static void set_cell_box(const lattice_frame *frame, pdf_cell *cell) {
    const float *xs = frame->borders[DOWN].at, *ys = frame->borders[ACROSS].at;
    cell->box[0] = xs[cell->column];
    cell->box[1] = ys[cell->row];
    cell->box[2] = xs[cell->column + cell->column_span];
    cell->box[3] = ys[cell->row + cell->row_span];
}

static void place_letters(const pdf_page *page, lattice_frame *frame) {
    const lattice_borders across = frame->borders[ACROSS], down = frame->borders[DOWN];
    const uint32_t *chars = frame->chars, *cell_of = frame->cell_of, columns = frame->columns;
    uint32_t *letters = frame->letters, row = 0, column = 0;
    for (uint32_t i = 0; i < frame->char_count; i++) {
        const pdf_char *one = &page->chars[chars[i]];
        lattice_slot_near(across.at, across.count, lattice_middle(one, 1), &row);
        lattice_slot_near(down.at, down.count, lattice_middle(one, 0), &column);
        frame->places[i] = (lattice_place){row, column};
        letters[cell_of[row * columns + column]]++;
    }
}

bool lattice_cells_build(pdf_room *room, const pdf_page *page, lattice_frame *frame) {
    const uint32_t slots = frame->rows * frame->columns;
    uint32_t *regions = regions_of(room, frame);
    frame->cell_of = PDF_TAKE_UNSET(room, uint32_t, slots);
    frame->letters = PDF_TAKE(room, uint32_t, slots);
    frame->cells = PDF_TAKE_UNSET(room, pdf_cell, slots);
    frame->places = PDF_TAKE_UNSET(room, lattice_place, (size_t)frame->char_count + 1);
    if (!regions || !frame->places || !frame->cell_of || !frame->letters || !frame->cells)
        return false;
    for (uint32_t i = 0; i < slots; i++)
        frame->cell_of[i] = PDF_NONE;
    for (uint32_t i = 0; i < slots; i++)
        if (frame->cell_of[i] == PDF_NONE) {
            cut_cell(frame, regions, i, &frame->cells[frame->cell_count]);
            set_cell_box(frame, &frame->cells[frame->cell_count++]);
        }
    place_letters(page, frame);
    frame->ragged = count_ragged(room, frame, regions);
    return true;
}
