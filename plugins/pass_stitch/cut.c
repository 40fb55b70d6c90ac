/* Merged cells that a page break cut: below the break stands a cell between the same rules, and the text stands in one of
 * the two. They are one cell again where the column heads rows: from the left, no column in between that is not cut
 * itself, and no number in it. A cell of one row on both sides is left alone: nothing shows that it was merged. */
#include "stitch.h"

typedef struct cover {
    uint32_t
        node; /* the cell that covers this column at the end of what was seen; SHEAF_NONE: none */
    uint32_t from, to; /* its columns in the joined grid */
    uint32_t row;      /* of the joined grid */
    uint32_t spans;    /* more than one row, in its own part */
    sheaf_str text;    /* blank: none so far */
} cover;

static const sheaf_cell *cell_at(const stitch_plan *plan, uint32_t n) {
    return SHEAF_AT(plan->document->cells, sheaf_cell, stitch_node(plan, n)->payload);
}

static const sheaf_table *grid_of(const stitch_plan *plan, uint32_t table) {
    return SHEAF_AT(plan->document->tables, sheaf_table, stitch_node(plan, table)->payload);
}

/* Two texts are two cells, and a number belongs to its row. */
static int may_be_one(const stitch_plan *plan, const cover *above, uint32_t below) {
    const sheaf_node *node = stitch_node(plan, below);
    sheaf_str text = stitch_is_blank(node->text) ? above->text : node->text;
    int one_text = stitch_is_blank(node->text) || stitch_is_blank(above->text);
    return one_text && !stitch_is_number(text) && node->end == below + 1 &&
           (node->flags & SHEAF_FILLER) == 0 &&
           stitch_node(plan, above->node)->end == above->node + 1 &&
           (above->spans || cell_at(plan, below)->row_span > 1);
}

/* The cells of the part's first row, from the left, as long as they go on what is above. */
static uint32_t cut_part(const stitch_plan *plan, const stitch_join *join, const uint32_t *map,
                         cover *covers, uint32_t base, stitch_cut *cuts) {
    const sheaf_node *table = stitch_node(plan, join->node);
    uint32_t count = 0, column = 0;
    for (uint32_t n = join->node + 1; n < table->end; n = stitch_node(plan, n)->end) {
        const sheaf_cell *cell = cell_at(plan, n);
        if (cell->row < join->skip)
            continue;
        uint32_t from = map[cell->column], to = map[cell->column + cell->column_span];
        cover *above = &covers[from];
        if (cell->row > join->skip || from != column || above->node == SHEAF_NONE ||
            above->from != from || above->to != to || !may_be_one(plan, above, n))
            break;
        cuts[count++] = (stitch_cut){
            .above = above->node, .below = n, .row_span = base + cell->row_span - above->row};
        column = to;
    }
    return count;
}

static void cover_columns(cover *covers, const cover *with) {
    for (uint32_t c = with->from; c < with->to; c++)
        covers[c] = *with;
}

/* What covers the last row of a part whose first row became `base`. A cut cell covers on in the name of its first part. */
static void see_part(const stitch_plan *plan, uint32_t table, uint32_t skip, const uint32_t *map,
                     uint32_t base, const stitch_cut *cuts, uint32_t cut_count, cover *covers) {
    const uint32_t rows = grid_of(plan, table)->rows;
    uint32_t cut = 0;
    for (uint32_t n = table + 1; n < stitch_node(plan, table)->end; n = stitch_node(plan, n)->end) {
        const sheaf_cell *cell = cell_at(plan, n);
        int is_cut = cut < cut_count && cuts[cut].below == n;
        cut += (uint32_t)is_cut;
        if (cell->row < skip || cell->row + cell->row_span < rows)
            continue;
        cover with = {.node = n,
                      .from = map[cell->column],
                      .to = map[cell->column + cell->column_span],
                      .row = base + cell->row - skip,
                      .spans = cell->row_span > 1,
                      .text = stitch_node(plan, n)->text};
        if (is_cut) {
            const cover before = covers[with.from];
            with.text = stitch_is_blank(before.text) ? with.text : before.text;
            with.node = before.node;
            with.row = before.row;
            with.spans = 1;
        }
        cover_columns(covers, &with);
    }
}

enum { MOST_COLUMNS = 512 };

int stitch_cuts_of(const stitch_plan *plan, const stitch_join *joins, uint32_t count,
                   const stitch_columns *columns, stitch_cuts *out) {
    *out = (stitch_cuts){.count = 0};
    if (!columns->paper || columns->columns > MOST_COLUMNS)
        return 1;
    cover *covers = plan->host->scratch(plan->job, columns->columns * sizeof *covers);
    out->cuts =
        plan->host->scratch(plan->job, (size_t)count * columns->columns * sizeof *out->cuts);
    if (covers == NULL || out->cuts == NULL)
        return 0;
    for (uint32_t c = 0; c < columns->columns; c++)
        covers[c].node = SHEAF_NONE;
    uint32_t rows = grid_of(plan, joins[0].into)->rows;
    see_part(plan, joins[0].into, 0, columns->of, 0, NULL, 0, covers);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t *map = columns->of + (size_t)(i + 1) * columns->stride;
        stitch_cut *cuts = out->cuts + out->count;
        uint32_t found = cut_part(plan, &joins[i], map, covers, rows, cuts);
        see_part(plan, joins[i].node, joins[i].skip, map, rows, cuts, found, covers);
        out->count += found;
        rows += grid_of(plan, joins[i].node)->rows - joins[i].skip;
    }
    return 1;
}

const stitch_cut *stitch_cut_below(const stitch_cuts *cuts, uint32_t node) {
    uint32_t low = 0, high = cuts->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cuts->cuts[middle].below < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low < cuts->count && cuts->cuts[low].below == node ? &cuts->cuts[low] : NULL;
}

/* The last cut of a cell says how far it reaches. */
const stitch_cut *stitch_cut_above(const stitch_cuts *cuts, uint32_t node) {
    for (uint32_t i = cuts->count; i > 0; i--)
        if (cuts->cuts[i - 1].above == node)
            return &cuts->cuts[i - 1];
    return NULL;
}
