/* Heads and feet that no other page repeats, on pages drawn by hand: what proves them, and what must stay text. */
#include "cm.h"

#include "report_fixture.h"

#include <stdio.h>
#include <string.h>

#define TEXT "Some words of the text of the page."

static void shows(report_fixture *f, const char *wanted) {
    assert_string_equal(report_run(f), wanted);
    report_end(f);
}

/* The text of a page of 600 by 800; it begins at 76. */
static void body(report_fixture *f, uint32_t sheet) {
    report_line(f, sheet, 72, 84, 10, LOOK_PLAIN, TEXT);
}

static void parts_at_three_tabs_run(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 44, 10, LOOK_PLAIN, "Left");
    report_line(&f, 0, 285, 44, 10, LOOK_PLAIN, "Middle");
    report_line(&f, 0, 490, 44, 10, LOOK_PLAIN, "Right");
    body(&f, 0);
    shows(&f, "paragraph F \"Left\"\n"
              "paragraph F \"Middle\"\n"
              "paragraph F > \"Right\"\n"
              "paragraph \"" TEXT "\"\n");
}

static void small_print_at_the_edge_runs(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 44, 8, LOOK_PLAIN, "Harbour Office");
    body(&f, 0);
    shows(&f, "paragraph F \"Harbour Office\"\n"
              "paragraph \"" TEXT "\"\n");
}

static void a_foot_far_below_runs(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    body(&f, 0);
    report_line(&f, 0, 72, 762, 10, LOOK_PLAIN, "Harbour Office");
    shows(&f, "paragraph \"" TEXT "\"\n"
              "paragraph F \"Harbour Office\"\n");
}

/* Two pages with something else in the same place: left and right heads. */
static void a_place_that_pages_share_runs(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 2);
    report_line(&f, 0, 72, 44, 10, LOOK_PLAIN, "On the left");
    body(&f, 0);
    report_line(&f, 1, 72, 44, 10, LOOK_PLAIN, "Of the right");
    body(&f, 1);
    shows(&f, "paragraph F \"On the left\"\n"
              "paragraph \"" TEXT "\"\n"
              "paragraph F B \"Of the right\"\n"
              "paragraph \"" TEXT "\"\n");
}

/* The same type, alone in the place: it may be the first line of a letter. */
static void a_line_at_the_top_is_text(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 44, 10, LOOK_PLAIN, "Dear Sir,");
    body(&f, 0);
    shows(&f, "paragraph \"Dear Sir,\"\n"
              "paragraph \"" TEXT "\"\n");
}

/* Small print that the text follows at once, and a title. */
static void what_stands_close_or_large_is_text(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 2);
    report_line(&f, 0, 72, 44, 8, LOOK_PLAIN, "Small text that goes on.");
    report_line(&f, 0, 72, 55, 10, LOOK_PLAIN, TEXT);
    report_line(&f, 1, 72, 44, 16, LOOK_PLAIN, "A title");
    body(&f, 1);
    body(&f, 1);
    const char *told = report_run(&f);
    assert_null(strstr(told, " F "));
    report_end(&f);
}

/* Lines far apart, down to the number in the middle of the foot: the last one is text, the number is none. */
static void lines_far_apart_end_at_the_number(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    for (float base = 622; base < 780; base += 30)
        report_line(&f, 0, 72, base, 10, LOOK_PLAIN, TEXT);
    report_line(&f, 0, 297.5f, 783, 10, LOOK_PLAIN, "1");
    const char *told = report_run(&f);
    assert_null(strstr(told, "F \"" TEXT));
    assert_non_null(strstr(told, "F \"1\""));
    report_end(&f);
}

/* A number at the left, where lines begin, is the end of the text. */
static void a_number_below_the_text_stays_there(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 751, 10, LOOK_PLAIN, TEXT);
    report_line(&f, 0, 72, 763, 10, LOOK_PLAIN, "1");
    const char *told = report_run(&f);
    assert_null(strstr(told, "F"));
    report_end(&f);
}

/* On one page it stands off, on the next one a headline follows at once. */
static void a_head_near_a_headline_runs_as_on_other_pages(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 2);
    report_line(&f, 0, 72, 44, 10, LOOK_PLAIN, "Harbour Office");
    report_line(&f, 0, 72, 60, 16, LOOK_PLAIN, "A title");
    body(&f, 0);
    report_line(&f, 1, 72, 44, 10, LOOK_PLAIN, "Harbour Office");
    body(&f, 1);
    const char *told = report_run(&f);
    assert_non_null(strstr(told, "paragraph F \"Harbour Office\"\n"));
    assert_non_null(strstr(told, "paragraph F B \"Harbour Office\"\n"));
    report_end(&f);
}

static void a_page_is_not_furniture_alone(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 3);
    report_line(&f, 0, 72, 84, 10, LOOK_PLAIN, "Section 1 paragraph.");
    report_line(&f, 1, 72, 84, 10, LOOK_PLAIN, "Section 2 paragraph.");
    report_line(&f, 2, 72, 84, 10, LOOK_PLAIN, "- 3 -");
    shows(&f, "paragraph \"Section 1 paragraph.\"\n"
              "paragraph B \"Section 2 paragraph.\"\n"
              "paragraph F B \"- 3 -\"\n");
}

/* A page that is empty but for the head that others have is empty. */
static void the_head_of_an_empty_page_stays_furniture(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 2);
    report_line(&f, 0, 72, 44, 10, LOOK_PLAIN, "Harbour Office");
    body(&f, 0);
    report_line(&f, 1, 72, 44, 10, LOOK_PLAIN, "Harbour Office");
    shows(&f, "paragraph F \"Harbour Office\"\n"
              "paragraph \"" TEXT "\"\n"
              "paragraph F B \"Harbour Office\"\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_at_three_tabs_run),
        cmocka_unit_test(small_print_at_the_edge_runs),
        cmocka_unit_test(a_foot_far_below_runs),
        cmocka_unit_test(a_place_that_pages_share_runs),
        cmocka_unit_test(a_line_at_the_top_is_text),
        cmocka_unit_test(what_stands_close_or_large_is_text),
        cmocka_unit_test(lines_far_apart_end_at_the_number),
        cmocka_unit_test(a_number_below_the_text_stays_there),
        cmocka_unit_test(a_head_near_a_headline_runs_as_on_other_pages),
        cmocka_unit_test(a_page_is_not_furniture_alone),
        cmocka_unit_test(the_head_of_an_empty_page_stays_furniture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
