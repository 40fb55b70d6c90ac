/* SPDX-License-Identifier: GPL-2.0-or-later
 * Annotations that strike digits out, as different programs write them; others say nothing of the text that they are on. */
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Digits of 6.7 points from 56 on, on the line at 100. */
#define TEXT "BT /F 12 Tf 50 100 Td (x4711y) Tj ET"
#define ALL "/Rect[54 96 86 112]"
#define CORNERS "/QuadPoints[56 110 84 110 56 98 84 98]"
#define STRIKE "/Subtype/StrikeOut" ALL

static const struct {
    const char *name, *annot, *page, *shown; /* - for a struck digit, ? for one that is not seen */
} cases[] = {
    {"corners in rows", STRIKE CORNERS, "", "x----y"},
    {"corners around", STRIKE "/QuadPoints[56 98 84 98 84 110 56 110]", "", "x----y"},
    {"corners in rows, upwards", STRIKE "/QuadPoints[56 98 84 98 56 110 84 110]", "", "x----y"},
    {"two digits", STRIKE "/QuadPoints[56 110 69 110 56 98 69 98]", "", "x--11y"},
    {"two places", STRIKE "/QuadPoints[56 110 62 110 56 98 62 98 76 110 82 110 76 98 82 98]", "",
     "x-71-y"},
    {"the line below", STRIKE "/QuadPoints[56 98 84 98 56 86 84 86]", "", "x4711y"},
    {"an appearance that shows nothing", STRIKE CORNERS "/AP<</N 7 0 R>>", "", "x----y"},
    {"not printed", STRIKE CORNERS "/F 0", "", "x----y"},
    {"printed, not on the screen", STRIKE CORNERS "/F 36", "", "x----y"},
    {"hidden", STRIKE CORNERS "/F 2", "", "x4711y"},
    {"neither on the screen nor printed", STRIKE CORNERS "/F 32", "", "x4711y"},
    {"a page on its side", STRIKE "/QuadPoints[56 110 69 110 56 98 69 98]", "/Rotate 90", "x--11y"},
    {"a page upside down", STRIKE "/QuadPoints[56 110 69 110 56 98 69 98]", "/Rotate 180",
     "x--11y"},
    {"a page on its other side, cropped", STRIKE "/QuadPoints[56 110 69 110 56 98 69 98]",
     "/Rotate 270/CropBox[20 30 280 190]", "x--11y"},
    {"to be taken out", "/Subtype/Redact" ALL, "", "x----y"},
    {"taken out, hidden", "/Subtype/Redact/F 2" ALL, "", "x4711y"},
    {"a marker", "/Subtype/Highlight/C[1 1 0]" ALL CORNERS, "", "x4711y"},
    {"an underline", "/Subtype/Underline" ALL CORNERS, "", "x4711y"},
    {"a wave below", "/Subtype/Squiggly" ALL CORNERS, "", "x4711y"},
    {"a note", "/Subtype/Caret/Contents(4712)" ALL, "", "x4711y"},
    {"a line", "/Subtype/Line/L[54 104 86 104]/C[1 0 0]" ALL, "", "x----y"},
    {"a slanted line", "/Subtype/Line/L[55 98 85 109]/C[1 0 0]" ALL, "", "x----y"},
    {"a line below", "/Subtype/Line/L[54 98 86 98]/C[1 0 0]" ALL, "", "x4711y"},
    {"a line upright", "/Subtype/Line/L[59 96 59 112]/C[1 0 0]" ALL, "", "x4711y"},
    {"a hand's line", "/Subtype/Ink/InkList[[54 103 60 105 68 103 77 105 86 103]]/C[1 0 0]" ALL, "",
     "x----y"},
    {"a hand's scrawl",
     "/Subtype/Ink/InkList[[54 97 57 110 60 97 63 110 66 97 69 110 72 97 75 110 78 97 81 110 84 97 "
     "87 110]]/C[1 0 0]" ALL,
     "", "x----y"},
    {"a ring around them",
     "/Subtype/Ink/C[1 0 0]/Rect[40 85 100 123]/AP<</N 6 0 R>>/InkList[[45 104 45 120 95 120]]", "",
     "x4711y"},
    {"a hidden line", "/Subtype/Ink/F 2/InkList[[54 104 86 105]]" ALL, "", "x4711y"},
    {"a box of one colour", "/Subtype/Square/IC[1 1 1]" ALL, "", "x????y"},
    {"a frame", "/Subtype/Square/C[1 0 0]" ALL, "", "x4711y"},
};

static const char ring[] =
    "<</Type/XObject/Subtype/Form/BBox[40 85 100 123]/Length 78>>stream\n"
    "1 0 0 RG 45 104 m 45 125 95 125 95 104 c 95 84 45 84 45 104 c S               \n"
    "endstream endobj";
static const char nothing[] =
    "<</Type/XObject/Subtype/Form/BBox[54 96 86 112]/Length 1>>stream\n \nendstream endobj";

static void spell(const pdf_page *page, char *out) {
    for (uint32_t i = 0; i < page->char_count; i++) {
        const pdf_char *one = &page->chars[i];
        *out++ = one->flags & PDF_CHAR_STRUCK ? '-' : one->code == 0xFFFD ? '?' : (char)one->code;
    }
    *out = 0;
}

static void annotations_take_digits_back(void **state) {
    (void)state;
    enum { MOST = 64 };
    uint32_t wrong = 0;
    char shown[MOST], entries[512], annot[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk *d = calloc(1, sizeof *d);
        assert_non_null(d);
        d->way = "watch";
        snprintf(entries, sizeof entries, "/Resources<</Font<</F 5 0 R>>>>/Annots[8 0 R]%s",
                 cases[i].page);
        snprintf(annot, sizeof annot, "<</Type/Annot%s>>endobj", cases[i].annot);
        const char *const objects[] = {
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj", ring,
            nothing, annot, NULL};
        desk_page(d, entries, TEXT, objects);
        assert_int_equal(desk_open(d), SHEAF_OK);
        pdf_page page = desk_read(d, 0);
        assert_true(page.char_count < MOST);
        spell(&page, shown);
        if (strcmp(shown, cases[i].shown) != 0)
            print_error("%s: %s\n", cases[i].name, shown);
        wrong += strcmp(shown, cases[i].shown) != 0;
        desk_close(d);
        free(d);
    }
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(annotations_take_digits_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
