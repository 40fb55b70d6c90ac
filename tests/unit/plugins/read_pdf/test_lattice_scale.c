/* SPDX-License-Identifier: GPL-2.0-or-later
 * Ruled tables in small and large type: what is near and what is apart grows with the text. One page drawn at four sizes
 * has one reading. */
#include "cm.h"

#include "page_fixture.h"

static page_fixture page;
static pdf_grid *grids;

static int set_up(void **state) {
    (void)state;
    fixture_begin(&page, 1400, 1400);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

static uint32_t look(void) {
    return fixture_lattice(&page, &grids);
}

static void say(float scale, float x, float base, const char *text) {
    fixture_text(&page, x * scale, base * scale, 10 * scale, FIXTURE_PLAIN, text);
}

static void begin(float scale) {
    page.page.ink_count = page.page.char_count = 0;
    page.looks[FIXTURE_PLAIN].size = 10 * scale;
}

static void across(float scale, float x0, float x1, float y) {
    fixture_across(&page, x0 * scale, x1 * scale, y * scale);
}

static void down(float scale, float x, float y0, float y1) {
    fixture_down(&page, x * scale, y0 * scale, y1 * scale);
}

static void table_at(float scale, float top, const char *const texts[4]) {
    for (float y = top; y <= top + 40; y += 20)
        across(scale, 100, 300, y);
    for (float x = 100; x <= 300; x += 100)
        down(scale, x, top, top + 40);
    for (int i = 0; i < 4; i++)
        say(scale, 105 + 100 * (float)(i % 2), top + 15 + 20 * (float)(i / 2), texts[i]);
}

static const float scales[] = {0.5f, 0.8f, 1, 1.7f};

static void tables_near_each_other_stay_two(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        begin(scales[i]);
        table_at(scales[i], 100, (const char *const[]){"a", "b", "c", "d"});
        table_at(scales[i], 144, (const char *const[]){"e", "f", "g", "h"});
        assert_int_equal(look(), 2);
        assert_string_equal(fixture_show(&grids[0]), "a|b\nc|d");
        assert_string_equal(fixture_show(&grids[1]), "e|f\ng|h");
    }
}

/* Rules broken at crossings, out of line, and short of the next. */
static void careless_rules_make_one_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        const float scale = scales[i];
        begin(scale);
        for (float y = 100; y <= 140; y += 20) {
            across(scale, 101.5f, 198.8f, y);
            across(scale, 201.2f, 298.5f, y + 2);
        }
        for (float x = 100; x <= 300; x += 100)
            down(scale, x, 100, 142);
        say(scale, 105, 115, "a");
        say(scale, 205, 116, "b");
        say(scale, 105, 135, "c");
        say(scale, 205, 136, "d");
        assert_int_equal(look(), 1);
        assert_string_equal(fixture_show(&grids[0]), "a|b\nc|d");
    }
}

static void marks_beside_large_type_are_no_rules(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        begin(scales[i]);
        table_at(scales[i], 100, (const char *const[]){"a", "b", "c", "d"});
        down(scales[i], 150, 100, 105); /* a tick at the rule, half an em long */
        assert_int_equal(look(), 1);
        assert_string_equal(fixture_show(&grids[0]), "a|b\nc|d");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(tables_near_each_other_stay_two),
        TEST(careless_rules_make_one_table),
        TEST(marks_beside_large_type_are_no_rules),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
