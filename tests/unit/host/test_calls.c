/* What plugins call: after the first failure every call does nothing, and a call without its argument is a failure
 * that names it. */
#include "cm.h"

#include "base/text.h"
#include "host/job.h"

static sf_settings settings;
static sf_source source;
static sheaf_job job;

static int begin(void **state) {
    (void)state;
    sf_settings_init(&settings);
    sf_source_lend(&source, SHEAF_STR("x"), SHEAF_STR("x"));
    sf_job_init(&job, &settings, &source, NULL);
    return 0;
}

static int end(void **state) {
    (void)state;
    sf_job_done(&job);
    sf_settings_done(&settings);
    return 0;
}

static uint32_t records(void) {
    const sf_records *r = &job.records;
    return r->parts.array.count + r->meta.array.count + r->forms.array.count +
           r->facts.array.count + r->repairs.array.count + r->checks.array.count +
           r->findings.array.count + r->accounts.array.count + r->dropped.array.count +
           r->diagnostics.array.count;
}

static void add_one_of_each(void) {
    sf_host.part(&job, SHEAF_STR("a"));
    sf_host.set_meta(&job, SHEAF_STR("a"), SHEAF_STR("b"), 0);
    sf_host.add_form(&job, &(sheaf_form){.size = sizeof(sheaf_form)});
    sf_host.add_fact(&job, &(sheaf_fact){.size = sizeof(sheaf_fact)});
    sf_host.add_repair(&job, &(sheaf_repair){.size = sizeof(sheaf_repair)});
    sf_host.add_check(&job, &(sheaf_check){.size = sizeof(sheaf_check)});
    sf_host.add_finding(&job, &(sheaf_finding){.size = sizeof(sheaf_finding)});
    sf_host.account(&job, &(sheaf_account){.size = sizeof(sheaf_account)});
    sf_host.drop(&job, &(sheaf_dropped){.size = sizeof(sheaf_dropped)});
    sf_host.diagnose(&job, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic)});
    sf_host.describe(&job, SHEAF_STR("format"), SHEAF_STR(""), SHEAF_STR(""));
}

static void records_are_added_at_any_time(void **state) {
    (void)state;
    add_one_of_each();
    assert_int_equal(job.error.status, SHEAF_OK);
    assert_int_equal(records(), 10);
    assert_true(sf_str_equal(job.records.format, SHEAF_STR("format")));
}

static void after_a_failure_nothing_is_added(void **state) {
    (void)state;
    sheaf_str bytes = {NULL, 7};
    (sf_host.fail)(&job, SHEAF_BAD_INPUT, SHEAF_STR("a"), SHEAF_STR("first"), NULL);
    add_one_of_each();
    assert_int_equal(records(), 0);
    assert_int_equal(job.records.format.len, 0);
    assert_null(sf_host.scratch(&job, 1));
    assert_int_equal(sf_host.resource(&job, SHEAF_STR("a"), &bytes), 0);
    assert_true(bytes.ptr && bytes.len == 0);
    assert_string_equal(job.error.message, "first");
}

/* Only who builds may, and only who writes may ask: each is told which call it was. */
static void calls_of_1_1_have_their_moment(void **state) {
    (void)state;
    static const char *const names[] = {"keep", "restore_source", "has_outputs"};
    for (int i = 0; i < 3; i++) {
        job.error = (sf_error){0};
        if (i == 0)
            sf_host.keep(&job, &(sheaf_object){.size = sizeof(sheaf_object)}, SHEAF_STR("\"a\":1"));
        else if (i == 1)
            sf_host.restore_source(&job, &(sheaf_source){.size = sizeof(sheaf_source)});
        else
            assert_int_equal(sf_host.has_outputs(&job), 0);
        assert_int_equal(job.error.status, SHEAF_BAD_CALL);
        assert_non_null(strstr(job.error.message, names[i]));
    }
}

static uint32_t probe(const sheaf_input *input, sheaf_str *why) {
    *why = input->name;
    return SHEAF_BID_SURE;
}

static sheaf_status read_again(const sheaf_host *host, sheaf_job *running) {
    host->restore_source(running, &(sheaf_source){.size = sizeof(sheaf_source),
                                                  .name = SHEAF_STR("first.pdf"),
                                                  .format = SHEAF_STR("pdf"),
                                                  .bytes = 1000});
    host->keep(running, &(sheaf_object){.size = sizeof(sheaf_object), .owner = SHEAF_OF_META},
               SHEAF_STR("\"a\":1"));
    return host->tick(running, 0, 0);
}

static void a_reader_restores_what_was(void **state) {
    (void)state;
    sf_manifest manifest = {.info = {.kind = SHEAF_READER, .id = "r", .format = "json"}};
    manifest.info.media_type = "application/json";
    const sheaf_plugin reader = {
        .size = sizeof reader, .kind = SHEAF_READER, .probe = probe, .run = read_again};
    assert_int_equal(sf_job_read(&job, &manifest, &reader), SHEAF_OK);
    const sheaf_document *document = sf_job_document(&job);
    assert_true(sf_str_equal(document->source_name, SHEAF_STR("first.pdf")));
    assert_true(sf_str_equal(document->source_format, SHEAF_STR("pdf")));
    assert_int_equal(document->source_media_type.len, 0);
    assert_int_equal(document->source_bytes, 1000);
    assert_int_equal(document->opaque.count, 1);
    assert_true(sf_str_equal(job.input.name, SHEAF_STR("x")));
}

static void a_missing_argument_is_named(void **state) {
    (void)state;
    sf_host.add_fact(&job, NULL);
    assert_int_equal(job.error.status, SHEAF_BAD_CALL);
    assert_non_null(strstr(job.error.message, "add_fact"));
}

static void a_failure_without_a_sentence_gets_one(void **state) {
    (void)state;
    (sf_host.fail)(&job, SHEAF_BAD_INPUT, SHEAF_STR("a"), SHEAF_STR(""), NULL);
    assert_non_null(strstr(job.error.message, "no reason"));
}

#define BOTH(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        BOTH(records_are_added_at_any_time),  BOTH(after_a_failure_nothing_is_added),
        BOTH(calls_of_1_1_have_their_moment), BOTH(a_reader_restores_what_was),
        BOTH(a_missing_argument_is_named),    BOTH(a_failure_without_a_sentence_gets_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
