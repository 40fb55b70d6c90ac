/* Every kind of record and the metadata, made up, and the whole document around them. */
#include "desk.h"

#define TEXT(literal)                                                                              \
    { "" literal, sizeof(literal) - 1 }

static sheaf_node nodes[] = {
    {.kind = SHEAF_DOCUMENT, .end = 2, .parent = SHEAF_NONE},
    {.kind = SHEAF_PARAGRAPH, .end = 2, .payload = SHEAF_NONE, .text = TEXT("1"), .origins = 1}};
static sheaf_origin origins[] = {{.kind = SHEAF_AT_BYTES, .unit = 2, .at.bytes = {5, 1}}};

typedef sheaf_status part(json_out *out);

static void check_part(const sheaf_document *document, part *print, const char *expected) {
    sheaf_job job = {.document = document};
    json_out out = desk_out(&job);
    out.depth = 1;
    assert_int_equal(print(&out), SHEAF_OK);
    json_flush(&out);
    assert_string_equal(desk_text(&job), expected);
    desk_clear(&job);
}

static void empty_lists_are_there(void **state) {
    (void)state;
    sheaf_document document = {.nodes = ARRAY_OF(nodes)};
    check_part(&document, json_diagnostics, "\"diagnostics\": []");
    check_part(&document, json_form, "\"form\": null");
    check_part(&document, json_facts, "\"facts\": []");
    check_part(&document, json_repairs, "\"repairs\": []");
    check_part(&document, json_checks, "\"checks\": []");
    check_part(&document, json_findings, "\"findings\": []");
    check_part(&document, json_meta, "\"meta\": {\"properties\": {}}");
}

static void diagnostics(void **state) {
    (void)state;
    sheaf_diagnostic list[] = {{.severity = SHEAF_WARNING,
                                .code = TEXT("text.invalid-byte"),
                                .message = TEXT("bad \"byte\""),
                                .origin = {.kind = SHEAF_AT_BYTES, .unit = 3, .at.bytes = {40, 1}},
                                .incomplete = 1},
                               {.severity = 9, .code = TEXT("a.b"), .message = TEXT("m")}};
    sheaf_document document = {.diagnostics = ARRAY_OF(list)};
    check_part(&document, json_diagnostics,
               "\"diagnostics\": [\n"
               "  {\"severity\": \"warning\", \"code\": \"text.invalid-byte\", "
               "\"message\": \"bad \\\"byte\\\"\", "
               "\"origin\": {\"line\": 3, \"offset\": 40, \"length\": 1}},\n"
               "  {\"severity\": \"error\", \"code\": \"a.b\", \"message\": \"m\"}]");
}

static void one_form(void **state) {
    (void)state;
    sheaf_form forms[] = {
        {.id = TEXT("f"),
         .version = TEXT("2019"),
         .table = TEXT("t2"),
         .node = 1,
         .confidence = 9500},
        {.id = TEXT("f"), .version = TEXT("2021"), .table = TEXT(""), .node = SHEAF_NONE},
        {.id = TEXT("f"), .version = TEXT("2021"), .table = TEXT("t3"), .node = SHEAF_NONE}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .forms = ARRAY_OF(forms)};
    check_part(&document, json_form,
               "\"form\": {\"id\": \"f\", \"version\": \"2021\", \"confidence\": 1.0, \"tables\": ["
               "{\"table\": \"t2\", \"version\": \"2019\", \"node\": 1, \"confidence\": 0.95}, "
               "{\"table\": \"t3\", \"version\": \"2021\", \"confidence\": 1.0}]}");
}

static void several_reports_in_one_file(void **state) {
    (void)state;
    sheaf_form forms[] = {{.id = TEXT("f"), .version = TEXT("b"), .instance = UINT32_MAX},
                          {.id = TEXT("f"), .version = TEXT("a"), .instance = 0}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .forms = ARRAY_OF(forms)};
    check_part(
        &document, json_form,
        "\"form\": {\"id\": \"f\", \"version\": \"a\", \"confidence\": 1.0, \"tables\": [], "
        "\"instances\": [\n"
        "  {\"instance\": 0, \"id\": \"f\", \"version\": \"a\", \"confidence\": 1.0, "
        "\"tables\": []},\n"
        "  {\"instance\": 4294967295, \"id\": \"f\", \"version\": \"b\", \"confidence\": 1.0, "
        "\"tables\": []}]}");
}

static void facts(void **state) {
    (void)state;
    uint32_t repairs[] = {1, 3};
    sheaf_fact list[] = {{.status = SHEAF_READ_REPAIRED,
                          .key = TEXT("t3.total"),
                          .label = TEXT("总计"),
                          .raw = TEXT(" 912.50"),
                          .unit = TEXT("件"),
                          .value = {91250, 2},
                          .has_value = 1,
                          .node = 1,
                          .repair_count = 2,
                          .repairs = repairs},
                         {.status = SHEAF_AMBIGUOUS,
                          .key = TEXT("k"),
                          .label = TEXT(""),
                          .row_label = TEXT("r"),
                          .column_label = TEXT("c"),
                          .raw = TEXT("0"),
                          .unit = TEXT(""),
                          .value = {7, 0},
                          .has_value = 1,
                          .node = SHEAF_NONE,
                          .instance = 2}};
    sheaf_document document = {
        .nodes = ARRAY_OF(nodes), .origins = ARRAY_OF(origins), .facts = ARRAY_OF(list)};
    check_part(
        &document, json_facts,
        "\"facts\": [\n"
        "  {\"key\": \"t3.total\", \"label\": \"总计\", \"value\": 912.50, \"raw\": \" 912.50\", "
        "\"unit\": \"件\", \"status\": \"read_repaired\", \"node\": 1, \"repairs\": [1, 3], "
        "\"origin\": {\"line\": 2, \"offset\": 5, \"length\": 1}},\n"
        "  {\"key\": \"k\", \"label\": \"\", \"row_label\": \"r\", \"column_label\": \"c\", "
        "\"value\": null, \"raw\": \"0\", \"unit\": \"\", \"status\": \"ambiguous\", "
        "\"instance\": 2, \"repairs\": []}]");
}

static void repairs(void **state) {
    (void)state;
    sheaf_repair list[] = {{.kind = TEXT("cell_shift"),
                            .by = TEXT("form"),
                            .from = origins,
                            .from_count = 1,
                            .to_fact = TEXT("t3.total"),
                            .to_node = SHEAF_NONE,
                            .to_row = SHEAF_NONE,
                            .to_column = SHEAF_NONE,
                            .before = TEXT("1"),
                            .after = TEXT("1"),
                            .evidence = TEXT("e"),
                            .confidence = SHEAF_CERTAIN},
                           {.kind = TEXT("fragment_join"),
                            .by = TEXT("stitch"),
                            .to_fact = TEXT("t3.*"),
                            .instance = 1,
                            .to_node = 1,
                            .to_row = 0,
                            .to_column = 4,
                            .before = TEXT(""),
                            .after = TEXT(""),
                            .evidence = TEXT(""),
                            .confidence = 8000}};
    sheaf_document document = {
        .nodes = ARRAY_OF(nodes), .origins = ARRAY_OF(origins), .repairs = ARRAY_OF(list)};
    check_part(
        &document, json_repairs,
        "\"repairs\": [\n"
        "  {\"id\": 1, \"kind\": \"cell_shift\", \"by\": \"form\", "
        "\"from\": [{\"line\": 2, \"offset\": 5, \"length\": 1}], \"to\": {\"fact\": "
        "\"t3.total\"}, "
        "\"before\": \"1\", \"after\": \"1\", \"evidence\": \"e\", \"confidence\": 1.0},\n"
        "  {\"id\": 2, \"kind\": \"fragment_join\", \"by\": \"stitch\", \"from\": [], "
        "\"to\": {\"node\": 1, \"row\": 0, \"column\": 4, \"fact\": \"t3.*\", \"instance\": 1, "
        "\"origin\": {\"line\": 2, \"offset\": 5, \"length\": 1}}, \"before\": \"\", \"after\": "
        "\"\", "
        "\"evidence\": \"\", \"confidence\": 0.8}]");
}

static void checks_and_findings(void **state) {
    (void)state;
    sheaf_str keys[] = {TEXT("t3.a"), TEXT("t3.b")};
    uint32_t ids[] = {1, SHEAF_NONE};
    sheaf_check checks[] = {
        {.rule = TEXT("T3"), .pass = 6, .not_assessable = 1, .facts = keys, .fact_count = 2}};
    sheaf_finding findings[] = {{.rule = TEXT("T3"),
                                 .severity = SHEAF_ERROR,
                                 .outcome = SHEAF_FAIL,
                                 .message_en = TEXT("en"),
                                 .message_zh = TEXT("中"),
                                 .nodes = ids,
                                 .node_count = 2,
                                 .facts = keys,
                                 .fact_count = 1,
                                 .expected = TEXT("1"),
                                 .actual = TEXT("0"),
                                 .fingerprint = TEXT("ab"),
                                 .suppressed = TEXT("known"),
                                 .instance = 2},
                                {.rule = TEXT("T4"),
                                 .outcome = SHEAF_NOT_ASSESSABLE,
                                 .message_en = TEXT(""),
                                 .message_zh = TEXT(""),
                                 .expected = TEXT(""),
                                 .actual = TEXT(""),
                                 .fingerprint = TEXT("")}};
    sheaf_document document = {
        .nodes = ARRAY_OF(nodes), .checks = ARRAY_OF(checks), .findings = ARRAY_OF(findings)};
    check_part(&document, json_checks,
               "\"checks\": [\n"
               "  {\"rule\": \"T3\", \"pass\": 6, \"fail\": 0, \"not_assessable\": 1, "
               "\"not_applicable\": 0, \"facts_not_assessable\": [\"t3.a\", \"t3.b\"]}]");
    check_part(
        &document, json_findings,
        "\"findings\": [\n"
        "  {\"rule\": \"T3\", \"severity\": \"error\", \"outcome\": \"fail\", "
        "\"message\": {\"en\": \"en\", \"zh\": \"中\"}, \"nodes\": [1], \"facts\": [\"t3.a\"], "
        "\"expected\": \"1\", \"actual\": \"0\", \"fingerprint\": \"ab\", \"suppressed\": "
        "\"known\", \"instance\": 2},\n"
        "  {\"rule\": \"T4\", \"severity\": \"info\", \"outcome\": \"not_assessable\", "
        "\"message\": {\"en\": \"\", \"zh\": \"\"}, \"nodes\": [], \"facts\": [], "
        "\"expected\": \"\", \"actual\": \"\", \"fingerprint\": \"\"}]");
}

/* ----------------------------------------------------------------------------------- metadata -- */

static void meta_in_order(void **state) {
    (void)state;
    sheaf_meta meta[] = {{TEXT("properties.Author"), TEXT("a"), 0},
                         {TEXT("period.to"), TEXT("2022-12-31"), 0},
                         {TEXT("zeta"), TEXT("1"), 0},
                         {TEXT("year"), TEXT("2022"), 1},
                         {TEXT("properties.x.y"), TEXT("007"), 1},
                         {TEXT("period.from"), TEXT("2022-01-01"), 0},
                         {TEXT("contact"), TEXT("bare"), 0},
                         {TEXT("contact.phone"), TEXT("-1.50"), 1},
                         {TEXT("title"), TEXT("T"), 0}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .meta = ARRAY_OF(meta)};
    check_part(&document, json_meta,
               "\"meta\": {\"title\": \"T\", \"year\": 2022, "
               "\"period\": {\"to\": \"2022-12-31\", \"from\": \"2022-01-01\"}, "
               "\"contact\": {\"value\": \"bare\", \"phone\": -1.50}, \"zeta\": \"1\", "
               "\"properties\": {\"Author\": \"a\", \"x.y\": \"007\"}}");
}

/* No object ever has two members of one name. */
static void a_bare_key_finds_its_name_taken(void **state) {
    (void)state;
    sheaf_meta meta[] = {{TEXT("contact.value"), TEXT("v"), 0},
                         {TEXT("contact"), TEXT("c"), 0},
                         {TEXT("properties."), TEXT("p"), 0}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .meta = ARRAY_OF(meta)};
    check_part(&document, json_meta,
               "\"meta\": {\"contact\": {\"value\": \"v\", \"\": \"c\"}, "
               "\"properties\": {\"\": \"p\"}}");
}

static void only_json_numbers_go_unquoted(void **state) {
    (void)state;
    static const struct {
        const char *value;
        int is_number;
    } cases[] = {{"0", 1},    {"-0.5", 1}, {"12", 1},  {"", 0},         {"-", 0},   {"01", 0},
                 {"1.", 0},   {".5", 0},   {"1e5", 1}, {"-0.5E+07", 1}, {"1e", 0},  {"1e+", 0},
                 {"01e2", 0}, {"e5", 0},   {"+1", 0},  {"0x1", 0},      {"1.5.", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[80];
        const char *quote = cases[i].is_number ? "" : "\"";
        sheaf_meta meta[] = {{TEXT("year"), {cases[i].value, strlen(cases[i].value)}, 1}};
        sheaf_document document = {.nodes = ARRAY_OF(nodes), .meta = ARRAY_OF(meta)};
        snprintf(expected, sizeof expected, "\"meta\": {\"year\": %s%s%s, \"properties\": {}}",
                 quote, cases[i].value, quote);
        check_part(&document, json_meta, expected);
    }
}

/* -------------------------------------------------------------------------------- the whole of it -- */

static sheaf_opaque opaque[] = {{0, TEXT("\"later\": 1"), SHEAF_OF_NODE, 0, 0, 0}};
static sheaf_document whole = {.nodes = ARRAY_OF(nodes),
                               .origins = ARRAY_OF(origins),
                               .opaque = ARRAY_OF(opaque),
                               .complete = 1,
                               .source_name = TEXT("a.txt"),
                               .source_format = TEXT("text"),
                               .source_media_type = TEXT("text/plain"),
                               .source_encoding = TEXT("UTF-8"),
                               .source_sha256 = TEXT(""),
                               .source_bytes = 6};

static const char whole_form[] =
    "{\"sheaf\": {\"schema\": \"1.0\", \"version\": \"%s\"},\n"
    " \"source\": {\"name\": \"a.txt\", \"format\": \"text\", \"media_type\": \"text/plain\", "
    "\"bytes\": 6, \"encoding\": \"UTF-8\"},\n"
    " \"conversion\": {\"complete\": true, \"diagnostics\": []},\n"
    " \"meta\": {\"properties\": {}},\n"
    " \"blocks\": [\n"
    "  {\"id\": 1, \"kind\": \"paragraph\", \"text\": \"1\", "
    "\"origin\": {\"line\": 2, \"offset\": 5, \"length\": 1}}],\n"
    " \"form\": null,\n"
    " \"facts\": [],\n"
    " \"repairs\": [],\n"
    " \"checks\": [],\n"
    " \"findings\": [], \"later\": 1}\n";

static char whole_text[sizeof whole_form + 32];

static int print_version(void **state) {
    (void)state;
    snprintf(whole_text, sizeof whole_text, whole_form, sheaf_entry.plugins[0]->version);
    return 0;
}

static void whole_document(void **state) {
    (void)state;
    sheaf_job job = {0};
    assert_int_equal(desk_run(&job, &whole), SHEAF_OK);
    assert_string_equal(desk_text(&job), whole_text);
    desk_clear(&job);
}

/* What was read of `sheaf` and `source` takes the place of ours; elsewhere what is unknown stands last. */
static void kept_members_stand_where_they_stood(void **state) {
    (void)state;
    static const char *const objects[] = {
        "{\"sheaf\": {\"of\": 1}",
        "\"source\": {\"of\": 2}",
        "\"m\", \"of\": 10}], \"of\": 3}",
        "\"meta\": {\"properties\": {}, \"of\": 4}",
        "\"confidence\": 1.0, \"of\": 50}], \"of\": 5}",
        "\"repairs\": [], \"of\": 6}",
        "\"confidence\": 1.0, \"of\": 7}",
        "\"facts_not_assessable\": [], \"of\": 8}",
        "\"fingerprint\": \"\", \"of\": 9}",
    };
    sheaf_opaque kept[] = {{0, TEXT("\"of\": 1"), SHEAF_OF_SHEAF, 0, 0, 0},
                           {0, TEXT("\"of\": 2"), SHEAF_OF_SOURCE, 0, 0, 0},
                           {0, TEXT("\"of\": 3"), SHEAF_OF_CONVERSION, 0, 0, 0},
                           {0, TEXT("\"of\": 4"), SHEAF_OF_META, 0, 0, 0},
                           {0, TEXT("\"of\": 5"), SHEAF_OF_FORM, 0, 0, 0},
                           {0, TEXT("\"of\": 50"), SHEAF_OF_FORM, 1, 0, 0},
                           {0, TEXT("\"of\": 6"), SHEAF_OF_FACT, 0, 0, 0},
                           {0, TEXT("\"of\": 7"), SHEAF_OF_REPAIR, 0, 0, 0},
                           {0, TEXT("\"of\": 8"), SHEAF_OF_CHECK, 1, 0, 0},
                           {0, TEXT("\"of\": 9"), SHEAF_OF_FINDING, 0, 0, 0},
                           {0, TEXT("\"of\": 10"), SHEAF_OF_DIAGNOSTIC, 0, 0, 0}};
    sheaf_diagnostic diagnostic[] = {{.code = TEXT("c"), .message = TEXT("m")}};
    sheaf_form forms[] = {{.id = TEXT("f"), .table = TEXT("")}, {.table = TEXT("t")}};
    sheaf_fact fact[] = {{.key = TEXT("k"), .node = SHEAF_NONE}};
    sheaf_repair repair[] = {{.to_node = SHEAF_NONE}};
    sheaf_check checks[] = {{.rule = TEXT("a")}, {.rule = TEXT("b")}};
    sheaf_finding finding[] = {{.rule = TEXT("r")}};
    sheaf_document document = whole;
    document.opaque = (sheaf_array)ARRAY_OF(kept);
    document.diagnostics = (sheaf_array)ARRAY_OF(diagnostic);
    document.forms = (sheaf_array)ARRAY_OF(forms);
    document.facts = (sheaf_array)ARRAY_OF(fact);
    document.repairs = (sheaf_array)ARRAY_OF(repair);
    document.checks = (sheaf_array)ARRAY_OF(checks);
    document.findings = (sheaf_array)ARRAY_OF(finding);
    sheaf_job job = {.options = "indent=none"};
    assert_int_equal(desk_run(&job, &document), SHEAF_OK);
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        if (desk_count(&job, objects[i]) != 1)
            fail_msg("%s is not in %s", objects[i], desk_text(&job));
    assert_int_equal(desk_count(&job, "\"of\": "), 11);
    desk_clear(&job);
}

/* So it is with objects inside others, empty ones and such as would not be there. A fact has its block's places. */
static void kept_members_of_inner_objects(void **state) {
    (void)state;
    static const char *const objects[] = {
        "\"text\": \" 1\\n\", \"runs\": [{\"kind\": \"strong\", \"start\": 0, \"length\": 2}, "
        "{\"kind\": \"code\", \"start\": 1, \"length\": 1, \"of\": 1}], "
        "\"origin\": {\"line\": 2, \"offset\": 5, \"length\": 1, \"more\": [{\"of\": 3}], \"of\": "
        "2}}",
        "\"repairs\": [], \"origin\": {\"line\": 2, \"offset\": 5, \"length\": 1, "
        "\"more\": [{\"of\": 4}]}}",
        "\"period\": {\"from\": \"a\", \"of\": 5}, \"properties\": {\"of\": 6}}",
        "\"from\": [{}, {\"of\": 7}], \"to\": {\"of\": 8}, ",
        "\"zh\": \"\", \"of\": 9}, ",
        "\"m\", \"origin\": {\"of\": 10}}",
    };
    sheaf_opaque kept[] = {
        {0, TEXT("\"of\": 5"), SHEAF_OF_META, 0, SHEAF_IN_META, 0},
        {0, TEXT("\"of\": 6"), SHEAF_OF_META, 0, SHEAF_IN_META, SHEAF_NONE},
        {0, TEXT("\"of\": 4"), SHEAF_OF_FACT, 0, SHEAF_IN_ORIGIN, 1},
        {0, TEXT("\"of\": 7"), SHEAF_OF_REPAIR, 0, SHEAF_IN_FROM, 1},
        {0, TEXT("\"of\": 8"), SHEAF_OF_REPAIR, 0, SHEAF_IN_TO, 0},
        {0, TEXT("\"of\": 9"), SHEAF_OF_FINDING, 0, SHEAF_IN_MESSAGE, 0},
        {0, TEXT("\"of\": 10"), SHEAF_OF_DIAGNOSTIC, 0, SHEAF_IN_ORIGIN, 0},
        {1, TEXT("\"of\": 2"), SHEAF_OF_NODE, 0, SHEAF_IN_ORIGIN, 0},
        {1, TEXT("\"of\": 3"), SHEAF_OF_NODE, 0, SHEAF_IN_ORIGIN, 1},
        {1, TEXT("\"of\": 1"), SHEAF_OF_NODE, 0, SHEAF_IN_RUN, 1},
    };
    sheaf_node two[] = {{.kind = SHEAF_DOCUMENT, .end = 2, .parent = SHEAF_NONE},
                        {.kind = SHEAF_PARAGRAPH,
                         .end = 2,
                         .payload = SHEAF_NONE,
                         .text = TEXT(" 1\n"),
                         .origins = 2}};
    sheaf_origin places[] = {{.kind = SHEAF_AT_BYTES, .unit = 2, .at.bytes = {5, 1}}, {0}};
    sheaf_run runs[] = {{1, SHEAF_RUN_STRONG, 0, 2, TEXT("")}, {1, SHEAF_RUN_CODE, 1, 1, TEXT("")}};
    sheaf_diagnostic diagnostic[] = {{.code = TEXT("c"), .message = TEXT("m")}};
    sheaf_meta meta[] = {{TEXT("period.from"), TEXT("a"), 0}};
    sheaf_fact fact[] = {{.key = TEXT("k"), .node = 1}};
    sheaf_repair repair[] = {{.from = (sheaf_origin[2]){{0}},
                              .from_count = 2,
                              .to_node = SHEAF_NONE,
                              .to_row = SHEAF_NONE,
                              .to_column = SHEAF_NONE}};
    sheaf_finding finding[] = {{.rule = TEXT("r")}};
    sheaf_document document = whole;
    document.nodes = (sheaf_array)ARRAY_OF(two);
    document.origins = (sheaf_array)ARRAY_OF(places);
    document.runs = (sheaf_array)ARRAY_OF(runs);
    document.opaque = (sheaf_array)ARRAY_OF(kept);
    document.diagnostics = (sheaf_array)ARRAY_OF(diagnostic);
    document.meta = (sheaf_array)ARRAY_OF(meta);
    document.facts = (sheaf_array)ARRAY_OF(fact);
    document.repairs = (sheaf_array)ARRAY_OF(repair);
    document.findings = (sheaf_array)ARRAY_OF(finding);
    sheaf_job job = {.options = "indent=none"};
    assert_int_equal(desk_run(&job, &document), SHEAF_OK);
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        if (desk_count(&job, objects[i]) != 1)
            fail_msg("%s is not in %s", objects[i], desk_text(&job));
    assert_int_equal(desk_count(&job, "\"of\": "), 10);
    desk_clear(&job);
}

static void figures_bring_their_bytes(void **state) {
    (void)state;
    static const struct {
        sheaf_str bytes;
        const char *data;
    } cases[] = {{TEXT(""), NULL},      {TEXT("f"), "Zg=="},          {TEXT("fo"), "Zm8="},
                 {TEXT("foo"), "Zm9v"}, {TEXT("foobar"), "Zm9vYmFy"}, {TEXT("\xFB\xFF"), "+/8="}};
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        sheaf_figure figures[] = {{TEXT("p"), TEXT("t"), cases[i / 2].bytes, 9}};
        sheaf_node two[] = {{.kind = SHEAF_DOCUMENT, .end = 2, .parent = SHEAF_NONE},
                            {.kind = SHEAF_FIGURE, .end = 2, .text = TEXT("")}};
        sheaf_document document = whole;
        document.nodes = (sheaf_array)ARRAY_OF(two);
        document.figures = (sheaf_array)ARRAY_OF(figures);
        sheaf_job job = {.options = i % 2 ? "figures=embed" : "figures=omit"};
        char expected[80];
        snprintf(expected, sizeof expected, "\"size\": 9%s%s%s, \"text\"",
                 i % 2 && cases[i / 2].data ? ", \"data\": \"" : "",
                 i % 2 && cases[i / 2].data ? cases[i / 2].data : "",
                 i % 2 && cases[i / 2].data ? "\"" : "");
        assert_int_equal(desk_run(&job, &document), SHEAF_OK);
        if (desk_count(&job, expected) != 1)
            fail_msg("%s is not in %s", expected, desk_text(&job));
        desk_clear(&job);
    }
}

/* The first instance's object is `form` itself; a table's record that heads an instance is no object of it. */
static void kept_members_of_several_reports(void **state) {
    (void)state;
    sheaf_opaque kept[] = {{0, TEXT("\"of\": 0"), SHEAF_OF_FORM, 0, 0, 0},
                           {0, TEXT("\"of\": 1"), SHEAF_OF_FORM, 1, 0, 0},
                           {0, TEXT("\"of\": 2"), SHEAF_OF_FORM, 2, 0, 0}};
    sheaf_form forms[] = {
        {.id = TEXT("f"), .version = TEXT("b"), .instance = 1},
        {.id = TEXT("f"), .version = TEXT("a"), .table = TEXT("t"), .instance = 2},
        {.id = TEXT("f"), .version = TEXT("c"), .instance = 0}};
    sheaf_document document = {
        .nodes = ARRAY_OF(nodes), .forms = ARRAY_OF(forms), .opaque = ARRAY_OF(kept)};
    check_part(&document, json_form,
               "\"form\": {\"id\": \"f\", \"version\": \"c\", \"confidence\": 1.0, "
               "\"tables\": [], \"instances\": [\n"
               "  {\"instance\": 0, \"id\": \"f\", \"version\": \"c\", \"confidence\": 1.0, "
               "\"tables\": []},\n"
               "  {\"instance\": 1, \"id\": \"f\", \"version\": \"b\", \"confidence\": 1.0, "
               "\"tables\": [], \"of\": 0},\n"
               "  {\"instance\": 2, \"id\": \"f\", \"version\": \"a\", \"confidence\": 1.0, "
               "\"tables\": [{\"table\": \"t\", \"version\": \"a\", "
               "\"confidence\": 1.0, \"of\": 1}]}], \"of\": 2}");
}

static void one_line_and_hash(void **state) {
    (void)state;
    sheaf_document hashed = whole;
    hashed.source_sha256 = SHEAF_STR("ab12");
    hashed.source_encoding = SHEAF_STR("");
    hashed.complete = 0;
    sheaf_job job = {.options = "indent=none"};
    assert_int_equal(desk_run(&job, &hashed), SHEAF_OK);
    assert_int_equal(desk_count(&job, "\n"), 1);
    assert_int_equal(desk_count(&job, "\"bytes\": 6, \"sha256\": \"ab12\"}, \"conversion\": "
                                      "{\"complete\": false"),
                     1);
    desk_clear(&job);
}

static void unknown_options_are_refused(void **state) {
    (void)state;
    sheaf_job jobs[] = {{.options = "indent=tabs"}, {.options = "figures=all"}};
    static const char *const names[] = {"json.indent", "json.figures"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(desk_run(&jobs[i], &whole), SHEAF_BAD_CALL);
        assert_non_null(strstr(jobs[i].message, names[i]));
        assert_int_equal(jobs[i].length, 0);
        desk_clear(&jobs[i]);
    }
}

/* Whatever call is refused: the failure comes back, and what was written is the beginning of the whole. */
static void every_refusal_comes_back(void **state) {
    (void)state;
    for (unsigned k = 1;; k++) {
        sheaf_job job = {.refuse = k};
        sheaf_status status = desk_run(&job, &whole);
        assert_true(strncmp(desk_text(&job), whole_text, job.length) == 0);
        unsigned calls = job.calls;
        desk_clear(&job);
        if (calls < k) {
            assert_int_equal(status, SHEAF_OK);
            assert_true(k > 10);
            return;
        }
        assert_int_equal(status, SHEAF_IO);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_lists_are_there),
        cmocka_unit_test(diagnostics),
        cmocka_unit_test(one_form),
        cmocka_unit_test(several_reports_in_one_file),
        cmocka_unit_test(facts),
        cmocka_unit_test(repairs),
        cmocka_unit_test(checks_and_findings),
        cmocka_unit_test(meta_in_order),
        cmocka_unit_test(a_bare_key_finds_its_name_taken),
        cmocka_unit_test(only_json_numbers_go_unquoted),
        cmocka_unit_test(whole_document),
        cmocka_unit_test(kept_members_stand_where_they_stood),
        cmocka_unit_test(kept_members_of_several_reports),
        cmocka_unit_test(kept_members_of_inner_objects),
        cmocka_unit_test(figures_bring_their_bytes),
        cmocka_unit_test(one_line_and_hash),
        cmocka_unit_test(unknown_options_are_refused),
        cmocka_unit_test(every_refusal_comes_back),
    };
    return cmocka_run_group_tests(tests, print_version, NULL);
}
