/* SPDX-License-Identifier: GPL-2.0-or-later
 * Glyphs that are shown one by one with one gap between them, shown together. */
#ifndef PDF_SPACING_H
#define PDF_SPACING_H

#include "sheaf/plugin.h"

/* Eats `[<0001>25<0002>25<0003>24<0004>]TJ` from the front of the view, where each string is one glyph of two bytes and most
 * gaps are the same, and writes the same with this gap as character spacing, which has to be 0 before and is behind it.
 * `size` is the font's, as the content says it. Returns the bytes written, no more than were eaten; 0: it is no such array,
 * or not worth it, and nothing was eaten. */
size_t pdf_spacing_join(sheaf_str *content, sheaf_str size, char *to);

#endif
