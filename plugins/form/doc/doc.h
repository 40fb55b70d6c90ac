/* What the stage doc/ shares with the checks of text: lines, patterns and where they look, fields of a report.
 * A pattern sees text with one kind of signs and no white space but between words of ASCII; what is quoted from a match is
 * cut from the text as printed. */
#ifndef FORM_DOC_H
#define FORM_DOC_H

#include "def/json.h"
#include "form.h"

/* ---- doc/prose.c ---- */

/* A text outside tables. */
typedef struct form_line {
    uint32_t node;
    sheaf_str printed, text;
} form_line;

/* The lines of a report, in order, and its title as one line (its text is empty where there is none). */
typedef struct form_prose {
    const form_report *report;
    form_list lines; /* form_line */
    form_line title;
} form_prose;

/* 0: latched. */
int form_prose_of(const form_context *context, const form_report *report, form_prose *out);

/* 1 where the node says something outside tables and is no furniture. */
int form_is_line(const form_context *context, uint32_t node);

/* The same with furniture. */
int form_has_words(const form_context *context, uint32_t node);

/* ---- doc/pattern.c: PCRE2 ---- */

typedef struct form_compiled form_compiled;

/* A pattern of a definition. It is compiled when a text is first met that holds one of its words. */
typedef struct form_pattern {
    sheaf_str source;
    form_list words; /* sheaf_str, as running text has them; none: it is tried on any text */
    form_compiled *compiled;
    const form_context *keeper; /* of the definition: what is compiled stays with it */
    sheaf_str owner;            /* for messages: `the field "year" of FILE` */
} form_pattern;

/* A member that has to be there: where it is not, that is told. */
form_value form_need(form_file *file, form_value object, const char *name);

/* Loads "pattern" and "words" of an object. 0: a fault was told. Where nothing but the definition is read, the pattern is
 * compiled at once, so that faults in it come out. */
int form_load_pattern(form_file *file, form_value object, form_pattern *out);
int form_load_pattern_text(form_file *file, form_value text, form_pattern *out);

/* A fault where a pattern that is tried has a named group that is none of these. 0: told, or latched. */
int form_only_groups(form_file *file, form_value at, const form_pattern *pattern,
                     const char *const *names, const char *expected);

/* Whoever matches. */
typedef struct form_matcher {
    const form_context *context;
    struct pcre2_memory *memory;
} form_matcher;

int form_matcher_begin(const form_context *context, form_matcher *out); /* 0: latched */

enum { FORM_GROUPS = 24 };

/* A match; texts lend from the text that was searched. */
typedef struct form_match {
    sheaf_str text; /* searched */
    size_t first, end;
    const form_pattern *pattern;
    struct {
        size_t first, end; /* first is SIZE_MAX where the group took no part */
    } groups[FORM_GROUPS];
    uint32_t count;
} form_match;

/* 0: no word of the pattern stands in the text, so that it matches no part of it. */
int form_may_match(const form_pattern *pattern, sheaf_str text);

/* The first match at or behind byte `from`. 1 found, 0 none, -1 latched. */
int form_match_from(form_matcher *matcher, const form_pattern *pattern, sheaf_str text, size_t from,
                    form_match *out);

/* The bytes of a named group, empty (first == end) where it took no part. 1 where it did. */
int form_group(const form_match *match, const char *name, size_t *first, size_t *end);
sheaf_str form_group_text(const form_match *match, const char *name);

/* ---- doc/where.c: the lines that a pattern looks at ---- */

typedef enum form_where_kind {
    FORM_IN_TITLE,
    FORM_IN_PREAMBLE,
    FORM_IN_ALL,     /* title, preamble and sections */
    FORM_IN_SECTION, /* with those that it is divided into, without its heading */
    FORM_IN_HEADS,   /* the headings below that of a section */
    FORM_IN_FIELD    /* the value of a field */
} form_where_kind;

typedef struct form_where {
    uint32_t kind;
    uint32_t index; /* of a section or field */
} form_where;

/* A word as it stands in a file: `title`, `preamble`, `all`, `s1`, `heads:s1`, `field:agency`. 0: a fault was told. */
int form_load_where(form_file *file, form_value value, const form_definition *definition,
                    form_where *out);

/* A list of them; absent: `all`. doc/fields.c */
int form_load_places(form_file *file, form_value list, const form_definition *definition,
                     form_list *where);

/* Whether the place holds the line. */
int form_where_holds(const form_context *context, const form_prose *prose, form_where where,
                     const form_line *line);

/* ---- doc/fields.c, doc/read.c ---- */

typedef enum form_field_type {
    FORM_FIELD_TEXT,   /* as printed, without the white space of line ends */
    FORM_FIELD_CODE,   /* running text */
    FORM_FIELD_NUMBER, /* whole */
    FORM_FIELD_DATE    /* groups `month`, `day`, and `year` or else `other_year`; ISO 8601 */
} form_field_type;

/* One way to read a field. */
typedef struct form_look {
    form_list where; /* form_where, in order */
    form_pattern pattern;
} form_look;

struct form_field {
    sheaf_str key; /* as it stands in the metadata; `title` is not stated, but finds titles */
    uint32_t type;
    uint32_t is_unstated;
    form_list looks; /* form_look, the first that gives a value counts */
};

/* What a report says. value.ptr is NULL where it does not. */
typedef struct form_said {
    sheaf_str value;
    sheaf_str printed;
    uint32_t node;
} form_said;

uint32_t form_field_named(const form_definition *definition, sheaf_str key); /* or SHEAF_NONE */

/* One field of a report; out->value.ptr NULL: not stated. 0: latched. */
int form_read_field(form_matcher *matcher, const form_definition *definition, uint32_t field,
                    const form_prose *prose, form_said *out);

/* All of them, one a field of the definition; NULL: latched. */
form_said *form_read_fields(form_matcher *matcher, const form_definition *definition,
                            const form_prose *prose);

/* ---- doc/sections.c ---- */

/* A heading that may be one of a section. */
typedef struct form_mark {
    uint32_t node, section, label;
    uint32_t number; /* that it bears; 0: none */
    uint32_t weight; /* how much it looks like one */
    uint32_t is_exact;
    uint32_t is_listed; /* it stands in a list of section names, not above a section */
} form_mark;

/* All that the document has, in order. 0: latched. */
int form_find_marks(const form_context *context, const form_definition *definition, form_list *out);

/* Places the sections of a report: marks [first, end). 0: latched. */
int form_place_sections(const form_context *context, const form_definition *definition,
                        const form_mark *marks, uint32_t count, form_report *report);

/* ---- doc/reports.c ---- */

/* Cuts the document into its reports and reads their years. 0: latched. */
int form_cut_reports(form_matcher *matcher, const form_definition *definition, form_list *reports);

#endif
