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
    const char *const folders[] = {"out/in/a", "out/in", "out/a", "out/b", "out"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (unlink(folders[i]) != 0)
            rmdir(folders[i]);
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

/* One of the two tables would be lost in silence. */
static void two_names_of_one_file_are_refused(void **state) {
    (void)state;
    sf_error error = {0};
    put("b", "old");
    assert_int_equal(symlink("b", "a"), 0);
    sf_sink *sink = sf_sink_directory(".", 100, &error);
    for (const char *name = "abc"; *name; name++) {
        sf_sink_next(sink, (sheaf_str){name, 1});
        write_text(sink, name);
    }
    assert_int_equal(sf_sink_commit(sink), SHEAF_BAD_CALL);
    assert_non_null(strstr(error.message, "/b twice"));
    sf_sink_free(sink);
    holds("a", "old");
    assert_int_equal(unlink("a"), 0);
    holds("b", "old");
    assert_int_equal(entries(), 1);
}

/* A device is no file that another could hide. */
static void a_directory_may_lead_to_a_device(void **state) {
    (void)state;
    sf_error error = {0};
    assert_int_equal(symlink("/dev/null", "a"), 0);
    sf_sink *sink = sf_sink_directory(".", 100, &error);
    sf_sink_next(sink, SHEAF_STR("a"));
    sf_sink_next(sink, SHEAF_STR("b"));
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    assert_int_equal(unlink("a"), 0);
    holds("b", "");
    assert_int_equal(unlink("b"), 0);
}

/* A directory of several files under a directory where other outputs stand. */
static sf_sink *gathered(sf_error *error) {
    sf_sink *sink = sf_sink_directory("out", 100, error);
    if (!sink)
        return NULL;
    sf_sink_fall_back(sink, SHEAF_STR("b"));
    sf_sink_gather(sink, SHEAF_STR("in"));
    sf_sink_next(sink, SHEAF_STR("a"));
    write_text(sink, "one");
    return sink;
}

static void several_files_gather_in_a_directory(void **state) {
    (void)state;
    sf_error error = {0};
    sf_sink *sink = gathered(&error);
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    holds("out/in/a", "one");
    assert_int_equal(access("out/b", F_OK), -1);
}

static void one_file_does_not_gather(void **state) {
    (void)state;
    sf_error error = {0};
    sf_sink *sink = sf_sink_directory("out/", 100, &error);
    sf_sink_fall_back(sink, SHEAF_STR("b"));
    sf_sink_gather(sink, SHEAF_STR("in"));
    write_text(sink, "one");
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    holds("out/b", "one");
    assert_int_equal(access("out/in", F_OK), -1);
}

static void directories_that_were_made_for_nothing_go(void **state) {
    (void)state;
    sf_error error = {0};
    sf_sink_free(gathered(&error));
    assert_int_equal(entries(), 0);
    assert_int_equal(mkdir("out", 0777), 0);
    sf_sink_free(gathered(&error));
    assert_int_equal(entries(), 1);
    assert_int_equal(rmdir("out"), 0);
}

static void a_file_where_a_directory_is_needed_is_named(void **state) {
    (void)state;
    sf_error error = {0};
    assert_int_equal(mkdir("out", 0777), 0);
    put("out/in", "mine");
    sf_sink *sink = gathered(&error);
    assert_int_equal(sf_sink_commit(sink), SHEAF_IO);
    assert_non_null(strstr(error.message, "out/in is not a directory"));
    sf_sink_free(sink);
    holds("out/in", "mine");
}

/* Here the last of three names is taken by a directory when all is written: names that were given are taken
 * back, and what they replaced is there again. */
static void files_appear_together_or_not_at_all(void **state) {
    (void)state;
    sf_error error = {0};
    put("a", "old");
    sf_sink *sink = sf_sink_directory(".", 100, &error);
    for (const char *name = "abc"; *name; name++) {
        sf_sink_next(sink, (sheaf_str){name, 1});
        write_text(sink, "new");
    }
    assert_int_equal(mkdir("c", 0777), 0);
    assert_int_equal(sf_sink_commit(sink), SHEAF_IO);
    assert_non_null(strstr(error.message, "c cannot be"));
    sf_sink_free(sink);
    holds("a", "old");
    assert_int_equal(access("b", F_OK), -1);
    assert_int_equal(rmdir("c"), 0);
    assert_int_equal(entries(), 1);
}

static void a_directory_replaces_files(void **state) {
    (void)state;
    sf_error error = {0};
    put("a", "old");
    put("z", "other");
    sf_sink *sink = sf_sink_directory(".", 100, &error);
    sf_sink_next(sink, SHEAF_STR("a"));
    write_text(sink, "new");
    sf_sink_next(sink, SHEAF_STR("b"));
    assert_int_equal(sf_sink_commit(sink), SHEAF_OK);
    sf_sink_free(sink);
    holds("a", "new");
    holds("b", "");
    holds("z", "other");
    assert_int_equal(entries(), 3);
}

static void full_disk_leaves_a_directory_alone(void **state) {
    (void)state;
    struct rlimit old;
    getrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_IGN);
    put("a", "old");
    for (rlim_t k = 0; k < 20; k++) {
        sf_error error = {0};
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){k, old.rlim_max});
        sf_sink *sink = sf_sink_directory(".", 100, &error);
        sf_sink_next(sink, SHEAF_STR("a"));
        sf_sink_next(sink, SHEAF_STR("b"));
        write_text(sink, "twenty bytes of text");
        sheaf_status status = sf_sink_commit(sink);
        sf_sink_free(sink);
        setrlimit(RLIMIT_FSIZE, &old);
        assert_int_equal(status, SHEAF_IO);
        holds("a", "old");
        assert_int_equal(entries(), 1);
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

static int gather_once(void) {
    sf_error error = {0};
    sf_sink *sink = gathered(&error);
    int worked = sink && sf_sink_commit(sink) == SHEAF_OK;
    sf_sink_free(sink);
    if (worked) {
        unlink("out/in/a");
        rmdir("out/in");
        rmdir("out");
    }
    assert_int_equal(entries(), 0);
    return worked;
}

static void every_allocation_of_a_directory_may_fail(void **state) {
    (void)state;
    assert_true(failing_sweep(gather_once) > 5);
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
        cmocka_unit_test_setup_teardown(two_names_of_one_file_are_refused, enter, leave),
        cmocka_unit_test_setup_teardown(a_directory_may_lead_to_a_device, enter, leave),
        cmocka_unit_test_setup_teardown(several_files_gather_in_a_directory, enter, leave),
        cmocka_unit_test_setup_teardown(one_file_does_not_gather, enter, leave),
        cmocka_unit_test_setup_teardown(directories_that_were_made_for_nothing_go, enter, leave),
        cmocka_unit_test_setup_teardown(a_file_where_a_directory_is_needed_is_named, enter, leave),
        cmocka_unit_test_setup_teardown(files_appear_together_or_not_at_all, enter, leave),
        cmocka_unit_test_setup_teardown(a_directory_replaces_files, enter, leave),
        cmocka_unit_test_setup_teardown(full_disk_leaves_a_directory_alone, enter, leave),
        cmocka_unit_test_setup_teardown(every_allocation_of_a_directory_may_fail, enter, leave),
        cmocka_unit_test_setup_teardown(reserve_lends_what_it_says, enter, leave),
        cmocka_unit_test_setup_teardown(more_than_lent_is_refused, enter, leave),
        cmocka_unit_test_setup_teardown(every_allocation_may_fail, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
