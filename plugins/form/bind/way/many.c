/* Rows of a text with more cells than columns: some way to leave cells out adds up. A blank is a cell as good as a number, so a row that
 * has one where others have a value is not full, and what fills its columns may be the report's own. */
#include "bind/way/placing.h"

void bind_place_some_way(const placing *p, bind_reading reading) {
    const bind_ways ways = ways_of(p);
    uint32_t tried = 0;
    bind_try_ways(&ways, p->out->slots, &p->out->is_proved, &tried);
    p->out->reading = reading;
}

/* It is of the block, and longer than one with so many cells that say something: that one is not merely beside it. */
static int is_longer(const bind_row_case *of, const bind_row *row, uint32_t printed) {
    uint32_t count = 0;
    if (row->target == SHEAF_NONE ||
        bind_target_at(of->plan, row->target)->block != of->columns->block)
        return 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count; i++)
        count += bind_cell_at(of->plan->sheet, i)->kind != BIND_BLANK;
    return count > printed;
}

/* Another row of the block with as many cells has something where this one has a blank. */
static int is_seat(const placing *p, uint32_t blank) {
    const bind_sheet *sheet = p->of.plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        uint32_t at = row->cells.first + row->labels + blank - p->values;
        if (!row->is_torn && row->cells.count - row->labels == p->end - p->values &&
            is_longer(&p->of, row, p->out->printed) && bind_cell_at(sheet, at)->kind != BIND_BLANK)
            return 1;
    }
    return 0;
}

int bind_is_gap(const bind_row_case *of, uint32_t printed, uint32_t column) {
    const bind_sheet *sheet = of->plan->sheet;
    for (uint32_t i = of->row->labels; i < of->row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(sheet, of->row->cells.first + i);
        if (cell->column <= column && column < cell->column + cell->width)
            return 0;
    }
    for (uint32_t r = 0; r < sheet->rows.count && sheet->used[column]; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (!is_longer(of, row, printed))
            continue;
        for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
             i++)
            if (bind_cell_at(sheet, i)->column == column &&
                bind_cell_at(sheet, i)->kind == BIND_NUMBER)
                return 1;
    }
    return 0;
}

static int has_blank(const placing *p, uint32_t from) {
    while (from < p->behind && cell_at(p, from)->kind != BIND_BLANK)
        from++;
    return from < p->behind;
}

int bind_has_more_seats(const placing *p) {
    const bind_sheet *sheet = p->of.plan->sheet;
    uint32_t seats = p->end - p->values;
    if (!has_blank(p, p->values) || seats <= p->out->count || sheet->is_aligned ||
        p->of.columns->own_heads.count == 0)
        return 0;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (!row->is_torn && row->cells.count - row->labels == seats &&
            is_longer(&p->of, row, p->out->printed))
            return 1;
    }
    return p->of.plan->targets.count == 1;
}

/* The row begins or ends in a blank where others have a value: it is one of the row's own, and not all columns are filled. */
static int has_blank_seat(const placing *p) {
    const bind_sheet *sheet = p->of.plan->sheet;
    for (uint32_t c = cell_at(p, p->first)->column; sheet->is_aligned && c < sheet->columns; c++)
        if (bind_is_gap(&p->of, p->out->printed, c))
            return 1;
    for (uint32_t i = p->values; i < p->end && !p->of.row->is_torn; i++)
        if ((i < p->first || i >= p->behind) && cell_at(p, i)->kind == BIND_BLANK && is_seat(p, i))
            return 1;
    return 0;
}

/* The cells without two of them (or one, twice) add up, the blanks among them as 0, and are not what was taken. */
static int holds_without(const placing *p, uint32_t left, uint32_t also) {
    bind_slot slots[BIND_WIDEST];
    uint32_t slot = 0, blanks = 0, differs = 0;
    for (uint32_t i = p->first; i < p->behind; i++) {
        if (i == left || i == also)
            continue;
        slots[slot] = bind_slot_of(p->of.plan->sheet, i);
        blanks += slots[slot].state == BIND_EMPTY;
        differs += (uint32_t)bind_slots_differ(&slots[slot], &p->out->slots[slot]);
        slot++;
    }
    return blanks > 0 && differs > 0 && bind_holds(p->of.identities, slots, 1);
}

/* Cells too many, some of them blank: with others left out the row adds up, too. A blank is as good a cell as a number. */
static int holds_with_blanks(const placing *p) {
    enum { MOST = 2 };
    uint32_t extra = p->behind - p->first - p->out->count;
    if (extra == 0 || extra > MOST || p->behind - p->first == p->out->printed)
        return 0;
    for (uint32_t left = p->first; left < p->behind; left++)
        for (uint32_t also = extra == 1 ? left : left + 1;
             also < (extra == 1 ? left + 1 : p->behind); also++)
            if (holds_without(p, left, also))
                return 1;
    return 0;
}

static int is_digits_alike(const bind_cell *a, const bind_cell *b) {
    return a->kind == BIND_NUMBER && b->kind == BIND_NUMBER && form_same(a->text, b->text) &&
           bind_is_piece(a->text) && *a->text.ptr != '0';
}

/* Two cells alike, and whichever is left out the other one stays. Beside a blank no sum was asked, so the number may be both of them:
 * `55` in two cells. */
static void open_halves(const placing *p) {
    if (!has_blank(p, p->first))
        return;
    for (uint32_t i = 0; i < p->out->count; i++) {
        bind_slot *slot = &p->out->slots[i];
        uint32_t at = slot->state == BIND_VALUE ? slot->cell : SHEAF_NONE;
        if (at == SHEAF_NONE)
            continue;
        if ((at > p->first && is_digits_alike(cell_at(p, at), cell_at(p, at - 1))) ||
            (at + 1 < p->behind && is_digits_alike(cell_at(p, at), cell_at(p, at + 1))))
            bind_open_slot(slot, BIND_WHY_DIGITS);
    }
}

/* Nothing tests the row, and a cell below a head of the report's own is blank or may be taken for one of the form's: what all ways agree on
 * may be the own column's. */
static int may_be_own(const placing *p) {
    return p->of.columns->own_heads.count > 0 && !p->of.identities->covers;
}

/* More cells than columns. What stands before a label of the form (its ordinal) is no value, nor is the label; as many behind
 * them as there are columns are the values where they add up. */
void bind_place_many(const placing *p) {
    placing behind = *p;
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->plain.text.len > 0 &&
            bind_find(p->of.plan->index, cell_at(p, i)->plain.text) != SHEAF_NONE)
            behind.first = i + 1;
    while (behind.first < p->behind && cell_at(p, behind.first)->kind == BIND_BLANK)
        behind.first++;
    uint32_t count = p->behind - behind.first;
    if (count >= p->out->count)
        bind_place_some_way(&behind, BIND_EXTRA);
    if (count > p->out->count && !p->out->is_proved)
        open_halves(&behind);
    p->out->reading = BIND_EXTRA;
    const bind_ways ways = ways_of(&behind);
    int is_open = !p->out->is_proved ? count <= p->out->count
                                     : !bind_leaves_alike(p->of.plan, p->of.columns->block, &ways,
                                                          p->of.at, p->out->slots) ||
                                           holds_with_blanks(&behind);
    if (is_open || has_blank_seat(p) || may_be_own(p)) {
        p->out->is_proved = 0;
        open_all(p, BIND_WHY_PLACES);
    }
}
