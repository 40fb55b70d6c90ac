/* Whether the labels of a header stand in the order of the form, here and where it is printed again between the rows, and whether
 * they stand above their columns at all. */
#include "bind/column/header.h"

/* The first column of the block that the cell may head; SHEAF_NONE. */
static uint32_t leaf_of(const header *h, uint32_t cell) {
    sheaf_str text = bind_cell_at(h->plan->sheet, cell)->plain.text;
    return first_leaf(h, text);
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

enum { MOST_COLUMNS = 1024 };

/* Columns from one on up to another that only words of the report's own head. */
static uint32_t count_strange(const header *h, uint32_t from, uint32_t to) {
    uint32_t count = 0;
    for (uint32_t c = from; c < to; c++) {
        int is_form = 0, is_own = 0;
        for (uint32_t i = 0; i < h->out->leaves.count; i++)
            is_form |= bind_column_at(h->out, i)->place == c;
        for (uint32_t s = 0; s < h->out->strangers.count; s++)
            is_own |=
                bind_cell_at(h->plan->sheet, *FORM_AT(h->out->strangers, uint32_t, s))->column == c;
        count += is_own && !is_form;
    }
    return count;
}

/* All heads were found, each in a column of its own, and no column but those of the report's own heads is between them, though they stand in
 * several rows: the cells of the text are where they were, even if the ends of rows are cut. */
static int is_dense(const header *h) {
    const bind_columns *out = h->out;
    uint32_t least = SHEAF_NONE, most = 0;
    for (uint32_t i = 0; i < out->leaves.count; i++) {
        uint32_t place = bind_column_at(out, i)->place;
        for (uint32_t k = 0; k < i; k++)
            if (bind_column_at(out, k)->place == place)
                return 0;
        if (place == SHEAF_NONE)
            return 0;
        least = place < least ? place : least;
        most = place > most ? place : most;
    }
    return out->leaves.count > 1 && most - least < MOST_COLUMNS &&
           most - least + 1 == out->leaves.count + count_strange(h, least, most);
}

/* ------------------------------------------------------------------------------- moved to the left -- */

/* The head that a cell of the header is, a column or a group of them; SHEAF_NONE. */
static uint32_t head_at(const header *h, uint32_t cell) {
    const form_definition *definition = h->plan->model->definition;
    uint32_t root = FORM_AT(definition->blocks, const form_block, h->out->block)->columns;
    for (uint32_t head = root + 1; head < bind_head_at(definition, root)->end; head++)
        if (h->found[head] == cell + 1)
            return head;
    return SHEAF_NONE;
}

static uint32_t count_leaves(const header *h, uint32_t group) {
    const form_definition *definition = h->plan->model->definition;
    uint32_t count = 0;
    for (uint32_t head = group + 1; head < bind_head_at(definition, group)->end; head++)
        count += (bind_head_at(definition, head)->flags & FORM_LEAF) != 0;
    return count;
}

/* A title over the columns, `申请人情况`. */
static int is_title(const header *h, uint32_t cell) {
    sheaf_str text = bind_cell_at(h->plan->sheet, cell)->plain.text;
    for (uint32_t i = bind_find(h->plan->index, text); i != SHEAF_NONE;
         i = bind_next(h->plan->index, i)) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        if (entry->model == h->plan->model_index && entry->axis == BIND_ABOVE)
            return 1;
    }
    return 0;
}

/* Below the label of a column stands that of another one. */
static int is_above_another(const header *h, uint32_t cell) {
    uint32_t leaf = leaf_of(h, cell), place = bind_cell_at(h->plan->sheet, cell)->column;
    for (uint32_t i = 0; i < h->out->leaves.count && leaf != SHEAF_NONE; i++) {
        const bind_column *column = bind_column_at(h->out, i);
        if (column->place == place && column->cell != cell)
            return 1;
    }
    return 0;
}

/* A group of several columns, or a title over them, with words right behind it, in a row that ends in blanks: what merged cells are wide was put at the end
 * of the rows, and no label stands where its column does. */
static int is_row_squeezed(const header *h, const bind_row *row) {
    const bind_sheet *sheet = h->plan->sheet;
    uint32_t end = row->cells.first + row->cells.count;
    if (row->values > 0 || bind_cell_at(sheet, end - 1)->kind != BIND_BLANK)
        return 0;
    for (uint32_t i = row->cells.first; i + 1 < end; i++) {
        uint32_t head = bind_cell_at(sheet, i + 1)->kind != BIND_BLANK ? head_at(h, i) : SHEAF_NONE;
        if (head != SHEAF_NONE && bind_cell_at(sheet, i)->width == 1 && count_leaves(h, head) > 1)
            return 1;
        if (i > row->cells.first && is_title(h, i) && is_above_another(h, i + 1))
            return 1;
    }
    return 0;
}

static int is_squeezed(const header *h) {
    for (uint32_t r = h->first; r < h->end && !h->plan->sheet->is_certain; r++)
        if (is_row_squeezed(h, bind_row_at(h->plan->sheet, r)))
            return 1;
    return 0;
}

/* Where only the order in a row tells, groups count, too. */
static int are_heads_shuffled(const header *h, const bind_row *row) {
    uint32_t last = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        uint32_t head = head_at(h, i);
        if (head == SHEAF_NONE)
            continue;
        if (head < last)
            return 1;
        last = head;
    }
    return 0;
}

/* The only words of a row; SHEAF_NONE. */
static uint32_t only_cell(const header *h, const bind_row *row) {
    uint32_t found = SHEAF_NONE;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        if (bind_cell_at(h->plan->sheet, i)->kind == BIND_BLANK)
            continue;
        if (found != SHEAF_NONE)
            return SHEAF_NONE;
        found = i;
    }
    return found;
}

/* The head that a row of the header says and nothing else; SHEAF_NONE. */
static uint32_t only_head(const header *h, uint32_t r) {
    uint32_t cell = only_cell(h, bind_row_at(h->plan->sheet, r));
    return cell != SHEAF_NONE ? head_at(h, cell) : SHEAF_NONE;
}

/* Each label has a line of its own, and two of one group stand in another order. */
static int are_lines_shuffled(const header *h) {
    const form_definition *definition = h->plan->model->definition;
    for (uint32_t r = h->first; r < h->end; r++) {
        uint32_t head = only_head(h, r);
        for (uint32_t k = h->first; k < r && head != SHEAF_NONE; k++) {
            uint32_t above = only_head(h, k);
            if (above != SHEAF_NONE && above > head &&
                bind_head_at(definition, above)->parent == bind_head_at(definition, head)->parent)
                return 1;
        }
    }
    return 0;
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

/* A label over several columns may be printed for each of them where a block has few. */
static void note_repeats(const header *h, const bind_row *row) {
    enum { FEW = 4 };
    bind_columns *out = h->out;
    out->is_divided |= (uint32_t)bind_is_divided(h->plan, out->block, row);
    if (out->leaves.count >= FEW && !h->plan->sheet->is_certain)
        out->is_repeated |= (uint32_t)bind_is_repeated(h->plan, out->block, row);
}

void header_judge(const header *h) {
    bind_columns *out = h->out;
    uint32_t found = 0, is_straight = 1;
    for (uint32_t i = 0; i < out->leaves.count; i++) {
        const bind_column *column = bind_column_at(out, i);
        found += column->place != SHEAF_NONE;
        is_straight &= column->place == bind_column_at(out, 0)->place + i;
    }
    int is_whole = found == out->leaves.count;
    const bind_sheet *sheet = h->plan->sheet;
    int is_moved = is_squeezed(h);
    int is_placed = (is_header_whole(h) || is_dense(h)) && !is_moved &&
                    (sheet->is_certain || !are_places_shuffled(out) || !is_packed(h));
    int is_text = !sheet->is_aligned && is_placed;
    out->is_gridded = (uint32_t)(sheet->is_certain || is_text);
    out->is_strange = !is_whole && out->strangers.count > 0;
    out->is_mapped =
        sheet->is_certain && found > 0 && out->leaves.count <= MOST_COLUMNS && are_apart(out);
    if (sheet->is_certain || sheet->is_aligned || is_placed)
        out->is_shuffled = (uint32_t)are_places_shuffled(out);
    for (uint32_t r = h->first; r < h->end && !sheet->is_certain; r++)
        out->is_shuffled |=
            (uint32_t)(is_row_shuffled(h, bind_row_at(h->plan->sheet, r)) ||
                       (is_moved && are_heads_shuffled(h, bind_row_at(h->plan->sheet, r))));
    out->is_shuffled |=
        (uint32_t)(!sheet->is_certain && !sheet->is_aligned && are_lines_shuffled(h));
    out->is_reheaded = (uint32_t)is_headed_again(h);
    out->is_shuffled |= out->is_reheaded;
    for (uint32_t r = h->first; r < h->end && !sheet->is_aligned; r++)
        note_repeats(h, bind_row_at(sheet, r));
    if (is_whole && is_straight)
        out->start = bind_column_at(out, 0)->place;
}
