/* What programs put before, between and behind all lines changes nothing that is read: a text with such marks has the
 * outline of the same text without them, every piece at its bytes, and no character lost. */
#include "cm.h"
#include "recorder.h"

#include <stdio.h>
#include <string.h>

static const char *const texts[] = {
    /* rows with tabs */
    "Report of the town\n\nOne. Two things were done here.\n\nlabel\tmade\tkept\nfirst "
    "row\t1\t20\nsecond row\t\t4\n\nAll of it is true.\n\n1. Scope\n\nThis text is short.\n\n"
    "2. Terms\n\nThis one is, too.\n\nlabel\tmade\tkept\nfirst\t1\t2\nlast\t1\t3\n",
    /* bars, with a rule */
    "# Report\n\nOne thing was done here.\n\n| label | made |\n|---|---|\n| first | 1 |\n"
    "| second | 20 |\n| third | 3 |\n\n## Scope\n\nThis text is short.\n\n## Terms\n\nThis "
    "one is, too.\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n",
    /* commas */
    "Report of the town\n\nOne thing was done here.\n\nlabel,made,kept\nfirst,1,20\nsecond,,4\n"
    "third,\"1,204\",5\n\n1. Scope\n\nThis text is short.\n\n2. Terms\n\nThis one is, "
    "too.\n\nlabel,made,kept\nfirst,1,20\nsecond,,4\nthird,7,5\n",
    /* a cell a line */
    "Report of the town\n\nOne thing was done here.\n\n\tlabel\n\tmade\n\tkept\n\n\tfirst\n\t1\n"
    "\t20\n\n\tsecond\n\t\n\t4\n\n1. Scope\n\nThis text is short.\n\n2. Terms\n\nThis one is, "
    "too.\n",
    /* columns that stand below each other, and a grid */
    "Report of the town\n\nOne thing was done here.\n\n  label        made    kept\n  first        "
    "  1      20\n  second         2       4\n  third          7    1204\n\n1. Scope\n\nThis text "
    "is short.\n\n+---+----+\n| a | b  |\n+---+----+\n| 1 | 22 |\n+---+----+\n\nThe end is "
    "here.\n"};

typedef struct margin_case {
    const char *name;
    const char *front; /* %u is the line's number */
    const char *behind;
} margin_case;

static const margin_case cases[] = {{"quoted", "> ", ""},
                                    {"quoted without a space", ">", ""},
                                    {"quoted twice", "> > ", ""},
                                    {"numbers flush right and a tab", "%6u\t", ""},
                                    {"numbers and a colon", "%u: ", ""},
                                    {"numbers and a colon alone", "%u:", ""},
                                    {"numbers and spaces", "%3u  ", ""},
                                    {"numbers and a bar", "%u|", ""},
                                    {"numbers with a letter", "L%u ", ""},
                                    {"quoted numbers", "> %2u: ", ""},
                                    {"numbered quotes", "%4u\t> ", ""},
                                    {"blank lines behind all", "", "\n"},
                                    {"spaces at the ends", "", "  "}};

/* Each line of `text` with what the case puts around it. */
static size_t surround(const char *text, const margin_case *c, char *out, size_t room) {
    size_t used = 0;
    unsigned number = 1;
    for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
        char front[64];
        snprintf(front, sizeof front, c->front, number++);
        int n = snprintf(out + used, room - used, "%s%.*s%s\n", front, (int)(end - text), text,
                         c->behind);
        assert_true(n > 0 && (size_t)n < room - used);
        used += (size_t)n;
    }
    return used;
}

static void check(const char *name, const char *text, size_t length, const char *expected) {
    recorder r = {.bytes = {text, length}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    if (strcmp(recorder_outline(&r), expected) != 0)
        print_message("%s\n%.*s\n", name, (int)length, text);
    assert_string_equal(recorder_outline(&r), expected);
    assert_int_equal(recorder_wrong_origin(&r), SHEAF_NONE);
    assert_int_equal(r.account.characters, recorder_characters(&r) + r.dropped_characters);
    assert_int_equal(r.account.digits, recorder_digits(&r) + r.dropped_digits);
    recorder_done(&r);
}

static void marks_of_all_lines_change_nothing(void **state) {
    (void)state;
    static char text[20000], expected[20000];
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        recorder r = {.bytes = {texts[t], strlen(texts[t])}};
        assert_int_equal(recorder_run(&r), SHEAF_OK);
        snprintf(expected, sizeof expected, "%s", recorder_outline(&r));
        recorder_done(&r);
        for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
            check(cases[c].name, text, surround(texts[t], &cases[c], text, sizeof text), expected);
    }
}

/* Tabs at the ends part nothing where no other tab stands: in all texts but those whose cells they part. */
static void tabs_at_all_ends_change_nothing(void **state) {
    (void)state;
    static char text[20000], expected[20000];
    static const margin_case tab = {"a tab at the ends", "", " \t"};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        if (strchr(texts[t], '\t'))
            continue;
        recorder r = {.bytes = {texts[t], strlen(texts[t])}};
        assert_int_equal(recorder_run(&r), SHEAF_OK);
        snprintf(expected, sizeof expected, "%s", recorder_outline(&r));
        recorder_done(&r);
        check(tab.name, text, surround(texts[t], &tab, text, sizeof text), expected);
    }
}

/* A mail: its head above what it quotes, its end below. */
static void a_mail_may_say_something_around_it(void **state) {
    (void)state;
    static const char text[] =
        "From: a@b.cn\nSubject: report\n\nDear all, see below.\n\n> label\tmade\tkept\n> a\t1\t2\n"
        "> b\t1\t2\n> c\t1\t2\n> d\t1\t2\n> e\t1\t2\n> f\t1\t2\n> g\t1\t2\n> h\t1\t2\n> i\t1\t2\n"
        "> j\t1\t2\n> k\t1\t2\n> l\t1\t2\n> m\t1\t2\n> n\t1\t2\n\n-- \nA clerk\n";
    recorder r = {.bytes = {text, sizeof text - 1}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_non_null(strstr(recorder_outline(&r), "cell 14,2 2"));
    assert_null(strstr(recorder_outline(&r), "quote"));
    assert_int_equal(recorder_wrong_origin(&r), SHEAF_NONE);
    recorder_done(&r);
}

/* What an author writes stays: a quote among paragraphs, rows that are numbered, a list, tables that a blank line
 * parts, and one cell a line. */
static void what_an_author_writes_stays(void **state) {
    (void)state;
    static const struct {
        const char *name, *text, *holds;
    } kept[] = {
        {"a quote", "One.\n\n> It was said.\n> And heard.\n\nTwo.\n\nThree.\n\nFour.\n", "quote"},
        {"numbered rows",
         "1\ta\t5\n2\tb\t5\n3\tc\t5\n4\td\t5\n5\te\t5\n6\tf\t5\n7\tg\t5\n8\th\t5\n9\ti\t5\n10\tj\t5"
         "\n"
         "11\tk\t5\n12\tl\t5\n13\tm\t5\n",
         "cell 12,0 13"},
        {"items",
         "1: a b\n2: b c\n3: c d\n4: d e\n5: e f\n6: f g\n7: g h\n8: h i\n9: i j\n10: j k\n"
         "11: k l\n12: l m\n13: m n\n",
         "13: m n"},
        {"numbers and nothing else", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13 a\n14\n", "12"},
        {"numbers alone", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n", "13"},
        {"numbers, and few words beside", "1 a\n2\n3\n4\n5 b\n6\n7\n8\n9\n10 c\n11\n12\n13\n14\n",
         "10 c"},
        {"two tables", "| a | b |\n|---|---|\n| 1 | 2 |\n\n| c | d |\n|---|---|\n| 3 | 4 |\n",
         "cell 0,0 c"}};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        recorder r = {.bytes = {kept[i].text, strlen(kept[i].text)}};
        assert_int_equal(recorder_run(&r), SHEAF_OK);
        if (!strstr(recorder_outline(&r), kept[i].holds))
            print_message("%s\n%s\n", kept[i].name, recorder_outline(&r));
        assert_non_null(strstr(recorder_outline(&r), kept[i].holds));
        recorder_done(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(marks_of_all_lines_change_nothing),
                                       cmocka_unit_test(tabs_at_all_ends_change_nothing),
                                       cmocka_unit_test(a_mail_may_say_something_around_it),
                                       cmocka_unit_test(what_an_author_writes_stays)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
