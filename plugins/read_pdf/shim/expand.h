/* SPDX-License-Identifier: GPL-2.0-or-later
 * What libqpdf does for the reader. It needs a dozen libraries, so it stands in a library of its own, which is loaded for
 * long documents and doubtful ones only. */
#ifndef PDF_EXPAND_H
#define PDF_EXPAND_H

#include <stddef.h>

typedef enum pdf_trait {
    PDF_TRAIT_XFA = 1,      /* an XML form stands in the document (ISO 32000-1, 12.7.8) */
    PDF_TRAIT_PORTFOLIO = 2 /* it is a collection of embedded files (12.3.5) */
} pdf_trait;

/* The document with its streams expanded and, where it was encrypted, decrypted: to be freed with free(). NULL where it is
 * damaged, the password is wrong (NULL: none), more than `most` bytes came out, or memory ran out. */
typedef void *pdf_expand_call(const void *bytes, size_t length, const char *password, size_t most,
                              size_t *expanded);
/* pdf_trait, 0 where nothing can be told. */
typedef unsigned pdf_traits_call(const void *bytes, size_t length, const char *password);

extern pdf_expand_call pdf_expand;
extern pdf_traits_call pdf_traits;

#endif
