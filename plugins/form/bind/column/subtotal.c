/* A column of the report's own that sums some of the form's (`小计` of all bodies) stands where the total should: the total's was
 * lost. It shows where a sum fails: without one of its parts, the same in all rows, what is taken for the total is the sum of
 * the others. Rows that have none of that part add up either way. */
#include "bind/column/column.h"

/* The number right below the head of each column, beside those of others. */
static int read_below_heads(const bind_plan *plan, const bind_columns *columns, const bind_row *row,
                            bind_slot *out) {
    uint32_t found = 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count; i++)
        for (uint32_t k = 0; k < columns->leaves.count; k++)
            if (bind_cell_at(plan->sheet, i)->kind == BIND_NUMBER &&
                bind_cell_at(plan->sheet, i)->column == bind_column_at(columns, k)->place) {
                out[k] = bind_slot_of(plan->sheet, i);
                found++;
            }
    return columns->is_gridded && found == columns->leaves.count;
}

/* The numbers of a row that has one for each column and nothing else behind its labels, or where their heads say which they are. */
static int read_numbers(const bind_plan *plan, const bind_columns *columns, const bind_row *row,
                        bind_slot *out) {
    uint32_t count = 0, width = columns->leaves.count;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        const uint32_t kind = bind_cell_at(plan->sheet, i)->kind;
        if (kind == BIND_BLANK)
            continue;
        if (kind != BIND_NUMBER || count == width)
            return read_below_heads(plan, columns, row, out);
        out[count++] = bind_slot_of(plan->sheet, i);
    }
    return count == width;
}

/* What the rows say of one sum. */
typedef struct summing {
    const bind_identity *identity;
    uint32_t width;
    uint64_t without; /* parts that it holds without, in all rows so far */
    uint32_t told, failed;
} summing;

static int holds_without(const summing *s, const bind_slot *slots, uint32_t part) {
    bind_identity rest = *s->identity;
    rest.factors[part] = 0;
    return bind_holds_one(&rest, slots, s->width, 1);
}

static void ask(summing *s, const bind_slot *slots) {
    if (!bind_is_told(s->identity, slots, s->width))
        return;
    s->told++;
    s->failed += !bind_holds_one(s->identity, slots, s->width, 1);
    for (uint32_t k = 0; k < s->width; k++)
        if ((s->without >> k & 1) != 0 && !holds_without(s, slots, k))
            s->without &= ~((uint64_t)1 << k);
}

static summing ask_rows(const bind_plan *plan, const bind_columns *columns,
                        const bind_identity *identity) {
    summing s = {.identity = identity, .width = columns->leaves.count};
    for (uint32_t k = 0; k < s.width; k++)
        s.without |= (uint64_t)(identity->factors[k] > 0) << k;
    for (uint32_t r = 0; r < plan->sheet->rows.count && s.without != 0; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        bind_slot slots[BIND_WIDEST];
        if (row->target != SHEAF_NONE &&
            bind_target_at(plan, row->target)->block == columns->block &&
            read_numbers(plan, columns, row, slots))
            ask(&s, slots);
    }
    return s;
}

void bind_find_subtotals(const bind_plan *plan, bind_columns *columns,
                         const bind_identities *identities) {
    enum { SEVERAL = 3 };
    int has_own = columns->strangers.count > 0 || columns->has_own_above;
    if (!identities->covers || (!has_own && columns->labels.count == 0))
        return;
    for (uint32_t i = 0; i < identities->rows.count; i++) {
        const bind_identity *identity = FORM_AT(identities->rows, const bind_identity, i);
        const summing s = ask_rows(plan, columns, identity);
        if (s.without == 0 || s.failed == 0 || s.told < SEVERAL)
            continue;
        for (uint32_t k = 0; k < s.width; k++)
            columns->subtotals |= (uint64_t)(identity->factors[k] < 0) << k;
    }
}
