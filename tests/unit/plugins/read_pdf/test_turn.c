/* SPDX-License-Identifier: GPL-2.0-or-later
 * Pages whose text runs another way are turned, with all that they show, and boxes turned back. */
#include "cm.h"

#include "ink/ink.h"
#include "layout.h"
#include "page/legible.h"
#include "page_fixture.h"

#include <string.h>

static page_fixture page;

static int set_up(void **state) {
    (void)state;
    fixture_begin(&page, 600, 800);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

/* Where each side of an upright box of a page of 600 x 800 stands on the page as it is shown, and its size. */
static void place(const float box[4], pdf_direction direction, float shown[4]) {
    if (direction == PDF_UPWARD)
        memcpy(shown, (float[4]){box[1], 600 - box[2], box[3], 600 - box[0]}, 16);
    else if (direction == PDF_DOWNWARD)
        memcpy(shown, (float[4]){800 - box[3], box[0], 800 - box[1], box[2]}, 16);
    else
        memcpy(shown, (float[4]){600 - box[2], 800 - box[3], 600 - box[0], 800 - box[1]}, 16);
}

static void each_way_is_turned_and_back(void **state) {
    static const pdf_direction ways[] = {PDF_UPWARD, PDF_DOWNWARD, PDF_LEFTWARD};
    static const float upright[4] = {50, 92, 55, 102}, line[4] = {40, 110, 500, 111};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const pdf_direction way = ways[i];
        const bool lies = way != PDF_LEFTWARD;
        pdf_char one = {.code = '7', .flags = (uint16_t)PDF_CHAR_TURN(way)};
        pdf_ink ink = {.paint = PDF_STROKE};
        pdf_link link = {.target = {"x", 1}};
        place(upright, way, one.box);
        place(line, way, ink.box);
        place(upright, way, link.box);
        pdf_shown glyph = {.turn = way & 3u, /* at the lower left of the character */
                           .x = way == PDF_UPWARD
                                    ? one.box[2] - 2
                                    : one.box[way == PDF_LEFTWARD ? 2 : 0] + (lies ? 2 : 0),
                           .y = way == PDF_UPWARD ? one.box[3] : one.box[1] + (lies ? 0 : 2)};
        assert_true(pdf_is_shown_by(&one, &glyph));
        pdf_page of = {.width = lies ? 800 : 600,
                       .height = lies ? 600 : 800,
                       .chars = &one,
                       .char_count = 1,
                       .inks = &ink,
                       .ink_count = 1,
                       .links = &link,
                       .link_count = 1,
                       .glyphs = &glyph,
                       .glyph_count = 1};
        assert_int_equal(pdf_turn_page(page.reader.page, &of), way);
        assert_float_equal(of.width, 600, 0);
        assert_float_equal(of.height, 800, 0);
        assert_int_equal(PDF_CHAR_TURN_OF(of.chars[0].flags), PDF_RIGHTWARD);
        assert_true(pdf_is_shown_by(&of.chars[0], &of.glyphs[0]));
        pdf_sheet sheet = {.width = of.width, .height = of.height, .turn = way};
        float box[4];
        for (int side = 0; side < 4; side++) {
            assert_float_equal(of.chars[0].box[side], upright[side], .001);
            assert_float_equal(of.links[0].box[side], upright[side], .001);
            assert_float_equal(of.inks[0].box[side], line[side], .001);
        }
        memcpy(box, of.chars[0].box, sizeof box);
        pdf_turn_back(&sheet, box);
        for (int side = 0; side < 4; side++)
            assert_float_equal(box[side], one.box[side], .001);
    }
}

/* From right to left, as on a page on its head. */
static void say_leftward(void) {
    fixture_text(&page, 50, 100, 10, FIXTURE_PLAIN, "12345");
    for (uint32_t i = 0; i < 5; i++) {
        page.chars[i].box[0] = 70 - 5 * (float)i;
        page.chars[i].box[2] = 75 - 5 * (float)i;
    }
}

/* Type 3 fonts without a name: Poppler gives the end of a line first. */
static void characters_in_the_wrong_order_are_not_turned(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, FIXTURE_PLAIN, "12345");
    for (uint32_t i = 0; i < 5; i++)
        page.chars[i].flags |= PDF_CHAR_TURN(PDF_LEFTWARD);
    assert_int_equal(pdf_turn_page(page.reader.page, &page.page), PDF_RIGHTWARD);
    assert_ptr_equal(page.page.chars, page.chars);
}

static void a_page_with_some_turned_text_stays(void **state) {
    (void)state;
    say_leftward();
    for (uint32_t i = 0; i < 4; i++)
        page.chars[i].flags |= PDF_CHAR_TURN(PDF_LEFTWARD);
    assert_int_equal(pdf_turn_page(page.reader.page, &page.page), PDF_RIGHTWARD);
    assert_ptr_equal(page.page.chars, page.chars);
    page.chars[4].flags |= PDF_CHAR_TURN(PDF_LEFTWARD);
    assert_int_equal(pdf_turn_page(page.reader.page, &page.page), PDF_LEFTWARD);
}

/* What runs another way on a page that is turned is turned against it. */
static void other_ways_are_turned_along(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, FIXTURE_PLAIN, "123456");
    for (uint32_t i = 0; i < 5; i++)
        page.chars[i].flags |= PDF_CHAR_TURN(PDF_UPWARD);
    assert_int_equal(pdf_turn_page(page.reader.page, &page.page), PDF_UPWARD);
    assert_int_equal(PDF_CHAR_TURN_OF(page.page.chars[5].flags), PDF_DOWNWARD);
}

static void an_empty_page_stays(void **state) {
    (void)state;
    assert_int_equal(pdf_turn_page(page.reader.page, &page.page), PDF_RIGHTWARD);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(each_way_is_turned_and_back),
        TEST(characters_in_the_wrong_order_are_not_turned),
        TEST(a_page_with_some_turned_text_stays),
        TEST(other_ways_are_turned_along),
        TEST(an_empty_page_stays),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
