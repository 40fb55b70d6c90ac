/* What a manifest says of an input before its plugin is loaded: by the first bytes, and by the name. */
#include "base/text.h"
#include "host/manifest.h"

int sf_manifest_may_read(const sf_manifest *m, sheaf_str bytes) {
    for (uint32_t i = 0; i < m->magics.count; i++)
        if (sf_magic_matches(SF_VEC_AT(&m->magics, sf_magic, i), bytes))
            return 1;
    return m->magics.count == 0;
}

static int equal_but_for_case(sheaf_str a, sheaf_str b) {
    int same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++) {
        char x = a.ptr[i], y = b.ptr[i];
        same = (x >= 'A' && x <= 'Z' ? x + 32 : x) == (y >= 'A' && y <= 'Z' ? y + 32 : y);
    }
    return same;
}

int sf_manifest_has_extension(const sf_manifest *m, sheaf_str file_name) {
    size_t dot = file_name.len;
    while (dot > 0 && file_name.ptr[dot - 1] != '.')
        dot--;
    if (dot == 0)
        return 0;
    sheaf_str wanted = sf_str_slice(file_name, dot, file_name.len);
    sheaf_str rest = sf_str_of(m->info.extensions);
    for (sheaf_str word; (word = sf_str_take_word(&rest)).len > 0;)
        if (equal_but_for_case(word, wanted))
            return 1;
    return 0;
}
