/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows of tables that are no part of one: a single row below a head that is repeated on a new page, or the last one above the page's
 * end, is too little for a table and becomes a paragraph, whose numbers stand below no head. Who reads it is told. */
#include "river/river.h"

#include <stdio.h>
#include <string.h>

#define FEWEST 3u /* numbers; the feet of pages have fewer */

/* A label, and numbers behind it that stand apart. */
static bool is_stray(const river_scene *scene, const river_row *row) {
    return !row->taken && row->numbers >= FEWEST && row->pieces == row->numbers + 1 &&
           scene->words[row->first].letters > 0;
}

void river_tell_strays(const river_scene *scene) {
    const float *box = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < scene->row_count; i++)
        if (is_stray(scene, &scene->rows[i])) {
            box = box ? box : scene->rows[i].box;
            count++;
        }
    if (!count)
        return;
    char text[192];
    const int length = snprintf(text, sizeof text,
                                "%u lines of the page show a label and numbers set apart, as rows "
                                "of tables do, but no table was found that they are of. The first "
                                "one is here",
                                (unsigned)count);
    sheaf_diagnostic said = {.size = sizeof said,
                             .severity = SHEAF_WARNING,
                             .code = SHEAF_STR("pdf.table.row"),
                             .message = {text, (size_t)length},
                             .origin = {.kind = SHEAF_AT_PAGE, .unit = scene->page->number}};
    memcpy(said.origin.at.box, box, sizeof said.origin.at.box);
    scene->reader->host->diagnose(scene->reader->job, &said);
}
