/* SPDX-License-Identifier: GPL-2.0-or-later
 * Content in fewer tokens: what is said of it byte by byte, and that Poppler sees the same page. */
#include "source_fixture.h"

#include "cm.h"
#include "content/content.h"

#define MARK "/P <</MCID 0>>BDC "

/* Of a copy that ends where the content does; NULL: it stays as it is. */
static char *shortened(const char *content, size_t length, size_t *out) {
    char *copy = malloc(length ? length : 1), *to = malloc(length + 1);
    assert_non_null(copy);
    assert_non_null(to);
    memcpy(copy, content, length);
    *out = pdf_content_shorten((sheaf_str){copy, length}, SHEAF_STR(""), to);
    assert_true(*out <= length);
    free(copy);
    to[*out] = '\0';
    if (*out)
        return to;
    free(to);
    return NULL;
}

static void expect(const char *content, const char *wanted) {
    size_t length = 0;
    char *to = shortened(content, strlen(content), &length);
    if (!to ? wanted != NULL : !wanted || strcmp(to, wanted) != 0)
        fail_msg("%s\nbecame %s\nwanted %s", content, to ? to : "nothing",
                 wanted ? wanted : "nothing");
    free(to);
}

static void marks_that_number_are_left_out(void **state) {
    (void)state;
    expect(MARK "BT (a) Tj ET EMC", " BT (a) Tj ET ");
    expect("q\n\n /Span\r\n<< /MCID 12 >> BDC(a) Tj EMC Q", "q\n(a) Tj Q");
    expect(MARK "/Q <</MCID 1>>BDC EMC (a) Tj EMC EMC", " (a) Tj EMC");
    expect(MARK "/Span <</ActualText (b)>>BDC (a) Tj EMC EMC",
           " /Span <</ActualText (b)>>BDC (a) Tj EMC ");
    expect(MARK "/Artifact BMC (a) Tj EMC EMC", " /Artifact BMC (a) Tj EMC ");
    expect(MARK "EMC /P /MC0 BDC (a) Tj EMC", " /P /MC0 BDC (a) Tj EMC");
    expect(MARK "EMC /OC <</MCID 3>>BDC (a) Tj EMC", " /OC <</MCID 3>>BDC (a) Tj EMC");
    expect(MARK "EMC 1 /P <</MCID 3>>BDC (a) Tj EMC", " 1 /P <</MCID 3>>BDC (a) Tj EMC");
    expect(MARK "EMC /P <</MCID 3/Lang(en)>>BDC (a) Tj EMC",
           " /P <</MCID 3/Lang(en)>>BDC (a) Tj EMC");
    expect(MARK "EMC /P <</MCID 3>>BDCX (a) Tj EMC", NULL);
}

/* Poppler passes over them, so that the `EMC` behind them ends another mark, which may hide what is shown. */
static void what_is_no_mark_stays(void **state) {
    (void)state;
    expect("/OC /A BDC " MARK "(b) /C BDC EMC (a) Tj EMC", NULL);
    expect("/OC /A BDC " MARK "/B (c) BDC EMC (a) Tj EMC", NULL);
    expect("/OC /A BDC " MARK "/B [/C] BDC EMC (a) Tj EMC", NULL);
    expect("/OC /A BDC " MARK "<</B 1>> <</C 1>> BDC EMC (a) Tj EMC", NULL);
    expect("/OC /A BDC " MARK "/B BDC EMC (a) Tj EMC", NULL);
    expect("/OC /A BDC " MARK "1 BMC EMC (a) Tj EMC", NULL);
    expect("/OC /A BDC " MARK "BMC EMC (a) Tj EMC", NULL);
    expect("/OC /A BDC " MARK "/B <</C [<</D 1>>]>> BDC EMC EMC (a) Tj EMC",
           "/OC /A BDC /B <</C [<</D 1>>]>> BDC EMC (a) Tj EMC");
}

static void operands_stay_with_their_operator(void **state) {
    (void)state;
    expect(MARK "(a) Tj 50 EMC Tz (b) Tj", NULL);
    expect(MARK "EMC /A BMC (a) Tj 50 EMC Tz (b) Tj", " /A BMC (a) Tj 50 EMC Tz (b) Tj");
    expect(MARK "EMC [ (a) Tj ] (b) Tj", NULL);
    expect(MARK "EMC ] (a) Tj", NULL);
    expect(MARK "EMC >> (a) Tj", NULL);
}

static void strings_are_said_in_bytes(void **state) {
    (void)state;
    expect(MARK "<41426a> Tj EMC", " (ABj) Tj ");
    expect(MARK "[<41>-5<28290d5C0a>]TJ EMC", " [(A)-5(\\(\\)\\r\\\\\n)]TJ ");
    expect(MARK "<> Tj EMC", " () Tj ");
    expect(MARK "(a\\)(b)c\\\\) Tj EMC", " (a\\)(b)c\\\\) Tj ");
    expect(MARK "<4> Tj EMC", NULL);
    expect(MARK "<4 1> Tj EMC", NULL);
    expect(MARK "<4g> Tj EMC", NULL);
    expect(MARK "<41", NULL);
    expect(MARK "(a) Tj (b\\) EMC", NULL);
}

static void a_font_is_chosen_once(void **state) {
    (void)state;
    expect(MARK "BT /F 9 Tf (a) Tj ET BT /F 9 Tf 1 0 0 1 2 3 Tm (b) Tj ET EMC",
           " BT /F 9 Tf (a) Tj  1 0 0 1 2 3 Tm (b) Tj ET ");
    expect(MARK "BT /F 9 Tf (a) Tj /F 9 Tf (b) Tj ET EMC", " BT /F 9 Tf (a) Tj /F 9 Tf (b) Tj ET ");
    expect(MARK "BT /F 9 Tf (a) Tj ET q BT /F 9 Tf (b) Tj ET EMC",
           " BT /F 9 Tf (a) Tj ET q BT /F 9 Tf (b) Tj ET ");
    expect(MARK "BT /F 9 Tf (a) Tj ET /G gs BT /F 9 Tf (b) Tj ET EMC",
           " BT /F 9 Tf (a) Tj ET /G gs BT /F 9 Tf (b) Tj ET ");
    expect(MARK "BT /F 9 Tf (a) Tj ET BT /G 9 Tf (b) Tj ET BT /F 9 Tf (c) Tj ET EMC",
           " BT /F 9 Tf (a) Tj ET BT /G 9 Tf (b) Tj ET BT /F 9 Tf (c) Tj ET ");
    expect(MARK "BT 1 /F 9 Tf (a) Tj ET BT 1 /F 9 Tf (b) Tj ET EMC",
           " BT 1 /F 9 Tf (a) Tj ET BT 1 /F 9 Tf (b) Tj ET ");
}

static void text_goes_on_where_it_sets_its_matrix(void **state) {
    (void)state;
    expect(MARK "BT (a) Tj ET EMC\n" MARK
                "BT /F 9 Tf 1 0 0 1 -2.5 3 Tm (b) Tj /F 9 Tf (c) Tj ET EMC",
           " BT (a) Tj  /F 9 Tf 1 0 0 1 -2.5 3 Tm (b) Tj /F 9 Tf (c) Tj ET ");
    expect(MARK "BT /F 9 Tf 1 0 0 1 1 1 Tm (a) Tj ET EMC " MARK
                "BT /F 9 Tf 1 0 0 1 2 2 Tm (b) Tj ET EMC " MARK "BT 1 0 0 1 3 3 Tm (c) Tj ET EMC",
           " BT /F 9 Tf 1 0 0 1 1 1 Tm (a) Tj  1 0 0 1 2 2 Tm (b) Tj  1 0 0 1 3 3 Tm (c) Tj ET ");
    expect("q 0 g BT 1 0 0 1 1 1 Tm /F 9 Tf (a) Tj ET Q "
           "q 0 g BT /G 9 Tf 1 0 0 1 2 2 Tm (b) Tj ET Q",
           "q 0 g BT 1 0 0 1 1 1 Tm /F 9 Tf (a) Tj ET BT /G 9 Tf 1 0 0 1 2 2 Tm (b) Tj ET Q");
}

static void other_text_begins_anew(void **state) {
    static const char *const odd[] = {" BT (a) Tj ET BT 2 3 Td (b) Tj ET ",
                                      " BT (a) Tj ET BT 1 0 0 1 2 Tm (b) Tj ET ",
                                      " BT (a) Tj ET BT 1 0 0 1 2 (3) Tm (b) Tj ET ",
                                      " BT (a) Tj ET BT 1 0 0 1 2 /F Tm (b) Tj ET ",
                                      " BT (a) Tj ET BT 2 Tc 1 0 0 1 2 3 Tm (b) Tj ET ",
                                      " BT (a) Tj ET 0 g BT 1 0 0 1 2 3 Tm (b) Tj ET ",
                                      " BT (a) Tj ET 7 BT 1 0 0 1 2 3 Tm (b) Tj ET ",
                                      " BT (a) Tj ET BT BT 1 0 0 1 2 3 Tm (b) Tj ET ",
                                      " BT 7 Tr (a) Tj ET BT 1 0 0 1 2 3 Tm (b) Tj ET ",
                                      " BT (a) Tj ET /A BMC BT 1 0 0 1 2 3 Tm (b) Tj ET EMC "};
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char content[256];
        snprintf(content, sizeof content, MARK "EMC%s", odd[i]);
        expect(content, odd[i]);
    }
}

static void rectangles_are_filled_together(void **state) {
    (void)state;
    expect(MARK "() Tj 1 2 3 4 re f 1.5 -2 30 4 re f EMC", " () Tj 1 2 3 4 re   1.5 -2 30 4 re f ");
    expect(MARK "() Tj 1 2 3 4 re f 1 g 1 2 3 4 re f EMC", " () Tj 1 2 3 4 re f 1 g 1 2 3 4 re f ");
    expect(MARK "() Tj 1 2 3 4 re f 1 2 -3 4 re f EMC", " () Tj 1 2 3 4 re f 1 2 -3 4 re f ");
    expect(MARK "() Tj 1 2 3 4 re f 1 2 3 0.4 re f EMC", " () Tj 1 2 3 4 re f 1 2 3 0.4 re f ");
    expect(MARK "() Tj 1 2 3 4 re f 1 2 0 4 re f EMC", " () Tj 1 2 3 4 re f 1 2 0 4 re f ");
    expect(MARK "() Tj 1 2 3 4 re f* 1 2 3 4 re f* EMC", " () Tj 1 2 3 4 re f* 1 2 3 4 re f* ");
    expect(MARK "() Tj 1 2 3 4 re f 1 2 m 1 2 3 4 re f EMC",
           " () Tj 1 2 3 4 re f 1 2 m 1 2 3 4 re f ");
    expect(MARK "() Tj 1 2 3 4 re W f 1 2 3 4 re f EMC", " () Tj 1 2 3 4 re W f 1 2 3 4 re f ");
    expect(MARK "() Tj 1 2 3 4 re f f 1 2 3 4 re f EMC", " () Tj 1 2 3 4 re f f 1 2 3 4 re f ");
    expect(MARK "() Tj 1 2 3 4 re f f 9 1 2 3 4 re f EMC", " () Tj 1 2 3 4 re f f 9 1 2 3 4 re f ");
}

#define TEXT "BT /F 9 Tf (a) Tj ET"

static void groups_that_set_the_same_become_one(void **state) {
    (void)state;
    expect("q 0 g " TEXT " Q q 0 g BT /F 9 Tf (b) Tj ET Q", "q 0 g " TEXT " BT (b) Tj ET Q");
    expect("q 0 g " TEXT "\nQ\nq 0 g BT 2 3 Td /G 9 Tf (b) Tj ET Q q 0 g 1 w 1 2 3 4 re f Q",
           "q 0 g " TEXT "\nBT 2 3 Td /G 9 Tf (b) Tj ET Q q 0 g 1 w 1 2 3 4 re f Q");
    expect(TEXT " q 1 w 0 J 1 2 m 3 4 l S Q q 1 w 0 J 1 2 m 3 5 l S Q q 1 w 0 J 6 7 8 9 re f Q",
           TEXT " q 1 w 0 J 1 2 m 3 4 l S 1 2 m 3 5 l S 6 7 8 9 re f Q");
    expect("q 1 0 0 RG [1 2] 0 d " TEXT " Q " MARK "q 1 0 0 RG [1 2] 0 d " TEXT " Q EMC",
           "q 1 0 0 RG [1 2] 0 d " TEXT " BT (a) Tj ET Q ");
    expect("q " TEXT " Q q " TEXT " Q", "q " TEXT " BT (a) Tj ET Q");
    expect("q 0 g " MARK TEXT " EMC Q q 0 g " MARK TEXT " EMC Q", "q 0 g " TEXT " BT (a) Tj ET Q");
    expect("q q " TEXT " Q q " TEXT " Q Q q " TEXT " Q",
           "q q " TEXT " BT (a) Tj ET Q Q q " TEXT " Q");
}

/* What may not go on the group before, nor be gone on. */
static void other_groups_stay(void **state) {
    static const char *const odd[] = {"q 1 g " TEXT " Q",
                                      "q " TEXT " Q",
                                      "q 0 g 1 0 0 1 1 1 cm " TEXT " Q",
                                      "q 0 g /A gs " TEXT " Q",
                                      "q 0 g /X Do Q",
                                      "q 0 g BX " TEXT " EX Q",
                                      "q 0 g /A BMC " TEXT " EMC Q",
                                      "q 0 g Q",
                                      "7 q 0 g " TEXT " Q",
                                      "BT q 0 g /F 9 Tf (a) Tj Q ET",
                                      "0 g"};
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char content[512];
        snprintf(content, sizeof content, MARK "EMC q 0 g " TEXT " Q %s q 0 g " TEXT " Q q 1 w Q",
                 odd[i]);
        expect(content, content + strlen(MARK "EMC"));
    }
    expect("q 0 g BT (b) Tj ET Q q 0 g " TEXT " Q", "q 0 g BT (b) Tj ET Q q 0 g " TEXT " Q");
    expect("7 Tr q 0 g " TEXT " Q q 0 g " TEXT " Q", "7 Tr q 0 g " TEXT " Q q 0 g " TEXT " Q");
}

/* It goes on the one before, and nothing goes on it. */
static void a_group_that_does_more_is_the_last(void **state) {
    static const char *const more[] = {
        "1 2 3 4 re W n", "1 2 3 4 re W* f", "BT ET 1 g",     "BT 2 Tc ET",
        "BT 12 TL ET",    "BT 1 2 TD ET",    "BT 7 Tr ET",    "BT",
        "1 2 3 4 re",     "BT ET 7",         "BT ET q 1 w Q", "BT /G 9 Tf ET /X Do"};
    (void)state;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        char content[512], wanted[512];
        snprintf(content, sizeof content,
                 "q 0 g 1 2 3 4 re f Q q 0 g %s Q q 0 g 5 6 7 8 re f Q " TEXT, more[i]);
        snprintf(wanted, sizeof wanted, "q 0 g 1 2 3 4 re f %s Q q 0 g 5 6 7 8 re f Q " TEXT,
                 more[i]);
        expect(content, wanted);
    }
}

/* Text would have the font of the group before. */
static void a_group_chooses_its_font(void **state) {
    (void)state;
    expect("q 0 g " TEXT " Q q 0 g BT (b) Tj ET Q", NULL);
    expect("q 0 g " TEXT " Q q 0 g 1 2 3 4 re f q BT (b) Tj ET Q Q", NULL);
    expect("q 0 g " TEXT " Q q 0 g 1 2 3 4 re f /X Do Q", NULL);
    expect("q 0 g " TEXT " Q q 0 g 1 2 3 4 re f Q q 0 g BT (b) Tj ET Q", NULL);
    expect("q 0 g 1 2 3 4 re f Q q 0 g 1 2 3 4 re f /X Do Q q 0 g " TEXT " Q",
           "q 0 g 1 2 3 4 re f 1 2 3 4 re f /X Do Q q 0 g " TEXT " Q");
}

static void what_is_unusual_stays(void **state) {
    static const char *const odd[] = {
        "BT (a) Tj ET",                    /* no marks */
        MARK "0 0 1 1 re f EMC",           /* no text */
        MARK "(a) Tj",                     /* the mark ends in another stream */
        MARK "(a) Tj BI /W 1 ID x EI EMC", /* anything may stand in an image */
        MARK "(a) Tj % comment\n EMC",
        MARK "(a) Tj { EMC",
        MARK "(a) Tj ) EMC",
        MARK "(a) Tj > EMC",
        MARK "(a) Tj 12Tj EMC",
        MARK "(a) Tj begincmap EMC",
        MARK "(a) Tj T EMC",
        MARK "(a) Tj Tq EMC",
        MARK "(a) Tj BDCs EMC",
        MARK "(a) Tj \x80 EMC",
        ""};
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        expect(odd[i], NULL);
    expect(MARK "(a) Tj EMC BI /W 1 ID /P <</MCID 0>>BDC EI",
           " (a) Tj BI /W 1 ID /P <</MCID 0>>BDC EI");
    expect(MARK "true false null (a) ' EMC", " true false null (a) ' ");
}

/* ---- twins ------------------------------------------------------------------------------------------------------ */

static const char *const fonts[] = {
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj",
    "<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>endobj",
    "<</ca .5/CA .5>>endobj", NULL};

static desk *read_page(const char *content, pdf_page *page) {
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    desk_page(d, "/Resources<</Font<</F 5 0 R/G 6 0 R>>/ExtGState<</A 7 0 R>>>>", content, fonts);
    assert_int_equal(desk_open(d), SHEAF_OK);
    *page = desk_read(d, 0);
    return d;
}

static bool is_same_box(const float *a, const float *b) {
    for (int i = 0; i < 4; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static bool is_same_char(const pdf_char *a, const pdf_char *b) {
    return is_same_box(a->box, b->box) && a->code == b->code && a->look == b->look &&
           a->flags == b->flags;
}

static bool is_same_ink(const pdf_ink *a, const pdf_ink *b) {
    return is_same_box(a->box, b->box) && a->colour == b->colour && a->paint == b->paint &&
           a->dashed == b->dashed;
}

static bool is_same(const pdf_page *a, const pdf_page *b) {
    if (a->char_count != b->char_count || a->ink_count != b->ink_count ||
        a->look_count != b->look_count)
        return false;
    for (uint32_t i = 0; i < a->char_count; i++)
        if (!is_same_char(&a->chars[i], &b->chars[i]))
            return false;
    for (uint32_t i = 0; i < a->ink_count; i++)
        if (!is_same_ink(&a->inks[i], &b->inks[i]))
            return false;
    for (uint32_t i = 0; i < a->look_count; i++)
        if (a->looks[i].size != b->looks[i].size || a->looks[i].colour != b->looks[i].colour ||
            a->looks[i].bold != b->looks[i].bold)
            return false;
    return true;
}

/* Some operators after one another, each group of which is whole; the same number, the same content. */
static void write_content(char *out, size_t room, unsigned seed) {
    static const char *const groups[] = {
        MARK "BT /F 12 Tf 1 0 0 1 20 %u Tm <414%x> Tj ET EMC\n",
        MARK "BT /F 12 Tf 1 0 0 1 60 %u Tm [<42>-500<4%x43>] TJ ET EMC\n",
        MARK "BT 1 0 0 1 90 %u Tm /F 12 Tf (\\(%x\\)) Tj ET EMC\n",
        MARK "BT /G 9 Tf 120 %u Td (b%x) Tj /G 9 Tf 0 -9 Td <4344> Tj ET EMC\n",
        "8 %u 1 2%u re\nf\n",
        "30 %u 200 1 re\nf\n9 9 1%u 40 re\nf\n",
        "q 1 0 0 rg %u 10 4 %u re f 12 12 2 2 re f Q\n",
        "q .5 0 0 .5 0 0 cm 8 %u 3 %u re f BT /F 12 Tf 9 9 Td (q) Tj ET Q\n",
        "%u 20 50 50 re f 2%u 30 5 5 re f\n",
        "/A gs 40 %u 30 1%u re f 45 60 30 10 re f\n",
        MARK "/Artifact BMC BT /F 12 Tf 1 0 0 1 200 %u Tm (r%x) Tj ET EMC EMC\n",
        "%u 3 -4 %u re f 7 7 4 4 re f* 9 9 m 9 20 l S\n",
        "q 1 0 0 rg BT 56 %u Td /F 12 Tf[<41>-%u<42>]TJ ET Q\n",
        "q 1 0 0 rg\nBT 99 %u Td /G 9 Tf(g%u)Tj 0 -9 Td(h) ' ET\nQ\n",
        "q .5 w 0 J 1 0 0 RG 9 %u m 90 6%u l S Q\n",
        "q .5 w 0 J 1 0 0 RG %u 9 m 9%u 60 l S 5 5 9 9 re f Q\n"};
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < 24; i++) {
        seed = seed * 1103515245u + 12345u;
        const unsigned numbers[2] = {15 + (seed >> 8) % 160, 1 + (seed >> 18) % 9};
        used += (size_t)snprintf(out + used, room - used, groups[(seed >> 24) % 16], numbers[0],
                                 numbers[1]);
        assert_true(used < room);
    }
}

static void poppler_sees_the_same_page(void **state) {
    unsigned shorter = 0;
    (void)state;
    for (unsigned seed = 0; seed < 150; seed++) {
        static char content[4096];
        pdf_page plain, twin;
        size_t length = 0;
        write_content(content, sizeof content, seed);
        char *to = shortened(content, strlen(content), &length);
        if (!to)
            continue;
        assert_int_equal(strlen(to), length);
        desk *first = read_page(content, &plain), *second = read_page(to, &twin);
        if (!is_same(&plain, &twin) || strcmp(first->said, second->said) != 0)
            fail_msg("page %u is seen otherwise:\n%s\n-----\n%s", seed, content, to);
        assert_true(plain.char_count > 0);
        shorter++;
        desk_close(first);
        desk_close(second);
        free(first);
        free(second);
        free(to);
    }
    assert_true(shorter > 100);
}

/* Nothing is read or written beyond the ends, whatever is damaged. */
static void any_damage(void **state) {
    static char content[4096];
    (void)state;
    write_content(content, sizeof content, 7);
    size_t whole = strlen(content), length = 0;
    for (size_t i = 0; i < whole; i++)
        free(shortened(content, i, &length));
    for (size_t i = 0; i < whole; i++)
        for (int bit = 0; bit < 8; bit++) {
            content[i] ^= (char)(1 << bit);
            free(shortened(content, whole, &length));
            content[i] ^= (char)(1 << bit);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_that_number_are_left_out),
        cmocka_unit_test(what_is_no_mark_stays),
        cmocka_unit_test(operands_stay_with_their_operator),
        cmocka_unit_test(strings_are_said_in_bytes),
        cmocka_unit_test(a_font_is_chosen_once),
        cmocka_unit_test(text_goes_on_where_it_sets_its_matrix),
        cmocka_unit_test(other_text_begins_anew),
        cmocka_unit_test(rectangles_are_filled_together),
        cmocka_unit_test(groups_that_set_the_same_become_one),
        cmocka_unit_test(other_groups_stay),
        cmocka_unit_test(a_group_that_does_more_is_the_last),
        cmocka_unit_test(a_group_chooses_its_font),
        cmocka_unit_test(what_is_unusual_stays),
        cmocka_unit_test(poppler_sees_the_same_page),
        cmocka_unit_test(any_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
