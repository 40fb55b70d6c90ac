/* Text on a terminal: made harmless (no control characters, no bytes that are no UTF-8) and measured in
 * columns, so that a name or a cell of a document can neither move the cursor nor break a table. */
#ifndef SF_CLI_SHOW_H
#define SF_CLI_SHOW_H

#include <sheaf/plugin.h>
#include <stdio.h>

#define SF_SHOW_ALL SIZE_MAX

/* Columns that the text takes, counted until there are more than `enough`. */
size_t sf_show_width(sheaf_str text, size_t enough);

/* Prints the text in at most `room` columns, the last of them `…` where it was cut. Returns the columns. */
size_t sf_show(FILE *out, sheaf_str text, size_t room);

void sf_show_spaces(FILE *out, size_t count);

/* Words from column `indent` on behind `mark`, as many as a line of `columns` holds; further lines stand below the first
 * word. Text without blanks is not broken. Ends the line. */
void sf_show_wrapped(FILE *out, sheaf_str text, size_t indent, const char *mark, size_t columns);

/* How wide a line may be: COLUMNS, else the terminal's width, else 100. */
size_t sf_show_columns(FILE *out);

#endif
