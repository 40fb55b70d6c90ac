/* What the files of write_html share: the page on its way out, what is known of the document before the first
 * byte (anchors, outline, grids), and the parts of the page. A failed output swallows what is put into it; the next
 * tick says so. Anchors are a letter and a number (n node, r repair, q finding, f fact, d diagnostic, x note
 * reference, b bookmark, v table of values), so nothing of the source can get into an id. */
#ifndef HTML_H
#define HTML_H

#include "words.h"
#include <sheaf/plugin.h>
#include <string.h>

/* The most that one html_room may ask for; what has no such bound is put in pieces. */
#define HTML_PIECE 1024u

/* What is said at a node, or leads to it. In the order in which marks are printed. */
typedef enum html_mark_kind {
    HTML_FINDING = 0, /* index: of findings[] */
    HTML_REPAIR,      /* index: of repairs[] */
    HTML_FACT,        /* index: of facts[] */
    HTML_DIAGNOSTIC,  /* index: of diagnostics[] */
    HTML_NOTE,        /* index: of the run that refers to this footnote */
    HTML_OPERAND, /* index: of findings[]: one of many values that it compares; outlined, no mark */
    HTML_ASIDE,   /* index: of findings[]: one that does not count; nothing is shown */
    HTML_ROW      /* index: of repairs[]: a cell of a row whose values are ambiguous; no mark */
} html_mark_kind;

typedef struct html_mark {
    uint32_t node;
    uint32_t kind;
    uint32_t index;
} html_mark;

/* Keys that are looked up: sorted by text, then by group (the report that a fact is of, or 0), then by index. */
typedef struct html_key {
    sheaf_str text;
    uint32_t group;
    uint32_t index;
} html_key;

typedef struct html_keys {
    const html_key *items;
    uint32_t count;
} html_keys;

/* A table as HTML can say it: rows and columns in which no cell begins are left out, as HTML forbids them.
 * row_at[r] is how many rows before r are kept; the same for columns. */
typedef struct html_grid {
    const uint32_t *row_at;
    const uint32_t *column_at;
    uint32_t head; /* rows of the grid that make up the thead */
    uint32_t row;  /* the row that is open, SHEAF_NONE before the first */
} html_grid;

typedef struct html_out {
    const sheaf_host *host;
    sheaf_job *job;
    const sheaf_document *document;
    char *base; /* room lent by the host; base up to `at` is written and not committed yet */
    char *at;
    char *end;
    uint32_t failed;
    html_language language;
    uint32_t hide_furniture;
    uint64_t figure_room;   /* bytes of figures that may still be embedded */
    uint32_t title;         /* the node that is the page's h1, or SHEAF_NONE */
    uint32_t hidden;        /* blocks of furniture that are left out */
    uint32_t tables;        /* printed so far */
    uint32_t entries;       /* headings of the contents */
    uint32_t depth;         /* sections that are open */
    uint32_t reports;       /* of forms in the file, at least 1 */
    uint32_t pivots;        /* tables of values printed so far */
    const uint8_t *levels;  /* by headings[]: 2 and more; 0 where it is no heading of the page */
    const html_mark *marks; /* sorted by node, kind, index; each once */
    const html_mark *by_record; /* the same, sorted by kind, index, node */
    uint32_t mark_count;        /* of them */
    uint32_t *unsure;    /* by repairs[]: the first value + 1 that it leaves ambiguous, or 0 */
    html_keys facts;     /* by key */
    html_keys bookmarks; /* by name; index: of runs[] */
    html_grid *grids;    /* by tables[] */
    char swallow[HTML_PIECE];
} html_out;

#define HTML_COUNT(array) (sizeof(array) / sizeof *(array))

static inline const sheaf_node *html_node(const html_out *out, uint32_t n) {
    return SHEAF_AT(out->document->nodes, sheaf_node, n);
}

/* ---- emit.c: bytes, escaped text, numbers ---- */

typedef enum html_breaks {
    HTML_BR,   /* a line feed becomes <br> */
    HTML_RAW,  /* it stays: preformatted text */
    HTML_BLANK /* it becomes a space: attributes and titles */
} html_breaks;

void html_flush(html_out *out);
void html_refill(html_out *out, size_t bytes);
void html_pass(html_out *out, sheaf_str bytes); /* as they are */
void html_text(html_out *out, sheaf_str text, html_breaks breaks);
void html_number(html_out *out, uint64_t value);
void html_decimal(html_out *out, sheaf_decimal value);
void html_percent(html_out *out, uint32_t ten_thousandths);
void html_base64(html_out *out, sheaf_str bytes);

/* Room for `bytes` (up to HTML_PIECE) from out->at on. */
static inline void html_room(html_out *out, size_t bytes) {
    if ((size_t)(out->end - out->at) < bytes)
        html_refill(out, bytes);
}

/* Short constant text. */
static inline void html_put(html_out *out, sheaf_str text) {
    html_room(out, text.len);
    memcpy(out->at, text.ptr, text.len);
    out->at += text.len;
}

#define HTML_PUT(out, literal) html_put((out), SHEAF_STR(literal))

static inline void html_word(html_out *out, html_word_id id) {
    html_put(out, html_word_of(out->language, id));
}

void html_attribute(html_out *out, sheaf_str name, sheaf_str value); /* ` name="value"` */
void html_anchor(html_out *out, sheaf_str attribute, char letter, uint64_t number);

/* ---- text.c: what a text looks like ---- */

int html_is_same(sheaf_str a, sheaf_str b);
int html_is_blank(sheaf_str text);
int html_is_numeric(sheaf_str text); /* reads as a number, or as a mark in place of one */
html_language html_language_of(const sheaf_document *document);

/* ---- css.c ---- */

const sheaf_str *html_css(size_t *count); /* the style, in pieces */

/* ---- place.c ---- */

void html_place(html_out *out, const sheaf_origin *origin);
void html_origin(html_out *out, const sheaf_node *node); /* ` data-origin="..."` if any */

/* ---- link.c ---- */

/* ` href="..."` of a target that may be followed; 0 and nothing where it may not. */
int html_href(html_out *out, sheaf_str target);

/* ---- runs.c ---- */

void html_inline(html_out *out, uint32_t n, html_breaks breaks);

/* ---- index.c: what is known before the first byte ---- */

int html_is_hidden(const html_out *out, uint32_t n);
uint32_t html_find_key(const html_keys *keys, sheaf_str text,
                       uint32_t group); /* its index, or SHEAF_NONE */
html_keys html_sort_keys(html_key *items, uint32_t count);
uint32_t html_first_mark(const html_out *out, uint32_t n); /* place in marks, SHEAF_NONE for none */
int html_has_mark(const html_out *out, html_mark mark);
/* The node that a run refers to as its footnote; SHEAF_NONE where there is none to be seen. */
uint32_t html_note_of(const html_out *out, const sheaf_run *run);
sheaf_status html_make_index(html_out *out);

/* ---- slot.c ---- */

const sheaf_cell *html_cell(const html_out *out, uint32_t n); /* of a node that is a cell */

/* The cell that holds the slot, or SHEAF_NONE. */
uint32_t html_find_cell(const html_out *out, uint32_t table, uint32_t row, uint32_t column);

/* ---- point.c: what a finding points at ---- */

/* Whether it failed and nobody said that it does not count. */
int html_counts(const sheaf_finding *finding);

/* Calls `found` for each node that the finding is about, with HTML_FINDING, HTML_OPERAND or HTML_ASIDE. */
typedef void html_found(void *to, uint32_t node, html_mark_kind kind, uint32_t finding);
void html_point(const html_out *out, uint32_t finding, html_found *found, void *to);

/* ---- outline.c ---- */

sheaf_status html_make_outline(html_out *out);
void html_contents(html_out *out);

/* ---- marks.c: what is said at a node, and links back ---- */

int html_has_id(const html_out *out, uint32_t n, const sheaf_node *node);
/* The severity of the worst finding that raises the node, SHEAF_NONE for none. */
uint32_t html_raised(const html_out *out, uint32_t n);
void html_mark_classes(html_out *out, uint32_t n, uint32_t *count);
void html_class(html_out *out, uint32_t *count, sheaf_str name); /* one more in ` class="..."` */
void html_fact_keys(html_out *out, uint32_t n);
void html_finding_list(html_out *out, uint32_t n); /* ` data-finding="q1 q2"` if any */
int html_has_marks(const html_out *out, uint32_t n);
void html_marks(html_out *out, uint32_t n);

/* Where the nodes at which a record is marked begin in by_record, SHEAF_NONE for none; and the links to them. */
uint32_t html_find_place(const html_out *out, html_mark_kind kind, uint32_t index);
void html_places(html_out *out, uint32_t first);

/* ---- table.c ---- */

sheaf_status html_open_table(html_out *out, uint32_t n, const sheaf_node *node);
void html_close_table(html_out *out, uint32_t n, const sheaf_node *node);
void html_open_cell(html_out *out, uint32_t n, const sheaf_node *node);
void html_close_cell(html_out *out, uint32_t n, const sheaf_node *node);

/* ---- blocks.c, figure.c ---- */

/* `<name id class data-origin`, without the closing `>`; `name` may bring a class. */
void html_open_tag(html_out *out, uint32_t n, const sheaf_node *node, sheaf_str name,
                   sheaf_str class);
void html_figure(html_out *out, uint32_t n, const sheaf_node *node);
sheaf_status html_blocks(html_out *out);

/* ---- edge.c: the outline around the values that a finding compares ---- */

void html_edges(html_out *out, uint32_t n, uint32_t *count);

/* ---- head.c, legend.c: what stands before the document ---- */

sheaf_str html_meta(const html_out *out, sheaf_str key); /* empty: not stated */
void html_head(html_out *out);
void html_legend(html_out *out);

/* ---- records.c, findings.c, values.c: what stands behind it ---- */

void html_begin_list(html_out *out, sheaf_str anchor, html_word_id word);
void html_begin_record(html_out *out, char letter, uint32_t i, html_word_id tag);
void html_row_head(html_out *out, sheaf_str text);
void html_heads(html_out *out, const html_word_id *words, size_t count);
sheaf_status html_records(html_out *out);
sheaf_status html_findings(html_out *out);

/* Findings by group: errors, warnings, notes, not assessable, suppressed. */
#define HTML_FINDING_GROUPS 5u
void html_count_findings(const html_out *out, uint32_t counts[HTML_FINDING_GROUPS]);
void html_finding_group(uint32_t g, sheaf_str *anchor, html_word_id *word);

sheaf_status html_values(html_out *out);

#endif
