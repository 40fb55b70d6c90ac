/* Source rows become rows of the form, and their values stand in its columns: what is plain is read, what has several readings
 * is open. */
#include "cm.h"

#include "grid.h"

#define HEAD                                                                                       \
    "|||申请人情况||||||总计", "|||自然人|法人或其他组织|||||",                                    \
        "||||商业企业|科研机构|社会公益组织|法律服务机构|其他|"

static void rows_are(const char *const *lines, uint32_t marks, const char *const *keys) {
    grid g;
    char room[128];
    grid_open(&g, lines, marks);
    for (uint32_t i = 0; lines[i] != NULL; i++)
        if (strcmp(grid_row(&g, i, room), keys[i]) != 0)
            fail_msg("%s: is %s, not %s", lines[i], room, keys[i]);
    grid_close(&g);
}

static void values_are(const char *const *lines, uint32_t marks, uint32_t line,
                       const char *values) {
    grid g;
    char room[256];
    grid_open(&g, lines, marks);
    if (strcmp(grid_values(&g, line, room), values) != 0)
        fail_msg("%s: %s, not %s", lines[line], room, values);
    grid_close(&g);
}

/* ------------------------------------------------------------------------------- rows -- */

static void labels_lead_to_rows(void **state) {
    (void)state;
    rows_are((const char *const[]){HEAD, "一、|本年新收政府信息公开申请数量||1|0|0|0|0|0|1",
                                   "二、上年结转政府信息公开申请数量|||0|0|0|0|0|0|0",
                                   "三、本 年度办 理结果|(一) 予以公开||1|0|0|0|0|0|1",
                                   "|（三）不予公开|1、属于国家秘密|0|0|0|0|0|0|0",
                                   "||②其他法律行政法规禁止公开|0|0|0|0|0|0|0",
                                   "||（3）危及三安全一稳定|0|0|0|0|0|0|0",
                                   "||其他事项|0|0|0|0|0|0|0", "|（七）合计||1|0|0|0|0|0|1",
                                   "四、结转下年度继续办理|||0|0|0|0|0|0|0", NULL},
             0,
             (const char *const[]){"", "", "", "new_received", "carried_in", "outcome.granted",
                                   "outcome.denied.state_secret", "outcome.denied.barred_by_law",
                                   "outcome.denied.security_stability", "", "outcome.total",
                                   "carried_out"});
}

static void a_near_label_must_be_clearly_nearer(void **state) {
    (void)state;
    rows_are((const char *const[]){HEAD, "||7.属于行政执法卷宗|0|0|0|0|0|0|0",
                                   "||属于四类内部事务信息|0|0|0|0|0|0|0", NULL},
             0, (const char *const[]){"", "", "", "outcome.denied.enforcement_file", ""});
}

static void rows_without_label_are_counted(void **state) {
    (void)state;
    rows_are((const char *const[]){HEAD, "|（四）无法提供|1.本机关不掌握相关政府信息|0|0|0|0|0|0|0",
                                   "|||1|0|0|0|0|0|1", "||3.补正后申请内容仍不明确|0|0|0|0|0|0|0",
                                   "|||1|0|0|0|0|0|1", "||3.要求提供公开出版物|0|0|0|0|0|0|0",
                                   NULL},
             0,
             (const char *const[]){"", "", "", "outcome.unable.not_held",
                                   "outcome.unable.must_be_created", "outcome.unable.still_unclear",
                                   "", "outcome.not_processed.publication"});
}

/* What is nearly the label of another row is a label, and no row without one, also where that row stands elsewhere. */
static void a_row_with_the_misprint_of_another_is_not_counted(void **state) {
    (void)state;
    rows_are((const char *const[]){HEAD, "|（四）无法提供|1.本机关不掌握相关政府信息|0|0|0|0|0|0|0",
                                   "||2.重复中请|1|0|0|0|0|0|1",
                                   "||3.补正后申请内容仍不明确|0|0|0|0|0|0|0",
                                   "|（五）不予处理|1.信访举报投诉类申请|0|0|0|0|0|0|0",
                                   "||2.重复申请|0|0|0|0|0|0|0", NULL},
             0,
             (const char *const[]){"", "", "", "outcome.unable.not_held", "",
                                   "outcome.unable.still_unclear", "outcome.not_processed.petition",
                                   "outcome.not_processed.repeated"});
}

/* `1 2 3 4 5 6 7` counts the columns, and is no row without label. */
static void a_row_that_counts_columns_is_none(void **state) {
    (void)state;
    rows_are((const char *const[]){HEAD, "栏次|||1|2|3|4|5|6|7",
                                   "|（四）无法提供|1.本机关不掌握相关政府信息|0|0|0|0|0|0|0",
                                   "|||1|2|3|4|5|6|7", "|||1|0|0|0|0|0|1",
                                   "||3.补正后申请内容仍不明确|1|2|3|4|5|6|7", NULL},
             0,
             (const char *const[]){"", "", "", "", "outcome.unable.not_held", "",
                                   "outcome.unable.must_be_created",
                                   "outcome.unable.still_unclear"});
}

/* 其他处理 has three rows in this form and one in that of 2019: one row without label may be either. */
static void a_group_of_another_version_is_not_counted(void **state) {
    (void)state;
    rows_are(
        (const char *const[]){HEAD, "||5.要求行政机关确认或重新出具已获取信息|0|0|0|0|0|0|0",
                              "|||1|0|0|0|0|0|1", "|（七）总计||1|0|0|0|0|0|1", NULL},
        0,
        (const char *const[]){"", "", "", "outcome.not_processed.reconfirm", "", "outcome.total"});
}

static void a_group_may_be_a_row(void **state) {
    (void)state;
    rows_are((const char *const[]){HEAD, "||5.要求行政机关确认或重新出具已获取信息|0|0|0|0|0|0|0",
                                   "|（六）其他处理||1|0|0|0|0|0|1", "|（七）总计||1|0|0|0|0|0|1",
                                   NULL},
             0,
             (const char *const[]){"", "", "", "outcome.not_processed.reconfirm", "outcome.other",
                                   "outcome.total"});
    rows_are((const char *const[]){HEAD, "|（六）其他处理||3|0|0|0|0|0|3",
                                   "||1.逾期不补正|1|0|0|0|0|0|1", "||2.逾期不缴费|1|0|0|0|0|0|1",
                                   "||3.其他|1|0|0|0|0|0|1", NULL},
             0,
             (const char *const[]){"", "", "", "", "outcome.other.no_correction",
                                   "outcome.other.fee_unpaid", "outcome.other.other"});
}

static void rows_out_of_order_are_known_by_full_labels(void **state) {
    (void)state;
    rows_are((const char *const[]){HEAD, "||2.其他法律行政法规禁止公开|0|0|0|0|0|0|0",
                                   "||1.属于国家秘密|0|0|0|0|0|0|0", "|合计||9|0|0|0|0|0|9", NULL},
             0,
             (const char *const[]){"", "", "", "outcome.denied.barred_by_law",
                                   "outcome.denied.state_secret", "outcome.total"});
}

static void aligned_text_breaks_labels_over_lines(void **state) {
    (void)state;
    rows_are(
        (const char *const[]){
            HEAD, "~|1.属于国家秘密|~|0|0|0|0|0|0|0", "~|2.其他法律行政法规禁|~|~|~|~|~|~|~|~",
            "（三）不予公 止公开|~|~|3|2|20|3|2|2|32",
            "~|（二）部分公开（区分处理的，只计这|~|~|~|~|~|~|~|~", "三、本|~|~|7|0|0|71|3|6|87",
            "~|一情形，不计其他情形）|~|~|~|~|~|~|~|~", NULL},
        SHEAF_INFERRED,
        (const char *const[]){"", "", "", "outcome.denied.state_secret", "",
                              "outcome.denied.barred_by_law", "", "outcome.partly_granted", ""});
}

/* Lines of the groups stand among those of the label, and words of theirs in its lines. */
static void a_label_is_read_over_lines(void **state) {
    (void)state;
    rows_are((const char *const[]){HEAD, "~|（二）部分公开（区分处理的，只计|~|2|0|0|2|42|2|48",
                                   "理结果|~|~|~|~|~|~|~|~|~",
                                   "~|这一情形，不计|其他情形）|~|~|~|~|~|~|~",
                                   "~|~|1.属于国家秘密|1|0|0|0|0|0|1", NULL},
             SHEAF_INFERRED,
             (const char *const[]){"", "", "", "outcome.partly_granted", "", "",
                                   "outcome.denied.state_secret"});
    rows_are((const char *const[]){HEAD, "~|三、本 （四）无|2.没有现成信息需要另行制|~|~|~|~|~|~|~",
                                   "~|年度办 法提供|作|~|~|~|~|~|~|~", "~|~|~|0|0|9|0|0|9|18",
                                   "~|~|3.补正后申请内容仍不明确|0|25|0|19|29|0|73", NULL},
             SHEAF_INFERRED,
             (const char *const[]){"", "", "", "", "", "outcome.unable.must_be_created",
                                   "outcome.unable.still_unclear"});
}

/* ------------------------------------------------------------------------------- values -- */

#define WHOLE "||1.属于国家秘密|1|0|0|0|0|0|1"
#define LABEL "||2.其他法律行政法规禁止公开|"
#define OWN "自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计"
#define NEW "一、本年新收政府信息公开申请数量||"

static void one_row(const char *line, const char *values) {
    values_are(
        (const char *const[]){HEAD, WHOLE, line, "||4.保护第三方合法权益|5|0|0|0|0|0|5", NULL}, 0,
        4, values);
}

static void as_many_values_as_columns(void **state) {
    (void)state;
    one_row(LABEL "1|2|3|4|5|6|21", "1 2 3 4 5 6 21");
    one_row(LABEL "1|2|3|4|5|6|99", "1 2 3 4 5 6 99");
    one_row("2.其他法律行政法规禁止公开|1|2|3|4|5|6|21||", "1 2 3 4 5 6 21");
    one_row(LABEL "1|2|/|约4|5|6|21", "1 2 t t 5 6 21");
    one_row(LABEL "1|2||4|5|6|18", "1 2 - 4 5 6 18");
}

/* A part without its header, whose last column is gone, and with it the total: `件` in each row is no value. */
static void the_same_words_in_each_row_are_no_column(void **state) {
    (void)state;
    static const char above[] = "||1.属于国家秘密|件|61|52|56|82|55|53";
    static const char below[] = LABEL "件|33|85|39|99|23|4";
    const char *const parts[][8] = {{above, below, NULL},
                                    {"||1.属于国家秘密|/|61|52|56|82|55|53", below, NULL},
                                    {HEAD, above, below, NULL}};
    values_are(parts[0], 0, 1, "t ? ? ? ? ? ?");
    values_are(parts[1], 0, 0, "t 61 52 56 82 55 53"); /* a mark is a value that is not there */
    values_are(parts[1], 0, 1, "t ? ? ? ? ? ?");       /* a unit in a row that does not add up */
    values_are(parts[2], 0, 4, "t ? ? ? ? ? ?");
}

/* An enumeration stands before words; where a value should be it is a number in other signs, and holds its place. */
static void numbers_in_signs_are_values(void **state) {
    (void)state;
    static const char *const signs[] = {"(15)", "（15）", "15.", "15、", "①"};
    char line[128], own[128];
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        snprintf(line, sizeof line, LABEL "%s|2|3|4|5|6|35", signs[i]);
        one_row(line, "t 2 3 4 5 6 35");
        snprintf(own, sizeof own, NEW "%s|1|2|5|3|4|30|9", signs[i]);
        values_are((const char *const[]){"||" OWN "|上年总计", own, NULL}, 0, 1, "? ? ? ? ? ? ?");
    }
}

static void blanks_at_an_edge(void **state) {
    (void)state;
    one_row(LABEL "|2|3|4|5|6|20",
            "- 2 3 4 5 6 20"); /* cells are lost at the end, never at the front */
    one_row(LABEL "|2|3|4|5|6|25", "- 2 3 4 5 6 25");
    one_row(LABEL "1|2|3|4|5|6|", "1 2 3 4 5 6 -");  /* 6 is no total of five others */
    one_row(LABEL "1|2|3|4|5|21|", "? ? ? ? ? ? ?"); /* one value may be lost before 21 */
    one_row(LABEL "0|0|0|0|0|0|", "0 0 0 0 0 0 -");
    one_row(LABEL "||||||", "- - - - - - -");
}

static void a_number_beside_a_blank_may_be_two(void **state) {
    (void)state;
    one_row(LABEL "1|2|34||5|6|21", "1 2 ? - 5 6 21");
    one_row(LABEL "1||3|24|5|6|21", "1 - ? ? 5 6 21");
    one_row(LABEL "1|2|34||5|6|60", "1 2 34 - 5 6 60");
    one_row(LABEL "1|2|304||5|6|21", "? ? ? - ? ? ?"); /* 304 is no part of 21 */
    one_row(LABEL "1|2|34||5|6|48", "1 2 34 - 5 6 48");
}

static void too_many_values(void **state) {
    (void)state;
    values_are((const char *const[]){HEAD, WHOLE, "1.重复申请|1|2|3|4|5|6|21|0|", NULL}, 0, 4,
               "1 2 3 4 5 6 21");
    values_are((const char *const[]){HEAD, WHOLE, "1.重复申请|1|2|3|4|5|6|21|21|", NULL}, 0, 4,
               "1 2 3 4 5 6 21");
    values_are((const char *const[]){HEAD, WHOLE, "1.重复申请|0|0|0|0|0|0|0|0|", NULL}, 0, 4,
               "0 0 0 0 0 0 0");
    values_are((const char *const[]){HEAD, WHOLE, "1.重复申请|1|2件|3|3件|4|5|6|21|", NULL}, 0, 4,
               "1 2 3 4 5 6 21");
    values_are((const char *const[]){HEAD, WHOLE, "1.重复申请|5|5|5|5|5|5|5|30|", NULL}, 0, 4,
               "5 5 5 5 5 5 30");
    values_are((const char *const[]){HEAD, WHOLE, "1.重复申请|1|2|3|4|5|6|7|8|", NULL}, 0, 4,
               "? ? ? ? ? ? ?");
}

static void columns_of_the_report_are_left_out(void **state) {
    (void)state;
    values_are((const char *const[]){"||上年总计|" OWN, NEW "5|0|0|5|0|0|0|5", NULL}, 0, 1,
               "0 0 5 0 0 0 5");
    values_are((const char *const[]){"||" OWN "|合计", NEW "0|0|5|0|0|0|5|5", NULL}, 0, 1,
               "0 0 5 0 0 0 5"); /* a label twice is another column, too */
    values_are((const char *const[]){"|||" OWN, NEW "5|0|0|5|0|0|0|5", NULL}, 0, 1,
               "? 0 ? ? 0 0 ?"); /* no label: not known whose number it is */
    values_are((const char *const[]){"||上年总计|" OWN, NEW "5|0|0|5|0|0|5|nan", NULL}, 0, 1,
               "? 0 ? ? 0 ? ?"); /* it may have moved to the left */
    values_are((const char *const[]){"||年度|" OWN, NEW "2023|0|0|2|0|0|0|3", NULL}, 0, 1,
               "? ? ? ? ? ? ?"); /* it may be the row of another year */
}

/* Where the reader knows the cells a label heads the blanks behind it, and may stand in two cells, one below the other. */
static void labels_of_columns_may_be_parted(void **state) {
    (void)state;
    values_are((const char *const[]){"|自然|法人或其他组织|||||总计|上年数",
                                     "|人|商业企业|科研机构|社会公益组织|法律服务机构|其他||",
                                     "四、结转下年度继续办理|1|2|3|4|5|6|22|99",
                                     "（七）总计||2|3|4|5|6|22|99", NULL},
               GRID_OF_WORD, 2, "1 2 3 4 5 6 22");
}

/* Which column is the report's own is decided once; a row unlike the others must add up. */
static void columns_are_settled_for_all_rows(void **state) {
    (void)state;
    static const char *const lines[] = {"|自然人|法人或其他组织|||||总计|总计",
                                        "||商业企业|科研机构|社会公益组织|法律服务机构|其他||",
                                        "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21|21",
                                        "二、上年结转政府信息公开申请数量|0|0|0|0|1|9|8|8",
                                        "1.属于国家秘密|7|2|3|4|5|6|27|99",
                                        "2.其他法律行政法规禁止公开|3|0|0|0|0|0|3|3",
                                        "（七）总计|2|3|4|5|6|21||21",
                                        "四、结转下年度继续办理|2||4|5|6|4|21|21",
                                        NULL};
    values_are(lines, GRID_OF_WORD, 2, "1 2 3 4 5 6 21");
    values_are(lines, GRID_OF_WORD, 3, "0 0 0 0 1 9 8"); /* the report's own error */
    values_are(lines, GRID_OF_WORD, 4, "7 2 3 4 5 6 27");
    values_are(lines, GRID_OF_WORD, 6, "? ? ? ? ? ? -");
    values_are(lines, GRID_OF_WORD, 7, "2 - 4 5 6 4 21");
}

/* What merged cells are wide stands at the end of the rows: the labels stand above no column, but in an order. */
static void heads_that_were_moved_to_the_left(void **state) {
    (void)state;
#define LEFT                                                                                       \
    "|商业企业|科研机构|社会公益组织|法律服务机构|其他||",                                         \
        "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21"
    values_are((const char *const[]){"|自然人|法人或其他组织|总计||||", LEFT, NULL}, 0, 2,
               "1 2 3 4 5 6 21");
    values_are((const char *const[]){"|法人或其他组织|自然人|总计||||", LEFT, NULL}, 0, 2,
               "? ? ? ? ? ? ?");
    values_are((const char *const[]){"|总计|自然人|法人或其他组织||||", LEFT, NULL}, 0, 2,
               "? ? ? ? ? ? ?");
    /* each in a line of its own */
#define LINES                                                                                      \
    "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他",                                \
        "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21"
    values_are((const char *const[]){"自然人", "法人或其他组织", "总计", LINES, NULL}, 0, 8,
               "1 2 3 4 5 6 21");
    values_are((const char *const[]){"法人或其他组织", "自然人", "总计", LINES, NULL}, 0, 8,
               "? ? ? ? ? ? ?");
}

/* A text with a column of the report's own: the one of the form without a head is where the rows add up with it. */
static void a_column_without_a_head(void **state) {
    (void)state;
#define YEARS "||自然人|商业企业||社会公益组织|法律服务机构|其他|总计|上年数"
#define GOOD                                                                                       \
    "一、本年新收政府信息公开申请数量||1|2|3|4|5|6|21|9",                                          \
        "二、上年结转政府信息公开申请数量||0|0|1|0|1|9|11|7", "1.属于国家秘密||7|2|3|4|5|6|27|1",  \
        "2.其他法律行政法规禁止公开||3|0|51|0|0|0|54|2",                                           \
        "5.属于三类内部事务信息||3|0|1|0|0|0|4|2", "6.属于四类过程性信息||3|0|1|0|0|1|5|2",        \
        "7.属于行政执法案卷||4|0|1|0|0|1|6|2", "8.属于行政查询事项||4|2|1|0|0|1|8|2"
    static const char *const others[] = {YEARS,
                                         "一、本年新收政府信息公开申请数量||1|2|3|4|5|6|24|9",
                                         "二、上年结转政府信息公开申请数量||0|0|1|0|1|9|12|7",
                                         "1.属于国家秘密||7|2|3|4|5|6|29|1", NULL};
#define LAST(row)                                                                                  \
    (const char *const[]) {                                                                        \
        YEARS, GOOD, row, NULL                                                                     \
    }
    const char *wrapped = "4.保护第三方合法权益||3|0|5\n1|0|0|0|54|2",
               *beside = "4.保护第三方合法权益|1|2|3|4|5|6|21|30|",
               *either = "4.保护第三方合法权益|1|2|3|4|5|6|21|41|";
    values_are(LAST(wrapped), 0, 1, "1 2 3 4 5 6 21");
    values_are(LAST(wrapped), 0, 9, "3 0 51 0 0 0 54");
    values_are(LAST(beside), 0, 9, "1 2 3 4 5 6 21");
    values_are(LAST(either), 0, 9, "? ? ? ? ? ? ?"); /* the first number may be the one too many */
    values_are(others, 0, 1, "? ? ? ? ? ? ?");
}

/* A column of values is gone, the others moved up to last year's, which stands before the total. */
static void totals_before_a_column_of_the_reports(void **state) {
    (void)state;
#define BEFORE "|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|去年同期|总计"
    static const char *const lines[] = {BEFORE,
                                        "一、本年新收政府信息公开申请数量|1|2|3|4|5|21|9|",
                                        "二、上年结转政府信息公开申请数量|1|0|3|4|5|14|7|",
                                        "1.属于国家秘密|3|2|3|4|5|17|8|",
                                        "2.其他法律行政法规禁止公开|4|2|3|4|5|19|6|",
                                        "（七）总计|7|4|6|8|10|36|5|",
                                        NULL};
    values_are(lines, GRID_OF_WORD, 1, "? ? ? ? ? ? -");
}

/* The last column of the form would take them. */
static void a_column_of_shares_is_the_reports(void **state) {
    (void)state;
    static const char *const lines[] = {
        "通知要求缴纳费用|5|6|8|6|9|37|72.5 %", "3.其他|8|6|2|8|2|33|59",
        "（七）总计|136|100|98|82|88|599|47%", "四、结转下年度继续办理|3|5|9|6|7|34|23.5 %", NULL};
    values_are(lines, GRID_OF_PAGE, 1, "? ? ? ? ? ? ?");
    values_are(lines, GRID_OF_PAGE, 2, "? ? ? ? ? ? t");
}

/* A head is lost. Where it stood a column of values is left without one; elsewhere others moved into its place. */
static void a_group_whose_heads_moved_is_open(void **state) {
    (void)state;
#define GROUPS "|自然人|法人或其他组织|||||总计"
#define FULL "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21", "（七）总计|1|2|3|4|5|6|21"
    values_are(
        (const char *const[]){GROUPS, "||科研机构|社会公益组织|法律服务机构|其他||", FULL, NULL},
        GRID_OF_WORD, 2, "1 ? ? ? ? ? 21");
    values_are(
        (const char *const[]){GROUPS, "||商业企业|科研机构|法律服务机构|其他|总计|", FULL, NULL},
        GRID_OF_WORD, 2, "1 ? ? ? ? ? 21");
    values_are(
        (const char *const[]){GROUPS, "||商业企业||社会公益组织|法律服务机构|其他|", FULL, NULL},
        GRID_OF_WORD, 2, "1 2 3 4 5 6 21");
    values_are((const char *const[]){GROUPS, "||商业企业|科研机构|社会公益组织|法律服务机构||",
                                     FULL, NULL},
               GRID_OF_WORD, 2, "1 2 3 4 5 6 21");
    values_are((const char *const[]){"|自然人|法人或其他组织||||总计",
                                     "||商业企业|社会公益组织|法律服务机构|总计|",
                                     "一、本年新收政府信息公开申请数量|1|2|4|5|6|21",
                                     "（七）总计|1|2|4|5|6|21", NULL},
               GRID_OF_WORD, 2, "1 ? ? ? ? ? 21");
    values_are((const char *const[]){GROUPS, "||科研机构|总计|法律服务机构|其他|社会公益组织|",
                                     FULL, NULL},
               GRID_OF_WORD, 2, "1 ? ? ? ? ? 21");
}

/* The first column has no head, and another's stands above the first value: it need not be the first one's. */
static void a_head_above_the_first_value_is_its_own(void **state) {
    (void)state;
#define FIRST "一、本年新收政府信息公开申请数量|||1|2|3|4|5|6|21"
    values_are(
        (const char *const[]){"|||商业企业|科研机构|社会公益组织|法律服务机构|其他||", FIRST, NULL},
        0, 1, "? ? ? ? ? ? ?");
    values_are(
        (const char *const[]){"||||商业企业|科研机构|社会公益组织|法律服务机构|其他|", FIRST, NULL},
        0, 1, "1 2 3 4 5 6 21");
    /* all labels, the last one, too, are as far beside: the row is */
    values_are((const char *const[]){"|||商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
                                     FIRST, NULL},
               0, 1, "1 2 3 4 5 6 21");
    values_are((const char *const[]){"|||商业企业|科研机构|社会公益组织|法律服务机构|其他||总计",
                                     FIRST, NULL},
               0, 1, "? ? ? ? ? ? ?");
}

/* Most rows end in their totals before the last column: a column is gone, and a row that reaches the last is no better. */
static void rows_that_lack_a_column_are_open(void **state) {
    (void)state;
#define LACKING                                                                                    \
    HEAD, "|（三）不予公开|1.属于国家秘密|1|2|3|4|5|15|",                                          \
        "||2.其他法律行政法规禁止公开|0|2|0|0|7|9|", "||3.危及“三安全一稳定”|5|2|3|4|5|20|",       \
        "||4.保护第三方合法权益|0|0|0|8|5|13|", "||5.属于三类内部事务信息|1|0|0|0|5|7|"
    values_are((const char *const[]){LACKING, "||6.属于四类过程性信息|1|2||4|5|3|15", NULL}, 0, 8,
               "? ? - ? ? ? ?");
    values_are((const char *const[]){LACKING, "||6.属于四类过程性信息|1|2|0|4|5|3|15", NULL}, 0, 8,
               "? ? ? ? ? ? ?");
    values_are((const char *const[]){LACKING, "||6.属于四类过程性信息|1|2|3|4|5|15|3件延期", NULL},
               0, 8, "? ? ? ? ? ? t");
    values_are((const char *const[]){HEAD, "||6.属于四类过程性信息|1|2|0|4|5|3|15", NULL}, 0, 3,
               "1 2 0 4 5 3 15");
}

/* A row that goes on behind the last head has a number too many, if it adds up without just one. */
static void a_row_longer_than_the_header(void **state) {
    (void)state;
#define ABOVE                                                                                      \
    "|自然人|法人或其他组织|||||总计|", "||商业企业|科研机构|社会公益组织|法律服务机构|其他||",    \
        "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21|"
    values_are((const char *const[]){ABOVE, "（七）总计|1|2|99|3|4|5|6|21", NULL}, GRID_OF_WORD, 3,
               "1 2 3 4 5 6 21");
    values_are((const char *const[]){ABOVE, "（七）总计|1|2|99|3|4|5|6|22", NULL}, GRID_OF_WORD, 3,
               "? ? ? ? ? ? ?");
}

/* Words of a row's label below a head, two numbers below one, or the label of another row beside its own: it is not in the columns
 * that the header says, or not the row that it seems to be. */
static void rows_beside_their_heads(void **state) {
    (void)state;
#define HEADS                                                                                      \
    "||自然人|法人或其他组织|||||总计", "|||商业企业|科研机构|社会公益组织|法律服务机构|其他|",    \
        "一、本年新收政府信息公开申请数量||1|2|3|4|5|6|21"
    values_are((const char *const[]){HEADS, "（七）总计||注|7|2|3|4|5|6|28", NULL}, GRID_OF_WORD, 3,
               "? ? ? ? ? ? ?");
    values_are(
        (const char *const[]){HEADS, "四、结转下年度继续办理|（七）总计|7|2|3|4|5|6|27", NULL},
        GRID_OF_WORD, 3, "? ? ? ? ? ? ?");
    values_are((const char *const[]){HEADS, "（七）总计||1 2|3|4|5|6|21|", NULL}, GRID_OF_WORD, 3,
               "1 2 3 4 5 6 21"); /* two numbers in a cell, others moved up */
}

/* Which column is the report's own all rows tell: the row whose total is in error has none that is left out for it. */
static void a_total_in_error_beside_a_column_of_the_reports(void **state) {
    (void)state;
#define SUBTOTALS                                                                                  \
    "||自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|小计|总计",                         \
        "一、本年新收政府信息公开申请数量||0|1|2|3|4|5|15|15",                                     \
        "二、上年结转政府信息公开申请数量||0|0|0|3|4|5|12|12", "|（一）予以公开|1|0|0|3|4|5|12|13"
    values_are((const char *const[]){SUBTOTALS, "（七）总计||0|0|0|5|12|2|19|24", NULL}, 0, 4,
               "? ? ? ? ? ? ?");
    values_are((const char *const[]){SUBTOTALS, "（七）总计||0|0|0|5|12|2|19|19", NULL}, 0, 4,
               "0 0 0 5 12 2 19");
    values_are((const char *const[]){SUBTOTALS, "（七）总计||3|0|0|5|12|2|19|22", NULL}, 0, 4,
               "3 0 0 5 12 2 22");
}

/* Other rows have a number for the report's own column: as many as the form has columns may be without one that left no trace. */
static void a_number_of_the_reports_own_column(void **state) {
    (void)state;
#define LAST_YEAR                                                                                  \
    "||自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|去年总计|总计",                     \
        "一、本年新收政府信息公开申请数量|1|1|2|3|4|5|0|16|",                                      \
        "二、上年结转政府信息公开申请数量|2|1|2|3|4|5|9|17|"
    values_are((const char *const[]){LAST_YEAR, "（七）总计|4|703|6|9|2|0|724||", NULL}, 0, 3,
               "? ? ? ? ? ? ?");
    values_are((const char *const[]){HEAD, WHOLE, "|（七）总计||4|703|6|9|2|0|724", NULL}, 0, 4,
               "4 703 6 9 2 0 724");
}

/* All rows have a cell less than the form has columns: no cell of theirs is two. */
static void two_numbers_in_a_cell_are_not_two_cells(void **state) {
    (void)state;
#define SHORT                                                                                      \
    "||商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",                                     \
        "一、本年新收政府信息公开申请数量||1|2|3|4|5|16",                                          \
        "二、上年结转政府信息公开申请数量||2|2|2|2|2|10", "|（一）予以公开|1|1|1|1|1|6",           \
        "|（二）部分公开|1|1|1|1|1|5"
    values_are((const char *const[]){SHORT, "|（七）总计|3|9|1|6 5|2|26", NULL}, 0, 5,
               "? ? ? ? ? ? ?");
}

/* The rest of a number in a line of a table that says nothing else, under lines of a label. */
static void digits_in_a_row_of_their_own(void **state) {
    (void)state;
    static const char *const cut[] = {
        HEAD,         WHOLE,         "||2.其他法律行政法规禁止公开|1|2|3|4|5|6|2",
        "||||||||||", "|||||||||1|", NULL};
    static const char *const sum[] = {HEAD, WHOLE, "||2.其他法律行政法规禁止公开|1|2|3|4|5|6|21",
                                      "|||||||||1|", NULL};
    values_are(cut, 0, 4, "1 2 3 4 5 6 ?");
    values_are(sum, 0, 4, "1 2 3 4 5 6 21");
}

static void too_few_values(void **state) {
    (void)state;
    one_row("2.其他法律行政法规禁止公开|1|2|3|4|5|21", "? ? ? ? ? ? ?");
    values_are((const char *const[]){HEAD, "一、本年新收政府信息公开申请数量|1|0|0|0|0|0|1",
                                     "|（一）予以公开|1|2|3|4|5|15", NULL},
               0, 4, "? ? ? ? ? ? ?");
}

static void numbers_in_pieces(void **state) {
    (void)state;
    one_row(LABEL "1\n2|0|0|0|0|0|12", "12 0 0 0 0 0 12");
    one_row(LABEL "16\n04|0|0|0|0|0|1604", "1604 0 0 0 0 0 1604");
    one_row(LABEL "16\n04|0|0|0|0|0|16", "? 0 0 0 0 0 16");
    one_row(LABEL "1\n2|0|0|0|0|0|1", "? 0 0 0 0 0 1");
    one_row(LABEL "1\n2|0|0|0|0|0|13", "? 0 0 0 0 0 13");
    one_row("2.其他法律行政法规禁止公开|1|2 3|4|5|6|21||", "1 2 3 4 5 6 21");
}

static void digits_in_lines_of_their_own(void **state) {
    (void)state;
    static const char *const joined[] = {
        HEAD,
        WHOLE,
        "~|~|~|~|~|~|~|~|~|22",
        "||2.其他法律行政法规禁止公开|4548|8050|1179|2570|3599|2816|76",
        "~|~|~|~|~|~|~|~|~|2",
        NULL};
    static const char *const open[] = {HEAD, WHOLE, "~|~|~|~|~|~|~|~|~|22",
                                       "||2.其他法律行政法规禁止公开|1|1|1|1|1|1|76", NULL};
    values_are(joined, SHEAF_INFERRED, 5, "4548 8050 1179 2570 3599 2816 22762");
    values_are(open, SHEAF_INFERRED, 5, "1 1 1 1 1 1 ?");
    /* the row below has a label, though nobody knows it: its number is none of this one's */
    values_are((const char *const[]){HEAD, "二、上年结转政府信息公开申请数量|||44|3||3|2|2|54",
                                     "||3.补正后申|15|1|0|2|1||36", NULL},
               0, 3, "44 3 - 3 2 2 54");
}

static void lines_of_a_page_may_be_parts_of_numbers(void **state) {
    (void)state;
    static const char *const lines[] = {HEAD,
                                        WHOLE,
                                        "~|~|~|2600|139|343|15446|1397|166|120",
                                        "||2.其他法律行政法规禁止公开|831|465|320|74|308|542|360",
                                        "~|~|~|~|4|5|~|~|1|93",
                                        "||3.危及“三安全一稳定”|1|2|3|4|5|6|22",
                                        "||4.保护第三方合法权益|1|2|3|4|5|6|21",
                                        "~|~|~|5|~|＝4|~|~|~|~",
                                        NULL};
    static const char *const apart[] = {HEAD, WHOLE, "||2.其他法律行政法规禁止公开|1|2|3|4|5|6|22",
                                        "||小计|1|2|3|4|5|6|21", NULL};
    static const char *const glued[] = {
        HEAD, "|||（人）2,304,54||||||",
        "一、本年新收政府信息公开申请数量|||3|0|717466|1|2|3|3022015",
        "二、上年结转政府信息公开申请数量|||3|0|1|1|2|3|10", NULL};
    values_are(glued, GRID_OF_PAGE, 4, "? 0 717466 1 2 3 3022015");
    values_are(glued, GRID_OF_PAGE, 5, "3 0 1 1 2 3 10");
    values_are(lines, GRID_OF_PAGE, 5, /* joined, the row adds up */
               "2600831 1394654 3433205 1544674 1397308 1665421 12036093");
    values_are(lines, GRID_OF_PAGE, 7, "? ? ? ? ? ? ?");
    values_are(lines, GRID_OF_PAGE, 8, "1 2 3 4 5 6 21");
    values_are(apart, GRID_OF_PAGE, 4, "1 2 3 4 5 6 ?");
}

static void digits_on_the_next_page_may_belong_to_the_last_row(void **state) {
    (void)state;
    static const char *const cut[] = {
        HEAD, WHOLE, "||2.其他法律行政法规禁止公开|50|44|2|34|8|1|48060", "\f2 1", NULL};
    static const char *const sum[] = {HEAD, WHOLE, "||2.其他法律行政法规禁止公开|1|2|3|4|5|6|21",
                                      "\f2 1", NULL};
    static const char *const text[] = {
        HEAD, WHOLE, "||2.其他法律行政法规禁止公开|50|44|2|34|8|1|48060", "\f2 reports", NULL};
    values_are(cut, GRID_OF_WORD, 4, "? ? ? ? ? ? ?");
    values_are(sum, GRID_OF_WORD, 4, "1 2 3 4 5 6 21");
    values_are(text, GRID_OF_WORD, 4, "50 44 2 34 8 1 48060");
}

static void totals_that_lines_cut_are_open(void **state) {
    (void)state;
    static const char *const one[] = {HEAD, WHOLE, "||2.其他法律行政法规禁止公开|50|44|2|34|8|2|14",
                                      "||3.危及“三安全一稳定”|1|2|3|4|5|6|21", NULL};
    static const char *const two[] = {HEAD, WHOLE, "||2.其他法律行政法规禁止公开|50|44|2|34|8|2|14",
                                      "||3.危及“三安全一稳定”|100|2|3|4|5|6|12", NULL};
    values_are(one, 0, 4, "50 44 2 34 8 2 14");
    values_are(two, 0, 4, "50 44 2 34 8 2 ?");
    values_are(two, 0, 5, "100 2 3 4 5 6 ?");
}

/* ------------------------------------------------------------------------------- which row -- */

static void a_row_with_another_rows_label_is_open(void **state) {
    (void)state;
    one_row("|（六）其他处理|33|1.本机关不掌握相关政府信息|1|2|3|4|5|6|21", "? ? ? ? ? ? ?");
    one_row("||2.其他法律行政法规禁止公开|1|2|3|4|5|6|21|2.其他法律行政法规禁止公开",
            "1 2 3 4 5 6 21");
}

static void digits_in_a_label_may_be_its_first_value(void **state) {
    (void)state;
    one_row("||2.其他法律行政法规禁止公开12|0|11|8|0|0|0|31", "? ? ? ? ? ? ?");
    one_row("||2.其他法律行政法规禁止公开12|0|11|8|0|0|0|19", "0 11 8 0 0 0 19");
}

static void a_row_that_is_repeated_otherwise_is_open_there(void **state) {
    (void)state;
    const char *const lines[] = {HEAD,
                                 WHOLE,
                                 "||2.其他法律行政法规禁止公开|3|200|12|386|28|9|643",
                                 "|||3|200|12|386|28|9|638",
                                 "||3.危及“三安全一稳定”|0|0|0|1|0|0|1",
                                 "|||0|0|0|0|1|0|1",
                                 NULL};
    values_are(lines, 0, 4, "3 200 12 386 28 9 ?");
    values_are(lines, 0, 6, "0 0 0 1 0 0 1");
}

/* A wide number has two pieces in each line above and below: more than a number can be wrapped in. */
static void more_pieces_than_lines_are_none_of_a_number(void **state) {
    (void)state;
    const char *const lines[] = {HEAD,
                                 WHOLE,
                                 "~|~|~|1|2|~|~|~|~|~",
                                 "~|~|~|3|4|~|~|~|~|~",
                                 "||2.其他法律行政法规禁止公开|7|1|1|1|1|1|13",
                                 "~|~|~|5|6|~|~|~|~|~",
                                 "~|~|~|7|8|~|~|~|~|~",
                                 NULL};
    grid g;
    grid_open(&g, lines, SHEAF_INFERRED);
    for (uint32_t i = 0; i < g.sheet.cells.count; i++)
        if (bind_cell_at(&g.sheet, i)->column == 3 &&
            form_same(bind_cell_at(&g.sheet, i)->text, SHEAF_STR("7")))
            bind_cell_at(&g.sheet, i)->width = 2;
    char room[256];
    assert_string_equal(grid_values(&g, 6, room), "? ? ? ? ? ? ?");
    grid_close(&g);
}

static void a_row_that_ends_a_page_is_open_unless_it_adds_up(void **state) {
    (void)state;
    const char *const cut[] = {HEAD, WHOLE,
                               "||2.其他法律行政法规禁止公开|106|267|369|256|183|33|151", NULL};
    const char *const whole[] = {HEAD, WHOLE, "||2.其他法律行政法规禁止公开|1|2|3|4|5|6|21", NULL};
    const char *const inside[] = {HEAD, WHOLE,
                                  "||2.其他法律行政法规禁止公开|106|267|369|256|183|33|151",
                                  "||3.危及“三安全一稳定”|1|2|3|4|5|6|21", NULL};
    values_are(cut, GRID_PART, 4, "? ? ? ? ? ? ?");
    values_are(cut, 0, 4, "106 267 369 256 183 33 151");
    values_are(whole, GRID_PART, 4, "1 2 3 4 5 6 21");
    values_are(inside, GRID_PART, 4, "106 267 369 256 183 33 151");
}

static void columns_that_are_printed_for_two_years_are_open(void **state) {
    (void)state;
    values_are((const char *const[]){"|||自然人||法人或其他组织||||",
                                     "|||2021年|2022年|2021年|2022年|||", LABEL "1|2|3|4|5|6|21",
                                     NULL},
               0, 2, "? ? ? ? ? ? ?");
}

/* A row that nobody knows below a group printed as one row may be its second; one whose label a number ran into is known. */
static void a_group_beside_its_rows_is_not_one_row(void **state) {
    (void)state;
    values_are((const char *const[]){HEAD, WHOLE, "||1.申请人无正当理由逾期|||||||",
                                     "|（六）其他处理||76|67|15|57|53|30|298",
                                     "||行政机关不再处理|||||||", NULL},
               SHEAF_INFERRED, 5, "? ? ? ? ? ? ?");
    values_are((const char *const[]){HEAD, WHOLE, "|（六）其他处理||76|67|15|57|53|30|298",
                                     "|（七）总计||76|67|15|57|53|30|298", NULL},
               SHEAF_INFERRED, 4, "76 67 15 57 53 30 298");
    static const char *const bare[] = {HEAD, WHOLE,
                                       "|其他处理|行政机关不再处理其|76|67|15|57|53|30|298",
                                       "||申请人逾期未按收费通知|||||||", NULL};
    static const char *const lines[] = {
        HEAD, WHOLE, "|（六）其他处理|1.申请人无正当理由逾|76|67|15|57|53|30|298",
        "||期不补正、行政机关不再处理|||||||", NULL};
    values_are(bare, SHEAF_INFERRED, 4, "? ? ? ? ? ? ?"); /* the export lost the numbers */
    values_are(lines, 0, 4, "? ? ? ? ? ? ?");             /* lines of a label in cells of a text */
}

static void a_group_above_a_glued_label_is_one_row(void **state) {
    (void)state;
    values_are((const char *const[]){HEAD, WHOLE, "|（六）其他处理||1|0|0|0|0|0|1",
                                     "|（七）总计204|||428|347|1891|275|826|3971|", NULL},
               0, 4, "1 0 0 0 0 0 1");
    values_are((const char *const[]){HEAD, WHOLE, "|（六）其他处理||1|0|0|0|0|0|1",
                                     "||3.其他5|0|0|0|0|0|5|", NULL},
               0, 4, "? ? ? ? ? ? ?");
}

static void columns_in_another_order_are_open(void **state) {
    (void)state;
    values_are((const char *const[]){"|||总计|申请人情况||||||", "||||法人或其他组织|||||自然人",
                                     "||||商业企业|科研机构|社会公益组织|法律服务机构|其他|",
                                     "一、本年新收政府信息公开申请数量|||21|2|3|4|5|6|1", NULL},
               0, 3, "? ? ? ? ? ? ?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_lead_to_rows),
        cmocka_unit_test(a_near_label_must_be_clearly_nearer),
        cmocka_unit_test(a_row_with_the_misprint_of_another_is_not_counted),
        cmocka_unit_test(a_row_that_counts_columns_is_none),
        cmocka_unit_test(a_label_is_read_over_lines),
        cmocka_unit_test(rows_without_label_are_counted),
        cmocka_unit_test(a_group_of_another_version_is_not_counted),
        cmocka_unit_test(a_group_may_be_a_row),
        cmocka_unit_test(rows_out_of_order_are_known_by_full_labels),
        cmocka_unit_test(aligned_text_breaks_labels_over_lines),
        cmocka_unit_test(a_group_beside_its_rows_is_not_one_row),
        cmocka_unit_test(as_many_values_as_columns),
        cmocka_unit_test(the_same_words_in_each_row_are_no_column),
        cmocka_unit_test(numbers_in_signs_are_values),
        cmocka_unit_test(blanks_at_an_edge),
        cmocka_unit_test(a_number_beside_a_blank_may_be_two),
        cmocka_unit_test(too_many_values),
        cmocka_unit_test(columns_of_the_report_are_left_out),
        cmocka_unit_test(labels_of_columns_may_be_parted),
        cmocka_unit_test(columns_are_settled_for_all_rows),
        cmocka_unit_test(heads_that_were_moved_to_the_left),
        cmocka_unit_test(a_column_without_a_head),
        cmocka_unit_test(totals_before_a_column_of_the_reports),
        cmocka_unit_test(a_column_of_shares_is_the_reports),
        cmocka_unit_test(a_group_whose_heads_moved_is_open),
        cmocka_unit_test(a_head_above_the_first_value_is_its_own),
        cmocka_unit_test(rows_that_lack_a_column_are_open),
        cmocka_unit_test(a_row_longer_than_the_header),
        cmocka_unit_test(rows_beside_their_heads),
        cmocka_unit_test(too_few_values),
        cmocka_unit_test(a_total_in_error_beside_a_column_of_the_reports),
        cmocka_unit_test(digits_in_a_row_of_their_own),
        cmocka_unit_test(a_number_of_the_reports_own_column),
        cmocka_unit_test(two_numbers_in_a_cell_are_not_two_cells),
        cmocka_unit_test(numbers_in_pieces),
        cmocka_unit_test(digits_in_lines_of_their_own),
        cmocka_unit_test(a_row_with_another_rows_label_is_open),
        cmocka_unit_test(digits_in_a_label_may_be_its_first_value),
        cmocka_unit_test(a_row_that_is_repeated_otherwise_is_open_there),
        cmocka_unit_test(more_pieces_than_lines_are_none_of_a_number),
        cmocka_unit_test(a_row_that_ends_a_page_is_open_unless_it_adds_up),
        cmocka_unit_test(columns_that_are_printed_for_two_years_are_open),
        cmocka_unit_test(a_group_above_a_glued_label_is_one_row),
        cmocka_unit_test(lines_of_a_page_may_be_parts_of_numbers),
        cmocka_unit_test(totals_that_lines_cut_are_open),
        cmocka_unit_test(digits_on_the_next_page_may_belong_to_the_last_row),
        cmocka_unit_test(columns_in_another_order_are_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
