/* SPDX-License-Identifier: GPL-2.0-or-later
 * A table that was judged good, as a grid: every slot in one cell, each cell with the lines of its characters. A cell
 * spans columns only where no other text of its row stands. */
#include "river/river.h"

#include <string.h>

typedef struct slots {
    const river_scene *scene;
    const river_table *table;
    uint32_t *first; /* by slot: its first piece, PDF_NONE */
    uint32_t *next;  /* by piece: the next one in its slot */
    uint32_t *span;  /* by slot: columns; 0: covered by a cell to the left or above */
    uint32_t *tall;  /* by slot: rows */
} slots;

static uint32_t slot_of(const slots *s, const river_piece *piece) {
    uint32_t record = s->table->records[piece->row - s->table->first];
    return record * s->table->columns + piece->column;
}

static bool take_slots(slots *s) {
    pdf_room *room = s->scene->reader->page;
    size_t count = (size_t)s->table->record_count * s->table->columns;
    s->first = PDF_TAKE(room, uint32_t, count);
    s->span = PDF_TAKE(room, uint32_t, count);
    s->tall = PDF_TAKE(room, uint32_t, count);
    s->next = PDF_TAKE(room, uint32_t, s->table->piece_count + 1u);
    if (!s->first || !s->span || !s->tall || !s->next)
        return false;
    for (size_t i = 0; i < count; i++) {
        s->first[i] = PDF_NONE;
        s->span[i] = s->tall[i] = 1;
    }
    return true;
}

static void fill_slots(slots *s) {
    for (uint32_t i = s->table->piece_count; i-- > 0;) {
        uint32_t slot = slot_of(s, &s->table->pieces[i]);
        s->next[i] = s->first[slot];
        s->first[slot] = i;
    }
}

/* Columns that the piece may span: those to its right without text in the record. */
static void widen(slots *s, const river_piece *piece) {
    uint32_t slot = slot_of(s, piece), wide = 1;
    while (wide < piece->span && s->first[slot + wide] == PDF_NONE && s->span[slot + wide] == 1)
        wide++;
    if (s->span[slot] != 1)
        return;
    s->span[slot] = wide;
    for (uint32_t k = 1; k < wide; k++)
        s->span[slot + k] = 0;
}

/* A header cell that stands alone in its column, or alone below the head of its group, is as tall as what is left of the
 * header. */
static void heighten(slots *s, uint32_t column) {
    uint32_t columns = s->table->columns, heads = s->table->head_records;
    uint32_t with = PDF_NONE, top = 0;
    for (uint32_t r = 0; r < heads; r++) {
        uint32_t slot = r * columns + column;
        if (s->span[slot] != 1) {
            top = r + 1;
            with = PDF_NONE;
        } else if (s->first[slot] != PDF_NONE) {
            if (with != PDF_NONE)
                return;
            with = slot;
        }
    }
    if (with == PDF_NONE)
        return;
    uint32_t to = top * columns + column;
    s->first[to] = s->first[with];
    if (with != to)
        s->first[with] = PDF_NONE;
    for (uint32_t r = top + 1; r < heads; r++)
        s->span[r * columns + column] = 0;
    s->tall[to] = heads - top;
}

static void span_slots(slots *s) {
    for (uint32_t i = 0; i < s->table->piece_count; i++)
        if (s->table->pieces[i].span > 1)
            widen(s, &s->table->pieces[i]);
    for (uint32_t k = 0; s->table->head_records > 1 && k < s->table->columns; k++)
        heighten(s, k);
}

static void borders(const slots *s, float *xs, float *ys) {
    const river_table *table = s->table;
    xs[0] = table->box[0];
    for (uint32_t k = 0; k + 1 < table->columns; k++)
        xs[k + 1] = (table->rivers[k].from + table->rivers[k].to) / 2;
    xs[table->columns] = table->box[2];
    ys[0] = table->box[1];
    const river_row *rows = &s->scene->rows[table->first];
    for (uint32_t i = 1; i < table->end - table->first; i++)
        if (table->records[i] != table->records[i - 1]) {
            float border = (rows[i - 1].box[3] + rows[i].box[1]) / 2;
            ys[table->records[i]] =
                border > ys[table->records[i] - 1] ? border : ys[table->records[i] - 1];
        }
    ys[table->record_count] = table->box[3];
}

/* The characters of the slot's pieces, as lines. */
static void fill_cell(slots *s, uint32_t slot, pdf_cell *cell) {
    uint32_t count = 0, n = 0;
    const river_piece *pieces = s->table->pieces;
    for (uint32_t p = s->first[slot]; p != PDF_NONE; p = s->next[p])
        for (uint32_t w = pieces[p].first; w < pieces[p].first + pieces[p].count; w++)
            count += s->scene->words[w].count;
    if (count == 0)
        return;
    uint32_t *picks = PDF_TAKE(s->scene->reader->page, uint32_t, count);
    memcpy(cell->box, pieces[s->first[slot]].box, sizeof cell->box);
    for (uint32_t p = s->first[slot]; picks && p != PDF_NONE; p = s->next[p]) {
        pdf_box_unite(cell->box, pieces[p].box);
        for (uint32_t w = pieces[p].first; w < pieces[p].first + pieces[p].count; w++)
            for (uint32_t i = 0; i < s->scene->words[w].count; i++)
                picks[n++] = s->scene->picks[s->scene->words[w].first + i];
    }
    if (picks)
        cell->line_count =
            pdf_lines_of(s->scene->reader, s->scene->page, picks, n, cell->box, &cell->lines);
}

/* The columns whose numbers may be those of other heads. */
static void find_beside(const river_table *table, bool *beside) {
    const bool any = table->doubted && river_may_be_next(table);
    for (uint32_t column = 0; column < table->columns; column++)
        beside[column] = any && river_are_beside(table, column);
}

static void add_cells(slots *s, pdf_grid *grid) {
    bool beside[RIVER_COLUMNS] = {false};
    find_beside(s->table, beside);
    for (uint32_t row = 0; row < grid->rows; row++)
        for (uint32_t column = 0; column < grid->columns; column++) {
            uint32_t slot = row * grid->columns + column;
            if (s->span[slot] == 0)
                continue;
            pdf_cell *cell = &grid->cells[grid->cell_count++];
            *cell = (pdf_cell){.row = row,
                               .column = column,
                               .row_span = s->tall[slot],
                               .column_span = s->span[slot],
                               .shade = 0xFFFFFF,
                               .doubts = beside[column] ? PDF_DOUBT_BESIDE : 0,
                               .headed = row < grid->header_rows};
            memcpy(cell->box,
                   (float[4]){grid->xs[column], grid->ys[row], grid->xs[column + cell->column_span],
                              grid->ys[row + cell->row_span]},
                   sizeof cell->box);
            fill_cell(s, slot, cell);
        }
}

bool river_build(river_scene *scene, const river_table *table, pdf_grid *grid) {
    slots s = {.scene = scene, .table = table};
    pdf_room *kept = scene->reader->kept;
    float *xs = PDF_TAKE(kept, float, table->columns + 1u);
    float *ys = PDF_TAKE(kept, float, table->record_count + 1u);
    pdf_cell *cells = PDF_TAKE(kept, pdf_cell, (size_t)table->record_count * table->columns);
    if (!xs || !ys || !cells || !take_slots(&s))
        return false;
    fill_slots(&s);
    span_slots(&s);
    borders(&s, xs, ys);
    *grid = (pdf_grid){.rows = table->record_count,
                       .columns = table->columns,
                       .xs = xs,
                       .ys = ys,
                       .cells = cells,
                       .flags = PDF_GRID_OPEN_TOP | PDF_GRID_OPEN_BOTTOM |
                                (table->doubted ? PDF_GRID_DOUBTED : 0),
                       .confidence = table->confidence,
                       .header_rows = table->head_records};
    memcpy(grid->box, table->box, sizeof grid->box);
    add_cells(&s, grid);
    return true;
}
