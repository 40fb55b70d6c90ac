/* Carries the plan out: one walk over the old document that copies what no join touches in runs as long
 * as possible, opens what holds a join further down, and writes each joined block where its first part
 * stood. Furniture between the parts follows behind. */
#include "stitch.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct walk {
    const stitch_plan *plan;
    uint32_t lead;   /* the next join whose first part is still ahead */
    uint32_t absorb; /* the next join whose later part is still ahead */
} walk;

static const stitch_join *join_at(const walk *w, uint32_t i) {
    return i < w->plan->count ? &w->plan->joins[i] : NULL;
}

/* How many joins from `i` on hang together: a into b, b into c. */
static uint32_t chain_length(const walk *w, uint32_t i) {
    uint32_t count = 1;
    while (i + count < w->plan->count &&
           w->plan->joins[i + count].into == w->plan->joins[i + count - 1].node)
        count++;
    return count;
}

static const sheaf_origin *origins_of(const stitch_plan *plan, const sheaf_node *node) {
    return node->origins != 0 ? SHEAF_AT(plan->document->origins, sheaf_origin, node->origin)
                              : NULL;
}

/* The last (or first) bytes of a text, cut between characters: enough to find the place again. */
static sheaf_str excerpt(sheaf_str text, int from_end) {
    enum { ENOUGH = 48 };
    if (text.len <= ENOUGH)
        return text;
    size_t at = from_end ? text.len - ENOUGH : ENOUGH;
    while ((text.ptr[at] & 0xC0) == 0x80)
        at--;
    return from_end ? (sheaf_str){text.ptr + at, text.len - at} : (sheaf_str){text.ptr, at};
}

static size_t put(char *out, size_t at, sheaf_str text) {
    for (size_t i = 0; i < text.len; i++)
        out[at + i] = text.ptr[i];
    return at + text.len;
}

static sheaf_str join_texts(sheaf_str a, sheaf_str between, sheaf_str b, char *room) {
    size_t n = put(room, 0, a);
    n = put(room, n, between);
    return (sheaf_str){room, put(room, n, b)};
}

static void record(const stitch_plan *plan, const stitch_join *join, sheaf_repair *repair) {
    const sheaf_node *below = stitch_node(plan, join->node);
    repair->size = sizeof *repair;
    repair->confidence = join->confidence;
    if (repair->from_count == 0) {
        repair->from = origins_of(plan, below);
        repair->from_count = below->origins;
    }
    const char *evidence = join->evidence;
    repair->evidence = (sheaf_str){evidence, 0};
    while (evidence[repair->evidence.len] != '\0')
        repair->evidence.len++;
    (void)plan->host->add_repair(plan->job, repair);
}

/* ---- paragraphs ---- */

static int is_latin_end(sheaf_str text, int last) {
    unsigned char c = (unsigned char)(text.len == 0 ? 0 : text.ptr[last ? text.len - 1 : 0]);
    return c > ' ' && c < 0x80;
}

/* A space between Latin words, nothing between ideographs. */
static sheaf_str joiner(sheaf_str a, sheaf_str b) {
    return is_latin_end(a, 1) && is_latin_end(b, 0) ? SHEAF_STR(" ") : SHEAF_STR("");
}

static void record_paragraph(const walk *w, const stitch_join *join, uint32_t node) {
    char before[128], after[128];
    sheaf_str a = excerpt(stitch_node(w->plan, join->into)->text, 1);
    sheaf_str b = excerpt(stitch_node(w->plan, join->node)->text, 0);
    sheaf_repair repair = {.kind = SHEAF_STR("paragraph_join"),
                           .to_node = node,
                           .to_row = SHEAF_NONE,
                           .to_column = SHEAF_NONE,
                           .before = join_texts(a, SHEAF_STR("\n\n"), b, before),
                           .after = join_texts(a, joiner(a, b), b, after)};
    record(w->plan, join, &repair);
}

/* All parts go into one block. The first seam decides what stands between them: a text does not change
 * its script from part to part. */
static void write_paragraph(const walk *w, const stitch_join *joins, uint32_t count) {
    const stitch_plan *plan = w->plan;
    uint32_t *parts = plan->host->scratch(plan->job, (count + (size_t)1) * sizeof *parts);
    if (parts == NULL)
        return;
    parts[0] = joins[0].into;
    for (uint32_t i = 0; i < count; i++)
        parts[i + 1] = joins[i].node;
    sheaf_str a = stitch_node(plan, parts[0])->text, b = stitch_node(plan, parts[1])->text;
    uint32_t node = plan->host->merge(plan->job, parts, count + 1, joiner(a, b));
    for (uint32_t i = 0; i < count; i++)
        record_paragraph(w, &joins[i], node);
}

/* ---- tables ---- */

static const sheaf_table *grid_of(const stitch_plan *plan, uint32_t table) {
    return SHEAF_AT(plan->document->tables, sheaf_table, stitch_node(plan, table)->payload);
}

/* Copies the cells of a fragment to the rows from `base` on; blank padding that has no place goes. */
static void write_cells(const stitch_plan *plan, const stitch_join *join, uint32_t base,
                        uint32_t columns) {
    const sheaf_node *table = stitch_node(plan, join->node);
    for (uint32_t n = join->node + 1; n < table->end; n = stitch_node(plan, n)->end) {
        const sheaf_node *node = stitch_node(plan, n);
        const sheaf_cell *cell = SHEAF_AT(plan->document->cells, sheaf_cell, node->payload);
        uint32_t column = cell->column + join->shift;
        if (cell->row < join->skip || (node->flags & SHEAF_FILLER) != 0 || column >= columns)
            continue;
        uint32_t room = columns - column;
        sheaf_block as = {.size = sizeof as,
                          .kind = SHEAF_CELL,
                          .row = base + cell->row - join->skip,
                          .column = column,
                          .row_span = cell->row_span,
                          .column_span = cell->column_span < room ? cell->column_span : room};
        (void)plan->host->copy_as(plan->job, n, &as);
        if (plan->host->tick(plan->job, n, plan->document->nodes.count) != SHEAF_OK)
            return;
    }
}

static uint32_t rows_of(const stitch_plan *plan, const stitch_join *join) {
    return grid_of(plan, join->node)->rows - join->skip;
}

/* `14 rows x 9 columns` behind what `at` bytes of `out` hold already. */
static size_t put_size(char *out, size_t at, uint32_t rows, uint32_t columns) {
    int n = snprintf(out + at, 64, "%" PRIu32 " rows x %" PRIu32 " columns", rows, columns);
    return at + (n > 0 ? (size_t)n : 0);
}

/* The cells of the repeated header are left out of the grid, so their places stand in the record: behind those of
 * the fragment. NULL: no memory (latched). */
static const sheaf_origin *header_places(const stitch_plan *plan, const stitch_join *join,
                                         size_t *count) {
    const sheaf_node *table = stitch_node(plan, join->node);
    uint32_t end = join->node + 1;
    *count = table->origins;
    for (; end < table->end; end = stitch_node(plan, end)->end) {
        const sheaf_node *node = stitch_node(plan, end);
        if (SHEAF_AT(plan->document->cells, sheaf_cell, node->payload)->row >= join->skip)
            break;
        *count += node->origins;
    }
    sheaf_origin *places = plan->host->scratch(plan->job, (*count + 1) * sizeof *places);
    size_t n = 0;
    for (uint32_t i = join->node; places != NULL && i < end;
         i = i == join->node ? i + 1 : stitch_node(plan, i)->end) {
        const sheaf_node *node = stitch_node(plan, i);
        for (uint32_t o = 0; o < node->origins; o++)
            places[n++] = origins_of(plan, node)[o];
    }
    return places;
}

/* The table above has `rows` rows so far and `columns` columns in the end. */
static void record_fragment(const stitch_plan *plan, const stitch_join *join, uint32_t node,
                            uint32_t rows, uint32_t columns) {
    char before[160], after[80];
    const sheaf_table *fragment = grid_of(plan, join->node);
    size_t n = put_size(before, 0, rows, columns);
    n = put(before, n, SHEAF_STR(", "));
    n = put_size(before, n, fragment->rows, fragment->columns);
    sheaf_repair repair = {.kind = join->skip != 0 ? SHEAF_STR("header_join")
                                                   : SHEAF_STR("fragment_join"),
                           .to_node = node,
                           .to_row = rows,
                           .to_column = join->shift,
                           .before = {before, n}};
    n = put_size(after, 0, rows + rows_of(plan, join), columns);
    repair.after = (sheaf_str){after, n};
    size_t places = 0;
    if (join->skip != 0 && (repair.from = header_places(plan, join, &places)) == NULL)
        return;
    repair.from_count = (uint32_t)places;
    record(plan, join, &repair);
}

static void write_table(const walk *w, const stitch_join *joins, uint32_t count) {
    const stitch_plan *plan = w->plan;
    uint32_t first = joins[0].into, rows = grid_of(plan, first)->rows;
    sheaf_block as = {.size = sizeof as,
                      .kind = SHEAF_TABLE,
                      .rows = rows,
                      .columns = grid_of(plan, first)->columns};
    for (uint32_t i = 0; i < count; i++) {
        as.rows += rows_of(plan, &joins[i]);
        as.columns = joins[i].width > as.columns ? joins[i].width : as.columns;
    }
    uint32_t node = plan->host->copy_open(plan->job, first, &as);
    for (uint32_t i = 0; i < count; i++) {
        const sheaf_node *below = stitch_node(plan, joins[i].node);
        const sheaf_origin *origins = origins_of(plan, below);
        for (uint32_t o = 0; o < below->origins; o++)
            plan->host->append(plan->job, SHEAF_STR(""), &origins[o]);
    }
    if (stitch_node(plan, first)->end > first + 1)
        (void)plan->host->copy(plan->job, first + 1, stitch_node(plan, first)->end);
    for (uint32_t i = 0; i < count; i++) {
        write_cells(plan, &joins[i], rows, as.columns);
        record_fragment(plan, &joins[i], node, rows, as.columns);
        rows += rows_of(plan, &joins[i]);
    }
    plan->host->close(plan->job);
}

/* ---- the walk ---- */

static uint32_t next_special(const walk *w) {
    const stitch_join *lead = join_at(w, w->lead), *absorb = join_at(w, w->absorb);
    uint32_t a = lead != NULL ? lead->into : w->plan->document->nodes.count;
    uint32_t b = absorb != NULL ? absorb->node : w->plan->document->nodes.count;
    return a < b ? a : b;
}

/* Writes what stands at the special node `n`; returns where to go on. */
static uint32_t write_special(walk *w, uint32_t n) {
    const stitch_join *absorb = join_at(w, w->absorb), *lead = join_at(w, w->lead);
    uint32_t end = stitch_node(w->plan, n)->end;
    if (absorb != NULL && absorb->node == n) {
        w->absorb++;
        return end;
    }
    uint32_t count = chain_length(w, w->lead);
    if (stitch_node(w->plan, n)->kind == SHEAF_TABLE)
        write_table(w, lead, count);
    else
        write_paragraph(w, lead, count);
    w->lead += count;
    return end;
}

/* Copies siblings from `n` up to the one that is, or holds, the next special node. */
static uint32_t copy_run(const walk *w, uint32_t n, uint32_t end) {
    uint32_t stop = next_special(w), m = n;
    while (m < end && stitch_node(w->plan, m)->end <= stop)
        m = stitch_node(w->plan, m)->end;
    if (m > n)
        (void)w->plan->host->copy(w->plan->job, n, m);
    return m;
}

sheaf_status stitch_rebuild(const stitch_plan *plan) {
    walk w = {.plan = plan};
    uint32_t open = 0, n = 1;
    const uint32_t count = plan->document->nodes.count;
    plan->host->rebuild(plan->job);
    sheaf_status status = SHEAF_OK;
    while (status == SHEAF_OK && (n < count || open != 0)) {
        status = plan->host->tick(plan->job, n, count);
        if (n >= stitch_node(plan, open)->end) {
            plan->host->close(plan->job);
            open = stitch_node(plan, open)->parent;
            continue;
        }
        if (n == next_special(&w)) {
            n = write_special(&w, n);
            continue;
        }
        n = copy_run(&w, n, stitch_node(plan, open)->end);
        if (n < stitch_node(plan, open)->end && n != next_special(&w)) {
            (void)plan->host->copy_open(plan->job, n, NULL);
            open = n++;
        }
    }
    return status;
}
