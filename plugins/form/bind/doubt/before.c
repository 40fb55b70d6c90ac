/* Doubts by a number before the form's: a row without label may begin with a number that is none of its values, an ordinal or the year, in
 * a column of the report's own without a head. If a cell of the row is lost, it has as many numbers as the form has columns. */
#include "bind/doubt/doubting.h"

static uint32_t count_words(const doubting *d, const bind_row *row) {
    uint32_t words = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
        words += cell_at(d, i)->kind != BIND_BLANK;
    return words;
}

static int begins_before(const doubting *d, const bind_row *row, const bind_cell *first) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = cell_at(d, i);
        if (cell->kind != BIND_BLANK && cell->column < first->column + first->width)
            return 1;
    }
    return 0;
}

/* No head of the rows right above begins as far to the left. A line of one text alone is a caption. */
static int is_before_heads(const doubting *d, const bind_cell *first) {
    enum { SEVERAL = 2 };
    uint32_t heads = 0;
    for (uint32_t r = d->of.at; r-- > 0;) {
        const bind_row *row = bind_row_at(d->of.plan->sheet, r);
        if (row->values > 0)
            break;
        if (count_words(d, row) < SEVERAL)
            continue;
        if (begins_before(d, row, first))
            return 0;
        heads += count_words(d, row); /* they may stand in several rows */
    }
    return heads >= d->places->count;
}

/* It is the report's year, or the one before. */
static int is_year(const doubting *d, const bind_cell *cell) {
    int64_t off = (int64_t)d->of.plan->year - cell->number.value.digits;
    return d->of.plan->year != 0 && cell->kind == BIND_NUMBER && cell->number.value.scale == 0 &&
           (off == 0 || off == 1);
}

/* Without the first number, one column to the left, the sums of the row hold, several of them with all their numbers: the last one is
 * lost. A sum that holds as the row is printed does so by chance. */
static int holds_without_first(const doubting *d) {
    enum { SEVERAL = 2 };
    const bind_identities *identities = d->of.identities;
    bind_slot slots[BIND_WIDEST];
    uint32_t told = 0;
    for (uint32_t i = 0; i < d->places->count; i++)
        slots[i] =
            i + 1 < d->places->count
                ? d->places->slots[i + 1]
                : (bind_slot){.state = BIND_EMPTY, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
    for (uint32_t k = 0; k < identities->rows.count; k++)
        told += (uint32_t)bind_is_told(FORM_AT(identities->rows, const bind_identity, k), slots,
                                       identities->slots);
    return told >= SEVERAL && bind_holds(identities, slots, 0);
}

int bind_has_number_before(const doubting *d) {
    const bind_slot *first = &d->places->slots[0];
    if (d->of.plan->sheet->is_certain || d->of.row->label != SHEAF_NONE || d->places->count < 2 ||
        !d->of.identities->covers || first->state != BIND_VALUE || first->cell == SHEAF_NONE ||
        bind_holds(d->of.identities, d->places->slots, 1))
        return 0;
    const bind_cell *cell = cell_at(d, first->cell);
    return is_year(d, cell) || is_before_heads(d, cell) || holds_without_first(d);
}
