// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* Definitions that are wrong end in one sentence that names the place and what was expected; and what a sound one says of
 * types, units, open rows and inherited elements is what was loaded. */
#include "cm.h"

#include "failing_malloc.h"
#include "shelf.h"

#include <stdio.h>
#include <string.h>

static sheaf_str str(const char *text) {
    return (sheaf_str){text, strlen(text)};
}

#define HEAD                                                                                       \
    "{\"sheaf_form\": \"1.0\", \"id\": \"x\", \"version\": \"1\",\n"                               \
    "\"title\": {\"zh\": \"甲\", \"en\": \"X\"}, \"words\": [\"甲\"],\n"
#define ROWS "\"rows\": [{\"key\": \"r\", \"label\": \"行\"}]"
#define COLUMNS "\"columns\": [{\"key\": \"c\", \"label\": \"列\"}]"
#define TABLE "{\"key\": \"t\", \"name\": {\"zh\": \"表\", \"en\": \"T\"}, "
#define TABLES "\"tables\": [" TABLE ROWS ", " COLUMNS "}]"

static const char sound[] = HEAD TABLES "}";

static int load(shelf *s, const char *text, const form_set *bases, form_definition *out) {
    return form_load_one(&s->context, SHEAF_STR("x.json"), str(text), bases, out);
}

static void refused(const char *text, const char *message) {
    shelf s;
    form_definition made;
    shelf_open(&s);
    if (load(&s, text, NULL, &made))
        fail_msg("%s was loaded; expected: %s", text, message);
    if (!strstr(shelf_message(&s), message))
        fail_msg("%s\nsaid: %s\nexpected: %s", text, shelf_message(&s), message);
    assert_string_equal(s.job.error.code, "form.definition");
    shelf_close(&s);
}

static const struct {
    const char *text, *message;
} cases[] = {
    {"", "x.json: line 1, column 1: the file ends too soon"},
    {"{", "the file ends too soon; expected a key in double quotes or }"},
    {"[]", "x.json: line 1, the file: found an array, expected an object"},
    {"{\"a\": 1, \"a\": 2}", "the key \"a\" stands twice"},
    {"{}", "expected an object with the member \"sheaf_form\": \"1.0\""},
    {"{\"sheaf_form\": 1}", "/sheaf_form: found 1, expected a text"},
    {"{\"sheaf_form\": \"2.0\"}", "/sheaf_form: found \"2.0\", expected \"1.0\""},
    {"{\"sheaf_form\": \"1.0\"}", "expected a member \"id\""},
    {"{\"sheaf_form\": \"1.0\", \"id\": \"X y\"}", "/id: found \"X y\", expected a key of small"},
    {"{\"sheaf_form\": \"1.0\", \"id\": \"x\"}", "expected a member \"version\""},
    {"{\"sheaf_form\": \"1.0\",\n \"idd\": \"x\"}",
     "x.json: line 2, /idd: there is no member \"idd\" here; expected \"id\", perhaps"},
    {"{\"sheaf_form\": \"1.0\", \"id\": \"x\", \"version\": \"1\"}", "expected a member \"title\""},
    {HEAD "\"rulez\": []}",
     "line 3, /rulez: there is no member \"rulez\" here; expected \"rules\""},
    {HEAD "\"tables\": []}", "expected a member \"tables\" with at least one table"},
    {HEAD "\"tables\": {}}", "/tables: found an object, expected an array"},
    {HEAD "\"tables\": [7]}", "/tables/0: found 7, expected an object with a member \"key\""},
    {HEAD "\"tables\": [{\"key\": \"t\"}]}", "/tables/0: found an object, expected a table with a"},
    {HEAD "\"tables\": [" TABLE ROWS "}]}", "expected the members \"rows\" and \"columns\""},
    {HEAD "\"tables\": [" TABLE "\"blocks\": []}]}", "/tables/0/blocks: found an array, expected"},
    {HEAD "\"tables\": [" TABLE ROWS ", \"blocks\": [{}]}]}", "either \"blocks\" or \"rows\""},
    {HEAD "\"tables\": [" TABLE "\"rows\": [], " COLUMNS "}]}",
     "/tables/0/rows: found an array, expected an array with at least one head"},
    {HEAD "\"tables\": [" TABLE "\"rows\": [{\"key\": \"r\"}], " COLUMNS "}]}",
     "/tables/0/rows/0: found an object, expected a head with a \"label\""},
    {HEAD "\"tables\": [" TABLE "\"rows\": [{\"label\": \" \"}], " COLUMNS "}]}",
     "/tables/0/rows/0/label: found \" \", expected a label"},
    {HEAD "\"tables\": [" TABLE "\"rows\": [{\"label\": \"a\", \"unlabelled\": true}], " COLUMNS
          "}]}",
     "/tables/0/rows/0/label: found \"a\", expected no label"},
    {HEAD "\"tables\": [" TABLE "\"rows\": [{\"label\": \"a\", \"open\": true}], " COLUMNS "}]}",
     "/rows/0/open: found true, expected a key and no children"},
    {HEAD "\"tables\": [" TABLE
          "\"rows\": [{\"label\": \"a\", \"key\": \"a\", \"collapsible\": true}], " COLUMNS "}]}",
     "/rows/0/collapsible: found true, expected a key and children"},
    {HEAD "\"tables\": [" TABLE "\"rows\": [{\"label\": \"a\", \"open\": 1}], " COLUMNS "}]}",
     "/rows/0/open: found 1, expected true or false"},
    {HEAD "\"tables\": [" TABLE "\"rows\": [{\"label\": \"a\", \"type\": \"whole\"}], " COLUMNS
          "}]}",
     "/rows/0/type: found \"whole\", expected \"count\""},
    {HEAD "\"tables\": [" TABLE "\"rows\": [{\"label\": \"a\", \"variants\": \"b\"}], " COLUMNS
          "}]}",
     "/rows/0/variants: found \"b\", expected an array of texts"},
    {HEAD "\"tables\": [" TABLE "\"rows\": [{\"label\": \"a\", \"children\": {}}], " COLUMNS "}]}",
     "/rows/0/children: found an object, expected an array of heads"},
    {HEAD "\"tables\": [" TABLE "\"rows\": [{\"key\": \"r\", \"label\": \"a\"}, {\"key\": "
          "\"r\", \"label\": \"b\"}], " COLUMNS "}]}",
     "two cells have the key \"t.r.c\""},
    {HEAD "\"tables\": [" TABLE ROWS ", " COLUMNS "}, " TABLE ROWS ", " COLUMNS "}]}",
     "/tables/1: found an object, expected an element with a key of its own"},
    {HEAD "\"tables\": [" TABLE "\"section\": \"s\", " ROWS ", " COLUMNS "}]}",
     "/section: found \"s\", expected the key of a section that stands before: there is none"},
    {HEAD "\"sections\": [{\"key\": \"s\"}], " TABLES "}", "expected a section with a \"heading\""},
    {HEAD "\"sections\": [{\"key\": \"s\", \"heading\": \"a\", \"level\": 0}], " TABLES "}",
     "/sections/0/level: found 0, expected a whole number from 1 to 9"},
    {HEAD "\"validity\": {\"from\": 2021, \"to\": 2020}, " TABLES "}",
     "/validity/to: found 2020, expected a year that is not before"},
    {HEAD "\"extends\": \"0\", " TABLES "}",
     "/extends: found \"0\", expected a version of the same"},
    {HEAD "\"tables\": [" TABLE ROWS ", \"columns\": [{\"key\": \"c\", \"open\": true}]}]}",
     "/tables/0/columns/0: found an object, expected a column that is neither"},
    {HEAD "\"marks\": [\"\"], " TABLES "}", "/marks/0: found \"\", expected up to 256 texts"},
    {HEAD "\"captions\": {\"holds\": \"b\"}, " TABLES "}",
     "/captions/holds: found \"b\", expected an array of texts"},
    {HEAD "\"captions\": {\"hold\": []}, " TABLES "}", "/captions/hold: "},
    {HEAD "\"unlike\": [\"\"], " TABLES "}",
     "/unlike/0: found \"\", expected up to 256 texts, none of them empty"},
    {HEAD "\"characters\": [\"總\"], " TABLES "}",
     "/characters/0: found \"總\", expected two characters"},
    {HEAD "\"a/b~c\": 1}",
     "/a~1b~0c: there is no member \"a/b~c\" here; expected one of sheaf_form"},
    {HEAD "\"marks\": [\"\xFF\"]}", "found the byte 0xFF, expected UTF-8"},
};

static void test_faults_name_the_place(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refused(cases[i].text, cases[i].message);
}

static void append(char **at, const char *text) {
    size_t length = strlen(text);
    memcpy(*at, text, length + 1);
    *at += length;
}

static void test_limits_have_sentences(void **state) {
    (void)state;
    static char text[(5 << 20) + 4096];
    char *at = text;
    append(&at, HEAD "\"tables\": [" TABLE "\"rows\": [");
    for (int i = 0; i < 20; i++)
        append(&at, "{\"label\": \"a\", \"children\": [");
    append(&at, "{\"label\": \"a\"}");
    for (int i = 0; i < 20; i++)
        append(&at, "]}");
    append(&at, "], " COLUMNS "}]}");
    refused(text, "expected heads that nest at most 16 deep");

    at = text;
    append(&at, HEAD "\"tables\": [" TABLE);
    for (int side = 0; side < 2; side++) {
        append(&at, side ? "], \"columns\": [" : "\"rows\": [");
        for (int i = 0; i < 300; i++) {
            at += sprintf(at, "%s{\"key\": \"k%d\", \"label\": \"a\"}", i ? "," : "", i);
        }
    }
    append(&at, "]}]}");
    refused(text, "expected at most 65536 cells");

    at = text;
    append(&at, HEAD "\"tables\": [" TABLE "\"rows\": [{\"label\": \"a\"}");
    for (int i = 0; i < 17000; i++)
        append(&at, ",{\"label\": \"a\"}");
    append(&at, "], " COLUMNS "}]}");
    refused(text, "expected at most 16384 heads");

    at = text;
    for (int i = 0; i < 100; i++)
        append(&at, "[");
    refused(text, "arrays and objects nest deeper than 64");

    memset(text, ' ', sizeof text);
    text[sizeof text - 1] = '\0';
    refused(text, "expected at most 4194304 for a form definition");
}

static const form_cell *cell(const form_definition *d, const char *key) {
    for (uint32_t i = 0; i < d->cells.count; i++)
        if (form_same(FORM_AT(d->cells, form_cell, i)->key, str(key)))
            return FORM_AT(d->cells, form_cell, i);
    fail_msg("there is no cell %s", key);
    return NULL;
}

static void test_types_and_units(void **state) {
    (void)state;
    shelf s;
    form_definition d;
    shelf_open(&s);
    assert_true(
        load(&s,
             HEAD "\"tables\": [" TABLE "\"unit\": \"件\", \"type\": \"amount\", \"rows\": ["
                  "{\"key\": \"g\", \"label\": \"组\", \"unit\": \"元\", \"collapsible\": true, "
                  "\"children\": [{\"key\": \"a\", \"label\": \"甲\", \"type\": \"text\"}]},"
                  "{\"key\": \"o\", \"open\": true}], "
                  "\"columns\": [{\"key\": \"n\", \"label\": \"数\"}, "
                  "{\"key\": \"p\", \"label\": \"率\", \"unit\": \"%\", \"type\": \"change\"}]}]}",
             NULL, &d));
    assert_int_equal(d.cells.count, 6);
    assert_int_equal(cell(&d, "t.g.n")->type, FORM_AMOUNT);
    assert_true(form_same(cell(&d, "t.g.n")->unit, SHEAF_STR("元")));
    assert_int_equal(cell(&d, "t.g.a.n")->type, FORM_TEXT);
    assert_true(form_same(cell(&d, "t.g.a.n")->unit, SHEAF_STR("元")));
    assert_int_equal(cell(&d, "t.g.a.p")->type, FORM_CHANGE);
    assert_true(form_same(cell(&d, "t.g.a.p")->unit, SHEAF_STR("%")));
    assert_true(form_same(cell(&d, "t.o.*.n")->unit, SHEAF_STR("件")));
    const form_head *open = FORM_AT(d.heads, form_head, cell(&d, "t.o.*.n")->row);
    assert_int_equal(open->flags & (FORM_OPEN | FORM_LEAF), FORM_OPEN | FORM_LEAF);
    shelf_close(&s);
}

static void test_versions_extend(void **state) {
    (void)state;
    shelf s;
    form_set set = {.definitions = FORM_LIST_OF(form_definition)};
    form_definition made;
    shelf_open(&s);
    assert_true(load(&s,
                     HEAD "\"sections\": [{\"key\": \"a\", \"heading\": \"甲\"}, {\"key\": \"b\", "
                          "\"heading\": \"乙\"}, "
                          "{\"key\": \"c\", \"heading\": \"丙\"}], " TABLES "}",
                     NULL, &made));
    *(form_definition *)form_push(&s.context, &set.definitions) = made;
    assert_true(
        load(&s,
             "{\"sheaf_form\": \"1.0\", \"id\": \"x\", \"version\": \"2\", \"extends\": \"1\", "
             "\"sections\": [{\"key\": \"d\", \"heading\": \"丁\"}, {\"key\": \"b\", \"heading\": "
             "\"新\"}, "
             "{\"key\": \"a\", \"absent\": true}]}",
             &set, &made));
    assert_int_equal(made.sections.count, 3);
    static const char *const headings[] = {"新", "丙", "丁"};
    for (uint32_t i = 0; i < 3; i++)
        assert_true(form_same(FORM_AT(made.sections, form_section, i)->path, str(headings[i])));
    assert_int_equal(made.tables.count, 1);
    assert_true(form_same(made.version, SHEAF_STR("2")));
    assert_true(form_same(made.title.en, SHEAF_STR("X")));
    shelf_close(&s);
}

static const char *first_of(const form_list *texts) {
    return texts->count > 0 ? FORM_AT(*texts, sheaf_str, 0)->ptr : NULL;
}

/* Its own list or that of the version that it extends, which stays as it is. */
static void test_lists_are_inherited_whole(void **state) {
    (void)state;
    shelf s;
    form_set set = {.definitions = FORM_LIST_OF(form_definition)};
    form_definition base, made;
    shelf_open(&s);
    assert_true(load(&s,
                     HEAD "\"marks\": [\"/\", \"无\"], \"characters\": [\"總总\"], "
                          "\"unlike\": [\"处分\"], \"captions\": {\"begins\": [\"附\"]}, " TABLES
                          "}",
                     NULL, &base));
    *(form_definition *)form_push(&s.context, &set.definitions) = base;
    assert_true(
        load(&s,
             "{\"sheaf_form\": \"1.0\", \"id\": \"x\", \"version\": \"2\", \"extends\": \"1\", "
             "\"marks\": [\"-\"], \"unlike\": []}",
             &set, &made));
    assert_ptr_equal(first_of(&made.words), first_of(&base.words));
    assert_int_equal(made.words.count, base.words.count);
    assert_ptr_equal(made.characters.at, base.characters.at);
    assert_int_equal(made.characters.count, 1);
    assert_ptr_equal(first_of(&made.captions.begins), first_of(&base.captions.begins));
    assert_int_equal(made.marks.count, 1);
    assert_int_equal(base.marks.count, 2);
    assert_int_equal(made.unlike.count, 0);
    shelf_close(&s);
}

static void test_versions_extend_a_few_times_only(void **state) {
    (void)state;
    shelf s;
    form_set set = {.definitions = FORM_LIST_OF(form_definition)};
    form_definition made;
    char text[4096];
    shelf_open(&s);
    assert_true(load(&s, sound, NULL, &made));
    *(form_definition *)form_push(&s.context, &set.definitions) = made;
    int version = 2;
    for (;; version++) {
        char *kept = form_room(&s.context, 200, 1);
        snprintf(
            text, sizeof text,
            "{\"sheaf_form\": \"1.0\", \"id\": \"x\", \"version\": \"%d\", \"extends\": \"%d\"}",
            version, version - 1);
        memcpy(kept, text, strlen(text));
        if (!load(&s, kept, &set, &made))
            break;
        *(form_definition *)form_push(&s.context, &set.definitions) = made;
    }
    assert_int_equal(version, 9);
    assert_non_null(strstr(shelf_message(&s), "at most 8 times"));
    shelf_close(&s);
}

static void test_ended_at_every_byte(void **state) {
    (void)state;
    for (size_t length = 0; length < sizeof sound - 1; length++) {
        shelf s;
        form_definition made;
        shelf_open(&s);
        sheaf_str cut = {sound, length};
        assert_false(form_load_one(&s.context, SHEAF_STR("x.json"), cut, NULL, &made));
        assert_true(shelf_message(&s)[0] != '\0');
        shelf_close(&s);
    }
}

static int load_once(void) {
    shelf s;
    form_definition made;
    shelf_open(&s);
    int loaded = load(&s, sound, NULL, &made);
    int failed = s.job.error.status != SHEAF_OK;
    int memory = s.job.error.status == SHEAF_MEMORY;
    int whole = loaded && made.cells.count == 1;
    shelf_close(&s);
    if (failed)
        return memory ? FAILING_REFUSED : FAILING_DEFECT;
    return whole ? FAILING_THROUGH : FAILING_DEFECT;
}

static void test_no_memory(void **state) {
    (void)state;
    assert_true(failing_sweep(load_once) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults_name_the_place),
        cmocka_unit_test(test_limits_have_sentences),
        cmocka_unit_test(test_types_and_units),
        cmocka_unit_test(test_versions_extend),
        cmocka_unit_test(test_lists_are_inherited_whole),
        cmocka_unit_test(test_versions_extend_a_few_times_only),
        cmocka_unit_test(test_ended_at_every_byte),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
