// fuzz: core/base core/ir core/io core/host
/* Parses any bytes as a manifest, and checks what must hold of every one: it can be asked about by name, extension and
 * magic, its strings lie in its arena and are text, and one that names no problem has all that is needed to load it. */
#include "base/text.h"
#include "host/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

static void check_text(const char *text) {
    demand(text && sf_utf8_valid(sf_str_of(text)) == strlen(text), "what a manifest says is text");
}

static void check_options(const sf_manifest *m) {
    for (uint32_t i = 0; i < m->info.option_count; i++) {
        const sheaf_option_info *option = &m->info.options[i];
        check_text(option->standard);
        check_text(option->help);
        demand(sf_manifest_option(m, sf_str_of(option->name)) == option, "an option has its name");
    }
}

static void check(const sf_manifest *m) {
    const sheaf_plugin_info *info = &m->info;
    const char *texts[] = {info->id,         info->version, info->format,  info->media_type,
                           info->extensions, info->about,   info->licence, info->library};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_text(texts[i]);
    check_options(m);
#ifdef SHEAF_PLANTED_BUG
    demand(info->rank < 10, "planted");
#endif
    if (info->problem) {
        check_text(info->problem);
        return;
    }
    demand(*info->id && info->kind && info->kind <= SHEAF_PASS, "a sound manifest has id and kind");
    demand(*info->library && !strchr(info->library + strlen(m->folder), '/'),
           "a library stands beside its manifest");
    demand(info->rank >= -1000 && info->rank <= 1000, "a rank is bounded");
}

/* A manifest of nothing but random bytes is refused at its first line, so a sound one goes before them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char sound[] = "id = a\nkind = pass\nlibrary = a.so\nabi = 1.0\nversion = 1\n";
    sf_arena arena = {0};
    sf_manifest manifest;
    size_t before = size && data[0] & 1 ? 0 : sizeof sound - 1;
    char *text = malloc(before + size + 1);
    if (!text)
        return 0;
    memcpy(text, sound, before);
    if (size)
        memcpy(text + before, data, size);
    sheaf_str all = {text, before + size};
    if (sf_manifest_parse(&manifest, "folder/a.sheaf", all, &arena))
        check(&manifest);
    sf_manifest_may_read(&manifest, all);
    sf_manifest_has_extension(&manifest, all);
    sf_manifest_done(&manifest);
    sf_arena_done(&arena);
    free(text);
    return 0;
}
