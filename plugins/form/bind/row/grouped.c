/* Whether a row that was taken for a group as one row is that group. One beside it that nobody knows may be another row of the group, and
 * this the first. In aligned text labels are broken over lines and groups stand beside the middle of theirs: the beginnings of the
 * labels of its rows tell. */
#include "bind/row/row.h"

static uint32_t head_of(const bind_plan *plan, const bind_row *row) {
    return bind_target_at(plan, row->target)->head;
}

/* The entry is a row inside what is a group here or in the entry's version. */
static int is_inside(const bind_plan *plan, const bind_entry *entry, uint32_t group) {
    const form_definition *of = bind_model_at(plan->index, entry->model)->definition;
    sheaf_str key = bind_head_at(plan->model->definition, group)->key;
    uint32_t head = entry->head;
    while (head != SHEAF_NONE && !form_same(bind_head_at(of, head)->key, key))
        head = bind_head_at(of, head)->parent;
    return head != SHEAF_NONE;
}

/* The text is a label of a row of the table, and of none inside the group. */
static int names_outside(const bind_plan *plan, sheaf_str text, uint32_t group) {
    uint32_t rows = 0;
    for (uint32_t e = text.len > 0 ? bind_find(plan->index, text) : SHEAF_NONE; e != SHEAF_NONE;
         e = bind_next(plan->index, e)) {
        if (!bind_names_row(plan, bind_entry_at(plan->index, e)))
            continue;
        if (is_inside(plan, bind_entry_at(plan->index, e), group))
            return 0;
        rows++;
    }
    return rows > 0;
}

/* Its label is that of a row behind the group with digits at its end, which ran into it: `（七）总计204`. */
static int is_next_with_digits(const bind_plan *plan, const bind_row *row, uint32_t group) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++) {
        sheaf_str whole = bind_cell_at(plan->sheet, i)->plain.text, text = whole;
        while (text.len > 0 && text.ptr[text.len - 1] >= '0' && text.ptr[text.len - 1] <= '9')
            text.len--;
        if (text.len < whole.len && names_outside(plan, text, group))
            return 1;
    }
    return 0;
}

/* Cells behind its labels that are not blank. */
/* It is a row of the group, and not the group. */
static int is_below(const bind_plan *plan, const bind_entry *entry, uint32_t group) {
    const form_definition *of = bind_model_at(plan->index, entry->model)->definition;
    return is_inside(plan, entry, group) &&
           !form_same(bind_head_at(of, entry->head)->key,
                      bind_head_at(plan->model->definition, group)->key);
}

/* The cell is the label of a row inside the group, or its beginning, with its number; where the export lost the numbers, enough of
 * it to be no other's. */
static int names_part(const bind_plan *plan, const bind_cell *cell, uint32_t group) {
    enum { NUMBERED = 6, BARE = 15 }; /* bytes: two ideographs, five */
    size_t shortest = cell->plain.number != 0 ? NUMBERED : BARE;
    for (uint32_t i = 0; cell->plain.text.len >= shortest && i < plan->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(plan->index, i);
        if ((cell->plain.number == 0 || entry->plain.number == cell->plain.number) &&
            form_begins(entry->plain.text, cell->plain.text) && bind_names_row(plan, entry) &&
            is_below(plan, entry, group))
            return 1;
    }
    return 0;
}

/* Labels of rows of the group begin near the row. */
static int has_parts_near(const bind_plan *plan, uint32_t at) {
    enum { NEARBY = 10 };
    const bind_sheet *sheet = plan->sheet;
    uint32_t group = head_of(plan, bind_row_at(sheet, at));
    if (sheet->is_certain || sheet->is_stream)
        return 0;
    for (uint32_t r = at > NEARBY ? at - NEARBY : 0; r < sheet->rows.count && r <= at + NEARBY;
         r++) {
        const bind_row *row = bind_row_at(sheet, r);
        for (uint32_t i = 0; i < row->labels; i++)
            if (names_part(plan, bind_cell_at(sheet, row->cells.first + i), group))
                return 1;
    }
    return 0;
}

/* A row of values that nobody knows. */
static int is_unknown(const bind_plan *plan, uint32_t r, uint32_t at) {
    const bind_row *row = bind_row_at(plan->sheet, at), *other = bind_row_at(plan->sheet, r);
    return other->target == SHEAF_NONE &&
           (other->values > 0 ? bind_count_full(plan->sheet, other) : 0) * 2 >=
               bind_width_of_target(plan, row->target) &&
           !is_next_with_digits(plan, other, head_of(plan, row));
}

/* The words hold the label of a row of the group, whatever stands before it: `1\.申请人…`. */
static int holds_part(const bind_plan *plan, sheaf_str words, uint32_t group) {
    for (uint32_t i = 0; i < plan->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(plan->index, i);
        if (words.len >= entry->plain.text.len && bind_names_row(plan, entry) &&
            form_holds(words, entry->plain.text) && is_below(plan, entry, group))
            return 1;
    }
    return 0;
}

/* It has no label, that of the group, or one of its rows' in words that are none of the form's. Above the group's label only aligned text
 * has its rows: it stands beside their middle. */
static int may_be_part(const bind_plan *plan, uint32_t r, uint32_t at) {
    const bind_row *own = bind_row_at(plan->sheet, at), *row = bind_row_at(plan->sheet, r);
    sheaf_str label = own->label != SHEAF_NONE ? bind_cell_at(plan->sheet, own->label)->plain.text
                                               : SHEAF_STR("");
    uint32_t words = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++) {
        sheaf_str text = bind_cell_at(plan->sheet, i)->plain.text;
        words += text.len > 0;
        if (text.len > 0 && (form_same(text, label) || holds_part(plan, text, head_of(plan, own))))
            return 1;
    }
    return words == 0 && (r > at || plan->sheet->is_aligned);
}

/* One that may be a row of the group stands below it or above, before the next row that is known; lines without values may lie
 * between. Right below it any is. */
static int has_unknown_beside(const bind_plan *plan, uint32_t at) {
    enum { NEARBY = 10 };
    const bind_sheet *sheet = plan->sheet;
    for (uint32_t side = 0; side < 2; side++) {
        uint32_t r = at;
        for (uint32_t n = 0; n < NEARBY; n++) {
            r += side == 0 ? 1 : UINT32_MAX;
            if (r >= sheet->rows.count || bind_row_at(sheet, r)->target != SHEAF_NONE)
                break;
            if (is_unknown(plan, r, at) && ((side == 0 && n == 0) || may_be_part(plan, r, at)))
                return 1;
        }
    }
    return 0;
}

int bind_is_group_of_rows(const bind_plan *plan, uint32_t at) {
    uint32_t target = bind_row_at(plan->sheet, at)->target;
    uint32_t flags =
        bind_head_at(plan->model->definition, bind_target_at(plan, target)->head)->flags;
    int is_group = (flags & FORM_LEAF) == 0 || bind_is_group_elsewhere(plan, target);
    return is_group && (has_unknown_beside(plan, at) || has_parts_near(plan, at));
}
