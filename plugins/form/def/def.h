/* What the loaders of a definition share: a chain of files, of which a later version's members and elements hold before
 * those of the version that it extends, and the parts of a definition that are read one by one. */
#ifndef FORM_DEF_H
#define FORM_DEF_H

#include "def/json.h"

enum {
    FORM_DEEPEST = 16, /* heads in one another */
    FORM_MOST_BYTES = 4 << 20,
    FORM_MOST_ELEMENTS = 2000, /* of one array that is merged */
    FORM_MOST_HEADS = 16384,
    FORM_MOST_LABELS = 65536,
    FORM_MOST_CELLS = 65536,
    FORM_MOST_EXTENDS = 8
};

/* ---- def/file.c ---- */

/* The members of a definition file. */
enum {
    DEF_FORMAT,
    DEF_ID,
    DEF_VERSION,
    DEF_EXTENDS,
    DEF_TITLE,
    DEF_VALIDITY,
    DEF_WORDS,
    DEF_MARKS,
    DEF_CAPTIONS,
    DEF_CHARACTERS,
    DEF_UNLIKE,
    DEF_SECTIONS,
    DEF_TABLES,
    DEF_FIELDS,
    DEF_RULES,
    DEF_MEMBERS
};

/* A file that was opened, with where its members stand. Files of a chain lie in scratch memory and do not move. */
typedef struct form_source {
    form_file file;
    form_value members[DEF_MEMBERS];
} form_source;

/* Reads the bytes as JSON, and the head: id and version. 0: latched. */
int form_open_source(const form_context *context, sheaf_str name, sheaf_str bytes,
                     form_source *source);

/* ---- def/merge.c ---- */

/* An element of an array that several files of a chain may state. */
typedef struct form_element {
    form_source *source;
    form_value value;
    sheaf_str key;
} form_element;

/* The elements of the array `member` (DEF_TABLES, ...), those with the same `name` replaced. 0: latched. */
int form_merge(const form_context *context, const form_list *chain, uint32_t member,
               const char *name, form_list *out);

/* The first source of the chain that has the member; NULL where none has. */
form_source *form_having(const form_list *chain, uint32_t member);

/* ---- def/head.c ---- */

/* The labels of an object: what it prints (`printed` may be SHEAF_NONE), its variants and aliases. */
form_span form_load_labels(form_file *file, form_definition *definition, form_value printed,
                           form_value variants, form_value aliases);

/* Labels of an array of texts. */
form_span form_load_texts(form_file *file, form_definition *definition, form_value texts);

/* A key: small letters, digits, `_`, `-`. A fault where it is none. Absent: empty. */
sheaf_str form_key(form_file *file, form_value value);

/* What a head, or the table, states for all below it. */
typedef struct form_kind {
    sheaf_str unit;
    uint32_t type;
    uint32_t flags; /* FORM_STATES_TYPE, FORM_STATES_UNIT */
} form_kind;

enum {
    FORM_STATES_TYPE = 1u << 16,
    FORM_STATES_UNIT = 1u << 17
}; /* in form_head.flags, inherited */

form_kind form_load_kind(form_file *file, form_value type, form_value unit, form_kind above);

/* A header tree from an array of heads; its root. */
uint32_t form_load_tree(form_file *file, form_definition *definition, form_value heads,
                        form_kind above);

/* ---- def/table.c, def/cell.c, def/characters.c, def/unlike.c ---- */

void form_load_characters(form_file *file, form_value array, form_definition *definition);
void form_load_unlike(form_file *file, form_value array, form_definition *definition);
void form_load_section(form_file *file, form_value section, form_definition *definition);
void form_load_table(form_file *file, form_value table, form_definition *definition);

/* Makes the cells of the definition's last block; `at` is for faults. */
void form_make_cells(form_file *file, form_definition *definition, form_value at);

/* Of these cells one whose key another one has, too; SHEAF_NONE: all differ. */
uint32_t form_twice(const form_context *context, const form_definition *definition,
                    form_span cells);

/* ---- def/load.c ---- */

/* The definition of a source that was opened. 0: latched. */
int form_load_source(form_source *source, const form_set *bases, form_wants wants,
                     form_definition *out);

/* ---- def/set.c ---- */

/* The definition that is the job's input, with the installed ones that it extends. 0: latched. */
int form_load_input(const form_context *context, form_set *set, form_definition *out);

#endif
