/* More columns are called by a label of the form, or by an alias of it, than the form has (`合计`, `共计` for one 总计): some of them are
 * the report's own, and nothing printed says which. Where each has the form's own name, an alias beside those is the report's. */
#include "bind/column/column.h"
#include "bind/column/header.h"

enum { MOST_LEAVES = 64, MOST_COLUMNS = 64 };

/* At the first leaf of a name: how many leaves have it, and the grid columns below it and below its aliases, a bit each. */
typedef struct called {
    uint32_t leaves;
    uint64_t own, alias;
} called;

static uint32_t count_bits(uint64_t bits) {
    uint32_t count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

/* NULL: no leaf of the block is called so. */
static called *called_of(const header *h, called *names, const bind_entry *entry) {
    const form_definition *definition = h->plan->model->definition;
    uint32_t root = FORM_AT(definition->blocks, const form_block, h->out->block)->columns;
    uint32_t at = entry != NULL ? entry->head - root : MOST_LEAVES;
    return at < MOST_LEAVES ? &names[at] : NULL;
}

static void count_leaves(const header *h, called *names) {
    const form_definition *definition = h->plan->model->definition;
    for (uint32_t i = 0; i < h->out->leaves.count; i++) {
        form_span own = bind_head_at(definition, bind_column_at(h->out, i)->head)->labels;
        if (own.count == 0)
            continue;
        const form_label *label = FORM_AT(definition->labels, const form_label, own.first);
        called *of = called_of(h, names, leaf_entry(h, label->plain.text));
        if (of != NULL)
            of->leaves++;
    }
}

/* A label that is printed again in its column is that one's. */
static void count_cells(const header *h, called *names, const bind_row *row) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
        const bind_entry *entry = leaf_entry(h, cell->plain.text);
        called *of = called_of(h, names, entry);
        if (of != NULL && cell->column < MOST_COLUMNS)
            *(entry->kind == FORM_ALIAS ? &of->alias : &of->own) |= UINT64_C(1) << cell->column;
    }
}

/* A row of the report's own above those of the block, with a value for each column behind the one label that it has: that is none of
 * a column. */
static int is_of_values(const header *h, const bind_row *row) {
    const bind_cell *label = NULL;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++) {
        const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
        if (cell->plain.text.len == 0)
            continue;
        if (label != NULL && !form_same(cell->plain.text, label->plain.text))
            return 0;
        label = cell;
    }
    return label != NULL && row->values >= h->out->leaves.count;
}

void header_judge_names(const header *h) {
    called names[MOST_LEAVES] = {{0}};
    if (h->plan->sheet->is_certain || h->first == h->end)
        return;
    count_leaves(h, names);
    for (uint32_t r = h->first; r < h->end; r++)
        if (!is_of_values(h, bind_row_at(h->plan->sheet, r)))
            count_cells(h, names, bind_row_at(h->plan->sheet, r));
    for (uint32_t i = 0; i < MOST_LEAVES; i++) {
        uint32_t leaves = names[i].leaves, all = count_bits(names[i].own | names[i].alias);
        if (leaves == 0 || all <= leaves)
            continue;
        if (count_bits(names[i].own) < leaves)
            h->out->has_rivals = 1;
        else
            h->out->surplus += all - leaves;
    }
}
