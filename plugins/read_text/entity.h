/* References to characters, as HTML and Markdown write them: `&nbsp;`, `&#12289;`, `&#x3001;`. Text that was copied from a page's
 * source still has them, and who reads it sees the character. Nothing here needs anything else, so that these files may be
 * compiled into two plugins. */
#ifndef ENTITY_H
#define ENTITY_H

#include <sheaf/plugin.h>

/* The length of the reference that the text begins with, and its character; 0: it begins with none. */
size_t entity_take(sheaf_str text, uint32_t *point);

/* 1: the text ends with one, so that its `;` ends nothing else. */
int entity_ends(sheaf_str text);

#endif
