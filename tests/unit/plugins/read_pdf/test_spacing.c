/* SPDX-License-Identifier: GPL-2.0-or-later
 * Glyphs with one gap between them become a string; which fonts have such glyphs is told by the resources of the page. */
#define _GNU_SOURCE /* memmem */
#include "source_fixture.h"

#include "cm.h"
#include "content/content.h"
#include "content/spacing.h"
#include "file/unpack_pages.h"

#include <math.h>

#define GAPS "[<4141>25<4142>25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25<414a>25]TJ"
#define JOINED "(AAABACADAEAFAGAHAIAJ)]TJ 0 Tc"

/* ---- arrays ----------------------------------------------------------------------------------------------------- */

/* `left` is what is not eaten; NULL: nothing is. */
static void expect(const char *content, const char *size, const char *wanted, const char *left) {
    size_t length = strlen(content);
    char *copy = malloc(length + 1), *to = malloc(length + 1);
    assert_non_null(copy);
    assert_non_null(to);
    memcpy(copy, content, length);
    sheaf_str rest = {copy, length};
    size_t made = pdf_spacing_join(&rest, (sheaf_str){size, strlen(size)}, to);
    assert_true(made <= length - rest.len);
    to[made] = '\0';
    if (strcmp(to, wanted) != 0)
        fail_msg("%s\nbecame %s\nwanted %s", content, to, wanted);
    assert_int_equal(rest.len, left ? strlen(left) : length);
    free(copy);
    free(to);
}

static void gaps_become_spacing(void **state) {
    (void)state;
    expect(GAPS " 0 -1 Td", "1", " -0.025 Tc [" JOINED, " 0 -1 Td");
    expect(GAPS, "12.5", " -0.3125 Tc [" JOINED, "");
    expect("[ <4141>-7 <4142>\n-7<4143> -7<4144>-7<4145>-7<4146>-7<4147>-7<4148>-7<4149>]\nTJ",
           "10", " 0.070 Tc [(AAABACADAEAFAGAHAI)7]TJ 0 Tc", "");
    expect("[<4141>25<4142>25<4143>25<4144>25<4145>24<4146>25<4147>25<4148>25<4149>25<414a>25<414b>"
           "3]TJ",
           "1", " -0.025 Tc [(AAABACADAE)-1(AFAGAHAIAJAK)-22]TJ 0 Tc", "");
    expect("[<4141>3<4142>25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25<414a>25]TJ",
           "1", " -0.025 Tc [(AA)-22(ABACADAEAFAGAHAIAJ)]TJ 0 Tc", "");
    expect(
        "[<4141>-48<4142>-47<4143>-48<4144>-47<4145>-48<4146>-48<4147>-47<4148>-48<4149>-47<414a>-"
        "48]TJ",
        "1", " 0.048 Tc [(AAAB)1(ACAD)1(AEAFAG)1(AHAI)1(AJ)]TJ 0 Tc", "");
    expect("[<2829>25<5c0d>25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25<414a>25]TJ",
           "1", " -0.025 Tc [(\\(\\)\\\\\\rACADAEAFAGAHAIAJ)]TJ 0 Tc", "");
}

static void other_arrays_stay(void **state) {
    static const char *const odd[] = {
        "[<4141>25<4142>25]TJ",                                             /* not worth it */
        "[<4141><4142><4143><4144><4145><4146><4147><4148><4149><414a>]TJ", /* no gap */
        "[<4141>25<4142>1<4143>2<4144>25<4145>3<4146>25<4147>25<4148>4<4149>5]TJ",
        "[<4141>2.5<4142>2.5<4143>2.5<4144>2.5<4145>2.5<4146>2.5<4147>2.5<4148>2.5]TJ",
        "[<4141>25<41424143>25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25]TJ",
        "[<4141>25(AB)25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25]TJ",
        "[<4141>25 25<4142>25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25]TJ",
        "[<4141>9999999<4142>9999999<4143>9999999<4144>9999999<4145>9999999<4146>9999999]TJ",
        "[<4141>-<4142>-<4143>-<4144>-<4145>-<4146>-<4147>-<4148>-<4149>-<4150>-]TJ",
        "[<41g1>25<4142>25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25]TJ",
        "[<4141>25<4142>25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25]Tj",
        "[<4141>25<4142>25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25]TJx",
        "[]TJ",
        "[25<4141>25<4142>25<4143>25<4144>25<4145>25<4146>25<4147>25<4148>25<4149>25]TJ"};
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        expect(odd[i], "1", "", NULL);
    expect(GAPS, "-1", "", NULL);
    expect(GAPS, "", "", NULL);
    expect(GAPS, "1.2.3", "", NULL);
    expect(GAPS, "12345678", "", NULL);
    for (size_t i = 0; i < strlen(GAPS); i++) {
        char cut[sizeof GAPS] = GAPS;
        cut[i] = '\0';
        expect(cut, "1", "", NULL);
    }
}

static void only_fonts_of_two_bytes(void **state) {
    static const struct {
        const char *before, *wide;
        bool joined;
    } cases[] = {{"BT /F 1 Tf ", "/F ", true},
                 {"BT /F  1  Tf ", "/E\n/F ", true},
                 {"BT /F 1 Tf ", "/F\n", false},
                 {"BT /F 1 Tf ", "/FF ", false},
                 {"BT /F 1 Tf /G 1 Tf ", "/F ", false},
                 {"BT /F 1 Tf 1 Tc ", "/F ", false},
                 {"0 Tc BT /F 1 Tf ", "/F ", false},
                 {"BT /F 1 Tf q ", "/F ", false},
                 {"BT /F 1 Tf /A gs ", "/F ", false},
                 {"BT /F 1 Tf 1 ", "/F ", false},
                 {"BT /F 1 Tf 1 0 0 1 2 3 Tm ", "/F ", true},
                 {"BT ", "/F ", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[300], to[300];
        const sheaf_str wide = {cases[i].wide, strlen(cases[i].wide)};
        int length = snprintf(content, sizeof content, "%s" GAPS " ET", cases[i].before);
        size_t made = pdf_content_shorten((sheaf_str){content, (size_t)length}, wide, to);
        bool joined = memmem(to, made, JOINED " ET", strlen(JOINED " ET")) != NULL;
        if (joined != cases[i].joined)
            fail_msg("%s with %s: %.*s", cases[i].before, cases[i].wide, (int)made, to);
    }
}

/* ---- pages ------------------------------------------------------------------------------------------------------ */

#define CONTENT "1 0 0 -1 0 200 cm BT 12 0 0 -12 20 40 Tm /F 1 Tf " GAPS " 0 -1.5 Td " GAPS " ET"

static const char *const fonts[] = {
    "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 "
    "0 R>>endobj",
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/DW "
    "980/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    "/FontDescriptor 8 0 R>>endobj",
    "<</Length 110>>stream\n"
    "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    "1 beginbfrange <4100> <41ff> <4e00> endbfrange endcmap   \nendstream endobj",
    "<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -200 1000 900]/Ascent 880/Descent "
    "-120/StemV 80/CapHeight 880"
    "/ItalicAngle 0>>endobj",
    NULL};

static desk *read_page(const char *content, pdf_page *page) {
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    desk_page(d, "/Resources<</Font<</F 5 0 R>>>>", content, fonts);
    assert_int_equal(desk_open(d), SHEAF_OK);
    *page = desk_read(d, 0);
    return d;
}

static void poppler_sees_the_same_page(void **state) {
    char to[sizeof CONTENT];
    pdf_page plain, twin;
    (void)state;
    size_t made = pdf_content_shorten(SHEAF_STR(CONTENT), SHEAF_STR("/F "), to);
    assert_true(made > 0 && made < sizeof CONTENT - 1);
    to[made] = '\0';
    desk *first = read_page(CONTENT, &plain), *second = read_page(to, &twin);
    assert_int_equal(plain.char_count, 20);
    assert_int_equal(twin.char_count, 20);
    for (uint32_t i = 0; i < 20; i++) {
        assert_int_equal(plain.chars[i].code, 0x4E41 + i % 10);
        assert_int_equal(twin.chars[i].code, plain.chars[i].code);
        assert_int_equal(twin.chars[i].flags, plain.chars[i].flags);
        for (int side = 0; side < 4; side++)
            assert_true(fabsf(twin.chars[i].box[side] - plain.chars[i].box[side]) < 1e-4f);
    }
    desk_close(first);
    desk_close(second);
    free(first);
    free(second);
}

/* What the page's entries let say of the fonts that its content, object 4, names. */
static void expect_wide(const char *page, const char *const *more, const char *wanted) {
    static desk d;
    pdf_update update = {.versions = NULL};
    pdf_wide wide;
    desk_page(&d, page, "BT ET", more);
    update.bytes = d.input.bytes;
    assert_true(pdf_table_read(update.bytes, &update.table));
    pdf_wide_read(&update, &wide);
    sheaf_str names = pdf_wide_names(&wide, 4);
    if (names.len != strlen(wanted) || memcmp(names.ptr, wanted, names.len) != 0)
        fail_msg("%s: `%.*s`, wanted `%s`", page, (int)names.len, names.ptr, wanted);
    assert_int_equal(pdf_wide_names(&wide, 999).len, 0);
    pdf_wide_free(&wide);
    pdf_table_free(&update.table);
}

static void pages_name_fonts(void **state) {
    static const char *const more[] = {"<</Type/Font/Subtype/Type0/Encoding/Identity-H>>endobj",
                                       "<</Type/Font/Subtype/TrueType>>endobj",
                                       "<</Type/Font/Subtype/Type0/Encoding/Identity-V>>endobj",
                                       "<</Type/Font/Subtype/Type0/Encoding 9 0 R>>endobj",
                                       "<</Font 10 0 R>>endobj",
                                       "<</F 5 0 R/G 6 0 R>>endobj",
                                       NULL};
    (void)state;
    expect_wide("/Resources<</Font<</F 5 0 R>>>>", more, "/F ");
    expect_wide("/Resources<</Font<</G 6 0 R/F 5 0 R/V 7 0 R/X 8 0 R>>>>", more, "/G\n/F /V\n/X\n");
    expect_wide("/Resources 9 0 R", more, "/F /G\n");
    expect_wide("/Resources<</Font<</G 6 0 R>>>>", more, "");
    expect_wide("/Resources<</Font<</F 5 0 R/F 6 0 R>>>>", more, "");
    expect_wide("/Resources<</Font<</F 6 0 R/F 5 0 R>>>>", more, "");
    expect_wide("/Resources<</Font<</FF 6 0 R/F 5 0 R>>>>", more, "/FF\n/F ");
    expect_wide("/Resources<</Font<</F#31 5 0 R>>>>", more, "");
    expect_wide("/Resources<</Font 77 0 R>>", more, "");
    expect_wide("", more, "");
    expect_wide("/Resources<</Font<</F 5 0 R>>>>/Resources<</Font<</G 6 0 R>>>>", more, "");
    expect_wide("/Resources<</Font<</F 5 0 R>>/Font<</F 6 0 R>>>>", more, "");
    expect_wide("/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R", more, "");
}

/* They are searched for each font that is chosen. */
static void long_names_are_left(void **state) {
    static const char *const more[] = {"<</Type/Font/Subtype/Type0/Encoding/Identity-H>>endobj",
                                       NULL};
    static const size_t lengths[] = {4000, 9000};
    static char name[10000], page[20000], wanted[20000];
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        memset(name, 'F', lengths[i]);
        name[lengths[i]] = '\0';
        snprintf(page, sizeof page, "/Resources<</Font<</%s 5 0 R>>>>", name);
        snprintf(wanted, sizeof wanted, "/%s ", name);
        expect_wide(page, more, i == 0 ? wanted : "");
    }
}

static void shared_content_is_left(void **state) {
    static const char *const again[] = {
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H>>endobj",
        "<</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj", NULL};
    static const char *const among[] = {
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H>>endobj",
        "<</Type/Page/Contents[5 0 R 4 0 R]/Resources<</Font<</F 5 0 R>>>>>>endobj", NULL};
    (void)state;
    expect_wide("/Resources<</Font<</F 5 0 R>>>>", again, "");
    expect_wide("/Resources<</Font<</F 5 0 R>>>>", among, "");
    expect_wide("", again, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gaps_become_spacing),     cmocka_unit_test(other_arrays_stay),
        cmocka_unit_test(only_fonts_of_two_bytes), cmocka_unit_test(poppler_sees_the_same_page),
        cmocka_unit_test(pages_name_fonts),        cmocka_unit_test(shared_content_is_left),
        cmocka_unit_test(long_names_are_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
