/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which codes of a font have a meaning. */
#ifndef PDF_UNPACK_MEANING_H
#define PDF_UNPACK_MEANING_H

#include "file/update.h"

enum { PDF_CODES = 256 };

/* The reference to a ToUnicode CMap, for a font that may show the codes of `used`: that of the stream that `12 0 R` leads to, plain or
 * inflated by this update, if it gives each code one character or more. Code 0 is mostly the glyph for what a font has not: where it has no
 * name, a new version of the stream with the number `*next` calls it U+FFFD, and the next number follows. 0: neither. */
uint64_t pdf_meaning_of(pdf_update *update, sheaf_str reference, const bool used[PDF_CODES],
                        uint64_t *next);

#endif
