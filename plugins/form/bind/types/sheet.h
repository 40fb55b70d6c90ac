/* A table node as the binding reads it: rows of printed cells. */
#ifndef BIND_SHEET_H
#define BIND_SHEET_H

#include "form.h"

typedef enum bind_kind {
    BIND_BLANK,
    BIND_NUMBER,
    BIND_MARK,   /* one of the form's marks for "nothing" */
    BIND_BROKEN, /* several numbers: over lines, or apart */
    BIND_ODD,    /* about a number, but none: `约5`, a letter O, a footnote's mark behind it */
    BIND_WORDS
} bind_kind;

enum { BIND_PIECES = 8 };

typedef struct bind_number {
    sheaf_decimal value;
    sheaf_str unit;   /* as printed behind it; empty for none */
    uint32_t is_rest; /* of a piece, 1: digits behind a 0, which only go on a number */
} bind_number;

typedef struct bind_cell {
    uint32_t node, column, width;
    uint32_t kind; /* bind_kind */
    sheaf_str text;
    sheaf_str marked;     /* as printed, where bind_unmark took marks off the text; empty: none */
    uint32_t is_glued;    /* 1: words that a value stands behind in the same cell */
    form_plain plain;     /* of words */
    uint32_t is_put_back; /* 1: some of its characters are printed as others */
    bind_number number;
    uint32_t is_joined; /* 1: the reader joined its digits, see knows_joined */
    uint32_t is_lone; /* of a stream, 1: a number with nothing beside it, as a page number stands */
} bind_cell;

/* How a source row was taken for a row of the form. */
enum {
    BIND_BY_ALIAS = 1u << 0,
    BIND_BY_NEAR = 1u << 1,
    BIND_BY_SPLIT = 1u << 2,
    BIND_BY_COUNT = 1u << 3, /* it has no label: the number of such rows left one reading */
    BIND_BY_MOVE = 1u << 4,  /* it stands out of the form's order */
    BIND_BY_GLUE = 1u << 5,  /* a value stands in the cell of its label */
    BIND_BY_LINE = 1u << 6,  /* its label stands in the line beside it, where no value does */
    BIND_BY_LINES = 1u << 7, /* its label is broken over lines, and its values stand among them */
    BIND_BY_CUT = 1u << 9,   /* of near ones: the end of its label is gone */
    BIND_BY_SUMS = 1u << 8   /* of a column: its label says nothing, and the rows add up with it */
};

typedef struct bind_row {
    form_span cells;       /* of the sheet's, without fillers */
    uint32_t line;         /* of the grid */
    uint32_t labels;       /* how many of the cells stand before the values */
    uint32_t values;       /* how many cells from there on hold a number or a mark */
    uint32_t is_torn;      /* 1: slots inside it were filled by the host */
    uint32_t is_joined;    /* 1: its label was broken above it */
    sheaf_str tail;        /* of such a row: what its label ends in, comparable */
    uint32_t target;       /* of bind_plan.targets; SHEAF_NONE: none */
    uint32_t how;          /* BIND_BY_* */
    uint32_t label;        /* the cell that it was recognised by; SHEAF_NONE */
    uint32_t is_known;     /* 1: its labels are those of the form, or it has none */
    uint32_t group;        /* head that its last label names, where that is no target; SHEAF_NONE */
    uint32_t told;         /* BIND_TOLD_*: of a stream */
    uint32_t is_of_others; /* 1: a line or a cell before it names another time, see is_timed */
} bind_row;

/* What is known of a row of a stream. */
enum {
    BIND_TOLD_CLEAN = 1u << 0,  /* all words before its values are labels of the form */
    BIND_TOLD_HEADER = 1u << 1, /* labels of columns and what stands above them */
    BIND_TOLD_PAGED = 1u << 2,  /* a page ends inside it, or furniture stands there */
    BIND_TOLD_ENDED = 1u << 3,  /* the next section of the form begins right behind it */
    BIND_TOLD_FAILED =
        1u << 4, /* its values are taken though its sum fails: sums over the rows have to agree */
    BIND_TOLD_SEATED = 1u << 5, /* it has blanks, and its values stand where its lines have them */
    BIND_TOLD_NEARLY = 1u << 6  /* as BIND_TOLD_CLEAN, but the last label is only nearly one */
};

/* A table node as rows. */
typedef struct bind_sheet {
    uint32_t node;
    uint32_t is_certain; /* 1: the reader knows the geometry of its cells */
    uint32_t is_aligned; /* 1: it was read from text whose columns were told from white space */
    uint32_t is_of_page; /* 1: white space told the columns of a page, whose lines are its rows */
    uint32_t columns;
    form_list rows;  /* bind_row: those that are not blank */
    form_list cells; /* bind_cell */
    /* 0: not counted yet, 1: no number is 0 (blanks may stand for it), 2: some are */
    uint32_t zeros;
    unsigned char *used;     /* of each grid column: 1 where a cell in it is not blank */
    uint32_t is_stream;      /* 1: bind/flat/stream.c made it of text without any table */
    uint32_t signs;          /* BIND_SIGN_*: of a stream */
    uint32_t headed;         /* of a stream: the block whose header was looked at, plus 1 */
    uint32_t is_headed;      /* 1: it is whole */
    uint32_t tested, failed; /* sums inside whole rows that were asked, and those that fail */
    uint32_t told,
        unread; /* beside columns of the report's own: rows that are not all 0, and those of which something is open */
    uint32_t bare;     /* 0: not looked yet, 1: each row of values has a label, 2: some have none */
    uint32_t is_timed; /* 1: rows below another time were looked for */
    uint32_t knows_joined; /* 1: cells with joined digits were looked for */
} bind_sheet;

/* What a stream shows of numbers that are lost or were added. */
enum {
    BIND_SIGN_SEEN = 1u << 0,  /* the rows were looked at */
    BIND_SIGN_MORE = 1u << 1,  /* numbers that are no value: page numbers */
    BIND_SIGN_FEWER = 1u << 2, /* rows with fewer numbers than columns: blanks left no trace */
    BIND_SIGN_LOST =
        1u << 3, /* rows or labels are gone, or numbers, since blanks as 0 give no sum */
    BIND_SIGN_BLANK = 1u << 4, /* of a row with fewer they do: blanks left no trace */
    BIND_SIGN_PAGES =
        1u << 5 /* the document shows that it has pages: its numbers of pages may stand anywhere */
};

static inline bind_row *bind_row_at(const bind_sheet *sheet, uint32_t i) {
    return FORM_AT(sheet->rows, bind_row, i);
}
static inline bind_cell *bind_cell_at(const bind_sheet *sheet, uint32_t i) {
    return FORM_AT(sheet->cells, bind_cell, i);
}

/* How many cells behind the row's labels hold something. */
static inline uint32_t bind_count_full(const bind_sheet *sheet, const bind_row *row) {
    uint32_t count = 0;
    for (uint32_t i = row->labels; i < row->cells.count; i++)
        count += bind_cell_at(sheet, row->cells.first + i)->kind != BIND_BLANK;
    return count;
}

/* They have a column of the grid in common. */
static inline int bind_shares_column(const bind_cell *a, const bind_cell *b) {
    return a->column < b->column + b->width && b->column < a->column + a->width;
}

#endif
