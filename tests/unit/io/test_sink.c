// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* Output appears whole or not at all: with limits at every byte, a full disk, a file size limit, a closed
 * pipe, and every allocation failing in turn. */
#define _GNU_SOURCE
#include "cm.h"

#include "base/text.h"
#include "failing_malloc.h"
#include "io/sink.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64];

static int enter(void **state) {
    (void)state;
    strcpy(folder, "sink-XXXXXX");
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static unsigned entries(void) {
    unsigned count = 0;
    DIR *here = opendir(".");
    while (readdir(here))
        count++;
    closedir(here);
    return count - 2;
}

static int leave(void **state) {
    (void)state;
    DIR *here = opendir(".");
    for (struct dirent *e; (e = readdir(here));)
        if (e->d_name[0] != '.' || strlen(e->d_name) > 2)
            unlink(e->d_name);
    closedir(here);
    return chdir("..") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void put(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void holds(const char *path, const char *text) {
    char found[256] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t length = fread(found, 1, sizeof found - 1, file);
    fclose(file);
    assert_int_equal(length, strlen(text));
    assert_string_equal(found, text);
}

static void write_text(sf_sink *sink, const char *text) {
    sf_sink_write(sink, sf_str_of(text));
}

static void file_appears_at_commit(void **state) {
    (void)state;
    sf_error error = {0};
    sf_sink *sink = sf_sink_file("out", 100, &error);
    write_text(sink, "hello");
    assert_int_equal(access("out", F_OK), -1);
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    holds("out", "hello");
    assert_int_equal(entries(), 1);
}

static void existing_file_is_replaced_and_keeps_its_mode(void **state) {
    (void)state;
    sf_error error = {0};
    put("out", "old");
    chmod("out", 0640);
    assert_int_equal(symlink("out", "link"), 0);
    sf_sink *sink = sf_sink_file("link", 100, &error);
    write_text(sink, "new");
    holds("out", "old");
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    holds("out", "new");
    struct stat about;
    assert_int_equal(lstat("link", &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(stat("out", &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    assert_int_equal(entries(), 2);
}

static void failure_leaves_no_trace(void **state) {
    (void)state;
    put("out", "old");
    for (uint64_t limit = 0; limit < 10; limit++) {
        sf_error error = {0};
        sf_sink *sink = sf_sink_file("out", limit, &error);
        for (int i = 0; i < 10; i++)
            write_text(sink, "x");
        assert_int_equal(sf_sink_commit(sink), SHEAF_LIMIT);
        assert_string_equal(error.code, "limit.output");
        assert_non_null(strstr(error.message, "--limit output="));
        sf_sink_free(sink);
        holds("out", "old");
        assert_int_equal(entries(), 1);
    }
}

/* RLIMIT_FSIZE is a disk that is full after so many bytes. */
static void full_disk_at_every_byte_leaves_no_trace(void **state) {
    (void)state;
    struct rlimit old;
    getrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t k = 0; k < 20; k++) {
        sf_error error = {0};
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){k, old.rlim_max});
        sf_sink *sink = sf_sink_file("out", 100, &error);
        write_text(sink, "twenty bytes of text");
        sheaf_status status = sf_sink_commit(sink);
        sf_sink_free(sink);
        setrlimit(RLIMIT_FSIZE, &old);
        assert_int_equal(status, SHEAF_IO);
        assert_int_equal(entries(), 0);
    }
}

static void devices_are_written_in_place(void **state) {
    (void)state;
    sf_error error = {0};
    sf_sink *sink = sf_sink_file("/dev/null", 100, &error);
    write_text(sink, "gone");
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    sink = sf_sink_file("/dev/full", 100, &error);
    write_text(sink, "no room");
    assert_int_equal(sf_sink_commit(sink), SHEAF_IO);
    assert_non_null(strstr(error.message, strerror(ENOSPC)));
    sf_sink_free(sink);
}

static void closed_pipe_is_an_error(void **state) {
    (void)state;
    int ends[2];
    sf_error error = {0};
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    sf_sink *sink = sf_sink_descriptor(ends[1], "the pipe", 100, &error);
    write_text(sink, "nobody listens");
    assert_int_equal(sf_sink_commit(sink), SHEAF_IO);
    assert_string_equal(error.code, "io.pipe");
    sf_sink_free(sink);
    close(ends[1]);
}

/* Another program may have made our standard output so. */
static void a_pipe_without_blocking_is_waited_for(void **state) {
    (void)state;
    enum { MUCH = 300000 };
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    pid_t reader = fork();
    if (reader == 0) {
        char block[4096];
        size_t seen = 0;
        ssize_t count;
        close(ends[1]);
        usleep(20000);
        while ((count = read(ends[0], block, sizeof block)) > 0)
            seen += (size_t)count;
        _exit(seen == MUCH ? 0 : 1);
    }
    sf_error error = {0};
    static char bytes[MUCH];
    sf_sink *sink = sf_sink_descriptor(ends[1], "a pipe", UINT64_MAX, &error);
    sf_sink_write(sink, (sheaf_str){bytes, MUCH});
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    close(ends[0]);
    close(ends[1]);
    int status = 1;
    assert_int_equal(waitpid(reader, &status, 0), reader);
    assert_int_equal(status, 0);
}

static void bad_targets_are_named(void **state) {
    (void)state;
    static const char *const bad[] = {".", "missing/out", "sub/"};
    for (size_t i = 0; i < 3; i++) {
        sf_error error = {0};
        assert_null(sf_sink_file(bad[i], 100, &error));
        assert_int_equal(error.status, SHEAF_IO);
        assert_non_null(strstr(error.message, bad[i]));
    }
    assert_int_equal(entries(), 0);
}

static void directory_appears_whole(void **state) {
    (void)state;
    sf_error error = {0};
    sf_sink *sink = sf_sink_directory(".", 100, &error);
    sf_sink_next(sink, SHEAF_STR("a"));
    write_text(sink, "one");
    sf_sink_next(sink, SHEAF_STR("b"));
    write_text(sink, "two");
    assert_int_equal(access("a", F_OK), -1);
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    holds("a", "one");
    holds("b", "two");
    assert_int_equal(entries(), 2);
}

static void directory_takes_hidden_names(void **state) {
    (void)state;
    sf_error error = {0};
    sf_sink *sink = sf_sink_directory(".", 100, &error);
    sf_sink_next(sink, SHEAF_STR(".hidden.csv"));
    sf_sink_write(sink, SHEAF_STR("one"));
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    holds(".hidden.csv", "one");
    assert_int_equal(unlink(".hidden.csv"), 0);
}

static void directory_refuses_bad_and_double_names(void **state) {
    (void)state;
    static const char *const names[][2] = {{"a", "a"}, {"a", "b/c"}, {"a", ".."}, {"a", ""}};
    for (size_t i = 0; i < 4; i++) {
        sf_error error = {0};
        sf_sink *sink = sf_sink_directory(".", 100, &error);
        sf_sink_next(sink, sf_str_of(names[i][0]));
        sf_sink_next(sink, sf_str_of(names[i][1]));
        assert_int_equal(sf_sink_commit(sink), SHEAF_BAD_CALL);
        sf_sink_free(sink);
        assert_int_equal(entries(), 0);
    }
}

static void reserve_lends_what_it_says(void **state) {
    (void)state;
    sf_buffer memory = {0};
    for (int to_memory = 0; to_memory < 2; to_memory++) {
        sf_error error = {0};
        sf_sink *sink = to_memory ? sf_sink_memory(&memory, 1 << 20, &error)
                                  : sf_sink_file("out", 1 << 20, &error);
        size_t room = 0, total = 0;
        for (size_t least = 1; least <= 65536; least *= 4) {
            char *at = sf_sink_reserve(sink, least, &room);
            assert_non_null(at);
            assert_true(room >= least);
            memset(at, 'x', least);
            sf_sink_advance(sink, least);
            total += least;
        }
        assert_int_equal(sf_sink_total(sink), total);
        assert_null(sf_sink_reserve(sink, 65537, &room));
        assert_int_equal(error.status, SHEAF_BAD_CALL);
        sf_sink_free(sink);
    }
    assert_int_equal(memory.length, 87381);
    sf_buffer_done(&memory);
}

static void more_than_lent_is_refused(void **state) {
    (void)state;
    sf_error error = {0};
    sf_sink *sink = sf_sink_file("out", 1 << 20, &error);
    sf_sink_advance(sink, 1);
    assert_int_equal(sf_sink_commit(sink), SHEAF_BAD_CALL);
    sf_sink_free(sink);
}

static int replace_once(void) {
    sf_error error = {0};
    sf_sink *sink = sf_sink_file("out", 100, &error);
    if (!sink)
        return 0;
    write_text(sink, "new");
    int worked = sf_sink_commit(sink) == SHEAF_OK;
    sf_sink_free(sink);
    return worked;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    put("out", "old");
    assert_true(failing_sweep(replace_once) > 3);
    assert_int_equal(entries(), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(file_appears_at_commit, enter, leave),
        cmocka_unit_test_setup_teardown(existing_file_is_replaced_and_keeps_its_mode, enter, leave),
        cmocka_unit_test_setup_teardown(failure_leaves_no_trace, enter, leave),
        cmocka_unit_test_setup_teardown(full_disk_at_every_byte_leaves_no_trace, enter, leave),
        cmocka_unit_test_setup_teardown(devices_are_written_in_place, enter, leave),
        cmocka_unit_test_setup_teardown(closed_pipe_is_an_error, enter, leave),
        cmocka_unit_test_setup_teardown(a_pipe_without_blocking_is_waited_for, enter, leave),
        cmocka_unit_test_setup_teardown(bad_targets_are_named, enter, leave),
        cmocka_unit_test_setup_teardown(directory_appears_whole, enter, leave),
        cmocka_unit_test_setup_teardown(directory_takes_hidden_names, enter, leave),
        cmocka_unit_test_setup_teardown(directory_refuses_bad_and_double_names, enter, leave),
        cmocka_unit_test_setup_teardown(reserve_lends_what_it_says, enter, leave),
        cmocka_unit_test_setup_teardown(more_than_lent_is_refused, enter, leave),
        cmocka_unit_test_setup_teardown(every_allocation_may_fail, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
