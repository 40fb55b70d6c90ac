/* Namespaces in XML 1.0 (third edition): declarations and how far they reach. Names are folded through a cache that a
 * change of namespaces makes stale, so the usual one costs a hash of its bytes. */
#include "xml_scopes.h"

enum { MOST_DECLARATIONS = 512 }; /* in scope: each may be looked at for each name */

/* Prefix and IRI stand behind each other in the text. */
typedef struct declaration {
    size_t begin, middle, end;
    uint32_t depth;
} declaration;

void docx_scopes_init(docx_scopes *scopes, docx_reader *reader) {
    scopes->reader = reader;
    scopes->generation = 1;
}

/* ------------------------------------------------------------------------------------- declarations -- */

static const char *declare(docx_scopes *scopes, uint32_t depth, sheaf_str prefix, sheaf_str space) {
    docx_text *text = &scopes->text;
    if (scopes->declarations.count == MOST_DECLARATIONS)
        return "more than 512 namespaces at once, which nobody declares";
    declaration *d = docx_vec_push(scopes->reader, &scopes->declarations, sizeof *d);
    if (!d)
        return NULL;
    *d = (declaration){.begin = text->len, .depth = depth};
    docx_text_add(scopes->reader, text, prefix);
    d->middle = text->len;
    docx_text_add(scopes->reader, text, space);
    d->end = text->len;
    scopes->generation++;
    return NULL;
}

const char *docx_scopes_take(docx_scopes *scopes, uint32_t depth, sheaf_str name, sheaf_str value) {
    if (docx_same(name, SHEAF_STR("xmlns")))
        return declare(scopes, depth, SHEAF_STR(""), value);
    if (name.len > 6 && memcmp(name.ptr, "xmlns:", 6) == 0)
        return declare(scopes, depth, (sheaf_str){name.ptr + 6, name.len - 6}, value);
    return NULL;
}

void docx_scopes_leave(docx_scopes *scopes, uint32_t depth) {
    docx_vec *all = &scopes->declarations;
    for (; all->count && DOCX_VEC_AT(all, declaration, all->count - 1)->depth == depth;
         scopes->generation++)
        scopes->text.len = DOCX_VEC_AT(all, declaration, --all->count)->begin;
}

/* -------------------------------------------------------------------------------------------- names -- */

static sheaf_str namespace_of(const docx_scopes *scopes, sheaf_str prefix) {
    const docx_vec *all = &scopes->declarations;
    for (uint32_t i = all->count; i > 0; i--) {
        const declaration *d = DOCX_VEC_AT(all, const declaration, i - 1);
        const char *text = scopes->text.ptr;
        if (docx_same((sheaf_str){text + d->begin, d->middle - d->begin}, prefix))
            return (sheaf_str){text + d->middle, d->end - d->middle};
    }
    if (docx_same(prefix, SHEAF_STR("xml")))
        return SHEAF_STR("http://www.w3.org/XML/1998/namespace");
    return prefix.len ? SHEAF_STR("?") : SHEAF_STR("");
}

/* An attribute without a prefix has no namespace, an element the default one. */
static docx_name fold(const docx_scopes *scopes, sheaf_str raw, int is_attribute) {
    const char *colon = memchr(raw.ptr, ':', raw.len);
    sheaf_str prefix = {raw.ptr, colon ? (size_t)(colon - raw.ptr) : 0};
    sheaf_str local = colon ? (sheaf_str){colon + 1, raw.len - prefix.len - 1} : raw;
    sheaf_str space = !colon && is_attribute ? SHEAF_STR("") : namespace_of(scopes, prefix);
    return docx_name_find(&scopes->reader->names, space, local);
}

docx_name docx_scopes_name(docx_scopes *scopes, sheaf_str raw, int is_attribute) {
    uint32_t hash = 2166136261u;
    if (raw.len > DOCX_CACHED_NAME)
        return fold(scopes, raw, is_attribute);
    for (size_t i = 0; i < raw.len; i++)
        hash = (hash ^ (unsigned char)raw.ptr[i]) * 16777619u;
    docx_cached_name *slot = &scopes->cache[is_attribute][(hash ^ hash >> 16) % DOCX_CACHE];
    if (slot->generation == scopes->generation && slot->len == raw.len &&
        memcmp(slot->text, raw.ptr, raw.len) == 0)
        return slot->name;
    slot->generation = scopes->generation;
    slot->len = (uint32_t)raw.len;
    memcpy(slot->text, raw.ptr, raw.len);
    return slot->name = fold(scopes, raw, is_attribute);
}

docx_name docx_attribute_name(const docx_attributes *attributes, uint32_t i) {
    docx_attribute_item *item = &attributes->items[i];
    if (!item->is_folded)
        item->name = docx_scopes_name(attributes->scopes, item->raw, 1);
    item->is_folded = 1;
    return item->name;
}

/* -------------------------------------------------------------------------------------- mc:Requires -- */

static int are_known(const docx_scopes *scopes, sheaf_str prefixes) {
    while (prefixes.len) {
        size_t len = 0;
        while (len < prefixes.len && prefixes.ptr[len] != ' ')
            len++;
        if (len && !docx_namespace_known(namespace_of(scopes, (sheaf_str){prefixes.ptr, len})))
            return 0;
        len += len < prefixes.len;
        docx_skip(&prefixes, len);
    }
    return 1;
}

/* In a recording the answer stands in place of the prefixes: empty for yes. */
int docx_choice_understood(const docx_attributes *attributes) {
    sheaf_str prefixes = docx_attribute(attributes, DOCX_no_Requires);
    return attributes->scopes ? are_known(attributes->scopes, prefixes) : prefixes.len == 0;
}
