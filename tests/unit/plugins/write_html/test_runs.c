/* Inline runs: links that may be followed and links that may not, overlaps of all kinds, and a thousand random sets of
 * runs, whose elements must nest and whose text must come out as it went in. */
#include "desk.h"

static char *page_of(const char *text, sheaf_run *runs, uint32_t count, uint32_t notes) {
    sheaf_node nodes[] = {
        {.kind = SHEAF_DOCUMENT, .end = 3, .parent = SHEAF_NONE},
        {.kind = SHEAF_PARAGRAPH, .end = 2, .payload = SHEAF_NONE, .text = {text, strlen(text)}},
        {.kind = SHEAF_FOOTNOTE, .end = 3, .payload = 0, .text = TEXT("note")}};
    sheaf_heading headings[] = {{0, TEXT("*")}};
    sheaf_document document = {.complete = 1, .headings = ARRAY_OF(headings)};
    document.nodes = (sheaf_array){nodes, 2 + notes, sizeof *nodes};
    document.runs = (sheaf_array){runs, count, sizeof *runs};
    nodes[0].end = document.nodes.count;
    for (uint32_t i = 0; i < count; i++)
        if (runs[i].target.ptr == NULL)
            runs[i].target = SHEAF_STR("");
    return desk_main(&document);
}

static void check_runs(const char *text, sheaf_run *runs, uint32_t count, const char *expected) {
    char *page = page_of(text, runs, count, 0);
    assert_string_equal(page, expected);
    free(page);
}

static void nested_and_overlapping(void **state) {
    (void)state;
    sheaf_run nested[] = {{1, SHEAF_RUN_STRONG, 0, 6, TEXT("")},
                          {1, SHEAF_RUN_EMPHASIS, 2, 2, TEXT("")}};
    check_runs("abcdef", nested, 2, "\n<p><strong>ab<em>cd</em>ef</strong></p>\n");
    sheaf_run crossed[] = {{1, SHEAF_RUN_EMPHASIS, 0, 4, TEXT("")},
                           {1, SHEAF_RUN_STRONG, 2, 4, TEXT("")}};
    check_runs("abcdef", crossed, 2, "\n<p><em>ab</em><strong><em>cd</em>ef</strong></p>\n");
    sheaf_run same[] = {{1, SHEAF_RUN_CODE, 0, 3, TEXT("")}, {1, SHEAF_RUN_CODE, 1, 4, TEXT("")}};
    check_runs("abcdef", same, 2, "\n<p><code>abc</code><code>de</code>f</p>\n");
    sheaf_run others[] = {
        {1, SHEAF_RUN_INSERTED, 0, 1, TEXT("")},  {1, SHEAF_RUN_DELETED, 1, 1, TEXT("")},
        {1, SHEAF_RUN_STRUCK, 2, 1, TEXT("")},    {1, SHEAF_RUN_SUPERSCRIPT, 3, 1, TEXT("")},
        {1, SHEAF_RUN_SUBSCRIPT, 4, 1, TEXT("")}, {1, 77, 5, 1, TEXT("")}};
    check_runs("abcdef", others, 6,
               "\n<p><ins>a</ins><del>b</del><s>c</s><sup>d</sup><sub>e</sub>f</p>\n");
}

static void characters_are_raised_once(void **state) {
    (void)state;
    sheaf_run raised[] = {{1, SHEAF_RUN_STRONG, 0, 9, TEXT("")},
                          {1, SHEAF_RUN_SUPERSCRIPT, 2, 4, TEXT("")},
                          {1, SHEAF_RUN_SUBSCRIPT, 6, 3, TEXT("")}};
    check_runs("12(¹)₂", raised, 3, "\n<p><strong>12(¹)₂</strong></p>\n");
    sheaf_run plain[] = {{1, SHEAF_RUN_SUPERSCRIPT, 1, 2, TEXT("")},
                         {1, SHEAF_RUN_SUBSCRIPT, 3, 3, TEXT("")}};
    check_runs("xß€", plain, 2, "\n<p>x<sup>ß</sup><sub>€</sub></p>\n");
}

static void ruby_keeps_its_reading(void **state) {
    (void)state;
    sheaf_run ruby[] = {{1, SHEAF_RUN_RUBY, 0, 3, TEXT("zhōng<")}};
    check_runs("中x", ruby, 1, "\n<p><ruby>中<rp>(</rp><rt>zhōng&lt;</rt><rp>)</rp></ruby>x</p>\n");
    sheaf_run inner[] = {{1, SHEAF_RUN_RUBY, 0, 4, TEXT("o")},
                         {1, SHEAF_RUN_RUBY, 1, 1, TEXT("i")}};
    check_runs(
        "abcd", inner, 2,
        "\n<p><ruby>a<span class=\"rt\">(i)</span>bcd<rp>(</rp><rt>o</rt><rp>)</rp></ruby></p>\n");
}

static void links_that_may_be_followed(void **state) {
    (void)state;
    static const struct {
        sheaf_str target;
        const char *href;
    } cases[] = {
        {TEXT("http://a.example/x?y=1&z=\"#f"), "http://a.example/x?y=1&amp;z=%22#f"},
        {TEXT("HTTPS://A.example:8080"), "https://A.example:8080"},
        {TEXT("https://192.0.2.1/%20%zz#a#b"), "https://192.0.2.1/%20%25zz#a%23b"},
        {TEXT("http://a.example/中 <"), "http://a.example/%E4%B8%AD%20%3C"},
        {TEXT("mailto:a@b.example"), "mailto:a@b.example"},
    };
    for (size_t i = 0; i < HTML_COUNT(cases); i++) {
        char expected[256];
        sheaf_run runs[] = {{1, SHEAF_RUN_LINK, 0, 1, cases[i].target}};
        snprintf(expected, sizeof expected, "\n<p><a href=\"%s\" rel=\"noreferrer\">t</a></p>\n",
                 cases[i].href);
        check_runs("t", runs, 1, expected);
    }
}

static void links_that_may_not(void **state) {
    (void)state;
    static const sheaf_str targets[] = {TEXT("javascript:alert(1)"),
                                        TEXT(" javascript:alert(1)"),
                                        TEXT("java\nscript:x"),
                                        TEXT("data:text/html,x"),
                                        TEXT("file:///x"),
                                        TEXT("http:a"),
                                        TEXT("http://"),
                                        TEXT("http:///x"),
                                        TEXT("http://u@h.example/"),
                                        TEXT("http://a..b/"),
                                        TEXT("http://-a.b/"),
                                        TEXT("http://xn--zzzzz/"),
                                        TEXT("http://1.2.3.4.5/"),
                                        TEXT("http://256.1.1.1/"),
                                        TEXT("http://a.1"),
                                        TEXT("http://a:99999/"),
                                        TEXT("http://a:/"),
                                        TEXT("http://[::1]/"),
                                        TEXT("http://a b/"),
                                        TEXT("http://中.example/"),
                                        TEXT("#absent"),
                                        TEXT("mailto:"),
                                        TEXT(""),
                                        TEXT("//a.example"),
                                        TEXT("vbscript:x"),
                                        TEXT("http://a\\@b/"),
                                        TEXT("http://a\0b/")};
    for (size_t i = 0; i < HTML_COUNT(targets); i++) {
        sheaf_run runs[] = {{1, SHEAF_RUN_LINK, 0, 1, targets[i]}};
        char *page = page_of("t", runs, 1, 0);
        if (strstr(page, "href") != NULL)
            fail_msg("followed: %s", page);
        free(page);
    }
}

/* A link around nothing but white space could not be seen, nor read out. */
static void blank_links_are_none(void **state) {
    (void)state;
    sheaf_run runs[] = {{1, SHEAF_RUN_LINK, 1, 1, TEXT("http://a.example")},
                        {1, SHEAF_RUN_LINK, 2, 2, TEXT("http://a.example")},
                        {1, SHEAF_RUN_RUBY, 2, 1, TEXT("r")}};
    check_runs("a b c", runs, 3,
               "\n<p>a <ruby><a href=\"http://a.example\" rel=\"noreferrer\">b</a>"
               "<rp>(</rp><rt>r</rt><rp>)</rp></ruby> c</p>\n");
}

static void bookmarks_lead_somewhere(void **state) {
    (void)state;
    sheaf_run runs[] = {{1, SHEAF_RUN_LINK, 0, 1, TEXT("#a b\"")},
                        {1, SHEAF_RUN_BOOKMARK, 1, 0, TEXT("a b\"")},
                        {1, SHEAF_RUN_BOOKMARK, 1, 0, TEXT("a b\"")}};
    check_runs("tu", runs, 3,
               "\n<p><a href=\"#b1\" rel=\"noreferrer\">t</a><span id=\"b1\"></span>"
               "<span id=\"b2\"></span>u</p>\n");
}

static void notes_lead_both_ways(void **state) {
    (void)state;
    sheaf_run runs[] = {{1, SHEAF_RUN_NOTE, 1, 1, TEXT("2")},
                        {1, SHEAF_RUN_STRONG, 1, 1, TEXT("")},
                        {1, SHEAF_RUN_NOTE, 2, 0, TEXT("2")},
                        {1, SHEAF_RUN_NOTE, 2, 1, TEXT("9")}};
    char *page = page_of("t1x", runs, 4, 1);
    assert_non_null(strstr(
        page, "t<sup class=\"note\" id=\"x0\"><a href=\"#n2\"><strong>1</strong></a></sup>"));
    assert_non_null(strstr(page, "<sup class=\"note bare\" id=\"x2\"><a href=\"#n2\">*</a></sup>"));
    assert_non_null(strstr(page, "<sup class=\"note\" id=\"x3\">x</sup>"));
    assert_non_null(strstr(page, "<div id=\"n2\" class=\"footnote\" role=\"note\">"));
    assert_non_null(strstr(page, "class=\"back\" href=\"#x0\""));
    assert_non_null(strstr(page, "class=\"back\" href=\"#x2\""));
    assert_null(strstr(page, "#x3"));
    free(page);
}

/* ------------------------------------------------------------------------------------- random -- */

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static int compare_runs(const void *left, const void *right) {
    const sheaf_run *a = left;
    const sheaf_run *b = right;
    return (a->start > b->start) - (a->start < b->start);
}

static void random_runs_nest(void **state) {
    (void)state;
    static const char text[] = "the quick <brown> fox & the lazy dog";
    for (uint32_t seed = 1, round = 0; round < 1000; round++) {
        sheaf_run runs[40];
        uint32_t count = next_random(&seed) % HTML_COUNT(runs);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t start = next_random(&seed) % sizeof text;
            runs[i] =
                (sheaf_run){1, 1 + next_random(&seed) % 13, start, 0, TEXT("http://a.example/")};
            runs[i].length = next_random(&seed) % (uint32_t)(sizeof text - start);
            if (runs[i].kind == SHEAF_RUN_RUBY || runs[i].kind == SHEAF_RUN_NOTE)
                runs[i].kind = SHEAF_RUN_BOOKMARK;
        }
        qsort(runs, count, sizeof *runs, compare_runs);
        char *page = page_of(text, runs, count, 0);
        char *plain = desk_plain(page);
        assert_true(desk_nests(page));
        assert_memory_equal(plain + 1, text, sizeof text - 1);
        free(plain);
        free(page);
    }
}

/* The output of runs that all overlap grows with their number, not with its square. */
static void overlaps_are_not_quadratic(void **state) {
    (void)state;
    enum { MANY = 2000 };
    static char text[2 * MANY + 1];
    static sheaf_run runs[MANY];
    memset(text, 'a', sizeof text - 1);
    for (uint32_t i = 0; i < MANY; i++)
        runs[i] = (sheaf_run){1, 1 + i % 8, i, MANY, TEXT("http://a.example/")};
    char *page = page_of(text, runs, MANY, 0);
    assert_true(strlen(page) < (size_t)MANY * 400);
    free(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nested_and_overlapping),     cmocka_unit_test(characters_are_raised_once),
        cmocka_unit_test(nested_and_overlapping),     cmocka_unit_test(ruby_keeps_its_reading),
        cmocka_unit_test(links_that_may_be_followed), cmocka_unit_test(links_that_may_not),
        cmocka_unit_test(blank_links_are_none),       cmocka_unit_test(bookmarks_lead_somewhere),
        cmocka_unit_test(notes_lead_both_ways),       cmocka_unit_test(random_runs_nest),
        cmocka_unit_test(overlaps_are_not_quadratic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
