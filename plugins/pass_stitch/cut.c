/* Cells that a page break cut: below the break stands a cell between the same rules. Three kinds are one cell again: all
 * cells of a row that was cut; merged cells that head rows (from the left edge, one of the two pieces of several rows,
 * the text in one of them, and no number); and labels inside the header whose piece below is blank, or must be the rest. */
#include "cut.h"

#include <stdlib.h>
#include <string.h>

typedef struct search {
    const stitch_plan *plan;
    stitch_cuts *out;
    stitch_cover *covers;
    uint32_t columns;
    uint32_t has_numbers; /* in what was seen: the header has ended */
} search;

/* ---- may two pieces be one? ---- */

static int are_plain(const stitch_plan *plan, const stitch_cover *above, uint32_t below) {
    return stitch_is_plain(plan, above->node) && stitch_is_plain(plan, below);
}

/* Two texts are two cells, and a number belongs to its row. */
static int is_row_head(const search *s, const stitch_cover *above, uint32_t below) {
    const sheaf_node *node = stitch_node(s->plan, below);
    sheaf_str text = stitch_is_blank(node->text) ? above->text : node->text;
    int one_text = stitch_is_blank(node->text) || stitch_is_blank(above->text) ||
                   stitch_label_goes_on(s->plan, above->last, below);
    return one_text && !stitch_is_number(text) && stitch_is_merged(s->plan, above, below);
}

/* The row below parts a head of several columns, so what heads one column alone stands over both rows: a head over
 * nothing but another one would say nothing. And it has no room for a line more, or is printed again. */
static int is_split_head(const search *s, const stitch_cover *above, uint32_t below, int parts) {
    sheaf_str text = stitch_node(s->plan, below)->text;
    return parts && !stitch_is_number(above->text) && !stitch_is_number(text) &&
           (stitch_is_printed_again(above->text, text) ||
            stitch_label_may_go_on(s->plan, above->last, below));
}

static int is_header(const search *s, const stitch_cover *above, uint32_t below, int parts) {
    return !s->has_numbers && !stitch_is_blank(above->text) &&
           (stitch_is_blank(stitch_node(s->plan, below)->text) ||
            stitch_label_goes_on(s->plan, above->last, below) ||
            is_split_head(s, above, below, parts));
}

/* ---- the cells of the first row below ---- */

/* Whether cells of the first row stand side by side below one cell with text. */
static int row_parts_a_head(const search *s, const stitch_part *part) {
    const uint32_t end = stitch_node(s->plan, part->table)->end;
    for (uint32_t n = part->table + 1; n < end; n = stitch_node(s->plan, n)->end) {
        const sheaf_cell *cell = stitch_cell(s->plan, n);
        if (cell->row > part->skip)
            break;
        const uint32_t from = part->map[cell->column];
        const stitch_cover *above = &s->covers[from];
        if (cell->row == part->skip && above->node != SHEAF_NONE && above->from == from &&
            above->to > part->map[cell->column + cell->column_span] &&
            !stitch_is_blank(above->text) && !stitch_is_blank(stitch_node(s->plan, n)->text))
            return 1;
    }
    return 0;
}

int stitch_row_has_number(const stitch_plan *plan, uint32_t table, uint32_t row) {
    const uint32_t end = stitch_node(plan, table)->end;
    for (uint32_t n = table + 1; n < end; n = stitch_node(plan, n)->end) {
        if (stitch_cell(plan, n)->row > row)
            break;
        if (stitch_cell(plan, n)->row == row && stitch_is_number(stitch_node(plan, n)->text))
            return 1;
    }
    return 0;
}

static void add_cut(search *s, const stitch_part *part, const stitch_cover *above, uint32_t below,
                    stitch_row_cut in_row) {
    s->out->cuts[s->out->count++] =
        (stitch_cut){.above = above->node,
                     .below = below,
                     .in_row = in_row,
                     .row_span = part->base + stitch_cell(s->plan, below)->row_span - above->row};
}

/* Two texts that nothing shows to be one, or two. */
static void warn_label(const search *s, const stitch_cover *above, uint32_t below,
                       stitch_row_cut row) {
    const sheaf_node *node = stitch_node(s->plan, below);
    int has_texts = !stitch_is_blank(above->text) && !stitch_is_blank(node->text) &&
                    !stitch_is_number(above->text) && !stitch_is_number(node->text);
    int in_body = s->has_numbers && !above->spans && stitch_cell(s->plan, below)->row_span == 1;
    if (!has_texts || (row != STITCH_DOUBTFUL &&
                       (in_body || !stitch_label_may_go_on(s->plan, above->last, below))))
        return;
    stitch_warn(
        s->plan, below, SHEAF_STR("stitch.cell.label"),
        SHEAF_STR("a label fills its cell at the end of a page, and this text stands below it "
                  "behind the break: it may be the rest of that label; look at the source"));
}

/* Columns left of the part: the merged cell that stood there covers all its rows. */
static void cut_left_of(search *s, const stitch_part *part) {
    uint32_t rows = stitch_table(s->plan, part->table)->rows - part->skip;
    for (uint32_t c = 0; c < part->map[0]; c = s->covers[c].to) {
        const stitch_cover *above = &s->covers[c];
        if (above->node == SHEAF_NONE || above->from != c || above->to > part->map[0] ||
            !stitch_is_plain(s->plan, above->node))
            return;
        s->out->cuts[s->out->count++] = (stitch_cut){
            .above = above->node, .below = part->table, .row_span = part->base + rows - above->row};
    }
}

/* `at_edge`: everything left of the cell was cut, too. */
static void cut_first_row(search *s, const stitch_part *part, stitch_row_cut row) {
    const uint32_t end = stitch_node(s->plan, part->table)->end;
    int at_edge = 1, in_header = !stitch_row_has_number(s->plan, part->table, part->skip);
    int parts = in_header && row_parts_a_head(s, part);
    for (uint32_t n = part->table + 1; n < end; n = stitch_node(s->plan, n)->end) {
        const sheaf_cell *cell = stitch_cell(s->plan, n);
        if (cell->row < part->skip)
            continue;
        if (cell->row > part->skip)
            break;
        uint32_t from = part->map[cell->column], to = part->map[cell->column + cell->column_span];
        const stitch_cover *above = &s->covers[from];
        int is_one = above->node != SHEAF_NONE && above->from == from && above->to == to &&
                     are_plain(s->plan, above, n) &&
                     (stitch_is_cut(row) || (at_edge && is_row_head(s, above, n)) ||
                      (in_header && is_header(s, above, n, parts)));
        if (is_one)
            add_cut(s, part, above, n, row);
        else if (above->node != SHEAF_NONE && above->from == from && above->to == to)
            warn_label(s, above, n, row);
        at_edge = at_edge && is_one;
    }
}

/* ---- what a part leaves ---- */

static void cover_columns(stitch_cover *covers, const stitch_cover *with) {
    for (uint32_t c = with->from; c < with->to; c++)
        covers[c] = *with;
}

/* A cut cell covers on in the name of its first piece. */
static void go_on(stitch_cover *with, const stitch_cover *before) {
    if (stitch_is_blank(with->text)) {
        with->text = before->text;
        with->last = before->last;
    }
    with->node = before->node;
    with->row = before->row;
    with->spans = with->spans || before->spans;
}

/* What covers the last row of a part; its cuts are those from `first` on. */
static void see_part(search *s, const stitch_part *part, uint32_t first) {
    const stitch_plan *plan = s->plan;
    const uint32_t rows = stitch_table(plan, part->table)->rows,
                   end = stitch_node(plan, part->table)->end;
    uint32_t cut = first;
    while (cut < s->out->count && s->out->cuts[cut].below == part->table)
        cut++;
    for (uint32_t n = part->table + 1; n < end; n = stitch_node(plan, n)->end) {
        const sheaf_cell *cell = stitch_cell(plan, n);
        int is_cut = cut < s->out->count && s->out->cuts[cut].below == n;
        cut += (uint32_t)is_cut;
        s->has_numbers = s->has_numbers || stitch_is_number(stitch_node(plan, n)->text);
        if (cell->row < part->skip || cell->row + cell->row_span < rows)
            continue;
        stitch_cover with = {.node = n,
                             .last = n,
                             .from = part->map[cell->column],
                             .to = part->map[cell->column + cell->column_span],
                             .row = part->base + cell->row - part->skip,
                             .spans = cell->row_span > 1,
                             .text = stitch_node(plan, n)->text};
        if (is_cut)
            go_on(&with, &s->covers[with.from]);
        cover_columns(s->covers, &with);
    }
}

/* ---- the chain ---- */

enum { MOST_COLUMNS = 512 };

static int reserve(search *s, uint32_t count) {
    const sheaf_host *host = s->plan->host;
    s->covers = host->scratch(s->plan->job, s->columns * sizeof *s->covers);
    s->out->cuts = host->scratch(s->plan->job, (size_t)count * s->columns * sizeof *s->out->cuts);
    s->out->rows = host->scratch(s->plan->job, count * sizeof *s->out->rows);
    for (uint32_t c = 0; s->covers != NULL && c < s->columns; c++)
        s->covers[c].node = SHEAF_NONE;
    return s->covers != NULL && s->out->cuts != NULL && s->out->rows != NULL;
}

static int by_above(const void *a, const void *b) {
    const stitch_cut *first = a, *second = b;
    if (first->above != second->above)
        return first->above < second->above ? -1 : 1;
    return (first->below > second->below) - (first->below < second->below);
}

/* A long table has a cell cut at every page, so that looking through all cuts for each cell would take too long. */
static int sort_cuts(const stitch_plan *plan, stitch_cuts *cuts) {
    cuts->by_above = plan->host->scratch(plan->job, (cuts->count + (size_t)1) * sizeof *cuts->cuts);
    if (cuts->by_above == NULL)
        return 0;
    memcpy(cuts->by_above, cuts->cuts, cuts->count * sizeof *cuts->cuts);
    qsort(cuts->by_above, cuts->count, sizeof *cuts->cuts, by_above);
    return 1;
}

int stitch_cuts_of(const stitch_plan *plan, const stitch_join *joins, uint32_t count,
                   const stitch_columns *columns, stitch_cuts *out) {
    *out = (stitch_cuts){.count = 0};
    if (!columns->paper || columns->columns > MOST_COLUMNS)
        return 1;
    search s = {.plan = plan, .out = out, .columns = columns->columns};
    if (!reserve(&s, count))
        return 0;
    stitch_part part = {.table = joins[0].into, .map = columns->of};
    see_part(&s, &part, 0);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t above = part.table;
        part.base += stitch_table(plan, above)->rows - part.skip;
        part.table = joins[i].node;
        part.skip = joins[i].skip;
        part.map = columns->of + (size_t)(i + 1) * columns->stride;
        const stitch_row_cut row =
            stitch_cuts_row(plan, above, &part, s.covers, s.columns, s.has_numbers == 0);
        out->rows[i] = (uint32_t)stitch_is_cut(row);
        part.base -= out->rows[i];
        uint32_t first = out->count;
        cut_left_of(&s, &part);
        cut_first_row(&s, &part, row);
        see_part(&s, &part, first);
    }
    return sort_cuts(plan, out);
}

int stitch_row_goes_on(const stitch_plan *plan, uint32_t above, uint32_t below) {
    const stitch_join join = {.into = above, .node = below, .paper = 1};
    stitch_columns columns;
    stitch_cuts cuts;
    return stitch_columns_of(plan, &join, 1, &columns) &&
           stitch_cuts_of(plan, &join, 1, &columns, &cuts) && cuts.rows != NULL &&
           cuts.rows[0] != 0;
}

/* ---- looking up ---- */

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

const stitch_cut *stitch_cuts_above(const stitch_cuts *cuts, uint32_t node, uint32_t *count) {
    uint32_t low = 0, high = cuts->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cuts->by_above[middle].above < node)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < cuts->count && cuts->by_above[low + *count].above == node)
        ++*count;
    return *count != 0 ? &cuts->by_above[low] : NULL;
}
