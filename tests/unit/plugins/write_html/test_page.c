/* Whole pages of made-up documents: the outline, tables as HTML can say them, records at their nodes and behind the report,
 * figures, options; and a host whose call k fails, for every k. */
#include "desk.h"

/* ------------------------------------------------------------------------------------- outline -- */

#define HEAD(n, payload_, words)                                                                   \
    { .kind = SHEAF_HEADING, .end = (n) + 1, .payload = (payload_), .text = TEXT(words) }

/* Levels 3, 2, 5, 1, 9 of the source, one blank heading and one of furniture. */
static void levels_never_skip(void **state) {
    (void)state;
    sheaf_node nodes[] = {{.kind = SHEAF_DOCUMENT, .end = 8, .parent = SHEAF_NONE},
                          HEAD(1, 0, "a"),
                          HEAD(2, 1, "b"),
                          HEAD(3, 2, "c"),
                          HEAD(4, 3, "d"),
                          HEAD(5, 4, "e"),
                          HEAD(6, 4, " "),
                          HEAD(7, 4, "f")};
    sheaf_heading headings[] = {
        {3, TEXT("")}, {2, TEXT("")}, {5, TEXT("")}, {1, TEXT("")}, {9, TEXT("")}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .headings = ARRAY_OF(headings)};
    nodes[7].flags = SHEAF_FURNITURE;
    /* each heading has a payload of its own */
    sheaf_heading more[] = {headings[0], headings[1], headings[2], headings[3],
                            headings[4], headings[4], headings[4]};
    for (uint32_t n = 1; n < 8; n++)
        nodes[n].payload = n - 1;
    document.headings = (sheaf_array)ARRAY_OF(more);
    char *page = desk_main(&document);
    assert_string_equal(page, "\n<section>\n<h2 id=\"n1\">a</h2>\n</section>"
                              "\n<section>\n<h2 id=\"n2\">b</h2>"
                              "\n<section>\n<h3 id=\"n3\">c</h3>\n</section>\n</section>"
                              "\n<section>\n<h2 id=\"n4\">d</h2>"
                              "\n<section>\n<h3 id=\"n5\">e</h3>"
                              "\n<p class=\"head\"> </p>"
                              "\n<p class=\"head furniture\">f</p>\n</section>\n</section>\n");
    free(page);
}

static void deep_levels_state_themselves(void **state) {
    (void)state;
    sheaf_node nodes[9] = {{.kind = SHEAF_DOCUMENT, .end = 9, .parent = SHEAF_NONE}};
    sheaf_heading headings[8];
    for (uint32_t n = 1; n < 9; n++) {
        nodes[n] = (sheaf_node)HEAD(n, n - 1, "x");
        headings[n - 1] = (sheaf_heading){n, TEXT("")};
    }
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .headings = ARRAY_OF(headings)};
    char *page = desk_main(&document);
    assert_non_null(strstr(page, "<h6 id=\"n5\">x</h6>"));
    assert_non_null(strstr(page, "<h6 id=\"n8\" aria-level=\"9\">x</h6>"));
    free(page);
}

/* --------------------------------------------------------------------------------------- tables -- */

typedef struct slot {
    uint32_t row, column, rows, columns, header;
    sheaf_str text;
} slot;

static char *table_page(const slot *slots, uint32_t count, uint32_t rows, uint32_t columns) {
    sheaf_node nodes[16] = {{.kind = SHEAF_DOCUMENT, .end = count + 2, .parent = SHEAF_NONE},
                            {.kind = SHEAF_TABLE, .end = count + 2, .payload = 0}};
    sheaf_cell cells[16];
    sheaf_table tables[] = {{rows, columns}};
    for (uint32_t i = 0; i < count; i++) {
        const slot *s = &slots[i];
        nodes[i + 2] = (sheaf_node){.kind = SHEAF_CELL, .end = i + 3, .parent = 1, .payload = i};
        nodes[i + 2].text = s->text;
        cells[i] = (sheaf_cell){s->row, s->column, s->rows, s->columns, s->header};
    }
    sheaf_document document = {.tables = ARRAY_OF(tables)};
    document.nodes = (sheaf_array){nodes, count + 2, sizeof *nodes};
    document.cells = (sheaf_array){cells, count, sizeof *cells};
    return desk_main(&document);
}

static void check_table(const slot *slots, uint32_t count, uint32_t rows, uint32_t columns,
                        const char *expected) {
    char *page = table_page(slots, count, rows, columns);
    const char *from = strstr(page, "<table>");
    assert_non_null(from);
    char *end = strstr(page, "\n</table>");
    assert_non_null(end);
    *end = '\0';
    assert_string_equal(from + strlen("<table>"), expected);
    free(page);
}

static void heads_and_numbers(void **state) {
    (void)state;
    const slot slots[] = {{0, 0, 1, 1, SHEAF_HEADER_BOTH, TEXT("k")},
                          {0, 1, 1, 2, SHEAF_HEADER_COLUMN, TEXT("wide")},
                          {1, 0, 1, 1, SHEAF_HEADER_ROW, TEXT("r")},
                          {1, 1, 1, 1, 0, TEXT("1,024.50")},
                          {1, 2, 1, 1, SHEAF_HEADER_ROW, TEXT(" ")}};
    check_table(slots, 5, 2, 3,
                "<colgroup></colgroup><colgroup span=\"2\"></colgroup>\n<thead>\n<tr>"
                "<th scope=\"col\" data-header=\"both\">k</th>"
                "<th scope=\"colgroup\" colspan=\"2\">wide</th></tr>\n</thead>\n<tbody>\n<tr>"
                "<th scope=\"row\">r</th><td class=\"n\">1,024.50</td>"
                "<td data-header=\"row\"> </td></tr>\n</tbody>");
}

/* The head of two rows is crossed by a cell that reaches into the body: only the first row can be the thead. */
static void the_head_ends_where_nothing_crosses(void **state) {
    (void)state;
    const slot slots[] = {{0, 0, 1, 2, SHEAF_HEADER_COLUMN, TEXT("t")},
                          {1, 0, 2, 1, SHEAF_HEADER_COLUMN, TEXT("a")},
                          {1, 1, 1, 1, SHEAF_HEADER_COLUMN, TEXT("b")},
                          {2, 1, 1, 1, 0, TEXT("1")}};
    check_table(slots, 4, 3, 2,
                "<colgroup span=\"2\"></colgroup>\n<thead>\n<tr>"
                "<th scope=\"colgroup\" colspan=\"2\">t</th></tr>\n</thead>\n<tbody>\n<tr>"
                "<th scope=\"col\" rowspan=\"2\">a</th><th scope=\"col\">b</th></tr>\n<tr>"
                "<td class=\"n\">1</td></tr>\n</tbody>");
}

/* Row 1 and column 1 have no cell of their own: HTML forbids them, so spans shrink and say what they were. */
static void rows_and_columns_of_nobody(void **state) {
    (void)state;
    const slot slots[] = {{0, 0, 2, 2, 0, TEXT("a")},
                          {0, 2, 2, 1, 0, TEXT("b")},
                          {2, 0, 1, 2, 0, TEXT("c")},
                          {2, 2, 1, 1, 0, TEXT("d")}};
    check_table(slots, 4, 3, 3,
                "\n<tbody>\n<tr><td data-row-span=\"2\" data-column-span=\"2\">a</td>"
                "<td data-column=\"2\" data-row-span=\"2\">b</td></tr>\n<tr>"
                "<td data-row=\"2\" data-column-span=\"2\">c</td>"
                "<td data-row=\"2\" data-column=\"2\">d</td></tr>\n</tbody>");
}

static void a_table_of_nothing(void **state) {
    (void)state;
    check_table(NULL, 0, 0, 0, "");
    check_table(NULL, 0, 3, 0, "");
}

static void a_table_of_heads_has_no_thead(void **state) {
    (void)state;
    const slot slots[] = {{0, 0, 1, 1, SHEAF_HEADER_COLUMN, TEXT("a")},
                          {1, 0, 1, 1, SHEAF_HEADER_COLUMN, TEXT("b")}};
    check_table(slots, 2, 2, 1,
                "\n<tbody>\n<tr><th scope=\"col\">a</th></tr>\n<tr><th "
                "scope=\"col\">b</th></tr>\n</tbody>");
}

/* -------------------------------------------------------------------------------------- records -- */

/* A title, a heading, a paragraph, a table of two cells, a footnote, a list, a figure, a comment, a quote, code: with
 * one record of each kind and texts that attack. */
#define EVIL "<b>\"&'\x01</style>-->"

typedef struct rich {
    sheaf_node nodes[16];
    sheaf_heading headings[3];
    sheaf_list lists[1];
    sheaf_table tables[1];
    sheaf_cell cells[2];
    sheaf_figure figures[1];
    sheaf_run runs[3];
    sheaf_origin origins[2];
    sheaf_str parts[1];
    sheaf_meta meta[2];
    sheaf_form forms[1];
    sheaf_fact facts[3];
    sheaf_repair repairs[1];
    sheaf_check checks[1];
    sheaf_finding findings[2];
    sheaf_diagnostic diagnostics[1];
    uint32_t nodes_found[2];
    sheaf_str keys[2];
    uint32_t repaired[2];
    sheaf_document document;
} rich;

static void plant_node(rich *r, uint32_t n, uint32_t kind, uint32_t parent, uint32_t end,
                       uint32_t payload) {
    r->nodes[n] = (sheaf_node){.kind = (uint16_t)kind,
                               .parent = parent,
                               .end = end,
                               .payload = payload,
                               .origin = 0,
                               .origins = 1,
                               .text = TEXT(EVIL)};
}

static void plant_tree(rich *r) {
    static const struct {
        uint32_t kind, parent, end, payload;
    } tree[] = {{SHEAF_DOCUMENT, SHEAF_NONE, 16, SHEAF_NONE},
                {SHEAF_TITLE, 0, 2, SHEAF_NONE},
                {SHEAF_HEADING, 0, 3, 0},
                {SHEAF_PARAGRAPH, 0, 4, SHEAF_NONE},
                {SHEAF_TABLE, 0, 7, 0},
                {SHEAF_CELL, 4, 6, 0},
                {SHEAF_CELL, 4, 7, 1},
                {SHEAF_FOOTNOTE, 0, 8, 1},
                {SHEAF_LIST, 0, 11, 0},
                {SHEAF_ITEM, 8, 11, 2},
                {SHEAF_PARAGRAPH, 9, 11, SHEAF_NONE},
                {SHEAF_FIGURE, 0, 12, 0},
                {SHEAF_COMMENT, 0, 13, SHEAF_NONE},
                {SHEAF_QUOTE, 0, 14, SHEAF_NONE},
                {SHEAF_CODE, 0, 15, SHEAF_NONE},
                {SHEAF_PARAGRAPH, 0, 16, SHEAF_NONE}};
    for (uint32_t n = 0; n < HTML_COUNT(tree); n++)
        plant_node(r, n, tree[n].kind, tree[n].parent, tree[n].end, tree[n].payload);
    r->nodes[0].text = r->nodes[8].text = r->nodes[9].text = SHEAF_STR("");
    r->nodes[15].flags = SHEAF_FURNITURE;
    r->nodes[4].flags = SHEAF_INFERRED;
    r->nodes[4].confidence = 8350;
    r->headings[0] = (sheaf_heading){1, TEXT("")};
    r->headings[1] = (sheaf_heading){0, TEXT("7")};
    r->headings[2] = (sheaf_heading){0, TEXT("")};
    r->tables[0] = (sheaf_table){1, 2};
    r->cells[0] = (sheaf_cell){0, 0, 1, 1, SHEAF_HEADER_ROW};
    r->cells[1] = (sheaf_cell){0, 1, 1, 1, 0};
    r->figures[0] = (sheaf_figure){TEXT(EVIL), TEXT(EVIL), TEXT("\x89PNG\r\n\x1A\nx"), 9};
    r->runs[0] = (sheaf_run){3, SHEAF_RUN_LINK, 0, 4, TEXT("javascript:" EVIL)};
    r->runs[1] = (sheaf_run){3, SHEAF_RUN_NOTE, 4, 1, TEXT("7")};
    r->runs[2] = (sheaf_run){3, SHEAF_RUN_BOOKMARK, 5, 1, TEXT(EVIL)};
    r->origins[0] = (sheaf_origin){SHEAF_AT_PART, 0, .at.path = TEXT(EVIL)};
    r->origins[1] = (sheaf_origin){SHEAF_AT_BYTES, 9, .at.bytes = {5, 6}};
    r->nodes[3].origin = 1;
    r->parts[0] = (sheaf_str)TEXT(EVIL);
}

static void plant_records(rich *r) {
    static const sheaf_str evil = TEXT(EVIL);
    r->meta[0] = (sheaf_meta){TEXT("agency"), evil, 0};
    r->meta[1] = (sheaf_meta){TEXT("period.from"), evil, 0};
    r->forms[0] = (sheaf_form){.id = evil, .version = evil, .table = TEXT(""), .node = SHEAF_NONE};
    for (uint32_t i = 0; i < 3; i++)
        r->facts[i] = (sheaf_fact){.key = evil,
                                   .label = TEXT(""),
                                   .row_label = evil,
                                   .column_label = evil,
                                   .raw = evil,
                                   .unit = evil,
                                   .node = SHEAF_NONE,
                                   .status = SHEAF_MISSING};
    r->facts[0].status = SHEAF_READ_REPAIRED;
    r->facts[0].key = (sheaf_str)TEXT("a.key");
    r->facts[0].value = (sheaf_decimal){91250, 2};
    r->facts[0].has_value = 1;
    r->facts[0].node = 6;
    r->facts[0].repairs = r->repaired;
    r->facts[0].repair_count = 2;
    r->facts[1].status = SHEAF_AMBIGUOUS;
    r->facts[1].node = 5;
    r->repaired[0] = 1;
    r->repaired[1] = 99;
    r->repairs[0] = (sheaf_repair){.kind = TEXT("cell_shift"),
                                   .by = evil,
                                   .from = r->origins,
                                   .from_count = 2,
                                   .before = evil,
                                   .after = evil,
                                   .evidence = evil,
                                   .to_node = 4,
                                   .to_row = 0,
                                   .to_column = 1,
                                   .to_fact = TEXT(""),
                                   .confidence = 9000};
    r->checks[0] = (sheaf_check){.pass = 1, .fail = 2, .rule = evil};
    r->nodes_found[0] = 6;
    r->nodes_found[1] = 0;
    r->keys[0] = (sheaf_str)TEXT("a.key");
    r->keys[1] = (sheaf_str)TEXT("no such key");
    for (uint32_t i = 0; i < 2; i++)
        r->findings[i] = (sheaf_finding){.severity = 2 + i * 7,
                                         .outcome = i,
                                         .rule = evil,
                                         .message_en = TEXT("said"),
                                         .message_zh = TEXT("说"),
                                         .nodes = r->nodes_found,
                                         .node_count = 2,
                                         .facts = r->keys,
                                         .fact_count = 2,
                                         .expected = TEXT("1"),
                                         .actual = evil,
                                         .fingerprint = TEXT("")};
    r->diagnostics[0] = (sheaf_diagnostic){.severity = 1, .code = evil, .message = evil};
    r->diagnostics[0].origin = (sheaf_origin){SHEAF_AT_BYTES, 9, .at.bytes = {7, 1}};
}

static void plant_rich(rich *r) {
    memset(r, 0, sizeof *r);
    plant_tree(r);
    plant_records(r);
    r->document = (sheaf_document){.nodes = ARRAY_OF(r->nodes),
                                   .headings = ARRAY_OF(r->headings),
                                   .lists = ARRAY_OF(r->lists),
                                   .tables = ARRAY_OF(r->tables),
                                   .cells = ARRAY_OF(r->cells),
                                   .figures = ARRAY_OF(r->figures),
                                   .runs = ARRAY_OF(r->runs),
                                   .origins = ARRAY_OF(r->origins),
                                   .parts = ARRAY_OF(r->parts),
                                   .meta = ARRAY_OF(r->meta),
                                   .forms = ARRAY_OF(r->forms),
                                   .facts = ARRAY_OF(r->facts),
                                   .repairs = ARRAY_OF(r->repairs),
                                   .checks = ARRAY_OF(r->checks),
                                   .findings = ARRAY_OF(r->findings),
                                   .diagnostics = ARRAY_OF(r->diagnostics),
                                   .source_name = TEXT(EVIL),
                                   .source_format = TEXT(EVIL),
                                   .source_media_type = TEXT(EVIL),
                                   .source_encoding = TEXT(EVIL),
                                   .source_sha256 = TEXT(""),
                                   .source_bytes = 9};
}

static void has(const sheaf_job *job, const char *part) {
    if (strstr(job->bytes, part) == NULL)
        fail_msg("the page lacks %s", part);
}

static void lacks(const sheaf_job *job, const char *part) {
    if (strstr(job->bytes, part) != NULL)
        fail_msg("the page holds %s", part);
}

static void records_stand_at_their_nodes(void **state) {
    (void)state;
    rich r;
    plant_rich(&r);
    sheaf_job job = {.room = 100, .options = "language=en"};
    assert_int_equal(desk_write(&job, &r.document), SHEAF_OK);
    assert_true(desk_nests(strstr(job.bytes, "<body>")));
    lacks(&job, "<b>");
    lacks(&job, "\x01");
    lacks(&job, "href=\"javascript");
    has(&job, "class=\"incomplete\"");
    has(&job, "<td id=\"n6\" class=\"failed repaired\"");
    has(&job, "data-fact=\"a.key\" data-finding=\"q1\"");
    has(&job, "<a href=\"#q1\">[F1<span class=\"vh\"> error</span>]</a> <a href=\"#r1\">");
    has(&job, "<a href=\"#r1\">[R1<span class=\"vh\"> repair</span>]</a>");
    has(&job, "<a href=\"#f2\">[ambiguous]</a>");
    has(&job, "<a href=\"#d1\">[M1<span class=\"vh\"> message</span>]</a>");
    has(&job, "<a href=\"#n6\">row 1, column 2: ");
    has(&job,
        "<td id=\"f1\" class=\"n failed\"><a href=\"#n6\">912.50</a> <a href=\"#r1\">R1</a></td>");
    has(&job, "<td id=\"f2\" class=\"n ambiguous\">");
    has(&job, "<br><span id=\"f3\" class=\"n missing\">");
    has(&job, "<tr><th scope=\"row\">a.key</th>");
    has(&job, "<td class=\"n\">912.50</td>");
    has(&job, "<h3 id=\"errors\">Errors (1)</h3>");
    has(&job, "<h3 id=\"unassessed\">Not assessable (1)</h3>");
    lacks(&job, "href=\"#q2\"");
    has(&job, "read, repaired <a href=\"#r1\">R1</a></td>");
    has(&job, "said");
    has(&job, "<img src=\"data:image/png;base64,iVBORw0KGgp4\" alt=\"&lt;b&gt;");
    has(&job, "Read off the layout; confidence 83 %");
    has(&job, "<td>missing</td>");
    desk_clear(&job);
}

static void chinese_and_options(void **state) {
    (void)state;
    rich r;
    plant_rich(&r);
    r.nodes[3].text = (sheaf_str)TEXT("本年度报告由某某人民政府编制，所列数据的统计期限为一年。");
    r.document.runs.count = 0;
    sheaf_job job = {.room = 100, .options = "figures=8 furniture=hide"};
    assert_int_equal(desk_write(&job, &r.document), SHEAF_OK);
    has(&job, "<html lang=\"zh\">");
    has(&job, "[问1<span class=\"vh\"> 错误</span>]");
    has(&job, "说");
    has(&job, "超过 html.figures 的上限");
    has(&job, "已省略的页眉、页脚和页码：1");
    lacks(&job, "class=\"furniture\"");
    lacks(&job, "<img");
    desk_clear(&job);
}

static void wrong_options(void **state) {
    (void)state;
    static const struct {
        const char *options, *words;
    } cases[] = {{"language=fr", "html.language"},
                 {"figures=", "html.figures"},
                 {"figures=1k", "html.figures"},
                 {"figures=99999999999999999", "html.figures"},
                 {"furniture=some", "html.furniture"}};
    for (size_t i = 0; i < HTML_COUNT(cases); i++) {
        rich r;
        plant_rich(&r);
        sheaf_job job = {.options = cases[i].options};
        assert_int_equal(desk_write(&job, &r.document), SHEAF_BAD_CALL);
        assert_non_null(strstr(job.message, cases[i].words));
        desk_clear(&job);
    }
}

static void only_raster_images_are_embedded(void **state) {
    (void)state;
    static const struct {
        sheaf_str bytes;
        const char *shown;
    } cases[] = {{TEXT("\xFF\xD8\xFF"), "data:image/jpeg;"},
                 {TEXT("GIF89a"), "data:image/gif;"},
                 {TEXT("RIFF....WEBP"), "data:image/webp;"},
                 {TEXT("BM"), "data:image/bmp;"},
                 {TEXT("<svg onload='x'>"), "a format that is not embedded"},
                 {TEXT(""), "no picture data were handed over"}};
    for (size_t i = 0; i < HTML_COUNT(cases); i++) {
        rich r;
        plant_rich(&r);
        r.figures[0].bytes = cases[i].bytes;
        sheaf_job job = {.room = 100, .options = "language=en"};
        assert_int_equal(desk_write(&job, &r.document), SHEAF_OK);
        has(&job, cases[i].shown);
        lacks(&job, "<svg");
        desk_clear(&job);
    }
}

static void every_call_may_fail(void **state) {
    (void)state;
    sheaf_status status = SHEAF_IO;
    for (unsigned k = 1; status != SHEAF_OK; k++) {
        rich r;
        plant_rich(&r);
        sheaf_job job = {.room = 64, .refuse = k};
        status = desk_write(&job, &r.document);
        assert_int_equal(status, job.status);
        assert_true(k < 100000);
        desk_clear(&job);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_never_skip),
        cmocka_unit_test(deep_levels_state_themselves),
        cmocka_unit_test(heads_and_numbers),
        cmocka_unit_test(the_head_ends_where_nothing_crosses),
        cmocka_unit_test(rows_and_columns_of_nobody),
        cmocka_unit_test(a_table_of_nothing),
        cmocka_unit_test(a_table_of_heads_has_no_thead),
        cmocka_unit_test(records_stand_at_their_nodes),
        cmocka_unit_test(chinese_and_options),
        cmocka_unit_test(wrong_options),
        cmocka_unit_test(only_raster_images_are_embedded),
        cmocka_unit_test(every_call_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
