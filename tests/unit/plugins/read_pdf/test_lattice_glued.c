/* SPDX-License-Identifier: GPL-2.0-or-later
 * Labels in columns one character wide: marks that lines do not break at stay with their label, over the border. */
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

/* Three columns, of which the first has room for one character. */
static void draw(void) {
    const float xs[] = {100, 111, 250, 290}, ys[] = {100, 120, 180};
    page.page.char_count = page.page.ink_count = 0;
    fixture_grid(&page, xs, 4, ys, 3);
    say(130, 115, "label");
    say(260, 115, "sum");
    say(112, 165, "秘密");
    say(260, 165, "72");
}

static void expect(const char *row) {
    pdf_grid *grids = NULL;
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    const char *shown = strchr(fixture_show(grids), '\n');
    assert_non_null(shown);
    assert_string_equal(shown + 1, row);
}

static void marks_stay_with_a_narrow_label(void **state) {
    (void)state;
    draw();
    say(100.5f, 135, "三、");
    say(100.5f, 150, "本");
    expect("三、~本|秘密|72");
    draw();
    say(100.5f, 135, "（三）");
    say(100.5f, 150, "不");
    expect("（三）~不|秘密|72");
}

static void they_may_end_in_the_narrow_cell(void **state) {
    (void)state;
    const float xs[] = {100, 250, 261, 300}, ys[] = {100, 120, 180};
    fixture_grid(&page, xs, 4, ys, 3);
    say(130, 115, "label");
    say(270, 115, "sum");
    say(112, 165, "秘密");
    say(230.5f, 135, "（三）");
    say(270, 165, "72");
    expect("秘密|（三）|72");
}

/* Where both cells have room, the centre of each character decides as for any text. */
static void room_on_both_sides_tells_nothing(void **state) {
    (void)state;
    draw();
    say(239, 135, "（万）");
    expect("|（~秘密|万）~72");
}

static void digits_are_left_to_other_evidence(void **state) {
    (void)state;
    draw();
    say(100.5f, 135, "31)");
    expect("31|)~秘密|72");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(marks_stay_with_a_narrow_label, set_up, tear_down),
        cmocka_unit_test_setup_teardown(they_may_end_in_the_narrow_cell, set_up, tear_down),
        cmocka_unit_test_setup_teardown(room_on_both_sides_tells_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(digits_are_left_to_other_evidence, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
