/* The values of one row in the columns of the form. As many values as columns stand in them in order; that is the plain
 * reading. Where the geometry is certain a cell belongs to the header above it and a blank is a blank. In a text a row with
 * blanks at its ends may have slipped, one with too few values has lost some: only what no other reading contradicts, or
 * what an identity proves, has a value then. */
#include "bind/place/below.h"

/* As many cells as slots, from that one on. */
static void take_cells(const placing *p, uint32_t from, bind_slot *slots) {
    for (uint32_t i = 0; i < p->out->count; i++)
        slots[i] = bind_slot_of(p->of.plan->sheet, from + i);
}

static int has_broken(const placing *p) {
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind == BIND_BROKEN)
            return 1;
    return 0;
}

/* ------------------------------------------------------------------------------- by order -- */

/* No row of the block is longer than this one, and several are as long: no cell of it is two that ran together. */
static int is_as_long_as_others(const placing *p) {
    enum { SEVERAL = 3 };
    const bind_sheet *sheet = p->of.plan->sheet;
    uint32_t same = 0, own = bind_count_full(sheet, p->of.row);
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE ||
            bind_target_at(p->of.plan, row->target)->block != p->of.columns->block)
            continue;
        uint32_t count = bind_count_full(sheet, row);
        same += count == own;
        if (count > own)
            return 0;
    }
    return same > SEVERAL;
}

/* A row of numbers alone, one more than columns, below a header of the form's columns alone. */
static int has_one_more(const placing *p) {
    return p->out->printed == p->out->count + 1 && p->behind - p->first == p->out->printed &&
           !p->of.columns->is_shuffled && !p->of.columns->is_strange && p->of.columns->end == 0 &&
           p->of.identities->covers;
}

/* Where the geometry is certain. */
static void place_cells(const placing *p) {
    if (!bind_has_strays(p))
        bind_place_by_header(p);
    else if (has_one_more(p))
        bind_place_many(p);
    else
        bind_place_strays(p);
}

/* The number that the pieces of a broken cell make. */
static bind_slot joined_slot(const placing *p, uint32_t i) {
    bind_slot slot = bind_slot_of(p->of.plan->sheet, i);
    bind_number number;
    if (cell_at(p, i)->kind != BIND_BROKEN)
        return slot;
    bind_open_slot(&slot, BIND_WHY_DIGITS);
    if (!bind_join_pieces(cell_at(p, i)->text, &number))
        return slot;
    slot.state = BIND_VALUE;
    slot.value = number.value;
    return slot;
}

/* As many cells as columns: each stands in its own, and digits that are apart say nothing of the cells beside them. They
 * are one number where the row adds up so. */
static void place_broken_cells(const placing *p) {
    uint32_t full = 0;
    for (uint32_t i = 0; i < p->out->count; i++) {
        p->out->slots[i] = joined_slot(p, p->first + i);
        full += p->out->slots[i].state == BIND_VALUE;
    }
    p->out->reading = BIND_JOINED;
    p->out->is_proved = full == p->out->count && p->of.identities->covers &&
                        bind_holds(p->of.identities, p->out->slots, 1);
    if (p->of.plan->sheet->is_aligned && !p->out->is_proved)
        open_all(p, BIND_WHY_DIGITS); /* white space told the columns, and told too few */
    for (uint32_t i = 0; i < p->out->count && !p->out->is_proved; i++)
        if (cell_at(p, p->first + i)->kind == BIND_BROKEN)
            bind_open_slot(&p->out->slots[i], BIND_WHY_DIGITS);
}

static void place_broken(const placing *p) {
    if (p->behind - p->first == p->out->count && p->out->count <= BIND_WIDEST)
        place_broken_cells(p);
    else if (p->behind - p->first < p->out->count && !p->of.plan->sheet->is_aligned &&
             is_as_long_as_others(p))
        open_all(p, BIND_WHY_DIGITS);
    else if (!bind_place_broken_below(p))
        bind_place_some_way(p, BIND_JOINED);
}

/* Some columns have no label in a header that has others. */
static int lacks_heads(const placing *p) {
    uint32_t placed = 0;
    for (uint32_t i = 0; i < p->out->count; i++)
        placed += bind_column_at(p->of.columns, i)->place != SHEAF_NONE;
    return placed > 0 && placed < p->out->count;
}

/* A column of the form has no head, beside others that have theirs: it may be gone, and one of the report's own be there without a head,
 * where no sum of the row says otherwise. */
static int may_lack_column(const placing *p, const bind_slot *slots) {
    if (p->of.plan->sheet->is_aligned || (!lacks_heads(p) && !p->of.columns->lacks_heads))
        return 0;
    return !p->of.identities->covers || !bind_holds(p->of.identities, slots, 1);
}

/* Too many cells only because a column of blanks was put between: as many values as columns, and no cell of the whole table
 * says anything where the blanks stand, but for rows that are too long. */
static int place_without_blanks(const placing *p) {
    uint32_t full = 0;
    for (uint32_t i = p->first; i < p->behind; i++)
        full += cell_at(p, i)->kind != BIND_BLANK;
    if (full != p->out->count)
        return 0;
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind == BIND_BLANK && !bind_may_leave_out(p, cell_at(p, i)->column))
            return 0;
    uint32_t slot = 0;
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind != BIND_BLANK)
            p->out->slots[slot++] = bind_slot_of(p->of.plan->sheet, i);
    p->out->reading = BIND_SHIFTED;
    if (may_lack_column(p, p->out->slots))
        open_all(p, BIND_WHY_HEADS);
    return 1;
}

/* ------------------------------------------------------------------------------- too few -- */

/* The cell in that column from where the row has as many cells as slots; SHEAF_NONE. */
static uint32_t window_at(const placing *p, uint32_t column) {
    for (uint32_t i = p->values; i < p->end; i++)
        if (cell_at(p, i)->column == column)
            return i <= p->first && p->behind <= i + p->out->count && i + p->out->count <= p->end
                       ? i
                       : SHEAF_NONE;
    return SHEAF_NONE;
}

/* Other whole-row shifts inside the blanks. */
typedef struct shifts {
    uint32_t count; /* that can be, and put another number into a slot */
    uint32_t sums;  /* of them, those whose sums hold with blanks as 0 */
} shifts;

static shifts try_shifts(const placing *p, uint32_t window) {
    shifts found = {0, 0};
    bind_slot own[BIND_WIDEST], other[BIND_WIDEST];
    take_cells(p, window, own);
    for (uint32_t i = p->values; i <= p->first && i + p->out->count <= p->end; i++) {
        if (i == window || p->behind > i + p->out->count)
            continue;
        take_cells(p, i, other);
        int differs = 0;
        for (uint32_t s = 0; s < p->out->count; s++)
            differs |= own[s].state == BIND_VALUE && other[s].state == BIND_VALUE &&
                       bind_slots_differ(&own[s], &other[s]);
        found.count += differs && bind_holds(p->of.identities, other, 0);
        found.sums += differs && bind_holds(p->of.identities, other, 1);
    }
    return found;
}

/* Zeros add up wherever they stand, and a blank is none of them. */
static int is_all_zero(const placing *p) {
    uint32_t values = 0;
    for (uint32_t i = 0; i < p->out->count; i++) {
        const bind_slot *slot = &p->out->slots[i];
        if (slot->state == BIND_VALUE && slot->value.digits != 0)
            return 0;
        values += slot->state == BIND_VALUE;
    }
    return values > 0 && values < p->out->count;
}

/* A whole row that is labelled alike begins where this one's values could begin as well: one of the two may have lost a cell. */
static int may_begin_elsewhere(const placing *p, uint32_t window) {
    const bind_plan *plan = p->of.plan;
    for (uint32_t start = bind_start_from(plan, p->of.columns, p->of.at, 0); start != SHEAF_NONE;
         start = bind_start_from(plan, p->of.columns, p->of.at, start + 1)) {
        const uint32_t other = window_at(p, start);
        if (other != SHEAF_NONE && other != window)
            return 1;
    }
    return 0;
}

/* The position reading stands where its sums hold and no shift's do, or nothing can be tested; a row that ends in a blank
 * may have lost a value, so that its others moved up: then every such way must be impossible. */
static void place_window(const placing *p, uint32_t window) {
    take_cells(p, window, p->out->slots);
    p->out->reading = BIND_PLAIN;
    if (is_all_zero(p) && may_begin_elsewhere(p, window)) {
        open_all(p, BIND_WHY_PLACES);
        return;
    }
    if (bind_is_packed(p->of.plan, p->of.columns, p->of.at))
        return;
    shifts other = try_shifts(p, window);
    int ends_blank = p->behind < window + p->out->count;
    p->out->reading = other.count > 0 || ends_blank ? BIND_GAP : BIND_PLAIN;
    if (p->of.identities->rows.count == 0) {
        const bind_ways ways = ways_of(p);
        if (other.count > 0)
            open_all(p, BIND_WHY_PLACES);
        else if (ends_blank)
            bind_doubt_ways(&ways, p->out->slots);
        return;
    }
    if (bind_holds(p->of.identities, p->out->slots, 1) && other.sums == 0)
        return;
    if (other.count > 0)
        open_all(p, BIND_WHY_PLACES);
    else if (ends_blank) {
        const bind_ways ways = ways_of(p);
        if (bind_doubt_ways(&ways, p->out->slots))
            p->out->doubt = BIND_UNPROVED;
    }
}

/* Rows above and below may tell different beginnings: then only one of them may leave room for the values. That the other leaves none may
 * be as a cell was lost, in a row that ends before others do. */
static uint32_t find_window(const placing *p) {
    const bind_starts starts = bind_starts_of(p->of.plan, p->of.columns, p->of.at);
    const bind_cell *last = cell_at(p, p->end - 1);
    int is_short = last->column + last->width < p->of.plan->sheet->columns;
    uint32_t found = SHEAF_NONE, count = 0;
    for (uint32_t i = 0; i < starts.count; i++) {
        uint32_t window = window_at(p, starts.at[i]);
        found = window != SHEAF_NONE ? window : found;
        count += window != SHEAF_NONE;
    }
    return count == 1 && (starts.count == 1 || !is_short) ? found : SHEAF_NONE;
}

static void place_few(const placing *p) {
    uint32_t window = find_window(p);
    p->out->reading = BIND_GAP;
    if (window == SHEAF_NONE || p->of.row->is_torn || p->out->count > BIND_WIDEST)
        open_all(p, BIND_WHY_PLACES);
    else
        place_window(p, window);
}

/* ------------------------------------------------------------------------------- all of it -- */

/* A label stands above two columns: which is its own is not said. */
static int has_head_twice(const placing *p) {
    for (uint32_t i = 0; i < p->out->count; i++)
        if (bind_column_at(p->of.columns, i)->again != SHEAF_NONE)
            return 1;
    return 0;
}

/* So has the first, and the label of another one stands above the first value: it need not be the first one's. Where the last has a
 * label, too, one distance from all labels says that it is: had the first column's values been put behind the others, they would
 * part the last value from them. */
static int lacks_first(const placing *p) {
    uint32_t first = cell_at(p, p->first)->column;
    if (bind_column_at(p->of.columns, p->out->count - 1)->place != SHEAF_NONE)
        return 0;
    for (uint32_t i = 0; i < p->out->count; i++)
        if (bind_column_at(p->of.columns, i)->place == first)
            return i > 0 && bind_column_at(p->of.columns, 0)->place == SHEAF_NONE;
    return 0;
}

/* The known header cells stand above the values that the order gives them, or all of them as far beside: a wide label is
 * printed in fewer cells of some rows. With a stranger among them a column may have taken another's place. */
static int agrees_with_header(const placing *p, uint32_t from) {
    int is_fixed = p->of.columns->is_strange ||
                   (p->of.plan->sheet->is_certain && p->of.columns->strangers.count > 0) ||
                   (lacks_heads(p) && (p->of.plan->sheet->is_certain || lacks_first(p)));
    int64_t shift = is_fixed ? 0 : INT64_MAX;
    if (p->of.columns->is_strange && !p->of.columns->is_gridded && !p->of.plan->sheet->is_aligned)
        return 0;
    for (uint32_t i = 0; i < p->out->count && p->of.columns->is_gridded; i++) {
        const bind_column *column = bind_column_at(p->of.columns, i);
        int64_t own = (int64_t)column->place - cell_at(p, from + i)->column;
        if (column->place == SHEAF_NONE)
            continue;
        if (shift != INT64_MAX && own != shift)
            return 0;
        shift = own;
    }
    return 1;
}

static int is_blank_at(const placing *p, uint32_t column) {
    for (uint32_t i = p->of.row->cells.first; i < p->of.row->cells.first + p->of.row->cells.count;
         i++)
        if (cell_at(p, i)->column == column)
            return cell_at(p, i)->kind == BIND_BLANK;
    return 0;
}

/* Nothing stands below the column's own label, and its value below one that is none of the form's: last year's, say. */
static int is_beside_blank(const placing *p) {
    const form_list *strangers = &p->of.columns->strangers;
    for (uint32_t i = 0; i < p->out->count && p->of.identities->rows.count == 0; i++) {
        const bind_column *column = bind_column_at(p->of.columns, i);
        if (column->place == SHEAF_NONE || !is_blank_at(p, column->place))
            continue;
        for (uint32_t s = 0; s < strangers->count; s++)
            if (cell_at(p, *FORM_AT(*strangers, const uint32_t, s))->column ==
                cell_at(p, p->first + i)->column)
                return 1;
    }
    return 0;
}

/* A cell that the order takes for the form's stands below a head of the report's own, and none below its column's head. */
static int is_below_own(const placing *p) {
    const form_list *own = &p->of.columns->own_heads;
    for (uint32_t i = 0; i < p->out->count && p->of.columns->is_gridded; i++) {
        uint32_t column = cell_at(p, p->first + i)->column;
        if (bind_column_at(p->of.columns, i)->place == column)
            return 0;
        for (uint32_t k = 0; k < own->count; k++)
            if (cell_at(p, *FORM_AT(*own, const uint32_t, k))->column == column)
                return 1;
    }
    return 0;
}

/* As many values as columns: the plain reading, in whatever cells of the row they stand. */
static void place_in_order(const placing *p) {
    take_cells(p, p->first, p->out->slots);
    if (!agrees_with_header(p, p->first) || is_beside_blank(p) || is_below_own(p) ||
        may_lack_column(p, p->out->slots))
        open_all(p, BIND_WHY_HEADS);
}

/* No value at all: blanks are blanks, if there are as many of them. */
static void place_none(const placing *p) {
    for (uint32_t i = 0; i < p->out->count && p->values + i < p->end; i++)
        p->out->slots[i] = bind_slot_of(p->of.plan->sheet, p->values + i);
}

/* A blank among the values in a column where no cell of the table says anything, or only those of rows that are too long: a column of
 * the form that is blank in every row, or one that was put between. */
static int has_idle_column(const placing *p) {
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind == BIND_BLANK && bind_is_idle_column(p, cell_at(p, i)->column))
            return 1;
    return 0;
}

static int has_blank_inside(const placing *p) {
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind == BIND_BLANK)
            return 1;
    return 0;
}

static int has_blank(const placing *p) {
    for (uint32_t i = p->values; i < p->end; i++)
        if (cell_at(p, i)->kind == BIND_BLANK)
            return 1;
    return 0;
}

/* White space told the cells, and told too few: digits stand on both sides of a gap in a cell that is no number in pieces, `622*  5744`. */
static int has_two_in_cell(const placing *p) {
    for (uint32_t i = p->first; i < p->behind && p->of.plan->sheet->is_aligned; i++) {
        const bind_cell *cell = cell_at(p, i);
        uint32_t words = 0;
        if (cell->kind != BIND_ODD && cell->kind != BIND_WORDS)
            continue;
        for (sheaf_str rest = cell->text, word = bind_take_word(&rest); word.len > 0;
             word = bind_take_word(&rest)) {
            size_t signs = bind_signs_length(word);
            words += bind_piece_length((sheaf_str){word.ptr + signs, word.len - signs}) > 0;
        }
        if (words > 1)
            return 1;
    }
    return 0;
}

static void place_text(const placing *p) {
    uint32_t count = p->behind - p->first, is_torn = p->of.row->is_torn;
    if (is_torn && has_blank_inside(p))
        count = 0; /* blanks beside slots that are not there: what stands where cannot be told */
    int is_doubted = p->of.columns->is_strange && !p->of.plan->sheet->is_aligned &&
                     (count != p->out->count || has_broken(p) || has_blank(p));
    if (bind_place_beside_own(p) || bind_place_beside_constant(p))
        return;
    if (count > p->out->count && bind_stands_as_others(&p->of, p->first))
        take_cells(p, p->first, p->out->slots); /* and a remark behind them */
    else if (is_doubted || has_two_in_cell(p) ||
             (count <= p->out->count && (has_idle_column(p) || bind_has_more_seats(p) ||
                                         (has_blank_inside(p) && bind_is_beside_stretched(p)))))
        open_all(p, BIND_WHY_PLACES);
    else if (has_broken(p))
        place_broken(p);
    else if (count == p->out->count)
        place_in_order(p);
    else if (count < p->out->count)
        place_few(p);
    else if (!place_without_blanks(p) && !bind_place_below_heads(p) && !bind_place_beside_heads(p))
        bind_place_many(p);
}

/* Digits are apart in a cell of a row that is no longer than the form's, below its columns alone: sums tell what they are, in
 * whatever cells its label stands. */
static int is_broken_alone(const placing *p) {
    return has_broken(p) && !p->of.columns->is_shuffled && !p->of.columns->is_strange &&
           p->of.columns->end == 0 && p->behind - p->first <= p->out->count;
}

/* Where its cells begin and end. */
static placing placing_of(const bind_row_case *of, bind_places *out) {
    const bind_row *row = of->row;
    placing p = {.of = *of, .values = row->cells.first + row->labels, .out = out};
    p.end = row->cells.first + row->cells.count;
    p.first = p.end;
    for (uint32_t i = p.end; i-- > p.values;)
        if (cell_at(&p, i)->kind != BIND_BLANK) {
            p.behind = p.behind == 0 ? i + 1 : p.behind;
            p.first = i;
            out->printed++;
        }
    return p;
}

static void place_values(const placing *p) {
    const bind_columns *columns = p->of.columns;
    int is_certain = p->of.plan->sheet->is_certain && !p->of.row->is_torn;
    if (p->out->printed == 0)
        place_none(p);
    else if (p->of.row->is_joined && p->out->printed < p->out->count)
        open_all(p, BIND_WHY_PLACES); /* nothing parts blanks from what fills up its label */
    else if (is_certain && columns->is_mapped &&
             (columns->is_shuffled || p->end - p->values != p->out->count ||
              bind_has_label_below(p)) &&
             !is_broken_alone(p))
        place_cells(p);
    else if (columns->is_obeyed)
        bind_place_obeyed(p);
    else if (columns->is_shuffled)
        open_all(p, BIND_WHY_HEADS);
    else if (is_certain && p->end - p->values == p->out->count && !has_broken(p) &&
             !has_head_twice(p) && agrees_with_header(p, p->values))
        take_cells(p, p->values, p->out->slots);
    else if (is_certain && columns->is_mapped && !has_broken(p))
        place_cells(p);
    else
        place_text(p);
}

/* A value in a column that is in doubt itself. */
static void open_doubted(const placing *p) {
    for (uint32_t i = 0; i < p->out->count; i++)
        if (p->out->slots[i].state == BIND_VALUE &&
            (bind_column_at(p->of.columns, i)->is_doubted || bind_is_below_stranger(p, i)))
            bind_open_slot(&p->out->slots[i], BIND_WHY_HEADS);
}

int bind_place_row(const bind_row_case *of, bind_places *out) {
    const bind_plan *plan = of->plan;
    *out = (bind_places){.count = of->columns->leaves.count, .wraps = FORM_LIST_OF(bind_wrap)};
    out->slots = form_room(plan->context, out->count, sizeof *out->slots);
    if (out->slots == NULL)
        return 0;
    for (uint32_t i = 0; i < out->count; i++)
        out->slots[i] =
            (bind_slot){.state = BIND_ABSENT, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
    const placing p = placing_of(of, out);
    place_values(&p);
    open_doubted(&p);
    if (!plan->sheet->is_certain && !bind_join_wraps(plan, of->identities, of->at, out))
        return 0;
    if (bind_is_displaced(plan, of->at) || bind_is_tail_of_other(plan, of->at))
        open_all(&p, BIND_WHY_ROW);
    else if (out->wraps.count == 0)
        bind_doubt_row(of, out);
    return 1;
}
