/* SPDX-License-Identifier: GPL-2.0-or-later
 * Unruled and half-ruled tables. Running text is set aside, rows that leave the same rivers white are candidates, and a
 * candidate becomes a grid only where the evidence for a table is better than that for anything else. A table that is
 * not seen stays text, which is merely bad; a value under a wrong header is worse. */
#include "river/river.h"

#include <math.h>

/* Below it the text stays lines. Ten-thousandths. */
#define LEAST_CONFIDENCE 6000u

#define DOUBTED 7000u /* at most, where which head is whose is not known */

/* One candidate, all stages. False where it is no table. */
static bool study(river_scene *scene, river_table *table) {
    river_body(scene, table);
    if (table->end - table->first < 2 || !river_columns(scene, table))
        return false;
    river_attach(scene, table);
    if (!river_pieces(scene, table) || !river_merge(scene, table) || !river_straddle(scene, table))
        return false;
    river_judge(scene, table);
    if (table->confidence < LEAST_CONFIDENCE || river_is_of_columns(scene, table))
        return false;
    river_leading(scene, table);
    river_spanners(scene, table);
    river_sections(scene, table);
    if (!river_records(scene, table))
        return false;
    table->doubted =
        table->doubted || river_doubts_heads(scene, table) || river_doubts_rows(scene, table);
    if (table->doubted && table->confidence > DOUBTED)
        table->confidence = DOUBTED;
    river_heads(scene, table);
    return true;
}

static void take_rows(river_scene *scene, const river_table *table, bool *gone) {
    for (uint32_t i = table->first; i < table->end; i++) {
        const river_row *row = &scene->rows[i];
        scene->rows[i].taken = true;
        for (uint32_t w = row->first; w < row->first + row->count; w++)
            gone[scene->words[w].line] = true;
    }
}

static uint32_t drop_lines(pdf_line *lines, uint32_t count, const bool *gone) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!gone[i])
            lines[kept++] = lines[i];
    return kept;
}

typedef struct tables {
    pdf_grid *grids;
    uint32_t count, capacity;
} tables;

static bool add_table(river_scene *scene, const river_table *table, bool *gone, tables *found) {
    pdf_grid *more = pdf_more(scene->reader->kept, found->grids, found->count, &found->capacity,
                              sizeof *found->grids);
    if (!more)
        return false;
    found->grids = more;
    if (!river_build(scene, table, &found->grids[found->count]))
        return false;
    take_rows(scene, table, gone);
    found->count++;
    return true;
}

/* Those that white tells; *parted: some lost rows that rules tell better, and is left to these. */
static bool find_runs(river_scene *scene, bool *gone, tables *found, bool *parted) {
    river_table table;
    *parted = false;
    for (uint32_t at = 0; river_run(scene, &at, &table);) {
        if (!study(scene, &table))
            continue;
        if (!river_keeps_ladders(scene, &table))
            *parted = true;
        else if (!add_table(scene, &table, gone, found))
            return false;
    }
    return true;
}

/* What is left of the rows may be labels with their values. */
static void find_tables(river_scene *scene, bool *gone, tables *found) {
    river_table table;
    bool parted;
    if (!find_runs(scene, gone, found, &parted))
        return;
    for (uint32_t at = 0; river_ladder(scene, &at, &table);)
        if (!add_table(scene, &table, gone, found))
            return;
    if (parted && !find_runs(scene, gone, found, &parted))
        return;
    for (uint32_t at = 0; river_pairs(scene, &at, &table);)
        if (!add_table(scene, &table, gone, found))
            return;
}

/* The baseline of the first line of a table; that of its box where it has none. */
static float first_base(const pdf_grid *grid) {
    float base = grid->box[3];
    for (uint32_t i = 0; i < grid->cell_count && grid->cells[i].row == 0; i++)
        for (uint32_t k = 0; k < grid->cells[i].line_count; k++)
            base = fminf(base, grid->cells[i].lines[k].base);
    return base;
}

/* Within its box, or so near above its first line that both are lines of one header. */
static bool is_within(const pdf_line *line, const pdf_grid *grid) {
    const float x = (line->box[0] + line->box[2]) / 2, y = (line->box[1] + line->box[3]) / 2;
    const float above = first_base(grid) - line->base;
    return line->direction == PDF_RIGHTWARD && x > grid->box[0] && x < grid->box[2] &&
           ((y > grid->box[1] && y < grid->box[3]) ||
            (above > 0 && above < RIVER_HALF_LINE * line->size));
}

/* Lines within a table that are no part of it, as labels that were taken for running text, leave its rows without them. */
static void doubt_rests(const pdf_line *lines, uint32_t count, const tables *found) {
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < found->count; k++) {
            pdf_grid *grid = &found->grids[k];
            if (!is_within(&lines[i], grid))
                continue;
            grid->flags |= PDF_GRID_DOUBTED;
            if (grid->confidence > DOUBTED)
                grid->confidence = DOUBTED;
        }
}

uint32_t pdf_rivers(pdf_reader *reader, const pdf_page *page, const uint32_t *picks,
                    pdf_line *lines, uint32_t *count, pdf_grid **grids) {
    river_scene scene = {
        .reader = reader, .page = page, .picks = picks, .lines = lines, .line_count = *count};
    bool *gone = PDF_TAKE(reader->page, bool, *count + 1u);
    tables found = {.grids = NULL};
    *grids = NULL;
    if (*count == 0 || !gone || !river_rules(&scene) || !river_prose(&scene) ||
        !river_fence(&scene) || !river_see(&scene))
        return 0;
    find_tables(&scene, gone, &found);
    *count = drop_lines(lines, *count, gone);
    doubt_rests(lines, *count, &found);
    river_tell_strays(&scene);
    *grids = found.grids;
    return found.count;
}
