/* SPDX-License-Identifier: GPL-2.0-or-later
 * Two heads with labels and their numbers below, between rules of one reach: a label and a value a row, over the full width.
 * Forms print such parts below each other, each with its name and its heads. A row or two of numbers are too few for white to
 * tell a table, but whoever draws rules from side to side around them and their heads means cells. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define REACH 2.0f /* points between the ends of rules of one table */
#define NEAR 3.5f  /* ems between a row and the rule above or below it */
#define APART 0.8f /* ems of white between the columns */
#define BLANK 0.5f /* ems between words of one head, at most */
#define CONFIDENCE 8500u

typedef struct ladder {
    const river_rule *top; /* the rule above the heads */
    uint32_t first, end;   /* rows: the heads, then a label and its number each */
    river_gap white;       /* between the columns */
    bool parted;           /* a rule stands below the heads */
    bool under;            /* each number shares some of its width with the head */
} ladder;

static bool is_of(const river_rule *one, const river_rule *other) {
    return fabsf(one->from - other->from) <= REACH && fabsf(one->to - other->to) <= REACH;
}

static float ink_top(const river_row *row) {
    return row->base - 0.5f * row->size;
}

/* How many rules lie at the ladder's width between two heights; PDF_NONE where one of them has another reach. */
static uint32_t rules_within(const river_scene *scene, const river_rule *of, float top,
                             float bottom) {
    const river_rule *rules = scene->rules;
    uint32_t count = 0, i = river_rule_below(rules, scene->rule_count, top);
    for (; i < scene->rule_count && rules[i].at <= bottom; i++) {
        if (pdf_overlap(rules[i].from, rules[i].to, of->from, of->to) <= 0)
            continue;
        if (!is_of(&rules[i], of))
            return PDF_NONE;
        count++;
    }
    return count;
}

static bool is_near_above(const river_rule *rule, const river_row *row) {
    return rule->at < ink_top(row) && ink_top(row) - rule->at <= NEAR * row->size;
}

/* The rule next above a row, as wide as it at least; NULL: none is near. */
static const river_rule *rule_above(const river_scene *scene, const river_row *row) {
    uint32_t i = river_rule_below(scene->rules, scene->rule_count, ink_top(row));
    while (i-- > 0 && is_near_above(&scene->rules[i], row))
        if (scene->rules[i].from <= row->box[0] + REACH &&
            scene->rules[i].to >= row->box[2] - REACH)
            return &scene->rules[i];
    return NULL;
}

/* The index of the first word behind the widest white of a row. */
static uint32_t part(const river_scene *scene, const river_row *row) {
    const river_word *words = &scene->words[row->first];
    float widest = -RIVER_FAR, right = words[0].box[2];
    uint32_t at = 1;
    for (uint32_t i = 1; i < row->count; i++) {
        if (words[i].box[0] - right > widest) {
            widest = words[i].box[0] - right;
            at = i;
        }
        right = fmaxf(right, words[i].box[2]);
    }
    return at;
}

/* Takes the white of a row of two pieces into that of the ladder. */
static bool meet(const river_scene *scene, ladder *l, const river_row *row) {
    const river_word *words = &scene->words[row->first];
    const uint32_t cut = part(scene, row);
    for (uint32_t i = 0; i < cut; i++)
        l->white.from = fmaxf(l->white.from, words[i].box[2]);
    l->white.to = fminf(l->white.to, words[cut].box[0]);
    return l->white.to - l->white.from >= APART * row->size;
}

/* A head or a number, and not two of them a blank apart: there would be columns that stand too near to be pieces. */
static bool is_single(const river_word *words, uint32_t count) {
    for (uint32_t i = 1; i < count; i++)
        if (river_parts(&words[i - 1], &words[i], BLANK))
            return false;
    return true;
}

static bool is_pair(const river_scene *scene, const river_row *row, bool valued) {
    if (row->taken || row->pieces != 2 || row->numbers != valued)
        return false;
    const uint32_t cut = part(scene, row), first = row->first + cut, count = row->count - cut;
    return is_single(&scene->words[first], count) &&
           (!valued || river_numeric(scene, first, count));
}

/* The number shares some of its width with the head: elsewhere it is another column's, and the row's cell below the head is blank. */
static bool is_under(const river_scene *scene, const ladder *l, const river_row *row) {
    const river_row *heads = &scene->rows[l->first];
    const river_word *head = &scene->words[heads->first + part(scene, heads)];
    const river_word *number = &scene->words[row->first + part(scene, row)];
    return pdf_overlap(head->box[0], heads->box[2], number->box[0], row->box[2]) > 0;
}

/* Whether a row of the page is the next one of the ladder. */
static bool take_row(const river_scene *scene, ladder *l) {
    const river_row *row = &scene->rows[l->end], *above = row - 1;
    if (!is_pair(scene, row, true) || row->base - above->base > 2 * NEAR * row->size)
        return false;
    const uint32_t rules = rules_within(scene, l->top, above->base, ink_top(row));
    if (rules == PDF_NONE || !meet(scene, l, row))
        return false;
    if (l->end == l->first + 1)
        l->parted = rules > 0;
    l->under &= is_under(scene, l, row);
    l->end++;
    return true;
}

/* A rule of the ladder below its last row, before anything else stands there. */
static bool is_closed(const river_scene *scene, const ladder *l) {
    const river_row *last = &scene->rows[l->end - 1];
    float bottom = last->base + NEAR * last->size;
    if (l->end < scene->row_count)
        bottom = fminf(bottom, ink_top(&scene->rows[l->end]));
    const uint32_t rules = rules_within(scene, l->top, last->base, bottom);
    return rules > 0 && rules != PDF_NONE;
}

/* The name of the part stands above the heads between two rules of the ladder. */
static bool is_named(const river_scene *scene, const ladder *l) {
    const river_row *name = &scene->rows[l->first] - 1;
    if (l->first == 0 || name->pieces != 1 || name->numbers > 0 || name->base > l->top->at)
        return false;
    const river_rule *above = rule_above(scene, name);
    return above && is_of(above, l->top);
}

/* Heads right below a rule, with nothing between. */
static bool begin(const river_scene *scene, uint32_t row, ladder *l) {
    const river_row *heads = &scene->rows[row];
    if (!is_pair(scene, heads, false))
        return false;
    *l = (ladder){rule_above(scene, heads), row, row + 1, {-RIVER_FAR, RIVER_FAR}, false, true};
    return l->top && (row == 0 || heads[-1].base <= l->top->at) && meet(scene, l, heads);
}

static bool find(const river_scene *scene, uint32_t row, ladder *l) {
    if (!begin(scene, row, l))
        return false;
    while (l->end < scene->row_count && take_row(scene, l))
        ;
    return l->end > l->first + 1 && is_closed(scene, l) &&
           ((l->parted && l->under) || is_named(scene, l));
}

/* The column in which a row of the table ends. */
static uint32_t last_column(const river_table *table, uint32_t row) {
    const river_piece *last = &table->pieces[table->starts[row - table->first + 1] - 1];
    return last->column + last->span;
}

/* Is each row of parts between rules a row of the table, with its number below the head? Where parts share white by chance with what is
 * above them, it is not. */
bool river_keeps_ladders(const river_scene *scene, const river_table *table) {
    ladder l;
    for (uint32_t i = table->first; i < table->end; i++) {
        if (!find(scene, i, &l) || !is_named(scene, &l))
            continue;
        for (uint32_t k = i + 1; k < l.end && k < table->end; k++)
            if (table->records[k - table->first] == table->records[k - 1 - table->first] ||
                last_column(table, k) != last_column(table, i))
                return false;
    }
    return true;
}

static void add_piece(const river_scene *scene, river_table *table, uint32_t row, uint32_t column) {
    const river_row *here = &scene->rows[row];
    const uint32_t cut = part(scene, here), from = column ? cut : 0;
    river_piece *piece = &table->pieces[table->piece_count++];
    *piece = (river_piece){.row = row,
                           .first = here->first + from,
                           .count = (column ? here->count : cut) - from,
                           .column = column,
                           .span = 1};
    memcpy(piece->box, scene->words[piece->first].box, sizeof piece->box);
    for (uint32_t i = 1; i < piece->count; i++)
        pdf_box_unite(piece->box, scene->words[piece->first + i].box);
    piece->number = river_numeric(scene, piece->first, piece->count);
}

static bool set_table(river_scene *scene, const ladder *l, river_table *table) {
    const uint32_t rows = l->end - l->first;
    pdf_room *room = scene->reader->page;
    *table = (river_table){.first = l->first,
                           .end = l->end,
                           .body = l->first + 1,
                           .size = scene->rows[l->first].size,
                           .columns = 2,
                           .record_count = rows,
                           .head_records = 1,
                           .confidence = CONFIDENCE,
                           .rivers = PDF_TAKE(room, river_gap, 1),
                           .pieces = PDF_TAKE(room, river_piece, 2 * (size_t)rows),
                           .records = PDF_TAKE(room, uint32_t, rows)};
    if (!table->rivers || !table->pieces || !table->records)
        return false;
    table->rivers[0] = l->white;
    memcpy(table->box, scene->rows[l->first].box, sizeof table->box);
    table->box[0] = l->top->from;
    table->box[2] = l->top->to;
    for (uint32_t i = 0; i < rows; i++) {
        pdf_box_unite(table->box, scene->rows[l->first + i].box);
        table->records[i] = i;
        add_piece(scene, table, l->first + i, 0);
        add_piece(scene, table, l->first + i, 1);
    }
    return true;
}

/* The next ladder at or below *at; *at moves behind it. */
bool river_ladder(river_scene *scene, uint32_t *at, river_table *table) {
    ladder l;
    for (uint32_t i = *at; i < scene->row_count; i++)
        if (find(scene, i, &l)) {
            *at = l.end;
            return set_table(scene, &l, table);
        }
    *at = scene->row_count;
    return false;
}
