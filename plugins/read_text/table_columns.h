/* Column-aligned text as data: a line is a row of tokens with their extents in display columns, and a column
 * of the table is an interval of display columns. Everything is decided on intervals; texts only say whether a
 * token is a number. table_tokens.c makes tokens, table_region.c finds the lines of a table, table_fit.c its
 * columns and which token stands in which, table_columns.c hands the cells over. */
#ifndef TABLE_COLUMNS_H
#define TABLE_COLUMNS_H

#include "table.h"

enum {
    ROOM_TOKENS,
    ROOM_ROWS,
    ROOM_COLUMNS,
    ROOM_COVER,
    ROOM_VOTES,
    ROOM_MARK,
    ROOM_EDGES,
    ROOM_LEVELS
};

typedef enum token_kind { TOKEN_TEXT, TOKEN_NUMBER } token_kind;

typedef struct token {
    uint32_t offset; /* of its bytes in the line */
    uint32_t length;
    uint32_t start; /* display columns [start, end) */
    uint32_t end;
    uint32_t kind;
    uint32_t first; /* columns of the table [first, last], once fitted */
    uint32_t last;
} token;

/* DATA holds a number that stands apart; HEAD several texts; LABEL one text; RULE only dashes. */
typedef enum row_kind { ROW_DATA, ROW_HEAD, ROW_LABEL, ROW_RULE } row_kind;

typedef struct row {
    uint32_t line;
    uint32_t token; /* its tokens are [token, token + count) */
    uint32_t count;
    uint32_t kind;
    uint32_t joined; /* how many rows below are one with it */
} row;

typedef struct column {
    uint32_t start;
    uint32_t end;
    uint32_t numbers; /* number tokens in it */
    uint32_t texts;
    uint32_t met; /* 1 + the last column before it that some row fills together with it; 0: none */
} column;

struct table_columns {
    token *tokens;
    row *rows;
    column *columns;
    uint32_t token_count, row_count, column_count;
    uint32_t width; /* display columns of the widest row */
    uint32_t wide;  /* display columns of a wide character: 2, or 1 as pdftotext aligns them */
    /* What was found last: no table begins in [from, begin), one stands in [begin, end). */
    uint32_t from, begin, end;
    int known;
    uint32_t counted,
        counted_end;    /* the last table of counted rows: numbers in a row, one past its end */
    uint32_t uncounted; /* lines below it were looked at for such rows in vain */
};

static inline sheaf_str token_text(const text_run *run, uint32_t line, const token *t) {
    return (sheaf_str){text_of(run, line).ptr + t->offset, t->length};
}

/* Whether a text is a number, or stands where one would: `1,234`, `(56)%`, `$ 7.5`, `0.44/2/`, `-`, `N/A`. */
int columns_is_number(sheaf_str text);

/* How many words a text has that is nothing but numbers, one space apart: `1,348 1,163,443`. 0: there is more in it.
 * Which columns they stand in is for others to say. */
uint32_t columns_are_numbers(sheaf_str text);

/* `一` to `十`. */
int columns_is_numeral(uint32_t code_point);

/* `1.`, `（一）`, `三、`: a text that begins so begins a label. */
int columns_is_numbered(sheaf_str text);

/* Appends the row of that line to rows and tokens; 0: no memory. */
int columns_read_row(text_run *run, table_columns *c, uint32_t line);

/* Finds out which width of wide characters makes the numbers of this text stand below each other. */
void columns_measure(text_run *run, table_columns *c);

/* Empties rows and tokens. */
void columns_clear(table_columns *c);

/* Finds the extent of the next table at or after `line`: c->begin and c->end, run->count for none. */
void columns_find(text_run *run, table_columns *c, uint32_t line);

/* Derives the columns from the rows that were read and places every token. Whether this is a table. */
int columns_fit(text_run *run, table_columns *c);

/* Rows that hold as many numbers, however near to each other (table_counted.c). */
typedef struct counted_rows {
    uint32_t count; /* numbers in a row */
    uint32_t rows;
    uint32_t end;  /* one past the last of them */
    uint32_t left; /* where their leftmost number begins */
} counted_rows;

/* Whether such rows begin at the line. */
int counted_find(text_run *run, table_columns *c, uint32_t line, counted_rows *out);

/* The same where other rows stand above: only numbers so near to each other that nothing else tells them apart are asked. */
int counted_begin(text_run *run, table_columns *c, uint32_t line);

/* Whether the line is one such row and nothing else, below labels. */
int counted_alone(text_run *run, table_columns *c, uint32_t line, counted_rows *out);

/* Puts the numbers of the rows that were read where columns can be told. 0: no memory. */
int counted_spread(text_run *run, table_columns *c, const counted_rows *of);

/* Cells with several numbers that no gap parts: counted while a table is handed over, said when it ends. */
typedef struct glued_cells {
    uint32_t count;
    sheaf_origin first;
} glued_cells;

void glued_look(text_run *run, glued_cells *glued, uint32_t line, sheaf_str part);
void glued_say(text_run *run, const glued_cells *glued);

#endif
