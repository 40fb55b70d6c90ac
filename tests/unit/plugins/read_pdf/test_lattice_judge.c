/* SPDX-License-Identifier: GPL-2.0-or-later
 * What is a table and what is not: records that are blank but for their label, letters that are drawn, bars of charts. */
#include "cm.h"

#include "page_fixture.h"

static page_fixture page;
static pdf_grid *grids;

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

static uint32_t look(void) {
    return fixture_lattice(&page, &grids);
}

static void say(float x, float base, const char *text) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
}

static const float columns[] = {100, 200, 240, 280, 320, 360};

static void a_blank_record_is_a_row(void **state) {
    (void)state;
    const float ys[] = {60, 80};
    fixture_grid(&page, columns, 6, ys, 2);
    say(105, 75, "carried over");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "carried over||||");
}

static void a_record_of_few_values_is_a_row(void **state) {
    (void)state;
    const float ys[] = {60, 80};
    fixture_grid(&page, columns, 6, ys, 2);
    say(105, 75, "carried over");
    say(325, 75, "7");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "carried over||||7");
}

/* `12` of a row that the page break cut went to the next page, whose first row holds nothing else. */
static void the_rest_of_a_row_is_a_row(void **state) {
    (void)state;
    static const float wide[] = {60, 140, 220, 300, 380, 460, 530}, ys[] = {80, 100};
    static const struct {
        const char *text;
        float other; /* the baseline of another line; 0: there is none */
        uint32_t tables;
    } cases[] = {{"2", 0, 1}, {"2", 40, 1}, {"2", 130, 1}, {"2", 72, 0}, {"a", 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        page.page.char_count = page.page.ink_count = 0;
        fixture_grid(&page, wide, 7, ys, 2);
        say(310, 95, cases[i].text);
        if (cases[i].other > 0)
            say(60, cases[i].other, "some words");
        assert_int_equal(look(), cases[i].tables);
        if (cases[i].tables)
            assert_string_equal(fixture_show(&grids[0]), "|||2||");
    }
}

static void a_form_of_one_label_is_a_table(void **state) {
    (void)state;
    const float ys[] = {60, 80, 100};
    fixture_grid(&page, columns, 3, ys, 3);
    say(105, 75, "name");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "name|\n|");
}

/* A bar beside a note; prose beside nothing; a value in a row without its label. */
static void frames_without_a_label_are_no_tables(void **state) {
    (void)state;
    const float bar[] = {100, 106, 400}, ys[] = {60, 80};
    fixture_grid(&page, bar, 3, ys, 2);
    say(110, 75, "a note in a frame");
    assert_int_equal(look(), 0);
    page.page.ink_count = page.page.char_count = 0;
    fixture_grid(&page, columns, 6, ys, 2);
    say(285, 75, "7");
    assert_int_equal(look(), 0);
    page.page.ink_count = page.page.char_count = 0;
    const float wide[] = {50, 550, 590}, high[] = {60, 90};
    fixture_grid(&page, wide, 3, high, 2);
    say(52, 72, "prose that goes on and on until it is far too long to be the label of anything");
    say(52, 84, "at all, even in the longest and most tiresome of forms that anyone ever drew");
    assert_int_equal(look(), 0);
}

/* The strokes of an E and an H of 10 points, whose letters stand there too. */
static void strokes_of_letters_are_no_tables(void **state) {
    (void)state;
    const float ys[] = {92.5f, 100}, xs[] = {100, 106.2f, 113.4f, 120};
    fixture_grid(&page, xs, 4, ys, 2);
    say(101, 100, "Eh bien");
    assert_int_equal(look(), 0);
}

/* Bars from one line, each as long as its value and with an outline, between the lines of a scale. */
static void bars_of_a_chart_are_no_cells(void **state) {
    (void)state;
    const float ends[] = {260, 215, 190, 235};
    const char *const values[] = {"32%", "24%", "18%", "28%"};
    fixture_down(&page, 100, 95, 200);
    for (int i = 0; i < 4; i++) {
        float y = 100 + 26 * (float)i, xs[] = {100, ends[i]}, ys[] = {y, y + 16};
        fixture_ink(&page, PDF_FILL, 0x336699, 100, y, ends[i], y + 16);
        fixture_ink(&page, PDF_FILL, 0x336699, 100, y, ends[i], y + 16);
        fixture_grid(&page, xs, 2, ys, 2);
        say(ends[i] - 40, y + 12, values[i]);
        for (float x = 140; x < 270 && i < 3; x += 40)
            fixture_down(&page, x, y + 16, y + 26);
    }
    assert_int_equal(look(), 0);
}

/* The lines of the scale run on behind the bars, two of which end at such a line. */
static void bars_between_lines_of_a_scale_are_no_cells(void **state) {
    (void)state;
    const float ends[] = {260, 215, 190, 235, 180};
    for (float x = 100; x <= 300; x += 40)
        fixture_down(&page, x, 95, 230);
    for (int i = 0; i < 5; i++) {
        float y = 100 + 26 * (float)i, xs[] = {100, ends[i]}, ys[] = {y, y + 16};
        fixture_ink(&page, PDF_FILL, 0x336699, 100, y, ends[i], y + 16);
        fixture_grid(&page, xs, 2, ys, 2);
        say(ends[i] - 30, y + 12, "32%");
        say(105, y + 12, "name");
    }
    assert_int_equal(look(), 0);
}

/* The first column, and lines over the whole width, are shaded: fills that begin at one border. */
static void shaded_labels_are_cells(void **state) {
    (void)state;
    for (int i = 0; i < 4; i++) {
        float y = 100 + 20 * (float)i;
        fixture_ink(&page, PDF_FILL, i ? 0xDDEEFF : 0xAABBCC, 100, y, i ? 180 : 300, y + 20);
        fixture_down(&page, 180, y, y + 20);
        fixture_down(&page, 300, y, y + 20);
        say(105, y + 14, "label");
        say(185, y + 14, "12");
    }
    fixture_ink(&page, PDF_FILL, 0xDDEEFF, 100, 180, 180, 200);
    for (float y = 120; y < 180; y += 20)
        fixture_ink(&page, PDF_FILL, 0xEEEEEE, 180, y, 300, y + 20);
    assert_int_equal(look(), 1);
}

/* Labels that span rows, cut by the end of the page: their shades begin at one line and end each elsewhere, as bars do;
 * but at the end of each a rule runs on through the table. */
static void cut_labels_that_are_shaded_are_cells(void **state) {
    (void)state;
    static const float shades[][4] = {
        {100, 100, 240, 140}, {240, 100, 360, 120}, {100, 140, 240, 160}, {100, 160, 130, 220},
        {130, 160, 240, 180}, {130, 180, 160, 220}, {160, 180, 240, 200}, {160, 200, 240, 220}};
    for (size_t i = 0; i < sizeof shades / sizeof *shades; i++) {
        const float *of = shades[i], xs[] = {of[0], of[2]}, ys[] = {of[1], of[3]};
        fixture_ink(&page, PDF_FILL, 0xD9D9D9, of[0], of[1], of[2], of[3]);
        fixture_grid(&page, xs, 2, ys, 2);
        say(of[0] + 5, of[1] + 14, i ? "in" : "label");
    }
    const float xs[] = {240, 280, 320, 360}, ys[] = {120, 140, 160, 180, 200, 220};
    fixture_grid(&page, xs, 4, ys, 6);
    for (int i = 0; i < 15; i++)
        say(245 + 40 * (float)(i % 3), 134 + 20 * (float)(i / 3), "12");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]),
                        "2x3:label|1x3:in\n12|12|12\n1x3:in|12|12|12\n3x1:in|1x2:in|12|12|12\n"
                        "2x1:in|in|12|12|12\nin|12|12|12");
}

static void box(float x0, float y0, float x1, float y1) {
    const float xs[] = {x0, x1}, ys[] = {y0, y1};
    page.page.ink_count = page.page.char_count = 0;
    fixture_grid(&page, xs, 2, ys, 2);
}

static void a_box_as_wide_as_the_text_is_a_table_of_one_cell(void **state) {
    (void)state;
    box(50, 100, 550, 140);
    say(55, 112, "A note in a frame");
    say(55, 126, "of two lines");
    fixture_ink(&page, PDF_FILL, 0, 55, 114, 140, 114.5f); /* underlined */
    say(50, 200, "text below it");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "A note in a frame~of two lines");
    assert_true(grids[0].confidence < 9000);
}

/* One text in six cells, not in the first one. */
static void a_grid_as_wide_as_the_text_may_be_blank(void **state) {
    (void)state;
    const float xs[] = {50, 200, 400, 550}, ys[] = {100, 120, 128};
    fixture_grid(&page, xs, 4, ys, 3);
    say(205, 115, "one");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "|one|\n||");
    page.page.ink_count = page.page.char_count = 0;
    const float aside[] = {100, 200, 400, 550}; /* a chart with its scale */
    fixture_grid(&page, aside, 4, ys, 3);
    say(205, 115, "one");
    assert_int_equal(look(), 0);
}

/* A text box, a box around most of the page, one that holds a bar, one that is open, one of prose, an empty one. */
static void other_boxes_are_no_tables(void **state) {
    (void)state;
    box(50, 100, 500, 140);
    say(55, 112, "a text box");
    say(55, 126, "of two lines");
    assert_int_equal(look(), 0);
    box(50, 100, 550, 740);
    say(55, 112, "all of the page");
    assert_int_equal(look(), 0);
    box(50, 100, 550, 140);
    fixture_ink(&page, PDF_FILL, 0x3366CC, 100, 115, 300, 125);
    say(55, 112, "share");
    say(55, 126, "number");
    assert_int_equal(look(), 0);
    page.page.ink_count = page.page.char_count = 0;
    fixture_across(&page, 50, 550, 100);
    fixture_across(&page, 50, 550, 140);
    fixture_down(&page, 50, 100, 140);
    say(55, 112, "three");
    say(55, 126, "sides");
    assert_int_equal(look(), 0);
    box(50, 100, 550, 180);
    for (int i = 0; i < 5; i++)
        say(55, 112 + 12 * (float)i,
            "prose that goes on and on until it is far too long to be a note of any kind, and "
            "more");
    assert_int_equal(look(), 0);
    box(50, 100, 550, 150);
    say(55, 112, "a paragraph");
    say(55, 126, "of three");
    say(55, 140, "lines");
    assert_int_equal(look(), 0);
    box(50, 100, 550, 140);
    say(50, 200, "text below it");
    assert_int_equal(look(), 0);
}

static void a_title_in_a_box_stays_a_title(void **state) {
    (void)state;
    const pdf_look looks[] = {{.size = 10}, {.size = 10, .bold = true}, {.size = 20}};
    page.page.looks = looks;
    page.page.look_count = 3;
    box(50, 100, 550, 140);
    fixture_text(&page, 200, 126, 20, 2, "Title");
    say(50, 200, "text of the page, which is not as large");
    assert_int_equal(look(), 0);
    box(50, 110, 550, 140);
    fixture_text(&page, 55, 126, 10, FIXTURE_BOLD, "Heading");
    say(50, 200, "text of the page, which is not as heavy");
    assert_int_equal(look(), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(a_blank_record_is_a_row),
        TEST(a_record_of_few_values_is_a_row),
        TEST(the_rest_of_a_row_is_a_row),
        TEST(a_form_of_one_label_is_a_table),
        TEST(frames_without_a_label_are_no_tables),
        TEST(strokes_of_letters_are_no_tables),
        TEST(bars_of_a_chart_are_no_cells),
        TEST(bars_between_lines_of_a_scale_are_no_cells),
        TEST(shaded_labels_are_cells),
        TEST(cut_labels_that_are_shaded_are_cells),
        TEST(a_box_as_wide_as_the_text_is_a_table_of_one_cell),
        TEST(a_grid_as_wide_as_the_text_may_be_blank),
        TEST(other_boxes_are_no_tables),
        TEST(a_title_in_a_box_stays_a_title),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
