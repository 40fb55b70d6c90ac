/* The facts of a report in the order of the definition's cells: one pass looks their cells up, a second one puts them
 * where the counts of the first say. */
#include "rule/rule.h"

/* The facts of this report whose keys the definition has. */
static int find_all(const form_context *context, const rule_index *index, const rule_book *book,
                    uint32_t instance, form_list *found) {
    form_span own = rule_group_of(&book->facts, instance);
    for (uint32_t i = 0; i < own.count; i++) {
        const sheaf_fact *fact = rule_book_fact(book, own.first + i);
        rule_found one = {.fact = fact};
        if (context->host->tick(context->job, i, own.count) != SHEAF_OK)
            return 0;
        one.cell = rule_cell_of_fact(index, fact->key, &one.nth);
        rule_found *room = one.cell != SHEAF_NONE ? form_push(context, found) : NULL;
        if (one.cell != SHEAF_NONE && room == NULL)
            return 0;
        if (room != NULL)
            *room = one;
    }
    return 1;
}

/* Rows of an open head are stated in their order, so sorting by cell leaves them sorted by number. */
static void sort_by_cell(const form_list *found, uint32_t cells, form_span *of_cell,
                         rule_found *sorted, unsigned char *chosen) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < found->count; i++)
        of_cell[FORM_AT(*found, const rule_found, i)->cell].count++;
    for (uint32_t i = 0; i < cells; i++) {
        of_cell[i].first = at;
        at += of_cell[i].count;
        chosen[i] = of_cell[i].count > 0;
        of_cell[i].count = 0;
    }
    for (uint32_t i = 0; i < found->count; i++) {
        const rule_found *one = FORM_AT(*found, const rule_found, i);
        form_span *span = &of_cell[one->cell];
        sorted[span->first + span->count++] = *one;
    }
}

static void count_rows(const rule_index *index, const form_list *found, uint32_t *rows) {
    for (uint32_t i = 0; i < found->count; i++) {
        const rule_found *one = FORM_AT(*found, const rule_found, i);
        uint32_t head = FORM_AT(index->definition->cells, const form_cell, one->cell)->row;
        if (one->nth > rows[head])
            rows[head] = one->nth;
    }
}

/* Which version each table was read as. Without a statement for the table that for the whole report holds. */
static void find_versions(const rule_index *index, const rule_book *book, uint32_t instance,
                          sheaf_str *versions) {
    form_span own = rule_group_of(&book->forms, instance);
    const form_list *tables = &index->definition->tables;
    for (uint32_t i = 0; i < tables->count; i++)
        versions[i] = SHEAF_STR("");
    for (uint32_t k = 0; k < own.count; k++) {
        const sheaf_form *form = rule_book_form(book, own.first + k);
        for (uint32_t i = 0; i < tables->count; i++)
            if (form_same(form->table, FORM_AT(*tables, const form_table, i)->key))
                versions[i] = form->version;
    }
}

int rule_report_make(const form_context *context, const rule_index *index, const rule_book *book,
                     uint32_t instance, rule_report *out) {
    const form_definition *definition = index->definition;
    form_list found = FORM_LIST_OF(rule_found);
    *out = (rule_report){.agency = SHEAF_STR(""), .title = SHEAF_STR("")};
    if (!find_all(context, index, book, instance, &found))
        return 0;
    unsigned char *chosen = form_room(context, definition->cells.count + 1, 1);
    form_span *of_cell = form_room(context, definition->cells.count + 1, sizeof *of_cell);
    rule_found *sorted = form_room(context, found.count + 1, sizeof *sorted);
    uint32_t *rows = form_room(context, definition->heads.count + 1, sizeof *rows);
    sheaf_str *versions = form_room(context, definition->tables.count + 1, sizeof *versions);
    if (chosen == NULL || of_cell == NULL || sorted == NULL || rows == NULL || versions == NULL)
        return 0;
    sort_by_cell(&found, definition->cells.count, of_cell, sorted, chosen);
    count_rows(index, &found, rows);
    find_versions(index, book, instance, versions);
    out->chosen = chosen;
    out->has_groups = rule_has_groups(definition, chosen);
    out->of_cell = of_cell;
    out->found = sorted;
    out->open_rows = rows;
    out->versions = versions;
    return 1;
}

form_span rule_facts_of(const rule_report *report, uint32_t cell, uint32_t nth) {
    form_span all = {0};
    if (report == NULL || report->of_cell == NULL)
        return all;
    all = report->of_cell[cell];
    if (nth == 0)
        return all;
    for (uint32_t i = 0; i < all.count; i++)
        if (report->found[all.first + i].nth == nth)
            return (form_span){all.first + i, 1};
    return (form_span){0};
}

static sheaf_str trimmed(sheaf_str text) {
    static const sheaf_str spaces[] = {{" ", 1},  {"\t", 1},     {"\n", 1},
                                       {"\r", 1}, {"\u00A0", 2}, {"\u3000", 3}};
    int more = 1;
    while (more) {
        more = 0;
        for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
            sheaf_str space = spaces[i];
            if (text.len < space.len)
                continue;
            if (form_same((sheaf_str){text.ptr, space.len}, space)) {
                text = (sheaf_str){text.ptr + space.len, text.len - space.len};
                more = 1;
            } else if (form_same((sheaf_str){text.ptr + text.len - space.len, space.len}, space)) {
                text.len -= space.len;
                more = 1;
            }
        }
    }
    return text;
}

int form_is_blank(sheaf_str text) {
    return trimmed(text).len == 0;
}

int form_is_mark(const form_context *context, const form_definition *definition, sheaf_str raw) {
    sheaf_str text = trimmed(raw);
    if (text.len == 0)
        return 1;
    sheaf_str plain = form_plain_text(context, text);
    for (uint32_t i = 0; i < definition->marks.count; i++) {
        sheaf_str mark = *FORM_AT(definition->marks, const sheaf_str, i);
        if (form_same(text, mark) || form_same(plain, form_plain_text(context, mark)))
            return 1;
    }
    return 0;
}
