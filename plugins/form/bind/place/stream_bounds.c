/* Where a row of a stream begins and ends: its label and those right before and behind it are labels of the form, and no row of the
 * form stands between them. A number cannot be from a row whose label is lost then. */
#include "bind/place/stream_rows.h"

int stream_is_near(const bind_row *row) {
    return (row->told & BIND_TOLD_NEARLY) != 0 && row->target != SHEAF_NONE &&
           (row->how & BIND_BY_NEAR) != 0;
}

int stream_is_clean(const bind_row *row) {
    return (row->told & BIND_TOLD_CLEAN) != 0 || stream_is_near(row);
}

/* The row is called so, and what else labels it are the groups around it. */
int stream_is_labelled(const bind_plan *plan, const bind_row *row) {
    uint32_t allowed = BIND_BY_ALIAS | (stream_is_near(row) ? BIND_BY_NEAR : 0u);
    if (row->target == SHEAF_NONE || (row->how & ~allowed) != 0)
        return 0;
    uint32_t head = bind_target_at(plan, row->target)->head;
    if (row->label == SHEAF_NONE)
        return row->labels == 0 && (head_at(plan, head)->flags & FORM_UNLABELLED) != 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++) {
        int is_around = i == row->label && stream_is_near(row);
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
    return r < sheet->rows.count && stream_is_clean(bind_row_at(sheet, r)) &&
                   stream_is_labelled(plan, bind_row_at(sheet, r))
               ? r
               : SHEAF_NONE;
}

int stream_is_bounded(const row_reader *s) {
    uint32_t own = s->of.row->target;
    if ((s->of.row->told & BIND_TOLD_ENDED) != 0)
        return are_neighbours(s->of.plan, own, SHEAF_NONE);
    uint32_t next = next_row(s->of.plan, s->of.at);
    return next != SHEAF_NONE &&
           are_neighbours(s->of.plan, own, bind_row_at(s->of.plan->sheet, next)->target);
}

/* The same for the row before; a header right before it is as good, if no row stands before that. */
int stream_is_bounded_before(const row_reader *s) {
    const bind_sheet *sheet = s->of.plan->sheet;
    uint32_t r = s->of.at;
    if (r > 0 && (bind_row_at(sheet, r - 1)->told & BIND_TOLD_HEADER) != 0)
        r--;
    if (r < s->of.at && (r == 0 || bind_row_at(sheet, r - 1)->target == SHEAF_NONE))
        return are_neighbours(s->of.plan, 0, s->of.row->target) || s->of.row->target == 0;
    return r > 0 && stream_is_clean(s->of.row) &&
           stream_is_labelled(s->of.plan, bind_row_at(sheet, r - 1)) &&
           are_neighbours(s->of.plan, bind_row_at(sheet, r - 1)->target, s->of.row->target);
}
