/* Sentences and numbers of running text. */
#ifndef FORM_CHECK_SENTENCE_H
#define FORM_CHECK_SENTENCE_H

#include "form.h"

typedef struct text_range {
    size_t first, end;
} text_range;

/* The next sentence, without the sign that ends it; begin with {0, 0}. 0: there is none. */
int text_next_sentence(sheaf_str text, text_range *range);

/* The value of digits, with exact groups of three or none, or of one Chinese numeral. 0: it is none. */
int text_value(sheaf_str text, int64_t *value);

/* 1: it names a year of four digits other than `year`. */
int text_has_other_year(sheaf_str text, uint32_t year);

/* Takes a code point from the front of a text that is not empty. */
int32_t text_take_point(sheaf_str *text);

#endif
