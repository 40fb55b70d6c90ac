/* Tables whose rows do not line up: exports drop blank cells, so that a row's numbers stand under headings
 * that are not theirs. Rows that hold equally many numbers, without a gap, begin them in the same column;
 * where most rows do and some do not, the reader of the document is told. Nothing is moved: which reading
 * is right is for a pass to prove. */
#include "ir/build.h"

#include <inttypes.h>
#include <stdio.h>

enum { FEWEST = 3, MOST = 32 /* numbers in a row that is compared */ };

/* Rows with equally many numbers: where the first of them began, how many more did, how many did not. */
typedef struct rows_alike {
    uint32_t begin, even, odd;
} rows_alike;

typedef struct tally {
    uint32_t row, count, first, last; /* the row at hand */
    rows_alike alike[MOST + 1];
} tally;

static void end_row(tally *t) {
    if (t->count >= FEWEST && t->count <= MOST && t->last - t->first + 1 == t->count) {
        rows_alike *alike = &t->alike[t->count];
        if (alike->even == 0)
            alike->begin = t->first;
        alike->even += t->first == alike->begin;
        alike->odd += t->first != alike->begin;
    }
    t->count = 0;
}

static void add_number(tally *t, uint32_t column) {
    if (t->count++ == 0)
        t->first = column;
    t->last = column;
}

/* Those of the usual rows, which fill half of the columns or more; NULL where no rows do. */
static const rows_alike *usual(const tally *t, uint32_t columns) {
    const rows_alike *best = NULL;
    for (uint32_t count = FEWEST; count <= MOST; count++) {
        const rows_alike *alike = &t->alike[count];
        if (count * 2 >= columns && alike->even != 0 &&
            (best == NULL || alike->even + alike->odd > best->even + best->odd))
            best = alike;
    }
    return best;
}

static int say(sf_builder *b, uint32_t table, const rows_alike *rows) {
    char message[200];
    const sheaf_node *node = sf_build_node(b, table);
    int most_even = rows->odd < rows->even;
    snprintf(
        message, sizeof message,
        "in %" PRIu32 " of %" PRIu32 " full rows of this table the numbers begin in another "
        "column: cells were lost there or elsewhere, so values may stand under a wrong heading",
        most_even ? rows->odd : rows->even, rows->even + rows->odd);
    return sf_build_diagnose(
        b, "ir.table.uneven", message,
        node->origins ? SF_VEC_AT(&b->tree->origins, sheaf_origin, node->origin) : NULL);
}

int sf_uneven_say(sf_builder *b, uint32_t table, const unsigned char *is_number) {
    tally t = {.row = 0};
    uint32_t columns =
        SF_VEC_AT(&b->tree->tables, sf_table, sf_build_node(b, table)->payload)->grid.columns;
    for (uint32_t n = table + 1; n < b->tree->nodes.count; n = sf_build_node(b, n)->end) {
        const sheaf_cell *cell =
            SF_VEC_AT(&b->tree->cells, sheaf_cell, sf_build_node(b, n)->payload);
        if (cell->row != t.row)
            end_row(&t);
        t.row = cell->row;
        if (*is_number++ == 1)
            add_number(&t, cell->column);
    }
    end_row(&t);
    const rows_alike *rows = usual(&t, columns);
    return rows == NULL || rows->odd == 0 || say(b, table, rows);
}
