// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* The embedding API with real plugins (the template, the plain writer): files, memory, directories,
 * isolation, limits, cancelling, related documents, and every allocation of a conversion failing. */
#define _GNU_SOURCE
#include "cm.h"

#include "base/text.h"
#include "failing_malloc.h"

#include <sheaf/sheaf.h>

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

static const char input[] = "[Head]\nkey: value\nother: 5\n";
static const char output[] = "Head\n\nkey\nvalue\nother\n5\n";

static sheaf *session(const char *to) {
    sheaf *s = sheaf_new();
    const char *folder = getenv("SHEAF_TEST_PLUGINS");
    if (s && (sheaf_add_plugin_dir(s, folder ? folder : ".") != SHEAF_OK ||
              sheaf_set(s, "to", to) != SHEAF_OK || sheaf_set(s, "pass", "none") != SHEAF_OK)) {
        sheaf_free(s);
        return NULL;
    }
    return s;
}

static sheaf_status convert(sheaf *s, sheaf_str *out) {
    return sheaf_convert_memory(s, sf_str_of(input), "a.kv", out);
}

static void memory_is_converted(void **state) {
    (void)state;
    static const char *const ways[] = {"never", "always"};
    for (int i = 0; i < 2; i++) {
        sheaf *s = session("plain");
        sheaf_str out;
        assert_int_equal(sheaf_set(s, "isolate", ways[i]), SHEAF_OK);
        assert_int_equal(convert(s, &out), SHEAF_OK);
        assert_true(sf_str_equal(out, sf_str_of(output)));
        assert_int_equal(convert(s, &out), SHEAF_OK); /* again, with the same sheaf */
        assert_true(sf_str_equal(out, sf_str_of(output)));
        assert_int_equal(sheaf_worst_finding(s), -1);
        sheaf_free(s);
    }
}

static void document_is_lent(void **state) {
    (void)state;
    sheaf *s = session("plain");
    const sheaf_document *document = NULL;
    assert_int_equal(sheaf_read_memory(s, sf_str_of(input), "a.kv", &document), SHEAF_OK);
    assert_int_equal(document->nodes.count, 7);
    assert_int_equal(SHEAF_AT(document->nodes, sheaf_node, 1)->kind, SHEAF_HEADING);
    assert_true(sf_str_equal(document->source_name, SHEAF_STR("a.kv")));
    assert_true(sf_str_equal(document->source_format, SHEAF_STR("keyvalue")));
    assert_int_equal(document->source_bytes, sizeof input - 1);
    assert_string_equal(sheaf_bid_at(s, 0)->reader, "template");
    assert_int_equal(sheaf_add_related(s, document), SHEAF_OK);
    assert_int_equal(sheaf_add_related(s, NULL), SHEAF_OK);
    sheaf_free(s);
}

static void write_input(const char *path) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(input, file);
    fclose(file);
}

static void directory_gets_the_writers_files(void **state) {
    (void)state;
    static const char *const ways[] = {"never", "always"};
    write_input("api.kv");
    for (int i = 0; i < 2; i++) {
        sheaf *s = session("plain");
        assert_int_equal(sheaf_set(s, "isolate", ways[i]), SHEAF_OK);
        assert_int_equal(sheaf_convert_file(s, "api.kv", "api-out/"), SHEAF_OK);
        assert_int_equal(access("api-out/api.txt", F_OK), 0);
        assert_int_equal(unlink("api-out/api.txt"), 0);
        assert_int_equal(sheaf_set_option(s, "plain.split", "yes"), SHEAF_OK);
        assert_int_equal(sheaf_convert_file(s, "api.kv", "api-out/"), SHEAF_OK);
        char name[40];
        for (int k = 1; k <= 6; k++) {
            snprintf(name, sizeof name, "api-out/part-%d.txt", k);
            assert_int_equal(unlink(name), 0);
        }
        assert_int_equal(sheaf_convert_file(s, "api.kv", "api-one"), SHEAF_UNSUPPORTED);
        assert_int_equal(access("api-one", F_OK), -1);
        assert_int_equal(sheaf_set_option(s, "plain.split", "auto"), SHEAF_OK);
        assert_int_equal(sheaf_convert_file(s, "api.kv", "api-out/"), SHEAF_OK);
        for (int k = 1; k <= 6; k++) {
            snprintf(name, sizeof name, "api-out/part-%d.txt", k);
            assert_int_equal(unlink(name), 0);
        }
        assert_int_equal(sheaf_convert_file(s, "api.kv", "api-one"), SHEAF_OK);
        assert_int_equal(unlink("api-one"), 0);
        assert_int_equal(rmdir("api-out"), 0);
        sheaf_free(s);
    }
    unlink("api.kv");
}

static void unknown_words_are_answered_with_the_nearest(void **state) {
    (void)state;
    sheaf *s = session("plian");
    sheaf_str out;
    assert_int_equal(convert(s, &out), SHEAF_BAD_CALL);
    assert_non_null(strstr(sheaf_error(s)->message, "plain"));
    assert_int_equal(sheaf_set_option(s, "plain.splt", "1"), SHEAF_BAD_CALL);
    assert_non_null(strstr(sheaf_error(s)->message, "split"));
    assert_int_equal(sheaf_set_option(s, "plane.split", "1"), SHEAF_BAD_CALL);
    assert_non_null(strstr(sheaf_error(s)->message, "plain"));
    assert_int_equal(sheaf_set(s, "to", "plain"), SHEAF_OK);
    assert_int_equal(sheaf_set(s, "pass", "carless"), SHEAF_OK);
    assert_int_equal(convert(s, &out), SHEAF_BAD_CALL);
    assert_non_null(strstr(sheaf_error(s)->message, "careless"));
    sheaf_free(s);
}

static void output_is_named_after_input(void **state) {
    (void)state;
    sheaf *s = session("plain");
    assert_string_equal(sheaf_output_name(s, "in/report.v2.kv"), "report.v2.txt");
    assert_string_equal(sheaf_output_name(s, ".hidden"), ".hidden.txt");
    assert_string_equal(sheaf_output_name(s, "-"), "stdin.txt");
    assert_int_equal(sheaf_set(s, "to", "nothing"), SHEAF_OK);
    assert_null(sheaf_output_name(s, "a"));
    sheaf_free(s);
}

static void cancel_ends_the_next_conversion_once(void **state) {
    (void)state;
    sheaf *s = session("plain");
    sheaf_str out;
    sheaf_cancel(s);
    assert_int_equal(convert(s, &out), SHEAF_CANCELLED);
    assert_int_equal(convert(s, &out), SHEAF_OK);
    sheaf_free(s);
}

static void *cancel_soon(void *session) {
    usleep(500000);
    sheaf_cancel(session);
    return NULL;
}

/* The reader writes to its input and is stuck: who cancels then has cancelled this conversion, and no other. */
static void cancel_counts_where_the_input_changed(void **state) {
    (void)state;
    enum { LENGTH = 300000 };
    sheaf *s = session("plain");
    sheaf_str out;
    pthread_t other;
    FILE *file = fopen("in.wild", "w");
    fputs("WILD linger ", file);
    for (int i = 0; i < LENGTH; i++)
        fputc('x', file);
    fclose(file);
    assert_int_equal(pthread_create(&other, NULL, cancel_soon, s), 0);
    assert_int_equal(sheaf_convert_file(s, "in.wild", "api-wild"), SHEAF_CANCELLED);
    pthread_join(other, NULL);
    assert_int_equal(convert(s, &out), SHEAF_OK);
    unlink("in.wild");
    sheaf_free(s);
}

static void limits_name_themselves(void **state) {
    (void)state;
    static const char *const limits[][2] = {
        {"input", "5"}, {"nodes", "3"}, {"output", "4"}, {"text", "3"}};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        sheaf *s = session("plain");
        sheaf_str out;
        char option[64];
        snprintf(option, sizeof option, "limit %s", limits[i][0]);
        option[5] = ' ';
        assert_int_equal(sheaf_set_limit(s, limits[i][0], limits[i][1]), SHEAF_OK);
        assert_int_equal(convert(s, &out), SHEAF_LIMIT);
        if (!strstr(sheaf_error(s)->message, option))
            fail_msg("%s: %s", limits[i][0], sheaf_error(s)->message);
        sheaf_free(s);
    }
}

static unsigned descriptors(void) {
    unsigned count = 0;
    DIR *all = opendir("/proc/self/fd");
    while (readdir(all))
        count++;
    closedir(all);
    return count;
}

static void nothing_stays_open(void **state) {
    (void)state;
    sheaf *s = session("plain");
    sheaf_str out;
    assert_int_equal(sheaf_set(s, "isolate", "always"), SHEAF_OK);
    assert_int_equal(convert(s, &out), SHEAF_OK);
    unsigned before = descriptors();
    for (int i = 0; i < 5; i++)
        assert_int_equal(convert(s, &out), SHEAF_OK);
    sheaf_set(s, "from", "wild");
    for (int i = 0; i < 3; i++)
        assert_int_not_equal(sheaf_convert_memory(s, SHEAF_STR("WILD exit0"), NULL, &out),
                             SHEAF_OK);
    assert_int_equal(descriptors(), before);
    sheaf_free(s);
}

/* A daemon may have closed its standard descriptors: the next files that are opened stand there. */
static void closed_standard_descriptors_lose_nothing(void **state) {
    (void)state;
    sheaf *s = session("plain");
    sheaf_str out = SHEAF_STR("");
    assert_int_equal(sheaf_set(s, "isolate", "always"), SHEAF_OK);
    int kept[3];
    for (int i = 0; i < 3; i++) {
        kept[i] = fcntl(i, F_DUPFD_CLOEXEC, 10);
        close(i);
    }
    sheaf_status status = convert(s, &out);
    for (int i = 0; i < 3; i++) {
        dup2(kept[i], i);
        close(kept[i]);
    }
    assert_int_equal(status, SHEAF_OK);
    assert_true(sf_str_equal(out, sf_str_of(output)));
    sheaf_free(s);
}

static int convert_once(void) {
    sheaf *s = session("plain");
    if (!s)
        return 0;
    sheaf_str out;
    int worked = convert(s, &out) == SHEAF_OK && sf_str_equal(out, sf_str_of(output));
    sheaf_free(s);
    return worked;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    assert_true(convert_once()); /* the loader keeps what it loaded once */
    assert_true(failing_sweep(convert_once) > 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_converted),
        cmocka_unit_test(document_is_lent),
        cmocka_unit_test(directory_gets_the_writers_files),
        cmocka_unit_test(unknown_words_are_answered_with_the_nearest),
        cmocka_unit_test(output_is_named_after_input),
        cmocka_unit_test(cancel_ends_the_next_conversion_once),
        cmocka_unit_test(cancel_counts_where_the_input_changed),
        cmocka_unit_test(limits_name_themselves),
        cmocka_unit_test(nothing_stays_open),
        cmocka_unit_test(closed_standard_descriptors_lose_nothing),
        cmocka_unit_test(every_allocation_may_fail),
    };
    if (!getenv("SHEAF_TEST_PLUGINS")) {
        puts("SKIPPED: SHEAF_TEST_PLUGINS does not name the folder of the test plugins");
        return 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
