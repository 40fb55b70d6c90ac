/* A definition as a document: its grids, rules and metadata; and lint, which finds labels that cannot be told apart, those
 * that are too near, aliases that are somebody else's, and says where. */
#include "cm.h"

#include "shelf.h"

#include <string.h>

typedef struct reading {
    sf_settings settings;
    sf_source source;
    sf_manifest manifest;
    sheaf_job job;
    const sheaf_document *document;
} reading;

static const sheaf_plugin *reader(void) {
    for (uint32_t i = 0; i < sheaf_entry.count; i++)
        if (sheaf_entry.plugins[i]->kind == SHEAF_READER)
            return sheaf_entry.plugins[i];
    return NULL;
}

static void read_text(reading *r, sheaf_str text) {
    memset(r, 0, sizeof *r);
    r->manifest = (sf_manifest){
        .info = {.kind = SHEAF_READER, .id = "form-definition", .format = "form-definition"}};
    sf_settings_init(&r->settings);
    sf_source_lend(&r->source, text, SHEAF_STR("x.json"));
    sf_job_init(&r->job, &r->settings, &r->source, NULL);
    sf_job_read(&r->job, &r->manifest, reader());
    r->document = sf_job_document(&r->job);
}

static void done(reading *r) {
    sf_job_done(&r->job);
    sf_settings_done(&r->settings);
}

static int same(sheaf_str text, const char *other) {
    return form_same(text, (sheaf_str){other, strlen(other)});
}

static int holds(sheaf_str text, const char *part) {
    for (size_t at = 0; at + strlen(part) <= text.len; at++)
        if (memcmp(text.ptr + at, part, strlen(part)) == 0)
            return 1;
    return 0;
}

/* The first node of a kind whose text is (or begins with) that. */
static uint32_t node_with(const sheaf_document *d, uint32_t kind, const char *text) {
    for (uint32_t i = 0; i < d->nodes.count; i++) {
        const sheaf_node *node = SHEAF_AT(d->nodes, sheaf_node, i);
        if (node->kind == kind && node->text.len >= strlen(text) &&
            memcmp(node->text.ptr, text, strlen(text)) == 0)
            return i;
    }
    return SHEAF_NONE;
}

static const char *meta(const sheaf_document *d, const char *key, char *out) {
    for (uint32_t i = 0; i < d->meta.count; i++) {
        const sheaf_meta *m = SHEAF_AT(d->meta, sheaf_meta, i);
        if (same(m->key, key)) {
            memcpy(out, m->value.ptr, m->value.len);
            out[m->value.len] = '\0';
            return out;
        }
    }
    return "";
}

static void test_national_form_is_shown(void **state) {
    (void)state;
    shelf s;
    reading r;
    char value[100];
    shelf_open(&s);
    read_text(&r, shelf_form(&s, "cn-gib-annual-2019-60.json"));
    if (r.job.error.status != SHEAF_OK)
        fail_msg("%s", r.job.error.message);
    assert_string_equal(meta(r.document, "form.id", value), "cn-gib-annual");
    assert_string_equal(meta(r.document, "form.facts", value), "198");
    assert_string_equal(meta(r.document, "form.to", value), "2020");
    assert_string_equal(meta(r.document, "form.tables", value), "3");
    uint32_t cell = node_with(r.document, SHEAF_CELL, "t3.outcome.denied.state_secret.total");
    assert_int_not_equal(cell, SHEAF_NONE);
    uint32_t group = node_with(r.document, SHEAF_CELL, "（三）不予公开");
    assert_int_not_equal(group, SHEAF_NONE);
    const sheaf_node *node = SHEAF_AT(r.document->nodes, sheaf_node, group);
    assert_int_equal(SHEAF_AT(r.document->cells, sheaf_cell, node->payload)->row_span, 8);
    for (uint32_t i = 0; i < r.document->diagnostics.count; i++) {
        const sheaf_diagnostic *d = SHEAF_AT(r.document->diagnostics, sheaf_diagnostic, i);
        if (d->severity != SHEAF_INFO)
            fail_msg("%.*s", (int)d->message.len, d->message.ptr);
    }
    done(&r);
    shelf_close(&s);
}

#define HEAD                                                                                       \
    "{\"sheaf_form\": \"1.0\", \"id\": \"x\", \"version\": \"1\",\n"                               \
    "\"title\": {\"zh\": \"甲\", \"en\": \"X\"}, \"words\": [\"甲\"],\n"                         \
    "\"tables\": [{\"key\": \"t\", \"name\": {\"zh\": \"表\", \"en\": \"T\"},\n"                  \
    "\"columns\": [{\"key\": \"c\", \"label\": \"列\"}], \"rows\": [\n"
#define TAIL "]}]}"

static void lint_says(const char *rows, const char *code, const char *pointer, uint32_t line,
                      const char *message) {
    char text[2000];
    reading r;
    snprintf(text, sizeof text, "%s%s%s", HEAD, rows, TAIL);
    read_text(&r, (sheaf_str){text, strlen(text)});
    if (r.job.error.status != SHEAF_OK)
        fail_msg("%s", r.job.error.message);
    assert_int_equal(r.document->diagnostics.count, 1);
    const sheaf_diagnostic *d = SHEAF_AT(r.document->diagnostics, sheaf_diagnostic, 0);
    if (!same(d->code, code) || !holds(d->message, message) || !holds(d->message, pointer))
        fail_msg("%.*s: %.*s", (int)d->code.len, d->code.ptr, (int)d->message.len, d->message.ptr);
    assert_int_equal(d->origin.unit, line);
    done(&r);
}

static void test_lint(void **state) {
    (void)state;
    lint_says("{\"key\": \"a\", \"label\": \"其他\"},\n{\"key\": \"b\", \"label\": \"其 他\"}",
              "form.lint.unreachable", "/tables/0/rows/1: ", 6, "cannot be told from \"其他\"");
    lint_says("{\"key\": \"a\", \"label\": \"1.其他\"},\n{\"key\": \"b\", \"label\": \"其他\"}",
              "form.lint.unreachable", "/tables/0/rows/1: ", 6, "cannot be told from");
    lint_says("{\"key\": \"a\", \"label\": \"收到的政府信息公开申请数量\"},\n"
              "{\"key\": \"b\", \"label\": \"收到的政府信息公开申请总量\"}",
              "form.lint.near", "/tables/0/rows/1: ", 6, "only 0.07 apart");
    lint_says("{\"key\": \"a\", \"label\": \"甲乙丙丁\"},\n"
              "{\"key\": \"b\", \"label\": \"子丑寅卯\", \"aliases\": [\"甲乙丙丁\"]}",
              "form.lint.alias", "/tables/0/rows/1: ", 6, "is the label of its neighbour 甲乙丙丁");
    lint_says("{\"key\": \"a\", \"label\": \"甲乙丙丁\", \"aliases\": [\"甲乙 丙丁\"]}",
              "form.lint.alias-unused", "/tables/0/rows/0: ", 5, "is read as \"甲乙丙丁\" anyway");
}

static void test_lint_of_words_unlike_a_label(void **state) {
    (void)state;
    lint_says("{\"key\": \"a\", \"label\": \"甲乙丙丁\"}]}],\n\"unlike\": [\"丙甲\",\n\"不\"],\n"
              "\"sections\": [{\"key\": \"s\", \"heading\": \"一、甲\", \"aliases\": [",
              "form.lint.unlike", "/unlike/1: ", 7, "\"不\" is one letter");
}

static void test_lint_of_open_rows(void **state) {
    (void)state;
    lint_says("{\"key\": \"a\", \"open\": true},\n{\"key\": \"b\", \"open\": true}",
              "form.lint.open", "/tables/0/rows/1: ", 6, "and so is the row before it");
}

static void test_what_lint_lets_pass(void **state) {
    (void)state;
    static const char text[] =
        HEAD "{\"key\": \"a\", \"label\": \"1.其他\"}, {\"key\": \"b\", \"label\": \"2.其他\"},"
             "{\"key\": \"g\", \"label\": \"组\", \"children\": [{\"key\": \"a\", \"label\": "
             "\"其他\"}]}" TAIL;
    reading r;
    read_text(&r, (sheaf_str){text, sizeof text - 1});
    assert_int_equal(r.job.error.status, SHEAF_OK);
    assert_int_equal(r.document->diagnostics.count, 0);
    done(&r);
}

static void test_faults_have_a_place(void **state) {
    (void)state;
    static const char text[] = HEAD "{\"key\": \"a\",\n \"lable\": \"甲\"}" TAIL;
    reading r;
    read_text(&r, (sheaf_str){text, sizeof text - 1});
    assert_string_equal(r.job.error.code, "form.definition");
    assert_string_equal(r.job.error.message, "/tables/0/rows/0/lable: there is no member \"lable\" "
                                             "here; expected \"label\", perhaps");
    assert_int_equal(r.job.error.where.unit, 6);
    done(&r);
}

static void test_probe(void **state) {
    (void)state;
    sheaf_str why;
    sheaf_input sound = {.size = sizeof sound, .bytes = SHEAF_STR("{ \"sheaf_form\": \"1.0\"}")};
    sheaf_input other = {.size = sizeof other, .bytes = SHEAF_STR("{ \"sheaf\": \"sheaf_form\"}")};
    sheaf_input empty = {.size = sizeof empty, .bytes = SHEAF_STR("")};
    assert_int_equal(reader()->probe(&sound, &why), SHEAF_BID_SURE);
    assert_int_equal(reader()->probe(&empty, &why), SHEAF_BID_NO);
    assert_int_equal(reader()->probe(&other, &why), SHEAF_BID_NO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_national_form_is_shown),
        cmocka_unit_test(test_lint),
        cmocka_unit_test(test_lint_of_words_unlike_a_label),
        cmocka_unit_test(test_lint_of_open_rows),
        cmocka_unit_test(test_what_lint_lets_pass),
        cmocka_unit_test(test_faults_have_a_place),
        cmocka_unit_test(test_probe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
