/* Tables: spans, names, which of them is written where, and their descriptor. */
#include "desk.h"

/* Row 0 is a header over two columns, row 1 the header below; A spans both rows. */
static sheaf_node nodes[] = {
    {.kind = SHEAF_DOCUMENT, .end = 12, .parent = SHEAF_NONE},
    {.kind = SHEAF_HEADING, .end = 2, .payload = SHEAF_NONE, .text = TEXT("一、总/体: 情况。. ")},
    {.kind = SHEAF_TABLE, .end = 12, .payload = 0},
    {.kind = SHEAF_CELL, .parent = 2, .end = 4, .payload = 0, .text = TEXT("A")},
    {.kind = SHEAF_CELL, .parent = 2, .end = 5, .payload = 1, .text = TEXT("B")},
    {.kind = SHEAF_CELL, .parent = 2, .end = 6, .payload = 2, .text = TEXT("b \n1")},
    {.kind = SHEAF_CELL, .parent = 2, .end = 7, .payload = 3, .text = TEXT("b \n1")},
    {.kind = SHEAF_CELL, .parent = 2, .end = 8, .payload = 4, .text = TEXT("x")},
    {.kind = SHEAF_CELL, .parent = 2, .end = 9, .payload = 5, .text = TEXT("7")},
    {.kind = SHEAF_CELL, .parent = 2, .end = 10, .payload = 6, .text = TEXT("=1")},
    {.kind = SHEAF_CELL, .parent = 2, .end = 11, .payload = 7, .text = TEXT("8.5")},
    {.kind = SHEAF_CELL, .parent = 2, .end = 12, .payload = 8, .text = TEXT("")},
};
static sheaf_table tables[] = {{4, 3}};
static sheaf_cell cells[] = {{0, 0, 2, 1, SHEAF_HEADER_BOTH},
                             {0, 1, 1, 2, SHEAF_HEADER_COLUMN},
                             {1, 1, 1, 1, SHEAF_HEADER_COLUMN},
                             {1, 2, 1, 1, SHEAF_HEADER_COLUMN},
                             {2, 0, 2, 1, SHEAF_HEADER_ROW},
                             {2, 1, 1, 1, 0},
                             {2, 2, 1, 1, 0},
                             {3, 1, 1, 1, 0},
                             {3, 2, 1, 1, 0}};

static sheaf_document one_table(void) {
    return (sheaf_document){.nodes = ARRAY_OF(nodes),
                            .tables = ARRAY_OF(tables),
                            .cells = ARRAY_OF(cells),
                            .complete = 1};
}

static void a_span_is_blank_but_for_its_first_slot(void **state) {
    (void)state;
    sheaf_document document = one_table();
    desk_check(&document, 0, "", "A,B,\r\n,\"b \n1\",\"b \n1\"\r\nx,7,'=1\r\n,8.5,\r\n");
    desk_check(&document, 0, "table=1 delimiter=tab formulas=keep",
               "A\tB\t\r\n\t\"b \n1\"\t\"b \n1\"\r\nx\t7\t=1\r\n\t8.5\t\r\n");
}

static void or_repeated_in_each(void **state) {
    (void)state;
    sheaf_document document = one_table();
    desk_check(&document, 0, "span=repeat formulas=keep",
               "A,B,B\r\nA,\"b \n1\",\"b \n1\"\r\nx,7,=1\r\nx,8.5,\r\n");
}

static const char package[] =
    "== datapackage.json\n"
    "{\"$schema\": \"https://datapackage.org/profiles/2.0/datapackage.json\",\n"
    " \"title\": \"T\",\n"
    " \"sources\": [{\"title\": \"a.txt\", \"sheaf:format\": \"text\"}],\n"
    " \"sheaf:version\": \"%s\",\n"
    " \"sheaf:complete\": false,\n"
    " \"sheaf:diagnostics\": [\n"
    "  \"line 4: warning: a \\\"word\\\" [a.b]\",\n"
    "  \"info: m [c]\"],\n"
    " \"resources\": [\n"
    "  {\"name\": \"table-1\", \"type\": \"table\", \"title\": \"一、总/体: 情况。.\",\n"
    "   \"path\": \"1-一、总_体_情况。.csv\", \"format\": \"csv\", \"mediatype\": \"text/csv\", "
    "\"encoding\": \"utf-8\",\n"
    "   \"dialect\": {\"delimiter\": \";\", \"headerRows\": [1, 2]},\n"
    "   \"schema\": {\"fields\": [\n"
    "    {\"name\": \"A\", \"type\": \"string\"},\n"
    "    {\"name\": \"B b 1 [2]\", \"type\": \"number\"},\n"
    "    {\"name\": \"B b 1 [3]\", \"type\": \"string\"}]},\n"
    "   \"sheaf:escaped\": 1}]}\n";

static void a_directory_has_a_descriptor(void **state) {
    (void)state;
    char expected[2000];
    char descriptor[1800];
    sheaf_meta meta[] = {{TEXT("year"), TEXT("2022"), 1}, {TEXT("title"), TEXT("T"), 0}};
    sheaf_diagnostic diagnostics[] = {
        {.severity = SHEAF_WARNING,
         .code = TEXT("a.b"),
         .message = TEXT("a \"word\""),
         .origin = {.kind = SHEAF_AT_BYTES, .unit = 4}},
        {.severity = SHEAF_INFO, .code = TEXT("c"), .message = TEXT("m")}};
    sheaf_document document = one_table();
    document.meta = (sheaf_array)ARRAY_OF(meta);
    document.diagnostics = (sheaf_array)ARRAY_OF(diagnostics);
    document.source_name = SHEAF_STR("a.txt");
    document.source_format = SHEAF_STR("text");
    document.complete = 0;
    snprintf(descriptor, sizeof descriptor, package, sheaf_entry.plugins[0]->version);
    snprintf(expected, sizeof expected, "%s%s",
             "== 1-一、总_体_情况。.csv\nA;B;\r\n;\"b \n1\";\"b \n1\"\r\nx;7;'=1\r\n;8.5;\r\n",
             descriptor);
    desk_check(&document, 1, "delimiter=semicolon", expected);
}

/* ---- several ---- */

static sheaf_node several[] = {
    {.kind = SHEAF_DOCUMENT, .end = 10, .parent = SHEAF_NONE},
    {.kind = SHEAF_TABLE, .end = 5, .payload = 0, .text = TEXT("cap")},
    {.kind = SHEAF_CELL, .parent = 1, .end = 5, .payload = 0},
    {.kind = SHEAF_TABLE, .parent = 2, .end = 5, .payload = 1},
    {.kind = SHEAF_CELL, .parent = 3, .end = 5, .payload = 1, .text = TEXT("in")},
    {.kind = SHEAF_TABLE, .flags = SHEAF_FURNITURE, .end = 7, .payload = 2},
    {.kind = SHEAF_CELL, .parent = 5, .end = 7, .payload = 2, .text = TEXT("head")},
    {.kind = SHEAF_HEADING, .end = 8, .payload = SHEAF_NONE, .text = TEXT("H")},
    {.kind = SHEAF_TABLE, .end = 10, .payload = 3},
    {.kind = SHEAF_CELL, .parent = 8, .end = 10, .payload = 3, .text = TEXT("1")},
};
static sheaf_table several_tables[] = {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
static sheaf_cell several_cells[] = {
    {0, 0, 1, 1, 0}, {0, 0, 1, 1, 0}, {0, 0, 1, 1, 0}, {0, 0, 1, 1, SHEAF_HEADER_COLUMN}};

static sheaf_document several_of_them(void) {
    return (sheaf_document){.nodes = ARRAY_OF(several),
                            .tables = ARRAY_OF(several_tables),
                            .cells = ARRAY_OF(several_cells),
                            .complete = 1};
}

static void one_file_holds_one_table(void **state) {
    (void)state;
    sheaf_document document = several_of_them();
    desk_refused(&document, 0, "", "csv.several-tables", "has 3 tables");
    desk_refused(&document, 0, "", "csv.several-tables", "-o DIR/");
    desk_refused(&document, 0, "table=4", "csv.table", "from 1 to 3");
    desk_check(&document, 0, "table=2", "in\r\n");
    desk_check(&document, 1, "table=3", "1\r\n");
}

static void tables_in_cells_are_tables(void **state) {
    (void)state;
    sheaf_document document = several_of_them();
    sheaf_job job = {.has_outputs = 1};
    assert_int_equal(desk_write(&job, &document), SHEAF_OK);
    static const char files[] = "== 1-cap.csv\nin\r\n== 2.csv\nin\r\n== 3-H.csv\n1\r\n"
                                "== datapackage.json\n";
    assert_memory_equal(desk_text(&job), files, sizeof files - 1);
    assert_non_null(strstr(desk_text(&job), "\"title\": \"cap\""));
    assert_non_null(strstr(desk_text(&job), "\"path\": \"2.csv\", \"format\": \"csv\", "
                                            "\"mediatype\": \"text/csv\", \"encoding\": "
                                            "\"utf-8\",\n   \"sheaf:in\": \"table-1\""));
    assert_non_null(strstr(desk_text(&job), "\"header\": false"));
    assert_non_null(strstr(desk_text(&job), "{\"name\": \"column [1]\", \"type\": \"string\"}"));
    assert_non_null(strstr(desk_text(&job), "{\"name\": \"column [1]\", \"type\": \"integer\"}"));
    desk_clear(&job);
}

static void nothing_to_write_is_an_error(void **state) {
    (void)state;
    sheaf_node empty[] = {{.kind = SHEAF_DOCUMENT, .end = 1, .parent = SHEAF_NONE}};
    sheaf_document document = {.nodes = ARRAY_OF(empty), .complete = 1};
    for (uint32_t has_outputs = 0; has_outputs < 2; has_outputs++) {
        desk_refused(&document, has_outputs, "", "csv.no-table", "--to json");
        desk_refused(&document, has_outputs, "mode=facts", "csv.no-facts", "csv.mode=tables");
        desk_refused(&document, has_outputs, "mode=wide", "csv.no-facts", "csv.mode=tables");
        desk_refused(&document, has_outputs, "mode=wide table=1", "csv.option", "csv.table");
    }
}

/* Whoever loads the file would drop all of it. */
static void nothing_but_header_rows_are_data(void **state) {
    (void)state;
    const sheaf_str texts[] = {TEXT("2022"), TEXT("=1"), TEXT("7")};
    desk_column column;
    desk_column_of(&column, texts, 3);
    for (size_t i = 0; i < 3; i++)
        column.cells[i].header = SHEAF_HEADER_COLUMN;
    sheaf_job job = {.has_outputs = 1};
    assert_int_equal(desk_write(&job, &column.document), SHEAF_OK);
    assert_non_null(strstr(desk_text(&job), "\"header\": false"));
    assert_non_null(strstr(desk_text(&job), "{\"name\": \"column [1]\", \"type\": \"string\"}"));
    assert_non_null(strstr(desk_text(&job), "\"sheaf:escaped\": 1}"));
    desk_clear(&job);
}

static void long_names_are_cut_at_a_character(void **state) {
    (void)state;
    char header[400];
    char wanted[400];
    for (size_t i = 0; i < 399; i += 3)
        memcpy(header + i, "\xE4\xB8\x80", 3);
    const sheaf_str texts[] = {{header, 399}, TEXT("1")};
    desk_column column;
    desk_column_of(&column, texts, 2);
    column.cells[0].header = SHEAF_HEADER_COLUMN;
    sheaf_job job = {.has_outputs = 1};
    assert_int_equal(desk_write(&job, &column.document), SHEAF_OK);
    snprintf(wanted, sizeof wanted, "{\"name\": \"%.198s\", \"type\": \"integer\"}", header);
    assert_non_null(strstr(desk_text(&job), wanted));
    desk_clear(&job);
}

static void a_table_without_rows(void **state) {
    (void)state;
    sheaf_node empty[] = {{.kind = SHEAF_DOCUMENT, .end = 2, .parent = SHEAF_NONE},
                          {.kind = SHEAF_TABLE, .end = 2, .payload = 0}};
    sheaf_table grid[] = {{0, 2}};
    sheaf_document document = {.nodes = ARRAY_OF(empty), .tables = ARRAY_OF(grid), .complete = 1};
    desk_check(&document, 0, "", "");
    sheaf_job job = {.has_outputs = 1};
    assert_int_equal(desk_write(&job, &document), SHEAF_OK);
    assert_non_null(strstr(desk_text(&job), "column [2]"));
    desk_clear(&job);
}

static void options_are_checked(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "mode=table", "span=",      "delimiter=,",      "bom=1",     "formulas=x",
        "table=0",    "table=-1",   "table=1x",         "mode=AUTO", "mode=auto2",
        "mode=or",    "mode=auto,", "table=99999999999"};
    sheaf_document document = one_table();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char name[32];
        snprintf(name, sizeof name, "csv.%.*s is \"", (int)strcspn(wrong[i], "="), wrong[i]);
        desk_refused(&document, 0, wrong[i], "csv.option", name);
    }
}

/* ---- names ---- */

static void check_name(sheaf_str heading, uint32_t number, uint32_t of, const char *expected) {
    char name[CSV_NAME_MOST];
    csv_table table = {.number = number, .heading = heading, .caption = SHEAF_STR("")};
    sheaf_str made = csv_file_name(&table, of, name);
    assert_int_equal(made.len, strlen(expected));
    assert_memory_equal(made.ptr, expected, made.len);
}

static void names_suit_any_file_system(void **state) {
    (void)state;
    check_name((sheaf_str)TEXT("三、情况"), 2, 3, "2-三、情况.csv");
    check_name((sheaf_str)TEXT("x"), 2, 10, "02-x.csv");
    check_name((sheaf_str)TEXT("x"), 100, 100, "100-x.csv");
    check_name((sheaf_str)TEXT(""), 1, 1, "1.csv");
    check_name((sheaf_str)TEXT("../../etc/passwd"), 1, 1, "1-.._.._etc_passwd.csv");
    check_name((sheaf_str)TEXT("a\\b:c*d?\"<>|e"), 1, 1, "1-a_b_c_d_e.csv");
    check_name((sheaf_str)TEXT(" \t a \n\x01\x7F b... "), 1, 1, "1-a_b.csv");
    check_name((sheaf_str)TEXT("\xE2\x80\xAE"
                               "gpj.exe\xEF\xBB\xBF"),
               1, 1, "1-gpj.exe.csv");
    check_name((sheaf_str)TEXT("/..."), 1, 1, "1.csv");
    check_name((sheaf_str)TEXT("CON"), 1, 1, "1-CON.csv");
    check_name((sheaf_str)TEXT("😀\xF3\xA0\x80\x81"
                               "e"),
               1, 1, "1-😀_e.csv");
}

static void names_are_cut_at_a_character(void **state) {
    (void)state;
    char heading[400];
    char name[CSV_NAME_MOST];
    for (size_t lead = 0; lead < 4; lead++) {
        memset(heading, 'a', lead);
        for (size_t i = lead; i + 3 <= sizeof heading; i += 3)
            memcpy(heading + i, "\xE4\xB8\x80", 3);
        csv_table table = {.number = 1, .heading = {heading, lead + 390}, .caption = SHEAF_STR("")};
        sheaf_str made = csv_file_name(&table, 1, name);
        assert_true(made.len <= 126 && made.len > 120);
        assert_int_equal((made.len - lead - 6) % 3, 0);
        assert_memory_equal(made.ptr + made.len - 7, "\xE4\xB8\x80.csv", 7);
    }
}

/* Whatever call is refused: the failure comes back, and what was written is the beginning of the whole. */
static void every_refusal_comes_back(void **state) {
    (void)state;
    sheaf_document document = several_of_them();
    sheaf_job whole = {.has_outputs = 1, .room = 4000};
    assert_int_equal(desk_write(&whole, &document), SHEAF_OK);
    for (unsigned k = 1; k <= whole.calls; k++) {
        sheaf_job job = {.has_outputs = 1, .room = 4000, .refuse = k};
        assert_int_equal(desk_write(&job, &document), SHEAF_IO);
        desk_clear(&job);
    }
    assert_true(whole.calls > 20);
    desk_clear(&whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_span_is_blank_but_for_its_first_slot),
        cmocka_unit_test(or_repeated_in_each),
        cmocka_unit_test(a_directory_has_a_descriptor),
        cmocka_unit_test(one_file_holds_one_table),
        cmocka_unit_test(tables_in_cells_are_tables),
        cmocka_unit_test(nothing_to_write_is_an_error),
        cmocka_unit_test(nothing_but_header_rows_are_data),
        cmocka_unit_test(long_names_are_cut_at_a_character),
        cmocka_unit_test(a_table_without_rows),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(names_suit_any_file_system),
        cmocka_unit_test(names_are_cut_at_a_character),
        cmocka_unit_test(every_refusal_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
