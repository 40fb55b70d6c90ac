/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where Poppler looks for fonts that a document does not bring. Nothing is painted, so any font will do, and the rules of
 * this system that say which are not read: some forty files of XML, a third of what a page costs. The configuration has
 * fontconfig's own directories and no rules; it is the watcher's, that of the process stays as it is. */
#define _GNU_SOURCE
#include "watch.h"

#include <dlfcn.h>
#include <fontconfig/fontconfig.h>
#include <stddef.h>

#define SEEN __attribute__((visibility("default")))

static const char rules[] = "<fontconfig>"
                            "<dir>/usr/share/fonts</dir>"
                            "<dir>/usr/local/share/fonts</dir>"
                            "<dir prefix=\"xdg\">fonts</dir>"
                            "<cachedir>/var/cache/fontconfig</cachedir>"
                            "<cachedir prefix=\"xdg\">fontconfig</cachedir>"
                            "</fontconfig>";

typedef union function {
    void *found;
    FcBool (*substitute)(FcConfig *, FcPattern *, FcMatchKind);
    FcFontSet *(*sort)(FcConfig *, FcPattern *, FcBool, FcCharSet **, FcResult *);
} function;

static bool has_fonts(FcConfig *config) {
    const FcFontSet *fonts = FcConfigGetFonts(config, FcSetSystem);
    return fonts && fonts->nfont > 0;
}

/* NULL where the directories hold no font: then those that the system's rules name are tried. */
static FcConfig *make_config(void) {
    FcConfig *config = FcConfigCreate();
    if (!config)
        return NULL;
    if (FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)rules, FcTrue) &&
        FcConfigBuildFonts(config) && has_fonts(config))
        return config;
    FcConfigDestroy(config);
    return NULL;
}

static FcConfig *config_for(FcConfig *asked) {
    const pdf_watcher *watcher = pdf_watch_now();
    if (asked || !watcher || !watcher->calls)
        return asked;
    pdf_watch_calls *calls = watcher->calls;
    if (!calls->asked_for_fonts)
        calls->fonts = make_config();
    calls->asked_for_fonts = true;
    return calls->fonts;
}

SEEN FcBool FcConfigSubstitute(FcConfig *config, FcPattern *pattern, FcMatchKind kind) {
    function next = {.found = dlsym(RTLD_NEXT, "FcConfigSubstitute")};
    return next.substitute(config_for(config), pattern, kind);
}

SEEN FcFontSet *FcFontSort(FcConfig *config, FcPattern *pattern, FcBool trim, FcCharSet **covered,
                           FcResult *result) {
    function next = {.found = dlsym(RTLD_NEXT, "FcFontSort")};
    return next.sort(config_for(config), pattern, trim, covered, result);
}

void pdf_fonts_free(pdf_watch_calls *calls) {
    if (calls->fonts)
        FcConfigDestroy(calls->fonts);
}
