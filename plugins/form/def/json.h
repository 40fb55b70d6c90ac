/* Reading a definition file: a thin layer over the JSON cursor that knows where it is, so that whoever finds a fault can
 * say file, JSON pointer, line and what was expected in one call. Each stage loads its own part of the file with it. */
#ifndef FORM_DEF_JSON_H
#define FORM_DEF_JSON_H

#include "form.h"
#include "json_cursor.h"

/* A file that is being read. The first fault is latched; calls after it give empty values. */
typedef struct form_file {
    const form_context *context;
    sheaf_str name;
    sheaf_str id, version; /* of the definition in it, once its head was read */
    json_index index;
    int failed;
    int is_input;     /* it is the document of the job: the host says its name */
    const char *code; /* of faults; NULL: `form.definition` */
} form_file;

/* A value in it: a mark of the index; SHEAF_NONE stands for an absent member. */
typedef uint32_t form_value;

/* Latches SHEAF_BAD_INPUT `form.definition`: "FILE: line 12, /tables/0/key: found 7, expected a text". */
void form_fault(form_file *file, form_value at, const char *expected);

/* Faults with words of their own: "FILE: line 12, /tables/0/key: SENTENCE". */
void form_fault_of(form_file *file, form_value at, sheaf_str sentence_of);

/* The JSON pointer (RFC 6901) of a value, in scratch memory. */
sheaf_str form_pointer(const form_file *file, form_value at);

/* Faults of the whole file: what the scan found, or what is wrong with it. */
void form_fault_json(form_file *file);
void form_fault_file(form_file *file, const char *sentence_of);

form_value form_member(form_file *file, form_value object, const char *name); /* or SHEAF_NONE */
sheaf_str form_text(form_file *file, form_value value); /* unescaped; a fault if it is no text */
int64_t form_whole(form_file *file, form_value value, int64_t least, int64_t most);
int form_flag(form_file *file, form_value value); /* absent: 0 */
int form_is(const form_file *file, form_value value, json_kind kind);

/* Elements of an array, or values of an object's members (`key` then names the member). Begin with *at = SHEAF_NONE.
 *     for (form_value v = form_first(f, array); v != SHEAF_NONE; v = form_next(f, array, v)) */
form_value form_first(const form_file *file, form_value container);
form_value form_next(const form_file *file, form_value container, form_value value);
sheaf_str form_key_of(form_file *file, form_value value); /* of a member's value */

/* {"zh": …, "en": …}. */
form_message form_message_of(form_file *file, form_value value);

/* The name that is nearest to the word, or NULL where none is near. */
const char *form_nearest(sheaf_str word, const char *const *names);

/* Finds the values of an object's members by name: slots[i] is that of names[i] (ended by NULL), SHEAF_NONE where it has
 * none. Refuses what is no object and members that are not in `names`. 1: done. */
int form_slots(form_file *file, form_value object, const char *const *names, form_value *slots);

/* Refuses members that are not in `names` (ended by NULL) with the nearest right one. */
void form_only(form_file *file, form_value object, const char *const *names);

/* The parts that other stages load, one element of the array at a time, once sections, tables and cells are there. What an
 * earlier version states comes first; what this one states anew has taken its place already, and `{"absent": true}`
 * has taken it out. `file` is the one that the element stands in. */
void form_load_field(form_file *file, form_value field,
                     form_definition *definition); /* doc/fields.c */
void form_load_rule(form_file *file, form_value rule,
                    form_definition *definition); /* rule/load.c */

#endif
