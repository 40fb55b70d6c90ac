/* The words of the messages that say why facts have no certain value, for who says it again in another place. */
#ifndef BIND_TOLD_H
#define BIND_TOLD_H

#include "form.h"

/* How such messages begin, and where the table's key ends: `table t3: 12 of 175 values …`. */
#define BIND_TOLD_TABLE "table "
#define BIND_TOLD_END ": "

/* The reason in Chinese; empty: the code is none of them. */
sheaf_str bind_told_zh(sheaf_str code);

#endif
