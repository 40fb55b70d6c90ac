/* The dump as text, and reading back what nobody should have written. */
#include "cm.h"

#include "rich.h"

#include "base/text.h"

static void lines_are_as_documented(void **state) {
    (void)state;
    fixture f;
    sf_buffer out = {0};
    fixture_init(&f, SHEAF_STR(""));
    sheaf_origin at = place(3, 70, 12);
    sheaf_block block = block_of(SHEAF_PARAGRAPH, "a \"b\"\n中");
    block.origins = &at;
    block.origin_count = 1;
    sf_records_describe(&f.records, SHEAF_STR("text"), SHEAF_STR(""), SHEAF_STR(""));
    sf_build_add(f.b, &block);
    sheaf_block table = table_of(1, 1);
    sf_build_open(f.b, &table);
    add_cell(&f, 0, 0, 1, 1, "1");
    sf_build_close(f.b);
    fixture_finish(&f);
    sf_dump(&f.view, &out);
    sheaf_str found = sf_buffer_view(&out);
    static const char whole[] =
        "sheaf-dump 1\n"
        "source 0 source_format=\"text\" complete=1\n"
        "node 0 kind=document end=4 confidence=10000\n"
        "node 1 kind=paragraph parent=0 end=2 origins=1 confidence=10000 "
        "text=\"a \\\"b\\\"\\x0A中\"\n"
        "node 2 kind=table parent=0 end=4 payload=0 confidence=10000\n"
        "node 3 kind=cell parent=2 end=4 payload=0 confidence=10000 text=\"1\"\n"
        "origin 0 at=bytes:3:70:12\n"
        "table 0 rows=1 columns=1\n"
        "cell 0 row_span=1 column_span=1\n"
        "end\n";
    assert_true(sf_str_equal(found, sf_str_of(whole)));
    sf_buffer_done(&out);
    fixture_done(&f);
}

static sheaf_status read_back(sheaf_str dump, sf_error *error) {
    sf_records records;
    sf_tree *tree = sf_tree_new(SHEAF_STR(""));
    sf_records_init(&records, 0);
    sheaf_status status = sf_undump(dump, tree, &records, error);
    if (status == SHEAF_OK) {
        sheaf_document view;
        char message[256];
        sf_document_view(tree, &records, &view);
        assert_true(sf_document_check(&view, message));
    }
    sf_tree_free(tree);
    sf_records_done(&records);
    return status;
}

static void bad_lines_are_named(void **state) {
    (void)state;
#define HEAD "sheaf-dump 1\nnode 0 kind=document end=2 confidence=10000\n"
#define PARAGRAPH "node 1 kind=paragraph parent=0 end=2\n"
    static const struct {
        const char *dump, *says;
    } rows[] = {
        {"", "line 1 of the dump: expected 'sheaf-dump 1'"},
        {"sheaf-dump 2\nend\n", "line 1 "},
        {"sheaf-dump 1\n", "expected a last line 'end'"},
        {"sheaf-dump 1\nend\nend\n", "line 2 "},
        {"sheaf-dump 1\nend\n", "there is no document node"},
        {"sheaf-dump 1\nwhat 0\nend\n", "line 2 of the dump: expected a line that a dump has"},
        {"sheaf-dump 1\nnode 1 kind=document\nend\n", "the next index"},
        {HEAD "node 1 kind=cow\nend\n", "the name of a kind"},
        {HEAD "node 1 color=1\nend\n", "line 3 of the dump: expected a member"},
        {HEAD "node 1 kind=paragraph end=4294967296\nend\n", "a smaller number"},
        {HEAD "node 1 kind=paragraph end=\nend\n", "a number"},
        {HEAD "node 1 kind=paragraph text=\"a\nend\n", "a closing quote"},
        {HEAD "node 1 kind=paragraph text=\"a\\q\"\nend\n", "two digits"},
        {HEAD "node 1 kind=paragraph text=\"\\\nend\n", "a closing quote"},
        {HEAD "node 1 kind=paragraph  end=2\nend\n", "a member"},
        {HEAD PARAGRAPH "origin 0 at=moon:1\nend\n", "bytes, page, part or nowhere"},
        {HEAD PARAGRAPH "origin 0 at=page:1:1:2:nan:4\nend\n", "a coordinate"},
        {HEAD PARAGRAPH "origin 0 at=bytes:1:99999999999999999999:4\nend\n", "a smaller number"},
        {HEAD PARAGRAPH "finding 0 nodes=[1\nend\n", "',' or ']'"},
        {HEAD PARAGRAPH "finding 0 nodes=[7]\nend\n", "id 7 of 2"},
        {HEAD PARAGRAPH "fact 0 repairs=[0]\nend\n", "id 4294967295 of 0"},
        {HEAD PARAGRAPH "fact 0 digits=9223372036854775808\nend\n", "a smaller number"},
        {HEAD PARAGRAPH "fact 0 status=2 has_value=1\nend\n", "fact 0: status 2"},
        {HEAD PARAGRAPH "finding 0 severity=3\nend\n", "finding 0: severity 3"},
        {HEAD PARAGRAPH "finding 0 outcome=2\nend\n", "outcome 2"},
        {HEAD PARAGRAPH "diagnostic 0 severity=4000000000\nend\n", "diagnostic 0: severity"},
        {HEAD PARAGRAPH "origin 0 at=part:0:\"x\"\nend\n", "origin in part 0 of 0"},
        {HEAD PARAGRAPH "heading 0 level=1\nend\n", "0 of 1 elements of headings are used"},
        {HEAD PARAGRAPH "run 0 node=1 kind=1 start=1\nend\n", "leaves the text of node 1"},
        {HEAD PARAGRAPH "meta 0 key=\"\xFF\"\nend\n", "is not UTF-8"},
        {HEAD "node 1 kind=paragraph parent=1 end=2\nend\n", "parent 1, expected 0"},
        {HEAD "node 1 kind=paragraph parent=0 end=9\nend\n", "end 9"},
        {HEAD "node 1 kind=item parent=0 end=2\nend\n", "inside kind 0"},
        {HEAD "node 1 kind=table parent=0 end=2 payload=0\nend\n", "payload 0"},
        {HEAD "node 1 kind=table parent=0 end=2 payload=0\ntable 0 rows=1 columns=1\nend\n",
         "slot 0,0 has no cell"},
        {HEAD "node 1 kind=table parent=0 end=2 payload=0\n"
              "table 0 rows=4294967295 columns=4294967295\nend\n",
         "a table of"},
        {HEAD "node 1 kind=paragraph parent=0 end=2 origin=4294967295 origins=2\nend\n", "origins"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sf_error error = {0};
        assert_int_equal(read_back(sf_str_of(rows[i].dump), &error), SHEAF_BAD_INPUT);
        if (!strstr(error.message, rows[i].says))
            fail_msg("%s\n%s", rows[i].dump, error.message);
    }
}

static void rich_dump(sf_buffer *out) {
    fixture f;
    fixture_init(&f, SHEAF_STR(""));
    assert_true(rich_build(&f));
    f.records.name = SHEAF_STR("报告.txt");
    f.records.bytes = UINT64_MAX;
    fixture_finish(&f);
    assert_true(sf_dump(&f.view, out));
    fixture_done(&f);
}

/* The harness begins at this dump: one of an older layout would be refused at once and lead nowhere. SHEAF_BLESS=1
 * writes it anew. */
static void the_seed_of_the_harness_is_up_to_date(void **state) {
    (void)state;
    const char *source = getenv("SHEAF_SOURCE"), *bless = getenv("SHEAF_BLESS");
    char path[4096];
    sf_buffer out = {0}, seed = {0};
    if (!source)
        skip();
    snprintf(path, sizeof path, "%s/tests/fuzz/corpus/fuzz_undump/rich.dump", source);
    rich_dump(&out);
    FILE *file = fopen(path, bless ? "w+" : "r");
    assert_non_null(file);
    if (bless)
        fwrite(out.bytes, 1, out.length, file);
    assert_int_equal(fseek(file, 0, SEEK_SET), 0);
    char *room = sf_buffer_room(&seed, out.length + 1);
    assert_non_null(room);
    assert_int_equal(fread(room, 1, out.length + 1, file), out.length);
    assert_memory_equal(room, out.bytes, out.length);
    fclose(file);
    sf_buffer_done(&seed);
    sf_buffer_done(&out);
}

/* Every prefix is refused, and no changed byte does harm. */
static void damaged_dumps_cause_no_harm(void **state) {
    (void)state;
    sf_buffer out = {0};
    sf_error error;
    rich_dump(&out);
    error = (sf_error){0};
    assert_int_equal(read_back(sf_buffer_view(&out), &error), SHEAF_OK);
    for (size_t i = 0; i + 1 < out.length; i += 3) {
        error = (sf_error){0};
        assert_int_equal(read_back((sheaf_str){out.bytes, i}, &error), SHEAF_BAD_INPUT);
    }
    static const char changes[] = "0\" 9=[\n\xFF";
    for (size_t i = 0; i < out.length; i += 2) {
        char kept = out.bytes[i];
        out.bytes[i] = changes[i / 2 % (sizeof changes - 1)];
        error = (sf_error){0};
        read_back(sf_buffer_view(&out), &error);
        out.bytes[i] = kept;
    }
    sf_buffer_done(&out);
}

static void a_full_buffer_is_said(void **state) {
    (void)state;
    fixture f;
    sf_buffer out = {.ceiling = 100};
    fixture_init(&f, SHEAF_STR(""));
    rich_build(&f);
    fixture_end(&f);
    assert_false(sf_dump(&f.view, &out));
    sf_buffer_done(&out);
    fixture_done(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_as_documented),
        cmocka_unit_test(bad_lines_are_named),
        cmocka_unit_test(damaged_dumps_cause_no_harm),
        cmocka_unit_test(the_seed_of_the_harness_is_up_to_date),
        cmocka_unit_test(a_full_buffer_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
