/* Tables in text that kept nothing of them: a cell a line (streams), or aligned text whose columns nobody told (lines). */
#ifndef BIND_FLAT_H
#define BIND_FLAT_H

#include "bind/cell/cell.h"

/* ---- bind/flat/stream_words.c ---- */

/* The bytes of a piece of the source; 0: it is no text. 1: the lines that were joined into the node's text can be told
 * apart again, as their lengths add up to it. */
size_t bind_length_of_line(const form_context *context, uint32_t origin);
int bind_has_lines(const form_context *context, uint32_t node);

/* ---- bind/flat/stream.c ---- */

/* The paragraphs of the section of a model's table as rows of labels and values. Without rows: there is nothing of the
 * kind. 0: latched. */
int bind_read_stream(const form_context *context, const form_reading *reading,
                     const form_report *report, const bind_index *index, uint32_t model,
                     bind_sheet *sheet);

/* ---- bind/flat/lines.c ---- */

/* The section of a model's table as rows, where it is aligned text and each word and number in it is the table's. Without rows: it
 * is not, or not so. 0: latched. */
int bind_read_lines(const form_context *context, const form_report *report, const bind_index *index,
                    uint32_t model, bind_sheet *sheet);

/* ---- bind/flat/lines_take.c ---- */

/* Where tables of a report are looked for. */
typedef struct bind_search {
    const form_context *context;
    const form_reading *reading;
    const form_report *report;
    const bind_index *index;
} bind_search;

/* Tables that their sections tell line by line take the place of what was found there; `others` (or NULL) as in bind_find_tables,
 * `sums`: what speaks for each version. 0: latched. */
int bind_take_lines(const bind_search *s, form_list *found, form_list *others, uint32_t *sums);

/* ---- bind/flat/cut.c ---- */

/* 1: the label is long enough, and the beginning of the entry's. */
int bind_is_cut(const bind_entry *entry, const form_plain *label);

/* The one row's label that begins so; NULL: none, or several do, or it is too short. */
const bind_entry *bind_find_cut(const bind_plan *plan, const form_plain *label);

#endif
