/* The values of one table of the form as a table again: a row for each row label, a column for each column label, in the
 * order of their first values. Labels of the tree that a form is (`a/b/c`) head groups. Where labels do not make a table
 * (too few values for its slots) there is none; the list of all values has them. */
#include "pivot.h"
#include <stdlib.h>

/* Slots beyond those that values fill. */
enum { SPARE_TIMES = 4, SPARE_MORE = 64, WIDE = 8 };

const sheaf_fact *pivot_fact(const html_out *out, uint32_t i) {
    return SHEAF_AT(out->document->facts, sheaf_fact, i);
}

sheaf_str pivot_table_of(sheaf_str key) {
    const char *dot = memchr(key.ptr, '.', key.len);
    return dot != NULL ? (sheaf_str){key.ptr, (size_t)(dot - key.ptr)} : key;
}

static sheaf_str label_of(const pivot *p, uint32_t fact, int is_row) {
    const sheaf_fact *f = pivot_fact(p->out, fact);
    if (f->row_label.len == 0 && f->column_label.len == 0)
        return !is_row ? SHEAF_STR("") : f->label.len > 0 ? f->label : f->key;
    return is_row ? f->row_label : f->column_label;
}

sheaf_str pivot_label(const pivot *p, uint32_t axis, uint32_t i) {
    uint32_t fact = p->axes[axis].first[i];
    return label_of(p, fact, (axis == PIVOT_ROWS) != p->is_turned);
}

sheaf_str pivot_parent(sheaf_str label) {
    size_t len = label.len;
    while (len > 0 && label.ptr[len - 1] != '/')
        len--;
    return (sheaf_str){label.ptr, len > 0 ? len - 1 : 0};
}

sheaf_str pivot_leaf(sheaf_str label) {
    size_t skip = pivot_parent(label).len;
    skip += skip > 0 || (label.len > 0 && *label.ptr == '/');
    return (sheaf_str){label.ptr + skip, label.len - skip};
}

/* Numbers the labels of an axis in the order of their first facts: equal ones stand together after sorting, the first
 * fact in front. */
static void number_labels(pivot *p, uint32_t axis) {
    pivot_axis *a = &p->axes[axis];
    uint32_t count = p->end - p->begin;
    for (uint32_t i = 0; i < count; i++)
        p->keys[i] = (html_key){label_of(p, p->begin + i, axis == PIVOT_ROWS), 0, i};
    html_sort_keys(p->keys, count);
    for (uint32_t i = 0; i < count; i++) {
        int is_new = i == 0 || !html_is_same(p->keys[i].text, p->keys[i - 1].text);
        uint32_t leader = is_new ? p->keys[i].index : a->at[p->keys[i - 1].index];
        a->at[p->keys[i].index] = leader;
    }
    a->count = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t leader = a->at[i];
        if (leader == i)
            a->first[a->count++] = p->begin + i;
        a->at[i] = leader == i ? a->count - 1 : a->at[leader];
    }
}

static int compare_slots(const void *left, const void *right) {
    const pivot_slot *a = left;
    const pivot_slot *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return (a->fact > b->fact) - (a->fact < b->fact);
}

/* A single wide row reads better as a column. */
static void turn(pivot *p) {
    pivot_axis rows = p->axes[PIVOT_ROWS];
    p->is_turned = rows.count == 1 && p->axes[PIVOT_COLUMNS].count > WIDE;
    if (!p->is_turned)
        return;
    p->axes[PIVOT_ROWS] = p->axes[PIVOT_COLUMNS];
    p->axes[PIVOT_COLUMNS] = rows;
}

int pivot_make(pivot *p, uint32_t begin, uint32_t end) {
    p->begin = begin;
    p->end = end;
    p->is_turned = 0;
    number_labels(p, PIVOT_ROWS);
    number_labels(p, PIVOT_COLUMNS);
    turn(p);
    for (uint32_t i = 0; i < end - begin; i++)
        p->slots[i] =
            (pivot_slot){p->axes[PIVOT_ROWS].at[i], p->axes[PIVOT_COLUMNS].at[i], begin + i};
    qsort(p->slots, end - begin, sizeof *p->slots, compare_slots);
    return (uint64_t)p->axes[PIVOT_ROWS].count * p->axes[PIVOT_COLUMNS].count <=
           (uint64_t)(end - begin) * SPARE_TIMES + SPARE_MORE;
}

int pivot_open(pivot *p, html_out *out) {
    size_t count = (size_t)out->document->facts.count + 1;
    *p = (pivot){.out = out};
    p->keys = out->host->scratch(out->job, count * sizeof *p->keys);
    p->slots = out->host->scratch(out->job, count * sizeof *p->slots);
    uint32_t *numbers = out->host->scratch(out->job, count * 4 * sizeof *numbers);
    if (p->keys == NULL || p->slots == NULL || numbers == NULL)
        return 0;
    p->axes[PIVOT_ROWS] = (pivot_axis){numbers, numbers + count, 0};
    p->axes[PIVOT_COLUMNS] = (pivot_axis){numbers + 2 * count, numbers + 3 * count, 0};
    return 1;
}
