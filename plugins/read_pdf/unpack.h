/* SPDX-License-Identifier: GPL-2.0-or-later
 * A document whose streams are inflated before Poppler reads them. */
#ifndef PDF_UNPACK_H
#define PDF_UNPACK_H

#include "sheaf/plugin.h"

/* The bytes with an incremental update behind them, which holds the deflated streams inflated: to be freed with free(). At
 * most `most` bytes of streams come out; those for which there is no room stay as they are. NULL where there is nothing to
 * inflate, the tables are not plain ones, or memory ran out. */
char *pdf_unpack(sheaf_str bytes, uint64_t most, size_t *length);

#endif
