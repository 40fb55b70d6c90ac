/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows whose cells are set in the middle of their height, as browsers do: values stand at half the height of a label of several
 * lines, so between two of them if these are even in number. Where text is set from the top, values share a line with the label.
 * One row with values between the lines therefore proves how the table is set, and then each row has the lines that lie
 * evenly around its values. It holds for all rows, with no line left, or for none. */
#include "river/river.h"

#include <math.h>

#define EXACT 0.5f   /* points between the middle of a label's lines and its values */
#define LEADING 1.7f /* ems */
#define LEAST                                                                                      \
    1.25f /* of the least distance of two lines: those of one label are no further apart */

typedef struct centring {
    const river_scene *scene;
    const river_table *table;
    uint32_t label;    /* the last column of labels */
    uint32_t *records; /* of the body's rows, from the first one on; PDF_NONE: not known yet */
    uint32_t next;     /* the first row with a line of a label that has no values yet */
    uint32_t count;    /* records so far */
    uint32_t sections; /* of them, names that have no values */
    float leading;     /* no lines of one label are further apart */
    bool between;      /* some values stand between lines */
} centring;

/* What a row has in the label's column, or the first of its values; NULL where it has none. */
static const river_piece *line_of(const centring *c, uint32_t row) {
    const uint32_t *starts = &c->table->starts[row - c->table->first];
    for (uint32_t i = starts[0]; i < starts[1]; i++) {
        const river_piece *piece = &c->table->pieces[i];
        if (!piece->number && piece->column <= c->label && c->label < piece->column + piece->span)
            return piece;
    }
    return NULL;
}

static const river_piece *values_of(const centring *c, uint32_t row) {
    const uint32_t *starts = &c->table->starts[row - c->table->first];
    for (uint32_t i = starts[0]; i < starts[1]; i++)
        if (c->table->pieces[i].number && c->table->pieces[i].column > c->label)
            return &c->table->pieces[i];
    return NULL;
}

/* Words of one row may be a little apart in height. */
static float base_of(const centring *c, const river_piece *piece) {
    return c->scene->words[piece->first].base;
}

static uint32_t line_from(const centring *c, uint32_t row) {
    while (row < c->table->end && !line_of(c, row))
        row++;
    return row;
}

/* The row of the last line of the label whose first line is in row `from`, with its middle at the values. */
static uint32_t last_line(const centring *c, uint32_t from, float values) {
    float first = base_of(c, line_of(c, from)), above = first;
    for (uint32_t row = from; row < c->table->end; row = line_from(c, row + 1)) {
        float base = base_of(c, line_of(c, row));
        if (base - above > c->leading)
            return PDF_NONE;
        if (fabsf((first + base) / 2 - values) <= EXACT)
            return row;
        above = base;
    }
    return PDF_NONE;
}

/* The least distance of two lines of labels that stand below each other, and somewhat more. */
static float find_leading(const centring *c) {
    float least = LEADING / LEAST * c->table->size;
    for (uint32_t row = line_from(c, c->table->body), below; row < c->table->end; row = below) {
        below = line_from(c, row + 1);
        if (below < c->table->end)
            least = fminf(least, base_of(c, line_of(c, below)) - base_of(c, line_of(c, row)));
    }
    return LEAST * least;
}

/* A line that stands alone above the values is the name of a section. */
static bool take_section(centring *c, float values) {
    const uint32_t below = line_from(c, c->next + 1);
    const float base = base_of(c, line_of(c, c->next));
    if (below == c->table->end || base >= values - EXACT || values_of(c, c->next) ||
        base_of(c, line_of(c, below)) - base <= c->leading)
        return false;
    c->records[c->next - c->table->body] = c->count++;
    c->sections++;
    c->next = below;
    return true;
}

/* The lines of the label of the values in row `at`. */
static bool take_row(centring *c, uint32_t at) {
    float values = base_of(c, values_of(c, at));
    uint32_t last = PDF_NONE;
    while (c->next < c->table->end && base_of(c, line_of(c, c->next)) <= values + EXACT) {
        last = last_line(c, c->next, values);
        if (last != PDF_NONE || !take_section(c, values))
            break;
    }
    c->records[at - c->table->body] = c->count++;
    if (c->next == c->table->end || base_of(c, line_of(c, c->next)) > values + EXACT)
        return true; /* its label stands in another column */
    if (last == PDF_NONE)
        return false;
    for (uint32_t row = c->next; row <= last; row++)
        c->records[row - c->table->body] = c->count - 1;
    c->between = c->between || (last > c->next && !line_of(c, at));
    c->next = line_from(c, last + 1);
    return true;
}

/* Lines of labels over several rows go with the nearer one. */
static void take_others(centring *c) {
    uint32_t *records = c->records, count = c->table->end - c->table->body;
    for (uint32_t i = 0, above = 0; i < count; i++) {
        uint32_t below = i;
        while (below < count && records[below] == PDF_NONE)
            below++;
        if (below == i) {
            above = i;
            continue;
        }
        const river_row *rows = &c->scene->rows[c->table->body];
        float up = rows[i].base - rows[above].base;
        bool near_below = i == 0 || (below < count && rows[below].base - rows[i].base < up);
        records[i] = records[near_below ? below : above];
    }
}

/* The column before the first one that has a number in most rows with numbers. */
static uint32_t label_column(const river_table *table) {
    uint32_t found[RIVER_COLUMNS] = {0}, rows = 0, last = PDF_NONE, column = 1;
    for (uint32_t i = river_count_heads(table); i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        if (!piece->number || piece->column == 0)
            continue;
        found[piece->column]++;
        rows += piece->row != last;
        last = piece->row;
    }
    while (column < table->columns && found[column] * 2 <= rows)
        column++;
    return column - 1;
}

uint32_t river_label(const river_table *table) {
    uint32_t column = label_column(table);
    return column + 1 < table->columns ? column : 0;
}

/* Each record has rows, and they follow each other. */
static bool is_in_order(const uint32_t *records, uint32_t rows, uint32_t count) {
    uint32_t record = 0;
    for (uint32_t i = 0; i < rows; i++) {
        if (records[i] > record + (i > 0) || records[i] < record)
            return false;
        record = records[i];
    }
    return record + 1 == count;
}

/* Sets the records of the body's rows, the first being 0, and their number; 0 where nothing is proved. */
uint32_t river_centred(const river_scene *scene, const river_table *table, uint32_t *records) {
    centring c = {.scene = scene, .table = table, .label = river_label(table), .records = records};
    for (uint32_t i = table->body; i < table->end; i++)
        records[i - table->body] = PDF_NONE;
    c.next = line_from(&c, table->body);
    c.leading = find_leading(&c);
    for (uint32_t row = table->body; row < table->end; row++)
        if (values_of(&c, row) && !take_row(&c, row))
            return 0;
    if (!c.between || c.next < table->end || c.sections * 2 > c.count)
        return 0;
    take_others(&c);
    return is_in_order(records, table->end - table->body, c.count) ? c.count : 0;
}
