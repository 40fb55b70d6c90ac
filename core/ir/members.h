/* Members of JSON objects as text. */
#ifndef SF_IR_MEMBERS_H
#define SF_IR_MEMBERS_H

#include <sheaf/plugin.h>

/* Leaves only the first of members with one name, in place; *left_out counts the others. 0: no memory. */
int sf_members_once(char *text, size_t *length, uint32_t *left_out);

#endif
