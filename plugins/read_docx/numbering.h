/* The numbering of a document (ECMA-376 Part 1, 17.9): definitions from numbering.xml, and counters that go on
 * with each numbered paragraph, in document order. Counters belong to abstract definitions, so that lists
 * which share one go on counting; an override counts once, where its list is first used. */
#ifndef DOCX_NUMBERING_H
#define DOCX_NUMBERING_H

#include "docx.h"

typedef struct docx_numbering docx_numbering;
struct docx_styles;

#define DOCX_NUMBERING_LEVELS 9

/* Reads the part; an empty name makes a numbering without definitions. Link it with the styles before the first
 * `next`. Lives as long as the job. */
sheaf_status docx_numbering_read(docx_reader *reader, sheaf_str part, docx_numbering **out);

/* Settles what numbering and styles say of each other: w:numStyleLink and w:styleLink here, and the levels of numbered
 * paragraph styles (w:lvl/w:pStyle) in the styles. */
sheaf_status docx_numbering_link(docx_numbering *numbering, struct docx_styles *styles);

typedef enum docx_mark {
    DOCX_MARK_NONE = 0, /* no number: numId 0, or what it names is not there (said once) */
    DOCX_MARK_BULLET,   /* a list item without a number */
    DOCX_MARK_NUMBER,   /* `text` is the number as printed */
    DOCX_MARK_HIDDEN    /* numbered, and counted, but nothing is printed: a plain paragraph */
} docx_mark;

typedef enum docx_suffix {
    DOCX_SUFFIX_TAB = 0, /* between number and text: 17.9.28 */
    DOCX_SUFFIX_SPACE,
    DOCX_SUFFIX_NOTHING
} docx_suffix;

typedef struct docx_numeral {
    docx_mark mark;
    docx_suffix suffix;
    uint32_t level;  /* from 0, at most 8 */
    uint32_t value;  /* of the counter of this level */
    uint32_t list;   /* the same for paragraphs that count on; other lists have other numbers */
    uint32_t simple; /* 1: the text has one level's number at most, `1.` or `（一）`, not `1.2` */
    sheaf_str text;  /* `一、`, `1.2`, `(a)`; a bullet's character. Lent until the next call */
} docx_numeral;

/* Counts the next paragraph of that list and level; values are as in the file, of any size. Returns 1 where it has a
 * mark that is not NONE. Call it once for each paragraph that stays in the text. */
int docx_numbering_next(docx_numbering *numbering, int64_t num_id, int64_t ilvl, docx_numeral *out);

/* What `next` would print, without counting: for a paragraph whose deletion is tracked. */
int docx_numbering_peek(docx_numbering *numbering, int64_t num_id, int64_t ilvl, docx_numeral *out);

#endif
