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

static void box(float x0, float y0, float x1, float y1) {
    fixture_across(&page, x0, x1, y0);
    fixture_across(&page, x0, x1, y1);
    fixture_down(&page, x0, y0, y1);
    fixture_down(&page, x1, y0, y1);
}

/* As browsers draw them: two pixels between the boxes, in small type, too. */
static void cells_of_their_own_borders_make_one_table(void **state) {
    (void)state;
    static const float sizes[] = {0.6f, 0.7f, 1, 1.2f};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        begin(sizes[i]);
        for (int k = 0; k < 4; k++) {
            const float x = k % 2 ? 180.0f + 2.25f : 100, y = k / 2 ? 120.0f + 2.25f : 100;
            box(x, y, x + 80, y + 20);
            fixture_text(&page, x + 5, y + 15, 10 * sizes[i], FIXTURE_PLAIN,
                         (const char *const[]){"a", "b", "c", "d"}[k]);
        }
        assert_int_equal(look(), 1);
        assert_string_equal(fixture_show(&grids[0]), "a|b\nc|d");
    }
}

/* A label over three rows that stand apart has its text at the height of the gap between two of them. */
static void text_beside_a_gap_keeps_it_no_row(void **state) {
    (void)state;
    begin(0.7f);
    box(100, 100, 180, 164.5f);
    for (int k = 0; k < 3; k++) {
        const float y = 100 + 22.25f * (float)k;
        box(182.25f, y, 260, y + 20);
        fixture_text(&page, 190, y + 13, 7, FIXTURE_PLAIN, (const char *const[]){"a", "b", "c"}[k]);
    }
    fixture_text(&page, 105, 123.2f, 7, FIXTURE_PLAIN, "label");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "3x1:label|a\nb\nc");
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
        TEST(tables_near_each_other_stay_two),           TEST(careless_rules_make_one_table),
        TEST(cells_of_their_own_borders_make_one_table), TEST(text_beside_a_gap_keeps_it_no_row),
        TEST(marks_beside_large_type_are_no_rules),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
