/* SPDX-License-Identifier: GPL-2.0-or-later
 * Labels in bold with plain values beside them: rows of two pieces whose weight changes at one edge. Labels of different widths
 * cannot end there by chance, as bold words at the beginning of sentences do. However near a label comes to its value, the
 * edge parts them. Labels that end flush at the right, apart from values that begin at one edge, are columns even if they are
 * few: lines of text never end before a gap at one point. Lists of terms with their explanations, and heads beside their
 * paragraphs, are set so, too: values must be short. */
#include "river/river.h"

#include <math.h>

#define SAME_EDGE 1.0f /* points */
#define INNER_GAP 1.5f /* ems: wider within a value, there are more columns */
#define VALUE_WORDS 8u /* at most */
#define CONFIDENCE 7000u

/* At which edge labels are set flush, and what proves that. Lengths in ems. */
typedef struct flush {
    int edge;            /* of a box: 0 left, 2 right */
    float tolerance;     /* points */
    float varies;        /* between the widths of labels */
    float gap;           /* between any label and the values */
    uint32_t records;    /* at least */
    float pitch, nearer; /* from record to record, to the second line of a value; at most */
} flush;

static const flush flushes[] = {{.edge = 0,
                                 .tolerance = SAME_EDGE,
                                 .varies = 1.5f,
                                 .gap = -RIVER_FAR,
                                 .records = 4,
                                 .pitch = 2.2f,
                                 .nearer = 1.5f},
                                {.edge = 2,
                                 .tolerance = 0.5f,
                                 .varies = 0.2f,
                                 .gap = 0.8f,
                                 .records = 2,
                                 .pitch = 4,
                                 .nearer = 2}};

/* What is known of the rows so far. */
typedef struct pairs {
    const flush *how;
    float label, value;        /* where the labels are flush; the values' left edge */
    float narrow, wide, right; /* of the labels */
    uint32_t records, lines;   /* lines of the last record */
    uint32_t end;
} pairs;

static bool is_bold(const river_word *word) {
    return word->bold || (word->letters == 0 && word->digits == 0);
}

/* How many words at the left of a row are its label; 0: it has none, or no value. */
static uint32_t label_of(const river_scene *scene, const river_row *row) {
    const river_word *words = &scene->words[row->first];
    uint32_t count = 0, letters = 0;
    while (count < row->count && is_bold(&words[count]))
        letters += words[count++].letters;
    for (uint32_t i = count; i < row->count; i++)
        if (words[i].bold || words[i].leader || words[i].fixed)
            return 0;
    return letters >= 2 && count < row->count ? count : 0;
}

/* One piece of a few words. */
static bool is_short(const river_scene *scene, uint32_t first, uint32_t end) {
    for (uint32_t i = first + 1; i < end; i++)
        if (scene->words[i].box[0] - scene->words[i - 1].box[2] > INNER_GAP * scene->words[i].size)
            return false;
    return end - first <= VALUE_WORDS;
}

static bool same(float a, float b, float tolerance) {
    return fabsf(a - b) <= tolerance;
}

static float pitch_of(const river_row *row) {
    return (row->base - row[-1].base) / row->size;
}

static bool take_record(const river_scene *scene, pairs *p, uint32_t row) {
    const river_row *here = &scene->rows[row];
    uint32_t label = label_of(scene, here);
    const river_word *first = &scene->words[here->first], *value = first + label;
    if (here->taken || !label || !is_short(scene, here->first, here->first + label) ||
        !is_short(scene, here->first + label, here->first + here->count))
        return false;
    float right = value[-1].box[2], wide = right - first->box[0];
    float edge = p->how->edge ? right : first->box[0];
    if (!p->records)
        *p = (pairs){p->how, edge, value->box[0], wide, wide, right, 0, 0, row};
    else if (!same(p->label, edge, p->how->tolerance) ||
             !same(p->value, value->box[0], SAME_EDGE) || pitch_of(here) > p->how->pitch)
        return false;
    p->narrow = fminf(p->narrow, wide);
    p->wide = fmaxf(p->wide, wide);
    p->right = fmaxf(p->right, right);
    p->records++;
    p->lines = 1;
    p->end = row + 1;
    return true;
}

/* A line that goes on below a value. */
static bool is_rest(const river_scene *scene, const pairs *p, uint32_t row) {
    const river_row *here = &scene->rows[row];
    return same(here->box[0], p->value, SAME_EDGE) && !scene->words[here->first].bold &&
           pitch_of(here) <= p->how->nearer;
}

/* The second line of a value. */
static bool take_rest(const river_scene *scene, pairs *p, uint32_t row) {
    const river_row *here = &scene->rows[row];
    if (here->taken || p->lines != 1 || !is_rest(scene, p, row) ||
        !is_short(scene, here->first, here->first + here->count))
        return false;
    p->lines = 2;
    p->end = row + 1;
    return true;
}

/* The records from a row on. */
static pairs gather(const river_scene *scene, const flush *how, uint32_t row) {
    pairs p = {.how = how, .end = row + 1};
    if (take_record(scene, &p, row))
        while (p.end < scene->row_count &&
               (take_record(scene, &p, p.end) || take_rest(scene, &p, p.end)))
            ;
    return p;
}

/* Enough of them, with labels that cannot end so by chance, and no value goes on. */
static bool is_table(const river_scene *scene, const pairs *p, float em) {
    return p->records >= p->how->records && p->wide - p->narrow >= p->how->varies * em &&
           p->value - p->right >= p->how->gap * em &&
           (p->end == scene->row_count || !is_rest(scene, p, p->end));
}

static bool add_pieces(const river_scene *scene, river_table *table, uint32_t row) {
    const river_row *here = &scene->rows[row];
    uint32_t label = label_of(scene, here), parts[3] = {0, label, here->count};
    table->starts[row - table->first] = table->piece_count;
    for (uint32_t k = 0; k < 2; k++) {
        if (parts[k] == parts[k + 1])
            continue;
        river_piece *piece = &table->pieces[table->piece_count++];
        *piece = (river_piece){.row = row,
                               .first = here->first + parts[k],
                               .count = parts[k + 1] - parts[k],
                               .column = k,
                               .span = 1};
        for (int i = 0; i < 4; i++)
            piece->box[i] = scene->words[piece->first].box[i];
        for (uint32_t i = 1; i < piece->count; i++)
            pdf_box_unite(piece->box, scene->words[piece->first + i].box);
        piece->number = river_numeric(scene, piece->first, piece->count);
    }
    return label > 0;
}

static bool fill(river_scene *scene, const pairs *p, river_table *table) {
    pdf_room *room = scene->reader->page;
    uint32_t rows = table->end - table->first;
    table->rivers = PDF_TAKE(room, river_gap, 1);
    table->pieces = PDF_TAKE(room, river_piece, 2 * (size_t)rows);
    table->starts = PDF_TAKE(room, uint32_t, (size_t)rows + 1);
    table->records = PDF_TAKE(room, uint32_t, rows);
    if (!table->rivers || !table->pieces || !table->starts || !table->records)
        return false;
    table->rivers[0] = (river_gap){p->right, p->value};
    for (uint32_t i = table->first; i < table->end; i++) {
        table->record_count += add_pieces(scene, table, i);
        table->records[i - table->first] = table->record_count - 1;
        pdf_box_unite(table->box, scene->rows[i].box);
    }
    table->starts[rows] = table->piece_count;
    return true;
}

static bool set_table(river_scene *scene, const pairs *p, uint32_t first, river_table *table) {
    *table = (river_table){.first = first,
                           .end = p->end,
                           .body = first,
                           .size = scene->rows[first].size,
                           .columns = 2,
                           .confidence = CONFIDENCE};
    for (int k = 0; k < 4; k++)
        table->box[k] = scene->rows[first].box[k];
    return fill(scene, p, table);
}

/* The next table of labels at or below *at; *at moves behind it. Rows that were gathered in vain are not tried again. */
bool river_pairs(river_scene *scene, uint32_t *at, river_table *table) {
    for (uint32_t i = *at, next; i < scene->row_count; i = next) {
        next = i + 1;
        for (size_t k = 0; k < sizeof flushes / sizeof *flushes; k++) {
            pairs p = gather(scene, &flushes[k], i);
            if (is_table(scene, &p, scene->rows[i].size)) {
                *at = p.end;
                return set_table(scene, &p, i, table);
            }
            next = p.end > next ? p.end : next;
        }
    }
    *at = scene->row_count;
    return false;
}
