/* Whose numbers a table holds: the report's own, another year's or body's, a sample, in another unit. */
#ifndef BIND_OWNER_H
#define BIND_OWNER_H

#include "bind/book/book.h"

/* What other tables of the report leave of a value. */
typedef enum bind_rivalry {
    BIND_ALONE,
    BIND_RIVALLED, /* several tables say what this one does: each value needs two of them */
    BIND_UNREADABLE /* another table could be the one that is meant, and nobody can read it: no value is sure */
} bind_rivalry;

/* And what says so. */
typedef struct bind_rival {
    bind_rivalry is;
    bind_why why;
    uint32_t node; /* SHEAF_NONE: none says it alone */
} bind_rival;

/* The node speaks against the table: 1. */
static inline int bind_say(const bind_claims *claims, uint32_t node) {
    if (claims->said != NULL)
        *claims->said = node;
    return 1;
}

/* ---- bind/owner/units.c ---- */

/* 1: the text has a unit of that unit's kind, and not that one. */
int bind_is_in_another_unit(const form_captions *captions, sheaf_str text, sheaf_str unit);

/* Opens the facts whose unit a line around the table contradicts. */
void bind_open_units(const bind_claims *claims, bind_book *book);

/* 1: the text says in what units something is. */
int bind_states_units(const form_captions *captions, sheaf_str text);

/* ---- bind/owner/captions.c ---- */

/* bind/owner/captions.c: where the table begins; where its structure is lost, the line of its first row that is one of the form's. */
uint32_t bind_first_node(const bind_plan *plan);

/* 1: the line above the first section says that all of the report is another year's. */
int bind_begins_with_another_year(const bind_claims *claims, const bind_plan *plan);

/* 1: what stands above the table, in its first rows or in its corner says that it is another year's, a part's or a draft, or that the
 * report's own stands elsewhere. */
int bind_is_captioned_otherwise(const bind_claims *claims, const bind_plan *plan);

/* 1: words that nobody understands stand in a line of their own right above the table. */
int bind_is_captioned_strangely(const bind_claims *claims, const bind_plan *plan);

/* The two halves of it: what is said of this table; what is said of the table of its section. */
int bind_is_anothers(const bind_claims *claims, const bind_plan *plan);
int bind_is_told_elsewhere(const bind_claims *claims, const bind_plan *plan);

/* ---- bind/owner/notes.c ---- */

/* 1: what stands right below the table or in its last rows says that its numbers are another's. */
int bind_is_noted_otherwise(const bind_claims *claims, const bind_plan *plan);

/* ---- bind/owner/aside.c ---- */

/* 1: each word of the text is one that stands above the report's own table. */
int bind_is_own_caption(const bind_claims *claims, const bind_plan *plan, sheaf_str printed);

/* Sets aside[i] of the parts that are another's while the one that is left is the report's own; how many. 0: aside[] means nothing. */
uint32_t bind_find_aside(const bind_claims *claims, unsigned char *aside);

/* ---- bind/owner/understood.c ---- */

/* 1: it is prose, or each of its words is the form's, the title's, or one that says nothing of whose the numbers are. */
int bind_is_understood(const bind_claims *claims, const bind_plan *plan, sheaf_str text);
/* The bytes of the longest of the words that the text begins with, if they are more than `most`. */
size_t bind_longest_of(const form_list *words, sheaf_str text, size_t most);
/* Each word of the line is a piece of a label of the form: a line of its header, whatever signs are in it. */
int bind_is_piece_of_header(const bind_claims *claims, const bind_plan *plan, sheaf_str text);

/* ---- bind/owner/rivals.c ---- */

/* 1: hardly a row of the table can be read, of the many that it has. */
int bind_is_unread(const bind_plan *plan, const bind_found *found);

bind_rival bind_find_rivals(const bind_claims *claims);

/* 1: a text whose values were placed, and hardly a row adds up. */
int bind_is_misread(const bind_sheet *sheet);

/* 1: most rows with more numbers than columns are open, so that those that are not may add up by chance. */
int bind_is_hardly_read(const bind_sheet *sheet);

#endif
