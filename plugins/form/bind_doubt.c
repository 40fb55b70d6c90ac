/* What speaks against a reading that looks plain. Each doubt is about one row: its numbers are there, but something that is
 * printed says that they may stand elsewhere. A row in doubt has no values: an honest gap is better than a wrong number. */
#include "bind.h"

typedef struct doubting {
    const bind_plan *plan;
    const bind_columns *columns;
    const bind_identities *identities;
    const bind_row *row;
    bind_places *places;
} doubting;

enum { NEARBY = 64 };

static const bind_cell *cell_at(const doubting *d, uint32_t i) {
    return bind_cell_at(d->plan->sheet, i);
}

static void open_all(const doubting *d) {
    for (uint32_t i = 0; i < d->places->count; i++)
        if (d->places->slots[i].state == BIND_VALUE)
            d->places->slots[i].state = BIND_OPEN;
}

static uint32_t count_state(const doubting *d, bind_state state) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < d->places->count; i++)
        count += d->places->slots[i].state == (uint32_t)state;
    return count;
}

/* All of it is numbers, and they add up. */
static int adds_up(const doubting *d) {
    return d->identities->covers && count_state(d, BIND_VALUE) == d->places->count &&
           bind_holds(d->identities, d->places->slots, 1);
}

/* ------------------------------------------------------------------------------- shorter than the others -- */

static uint32_t count_full(const doubting *d, const bind_row *row) {
    uint32_t count = 0;
    for (uint32_t i = row->labels; i < row->cells.count; i++)
        count += cell_at(d, row->cells.first + i)->kind != BIND_BLANK;
    return count;
}

/* Nearly all rows of the block have more values than columns (a column of ordinals, say): then this row, which has as many
 * as columns, has lost one. */
static int is_short(const doubting *d, uint32_t at) {
    const bind_sheet *sheet = d->plan->sheet;
    uint32_t more = 0, others = 0, first = at > NEARBY ? at - NEARBY : 0;
    for (uint32_t r = first; r < sheet->rows.count && r < at + NEARBY; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE || r == at ||
            bind_target_at(d->plan, row->target)->block != d->columns->block)
            continue;
        uint32_t count = count_full(d, row);
        more += count > d->places->count;
        others += count == d->places->count;
    }
    return d->places->printed == d->places->count && more > others;
}

/* ------------------------------------------------------------------------------- blanks -- */

/* With a blank in it the row does not add up, and would if the blank stood elsewhere. */
static int would_fit_elsewhere(const doubting *d) {
    const bind_sheet *sheet = d->plan->sheet;
    uint32_t first = SHEAF_NONE, behind = 0;
    for (uint32_t i = d->row->labels; i < d->row->cells.count; i++)
        if (cell_at(d, d->row->cells.first + i)->kind != BIND_BLANK) {
            first = first == SHEAF_NONE ? d->row->cells.first + i : first;
            behind = d->row->cells.first + i + 1;
        }
    const bind_ways ways = {.sheet = sheet,
                            .identities = d->identities,
                            .first = first,
                            .count = first == SHEAF_NONE ? 0 : behind - first,
                            .width = d->places->count,
                            .left = &((bind_plan *)(uintptr_t)d->plan)->ways_left};
    return ways.count > 0 && ways.count < ways.width && bind_some_way_holds(&ways);
}

/* A column whose header is known not to be there has no cells. */
static uint32_t count_blanks(const doubting *d) {
    return count_state(d, BIND_EMPTY) +
           (d->plan->sheet->is_certain ? 0 : count_state(d, BIND_ABSENT));
}

static int is_blank_in_doubt(const doubting *d) {
    if (count_blanks(d) == 0 || count_state(d, BIND_ABSENT) > 0 || !d->identities->covers ||
        count_state(d, BIND_TEXT) > 0 || count_state(d, BIND_OPEN) > 0 ||
        bind_holds(d->identities, d->places->slots, 1))
        return 0;
    int can_be = d->plan->sheet->is_certain || bind_holds(d->identities, d->places->slots, 0);
    return !can_be || would_fit_elsewhere(d);
}

/* The header of a text has a column behind the form's first one that is none of the form's: then a blank does not say whose
 * it is. */
static int is_under_others(const doubting *d) {
    uint32_t first = SHEAF_NONE;
    for (uint32_t i = 0; i < d->columns->leaves.count; i++) {
        uint32_t place = bind_column_at(d->columns, i)->place;
        first = place < first ? place : first;
    }
    for (uint32_t i = 0; i < d->columns->strangers.count && d->columns->is_gridded; i++)
        if (cell_at(d, *FORM_AT(d->columns->strangers, const uint32_t, i))->column > first)
            return count_blanks(d) > 0;
    return 0;
}

/* ------------------------------------------------------------------------------- digits behind the table -- */

static const sheaf_node *node_at(const doubting *d, uint32_t n) {
    const sheaf_array *nodes = &d->plan->context->document->nodes;
    return n < nodes->count ? SHEAF_AT(*nodes, sheaf_node, n) : NULL;
}

/* The line of a text file in which a node begins; 0: it stands in none. */
static uint32_t line_of(const doubting *d, const sheaf_node *node) {
    if (node == NULL || node->origins == 0)
        return 0;
    const sheaf_origin *origin =
        SHEAF_AT(d->plan->context->document->origins, sheaf_origin, node->origin);
    return origin->kind == SHEAF_AT_BYTES ? origin->unit : 0;
}

/* The line right below the row holds digits and nothing else, and is no part of the table: the row's last number may go on
 * there. */
static int has_digits_below(const doubting *d) {
    const bind_sheet *sheet = d->plan->sheet;
    uint32_t line = 0;
    for (uint32_t i = 0; i < d->row->cells.count && line == 0; i++)
        line = line_of(d, node_at(d, cell_at(d, d->row->cells.first + i)->node));
    const sheaf_node *below = node_at(d, node_at(d, sheet->node)->end);
    return line != 0 && below != NULL && (below->flags & SHEAF_FURNITURE) == 0 &&
           line_of(d, below) == line + 1 && bind_is_piece(bind_trim(below->text));
}

static void open_last(const doubting *d) {
    for (uint32_t i = d->places->count; i-- > 0;)
        if (d->places->slots[i].state == BIND_VALUE) {
            d->places->slots[i].state = BIND_OPEN;
            return;
        }
}

/* ------------------------------------------------------------------------------- all of it -- */

void bind_doubt_row(const bind_plan *plan, const bind_columns *columns,
                    const bind_identities *identities, uint32_t row, bind_places *places) {
    const doubting d = {plan, columns, identities, bind_row_at(plan->sheet, row), places};
    if (places->printed == 0 || places->count > BIND_WIDEST || places->is_proved)
        return;
    uint32_t least = count_blanks(&d) > 0                                 ? BIND_TESTABLE
                     : (d.row->how & (BIND_BY_COUNT | BIND_BY_MOVE)) != 0 ? BIND_MOVED
                                                                          : BIND_SURE;
    int is_glued = count_blanks(&d) > 0 && !plan->sheet->is_certain &&
                   bind_open_glued(identities, places->slots, places->count);
    if (places->doubt == BIND_UNPROVED && !is_glued && count_state(&d, BIND_OPEN) == 0)
        places->doubt = BIND_UNCONFIRMED;
    places->doubt = places->doubt > least ? places->doubt : least;
    if (row + 1 == plan->sheet->rows.count && !adds_up(&d) && has_digits_below(&d))
        open_last(&d);
    int is_told = plan->sheet->is_certain || adds_up(&d);
    if ((!is_told && (is_short(&d, row) || is_under_others(&d))) || is_blank_in_doubt(&d))
        open_all(&d);
}
