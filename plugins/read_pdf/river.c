/* SPDX-License-Identifier: GPL-2.0-or-later
 * Unruled and half-ruled tables. Running text is set aside, rows that leave the same rivers white are candidates, and a
 * candidate becomes a grid only where the evidence for a table is better than that for anything else. A table that is
 * not seen stays text, which is merely bad; a value under a wrong header is worse. */
#include "river.h"

/* Below it the text stays lines. Ten-thousandths. */
#define LEAST_CONFIDENCE 6000u

/* One candidate, all stages. False where it is no table. */
static bool study(river_scene *scene, river_table *table) {
    river_body(scene, table);
    if (table->end - table->first < 2 || !river_columns(scene, table))
        return false;
    river_attach(scene, table);
    if (!river_pieces(scene, table) || !river_merge(scene, table))
        return false;
    river_judge(scene, table);
    if (table->confidence < LEAST_CONFIDENCE)
        return false;
    river_spanners(scene, table);
    return river_records(scene, table);
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

static uint32_t find_tables(river_scene *scene, bool *gone, pdf_grid **grids) {
    uint32_t count = 0, capacity = 0;
    river_table table;
    for (uint32_t at = 0; river_run(scene, &at, &table);) {
        if (!study(scene, &table))
            continue;
        pdf_grid *more = pdf_more(scene->reader->kept, *grids, count, &capacity, sizeof **grids);
        if (!more)
            return count;
        *grids = more;
        if (!river_build(scene, &table, &(*grids)[count]))
            return count;
        take_rows(scene, &table, gone);
        count++;
    }
    return count;
}

uint32_t pdf_rivers(pdf_reader *reader, const pdf_page *page, const uint32_t *picks,
                    pdf_line *lines, uint32_t *count, pdf_grid **grids) {
    river_scene scene = {
        .reader = reader, .page = page, .picks = picks, .lines = lines, .line_count = *count};
    bool *gone = PDF_TAKE(reader->page, bool, *count + 1u);
    *grids = NULL;
    if (*count == 0 || !gone || !river_rules(&scene) || !river_prose(&scene) ||
        !river_fence(&scene) || !river_see(&scene))
        return 0;
    uint32_t found = find_tables(&scene, gone, grids);
    *count = drop_lines(lines, *count, gone);
    return found;
}
