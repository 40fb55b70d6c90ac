/* SPDX-License-Identifier: GPL-2.0-or-later
 * Content says `/F1 12 Tf`; only the resources of its page say which font that is. Pages are looked at whose content is one
 * stream, as what comes before it in another one would count, too. */
#define _GNU_SOURCE /* memmem */
#include "file/unpack_pages.h"
#include "file/syntax.h"

#include <stdlib.h>
#include <string.h>

enum {
    NEAR = 64,
    MOST_NAMES = 1024 * 1024,
    MOST_OF_PAGE =
        8 * 1024, /* bytes of names, which are searched each time that a font is chosen */
    MOST_LOOKED_AT = 16 * 1024 * 1024,
    MOST_FONTS = 256
};
#define SEVERAL UINT32_MAX /* pages show the stream, or one without such fonts */

/* What stands behind a name. */
#define IS_WIDE " "
#define IS_OTHER "\n"

typedef struct looking {
    const pdf_update *update;
    pdf_wide *wide;
    uint8_t *fonts; /* by number: 0 not known, else a verdict */
    size_t left;    /* bytes that may still be looked at */
} looking;

enum { OTHER = 1, WIDE = 2 };

static sheaf_str first_of(sheaf_str text, size_t bytes) {
    return (sheaf_str){text.ptr, bytes < text.len ? bytes : text.len};
}

/* The entries of a dictionary that is the value, or that it refers to. */
static bool find_entries(looking *l, sheaf_str value, sheaf_str *entries) {
    uint64_t number = 0;
    pdf_skip_space(&value);
    sheaf_str object = value, dictionary;
    if (value.len && *value.ptr != '<' &&
        (!pdf_take_number(&value, &number) || !pdf_update_find(l->update, number, &object)))
        return false;
    object = first_of(object, l->left);
    bool whole = pdf_take_object(&object, &dictionary);
    l->left -= whole ? dictionary.len : l->left;
    if (!whole || dictionary.len < 4 || dictionary.ptr[0] != '<' || dictionary.ptr[1] != '<')
        return false;
    *entries = (sheaf_str){dictionary.ptr + 2, dictionary.len - 4};
    return true;
}

/* Of a key that stands there twice nothing says which one counts. */
static bool find_value(sheaf_str entries, const char *wanted, sheaf_str *value) {
    sheaf_str key, next;
    int times = 0;
    while (pdf_take_entry(&entries, &key, &next))
        if (pdf_is_word(key, wanted)) {
            *value = next;
            times++;
        }
    return times == 1;
}

static bool look_at_font(looking *l, sheaf_str reference) {
    sheaf_str entries, subtype, encoding;
    return find_entries(l, reference, &entries) && find_value(entries, "/Subtype", &subtype) &&
           pdf_is_word(subtype, "/Type0") && find_value(entries, "/Encoding", &encoding) &&
           pdf_is_word(encoding, "/Identity-H");
}

static bool is_wide(looking *l, sheaf_str reference) {
    sheaf_str rest = reference;
    uint64_t number = 0;
    if (!pdf_take_number(&rest, &number) || number >= l->update->table.count)
        return false;
    if (!l->fonts[number])
        l->fonts[number] = look_at_font(l, reference) ? WIDE : OTHER;
    return l->fonts[number] == WIDE;
}

static bool put_name(pdf_wide *wide, sheaf_str name) {
    if (wide->room - wide->length < name.len + 1) {
        size_t wider = wide->room * 2 + name.len + 1024;
        char *names = wider < MOST_NAMES ? realloc(wide->names, wider) : NULL;
        if (!names)
            return false;
        wide->names = names;
        wide->room = wider;
    }
    memcpy(wide->names + wide->length, name.ptr, name.len);
    wide->length += name.len;
    return true;
}

/* Whether a name can be told from its bytes alone, and was not there before. */
static bool is_clear(const pdf_wide *wide, size_t from, sheaf_str name) {
    sheaf_str names = SHEAF_STR("");
    if (wide->length > from)
        names = (sheaf_str){wide->names + from, wide->length - from};
    const char *at = names.ptr, *end = names.ptr + names.len;
    while ((at = memmem(at, (size_t)(end - at), name.ptr, name.len))) {
        at += name.len;
        if (*at == *IS_WIDE || *at == *IS_OTHER)
            return false;
    }
    return !memchr(name.ptr, '#', name.len);
}

static bool note_font(looking *l, size_t from, sheaf_str name, bool wide) {
    return is_clear(l->wide, from, name) && put_name(l->wide, name) &&
           put_name(l->wide, wide ? SHEAF_STR(IS_WIDE) : SHEAF_STR(IS_OTHER));
}

static void note_fonts(looking *l, uint64_t stream, sheaf_str fonts) {
    pdf_wide *wide = l->wide;
    size_t before = wide->length;
    sheaf_str name, value;
    bool fine = true, any = false;
    for (int i = 0; fine && pdf_take_entry(&fonts, &name, &value); i++) {
        bool this_one = is_wide(l, value);
        any |= this_one;
        fine = i < MOST_FONTS && wide->length - before + name.len < MOST_OF_PAGE &&
               note_font(l, before, name, this_one);
    }
    if (fine && any && put_name(wide, (sheaf_str){"", 1}))
        wide->first[stream] = (uint32_t)before + 1;
    else
        wide->length = before;
}

/* No page may show it in another way. */
static void note_shared(pdf_wide *wide, sheaf_str contents) {
    uint64_t stream = 0, generation = 0;
    contents = (sheaf_str){contents.ptr + 1, contents.len - 1};
    while (pdf_take_number(&contents, &stream) && pdf_take_number(&contents, &generation)) {
        if (stream < wide->count)
            wide->first[stream] = SEVERAL;
        pdf_skip_space(&contents);
        if (!pdf_take_word(&contents, "R"))
            return;
    }
}

static void look_at_page(looking *l, sheaf_str page) {
    sheaf_str entries, contents, resources, fonts;
    uint64_t stream = 0;
    if (!find_entries(l, page, &entries) || !find_value(entries, "/Contents", &contents))
        return;
    if (*contents.ptr == '[')
        note_shared(l->wide, contents);
    if (!pdf_take_number(&contents, &stream) || stream >= l->wide->count)
        return;
    bool is_first = l->wide->first[stream] == 0;
    l->wide->first[stream] = SEVERAL; /* until it is known what for */
    if (is_first && find_value(entries, "/Resources", &resources) &&
        find_entries(l, resources, &resources) && find_value(resources, "/Font", &fonts) &&
        find_entries(l, fonts, &fonts))
        note_fonts(l, stream, fonts);
}

/* `<</Type/Page` */
static bool is_page(sheaf_str object) {
    static const char *const words[] = {"<<", "/Type", "/Page"};
    object = first_of(object, NEAR);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        pdf_skip_space(&object);
        if (!pdf_take_word(&object, words[i]))
            return false;
    }
    return object.len && *object.ptr != 's';
}

void pdf_wide_read(const pdf_update *update, pdf_wide *wide) {
    looking l = {.update = update, .wide = wide, .left = MOST_LOOKED_AT};
    *wide = (pdf_wide){.count = update->table.count};
    wide->first = calloc(wide->count, sizeof *wide->first);
    l.fonts = calloc(wide->count, 1);
    for (uint32_t number = 1; wide->first && l.fonts && number < wide->count; number++) {
        sheaf_str object;
        if (pdf_update_find(update, number, &object) && is_page(object))
            look_at_page(&l, object);
    }
    free(l.fonts);
}

void pdf_wide_free(pdf_wide *wide) {
    free(wide->first);
    free(wide->names);
}

sheaf_str pdf_wide_names(const pdf_wide *wide, uint64_t stream) {
    uint32_t first = wide->first && stream < wide->count ? wide->first[stream] : 0;
    if (first == 0 || first == SEVERAL)
        return SHEAF_STR("");
    return (sheaf_str){wide->names + first - 1, strlen(wide->names + first - 1)};
}
