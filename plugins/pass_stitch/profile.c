/* Reads a table into a profile: a few figures a row, so that two tables can be compared without going
 * back to their cells. One pass over the cells; the rows of both profiles are reused for all tables. */
#include "stitch.h"

#include <string.h>

void stitch_profile_clear(stitch_profile *profile) {
    stitch_row *rows = profile->rows;
    uint32_t capacity = profile->capacity;
    *profile = (stitch_profile){.node = SHEAF_NONE, .rows = rows, .capacity = capacity};
}

static stitch_row *new_row(const stitch_plan *plan, stitch_profile *profile) {
    if (profile->count == profile->capacity) {
        uint32_t capacity = profile->capacity != 0 ? profile->capacity * 2 : 64;
        stitch_row *rows = plan->host->scratch(plan->job, capacity * sizeof *rows);
        if (rows == NULL)
            return NULL;
        if (profile->count != 0)
            memcpy(rows, profile->rows, profile->count * sizeof *rows);
        profile->rows = rows;
        profile->capacity = capacity;
    }
    stitch_row *row = &profile->rows[profile->count++];
    *row = (stitch_row){.first = SHEAF_NONE, .first_number = SHEAF_NONE};
    return row;
}

static void vote(stitch_series *series, uint32_t column) {
    for (uint32_t i = 0; i < STITCH_VOTES; i++)
        if (series->votes[i] == 0 || series->column[i] == column) {
            series->column[i] = column;
            series->votes[i]++;
            return;
        }
}

static void add_label(stitch_profile *profile, stitch_row *row, sheaf_str text, uint32_t column) {
    stitch_label label = stitch_read_label(text);
    if (label.style == STITCH_PLAIN)
        return;
    stitch_series *series = &profile->series[label.style];
    series->members = series->around == label.around ? series->members + 1 : 1;
    series->around = label.around;
    series->value = label.value;
    vote(series, column);
    if (row->label.style == STITCH_PLAIN) {
        row->label = label;
        row->label_column = column;
    }
}

static void add_number(stitch_row *row, uint32_t column, int is_year) {
    row->hash = 0;
    row->numbers++;
    row->years += (uint32_t)is_year;
    row->first_number = row->first_number != SHEAF_NONE ? row->first_number : column;
}

/* Most cells of a report: one digit, which takes no decoding to see. */
static int is_one_digit(sheaf_str text) {
    return text.len == 1 && *text.ptr >= '0' && *text.ptr <= '9';
}

static void add_text(stitch_profile *profile, stitch_row *row, sheaf_str text, uint32_t column,
                     int on_paper) {
    row->filled++;
    if (on_paper)
        row->whole = stitch_hash(text, row->whole * 31 + row->filled);
    row->first = row->first != SHEAF_NONE ? row->first : column;
    if (column >= profile->width)
        profile->width = column + 1;
    if (is_one_digit(text)) {
        add_number(row, column, 0);
    } else if (stitch_is_number(text)) {
        add_number(row, column, stitch_is_year(text));
    } else if (row->numbers == 0) {
        row->hash = stitch_hash(text, row->hash * 31 + column);
        add_label(profile, row, text, column);
    }
}

/* A row is complete: does it still belong to the header? */
static void end_row(stitch_profile *profile) {
    if (profile->count == 0)
        return;
    const stitch_row *row = &profile->rows[profile->count - 1];
    if (row->numbers != 0)
        profile->numbers++;
    else if (profile->numbers == 0)
        profile->headers++;
}

int stitch_profile_add(const stitch_plan *plan, stitch_profile *profile, uint32_t table,
                       uint32_t shift, uint32_t skip) {
    const sheaf_node *node = stitch_node(plan, table);
    const sheaf_table *grid = stitch_table(plan, table);
    if (profile->node == SHEAF_NONE)
        profile->columns = grid->columns;
    int on_paper = stitch_page_of(plan, table, 0) != 0;
    stitch_row *row = NULL;
    uint32_t at = SHEAF_NONE;
    for (uint32_t n = table + 1; n < node->end; n = stitch_node(plan, n)->end) {
        const sheaf_node *child = stitch_node(plan, n);
        const sheaf_cell *cell = stitch_cell(plan, n);
        if (child->end != n + 1 && cell->column + shift >= profile->width)
            profile->width =
                cell->column + shift + 1; /* blocks are no text, but need their place */
        if (cell->row < skip || (!is_one_digit(child->text) && stitch_is_blank(child->text)))
            continue;
        if (row == NULL || cell->row != at) {
            if (row != NULL)
                end_row(profile);
            if ((row = new_row(plan, profile)) == NULL)
                return 0;
            at = row->row = cell->row;
        }
        add_text(profile, row, child->text, cell->column + shift, on_paper);
    }
    if (row != NULL)
        end_row(profile);
    if (profile->width > profile->columns)
        profile->columns = profile->width;
    profile->node = table;
    profile->parts++;
    return 1;
}
