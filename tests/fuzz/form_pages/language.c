/* Bytes as a report: a byte of settings, then operators, each with operands. While a grid is open the letters of edit.c change it;
 * `.` prints it as a table, `/` prints the rows above one and goes on behind a page break, `;` and `,` print it as text. */
#include "pages.h"

#include <string.h>

typedef struct writing {
    pages_report *report;
    const uint8_t *at, *end;
    pages_desk desk;
    int is_open;    /* a grid is */
    uint32_t flags; /* of the next block */
    uint32_t line, page, top;
    sheaf_str caption;
} writing;

static uint8_t take(writing *w) {
    return w->at < w->end ? *w->at++ : 0;
}

/* ---- lines ---- */

static void turn_page(writing *w) {
    w->flags |= SHEAF_BREAK_BEFORE;
    w->page++;
    w->top = 0;
}

static uint32_t lines_in(sheaf_str text) {
    uint32_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    return lines;
}

static pages_line *add_line(writing *w, uint32_t kind, sheaf_str text) {
    static pages_line lost;
    pages_report *report = w->report;
    if (report->count == PAGES_LINES)
        return &lost;
    pages_line *line = &report->lines[report->count++];
    sheaf_str kept = pages_join(&report->source, text, SHEAF_STR(""), SHEAF_STR(""));
    *line = (pages_line){.kind = kind,
                         .flags = w->flags,
                         .offset = report->source.used - kept.len,
                         .length = kept.len,
                         .line = w->line,
                         .page = w->page,
                         .top = w->top};
    pages_join(&report->source, SHEAF_STR("\n"), SHEAF_STR(""), SHEAF_STR(""));
    w->line += lines_in(text);
    w->flags = 0;
    return line;
}

static void add_block(writing *w, uint32_t kind, uint32_t level, sheaf_str text) {
    add_line(w, kind, text)->level = level;
    w->top += lines_in(text) + 1;
}

/* Text to a line feed: ASCII, values, and labels of the form. */
static sheaf_str take_text(writing *w) {
    pages_ink *ink = w->desk.ink;
    size_t from = ink->used;
    for (uint8_t byte = take(w); byte != '\n' && w->at < w->end; byte = take(w)) {
        sheaf_str piece = {(const char *)w->at - 1, 1};
        if (byte >= 0xC0)
            piece = pages_label(w->desk.form, (byte & 63u) << 8 | take(w));
        else if (byte >= 0x80)
            piece = pages_value(byte & 63);
        else if (byte == '\\')
            piece = SHEAF_STR("\n");
        pages_join(ink, piece, SHEAF_STR(""), SHEAF_STR(""));
    }
    return (sheaf_str){ink->bytes + from, ink->used - from};
}

/* ---- grids ---- */

static void print_cell(writing *w, const pages_cell *cell, uint32_t row, uint32_t column) {
    uint32_t top = w->top;
    pages_line *line = add_line(w, SHEAF_CELL, cell->text);
    line->row = row;
    line->column = column;
    line->row_span = cell->rows;
    line->col_span = cell->columns;
    w->top = top;
}

static uint32_t lines_of_row(const pages_grid *grid, uint32_t row) {
    uint32_t most = 1;
    for (uint32_t c = 0; c < grid->columns; c++) {
        uint32_t lines = lines_in(grid->cells[row][c].text);
        most = lines > most && grid->cells[row][c].rows == 1 ? lines : most;
    }
    return most;
}

static void print_table(writing *w, uint32_t rows) {
    const pages_grid *grid = w->desk.grid;
    pages_line *table = add_line(w, SHEAF_TABLE, w->caption);
    table->row = rows;
    table->column = grid->columns;
    table->flags |= w->report->settings & PAGES_INFERRED ? SHEAF_INFERRED : 0;
    for (uint32_t r = 0; r < rows; r++) {
        for (uint32_t c = 0; c < grid->columns; c++)
            if (grid->cells[r][c].rows > 0)
                print_cell(w, &grid->cells[r][c], r, c);
        w->top += lines_of_row(grid, r);
    }
    add_line(w, SHEAF_DOCUMENT, SHEAF_STR(""));
    w->caption = SHEAF_STR("");
}

/* The rows above one, then a page break: what is left goes on there. */
static void cut_table(writing *w) {
    pages_grid *grid = w->desk.grid;
    uint32_t row = grid->rows > 0 ? take(w) % grid->rows : 0;
    if (row == 0)
        return;
    print_table(w, row);
    memmove(grid->cells[0], grid->cells[row], (grid->rows - row) * sizeof grid->cells[0]);
    grid->rows -= row;
    turn_page(w);
}

static sheaf_str row_as_line(const writing *w, uint32_t row) {
    pages_ink *ink = w->desk.ink;
    size_t from = ink->used;
    for (uint32_t c = 0; c < w->desk.grid->columns; c++) {
        sheaf_str text = w->desk.grid->cells[row][c].text;
        if (text.len > 0)
            pages_join(ink, text, SHEAF_STR(" "), SHEAF_STR(""));
    }
    return (sheaf_str){ink->bytes + from, ink->used - from};
}

static void print_as_lines(writing *w) {
    for (uint32_t r = 0; r < w->desk.grid->rows; r++)
        add_block(w, SHEAF_PARAGRAPH, 0, row_as_line(w, r));
}

static void print_as_text(writing *w) {
    size_t from = w->desk.ink->used;
    for (uint32_t r = 0; r < w->desk.grid->rows; r++) {
        row_as_line(w, r);
        pages_join(w->desk.ink, SHEAF_STR("\n"), SHEAF_STR(""), SHEAF_STR(""));
    }
    add_block(w, SHEAF_PARAGRAPH, 0,
              (sheaf_str){w->desk.ink->bytes + from, w->desk.ink->used - from});
}

static void open_grid(writing *w) {
    uint8_t table = take(w), seed = take(w);
    pages_fill(w->desk.grid, w->desk.ink, w->desk.form, table % w->desk.form->tables.count, seed);
    w->is_open = 1;
}

/* 0: `operator` is none of a grid that is open. */
static int print_grid(writing *w, uint8_t operator) {
    if (operator== '/')
        cut_table(w);
    else if (operator== '.')
        print_table(w, w->desk.grid->rows);
    else if (operator== ';')
        print_as_lines(w);
    else if (operator== ',')
        print_as_text(w);
    else
        return 0;
    w->is_open = operator== '/';
    return 1;
}

/* ---- the report ---- */

static sheaf_str title(uint8_t byte) {
    static const char *const titles[] = {"某市2022年政府信息公开工作年度报告",
                                         "某市人民政府2020年政府信息公开工作年度报告",
                                         "某县政府信息公开年报",
                                         "Department of Examples FOIA Annual Report 2023",
                                         "2021",
                                         "关于政府信息公开的通知"};
    const char *text = titles[byte % (sizeof titles / sizeof *titles)];
    return (sheaf_str){text, strlen(text)};
}

static void add_section(writing *w) {
    const form_definition *form = w->desk.form;
    uint8_t byte = take(w);
    const form_section *section =
        FORM_AT(form->sections, form_section, byte % form->sections.count);
    uint32_t label = section->labels.first + byte / form->sections.count % section->labels.count;
    add_block(w, SHEAF_HEADING, 1, pages_label(form, label));
}

static void write_block(writing *w, uint8_t operator) {
    if (operator== 't')
        add_block(w, SHEAF_TITLE, 0, title(take(w)));
    else if (operator== 'h')
        add_section(w);
    else if (operator== 'p')
        add_block(w, SHEAF_PARAGRAPH, 0, take_text(w));
    else if (operator== 'H')
        add_block(w, SHEAF_HEADING, take(w) % 4u + 1, take_text(w));
    else if (operator== 'c')
        w->caption = take_text(w);
    else if (operator== 'b')
        turn_page(w);
    else if (operator== 'v')
        w->flags |= SHEAF_FURNITURE;
    else if (operator== 'F')
        w->desk.form = w->report->form = pages_form(take(w));
    else if (operator== 'G')
        open_grid(w);
}

void pages_compose(pages_report *report, const uint8_t *at, const uint8_t *end) {
    static pages_grid grid;
    static pages_ink ink;
    writing w = {.report = report, .at = at, .end = end, .line = 1, .page = 1};
    ink.used = 0;
    report->count = 0;
    report->source.used = 0;
    report->settings = take(&w);
    report->form = pages_form(1);
    w.desk = (pages_desk){&grid, &ink, report->form};
    w.caption = SHEAF_STR("");
    while (w.at < w.end) {
        uint8_t operator= take(&w);
        if (w.is_open && (print_grid(&w, operator) || pages_edit(&w.desk, operator, & w.at, w.end)))
            continue;
        write_block(&w, operator);
    }
    if (w.is_open)
        print_table(&w, grid.rows);
}
