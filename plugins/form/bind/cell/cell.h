/* What a printed text is by itself: a value, a label of the form, a place in the source, a word that tells another time. */
#ifndef BIND_CELL_H
#define BIND_CELL_H

#include "bind/types/places.h"

/* ---- bind/cell/values.c ---- */

/* The text without white space at its ends (U+00A0, U+3000 and their like, too). */
sheaf_str bind_trim(sheaf_str text);

/* Eats white space and the word behind it. Empty: there is none. */
sheaf_str bind_take_word(sheaf_str *rest);

/* 1: the whole text is one number by the grammar of docs/forms.md. */
int bind_read_number(sheaf_str text, bind_number *out);

/* The pieces between white space, where all of them are numbers; 0 where one is not, or there are more than
 * BIND_PIECES. */
uint32_t bind_read_pieces(sheaf_str text, bind_number pieces[BIND_PIECES]);

/* All pieces as one run of digits. 1: they are one number then. */
int bind_join_pieces(sheaf_str text, bind_number *out);

/* What a trimmed text is. It never says BIND_WORDS of what could be a slip of a number: the caller knows labels. */
bind_kind bind_kind_of(const form_definition *definition, sheaf_str text, bind_number *number);

int bind_same_number(sheaf_decimal a, sheaf_decimal b);

/* 1: digits, commas and points only: a number, or a piece of one. */
int bind_is_piece(sheaf_str text);

/* 1: a unit that the form states for some of its numbers. */
int bind_is_unit(const form_definition *definition, sheaf_str text);

/* How many bytes of signs stand before digits: `+7`, `**257**`. */
size_t bind_signs_length(sheaf_str text);

/* Of how many bytes at the front of a text that is so. */
size_t bind_piece_length(sheaf_str text);

/* 1: a share in per cent, which is no count, whatever column it is in. */
int bind_is_share(sheaf_str text);

/* 1: the text is the beginning of one of the form's marks, and not all of it. */
int bind_begins_mark(const form_definition *definition, sheaf_str text);

/* ---- bind/cell/origins.c ---- */

/* The first place of a node; of the kind SHEAF_AT_NOWHERE, or NULL: it has none, or none that is bytes of a text. */
sheaf_origin bind_origin_of(const form_context *context, uint32_t node);
const sheaf_origin *bind_bytes_of(const form_context *context, uint32_t node);

/* ---- bind/cell/index.c ---- */

/* Made once a session where the definitions outlive the job; nothing in it was seen yet. 0: latched. */
int bind_build_index(const form_context *context, const form_reading *reading, bind_index *out);

/* 1: the node stands in the section of the model's table. */
int bind_is_in_place(const form_report *report, const bind_model *model, uint32_t node);

/* The first entry with that text, or SHEAF_NONE; bind_next goes on. */
uint32_t bind_find(const bind_index *index, sheaf_str text);
uint32_t bind_next(const bind_index *index, uint32_t entry);

/* ---- bind/cell/markup.c ---- */

/* A cell that is a value but for marks of emphasis and references to characters is that value. 0: latched. */
int bind_unmark(const form_context *context, const form_definition *definition, bind_cell *cell);

/* ---- bind/cell/others.c ---- */

/* 1: the text names a time that the label does not: another year, last year, half of one. It is near to the label and another
 * quantity. */
int bind_tells_another_time(const bind_plan *plan, sheaf_str text, sheaf_str label);

/* 1: it is such a word, and hardly anything else. */
int bind_is_another_time(const bind_plan *plan, sheaf_str text);

/* 1: it names one that no label of the table does. */
int bind_is_time_of_none(const bind_plan *plan, sheaf_str text);

/* 1: years stand in the short text, and that of the report is none of them. */
int bind_names_another_year(sheaf_str text, uint32_t own);
int bind_names_own_year(sheaf_str text, uint32_t own);
/* 1: one of the words stands in the text. */
int bind_holds_word(sheaf_str text, const form_list *words);
/* How many years stand in it that are not the report's; how many numbers that are no dates. */
uint32_t bind_count_other_years(sheaf_str text, uint32_t own, uint32_t *plain);
/* The bytes of four ideographs that a year begins with: `二〇二二年`; 0: none. */
size_t bind_count_ideographs(sheaf_str text, uint32_t *value);
/* The next part of a sentence, without the sign that ends it. 0: none is left. */
int bind_take_clause(sheaf_str *rest, sheaf_str *clause);

/* 1: a month stands in it by its number. */
int bind_names_month(sheaf_str text);

/* 1: months that are not all of a year: `1至6月`, `截至6月30日`. */
int bind_names_some_months(sheaf_str text);

/* 1: it says up to when something was counted: `截至`. */
int bind_names_end(sheaf_str text);

/* 1: it holds a word for another time than the report's year. */
int bind_holds_another_time(const bind_plan *plan, sheaf_str text);

/* 1: it says that the numbers beside it are a sample. */
int bind_names_sample(const bind_plan *plan, sheaf_str text);

/* 1: as a caption the text says that the table is another time's or another body's, or none that counts. */
int bind_speaks_of_others(const bind_claims *claims, const bind_plan *plan, sheaf_str text);

/* 1: it is the name of a body, before words of `tails`, and not of the report's. */
int bind_names_another_body(const bind_claims *claims, const bind_plan *plan, sheaf_str text);

/* 1: the line says that a table stands somewhere else: `（见附件图片）`. */
int bind_points_elsewhere(const bind_plan *plan, sheaf_str text);
/* 1: a line that begins an annex; `rest` is what stands behind its word and number. */
int bind_begins_annex(const bind_plan *plan, sheaf_str text, sheaf_str *rest);

#endif
