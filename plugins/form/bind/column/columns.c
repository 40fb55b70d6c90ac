/* What the header of a block says of its columns: where each column's label stands, and which were read through an alias. Where the
 * geometry is certain a label heads the values below it; in text that lost its geometry only the order of the labels counts. */
#include "bind/column/header.h"

static int list_leaves(const bind_plan *plan, bind_columns *out) {
    const form_definition *definition = plan->model->definition;
    uint32_t root = FORM_AT(definition->blocks, const form_block, out->block)->columns;
    for (uint32_t h = root + 1; h < bind_head_at(definition, root)->end; h++) {
        if ((bind_head_at(definition, h)->flags & FORM_LEAF) == 0)
            continue;
        bind_column *column = form_push(plan->context, &out->leaves);
        if (column == NULL)
            return 0;
        *column =
            (bind_column){.head = h, .place = SHEAF_NONE, .cell = SHEAF_NONE, .again = SHEAF_NONE};
    }
    return 1;
}

/* The rows right above the first row of the block. */
static void find_header(header *h) {
    const bind_sheet *sheet = h->plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE)
            continue;
        h->end = r;
        if (bind_target_at(h->plan, row->target)->block == h->out->block)
            return;
        h->first = r + 1;
    }
    h->end = h->first; /* the block is not there */
}

/* The nearest group above a head that was found. */
static uint32_t found_group(const header *h, uint32_t head) {
    do
        head = bind_head_at(h->plan->model->definition, head)->parent;
    while (head != SHEAF_NONE && h->found[head] == 0);
    return head;
}

static int stands_below(const header *h, const bind_cell *cell, uint32_t head) {
    uint32_t group = found_group(h, head);
    if (group == SHEAF_NONE)
        return 1;
    const bind_cell *above = bind_cell_at(h->plan->sheet, h->found[group] - 1);
    return above->column <= cell->column && cell->column + cell->width <= h->reach[group];
}

/* A label heads the blank cells behind it, too, where no cells are merged, or those that print it again: up to those below words in
 * a row above. */
static uint32_t reach_of(const header *h, const bind_row *row, uint32_t cell) {
    const bind_cell *at = bind_cell_at(h->plan->sheet, cell);
    uint32_t end = at->column + at->width;
    for (uint32_t i = cell + 1; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *next = bind_cell_at(h->plan->sheet, i);
        int is_part = next->kind == BIND_BLANK || form_same(next->plain.text, at->plain.text);
        if (!is_part || next->column != end || end >= h->plan->sheet->columns || h->begun[end])
            break;
        end += next->width;
    }
    return end;
}

/* Where words of the row begin, for the rows below. */
static void mark_begun(const header *h, const bind_row *row) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
        if (cell->kind != BIND_BLANK && cell->column < h->plan->sheet->columns)
            h->begun[cell->column] = 1;
    }
}

/* The one column that a label can be here; SHEAF_NONE. */
static uint32_t place_label(const header *h, const bind_cell *cell, sheaf_str text,
                            uint32_t *kind) {
    uint32_t head = SHEAF_NONE;
    int is_certain = (int)h->plan->sheet->is_certain;
    for (uint32_t i = bind_find(h->plan->index, text); i != SHEAF_NONE;
         i = bind_next(h->plan->index, i)) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        if (!is_column_entry(h, entry) || (is_certain && !stands_below(h, cell, entry->head)))
            continue;
        if (head != SHEAF_NONE)
            return SHEAF_NONE;
        head = entry->head;
        *kind = entry->kind;
    }
    return head;
}

/* The column that a cell heads, alone or with the one below it; SHEAF_NONE. *how says which. 0: latched. */
static int find_column(const header *h, uint32_t r, const bind_cell *cell, uint32_t *head,
                       uint32_t *how) {
    uint32_t kind = FORM_PRINTED;
    *head = cell->plain.text.len > 0 ? place_label(h, cell, cell->plain.text, &kind) : SHEAF_NONE;
    *how = kind == FORM_ALIAS || cell->is_put_back ? BIND_BY_ALIAS : 0;
    if (*head != SHEAF_NONE || r + 1 >= h->end)
        return 1;
    sheaf_str joined;
    int outcome = bind_join_below(h->plan, r, cell, &joined);
    *head = joined.len > 0 ? place_label(h, cell, joined, &kind) : SHEAF_NONE;
    *how = BIND_BY_SPLIT;
    return outcome;
}

static int read_row(header *h, uint32_t r) {
    const bind_row *row = bind_row_at(h->plan->sheet, r);
    if (row->values > 0)
        return 1; /* a row of something else */
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
        uint32_t head, how;
        if (!find_column(h, r, cell, &head, &how))
            return 0;
        if (head != SHEAF_NONE && h->found[head] != 0)
            h->again[head] = i + 1;
        if (head == SHEAF_NONE || (h->found[head] != 0 && (h->how[head] == 0 || how != 0)))
            continue;
        h->found[head] = i + 1;
        h->reach[head] = reach_of(h, row, i);
        h->how[head] = how;
    }
    mark_begun(h, row);
    return 1;
}

static void keep_group(const header *h, bind_column *column) {
    column->group = found_group(h, column->head);
    int is_below = column->group != SHEAF_NONE;
    column->from = is_below ? bind_cell_at(h->plan->sheet, h->found[column->group] - 1)->column : 0;
    column->to = is_below ? h->reach[column->group] : h->plan->sheet->columns;
}

static int keep_labels(const header *h) {
    for (uint32_t i = 0; i < h->out->leaves.count; i++) {
        bind_column *column = bind_column_at(h->out, i);
        keep_group(h, column);
        if (h->found[column->head] == 0)
            continue;
        uint32_t cell = h->found[column->head] - 1;
        column->cell = cell;
        column->place = bind_cell_at(h->plan->sheet, cell)->column;
        column->width = bind_cell_at(h->plan->sheet, cell)->width;
        if (h->again[column->head] != 0 && is_beside(h, cell, h->again[column->head] - 1))
            column->again = h->again[column->head] - 1;
        column->is_doubted =
            (uint32_t)header_lacks_unit(h, column, bind_cell_at(h->plan->sheet, cell));
        if (h->how[column->head] == 0)
            continue;
        bind_column_label *label = form_push(h->plan->context, &h->out->labels);
        if (label == NULL)
            return 0;
        *label = (bind_column_label){column->head, cell, h->how[column->head]};
    }
    return 1;
}

static int is_known_whole(const bind_columns *out) {
    for (uint32_t i = 0; i < out->leaves.count; i++)
        if (bind_column_at(out, i)->place == SHEAF_NONE)
            return 0;
    return 1;
}

/* A header has few rows and cells; what is longer is no header and is not gone through. */
enum { MOST_ROWS = 64, MOST_CELLS = 256 };

int bind_read_columns(const bind_plan *plan, uint32_t block, bind_columns *out) {
    *out = (bind_columns){.block = block,
                          .leaves = FORM_LIST_OF(bind_column),
                          .start = SHEAF_NONE,
                          .strangers = FORM_LIST_OF(uint32_t),
                          .own_heads = FORM_LIST_OF(uint32_t),
                          .labels = FORM_LIST_OF(bind_column_label),
                          .printed = FORM_LIST_OF(uint32_t)};
    uint32_t heads = plan->model->definition->heads.count;
    header h = {.plan = plan, .out = out};
    h.found = form_room(plan->context, heads, sizeof *h.found);
    h.reach = form_room(plan->context, heads, sizeof *h.reach);
    h.again = form_room(plan->context, heads, sizeof *h.again);
    h.how = form_room(plan->context, heads, sizeof *h.how);
    h.begun = form_room(plan->context, plan->sheet->columns, 1);
    if (h.found == NULL || h.reach == NULL || h.again == NULL || h.how == NULL || h.begun == NULL ||
        !list_leaves(plan, out))
        return 0;
    find_header(&h);
    h.first = h.end - h.first > MOST_ROWS ? h.end - MOST_ROWS : h.first;
    for (uint32_t r = h.first; r < h.end; r++) {
        if (bind_row_at(plan->sheet, r)->cells.count > MOST_CELLS)
            return 1;
        if (!read_row(&h, r))
            return 0;
    }
    header_read_near(&h);
    if (!keep_labels(&h) || !header_list_strangers(&h))
        return 0;
    header_doubt_times(&h);
    header_judge(&h);
    if (!header_list_own(&h))
        return 0;
    header_judge_seats(&h);
    header_judge_names(&h);
    header_find_gap(&h);
    bind_doubt_unheaded(plan, out);
    if (!header_read_pieces(&h))
        return 0;
    if (!is_known_whole(out) && plan->sheet->is_aligned) {
        uint32_t is_unsure;
        if (!bind_read_torn(plan, block, &is_unsure))
            return 0;
        out->is_shuffled |= is_unsure;
    }
    return bind_list_heads(plan, h.first, h.end, out);
}
