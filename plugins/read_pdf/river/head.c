/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where a table begins, where its body begins, and where it ends. Rules say it where there are some; else rows of numbers
 * are told from rows of words, and bold from plain. */
#include "river/river.h"

#include <math.h>

#define HEAD_ROWS 8u
#define ABOVE 8u

/* Mostly numbers beside what may be a label; a row of years heads columns. */
static bool is_data(const river_row *row) {
    if (row->numbers == 0 || (row->years >= 2 && row->years == row->numbers))
        return false;
    return row->numbers * 2 + 1 >= row->pieces;
}

/* A year beside words heads a column, if the row below has more numbers: `Item | 2010 | Transport`; or if that has heads, too,
 * words among them: `Item | 2010` beside those of groups. */
static bool heads_columns(const river_scene *scene, uint32_t row) {
    const river_row *here = &scene->rows[row], *below = here + 1;
    if (here->years == 0 || here->years != here->numbers || row + 1 == scene->row_count)
        return false;
    return (here->pieces >= here->numbers + 2 && below->numbers > here->numbers) ||
           (below->pieces > 1 && below->numbers == below->years && below->years < below->pieces);
}

static bool holds_data(const river_scene *scene, uint32_t row) {
    return scene->rows[row].pieces > 1 && is_data(&scene->rows[row]) && !heads_columns(scene, row);
}

static bool has_data(const river_scene *scene, uint32_t from, uint32_t end) {
    for (uint32_t i = from; i < end; i++)
        if (holds_data(scene, i))
            return true;
    return false;
}

/* Level rules may part the rows of a header, too: the head of a group stands between two of them, above more heads, of which there are
 * as many as numbers below the next rule. */
static uint32_t lower_heads_end(const river_scene *scene, uint32_t top, uint32_t first,
                                const river_table *table, uint32_t most) {
    uint32_t end = first, ruled = first, above = 0, heads = 0;
    for (; end < most && !holds_data(scene, end); end++)
        ruled = river_ruled_above(scene, table, end + 1) ? end + 1 : ruled;
    for (uint32_t i = top; i < first; i++)
        above += scene->rows[i].pieces;
    for (uint32_t i = first; i < ruled; i++)
        heads += scene->rows[i].pieces;
    return ruled == end && river_ruled_above(scene, table, top) && above < heads &&
                   scene->rows[end].numbers >= 3 && heads >= scene->rows[end].numbers
               ? ruled
               : first;
}

static uint32_t body_by_rule(const river_scene *scene, const river_table *table, uint32_t most) {
    for (uint32_t i = table->first + 1; i < most; i++)
        if (river_ruled_above(scene, table, i))
            return has_data(scene, table->first, i)
                       ? table->first
                       : lower_heads_end(scene, table->first, i, table, most - 1);
    return table->first;
}

static bool is_set_bold(const river_scene *scene, const river_row *row) {
    bool bold = false;
    for (uint32_t i = row->first; i < row->first + row->count && !bold; i++)
        bold = scene->words[i].bold;
    return bold && row->bold;
}

/* Where bold rows that head the columns end: the plain row below has a label and no more columns than they head. */
static uint32_t body_by_weight(const river_scene *scene, const river_table *table, uint32_t most) {
    uint32_t i = table->first;
    while (i < most && is_set_bold(scene, &scene->rows[i]))
        i++;
    const river_row *row = &scene->rows[i];
    if (i == table->first || i == most || row->bold || row->pieces < 2 ||
        row->pieces > scene->rows[i - 1].pieces || row->box[0] > table->box[0] + table->size)
        return table->first;
    return i;
}

static uint32_t body_by_content(const river_scene *scene, const river_table *table, uint32_t most) {
    uint32_t i = body_by_weight(scene, table, most);
    if (i > table->first)
        return i;
    if (has_data(scene, table->first, most)) {
        while (i < most && !holds_data(scene, i))
            i++;
        /* A label alone above the first numbers is a section of the body. */
        while (i > table->first && scene->rows[i - 1].pieces == 1 &&
               scene->rows[i - 1].box[0] <= table->box[0] + table->size)
            i--;
        return i;
    }
    while (i < most && scene->rows[i].bold)
        i++;
    return i < most ? i : table->first;
}

/* A rule that reaches as far as the one above row `last`, and no further below the last row than rows are tall. */
static bool closed_below(const river_scene *scene, const river_table *table, uint32_t last) {
    const river_row *rows = scene->rows, *end = &rows[table->end - 1];
    float top = rows[last - 1].base - 0.1f * rows[last - 1].size;
    float tall = (end->base - rows[table->first].base) / (float)(table->end - 1 - table->first);
    uint32_t i = river_rule_below(scene->rules, scene->rule_count, top);
    if (i == scene->rule_count)
        return false;
    const river_rule *inner = &scene->rules[i];
    for (i = river_rule_below(scene->rules, scene->rule_count, end->base);
         i < scene->rule_count && scene->rules[i].at <= end->base + fmaxf(tall, 1.5f * end->size);
         i++)
        if (fabsf(scene->rules[i].from - inner->from) <= 3 &&
            fabsf(scene->rules[i].to - inner->to) <= 3)
            return true;
    return false;
}

/* Notes below the last rule are no part of a ruled table. */
static void drop_notes(const river_scene *scene, river_table *table) {
    uint32_t last = table->end, ruled = 0;
    for (uint32_t i = table->first + 1; i < table->end; i++)
        if (river_ruled_above(scene, table, i)) {
            ruled++;
            last = i;
        }
    if (ruled < 2 || last == table->end || closed_below(scene, table, last))
        return;
    for (uint32_t i = last; i < table->end; i++)
        if (is_data(&scene->rows[i]) || scene->rows[i].pieces == 1)
            return;
    if (last - table->first >= 3 && has_data(scene, table->first, last))
        table->end = last;
}

/* All numbers of the run stand in its last row, which is nothing else: rules and weight tell parts of the header above it. */
static bool is_one_row(const river_scene *scene, const river_table *table) {
    const river_row *last = &scene->rows[table->end - 1];
    for (uint32_t i = table->first; i + 1 < table->end; i++)
        if (scene->rows[i].numbers > 0)
            return false;
    return last->pieces >= RIVER_ONE_ROW && last->numbers == last->pieces &&
           table->end - table->first <= HEAD_ROWS + 1;
}

/* Where the body begins and ends, in a run of rows. */
void river_body(river_scene *scene, river_table *table) {
    drop_notes(scene, table);
    uint32_t rows = table->end - table->first;
    if (rows > 1 && is_one_row(scene, table)) {
        table->body = table->end - 1;
        return;
    }
    uint32_t most = table->first + (rows - 1 < HEAD_ROWS ? rows - 1 : HEAD_ROWS);
    if (rows < 2)
        return;
    table->body = body_by_rule(scene, table, most + 1);
    if (table->body == table->first)
        table->body = body_by_content(scene, table, most);
}

static bool near_above(const river_scene *scene, uint32_t row, float ems) {
    const river_row *here = &scene->rows[row + 1], *above = &scene->rows[row];
    return !above->taken && here->base - above->base <= ems * fmaxf(above->size, here->size);
}

/* Stands over the columns of values alone, as the head of several columns does. */
static bool over_values(const river_table *table, const river_row *row) {
    float slack = row->size;
    return row->box[0] >= table->rivers[0].from - 0.2f * row->size &&
           row->box[2] <= table->box[2] + slack && row->box[0] >= table->box[0] + 2 * slack;
}

/* The topmost row up to which rows belong to the header since a rule closes them above; the table's first where none does. */
static uint32_t ruled_top(const river_scene *scene, const river_table *table) {
    uint32_t top = table->first;
    for (uint32_t i = 0; i < ABOVE && top > 0 && near_above(scene, top - 1, 2.6f); i++) {
        const river_row *row = &scene->rows[top - 1];
        if (pdf_overlap(row->box[0], row->box[2], table->box[0], table->box[2]) <
            0.8f * (row->box[2] - row->box[0]))
            break;
        top--;
        if (river_ruled_above(scene, table, top))
            return top;
    }
    return table->first;
}

/* Whether the row leaves all rivers white and stands in half of the columns or more. */
static bool spreads(const river_scene *scene, const river_table *table, const river_row *row) {
    uint32_t columns = 0;
    for (uint32_t k = 0; k < table->columns; k++) {
        float from = k ? table->rivers[k - 1].to : -RIVER_FAR;
        float to = k + 1 < table->columns ? table->rivers[k].from : RIVER_FAR;
        bool found = false;
        for (uint32_t i = row->first; i < row->first + row->count && !found; i++)
            found = pdf_overlap(scene->words[i].box[0], scene->words[i].box[2], from, to) > 0;
        columns += found;
    }
    return columns > 1 && columns * 2 >= table->columns && !river_crosses(scene, table, row);
}

/* How far a row may be above the first one: rows of one table are about as far from each other. */
static float pitch_of(const river_scene *scene, const river_table *table) {
    const river_row *rows = scene->rows;
    float steps = (float)(table->end - 1 - table->first);
    return (rows[table->end - 1].base - rows[table->first].base) / steps;
}

static bool near_pitch(const river_scene *scene, const river_table *table, uint32_t row) {
    float most = fmaxf(2 * table->size, 1.3f * pitch_of(scene, table));
    return near_above(scene, row, most / fmaxf(scene->rows[row].size, scene->rows[row + 1].size));
}

/* The name of a section, in the column of labels alone. */
static bool names_section(const river_scene *scene, const river_table *table, uint32_t row) {
    const river_row *name = &scene->rows[row];
    return name->pieces == 1 && name->numbers == 0 && name->box[2] <= table->rivers[0].to &&
           name->box[0] >= table->box[0] - table->size;
}

/* The topmost of the heads right above the first row, or above the name of a section, that stand a blank apart. The body
 * then begins with that name. */
static uint32_t narrow_top(const river_scene *scene, river_table *table) {
    uint32_t first = table->first;
    bool named = first > 1 && near_pitch(scene, table, first - 1) &&
                 names_section(scene, table, first - 1) && near_pitch(scene, table, first - 2) &&
                 river_stands_over(scene, table, first - 2);
    if (named)
        table->body = --first;
    while (first > 0 && table->first - first < 4 && near_pitch(scene, table, first - 1) &&
           river_stands_over(scene, table, first - 1))
        first--;
    return first;
}

static bool has_label(const river_scene *scene, const river_table *table, uint32_t row) {
    const river_word *word = &scene->words[scene->rows[row].first];
    return word->box[2] <= table->rivers[0].to && word->box[0] >= table->box[0] - table->size;
}

/* The head of the labels beside those of groups, above heads that leave it out. */
static bool heads_labels(const river_scene *scene, const river_table *table, uint32_t row) {
    const river_row *above = &scene->rows[row];
    for (uint32_t i = row + 1; i < table->body; i++)
        if (has_label(scene, table, i))
            return false;
    return row + 1 < table->body && above->numbers == 0 && above->pieces > 1 &&
           above->pieces < scene->rows[row + 1].pieces + 2 && has_label(scene, table, row);
}

/* Rows above and below the run that are part of the table. */
void river_attach(river_scene *scene, river_table *table) {
    river_tail(scene, table);
    uint32_t first = table->first;
    bool headless = table->body == first;
    bool closed = first > 0 && river_ruled_above(scene, table, first);
    if (first > 0 && headless && river_half_off(scene, table, first - 1, first))
        table->first = table->body = --first;
    if (!closed || headless)
        first = ruled_top(scene, table);
    if (first == table->first && headless)
        first = narrow_top(scene, table);
    if (first == table->first && !closed && headless)
        while (first > 0 && table->first - first < 3 && near_above(scene, first - 1, 2.0f) &&
               spreads(scene, table, &scene->rows[first - 1]))
            first--;
    if (first == table->first && !closed)
        while (first > 0 && table->first - first < 3 && near_above(scene, first - 1, 2.0f) &&
               over_values(table, &scene->rows[first - 1]))
            first--;
    if (!closed && first > 0 && near_above(scene, first - 1, 2.0f) &&
        heads_labels(scene, table, first - 1))
        first--;
    for (uint32_t i = table->body; i-- > first;)
        river_meet_heads(scene, table, i);
    for (uint32_t i = first; i < table->first; i++)
        pdf_box_unite(table->box, scene->rows[i].box);
    table->first = first;
}
