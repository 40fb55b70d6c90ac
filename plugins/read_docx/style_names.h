/* What the name of a style says of its role. Word keeps the names of its built-in styles in English in every
 * language; other producers and older files do not, so the table has them in many languages. */
#ifndef DOCX_STYLE_NAMES_H
#define DOCX_STYLE_NAMES_H

#include "styles.h"

/* The role of a style of that name, DOCX_ROLE_BODY where the name says nothing; *level is that of a heading or an
 * entry of a table of contents, else 0. A name may be several, separated by commas; the first that says
 * something counts. Case, spaces and hyphens do not matter. */
docx_role docx_style_role(sheaf_str name, docx_style_type type, uint32_t *level);

#endif
