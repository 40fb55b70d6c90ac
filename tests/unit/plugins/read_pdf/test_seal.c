/* SPDX-License-Identifier: GPL-2.0-or-later
 * Pictures over the rules of a table: a seal, a watermark or a stamp has glass around its ink, and the rules are seen. */
#include "lattice/lattice.h"
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const char resources[] =
    "/Resources<</Font<</F 5 0 R>>/XObject<</Photo 6 0 R/Glass 7 0 R"
    "/Seal 9 0 R>>/ExtGState<</Faint<</ca .5>>/Times<</BM/Multiply>>>>>>";

#define PAGE "40 60 m 160 60 l S BT /F 12 Tf 50 70 Td (47) Tj ET "
#define OVER "140 0 0 60 30 40 cm "

static const struct {
    const char *name, *content;
    bool is_seen;
} cases[] = {
    {"opaque", PAGE "q " OVER "/Photo Do Q", false},
    {"clear", PAGE "q " OVER "/Glass Do Q", true},
    {"clear but for a part", PAGE "q " OVER "/Seal Do Q", true},
    {"as a whole hardly opaque", PAGE "q /Faint gs " OVER "/Photo Do Q", true},
    {"mixed with what is below", PAGE "q /Times gs " OVER "/Photo Do Q", true},
    {"in a clip that is no rectangle", PAGE "q 60 60 m 80 80 l 100 60 l h W n " OVER "/Photo Do Q",
     true},
    {"no picture but paint", PAGE "1 1 0 rg 30 40 140 60 re f", false},
    {"paint that is hardly opaque", PAGE "/Faint gs 1 1 0 rg 30 40 140 60 re f", true},
    {"below", "q " OVER "/Photo Do Q " PAGE, true},
};

#define IMAGE                                                                                      \
    "<</Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray"

static const char *const objects[] = {
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj",
    IMAGE "/Length 4>>stream\nUUUU\nendstream endobj",
    IMAGE "/SMask 8 0 R/Length 4>>stream\nUUUU\nendstream endobj",
    IMAGE "/Filter/ASCIIHexDecode/Length 9>>stream\n00000000>\nendstream endobj",
    IMAGE "/SMask 10 0 R/Length 4>>stream\nUUUU\nendstream endobj",
    IMAGE "/Filter/ASCIIHexDecode/Length 9>>stream\nFFFFFF00>\nendstream endobj",
    NULL};

static bool is_rule_seen(desk *d, const pdf_page *page) {
    lattice_paint paint;
    assert_true(lattice_paint_page(d->reader.page, page, &paint));
    for (uint32_t i = 0; i < page->ink_count; i++)
        if (page->inks[i].paint == PDF_STROKE)
            return lattice_visible(&paint, i, ACROSS);
    fail_msg("there is no rule");
    return false;
}

/* The edges of a marker over text are no rules; a shade below text has some. */
static void paint_over_text_is_a_marker(void **state) {
    (void)state;
    for (int over = 0; over < 2; over++) {
        desk *d = calloc(1, sizeof *d);
        assert_non_null(d);
        d->way = "watch";
        desk_page(d, resources,
                  over ? PAGE "/Faint gs 1 1 0 rg 30 40 140 60 re f"
                       : "q /Faint gs 1 1 0 rg 30 40 140 60 re f Q " PAGE,
                  objects);
        assert_int_equal(desk_open(d), SHEAF_OK);
        pdf_page page = desk_read(d, 0);
        uint32_t from = 0;
        const pdf_ink *shade = desk_ink(&page, PDF_FILL, &from);
        assert_non_null(shade);
        assert_int_equal(lattice_is_panel(shade), !over);
        desk_close(d);
        free(d);
    }
}

static void a_rule_below_a_picture_is_seen_through_glass(void **state) {
    bool right = true;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk *d = calloc(1, sizeof *d);
        assert_non_null(d);
        d->way = "watch";
        desk_page(d, resources, cases[i].content, objects);
        assert_int_equal(desk_open(d), SHEAF_OK);
        pdf_page page = desk_read(d, 0);
        if (is_rule_seen(d, &page) != cases[i].is_seen) {
            print_error("%s: %s\n", cases[i].name, cases[i].is_seen ? "not seen" : "seen");
            right = false;
        }
        desk_close(d);
        free(d);
    }
    assert_true(right);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_below_a_picture_is_seen_through_glass),
        cmocka_unit_test(paint_over_text_is_a_marker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
