/* Which value of a row is in which column of the form, and how much that is in doubt. */
#ifndef BIND_PLACES_H
#define BIND_PLACES_H

#include "bind/types/plan.h"

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
 *   lacks_heads  it is a text's, and a label of several columns stands in it, less often than there are such columns
 *   has_own_above the part has no header, and that of the part before it has words of the report's own
 *   has_rivals   it is a text's, and more columns are called by a label of the form, or an alias of it, than the form has, and by the label
 *                fewer (bind/column/names.c)
 *   surplus      how many more, where the label is not printed less often
 *   has_gap      it is a text's that kept its cells, and a column between its heads has none
 *   is_exact     each row has its label, all heads, a number for each of them, and nothing else, and most do not add up (bind/column/exact.c)
 *   is_divided   each of its columns is printed several times, below labels that are none of the form's */
typedef struct bind_columns {
    uint32_t block;
    form_list leaves;    /* bind_column */
    form_list strangers; /* uint32_t: header cells with words that are none of the form's */
    /* uint32_t: of them, those of the report's own columns: no piece of any label of the form */
    form_list own_heads;
    form_span heads; /* rows of the sheet with labels of columns, up to the block's first row */
    uint32_t is_gridded, is_strange, is_mapped, is_shuffled, is_obeyed, is_divided, is_repeated,
        is_reheaded, lacks_label, lacks_heads, has_own_above, is_exact, has_rivals, surplus,
        has_gap;
    uint64_t subtotals; /* a bit for each leaf: sums of the report's own stand there */
    uint32_t start;     /* where the header says that values begin; SHEAF_NONE */
    uint32_t first,
        end;          /* grid columns of all values, some of them the report's own; 0, 0: unknown */
    form_list labels; /* bind_column_label */
    /* uint32_t: leaves in the order of their labels, where that is not the form's */
    form_list printed;
} bind_columns;

static inline bind_column *bind_column_at(const bind_columns *columns, uint32_t i) {
    return FORM_AT(columns->leaves, bind_column, i);
}

enum { BIND_WIDEST = 48, BIND_MOST_WAYS = 20000 };

typedef enum bind_state {
    BIND_ABSENT, /* no cell */
    BIND_EMPTY,  /* a blank cell */
    BIND_OPEN,   /* several readings */
    BIND_VALUE,
    BIND_TEXT /* printed, but no number */
} bind_state;

/* Why a fact has no value that is certain. Each has its words in bind/told.c. */
typedef enum bind_why {
    BIND_WHY_PLACES, /* of one row or value, told by what is printed there */
    BIND_WHY_HEADS,
    BIND_WHY_DIGITS,
    BIND_WHY_SUMS,
    BIND_WHY_BLANKS,
    BIND_WHY_TIME,
    BIND_WHY_ROW,
    BIND_WHY_LINES,
    BIND_WHY_TWICE,
    BIND_WHY_OVER,
    BIND_WHY_UNIT,
    BIND_WHY_REPAIRS,
    BIND_WHY_MISREAD, /* of the table */
    BIND_WHY_SCATTERED,
    BIND_WHY_CROWD,
    BIND_WHY_YEAR,
    BIND_WHY_CAPTION,
    BIND_WHY_STRANGE,
    BIND_WHY_UNREAD,
    BIND_WHY_ALIKE,
    BIND_WHY_SEVERAL,
    BIND_WHY_NO_TABLE, /* of what is missing */
    BIND_WHY_NO_ROW,
    BIND_WHY_NO_CELL,
    BIND_WHYS
} bind_why;

/* What stands in a column of the form in one row. */
typedef struct bind_slot {
    uint32_t state; /* bind_state */
    uint32_t why;   /* bind_why: of one that is open */
    uint32_t cell;  /* of the sheet; SHEAF_NONE */
    sheaf_decimal value;
    sheaf_str unit; /* as printed behind the number */
    sheaf_str raw;  /* where its digits stand in several cells: all of them, a line each */
} bind_slot;

static inline void bind_open_slot(bind_slot *slot, bind_why why) {
    slot->state = BIND_OPEN;
    slot->why = why;
}

/* One identity of the form that lies inside a row: the factor of each of its slots, 0 for those that have no part in it. */
typedef struct bind_identity {
    int32_t factors[BIND_WIDEST];
} bind_identity;

typedef struct bind_identities {
    form_list rows;  /* bind_identity */
    uint32_t slots;  /* how many a row has */
    uint32_t covers; /* 1: every slot is part of one */
} bind_identities;

/* One row of the form in a part of its table, and what is known to read it by. */
typedef struct bind_row_case {
    const bind_plan *plan;
    const bind_columns *columns;
    const bind_identities *identities;
    const bind_row *row;
    uint32_t at; /* its index */
} bind_row_case;

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

#endif
