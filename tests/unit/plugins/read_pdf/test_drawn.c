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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_below_each_other_are_two),
        cmocka_unit_test(a_page_on_its_head_is_not_read_backwards),
        cmocka_unit_test(what_says_too_little_stays),
        cmocka_unit_test(unknown_codes_are_told),
        cmocka_unit_test(a_glyph_for_nothing_is_unknown),
        cmocka_unit_test(fonts_share_maps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
