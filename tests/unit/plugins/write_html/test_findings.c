/* What findings point at: few values of an identity are raised and all are framed, each report of a file for itself; what does
 * not count raises nothing. And values as tables: rows and columns by their labels, groups, turned ones, none where the
 * labels make no table. */
#include "desk.h"

enum { ROWS = 3, COLUMNS = 2, CELLS = ROWS * COLUMNS };

/* A table of three rows and two columns; the values of its second column, and one finding about them. */
typedef struct sums {
    sheaf_node nodes[2 + CELLS];
    sheaf_cell cells[CELLS];
    sheaf_table tables[1];
    sheaf_fact facts[ROWS];
    sheaf_str keys[ROWS];
    sheaf_finding findings[1];
    sheaf_document document;
} sums;

static void plant(sums *s) {
    static const char *const keys[] = {"t.a", "t.b", "t.sum"};
    memset(s, 0, sizeof *s);
    s->nodes[0] = (sheaf_node){
        .kind = SHEAF_DOCUMENT, .end = 2 + CELLS, .parent = SHEAF_NONE, .text = {"", 0}};
    s->nodes[1] = (sheaf_node){.kind = SHEAF_TABLE, .end = 2 + CELLS, .text = {"", 0}};
    s->tables[0] = (sheaf_table){ROWS, COLUMNS};
    for (uint32_t i = 0; i < CELLS; i++) {
        s->nodes[2 + i] = (sheaf_node){
            .kind = SHEAF_CELL, .end = 3 + i, .parent = 1, .payload = i, .text = TEXT("7")};
        s->cells[i] = (sheaf_cell){i / COLUMNS, i % COLUMNS, 1, 1, 0};
    }
    for (uint32_t i = 0; i < ROWS; i++) {
        s->keys[i] = (sheaf_str){keys[i], strlen(keys[i])};
        s->facts[i] = (sheaf_fact){.key = s->keys[i],
                                   .label = s->keys[i],
                                   .row_label = s->keys[i],
                                   .column_label = TEXT(""),
                                   .raw = TEXT("7"),
                                   .unit = TEXT(""),
                                   .value = {7, 0},
                                   .has_value = 1,
                                   .node = 2 + i * COLUMNS + 1};
    }
    s->findings[0] = (sheaf_finding){.severity = SHEAF_ERROR,
                                     .rule = TEXT("SUM"),
                                     .message_en = TEXT("they do not add up"),
                                     .message_zh = TEXT(""),
                                     .facts = s->keys,
                                     .fact_count = ROWS,
                                     .expected = TEXT("14"),
                                     .actual = TEXT("7"),
                                     .fingerprint = TEXT(""),
                                     .suppressed = TEXT("")};
    s->document = (sheaf_document){.nodes = ARRAY_OF(s->nodes),
                                   .tables = ARRAY_OF(s->tables),
                                   .cells = ARRAY_OF(s->cells),
                                   .facts = ARRAY_OF(s->facts),
                                   .findings = ARRAY_OF(s->findings)};
}

/* Writes the page; `parts` end with NULL, one that begins with '!' must not be there. */
static void holds(sums *s, const char *const *parts) {
    sheaf_job job = {.room = 100, .options = "language=en"};
    assert_int_equal(desk_write(&job, &s->document), SHEAF_OK);
    assert_true(desk_nests(strstr(job.bytes, "<body>")));
    for (; *parts != NULL; parts++) {
        int is_absent = **parts == '!';
        if ((strstr(job.bytes, *parts + is_absent) == NULL) != is_absent)
            fail_msg("%s in %s", *parts, strstr(job.bytes, "<main"));
    }
    desk_clear(&job);
}

#define HOLDS(s, ...) holds((s), (const char *const[]){__VA_ARGS__, NULL})

static void the_sum_is_raised_and_all_are_framed(void **state) {
    (void)state;
    sums s;
    plant(&s);
    HOLDS(&s, "<td id=\"n3\" class=\"n operand edge-t edge-r edge-l\"",
          "<td id=\"n5\" class=\"n operand edge-r edge-l\"",
          "<td id=\"n7\" class=\"n failed operand edge-r edge-b edge-l\"",
          "data-fact=\"t.sum\" data-finding=\"q1\">7<span class=\"marks\"> <a href=\"#q1\">[F1",
          "data-fact=\"t.b\" data-finding=\"q1\">7</td>", "<td class=\"n\">7</td>",
          "<a href=\"#n7\">t.sum: 7</a>",
          "Values compared: 3</summary><p><a href=\"#n3\">t.a: 7</a>",
          "<td id=\"f3\" class=\"n failed\">");
}

static void a_hint_raises_what_it_names(void **state) {
    (void)state;
    sums s;
    plant(&s);
    s.findings[0].message_en = (sheaf_str)TEXT("Hint: t.x or t.b.");
    HOLDS(&s, "<td id=\"n5\" class=\"n failed operand", "<td id=\"n7\" class=\"n operand",
          "!<td id=\"n3\" class=\"n failed");
}

/* Warnings about few values raise all of them: they are no sums. */
static void few_values_are_raised_all(void **state) {
    (void)state;
    sums s;
    plant(&s);
    s.findings[0].severity = SHEAF_WARNING;
    HOLDS(&s, "<td id=\"n3\" class=\"n warned\"", "<td id=\"n7\" class=\"n warned\"",
          "!edge-t edge", "!<details><summary>Values");
}

static void what_does_not_count_raises_nothing(void **state) {
    (void)state;
    sums s;
    plant(&s);
    s.findings[0].suppressed = (sheaf_str)TEXT("known <since> 2022");
    HOLDS(&s, "Agreed upon (1)", "Reason: known &lt;since&gt; 2022", "!data-finding",
          "!href=\"#q1\"", "<a href=\"#n7\">t.sum: 7</a>");
    s.findings[0].suppressed = (sheaf_str)TEXT("");
    s.findings[0].outcome = SHEAF_NOT_ASSESSABLE;
    HOLDS(&s, "Not assessable (1)", "!data-finding", "!href=\"#q1\"");
}

/* The same keys in two reports of a file: a finding is said at the values of its own. */
static void each_report_for_itself(void **state) {
    (void)state;
    sums s;
    plant(&s);
    sheaf_fact facts[2 * ROWS];
    for (uint32_t i = 0; i < ROWS; i++) {
        facts[i] = facts[ROWS + i] = s.facts[i];
        facts[i].node = 2 + i * COLUMNS;
        facts[ROWS + i].instance = 1;
    }
    s.document.facts = (sheaf_array)ARRAY_OF(facts);
    s.findings[0].instance = 1;
    HOLDS(&s, "<td id=\"n7\" class=\"n failed", "!<td id=\"n6\" class=\"n failed",
          "Reports in this file: 2", "<code>SUM</code> \xC2\xB7 Report: 2",
          "Report 2 \xC2\xB7 t</h3>", "<td id=\"f6\" class=\"n failed\">",
          "<td id=\"f3\" class=\"n\">");
    s.findings[0].instance = 0;
    HOLDS(&s, "<td id=\"n6\" class=\"n failed", "!<td id=\"n7\" class=\"n failed");
}

static void absent_values_are_named(void **state) {
    (void)state;
    sums s;
    plant(&s);
    for (uint32_t i = 0; i < ROWS; i++)
        s.facts[i].node = SHEAF_NONE;
    s.keys[1] = (sheaf_str)TEXT("t.other");
    HOLDS(&s, "Values compared: 3</summary><p><a href=\"#f1\">t.a</a>; t.other; <a "
              "href=\"#f3\">t.sum</a></p>");
}

/* Values of a row that leaves several readings stand nowhere: the row shows it, with one mark at its label. */
static void a_row_of_ambiguous_values_shows_it(void **state) {
    (void)state;
    sums s;
    plant(&s);
    uint32_t repaired[] = {1};
    sheaf_repair repairs[] = {{.kind = TEXT("value_gap"),
                               .by = TEXT("form"),
                               .to_node = 4,
                               .to_row = SHEAF_NONE,
                               .to_column = SHEAF_NONE,
                               .to_fact = TEXT("t.b.*"),
                               .before = TEXT(""),
                               .after = TEXT(""),
                               .evidence = TEXT("")}};
    s.document.repairs = (sheaf_array)ARRAY_OF(repairs);
    s.document.findings.count = 0;
    s.facts[1].status = SHEAF_AMBIGUOUS;
    s.facts[1].has_value = 0;
    s.facts[1].node = SHEAF_NONE;
    s.facts[1].repairs = repaired;
    s.facts[1].repair_count = 1;
    HOLDS(&s, "<td id=\"n4\" class=\"n ambiguous\">7<span class=\"marks\"> <a href=\"#r1\">[R1",
          "</a> <a href=\"#f2\">[ambiguous]</a></span></td><td id=\"n5\" class=\"n "
          "ambiguous\">7</td>",
          "!<td id=\"n6\" class=\"n ambiguous");
}

/* ---- values as tables ---- */

typedef struct label {
    const char *row, *column;
} label;

static void with_labels(const label *labels, uint32_t count, const char *const *parts) {
    sheaf_fact facts[64];
    sums s;
    plant(&s);
    assert_true(count <= HTML_COUNT(facts));
    for (uint32_t i = 0; i < count; i++) {
        facts[i] = s.facts[0];
        facts[i].row_label = (sheaf_str){labels[i].row, strlen(labels[i].row)};
        facts[i].column_label = (sheaf_str){labels[i].column, strlen(labels[i].column)};
        facts[i].node = SHEAF_NONE;
        facts[i].value.digits = i;
    }
    s.document.facts = (sheaf_array){facts, count, sizeof *facts};
    s.document.findings.count = 0;
    holds(&s, parts);
}

static void labels_make_rows_columns_and_groups(void **state) {
    (void)state;
    const label labels[] = {{"g/x", "p"}, {"g/x", "q/u"}, {"g/x", "q/v"},
                            {"g/y", "p"}, {"z", "q/u"},   {"z", "q/u"}};
    const char *const parts[] = {
        "<tr><th scope=\"col\" rowspan=\"2\">Label</th><th scope=\"col\" rowspan=\"2\">p</th>"
        "<th scope=\"col\" colspan=\"2\">q</th></tr>\n<tr><th scope=\"col\">u</th><th "
        "scope=\"col\">v</th></tr>",
        "<th class=\"group\" scope=\"rowgroup\" colspan=\"4\">g</th>",
        "<th scope=\"row\">x</th><td id=\"f1\" class=\"n\">0</td><td id=\"f2\" "
        "class=\"n\">1</td><td id=\"f3\" "
        "class=\"n\">2</td></tr>",
        "<th scope=\"row\">y</th><td id=\"f4\" "
        "class=\"n\">3</td><td></td><td></td></tr>\n</tbody>\n<tbody>",
        "<th scope=\"row\">z</th><td></td><td id=\"f5\" class=\"n\">4<br><span id=\"f6\" "
        "class=\"n\">5</span></td>",
        "<details><summary id=\"keys\">",
        NULL};
    with_labels(labels, HTML_COUNT(labels), parts);
}

static void a_wide_row_is_turned(void **state) {
    (void)state;
    const label labels[] = {{"", "a"}, {"", "b"}, {"", "c"}, {"", "d"}, {"", "e"},
                            {"", "f"}, {"", "g"}, {"", "h"}, {"", "i"}};
    const char *const parts[] = {"<th scope=\"col\">Label</th><th scope=\"col\">Value</th>",
                                 "<th scope=\"row\">i</th><td id=\"f9\" class=\"n\">8</td></tr>",
                                 NULL};
    with_labels(labels, HTML_COUNT(labels), parts);
}

/* Each value with labels of its own would be a table of mostly empty slots: only the list has them. */
static void scattered_labels_make_no_table(void **state) {
    (void)state;
    static char names[40][2];
    label labels[40];
    for (uint32_t i = 0; i < HTML_COUNT(labels); i++) {
        names[i][0] = (char)('A' + i);
        labels[i] = (label){names[i], names[i]};
    }
    const char *const parts[] = {"!class=\"values\"", "<details open>", "<tr id=\"f40\">", NULL};
    with_labels(labels, HTML_COUNT(labels), parts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sum_is_raised_and_all_are_framed),
        cmocka_unit_test(a_hint_raises_what_it_names),
        cmocka_unit_test(few_values_are_raised_all),
        cmocka_unit_test(what_does_not_count_raises_nothing),
        cmocka_unit_test(each_report_for_itself),
        cmocka_unit_test(absent_values_are_named),
        cmocka_unit_test(a_row_of_ambiguous_values_shows_it),
        cmocka_unit_test(labels_make_rows_columns_and_groups),
        cmocka_unit_test(a_wide_row_is_turned),
        cmocka_unit_test(scattered_labels_make_no_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
