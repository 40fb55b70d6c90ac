/* SPDX-License-Identifier: GPL-2.0-or-later
 * Sizes of type that were told wrong: ideographs show the truth, on their page and on later ones without any, and for
 * other sizes of their font. */
#include "cm.h"

#include "layout.h"
#include "page_fixture.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(ideographs_show_the_size),
        TEST(later_pages_keep_it),
        TEST(other_sizes_of_the_font_follow),
        TEST(what_is_near_is_left),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
