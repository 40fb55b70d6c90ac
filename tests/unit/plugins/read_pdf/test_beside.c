/* SPDX-License-Identifier: GPL-2.0-or-later
 * What is drawn right beside numbers as if it were one of their digits, or their minus; all else that stands there is none. */
#include "source_fixture.h"

#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char resources[] =
    "/Resources<</Font<</F 5 0 R/Drawn 7 0 R>>/XObject<</Photo 6 0 R>>>>";
static const char *const objects[] = {
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj",
    "<</Type/XObject/Subtype/Image/Width 2/Height 1/Filter/ASCIIHexDecode/ColorSpace/DeviceGray"
    "/BitsPerComponent 8/Length 5>>stream\n00FF>endstream endobj",
    "<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 49"
    "/LastChar 49/Widths[556]/Encoding<</Differences[49/one]>>/CharProcs<</one 8 0 R>>>>endobj",
    "<</Length 46>>stream\n556 0 0 0 556 700 d1 220 0 90 700 re f        \nendstream endobj", NULL};

/* Digits of 6.7 points from 50 to 63.3, on the line at 100, 8.6 high. */
#define TEXT "BT /F 12 Tf 50 100 Td (47) Tj ET "

static const struct {
    const char *name, *content, *shown; /* ? for U+FFFD */
} cases[] = {
    {"a bar before", TEXT "46.3 100 1 8.5 re f", "?47"},
    {"a bar behind", TEXT "66.3 100 1 8.5 re f", "47?"},
    {"bars at both sides", TEXT "46.3 100 1 8.5 re f 66.3 100 1 8.5 re f", "?47?"},
    {"a stroke before", TEXT ".9 w 46.8 100 m 46.8 108.5 l S", "?47"},
    {"a 1 of strokes", TEXT ".9 w 44.5 106 m 46.8 108.5 l 46.8 100 l S", "?47"},
    {"a 7 of strokes", TEXT ".9 w 64 108.5 m 69 108.5 l 66 100 l S", "47?"},
    {"a 0 of curves", TEXT "67 108.5 m 71 108.5 71 100 67 100 c 63 100 63 108.5 67 108.5 c S",
     "47?"},
    {"a filled 1",
     TEXT "45.7 100 m 46.7 100 l 46.7 108.5 l 45.9 108.5 l 44.3 106.7 l 44.3 106 l 45.7 106.7 l f",
     "?47"},
    {"a picture before", TEXT "q 6 0 0 9 43.5 100 cm /Photo Do Q", "?47"},
    {"a picture of two digits behind", TEXT "q 13 0 0 9 63.7 100 cm /Photo Do Q", "47?"},
    {"a picture between",
     "BT /F 12 Tf 50 100 Td (4) Tj 13.4 0 Td (7) Tj ET q 6 0 0 9 57 100 cm "
     "/Photo Do Q",
     "4??7"},
    {"a minus", TEXT ".7 w 45 103.6 m 49 103.6 l S", "?47"},
    {"a minus that touches", TEXT ".7 w 45 103.6 m 50.2 103.6 l S", "?47"},
    {"a minus as an area", TEXT "44 103.2 4 .8 re f", "?47"},
    {"a red minus of a red number", "1 0 0 rg " TEXT "44 103.2 4 .8 re f", "?47"},
    {"a minus behind", TEXT ".7 w 65 103.6 m 69 103.6 l S", "47"},
    {"an underline before", TEXT ".7 w 45 99 m 49 99 l S", "47"},
    {"a dash far off", TEXT ".7 w 36 103.6 m 40 103.6 l S", "47"},
    {"a tick of an axis", TEXT ".5 w 46 90 m 46 120 l S 46 103.6 m 49 103.6 l S", "47"},
    {"a dash in the next cell", TEXT ".5 w 48 90 m 48 120 l S 41 103.6 m 46 103.6 l S", "47"},
    {"a rule", TEXT ".5 w 48 90 m 48 120 l S 66 90 m 66 120 l S", "47"},
    {"a rule in pieces", TEXT ".5 w 48 92 m 48 101 l S 48 101 m 48 110 l S 48 110 m 48 119 l S",
     "47"},
    {"a box around them", TEXT ".5 w 48 98 18 11 re S", "47"},
    {"a ring around them", TEXT "43 104 m 43 116 70 116 70 104 c 70 92 43 92 43 104 c S", "47"},
    {"a box to tick", TEXT ".5 w 39 100 8 8 re S 40 104 m 42 101 l 46 107 l S", "47"},
    {"a bullet", TEXT "42 102 4 4 re f", "47"},
    {"a bar of a chart", TEXT ".2 .4 .9 rg 45 100 2 8 re f", "47"},
    {"a white bar", TEXT "1 g 46.3 100 1 8.5 re f", "47"},
    {"an arrow", TEXT "65.5 100 m 71.5 100 l 68.5 106 l f", "47"},
    {"an icon", TEXT "q 9 0 0 9 37 100 cm /Photo Do Q", "47"},
    {"a picture below them, in strips",
     "q 8 0 0 12 42 98 cm /Photo Do Q q 16 0 0 12 50 98 cm /Photo Do Q " TEXT, "47"},
    {"a stamp over them", TEXT "q 60 0 0 60 30 70 cm /Photo Do Q", "47"},
    {"letters that are drawn", "BT /Drawn 12 Tf 43 100 Td (1) Tj /F 12 Tf (47) Tj ET", "147"},
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
    pdf_page page = desk_read(d, 0);
    spell(&page, out);
    const bool is_told = strstr(d->said, "pdf.text.drawn 1") != NULL;
    desk_close(d);
    free(d);
    return strcmp(out, shown) == 0 && is_told == (strchr(shown, '?') != NULL);
}

static void what_stands_beside_numbers(void **state) {
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

/* Digits of several cells are not one number, though Poppler tells of no blank between them. */
static void each_cell_of_a_row(void **state) {
    char out[64];
    (void)state;
    assert_true(is_as_shown("BT /F 12 Tf 50 100 Td (47) Tj 60 0 Td (58) Tj 60 0 Td (69) Tj ET "
                            "106.3 100 1 8.5 re f 186.3 100 1 8.5 re f",
                            "47?5869?", out));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_beside_numbers),
        cmocka_unit_test(each_cell_of_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
