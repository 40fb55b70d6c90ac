/* The reader as a whole: its bids, the real reports, and that every failure of the host ends it cleanly. */
#include "cm.h"
#include "recorder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t bid(const char *bytes, size_t length) {
    sheaf_input input = {
        .size = sizeof input, .bytes = {bytes, length}, .name = SHEAF_STR("x.txt")};
    sheaf_str why = {"", 0};
    uint32_t level = sheaf_entry.plugins[0]->probe(&input, &why);
    assert_true(why.len > 0);
    return level;
}

static void bids_follow_the_evidence(void **state) {
    (void)state;
    static char big[70000];
    memset(big, 'a', sizeof big);
    memcpy(big + 65535, "中", 3); /* cut by the end of the sample */
    assert_int_equal(bid("", 0), SHEAF_BID_MAYBE);
    assert_int_equal(bid("plain text", 10), SHEAF_BID_LIKELY);
    assert_int_equal(bid(big, sizeof big), SHEAF_BID_LIKELY);
    assert_int_equal(bid("\xFF\xFE"
                         "a\0",
                         4),
                     SHEAF_BID_LIKELY);
    assert_int_equal(bid("%PDF-1.4", 8), SHEAF_BID_NO);
    assert_int_equal(bid("PK\3\4", 4), SHEAF_BID_NO);
    assert_int_equal(bid("\1\2\3\4\5", 5), SHEAF_BID_NO);
    assert_int_equal(bid("caf\xE9", 4), SHEAF_BID_MAYBE);
}

static void an_empty_file_is_said(void **state) {
    (void)state;
    recorder r = {.bytes = SHEAF_STR("")};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_int_equal(r.count, 0);
    assert_string_equal(r.diagnosed, "text.empty ");
    recorder_done(&r);
}

/* Whichever request fails, the reader returns what the host latched. */
static void every_failure_ends_cleanly(void **state) {
    (void)state;
    static const char text[] = "\xFF\xFE"
                               "T\0i\0t\0l\0e\0\n\0\n\0-\0 \0o\0n\0e\0.\0\n\0\f\0"
                               "1\0.\0 \0a\0.\0\n\0"
                               "2\0.\0 \0b\0.\0\n\0a\0\t\0b\0\n\0c\0\t\0d\0\n\0\0\xD8";
    for (int memory = 0; memory < 2; memory++) {
        uint32_t calls = 0;
        sheaf_status status = SHEAF_MEMORY;
        for (uint32_t k = 1; status != SHEAF_OK; k++) {
            recorder r = {.bytes = {text, sizeof text - 1}};
            *(memory ? &r.fail_scratch : &r.fail_tick) = k;
            status = recorder_run(&r);
            calls = memory ? r.scratch_calls : r.tick_calls;
            if (calls >= k)
                assert_int_equal(status, memory ? SHEAF_MEMORY : SHEAF_CANCELLED);
            recorder_done(&r);
        }
        assert_true(calls >= 3 && calls < 10000);
    }
}

static char *read_seed(const char *folder, const char *name, size_t *length) {
    char path[4096];
    snprintf(path, sizeof path, "%s/seeds/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *bytes = malloc(100000);
    assert_non_null(bytes);
    *length = fread(bytes, 1, 100000, file);
    fclose(file);
    return bytes;
}

/* A title, six sections in order, every origin at its bytes, and no character lost. */
static void real_reports_have_six_sections(void **state) {
    (void)state;
    static const char *const names[] = {"000_51af981e71d3738d.txt", "001_add83202405f82f7.txt",
                                        "002_4ecb60390e8643c1.txt", "003_9e832b1717b2646d.txt",
                                        "004_80dca313e11d536c.txt"};
    static const char *const numbers[] = {"一、", "二、", "三、", "四、", "五、", "六、"};
    const char *folder = getenv("SHEAF_SHARED");
    size_t length = 0;
    for (size_t i = 0; i < 5; i++) {
        char *bytes = folder ? read_seed(folder, names[i], &length) : NULL;
        if (!bytes) {
            print_message("left out: the real reports (seeds) are not here\n");
            skip();
        }
        recorder r = {.bytes = {bytes, length}};
        assert_int_equal(recorder_run(&r), SHEAF_OK);
        uint32_t titles = 0;
        uint32_t sections = 0;
        for (uint32_t b = 0; b < r.count; b++) {
            const sheaf_block *block = &r.blocks[b].block;
            titles += block->kind == SHEAF_TITLE;
            if (block->kind != SHEAF_HEADING || block->level != 1)
                continue;
            assert_true(sections < 6);
            assert_string_equal(block->number.ptr, numbers[sections++]);
        }
        assert_int_equal(titles, 1);
        assert_int_equal(sections, 6);
        assert_int_equal(recorder_wrong_origin(&r), SHEAF_NONE);
        assert_int_equal(r.account.characters, recorder_characters(&r) + r.dropped_characters);
        recorder_done(&r);
        free(bytes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(bids_follow_the_evidence),
                                       cmocka_unit_test(an_empty_file_is_said),
                                       cmocka_unit_test(every_failure_ends_cleanly),
                                       cmocka_unit_test(real_reports_have_six_sections)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
