/* What the files of the form library share: the definition of a form as it was loaded, the report of a document
 * that is read as it, and the calls between the stages. All knowledge of a form is data (forms/NAME.json); nothing
 * in the code knows a form. Everything here lives in scratch memory of the job and is read-only once it is made.
 */

/* The stages, each a group of files and callable from those below it only:
 *   room.c, text/           memory of the job; texts made comparable
 *   def/                    a definition file becomes a form_definition; several make a form_set
 *   doc/                    is the document such a report? its reports, sections, title, fields
 *   rule/                   rules as expressions over cells, compiled to equations and conditions
 *   bind/                   table cells become facts, each deviation a repair         (pass `form`)
 *   check/                  rules and structure become checks and findings            (pass `check`)
 *   show/                   a definition file as a document, with what lint says of it (reader `form-definition`)
 *   plugin.c                the three plugins of the library */
#ifndef FORM_H
#define FORM_H

#include <sheaf/plugin.h>
#include <string.h>

/* ---- room.c ---- */

struct form_definition;

/* What every stage is handed. */
typedef struct form_context {
    const sheaf_host *host;
    sheaf_job *job;
    const sheaf_document *document; /* NULL for the reader of definitions */
    const sheaf_keep
        *keep; /* room is taken from it, for definitions that outlive the job; NULL: scratch */
    /* whose characters are put back in comparable texts; NULL: the document has none of them */
    const struct form_definition *spelling;
} form_context;

/* Zeroed room for `count` elements; NULL: latched. What is stored into a definition, then or later, is taken with the context
 * of its file. */
void *form_room(const form_context *context, size_t count, size_t size);

/* A growing array in scratch memory. `at` is of the element's type. */
typedef struct form_list {
    void *at;
    uint32_t count, room, stride;
} form_list;

#define FORM_LIST_OF(type)                                                                         \
    (form_list) {                                                                                  \
        .stride = sizeof(type)                                                                     \
    }
#define FORM_AT(list, type, i) (&((type *)(list).at)[i])

/* A zeroed new element at the end; NULL: latched. It may move those before it. */
void *form_push(const form_context *context, form_list *list);

/* Room for `count` elements in all, where that is known. 0: latched. */
int form_reserve(const form_context *context, form_list *list, uint32_t count);

/* Of a list in the order of a number of its elements, which is `member` bytes into them: the first where it is at least that;
 * their count: none. */
uint32_t form_first_at(const form_list *list, size_t member, uint32_t least);

/* Texts put together: a copy of `parts` with `joiner` between them. ptr is NULL where there is no room: latched. */
sheaf_str form_join(const form_context *context, const sheaf_str *parts, uint32_t count,
                    sheaf_str joiner);

static inline int form_same(sheaf_str a, sheaf_str b) {
    return a.len == b.len && (a.len == 0 || a.ptr == b.ptr || memcmp(a.ptr, b.ptr, a.len) == 0);
}
int form_begins(sheaf_str text, sheaf_str start);

/* The bytes of the first of the signs that the text begins with; 0: with none. */
size_t form_begins_any(sheaf_str text, const char *const *signs, size_t count);

/* 1: the part stands somewhere in the text, or is empty. */
int form_holds(sheaf_str text, sheaf_str part);

/* Where the part begins, at `from` or behind it; SHEAF_NONE: it is not there, or empty. */
uint32_t form_find(sheaf_str text, sheaf_str part, size_t from);
int form_order(sheaf_str a, sheaf_str b); /* by bytes, as memcmp */

/* For tables in memory; it differs between machines. */
uint32_t form_hash(sheaf_str text, uint32_t seed);

/* A range of an array. */
typedef struct form_span {
    uint32_t first, count;
} form_span;

/* ---- text/label.c: NFKC through utf8proc, no white space, one kind of brackets, quotes and dashes ---- */

/* A label made comparable. `number` is the value of the enumeration that was split off the front (`一、` `（三）` `1.`
 * `1、` `(1)` `①` `2．`), 0 for none; its style does not count. */
typedef struct form_plain {
    sheaf_str text;
    uint32_t number;
} form_plain;

form_plain form_plain_label(const form_context *context, sheaf_str printed);

/* text/label_ends.c: a comparable text without the bullet, marks of emphasis and quotes around it; and without a stop behind it. */
sheaf_str form_bare_start(sheaf_str text);
sheaf_str form_bare_label(sheaf_str text);

/* The same without splitting an enumeration off. */
sheaf_str form_plain_text(const form_context *context, sheaf_str printed);

/* Edit distance of two comparable texts by code points, divided by the longer one's length, in ten-thousandths;
 * stops early at `most` (then the answer is any number above it). */
uint32_t form_distance(sheaf_str a, sheaf_str b, uint32_t most);

/* The same of a text that is held against many: its letters are taken once. */
enum { FORM_LETTERS = 512 };
typedef struct form_letters {
    sheaf_str text;
    uint64_t set;            /* of last bits */
    uint32_t count, is_long; /* is_long: it has more than there is room for, and is near nothing */
    uint32_t at[FORM_LETTERS];
} form_letters;
void form_take_letters(sheaf_str text, form_letters *out);
uint32_t form_letters_distance(const form_letters *a, sheaf_str b, uint32_t most);

/* How many letters the printed text has besides all of the label's in their order, but for doubled ones: `非行政许可` is no slip of
 * `行政许可`. 0 where it lacks one. */
uint32_t form_added_letters(sheaf_str printed, sheaf_str label);

enum {
    FORM_NEAR = 3000,
    FORM_MARGIN = 1500
}; /* a near label, and how much nearer than the second */

/* ---- text/running.c: what patterns see ---- */

/* Full-width signs become ASCII, brackets, quotes and dashes of one kind each; white space stays, as one blank, between
 * two letters or digits of ASCII only. ptr is NULL where there is no room: latched. */
sheaf_str form_running_text(const form_context *context, sheaf_str printed);

/* White space left out alike, signs as printed. */
sheaf_str form_close_up(const form_context *context, sheaf_str printed);

/* The bytes of `printed` that became bytes [first, end) of its running text. */
sheaf_str form_printed_range(sheaf_str printed, size_t first, size_t end);

/* ---- def/ ---- */

typedef struct form_message {
    sheaf_str zh, en;
} form_message;

/* A label as the form prints it, or as it was seen elsewhere (an alias: reading it is a repair, `label_alias`; a
 * `variant` is as good as the label itself and is no repair: brackets left out, say). */
typedef enum form_label_kind { FORM_PRINTED, FORM_VARIANT, FORM_ALIAS } form_label_kind;

typedef struct form_label {
    sheaf_str text;
    form_plain plain;
    uint32_t kind; /* form_label_kind */
} form_label;

typedef enum form_type {
    FORM_COUNT,  /* whole, not negative */
    FORM_AMOUNT, /* decimal, not negative */
    FORM_CHANGE, /* decimal, may be negative */
    FORM_TEXT    /* not a number: the fact keeps what is printed, status text */
} form_type;

enum {
    FORM_LEAF = 1u << 0,
    FORM_COLLAPSIBLE =
        1u << 1,               /* a group that a report may print as one row or column of its own */
    FORM_UNLABELLED = 1u << 2, /* the form prints no label for it (the one row of a record) */
    FORM_OPEN =
        1u << 3 /* stands for any number of rows with labels of their own; key KEY.1, KEY.2, ... */
};

/* A character that may be printed for one of a label, `總` for `总`. */
typedef struct form_character {
    uint32_t printed; /* code point */
    sheaf_str means;
} form_character;

/* A node of a header tree. A tree is a range in pre-order whose first node is the root: no label, empty key. */
typedef struct form_head {
    sheaf_str key;  /* dotted path below the root, `outcome.denied.state_secret` */
    sheaf_str path; /* printed labels below the root, joined with '/' */
    form_span labels;
    uint32_t parent; /* SHEAF_NONE for a root */
    uint32_t end;    /* one past its last descendant */
    uint32_t depth;  /* root: 0 */
    uint32_t at;     /* where it stands: a mark of the file of its table's version */
    uint32_t flags;
    uint32_t type; /* form_type: of the nearest head above that states one; columns before rows */
    sheaf_str unit;
} form_head;

/* A part of a table with header rows of its own. Most tables are one block. */
typedef struct form_block {
    form_span labels;       /* of the line above it, `第二十条第（一）项`; count 0: none */
    uint32_t rows, columns; /* roots in heads[] */
    form_span stubs; /* labels that may stand in the corner above the row labels, `信息内容` */
    form_span cells;
} form_block;

/* A cell that can be a fact. Row-major in the order of the header trees; the cells of a collapsible group stand
 * before those of its leaves. Open rows have one cell a column here, whose key is the pattern KEY.*.COLUMN. */
typedef struct form_cell {
    sheaf_str key;   /* `t3.new_received.total` */
    sheaf_str label; /* block, row and column labels, joined with '/' */
    uint32_t table, block;
    uint32_t row, column; /* heads */
    /* the collapsible row (or column) that it is the collapsed form of; SHEAF_NONE */
    uint32_t group;
    /* the collapsible row (or column) that, collapsed, takes its place; SHEAF_NONE */
    uint32_t within;
    uint32_t type;
    sheaf_str unit;
} form_cell;

typedef struct form_table {
    sheaf_str key;     /* `t3` */
    sheaf_str version; /* of the definition that states it; an inherited table keeps it */
    form_message name;
    uint32_t section; /* where it belongs; SHEAF_NONE: anywhere */
    form_span titles; /* labels that may stand above or in its first row */
    form_span blocks;
    form_span cells;
} form_table;

typedef struct form_section {
    sheaf_str key;  /* `s1` */
    sheaf_str path; /* its printed heading, `一、总体情况` */
    form_span labels;
    uint32_t level;    /* of its heading, from 1 */
    uint32_t parent;   /* SHEAF_NONE, or the section that it is a part of */
    uint32_t optional; /* 1: a report without it is complete */
} form_section;

typedef enum form_severity {
    FORM_INFO,
    FORM_WARNING,
    FORM_ERROR
} form_severity; /* = sheaf_severity */

/* Document fields (doc_*) and rules (rule_*) are loaded by their own stages. */
typedef struct form_field form_field;
typedef struct form_rule form_rule;

/* What a caption says of a table that is not the report's own: another part's, another time's, a draft. Lists of sheaf_str. */
typedef struct form_captions {
    form_list begins;    /* with these such a caption begins */
    form_list holds;     /* it holds one of these */
    form_list times;     /* other times: `上年` */
    form_list bodies;    /* names of bodies end in these */
    form_list tails;     /* words that stand behind a name: `数据` */
    form_list elsewhere; /* a line with one of these says that the table stands in another place */
    form_list annexes;   /* lines that begin an annex begin with these */
    form_list asides;    /* lines that say who made the table begin with these */
    form_list neutral; /* words that say nothing of whose the numbers are; none: any may be such */
    form_list units;   /* a line that states units holds one of these */
    form_list multipliers; /* what stands before the last character of a unit: `万` */
    form_list own;         /* words of captions of the report's own table: `全年` */
    /* a part of a sentence with one of these speaks of the table below it: `下表` */
    form_list pointers;
    form_list compares; /* and one with these does not say whose it is: `比上年` */
    form_list samples;  /* a row with one of these shows how the form is filled in: `示例` */
    /* of lines below a table */
    form_list notes; /* they begin with these: `注` */
    form_list
        backs; /* a part of a sentence with one of these speaks of the table above it: `以上` */
    form_list states;  /* what the numbers are stands behind one of these: `为` */
    form_list excuses; /* and a part with one of these does not say it: `不含` */
    form_list mends; /* a part with one of these and a number corrects one of the table: `应为` */
    form_list pages; /* words around the number of a page: `第` */
} form_captions;

/* A word that makes a text another label than the form's, however near it is. */
typedef struct form_unlike {
    sheaf_str text; /* comparable */
    uint32_t at;    /* where the file has it: form_value */
} form_unlike;

typedef struct form_definition {
    /* Where open rows were spelt out for a report (bind/row/open.c): as it stands in the file, and each head there. */
    const struct form_definition *written;
    const uint32_t *written_heads;
    sheaf_str id, version, file; /* file: for messages */
    form_list chain; /* form_source * (def/def.h): its file, then those that it extends */
    form_message title;
    uint32_t from_year, to_year; /* of reports; 0: open */
    form_list words;             /* sheaf_str: recognition words, as printed */
    form_list marks;             /* sheaf_str: what is printed for "nothing": `/`, `无` */
    form_captions captions;
    form_list characters;  /* form_character, by what is printed */
    form_list unlike;      /* form_unlike */
    form_list labels;      /* form_label */
    form_list sections;    /* form_section */
    form_list heads;       /* form_head */
    form_list blocks;      /* form_block */
    form_list tables;      /* form_table, in the order of their facts */
    form_list cells;       /* form_cell */
    form_list fields;      /* form_field */
    form_list rules;       /* form_rule, as far as they were wanted */
    uint32_t rules_loaded; /* form_wants */
    form_list earlier;     /* form_rule: those that were loaded when fewer were wanted */
    struct rule_index
        *cell_index; /* of the cells by key and heads; made by the first rule, see rule/rule.h */
} form_definition;

/* The definitions that this job may need, those of one id together, the newest version first. */
typedef struct form_set {
    form_list definitions; /* form_definition */
    int is_kept;           /* they outlive the job */
} form_set;

/* Which rules of a definition are compiled: binding needs the identities alone, checks those of the version at hand. */
typedef enum form_wants { FORM_NO_RULES, FORM_IDENTITIES, FORM_RULES } form_wants;

/* Loads the form that the user named (resource `form`, or the id), else those installed whose recognition words stand in
 * the document. 0: latched, with file, JSON pointer, line and what was expected. No form at all is an empty set. */
int form_load(const form_context *context, form_wants wants, form_set *set);

/* The same for a set that was loaded for this job and is kept. */
int form_load_again(const form_context *context, form_wants wants, const form_set *set);

/* Compiles what was not wanted before. 0: latched. */
int form_load_rules(const form_context *context, form_definition *definition, form_wants wants);

/* Compiles the identities of a definition of a set, where that was not done yet. 0: latched. */
int form_need_identities(const form_definition *definition);

/* One definition from its bytes; `bases` (or NULL) has what it may extend. Used by the reader, lint and fuzzing, too. */
int form_load_one(const form_context *context, sheaf_str file, sheaf_str bytes,
                  const form_set *bases, form_definition *out);

/* The definition of the set by whose characters the document's title or headings are printed; NULL: none. */
const form_definition *form_find_spelling(const form_context *context, const form_set *set);

/* Puts back in its place what is as long, in a text of a document that has a spelling. */
void form_spell(const form_context *context, char *text, size_t length);

/* A comparable text with the definition's characters put back: `text` itself where none stands in it. ptr NULL: latched. */
sheaf_str form_put_back(const form_context *context, const form_definition *definition,
                        sheaf_str text);

/* def/unlike.c: the comparable text has a word by which it says something else than the label, however near it is. */
int form_is_unlike(const form_definition *definition, sheaf_str text, sheaf_str label);

/* 1: the comparable text is one of the labels. */
static inline int form_has_label(const form_definition *definition, form_span labels,
                                 sheaf_str text) {
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++)
        if (form_same(FORM_AT(definition->labels, const form_label, i)->plain.text, text))
            return 1;
    return 0;
}

/* Node `n` of the document, for as long as nothing is added to it. */
static inline const sheaf_node *form_node_at(const sheaf_document *document, uint32_t n) {
    return SHEAF_AT(document->nodes, sheaf_node, n);
}

static inline const form_definition *form_definition_at(const form_set *set, uint32_t i) {
    return FORM_AT(set->definitions, const form_definition, i);
}

/* ---- rule/ ---- */

/* A fact in an equation. */
typedef struct form_term {
    int32_t factor;
    uint32_t cell;        /* of the definition */
    uint32_t is_previous; /* 1: of last year's report */
} form_term;

/* factor × value, summed, equals 0: an identity of the form. */
typedef struct form_equation {
    uint32_t rule;   /* index into rules */
    form_span terms; /* of form_equations.terms */
} form_equation;

typedef struct form_equations {
    form_list equations; /* form_equation */
    form_list terms;     /* form_term */
} form_equations;

static inline const form_term *form_term_at(const form_equations *all, const form_equation *of,
                                            uint32_t i) {
    return FORM_AT(all->terms, const form_term, of->terms.first + i);
}

/* The identities (rules that are marked as such) whose terms all lie in one table. `chosen` has one byte a cell of the
 * definition: 1 where the table that is bound has it, so that a sum over a collapsed group takes the group. 0: latched. */
int form_identities(const form_context *context, const form_definition *definition, uint32_t table,
                    const unsigned char *chosen, form_equations *out);

/* ---- doc/ ---- */

/* A section of the form as it stands in a report. */
typedef struct form_place {
    uint32_t heading;    /* node; SHEAF_NONE: the report has no such section */
    uint32_t first, end; /* nodes of its content, without the heading */
    uint32_t label;      /* of the definition: how it was recognised */
    uint32_t times;      /* how often it stands there */
} form_place;

/* One report of the document: most documents hold one. */
typedef struct form_report {
    uint32_t instance;               /* from 0 */
    uint32_t first, end;             /* nodes */
    uint32_t title;                  /* node of its last line, or SHEAF_NONE */
    uint32_t title_first;            /* of its first line */
    uint32_t title_furniture;        /* 1: what the reader took for furniture is a part of it */
    uint32_t preamble, preamble_end; /* nodes between title and first section */
    form_place *places;              /* one a section of the definition */
    uint32_t in_order;               /* 1: the sections stand in the order of the form */
    uint32_t year;                   /* 0: not stated */
    const struct form_prose *prose;  /* its lines: doc/doc.h */
    const struct form_said *said;    /* what it says of itself, one a field of the definition */
} form_report;

/* The document as a form. */
typedef struct form_reading {
    const form_set *set;
    const form_definition *definition; /* of the document: the version that fits best */
    form_span versions;                /* of set: all definitions of that id, the newest first */
    uint32_t confidence;               /* ten-thousandths */
    form_list reports;                 /* form_report */
} form_reading;

/* 1: it is such a report; 0: of no form; -1: latched. States nothing. */
int form_recognise(const form_context *context, const form_set *set, form_reading *out);

/* The same with loading what the document may need; what an earlier pass found in it holds. Sets context->spelling. */
int form_read_document(form_context *context, form_wants wants, form_set *set, form_reading *out);

/* States title, agency, year, period and contact of the first report as metadata (pass `form`). */
int form_state_fields(const form_context *context, const form_reading *reading);

/* ---- bind/ ---- */

/* States forms, facts and repairs of one report. 0: latched. */
int form_bind(const form_context *context, const form_reading *reading, const form_report *report);

/* ---- check/ ---- */

/* Evaluates everything and states checks and findings. `reading` is NULL for a document of no form. 0: latched. */
int form_check(const form_context *context, const form_reading *reading);

/* ---- show/: the reader `form-definition` ---- */

uint32_t form_probe(const sheaf_input *input, sheaf_str *why);
sheaf_status form_show_definition(const sheaf_host *host, sheaf_job *job);

#endif
