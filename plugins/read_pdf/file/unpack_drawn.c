/* SPDX-License-Identifier: GPL-2.0-or-later
 * Chromium prints the ideographs of many fonts as drawings. Of such a font (Type 3: ISO 32000-1, 9.6.5) Poppler guesses the size from
 * the width of an `m`, up to twice the truth, so that lines below each other run into one, and forgets that its matrix may turn
 * what is drawn upside down, so that turned pages are read backwards; and Poppler-GLib has no name of it. Sheaf wants none of the
 * drawings. So Poppler is told of a composite font with the same codes, widths and ToUnicode, the name of the descriptor, and a
 * program of one empty glyph. Fonts with codes that ToUnicode does not name stay, as the names of their glyphs may say what they are. */
#define _GNU_SOURCE /* memmem */
#include "file/unpack_drawn.h"
#include "file/syntax.h"
#include "file/unpack_standin.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_NUMBER = 31, /* bytes, as those below */
    LONGEST_NAME = 100,
    LONGEST_VALUE = 16 * 1024, /* that is referred to: many fonts may refer to the same one */
    WIDTH = 16
};

/* Ems: of a font whose widest glyph is wider or narrower the size says nothing of how large it is. */
#define NARROWEST 0.2
#define WIDEST 2.5
#define EVEN 0.01 /* of a scale: as high as wide */

typedef struct drawn {
    const pdf_update *update;
    sheaf_str matrix, widths, descriptor, codes; /* values */
    uint64_t first;                              /* code */
    double ems[PDF_CODES];
    uint32_t count;
} drawn;

bool pdf_has_drawn_fonts(sheaf_str bytes) {
    return memmem(bytes.ptr, bytes.len, "/Type3", strlen("/Type3")) != NULL;
}

/* ---- what the font says ----------------------------------------------------------------------------------------- */

/* What stands here, or is referred to. */
static bool find_value(const pdf_update *update, sheaf_str value, sheaf_str *found) {
    uint64_t number = 0;
    sheaf_str object = value;
    if (value.len && *value.ptr != '[' && *value.ptr != '<' &&
        (!pdf_take_number(&value, &number) || !pdf_update_find(update, number, &object)))
        return false;
    object.len = object.len < LONGEST_VALUE ? object.len : LONGEST_VALUE;
    return pdf_take_object(&object, found) && found->len >= 2;
}

static bool take_real(sheaf_str *text, double *number) {
    char digits[LONGEST_NUMBER + 1], *end;
    sheaf_str one;
    if (!pdf_take_object(text, &one) || !one.len || one.len > LONGEST_NUMBER)
        return false;
    memcpy(digits, one.ptr, one.len);
    digits[one.len] = 0;
    *number = g_ascii_strtod(digits, &end);
    return *end == 0 && isfinite(*number);
}

/* The numbers of an array; -1: it is none, or holds others or more. */
static int take_reals(const pdf_update *update, sheaf_str value, double *numbers, int most) {
    sheaf_str array;
    int count = 0;
    if (!value.len || !find_value(update, value, &array) || *array.ptr != '[')
        return -1;
    for (sheaf_str rest = {array.ptr + 1, array.len - 2};; count++) {
        pdf_skip_space(&rest);
        if (!rest.len)
            return count;
        if (count == most || !take_real(&rest, &numbers[count]))
            return -1;
    }
}

/* Ems of one unit of the drawings, if they are neither leaning nor lying; mirrored ones are what the text's matrix mirrors again. */
static double scale_of(const drawn *font) {
    double m[6];
    if (take_reals(font->update, font->matrix, m, 6) != 6 || !(m[0] > 0) || m[1] != 0 ||
        m[2] != 0 || m[4] != 0 || m[5] != 0 || fabs(fabs(m[3]) - m[0]) > EVEN * m[0])
        return 0;
    return m[0];
}

static bool take_widths(drawn *font) {
    const double scale = scale_of(font);
    double widest = 0;
    const int count = scale > 0 ? take_reals(font->update, font->widths, font->ems, PDF_CODES) : -1;
    for (int i = 0; i < count; i++) {
        font->ems[i] *= scale;
        widest = fmax(widest, font->ems[i]);
        if (font->ems[i] < 0)
            return false;
    }
    font->count = count > 0 ? (uint32_t)count : 0;
    return widest >= NARROWEST && widest <= WIDEST && font->first + font->count <= PDF_CODES;
}

static bool take_entries(drawn *font, sheaf_str entries) {
    sheaf_str key, value;
    bool is_drawn = false, has_first = false;
    while (pdf_take_entry(&entries, &key, &value)) {
        if (pdf_is_word(key, "/Subtype"))
            is_drawn = pdf_is_word(value, "/Type3");
        else if (pdf_is_word(key, "/FirstChar"))
            has_first = pdf_take_number(&value, &font->first) && font->first < PDF_CODES;
        else if (pdf_is_word(key, "/FontMatrix"))
            font->matrix = value;
        else if (pdf_is_word(key, "/Widths"))
            font->widths = value;
        else if (pdf_is_word(key, "/FontDescriptor"))
            font->descriptor = value;
        else if (pdf_is_word(key, "/ToUnicode") && value.ptr[value.len - 1] == 'R')
            font->codes = value;
    }
    return is_drawn && has_first && font->codes.len;
}

/* Codes that take room on the page. */
static void mark_used(const drawn *font, bool used[PDF_CODES]) {
    for (uint32_t i = 0; i < font->count; i++)
        used[font->first + i] = font->ems[i] > 0;
}

/* With its solidus. */
static sheaf_str name_of(const drawn *font) {
    sheaf_str whole, key, value;
    if (font->descriptor.len && find_value(font->update, font->descriptor, &whole) &&
        whole.len > 4) {
        sheaf_str entries = {whole.ptr + 2, whole.len - 4};
        while (pdf_take_entry(&entries, &key, &value))
            if (pdf_is_word(key, "/FontName") && value.len > 1 && value.len < LONGEST_NAME &&
                *value.ptr == '/')
                return value;
    }
    return SHEAF_STR("/Drawn");
}

/* ---- what is said instead --------------------------------------------------------------------------------------- */

/* Thousandths of an em. */
static void write_widths(const drawn *font, char *to) {
    size_t length = 0;
    *to = 0;
    for (uint32_t i = 0; i < font->count; i++) {
        const long long fine = llround(font->ems[i] * 1000 * 1000);
        length += (size_t)snprintf(to + length, WIDTH, "%lld.%03lld ", fine / 1000, fine % 1000);
    }
}

/* Its box reaches as far above and below the baseline as lines/lines.c takes text to do. */
static const char form[] =
    "<</Type/Font/Subtype/Type0/BaseFont%.*s/Encoding %llu 0 R/ToUnicode %llu 0 R/DescendantFonts"
    "[<</Type/Font/Subtype/CIDFontType2/BaseFont%.*s/CIDSystemInfo<</Registry(Adobe)/Ordering"
    "(Identity)/Supplement 0>>/DW 0/W[%llu[%s]]/FontDescriptor<</Type/FontDescriptor/FontName%.*s"
    "/Flags 4/FontBBox[0 -240 1000 960]/Ascent 960/Descent -240/ItalicAngle 0/StemV 80/CapHeight "
    "700/FontFile2 %llu 0 R>>>>]>>";

typedef unsigned long long wide_number;

static char *write_font(const drawn *font, const pdf_shared *shared, uint64_t meaning,
                        size_t *length) {
    enum { WIDE = PDF_CODES * WIDTH, ROOM = WIDE + 3 * LONGEST_NAME + 1000 };
    char widths[WIDE], *text = malloc(ROOM);
    const sheaf_str name = name_of(font);
    const int named = (int)name.len;
    write_widths(font, widths);
    if (text)
        *length = (size_t)snprintf(text, ROOM, form, named, name.ptr, (wide_number)shared->codes,
                                   (wide_number)meaning, named, name.ptr, (wide_number)font->first,
                                   widths, named, name.ptr, (wide_number)shared->program);
    return text;
}

char *pdf_drawn_font(pdf_update *update, sheaf_str entries, pdf_shared *shared, size_t *length) {
    drawn font = {.update = update};
    bool used[PDF_CODES] = {false};
    if (!take_entries(&font, entries) || shared->left == 0)
        return NULL;
    shared->left--;
    if (!take_widths(&font))
        return NULL;
    mark_used(&font, used);
    const uint64_t meaning =
        pdf_meaning_of(update, &shared->meanings, font.codes, used, &shared->next);
    return meaning ? write_font(&font, shared, meaning, length) : NULL;
}

static const char codes[] =
    "/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapName/Codes def /CMapType 1 "
    "def 1 begincodespacerange <00> <ff> endcodespacerange 1 begincidrange <00> <ff> 0 "
    "endcidrange endcmap end end";

static bool put_codes(pdf_update *update, uint64_t number) {
    return pdf_put_number(update, "%llu 0 obj\n<</Type/CMap/CMapName/Codes", number) &&
           pdf_put_number(update, "/Length %llu>>stream\n", sizeof codes - 1) &&
           pdf_put(update, (sheaf_str){codes, sizeof codes - 1}) &&
           pdf_put(update, SHEAF_STR("\nendstream\nendobj\n"));
}

bool pdf_put_shared(pdf_update *update, pdf_shared shared) {
    return pdf_note_version(update,
                            (pdf_version){.number = shared.program, .at = update->length}) &&
           pdf_put_standin(update, shared.program) &&
           pdf_note_version(update, (pdf_version){.number = shared.codes, .at = update->length}) &&
           put_codes(update, shared.codes);
}
