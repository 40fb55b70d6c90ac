/* One column of a text has lost its head, and the report has columns of its own beside the form's. All other heads stand above theirs, in
 * the order of the form; a column between the neighbours of the one that is missing, with no words above it, is that one where
 * the rows add up with it, and hardly one does not. A sum leaves only one number for it, whatever stands in other columns. */
#include "bind/place/below.h"

enum { VOTERS = 256, FEWEST = 3, LEAST_COLUMNS = 5 };

typedef struct headless {
    const bind_plan *plan;
    bind_columns *columns;
    const bind_identities *identities;
    uint32_t slot;      /* of the column without head */
    uint32_t from, end; /* of the grid: where it may stand */
} headless;

/* The only column without a head, and between which others it stands. 0: there is none, or several. */
static int find_slot(headless *h) {
    uint32_t width = h->columns->leaves.count, missing = 0;
    for (uint32_t i = 0; i < width; i++)
        if (bind_column_at(h->columns, i)->place == SHEAF_NONE) {
            h->slot = i;
            missing++;
        }
    if (missing != 1)
        return 0;
    h->from = h->slot > 0 ? bind_column_at(h->columns, h->slot - 1)->place + 1 : 0;
    h->end = h->slot + 1 < width ? bind_column_at(h->columns, h->slot + 1)->place
                                 : h->plan->sheet->columns;
    return 1;
}

/* Words that are none of the form's stand above it, or one of the form's heads. */
static int is_headed(const headless *h, uint32_t column) {
    for (uint32_t i = 0; i < h->columns->strangers.count; i++) {
        const bind_cell *cell =
            bind_cell_at(h->plan->sheet, *FORM_AT(h->columns->strangers, const uint32_t, i));
        if (cell->column <= column && column < cell->column + cell->width)
            return 1;
    }
    for (uint32_t i = 0; i < h->columns->leaves.count; i++)
        if (bind_column_at(h->columns, i)->place == column)
            return 1;
    return 0;
}

/* The numbers of a row below the heads, and in that column for the one without. 0: there is not one for each. */
static int take_row(const headless *h, const bind_row *row, uint32_t column, bind_slot *slots) {
    uint32_t width = h->columns->leaves.count, taken = 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count; i++)
        for (uint32_t k = 0; k < width; k++) {
            const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
            uint32_t place = k == h->slot ? column : bind_column_at(h->columns, k)->place;
            if (cell->width != 1 || place != cell->column || cell->kind != BIND_NUMBER)
                continue;
            slots[k] = bind_slot_of(h->plan->sheet, i);
            taken++;
        }
    return taken == width;
}

static int is_borne(const headless *h, uint32_t column) {
    uint32_t held = 0, failed = 0;
    for (uint32_t r = 0; r < h->plan->sheet->rows.count && held + failed < VOTERS; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        bind_slot slots[BIND_WIDEST] = {{0}};
        if (row->target == SHEAF_NONE || row->is_torn ||
            bind_target_at(h->plan, row->target)->block != h->columns->block ||
            !take_row(h, row, column, slots))
            continue;
        int holds = bind_holds(h->identities, slots, 1);
        held += (uint32_t)(holds && slots[h->slot].value.digits != 0);
        failed += (uint32_t)!holds;
    }
    return held >= FEWEST && failed * 8 <= held;
}

void bind_adopt_headless(const bind_plan *plan, bind_columns *columns,
                         const bind_identities *identities) {
    headless h = {.plan = plan, .columns = columns, .identities = identities};
    uint32_t found = SHEAF_NONE;
    if (columns->leaves.count < LEAST_COLUMNS || columns->leaves.count > BIND_WIDEST ||
        !find_slot(&h))
        return;
    for (uint32_t c = h.from; c < h.end; c++) {
        if (is_headed(&h, c) || !is_borne(&h, c))
            continue;
        if (found != SHEAF_NONE)
            return;
        found = c;
    }
    if (found == SHEAF_NONE)
        return;
    bind_column_at(columns, h.slot)->place = found;
    bind_column_at(columns, h.slot)->width = 1;
    columns->is_strange = 0;
}
