/* SPDX-License-Identifier: GPL-2.0-or-later
 * Some programs embed fonts whole: 10 MB, and 21 inflated, for some hundred characters. Poppler reads all of it before it shows
 * the first glyph, but what is shown is never drawn. Of a CIDFontType2 its program says nothing else either: codes, widths
 * and numbers of glyphs stand in dictionaries and CMaps (ISO 32000-1, 9.7.4), where the program is embedded. So a font of one
 * empty glyph will do. Programs that any other kind of font refers to stay, as their tables tell which glyph a code is. */
#include "file/unpack_standin.h"
#include "file/syntax.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LOOKED_AT = 16 * 1024 * 1024 /* bytes */ };
enum { WIDE = 1, OTHER = 2 }; /* kinds of fonts that refer to the stream */

typedef struct looking {
    const pdf_update *update;
    uint8_t *marks;
    size_t left; /* bytes that may still be looked at */
} looking;

/* ---- who refers to what ----------------------------------------------------------------------------------------- */

static bool take_entries(looking *l, sheaf_str object, sheaf_str *entries) {
    sheaf_str rest = {object.ptr, object.len < l->left ? object.len : l->left}, whole;
    pdf_skip_space(&rest);
    if (!rest.len || *rest.ptr != '<' || !pdf_take_object(&rest, &whole))
        return false;
    l->left -= (size_t)(rest.ptr - object.ptr);
    if (whole.len < 4 || whole.ptr[1] != '<')
        return false;
    *entries = (sheaf_str){whole.ptr + 2, whole.len - 4};
    return true;
}

/* Of a dictionary that stands here, or that is referred to. */
static bool find_entries(looking *l, sheaf_str value, sheaf_str *entries) {
    uint64_t number = 0;
    sheaf_str object = value;
    if (*value.ptr != '<' &&
        (!pdf_take_number(&value, &number) || !pdf_update_find(l->update, number, &object)))
        return false;
    return take_entries(l, object, entries);
}

/* What a descriptor says of its program marks that one. */
static void mark_program(looking *l, sheaf_str descriptor, uint8_t kind) {
    sheaf_str entries, key, value;
    uint64_t number = 0;
    if (!find_entries(l, descriptor, &entries))
        return;
    while (pdf_take_entry(&entries, &key, &value))
        if (key.len > 9 && memcmp(key.ptr, "/FontFile", 9) == 0 &&
            pdf_take_number(&value, &number) && number < l->update->table.count)
            l->marks[number] |= pdf_is_word(key, "/FontFile2") ? kind : OTHER;
}

static void look_at(looking *l, sheaf_str object) {
    sheaf_str entries, key, value, descriptor = {NULL, 0};
    uint8_t kind = OTHER;
    if (!take_entries(l, object, &entries))
        return;
    while (pdf_take_entry(&entries, &key, &value))
        if (pdf_is_word(key, "/FontDescriptor"))
            descriptor = value;
        else if (pdf_is_word(key, "/Subtype") && pdf_is_word(value, "/CIDFontType2"))
            kind = WIDE;
    if (descriptor.len)
        mark_program(l, descriptor, kind);
}

/* All of the file, or nothing is known. */
static void look_at_all(looking *l) {
    const pdf_table *table = &l->update->table;
    sheaf_str object;
    for (uint32_t number = 1; number < table->count; number++) {
        if (pdf_update_find(l->update, number, &object))
            look_at(l, object);
        if (!l->left) {
            memset(l->marks, 0, table->count);
            return;
        }
    }
}

bool pdf_font_is_unasked(pdf_unasked *fonts, const pdf_update *update, uint64_t number) {
    const pdf_table *table = &update->table;
    if (!fonts->known && !table->compressed && !table->others &&
        (fonts->marks = calloc(table->count, 1))) {
        looking l = {.update = update, .marks = fonts->marks, .left = MOST_LOOKED_AT};
        look_at_all(&l);
    }
    fonts->known = true;
    return fonts->marks && fonts->marks[number] == WIDE;
}

void pdf_unasked_free(pdf_unasked *fonts) {
    free(fonts->marks);
}

/* ---- the font --------------------------------------------------------------------------------------------------- */

bool pdf_is_truetype(const char head[PDF_FONT_HEAD]) {
    static const char kinds[][PDF_FONT_HEAD] = {
        {0, 1, 0, 0}, {'t', 'r', 'u', 'e'}, {'t', 't', 'c', 'f'}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (memcmp(head, kinds[i], PDF_FONT_HEAD) == 0)
            return true;
    return false;
}

/* The tables without which no reader takes a font for one (ISO 14496-22), in which nearly all is zero. */
static const struct {
    char tag[5];
    uint8_t length, count;
    struct {
        uint8_t at, value;
    } bytes[6];
} tables[] = {
    {"cmap", 4, 0, {{0, 0}}},
    {"glyf", 4, 0, {{0, 0}}},
    {"head", 56, 6, {{1, 1}, {12, 0x5F}, {13, 0x0F}, {14, 0x3C}, {15, 0xF5}, {18, 4}}},
    {"hhea", 36, 2, {{1, 1}, {35, 1}}},
    {"hmtx", 4, 0, {{0, 0}}},
    {"loca", 4, 0, {{0, 0}}},
    {"maxp", 8, 2, {{2, 0x50}, {5, 1}}},
};
enum { TABLES = sizeof tables / sizeof *tables, HEAD = 12, ENTRY = 16, LARGEST = 256 };

static size_t make_font(uint8_t font[LARGEST]) {
    size_t length = HEAD + TABLES * ENTRY;
    memset(font, 0, LARGEST);
    font[1] = 1;
    font[5] = TABLES;
    for (size_t i = 0; i < TABLES; i++) {
        uint8_t *entry = font + HEAD + i * ENTRY;
        memcpy(entry, tables[i].tag, 4);
        entry[11] = (uint8_t)length;
        entry[15] = tables[i].length;
        for (uint8_t k = 0; k < tables[i].count; k++)
            font[length + tables[i].bytes[k].at] = tables[i].bytes[k].value;
        length += tables[i].length;
    }
    return length;
}

bool pdf_put_standin(pdf_update *update, uint64_t number) {
    uint8_t font[LARGEST];
    const size_t length = make_font(font);
    return pdf_put_number(update, "%llu 0 obj\n", number) &&
           pdf_put_number(update, "<</Length %llu>>stream\n", length) &&
           pdf_put(update, (sheaf_str){(const char *)font, length}) &&
           pdf_put(update, SHEAF_STR("\nendstream\nendobj\n"));
}
