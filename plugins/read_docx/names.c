/* Names to numbers: one open hash of (prefix, local name), filled from the list at the start of a job. A
 * namespace counts by its prefix in the list, so that its several IRIs are one. */
#include "names.h"

#include <string.h>

static const struct {
    sheaf_str prefix, iri;
} spaces[] = {
#define SPACE_ROW(prefix, iri) {{#prefix, sizeof(#prefix) - 1}, {iri, sizeof(iri) - 1}},
    DOCX_NAMESPACES(SPACE_ROW)};

static const struct {
    sheaf_str prefix, local, both;
} rows[DOCX_NAME_COUNT] = {[DOCX_OTHER] = {{"", 0}, {"", 0}, {"other", 5}},
#define NAME_ROW(p, l)                                                                             \
    {{#p, sizeof(#p) - 1}, {#l, sizeof(#l) - 1}, {#p ":" #l, sizeof(#p ":" #l) - 1}},
                           DOCX_NAMES(NAME_ROW)};

_Static_assert(DOCX_NAME_COUNT * 2 <= DOCX_NAME_SLOTS, "the hash is at most half full");

static int same(sheaf_str a, sheaf_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* FNV-1a over both. */
static uint32_t slot_of(sheaf_str prefix, sheaf_str local) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < prefix.len; i++)
        hash = (hash ^ (unsigned char)prefix.ptr[i]) * 16777619u;
    for (size_t i = 0; i < local.len; i++)
        hash = (hash ^ (unsigned char)local.ptr[i]) * 16777619u;
    return (hash ^ hash >> 15) % DOCX_NAME_SLOTS;
}

void docx_names_init(docx_names *names) {
    memset(names, 0, sizeof *names);
    for (unsigned name = DOCX_OTHER + 1; name < DOCX_NAME_COUNT; name++) {
        uint32_t slot = slot_of(rows[name].prefix, rows[name].local);
        while (names->slots[slot])
            slot = (slot + 1) % DOCX_NAME_SLOTS;
        names->slots[slot] = (uint16_t)name;
    }
}

static const sheaf_str *prefix_of(sheaf_str space) {
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (same(spaces[i].iri, space))
            return &spaces[i].prefix;
    return NULL;
}

docx_name docx_name_find(const docx_names *names, sheaf_str space, sheaf_str local) {
    const sheaf_str *prefix = prefix_of(space);
    if (!prefix)
        return DOCX_OTHER;
    uint32_t slot = slot_of(*prefix, local);
    for (; names->slots[slot]; slot = (slot + 1) % DOCX_NAME_SLOTS) {
        uint16_t name = names->slots[slot];
        if (same(rows[name].local, local) && same(rows[name].prefix, *prefix))
            return (docx_name)name;
    }
    return DOCX_OTHER;
}

sheaf_str docx_name_text(docx_name name) {
    return rows[name < DOCX_NAME_COUNT ? name : DOCX_OTHER].both;
}

int docx_namespace_known(sheaf_str space) {
    return space.len > 0 && prefix_of(space) != NULL;
}
