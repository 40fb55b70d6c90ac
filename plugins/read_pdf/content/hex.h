/* SPDX-License-Identifier: GPL-2.0-or-later
 * Strings of hexadecimal digits as strings of bytes: half the length, or all of it where each byte needs a sign before it. */
#ifndef PDF_CONTENT_HEX_H
#define PDF_CONTENT_HEX_H

#include <stdbool.h>

/* `<0A1B>`; `*at` and `*to` move behind it. False: it is none, or has an odd digit or a blank. */
bool pdf_hex_take(const char **at, const char *end, char **to);
/* Such strings and the numbers between them, as many as there are. False: one is none. */
bool pdf_hex_take_steps(const char **at, const char *end, char **to);

#endif
