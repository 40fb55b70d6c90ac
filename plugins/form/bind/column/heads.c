/* The column labels of a text that lost its geometry, in the order in which they are printed. Where they are not those of
 * the form in its order (a column is gone, or moved, or the header is another version's), they and not the form say what
 * the values below them are: one value for each printed label, or none is certain. */
#include "bind/column/column.h"

#include <string.h>

typedef struct heads {
    const bind_plan *plan;
    bind_columns *out;
    uint32_t first, end; /* rows of the sheet that the header is */
    uint32_t from;       /* the first cell of the labels */
    uint32_t behind;     /* one past the last of the row */
    uint32_t has_stub;   /* 1: the corner of the header is printed before them */
} heads;

/* What the labels of the header are. */
typedef struct tally {
    uint32_t own, foreign, unknown; /* of this block, of another, of none */
    uint32_t is_placed;             /* 1: each stands as far from the first cell as its column */
    uint32_t is_gapped;             /* 1: blank cells stand among them */
    uint32_t is_torn;               /* 1: pieces of labels, or one label twice */
} tally;

static const bind_cell *cell_of(const heads *h, uint32_t i) {
    return bind_cell_at(h->plan->sheet, i);
}

static const form_head *leaf_at(const heads *h, uint32_t slot) {
    return bind_head_at(h->plan->model->definition, bind_column_at(h->out, slot)->head);
}

/* ------------------------------------------------------------------------------- groups -- */

static int is_own(const heads *h, const bind_entry *entry) {
    return entry->axis == BIND_COLUMN && entry->model == h->plan->model_index &&
           entry->block == h->out->block;
}

/* The first column or group that a text names from `last` on, in the order of the form; SHEAF_NONE. *is_own 1: it names one. */
static uint32_t head_from(const heads *h, sheaf_str text, uint32_t last, uint32_t *is_named) {
    uint32_t best = SHEAF_NONE;
    *is_named = 0;
    for (uint32_t i = bind_find(h->plan->index, text); i != SHEAF_NONE;
         i = bind_next(h->plan->index, i)) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        if (!is_own(h, entry))
            continue;
        *is_named = 1;
        best = entry->head >= last && entry->head < best ? entry->head : best;
    }
    return best;
}

/* *last grows to the head that the text names. 1: it stands before that in the form. */
static int is_head_moved(const heads *h, sheaf_str text, uint32_t *last) {
    uint32_t is_named, head = head_from(h, text, *last, &is_named);
    *last = head != SHEAF_NONE ? head : *last;
    return is_named && head == SHEAF_NONE;
}

/* The same for the labels that stand in one cell with white space between. */
static int are_pieces_moved(const heads *h, sheaf_str text, uint32_t *last) {
    for (sheaf_str piece = bind_take_word(&text); piece.len > 0; piece = bind_take_word(&text)) {
        form_plain plain = form_plain_label(h->plan->context, piece);
        if (plain.text.ptr == NULL || is_head_moved(h, plain.text, last))
            return 1;
    }
    return 0;
}

/* Columns and groups in one row stand in another order than the form's. Merged cells may be printed once for each slot. */
static int are_heads_moved(const heads *h, const bind_row *row) {
    uint32_t last = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = cell_of(h, i);
        if (cell->plain.text.len == 0)
            continue;
        int is_one = bind_find(h->plan->index, cell->plain.text) != SHEAF_NONE;
        if (is_one ? is_head_moved(h, cell->plain.text, &last)
                   : are_pieces_moved(h, cell->text, &last))
            return 1;
    }
    return 0;
}

/* Words in rows of their own alone. */
static int is_header_alone(const bind_sheet *sheet) {
    enum { MOST = 8, MOST_CELLS = 256 };
    for (uint32_t r = 0; r < sheet->rows.count; r++)
        if (r == MOST || bind_row_at(sheet, r)->values > 0 ||
            bind_row_at(sheet, r)->cells.count > MOST_CELLS)
            return 0;
    return 1;
}

int bind_is_odd_header(const bind_plan *plan, bind_columns *columns, bind_sheet *above) {
    bind_plan at = *plan;
    at.sheet = above;
    const heads h = {.plan = &at, .out = columns};
    if (!is_header_alone(above))
        return 0;
    for (uint32_t r = 0; r < above->rows.count; r++)
        if (are_heads_moved(&h, bind_row_at(above, r)))
            return 1;
    return 0;
}

static int has_groups(const heads *h) {
    const form_definition *definition = h->plan->model->definition;
    uint32_t root = FORM_AT(definition->blocks, const form_block, h->out->block)->columns;
    return bind_head_at(definition, root)->end - root - 1 > h->out->leaves.count;
}

/* ------------------------------------------------------------------------------- the row -- */

static int is_stub(const heads *h, sheaf_str text) {
    const form_definition *definition = h->plan->model->definition;
    return form_has_label(
        definition, FORM_AT(definition->blocks, const form_block, h->out->block)->stubs, text);
}

static int says_something(const heads *h, const bind_row *row) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
        if (cell_of(h, i)->plain.text.len > 0)
            return 1;
    return 0;
}

/* The labels behind the corner of the last row above the values. 0: there is no such row. */
static int find_labels(heads *h) {
    for (uint32_t r = h->end; r-- > h->first;) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        if (row->values > 0 || !says_something(h, row))
            continue;
        h->behind = row->cells.first + row->cells.count;
        for (uint32_t i = row->cells.first; i < h->behind; i++)
            if (is_stub(h, cell_of(h, i)->plain.text)) {
                h->from = i + 1;
                h->has_stub = 1;
            }
        return (int)h->has_stub;
    }
    return 0;
}

/* ------------------------------------------------------------------------------- labels -- */

static int is_kin(const heads *h, const bind_entry *entry) {
    return entry->axis == BIND_COLUMN &&
           form_same(bind_table_of(bind_model_at(h->plan->index, entry->model))->key,
                     bind_table_of(h->plan->model)->key);
}

/* The slot of the block's column with that key, which another version may print otherwise; SHEAF_NONE. */
static uint32_t slot_named(const heads *h, const bind_entry *entry) {
    const form_definition *of = bind_model_at(h->plan->index, entry->model)->definition;
    for (uint32_t s = 0; s < h->out->leaves.count; s++)
        if (form_same(leaf_at(h, s)->key, bind_head_at(of, entry->head)->key))
            return s;
    return SHEAF_NONE;
}

/* The slot of a printed label; SHEAF_NONE, and whether it is a label of other columns of the table. */
static uint32_t slot_of_label(const heads *h, uint32_t cell, uint32_t *is_foreign) {
    for (uint32_t s = 0; s < h->out->leaves.count; s++)
        if (bind_column_at(h->out, s)->cell == cell)
            return s;
    *is_foreign = 0;
    for (uint32_t i = bind_find(h->plan->index, cell_of(h, cell)->plain.text); i != SHEAF_NONE;
         i = bind_next(h->plan->index, i)) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        uint32_t slot = is_kin(h, entry) ? slot_named(h, entry) : SHEAF_NONE;
        if (slot != SHEAF_NONE)
            return slot;
        *is_foreign |= (uint32_t)is_kin(h, entry);
    }
    return SHEAF_NONE;
}

/* A label that is broken over lines says in this row only a part of itself. */
static int is_piece(const heads *h, sheaf_str text) {
    for (uint32_t s = 0; s < h->out->leaves.count; s++) {
        form_span labels = leaf_at(h, s)->labels;
        for (uint32_t i = labels.first; i < labels.first + labels.count; i++) {
            sheaf_str own =
                FORM_AT(h->plan->model->definition->labels, const form_label, i)->plain.text;
            for (size_t at = 0; at + text.len <= own.len; at++)
                if (memcmp(own.ptr + at, text.ptr, text.len) == 0)
                    return 1;
        }
    }
    return 0;
}

static int is_listed(const bind_columns *out, uint32_t slot) {
    for (uint32_t i = 0; i < out->printed.count; i++)
        if (*FORM_AT(out->printed, const uint32_t, i) == slot)
            return 1;
    return 0;
}

static int count_label(heads *h, uint32_t cell, tally *t) {
    uint32_t is_foreign = 0, slot = slot_of_label(h, cell, &is_foreign);
    if (slot == SHEAF_NONE) {
        t->foreign += is_foreign;
        t->unknown += 1 - is_foreign;
        t->is_torn |= (uint32_t)is_piece(h, cell_of(h, cell)->plain.text);
        return 1;
    }
    t->is_torn |= (uint32_t)is_listed(h->out, slot);
    t->is_placed &= (uint32_t)(cell - h->from == slot);
    t->is_gapped |= (uint32_t)(cell - h->from > t->own);
    t->own++;
    uint32_t *room = form_push(h->plan->context, &h->out->printed);
    if (room != NULL)
        *room = slot;
    return room != NULL;
}

static int count_labels(heads *h, tally *t) {
    *t = (tally){.is_placed = 1};
    for (uint32_t i = h->from; i < h->behind; i++) {
        const bind_cell *cell = cell_of(h, i);
        int is_again = i > h->from && form_same(cell->plain.text, cell_of(h, i - 1)->plain.text);
        if (cell->plain.text.len > 0 && !is_again && !count_label(h, i, t))
            return 0;
    }
    return 1;
}

/* ------------------------------------------------------------------------------- all of it -- */

static void judge(const heads *h, const tally *t) {
    bind_columns *out = h->out;
    uint32_t own = t->own, others = t->foreign + t->unknown;
    int is_whole = own == out->leaves.count;
    int is_in_place = t->is_placed && (is_whole || t->is_gapped);
    int are_others = others > 0 && (own == 0 || (t->foreign > 0 && !is_whole));
    if (are_others && !t->is_torn)
        out->is_shuffled = 1;
    if (own == 0 || others > 0 || t->is_torn || is_in_place || h->plan->sheet->is_certain)
        out->printed.count = 0;
}

static int are_all_placed(const bind_columns *out) {
    for (uint32_t i = 0; i < out->leaves.count; i++)
        if (bind_column_at(out, i)->place == SHEAF_NONE)
            return 0;
    return 1;
}

int bind_list_heads(const bind_plan *plan, uint32_t first, uint32_t end, bind_columns *out) {
    heads h = {.plan = plan, .out = out, .first = first, .end = end};
    tally t;
    if (plan->sheet->is_certain && are_all_placed(out))
        return 1; /* the geometry says more than the order */
    for (uint32_t r = first; r < end; r++)
        if (bind_row_at(plan->sheet, r)->values == 0)
            out->is_shuffled |= (uint32_t)are_heads_moved(&h, bind_row_at(plan->sheet, r));
    if (has_groups(&h) || !find_labels(&h))
        return 1;
    if (!count_labels(&h, &t))
        return 0;
    judge(&h, &t);
    return 1;
}

/* ------------------------------------------------------------------------------- values -- */

/* The first value of a row that has one for each label, with no blank among them; SHEAF_NONE. */
static uint32_t first_value(const bind_sheet *sheet, const bind_row *row, uint32_t count) {
    uint32_t first = SHEAF_NONE, seen = 0, last = 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        const bind_cell *cell = bind_cell_at(sheet, i);
        if (cell->kind == BIND_BLANK)
            continue;
        if (cell->kind != BIND_NUMBER && cell->kind != BIND_MARK)
            return SHEAF_NONE;
        first = seen++ == 0 ? i : first;
        last = i;
    }
    return seen == count && last - first + 1 == count && !row->is_torn ? first : SHEAF_NONE;
}

/* The labels are the first of the form's: a row that has all values may only lack the others' labels. */
static int are_first(const form_list *printed) {
    for (uint32_t i = 0; i < printed->count; i++)
        if (*FORM_AT(*printed, const uint32_t, i) != i)
            return 0;
    return 1;
}

int bind_place_heads(const bind_row_case *of, bind_places *out) {
    const bind_columns *columns = of->columns;
    const form_list *printed = &columns->printed;
    if (!bind_place_row(of, out))
        return 0;
    if (columns->is_divided || out->printed == 0 ||
        (out->printed == out->count && are_first(printed)))
        return 1;
    uint32_t from = first_value(of->plan->sheet, of->row, printed->count);
    out->wraps.count = 0;
    out->is_proved = 0;
    out->reading = BIND_MAPPED;
    for (uint32_t i = 0; i < out->count; i++)
        out->slots[i] = (bind_slot){.state = from == SHEAF_NONE ? BIND_OPEN : BIND_ABSENT,
                                    .why = BIND_WHY_HEADS,
                                    .cell = SHEAF_NONE,
                                    .unit = SHEAF_STR("")};
    for (uint32_t i = 0; i < printed->count && from != SHEAF_NONE; i++) {
        uint32_t slot = *FORM_AT(*printed, const uint32_t, i);
        out->slots[slot] = bind_slot_of(of->plan->sheet, from + i);
        if (bind_column_at(columns, slot)->is_doubted)
            bind_open_slot(&out->slots[slot], BIND_WHY_HEADS);
    }
    return bind_join_wraps(of->plan, of->identities, of->at, out);
}
