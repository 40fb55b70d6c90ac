/* SPDX-License-Identifier: GPL-2.0-or-later
 * Content of a page in fewer bytes and tokens, for a reader that is slow with them. */
#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include "sheaf/plugin.h"

#include <stdbool.h>

/* `wide` are the names of fonts of two bytes a glyph as file/unpack_pages.h says; where there are any, nothing that counts for the
 * content comes before it. Writes what paints the same as the content to `to`, where there is room for as many bytes, and returns how many there are.
 * 0: it is no content that shows text, or holds something unusual, and has to stay as it is. */
size_t pdf_content_shorten(sheaf_str content, sheaf_str wide, char *to);

/* Whether samples show so much to leave out that it costs less than it saves. */
bool pdf_content_pays(sheaf_str content, sheaf_str wide);

#endif
