/* Fields that the same number of spaces parts everywhere, and what must not be taken for them. */
#include "table_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *text, const char *wanted) {
    assert_string_equal(tables_in(text_spaced, text), wanted);
}

static void gaps_of_one_width_part_fields(void **state) {
    (void)state;
    expect("项目  甲  乙\n一、本年新收  12  3456\n二、上年结转数量  7  8\n",
           "table 3\n项目|甲|乙\n一、本年新收|12|3456\n二、上年结转数量|7|8\n");
    expect("name    a    b\nlonger name    1,234    5\nx    67    890\n",
           "table 3\nname|a|b\nlonger name|1,234|5\nx|67|890\n");
    expect("一、收到  12  3  15\n合计  1  2  3\n（二）部分公开  4  55  59\nand prose\n",
           "table 4\n一、收到|12|3|15\n合计|1|2|3\n（二）部分公开|4|55|59\n- and prose\n");
}

static void a_short_line_between_rows_is_a_row(void **state) {
    (void)state;
    expect("规章  11  2  13\n第二十条第（五）项\n行政许可  4  55  6\n强制  77  8  9\n",
           "table 4\n规章|11|2|13\n第二十条第（五）项\n行政许可|4|55|6\n强制|77|8|9\n");
}

static void other_gaps_leave_it_to_columns(void **state) {
    (void)state;
    expect("甲  12  3\n乙乙    4  5\n丙丙丙  67  8\n",
           "- 甲  12  3\n- 乙乙    4  5\n- 丙丙丙  67  8\n");
    expect("ab  12  34\ncd  56  78\nef  90  12\n", "- ab  12  34\n- cd  56  78\n- ef  90  12\n");
    expect("a          1          22\nbbb          333          4\n",
           "- a          1          22\n- bbb          333          4\n");
    expect("  a  1  22\n  bbb  333  4\n", "-   a  1  22\n-   bbb  333  4\n");
}

static void sentences_are_no_fields(void **state) {
    (void)state;
    expect("It began.  It went on.  It\nended well.  Then 3 more.  So\nit was.  And so on.  All\n",
           "- It began.  It went on.  It\n- ended well.  Then 3 more.  So\n- it was.  And so on.  "
           "All\n");
    expect("one  1  2\n", "- one  1  2\n");
}

static void pages_and_blank_lines_end_it(void **state) {
    (void)state;
    expect("a  1  22\nbbb  333  4\n\nc  5  66\ndddd  7  8\n",
           "table 3\na|1|22\nbbb|333|4\ntable 3\nc|5|66\ndddd|7|8\n");
}

static void large_blocks_stay_linear(void **state) {
    (void)state;
    enum { LINES = 40000 };
    char *text = malloc(LINES * 16 + 16);
    size_t length = 0;
    assert_non_null(text);
    for (int i = 0; i < LINES; i++)
        length += (size_t)sprintf(text + length, "r%d  %d  7\n", i % 2 ? i : i % 7, i % 997);
    assert_int_equal(cells_in(text_spaced, text, length), LINES * 3);
    length += (size_t)sprintf(text + length, "x   y\n");
    assert_int_equal(cells_in(text_spaced, text, length), 0);
    free(text);
}

static int done(void **state) {
    (void)state;
    fixture_done();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gaps_of_one_width_part_fields),
        cmocka_unit_test(a_short_line_between_rows_is_a_row),
        cmocka_unit_test(other_gaps_leave_it_to_columns),
        cmocka_unit_test(sentences_are_no_fields),
        cmocka_unit_test(pages_and_blank_lines_end_it),
        cmocka_unit_test(large_blocks_stay_linear),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
