/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the bytes of a document tell before it is read: names that stand in them, and whether it pays to expand its streams. */
#ifndef PDF_PAYS_H
#define PDF_PAYS_H

#include "sheaf/plugin.h"

#include <stdbool.h>

/* Whether one of the names, each of two characters or more with its solidus, stands in the bytes: one pass for all of them. */
bool pdf_bytes_hold(sheaf_str bytes, const char *const *names, size_t count);

/* Whether names of XML forms or portfolios do. They may be hidden in streams of objects. */
bool pdf_bytes_doubtful(sheaf_str bytes);

bool pdf_expand_pays(sheaf_str bytes, uint64_t pages);

#endif
