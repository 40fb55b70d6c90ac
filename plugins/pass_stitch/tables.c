/* Writes the grid of a chain of joined tables: all parts below each other, each cell in the columns that its borders say,
 * cells that the break cut in one piece, and a repair record for every join. */
#include "stitch.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct chain {
    const stitch_plan *plan;
    const stitch_join *joins;
    uint32_t count;
    stitch_columns columns;
    stitch_cuts cuts;
    uint32_t node; /* the new table */
} chain;

/* Rows that the i-th join adds. */
static uint32_t rows_of(const chain *c, uint32_t i) {
    uint32_t cut = c->cuts.rows != NULL ? c->cuts.rows[i] : 0;
    return stitch_table(c->plan, c->joins[i].node)->rows - c->joins[i].skip - cut;
}

/* ---- cells ---- */

/* A text that ends in a digit, or in a digit and a mark of numbers: `1,`. */
static int ends_in_number(sheaf_str text) {
    static const uint32_t marks[] = {',', '.', 0xFF0C, 0xFF0E};
    uint32_t before = 0, last = 0;
    while (text.len != 0) {
        uint32_t c = stitch_take(&text);
        if (stitch_is_space(c))
            continue;
        before = last;
        last = c;
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (last == marks[i])
            return stitch_is_digit(before);
    return stitch_is_digit(last);
}

int stitch_parts_digits(sheaf_str above, sheaf_str below) {
    uint32_t first = stitch_first(below);
    return ends_in_number(above) && (stitch_is_digit(first) || first == '.' || first == ',');
}

/* What stands between two pieces of a cell's text: nothing shows that digits on both sides of a page break are one number,
 * so they stay two; words of Latin script are parted by a blank. */
static sheaf_str joiner(sheaf_str above, sheaf_str below) {
    uint32_t last = stitch_last(above), first = stitch_first(below);
    if (last == 0 || first == 0)
        return SHEAF_STR("");
    if (stitch_parts_digits(above, below))
        return SHEAF_STR("\n");
    return last < 0x2E80 && first < 0x2E80 ? SHEAF_STR(" ") : SHEAF_STR("");
}

/* The next piece of a cell behind those that are there. */
static void append_piece(const stitch_plan *plan, sheaf_str above, uint32_t below) {
    const sheaf_node *node = stitch_node(plan, below);
    const sheaf_origin *places = stitch_origins(plan, node);
    sheaf_str between = joiner(above, node->text);
    if (between.len != 0 && *between.ptr == '\n')
        stitch_warn(
            plan, below, SHEAF_STR("stitch.cell.digits"),
            SHEAF_STR("digits stand on both sides of a page break in one cell and may be one "
                      "number; they were left apart: look at the source"));
    plan->host->append(plan->job, between, NULL);
    plan->host->append(plan->job, node->text, node->origins != 0 ? &places[0] : NULL);
    for (uint32_t i = 1; i < node->origins; i++)
        plan->host->append(plan->job, SHEAF_STR(""), &places[i]);
}

/* How far the cell reached, and reaches. */
static void tell_rows(sheaf_repair *repair, stitch_seam *room, uint32_t before, uint32_t after) {
    int b = snprintf(room->before, sizeof room->before, "%" PRIu32 " rows", before);
    int a = snprintf(room->after, sizeof room->after, "%" PRIu32 " rows", after);
    repair->before = (sheaf_str){room->before, (size_t)(b > 0 ? b : 0)};
    repair->after = (sheaf_str){room->after, (size_t)(a > 0 ? a : 0)};
}

/* White space as the books count it: no control character, and nothing without width. */
static int is_counted(uint32_t c) {
    if (c <= ' ')
        return c < '\t' || (c > '\r' && c != ' ');
    return c == 0x200B || (!stitch_is_space(c) && c != 0x85 && c != 0x1680 && c != 0x2028 &&
                           c != 0x2029 && c != 0x202F && c != 0x205F);
}

/* What is not in the grid any more is not in the document: the audit is told. */
static void drop_text(const stitch_plan *plan, const sheaf_node *node, sheaf_str reason) {
    sheaf_dropped dropped = {.size = sizeof dropped, .reason = reason};
    for (sheaf_str text = node->text; text.len > 0;) {
        uint32_t c = stitch_take(&text);
        dropped.characters += is_counted(c) != 0;
        dropped.digits += stitch_is_digit(c) != 0;
    }
    if (node->origins != 0)
        dropped.origin = *stitch_origins(plan, node);
    if (dropped.characters != 0)
        plan->host->drop(plan->job, &dropped);
}

static int is_printed_again(const stitch_cut *cut, sheaf_str above, sheaf_str below) {
    return !cut->in_row && stitch_is_printed_again(above, below);
}

/* Only the places of the piece below. */
static void append_again(const stitch_plan *plan, uint32_t below) {
    const sheaf_node *node = stitch_node(plan, below);
    for (uint32_t i = 0; i < node->origins; i++)
        plan->host->append(plan->job, SHEAF_STR(""), &stitch_origins(plan, node)[i]);
    drop_text(plan, node, SHEAF_STR("repeated label"));
}

/* The text below goes, since it stands above. */
static void tell_again(sheaf_repair *repair, stitch_seam *room, sheaf_str above, sheaf_str below) {
    stitch_seam once;
    stitch_tell_seam(repair, room, above, SHEAF_STR(""), below);
    sheaf_repair alone = *repair;
    stitch_tell_seam(&alone, &once, above, SHEAF_STR(""), SHEAF_STR(""));
    memcpy(room->after, once.after, sizeof room->after);
    repair->after = (sheaf_str){room->after, alone.after.len};
    repair->evidence =
        SHEAF_STR("the text of a merged head is printed again behind the page break, "
                  "between the same rules");
}

/* A repair names the piece below, and the seam where both have text. */
static void record_cut(const stitch_plan *plan, const stitch_cut *cut, sheaf_str above,
                       uint32_t cell) {
    const sheaf_node *below = stitch_node(plan, cut->below);
    stitch_seam room;
    sheaf_repair repair = {.size = sizeof repair,
                           .kind = SHEAF_STR("cell_join"),
                           .from = stitch_origins(plan, below),
                           .from_count = below->origins,
                           .to_node = cell,
                           .to_row = SHEAF_NONE,
                           .to_column = SHEAF_NONE,
                           .evidence =
                               SHEAF_STR("a merged cell goes on behind the page break: a cell "
                                         "between the same rules, and the text in one of the "
                                         "two"),
                           .confidence = 9200};
    const int both = !stitch_is_blank(above) && !stitch_is_blank(below->text);
    if (both)
        repair.evidence =
            SHEAF_STR("a label goes on behind the page break: its last line above has "
                      "no room for more, and its rest stands between the same rules");
    if (both && is_printed_again(cut, above, below->text))
        tell_again(&repair, &room, above, below->text);
    else if (cut->in_row || both)
        stitch_tell_seam(&repair, &room, above, joiner(above, below->text), below->text);
    else
        tell_rows(&repair, &room, stitch_cell(plan, cut->above)->row_span, cut->row_span);
    if (cut->in_row == STITCH_CUT_LABEL) {
        repair.evidence =
            SHEAF_STR("the page cut the row: its numbers end the page, its label begins the next "
                      "at the very edge of its cell, and no other row is so");
        repair.confidence = 9000;
    } else if (cut->in_row) {
        repair.evidence =
            SHEAF_STR("the page cut the row: a cell between the same rules, whose last "
                      "line above had no room for what stands below, and other cells of "
                      "the row are blank below");
        repair.confidence = 9000;
    }
    (void)plan->host->add_repair(plan->job, &repair);
}

static void write_cut_cell(const stitch_plan *plan, uint32_t n, sheaf_block *as,
                           const stitch_cut *cuts, uint32_t count) {
    sheaf_str above = stitch_node(plan, n)->text;
    as->row_span = cuts[count - 1].row_span;
    uint32_t cell = plan->host->copy_open(plan->job, n, as);
    for (uint32_t i = 0; i < count; i++) {
        sheaf_str below = stitch_node(plan, cuts[i].below)->text;
        if (is_printed_again(&cuts[i], above, below))
            append_again(plan, cuts[i].below);
        else
            append_piece(plan, above, cuts[i].below);
        if (!cuts[i].in_row || below.len != 0)
            record_cut(plan, &cuts[i], above, cell);
        above = stitch_is_blank(below) ? above : below;
    }
    plan->host->close(plan->job);
}

static void write_cell(const chain *c, uint32_t n, sheaf_block *as) {
    uint32_t count;
    const stitch_cut *cuts = stitch_cuts_above(&c->cuts, n, &count);
    if (cuts != NULL)
        write_cut_cell(c->plan, n, as, cuts, count);
    else
        (void)c->plan->host->copy_as(c->plan->job, n, as);
}

/* A filler of a later part: the host makes those that the joined grid needs. */
static int is_padding(const sheaf_node *node, uint32_t n) {
    return (node->flags & SHEAF_FILLER) != 0 && node->text.len == 0 && node->end == n + 1;
}

/* Copies the cells of a part to the rows from `base` on; blank padding that has no place goes. */
static void write_cells(const chain *c, uint32_t part, uint32_t base) {
    const stitch_plan *plan = c->plan;
    uint32_t table = part == 0 ? c->joins[0].into : c->joins[part - 1].node;
    uint32_t skip = part == 0 ? 0 : c->joins[part - 1].skip;
    const uint32_t *map = c->columns.of + (size_t)part * c->columns.stride;
    const uint32_t end = stitch_node(plan, table)->end;
    for (uint32_t n = table + 1; n < end; n = stitch_node(plan, n)->end) {
        const sheaf_node *node = stitch_node(plan, n);
        const sheaf_cell *cell = stitch_cell(plan, n);
        uint32_t from = map[cell->column], to = map[cell->column + cell->column_span];
        if (cell->row < skip || (part > 0 && is_padding(node, n)) || from >= c->columns.columns ||
            stitch_cut_below(&c->cuts, n) != NULL)
            continue;
        to = to < c->columns.columns ? to : c->columns.columns;
        sheaf_block as = {.size = sizeof as,
                          .kind = SHEAF_CELL,
                          .row = base + cell->row - skip,
                          .column = from,
                          .row_span = cell->row_span,
                          .column_span = to - from};
        write_cell(c, n, &as);
        if (plan->host->tick(plan->job, n, plan->document->nodes.count) != SHEAF_OK)
            return;
    }
}

/* ---- records ---- */

/* `14 rows x 9 columns` behind what `at` bytes of `out` hold already. */
static size_t put_size(char *out, size_t at, uint32_t rows, uint32_t columns) {
    int n = snprintf(out + at, 64, "%" PRIu32 " rows x %" PRIu32 " columns", rows, columns);
    return at + (n > 0 ? (size_t)n : 0);
}

/* The cells of the repeated header are left out of the grid, so their places stand in the record: behind those of
 * the fragment. NULL: no memory (latched). */
static const sheaf_origin *header_places(const stitch_plan *plan, const stitch_join *join,
                                         size_t *count) {
    const sheaf_node *table = stitch_node(plan, join->node);
    uint32_t end = join->node + 1;
    *count = table->origins;
    for (; end < table->end; end = stitch_node(plan, end)->end) {
        const sheaf_node *node = stitch_node(plan, end);
        if (stitch_cell(plan, end)->row >= join->skip)
            break;
        *count += node->origins;
    }
    sheaf_origin *places = plan->host->scratch(plan->job, (*count + 1) * sizeof *places);
    size_t n = 0;
    for (uint32_t i = join->node; places != NULL && i < end;
         i = i == join->node ? i + 1 : stitch_node(plan, i)->end) {
        const sheaf_node *node = stitch_node(plan, i);
        for (uint32_t o = 0; o < node->origins; o++)
            places[n++] = stitch_origins(plan, node)[o];
    }
    return places;
}

static void drop_header(const stitch_plan *plan, const stitch_join *join) {
    const sheaf_node *table = stitch_node(plan, join->node);
    for (uint32_t n = join->node + 1; n < table->end; n++) {
        const sheaf_node *node = stitch_node(plan, n);
        if (node->parent == join->node && stitch_cell(plan, n)->row >= join->skip)
            return;
        drop_text(plan, node, SHEAF_STR("repeated header"));
    }
}

/* The columns of a part do not simply stand side by side, those of the first from the left edge, others from where the
 * record says that they begin. */
static int is_spread(const chain *c, uint32_t part, uint32_t table) {
    const uint32_t *map = c->columns.of + (size_t)part * c->columns.stride;
    uint32_t begin = part == 0 ? 0 : map[0];
    for (uint32_t i = 0; i <= stitch_table(c->plan, table)->columns; i++)
        if (map[i] != begin + i)
            return 1;
    return 0;
}

/* `; the columns below begin in 0 1 3`: where each column of a part begins in the joined grid. */
static size_t put_columns(const chain *c, uint32_t part, uint32_t table, const char *which,
                          char *out, size_t at) {
    const uint32_t *map = c->columns.of + (size_t)part * c->columns.stride;
    int n = snprintf(out + at, 64, "; the columns %s begin in", which);
    for (uint32_t i = 0; i < stitch_table(c->plan, table)->columns && n > 0; i++) {
        at += (size_t)n;
        n = snprintf(out + at, 16, " %" PRIu32, map[i]);
    }
    return at + (n > 0 ? (size_t)n : 0);
}

/* The size of the joined grid, and where the columns of its parts are in it. NULL: no memory (latched). */
static sheaf_str size_after(const chain *c, uint32_t i, uint32_t rows) {
    const stitch_join *join = &c->joins[i];
    char *out = c->plan->host->scratch(c->plan->job, 256 + (size_t)c->columns.stride * 2 * 16);
    if (out == NULL)
        return (sheaf_str){NULL, 0};
    size_t n = put_size(out, 0, rows + rows_of(c, i), c->columns.columns);
    if (i == 0 && is_spread(c, 0, join->into))
        n = put_columns(c, 0, join->into, "above", out, n);
    if (is_spread(c, i + 1, join->node))
        n = put_columns(c, i + 1, join->node, "below", out, n);
    return (sheaf_str){out, n};
}

/* The table above has `rows` rows so far; the fragment begins in its last one where that was cut. */
static void record_fragment(const chain *c, uint32_t i, uint32_t rows) {
    const stitch_plan *plan = c->plan;
    const stitch_join *join = &c->joins[i];
    char before[160];
    const sheaf_table *fragment = stitch_table(plan, join->node);
    size_t n = put_size(before, 0, rows, c->columns.columns), places = 0;
    before[n++] = ',';
    before[n++] = ' ';
    n = put_size(before, n, fragment->rows, fragment->columns);
    sheaf_repair repair = {.kind = join->skip != 0 ? SHEAF_STR("header_join")
                                                   : SHEAF_STR("fragment_join"),
                           .to_node = c->node,
                           .to_row = rows - (c->cuts.rows != NULL ? c->cuts.rows[i] : 0),
                           .to_column = c->columns.of[(size_t)(i + 1) * c->columns.stride],
                           .before = {before, n},
                           .after = size_after(c, i, rows)};
    if (repair.after.ptr == NULL ||
        (join->skip != 0 && (repair.from = header_places(plan, join, &places)) == NULL))
        return;
    drop_text(plan, stitch_node(plan, join->node), SHEAF_STR("repeated caption"));
    if (join->skip != 0)
        drop_header(plan, join);
    repair.from_count = (uint32_t)places;
    stitch_record(plan, join, &repair);
}

/* ---- the table ---- */

static void open_table(chain *c) {
    const stitch_plan *plan = c->plan;
    sheaf_block as = {.size = sizeof as,
                      .kind = SHEAF_TABLE,
                      .rows = stitch_table(plan, c->joins[0].into)->rows,
                      .columns = c->columns.columns};
    for (uint32_t i = 0; i < c->count; i++)
        as.rows += rows_of(c, i);
    c->node = plan->host->copy_open(plan->job, c->joins[0].into, &as);
    for (uint32_t i = 0; i < c->count; i++) {
        const sheaf_node *below = stitch_node(plan, c->joins[i].node);
        const sheaf_origin *origins = stitch_origins(plan, below);
        for (uint32_t o = 0; o < below->origins; o++)
            plan->host->append(plan->job, SHEAF_STR(""), &origins[o]);
    }
}

/* A first part whose columns stay as they are is copied in one step. */
static void write_first(const chain *c) {
    const stitch_plan *plan = c->plan;
    uint32_t first = c->joins[0].into, end = stitch_node(plan, first)->end;
    int same = c->columns.columns == stitch_table(plan, first)->columns && c->cuts.count == 0;
    if (!same)
        write_cells(c, 0, 0);
    else if (end > first + 1)
        (void)plan->host->copy(plan->job, first + 1, end);
}

void stitch_write_table(const stitch_plan *plan, const stitch_join *joins, uint32_t count) {
    chain c = {.plan = plan, .joins = joins, .count = count};
    if (!stitch_columns_of(plan, joins, count, &c.columns) ||
        !stitch_cuts_of(plan, joins, count, &c.columns, &c.cuts))
        return;
    uint32_t rows = stitch_table(plan, joins[0].into)->rows;
    open_table(&c);
    write_first(&c);
    for (uint32_t i = 0; i < count; i++) {
        write_cells(&c, i + 1, rows - (c.cuts.rows != NULL ? c.cuts.rows[i] : 0));
        record_fragment(&c, i, rows);
        rows += rows_of(&c, i);
    }
    plan->host->close(plan->job);
}
