/* SPDX-License-Identifier: GPL-2.0-or-later
 * Fonts that are embedded whole: a small one stands for them where nothing is asked of their programs, and shows glyphs as they did. */
#include "file/unpack.h"
#include "file/unpack_stream.h"
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { ROOM = 256 * 1024, PROGRAM = 100 * 1024, OBJECTS = 16 };

typedef struct paper {
    char bytes[ROOM];
    size_t length, count, offsets[OBJECTS];
} paper;

static void put(paper *p, const void *bytes, size_t length) {
    assert_true(p->length + length < ROOM);
    memcpy(p->bytes + p->length, bytes, length);
    p->length += length;
}

static void begin_object(paper *p, const char *text) {
    char head[32];
    p->offsets[p->count++] = p->length;
    put(p, head, (size_t)snprintf(head, sizeof head, "%zu 0 obj\n", p->count));
    put(p, text, strlen(text));
}

static void add_object(paper *p, const char *text) {
    begin_object(p, text);
    put(p, "\nendobj\n", 8);
}

/* A program that begins like this, and then is noise of so many bytes. */
static void add_program(paper *p, const char head[4], size_t length) {
    static unsigned char plain[PROGRAM], packed[PROGRAM + 1000];
    char text[100];
    uLongf size = sizeof packed;
    uint32_t noise = 1;
    for (size_t i = 0; i < length; i++) {
        noise = noise * 1664525 + 1013904223;
        plain[i] = i < 4 ? (unsigned char)head[i] : (unsigned char)(noise >> 24);
    }
    assert_int_equal(compress(packed, &size, plain, length), Z_OK);
    snprintf(text, sizeof text, "<</Filter/FlateDecode/Length1 %zu/Length %zu>>stream\n", length,
             (size_t)size);
    begin_object(p, text);
    put(p, packed, size);
    put(p, "\nendstream\nendobj\n", 18);
}

static void end(paper *p) {
    char text[100];
    size_t start = p->length;
    put(p, text,
        (size_t)snprintf(text, sizeof text, "xref\n0 %zu\n0000000000 65535 f \n", p->count + 1));
    for (size_t i = 0; i < p->count; i++)
        put(p, text, (size_t)snprintf(text, sizeof text, "%010zu 00000 n \n", p->offsets[i]));
    put(p, text,
        (size_t)snprintf(text, sizeof text,
                         "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
                         p->count + 1, start));
}

#define WIDE_FONT                                                                                  \
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering"        \
    "(Identity)/Supplement 0>>/FontDescriptor 7 0 R/DW 1000>>"
#define DESCRIPTOR(program)                                                                        \
    "<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 900"   \
    "/Descent -100/StemV 80" program ">>"

typedef struct setting {
    const char *font, *descriptor, *other; /* object 6, 7 and 10 */
    char head[4];
    size_t length;
} setting;

/* A page that shows two glyphs; the program is object 9. */
static void write_page(paper *p, const setting *with) {
    *p = (paper){.length = 0};
    put(p, "%PDF-1.4\n", 9);
    add_object(p, "<</Type/Catalog/Pages 2 0 R>>");
    add_object(p, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    add_object(p, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
                  "/Resources<</Font<</F 5 0 R>>>>>>");
    add_object(
        p, "<</Length 51>>stream\nBT /F 12 Tf 50 100 Td <0012> Tj 20 0 Td <4321>Tj ET\nendstream");
    add_object(p, "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]"
                  "/ToUnicode 8 0 R>>");
    add_object(p, with->font);
    add_object(p, with->descriptor);
    add_object(p, "<</Length 126>>stream\nbegincmap 1 begincodespacerange <0000> <FFFF> "
                  "endcodespacerange 2 beginbfchar <0012> <0034> <4321> <0037> endbfchar endcmap   "
                  " \nendstream");
    add_program(p, with->head, with->length);
    add_object(p, with->other);
    end(p);
}

/* Whether a small font stands for the program. */
static bool is_replaced(const paper *p) {
    pdf_unpacked out = pdf_unpack((sheaf_str){p->bytes, p->length}, 1 << 20, false);
    assert_non_null(out.bytes);
    const char *at = out.bytes + p->length, *last = out.bytes + out.length - 8;
    while (at < last && memcmp(at, "\n9 0 obj", 8) != 0)
        at++;
    assert_true(at < last);
    const char *said = strstr(at, "/Length ");
    assert_non_null(said);
    const unsigned long length = strtoul(said + 8, NULL, 10);
    const size_t middle = p->offsets[8] + (p->offsets[9] - p->offsets[8]) / 2;
    const bool is_copied =
        out.bytes[middle] == p->bytes[middle] && out.bytes[middle + 1] == p->bytes[middle + 1];
    free(out.bytes);
    assert_true(length < 256 || is_copied || length == PROGRAM);
    return length < 256;
}

#define TRUETYPE                                                                                   \
    { 0, 1, 0, 0 }

static void programs_that_nobody_asks(void **state) {
    static const setting settings[] = {
        {WIDE_FONT, DESCRIPTOR("/FontFile2 9 0 R"), "null", TRUETYPE, PROGRAM},
        {WIDE_FONT, DESCRIPTOR("/FontFile2 9 0 R"), "null", {'t', 't', 'c', 'f'}, PROGRAM},
        {"<</Subtype/CIDFontType2/FontDescriptor" DESCRIPTOR("/FontFile2 9 0 R") ">>", "null",
         "null", TRUETYPE, PROGRAM},
    };
    static paper p;
    (void)state;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        write_page(&p, &settings[i]);
        if (!is_replaced(&p))
            fail_msg("setting %zu", i);
    }
}

static void others_stay(void **state) {
    static const setting settings[] = {
        {WIDE_FONT, DESCRIPTOR("/FontFile2 9 0 R"), "null", {'O', 'T', 'T', 'O'}, PROGRAM},
        {WIDE_FONT, DESCRIPTOR("/FontFile2 9 0 R"), "null", TRUETYPE, 1000},
        {WIDE_FONT, DESCRIPTOR("/FontFile3 9 0 R"), "null", TRUETYPE, PROGRAM},
        {WIDE_FONT, DESCRIPTOR(""), "null", TRUETYPE, PROGRAM},
        {"<</Subtype/CIDFontType0/FontDescriptor 7 0 R>>", DESCRIPTOR("/FontFile2 9 0 R"), "null",
         TRUETYPE, PROGRAM},
        {WIDE_FONT, DESCRIPTOR("/FontFile2 9 0 R"),
         "<</Type/Font/FontDescriptor 7 0 R/Subtype/TrueType>>", TRUETYPE, PROGRAM},
        {WIDE_FONT, DESCRIPTOR("/FontFile2 9 0 R"),
         "<</Subtype/TrueType/FontDescriptor" DESCRIPTOR("/FontFile2 9 0 R") ">>", TRUETYPE,
         PROGRAM},
    };
    static paper p;
    (void)state;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        write_page(&p, &settings[i]);
        if (is_replaced(&p))
            fail_msg("setting %zu", i);
    }
}

/* The noise is no font, so what is shown is shown by the one that stands for it. */
static void glyphs_are_shown(void **state) {
    static const setting with = {WIDE_FONT, DESCRIPTOR("/FontFile2 9 0 R"), "null", TRUETYPE,
                                 PROGRAM};
    static paper p;
    desk *d = calloc(1, sizeof *d);
    (void)state;
    assert_non_null(d);
    write_page(&p, &with);
    d->way = "watch";
    desk_bytes(d, p.bytes, p.length);
    assert_int_equal(desk_open(d), SHEAF_OK);
    pdf_page page = desk_read(d, 0);
    assert_string_equal(d->said, "");
    assert_int_equal(page.char_count, 2);
    assert_int_equal(page.chars[0].code, '4');
    assert_int_equal(page.chars[1].code, '7');
    assert_int_equal(page.glyph_count, 2);
    assert_int_equal(page.glyphs[0].index, 0x12);
    assert_int_equal(page.glyphs[1].index, 0x4321);
    assert_true(page.glyphs[1].x - page.glyphs[0].x > 19.9f);
    desk_close(d);
    free(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(programs_that_nobody_asks),
                                       cmocka_unit_test(others_stay),
                                       cmocka_unit_test(glyphs_are_shown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
