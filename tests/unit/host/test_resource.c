/* What `resource` lends of a plugin's own data: files and the names in a folder, below the folder that the manifest
 * names and nowhere else, in one order on every file system. */
#define _GNU_SOURCE
#include "cm.h"

#include "base/text.h"
#include "host/folder.h"
#include "host/job.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static sf_settings settings;
static sf_source source;
static sheaf_job job;
static sf_manifest manifest;
static char home[64];
static sf_arena arena;

/* A manifest in `home` that says this of its data. */
static void set_data(const char *line) {
    char path[128], text[256];
    snprintf(path, sizeof path, "%sown.sheaf", home);
    snprintf(text, sizeof text,
             "id = own\nkind = pass\nlibrary = own.so\nabi = 1.2\nversion = 1\n%s", line);
    assert_true(sf_manifest_parse(&manifest, path, sf_str_of(text), &arena));
    assert_null(manifest.info.problem);
}

static void write_file(const char *name, const char *text) {
    char path[256];
    snprintf(path, sizeof path, "%s%s", home, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void make_folder(const char *name) {
    char path[256];
    snprintf(path, sizeof path, "%s%s", home, name);
    assert_int_equal(mkdir(path, 0777), 0);
}

static int begin(void **state) {
    (void)state;
    strcpy(home, "resource-XXXXXX");
    if (!mkdtemp(home))
        return -1;
    strcat(home, "/");
    make_folder("own");
    make_folder("shared");
    make_folder("shared/forms");
    set_data("");
    sf_settings_init(&settings);
    sf_source_lend(&source, SHEAF_STR("x"), SHEAF_STR("x"));
    sf_job_init(&job, &settings, &source, NULL);
    job.running = &manifest;
    return 0;
}

static int drop(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static int end(void **state) {
    (void)state;
    sf_job_done(&job);
    sf_settings_done(&settings);
    sf_manifest_done(&manifest);
    sf_arena_done(&arena);
    return nftw(home, drop, 8, FTW_DEPTH | FTW_PHYS);
}

static void assert_lent(const char *name, const char *expected) {
    sheaf_str bytes;
    assert_int_equal(sf_host.resource(&job, sf_str_of(name), &bytes), expected != NULL);
    assert_true(sf_str_equal(bytes, sf_str_of(expected)));
}

static void data_stand_in_the_folder_of_the_id_or_of_data(void **state) {
    (void)state;
    write_file("own/a.json", "own");
    write_file("shared/forms/b.json", "shared");
    assert_lent("a.json", "own");
    assert_lent("forms/b.json", NULL);
    set_data("data = shared\n");
    assert_lent("a.json", NULL);
    assert_lent("forms/b.json", "shared");
    assert_int_equal(job.error.status, SHEAF_OK);
}

static void names_of_a_folder_are_sorted(void **state) {
    (void)state;
    set_data("data = shared\n");
    write_file("shared/forms/b.json", "1");
    write_file("shared/forms/a.json", "1");
    write_file("shared/forms/\xe4\xb8\x80.json", "1");
    write_file("shared/forms/B.json", "1");
    assert_lent("forms/", "B.json\na.json\nb.json\n\xe4\xb8\x80.json\n");
    write_file("shared/forms/c.json", "1");
    assert_lent("forms/", "B.json\na.json\nb.json\n\xe4\xb8\x80.json\n"); /* lent once a job */
}

static void only_plain_names_are_listed(void **state) {
    (void)state;
    set_data("data = shared\n");
    make_folder("shared/forms/folder");
    write_file("shared/forms/.hidden", "1");
    write_file("shared/forms/two\nlines", "1");
    write_file("shared/forms/red\x1b[31m", "1");
    write_file("shared/forms/\xff\xfe.json", "1");
    write_file("shared/forms/good one.json", "1");
    assert_lent("forms/", "good one.json\n");
}

static void what_is_no_folder_inside_is_not_found(void **state) {
    (void)state;
    set_data("data = shared\n");
    write_file("shared/file", "1");
    write_file("shared/forms/a.json", "1");
    static const char *const absent[] = {"none/",      "file/", "/",         "",        "..//",
                                         "../",        "./",    "forms/../", "forms//", "/forms/",
                                         "../shared/", ".x/",   "forms/./",  "//"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_lent(absent[i], NULL);
    assert_int_equal(job.error.status, SHEAF_OK);
}

static void an_empty_folder_is_there(void **state) {
    (void)state;
    set_data("data = shared\n");
    assert_lent("forms/", "");
}

static void what_cannot_be_read_is_a_failure(void **state) {
    (void)state;
    char path[128];
    sheaf_str bytes;
    if (geteuid() == 0)
        skip();
    set_data("data = shared\n");
    snprintf(path, sizeof path, "%sshared/forms", home);
    assert_int_equal(chmod(path, 0), 0);
    assert_int_equal(sf_host.resource(&job, SHEAF_STR("forms/"), &bytes), 0);
    assert_int_equal(job.error.status, SHEAF_IO);
    assert_non_null(strstr(job.error.message, "shared/forms"));
    chmod(path, 0777);
}

static void a_folder_that_is_gone_is_named(void **state) {
    (void)state;
    sf_error error = {0};
    sf_source made;
    assert_int_equal(sf_folder_list(&made, "resource-none/", &error), SHEAF_IO);
    assert_non_null(strstr(error.message, "resource-none/"));
}

static void a_folder_has_a_bound(void **state) {
    (void)state;
    set_data("data = shared\n");
    write_file("shared/forms/first", "");
    char from[128], to[128];
    snprintf(from, sizeof from, "%sshared/forms/first", home);
    for (int i = 0; i < SF_FOLDER_MOST; i++) {
        snprintf(to, sizeof to, "%sshared/forms/%d", home, i);
        if (link(from, to) != 0)
            write_file(to + strlen(home), ""); /* few links to one file */
    }
    sheaf_str bytes;
    assert_int_equal(sf_host.resource(&job, SHEAF_STR("forms/"), &bytes), 0);
    assert_int_equal(job.error.status, SHEAF_LIMIT);
    assert_non_null(strstr(job.error.message, "65536"));
}

#define BOTH(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        BOTH(data_stand_in_the_folder_of_the_id_or_of_data),
        BOTH(names_of_a_folder_are_sorted),
        BOTH(only_plain_names_are_listed),
        BOTH(what_is_no_folder_inside_is_not_found),
        BOTH(an_empty_folder_is_there),
        BOTH(what_cannot_be_read_is_a_failure),
        cmocka_unit_test(a_folder_that_is_gone_is_named),
        BOTH(a_folder_has_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
