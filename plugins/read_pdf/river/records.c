/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows of text to rows of the table. A wrapped cell goes on in the next row of text: nearer than rows are to each other,
 * or in words that go on, or with no rule between where rules part the rows. Two numbers in one column are never one cell. */
#include "river/river.h"

#include <math.h>
#include <string.h>

typedef struct joiner {
    const river_scene *scene;
    river_table *table;
    float usual;    /* pitch of rows with labels */
    uint32_t label; /* the column of the labels of single rows */
    bool banded;    /* rules part the rows of the body */
    float right;    /* how far the labels reach */
    uint32_t begin; /* first row of text of the record in the making, from table->first */
} joiner;

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

static const river_piece *piece_in(const river_table *table, uint32_t row, uint32_t column) {
    for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++)
        if (table->pieces[i].column <= column &&
            column < table->pieces[i].column + table->pieces[i].span)
            return &table->pieces[i];
    return NULL;
}

static const river_row *text_row(const joiner *j, uint32_t row) {
    return &j->scene->rows[j->table->first + row];
}

static float pitch_above(const joiner *j, uint32_t row) {
    return text_row(j, row)->base - text_row(j, row - 1)->base;
}

static uint32_t pieces_in(const joiner *j, uint32_t row) {
    return j->table->starts[row + 1] - j->table->starts[row];
}

/* What the record has in a column so far. */
static const river_piece *shown(const joiner *j, uint32_t row, uint32_t column) {
    for (uint32_t i = row; i-- > j->begin;) {
        const river_piece *piece = piece_in(j->table, i, column);
        if (piece)
            return piece;
    }
    return NULL;
}

static bool is_hyphen(uint32_t code) {
    return code == '-' || code == 0x2010 || code == 0x2011;
}

typedef struct tally {
    uint32_t digits, hyphens, others;
} tally;

static tally count_codes(const joiner *j, const river_piece *piece) {
    tally t = {0};
    for (uint32_t w = piece->first; w < piece->first + piece->count; w++)
        for (uint32_t i = 0; i < j->scene->words[w].count; i++) {
            uint32_t pick = j->scene->picks[j->scene->words[w].first + i];
            uint32_t code = j->scene->page->chars[pick].code;
            bool digit = code >= '0' && code <= '9', hyphen = is_hyphen(code);
            t.digits += digit;
            t.hyphens += hyphen;
            t.others += !digit && !hyphen;
        }
    return t;
}

/* A date or two years that were broken behind a hyphen: `2024-` above `03-01`. A minus may stand behind its number, so one
 * hyphen proves nothing but between years. */
static bool breaks_date(const joiner *j, const river_piece *above, const river_piece *below) {
    const river_word *first = &j->scene->words[below->first];
    tally a = count_codes(j, above), b = count_codes(j, below);
    uint32_t digits = a.digits + b.digits, hyphens = a.hyphens + b.hyphens;
    if (a.others || b.others || !a.digits || is_hyphen(first->head) ||
        !is_hyphen(j->scene->words[above->first + above->count - 1].tail))
        return false;
    return hyphens == 2 ? digits == 6 || digits == 8
                        : hyphens == 1 && a.digits == 4 && b.digits == 4;
}

/* A number that the record has nothing to go on with in. */
static bool has_number(const joiner *j, uint32_t row) {
    for (uint32_t i = j->table->starts[row]; i < j->table->starts[row + 1]; i++) {
        const river_piece *piece = &j->table->pieces[i];
        const river_piece *above = shown(j, row, piece->column);
        if (piece->number && piece->column > 0 && !(above && breaks_date(j, above, piece)))
            return true;
    }
    return false;
}

/* Whether a rule, or the edge of a stripe, parts the row from the one above. */
static bool parted(const joiner *j, uint32_t row) {
    const river_table *table = j->table;
    return river_ruled_above(j->scene, table, table->first + row) ||
           river_striped_above(j->scene, table, table->first + row);
}

typedef struct meeting {
    bool disjoint; /* no column in both */
    bool within;   /* each column of the row is one of the record's */
    bool numbers;  /* some column has a number in both */
    bool near;     /* its lines follow those of their columns as lines of a cell do */
    /* all that it has are numbers in brackets, below some of the numbers above, not all */
    bool bracketed;
} meeting;

static bool in_brackets(const joiner *j, const river_piece *piece) {
    return piece->number && j->scene->words[piece->first].head == '(';
}

static uint32_t numbers_above(const joiner *j, uint32_t row) {
    uint32_t found = 0;
    for (uint32_t i = j->table->starts[row - 1]; i < j->table->starts[row]; i++)
        found += j->table->pieces[i].number && j->table->pieces[i].column > 0;
    return found;
}

/* Names of groups beside it have lines at any height, so the row above tells nothing. */
static bool follows(const joiner *j, const river_piece *above, const river_piece *below) {
    return j->scene->words[below->first].base - j->scene->words[above->first].base <=
           j->table->leading;
}

static meeting meet(const joiner *j, uint32_t row) {
    meeting m = {.disjoint = true, .within = true, .near = true};
    uint32_t brackets = 0, others = 0;
    for (uint32_t i = j->table->starts[row]; i < j->table->starts[row + 1]; i++) {
        const river_piece *piece = &j->table->pieces[i];
        const river_piece *above = shown(j, row, piece->column);
        m.disjoint = m.disjoint && !above;
        m.within = m.within && above;
        m.near = m.near && (!above || follows(j, above, piece));
        m.numbers = m.numbers || (above && above->number && piece->number && piece->column > 0 &&
                                  !breaks_date(j, above, piece));
        bool wrapped = above && in_brackets(j, piece) && above->number && !in_brackets(j, above);
        brackets += piece->column > 0 && wrapped;
        others += piece->column > 0 && !wrapped;
    }
    m.bracketed = brackets > 0 && others == 0 && brackets < numbers_above(j, row);
    return m;
}

/* Words that go on: they begin small, or what is above ends open. */
static bool goes_on(const joiner *j, const river_piece *above, const river_piece *below) {
    uint32_t head = j->scene->words[below->first].head;
    uint32_t tail = j->scene->words[above->first + above->count - 1].tail;
    return (head >= 'a' && head <= 'z') || head == ')' || head == '&' || tail == '-' ||
           tail == ',' || tail == '/' || tail == '&' || tail == 0x2010 || tail == 0x2013;
}

static bool label_goes_on(const joiner *j, uint32_t row) {
    const river_piece *above = shown(j, row, j->label), *below = piece_in(j->table, row, j->label);
    return above && below && goes_on(j, above, below);
}

static bool only_label(const joiner *j, uint32_t row) {
    return pieces_in(j, row) == 1 && j->table->pieces[j->table->starts[row]].column <= j->label;
}

/* Whether the label above is the name of what follows: it ends in a colon, is bold, or stands further out. */
static bool heads_section(const joiner *j, uint32_t row) {
    const river_piece *above = shown(j, row, j->label), *below = piece_in(j->table, row, j->label);
    uint32_t tail = j->scene->words[above->first + above->count - 1].tail;
    return tail == ':' || tail == 0xFF1A || !below ||
           (text_row(j, j->begin)->bold && !text_row(j, row)->bold) ||
           below->box[0] - above->box[0] > 0.5f * text_row(j, row)->size;
}

static bool is_ideograph(uint32_t code) {
    return code >= 0x2E80 && code < 0xFB00;
}

/* Would the first word below have had no room at the end of the label above? Between ideographs a line may break anywhere. */
static bool was_full(const joiner *j, uint32_t row) {
    const river_piece *above = shown(j, row, j->label), *below = piece_in(j->table, row, j->label);
    if (!above || !below)
        return false;
    const river_word *next = &j->scene->words[below->first];
    float size = next->size, need = next->box[2] - next->box[0] + 0.2f * size;
    if (is_ideograph(next->head))
        need = size;
    return above->box[2] + need > j->right - 0.3f * size;
}

static bool breaks_anywhere(const joiner *j, uint32_t row) {
    const river_piece *above = shown(j, row, j->label), *below = piece_in(j->table, row, j->label);
    return above && below && is_ideograph(j->scene->words[below->first].head) &&
           is_ideograph(j->scene->words[above->first + above->count - 1].tail);
}

/* Nearer to the row above than rows are. */
static bool is_tight(const joiner *j, float pitch) {
    return pitch < 0.95f * j->usual && pitch < j->usual - 0.7f;
}

/* A label may go on in this row: it had no more room, and words or leading say so. */
static bool label_wraps(const joiner *j, uint32_t row) {
    bool tight = is_tight(j, pitch_above(j, row));
    return was_full(j, row) && (tight || label_goes_on(j, row) || breaks_anywhere(j, row));
}

/* Where columns have exact edges: would a word of the row have had room behind what its cell shows above? Cells of most
 * programs have white of an em between them; what is narrower than an em was not broken for want of room. */
static bool had_room(const joiner *j, uint32_t row) {
    const river_table *table = j->table;
    for (uint32_t i = table->starts[row]; table->edges && i < table->starts[row + 1]; i++) {
        const river_piece *piece = &table->pieces[i], *above = shown(j, row, piece->column);
        const river_word *next = &j->scene->words[piece->first];
        float need = next->box[2] - next->box[0] + 1.2f * next->size;
        if (!above || above->box[2] - above->box[0] < next->size ||
            above->box[2] + need <= table->edges[piece->column + piece->span])
            return true;
    }
    return false;
}

/* How far below the values of the record, which tell its row, if it has some; else below the row above: names of groups beside
 * it have lines at any height. */
static float pitch_of_values(const joiner *j, uint32_t row) {
    for (uint32_t i = j->begin; i < row; i++)
        for (uint32_t k = j->table->starts[i]; k < j->table->starts[i + 1]; k++)
            if (j->table->pieces[k].number && j->table->pieces[k].column > j->label)
                return text_row(j, row)->base - text_row(j, i)->base;
    return pitch_above(j, row);
}

/* Halves of numbers and the row between them. */
static bool is_straddled(const joiner *j, uint32_t row) {
    const bool *halves = j->table->halves;
    return halves && row > j->begin && (halves[row] || halves[row - 1]) && row - j->begin < 3 &&
           halves[j->begin];
}

/* Does the row of text belong to the record above it? */
static bool joins(const joiner *j, uint32_t row) {
    if (is_straddled(j, row))
        return true;
    if (river_is_section(j->scene, j->table, row) || river_is_section(j->scene, j->table, j->begin))
        return false;
    float pitch = pitch_above(j, row), size = text_row(j, row)->size;
    meeting m = meet(j, row);
    if (parted(j, row) || (m.numbers && !m.bracketed) || (!is_tight(j, pitch) && had_room(j, row)))
        return false;
    if (j->banded || (m.disjoint && pitch_of_values(j, row) < 0.9f * size))
        return true;
    if (pitch > 1.6f * size)
        return false;
    if (m.bracketed)
        return !piece_in(j->table, row, j->label) || label_wraps(j, row);
    if (!piece_in(j->table, row, j->label))
        return !has_number(j, row) && m.within && m.near;
    if (only_label(j, row - 1) && only_label(j, j->begin))
        return label_wraps(j, row) && !heads_section(j, row);
    return !has_number(j, row) && m.within && m.near && label_wraps(j, row);
}

/* A header row of its own: cells below one that spans them, or a rule between. */
static bool heads_anew(const joiner *j, uint32_t row) {
    if (river_ruled_above(j->scene, j->table, j->table->first + row))
        return true;
    if (pitch_above(j, row) > 2.0f * text_row(j, row)->size)
        return true;
    for (uint32_t i = j->table->starts[row]; i < j->table->starts[row + 1]; i++) {
        const river_piece *piece = &j->table->pieces[i];
        const river_piece *above = shown(j, row, piece->column);
        if (above && above->span > piece->span)
            return true;
    }
    return false;
}

static float usual_pitch(joiner *j) {
    uint32_t n = 0, from = j->table->body - j->table->first;
    for (uint32_t i = from + 1; i < j->table->end - j->table->first; i++)
        if (pieces_in(j, i) > 1 && pieces_in(j, i - 1) > 1 && piece_in(j->table, i, j->label) &&
            piece_in(j->table, i - 1, j->label))
            j->scene->room[n++] = pitch_above(j, i);
    pdf_sort(j->scene->room, n, sizeof(float), ascending);
    return n ? j->scene->room[n / 2] : 0;
}

static float labels_end(const river_table *table, uint32_t label) {
    float right = -RIVER_FAR;
    for (uint32_t i = river_count_heads(table); i < table->piece_count; i++)
        if (table->pieces[i].column == label && table->pieces[i].span == 1)
            right = fmaxf(right, table->pieces[i].box[2]);
    return right;
}

static bool is_banded(const joiner *j) {
    uint32_t ruled = 0, rows = 0;
    for (uint32_t i = j->table->body + 1; i < j->table->end; i++) {
        ruled += parted(j, i - j->table->first);
        rows += text_row(j, i - j->table->first)->pieces > 1;
    }
    return ruled >= 1 && ruled * 3 >= rows * 2;
}

/* Labels of several rows stand in columns of their own, before those of each row. */
static uint32_t label_of(const river_table *table) {
    uint32_t label = river_label(table), first = 0, last = 0;
    for (uint32_t i = table->body - table->first; i < table->end - table->first; i++) {
        first += piece_in(table, i, 0) != NULL;
        last += piece_in(table, i, label) != NULL;
    }
    return last > 2 * first ? label : 0;
}

/* The body's rows one by one. */
static void tell_records(joiner *j, uint32_t head, uint32_t rows, uint32_t record) {
    for (uint32_t row = head; row < rows; row++) {
        bool anew = row == head || !joins(j, row);
        record += anew && row > head;
        j->begin = anew ? row : j->begin;
        j->table->records[row] = record;
    }
    j->table->record_count = record + 1;
}

/* The rows of the header; gives out how many records they are. */
static uint32_t tell_heads(joiner *j, uint32_t head) {
    uint32_t record = 0;
    for (uint32_t row = 0; row < head; row++) {
        bool anew = row == 0 || heads_anew(j, row);
        record += anew && row > 0;
        j->begin = anew ? row : j->begin;
        j->table->records[row] = record;
    }
    return head ? record + 1 : 0;
}

bool river_records(river_scene *scene, river_table *table) {
    joiner j = {.scene = scene, .table = table};
    uint32_t rows = table->end - table->first, head = table->body - table->first;
    table->records = PDF_TAKE(scene->reader->page, uint32_t, rows + 1u);
    if (!table->records)
        return false;
    j.label = label_of(table);
    j.usual = usual_pitch(&j);
    j.right = labels_end(table, j.label);
    j.banded = is_banded(&j);
    table->head_records = tell_heads(&j, head);
    uint32_t proved = river_centred(scene, table, &table->records[head]);
    if (!proved)
        proved = river_leads(scene, table, &table->records[head]);
    for (uint32_t row = head; proved && row < rows; row++)
        table->records[row] += table->head_records;
    if (proved)
        table->record_count = table->head_records + proved;
    else
        tell_records(&j, head, rows, table->head_records);
    return true;
}
