/* Characters that a report may print for those of the form's labels, `總` for `总`: pairs, sorted by what is printed. A label is
 * compared with them put back, and is an alias then: never silently the form's own. A document whose title or headings are printed so is compared so as a whole. */
#include "def/def.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { MOST_PAIRS = 2048 };

static uint32_t take_point(sheaf_str *rest) {
    utf8proc_int32_t point = 0;
    utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)rest->ptr, (utf8proc_ssize_t)rest->len, &point);
    size_t taken = length > 0 ? (size_t)length : 1;
    *rest = (sheaf_str){rest->ptr + taken, rest->len - taken};
    return length > 0 ? (uint32_t)point : 0;
}

static int by_printed(const void *a, const void *b) {
    const form_character *x = a, *y = b;
    return (x->printed > y->printed) - (x->printed < y->printed);
}

/* As the installed definitions have them. */
static int is_sorted(const form_list *all) {
    uint32_t i = 1;
    while (i < all->count && FORM_AT(*all, const form_character, i - 1)->printed <=
                                 FORM_AT(*all, const form_character, i)->printed)
        i++;
    return i >= all->count;
}

static int read_pair(sheaf_str text, form_character *out) {
    sheaf_str rest = text;
    if (rest.len == 0 || (out->printed = take_point(&rest)) == 0 || rest.len == 0)
        return 0;
    out->means = rest;
    return take_point(&rest) != 0 && rest.len == 0;
}

void form_load_characters(form_file *file, form_value array, form_definition *definition) {
    form_list *all = &definition->characters;
    if (!form_is(file, array, JSON_ARRAY))
        form_fault(file, array, "an array of texts");
    for (form_value v = form_first(file, array); v != SHEAF_NONE && !file->failed;
         v = form_next(file, array, v)) {
        form_character pair;
        sheaf_str text = form_text(file, v);
        if (!file->failed && (all->count == MOST_PAIRS || !read_pair(text, &pair)))
            form_fault(file, v, "two characters, what is printed and what it stands for: \"總总\"");
        form_character *room = file->failed ? NULL : form_push(file->context, all);
        if (room)
            *room = pair;
    }
    if (!file->failed && !is_sorted(all))
        qsort(all->at, all->count, sizeof(form_character), by_printed);
}

static const form_character *find(const form_definition *definition, uint32_t point) {
    form_character key = {point, {NULL, 0}};
    if (point < 0x80 || definition->characters.count == 0)
        return NULL;
    return bsearch(&key, definition->characters.at, definition->characters.count, sizeof key,
                   by_printed);
}

sheaf_str form_put_back(const form_context *context, const form_definition *definition,
                        sheaf_str text) {
    size_t size = text.len + 1, length = 0;
    int is_other = 0;
    for (sheaf_str rest = text; rest.len > 0;) {
        const form_character *pair = find(definition, take_point(&rest));
        is_other |= pair != NULL;
        size += pair != NULL ? pair->means.len : 0;
    }
    char *made = is_other ? form_room(context, size, 1) : NULL;
    if (made == NULL)
        return is_other ? (sheaf_str){NULL, 0} : text;
    for (sheaf_str rest = text; rest.len > 0;) {
        const char *from = rest.ptr;
        const form_character *pair = find(definition, take_point(&rest));
        sheaf_str piece = pair != NULL ? pair->means : (sheaf_str){from, (size_t)(rest.ptr - from)};
        memcpy(made + length, piece.ptr, piece.len);
        length += piece.len;
    }
    return (sheaf_str){made, length};
}

/* ------------------------------------------------------------------------------- documents -- */

static int is_printed_so(const form_definition *definition, sheaf_str text) {
    while (text.len > 0)
        if (find(definition, take_point(&text)) != NULL)
            return 1;
    return 0;
}

const form_definition *form_find_spelling(const form_context *context, const form_set *set) {
    enum { MOST_LINES = 2, LONGEST = 120 };
    const sheaf_array *nodes = &context->document->nodes;
    for (uint32_t d = 0; d < set->definitions.count; d++) {
        const form_definition *definition = form_definition_at(set, d);
        uint32_t lines = definition->characters.count > 0 ? 0 : MOST_LINES;
        for (uint32_t n = 1; n < nodes->count && lines < MOST_LINES; n++) {
            const sheaf_node *node = SHEAF_AT(*nodes, sheaf_node, n);
            if (node->kind == SHEAF_TABLE)
                n = node->end - 1;
            if ((node->kind != SHEAF_TITLE && node->kind != SHEAF_HEADING) ||
                node->text.len > LONGEST)
                continue;
            lines++;
            if (is_printed_so(definition, node->text))
                return definition;
        }
    }
    return NULL;
}

void form_spell(const form_context *context, char *text, size_t length) {
    sheaf_str rest = {text, length};
    while (rest.len > 0) {
        char *at = text + (length - rest.len);
        const form_character *pair = find(context->spelling, take_point(&rest));
        if (pair != NULL && pair->means.len == (size_t)(rest.ptr - at))
            memcpy(at, pair->means.ptr, pair->means.len);
    }
}
