/* What speaks against a reading that looks plain. */
#ifndef BIND_DOUBT_H
#define BIND_DOUBT_H

#include "bind/way/way.h"

/* ---- bind/doubt/doubt.c ---- */

/* Takes the values from a row whose plain reading something printed speaks against. */
void bind_doubt_row(const bind_row_case *of, bind_places *places);

/* ---- bind/doubt/times.c ---- */

/* 1: a line between the rows of a stream says that what follows is another year's, and none below it takes it back. */
int bind_is_stream_of_others(const bind_plan *plan, const bind_row *row);

#endif
