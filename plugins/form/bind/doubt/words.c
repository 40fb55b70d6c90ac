/* A column of the report's own between the labels and the numbers, which says the same in each row: `件`, the unit. A part of a table
 * without its header may have lost another column at its end, so that there are as many cells as the form has columns. */
#include "bind/doubt/doubting.h"

/* What the row has in that column of the grid; SHEAF_NONE: nothing. */
static uint32_t cell_in(const doubting *d, const bind_row *row, uint32_t column) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
        if (cell_at(d, i)->column == column)
            return i;
    return SHEAF_NONE;
}

/* The same words stand in the column in all other rows of the sheet that have values, and there is one. */
static int is_same_in_all(const doubting *d, const bind_cell *own) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t others = 0, from = d->of.at > NEARBY ? d->of.at - NEARBY : 0;
    for (uint32_t r = from; r < sheet->rows.count && r <= d->of.at + NEARBY; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (r == d->of.at || row->values == 0)
            continue;
        uint32_t cell = cell_in(d, row, own->column);
        if (cell == SHEAF_NONE || !form_same(cell_at(d, cell)->text, own->text))
            return 0;
        others++;
    }
    return others > 0;
}

int bind_takes_words(const doubting *d) {
    const bind_slot *first = &d->places->slots[0];
    return first->state == BIND_TEXT && first->cell != SHEAF_NONE &&
           bind_column_at(d->of.columns, 0)->place == SHEAF_NONE &&
           is_same_in_all(d, cell_at(d, first->cell));
}
