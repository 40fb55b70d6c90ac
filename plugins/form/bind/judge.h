/* What speaks for and against the facts of one table once all of its parts were read: sums over rows, and other tables
 * of the report that claim to be the same one. Nothing here gives a value; it takes away those that are not sure. */
#ifndef BIND_JUDGE_H
#define BIND_JUDGE_H

#include "bind/bind.h"

/* Who gave a value for a cell of the form. */
typedef struct bind_voice {
    uint32_t part, row; /* the last that did: a part of the table, plus 1, and a row of its sheet */
    uint32_t count;     /* how many rows did */
} bind_voice;

/* What other tables of the report leave of a value. */
typedef enum bind_rivalry {
    BIND_ALONE,
    BIND_RIVALLED, /* several tables say what this one does: each value needs two of them */
    BIND_UNREADABLE /* another table could be the one that is meant, and nobody can read it: no value is sure */
} bind_rivalry;

/* ---- bind/others.c, bind/captions.c, bind/rivals.c ---- */

/* All that claims to be one table of the form in one report. */
typedef struct bind_claims {
    const form_context *context;
    const form_report *report;
    const form_list *plans;         /* bind_plan of each part */
    const bind_found *const *found; /* where each part was found */
    const form_list *others;        /* bind_sheet of each node that is no table of the form */
} bind_claims;

/* bind/captions.c: where the table begins; where its structure is lost, the line of its first row that is one of the form's. */
uint32_t bind_first_node(const bind_plan *plan);

/* 1: years stand in the short text, and that of the report is none of them. */
int bind_names_another_year(sheaf_str text, uint32_t own);
int bind_names_own_year(sheaf_str text, uint32_t own);
/* The bytes of four ideographs that a year begins with: `二〇二二年`; 0: none. */
size_t bind_count_ideographs(sheaf_str text, uint32_t *value);
/* The next part of a sentence, without the sign that ends it. 0: none is left. */
int bind_take_clause(sheaf_str *rest, sheaf_str *clause);

/* 1: a month stands in it by its number. */
int bind_names_month(sheaf_str text);

/* 1: it holds a word for another time than the report's year. */
int bind_holds_another_time(const bind_plan *plan, sheaf_str text);

/* 1: each word of the text is one that stands above the report's own table. */
int bind_is_own_caption(const bind_claims *claims, const bind_plan *plan, sheaf_str printed);

/* 1: it says that the numbers beside it are a sample. */
int bind_names_sample(const bind_plan *plan, sheaf_str text);

/* 1: as a caption the text says that the table is another time's or another body's, or none that counts. */
int bind_speaks_of_others(const bind_claims *claims, const bind_plan *plan, sheaf_str text);

/* 1: it is prose, or each of its words is the form's, the title's, or one that says nothing of whose the numbers are. */
int bind_is_understood(const bind_claims *claims, const bind_plan *plan, sheaf_str text);

/* Opens the facts whose unit a line around the table contradicts. */
void bind_open_units(const bind_claims *claims, bind_book *book);

/* 1: the text says in what units something is. */
int bind_states_units(const form_captions *captions, sheaf_str text);

/* 1: the line says that a table stands somewhere else: `（见附件图片）`. */
int bind_points_elsewhere(const bind_plan *plan, sheaf_str text);
/* 1: a line that begins an annex; `rest` is what stands behind its word and number. */
int bind_begins_annex(const bind_plan *plan, sheaf_str text, sheaf_str *rest);

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

/* 1: hardly a row of the table can be read, of the many that it has. */
int bind_is_unread(const bind_plan *plan, const bind_found *found);

/* ---- bind/aside.c ---- */

/* Sets aside[i] of the parts that are another's while the one that is left is the report's own; how many. 0: aside[] means nothing. */
uint32_t bind_find_aside(const bind_claims *claims, unsigned char *aside);

bind_rivalry bind_find_rivals(const bind_claims *claims);

/* 1: a text whose values were placed, and hardly a row adds up. */
int bind_is_misread(const bind_sheet *sheet);

/* All that is asked for and against the facts of one table. */
typedef struct bind_case {
    bind_book *book;
    const form_equations *equations; /* over the cells of the definition */
    const unsigned char *doubts;     /* bind_doubt of each head that is a row */
    const bind_voice *voices;        /* of each cell */
    const form_list *plans;          /* bind_plan of each part */
    bind_rivalry rivalry;
} bind_case;

/* ---- bind/supposed.c ---- */

/* What a cell of the form has if a row that nobody can read is the one that is missing there. */
typedef struct bind_supposed {
    sheaf_decimal value;
    uint32_t is_there;
} bind_supposed;

/* One a cell of the definition. NULL: latched. */
bind_supposed *bind_suppose(const bind_case *at);

/* ---- bind/unasked.c ---- */

/* 1: where no sum over rows can be taken, something else says that a row without label, or out of order, is the one that it was
 * taken for. */
int bind_is_told_without_sums(const bind_case *at, uint32_t head);

/* 1: a sum in which something has no value would hold with a number there that is not negative. */
int bind_may_lack(const bind_case *at, const form_equation *equation);

/* ---- bind/scattered.c ---- */

/* 1: nearly all sums over rows fail, and no one row explains it; or the rows are sorted by a number, and their labels are not. */
int bind_is_scattered(const bind_case *at);

/* ---- bind/loose.c ---- */

/* Opens numbers of aligned text that digits stand beside which no row has taken. 0: latched. */
int bind_open_loose(const bind_case *at, const bind_index *index);

/* ---- bind/judge.c ---- */

/* 0: latched. */
int bind_judge_facts(const bind_case *at);

#endif
