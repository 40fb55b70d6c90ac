/* SPDX-License-Identifier: GPL-2.0-or-later
 * One page from what it shows to pieces in reading order: ruled tables take their characters first, the rest becomes
 * lines, unruled tables take theirs of these, and what is left is text. */
#include "layout.h"
#include "lines/askew.h"
#include "page/edge.h"

#include <string.h>

/* The characters that no grid owns. */
static uint32_t *unowned(pdf_reader *reader, const pdf_page *page, const uint32_t *owner,
                         uint32_t *count) {
    uint32_t *picks = PDF_TAKE_UNSET(reader->page, uint32_t, page->char_count + 1u);
    for (uint32_t i = 0; picks && i < page->char_count; i++)
        if (owner[i] == PDF_NONE)
            picks[(*count)++] = i;
    return picks;
}

static pdf_grid *both(pdf_reader *reader, const pdf_grid *ruled, uint32_t ruled_count,
                      const pdf_grid *unruled, uint32_t unruled_count) {
    pdf_grid *all = PDF_TAKE(reader->kept, pdf_grid, (size_t)ruled_count + unruled_count + 1);
    for (uint32_t i = 0; all && i < ruled_count; i++)
        all[i] = ruled[i];
    for (uint32_t i = 0; all && i < unruled_count; i++)
        all[ruled_count + i] = unruled[i];
    return all;
}

static void mark_cuts(pdf_reader *reader, const pdf_page *page, pdf_grid *grids, uint32_t count,
                      pdf_sheet *sheet) {
    for (uint32_t i = 0; i < count; i++) {
        pdf_edge edge = {0};
        pdf_mark_cut_cells(reader, page, &grids[i], &edge);
        sheet->shown.characters += edge.cuts;
        pdf_edge_tell_cells(reader, page->number, &edge);
    }
}

static void lay_out(pdf_reader *reader, const pdf_page *page, pdf_sheet *sheet) {
    uint32_t *owner = PDF_TAKE_UNSET(reader->page, uint32_t, page->char_count + 1u);
    if (!owner)
        return;
    for (uint32_t i = 0; i < page->char_count; i++)
        owner[i] = PDF_NONE;
    pdf_grid *ruled = NULL, *unruled = NULL;
    pdf_line *lines = NULL;
    uint32_t ruled_count = pdf_lattice(reader, page, owner, &ruled);
    sheet->dense = ruled_count == PDF_NONE;
    ruled_count = sheet->dense ? 0 : ruled_count;
    mark_cuts(reader, page, ruled, ruled_count, sheet);
    uint32_t count = 0;
    uint32_t *picks = unowned(reader, page, owner, &count);
    if (!picks)
        return;
    const float whole[4] = {0, 0, page->width, page->height};
    count = pdf_lines_of(reader, page, picks, count, whole, &lines);
    uint32_t unruled_count = pdf_rivers(reader, page, picks, lines, &count, &unruled);
    pdf_grid *grids = both(reader, ruled, ruled_count, unruled, unruled_count);
    if (grids)
        pdf_order(reader, page, lines, count, grids, ruled_count + unruled_count, sheet);
}

void pdf_layout(pdf_reader *reader, const pdf_page *shown, pdf_sheet *sheet) {
    pdf_page sized = *shown;
    const pdf_page *page = &sized;
    pdf_correct_sizes(reader, &sized);
    pdf_mark_struck(reader, &sized);
    const pdf_direction turn = pdf_turn_page(reader->page, &sized);
    *sheet = (pdf_sheet){
        .number = page->number, .width = page->width, .height = page->height, .turn = turn};
    pdf_tally_chars(&sheet->shown, page->chars, page->char_count);
    reader->twins = (pdf_tally){0};
    reader->drawn = NULL;
    const pdf_askew askew = pdf_take_askew(reader, &sized);
    lay_out(reader, page, sheet);
    pdf_put_askew(reader, &askew, sheet);
    sheet->twins = reader->twins;
    memcpy(sheet->twins_box, reader->twins_box, sizeof sheet->twins_box);
}
