/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that nobody can see on a page: painted over, or in the colour of what they stand on. All others stay. */
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char resources[] =
    "/Resources<</Font<</F 5 0 R/Wide 18 0 R>>/ExtGState<</Faint<</ca "
    ".01>>/Half<</ca .5>>/Dark<</BM/Multiply>>/Soft<</SMask<</S/Luminosity/G 8 0 R>>>>>>"
    "/XObject<</Group 6 0 R/Wash 7 0 R/Nest 9 0 R/Photo 10 0 R/Glass 12 0 R/Solid 13 0 R/Stencil "
    "14 0 R/Hole 15 0 R/Framed 16 0 R>>>>";

#define IMAGE "/Type/XObject/Subtype/Image/Width 2/Height 1/Filter/ASCIIHexDecode"

static const char *const objects[] = {
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj",
    "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Group<</S/Transparency>>/Resources<</Font<</F "
    "5 0 "
    "R>>>>/Length 40>>stream\nBT /F 12 Tf 50 100 Td (x47) Tj ET         \nendstream endobj",
    "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Group<</S/Transparency>>/Length 30>>stream\n"
    "1 1 0 rg 40 90 80 30 re f     \nendstream endobj",
    "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Group<</S/Transparency/CS/DeviceGray>>/Length "
    "30>>stream\n.2 g 40 90 80 30 re f         \nendstream endobj",
    "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Group<</S/Transparency>>/Resources<</XObject<</"
    "Wash 7 0 R>>>>/Length 10>>stream\n/Wash Do  \nendstream endobj",
    "<<" IMAGE "/ColorSpace/DeviceRGB/BitsPerComponent 8/Length 13>>stream\nC0C0FFC0C0FF>endstream "
    "endobj",
    "<<" IMAGE "/ColorSpace/DeviceGray/BitsPerComponent 8/Length 5>>stream\n0010>endstream endobj",
    "<<" IMAGE "/ColorSpace/DeviceRGB/BitsPerComponent 8/SMask 11 0 R/Length "
    "13>>stream\nC0C0FFC0C0FF>endstream endobj",
    "<<" IMAGE "/ColorSpace/DeviceRGB/BitsPerComponent 8/SMask 17 0 R/Length "
    "13>>stream\nC0C0FFC0C0FF>endstream endobj",
    "<<" IMAGE "/ImageMask true/BitsPerComponent 1/Length 3>>stream\n00>endstream endobj",
    "<<" IMAGE "/ImageMask true/BitsPerComponent 1/Length 3>>stream\nC0>endstream endobj",
    "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Group<</S/Transparency>>/Resources<</XObject<</"
    "Photo 10 0 R>>>>/Length 34>>stream\nq 80 0 0 30 40 90 cm /Photo Do Q  \nendstream endobj",
    "<<" IMAGE "/ColorSpace/DeviceGray/BitsPerComponent 8/Length 5>>stream\nFFFF>endstream endobj",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 19 0 R>>"
    "endobj",
    "<</Length 131>>stream\nbegincmap 1 begincodespacerange <00> <FF> endcodespacerange 3 "
    "beginbfchar <34> <FF14> <37> <FF17> <38> <00310030> endbfchar endcmap\nendstream endobj",
    NULL};

#define TEXT "BT /F 12 Tf 50 100 Td (x47) Tj ET "
#define LATER "BT /F 12 Tf 200 100 Td (y8) Tj ET "

static const struct {
    const char *name, *content, *shown; /* ? for a digit that is not seen */
} cases[] = {
    {"a box over digits", TEXT "1 g 40 90 80 30 re f 0 g " LATER, "x??y8"},
    {"a box over full-width digits",
     "BT /Wide 12 Tf 50 100 Td (x47) Tj ET 1 g 40 90 80 30 re f 0 g " LATER, "x??y8"},
    {"a box over one digit", TEXT "1 g 56 90 7 30 re f 0 g " LATER, "x?7y8"},
    {"a box with round corners",
     TEXT "1 g 45 90 m 115 90 l 120 90 120 95 120 95 c 120 115 l 120 120 115 120 115 120 c 45 120 "
          "l 40 120 40 115 40 115 c "
          "40 95 l 40 90 45 90 45 90 c h f",
     "x??"},
    {"a box that a round clip cuts out",
     TEXT "q 45 90 m 115 90 l 120 90 120 95 120 95 c 120 115 l 120 120 115 120 115 120 c 45 120 l "
          "40 120 40 115 40 115 c 40 95 l 40 90 45 90 45 90 c h W n 1 g 30 80 100 50 re f Q",
     "x??"},
    {"a box that an octagon cuts out",
     TEXT "q 45 90 m 115 90 l 120 95 l 120 115 l 115 120 l 45 120 l 40 115 l 40 95 l h W* n 1 g 30 "
          "80 100 50 re f Q",
     "x??"},
    {"an ellipse over one digit",
     TEXT
     "1 g 54 104 m 54 109.5 56.2 114 59 114 c 61.8 114 64 109.5 64 104 c 64 98.5 61.8 94 59 94 "
     "c 56.2 94 54 98.5 54 104 c f",
     "x?7"},
    {"digits in the corner of an ellipse",
     TEXT
     "1 g 50 126 m 50 142.6 68 156 90 156 c 112 156 130 142.6 130 126 c 130 109.4 112 96 90 96 "
     "c 68 96 50 109.4 50 126 c f",
     "x47"},
    {"a line as wide as they are high", TEXT "1 G 14 w 40 104 m 120 104 l S", "x??"},
    {"a box in a group", TEXT "/Wash Do", "x??"},
    {"a box in a group in a group", TEXT "/Nest Do", "x??"},
    {"a box in a group that one sees through", TEXT "/Half gs /Nest Do", "x47"},
    {"a box behind a soft mask", TEXT "/Soft gs /Wash Do", "x47"},
    {"digits in the colour of their ground", ".2 .3 .6 rg 40 90 80 30 re f " TEXT "0 g " LATER,
     "x??y8"},
    {"digits in nearly the colour of it", ".2 .3 .6 rg 40 90 80 30 re f .22 .31 .58 rg " TEXT,
     "x??"},
    {"digits with a shadow in the colour of their ground",
     ".2 .3 .6 rg 40 90 80 30 re f " TEXT "1 g " TEXT, "x47"},
    {"digits in the colour of their ground upon others",
     ".2 .3 .6 rg 40 90 80 30 re f 1 g " TEXT ".2 .3 .6 rg " TEXT, "x??"},
    {"digits that one sees through, over white in the colour",
     ".6 .65 .8 rg 40 90 80 30 re f /Half gs .2 .3 .6 rg " TEXT, "x47"},
    {"digits beside a triangle of their colour",
     "q 40 90 m 120 90 l 40 92 l h W n .2 .3 .6 rg 40 90 80 30 re f Q .2 .3 .6 rg " TEXT, "x47"},
    {"a glyph that stands for two digits", "BT /Wide 12 Tf 50 100 Td (x8) Tj 100 0 Td (y1) Tj ET",
     "x10y1"},
    {"digits in another blue", ".2 .3 .6 rg 40 90 80 30 re f .3 .4 .75 rg " TEXT, "x47"},
    {"digits in a colour as bright", ".2 .5 .2 rg 40 90 80 30 re f .8 .25 .2 rg " TEXT, "x47"},
    {"pale yellow digits", "1 1 .93 rg " TEXT "0 g " LATER, "x??y8"},
    {"yellow digits", "1 1 .7 rg " TEXT, "x47"},
    {"pale yellow digits on blue", ".2 .3 .6 rg 40 90 80 30 re f 1 1 .93 rg " TEXT, "x47"},
    {"digits beside a ground of their colour", ".2 .3 .6 rg 150 90 80 30 re f " TEXT, "x47"},
    {"white on a line as wide", "0 G 14 w 40 104 m 120 104 l S 1 g " TEXT, "x47"},
    {"a picture over digits", TEXT LATER "q 80 0 0 30 40 90 cm /Photo Do Q", "x??y8"},
    {"a picture below digits", "q 80 0 0 30 40 90 cm /Photo Do Q " TEXT LATER, "x47y8"},
    {"a picture over one digit", TEXT LATER "q 7 0 0 30 56 90 cm /Photo Do Q", "x?7y8"},
    {"a picture over their feet", TEXT LATER "q 80 0 0 13 40 90 cm /Photo Do Q", "x47y8"},
    {"a picture on its side", TEXT LATER "q 0 30 -80 0 120 90 cm /Photo Do Q", "x??y8"},
    {"a thin picture", TEXT LATER "/Half gs q 80 0 0 30 40 90 cm /Photo Do Q", "x47y8"},
    {"a dark picture of a marker", TEXT LATER "/Dark gs q 80 0 0 30 40 90 cm /Photo Do Q", "x47y8"},
    {"a picture of glass", TEXT LATER "q 80 0 0 30 40 90 cm /Glass Do Q", "x47y8"},
    {"a picture with a soft mask that is solid", TEXT LATER "q 80 0 0 30 40 90 cm /Solid Do Q",
     "x??y8"},
    {"a stencil", TEXT LATER "q 80 0 0 30 40 90 cm /Stencil Do Q", "x??y8"},
    {"a stencil's hole", TEXT LATER "q 80 0 0 30 40 90 cm /Hole Do Q", "x47y8"},
    {"a picture in a group", TEXT LATER "/Framed Do", "x??y8"},
    {"a picture in a thin group", TEXT LATER "/Half gs /Framed Do", "x47y8"},
    {"a picture in the content",
     TEXT LATER "q 80 0 0 30 40 90 cm BI /W 2/H 1/CS/G/BPC 8/F/AHx ID 8080> EI Q", "x??y8"},
    {"the same digits on the picture", TEXT LATER "q 80 0 0 30 40 90 cm /Photo Do Q " TEXT,
     "x47y8"},
    {"a scan over its text", TEXT LATER "q 300 0 0 200 0 0 cm /Photo Do Q", "x47y8"},
    {"text that is not shown, over a picture",
     LATER "q 80 0 0 30 40 90 cm /Photo Do Q BT 3 Tr /F 12 Tf 50 100 Td (x47) Tj ET", "x47y8"},
    {"text that is not shown, below a picture",
     "BT 3 Tr /F 12 Tf 50 100 Td (x47) Tj ET 0 Tr " LATER "q 80 0 0 30 40 90 cm /Photo Do Q",
     "x47y8"},
    {"a round seal's ring",
     TEXT "1 0 0 rg 40 105 m 40 60 120 60 120 105 c 120 150 40 150 40 105 c h 45 105 m 45 65 115 "
          "65 115 105 c 115 145 45 145 "
          "45 105 c h f*",
     "x47"},
    {"a box below digits", "1 g 40 90 80 30 re f 0 g " TEXT LATER, "x47y8"},
    {"the same digits on the box", TEXT ".9 g 40 90 80 30 re f 0 g " TEXT, "x47"},
    {"a line through digits", TEXT "40 103 80 2 re f", "x47"},
    {"a box over their feet", TEXT "1 g 40 90 80 13 re f", "x47"},
    {"a box that is cut by the clip", TEXT "q 150 90 80 30 re W n 1 g 40 90 150 30 re f Q", "x47"},
    {"a box behind a round clip",
     TEXT "q 50 90 m 60 140 90 140 99 90 c h W n 1 g 40 90 80 30 re f Q", "x47"},
    {"a box that one sees through", TEXT "/Half gs 1 g 40 90 80 30 re f", "x47"},
    {"a marker's ink", TEXT "/Dark gs 1 1 0 rg 40 90 80 30 re f", "x47"},
    {"a marker's ink in a group", TEXT "/Dark gs /Wash Do", "x47"},
    {"a frame around digits", TEXT "30 80 100 50 re 40 90 80 30 re f*", "x47"},
    {"white on white", "1 g " TEXT "0 g " LATER, "x??y8"},
    {"white on a dark band", ".1 .2 .5 rg 40 90 80 30 re f 1 g " TEXT, "x47"},
    {"white on a round badge", ".1 g 40 90 m 40 140 90 140 90 90 c f 1 g " TEXT, "x47"},
    {"white on a white band over a dark one", "0 g 40 90 80 30 re f 1 g 40 90 80 30 re f " TEXT,
     "x??"},
    {"black on black", "0 g 40 90 80 30 re f " TEXT LATER, "x??y8"},
    {"black on grey", ".6 g 40 90 80 30 re f 0 g " TEXT, "x47"},
    {"white on a dark page's pale card",
     ".1 g 0 0 300 200 re f q /Half gs 1 g 40 90 80 30 re f Q 1 g " TEXT, "x47"},
    {"white on pale cards on paper", "q /Half gs 1 g 40 90 80 30 re f 40 90 80 30 re f Q 1 g " TEXT,
     "x??"},
    {"white on a pale card on a white sheet",
     ".1 g 0 0 300 200 re f 1 g 30 80 99 50 re f q /Half gs 40 90 80 30 re f Q " TEXT, "x??"},
    {"so faint that nobody sees it", "/Faint gs /Group Do", "x??"},
    {"half faint", "/Half gs /Group Do", "x47"},
    {"a digit that is not painted", "BT /F 12 Tf 50 100 Td (x4) Tj 3 Tr (7) Tj 0 Tr (1) Tj ET",
     "x4?1"},
    {"a number that is not painted", "BT /F 12 Tf 50 100 Td (x) Tj 3 Tr (47) Tj 0 Tr (y12) Tj ET",
     "x??y12"},
    {"numbers of another font, not painted",
     "BT /Wide 12 Tf 50 100 Td (x) Tj 3 Tr (47) Tj /F 12 Tf 0 Tr (y12) Tj ET", "x??y12"},
    {"no digit painted", "BT /F 12 Tf 50 100 Td (xy) Tj 3 Tr (471) Tj ET", "xy471"},
    {"a number of a scan that is not painted",
     "BT /F 12 Tf 50 100 Td (x) Tj 3 Tr (47) Tj 0 Tr (y12) Tj ET q 300 0 0 120 0 60 cm /Photo Do Q",
     "x47y12"},
    {"not painted, over a small picture",
     "q 80 0 0 30 40 90 cm /Photo Do Q BT /F 12 Tf 50 100 Td 3 Tr (x47) Tj 0 Tr (y12) Tj ET",
     "x47y12"},
    {"not painted, over outlines",
     "BT /F 12 Tf 50 100 Td 3 Tr (x47) Tj 0 Tr (y12) Tj ET 56 100 m 60 108 l 61 100 l f", "x47y12"},
    {"not painted, on a ground",
     ".9 g 30 80 200 60 re f 0 g BT /F 12 Tf 50 100 Td 3 Tr (x47) Tj 0 Tr (y12) Tj ET", "x??y12"},
    {"digits with an outline alone", "BT /F 12 Tf 1 Tr 50 100 Td (x47) Tj ET " LATER, "x47y8"},
    {"a clip that begins with its digits",
     "q 64.052 90 20 20 re W n BT /F 12 Tf 64.052 100 Td (47) Tj ET Q ", "47"},
    {"a clip that begins with its digits",
     "q 135.854 90 20 20 re W n BT /F 12 Tf 135.854 100 Td (47) Tj ET Q ", "47"},
    {"a clip that begins with its digits",
     "q 165.031 90 20 20 re W n BT /F 12 Tf 165.031 100 Td (47) Tj ET Q ", "47"},
    {"digits upwards", "BT /F 12 Tf 0 1 -1 0 100 50 Tm (x47) Tj ET", "x47"},
    {"digits askew", "BT /F 12 Tf .7 .7 -.7 .7 100 50 Tm (x47) Tj ET", "x47"},
    {"a clip beside all of it", "q 150 90 40 30 re W n " TEXT "Q " LATER, "y8"},
    {"a clip that leaves nothing of the page", "q 150 90 40 30 re W n " TEXT "Q", "x47"},
    {"a clip that leaves one digit", "q 62 90 60 30 re W n " TEXT "Q " LATER, "x?7y8"},
    {"a clip through the last digit", "q 40 90 25 30 re W n " TEXT "Q", "x4?"},
    {"a clip through the upper half of digits", "q 40 104 90 30 re W n " TEXT "Q", "x??"},
    {"a clip around digits", "q 48 99 24 12 re W n " TEXT "Q", "x47"},
    {"a clip that is cut and the same digits outside", "q 40 90 25 30 re W n " TEXT "Q " TEXT,
     "x47"},
};

static void spell(const pdf_page *page, char *out) {
    for (uint32_t i = 0; i < page->char_count; i++)
        *out++ = page->chars[i].code == 0xFFFD ? '?' : (char)page->chars[i].code;
    *out = 0;
}

static void what_nobody_sees_is_no_digit(void **state) {
    (void)state;
    enum { MOST = 64 };
    char shown[MOST];
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk *d = calloc(1, sizeof *d);
        assert_non_null(d);
        d->way = "watch";
        desk_page(d, resources, cases[i].content, objects);
        assert_int_equal(desk_open(d), SHEAF_OK);
        pdf_page page = desk_read(d, 0);
        assert_true(page.char_count < MOST);
        spell(&page, shown);
        if (strcmp(shown, cases[i].shown) != 0)
            print_error("%s: %s\n", cases[i].name, shown);
        wrong += strcmp(shown, cases[i].shown) != 0;
        assert_int_equal(strstr(d->said, "pdf.text.hidden") != NULL, strchr(shown, '?') != NULL);
        desk_close(d);
        free(d);
    }
    assert_int_equal(wrong, 0);
}

#define PAGE_OF_PHOTO "q 300 0 0 200 0 0 cm /Photo Do Q "
#define UNPAINTED "BT 3 Tr /F 12 Tf 20 150 Td (x47 and 12 letters) Tj ET "

static const struct {
    const char *name, *content, *way;
    bool is_told;
} scans[] = {
    {"a scan over its text", TEXT LATER PAGE_OF_PHOTO, "watch", true},
    {"a scan below text that is not painted", PAGE_OF_PHOTO UNPAINTED, "watch", true},
    {"a stamp on it", PAGE_OF_PHOTO UNPAINTED "BT 0 Tr /F 12 Tf 50 60 Td (77) Tj ET", "watch",
     true},
    {"half of the text on it", PAGE_OF_PHOTO UNPAINTED "0 Tr " TEXT LATER, "watch", false},
    {"text on a photo", PAGE_OF_PHOTO TEXT LATER, "watch", false},
    {"text that is not painted on paper", UNPAINTED, "watch", false},
    {"a small picture", "q 80 0 0 30 40 90 cm /Photo Do Q " UNPAINTED, "watch", false},
    {"words alone", "BT /F 12 Tf 50 100 Td (xyz) Tj ET " PAGE_OF_PHOTO, "watch", false},
    {"a page of which nobody knows the glyphs", PAGE_OF_PHOTO UNPAINTED, "observe", false},
};

/* A 1 may be recognised as a 7. */
static void recognised_digits_are_told(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof scans / sizeof *scans; i++) {
        desk *d = calloc(1, sizeof *d);
        assert_non_null(d);
        d->way = scans[i].way;
        desk_page(d, resources, scans[i].content, objects);
        assert_int_equal(desk_open(d), SHEAF_OK);
        desk_read(d, 0);
        const bool is_told = strstr(d->said, "pdf.text.recognised") != NULL;
        if (is_told != scans[i].is_told)
            print_error("%s: %s\n", scans[i].name, d->said);
        assert_int_equal(is_told, scans[i].is_told);
        desk_close(d);
        free(d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_nobody_sees_is_no_digit),
                                       cmocka_unit_test(recognised_digits_are_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
