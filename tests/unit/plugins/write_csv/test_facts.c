/* The modes `facts` and `wide`: every status, exact values, several reports in one file. */
#include "desk.h"

#define HEAD "document,form,version,agency,year,"
#define FACTS HEAD "key,row_label,column_label,value,raw,unit,status,page,line,repairs,findings\r\n"
#define LISTS "read_repaired,ambiguous,missing,text,findings\r\n"

static sheaf_node nodes[] = {
    {.kind = SHEAF_DOCUMENT, .end = 4, .parent = SHEAF_NONE},
    {.kind = SHEAF_PARAGRAPH, .end = 2, .payload = SHEAF_NONE, .origin = 0, .origins = 2},
    {.kind = SHEAF_PARAGRAPH, .end = 3, .payload = SHEAF_NONE, .origin = 2, .origins = 1},
    {.kind = SHEAF_PARAGRAPH, .end = 4, .payload = SHEAF_NONE, .origin = 3, .origins = 1},
};
static sheaf_origin origins[] = {{.kind = SHEAF_AT_NOWHERE},
                                 {.kind = SHEAF_AT_BYTES, .unit = 12, .at.bytes = {5, 1}},
                                 {.kind = SHEAF_AT_PAGE, .unit = 3},
                                 {.kind = SHEAF_AT_PART, .unit = 0, .at.path = TEXT("/p")}};
static uint32_t repairs[] = {1, 22};
static sheaf_fact facts[] = {
    {.key = TEXT("t1.a"),
     .row_label = TEXT("=row"),
     .column_label = TEXT("a,b"),
     .raw = TEXT(" 912.50"),
     .unit = TEXT("件"),
     .value = {91250, 2},
     .has_value = 1,
     .node = 1},
    {.key = TEXT("t1.b"),
     .raw = TEXT("-5"),
     .value = {-5, 0},
     .has_value = 1,
     .status = SHEAF_READ_REPAIRED,
     .node = 2,
     .repairs = repairs,
     .repair_count = 2},
    {.key = TEXT("t2.c"), .raw = TEXT("1 2"), .status = SHEAF_AMBIGUOUS, .node = 3},
    {.key = TEXT("t2.d"), .status = SHEAF_MISSING, .node = SHEAF_NONE},
    {.key = TEXT("t2.e"), .raw = TEXT("/"), .status = SHEAF_TEXT, .node = 3},
    {.key = TEXT("t1.a"), .value = {-1, 3}, .has_value = 1, .node = SHEAF_NONE, .instance = 1},
    {.key = TEXT("t9.z"),
     .value = {INT64_MIN, 50},
     .has_value = 1,
     .node = SHEAF_NONE,
     .instance = 1},
};
static sheaf_form forms[] = {
    {.id = TEXT("f"), .version = TEXT("v2"), .table = TEXT("t2"), .node = SHEAF_NONE},
    {.id = TEXT("f"), .version = TEXT("v1"), .table = TEXT(""), .node = SHEAF_NONE},
    {.id = TEXT("g"), .version = TEXT(""), .table = TEXT("t1"), .instance = 1}};
static sheaf_str keys[] = {TEXT("t1.b"), TEXT("t1.a"), TEXT("t1.b")};
static uint32_t ids[] = {3};
static sheaf_finding findings[] = {
    {.rule = TEXT("R1"), .facts = keys, .fact_count = 3},
    {.rule = TEXT("NA"), .facts = keys, .fact_count = 1, .outcome = SHEAF_NOT_ASSESSABLE},
    {.rule = TEXT("R2"), .facts = keys, .fact_count = 1},
    {.rule = TEXT("R3"), .nodes = ids, .node_count = 1},
    {.rule = TEXT("S"), .facts = keys, .fact_count = 3, .suppressed = TEXT("known")},
    {.rule = TEXT("R4"), .facts = keys + 1, .fact_count = 1, .instance = 1}};
static sheaf_meta meta[] = {{TEXT("agency"), TEXT("某局"), 0},
                            {TEXT("year"), TEXT("2022"), 1},
                            {TEXT("report2.agency"), TEXT("某县"), 0}};

static sheaf_document reports(void) {
    return (sheaf_document){.nodes = ARRAY_OF(nodes),
                            .origins = ARRAY_OF(origins),
                            .facts = ARRAY_OF(facts),
                            .forms = ARRAY_OF(forms),
                            .findings = ARRAY_OF(findings),
                            .meta = ARRAY_OF(meta),
                            .source_name = TEXT("a.txt"),
                            .complete = 1};
}

static void a_row_a_fact(void **state) {
    (void)state;
    sheaf_document document = reports();
    static const char expected[] =
        FACTS "a.txt,f,v1,某局,2022,t1.a,'=row,\"a,b\",912.50, 912.50,件,read,,12,,R1\r\n"
              "a.txt,f,v1,某局,2022,t1.b,,,-5,-5,,read_repaired,3,,1 22,R1 R2\r\n"
              "a.txt,f,v2,某局,2022,t2.c,,,,1 2,,ambiguous,,,,R3\r\n"
              "a.txt,f,v2,某局,2022,t2.d,,,,,,missing,,,,\r\n"
              "a.txt,f,v2,某局,2022,t2.e,,,,/,,text,,,,R3\r\n"
              "a.txt#2,g,,某县,,t1.a,,,-0.001,,,read,,,,R4\r\n"
              "a.txt#2,g,,某县,,t9.z,,,-9223372036854775808e-50,,,read,,,,\r\n";
    desk_check(&document, 0, "", expected);
    desk_check(&document, 1, "mode=facts", expected);
}

static void a_row_a_report(void **state) {
    (void)state;
    sheaf_document document = reports();
    desk_check(&document, 0, "mode=wide",
               HEAD "t1.a,t1.b,t2.c,t2.d,t2.e,t9.z," LISTS
                    "a.txt,f,v1,某局,2022,912.50,-5,,,,,t1.b,t2.c,t2.d t9.z,t2.e,R1 R2 R3\r\n"
                    "a.txt#2,g,,某县,,-0.001,,,,,-9223372036854775808e-50,,,"
                    "t1.b t2.c t2.d t2.e,,R4\r\n");
}

/* A key that is stated twice, and a value that is promised but not there, are no values. */
static void doubtful_values_are_ambiguous(void **state) {
    (void)state;
    sheaf_fact twice[] = {{.key = TEXT("k"), .value = {1, 0}, .has_value = 1, .node = SHEAF_NONE},
                          {.key = TEXT("x"), .node = SHEAF_NONE},
                          {.key = TEXT("k"), .value = {1, 0}, .has_value = 1, .node = SHEAF_NONE}};
    sheaf_document document = {.nodes = ARRAY_OF(nodes),
                               .facts = ARRAY_OF(twice),
                               .source_name = TEXT("a"),
                               .complete = 1};
    desk_check(&document, 0, "mode=wide", HEAD "k,x," LISTS "a,,,,,,,,k x,,,\r\n");
}

static void a_table_of_holes_is_refused(void **state) {
    (void)state;
    sheaf_fact many[11] = {{0}};
    char names[11][2];
    for (uint32_t i = 0; i < 11; i++) {
        names[i][0] = (char)('a' + i);
        many[i] = (sheaf_fact){
            .key = {names[i], 1}, .status = SHEAF_MISSING, .node = SHEAF_NONE, .instance = i};
    }
    sheaf_document document = {.nodes = ARRAY_OF(nodes), .facts = ARRAY_OF(many), .complete = 1};
    desk_refused(&document, 0, "mode=wide", "limit.cells", "11 reports and 11 keys");
    document.facts.count = 10;
    sheaf_job job = {.options = "mode=wide"};
    assert_int_equal(desk_write(&job, &document), SHEAF_OK);
    desk_clear(&job);
}

static void a_table_may_be_asked_for(void **state) {
    (void)state;
    sheaf_document document = reports();
    desk_refused(&document, 0, "mode=tables", "csv.no-table", "no table");
    desk_refused(&document, 0, "table=1", "csv.no-table", "no table");
}

static void refused_at_each_call(const char *options) {
    sheaf_document document = reports();
    sheaf_job whole = {.options = options, .room = 4000};
    assert_int_equal(desk_write(&whole, &document), SHEAF_OK);
    for (unsigned k = 1; k <= whole.calls; k++) {
        sheaf_job job = {.options = options, .room = 4000, .refuse = k};
        assert_int_equal(desk_write(&job, &document), SHEAF_IO);
        assert_true(strncmp(desk_text(&job), desk_text(&whole), job.length) == 0);
        desk_clear(&job);
    }
    assert_true(whole.calls > 6);
    desk_clear(&whole);
}

static void every_refusal_comes_back(void **state) {
    (void)state;
    refused_at_each_call("mode=facts");
    refused_at_each_call("mode=wide");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_a_fact),
        cmocka_unit_test(a_row_a_report),
        cmocka_unit_test(doubtful_values_are_ambiguous),
        cmocka_unit_test(a_table_of_holes_is_refused),
        cmocka_unit_test(a_table_may_be_asked_for),
        cmocka_unit_test(every_refusal_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
