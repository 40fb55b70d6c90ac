/* SPDX-License-Identifier: GPL-2.0-or-later
 * Glyphs that stand where no character does are counted, in whatever order they were shown. */
#include "cm.h"
#include "page/legible.h"
#include "page_fixture.h"

enum { LETTERS = 40 };

static page_fixture page;
static pdf_shown glyphs[LETTERS];

/* Two lines of text, and a glyph at the foot of each letter. */
static int begin(void **state) {
    (void)state;
    fixture_begin(&page, 600, 800);
    fixture_text(&page, 50, 100, 10, FIXTURE_PLAIN, "twenty letters are 20");
    fixture_text(&page, 50, 500, 10, FIXTURE_PLAIN, "and another 20 below it");
    for (uint32_t i = 0; i < page.page.char_count && i < LETTERS; i++)
        glyphs[i] = (pdf_shown){
            .x = page.chars[i].box[0], .y = page.chars[i].box[3] - 2, .index = (100 + i) & 0xFFFF};
    return 0;
}

static int end(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

static pdf_unseen unseen(uint32_t count) {
    return pdf_legible_unseen(page.reader.page, &page.page, glyphs, count);
}

static void glyphs_in_order_are_seen(void **state) {
    (void)state;
    assert_int_equal(unseen(0).glyphs, 0);
    assert_int_equal(unseen(30).glyphs, 0);
}

static void glyphs_in_any_order_are_seen(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 15; i++) {
        pdf_shown kept = glyphs[i];
        glyphs[i] = glyphs[29 - i];
        glyphs[29 - i] = kept;
    }
    assert_int_equal(unseen(30).glyphs, 0);
}

static void others_are_counted(void **state) {
    (void)state;
    for (uint32_t at = 0; at < 30; at += 7) {
        pdf_shown kept = glyphs[at];
        glyphs[at].y = 300;
        assert_int_equal(unseen(30).glyphs, 1);
        assert_int_equal(unseen(30).kinds, 1);
        glyphs[at] = kept;
    }
    for (uint32_t i = 10; i < 30; i++)
        glyphs[i] = (pdf_shown){.x = 60 + (float)i, .y = 300, .index = i % 4};
    assert_int_equal(unseen(30).glyphs, 20);
    assert_int_equal(unseen(30).kinds, 4);
}

static void a_page_without_characters_shows_none(void **state) {
    (void)state;
    page.page.char_count = 0;
    assert_int_equal(unseen(30).glyphs, 30);
    assert_int_equal(unseen(30).kinds, 30);
}

static bool is_jumbled(const char *text) {
    page.page.char_count = 0;
    for (int line = 0; line < 4; line++)
        fixture_text(&page, 50, 100 + 20 * (float)line, 10, FIXTURE_PLAIN, text);
    return pdf_is_jumbled(&page.page);
}

/* Numbers of glyphs, and codes of one byte, that were taken for characters. */
static void text_in_no_language_is_told(void **state) {
    (void)state;
    assert_true(is_jumbled("䢾⍖ෳ⋤ೣᕃᜃ᳦ᜨੂᢾ்ᚍঽᜃᜰ᪙"));
    assert_true(is_jumbled("€•‚ƒ„…2023†‡ˆ‰Š‹Œ•Ž†••‘’“”•–—˜™š›œ"));
}

static void languages_are_no_jumble(void **state) {
    (void)state;
    assert_false(is_jumbled("河阳区2023年政府信息公开工作年度报告，“三安全一稳定”……（七）总计"));
    assert_false(is_jumbled("English हिन्दी বাংলা தமிழ் ไทย ខ្មែរ አማርኛ"));
    assert_false(is_jumbled(
        "à l’été, « où êtes-vous ? » — nulle part… œuvre naïve, Ümläute, ñandú, ça ß £ § ° ±"));
    assert_false(is_jumbled("• • • • – – — … 12 € 13 £ © ® ™"));
    assert_false(is_jumbled("㐀㐁㐂㐃㐄䶵䶴䶳㑇㘚䎃㖞㘎㧑䙡䝙䜣䴙"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(glyphs_in_order_are_seen), TEST(glyphs_in_any_order_are_seen),
        TEST(others_are_counted),       TEST(text_in_no_language_is_told),
        TEST(languages_are_no_jumble),  TEST(a_page_without_characters_shows_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
