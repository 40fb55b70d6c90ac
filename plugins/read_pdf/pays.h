/* SPDX-License-Identifier: GPL-2.0-or-later
 * Whether it pays to expand the streams of a document. */
#ifndef PDF_PAYS_H
#define PDF_PAYS_H

#include "sheaf/plugin.h"

#include <stdbool.h>

bool pdf_expand_pays(sheaf_str bytes, uint64_t pages);

#endif
