/* What a sum that fails tells of the row's total: it is the beginning of what its parts come to, so that the end of a line or of the
 * text cut it; or another number of the row is what all others come to, so that the columns stand in another order. */
#include "bind/way/way.h"

#include "rule/rule.h"

/* The one column that a sum takes away, and what the others come to; SHEAF_NONE: some have no value, or it is another kind of sum. */
static uint32_t total_of(const bind_identity *identity, const bind_slot *slots, uint32_t count,
                         sheaf_decimal *parts) {
    uint32_t total = SHEAF_NONE;
    *parts = (sheaf_decimal){0, 0};
    for (uint32_t i = 0; i < count; i++) {
        int32_t factor = identity->factors[i];
        if (factor == 0)
            continue;
        if (slots[i].state != BIND_VALUE || slots[i].value.scale != 0 || factor > 1 ||
            factor < -1 || (factor < 0 && total != SHEAF_NONE))
            return SHEAF_NONE;
        if (factor < 0)
            total = i;
        else if (!rule_add(parts, slots[i].value, 1))
            return SHEAF_NONE;
    }
    return total;
}

/* The digits of a number are those that another one begins with, and not all. */
static int begins(int64_t number, int64_t longer) {
    if (number <= 0)
        return 0;
    while (longer > number)
        longer /= 10;
    return longer == number;
}

/* Nothing stands behind the cell in its row. */
static int is_last(const bind_sheet *sheet, const bind_row *row, uint32_t cell) {
    uint32_t i = row->cells.first + row->cells.count;
    while (i > row->cells.first && bind_cell_at(sheet, i - 1)->kind == BIND_BLANK)
        i--;
    return i > 0 && i - 1 == cell;
}

/* The numbers of another row, if there are as many side by side. */
static int take_numbers(const bind_plan *plan, const bind_row *row, uint32_t count,
                        bind_slot *slots) {
    uint32_t seen = 0;
    for (uint32_t i = row->labels; i < row->cells.count && seen < count; i++) {
        bind_slot slot = bind_slot_of(plan->sheet, row->cells.first + i);
        if (slot.state == BIND_VALUE)
            slots[seen++] = slot;
        else if (seen > 0 || slot.state != BIND_EMPTY)
            return 0;
    }
    return seen == count;
}

/* The total at the end of a row that is the beginning of what its parts come to; SHEAF_NONE. */
static uint32_t cut_total(const bind_sheet *sheet, const bind_row *row,
                          const bind_identities *identities, const bind_slot *slots) {
    for (uint32_t i = 0; i < identities->rows.count; i++) {
        sheaf_decimal parts;
        uint32_t total =
            total_of(FORM_AT(identities->rows, bind_identity, i), slots, identities->slots, &parts);
        if (total != SHEAF_NONE && parts.digits != slots[total].value.digits &&
            is_last(sheet, row, slots[total].cell) &&
            begins(slots[total].value.digits, parts.digits))
            return total;
    }
    return SHEAF_NONE;
}

/* The text of the file ends with the cell, without a line end. */
static int ends_file(const bind_plan *plan, uint32_t cell) {
    const form_context *context = plan->context;
    const sheaf_node *node = form_node_at(context->document, bind_cell_at(plan->sheet, cell)->node);
    const sheaf_origin *place =
        node->origins > 0 ? SHEAF_AT(context->document->origins, sheaf_origin, node->origin) : NULL;
    return place != NULL && place->kind == SHEAF_AT_BYTES &&
           place->at.bytes.offset + place->at.bytes.length ==
               context->host->input(context->job)->bytes.len;
}

/* A row nearby ends in such a total, too: what cuts lines cuts several. One alone is what the report says. */
static int has_other_cut(const bind_plan *plan, uint32_t at, const bind_identities *identities) {
    enum { NEARBY = 64, LEAST = 10 }; /* a digit begins too many numbers */
    const bind_sheet *sheet = plan->sheet;
    for (uint32_t r = at > NEARBY ? at - NEARBY : 0; r < sheet->rows.count && r < at + NEARBY;
         r++) {
        const bind_row *row = bind_row_at(sheet, r);
        bind_slot others[BIND_WIDEST] = {{0}};
        if (r != at && row->target != SHEAF_NONE && identities->slots <= BIND_WIDEST &&
            take_numbers(plan, row, identities->slots, others)) {
            uint32_t total = cut_total(sheet, row, identities, others);
            if (total != SHEAF_NONE && others[total].value.digits >= LEAST)
                return 1;
        }
    }
    return 0;
}

void bind_open_cut_total(const bind_plan *plan, const bind_identities *identities, uint32_t at,
                         bind_slot *slots) {
    uint32_t total = cut_total(plan->sheet, bind_row_at(plan->sheet, at), identities, slots);
    if (total != SHEAF_NONE &&
        (ends_file(plan, slots[total].cell) || has_other_cut(plan, at, identities)))
        bind_open_slot(&slots[total], BIND_WHY_DIGITS);
}

/* The part that is as much as all the rest, the total with it, which is more than two numbers; SHEAF_NONE. */
static uint32_t other_total(const bind_identity *identity, const bind_slot *slots, uint32_t count) {
    enum { SEVERAL = 4 };
    sheaf_decimal all;
    uint32_t total = total_of(identity, slots, count, &all), found = SHEAF_NONE, full = 0;
    if (total == SHEAF_NONE || all.digits == slots[total].value.digits ||
        !rule_add(&all, slots[total].value, 1))
        return SHEAF_NONE;
    for (uint32_t i = 0; i < count; i++) {
        if (identity->factors[i] == 0)
            continue;
        int64_t digits = slots[i].value.digits;
        full += digits != 0;
        if (identity->factors[i] > 0 && digits > 0 && all.digits - digits == digits)
            found = i;
    }
    return full >= SEVERAL ? found : SHEAF_NONE;
}

int bind_has_other_total(const bind_plan *plan, const bind_identities *identities, uint32_t at,
                         const bind_slot *slots) {
    const bind_sheet *sheet = plan->sheet;
    for (uint32_t i = 0; i < identities->rows.count; i++) {
        const bind_identity *identity = FORM_AT(identities->rows, bind_identity, i);
        uint32_t found = other_total(identity, slots, identities->slots);
        for (uint32_t step = 0; step < 2 && found != SHEAF_NONE; step++) {
            uint32_t r = at + (step == 0 ? UINT32_MAX : 1);
            bind_slot others[BIND_WIDEST] = {{0}};
            if (r < sheet->rows.count && bind_row_at(sheet, r)->target != SHEAF_NONE &&
                take_numbers(plan, bind_row_at(sheet, r), identities->slots, others) &&
                other_total(identity, others, identities->slots) == found)
                return 1;
        }
    }
    return 0;
}

/* The last part of the sum is what the others come to, and a mark stands for its total; the parts have no other blank than 0. */
static int ends_in_total_and_mark(const bind_plan *plan, const bind_identity *identity,
                                  const bind_slot *slots, uint32_t count) {
    enum { SEVERAL = 2 };
    sheaf_decimal rest = {0, 0}, last = {0, 0};
    uint32_t parts = 0, has_mark = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (identity->factors[i] < 0)
            has_mark = slots[i].state == BIND_TEXT && slots[i].cell != SHEAF_NONE &&
                       bind_cell_at(plan->sheet, slots[i].cell)->kind == BIND_MARK;
        if (identity->factors[i] != 1 || slots[i].state != BIND_VALUE)
            continue;
        if (!rule_add(&rest, last, 1))
            return 0;
        last = slots[i].value;
        parts += last.digits != 0;
    }
    return has_mark && parts > SEVERAL && rule_add(&rest, last, -1) && rest.digits == 0;
}

int bind_has_mark_behind_total(const bind_plan *plan, const bind_identities *identities,
                               const bind_slot *slots) {
    for (uint32_t i = 0; i < identities->rows.count; i++)
        if (ends_in_total_and_mark(plan, FORM_AT(identities->rows, bind_identity, i), slots,
                                   identities->slots))
            return 1;
    return 0;
}

/* ------------------------------------------------------------------------------- a column that is gone -- */

/* What the last number of a row is to those before it. */
typedef enum rest { REST_UNTOLD, REST_LESS, REST_MORE } rest;

/* The cell stands below a head of the report's own, where the places of heads are known. */
static int is_own(const bind_sheet *sheet, const bind_columns *columns, const bind_cell *cell) {
    for (uint32_t i = 0; columns != NULL && columns->is_mapped && i < columns->strangers.count;
         i++) {
        const bind_cell *head =
            bind_cell_at(sheet, *FORM_AT(columns->strangers, const uint32_t, i));
        if (head->width == 1 && head->column == cell->column)
            return 1;
    }
    return 0;
}

/* The last number is at least as much as all others together, and there are fewer than columns; those below heads of the report's own
 * do not count. `columns` or NULL. */
static rest rest_of(const bind_sheet *sheet, const bind_columns *columns, const bind_row *row,
                    uint32_t width) {
    sheaf_decimal sum = {0, 0}, last = {0, 0};
    uint32_t count = 0;
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(sheet, row->cells.first + i);
        if (cell->kind == BIND_BLANK || is_own(sheet, columns, cell))
            continue;
        if (count > 0 && (cell->kind == BIND_WORDS || cell->kind == BIND_ODD))
            break; /* a remark */
        if (cell->kind != BIND_NUMBER || !rule_add(&sum, last, 1))
            return REST_UNTOLD;
        last = cell->number.value;
        count++;
    }
    if (count + 2 < width || count >= width || sum.digits == 0 || !rule_add(&sum, last, -1))
        return REST_UNTOLD;
    return sum.digits > 0 ? REST_LESS : REST_MORE;
}

int bind_ends_in_totals(const bind_plan *plan, uint32_t block, uint32_t at, uint32_t width) {
    enum { NEARBY = 64, SEVERAL = 4, MANY = 4 };
    const bind_sheet *sheet = plan->sheet;
    uint32_t more = 0, less = 0;
    if (rest_of(sheet, NULL, bind_row_at(sheet, at), width) == REST_LESS)
        return 0;
    for (uint32_t r = at > NEARBY ? at - NEARBY : 0; r < sheet->rows.count && r < at + NEARBY;
         r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE || bind_target_at(plan, row->target)->block != block)
            continue;
        rest is = rest_of(sheet, NULL, row, width);
        more += is == REST_MORE;
        less += is == REST_LESS;
    }
    return more >= SEVERAL && more > less * MANY;
}

/* The row's last number stands where the last column does, or behind: below its head where that is known, else by count. */
static int reaches_last(const bind_sheet *sheet, const bind_columns *columns, const bind_row *row) {
    uint32_t width = columns->leaves.count;
    uint32_t place = bind_column_at(columns, width - 1)->place;
    for (uint32_t i = row->cells.count; i > row->labels; i--) {
        const bind_cell *cell = bind_cell_at(sheet, row->cells.first + i - 1);
        if (cell->kind != BIND_NUMBER || is_own(sheet, columns, cell))
            continue;
        if (columns->is_gridded)
            return place == SHEAF_NONE || cell->column + cell->width > place;
        return i - row->labels >= width;
    }
    return 0;
}

int bind_lacks_last(const bind_plan *plan, const bind_columns *columns, uint32_t at,
                    uint32_t many) {
    enum { NEARBY = 64, SEVERAL = 4 };
    const bind_sheet *sheet = plan->sheet;
    uint32_t without = 0, with = 0;
    for (uint32_t r = at > NEARBY ? at - NEARBY : 0; r < sheet->rows.count && r < at + NEARBY;
         r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE || bind_target_at(plan, row->target)->block != columns->block)
            continue;
        int is_last = reaches_last(sheet, columns, row);
        with += (uint32_t)is_last;
        without += !is_last && rest_of(sheet, columns, row, columns->leaves.count) == REST_MORE;
    }
    return without >= SEVERAL && without > with * many;
}
