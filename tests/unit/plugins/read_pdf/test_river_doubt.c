/* Cells whose text shows that rows or columns were not told rightly: the table is doubted. */
#include "cm.h"

#include "page_fixture.h"

#include <string.h>

static page_fixture page;
static pdf_grid *grids;
static pdf_line *lines;
static uint32_t line_count;

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

static void number(float x, float base, const char *text) {
    say(x - 5 * (float)strlen(text), base, text);
}

/* Four rows with these labels and three columns of numbers. */
static void rows(const char *const *labels) {
    static const char *const numbers[][3] = {
        {"963", "5", "273"}, {"58", "1144", "8"}, {"7672", "893", "61"}, {"1", "49", "12045"}};
    for (uint32_t i = 0; i < 4; i++) {
        say(50, 120 + 20 * (float)i, labels[i]);
        for (uint32_t k = 0; k < 3; k++)
            number(300 + 60 * (float)k, 120 + 20 * (float)i, numbers[i][k]);
    }
}

static void heads(const char *a, const char *b, const char *c) {
    say(50, 100, "Item");
    number(300, 100, a);
    number(360, 100, b);
    number(420, 100, c);
}

static bool is_doubted(void) {
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    return grids[0].flags & PDF_GRID_DOUBTED;
}

/* Heads flush left, and numbers that end so far behind where they begin; those of the second may be blank. */
static bool is_flush_doubted(float behind, bool second) {
    static const char *const labels[] = {"North", "South", "West", "East"};
    say(50, 100, "Item");
    say(150, 100, "Staff");
    say(250, 100, "Fees");
    say(350, 100, "Rent");
    for (uint32_t i = 0; i < 4; i++) {
        const float base = 120 + 20 * (float)i;
        say(50, base, labels[i]);
        number(150 + behind, base, "963");
        if (second)
            number(250 + behind, base, "58");
        number(350 + behind, base, "72");
    }
    say(50, 200, "All");
    say(150, 200, "not yet");
    return is_doubted();
}

static void numbers_between_two_heads_are_told(void **state) {
    (void)state;
    assert_true(is_flush_doubted(98, false));
}

static void numbers_beside_each_head_are_its(void **state) {
    (void)state;
    assert_false(is_flush_doubted(45, true));
}

static void numbers_before_each_head_are_its(void **state) {
    (void)state;
    assert_false(is_flush_doubted(-10, true));
}

static void a_bracket_that_ends_elsewhere_is_told(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "and export)", "West", "East"};
    heads("Staff", "Fees", "Rent");
    rows(labels);
    assert_true(is_doubted());
}

static void brackets_of_one_label_are_not(void **state) {
    (void)state;
    static const char *const labels[] = {"a) North", "Labour (all)", "b) West", "East"};
    heads("Staff", "(EUR)", "Rent");
    rows(labels);
    assert_false(is_doubted());
}

static void a_bracket_of_another_head_is_told(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "Labour", "West", "East"};
    heads("Staff (EUR", "Fees", "Rent");
    rows(labels);
    assert_true(is_doubted());
}

static void labels_that_end_in_values_are_told(void **state) {
    (void)state;
    static const char *const labels[] = {"North 12.5", "Labour 0.25", "West 1,204", "East 7.75"};
    heads("Staff", "Fees", "Rent");
    rows(labels);
    assert_true(is_doubted());
}

static void half_a_head_is_told(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "Labour", "West", "East"};
    heads("Staff", "Fees", "x)");
    rows(labels);
    assert_true(is_doubted());
}

static void years_of_labels_are_not(void **state) {
    (void)state;
    static const char *const labels[] = {"North 2010", "Labour 2011", "West 2012", "East 2013"};
    heads("Staff", "Fees", "Rent");
    rows(labels);
    assert_false(is_doubted());
}

static void one_head_over_two_values_is_told(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "Labour", "West", "East"};
    say(50, 100, "Item");
    number(300, 100, "Staff");
    say(330, 100, "Revenue(EUR)Rent(%)");
    rows(labels);
    assert_true(is_doubted());
}

/* Heads set right above numbers set left, which stand `gap` behind labels set right. */
static void leaning(float gap) {
    static const char *const values[][2] = {{"n.a.", "8778"}, {"827", "…"},   {"2813", "33"},
                                            {"0", "22135"},   {"3287", "68"}, {"716", "6"}};
    say(102, 100, "项目");
    say(199, 100, "2010年");
    say(291, 100, "进口（件）");
    for (uint32_t i = 0; i < 6; i++) {
        say(82, 120 + 20 * (float)i, "其他产量");
        say(122 + gap, 120 + 20 * (float)i, values[i][0]);
        say(234, 120 + 20 * (float)i, values[i][1]);
    }
}

static void a_first_row_of_words_lacks_a_head(void **state) {
    (void)state;
    leaning(7);
    assert_true(is_doubted());
}

static void values_in_labels_and_a_head_without_any_are_told(void **state) {
    (void)state;
    leaning(4);
    assert_true(is_doubted());
}

/* The labels of three rows, each in two lines around the line of its numbers, were taken for running text. */
static void text_within_the_table_is_told(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "Labour", "West", "East"};
    heads("Staff", "Fees", "Rent");
    rows(labels);
    for (uint32_t i = 0; i < 3; i++) {
        const float base = 205 + 30 * (float)i;
        say(50, base - 6, "Other investment (incl. upper health");
        say(50, base + 6, "and cost)");
        number(300, base, "343");
        number(360, base, "47812");
        number(420, base, "85");
    }
    say(50, 290, "South");
    number(300, 290, "6");
    number(360, 290, "91");
    number(420, 290, "770");
    assert_true(is_doubted());
}

/* Heads of three columns, and a line `above` their baseline that none of them is of. */
static void cornered(float above) {
    static const char *const labels[] = {"North", "Labour", "West", "East"};
    number(300, 100, "Staff");
    number(360, 100, "Fees");
    number(420, 100, "Rent");
    say(60, 100 - above, "Item");
    rows(labels);
}

static void half_a_line_above_is_of_the_header(void **state) {
    (void)state;
    say(300, 86, "Revenue");
    cornered(8);
    assert_true(is_doubted());
}

static void a_line_above_is_a_caption(void **state) {
    (void)state;
    cornered(24);
    assert_false(is_doubted());
}

static uint32_t told;

static void count_rows(sheaf_job *job, const sheaf_diagnostic *said) {
    (void)job;
    told += said->code.len == 13 && memcmp(said->code.ptr, "pdf.table.row", 13) == 0;
}

static uint32_t strays(uint32_t tables) {
    sheaf_host host = {.size = sizeof host, .diagnose = count_rows};
    const sheaf_host *before = page.reader.host;
    page.reader.host = &host;
    told = 0;
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), tables);
    page.reader.host = before;
    return told;
}

static void a_row_that_stands_alone_is_told(void **state) {
    (void)state;
    say(50, 100, "North");
    number(300, 100, "963");
    number(360, 100, "58");
    number(420, 100, "8");
    say(50, 700, "Running text below");
    assert_int_equal(strays(0), 1);
}

/* `Report 4/2010 ... 2` */
static void feet_of_pages_are_not(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "Labour", "West", "East"};
    heads("Staff", "Fees", "Rent");
    rows(labels);
    say(50, 700, "Report");
    number(300, 700, "4");
    number(420, 700, "2");
    assert_int_equal(strays(1), 0);
}

static void rows_of_a_table_are_not(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "Labour", "West", "East"};
    heads("Staff", "Fees", "Rent");
    rows(labels);
    assert_int_equal(strays(1), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(numbers_between_two_heads_are_told),
        TEST(numbers_beside_each_head_are_its),
        TEST(numbers_before_each_head_are_its),
        TEST(a_bracket_that_ends_elsewhere_is_told),
        TEST(brackets_of_one_label_are_not),
        TEST(a_bracket_of_another_head_is_told),
        TEST(labels_that_end_in_values_are_told),
        TEST(half_a_head_is_told),
        TEST(years_of_labels_are_not),
        TEST(one_head_over_two_values_is_told),
        TEST(a_first_row_of_words_lacks_a_head),
        TEST(values_in_labels_and_a_head_without_any_are_told),
        TEST(text_within_the_table_is_told),
        TEST(half_a_line_above_is_of_the_header),
        TEST(a_line_above_is_a_caption),
        TEST(a_row_that_stands_alone_is_told),
        TEST(feet_of_pages_are_not),
        TEST(rows_of_a_table_are_not),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
