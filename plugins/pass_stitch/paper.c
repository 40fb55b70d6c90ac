/* Tables whose cells say where they stand on the page: their borders prove or refute that two fragments are one table,
 * and say which columns of the one are which of the other. Where cells of a column do not agree on a border (boxes around
 * words, not between rules) nothing is known. Borders are compared from the left edge of their table, so that
 * mirrored margins do not matter. */
#include "stitch.h"

#include <string.h>

static float distance(float a, float b) {
    return a > b ? a - b : b - a;
}

static const sheaf_origin *place_of(const stitch_plan *plan, const sheaf_node *node, int last) {
    return node->origins == 0 ? NULL : stitch_place(plan, node, last ? node->origins - 1 : 0);
}

uint32_t stitch_page_of(const stitch_plan *plan, uint32_t n, int last) {
    const sheaf_origin *place = place_of(plan, stitch_node(plan, n), last);
    return place != NULL ? place->unit : 0;
}

int stitch_stands_below(const stitch_plan *plan, uint32_t above, uint32_t below) {
    const sheaf_origin *a = place_of(plan, stitch_node(plan, above), 1);
    const sheaf_origin *b = place_of(plan, stitch_node(plan, below), 0);
    return a != NULL && b != NULL && a->unit == b->unit && b->at.box[1] > a->at.box[1];
}

/* One more cell says where a border is: the first sets it, the others must agree. */
static int agree(float *border, float x) {
    if (*border < 0)
        *border = x;
    return distance(*border, x) <= STITCH_NEAR;
}

static int add_cell(const stitch_plan *plan, stitch_paper *paper, uint32_t n) {
    const sheaf_node *node = stitch_node(plan, n);
    const sheaf_origin *place = place_of(plan, node, 0);
    if (place == NULL)
        return (node->flags & SHEAF_FILLER) != 0;
    const sheaf_cell *cell = stitch_cell(plan, n);
    const float *box = place->at.box;
    if (place->unit != paper->page)
        return 0;
    return agree(&paper->borders[cell->column], box[0] - paper->left) &&
           agree(&paper->borders[cell->column + cell->column_span], box[2] - paper->left);
}

/* As differences, so that borders too far out to be told apart do not pass. */
static int is_ascending(const stitch_paper *paper) {
    for (uint32_t i = 1; i <= paper->columns; i++)
        if (!(paper->borders[i] - paper->borders[i - 1] >= STITCH_NEAR))
            return 0;
    return paper->borders[0] >= -STITCH_NEAR;
}

/* The room for borders is kept for the next table. 0: no memory (latched). */
static int reserve(const stitch_plan *plan, stitch_paper *paper, uint32_t borders) {
    if (borders > paper->capacity) {
        uint32_t capacity = borders < 32 ? 32 : borders * 2;
        paper->borders = plan->host->scratch(plan->job, capacity * sizeof *paper->borders);
        paper->capacity = paper->borders != NULL ? capacity : 0;
    }
    for (uint32_t i = 0; i < borders && paper->borders != NULL; i++)
        paper->borders[i] = -1;
    return paper->borders != NULL;
}

int stitch_paper_of(const stitch_plan *plan, stitch_paper *paper, uint32_t table) {
    const sheaf_node *node = stitch_node(plan, table);
    const sheaf_table *grid = stitch_table(plan, table);
    paper->columns = 0;
    const sheaf_origin *first =
        node->end > table + 1 ? place_of(plan, stitch_node(plan, table + 1), 0) : NULL;
    if (first == NULL)
        return 1;
    paper->page = first->unit;
    paper->left = first->at.box[0];
    if (!reserve(plan, paper, grid->columns + 1))
        return 0;
    for (uint32_t n = table + 1; n < node->end; n = stitch_node(plan, n)->end)
        if (!add_cell(plan, paper, n))
            return 1;
    paper->columns = grid->columns;
    if (!is_ascending(paper))
        paper->columns = 0;
    return 1;
}

/* How many inner borders of `a` stand in `b`, too. */
static uint32_t shared(const stitch_paper *a, const stitch_paper *b) {
    uint32_t count = 0, k = 1;
    for (uint32_t i = 1; i < a->columns; i++) {
        while (k < b->columns && b->borders[k] < a->borders[i] - STITCH_NEAR)
            k++;
        if (k < b->columns && distance(b->borders[k], a->borders[i]) <= STITCH_NEAR)
            count++;
    }
    return count;
}

/* All borders of the narrow one are borders of the wide one at the same places of the page, and both end at the right in
 * the same: the first columns of the narrow one hold nothing but the rest of merged cells, whose rules are not drawn. */
static int is_inset(const stitch_paper *narrow, const stitch_paper *wide) {
    float by = narrow->left - wide->left;
    uint32_t k = 0;
    for (uint32_t i = 0; i <= narrow->columns; i++) {
        while (k < wide->columns && wide->borders[k] < narrow->borders[i] + by - STITCH_NEAR)
            k++;
        if (distance(wide->borders[k], narrow->borders[i] + by) > STITCH_NEAR)
            return 0;
    }
    return k == wide->columns && narrow->columns > 1;
}

/* One side may have borders that the other's cells span, but half of the fewer ones must be common. */
stitch_match stitch_paper_match(const stitch_paper *above, const stitch_paper *below) {
    if (above->columns == 0 || below->columns == 0)
        return STITCH_UNKNOWN;
    const stitch_paper *few = above->columns < below->columns ? above : below;
    const stitch_paper *many = few == above ? below : above;
    if (distance(above->borders[above->columns], below->borders[below->columns]) > 2 * STITCH_NEAR)
        return is_inset(few, many) ? STITCH_SAME : STITCH_DIFFERENT;
    return 2 * shared(few, many) >= few->columns - 1 ? STITCH_SAME : STITCH_DIFFERENT;
}

/* The next number of a row at or behind node `n` of a table; SHEAF_NONE: there is none. */
static uint32_t next_number(const stitch_plan *plan, uint32_t table, uint32_t row, uint32_t n) {
    const uint32_t end = stitch_node(plan, table)->end;
    for (; n < end; n = stitch_node(plan, n)->end)
        if (stitch_cell(plan, n)->row == row && stitch_is_number(stitch_node(plan, n)->text))
            return n;
    return SHEAF_NONE;
}

int stitch_numbers_meet(const stitch_plan *plan, uint32_t above, uint32_t above_row, uint32_t below,
                        uint32_t below_row) {
    uint32_t a = next_number(plan, above, above_row, above + 1);
    uint32_t b = next_number(plan, below, below_row, below + 1), met = 0;
    for (; a != SHEAF_NONE && b != SHEAF_NONE; met++) {
        const sheaf_origin *up = place_of(plan, stitch_node(plan, a), 0);
        const sheaf_origin *down = place_of(plan, stitch_node(plan, b), 0);
        if (up == NULL || down == NULL || up->at.box[0] >= down->at.box[2] ||
            down->at.box[0] >= up->at.box[2])
            return 0;
        a = next_number(plan, above, above_row, stitch_node(plan, a)->end);
        b = next_number(plan, below, below_row, stitch_node(plan, b)->end);
    }
    return a == b && met != 0;
}
