/* A mark that a narrow column broke: `不适` stands alone in the line above the values, `用` below them. Between which two of them it
 * stands tells which column is its. */
#include "bind/way/way.h"

typedef struct marking {
    const bind_plan *plan;
    const bind_row *row;
    bind_places *places;
    uint32_t piece; /* cell of the sheet */
} marking;

static const sheaf_node *node_of(const marking *m, uint32_t cell) {
    return SHEAF_AT(m->plan->context->document->nodes, sheaf_node,
                    bind_cell_at(m->plan->sheet, cell)->node);
}

/* ------------------------------------------------------------------------------- the piece -- */

/* The only text of the line right above; SHEAF_NONE where it begins no mark. */
static uint32_t piece_above(const bind_plan *plan, uint32_t row) {
    if (row == 0 ||
        bind_row_at(plan->sheet, row - 1)->line + 1 != bind_row_at(plan->sheet, row)->line)
        return SHEAF_NONE;
    const bind_row *above = bind_row_at(plan->sheet, row - 1);
    uint32_t found = SHEAF_NONE;
    for (uint32_t i = above->cells.first; i < above->cells.first + above->cells.count; i++) {
        if (bind_cell_at(plan->sheet, i)->kind == BIND_BLANK)
            continue;
        if (found != SHEAF_NONE)
            return SHEAF_NONE;
        found = i;
    }
    return found != SHEAF_NONE &&
                   bind_begins_mark(plan->model->definition, bind_cell_at(plan->sheet, found)->text)
               ? found
               : SHEAF_NONE;
}

/* ------------------------------------------------------------------------------- places -- */

/* Bytes of the character before that place: an ideograph of UTF-8 has three; 0: another one. */
static uint32_t length_before(sheaf_str bytes, uint64_t at) {
    const unsigned char *end = (const unsigned char *)bytes.ptr + at;
    if (end[-1] < 0x80)
        return end[-1] != '\t';
    int is_wide = at >= 3 && (end[-1] & 0xC0) == 0x80 && (end[-2] & 0xC0) == 0x80 &&
                  end[-3] >= 0xE3 && end[-3] <= 0xE9;
    return is_wide ? 3 : 0;
}

/* How far from the beginning of its line the cell stands; SHEAF_NONE where that cannot be told. */
static uint32_t column_of(const marking *m, uint32_t cell) {
    enum { WIDEST = 1000 };
    const sheaf_node *node = node_of(m, cell);
    const sheaf_str bytes = m->plan->context->host->input(m->plan->context->job)->bytes;
    const sheaf_origin *origin = node->origins > 0 ? SHEAF_AT(m->plan->context->document->origins,
                                                              sheaf_origin, node->origin)
                                                   : NULL;
    if (origin == NULL || origin->kind != SHEAF_AT_BYTES || origin->at.bytes.offset > bytes.len)
        return SHEAF_NONE;
    uint64_t at = origin->at.bytes.offset;
    uint32_t column = 0;
    while (at > 0 && bytes.ptr[at - 1] != '\n' && bytes.ptr[at - 1] != '\f') {
        uint32_t length = length_before(bytes, at);
        if (length == 0 || column > WIDEST)
            return SHEAF_NONE;
        column += length > 1 ? 2 : 1;
        at -= length;
    }
    return column;
}

/* Columns that the cell is wide: an ideograph takes two. */
static uint32_t width_of(const marking *m, uint32_t cell) {
    sheaf_str text = bind_cell_at(m->plan->sheet, cell)->text;
    uint32_t width = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        width += c < 0x80 ? 1 : c >= 0xC0 ? 2 : 0;
    }
    return width;
}

/* The values of the row with the mark among them. 0: it stands beside none, or above one. */
static int place_piece(const marking *m, bind_slot *slots) {
    uint32_t start = column_of(m, m->piece), end = start + width_of(m, m->piece), slot = 0;
    int is_placed = 0;
    for (uint32_t i = m->row->cells.first + m->row->labels;
         i < m->row->cells.first + m->row->cells.count; i++) {
        if (bind_cell_at(m->plan->sheet, i)->kind == BIND_BLANK)
            continue;
        uint32_t first = is_placed ? end : column_of(m, i), last = first + width_of(m, i);
        if (start == SHEAF_NONE || first == SHEAF_NONE || (first < end && start < last))
            return 0;
        if (!is_placed && first >= end)
            slots[slot++] = bind_slot_of(m->plan->sheet, m->piece);
        is_placed |= first >= end;
        slots[slot++] = bind_slot_of(m->plan->sheet, i);
    }
    if (!is_placed)
        slots[slot++] = bind_slot_of(m->plan->sheet, m->piece);
    return slot == m->places->count;
}

int bind_join_mark(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                   bind_places *places) {
    bind_slot slots[BIND_WIDEST + 1];
    const marking m = {plan, bind_row_at(plan->sheet, row), places,
                       plan->sheet->is_aligned ? piece_above(plan, row) : SHEAF_NONE};
    if (m.piece == SHEAF_NONE || places->printed + 1 != places->count ||
        places->count > BIND_WIDEST || !place_piece(&m, slots) || !bind_holds(identities, slots, 0))
        return 0;
    for (uint32_t i = 0; i < places->count; i++)
        places->slots[i] = slots[i];
    places->doubt = places->doubt > BIND_TESTABLE ? places->doubt : BIND_TESTABLE;
    return 1;
}
