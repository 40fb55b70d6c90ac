/* What is read: cells as values, the labels of the form as an index, a source table as rows of cells, which table of the form
 * a node is and in which version, and which row of the form a source row is. */
#ifndef BIND_SOURCE_H
#define BIND_SOURCE_H

#include "form.h"

/* ---- bind/values.c ---- */

typedef enum bind_kind {
    BIND_BLANK,
    BIND_NUMBER,
    BIND_MARK,   /* one of the form's marks for "nothing" */
    BIND_BROKEN, /* several numbers: over lines, or apart */
    BIND_ODD,    /* about a number, but none: `约5`, a letter O, a footnote's mark behind it */
    BIND_WORDS
} bind_kind;

typedef struct bind_number {
    sheaf_decimal value;
    sheaf_str unit;   /* as printed behind it; empty for none */
    uint32_t is_rest; /* of a piece, 1: digits behind a 0, which only go on a number */
} bind_number;

enum { BIND_PIECES = 8 };

/* The text without white space at its ends (U+00A0, U+3000 and their like, too). */
sheaf_str bind_trim(sheaf_str text);

/* Eats white space and the word behind it. Empty: there is none. */
sheaf_str bind_take_word(sheaf_str *rest);

/* 1: the whole text is one number by the grammar of docs/forms.md. */
int bind_read_number(sheaf_str text, bind_number *out);

/* The pieces between white space, where all of them are numbers; 0 where one is not, or there are more than
 * BIND_PIECES. */
uint32_t bind_read_pieces(sheaf_str text, bind_number pieces[BIND_PIECES]);

/* All pieces as one run of digits. 1: they are one number then. */
int bind_join_pieces(sheaf_str text, bind_number *out);

/* What a trimmed text is. It never says BIND_WORDS of what could be a slip of a number: the caller knows labels. */
bind_kind bind_kind_of(const form_definition *definition, sheaf_str text, bind_number *number);

int bind_same_number(sheaf_decimal a, sheaf_decimal b);

/* 1: digits, commas and points only: a number, or a piece of one. */
int bind_is_piece(sheaf_str text);

/* 1: a unit that the form states for some of its numbers. */
int bind_is_unit(const form_definition *definition, sheaf_str text);

/* How many bytes of signs stand before digits: `+7`, `**257**`. */
size_t bind_signs_length(sheaf_str text);

/* Of how many bytes at the front of a text that is so. */
size_t bind_piece_length(sheaf_str text);

/* 1: a share in per cent, which is no count, whatever column it is in. */
int bind_is_share(sheaf_str text);

/* 1: the text is the beginning of one of the form's marks, and not all of it. */
int bind_begins_mark(const form_definition *definition, sheaf_str text);

/* ---- bind/origins.c ---- */

/* The first place of a node; of the kind SHEAF_AT_NOWHERE, or NULL: it has none, or none that is bytes of a text. */
sheaf_origin bind_origin_of(const form_context *context, uint32_t node);
const sheaf_origin *bind_bytes_of(const form_context *context, uint32_t node);

/* ---- bind/index.c ---- */

/* A table of one version: what a node can be read as. */
typedef struct bind_model {
    const form_definition *definition;
    uint32_t table; /* of definition->tables */
    uint32_t place; /* section of the report's definition, SHEAF_NONE: anywhere */
} bind_model;

typedef enum bind_axis {
    BIND_ROW,
    BIND_COLUMN,
    BIND_ABOVE
} bind_axis; /* above: block, stub, title */

typedef struct bind_entry {
    form_plain plain;
    uint32_t hash;
    uint32_t next; /* with the same hash bucket; SHEAF_NONE ends */
    uint32_t model, block, axis;
    uint32_t head;    /* SHEAF_NONE for labels above */
    uint32_t kind;    /* form_label_kind */
    uint32_t stamp;   /* of the node that was counted last */
    uint32_t is_seen; /* 1: it stands in a table of the form */
    uint32_t is_bare; /* 1: its number stands in the text, without a stop; nothing is near to it */
} bind_entry;

typedef struct bind_index {
    form_list models;  /* bind_model */
    form_list entries; /* bind_entry */
    uint32_t *buckets;
    uint32_t mask;
} bind_index;

int bind_build_index(const form_context *context, const form_reading *reading, bind_index *out);

/* 1: the node stands in the section of the model's table. */
int bind_is_in_place(const form_report *report, const bind_model *model, uint32_t node);

/* The first entry with that text, or SHEAF_NONE; bind_next goes on. */
uint32_t bind_find(const bind_index *index, sheaf_str text);
uint32_t bind_next(const bind_index *index, uint32_t entry);

static inline bind_entry *bind_entry_at(const bind_index *index, uint32_t i) {
    return FORM_AT(index->entries, bind_entry, i);
}
static inline const bind_model *bind_model_at(const bind_index *index, uint32_t i) {
    return FORM_AT(index->models, const bind_model, i);
}
static inline const form_table *bind_table_of(const bind_model *model) {
    return FORM_AT(model->definition->tables, const form_table, model->table);
}
static inline const form_head *bind_head_at(const form_definition *definition, uint32_t i) {
    return FORM_AT(definition->heads, const form_head, i);
}
/* How many columns a block has. */
static inline uint32_t bind_width_of(const form_definition *definition, uint32_t block) {
    uint32_t root = FORM_AT(definition->blocks, const form_block, block)->columns, width = 0;
    for (uint32_t h = root + 1; h < bind_head_at(definition, root)->end; h++)
        width += (bind_head_at(definition, h)->flags & FORM_LEAF) != 0;
    return width;
}
static inline const form_cell *bind_cell_of(const form_definition *definition, uint32_t i) {
    return FORM_AT(definition->cells, const form_cell, i);
}

/* ---- bind/rows.c ---- */

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
    uint32_t target;       /* of bind_plan.targets; SHEAF_NONE: none */
    uint32_t how;          /* BIND_BY_* */
    uint32_t label;        /* the cell that it was recognised by; SHEAF_NONE */
    uint32_t is_known;     /* 1: its labels are those of the form, or it has none */
    uint32_t group;        /* head that its last label names, where that is no target; SHEAF_NONE */
    uint32_t told;         /* BIND_TOLD_*: of a stream */
    uint32_t is_of_others; /* 1: a line or a cell before it names another time, see is_timed */
} bind_row;

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
    uint32_t is_stream;      /* 1: bind/stream.c made it of text without any table */
    uint32_t signs;          /* BIND_SIGN_*: of a stream */
    uint32_t headed;         /* of a stream: the block whose header was looked at, plus 1 */
    uint32_t is_headed;      /* 1: it is whole */
    uint32_t tested, failed; /* sums inside whole rows that were asked, and those that fail */
    uint32_t bare;     /* 0: not looked yet, 1: each row of values has a label, 2: some have none */
    uint32_t is_timed; /* 1: rows below another time were looked for */
    uint32_t knows_joined; /* 1: cells with joined digits were looked for */
} bind_sheet;

/* `sheet` is zero, or one that nobody needs any more, whose room is used again. 0: latched. */
int bind_read_sheet(const form_context *context, const form_definition *definition,
                    const bind_index *index, uint32_t node, bind_sheet *sheet);

/* ---- bind/markup.c ---- */

/* A cell that is a value but for marks of emphasis and references to characters is that value. 0: latched. */
int bind_unmark(const form_context *context, const form_definition *definition, bind_cell *cell);

/* ---- bind/folded.c ---- */

/* The last row of the sheet goes on the one before it where a label of the form was broken there. 0: latched. */
int bind_unfold_row(const form_context *context, const bind_index *index, bind_sheet *sheet);

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

/* A short label says too little without its number: `（六）其他` is not `3.其他`. */
static inline int bind_is_other_number(const bind_cell *cell, const bind_entry *entry) {
    enum { SHORT = 9 }; /* bytes: three ideographs */
    return cell->plain.text.len <= SHORT && form_same(cell->plain.text, entry->plain.text) &&
           cell->plain.number != 0 && entry->plain.number != 0 &&
           cell->plain.number != entry->plain.number;
}

/* ---- bind/stream.c: a table whose structure is gone ---- */

/* The bytes of a piece of the source; 0: it is no text. 1: the lines that were joined into the node's text can be told
 * apart again, as their lengths add up to it. */
size_t bind_length_of_line(const form_context *context, uint32_t origin);
int bind_has_lines(const form_context *context, uint32_t node);

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

/* 1: the stream is longer than any page, and no row of it has a number too many: lines hold no numbers of pages. */
int bind_is_unpaged(const bind_sheet *sheet);

/* The paragraphs of the section of a model's table as rows of labels and values. Without rows: there is nothing of the
 * kind. 0: latched. */
int bind_read_stream(const form_context *context, const form_reading *reading,
                     const form_report *report, const bind_index *index, uint32_t model,
                     bind_sheet *sheet);

/* ---- bind/lines.c ---- */

/* The section of a model's table as rows, where it is aligned text and each word and number in it is the table's. Without rows: it
 * is not, or not so. 0: latched. */
int bind_read_lines(const form_context *context, const form_report *report, const bind_index *index,
                    uint32_t model, bind_sheet *sheet);

/* ---- bind/lines_take.c ---- */

/* Where tables of a report are looked for. */
typedef struct bind_search {
    const form_context *context;
    const form_reading *reading;
    const form_report *report;
    const bind_index *index;
} bind_search;

/* Tables that their sections tell line by line take the place of what was found there; `others` (or NULL) as in bind_find_tables,
 * `sums`: what speaks for each version. 0: latched. */
int bind_take_lines(const bind_search *s, form_list *found, form_list *others, uint32_t *sums);

/* ---- bind/tables.c ---- */

/* A node that is a table of the form, or a part of one. */
typedef struct bind_found {
    bind_sheet sheet;
    uint32_t model;
    uint32_t score;
    uint32_t rows;       /* labels of rows that stand in it, wherever */
    uint32_t strays;     /* of them, those behind a value */
    uint32_t is_crowded; /* 1: more nodes are this table than were kept */
    uint32_t is_aside;   /* 1: it is another's, and the report's own stands beside it */
} bind_found;

/* All of one report, each in the version that explains the labels of its kind best. `others` (or NULL): the sheets of the
 * nodes that are no table of the form. */
int bind_find_tables(const form_context *context, const form_reading *reading,
                     const form_report *report, bind_index *index, form_list *found,
                     form_list *others);

/* ---- bind/thousands.c ---- */

/* 1: some row of a text adds up only with thousands put on the numbers before them. */
int bind_is_parted(const bind_sheet *sheet);

/* 1: three digits stand behind a number that they may belong to. */
int bind_may_be_parted(const bind_sheet *sheet, const bind_row *row);

/* ---- bind/open.c ---- */

/* The reading with the open rows of one report spelt out; `set` holds its definitions. 0: latched. */
int bind_open_rows(const form_context *context, const form_reading *reading,
                   const form_report *report, form_set *set, form_reading *out);

/* ---- bind/labels.c, bind/align.c ---- */

/* A row of the form that a source row can be: a leaf, or a group that is printed as one row. */
typedef struct bind_target {
    uint32_t head, block;
    uint32_t row; /* the first source row that is it; SHEAF_NONE */
    /* 1: rows without label stand where it should, and which is it cannot be told */
    uint32_t is_open;
} bind_target;

/* A source row as a row of the form. */
typedef struct bind_point {
    uint32_t row, target;
    uint32_t weight;
    uint32_t label; /* cell of the sheet */
    uint32_t how;
    uint32_t ahead, behind; /* the heaviest chains that end and begin here */
} bind_point;

typedef struct bind_plan {
    const form_context *context;
    const bind_index *index;
    const bind_model *model;
    uint32_t model_index;
    bind_sheet *sheet;
    form_list targets;   /* bind_target, in the order of the form */
    uint32_t *target_of; /* of each head of the definition; SHEAF_NONE */
    form_list points;    /* bind_point, by row */
    uint32_t nears;      /* how many rows were compared letter by letter */
    uint32_t is_alone;   /* 1: no other node is this table, too */
    /* 1: the thousands of numbers are cells of their own in tables of the report */
    uint32_t is_parted;
    /* 1: a long stream of the report shows that no numbers of pages stand in its lines */
    uint32_t is_unpaged;
    uint32_t ways_left; /* see bind_ways */
    uint32_t year;      /* of the report; 0: not stated */
} bind_plan;

/* ---- bind/others.c ---- */

/* 1: the text names a time that the label does not: another year, last year, half of one. It is near to the label and another
 * quantity. */
int bind_tells_another_time(const bind_plan *plan, sheaf_str text, sheaf_str label);

/* 1: it is such a word, and hardly anything else. */
int bind_is_another_time(const bind_plan *plan, sheaf_str text);

/* 1: it names one that no label of the table does. */
int bind_is_time_of_none(const bind_plan *plan, sheaf_str text);

/* ---- bind/units.c ---- */

/* 1: the text has a unit of that unit's kind, and not that one. */
int bind_is_in_another_unit(const form_captions *captions, sheaf_str text, sheaf_str unit);

/* ---- bind/stacked.c ---- */

/* A label of the form that the lines around a row of values make up: one of its cells, its text (empty: there is none, or
 * several), and BIND_BY_LINES or, where all of it stands on one side, BIND_BY_LINE. */
typedef struct bind_stacked {
    uint32_t label, how;
    sheaf_str text;
} bind_stacked;

/* 0: latched. */
int bind_find_stacked(const bind_plan *plan, uint32_t row, bind_stacked *out);

int bind_list_targets(bind_plan *plan);
int bind_list_points(bind_plan *plan);

/* Gives each row its target. */
int bind_align(bind_plan *plan);

/* The same for rows without label at the end of a part and at the beginning of the next. */
void bind_align_across(bind_plan *above, bind_plan *below);

/* 1: another version of the table has a group of rows where this one has that row. */
int bind_is_group_elsewhere(const bind_plan *plan, uint32_t target);

/* ---- bind/cut.c ---- */

/* 1: the label is long enough, and the beginning of the entry's. */
int bind_is_cut(const bind_entry *entry, const form_plain *label);

/* The one row's label that begins so; NULL: none, or several do, or it is too short. */
const bind_entry *bind_find_cut(const bind_plan *plan, const form_plain *label);

/* ---- bind/which.c ---- */

/* 1: the rows of values that are taken for that row of the form say the same in nearly every cell: one row, printed twice. */
int bind_are_called_one(const bind_plan *plan, uint32_t target);

/* The entry is a label of a row of the same table, in whatever version. */
static inline int bind_names_row(const bind_plan *plan, const bind_entry *entry) {
    return entry->axis == BIND_ROW &&
           form_same(bind_table_of(bind_model_at(plan->index, entry->model))->key,
                     bind_table_of(plan->model)->key);
}

static inline bind_target *bind_target_at(const bind_plan *plan, uint32_t i) {
    return FORM_AT(plan->targets, bind_target, i);
}
/* How many columns the row of the form has. */
static inline uint32_t bind_width_of_target(const bind_plan *plan, uint32_t t) {
    return bind_width_of(plan->model->definition, bind_target_at(plan, t)->block);
}

#endif
