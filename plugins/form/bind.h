/* What the files of the binding share, in the order in which form_bind goes through them: what is read (bind_source.h), which
 * value is in which column (bind_places.h), and what becomes of it (bind_book.h). bind_judge.h and bind_part.h are what only
 * the last of them need. */
#ifndef BIND_H
#define BIND_H

#include "bind_book.h"

#endif
