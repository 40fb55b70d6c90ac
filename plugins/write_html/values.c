/* The values of the form behind the report: for each of its tables one with their labels as heads, then the list of all with
 * their keys, which opens on demand. A value leads to where it is printed, and carries the anchor that marks lead to. */
#include "pivot.h"
#include <stdio.h>

static void put_string(html_out *out, sheaf_str text) {
    html_text(out, text, HTML_BR);
}

/* Tables of the form that are shown as such; each looks for its form and heading. */
#define TABLES_MOST 256u

/* ---- one value ---- */

static int is_stated(const sheaf_fact *fact) {
    return fact->has_value && fact->status <= SHEAF_READ_REPAIRED;
}

static html_word_id status_word(const sheaf_fact *fact) {
    return (html_word_id)(HTML_W_READ +
                          (fact->status <= SHEAF_TEXT ? fact->status : SHEAF_AMBIGUOUS));
}

static void put_repairs(html_out *out, const sheaf_fact *fact) {
    for (uint32_t i = 0; i < fact->repair_count; i++) {
        if (fact->repairs[i] == 0 || fact->repairs[i] > out->document->repairs.count)
            continue;
        html_anchor(out, SHEAF_STR(" <a href=\"#"), 'r', fact->repairs[i]);
        HTML_PUT(out, ">");
        html_word(out, HTML_W_REPAIR_TAG);
        html_number(out, fact->repairs[i]);
        HTML_PUT(out, "</a>");
    }
}

static void put_decimal(html_out *out, const sheaf_fact *fact) {
    if (is_stated(fact))
        html_decimal(out, fact->value);
}

/* The value, or what is printed in its place and why it is none. */
static void put_shown(html_out *out, const sheaf_fact *fact) {
    uint32_t node = fact->node;
    int is_placed = node > 0 && node < out->document->nodes.count && !html_is_hidden(out, node);
    if (is_placed) {
        html_anchor(out, SHEAF_STR("<a href=\"#"), 'n', node);
        HTML_PUT(out, ">");
    }
    if (is_stated(fact)) {
        html_decimal(out, fact->value);
    } else {
        put_string(out, fact->raw);
        HTML_PUT(out, " <span class=\"state\">");
        html_word(out, status_word(fact));
        HTML_PUT(out, "</span>");
    }
    html_put(out, is_placed ? SHEAF_STR("</a>") : SHEAF_STR(""));
    put_repairs(out, fact);
}

/* ---- tables of values ---- */

static void put_head(html_out *out, sheaf_str name, uint32_t span, sheaf_str text) {
    HTML_PUT(out, "<th scope=\"col\"");
    if (span > 1) {
        HTML_PUT(out, " ");
        html_put(out, name);
        HTML_PUT(out, "=\"");
        html_number(out, span);
        HTML_PUT(out, "\"");
    }
    HTML_PUT(out, ">");
    if (html_is_blank(text))
        html_word(out, HTML_W_VALUE);
    else
        put_string(out, text);
    HTML_PUT(out, "</th>");
}

/* How many columns from c on stand under the same parent. */
static uint32_t span_of(const pivot *p, uint32_t c) {
    sheaf_str parent = pivot_parent(pivot_label(p, PIVOT_COLUMNS, c));
    uint32_t end = c + 1;
    while (parent.len > 0 && end < p->axes[PIVOT_COLUMNS].count &&
           html_is_same(pivot_parent(pivot_label(p, PIVOT_COLUMNS, end)), parent))
        end++;
    return end - c;
}

static int has_parents(const pivot *p) {
    for (uint32_t c = 0; c < p->axes[PIVOT_COLUMNS].count; c++)
        if (pivot_parent(pivot_label(p, PIVOT_COLUMNS, c)).len > 0)
            return 1;
    return 0;
}

static void put_heads(html_out *out, const pivot *p) {
    const sheaf_str rows = SHEAF_STR("rowspan"), columns = SHEAF_STR("colspan");
    uint32_t count = p->axes[PIVOT_COLUMNS].count, deep = has_parents(p) ? 2 : 1;
    HTML_PUT(out, "\n<thead>\n<tr>");
    put_head(out, rows, deep, html_word_of(out->language, HTML_W_LABEL));
    for (uint32_t c = 0, span; c < count; c += span) {
        sheaf_str label = pivot_label(p, PIVOT_COLUMNS, c), parent = pivot_parent(label);
        span = span_of(p, c);
        if (parent.len == 0)
            put_head(out, rows, deep, label);
        else
            put_head(out, columns, span, parent);
    }
    HTML_PUT(out, "</tr>");
    if (deep > 1)
        HTML_PUT(out, "\n<tr>");
    for (uint32_t c = 0; deep > 1 && c < count; c++) {
        sheaf_str label = pivot_label(p, PIVOT_COLUMNS, c);
        if (pivot_parent(label).len > 0)
            put_head(out, rows, 1, pivot_leaf(label));
    }
    html_put(out, deep > 1 ? SHEAF_STR("</tr>\n</thead>") : SHEAF_STR("\n</thead>"));
}

static void put_parent(html_out *out, const pivot *p, sheaf_str parent) {
    HTML_PUT(out, "\n<tr><th class=\"group\" scope=\"rowgroup\" colspan=\"");
    html_number(out, (uint64_t)p->axes[PIVOT_COLUMNS].count + 1);
    HTML_PUT(out, "\">");
    put_string(out, parent);
    HTML_PUT(out, "</th></tr>");
}

static const char *class_of(const html_out *out, const sheaf_fact *fact) {
    static const char *const classes[] = {"n", "n repaired", "n ambiguous", "n missing", "n"};
    static const char *const severities[] = {"n hinted", "n warned", "n failed"};
    uint32_t raised = html_raised(out, fact->node);
    if (raised != SHEAF_NONE)
        return severities[raised];
    return classes[fact->status <= SHEAF_TEXT ? fact->status : SHEAF_AMBIGUOUS];
}

/* The values of one slot from i on; returns where the next slot's begin. */
static uint32_t put_slot(html_out *out, const pivot *p, uint32_t i, uint32_t row, uint32_t column) {
    uint32_t count = p->end - p->begin, first = i;
    for (; i < count && p->slots[i].row == row && p->slots[i].column == column; i++) {
        const sheaf_fact *fact = pivot_fact(out, p->slots[i].fact);
        const char *class = class_of(out, fact);
        html_put(out, i == first ? SHEAF_STR("<td") : SHEAF_STR("<br><span"));
        html_anchor(out, SHEAF_STR(" id=\""), 'f', (uint64_t)p->slots[i].fact + 1);
        html_attribute(out, SHEAF_STR("class"), (sheaf_str){class, strlen(class)});
        HTML_PUT(out, ">");
        put_shown(out, fact);
        html_put(out, i > first ? SHEAF_STR("</span>") : SHEAF_STR(""));
    }
    html_put(out, i > first ? SHEAF_STR("</td>") : SHEAF_STR("<td></td>"));
    return i;
}

static sheaf_status put_rows(html_out *out, const pivot *p) {
    sheaf_str above = SHEAF_STR("");
    uint32_t rows = p->axes[PIVOT_ROWS].count;
    for (uint32_t row = 0, i = 0; row < rows; row++) {
        sheaf_str label = pivot_label(p, PIVOT_ROWS, row), parent = pivot_parent(label);
        sheaf_status status = out->host->tick(out->job, row, rows);
        if (status != SHEAF_OK)
            return status;
        if (row == 0 || !html_is_same(parent, above)) {
            html_put(out, row > 0 ? SHEAF_STR("\n</tbody>\n<tbody>") : SHEAF_STR("\n<tbody>"));
            if (!html_is_blank(parent))
                put_parent(out, p, parent);
        }
        above = parent;
        HTML_PUT(out, "\n<tr>");
        html_row_head(out, pivot_leaf(label));
        for (uint32_t c = 0; c < p->axes[PIVOT_COLUMNS].count; c++)
            i = put_slot(out, p, i, row, c);
        HTML_PUT(out, "</tr>");
    }
    HTML_PUT(out, "\n</tbody>");
    return SHEAF_OK;
}

/* ---- what stands above a table of values ---- */

static const sheaf_form *form_of(const html_out *out, const sheaf_fact *fact) {
    sheaf_str table = pivot_table_of(fact->key);
    for (uint32_t i = 0; i < out->document->forms.count; i++) {
        const sheaf_form *form = SHEAF_AT(out->document->forms, sheaf_form, i);
        if (form->instance == fact->instance && html_is_same(form->table, table))
            return form;
    }
    return NULL;
}

/* The nearest heading above a node. */
static sheaf_str heading_above(const html_out *out, uint32_t n) {
    while (n < out->document->nodes.count && n > 0)
        if (html_node(out, --n)->kind == SHEAF_HEADING && !html_is_blank(html_node(out, n)->text))
            return html_node(out, n)->text;
    return SHEAF_STR("");
}

/* Which report of the file, and what it says of itself: `report2.agency` of the second. */
static void put_report(html_out *out, uint32_t instance) {
    static const char *const members[] = {"agency", "year"};
    char key[40];
    html_word(out, HTML_W_OF_REPORT);
    HTML_PUT(out, " ");
    html_number(out, (uint64_t)instance + 1);
    for (size_t i = 0; i < HTML_COUNT(members); i++) {
        if (instance == 0)
            snprintf(key, sizeof key, "%s", members[i]);
        else
            snprintf(key, sizeof key, "report%llu.%s", (unsigned long long)instance + 1,
                     members[i]);
        sheaf_str value = html_meta(out, (sheaf_str){key, strlen(key)});
        html_put(out, value.len > 0 ? SHEAF_STR(" ") : SHEAF_STR(""));
        html_text(out, value, HTML_BLANK);
    }
    HTML_PUT(out, " \xC2\xB7 ");
}

static void put_name(html_out *out, const sheaf_fact *fact) {
    const sheaf_form *form = form_of(out, fact);
    HTML_PUT(out, "\n<h3");
    html_anchor(out, SHEAF_STR(" id=\""), 'v', ++out->pivots);
    HTML_PUT(out, ">");
    if (out->reports > 1)
        put_report(out, fact->instance);
    html_text(out, pivot_table_of(fact->key), HTML_BLANK);
    if (form != NULL) {
        HTML_PUT(out, " ");
        html_text(out, heading_above(out, form->node), HTML_BLANK);
        HTML_PUT(out, " <span class=\"quiet\">");
        html_text(out, form->version, HTML_BLANK);
        HTML_PUT(out, "</span>");
    }
    HTML_PUT(out, "</h3>");
}

/* Values from `begin` on of the same report and table of the form. */
static uint32_t end_of(const html_out *out, uint32_t begin) {
    const sheaf_fact *first = pivot_fact(out, begin);
    uint32_t end = begin + 1;
    while (end < out->document->facts.count && pivot_fact(out, end)->instance == first->instance &&
           html_is_same(pivot_table_of(pivot_fact(out, end)->key), pivot_table_of(first->key)))
        end++;
    return end;
}

static sheaf_status put_pivot(html_out *out, const pivot *p) {
    put_name(out, pivot_fact(out, p->begin));
    HTML_PUT(out, "\n<div class=\"wide\" role=\"group\" tabindex=\"0\"");
    html_anchor(out, SHEAF_STR(" aria-labelledby=\""), 'v', out->pivots);
    HTML_PUT(out, ">\n<table class=\"values\">");
    put_heads(out, p);
    sheaf_status status = put_rows(out, p);
    HTML_PUT(out, "\n</table></div>");
    return status;
}

/* ---- the list of all ---- */

static void put_cell(html_out *out, sheaf_str text) {
    HTML_PUT(out, "<td>");
    put_string(out, text);
    HTML_PUT(out, "</td>");
}

/* A label that is made of two is shown where no label of its own is stated. */
static void put_label(html_out *out, const sheaf_fact *fact) {
    HTML_PUT(out, "<td>");
    if (fact->label.len > 0) {
        put_string(out, fact->label);
    } else {
        put_string(out, fact->row_label);
        html_put(out, fact->row_label.len > 0 && fact->column_label.len > 0 ? SHEAF_STR(" / ")
                                                                            : SHEAF_STR(""));
        put_string(out, fact->column_label);
    }
    HTML_PUT(out, "</td>");
}

static void put_row(html_out *out, uint32_t i, int has_anchor) {
    const sheaf_fact *fact = pivot_fact(out, i);
    uint32_t place = html_find_place(out, HTML_FACT, i);
    HTML_PUT(out, "\n<tr");
    if (has_anchor)
        html_anchor(out, SHEAF_STR(" id=\""), 'f', (uint64_t)i + 1);
    HTML_PUT(out, ">");
    html_row_head(out, fact->key);
    put_label(out, fact);
    HTML_PUT(out, "<td class=\"n\">");
    put_decimal(out, fact);
    HTML_PUT(out, "</td>");
    put_cell(out, fact->raw);
    put_cell(out, fact->unit);
    HTML_PUT(out, "<td>");
    html_word(out, status_word(fact));
    put_repairs(out, fact);
    HTML_PUT(out, "</td><td>");
    if (place != SHEAF_NONE)
        html_places(out, place);
    HTML_PUT(out, "</td></tr>");
}

static void begin_all(html_out *out, int is_open) {
    static const html_word_id heads[] = {HTML_W_KEY,  HTML_W_LABEL,  HTML_W_VALUE, HTML_W_PRINTED,
                                         HTML_W_UNIT, HTML_W_STATUS, HTML_W_PLACE};
    html_put(out, is_open ? SHEAF_STR("\n<details open>") : SHEAF_STR("\n<details>"));
    HTML_PUT(out, "<summary id=\"keys\">");
    html_word(out, HTML_W_ALL_VALUES);
    HTML_PUT(out, "</summary>\n<div class=\"wide\" role=\"group\" tabindex=\"0\" "
                  "aria-labelledby=\"keys\">\n<table>");
    html_heads(out, heads, HTML_COUNT(heads));
}

/* Which values stand in a table of their own is kept for each: their rows in the list have no anchor. */
static sheaf_status put_all(html_out *out, const uint8_t *placed, int is_open) {
    uint32_t count = out->document->facts.count;
    begin_all(out, is_open);
    for (uint32_t i = 0; i < count; i++) {
        sheaf_status status = out->host->tick(out->job, i, count);
        if (status != SHEAF_OK)
            return status;
        put_row(out, i, !placed[i]);
    }
    HTML_PUT(out, "\n</tbody>\n</table></div></details>");
    return SHEAF_OK;
}

sheaf_status html_values(html_out *out) {
    uint32_t count = out->document->facts.count, lonely = 0;
    pivot p;
    if (count == 0)
        return SHEAF_OK;
    uint8_t *placed = out->host->scratch(out->job, count);
    if (placed == NULL || !pivot_open(&p, out))
        return out->host->tick(out->job, 0, 0);
    html_begin_list(out, SHEAF_STR("values"), HTML_W_VALUES);
    for (uint32_t begin = 0, end; begin < count; begin = end) {
        end = end_of(out, begin);
        int is_table = out->pivots < TABLES_MOST && pivot_make(&p, begin, end);
        sheaf_status status = is_table ? put_pivot(out, &p) : SHEAF_OK;
        if (status != SHEAF_OK)
            return status;
        memset(placed + begin, is_table, end - begin);
        lonely += is_table ? 0 : end - begin;
    }
    sheaf_status status = put_all(out, placed, lonely > 0);
    HTML_PUT(out, "\n</section>");
    return status;
}
