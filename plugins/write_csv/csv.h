/* What the files of write_csv share. Output is written through lent room; a failed output swallows what is put
 * into it, and the next tick says so. A cell's text is never built: it is a sequence of pieces that is gone
 * through twice, once to see what it needs (quotes, an apostrophe) and once to write it. */
#ifndef CSV_H
#define CSV_H

#include <sheaf/plugin.h>
#include <string.h>

/* The most that one csv_room may ask for. */
#define CSV_PIECE 1024u

typedef enum csv_mode { CSV_AUTO, CSV_TABLES, CSV_FACTS, CSV_WIDE } csv_mode;

typedef struct csv_options {
    uint32_t mode;   /* csv_mode */
    uint32_t table;  /* the only table to write, from 1; 0: all */
    uint32_t repeat; /* 1: the text of a span in each of its slots */
    uint32_t delimiter;
    uint32_t bom;
    uint32_t keep; /* 1: formulas stay as they are */
} csv_options;

/* The cell that holds a slot of the row that is being written, and the first row that it does not hold. */
typedef struct csv_slot {
    uint32_t cell; /* node, or SHEAF_NONE */
    uint32_t until;
    sheaf_str text; /* where it is repeated in its slots; else its ptr is NULL */
} csv_slot;

typedef struct csv_out {
    const sheaf_host *host;
    sheaf_job *job;
    const sheaf_document *document;
    csv_options options;
    char *base; /* room lent by the host; base up to `at` is written and not committed yet */
    char *at;
    char *end;
    uint32_t failed;
    uint32_t fields;            /* in this row */
    uint32_t is_blank;          /* this row holds no byte yet */
    uint32_t is_first;          /* so does this file */
    uint32_t has_nul;           /* U+FFFD was written for a NUL */
    csv_slot *slots;            /* of the widest table */
    struct csv_column *columns; /* the same, see schema.c */
    sheaf_str *heads;           /* labels over the columns of a table, see schema.c */
    size_t head_room;
    const sheaf_form **forms; /* sorted, see fact.c */
    const sheaf_meta **meta;  /* the same */
    sheaf_str agency, year;   /* of the report meta_instance, once has_meta is 1 */
    uint32_t meta_instance, has_meta;
    char *list; /* see csv_list_add */
    size_t list_length, list_room;
    char swallow[CSV_PIECE];
} csv_out;

/* ---- options.c ---- */

sheaf_status csv_parse_options(csv_out *out);

/* ---- emit.c: bytes and JSON strings ---- */

void csv_flush(csv_out *out);
void csv_refill(csv_out *out, size_t bytes);
void csv_put(csv_out *out, sheaf_str text);
void csv_number(csv_out *out, uint64_t value);
void csv_json_string(csv_out *out, sheaf_str text);
void csv_json_text(csv_out *out, sheaf_str text); /* without its quotes */

/* Writes `value` so that it ends before `end`; returns where it begins. At most 20 bytes. */
char *csv_digits(char *end, uint64_t value);

/* Scratch for `need` elements that are written anew for each table or row; grows by doubling. 0: none. */
int csv_grow(csv_out *out, void **memory, size_t *room, size_t need, size_t element);

/* Room for `bytes` (up to CSV_PIECE) from out->at on. */
static inline void csv_room(csv_out *out, size_t bytes) {
    if ((size_t)(out->end - out->at) < bytes)
        csv_refill(out, bytes);
}

/* ---- text.c: what a cell says ---- */

/* The pieces of a text in order. A value: copy it to go through it again. */
typedef struct csv_pieces {
    const sheaf_document *document;
    uint32_t next, end; /* nodes to come */
    uint32_t run;       /* of the node, the next to look at */
    uint32_t strong;    /* not before it, see text.c */
    uint32_t node;
    uint32_t is_later; /* a node with text came before */
    uint32_t head, count;
    sheaf_str text; /* what is left of the node's */
    sheaf_str queue[5];
} csv_pieces;

csv_pieces csv_text(sheaf_str text);
csv_pieces csv_node_text(const csv_out *out, uint32_t node);
int csv_take(csv_pieces *pieces, sheaf_str *piece); /* 0: there is none left */

/* The whole text at once, for one that is asked for again and again. */
sheaf_str csv_whole_text(csv_out *out, uint32_t node);

sheaf_str csv_trim(sheaf_str text);        /* without outer Unicode white space */
size_t csv_space_in_front(sheaf_str text); /* bytes of one white space character, or 0 */

/* ---- formula.c ---- */

/* Would a spreadsheet run it, or would it after the apostrophes in front are taken away? */
int csv_is_formula(csv_pieces pieces);

enum { CSV_BLANK = 0, CSV_INTEGER = 1, CSV_DECIMAL = 2, CSV_WORDS = 4 };
unsigned csv_kind_of(csv_pieces pieces);

/* ---- field.c: fields, rows and files ---- */

void csv_file(csv_out *out, sheaf_str name); /* an empty name: the only one */
void csv_field(csv_out *out, csv_pieces pieces);
void csv_words(csv_out *out, sheaf_str text);
void csv_value(csv_out *out, sheaf_str number); /* of our own making: no formula */
void csv_end_row(csv_out *out);

/* A field of words with a blank between: words are added, then the field is written. */
void csv_list_add(csv_out *out, sheaf_str word);
void csv_list_field(csv_out *out);

/* ---- grid.c: the tables of a document, row by row ---- */

typedef struct csv_table {
    uint32_t node;
    uint32_t number; /* from 1 */
    uint32_t outer;  /* number of the table that it stands in a cell of, or 0 */
    uint32_t rows, columns;
    sheaf_str heading; /* the nearest above it */
    sheaf_str caption;
} csv_table;

typedef struct csv_walk {
    csv_out *out;
    uint32_t next;
    uint32_t number;
    uint32_t outer, outer_end;
    sheaf_str heading;
} csv_walk;

int csv_next_table(csv_walk *walk, csv_table *table);

typedef struct csv_grid {
    csv_out *out;
    const csv_table *table;
    uint32_t child; /* the next cell */
} csv_grid;

csv_grid csv_grid_of(csv_out *out, const csv_table *table);
void csv_grid_row(csv_grid *grid, uint32_t row); /* fills out->slots; rows in order */

/* The text that the slot shows; one without pieces where the cell's text stands in another slot. */
csv_pieces csv_slot_text(const csv_out *out, uint32_t row, uint32_t column);
const sheaf_cell *csv_slot_cell(const csv_out *out, uint32_t column); /* may be NULL */

sheaf_status csv_write_table(csv_out *out, const csv_table *table);

/* ---- name.c ---- */

#define CSV_NAME_MOST 255u

/* `07-三、….csv`: the number leads, with zeros as far as the number of tables needs them. */
sheaf_str csv_file_name(const csv_table *table, uint32_t tables, char name[CSV_NAME_MOST]);

/* ---- schema.c, package.c ---- */

/* What is known of a column: kinds of its texts, and whether its name is its own. `hash` and `place` are sorted
 * apart from the rest. */
typedef struct csv_column {
    uint64_t hash;
    uint32_t place;
    uint32_t kinds;    /* CSV_* */
    uint32_t is_named; /* 0: the number of the column must tell it from others */
} csv_column;

/* The members `dialect` and `schema` of a table, and how many of its cells have an apostrophe more. */
sheaf_status csv_put_schema(csv_out *out, const csv_table *table);
sheaf_status csv_write_package(csv_out *out, uint32_t tables);

/* ---- fact.c, finding.c, facts.c, wide.c ---- */

/* The five columns that facts and wide begin with: the report that a fact belongs to, and the form that it, or the
 * whole report, was read as. */
int csv_find_reports(csv_out *out); /* first of all; 0: no memory */
void csv_report_names(csv_out *out);
void csv_report_fields(csv_out *out, const sheaf_fact *fact, int is_whole);
void csv_value_field(csv_out *out, const sheaf_fact *fact);
sheaf_str csv_status_name(uint32_t status);

typedef struct csv_link {
    sheaf_str key;
    uint32_t instance; /* of the key */
    uint32_t node;
    uint32_t finding;
} csv_link;

/* Whether a finding failed and nobody said that it does not count. */
int csv_counts(const sheaf_finding *finding);

/* Findings that count by the fact key, or where they name no fact by the node, that they are about. */
typedef struct csv_links {
    csv_link *by_key, *by_node;
    size_t keys, nodes;
} csv_links;

int csv_find_links(csv_out *out, csv_links *links); /* 0: no memory */
void csv_findings_field(csv_out *out, const csv_links *links, const sheaf_fact *fact);

sheaf_status csv_write_facts(csv_out *out);
sheaf_status csv_write_wide(csv_out *out);

static inline int csv_same(sheaf_str a, sheaf_str b) {
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static inline int csv_compare(sheaf_str a, sheaf_str b) {
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

#endif
