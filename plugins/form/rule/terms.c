/* References and loops made concrete for one report: patterns become cells, a collapsed group stands in place of its
 * leaves, an open row is as many rows as the report has. The budget bounds rules over huge tables. */
#include "rule/rule.h"

static const form_cell *cell_at(const rule_scene *scene, uint32_t i) {
    return FORM_AT(scene->index->definition->cells, const form_cell, i);
}

static const form_head *head_at(const rule_scene *scene, uint32_t i) {
    return FORM_AT(scene->index->definition->heads, const form_head, i);
}

static const form_block *block_at(const rule_scene *scene, uint32_t i) {
    return FORM_AT(scene->index->definition->blocks, const form_block, i);
}

void rule_scene_begin(const form_context *context, const rule_index *index, const rule_report *now,
                      rule_scene *scene) {
    *scene = (rule_scene){.context = context,
                          .index = index,
                          .now = now,
                          .budget = RULE_BUDGET,
                          .rows = FORM_LIST_OF(uint32_t),
                          .columns = FORM_LIST_OF(uint32_t)};
}

static int spend(rule_scene *scene, uint64_t steps) {
    scene->budget = steps < scene->budget ? scene->budget - steps : 0;
    return scene->budget > 0;
}

static uint64_t size_of(const rule_scene *scene, uint32_t root) {
    return head_at(scene, root)->end - root;
}

static int add_term(rule_scene *scene, const rule_reference *reference, uint32_t cell, uint32_t nth,
                    form_list *terms) {
    rule_term *term = form_push(scene->context, terms);
    if (term != NULL)
        *term = (rule_term){1, cell, nth, reference->is_previous};
    return term != NULL;
}

static int is_end(const form_head *head) {
    return (head->flags & (FORM_LEAF | FORM_COLLAPSIBLE)) != 0;
}

/* A collapsible row and a leaf column meet in a cell; two groups need not. */
static int may_lack(const form_head *row, const form_head *column) {
    return is_end(row) && is_end(column) &&
           (row->flags & FORM_LEAF) + (column->flags & FORM_LEAF) < 2 * FORM_LEAF;
}

static rule_gathered add_cell(rule_scene *scene, const rule_reference *reference, uint32_t row,
                              uint32_t column, rule_round round, form_list *terms) {
    int is_wild = reference->row.is_wild || reference->column.is_wild;
    uint32_t cell = rule_cell_of_heads(scene->index, row, column);
    if (cell == SHEAF_NONE)
        return is_wild && may_lack(head_at(scene, row), head_at(scene, column)) ? RULE_GATHERED
                                                                                : RULE_NO_CELL;
    const rule_report *report = reference->is_previous ? scene->before : scene->now;
    if (is_wild && !rule_stands(scene->index, report != NULL ? report->chosen : NULL, cell))
        return RULE_GATHERED;
    uint32_t nth = row == round.at ? round.nth : 0;
    return add_term(scene, reference, cell, nth, terms) ? RULE_GATHERED : RULE_LATCHED;
}

/* A group comes with all its leaves, so that a sum holds the same whether the group is printed as one row or not. */
static int has_whole_groups(const rule_scene *scene, rule_heads heads) {
    for (uint32_t i = 0; i < heads.count; i++) {
        uint32_t head = heads.at[i], taken = 0, leaves = 0;
        if ((head_at(scene, head)->flags & FORM_LEAF) != 0)
            continue;
        for (uint32_t k = head + 1; k < head_at(scene, head)->end; k++)
            leaves += (head_at(scene, k)->flags & FORM_LEAF) != 0;
        for (uint32_t k = i + 1; k < heads.count; k++) {
            uint32_t other = heads.at[k];
            if (other < head || other >= head_at(scene, head)->end)
                break;
            taken += (head_at(scene, other)->flags & FORM_LEAF) != 0;
        }
        if (taken != leaves)
            return 0;
    }
    return 1;
}

static rule_gathered gather_block(rule_scene *scene, const rule_code *code,
                                  const rule_reference *reference, const form_block *block,
                                  rule_round round, form_list *terms) {
    const form_definition *definition = scene->index->definition;
    uint32_t variable =
        code->loop.range == RULE_ROWS || code->loop.range == RULE_COLUMNS ? round.at : SHEAF_NONE;
    if (code->loop.range != RULE_ROWS)
        round.nth = 0;
    rule_heads rows, columns;
    if (!spend(scene, 2 * size_of(scene, block->rows) + 2 * size_of(scene, block->columns)))
        return RULE_TOO_MUCH;
    if (!rule_take_heads(scene->context, definition, code, reference->row, block->rows, variable,
                         &scene->rows, &rows) ||
        !rule_take_heads(scene->context, definition, code, reference->column, block->columns,
                         variable, &scene->columns, &columns))
        return RULE_LATCHED;
    if (!spend(scene, (uint64_t)rows.count * columns.count))
        return RULE_TOO_MUCH;
    rule_gathered gathered = RULE_GATHERED;
    if ((reference->row.is_wild && !has_whole_groups(scene, rows)) ||
        (reference->column.is_wild && !has_whole_groups(scene, columns)))
        return RULE_NO_CELL;
    for (uint32_t i = 0; i < rows.count; i++)
        for (uint32_t k = 0; k < columns.count && gathered == RULE_GATHERED; k++)
            gathered = add_cell(scene, reference, rows.at[i], columns.at[k], round, terms);
    return gathered;
}

rule_gathered rule_gather(rule_scene *scene, const rule_code *code, const rule_reference *reference,
                          rule_round round, form_list *terms) {
    if (reference->naming != RULE_BY_HEADS) {
        int is_variable = reference->naming == RULE_BY_VARIABLE;
        return add_term(scene, reference, is_variable ? round.at : reference->cell,
                        is_variable ? round.nth : 0, terms)
                   ? RULE_GATHERED
                   : RULE_LATCHED;
    }
    rule_heads kept = rule_kept_cells(scene, code, reference, round);
    for (uint32_t i = 0; i < kept.count; i++)
        if (!add_term(scene, reference, kept.at[i], 0, terms))
            return RULE_LATCHED;
    if (kept.count > 0)
        return spend(scene, kept.count) ? RULE_GATHERED : RULE_TOO_MUCH;
    uint32_t before = terms->count;
    form_span blocks =
        FORM_AT(scene->index->definition->tables, const form_table, reference->table)->blocks;
    for (uint32_t i = 0; i < blocks.count; i++) {
        rule_gathered gathered =
            gather_block(scene, code, reference, block_at(scene, blocks.first + i), round, terms);
        if (gathered != RULE_GATHERED)
            return gathered;
    }
    return terms->count > before ? RULE_GATHERED : RULE_NO_CELL;
}

/* ---- loops ---- */

/* An open row gives as many rounds as the report has rows of it; where nobody counted them, one for all. */
static int add_rounds(rule_scene *scene, uint32_t at, uint32_t open_head, form_list *rounds) {
    int is_open = open_head != SHEAF_NONE && scene->now->open_rows != NULL &&
                  (head_at(scene, open_head)->flags & FORM_OPEN) != 0;
    uint32_t last = is_open ? scene->now->open_rows[open_head] : 0;
    for (uint32_t nth = is_open ? 1 : 0; nth <= last; nth++) {
        rule_round *round = form_push(scene->context, rounds);
        if (round == NULL)
            return 0;
        *round = (rule_round){at, nth};
    }
    return 1;
}

/* 1: the report states a fact in this row or column. */
static int is_stated(const rule_scene *scene, const form_block *block, uint32_t head, int is_row) {
    uint32_t other = is_row ? block->columns : block->rows;
    for (uint32_t i = other; i < head_at(scene, other)->end; i++) {
        uint32_t cell = is_row ? rule_cell_of_heads(scene->index, head, i)
                               : rule_cell_of_heads(scene->index, i, head);
        if (cell != SHEAF_NONE && scene->now->chosen[cell])
            return 1;
    }
    return 0;
}

/* A collapsible group stands where the report has it, and then none of its leaves does. */
static int stands(const rule_scene *scene, const form_block *block, uint32_t head, int is_row) {
    int is_group = (head_at(scene, head)->flags & FORM_COLLAPSIBLE) != 0;
    if (scene->now->chosen == NULL)
        return !is_group;
    for (uint32_t at = head; at != SHEAF_NONE; at = head_at(scene, at)->parent)
        if ((head_at(scene, at)->flags & FORM_COLLAPSIBLE) != 0 &&
            is_stated(scene, block, at, is_row))
            return at == head || is_stated(scene, block, head, is_row);
    return !is_group;
}

/* 1: a block before this one has a row or column of the same key, which had its round. */
static int had_round(rule_scene *scene, form_span before, uint32_t head, int is_row,
                     const form_list *rounds) {
    for (uint32_t i = 0; i < before.count && scene->budget > 0; i++) {
        const form_block *block = block_at(scene, before.first + i);
        uint32_t root = is_row ? block->rows : block->columns;
        spend(scene, size_of(scene, root) + rounds->count);
        uint32_t same = rule_head_under(scene->index->definition, root, head);
        for (uint32_t k = 0; same != SHEAF_NONE && k < rounds->count; k++)
            if (FORM_AT(*rounds, const rule_round, k)->at == same)
                return 1;
    }
    return 0;
}

static int head_rounds(rule_scene *scene, const rule_code *code, form_span before,
                       const form_block *block, form_list *rounds) {
    int is_row = code->loop.range == RULE_ROWS;
    scene->rows.count = 0;
    spend(scene, size_of(scene, block->rows) * size_of(scene, block->columns));
    if (!rule_match(scene->context, scene->index->definition, code, code->loop.pattern,
                    is_row ? block->rows : block->columns, SHEAF_NONE, &scene->rows))
        return 0;
    for (uint32_t i = 0; i < scene->rows.count && scene->budget > 0; i++) {
        uint32_t head = *FORM_AT(scene->rows, const uint32_t, i);
        if (stands(scene, block, head, is_row) && !had_round(scene, before, head, is_row, rounds) &&
            !add_rounds(scene, head, is_row ? head : SHEAF_NONE, rounds))
            return 0;
    }
    return 1;
}

static int cell_rounds(rule_scene *scene, const rule_code *code, form_list *rounds) {
    const form_list *cells = &scene->index->definition->cells;
    for (uint32_t i = 0; i < cells->count && spend(scene, 1); i++)
        if ((code->loop.types >> cell_at(scene, i)->type & 1) != 0 &&
            rule_stands(scene->index, scene->now->chosen, i) &&
            !add_rounds(scene, i, cell_at(scene, i)->row, rounds))
            return 0;
    return 1;
}

int rule_rounds(rule_scene *scene, const rule_code *code, form_list *rounds) {
    const form_definition *definition = scene->index->definition;
    const form_list *kept = rule_kept_rounds(scene, code);
    if (kept != NULL) {
        *rounds = *kept;
        return 1;
    }
    if (code->loop.range == RULE_ONCE)
        return add_rounds(scene, SHEAF_NONE, SHEAF_NONE, rounds);
    if (code->loop.range == RULE_OF_CELLS)
        return cell_rounds(scene, code, rounds);
    if (code->loop.range == RULE_TABLES) {
        for (uint32_t i = 0; i < definition->tables.count; i++)
            if (!add_rounds(scene, i, SHEAF_NONE, rounds))
                return 0;
        return 1;
    }
    form_span blocks = FORM_AT(definition->tables, const form_table, code->loop.table)->blocks;
    for (uint32_t i = 0; i < blocks.count; i++)
        if (!head_rounds(scene, code, (form_span){blocks.first, i},
                         block_at(scene, blocks.first + i), rounds))
            return 0;
    return 1;
}
