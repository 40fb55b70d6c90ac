/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files of the river stage share. A page is seen as words in rows; a table is a range of rows and the rivers of
 * white that run down through them. The prototypes at the end stand in the order in which the stages run. */
#ifndef PDF_RIVER_H
#define PDF_RIVER_H

#include "page/drawn.h"
#include "pdf.h"

#define RIVER_FAR 1e6f
#define RIVER_COLUMNS 128u    /* more are no table that anyone prints */
#define RIVER_ONE_ROW 4u      /* columns of a table whose values are one row, at least */
#define RIVER_HALF_LINE 0.95f /* ems: lines of text are further apart */
#define RIVER_MARK 3u         /* characters of a list's mark, at most */
#define RIVER_ROWS 2000u      /* of one table on one page */

typedef struct river_word {
    float box[4];
    float base, size;
    uint32_t first, count; /* its characters among the picks */
    uint32_t line;
    uint32_t head, tail; /* first and last code */
    uint16_t digits, letters, signs;
    uint16_t year; /* 1 where it is a year */
    uint8_t bold, fixed, small, leader;
    uint8_t grouped; /* 1: it goes on with the number before it, a drawn blank between */
} river_word;

/* Words on one baseline over the page's whole width, from left to right. */
typedef struct river_row {
    uint32_t first, count;
    float box[4], base, size;
    uint32_t pieces;         /* parted by gaps of an em */
    uint32_t numbers, years; /* of these pieces */
    bool bold;
    bool narrow; /* its cells stand a blank apart: any gap at a river parts them */
    bool taken;
} river_row;

typedef struct river_rule {
    float from, to; /* along it */
    float at;       /* across it */
} river_rule;

typedef struct river_gap {
    float from, to;
} river_gap;

typedef struct river_scene {
    pdf_reader *reader;
    const pdf_page *page;
    const uint32_t *picks;
    pdf_line *lines;
    uint32_t line_count;
    bool *prose; /* by line: running text */
    river_word *words;
    uint32_t word_count;
    river_row *rows; /* from top to bottom */
    uint32_t row_count;
    river_rule *rules; /* horizontal, from top to bottom */
    uint32_t rule_count;
    river_rule *strokes; /* as rules, but parted where a column ends */
    uint32_t stroke_count;
    river_rule *stripes; /* upper and lower edges of fills */
    uint32_t stripe_count;
    float *room; /* for sorting: word_count + 1 */
} river_scene;

/* What a row of text shows in one column, or over `span` of them. */
typedef struct river_piece {
    uint32_t row; /* among the rows of the scene */
    uint32_t first, count;
    float box[4];
    uint32_t column, span;
    bool number;
} river_piece;

static inline bool river_covers(const river_piece *piece, uint32_t column) {
    return piece->column <= column && column < piece->column + piece->span;
}

typedef struct river_table {
    uint32_t first, end; /* rows of the scene */
    uint32_t body;       /* the first row below the header */
    float box[4], size;
    float leading;     /* lines of one cell are no further apart */
    river_gap *rivers; /* columns - 1, from left to right */
    uint32_t columns;
    bool *flush;         /* by river: the numbers behind it end at one edge; NULL: none do */
    river_gap *extents;  /* by column: what its body shows; NULL: not known yet */
    river_piece *pieces; /* by row, then column */
    uint32_t piece_count;
    uint32_t *starts;    /* end - first + 1: where each row's pieces begin */
    bool *halves;        /* by row of text: nothing but halves of numbers of the row beside it */
    uint32_t rule_count; /* rules over most of its width, in it or at its edges */
    uint32_t *records;   /* by row of text: the row of the grid that it is part of */
    uint32_t record_count, head_records;
    uint32_t confidence;
    bool doubted; /* which head is whose is not known */
    float *edges; /* columns + 1; NULL but where equal left edges alone tell the columns */
} river_table;

/* In the text of a cell as far as it was read. */
typedef struct river_brackets {
    uint32_t open, shut; /* that nothing closes, that nothing opens */
    uint32_t read;       /* characters */
} river_brackets;

/* The pieces of the head rows are the first ones. */
static inline uint32_t river_count_heads(const river_table *table) {
    return table->starts[table->body - table->first];
}

/* Text is behind what stands before the columns from..to, and before what stands behind them. */
static inline bool river_fits(const river_table *table, float left, float right, uint32_t from,
                              uint32_t to) {
    const float slack = 0.1f * table->size;
    return (from == 0 || left >= table->extents[from - 1].to - slack) &&
           (to + 1 == table->columns || right <= table->extents[to + 1].from + slack);
}

/* brackets */
void river_read_brackets(const river_scene *scene, const river_piece *piece,
                         river_brackets *brackets);
bool river_goes_on(const river_scene *scene, const river_piece *above, const river_piece *below);
/* words */
bool river_see(river_scene *scene);
bool river_numeric(const river_scene *scene, uint32_t first, uint32_t count);
bool river_parts(const river_word *left, const river_word *right, float ems);
/* blanks */
void river_blanks(river_scene *scene);
/* drawn */
bool river_is_of_columns(const river_scene *scene, const river_table *table);
/* rules */
bool river_rules(river_scene *scene);
uint32_t river_rule_below(const river_rule *rules, uint32_t count, float top);
uint32_t river_rules_between(const river_scene *scene, const float box[4], float top, float bottom);
bool river_edge_between(const river_scene *scene, const float box[4], float top, float bottom);
bool river_striped_above(const river_scene *scene, const river_table *table, uint32_t row);
bool river_ruled_above(const river_scene *scene, const river_table *table, uint32_t row);
/* prose */
bool river_is_number(const pdf_line *line);
bool river_prose(river_scene *scene);
/* fence */
bool river_fence(river_scene *scene);
/* next */
bool river_begins_anew(const river_scene *scene, float pitch, uint32_t last, uint32_t at);
/* align */
bool river_aligns(const river_scene *scene, uint32_t last, uint32_t at);
/* runs */
bool river_run(river_scene *scene, uint32_t *at, river_table *table);
/* columns */
bool river_columns(river_scene *scene, river_table *table);
/* groups */
void river_groups(const river_scene *scene, river_table *table);
/* flush */
void river_flush(river_scene *scene, river_table *table);
/* order */
bool river_extents(const river_scene *scene, river_table *table);
bool river_order(const river_scene *scene, const river_table *table, uint32_t row, uint32_t *cuts);
/* pieces */
bool river_ends_cell(const river_word *left, const river_word *right);
bool river_pieces(river_scene *scene, river_table *table);
bool river_merge(river_scene *scene, river_table *table);
/* straddle */
bool river_straddle(const river_scene *scene, river_table *table);
/* tail */
bool river_crosses(const river_scene *scene, const river_table *table, const river_row *row);
bool river_half_off(const river_scene *scene, const river_table *table, uint32_t label,
                    uint32_t values);
void river_tail(const river_scene *scene, river_table *table);
/* head */
void river_body(river_scene *scene, river_table *table);
void river_attach(river_scene *scene, river_table *table);
/* over */
bool river_stands_over(const river_scene *scene, const river_table *table, uint32_t row);
void river_meet_heads(river_scene *scene, river_table *table, uint32_t row);
/* levels */
void river_leading(const river_scene *scene, river_table *table);
float *river_middles(const river_scene *scene, const river_table *table, uint32_t low);
bool river_levels(const river_scene *scene, river_table *table, uint32_t low, const float *middles);
bool river_clears(const river_scene *scene, const river_table *table, const river_piece *head,
                  uint32_t from, uint32_t to);
/* lone */
bool river_lone(const river_scene *scene, river_table *table, uint32_t low);
/* nest */
bool river_nest(const river_scene *scene, river_table *table, uint32_t low);
/* tiers */
bool river_tier(const river_scene *scene, river_table *table, uint32_t low);
/* spanners */
void river_spanners(river_scene *scene, river_table *table);
/* exact */
bool river_exact(river_scene *scene, river_table *table);
/* judge */
void river_judge(river_scene *scene, river_table *table);
/* centred */
uint32_t river_label(const river_table *table);
uint32_t river_centred(const river_scene *scene, const river_table *table, uint32_t *records);
/* leads */
uint32_t river_leads(const river_scene *scene, const river_table *table, uint32_t *records);
/* sections */
bool river_is_section(const river_scene *scene, const river_table *table, uint32_t row);
void river_sections(const river_scene *scene, river_table *table);
/* records */
bool river_records(river_scene *scene, river_table *table);
/* heads */
void river_heads(const river_scene *scene, river_table *table);
/* doubt_rows */
bool river_doubts_rows(const river_scene *scene, const river_table *table);
/* doubt */
bool river_doubts_heads(const river_scene *scene, const river_table *table);
bool river_may_be_next(const river_table *table);
bool river_are_beside(const river_table *table, uint32_t column);
/* ladder */
bool river_keeps_ladders(const river_scene *scene, const river_table *table);
bool river_ladder(river_scene *scene, uint32_t *at, river_table *table);
/* pairs */
bool river_pairs(river_scene *scene, uint32_t *at, river_table *table);
/* build */
bool river_build(river_scene *scene, const river_table *table, pdf_grid *grid);
/* stray */
void river_tell_strays(const river_scene *scene);

#endif
