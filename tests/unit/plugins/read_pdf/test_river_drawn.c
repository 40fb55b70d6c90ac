/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows of a table are drawn one after the other, columns of text too: what shares rows but was drawn by columns is no table. */
#include "cm.h"

#include "page/drawn.h"
#include "page_fixture.h"

static page_fixture page;
static pdf_shown glyphs[4096];

static int begin(void **state) {
    (void)state;
    fixture_begin(&page, 600, 800);
    return 0;
}

static int end(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

enum { ROWS = 5 };

static const char *const left[ROWS] = {"第一项工作内容为公开信息二百件",
                                       "进一步规范办理流程提高质量", "健全信息发布机制落实先审查",
                                       "完善政府信息公开目录优化栏", "加强对公开内容的日常监测工"};
static const char *const right[ROWS] = {"组织开展政务公开培训三次人", "推进基层政务公开标准化建设",
                                        "及时回应社会关切办理群众留", "依托政务服务大厅设立查阅点",
                                        "对公开平台进行了安全检查等"};
static const char *const marks[ROWS] = {"4.", "", "5.", "", "6."};

static void draw_left(uint32_t row) {
    fixture_text(&page, 50, 100 + 18 * (float)row, 12, FIXTURE_PLAIN, left[row]);
}

static void draw_right(uint32_t row) {
    if (*marks[row])
        fixture_text(&page, 310, 100 + 18 * (float)row, 12, FIXTURE_PLAIN, marks[row]);
    fixture_text(&page, 330, 100 + 18 * (float)row, 12, FIXTURE_PLAIN, right[row]);
}

/* How many tables there are, the glyphs being drawn in the order of the text. */
static uint32_t tables(bool is_known) {
    pdf_line *lines = NULL;
    pdf_grid *grids = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < page.page.char_count; i++)
        glyphs[i] = (pdf_shown){.x = page.page.chars[i].box[0], .y = page.page.chars[i].box[3] - 2};
    page.page.glyphs = glyphs;
    page.page.glyph_count = is_known ? page.page.char_count : 0;
    return fixture_rivers(&page, &lines, &count, &grids);
}

static void by_columns(void) {
    for (uint32_t i = 0; i < ROWS; i++)
        draw_left(i);
    for (uint32_t i = 0; i < ROWS; i++)
        draw_right(i);
}

static void columns_of_text_are_no_table(void **state) {
    (void)state;
    by_columns();
    assert_int_equal(tables(true), 0);
}

static void what_nobody_saw_drawn_is_judged_by_its_looks(void **state) {
    (void)state;
    by_columns();
    assert_int_equal(tables(false), 1);
}

static void rows_stay_a_table(void **state) {
    (void)state;
    for (uint32_t i = 0; i < ROWS; i++) {
        draw_left(i);
        draw_right(i);
    }
    assert_int_equal(tables(true), 1);
}

/* Labels before their numbers: a report whose program fills in columns. */
static void numbers_drawn_by_columns_stay_a_table(void **state) {
    (void)state;
    static const char *const numbers[] = {"1,204", "377", "2,905", "86", "410"};
    for (uint32_t i = 0; i < ROWS; i++)
        draw_left(i);
    for (uint32_t i = 0; i < ROWS; i++)
        fixture_text(&page, 330, 100 + 18 * (float)i, 12, FIXTURE_PLAIN, numbers[i]);
    for (uint32_t i = 0; i < ROWS; i++)
        fixture_text(&page, 430, 100 + 18 * (float)i, 12, FIXTURE_PLAIN, numbers[(i + 2) % ROWS]);
    assert_int_equal(tables(true), 1);
    assert_null(page.reader.drawn); /* numbers are no text, so nobody asked when they were drawn */
}

/* A page that paints all it has in one line would take a second for each thousand words. */
static void rows_of_very_many_glyphs_are_not_asked(void **state) {
    (void)state;
    static pdf_shown many[9000];
    page.page.glyphs = many;
    page.page.glyph_count = 9000;
    assert_null(pdf_drawn_of(&page.reader, &page.page));
    for (uint32_t i = 0; i < 9000; i++)
        many[i].y = (float)(i % 700);
    assert_null(pdf_drawn_of(&page.reader, &page.page)); /* it is asked once */
    page.reader.drawn = NULL;
    const pdf_drawn *drawn = pdf_drawn_of(&page.reader, &page.page);
    assert_non_null(drawn);
    assert_ptr_equal(pdf_drawn_of(&page.reader, &page.page), drawn);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(columns_of_text_are_no_table),
        TEST(what_nobody_saw_drawn_is_judged_by_its_looks),
        TEST(rows_stay_a_table),
        TEST(numbers_drawn_by_columns_stay_a_table),
        TEST(rows_of_very_many_glyphs_are_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
