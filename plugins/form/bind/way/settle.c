/* Columns that a report adds to the form's, where the reader knows the cells: which they are is decided once for all rows of a
 * block. Heads say which columns a label can head; where they leave several ways (总计 twice, a head over two columns), the one
 * way by which the rows add up is taken. A row that is not like the others must add up by it. */
#include "bind/way/way.h"

enum { MOST_DROPS = 2, VOTERS = 256, ASKED = 1024, FEWEST = 3 };

/* The grid columns that are left out, in order; SHEAF_NONE for none. */
typedef struct way {
    uint32_t drops[MOST_DROPS];
} way;

typedef struct settling {
    const bind_plan *plan;
    const bind_columns *columns;
    const bind_identities *identities; /* of a row; NULL where no sums cover it */
    uint32_t first, end;               /* of the values, in grid columns */
} settling;

/* ------------------------------------------------------------------------------- rows -- */

typedef struct extent {
    uint32_t first,
        end;       /* grid columns of the values; 0, 0: there are none, or they lie in wide cells */
    uint32_t cell; /* of the sheet, that stands in the first */
    uint32_t blanks; /* among them */
} extent;

static extent extent_of(const bind_sheet *sheet, const bind_row *row) {
    extent of = {0, 0, 0, 0};
    uint32_t blanks = 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        const bind_cell *cell = bind_cell_at(sheet, i);
        if (cell->kind == BIND_BLANK) {
            blanks += of.end > 0;
            continue;
        }
        if (of.end == 0)
            of = (extent){cell->column, cell->column, i, 0};
        of.end = cell->column + cell->width;
        of.blanks = blanks;
        if (of.end - of.first != i + 1 - of.cell)
            return (extent){0, 0, 0, 0};
    }
    return of;
}

static int is_of_block(const settling *s, const bind_row *row) {
    return row->target != SHEAF_NONE && !row->is_torn &&
           bind_target_at(s->plan, row->target)->block == s->columns->block;
}

/* Where the values of most rows stand; how many rows that is, 0: nowhere. */
static uint32_t find_extent(settling *s) {
    uint32_t lead = 0, rows = 0, same = 0;
    for (uint32_t r = 0; r < s->plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(s->plan->sheet, r);
        extent of = is_of_block(s, row) ? extent_of(s->plan->sheet, row) : (extent){0, 0, 0, 0};
        if (of.end == 0)
            continue;
        int is_same = of.first == s->first && of.end == s->end;
        if (lead == 0) {
            s->first = of.first;
            s->end = of.end;
        }
        lead = lead == 0 || is_same ? lead + 1 : lead - 1;
    }
    for (uint32_t r = 0; r < s->plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(s->plan->sheet, r);
        extent of = is_of_block(s, row) ? extent_of(s->plan->sheet, row) : (extent){0, 0, 0, 0};
        rows += of.end > 0;
        same += of.end > 0 && of.first == s->first && of.end == s->end;
    }
    return same * 2 > rows ? same : 0;
}

/* ------------------------------------------------------------------------------- ways -- */

/* The first way, then the next; 0: there is none. */
static int next_way(const settling *s, way *w) {
    uint32_t *drops = w->drops;
    if (s->end - s->first == s->columns->leaves.count + 1)
        return ++drops[0] < s->end;
    if (++drops[1] == s->end) {
        drops[0]++;
        drops[1] = drops[0] + 1;
    }
    return drops[1] < s->end;
}

static way before_first(const settling *s) {
    if (s->end - s->first == s->columns->leaves.count + 1)
        return (way){{s->first - 1, SHEAF_NONE}};
    return (way){{s->first, s->first}};
}

/* The grid column of a slot. */
static uint32_t column_of(const settling *s, const way *w, uint32_t slot) {
    uint32_t column = s->first + slot;
    for (uint32_t i = 0; i < MOST_DROPS; i++)
        column += w->drops[i] <= column;
    return column;
}

static int is_over(const bind_cell *cell, uint32_t column) {
    return cell->column <= column && column < cell->column + cell->width;
}

/* The column has a label of its own, and it is none of the form's. */
static int is_strange(const settling *s, uint32_t column) {
    for (uint32_t i = 0; i < s->columns->strangers.count; i++) {
        const bind_cell *cell =
            bind_cell_at(s->plan->sheet, *FORM_AT(s->columns->strangers, const uint32_t, i));
        if (cell->width == 1 && cell->column == column)
            return 1;
    }
    return 0;
}

/* The label of the slot may head the column; one that was not found heads what no other does. */
static int may_head(const settling *s, uint32_t slot, uint32_t column) {
    const bind_column *own = bind_column_at(s->columns, slot);
    if (is_strange(s, column))
        return 0;
    if (own->cell != SHEAF_NONE)
        return is_over(bind_cell_at(s->plan->sheet, own->cell), column) ||
               (own->again != SHEAF_NONE &&
                is_over(bind_cell_at(s->plan->sheet, own->again), column));
    for (uint32_t i = 0; i < s->columns->leaves.count; i++) {
        uint32_t cell = bind_column_at(s->columns, i)->cell;
        if (cell != SHEAF_NONE && is_over(bind_cell_at(s->plan->sheet, cell), column))
            return 0;
    }
    return 1;
}

static int is_allowed(const settling *s, const way *w) {
    for (uint32_t slot = 0; slot < s->columns->leaves.count; slot++)
        if (!may_head(s, slot, column_of(s, w, slot)))
            return 0;
    return 1;
}

/* ------------------------------------------------------------------------------- what rows say -- */

/* The values of a row that begins where most do, by that way. */
static void take(const settling *s, const way *w, uint32_t cell, bind_slot *slots) {
    for (uint32_t slot = 0; slot < s->columns->leaves.count; slot++)
        slots[slot] = bind_slot_of(s->plan->sheet, cell + column_of(s, w, slot) - s->first);
}

static int are_unlike(const settling *s, const bind_slot *a, const bind_slot *b) {
    for (uint32_t i = 0; i < s->columns->leaves.count; i++)
        if (bind_slots_differ(&a[i], &b[i]))
            return 1;
    return 0;
}

/* Rows that hold by a way, and by another one where it gives other values. */
typedef struct votes {
    uint32_t tested, held;
    uint32_t differ, rival; /* held by the first where they differ; held by the other there */
} votes;

static votes count_votes(const settling *s, const way *own, const way *other) {
    votes v = {0, 0, 0, 0};
    uint32_t rows = s->plan->sheet->rows.count < ASKED ? s->plan->sheet->rows.count : ASKED;
    for (uint32_t r = 0; r < rows && v.tested < VOTERS; r++) {
        const bind_row *row = bind_row_at(s->plan->sheet, r);
        extent of = is_of_block(s, row) ? extent_of(s->plan->sheet, row) : (extent){0, 0, 0, 0};
        bind_slot a[BIND_WIDEST], b[BIND_WIDEST];
        if (of.end == 0 || of.first != s->first || of.end != s->end || of.blanks > 0)
            continue;
        take(s, own, of.cell, a);
        take(s, other, of.cell, b);
        if (!bind_is_full(a, s->columns->leaves.count))
            continue;
        int held = bind_holds(s->identities, a, 1), differs = are_unlike(s, a, b);
        v.tested++;
        v.held += (uint32_t)held;
        v.differ += (uint32_t)(differs && held);
        v.rival += (uint32_t)(differs && bind_holds(s->identities, b, 1));
    }
    return v;
}

/* No other way that the heads allow holds in many of the rows in which it gives other values. */
static int is_alone(const settling *s, const way *own) {
    way other = before_first(s);
    while (next_way(s, &other)) {
        if (!is_allowed(s, &other))
            continue;
        votes v = count_votes(s, own, &other);
        if (v.rival > 0 && (v.differ < FEWEST || v.rival * 4 > v.differ))
            return 0;
    }
    return 1;
}

/* Some header cell stands over the column. */
static int is_headed(const settling *s, uint32_t column) {
    for (uint32_t i = 0; i < s->columns->leaves.count; i++) {
        const bind_column *own = bind_column_at(s->columns, i);
        if ((own->cell != SHEAF_NONE && is_over(bind_cell_at(s->plan->sheet, own->cell), column)) ||
            (own->again != SHEAF_NONE && is_over(bind_cell_at(s->plan->sheet, own->again), column)))
            return 1;
    }
    return is_strange(s, column);
}

/* Each column that is left out has a header of its own. */
static int are_headed(const settling *s, const way *w) {
    for (uint32_t i = 0; i < MOST_DROPS; i++)
        if (w->drops[i] != SHEAF_NONE && !is_headed(s, w->drops[i]))
            return 0;
    return 1;
}

/* The way that rows speak for. 0: none. What has no header is a column of the report's if rows add up without it; a row alone may
 * have a cell too many. */
static int choose_way(const settling *s, uint32_t rows, way *out) {
    uint32_t allowed = 0, best = 0, tested = 0;
    way w = before_first(s);
    while (next_way(s, &w)) {
        if (!is_allowed(s, &w))
            continue;
        votes v = {0, 0, 0, 0};
        if (s->identities != NULL)
            v = count_votes(s, &w, &w);
        if (allowed++ == 0 || v.held > best) {
            *out = w;
            best = v.held;
        }
        tested = v.tested > tested ? v.tested : tested;
    }
    if (allowed <= 1)
        return allowed == 1 && best * 2 >= tested && (best > 0 || rows > 1 || are_headed(s, out));
    return tested >= FEWEST && best * 4 >= tested * 3 && is_alone(s, out);
}

/* ------------------------------------------------------------------------------- all of it -- */

static int is_wider(const settling *s) {
    uint32_t leaves = s->columns->leaves.count, width = s->end - s->first;
    return leaves <= BIND_WIDEST && width > leaves && width <= leaves + MOST_DROPS;
}

void bind_settle_columns(const bind_plan *plan, bind_columns *columns,
                         const bind_identities *identities) {
    settling s = {
        .plan = plan, .columns = columns, .identities = identities->covers ? identities : NULL};
    way own;
    uint32_t rows;
    if (!plan->sheet->is_certain || !columns->is_mapped || columns->is_shuffled ||
        (rows = find_extent(&s)) == 0 || !is_wider(&s) || !choose_way(&s, rows, &own))
        return;
    for (uint32_t slot = 0; slot < columns->leaves.count; slot++) {
        bind_column *column = bind_column_at(columns, slot);
        column->place = column_of(&s, &own, slot);
        column->width = 1;
    }
    columns->first = s.first;
    columns->end = s.end;
}

/* Some way to leave out as many columns holds, whatever the heads say. */
static int would_hold(const settling *s, uint32_t cell, const bind_slot *own, int is_sure) {
    way w = before_first(s);
    while (next_way(s, &w)) {
        bind_slot slots[BIND_WIDEST];
        take(s, &w, cell, slots);
        if ((!is_sure || is_allowed(s, &w)) && are_unlike(s, own, slots) &&
            bind_holds(s->identities, slots, 1))
            return 1;
    }
    return 0;
}

int bind_is_unsettled(const bind_plan *plan, const bind_columns *columns,
                      const bind_identities *identities, uint32_t row, const bind_slot *slots) {
    const settling s = {plan, columns, identities, columns->first, columns->end};
    if (columns->end == 0 || !identities->covers)
        return 0;
    extent of = extent_of(plan->sheet, bind_row_at(plan->sheet, row));
    int holds = bind_holds(identities, slots, 1);
    if (of.first != s.first || of.end != s.end || of.blanks > 0)
        return !holds;
    return would_hold(&s, of.cell, slots, holds);
}
