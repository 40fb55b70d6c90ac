/* What attributes say: texts, numbers and switches as ECMA-376 writes them (17.17.4, 17.18.10). */
#include "xml_tokens.h"

#include <stdlib.h>

int docx_find_attribute(const docx_attributes *attributes, docx_name name, sheaf_str *value) {
    for (uint32_t i = 0; i < attributes->count; i++)
        if (docx_attribute_name(attributes, i) == name) {
            *value = attributes->items[i].value;
            return 1;
        }
    *value = SHEAF_STR("");
    return 0;
}

sheaf_str docx_attribute(const docx_attributes *attributes, docx_name name) {
    sheaf_str value;
    docx_find_attribute(attributes, name, &value);
    return value;
}

int64_t docx_number(const docx_attributes *attributes, docx_name name, int64_t otherwise) {
    sheaf_str text = docx_attribute(attributes, name);
    char room[24];
    size_t len = text.len < sizeof room - 1 ? text.len : sizeof room - 1;
    memcpy(room, text.ptr, len);
    room[len] = 0;
    char *end;
    long long number = strtoll(room, &end, 10);
    return end == room ? otherwise : number;
}

static int is_off(sheaf_str value) {
    static const sheaf_str off[] = {{"0", 1}, {"false", 5}, {"off", 3}, {"none", 4}};
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        if (docx_same_folded(value, off[i]))
            return 1;
    return 0;
}

int docx_is_on(const docx_attributes *attributes) {
    sheaf_str value;
    return !docx_find_attribute(attributes, DOCX_w_val, &value) || !is_off(value);
}

int docx_is_stated(const docx_attributes *attributes, docx_name name) {
    sheaf_str value;
    return docx_find_attribute(attributes, name, &value) && !is_off(value);
}
