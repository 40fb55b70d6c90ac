/* Numbers whose thousands an export parted: it wrote `1,193` into a text with commas between cells and did not quote it, so that it
 * is two cells. A row that lost a cell has as many as columns then. It shows in rows that do add up only with digits put together:
 * where there are any, a number that three digits stand behind may be one in every row. */
#include "bind/row/row.h"

#include "rule/rule.h"

enum { THOUSAND = 1000, MOST_NUMBERS = 24, MOST_GROUPS = 12 };

/* A whole number that groups of thousands may follow. */
static int is_lead(const bind_cell *cell) {
    int64_t digits = cell->number.value.digits;
    return cell->kind == BIND_NUMBER && cell->number.value.scale == 0 && digits != 0 &&
           digits < THOUSAND && digits > -THOUSAND;
}

/* Exactly three digits. `064` is no number of its own. */
static int is_group(const bind_cell *cell) {
    enum { DIGITS = 3 };
    for (size_t i = 0; i < cell->text.len; i++)
        if (cell->text.ptr[i] < '0' || cell->text.ptr[i] > '9')
            return 0;
    return cell->text.len == DIGITS;
}

static int64_t value_of(sheaf_str group) {
    int64_t value = 0;
    for (size_t i = 0; i < group.len; i++)
        value = value * 10 + (group.ptr[i] - '0');
    return value;
}

static const bind_cell *cell_of(const bind_sheet *sheet, const bind_row *row, uint32_t i) {
    return bind_cell_at(sheet, row->cells.first + i);
}

int bind_may_be_parted(const bind_sheet *sheet, const bind_row *row) {
    for (uint32_t i = row->labels + 1; i < row->cells.count; i++)
        if (is_lead(cell_of(sheet, row, i - 1)) && is_group(cell_of(sheet, row, i)))
            return 1;
    return 0;
}

/* ------------------------------------------------------------------------------- evidence -- */

/* Three digits behind a number, of which the first is a 0: they are no number of their own. */
static int has_rest(const bind_sheet *sheet, const bind_row *row) {
    for (uint32_t i = row->labels + 1; i < row->cells.count; i++)
        if (is_lead(cell_of(sheet, row, i - 1)) && is_group(cell_of(sheet, row, i)) &&
            cell_of(sheet, row, i)->text.ptr[0] == '0')
            return 1;
    return 0;
}

/* The numbers of a row, and which of them may go on the one before it. */
typedef struct numbers {
    sheaf_decimal values[MOST_NUMBERS];
    uint32_t count;
    uint32_t groups[MOST_GROUPS], group_count;
} numbers;

/* 0: it has other cells, too, or too many. */
static int list_numbers(const bind_sheet *sheet, const bind_row *row, numbers *out) {
    *out = (numbers){.count = 0};
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        const bind_cell *cell = cell_of(sheet, row, i);
        if (cell->kind == BIND_BLANK)
            continue;
        int is_more = i > row->labels && is_group(cell) &&
                      (is_lead(cell - 1) || (is_group(cell - 1) && out->group_count > 0));
        if ((cell->kind != BIND_NUMBER && !is_more) || out->count == MOST_NUMBERS ||
            (is_more && out->group_count == MOST_GROUPS))
            return 0;
        if (is_more)
            out->groups[out->group_count++] = out->count;
        out->values[out->count++] =
            is_more ? (sheaf_decimal){value_of(cell->text), 0} : cell->number.value;
    }
    return 1;
}

/* The last number is the sum of those before it, with the groups of those bits put on the numbers before them. */
static int adds_up(const numbers *of, uint32_t bits) {
    enum { LEAST = 3 };
    sheaf_decimal sum = {0, 0}, last = {0, 0};
    uint32_t count = 0, group = 0;
    for (uint32_t i = 0; i < of->count; i++) {
        int is_group = group < of->group_count && of->groups[group] == i;
        int is_joined = is_group && (bits >> group & 1u) != 0;
        group += (uint32_t)is_group;
        if (is_joined) {
            int64_t sign = last.digits < 0 ? -1 : 1;
            if (last.scale != 0 || last.digits > INT64_MAX / THOUSAND - 1 ||
                last.digits < -(INT64_MAX / THOUSAND - 1))
                return 0;
            last.digits = last.digits * THOUSAND + sign * of->values[i].digits;
            continue;
        }
        if (!rule_add(&sum, last, 1))
            return 0;
        last = of->values[i];
        count++;
    }
    return count >= LEAST && last.digits != 0 && rule_add(&sum, last, -1) && sum.digits == 0;
}

static int shows_groups(const bind_sheet *sheet, const bind_row *row) {
    numbers of;
    if (has_rest(sheet, row))
        return 1;
    if (row->values < 2 || !bind_may_be_parted(sheet, row) || !list_numbers(sheet, row, &of) ||
        adds_up(&of, 0))
        return 0;
    for (uint32_t bits = 1; bits < UINT32_C(1) << of.group_count; bits++)
        if (adds_up(&of, bits))
            return 1;
    return 0;
}

enum { MOST_ROWS = 256 }; /* a table of a form has fewer */

static uint32_t rows_of(const bind_sheet *sheet) {
    return sheet->rows.count < MOST_ROWS ? sheet->rows.count : MOST_ROWS;
}

/* It has more values than most rows that have several. */
static int is_wide(const bind_sheet *sheet, const bind_row *row) {
    uint32_t fewer = 0, all = 0;
    for (uint32_t r = 0; r < rows_of(sheet); r++) {
        fewer += bind_row_at(sheet, r)->values > 1 && bind_row_at(sheet, r)->values < row->values;
        all += bind_row_at(sheet, r)->values > 1;
    }
    return fewer * 2 > all;
}

int bind_is_parted(const bind_sheet *sheet) {
    for (uint32_t r = 0; r < rows_of(sheet) && !sheet->is_certain && !sheet->is_aligned; r++)
        if (shows_groups(sheet, bind_row_at(sheet, r)) && is_wide(sheet, bind_row_at(sheet, r)))
            return 1;
    return 0;
}
