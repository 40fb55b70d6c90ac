/* Inputs of every kind: files, directories, FIFOs, too large, missing, growing. */
#define _GNU_SOURCE
#include "cm.h"

#include "base/text.h"
#include "io/source.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int never, always = 1;

static sheaf_status open_once(const char *path, uint64_t limit, sf_source *source,
                              sf_error *error) {
    *error = (sf_error){0};
    return sf_source_open(source, path, limit, &never, error);
}

static void file_is_read_whole(void **state) {
    (void)state;
    sf_source source;
    sf_error error;
    FILE *file = fopen("source-file", "w");
    for (int i = 0; i < 300000; i++)
        fputc('a' + i % 26, file);
    fclose(file);
    assert_int_equal(open_once("./source-file", 300000, &source, &error), SHEAF_OK);
    assert_int_equal(source.bytes.len, 300000);
    assert_int_equal(source.bytes.ptr[299999], 'a' + 299999 % 26);
    assert_true(sf_str_equal(source.name, SHEAF_STR("source-file")));
    sf_source_close(&source);
    assert_int_equal(open_once("source-file", 299999, &source, &error), SHEAF_LIMIT);
    assert_non_null(strstr(error.message, "--limit input="));
    unlink("source-file");
}

static void empty_file_is_empty_text(void **state) {
    (void)state;
    sf_source source;
    sf_error error;
    assert_int_equal(open_once("/dev/null", 10, &source, &error), SHEAF_OK);
    assert_int_equal(source.bytes.len, 0);
    assert_non_null(source.bytes.ptr);
    sf_source_close(&source);
}

static void what_is_no_input_is_named(void **state) {
    (void)state;
    static const char *const bad[] = {".", "no-such-file"};
    sf_source source;
    sf_error error;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(open_once(bad[i], 10, &source, &error), SHEAF_IO);
        assert_non_null(strstr(error.message, bad[i]));
    }
}

static void endless_device_ends_at_the_limit(void **state) {
    (void)state;
    sf_source source;
    sf_error error;
    assert_int_equal(open_once("/dev/zero", 1000000, &source, &error), SHEAF_LIMIT);
}

/* A size that fstat does not know: files of /proc say 0. */
static void size_is_only_a_guess(void **state) {
    (void)state;
    sf_source source;
    sf_error error;
    assert_int_equal(open_once("/proc/self/maps", 1 << 20, &source, &error), SHEAF_OK);
    assert_true(source.bytes.len > 100);
    sf_source_close(&source);
}

static void note(int number) {
    (void)number;
}

static void signal_ends_a_waiting_read(void **state) {
    (void)state;
    sf_source source;
    sf_error error = {0};
    struct sigaction act = {.sa_handler = note};
    sigaction(SIGALRM, &act, NULL);
    unlink("source-fifo");
    assert_int_equal(mkfifo("source-fifo", 0600), 0);
    int keep = open("source-fifo", O_RDWR);
    alarm(1);
    assert_int_equal(sf_source_open(&source, "source-fifo", 10, &always, &error), SHEAF_CANCELLED);
    close(keep);
    error = (sf_error){0}; /* nobody writes: opening waits, too */
    alarm(1);
    assert_int_equal(sf_source_open(&source, "source-fifo", 10, &always, &error), SHEAF_CANCELLED);
    unlink("source-fifo");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_is_read_whole),
        cmocka_unit_test(empty_file_is_empty_text),
        cmocka_unit_test(what_is_no_input_is_named),
        cmocka_unit_test(endless_device_ends_at_the_limit),
        cmocka_unit_test(size_is_only_a_guess),
        cmocka_unit_test(signal_ends_a_waiting_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
