/* What a version does not state it has from the version that it extends: whole members, and in arrays the elements whose
 * key it does not name. An element `{"key": …, "absent": true}` takes one out. */
#include "def/def.h"

#include <stdio.h>

static form_source *source_at(const form_list *chain, uint32_t i) {
    return *FORM_AT(*chain, form_source *, i);
}

form_source *form_having(const form_list *chain, uint32_t member) {
    for (uint32_t i = 0; i < chain->count; i++)
        if (source_at(chain, i)->members[member] != SHEAF_NONE)
            return source_at(chain, i);
    return NULL;
}

static uint32_t find(const form_list *elements, sheaf_str key) {
    for (uint32_t i = 0; i < elements->count; i++)
        if (form_same(FORM_AT(*elements, form_element, i)->key, key))
            return i;
    return SHEAF_NONE;
}

static sheaf_str key_of(form_source *source, form_value value, const char *name) {
    form_file *file = &source->file;
    form_value key = form_member(file, value, name);
    if (key == SHEAF_NONE) {
        char expected[60];
        snprintf(expected, sizeof expected, "an object with a member \"%s\"", name);
        form_fault(file, value, expected);
    }
    sheaf_str text = file->failed ? SHEAF_STR("") : form_text(file, key);
    if (!file->failed && text.len == 0)
        form_fault(file, key, "a text that is not empty");
    return text;
}

static void put(form_source *source, form_value value, sheaf_str key, form_list *out) {
    form_file *file = &source->file;
    uint32_t at = find(out, key);
    if (at != SHEAF_NONE && FORM_AT(*out, form_element, at)->source == source) {
        form_fault(file, value,
                   "an element with a key of its own: this key stands in the array before");
    } else if (at == SHEAF_NONE && out->count >= FORM_MOST_ELEMENTS) {
        form_fault(file, value, "at most 2000 elements");
    } else {
        form_element *element =
            at == SHEAF_NONE ? form_push(file->context, out) : FORM_AT(*out, form_element, at);
        if (element)
            *element = (form_element){source, value, key};
        else
            file->failed = 1;
    }
}

static int is_absent(form_source *source, form_value value) {
    return form_flag(&source->file, form_member(&source->file, value, "absent"));
}

static int merge_one(form_source *source, uint32_t member, const char *name, form_list *out) {
    form_file *file = &source->file;
    form_value array = source->members[member];
    if (array != SHEAF_NONE && !form_is(file, array, JSON_ARRAY))
        form_fault(file, array, "an array");
    for (form_value v = form_first(file, array); v != SHEAF_NONE && !file->failed;
         v = form_next(file, array, v)) {
        sheaf_str key = key_of(source, v, name);
        if (!file->failed)
            put(source, v, key, out);
    }
    return !file->failed;
}

int form_merge(const form_context *context, const form_list *chain, uint32_t member,
               const char *name, form_list *out) {
    *out = FORM_LIST_OF(form_element);
    for (uint32_t i = chain->count; i-- > 0;)
        if (!merge_one(source_at(chain, i), member, name, out))
            return 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < out->count; i++) {
        form_element element = *FORM_AT(*out, form_element, i);
        if (!is_absent(element.source, element.value))
            *FORM_AT(*out, form_element, kept++) = element;
        if (element.source->file.failed)
            return 0;
    }
    out->count = kept;
    return context->host->tick(context->job, 0, 0) == SHEAF_OK;
}
