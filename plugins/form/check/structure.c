/* The table of the rules for any document, and those that look at the shape of a table: is anything in it, and are its
 * rows equally long? Tables that a form bound are left to the form's rules. */
#include "check/structure.h"

#define T(text)                                                                                    \
    { "" text, sizeof(text) - 1 }
const structure_row structure_rules[G_RULES] = {
    [G_EMPTY] = {T("G-EMPTY"), FORM_WARNING, {T("表格中有内容。"), T("A table holds something.")}},
    [G_RAGGED] = {T("G-RAGGED"),
                  FORM_WARNING,
                  {T("表格各行的单元格数一致。"),
                   T("The rows of a table have equally many cells.")}},
    [G_TOTAL] = {T("G-TOTAL"),
                 FORM_WARNING,
                 {T("标为合计、总计、小计的行或列等于各项之和。"),
                  T("A row or column labelled as a total is the sum of its items.")}},
    [G_NUMBER] = {T("G-NUMBER"),
                  FORM_WARNING,
                  {T("标题和列表的编号连续。"),
                   T("Headings and lists are numbered without gaps.")}},
    [G_TABLE_NUMBER] = {T("G-TABLE-NUMBER"),
                        FORM_WARNING,
                        {T("表格的编号连续。"), T("Tables are numbered without gaps.")}},
    [G_PAGE_NUMBER] = {T("G-PAGE-NUMBER"),
                       FORM_WARNING,
                       {T("页码连续。"), T("Pages are numbered without gaps.")}},
};
#undef T

void structure_count(form_desk *desk, structure_rule rule, form_outcome outcome) {
    form_desk_count(desk, structure_rules[rule].id, outcome, SHEAF_STR(""));
}

void structure_tell(form_desk *desk, const structure_fault *fault) {
    const structure_row *row = &structure_rules[fault->rule];
    structure_count(desk, fault->rule, FORM_FAIL);
    if (fault->message.zh.ptr == NULL || fault->message.en.ptr == NULL)
        return;
    form_desk_tell(desk,
                   &(sheaf_finding){.severity = row->severity,
                                    .outcome = SHEAF_FAIL,
                                    .rule = row->id,
                                    .message_zh = fault->message.zh,
                                    .message_en = fault->message.en,
                                    .nodes = fault->nodes,
                                    .node_count = fault->node_count,
                                    .expected = fault->expected,
                                    .actual = fault->actual},
                   fault->text);
}

sheaf_str structure_say(const form_context *context, const sheaf_str *parts, uint32_t count) {
    return form_join(context, parts, count, SHEAF_STR(""));
}

sheaf_str structure_number(const form_context *context, int64_t number) {
    return rule_print(context, (sheaf_decimal){number, 0});
}

/* ---- the shape of a table ---- */

static const sheaf_cell *cell_of(const form_context *context, const sheaf_node *node) {
    return SHEAF_AT(context->document->cells, sheaf_cell, node->payload);
}

static int holds_something(const form_context *context, uint32_t table) {
    for (uint32_t i = table + 1; i < form_node_at(context->document, table)->end; i++) {
        const sheaf_node *node = form_node_at(context->document, i);
        if (node->kind == SHEAF_FIGURE || !form_is_blank(node->text))
            return 1;
    }
    return 0;
}

static void check_empty(const form_context *context, form_desk *desk, uint32_t table) {
    if (holds_something(context, table)) {
        structure_count(desk, G_EMPTY, FORM_PASS);
        return;
    }
    structure_tell(desk, &(structure_fault){
                             .rule = G_EMPTY,
                             .nodes = &table,
                             .node_count = 1,
                             .message = {SHEAF_STR("表格是空的：没有一个单元格有内容"),
                                         SHEAF_STR("the table is empty: no cell holds anything")},
                             .expected = SHEAF_STR("content"),
                             .actual = SHEAF_STR(""),
                             .text = form_node_at(context->document, table)->text});
}

/* The cells that the source has in a row, and whether the row ends with slots that it has none for. */
typedef struct row_shape {
    uint32_t cells, first;
    uint32_t is_short;
} row_shape;

static int measure_rows(const form_context *context, uint32_t table, row_shape *rows,
                        uint32_t count) {
    for (uint32_t i = table + 1; i < form_node_at(context->document, table)->end;
         i = form_node_at(context->document, i)->end) {
        const sheaf_node *node = form_node_at(context->document, i);
        const sheaf_cell *cell = cell_of(context, node);
        if (context->host->tick(context->job, i, 0) != SHEAF_OK)
            return 0;
        if (node->kind != SHEAF_CELL || cell->row >= count)
            continue;
        int is_filler = (node->flags & SHEAF_FILLER) != 0;
        rows[cell->row].is_short = (uint32_t)is_filler;
        if (!is_filler && rows[cell->row].cells++ == 0)
            rows[cell->row].first = i;
    }
    return 1;
}

/* Rows are ragged where most of the others are whole and a row below the first whole one lacks less than half of its cells:
 * anything shorter is a heading or a note across the table. */
static void judge_rows(form_desk *desk, const row_shape *rows, uint32_t count, uint32_t columns) {
    const form_context *context = desk->context;
    uint32_t shorter = 0, whole = 0, first = 0;
    for (uint32_t i = 0; i < count; i++) {
        whole += rows[i].cells > 1 && !rows[i].is_short;
        if (whole > 0 && rows[i].is_short && rows[i].cells > columns / 2 && shorter++ == 0)
            first = i;
    }
    if (shorter == 0 || whole < 2 || shorter * 3 > whole) {
        structure_count(desk, G_RAGGED, shorter == 0 ? FORM_PASS : FORM_NOT_APPLICABLE);
        return;
    }
    const sheaf_str found = structure_number(context, rows[first].cells),
                    wanted = structure_number(context, columns),
                    row = structure_number(context, (int64_t)first + 1),
                    all = structure_number(context, shorter);
    const sheaf_str zh[] = {SHEAF_STR("表格第 "),
                            row,
                            SHEAF_STR(" 行有 "),
                            found,
                            SHEAF_STR(" 个单元格，其他行有 "),
                            wanted,
                            SHEAF_STR(" 个（这样的行共 "),
                            all,
                            SHEAF_STR(" 行）")};
    const sheaf_str en[] = {SHEAF_STR("row "),
                            row,
                            SHEAF_STR(" of the table has "),
                            found,
                            SHEAF_STR(" cells, other rows have "),
                            wanted,
                            SHEAF_STR(" (such rows in all: "),
                            all,
                            SHEAF_STR(")")};
    structure_tell(desk,
                   &(structure_fault){
                       .rule = G_RAGGED,
                       .nodes = &rows[first].first,
                       .node_count = 1,
                       .message = {structure_say(context, zh, 9), structure_say(context, en, 9)},
                       .expected = wanted,
                       .actual = found,
                       .text = form_node_at(context->document, rows[first].first)->text});
}

static int check_ragged(const form_context *context, form_desk *desk, uint32_t table) {
    const sheaf_table *shape = SHEAF_AT(context->document->tables, sheaf_table,
                                        form_node_at(context->document, table)->payload);
    row_shape *rows = form_room(context, (size_t)shape->rows + 1, sizeof *rows);
    if (rows == NULL || !measure_rows(context, table, rows, shape->rows))
        return 0;
    judge_rows(desk, rows, shape->rows, shape->columns);
    return 1;
}

/* ---- all tables ---- */

static int is_bound(const form_context *context, uint32_t table) {
    for (uint32_t i = 0; i < context->document->forms.count; i++) {
        const sheaf_form *form = SHEAF_AT(context->document->forms, sheaf_form, i);
        if (form->table.len > 0 && form->node == table)
            return 1;
    }
    return 0;
}

static int check_tables(const form_context *context, form_desk *desk) {
    for (uint32_t i = 1; i < context->document->nodes.count; i++) {
        const sheaf_node *node = form_node_at(context->document, i);
        if (context->host->tick(context->job, i, context->document->nodes.count) != SHEAF_OK)
            return 0;
        if (node->kind != SHEAF_TABLE || (node->flags & SHEAF_FURNITURE) != 0 ||
            is_bound(context, i))
            continue;
        check_empty(context, desk, i);
        if (!check_ragged(context, desk, i) || !structure_totals(context, desk, i))
            return 0;
    }
    return 1;
}

int form_check_structure(const form_context *context, form_desk *desk) {
    return check_tables(context, desk) && (desk->form.len > 0 || structure_numbers(context, desk));
}
