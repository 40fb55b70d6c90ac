/* The report of a child: what goes in comes out, and no cut or changed byte does harm. */
#include "cm.h"

#include "base/text.h"
#include "host/wire.h"

static sf_settings settings;
static sf_source source;

static void fill(sheaf_job *job, sf_plan *plan, sf_vec *parts, sf_manifest *reader) {
    sf_settings_init(&settings);
    sf_source_lend(&source, SHEAF_STR("x"), SHEAF_STR("x"));
    sf_job_init(job, &settings, &source, NULL);
    *plan = (sf_plan){.bids = SF_VEC_OF(sf_bid)};
    *parts = (sf_vec)SF_VEC_OF(sf_output_part);
    reader->info.id = "reader";
    sf_bid *bid = sf_vec_push(&plan->bids, 1);
    bid->reader = reader;
    bid->asked = 1;
}

static void empty(sheaf_job *job, sf_plan *plan, sf_vec *parts) {
    sf_job_done(job);
    sf_plan_done(plan);
    sf_vec_done(parts);
    sf_settings_done(&settings);
}

static void make_report(sf_buffer *out) {
    sheaf_job job;
    sf_plan plan;
    sf_vec parts;
    sf_manifest reader = {0};
    fill(&job, &plan, &parts, &reader);
    sheaf_origin place = {.kind = SHEAF_AT_PART, .unit = 2, .at.path = SHEAF_STR("p[3]")};
    sf_fail(&job.error, SHEAF_BAD_INPUT, "wire.test", SHEAF_STR("a sentence"), &place);
    sf_job_diagnose(&job, SHEAF_WARNING, "wire.one", "first");
    sf_job_diagnose(&job, SHEAF_INFO, "wire.two", "second");
    job.found[SHEAF_ERROR] = 3;
    SF_VEC_AT(&plan.bids, sf_bid, 0)->bid = 50;
    strcpy(SF_VEC_AT(&plan.bids, sf_bid, 0)->why, "because");
    sf_output_part *part = sf_vec_push(&parts, 1);
    *part = (sf_output_part){.offset = 7, .length = 1, .name = "a"};
    assert_true(sf_wire_write(&job, &plan, &parts, out));
    empty(&job, &plan, &parts);
}

static int read_report(sheaf_str report, int check) {
    sheaf_job job;
    sf_plan plan;
    sf_vec parts;
    sf_manifest reader = {0};
    fill(&job, &plan, &parts, &reader);
    int sound = sf_wire_read(report, 1, &job, &plan, &parts);
    if (check) {
        assert_int_equal(job.error.status, SHEAF_BAD_INPUT);
        assert_string_equal(job.error.message, "a sentence");
        assert_true(sf_str_equal(job.error.where.at.path, SHEAF_STR("p[3]")));
        assert_int_equal(job.records.diagnostics.array.count, 2);
        assert_int_equal(sf_job_worst(&job), SHEAF_ERROR);
        assert_int_equal(sf_job_findings(&job, SHEAF_ERROR), 3);
        assert_int_equal(SF_VEC_AT(&plan.bids, sf_bid, 0)->bid, 50);
        assert_string_equal(SF_VEC_AT(&plan.bids, sf_bid, 0)->why, "because");
        assert_int_equal(SF_VEC_AT(&parts, sf_output_part, 0)->offset, 7);
    }
    empty(&job, &plan, &parts);
    return sound;
}

static void report_comes_over_whole(void **state) {
    (void)state;
    sf_buffer report = {0};
    make_report(&report);
    assert_true(read_report(sf_buffer_view(&report), 1));
    sf_buffer_done(&report);
}

static void every_cut_is_noticed(void **state) {
    (void)state;
    sf_buffer report = {0};
    make_report(&report);
    for (size_t length = 0; length < report.length; length++)
        assert_false(read_report(sf_str_slice(sf_buffer_view(&report), 0, length), 0));
    sf_buffer_done(&report);
}

/* What a plugin says may be no text, and a flag any number: its sentence arrives all the same. */
static void careless_words_come_over(void **state) {
    (void)state;
    sheaf_job job;
    sf_plan plan;
    sf_vec parts;
    sf_manifest reader = {0};
    sf_buffer report = {0};
    fill(&job, &plan, &parts, &reader);
    sf_host.diagnose(&job, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                               .message = SHEAF_STR("\xFF"),
                                               .severity = 77,
                                               .incomplete = 77,
                                               .earlier = 77});
    (sf_host.fail)(&job, SHEAF_BAD_INPUT, SHEAF_STR("wire.\xFF"), SHEAF_STR("bad \xFF"), NULL);
    assert_true(sf_wire_write(&job, &plan, &parts, &report));
    empty(&job, &plan, &parts);
    fill(&job, &plan, &parts, &reader);
    assert_true(sf_wire_read(sf_buffer_view(&report), 1, &job, &plan, &parts));
    assert_string_equal(job.error.message, "bad \uFFFD");
    assert_true(job.records.incomplete);
    assert_int_equal(SHEAF_AT(job.records.diagnostics.array, sheaf_diagnostic, 0)->earlier, 1);
    empty(&job, &plan, &parts);
    sf_buffer_done(&report);
}

/* A changed byte may go unnoticed (it may be a letter of a message), but does no harm. */
static void every_changed_byte_is_survived(void **state) {
    (void)state;
    sf_buffer report = {0};
    make_report(&report);
    for (size_t i = 0; i < report.length; i++)
        for (int bit = 0; bit < 8; bit++) {
            report.bytes[i] = (char)(report.bytes[i] ^ 1 << bit);
            read_report(sf_buffer_view(&report), 0);
            report.bytes[i] = (char)(report.bytes[i] ^ 1 << bit);
        }
    assert_true(read_report(sf_buffer_view(&report), 1));
    sf_buffer_done(&report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_comes_over_whole),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(careless_words_come_over),
        cmocka_unit_test(every_changed_byte_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
