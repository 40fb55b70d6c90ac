/* What the files of the binding share, in the order in which form_bind goes through them: what is read (bind/source.h), which
 * value is in which column (bind/places.h), and what becomes of it (bind/book.h). bind/judge.h and bind/part.h are what only
 * the last of them need. */
#ifndef BIND_H
#define BIND_H

#include "bind/book.h"

#endif
