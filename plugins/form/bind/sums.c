/* The equations of a table as sums inside its rows: the factor of each slot of a row. They name cells of the definition as it
 * stands in the file; a report with rows of its own has others, which are led back to those. */
#include "bind/part.h"

/* Equations name cells of the definition as it stands in the file. */
const form_definition *bind_written_of(const binding *b) {
    const form_definition *definition = bind_definition_of(b);
    return definition->written != NULL ? definition->written : definition;
}

uint32_t bind_written_head(const binding *b, uint32_t head) {
    const form_definition *definition = bind_definition_of(b);
    return definition->written != NULL ? definition->written_heads[head] : head;
}

uint32_t bind_slot_named(const binding *b, const bind_columns *columns, uint32_t written) {
    for (uint32_t i = 0; i < columns->leaves.count; i++)
        if (bind_written_head(b, bind_column_at(columns, i)->head) == written)
            return i;
    return SHEAF_NONE;
}

/* The cells that the report has, as one byte a cell of the definition as written. NULL: latched. */
const unsigned char *bind_written_cells(const binding *b) {
    const form_definition *own = bind_definition_of(b), *written = bind_written_of(b);
    if (own == written)
        return b->book.chosen;
    unsigned char *chosen = form_room(b->context, written->cells.count, 1);
    form_span cells = FORM_AT(written->tables, const form_table, b->book.model->table)->cells;
    form_span mine = bind_table_of(b->book.model)->cells;
    for (uint32_t i = mine.first, w = cells.first; chosen != NULL && i < mine.first + mine.count;
         i++) {
        const form_cell *cell = bind_cell_of(own, i);
        uint32_t row = bind_written_head(b, cell->row), column = bind_written_head(b, cell->column);
        while (w > cells.first && bind_cell_of(written, w)->row >= row)
            w--;
        while (w + 1 < cells.first + cells.count &&
               (bind_cell_of(written, w)->row != row || bind_cell_of(written, w)->column != column))
            w++;
        chosen[w] |= b->book.chosen[i];
    }
    return chosen;
}

/* The equation as factors of the slots of one row. 0: a term of it lies elsewhere. */
static int read_equation(const binding *b, const form_equation *equation,
                         const bind_columns *columns, uint32_t head, bind_identity *out) {
    for (uint32_t i = equation->terms.first; i < equation->terms.first + equation->terms.count;
         i++) {
        const form_term *term = FORM_AT(b->equations.terms, const form_term, i);
        const form_cell *cell = bind_cell_of(bind_written_of(b), term->cell);
        uint32_t slot = bind_slot_named(b, columns, cell->column);
        if (term->is_previous || cell->row != bind_written_head(b, head) || slot == SHEAF_NONE ||
            slot >= BIND_WIDEST)
            return 0;
        out->factors[slot] += term->factor;
    }
    return equation->terms.count > 0;
}

/* Most equations lie in another row. */
static int is_of_row(const binding *b, const form_equation *equation, uint32_t head) {
    const form_term *term = form_term_at(&b->equations, equation, 0);
    return equation->terms.count > 0 && bind_cell_of(bind_written_of(b), term->cell)->row == head;
}

static uint32_t covers_all(const bind_identities *identities) {
    for (uint32_t s = 0; s < identities->slots; s++) {
        int is_covered = 0;
        for (uint32_t i = 0; i < identities->rows.count; i++)
            is_covered |= FORM_AT(identities->rows, bind_identity, i)->factors[s] != 0;
        if (!is_covered)
            return 0;
    }
    return identities->slots > 0;
}

bind_identities *bind_identities_of(binding *b, const bind_columns *columns, uint32_t head) {
    if (b->identities[head] != NULL)
        return b->identities[head];
    bind_identities *made = form_room(b->context, 1, sizeof *made);
    if (made == NULL)
        return NULL;
    *made = (bind_identities){.rows = FORM_LIST_OF(bind_identity), .slots = columns->leaves.count};
    for (uint32_t i = 0; i < b->equations.equations.count; i++) {
        const form_equation *equation = FORM_AT(b->equations.equations, const form_equation, i);
        if (!is_of_row(b, equation, bind_written_head(b, head)))
            continue;
        bind_identity identity = {{0}};
        if (!read_equation(b, equation, columns, head, &identity))
            continue;
        bind_identity *room = form_push(b->context, &made->rows);
        if (room == NULL)
            return NULL;
        *room = identity;
    }
    made->slots = made->slots < BIND_WIDEST ? made->slots : BIND_WIDEST;
    made->covers = columns->leaves.count <= BIND_WIDEST && covers_all(made);
    b->identities[head] = made;
    return made;
}

/* How many of the row's sums fail. */
static uint32_t count_failed(const bind_identities *identities, const bind_places *places) {
    uint32_t failed = 0;
    for (uint32_t i = 0; i < identities->rows.count; i++)
        failed += !bind_holds_one(FORM_AT(identities->rows, const bind_identity, i), places->slots,
                                  identities->slots, 1);
    return failed;
}

/* Zeros add up wherever they stand. What is known of a sum may exceed its total where the rest is blank. */
void bind_count_sums(bind_sheet *sheet, const bind_identities *identities,
                     const bind_places *places) {
    int is_told = 0;
    if (!identities->covers)
        return;
    if (!bind_is_full(places->slots, places->count)) {
        uint32_t cannot_be = (uint32_t)!bind_holds(identities, places->slots, 0);
        sheet->tested += cannot_be;
        sheet->failed += cannot_be;
        return;
    }
    for (uint32_t i = 0; i < places->count; i++)
        is_told |= places->slots[i].value.digits != 0;
    if (!is_told)
        return;
    sheet->tested += identities->rows.count;
    sheet->failed += count_failed(identities, places);
}
