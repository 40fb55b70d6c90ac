// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* Manifests: one that says everything, a table of mistakes with their sentences, every prefix of a good
 * one, every allocation failing. */
#include "cm.h"

#include "base/text.h"
#include "failing_malloc.h"
#include "host/manifest.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static const char whole[] = "# comment\n"
                            "id = sample\n"
                            "kind = reader\n"
                            "library = sample.so\r\n"
                            "abi = 1.0\n"
                            "version = 0.1\n"
                            "format = sample\n"
                            "media-type = text/x-sample\n"
                            "extension = smp SAM\n"
                            "magic = 0:534d50 4-6:??ff\n"
                            "rank = -5\n"
                            "caps = serial isolate\n"
                            "processed = yes\n"
                            "licence = MIT\n"
                            "about = Reads samples\n"
                            "anchor = \xe4\xb8\xbb\xe5\x8a\xa8\n"
                            "option = mode | fast | fast or slow\n"
                            "limit = stall 12s\n"
                            "data = forms-1\n"
                            "option = depth |  | how deep";

static sf_manifest manifest;
static sf_arena arena;

static int parse(const char *text, size_t length) {
    return sf_manifest_parse(&manifest, "dir/sample.sheaf", (sheaf_str){text, length}, &arena);
}

static void forget(void) {
    sf_manifest_done(&manifest);
    sf_arena_done(&arena);
}

static void whole_manifest_is_read(void **state) {
    (void)state;
    assert_true(parse(whole, sizeof whole - 1));
    assert_null(manifest.info.problem);
    assert_string_equal(manifest.info.id, "sample");
    assert_string_equal(manifest.info.library, "dir/sample.so");
    assert_string_equal(manifest.info.manifest, "dir/sample.sheaf");
    assert_int_equal(manifest.info.rank, -5);
    assert_int_equal(manifest.info.caps, SHEAF_CAP_SERIAL | SHEAF_CAP_ISOLATE);
    assert_int_equal(manifest.info.processed, 1);
    assert_int_equal(manifest.info.stall, 12000);
    assert_string_equal(manifest.info.data, "dir/forms-1/");
    assert_int_equal(manifest.info.option_count, 2);
    assert_string_equal(manifest.info.options[0].standard, "fast");
    assert_string_equal(manifest.info.options[1].standard, "");
    assert_string_equal(manifest.info.options[1].help, "how deep");
    assert_int_equal(manifest.anchors.count, 1);
    assert_true(sf_manifest_has_extension(&manifest, SHEAF_STR("a.b.Smp")));
    assert_true(sf_manifest_has_extension(&manifest, SHEAF_STR("a.sam")));
    assert_false(sf_manifest_has_extension(&manifest, SHEAF_STR("sam")));
    assert_false(sf_manifest_has_extension(&manifest, SHEAF_STR("a.txt")));
    assert_true(sf_manifest_may_read(&manifest, SHEAF_STR("SMP")));
    assert_true(sf_manifest_may_read(&manifest, SHEAF_STR("......x\xff")));
    assert_false(sf_manifest_may_read(&manifest, SHEAF_STR(".......x\xff")));
    assert_false(sf_manifest_may_read(&manifest, SHEAF_STR("SM")));
    assert_false(sf_manifest_may_read(&manifest, SHEAF_STR("")));
    forget();
}

static const struct {
    const char *line;     /* takes the place of, or stands behind, the rest */
    const char *sentence; /* has to be in the problem */
} mistakes[] = {
    {"kind = raeder\n", "sample.sheaf:3: the kind is \"raeder\"; expected reader, writer or pass"},
    {"library = ../x.so\n", "the library is \"../x.so\""},
    {"library = /etc/x.so\n", "a bare file name"},
    {"abi = 2.0\n", "needs ABI \"2.0\"; expected at most 1."},
    {"abi = 1\n", "the abi is \"1\""},
    {"abi = 1.99999999999\n", "the abi is"},
    {"id = Sample\n", "the id is \"Sample\""},
    {"rank = high\n", "the rank is \"high\""},
    {"caps = isolated\n", "a cap is \"isolated\""},
    {"processed = maybe\n", "processed is \"maybe\"; expected yes or no"},
    {"magic = 0:5\n", "a magic is \"0:5\""},
    {"magic = x:50\n", "a magic is"},
    {"magic = 9-3:50\n", "a magic is"},
    {"magic = 99999999:50\n", "a magic is"},
    {"option = a b | c | d\n", "the option is"},
    {"option = a | b\n", "NAME | DEFAULT | HELP"},
    {"data = ../x\n", "the data folder is \"../x\""},
    {"data =\n", "the data folder is \"\""},
    {"data = a\ndata = a\n", "given twice: \"data\""},
    {"limit = stall\n", "the limit is \"stall\"; expected NAME VALUE"},
    {"limit = stall soon\n", "the limit is \"stall soon\""},
    {"limit = stall 0\n", "the limit is \"stall 0\""},
    {"limit = stall 2000h\n", "the limit is \"stall 2000h\""},
    {"limit = memory 1M\n", "the limit is \"memory 1M\"; expected NAME VALUE once, such as stall"},
    {"limit = stall 1s\nlimit = stall 1s\ncaps = isolate\n", "the limit is \"stall 1s\""},
    {"limit = stall 1s\n", "a limit is stated, but missing is the cap \"isolate\""},
    {"fromat = x\n", "expected format, perhaps"},
    {"nonsense\n", "the line is \"nonsense\""},
};

static const char *const least[] = {"id = a\n",    "kind = reader\n", "library = a.so\n",
                                    "abi = 1.0\n", "version = 1\n",   "format = a\n"};

/* The least manifest, with one line replaced by a mistake of the same key, or the mistake added. */
static void make(char *out, const char *line) {
    size_t key = strcspn(line, " ");
    int replaced = 0;
    strcpy(out, "# least\n");
    for (size_t i = 0; i < 6; i++) {
        int same = strncmp(least[i], line, key + 1) == 0;
        strcat(out, same ? line : least[i]);
        replaced += same;
    }
    if (!replaced)
        strcat(out, line);
}

static void mistakes_are_named(void **state) {
    (void)state;
    char text[512];
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        make(text, mistakes[i].line);
        assert_true(parse(text, strlen(text)));
        assert_non_null(manifest.info.problem);
        assert_true(
            sf_str_starts(sf_str_of(manifest.info.problem), SHEAF_STR("dir/sample.sheaf:")));
        if (!strstr(manifest.info.problem, mistakes[i].sentence))
            fail_msg("%s", manifest.info.problem);
        forget();
    }
}

static void missing_keys_are_named(void **state) {
    (void)state;
    for (size_t i = 0; i < 6; i++) {
        char text[256] = "";
        for (size_t k = 0; k < 6; k++)
            strcat(text, k == i ? "" : least[k]);
        assert_true(parse(text, strlen(text)));
        assert_non_null(manifest.info.problem);
        assert_non_null(strstr(manifest.info.problem, "a key is missing"));
        forget();
    }
}

static void every_prefix_is_survived(void **state) {
    (void)state;
    for (size_t length = 0; length < sizeof whole; length++) {
        assert_true(parse(whole, length));
        assert_non_null(manifest.info.id);
        forget();
    }
}

static void long_words_are_cut_between_characters(void **state) {
    (void)state;
    char line[128] = "";
    for (size_t i = 0; i < 40; i++)
        memcpy(line + 3 * i, "\xe4\xb8\xbb", 4);
    assert_true(parse(line, strlen(line)));
    sheaf_str problem = sf_str_of(manifest.info.problem);
    assert_int_equal(sf_utf8_valid(problem), problem.len);
    forget();
}

static void binary_is_a_problem(void **state) {
    (void)state;
    assert_true(parse("id = a\0b", 8));
    assert_non_null(manifest.info.problem);
    forget();
    assert_true(parse("about = \xff\n", 10));
    assert_non_null(manifest.info.problem);
    forget();
}

/* A manifest of that size, most of it a comment, read from a directory. */
static const char *problem_of_file(int folder, size_t bytes) {
    int file = openat(folder, "sample.sheaf", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, whole, sizeof whole - 1), (int)sizeof whole - 1);
    assert_int_equal(write(file, "\n#", 2), 2);
    for (size_t at = sizeof whole + 1; at < bytes; at++)
        assert_int_equal(write(file, "-", 1), 1);
    close(file);
    assert_true(sf_manifest_read(&manifest, folder, "dir/", "sample.sheaf", &arena));
    assert_string_equal(manifest.info.manifest, "dir/sample.sheaf");
    assert_true(sf_manifest_settle(&manifest, &arena));
    return manifest.info.problem;
}

static void files_of_any_size_are_read(void **state) {
    (void)state;
    char name[] = "manifests-XXXXXX";
    assert_non_null(mkdtemp(name));
    int folder = open(name, O_RDONLY | O_DIRECTORY);
    static const size_t sizes[] = {1000, 4095, 4096, 4097, 65535};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_null(problem_of_file(folder, sizes[i]));
        forget();
    }
    assert_non_null(strstr(problem_of_file(folder, 65536), "larger than 64 KiB"));
    forget();
    unlinkat(folder, "sample.sheaf", 0);
    assert_true(sf_manifest_read(&manifest, folder, "dir/", "sample.sheaf", &arena));
    assert_non_null(strstr(manifest.info.problem, "readable manifest"));
    forget();
    close(folder);
    rmdir(name);
}

static void read_text(const char *text) {
    char name[] = "manifests-XXXXXX";
    assert_non_null(mkdtemp(name));
    int folder = open(name, O_RDONLY | O_DIRECTORY);
    int file = openat(folder, "sample.sheaf", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_int_equal(write(file, text, strlen(text)), (int)strlen(text));
    close(file);
    assert_true(sf_manifest_read(&manifest, folder, "dir/", "sample.sheaf", &arena));
    unlinkat(folder, "sample.sheaf", 0);
    close(folder);
    rmdir(name);
}

/* Kind and id are known without a look at the rest, and what the rest says is known afterwards. */
static void plain_files_wait(void **state) {
    (void)state;
    read_text(whole);
    assert_non_null(manifest.unsettled.ptr);
    assert_int_equal(manifest.info.kind, SHEAF_READER);
    assert_true(sf_str_equal(manifest.said_id, SHEAF_STR("sample")));
    assert_true(sf_manifest_settle(&manifest, &arena));
    assert_null(manifest.unsettled.ptr);
    assert_null(manifest.info.problem);
    assert_int_equal(manifest.info.option_count, 2);
    assert_true(sf_manifest_settle(&manifest, &arena));
    assert_int_equal(manifest.info.option_count, 2);
    forget();
}

/* What is written otherwise, or late, or is no kind, is parsed at once; so is nothing that might be sound and other. */
static void other_files_are_parsed_at_once(void **state) {
    (void)state;
    read_text("id=a\nkind = reader\n");
    assert_null(manifest.unsettled.ptr);
    assert_string_equal(manifest.info.id, "a");
    forget();
    read_text("id = a\nkind = raeder\n");
    assert_null(manifest.unsettled.ptr);
    assert_non_null(manifest.info.problem);
    forget();
    read_text("id=b\nid = a\nkind = pass\nlibrary = a.so\nabi = 1.0\nversion = 1\n");
    assert_true(sf_manifest_settle(&manifest, &arena));
    assert_non_null(strstr(manifest.info.problem, "given twice: \"id\""));
    forget();
    read_text("kind=writer\nkind = pass\nid = a\nlibrary = a.so\nabi = 1.0\nversion = 1\n");
    assert_true(sf_manifest_settle(&manifest, &arena));
    assert_non_null(strstr(manifest.info.problem, "given twice: \"kind\""));
    forget();
}

static int parse_once(void) {
    int worked = parse(whole, sizeof whole - 1);
    forget();
    return worked;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    assert_true(failing_sweep(parse_once) > 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_manifest_is_read),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(missing_keys_are_named),
        cmocka_unit_test(every_prefix_is_survived),
        cmocka_unit_test(long_words_are_cut_between_characters),
        cmocka_unit_test(binary_is_a_problem),
        cmocka_unit_test(files_of_any_size_are_read),
        cmocka_unit_test(plain_files_wait),
        cmocka_unit_test(other_files_are_parsed_at_once),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
