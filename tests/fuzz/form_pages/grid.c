/* A table of a form as a report prints it: blocks one above the other; the labels of columns on top, those of rows on the
 * left, as many slots deep as their trees, a group beside or above what it stands for. */
#include "pages.h"

#include <stdio.h>
#include <string.h>

sheaf_str pages_join(pages_ink *ink, sheaf_str a, sheaf_str b, sheaf_str c) {
    const sheaf_str parts[] = {a, b, c};
    size_t from = ink->used;
    for (uint32_t i = 0; i < 3; i++) {
        size_t left = sizeof ink->bytes - ink->used;
        size_t length = parts[i].len < left ? parts[i].len : 0;
        memcpy(ink->bytes + ink->used, parts[i].ptr, length);
        ink->used += length;
    }
    return (sheaf_str){ink->bytes + from, ink->used - from};
}

/* A tree of labels as slots: how deep it is, and how many leaves it has. */
typedef struct tree {
    const form_definition *form;
    uint32_t root, depth, leaves;
} tree;

static const form_head *head_at(const tree *t, uint32_t i) {
    return FORM_AT(t->form->heads, form_head, i);
}

static tree tree_of(const form_definition *form, uint32_t root) {
    tree t = {.form = form, .root = root};
    for (uint32_t i = root + 1; i < head_at(&t, root)->end; i++) {
        const form_head *head = head_at(&t, i);
        t.leaves += (head->flags & FORM_LEAF) != 0;
        if (head->labels.count > 0 && head->depth > t.depth)
            t.depth = head->depth;
    }
    return t;
}

static uint32_t leaves_below(const tree *t, uint32_t head) {
    uint32_t leaves = 0;
    for (uint32_t i = head; i < head_at(t, head)->end; i++)
        leaves += (head_at(t, i)->flags & FORM_LEAF) != 0;
    return leaves;
}

static sheaf_str label_of(const form_definition *form, form_span labels) {
    return labels.count > 0 ? FORM_AT(form->labels, form_label, labels.first)->text : SHEAF_STR("");
}

static void put(pages_grid *grid, uint32_t row, uint32_t column, pages_cell cell) {
    if (row + cell.rows > PAGES_ROWS || column + cell.columns > PAGES_COLUMNS)
        return;
    for (uint32_t r = row; r < row + cell.rows; r++)
        for (uint32_t c = column; c < column + cell.columns; c++)
            grid->cells[r][c] = (pages_cell){SHEAF_STR(""), 0, 0};
    grid->cells[row][column] = cell;
}

/* Every head at its place, from `row`, `column` on; `down`: leaves stand one below the other. */
static void put_tree(pages_grid *grid, const tree *t, uint32_t row, uint32_t column, int down) {
    uint32_t leaf = 0;
    for (uint32_t i = t->root + 1; i < head_at(t, t->root)->end; i++) {
        const form_head *head = head_at(t, i);
        int is_leaf = (head->flags & FORM_LEAF) != 0;
        uint32_t slot = head->depth - 1, wide = leaves_below(t, i);
        uint32_t deep = is_leaf ? t->depth - slot : 1;
        sheaf_str text = label_of(t->form, head->labels);
        if (slot < t->depth && wide > 0)
            put(grid, row + (down ? leaf : slot), column + (down ? slot : leaf),
                down ? (pages_cell){text, wide, deep} : (pages_cell){text, deep, wide});
        leaf += (uint32_t)is_leaf;
    }
}

static uint32_t leaf_at(const tree *t, uint32_t head) {
    uint32_t leaf = 0;
    for (uint32_t i = t->root + 1; i < head; i++)
        leaf += (head_at(t, i)->flags & FORM_LEAF) != 0;
    return leaf;
}

static int is_leaf_of(const tree *t, uint32_t head) {
    return head > t->root && head < head_at(t, t->root)->end &&
           (head_at(t, head)->flags & FORM_LEAF) != 0;
}

static sheaf_str printed(pages_ink *ink, int64_t value) {
    char text[24];
    int length = snprintf(text, sizeof text, "%lld", (long long)value);
    return pages_join(ink, (sheaf_str){text, (size_t)length}, SHEAF_STR(""), SHEAF_STR(""));
}

static void put_block(pages_grid *grid, pages_ink *ink, const form_definition *form,
                      const form_block *block, const int64_t *values) {
    tree rows = tree_of(form, block->rows), columns = tree_of(form, block->columns);
    uint32_t above = grid->rows, wide = rows.depth + columns.leaves, deep = columns.depth;
    if (block->labels.count > 0 && wide > 0)
        put(grid, above++, 0, (pages_cell){label_of(form, block->labels), 1, wide});
    if (rows.depth > 0 && deep > 0)
        put(grid, above, 0, (pages_cell){label_of(form, block->stubs), deep, rows.depth});
    put_tree(grid, &columns, above, rows.depth, 0);
    put_tree(grid, &rows, above + deep, 0, 1);
    for (uint32_t i = block->cells.first; i < block->cells.first + block->cells.count; i++) {
        const form_cell *cell = FORM_AT(form->cells, form_cell, i);
        if (is_leaf_of(&rows, cell->row) && is_leaf_of(&columns, cell->column))
            put(grid, above + deep + leaf_at(&rows, cell->row),
                rows.depth + leaf_at(&columns, cell->column),
                (pages_cell){printed(ink, values[i]), 1, 1});
    }
    grid->rows = above + deep + rows.leaves;
    grid->columns = wide > grid->columns ? wide : grid->columns;
}

void pages_fill(pages_grid *grid, pages_ink *ink, const form_definition *form, uint32_t table,
                uint32_t seed) {
    const form_table *of = FORM_AT(form->tables, form_table, table);
    const int64_t *values = pages_values(form, table, seed);
    *grid = (pages_grid){.rows = 0};
    for (uint32_t r = 0; r < PAGES_ROWS; r++)
        for (uint32_t c = 0; c < PAGES_COLUMNS; c++)
            grid->cells[r][c] = (pages_cell){SHEAF_STR(""), 1, 1};
    for (uint32_t i = 0; i < of->blocks.count; i++)
        put_block(grid, ink, form, FORM_AT(form->blocks, form_block, of->blocks.first + i), values);
    grid->rows = grid->rows < PAGES_ROWS ? grid->rows : PAGES_ROWS;
    grid->columns = grid->columns < PAGES_COLUMNS ? grid->columns : PAGES_COLUMNS;
}
