/* Members of JSON objects as text: one object must not hold a name twice, as nobody could read it again. Texts that came
 * together from several objects are cut into members, in place, and of those with one name the first stays. What does
 * not begin with a name is one member without a name, up to the end. */
#include "ir/members.h"

#include <stdlib.h>
#include <string.h>

typedef struct member {
    const char *from;
    size_t length, name; /* of it, with its quotes; 0: it has none */
    int again;           /* its name stood before */
} member;

/* The length of a text with its quotes; of all that is left where it has no end. */
static size_t length_of_text(const char *from, size_t left) {
    size_t i = 1;
    while (i < left && from[i] != '"')
        i += from[i] == '\\' ? 2 : 1;
    return i < left ? i + 1 : left;
}

/* Up to a comma that stands in no array, object or text. */
static size_t length_of_member(const char *from, size_t left) {
    size_t i = 0, depth = 0;
    while (i < left && (depth > 0 || from[i] != ',')) {
        char c = from[i];
        i += c == '"' ? length_of_text(from + i, left - i) : 1;
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && depth > 0)
            depth--;
    }
    return i;
}

static int is_between(char c) {
    return c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Takes a member from the front; 0: there is none left. */
static int take(sheaf_str *rest, member *out) {
    while (rest->len > 0 && is_between(*rest->ptr)) {
        rest->ptr++;
        rest->len--;
    }
    if (rest->len == 0)
        return 0;
    int is_named = *rest->ptr == '"';
    *out = (member){.from = rest->ptr, .length = rest->len};
    if (is_named) {
        out->name = length_of_text(rest->ptr, rest->len);
        out->length = length_of_member(rest->ptr, rest->len);
    }
    rest->ptr += out->length;
    rest->len -= out->length;
    return 1;
}

static size_t count_members(sheaf_str text) {
    member one;
    size_t count = 0;
    while (take(&text, &one))
        count++;
    return count;
}

static int compare_place(const void *a, const void *b) {
    const member *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

static int compare_names(const member *x, const member *y) {
    int order = memcmp(x->from, y->from, x->name < y->name ? x->name : y->name);
    return order ? order : x->name < y->name ? -1 : x->name > y->name;
}

static int compare_name(const void *a, const void *b) {
    int order = compare_names(a, b);
    return order ? order : compare_place(a, b);
}

static uint32_t find_again(member *all, size_t count) {
    uint32_t found = 0;
    qsort(all, count, sizeof *all, compare_name);
    for (size_t i = 1; i < count; i++) {
        all[i].again = all[i].name > 0 && compare_names(&all[i - 1], &all[i]) == 0;
        found += (uint32_t)all[i].again;
    }
    qsort(all, count, sizeof *all, compare_place);
    return found;
}

/* Each moves to the front, over what was left out; between two there was at least a comma. */
static size_t close_up(char *text, const member *all, size_t count) {
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (all[i].again)
            continue;
        if (length > 0)
            text[length++] = ',';
        memmove(text + length, all[i].from, all[i].length);
        length += all[i].length;
    }
    return length;
}

int sf_members_once(char *text, size_t *length, uint32_t *left_out) {
    sheaf_str rest = {text, *length};
    size_t count = count_members(rest), i = 0;
    member *all = calloc(count + 1, sizeof *all);
    if (!all)
        return 0;
    while (i < count && take(&rest, &all[i]))
        i++;
    *left_out = find_again(all, count);
    if (*left_out > 0)
        *length = close_up(text, all, count);
    free(all);
    return 1;
}
