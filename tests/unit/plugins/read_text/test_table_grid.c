/* Drawn grids: spans that the lines show, text over several lines, fonts of both widths, shells' tables. */
#include "table_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *text, const char *wanted) {
    assert_string_equal(tables_in(text_grid_table, text), wanted);
}

static void rules_and_bars_give_cells_and_spans(void **state) {
    (void)state;
    expect("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+   +---+\n|   | 3 |\n+---+---+\n",
           "table 2\n#a|#b\n2x1:1|2\n|@1:3\n");
    expect("+-----------+-----------+\n| over both             |\n+-----------+-----------+\n"
           "| wrapped   | x         |\n| label     |           |\n+-----------+-----------+\n",
           "table 2\n1x2:over both\nwrapped~label|x\n");
    expect("+-------+---+---+\n| low   | p | q |\n|       +---+---+\n| still | r | + "
           "|\n+-------+---+---+\n",
           "table 3\n2x1:low~still|p|q\n|@1:r|+\n");
}

static void box_characters_of_either_width(void **state) {
    (void)state;
    expect("┌──┬──┐\n│甲│乙│\n├──┼──┤\n│ 1│ 2│\n└──┴──┘\n", "table 2\n甲|乙\n1|2\n");
    expect("┌─┬─┐\n│甲│乙│\n├─┼─┤\n│１│２│\n└─┴─┘\n", "table 2\n甲|乙\n１|２\n");
    expect("╔══╦══╗\n║a ║b ║\n╠══╬══╣\n║1 ║2 ║\n╚══╩══╝\n", "table 2\na|b\n1|2\n");
}

/* A bar in the text, so that bars cannot be counted: quotes stand as wide as the font draws them. */
static void quotes_of_either_width(void **state) {
    (void)state;
    expect("+-------+---+\n| “a|b” | 1 |\n+-------+---+\n| c     | 2 |\n+-------+---+\n",
           "table 2\n“a|b”|1\nc|2\n");
    expect("+---------+---+\n| “a|b” | 1 |\n+---------+---+\n| c       | 2 |\n+---------+---+\n",
           "table 2\n“a|b”|1\nc|2\n");
}

static void misplaced_bars_are_counted(void **state) {
    (void)state;
    /* A bar that is missing on one line: the next one ends the cell, and no text stands twice. */
    expect("+--+--+--+\n|a  b |c |\n|d |e |f |\n+--+--+--+\n", "table 3\na  b~d|e|c~f\n");

    expect("+----+----+\n| 甲乙丙 | b |\n+----+----+\n| 1 | 2 |\n+----+----+\n",
           "table 2\n甲乙丙|b\n1|2\n");
}

static void a_row_a_line_where_only_header_and_body_are_ruled(void **state) {
    (void)state;
    expect("+----+-------+\n| id | name  |\n+----+-------+\n|  1 | alpha |\n|  2 | be|ta |\n|  3 | "
           "      |\n"
           "+----+-------+\n",
           "table 2\n#id|#name\n1|alpha\n2|be|ta\n3|\n");
}

static void the_rest_of_a_number_is_no_row(void **state) {
    (void)state;
    expect(
        "+-----+-----+------+\n| new | 385 | 2    |\n| ly  |     | ,083 |\n+-----+-----+------+\n"
        "| old | 13  | 14   |\n+-----+-----+------+\n",
        "table 3\nnew~ly|385|2~,083\nold|13|14\n");
}

static void lines_with_numbers_of_their_own_are_rows(void **state) {
    (void)state;
    expect("+---+----+\n| a | n  |\n+---+----+\n| b | 1  |\n| c |    |\n| d | 20 |\n+---+----+\n"
           "| e | 21 |\n+---+----+\n",
           "table 2\n#a|#n\nb|1\nc|\nd|20\ne|21\n");
    expect("+---+----+\n| b | 1  |\n| c | 2  |\n+---+----+\n", "table 2\nb|1\nc|2\n");
    expect("+------+----+\n| long | 1  |\n| name |    |\n+------+----+\n| e    | 21 "
           "|\n+------+----+\n",
           "table 2\nlong~name|1\ne|21\n");
    expect("+---+----+\n| b | 1  |\n|   | 2  |\n+---+----+\n| e | 21 |\n+---+----+\n",
           "table 2\nb|1~2\ne|21\n");
}

static void a_number_that_is_broken_beside_its_label_is_no_row(void **state) {
    (void)state;
    expect("+---+----+----+----+\n| a | n  | m  | o  |\n+---+----+----+----+\n"
           "| b | 10 | 20 | 30 |\n| c |    |    | 4  |\n+---+----+----+----+\n"
           "| d | 5  | 6  | 7  |\n+---+----+----+----+\n",
           "table 4\na|n|m|o\nb~c|10|20|30~4\nd|5|6|7\n");
    /* A label of the grid runs over lines, and so do its cells. */
    expect("+---+----+\n| a | n  |\n+---+----+\n| b | 1  |\n| c |    |\n+---+----+\n"
           "| d | 20 |\n| e | 5  |\n+---+----+\n",
           "table 2\na|n\nb~c|1\nd~e|20~5\n");
}

static void what_is_no_grid_is_left(void **state) {
    (void)state;
    /* A junction of three bytes and nothing behind it: as long as the shortest frame in bytes. */
    expect("┼\n┠", "- ┼\n- ┠\n");
    expect("┼─\n", "- ┼─\n");
    expect("+---+\n\ntext\n", "- +---+\n- text\n");
    expect("+1 is a number\n", "- +1 is a number\n");
    expect("+--\n|x\n", "- +--\n- |x\n");
}

static uint32_t cells_of(const char *front, const char *unit, uint32_t times) {
    size_t length = strlen(unit), head = strlen(front);
    char *text = malloc(head + length * times + 1);
    assert_non_null(text);
    memcpy(text, front, head);
    for (uint32_t i = 0; i < times; i++)
        memcpy(text + head + length * i, unit, length);
    uint32_t cells = cells_in(text_grid_table, text, head + length * times);
    free(text);
    return cells;
}

static void hostile_grids_stay_linear(void **state) {
    (void)state;
    assert_int_equal(cells_of("", "+--+\n", 50000), 0);
    assert_int_equal(cells_of("+--+\n", "|  |\n+--+\n", 20000), 20000);
    char *wide = malloc(3 * 20000 + 3);
    assert_non_null(wide);
    for (uint32_t i = 0; i < 20000; i++)
        memcpy(wide + (size_t)3 * i, "+--", 3);
    memcpy(wide + 60000, "+\n", 3);
    cells_of(wide, "|\n", 50000); /* 10^9 slots if they were drawn */
    free(wide);
    /* The posts of the second line stand between those of the first, a million of them. */
    char *between = malloc(4000000);
    assert_non_null(between);
    for (uint32_t i = 0; i < 2000000; i += 2)
        memcpy(between + i, "+-", 2);
    between[1999999] = '\n';
    between[2000000] = '|';
    memcpy(between + 2000001, between, 1999999);
    between[3999998] = '\n';
    between[3999999] = '\0';
    cells_in(text_grid_table, between, 3999999);
    free(between);
}

static void memory_that_runs_out_fails_the_job(void **state) {
    (void)state;
    const char *text = "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n";
    uint32_t n = 1;
    while (fails_cleanly(text_grid_table, text, n))
        n++;
    assert_true(n > 4);
}

static int tear_down(void **state) {
    (void)state;
    fixture_done();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_and_bars_give_cells_and_spans),
        cmocka_unit_test(box_characters_of_either_width),
        cmocka_unit_test(quotes_of_either_width),
        cmocka_unit_test(misplaced_bars_are_counted),
        cmocka_unit_test(a_row_a_line_where_only_header_and_body_are_ruled),
        cmocka_unit_test(the_rest_of_a_number_is_no_row),
        cmocka_unit_test(lines_with_numbers_of_their_own_are_rows),
        cmocka_unit_test(a_number_that_is_broken_beside_its_label_is_no_row),
        cmocka_unit_test(what_is_no_grid_is_left),
        cmocka_unit_test(hostile_grids_stay_linear),
        cmocka_unit_test(memory_that_runs_out_fails_the_job),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
