/* What becomes of one text: quotes, apostrophes, white space, numbers. */
#include "desk.h"

/* One cell, written with the options, without its line end. */
static void check_cell(sheaf_str text, const char *options, const char *expected) {
    char line[256];
    desk_column column;
    desk_column_of(&column, &text, 1);
    snprintf(line, sizeof line, "%s\r\n", expected);
    desk_check(&column.document, 0, options, line);
}

static void quotes_only_where_needed(void **state) {
    (void)state;
    static const struct {
        sheaf_str text;
        const char *field;
    } cases[] = {{TEXT("plain 中文"), "plain 中文"},
                 {TEXT("a,b"), "\"a,b\""},
                 {TEXT("a;b"), "\"a;b\""},
                 {TEXT("a\tb"), "\"a\tb\""},
                 {TEXT("say \"so\""), "\"say \"\"so\"\"\""},
                 {TEXT("\""), "\"\"\"\""},
                 {TEXT("two\nlines"), "\"two\nlines\""},
                 {TEXT("a\rb"), "\"a\rb\""},
                 {TEXT(" \xE3\x80\x80outer  inner \n"), "outer  inner"},
                 {TEXT(""), "\"\""},
                 {TEXT("ID"), "\"ID\""},
                 {TEXT("'"), "'"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_cell(cases[i].text, "", cases[i].field);
}

static void only_the_first_field_is_taken_for_another_format(void **state) {
    (void)state;
    const sheaf_str texts[] = {TEXT("a"), TEXT("ID")};
    desk_column column;
    desk_column_of(&column, texts, 2);
    desk_check(&column.document, 0, "", "a\r\nID\r\n");
}

static void dialects(void **state) {
    (void)state;
    check_cell((sheaf_str)TEXT("a,b"), "delimiter=semicolon", "\"a,b\"");
    check_cell((sheaf_str)TEXT("x"), "bom=yes", "\xEF\xBB\xBFx");
    check_cell((sheaf_str)TEXT("ID"), "bom=yes", "\xEF\xBB\xBF\"ID\"");
}

/* Each of these would be run, so an apostrophe stands before it; with formulas=keep it does not. */
static void an_apostrophe_stops_a_formula(void **state) {
    (void)state;
    static const sheaf_str formulas[] = {TEXT("=1+1"),
                                         TEXT("=cmd|' /C calc'!A0"),
                                         TEXT("@SUM(A1)"),
                                         TEXT("+A1"),
                                         TEXT("-A1"),
                                         TEXT("-1+2"),
                                         TEXT("+86-10-12"),
                                         TEXT("\xEF\xBC\x9D"
                                              "1"),
                                         TEXT("\xEF\xBC\x8B"
                                              "A"),
                                         TEXT("\xEF\xBC\x8D"
                                              "A1"),
                                         TEXT("\xEF\xBC\xA0"
                                              "A"),

                                         TEXT("'=1"),
                                         TEXT("''=1"),
                                         TEXT("' =1"),
                                         TEXT("-"
                                              "12x"),
                                         TEXT("- item"),
                                         TEXT("="),
                                         TEXT("+"),
                                         TEXT("-1e5"),
                                         TEXT("--1")};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        assert_true(csv_is_formula(csv_text(formulas[i])));
        char expected[80];
        snprintf(expected, sizeof expected, "'%s", formulas[i].ptr);
        check_cell(formulas[i], "", expected);
        check_cell(formulas[i], "formulas=keep", formulas[i].ptr);
    }
}

static void white_space_hides_no_formula(void **state) {
    (void)state;
    static const sheaf_str formulas[] = {
        TEXT(" =1"), TEXT("\xEF\xBB\xBF=1"), TEXT("\t=1"),    TEXT("\tx"),
        TEXT("\rx"), TEXT("\xE3\x80\x80@x"), TEXT(" -1\t+2"), TEXT("\t")};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
        assert_true(csv_is_formula(csv_text(formulas[i])));
}

static void numbers_and_dashes_are_no_formulas(void **state) {
    (void)state;
    static const sheaf_str plain[] = {TEXT("-12.5"),
                                      TEXT("+3"),
                                      TEXT("-1,234.50"),
                                      TEXT("-5%"),
                                      TEXT("\xEF\xBC\x8D"
                                           "12"),
                                      TEXT("-"),
                                      TEXT("--"),
                                      TEXT("\xEF\xBC\x8D\xEF\xBC\x8D"),
                                      TEXT("—"),
                                      TEXT("a=1"),
                                      TEXT("'a"),
                                      TEXT("'"),
                                      TEXT(""),
                                      TEXT(" "),
                                      TEXT("'-5"),
                                      TEXT(" '=1"),
                                      TEXT("1-2"),
                                      TEXT(" -5 "),
                                      TEXT("-\xEF\xBC\x95\xEF\xBC\x85")};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_false(csv_is_formula(csv_text(plain[i])));
}

static void kinds_of_texts(void **state) {
    (void)state;
    static const struct {
        sheaf_str text;
        unsigned kind;
    } cases[] = {{TEXT(""), CSV_BLANK},
                 {TEXT("0"), CSV_INTEGER},
                 {TEXT("-12"), CSV_INTEGER},
                 {TEXT("+3"), CSV_WORDS},
                 {TEXT("123456789012345678"), CSV_INTEGER},
                 {TEXT("1234567890123456789"), CSV_WORDS},
                 {TEXT("0.50"), CSV_DECIMAL},
                 {TEXT("-12.5"), CSV_DECIMAL},
                 {TEXT("007"), CSV_WORDS},
                 {TEXT("1."), CSV_WORDS},
                 {TEXT(".5"), CSV_WORDS},
                 {TEXT("1.2.3"), CSV_WORDS},
                 {TEXT("1,234"), CSV_WORDS},
                 {TEXT("5%"), CSV_WORDS},
                 {TEXT("-"), CSV_WORDS},
                 {TEXT("\xEF\xBC\x91"), CSV_WORDS},
                 {TEXT("1e5"), CSV_WORDS}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(csv_kind_of(csv_text(cases[i].text)), cases[i].kind);
}

static void a_nul_is_told(void **state) {
    (void)state;
    const sheaf_str text = TEXT("12\0003");
    desk_column column;
    desk_column_of(&column, &text, 1);
    sheaf_job job = {0};
    assert_int_equal(desk_write(&job, &column.document), SHEAF_OK);
    assert_string_equal(desk_text(&job), "12\xEF\xBF\xBD"
                                         "3\r\n");
    assert_string_equal(job.said, "csv.nul ");
    desk_clear(&job);
}

static void lost_content_is_told(void **state) {
    (void)state;
    const sheaf_str text = TEXT("1");
    desk_column column;
    desk_column_of(&column, &text, 1);
    column.document.complete = 0;
    sheaf_job job = {0};
    assert_int_equal(desk_write(&job, &column.document), SHEAF_OK);
    assert_string_equal(job.said, "csv.incomplete ");
    desk_clear(&job);
}

/* ---- runs and blocks in a cell ---- */

static void check_runs(sheaf_str text, sheaf_run *runs, uint32_t count, const char *expected) {
    char line[256];
    desk_column column;
    desk_column_of(&column, &text, 1);
    column.document.runs = (sheaf_array){runs, count, sizeof *runs};
    for (uint32_t i = 0; i < count; i++)
        runs[i] = (sheaf_run){2, runs[i].kind, runs[i].start, runs[i].length, SHEAF_STR("")};
    snprintf(line, sizeof line, "%s\r\n", expected);
    desk_check(&column.document, 0, "", line);
}

/* Digits that print tells apart would be another number in plain text. */
static void print_marks_are_written_out(void **state) {
    (void)state;
    sheaf_run note[] = {{.kind = SHEAF_RUN_NOTE, .start = 2, .length = 1}};
    check_runs((sheaf_str)TEXT("351"), note, 1, "35[1]");
    sheaf_run marked[] = {{.kind = SHEAF_RUN_NOTE, .start = 2, .length = 3}};
    check_runs((sheaf_str)TEXT("35[1]"), marked, 1, "35[1]");
    sheaf_run power[] = {{.kind = SHEAF_RUN_SUPERSCRIPT, .start = 2, .length = 1}};
    check_runs((sheaf_str)TEXT("105"), power, 1, "10^5");
    check_runs((sheaf_str)TEXT("m 2"), power, 1, "m 2");
    check_runs((sheaf_str)TEXT("1m2"), power, 1, "1m2");
    sheaf_run wide[] = {{.kind = SHEAF_RUN_SUPERSCRIPT, .start = 3, .length = 3}};
    check_runs((sheaf_str)TEXT("\xEF\xBC\x91\xEF\xBC\x95"), wide, 1, "\xEF\xBC\x91^\xEF\xBC\x95");
    sheaf_run below[] = {{.kind = SHEAF_RUN_SUBSCRIPT, .start = 2, .length = 2}};
    check_runs((sheaf_str)TEXT("10-5 x"), below, 1, "10_-5 x");
    sheaf_run struck[] = {{.kind = SHEAF_RUN_STRUCK, .start = 0, .length = 2},
                          {.kind = SHEAF_RUN_STRONG, .start = 0, .length = 4},
                          {.kind = SHEAF_RUN_INSERTED, .start = 2, .length = 2}};
    check_runs((sheaf_str)TEXT("1215"), struck, 3, "~~12~~15");
    sheaf_run both[] = {{.kind = SHEAF_RUN_SUPERSCRIPT, .start = 2, .length = 1},
                        {.kind = SHEAF_RUN_NOTE, .start = 2, .length = 1},
                        {.kind = SHEAF_RUN_DELETED, .start = 3, .length = 90}};
    check_runs((sheaf_str)TEXT("3516"), both, 3, "35[1]~~6~~");
    sheaf_run outside[] = {{.kind = SHEAF_RUN_STRUCK, .start = 0, .length = 1},
                           {.kind = SHEAF_RUN_NOTE, .start = 2, .length = 0}};
    check_runs((sheaf_str)TEXT(" 5"), outside, 2, "5");
}

static void check_raised(const char *text, uint32_t start, uint32_t length, const char *expected) {
    sheaf_run run[] = {{.kind = SHEAF_RUN_SUPERSCRIPT, .start = start, .length = length}};
    check_runs((sheaf_str){text, strlen(text)}, run, 1, expected);
}

/* A raised digit makes another number of what stands on either side, be it a dash. */
static void raised_text_is_told_from_both_neighbours(void **state) {
    (void)state;
    check_raised("135", 0, 1, "1^35");
    check_raised("153", 1, 1, "1^5^3");
    check_raised("-1", 1, 1, "'-^1");
    check_raised("\xEF\xBC\x8D\xEF\xBC\x91", 3, 3, "'\xEF\xBC\x8D^\xEF\xBC\x91");
    check_raised("5.2", 2, 1, "5.^2");
    check_raised("1.5", 0, 1, "1^.5");
    check_raised("12", 0, 2, "12");
    check_raised("-m2", 2, 1, "'-m2");
    check_raised("-5%", 2, 1, "-5%");
    check_raised("* 5", 0, 1, "* 5");
    check_raised("\xE2\x80\x94"
                 "1",
                 3, 1,
                 "\xE2\x80\x94"
                 "1");
}

/* Deleted is deleted, wherever it stands. */
static void strong_runs_cut_raised_ones(void **state) {
    (void)state;
    sheaf_run cut[] = {{.kind = SHEAF_RUN_SUPERSCRIPT, .start = 2, .length = 3},
                       {.kind = SHEAF_RUN_NOTE, .start = 3, .length = 0},
                       {.kind = SHEAF_RUN_DELETED, .start = 3, .length = 1}};
    check_runs((sheaf_str)TEXT("10537"), cut, 3, "10^5~~3~~7");
    sheaf_run whole[] = {{.kind = SHEAF_RUN_SUPERSCRIPT, .start = 2, .length = 1},
                         {.kind = SHEAF_RUN_STRUCK, .start = 2, .length = 1}};
    check_runs((sheaf_str)TEXT("105"), whole, 2, "10~~5~~");
    sheaf_run chain[] = {{.kind = SHEAF_RUN_SUPERSCRIPT, .start = 2, .length = 1},
                         {.kind = SHEAF_RUN_SUBSCRIPT, .start = 3, .length = 1},
                         {.kind = SHEAF_RUN_NOTE, .start = 4, .length = 1}};
    check_runs((sheaf_str)TEXT("10537"), chain, 3, "10^5_3[7]");
}

static void blocks_are_lines(void **state) {
    (void)state;
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 10, .parent = SHEAF_NONE},
        {.kind = SHEAF_TABLE, .end = 10, .payload = 0},
        {.kind = SHEAF_CELL, .parent = 1, .end = 10, .payload = 0},
        {.kind = SHEAF_PARAGRAPH, .parent = 2, .end = 4, .text = TEXT(" one ")},
        {.kind = SHEAF_PARAGRAPH, .parent = 2, .end = 5, .text = TEXT(" ")},
        {.kind = SHEAF_COMMENT, .parent = 2, .end = 7},
        {.kind = SHEAF_PARAGRAPH, .parent = 5, .end = 7, .text = TEXT("a remark")},
        {.kind = SHEAF_LIST, .parent = 2, .end = 9, .payload = 0},
        {.kind = SHEAF_ITEM, .parent = 7, .end = 9, .text = TEXT("1. two")},
        {.kind = SHEAF_PARAGRAPH,
         .parent = 2,
         .end = 10,
         .flags = SHEAF_FURNITURE,
         .text = TEXT("- 3 -")},
    };
    sheaf_table tables[] = {{1, 1}};
    sheaf_cell cells[] = {{0, 0, 1, 1, 0}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes),
                               .tables = ARRAY_OF(tables),
                               .cells = ARRAY_OF(cells),
                               .complete = 1};
    desk_check(&document, 0, "", "\"one\n1. two\"\r\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_only_where_needed),
        cmocka_unit_test(only_the_first_field_is_taken_for_another_format),
        cmocka_unit_test(dialects),
        cmocka_unit_test(an_apostrophe_stops_a_formula),
        cmocka_unit_test(white_space_hides_no_formula),
        cmocka_unit_test(numbers_and_dashes_are_no_formulas),
        cmocka_unit_test(kinds_of_texts),
        cmocka_unit_test(a_nul_is_told),
        cmocka_unit_test(lost_content_is_told),
        cmocka_unit_test(print_marks_are_written_out),
        cmocka_unit_test(raised_text_is_told_from_both_neighbours),
        cmocka_unit_test(strong_runs_cut_raised_ones),
        cmocka_unit_test(blocks_are_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
