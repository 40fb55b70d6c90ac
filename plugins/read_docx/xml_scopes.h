/* Names and the namespaces that are in scope where they stand. */
#ifndef DOCX_XML_SCOPES_H
#define DOCX_XML_SCOPES_H

#include "xml_tokens.h"

enum { DOCX_CACHE = 256, DOCX_CACHED_NAME = 24 };

typedef struct docx_cached_name {
    uint32_t generation, len;
    char text[DOCX_CACHED_NAME];
    docx_name name;
} docx_cached_name;

struct docx_scopes {
    docx_reader *reader;
    docx_vec declarations;
    docx_text text; /* prefix and IRI of each, one behind the other */
    uint32_t generation;
    docx_cached_name cache[2][DOCX_CACHE]; /* of elements, of attributes */
};

void docx_scopes_init(docx_scopes *scopes, docx_reader *reader);

/* An attribute of the element at this depth: where it is xmlns or xmlns:prefix, what it declares. NULL, or what is wrong. */
const char *docx_scopes_take(docx_scopes *scopes, uint32_t depth, sheaf_str name, sheaf_str value);

/* The element at this depth ends. */
void docx_scopes_leave(docx_scopes *scopes, uint32_t depth);

/* A name as written, folded. */
docx_name docx_scopes_name(docx_scopes *scopes, sheaf_str raw, int is_attribute);

#endif
