/* SPDX-License-Identifier: GPL-2.0-or-later
 * The library that the manifest names, where the one that it opens is not to be found, as nothing here says where. */
#define SHEAF_VERSION "0" /* the build's own is known to plugins alone */
#define sheaf_entry front_entry
#include "shim/front.c"
#undef sheaf_entry

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <string.h>

static void without_its_part_it_does_not_bid(void **state) {
    (void)state;
    sheaf_input input = {.size = sizeof input, .bytes = SHEAF_STR("%PDF-1.7")};
    sheaf_str why = SHEAF_STR("");
    assert_int_equal(front_entry.plugins[0]->probe(&input, &why), SHEAF_BID_NO);
    assert_non_null(strstr(why.ptr, LIBRARY));
}

static sheaf_status note(sheaf_job *job, sheaf_status status, sheaf_str code, sheaf_str message,
                         const sheaf_origin *origin) {
    (void)job;
    (void)origin;
    assert_string_equal(code.ptr, "plugin.refused");
    assert_non_null(strstr(message.ptr, LIBRARY));
    return status;
}

static void without_its_part_it_fails_the_job(void **state) {
    (void)state;
    const sheaf_host host = {.size = sizeof host, .fail = note};
    assert_int_equal(front_entry.plugins[0]->run(&host, NULL), SHEAF_UNSUPPORTED);
}

static void it_says_what_its_part_says(void **state) {
    (void)state;
    extern const sheaf_library sheaf_entry;
    const sheaf_plugin *front = front_entry.plugins[0], *part = sheaf_entry.plugins[0];
    assert_string_equal(front->id, part->id);
    assert_int_equal(front->caps, part->caps);
    assert_int_equal(front->kind, part->kind);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(without_its_part_it_does_not_bid),
                                       cmocka_unit_test(without_its_part_it_fails_the_job),
                                       cmocka_unit_test(it_says_what_its_part_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
