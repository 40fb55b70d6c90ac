/* What an expression names: tables, cells by key, by patterns over their heads or by the loop's variable, and the loop
 * itself. All names are resolved here, so an expression that compiles names nothing that is not there. */
#include "rule/rule.h"

#include <string.h>

static const form_table *table_at(const rule_parser *parser, uint32_t i) {
    return FORM_AT(parser->index->definition->tables, const form_table, i);
}

uint32_t rule_add_reference(rule_parser *parser, const rule_reference *reference) {
    rule_reference *room = form_push(parser->context, &parser->code->references);
    if (room == NULL) {
        parser->failed++;
        return SHEAF_NONE;
    }
    *room = *reference;
    return parser->code->references.count - 1;
}

static uint32_t table_of(const rule_parser *parser, sheaf_str key) {
    for (uint32_t i = 0; i < parser->index->definition->tables.count; i++)
        if (form_same(table_at(parser, i)->key, key))
            return i;
    return SHEAF_NONE;
}

static void no_table(rule_parser *parser, sheaf_str key) {
    rule_nearest nearest = {.wanted = key};
    for (uint32_t i = 0; i < parser->index->definition->tables.count; i++)
        rule_nearer(&nearest, table_at(parser, i)->key);
    rule_expected(parser, "the key of a table", nearest.best);
}

uint32_t rule_parse_table(rule_parser *parser) {
    rule_parser before = *parser;
    sheaf_str key = rule_take_path(parser, 0);
    uint32_t table = table_of(parser, key);
    if (table == SHEAF_NONE) {
        parser->rest = before.rest;
        no_table(parser, key);
    }
    return table;
}

/* ---- patterns ---- */

static int is_variable(const rule_parser *parser, sheaf_str path) {
    sheaf_str name = parser->code->loop.variable;
    return name.len > 0 && path.len >= name.len && memcmp(path.ptr, name.ptr, name.len) == 0 &&
           (path.len == name.len || path.ptr[name.len] == '.');
}

static int is_wild(sheaf_str path) {
    return path.len > 0 && memchr(path.ptr, '*', path.len) != NULL;
}

static void add_path(rule_parser *parser, rule_pattern *pattern, sheaf_str path, int is_except) {
    rule_path *room = form_push(parser->context, &parser->code->paths);
    if (room == NULL) {
        parser->failed++;
        return;
    }
    *room = (rule_path){.path = path, .is_except = (uint32_t)is_except};
    if (is_variable(parser, path)) {
        size_t skip = parser->code->loop.variable.len;
        skip += path.len > skip;
        *room = (rule_path){.path = {path.ptr + skip, path.len - skip},
                            .from_variable = 1,
                            .is_except = (uint32_t)is_except};
    }
    pattern->paths.count++;
    pattern->is_wild |= (uint32_t)(is_wild(path) || pattern->paths.count - (uint32_t)is_except > 1);
}

rule_pattern rule_parse_pattern(rule_parser *parser) {
    rule_pattern pattern = {.paths = {.first = parser->code->paths.count}};
    int is_except = 0;
    do {
        add_path(parser, &pattern, rule_take_path(parser, 1), is_except);
        if (rule_take_word(parser, "except"))
            is_except = 1;
        else if (!rule_take(parser, "|"))
            return pattern;
    } while (!parser->failed && pattern.paths.count < RULE_DEPTH);
    if (!parser->failed)
        rule_expected(parser, "a pattern of fewer parts", SHEAF_STR(""));
    return pattern;
}

/* ---- cells ---- */

/* The head whose key is nearest to a path that found none. */
static sheaf_str nearest_head(const rule_parser *parser, uint32_t table, sheaf_str path, int rows) {
    enum { LOOKED_AT = 2000 };
    const form_definition *definition = parser->index->definition;
    form_span blocks = table_at(parser, table)->blocks;
    rule_nearest nearest = {.wanted = path};
    for (uint32_t i = 0; i < blocks.count; i++) {
        const form_block *block = FORM_AT(definition->blocks, const form_block, blocks.first + i);
        uint32_t root = rows ? block->rows : block->columns;
        uint32_t end = FORM_AT(definition->heads, const form_head, root)->end;
        for (uint32_t head = root + 1; head < end && head < root + LOOKED_AT; head++)
            rule_nearer(&nearest, FORM_AT(definition->heads, const form_head, head)->key);
    }
    return nearest.best;
}

/* A pattern that names no head of its own (one of the variable is looked at when the rule is tried). */
static int is_known(rule_parser *parser, uint32_t table, rule_pattern pattern, int rows) {
    const form_definition *definition = parser->index->definition;
    form_span blocks = table_at(parser, table)->blocks;
    form_list found = FORM_LIST_OF(uint32_t);
    const rule_path *path = FORM_AT(parser->code->paths, const rule_path, pattern.paths.first);
    if (path->from_variable)
        return 1;
    for (uint32_t i = 0; i < blocks.count && found.count == 0; i++) {
        const form_block *block = FORM_AT(definition->blocks, const form_block, blocks.first + i);
        if (!rule_match(parser->context, definition, parser->code, pattern,
                        rows ? block->rows : block->columns, SHEAF_NONE, &found))
            return 0;
    }
    return found.count > 0;
}

static rule_pattern heads_of(rule_parser *parser, uint32_t table, int rows) {
    rule_skip(parser);
    rule_parser before = *parser;
    rule_pattern pattern = rule_parse_pattern(parser);
    if (parser->failed || is_known(parser, table, pattern, rows))
        return pattern;
    sheaf_str path = FORM_AT(parser->code->paths, const rule_path, pattern.paths.first)->path;
    before.code = parser->code;
    parser->rest = before.rest;
    rule_expected(parser, rows ? "rows of that table" : "columns of that table",
                  nearest_head(parser, table, path, rows));
    return pattern;
}

static uint32_t by_heads(rule_parser *parser, rule_reference reference) {
    reference.row = heads_of(parser, reference.table, 1);
    if (!parser->failed && !rule_take(parser, ";"))
        rule_expected(parser, "`;` between row and column", SHEAF_STR(""));
    if (!parser->failed)
        reference.column = heads_of(parser, reference.table, 0);
    if (!parser->failed && !rule_take(parser, "]"))
        rule_expected(parser, "`]` after the column", SHEAF_STR(""));
    return parser->failed ? SHEAF_NONE : rule_add_reference(parser, &reference);
}

static uint32_t no_cell(rule_parser *parser, sheaf_str path) {
    enum { LOOKED_AT = 4000 };
    const form_list *cells = &parser->index->definition->cells;
    rule_nearest nearest = {.wanted = path};
    for (uint32_t i = 0; i < cells->count && i < LOOKED_AT; i++)
        rule_nearer(&nearest, FORM_AT(*cells, const form_cell, i)->key);
    rule_expected(parser, "the key of a cell, or a table with `[ROW; COLUMN]`", nearest.best);
    return SHEAF_NONE;
}

/* The variable of a loop over cells stands for one; that over heads only inside brackets. */
uint32_t rule_parse_reference(rule_parser *parser, sheaf_str path, int is_previous) {
    const rule_loop *loop = &parser->code->loop;
    rule_reference reference = {.is_previous = (uint32_t)is_previous,
                                .table = SHEAF_NONE,
                                .position = (uint32_t)(path.ptr - parser->whole.ptr)};
    if (form_same(path, loop->variable) && path.len > 0 && loop->range == RULE_OF_CELLS) {
        reference.naming = RULE_BY_VARIABLE;
        return rule_add_reference(parser, &reference);
    }
    reference.table = table_of(parser, path);
    if (reference.table != SHEAF_NONE && rule_take(parser, "["))
        return by_heads(parser, reference);
    reference.naming = RULE_BY_KEY;
    reference.cell = rule_cell_of_key(parser->index, path);
    if (path.len > 0 && reference.cell != SHEAF_NONE)
        return rule_add_reference(parser, &reference);
    parser->rest = (sheaf_str){path.ptr, parser->rest.len + (size_t)(parser->rest.ptr - path.ptr)};
    return no_cell(parser, path);
}

/* ---- the loop ---- */

static const char *const type_names[] = {"count", "amount", "change", "text"};

static uint32_t parse_type(rule_parser *parser) {
    for (uint32_t i = 0; i < 4; i++)
        if (rule_take_word(parser, type_names[i]))
            return 1u << i;
    rule_expected(parser, "count, amount, change or text", SHEAF_STR(""));
    return 0;
}

static void parse_cells(rule_parser *parser, rule_loop *loop) {
    loop->range = RULE_OF_CELLS;
    do
        loop->types |= parse_type(parser);
    while (!parser->failed && rule_take(parser, ","));
}

static void parse_heads(rule_parser *parser, rule_loop *loop) {
    loop->table = rule_parse_table(parser);
    if (parser->failed)
        return;
    int rows = loop->range == RULE_ROWS;
    if (rule_take(parser, ";")) {
        loop->pattern = heads_of(parser, loop->table, rows);
        return;
    }
    loop->pattern.paths.first = parser->code->paths.count;
    add_path(parser, &loop->pattern, SHEAF_STR("**"), 0);
}

static void parse_source(rule_parser *parser, rule_loop *loop) {
    static const struct {
        const char *word;
        rule_range range;
    } sources[] = {{"rows", RULE_ROWS},
                   {"columns", RULE_COLUMNS},
                   {"cells", RULE_OF_CELLS},
                   {"tables", RULE_TABLES}};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        if (!rule_take_word(parser, sources[i].word))
            continue;
        loop->range = sources[i].range;
        if (!rule_take(parser, "("))
            rule_expected(parser, "`(`", SHEAF_STR(""));
        else if (loop->range == RULE_OF_CELLS)
            parse_cells(parser, loop);
        else if (loop->range != RULE_TABLES)
            parse_heads(parser, loop);
        return;
    }
    rule_expected(parser, "rows(TABLE), columns(TABLE), cells(TYPE) or tables()", SHEAF_STR(""));
}

int rule_parse_loop(rule_parser *parser, sheaf_str text) {
    rule_loop loop = {.range = RULE_ONCE, .variable = SHEAF_STR(""), .table = SHEAF_NONE};
    parser->whole = parser->rest = text;
    parser->code->loop = loop;
    if (text.len == 0)
        return 1;
    loop.variable = rule_take_path(parser, 0);
    if (loop.variable.len == 0 || memchr(loop.variable.ptr, '.', loop.variable.len) != NULL ||
        table_of(parser, loop.variable) != SHEAF_NONE)
        rule_expected(parser, "a name for what the loop goes over", SHEAF_STR(""));
    else if (!rule_take_word(parser, "in"))
        rule_expected(parser, "`in`", SHEAF_STR(""));
    if (!parser->failed)
        parse_source(parser, &loop);
    if (!parser->failed && !rule_take(parser, ")"))
        rule_expected(parser, "`)`", SHEAF_STR(""));
    if (!parser->failed && !rule_at_end(parser))
        rule_expected(parser, "the end", SHEAF_STR(""));
    parser->code->loop = loop;
    return !parser->failed;
}
