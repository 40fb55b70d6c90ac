/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that touch over a border: one number that overflows its cell, or a number in each cell. */
#include "cm.h"

#include "ink/ink.h"
#include "page_fixture.h"

enum { MOST = 64 };

static page_fixture page;
static pdf_shown shown[MOST];

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

static float say(float x, float base, const char *text) {
    return fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
}

/* A head, and below it a row of digits in columns of 20 points: a character is 5 points wide. */
static void draw_head(void) {
    const float xs[] = {100, 120, 140, 160}, ys[] = {100, 120, 140};
    page.page.char_count = page.page.ink_count = 0;
    fixture_grid(&page, xs, 4, ys, 3);
    say(107, 115, "a");
    say(127, 115, "b");
    say(147, 115, "c");
}

/* The page as an export shows it that begins an operator at each of these characters. */
static void show_from(const char *begins) {
    for (uint32_t i = 0; i < page.page.char_count; i++) {
        const float *box = page.chars[i].box;
        shown[i] = (pdf_shown){.x = box[0], .y = box[3] - 2, .begins = begins[i] == '1'};
    }
    page.page.glyphs = shown;
    page.page.glyph_count = page.page.char_count;
}

/* `kind` tells whether the cell that holds the digits is marked. */
static void expect(const char *rows, uint8_t kind) {
    pdf_grid *grids = NULL;
    uint8_t found = 0;
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    assert_string_equal(fixture_show(grids), rows);
    for (uint32_t i = 0; i < grids->cell_count; i++)
        found |= grids->cells[i].runs_over;
    assert_int_equal(found, kind);
}

/* As wide as their cells: twelve digits at one step, and borders where they meet. */
static void digits_at_one_step_may_be_several_numbers(void **state) {
    (void)state;
    draw_head();
    say(100, 135, "123456789012");
    expect("a|b|c\n|123456789012|", 1);
}

static void an_operator_of_its_own_begins_a_number(void **state) {
    (void)state;
    draw_head();
    say(100, 135, "123456789012");
    show_from("111100010001000");
    expect("a|b|c\n1234|5678|9012", 0);
}

static void an_operator_for_each_glyph_tells_nothing(void **state) {
    (void)state;
    draw_head();
    say(100, 135, "123456789012");
    show_from("111111111111111");
    expect("a|b|c\n|123456789012|", 1);
}

static void operators_away_from_borders_part_no_number(void **state) {
    (void)state;
    draw_head();
    say(110, 135, "12345678"); /* 110 to 150 */
    show_from("11110001000");  /* at the 5, which begins at 130 */
    expect("a|b|c\n|12345678|", 1);
}

/* `1234` sticks out of its cell by 2 points, and so does the next one. */
static void digits_that_overlap_are_of_two_numbers(void **state) {
    (void)state;
    draw_head();
    say(102, 135, "1234");
    say(120, 135, "5678");
    page.chars[page.page.char_count - 4].flags = 0; /* one line */
    expect("a|b|c\n1234|5678|", 0);
}

/* The end of `1234` lies under `5678`, and Poppler made one word of both. */
static void digits_at_uneven_steps_may_be_several_numbers(void **state) {
    (void)state;
    draw_head();
    say(107.5f, 135, "1234");
    say(127.2f, 135, "5678");
    page.chars[page.page.char_count - 4].flags = 0; /* one line */
    expect("a|b|c\n|12345678|", 1);
}

/* A border well within a digit: one number. */
static void a_cut_digit_belongs_to_one_number(void **state) {
    (void)state;
    draw_head();
    say(112.5f, 135, "1234567");
    expect("a|b|c\n|1234567|", 0);
}

/* `mmmm` runs over its border by two points, and `7a` begins right behind it. */
static void text_ends_where_an_operator_begins_another(void **state) {
    (void)state;
    static const struct {
        float from; /* 122: as `m` follows `m`; nearer: over it */
        bool anew, blank;
        const char *rows;
    } cases[] = {{121.0f, true, false, "a|b|c\nmmmm|7a|"},
                 {122.0f, true, false, "a|b|c\nmmmm7a||"},
                 {121.0f, false, false, "a|b|c\nmmmm7a||"},
                 {124.0f, true, true, "a|b|c\nmmmm 7a||"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        draw_head();
        say(102, 135, "mmmm");
        say(cases[i].from, 135, "7a");
        page.chars[page.page.char_count - 2].flags = cases[i].blank ? PDF_CHAR_SPACE_BEFORE : 0;
        show_from(cases[i].anew ? "111100010" : "111100000");
        expect(cases[i].rows, 0);
    }
}

/* `1234` ends at a border, and an operator of its own shows what goes on behind it, a little off: no text of its own. */
static void parts_of_a_number_are_no_texts(void **state) {
    (void)state;
    static const struct {
        const char *part, *begins, *rows;
    } cases[] = {{".56", "11110001000", "a|b|c\n1234.56||"},
                 {",567", "111100010000", "a|b|c\n|1234,567|"},
                 {"%", "111100010", "a|b|c\n1234%||"},
                 {"\xEF\xBC\x8E"
                  "56",
                  "11110001000",
                  "a|b|c\n1234\xEF\xBC\x8E"
                  "56||"},
                 {"x.5", "11110001000", "a|b|c\n1234|x.5|"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        draw_head();
        say(101, 135, "1234");
        say(121.0f + 0.8f, 135, cases[i].part);
        page.chars[7].flags = 0; /* one line */
        show_from(cases[i].begins);
        expect(cases[i].rows, 0);
    }
}

/* Of the cells of the row below the head, those that are known to hold numbers of their own. */
static uint32_t count_apart(void) {
    pdf_grid *grids = NULL;
    uint32_t apart = 0;
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    assert_string_equal(fixture_show(grids), "a|b|c\n1234|5678|9");
    for (uint32_t i = 0; i < grids->cell_count; i++)
        apart += grids->cells[i].apart;
    return apart;
}

/* They fill their cells, and each begins at its border. */
static void operators_part_numbers_that_touch(void **state) {
    (void)state;
    static const struct {
        const char *begins;
        uint32_t apart;
    } cases[] = {{"111100010001", 2},  /* one for each number */
                 {"111100010000", 1},  /* 56789 is shown as one */
                 {"111111111111", 0},  /* one for each glyph */
                 {"111100000000", 0}}; /* one for all of them */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        draw_head();
        say(100, 135, "1234");
        say(120, 135, "5678");
        say(140, 135, "9");
        show_from(cases[i].begins);
        assert_int_equal(count_apart(), cases[i].apart);
    }
}

/* Three columns of 40 points, a row of them below the head; how many cells hold numbers that are known to be their own. */
static uint32_t apart_of(float from, const char *left, const char *right, const char *first,
                         const char *begins) {
    const float xs[] = {100, 140, 180, 220}, ys[] = {100, 120, 140, 160};
    pdf_grid *grids = NULL;
    uint32_t apart = 0;
    page.page.char_count = page.page.ink_count = 0;
    fixture_grid(&page, xs, 4, ys, 4);
    say(117, 115, "a");
    say(157, 115, "b");
    say(197, 115, "c");
    say(105, 155, first);
    say(say(from, 135, left), 135, right);
    show_from(begins);
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    for (uint32_t i = 0; i < grids->cell_count; i++)
        apart += grids->cells[i].apart;
    return apart;
}

/* One number may be shown by two operators, and overflow its cell where the second one begins. */
static void parts_of_a_number_are_not_apart(void **state) {
    (void)state;
    static const struct {
        float from;
        const char *left, *right, *first, *begins;
        uint32_t apart;
    } cases[] = {
        {100, "12345678", "76543210", "1234", "1111000100000001000000000000", 1}, /* both fill */
        {125, "987", "65432", "1234", "1111000100100000000", 0}, /* neither stands alike */
        {100, "12345678", "76543210", "1234", "1111010100000001000000000000", 0}, /* as 12, 34 */
        {100, "12345678", "76543210", "1.34", "1111010100000001000000000000", 0}, /* as 1., 34 */
        {100, "12345678", "76543210", "1 34", "1111101000000010000000", 1},       /* two of them */
        {100, "12345678", "765 3210", "1234", "1111000100000001000000000000", 0}, /* two numbers */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            apart_of(cases[i].from, cases[i].left, cases[i].right, cases[i].first, cases[i].begins),
            cases[i].apart);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(digits_at_one_step_may_be_several_numbers, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_operator_of_its_own_begins_a_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_operator_for_each_glyph_tells_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(operators_away_from_borders_part_no_number, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(digits_that_overlap_are_of_two_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(digits_at_uneven_steps_may_be_several_numbers, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_cut_digit_belongs_to_one_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_ends_where_an_operator_begins_another, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(parts_of_a_number_are_no_texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(operators_part_numbers_that_touch, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_of_a_number_are_not_apart, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
