/* SPDX-License-Identifier: GPL-2.0-or-later
 * As much of the syntax of PDF (ISO 32000-1, 7.2 and 7.3) as it takes to find the streams of a file without Poppler. Each
 * function eats from the front of a view, or leaves it as it was and says false. */
#ifndef PDF_SYNTAX_H
#define PDF_SYNTAX_H

#include "sheaf/plugin.h"

#include <stdbool.h>

/* White space and comments. */
void pdf_skip_space(sheaf_str *text);
/* These bytes, whatever follows them. */
bool pdf_take_word(sheaf_str *text, const char *word);
/* White space and an integer without sign; of more than 19 digits the first 19. */
bool pdf_take_number(sheaf_str *text, uint64_t *out);
/* White space and one object of any kind, arrays and dictionaries with all that they hold; a number is a number, a
 * reference is three objects. In time that grows with its length, however deep it is. */
bool pdf_take_object(sheaf_str *text, sheaf_str *object);
/* From within a dictionary a key, with its solidus, and its value, which may be a reference. */
bool pdf_take_entry(sheaf_str *text, sheaf_str *key, sheaf_str *value);
/* `12 0 obj` */
bool pdf_take_head(sheaf_str *text, uint64_t *number, uint64_t *generation);
/* From `12 0 obj` on, the last one in the text. */
bool pdf_find_head(sheaf_str text, sheaf_str *head);

bool pdf_is_word(sheaf_str text, const char *word);

/* What is behind that many bytes of the text; empty where it is no longer than they. */
static inline sheaf_str pdf_behind(sheaf_str text, uint64_t bytes) {
    size_t at = bytes < text.len ? (size_t)bytes : text.len;
    return (sheaf_str){text.ptr + at, text.len - at};
}

#endif
