/* A definition file as values: members found by name, texts and numbers of the type that was asked for, or a fault. */
#include "def/json.h"

#include <stdio.h>
#include <string.h>

static char first_of(const form_file *file, form_value value) {
    return file->index.bytes.ptr[file->index.marks[value].at];
}

int form_is(const form_file *file, form_value value, json_kind kind) {
    return value != SHEAF_NONE && json_kind_of(&file->index, value) == kind;
}

/* --------------------------------------------------------------------------------- walking -- */

static form_value end_of(const form_file *file, form_value container) {
    return container + file->index.marks[container].span;
}

static int is_object(const form_file *file, form_value value) {
    return value != SHEAF_NONE && first_of(file, value) == '{';
}

form_value form_first(const form_file *file, form_value container) {
    uint32_t at_value = (uint32_t)is_object(file, container);
    if ((!at_value && !form_is(file, container, JSON_ARRAY)) ||
        file->index.marks[container].span == 1)
        return SHEAF_NONE;
    return container + 1 + at_value;
}

form_value form_next(const form_file *file, form_value container, form_value value) {
    form_value next = json_after(&file->index, value) + (uint32_t)is_object(file, container);
    return next < end_of(file, container) ? next : SHEAF_NONE;
}

sheaf_str form_key_of(form_file *file, form_value value) {
    return form_text(file, value - 1);
}

/* Nearly all keys differ in length, and few have escapes. */
static int is_key(const json_index *index, form_value key, sheaf_str name) {
    uint32_t span = index->marks[key].span;
    return (span == name.len || span >= JSON_ESCAPED) && json_is_name(index, key, name);
}

form_value form_member(form_file *file, form_value object, const char *name) {
    const sheaf_str wanted = {name, strlen(name)};
    const json_index *index = &file->index;
    if (!is_object(file, object))
        return SHEAF_NONE;
    form_value end = end_of(file, object);
    for (form_value v = object + 2; v < end; v = json_after(index, v) + 1)
        if (is_key(index, v - 1, wanted))
            return v;
    return SHEAF_NONE;
}

/* ----------------------------------------------------------------------------------- values -- */

sheaf_str form_text(form_file *file, form_value value) {
    int escaped;
    if (!form_is(file, value, JSON_TEXT)) {
        form_fault(file, value, "a text");
        return SHEAF_STR("");
    }
    sheaf_str inside = json_inside(&file->index, value, &escaped);
    if (!escaped)
        return inside;
    char *out = form_room(file->context, inside.len + 1, 1);
    if (out == NULL) {
        file->failed = 1;
        return SHEAF_STR("");
    }
    return (sheaf_str){out, json_unescape(inside, out)};
}

int64_t form_whole(form_file *file, form_value value, int64_t least, int64_t most) {
    int64_t digits = 0;
    uint32_t scale = 0;
    char expected[80];
    if (form_is(file, value, JSON_NUMBER) &&
        json_exact(json_raw(&file->index, value), &digits, &scale) && scale == 0 &&
        digits >= least && digits <= most)
        return digits;
    snprintf(expected, sizeof expected, "a whole number from %lld to %lld", (long long)least,
             (long long)most);
    form_fault(file, value, expected);
    return least;
}

int form_flag(form_file *file, form_value value) {
    if (value == SHEAF_NONE || form_is(file, value, JSON_FALSE))
        return 0;
    if (!form_is(file, value, JSON_TRUE))
        form_fault(file, value, "true or false");
    return 1;
}

form_message form_message_of(form_file *file, form_value value) {
    static const char *const names[] = {"zh", "en", NULL};
    const form_message none = {{"", 0}, {"", 0}};
    form_value at[2];
    if (!form_is(file, value, JSON_OBJECT))
        form_fault(file, value, "an object with the texts \"zh\" and \"en\"");
    if (file->failed || !form_slots(file, value, names, at))
        return none;
    if (at[0] == SHEAF_NONE || at[1] == SHEAF_NONE)
        form_fault(file, value, "both texts, \"zh\" and \"en\"");
    return file->failed ? none : (form_message){form_text(file, at[0]), form_text(file, at[1])};
}

const char *form_nearest(sheaf_str word, const char *const *names) {
    const char *nearest = NULL;
    uint32_t distance = 6000;
    for (; *names; names++) {
        uint32_t d = form_distance(word, (sheaf_str){*names, strlen(*names)}, distance);
        if (d < distance) {
            distance = d;
            nearest = *names;
        }
    }
    return nearest;
}

static void refuse_member(form_file *file, form_value at, sheaf_str name,
                          const char *const *names) {
    char sentence[500];
    const char *nearest = form_nearest(name, names);
    int shown = name.len < 60 ? (int)name.len : 60;
    while (shown > 0 && shown < (int)name.len && (name.ptr[shown] & 0xC0) == 0x80)
        shown--;
    size_t length = (size_t)snprintf(
        sentence, sizeof sentence, "there is no member \"%.*s\" here; expected %s%s%s", shown,
        name.ptr, nearest ? "\"" : "one of", nearest ? nearest : "", nearest ? "\", perhaps" : "");
    for (uint32_t i = 0; !nearest && names[i] && length < sizeof sentence; i++)
        length += (size_t)snprintf(sentence + length, sizeof sentence - length, "%s %s",
                                   i == 0 ? "" : ",", names[i]);
    if (length >= sizeof sentence)
        length = sizeof sentence - 1;
    form_fault_of(file, at, (sheaf_str){sentence, length});
}

/* A key has no control characters, so it differs from a shorter name at the end of that. */
static int is_word(sheaf_str key, const char *name) {
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] != name[i])
            return 0;
    return name[key.len] == '\0';
}

static uint32_t index_of(const form_file *file, form_value key, const char *const *names) {
    int escaped;
    uint32_t i = 0;
    sheaf_str text = json_inside(&file->index, key, &escaped);
    while (names[i] &&
           !(escaped ? json_is_name(&file->index, key, (sheaf_str){names[i], strlen(names[i])})
                     : is_word(text, names[i])))
        i++;
    return i;
}

/* With `slots` NULL nothing is kept. */
static int look_through(form_file *file, form_value object, const char *const *names,
                        form_value *slots) {
    for (form_value v = form_first(file, object); v != SHEAF_NONE && !file->failed;
         v = form_next(file, object, v)) {
        uint32_t i = index_of(file, v - 1, names);
        if (!names[i])
            refuse_member(file, v, form_key_of(file, v), names);
        else if (slots)
            slots[i] = v;
    }
    return !file->failed;
}

void form_only(form_file *file, form_value object, const char *const *names) {
    look_through(file, object, names, NULL);
}

int form_slots(form_file *file, form_value object, const char *const *names, form_value *slots) {
    for (uint32_t i = 0; names[i]; i++)
        slots[i] = SHEAF_NONE;
    if (!form_is(file, object, JSON_OBJECT))
        form_fault(file, object, "an object");
    return look_through(file, object, names, slots);
}
