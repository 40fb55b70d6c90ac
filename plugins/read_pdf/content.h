/* SPDX-License-Identifier: GPL-2.0-or-later
 * Content of a page in fewer bytes and tokens, for a reader that is slow with them. */
#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include "sheaf/plugin.h"

/* Writes what paints the same as the content to `to`, where there is room for as many bytes, and returns how many there are.
 * 0: it is no content that shows text, or holds something unusual, and has to stay as it is. */
size_t pdf_content_shorten(sheaf_str content, char *to);

#endif
