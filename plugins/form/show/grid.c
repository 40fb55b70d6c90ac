/* A block of a table as the form prints it: header trees with their spans, and in each slot the key of its fact. A group
 * that may be printed as one row has that row first. */
#include "show/show.h"

/* One side of a grid. Its slots are the heads that make cells, in pre-order. */
typedef struct side {
    const form_definition *definition;
    uint32_t root, depth; /* levels of its labels */
    uint32_t is_rows;
} side;

typedef struct grid {
    const form_show *show;
    side rows, columns;
} grid;

static const form_head *head_at(const side *s, uint32_t i) {
    return FORM_AT(s->definition->heads, form_head, i);
}

static int is_slot(const form_head *head) {
    return (head->flags & (FORM_LEAF | FORM_COLLAPSIBLE)) != 0;
}

/* The slot behind `from`, SHEAF_NONE behind the last. */
static uint32_t slot_behind(const side *s, uint32_t from) {
    uint32_t end = head_at(s, s->root)->end;
    for (uint32_t i = from + 1; i < end; i++)
        if (is_slot(head_at(s, i)))
            return i;
    return SHEAF_NONE;
}

static side side_of(const form_definition *definition, uint32_t root, uint32_t is_rows) {
    side s = {definition, root, 0, is_rows};
    for (uint32_t i = slot_behind(&s, root); i != SHEAF_NONE; i = slot_behind(&s, i)) {
        const form_head *head = head_at(&s, i);
        uint32_t depth = head->depth + ((head->flags & FORM_COLLAPSIBLE) != 0);
        s.depth = s.depth > depth ? s.depth : depth;
    }
    return s;
}

static uint32_t slots_in(const side *s, uint32_t head) {
    uint32_t count = 0;
    for (uint32_t i = head; i < head_at(s, head)->end; i++)
        count += (uint32_t)is_slot(head_at(s, i));
    return count;
}

static sheaf_str own_label(const grid *g, const form_head *head) {
    if (head->labels.count > 0)
        return FORM_AT(g->show->definition->labels, form_label, head->labels.first)->text;
    return (head->flags & FORM_OPEN) != 0 ? SHEAF_STR("(any number of rows)")
                                          : SHEAF_STR("(no label)");
}

/* A cell with a label: how many slots it is long, and how many levels deep. */
typedef struct caption {
    sheaf_str text;
    uint32_t slots, levels;
} caption;

/* The label that begins at a slot on a level (from 1); slots 0: none does. `before` is the slot before it. */
static caption caption_at(const grid *g, const side *s, uint32_t slot, uint32_t before,
                          uint32_t level) {
    const form_head *head = head_at(s, slot);
    int is_group = (head->flags & FORM_COLLAPSIBLE) != 0;
    if (is_group && level == head->depth + 1)
        return (caption){s->is_rows ? SHEAF_STR("(as one row)") : SHEAF_STR("(as one column)"), 1,
                         s->depth - level + 1};
    if (level > head->depth)
        return (caption){SHEAF_STR(""), 0, 0};
    uint32_t at = slot;
    while (head_at(s, at)->depth > level)
        at = head_at(s, at)->parent;
    if (before != SHEAF_NONE && before >= at)
        return (caption){SHEAF_STR(""), 0, 0};
    uint32_t is_leaf = at == slot && !is_group;
    return (caption){own_label(g, head_at(s, at)), slots_in(s, at),
                     is_leaf ? s->depth - level + 1 : 1};
}

static void add_cell(const grid *g, sheaf_block cell, sheaf_str text) {
    cell.size = sizeof cell;
    cell.kind = SHEAF_CELL;
    cell.text = text;
    g->show->context->host->add(g->show->context->job, &cell);
}

static void show_column_level(const grid *g, uint32_t level, sheaf_str corner) {
    uint32_t column = g->rows.depth, before = SHEAF_NONE;
    if (level == 1)
        add_cell(g,
                 (sheaf_block){.row_span = g->columns.depth,
                               .column_span = g->rows.depth,
                               .header = SHEAF_HEADER_BOTH},
                 corner);
    for (uint32_t slot = slot_behind(&g->columns, g->columns.root); slot != SHEAF_NONE; column++) {
        caption c = caption_at(g, &g->columns, slot, before, level);
        if (c.slots > 0)
            add_cell(g,
                     (sheaf_block){.row = level - 1,
                                   .column = column,
                                   .row_span = c.levels,
                                   .column_span = c.slots,
                                   .header = SHEAF_HEADER_COLUMN},
                     c.text);
        before = slot;
        slot = slot_behind(&g->columns, slot);
    }
}

/* The key, with unit and type where they are not the table's. */
static sheaf_str cell_text(const grid *g, const form_cell *cell) {
    static const char *const types[] = {", count", ", decimal", ", change", ", text"};
    const form_head *root = head_at(&g->rows, g->rows.root);
    int has_unit = !form_same(cell->unit, root->unit), has_type = cell->type != root->type;
    if (!has_unit && !has_type)
        return cell->key;
    return form_print(g->show->context, "%.*s%s%.*s%s", FORM_ARG(cell->key), has_unit ? ", " : "",
                      has_unit ? (int)cell->unit.len : 0, cell->unit.ptr,
                      has_type ? types[cell->type] : "");
}

/* Cells lie row by row, so those of a row follow each other. Returns the one behind them. */
static uint32_t show_row(const grid *g, uint32_t row, uint32_t slot, uint32_t before,
                         uint32_t cell) {
    const form_list *cells = &g->show->definition->cells;
    for (uint32_t level = 1; level <= g->rows.depth; level++) {
        caption c = caption_at(g, &g->rows, slot, before, level);
        if (c.slots > 0)
            add_cell(g,
                     (sheaf_block){.row = row,
                                   .column = level - 1,
                                   .row_span = c.slots,
                                   .column_span = c.levels,
                                   .header = SHEAF_HEADER_ROW},
                     c.text);
    }
    for (uint32_t column = g->rows.depth;
         cell < cells->count && FORM_AT(*cells, form_cell, cell)->row == slot; column++, cell++)
        add_cell(g, (sheaf_block){.row = row, .column = column},
                 cell_text(g, FORM_AT(*cells, form_cell, cell)));
    return cell;
}

void form_show_grid(const form_show *show, const form_block *block, sheaf_origin origin) {
    const sheaf_host *host = show->context->host;
    grid g = {show, side_of(show->definition, block->rows, 1),
              side_of(show->definition, block->columns, 0)};
    uint32_t row = g.columns.depth, before = SHEAF_NONE, cell = block->cells.first;
    form_show_open_table(show, g.rows.depth + slots_in(&g.columns, g.columns.root), origin);
    sheaf_str corner = form_show_labels(show, block->stubs, FORM_PRINTED);
    for (uint32_t level = 1; level <= g.columns.depth; level++)
        show_column_level(&g, level, corner);
    for (uint32_t slot = slot_behind(&g.rows, g.rows.root); slot != SHEAF_NONE; row++) {
        if (host->tick(show->context->job, cell, show->definition->cells.count) != SHEAF_OK)
            return;
        cell = show_row(&g, row, slot, before, cell);
        before = slot;
        slot = slot_behind(&g.rows, slot);
    }
    form_show_close_table(show);
}
