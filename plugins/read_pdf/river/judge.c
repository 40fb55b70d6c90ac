/* SPDX-License-Identifier: GPL-2.0-or-later
 * How surely a candidate is a table: numbers, alignment, filled slots, rules and size speak for it; words that run on,
 * dot leaders, list marks and numbered formulas against. Weights are a table; the sum is the confidence. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define ONE_ROW_RULES 2u      /* over the heads, and below the only row */
#define HEADED 4u             /* columns of a table with one row of numbers, at least */
#define MOST_CONFIDENCE 0.97f /* ruled tables say more; what no rule shows is never certain */

typedef struct evidence {
    float rows, columns; /* of the body: rows in several pieces */
    float numbers;       /* share among pieces of value columns */
    float valued;        /* rows with a number */
    float aligned;       /* share of pieces on the edge of their column */
    float filled;        /* share of slots */
    float words;         /* mean of a piece in value columns */
    float rules;         /* over the whole width */
    float leaders;       /* share of rows with dot leaders */
    float marks;         /* share of first pieces that are marks of a list */
    float formulas;      /* share of last pieces that are `(12)` */
    float crossing;      /* share of rows that run over a river */
    float crammed;       /* share of pieces with two whole numbers */
    float fields;        /* share of pieces that hold a label and its value: a form */
    float bridges;       /* share of all rows that are one piece over several columns */
    float code;          /* share of rows in a typewriter's face that are no numbers */
    float scale;         /* share of all rows that are one number alone: the scale of a chart */
    float exact;         /* 1: short cells that all begin at one edge a column, alone */
    bool headed;         /* one row of numbers, each with a head of its own */
} evidence;

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

static float edge_of(const river_piece *piece, int which) {
    float edges[] = {piece->box[0], piece->box[2], (piece->box[0] + piece->box[2]) / 2};
    return edges[which];
}

/* Pieces of the column whose edge lies at the median of all. */
static uint32_t aligned_at(river_scene *scene, const river_table *table, uint32_t column, int which,
                           uint32_t *all) {
    uint32_t n = 0, near = 0;
    for (uint32_t i = river_count_heads(table); i < table->piece_count; i++)
        if (table->pieces[i].column == column && table->pieces[i].span == 1)
            scene->room[n++] = edge_of(&table->pieces[i], which);
    *all = n;
    if (n == 0)
        return 0;
    pdf_sort(scene->room, n, sizeof(float), ascending);
    float middle = scene->room[n / 2];
    for (uint32_t i = 0; i < n; i++)
        near += fabsf(scene->room[i] - middle) <= 0.35f * table->size;
    return near;
}

static float alignment(river_scene *scene, const river_table *table) {
    uint32_t all = 0, good = 0;
    for (uint32_t column = 0; column < table->columns; column++) {
        uint32_t most = 0, n = 0;
        for (int which = 0; which < 3; which++) {
            uint32_t near = aligned_at(scene, table, column, which, &n);
            most = near > most ? near : most;
        }
        all += n;
        good += most;
    }
    return all ? (float)good / (float)all : 0;
}

/* `(12)`, the number of a formula. */
static bool is_formula(const river_scene *scene, const river_piece *piece) {
    const river_word *word = &scene->words[piece->first];
    return piece->count == 1 && word->head == '(' && word->tail == ')' && word->digits > 0 &&
           word->letters < 2;
}

/* A bullet, `1.`, `a)`, `[12]`. */
static bool is_mark(const river_scene *scene, const river_piece *piece) {
    const river_word *word = &scene->words[piece->first];
    if (piece->count != 1 || word->count > 5)
        return false;
    if (word->digits == 0 && word->letters == 0)
        return word->count <= 2;
    bool closed = word->tail == '.' || word->tail == ')' || word->tail == ']' || word->tail == ':';
    return closed && word->letters < 3;
}

/* Two numbers in one piece, not two groups of one number: their columns were not found. */
static bool is_crammed(const river_scene *scene, const river_piece *piece) {
    for (uint32_t i = piece->first + 1; i < piece->first + piece->count; i++) {
        const river_word *word = &scene->words[i], *last = word - 1;
        float gap = (word->box[0] - last->box[2]) / word->size;
        if (!word->grouped && word->letters + last->letters == 0 && word->digits > 0 &&
            last->digits > 0 &&
            (word->digits > 3 || last->digits > 3 || gap > (word->fixed ? 0.75f : 0.45f)))
            return true;
    }
    return false;
}

/* `Label: value` in one piece. */
static bool is_field(const river_scene *scene, const river_piece *piece) {
    for (uint32_t i = piece->first; i + 1 < piece->first + piece->count; i++)
        if (scene->words[i].tail == ':' || scene->words[i].tail == 0xFF1A)
            return true;
    return false;
}

static void weigh_row(const river_scene *scene, const river_table *table, uint32_t row, evidence *e,
                      uint32_t *values) {
    const river_piece *piece = &table->pieces[table->starts[row]],
                      *end = &table->pieces[table->starts[row + 1]];
    bool led = false, crossing = false, valued = false, code = piece != end;
    if (piece == end)
        return;
    e->marks += is_mark(scene, piece);
    e->formulas += is_formula(scene, end - 1);
    for (; piece < end; piece++) {
        crossing = crossing || piece->span > 1;
        e->filled++;
        e->crammed += is_crammed(scene, piece);
        e->fields += is_field(scene, piece);
        code = code && scene->words[piece->first].fixed && !piece->number;
        if (piece->column > 0) {
            (*values)++;
            e->numbers += piece->number;
            valued = valued || piece->number;
            e->words += (float)piece->count;
        }
        for (uint32_t i = piece->first; i < piece->first + piece->count; i++)
            led = led || scene->words[i].leader;
    }
    e->leaders += led;
    e->valued += valued;
    e->code += code;
    e->crossing += crossing;
    e->rows++;
}

static float share(float part, float whole) {
    return whole > 0 ? part / whole : 0;
}

static uint32_t count_rules(const river_scene *scene, const river_table *table) {
    float slack = 1.6f * table->size;
    return river_rules_between(scene, table->box, table->box[1] - slack, table->box[3] + slack);
}

static float bridges(const river_scene *scene, const river_table *table) {
    uint32_t found = 0;
    for (uint32_t i = river_count_heads(table); i < table->piece_count; i++)
        found += table->pieces[i].span > 1 && scene->rows[table->pieces[i].row].pieces == 1;
    return (float)found;
}

static float lone_numbers(const river_scene *scene, const river_table *table) {
    uint32_t alone = 0;
    for (uint32_t i = table->body; i < table->end; i++)
        alone += scene->rows[i].pieces == 1 && scene->rows[i].numbers == 1 &&
                 scene->words[scene->rows[i].first].head != '(' && !table->halves[i - table->first];
    return (float)alone;
}

/* A label before the numbers of the only row counts where rules lie over the heads and below the row: the page's end may have
 * left no other row of its table here. */
static bool is_labelled(const river_scene *scene, const river_table *table,
                        const river_piece *piece) {
    return piece->column == 0 && piece->span == 1 && !piece->number &&
           table->columns > RIVER_ONE_ROW &&
           scene->rows[table->body].numbers + 1 == table->columns &&
           table->rule_count >= ONE_ROW_RULES;
}

/* The only row of the body is a number in each column, and words stand over all of them: names with their values. A scale has
 * none, and the labels of bars stand below their numbers. */
static bool is_headed(const river_scene *scene, const river_table *table) {
    bool heads[RIVER_COLUMNS] = {false};
    uint32_t body = river_count_heads(table), count = 0;
    for (uint32_t i = 0; i < body; i++)
        if (table->pieces[i].span == 1 && !table->pieces[i].number)
            heads[table->pieces[i].column] = true;
    for (uint32_t i = body; i < table->piece_count; i++, count++)
        if (!is_labelled(scene, table, &table->pieces[i]) &&
            (!table->pieces[i].number || table->pieces[i].span > 1 ||
             !heads[table->pieces[i].column]))
            return false;
    return table->body + 1 == table->end && count == table->columns && count >= RIVER_ONE_ROW;
}

static evidence weigh(river_scene *scene, river_table *table) {
    evidence e = {.columns = (float)table->columns, .rules = (float)table->rule_count};
    uint32_t values = 0;
    for (uint32_t i = table->body; i < table->end; i++)
        if (scene->rows[i].pieces > 1)
            weigh_row(scene, table, i - table->first, &e, &values);
    e.crammed = share(e.crammed, e.filled);
    e.fields = share(e.fields, e.filled);
    e.bridges = share(bridges(scene, table), (float)(table->end - table->body));
    e.code = share(e.code, e.rows);
    e.filled = share(e.filled, e.rows * e.columns);
    e.headed = is_headed(scene, table);
    e.numbers = e.valued >= 2 || e.headed ? share(e.numbers, (float)values)
                                          : 0; /* one row of numbers is a scale */
    e.words = share(e.words, (float)values);
    e.leaders = share(e.leaders, e.rows);
    e.marks = share(e.marks, e.rows);
    e.formulas = share(e.formulas, e.rows);
    e.crossing = share(e.crossing, e.rows);
    e.aligned = alignment(scene, table);
    e.exact = e.numbers < 0.3f && e.rules < 2 && river_exact(scene, table);
    e.scale = share(lone_numbers(scene, table), (float)(table->end - table->body));
    return e;
}

static float least(float a, float b) {
    return a < b ? a : b;
}

/* What no rule and no number makes a table. */
static bool is_other(const evidence *e, const river_table *table) {
    if ((e->leaders >= 0.3f && (e->columns < 3 || e->numbers < 0.7f)) || e->scale >= 0.3f ||
        (e->rows < 2 && !e->headed))
        return true;
    if (e->columns < 3 && (e->marks >= 0.6f || e->formulas >= 0.6f))
        return true;
    if (e->rows < 3 && (e->columns < 3 || e->numbers < 0.5f || (e->rules < 2 && e->numbers < 0.8f)))
        return true;
    if (e->filled < 0.4f || (e->filled < 0.5f && e->numbers < 0.5f) ||
        (e->code >= 0.4f && e->rules < 2))
        return true;
    return table->columns >= RIVER_COLUMNS;
}

/* Sets the table's confidence, ten-thousandths. */
void river_judge(river_scene *scene, river_table *table) {
    table->rule_count = count_rules(scene, table);
    evidence e = weigh(scene, table);
    float sum = 0.1f + 0.35f * e.numbers + 0.25f * e.aligned + 0.15f * e.filled;
    sum += 0.08f * least(e.rules, 3);
    sum += 0.02f * least(e.rows - 2, 8);
    sum += e.columns > 2 ? 0.06f : 0;
    sum += table->body > table->first ? 0.04f : 0;
    sum -= 0.03f * least(e.words > 4 ? e.words - 4 : 0, 10);
    sum -= 0.5f * e.crossing;
    sum -= e.numbers < 0.3f && e.rules < 2 ? 0.15f : 0;
    sum -= e.numbers < 0.2f && e.words >= 4 && e.rules < 3 ? 0.3f : 0;
    sum -= 5 * e.crammed; /* better no table than two numbers in one cell */
    sum -= e.fields >= 0.2f ? e.fields : 0;
    sum -= e.bridges >= 0.25f ? e.bridges : 0;
    sum -= e.columns < 3 && e.numbers < 0.5f && e.rules < 2 ? 0.2f : 0;
    sum += 0.25f * e.exact;
    if (is_other(&e, table) || sum < 0)
        sum = 0;
    table->confidence = (uint32_t)(10000 * least(sum, MOST_CONFIDENCE));
}
