/* Column-aligned text: numbers stay in the column and row they were printed in, prose stays prose. */
#include "table_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *text, const char *wanted) {
    assert_string_equal(tables_in(text_columns, text), wanted);
}

static void numbers_make_columns(void **state) {
    (void)state;
    expect("Income before the war,\nas we know it.\n\n"
           "                      2000      1999\n"
           "Premiums            20,771    14,980\n"
           "Losses                (12)         -\n"
           "                    ------    ------\n"
           "Total               20,759    14,980\n\nIt was a year of growth throughout the whole "
           "of it.\n",
           "- Income before the war,\n- as we know it.\n"
           "table 3 "
           "inferred\n|@1:2000|1999\nPremiums|20,771|14,980\nLosses|(12)|-\nTotal|20,759|14,980\n"
           "- It was a year of growth throughout the whole of it.\n");
}

static void a_blank_field_stays_blank(void **state) {
    (void)state;
    expect("Alpha      1     2     3\nBeta             5     6\nGamma      7           9\nDelta    "
           "        8\n",
           "table 4 inferred\nAlpha|1|2|3\nBeta|@2:5|6\nGamma|7|@3:9\nDelta|@2:8\n");
}

static void signs_belong_to_their_numbers(void **state) {
    (void)state;
    expect("Sales       $  1,200   $    90 \nCosts            300        10 )\nRate            5.5 "
           "%       7 %\n",
           "table 3 inferred\nSales|$  1,200|$    90\nCosts|300|10 )\nRate|5.5 %|7 %\n");
}

static void leader_dots_are_no_text(void **state) {
    (void)state;
    expect("Sales ......... 1,200    90\nCosts. . . . . .  300    10\n",
           "table 3 inferred\nSales|1,200|90\nCosts|300|10\n");
}

static void one_space_is_enough_where_other_rows_prove_it(void **state) {
    (void)state;
    expect("A short label            1,100      2,200\nAnother label              900      1,300\n"
           "A rather long label here 1,500      3,100\n",
           "table 3 inferred\nA short label|1,100|2,200\nAnother label|900|1,300\nA rather long "
           "label here|1,500|3,100\n");
}

static void glued_numbers_part_at_columns(void **state) {
    (void)state;
    expect("Sales        1,348     163,443\nCosts        1,348     163,443\nLosses       1,348 "
           "1,163,443\n",
           "table 3 inferred\nSales|1,348|163,443\nCosts|1,348|163,443\nLosses|1,348|1,163,443\n");
    expect("Loan 7 7/8% of 1998      114      114\nLoan 7 3/4%              136      136\n",
           "table 3 inferred\nLoan 7 7/8% of 1998|114|114\nLoan 7 3/4%|136|136\n");
    expect("At December 31      500      600\nAt December 31               700\nDuring the year    "
           " 100      200\n",
           "table 3 inferred\nAt December 31|500|600\nAt December 31|@2:700\nDuring the "
           "year|100|200\n");
}

static void numbers_part_at_every_proven_gutter(void **state) {
    (void)state;
    /* the second and third column are narrower than what stands glued in them */
    expect("North           12    34    5    678\n"
           "South        10734 40602   11      9\n"
           "Hills       305747 (538)    4    649\n"
           "Total       305747 (538) 4141    649\n",
           "table 5 inferred\nNorth|12|34|5|678\nSouth|10734|40602|11|9\n"
           "Hills|305747|(538)|4|649\nTotal|305747|(538)|4141|649\n");
}

static void headers_span_what_they_stand_over(void **state) {
    (void)state;
    expect(
        "                 Years ended December\n                ------------------------   ----\n"
        "                  2000      1999     1998     N\nSales           10,000    20,000   "
        "30,000     1\n"
        "Costs           11,000    21,000   31,000     2\n",
        "table 5 inferred\n|@1:1x3:Years ended December\n|@1:2000|1999|1998|N\n"
        "Sales|10,000|20,000|30,000|1\nCosts|11,000|21,000|31,000|2\n");
}

static void a_header_beside_years_stands_over_its_numbers(void **state) {
    (void)state;
    expect("Costs            Note    2022     2021\n\n"
           "Sales              3    1,204    1,100\nRent                      300\nTravel          "
           "   4               25\n",
           "table 4 "
           "inferred\nCosts|Note|2022|2021\nSales|3|1,204|1,100\nRent|@2:300\nTravel|4|@3:25\n");
}

static void rows_of_as_many_numbers_make_columns(void **state) {
    (void)state;
    expect("甲 项   12 3 456 7\n乙    1 22 3      44\n丙 5     6 7 8\n丁 100 2 3 4\n戊   9 8 7 6\n",
           "table 5 inferred\n甲 项|12|3|456|7\n乙|1|22|3|44\n丙|5|6|7|8\n丁|100|2|3|4\n"
           "戊|9|8|7|6\n");
    /* a row with fewer goes by the places of the row above it */
    expect("甲   12 3 456 7\n乙   1 22 3 44\n丙   5 6 7 8\n丁   100 2 3 4\n己   55      9\n戊   9 "
           "8 7 6\n",
           "table 5 inferred\n甲|12|3|456|7\n乙|1|22|3|44\n丙|5|6|7|8\n丁|100|2|3|4\n"
           "己|55|@4:9\n戊|9|8|7|6\n");
}

static void labels_and_gaps_end_no_table(void **state) {
    (void)state;
    expect("Assets         10    20\n\nLong-term:\n   Land         5     6\n\n\nDebts           7  "
           "   8\n",
           "table 3 inferred\nAssets|10|20\nLong-term:\nLand|5|6\nDebts|7|8\n");
}

static void a_line_of_its_own_heads_a_part(void **state) {
    (void)state;
    expect("规章      0      0\n许可      5      6\n第二十条第（五）项\n处罚      "
           "704\n第二十条第（八）项\n收费"
           "      0.8\n",
           "table 3 "
           "inferred\n规章|0|0\n许可|5|6\n第二十条第（五）项\n处罚|704\n"
           "第二十条第（八）项\n收费"
           "|0.8\n");
}

static void another_layout_is_another_table(void **state) {
    (void)state;
    expect("a      100000   200000\nb      100000   200000\n\nc           300300   7\nd           "
           "300300   7\n",
           "table 3 inferred\na|100000|200000\nb|100000|200000\ntable 3 "
           "inferred\nc|300300|7\nd|300300|7\n");
}

static void wrapped_labels_around_their_numbers(void **state) {
    (void)state;
    expect("1.属于国家秘密      2     8     272\n2.其他法律行政法规\n               0     8      "
           "93\n禁止公开\n"
           "3.危及安全稳定      3     8      81\n4.保护第三方       7     5     110\n合法权益\n",
           "table 4 inferred\n1.属于国家秘密|2|8|272\n2.其他法律行政法规~禁止公开|0|8|93\n"
           "3.危及安全稳定|3|8|81\n4.保护第三方~合法权益|7|5|110\n");
}

static void nested_labels_have_a_column_a_level(void **state) {
    (void)state;
    expect("一、本年新收申请数量      26   123\n"
           "二、上年结转申请数量      71    14\n"
           "三、本年 （一）公开       15    31\n"
           "度办理   （二）部分       20    10\n"
           "         （三）不 1.国    32    54\n"
           "                  2.其他  41    73\n",
           "table 5 inferred\n1x3:一、本年新收申请数量|26|123\n1x3:二、上年结转申请数量|71|14\n"
           "三、本年|1x2:（一）公开|15|31\n度办理|1x2:（二）部分|20|10\n"
           "|@1:（三）不|1.国|32|54\n|@2:2.其他|41|73\n");
}

static void outer_labels_run_on_beside_wrapped_ones(void **state) {
    (void)state;
    expect("一、本年新收            26   123\n"
           "三、本年  1.不掌握相关\n"
           "度办理                  15    31\n"
           "          政府信息\n"
           "          2.申请人逾期\n"
           "（六）\n"
           "          未按要求      71    14\n"
           "          缴纳费用\n",
           "table 4 inferred\n1x2:一、本年新收|26|123\n"
           "三、本年~度办理|1.不掌握相关~政府信息|15|31\n"
           "（六）|2.申请人逾期~未按要求~缴纳费用|71|14\n");
    expect("一、本年新收            26   123\n"
           "三、本年  （二）部分    15    31\n"
           "度办理\n"
           "          公开\n"
           "\fprose\n",
           "table 4 inferred\n1x2:一、本年新收|26|123\n"
           "三、本年~度办理|（二）部分~公开|15|31\n- prose\n");
}

static void a_header_behind_a_blank_line_begins_a_table(void **state) {
    (void)state;
    /* A header of years is told by the text in its corner. */
    expect("Item         2021    2022\nA               1       2\nB               3       4\n\n"
           "Item              Jan     Feb     Mar\nC                   5       6       7\n"
           "D                   8       9      10\n",
           "table 3 inferred\nItem|2021|2022\nA|1|2\nB|3|4\n"
           "table 4 inferred\nItem|Jan|Feb|Mar\nC|5|6|7\nD|8|9|10\n");
    expect("prose\n\n\n\f渠道      公开    占比\n甲网       952     63%\n乙栏       812     28%\n\n"
           "领域      公开    增减\n丙类        40      -7\n丁类       645      17\n",
           "- prose\ntable 3 inferred behind a break\n渠道|公开|占比\n甲网|952|63%\n乙栏|812|28%\n"
           "table 3 inferred\n领域|公开|增减\n丙类|40|-7\n丁类|645|17\n");
}

static void one_row_behind_a_page_break_is_a_table(void **state) {
    (void)state;
    expect("甲网       952     63%\n乙栏       812     28%\n\f丙费                   7\n\nprose\n",
           "table 3 inferred\n甲网|952|63%\n乙栏|812|28%\n"
           "table 2 inferred behind a break\n丙费|7\n- prose\n");
    expect("prose\n\f丙费                   7\n", "- prose\n- 丙费                   7\n");
}

static void labels_that_may_be_two_stay_apart(void **state) {
    (void)state;
    expect("Sales        10    20\nOther income\n             30    40\n\nCosts        50    60\n",
           "table 3 inferred\nSales|10|20\nOther income\n|@1:30|40\nCosts|50|60\n");
}

static void wide_characters_by_either_measure(void **state) {
    (void)state;
    /* as a terminal shows them, two columns each */
    expect("规章            10    20\n行政规范性文件   3     4\n其他             5     6\n",
           "table 3 inferred\n规章|10|20\n行政规范性文件|3|4\n其他|5|6\n");
    /* as pdftotext aligns them, one each */
    expect("规章            10    20\n行政规范性文件        3     4\n其他             5     6\n",
           "table 3 inferred\n规章|10|20\n行政规范性文件|3|4\n其他|5|6\n");
}

static void prose_is_no_table(void **state) {
    (void)state;
    static const char *const texts[] = {
        "It rose in  1999  to the   highest mark\nand fell  again in the  year   that\nfollowed  "
        "it,  as 12 men  said.\n",
        "One sentence.  Then another.\nA third one.  And a fourth.\n",
        "1.   First of all things\n2.   Second of all things\n",
        "Left column of prose      Right column of prose\ngoes on and on here       goes on as "
        "well, see\n",
        "20.1     A contract between two parties\n20.2     A contract between three of them\n",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        assert_null(strstr(tables_in(text_columns, texts[i]), "table"));
}

/* ---- any grid of numbers that is printed in columns is read as that grid ---- */

static uint32_t seed;

static uint32_t chance(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void printed_columns_come_back(void **state) {
    (void)state;
    static const char *const trimmed[] = {"Income", "Expenses", "Taxes", "Sum"};
    for (seed = 1; seed < 150u * 977u; seed += 977) {
        uint32_t from = seed, rows = 2 + chance(8), columns = 2 + chance(12), gap = 2 + chance(9);
        char text[16384] = "", wanted[16384], cell[32], field[64];
        snprintf(wanted, sizeof wanted, "table %u inferred\n", columns + 1);
        for (uint32_t r = 0; r < rows; r++) {
            snprintf(field, sizeof field, "%-9s", trimmed[r % 4]);
            strcat(text, field);
            strcat(wanted, trimmed[r % 4]);
            for (uint32_t c = 0; c < columns; c++) {
                snprintf(cell, sizeof cell, "%u,%03u", chance(2) ? 1 + chance(999) : 1 + chance(9),
                         chance(1000));
                snprintf(field, sizeof field, "%*s", (int)(7 + gap), cell);
                strcat(text, field);
                strcat(strcat(wanted, "|"), cell);
            }
            strcat(text, "\n");
            strcat(wanted, "\n");
        }
        assert_string_equal(tables_in(text_columns, text), wanted);
        seed = from;
    }
}

static uint32_t cells_of(const char *unit, uint32_t times) {
    size_t length = strlen(unit);
    char *text = malloc(length * times + 1);
    assert_non_null(text);
    for (uint32_t i = 0; i < times; i++)
        memcpy(text + length * i, unit, length);
    uint32_t cells = cells_in(text_columns, text, length * times);
    free(text);
    return cells;
}

static void hostile_columns_stay_linear(void **state) {
    (void)state;
    assert_int_equal(cells_of("ab   12\ncd   34\n\n\n\n", 10000), 40000);
    assert_true(cells_of("1  2   ", 50000) > 0);
    cells_of("x  1\nl\nl\nl\nl\nl\nl\nl\nl\nl\nl\nl\nl\n", 10000);
    cells_of("lab 1  ", 50000);
    cells_of(". ", 200000);
}

static void memory_that_runs_out_fails_the_job(void **state) {
    (void)state;
    uint32_t n = 1;
    while (fails_cleanly(text_columns, "a   1   2\nb   3   4\n", n))
        n++;
    assert_true(n > 6);
}

static int tear_down(void **state) {
    (void)state;
    fixture_done();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_make_columns),
        cmocka_unit_test(a_blank_field_stays_blank),
        cmocka_unit_test(signs_belong_to_their_numbers),
        cmocka_unit_test(leader_dots_are_no_text),
        cmocka_unit_test(one_space_is_enough_where_other_rows_prove_it),
        cmocka_unit_test(glued_numbers_part_at_columns),
        cmocka_unit_test(numbers_part_at_every_proven_gutter),
        cmocka_unit_test(headers_span_what_they_stand_over),
        cmocka_unit_test(a_header_beside_years_stands_over_its_numbers),
        cmocka_unit_test(rows_of_as_many_numbers_make_columns),
        cmocka_unit_test(labels_and_gaps_end_no_table),
        cmocka_unit_test(a_line_of_its_own_heads_a_part),
        cmocka_unit_test(another_layout_is_another_table),
        cmocka_unit_test(wrapped_labels_around_their_numbers),
        cmocka_unit_test(a_header_behind_a_blank_line_begins_a_table),
        cmocka_unit_test(one_row_behind_a_page_break_is_a_table),
        cmocka_unit_test(nested_labels_have_a_column_a_level),
        cmocka_unit_test(outer_labels_run_on_beside_wrapped_ones),
        cmocka_unit_test(labels_that_may_be_two_stay_apart),
        cmocka_unit_test(wide_characters_by_either_measure),
        cmocka_unit_test(prose_is_no_table),
        cmocka_unit_test(printed_columns_come_back),
        cmocka_unit_test(hostile_columns_stay_linear),
        cmocka_unit_test(memory_that_runs_out_fails_the_job),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
