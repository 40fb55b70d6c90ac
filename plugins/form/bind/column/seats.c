/* Whether the words of a header row can be heads of the form in its order, each cell the head of other columns than the one before. Words
 * that nobody can read are whatever head is left there; if none is, the readable one stands in a place that is not its own. */
#include "bind/column/header.h"

enum {
    CLOSE = 6000
}; /* as evidence against an order, a label may be read that is too far off to be taken */

typedef struct row_of_heads {
    const header *h;
    uint32_t root, end; /* heads of the block's columns */
    uint32_t first;     /* the first head that the next cell may be */
} row_of_heads;

static const form_head *head_of(const row_of_heads *r, uint32_t head) {
    return bind_head_at(r->h->plan->model->definition, head);
}

static int is_called(const row_of_heads *r, uint32_t head, sheaf_str name) {
    return form_has_label(r->h->plan->model->definition, head_of(r, head)->labels, name);
}

static int is_label(const row_of_heads *r, sheaf_str words) {
    uint32_t head = r->root + 1;
    while (head < r->end && !is_called(r, head, words))
        head++;
    return head < r->end;
}

/* The label that the words are clearly nearer to than to any other; empty: none. */
static sheaf_str near_name(const row_of_heads *r, sheaf_str words) {
    const form_definition *definition = r->h->plan->model->definition;
    uint32_t best = CLOSE + 1, second = CLOSE + FORM_MARGIN + 1;
    sheaf_str name = SHEAF_STR("");
    for (uint32_t head = r->root + 1; head < r->end; head++) {
        form_span labels = head_of(r, head)->labels;
        for (uint32_t i = labels.first; i < labels.first + labels.count; i++) {
            sheaf_str text = FORM_AT(definition->labels, const form_label, i)->plain.text;
            uint32_t distance = form_distance(words, text, CLOSE + FORM_MARGIN);
            if (form_same(text, name))
                continue;
            int is_rival = name.len == 0 || !is_called(r, head, name); /* not its own alias */
            if (distance < best) {
                second = is_rival ? best : second;
                best = distance;
                name = text;
            } else if (is_rival && distance < second)
                second = distance;
        }
    }
    return best <= CLOSE && second >= best + FORM_MARGIN ? name : SHEAF_STR("");
}

/* The label that the words are or are near to; empty: none. */
static sheaf_str name_of(const row_of_heads *r, sheaf_str words) {
    return is_label(r, words) ? words : near_name(r, words);
}

/* Of the heads that are left the one that leaves the most; SHEAF_NONE. */
static uint32_t seat_of(const row_of_heads *r, sheaf_str name) {
    uint32_t found = SHEAF_NONE;
    for (uint32_t head = r->first; head < r->end; head++) {
        int may_be = name.len > 0 ? is_called(r, head, name)
                                  : r->h->found[head] == 0 && head_of(r, head)->labels.count > 0;
        if (may_be && (found == SHEAF_NONE || head_of(r, head)->end < head_of(r, found)->end))
            found = head;
    }
    return found;
}

/* Some row of the block has a number in the column. */
static int has_number_below(const header *h, const bind_cell *cell) {
    const bind_sheet *sheet = h->plan->sheet;
    for (uint32_t r = h->end; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE ||
            bind_target_at(h->plan, row->target)->block != h->out->block)
            continue;
        for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
             i++)
            if (bind_cell_at(sheet, i)->column == cell->column &&
                bind_cell_at(sheet, i)->kind == BIND_NUMBER)
                return 1;
    }
    return 0;
}

static int is_row_moved(const header *h, const bind_row *row) {
    const form_definition *definition = h->plan->model->definition;
    uint32_t root = FORM_AT(definition->blocks, const form_block, h->out->block)->columns;
    row_of_heads r = {h, root, bind_head_at(definition, root)->end, root + 1};
    sheaf_str last = SHEAF_STR("");
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
        if (cell->plain.text.len == 0 || form_same(cell->plain.text, last) ||
            !has_number_below(h, cell))
            continue;
        last = cell->plain.text;
        uint32_t head = seat_of(&r, name_of(&r, cell->plain.text));
        if (head == SHEAF_NONE)
            return 1;
        r.first = head_of(&r, head)->end;
    }
    return 0;
}

/* Where rows have labels their corner is printed in the header, too, and nothing tells damaged words of it from a head. */
static int has_corner(const header *h) {
    const form_definition *definition = h->plan->model->definition;
    const form_block *block = FORM_AT(definition->blocks, const form_block, h->out->block);
    for (uint32_t head = block->rows + 1; head < bind_head_at(definition, block->rows)->end; head++)
        if (bind_head_at(definition, head)->labels.count > 0)
            return 1;
    return block->labels.count > 0;
}

void header_judge_seats(const header *h) {
    enum { MOST_HEADS = 64 };
    if (h->plan->sheet->is_certain || h->plan->sheet->is_aligned || h->plan->sheet->is_stream ||
        has_corner(h) || h->out->leaves.count > MOST_HEADS || header_has_own_columns(h))
        return;
    for (uint32_t r = header_below_values(h); r < h->end; r++)
        h->out->is_shuffled |= (uint32_t)is_row_moved(h, bind_row_at(h->plan->sheet, r));
}
