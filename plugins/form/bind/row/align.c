/* Gives each source row its row of the form. The heaviest chain of points whose rows and targets both grow is the reading;
 * a row is taken only where all heaviest chains agree on it. Rows without label stand between two that are known, and are
 * taken where their number is that of the form's rows there: then one reading is left. A Fenwick tree of running maxima
 * makes the chains cost rows × log(targets). */
#include "bind/row/row.h"

/* ------------------------------------------------------------------------------- chains -- */

static uint32_t most_below(const uint32_t *tree, uint32_t i) {
    uint32_t most = 0;
    for (; i > 0; i &= i - 1)
        most = tree[i] > most ? tree[i] : most;
    return most;
}

static void raise(uint32_t *tree, uint32_t size, uint32_t i, uint32_t value) {
    for (i++; i <= size; i += i & (0u - i))
        tree[i] = value > tree[i] ? value : tree[i];
}

static bind_point *point_at(const bind_plan *plan, uint32_t i) {
    return FORM_AT(plan->points, bind_point, i);
}

/* One past the points of the row of point i. */
static uint32_t end_of_row(const bind_plan *plan, uint32_t i) {
    uint32_t row = point_at(plan, i)->row;
    while (i < plan->points.count && point_at(plan, i)->row == row)
        i++;
    return i;
}

static void chain_ahead(const bind_plan *plan, uint32_t *tree) {
    uint32_t size = plan->targets.count;
    for (uint32_t first = 0, end; first < plan->points.count; first = end) {
        end = end_of_row(plan, first);
        for (uint32_t i = first; i < end; i++)
            point_at(plan, i)->ahead =
                point_at(plan, i)->weight + most_below(tree, point_at(plan, i)->target);
        for (uint32_t i = first; i < end; i++)
            raise(tree, size, point_at(plan, i)->target, point_at(plan, i)->ahead);
    }
}

/* The same from the end, with targets counted from the last. */
static void chain_behind(const bind_plan *plan, uint32_t *tree) {
    uint32_t size = plan->targets.count;
    for (uint32_t end = plan->points.count, first; end > 0; end = first) {
        first = end - 1;
        while (first > 0 && point_at(plan, first - 1)->row == point_at(plan, end - 1)->row)
            first--;
        for (uint32_t i = first; i < end; i++)
            point_at(plan, i)->behind =
                point_at(plan, i)->weight + most_below(tree, size - 1 - point_at(plan, i)->target);
        for (uint32_t i = first; i < end; i++)
            raise(tree, size, size - 1 - point_at(plan, i)->target, point_at(plan, i)->behind);
    }
}

static uint32_t heaviest(const bind_plan *plan) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < plan->points.count; i++)
        most = point_at(plan, i)->ahead > most ? point_at(plan, i)->ahead : most;
    return most;
}

static void take_point(const bind_plan *plan, const bind_point *point, uint32_t how) {
    bind_row *row = bind_row_at(plan->sheet, point->row);
    bind_target *target = bind_target_at(plan, point->target);
    row->target = point->target;
    row->label = point->label;
    row->how = point->how | how;
    if (target->row == SHEAF_NONE)
        target->row = point->row;
}

/* Rows with one point on heaviest chains take it. */
static void take_chains(const bind_plan *plan, uint32_t most) {
    for (uint32_t first = 0, end; first < plan->points.count; first = end) {
        uint32_t count = 0, found = first;
        end = end_of_row(plan, first);
        for (uint32_t i = first; i < end; i++)
            if (point_at(plan, i)->ahead + point_at(plan, i)->behind - point_at(plan, i)->weight ==
                most) {
                found = i;
                count++;
            }
        if (count == 1)
            take_point(plan, point_at(plan, found), 0);
    }
}

/* ------------------------------------------------------------------------------- order -- */

/* Of chains that are as heavy as each other, rows may be taken that cross: they stand out of order, and only what their
 * labels say in full counts then. */
static void mark_crossing(const bind_plan *plan) {
    uint32_t highest = 0;
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        bind_row *row = bind_row_at(plan->sheet, r);
        if (row->target == SHEAF_NONE)
            continue;
        if (row->target >= highest) {
            highest = row->target;
            continue;
        }
        row->how |= BIND_BY_MOVE;
    }
}

/* The printed number says which row it is, beside another name of it. */
static int has_own_number(const bind_plan *plan, const bind_point *point) {
    const form_definition *definition = plan->model->definition;
    uint32_t head = bind_target_at(plan, point->target)->head,
             printed = bind_cell_at(plan->sheet, point->label)->plain.number;
    const form_label *own =
        FORM_AT(definition->labels, const form_label, bind_head_at(definition, head)->labels.first);
    return printed != 0 && printed == own->plain.number;
}

/* A row outside the chain whose full label only one row of the form has is that row. */
static void take_moved(const bind_plan *plan) {
    for (uint32_t first = 0, end; first < plan->points.count; first = end) {
        const bind_point *point = point_at(plan, first);
        const bind_row *row = bind_row_at(plan->sheet, point->row);
        end = end_of_row(plan, first);
        int is_full = (point->how & BIND_BY_NEAR) == 0 &&
                      ((point->how & BIND_BY_ALIAS) == 0 || has_own_number(plan, point));
        if (row->target == SHEAF_NONE && end == first + 1 && is_full && row->values > 0)
            take_point(plan, point, BIND_BY_MOVE);
    }
}

static void release(const bind_plan *plan, uint32_t t) {
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++)
        if (bind_row_at(plan->sheet, r)->target == t)
            bind_row_at(plan->sheet, r)->target = SHEAF_NONE;
    bind_target_at(plan, t)->row = SHEAF_NONE;
}

/* A group whose rows are printed, too, is their sum and none of the form's rows. One that several rows are called by names all of
 * them, but for one row that was printed twice. */
static void release_groups(const bind_plan *plan) {
    const form_definition *definition = plan->model->definition;
    for (uint32_t t = 0; t < plan->targets.count; t++) {
        const bind_target *group = bind_target_at(plan, t);
        const form_head *head = bind_head_at(definition, group->head);
        int is_leaf = (head->flags & FORM_LEAF) != 0;
        if (group->row == SHEAF_NONE || (is_leaf && !bind_is_group_elsewhere(plan, t)))
            continue;
        if (!bind_are_called_one(plan, t))
            release(plan, t);
        for (uint32_t i = t + 1;
             i < plan->targets.count && bind_target_at(plan, i)->head < head->end; i++)
            if (bind_target_at(plan, i)->row != SHEAF_NONE) {
                release(plan, t);
                break;
            }
    }
}

/* ------------------------------------------------------------------------------- labels beside values -- */

static int is_bare(const bind_plan *plan, uint32_t r) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    return row->target == SHEAF_NONE && row->values > 0;
}

static int is_next_line(const bind_plan *plan, uint32_t above, uint32_t below) {
    return below < plan->sheet->rows.count &&
           bind_row_at(plan->sheet, above)->line + 1 == bind_row_at(plan->sheet, below)->line;
}

/* The first point of a row, or where it would stand. */
static uint32_t first_point(const bind_plan *plan, uint32_t row) {
    return form_first_at(&plan->points, offsetof(bind_point, row), row);
}

/* The row's label names rows of the form, letter by letter, and not this one. */
static int is_called_otherwise(const bind_plan *plan, const bind_row *row, uint32_t target) {
    uint32_t at = (uint32_t)(row - bind_row_at(plan->sheet, 0)), others = 0;
    for (uint32_t i = first_point(plan, at); i < plan->points.count && point_at(plan, i)->row == at;
         i++) {
        if (point_at(plan, i)->target == target)
            return 0;
        others += (point_at(plan, i)->how & (BIND_BY_NEAR | BIND_BY_LINE)) == 0;
    }
    return others > 0;
}

static int may_be(const bind_plan *plan, const bind_row *row, uint32_t target) {
    uint32_t head = bind_target_at(plan, target)->head, group = row->group;
    return row->is_known &&
           (group == SHEAF_NONE ||
            (group < head && head < bind_head_at(plan->model->definition, group)->end));
}

/* Of aligned text: a line that holds but a label, and one line beside it with values that no label claims. */
static void take_line(const bind_plan *plan, uint32_t r) {
    bind_row *label = bind_row_at(plan->sheet, r);
    int above = r > 0 && is_next_line(plan, r - 1, r) && is_bare(plan, r - 1);
    int below = is_next_line(plan, r, r + 1) && is_bare(plan, r + 1);
    if (label->target == SHEAF_NONE || label->values > 0 || above == below)
        return;
    bind_row *values = label + (below ? 1 : -1);
    if (!may_be(plan, values, label->target) || bind_target_at(plan, label->target)->row != r)
        return;
    values->target = label->target;
    values->label = label->label;
    values->how = label->how | BIND_BY_LINE;
    bind_target_at(plan, label->target)->row = r + (below ? 1u : UINT32_MAX);
    label->target = SHEAF_NONE;
}

static void take_lines(const bind_plan *plan) {
    for (uint32_t r = 0; r < plan->sheet->rows.count && plan->sheet->is_aligned; r++)
        take_line(plan, r);
}

/* ------------------------------------------------------------------------------- rows without label -- */

/* Between two known rows: source rows (first, end) and targets (from, to), both ends not counted. */
typedef struct gap {
    uint32_t first, end;
    uint32_t from, to;
} gap;

static int is_free(const bind_plan *plan, uint32_t t) {
    const bind_target *target = bind_target_at(plan, t);
    return target->row == SHEAF_NONE &&
           (bind_head_at(plan->model->definition, target->head)->flags & FORM_LEAF) != 0;
}

static int fits(const bind_plan *plan, const bind_row *row, uint32_t t) {
    const form_definition *definition = plan->model->definition;
    const bind_target *target = bind_target_at(plan, t);
    if ((bind_head_at(definition, target->head)->flags & FORM_UNLABELLED) != 0)
        return 1;
    return row->cells.count - row->labels >= bind_width_of_target(plan, t) &&
           may_be(plan, row, t) && !is_called_otherwise(plan, row, t);
}

static void take_counted(const bind_plan *plan, uint32_t r, uint32_t t) {
    bind_row *row = bind_row_at(plan->sheet, r);
    bind_target *target = bind_target_at(plan, t);
    int is_unlabelled =
        (bind_head_at(plan->model->definition, target->head)->flags & FORM_UNLABELLED) != 0;
    row->target = t;
    row->how = is_unlabelled ? 0 : BIND_BY_COUNT;
    target->row = r;
}

/* Walks both sides of the gap in step; with `take` it takes them. How many pairs there are, SHEAF_NONE where the two
 * sides differ. */
static uint32_t walk_gap(const bind_plan *plan, const gap *g, int take) {
    uint32_t r = g->first, t = g->from, pairs = 0;
    for (;; r++, t++, pairs++) {
        while (r < g->end && !is_bare(plan, r))
            r++;
        while (t < g->to && !is_free(plan, t))
            t++;
        if (r == g->end || t == g->to)
            return r == g->end && t == g->to ? pairs : SHEAF_NONE;
        if (!fits(plan, bind_row_at(plan->sheet, r), t))
            return SHEAF_NONE;
        if (take)
            take_counted(plan, r, t);
    }
}

/* The leaf of another version of the table that has the same key as a target; SHEAF_NONE. */
static uint32_t same_head(const bind_plan *plan, const bind_model *other, uint32_t t) {
    sheaf_str key = bind_head_at(plan->model->definition, bind_target_at(plan, t)->head)->key;
    form_span blocks = bind_table_of(other)->blocks;
    for (uint32_t b = blocks.first; b < blocks.first + blocks.count; b++) {
        uint32_t root = FORM_AT(other->definition->blocks, const form_block, b)->rows;
        for (uint32_t h = root + 1; h < bind_head_at(other->definition, root)->end; h++)
            if (form_same(bind_head_at(other->definition, h)->key, key))
                return h;
    }
    return SHEAF_NONE;
}

int bind_is_group_elsewhere(const bind_plan *plan, uint32_t t) {
    const sheaf_str key = bind_table_of(plan->model)->key;
    for (uint32_t m = 0; m < plan->index->models.count; m++) {
        const bind_model *other = bind_model_at(plan->index, m);
        if (other == plan->model || !form_same(bind_table_of(other)->key, key))
            continue;
        uint32_t head = same_head(plan, other, t);
        if (head != SHEAF_NONE && (bind_head_at(other->definition, head)->flags & FORM_LEAF) == 0)
            return 1;
    }
    return 0;
}

/* Another version of the table has a group of rows where this one has a row: as many rows as this version has there may
 * be those of the other, some of them lost. */
static int has_rival(const bind_plan *plan, const gap *g) {
    for (uint32_t t = g->from; t < g->to; t++)
        if (is_free(plan, t) && bind_is_group_elsewhere(plan, t))
            return 1;
    return 0;
}

static void open_gap(const bind_plan *plan, const gap *g) {
    uint32_t bare = 0;
    for (uint32_t r = g->first; r < g->end; r++)
        bare += (uint32_t)is_bare(plan, r);
    for (uint32_t t = g->from; bare > 0 && t < g->to; t++)
        bind_target_at(plan, t)->is_open = bind_target_at(plan, t)->row == SHEAF_NONE;
}

static void fill_gap(const bind_plan *plan, const gap *g) {
    if (g->first >= g->end || g->from >= g->to)
        return;
    if (walk_gap(plan, g, 0) == SHEAF_NONE || has_rival(plan, g))
        open_gap(plan, g);
    else
        walk_gap(plan, g, 1);
}

/* Nothing tells whether all rows of the form stand before the first known row, or behind the last, of a part of a table. */
static int is_bounded(const bind_plan *plan, const gap *g) {
    int is_record = plan->targets.count == 1;
    int is_inside = g->first > 0 && g->end < plan->sheet->rows.count;
    return is_inside || is_record || plan->is_alone;
}

static void fill_gaps(const bind_plan *plan) {
    gap g = {.first = 0, .from = 0};
    for (uint32_t r = 0; r <= plan->sheet->rows.count; r++) {
        const bind_row *row = r < plan->sheet->rows.count ? bind_row_at(plan->sheet, r) : NULL;
        if (row != NULL &&
            (row->target == SHEAF_NONE || (row->how & (BIND_BY_MOVE | BIND_BY_COUNT)) != 0))
            continue;
        g.end = r;
        g.to = row != NULL ? row->target : plan->targets.count;
        if (is_bounded(plan, &g))
            fill_gap(plan, &g);
        else
            open_gap(plan, &g);
        g.first = r + 1;
        g.from = g.to + 1;
    }
}

/* ------------------------------------------------------------------------------- over a page break -- */

/* Only furniture stands between the two parts. */
static int are_adjacent(const bind_plan *above, const bind_plan *below) {
    const sheaf_array *nodes = &above->context->document->nodes;
    uint32_t n = SHEAF_AT(*nodes, sheaf_node, above->sheet->node)->end;
    while (n < below->sheet->node &&
           (SHEAF_AT(*nodes, sheaf_node, n)->flags & SHEAF_FURNITURE) != 0)
        n = SHEAF_AT(*nodes, sheaf_node, n)->end;
    return n == below->sheet->node && !above->sheet->is_stream && !below->sheet->is_stream;
}

static int is_known_row(const bind_plan *plan, uint32_t r) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    return row->target != SHEAF_NONE && (row->how & (BIND_BY_MOVE | BIND_BY_COUNT)) == 0;
}

/* The rows without label behind the last known row of a part and before the first of the next. 0: there is no such gap. */
static int find_gap_across(const bind_plan *const plans[2], gap gaps[2]) {
    uint32_t rows = plans[0]->sheet->rows.count, last = rows, first = 0;
    while (last > 0 && !is_known_row(plans[0], last - 1))
        last--;
    while (first < plans[1]->sheet->rows.count && !is_known_row(plans[1], first))
        first++;
    if (last == 0 || first == plans[1]->sheet->rows.count)
        return 0;
    uint32_t from = bind_row_at(plans[0]->sheet, last - 1)->target + 1,
             to = bind_row_at(plans[1]->sheet, first)->target;
    gaps[0] = (gap){last, rows, from, to};
    gaps[1] = (gap){0, first, from, to};
    return from < to;
}

static uint32_t free_from(const bind_plan *const plans[2], uint32_t t, uint32_t to) {
    while (t < to && (!is_free(plans[0], t) || !is_free(plans[1], t)))
        t++;
    return t;
}

/* 1: there are as many rows without label in both parts together as rows of the form between; with `take` they are taken. */
static int walk_across(const bind_plan *const plans[2], const gap gaps[2], int take) {
    uint32_t t = gaps[0].from, to = gaps[0].to;
    for (uint32_t part = 0; part < 2; part++)
        for (uint32_t r = gaps[part].first; r < gaps[part].end; r++) {
            if (!is_bare(plans[part], r))
                continue;
            t = free_from(plans, t, to);
            if (t == to || !fits(plans[part], bind_row_at(plans[part]->sheet, r), t))
                return 0;
            if (take)
                take_counted(plans[part], r, t);
            t++;
        }
    return free_from(plans, t, to) == to;
}

void bind_align_across(bind_plan *above, bind_plan *below) {
    const bind_plan *const plans[2] = {above, below};
    gap gaps[2];
    if (above->model != below->model || !are_adjacent(above, below) ||
        !find_gap_across(plans, gaps) || has_rival(above, &gaps[0]) || !walk_across(plans, gaps, 0))
        return;
    walk_across(plans, gaps, 1);
    for (uint32_t t = gaps[0].from; t < gaps[0].to; t++)
        bind_target_at(above, t)->is_open = bind_target_at(below, t)->is_open = 0;
}

int bind_align(bind_plan *plan) {
    uint32_t size = plan->targets.count;
    uint32_t *trees = form_room(plan->context, ((size_t)size + 1) * 2, sizeof *trees);
    if (trees == NULL)
        return 0;
    chain_ahead(plan, trees);
    chain_behind(plan, trees + size + 1);
    take_chains(plan, heaviest(plan));
    mark_crossing(plan);
    take_moved(plan);
    release_groups(plan);
    take_lines(plan);
    fill_gaps(plan);
    return 1;
}
