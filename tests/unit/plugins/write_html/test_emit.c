/* Escaping, numbers, base 64 and places: the exact bytes of each, in room of every size. */
#include "desk.h"

typedef struct escape_case {
    sheaf_str text;
    html_breaks breaks;
    const char *expected;
} escape_case;

#define FFFD "\xEF\xBF\xBD"

static const escape_case escapes[] = {
    {TEXT("plain 中文"), HTML_BR, "plain 中文"},
    {TEXT("<script>&\"'"), HTML_BR, "&lt;script&gt;&amp;&quot;'"},
    {TEXT("--> ]]> </style"), HTML_BR, "--&gt; ]]&gt; &lt;/style"},
    {TEXT("a\nb\r\nc\rd"), HTML_BR, "a<br>b<br>c<br>d"},
    {TEXT("a\nb\r\nc"), HTML_RAW, "a\nb\nc"},
    {TEXT("a\nb\tc"), HTML_BLANK, "a b\tc"},
    {TEXT("\0\x01\x08\x0B\x0C\x1F\x7F"), HTML_BR, FFFD FFFD FFFD FFFD "\x0C" FFFD FFFD},
    {TEXT("\xC2\x80\xC2\x9F\xC2\xA0\xC3\xA9"), HTML_BR, FFFD FFFD "\xC2\xA0\xC3\xA9"},
    {TEXT("\xE2\x80\xAE"
          "12\xE2\x80\xAC\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\x8F\xE2\x82\xAC"),
     HTML_BR, FFFD "12" FFFD FFFD FFFD "\xE2\x80\x8F\xE2\x82\xAC"},
    {TEXT("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xB7\x90\xEF\xB7\xAF\xEF\xB7\xB0\xEF\xBC\x91"), HTML_BR,
     FFFD FFFD FFFD FFFD "\xEF\xB7\xB0\xEF\xBC\x91"},
    {TEXT("\xF0\x9F\xBF\xBE\xF4\x8F\xBF\xBF\xF0\xA0\x80\x80"), HTML_BR,
     FFFD FFFD "\xF0\xA0\x80\x80"},
};

static void check_text(const escape_case *c, size_t room) {
    sheaf_job job = {.room = room};
    html_out out = desk_out(&job);
    html_text(&out, c->text, c->breaks);
    html_flush(&out);
    assert_string_equal(desk_text(&job), c->expected);
    desk_clear(&job);
}

static void every_escape_in_every_room(void **state) {
    (void)state;
    for (size_t i = 0; i < HTML_COUNT(escapes); i++)
        for (size_t room = 0; room < 40; room++)
            check_text(&escapes[i], room);
}

static void numbers(void **state) {
    (void)state;
    static const struct {
        sheaf_decimal value;
        const char *expected;
    } cases[] = {{{0, 0}, "0"},
                 {{-5, 0}, "-5"},
                 {{91250, 2}, "912.50"},
                 {{-5, 3}, "-0.005"},
                 {{INT64_MIN, 0}, "-9223372036854775808"},
                 {{INT64_MAX, 18}, "9.223372036854775807"},
                 {{7, 4000000000}, "7e-4000000000"}};
    for (size_t i = 0; i < HTML_COUNT(cases); i++) {
        sheaf_job job = {.room = 3};
        html_out out = desk_out(&job);
        html_decimal(&out, cases[i].value);
        html_flush(&out);
        assert_string_equal(desk_text(&job), cases[i].expected);
        desk_clear(&job);
    }
}

static void base_64(void **state) {
    (void)state;
    static const struct {
        sheaf_str bytes;
        const char *expected;
    } cases[] = {
        {TEXT(""), ""},        {TEXT("f"), "Zg=="},        {TEXT("fo"), "Zm8="},
        {TEXT("foo"), "Zm9v"}, {TEXT("foob"), "Zm9vYg=="}, {TEXT("\0\xFF\xFE\xFB"), "AP/++w=="}};
    for (size_t i = 0; i < HTML_COUNT(cases); i++) {
        sheaf_job job = {.room = 5};
        html_out out = desk_out(&job);
        html_base64(&out, cases[i].bytes);
        html_flush(&out);
        assert_string_equal(desk_text(&job), cases[i].expected);
        desk_clear(&job);
    }
}

static void places(void **state) {
    (void)state;
    static const sheaf_str parts[] = {TEXT("word/a&b.xml")};
    static const sheaf_document document = {.parts = ARRAY_OF(parts)};
    static const struct {
        sheaf_origin origin;
        const char *expected;
    } cases[] = {
        {{SHEAF_AT_BYTES, 12, .at.bytes = {340, 6}}, "line 12, bytes 340-345"},
        {{SHEAF_AT_BYTES, 0, .at.bytes = {0, 1}}, "byte 0"},
        {{SHEAF_AT_PAGE, 3, .at.box = {71.6f, 139.5f, 1, 2}}, "page 3 (72,140)"},
        {{SHEAF_AT_PAGE, 3, .at.box = {-0.9f, 1e30f, 1, 2}}, "page 3 (-1,0)"},
        {{SHEAF_AT_PART, 0, .at.path = TEXT("/w:p[1]<\"")}, "word/a&amp;b.xml /w:p[1]&lt;&quot;"},
        {{SHEAF_AT_PART, 7, .at.path = TEXT("x")}, " x"},
        {{SHEAF_AT_NOWHERE, 1, .at.bytes = {1, 2}}, ""},
    };
    for (size_t i = 0; i < HTML_COUNT(cases); i++) {
        sheaf_job job = {.document = &document};
        html_out out = desk_out(&job);
        html_place(&out, &cases[i].origin);
        html_flush(&out);
        assert_string_equal(desk_text(&job), cases[i].expected);
        desk_clear(&job);
    }
}

static void what_reads_as_a_number(void **state) {
    (void)state;
    static const sheaf_str yes[] = {TEXT("12"),         TEXT(" 1,024.50 "), TEXT("-3"),
                                    TEXT("１２．５％"), TEXT("(30)"),       TEXT("—"),
                                    TEXT("/"),          TEXT("5 %")};
    static const sheaf_str no[] = {TEXT(""),   TEXT(" "),   TEXT("12件"), TEXT("约5"),
                                   TEXT("一"), TEXT("//x"), TEXT("(-)"),  TEXT("Q1")};
    for (size_t i = 0; i < HTML_COUNT(yes); i++)
        assert_true(html_is_numeric(yes[i]));
    for (size_t i = 0; i < HTML_COUNT(no); i++)
        assert_false(html_is_numeric(no[i]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_escape_in_every_room),
        cmocka_unit_test(numbers),
        cmocka_unit_test(base_64),
        cmocka_unit_test(places),
        cmocka_unit_test(what_reads_as_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
