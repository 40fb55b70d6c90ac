/* SPDX-License-Identifier: GPL-2.0-or-later
 * Unruled and half-ruled tables from drawn pages: what is one, what its cells are, and what is none. Text is set from
 * strings in which each blank is half an em wide. */
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

/* Lines of text from x 60 on, ten points a line; returns the next line's baseline. */
static float set(float base, uint16_t look, const char *text) {
    while (*text) {
        char line[160];
        size_t length = strcspn(text, "\n");
        assert_true(length < sizeof line);
        memcpy(line, text, length);
        line[length] = 0;
        if (strspn(line, " ") < length)
            fixture_text(&page, 60 + 5 * (float)strspn(line, " "), base, 10, look,
                         line + strspn(line, " "));
        text += length + (text[length] == '\n');
        base += 12;
    }
    return base;
}

static uint32_t look(void) {
    return fixture_rivers(&page, &lines, &line_count, &grids);
}

static void expect_one(const char *wanted) {
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
}

static void columns_of_numbers_are_a_table(void **state) {
    (void)state;
    set(100, FIXTURE_PLAIN,
        "Country     1995     1996\n"
        "Austria      8.1     12.5\n"
        "Belgium     10.6      3.0\n"
        "Denmark      5.2    110.4\n");
    expect_one("Country|1995|1996\nAustria|8.1|12.5\nBelgium|10.6|3.0\nDenmark|5.2|110.4");
    assert_int_equal(grids[0].header_rows, 1);
    assert_true(grids[0].confidence >= 6000);
    assert_int_equal(line_count, 0);
    assert_float_equal(grids[0].cells[3].box[0], 60, 0.5);
}

static void empty_cells_keep_their_columns(void **state) {
    (void)state;
    set(100, FIXTURE_PLAIN,
        "Item        Sold     Left    Lost\n"
        "Apples        12                7\n"
        "Pears                  45      10\n"
        "Plums         30       11\n"
        "Nuts           4        9       1\n");
    expect_one("Item|Sold|Left|Lost\nApples|12||7\nPears||45|10\nPlums|30|11|\nNuts|4|9|1");
}

static void text_around_a_table_stays(void **state) {
    (void)state;
    float next = set(100, FIXTURE_PLAIN,
                     "The figures below were counted by the office in the years after the war\n"
                     "and were published in the report that each of the members has received\n"
                     "before the session of the council in which they were to be approved by\n"
                     "its members.\n");
    next = set(next + 24, FIXTURE_PLAIN,
               "Austria      8.1     12.5\n"
               "Belgium     10.6      3.0\n"
               "Denmark      5.2    110.4\n");
    set(next + 24, FIXTURE_PLAIN, "Source: the office.\n");
    expect_one("Austria|8.1|12.5\nBelgium|10.6|3.0\nDenmark|5.2|110.4");
    assert_true(line_count >= 5); /* justified text may be parted, order joins it */
}

/* Rules at the top, below the head and at the bottom; the caption and the note stand outside. */
static void rules_tell_head_and_end(void **state) {
    (void)state;
    set(88, FIXTURE_PLAIN, "Table 1: apples and pears\n");
    fixture_across(&page, 60, 260, 92);
    set(102, FIXTURE_PLAIN,
        "             Number   Number\n"
        "Fruit         sold     left\n");
    fixture_across(&page, 60, 260, 118);
    set(128, FIXTURE_PLAIN,
        "Apples        12       13\n"
        "Pears          5       45\n"
        "Total         17       58\n");
    fixture_across(&page, 60, 260, 156);
    set(168, FIXTURE_PLAIN, "Note:       counted by hand\n");
    expect_one("Fruit|Number~sold|Number~left\nApples|12|13\nPears|5|45\nTotal|17|58");
    assert_int_equal(grids[0].header_rows, 1);
    assert_true(line_count >= 2);
}

static void a_head_spans_its_columns(void **state) {
    (void)state;
    set(100, FIXTURE_PLAIN, "                  Women                  Men\n");
    fixture_across(&page, 120, 240, 104);
    fixture_across(&page, 250, 380, 104);
    set(114, FIXTURE_PLAIN,
        "Town          Young      Old        Young      Old\n"
        "Graz             12       13           14       15\n"
        "Linz             22       23           24       25\n"
        "Wels             32       33           34       35\n");
    expect_one("2x1:Town|1x2:Women|1x2:Men\nYoung|Old|Young|Old\n"
               "Graz|12|13|14|15\nLinz|22|23|24|25\nWels|32|33|34|35");
    assert_int_equal(grids[0].header_rows, 2);
}

static void a_wrapped_label_is_one_row(void **state) {
    (void)state;
    float next = set(100, FIXTURE_PLAIN, "Graz                    12       13\n");
    next = set(next + 6, FIXTURE_PLAIN,
               "Linz and all of the\n"
               "towns around it         22       23\n");
    next = set(next + 6, FIXTURE_PLAIN, "Wels                    32       33\n");
    set(next + 6, FIXTURE_PLAIN, "Enns                    42       43\n");
    expect_one("Graz|12|13\nLinz and all of the~towns around it|22|23\nWels|32|33\nEnns|42|43");
}

static void sections_are_rows(void **state) {
    (void)state;
    set(100, FIXTURE_PLAIN,
        "Fruit         2001     2002\n"
        "Grown here\n"
        "Apples          12       13\n"
        "Pears           22       23\n"
        "Bought\n"
        "Lemons          32       33\n"
        "Limes           42       43\n");
    expect_one("Fruit|2001|2002\nGrown "
               "here||\nApples|12|13\nPears|22|23\nBought||\nLemons|32|33\nLimes|42|43");
}

static void signs_stay_with_their_numbers(void **state) {
    (void)state;
    set(100, FIXTURE_PLAIN,
        "Apples    $   12.00     40  %\n"
        "Pears     $    5.50     35  %\n"
        "Plums     $  117.25     25  %\n");
    expect_one("Apples|$ 12.00|40 %\nPears|$ 5.50|35 %\nPlums|$ 117.25|25 %");
}

static void a_number_in_groups_is_not_split(void **state) {
    (void)state;
    float ys[] = {100, 112, 124, 136};
    const char *labels[] = {"Graz", "Linz", "Wels", "Enns"};
    const char *heads[] = {"12", "45", "78", "11"}, *tails[] = {"345", "678", "901", "222"};
    for (int i = 0; i < 4; i++) {
        fixture_text(&page, 60, ys[i], 10, FIXTURE_PLAIN, labels[i]);
        float x = fixture_text(&page, 150, ys[i], 10, FIXTURE_PLAIN, heads[i]);
        fixture_text(&page, x + 2.6f, ys[i], 10, FIXTURE_PLAIN, tails[i]);
        fixture_text(&page, 220, ys[i], 10, FIXTURE_PLAIN, "7");
    }
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].columns, 3);
    assert_string_equal(fixture_show(&grids[0]),
                        "Graz|12 345|7\nLinz|45 678|7\nWels|78 901|7\nEnns|11 222|7");
}

/* The rules of sums reach over the numbers only; labels stand outside them and are no text beside. */
static void labels_beside_sums_stay(void **state) {
    (void)state;
    set(100, FIXTURE_PLAIN,
        "Receipts of the first half of the year:    2001     2002\n"
        "Taxes that were paid in full               1,12     1,13\n"
        "Duties on goods from other lands           2,22     2,23\n");
    fixture_across(&page, 260, 370, 127);
    set(136, FIXTURE_PLAIN, "Sum of the above as it was booked          3,34     3,36\n");
    fixture_across(&page, 260, 370, 139);
    set(148, FIXTURE_PLAIN,
        "Fees that were paid in part                4,42     4,43\n"
        "Fines that were paid in part               5,52     5,53\n"
        "Gifts that were made to the town           6,62     6,63\n");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].columns, 3);
    assert_int_equal(grids[0].rows, 7);
    assert_int_equal(line_count, 0);
}

/* A caption in the margin beside a table whose rules tell how wide it is. */
static void what_stands_beside_rules_is_outside(void **state) {
    (void)state;
    fixture_across(&page, 150, 360, 90);
    fixture_across(&page, 150, 360, 104);
    fixture_across(&page, 150, 360, 142);
    set(100, FIXTURE_PLAIN, "Table 1           Town          Old     New\n");
    set(114, FIXTURE_PLAIN,
        "What towns        Graz           12      13\n"
        "had, and have     Linz           22      23\n"
        "now               Wels           32      33\n");
    expect_one("Town|Old|New\nGraz|12|13\nLinz|22|23\nWels|32|33");
    assert_int_equal(line_count, 4);
}

/* Right-aligned numbers with signs may come near to each other. */
static void near_numbers_are_two_columns(void **state) {
    (void)state;
    const char *labels[] = {"Graz", "Linz", "Wels", "Enns", "Traun"};
    const char *lefts[] = {"1", "12", "1,234", "7", "2"},
               *rights[] = {"-100.0", "8.5", "-11.2", "0.4", "-66.7"};
    for (int i = 0; i < 5; i++) {
        float base = 100 + 12 * (float)i;
        fixture_text(&page, 60, base, 10, FIXTURE_PLAIN, labels[i]);
        fixture_text(&page, 200 - 5 * (float)strlen(lefts[i]), base, 10, FIXTURE_PLAIN, lefts[i]);
        fixture_text(&page, 233 - 5 * (float)strlen(rights[i]), base, 10, FIXTURE_PLAIN, rights[i]);
    }
    expect_one("Graz|1|-100.0\nLinz|12|8.5\nWels|1,234|-11.2\nEnns|7|0.4\nTraun|2|-66.7");
}

/* Three digits after a number may be its group or a number of the next column; wider than a blank they are the latter. */
static void three_digits_are_a_column_where_no_blank_is_so_wide(void **state) {
    (void)state;
    const char *labels[] = {"Graz", "Linz", "Wels", "Enns"};
    const char *lefts[] = {"29", "438", "2", "8,998"},
               *rights[] = {"331 (98.0)", "494 (71.2)", "382 (85.7)", "296 (65.8)"};
    for (int i = 0; i < 4; i++) {
        float base = 100 + 12 * (float)i;
        fixture_text(&page, 60, base, 10, FIXTURE_PLAIN, labels[i]);
        fixture_text(&page, 200 - 5 * (float)strlen(lefts[i]), base, 10, FIXTURE_PLAIN, lefts[i]);
        fixture_text(&page, 205, base, 10, FIXTURE_PLAIN, rights[i]);
    }
    assert_int_equal(look(), 1);
    assert_true(grids[0].columns >= 3);
    assert_int_equal(grids[0].cells[1].line_count, 1);
    assert_int_equal(grids[0].cells[1].lines[0].text.len, 2);
}

/* Stripes behind every other row part the rows, whose leading is even. */
static void stripes_part_rows(void **state) {
    (void)state;
    fixture_ink(&page, PDF_FILL, 0xDDDDDD, 58, 91, 240, 115);
    fixture_ink(&page, PDF_FILL, 0xDDDDDD, 58, 127, 240, 139);
    set(100, FIXTURE_PLAIN,
        "Graz and its            12       13\n"
        "Suburbs\n"
        "Linz                    22       23\n"
        "Wels                    32       33\n"
        "Enns                    42       43\n");
    expect_one("Graz and its~Suburbs|12|13\nLinz|22|23\nWels|32|33\nEnns|42|43");
}

/* Both heads stand in the middle of three columns, where a single one would also stand. */
static void heads_share_out_the_columns(void **state) {
    (void)state;
    set(100, FIXTURE_PLAIN,
        "                   Women                          Men\n"
        "Town      2001      2002      2003      2001      2002      2003\n"
        "Graz        11        12        13        14        15        16\n"
        "Linz        21        22        23        24        25        26\n"
        "Wels        31        32        33        34        35        36\n");
    expect_one("2x1:Town|1x3:Women|1x3:Men\n2001|2002|2003|2001|2002|2003\nGraz|11|12|13|14|15|16\n"
               "Linz|21|22|23|24|25|26\nWels|31|32|33|34|35|36");
}

/* Where a long label or a wide number comes near to its neighbour, the row is one of the table all the same. */
static void rows_that_stand_near_belong(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        fixture_text(&page, 60, 100 + 12 * (float)i, 10, FIXTURE_PLAIN, "Graz");
        fixture_text(&page, 180, 100 + 12 * (float)i, 10, FIXTURE_PLAIN, "123");
    }
    fixture_text(&page, 60, 136, 10, FIXTURE_PLAIN, "All-towns-of-the-land");
    fixture_text(&page, 171, 136, 10, FIXTURE_PLAIN, "1,369");
    expect_one("Graz|123\nGraz|123\nGraz|123\nAll-towns-of-the-land|1,369");
}

static void labels_with_numbers_are_a_table(void **state) {
    (void)state;
    set(100, FIXTURE_PLAIN,
        "Staff:           12\n"
        "Rooms:            4\n"
        "Visitors:     1,204\n"
        "Days open:      211\n");
    expect_one("Staff:|12\nRooms:|4\nVisitors:|1,204\nDays open:|211");
}

/* ---- what is no table ---- */

static void expect_none(const char *text) {
    set(100, FIXTURE_PLAIN, text);
    uint32_t found = look();
    if (found)
        fail_msg("a table was seen:\n%s", fixture_show(&grids[0]));
    assert_null(grids);
}

static void columns_of_text_are_none(void **state) {
    (void)state;
    expect_none("The council met in the spring and     after the session in which it had\n"
                "took note of what its members had     been laid before them, and all were\n"
                "written about the harvest of that     of one mind that the figures of the\n"
                "year, which was a poor one in all     office could not be relied upon when\n"
                "of the valleys to the north where     they came so late in the year, since\n"
                "rain had fallen from May until it     nobody could say who had made them\n"
                "was too late to bring in the hay,     or why. It was therefore asked that\n"
                "and they asked for help to buy it     another count be made in the autumn\n"
                "from the farms down in the plain,     by men who had not been there when\n"
                "where there was enough to be had.     the first of them had been made.\n");
}

static void a_list_is_none(void **state) {
    (void)state;
    expect_none("1.   Apples from the valley\n"
                "2.   Pears of the late kind\n"
                "3.   Plums, dried in the sun\n"
                "4.   Nuts and other things\n");
}

static void contents_are_none(void **state) {
    (void)state;
    expect_none("1   Introduction ................   3\n"
                "2   Method .......................   9\n"
                "3   Results ......................  14\n"
                "4   Discussion ...................  27\n");
}

static void formulas_are_none(void **state) {
    (void)state;
    expect_none("a = b + c             (1)\n"
                "d = e - f             (2)\n"
                "g = h * i             (3)\n");
}

static void a_chart_is_none(void **state) {
    (void)state;
    expect_none("100\n"
                " 80           Old\n"
                " 60           New\n"
                " 40\n"
                " 20\n"
                "  0\n"
                "      2001   2002   2003   2004\n");
}

static void a_form_is_none(void **state) {
    (void)state;
    expect_none("Day: 28          Hour: 20          Page: 1\n"
                "Town: Graz       Zip: 8010         Sheet: 3\n"
                "Street: 12       Door: 4           Bell: 7\n");
}

static void labels_with_words_are_none(void **state) {
    (void)state;
    expect_none("Name:        Huber\n"
                "Place:       Vienna\n"
                "Country:     Austria\n"
                "Trade:       Baker\n");
}

static void an_address_is_none(void **state) {
    (void)state;
    expect_none("Ministry of Finance          Our sign\n"
                "Main Street                  Mr Huber\n"
                "Vienna                       Austria\n");
}

static void nothing_is_none(void **state) {
    (void)state;
    assert_int_equal(look(), 0);
    fixture_text(&page, 60, 100, 10, FIXTURE_PLAIN, "alone");
    assert_int_equal(look(), 0);
}

/* Hundreds of rows and columns of dots: done at once, without a grid larger than its bounds. */
static void crowds_are_bounded(void **state) {
    (void)state;
    for (uint32_t row = 0; row < 300; row++)
        for (uint32_t column = 0; column < 280; column++)
            fixture_text(&page, 2 * (float)column, 2 + 2.5f * (float)row, 1, FIXTURE_PLAIN, "8");
    uint32_t found = look();
    for (uint32_t i = 0; i < found; i++)
        assert_true(grids[i].columns <= 128);
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(columns_of_numbers_are_a_table),
        CASE(empty_cells_keep_their_columns),
        CASE(text_around_a_table_stays),
        CASE(rules_tell_head_and_end),
        CASE(a_head_spans_its_columns),
        CASE(a_wrapped_label_is_one_row),
        CASE(sections_are_rows),
        CASE(signs_stay_with_their_numbers),
        CASE(a_number_in_groups_is_not_split),
        CASE(labels_beside_sums_stay),
        CASE(what_stands_beside_rules_is_outside),
        CASE(near_numbers_are_two_columns),
        CASE(labels_with_numbers_are_a_table),
        CASE(three_digits_are_a_column_where_no_blank_is_so_wide),
        CASE(stripes_part_rows),
        CASE(heads_share_out_the_columns),
        CASE(rows_that_stand_near_belong),
        CASE(a_chart_is_none),
        CASE(a_form_is_none),
        CASE(labels_with_words_are_none),
        CASE(columns_of_text_are_none),
        CASE(a_list_is_none),
        CASE(contents_are_none),
        CASE(formulas_are_none),
        CASE(an_address_is_none),
        CASE(nothing_is_none),
        CASE(crowds_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
