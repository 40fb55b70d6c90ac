/* Totals of a table of no form: a row (or, with the table turned over, a column) labelled 合计, 小计, Total holds the sum of
 * its items. What the items are is not said, so several readings are tried and one that holds is enough; a fault is told
 * only where other columns of the same row do add up, or a single one misses by little. */
#include "bind/cell/cell.h"
#include "check/structure.h"

#include <string.h>

typedef enum slot_kind { SLOT_BLANK, SLOT_NUMBER, SLOT_TEXT } slot_kind;

typedef struct slot {
    sheaf_decimal value;
    uint32_t kind; /* slot_kind */
    uint32_t node;
} slot;

typedef enum line_kind { LINE_HEAD, LINE_ITEM, LINE_SUBTOTAL, LINE_TOTAL, LINE_APART } line_kind;

/* The table looked at by rows, or turned over. A line runs across; items of a sum lie in one file of several lines. */
typedef struct sheet {
    const form_context *context;
    form_desk *desk;
    const slot *slots;
    uint32_t lines, files;
    uint32_t line_step, file_step; /* of slots */
    line_kind *kinds;              /* one a line */
    const line_kind *file_kinds;   /* one a file: what it is where the table is turned over */
    uint32_t *labels;              /* one a line: node of its label, or SHEAF_NONE */
    unsigned char *is_apart;       /* one a file: shares, years, prices are not summed */
    uint32_t *headers;             /* one a file */
} sheet;

enum { MOST_SLOTS = 200000, MOST_TOTALS = 500 };

/* ---- words ---- */

static int is_one_of(sheaf_str text, const char *const *words) {
    for (size_t i = 0; words[i] != NULL; i++)
        if (form_same(text, (sheaf_str){words[i], strlen(words[i])}))
            return 1;
    return 0;
}

static int has_one_of(sheaf_str text, const char *const *words) {
    for (size_t i = 0; words[i] != NULL; i++) {
        size_t length = strlen(words[i]);
        for (size_t at = 0; at + length <= text.len; at++)
            if (memcmp(text.ptr + at, words[i], length) == 0)
                return 1;
    }
    return 0;
}

static const char *const totals[] = {"合计",  "总计", "共计",       "总和",
                                     "total", "sum",  "grandtotal", NULL};
static const char *const subtotals[] = {"小计", "subtotal", "sub-total", NULL};
/* Numbers under or beside these are not summed. */
static const char *const apart[] = {"其中", "率",    "占比",    "比例",  "比重",    "%",
                                    "均",   "单价",  "年份",    "序号",  "排名",    "编号",
                                    "同比", "环比",  "增长",    "rate",  "percent", "average",
                                    "mean", "price", "ofwhich", "share", "ratio",   NULL};

static line_kind kind_of_label(const form_context *context, sheaf_str label) {
    sheaf_str plain = form_plain_label(context, label).text;
    return is_one_of(plain, totals)      ? LINE_TOTAL
           : is_one_of(plain, subtotals) ? LINE_SUBTOTAL
                                         : LINE_ITEM;
}

static int is_apart(const form_context *context, sheaf_str label) {
    return has_one_of(form_plain_text(context, label), apart);
}

/* ---- slots ---- */

/* A number with nothing behind it: `12%` is none, nor is a year at the head of a column. */
static slot slot_of(const form_context *context, uint32_t i, const sheaf_cell *cell) {
    const sheaf_node *node = form_node_at(context->document, i);
    bind_number number;
    slot made = {.kind = SLOT_TEXT, .node = i};
    if (node->end > i + 1)
        return made;
    if (form_is_blank(node->text))
        made.kind = SLOT_BLANK;
    else if (cell->header == SHEAF_HEADER_NONE && cell->row_span == 1 && cell->column_span == 1 &&
             memchr(node->text.ptr, '%', node->text.len) == NULL &&
             bind_read_number(node->text, &number)) {
        made.kind = SLOT_NUMBER;
        made.value = number.value;
    }
    return made;
}

static int fill_slots(const form_context *context, uint32_t table, const sheaf_table *shape,
                      slot *slots) {
    for (uint32_t i = table + 1; i < form_node_at(context->document, table)->end;
         i = form_node_at(context->document, i)->end) {
        const sheaf_node *node = form_node_at(context->document, i);
        if (context->host->tick(context->job, i, 0) != SHEAF_OK)
            return 0;
        if (node->kind != SHEAF_CELL)
            continue;
        const sheaf_cell *cell = SHEAF_AT(context->document->cells, sheaf_cell, node->payload);
        slot made = slot_of(context, i, cell);
        for (uint32_t r = cell->row; r < cell->row + cell->row_span && r < shape->rows; r++)
            for (uint32_t c = cell->column;
                 c < cell->column + cell->column_span && c < shape->columns; c++)
                slots[(size_t)r * shape->columns + c] = made;
    }
    return 1;
}

static const slot *slot_at(const sheet *s, uint32_t line, uint32_t file) {
    return &s->slots[(size_t)line * s->line_step + (size_t)file * s->file_step];
}

/* ---- labels ---- */

static sheaf_str text_of(const sheet *s, uint32_t node) {
    return node == SHEAF_NONE ? SHEAF_STR("") : form_node_at(s->context->document, node)->text;
}

/* The label of a line is the last text in front of its first number. */
static void name_line(sheet *s, uint32_t line) {
    uint32_t label = SHEAF_NONE, file = 0;
    int has_number = 0, stands_apart = 0;
    for (; file < s->files && !has_number; file++) {
        const slot *at = slot_at(s, line, file);
        has_number = at->kind == SLOT_NUMBER;
        if (at->kind != SLOT_TEXT)
            continue;
        label = at->node;
        stands_apart |= is_apart(s->context, text_of(s, label));
    }
    s->labels[line] = label;
    s->kinds[line] = !has_number           ? LINE_HEAD
                     : stands_apart        ? LINE_APART
                     : label == SHEAF_NONE ? LINE_ITEM
                                           : kind_of_label(s->context, text_of(s, label));
}

/* The headers of a file are the texts above its first number. */
static void name_file(sheet *s, uint32_t file) {
    s->headers[file] = SHEAF_NONE;
    for (uint32_t line = 0; line < s->lines; line++) {
        const slot *at = slot_at(s, line, file);
        if (at->kind == SLOT_NUMBER)
            return;
        if (at->kind != SLOT_TEXT)
            continue;
        s->headers[file] = at->node;
        s->is_apart[file] |= (unsigned char)is_apart(s->context, text_of(s, at->node));
    }
}

/* ---- sums ---- */

/* The lines that a total may be the sum of. */
typedef struct reading {
    uint32_t first, end;
    uint32_t takes; /* bits 1 << line_kind */
    uint32_t after; /* items before this line are not taken, their subtotal is */
} reading;

static int takes(const sheet *s, const reading *r, uint32_t line) {
    return (r->takes >> s->kinds[line] & 1) != 0 &&
           (s->kinds[line] != LINE_ITEM || line >= r->after);
}

/* How many lines are summed, exactly; 0: a number is missing. */
static uint32_t sum_up(const sheet *s, const reading *r, uint32_t file, sheaf_decimal *sum) {
    uint32_t count = 0;
    *sum = (sheaf_decimal){0};
    for (uint32_t line = r->first; line < r->end; line++) {
        if (!takes(s, r, line))
            continue;
        const slot *at = slot_at(s, line, file);
        if (at->kind != SLOT_NUMBER || !rule_add(sum, at->value, 1))
            return 0;
        count++;
    }
    return count;
}

static int is_total(line_kind kind) {
    return kind == LINE_TOTAL || kind == LINE_SUBTOTAL;
}

/* From behind the line of such a kind that stands before this one. */
static uint32_t start_of(const sheet *s, uint32_t line, int subtotals_too) {
    while (line > 0 && s->kinds[line - 1] != LINE_TOTAL && s->kinds[line - 1] != LINE_HEAD &&
           !(subtotals_too && s->kinds[line - 1] == LINE_SUBTOTAL))
        line--;
    return line;
}

static uint32_t end_of(const sheet *s, uint32_t line) {
    uint32_t end = line + 1;
    while (end < s->lines && !is_total(s->kinds[end]) && s->kinds[end] != LINE_HEAD)
        end++;
    return end;
}

static uint32_t last_subtotal(const sheet *s, uint32_t first, uint32_t end) {
    uint32_t after = first;
    for (uint32_t line = first; line < end; line++)
        if (s->kinds[line] == LINE_SUBTOTAL)
            after = line;
    return after;
}

enum { ITEMS = 1u << LINE_ITEM, SUBTOTALS = 1u << LINE_SUBTOTAL, READINGS = 4 };

/* A reading of fewer than two lines is none. */
static uint32_t add_reading(const sheet *s, reading r, reading *out, uint32_t count) {
    uint32_t lines = 0;
    for (uint32_t line = r.first; line < r.end && lines < 2; line++)
        lines += (uint32_t)takes(s, &r, line);
    if (lines < 2)
        return count;
    out[count] = r;
    return count + 1;
}

/* A total stands below its items, or above them all; subtotals are summed in their place, or passed over. */
static uint32_t list_readings(const sheet *s, uint32_t line, reading out[READINGS]) {
    uint32_t near = start_of(s, line, 1), far = start_of(s, line, 0), count = 0;
    if (near == line && far == line)
        return add_reading(s, (reading){line + 1, end_of(s, line), ITEMS, 0}, out, 0);
    count = add_reading(s, (reading){near, line, ITEMS, 0}, out, count);
    if (s->kinds[line] == LINE_SUBTOTAL || near == far)
        return count;
    count = add_reading(s, (reading){far, line, ITEMS, 0}, out, count);
    count = add_reading(s, (reading){far, line, SUBTOTALS, 0}, out, count);
    return add_reading(s, (reading){far, line, ITEMS | SUBTOTALS, last_subtotal(s, far, line)}, out,
                       count);
}

/* Items that were rounded miss their total by at most half a unit of the last place each. */
static int is_rounding(sheaf_decimal sum, sheaf_decimal total, uint32_t items) {
    sheaf_decimal twice = {0};
    if (!rule_add(&twice, sum, 2) || !rule_add(&twice, total, -2))
        return 0;
    twice.digits = twice.digits < 0 ? -twice.digits : twice.digits;
    int order = 1;
    return rule_order(twice, (sheaf_decimal){items, total.scale}, &order) && order <= 0;
}

typedef enum file_outcome { FILE_NOTHING, FILE_HOLDS, FILE_FAILS, FILE_ROUNDED } file_outcome;

/* *sum is what the first reading gives, for the finding. */
static file_outcome judge_file(const sheet *s, uint32_t line, uint32_t file, sheaf_decimal *sum) {
    reading readings[READINGS];
    uint32_t count = list_readings(s, line, readings), known = 0;
    int is_near_enough = 0;
    const slot *total = slot_at(s, line, file);
    if (total->kind != SLOT_NUMBER || s->is_apart[file])
        return FILE_NOTHING;
    for (uint32_t i = 0; i < count; i++) {
        sheaf_decimal tried;
        int order = 1;
        uint32_t items = sum_up(s, &readings[i], file, &tried);
        if (items == 0)
            continue;
        if (rule_order(tried, total->value, &order) && order == 0)
            return FILE_HOLDS;
        is_near_enough |= is_rounding(tried, total->value, items);
        if (known++ == 0)
            *sum = tried;
    }
    /* Where one reading could not be tried, it might have held. */
    return known == 0 || known < count ? FILE_NOTHING : is_near_enough ? FILE_ROUNDED : FILE_FAILS;
}

/* ---- findings ---- */

/* |a - b| is at most a tenth of |b|, by exact arithmetic. */
static int is_near(sheaf_decimal a, sheaf_decimal b) {
    sheaf_decimal difference = {0}, tenth = {0};
    int order = 1;
    if (!rule_add(&difference, a, 10) || !rule_add(&difference, b, -10) || !rule_add(&tenth, b, 1))
        return 0;
    difference.digits = difference.digits < 0 ? -difference.digits : difference.digits;
    tenth.digits = tenth.digits < 0 ? -tenth.digits : tenth.digits;
    return rule_order(difference, tenth, &order) && order <= 0;
}

/* In hundredths; 0: say nothing. */
static int64_t confidence(uint32_t holding, uint32_t failing, int is_close) {
    if (holding == 0)
        return failing == 1 && is_close ? 60 : 0;
    if (holding < failing)
        return 0;
    return holding >= 3 ? 95 : holding == 2 ? 90 : 80;
}

static void tell(const sheet *s, uint32_t line, uint32_t file, sheaf_decimal sum, int64_t sure) {
    const form_context *context = s->context;
    const slot *total = slot_at(s, line, file);
    const sheaf_str label = text_of(s, s->labels[line]), header = text_of(s, s->headers[file]),
                    wanted = rule_print(context, sum), found = rule_print(context, total->value),
                    hundredths = structure_number(context, sure);
    const sheaf_str zh[] = {SHEAF_STR("“"),
                            header,
                            SHEAF_STR("”的“"),
                            label,
                            SHEAF_STR("”为 "),
                            found,
                            SHEAF_STR("，各项之和为 "),
                            wanted,
                            SHEAF_STR("（把握 "),
                            hundredths,
                            SHEAF_STR("%）")};
    const sheaf_str en[] = {SHEAF_STR("the line "),
                            label,
                            SHEAF_STR(" says "),
                            found,
                            SHEAF_STR(" for "),
                            header.len > 0 ? header : SHEAF_STR("its numbers"),
                            SHEAF_STR(", the items sum to "),
                            wanted,
                            SHEAF_STR(" (confidence "),
                            hundredths,
                            SHEAF_STR(" %)")};
    const sheaf_str about[] = {label, SHEAF_STR("/"), header};
    structure_tell(s->desk, &(structure_fault){.rule = G_TOTAL,
                                               .nodes = &total->node,
                                               .node_count = 1,
                                               .message = {structure_say(context, zh, 11),
                                                           structure_say(context, en, 11)},
                                               .expected = wanted,
                                               .actual = found,
                                               .text = structure_say(context, about, 3)});
}

/* Where an item's own total is wrong, so is that of the line of totals: it follows, and says nothing more. */
static int follows(const sheet *s, uint32_t file, uint32_t failing_items) {
    return failing_items > 0 && is_total(s->file_kinds[file]);
}

/* Whole numbers are rounded only where no column adds up exactly. */
static int fails(const sheet *s, uint32_t line, uint32_t file, file_outcome outcome,
                 uint32_t holding) {
    return outcome == FILE_FAILS ||
           (outcome == FILE_ROUNDED && holding > 0 && slot_at(s, line, file)->value.scale == 0);
}

static void judge_line(const sheet *s, uint32_t line) {
    uint32_t holding = 0, items = 0, failing = 0;
    int is_close = 0;
    sheaf_decimal sum = {0};
    for (uint32_t file = 0; file < s->files; file++)
        holding += judge_file(s, line, file, &sum) == FILE_HOLDS;
    for (uint32_t file = 0; file < s->files; file++)
        items += !is_total(s->file_kinds[file]) &&
                 fails(s, line, file, judge_file(s, line, file, &sum), holding);
    for (uint32_t file = 0; file < s->files; file++) {
        if (follows(s, file, items) ||
            !fails(s, line, file, judge_file(s, line, file, &sum), holding))
            continue;
        failing++;
        is_close |= is_near(sum, slot_at(s, line, file)->value);
    }
    int64_t sure = confidence(holding, failing, is_close);
    if (failing == 0 || sure == 0) {
        structure_count(s->desk, G_TOTAL,
                        failing > 0 || holding == 0 ? FORM_NOT_APPLICABLE : FORM_PASS);
        return;
    }
    for (uint32_t file = 0; file < s->files; file++)
        if (!follows(s, file, items) &&
            fails(s, line, file, judge_file(s, line, file, &sum), holding))
            tell(s, line, file, sum, sure);
}

/* ---- a table, both ways ---- */

static int name_sheet(sheet *s) {
    s->kinds = form_room(s->context, (size_t)s->lines + 1, sizeof *s->kinds);
    s->labels = form_room(s->context, (size_t)s->lines + 1, sizeof *s->labels);
    s->is_apart = form_room(s->context, (size_t)s->files + 1, 1);
    s->headers = form_room(s->context, (size_t)s->files + 1, sizeof *s->headers);
    if (s->kinds == NULL || s->labels == NULL || s->is_apart == NULL || s->headers == NULL)
        return 0;
    for (uint32_t i = 0; i < s->lines; i++)
        name_line(s, i);
    for (uint32_t i = 0; i < s->files; i++)
        name_file(s, i);
    return 1;
}

static int judge_sheet(const sheet *s) {
    uint32_t judged = 0;
    for (uint32_t i = 0; i < s->lines && judged < MOST_TOTALS; i++) {
        if (s->context->host->tick(s->context->job, i, s->lines) != SHEAF_OK)
            return 0;
        if (!is_total(s->kinds[i]))
            continue;
        judge_line(s, i);
        judged++;
    }
    return 1;
}

static int has_total(const form_context *context, uint32_t table) {
    enum { LONGEST = 60 }; /* of a label */
    for (uint32_t i = table + 1; i < form_node_at(context->document, table)->end; i++) {
        const sheaf_str text = form_node_at(context->document, i)->text;
        if (text.len > 0 && text.len <= LONGEST && is_total(kind_of_label(context, text)))
            return 1;
    }
    return 0;
}

int structure_totals(const form_context *context, form_desk *desk, uint32_t table) {
    const sheaf_table *shape = SHEAF_AT(context->document->tables, sheaf_table,
                                        form_node_at(context->document, table)->payload);
    uint64_t count = (uint64_t)shape->rows * shape->columns;
    if (count > MOST_SLOTS || !has_total(context, table))
        return 1;
    slot *slots = form_room(context, (size_t)count + 1, sizeof *slots);
    if (slots == NULL || !fill_slots(context, table, shape, slots))
        return 0;
    sheet by_row = {.context = context,
                    .desk = desk,
                    .slots = slots,
                    .lines = shape->rows,
                    .files = shape->columns,
                    .line_step = shape->columns,
                    .file_step = 1};
    sheet by_column = {.context = context,
                       .desk = desk,
                       .slots = slots,
                       .lines = shape->columns,
                       .files = shape->rows,
                       .line_step = 1,
                       .file_step = shape->columns};
    if (!name_sheet(&by_row) || !name_sheet(&by_column))
        return 0;
    by_row.file_kinds = by_column.kinds;
    by_column.file_kinds = by_row.kinds;
    return judge_sheet(&by_row) && judge_sheet(&by_column);
}
