/* SPDX-License-Identifier: GPL-2.0-or-later
 * Some programs, LibreOffice above all, save the graphics state before each piece of text and each line, set the same colour
 * or pen and bring the state back: `q 0 0 0 rg BT ... ET Q q 0 0 0 rg BT ... ET Q`. Poppler copies a state each time, and
 * cairo another one. Groups that begin alike become one where they follow each other. */
#ifndef PDF_CONTENT_GROUPS_H
#define PDF_CONTENT_GROUPS_H

#include "content/operators.h"

#include <stdbool.h>
#include <stddef.h>

/* Places are in what is made of the content. A group is one that sets colours or pens, then shows text and paints paths,
 * and does nothing else. */
typedef struct pdf_groups {
    enum { PDF_GROUP_NONE, PDF_GROUP_HEAD, PDF_GROUP_BODY } state;
    char *begin, *head; /* of the one that is open: its `q`, and behind what it sets */
    char *closed_begin, *closed_head; /* of the one that was closed last ... */
    char *closed;                     /* ... and its `Q`; NULL: there is none that could go on */
    bool closed_has_font;
    bool follows;        /* the one that is open stands right behind it */
    bool has_font;       /* it has chosen one */
    bool has_other_font; /* one that it was joined with has */
    pdf_operator last;   /* of the content */
    bool in_text, clips;
} pdf_groups;

/* What is to be left out; NULL: nothing. */
typedef struct pdf_cut {
    char *from, *up_to;
} pdf_cut;

/* The operator, of `length` bytes, before it is written to `to`. False: groups were joined that have
 * different fonts. */
bool pdf_groups_note(pdf_groups *g, pdf_operator which, size_t length, bool has_operands, char *to,
                     pdf_cut *cut);

#endif
