/* What the reader of the document is not sure of. Digits that it joined from two lines of a cell, as no room was left for one
 * more: where the row does not add up with them they may as well be two numbers. Cells that it says are not certain: their
 * digits run over a border, say. And two numbers in a cell of a text that are two of the row's. */
#include "bind/doubt/doubting.h"

/* The cell of the node; the cells of a table are in the order of its nodes. NULL: it is another's. */
static bind_cell *cell_of(const bind_sheet *sheet, uint32_t node) {
    uint32_t at = form_first_at(&sheet->cells, offsetof(bind_cell, node), node);
    return at < sheet->cells.count && bind_cell_at(sheet, at)->node == node
               ? bind_cell_at(sheet, at)
               : NULL;
}

static void mark_joined(const bind_plan *plan) {
    const sheaf_document *document = plan->context->document;
    for (uint32_t i = 0; i < document->repairs.count; i++) {
        const sheaf_repair *repair = SHEAF_AT(document->repairs, sheaf_repair, i);
        bind_cell *cell = form_same(repair->kind, SHEAF_STR("digits_joined"))
                              ? cell_of(plan->sheet, repair->to_node)
                              : NULL;
        if (cell != NULL)
            cell->is_joined = 1;
    }
    plan->sheet->knows_joined = 1;
}

void bind_open_joined(const doubting *d) {
    if (!d->of.identities->covers || bind_holds(d->of.identities, d->places->slots, 1))
        return;
    if (!d->of.plan->sheet->knows_joined)
        mark_joined(d->of.plan);
    for (uint32_t i = 0; i < d->places->count; i++) {
        bind_slot *slot = &d->places->slots[i];
        if (slot->state == BIND_VALUE && slot->cell != SHEAF_NONE &&
            cell_at(d, slot->cell)->is_joined)
            bind_open_slot(slot, BIND_WHY_DIGITS);
    }
}

/* No confidence is stated where there is no doubt. */
static int is_unsure(const doubting *d, uint32_t cell) {
    const sheaf_document *document = d->of.plan->context->document;
    uint32_t confidence = form_node_at(document, cell_at(d, cell)->node)->confidence;
    return confidence > 0 && confidence < SHEAF_CERTAIN;
}

/* Of the columns of the table: then it is not certain of cells either. */
static int is_table_unsure(const doubting *d) {
    const sheaf_document *document = d->of.plan->context->document;
    const sheaf_node *table = form_node_at(document, d->of.plan->sheet->node);
    enum { UNSURE = 7000 };
    return (table->flags & SHEAF_INFERRED) != 0 && table->confidence <= UNSURE;
}

/* Sums do not help: `77` beside `2` and `7` beside `72` come to the same. */
void bind_open_unsure(const doubting *d) {
    const bind_why why = is_table_unsure(d) ? BIND_WHY_HEADS : BIND_WHY_DIGITS;
    for (uint32_t i = 0; i < d->places->count; i++) {
        bind_slot *slot = &d->places->slots[i];
        if (slot->state == BIND_VALUE && slot->cell != SHEAF_NONE && is_unsure(d, slot->cell))
            bind_open_slot(slot, why);
    }
}

/* The numbers of the row with both of the cell in slot `two`, and without one of all. */
static int holds_without(const doubting *d, uint32_t two, const bind_number *pieces,
                         uint32_t dropped) {
    bind_slot slots[BIND_WIDEST];
    uint32_t count = 0;
    for (uint32_t i = 0; i <= d->places->count; i++) {
        bind_slot slot = d->places->slots[i > two ? i - 1 : i];
        if (i == two || i == two + 1) {
            slot.state = BIND_VALUE;
            slot.value = pieces[i - two].value;
        }
        if (i != dropped)
            slots[count++] = slot;
    }
    return bind_is_full(slots, count) && bind_holds(d->of.identities, slots, 1);
}

int bind_holds_two(const doubting *d) {
    bind_number pieces[BIND_PIECES];
    if (d->of.plan->sheet->is_certain || !d->of.identities->covers || d->places->is_proved ||
        d->places->count >= BIND_WIDEST)
        return 0;
    for (uint32_t i = 0; i < d->places->count; i++) {
        uint32_t cell = d->places->slots[i].cell;
        if (d->places->slots[i].state == BIND_VALUE || cell == SHEAF_NONE ||
            cell_at(d, cell)->kind != BIND_BROKEN ||
            bind_read_pieces(cell_at(d, cell)->text, pieces) != 2)
            continue;
        for (uint32_t dropped = 0; dropped <= d->places->count; dropped++)
            if (dropped != i && dropped != i + 1 && holds_without(d, i, pieces, dropped))
                return 1;
    }
    return 0;
}
