/* The walk: from the first line to the last, the first recogniser of the table that takes the lines in
 * front has them. Tables come before headings, so that a row whose label looks like a section heading
 * stays a row; the paragraph comes last and takes whatever is there. */
#include "text.h"

static text_recognise *const recognisers[] = {
    text_fence,      text_markdown_table, text_bar_rows, text_ruled_table, text_grid_table,
    text_cell_lines, text_tab_rows,       text_expanded, text_spaced,      text_columns,
    text_separated,  text_words,          text_heading,  text_list,        text_quote,
    text_rule,       text_paragraph};

static uint32_t emit_furniture(text_run *run, uint32_t line) {
    sheaf_str text = text_trim(text_of(run, line));
    sheaf_origin origin = text_origin(run, line, text);
    sheaf_block block = {.size = sizeof block,
                         .kind = SHEAF_PARAGRAPH,
                         .flags = SHEAF_FURNITURE |
                                  (run->lines[line].flags & TEXT_PAGE ? SHEAF_BREAK_BEFORE : 0),
                         .text = text,
                         .origins = &origin,
                         .origin_count = 1};
    run->host->add(run->job, &block);
    return line + 1;
}

static uint32_t emit_title(text_run *run) {
    sheaf_block block = {.size = sizeof block, .kind = SHEAF_TITLE};
    run->host->open(run->job, &block);
    for (uint32_t i = 0; i < run->title_lines; i++) {
        sheaf_str text = text_trim(text_of(run, run->title + i));
        sheaf_origin origin = text_origin(run, run->title + i, text);
        if (i)
            run->host->append(run->job, SHEAF_STR("\n"), NULL);
        run->host->append(run->job, text, &origin);
    }
    run->host->close(run->job);
    return run->title + run->title_lines;
}

static uint32_t step(text_run *run, uint32_t line) {
    if (run->lines[line].flags & TEXT_FURNITURE)
        return emit_furniture(run, line);
    if (run->title_lines && line == run->title)
        return emit_title(run);
    for (size_t i = 0; i < sizeof recognisers / sizeof *recognisers; i++) {
        uint32_t end = recognisers[i](run, line);
        if (end > line)
            return end;
    }
    return line + 1;
}

sheaf_status text_walk(text_run *run) {
    uint32_t line = 0;
    while (line < run->count) {
        sheaf_status status =
            run->host->tick(run->job, run->lines[line].offset, run->decoded.text.len);
        if (status != SHEAF_OK)
            return status;
        line = step(run, line);
    }
    return SHEAF_OK;
}
