/* Digits of a number that a narrow column wrapped: text that was aligned by an export shows them in the lines above and below
 * the row, where nothing else stands. Such a row's numbers may be cut, however whole they look, so they are taken only where
 * exactly one way to join them satisfies the sums of the row; else the number that has digits beside it is open. */
#include "bind/place/place.h"

enum { SIDES = 2, MOST_LINES = 2, MOST_TEXT = 64 };

/* A number with digits above (parts before `own`) and below it. */
typedef struct wrapped {
    uint32_t slot;
    uint32_t parts[SIDES * MOST_LINES + 1];
    uint32_t count, own; /* of parts */
    uint32_t first, end; /* those that are taken now */
} wrapped;

typedef struct joining {
    const bind_plan *plan;
    const bind_identities *identities;
    bind_places *places;
    wrapped wraps[BIND_WIDEST];
    uint32_t count;
    uint32_t is_loose; /* 1: digits that stand below none of the numbers, or too many of them */
} joining;

static const bind_cell *cell_at(const joining *j, uint32_t i) {
    return bind_cell_at(j->plan->sheet, i);
}

/* ------------------------------------------------------------------------------- finding -- */

/* The first cell at or behind the row's first value, by its place: pieces of numbers that end in a comma were taken for labels. */
static uint32_t first_value(const joining *j, const bind_row *row) {
    uint32_t place = UINT32_MAX, i = 0;
    for (uint32_t s = 0; s < j->places->count; s++)
        if (j->places->slots[s].cell != SHEAF_NONE &&
            cell_at(j, j->places->slots[s].cell)->column < place)
            place = cell_at(j, j->places->slots[s].cell)->column;
    while (i < row->labels && cell_at(j, row->cells.first + i)->column < place)
        i++;
    return row->cells.first + i;
}

/* How many pieces of numbers stand in a row that holds no other values; else 0. */
static uint32_t count_pieces(const joining *j, const bind_row *row) {
    uint32_t count = 0;
    for (uint32_t i = first_value(j, row); i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = cell_at(j, i);
        if (cell->kind != BIND_BLANK && !bind_is_piece(cell->text))
            return 0;
        count += cell->kind != BIND_BLANK;
    }
    return count;
}

static int has_label(const joining *j, const bind_row *row) {
    uint32_t end = first_value(j, row);
    for (uint32_t i = row->cells.first; i < end; i++)
        if (cell_at(j, i)->kind != BIND_BLANK)
            return 1;
    return 0;
}

/* In aligned text the rest of a label may stand there, too. */
static int has_words(const joining *j, const bind_row *row) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++)
        if (cell_at(j, i)->kind == BIND_WORDS)
            return !j->plan->sheet->is_aligned;
    return 0;
}

/* A piece that is no number by itself: `1,27`, `24,`. */
static int has_remnant(const joining *j, const bind_row *row) {
    bind_number number;
    for (uint32_t i = first_value(j, row); i < row->cells.first + row->cells.count; i++)
        if (cell_at(j, i)->kind != BIND_BLANK && !bind_read_number(cell_at(j, i)->text, &number))
            return 1;
    return 0;
}

/* The slot whose number the digits stand above or below; SHEAF_NONE. */
static uint32_t slot_beside(const joining *j, const bind_cell *cell) {
    for (uint32_t i = 0; i < j->places->count; i++)
        if (j->places->slots[i].cell != SHEAF_NONE &&
            bind_shares_column(cell, cell_at(j, j->places->slots[i].cell)))
            return i;
    return SHEAF_NONE;
}

/* It has a number for each column, and they add up, as those of the row beside it do: a row of its own. What is left of numbers adds
 * up by chance, but then the other pieces hardly do. */
static int is_row(const joining *j, const bind_row *row) {
    bind_slot slots[BIND_WIDEST];
    uint32_t count = 0, width = j->places->count;
    for (uint32_t i = first_value(j, row); i < row->cells.first + row->cells.count; i++)
        if (cell_at(j, i)->kind != BIND_BLANK && count < width)
            slots[count++] = bind_slot_of(j->plan->sheet, i);
    return count == width && bind_is_full(slots, width) && j->identities->covers &&
           bind_holds(j->identities, slots, 1) && bind_is_full(j->places->slots, width) &&
           bind_holds(j->identities, j->places->slots, 1);
}

/* Most of its cells say what the row beside it says: the row is repeated, with other numbers. */
static int is_repeated(const joining *j, const bind_row *row) {
    uint32_t same = 0, first = first_value(j, row),
             count = row->cells.first + row->cells.count - first;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t slot = slot_beside(j, cell_at(j, first + i));
        same += slot != SHEAF_NONE && form_same(cell_at(j, j->places->slots[slot].cell)->text,
                                                cell_at(j, first + i)->text);
    }
    return same * 2 > count;
}

/* The row is none of the form's, and has fewer values than columns, no label at all, or pieces that are no numbers: all numbers of a
 * row may be wrapped. */
static int is_scrap(const joining *j, const bind_row *row) {
    uint32_t pieces = row->target == SHEAF_NONE && !has_words(j, row) ? count_pieces(j, row) : 0;
    if (pieces == 0 || pieces != j->places->count)
        return pieces > 0 && pieces < j->places->count;
    return (!has_label(j, row) && !is_row(j, row) && !is_repeated(j, row)) || has_remnant(j, row);
}

static wrapped *wrap_of(joining *j, uint32_t slot) {
    for (uint32_t i = 0; i < j->count; i++)
        if (j->wraps[i].slot == slot)
            return &j->wraps[i];
    if (j->count == BIND_WIDEST)
        return NULL;
    wrapped *made = &j->wraps[j->count++];
    *made = (wrapped){.slot = slot, .count = 1};
    made->parts[0] = j->places->slots[slot].cell;
    return made;
}

static void add_part(wrapped *w, uint32_t cell, int is_above) {
    for (uint32_t i = w->count; is_above && i > 0; i--)
        w->parts[i] = w->parts[i - 1];
    w->parts[is_above ? 0 : w->count] = cell;
    w->own += (uint32_t)is_above;
    w->count++;
}

/* How many pieces the number has on that side: those of one number stand in lines next to each other. */
static uint32_t reach_of(const joining *j, uint32_t slot, int is_above) {
    for (uint32_t i = 0; i < j->count; i++)
        if (j->wraps[i].slot == slot)
            return is_above ? j->wraps[i].own : j->wraps[i].count - j->wraps[i].own - 1;
    return 0;
}

/* The pieces of the n-th line from the row. */
static void read_scrap(joining *j, const bind_row *row, uint32_t n, int is_above) {
    for (uint32_t cell = first_value(j, row); cell < row->cells.first + row->cells.count; cell++) {
        if (cell_at(j, cell)->kind == BIND_BLANK)
            continue;
        uint32_t slot = slot_beside(j, cell_at(j, cell));
        if (slot != SHEAF_NONE && reach_of(j, slot, is_above) < n)
            continue;
        j->is_loose |= slot != SHEAF_NONE && reach_of(j, slot, is_above) > n;
        wrapped *w = slot != SHEAF_NONE ? wrap_of(j, slot) : NULL;
        if (w == NULL || w->count == sizeof w->parts / sizeof *w->parts)
            j->is_loose = 1;
        else
            add_part(w, cell, is_above);
    }
}

static void read_scraps(joining *j, uint32_t r, int is_above) {
    const bind_sheet *sheet = j->plan->sheet;
    uint32_t step = is_above ? UINT32_MAX : 1, line = bind_row_at(sheet, r)->line;
    for (uint32_t n = 0; n < MOST_LINES; n++) {
        r += step;
        line += step;
        if (r >= sheet->rows.count || bind_row_at(sheet, r)->line != line ||
            !is_scrap(j, bind_row_at(sheet, r)) || (is_above && bind_goes_on_above(j->plan, r)))
            return;
        read_scrap(j, bind_row_at(sheet, r), n, is_above);
    }
}

/* ------------------------------------------------------------------------------- joining -- */

static int join(const joining *j, const wrapped *w, bind_number *out) {
    char text[MOST_TEXT];
    size_t length = 0;
    for (uint32_t i = w->first; i < w->end; i++) {
        sheaf_str part = cell_at(j, w->parts[i])->text;
        if (length + part.len > sizeof text)
            return 0;
        for (size_t k = 0; k < part.len; k++)
            text[length++] = part.ptr[k];
    }
    /* one part alone stays what it is: `62余` is no number */
    int is_number = bind_read_number((sheaf_str){text, length}, out) &&
                    (out->unit.len == 0 || (w->end == w->first + 1 &&
                                            bind_is_unit(j->plan->model->definition, out->unit)));
    out->unit = SHEAF_STR(""); /* the text dies here */
    return is_number;
}

static void begin(joining *j) {
    for (uint32_t i = 0; i < j->count; i++) {
        j->wraps[i].first = j->wraps[i].own;
        j->wraps[i].end = j->wraps[i].own + 1;
    }
}

/* The next choice of how far each number reaches up and down. */
static int next(joining *j) {
    for (uint32_t i = 0; i < j->count; i++) {
        wrapped *w = &j->wraps[i];
        if (w->end < w->count) {
            w->end++;
            return 1;
        }
        w->end = w->own + 1;
        if (w->first > 0) {
            w->first--;
            return 1;
        }
        w->first = w->own;
    }
    return 0;
}

static int holds(const joining *j, bind_slot *slots) {
    for (uint32_t i = 0; i < j->places->count; i++)
        slots[i] = j->places->slots[i];
    for (uint32_t i = 0; i < j->count; i++) {
        bind_number number;
        if (!join(j, &j->wraps[i], &number))
            return 0;
        slots[j->wraps[i].slot].state = BIND_VALUE;
        slots[j->wraps[i].slot].value = number.value;
    }
    return bind_is_full(slots, j->places->count) && j->identities->covers &&
           bind_holds(j->identities, slots, 1);
}

static int keep(joining *j) {
    for (uint32_t i = 0; i < j->count; i++) {
        const wrapped *w = &j->wraps[i];
        bind_number number;
        bind_slot *slot = &j->places->slots[w->slot];
        if (w->end == w->first + 1 && w->parts[w->first] == w->parts[w->own] &&
            slot->state == BIND_VALUE)
            continue;
        bind_wrap *wrap = form_push(j->plan->context, &j->places->wraps);
        if (wrap == NULL || !join(j, w, &number))
            return 0;
        sheaf_str texts[BIND_PARTS];
        *wrap = (bind_wrap){.slot = w->slot, .count = w->end - w->first};
        for (uint32_t k = 0; k < wrap->count; k++) {
            wrap->parts[k] = w->parts[w->first + k];
            texts[k] = cell_at(j, wrap->parts[k])->text;
        }
        slot->state = BIND_VALUE;
        slot->value = number.value;
        slot->raw = form_join(j->plan->context, texts, wrap->count, SHEAF_STR("\n"));
        if (slot->raw.ptr == NULL)
            return 0;
    }
    return 1;
}

static void open_wraps(const joining *j) {
    for (uint32_t i = 0; i < j->places->count; i++) {
        int is_beside = (int)j->is_loose;
        for (uint32_t w = 0; w < j->count; w++)
            is_beside |= j->wraps[w].slot == i;
        if (is_beside && j->places->slots[i].state == BIND_VALUE)
            bind_open_slot(&j->places->slots[i], BIND_WHY_DIGITS);
    }
}

/* ------------------------------------------------------------------------------- a number in other lines -- */

/* The only cell of a line with digits alone; SHEAF_NONE. */
static uint32_t lone_cell(const joining *j, uint32_t r, uint32_t line) {
    const bind_sheet *sheet = j->plan->sheet;
    if (r >= sheet->rows.count || bind_row_at(sheet, r)->line != line ||
        !is_scrap(j, bind_row_at(sheet, r)) || count_pieces(j, bind_row_at(sheet, r)) != 1)
        return SHEAF_NONE;
    const bind_row *row = bind_row_at(sheet, r);
    for (uint32_t i = first_value(j, row); i < row->cells.first + row->cells.count; i++)
        if (bind_is_piece(cell_at(j, i)->text))
            return i;
    return SHEAF_NONE;
}

/* The row's cells, and where among them the digits of the lines around it belong. */
static void read_around(joining *j, uint32_t r, wrapped *w) {
    for (uint32_t side = 0; side < SIDES; side++) {
        uint32_t step = side == 0 ? UINT32_MAX : 1, line = bind_row_at(j->plan->sheet, r)->line;
        for (uint32_t n = 1; n <= MOST_LINES; n++) {
            uint32_t cell = lone_cell(j, r + n * step, line + n * step);
            if (cell == SHEAF_NONE ||
                (w->count > 0 && !bind_shares_column(cell_at(j, cell), cell_at(j, w->parts[0]))))
                break;
            add_part(w, cell, side == 0);
        }
    }
}

/* The slots with an empty one for the number; SHEAF_NONE where a cell of the row stands in its column. */
static uint32_t place_around(const joining *j, const bind_row *row, const wrapped *w,
                             bind_slot *slots) {
    uint32_t slot = 0, own = SHEAF_NONE;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        const bind_cell *cell = cell_at(j, i);
        if (cell->kind == BIND_BLANK)
            continue;
        if (bind_shares_column(cell, cell_at(j, w->parts[0])))
            return SHEAF_NONE;
        if (own == SHEAF_NONE && cell->column > cell_at(j, w->parts[0])->column)
            own = slot++;
        slots[slot++] = bind_slot_of(j->plan->sheet, i);
    }
    return own == SHEAF_NONE ? slot : own;
}

/* A row that lacks one number, whose digits all stand in the lines above and below: it is taken if exactly one way to join
 * them satisfies the sums of the row. 0: latched. */
static int join_around(joining *j, uint32_t r) {
    wrapped w = {.count = 0}, right = {.count = 0};
    bind_slot slots[BIND_WIDEST];
    read_around(j, r, &w);
    uint32_t above = w.own, ways = 0;
    w.slot = w.count > 0 ? place_around(j, bind_row_at(j->plan->sheet, r), &w, slots) : SHEAF_NONE;
    if (w.slot == SHEAF_NONE)
        return 1;
    for (w.first = 0; w.first <= above; w.first++)
        for (w.end = w.count; w.end >= above && w.end > w.first; w.end--) {
            bind_number number;
            if (!join(j, &w, &number))
                continue;
            slots[w.slot] = (bind_slot){.state = BIND_VALUE,
                                        .cell = w.parts[w.first],
                                        .value = number.value,
                                        .unit = SHEAF_STR(""),
                                        .raw = SHEAF_STR("")};
            if (!bind_is_full(slots, j->places->count) || !bind_holds(j->identities, slots, 1))
                continue;
            right = w;
            ways++;
        }
    if (ways != 1)
        return 1;
    for (uint32_t i = 0; i < j->places->count; i++)
        if (i != right.slot)
            j->places->slots[i] = slots[i];
    j->places->slots[right.slot].cell = right.parts[right.first];
    j->wraps[0] = right;
    j->count = 1;
    j->places->is_proved = 1;
    return keep(j);
}

/* ------------------------------------------------------------------------------- lines of a page -- */

/* A line that is no row of the form: numbers without label, or fewer of them than columns behind the rest of a label. */
static int is_line_of_row(const joining *j, uint32_t r) {
    const bind_sheet *sheet = j->plan->sheet;
    if (r >= sheet->rows.count || bind_row_at(sheet, r)->target != SHEAF_NONE)
        return 0;
    const bind_row *row = bind_row_at(sheet, r);
    uint32_t pieces = 0, words = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        int is_piece = bind_is_piece(cell_at(j, i)->text);
        pieces += (uint32_t)is_piece;
        words += !is_piece && cell_at(j, i)->kind == BIND_WORDS;
    }
    return pieces > 0 && (words == 0 || pieces < j->places->count);
}

/* Cells that are centred without ruling lines: what stands above and below the label may be the rest of the row's numbers,
 * and nothing tells whether they are whole. */
static int stands_among_lines(const joining *j, uint32_t r) {
    return j->plan->sheet->is_of_page && j->places->count > 1 &&
           (is_line_of_row(j, r - 1) || is_line_of_row(j, r + 1));
}

static uint32_t count_choices(const joining *j) {
    uint32_t choices = 1;
    for (uint32_t i = 0; i < j->count && choices <= BIND_MOST_WAYS; i++)
        choices *= (j->wraps[i].own + 1) * (j->wraps[i].count - j->wraps[i].own);
    return choices;
}

/* How many ways to join satisfy the sums of the row; *right is the last of them. */
static uint32_t try_all(joining *j, joining *right) {
    bind_slot slots[BIND_WIDEST];
    uint32_t ways = 0;
    begin(j);
    do
        if (holds(j, slots)) {
            *right = *j;
            ways++;
        }
    while (ways < 2 && next(j));
    return ways;
}

/* How many lines on that side the number takes. */
static uint32_t taken_of(const wrapped *w, int is_above) {
    return is_above ? w->own - w->first : w->end - 1 - w->own;
}

/* A line is the rest of one row: either all of its digits are taken or none. Rows of their own add up in pieces by chance. */
static int takes_whole_lines(const joining *j, int is_above) {
    uint32_t lines = 0;
    for (uint32_t i = 0; i < j->count; i++)
        if (taken_of(&j->wraps[i], is_above) > lines)
            lines = taken_of(&j->wraps[i], is_above);
    for (uint32_t i = 0; i < j->count; i++) {
        const uint32_t reach = reach_of(j, j->wraps[i].slot, is_above);
        if (taken_of(&j->wraps[i], is_above) < (reach < lines ? reach : lines))
            return 0;
    }
    return 1;
}

/* The only piece beside the row is no part of the number there, and the row would add up with it in another: lines are off. */
static int is_anothers(const joining *j) {
    bind_slot slots[BIND_WIDEST];
    const wrapped *only = &j->wraps[0];
    if (j->count != 1 || only->count != 2 || !bind_is_full(j->places->slots, j->places->count))
        return 0;
    for (uint32_t i = 0; i < j->places->count; i++) {
        wrapped other = {.slot = i, .count = 2, .end = 2, .own = only->own};
        bind_number number;
        other.parts[only->own] = j->places->slots[i].cell;
        other.parts[1 - only->own] = only->parts[1 - only->own];
        if (i == only->slot || !join(j, &other, &number))
            continue;
        for (uint32_t k = 0; k < j->places->count; k++)
            slots[k] = j->places->slots[k];
        slots[i].value = number.value;
        if (bind_holds(j->identities, slots, 1))
            return 1;
    }
    return 0;
}

int bind_join_wraps(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                    bind_places *places) {
    joining j = {.plan = plan, .identities = identities, .places = places};
    if (places->count > BIND_WIDEST || places->printed == 0)
        return 1;
    if (bind_join_mark(plan, identities, row, places))
        return 1;
    j.is_loose = (uint32_t)stands_among_lines(&j, row);
    if (places->printed + 1 == places->count && places->reading == BIND_GAP) {
        int outcome = !identities->covers || !plan->sheet->is_aligned || join_around(&j, row);
        if (j.count == 0)
            open_wraps(&j);
        return outcome;
    }
    read_scraps(&j, row, 1);
    read_scraps(&j, row, 0);
    if (j.count == 0 && !j.is_loose)
        return 1;
    joining right = j;
    uint32_t ways = count_choices(&j) <= BIND_MOST_WAYS ? try_all(&j, &right) : 0;
    if (ways == 1 && takes_whole_lines(&right, 1) && takes_whole_lines(&right, 0))
        return keep(&right);
    j.is_loose |= ways == 0 && plan->sheet->is_aligned && is_anothers(&j);
    open_wraps(&j);
    return 1;
}
