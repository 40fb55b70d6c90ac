/* Which value of a row is in which column of the form: by order, below heads, or where only one way adds up. */
#ifndef BIND_PLACE_H
#define BIND_PLACE_H

#include "bind/doubt/doubt.h"

/* ---- bind/place/stream_signs.c ---- */

/* 1: the stream is longer than any page, and no row of it has a number too many: lines hold no numbers of pages. */
int bind_is_unpaged(const bind_sheet *sheet);

/* ---- bind/place/obeyed.c ---- */

/* Asks the rows of a text whether heads that are not the form's in its order are to be obeyed. 0: latched. */
int bind_obey_heads(const bind_plan *plan, bind_columns *columns,
                    const bind_identities *identities);

/* ---- bind/place/headless.c ---- */

/* Finds the one column whose head is gone beside columns of the report's own. */
void bind_adopt_headless(const bind_plan *plan, bind_columns *columns,
                         const bind_identities *identities);

/* ---- bind/place/places.c ---- */

int bind_place_row(const bind_row_case *of, bind_places *out);

/* ---- bind/place/stream_rows.c ---- */

int bind_place_stream(const bind_row_case *of, bind_places *out);

/* ---- bind/place/wraps.c ---- */

/* Looks for digits of the row's numbers in the lines above and below it, where only they stand. 0: latched. */
int bind_join_wraps(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                    bind_places *places);

#endif
