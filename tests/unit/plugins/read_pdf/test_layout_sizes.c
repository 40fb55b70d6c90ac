/* SPDX-License-Identifier: GPL-2.0-or-later
 * Sizes of type that were told wrong: ideographs show the truth, on their page and on later ones without any, and for
 * other sizes of their font. */
#include "cm.h"

#include "layout.h"
#include "page_fixture.h"

#include <string.h>

static page_fixture page;

static int set_up(void **state) {
    (void)state;
    fixture_begin(&page, 600, 600);
    page.looks[0] = (pdf_look){.font = SHEAF_STR("Type3"), .size = 20};
    page.looks[1] = (pdf_look){.font = SHEAF_STR("Type3"), .size = 30};
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

/* The size of a look on a page with this text, which is ten points high. */
static float size_with(const char *text, uint32_t look) {
    page.page.char_count = 0;
    page.page.looks = page.looks;
    fixture_text(&page, 50, 50, 10, FIXTURE_PLAIN, text);
    pdf_page sized = page.page;
    pdf_correct_sizes(&page.reader, &sized);
    return sized.looks[look].size;
}

static void ideographs_show_the_size(void **state) {
    (void)state;
    assert_true(size_with("公开申请", 0) == 10);
    assert_true(page.looks[0].size == 20); /* the document's own are left alone */
}

static void later_pages_keep_it(void **state) {
    (void)state;
    assert_true(size_with("232 120", 0) == 20);
    assert_true(size_with("公开申请", 0) == 10);
    assert_true(size_with("232 120", 0) == 10);
}

static void other_sizes_of_the_font_follow(void **state) {
    (void)state;
    assert_true(size_with("公开申请", 1) == 15);
    page.looks[1].font = SHEAF_STR("Other");
    assert_true(size_with("公开申请", 1) == 30);
}

static void what_is_near_is_left(void **state) {
    (void)state;
    page.looks[0].size = 11;
    assert_true(size_with("公开申请", 0) == 11);
    assert_true(size_with("公开", 0) == 11); /* too few to say anything */
}

/* Boxes that Poppler made 1.3 times as high as a size that is twice the truth; a digit that is written upwards, mirrored. */
static void heights_follow_on_their_baselines(void **state) {
    (void)state;
    static const struct {
        pdf_direction turn;
        float told[4], fitted[4];
    } cases[] = {{PDF_RIGHTWARD, {100, 81, 105, 107}, {100, 90.4f, 105, 102.4f}},
                 {PDF_UPWARD, {93, 100, 119, 105}, {90.4f, 100, 102.4f, 105}},
                 {PDF_DOWNWARD, {81, 100, 107, 105}, {97.6f, 100, 109.6f, 105}},
                 {PDF_LEFTWARD, {100, 81, 105, 107}, {100, 97.6f, 105, 109.6f}}};
    fixture_text(&page, 50, 50, 10, FIXTURE_PLAIN, "公开申请1234");
    for (uint32_t i = 0; i < 4; i++) {
        memcpy(page.chars[4 + i].box, cases[i].told, sizeof cases[i].told);
        page.chars[4 + i].flags = (uint16_t)PDF_CHAR_TURN(cases[i].turn);
    }
    pdf_page sized = page.page;
    sized.chars = page.chars;
    pdf_correct_sizes(&page.reader, &sized);
    assert_memory_equal(sized.chars[0].box, page.chars[0].box, sizeof(float[4])); /* high enough */
    for (uint32_t i = 0; i < 4; i++)
        for (uint32_t side = 0; side < 4; side++)
            assert_float_equal(sized.chars[4 + i].box[side], cases[i].fitted[side], 0.01);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(ideographs_show_the_size),          TEST(later_pages_keep_it),
        TEST(other_sizes_of_the_font_follow),    TEST(what_is_near_is_left),
        TEST(heights_follow_on_their_baselines),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
