/* SPDX-License-Identifier: GPL-2.0-or-later
 * What paint becomes: boxes in points from the top left. Each case is drawn for both ways to inks; where only the better
 * one can see it, it says so. */
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RESOURCES                                                                                  \
    "/Resources<</ExtGState<</Half<</ca .5/CA .5>>/Soft 6 0 R>>/XObject<</Group 5 0 R/Image 7 0 "  \
    "R>>>>"

static const char *const objects[] = {
    "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Group<</S/Transparency/CS/DeviceGray>>/Length "
    "19>>stream\n"
    "0 g 100 50 60 1 re f\nendstream endobj",
    "<</SMask<</S/Luminosity/G 5 0 R>>>>endobj",
    "<</Type/XObject/Subtype/Image/Width 40000/Height 40000/BitsPerComponent "
    "8/ColorSpace/DeviceGray/Length 4>>stream\n"
    "abcd\nendstream endobj",
    NULL};

static desk *draw(const char *way, const char *page, const char *content) {
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    char entries[512];
    snprintf(entries, sizeof entries, "%s%s", RESOURCES, page);
    d->way = way;
    desk_page(d, entries, content, objects);
    assert_int_equal(desk_open(d), SHEAF_OK);
    return d;
}

static void finish(desk *d) {
    desk_close(d);
    free(d);
}

static const char *const both[] = {"watch", "observe"};
#define FOR_BOTH for (int way = 0; way < 2; way++)

static void strokes_have_the_width_of_the_line(void **state) {
    (void)state;
    FOR_BOTH {
        uint32_t at = 0;
        desk *d =
            draw(both[way], "", "2 w 1 0 0 RG 40 60 m 140 60 l S 0 0 1 RG 50 20 m 50 120 l S");
        pdf_page page = desk_read(d, 0);
        const pdf_ink *flat = desk_ink(&page, PDF_STROKE, &at),
                      *steep = desk_ink(&page, PDF_STROKE, &at);
        assert_non_null(steep);
        desk_expect_box(flat->box, 40, 139, 140, 141, .3f);
        assert_int_equal(flat->colour, 0xFF0000);
        desk_expect_box(steep->box, 49, 80, 51, 180, .3f);
        assert_int_equal(steep->colour, 0x0000FF);
        assert_null(desk_ink(&page, PDF_STROKE, &at));
        finish(d);
    }
}

static void a_stroked_rectangle_is_four_strokes(void **state) {
    (void)state;
    FOR_BOTH {
        desk *d = draw(both[way], "", "1 w [3 2] 0 d 40 60 100 50 re S");
        pdf_page page = desk_read(d, 0);
        assert_int_equal(page.ink_count, 4);
        for (uint32_t i = 0; i < 4; i++)
            assert_int_equal(page.inks[i].dashed, 1);
        finish(d);
    }
}

static void hairlines_have_a_place(void **state) {
    (void)state;
    uint32_t at = 0;
    desk *d = draw("watch", "", "0 w 40 60.3 m 140 60.3 l S");
    pdf_page page = desk_read(d, 0);
    desk_expect_box(desk_ink(&page, PDF_STROKE, &at)->box, 40, 139.7f, 140, 139.7f, .07f);
    finish(d);
}

static void curves_and_diagonals_are_left_out(void **state) {
    (void)state;
    FOR_BOTH {
        desk *d = draw(both[way], "",
                       "10 10 m 90 90 l S 10 10 m 20 90 80 90 90 10 c S 10 10 m 90 10 l 50 90 l f");
        assert_int_equal(desk_read(d, 0).ink_count, 0);
        finish(d);
    }
}

static void fills_are_rectangles_and_slivers(void **state) {
    (void)state;
    FOR_BOTH {
        uint32_t at = 0;
        desk *d =
            draw(both[way], "", "0.5 g 40 60 100 50 re f 40 20 m 140 20 l 139 21 l 41 21 l f");
        pdf_page page = desk_read(d, 0);
        const pdf_ink *fill = desk_ink(&page, PDF_FILL, &at),
                      *sliver = desk_ink(&page, PDF_FILL, &at);
        assert_non_null(sliver);
        desk_expect_box(fill->box, 40, 90, 140, 140, .1f);
        assert_in_range(fill->colour & 0xFF, 0x7F, 0x80);
        desk_expect_box(sliver->box, 40, 179, 140, 180, .1f);
        finish(d);
    }
}

static void a_frame_is_four_bars(void **state) {
    (void)state;
    FOR_BOTH {
        desk *d = draw(both[way], "", "40 60 100 50 re 42 62 96 46 re f*");
        pdf_page page = desk_read(d, 0);
        assert_int_equal(page.ink_count, 4);
        desk_expect_box(page.inks[0].box, 40, 90, 140, 92, .1f);
        desk_expect_box(page.inks[3].box, 138, 92, 140, 138, .1f);
        finish(d);
    }
}

static void two_rectangles_are_no_frame(void **state) {
    (void)state;
    desk *d = draw("watch", "", "40 60 100 50 re 42 62 96 46 re f"); /* both turn the same way */
    assert_int_equal(desk_read(d, 0).ink_count, 2);
    finish(d);
}

static void ink_is_cut_to_the_clip(void **state) {
    (void)state;
    FOR_BOTH {
        uint32_t at = 0;
        desk *d = draw(both[way], "",
                       "q 50 50 100 100 re W n 0 60 300 2 re f 0 0 300 10 re f Q 0 0 300 10 re f");
        pdf_page page = desk_read(d, 0);
        const pdf_ink *rule = desk_ink(&page, PDF_FILL, &at),
                      *edge = desk_ink(&page, PDF_FILL, &at);
        desk_expect_box(rule->box, 50, 138, 150, 140, .6f);
        assert_true(rule->ground & PDF_GROUND_CUT);
        desk_expect_box(edge->box, 0, 190, 300, 200, .6f);
        assert_false(edge->ground & PDF_GROUND_CUT); /* it ends where the page does */
        assert_null(desk_ink(&page, PDF_FILL, &at));
        finish(d);
    }
}

static void clips_are_told(void **state) {
    (void)state;
    uint32_t at = 0;
    desk *d = draw("watch", "", "q 50 50 100 100 re W n Q q 0 0 300 200 re W n Q");
    pdf_page page = desk_read(d, 0);
    desk_expect_box(desk_ink(&page, PDF_CLIP, &at)->box, 50, 50, 150, 150, .1f);
    assert_null(desk_ink(&page, PDF_CLIP, &at)); /* the whole page cuts nothing off */
    finish(d);
}

static void see_through_ink_is_mixed_with_white(void **state) {
    (void)state;
    desk *d = draw("watch", "", "/Half gs 0 g 40 60 100 50 re f");
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.ink_count, 1);
    assert_in_range(page.inks[0].colour & 0xFF, 0x7F, 0x80);
    finish(d);
}

static void groups_count_once_they_are_painted(void **state) {
    (void)state;
    uint32_t at = 0;
    desk *d = draw("watch", "", "/Half gs /Group Do");
    pdf_page page = desk_read(d, 0);
    const pdf_ink *fill = desk_ink(&page, PDF_FILL, &at);
    assert_non_null(fill);
    desk_expect_box(fill->box, 100, 149, 160, 150, .1f);
    assert_in_range(fill->colour & 0xFF, 0x7F, 0x80);
    finish(d);
    d = draw("watch", "", "/Soft gs 1 w 10 10 m 90 10 l S");
    page = desk_read(d, 0);
    at = 0;
    assert_null(desk_ink(&page, PDF_FILL, &at)); /* the group became a mask */
    finish(d);
}

static void pages_are_turned_and_cropped(void **state) {
    (void)state;
    FOR_BOTH {
        uint32_t at = 0;
        desk *d = draw(both[way], "/Rotate 90/CropBox[10 20 210 120]", "2 w 20 30 m 120 30 l S");
        pdf_page page = desk_read(d, 0);
        assert_true(page.width == 100 && page.height == 200);
        desk_expect_box(desk_ink(&page, PDF_STROKE, &at)->box, 9, 10, 11, 110, .3f);
        finish(d);
    }
}

static void large_images_are_boxes_and_not_decoded(void **state) {
    (void)state;
    uint32_t at = 0;
    desk *d = draw("watch", "", "q 100 0 0 50 20 30 cm /Image Do Q 1 w 10 10 m 90 10 l S");
    pdf_page page = desk_read(d, 0);
    desk_expect_box(desk_ink(&page, PDF_IMAGE, &at)->box, 20, 120, 120, 170, .1f);
    at = 0;
    assert_non_null(desk_ink(&page, PDF_STROKE, &at)); /* Poppler went on after the refusal */
    finish(d);
}

static void deep_states_are_no_harm(void **state) {
    (void)state;
    static char content[8000];
    memset(content, 0, sizeof content);
    for (int i = 0; i < 1900; i++)
        strcat(content, "q ");
    strcat(content, "40 60 100 50 re f Q Q Q Q");
    uint32_t at = 0;
    desk *d = draw("watch", "", content);
    pdf_page page = desk_read(d, 0);
    assert_non_null(desk_ink(&page, PDF_FILL, &at));
    finish(d);
}

static void numbers_out_of_reach_are_cut(void **state) {
    (void)state;
    desk *d = draw("watch", "", "-30000 100 60000 1 re f 1e30 1e30 5 5 re f");
    pdf_page page = desk_read(d, 0);
    for (uint32_t i = 0; i < page.ink_count; i++)
        for (int k = 0; k < 4; k++)
            assert_true(page.inks[i].box[k] >= 0 && page.inks[i].box[k] <= 300);
    finish(d);
}

#define HOLE "q 0 0 300 200 re 42 62 96 46 re W* n "

static uint32_t fills_of(const char *content, const pdf_ink *fills[8]) {
    static pdf_ink kept[8];
    uint32_t at = 0, count = 0;
    desk *d = draw("watch", "", content);
    pdf_page page = desk_read(d, 0);
    for (const pdf_ink *ink; count < 8 && (ink = desk_ink(&page, PDF_FILL, &at)); count++) {
        kept[count] = *ink;
        fills[count] = &kept[count];
    }
    finish(d);
    return count;
}

/* As browsers paint the shadow of a box. */
static void a_thin_fill_around_a_hole_is_four_bars(void **state) {
    (void)state;
    const pdf_ink *fills[8] = {0};
    assert_int_equal(fills_of(HOLE "40 60 100 50 re f Q", fills), 4);
    desk_expect_box(fills[0]->box, 40, 90, 140, 92, .1f);
    desk_expect_box(fills[3]->box, 138, 92, 140, 138, .1f);
    assert_int_equal(fills_of(HOLE "Q 40 60 100 50 re f", fills), 1);
    assert_int_equal(fills_of("q " HOLE "Q 40 60 100 50 re f Q", fills), 1);
}

static void a_thick_fill_around_a_hole_stays_whole(void **state) {
    (void)state;
    const pdf_ink *fills[8] = {0};
    assert_int_equal(fills_of(HOLE "30 60 120 50 re f Q", fills), 1);
    desk_expect_box(fills[0]->box, 30, 90, 150, 140, .1f);
    assert_int_equal(fills[0]->ground, 0);
}

/* The ground of a cell in two parts, its padding and what is within. */
static void bars_around_a_fill_of_their_colour_are_one_ground(void **state) {
    (void)state;
    const pdf_ink *fills[8] = {0};
    assert_int_equal(fills_of(".8 g " HOLE "40 60 100 50 re f Q 42 62 96 46 re f", fills), 2);
    desk_expect_box(fills[0]->box, 40, 90, 140, 140, .1f);
    assert_int_equal(fills_of(HOLE ".8 g 40 60 100 50 re f Q .5 g 42 62 96 46 re f", fills), 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strokes_have_the_width_of_the_line),
        cmocka_unit_test(a_stroked_rectangle_is_four_strokes),
        cmocka_unit_test(hairlines_have_a_place),
        cmocka_unit_test(curves_and_diagonals_are_left_out),
        cmocka_unit_test(fills_are_rectangles_and_slivers),
        cmocka_unit_test(a_frame_is_four_bars),
        cmocka_unit_test(two_rectangles_are_no_frame),
        cmocka_unit_test(ink_is_cut_to_the_clip),
        cmocka_unit_test(clips_are_told),
        cmocka_unit_test(see_through_ink_is_mixed_with_white),
        cmocka_unit_test(groups_count_once_they_are_painted),
        cmocka_unit_test(pages_are_turned_and_cropped),
        cmocka_unit_test(large_images_are_boxes_and_not_decoded),
        cmocka_unit_test(deep_states_are_no_harm),
        cmocka_unit_test(numbers_out_of_reach_are_cut),
        cmocka_unit_test(a_thin_fill_around_a_hole_is_four_bars),
        cmocka_unit_test(a_thick_fill_around_a_hole_stays_whole),
        cmocka_unit_test(bars_around_a_fill_of_their_colour_are_one_ground)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
