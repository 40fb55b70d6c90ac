/* SPDX-License-Identifier: GPL-2.0-or-later
 * Fonts whose glyphs are drawings (Type 3): their text has the size, the order and the name that the page gives it. */
#define _GNU_SOURCE /* memmem */
#include "file/unpack.h"
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Digits half as wide as an ideograph, and nothing drawn that would tell. */
#define USUAL                                                                                      \
    "/FontMatrix[.001 0 0 .001 0 0]/FirstChar 48/Widths[500 500 500 500 500 500 500 500 500 500]"
#define MEANT "/ToUnicode 7 0 R"
#define FONT(entries)                                                                              \
    "<</Type/Font/Subtype/Type3/FontBBox[0 -200 1000 900]/CharProcs<</d 6 0 R>>/Encoding<</Type"   \
    "/Encoding/Differences[48/d/d/d/d/d/d/d/d/d/d/d]>>/LastChar 58" entries ">>endobj"
#define DRAWING                                                                                    \
    ("<</Length 41>>stream\n500 0 0 -200 1000 900 d1 60 0 380 40 re f\nendstream endobj")
#define MEANING                                                                                    \
    ("<</Length 80>>stream\nbegincmap 1 beginbfrange <30> <39> <0030> endbfrange endcmap"          \
     "                    \nendstream endobj")

static desk *desk_with(const char *font, const char *content) {
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    const char *const objects[] = {
        font, DRAWING, MEANING, "<</Type/FontDescriptor/FontName/ABCDEF+Song-Bold>>endobj", NULL};
    desk_page(d, "/Resources<</Font<</F 5 0 R>>>>", content, objects);
    return d;
}

static desk *open_with(const char *font, const char *content) {
    desk *d = desk_with(font, content);
    assert_int_equal(desk_open(d), SHEAF_OK);
    return d;
}

static void close_all(desk *d) {
    desk_close(d);
    free(d);
}

static void lines_below_each_other_are_two(void **state) {
    (void)state;
    desk *d = open_with(FONT(USUAL MEANT "/FontDescriptor 8 0 R"),
                        "BT /F 9 Tf 40 72 Td (18) Tj 0 -11.7 Td (09) Tj 0 -11.7 Td (60) Tj ET");
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.char_count, 6);
    for (uint32_t i = 0; i < 6; i++) {
        const float x = i % 2 ? 44.5f : 40, base = page.height - 72 + 11.7f * (float)(i / 2);
        assert_int_equal(page.chars[i].code, "180960"[i]);
        desk_expect_box(page.chars[i].box, x, base - 8.64f, x + 4.5f, base + 2.16f, .1f);
    }
    const pdf_look *look = &page.looks[page.chars[0].look];
    assert_float_equal(look->size, 9, .1);
    assert_true(look->bold);
    close_all(d);
}

/* As Chromium writes it: the drawings have their heads down, as has the page, and text is mirrored in between. */
static void a_page_on_its_head_is_not_read_backwards(void **state) {
    (void)state;
    desk *d = open_with(
        FONT("/FontMatrix[.001 0 0 -.001 0 0]/FirstChar 48/Widths[500 500 500 500 500]" MEANT),
        "-1 0 0 1 100 0 cm BT /F 10 Tf 1 0 0 -1 20 40 Tm (2) Tj 5 0 Td (0) Tj 5 0 Td (3) Tj ET");
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.char_count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(page.chars[i].code, "203"[i]);
        assert_int_equal(PDF_CHAR_TURN_OF(page.chars[i].flags), PDF_LEFTWARD);
        assert_float_equal(page.chars[i].box[2], 80 - 5 * (float)i, .1);
    }
    close_all(d);
}

/* Whether Poppler is told of another font. */
static bool is_told_otherwise(const char *font) {
    desk *d = desk_with(font, "BT /F 9 Tf 40 72 Td (18) Tj ET");
    pdf_unpacked got = pdf_unpack(d->input.bytes, 1 << 20, false);
    const bool is = got.bytes && memmem(got.bytes, got.length, "CIDFontType2", 12);
    free(got.bytes);
    free(d);
    return is;
}

static void what_says_too_little_stays(void **state) {
    (void)state;
    static const char *const fonts[] = {
        FONT(USUAL),                                               /* what do its codes mean? */
        FONT(MEANT "/FontMatrix[.001 0 0 .001 0 0]/FirstChar 48"), /* how wide? */
        FONT(MEANT "/FontMatrix[.001 0 .0003 .001 0 0]/FirstChar 48/Widths[500 500]"), /* leaning */
        FONT(MEANT "/FontMatrix[0 .001 -.001 0 0 0]/FirstChar 48/Widths[500 500]"),    /* lying */
        FONT(MEANT "/FontMatrix[.001 0 0 .003 0 0]/FirstChar 48/Widths[500 500]"), /* stretched */
        FONT(MEANT "/FontMatrix[.001 0 0 .001 0]/FirstChar 48/Widths[500 500]"),
        FONT(MEANT "/FontMatrix[1 0 0 1 0 0]/FirstChar 48/Widths[6 6]"), /* what is an em? */
        FONT(MEANT "/FontMatrix[.001 0 0 .001 0 0]/FirstChar 48/Widths[500 -1]"),
        FONT(MEANT "/FontMatrix[.001 0 0 .001 0 0]/FirstChar 48/Widths[500 /a]"),
        FONT(MEANT "/FontMatrix[.001 0 0 .001 0 0]/FirstChar 255/Widths[500 500]"),
        FONT(MEANT "/FontMatrix[.001 0 0 .001 0 0]/FirstChar 48/Widths 99 0 R"),
    };
    assert_true(is_told_otherwise(FONT(USUAL MEANT)));
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
        assert_false(is_told_otherwise(fonts[i]));
}

/* A code that ToUnicode does not name may have a name of its own: it is no character less. */
static void unknown_codes_are_told(void **state) {
    (void)state;
    desk *d = open_with(FONT("/FontMatrix[.001 0 0 .001 0 0]/FirstChar 48/Widths[500 500 500 500 "
                             "500 500 500 500 500 500 500]" MEANT),
                        "BT /F 9 Tf 40 72 Td (1:2) Tj ET");
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.char_count, 3);
    close_all(d);
}

/* Code 0 is the glyph for what a font has not, which has no name. */
static void a_glyph_for_nothing_is_unknown(void **state) {
    (void)state;
    desk *d = open_with(
        FONT("/FontMatrix[.001 0 0 .001 0 0]/FirstChar 0/Widths[500 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 "
             "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 500 500 500]" MEANT),
        "BT /F 9 Tf 40 72 Td (1\\0002) Tj ET");
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.char_count, 3);
    assert_int_equal(page.chars[1].code, 0xFFFD);
    assert_int_equal(page.chars[2].code, '2');
    close_all(d);
}

#define ZEROS16 "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 "
#define WITH_ZERO                                                                                  \
    "/FontMatrix[.001 0 0 .001 0 0]/FirstChar 0/Widths[500 " ZEROS16 ZEROS16                       \
    "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 500 500 500]"
#define LETTERS                                                                                    \
    ("<</Length 80>>stream\nbegincmap 1 beginbfrange <30> <39> <0061> endbfrange endcmap"          \
     "                    \nendstream endobj")

/* What one map says is no other font's, whoever was asked before. */
static void fonts_share_maps(void **state) {
    (void)state;
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    const char *const objects[] = {
        FONT(WITH_ZERO MEANT), DRAWING, MEANING,
        FONT(USUAL MEANT),     LETTERS, FONT(WITH_ZERO "/ToUnicode 9 0 R"),
        FONT(WITH_ZERO MEANT), NULL};
    desk_page(
        d, "/Resources<</Font<</F 5 0 R/G 8 0 R/H 10 0 R/I 11 0 R>>>>",
        "BT /F 9 Tf 40 72 Td (1\\0002) Tj /G 9 Tf 20 0 Td (12) Tj /H 9 Tf 20 0 Td (1\\0002) Tj "
        "/I 9 Tf 20 0 Td (1\\0002) Tj ET",
        objects);
    assert_int_equal(desk_open(d), SHEAF_OK);
    pdf_page page = desk_read(d, 0);
    static const uint32_t codes[] = {'1',    0xFFFD, '2', '1',    '2', 'b',
                                     0xFFFD, 'c',    '1', 0xFFFD, '2'};
    assert_int_equal(page.char_count, 11);
    for (uint32_t i = 0; i < 11; i++)
        assert_int_equal(page.chars[i].code, codes[i]);
    close_all(d);
}

/* ---- packed files ----------------------------------------------------------------------------------------------- */

enum { PACK = 9, ROWS = 10, OBJECTS = 11, ROW = 7 };

typedef struct packed_file {
    const char *head;    /* of the stream of objects: numbers and places */
    const char *entries; /* of its dictionary; NULL: those that are right */
    int in_pack;         /* what the table says of object 5 */
} packed_file;

static size_t put_pack(char *to, size_t room, const packed_file *file, const char *objects) {
    char text[4096], entries[100];
    unsigned char data[4096];
    uLongf length = sizeof data;
    const int plain = snprintf(text, sizeof text, "%s%s", file->head, objects);
    assert_int_equal(compress(data, &length, (const Bytef *)text, (uLong)plain), Z_OK);
    snprintf(entries, sizeof entries, "/N 2/First %zu", strlen(file->head));
    const int head =
        snprintf(to, room, "%d 0 obj<</Type/ObjStm%s/Filter/FlateDecode/Length %lu>>stream\n", PACK,
                 file->entries ? file->entries : entries, length);
    memcpy(to + head, data, length);
    return (size_t)head + length +
           (size_t)snprintf(to + head + length, room, "\nendstream endobj\n");
}

static size_t put_rows(char *to, size_t room, const size_t offsets[OBJECTS],
                       const packed_file *file) {
    size_t length = (size_t)snprintf(
        to, room, "%d 0 obj<</Type/XRef/Size %d/Root 1 0 R/W[1 4 2]/Length %d>>stream\n", ROWS,
        OBJECTS, OBJECTS * ROW);
    for (int i = 0; i < OBJECTS; i++, length += ROW) {
        const bool is_in = i == 5 || i == 8;
        const size_t at = !is_in ? offsets[i] : i == 5 ? (size_t)file->in_pack : PACK;
        const unsigned char row[ROW] = {
            i == 0 ? 0 : is_in ? 2 : 1, 0, 0,     (unsigned char)(at >> 8),
            (unsigned char)at,          0, i == 8};
        memcpy(to + length, row, ROW);
    }
    return length + (size_t)snprintf(to + length, room,
                                     "\nendstream endobj\nstartxref\n%zu\n%%%%EOF", offsets[ROWS]);
}

#define PAGE                                                                                       \
    ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources"                    \
     "<</Font<</F 5 0 R>>>>>>endobj")

/* The font and its widths, objects 5 and 8, stand in a stream of objects. */
static desk *desk_packed(const packed_file *file) {
    static const char *const plain[] = {
        [1] = "<</Type/Catalog/Pages 2 0 R>>endobj",
        [2] = "<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        [3] = PAGE,
        [4] = "<</Length 31>>stream\nBT /F 9 Tf 40 72 Td (18) Tj ET  \nendstream endobj",
        [5] = NULL,
        [6] = DRAWING,
        [7] = MEANING,
        [8] = NULL};
    desk *d = calloc(1, sizeof *d);
    size_t offsets[OBJECTS] = {0}, used;
    assert_non_null(d);
    char *bytes = d->bytes;
    used = (size_t)sprintf(bytes, "%%PDF-1.5\n");
    for (int i = 1; i < PACK; i++) {
        offsets[i] = used;
        if (plain[i])
            used += (size_t)sprintf(bytes + used, "%d 0 obj%s\n", i, plain[i]);
    }
    offsets[PACK] = used;
    used += put_pack(
        bytes + used, 8192, file,
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[.001 0 0 .001 0 0]/CharProcs"
        "<</d 6 0 R>>/Encoding<</Type/Encoding/Differences[48/d/d]>>/FirstChar 48/LastChar "
        "57/ToUnicode 7 0 R/Widths 8 0 R>> [500 500 500 500 500 500 500 500 500 500]");
    offsets[ROWS] = used;
    used += put_rows(bytes + used, 8192, offsets, file);
    desk_bytes(d, bytes, used);
    return d;
}

static bool is_packed_told_otherwise(const packed_file *file) {
    desk *d = desk_packed(file);
    pdf_unpacked got = pdf_unpack(d->input.bytes, 1 << 20, false);
    assert_non_null(got.bytes);
    const bool is = memmem(got.bytes, got.length, "CIDFontType2", 12);
    free(got.bytes);
    free(d);
    return is;
}

#define AT_8 "200" /* where the widths begin */

static void packed_fonts_are_fonts_like_others(void **state) {
    (void)state;
    const packed_file file = {"5 0 8 " AT_8 " ", NULL, PACK};
    assert_true(is_packed_told_otherwise(&file));
    desk *d = desk_packed(&file);
    assert_int_equal(desk_open(d), SHEAF_OK);
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.char_count, 2);
    assert_int_equal(page.chars[1].code, '8');
    desk_expect_box(page.chars[0].box, 40, page.height - 72 - 8.64f, 44.5f,
                    page.height - 72 + 2.16f, .1f);
    close_all(d);
}

/* Where the newest version of an object is another one, or nobody knows where it ends. */
static void other_packed_objects_stay(void **state) {
    (void)state;
    static const packed_file files[] = {
        {"5 0 8 " AT_8 " ", NULL, 7},
        {"5 0 8 " AT_8 " ", NULL, 77},
        {"5 9999 8 " AT_8 " ", NULL, PACK},
        {"5 0 8 99999999999999999999 ", NULL, PACK},
        {"5 0 99999999999 " AT_8 " ", NULL, PACK},
        {"5 " AT_8 " 8 0 ", NULL, PACK},
        {"5 0 8 " AT_8 " 7 " AT_8 " ", "/N 3/First 16", PACK},
        {"5 0 8 " AT_8 " 7 0 ", "/N 3/First 14", PACK},
        {"5 ", NULL, PACK},
        {"", NULL, PACK},
        {"5 0 8 " AT_8 " ", "/N 2", PACK},
        {"5 0 8 " AT_8 " ", "/N 2/First 99999", PACK},
        {"5 0 8 " AT_8 " ", "/First 10", PACK},
        {"5 0 8 " AT_8 " ", "/N 0/First 10", PACK},
        {"5 0 8 " AT_8 " ", "/N 99999999999/First 1", PACK},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_false(is_packed_told_otherwise(&files[i]));
}

static void sorted_keys_are_found(void **state) {
    (void)state;
    assert_true(is_told_otherwise(
        "<< /CIDToGIDMap /Identity /CharProcs << /d 6 0 R >> /FirstChar 48 /FontMatrix [ .001 0 0 "
        ".001 0 0 ] "
        "/Subtype /Type3 /ToUnicode 7 0 R /Type /Font /Widths [ 500 500 ] >>\nendobj"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_below_each_other_are_two),
        cmocka_unit_test(a_page_on_its_head_is_not_read_backwards),
        cmocka_unit_test(what_says_too_little_stays),
        cmocka_unit_test(unknown_codes_are_told),
        cmocka_unit_test(a_glyph_for_nothing_is_unknown),
        cmocka_unit_test(fonts_share_maps),
        cmocka_unit_test(packed_fonts_are_fonts_like_others),
        cmocka_unit_test(other_packed_objects_stay),
        cmocka_unit_test(sorted_keys_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
