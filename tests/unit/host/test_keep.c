/* What a plugin keeps beyond a job: one slot a library and name, rooms that stay, and nothing where nobody keeps. Of a document:
 * until a pass makes another tree of it. */
#include "cm.h"

#include "base/text.h"
#include "host/job.h"

#include <string.h>

static sf_settings settings;
static sf_source source;
static sf_keep keep;
static sheaf_job job;
static sf_manifest first = {.info = {.library = "a/one.so"}},
                   twin = {.info = {.library = "a/one.so"}},
                   other = {.info = {.library = "b/one.so"}};

static void begin_job(const sf_manifest *running) {
    sf_job_init(&job, &settings, &source, NULL);
    job.keep = &keep;
    job.running = running;
}

static int begin(void **state) {
    (void)state;
    sf_settings_init(&settings);
    sf_source_lend(&source, SHEAF_STR("x"), SHEAF_STR("x"));
    sf_keep_init(&keep);
    begin_job(&first);
    return 0;
}

static int end(void **state) {
    (void)state;
    sf_job_done(&job);
    sf_keep_done(&keep);
    sf_settings_done(&settings);
    return 0;
}

static const sheaf_keep *calls(void) {
    return sf_host.extension(&job, SHEAF_STR("sheaf.keep/1"));
}

static void slots_outlive_jobs(void **state) {
    (void)state;
    void **slot = calls()->slot(&job, SHEAF_STR("forms"));
    assert_non_null(slot);
    assert_null(*slot);
    char *room = calls()->room(&job, 6);
    memcpy(room, "kept!", 6);
    *slot = room;
    for (int i = 0; i < 100; i++) {
        char name[32];
        snprintf(name, sizeof name, "slot %d", i);
        assert_non_null(calls()->slot(&job, sf_str_of(name)));
    }
    sf_job_done(&job);
    begin_job(&first);
    assert_ptr_equal(calls()->slot(&job, SHEAF_STR("forms")), slot);
    assert_string_equal(*slot, "kept!");
}

static void plugins_of_one_library_share_slots(void **state) {
    (void)state;
    void **slot = calls()->slot(&job, SHEAF_STR("forms"));
    job.running = &twin;
    assert_ptr_equal(calls()->slot(&job, SHEAF_STR("forms")), slot);
    assert_ptr_not_equal(calls()->slot(&job, SHEAF_STR("form")), slot);
    job.running = &other;
    assert_ptr_not_equal(calls()->slot(&job, SHEAF_STR("forms")), slot);
}

static void rooms_are_zeroed_and_stay(void **state) {
    (void)state;
    unsigned char *a = calls()->room(&job, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(a[i], 0);
    memset(a, 1, 100000);
    unsigned char *b = calls()->room(&job, 100000);
    assert_int_equal(b[99999], 0);
    assert_int_equal(a[99999], 1);
}

static char *lend(const char *text) {
    sf_resource *resource = sf_vec_push(&job.opened, 1);
    *resource = (sf_resource){.source = {.bytes = {NULL, strlen(text)}}};
    resource->source.owned = strcpy(malloc(strlen(text) + 1), text);
    resource->source.bytes.ptr = resource->source.owned;
    return resource->source.owned;
}

static void what_was_lent_stays(void **state) {
    (void)state;
    lend("of this job");
    char *bytes = lend("of all jobs");
    assert_int_equal(calls()->hold(&job, sf_str_of(bytes)), 1);
    assert_int_equal(calls()->hold(&job, sf_str_of(bytes)), 0);
    assert_ptr_equal(SF_VEC_AT(&job.opened, sf_resource, 1)->source.bytes.ptr, bytes);
    sf_job_done(&job);
    begin_job(&first);
    assert_string_equal(bytes, "of all jobs");
    assert_int_equal(calls()->hold(&job, sf_str_of(bytes)), 0);
}

static void nothing_else_is_held(void **state) {
    (void)state;
    const sheaf_keep *kept = calls();
    char *bytes = lend("of this job");
    assert_int_equal(kept->hold(&job, SHEAF_STR("not lent")), 0);
    assert_int_equal(kept->hold(&job, SHEAF_STR("")), 0);
    assert_int_equal(kept->hold(&job, sf_str_of(bytes + 1)), 0);
    (sf_host.fail)(&job, SHEAF_BAD_INPUT, SHEAF_STR("x"), SHEAF_STR("it failed"), NULL);
    assert_int_equal(kept->hold(&job, sf_str_of(bytes)), 0);
}

/* Passes of one library that ask for what is kept of the document: what they found, and then they leave something there. */
static const void *found;
static int rebuilds;

static sheaf_status run_keeping(const sheaf_host *host, sheaf_job *of) {
    const sheaf_keep *own = host->extension(of, SHEAF_STR("sheaf.keep.document/1"));
    void **slot = own->slot(of, SHEAF_STR("reading"));
    found = *slot;
    if (rebuilds)
        host->rebuild(of);
    else
        *slot = own->room(of, 100);
    return SHEAF_OK;
}

static sheaf_status run_nothing(const sheaf_host *host, sheaf_job *of) {
    (void)host;
    (void)of;
    return SHEAF_OK;
}

static void of_a_document_until_it_changes(void **state) {
    (void)state;
    const sheaf_plugin reader = {.size = sizeof reader, .kind = SHEAF_READER, .run = run_nothing};
    const sheaf_plugin pass = {.size = sizeof pass, .kind = SHEAF_PASS, .run = run_keeping};
    assert_int_equal(sf_job_read(&job, &first, &reader), SHEAF_OK);
    assert_int_equal(sf_job_pass(&job, &first, &pass), SHEAF_OK);
    assert_null(found);
    assert_int_equal(sf_job_pass(&job, &other, &pass), SHEAF_OK);
    assert_null(found);
    assert_int_equal(sf_job_pass(&job, &twin, &pass), SHEAF_OK);
    assert_non_null(found);
    rebuilds = 1;
    assert_int_equal(sf_job_pass(&job, &twin, &pass), SHEAF_OK);
    assert_non_null(found);
    rebuilds = 0;
    assert_int_equal(sf_job_pass(&job, &twin, &pass), SHEAF_OK);
    assert_null(found);
}

static void nothing_is_kept_where_nobody_keeps(void **state) {
    (void)state;
    assert_null(sf_host.extension(&job, SHEAF_STR("sheaf.keep/2")));
    assert_null(sf_host.extension(&job, SHEAF_STR("")));
    job.keep = NULL;
    assert_null(sf_host.extension(&job, SHEAF_STR("sheaf.keep/1")));
}

static void no_room_after_a_failure(void **state) {
    (void)state;
    const sheaf_keep *kept = calls();
    (sf_host.fail)(&job, SHEAF_BAD_INPUT, SHEAF_STR("x"), SHEAF_STR("it failed"), NULL);
    assert_null(kept->room(&job, 1));
    assert_null(kept->slot(&job, SHEAF_STR("forms")));
}

static void more_than_there_is_is_latched(void **state) {
    (void)state;
    assert_null(calls()->room(&job, SIZE_MAX / 2));
    assert_int_equal(job.error.status, SHEAF_MEMORY);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(slots_outlive_jobs),
        TEST(plugins_of_one_library_share_slots),
        TEST(rooms_are_zeroed_and_stay),
        TEST(what_was_lent_stays),
        TEST(nothing_else_is_held),
        TEST(nothing_is_kept_where_nobody_keeps),
        TEST(no_room_after_a_failure),
        TEST(more_than_there_is_is_latched),
        TEST(of_a_document_until_it_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
