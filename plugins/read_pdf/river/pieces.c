/* SPDX-License-Identifier: GPL-2.0-or-later
 * What each row shows in each column. A row is cut at a river where it has a gap there; where words run across, the piece
 * spans the columns on both sides. Numbers are never cut: a gap inside a number is too narrow. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define CUT 0.42f  /* ems of white that cut a row at a river */
#define FLUSH 0.5f /* points that a head may reach behind the numbers below it */

static bool is_full_width(uint32_t code) {
    return (code >= 0x2E80 && code < 0xFB00) || (code >= 0xFF01 && code < 0xFF61);
}

/* Cells of narrow columns stand nearer than words do. Between characters as wide as they are high nothing but the end of a cell
 * leaves white. */
bool river_ends_cell(const river_word *left, const river_word *right) {
    const bool numbered = right->head >= '0' && right->head <= '9' && right->letters > 0;
    return is_full_width(left->tail) && (numbered || is_full_width(right->head));
}

/* Where the row is cut at a river, words from *at on; the gap that shares most with the river is the one. */
static uint32_t cut_at(const river_scene *scene, const river_row *row, const river_gap *river,
                       uint32_t *at) {
    uint32_t end = row->first + row->count, best = PDF_NONE;
    float most = 0, wide = 0;
    for (uint32_t i = *at; i <= end; i++) {
        float from = i > row->first ? scene->words[i - 1].box[2] : -RIVER_FAR;
        float to = i < end ? scene->words[i].box[0] : RIVER_FAR;
        float common = pdf_overlap(from, to, river->from, river->to);
        bool parted = i == row->first || i == end || row->narrow ||
                      river_parts(&scene->words[i - 1], &scene->words[i], CUT) ||
                      river_ends_cell(&scene->words[i - 1], &scene->words[i]);
        if (parted && common > 0 &&
            (common > most + 0.1f || (common > most - 0.1f && to - from > wide))) {
            best = i;
            most = common;
            wide = to - from;
        }
        if (from < river->from)
            *at = i;
        if (to > river->to)
            break;
    }
    return best;
}

/* The cells of numbers that are set right begin where the column before ends: a head that is cut there stands in its own. */
static uint32_t flush_at(const river_scene *scene, const river_row *row, const river_gap *river,
                         uint32_t from) {
    for (uint32_t i = from; i <= row->first + row->count; i++) {
        float left = i > row->first ? scene->words[i - 1].box[2] : -RIVER_FAR;
        float right = i < row->first + row->count ? scene->words[i].box[0] : RIVER_FAR;
        if (left <= river->from + FLUSH && right > river->from + FLUSH)
            return i == row->first || i == row->first + row->count ||
                           river_parts(&scene->words[i - 1], &scene->words[i], CUT)
                       ? i
                       : PDF_NONE;
    }
    return PDF_NONE;
}

static void add_piece(const river_scene *scene, river_table *table, uint32_t row, uint32_t first,
                      uint32_t end, uint32_t column, uint32_t last) {
    river_piece *piece = &table->pieces[table->piece_count++];
    *piece = (river_piece){.row = row,
                           .first = first,
                           .count = end - first,
                           .column = column,
                           .span = last - column + 1};
    memcpy(piece->box, scene->words[first].box, sizeof piece->box);
    for (uint32_t i = first; i < end; i++)
        pdf_box_unite(piece->box, scene->words[i].box);
    piece->number = river_numeric(scene, first, end - first);
}

/* Columns that a piece only seems to run over, since no cut was found beyond its text, are given back. */
static void trim_span(const river_table *table, river_piece *piece) {
    while (piece->span > 1 && table->rivers[piece->column + piece->span - 2].from >= piece->box[2])
        piece->span--;
    while (piece->span > 1 && table->rivers[piece->column].to <= piece->box[0]) {
        piece->column++;
        piece->span--;
    }
}

static void cut_row(const river_scene *scene, river_table *table, uint32_t index) {
    const river_row *row = &scene->rows[index];
    uint32_t at = row->first, from = row->first, column = 0;
    const bool is_flush = table->flush && index < table->body && !row->narrow;
    for (uint32_t k = 0; k + 1 < table->columns; k++) {
        uint32_t before = cut_at(scene, row, &table->rivers[k], &at);
        river_gap river = table->rivers[k];
        if (k == 0 && table->extents) /* a label may be longer than most */
            river.from = fmaxf(river.from, table->extents[0].to);
        uint32_t own = is_flush && table->flush[k] ? flush_at(scene, row, &river, from) : PDF_NONE;
        before = own != PDF_NONE ? own : before;
        if (before == PDF_NONE)
            continue;
        if (before > from) {
            add_piece(scene, table, index, from, before, column, k);
            trim_span(table, &table->pieces[table->piece_count - 1]);
        }
        from = before > from ? before : from;
        column = k + 1;
    }
    uint32_t end = row->first + row->count;
    if (end > from) {
        add_piece(scene, table, index, from, end, column, table->columns - 1);
        trim_span(table, &table->pieces[table->piece_count - 1]);
    }
}

/* A row of the header with a head for each column. */
static bool cut_in_order(const river_scene *scene, river_table *table, uint32_t index) {
    uint32_t cuts[RIVER_COLUMNS + 1], first = scene->rows[index].first;
    if (index >= table->body || !river_order(scene, table, index, cuts))
        return false;
    for (uint32_t k = 0; k < table->columns; k++)
        if (cuts[k] < cuts[k + 1])
            add_piece(scene, table, index, first + cuts[k], first + cuts[k + 1], k, k);
    return true;
}

static void cut_rows(const river_scene *scene, river_table *table) {
    const uint32_t rows = table->end - table->first;
    table->piece_count = 0;
    for (uint32_t i = 0; i < rows; i++) {
        table->starts[i] = table->piece_count;
        if (!cut_in_order(scene, table, table->first + i))
            cut_row(scene, table, table->first + i);
    }
    table->starts[rows] = table->piece_count;
}

/* Heads are cut once more where the body tells how its numbers are set. */
bool river_pieces(river_scene *scene, river_table *table) {
    uint32_t words = 0;
    for (uint32_t i = table->first; i < table->end; i++)
        words += scene->rows[i].count;
    table->pieces = PDF_TAKE(scene->reader->page, river_piece, words + 1u);
    table->starts = PDF_TAKE(scene->reader->page, uint32_t, table->end - table->first + 2u);
    if (!table->pieces || !table->starts)
        return false;
    table->flush = NULL;
    table->extents = NULL;
    cut_rows(scene, table);
    river_flush(scene, table);
    if (table->body > table->first && river_extents(scene, table))
        cut_rows(scene, table);
    return true;
}

/* ---- columns that are none of their own ---- */

/* A currency sign stands to the left of its number, a percent sign to the right. */
static int leans(const river_scene *scene, const river_piece *piece) {
    const river_word *word = &scene->words[piece->first];
    if (piece->count != 1 || word->count != 1)
        return 0;
    if (word->head == '$' || (word->head >= 0xA2 && word->head <= 0xA5) ||
        (word->head >= 0x20A0 && word->head < 0x20D0))
        return 1;
    return word->head == '%' || word->head == ')' || word->head == 0x2030 ? -1 : 0;
}

typedef struct pairing {
    uint32_t both, left, right; /* rows of the body with a piece in both columns, in one of them */
    uint32_t heads;             /* rows of the header with a piece in both */
    int lean_left, lean_right;  /* 2: nothing seen yet, 0: differs */
} pairing;

static void note_lean(int *lean, int now) {
    *lean = *lean == 2 || *lean == now ? now : 0;
}

static pairing pair_columns(const river_scene *scene, const river_table *table, uint32_t column) {
    pairing p = {.lean_left = 2, .lean_right = 2};
    for (uint32_t row = 0; row < table->end - table->first; row++) {
        bool left = false, right = false;
        for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++) {
            const river_piece *piece = &table->pieces[i];
            bool body = piece->row >= table->body, in_left = piece->column == column;
            bool in_right = piece->column == column + 1 && piece->span == 1;
            in_left = in_left && piece->span == 1;
            if (body && in_left)
                note_lean(&p.lean_left, leans(scene, piece));
            if (body && in_right)
                note_lean(&p.lean_right, leans(scene, piece));
            left = left || in_left;
            right = right || in_right;
        }
        bool body = table->first + row >= table->body;
        p.heads += !body && left && right;
        p.both += body && left && right;
        p.left += body && left;
        p.right += body && right;
    }
    return p;
}

static bool belong_together(const river_table *table, uint32_t column, const pairing *p) {
    const river_gap *river = &table->rivers[column];
    if (p->heads == 0 && (p->lean_left == 1 || p->lean_right == -1))
        return true;
    return p->both == 0 && p->heads == 0 && p->left + p->right > 0 && column > 0 &&
           river->to - river->from < 2.5f * table->size;
}

/* Columns that never stand side by side, and columns of signs, are joined with their neighbours. */
bool river_merge(river_scene *scene, river_table *table) {
    uint32_t kept = 0;
    for (uint32_t k = 0; k + 1 < table->columns; k++) {
        pairing p = pair_columns(scene, table, k);
        if (!belong_together(table, k, &p))
            table->rivers[kept++] = table->rivers[k];
    }
    if (kept + 1 == table->columns)
        return true;
    table->columns = kept + 1;
    return kept > 0 && river_pieces(scene, table);
}
