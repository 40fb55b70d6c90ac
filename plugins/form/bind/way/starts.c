/* Where the values of a row begin in a text that lost its geometry: as in whole rows near it whose labels end in the same
 * column, else as in all whole rows near it. Rows of one table may begin in different columns (an export prints a wide label
 * in fewer cells), so a rule for the whole table would move values. */
#include "bind/way/way.h"

enum { NEARBY = 64 };

uint32_t bind_label_end(const bind_sheet *sheet, const bind_row *row) {
    for (uint32_t i = row->labels; i-- > 0;) {
        const bind_cell *cell = bind_cell_at(sheet, row->cells.first + i);
        if (cell->kind != BIND_BLANK)
            return cell->column + cell->width;
    }
    return 0;
}

/* Where a row begins whose values fill all columns, with no blank among them; SHEAF_NONE. */
static uint32_t start_if_whole(const bind_sheet *sheet, const bind_row *row, uint32_t width) {
    uint32_t count = 0, start = SHEAF_NONE, next = 0;
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(sheet, row->cells.first + i);
        if (cell->kind == BIND_BLANK)
            continue;
        if ((count > 0 && cell->column != next) || cell->kind == BIND_ODD)
            return SHEAF_NONE;
        start = count == 0 ? cell->column : start;
        next = cell->column + cell->width;
        count++;
    }
    return count == width ? start : SHEAF_NONE;
}

static int is_of_block(const bind_plan *plan, const bind_row *row, uint32_t block) {
    return row->target != SHEAF_NONE && bind_target_at(plan, row->target)->block == block;
}

/* Of a row whose label was broken above it the blanks that fill up the label may be gone: it tells nothing of where others begin. */
static int tells_start(const bind_plan *plan, const bind_row *row, uint32_t block) {
    return !row->is_joined && is_of_block(plan, row, block);
}

typedef struct search {
    const bind_plan *plan;
    const bind_columns *columns;
    uint32_t alike;  /* label_end of the row */
    uint32_t common; /* what all whole rows say; SHEAF_NONE: they differ, or none is there */
    uint32_t seen;   /* whole rows */
} search;

/* Goes from `row` up (step -1) or down to the first whole row that is labelled alike. */
static uint32_t look(search *s, uint32_t row, uint32_t step) {
    const bind_sheet *sheet = s->plan->sheet;
    uint32_t r = row + step;
    for (uint32_t tried = 0; tried < NEARBY && r < sheet->rows.count; tried++, r += step) {
        const bind_row *other = bind_row_at(sheet, r);
        if (!tells_start(s->plan, other, s->columns->block))
            continue;
        uint32_t start = start_if_whole(sheet, other, s->columns->leaves.count);
        if (start == SHEAF_NONE)
            continue;
        s->common = s->seen++ == 0 || s->common == start ? start : SHEAF_NONE;
        if (bind_label_end(sheet, other) == s->alike)
            return start;
    }
    return SHEAF_NONE;
}

/* Rows of the block that have exactly as many cells behind their labels as there are columns. */
static int are_all_exact(const search *s, uint32_t row) {
    const bind_sheet *sheet = s->plan->sheet;
    uint32_t first = row > NEARBY ? row - NEARBY : 0;
    for (uint32_t r = first; r < sheet->rows.count && r < row + NEARBY; r++) {
        const bind_row *other = bind_row_at(sheet, r);
        if (is_of_block(s->plan, other, s->columns->block) &&
            (other->is_joined || other->cells.count - other->labels != s->columns->leaves.count))
            return 0;
    }
    return 1;
}

static int is_exact(const bind_row *row, uint32_t width) {
    return row->cells.count - row->labels == width;
}

/* A row of a block with another number of columns has exactly as many cells. */
static int is_exact_elsewhere(const bind_plan *plan, const bind_row *row, uint32_t width) {
    if (row->target == SHEAF_NONE || row->is_joined)
        return 0;
    uint32_t own = bind_width_of_target(plan, row->target);
    return own != width && is_exact(row, own);
}

/* A title over the whole table, and blanks behind it. */
static int is_padded_title(const bind_sheet *sheet, const bind_row *row) {
    enum { SEVERAL = 3 };
    for (uint32_t i = 1; i < row->cells.count; i++)
        if (bind_cell_at(sheet, row->cells.first + i)->kind != BIND_BLANK)
            return 0;
    return row->cells.count >= SEVERAL;
}

/* A row of a text with separators that is filled up with blanks behind its values. */
static int is_padded(const bind_plan *plan, const bind_row *row) {
    const bind_sheet *sheet = plan->sheet;
    if (sheet->is_aligned || row->target == SHEAF_NONE || row->cells.count == row->labels)
        return !sheet->is_aligned && is_padded_title(sheet, row);
    uint32_t own = bind_width_of_target(plan, row->target);
    const bind_cell *last = bind_cell_at(sheet, row->cells.first + row->cells.count - 1);
    return row->cells.count - row->labels > own && last->kind == BIND_BLANK;
}

/* An export that pads no rows: another row near it has exactly as many cells behind its labels, too, and its labels end
 * elsewhere, or its block has other columns. A value that is lost there leaves one cell less, so a blank cell is a blank. A part
 * behind a page break may be narrower than the table: where any row is padded, all are. */
int bind_is_packed(const bind_plan *plan, const bind_columns *columns, uint32_t row) {
    const bind_sheet *sheet = plan->sheet;
    const bind_row *own = bind_row_at(sheet, row);
    uint32_t first = row > NEARBY ? row - NEARBY : 0, width = columns->leaves.count, found = 0;
    for (uint32_t r = first; is_exact(own, width) && r < sheet->rows.count && r < row + NEARBY;
         r++) {
        const bind_row *other = bind_row_at(sheet, r);
        if (is_padded(plan, other))
            return 0;
        found |= (tells_start(plan, other, columns->block) && is_exact(other, width) &&
                  bind_label_end(sheet, other) != bind_label_end(sheet, own)) ||
                 is_exact_elsewhere(plan, other, width);
    }
    return (int)found;
}

uint32_t bind_start_from(const bind_plan *plan, const bind_columns *columns, uint32_t row,
                         uint32_t least) {
    const bind_sheet *sheet = plan->sheet;
    const uint32_t alike = bind_label_end(sheet, bind_row_at(sheet, row));
    uint32_t found = SHEAF_NONE, first = row > NEARBY ? row - NEARBY : 0;
    for (uint32_t r = first; r < sheet->rows.count && r < row + NEARBY; r++) {
        const bind_row *other = bind_row_at(sheet, r);
        if (!tells_start(plan, other, columns->block) || bind_label_end(sheet, other) != alike)
            continue;
        const uint32_t start = start_if_whole(sheet, other, columns->leaves.count);
        found = start != SHEAF_NONE && start >= least && start < found ? start : found;
    }
    return found;
}

static bind_starts one_start(uint32_t start) {
    return (bind_starts){{start, SHEAF_NONE}, start != SHEAF_NONE};
}

/* Where a joined row that is labelled alike begins, if that is another column: it tells none, but speaks against one. */
static uint32_t joined_beside(const search *s, uint32_t row, uint32_t start) {
    const bind_sheet *sheet = s->plan->sheet;
    for (uint32_t r = row > NEARBY ? row - NEARBY : 0; r < sheet->rows.count && r < row + NEARBY;
         r++) {
        const bind_row *other = bind_row_at(sheet, r);
        if (!other->is_joined || !is_of_block(s->plan, other, s->columns->block) ||
            bind_label_end(sheet, other) != s->alike)
            continue;
        const uint32_t begin = start_if_whole(sheet, other, s->columns->leaves.count);
        if (begin != SHEAF_NONE && begin != start)
            return begin;
    }
    return SHEAF_NONE;
}

bind_starts bind_starts_of(const bind_plan *plan, const bind_columns *columns, uint32_t row) {
    const bind_row *own = bind_row_at(plan->sheet, row);
    search s = {.plan = plan,
                .columns = columns,
                .alike = bind_label_end(plan->sheet, own),
                .common = SHEAF_NONE};
    uint32_t above = look(&s, row, UINT32_MAX), below = look(&s, row, 1);
    if (above != SHEAF_NONE && below != SHEAF_NONE && above != below)
        return (bind_starts){{above, below}, 2};
    const uint32_t start = above != SHEAF_NONE ? above : below;
    const uint32_t joined = start == SHEAF_NONE ? SHEAF_NONE : joined_beside(&s, row, start);
    if (joined != SHEAF_NONE)
        return (bind_starts){{start, joined}, 2};
    if (start != SHEAF_NONE)
        return one_start(start);
    if (s.seen > 0)
        return one_start(s.common);
    if (columns->start != SHEAF_NONE && columns->start >= s.alike)
        return one_start(columns->start);
    if (are_all_exact(&s, row) && own->labels < own->cells.count)
        return one_start(bind_cell_at(plan->sheet, own->cells.first + own->labels)->column);
    return one_start(SHEAF_NONE);
}
