/* What is known of columns, and all ways to put the cells of a row into them; sums inside rows choose among those. */
#ifndef BIND_WAY_H
#define BIND_WAY_H

#include "bind/row/row.h"

/* ---- bind/way/starts.c ---- */

/* Columns where the values of a row may begin, told from whole rows near it. */
typedef struct bind_starts {
    uint32_t at[2];
    uint32_t count; /* 0: nothing tells; 2: those above and below begin in different columns */
} bind_starts;

/* The column of the last cell that labels the row, plus 1. */
uint32_t bind_label_end(const bind_sheet *sheet, const bind_row *row);

/* 1: the row has a cell for each column, and nothing but them behind its labels. */
int bind_is_packed(const bind_plan *plan, const bind_columns *columns, uint32_t row);

bind_starts bind_starts_of(const bind_plan *plan, const bind_columns *columns, uint32_t row);

/* The least column from `least` on in which a whole row near it begins whose label ends where its own does; SHEAF_NONE. */
uint32_t bind_start_from(const bind_plan *plan, const bind_columns *columns, uint32_t row,
                         uint32_t least);

/* ---- bind/way/slots.c ---- */

/* Whether a row can be so. An empty slot counts 0 with `strict`, and all sums must hold. Else it may be any number that
 * is not negative: what is known must not exceed a total that is known. */
int bind_holds(const bind_identities *identities, const bind_slot *slots, int strict);

/* The same for one of the sums, over `count` slots. */
int bind_holds_one(const bind_identity *identity, const bind_slot *slots, uint32_t count,
                   int strict);

/* 1: the numbers of the sum are all there, and not all 0. */
int bind_is_told(const bind_identity *identity, const bind_slot *slots, uint32_t count);

/* 1: every slot has a number. */
int bind_is_full(const bind_slot *slots, uint32_t count);

bind_slot bind_slot_of(const bind_sheet *sheet, uint32_t cell);
int bind_slots_differ(const bind_slot *a, const bind_slot *b);

/* ---- bind/way/ways.c ---- */

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

/* ---- bind/way/apart.c ---- */

/* Opens what another way to cut the digits of the row contradicts, where two numbers of a cell fill it. 1: there is such a way. */
int bind_open_apart(const bind_ways *ways, bind_slot *slots);

/* ---- bind/way/alike.c ---- */

/* 1: a cell that the slots of the row leave out is one too many in most other rows as wide, too, or there are none. */
int bind_leaves_alike(const bind_plan *plan, uint32_t block, const bind_ways *ways, uint32_t at,
                      const bind_slot *slots);

/* 1: most other rows with a number for each column add up in order, or there are none. */
int bind_hold_others(const bind_plan *plan, uint32_t block, const bind_identities *identities,
                     uint32_t at);

/* 1: from the cell on the row of a text with cells has a number for each column, which add up, and behind them none; they begin where those of
 * whole rows labelled alike do, and several other rows add up. */
int bind_stands_as_others(const bind_row_case *of, uint32_t first);

/* 1: it has a number for each column side by side and none behind, which add up, as do those of all other rows that have as many: what
 * stands behind them is no number of the form. */
int bind_adds_up_as_all(const bind_row_case *of);

/* ---- bind/way/settle.c ---- */

/* Decides which columns of the grid are the form's, where all rows have more. */
void bind_settle_columns(const bind_plan *plan, bind_columns *columns,
                         const bind_identities *identities);

/* 1: the row is not like the others of such a table, or other columns of it add up. */
int bind_is_unsettled(const bind_plan *plan, const bind_columns *columns,
                      const bind_identities *identities, uint32_t row, const bind_slot *slots);

/* ---- bind/way/many.c ---- */

/* Aligned text has no cell for a blank: another row of the block, which has more values than this one, has a number in that
 * column of the grid, and this one nothing. */
int bind_is_gap(const bind_row_case *of, uint32_t printed, uint32_t column);

/* ---- bind/way/glued.c ---- */

/* Opens what a number that is two, with those up to a blank moved over, contradicts, where only so the sums hold. 1: there is
 * such a way. Where the places of cells are certain, a blank one stands beside the number whose other half it lost. */
int bind_open_glued(const bind_identities *identities, bind_slot *slots, uint32_t count,
                    int is_certain);

/* ---- bind/way/totals.c ---- */

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

/* ---- bind/way/slid.c ---- */

/* Opens the numbers of a row that fails its sum, and would hold with the number above or below in that column, as others near it. */
void bind_open_slid(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                    bind_slot *slots);

/* ---- bind/way/digits.c ---- */

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

/* 1: the row ends the table, and the next page begins with digits alone: they may be the rest of its numbers. */
int bind_goes_on_over_page(const bind_plan *plan, uint32_t row);

/* 1: the row ends the table of an aligned text, and digits stand alone in the line below it, left of its last number. */
int bind_has_digits_before_last(const bind_plan *plan, uint32_t row);

/* 1: the row ends the table of an aligned text, and the line below it has units, and digits before some: rests of its numbers. */
int bind_has_units_below(const bind_plan *plan, uint32_t row);

/* 1: the row is one cell alone in the line right behind that of the row above: a number of that row may go on there, and none
 * of the row below begins there. */
int bind_goes_on_above(const bind_plan *plan, uint32_t row);

/* ---- bind/way/next_page.c ---- */

/* 1: the row below is what a page or a rule cut off this one: the rest of its label stands there, or none on the next page, and the
 * numbers there may be the rest of its numbers. */
int bind_goes_on_in_row(const bind_plan *plan, uint32_t row);

/* 1: the row ends a part of a table that stands on several pages: unless it adds up, the page may have cut its numbers. */
int bind_ends_part(const bind_plan *plan, uint32_t row);

/* ---- bind/way/marks.c ---- */

/* 1: the one value that the row lacks is a mark that begins in the line above, and it was placed. */
int bind_join_mark(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                   bind_places *places);

#endif
