/* What the files of the reader share: the job and its package, memory that lives as long as the job, growing
 * arrays in it, messages, and the parts of the package by their relationships. Parts have names without the
 * leading slash, `word/document.xml`. */
#ifndef DOCX_DOCX_H
#define DOCX_DOCX_H

#include "names.h"

#include <string.h>

typedef struct docx_package docx_package; /* package.c: the zip archive */

/* An array that grows; its elements move when it does. */
typedef struct docx_vec {
    void *base;
    uint32_t count, room;
} docx_vec;

struct docx_parse;

typedef struct docx_reader {
    const sheaf_host *host;
    sheaf_job *job;
    docx_package *package;
    docx_names names;
    sheaf_str main;                      /* name of the main part */
    struct docx_parse *parse;            /* xml.c: the one that runs */
    const char *event_begin, *event_end; /* recording.c: of the event that is played */
    docx_vec relations;                  /* relations.c: those loaded so far */
    docx_vec media_types;                /* relations.c: [Content_Types].xml */
    uint32_t media_types_loaded;
} docx_reader;

/* ---- memory: zeroed, freed with the job. NULL: none left, and the job has failed ---- */

void *docx_take(docx_reader *reader, size_t bytes);
/* A copy of the text; empty after a failure. */
sheaf_str docx_keep(docx_reader *reader, sheaf_str text);

/* Room for one more element of `size` bytes, zeroed; NULL as above. */
void *docx_vec_push(docx_reader *reader, docx_vec *vec, size_t size);
#define DOCX_VEC_AT(vec, type, i) (&((type *)(vec)->base)[i])

/* A text that grows. */
typedef struct docx_text {
    char *ptr;
    size_t len, room;
} docx_text;

void docx_text_add(docx_reader *reader, docx_text *text, sheaf_str piece);
static inline sheaf_str docx_text_view(const docx_text *text) {
    return text->ptr ? (sheaf_str){text->ptr, text->len} : SHEAF_STR("");
}

/* ---- texts ---- */

static inline int docx_same(sheaf_str a, sheaf_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
/* ASCII letters fold. */
int docx_same_folded(sheaf_str a, sheaf_str b);
/* The piece stands somewhere in the text. */
int docx_holds(sheaf_str text, const char *piece);

/* ---- messages ---- */

/* A warning. `part` may be empty; `incomplete`: content was lost. */
void docx_warn(docx_reader *reader, const char *code, sheaf_str part, sheaf_str message,
               uint32_t incomplete);
/* The same with a printf format; the message is cut at 400 bytes. */
void docx_warnf(docx_reader *reader, const char *code, sheaf_str part, uint32_t incomplete,
                const char *format, ...) __attribute__((format(printf, 5, 6)));
/* What keeps a part from being read to its end: fails the job where it is the main part, because a document without
 * its end is no document, else a warning with `incomplete`. Returns SHEAF_BAD_INPUT. */
sheaf_status docx_flawf(docx_reader *reader, const char *code, sheaf_str part, const char *format,
                        ...) __attribute__((format(printf, 4, 5)));
/* Fails the job. */
sheaf_status docx_failf(docx_reader *reader, sheaf_status status, const char *code,
                        const char *format, ...) __attribute__((format(printf, 4, 5)));

/* ---- parts ---- */

/* A relationship of a part (ECMA-376 Part 2, 9.3). `kind` is the last step of its type, the same in strict and
 * transitional files: styles, numbering, footnotes, hyperlink, image, core-properties, ... */
typedef struct docx_relation {
    sheaf_str id, kind;
    sheaf_str target;  /* name of a part, or an IRI where external */
    uint32_t external; /* 0 or 1 */
} docx_relation;

typedef struct docx_relations {
    const docx_relation *items;
    uint32_t count;
} docx_relations;

/* The relationships of a part, of the package for the empty name; loaded once. None where it has no such part. */
docx_relations docx_relations_of(docx_reader *reader, sheaf_str part);

/* By id, or the first of a kind; NULL for none. */
const docx_relation *docx_relation_find(docx_relations relations, sheaf_str id);
const docx_relation *docx_relation_first(docx_relations relations, sheaf_str kind);

/* Name of the part that `from` (empty: the package) relates to by that kind; empty where there is none, where it is
 * external, or where no such part is in the package. */
sheaf_str docx_related(docx_reader *reader, sheaf_str from, const char *kind);

/* Media type of a part by [Content_Types].xml; empty where it does not say. */
sheaf_str docx_media_type(docx_reader *reader, sheaf_str part);

#endif
