/* Aligned tables of words: what alignment proves, in both widths of CJK text, and what it does not. */
#include "cm.h"

#include "table_fixture.h"

static void expect(const char *text, const char *wanted) {
    assert_string_equal(tables_in(text_words, text), wanted);
}

static void texts_that_begin_in_the_same_columns(void **state) {
    (void)state;
    expect("Name      Office      City\nAda       Mayor       Riverton\nBob       Clerk       "
           "Harbour\n",
           "table 3 inferred\nName|Office|City\nAda|Mayor|Riverton\nBob|Clerk|Harbour\n");
    /* As a terminal shows it, and as pdftotext counts. */
    expect("序号    任务        单位\n一      修订办法    市政府办\n二      培训        市人社局\n",
           "table 3 inferred\n序号|任务|单位\n一|修订办法|市政府办\n二|培训|市人社局\n");
    expect("序号  任务    单位\n一   修订办法  市政府办\n二   培训    市人社局\n",
           "table 3 inferred\n序号|任务|单位\n一|修订办法|市政府办\n二|培训|市人社局\n");
}

static void blank_columns_stay_blank(void **state) {
    (void)state;
    expect("Name      Office      City\nAda                   Riverton\nBob       Clerk       "
           "Harbour\n"
           "          Deputy\nEve       Guard       Riverton\n",
           "table 3 "
           "inferred\nName|Office|City\nAda|@2:Riverton\nBob|Clerk|Harbour\n|@1:Deputy\nEve|Guard|"
           "Riverton\n");
}

static void what_alignment_does_not_prove(void **state) {
    (void)state;
    expect("one      two\nsix      ten\nred      tan\n",
           "- one      two\n- six      ten\n- red      tan\n");
    expect("a    b    c\nd     e   f\ng   h     i\n",
           "- a    b    c\n- d     e   f\n- g   h     i\n");
    expect("a    b    c\nd    e    f\n\ng    h    i\n",
           "- a    b    c\n- d    e    f\n- g    h    i\n");
    /* Three columns of prose fill their width. */
    expect("The council met   It adopted the   The roads were\n"
           "in March, when    budget for the   mended in the\n"
           "all were there.   coming year.     second half.\n",
           "- The council met   It adopted the   The roads were\n"
           "- in March, when    budget for the   mended in the\n"
           "- all were there.   coming year.     second half.\n");
}

static void many_lines_stay_linear(void **state) {
    (void)state;
    enum { LINES = 200000 };
    static const char row[] = "a    b    c\n", odd[] = "a\n";
    char *text = malloc(LINES * sizeof row);
    size_t length = 0;
    assert_non_null(text);
    for (uint32_t i = 0; i < LINES; i++) {
        const char *line = i % 3 == 1 ? row : odd;
        memcpy(text + length, line, strlen(line));
        length += strlen(line);
    }
    assert_int_equal(cells_in(text_words, text, length) > 0, 1);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_begin_in_the_same_columns),
        cmocka_unit_test(blank_columns_stay_blank),
        cmocka_unit_test(what_alignment_does_not_prove),
        cmocka_unit_test(many_lines_stay_linear),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fixture_done();
    return failed;
}
