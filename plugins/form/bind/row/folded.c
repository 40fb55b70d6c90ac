/* Lines that were broken at a width, wherever that is, as mail programs do: a label of the header, or that of a row of values, ends in the
 * next line. Only two pieces that together are exactly a label of the form are put together, and the cells behind them stand in one row
 * again. */
#include "bind/row/row.h"

/* The pieces at the break as one label; its text is empty where they are none. ptr NULL: latched. */
static bind_cell join_pieces(const form_context *context, const bind_index *index,
                             const bind_cell *end, const bind_cell *begin) {
    bind_cell whole = *end;
    whole.text = form_join(context, (sheaf_str[]){end->text, begin->text}, 2, SHEAF_STR(""));
    whole.plain.text = SHEAF_STR("");
    if (whole.text.ptr != NULL)
        whole.plain = form_plain_label(context, whole.text);
    if (whole.text.ptr == NULL || whole.plain.text.ptr == NULL)
        whole.text.ptr = NULL;
    else if (bind_find(index, whole.plain.text) == SHEAF_NONE)
        whole.text = SHEAF_STR("");
    return whole;
}

static int is_piece(const bind_index *index, const bind_cell *cell) {
    return cell->kind == BIND_WORDS && bind_find(index, cell->plain.text) == SHEAF_NONE;
}

/* Two lines of a header that follow one another, or a row of values below what its label begins with. */
static int are_lines(const bind_sheet *sheet, const bind_row *above, const bind_row *below) {
    return !sheet->is_certain && !sheet->is_aligned && above->values == 0 &&
           above->line + 1 == below->line && !above->is_torn && !below->is_torn &&
           (below->values > 0 ? below->labels > 0 : above->cells.count > 1);
}

/* The pieces are of one label; a row of values has none but that. */
static int are_pieces(const bind_index *index, const bind_row *below, const bind_cell *end,
                      const bind_cell *begin) {
    return below->values > 0 ? end->kind == BIND_WORDS && is_piece(index, begin)
                             : is_piece(index, end) || is_piece(index, begin);
}

int bind_unfold_row(const form_context *context, const bind_index *index, bind_sheet *sheet) {
    uint32_t rows = sheet->rows.count;
    if (rows < 2)
        return 1;
    bind_row *above = bind_row_at(sheet, rows - 2), *below = bind_row_at(sheet, rows - 1);
    uint32_t first = below->cells.first, last = above->cells.first + above->cells.count - 1;
    if (!are_lines(sheet, above, below) || last + 1 != first ||
        !are_pieces(index, below, bind_cell_at(sheet, last), bind_cell_at(sheet, first)))
        return 1;
    bind_cell whole =
        join_pieces(context, index, bind_cell_at(sheet, last), bind_cell_at(sheet, first));
    if (whole.text.ptr == NULL || whole.text.len == 0)
        return whole.text.ptr != NULL;
    above->is_joined = below->values > 0;
    above->tail = bind_cell_at(sheet, first)->plain.text;
    *bind_cell_at(sheet, last) = whole;
    for (uint32_t i = first; i + 1 < sheet->cells.count; i++) {
        *bind_cell_at(sheet, i) = *bind_cell_at(sheet, i + 1);
        bind_cell_at(sheet, i)->column += whole.column;
    }
    sheet->cells.count--;
    above->labels =
        above->cells.count + (below->values > 0 ? below->labels - 1 : below->cells.count - 1);
    above->cells.count += below->cells.count - 1;
    above->values = below->values;
    above->line = below->line; /* the next may be broken, too */
    sheet->rows.count--;
    return 1;
}
