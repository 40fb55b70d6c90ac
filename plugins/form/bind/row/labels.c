/* Which rows of the form a source row may be, by its labels: its last label names the row, those before it the groups around
 * it. An exact label beats an alias, an alias a near one; a near label must be clearly nearer than any other row's. Each
 * possibility is a point (source row, row of the form) with a weight; bind_align finds the heaviest chain of them. */
#include "bind/row/row.h"

#include <string.h>

enum {
    EXACT = 100,
    ALIAS = 90,
    NEAR = 60,
    NO_VALUE = 40,    /* a row without values is rather a heading */
    RIGHT_GROUP = 10, /* for each group around it that is printed */
    WRONG_GROUP = 50,
    RIGHT_NUMBER = 3,
    MOST_NEARS = 2000, /* rows that are compared letter by letter: a form's table has fewer */
};

/* ------------------------------------------------------------------------------- targets -- */

static int add_targets(bind_plan *plan, uint32_t block) {
    const form_definition *definition = plan->model->definition;
    uint32_t root = FORM_AT(definition->blocks, const form_block, block)->rows;
    for (uint32_t h = root + 1; h < bind_head_at(definition, root)->end; h++) {
        if ((bind_head_at(definition, h)->flags & (FORM_LEAF | FORM_COLLAPSIBLE)) == 0)
            continue;
        bind_target *target = form_push(plan->context, &plan->targets);
        if (target == NULL)
            return 0;
        *target = (bind_target){.head = h, .block = block, .row = SHEAF_NONE};
        plan->target_of[h] = plan->targets.count - 1;
    }
    return 1;
}

int bind_list_targets(bind_plan *plan) {
    const form_definition *definition = plan->model->definition;
    form_span blocks = bind_table_of(plan->model)->blocks;
    plan->targets = FORM_LIST_OF(bind_target);
    plan->target_of = form_room(plan->context, definition->heads.count, sizeof *plan->target_of);
    if (plan->target_of == NULL)
        return 0;
    for (uint32_t h = 0; h < definition->heads.count; h++)
        plan->target_of[h] = SHEAF_NONE;
    for (uint32_t b = blocks.first; b < blocks.first + blocks.count; b++)
        if (!add_targets(plan, b))
            return 0;
    return 1;
}

/* ------------------------------------------------------------------------------- weights -- */

static int is_row_entry(const bind_plan *plan, const bind_entry *entry) {
    return entry->model == plan->model_index && entry->axis == BIND_ROW;
}

static int is_within(const form_definition *definition, uint32_t head, uint32_t group) {
    return group < head && head < bind_head_at(definition, group)->end;
}

/* What a label before the last says of the groups around a head. */
static int32_t weigh_group(const bind_plan *plan, const bind_cell *cell, uint32_t head) {
    int is_label = 0;
    for (uint32_t i = bind_find(plan->index, cell->plain.text); i != SHEAF_NONE;
         i = bind_next(plan->index, i)) {
        const bind_entry *entry = bind_entry_at(plan->index, i);
        if (!is_row_entry(plan, entry) || bind_is_other_number(cell, entry))
            continue;
        if (is_within(plan->model->definition, head, entry->head))
            return RIGHT_GROUP;
        is_label = 1;
    }
    return is_label ? -WRONG_GROUP : 0;
}

static uint32_t weigh(const bind_plan *plan, const bind_row *row, uint32_t label, uint32_t head,
                      int32_t weight, uint32_t number) {
    for (uint32_t i = row->cells.first; i < label && i < row->cells.first + row->labels; i++)
        weight += weigh_group(plan, bind_cell_at(plan->sheet, i), head);
    uint32_t printed = bind_cell_at(plan->sheet, label)->plain.number;
    if (printed != 0 && number != 0)
        weight += printed == number ? RIGHT_NUMBER : -RIGHT_NUMBER;
    if (row->values == 0)
        weight -= NO_VALUE;
    return weight > 0 ? (uint32_t)weight : 0;
}

/* ------------------------------------------------------------------------------- points -- */

typedef struct candidate {
    uint32_t row, label;
    int32_t weight; /* before what else speaks for it */
    uint32_t how;
} candidate;

/* Some columns are called like rows: without values or an enumeration it is a column's label. */
static int heads_column(const bind_plan *plan, const bind_cell *cell) {
    if (cell->plain.number != 0)
        return 0;
    for (uint32_t i = bind_find(plan->index, cell->plain.text); i != SHEAF_NONE;
         i = bind_next(plan->index, i))
        if (bind_entry_at(plan->index, i)->model == plan->model_index &&
            bind_entry_at(plan->index, i)->axis == BIND_COLUMN)
            return 1;
    return 0;
}

/* A group that has no values is a heading; one that no report prints as a row is, too. */
static int add_point(bind_plan *plan, const candidate *c, const bind_entry *entry) {
    bind_row *row = bind_row_at(plan->sheet, c->row);
    uint32_t target = plan->target_of[entry->head];
    if (row->values == 0 && heads_column(plan, bind_cell_at(plan->sheet, c->label)))
        return 1;
    uint32_t flags = bind_head_at(plan->model->definition, entry->head)->flags;
    if (target == SHEAF_NONE || ((flags & FORM_LEAF) == 0 && row->values == 0)) {
        row->group = entry->head;
        return 1;
    }
    if (bind_is_other_number(bind_cell_at(plan->sheet, c->label), entry))
        return 1;
    uint32_t weight = weigh(plan, row, c->label, entry->head, c->weight, entry->plain.number);
    if (weight == 0)
        return 1;
    bind_point *point = form_push(plan->context, &plan->points);
    if (point == NULL)
        return 0;
    *point = (bind_point){
        .row = c->row, .target = target, .weight = weight, .label = c->label, .how = c->how};
    return 1;
}

/* All rows of the form that are called so; how many there are, or SHEAF_NONE: latched. */
static uint32_t add_same(bind_plan *plan, candidate c, sheaf_str text) {
    uint32_t count = 0;
    for (uint32_t i = bind_find(plan->index, text); i != SHEAF_NONE;
         i = bind_next(plan->index, i)) {
        const bind_entry *entry = bind_entry_at(plan->index, i);
        if (!is_row_entry(plan, entry))
            continue;
        candidate one = c;
        if (c.weight == EXACT && bind_cell_at(plan->sheet, c.label)->is_put_back)
            one.how |= BIND_BY_ALIAS; /* as heavy as any: last year's row may have the form's own */
        if (c.weight == EXACT && entry->kind == FORM_ALIAS) {
            one.weight = ALIAS;
            one.how |= BIND_BY_ALIAS;
        }
        if (!add_point(plan, &one, entry))
            return SHEAF_NONE;
        count++;
    }
    return count;
}

typedef struct nearest {
    const bind_entry *entry;
    uint32_t distance, second;
} nearest;

static void find_nearest(const bind_plan *plan, sheaf_str text, nearest *out) {
    form_letters letters;
    form_take_letters(text, &letters);
    *out = (nearest){NULL, FORM_NEAR + 1, FORM_NEAR + FORM_MARGIN + 1};
    form_span own = plan->model->entries;
    for (uint32_t i = own.first; i < own.first + own.count; i++) {
        const bind_entry *entry = bind_entry_at(plan->index, i);
        if (entry->axis != BIND_ROW || entry->is_bare ||
            (out->entry && form_same(out->entry->plain.text, entry->plain.text)))
            continue;
        uint32_t distance =
            form_letters_distance(&letters, entry->plain.text, FORM_NEAR + FORM_MARGIN);
        if (distance > FORM_NEAR + FORM_MARGIN ||
            bind_tells_another_time(plan, text, entry->plain.text))
            continue;
        if (distance < out->distance) {
            if (out->entry != NULL && out->entry->head != entry->head)
                out->second = out->distance;
            out->entry = entry;
            out->distance = distance;
        } else if ((out->entry == NULL || out->entry->head != entry->head) &&
                   distance < out->second) {
            out->second = distance;
        }
    }
}

/* A row that the text cannot be, since it names another time, is as near: half of the words are that row's, and nobody can say which
 * half is the slip. */
static int is_of_another_time(const bind_plan *plan, sheaf_str text, const nearest *near) {
    for (uint32_t i = 0; i < plan->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(plan->index, i);
        if (!is_row_entry(plan, entry) || entry->is_bare || entry->head == near->entry->head ||
            form_distance(text, entry->plain.text, near->distance) > near->distance)
            continue;
        if (bind_tells_another_time(plan, text, entry->plain.text))
            return 1;
    }
    return 0;
}

/* `不予公1.属于国家秘密`: what stands before its number is the end of its group's label. */
static int is_behind_number(sheaf_str text, sheaf_str name) {
    if (text.len <= name.len)
        return 0;
    const char *at = text.ptr + text.len - name.len;
    return (at[-1] == '.' || at[-1] == ')' || at[-1] == ',') && memcmp(at, name.ptr, name.len) == 0;
}

/* `非规范性文件` is near to one name of the row, and no farther from another with a word before it: that is what it says. */
static int adds_words(const bind_plan *plan, sheaf_str text, const nearest *near) {
    enum { WHOLE = 10000, IDEOGRAPH = 3 };
    for (uint32_t i = 0; i < plan->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(plan->index, i);
        if (!is_row_entry(plan, entry) || entry->head != near->entry->head || entry->is_bare)
            continue;
        uint32_t added = form_added_letters(text, entry->plain.text);
        if (added > 0 && (size_t)added * WHOLE <= near->distance * (text.len / IDEOGRAPH + 1) &&
            !is_behind_number(text, entry->plain.text))
            return 1;
    }
    return 0;
}

/* The last label cell before `end` that says something; SHEAF_NONE. */
static uint32_t label_before(const bind_plan *plan, const bind_row *row, uint32_t end) {
    while (end > row->cells.first)
        if (bind_cell_at(plan->sheet, --end)->plain.text.len > 0)
            return end;
    return SHEAF_NONE;
}

/* Another row is called so exactly: what is only near to the label is a row of the report's own, whatever is blank. */
static int is_printed_exactly(const bind_plan *plan, const candidate *c, const bind_entry *entry) {
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        uint32_t label = label_before(plan, row, row->cells.first + row->labels);
        if (r != c->row && label != SHEAF_NONE &&
            form_same(bind_cell_at(plan->sheet, label)->plain.text, entry->plain.text) &&
            !bind_is_other_number(bind_cell_at(plan->sheet, label), entry))
            return 1;
    }
    return 0;
}

/* Words that nobody knows stand below the row, and no values beside them: they may be the rest of its label, of which it is one line. */
static int goes_on_below(const bind_plan *plan, uint32_t r) {
    const bind_row *below =
        r + 1 < plan->sheet->rows.count ? bind_row_at(plan->sheet, r + 1) : NULL;
    uint32_t label = below != NULL && below->values == 0
                         ? label_before(plan, below, below->cells.first + below->labels)
                         : SHEAF_NONE;
    return label != SHEAF_NONE &&
           bind_find(plan->index, bind_cell_at(plan->sheet, label)->plain.text) == SHEAF_NONE;
}

/* Lines of aligned text break labels, too. */
static uint32_t add_cut(bind_plan *plan, candidate c) {
    const bind_entry *entry = plan->sheet->is_aligned || goes_on_below(plan, c.row)
                                  ? NULL
                                  : bind_find_cut(plan, &bind_cell_at(plan->sheet, c.label)->plain);
    if (entry == NULL || is_printed_exactly(plan, &c, entry))
        return 0;
    c.weight = NEAR;
    c.how |= BIND_BY_NEAR | BIND_BY_CUT;
    return add_same(plan, c, entry->plain.text);
}

static uint32_t add_near(bind_plan *plan, candidate c, sheaf_str text) {
    nearest near;
    if (text.len == 0 || plan->nears++ >= MOST_NEARS)
        return 0;
    find_nearest(plan, text, &near);
    if (near.entry == NULL || near.second < near.distance + FORM_MARGIN ||
        form_is_unlike(plan->model->definition, text, near.entry->plain.text) ||
        is_of_another_time(plan, text, &near) || adds_words(plan, text, &near) ||
        is_printed_exactly(plan, &c, near.entry))
        return add_cut(plan, c);
    c.weight = NEAR;
    c.how |= BIND_BY_NEAR;
    return add_same(plan, c, near.entry->plain.text);
}

/* ------------------------------------------------------------------------------- one row -- */

/* `一、` in a cell of its own, right before the rest of the label. */
static uint32_t how_split(const bind_plan *plan, const bind_row *row, uint32_t label) {
    if (bind_cell_at(plan->sheet, label)->is_glued)
        return BIND_BY_GLUE;
    if (label == row->cells.first || bind_cell_at(plan->sheet, label)->plain.number != 0)
        return 0;
    const bind_cell *before = bind_cell_at(plan->sheet, label - 1);
    return before->kind == BIND_WORDS && before->plain.text.len == 0 && before->plain.number != 0
               ? BIND_BY_SPLIT
               : 0;
}

/* The two last labels as one. */
static uint32_t add_joined(bind_plan *plan, candidate c) {
    const bind_row *row = bind_row_at(plan->sheet, c.row);
    uint32_t before = label_before(plan, row, c.label);
    if (before == SHEAF_NONE)
        return 0;
    const sheaf_str parts[] = {bind_cell_at(plan->sheet, before)->plain.text,
                               bind_cell_at(plan->sheet, c.label)->plain.text};
    sheaf_str joined = form_join(plan->context, parts, 2, SHEAF_STR(""));
    c.how |= BIND_BY_SPLIT;
    return joined.ptr != NULL ? add_same(plan, c, joined) : SHEAF_NONE;
}

/* Words behind the label of a leaf are no label: something else stands where its first value should. */
static uint32_t add_earlier(bind_plan *plan, candidate c) {
    bind_row *row = bind_row_at(plan->sheet, c.row);
    uint32_t points = plan->points.count, last = row->labels;
    uint32_t label = label_before(plan, row, c.label);
    if (label == SHEAF_NONE)
        return 0;
    c.label = label;
    uint32_t count = add_same(plan, c, bind_cell_at(plan->sheet, label)->plain.text);
    if (count == SHEAF_NONE || plan->points.count == points)
        return count == SHEAF_NONE ? count : 0; /* a group: the words behind it name the row */
    row->labels = label + 1 - row->cells.first;
    for (uint32_t i = row->labels; i < last; i++)
        if (bind_cell_at(plan->sheet, row->cells.first + i)->kind == BIND_WORDS)
            bind_cell_at(plan->sheet, row->cells.first + i)->kind = BIND_ODD;
    return count;
}

/* Aligned text breaks a label over the lines above and below the values: put together, it must be exactly one of the form's. */
static uint32_t add_wrapped(bind_plan *plan, candidate c) {
    bind_stacked found;
    if (!plan->sheet->is_aligned || bind_row_at(plan->sheet, c.row)->values == 0 ||
        plan->nears++ >= MOST_NEARS)
        return 0;
    if (!bind_find_stacked(plan, c.row, &found))
        return SHEAF_NONE;
    c.how = found.how;
    c.label = found.label;
    return found.text.len > 0 && c.label != SHEAF_NONE ? add_same(plan, c, found.text) : 0;
}

/* Its label is nearly that of another row: whoever takes that row, this one has a label, and is never counted as without. */
static int is_nearly_leaf(const bind_plan *plan, uint32_t points) {
    for (uint32_t i = points; i < plan->points.count; i++) {
        const bind_point *point = FORM_AT(plan->points, const bind_point, i);
        uint32_t head = bind_target_at(plan, point->target)->head;
        if ((point->how & BIND_BY_NEAR) != 0 &&
            (bind_head_at(plan->model->definition, head)->flags & FORM_LEAF) != 0)
            return 1;
    }
    return 0;
}

/* A group's label stands in the line of the values, and around it the lines of a row's label. */
static uint32_t add_beside_group(bind_plan *plan, candidate c, uint32_t count) {
    uint32_t wrapped = add_wrapped(plan, c);
    return wrapped > 0 ? wrapped : count;
}

static int list_row(bind_plan *plan, uint32_t r) {
    bind_row *row = bind_row_at(plan->sheet, r);
    uint32_t points = plan->points.count;
    uint32_t label = label_before(plan, row, row->cells.first + row->labels);
    row->is_known = label == SHEAF_NONE;
    candidate c = {.row = r, .label = label, .weight = EXACT};
    if (label == SHEAF_NONE)
        return add_wrapped(plan, c) != SHEAF_NONE;
    sheaf_str text = bind_cell_at(plan->sheet, label)->plain.text;
    c.how = how_split(plan, row, label);
    uint32_t count = add_same(plan, c, text);
    if (count > 0 && count != SHEAF_NONE && plan->points.count == points)
        count = add_beside_group(plan, c, count);
    count = count == 0 ? add_joined(plan, c) : count;
    count = count == 0 ? add_wrapped(plan, c) : count;
    count = count == 0 ? add_near(plan, c, text) : count;
    count = count == 0 ? add_earlier(plan, c) : count;
    row->is_known = count > 0 && !is_nearly_leaf(plan, points);
    return count != SHEAF_NONE;
}

int bind_list_points(bind_plan *plan) {
    plan->points = FORM_LIST_OF(bind_point);
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        if (plan->context->host->tick(plan->context->job, r, plan->sheet->rows.count) != SHEAF_OK)
            return 0;
        if (!list_row(plan, r))
            return 0;
    }
    return 1;
}
