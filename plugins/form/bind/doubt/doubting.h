/* What the files share that doubt one row: bind/doubt/doubt.c asks, and each of the others knows one kind of doubt. */
#ifndef BIND_DOUBTING_H
#define BIND_DOUBTING_H

#include "bind/doubt/doubt.h"

typedef struct doubting {
    bind_row_case of;
    bind_places *places;
} doubting;

/* How many rows above and below are asked. */
enum { NEARBY = 64 };

static inline const bind_cell *cell_at(const doubting *d, uint32_t i) {
    return bind_cell_at(d->of.plan->sheet, i);
}

static inline void open_all(const doubting *d, bind_why why) {
    for (uint32_t i = 0; i < d->places->count; i++)
        if (d->places->slots[i].state == BIND_VALUE)
            bind_open_slot(&d->places->slots[i], why);
}

static inline uint32_t count_state(const doubting *d, bind_state state) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < d->places->count; i++)
        count += d->places->slots[i].state == (uint32_t)state;
    return count;
}

/* All of it is numbers, and they add up. */
static inline int adds_up(const doubting *d) {
    return d->of.identities->covers && count_state(d, BIND_VALUE) == d->places->count &&
           bind_holds(d->of.identities, d->places->slots, 1);
}

/* A row that has values, and does not add up. */
static inline int fails(const doubting *d) {
    return d->of.identities->covers && count_state(d, BIND_VALUE) == d->places->count &&
           !adds_up(d);
}

static inline int has_kind(const doubting *d, const bind_row *row, bind_kind kind) {
    for (uint32_t i = row->labels; i < row->cells.count; i++)
        if (cell_at(d, row->cells.first + i)->kind == (uint32_t)kind)
            return 1;
    return 0;
}

/* A column whose header is known not to be there has no cells. */
static inline uint32_t count_blanks(const doubting *d) {
    return count_state(d, BIND_EMPTY) +
           (d->of.plan->sheet->is_certain ? 0 : count_state(d, BIND_ABSENT));
}

/* ---- bind/doubt/lines.c ---- */

/* In aligned text, where no heads were read: a line above the table has those of the form in another order. */
int bind_is_below_other_order(const doubting *d);

/* ---- bind/doubt/width.c ---- */

int bind_is_odd_width(const doubting *d);
int bind_is_shorter(const doubting *d);
int bind_is_wider_than_head(const doubting *d);
int bind_lacks_own_column(const doubting *d);
int bind_may_have_parts(const doubting *d);
int bind_ends_in_share(const doubting *d);

/* ---- bind/doubt/blanks.c ---- */

/* Text: it has blanks, and whatever stands for them, it does not add up. */
int bind_is_blank_in_doubt(const doubting *d);
/* With its blanks elsewhere the row would add up. */
int bind_may_fit_elsewhere(const doubting *d);
int bind_ends_blank(const doubting *d);
/* Text: the last column is blank, and the number before it is as much as the others, which are not 0: a cell is gone, and that the total. */
int bind_may_end_in_total(const doubting *d);
/* Text: nothing but zeros and blanks stands before the last number: it may be the last part, moved right with those behind a blank. */
int bind_may_lack_total(const doubting *d);
uint32_t bind_slip_of(const doubting *d);
/* Text: the row has blanks, goes on farther than any other, and does not add up: a number came in, and those beside it moved. */
int bind_has_one_too_many(const doubting *d);

/* ---- bind/doubt/heads.c ---- */

int bind_is_under_others(const doubting *d);
int bind_takes_others(const doubting *d);
int bind_is_beside(const doubting *d);
int bind_is_order_other(const doubting *d);
/* Text that kept its cells: one or another number stands beside its head, in the column of the report's own that is among those of the form. */
int bind_is_apart(const doubting *d);
/* The one row of a table, or one that its place alone tells, stands above its header: a page that is upside down, whose rows are read from
 * the wrong end, or the rest of a number of another block. */
int bind_is_above_heads(const doubting *d);

/* ---- bind/doubt/own.c ---- */

/* Aligned text: a cell that was taken for one of the form's stands below a head of the report's own. */
int bind_is_below_own(const doubting *d);
/* No label of the block tells its column alone, and a column of the report's own may have taken the place of one of the form's. */
int bind_is_of_others(const doubting *d);

/* ---- bind/doubt/spare.c ---- */

int bind_has_spare_blank(const doubting *d);
/* One of the blanks before the values may be one among them, which puts others into other columns. */
int bind_has_blank_before(const doubting *d);
/* The blank behind the values is the last of them, as whole rows labelled alike go on there, and one among them is none. */
int bind_has_blank_behind(const doubting *d);
int bind_lacks_cells(const doubting *d);
int bind_may_hold_own(const doubting *d);

/* ---- bind/doubt/before.c ---- */

/* Text: the row has no label and does not add up, and its first number stands before all heads, or is the year. */
int bind_has_number_before(const doubting *d);

/* ---- bind/doubt/beside.c ---- */

/* Text that no sum tests: other rows have more numbers than the form has columns, and this one need not have lost the report's own. */
void bind_open_beside(const doubting *d);

/* ---- bind/doubt/words.c ---- */

/* No header tells the first column, and what stands there is no number, but the same words in all rows. */
int bind_takes_words(const doubting *d);

/* ---- bind/doubt/joined.c ---- */

void bind_open_joined(const doubting *d);
/* Opens the numbers of cells that the reader is not sure of. */
void bind_open_unsure(const doubting *d);
/* Text: with two numbers of one cell as two of the row's, and one left out elsewhere, it adds up. */
int bind_holds_two(const doubting *d);

/* ---- bind/doubt/again.c ---- */

void bind_open_numbered(const doubting *d);

/* ---- bind/doubt/times.c ---- */

/* A line above the row, or a cell that is merged over it, says that its numbers are another year's. */
int bind_is_below_another_time(const doubting *d);

/* Where the cell stands in its grid; NULL: it is a line of a text. */
static inline const sheaf_cell *bind_place_of_cell(const doubting *d, uint32_t cell) {
    const sheaf_document *document = d->of.plan->context->document;
    const sheaf_node *node = form_node_at(document, cell_at(d, cell)->node);
    return node->kind == SHEAF_CELL ? SHEAF_AT(document->cells, sheaf_cell, node->payload) : NULL;
}

/* ---- bind/doubt/which.c ---- */

/* Other rows with numbers stand beside its label, too: the row of the form is printed several times, and which is meant their own words say. */
int bind_shares_label(const doubting *d);

uint32_t bind_doubt_of(const doubting *d);
/* The label of a column stands in the row: a list with a line for each number, which is that column's or nobody's. */
int bind_names_column(const doubting *d);

/* ---- bind/doubt/turned.c ---- */

/* 1: rows around it fail one behind the other, as where cells moved by one, and this one holds by chance: it has one number. */
int bind_is_among_turned(const doubting *d);

#endif
