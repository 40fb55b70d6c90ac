/* Headers of two tiers: which heads are those of a group, told by where cells must end, by rules, or by nothing. */
#include "cm.h"

#include "page_fixture.h"
#include "river/tiers.h"

#include <string.h>

static page_fixture page;
static pdf_grid *grids;
static pdf_line *lines;
static uint32_t line_count;

static int set_up(void **state) {
    (void)state;
    fixture_begin(&page, 700, 800);
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

/* Cells of five columns begin here; the last one ends at the last. */
static const float cells[] = {150, 210, 310, 370, 450, 530};

static void left(uint32_t column, float base, const char *text) {
    say(cells[column] + 3, base, text);
}

static void right(uint32_t column, float base, const char *text) {
    say(cells[column + 1] - 3 - 5 * (float)strlen(text), base, text);
}

/* In the middle of the cells from..to. */
static void centre(uint32_t from, uint32_t to, float base, const char *text) {
    say((cells[from] + cells[to + 1]) / 2 - 2.5f * (float)strlen(text), base, text);
}

static const char *const lowest[] = {"Cost", "Staff", "Rent", "Fees", "Fuel"};

static void body(void (*set)(uint32_t, float, const char *)) {
    static const char *const numbers[][5] = {{"963", "5", "273", "14", "2"},
                                             {"58", "1144", "8", "7", "90"},
                                             {"7672", "893", "61", "33", "1"}};
    static const char *const labels[] = {"North", "Labour", "West"};
    for (uint32_t i = 0; i < 3; i++) {
        say(50, 150 + 20 * (float)i, labels[i]);
        for (uint32_t k = 0; k < 5; k++)
            set(k, 150 + 20 * (float)i, numbers[i][k]);
    }
}

static void in_middle(uint32_t column, float base, const char *text) {
    centre(column, column, base, text);
}

#define FIVE "\nNorth|963|5|273|14|2\nLabour|58|1144|8|7|90\nWest|7672|893|61|33|1"

static void expect(const char *wanted, bool doubted) {
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
    assert_int_equal((grids[0].flags & PDF_GRID_DOUBTED) != 0, doubted);
    assert_int_equal(grids[0].confidence <= 7000, doubted);
}

static void lower(void (*set)(uint32_t, float, const char *)) {
    for (uint32_t k = 0; k < 5; k++)
        set(k, 122, lowest[k]);
}

#define GROUPS "2x1:Item|1x2:Town|1x3:Land\nCost|Staff|Rent|Fees|Fuel" FIVE

/* Cells are 60 to 100 wide, and numbers end at their right edge: borders follow. */
static void borders_tell_groups_in_the_middle(void **state) {
    (void)state;
    say(50, 113, "Item");
    centre(0, 1, 104, "Town");
    centre(2, 4, 104, "Land");
    lower(in_middle);
    body(right);
    expect(GROUPS, false);
}

static void numbers_in_the_middle_tell_borders_too(void **state) {
    (void)state;
    say(50, 113, "Item");
    centre(0, 1, 104, "Town");
    centre(2, 4, 104, "Land");
    lower(in_middle);
    body(in_middle);
    expect(GROUPS, false);
}

/* The head of the labels stands at the top, so no other one may stand as low as those of groups. */
static void groups_begin_at_their_first_head(void **state) {
    (void)state;
    say(50, 104, "Item");
    left(0, 104, "Town");
    left(2, 104, "Land");
    lower(left);
    body(right);
    expect(GROUPS, false);
}

/* All heads stand at the bottom of their cells: the last one may be of no group. */
static void where_a_group_ends_may_not_be_known(void **state) {
    (void)state;
    say(50, 122, "Item");
    left(0, 104, "Town");
    left(2, 104, "Land");
    lower(left);
    body(right);
    expect(GROUPS, true);
}

static void groups_end_at_their_last_head(void **state) {
    (void)state;
    say(50, 104, "Item");
    right(1, 104, "Town");
    right(4, 104, "Land");
    lower(right);
    body(right);
    expect(GROUPS, false);
}

/* A rule below the groups ends where theirs do. */
static void a_rule_ends_the_last_group(void **state) {
    (void)state;
    say(50, 122, "Item");
    left(0, 104, "Town");
    left(2, 104, "Land");
    fixture_across(&page, 150, 450, 110);
    lower(left);
    body(right);
    expect("2x1:Item|1x2:Town|1x2:Land|2x1:Fuel\nCost|Staff|Rent|Fees" FIVE, false);
}

/* A head of two lines beside heads of one: `(EUR)` is no head of its own. */
static void units_are_lines_of_their_heads(void **state) {
    (void)state;
    say(50, 122, "Item");
    left(1, 110, "Staff");
    left(3, 110, "Water");
    left(0, 122, "Cost");
    left(1, 122, "(EUR)");
    left(2, 122, "Rent");
    left(3, 122, "index");
    left(4, 122, "Fuel");
    body(in_middle);
    expect("Item|Cost|Staff~(EUR)|Rent|Water~index|Fuel" FIVE, false);
}

/* It fits neither the one nor the other. */
static void a_group_that_fits_nowhere_is_doubted(void **state) {
    (void)state;
    say(50, 122, "Item");
    centre(0, 1, 104, "Town");
    say(415, 104, "Land");
    lower(in_middle);
    body(right);
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_true(grids[0].flags & PDF_GRID_DOUBTED);
}

/* The head of the labels stands at the top, but the group in the middle of two cells of three: it does not take all. */
static void a_group_off_the_middle_takes_no_other(void **state) {
    (void)state;
    static const float middles[] = {200, 270, 340};
    static const char *const heads[] = {"Plan", "Actual", "Staff"};
    say(50, 104, "Item");
    say(235 - 17.5f, 104, "Revenue");
    for (uint32_t k = 0; k < 3; k++)
        say(middles[k] - 2.5f * (float)strlen(heads[k]), 122, heads[k]);
    for (uint32_t i = 0; i < 4; i++) {
        say(50, 150 + 20 * (float)i, i % 2 ? "North" : "West");
        for (uint32_t k = 0; k < 3; k++)
            say(middles[k] - 7.5f, 150 + 20 * (float)i, i == k ? "511" : "922");
    }
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_null(strstr(fixture_show(&grids[0]), "1x3:Revenue"));
    assert_true(grids[0].flags & PDF_GRID_DOUBTED);
}

/* It begins where the first head does; where it ends nothing tells. */
static void one_group_at_the_left_is_doubted(void **state) {
    (void)state;
    say(50, 104, "Item");
    left(0, 104, "Town");
    lower(left);
    body(right);
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_true(grids[0].flags & PDF_GRID_DOUBTED);
}

/* So many ways to share out thirty columns among ten groups, which fit everywhere, that trying all would take years. */
static river_tier_share many_ways(river_piece *pieces) {
    uint32_t starts[] = {0, 0};
    const river_scene scene = {.rows = NULL};
    const river_table table = {.size = 1000, .columns = 31, .starts = starts};
    river_tiers t = {.scene = &scene, .table = &table, .low = 1, .high = 30, .open = true};
    river_tier_share share = {.count = 0};
    for (; t.count < 10; t.count++)
        t.groups[t.count] = &pieces[t.count];
    river_tier_fit(&t, &share);
    return share;
}

static void several_ways_are_enough(void **state) {
    (void)state;
    river_piece pieces[10] = {{.column = 0}};
    assert_true(many_ways(pieces).count > 1);
}

/* The last one fits nowhere: no way is ever found. */
static void a_search_without_end_is_doubted(void **state) {
    (void)state;
    river_piece pieces[10] = {{.column = 0}};
    pieces[9].box[0] = pieces[9].box[2] = 100000;
    const river_tier_share share = many_ways(pieces);
    assert_int_equal(share.count, 0);
    assert_true(share.doubted);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(borders_tell_groups_in_the_middle),
        TEST(numbers_in_the_middle_tell_borders_too),
        TEST(groups_begin_at_their_first_head),
        TEST(where_a_group_ends_may_not_be_known),
        TEST(groups_end_at_their_last_head),
        TEST(a_rule_ends_the_last_group),
        TEST(units_are_lines_of_their_heads),
        TEST(a_group_that_fits_nowhere_is_doubted),
        TEST(a_group_off_the_middle_takes_no_other),
        TEST(one_group_at_the_left_is_doubted),
        TEST(several_ways_are_enough),
        TEST(a_search_without_end_is_doubted),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
