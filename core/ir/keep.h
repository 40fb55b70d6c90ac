/* Text that a plugin handed over, made safe to keep: never NULL, valid UTF-8, in memory that lives. */
#ifndef SF_IR_KEEP_H
#define SF_IR_KEEP_H

#include "base/arena.h"

typedef enum sf_kept { SF_NOT_KEPT, SF_KEPT, SF_KEPT_MENDED } sf_kept;

/* A copy in `arena`; bytes that are no UTF-8 become U+FFFD (SF_KEPT_MENDED). SF_NOT_KEPT: no memory. */
sf_kept sf_keep_text(sf_arena *arena, sheaf_str text, sheaf_str *out);

/* Texts that were kept lately. Records of one kind say the same again and again: a unit, the label of a column. */
typedef struct sf_lately {
    sheaf_str texts[256];
} sf_lately;

/* As sf_keep_text, but what is found there is neither looked at nor copied again. */
sf_kept sf_keep_again(sf_arena *arena, sf_lately *lately, sheaf_str text, sheaf_str *out);

/* The same for the path of an origin; also makes the coordinates of a box finite. */
sf_kept sf_keep_origin(sf_arena *arena, sheaf_origin given, sheaf_origin *out);

#endif
