/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that are told to be painted and that nobody sees: text that is a clip alone, as narrow or as small as a dot, or below
 * gradients and patterns. What shows them stays. */
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char resources[] =
    "/Resources<</Font<</F 5 0 R>>/XObject<</Photo 7 0 R>>/Shading<</Blue 8 0 R/Pale 9 0 R>>"
    "/ExtGState<</Half<</ca .5/CA "
    ".5>>/Dark<</BM/Multiply>>>>/ColorSpace<</Inked[/Pattern/DeviceGray]>>"
    "/Pattern<</Blue 10 0 R/Pale 11 0 R/Tile 6 0 R/White 12 0 R/Stripe 13 0 R/Ink 14 0 R/Empty 15 "
    "0 R"
    "/Faces 16 0 R/Veiled 17 0 R/Beside 18 0 R/Last 19 0 R>>>>";

#define AXIAL "/ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 300 0]/Extend[true true]/Function"
#define RAMP "<</FunctionType 2/Domain[0 1]/N 1/C0"

#define TILE(kind)                                                                                 \
    "<</PatternType 1/PaintType " kind "/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9"               \
    "/Resources<</XObject<</Photo 7 0 R>>/Shading<</Blue 8 0 R>>>>/Length 36>>stream\n"

static const char *const objects[] = {
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj",
    "<</PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>/Length "
    "20>>stream\n.9 g 0 0 9 9 re f    \nendstream endobj",
    "<</Type/XObject/Subtype/Image/Width 2/Height 1/Filter/ASCIIHexDecode/ColorSpace/DeviceGray"
    "/BitsPerComponent 8/Length 5>>stream\n0010>endstream endobj",
    "<<" AXIAL RAMP "[1 1 1]/C1[0 0 .5]>>>>endobj",
    "<<" AXIAL RAMP "[1 1 1]/C1[1 1 .99]>>>>endobj",
    "<</PatternType 2/Shading 8 0 R>>endobj",
    "<</PatternType 2/Shading 9 0 R>>endobj",
    TILE("1") "1 g 0 0 9 9 re f                    \nendstream endobj",
    TILE("1") "1 g 0 0 9 9 re f 0 g 0 0 9 1 re f   \nendstream endobj",
    TILE("2") "0 0 9 9 re f                        \nendstream endobj",
    TILE("1") "                                    \nendstream endobj",
    TILE("1") "9 0 0 9 0 0 cm /Photo Do            \nendstream endobj",
    TILE("1") "q 0 0 9 9 re W n /Blue sh Q         \nendstream endobj",
    TILE("1") "1 g 0 0 9 9 re f 0 g 20 20 9 9 re f \nendstream endobj",
    TILE("1") "1 g 0 0 9 9 re f 0 g 8 0 20 20 re f \nendstream endobj",
    NULL};

#define TEXT "BT /F 12 Tf 50 100 Td (x47) Tj ET "
#define LATER "BT /F 12 Tf 0 Tr 200 100 Td (y8) Tj ET "
#define IN(colour) "q " colour " " TEXT "Q "
#define AS(text, shown)                                                                            \
    "BT /F 12 Tf 50 50 Td /Span<</ActualText(" text ")>>BDC (" shown ") Tj EMC ET "
#define ONE(at, text) "BT /F 12 Tf " at " 50 Td /Span<</ActualText(" text ")>>BDC (~) Tj EMC ET "
#define FILLED(line, higher)                                                                       \
    "BT /F 12 Tf 50 100 Td (" line ") Tj 0 " higher " Td (47) Tj ET "                              \
    "BT /F 12 Tf 50 80 Td (" line ") Tj 0 " higher " Td (83) Tj ET "
#define CLIP(text) "q BT /F 12 Tf 7 Tr 50 100 Td (" text ") Tj ET "

#define PICTURE(wide) "q " wide " 0 0 200 0 0 cm /Photo Do Q "

#define LEVEL                                                                                      \
    "1 G 1 w 40 97 m 90 97 l S 40 97.9 m 90 97.9 l S 40 98.8 m 90 98.8 l S 40 99.7 m "             \
    "90 99.7 l S 40 100.6 m 90 100.6 l S 40 101.5 m 90 101.5 l S 40 102.4 m 90 102.4 "             \
    "l S 40 103.3 m 90 103.3 l S 40 104.2 m 90 104.2 l S 40 105.1 m 90 105.1 l S 40 "              \
    "106 m 90 106 l S 40 106.9 m 90 106.9 l S 40 107.8 m 90 107.8 l S 40 108.7 m 90 "              \
    "108.7 l S "
#define SPARSE                                                                                     \
    "1 G .4 w 40 97 m 90 97 l S 40 99 m 90 99 l S 40 101 m 90 101 l S 40 103 m 90 103 "            \
    "l S 40 105 m 90 105 l S 40 107 m 90 107 l S 40 109 m 90 109 l S "
#define ASKEW                                                                                      \
    "36 95 m 53 112 l S 37.1 95 m 54.1 112 l S 38.2 95 m 55.2 112 l S 39.3 95 m 56.3 "             \
    "112 l S 40.4 95 m 57.4 112 l S 41.5 95 m 58.5 112 l S 42.6 95 m 59.6 112 l S "                \
    "43.7 95 m 60.7 112 l S 44.8 95 m 61.8 112 l S 45.9 95 m 62.9 112 l S 47 95 m 64 "             \
    "112 l S 48.1 95 m 65.1 112 l S 49.2 95 m 66.2 112 l S 50.3 95 m 67.3 112 l S "                \
    "51.4 95 m 68.4 112 l S 52.5 95 m 69.5 112 l S 53.6 95 m 70.6 112 l S 54.7 95 m "              \
    "71.7 112 l S 55.8 95 m 72.8 112 l S 56.9 95 m 73.9 112 l S 58 95 m 75 112 l S "               \
    "59.1 95 m 76.1 112 l S 60.2 95 m 77.2 112 l S 61.3 95 m 78.3 112 l S 62.4 95 m "              \
    "79.4 112 l S 63.5 95 m 80.5 112 l S 64.6 95 m 81.6 112 l S 65.7 95 m 82.7 112 l "             \
    "S 66.8 95 m 83.8 112 l S 67.9 95 m 84.9 112 l S "
#define UPRIGHT                                                                                    \
    "48 96 m 48 112 l S 48.9 96 m 48.9 112 l S 49.8 96 m 49.8 112 l S 50.7 96 m 50.7 "             \
    "112 l S 51.6 96 m 51.6 112 l S 52.5 96 m 52.5 112 l S 53.4 96 m 53.4 112 l S "                \
    "54.3 96 m 54.3 112 l S 55.2 96 m 55.2 112 l S 56.1 96 m 56.1 112 l S 57 96 m 57 "             \
    "112 l S 57.9 96 m 57.9 112 l S 58.8 96 m 58.8 112 l S 59.7 96 m 59.7 112 l S "                \
    "60.6 96 m 60.6 112 l S 61.5 96 m 61.5 112 l S 62.4 96 m 62.4 112 l S 63.3 96 m "              \
    "63.3 112 l S 64.2 96 m 64.2 112 l S 65.1 96 m 65.1 112 l S 66 96 m 66 112 l S "               \
    "66.9 96 m 66.9 112 l S 67.8 96 m 67.8 112 l S 68.7 96 m 68.7 112 l S 69.6 96 m "              \
    "69.6 112 l S 70.5 96 m 70.5 112 l S 71.4 96 m 71.4 112 l S 72.3 96 m 72.3 112 l "             \
    "S "

static const struct {
    const char *name, *content, *shown; /* ? for a digit that is not seen */
} cases[] = {
    {"a clip alone", CLIP("x47") "Q " LATER, "x??y8"},
    {"of some digits", "q BT /F 12 Tf 50 100 Td (x4) Tj 7 Tr (7) Tj 0 Tr (1) Tj ET Q " LATER,
     "x4?1y8"},
    {"until the page ends", LATER CLIP("x47"), "x??y8"},
    {"through which is painted", CLIP("x47") "1 0 0 rg 40 90 80 30 re f Q " LATER, "x47y8"},
    {"through which black is painted", CLIP("x47") "0 g 40 90 80 30 re f Q " LATER, "x47y8"},
    {"through which white is painted", CLIP("x47") "1 g 40 90 80 30 re f Q 0 g " LATER, "x??y8"},
    {"through which is painted elsewhere", CLIP("x47") "0 g 140 90 80 30 re f Q " LATER, "x??y8"},
    {"with a picture", CLIP("x47") "q 80 0 0 30 40 90 cm /Photo Do Q Q " LATER, "x47y8"},
    {"with a gradient", CLIP("x47") "/Blue sh Q " LATER, "x47y8"},
    {"with a pale gradient", CLIP("x47") "/Pale sh Q " LATER, "x??y8"},
    {"lines through it", CLIP("x47") "9 w 40 104 m 90 104 l S Q " LATER, "x47y8"},
    {"painted and a clip", "q BT /F 12 Tf 4 Tr 50 100 Td (x47) Tj ET Q " LATER, "x47y8"},
    {"outlines and a clip", "q BT /F 12 Tf 5 Tr 50 100 Td (x47) Tj ET Q " LATER, "x47y8"},
    {"both and a clip", "q BT /F 12 Tf 6 Tr 50 100 Td (x47) Tj ET Q " LATER, "x47y8"},
    {"outlines", "BT /F 12 Tf 1 Tr 50 100 Td (x47) Tj ET " LATER, "x47y8"},
    {"outlines of an area", "BT /F 12 Tf 2 Tr 50 100 Td (x47) Tj ET " LATER, "x47y8"},
    {"in a gradient", "/Pattern cs /Blue scn BT /F 12 Tf 50 100 Td (x47) Tj ET 0 g " LATER,
     "x47y8"},
    {"in a pale gradient", "q /Pattern cs /Pale scn BT /F 12 Tf 50 100 Td (x47) Tj ET Q " LATER,
     "x??y8"},
    {"in white tiles", IN("/Pattern cs /White scn") LATER, "x??y8"},
    {"in tiles of an ink that is white", IN("/Inked cs 1 /Ink scn") LATER, "x??y8"},
    {"in tiles of an ink", IN("/Inked cs .2 /Ink scn") LATER, "x47y8"},
    {"in empty tiles", IN("/Pattern cs /Empty scn") LATER, "x??y8"},
    {"in white tiles with black beside them", IN("/Pattern cs /Beside scn") LATER, "x??y8"},
    {"in white tiles with black up to their end", IN("/Pattern cs /Last scn") LATER, "x47y8"},
    {"in stripes", IN("/Pattern cs /Stripe scn") LATER, "x47y8"},
    {"in tiles with a picture", IN("/Pattern cs /Faces scn") LATER, "x47y8"},
    {"in tiles with a gradient", IN("/Pattern cs /Veiled scn") LATER, "x47y8"},
    {"in white tiles behind others",
     IN("/Pattern cs /Stripe scn") "q /Pattern cs /White scn BT /F 12 Tf 200 100 Td (y8) Tj ET Q",
     "x47y?"},
    {"in white tiles in two lines",
     IN("/Pattern cs /White scn") "q /Pattern cs /White scn BT /F 12 Tf 200 100 Td (y8) Tj ET Q "
                                  "BT /F 12 Tf 50 85 Td /Pattern cs /White scn (z5) Tj ET",
     "x??z?y?"},
    {"white on clipped text",
     CLIP("x47") "0 g 40 90 80 30 re f Q 1 g BT /F 12 Tf 90 100 Td (z5) Tj ET 0 g " LATER,
     "x47z?y8"},
    {"in white tiles on black", "0 g 40 90 80 30 re f " IN("/Pattern cs /White scn") LATER,
     "x47y8"},
    {"below white lines", TEXT "q " LEVEL "Q " LATER, "x??y8"},
    {"below few white lines", TEXT "q " SPARSE "Q " LATER, "x47y8"},
    {"on white lines", "q " LEVEL "Q " TEXT LATER, "x47y8"},
    {"below white lines, and painted again", TEXT "q " LEVEL "Q " TEXT LATER, "x47y8"},
    {"below white lines that one sees through", TEXT "q /Half gs " LEVEL "Q " LATER, "x47y8"},
    {"below a marker's lines", TEXT "q /Dark gs " LEVEL "Q " LATER, "x47y8"},
    {"below upright white lines", TEXT "q 1 G 1 w " UPRIGHT "Q " LATER, "x??y8"},
    {"below white lines askew", TEXT "q 1 G 1 w " ASKEW "Q " LATER, "x??y8"},
    {"below pale lines askew", TEXT "q .9 G 1 w " ASKEW "Q " LATER, "x??y8"},
    {"below few white lines askew", TEXT "q 1 G .3 w " ASKEW "Q " LATER, "x47y8"},
    {"below two halves", TEXT "q 1 g 40 97 40 6 re f 40 102 40 7 re f Q " LATER, "x??y8"},
    {"below a half", TEXT "q 1 g 40 97 40 5 re f Q " LATER, "x47y8"},
    {"over each other", "BT /F 12 Tf 50 100 Td (x3) Tj [(4)556(7)]TJ (y) Tj ET", "x3??y"},
    {"nearly over each other", "BT /F 12 Tf 50 100 Td (x3) Tj [(4)496(7)]TJ (y) Tj ET", "x3??y"},
    {"all over each other", "BT /F 12 Tf -6.6 Tc 50 100 Td (479) Tj 0 Tc ET " LATER, "???y8"},
    {"close", "BT /F 12 Tf -4 Tc 50 100 Td (479) Tj 0 Tc ET " LATER, "479y8"},
    {"thin", "BT /F 12 Tf 30 Tz 50 100 Td (x479) Tj ET 100 Tz " LATER, "x479y8"},
    {"painted twice each", "BT /F 12 Tf 50 100 Td [(4)536(4)20(7)536(7)]TJ ET " LATER, "47y8"},
    {"as another number", TEXT LATER "BT /F 12 Tf 9 9 Td (4477) Tj ET " AS("87", "47"),
     "x47?74477y8"},
    {"as others", "BT /F 12 Tf 9 9 Td (444777) Tj ET " AS("74", "47"), "??444777"},
    {"as others, as often as not", "BT /F 12 Tf 9 9 Td (47) Tj ET " AS("74", "47"), "????"},
    {"as itself", TEXT LATER AS("47", "47"), "x4747y8"},
    {"where blanks are",
     "BT /F 12 Tf 50 100 Td (x y) Tj 6 0 Td (4) Tj ET BT /F 12 Tf 50 80 Td (x y) Tj 6 0 Td (7) Tj "
     "ET "
     "BT /F 12 Tf 50 60 Td (x y) Tj 6 0 Td (8) Tj ET",
     "x4yx7yx8y"},
    {"in a line of a form", FILLED("____", ".6"), "47____83____"},
    {"well above the line of a form", FILLED("____", "1.3"), "47____83____"},
    {"well below the signs of a form", FILLED("####", "-2.2"), "####47####83"},
    {"as another number in a form",
     FILLED("____", ".6") "BT /F 12 Tf 50 150 Td (444477) Tj ET " AS("87", "47"),
     "44447747____83____?7"},
    {"as another number on a picture",
     PICTURE("300") TEXT LATER "BT /F 12 Tf 9 9 Td (4477) Tj ET " AS("87", "47"), "x47?74477y8"},
    {"as another number beside a picture",
     PICTURE("160") TEXT LATER "BT /F 12 Tf 9 9 Td (4477) Tj ET " AS("87", "47"), "x47?74477y8"},
    {"as another number below a picture",
     TEXT LATER "BT /F 12 Tf 9 9 Td (4477) Tj ET " AS("87", "47") PICTURE("300"), "x47874477y8"},
    {"over each other on a picture",
     PICTURE("300") "BT /F 12 Tf 50 100 Td (x3) Tj [(4)556(7)]TJ (y) Tj ET", "x3??y"},
    {"over each other below a picture",
     "BT /F 12 Tf 50 100 Td (x3) Tj [(4)556(7)]TJ (y) Tj ET " PICTURE("300"), "x347y"},
    {"not painted on a picture",
     PICTURE("300") "BT /F 12 Tf 3 Tr 50 100 Td (x3) Tj [(4)556(7)]TJ (y) Tj 0 Tr ET " LATER,
     "x347yy8"},
    {"a clip in a clip", CLIP("x47") "q 40 90 80 30 re W n 0 g 0 0 300 200 re f Q Q " LATER,
     "x47y8"},
    {"hardly wide", "BT /F 12 Tf 50 100 Td (x) Tj 20 0 Td .5 Tz (4) Tj 100 Tz 20 0 Td (y) Tj ET",
     "x?y"},
    {"hardly high", "BT /F 12 Tf 1 0 0 .01 50 100 Tm (x47) Tj ET " LATER, "x??y8"},
    {"hardly wide of its own", "BT /F 12 Tf .01 0 0 1 50 100 Tm (4) Tj ET " LATER, "?y8"},
    {"tiny", "BT /F .3 Tf 50 100 Td (4) Tj ET " LATER, "?y8"},
    {"tiny, made large", "q 40 0 0 40 0 0 cm BT /F .3 Tf 1.25 2.5 Td (x47) Tj ET Q " LATER,
     "x47y8"},
    {"large, made small", "q .001 0 0 .001 0 0 cm BT /F 300 Tf 50000 99999 Td (4) Tj ET Q " LATER,
     "?y8"},
    {"narrow", "BT /F 12 Tf 40 Tz 50 100 Td (x47) Tj ET 100 Tz " LATER, "x47y8"},
    {"wide", "BT /F 6 Tf 300 Tz 50 100 Td (x47) Tj ET 100 Tz " LATER, "x47y8"},
    {"below a gradient", TEXT "q 40 90 80 30 re W n /Blue sh Q " LATER, "x??y8"},
    {"one below a gradient", TEXT "q 56 90 7 30 re W n /Pale sh Q " LATER, "x?7y8"},
    {"below an area of a gradient", TEXT "q /Pattern cs /Blue scn 40 90 80 30 re f Q " LATER,
     "x??y8"},
    {"below an area of tiles", TEXT "q /Pattern cs /Tile scn 40 90 80 30 re f Q " LATER, "x??y8"},
    {"below a page of tiles", TEXT LATER "/Pattern cs /Tile scn 0 0 300 200 re f", "x47y8"},
    {"on a gradient", "q 40 90 80 30 re W n /Blue sh Q " TEXT LATER, "x47y8"},
    {"white on a gradient", "q 40 90 80 30 re W n /Blue sh Q 1 g " TEXT "0 g " LATER, "x47y8"},
    {"on tiles", "q /Pattern cs /Tile scn 40 90 80 30 re f Q " TEXT LATER, "x47y8"},
    {"below a gradient that one sees through",
     TEXT "q /Half gs 40 90 80 30 re W n /Blue sh Q " LATER, "x47y8"},
    {"below a marker's gradient", TEXT "q /Dark gs 40 90 80 30 re W n /Pale sh Q " LATER, "x47y8"},
    {"one glyph for all digits",
     ONE("50", "1") ONE("80", "2") ONE("110", "3") ONE("140", "4") ONE("170", "5") LATER,
     "y812345"},
    {"one glyph for some digits",
     ONE("50", "1") ONE("80", "2") ONE("110", "3") ONE("140", "4") LATER, "y8????"},
    {"one glyph that is mostly one digit",
     ONE("20", "1") ONE("35", "1") ONE("50", "1") ONE("65", "1") ONE("80", "1") ONE("95", "2")
         ONE("110", "3") ONE("125", "4") ONE("140", "5") LATER,
     "y8?????????"},
    {"slanted", "BT /F 12 Tf 1 0 .4 1 50 100 Tm (x47) Tj ET " LATER, "x47y8"},
    {"turned", "BT /F 12 Tf 0 1 -1 0 50 100 Tm (x47) Tj ET " LATER, "x47y8"},
};

static void spell(const pdf_page *page, char *out) {
    for (uint32_t i = 0; i < page->char_count; i++)
        *out++ = page->chars[i].code == 0xFFFD ? '?' : (char)page->chars[i].code;
    *out = 0;
}

static bool is_as_shown(const char *content, const char *shown, char *out) {
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    d->way = "watch";
    desk_page(d, resources, content, objects);
    assert_int_equal(desk_open(d), SHEAF_OK);
    const pdf_page page = desk_read(d, 0);
    spell(&page, out);
    const bool is_told = strstr(d->said, "pdf.text.hidden") ||
                         strstr(d->said, "pdf.text.overlaid") ||
                         strstr(d->said, "pdf.text.contradicted");
    desk_close(d);
    free(d);
    return strcmp(out, shown) == 0 && is_told == (strchr(shown, '?') != NULL);
}

static void what_nobody_sees(void **state) {
    (void)state;
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[64];
        if (is_as_shown(cases[i].content, cases[i].shown, out))
            continue;
        print_message("%s: %s\n", cases[i].name, out);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void write_white(char *out) {
    enum { LINES = 60, PAIRS = 25 };
    out += sprintf(out, "BT /F 12 Tf 200 100 Td (17) Tj ET 1 g BT /F 3 Tf 3.2 TL 5 195 Td");
    for (uint32_t line = 0; line < LINES; line++) {
        out += sprintf(out, "(");
        for (uint32_t i = 0; i < PAIRS; i++)
            out += sprintf(out, "%u", 10 + (line * 7 + i * 13) % 90);
        out += sprintf(out, ")' ");
    }
    sprintf(out, "ET");
}

static void a_page_of_white(void **state) {
    (void)state;
    static char content[6000];
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    write_white(content);
    d->way = "watch";
    desk_page(d, resources, content, objects);
    assert_int_equal(desk_open(d), SHEAF_OK);
    const pdf_page page = desk_read(d, 0);
    uint32_t read = 0;
    for (uint32_t i = 0; i < page.char_count; i++)
        read += pdf_is_digit(page.chars[i].code);
    assert_int_equal(page.char_count, 3002);
    assert_int_equal(read, 2);
    desk_close(d);
    free(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_nobody_sees),
                                       cmocka_unit_test(a_page_of_white)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
