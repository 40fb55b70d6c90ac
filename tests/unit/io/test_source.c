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

static void write_large(const char *path, int length) {
    FILE *file = fopen(path, "w");
    for (int i = 0; i < length; i++)
        fputc('a' + i % 26, file);
    fclose(file);
}

/* Of a large file the begin is enough to plan with. */
static void large_file_is_read_or_mapped(void **state) {
    (void)state;
    enum { LENGTH = SF_SOURCE_LARGE + 1 };
    write_large("source-large", LENGTH);
    for (int may_map = 0; may_map < 2; may_map++) {
        sf_source source;
        sf_error error = {0};
        assert_int_equal(sf_source_begin(&source, "source-large", LENGTH, &never, &error),
                         SHEAF_OK);
        assert_int_equal(source.bytes.len, SF_SOURCE_HEAD);
        assert_int_equal(source.bytes.ptr[30], 'e');
        assert_true(sf_str_equal(source.name, SHEAF_STR("source-large")));
        assert_int_equal(sf_source_finish(&source, may_map, LENGTH, &never, &error), SHEAF_OK);
        assert_int_equal(source.bytes.len, LENGTH);
        assert_int_equal(source.bytes.ptr[LENGTH - 1], 'a' + (LENGTH - 1) % 26);
        assert_int_equal(source.owned == NULL, may_map);
        assert_false(sf_source_has_changed(&source));
        sf_source_close(&source);
    }
    unlink("source-large");
}

static void small_file_needs_no_second_look(void **state) {
    (void)state;
    sf_source source;
    sf_error error = {0};
    write_large("source-small", SF_SOURCE_LARGE);
    assert_int_equal(sf_source_begin(&source, "source-small", 1 << 20, &never, &error), SHEAF_OK);
    assert_int_equal(source.bytes.len, SF_SOURCE_LARGE);
    assert_int_equal(sf_source_finish(&source, 1, 1 << 20, &never, &error), SHEAF_OK);
    assert_non_null(source.owned);
    sf_source_close(&source);
    unlink("source-small");
}

static void what_is_written_to_a_mapped_file_shows(void **state) {
    (void)state;
    enum { LENGTH = SF_SOURCE_LARGE + 1, CUT = 1, SET_BACK = 2 };
    static const struct timespec old[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    for (int way = 0; way < 3; way++) {
        sf_source source;
        sf_error error = {0};
        write_large("source-large", LENGTH);
        utimensat(AT_FDCWD, "source-large", old, 0);
        assert_int_equal(sf_source_begin(&source, "source-large", LENGTH, &never, &error),
                         SHEAF_OK);
        assert_int_equal(sf_source_finish(&source, 1, LENGTH, &never, &error), SHEAF_OK);
        assert_false(sf_source_has_changed(&source));
        usleep(50000); /* times of files go by ticks of the system */
        int file = open("source-large", O_WRONLY);
        assert_true(way == CUT ? ftruncate(file, 5) == 0 : pwrite(file, "X", 1, 7) == 1);
        assert_int_equal(way == SET_BACK ? futimens(file, old) : 0, 0);
        close(file);
        assert_true(sf_source_has_changed(&source));
        sf_source_close(&source);
    }
    unlink("source-large");
}

/* Between the two looks it may grow beyond the limit, or be cut. */
static void large_file_is_examined_again(void **state) {
    (void)state;
    enum { LENGTH = SF_SOURCE_LARGE + 1 };
    for (int may_map = 0; may_map < 2; may_map++) {
        sf_source source;
        sf_error error = {0};
        write_large("source-large", LENGTH);
        assert_int_equal(sf_source_begin(&source, "source-large", LENGTH, &never, &error),
                         SHEAF_OK);
        write_large("source-large", LENGTH + 1);
        assert_int_equal(sf_source_finish(&source, may_map, LENGTH, &never, &error), SHEAF_LIMIT);
        sf_source_close(&source);
        error = (sf_error){0};
        assert_int_equal(sf_source_begin(&source, "source-large", LENGTH, &never, &error),
                         SHEAF_LIMIT);
        assert_int_equal(truncate("source-large", LENGTH), 0);
        error = (sf_error){0};
        assert_int_equal(sf_source_begin(&source, "source-large", LENGTH, &never, &error),
                         SHEAF_OK);
        assert_int_equal(truncate("source-large", 0), 0);
        assert_int_equal(sf_source_finish(&source, may_map, LENGTH, &never, &error), SHEAF_OK);
        assert_int_equal(source.bytes.len, 0);
        sf_source_close(&source);
    }
    unlink("source-large");
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
        cmocka_unit_test(large_file_is_read_or_mapped),
        cmocka_unit_test(small_file_needs_no_second_look),
        cmocka_unit_test(what_is_written_to_a_mapped_file_shows),
        cmocka_unit_test(large_file_is_examined_again),
        cmocka_unit_test(signal_ends_a_waiting_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
