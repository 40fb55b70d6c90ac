/* A document for tests, told line by line. */
#ifndef FORM_STORY_H
#define FORM_STORY_H

#include "shelf.h"

/* A block of text; a SHEAF_TABLE holds the SHEAF_CELL lines behind it, one a row. */
typedef struct story_line {
    uint32_t kind;
    uint32_t level;     /* of a heading */
    const char *number; /* of a heading; NULL: none */
    const char *text;
    uint32_t flags;
} story_line;

/* Makes them the document of the shelf; line i becomes node i + 1. */
void story_tell(shelf *s, const story_line *lines, uint32_t count);

#define STORY(shelf, lines) story_tell(shelf, lines, sizeof(lines) / sizeof((lines)[0]))

#define TITLE(text)                                                                                \
    { SHEAF_TITLE, 0, NULL, text, 0 }
#define SAYS(text)                                                                                 \
    { SHEAF_PARAGRAPH, 0, NULL, text, 0 }
#define HEAD(number, text)                                                                         \
    { SHEAF_HEADING, 1, number, number text, 0 }
#define SUBHEAD(number, text)                                                                      \
    { SHEAF_HEADING, 2, number, number text, 0 }
#define GRID(text)                                                                                 \
    {SHEAF_TABLE, 0, NULL, "", 0}, {                                                               \
        SHEAF_CELL, 0, NULL, text, 0                                                               \
    }

#endif
