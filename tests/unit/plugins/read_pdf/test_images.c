/* SPDX-License-Identifier: GPL-2.0-or-later
 * Large images, whose data is left out: what is behind them is hidden by those that nobody sees through, and by no others. */
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDE = 257, HIGH = 256, PIXELS = WIDE * HIGH, OBJECT = PIXELS + 300 };

static const char resources[] = "/Resources<</Font<</F 5 0 R>>/XObject<</Photo 6 0 R/Glass 7 0 "
                                "R/Faint 8 0 R>>>>";

#define TEXT "BT /F 12 Tf 50 100 Td (x47) Tj ET "
#define LATER "BT /F 12 Tf 200 100 Td (y8) Tj ET "

static const struct {
    const char *name, *content, *shown; /* ? for a digit that is not seen */
} cases[] = {
    {"over digits", TEXT LATER "q 80 0 0 30 40 90 cm /Photo Do Q", "x??y8"},
    {"of glass over digits", TEXT LATER "q 80 0 0 30 40 90 cm /Glass Do Q", "x47y8"},
    {"below digits", "q 80 0 0 30 40 90 cm /Photo Do Q " TEXT LATER, "x47y8"},
    {"over digits after one of glass",
     TEXT LATER "q 80 0 0 30 40 90 cm /Glass Do Q q 80 0 0 30 190 90 cm /Photo Do Q", "x47y?"},
    {"and one in the content that is refused",
     "q 80 0 0 30 140 20 cm /Photo Do Q q 80 0 0 30 40 90 cm BI /W 1 /H 70000 /CS /G /BPC 8 /F "
     "/AHx "
     "ID FF> EI Q " TEXT LATER,
     "x47y8"},
};

/* `entries` beside those of every image here. */
static const char *make_image(char *out, const char *entries, char pixel) {
    int length = snprintf(out, OBJECT,
                          "<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
                          "/BitsPerComponent 8%s/Length %d>>stream\n",
                          WIDE, HIGH, entries, PIXELS);
    memset(out + length, pixel, PIXELS);
    snprintf(out + length + PIXELS, (size_t)(OBJECT - length - PIXELS), "\nendstream endobj");
    return out;
}

static void spell(const pdf_page *page, char *out) {
    for (uint32_t i = 0; i < page->char_count; i++)
        *out++ = page->chars[i].code == 0xFFFD ? '?' : (char)page->chars[i].code;
    *out = 0;
}

static bool is_right(desk *d, const char *const *objects, size_t which) {
    enum { MOST = 64 };
    char shown[MOST];
    desk_page(d, resources, cases[which].content, objects);
    assert_int_equal(desk_open(d), SHEAF_OK);
    pdf_page page = desk_read(d, 0);
    assert_true(page.char_count < MOST);
    spell(&page, shown);
    bool right = strcmp(shown, cases[which].shown) == 0 &&
                 !strstr(d->said, "pdf.text.hidden") == !strchr(shown, '?');
    if (!right)
        print_error("%s: %s, %s\n", cases[which].name, shown, d->said);
    desk_close(d);
    return right;
}

static void what_is_behind_them(void **state) {
    static char photo[OBJECT], glass[OBJECT], mask[OBJECT];
    const char *const objects[] = {
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj",
        make_image(photo, "", 'U'), make_image(glass, "/SMask 8 0 R", 'U'),
        make_image(mask, "", '\1'), NULL};
    bool right = true;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk *d = calloc(1, sizeof *d);
        assert_non_null(d);
        d->way = "watch";
        right &= is_right(d, objects, i);
        free(d);
    }
    assert_true(right);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_behind_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
