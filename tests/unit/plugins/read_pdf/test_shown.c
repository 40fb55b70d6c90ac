/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the glyphs of a page tell of its characters: which are light, which way they are written, and which of them Poppler took for the
 * end of the word above them. */
#include "cm.h"
#include "page/legible.h"
#include "page_fixture.h"

#include <string.h>

enum { MOST = 64, MANY = 60000 };

static page_fixture page;
static pdf_shown glyphs[MOST];
static uint32_t shown;

static int begin(void **state) {
    (void)state;
    fixture_begin(&page, 600, 800);
    shown = 0;
    return 0;
}

static int end(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

static void show(float x, float y) {
    glyphs[shown++] = (pdf_shown){.x = x, .y = y};
}

static const pdf_char *char_at(uint32_t index) {
    return &page.page.chars[index];
}

/* One glyph is shown in white at a character, another one at none. */
static void what_is_light_is_flagged(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, FIXTURE_PLAIN, "1234567");
    for (uint32_t i = 0; i < 7; i++)
        show(char_at(i)->box[0], 100);
    glyphs[2].is_light = glyphs[5].is_light = 1;
    glyphs[2].x += 300;
    pdf_mark_glyphs(page.reader.page, &page.page, glyphs, shown);
    for (uint32_t i = 0; i < 7; i++)
        assert_int_equal((char_at(i)->flags & PDF_CHAR_LIGHT) != 0, i == 5);
}

/* Each is written from that corner of its box that its direction begins at. */
static void the_way_of_writing_is_flagged(void **state) {
    (void)state;
    static const struct {
        float x, y;
        pdf_direction turn;
    } cases[] = {{50, 100, PDF_RIGHTWARD},
                 {53, 102, PDF_UPWARD},
                 {53, 92, PDF_DOWNWARD},
                 {55, 95, PDF_LEFTWARD}};
    fixture_text(&page, 50, 100, 10, FIXTURE_PLAIN, "1");
    const pdf_char *first = page.page.chars;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        page.page.chars = first;
        glyphs[0] = (pdf_shown){.x = cases[i].x, .y = cases[i].y, .turn = cases[i].turn & 3u};
        pdf_mark_glyphs(page.reader.page, &page.page, glyphs, 1);
        assert_int_equal(PDF_CHAR_TURN_OF(char_at(0)->flags), cases[i].turn);
    }
}

/* Turned lines whose boxes are higher than they are apart: each character gets the mark of a glyph, none is left for the other one. */
static void boxes_that_overlap_share_no_glyph(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, FIXTURE_PLAIN, "37");
    for (uint32_t i = 0; i < 2; i++) {
        const float box[4] = {40 + 19 * (float)i, 90, 66 + 19 * (float)i, 96};
        memcpy(page.chars[i].box, box, sizeof box);
        glyphs[i] = (pdf_shown){.x = 60 + (float)i, .y = 96, .turn = PDF_UPWARD};
    }
    pdf_mark_glyphs(page.reader.page, &page.page, glyphs, 2);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(PDF_CHAR_TURN_OF(char_at(i)->flags), PDF_UPWARD);
}

/* Poppler has the digits below as the end of the word, and all in boxes that hold both lines. */
static void stack(const float *xs, const float *ys, uint32_t count) {
    static const char digits[] = "39047182";
    const float high = ys[count - 1] - ys[0];
    fixture_text(&page, xs[0], ys[0], 10, FIXTURE_PLAIN, digits);
    page.page.char_count = count;
    for (uint32_t i = 0; i < count; i++) {
        float right = i + 1 < count ? xs[i + 1] : xs[i] + 5;
        pdf_char *one = &page.chars[i];
        one->box[0] = right < xs[i] ? right : xs[i];
        one->box[2] = right < xs[i] ? xs[i] : right;
        one->box[3] = one->box[1] + 10 + high;
        show(xs[i], ys[i]);
    }
}

static void words_of_two_lines_are_parted(void **state) {
    (void)state;
    stack((float[]){50, 55, 52.5f}, (float[]){100, 100, 112}, 3);
    pdf_part_stacked(page.reader.page, &page.page, glyphs, shown);
    assert_memory_equal(char_at(0)->box, ((float[]){50, 92, 55, 102}), sizeof(float[4]));
    assert_memory_equal(char_at(1)->box, ((float[]){55, 92, 60, 102}), sizeof(float[4]));
    assert_memory_equal(char_at(2)->box, ((float[]){52.5f, 104, 57.5f, 114}), sizeof(float[4]));
    assert_int_equal(char_at(1)->flags, 0);
    assert_int_equal(char_at(2)->flags, PDF_CHAR_LINE_BEFORE);
}

/* Equal numbers of digits, three lines; blanks and a copy between the glyphs. */
static void lines_of_equal_length_are_parted(void **state) {
    (void)state;
    stack((float[]){50, 55, 50, 55, 50}, (float[]){100, 100, 112, 112, 124}, 5);
    memmove(glyphs + 3, glyphs + 2, 3 * sizeof *glyphs);
    glyphs[2] = (pdf_shown){.x = 60, .y = 100};
    shown++;
    pdf_part_stacked(page.reader.page, &page.page, glyphs, shown);
    for (uint32_t i = 0; i < 5; i++)
        assert_float_equal(char_at(i)->box[1], 92 + 12 * (float)(i / 2), 0.01);
}

/* A digit that is raised, in a word whose box is higher than type of its size. */
static void raised_digits_are_parted(void **state) {
    (void)state;
    stack((float[]){50, 55, 60}, (float[]){100, 100, 96}, 3);
    for (uint32_t i = 0; i < 3; i++) {
        page.chars[i].box[1] = 88;
        page.chars[i].box[3] = 102;
    }
    pdf_part_stacked(page.reader.page, &page.page, glyphs, shown);
    for (uint32_t i = 0; i < 3; i++) {
        assert_float_equal(char_at(i)->box[1], i < 2 ? 92 : 88, 0.01);
        assert_float_equal(char_at(i)->box[3], i < 2 ? 102 : 98, 0.01);
        assert_int_equal(char_at(i)->flags, i ? 0 : PDF_CHAR_LINE_BEFORE);
    }
}

static void other_words_stay(void **state) {
    (void)state;
    const float xs[] = {50, 55, 52.5f};
    stack(xs, (float[]){100, 100, 112}, 3);
    const pdf_char *before = page.page.chars;
    glyphs[2].x = 300; /* no glyph there */
    pdf_part_stacked(page.reader.page, &page.page, glyphs, shown);
    assert_ptr_equal(page.page.chars, before);
    glyphs[2] = (pdf_shown){.x = 52.5f, .y = 100}; /* in the same line */
    pdf_part_stacked(page.reader.page, &page.page, glyphs, shown);
    assert_ptr_equal(page.page.chars, before);
    page.chars[2].flags = PDF_CHAR_SPACE_BEFORE; /* another word */
    glyphs[2].y = 112;
    pdf_part_stacked(page.reader.page, &page.page, glyphs, shown);
    assert_ptr_equal(page.page.chars, before);
}

/* Words that step back everywhere, and no glyph that is theirs: a search through all glyphs for each would not end. */
static void searches_are_bounded(void **state) {
    (void)state;
    pdf_shown *all = PDF_TAKE(page.reader.kept, pdf_shown, MANY);
    assert_non_null(all);
    for (uint32_t i = 0; i < MANY; i++) {
        fixture_text(&page, i % 2 ? 50 : 55, 100, 10, FIXTURE_PLAIN, "7");
        page.chars[page.page.char_count - 1].flags = i % 2 ? 0 : PDF_CHAR_LINE_BEFORE;
        all[i] = (pdf_shown){.x = 400, .y = 700, .turn = PDF_UPWARD};
    }
    pdf_part_stacked(page.reader.page, &page.page, all, MANY);
    pdf_mark_glyphs(page.reader.page, &page.page, all, MANY);
    assert_ptr_equal(page.page.chars, page.chars);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_light_is_flagged),
        TEST(the_way_of_writing_is_flagged),
        TEST(boxes_that_overlap_share_no_glyph),
        TEST(words_of_two_lines_are_parted),
        TEST(lines_of_equal_length_are_parted),
        TEST(raised_digits_are_parted),
        TEST(other_words_stay),
        TEST(searches_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
