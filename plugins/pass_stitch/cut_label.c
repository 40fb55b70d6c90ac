/* A row of a table that a page break cut between its label and its numbers: these, in the middle of their cells, stood high enough for
 * the page, and the lines of the label did not. What proves it is that the label begins right at the edge of its cell, as what was cut
 * does and the numbers do not; and no other row of the two tables has numbers without a label, or a label without numbers.
 */
#include "cut.h"

/* A row, or a piece of one on a side of the break. */
typedef struct piece {
    uint32_t
        column; /* of its first cell, which has the label or should have it; SHEAF_NONE: it has none */
    uint32_t texts, numbers, cells;
    int has_label;
} piece;

enum { LEAST_NUMBERS = 2 };

static void add(const stitch_plan *plan, piece *to, uint32_t n, sheaf_str text) {
    const int is_label = to->cells++ == 0;
    if (is_label)
        to->column = stitch_cell(plan, n)->column;
    if (stitch_is_blank(text))
        return;
    to->texts++;
    to->numbers += stitch_is_number(text) != 0;
    to->has_label |= is_label && !stitch_is_number(text);
}

static int is_label_alone(const piece *of) {
    return of->has_label && of->texts == 1;
}

static int is_numbers_alone(const piece *of) {
    return of->numbers >= LEAST_NUMBERS && of->numbers == of->texts && !of->has_label &&
           of->numbers + 1 == of->cells;
}

/* Whether the row, from the column of labels on, has a label alone or numbers alone. */
static int is_half(const piece *row, uint32_t column) {
    return row->column == column && row->cells > LEAST_NUMBERS &&
           (is_label_alone(row) || is_numbers_alone(row));
}

/* Whether another row of the table than `but` is so. */
static int has_other(const stitch_plan *plan, uint32_t table, uint32_t but, uint32_t column) {
    const uint32_t end = stitch_node(plan, table)->end;
    piece row = {.column = SHEAF_NONE};
    uint32_t at = 0;
    for (uint32_t n = table + 1; n < end; n = stitch_node(plan, n)->end) {
        const sheaf_cell *cell = stitch_cell(plan, n);
        if (cell->row != at && at != but && is_half(&row, column))
            return 1;
        if (cell->row != at)
            row = (piece){.column = SHEAF_NONE};
        at = cell->row;
        if (cell->column >= column)
            add(plan, &row, n, stitch_node(plan, n)->text);
    }
    return at != but && is_half(&row, column);
}

/* Points between the upper edge of a cell and its first line; 0 where that is not known. */
static float room_above(const stitch_plan *plan, uint32_t n) {
    const sheaf_origin *line = stitch_line_of(plan, n, 0);
    const sheaf_origin *whole = stitch_place(plan, stitch_node(plan, n), 0);
    return line && whole ? line->at.box[1] - whole->at.box[1] : 0;
}

/* The label stands at the edge of its cell, and the number above is set off from its own. */
static int is_cut_off(const stitch_plan *plan, uint32_t number, uint32_t label) {
    const float most = 0.3f, least = 0.8f;
    return stitch_line_of(plan, label, 0) != NULL && room_above(plan, label) < most &&
           room_above(plan, number) > least;
}

int stitch_cuts_label(const stitch_plan *plan, uint32_t above_table, const stitch_part *part,
                      const stitch_cover *covers) {
    const uint32_t end = stitch_node(plan, part->table)->end;
    piece up = {.column = SHEAF_NONE}, down = {.column = SHEAF_NONE};
    uint32_t label = SHEAF_NONE, number = SHEAF_NONE;
    for (uint32_t n = part->table + 1; n < end; n = stitch_node(plan, n)->end) {
        const sheaf_cell *cell = stitch_cell(plan, n);
        const stitch_cover *above = &covers[part->map[cell->column]];
        if (cell->row < part->skip)
            continue;
        if (cell->row > part->skip)
            break;
        if (above->node < above_table || !stitch_is_plain(plan, above->node) ||
            !stitch_is_plain(plan, n) || (stitch_is_merged(plan, above, n) && up.cells > 0))
            return 0;
        if (stitch_is_merged(plan, above, n)) /* they stand before the label */
            continue;
        label = up.cells == 0 ? n : label;
        number = above->node;
        add(plan, &up, above->node, above->text);
        add(plan, &down, n, stitch_node(plan, n)->text);
    }
    const uint32_t last = stitch_table(plan, above_table)->rows - 1;
    return is_numbers_alone(&up) && is_label_alone(&down) && is_cut_off(plan, number, label) &&
           !has_other(plan, above_table, last, up.column) &&
           !has_other(plan, part->table, part->skip, down.column);
}
