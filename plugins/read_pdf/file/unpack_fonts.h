/* SPDX-License-Identifier: GPL-2.0-or-later
 * Fonts that Poppler reads once and not once for every page. */
#ifndef PDF_UNPACK_FONTS_H
#define PDF_UNPACK_FONTS_H

#include "file/update.h"

/* Puts the dictionaries of fonts, and what they refer to but streams, into a stream of objects. Where there is no memory, or
 * an object is not what it says, those stay where they are. */
void pdf_unpack_fonts(pdf_update *update);

#endif
