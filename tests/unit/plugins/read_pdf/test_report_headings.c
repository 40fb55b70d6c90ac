/* Bold lines of the body's size, on pages drawn by hand: which are headings, and which are labels, values, or words of a sentence. */
#include "cm.h"

#include "report_fixture.h"

#include <stdio.h>
#include <string.h>

#define FULL                                                                                       \
    "Some words of a line that is as wide as it may be, and that goes on in the lines below its"

/* Plain text, so that the body is plain: three lines from `base` on. */
static void text(report_fixture *f, float base) {
    report_line(f, 0, 72, base, 10, LOOK_PLAIN, FULL);
    report_line(f, 0, 72, base + 12, 10, LOOK_PLAIN, FULL);
    report_line(f, 0, 72, base + 24, 10, LOOK_PLAIN, "and ends here.");
}

static bool is_heading(report_fixture *f, const char *name) {
    char wanted[128];
    snprintf(wanted, sizeof wanted, "heading 1 \"%s\"", name);
    bool found = strstr(report_run(f), wanted) != NULL;
    report_end(f);
    return found;
}

static void a_bold_line_close_to_its_text_is_one(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    text(&f, 100);
    report_line(&f, 0, 72, 150, 10, LOOK_BOLD, "Storage");
    report_line(&f, 0, 72, 163, 10, LOOK_PLAIN, "Nothing was stored.");
    assert_true(is_heading(&f, "Storage"));
}

static void one_as_far_from_both_is_none(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    text(&f, 100);
    report_line(&f, 0, 72, 146, 10, LOOK_BOLD, "Storage");
    report_line(&f, 0, 72, 168, 10, LOOK_PLAIN, "Nothing was stored.");
    assert_false(is_heading(&f, "Storage"));
}

static void one_above_several_lines_is_one(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    text(&f, 100);
    report_line(&f, 0, 72, 146, 10, LOOK_BOLD, "Storage");
    text(&f, 168);
    assert_true(is_heading(&f, "Storage"));
}

static void one_alike_others_is_one(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    text(&f, 100);
    report_line(&f, 0, 72, 150, 10, LOOK_BOLD, "Staff");
    report_line(&f, 0, 72, 163, 10, LOOK_PLAIN, "Nobody left.");
    report_line(&f, 0, 72, 185, 10, LOOK_BOLD, "Storage");
    report_line(&f, 0, 72, 207, 10, LOOK_PLAIN, "Nothing was stored.");
    assert_true(is_heading(&f, "Storage"));
}

static void pieces_of_sentences_are_none(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    text(&f, 100);
    report_line(&f, 0, 72, 150, 10, LOOK_BOLD, "were stored");
    report_line(&f, 0, 72, 163, 10, LOOK_PLAIN, "Nothing else.");
    assert_false(is_heading(&f, "were stored"));
}

static void values_are_none(void **state) {
    (void)state;
    static const char *const values[] = {"p-value = 0.2175", "office@harbour.example",
                                         "12 March 2024, 14:30-16:15"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        report_fixture f;
        report_begin(&f, 1);
        text(&f, 100);
        report_line(&f, 0, 72, 150, 10, LOOK_BOLD, values[i]);
        report_line(&f, 0, 72, 163, 10, LOOK_PLAIN, "Nothing was stored.");
        assert_false(is_heading(&f, values[i]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bold_line_close_to_its_text_is_one),
        cmocka_unit_test(one_as_far_from_both_is_none),
        cmocka_unit_test(one_above_several_lines_is_one),
        cmocka_unit_test(one_alike_others_is_one),
        cmocka_unit_test(pieces_of_sentences_are_none),
        cmocka_unit_test(values_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
