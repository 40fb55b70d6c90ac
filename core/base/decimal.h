/* Exact decimals, and the number grammar of reports: optional sign, ASCII or full-width digits, `,` or
 * `，` only as exact thousands groups, one decimal point, at most 18 digits. Never a double.
 * Where the grammar could be stretched it is not: `.5` may be the rest of a broken `1.5`, `5.` an
 * enumeration, `0,123` a decimal comma. They are no numbers. */
#ifndef SF_BASE_DECIMAL_H
#define SF_BASE_DECIMAL_H

#include <sheaf/plugin.h>

/* 1 and *out where the whole of `text` (outer white space apart) is a number, else 0. */
int sf_decimal_parse(sheaf_str text, sheaf_decimal *out);

/* In exact decimal notation, `-912.50`; the text is in `out`, which is returned as a view. A scale
 * above 24 (the parser gives at most 17) is written with an exponent, `5e-30`: exact as well. */
#define SF_DECIMAL_ROOM 48
sheaf_str sf_decimal_print(sheaf_decimal value, char out[SF_DECIMAL_ROOM]);

#endif
