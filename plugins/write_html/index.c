/* What must be known before the first byte: what each record says at which node, which keys and bookmarks there are.
 * All of it is sorted arrays, made once, so that any later question is a binary search and nothing is quadratic. A node
 * that is not printed gets no mark: then no link can lead to it. */
#include "html.h"
#include <stdlib.h>

/* ---------------------------------------------------------------------------------- questions -- */

/* Is the node, or what it stands in, furniture that is left out? Cells and items keep their places. */
int html_is_hidden(const html_out *out, uint32_t n) {
    while (out->hide_furniture && n > 0 && n < out->document->nodes.count) {
        const sheaf_node *node = html_node(out, n);
        if ((node->flags & SHEAF_FURNITURE) && node->kind != SHEAF_CELL && node->kind != SHEAF_ITEM)
            return 1;
        n = node->parent;
    }
    return 0;
}

static int compare_text(sheaf_str a, sheaf_str b) {
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_names(const html_key *key, sheaf_str text, uint32_t group) {
    int order = compare_text(key->text, text);
    return order != 0 ? order : (key->group > group) - (key->group < group);
}

uint32_t html_find_key(const html_keys *keys, sheaf_str text, uint32_t group) {
    uint32_t low = 0, high = keys->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_names(&keys->items[middle], text, group) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < keys->count && compare_names(&keys->items[low], text, group) == 0
               ? keys->items[low].index
               : SHEAF_NONE;
}

static int compare_marks(const void *left, const void *right) {
    const html_mark *a = left;
    const html_mark *b = right;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

int html_has_mark(const html_out *out, html_mark mark) {
    return out->mark_count > 0 &&
           bsearch(&mark, out->marks, out->mark_count, sizeof mark, compare_marks) != NULL;
}

uint32_t html_first_mark(const html_out *out, uint32_t n) {
    uint32_t low = 0, high = out->mark_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (out->marks[middle].node < n)
            low = middle + 1;
        else
            high = middle;
    }
    return low < out->mark_count && out->marks[low].node == n ? low : SHEAF_NONE;
}

/* --------------------------------------------------------------------------------------- keys -- */

static int compare_keys(const void *left, const void *right) {
    const html_key *a = left;
    const html_key *b = right;
    int order = compare_names(a, b->text, b->group);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

html_keys html_sort_keys(html_key *items, uint32_t count) {
    if (count > 0)
        qsort(items, count, sizeof *items, compare_keys);
    return (html_keys){items, count};
}

static void *scratch_for(html_out *out, uint64_t count, size_t size) {
    return out->host->scratch(out->job, (size_t)(count + 1) * size);
}

static int index_facts(html_out *out) {
    const sheaf_array *facts = &out->document->facts;
    html_key *items = scratch_for(out, facts->count, sizeof *items);
    if (items == NULL)
        return 0;
    for (uint32_t i = 0; i < facts->count; i++) {
        const sheaf_fact *fact = SHEAF_AT(*facts, sheaf_fact, i);
        items[i] = (html_key){fact->key, fact->instance, i};
    }
    out->facts = html_sort_keys(items, facts->count);
    return 1;
}

/* Only values that stand nowhere: the others are marked where they stand. */
static int index_unsure(html_out *out) {
    uint32_t count = out->document->repairs.count;
    out->unsure = scratch_for(out, count, sizeof *out->unsure);
    for (uint32_t i = 0; out->unsure != NULL && i < out->document->facts.count; i++) {
        const sheaf_fact *fact = SHEAF_AT(out->document->facts, sheaf_fact, i);
        if (fact->status != SHEAF_AMBIGUOUS || fact->node != SHEAF_NONE)
            continue;
        for (uint32_t k = 0; k < fact->repair_count; k++) {
            uint32_t repair = fact->repairs[k];
            if (repair > 0 && repair <= count && out->unsure[repair - 1] == 0)
                out->unsure[repair - 1] = i + 1;
        }
    }
    return out->unsure != NULL;
}

static int is_bookmark(const html_out *out, const sheaf_run *run) {
    return run->kind == SHEAF_RUN_BOOKMARK && !html_is_hidden(out, run->node);
}

static int index_bookmarks(html_out *out) {
    const sheaf_array *runs = &out->document->runs;
    uint32_t count = 0;
    for (uint32_t i = 0; i < runs->count; i++)
        count += (uint32_t)is_bookmark(out, SHEAF_AT(*runs, sheaf_run, i));
    html_key *items = scratch_for(out, count, sizeof *items);
    if (items == NULL)
        return 0;
    count = 0;
    for (uint32_t i = 0; i < runs->count; i++) {
        const sheaf_run *run = SHEAF_AT(*runs, sheaf_run, i);
        if (is_bookmark(out, run))
            items[count++] = (html_key){run->target, 0, i};
    }
    out->bookmarks = html_sort_keys(items, count);
    return 1;
}

/* -------------------------------------------------------------------------------------- marks -- */

/* Where marks are collected: counted first (no items), then stored. */
typedef struct collector {
    const html_out *out;
    html_mark *items;
    uint64_t count;
} collector;

static void collect(collector *c, uint32_t node, uint32_t kind, uint32_t index) {
    if (node == 0 || node >= c->out->document->nodes.count || html_is_hidden(c->out, node))
        return;
    if (c->items != NULL)
        c->items[c->count] = (html_mark){node, kind, index};
    c->count++;
}

static uint32_t repaired_node(const html_out *out, const sheaf_repair *repair) {
    uint32_t node = repair->to_node;
    if (node >= out->document->nodes.count || html_node(out, node)->kind != SHEAF_TABLE ||
        repair->to_row == SHEAF_NONE || repair->to_column == SHEAF_NONE)
        return node;
    uint32_t cell = html_find_cell(out, node, repair->to_row, repair->to_column);
    return cell != SHEAF_NONE ? cell : node;
}

static void collect_found(void *to, uint32_t node, html_mark_kind kind, uint32_t finding) {
    collect(to, node, kind, finding);
}

static void collect_findings(collector *c) {
    for (uint32_t i = 0; i < c->out->document->findings.count; i++)
        html_point(c->out, i, collect_found, c);
}

/* A repair names the key of its fact and not the report, so in a file of several the facts must name the repair. */
static uint32_t repaired_fact_node(const html_out *out, const sheaf_repair *repair) {
    uint32_t fact = out->reports > 1 ? SHEAF_NONE : html_find_key(&out->facts, repair->to_fact, 0);
    return fact == SHEAF_NONE ? SHEAF_NONE : SHEAF_AT(out->document->facts, sheaf_fact, fact)->node;
}

static void collect_repairs(collector *c) {
    const sheaf_array *repairs = &c->out->document->repairs;
    for (uint32_t i = 0; i < repairs->count; i++) {
        const sheaf_repair *repair = SHEAF_AT(*repairs, sheaf_repair, i);
        collect(c, repaired_node(c->out, repair), HTML_REPAIR, i);
        collect(c, repaired_fact_node(c->out, repair), HTML_REPAIR, i);
    }
}

/* A row of which some values are ambiguous shows so in all its cells, for no single one can be named. */
#define ROW_MOST 64u

static void collect_row(collector *c, uint32_t cell, uint32_t repair) {
    const html_out *out = c->out;
    if (cell >= out->document->nodes.count || html_node(out, cell)->kind != SHEAF_CELL)
        return;
    uint32_t end = html_node(out, html_node(out, cell)->parent)->end;
    uint32_t row = html_cell(out, cell)->row;
    for (uint32_t i = 0; i < ROW_MOST && cell < end && html_cell(out, cell)->row == row; i++) {
        collect(c, cell, HTML_ROW, repair);
        cell = html_node(out, cell)->end;
    }
}

static void collect_unsure(collector *c) {
    for (uint32_t i = 0; i < c->out->document->repairs.count; i++)
        if (c->out->unsure[i] > 0)
            collect_row(c, SHEAF_AT(c->out->document->repairs, sheaf_repair, i)->to_node, i);
}

static void collect_facts(collector *c) {
    const sheaf_array *facts = &c->out->document->facts;
    for (uint32_t i = 0; i < facts->count; i++) {
        const sheaf_fact *fact = SHEAF_AT(*facts, sheaf_fact, i);
        collect(c, fact->node, HTML_FACT, i);
        for (uint32_t k = 0; k < fact->repair_count; k++)
            if (fact->repairs[k] > 0 && fact->repairs[k] <= c->out->document->repairs.count)
                collect(c, fact->node, HTML_REPAIR, fact->repairs[k] - 1);
    }
}

uint32_t html_note_of(const html_out *out, const sheaf_run *run) {
    uint64_t node = 0;
    if (run->kind != SHEAF_RUN_NOTE || run->target.len == 0 || run->target.len > 10)
        return SHEAF_NONE;
    for (size_t i = 0; i < run->target.len; i++) {
        if (run->target.ptr[i] < '0' || run->target.ptr[i] > '9')
            return SHEAF_NONE;
        node = node * 10 + (uint64_t)(run->target.ptr[i] - '0');
    }
    return node > 0 && node < out->document->nodes.count && !html_is_hidden(out, (uint32_t)node)
               ? (uint32_t)node
               : SHEAF_NONE;
}

static void collect_notes(collector *c) {
    const sheaf_array *runs = &c->out->document->runs;
    for (uint32_t i = 0; i < runs->count; i++) {
        const sheaf_run *run = SHEAF_AT(*runs, sheaf_run, i);
        if (!html_is_hidden(c->out, run->node))
            collect(c, html_note_of(c->out, run), HTML_NOTE, i);
    }
}

/* -------------------------------------------------------------------------------- diagnostics -- */

/* A message whose place is bytes of the source, by where they begin. */
typedef struct placed {
    uint64_t offset;
    uint32_t diagnostic;
    /* that holds the place: the last one found, as inner nodes come behind outer ones */
    uint32_t node;
} placed;

static int compare_placed(const void *left, const void *right) {
    const placed *a = left;
    const placed *b = right;
    return a->offset != b->offset
               ? (a->offset < b->offset ? -1 : 1)
               : (a->diagnostic > b->diagnostic) - (a->diagnostic < b->diagnostic);
}

static void settle(placed *items, uint32_t count, const sheaf_origin *origin, uint32_t n) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (items[middle].offset < origin->at.bytes.offset)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && items[low].offset - origin->at.bytes.offset < origin->at.bytes.length;
         low++)
        items[low].node = n;
}

static void settle_all(const html_out *out, placed *items, uint32_t count) {
    for (uint32_t n = 1; n < out->document->nodes.count; n++) {
        const sheaf_node *node = html_node(out, n);
        for (uint32_t i = node->origin; i < node->origin + node->origins; i++) {
            const sheaf_origin *origin = SHEAF_AT(out->document->origins, sheaf_origin, i);
            if (origin->kind == SHEAF_AT_BYTES)
                settle(items, count, origin, n);
        }
    }
}

static placed *place_diagnostics(html_out *out, uint32_t *count) {
    const sheaf_array *diagnostics = &out->document->diagnostics;
    placed *items = scratch_for(out, diagnostics->count, sizeof *items);
    *count = 0;
    for (uint32_t i = 0; items != NULL && i < diagnostics->count; i++) {
        const sheaf_diagnostic *d = SHEAF_AT(*diagnostics, sheaf_diagnostic, i);
        if (d->origin.kind == SHEAF_AT_BYTES)
            items[(*count)++] = (placed){d->origin.at.bytes.offset, i, SHEAF_NONE};
    }
    if (items != NULL && *count > 0) {
        qsort(items, *count, sizeof *items, compare_placed);
        settle_all(out, items, *count);
    }
    return items;
}

/* ---------------------------------------------------------------------------------- all of it -- */

static void collect_all(collector *c, const placed *items, uint32_t count) {
    collect_findings(c);
    collect_repairs(c);
    collect_facts(c);
    collect_unsure(c);
    collect_notes(c);
    for (uint32_t i = 0; i < count; i++)
        collect(c, items[i].node, HTML_DIAGNOSTIC, items[i].diagnostic);
}

static int compare_records(const void *left, const void *right) {
    const html_mark *a = left;
    const html_mark *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static uint32_t drop_repeats(html_mark *marks, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || compare_marks(&marks[kept - 1], &marks[i]) != 0)
            marks[kept++] = marks[i];
    return kept;
}

static int sort_marks(html_out *out, html_mark *marks, uint32_t count) {
    html_mark *by_record = scratch_for(out, count, sizeof *by_record);
    if (by_record == NULL)
        return 0;
    if (count > 0) {
        qsort(marks, count, sizeof *marks, compare_marks);
        count = drop_repeats(marks, count);
        memcpy(by_record, marks, count * sizeof *marks);
        qsort(by_record, count, sizeof *by_record, compare_records);
    }
    out->marks = marks;
    out->by_record = by_record;
    out->mark_count = count;
    return 1;
}

static int index_marks(html_out *out) {
    uint32_t count = 0;
    collector counted = {out, NULL, 0};
    const placed *items = place_diagnostics(out, &count);
    if (items == NULL)
        return 0;
    collect_all(&counted, items, count);
    if (counted.count >= SHEAF_NONE)
        return 0;
    collector stored = {out, scratch_for(out, counted.count, sizeof *stored.items), 0};
    if (stored.items == NULL)
        return 0;
    collect_all(&stored, items, count);
    return sort_marks(out, stored.items, (uint32_t)stored.count);
}

/* How many reports the file holds: by the highest number that a form or fact states. */
static uint32_t count_reports(const sheaf_document *document) {
    uint32_t last = 0;
    for (uint32_t i = 0; i < document->forms.count; i++) {
        uint32_t instance = SHEAF_AT(document->forms, sheaf_form, i)->instance;
        last = instance > last ? instance : last;
    }
    for (uint32_t i = 0; i < document->facts.count; i++) {
        uint32_t instance = SHEAF_AT(document->facts, sheaf_fact, i)->instance;
        last = instance > last ? instance : last;
    }
    return last < SHEAF_NONE ? last + 1 : last;
}

sheaf_status html_make_index(html_out *out) {
    out->reports = count_reports(out->document);
    out->grids = scratch_for(out, out->document->tables.count, sizeof *out->grids);
    if (out->grids == NULL || !index_facts(out) || !index_unsure(out) || !index_bookmarks(out) ||
        !index_marks(out))
        out->failed = 1;
    return out->host->tick(out->job, 0, 0);
}
