/* Which rows of a stream have values. Blanks leave no trace in it and page numbers add to it, so as many numbers as columns
 * are not enough: the header must be whole, the next label must be that of the form's next row, and an identity must cover
 * and hold the row in this reading alone. A row without identity must hold nothing that could be a page number. */
#include "bind.h"

typedef struct row_reader {
    const bind_plan *plan;
    const bind_columns *columns;
    const bind_identities *identities;
    const bind_row *row;
    uint32_t at;            /* index of the row */
    uint32_t first, values; /* its values: the first cell, and how many */
} row_reader;

static const bind_cell *value_at(const row_reader *s, uint32_t i) {
    return bind_cell_at(s->plan->sheet, s->first + i);
}

static const form_head *head_at(const bind_plan *plan, uint32_t h) {
    return bind_head_at(plan->model->definition, h);
}

/* ------------------------------------------------------------------------------- labels -- */

/* The row is called so exactly, and what else labels it are the groups around it. */
static int is_labelled(const bind_plan *plan, const bind_row *row) {
    if (row->target == SHEAF_NONE || (row->how & ~(uint32_t)BIND_BY_ALIAS) != 0)
        return 0;
    uint32_t head = bind_target_at(plan, row->target)->head;
    if (row->label == SHEAF_NONE)
        return row->labels == 0 && (head_at(plan, head)->flags & FORM_UNLABELLED) != 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++) {
        int is_around = 0;
        for (uint32_t e = bind_find(plan->index, bind_cell_at(plan->sheet, i)->plain.text);
             e != SHEAF_NONE && !is_around; e = bind_next(plan->index, e)) {
            const bind_entry *entry = bind_entry_at(plan->index, e);
            is_around = entry->model == plan->model_index && entry->axis == BIND_ROW &&
                        entry->head <= head && head < head_at(plan, entry->head)->end;
        }
        if (!is_around)
            return 0;
    }
    return 1;
}

/* No row of the form stands between two of them; SHEAF_NONE for b is the end of the table. */
static int are_neighbours(const bind_plan *plan, uint32_t a, uint32_t b) {
    uint32_t end = b == SHEAF_NONE ? plan->targets.count : b;
    if (a >= end)
        return 0;
    uint32_t inside = head_at(plan, bind_target_at(plan, a)->head)->end;
    for (uint32_t t = a + 1; t < end; t++) {
        uint32_t head = bind_target_at(plan, t)->head;
        int is_around = b != SHEAF_NONE && head_at(plan, head)->end > bind_target_at(plan, b)->head;
        if (head >= inside && !is_around)
            return 0;
    }
    return 1;
}

/* The row that follows; a header may stand between. SHEAF_NONE: none, or words that are no label. */
static uint32_t next_row(const bind_plan *plan, uint32_t r) {
    const bind_sheet *sheet = plan->sheet;
    if (++r < sheet->rows.count && (bind_row_at(sheet, r)->told & BIND_TOLD_HEADER) != 0 &&
        (bind_row_at(sheet, r)->told & BIND_TOLD_CLEAN) != 0)
        r++;
    return r < sheet->rows.count && (bind_row_at(sheet, r)->told & BIND_TOLD_CLEAN) != 0 &&
                   is_labelled(plan, bind_row_at(sheet, r))
               ? r
               : SHEAF_NONE;
}

static int is_bounded(const row_reader *s) {
    uint32_t own = s->row->target;
    if ((s->row->told & BIND_TOLD_ENDED) != 0)
        return are_neighbours(s->plan, own, SHEAF_NONE);
    uint32_t next = next_row(s->plan, s->at);
    return next != SHEAF_NONE &&
           are_neighbours(s->plan, own, bind_row_at(s->plan->sheet, next)->target);
}

/* The same for the row before; a header right before it is as good, if no row stands before that. */
static int is_bounded_before(const row_reader *s) {
    const bind_sheet *sheet = s->plan->sheet;
    uint32_t r = s->at;
    if (r > 0 && (bind_row_at(sheet, r - 1)->told & BIND_TOLD_HEADER) != 0)
        r--;
    if (r < s->at && (r == 0 || bind_row_at(sheet, r - 1)->target == SHEAF_NONE))
        return are_neighbours(s->plan, 0, s->row->target) || s->row->target == 0;
    return r > 0 && (s->row->told & BIND_TOLD_CLEAN) != 0 &&
           is_labelled(s->plan, bind_row_at(sheet, r - 1)) &&
           are_neighbours(s->plan, bind_row_at(sheet, r - 1)->target, s->row->target);
}

/* ------------------------------------------------------------------------------- the header -- */

/* Ways to print a header line by line. */
typedef enum header_way {
    AT_ITS_LEVEL, /* each label in the line of its level */
    AT_THE_BOTTOM,
    IN_EVERY_LINE, /* a column without parts again in each line below */
    GROUP_BY_GROUP,
    HEADER_WAYS
} header_way;

static int is_called(const bind_plan *plan, uint32_t head, sheaf_str text) {
    form_span labels = head_at(plan, head)->labels;
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++)
        if (form_same(FORM_AT(plan->model->definition->labels, const form_label, i)->plain.text,
                      text))
            return 1;
    return 0;
}

static int is_column(const bind_plan *plan, sheaf_str text, uint32_t block) {
    for (uint32_t e = bind_find(plan->index, text); e != SHEAF_NONE;
         e = bind_next(plan->index, e)) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        if (entry->model == plan->model_index && entry->axis == BIND_COLUMN &&
            entry->block == block)
            return 1;
    }
    return 0;
}

/* Labels of columns, one after the other; the same one twice is one label over several columns. */
typedef struct header_reader {
    const bind_plan *plan;
    const bind_row *row;
    uint32_t block, at;
} header_reader;

static sheaf_str take_label(header_reader *h) {
    sheaf_str none = {NULL, 0}, taken = none;
    for (; h->at < h->row->cells.count; h->at++) {
        sheaf_str text = bind_cell_at(h->plan->sheet, h->row->cells.first + h->at)->plain.text;
        if (!is_column(h->plan, text, h->block))
            continue;
        if (taken.ptr != NULL && !form_same(taken, text))
            break;
        taken = text;
    }
    return taken;
}

static int stands_in(const form_head *head, uint32_t level, uint32_t depth, header_way way) {
    if ((head->flags & FORM_LEAF) == 0)
        return head->depth == level;
    return way == AT_THE_BOTTOM   ? level == depth
           : way == IN_EVERY_LINE ? head->depth <= level
                                  : head->depth == level;
}

/* `top` is a column that was printed before all others; SHEAF_NONE. */
static int is_header(header_reader h, header_way way, uint32_t top) {
    uint32_t root = FORM_AT(h.plan->model->definition->blocks, const form_block, h.block)->columns;
    uint32_t end = head_at(h.plan, root)->end, depth = 0;
    for (uint32_t i = root + 1; i < end; i++)
        depth = head_at(h.plan, i)->depth > depth ? head_at(h.plan, i)->depth : depth;
    for (uint32_t level = 1; level <= (way == GROUP_BY_GROUP ? 1 : depth); level++)
        for (uint32_t i = root + 1; i < end; i++) {
            const form_head *head = head_at(h.plan, i);
            int is_here = way == GROUP_BY_GROUP || stands_in(head, level, depth, way);
            if (!is_here || head->labels.count == 0 || (i == top && way != IN_EVERY_LINE))
                continue;
            sheaf_str label = take_label(&h);
            if (label.ptr == NULL || !is_called(h.plan, i, label))
                return 0;
        }
    return take_label(&h).ptr == NULL;
}

/* Where the last column stands in the line of the title, no other stands below the line of its own level. */
static int is_any_header(header_reader h, uint32_t top) {
    for (header_way way = AT_ITS_LEVEL; way < HEADER_WAYS; way++) {
        int is_elsewhere = way == AT_THE_BOTTOM && top != SHEAF_NONE;
        if (!is_elsewhere && is_header(h, way, top))
            return 1;
    }
    return 0;
}

/* The last column, a total say, where its label is printed as high as the title: then it comes before all others. */
static uint32_t column_on_top(header_reader *h) {
    uint32_t root =
        FORM_AT(h->plan->model->definition->blocks, const form_block, h->block)->columns;
    uint32_t last = head_at(h->plan, root)->end - 1;
    sheaf_str label = take_label(h);
    return last > root + 1 && head_at(h->plan, last)->depth == 1 && label.ptr != NULL &&
                   is_called(h->plan, last, label)
               ? last
               : SHEAF_NONE;
}

typedef enum row_sum { SUM_UNTOLD, SUM_BROKEN, SUM_TELLING } row_sum;

/* A sum of many values that are not 0 holds in no other order of the columns. */
static row_sum weigh_row(const row_reader *s, const bind_row *row) {
    enum { MANY = 4 };
    bind_slot slots[BIND_WIDEST];
    uint32_t full = 0;
    for (uint32_t i = 0; i < s->identities->slots; i++) {
        slots[i] = bind_slot_of(s->plan->sheet, row->cells.first + row->labels + i);
        if (slots[i].state != BIND_VALUE)
            return SUM_UNTOLD;
        full += slots[i].value.digits != 0;
    }
    if (!bind_holds(s->identities, slots, 1))
        return SUM_BROKEN;
    return full >= MANY ? SUM_TELLING : SUM_UNTOLD;
}

/* Labels that do not tell where the last column stands: its sums do. */
static int is_order_proved(const row_reader *s) {
    enum { ENOUGH = 3 };
    uint32_t telling = 0, broken = 0;
    for (uint32_t r = 0; r < s->plan->sheet->rows.count && s->identities->covers; r++) {
        const bind_row *row = bind_row_at(s->plan->sheet, r);
        if (row->target == SHEAF_NONE ||
            bind_target_at(s->plan, row->target)->block != s->columns->block ||
            row->values != s->identities->slots)
            continue;
        row_sum sum = weigh_row(s, row);
        telling += sum == SUM_TELLING;
        broken += sum == SUM_BROKEN;
    }
    return telling >= ENOUGH && telling > broken;
}

/* All labels of the block's columns stand in the order of the form right before its first row. */
static int find_header(const row_reader *s) {
    const bind_sheet *sheet = s->plan->sheet;
    uint32_t block = s->columns->block, r = 0;
    while (r < sheet->rows.count &&
           (bind_row_at(sheet, r)->target == SHEAF_NONE ||
            bind_target_at(s->plan, bind_row_at(sheet, r)->target)->block != block))
        r++;
    if (r == 0 || r == sheet->rows.count ||
        (bind_row_at(sheet, r - 1)->told & BIND_TOLD_HEADER) == 0)
        return 0;
    header_reader h = {s->plan, bind_row_at(sheet, r - 1), block, 0};
    if (is_any_header(h, SHEAF_NONE))
        return 1;
    uint32_t top = column_on_top(&h);
    return top != SHEAF_NONE && is_any_header(h, top) && is_order_proved(s);
}

static int is_headed(const row_reader *s) {
    bind_sheet *sheet = s->plan->sheet;
    if (sheet->headed != s->columns->block + 1) {
        sheet->headed = s->columns->block + 1;
        sheet->is_headed = (uint32_t)find_header(s);
    }
    return (int)sheet->is_headed;
}

/* ------------------------------------------------------------------------------- signs of damage -- */

static uint32_t width_of(const bind_plan *plan, uint32_t target) {
    uint32_t block = bind_target_at(plan, target)->block, width = 0;
    uint32_t root = FORM_AT(plan->model->definition->blocks, const form_block, block)->columns;
    for (uint32_t c = root + 1; c < head_at(plan, root)->end; c++)
        width += (head_at(plan, c)->flags & FORM_LEAF) != 0;
    return width;
}

/* Blanks left no trace in the row, and counted as 0 they can stand so that its sums hold. */
static int has_blanks_only(const row_reader *s, const bind_row *row) {
    enum { MOST = 12 };
    uint32_t width = s->identities->slots, values = row->cells.count - row->labels;
    for (uint32_t mask = 0; width <= MOST && mask < 1u << width; mask++) {
        bind_slot slots[BIND_WIDEST];
        uint32_t taken = 0;
        for (uint32_t i = 0; i < width; i++) {
            slots[i] = (bind_slot){.state = BIND_EMPTY, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
            if ((mask >> i & 1u) != 0 && taken++ < values)
                slots[i] = bind_slot_of(s->plan->sheet, row->cells.first + row->labels + taken - 1);
            if (slots[i].state == BIND_TEXT)
                slots[i].state = BIND_EMPTY;
        }
        if (taken == values && bind_holds(s->identities, slots, 1))
            return 1;
    }
    return 0;
}

/* A row of the form is not there, nor the group whose row it is, nor a row of its own. */
static int has_lost_row(const bind_plan *plan) {
    for (uint32_t t = 0; t < plan->targets.count; t++) {
        const bind_target *target = bind_target_at(plan, t);
        const form_head *head = head_at(plan, target->head);
        int is_there = target->row != SHEAF_NONE || (head->flags & FORM_LEAF) == 0;
        for (uint32_t k = 0; k < t && !is_there; k++)
            is_there = bind_target_at(plan, k)->row != SHEAF_NONE &&
                       target->head < head_at(plan, bind_target_at(plan, k)->head)->end;
        if (!is_there)
            return 1;
    }
    return 0;
}

/* One value too many, as the one before it: a wide cell, printed in each of its columns. */
static int is_last_again(const row_reader *s, const bind_row *row, uint32_t width) {
    uint32_t end = row->cells.first + row->cells.count;
    return width > 0 && row->values == width + 1 &&
           form_same(bind_cell_at(s->plan->sheet, end - 1)->text,
                     bind_cell_at(s->plan->sheet, end - 2)->text);
}

static uint32_t signs_of(const row_reader *s) {
    bind_sheet *sheet = s->plan->sheet;
    if ((sheet->signs & BIND_SIGN_SEEN) != 0)
        return sheet->signs;
    sheet->signs |= BIND_SIGN_SEEN | (has_lost_row(s->plan) ? BIND_SIGN_LOST : 0);
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        uint32_t width = row->target != SHEAF_NONE ? width_of(s->plan, row->target) : 0;
        int has_stranger = r > 1 && (row->told & BIND_TOLD_CLEAN) == 0;
        int has_more = row->values > width && !is_last_again(s, row, width);
        sheet->signs |= has_more || has_stranger ? BIND_SIGN_MORE : 0;
        sheet->signs |= row->values < width ? BIND_SIGN_FEWER : 0;
        if (row->values < width && s->identities->covers && !has_blanks_only(s, row))
            sheet->signs |= BIND_SIGN_LOST;
    }
    return sheet->signs;
}

/* A number of up to that many pages may be a page number where nothing stands beside it. */
static int may_be_page(const bind_cell *cell, int64_t pages) {
    return cell->kind == BIND_NUMBER && cell->is_lone && cell->number.value.scale == 0 &&
           cell->number.unit.len == 0 && cell->number.value.digits > 0 &&
           cell->number.value.digits <= pages;
}

enum { FEW_PAGES = 99, MANY_PAGES = 999 };

static uint32_t count_pages(const row_reader *s, int64_t pages) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->values; i++)
        count += (uint32_t)may_be_page(value_at(s, i), pages);
    return count;
}

/* ------------------------------------------------------------------------------- readings -- */

/* The values but for one, in order, with an empty slot; marks count as nothing. 1: the sums hold. */
static int holds_without(const row_reader *s, uint32_t dropped, uint32_t empty) {
    bind_slot slots[BIND_WIDEST];
    uint32_t value = 0;
    for (uint32_t i = 0; i < s->identities->slots; i++) {
        slots[i] = (bind_slot){.state = BIND_EMPTY, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
        value += value == dropped;
        if (i == empty || value >= s->values)
            continue;
        slots[i] = bind_slot_of(s->plan->sheet, s->first + value++);
        if (slots[i].state == BIND_TEXT)
            slots[i].state = BIND_EMPTY;
    }
    return bind_holds(s->identities, slots, 1);
}

/* One of the values could be a page number, with a blank that left no trace: the sums would hold so, too. */
static int has_other_reading(const row_reader *s) {
    for (uint32_t drop = 0; drop < s->values; drop++)
        for (uint32_t empty = 0;
             empty < s->identities->slots && may_be_page(value_at(s, drop), INT64_MAX); empty++)
            if (holds_without(s, drop, empty))
                return 1;
    return 0;
}

/* All numbers stand in one line with others, or each in its own. */
static int is_even(const row_reader *s) {
    uint32_t lone = 0, numbers = 0;
    for (uint32_t i = 0; i < s->values; i++) {
        numbers += value_at(s, i)->kind == BIND_NUMBER;
        lone += value_at(s, i)->is_lone;
    }
    return lone == 0 || lone == numbers;
}

static int is_proved(const row_reader *s) {
    uint32_t both = BIND_SIGN_MORE | BIND_SIGN_LOST;
    uint32_t damage = signs_of(s) & both, is_record = s->plan->targets.count == 1;
    if ((damage == both || (damage != 0 && is_record)) && count_pages(s, MANY_PAGES) > 0)
        return 0; /* one number lost and another added may give the sum, too */
    if (!is_even(s) && count_pages(s, MANY_PAGES) > 0)
        return 0;
    return holds_without(s, SHEAF_NONE, SHEAF_NONE) && !has_other_reading(s);
}

/* Nothing shows that numbers were lost or added anywhere, and no page number among its values with a blank would give the sums: then
 * the report says something wrong. Whether one number alone is wrong is seen when all rows have values. */
static int is_misprint(const row_reader *s) {
    uint32_t damage = BIND_SIGN_MORE | BIND_SIGN_LOST | BIND_SIGN_FEWER;
    for (uint32_t i = 0; i < s->values; i++)
        if (value_at(s, i)->kind != BIND_NUMBER)
            return 0;
    return s->plan->targets.count > 1 && (signs_of(s) & damage) == 0 &&
           (s->row->told & BIND_TOLD_PAGED) == 0 && is_bounded_before(s) && is_even(s) &&
           !holds_without(s, SHEAF_NONE, SHEAF_NONE) && !has_other_reading(s);
}

/* The one value of a row with one too many that can be a page number and without which the sums hold; SHEAF_NONE. */
static uint32_t find_page(const row_reader *s) {
    uint32_t found = SHEAF_NONE;
    if ((signs_of(s) & BIND_SIGN_LOST) != 0)
        return SHEAF_NONE;
    for (uint32_t i = 0; i < s->values; i++) {
        if (!may_be_page(value_at(s, i), MANY_PAGES) || !holds_without(s, i, SHEAF_NONE))
            continue;
        if (found != SHEAF_NONE)
            return SHEAF_NONE;
        found = i;
    }
    return found;
}

static int is_plain(const row_reader *s) {
    int64_t pages =
        (signs_of(s) & (BIND_SIGN_MORE | BIND_SIGN_FEWER)) != 0 ? MANY_PAGES : FEW_PAGES;
    return (s->row->told & BIND_TOLD_PAGED) == 0 && is_bounded_before(s) && is_even(s) &&
           count_pages(s, pages) == 0;
}

/* ------------------------------------------------------------------------------- placing -- */

static void take_values(const row_reader *s, uint32_t dropped, bind_places *out) {
    for (uint32_t i = 0; i < out->count; i++)
        out->slots[i] = bind_slot_of(s->plan->sheet, s->first + i + (i >= dropped));
}

int bind_place_stream(const bind_plan *plan, const bind_columns *columns,
                      const bind_identities *identities, uint32_t row, bind_places *out) {
    const bind_row *of = bind_row_at(plan->sheet, row);
    row_reader s = {.plan = plan,
                    .columns = columns,
                    .identities = identities,
                    .row = of,
                    .at = row,
                    .first = of->cells.first + of->labels,
                    .values = of->cells.count - of->labels};
    *out = (bind_places){.count = columns->leaves.count,
                         .printed = s.values,
                         .reading = BIND_TOLD,
                         .wraps = FORM_LIST_OF(bind_wrap)};
    out->slots = form_room(plan->context, out->count, sizeof *out->slots);
    if (out->slots == NULL)
        return 0;
    for (uint32_t i = 0; i < out->count; i++)
        out->slots[i] = (bind_slot){.state = BIND_OPEN, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
    signs_of(&s);
    if (!is_labelled(plan, of) || !is_bounded(&s) || !is_headed(&s))
        return 1;
    if (s.values == out->count && (identities->covers ? is_proved(&s) : is_plain(&s))) {
        take_values(&s, SHEAF_NONE, out);
        out->is_proved = identities->covers;
    } else if (s.values == out->count && identities->covers && is_misprint(&s)) {
        bind_row_at(plan->sheet, row)->told |= BIND_TOLD_FAILED;
        take_values(&s, SHEAF_NONE, out);
    } else if (s.values == out->count + 1 && identities->covers) {
        uint32_t page = find_page(&s);
        out->is_proved = page != SHEAF_NONE;
        if (out->is_proved)
            take_values(&s, page, out);
    }
    return 1;
}
