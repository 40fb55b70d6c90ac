/* Blocks, cells, origins and inline runs of made-up trees: the exact text of each. */
#include "desk.h"

#define TEXT(literal)                                                                              \
    { "" literal, sizeof(literal) - 1 }

/* Text is never NULL across the border, so the nodes below that name none are given the empty one. */
static void fill_texts(sheaf_document *document) {
    for (uint32_t n = 0; n < document->nodes.count; n++) {
        sheaf_node *node = (sheaf_node *)(uintptr_t)SHEAF_AT(document->nodes, sheaf_node, n);
        if (node->text.ptr == NULL)
            node->text = SHEAF_STR("");
    }
}

/* Prints the member `blocks` of a document and compares all of it. */
static void check_blocks(sheaf_document *document, const char *expected) {
    fill_texts(document);
    sheaf_job job = {.document = document};
    json_out out = desk_out(&job);
    assert_int_equal(json_blocks(&out), SHEAF_OK);
    json_flush(&out);
    assert_string_equal(desk_text(&job), expected);
    desk_clear(&job);
}

static void empty_document(void **state) {
    (void)state;
    sheaf_node nodes[] = {{.kind = SHEAF_DOCUMENT, .end = 1, .parent = SHEAF_NONE}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes)};
    check_blocks(&document, "\"blocks\": []");
}

static void headings_and_marks(void **state) {
    (void)state;
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 6, .parent = SHEAF_NONE},
        {.kind = SHEAF_TITLE, .end = 2, .text = TEXT("一\n二"), .payload = SHEAF_NONE},
        {.kind = SHEAF_HEADING, .end = 3, .payload = 0, .text = TEXT("一、总"), .confidence = 9000},
        {.kind = SHEAF_HEADING, .end = 4, .payload = 1, .text = TEXT("x"), .flags = SHEAF_RUN_IN},
        {.kind = SHEAF_PARAGRAPH,
         .end = 5,
         .payload = SHEAF_NONE,
         .text = TEXT("- 3 -"),
         .flags = SHEAF_FURNITURE | SHEAF_BREAK_BEFORE | SHEAF_INFERRED,
         .confidence = SHEAF_CERTAIN},
        {.kind = 99, .end = 6, .payload = 0, .text = TEXT("of a later minor")},
    };
    sheaf_heading headings[] = {{1, TEXT("一、")}, {2, TEXT("")}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .headings = ARRAY_OF(headings)};
    check_blocks(
        &document,
        "\"blocks\": [\n"
        "  {\"id\": 1, \"kind\": \"title\", \"text\": \"一\\n二\"},\n"
        "  {\"id\": 2, \"kind\": \"heading\", \"level\": 1, \"number\": \"一、\", "
        "\"confidence\": 0.9, \"text\": \"一、总\"},\n"
        "  {\"id\": 3, \"kind\": \"heading\", \"level\": 2, \"run_in\": true, "
        "\"text\": \"x\"},\n"
        "  {\"id\": 4, \"kind\": \"paragraph\", \"furniture\": true, \"page_break\": true, "
        "\"inferred\": true, \"text\": \"- 3 -\"},\n"
        "  {\"id\": 5, \"kind\": \"other\", \"text\": \"of a later minor\"}]");
}

static void tables_and_cells(void **state) {
    (void)state;
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 6, .parent = SHEAF_NONE},
        {.kind = SHEAF_TABLE, .end = 6, .payload = 0, .text = TEXT("caption")},
        {.kind = SHEAF_CELL,
         .parent = 1,
         .end = 3,
         .payload = 0,
         .text = TEXT("\xE3\x80\x80 a  b\nc\xC2\xA0\r\n")},
        {.kind = SHEAF_CELL, .parent = 1, .end = 5, .payload = 1},
        {.kind = SHEAF_PARAGRAPH,
         .parent = 3,
         .end = 5,
         .payload = SHEAF_NONE,
         .text = TEXT("in it")},
        {.kind = SHEAF_CELL, .parent = 1, .end = 6, .payload = 2, .flags = SHEAF_FILLER},
    };
    sheaf_table tables[] = {{3, 3}};
    sheaf_cell cells[] = {
        {0, 0, 2, 3, SHEAF_HEADER_BOTH}, {2, 0, 1, 1, SHEAF_HEADER_ROW}, {2, 1, 1, 1, 0}};
    sheaf_document document = {
        .nodes = ARRAY_OF(nodes), .tables = ARRAY_OF(tables), .cells = ARRAY_OF(cells)};
    check_blocks(
        &document,
        "\"blocks\": [\n"
        "  {\"id\": 1, \"kind\": \"table\", \"rows\": 3, \"columns\": 3, \"text\": \"caption\", "
        "\"cells\": [\n"
        "    {\"id\": 2, \"row\": 0, \"column\": 0, \"row_span\": 2, \"column_span\": 3, "
        "\"header\": \"both\", \"text\": \"a  b\\nc\"},\n"
        "    {\"id\": 3, \"row\": 2, \"column\": 0, \"header\": \"row\", \"blocks\": [\n"
        "      {\"id\": 4, \"kind\": \"paragraph\", \"text\": \"in it\"}]},\n"
        "    {\"id\": 5, \"row\": 2, \"column\": 1, \"filler\": true, \"text\": \"\"}]}]");
}

static void lists_nest(void **state) {
    (void)state;
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 8, .parent = SHEAF_NONE},
        {.kind = SHEAF_LIST, .parent = 0, .end = 6, .payload = 0},
        {.kind = SHEAF_ITEM, .parent = 1, .end = 5, .payload = 1},
        {.kind = SHEAF_LIST, .parent = 2, .end = 5, .payload = 1},
        {.kind = SHEAF_ITEM, .parent = 3, .end = 5, .payload = 2, .text = TEXT("deep")},
        {.kind = SHEAF_ITEM, .parent = 1, .end = 6, .payload = SHEAF_NONE},
        {.kind = SHEAF_FIGURE, .parent = 0, .end = 7, .payload = 0, .text = TEXT("alt")},
        {.kind = SHEAF_FOOTNOTE, .parent = 0, .end = 8, .payload = 0, .text = TEXT("note")},
    };
    sheaf_list lists[] = {{1}, {0}};
    sheaf_figure figures[] = {{TEXT("media/1.png"), TEXT("image/png"), TEXT(""), 7}};
    sheaf_heading headings[] = {{0, TEXT("[1]")}, {0, TEXT("①")}, {0, TEXT("")}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes),
                               .lists = ARRAY_OF(lists),
                               .figures = ARRAY_OF(figures),
                               .headings = ARRAY_OF(headings)};
    check_blocks(&document,
                 "\"blocks\": [\n"
                 "  {\"id\": 1, \"kind\": \"list\", \"ordered\": true, \"items\": [\n"
                 "    {\"id\": 2, \"number\": \"①\", \"blocks\": [\n"
                 "      {\"id\": 3, \"kind\": \"list\", \"ordered\": false, \"items\": [\n"
                 "        {\"id\": 4, \"text\": \"deep\", \"blocks\": []}]}]},\n"
                 "    {\"id\": 5, \"blocks\": []}]},\n"
                 "  {\"id\": 6, \"kind\": \"figure\", \"part\": \"media/1.png\", "
                 "\"media_type\": \"image/png\", \"size\": 7, \"text\": \"alt\"},\n"
                 "  {\"id\": 7, \"kind\": \"footnote\", \"number\": \"[1]\", \"text\": \"note\"}]");
}

static void unknown_members_stand_last(void **state) {
    (void)state;
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 4, .parent = SHEAF_NONE},
        {.kind = SHEAF_LIST, .parent = 0, .end = 3, .payload = 0},
        {.kind = SHEAF_ITEM, .parent = 1, .end = 3, .payload = SHEAF_NONE},
        {.kind = SHEAF_CODE, .parent = 0, .end = 4, .payload = SHEAF_NONE, .text = TEXT("c")},
    };
    sheaf_list lists[] = {{0}};
    sheaf_opaque opaque[] = {{0, TEXT("\"top\":1"), SHEAF_OF_NODE, 0, 0, 0},
                             {0, TEXT("\"meta\":1"), SHEAF_OF_META, 0, 0, 0},
                             {1, TEXT("\"a\":1.50,\"b\":[]"), SHEAF_OF_NODE, 0, 0, 0},
                             {2, TEXT(""), SHEAF_OF_NODE, 0, 0, 0},
                             {3, TEXT("\"z\":null"), SHEAF_OF_NODE, 0, 0, 0}};
    sheaf_document document = {
        .nodes = ARRAY_OF(nodes), .lists = ARRAY_OF(lists), .opaque = ARRAY_OF(opaque)};
    check_blocks(&document, "\"blocks\": [\n"
                            "  {\"id\": 1, \"kind\": \"list\", \"ordered\": false, \"items\": [\n"
                            "    {\"id\": 2, \"blocks\": []}], \"a\":1.50,\"b\":[]},\n"
                            "  {\"id\": 3, \"kind\": \"code\", \"text\": \"c\", \"z\":null}]");
}

/* ------------------------------------------------------------------------------ origins and runs -- */

static void origins_of_all_kinds(void **state) {
    (void)state;
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 5, .parent = SHEAF_NONE},
        {.kind = SHEAF_QUOTE, .end = 2, .payload = SHEAF_NONE, .origin = 0, .origins = 3},
        {.kind = SHEAF_QUOTE, .end = 3, .payload = SHEAF_NONE, .origin = 3, .origins = 1},
        {.kind = SHEAF_QUOTE, .end = 4, .payload = SHEAF_NONE, .origin = 4, .origins = 1},
        {.kind = SHEAF_QUOTE, .end = 5, .payload = SHEAF_NONE, .origin = 1, .origins = 1},
    };
    sheaf_origin origins[] = {
        {.kind = SHEAF_AT_BYTES, .unit = 11, .at.bytes = {700, 90}},
        {.kind = SHEAF_AT_NOWHERE},
        {.kind = SHEAF_AT_BYTES, .unit = 0, .at.bytes = {792, 60}},
        {.kind = SHEAF_AT_PAGE, .unit = 3, .at.box = {72, 140.5f, 200.25f, 152}},
        {.kind = SHEAF_AT_PART, .unit = 0, .at.path = TEXT("/p[3]")},
    };
    sheaf_str parts[] = {TEXT("word/document.xml")};
    sheaf_document document = {
        .nodes = ARRAY_OF(nodes), .origins = ARRAY_OF(origins), .parts = ARRAY_OF(parts)};
    check_blocks(
        &document,
        "\"blocks\": [\n"
        "  {\"id\": 1, \"kind\": \"quote\", \"text\": \"\", \"origin\": {\"line\": 11, "
        "\"offset\": 700, \"length\": 90, \"more\": [{\"offset\": 792, \"length\": 60}]}},\n"
        "  {\"id\": 2, \"kind\": \"quote\", \"text\": \"\", \"origin\": {\"page\": 3, "
        "\"box\": [72, 140.5, 200.25, 152]}},\n"
        "  {\"id\": 3, \"kind\": \"quote\", \"text\": \"\", \"origin\": "
        "{\"part\": \"word/document.xml\", \"path\": \"/p[3]\"}},\n"
        "  {\"id\": 4, \"kind\": \"quote\", \"text\": \"\"}]");
}

static void runs_count_code_points(void **state) {
    (void)state;
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 4, .parent = SHEAF_NONE},
        {.kind = SHEAF_PARAGRAPH, .end = 2, .payload = SHEAF_NONE, .text = TEXT("数据😀 link")},
        {.kind = SHEAF_PARAGRAPH, .end = 3, .payload = SHEAF_NONE, .text = TEXT("plain")},
        {.kind = SHEAF_CELL, .end = 4, .payload = SHEAF_NONE, .text = TEXT("\xE3\x80\x80 粗体 ")},
    };
    sheaf_run runs[] = {
        {1, SHEAF_RUN_STRONG, 0, 10, TEXT("")},      {1, SHEAF_RUN_LINK, 11, 4, TEXT("#a\"b")},
        {1, SHEAF_RUN_BOOKMARK, 15, 0, TEXT("end")}, {2, SHEAF_RUN_STRUCK, 0, 1, TEXT("")},
        {2, SHEAF_RUN_RUBY, 1, 1, TEXT("r")},        {3, 77, 0, 11, TEXT("")}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .runs = ARRAY_OF(runs)};
    check_blocks(&document,
                 "\"blocks\": [\n"
                 "  {\"id\": 1, \"kind\": \"paragraph\", \"text\": \"数据😀 link\", \"runs\": ["
                 "{\"kind\": \"strong\", \"start\": 0, \"length\": 3}, "
                 "{\"kind\": \"link\", \"start\": 4, \"length\": 4, \"target\": \"#a\\\"b\"}, "
                 "{\"kind\": \"bookmark\", \"start\": 8, \"length\": 0, \"target\": \"end\"}]},\n"
                 "  {\"id\": 2, \"kind\": \"paragraph\", \"text\": \"plain\", \"runs\": ["
                 "{\"kind\": \"struck\", \"start\": 0, \"length\": 1}, "
                 "{\"kind\": \"ruby\", \"start\": 1, \"length\": 1, \"target\": \"r\"}]},\n"
                 "  {\"id\": 3, \"text\": \"粗体\", \"runs\": ["
                 "{\"kind\": \"other\", \"start\": 0, \"length\": 2}]}]");
}

/* Runs that differ in white space only which is cut off: printed in the order in which they would be read. */
static void runs_of_trimmed_text_are_in_order(void **state) {
    (void)state;
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 2, .parent = SHEAF_NONE},
        {.kind = SHEAF_CELL, .end = 2, .payload = SHEAF_NONE, .text = TEXT("  abc  ")},
    };
    sheaf_run runs[] = {{1, SHEAF_RUN_STRONG, 0, 4, TEXT("")},
                        {1, SHEAF_RUN_CODE, 1, 6, TEXT("")},
                        {1, SHEAF_RUN_LINK, 1, 5, TEXT("b")},
                        {1, SHEAF_RUN_LINK, 2, 3, TEXT("a")}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .runs = ARRAY_OF(runs)};
    check_blocks(&document, "\"blocks\": [\n"
                            "  {\"id\": 1, \"text\": \"abc\", \"runs\": ["
                            "{\"kind\": \"link\", \"start\": 0, \"length\": 3, \"target\": \"a\"}, "
                            "{\"kind\": \"link\", \"start\": 0, \"length\": 3, \"target\": \"b\"}, "
                            "{\"kind\": \"code\", \"start\": 0, \"length\": 3}, "
                            "{\"kind\": \"strong\", \"start\": 0, \"length\": 2}]}]");
}

/* Places far into a long text, and a run that reaches over its end (a plugin's defect) stays inside. */
static void runs_in_long_text(void **state) {
    (void)state;
    char *text = malloc(30000);
    for (size_t i = 0; i < 10000; i++)
        memcpy(text + 3 * i, "数", 3);
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 2, .parent = SHEAF_NONE},
        {.kind = SHEAF_PARAGRAPH, .end = 2, .payload = SHEAF_NONE, .text = {text, 30000}}};
    sheaf_run runs[] = {{1, SHEAF_RUN_CODE, 192, 3, TEXT("")},
                        {1, SHEAF_RUN_CODE, 29997, UINT32_MAX, TEXT("")}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .runs = ARRAY_OF(runs)};
    sheaf_job job = {.document = &document};
    json_out out = desk_out(&job);
    assert_int_equal(json_blocks(&out), SHEAF_OK);
    json_flush(&out);
    assert_int_equal(desk_count(&job, "{\"kind\": \"code\", \"start\": 64, \"length\": 1}"), 1);
    assert_int_equal(desk_count(&job, "{\"kind\": \"code\", \"start\": 9999, \"length\": 1}"), 1);
    desk_clear(&job);
    free(text);
}

/* Nesting as deep as it likes: a loop and the parents, no stack of ours or the machine's. */
static void deep_nesting(void **state) {
    (void)state;
    enum { DEEP = 50000 };
    sheaf_node *nodes = calloc(DEEP, sizeof *nodes);
    for (uint32_t n = 0; n < DEEP; n++)
        nodes[n] = (sheaf_node){.kind = n == 0 ? SHEAF_DOCUMENT : SHEAF_QUOTE,
                                .end = DEEP,
                                .parent = n == 0 ? SHEAF_NONE : n - 1,
                                .payload = SHEAF_NONE,
                                .text = TEXT("")};
    sheaf_document document = {.nodes = {nodes, DEEP, sizeof *nodes}};
    sheaf_job job = {.document = &document, .room = 65536};
    json_out out = desk_out(&job);
    assert_int_equal(json_blocks(&out), SHEAF_OK);
    json_flush(&out);
    assert_int_equal(desk_count(&job, "\"blocks\": ["), DEEP - 1);
    assert_int_equal(desk_count(&job, "]"), DEEP - 1);
    assert_true(job.length < (size_t)DEEP * 100);
    desk_clear(&job);
    free(nodes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_document),
        cmocka_unit_test(headings_and_marks),
        cmocka_unit_test(tables_and_cells),
        cmocka_unit_test(lists_nest),
        cmocka_unit_test(unknown_members_stand_last),
        cmocka_unit_test(origins_of_all_kinds),
        cmocka_unit_test(runs_count_code_points),
        cmocka_unit_test(runs_of_trimmed_text_are_in_order),
        cmocka_unit_test(runs_in_long_text),
        cmocka_unit_test(deep_nesting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
