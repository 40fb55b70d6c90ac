/* SPDX-License-Identifier: GPL-2.0-or-later
 * The operators of content, and what they do to what content/content.c keeps in mind. */
#ifndef PDF_OPERATORS_H
#define PDF_OPERATORS_H

#include <stddef.h>

typedef enum pdf_operator {
    PDF_OP_UNKNOWN, /* no operator, or one that is never written */
    PDF_OP_OPERAND, /* a keyword that is no operator */
    PDF_OP_OTHER,
    PDF_OP_PATH, /* builds one */
    PDF_OP_RECTANGLE,
    PDF_OP_CLIP, /* makes it a clip */
    PDF_OP_FILL,
    PDF_OP_PAINT,   /* paints it in another way */
    PDF_OP_SETS,    /* a colour or a pen */
    PDF_OP_SAVE,    /* all that is set */
    PDF_OP_RESTORE, /* it */
    PDF_OP_STATE,   /* may change the font */
    PDF_OP_BEGIN,   /* text; Poppler looks at the font anew */
    PDF_OP_END,     /* of it */
    PDF_OP_PLACE,   /* of text: Poppler looks at the font anew */
    PDF_OP_MOVE,    /* to the next line of text */
    PDF_OP_FONT,
    PDF_OP_SPACING,   /* of characters */
    PDF_OP_RENDERING, /* of text, which may become a clip */
    PDF_OP_SHOW,
    PDF_OP_MARK,     /* begins marked content */
    PDF_OP_END_MARK, /* ends it */
    PDF_OP_IMAGE /* begins an inline image, whose data may be anything: nothing behind it is looked at */
} pdf_operator;

/* Of a word of at least one byte. */
pdf_operator pdf_operator_of(const char *word, size_t length);

#endif
