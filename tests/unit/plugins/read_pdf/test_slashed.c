/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that are crossed out in the page itself, by lines of all kinds; rules, seals, watermarks and frames strike nothing. */
#include "source_fixture.h"

#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char resources[] =
    "/Resources<</Font<</F 5 0 R/Drawn 7 0 R>>/ExtGState<</Dark<</BM/Multiply>>/Faint<</CA "
    ".1/ca .1>>>>/XObject<</Wash 6 0 R>>>>";
static const char *const objects[] = {
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj",
    "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Group<</S/Transparency>>/Length 20>>stream\n"
    "54 97 m 86 111 l S  \nendstream endobj",
    "<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 55"
    "/LastChar 55/Widths[556]/Encoding<</Differences[55/seven]>>/CharProcs<</seven 8 0 R>>>>endobj",
    "<</Length 64>>stream\n556 0 0 0 556 700 d1 40 w 50 650 m 500 650 l 200 0 l S          \n"
    "endstream endobj",
    NULL};

/* Digits of 6.7 points from 56 on, on the line at 100; their middle is from 101.8 to 107.4. */
#define TEXT "BT /F 12 Tf 50 100 Td (x4711y) Tj ET "

static const struct {
    const char *name, *content, *shown; /* - for a struck digit */
} cases[] = {
    {"a slash through one digit", TEXT "56 99 m 62 109 l S", "x-711y"},
    {"a backslash through one digit", TEXT "56 109 m 62 99 l S", "x-711y"},
    {"a cross", TEXT "56 109 m 62 99 l 56 99 m 62 109 l S", "x-711y"},
    {"a steep slash", TEXT "58 98 m 60.5 110 l S", "x-711y"},
    {"a slope that is hardly one", TEXT "55 102.5 m 63 103.7 l S", "x-711y"},
    {"a slash through all of them", TEXT "54 97 m 84 111 l S", "x----y"},
    {"a slash below them", "54 97 m 84 111 l S " TEXT, "x----y"},
    {"red", TEXT "1 0 0 RG 54 97 m 84 111 l S", "x----y"},
    {"a wave of short strokes",
     TEXT
     "56 103 m 57 105 l S 57 105 m 58 103 l S 58 103 m 59 105 l S 59 105 m 60 103 l S 60 103 m "
     "61 105 l S 61 105 m 62 103 l S",
     "x-711y"},
    {"a wave of curves", TEXT "55 104 m 57 108 59 100 62.5 104 c S", "x-711y"},
    {"a hand's scrawl", TEXT "55 99 m 58 108 l 59 99 l 62 108 l 63 99 l S", "x-711y"},
    {"a cross that comes back", TEXT "56 99 m 62 109 l 62 99 l 56 109 l s", "x-711y"},
    {"a pen's stroke as an area", TEXT "55.7 99 m 56.3 99 l 62.3 109 l 61.7 109 l f", "x-711y"},
    {"a pen's bent stroke as an area",
     TEXT "55 103 m 58 108 59 100 63 105 c 63 105.8 l 59 100.8 58 108.8 55 103.8 c f", "x-711y"},
    {"a line that ends before the digit does", TEXT "57 103.5 m 61.5 103.5 l S", "x-711y"},
    {"a line high in the digits", TEXT "54 106.5 m 84 106.5 l S", "x----y"},
    {"a line low in the digits", TEXT "54 102.5 m 84 102.5 l S", "x----y"},
    {"a line through one of two that stand apart",
     "BT /F 12 Tf 56 100 Td (4) Tj 9.5 0 Td (7) Tj ET 55 104 m 63.5 104 l S", "-7"},
    {"digits upwards", "BT /F 12 Tf 0 1 -1 0 100 50 Tm (x47y) Tj ET 90 56 m 101 62.5 l S", "x-7y"},
    {"upside down", "BT /F 12 Tf -1 0 0 -1 100 100 Tm (x47y) Tj ET 94 101 m 87 91 l S", "x-7y"},
    {"a rule above", TEXT "40 108.3 m 200 108.3 l S", "x4711y"},
    {"a rule below", TEXT "40 98 m 200 98 l S", "x4711y"},
    {"a sloping underline", TEXT "54 97 m 86 99.5 l S", "x4711y"},
    {"a wavy underline", TEXT "54 98 m 60 94 66 102 86 98 c S", "x4711y"},
    {"a head's diagonal beside them", TEXT "40 125 m 54 97 l S", "x4711y"},
    {"a corner", TEXT "50 106 m 57.5 110 l S", "x4711y"},
    {"a ring through them", TEXT "60 104 m 60 130 100 130 100 104 c 100 78 60 78 60 104 c S",
     "x4711y"},
    {"a star of single sides",
     TEXT
     "60 90 m 70 125 l S 70 125 m 80 90 l S 80 90 m 52 112 l S 52 112 m 88 112 l S 88 112 m 60 "
     "90 l S",
     "x4711y"},
    {"a watermark's line", TEXT ".9 G 54 97 m 84 111 l S", "x4711y"},
    {"a white line", TEXT "1 G 54 97 m 84 111 l S", "x4711y"},
    {"a line below a white sheet", "54 97 m 84 111 l S 1 g 40 80 100 50 re f 0 g " TEXT, "x4711y"},
    {"a line on a white sheet", "1 g 40 80 100 50 re f 0 g 54 97 m 84 111 l S " TEXT, "x----y"},
    {"a line below a sheet beside them", "54 97 m 84 111 l S 1 g 100 80 100 50 re f 0 g " TEXT,
     "x----y"},
    {"a line in a faint group", TEXT "/Faint gs /Wash Do", "x4711y"},
    {"a line in a group", TEXT "/Wash Do", "x----y"},
    {"a line that the clip leaves out", TEXT "q 100 90 50 30 re W n 54 97 m 84 111 l S Q",
     "x4711y"},
    {"an area that is no line", TEXT ".5 g 40 80 m 90 80 l 60 130 l f", "x4711y"},
    {"a marker's area that crosses itself", TEXT "1 1 0 rg 54 98 m 86 98 l 54 110 l 86 110 l f",
     "x4711y"},
    {"a marker's ink", TEXT "/Dark gs 1 1 0 RG 2 w 54 98 m 86 110 l S", "x4711y"},
    {"outlines of a sign",
     TEXT "55.7 99 m 56.3 99 l 62.3 109 l 61.7 109 l h 70 90 m 71 90 l 71 91 l f", "x4711y"},
    {"digits that are drawn", "BT /Drawn 12 Tf 50 100 Td (7) Tj ET", "7"},
    {"digits with an outline", "2 Tr " TEXT, "x4711y"},
};

static void spell(const pdf_page *page, char *out) {
    for (uint32_t i = 0; i < page->char_count; i++) {
        const pdf_char *one = &page->chars[i];
        *out++ = one->flags & PDF_CHAR_STRUCK ? '-' : (char)one->code;
    }
    *out = 0;
}

static bool is_as_shown(const char *content, const char *shown, char *out) {
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    d->way = "watch";
    desk_page(d, resources, content, objects);
    assert_int_equal(desk_open(d), SHEAF_OK);
    pdf_page page = desk_read(d, 0);
    pdf_mark_struck(&d->reader, &page);
    spell(&page, out);
    desk_close(d);
    free(d);
    return strcmp(out, shown) == 0;
}

static void lines_of_all_kinds(void **state) {
    (void)state;
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[64];
        if (is_as_shown(cases[i].content, cases[i].shown, out))
            continue;
        print_error("%s: %s\n", cases[i].name, out);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* Each piece in some squares, and digits that lie among many of them. */
static void a_page_of_drawings_ends(void **state) {
    (void)state;
    enum { LINES = 5000 };
    const size_t most = (size_t)LINES * 40;
    desk *d = calloc(1, sizeof *d);
    char *lines = calloc(1, most), out[64];
    assert_non_null(d);
    assert_non_null(lines);
    d->way = "watch";
    size_t length = 0;
    for (int i = 0; i < LINES; i++)
        length += (size_t)sprintf(lines + length, "%d %d m %d %d l S ", 86 + i % 7, i % 190,
                                  250 - i % 11, (i * 7) % 190);
    char *object = calloc(1, most + 200);
    assert_non_null(object);
    snprintf(object, most + 200,
             "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Length %zu>>stream\n%s\nendstream "
             "endobj",
             length, lines);
    const char *const with_lines[] = {objects[0], object, NULL};
    desk_page(d, "/Resources<</Font<</F 5 0 R>>/XObject<</Lines 6 0 R>>>>",
              TEXT "/Lines Do BT /F 12 Tf 100 100 Td (8) Tj ET", with_lines);
    assert_int_equal(desk_open(d), SHEAF_OK);
    pdf_page page = desk_read(d, 0);
    spell(&page, out);
    assert_string_equal(out, "x4711y-");
    desk_close(d);
    free(lines);
    free(object);
    free(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_of_all_kinds),
                                       cmocka_unit_test(a_page_of_drawings_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
