/* What speaks against a row being the one that its label says: another row's label in it, a value that ran into the label, a row beside it that repeats it and says something else. */
#include "bind/row/row.h"

#include <string.h>

/* The text is a label of rows of the table, and of none of them the one that is `head` here. */
static int names_others(const bind_plan *plan, sheaf_str text, uint32_t head) {
    uint32_t rows = 0;
    for (uint32_t e = text.len > 0 ? bind_find(plan->index, text) : SHEAF_NONE; e != SHEAF_NONE;
         e = bind_next(plan->index, e)) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        if (entry->model == plan->model_index && entry->head == head)
            return 0;
        rows += (uint32_t)bind_names_row(plan, entry);
    }
    return rows > 0;
}

static uint32_t head_of(const bind_plan *plan, const bind_row *row) {
    return bind_target_at(plan, row->target)->head;
}

/* A label of another row begins with the words, in whatever version of the form: narrow columns and pages cut it. */
static int begins_others(const bind_plan *plan, sheaf_str text, uint32_t head) {
    enum { SHORT = 12 }; /* four ideographs say too little */
    for (uint32_t e = 0; text.len > SHORT && e < plan->index->entries.count; e++) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        int is_own = entry->model == plan->model_index && entry->head == head;
        if (entry->axis == BIND_ROW && !is_own && entry->plain.text.len > text.len &&
            form_begins(entry->plain.text, text))
            return 1;
    }
    return 0;
}

/* Words behind the label are the label of another row: `（六）其他处理 | 33 | 1.申请人无正当理由…` is not the group as one row. Nor is it
 * where such a label that was cut stands between the label and the values. */
static int names_another_row(const bind_plan *plan, const bind_row *row) {
    for (uint32_t i = row->labels; i < row->cells.count; i++)
        if (names_others(plan, bind_cell_at(plan->sheet, row->cells.first + i)->plain.text,
                         head_of(plan, row)))
            return 1;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++)
        if (row->label != SHEAF_NONE && i > row->label &&
            begins_others(plan, bind_cell_at(plan->sheet, i)->plain.text, head_of(plan, row)))
            return 1;
    return 0;
}

static int begins_with(sheaf_str text, sheaf_str start) {
    return text.len > start.len && form_begins(text, start);
}

/* Nobody knows the row right above or below it, whose label begins with this one's: the two were printed for one. */
static int is_beside_longer_label(const bind_plan *plan, uint32_t at) {
    enum { SHORT = 12 }; /* four ideographs say too little */
    const bind_sheet *sheet = plan->sheet;
    uint32_t label = bind_row_at(sheet, at)->label;
    sheaf_str own = label != SHEAF_NONE ? bind_cell_at(sheet, label)->plain.text : SHEAF_STR("");
    for (uint32_t step = 0; step < 2 && own.len > SHORT; step++) {
        uint32_t r = at + (step == 0 ? UINT32_MAX : 1);
        const bind_row *row = r < sheet->rows.count ? bind_row_at(sheet, r) : NULL;
        if (row == NULL || row->target != SHEAF_NONE)
            continue;
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
            if (begins_with(bind_cell_at(sheet, i)->plain.text, own))
                return 1;
    }
    return 0;
}

/* The text names a row of the table, alone or as a group, that `head` is or lies in. */
static int names_around(const bind_plan *plan, sheaf_str text, uint32_t head) {
    for (uint32_t e = bind_find(plan->index, text); e != SHEAF_NONE;
         e = bind_next(plan->index, e)) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        uint32_t at = bind_names_row(plan, entry) ? head : SHEAF_NONE;
        const form_definition *of = bind_model_at(plan->index, entry->model)->definition;
        sheaf_str key = bind_head_at(of, entry->head)->key;
        while (at != SHEAF_NONE && !form_same(bind_head_at(plan->model->definition, at)->key, key))
            at = bind_head_at(plan->model->definition, at)->parent;
        if (at != SHEAF_NONE)
            return 1;
    }
    return 0;
}

/* The text is in no version of the table a group of rows, and in one of them a row. */
static int names_leaf(const bind_plan *plan, const bind_cell *cell) {
    uint32_t leaves = 0;
    for (uint32_t e = bind_find(plan->index, cell->plain.text); e != SHEAF_NONE;
         e = bind_next(plan->index, e)) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        const form_definition *of = bind_model_at(plan->index, entry->model)->definition;
        if (!bind_names_row(plan, entry) || entry->kind == FORM_ALIAS ||
            bind_is_other_number(cell, entry))
            continue;
        if ((bind_head_at(of, entry->head)->flags & FORM_LEAF) == 0)
            return 0;
        leaves++;
    }
    return leaves > 0;
}

/* Words before the label are the label of another row: a merged label of the row above is printed beside its own. */
static int has_two_labels(const bind_plan *plan, const bind_row *row) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++) {
        const bind_cell *cell = bind_cell_at(plan->sheet, i);
        if (i != row->label && cell->plain.text.len > 0 && names_leaf(plan, cell) &&
            !names_around(plan, cell->plain.text, head_of(plan, row)))
            return 1;
    }
    return 0;
}

/* The words go on with the label from its place `at`, or end there. */
static int is_piece_at(sheaf_str label, size_t at, sheaf_str words, int is_below) {
    size_t from = is_below ? at : at - words.len;
    return words.len > 0 && words.len <= (is_below ? label.len - at : at) &&
           memcmp(label.ptr + from, words.ptr, words.len) == 0;
}

/* A label of the row goes on, or began, in those words. */
static int is_rest(const bind_plan *plan, const bind_row *row, sheaf_str words, int is_below) {
    const form_definition *definition = plan->model->definition;
    form_span labels = bind_head_at(definition, head_of(plan, row))->labels;
    sheaf_str own = bind_cell_at(plan->sheet, row->label)->plain.text;
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++) {
        sheaf_str label = FORM_AT(definition->labels, const form_label, i)->plain.text;
        if (own.len == 0 || own.len >= label.len)
            continue;
        size_t at = is_below ? own.len : label.len - own.len;
        if (memcmp(is_below ? label.ptr : label.ptr + at, own.ptr, own.len) == 0 &&
            is_piece_at(label, at, words, is_below))
            return 1;
    }
    return 0;
}

/* Its label is not whole, and the row above or below has the rest of it and numbers of its own: which are the row's nobody can say. */
static int is_half_of_label(const bind_plan *plan, uint32_t at) {
    const bind_sheet *sheet = plan->sheet;
    const bind_row *own = bind_row_at(sheet, at);
    for (uint32_t step = 0; step < 2 && own->label != SHEAF_NONE && !sheet->is_certain; step++) {
        uint32_t r = at + (step == 0 ? UINT32_MAX : 1);
        const bind_row *row = r < sheet->rows.count ? bind_row_at(sheet, r) : NULL;
        if (row == NULL || row->target != SHEAF_NONE || row->values == 0)
            continue;
        for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++)
            if (is_rest(plan, own, bind_cell_at(sheet, i)->plain.text, step == 1))
                return 1;
    }
    return 0;
}

int bind_is_other_row(const bind_plan *plan, uint32_t row) {
    return names_another_row(plan, bind_row_at(plan->sheet, row)) ||
           has_two_labels(plan, bind_row_at(plan->sheet, row)) ||
           bind_is_group_of_rows(plan, row) || bind_is_label_shifted(plan, row) ||
           is_beside_longer_label(plan, row) || is_half_of_label(plan, row);
}

/* ------------------------------------------------------------------------------- digits in the label -- */

static int ends_in_digit(sheaf_str text) {
    return text.len > 0 && text.ptr[text.len - 1] >= '0' && text.ptr[text.len - 1] <= '9';
}

int bind_has_digits_in_label(const bind_plan *plan, uint32_t at) {
    const bind_row *row = bind_row_at(plan->sheet, at);
    const form_definition *definition = plan->model->definition;
    form_span labels = bind_head_at(definition, head_of(plan, row))->labels;
    if (row->label == SHEAF_NONE ||
        !ends_in_digit(bind_cell_at(plan->sheet, row->label)->plain.text))
        return 0;
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++)
        if (ends_in_digit(FORM_AT(definition->labels, const form_label, i)->plain.text))
            return 0;
    return 1;
}

/* ------------------------------------------------------------------------------- two numbers in one cell -- */

/* `1,232,1125,155,424`: no number, but `1,232,112` and `5,155,424`. */
static int is_two_in_one(sheaf_str text) {
    bind_number number;
    for (size_t i = 1; i < text.len; i++)
        if (bind_read_number((sheaf_str){text.ptr, i}, &number) &&
            bind_read_number((sheaf_str){text.ptr + i, text.len - i}, &number))
            return 1;
    return 0;
}

int bind_has_two_in_one(const bind_plan *plan, uint32_t at) {
    enum { LONGEST = 48 };
    const bind_row *row = bind_row_at(plan->sheet, at);
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(plan->sheet, row->cells.first + i);
        if (cell->kind == BIND_ODD && cell->text.len <= LONGEST && bind_is_piece(cell->text) &&
            is_two_in_one(cell->text))
            return 1;
    }
    return 0;
}

/* ------------------------------------------------------------------------------- twins -- */

/* The cell that stands as far from the labels of a row as another does from those of its own; SHEAF_NONE. */
static uint32_t cell_beside(const bind_row *row, uint32_t cell, const bind_row *other) {
    uint32_t behind = row->cells.first + row->cells.count - cell;
    return behind <= other->cells.count - other->labels
               ? other->cells.first + other->cells.count - behind
               : SHEAF_NONE;
}

/* How a row that is none of the form's agrees with the values of one that is. */
typedef struct likeness {
    uint32_t same; /* numbers that are not 0 */
    uint32_t others;
    uint64_t differs; /* slots */
} likeness;

static likeness compare(const bind_sheet *sheet, const bind_row *row, const bind_row *other,
                        const bind_places *places) {
    likeness found = {0, 0, 0};
    for (uint32_t i = 0; i < places->count; i++) {
        const bind_slot *slot = &places->slots[i];
        uint32_t cell = slot->state == BIND_VALUE && slot->cell != SHEAF_NONE
                            ? cell_beside(row, slot->cell, other)
                            : SHEAF_NONE;
        if (cell == SHEAF_NONE)
            continue;
        const bind_cell *beside = bind_cell_at(sheet, cell);
        if (beside->kind == BIND_NUMBER && bind_same_number(beside->number.value, slot->value)) {
            found.same += slot->value.digits != 0;
        } else {
            found.others++;
            found.differs |= UINT64_C(1) << i;
        }
    }
    return found;
}

enum { SEVERAL = 2 };

static int is_likely_twin(likeness found) {
    return found.same >= SEVERAL && found.others * 2 <= found.same;
}

/* How the values of two rows agree, from their ends on. */
static likeness compare_rows(const bind_sheet *sheet, const bind_row *a, const bind_row *b) {
    likeness found = {0, 0, 0};
    for (uint32_t i = 1; i <= a->cells.count - a->labels && i <= b->cells.count - b->labels; i++) {
        const bind_cell *one = bind_cell_at(sheet, a->cells.first + a->cells.count - i);
        const bind_cell *two = bind_cell_at(sheet, b->cells.first + b->cells.count - i);
        if (one->kind == BIND_NUMBER && two->kind == BIND_NUMBER &&
            bind_same_number(one->number.value, two->number.value))
            found.same += one->number.value.digits != 0;
        else
            found.others += one->kind != BIND_BLANK || two->kind != BIND_BLANK;
    }
    return found;
}

int bind_are_called_one(const bind_plan *plan, uint32_t target) {
    const bind_row *first = NULL;
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        if (row->target != target || row->values == 0)
            continue;
        if (first != NULL &&
            (row->cells.count - row->labels != first->cells.count - first->labels ||
             !is_likely_twin(compare_rows(plan->sheet, first, row))))
            return 0;
        first = first == NULL ? row : first;
    }
    return 1;
}

void bind_open_twins(const bind_plan *plan, uint32_t at, bind_places *places) {
    const bind_sheet *sheet = plan->sheet;
    enum { MOST = 64 };
    for (uint32_t step = 0; step < 2 && places->count <= MOST; step++) {
        uint32_t r = at + (step == 0 ? UINT32_MAX : 1);
        if (r >= sheet->rows.count || bind_row_at(sheet, r)->target != SHEAF_NONE)
            continue;
        likeness found = compare(sheet, bind_row_at(sheet, at), bind_row_at(sheet, r), places);
        if (!is_likely_twin(found))
            continue;
        for (uint32_t i = 0; i < places->count; i++)
            if ((found.differs >> i & 1u) != 0)
                bind_open_slot(&places->slots[i], BIND_WHY_TWICE);
    }
}
