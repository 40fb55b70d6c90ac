/* What the header of a block says of its columns: where each column's label stands, whether they are in the form's order,
 * and which were read through an alias. Where the geometry is certain a label heads the values below it; in text that lost
 * its geometry only the order of the labels within one row counts. */
#include "bind.h"

typedef struct header {
    const bind_plan *plan;
    bind_columns *out;
    uint32_t first, end; /* rows of the sheet */
    uint32_t *found;     /* of each head of the definition: its cell + 1 */
    uint32_t *reach;     /* of each head that was found: one past the last column that it heads */
    uint32_t *again;     /* of each head that was found: another cell + 1 that is called so */
    uint32_t *how;
    unsigned char
        *begun; /* of each grid column, 1: words in a row of the header above begin there */
} header;

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

static int is_column_entry(const header *h, const bind_entry *entry) {
    return entry->model == h->plan->model_index && entry->axis == BIND_COLUMN &&
           entry->block == h->out->block;
}

/* ------------------------------------------------------------------------------- places -- */

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

/* ------------------------------------------------------------------------------- near labels -- */

/* The one column whose label is near, and clearly nearer than any other's. */
static uint32_t near_column(const header *h, sheaf_str text) {
    uint32_t best = FORM_NEAR + 1, second = FORM_NEAR + FORM_MARGIN + 1, head = SHEAF_NONE;
    for (uint32_t i = 0; i < h->plan->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        if (!is_column_entry(h, entry))
            continue;
        uint32_t distance = form_distance(text, entry->plain.text, FORM_NEAR + FORM_MARGIN);
        uint32_t rival = entry->head == head ? SHEAF_NONE : distance;
        if (distance < best) {
            rival = entry->head == head ? SHEAF_NONE : best;
            best = distance;
            head = entry->head;
        }
        second = rival < second ? rival : second;
    }
    return head != SHEAF_NONE && second >= best + FORM_MARGIN && h->found[head] == 0 ? head
                                                                                     : SHEAF_NONE;
}

enum { MOST_NEARS = 64 };

static void read_near(header *h) {
    uint32_t tried = 0;
    for (uint32_t r = h->first; r < h->end; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
            const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
            if (cell->plain.text.len == 0 ||
                bind_find(h->plan->index, cell->plain.text) != SHEAF_NONE)
                continue;
            if (tried++ == MOST_NEARS)
                return;
            uint32_t head = near_column(h, cell->plain.text);
            if (head == SHEAF_NONE)
                continue;
            h->found[head] = i + 1;
            h->how[head] = BIND_BY_NEAR;
        }
    }
}

/* ------------------------------------------------------------------------------- order -- */

/* The first column of the block that is called so; SHEAF_NONE. */
static uint32_t first_leaf(const header *h, sheaf_str text) {
    for (uint32_t i = bind_find(h->plan->index, text); i != SHEAF_NONE;
         i = bind_next(h->plan->index, i)) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        if (is_column_entry(h, entry) &&
            (bind_head_at(h->plan->model->definition, entry->head)->flags & FORM_LEAF) != 0)
            return entry->head;
    }
    return SHEAF_NONE;
}

/* The first column of the block that the cell may head; SHEAF_NONE. */
static uint32_t leaf_of(const header *h, uint32_t cell) {
    sheaf_str text = bind_cell_at(h->plan->sheet, cell)->plain.text;
    return text.len > 0 ? first_leaf(h, text) : SHEAF_NONE;
}

/* Labels of one header row grow in the order of the form. Where one that was seen comes again, the next group begins. */
static int is_row_shuffled(const header *h, const bind_row *row) {
    uint32_t run = row->cells.first, last = 0;
    if (row->values > 0)
        return 0;
    for (uint32_t i = run; i < row->cells.first + row->cells.count; i++) {
        uint32_t leaf = leaf_of(h, i);
        if (leaf == SHEAF_NONE)
            continue;
        int is_again = 0;
        for (uint32_t k = run; k < i; k++)
            is_again |= leaf_of(h, k) == leaf;
        if (leaf <= last && !is_again)
            return 1;
        run = is_again ? i : run;
        last = leaf;
    }
    return 0;
}

/* A header stands again between the rows of the block, and its labels are in another order. */
static int is_headed_again(const header *h) {
    const bind_sheet *sheet = h->plan->sheet;
    int is_seen = 0;
    for (uint32_t r = h->end; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE)
            is_seen |= is_row_shuffled(h, row);
        else if (bind_target_at(h->plan, row->target)->block != h->out->block)
            return 0; /* what was seen heads the next block */
        else if (is_seen)
            return 1;
    }
    return 0;
}

/* Columns that were found stand in another order than the form's. */
static int are_places_shuffled(const bind_columns *out) {
    uint32_t last = 0;
    for (uint32_t i = 0; i < out->leaves.count; i++) {
        uint32_t place = bind_column_at(out, i)->place;
        if (place == SHEAF_NONE)
            continue;
        if (place < last)
            return 1;
        last = place;
    }
    return 0;
}

/* Every row of the header fills the grid, so that labels of different rows stand where their columns do. */
static int is_header_whole(const header *h) {
    for (uint32_t r = h->first; r < h->end; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        const bind_cell *last =
            bind_cell_at(h->plan->sheet, row->cells.first + row->cells.count - 1);
        if (row->is_torn || last->column + last->width < h->plan->sheet->columns)
            return 0;
    }
    return 1;
}

/* A column's label stands where the rows of the block have theirs: an export that knew no merged cells moved all to the left, and
 * no label stands where its column does. */
static int is_packed(const header *h) {
    const bind_row *row = bind_row_at(h->plan->sheet, h->end);
    for (uint32_t i = 0; i < h->out->leaves.count; i++)
        if (bind_column_at(h->out, i)->place == 0)
            return row->labels > 0 &&
                   bind_cell_at(h->plan->sheet, row->cells.first)->plain.text.len > 0;
    return 0;
}

/* ------------------------------------------------------------------------------- all of it -- */

/* A near label that lacks the unit which the form's own has: `（单位：元）` for `（单位：万元）`. */
static int lacks_unit(const header *h, const bind_column *column, const bind_cell *cell) {
    const form_definition *definition = h->plan->model->definition;
    const form_head *head = bind_head_at(definition, column->head);
    form_plain unit = form_plain_label(h->plan->context, head->unit);
    sheaf_str own = FORM_AT(definition->labels, const form_label, head->labels.first)->plain.text;
    return h->how[column->head] == BIND_BY_NEAR && unit.text.len > 0 &&
           bind_holds_text(own, unit.text) && !bind_holds_text(cell->plain.text, unit.text);
}

/* Two header cells have no column in common. */
static int is_beside(const header *h, uint32_t first, uint32_t second) {
    const bind_cell *a = bind_cell_at(h->plan->sheet, first);
    const bind_cell *b = bind_cell_at(h->plan->sheet, second);
    return a->column + a->width <= b->column || b->column + b->width <= a->column;
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
        column->is_doubted = (uint32_t)lacks_unit(h, column, bind_cell_at(h->plan->sheet, cell));
        if (h->how[column->head] == 0)
            continue;
        bind_column_label *label = form_push(h->plan->context, &h->out->labels);
        if (label == NULL)
            return 0;
        *label = (bind_column_label){column->head, cell, h->how[column->head]};
    }
    return 1;
}

/* Two header cells do not stand above one column. */
static int are_apart(const bind_columns *out) {
    for (uint32_t i = 0; i < out->leaves.count; i++)
        for (uint32_t k = 0; k < i; k++) {
            const bind_column *a = bind_column_at(out, i), *b = bind_column_at(out, k);
            if (a->place < b->place + b->width && b->place < a->place + a->width)
                return 0;
        }
    return 1;
}

/* The label of a column that stands elsewhere, too. */
static int is_twice(const header *h, uint32_t i) {
    uint32_t leaf = first_leaf(h, bind_cell_at(h->plan->sheet, i)->plain.text);
    if (leaf == SHEAF_NONE || h->found[leaf] == 0)
        return 0;
    return is_beside(h, h->found[leaf] - 1, i);
}

static int is_found_whole(const header *h) {
    for (uint32_t i = 0; i < h->out->leaves.count; i++)
        if (h->found[bind_column_at(h->out, i)->head] == 0)
            return 0;
    return 1;
}

/* The label of one column alone, which is nowhere: this cell does not stand below its group. */
static int is_astray(const header *h, uint32_t i) {
    uint32_t leaf = SHEAF_NONE, entries = 0;
    for (uint32_t e = bind_find(h->plan->index, bind_cell_at(h->plan->sheet, i)->plain.text);
         e != SHEAF_NONE; e = bind_next(h->plan->index, e)) {
        const bind_entry *entry = bind_entry_at(h->plan->index, e);
        entries += is_column_entry(h, entry) && entry->head != leaf;
        leaf = is_column_entry(h, entry) ? entry->head : leaf;
    }
    return h->plan->sheet->is_certain && entries == 1 && h->found[leaf] == 0;
}

/* Words that no label of the table is, and that are near to none: another column, or a garbled label. */
static int is_stranger(const header *h, uint32_t i) {
    const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
    if (cell->plain.text.len == 0)
        return 0;
    for (uint32_t k = 0; k < h->out->leaves.count; k++)
        if (h->found[bind_column_at(h->out, k)->head] == i + 1)
            return 0;
    return bind_find(h->plan->index, cell->plain.text) == SHEAF_NONE || is_astray(h, i) ||
           ((!h->plan->sheet->is_certain || !is_found_whole(h)) && is_twice(h, i));
}

static int list_strangers(const header *h) {
    for (uint32_t r = h->first; r < h->end; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
            uint32_t *room = row->values == 0 && is_stranger(h, i)
                                 ? form_push(h->plan->context, &h->out->strangers)
                                 : NULL;
            if (room != NULL)
                *room = i;
            else if (row->values == 0 && is_stranger(h, i))
                return 0;
        }
    }
    return 1;
}

/* A label over several columns may be printed for each of them where a block has few. */
static void note_repeats(const header *h, const bind_row *row) {
    enum { FEW = 4 };
    bind_columns *out = h->out;
    out->is_divided |= (uint32_t)bind_is_divided(h->plan, out->block, row);
    if (out->leaves.count >= FEW && !h->plan->sheet->is_certain)
        out->is_repeated |= (uint32_t)bind_is_repeated(h->plan, out->block, row);
}

enum { MOST_COLUMNS = 1024 };

static void judge(const header *h) {
    bind_columns *out = h->out;
    uint32_t found = 0, is_straight = 1;
    for (uint32_t i = 0; i < out->leaves.count; i++) {
        const bind_column *column = bind_column_at(out, i);
        found += column->place != SHEAF_NONE;
        is_straight &= column->place == bind_column_at(out, 0)->place + i;
    }
    int is_whole = found == out->leaves.count;
    const bind_sheet *sheet = h->plan->sheet;
    int is_placed =
        is_header_whole(h) && (sheet->is_certain || !are_places_shuffled(out) || !is_packed(h));
    int is_text = !sheet->is_aligned && is_placed;
    out->is_gridded = (uint32_t)(sheet->is_certain || is_text);
    out->is_strange = !is_whole && out->strangers.count > 0;
    out->is_mapped =
        sheet->is_certain && found > 0 && out->leaves.count <= MOST_COLUMNS && are_apart(out);
    if (sheet->is_certain || sheet->is_aligned || is_placed)
        out->is_shuffled = (uint32_t)are_places_shuffled(out);
    for (uint32_t r = h->first; r < h->end && !sheet->is_certain; r++)
        out->is_shuffled |= (uint32_t)is_row_shuffled(h, bind_row_at(h->plan->sheet, r));
    out->is_reheaded = (uint32_t)is_headed_again(h);
    out->is_shuffled |= out->is_reheaded;
    for (uint32_t r = h->first; r < h->end && !sheet->is_aligned; r++)
        note_repeats(h, bind_row_at(sheet, r));
    if (is_whole && is_straight)
        out->start = bind_column_at(out, 0)->place;
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
    read_near(&h);
    if (!keep_labels(&h) || !list_strangers(&h))
        return 0;
    judge(&h);
    bind_doubt_unheaded(plan, out);
    if (!is_known_whole(out) && plan->sheet->is_aligned) {
        uint32_t is_unsure;
        if (!bind_read_torn(plan, block, &is_unsure))
            return 0;
        out->is_shuffled |= is_unsure;
    }
    return bind_list_heads(plan, h.first, h.end, out);
}
