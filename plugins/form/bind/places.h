/* Which value of a row is in which column of the form: what the header says, what the rows near it say, all ways to put the
 * cells into the columns, and what speaks against the way that was taken. */
#ifndef BIND_PLACES_H
#define BIND_PLACES_H

#include "bind/source.h"

/* ---- bind/columns.c ---- */

/* A column label that was read with a repair. */
typedef struct bind_column_label {
    uint32_t head, cell, how;
} bind_column_label;

/* A column of the form: where its header cell stands. */
typedef struct bind_column {
    uint32_t head;
    uint32_t place, width; /* grid columns; place SHEAF_NONE: not found */
    uint32_t cell;         /* of the sheet; SHEAF_NONE */
    uint32_t again;        /* another header cell with its label; SHEAF_NONE */
    /* 1: it is labelled with another unit than the form's, or heads of its group moved */
    uint32_t is_doubted;
    uint32_t group, from,
        to; /* the nearest head above it that is printed, and the grid columns below that; SHEAF_NONE: all */
} bind_column;

/* What is known of the columns of one block in one sheet.
 *   is_gridded   the places of its header cells say in which columns values stand, but for a shift of all
 *   is_strange   it lacks a column of the form, and has words that are none of the form's
 *   is_mapped    the geometry is certain and columns have their header cells; those without are not there
 *   is_shuffled  the header is in another order than the form
 *   is_reheaded  it stands again between the rows, in another order
 *   is_obeyed    it is, and the rows add up below the heads as they stand
 *   is_repeated  it is a text's, and the label of a column stands in it twice
 *   lacks_label  it is a text's with heads of the report's own, and a label of the form is not there as often as its columns
 *   has_own_above the part has no header, and that of the part before it has words of the report's own
 *   is_divided   each of its columns is printed several times, below labels that are none of the form's */
typedef struct bind_columns {
    uint32_t block;
    form_list leaves;    /* bind_column */
    form_list strangers; /* uint32_t: header cells with words that are none of the form's */
    /* uint32_t: of them, those of the report's own columns: no piece of any label of the form */
    form_list own_heads;
    form_span heads; /* rows of the sheet with labels of columns, up to the block's first row */
    uint32_t is_gridded, is_strange, is_mapped, is_shuffled, is_obeyed, is_divided, is_repeated,
        is_reheaded, lacks_label, has_own_above;
    uint32_t start; /* where the header says that values begin; SHEAF_NONE */
    uint32_t first,
        end;          /* grid columns of all values, some of them the report's own; 0, 0: unknown */
    form_list labels; /* bind_column_label */
    /* uint32_t: leaves in the order of their labels, where that is not the form's */
    form_list printed;
} bind_columns;

int bind_read_columns(const bind_plan *plan, uint32_t block, bind_columns *out);

static inline bind_column *bind_column_at(const bind_columns *columns, uint32_t i) {
    return FORM_AT(columns->leaves, bind_column, i);
}

/* ---- bind/unheaded.c ---- */

/* Doubts the columns of a group where a head is lost and others moved into its place. */
void bind_doubt_unheaded(const bind_plan *plan, bind_columns *columns);

/* ---- bind/parted.c ---- */

/* The label that a header cell makes with the cell right below it; empty: there is none. 0: latched. */
int bind_join_below(const bind_plan *plan, uint32_t row, const bind_cell *cell, sheaf_str *out);

/* ---- bind/heads.c ---- */

/* What the printed labels, in their order, say of a text without geometry. 0: latched. */
int bind_list_heads(const bind_plan *plan, uint32_t first, uint32_t end, bind_columns *out);

/* 1: the sheet is a header and nothing else, and its labels are not in the form's order. */
int bind_is_odd_header(const bind_plan *plan, bind_columns *columns, bind_sheet *above);

/* ---- bind/torn.c ---- */

/* *is_unsure 1: the pieces of labels above the table do not make up all columns of the form in its order. 0: latched. */
int bind_read_torn(const bind_plan *plan, uint32_t block, uint32_t *is_unsure);

/* ---- bind/starts.c ---- */

/* Columns where the values of a row may begin, told from whole rows near it. */
typedef struct bind_starts {
    uint32_t at[2];
    uint32_t count; /* 0: nothing tells; 2: those above and below begin in different columns */
} bind_starts;

/* 1: the row has a cell for each column, and nothing but them behind its labels. */
int bind_is_packed(const bind_plan *plan, const bind_columns *columns, uint32_t row);

bind_starts bind_starts_of(const bind_plan *plan, const bind_columns *columns, uint32_t row);

/* ---- bind/ways.c ---- */

enum { BIND_WIDEST = 48, BIND_MOST_WAYS = 20000 };

typedef enum bind_state {
    BIND_ABSENT, /* no cell */
    BIND_EMPTY,  /* a blank cell */
    BIND_OPEN,   /* several readings */
    BIND_VALUE,
    BIND_TEXT /* printed, but no number */
} bind_state;

/* What stands in a column of the form in one row. */
typedef struct bind_slot {
    uint32_t state; /* bind_state */
    uint32_t cell;  /* of the sheet; SHEAF_NONE */
    sheaf_decimal value;
    sheaf_str unit; /* as printed behind the number */
    sheaf_str raw;  /* where its digits stand in several cells: all of them, a line each */
} bind_slot;

/* One identity of the form that lies inside a row: the factor of each of its slots, 0 for those that have no part in it. */
typedef struct bind_identity {
    int32_t factors[BIND_WIDEST];
} bind_identity;

typedef struct bind_identities {
    form_list rows;  /* bind_identity */
    uint32_t slots;  /* how many a row has */
    uint32_t covers; /* 1: every slot is part of one */
} bind_identities;

/* Whether a row can be so. An empty slot counts 0 with `strict`, and all sums must hold. Else it may be any number that
 * is not negative: what is known must not exceed a total that is known. */
int bind_holds(const bind_identities *identities, const bind_slot *slots, int strict);

/* One row of the form in a part of its table, and what is known to read it by. */
typedef struct bind_row_case {
    const bind_plan *plan;
    const bind_columns *columns;
    const bind_identities *identities;
    const bind_row *row;
    uint32_t at; /* its index */
} bind_row_case;

/* All ways to put the cells of a row into its slots in order. */
typedef struct bind_ways {
    const bind_sheet *sheet;
    const bind_identities *identities;
    uint32_t first, count; /* cells, from the first that is not blank to the last */
    uint32_t width;        /* slots */
    uint32_t *left;        /* how many ways may still be tried for this table */
} bind_ways;

/* Every way that fills all slots. With `found` 1 exactly one of them satisfies the identities, and it is in `slots`; with
 * 0, `slots` has what all ways agree on, the others BIND_OPEN. */
void bind_try_ways(const bind_ways *ways, bind_slot *slots, uint32_t *found, uint32_t *tried);

/* Takes from `slots` what a way with empty slots that can be the row contradicts: cells in order, some slots left empty. 1: a
 * way that differs could not be the row. */
int bind_doubt_ways(const bind_ways *ways, bind_slot *slots);

/* 1: some way with empty slots satisfies all identities, where an empty slot counts 0. */
int bind_some_way_holds(const bind_ways *ways);

/* 1: every slot has a number. */
int bind_is_full(const bind_slot *slots, uint32_t count);

bind_slot bind_slot_of(const bind_sheet *sheet, uint32_t cell);
int bind_slots_differ(const bind_slot *a, const bind_slot *b);

/* ---- bind/alike.c ---- */

/* 1: a cell that the slots of the row leave out is one too many in most other rows as wide, too, or there are none. */
int bind_leaves_alike(const bind_plan *plan, uint32_t block, const bind_ways *ways, uint32_t at,
                      const bind_slot *slots);

/* 1: most other rows with a number for each column add up in order, or there are none. */
int bind_hold_others(const bind_plan *plan, uint32_t block, const bind_identities *identities,
                     uint32_t at);

/* ---- bind/obeyed.c ---- */

/* Asks the rows of a text whether heads that are not the form's in its order are to be obeyed. 0: latched. */
int bind_obey_heads(const bind_plan *plan, bind_columns *columns,
                    const bind_identities *identities);

/* ---- bind/headless.c ---- */

/* Finds the one column whose head is gone beside columns of the report's own. */
void bind_adopt_headless(const bind_plan *plan, bind_columns *columns,
                         const bind_identities *identities);

/* ---- bind/settle.c ---- */

/* Decides which columns of the grid are the form's, where all rows have more. */
void bind_settle_columns(const bind_plan *plan, bind_columns *columns,
                         const bind_identities *identities);

/* 1: the row is not like the others of such a table, or other columns of it add up. */
int bind_is_unsettled(const bind_plan *plan, const bind_columns *columns,
                      const bind_identities *identities, uint32_t row, const bind_slot *slots);

/* ---- bind/places.c ---- */

/* How a row was read, for its repair. */
typedef enum bind_reading {
    BIND_PLAIN,
    BIND_SHIFTED, /* all values, with a column of blanks among them */
    BIND_GAP,     /* fewer values than columns */
    BIND_EXTRA,   /* more */
    BIND_HEADED,  /* more, each below a header, the form's or another */
    BIND_JOINED,  /* digits that were apart */
    BIND_MAPPED,  /* the columns stand in another order */
    BIND_TOLD     /* cells were told by the labels of the form */
} bind_reading;

/* A number whose digits stand in cells above and below each other. */
enum { BIND_PARTS = 5 };
typedef struct bind_wrap {
    uint32_t slot, count;
    uint32_t parts[BIND_PARTS]; /* cells of the sheet */
} bind_wrap;

/* How much a row is in doubt that was placed. */
typedef enum bind_doubt {
    BIND_SURE,
    BIND_MOVED, /* by its number or out of order: the sums over rows must not speak against it */
    BIND_FAILING, /* its own sum fails, and other rows could not be read: some sum over rows must confirm it */
    BIND_TESTABLE, /* it has blanks: no sum may speak against it */
    BIND_BORNE, /* it has blanks in a text: some sum over rows must confirm it, where it stands in one */
    BIND_ASIDE, /* so certain as its geometry is, it may have moved: each value needs a sum over rows, where it stands in one */
    BIND_UNCONFIRMED, /* other ways to place it were refuted: some sum must confirm this one */
    BIND_UNPROVED     /* the same, and two values may have run together: each needs such a sum */
} bind_doubt;

/* Beside one of these: the row may be another one, so that a sum over rows must hold where there is one. */
enum { BIND_WHICH_ROW = 1u << 4 };

typedef struct bind_places {
    bind_slot *slots; /* one a leaf of the columns */
    uint32_t count;
    bind_reading reading;
    uint32_t is_proved; /* 1: an identity left this reading alone */
    uint32_t printed;   /* how many values stand in the row */
    uint32_t doubt;     /* bind_doubt: what the sums over other rows must say */
    form_list wraps;    /* bind_wrap */
} bind_places;

int bind_place_row(const bind_row_case *of, bind_places *out);

/* ---- bind/many.c ---- */

/* Aligned text has no cell for a blank: another row of the block, which has more values than this one, has a number in that
 * column of the grid, and this one nothing. */
int bind_is_gap(const bind_row_case *of, uint32_t printed, uint32_t column);

/* ---- bind/glued.c ---- */

/* Opens what a number that is two, with those up to a blank moved over, contradicts, where only so the sums hold. 1: there is
 * such a way. Where the places of cells are certain, a blank one stands beside the number whose other half it lost. */
int bind_open_glued(const bind_identities *identities, bind_slot *slots, uint32_t count,
                    int is_certain);

/* ---- bind/displaced.c ---- */

/* 1: labels and values of aligned text came apart here, so that the row's numbers may be another's. */
int bind_is_displaced(const bind_plan *plan, uint32_t row);

/* 1: the line right above or below it in aligned text is the label of another row without any value, and numbers without a row's
 * label stand nearby: what is beside its label may be that row's. */
int bind_is_beside_empty(const bind_plan *plan, uint32_t row);

/* ---- bind/doubt.c ---- */

/* Takes the values from a row whose plain reading something printed speaks against. */
void bind_doubt_row(const bind_row_case *of, bind_places *places);

/* ---- bind/grouped.c ---- */

/* 1: the row was taken for a group as one row, and may be one of the group's rows. */
int bind_is_group_of_rows(const bind_plan *plan, uint32_t row);

/* ---- bind/shifted.c ---- */

/* 1: labels of the row's group may stand beside the numbers of the row above or below. */
int bind_is_label_shifted(const bind_plan *plan, uint32_t row);

/* ---- bind/which.c ---- */

/* 1: what is printed in the row or below it says that it may be another row than its label says. */
int bind_is_other_row(const bind_plan *plan, uint32_t row);

/* 1: a cell is no number and could be two that ran together, each with its commas. */
int bind_has_two_in_one(const bind_plan *plan, uint32_t row);

/* 1: its label ends in digits, which may be its first value. */
int bind_has_digits_in_label(const bind_plan *plan, uint32_t row);

/* Opens what a row right beside it, that nobody knows and that repeats it, says otherwise. */
void bind_open_twins(const bind_plan *plan, uint32_t row, bind_places *places);

/* ---- bind/totals.c ---- */

/* Opens a total at the end of its row that is the beginning of what its parts come to, where the file ends there or
 * another row has such a total, too. */
void bind_open_cut_total(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                         bind_slot *slots);

/* 1: the row's last part is what the others come to, and a mark stands where its total should: a cell before it is gone, and the mark is
 * that of a column of the report's own. */
int bind_has_mark_behind_total(const bind_plan *plan, const bind_identities *identities,
                               const bind_slot *slots);

/* 1: a sum fails, and would hold with another of its numbers as the total, and so in the row above or below. */
int bind_has_other_total(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                         const bind_slot *slots);

/* 1: the last column of the row is blank, and what stands before it is as much as all others together, as in nearly all rows
 * near it: a column is gone, and these are the totals. */
int bind_ends_in_totals(const bind_plan *plan, uint32_t block, uint32_t row, uint32_t width);

/* 1: in `many` times as many rows near it as there are others the last number stands before the last column of the form, and is as much as all others: a column
 * is gone there, and no row has its values below the form's heads. */
int bind_lacks_last(const bind_plan *plan, const bind_columns *columns, uint32_t row,
                    uint32_t many);

/* ---- bind/divided.c ---- */

/* 1: a row of a header says that each column is there several times. */
int bind_is_divided(const bind_plan *plan, uint32_t block, const bind_row *row);

/* 1: the label of a column stands in it twice. */
int bind_is_repeated(const bind_plan *plan, uint32_t block, const bind_row *row);

/* ---- bind/slid.c ---- */

/* Opens the numbers of a row that fails its sum, and would hold with the number above or below in that column, as others near it. */
void bind_open_slid(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                    bind_slot *slots);

/* ---- bind/digits.c ---- */

/* 1: the line behind the row holds digits and nothing else: its last number may go on there. */
int bind_has_digits_behind(const bind_plan *plan, uint32_t row);

/* Opens the numbers below words of a header that end in digits: the first line of a number was put there. */
void bind_open_under_digits(const bind_plan *plan, uint32_t row, bind_places *places);

/* Opens the numbers right above digits in a row that holds nothing else. */
void bind_open_over_digits(const bind_plan *plan, uint32_t row, bind_places *places);

/* Opens numbers with a line right above or below them of what is left of numbers: `4*`, `152.`. */
void bind_open_beside_rests(const bind_plan *plan, uint32_t row, bind_places *places);

/* 1: right below a number of aligned text stands a sign that is no label: `7` above `万` is not 7. */
int bind_has_signs_below(const bind_plan *plan, uint32_t row, uint32_t block,
                         const bind_places *places);

/* 1: the row below is what a page or a rule cut off this one: the rest of its label stands there, or none on the next page, and the
 * numbers there may be the rest of its numbers. */
int bind_goes_on_in_row(const bind_plan *plan, uint32_t row);

/* 1: the row ends the table, and the next page begins with digits alone: they may be the rest of its numbers. */
int bind_goes_on_over_page(const bind_plan *plan, uint32_t row);

/* 1: the row ends the table of an aligned text, and digits stand alone in the line below it, left of its last number. */
int bind_has_digits_before_last(const bind_plan *plan, uint32_t row);

/* 1: the row ends the table of an aligned text, and the line below it has units, and digits before some: rests of its numbers. */
int bind_has_units_below(const bind_plan *plan, uint32_t row);

/* 1: the row ends a part of a table that stands on several pages: unless it adds up, the page may have cut its numbers. */
int bind_ends_part(const bind_plan *plan, uint32_t row);

/* 1: the row is one cell alone in the line right behind that of the row above: a number of that row may go on there, and none
 * of the row below begins there. */
int bind_goes_on_above(const bind_plan *plan, uint32_t row);

/* ---- bind/heads.c: the same below labels that are not the form's in its order ---- */

int bind_place_heads(const bind_row_case *of, bind_places *out);

/* ---- bind/stream_rows.c: the same for a row of a stream ---- */

int bind_place_stream(const bind_row_case *of, bind_places *out);

/* ---- bind/marks.c ---- */

/* 1: the one value that the row lacks is a mark that begins in the line above, and it was placed. */
int bind_join_mark(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                   bind_places *places);

/* ---- bind/wraps.c ---- */

/* Looks for digits of the row's numbers in the lines above and below it, where only they stand. 0: latched. */
int bind_join_wraps(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                    bind_places *places);

/* ---- bind/doubt_times.c ---- */

/* 1: a line between the rows of a stream says that what follows is another year's, and none below it takes it back. */
int bind_is_stream_of_others(const bind_plan *plan, const bind_row *row);

#endif
