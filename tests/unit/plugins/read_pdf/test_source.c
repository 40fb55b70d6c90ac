/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the source tells of documents: characters with their looks, what lies beside the content, and what is wrong. */
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FONTS "/Resources<</Font<</F 5 0 R/G 6 0 R/H 7 0 R>>>>"

/* F is plain, G subset and bold; H says of its codes a and . that they are U+FFFD, of b U+0003, of c U+E000, of d a Hebrew letter. */
static const char *const fonts[] = {
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj",
    "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Times-BoldItalic/Encoding/WinAnsiEncoding>>endobj",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 8 0 R>>endobj",
    "<</Length 174>>stream\n"
    "begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
    "5 beginbfchar <61> <fffd> <2e> <fffd> <62> <0003> <63> <e000> <64> <05d0> endbfchar endcmap   "
    "\n"
    "endstream endobj",
    NULL};

static desk *open_way(const char *way, const char *page, const char *content,
                      const char *const *more) {
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    d->way = way;
    char entries[1024];
    snprintf(entries, sizeof entries, "%s%s", more == fonts ? FONTS : "", page);
    desk_page(d, entries, content, more);
    assert_int_equal(desk_open(d), SHEAF_OK);
    return d;
}

static desk *open_page(const char *page, const char *content, const char *const *more) {
    return open_way(NULL, page, content, more);
}

static void finish(desk *d) {
    desk_close(d);
    free(d);
}

static void expect_said(const desk *d, const char *line) {
    if (!strstr(d->said, line))
        fail_msg("`%s` was not said, but:\n%s", line, d->said);
}

/* ---- characters ------------------------------------------------------------------------------------------------- */

static void characters_have_places_and_looks(void **state) {
    (void)state;
    desk *d = open_page(
        "", "BT /F 20 Tf 50 100 Td (All of) Tj 1 0 0 rg /G 10 Tf 0 -40 Td (c) Tj ET", fonts);
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.char_count, 6);
    assert_int_equal(page.chars[0].code, 'A');
    assert_true(page.chars[0].flags & PDF_CHAR_LINE_BEFORE);
    assert_true(page.chars[0].box[0] >= 49.9f && page.chars[0].box[0] <= 50.1f);
    assert_true(page.chars[0].box[1] < 90 && page.chars[0].box[3] > 100);
    assert_true(page.chars[3].flags & PDF_CHAR_SPACE_BEFORE);
    assert_true(page.chars[5].flags & PDF_CHAR_LINE_BEFORE);
    const pdf_look *plain = &page.looks[page.chars[0].look],
                   *bold = &page.looks[page.chars[5].look];
    assert_true(plain->size == 20 && plain->colour == 0 && !plain->bold && !plain->italic);
    assert_true(bold->size == 10 && bold->colour == 0xFF0000 && bold->bold && bold->italic);
    assert_int_equal(bold->font.len, strlen("Times-BoldItalic"));
    assert_memory_equal(bold->font.ptr, "Times-BoldItalic", bold->font.len);
    finish(d);
}

static void characters_off_the_page_are_not_on_it(void **state) {
    (void)state;
    desk *d = open_page("", "BT /F 20 Tf 50 100 Td (A) Tj 1000 0 Td (B) Tj ET", fonts);
    assert_int_equal(desk_read(d, 0).char_count, 1);
    finish(d);
}

/* The digits of a line of one gap are a word to Poppler, whose letters reach up to each other. */
static float widest_box(const char *content) {
    desk *d = open_page("", content, fonts);
    pdf_page page = desk_read(d, 0);
    float widest = 0;
    assert_true(page.char_count > 1);
    for (uint32_t i = 0; i < page.char_count; i++) {
        float wide = page.chars[i].box[2] - page.chars[i].box[0];
        widest = wide > widest ? wide : widest;
    }
    finish(d);
    return widest;
}

static void digits_that_stand_apart_have_their_own_width(void **state) {
    (void)state;
    const float digit = 11.2f;
    assert_true(widest_box("BT /F 20 Tf 50 100 Td (3) Tj 17 0 Td (0) Tj 17 0 Td (8) Tj ET") <
                digit);
    assert_true(widest_box("BT /F 20 Tf 50 100 Td (30) Tj 28 0 Td (0) Tj 17 0 Td (817) Tj ET") <
                digit);
    /* Of a drawn-out word more is known than of its digits; and drawn wider, they are no measure. */
    assert_true(widest_box("BT /F 20 Tf 50 100 Td (3) Tj 17 0 Td (0) Tj 17 0 Td (a) Tj ET") >
                digit);
    assert_true(widest_box("BT /F 20 Tf 50 100 Td (3) Tj 17 0 Td (0) Tj 17 0 Td (8) Tj "
                           "40 Tz -34 -40 Td (8) Tj ET") > digit);
}

/* Poppler gives the digits of some turned Type 3 fonts from the end to the begin. What is shown tells the way of writing, but the second
 * way to ruling lines does not see it. */
static void turned_digits_without_a_font_name_are_unknown(void **state) {
    (void)state;
    static const char *const type3[] = {
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>"
        "/Encoding<</Differences[48/zero/one/two/three/four/five/six/seven/eight/nine]>>"
        "/FirstChar 48/LastChar 57/Widths[.5 .5 .5 .5 .5 .5 .5 .5 .5 .5]>>endobj",
        "<</Length 0>>stream\n\nendstream endobj", NULL};
    static const char *const texts[] = {"BT /F 12 Tf 0 -1 1 0 100 150 Tm (937) Tj ET",
                                        "BT /F 12 Tf 0 -1 1 0 100 150 Tm (7) Tj ET",
                                        "BT /F 12 Tf 1 0 0 1 100 150 Tm (937) Tj ET"};
    for (size_t i = 0; i < 2 * sizeof texts / sizeof *texts; i++) {
        desk *d = open_way(i % 2 ? "observe" : "watch", "/Resources<</Font<</F 5 0 R>>>>",
                           texts[i / 2], type3);
        pdf_page page = desk_read(d, 0);
        assert_true(page.char_count > 0);
        for (uint32_t c = 0; c < page.char_count; c++) {
            assert_int_equal(page.chars[c].code == 0xFFFD, i == 1);
            assert_int_equal(PDF_CHAR_TURN_OF(page.chars[c].flags),
                             i == 0 || i == 2 ? PDF_DOWNWARD : PDF_RIGHTWARD);
        }
        assert_int_equal(strstr(d->said, "pdf.text.turned") != NULL, i == 1);
        finish(d);
    }
    desk *d = open_page("", "BT /F 12 Tf 0 -1 1 0 100 150 Tm (937) Tj ET", fonts);
    assert_int_equal(desk_read(d, 0).chars[0].code, '9');
    finish(d);
}

/* White, in a group that is hardly seen, and in one that is seen well. */
static void what_is_not_seen_is_light(void **state) {
    (void)state;
    static const char *const objects[] = {
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj",
        "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>>>"
        "/Group<</S/Transparency>>/Length 35>>stream\nBT /F 20 Tf 80 100 Td (7) Tj ET     "
        "\nendstream endobj",
        NULL};
    static const struct {
        const char *content;
        bool light;
    } cases[] = {{"BT /F 20 Tf 50 100 Td (7) Tj ET", false},
                 {"BT /F 20 Tf 1 g 50 100 Td (7) Tj ET", true},
                 {"BT /F 20 Tf .85 g 50 100 Td (7) Tj ET", true},
                 {"/Faint gs /Group Do", true},
                 {"/Half gs /Group Do", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk *d = open_way("watch",
                           "/Resources<</Font<</F 5 0 R>>/XObject<</Group 6 0 R>>/ExtGState<<"
                           "/Faint<</ca .01>>/Half<</ca .5>>>>>>",
                           cases[i].content, objects);
        pdf_page page = desk_read(d, 0);
        assert_int_equal(page.char_count, 1);
        assert_int_equal((page.chars[0].flags & PDF_CHAR_LIGHT) != 0, cases[i].light);
        finish(d);
    }
}

/* What stands for the lost digits is in the same cell as what is left: within the last character that is not left out. */
static void expect_lost_beside(const pdf_page *page) {
    for (uint32_t c = 0; c < page->char_count; c++) {
        const pdf_char *at = &page->chars[c];
        assert_true(at->code != 0xFFFD || at->box[2] - at->box[0] > 1);
    }
}

/* Cut at the right edge behind, within, and at the left edge in front of a character; whole at both edges. */
static void words_over_the_edge_are_told(void **state) {
    (void)state;
    static const char *const cut[] = {"290 100 Td (86)",
                                      "296 100 Td (8)",
                                      "-9 100 Td (861)",
                                      "280 100 Td (a 86)",
                                      "280 80 Td (a ) Tj 16 0 Td (8)",
                                      "293.38 100 Td (8)"};
    static const uint32_t codes[][4] = {{'8', 0xFFFD},      {0xFFFD},           {0xFFFD, '1'},
                                        {'a', '8', 0xFFFD}, {'a', '8', 0xFFFD}, {0xFFFD}};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        char content[128];
        snprintf(content, sizeof content, "BT /F 12 Tf %s Tj ET", cut[i]);
        desk *d = open_page("", content, fonts);
        pdf_page page = desk_read(d, 0);
        uint32_t count = 0;
        while (count < 4 && codes[i][count])
            count++;
        assert_int_equal(page.char_count, count);
        for (uint32_t c = 0; c < count; c++)
            assert_int_equal(page.chars[c].code, codes[i][c]);
        expect_lost_beside(&page);
        expect_said(d, "pdf.text.cut 1\n");
        finish(d);
    }
    desk *d =
        open_page("", "BT /F 12 Tf 0 100 Td (86) Tj 286.5 0 Td (86) Tj 30 0 Td (12) Tj ET", fonts);
    assert_int_equal(desk_read(d, 0).char_count, 4);
    assert_null(strstr(d->said, "cut"));
    finish(d);
}

/* ---- text that is not there ------------------------------------------------------------------------------------- */

static void one_unknown_character_is_told(void **state) {
    (void)state;
    desk *d =
        open_page("", "BT /F 9 Tf 9 90 Td (It is 12 and) Tj /H 9 Tf 90 0 Td (a) Tj ET", fonts);
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.chars[page.char_count - 1].code, 0xFFFD);
    assert_true(page.chars[page.char_count - 1].flags & PDF_CHAR_UNKNOWN);
    expect_said(d, "pdf.text.no-unicode 1\n");
    finish(d);
}

static void garbled_text_is_not_passed_on(void **state) {
    (void)state;
    static const char *const texts[] = {"(abababababab)", "(bbbbbb some text)", "(cccccccccccc)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char content[128];
        snprintf(content, sizeof content, "BT /H 9 Tf 9 90 Td %s Tj ET", texts[i]);
        desk *d = open_page("", content, fonts);
        assert_int_equal(desk_read(d, 0).char_count, 0);
        expect_said(d, "pdf.page.garbled 1\n");
        finish(d);
    }
}

static void leaders_of_no_value_garble_nothing(void **state) {
    (void)state;
    desk *d = open_page(
        "",
        "BT /F 9 Tf 9 90 Td (Total of all) Tj /H 3 Tf 60 0 Td (..............................) Tj"
        " /F 9 Tf 80 0 Td (12) Tj ET",
        fonts);
    assert_true(desk_read(d, 0).char_count >= 12);
    assert_null(strstr(d->said, "garbled"));
    finish(d);
}

static void images_without_text_are_told(void **state) {
    (void)state;
    static const char *const image[] = {
        "<</Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent "
        "8/ColorSpace/DeviceGray/Length 4>>stream\n"
        "abcd\nendstream endobj",
        NULL};
    desk *d = open_page("/Resources<</XObject<</I 5 0 R>>>>", "200 0 0 150 10 10 cm /I Do", image);
    assert_int_equal(desk_read(d, 0).char_count, 0);
    expect_said(d, "pdf.page.no-text 1\n");
    finish(d);
}

/* 300 x 300 pixels in the content itself: data that looks like the image's end, and text behind it. */
static void text_behind_a_large_inline_image_is_read(void **state) {
    (void)state;
    enum { PIXELS = 300 * 300, ROOM = PIXELS + 2048 };
    static char bytes[ROOM];
    int head = snprintf(bytes, sizeof bytes,
                        "%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
                        "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                        "4 0 obj<</Length %d>>stream\n"
                        "q 9 0 0 9 0 0 cm BI /W 300 /H 300 /BPC 8 /CS /G ID ",
                        PIXELS + 102);
    memset(bytes + head, 'x', PIXELS);
    memcpy(bytes + head + 500, " EI (x) Q Q Q << ) ] ET", 23);
    snprintf(bytes + head + PIXELS, sizeof bytes - (size_t)head - PIXELS,
             " EI Q BT /F 9 Tf 9 90 Td (Behind) Tj ET            \nendstream endobj\n"
             "trailer<</Root 1 0 R>>\n%%%%EOF\n");
    desk *d = calloc(1, sizeof *d);
    desk_bytes(d, bytes, (size_t)head + PIXELS + strlen(bytes + head + PIXELS));
    assert_int_equal(desk_open(d), SHEAF_OK);
    assert_int_equal(desk_read(d, 0).char_count, strlen("Behind"));
    assert_null(strstr(d->said, "malformed"));
    finish(d);
}

static void blank_pages_are_fine(void **state) {
    (void)state;
    desk *d = open_page("", "", fonts);
    desk_read(d, 0);
    assert_string_equal(d->said, "");
    finish(d);
}

/* ---- beside the content ----------------------------------------------------------------------------------------- */

static void links_lead_somewhere(void **state) {
    (void)state;
    static const char *const none[] = {NULL};
    desk *d = open_page("/Annots[<</Type/Annot/Subtype/Link/Rect[10 20 110 "
                        "40]/A<</S/URI/URI(https://example.org/)>>>>"
                        "<</Type/Annot/Subtype/Link/Rect[10 50 110 60]/Dest[3 0 R/Fit]>>]",
                        "", none);
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.link_count, 2);
    desk_expect_box(page.links[0].box, 10, 160, 110, 180, .1f);
    assert_memory_equal(page.links[0].target.ptr, "https://example.org/", page.links[0].target.len);
    assert_memory_equal(page.links[1].target.ptr, "#page=1", page.links[1].target.len);
    finish(d);
}

static void remarks_are_kept(void **state) {
    (void)state;
    static const char *const none[] = {NULL};
    const pdf_remark *remarks = NULL;
    desk *d = open_page(
        "/Annots[<</Type/Annot/Subtype/Text/Rect[10 20 30 40]/Contents(Check this)/T(Ann)>>"
        "<</Type/Annot/Subtype/Highlight/Rect[10 50 30 60]/QuadPoints[10 60 30 60 10 50 30 "
        "50]/Contents(and this)>>]",
        "", none);
    desk_read(d, 0);
    assert_int_equal(pdf_source_remarks(d->source, &remarks), 2);
    assert_int_equal(remarks[0].page, 1);
    assert_memory_equal(remarks[0].text.ptr, "Check this", remarks[0].text.len);
    assert_memory_equal(remarks[0].author.ptr, "Ann", remarks[0].author.len);
    finish(d);
}

static void properties_are_stated(void **state) {
    (void)state;
    desk *d = calloc(1, sizeof *d);
    static const char *const info[] = {NULL};
    desk_page(d, "", "", info);
    char *trailer = strstr(d->bytes, "/Root 1 0 R>>");
    assert_non_null(trailer);
    char rest[256];
    snprintf(rest, sizeof rest, "%s", trailer + strlen("/Root 1 0 R>>"));
    strcpy(trailer,
           "/Root 1 0 R/Info<</Title(Report)/Author(Ann)/CreationDate(D:20230131080000Z)>>>>");
    strcat(d->bytes, rest);
    desk_bytes(d, d->bytes, strlen(d->bytes));
    assert_int_equal(desk_open(d), SHEAF_OK);
    expect_said(d, "properties.Title=Report\n");
    expect_said(d, "properties.Author=Ann\n");
    expect_said(d, "properties.Created=2023-01-31T08:00:00Z\n");
    finish(d);
}

/* ---- what is wrong ---------------------------------------------------------------------------------------------- */

/* A form in one stored block of deflate, whose bytes are no zeros where it has 261, and which has this checksum. */
static desk *open_packed(const char *checksum) {
    static char form[600];
    const char *const objects[] = {form, NULL};
    snprintf(
        form, sizeof form,
        "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Filter/FlateDecode/Length 272>>stream\n"
        "\x78\x01\x01\x05\x01\xfa\xfe%-261s%s\nendstream endobj",
        "0 0 9 9 re f", checksum);
    return open_page("/Resources<</XObject<</A 5 0 R>>>>", "/A Do", objects);
}

static void altered_streams_are_told(void **state) {
    (void)state;
    desk *d = open_packed("AAAA");
    expect_said(d, "pdf.stream.altered 0\n");
    assert_int_equal(desk_read(d, 0).ink_count, 1); /* Poppler does not mind */
    finish(d);
    d = open_packed("\xdf\xb6\x21\xd0");
    assert_null(strstr(d->said, "pdf.stream.altered"));
    finish(d);
}

static void a_broken_table_is_told(void **state) {
    (void)state;
    desk *d = calloc(1, sizeof *d);
    desk_page(d, FONTS, "BT /F 20 Tf 50 100 Td (A) Tj ET", fonts);
    memcpy(strstr(d->bytes, "startxref\n"), "startxrfe\n", 10);
    assert_int_equal(desk_open(d), SHEAF_OK);
    expect_said(d, "pdf.repaired 0\n");
    assert_int_equal(desk_read(d, 0).char_count, 1);
    finish(d);
}

#define ENDLESS                                                                                    \
    "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]"       \
    "/Count 1000000000>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"

static void what_holds_no_document_is_refused(void **state) {
    (void)state;
    static const char *const broken[] = {
        "%PDF-1.7\n", "%PDF-1.7\nnothing\ntrailer<</Root 9 0 R>>\n%%EOF", ENDLESS};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        desk *d = calloc(1, sizeof *d);
        desk_bytes(d, broken[i], strlen(broken[i]));
        sheaf_status status = desk_open(d);
        if (status == SHEAF_OK) {
            for (uint32_t p = 0; p < pdf_source_pages(d->source) && p < 3; p++)
                desk_read(d, p);
            expect_said(d, "pdf.page.broken");
        } else {
            assert_int_equal(status, SHEAF_BAD_INPUT);
            expect_said(d, "pdf.broken\n");
        }
        finish(d);
    }
}

static void sizes_that_are_no_numbers_are_no_harm(void **state) {
    (void)state;
    static const char *const boxes[] = {
        "/MediaBox[0 0 1e39 1e39]", "/MediaBox[0 0 0 0]", "/MediaBox[nan inf 0 0]",
        "/MediaBox[-1e30 -1e30 1e30 1e30]/CropBox[5 5 5 5]", "/UserUnit 1e9"};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        desk *d = open_page(
            boxes[i], "BT /F 20 Tf 50 100 Td (A) Tj ET 1 0 0 1 1e30 1e30 cm 0 0 9 9 re f", fonts);
        pdf_page page = desk_read(d, 0);
        assert_true(page.width <= PDF_FARTHEST && page.height <= PDF_FARTHEST);
        for (uint32_t k = 0; k < page.char_count; k++)
            for (int side = 0; side < 4; side++)
                assert_true(page.chars[k].box[side] >= 0 &&
                            page.chars[k].box[side] <= PDF_FARTHEST);
        finish(d);
    }
}

static void every_prefix_ends_well(void **state) {
    (void)state;
    static desk whole;
    desk_page(&whole, FONTS, "BT /F 20 Tf 50 100 Td (A) Tj ET", fonts);
    size_t length = whole.input.bytes.len;
    for (size_t cut = 0; cut < length; cut += 13) {
        desk *d = calloc(1, sizeof *d);
        desk_bytes(d, whole.bytes, cut);
        if (desk_open(d) == SHEAF_OK)
            desk_read(d, 0);
        else
            expect_said(d, "pdf.broken\n");
        finish(d);
    }
}

static void figures_in_leftward_text_are_told(void **state) {
    (void)state;
    desk *d = open_page("", "BT /H 20 Tf 50 100 Td (dddd) Tj /F 20 Tf ( 12) Tj ET", fonts);
    desk_read(d, 0);
    expect_said(d, "pdf.text.right-to-left 1\n");
    finish(d);
    d = open_page("", "BT /H 20 Tf 50 100 Td (dddd) Tj ET", fonts);
    desk_read(d, 0);
    assert_null(strstr(d->said, "right-to-left"));
    finish(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_have_places_and_looks),
        cmocka_unit_test(digits_that_stand_apart_have_their_own_width),
        cmocka_unit_test(turned_digits_without_a_font_name_are_unknown),
        cmocka_unit_test(what_is_not_seen_is_light),
        cmocka_unit_test(characters_off_the_page_are_not_on_it),
        cmocka_unit_test(words_over_the_edge_are_told),
        cmocka_unit_test(one_unknown_character_is_told),
        cmocka_unit_test(figures_in_leftward_text_are_told),
        cmocka_unit_test(garbled_text_is_not_passed_on),
        cmocka_unit_test(leaders_of_no_value_garble_nothing),
        cmocka_unit_test(images_without_text_are_told),
        cmocka_unit_test(text_behind_a_large_inline_image_is_read),
        cmocka_unit_test(blank_pages_are_fine),
        cmocka_unit_test(links_lead_somewhere),
        cmocka_unit_test(remarks_are_kept),
        cmocka_unit_test(properties_are_stated),
        cmocka_unit_test(altered_streams_are_told),
        cmocka_unit_test(a_broken_table_is_told),
        cmocka_unit_test(what_holds_no_document_is_refused),
        cmocka_unit_test(sizes_that_are_no_numbers_are_no_harm),
        cmocka_unit_test(every_prefix_ends_well)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
