/* What styles_read.c fills and styles.c resolves: a style with what it states itself, before it inherits. */
#ifndef DOCX_STYLES_INSIDE_H
#define DOCX_STYLES_INSIDE_H

#include "styles.h"

enum {
    STATES_OUTLINE = 1u << 0,
    STATES_LIST = 1u << 1,
    STATES_LEVEL = 1u << 2,
    STATES_BREAK = 1u << 3,
    STATES_INDENT = 1u << 4,
    STATES_CENTRE = 1u << 5,
    STATES_SIZE = 1u << 6
};

typedef enum style_state { STYLE_OPEN = 0, STYLE_WAITING, STYLE_RESOLVED } style_state;

typedef struct style_entry {
    docx_style style;
    sheaf_str based_on, link;
    uint32_t stated; /* STATES_*: by itself, and after resolving by what it is based on */
    style_state state;
    uint32_t waiting; /* the style that waits for this one; 0: none */
} style_entry;

struct docx_styles {
    docx_reader *reader;
    docx_vec entries; /* style_entry; 0 says nothing */
    uint32_t *slots;  /* open hash by type and id; 0: free */
    uint32_t slot_count;
    uint32_t defaults[DOCX_STYLE_TYPES];
    uint32_t size; /* of w:docDefaults */
};

#define STYLE_ENTRY(styles, i) DOCX_VEC_AT(&(styles)->entries, style_entry, i)

/* Reads what the part states into the entries. */
sheaf_status styles_read_part(docx_styles *styles, sheaf_str part);

#endif
