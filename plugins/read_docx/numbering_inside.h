/* What numbering_read.c fills and numbering.c counts with. Definitions are sorted by id once all are read, so
 * each paragraph costs two binary searches at most. */
#ifndef DOCX_NUMBERING_INSIDE_H
#define DOCX_NUMBERING_INSIDE_H

#include "number_text.h"
#include "numbering.h"

enum { NUMBERING_TEXT = 512, NUMBERING_ROOM = 4096, NUMBERING_MOST_START = 0x7FFFFFFF };

/* w:lvl (17.9.6). */
typedef struct numbering_level {
    docx_number_format format;
    uint8_t suffix; /* docx_suffix */
    uint8_t legal;
    uint8_t picture; /* its bullet is one */
    uint8_t format_known;
    uint8_t restart; /* deepest level, from 1, whose use starts this one again; 0: none does */
    uint32_t start;
    sheaf_str text;
    sheaf_str paragraph_style;
} numbering_level;

typedef struct numbering_counters {
    uint32_t value[DOCX_NUMBERING_LEVELS];
    uint16_t counted; /* bit l: value[l] has been used since level l began again */
} numbering_counters;

/* w:abstractNum (17.9.1). */
typedef struct numbering_abstract {
    int64_t id;           /* the first member, as in numbering_list */
    uint32_t order;       /* in the file: the first of an id counts */
    uint32_t list;        /* see docx_numeral; 0: not yet used */
    sheaf_str style_link; /* w:numStyleLink: the definition is that of a numbering style */
    numbering_level *levels[DOCX_NUMBERING_LEVELS]; /* NULL: not defined */
    numbering_counters counters;
} numbering_abstract;

/* w:num (17.9.15). */
typedef struct numbering_list {
    int64_t id, abstract_id;
    uint32_t order;
    numbering_abstract *abstract;                   /* after the links; NULL: there is none */
    numbering_level *levels[DOCX_NUMBERING_LEVELS]; /* w:lvlOverride/w:lvl */
    uint32_t starts[DOCX_NUMBERING_LEVELS];         /* w:startOverride */
    uint16_t overridden;                            /* bit l: starts[l] counts */
    uint16_t applied;                               /* and has been used */
} numbering_list;

struct docx_numbering {
    docx_reader *reader;
    sheaf_str part;
    docx_vec abstracts; /* numbering_abstract, sorted by id once read */
    docx_vec lists;     /* numbering_list, likewise */
    uint32_t list_count;
    uint32_t said_missing;
    char text[NUMBERING_ROOM];
};

#endif
