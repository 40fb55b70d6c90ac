/* A definition as a document that people read, and what lint says of it. The document is made from the JSON where that says
 * it best (rules, fields) and from the loaded definition where it computed something (grids of keys). */
#ifndef FORM_SHOW_H
#define FORM_SHOW_H

#include "def/def.h"

typedef struct form_show {
    const form_context *context;
    const form_definition *definition;
    form_source *own;  /* of the file that is shown */
    form_list lines;   /* uint32_t: where each line of that file begins */
    uint32_t compared; /* labels, by lint */
} form_show;

/* ---- show/place.c ---- */

int form_show_begin(form_show *show); /* 0: latched */

/* Where a value of the file stands; of another file: nowhere. */
sheaf_origin form_show_origin(const form_show *show, const form_file *file, form_value value);

/* A short text in scratch memory, put together like printf; 1000 bytes at most. */
sheaf_str form_print(const form_context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define FORM_ARG(text) (int)(text).len, (text).ptr

void form_show_heading(const form_show *show, uint32_t level, sheaf_str text, sheaf_origin origin);
void form_show_text(const form_show *show, uint32_t kind, sheaf_str text, sheaf_origin origin);

/* A table whose cells come in rows; the first `head_rows` rows head columns, the first column heads rows. */
void form_show_open_table(const form_show *show, uint32_t columns, sheaf_origin origin);
void form_show_cell(const form_show *show, uint32_t row, uint32_t column, sheaf_str text);
void form_show_close_table(const form_show *show);

/* ---- the parts, in order ---- */

void form_show_head(const form_show *show);   /* show/head.c: title, metadata, words, sections */
void form_show_tables(const form_show *show); /* show/table.c */
void form_show_grid(const form_show *show, const form_block *block, sheaf_origin origin);
void form_show_elements(const form_show *show); /* show/rule.c: fields and rules */

/* ---- show/lint.c ---- */

/* Diagnostics `form.lint.*`. */
void form_lint(form_show *show);
void form_lint_tell(const form_show *show, uint32_t severity, sheaf_str code, form_value at,
                    sheaf_str message);

void form_lint_holes(const form_show *show); /* show/holes.c */

/* The labels of a span, those of a kind, with semicolons between them. */
sheaf_str form_show_labels(const form_show *show, form_span labels, uint32_t kind);

#endif
