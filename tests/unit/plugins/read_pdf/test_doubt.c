/* Warnings of numbers that may stand wrongly: what raises one, and what does not. */
#include "cm.h"

#include "report_fixture.h"

#include <string.h>

/* What is said of a grid of two columns, the second one of which holds the cell. */
static void says(const char *cell, const char *wanted) {
    const char *const cells[] = {"label", "1,234", "other", cell};
    report_fixture f;
    report_begin(&f, 1);
    report_grid(&f, 0, 100, 2, 2, cells);
    report_run(&f);
    if (strcmp(f.said, wanted) != 0)
        fail_msg("of `%s` is said `%s`, not `%s`", cell, f.said, wanted);
    report_end(&f);
}

#define SEVERAL "said: pdf.cell.numbers\n"

static void several_numbers_are_told(void **state) {
    (void)state;
    says("1,540.0 9,522.6", SEVERAL);
    says("12 345 20", SEVERAL);
    says("2014 2015", SEVERAL);
    says("49.88 24.28 26.60 -1.00", SEVERAL);
    says("$6,205.~$6,205.", SEVERAL);
    says("12%~34%", SEVERAL);
    says("Up to $3,790 ......... $0 .......", SEVERAL);
    says("Up to $766,865. $248,200.", SEVERAL);
    says("Up to $766,865.~$248,200.", SEVERAL);
    says("\xEF\xBF\xA5"
         "12.50 \xEF\xBF\xA5"
         "3.00",
         SEVERAL);
}

static void numbers_that_belong_together_are_not(void **state) {
    (void)state;
    static const char *const cells[] = {"12",
                                        "1 234 567",
                                        "12 345,67",
                                        "12 (34%)",
                                        "0.52~(0.13)",
                                        "10 - 20",
                                        "1.2 to 3.4",
                                        "1.2 \xC2\xB1 0.3",
                                        "5 / 10",
                                        "2014-03-01",
                                        "- -",
                                        "",
                                        "Table 2 12",
                                        "Jan 12 2014",
                                        "at 0.25, 0.5 and 1.25",
                                        "of 1.5 and of 20",
                                        "x ........ 12.50",
                                        ".5",
                                        "12 *"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        says(cells[i], "");
}

static void heads_that_are_not_known_are_told(void **state) {
    (void)state;
    const char *const cells[] = {"Fees", "", "5", "7"};
    report_fixture f;
    report_begin(&f, 1);
    report_grid(&f, 0, 100, 2, 2, cells)->flags |= PDF_GRID_DOUBTED;
    report_run(&f);
    assert_string_equal(f.said, "said: pdf.table.heads\n");
    report_end(&f);
}

static void each_table_is_told_once(void **state) {
    (void)state;
    const char *const cells[] = {"1.5 2.5", "3.5 4.5", "5.5 6.5", "7"};
    report_fixture f;
    report_begin(&f, 1);
    report_grid(&f, 0, 100, 2, 2, cells);
    report_grid(&f, 0, 200, 2, 2, cells);
    report_run(&f);
    assert_string_equal(f.said, SEVERAL SEVERAL);
    report_end(&f);
}

static void digits_over_digits_are_told(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, "in 2014");
    report_line(&f, 0, 72, 100.5f, 10, LOOK_PLAIN, "in 2015");
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN, "and 2016");
    const char *const cells[] = {"19~1.9"};
    pdf_grid *grid = report_grid(&f, 0, 200, 1, 1, cells);
    pdf_line *lines = grid->cells[0].lines;
    lines[1].base = lines[0].base;
    memcpy(lines[1].box, lines[0].box, sizeof lines[0].box);
    report_run(&f);
    assert_string_equal(f.said, "said: pdf.text.overlaid\nsaid: pdf.text.overlaid\n");
    report_end(&f);
}

static void a_number_behind_a_border_is_told(void **state) {
    (void)state;
    static const float gaps[] = {0.1f, -3.0f, 2.0f,
                                 -6.0f}; /* touches, overlaps; apart, elsewhere */
    for (int i = 0; i < 4; i++) {
        const char *const cells[] = {"12", "34"};
        report_fixture f;
        report_begin(&f, 1);
        pdf_grid *grid = report_grid(&f, 0, 100, 1, 2, cells);
        pdf_line *left = grid->cells[0].lines;
        const pdf_line *right = grid->cells[1].lines;
        left->box[2] = right->box[0] - gaps[i];
        left->box[0] = left->box[2] - 8;
        report_run(&f);
        assert_string_equal(f.said, i < 2 ? SEVERAL : "");
        assert_int_equal(grid->cells[0].doubts != 0, i < 2);
        assert_int_equal(grid->cells[1].doubts != 0, i < 2);
        report_end(&f);
    }
}

static void a_number_of_its_own_at_a_border_is_not(void **state) {
    (void)state;
    const char *const cells[] = {"12", "34"};
    report_fixture f;
    report_begin(&f, 1);
    pdf_grid *grid = report_grid(&f, 0, 100, 1, 2, cells);
    pdf_line *left = grid->cells[0].lines;
    left->box[2] = grid->cells[1].lines->box[0];
    left->box[0] = left->box[2] - 8;
    grid->cells[1].apart = 1;
    report_run(&f);
    assert_string_equal(f.said, "");
    report_end(&f);
}

static void a_number_that_breaks_at_its_point_is_told(void **state) {
    (void)state;
    static const struct {
        const char *left, *right;
        float gap;
        uint8_t apart;
        const char *wanted;
    } cases[] = {{"12.", "34", 1.0f, 0, SEVERAL}, {"12", ".34", 1.0f, 0, SEVERAL},
                 {"12", ".34", 1.0f, 1, SEVERAL}, {"12,", "345", 0.0f, 0, SEVERAL},
                 {"1.", "34", 0.0f, 1, ""}, /* a mark of a list, and a number of its own */
                 {"12.", "34", 3.0f, 0, ""},      {"x.", "34", 0.0f, 0, ""},
                 {"12", ".x", 0.0f, 0, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const cells[] = {cases[i].left, cases[i].right};
        report_fixture f;
        report_begin(&f, 1);
        pdf_grid *grid = report_grid(&f, 0, 100, 1, 2, cells);
        pdf_line *left = grid->cells[0].lines;
        left->box[2] = grid->cells[1].lines->box[0] - cases[i].gap;
        left->box[0] = left->box[2] - 8;
        grid->cells[1].apart = cases[i].apart;
        report_run(&f);
        assert_string_equal(f.said, cases[i].wanted);
        report_end(&f);
    }
}

/* A line whose first character has another font. */
static void sign_and_text(report_fixture *f, float base, const char *text) {
    pdf_line *line = report_line(f, 0, 72, base, 10, LOOK_PLAIN, text);
    pdf_span *spans = (pdf_span *)(void *)(uintptr_t)(const void *)line->spans;
    spans[1] = (pdf_span){.start = 1, .length = spans[0].length - 1, .look = LOOK_PLAIN};
    spans[0] = (pdf_span){.length = 1, .look = LOOK_CODE};
    line->span_count = 2;
}

static void digits_of_a_font_of_signs_are_told(void **state) {
    (void)state;
    static const struct {
        const char *third, *wanted;
    } cases[] = {{",7", "said: pdf.text.doubtful\n"},
                 {"7 of them", ""}, /* a second digit */
                 {"a word", ""},    /* a letter */
                 {"25.4", "said: pdf.text.doubtful\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        report_fixture f;
        report_begin(&f, 1);
        sign_and_text(&f, 100, "25.4%");
        sign_and_text(&f, 130, "214.2%");
        sign_and_text(&f, 160, cases[i].third);
        report_run(&f);
        assert_string_equal(f.said, cases[i].wanted);
        report_end(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_numbers_are_told),
        cmocka_unit_test(numbers_that_belong_together_are_not),
        cmocka_unit_test(each_table_is_told_once),
        cmocka_unit_test(heads_that_are_not_known_are_told),
        cmocka_unit_test(digits_over_digits_are_told),
        cmocka_unit_test(a_number_behind_a_border_is_told),
        cmocka_unit_test(a_number_of_its_own_at_a_border_is_not),
        cmocka_unit_test(a_number_that_breaks_at_its_point_is_told),
        cmocka_unit_test(digits_of_a_font_of_signs_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
