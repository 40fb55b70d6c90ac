/* "fields" of a definition: how the title, agency, year, period and whatever else a report states in words are read. Each
 * is a list of looks, tried in order: where, words one of which must stand there, and a pattern. */
#include "doc/doc.h"

#include <string.h>

static int load_type(form_file *file, form_value value, uint32_t *type) {
    static const char *const names[] = {"text", "code", "number", "date"};
    *type = FORM_FIELD_TEXT;
    if (value == SHEAF_NONE)
        return 1;
    sheaf_str name = form_text(file, value);
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (form_same(name, (sheaf_str){names[i], strlen(names[i])})) {
            *type = i;
            return 1;
        }
    }
    if (!file->failed)
        form_fault(file, value, "text, code, number or date");
    return 0;
}

int form_load_places(form_file *file, form_value list, const form_definition *definition,
                     form_list *where) {
    *where = FORM_LIST_OF(form_where);
    if (list == SHEAF_NONE) {
        form_where *all = form_push(file->context, where);
        if (all != NULL)
            *all = (form_where){FORM_IN_ALL, SHEAF_NONE};
        return all != NULL;
    }
    if (!form_is(file, list, JSON_ARRAY))
        form_fault(file, list, "a list of places");
    for (form_value v = file->failed ? SHEAF_NONE : form_first(file, list); v != SHEAF_NONE;
         v = form_next(file, list, v)) {
        form_where *one = form_push(file->context, where);
        if (one == NULL || !form_load_where(file, v, definition, one))
            return 0;
    }
    if (!file->failed && where->count == 0)
        form_fault(file, list, "a list of places that is not empty");
    return !file->failed;
}

/* A field is not read from another. */
static int reads_field(form_file *file, form_value list, const form_list *where) {
    for (uint32_t i = 0; i < where->count; i++) {
        if (FORM_AT(*where, const form_where, i)->kind == FORM_IN_FIELD) {
            form_fault(file, list, "places of the report, no fields");
            return 1;
        }
    }
    return 0;
}

static int load_look(form_file *file, form_value value, const form_definition *definition,
                     form_look *out) {
    static const char *const members[] = {"where", "words", "pattern", NULL};
    static const char *const groups[] = {"value", "year", "other_year", "month", "day", NULL};
    form_only(file, value, members);
    form_value where = form_member(file, value, "where");
    return !file->failed && form_load_pattern(file, value, &out->pattern) &&
           form_only_groups(file, form_member(file, value, "pattern"), &out->pattern, groups,
                            "no named groups but value, or year (or other_year), month and day") &&
           form_load_places(file, where, definition, &out->where) &&
           !reads_field(file, where, &out->where);
}

static int load_looks(form_file *file, form_value list, const form_definition *definition,
                      form_list *looks) {
    *looks = FORM_LIST_OF(form_look);
    if (list == SHEAF_NONE || !form_is(file, list, JSON_ARRAY))
        form_fault(file, list, "a list of objects with a pattern");
    for (form_value v = file->failed ? SHEAF_NONE : form_first(file, list); v != SHEAF_NONE;
         v = form_next(file, list, v)) {
        form_look *look = form_push(file->context, looks);
        if (look == NULL || !load_look(file, v, definition, look))
            return 0;
    }
    return !file->failed;
}

void form_load_field(form_file *file, form_value field, form_definition *definition) {
    static const char *const members[] = {"key", "type", "unstated", "readings", NULL};
    form_only(file, field, members);
    form_field loaded = {.key = form_text(file, form_need(file, field, "key"))};
    loaded.is_unstated = (uint32_t)form_flag(file, form_member(file, field, "unstated"));
    if (file->failed || !load_type(file, form_member(file, field, "type"), &loaded.type) ||
        !load_looks(file, form_need(file, field, "readings"), definition, &loaded.looks))
        return;
    if (definition->fields.stride == 0)
        definition->fields = FORM_LIST_OF(form_field);
    form_field *place = form_push(file->context, &definition->fields);
    if (place != NULL)
        *place = loaded;
}
