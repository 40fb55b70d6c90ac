/* Says why facts have no certain value: one message for each table and reason, with how many facts it is about, where the first of them
 * stands, and what speaks against it. A report whose facts are all certain is asked nothing. */
#include "bind/told.h"
#include "bind/part.h"

#include "rule/rule.h"

#include <string.h>

/* ------------------------------------------------------------------------------- words -- */

/* What a reason is called by, and how it goes on behind `table t3: 12 of 175 values`. */
static const struct {
    const char *code, *text, *zh;
} words[BIND_WHYS] = {
    [BIND_WHY_PLACES] = {"form.ambiguous.places",
                         "not certain: the values of a row fit its columns in several ways",
                         "一行的数值可以多种方式放入各列"},
    [BIND_WHY_HEADS] = {"form.ambiguous.heads",
                        "not certain: the heads do not say which column they stand in",
                        "表头不能说明数值属于哪一列"},
    [BIND_WHY_DIGITS] = {"form.ambiguous.digits",
                         "not certain: digits stand apart, beside a number or behind a page break, "
                         "and may be one number or several",
                         "数字分开、相邻或跨页，可能是一个数，也可能是几个数"},
    [BIND_WHY_SUMS] = {"form.ambiguous.sums",
                       "not certain: their row does not add up, and its "
                       "values may belong to other columns or rows",
                       "所在行合计不符，数值可能属于其他列或其他行"},
    [BIND_WHY_BLANKS] = {"form.ambiguous.blanks",
                         "not certain: their row has blanks or ends "
                         "early, and its values may have moved",
                         "所在行有空白或提前结束，数值可能移位"},
    [BIND_WHY_TIME] = {"form.ambiguous.time",
                       "not certain: something printed says that they are another year's",
                       "表中或表旁文字表明数值属于其他年度"},
    [BIND_WHY_ROW] = {"form.ambiguous.row",
                      "not certain: which row of the form they belong to cannot be told",
                      "不能确定数值属于哪一行"},
    [BIND_WHY_LINES] = {"form.ambiguous.lines",
                        "not certain: they stand in lines of text without a table, and nothing "
                        "proves which number belongs to which column",
                        "数值在没有表格的文字行中，不能证明属于哪一列"},
    [BIND_WHY_TWICE] = {"form.ambiguous.twice",
                        "not certain: two rows of the report give different values",
                        "报告中有两行给出不同的数值"},
    [BIND_WHY_OVER] = {"form.ambiguous.sums-over-rows",
                       "not certain: their row was found with some doubt, and the sums over "
                       "rows do not confirm it",
                       "所在行的认定存疑，各行之和不能证实"},
    [BIND_WHY_UNIT] = {"form.ambiguous.unit",
                       "not certain: a line beside the table says that they are in another unit",
                       "表旁文字表明数值用的是其他单位"},
    [BIND_WHY_REPAIRS] = {"form.ambiguous.repairs",
                          "not certain: to read them takes repairs that are not allowed",
                          "读取数值须作修复，而修复未获允许"},
    [BIND_WHY_MISREAD] = {"form.ambiguous.misread",
                          "not certain: so many rows do not add up that the text may have been "
                          "misread",
                          "合计不符的行过多，文字可能误读"},
    [BIND_WHY_SCATTERED] = {"form.ambiguous.scattered",
                            "not certain: nearly all sums fail, or its rows are sorted by a "
                            "number, so that the values may not be those of their labels",
                            "几乎所有合计都不符，或各行按数值排序，数值可能与行名不对应"},
    [BIND_WHY_CROWD] = {"form.ambiguous.crowd",
                        "not certain: too many tables of the report may be this one",
                        "报告中可能是该表的表格过多"},
    [BIND_WHY_YEAR] = {"form.ambiguous.year",
                       "not certain: the line above the first section names another year",
                       "第一部分上方的文字写有其他年度"},
    [BIND_WHY_CAPTION] = {"form.ambiguous.caption",
                          "not certain: something printed says that "
                          "the table is not that of this report",
                          "有文字表明该表不属于本报告"},
    [BIND_WHY_STRANGE] = {"form.ambiguous.words",
                          "not certain: words above the table may say whose it is, and they "
                          "are none that the form knows",
                          "表上方有无法理解的文字，可能说明该表的归属"},
    [BIND_WHY_UNREAD] = {"form.ambiguous.unread",
                         "not certain: another table has the labels of this one, and cannot be "
                         "read; which of them is meant cannot be told",
                         "另一表格有该表的行名而无法读取，不能确定以哪个为准"},
    [BIND_WHY_ALIKE] = {"form.ambiguous.alike",
                        "not certain: another table is like this one, "
                        "and which of them is meant cannot be told",
                        "另有相似的表格，不能确定以哪个为准"},
    [BIND_WHY_SEVERAL] = {"form.ambiguous.several",
                          "not certain: the table stands there more than once, or in parts that "
                          "have the same rows",
                          "该表出现多次，或各部分有相同的行"},
    [BIND_WHY_NO_TABLE] = {"form.missing.table",
                           "missing: no table of the report was recognised as this one",
                           "报告中没有识别出该表"},
    [BIND_WHY_NO_ROW] = {"form.missing.row", "missing: no row was recognised as theirs",
                         "没有识别出对应的行"},
    [BIND_WHY_NO_CELL] = {"form.missing.cell",
                          "missing: their rows have no cell in the column of the form",
                          "所在行没有对应列的单元格"},
};

sheaf_str bind_told_zh(sheaf_str code) {
    for (uint32_t why = 0; why < BIND_WHYS; why++)
        if (form_same(code, (sheaf_str){words[why].code, strlen(words[why].code)}))
            return (sheaf_str){words[why].zh, strlen(words[why].zh)};
    return SHEAF_STR("");
}

/* ------------------------------------------------------------------------------- reasons -- */

/* One reason: the facts that it is of. */
typedef struct reason {
    uint32_t count, first; /* the first: a cell */
} reason;

typedef struct telling {
    const binding *b;
    const bind_case *at;
    reason of[BIND_WHYS];
    uint32_t all;
} telling;

static const bind_plan *plan_at(const telling *t, uint32_t i) {
    return FORM_AT(t->b->plans, const bind_plan, i);
}

/* The row of the source that is the form's row; NULL: no part has it. */
static const bind_row *find_row(const telling *t, uint32_t head, const bind_plan **plan) {
    for (uint32_t i = 0; i < t->b->plans.count; i++) {
        *plan = plan_at(t, i);
        uint32_t target = (*plan)->target_of[head];
        uint32_t row = target != SHEAF_NONE ? bind_target_at(*plan, target)->row : SHEAF_NONE;
        if (row != SHEAF_NONE)
            return bind_row_at((*plan)->sheet, row);
    }
    return NULL;
}

/* Blank cells say themselves why. BIND_WHYS: nothing is to be said. */
static bind_why why_of(const telling *t, uint32_t cell) {
    const bind_fact *fact = &t->b->book.facts[cell];
    const bind_plan *plan;
    if (fact->status == SHEAF_AMBIGUOUS)
        return (bind_why)fact->why;
    if (t->b->book.is_plain && fact->repair_count > 0 && bind_has_value(fact))
        return BIND_WHY_REPAIRS;
    if (fact->is_bound && (fact->status != SHEAF_MISSING || fact->node != SHEAF_NONE))
        return BIND_WHYS;
    if (t->b->plans.count == 0)
        return BIND_WHY_NO_TABLE;
    uint32_t head = bind_cell_of(bind_definition_of(t->b), cell)->row;
    return find_row(t, head, &plan) == NULL ? BIND_WHY_NO_ROW : BIND_WHY_NO_CELL;
}

static uint32_t count_reasons(telling *t) {
    form_span cells = bind_table_of(t->b->book.model)->cells;
    uint32_t found = 0;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        if (!t->b->book.chosen[i])
            continue;
        bind_why why = why_of(t, i);
        t->all++;
        if (why == BIND_WHYS)
            continue;
        t->of[why].first = t->of[why].count++ == 0 ? i : t->of[why].first;
        found++;
    }
    return found;
}

/* ------------------------------------------------------------------------------- evidence -- */

static sheaf_str number(const telling *t, uint32_t value) {
    return rule_print(t->b->context, (sheaf_decimal){value, 0});
}

/* The begin of a line, as much as tells which it is. */
static sheaf_str begin_of(sheaf_str text) {
    enum { LONGEST = 60 };
    size_t end = text.len < LONGEST ? text.len : LONGEST;
    while (end < text.len && end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    const char *line = memchr(text.ptr, '\n', end);
    return (sheaf_str){text.ptr, line != NULL ? (size_t)(line - text.ptr) : end};
}

static sheaf_str join(const telling *t, const sheaf_str *parts, uint32_t count) {
    return form_join(t->b->context, parts, count, SHEAF_STR(""));
}

static sheaf_str quote(const telling *t, const char *before, sheaf_str text) {
    const sheaf_str parts[] = {{before, strlen(before)}, SHEAF_STR("“"), text, SHEAF_STR("”")};
    return text.len > 0 ? join(t, parts, 4) : text;
}

/* Sums of the table in which each term is a number, and those that fail. */
static sheaf_str count_sums(const telling *t) {
    uint32_t asked = 0, failed = 0;
    for (uint32_t e = 0; e < t->at->equations->equations.count; e++) {
        const form_equation *equation =
            FORM_AT(t->at->equations->equations, const form_equation, e);
        sheaf_decimal sum = {0, 0};
        int is_full = equation->terms.count > 0;
        for (uint32_t i = 0; i < equation->terms.count && is_full; i++) {
            const form_term *term = form_term_at(t->at->equations, equation, i);
            const bind_fact *fact = &t->b->book.facts[term->cell];
            is_full = !term->is_previous && fact->is_bound && fact->node != SHEAF_NONE &&
                      fact->status != SHEAF_MISSING && rule_add(&sum, fact->value, term->factor);
        }
        asked += (uint32_t)is_full;
        failed += (uint32_t)(is_full && sum.digits != 0);
    }
    const sheaf_str parts[] = {SHEAF_STR(" ("), number(t, failed), SHEAF_STR(" of "),
                               number(t, asked), SHEAF_STR(" sums fail)")};
    return failed > 0 ? join(t, parts, 5) : SHEAF_STR("");
}

/* `first in the row “…”, which has 6 values for 7 columns`. */
static sheaf_str show_row(const telling *t, bind_why why) {
    const form_definition *definition = bind_definition_of(t->b);
    const form_cell *cell = bind_cell_of(definition, t->of[why].first);
    const bind_plan *plan = NULL;
    const bind_row *row = find_row(t, cell->row, &plan);
    uint32_t width = row != NULL ? bind_width_of_target(plan, row->target) : 0;
    sheaf_str shown = quote(t, why < BIND_WHY_NO_TABLE ? "; first in the row " : "; first the row ",
                            bind_head_at(definition, cell->row)->path);
    if (row == NULL || row->values == 0 || row->values == width || shown.len == 0)
        return shown;
    const sheaf_str parts[] = {shown,
                               SHEAF_STR(", which has "),
                               number(t, row->values),
                               row->values == 1 ? SHEAF_STR(" value for ")
                                                : SHEAF_STR(" values for "),
                               number(t, width),
                               width == 1 ? SHEAF_STR(" column") : SHEAF_STR(" columns")};
    return join(t, parts, 6);
}

static sheaf_str text_of(const telling *t, uint32_t node) {
    return node == SHEAF_NONE ? SHEAF_STR("")
                              : begin_of(form_node_at(t->b->context->document, node)->text);
}

static sheaf_str show_evidence(const telling *t, bind_why why) {
    if (why == BIND_WHY_MISREAD || why == BIND_WHY_SCATTERED)
        return count_sums(t);
    if (why == BIND_WHY_YEAR || why == BIND_WHY_CAPTION || why == BIND_WHY_STRANGE)
        return quote(t, ": ", text_of(t, t->at->rival.node));
    return why < BIND_WHY_MISREAD || why > BIND_WHY_NO_TABLE ? show_row(t, why) : SHEAF_STR("");
}

/* ------------------------------------------------------------------------------- places -- */

/* What the report has where the form has the table; SHEAF_NONE. */
static uint32_t node_in_place(const telling *t) {
    const form_report *report = t->b->book.report;
    const bind_model *model = t->b->book.model;
    for (uint32_t i = 0; i < t->b->others->count; i++) {
        uint32_t node = FORM_AT(*t->b->others, bind_sheet, i)->node;
        if (bind_is_in_place(report, model, node))
            return node;
    }
    return model->place != SHEAF_NONE && report->places[model->place].times > 0
               ? report->places[model->place].heading
               : SHEAF_NONE;
}

/* The first cell of the row that says where it stands, its label before the others. */
static uint32_t node_of_row(const telling *t, const bind_plan *plan, const bind_row *row) {
    uint32_t first = row->label != SHEAF_NONE ? row->label : row->cells.first;
    for (uint32_t i = first; i < row->cells.first + row->cells.count; i++) {
        uint32_t node = bind_cell_at(plan->sheet, i)->node;
        if (bind_origin_of(t->b->context, node).kind != SHEAF_AT_NOWHERE)
            return node;
    }
    return plan->sheet->node;
}

/* Where the first of the facts stands, its row, the table. */
static uint32_t node_of(const telling *t, bind_why why) {
    uint32_t cell = t->of[why].first;
    const bind_plan *plan = NULL;
    if (why > BIND_WHY_MISREAD && why < BIND_WHY_NO_TABLE && t->at->rival.node != SHEAF_NONE)
        return t->at->rival.node;
    if (t->b->plans.count == 0)
        return node_in_place(t);
    if (t->b->book.facts[cell].is_bound && t->b->book.facts[cell].node != SHEAF_NONE)
        return t->b->book.facts[cell].node;
    const bind_row *row = find_row(t, bind_cell_of(bind_definition_of(t->b), cell)->row, &plan);
    return row != NULL ? node_of_row(t, plan, row) : plan_at(t, 0)->sheet->node;
}

/* ------------------------------------------------------------------------------- messages -- */

static int tell(const telling *t, bind_why why) {
    const form_context *context = t->b->context;
    uint32_t node = node_of(t, why);
    const sheaf_str parts[] = {
        SHEAF_STR(BIND_TOLD_TABLE), bind_table_of(t->b->book.model)->key,
        SHEAF_STR(BIND_TOLD_END),   number(t, t->of[why].count),
        SHEAF_STR(" of "),          number(t, t->all),
        SHEAF_STR(" values "),      {words[why].text, strlen(words[why].text)},
        show_evidence(t, why)};
    const sheaf_diagnostic told = {.size = sizeof told,
                                   .severity = SHEAF_WARNING,
                                   .code = {words[why].code, strlen(words[why].code)},
                                   .message = join(t, parts, sizeof parts / sizeof *parts),
                                   .origin = node != SHEAF_NONE
                                                 ? bind_origin_of(context, node)
                                                 : (sheaf_origin){.kind = SHEAF_AT_NOWHERE}};
    if (told.message.ptr == NULL)
        return 0;
    context->host->diagnose(context->job, &told);
    return 1;
}

int bind_tell_doubts(const binding *b, const bind_case *at) {
    telling t = {.b = b, .at = at};
    if (count_reasons(&t) == 0)
        return 1;
    for (uint32_t why = 0; why < BIND_WHYS; why++)
        if (t.of[why].count > 0 && !tell(&t, (bind_why)why))
            return 0;
    return 1;
}
