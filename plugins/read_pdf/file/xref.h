/* SPDX-License-Identifier: GPL-2.0-or-later
 * A look at the end of the file that needs no Poppler. */
#ifndef PDF_XREF_H
#define PDF_XREF_H

#include "sheaf/plugin.h"

#include <stdbool.h>

/* Linear in the bytes at most. Says nothing of earlier sections (/Prev) and of the objects that entries lead to. */
bool pdf_xref_is_sound(sheaf_str bytes);

#endif
