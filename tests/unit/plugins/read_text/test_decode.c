/* Encodings: the same report in each of them gives the same blocks, whose origins are the very bytes; bytes that
 * are no characters are U+FFFD and said so; what is no text is refused with what it is. */
#include "cm.h"
#include "recorder.h"
#include "text.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char report[] =
    "某某镇人民政府\n\n2022年政府信息公开工作年度报告\n\n一、总体情况\n\n"
    "（一）主动公开。我镇公开信息1234条，比上年增长5.6%，总数为78件，办理及时。\n\n"
    "二、其他\n\n收费为零。群众满意，没有复议和诉讼，没有收到申请，办理结果正常。\n";

static size_t recode(const char *to, const char *text, size_t length, char *out, size_t room) {
    iconv_t converter = iconv_open(to, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    char *in = (char *)(uintptr_t)text;
    char *at = out;
    size_t left = room;
    assert_int_not_equal(iconv(converter, &in, &length, &at, &left), (size_t)-1);
    iconv_close(converter);
    return room - left;
}

static void check_same(const char *mark, size_t mark_length, const char *encoding,
                       const char *named, const char *described) {
    static char bytes[4096];
    memcpy(bytes, mark, mark_length);
    size_t length =
        mark_length + recode(encoding, report, sizeof report - 1, bytes + mark_length, 4000);
    recorder plain = {.bytes = {report, sizeof report - 1}};
    recorder r = {.bytes = {bytes, length}, .encoding = named};
    assert_int_equal(recorder_run(&plain), SHEAF_OK);
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_string_equal(recorder_outline(&r), recorder_outline(&plain));
    assert_string_equal(r.described, described);
    assert_int_equal(r.diagnostics, 0);
    assert_int_equal(r.account.characters, plain.account.characters);
    assert_int_equal(r.account.digits, plain.account.digits);
    for (uint32_t i = 0; i < r.count; i++)
        for (uint32_t p = 0; p < r.blocks[i].block.origin_count; p++) {
            const sheaf_origin *here = &r.blocks[i].block.origins[p];
            const sheaf_origin *there = &plain.blocks[i].block.origins[p];
            char again[4096];
            size_t got = recode(encoding, report + there->at.bytes.offset,
                                (size_t)there->at.bytes.length, again, 4096);
            assert_int_equal(here->unit, there->unit);
            assert_int_equal(here->at.bytes.length, got);
            assert_memory_equal(bytes + here->at.bytes.offset, again, got);
        }
    recorder_done(&plain);
    recorder_done(&r);
}

static void every_encoding_gives_the_same_blocks(void **state) {
    (void)state;
    static const struct {
        const char *mark;
        size_t length;
        const char *encoding;
        const char *named;
        const char *described;
    } cases[] = {{"", 0, "UTF-8", NULL, "UTF-8"},
                 {"\xEF\xBB\xBF", 3, "UTF-8", NULL, "UTF-8"},
                 {"\xFF\xFE", 2, "UTF-16LE", NULL, "UTF-16LE"},
                 {"\xFE\xFF", 2, "UTF-16BE", NULL, "UTF-16BE"},
                 {"", 0, "UTF-16LE", NULL, "UTF-16LE"},
                 {"", 0, "UTF-16BE", NULL, "UTF-16BE"},
                 {"\xFF\xFE\0\0", 4, "UTF-32LE", NULL, "UTF-32LE"},
                 {"\0\0\xFE\xFF", 4, "UTF-32BE", NULL, "UTF-32BE"},
                 {"", 0, "UTF-32LE", NULL, "UTF-32LE"},
                 {"", 0, "UTF-32BE", NULL, "UTF-32BE"},
                 {"", 0, "GB18030", NULL, "GB18030"},
                 {"\x84\x31\x95\x33", 4, "GB18030", NULL, "GB18030"},
                 {"", 0, "GBK", "gbk", "GBK"},
                 {"\xFF\xFE", 2, "UTF-16LE", "UTF-16", "UTF-16LE"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_same(cases[i].mark, cases[i].length, cases[i].encoding, cases[i].named,
                   cases[i].described);
}

static void expect(const char *bytes, size_t length, const char *encoding, const char *text,
                   const char *described, const char *diagnosed) {
    recorder r = {.bytes = {bytes, length}, .encoding = encoding};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_string_equal(r.described, described);
    assert_string_equal(r.diagnosed, diagnosed);
    assert_int_equal(r.count, 1);
    assert_string_equal(r.blocks[0].block.text.ptr, text);
    recorder_done(&r);
}

#define BYTES(literal) literal, sizeof(literal) - 1

static void each_bad_byte_is_one_replacement(void **state) {
    (void)state;
    expect(BYTES("before \xFF after"), NULL, "before \xEF\xBF\xBD after", "UTF-8",
           "text.encoding-guess text.invalid-byte ");
    expect(BYTES("前文 \xE4\xBD after"), NULL, "前文 \xEF\xBF\xBD\xEF\xBF\xBD after", "UTF-8",
           "text.invalid-byte ");
    expect(BYTES("前文 \xED\xA0\x80 后"), NULL, "前文 \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD 后",
           "UTF-8", "text.invalid-byte ");
    expect(BYTES("\xFF\xFE\x61\0\0\xD8\x62\0"), NULL,
           "a\xEF\xBF\xBD"
           "b",
           "UTF-16LE", "text.invalid-byte ");
    expect(BYTES("\xFF\xFE\x61\0\x62"), NULL, "a\xEF\xBF\xBD", "UTF-16LE", "text.invalid-byte ");
    expect(BYTES("\xFF\xFE\x3D\xD8\x00\xDE"), NULL, "😀", "UTF-16LE", "");
    expect(BYTES("\xFF\xFE\0\0\x61\0\0\0\0\0\x11\0"), NULL, "a\xEF\xBF\xBD", "UTF-32LE",
           "text.invalid-byte ");
    expect(BYTES("\xD6\xD0\xB9\xFA\x81"), "gb18030", "中国\xEF\xBF\xBD", "GB18030",
           "text.invalid-byte ");
}

static void a_bad_byte_has_its_place(void **state) {
    (void)state;
    static const char bytes[] = "前文很多\n\n第二 \xFF\xFE\xFF 后文\n";
    recorder r = {.bytes = {bytes, sizeof bytes - 1}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_int_equal(r.diagnostics, 1); /* one for the run of three */
    assert_int_equal(r.incomplete, 1);
    assert_int_equal(r.first_diagnostic.severity, SHEAF_WARNING);
    assert_int_equal(r.first_diagnostic.origin.unit, 3);
    assert_int_equal(r.first_diagnostic.origin.at.bytes.offset, 21);
    assert_int_equal(r.first_diagnostic.origin.at.bytes.length, 3);
    recorder_done(&r);
}

/* A U+FFFD that the source has, beside bytes that became one. */
static void origins_tell_true_replacements(void **state) {
    (void)state;
    static const char bytes[] = "前文 \xEF\xBF\xBD 中 \xFF 中 \xEF\xBF\xBD\n\n后文很长很长\n";
    recorder r = {.bytes = {bytes, sizeof bytes - 1}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_int_equal(r.count, 2);
    assert_int_equal(r.blocks[0].block.origins[0].at.bytes.length, 24);
    assert_int_equal(r.blocks[1].block.origins[0].at.bytes.offset, 26);
    recorder_done(&r);
}

static void gb18030_has_four_byte_characters(void **state) {
    (void)state;
    static char bytes[256];
    const char text[] = "𠮷㐀䶿€ḿ中文报告，年度总体情况和结果";
    size_t length = recode("GB18030", text, sizeof text - 1, bytes, sizeof bytes);
    expect(bytes, length, NULL, text, "GB18030", "");
}

static void big5_and_others_are_decoded(void **state) {
    (void)state;
    static char bytes[512];
    const char text[] =
        "政府資訊公開工作年度報告，總體情況良好，收到的申請均已辦理完畢，沒有收取任何費用。";
    size_t length = recode("BIG5", text, sizeof text - 1, bytes, sizeof bytes);
    expect(bytes, length, NULL, text, "Big5", "");
    expect(bytes, length, "big5", text, "Big5", "");
    expect(BYTES("caf\xE9 d\xE9j\xE0 vu"), "windows-1252", "café déjà vu", "windows-1252", "");
    expect(BYTES("\x83\x65\x83\x58\x83\x67 a"), "Shift_JIS", "テスト a", "Shift_JIS", "");
}

/* iconv would hold the letter back for a mark that may follow: the last one, or one before a bad byte, was lost. */
static void letters_that_could_be_composed_stay(void **state) {
    (void)state;
    expect(BYTES("abc\xE0"), "windows-1255", "abcא", "windows-1255", "");
    expect(BYTES("\xF9\xD1."), "windows-1255", "\u05E9\u05C1.", "windows-1255", "");
    expect(BYTES("x\xE0\xD9y\xE0"), "windows-1255", "xא\uFFFDyא", "windows-1255",
           "text.invalid-byte ");
    recorder r = {.bytes = {BYTES("\xF9\xD1 \xF9\xD1")}, .encoding = "windows-1255"};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_int_equal(r.blocks[0].block.origins[0].at.bytes.length, 5);
    recorder_done(&r);
}

/* Half of these bytes are valid UTF-8 by accident. */
static void gb18030_may_look_like_utf8(void **state) {
    (void)state;
    static char bytes[128];
    const char text[] = "中文报告，中文报告，中文报告，中文报告";
    size_t length = recode("GB18030", text, sizeof text - 1, bytes, sizeof bytes);
    expect(bytes, length, NULL, text, "GB18030", "");
}

/* The dashes of a drawn table are usual ideographs in Big5. */
static void gb18030_may_draw_lines(void **state) {
    (void)state;
    static char bytes[256];
    const char text[] = "─────┬────────\n受理 │ 办结数量\n─────┼────────";
    size_t length = recode("GB18030", text, sizeof text - 1, bytes, sizeof bytes);
    recorder r = {.bytes = {bytes, length}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_string_equal(r.described, "GB18030");
    recorder_done(&r);
}

/* Never a Latin-1 in silence. */
static void a_guess_is_said(void **state) {
    (void)state;
    static const char bytes[] = "Caf\xE9 d\xE9j\xE0 vu, na\xEFve.";
    recorder r = {.bytes = {bytes, sizeof bytes - 1}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_non_null(strstr(r.diagnosed, "text.encoding-guess"));
    assert_non_null(strstr(r.first_diagnostic.message.ptr, r.described));
    recorder_done(&r);
}

static void refuse(const char *bytes, size_t length, const char *encoding, const char *code,
                   const char *word) {
    recorder r = {.bytes = {bytes, length}, .encoding = encoding};
    assert_int_not_equal(recorder_run(&r), SHEAF_OK);
    assert_string_equal(r.failure_code, code);
    assert_non_null(strstr(r.failure, word));
    assert_int_equal(r.count, 0);
    recorder_done(&r);
}

/* The first byte alone tells how far a character goes, also where it is one of few. */
static void odd_leads_keep_their_length(void **state) {
    (void)state;
    static const struct {
        const char *encoding;
        const char *bytes;
        size_t length;
    } cases[] = {{"big5", BYTES("a\x80\xA4\xA4 b\xFF\n\nend")},
                 {"shift_jis", BYTES("a\xB1\x83\x65 b\xFF\n\nend")},
                 {"euc-jp", BYTES("a\x80\x8E\xB1\x8F\xB0\xA1\xA4\xA2 b\n\nend")},
                 {"euc-kr", BYTES("a\xB0\xA1\x81\x41 b\xFF\n\nend")},
                 {"gb18030", BYTES("a\x84\x31\xA4\x37\x81\x30\x81\x30\xD6\xD0 b\x80\xFF\n\nend")}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        recorder r = {.bytes = {cases[i].bytes, cases[i].length}, .encoding = cases[i].encoding};
        assert_int_equal(recorder_run(&r), SHEAF_OK);
        assert_int_equal(r.count, 2);
        assert_int_equal(r.blocks[0].block.origins[0].at.bytes.length, cases[i].length - 5);
        assert_int_equal(r.blocks[1].block.origins[0].at.bytes.offset, cases[i].length - 3);
        recorder_done(&r);
    }
}

static void what_is_no_text_is_refused_by_name(void **state) {
    (void)state;
    refuse(BYTES("%PDF-1.4\n1 0 obj"), NULL, "text.binary", "PDF");
    refuse(BYTES("PK\3\4abc"), NULL, "text.binary", "ZIP");
    refuse(BYTES("\x7F"
                 "ELF\2\1\1"),
           NULL, "text.binary", "ELF");
    refuse(BYTES("\x89PNG\r\n\x1a\n"), NULL, "text.binary", "PNG");
    refuse(BYTES("a\0b\1c\2d\3e\0f\0"), NULL, "text.binary", "NUL");
    refuse(BYTES("\0\0\0\0\0\0\0\0"), NULL, "text.binary", "NUL");
    refuse(BYTES("abc"), "klingon", "text.encoding-unknown", "klingon");
    refuse(BYTES("abc"), "UTF-7", "text.encoding-unknown", "UTF-7");
    refuse(BYTES("abc"), "ISO-2022-JP", "text.encoding-unknown", "ISO-2022-JP");
}

static void padding_of_nuls_is_kept_and_said(void **state) {
    (void)state;
    static char bytes[1064];
    memcpy(bytes + 1024, "This is the text that was left in it.\n\n\n", 40);
    recorder r = {.bytes = {bytes, sizeof bytes}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    assert_string_equal(r.diagnosed, "text.nul ");
    recorder_done(&r);
}

/* Look-ups in any order give what a walk from the start gives. */
static void look_ups_may_go_back(void **state) {
    (void)state;
    size_t count = 20000;
    char *source = malloc(count * 4);
    char *text = malloc(count * 4);
    assert_non_null(source);
    assert_non_null(text);
    size_t length = 0;
    size_t to = 0;
    size_t *starts = malloc((count + 1) * 2 * sizeof *starts);
    for (size_t i = 0; i < count; i++) {
        static const struct {
            const char *utf8;
            const char *utf16;
        } kinds[] = {{"a", "a\0"}, {"é", "\xE9\0"}, {"中", "\x2D\x4E"}, {"😀", "\x3D\xD8\x00\xDE"}};
        size_t kind = (i * 7 + i / 11) % 4;
        starts[2 * i] = to;
        starts[2 * i + 1] = length;
        memcpy(text + to, kinds[kind].utf8, strlen(kinds[kind].utf8));
        to += strlen(kinds[kind].utf8);
        memcpy(source + length, kinds[kind].utf16, kind == 3 ? 4 : 2);
        length += kind == 3 ? 4 : 2;
    }
    uint64_t marks[64] = {0};
    text_decoded decoded = {
        .text = {text, to}, .source = {source, length}, .encoding = TEXT_UTF16LE, .marks = marks};
    for (size_t i = 0; i < 4000; i++) {
        size_t at = i * 7919 % count;
        size_t end = at + i % 5000 < count ? at + i % 5000 : count - 1;
        uint64_t offset, bytes;
        text_source_range(&decoded, starts[2 * at], starts[2 * end] - starts[2 * at], &offset,
                          &bytes);
        assert_int_equal(offset, starts[2 * at + 1]);
        assert_int_equal(bytes, starts[2 * end + 1] - starts[2 * at + 1]);
    }
    free(starts);
    free(text);
    free(source);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_encoding_gives_the_same_blocks),
                                       cmocka_unit_test(each_bad_byte_is_one_replacement),
                                       cmocka_unit_test(a_bad_byte_has_its_place),
                                       cmocka_unit_test(origins_tell_true_replacements),
                                       cmocka_unit_test(gb18030_has_four_byte_characters),
                                       cmocka_unit_test(big5_and_others_are_decoded),
                                       cmocka_unit_test(letters_that_could_be_composed_stay),
                                       cmocka_unit_test(gb18030_may_look_like_utf8),
                                       cmocka_unit_test(gb18030_may_draw_lines),
                                       cmocka_unit_test(a_guess_is_said),
                                       cmocka_unit_test(odd_leads_keep_their_length),
                                       cmocka_unit_test(what_is_no_text_is_refused_by_name),
                                       cmocka_unit_test(padding_of_nuls_is_kept_and_said),
                                       cmocka_unit_test(look_ups_may_go_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
