/* Official notices, letters and notes, on pages drawn by hand: masthead and title, signature and date, salutation, footnotes. */
#include "cm.h"

#include "report_fixture.h"

#include <stdio.h>
#include <string.h>

#define FULL                                                                                       \
    "Some words of a line that is as wide as it may be, and that goes on in the lines below its"

static void shows(report_fixture *f, const char *wanted) {
    assert_string_equal(report_run(f), wanted);
    report_end(f);
}

/* Set in 16 points: 464 points wide, from 72 to 536. */
#define HAN "为进一步加强城市供水管理保障供水安全根据有关规定结合我市实"

static void notice(report_fixture *f, const char *number) {
    report_begin(f, 1);
    report_line(f, 0, 169, 80, 30, LOOK_PLAIN, "海州市人民政府文件");
    report_line(f, 0, 232, 110, 16, LOOK_PLAIN, number);
    report_line(f, 0, 183, 160, 22, LOOK_BOLD, "海州市人民政府关于加强");
    report_line(f, 0, 183, 198, 22, LOOK_BOLD, "城市供水管理工作的通知");
    report_line(f, 0, 72, 240, 16, LOOK_PLAIN, HAN);
    report_line(f, 0, 72, 268, 16, LOOK_PLAIN, HAN);
    report_line(f, 0, 72, 296, 16, LOOK_PLAIN, "通知如下。");
}

static void a_masthead_is_no_title(void **state) {
    (void)state;
    report_fixture f;
    notice(&f, "海政发〔2024〕12号");
    shows(&f, "paragraph \"海州市人民政府文件\"\n"
              "paragraph \"海政发〔2024〕12号\"\n"
              "title \"海州市人民政府关于加强~城市供水管理工作的通知\" @2\n"
              "paragraph \"" HAN HAN "通知如下。\" @3\n");
}

/* The same without the number of a notice: the largest line is the title. */
static void the_largest_line_is_the_title(void **state) {
    (void)state;
    report_fixture f;
    notice(&f, "二〇二四年三月");
    assert_non_null(strstr(report_run(&f), "title \"海州市人民政府文件\"\n"));
    report_end(&f);
}

static void a_signature_and_its_date_stay_apart(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    for (uint32_t i = 0; i < 3; i++)
        report_line(&f, 0, 72, 100 + 28 * (float)i, 16, LOOK_PLAIN, HAN);
    report_line(&f, 0, 72, 184, 16, LOOK_PLAIN, "落到实处。");
    report_line(&f, 0, 383, 212, 16, LOOK_PLAIN, "海州市人民政府");
    report_line(&f, 0, 386, 240, 16, LOOK_PLAIN, "2024年3月14日");
    shows(&f, "paragraph \"" HAN HAN HAN "落到实处。\" @4\n"
              "paragraph > \"海州市人民政府\"\n"
              "paragraph > \"2024年3月14日\"\n");
}

static void notes_of_the_size_of_the_body(report_fixture *f, bool referred) {
    report_begin(f, 1);
    report_line(f, 0, 72, 100, 10, LOOK_PLAIN, FULL);
    pdf_line *line = report_line(f, 0, 72, 112, 10, LOOK_PLAIN, "and ends here.1");
    if (referred)
        report_raise(line, 14, 1);
    report_raise(report_line(f, 0, 72, 700, 10, LOOK_PLAIN, "1 See below."), 0, 1);
}

static void a_note_may_be_as_large_as_the_body(void **state) {
    (void)state;
    report_fixture f;
    notes_of_the_size_of_the_body(&f, true);
    assert_non_null(strstr(report_run(&f), "footnote #1 \"1 See below.\"\n"));
    report_end(&f);
}

static void a_raised_figure_that_nothing_refers_to_is_no_note(void **state) {
    (void)state;
    report_fixture f;
    notes_of_the_size_of_the_body(&f, false);
    assert_null(strstr(report_run(&f), "footnote"));
    report_end(&f);
}

/* A first section, and the signature; a further line begins a region of its own, as narrow as its lines. */
static void section(report_fixture *f) {
    report_begin(f, 1);
    report_line(f, 0, 104, 100, 16, LOOK_PLAIN, "一、总体情况");
    for (uint32_t i = 0; i < 3; i++)
        report_line(f, 0, 72, 128 + 28 * (float)i, 16, LOOK_PLAIN, HAN);
    report_line(f, 0, 72, 212, 16, LOOK_PLAIN, "落到实处。");
    report_line(f, 0, 383, 330, 16, LOOK_PLAIN, "海州市人民政府");
}

static void narrow(report_fixture *f, float base, const char *text) {
    report_line(f, 0, 104, base, 16, LOOK_PLAIN, text)->columnar = true;
}

static void the_next_of_a_series_heads_a_short_text(void **state) {
    (void)state;
    report_fixture f;
    section(&f);
    narrow(&f, 240, "二、其他事项");
    narrow(&f, 268, "今年没有。");
    const char *told = report_run(&f);
    assert_non_null(strstr(told, "heading 1 #二、 \"二、其他事项\"\n"));
    assert_non_null(strstr(told, "\"今年没有。\"\n"));
    report_end(&f);
}

static void the_next_of_a_series_ends_a_text(void **state) {
    (void)state;
    report_fixture f;
    section(&f);
    narrow(&f, 240, "今年都没有。");
    narrow(&f, 268, "二、其他事项");
    assert_non_null(strstr(report_run(&f), "heading 1 #二、 \"二、其他事项\"\n"));
    report_end(&f);
}

/* Another number than the next is part of a sentence, as the second line of a heading is part of it. */
static void what_is_no_next_heading_goes_on(void **state) {
    (void)state;
    report_fixture f;
    section(&f);
    narrow(&f, 240, "四、其他事项");
    narrow(&f, 268, "今年没有。");
    assert_non_null(strstr(report_run(&f), "\"四、其他事项今年没有。\""));
    report_end(&f);
    section(&f);
    narrow(&f, 240, "二、其他事项");
    report_line(&f, 0, 72, 268, 16, LOOK_PLAIN, "和建议")->columnar = true;
    assert_non_null(strstr(report_run(&f), "heading 1 #二、 \"二、其他事项和建议\""));
    report_end(&f);
}

static void a_title_goes_on_in_a_short_line(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 84, 100, 22, LOOK_BOLD, "海州市人民政府二〇二四年城市供水管理年度");
    report_line(&f, 0, 284, 138, 22, LOOK_BOLD, "报告");
    for (uint32_t i = 0; i < 3; i++)
        report_line(&f, 0, 72, 180 + 28 * (float)i, 16, LOOK_PLAIN, HAN);
    report_line(&f, 0, 72, 264, 16, LOOK_PLAIN, "通知如下。");
    assert_non_null(
        strstr(report_run(&f), "title \"海州市人民政府二〇二四年城市供水管理年度~报告\" @2\n"));
    report_end(&f);
}

/* A browser prints date and page nearer to the edges of the paper than the text comes. */
static void running_lines_are_no_edges(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 3);
    for (uint32_t i = 0; i < 3; i++) {
        char page[] = "1/3";
        page[0] = (char)('1' + i);
        report_line(&f, i, 24, 20, 8, LOOK_PLAIN, "11/22/26, 10:06 PM");
        for (uint32_t k = 0; k < 4; k++)
            report_line(&f, i, 72, 100 + 32 * (float)k, 16, LOOK_PLAIN, HAN);
        report_line(&f, i, 72, 228, 16, LOOK_PLAIN, "落到实处。");
        report_line(&f, i, 574, 820, 8, LOOK_PLAIN, page);
    }
    assert_non_null(strstr(report_run(&f), "\"" HAN HAN HAN HAN "落到实处。\" @5\n"));
    report_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_masthead_is_no_title),
        cmocka_unit_test(the_largest_line_is_the_title),
        cmocka_unit_test(a_signature_and_its_date_stay_apart),
        cmocka_unit_test(a_note_may_be_as_large_as_the_body),
        cmocka_unit_test(a_raised_figure_that_nothing_refers_to_is_no_note),
        cmocka_unit_test(the_next_of_a_series_heads_a_short_text),
        cmocka_unit_test(the_next_of_a_series_ends_a_text),
        cmocka_unit_test(what_is_no_next_heading_goes_on),
        cmocka_unit_test(a_title_goes_on_in_a_short_line),
        cmocka_unit_test(running_lines_are_no_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
