/* A column of the report's own that is one in nearly every row: the same words (a unit before the values, `件`), a share (`-4.5%`), or
 * the number of the line. A mark such as `无`, which a column of the form may have in each row, is one behind them below a head that
 * is not the form's. A row with one cell too many, that one, is read without it where it adds up so, as nearly all rows near it do. */
#include "bind/way/placing.h"

/* The first cell of a row's values that says something, and how many do; the last stands `count` - 1 behind it. */
typedef struct row_end {
    uint32_t first, count;
} row_end;

/* 0: blanks stand between them. */
static int find_ends(const placing *p, const bind_row *row, row_end *out) {
    uint32_t begin = row->cells.first + row->labels, end = row->cells.first + row->cells.count;
    while (begin < end && cell_at(p, begin)->kind == BIND_BLANK)
        begin++;
    while (end > begin && cell_at(p, end - 1)->kind == BIND_BLANK)
        end--;
    for (uint32_t i = begin; i < end; i++)
        if (cell_at(p, i)->kind == BIND_BLANK)
            return 0;
    *out = (row_end){begin, end - begin};
    return end > begin;
}

/* The row's numbers without the cell at one end add up. 0: others than numbers and marks stand there, too. */
static int take_others(const placing *p, row_end at, int is_front, bind_slot *slots) {
    bind_slot summed[BIND_WIDEST];
    uint32_t numbers = 0;
    if (at.count != p->out->count + 1)
        return 0;
    for (uint32_t k = 0; k < p->out->count; k++) {
        uint32_t cell = at.first + k + (uint32_t)is_front;
        uint32_t kind = cell_at(p, cell)->kind;
        if (kind != BIND_NUMBER && kind != BIND_MARK)
            return 0;
        numbers += kind == BIND_NUMBER;
        slots[k] = summed[k] = bind_slot_of(p->of.plan->sheet, cell);
        if (summed[k].state == BIND_TEXT)
            summed[k].state = BIND_EMPTY;
    }
    return numbers > 0 && bind_holds(p->of.identities, summed, 1);
}

static const bind_cell *end_cell(const placing *p, row_end at, int is_front) {
    return cell_at(p, is_front ? at.first : at.first + at.count - 1);
}

/* ------------------------------------------------------------------------------- other rows -- */

/* `4.5%`, `-4.5%` */
static int is_change(const bind_cell *cell) {
    return bind_is_share(cell->text) ||
           (cell->text.len > 1 && *cell->text.ptr == '-' &&
            bind_is_share((sheaf_str){cell->text.ptr + 1, cell->text.len - 1}));
}

/* `7`, `07`; -1: no number of a line. */
static int64_t line_number(const bind_cell *cell) {
    enum { MOST = 6, TEN = 10 };
    int64_t number = cell->text.len > 0 && cell->text.len <= MOST ? 0 : -1;
    for (size_t i = 0; i < cell->text.len && number >= 0; i++) {
        int digit = cell->text.ptr[i] - '0';
        number = digit >= 0 && digit < TEN ? number * TEN + digit : -1;
    }
    return number;
}

/* A head of the report's own ends its row of the header: the column behind the form's is the report's. */
static int has_own_behind(const placing *p) {
    const bind_columns *columns = p->of.columns;
    for (uint32_t r = columns->heads.first; r < columns->heads.first + columns->heads.count; r++) {
        const bind_row *row = bind_row_at(p->of.plan->sheet, r);
        uint32_t last = row->cells.first + row->cells.count;
        while (last > row->cells.first && cell_at(p, last - 1)->kind == BIND_BLANK)
            last--;
        for (uint32_t i = 0; i < columns->own_heads.count; i++)
            if (*FORM_AT(columns->own_heads, const uint32_t, i) + 1 == last)
                return 1;
    }
    return 0;
}

/* `lines` is how many rows further down the other one stands. */
static int is_alike(const bind_cell *own, const bind_cell *other, int64_t lines) {
    if (is_change(own))
        return is_change(other);
    if (line_number(own) >= 0)
        return line_number(other) - line_number(own) == lines;
    return own->kind != BIND_NUMBER && own->kind != BIND_BROKEN &&
           form_same(own->text, other->text);
}

static int is_of_block(const placing *p, const bind_row *row) {
    return row->values > 0 && row->target != SHEAF_NONE &&
           bind_target_at(p->of.plan, row->target)->block == p->of.columns->block;
}

/* Just the form's numbers, which add up: the cell that is none of its values became a part of the label. */
static int is_bare(const placing *p, row_end at) {
    bind_slot slots[BIND_WIDEST];
    for (uint32_t k = 0; k < p->out->count && at.count == p->out->count; k++)
        slots[k] = bind_slot_of(p->of.plan->sheet, at.first + k);
    return at.count == p->out->count && bind_holds(p->of.identities, slots, 1);
}

/* Of the rows of the block near it four in five, and several, have one alike there and add up without it. */
static int is_constant(const placing *p, const bind_cell *own, int is_front) {
    enum { SEVERAL = 5, NEARBY = 64 };
    const bind_sheet *sheet = p->of.plan->sheet;
    uint32_t alike = 0, others = 0, at = p->of.at;
    uint32_t first = at > NEARBY ? at - NEARBY : 0;
    int64_t lines = 0;
    for (uint32_t r = first; r < at; r++)
        lines -= is_of_block(p, bind_row_at(sheet, r));
    for (uint32_t r = first; r < sheet->rows.count && r < at + NEARBY; r++) {
        bind_slot slots[BIND_WIDEST];
        row_end ends = {0, 0};
        if (!is_of_block(p, bind_row_at(sheet, r)))
            continue;
        int is_one = find_ends(p, bind_row_at(sheet, r), &ends) &&
                     is_alike(own, end_cell(p, ends, is_front), lines) &&
                     take_others(p, ends, is_front, slots);
        lines++;
        alike += (uint32_t)is_one;
        others += !is_one && !is_bare(p, ends);
    }
    return alike >= SEVERAL && alike >= others * 4;
}

/* The heads are the form's in its order, as far as they are there: a column of the form that has another name, or is gone, may stand
 * elsewhere, and a row with little in it adds up in more than one order. */
static int is_in_order(const bind_columns *columns) {
    return !columns->is_shuffled && !columns->is_strange && !columns->is_reheaded &&
           !columns->is_repeated && !columns->lacks_label;
}

/* Another cell says the same right below a head of the report's own, which the first one does not stand below: either may be the one. */
static int has_twin_below_own(const placing *p, const bind_cell *own) {
    const form_list *heads = &p->of.columns->own_heads;
    for (uint32_t h = 0; h < heads->count; h++) {
        const bind_cell *head = cell_at(p, *FORM_AT(*heads, const uint32_t, h));
        for (uint32_t i = p->first; i < p->behind && own->column != head->column; i++)
            if (cell_at(p, i) != own && cell_at(p, i)->column == head->column &&
                form_same(cell_at(p, i)->text, own->text))
                return 1;
    }
    return 0;
}

int bind_place_beside_constant(const placing *p) {
    bind_slot slots[BIND_WIDEST];
    const row_end at = {p->first, p->behind - p->first};
    if (p->of.plan->sheet->is_certain || !p->of.identities->covers || !is_in_order(p->of.columns) ||
        p->out->count > BIND_WIDEST || at.count != p->out->count + 1)
        return 0;
    for (int is_front = 0; is_front < 2; is_front++) {
        int is_mark = end_cell(p, at, is_front)->kind == BIND_MARK;
        if ((is_mark && (is_front || !has_own_behind(p))) || !take_others(p, at, is_front, slots) ||
            !is_constant(p, end_cell(p, at, is_front), is_front) ||
            has_twin_below_own(p, end_cell(p, at, is_front)))
            continue;
        for (uint32_t k = 0; k < p->out->count; k++)
            p->out->slots[k] = slots[k];
        p->out->reading = BIND_EXTRA;
        p->out->is_proved = 1;
        return 1;
    }
    return 0;
}
