/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files that find headings share. */
#ifndef PDF_HEADING_H
#define PDF_HEADING_H

#include "report/report.h"

/* How much the look of a block says that it is a heading. LIKELY: where others of its look surely are. report/heading_look.c */
typedef enum pdf_likeness { PDF_LOOK_NONE, PDF_LOOK_LIKELY, PDF_LOOK_SURE } pdf_likeness;

pdf_likeness pdf_looks_heading(const pdf_state *state, uint32_t at);
bool pdf_ends_open(sheaf_str text);  /* as what is no heading does */
bool pdf_has_leader(sheaf_str text); /* to a page number: an entry of a table of contents */

/* Whether the block is the name of who speaks above the number of an official notice. report/heading_title.c */
bool pdf_is_masthead(const pdf_state *state, uint32_t at);

#endif
