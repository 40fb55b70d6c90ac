/* Which rows of a stream have values. Blanks leave no trace in it and page numbers add to it, so as many numbers as columns
 * are not enough: the header must be whole, the next label must be that of the form's next row, and an identity must cover
 * and hold the row in this reading alone. A row without identity must hold nothing that could be a page number. */
#include "bind/place/stream_rows.h"

/* The values but for one, in order, with an empty slot; marks count as nothing. 1: the sums hold. */
static int holds_without(const row_reader *s, uint32_t dropped, uint32_t empty) {
    bind_slot slots[BIND_WIDEST];
    uint32_t value = 0;
    for (uint32_t i = 0; i < s->of.identities->slots; i++) {
        slots[i] = (bind_slot){.state = BIND_EMPTY, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
        value += value == dropped;
        if (i == empty || value >= s->values)
            continue;
        slots[i] = bind_slot_of(s->of.plan->sheet, s->first + value++);
        if (slots[i].state == BIND_TEXT)
            slots[i].state = BIND_EMPTY;
    }
    return bind_holds(s->of.identities, slots, 1);
}

/* One of the values could be a page number, with a blank that left no trace: the sums would hold so, too. */
static int has_other_reading(const row_reader *s) {
    for (uint32_t drop = 0; drop < s->values; drop++)
        for (uint32_t empty = 0;
             empty < s->of.identities->slots && stream_may_be_page(value_at(s, drop), INT64_MAX);
             empty++)
            if (holds_without(s, drop, empty))
                return 1;
    return 0;
}

/* All numbers but that one stand in one line with others, or each in its own. */
static int is_even_without(const row_reader *s, uint32_t left) {
    uint32_t lone = 0, numbers = 0;
    for (uint32_t i = 0; i < s->values; i++) {
        if (i == left)
            continue;
        numbers += value_at(s, i)->kind == BIND_NUMBER;
        lone += value_at(s, i)->is_lone;
    }
    return lone == 0 || lone == numbers;
}

static int is_even(const row_reader *s) {
    return is_even_without(s, SHEAF_NONE);
}

static int is_proved(const row_reader *s) {
    uint32_t damage = stream_signs_of(s) & (BIND_SIGN_MORE | BIND_SIGN_LOST);
    if (damage != 0 && s->of.plan->targets.count == 1 && stream_count_pages(s, MANY_PAGES) > 0)
        return 0; /* one number lost and another added may give the sum, too, and no sum over rows tells */
    if (!is_even(s) && stream_count_pages(s, MANY_PAGES) > 0)
        return 0;
    return holds_without(s, SHEAF_NONE, SHEAF_NONE) && !has_other_reading(s);
}

/* A number that stands there twice, side by side, may be one cell printed again where another is lost. */
static int has_twins(const row_reader *s) {
    for (uint32_t i = 1; i < s->values; i++)
        if (value_at(s, i)->number.value.digits != 0 &&
            bind_same_number(value_at(s, i - 1)->number.value, value_at(s, i)->number.value))
            return 1;
    return 0;
}

/* Nothing shows that numbers were lost or added anywhere, and no page number among its values with a blank would give the sums: then
 * the report says something wrong. Whether one number alone is wrong is seen when all rows have values. */
static int is_misprint(const row_reader *s) {
    uint32_t damage = BIND_SIGN_MORE | BIND_SIGN_LOST | BIND_SIGN_FEWER;
    for (uint32_t i = 0; i < s->values; i++)
        if (value_at(s, i)->kind != BIND_NUMBER)
            return 0;
    return s->of.plan->targets.count > 1 && (stream_signs_of(s) & damage) == 0 && !has_twins(s) &&
           (s->of.row->told & BIND_TOLD_PAGED) == 0 && stream_is_bounded_before(s) && is_even(s) &&
           !holds_without(s, SHEAF_NONE, SHEAF_NONE) && !has_other_reading(s);
}

/* The value as the rest of the one before it, which the end of a line broke. 1: the sums hold. */
static int holds_joined(const row_reader *s, uint32_t rest) {
    bind_slot slots[BIND_WIDEST];
    bind_number number;
    const sheaf_str parts[] = {value_at(s, rest - 1)->text, value_at(s, rest)->text};
    sheaf_str both = form_join(s->of.plan->context, parts, 2, SHEAF_STR(" "));
    if (both.ptr == NULL || !bind_join_pieces(both, &number))
        return both.ptr == NULL; /* latched */
    for (uint32_t i = 0; i < s->of.identities->slots; i++) {
        slots[i] = bind_slot_of(s->of.plan->sheet, s->first + i + (i >= rest));
        if (slots[i].state == BIND_TEXT)
            slots[i].state = BIND_EMPTY;
    }
    slots[rest - 1].value = number.value;
    return bind_holds(s->of.identities, slots, 1);
}

static int may_be_broken(const row_reader *s) {
    for (uint32_t i = 1; i < s->values; i++)
        if (holds_joined(s, i))
            return 1;
    return 0;
}

/* The one value of a row with one too many that can be a page number and without which the sums hold; SHEAF_NONE. Where two numbers stand
 * in one of the lines, that cell holds two. */
static uint32_t find_page(const row_reader *s) {
    uint32_t found = SHEAF_NONE;
    if ((stream_signs_of(s) & BIND_SIGN_LOST) != 0)
        return SHEAF_NONE;
    for (uint32_t i = 0; i < s->values; i++) {
        if (!stream_may_be_page(value_at(s, i), MANY_PAGES) || !holds_without(s, i, SHEAF_NONE))
            continue;
        if (found != SHEAF_NONE)
            return SHEAF_NONE;
        found = i;
    }
    return found != SHEAF_NONE && is_even_without(s, found) ? found : SHEAF_NONE;
}

/* Without sums: nothing that could be a page number, or no sign of pages, none of numbers that were lost or added, and no 2 that could be
 * the only page number of the text. */
static int is_plain(const row_reader *s) {
    uint32_t signs = stream_signs_of(s) & ~(uint32_t)BIND_SIGN_SEEN;
    int64_t pages = (signs & (BIND_SIGN_MORE | BIND_SIGN_FEWER)) != 0 ? MANY_PAGES : FEW_PAGES;
    return (s->of.row->told & BIND_TOLD_PAGED) == 0 && stream_is_bounded_before(s) && is_even(s) &&
           (signs == 0 ? !stream_may_be_second_page(s) && !stream_may_be_next_page(s)
                       : stream_count_pages(s, pages) == 0);
}

/* Its last value is a mark for nothing, and numbers stand before it: whoever prints 0 has no mark for a total of 0. It is that of a
 * remark, and one of the numbers is gone. */
static int ends_in_odd_mark(const row_reader *s) {
    for (uint32_t i = 0; i + 1 < s->values; i++)
        if (value_at(s, i)->kind == BIND_NUMBER)
            return value_at(s, s->values - 1)->kind == BIND_MARK;
    return 0;
}

static void take_values(const row_reader *s, uint32_t dropped, bind_places *out) {
    for (uint32_t i = 0; i < out->count; i++)
        out->slots[i] = bind_slot_of(s->of.plan->sheet, s->first + i + (i >= dropped));
}

/* A row whose label is only near: as many numbers as columns, whose sums hold, behind the row of the form before it. */
static int is_sure(const row_reader *s, int has_sums) {
    for (uint32_t i = 0; i < s->values; i++)
        if (value_at(s, i)->kind != BIND_NUMBER)
            return 0;
    return has_sums && s->values == s->of.columns->leaves.count && stream_is_bounded_before(s) &&
           is_proved(s);
}

int bind_place_stream(const bind_row_case *of, bind_places *out) {
    bind_row *row = bind_row_at(of->plan->sheet, of->at);
    const row_reader s = {.of = *of,
                          .first = row->cells.first + row->labels,
                          .values = row->cells.count - row->labels};
    int has_sums = (int)of->identities->covers;
    *out = (bind_places){.count = of->columns->leaves.count,
                         .printed = s.values,
                         .reading = BIND_TOLD,
                         .wraps = FORM_LIST_OF(bind_wrap)};
    out->slots = form_room(of->plan->context, out->count, sizeof *out->slots);
    if (out->slots == NULL)
        return 0;
    for (uint32_t i = 0; i < out->count; i++)
        out->slots[i] = (bind_slot){
            .state = BIND_OPEN, .why = BIND_WHY_LINES, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
    stream_signs_of(&s);
    if (bind_is_stream_of_others(of->plan, row) || !stream_is_labelled(of->plan, row) ||
        !stream_is_bounded(&s) || !stream_is_headed(&s) ||
        (stream_is_near(row) && !is_sure(&s, has_sums)) ||
        (has_sums && s.values == out->count && ends_in_odd_mark(&s)))
        return 1;
    if (s.values == out->count && (has_sums ? is_proved(&s) : is_plain(&s))) {
        take_values(&s, SHEAF_NONE, out);
        out->is_proved = (uint32_t)has_sums;
    } else if (s.values == out->count && has_sums && is_misprint(&s)) {
        row->told |= BIND_TOLD_FAILED;
        take_values(&s, SHEAF_NONE, out);
    } else if (s.values == out->count + 1 && has_sums) {
        uint32_t page = may_be_broken(&s) ? SHEAF_NONE : find_page(&s);
        out->is_proved = page != SHEAF_NONE;
        if (out->is_proved)
            take_values(&s, page, out);
    }
    return 1;
}
