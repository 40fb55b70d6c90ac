/* The order of columns whose labels lie in pieces: aligned text breaks each of them over lines of its own width. The pieces that
 * stand above each other are one label; where they are not in the form's order, the columns are not. */
#include "bind/column/header.h"

enum { MOST_PIECES = 8 };

/* The cell and those right below it, as one label. 0: latched. */
static int join_down(const header *h, uint32_t r, const bind_cell *top, sheaf_str *out) {
    sheaf_str texts[MOST_PIECES] = {top->text};
    uint32_t count = 1;
    for (uint32_t below = r + 1; below < h->end; below++) {
        const bind_row *row = bind_row_at(h->plan->sheet, below);
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
            const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
            if (cell->kind != BIND_BLANK && count < MOST_PIECES && bind_shares_column(top, cell))
                texts[count++] = cell->text;
        }
    }
    sheaf_str text = form_join(h->plan->context, texts, count, SHEAF_STR("\n"));
    *out = text.ptr != NULL ? form_plain_label(h->plan->context, text).text : text;
    return out->ptr != NULL;
}

static uint32_t leaf_called(const header *h, sheaf_str text) {
    uint32_t head = first_leaf(h, text);
    for (uint32_t i = 0; i < h->out->leaves.count && head != SHEAF_NONE; i++)
        if (bind_column_at(h->out, i)->head == head)
            return i;
    return SHEAF_NONE;
}

/* The first row of the header that has several cells, its stub among them. */
static uint32_t top_row(const header *h) {
    for (uint32_t r = header_below_values(h); r < h->end; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        uint32_t full = 0;
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
            full += bind_cell_at(h->plan->sheet, i)->kind != BIND_BLANK;
        if (full > 1)
            return r;
    }
    return h->end;
}

/* The words are a piece of a label. */
static int is_piece_of(const header *h, form_span labels, sheaf_str words) {
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++) {
        const form_label *label = FORM_AT(h->plan->model->definition->labels, const form_label, i);
        if (form_holds(label->plain.text, words))
            return 1;
    }
    return 0;
}

/* The one column of the block that the words are a piece of, and of nothing else that its header says; SHEAF_NONE. */
static uint32_t leaf_told(const header *h, sheaf_str words) {
    const form_definition *definition = h->plan->model->definition;
    const form_block *block = FORM_AT(definition->blocks, const form_block, h->out->block);
    uint32_t told = SHEAF_NONE, leaf = 0;
    if (is_piece_of(h, block->stubs, words) || is_piece_of(h, block->labels, words))
        return SHEAF_NONE;
    for (uint32_t head = block->columns + 1; head < bind_head_at(definition, block->columns)->end;
         head++) {
        const form_head *at = bind_head_at(definition, head);
        int is_leaf = (at->flags & FORM_LEAF) != 0, is_own = is_piece_of(h, at->labels, words);
        if (is_own && (!is_leaf || told != SHEAF_NONE))
            return SHEAF_NONE;
        told = is_own ? leaf : told;
        leaf += (uint32_t)is_leaf;
    }
    return told;
}

/* The words of a cell are pieces of labels: *last is the column of the one before. 0: latched. */
static int read_words(const header *h, sheaf_str text, uint32_t *last) {
    enum { SHORTEST = 6 }; /* bytes: two ideographs */
    for (sheaf_str word = bind_take_word(&text); word.len > 0; word = bind_take_word(&text)) {
        sheaf_str plain = form_plain_text(h->plan->context, word);
        if (plain.ptr == NULL)
            return 0;
        uint32_t leaf = plain.len >= SHORTEST ? leaf_told(h, plain) : SHEAF_NONE;
        if (leaf == SHEAF_NONE)
            continue;
        h->out->is_shuffled |= leaf < *last;
        *last = leaf;
    }
    return 1;
}

/* In each line pieces of labels stand in the form's order, or the columns do not. */
static int read_lines(const header *h) {
    enum { LONGEST = 120 };
    for (uint32_t r = header_below_values(h); r < h->end; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        uint32_t last = 0;
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
            sheaf_str text = bind_cell_at(h->plan->sheet, i)->text;
            if (text.len <= LONGEST && !read_words(h, text, &last))
                return 0;
        }
    }
    return 1;
}

int header_read_pieces(header *h) {
    uint32_t r = top_row(h), last = 0;
    if (!h->plan->sheet->is_aligned)
        return 1;
    if (!read_lines(h))
        return 0;
    if (r + 1 >= h->end)
        return 1;
    const bind_row *row = bind_row_at(h->plan->sheet, r);
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
        sheaf_str text;
        if (cell->kind == BIND_BLANK)
            continue;
        if (!join_down(h, r, cell, &text))
            return 0;
        header_doubt_torn(h, text);
        uint32_t leaf = leaf_called(h, text);
        if (leaf == SHEAF_NONE)
            continue;
        h->out->is_shuffled |= leaf < last;
        last = leaf;
    }
    return 1;
}
