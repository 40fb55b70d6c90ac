/* Tables of the form as they were bound: which node, which version, and what its rows hold. */
#include "check/located.h"

#include <string.h>

sheaf_str text_printed_label(const form_definition *definition, form_span labels) {
    return labels.count == 0 ? SHEAF_STR("")
                             : FORM_AT(definition->labels, const form_label, labels.first)->text;
}

int text_is_label(const form_definition *definition, form_span labels, sheaf_str plain) {
    for (uint32_t i = 0; i < labels.count; i++)
        if (form_same(FORM_AT(definition->labels, const form_label, labels.first + i)->plain.text,
                      plain))
            return 1;
    return 0;
}

static const form_table *table_named(const form_definition *definition, sheaf_str key) {
    for (uint32_t i = 0; i < definition->tables.count; i++)
        if (form_same(FORM_AT(definition->tables, const form_table, i)->key, key))
            return FORM_AT(definition->tables, const form_table, i);
    return NULL;
}

static const form_definition *version_named(const text_bench *bench, sheaf_str version) {
    form_span versions = bench->reading->versions;
    for (uint32_t i = 0; i < versions.count; i++) {
        const form_definition *d = form_definition_at(bench->reading->set, versions.first + i);
        if (form_same(d->version, version))
            return d;
    }
    return bench->definition;
}

/* Every node of a bound table has a record. */
bound_table text_bound(const text_bench *bench, uint32_t table) {
    const rule_book *book = &bench->desk->book;
    form_span own = rule_group_of(&book->forms, bench->report->instance);
    bound_table bound = {.definition = bench->definition};
    bound.table = FORM_AT(bench->definition->tables, const form_table, table);
    for (uint32_t i = 0; i < own.count && bound.record == NULL; i++) {
        const sheaf_form *form = rule_book_form(book, own.first + i);
        if (!form_same(form->table, bound.table->key))
            continue;
        const form_definition *of = version_named(bench, form->version);
        const form_table *same = table_named(of, bound.table->key);
        bound.record = form;
        bound.definition = same != NULL ? of : bound.definition;
        bound.table = same != NULL ? same : bound.table;
    }
    return bound;
}

/* ------------------------------------------------------------------------------------ grid -- */

static int has_digit(sheaf_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            return 1;
    return 0;
}

/* Of a comparable text: a number, as far as it matters here. */
static int is_number(sheaf_str plain) {
    for (size_t i = 0; i < plain.len; i++)
        if (strchr("0123456789,.-+%", plain.ptr[i]) == NULL)
            return 0;
    return has_digit(plain);
}

enum { MOST_LABEL = 400, TICK = 16 };

sheaf_str text_plain_of(text_bench *bench, bound_label *label) {
    if (label->plain.ptr == NULL)
        label->plain = form_plain_label(bench->context, label->text).text;
    return label->plain;
}

static int add_label(text_bench *bench, sheaf_str text, uint32_t row, form_list *texts) {
    bound_label *kept = form_push(bench->context, texts);
    if (kept != NULL)
        *kept = (bound_label){.text = text, .row = row};
    return kept != NULL;
}

/* Ideographs stay what they are where no definition puts others back: the text is no number, and not empty. */
static int begins_in_ideograph(const form_context *context, sheaf_str text) {
    unsigned char lead = (unsigned char)text.ptr[0];
    return text.len >= 3 && lead > 0xE4 && lead <= 0xE9 && context->spelling == NULL;
}

/* The comparable texts of the cells of one table by rows from `base` on. 0: latched. */
static int read_cells(text_bench *bench, uint32_t node, uint32_t base, bound_grid *grid,
                      form_list *texts) {
    const sheaf_document *document = bench->context->document;
    uint32_t end = form_node_at(document, node)->end;
    for (uint32_t n = node + 1; n < end; n++) {
        const sheaf_node *cell = form_node_at(document, n);
        if (cell->kind != SHEAF_CELL || cell->text.len == 0 || cell->text.len > MOST_LABEL)
            continue;
        if (n % TICK == 0 && bench->context->host->tick(bench->context->job, n, end) != SHEAF_OK)
            return 0;
        uint32_t row = base + SHEAF_AT(document->cells, sheaf_cell, cell->payload)->row;
        int is_bare = begins_in_ideograph(bench->context, cell->text) || is_number(cell->text);
        sheaf_str whole = is_bare ? cell->text : form_plain_text(bench->context, cell->text);
        if (whole.ptr == NULL || row >= grid->rows.count)
            return whole.ptr != NULL;
        bound_row *at = FORM_AT(grid->rows, bound_row, row);
        int number = is_number(whole);
        at->numbers += (uint32_t)number;
        at->words += !number && whole.len > 0;
        if (!number && whole.len > 0 && !add_label(bench, cell->text, row, texts))
            return 0;
    }
    return 1;
}

static int add_rows(text_bench *bench, uint32_t count, bound_grid *grid) {
    for (uint32_t i = 0; i < count; i++)
        if (form_push(bench->context, &grid->rows) == NULL)
            return 0;
    return 1;
}

static uint32_t table_around(const sheaf_document *document, uint32_t node) {
    while (node != SHEAF_NONE && form_node_at(document, node)->kind != SHEAF_TABLE)
        node = form_node_at(document, node)->parent;
    return node;
}

static int add_node(text_bench *bench, form_list *nodes, uint32_t node) {
    for (uint32_t i = 0; i < nodes->count; i++)
        if (*FORM_AT(*nodes, const uint32_t, i) == node)
            return 1;
    uint32_t *kept = node == SHEAF_NONE ? &node : form_push(bench->context, nodes);
    if (kept != NULL)
        *kept = node;
    return kept != NULL;
}

/* The table nodes that the facts of a bound table stand in: pages may have cut it. */
static int nodes_of(text_bench *bench, const bound_table *bound, form_list *nodes) {
    const sheaf_document *document = bench->context->document;
    uint32_t last = SHEAF_NONE;
    *nodes = FORM_LIST_OF(uint32_t);
    if (bound->record->node != SHEAF_NONE &&
        !add_node(bench, nodes, table_around(document, bound->record->node)))
        return 0;
    for (uint32_t i = 0; i < bound->table->cells.count; i++) {
        const form_cell *cell =
            FORM_AT(bound->definition->cells, const form_cell, bound->table->cells.first + i);
        const sheaf_fact *fact = form_desk_fact(bench->desk, cell->key, bench->report->instance);
        uint32_t node = fact == NULL ? SHEAF_NONE : table_around(document, fact->node);
        if (node != last && !add_node(bench, nodes, node))
            return 0;
        last = node;
    }
    return 1;
}

/* ---------------------------------------------------------------------------------- stream -- */

/* The nodes of the section that a table belongs to, or of the report. */
static form_span section_of(const text_bench *bench, const bound_table *bound) {
    uint32_t section = bound->table->section;
    const form_place *place = section == SHEAF_NONE ? NULL : &bench->report->places[section];
    int is_placed = place != NULL && place->heading != SHEAF_NONE;
    uint32_t first = is_placed ? place->first : bench->report->first;
    uint32_t end = is_placed ? place->end : bench->report->end;
    return (form_span){first, end > first ? end - first : 0};
}

static int is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static sheaf_str trim_end(sheaf_str text) {
    while (text.len > 0 && is_blank(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* Takes the numbers off the end of a line; how many. */
static uint32_t take_numbers(sheaf_str *line) {
    uint32_t count = 0;
    for (*line = trim_end(*line); line->len > 0; *line = trim_end(*line)) {
        size_t first = line->len;
        while (first > 0 && !is_blank(line->ptr[first - 1]))
            first--;
        if (!is_number((sheaf_str){line->ptr + first, line->len - first}))
            return count;
        line->len = first;
        count++;
    }
    return count;
}

/* What stands before the numbers of a line is its label, or groups and its label with blanks between. 0: latched. */
static int add_line(text_bench *bench, sheaf_str line, bound_grid *grid) {
    uint32_t row = grid->rows.count;
    bound_row *at = form_push(bench->context, &grid->rows);
    if (at == NULL)
        return 0;
    at->numbers = take_numbers(&line);
    for (size_t i = 0; i < line.len; i++) {
        if (i > 0 && !is_blank(line.ptr[i - 1]))
            continue;
        if (!add_label(bench, (sheaf_str){line.ptr + i, line.len - i}, row, &grid->labels))
            return 0;
        at->words++;
    }
    return 1;
}

/* A table that no node is stands in the lines of its section, a row or a cell in each. */
static int read_stream(text_bench *bench, const bound_table *bound, bound_grid *grid) {
    const sheaf_array *nodes = &bench->context->document->nodes;
    form_span own = section_of(bench, bound);
    grid->is_stream = 1;
    for (uint32_t n = own.first; n < own.first + own.count; n++) {
        sheaf_str text = SHEAF_AT(*nodes, sheaf_node, n)->text;
        if (bench->context->host->tick(bench->context->job, n, nodes->count) != SHEAF_OK)
            return 0;
        if (text.len > 0 && text.len <= MOST_LABEL && !add_line(bench, text, grid))
            return 0;
    }
    return 1;
}

int text_read_grid(text_bench *bench, const bound_table *bound, bound_grid *out) {
    const sheaf_document *document = bench->context->document;
    form_list nodes;
    *out = (bound_grid){FORM_LIST_OF(bound_row), FORM_LIST_OF(bound_label), 0};
    if (!nodes_of(bench, bound, &nodes))
        return 0;
    if (nodes.count == 0)
        return read_stream(bench, bound, out);
    for (uint32_t i = 0; i < nodes.count; i++) {
        uint32_t node = *FORM_AT(nodes, const uint32_t, i), base = out->rows.count;
        uint32_t table = form_node_at(document, node)->payload;
        uint32_t rows = SHEAF_AT(document->tables, sheaf_table, table)->rows;
        if (!add_rows(bench, rows, out) || !read_cells(bench, node, base, out, &out->labels))
            return 0;
    }
    return 1;
}

enum { MOST_SAID = 120 };

int text_is_said(text_bench *bench, const bound_table *bound, form_span labels) {
    const sheaf_array *nodes = &bench->context->document->nodes;
    form_span own = section_of(bench, bound);
    for (uint32_t n = own.first; n < own.first + own.count; n++) {
        sheaf_str text = SHEAF_AT(*nodes, sheaf_node, n)->text;
        if (bench->context->host->tick(bench->context->job, n, nodes->count) != SHEAF_OK)
            return -1;
        if (text.len == 0 || text.len > MOST_SAID)
            continue;
        form_plain plain = form_plain_label(bench->context, text);
        if (plain.text.ptr == NULL)
            return -1;
        if (text_is_label(bound->definition, labels, plain.text))
            return 1;
    }
    return 0;
}
