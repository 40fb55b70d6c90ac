/* Tab rows, cell lines, pipes and separated values: the shapes whose lines say where cells are. */
#include "table_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(text_recognise *recognise, const char *text, const char *wanted) {
    assert_string_equal(tables_in(recognise, text), wanted);
}

static void tabs_part_fields_blank_ones_too(void **state) {
    (void)state;
    expect(text_tab_rows, "a\tb\tc\n1\t\t3\n", "table 3\na|b|c\n1||3\n");
    expect(text_tab_rows, "x\t\t\nk\t1\t2\n", "table 3\nx||\nk|1|2\n");
    expect(text_tab_rows, "k\t1\t2\ns\t3\n", "table 3\nk|1|2\ns|3\n");
    expect(text_tab_rows, "\t\t自然人\n一、\t 1\xC2\xA0\t\xE3\x80\x80\x32\n",
           "table 3\n||自然人\n一、|1|2\n");
    expect(text_tab_rows, "a\tb\t1\n\t\t\nc\td\t2\n", "table 3\na|b|1\n||\nc|d|2\n");
}

static void quotes_around_all_fields_are_no_text(void **state) {
    (void)state;
    expect(text_tab_rows, "\"a\"\t\"b\"\t\"\"\n\"1\"\t\t\" 3\"\n", "table 3\na|b|\n1||3\n");
    expect(text_tab_rows, "\"a\"\tb\tc\n1\t2\t\"x\"\n", "table 3\n\"a\"|b|c\n1|2|\"x\"\n");
    expect(text_tab_rows,
           "\"a\"\t\"b\"\n\"1\"\t\"2\"\n\"3\"\t\"say \"\"4\"\"\"\n\"5\"\t\"6\"\n\"7\"\t\"8\"\n",
           "table 2\na|b\n1|2\n3|say \"4\"\n5|6\n7|8\n");
}

/* As spreadsheets copy cells with line ends in them. */
static void quoted_fields_of_tab_rows_go_over_lines(void **state) {
    (void)state;
    expect(text_tab_rows, "a\t\"b\nc\"\t\n1\t2\t3\n", "table 3\na|b~c|\n1|2|3\n");
    expect(text_tab_rows, "\"a\nb\nc\"\td\n1\t\"2\n3\"\n", "table 2\na~b~c|d\n1|2~3\n");
    expect(text_tab_rows, "a\t\"b\n\"\"c\"\"\"\t\"d\ne\"\n\"x\"\t2\t3\n",
           "table 3\na|b~\"c\"|d~e\nx|2|3\n");
    expect(text_tab_rows, "a\tb\tc\nbetween\n\"1\n0\"\t2\t3\n",
           "table 3\na|b|c\nbetween\n1~0|2|3\n");
}

/* A quote that means "as above", prose, and quotes that do not close beside a tab or the end of a line. */
static void lone_quotes_swallow_no_rows(void **state) {
    (void)state;
    expect(text_tab_rows, "a\t12\"\t3\n\"\t\"\t4\nb\t\"\t\"\nc\t1\t2\n",
           "table 3\na|12\"|3\n\"|\"|4\nb|\"|\"\nc|1|2\n");
    expect(text_tab_rows, "a\t\"b\nc\td\" e\n", "table 2\na|\"b\nc|d\" e\n");
    expect(text_tab_rows, "a\t1\t\"b\nc\" d\t2\t3\n", "table 3\na|1|\"b\nc\" d|2|3\n");
    expect(text_tab_rows, "\"He said\nso.\"\nIt went on.\n",
           "- \"He said\n- so.\"\n- It went on.\n");
    expect(text_tab_rows, "a\t1\t\"b\n\fc\"\t2\t3\n",
           "table 3\na|1|\"b\ntable 3 behind a break\nc\"|2|3\n");
}

static void a_blank_line_or_other_text_ends_tab_rows(void **state) {
    (void)state;
    expect(text_tab_rows, "a\tb\n1\t2\n\nc\td\n3\t4\n", "table 2\na|b\n1|2\ntable 2\nc|d\n3|4\n");
    expect(text_tab_rows, "a\tb\n1\t2\nand then prose\n", "table 2\na|b\n1|2\n- and then prose\n");
    expect(text_tab_rows, "a\tb\tc\nsection\n1\t2\t3\n", "table 3\na|b|c\nsection\n1|2|3\n");
    expect(text_tab_rows, "one\trow\tonly\n", "table 3\none|row|only\n");
}

static void tabs_of_prose_and_lists_make_no_table(void **state) {
    (void)state;
    expect(text_tab_rows, "\tAn indented paragraph.\nIts second line.\n",
           "- \tAn indented paragraph.\n- Its second line.\n");
    expect(text_tab_rows, "1.\tfirst\n2.\tsecond\n", "- 1.\tfirst\n- 2.\tsecond\n");
    expect(text_tab_rows, "（一）\t甲\n（二）\t乙\n", "- （一）\t甲\n- （二）\t乙\n");
    expect(text_tab_rows, "key\tvalue\n", "- key\tvalue\n");
    expect(text_tab_rows, "\t<item>\n\t\t<title></title>\n\t\t<text>\tlong text\n\t</item>\n",
           "- \t<item>\n- \t\t<title></title>\n- \t\t<text>\tlong text\n- \t</item>\n");
}

static void a_cell_a_line(void **state) {
    (void)state;
    expect(text_cell_lines, "\ttitle\n\n\ta\n\tb\n\n\tk\n\t\xC2\xA0 1\n",
           "table 2\n1x2:title\na|b\nk|1\n");
    expect(text_cell_lines, "\ta\n\t商业\n企业\n\tc\n\n\t\n\t1\n\t2\n",
           "table 3\na|商业~企业|c\n|1|2\n");
    expect(text_cell_lines, "\ta\n\tb\n\n\t1\n\t2\n\n\n\tc\n\td\n\n\t3\n\t4\n",
           "table 2\na|b\n1|2\ntable 2\nc|d\n3|4\n");
    expect(text_cell_lines, "\ta\n\tb\n\n\t1\n\t2\n\nprose\n", "table 2\na|b\n1|2\n- prose\n");
}

static void indented_prose_and_code_are_no_cells(void **state) {
    (void)state;
    expect(text_cell_lines, "\tOne sentence.\n\n\tAnother sentence.\n",
           "- \tOne sentence.\n- \tAnother sentence.\n");
    expect(text_cell_lines, "\tx = 1;\n\ty = 2;\n\n\tz = 3;\n\tw = 4;\n",
           "- \tx = 1;\n- \ty = 2;\n- \tz = 3;\n- \tw = 4;\n");
    expect(text_cell_lines, "\ta\n\t\tb\tc\n", "- \ta\n- \t\tb\tc\n");
}

static void pipes_with_and_without_a_rule(void **state) {
    (void)state;
    expect(text_markdown_table, "| a | b |\n|---|:-:|\n| 1 |  |\n", "table 2\n#a|#b\n1|\n");
    expect(text_markdown_table, "|a|b|\n|1|2|\n", "table 2\na|b\n1|2\n");
    expect(text_markdown_table, "a | b\n--|--\n1 | 2\nrest\n", "table 2\n#a|#b\n1|2\n- rest\n");
    expect(text_markdown_table, "｜项目｜数｜\n｜甲｜１｜\n", "table 2\n项目|数\n甲|１\n");
    expect(text_markdown_table, "│甲│乙│\n│1│2│\n", "table 2\n甲|乙\n1|2\n");
    expect(text_markdown_table, "| x |\n|---|\n| 1,234.50 |\n", "table 1\n#x\n1,234.50\n");
}

/* The first bar of a row whose first field is blank is no outer one. */
static void bars_that_separate_values(void **state) {
    (void)state;
    expect(text_separated, "k|a|b\n||1\nx|2|3\n", "table 3 inferred\nk|a|b\n||1\nx|2|3\n");
    expect(text_separated, "k|1,234|2\nx|5,678|3\ny|9|4\n",
           "table 3 inferred\nk|1,234|2\nx|5,678|3\ny|9|4\n");
    expect(text_separated, "a|b|c\nd|e|f\n", "- a|b|c\n- d|e|f\n");
    expect(text_markdown_table, "||1\nx|2|3\ny|4|5\n", "- ||1\n- x|2|3\n- y|4|5\n");
    expect(text_markdown_table, "|a|b|\nx|2\n|3|4|\n|5|6|\n",
           "- |a|b|\n- x|2\ntable 2\n3|4\n5|6\n");
    expect(text_markdown_table, "||a|b|\n|-|-|-|\nx|2|3|\n", "table 3\n#|#a|#b\nx|2|3\n");
}

/* A blank behind each separator, as scripts print them, and full-width ones: sentences have these, too, so that heads or blanks are
 * needed beside the numbers. */
static void separators_that_sentences_have(void **state) {
    (void)state;
    expect(text_separated, "k, a, b\nx, 1, 2\ny, , 1,234\n",
           "table 3 inferred\nk|a|b\nx|1|2\ny||1,234\n");
    expect(text_separated, "k; ;\nx; 1;\ny; 3; 4\n", "table 3 inferred\nk||\nx|1|\ny|3|4\n");
    expect(text_separated, "项；甲；乙\n子；1；2\n丑；；4\n",
           "table 3 inferred\n项|甲|乙\n子|1|2\n丑||4\n");
    expect(text_separated, "Apple, 12, 34\nBear, 2, 7\nCat, 1, 9\n",
           "- Apple, 12, 34\n- Bear, 2, 7\n- Cat, 1, 9\n");
    expect(text_separated, "1，400\n1，426\n部分（区分，只计这一，不计其他）\n",
           "- 1，400\n- 1，426\n- 部分（区分，只计这一，不计其他）\n");
    expect(text_separated, "有三人，共12件，结9件\n有四人，共1件，结9件\n有五人，共2件，结9件\n",
           "- 有三人，共12件，结9件\n- 有四人，共1件，结9件\n- 有五人，共2件，结9件\n");
}

static void bars_of_other_fonts(void **state) {
    (void)state;
    expect(text_separated, "k｜a｜b\nx｜1｜2\ny｜｜4\n", "table 3 inferred\nk|a|b\nx|1|2\ny||4\n");
    expect(text_separated, "k│a│b\nx│1│2\ny│3│4\n", "table 3 inferred\nk|a|b\nx|1|2\ny|3|4\n");
    expect(text_separated, "k ｜ a ｜ b\nx ｜ 1 ｜ 2\n ｜  ｜ 4\n",
           "table 3 inferred\nk|a|b\nx|1|2\n||4\n");
    expect(text_separated, "│   │   ├── a\n│   │   ├── b\n│   │   └── c\n",
           "- │   │   ├── a\n- │   │   ├── b\n- │   │   └── c\n");
    expect(text_separated, "│ │ │ │ ├── a\n│ │ │ │ ├── b\n│ │ │ │ └── c\n",
           "- │ │ │ │ ├── a\n- │ │ │ │ ├── b\n- │ │ │ │ └── c\n");
}

/* Numbers set apart on both sides, and the `;` of a reference to a character. */
static void fields_in_blanks_and_references(void **state) {
    (void)state;
    expect(text_separated, "k,a,b\nx, 1 , 2 \ny, 3 , 4 \n",
           "table 3 inferred\nk|a|b\nx|1|2\ny|3|4\n");
    expect(text_separated, "k;a;b\nx;1&nbsp;;&#50;\n&ldquo;y&rdquo;;3;4&nbsp;\n",
           "table 3 inferred\nk|a|b\nx|1&nbsp;|&#50;\n&ldquo;y&rdquo;|3|4&nbsp;\n");
    expect(text_separated, "Apple, 12, 34\nBear, 2, 7\nCat, 1, 9\n",
           "- Apple, 12, 34\n- Bear, 2, 7\n- Cat, 1, 9\n");
    expect(text_separated, "k;R&D;b\nx;R&D;2\ny;3;4\n",
           "table 3 inferred\nk|R&D|b\nx|R&D|2\ny|3|4\n");
}

static void bars_in_front_part_blank_fields(void **state) {
    (void)state;
    expect(text_bar_rows, "| a | 1\nk | b | 2\nl | c | 3\n", "table 3\n|a|1\nk|b|2\nl|c|3\n");
    expect(text_bar_rows, "k | a<br>b | 1\nl | c | 2\nm | d | 3\n",
           "table 3\nk|a~b|1\nl|c|2\nm|d|3\n");
    expect(text_bar_rows, "| a | 1 |\n| b | 2 |\n| c | 3 |\n",
           "- | a | 1 |\n- | b | 2 |\n- | c | 3 |\n");
}

static void rows_without_outer_bars(void **state) {
    (void)state;
    expect(text_bar_rows, "a | b | c\n\n | 1 | \n\nd | x|y | 2\n\nrest\n",
           "table 3\na|b|c\n|1|\nd|x|y|2\n- rest\n");
    expect(text_bar_rows, "a | b\n1 | 2\n3 | 4\n\n5 | 6\n", "table 2\na|b\n1|2\n3|4\n- 5 | 6\n");
    expect(text_bar_rows, "a | b\n1 | 2\n3 | 4 | 5\n", "- a | b\n- 1 | 2\n- 3 | 4 | 5\n");
    expect(text_bar_rows, "k | 商业\n企业 | 1\n\na | 2 | 3\n4\n\nb | 5 | 6\n",
           "table 3\nk|商业~企业|1\na|2|3~4\nb|5|6\n");
    expect(text_bar_rows, "a | b | c\nd | 1 | 2\ne | 4 | 5\nf | 6\n7 | 8\n",
           "table 3\na|b|c\nd|1|2\ne|4|5\nf|6~7|8\n");
    expect(text_bar_rows, "a | b\n1 | 2\n3 | 4\n5\n6 | 7\nx\n",
           "table 2\na|b\n1|2\n3|4~5\n6|7\n- x\n");
    expect(text_bar_rows, "a|b\n1|2\n3|4\n", "- a|b\n- 1|2\n- 3|4\n");
    expect(text_bar_rows, "| a |\n| b |\n| c |\n", "- | a |\n- | b |\n- | c |\n");
}

static void cells_stand_below_their_dashes(void **state) {
    (void)state;
    expect(text_ruled_table, "  a    b c\n  --- ------\n  1    2 3\n  甲   x\n\nrest\n",
           "table 2\n#a|#b c\n1|2 3\n甲|x\n- rest\n");
    expect(text_ruled_table, "---- ---\n1    2\n     3\n---- ---\nrest\n",
           "table 2\n1|2\n|3\n- rest\n");
    expect(text_ruled_table, "==== ===\nk    v\n==== ===\n1    2\n3\n==== ===\n",
           "table 2\n#k|#v\n1|2\n3|\n");
    expect(text_ruled_table,
           "--------\nk    v\n---- ---\na    1\nb    2\n\nc    3\n--------\n- x\n",
           "table 2\n#k|#v\na~b|1~2\nc|3\n- - x\n");
}

static void text_in_a_gap_of_the_rule_makes_no_table(void **state) {
    (void)state;
    expect(text_ruled_table, "a    b\n---- ---\nlonger text\n",
           "- a    b\n- ---- ---\n- longer text\n");
    expect(text_ruled_table, "     1996 1997\n     ---- ----\nSum  1    2\n",
           "-      1996 1997\n-      ---- ----\n- Sum  1    2\n");
    expect(text_ruled_table, "Heading\n-------\ntext\n", "- Heading\n- -------\n- text\n");
    expect(text_ruled_table, "---- ---\n1    2\n---- ----\n",
           "- ---- ---\n- 1    2\n- ---- ----\n");
    expect(text_ruled_table, "---- -- =\n1    2\n---- -- =\n",
           "- ---- -- =\n- 1    2\n- ---- -- =\n");
}

static void ragged_and_escaped_pipes(void **state) {
    (void)state;
    expect(text_markdown_table, "|a|b|\n|-|-|\n|1|\n|1|2|3|4|\n||\n|\n|a\\|b|c|\n",
           "table 4\n#a|#b\n1\n1|2|3|4\n\n\na|b|c\n");
    expect(text_markdown_table, "|a|b|\n|-|-|\n|x\\\\|y|\n", "table 2\n#a|#b\nx\\\\|y\n");
}

static void line_breaks_in_cells_of_markdown(void **state) {
    (void)state;
    expect(text_markdown_table, "| 商业<br>企业 | a<BR />b<br/>c |\n|---|---|\n| 1<br>2 | <br> |\n",
           "table 2\n#商业~企业|#a~b~c\n1~2|\n");
    expect(text_markdown_table, "| <br>x<br><br> y \\| z | <b>r |\n|---|---|\n",
           "table 2\n#x~y | z|#<b>r\n");
    expect(text_markdown_table, "│a<br>b│1│\n│c│2│\n", "table 2\na<br>b|1\nc|2\n");
}

static void a_row_of_dashes_for_nothing_is_no_rule(void **state) {
    (void)state;
    expect(text_markdown_table, "|a|b|\n|-|-|\n| - | - |\n| - |  |\n", "table 2\n#a|#b\n-|-\n-|\n");
    expect(text_markdown_table, "|a|b|\n|---|---|\n|1|2|\n|---+---|\n|3|4|\n",
           "table 2\n#a|#b\n1|2\n3|4\n");
}

static void a_bar_alone_is_no_table(void **state) {
    (void)state;
    expect(text_markdown_table, "| remark |\n\nprose | with a bar\nmore\n",
           "- | remark |\n- prose | with a bar\n- more\n");
    expect(text_markdown_table, "a | b | c\n--|--\n", "- a | b | c\n- --|--\n");
}

static void separated_values(void **state) {
    (void)state;
    expect(text_separated, "a,\"b \"\"q\"\" ,x\",c\n1,\"multi\nline\",3\n",
           "table 3 inferred\na|b \"q\" ,x|c\n1|multi~line|3\n");
    expect(text_separated, "Name;Age\nBob;3\nAl;4\n", "table 2 inferred\nName|Age\nBob|3\nAl|4\n");
    expect(text_separated, "a,,c\n1,2,\n,,3\n", "table 3 inferred\na||c\n1|2|\n||3\n");
}

static void a_page_break_ends_every_table(void **state) {
    (void)state;
    expect(text_tab_rows, "a\tb\n1\t2\n\f3\t4\n5\t6\n",
           "table 2\na|b\n1|2\ntable 2 behind a break\n3|4\n5|6\n");
    expect(text_tab_rows, "a\tb\tc\nsection\n\f1\t2\t3\n",
           "table 3\na|b|c\n- section\ntable 3 behind a break\n1|2|3\n");
    expect(text_cell_lines, "\ta\n\tb\n\n\t1\n\t2\n\f\t3\n\t4\n\n\t5\n\t6\n",
           "table 2\na|b\n1|2\ntable 2 behind a break\n3|4\n5|6\n");
    expect(text_markdown_table, "|a|b|\n|-|-|\n|1|2|\n\f|3|4|\n|5|6|\n",
           "table 2\n#a|#b\n1|2\ntable 2 behind a break\n3|4\n5|6\n");
    expect(text_grid_table, "+-+-+\n|a|b|\n+-+-+\n\f+-+-+\n|1|2|\n+-+-+\n",
           "table 2\na|b\ntable 2 behind a break\n1|2\n");
    expect(text_separated, "a,b\n1,2\n3,4\n\f5,6\n7,8\n9,1\n",
           "table 2 inferred\na|b\n1|2\n3|4\ntable 2 inferred behind a break\n5|6\n7|8\n9|1\n");
}

static void one_row_behind_a_page_break_is_a_table(void **state) {
    (void)state;
    expect(text_tab_rows, "a\tb\n1\t2\n\f3\t4\n",
           "table 2\na|b\n1|2\ntable 2 behind a break\n3|4\n");
    expect(text_tab_rows, "a\tb\n1\t2\nprose\n\f3\t4\n", "table 2\na|b\n1|2\n- prose\n- 3\t4\n");
    expect(text_cell_lines, "\ta\n\tb\n\n\t1\n\t2\n\f\t3\n\t4\n",
           "table 2\na|b\n1|2\ntable 2 behind a break\n3|4\n");
    expect(text_markdown_table, "|a|b|\n|1|2|\n\f|3|4|\n",
           "table 2\na|b\n1|2\ntable 2 behind a break\n3|4\n");
}

static void damaged_rows_stay_in_their_table(void **state) {
    (void)state;
    expect(text_separated, "k,,a,b\n一、本年,,1,2\n二、上年,,3,4,5\n三、下年,,6\nx,,7,8\n",
           "table 5 inferred\nk||a|b\n一、本年||1|2\n二、上年||3|4|5\n三、下年||6\nx||7|8\n");
    expect(text_separated, "\"k\",\"\",\"1,2\"\n\"x\",\"1\",\"2\",\"3\"\n\"y\",\"4\",\"5\"\n",
           "table 4 inferred\nk||1,2\nx|1|2|3\ny|4|5\n");
    expect(text_separated, "k;;\nx;1;2\n第六项\ny;3;4\nz;5;6\n",
           "table 3 inferred\nk||\nx|1|2\n第六项\ny|3|4\nz|5|6\n");
    expect(text_separated, "k;;\nx;1;2\ny;3;4\nAnd prose at once.\n",
           "table 3 inferred\nk||\nx|1|2\ny|3|4\n- And prose at once.\n");
}

static void a_fragment_needs_others_of_its_shape(void **state) {
    (void)state;
    expect(text_separated, "a,b,c\n1,2,3\n4,,6\n\n7,8,9\n\nx,y,z\n\nx,y\n",
           "table 3 inferred\na|b|c\n1|2|3\n4||6\ntable 3 inferred\n7|8|9\n"
           "table 3 inferred\nx|y|z\n- x,y\n");
    expect(text_separated, "7,8,9\n\na,b,c\n1,2,3\n4,,6\n",
           "table 3 inferred\n7|8|9\ntable 3 inferred\na|b|c\n1|2|3\n4||6\n");
    expect(text_separated, "7,8,9\n\nred,green,blue\n", "- 7,8,9\n- red,green,blue\n");
    expect(text_separated, "a,,c\n1,2,3\n4,,6\n\f7,8,9,10\n",
           "table 3 inferred\na||c\n1|2|3\n4||6\ntable 4 inferred behind a break\n7|8|9|10\n");
}

static void a_number_with_its_thousands_apart_is_no_record(void **state) {
    (void)state;
    expect(text_separated, "1,234\n5,678\n90,123\n", "- 1,234\n- 5,678\n- 90,123\n");
    expect(text_separated, "a,b,c\n1,2,3\n4,,6\n\n1,234,567\n",
           "table 3 inferred\na|b|c\n1|2|3\n4||6\n- 1,234,567\n");
}

static void prose_with_commas_is_no_table(void **state) {
    (void)state;
    expect(text_separated, "We came, we saw\nand, in the end,\nwe left, all\n",
           "- We came, we saw\n- and, in the end,\n- we left, all\n");
    expect(text_separated, "red, green\nblue, white\nblack, grey\n",
           "- red, green\n- blue, white\n- black, grey\n");
    expect(text_separated, "a,b\n1,2\n", "- a,b\n- 1,2\n");
    /* A header and few rows of numbers, in a document of such tables alone, and where no text goes on behind them. */
    expect(text_separated, "a,b,c\n1,2,3\n4,,6\n\nhead,n\nrow,7\nNext part\n",
           "table 3 inferred\na|b|c\n1|2|3\n4||6\ntable 2 inferred\nhead|n\nrow|7\n- Next part\n");
    expect(text_separated, "head,n\nrow,7\nNext part\n", "- head,n\n- row,7\n- Next part\n");
    expect(text_separated,
           "a,b,c\n1,2,3\n4,,6\n\nhead,n\nrow,7\nAnd it goes on here, at once, for long.\n",
           "table 3 inferred\na|b|c\n1|2|3\n4||6\n- head,n\n- row,7\n- And it goes on here, at "
           "once, for long.\n");
    expect(text_separated, "a,b,c\n1,2,3\n4,,6\n\nhead,n\nrow,x\n",
           "table 3 inferred\na|b|c\n1|2|3\n4||6\n- head,n\n- row,x\n");
    expect(text_separated,
           "00:06,500 --> 00:09,000\n\n00:11,000 --> 00:17,000\n\n00:19,000 --> 00:24,000\n",
           "- 00:06,500 --> 00:09,000\n- 00:11,000 --> 00:17,000\n- 00:19,000 --> 00:24,000\n");
    expect(text_separated, "00:11,000 --> 00:17,000\nAnd I was speaking,\nor I was about to,\n",
           "- 00:11,000 --> 00:17,000\n- And I was speaking,\n- or I was about to,\n");
    expect(text_separated, "于2022年,收到12件,办结9件\n甲,乙,丙，丁。\n其中,3件,转出\n",
           "- 于2022年,收到12件,办结9件\n- 甲,乙,丙，丁。\n- 其中,3件,转出\n");
    expect(text_separated, "a = 1;\nb = 2;\nc = 3;\n", "- a = 1;\n- b = 2;\n- c = 3;\n");
    expect(text_separated, "a,\"b\nc,d\n", "- a,\"b\n- c,d\n");
}

/* ---- any grid of plain texts, printed in a shape, is read as that grid ---- */

static uint32_t seed;

static uint32_t chance(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

typedef struct printed {
    char text[8192], wanted[8192];
} printed;

static void grid_print(printed *p, const char *front, const char *between, const char *behind,
                       const char *last) {
    static const char *const texts[] = {"a",   "12", "项目",       "1,234.5",
                                        "x y", "-",  "（一）公开", "0"};
    uint32_t rows = 2 + chance(6), columns = 2 + chance(5);
    p->text[0] = 0;
    snprintf(p->wanted, sizeof p->wanted, "table %u\n", columns);
    for (uint32_t r = 0; r < rows; r++) {
        strcat(p->text, front);
        for (uint32_t c = 0; c < columns; c++) {
            const char *cell = r && c && !chance(5) ? "" : texts[chance(8)];
            strcat(strcat(p->text, c ? between : ""), cell);
            strcat(strcat(p->wanted, c ? "|" : ""), cell);
        }
        strcat(p->text, r + 1 < rows ? behind : last);
        strcat(p->wanted, "\n");
    }
}

static void printed_grids_come_back(void **state) {
    (void)state;
    for (seed = 1; seed < 200u * 977u; seed += 977) {
        printed p;
        uint32_t from = seed;
        grid_print(&p, "", "\t", "\n", "\n");
        assert_string_equal(tables_in(text_tab_rows, p.text), p.wanted);
        seed = from;
        grid_print(&p, "|", " | ", "|\n", "|\n");
        assert_string_equal(tables_in(text_markdown_table, p.text), p.wanted);
        seed = from;
        grid_print(&p, "\t", "\n\t", "\n\n", "\n");
        assert_string_equal(tables_in(text_cell_lines, p.text), p.wanted);
        seed = from;
    }
}

/* ---- size ---- */

static uint32_t cells_of_many(text_recognise *recognise, const char *unit, uint32_t times) {
    size_t length = strlen(unit);
    char *text = malloc(length * times + 1);
    assert_non_null(text);
    for (uint32_t i = 0; i < times; i++)
        memcpy(text + length * i, unit, length);
    uint32_t cells = cells_in(recognise, text, length * times);
    free(text);
    return cells;
}

static void large_tables_stay_linear(void **state) {
    (void)state;
    assert_int_equal(cells_of_many(text_markdown_table, "|1|2|\n", 20000), 40000);
    assert_int_equal(cells_of_many(text_markdown_table, "|a|b|\n|1|2|\n\n", 10000), 40000);
    assert_int_equal(cells_of_many(text_tab_rows, "a\tb\n1\t2\n\n", 10000), 40000);
    assert_int_equal(cells_of_many(text_cell_lines, "\ta\n\tb\n\n", 20000), 40000);
    assert_int_equal(cells_of_many(text_separated, "a,b\n", 20000), 40000);
    assert_int_equal(cells_of_many(text_tab_rows, "\tfoo bar.\n", 100000), 0);
    assert_int_equal(cells_of_many(text_tab_rows, "\t", 100000), 0);
    assert_int_equal(cells_of_many(text_cell_lines, "\tfoo bar.\n", 100000), 0);
    assert_int_equal(cells_of_many(text_separated, "\"a,b\n", 20000), 0);
    assert_int_equal(cells_of_many(text_separated, "a,b\na,b,c\n", 50000), 0);
    assert_int_equal(cells_of_many(text_markdown_table, "|\n", 100000), 0);
}

static int tear_down(void **state) {
    (void)state;
    fixture_done();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tabs_part_fields_blank_ones_too),
        cmocka_unit_test(quotes_around_all_fields_are_no_text),
        cmocka_unit_test(quoted_fields_of_tab_rows_go_over_lines),
        cmocka_unit_test(lone_quotes_swallow_no_rows),
        cmocka_unit_test(a_blank_line_or_other_text_ends_tab_rows),
        cmocka_unit_test(tabs_of_prose_and_lists_make_no_table),
        cmocka_unit_test(a_cell_a_line),
        cmocka_unit_test(indented_prose_and_code_are_no_cells),
        cmocka_unit_test(pipes_with_and_without_a_rule),
        cmocka_unit_test(bars_that_separate_values),
        cmocka_unit_test(separators_that_sentences_have),
        cmocka_unit_test(bars_of_other_fonts),
        cmocka_unit_test(fields_in_blanks_and_references),
        cmocka_unit_test(bars_in_front_part_blank_fields),
        cmocka_unit_test(rows_without_outer_bars),
        cmocka_unit_test(cells_stand_below_their_dashes),
        cmocka_unit_test(text_in_a_gap_of_the_rule_makes_no_table),
        cmocka_unit_test(ragged_and_escaped_pipes),
        cmocka_unit_test(line_breaks_in_cells_of_markdown),
        cmocka_unit_test(a_row_of_dashes_for_nothing_is_no_rule),
        cmocka_unit_test(a_bar_alone_is_no_table),
        cmocka_unit_test(separated_values),
        cmocka_unit_test(damaged_rows_stay_in_their_table),
        cmocka_unit_test(a_fragment_needs_others_of_its_shape),
        cmocka_unit_test(a_number_with_its_thousands_apart_is_no_record),
        cmocka_unit_test(a_page_break_ends_every_table),
        cmocka_unit_test(one_row_behind_a_page_break_is_a_table),
        cmocka_unit_test(prose_with_commas_is_no_table),
        cmocka_unit_test(printed_grids_come_back),
        cmocka_unit_test(large_tables_stay_linear),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
