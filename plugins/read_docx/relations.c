/* Relationships and media types (ECMA-376 Part 2, 8 and 9). A target is resolved against the folder of the part
 * that it belongs to; a path cannot leave the package, because `..` at its root stays there. */
#include "package.h"
#include "xml.h"

#include <stdlib.h>

typedef struct loaded {
    sheaf_str part;
    docx_vec items; /* docx_relation */
} loaded;

typedef struct loading {
    docx_reader *reader;
    sheaf_str part;
    docx_vec items;
} loading;

/* ------------------------------------------------------------------------------------------- paths -- */

static size_t last_slash(sheaf_str path) {
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return at; /* behind it; 0 for none */
}

static sheaf_str take_step(sheaf_str *path) {
    size_t len = 0;
    while (len < path->len && path->ptr[len] != '/' && path->ptr[len] != '\\')
        len++;
    sheaf_str step = {path->ptr, len};
    size_t eaten = len < path->len ? len + 1 : len;
    *path = (sheaf_str){path->ptr + eaten, path->len - eaten};
    return step;
}

static int hex(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Writes a step with its %XX decoded; a step of one or two dots moves instead. */
static size_t write_step(char *path, size_t len, sheaf_str step) {
    if (step.len == 0 || docx_same(step, SHEAF_STR(".")))
        return len;
    if (docx_same(step, SHEAF_STR(".."))) {
        size_t cut = last_slash((sheaf_str){path, len});
        return cut ? cut - 1 : 0;
    }
    if (len)
        path[len++] = '/';
    for (size_t i = 0; i < step.len; i++) {
        int coded = step.ptr[i] == '%' && i + 2 < step.len && hex(step.ptr[i + 1]) >= 0 &&
                    hex(step.ptr[i + 2]) >= 0;
        path[len++] =
            coded ? (char)(hex(step.ptr[i + 1]) * 16 + hex(step.ptr[i + 2])) : step.ptr[i];
        i += coded ? 2 : 0;
    }
    return len;
}

static sheaf_str resolve(docx_reader *reader, sheaf_str part, sheaf_str target) {
    size_t folder = last_slash(part);
    char *path = docx_take(reader, folder + target.len + 2);
    if (!path)
        return SHEAF_STR("");
    size_t len = 0;
    if (!target.len || target.ptr[0] != '/') {
        len = folder ? folder - 1 : 0;
        memcpy(path, part.ptr, len);
    }
    while (target.len)
        len = write_step(path, len, take_step(&target));
    return (sheaf_str){path, len};
}

/* `word/document.xml` has word/_rels/document.xml.rels. */
static sheaf_str relations_part(docx_reader *reader, sheaf_str part) {
    size_t folder = last_slash(part);
    docx_text name = {0};
    docx_text_add(reader, &name, (sheaf_str){part.ptr, folder});
    docx_text_add(reader, &name, SHEAF_STR("_rels/"));
    docx_text_add(reader, &name, (sheaf_str){part.ptr + folder, part.len - folder});
    docx_text_add(reader, &name, SHEAF_STR(".rels"));
    return docx_text_view(&name);
}

/* ----------------------------------------------------------------------------------- relationships -- */

static void take_relation(void *context, docx_name element, const docx_attributes *attributes) {
    loading *load = context;
    if (element != DOCX_rel_Relationship)
        return;
    docx_relation *relation = docx_vec_push(load->reader, &load->items, sizeof *relation);
    if (!relation)
        return;
    sheaf_str type = docx_attribute(attributes, DOCX_no_Type);
    sheaf_str target = docx_attribute(attributes, DOCX_no_Target);
    size_t last = last_slash(type);
    sheaf_str mode = docx_attribute(attributes, DOCX_no_TargetMode);
    relation->external = docx_same_folded(mode, SHEAF_STR("External")) ? 1 : 0;
    relation->id = docx_keep(load->reader, docx_attribute(attributes, DOCX_no_Id));
    relation->kind = docx_keep(load->reader, (sheaf_str){type.ptr + last, type.len - last});
    relation->target = relation->external || (target.len && target.ptr[0] == '#')
                           ? docx_keep(load->reader, target)
                           : resolve(load->reader, load->part, target);
}

static int compare_texts(sheaf_str a, sheaf_str b) {
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_id(const void *a, const void *b) {
    const docx_relation *left = a;
    const docx_relation *right = b;
    int order = compare_texts(left->id, right->id);
    return order ? order : compare_texts(left->target, right->target);
}

static docx_relations view_of(const loaded *found) {
    return (docx_relations){found->items.base, found->items.count};
}

docx_relations docx_relations_of(docx_reader *reader, sheaf_str part) {
    static const docx_xml_handlers handlers = {.start = take_relation};
    for (uint32_t i = 0; i < reader->relations.count; i++)
        if (docx_same(DOCX_VEC_AT(&reader->relations, loaded, i)->part, part))
            return view_of(DOCX_VEC_AT(&reader->relations, loaded, i));
    loading load = {.reader = reader, .part = part};
    sheaf_str name = relations_part(reader, part);
    if (docx_package_has(reader, name))
        docx_xml_parse(reader, name, &handlers, &load);
    if (load.items.count)
        qsort(load.items.base, load.items.count, sizeof(docx_relation), by_id);
    loaded *fresh = docx_vec_push(reader, &reader->relations, sizeof *fresh);
    if (!fresh)
        return (docx_relations){0};
    *fresh = (loaded){.part = docx_keep(reader, part), .items = load.items};
    return view_of(fresh);
}

const docx_relation *docx_relation_find(docx_relations relations, sheaf_str id) {
    uint32_t low = 0;
    uint32_t high = relations.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_texts(relations.items[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    int found = low < relations.count && docx_same(relations.items[low].id, id);
    return found ? &relations.items[low] : NULL;
}

const docx_relation *docx_relation_first(docx_relations relations, sheaf_str kind) {
    for (uint32_t i = 0; i < relations.count; i++)
        if (docx_same(relations.items[i].kind, kind))
            return &relations.items[i];
    return NULL;
}

sheaf_str docx_related(docx_reader *reader, sheaf_str from, const char *kind) {
    sheaf_str wanted = {kind, strlen(kind)};
    const docx_relation *found = docx_relation_first(docx_relations_of(reader, from), wanted);
    int there = found && !found->external && docx_package_claims(reader, found->target);
    return there ? found->target : SHEAF_STR("");
}

/* ------------------------------------------------------------------------------------- media types -- */

typedef struct media_type {
    sheaf_str name; /* a part, or an extension */
    sheaf_str type;
    uint32_t is_default;
} media_type;

/* Parts and extensions are compared without regard to ASCII case: both are kept in lower case. */
static sheaf_str keep_folded(docx_reader *reader, sheaf_str text) {
    char *copy = text.len ? docx_take(reader, text.len) : NULL;
    if (!copy)
        return SHEAF_STR("");
    for (size_t i = 0; i < text.len; i++)
        copy[i] =
            (char)(text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] | 0x20 : text.ptr[i]);
    return (sheaf_str){copy, text.len};
}

static void take_type(void *context, docx_name element, const docx_attributes *attributes) {
    docx_reader *reader = context;
    uint32_t is_default = element == DOCX_ct_Default;
    if (!is_default && element != DOCX_ct_Override)
        return;
    sheaf_str name = docx_attribute(attributes, is_default ? DOCX_no_Extension : DOCX_no_PartName);
    if (name.len && name.ptr[0] == '/')
        name = (sheaf_str){name.ptr + 1, name.len - 1};
    media_type *row = docx_vec_push(reader, &reader->media_types, sizeof *row);
    if (row)
        *row = (media_type){keep_folded(reader, name),
                            docx_keep(reader, docx_attribute(attributes, DOCX_no_ContentType)),
                            is_default};
}

static int by_name(const void *a, const void *b) {
    const media_type *left = a;
    const media_type *right = b;
    int order = (int)left->is_default - (int)right->is_default;
    return order ? order : compare_texts(left->name, right->name);
}

static void load_media_types(docx_reader *reader) {
    static const docx_xml_handlers handlers = {.start = take_type};
    sheaf_str name = SHEAF_STR("[Content_Types].xml");
    reader->media_types_loaded = 1;
    if (docx_package_has(reader, name))
        docx_xml_parse(reader, name, &handlers, reader);
    if (reader->media_types.count)
        qsort(reader->media_types.base, reader->media_types.count, sizeof(media_type), by_name);
}

static const media_type *find_type(const docx_reader *reader, sheaf_str folded,
                                   uint32_t is_default) {
    media_type key = {.name = folded, .is_default = is_default};
    const docx_vec *all = &reader->media_types;
    return all->count ? bsearch(&key, all->base, all->count, sizeof key, by_name) : NULL;
}

static sheaf_str extension_of(sheaf_str part) {
    size_t at = part.len;
    while (at > 0 && part.ptr[at - 1] != '.' && part.ptr[at - 1] != '/')
        at--;
    return at > 0 && part.ptr[at - 1] == '.' ? (sheaf_str){part.ptr + at, part.len - at}
                                             : SHEAF_STR("");
}

sheaf_str docx_media_type(docx_reader *reader, sheaf_str part) {
    if (!reader->media_types_loaded)
        load_media_types(reader);
    sheaf_str folded = keep_folded(reader, part);
    const media_type *found = find_type(reader, folded, 0);
    if (!found)
        found = find_type(reader, extension_of(folded), 1);
    return found ? found->type : SHEAF_STR("");
}
