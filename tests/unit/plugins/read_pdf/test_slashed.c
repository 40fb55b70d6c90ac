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

static const char resources[] = "/Resources<</Font<</F 5 0 R/Drawn 7 0 R>>/ExtGState<</Faint<</CA "
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
    {"a line that ends before the digit does", TEXT "57 103.5 m 61.5 103.5 l S", "x-711y"},
    {"a line high in the digits", TEXT "54 106.5 m 84 106.5 l S", "x----y"},
    {"a line low in the digits", TEXT "54 102.5 m 84 102.5 l S", "x----y"},
    {"a line through one of two that stand apart",
     "BT /F 12 Tf 56 100 Td (4) Tj 9.5 0 Td (7) Tj ET 55 104 m 63.5 104 l S", "-7"},
    {"a rule above", TEXT "40 108.3 m 200 108.3 l S", "x4711y"},
    {"a rule below", TEXT "40 98 m 200 98 l S", "x4711y"},
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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_of_all_kinds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
