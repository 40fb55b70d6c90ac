/* SPDX-License-Identifier: GPL-2.0-or-later
 * A small font in the place of a large one, of which nobody wants more than that it is there. */
#ifndef PDF_UNPACK_STANDIN_H
#define PDF_UNPACK_STANDIN_H

#include "file/update.h"

/* Font programs of which no glyph, number or code is asked. */
typedef struct pdf_unasked {
    /* by number of a stream; NULL: the file was not looked through yet, or there is no memory */
    uint8_t *marks;
    bool known;
} pdf_unasked;

/* Whether this stream is one, as far as the dictionaries say that refer to it. */
bool pdf_font_is_unasked(pdf_unasked *fonts, const pdf_update *update, uint64_t number);
void pdf_unasked_free(pdf_unasked *fonts);

/* Whether data begins as a font does that pdf_put_standin can stand for. */
enum { PDF_FONT_HEAD = 4 };
bool pdf_is_truetype(const char head[PDF_FONT_HEAD]);

/* Puts a version of the stream that is a font of one empty glyph. */
bool pdf_put_standin(pdf_update *update, uint64_t number);

#endif
