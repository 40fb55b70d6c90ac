/* Tables as HTML can say them. A row or column of the grid in which no cell begins is forbidden there, so such rows and
 * columns are left out and the spans over them shortened, which looks the same; the cells concerned keep their true
 * place and span in data attributes. The thead ends where no cell crosses, as HTML would cut the span. */
#include "html.h"

static const sheaf_cell *cell_of(const html_out *out, const sheaf_node *node) {
    return SHEAF_AT(out->document->cells, sheaf_cell, node->payload);
}

static html_grid *grid_of(html_out *out, uint32_t n) {
    return &out->grids[html_node(out, n)->payload];
}

/* ------------------------------------------------------------------------------------ the grid -- */

/* begins[i] says whether a cell begins at i; makes each the count of those before it. */
static void add_up(uint32_t *begins, uint32_t count) {
    uint32_t before = 0;
    for (uint32_t i = 0; i <= count; i++) {
        uint32_t here = begins[i];
        begins[i] = before;
        before += here;
    }
}

static int make_axes(html_out *out, uint32_t n, html_grid *grid, const sheaf_table *table) {
    uint32_t *rows = out->host->scratch(out->job, ((size_t)table->rows + 1) * sizeof *rows);
    uint32_t *columns =
        out->host->scratch(out->job, ((size_t)table->columns + 1) * sizeof *columns);
    if (rows == NULL || columns == NULL)
        return 0;
    for (uint32_t c = n + 1; c < html_node(out, n)->end; c = html_node(out, c)->end) {
        const sheaf_cell *cell = cell_of(out, html_node(out, c));
        rows[cell->row] = 1;
        columns[cell->column] = 1;
    }
    add_up(rows, table->rows);
    add_up(columns, table->columns);
    grid->row_at = rows;
    grid->column_at = columns;
    return 1;
}

static int is_column_head(const sheaf_node *node, const sheaf_cell *cell) {
    return (cell->header & SHEAF_HEADER_COLUMN) || (node->flags & SHEAF_FILLER);
}

/* The most leading rows that hold nothing but column heads and that no cell crosses; never all of them. A row is
 * complete when a cell of a later one comes. */
static uint32_t find_head(const html_out *out, uint32_t n) {
    uint32_t head = 0, reach = 0, heads = 0;
    for (uint32_t c = n + 1; c < html_node(out, n)->end; c = html_node(out, c)->end) {
        const sheaf_node *node = html_node(out, c);
        const sheaf_cell *cell = cell_of(out, node);
        if (heads > 0 && cell->row >= reach)
            head = cell->row;
        if (!is_column_head(node, cell))
            return head;
        heads++;
        reach = cell->row + cell->row_span > reach ? cell->row + cell->row_span : reach;
    }
    return 0;
}

/* ------------------------------------------------------------------------------- opening it -- */

static uint32_t kept_rows(const html_grid *grid, uint32_t from, uint32_t end) {
    return grid->row_at[end] - grid->row_at[from];
}

static uint32_t kept_columns(const html_grid *grid, uint32_t from, uint32_t end) {
    return grid->column_at[end] - grid->column_at[from];
}

/* The cells of the first row part the columns into groups, so that its wide heads may head a group. */
static void put_groups(html_out *out, uint32_t n, const html_grid *grid) {
    uint32_t end = html_node(out, n)->end;
    for (uint32_t c = n + 1; c < end; c = html_node(out, c)->end) {
        const sheaf_cell *cell = cell_of(out, html_node(out, c));
        if (cell->row > 0)
            return;
        uint32_t span = kept_columns(grid, cell->column, cell->column + cell->column_span);
        HTML_PUT(out, "<colgroup");
        if (span > 1) {
            HTML_PUT(out, " span=\"");
            html_number(out, span);
            HTML_PUT(out, "\"");
        }
        HTML_PUT(out, "></colgroup>");
    }
}

static int is_nested(const html_out *out, uint32_t n) {
    for (n = html_node(out, n)->parent; n > 0; n = html_node(out, n)->parent)
        if (html_node(out, n)->kind == SHEAF_TABLE)
            return 1;
    return 0;
}

/* What scrolls must be reachable by keys and have a name. */
static void put_wrapper(html_out *out, uint32_t n) {
    out->tables++;
    if (is_nested(out, n)) {
        HTML_PUT(out, "\n<div class=\"inner\">");
        return;
    }
    HTML_PUT(out, "\n<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"");
    html_word(out, HTML_W_TABLE);
    HTML_PUT(out, " ");
    html_number(out, out->tables);
    HTML_PUT(out, "\">");
}

/* What is said of the table itself stands in its caption, behind its own text. */
static void put_caption(html_out *out, uint32_t n, const sheaf_node *node) {
    if (html_is_blank(node->text) && !html_has_marks(out, n))
        return;
    HTML_PUT(out, "\n<caption>");
    html_inline(out, n, HTML_BR);
    html_marks(out, n);
    HTML_PUT(out, "</caption>");
}

sheaf_status html_open_table(html_out *out, uint32_t n, const sheaf_node *node) {
    const sheaf_table *table = SHEAF_AT(out->document->tables, sheaf_table, node->payload);
    html_grid *grid = grid_of(out, n);
    if (!make_axes(out, n, grid, table))
        return out->host->tick(out->job, 0, 0);
    grid->head = find_head(out, n);
    grid->row = SHEAF_NONE;
    put_wrapper(out, n);
    html_open_tag(out, n, node, SHEAF_STR("table"), SHEAF_STR(""));
    HTML_PUT(out, ">");
    put_caption(out, n, node);
    if (grid->head > 0)
        put_groups(out, n, grid);
    return SHEAF_OK;
}

/* --------------------------------------------------------------------------------------- rows -- */

static void close_row(html_out *out, const html_grid *grid, uint32_t next) {
    if (grid->row == SHEAF_NONE)
        return;
    HTML_PUT(out, "</tr>");
    if (grid->row < grid->head && next >= grid->head)
        HTML_PUT(out, "\n</thead>");
    else if (next == SHEAF_NONE)
        HTML_PUT(out, "\n</tbody>");
}

static void open_row(html_out *out, html_grid *grid, uint32_t row) {
    if (grid->row == SHEAF_NONE && grid->head > 0)
        HTML_PUT(out, "\n<thead>");
    else if (grid->row == SHEAF_NONE || (grid->row < grid->head && row >= grid->head))
        HTML_PUT(out, "\n<tbody>");
    HTML_PUT(out, "\n<tr>");
    grid->row = row;
}

void html_close_table(html_out *out, uint32_t n, const sheaf_node *node) {
    close_row(out, grid_of(out, n), SHEAF_NONE);
    HTML_PUT(out, "\n</table>");
    if ((node->flags & SHEAF_INFERRED) && node->confidence != 0 &&
        node->confidence < SHEAF_CERTAIN) {
        HTML_PUT(out, "\n<p class=\"quiet\">");
        html_word(out, HTML_W_INFERRED);
        HTML_PUT(out, " ");
        html_percent(out, node->confidence);
        HTML_PUT(out, "</p>");
    }
    HTML_PUT(out, "</div>");
}

/* -------------------------------------------------------------------------------------- cells -- */

static void put_attribute(html_out *out, sheaf_str lead, uint32_t value) {
    html_put(out, lead);
    html_number(out, value);
    HTML_PUT(out, "\"");
}

/* Spans as HTML has them, and what differs in the true grid. */
static void put_spans(html_out *out, const html_grid *grid, const sheaf_cell *cell) {
    uint32_t rows = kept_rows(grid, cell->row, cell->row + cell->row_span);
    uint32_t columns = kept_columns(grid, cell->column, cell->column + cell->column_span);
    const struct {
        sheaf_str lead;
        uint32_t value;
        uint32_t unless;
    } spans[] = {
        {SHEAF_STR(" rowspan=\""), rows, 1},
        {SHEAF_STR(" colspan=\""), columns, 1},
        {SHEAF_STR(" data-row=\""), cell->row, grid->row_at[cell->row]},
        {SHEAF_STR(" data-column=\""), cell->column, grid->column_at[cell->column]},
        {SHEAF_STR(" data-row-span=\""), cell->row_span, rows},
        {SHEAF_STR(" data-column-span=\""), cell->column_span, columns},
    };
    for (size_t i = 0; i < HTML_COUNT(spans); i++)
        if (spans[i].value != spans[i].unless)
            put_attribute(out, spans[i].lead, spans[i].value);
}

/* A head without a text would head nothing: it is a plain cell that says what it was. */
static int is_head(const html_out *out, uint32_t n, const sheaf_node *node) {
    if (cell_of(out, node)->header == SHEAF_HEADER_NONE)
        return 0;
    for (uint32_t i = n; i < node->end; i++)
        if ((html_node(out, i)->kind == SHEAF_FIGURE || !html_is_blank(html_node(out, i)->text)) &&
            !html_is_hidden(out, i))
            return 1;
    return 0;
}

static void put_scope(html_out *out, const html_grid *grid, const sheaf_cell *cell, int head) {
    static const char *const roles[] = {"", "column", "row", "both"};
    const char *scope =
        !(cell->header & SHEAF_HEADER_COLUMN) ? "row"
        : cell->row == 0 && grid->head > 0 && cell->column_span > 1 &&
                kept_columns(grid, cell->column, cell->column + cell->column_span) > 1
            ? "colgroup"
            : "col";
    if (head)
        html_attribute(out, SHEAF_STR("scope"), (sheaf_str){scope, strlen(scope)});
    if (cell->header != SHEAF_HEADER_NONE && (!head || cell->header == SHEAF_HEADER_BOTH))
        html_attribute(out, SHEAF_STR("data-header"),
                       (sheaf_str){roles[cell->header & 3], strlen(roles[cell->header & 3])});
}

void html_open_cell(html_out *out, uint32_t n, const sheaf_node *node) {
    const sheaf_cell *cell = cell_of(out, node);
    html_grid *grid = grid_of(out, node->parent);
    int head = is_head(out, n, node);
    if (cell->row != grid->row) {
        close_row(out, grid, cell->row);
        open_row(out, grid, cell->row);
    }
    html_open_tag(out, n, node, head ? SHEAF_STR("th") : SHEAF_STR("td"),
                  head                          ? SHEAF_STR("")
                  : node->flags & SHEAF_FILLER  ? SHEAF_STR("filler")
                  : html_is_numeric(node->text) ? SHEAF_STR("n")
                                                : SHEAF_STR(""));
    put_scope(out, grid, cell, head);
    put_spans(out, grid, cell);
    html_fact_keys(out, n);
    html_finding_list(out, n);
    HTML_PUT(out, ">");
    html_inline(out, n, HTML_BR);
    html_marks(out, n);
}

void html_close_cell(html_out *out, uint32_t n, const sheaf_node *node) {
    html_put(out, is_head(out, n, node) ? SHEAF_STR("</th>") : SHEAF_STR("</td>"));
}
