/* Which parts of a table are another table of the same kind: last year's, a sub-unit's, an empty form. Parts that a page cut
 * share no rows, and together have no more rows than the form. Nothing printed says which of two tables is meant, so what only
 * one of them says is not sure: the row that is missing in the other may be just the one that could not be read. */
#include "bind/owner/owner.h"

static const bind_plan *plan_at(const form_list *plans, uint32_t i) {
    return FORM_AT(*plans, const bind_plan, i);
}

/* The columns of the table's narrowest and widest block. */
typedef struct widths {
    uint32_t least, most;
} widths;

static widths widths_of(const bind_plan *plan) {
    form_span blocks = bind_table_of(plan->model)->blocks;
    widths all = {UINT32_MAX, 0};
    for (uint32_t b = blocks.first; b < blocks.first + blocks.count; b++) {
        uint32_t width = bind_width_of(plan->model->definition, b);
        all.least = width < all.least ? width : all.least;
        all.most = width > all.most ? width : all.most;
    }
    return all;
}

/* Rows that hold half of the values that a row of the form has. */
static uint32_t count_value_rows(const bind_plan *plan, uint32_t width) {
    uint32_t count = 0;
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++)
        count += bind_row_at(plan->sheet, r)->values > 0 &&
                 bind_row_at(plan->sheet, r)->values >= (width + 1) / 2;
    return count;
}

static int has_values(const bind_plan *plan, uint32_t target) {
    uint32_t row = bind_target_at(plan, target)->row;
    return row != SHEAF_NONE && bind_row_at(plan->sheet, row)->values > 0;
}

/* Rows of the form that several parts have. */
static uint32_t count_shared(const form_list *plans) {
    uint32_t shared = 0;
    for (uint32_t t = 0; t < plan_at(plans, 0)->targets.count; t++) {
        uint32_t parts = 0;
        for (uint32_t i = 0; i < plans->count; i++)
            parts += (uint32_t)has_values(plan_at(plans, i), t);
        shared += parts > 1;
    }
    return shared;
}

/* Rows that name a row of the form which another one of the part is already. */
static uint32_t count_again(const bind_plan *plan) {
    uint32_t again = 0;
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        again += row->target != SHEAF_NONE && row->values > 0 &&
                 bind_target_at(plan, row->target)->row != r;
    }
    return again;
}

static uint32_t count_leaves(const bind_plan *plan) {
    uint32_t count = 0;
    for (uint32_t t = 0; t < plan->targets.count; t++)
        count += (bind_head_at(plan->model->definition, bind_target_at(plan, t)->head)->flags &
                  FORM_LEAF) != 0;
    return count;
}

static uint32_t count_values(const bind_sheet *sheet) {
    uint32_t count = 0;
    for (uint32_t r = 0; r < sheet->rows.count; r++)
        count += bind_row_at(sheet, r)->values;
    return count;
}

/* A page may cut one row in two, and a report may add rows and columns of its own: a quarter more rows, or half as many more
 * numbers, is still one table. */
static int are_several(const form_list *plans) {
    enum { FEW = 3 }; /* rows that a report may print twice */
    const bind_plan *plan = plan_at(plans, 0);
    uint32_t leaves = count_leaves(plan), rows = 0, values = 0, again = 0;
    widths width = widths_of(plan);
    for (uint32_t i = 0; i < plans->count; i++) {
        rows += count_value_rows(plan_at(plans, i), width.least);
        values += count_values(plan_at(plans, i)->sheet);
        again += count_again(plan_at(plans, i));
    }
    if (again > FEW)
        return 1;
    uint32_t cells = leaves * width.most;
    return plans->count > 1 && (rows > leaves + leaves / 4 || values > cells + cells / 2 ||
                                count_shared(plans) > (leaves > 1));
}

/* The labels of many rows stand in the node, and behind values or of hardly a row of it: the node may be the table that is meant,
 * in a shape that cannot be read, beside one of last year or of another body. */
int bind_is_unread(const bind_plan *plan, const bind_found *found) {
    enum { MANY_ROWS = 6 };
    uint32_t read = 0;
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        read += row->target != SHEAF_NONE && (row->how & BIND_BY_COUNT) == 0;
    }
    return found->strays >= MANY_ROWS || (found->rows >= MANY_ROWS && read * 3 < found->rows);
}

/* ------------------------------------------------------------------------------- tables that say nothing -- */

static uint32_t count_rows(const bind_sheet *sheet, uint32_t values) {
    uint32_t count = 0;
    for (uint32_t r = 0; r < sheet->rows.count; r++)
        count += bind_row_at(sheet, r)->values >= values;
    return count;
}

/* A table has the numbers of the form's, a third of its rows at least, or the half of it turned on its side. Narrow tables are
 * too common to say so. */
static int is_alike(const bind_plan *plan, const bind_sheet *other) {
    enum { NARROW = 4 };
    uint32_t width = widths_of(plan).most, rows = count_leaves(plan);
    return width >= NARROW &&
           (count_rows(other, width) * 3 >= rows || count_rows(other, (rows + 1) / 2) * 2 >= width);
}

/* Where the form has the table there is another one, with as many numbers or nearly so. */
static int stands_for(const bind_claims *claims, const bind_sheet *other, uint32_t values) {
    const bind_model *model = plan_at(claims->plans, 0)->model;
    return bind_is_in_place(claims->report, model, other->node) &&
           count_values(other) * 3 >= values;
}

static int are_in_place(const bind_claims *claims) {
    for (uint32_t i = 0; i < claims->plans->count; i++) {
        const bind_plan *plan = plan_at(claims->plans, i);
        if (bind_is_in_place(claims->report, plan->model, plan->sheet->node))
            return 1;
    }
    return 0;
}

/* A table whose labels nobody can read may be the one that is meant: in the section beside the one that was found, or wherever
 * that one is not where the form has it. */
static int has_lookalike(const bind_claims *claims) {
    const bind_plan *plan = plan_at(claims->plans, 0);
    int is_settled = are_in_place(claims);
    uint32_t values = 0;
    for (uint32_t i = 0; i < claims->plans->count; i++)
        values += count_values(plan_at(claims->plans, i)->sheet);
    for (uint32_t i = 0; i < claims->others->count; i++) {
        const bind_sheet *other = FORM_AT(*claims->others, const bind_sheet, i);
        if (is_settled ? bind_is_in_place(claims->report, plan->model, other->node) &&
                             is_alike(plan, other)
                       : is_alike(plan, other) || stands_for(claims, other, values))
            return bind_say(claims, other->node);
    }
    return 0;
}

/* ------------------------------------------------------------------------------- all of it -- */

enum { SEVERAL = 3 };

int bind_is_misread(const bind_sheet *sheet) {
    return sheet->failed >= SEVERAL && sheet->failed * 2 > sheet->tested;
}

int bind_is_hardly_read(const bind_sheet *sheet) {
    return sheet->unread >= SEVERAL && sheet->unread * 2 > sheet->told;
}

static uint32_t count_targets(const bind_plan *plan) {
    uint32_t count = 0;
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++)
        count += bind_row_at(plan->sheet, r)->target != SHEAF_NONE;
    return count;
}

/* A table that is another's by its caption does not stand where the form has it, and one with as many rows that is not does. */
static int is_outdone(const bind_claims *claims, uint32_t at) {
    const bind_plan *other = plan_at(claims->plans, at);
    bind_claims asking = *claims; /* what speaks against another part is nothing of this one */
    asking.said = NULL;
    if (bind_is_in_place(claims->report, other->model, other->sheet->node))
        return 0;
    for (uint32_t i = 0; i < claims->plans->count; i++) {
        const bind_plan *plan = plan_at(claims->plans, i);
        if (i != at && count_targets(plan) >= count_targets(other) &&
            bind_is_in_place(claims->report, plan->model, plan->sheet->node) &&
            !bind_is_captioned_otherwise(&asking, plan))
            return 1;
    }
    return 0;
}

/* The part at which a condition holds is named, or the line that says so. */
static bind_rival find_rivals(const bind_claims *claims, const uint32_t *said) {
    const form_list *plans = claims->plans;
    bind_rivalry captioned = plans->count > 1 ? BIND_RIVALLED : BIND_UNREADABLE;
    for (uint32_t i = 0; i < plans->count; i++)
        if (claims->found[i]->is_crowded)
            return (bind_rival){BIND_UNREADABLE, BIND_WHY_CROWD, SHEAF_NONE};
    if (plans->count == 0)
        return (bind_rival){BIND_ALONE, BIND_WHYS, SHEAF_NONE};
    if (bind_begins_with_another_year(claims, plan_at(plans, 0)))
        return (bind_rival){BIND_UNREADABLE, BIND_WHY_YEAR, *said};
    for (uint32_t i = 0; i < plans->count && plans->count > 1; i++)
        if (bind_is_unread(plan_at(plans, i), claims->found[i]))
            return (bind_rival){BIND_UNREADABLE, BIND_WHY_UNREAD, plan_at(plans, i)->sheet->node};
    for (uint32_t i = 0; i < plans->count; i++)
        if (bind_is_captioned_otherwise(claims, plan_at(plans, i)) && !is_outdone(claims, i))
            return (bind_rival){captioned, BIND_WHY_CAPTION, *said};
    if (has_lookalike(claims))
        return (bind_rival){BIND_UNREADABLE, BIND_WHY_ALIKE, *said};
    if (bind_is_captioned_strangely(claims, plan_at(plans, 0)))
        return (bind_rival){BIND_UNREADABLE, BIND_WHY_STRANGE, *said};
    return are_several(plans) ? (bind_rival){BIND_RIVALLED, BIND_WHY_SEVERAL,
                                             plan_at(plans, plans->count - 1)->sheet->node}
                              : (bind_rival){BIND_ALONE, BIND_WHYS, SHEAF_NONE};
}

bind_rival bind_find_rivals(const bind_claims *claims) {
    uint32_t said = SHEAF_NONE;
    bind_claims asking = *claims;
    asking.said = &said;
    return find_rivals(&asking, &said);
}
