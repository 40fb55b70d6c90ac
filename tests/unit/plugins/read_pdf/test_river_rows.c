/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where unruled tables begin and end, and what their rows are: heads by weight, wrapped cells and dates, closing rules, the
 * text of the page's other column. Text is set as in test_river.c: each blank is half an em wide. */
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

/* Lines of ten points at the pitch given, from x on; two blanks and more end a piece. Returns the next baseline. */
static float set(float x, float base, float pitch, uint16_t look, const char *text) {
    for (; *text; base += pitch) {
        size_t length = strcspn(text, "\n");
        for (size_t i = 0; i < length;) {
            char piece[120] = {0};
            size_t n = 0, from = i + strspn(text + i, " ");
            while (from + n < length && strncmp(text + from + n, "  ", 2) != 0)
                n++;
            assert_true(n < sizeof piece);
            memcpy(piece, text + from, n);
            if (n)
                fixture_text(&page, x + 5 * (float)from, base, 10, look, piece);
            i = from + n + (n == 0);
        }
        text += length + (text[length] == '\n');
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

/* The first row of values is the second line of a record; the head ends where bold ends all the same. */
static void the_head_ends_where_bold_ends(void **state) {
    (void)state;
    float next = set(60, 100, 12, FIXTURE_BOLD, "Item       Owner          Days\n");
    next = set(60, next + 6, 12, FIXTURE_PLAIN,
               "Server     Facilities\n"
               "room       and care         12\n");
    next = set(60, next + 6, 12, FIXTURE_PLAIN, "Archive    Library          13\n");
    next = set(60, next + 6, 12, FIXTURE_PLAIN, "Cellar     Caretaker       114\n");
    set(60, next + 6, 12, FIXTURE_PLAIN, "Attic      Nobody           15\n");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].header_rows, 1);
    assert_memory_equal(fixture_show(&grids[0]), "Item|Owner|Days\nServer", 22);
}

static void a_broken_date_is_one_cell(void **state) {
    (void)state;
    float next = set(60, 100, 12, FIXTURE_BOLD, "Item       Owner       Sum   Due\n");
    next = set(60, next + 6, 12, FIXTURE_PLAIN,
               "Room       Care        12    2024-\n"
               "           and Watch         03-01\n");
    next = set(60, next + 6, 12, FIXTURE_PLAIN,
               "Archive    Library     13    2024-\n"
               "           of Law            04-12\n");
    set(60, next + 6, 12, FIXTURE_PLAIN,
        "Cellar     Care        14    2024-\n"
        "                             06-30\n");
    expect_one("Item|Owner|Sum|Due\nRoom|Care~and Watch|12|2024-~03-01\n"
               "Archive|Library~of Law|13|2024-~04-12\nCellar|Care|14|2024-~06-30");
}

/* A minus may stand behind its number: two such numbers are two rows. */
static void numbers_with_a_minus_behind_stay_apart(void **state) {
    (void)state;
    set(60, 100, 12, FIXTURE_PLAIN,
        "Room       12-    2024-\n"
        "Archive    13-    2025-\n"
        "           14     2026-\n"
        "Cellar     15-      16-\n");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].rows, 4);
}

/* The last line of a wrapped cell stands alone on its row; its column has something beside it. */
static void a_wrapped_cell_keeps_its_last_line(void **state) {
    (void)state;
    float next = set(60, 100, 12, FIXTURE_BOLD,
                     "Item      Description                          Owner    2001   2002  2003\n");
    for (int i = 0; i < 3; i++)
        next = set(60, next + 6, 12, FIXTURE_PLAIN,
                   "Room      Replace the unit that cools and have   Care       12    3.5   114\n"
                   "          it looked over by the certified and\n"
                   "          able men\n");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].rows, 4);
    assert_non_null(strstr(fixture_show(&grids[0]), "certified and~able men|Care|12|3.5|114"));
    assert_int_equal(line_count, 0);
}

static const char *const paragraph = "The council met in the spring and took\n"
                                     "note of what its members had written on\n"
                                     "the harvest of that year, which was not\n"
                                     "a good one in all of the valleys to the\n"
                                     "north, where rain had fallen.\n";

/* A table in one column of a page beside short paragraphs in the other. */
static void the_other_column_of_the_page_is_outside(void **state) {
    (void)state;
    float left = 100, right = 106;
    for (int i = 0; i < 3; i++) {
        left = set(60, left, 12, FIXTURE_PLAIN, paragraph) + 12;
        right = set(290, right, 12, FIXTURE_PLAIN, paragraph) + 12;
    }
    left = set(60, left + 6, 12, FIXTURE_PLAIN,
               "Year     Ships     Cargo\n"
               "2019        44     1,250\n"
               "2020        38       990\n"
               "2021        51     1,404\n");
    set(290, left - 48, 12, FIXTURE_PLAIN, paragraph);
    set(60, left + 8, 12, FIXTURE_PLAIN, paragraph);
    expect_one("Year|Ships|Cargo\n2019|44|1,250\n2020|38|990\n2021|51|1,404");
    assert_int_equal(line_count, 40);
}

/* A rule below each row and one below all: the last row, in words, is one of the table. */
static void a_closing_rule_keeps_the_last_row(void **state) {
    (void)state;
    const char *rows[] = {"Town         First        Last", "Graz-1       12-a         13-1",
                          "Linz-2       22-b         23-2", "Wels-last    none-last    of-last"};
    fixture_across(&page, 56, 240, 88);
    for (int i = 0; i < 4; i++) {
        set(60, 100 + 20 * (float)i, 12, FIXTURE_PLAIN, rows[i]);
        fixture_across(&page, 56, 240, 108 + 20 * (float)i);
    }
    expect_one("Town|First|Last\nGraz-1|12-a|13-1\nLinz-2|22-b|23-2\nWels-last|none-last|of-last");
}

/* All that speaks for a table speaks for this one, and yet it is inferred. */
static void no_inferred_table_is_certain(void **state) {
    (void)state;
    fixture_across(&page, 60, 260, 90);
    fixture_across(&page, 60, 260, 104);
    set(60, 100, 12, FIXTURE_PLAIN, "Town        1995     1996\n");
    float next =
        set(60, 116, 12, FIXTURE_PLAIN,
            "Graz           8       12\nLinz          10        3\nWels           5      110\n"
            "Enns           8       12\nTraun         10        3\nSteyr          5      110\n"
            "Bad           17       19\nBruck         10        3\nZell           5      110\n");
    fixture_across(&page, 60, 260, next - 8);
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].confidence, 9700);
}

/* One word each, their left edges given. */
static void words(float base, uint16_t look, const float *xs, const char *const *texts,
                  uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (texts[i])
            fixture_text(&page, xs[i], base, 10, look, texts[i]);
}

static const float narrow_xs[] = {60, 104.1f, 148.2f, 192.3f};
static const char *const narrow_body[][4] = {{"Harbour", "1204", "1100", "52"},
                                             {"Roads", "310", "288", "10"},
                                             {"Schools", "4510", "4400", "8"}};

static void narrow_rows(float base, uint32_t from) {
    for (uint32_t i = from; i < 3; i++)
        words(base + 26 * (float)(i - from), FIXTURE_PLAIN, narrow_xs, narrow_body[i], 4);
}

/* Columns as narrow as their heads, which stand less than half an em apart: no gap of a line of text is narrower. */
static void heads_a_blank_apart_are_heads(void **state) {
    (void)state;
    words(100, FIXTURE_BOLD, narrow_xs,
          (const char *const[]){"OfficeXX", "Requests", "GrantedX", "Refused"}, 4);
    narrow_rows(126, 0);
    expect_one("OfficeXX|Requests|GrantedX|Refused\nHarbour|1204|1100|52\nRoads|310|288|10\n"
               "Schools|4510|4400|8");
    assert_int_equal(grids[0].header_rows, 1);
}

static void heads_above_the_name_of_a_section_are_heads(void **state) {
    (void)state;
    words(100, FIXTURE_BOLD, narrow_xs,
          (const char *const[]){"OfficeXX", "Requests", "GrantedX", "Refused"}, 4);
    fixture_text(&page, 60, 126, 10, FIXTURE_PLAIN, "North");
    narrow_rows(152, 0);
    expect_one("OfficeXX|Requests|GrantedX|Refused\nNorth|||\nHarbour|1204|1100|52\n"
               "Roads|310|288|10\nSchools|4510|4400|8");
    assert_int_equal(grids[0].header_rows, 1);
}

/* A caption's blanks are all alike, though some of them may meet rivers. */
static void a_bold_caption_heads_no_columns(void **state) {
    (void)state;
    words(100, FIXTURE_BOLD, (const float[]){60, 83, 106, 148.2f, 192.3f},
          (const char *const[]){"Some", "were", "refusedX", "grantedX", "or"}, 5);
    narrow_rows(126, 0);
    expect_one("Harbour|1204|1100|52\nRoads|310|288|10\nSchools|4510|4400|8");
}

/* Names that all but touch the amounts behind them: wider than a blank is a gap where numbers begin. */
static void numbers_a_narrow_gap_behind_words_are_a_column(void **state) {
    (void)state;
    const char *names[][3] = {{"Northern", "Light", "Limited"},
                              {"City", "of", "Trier"},
                              {"Maria", "van", "Berg"},
                              {"Paper", "and", "Pens"}};
    const char *amounts[] = {"1,250.00", "88.10", "19,000.75", "7.99"},
               *dates[] = {"A-1", "A-2", "B-1", "B-2"};
    for (int i = 0; i < 4; i++) {
        float x = 100, base = 100 + 16 * (float)i;
        fixture_text(&page, 60, base, 10, FIXTURE_PLAIN, dates[i]);
        for (int k = 0; k < 3; k++)
            x = fixture_text(&page, x, base, 10, FIXTURE_PLAIN, names[i][k]) + 3;
        fixture_text(&page, 210.6f, base, 10, FIXTURE_PLAIN, amounts[i]);
    }
    expect_one("A-1|Northern Light Limited|1,250.00\nA-2|City of Trier|88.10\n"
               "B-1|Maria van Berg|19,000.75\nB-2|Paper and Pens|7.99");
}

/* Years at the right edge of the columns that they head: two each. */
static void heads_at_the_right_edge_share_out_columns(void **state) {
    (void)state;
    const float xs[] = {60, 100, 139.1f, 173.2f, 212.3f};
    words(100, FIXTURE_BOLD, (const float[]){60, 149.1f, 222.3f},
          (const char *const[]){"Region", "2022", "2023"}, 3);
    words(120, FIXTURE_BOLD, xs,
          (const char *const[]){NULL, "Granted", "Closed", "Granted", "Closed"}, 5);
    for (int i = 0; i < 4; i++)
        words(140 + 20 * (float)i, FIXTURE_PLAIN, xs,
              (const char *const[]){"North", "1,450", "139", "1,502", "148"}, 5);
    assert_int_equal(look(), 1);
    assert_memory_equal(fixture_show(&grids[0]),
                        "2x1:Region|1x2:2022|1x2:2023\nGranted|Closed|Granted|Closed\n", 59);
}

/* Dots lead to the page numbers of contents, but also to the first of several columns of values. */
static void dots_may_lead_to_columns_of_values(void **state) {
    (void)state;
    set(60, 100, 12, FIXTURE_PLAIN,
        "Item                               2023    2022\n"
        "Harbour dues ..................   4,120   3,980\n"
        "Rents .........................     870     866\n"
        "Fees and fines ................   1,230     990\n"
        "Interest ......................      45      60\n");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].columns, 3);
    assert_int_equal(grids[0].rows, 5);
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(the_head_ends_where_bold_ends),
        CASE(a_broken_date_is_one_cell),
        CASE(numbers_with_a_minus_behind_stay_apart),
        CASE(a_wrapped_cell_keeps_its_last_line),
        CASE(the_other_column_of_the_page_is_outside),
        CASE(a_closing_rule_keeps_the_last_row),
        CASE(no_inferred_table_is_certain),
        CASE(heads_a_blank_apart_are_heads),
        CASE(heads_above_the_name_of_a_section_are_heads),
        CASE(a_bold_caption_heads_no_columns),
        CASE(numbers_a_narrow_gap_behind_words_are_a_column),
        CASE(heads_at_the_right_edge_share_out_columns),
        CASE(dots_may_lead_to_columns_of_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
