/* The mode `wide`: one row a report, one column a key in the order of the keys' first facts. A cell holds nothing
 * but a value that was read; behind the keys stand lists of those whose facts are anything else, so that an empty
 * cell always says why. */
#include "csv.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct entry {
    const sheaf_fact *fact;
    uint32_t order;  /* of the fact */
    uint32_t column; /* the order of the first fact with its key */
} entry;

typedef struct wide {
    csv_out *out;
    entry *entries; /* by report, column, order */
    uint32_t count;
    uint32_t *columns; /* in order */
    uint32_t column_count;
    uint32_t row_count;
} wide;

static int number_order(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int by_key(const void *left, const void *right) {
    const entry *a = left;
    const entry *b = right;
    int order = csv_compare(a->fact->key, b->fact->key);
    return order != 0 ? order : number_order(a->order, b->order);
}

static int by_place(const void *left, const void *right) {
    const entry *a = left;
    const entry *b = right;
    int order = number_order(a->fact->instance, b->fact->instance);
    if (order == 0)
        order = number_order(a->column, b->column);
    return order != 0 ? order : number_order(a->order, b->order);
}

static int by_number(const void *left, const void *right) {
    return number_order(*(const uint32_t *)left, *(const uint32_t *)right);
}

/* Facts of one key stand together after the first sort; the first of them names their column. */
static void find_columns(wide *w) {
    qsort(w->entries, w->count, sizeof(entry), by_key);
    for (uint32_t i = 0; i < w->count; i++) {
        entry *e = &w->entries[i];
        int is_new = i == 0 || !csv_same(e->fact->key, e[-1].fact->key);
        e->column = is_new ? e->order : e[-1].column;
        if (is_new)
            w->columns[w->column_count++] = e->order;
    }
    qsort(w->columns, w->column_count, sizeof *w->columns, by_number);
    qsort(w->entries, w->count, sizeof(entry), by_place);
    for (uint32_t i = 0; i < w->count; i++)
        w->row_count += i == 0 || w->entries[i].fact->instance != w->entries[i - 1].fact->instance;
}

static int prepare(wide *w) {
    const sheaf_array *facts = &w->out->document->facts;
    w->count = facts->count;
    w->entries = w->out->host->scratch(w->out->job, (w->count + (size_t)1) * sizeof(entry));
    w->columns = w->out->host->scratch(w->out->job, (w->count + (size_t)1) * sizeof(uint32_t));
    if (w->entries == NULL || w->columns == NULL)
        return 0;
    for (uint32_t i = 0; i < w->count; i++)
        w->entries[i] = (entry){SHEAF_AT(*facts, sheaf_fact, i), i, 0};
    find_columns(w);
    return 1;
}

/* ---- rows ---- */

/* Statuses that have a list of their own; two facts of one key in one report are ambiguous. */
static const uint32_t listed[] = {SHEAF_READ_REPAIRED, SHEAF_AMBIGUOUS, SHEAF_MISSING, SHEAF_TEXT};

static void put_names(const wide *w) {
    csv_report_names(w->out);
    for (uint32_t i = 0; i < w->column_count; i++)
        csv_words(w->out, SHEAF_AT(w->out->document->facts, sheaf_fact, w->columns[i])->key);
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        csv_words(w->out, csv_status_name(listed[i]));
    csv_words(w->out, SHEAF_STR("findings"));
    csv_end_row(w->out);
}

typedef struct row {
    const entry *at, *end;
} row;

/* The facts of one column, which are taken from the front of the row. */
static row take_column(row *rest, uint32_t column) {
    row taken = {rest->at, rest->at};
    while (taken.end < rest->end && taken.end->column == column)
        taken.end++;
    rest->at = taken.end;
    return taken;
}

static uint32_t status_of(row facts) {
    if (facts.at == facts.end)
        return SHEAF_MISSING;
    int is_stated = facts.at->fact->has_value || facts.at->fact->status > SHEAF_READ_REPAIRED;
    return facts.end - facts.at > 1 || !is_stated ? SHEAF_AMBIGUOUS : facts.at->fact->status;
}

static void put_values(const wide *w, row rest) {
    for (uint32_t i = 0; i < w->column_count; i++) {
        row facts = take_column(&rest, w->columns[i]);
        if (status_of(facts) <= SHEAF_READ_REPAIRED)
            csv_value_field(w->out, facts.at->fact);
        else
            csv_words(w->out, SHEAF_STR(""));
    }
}

static void put_list(const wide *w, row rest, uint32_t status) {
    for (uint32_t i = 0; i < w->column_count; i++)
        if (status_of(take_column(&rest, w->columns[i])) == status)
            csv_list_add(w->out, SHEAF_AT(w->out->document->facts, sheaf_fact, w->columns[i])->key);
    csv_list_field(w->out);
}

/* The rules that failed in one report, each once, as findings of a rule come together. */
static void put_findings(const wide *w, uint32_t instance) {
    sheaf_str last = SHEAF_STR("");
    const sheaf_array *findings = &w->out->document->findings;
    for (uint32_t i = 0; i < findings->count; i++) {
        const sheaf_finding *finding = SHEAF_AT(*findings, sheaf_finding, i);
        if (!csv_counts(finding) || finding->instance != instance || csv_same(finding->rule, last))
            continue;
        csv_list_add(w->out, finding->rule);
        last = finding->rule;
    }
    csv_list_field(w->out);
}

static void put_row(const wide *w, row facts) {
    csv_report_fields(w->out, facts.at->fact, 1);
    put_values(w, facts);
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        put_list(w, facts, listed[i]);
    put_findings(w, facts.at->fact->instance);
    csv_end_row(w->out);
}

/* Reports that have no key in common make a table that is nearly all holes. */
static sheaf_status check_size(const wide *w) {
    char text[300];
    const sheaf_host *host = w->out->host;
    uint64_t slots = (uint64_t)w->row_count * w->column_count;
    if (slots <= host->limit(w->out->job, SHEAF_LIMIT_CELLS))
        return SHEAF_OK;
    int length =
        snprintf(text, sizeof text,
                 "The table of %u reports and %u keys is larger than a table may be; --limit "
                 "cells=N raises that, and --option csv.mode=facts needs no such table.",
                 (unsigned)w->row_count, (unsigned)w->column_count);
    return host->fail(w->out->job, SHEAF_LIMIT, SHEAF_STR("limit.cells"),
                      (sheaf_str){text, (size_t)length}, NULL);
}

static sheaf_status put_rows(const wide *w) {
    const sheaf_host *host = w->out->host;
    row rest = {w->entries, w->entries};
    for (const entry *end = w->entries + w->count; rest.at < end; rest.at = rest.end) {
        while (rest.end < end && rest.end->fact->instance == rest.at->fact->instance)
            rest.end++;
        sheaf_status status = host->tick(w->out->job, (uint64_t)(rest.at - w->entries), w->count);
        if (status != SHEAF_OK)
            return status;
        put_row(w, rest);
    }
    return SHEAF_OK;
}

sheaf_status csv_write_wide(csv_out *out) {
    wide w = {.out = out};
    if (!csv_find_reports(out) || !prepare(&w))
        return out->host->tick(out->job, 0, 0);
    sheaf_status status = check_size(&w);
    if (status != SHEAF_OK)
        return status;
    csv_file(out, SHEAF_STR(""));
    put_names(&w);
    return put_rows(&w);
}
