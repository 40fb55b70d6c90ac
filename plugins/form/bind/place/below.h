/* Values below the heads of their columns: what bind/place/places.c asks of bind/place/below.c. */
#ifndef BIND_BELOW_H
#define BIND_BELOW_H

#include "bind/place/place.h"
#include "bind/way/placing.h"

/* ---- bind/place/below.c ---- */

/* Words of its label below a head: they are no label of it. */
int bind_has_label_below(const placing *p);

/* Numbers that stand below no header at all, or words of its label below one: the row is not in the columns that the header says. */
int bind_has_strays(const placing *p);

/* As many numbers as columns, in order, are taken where they add up. */
void bind_place_strays(const placing *p);

/* Each value belongs to the label above it. */
void bind_place_by_header(const placing *p);

/* The same in a text with columns of the report's own. 1: the row can be read so. */
int bind_place_below_heads(const placing *p);

/* The same of one with blanks. */
int bind_place_beside_own(const placing *p);

/* The same of a row with digits that are apart. */
int bind_place_broken_below(const placing *p);

/* The same of a row that stands beside its heads, where it adds up. */
int bind_place_beside_heads(const placing *p);

/* A row below heads that its table bears out: each value below its own, and they add up. */
void bind_place_obeyed(const placing *p);

/* The value of a column that has no header cell stands below one that is none of the form's. */
int bind_is_below_stranger(const placing *p, uint32_t slot);

#endif
