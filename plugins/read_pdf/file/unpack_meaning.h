/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which codes of a font have a meaning. */
#ifndef PDF_UNPACK_MEANING_H
#define PDF_UNPACK_MEANING_H

#include "file/update.h"

enum { PDF_CODES = 256 };

/* Many fonts may refer to one CMap, or to many long ones. */
typedef struct pdf_meanings {
    size_t left;        /* bytes of CMaps that may still be read */
    uint64_t last;      /* number of the one that was asked for last; 0: none was */
    bool is_read;       /* whether that is one */
    uint64_t with_zero; /* its new version, which names code 0; 0: there is none */
    bool named[PDF_CODES];
} pdf_meanings;

/* The reference to a ToUnicode CMap, for a font that may show the codes of `used`: that of the stream that `12 0 R` leads to, plain or
 * inflated by this update, if it gives each code one character or more. Code 0 is mostly the glyph for what a font has not: where it has no
 * name, a new version of the stream with the number `*next` calls it U+FFFD, and the next number follows. 0: neither. */
uint64_t pdf_meaning_of(pdf_update *update, pdf_meanings *meanings, sheaf_str reference,
                        const bool used[PDF_CODES], uint64_t *next);

#endif
