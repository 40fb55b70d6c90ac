/* Numbers as Word prints them: the formats of ST_NumberFormat (ECMA-376 Part 1, 17.18.59) as rows of one table,
 * each a way of writing and the characters that it writes with. Pure: no state, no memory. */
#ifndef DOCX_NUMBER_TEXT_H
#define DOCX_NUMBER_TEXT_H

#include <sheaf/plugin.h>

/* Bytes that every number of every format fits into. */
#define DOCX_NUMBER_ROOM 192

/* A number format. Zeroed: decimal. */
typedef struct docx_number_format {
    uint16_t row;   /* of the table */
    uint16_t width; /* at least so many digits, leading zeros: w:format="001, 002, ..." */
} docx_number_format;

/* The format of that name, w:numFmt/@w:val; `custom` is @w:format, looked at where the name is `custom`. Returns 0
 * and decimal where Sheaf does not know it. */
int docx_number_format_find(sheaf_str name, sheaf_str custom, docx_number_format *out);

/* What is no number at all: a bullet, or nothing. */
int docx_number_format_is_bullet(docx_number_format format);
int docx_number_format_is_none(docx_number_format format);

/* The same with decimal digits, for w:isLgl (17.9.4). */
docx_number_format docx_number_format_legal(docx_number_format format);

/* Writes the value and returns the length in bytes, at most DOCX_NUMBER_ROOM. A value that the format has no
 * characters for (0 in letters, 21 in a circle of 20) is written as decimal. Bullets and none: 0. */
size_t docx_number_write(docx_number_format format, uint32_t value, char *out);

#endif
