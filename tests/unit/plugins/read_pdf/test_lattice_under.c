/* SPDX-License-Identifier: GPL-2.0-or-later
 * Numbers below ruled heads that have no rules between them stand in the columns of these heads. */
#include "cm.h"

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

static void say(float x, float base, const char *text) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
}

/* A row of heads, two rows whose columns are not ruled but for the first, and two that have but one value. */
static void draw(uint32_t columns) {
    page.page.char_count = page.page.ink_count = 0;
    const float right = 160 + 80 * (float)columns;
    for (int i = 0; i <= 5; i++)
        fixture_across(&page, 100, right, 100 + 20 * (float)i);
    fixture_down(&page, 100, 100, 200);
    fixture_down(&page, 160, 100, 200);
    fixture_down(&page, right, 100, 200);
    for (uint32_t i = 1; i < columns; i++)
        fixture_down(&page, 160 + 80 * (float)i, 100, 120);
    for (uint32_t i = 0; i < columns; i++)
        say(185 + 80 * (float)i, 115, "made");
    say(105, 115, "what");
    say(105, 135, "rules");
    say(105, 155, "orders");
    say(105, 175, "fines");
    say(105, 195, "forces");
    say(240, 175, "47");
    say(240, 195, "8");
}

static void expect(const char *rows) {
    pdf_grid *grids = NULL;
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    assert_string_equal(fixture_show(grids), rows);
}

static void each_number_stands_below_its_head(void **state) {
    (void)state;
    draw(3);
    say(195, 135, "5");
    say(275, 135, "4");
    say(355, 135, "8");
    say(192, 155, "80");
    say(275, 155, "4");
    say(355, 155, "1");
    expect("what|made|made|made\nrules|5|4|8\norders|80|4|1\nfines|1x3:47\nforces|1x3:8");
}

static void one_row_of_three_is_enough(void **state) {
    (void)state;
    draw(3);
    say(195, 135, "5");
    say(275, 135, "4");
    say(355, 135, "8");
    say(260, 155, "none");
    expect("what|made|made|made\nrules|5|4|8\norders|1x3:none\nfines|1x3:47\nforces|1x3:8");
}

static void one_row_of_two_is_not(void **state) {
    (void)state;
    draw(2);
    say(195, 135, "5");
    say(275, 135, "4");
    say(220, 155, "none");
    expect("what|made|made\nrules|1x2:5 4\norders|1x2:none\nfines|1x2:47\nforces|1x2:8");
}

/* A column without a number, or words in its place. */
static void other_lines_stay_whole(void **state) {
    (void)state;
    static const struct {
        float x;
        const char *text;
    } last[] = {{290, "8"}, {355, "of"}};
    for (int i = 0; i < 2; i++) {
        pdf_grid *grids = NULL;
        draw(3);
        say(195, 135, "5");
        say(275, 135, "4");
        say(last[i].x, 135, last[i].text);
        assert_int_equal(fixture_lattice(&page, &grids), 1);
        assert_non_null(strstr(fixture_show(grids), "rules|1x3:5 4 "));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_number_stands_below_its_head, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_row_of_three_is_enough, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_row_of_two_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_lines_stay_whole, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
