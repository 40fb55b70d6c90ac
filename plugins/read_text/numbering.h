/* Enumerators at the start of a line: `一、` `（一）` `1.` `1.2` `（1）` `①` `第三章` `Article 5` `IV.`; as
 * headings they have levels, which follow from the styles in use. */
#ifndef TEXT_NUMBERING_H
#define TEXT_NUMBERING_H

#include "text.h"

typedef enum number_style {
    NUMBER_NONE,
    NUMBER_CHAPTER,  /* 第三章, Chapter 3, Part II */
    NUMBER_SECTION,  /* 第二节, Section 2 */
    NUMBER_ARTICLE,  /* 第五条, Article 5 */
    NUMBER_CN,       /* 一、 */
    NUMBER_CN_PAREN, /* （一） */
    NUMBER_DECIMAL,  /* 1. 1、 1.2 1.2.3 */
    NUMBER_PAREN,    /* （1） (1) 1) */
    NUMBER_CIRCLED,  /* ① */
    NUMBER_ROMAN,    /* IV. */
    NUMBER_LETTER,   /* B. */
    NUMBER_TOP       /* not a style: stands for `1.` among the styles in use */
} number_style;

typedef struct numbering {
    number_style style;
    uint32_t depth; /* components of a decimal, else 1 */
    uint32_t part[6];
    sheaf_str number; /* as printed */
    sheaf_str rest;   /* behind it, white space skipped */
    int spaced;       /* white space stood between */
} numbering;

/* Reads the enumerator that `text` (trimmed) begins with; 0 where there is none. */
int number_read(sheaf_str text, numbering *out);

/* The level that a heading of this style has in this document. */
uint32_t number_level(const text_outline *outline, const numbering *number);

/* Whether the number is the next one after the last heading of its style, or a first one. */
int number_follows(const text_outline *outline, const numbering *number);

/* Notes that it made a heading. */
void number_used(text_outline *outline, const numbering *number);

/* 。；！？ and such at the end: the line is a sentence or a part of one. */
int number_ends_sentence(sheaf_str text); /* a full stop of any kind */
int number_ends_open(sheaf_str text);     /* any punctuation that no heading ends with */

#endif
