/* What the stages of the pass share. It runs in two steps: a plan (which later block belongs to which
 * earlier one, and why) made by looking only, and one rebuild that carries the plan out. A document
 * without a cut is left alone and costs one walk. */
#ifndef STITCH_H
#define STITCH_H

#include <sheaf/plugin.h>

/* ---- labels: label.c ---- */

typedef enum stitch_style {
    STITCH_PLAIN,
    STITCH_HAN,         /* 一、 */
    STITCH_HAN_PAREN,   /* （一） */
    STITCH_DIGIT,       /* 1. 1、 1．*/
    STITCH_DIGIT_PAREN, /* （1） 1） */
    STITCH_CIRCLED,     /* ① */
    STITCH_INNER,       /* a number inside a text: 第二十条第（五）项 */
    STITCH_STYLES
} stitch_style;

/* The enumeration of a label: its style, its number, and for STITCH_INNER a hash of the text around. */
typedef struct stitch_label {
    stitch_style style;
    uint32_t value;
    uint64_t around;
} stitch_label;

stitch_label stitch_read_label(sheaf_str text);
int stitch_is_number(sheaf_str text); /* a number as reports print it, or a mark for nothing */
int stitch_is_year(sheaf_str text);   /* 1800 to 2099 */
int stitch_is_blank(sheaf_str text);
uint64_t stitch_hash(sheaf_str text, uint64_t seed); /* white space does not count */
/* The label of a merged cell once more, as some producers print it on each page that has a part of the cell. */
int stitch_is_printed_again(sheaf_str above, sheaf_str below);

/* Takes one code point from the front. The host lets no bytes in that are none. */
uint32_t stitch_take_long(sheaf_str *rest);
static inline uint32_t stitch_take(sheaf_str *rest) {
    unsigned char first = (unsigned char)*rest->ptr;
    if (first >= 0x80)
        return stitch_take_long(rest);
    rest->ptr++;
    rest->len--;
    return first;
}
/* The first and the last code point that is no white space; 0 where there is none. */
uint32_t stitch_first(sheaf_str text);
uint32_t stitch_last(sheaf_str text);
int stitch_is_space(uint32_t c);
static inline int stitch_is_digit(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* ---- the plan ---- */

/* `node` continues `into`. Joins are sorted by node. */
typedef struct stitch_join {
    uint32_t into; /* the first part */
    uint32_t node;
    uint32_t shift;  /* tables: columns that the fragment moves to the right */
    uint32_t width;  /* tables: columns that it reaches then */
    uint32_t labels; /* tables: columns of labels that this part has more than the first one */
    uint32_t from,
        to; /* columns in which numbers begin: above the gap, and below it after the shift */
    uint32_t paper;       /* tables: 1 where both have the same borders on paper */
    uint32_t skip;        /* tables: repeated header rows at its top that are left out */
    uint32_t confidence;  /* ten-thousandths */
    const char *evidence; /* one sentence, a constant */
} stitch_join;

typedef struct stitch_plan {
    const sheaf_host *host;
    sheaf_job *job;
    const sheaf_document *document;
    stitch_join *joins;
    uint32_t count, capacity;
} stitch_plan;

/* What stands between two blocks: furniture or a page break mark is evidence of a cut. */
typedef enum stitch_gap { STITCH_ADJACENT, STITCH_PAGE } stitch_gap;

/* Whether the paragraph `after` continues `before`; fills in confidence and evidence. paragraph.c */
int stitch_paragraphs(const stitch_plan *plan, stitch_gap gap, stitch_join *join);

/* ---- what a table looks like from afar: profile.c ---- */

typedef struct stitch_row {
    uint64_t hash;    /* of its texts and their columns; 0: it has numbers */
    uint64_t whole;   /* of its texts in order, numbers too; where it stands on paper, else 0 */
    uint32_t row;     /* of the table that it was read from */
    uint32_t first;   /* column of its first text */
    uint32_t filled;  /* cells with text */
    uint32_t numbers; /* of them, numbers */
    uint32_t years;   /* of them, years */
    uint32_t first_number; /* column of the first one */
    stitch_label label;    /* the first enumerated text before the numbers */
    uint32_t label_column;
} stitch_row;

enum { STITCH_VOTES = 4 };

/* How far a series of one style has come, and in which columns its labels stand. */
typedef struct stitch_series {
    uint32_t value, members;
    uint64_t around;
    uint32_t column[STITCH_VOTES], votes[STITCH_VOTES];
} stitch_series;

typedef struct stitch_profile {
    uint32_t node;    /* the last table read into it; SHEAF_NONE: nothing */
    uint32_t columns; /* of the grid */
    uint32_t width;   /* columns up to the last one with text */
    uint32_t headers; /* leading rows without numbers */
    uint32_t numbers; /* rows with numbers */
    uint32_t count, capacity;
    stitch_row *rows; /* without text: not kept */
    stitch_series series[STITCH_STYLES];
    uint32_t parts; /* tables that were read into it */
} stitch_profile;

/* Reads a table behind what the profile holds already (a fragment), its columns moved by `shift`, without its first
 * `skip` rows. 0 where
 * there is no memory (latched). */
int stitch_profile_add(const stitch_plan *plan, stitch_profile *profile, uint32_t table,
                       uint32_t shift, uint32_t skip);
void stitch_profile_clear(stitch_profile *profile);

/* ---- where a table stands on its page: paper.c ---- */

/* Points: what counts as one border. Rules of one border differ by their width, and producers round. */
#define STITCH_NEAR 2.5f

/* Borders of the columns in points from the table's left edge. */
typedef struct stitch_paper {
    uint32_t columns; /* 0: nothing is known */
    uint32_t page;
    float left;
    float *borders; /* columns + 1 */
    uint32_t capacity;
} stitch_paper;

typedef enum stitch_match { STITCH_UNKNOWN, STITCH_SAME, STITCH_DIFFERENT } stitch_match;

/* The page of a node's first or last place; 0: it says none. */
uint32_t stitch_page_of(const stitch_plan *plan, uint32_t n, int last);
/* Whether the block begins further down on the page where the one above ends. */
int stitch_stands_below(const stitch_plan *plan, uint32_t above, uint32_t below);
int stitch_paper_of(const stitch_plan *plan, stitch_paper *paper,
                    uint32_t table); /* 0: no memory */
/* Does each number of a row stand above (or below) that of the other with its place among the numbers? Both rows have as many. */
int stitch_numbers_meet(const stitch_plan *plan, uint32_t above, uint32_t above_row, uint32_t below,
                        uint32_t below_row);
stitch_match stitch_paper_match(const stitch_paper *above, const stitch_paper *below);

/* Whether the table `below` continues `above` (which holds fragments joined before); fills in the join.
 * table.c */
int stitch_fragments(const stitch_plan *plan, const stitch_profile *above,
                     const stitch_profile *below, stitch_match match, stitch_gap gap,
                     stitch_join *join);

/* ---- a chain of joined tables: joins[0 .. count), parts 0 (the first table) to count ---- */

/* Border i of part p is border of[p * stride + i] of the joined grid. columns.c */
typedef struct stitch_columns {
    uint32_t columns, stride;
    uint32_t *of;
    int paper; /* told by borders on paper */
} stitch_columns;

int stitch_columns_of(const stitch_plan *plan, const stitch_join *joins, uint32_t count,
                      stitch_columns *columns); /* 0: no memory (latched) */

/* Whether and where a page break cut a row: in the lines of its cells, or between its label and its numbers. A doubtful one may be cut,
 * and is taken for whole. */
typedef enum stitch_row_cut {
    STITCH_WHOLE,
    STITCH_DOUBTFUL,
    STITCH_CUT_LINES,
    STITCH_CUT_LABEL
} stitch_row_cut;

static inline int stitch_is_cut(stitch_row_cut row) {
    return row == STITCH_CUT_LINES || row == STITCH_CUT_LABEL;
}

/* The cell `below` is the rest of the cell `above`, which has so many rows then. */
typedef struct stitch_cut {
    uint32_t above, below, row_span;
    stitch_row_cut in_row; /* the whole row was cut */
} stitch_cut;

typedef struct stitch_cuts {
    stitch_cut *cuts;     /* sorted by below */
    stitch_cut *by_above; /* the same, sorted by above and then by below */
    uint32_t count;
    /* per join: 1 where its first row is the rest of the last one above; NULL: nowhere */
    uint32_t *rows;
} stitch_cuts;

/* cut.c; 0: no memory (latched) */
int stitch_cuts_of(const stitch_plan *plan, const stitch_join *joins, uint32_t count,
                   const stitch_columns *columns, stitch_cuts *cuts);
/* Whether the first row of the one table is the rest of the last row of the other. */
int stitch_row_goes_on(const stitch_plan *plan, uint32_t above, uint32_t below);
const stitch_cut *stitch_cut_below(const stitch_cuts *cuts, uint32_t node); /* NULL: not cut */
/* The cuts of a cell in order, the last of which says how far it reaches. NULL: none. */
const stitch_cut *stitch_cuts_above(const stitch_cuts *cuts, uint32_t node, uint32_t *count);

/* Digits on both sides of a break, which may be one number. tables.c */
int stitch_parts_digits(sheaf_str above, sheaf_str below);
/* The grid of a chain of tables. tables.c */
void stitch_write_table(const stitch_plan *plan, const stitch_join *joins, uint32_t count);

/* The end of one text and the beginning of the next: apart, and as they were joined. rebuild.c */
typedef struct stitch_seam {
    char before[128], after[128];
} stitch_seam;
void stitch_tell_seam(sheaf_repair *repair, stitch_seam *room, sheaf_str above, sheaf_str between,
                      sheaf_str below);

/* What every repair of the pass says. rebuild.c */
void stitch_record(const stitch_plan *plan, const stitch_join *join, sheaf_repair *repair);
void stitch_warn(const stitch_plan *plan, uint32_t node, sheaf_str code, sheaf_str message);
const sheaf_origin *stitch_origins(const stitch_plan *plan, const sheaf_node *node);

/* Makes the new document. rebuild.c */
sheaf_status stitch_rebuild(const stitch_plan *plan);

static inline const sheaf_node *stitch_node(const stitch_plan *plan, uint32_t n) {
    return SHEAF_AT(plan->document->nodes, sheaf_node, n);
}

static inline const sheaf_table *stitch_table(const stitch_plan *plan, uint32_t n) {
    return SHEAF_AT(plan->document->tables, sheaf_table, stitch_node(plan, n)->payload);
}

static inline const sheaf_cell *stitch_cell(const stitch_plan *plan, uint32_t n) {
    return SHEAF_AT(plan->document->cells, sheaf_cell, stitch_node(plan, n)->payload);
}

/* The i-th place of a node that has so many; NULL where it is on no page. */
static inline const sheaf_origin *stitch_place(const stitch_plan *plan, const sheaf_node *node,
                                               uint32_t i) {
    const sheaf_origin *origin = SHEAF_AT(plan->document->origins, sheaf_origin, node->origin + i);
    return origin->kind == SHEAF_AT_PAGE ? origin : NULL;
}

#endif
