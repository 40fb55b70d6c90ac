/* What the page itself shows of a row that it cut. In browsers the room around the text is cut, too: the upper piece has less of it below
 * than any whole row has, or more where no line more fitted, and the lower one less above. One of the two alone may be a whole row
 * beside one that was cut in its room. Word processors set the room in each piece, but not the space behind the last paragraph;
 * and what stands in the middle of whole rows begins at the top of those that are cut.
 */
#include "cut.h"

/* A row, from the cells of one row alone that list their lines: the least room above and below its text. */
typedef struct seen_row {
    float above, below;
    uint32_t lines;    /* of the cell that has most */
    float over, under; /* the room around its first number of one line */
    int has_number;
} seen_row;

/* The rows of both tables but for the two at the break. */
typedef struct other_rows {
    float above, below, most_below;
    uint32_t lines, least_lines, count;
    uint32_t middle, top; /* of several lines, by where their numbers stand */
} other_rows;

static float smaller(float a, float b) {
    return a < b ? a : b;
}

static void add_cell(const stitch_plan *plan, uint32_t n, seen_row *row) {
    const sheaf_origin *first = stitch_line_of(plan, n, 0), *last = stitch_line_of(plan, n, 1);
    const sheaf_origin *whole = stitch_place(plan, stitch_node(plan, n), 0);
    if (stitch_cell(plan, n)->row_span > 1 || first == NULL || last == NULL || whole == NULL)
        return;
    const float above = first->at.box[1] - whole->at.box[1],
                below = whole->at.box[3] - last->at.box[3];
    const uint32_t lines = stitch_node(plan, n)->origins - 1;
    row->above = row->lines == 0 ? above : smaller(row->above, above);
    row->below = row->lines == 0 ? below : smaller(row->below, below);
    row->lines = lines > row->lines ? lines : row->lines;
    if (lines != 1 || row->has_number || !stitch_is_number(stitch_node(plan, n)->text))
        return;
    row->has_number = 1;
    row->over = above;
    row->under = below;
}

/* Reads the cells of a row from `n` on, and says where the next one begins. */
static uint32_t read_row(const stitch_plan *plan, uint32_t n, uint32_t end, seen_row *row) {
    const uint32_t at = stitch_cell(plan, n)->row;
    *row = (seen_row){.lines = 0};
    for (; n < end && stitch_cell(plan, n)->row == at; n = stitch_node(plan, n)->end)
        add_cell(plan, n, row);
    return n;
}

/* ---- numbers beside several lines ---- */

static int is_at_top(const seen_row *row) {
    return row->has_number && row->lines > 1 && row->over < row->above + 1;
}

static int is_in_middle(const seen_row *row) {
    const float off = row->over - row->under, near = 2;
    return row->has_number && row->lines > 1 && row->over > row->above + near && off < near &&
           off > -near;
}

/* ---- the two at the break, and the others ---- */

static void add_row(other_rows *to, const seen_row *row) {
    if (row->lines == 0)
        return;
    to->above = to->count == 0 ? row->above : smaller(to->above, row->above);
    to->below = to->count == 0 ? row->below : smaller(to->below, row->below);
    to->most_below = to->count == 0 || row->below > to->most_below ? row->below : to->most_below;
    to->lines = row->lines > to->lines ? row->lines : to->lines;
    to->least_lines = to->count == 0 || row->lines < to->least_lines ? row->lines : to->least_lines;
    to->count++;
    to->middle += (uint32_t)is_in_middle(row);
    to->top += (uint32_t)is_at_top(row);
}

/* The row `but` goes to `apart`. */
static void read_rows(const stitch_plan *plan, uint32_t table, uint32_t but, seen_row *apart,
                      other_rows *others) {
    const uint32_t end = stitch_node(plan, table)->end;
    seen_row row;
    for (uint32_t n = table + 1, at; n < end;) {
        at = stitch_cell(plan, n)->row;
        n = read_row(plan, n, end, &row);
        if (at == but)
            *apart = row;
        else
            add_row(others, &row);
    }
}

/* The row below begins nearer to its edge than any other, with as much room below its text; and another one has as many lines: with
 * more than all of them it might fill a row of a fixed height. */
static int begins_cut(const seen_row *down, const seen_row *up, const other_rows *others) {
    const float apart = 0.8f, near = 0.5f;
    return down->above < smaller(others->above, up->above) - apart &&
           down->below > others->below - near &&
           (down->lines <= others->lines || down->lines <= up->lines);
}

static int ends_cut(const seen_row *up, const other_rows *others) {
    const float apart = 0.5f;
    return up->below < others->below - apart || up->below > others->most_below + apart;
}

/* All rows, of so many lines as they may be, end with the same room, but for the one above. It must lack so much that this would be
 * read as a row of its own if the page had left it behind the break: a blank strip that is lower than that is none. */
static int lacks_its_end(const seen_row *up, const seen_row *down, const other_rows *others) {
    const float even = 0.5f, most_unseen = 6, off = down->below - others->below;
    return others->most_below - others->below < even && off < even && off > -even &&
           (others->lines != others->least_lines || down->lines != others->lines) &&
           up->below < others->below - most_unseen;
}

stitch_sight stitch_look_at_cut(const stitch_plan *plan, uint32_t above_table,
                                const stitch_part *part) {
    seen_row up = {.lines = 0}, down = {.lines = 0};
    other_rows others = {.count = 0};
    read_rows(plan, above_table, stitch_table(plan, above_table)->rows - 1, &up, &others);
    read_rows(plan, part->table, part->skip, &down, &others);
    if (up.lines == 0 || down.lines == 0 || others.count == 0)
        return STITCH_SEES_NOTHING;
    if ((begins_cut(&down, &up, &others) && ends_cut(&up, &others)) ||
        lacks_its_end(&up, &down, &others) ||
        (is_at_top(&up) && others.middle != 0 && others.top == 0))
        return STITCH_SEES_CUT;
    return is_in_middle(&up) ? STITCH_SEES_WHOLE : STITCH_SEES_NOTHING;
}
