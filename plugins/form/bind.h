/* What the files of the binding share: a source table as rows of cells, the labels of the form as an index, and what was
 * decided for each cell of the form. The parts, in the order in which form_bind goes through them: index, values, rows,
 * tables (a node is which table, in which version), labels and align (a source row is which row), columns and starts,
 * places (which value is in which column), ways, wraps, book (decisions become repairs, facts and forms records). */
#ifndef BIND_H
#define BIND_H

#include "form.h"

/* ---- bind_values.c ---- */

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

/* ---- bind_index.c ---- */

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
    uint64_t hash;
    uint32_t next; /* with the same hash bucket; SHEAF_NONE ends */
    uint32_t model, block, axis;
    uint32_t head;  /* SHEAF_NONE for labels above */
    uint32_t kind;  /* form_label_kind */
    uint32_t stamp; /* of the node that was counted last */
} bind_entry;

typedef struct bind_index {
    form_list models;  /* bind_model */
    form_list entries; /* bind_entry */
    uint32_t *buckets;
    uint32_t mask;
} bind_index;

int bind_build_index(const form_context *context, const form_reading *reading, bind_index *out);

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
static inline const form_cell *bind_cell_of(const form_definition *definition, uint32_t i) {
    return FORM_AT(definition->cells, const form_cell, i);
}

/* ---- bind_rows.c ---- */

typedef struct bind_cell {
    uint32_t node, column, width;
    uint32_t kind; /* bind_kind */
    sheaf_str text;
    uint32_t is_glued;    /* 1: words that a value stands behind in the same cell */
    form_plain plain;     /* of words */
    uint32_t is_put_back; /* 1: some of its characters are printed as others */
    bind_number number;
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
    BIND_BY_LINE = 1u << 6   /* its label stands in the line beside it, where no value does */
};

typedef struct bind_row {
    form_span cells;   /* of the sheet's, without fillers */
    uint32_t line;     /* of the grid */
    uint32_t labels;   /* how many of the cells stand before the values */
    uint32_t values;   /* how many cells from there on hold a number or a mark */
    uint32_t is_torn;  /* 1: slots inside it were filled by the host */
    uint32_t target;   /* of bind_plan.targets; SHEAF_NONE: none */
    uint32_t how;      /* BIND_BY_* */
    uint32_t label;    /* the cell that it was recognised by; SHEAF_NONE */
    uint32_t is_known; /* 1: its labels are those of the form, or it has none */
    uint32_t group;    /* head that its last label names, where that is no target; SHEAF_NONE */
    uint32_t told;     /* BIND_TOLD_*: of a stream */
} bind_row;

/* A table node as rows. */
typedef struct bind_sheet {
    uint32_t node;
    uint32_t is_certain; /* 1: the reader knows the geometry of its cells */
    uint32_t is_aligned; /* 1: it was read from text whose columns were told from white space */
    uint32_t columns;
    form_list rows;  /* bind_row: those that are not blank */
    form_list cells; /* bind_cell */
    uint32_t
        zeros; /* 0: not counted yet, 1: no number is 0 (blanks may stand for it), 2: some are */
    unsigned char *used;     /* of each grid column: 1 where a cell in it is not blank */
    uint32_t is_stream;      /* 1: bind_stream.c made it of text without any table */
    uint32_t signs;          /* BIND_SIGN_*: of a stream */
    uint32_t headed;         /* of a stream: the block whose header was looked at, plus 1 */
    uint32_t is_headed;      /* 1: it is whole */
    uint32_t tested, failed; /* sums inside whole rows that were asked, and those that fail */
    uint32_t bare; /* 0: not looked yet, 1: each row of values has a label, 2: some have none */
} bind_sheet;

/* `sheet` is zero, or one that nobody needs any more, whose room is used again. 0: latched. */
int bind_read_sheet(const form_context *context, const form_definition *definition,
                    const bind_index *index, uint32_t node, bind_sheet *sheet);

static inline bind_row *bind_row_at(const bind_sheet *sheet, uint32_t i) {
    return FORM_AT(sheet->rows, bind_row, i);
}
static inline bind_cell *bind_cell_at(const bind_sheet *sheet, uint32_t i) {
    return FORM_AT(sheet->cells, bind_cell, i);
}

/* ---- bind_stream.c: a table whose structure is gone ---- */

/* The bytes of a piece of the source; 0: it is no text. 1: the lines that were joined into the node's text can be told
 * apart again, as their lengths add up to it. */
size_t bind_length_of_line(const form_context *context, uint32_t origin);
int bind_has_lines(const form_context *context, uint32_t node);

/* What is known of a row of a stream. */
enum {
    BIND_TOLD_CLEAN = 1u << 0,  /* all words before its values are labels of the form */
    BIND_TOLD_HEADER = 1u << 1, /* labels of columns and what stands above them */
    BIND_TOLD_PAGED = 1u << 2,  /* a page ends inside it, or furniture stands there */
    BIND_TOLD_ENDED = 1u << 3   /* the next section of the form begins right behind it */
};

/* What a stream shows of numbers that are lost or were added. */
enum {
    BIND_SIGN_SEEN = 1u << 0,  /* the rows were looked at */
    BIND_SIGN_MORE = 1u << 1,  /* numbers that are no value: page numbers */
    BIND_SIGN_FEWER = 1u << 2, /* rows with fewer numbers than columns: blanks left no trace */
    BIND_SIGN_LOST =
        1u << 3 /* rows or labels are gone, or numbers, since blanks as 0 give no sum */
};

/* The paragraphs of the section of a model's table as rows of labels and values. Without rows: there is nothing of the
 * kind. 0: latched. */
int bind_read_stream(const form_context *context, const form_reading *reading,
                     const form_report *report, const bind_index *index, uint32_t model,
                     bind_sheet *sheet);

/* ---- bind_tables.c ---- */

/* A node that is a table of the form, or a part of one. */
typedef struct bind_found {
    bind_sheet sheet;
    uint32_t model;
    uint32_t score;
    uint32_t rows;       /* labels of rows that stand in it, wherever */
    uint32_t strays;     /* of them, those behind a value */
    uint32_t is_crowded; /* 1: more nodes are this table than were kept */
} bind_found;

/* All of one report, each in the version that explains the labels of its kind best. `others` (or NULL): the sheets of the
 * nodes that are no table of the form. */
int bind_find_tables(const form_context *context, const form_reading *reading,
                     const form_report *report, bind_index *index, form_list *found,
                     form_list *others);

/* 1: the node stands in the section of the model's table. */
int bind_is_in_place(const form_report *report, const bind_model *model, uint32_t node);

/* ---- bind_open.c ---- */

/* The reading with the open rows of one report spelt out; `set` holds its definitions. 0: latched. */
int bind_open_rows(const form_context *context, const form_reading *reading,
                   const form_report *report, form_set *set, form_reading *out);

/* ---- bind_labels.c, bind_align.c ---- */

/* A row of the form that a source row can be: a leaf, or a group that is printed as one row. */
typedef struct bind_target {
    uint32_t head, block;
    uint32_t row; /* the first source row that is it; SHEAF_NONE */
    uint32_t
        is_open; /* 1: rows without label stand where it should, and which is it cannot be told */
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
    uint32_t ways_left;  /* see bind_ways */
} bind_plan;

int bind_list_targets(bind_plan *plan);
int bind_list_points(bind_plan *plan);

/* Gives each row its target. */
int bind_align(bind_plan *plan);

/* The same for rows without label at the end of a part and at the beginning of the next. */
void bind_align_across(bind_plan *above, bind_plan *below);

/* 1: another version of the table has a group of rows where this one has that row. */
int bind_is_group_elsewhere(const bind_plan *plan, uint32_t target);

static inline bind_target *bind_target_at(const bind_plan *plan, uint32_t i) {
    return FORM_AT(plan->targets, bind_target, i);
}

/* ---- bind_columns.c ---- */

/* A column label that was read with a repair. */
typedef struct bind_column_label {
    uint32_t head, cell, how;
} bind_column_label;

/* A column of the form: where its header cell stands. */
typedef struct bind_column {
    uint32_t head;
    uint32_t place, width; /* grid columns; place SHEAF_NONE: not found */
    uint32_t cell;         /* of the sheet; SHEAF_NONE */
    uint32_t is_doubted;   /* 1: it is labelled with another unit than the form's */
} bind_column;

/* What is known of the columns of one block in one sheet.
 *   is_gridded   the places of its header cells say in which columns values stand, but for a shift of all
 *   is_strange   it lacks a column of the form, and has words that are none of the form's
 *   is_mapped    the geometry is certain and columns have their header cells; those without are not there
 *   is_shuffled  the header is in another order than the form */
typedef struct bind_columns {
    uint32_t block;
    form_list leaves;    /* bind_column */
    form_list strangers; /* uint32_t: header cells with words that are none of the form's */
    uint32_t is_gridded, is_strange, is_mapped, is_shuffled;
    uint32_t start;   /* where the header says that values begin; SHEAF_NONE */
    form_list labels; /* bind_column_label */
    form_list
        printed; /* uint32_t: leaves in the order of their labels, where that is not the form's */
} bind_columns;

int bind_read_columns(const bind_plan *plan, uint32_t block, bind_columns *out);

static inline bind_column *bind_column_at(const bind_columns *columns, uint32_t i) {
    return FORM_AT(columns->leaves, bind_column, i);
}

/* ---- bind_heads.c ---- */

/* What the printed labels, in their order, say of a text without geometry. 0: latched. */
int bind_list_heads(const bind_plan *plan, uint32_t first, uint32_t end, bind_columns *out);

/* ---- bind_torn.c ---- */

/* *is_unsure 1: the pieces of labels above the table do not make up all columns of the form in its order. 0: latched. */
int bind_read_torn(const bind_plan *plan, uint32_t block, uint32_t *is_unsure);

/* ---- bind_starts.c ---- */

/* Columns where the values of a row may begin, told from whole rows near it. */
typedef struct bind_starts {
    uint32_t at[2];
    uint32_t count; /* 0: nothing tells; 2: those above and below begin in different columns */
} bind_starts;

/* 1: the row has a cell for each column, and nothing but them behind its labels. */
int bind_is_packed(const bind_plan *plan, const bind_columns *columns, uint32_t row);

bind_starts bind_starts_of(const bind_plan *plan, const bind_columns *columns, uint32_t row);

/* ---- bind_ways.c ---- */

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

/* ---- bind_places.c ---- */

/* How a row was read, for its repair. */
typedef enum bind_reading {
    BIND_PLAIN,
    BIND_SHIFTED, /* all values, with a column of blanks among them */
    BIND_GAP,     /* fewer values than columns */
    BIND_EXTRA,   /* more */
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
    BIND_MOVED,    /* by its number or out of order: the sums over rows must not speak against it */
    BIND_TESTABLE, /* it has blanks: no sum may speak against it */
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

int bind_place_row(const bind_plan *plan, const bind_columns *columns,
                   const bind_identities *identities, uint32_t row, bind_places *out);

/* ---- bind_glued.c ---- */

/* Opens what a number that is two, with those up to a blank moved over, contradicts, where only so the sums hold. 1: there is
 * such a way. */
int bind_open_glued(const bind_identities *identities, bind_slot *slots, uint32_t count);

/* ---- bind_displaced.c ---- */

/* 1: labels and values of aligned text came apart here, so that the row's numbers may be another's. */
int bind_is_displaced(const bind_plan *plan, uint32_t row);

/* ---- bind_doubt.c ---- */

/* Takes the values from a row whose plain reading something printed speaks against. */
void bind_doubt_row(const bind_plan *plan, const bind_columns *columns,
                    const bind_identities *identities, uint32_t row, bind_places *places);

/* ---- bind_heads.c: the same below labels that are not the form's in its order ---- */

int bind_place_heads(const bind_plan *plan, const bind_columns *columns,
                     const bind_identities *identities, uint32_t row, bind_places *out);

/* ---- bind_stream_rows.c: the same for a row of a stream ---- */

int bind_place_stream(const bind_plan *plan, const bind_columns *columns,
                      const bind_identities *identities, uint32_t row, bind_places *out);

/* ---- bind_wraps.c ---- */

/* Looks for digits of the row's numbers in the lines above and below it, where only they stand. 0: latched. */
int bind_join_wraps(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                    bind_places *places);

/* ---- bind_book.c ---- */

/* A deviation from the plain reading, before it has an id. */
typedef struct bind_repair {
    const char *kind;
    sheaf_str pattern; /* of the keys of the facts that it places; `t3.new_received.*` */
    sheaf_str before, after, evidence;
    uint32_t node;       /* the label or cell; SHEAF_NONE */
    uint32_t confidence; /* ten-thousandths */
    uint32_t id;         /* once it is stated */
    uint32_t part_count; /* where one fact was put together: its nodes in order */
    uint32_t parts[BIND_PARTS];
} bind_repair;

enum { BIND_REPAIRS = 8 };

/* What was decided for a cell of the form. */
typedef struct bind_fact {
    uint32_t status; /* sheaf_fact_status */
    uint32_t node;   /* or SHEAF_NONE */
    uint32_t is_bound;
    sheaf_decimal value;
    sheaf_str raw;
    uint32_t repair_count;
    uint32_t repairs[BIND_REPAIRS]; /* of bind_book.repairs */
} bind_fact;

/* A cell that no row of the source speaks of has none. */
int bind_has_value(const bind_fact *fact);

/* A repair of an earlier stage. */
typedef struct bind_earlier {
    uint32_t node, id;
    uint32_t known; /* of bind_book.repairs, if it has this id there */
} bind_earlier;

/* One table of the form in one report. */
typedef struct bind_book {
    const form_context *context;
    const form_report *report;
    const bind_model *model;
    bind_fact *facts;      /* one a cell of the definition, used for those of the table */
    unsigned char *chosen; /* one a cell of the definition: 1 where the report has it */
    form_list repairs;     /* bind_repair */
    uint32_t is_plain;     /* 1: --no-repair */
    form_list earlier;     /* bind_earlier, by node; none with --no-repair */
    uint32_t changed;      /* a node of the table that earlier repairs changed; SHEAF_NONE */
} bind_book;

/* The index of a new repair; SHEAF_NONE: latched. */
uint32_t bind_add_repair(bind_book *book, const bind_repair *repair);

/* What one source row says of a cell. `repairs` are those that it needed. */
void bind_record(bind_book *book, uint32_t cell, const bind_sheet *sheet, const bind_slot *slot,
                 form_span repairs);
void bind_link(bind_book *book, uint32_t cell, uint32_t repair);

/* The key of a row's facts as a pattern, `t3.outcome.total.*`; of a column's, `t2.*.issued`. */
sheaf_str bind_row_pattern(const bind_book *book, uint32_t head);
sheaf_str bind_column_pattern(const bind_book *book, uint32_t head);

sheaf_origin bind_origin_of(const form_context *context, uint32_t node);

/* States repairs and facts. */
int bind_state_facts(bind_book *book);

/* ---- bind_earlier.c: 0: latched ---- */

int bind_list_earlier(bind_book *book);
/* 1: records of earlier stages are about the table or its cells. */
int bind_is_changed(const bind_book *book, uint32_t node);
/* The fact names the records about its cell. */
void bind_link_earlier(bind_book *book, uint32_t cell);
/* States where each fact of a changed table was read. */
int bind_state_changed(bind_book *book, uint32_t node);

/* ---- bind_stream_sums.c ---- */

/* Takes their values from rows of a stream that sums over the rows speak against. */
void bind_doubt_stream(bind_book *book, const form_equations *equations, const bind_plan *plan);

/* ---- bind_repairs.c: the repairs of a row, of a column label. 0: latched ---- */

int bind_state_row(bind_book *book, const bind_plan *plan, const bind_places *places, uint32_t row);
int bind_state_wrap(bind_book *book, const bind_plan *plan, const bind_wrap *wrap, uint32_t cell,
                    sheaf_str after);
int bind_state_label(bind_book *book, const bind_plan *plan, const bind_column_label *label);

#endif
