/* What decode.c prepares for origin.c: room for the marks. */
#ifndef TEXT_ORIGIN_H
#define TEXT_ORIGIN_H

#include "text.h"

enum { ORIGIN_STEP = 4096 };

/* How many marks a text of that many bytes may get. */
size_t origin_marks(size_t text_length_in_bytes);

#endif
