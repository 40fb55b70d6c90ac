/* SPDX-License-Identifier: GPL-2.0-or-later
 * Headers that do not say which head is whose: a column of values without a head beside columns that have one, or a head above
 * another that stands farther off than lines of one head do, while the column beside has but the lower one. It may head both, or
 * be the first line of its own. Or numbers that stand beside their head, where the next head has none: they may be that one's, set
 * flush with another edge. Nothing of the page decides; who reads the table is told. */
#include "river/river.h"

#define APART 1.4f /* ems: lines of one head are nearer */
#define LEVEL 0.3f /* ems */

/* The lowest head over a column; NULL: there is none. */
static const river_piece *lowest(const river_table *table, uint32_t column) {
    for (uint32_t i = river_count_heads(table); i-- > 0;)
        if (river_covers(&table->pieces[i], column))
            return &table->pieces[i];
    return NULL;
}

static uint32_t heads_over(const river_table *table, uint32_t column) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < river_count_heads(table); i++)
        count += river_covers(&table->pieces[i], column);
    return count;
}

static float base_of(const river_scene *scene, const river_piece *piece) {
    return scene->words[piece->first].base;
}

/* Whether the column has the lower one of two heads alone, beside a column that has both. */
static bool lacks_upper(const river_scene *scene, const river_table *table, uint32_t with,
                        uint32_t without) {
    const river_piece *low = lowest(table, with), *beside = lowest(table, without);
    if (!low || !beside || heads_over(table, without) != 1 || beside->span > 1 || low->span > 1 ||
        base_of(scene, beside) - base_of(scene, low) > LEVEL * table->size ||
        base_of(scene, low) - base_of(scene, beside) > LEVEL * table->size)
        return false;
    for (uint32_t i = 0; i < river_count_heads(table); i++) {
        const river_piece *piece = &table->pieces[i];
        if (piece != low && piece->span == 1 && piece->column == with && !piece->number &&
            !river_goes_on(scene, piece, low) &&
            base_of(scene, low) - base_of(scene, piece) > APART * table->size)
            return true;
    }
    return false;
}

static bool holds_numbers(const river_table *table, uint32_t from, uint32_t column) {
    uint32_t numbers = 0;
    for (uint32_t i = from; i < table->piece_count; i++)
        numbers += table->pieces[i].number && river_covers(&table->pieces[i], column);
    return numbers > 1;
}

/* No row was told to be the header, but the first one holds nothing but words and years, above one column of numbers and not above another. */
static bool lacks_head(const river_scene *scene, const river_table *table) {
    const uint32_t end = table->starts[1];
    uint32_t headed = 0, headless = 0;
    for (uint32_t i = 0; i < end; i++)
        if (table->pieces[i].number && !scene->words[table->pieces[i].first].year)
            return false;
    for (uint32_t k = 1; k < table->columns; k++) {
        bool has_head = false;
        for (uint32_t i = 0; i < end && !has_head; i++)
            has_head = river_covers(&table->pieces[i], k);
        const bool has_numbers = holds_numbers(table, end, k);
        headed += has_numbers && has_head;
        headless += has_numbers && !has_head;
    }
    return headed > 0 && headless > 0;
}

/* Whether numbers of the column stand beside its head, and none below it. */
bool river_are_beside(const river_table *table, uint32_t column) {
    const river_piece *head = lowest(table, column);
    uint32_t beside = 0;
    for (uint32_t i = river_count_heads(table); head && i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        if (!piece->number || piece->column != column || piece->span > 1)
            continue;
        if (pdf_overlap(piece->box[0], piece->box[2], head->box[0], head->box[2]) > 0)
            return false;
        beside++;
    }
    return beside > 0;
}

static bool has_number(const river_table *table, uint32_t column) {
    for (uint32_t i = river_count_heads(table); i < table->piece_count; i++)
        if (table->pieces[i].number && river_covers(&table->pieces[i], column))
            return true;
    return false;
}

/* Numbers without a head: they are those of a head beside them. */
static bool is_headless(const river_table *table, uint32_t column) {
    return column < table->columns && !lowest(table, column) && has_number(table, column);
}

static bool has_head_before(const river_table *table, uint32_t column) {
    while (column-- > 0)
        if (lowest(table, column))
            return true;
    return false;
}

/* A head, not the first one, which is that of the labels, and no numbers that may be its. */
static bool is_idle(const river_table *table, uint32_t column) {
    return column < table->columns && lowest(table, column) && has_head_before(table, column) &&
           !has_number(table, column) && !is_headless(table, column - 1) &&
           !is_headless(table, column + 1);
}

/* Whether the first number of the column stands left of its head, if not below it. */
static bool is_left(const river_table *table, uint32_t column) {
    for (uint32_t i = river_count_heads(table); i < table->piece_count; i++)
        if (table->pieces[i].number && table->pieces[i].column == column)
            return table->pieces[i].box[2] <= lowest(table, column)->box[0];
    return false;
}

/* Whether a column may be that of the next head on the side where its numbers stand, which has none. */
bool river_may_be_next(const river_table *table) {
    for (uint32_t k = 1; k < table->columns; k++)
        if (river_are_beside(table, k) && is_idle(table, is_left(table, k) ? k - 1 : k + 1))
            return true;
    return false;
}

/* Whether which head is whose is not known. */
bool river_doubts_heads(const river_scene *scene, const river_table *table) {
    const uint32_t label = river_label(table);
    uint32_t headed = 0, headless = 0;
    if (table->columns < 3)
        return false;
    if (river_count_heads(table) == 0)
        return lacks_head(scene, table);
    if (river_may_be_next(table))
        return true;
    for (uint32_t k = label + 1; k < table->columns; k++) {
        headed += lowest(table, k) != NULL;
        headless += lowest(table, k) == NULL;
        if (k > label + 1 && !table->edges &&
            (lacks_upper(scene, table, k - 1, k) || lacks_upper(scene, table, k, k - 1)))
            return true;
    }
    return headed > 0 && headless > 0;
}
