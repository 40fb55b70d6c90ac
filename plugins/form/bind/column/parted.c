/* The label of a column in two cells, one right below the other: a page or a rule goes through the header. Only where the
 * geometry is certain, and only cells of one column and width. */
#include "bind/column/column.h"

static const bind_cell *cell_below(const bind_sheet *sheet, uint32_t row, const bind_cell *above) {
    const bind_row *below = bind_row_at(sheet, row + 1);
    for (uint32_t i = below->cells.first; i < below->cells.first + below->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(sheet, i);
        if (cell->column == above->column)
            return cell->width == above->width && cell->plain.text.len > 0 ? cell : NULL;
    }
    return NULL;
}

int bind_join_below(const bind_plan *plan, uint32_t row, const bind_cell *cell, sheaf_str *out) {
    const bind_cell *below = plan->sheet->is_certain && cell->plain.text.len > 0
                                 ? cell_below(plan->sheet, row, cell)
                                 : NULL;
    *out = SHEAF_STR("");
    if (below == NULL)
        return 1;
    sheaf_str text =
        form_join(plan->context, (sheaf_str[]){cell->text, below->text}, 2, SHEAF_STR("\n"));
    form_plain plain = text.ptr != NULL ? form_plain_label(plan->context, text) : cell->plain;
    *out = plain.text;
    return text.ptr != NULL && plain.text.ptr != NULL;
}
