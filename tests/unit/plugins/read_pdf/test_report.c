/* The report layer on pages drawn by hand: paragraphs, headings, lists, furniture, notes, tables, and what is left out. */
#include "cm.h"

#include "report_fixture.h"

#include <stdio.h>
#include <string.h>

/* 90 columns: 450 points wide, from 72 to 522 of 600. */
#define FULL                                                                                       \
    "Some words of a line that is as wide as it may be, and that goes on in the lines below its"

static void shows(report_fixture *f, const char *wanted) {
    assert_string_equal(report_run(f), wanted);
    report_end(f);
}

static void wrapped_lines_are_one_paragraph(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 124, 10, LOOK_PLAIN, "and ends here.");
    report_line(&f, 0, 72, 136, 10, LOOK_PLAIN, "Another one.");
    shows(&f, "paragraph \"" FULL " " FULL " and ends here.\" @3\n"
              "paragraph \"Another one.\"\n");
}

static void ragged_lines_go_on_in_the_middle_of_a_sentence(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN,
                "This line has room for some words, and the sentence of it plainly goes");
    report_line(&f, 0, 72, 124, 10, LOOK_PLAIN, "on here.");
    report_line(&f, 0, 72, 136, 10, LOOK_PLAIN, "Short words");
    report_line(&f, 0, 72, 148, 10, LOOK_PLAIN, "make a list.");
    shows(&f,
          "paragraph \"" FULL
          " This line has room for some words, and the sentence of it plainly goes on here.\" @3\n"
          "paragraph \"Short words\"\n"
          "paragraph \"make a list.\"\n");
}

/* Whoever sets type does not part a full line from the next because a sentence in another colour begins there. */
static void links_part_no_lines(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN, FULL ".");
    report_line(&f, 0, 72, 124, 10, LOOK_LINK, "Words of a link.");
    report_line(&f, 0, 72, 148, 10, LOOK_PLAIN, FULL ".");
    report_line(&f, 0, 72, 160, 10, LOOK_LINK, "A line of its own, perhaps.");
    report_line(&f, 0, 72, 190, 10, LOOK_PLAIN, FULL ".");
    report_line(&f, 0, 72, 202, 10, LOOK_LINK, FULL);
    report_line(&f, 0, 72, 214, 10, LOOK_LINK, "and more.");
    shows(&f, "paragraph \"" FULL " " FULL ". Words of a link.\" @3\n"
              "paragraph \"" FULL ".\"\n"
              "paragraph \"A line of its own, perhaps.\"\n"
              "paragraph \"" FULL ". " FULL " and more.\" @3\n");
}

/* A name in bold may come to the begin of a line; a heading follows the end of a sentence. */
static void a_bold_name_goes_on_in_a_sentence(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 124, 10, LOOK_BOLD, "Society of Water.");
    report_line(&f, 0, 72, 160, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 172, 10, LOOK_PLAIN, FULL ".");
    report_line(&f, 0, 72, 184, 10, LOOK_BOLD, "Societies");
    report_line(&f, 0, 72, 196, 10, LOOK_PLAIN, FULL ".");
    const char *told = report_run(&f);
    assert_non_null(strstr(told, "its Society of Water.\" @3"));
    assert_non_null(strstr(told, "\"Societies\"\n"));
    report_end(&f);
}

/* The middle of a line may be that of its column by chance. */
static void lines_from_one_edge_are_not_centred(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 60, 60, 10, LOOK_PLAIN, FULL " extra");
    report_line(
        &f, 0, 84, 100, 10, LOOK_PLAIN,
        "Some words of a line that has no room for one that is long, as are the next ones to it,");
    report_line(
        &f, 0, 84, 112, 10, LOOK_PLAIN,
        "Working groups, which stand in a line whose middle is that of the column, and no mor");
    const char *told = report_run(&f);
    assert_non_null(strstr(told, "ones to it, Working groups"));
    report_end(&f);
}

static void parts_of_a_line_are_one_line(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 92, 100, 10, LOOK_PLAIN, "本报告根据条例》");
    report_line(&f, 0, 167, 100, 10, LOOK_PLAIN,
                "（国务院令第七一一号）和通知的要求编制公布其中所列数据的统计期限为全");
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN, "年。");
    shows(&f, "paragraph > "
              "\"本报告根据条例》（国务院令第七一一号）和通知的要求编制公布其中所列数据的统计期限为"
              "全年。\" @3\n");
}

static void a_sentence_goes_on_in_the_next_column(void **state) {
    (void)state;
    static const struct {
        float x, base;
        const char *text;
    } lines[] = {{72, 700, "The figures of the year were taken from"},
                 {72, 712, "the register, which is kept for all who"},
                 {320, 100, "ask, and are complete up to the last of"},
                 {320, 112, "its months."},
                 {320, 136, "Nothing else was asked in the year at"},
                 {320, 148, "all."}};
    report_fixture f;
    report_begin(&f, 1);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        report_line(&f, 0, lines[i].x, lines[i].base, 10, LOOK_PLAIN, lines[i].text)->columnar = 1;
    shows(&f, "paragraph \"The figures of the year were taken from the register, which is kept for "
              "all who "
              "ask, and are complete up to the last of its months.\" @4\n"
              "paragraph \"Nothing else was asked in the year at all.\" @2\n");
}

static void an_indent_begins_a_paragraph(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 92, 100, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN, FULL " etc.");
    report_line(&f, 0, 92, 124, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 136, 10, LOOK_PLAIN, "the end.");
    shows(&f, "paragraph >"
              " \"" FULL " " FULL " etc.\" @2\n"
              "paragraph >"
              " \"" FULL " the end.\" @2\n");
}

static void han_lines_join_without_a_blank(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 92, 100, 10, LOOK_PLAIN,
                "本报告根据中华人民共和国政府信息公开条例的要求编制公布其中所列数据的统计期限自一月"
                "一日起至");
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN,
                "十二月三十一日止本报告的电子版可以从政府门户网站下载如有疑问请与我县人民政府办公室"
                "联系收到申请");
    report_line(&f, 0, 72, 124, 10, LOOK_PLAIN, "12件。");
    const char *told = report_run(&f);
    assert_non_null(strstr(told, "起至十二月"));
    assert_non_null(strstr(told, "收到申请12件。\" @3\n"));
    report_end(&f);
}

static void hyphens_go_only_from_broken_words(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN,
                "This report of a well-known office, which is widely read abroad, is inter-");
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN,
                "national in its scope and covers what is now thought to be the state-of-");
    report_line(&f, 0, 72, 124, 10, LOOK_PLAIN,
                "the-art in all such matters, as it was found in part 49e168b7-407f-");
    report_line(&f, 0, 72, 136, 10, LOOK_PLAIN,
                "a055 of the series by an author who is very much and very widely well-");
    report_line(&f, 0, 72, 148, 10, LOOK_PLAIN, "known.");
    const char *told = report_run(&f);
    assert_non_null(strstr(told, "is international in"));
    assert_non_null(strstr(told, "state-of-the-art in"));
    assert_non_null(strstr(told, "407f-a055 of"));
    assert_non_null(strstr(told, "well-known."));
    assert_string_equal(f.said, "dropped 1: hyphen at the end of a line\n");
    report_end(&f);
}

/* Both words stand elsewhere by themselves, and the whole never without its hyphen. */
static void compounds_keep_their_hyphen_and_dashes_no_blank(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN,
                "In a real test of the methods that are known in this world to us, every real-");
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN,
                "world case was taken from the pages of the report that are given here as 318–");
    report_line(&f, 0, 72, 124, 10, LOOK_PLAIN,
                "325 and that many more have read since it was published by the “office”, here”—");
    report_line(&f, 0, 72, 136, 10, LOOK_PLAIN, "for once.");
    const char *told = report_run(&f);
    assert_non_null(strstr(told, "every real-world case"));
    assert_non_null(strstr(told, "as 318–325 and"));
    assert_non_null(strstr(told, "here”— for once."));
    report_end(&f);
}

static void where_lines_rarely_end_in_hyphens_these_stay(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 3);
    for (uint32_t i = 0; i < 52; i++)
        report_line(&f, i / 26, 72, 100 + 12 * (float)(i % 26), 10, LOOK_PLAIN, FULL);
    report_line(&f, 2, 72, 100, 10, LOOK_PLAIN,
                "And this is the only line of all of them that comes to its end with long-");
    report_line(&f, 2, 72, 112, 10, LOOK_PLAIN, "term plans.");
    assert_non_null(strstr(report_run(&f), "with long-term plans."));
    report_end(&f);
}

static void digits_of_two_lines_stay_apart(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, FULL " of the year 2021");
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN, "345 people.");
    assert_non_null(strstr(report_run(&f), "2021 345"));
    report_end(&f);
}

static void headings_by_look_and_number(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 250, 80, 20, LOOK_BOLD, "Annual Report");
    report_line(&f, 0, 72, 110, 14, LOOK_BOLD, "1. Overview");
    report_line(&f, 0, 72, 130, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 142, 10, LOOK_PLAIN, "of it.");
    report_line(&f, 0, 72, 170, 12, LOOK_BOLD, "1.1 Staff");
    report_line(&f, 0, 72, 190, 10, LOOK_PLAIN, "Nobody left.");
    report_line(&f, 0, 72, 220, 10, LOOK_PLAIN, "一、总体情况");
    report_line(&f, 0, 72, 240, 10, LOOK_PLAIN, "（一）主动公开。全年公开信息12条。");
    shows(&f, "title \"Annual Report\"\n"
              "heading 1 #1. \"1. Overview\"\n"
              "paragraph \"" FULL " of it.\" @2\n"
              "heading 2 #1.1 \"1.1 Staff\"\n"
              "paragraph \"Nobody left.\"\n"
              "heading 1 #一、 \"一、总体情况\"\n"
              "heading R 2 #（一） \"（一）主动公开。\"\n"
              "paragraph \"全年公开信息12条。\"\n");
}

static void lists_nest_by_their_indent(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, "• one");
    report_line(&f, 0, 92, 112, 10, LOOK_PLAIN, "1. first");
    report_line(&f, 0, 92, 124, 10, LOOK_PLAIN, "2. second");
    report_line(&f, 0, 72, 136, 10, LOOK_PLAIN, "•");
    report_line(&f, 0, 92, 136, 10, LOOK_PLAIN, "two");
    report_line(&f, 0, 72, 160, 10, LOOK_PLAIN, "2022 was a year.");
    shows(&f, "list\n"
              "  item\n"
              "    paragraph \"one\"\n"
              "    list\n"
              "      item #1.\n"
              "        paragraph \"1. first\"\n"
              "      item #2.\n"
              "        paragraph \"2. second\"\n"
              "  item\n"
              "    paragraph \"two\"\n"
              "paragraph \"2022 was a year.\"\n");
}

static void one_item_is_a_list_where_others_are_set_so(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 90, 88, 10, LOOK_PLAIN, "1. Alone");
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, "Between.");
    report_line(&f, 0, 90, 112, 10, LOOK_PLAIN, "1. one");
    report_line(&f, 0, 90, 124, 10, LOOK_PLAIN, "2. two");
    report_line(&f, 0, 72, 148, 10, LOOK_PLAIN, "An interruption.");
    report_line(&f, 0, 90, 172, 10, LOOK_PLAIN, "1. once more");
    shows(&f, "paragraph > \"1. Alone\"\n"
              "paragraph \"Between.\"\n"
              "list\n"
              "  item #1.\n"
              "    paragraph \"1. one\"\n"
              "  item #2.\n"
              "    paragraph \"2. two\"\n"
              "paragraph \"An interruption.\"\n"
              "list\n"
              "  item #1.\n"
              "    paragraph \"1. once more\"\n");
}

static void a_bullet_alone_is_an_empty_item(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, "•");
    report_line(&f, 0, 72, 124, 10, LOOK_PLAIN, "• one");
    report_line(&f, 0, 72, 136, 10, LOOK_PLAIN, "•");
    report_line(&f, 0, 72, 148, 10, LOOK_PLAIN, "• two");
    assert_string_equal(report_run(&f), "paragraph \"•\"\n"
                                        "list\n"
                                        "  item\n"
                                        "    paragraph \"one\"\n"
                                        "  item\n"
                                        "  item\n"
                                        "    paragraph \"two\"\n");
    assert_string_equal(f.said, "dropped 1: bullet of a list\n"
                                "dropped 1: bullet of a list\n"
                                "dropped 1: bullet of a list\n");
    report_end(&f);
}

static void a_sign_before_a_number_is_no_bullet(void **state) {
    (void)state;
    static const char *const numbers[] = {"- 797", "□0", "* 1,204", "■5.5"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        report_fixture f;
        char want[64];
        report_begin(&f, 1);
        report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, numbers[i]);
        snprintf(want, sizeof want, "paragraph \"%s\"\n", numbers[i]);
        shows(&f, want);
    }
}

static void a_full_width_asterisk_is_a_bullet(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, "＊ fever");
    report_line(&f, 0, 72, 112, 10, LOOK_PLAIN, "＊ cough");
    shows(&f, "list\n"
              "  item\n"
              "    paragraph \"fever\"\n"
              "  item\n"
              "    paragraph \"cough\"\n");
}

static void what_pages_repeat_is_furniture(void **state) {
    (void)state;
    report_fixture f;
    static const char *const texts[] = {"Only text.", "More of it.", "The end."};
    report_begin(&f, 3);
    for (uint32_t i = 0; i < 3; i++) {
        char number[8];
        snprintf(number, sizeof number, "- %u -", (unsigned)i + 1);
        report_line(&f, i, i % 2 ? 400 : 72, 40, 9, LOOK_PLAIN, "Office of Reports");
        report_line(&f, i, 72, 100, 10, LOOK_PLAIN, texts[i]);
        report_line(&f, i, i % 2 ? 500 : 72, 770, 9, LOOK_PLAIN, number);
    }
    shows(&f,
          "paragraph F \"Office of Reports\"\nparagraph \"Only text.\"\nparagraph F \"- 1 -\"\n"
          "paragraph F B > \"Office of Reports\"\nparagraph \"More of it.\"\nparagraph F > \"- 2 "
          "-\"\n"
          "paragraph F B \"Office of Reports\"\nparagraph \"The end.\"\nparagraph F \"- 3 -\"\n");
}

static void footnotes_follow_their_paragraph(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_raise(report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, "Fees rose1 in spring."), 9, 1);
    report_line(&f, 0, 72, 130, 10, LOOK_PLAIN, "Nothing else did.");
    report_line(&f, 0, 72, 700, 8, LOOK_PLAIN, "1 By a tenth.");
    shows(&f, "paragraph \"Fees rose1 in spring.\"\n"
              "  [note 9+1 2]\n"
              "footnote #1 \"1 By a tenth.\"\n"
              "paragraph \"Nothing else did.\"\n");
}

static void leaders_are_no_text(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(
        &f, 0, 72, 100, 10, LOOK_PLAIN,
        "1. Overview .................................................................... 3");
    report_line(
        &f, 0, 72, 112, 10, LOOK_PLAIN,
        "2. Staff ....................................................................... 4");
    const char *told = report_run(&f);
    assert_non_null(strstr(told, "\"1. Overview 3\""));
    assert_non_null(strstr(told, "\"2. Staff 4\""));
    assert_non_null(strstr(f.said, "dropped 68: dots that lead to the end of a line"));
    report_end(&f);
}

static void cells_join_wrapped_lines(void **state) {
    (void)state;
    static const char *const cells[] = {"Number of~applications", "one~two", "•~• yes", ""};
    report_fixture f;
    report_begin(&f, 1);
    pdf_grid *grid = report_grid(&f, 0, 100, 2, 2, cells);
    grid->header_rows = 1;
    shows(&f, "table\n"
              "  cell \"Number of applications\" @3\n"
              "  cell \"one~two\" @3\n"
              "  cell \"•~yes\" @3\n"
              "  cell\n");
}

static void tables_in_a_cell_stand_between_its_lines(void **state) {
    (void)state;
    static const char *const cells[] = {"above~below", "12"};
    static const char *const inner[] = {"1", "2"};
    report_fixture f;
    report_begin(&f, 1);
    pdf_grid *grid = report_grid(&f, 0, 100, 1, 2, cells);
    pdf_grid *within = report_grid(&f, 0, 200, 1, 2, inner); /* drawn elsewhere, and put there */
    f.reader.sheets[0].piece_count--;
    within->box[1] = within->box[3] = grid->cells[0].lines[0].base + 1;
    grid->cells[0].inner = within;
    const char *told = report_run(&f);
    assert_non_null(strstr(told, "  cell\n"
                                 "    paragraph \"above\"\n"
                                 "    table\n"
                                 "      cell \"1\""));
    assert_non_null(strstr(told, "    paragraph \"below\"\n"
                                 "  cell \"12\""));
    report_end(&f);
}

static void digits_of_a_cell_are_joined_on_record(void **state) {
    (void)state;
    static const char *const cells[] = {"12345678901234~5", "12345678901234~5", "12345678901234~5",
                                        "1~2"};
    report_fixture f;
    report_begin(&f, 1);
    pdf_grid *grid = report_grid(&f, 0, 100, 1, 4, cells);
    grid->cells[0].wrapped = 1;
    grid->cells[1].wrapped = 2;
    assert_string_equal(report_run(&f), "table\n"
                                        "  cell \"123456789012345\" @3\n"
                                        "  cell \"12345678901234~5\" @3\n"
                                        "  cell \"12345678901234~5\" @3\n"
                                        "  cell \"1~2\" @3\n");
    assert_string_equal(
        f.said, "before: 12345678901234\n5\nafter: 123456789012345\nsaid: pdf.cell.digits-wrapped\n"
                "said: pdf.cell.numbers\n");
    report_end(&f);
}

static void code_keeps_its_lines(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    report_line(&f, 0, 72, 100, 10, LOOK_PLAIN, FULL);
    report_line(&f, 0, 72, 124, 10, LOOK_CODE, "if (x)");
    report_line(&f, 0, 96, 136, 10, LOOK_CODE, "return;");
    shows(&f, "paragraph \"" FULL "\"\n"
              "code \"if (x)~    return;\" @2\n");
}

static void nothing_is_a_report(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    shows(&f, "");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrapped_lines_are_one_paragraph),
        cmocka_unit_test(ragged_lines_go_on_in_the_middle_of_a_sentence),
        cmocka_unit_test(links_part_no_lines),
        cmocka_unit_test(a_bold_name_goes_on_in_a_sentence),
        cmocka_unit_test(lines_from_one_edge_are_not_centred),
        cmocka_unit_test(parts_of_a_line_are_one_line),
        cmocka_unit_test(a_sentence_goes_on_in_the_next_column),
        cmocka_unit_test(an_indent_begins_a_paragraph),
        cmocka_unit_test(han_lines_join_without_a_blank),
        cmocka_unit_test(hyphens_go_only_from_broken_words),
        cmocka_unit_test(compounds_keep_their_hyphen_and_dashes_no_blank),
        cmocka_unit_test(where_lines_rarely_end_in_hyphens_these_stay),
        cmocka_unit_test(digits_of_two_lines_stay_apart),
        cmocka_unit_test(headings_by_look_and_number),
        cmocka_unit_test(lists_nest_by_their_indent),
        cmocka_unit_test(one_item_is_a_list_where_others_are_set_so),
        cmocka_unit_test(a_bullet_alone_is_an_empty_item),
        cmocka_unit_test(a_sign_before_a_number_is_no_bullet),
        cmocka_unit_test(a_full_width_asterisk_is_a_bullet),
        cmocka_unit_test(what_pages_repeat_is_furniture),
        cmocka_unit_test(footnotes_follow_their_paragraph),
        cmocka_unit_test(leaders_are_no_text),
        cmocka_unit_test(cells_join_wrapped_lines),
        cmocka_unit_test(tables_in_a_cell_stand_between_its_lines),
        cmocka_unit_test(digits_of_a_cell_are_joined_on_record),
        cmocka_unit_test(code_keeps_its_lines),
        cmocka_unit_test(nothing_is_a_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
