/* What the modes `facts` and `wide` say alike: which report a fact belongs to, its value, and its status. */
#include "csv.h"
#include <stdio.h>
#include <stdlib.h>

static const char *const statuses[] = {"read", "read_repaired", "ambiguous", "missing", "text"};

sheaf_str csv_status_name(uint32_t status) {
    const char *name = status < sizeof statuses / sizeof *statuses ? statuses[status] : "other";
    return (sheaf_str){name, strlen(name)};
}

void csv_report_names(csv_out *out) {
    static const char *const names[] = {"document", "form", "version", "agency", "year"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_words(out, (sheaf_str){names[i], strlen(names[i])});
}

/* By key; then as stated. */
static int compare_meta(const void *left, const void *right) {
    const sheaf_meta *a = *(const sheaf_meta *const *)left;
    const sheaf_meta *b = *(const sheaf_meta *const *)right;
    int order = csv_compare(a->key, b->key);
    return order != 0 ? order : (a > b) - (a < b);
}

static sheaf_str meta_of(const csv_out *out, sheaf_str key) {
    uint32_t low = 0;
    uint32_t high = out->document->meta.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (csv_compare(out->meta[middle]->key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < out->document->meta.count && csv_same(out->meta[low]->key, key)
               ? out->meta[low]->value
               : SHEAF_STR("");
}

/* By report, then table, for which the form of the whole report has the empty name; then as stated. */
static int compare_forms(const void *left, const void *right) {
    const sheaf_form *a = *(const sheaf_form *const *)left;
    const sheaf_form *b = *(const sheaf_form *const *)right;
    if (a->instance != b->instance)
        return a->instance < b->instance ? -1 : 1;
    int order = csv_compare(a->table, b->table);
    return order != 0 ? order : (a > b) - (a < b);
}

int csv_find_reports(csv_out *out) {
    const sheaf_array *forms = &out->document->forms, *meta = &out->document->meta;
    out->forms = out->host->scratch(out->job, (forms->count + (size_t)1) * sizeof *out->forms);
    out->meta = out->host->scratch(out->job, (meta->count + (size_t)1) * sizeof *out->meta);
    if (out->forms == NULL || out->meta == NULL)
        return 0;
    for (uint32_t i = 0; i < forms->count; i++)
        out->forms[i] = SHEAF_AT(*forms, sheaf_form, i);
    for (uint32_t i = 0; i < meta->count; i++)
        out->meta[i] = SHEAF_AT(*meta, sheaf_meta, i);
    qsort(out->forms, forms->count, sizeof *out->forms, compare_forms);
    qsort(out->meta, meta->count, sizeof *out->meta, compare_meta);
    return 1;
}

/* The first form that does not stand before this report and table; NULL where it is one of another report. */
static const sheaf_form *form_from(const csv_out *out, uint32_t instance, sheaf_str table) {
    uint32_t low = 0;
    uint32_t high = out->document->forms.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const sheaf_form *form = out->forms[middle];
        if (form->instance < instance ||
            (form->instance == instance && csv_compare(form->table, table) < 0))
            low = middle + 1;
        else
            high = middle;
    }
    int is_found = low < out->document->forms.count && out->forms[low]->instance == instance;
    return is_found ? out->forms[low] : NULL;
}

/* `t3` of `t3.new_received.total`. */
static sheaf_str table_of(sheaf_str key) {
    const char *dot = memchr(key.ptr, '.', key.len);
    return dot != NULL ? (sheaf_str){key.ptr, (size_t)(dot - key.ptr)} : key;
}

/* The variant is chosen for each table; where the fact's has none, that of the report, else any of it. */
static const sheaf_form *form_of(const csv_out *out, const sheaf_fact *fact) {
    sheaf_str table = table_of(fact->key);
    const sheaf_form *form = form_from(out, fact->instance, table);
    return form != NULL && csv_same(form->table, table)
               ? form
               : form_from(out, fact->instance, SHEAF_STR(""));
}

/* Reports of one file are told apart by a number behind its name. */
static void put_document(csv_out *out, uint32_t instance) {
    char digits[21];
    char *end = digits + sizeof digits;
    sheaf_str name = out->document->source_name;
    if (instance == 0) {
        csv_words(out, name);
        return;
    }
    char *first = csv_digits(end, (uint64_t)instance + 1);
    *--first = '#';
    csv_pieces pieces = {.text = SHEAF_STR("")};
    pieces.queue[pieces.count++] = name;
    pieces.queue[pieces.count++] = (sheaf_str){first, (size_t)(end - first)};
    csv_field(out, pieces);
}

/* `agency` of the first report, `report2.agency` of the second. */
static sheaf_str meta_of_report(const csv_out *out, uint32_t instance, const char *key) {
    char name[40];
    if (instance == 0)
        snprintf(name, sizeof name, "%s", key);
    else
        snprintf(name, sizeof name, "report%llu.%s", (unsigned long long)instance + 1, key);
    return meta_of(out, (sheaf_str){name, strlen(name)});
}

/* Facts come report by report, so the metadata is looked up once for each. */
static void find_meta(csv_out *out, uint32_t instance) {
    if (out->has_meta && out->meta_instance == instance)
        return;
    out->has_meta = 1;
    out->meta_instance = instance;
    out->agency = meta_of_report(out, instance, "agency");
    out->year = meta_of_report(out, instance, "year");
}

void csv_report_fields(csv_out *out, const sheaf_fact *fact, int is_whole) {
    const sheaf_form *form =
        is_whole ? form_from(out, fact->instance, SHEAF_STR("")) : form_of(out, fact);
    find_meta(out, fact->instance);
    put_document(out, fact->instance);
    csv_words(out, form != NULL ? form->id : SHEAF_STR(""));
    csv_words(out, form != NULL ? form->version : SHEAF_STR(""));
    csv_words(out, out->agency);
    csv_words(out, out->year);
}

/* A scale that no printed number has is said with an exponent: exact, and of bounded size. */
#define SCALE_PRINTED 40u

static size_t print_decimal(char *at, sheaf_decimal value) {
    char digits[20];
    char *end = digits + sizeof digits;
    char *begin = at;
    uint64_t size = value.digits < 0 ? 0 - (uint64_t)value.digits : (uint64_t)value.digits;
    char *first = csv_digits(end, size);
    size_t have = (size_t)(end - first);
    uint32_t places = value.scale <= SCALE_PRINTED ? value.scale : 0;
    if (value.digits < 0)
        *at++ = '-';
    for (size_t i = have > places ? have : (size_t)places + 1; i > 0; i--) {
        if (i == places)
            *at++ = '.';
        *at++ = i <= have ? end[-(ptrdiff_t)i] : '0';
    }
    if (places == value.scale)
        return (size_t)(at - begin);
    memcpy(at, "e-", 2);
    first = csv_digits(end, value.scale);
    memcpy(at + 2, first, (size_t)(end - first));
    return (size_t)(at - begin) + 2 + (size_t)(end - first);
}

/* Only a value that was read is one. */
void csv_value_field(csv_out *out, const sheaf_fact *fact) {
    char text[2 * SCALE_PRINTED];
    int is_stated = fact->has_value && fact->status <= SHEAF_READ_REPAIRED;
    size_t length = is_stated ? print_decimal(text, fact->value) : 0;
    csv_value(out, (sheaf_str){text, length});
}
