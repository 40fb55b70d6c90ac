/* Kinds `tables`, `rows`, `columns`: each table of the form was found in the report, and each of its rows and columns was
 * found in it. A row was found where a fact of it has a place; a column where its label is printed above values. */
#include "check/located.h"
#include "check/sentence.h"

#include <string.h>

const void *text_load_nothing(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, NULL};
    static const int nothing = 1;
    (void)definition;
    form_only(file, rule, members);
    return file->failed ? NULL : &nothing;
}

static form_message name_of(const bound_table *bound) {
    form_message name = bound->table->name;
    return name.zh.len > 0 ? name : text_both(bound->table->key);
}

/* ---------------------------------------------------------------------------------- tables -- */

/* A table that is not there stands at the heading of its section. Holes: {table}. */
static int tell_table(text_bench *bench, const bound_table *bound) {
    const text_hole holes[] = {{"table", name_of(bound)}};
    text_finding finding = text_finding_of(bench);
    uint32_t section = bound->table->section;
    uint32_t node = section == SHEAF_NONE ? SHEAF_NONE : bench->report->places[section].heading;
    finding.holes = holes;
    finding.hole_count = 1;
    finding.about = bound->table->key;
    return text_add_node(bench, &finding, node == SHEAF_NONE ? bench->report->title : node) &&
           text_fail(bench, &finding);
}

static int judge_tables(text_bench *bench, const void *body) {
    (void)body;
    for (uint32_t t = 0; t < bench->definition->tables.count; t++) {
        bound_table bound = text_bound(bench, t);
        if (bound.record != NULL)
            text_count(bench, FORM_PASS);
        else if (!tell_table(bench, &bound))
            return 0;
    }
    return 1;
}

/* ------------------------------------------------------------------------------------ rows -- */

typedef struct rows_body {
    form_message placed; /* for rows that only their number placed: {table} {count} */
} rows_body;

static const void *load_rows(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "placed", NULL};
    rows_body *body = form_room(file->context, 1, sizeof *body);
    (void)definition;
    form_only(file, rule, members);
    if (body == NULL || file->failed)
        return NULL;
    body->placed = form_message_of(file, form_need(file, rule, "placed"));
    return file->failed ? NULL : body;
}

/* A row or column of a table: how many facts it has, and how many of them have a place. */
typedef struct line_facts {
    uint32_t facts, placed;
} line_facts;

/* Counts for every head of the definition, by rows or by columns. NULL: latched. */
static line_facts *count_facts(text_bench *bench, const bound_table *bound, int by_rows) {
    const form_definition *d = bound->definition;
    line_facts *lines = form_room(bench->context, d->heads.count + 1, sizeof *lines);
    for (uint32_t i = 0; lines != NULL && i < bound->table->cells.count; i++) {
        const form_cell *cell = FORM_AT(d->cells, const form_cell, bound->table->cells.first + i);
        const sheaf_fact *fact = form_desk_fact(bench->desk, cell->key, bench->report->instance);
        line_facts *line = &lines[by_rows ? cell->row : cell->column];
        line->facts += fact != NULL;
        line->placed += fact != NULL && fact->node != SHEAF_NONE;
    }
    return lines;
}

/* Rows of the grids that hold numbers and no words. */
static uint32_t unlabelled_rows(const bound_grid *grid) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < grid->rows.count; i++) {
        const bound_row *row = FORM_AT(grid->rows, const bound_row, i);
        count += row->numbers > 1 && row->words == 0;
    }
    return count;
}

enum { MOST_NAMED = 4, MOST_PIECES = 2000 };

static int is_lost(const form_head *head, const line_facts *line) {
    return line->facts > 0 && line->placed == 0 && !(head->flags & (FORM_UNLABELLED | FORM_OPEN));
}

enum { MOST_REPAIRS = 2000 }; /* that are looked at for each label that was not found */

/* A label that was read through another one. */
static int is_repaired(const text_bench *bench, const form_definition *d, const form_head *head) {
    form_span own = rule_group_of(&bench->desk->repairs, bench->report->instance);
    for (uint32_t i = 0; i < own.count && i < MOST_REPAIRS; i++) {
        sheaf_str after = text_repair(bench, own.first + i)->after;
        if (after.len == 0 || after.len > 400)
            continue;
        form_plain plain = form_plain_label(bench->context, after);
        if (plain.text.ptr != NULL && text_is_label(d, head->labels, plain.text))
            return 1;
    }
    return 0;
}

/* Is the label of a row printed below the header? Then the row was found, whatever became of its values. */
static int heads_row(text_bench *bench, const bound_grid *grid, const form_definition *d,
                     const form_head *head) {
    uint32_t first = 0;
    while (first < grid->rows.count && FORM_AT(grid->rows, const bound_row, first)->numbers == 0)
        first++;
    if (grid->is_stream && first > 0) /* the label may have a line of its own */
        first--;
    for (uint32_t i = 0; i < grid->labels.count; i++) {
        bound_label *label = FORM_AT(grid->labels, bound_label, i);
        if (label->row >= first && text_is_label(d, head->labels, text_plain_of(bench, label)))
            return 1;
    }
    return 0;
}

/* Counts the rows that were not found and names the first few. */
static int name_rows(text_bench *bench, const form_definition *d, const line_facts *lines,
                     const bound_grid *grid, text_names *names, uint32_t *count) {
    for (uint32_t h = 0; h < d->heads.count; h++) {
        const form_head *head = FORM_AT(d->heads, const form_head, h);
        if (!is_lost(head, &lines[h]) || heads_row(bench, grid, d, head) ||
            is_repaired(bench, d, head))
            continue;
        *count += 1;
        sheaf_str name =
            *count <= MOST_NAMED ? text_printed_label(d, head->labels) : SHEAF_STR("…");
        if (*count <= MOST_NAMED + 1 && !text_add_name(bench, names, text_both(name)))
            return 0;
    }
    return 1;
}

static int has_lost(const form_definition *d, const line_facts *lines) {
    for (uint32_t h = 0; h < d->heads.count; h++)
        if (is_lost(FORM_AT(d->heads, const form_head, h), &lines[h]))
            return 1;
    return 0;
}

static int tell_rows(text_bench *bench, const bound_table *bound, const bound_grid *grid,
                     const text_names *names, uint32_t lost) {
    const text_hole holes[] = {
        {"table", name_of(bound)},
        {"count", text_both(text_number(bench->context, lost))},
        {"rows", text_list(bench, names)},
        {"unlabelled", text_both(text_number(bench->context, unlabelled_rows(grid)))}};
    text_finding finding = text_finding_of(bench);
    finding.holes = holes;
    finding.hole_count = 4;
    finding.actual = holes[1].value.zh;
    finding.expected = SHEAF_STR("0");
    finding.about = bound->table->key;
    return text_add_node(bench, &finding, bound->record->node) && text_fail(bench, &finding);
}

/* Rows without a label that were placed because their number left one reading. */
static uint32_t placed_by_count(const text_bench *bench, const bound_table *bound) {
    form_span own = rule_group_of(&bench->desk->repairs, bench->report->instance);
    sheaf_str key = bound->table->key;
    uint32_t count = 0;
    for (uint32_t i = 0; i < own.count; i++) {
        const sheaf_repair *repair = text_repair(bench, own.first + i);
        count += repair->to_node != SHEAF_NONE &&
                 form_same(repair->kind, SHEAF_STR("row_unlabelled")) &&
                 repair->to_fact.len > key.len && repair->to_fact.ptr[key.len] == '.' &&
                 memcmp(repair->to_fact.ptr, key.ptr, key.len) == 0;
    }
    return count;
}

/* They are there, and yet their labels are not. */
static int tell_placed(text_bench *bench, const rows_body *body, const bound_table *bound,
                       uint32_t count) {
    const text_hole holes[] = {{"table", name_of(bound)},
                               {"count", text_both(text_number(bench->context, count))}};
    text_finding finding = text_finding_of(bench);
    finding.severity = FORM_WARNING;
    finding.message = body->placed;
    finding.holes = holes;
    finding.hole_count = 2;
    finding.actual = holes[1].value.zh;
    finding.expected = SHEAF_STR("0");
    finding.about = bound->table->key;
    return text_add_node(bench, &finding, bound->record->node) && text_fail(bench, &finding);
}

static int judge_rows_of(text_bench *bench, const rows_body *body, const bound_table *bound) {
    bound_grid grid;
    text_names names = text_names_begin();
    uint32_t lost = 0;
    const line_facts *lines = count_facts(bench, bound, 1);
    if (lines == NULL)
        return 0;
    if (has_lost(bound->definition, lines) &&
        (!text_read_grid(bench, bound, &grid) ||
         !name_rows(bench, bound->definition, lines, &grid, &names, &lost)))
        return 0;
    if (lost > 0)
        return tell_rows(bench, bound, &grid, &names, lost);
    uint32_t placed = placed_by_count(bench, bound);
    if (placed > 0)
        return tell_placed(bench, body, bound, placed);
    text_count(bench, FORM_PASS);
    return 1;
}

/* Holes: {table} {count} {rows} {unlabelled}. */
static int judge_rows(text_bench *bench, const void *body) {
    for (uint32_t t = 0; t < bench->definition->tables.count; t++) {
        bound_table bound = text_bound(bench, t);
        if (bound.record == NULL)
            text_count(bench, FORM_NOT_APPLICABLE);
        else if (!judge_rows_of(bench, body, &bound))
            return 0;
    }
    return 1;
}

/* --------------------------------------------------------------------------------- columns -- */

/* Is the label of a column printed in a row that holds no numbers? */
static int is_printed(text_bench *bench, const bound_grid *grid, const form_definition *d,
                      const form_head *head) {
    for (uint32_t i = 0; i < grid->labels.count; i++) {
        bound_label *label = FORM_AT(grid->labels, bound_label, i);
        if (FORM_AT(grid->rows, const bound_row, label->row)->numbers == 0 &&
            text_is_label(d, head->labels, text_plain_of(bench, label)))
            return 1;
    }
    return 0;
}

/* Marks the columns of a table and the groups above them. NULL: latched. */
static unsigned char *own_columns(text_bench *bench, const bound_table *bound) {
    const form_definition *d = bound->definition;
    unsigned char *own = form_room(bench->context, d->heads.count + 1, 1);
    for (uint32_t i = 0; own != NULL && i < bound->table->cells.count; i++) {
        const form_cell *cell = FORM_AT(d->cells, const form_cell, bound->table->cells.first + i);
        for (uint32_t h = cell->column; h != SHEAF_NONE && !own[h];
             h = FORM_AT(d->heads, const form_head, h)->parent)
            own[h] = 1;
    }
    return own;
}

/* Header texts that are no labels: pieces of labels, as layout text has them one below the other. Code points, each once for
 * every time that it is printed. */
static int gather_pieces(text_bench *bench, const bound_table *bound, const bound_grid *grid,
                         form_list *pieces) {
    const form_definition *d = bound->definition;
    const unsigned char *own = own_columns(bench, bound);
    if (own == NULL)
        return 0;
    *pieces = FORM_LIST_OF(int32_t);
    for (uint32_t i = 0; i < grid->labels.count && pieces->count < MOST_PIECES; i++) {
        bound_label *label = FORM_AT(grid->labels, bound_label, i);
        if (FORM_AT(grid->rows, const bound_row, label->row)->numbers > 0)
            continue;
        sheaf_str rest = text_plain_of(bench, label);
        for (uint32_t h = 0; h < d->heads.count && rest.len > 0; h++)
            if (own[h] && text_is_label(d, FORM_AT(d->heads, const form_head, h)->labels, rest))
                rest.len = 0;
        while (rest.len > 0) {
            int32_t *piece = form_push(bench->context, pieces);
            if (piece == NULL)
                return 0;
            *piece = text_take_point(&rest);
        }
    }
    return 1;
}

/* Takes a label out of the pieces. 1: all of it was there. */
static int take_label(form_list *pieces, sheaf_str label) {
    int32_t *piece = pieces->at;
    uint32_t left = pieces->count;
    while (label.len > 0) {
        int32_t point = text_take_point(&label);
        uint32_t at = 0;
        while (at < left && piece[at] != point)
            at++;
        if (at == left)
            return 0;
        piece[at] = piece[--left];
        piece[left] = point;
    }
    pieces->count = left;
    return 1;
}

static int is_in_pieces(const form_definition *d, const form_head *head, form_list *pieces) {
    for (uint32_t i = 0; i < head->labels.count; i++)
        if (take_label(pieces,
                       FORM_AT(d->labels, const form_label, head->labels.first + i)->plain.text))
            return 1;
    return 0;
}

/* Names of the columns whose label is not there. *lost: those of them that have no value either. */
static int name_columns(text_bench *bench, const bound_table *bound, const bound_grid *grid,
                        text_names *names, uint32_t *lost) {
    const form_definition *d = bound->definition;
    const line_facts *lines = count_facts(bench, bound, 0);
    form_list pieces = {.at = NULL}; /* gathered for the first label that is not printed */
    for (uint32_t h = 0; lines != NULL && h < d->heads.count; h++) {
        const form_head *head = FORM_AT(d->heads, const form_head, h);
        if (lines[h].facts == 0 || head->flags & (FORM_UNLABELLED | FORM_OPEN) ||
            is_printed(bench, grid, d, head) || is_repaired(bench, d, head))
            continue;
        if (pieces.stride == 0 && !gather_pieces(bench, bound, grid, &pieces))
            return 0;
        if (is_in_pieces(d, head, &pieces))
            continue;
        int said = text_is_said(bench, bound, head->labels); /* in a part that holds no value */
        if (said < 0)
            return 0;
        if (said)
            continue;
        *lost += lines[h].placed == 0;
        if (!text_add_name(bench, names, text_both(head->path)))
            return 0;
    }
    return lines != NULL;
}

static int judge_columns_of(text_bench *bench, const bound_table *bound) {
    bound_grid grid;
    text_names names = text_names_begin();
    uint32_t lost = 0;
    if (!text_read_grid(bench, bound, &grid) || !name_columns(bench, bound, &grid, &names, &lost))
        return 0;
    if (names.zh.count == 0) {
        text_count(bench, FORM_PASS);
        return 1;
    }
    const text_hole holes[] = {{"table", name_of(bound)}, {"columns", text_list(bench, &names)}};
    text_finding finding = text_finding_of(bench);
    finding.holes = holes;
    finding.hole_count = 2;
    finding.about = holes[1].value.zh;
    if (lost == 0 && finding.severity > FORM_WARNING)
        finding.severity = FORM_WARNING; /* the values are there all the same */
    return finding.about.ptr != NULL && text_add_node(bench, &finding, bound->record->node) &&
           text_fail(bench, &finding);
}

/* Holes: {table} {columns}. */
static int judge_columns(text_bench *bench, const void *body) {
    (void)body;
    for (uint32_t t = 0; t < bench->definition->tables.count; t++) {
        bound_table bound = text_bound(bench, t);
        if (bound.record == NULL)
            text_count(bench, FORM_NOT_APPLICABLE);
        else if (!judge_columns_of(bench, &bound))
            return 0;
    }
    return 1;
}

const text_kind text_kind_tables = {"tables", text_load_nothing, judge_tables};
const text_kind text_kind_rows = {"rows", load_rows, judge_rows};
const text_kind text_kind_columns = {"columns", text_load_nothing, judge_columns};
