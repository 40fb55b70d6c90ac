/* SPDX-License-Identifier: GPL-2.0-or-later
 * Characters to lines, on pages drawn by hand: what a line's text is, where blanks stand, where lines are parted. */
#include "cm.h"
#include "page_fixture.h"

enum { PLAIN, BOLD, SMALL, LARGE, LOOKS };

static const pdf_look looks[LOOKS] = {{.font = {"Plain", 5}, .size = 10},
                                      {.font = {"Plain-Bold", 10}, .size = 10, .bold = true},
                                      {.font = {"Plain", 5}, .size = 6},
                                      {.font = {"Plain", 5}, .size = 30}};

static page_fixture page;
static char shown[8192];
static const pdf_line *made;
static uint32_t made_count;

static int begin(void **state) {
    (void)state;
    fixture_begin(&page, 600, 800);
    page.page.looks = looks;
    page.page.look_count = LOOKS;
    return 0;
}

static int end(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

static void put(float x0, float y0, float x1, float y1, uint32_t code, uint16_t look,
                uint16_t flags) {
    float x = (x0 + x1) / 2;
    fixture_text(&page, x, y1, 10, look, "x");
    pdf_char *last = &page.chars[page.page.char_count - 1];
    *last = (pdf_char){.box = {x0, y0, x1, y1}, .code = code, .look = look, .flags = flags};
}

static void say(size_t *at, const char *text, size_t length) {
    memcpy(shown + *at, text, length);
    *at += length;
    shown[*at] = '\0';
}

/* The lines, one below the other; `^x` or `_x` before a raised or lowered stretch, `|` after it. */
static const char *lines_in(float x0, float y0, float x1, float y1) {
    static uint32_t picks[4096];
    uint32_t count = 0;
    pdf_line *lines = NULL;
    for (uint32_t i = 0; i < page.page.char_count; i++) {
        const float *box = page.page.chars[i].box;
        if (box[0] >= x0 && box[1] >= y0 && box[2] <= x1 && box[3] <= y1)
            picks[count++] = i;
    }
    const float within[4] = {x0, y0, x1, y1};
    made_count = pdf_lines_of(&page.reader, &page.page, picks, count, within, &lines);
    made = lines;
    size_t at = 0;
    shown[0] = '\0';
    for (uint32_t i = 0; i < made_count; i++) {
        uint32_t reached = 0;
        for (uint32_t k = 0; k < lines[i].span_count; k++) {
            const pdf_span *span = &lines[i].spans[k];
            const char *mark = span->raised > 0 ? "^" : span->raised < 0 ? "_" : "";
            say(&at, lines[i].text.ptr + reached, span->start - reached);
            say(&at, mark, strlen(mark));
            say(&at, lines[i].text.ptr + span->start, span->length);
            say(&at, "|", *mark ? 1 : 0);
            reached = span->start + span->length;
        }
        assert_int_equal(reached, lines[i].text.len);
        say(&at, "\n", i + 1 < made_count);
    }
    return shown;
}

static const char *lines_of_page(void) {
    return lines_in(0, 0, 600, 800);
}

static void words_have_blanks(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "two words");
    assert_string_equal(lines_of_page(), "two words");
    assert_int_equal(made[0].direction, PDF_RIGHTWARD);
    assert_int_equal(made[0].count, 8);
}

static void the_order_of_the_page_does_not_matter(void **state) {
    (void)state;
    fixture_text(&page, 110, 200, 10, PLAIN, "later");
    fixture_text(&page, 50, 220, 10, PLAIN, "below");
    fixture_text(&page, 80, 200, 10, PLAIN, "first");
    assert_string_equal(lines_of_page(), "first later\nbelow");
}

static void figures_of_two_columns_stay_apart(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "12");
    fixture_text(&page, 68, 100, 10, PLAIN, "345");
    assert_string_equal(lines_of_page(), "12\n345");
    assert_string_equal(lines_in(0, 0, 599, 799), "12 345");
}

static void figures_a_little_apart_are_two(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "12");
    fixture_text(&page, 62, 100, 10, PLAIN, "345");
    assert_string_equal(lines_of_page(), "12 345");
}

static void a_wide_gap_parts(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "label");
    fixture_text(&page, 90, 100, 10, PLAIN, "value");
    assert_string_equal(lines_of_page(), "label\nvalue");
}

static void raised_figures_are_marked(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "km");
    fixture_text(&page, 60, 96, 6, SMALL, "2");
    fixture_text(&page, 63, 100, 10, PLAIN, "and 100");
    fixture_text(&page, 98, 96, 6, SMALL, "23");
    fixture_text(&page, 50, 130, 10, PLAIN, "H");
    fixture_text(&page, 55, 132, 6, SMALL, "2");
    fixture_text(&page, 58, 130, 10, PLAIN, "O");
    fixture_text(&page, 50, 156, 6, SMALL, "1");
    fixture_text(&page, 53, 160, 10, PLAIN, "note");
    assert_string_equal(lines_of_page(), "km^2|and 100^23|\nH_2|O\n^1|note");
}

static void digits_that_look_otherwise_are_parted(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "127");
    fixture_text(&page, 65, 100, 6, SMALL, "1");
    fixture_text(&page, 50, 130, 10, PLAIN, "12");
    fixture_text(&page, 60, 130, 10, BOLD, "3");
    fixture_text(&page, 50, 160, 10, PLAIN, "ab");
    fixture_text(&page, 60, 160, 6, SMALL, "2");
    assert_string_equal(lines_of_page(), "127 1\n123\nab2");
}

static void a_raised_mark_stays_in_its_line(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "above above");
    fixture_text(&page, 50, 112, 10, PLAIN, "text");
    fixture_text(&page, 70, 108, 6, SMALL, "1");
    fixture_text(&page, 50, 124, 10, PLAIN, "below below");
    assert_string_equal(lines_of_page(), "above above\ntext^1|\nbelow below");
}

static void letterspaced_headings_keep_blanks(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "总  体  情  况");
    assert_string_equal(lines_of_page(), "总 体 情 况");
}

static void justified_ideographs_have_no_blanks(void **state) {
    (void)state;
    static const char *const text[] = {"依", "申", "请", "公", "开", "政", "府", "信", "息"};
    for (uint32_t i = 0; i < 9; i++)
        fixture_text(&page, 50 + 12.5f * (float)i, 100, 10, PLAIN, text[i]);
    for (uint32_t i = 1; i < 9; i++)
        page.chars[i].flags = PDF_CHAR_SPACE_BEFORE;
    assert_string_equal(lines_of_page(), "依申请公开政府信息");
}

static void a_blank_beside_ideographs_needs_the_page_s_word(void **state) {
    (void)state;
    float x = fixture_text(&page, 50, 100, 10, PLAIN, "共");
    x = fixture_text(&page, x + 2.6f, 100, 10, PLAIN, "12");
    fixture_text(&page, x + 2.6f, 100, 10, PLAIN, "件");
    assert_string_equal(lines_of_page(), "共12件");
    page.chars[1].flags = page.chars[3].flags = PDF_CHAR_SPACE_BEFORE;
    assert_string_equal(lines_of_page(), "共 12 件");
}

static void ligatures_are_letters(void **state) {
    (void)state;
    fixture_text(
        &page, 50, 100, 10, PLAIN,
        "o\xEF\xAC\x83"
        "ce \xEF\xAC\x81t a\xEF\xAC\x80 \xEF\xAC\x82y \xEF\xAC\x84 \xEF\xAC\x85 \xEF\xAC\x86");
    assert_string_equal(lines_of_page(), "office fit aff fly ffl st st");
}

static void a_soft_hyphen_stays_at_the_end(void **state) {
    (void)state;
    float x = fixture_text(&page, 50, 100, 10, PLAIN, "in");
    put(x, 92, x + 3, 102, 0xAD, PLAIN, 0);
    fixture_text(&page, x + 3, 100, 10, PLAIN, "ter");
    put(x + 18, 92, x + 21, 102, 0xAD, PLAIN, 0);
    assert_string_equal(lines_of_page(), "in-ter\xC2\xAD");
}

static void bold_drawn_twice_is_read_once(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "1100 abba");
    fixture_text(&page, 50.4f, 100.2f, 10, PLAIN, "1100 abba");
    assert_string_equal(lines_of_page(), "1100 abba");
    assert_int_equal(made[0].count, 8);
}

/* The first pass left out the point: its `1` reaches to the `9`, as Poppler has it. */
static void the_whole_of_two_passes_is_read(void **state) {
    (void)state;
    put(50, 92, 60, 102, '1', PLAIN, PDF_CHAR_LINE_BEFORE);
    put(60, 92, 65, 102, '9', PLAIN, 0);
    fixture_text(&page, 50, 100, 10, PLAIN, "1.9");
    fixture_text(&page, 50, 130, 10, PLAIN, "7.6");
    put(50, 122, 60, 132, '7', PLAIN, PDF_CHAR_LINE_BEFORE);
    put(60, 122, 65, 132, '6', PLAIN, 0);
    assert_string_equal(lines_of_page(), "1.9\n7.6");
}

static void numbers_drawn_over_others_stay_whole(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "2014");
    fixture_text(&page, 50, 100, 10, PLAIN, "2015");
    assert_string_equal(lines_of_page(), "2014\n2015");
}

static void turned_text_reads_along_itself(void **state) {
    (void)state;
    static const char text[] = "upward";
    for (uint32_t i = 0; i < 6; i++)
        put(20, 395 - 5 * (float)i, 30, 400 - 5 * (float)i, (uint32_t)text[i], PLAIN,
            i ? 0 : PDF_CHAR_LINE_BEFORE);
    for (uint32_t i = 0; i < 6; i++)
        put(570, 100 + 5 * (float)i, 580, 105 + 5 * (float)i, (uint32_t)text[i], PLAIN,
            i ? 0 : PDF_CHAR_LINE_BEFORE);
    assert_string_equal(lines_of_page(), "upward\nupward");
    assert_int_equal(made[0].direction, PDF_UPWARD);
    assert_int_equal(made[1].direction, PDF_DOWNWARD);
    assert_float_equal(made[0].box[1], 370, 0.01);
    assert_float_equal(made[0].box[3], 400, 0.01);
}

/* What the glyphs themselves tell holds against the order that Poppler gives them in, and for one alone. */
static void glyphs_tell_the_direction(void **state) {
    (void)state;
    static const struct {
        float x, y; /* of a step in Poppler's order */
        pdf_direction turn;
    } cases[] = {{0, -5, PDF_DOWNWARD}, {0, 5, PDF_UPWARD}, {5, 0, PDF_LEFTWARD}};
    static const char text[] = "739";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (uint32_t k = 0; k < 3; k++) {
            float x = 50 + 100 * (float)i + cases[i].x * (float)k, y = 300 + cases[i].y * (float)k;
            bool lies = cases[i].x == 0;
            put(x, y, x + (lies ? 10 : 5), y + (lies ? 5 : 10), (uint32_t)text[k], PLAIN,
                (uint16_t)((k ? 0u : PDF_CHAR_LINE_BEFORE) | PDF_CHAR_TURN(cases[i].turn)));
        }
    put(500, 300, 510, 305, '4', PLAIN,
        (uint16_t)(PDF_CHAR_LINE_BEFORE | PDF_CHAR_TURN(PDF_UPWARD)));
    lines_of_page();
    assert_int_equal(made_count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(made[i].direction, i < 2   ? PDF_UPWARD
                                            : i < 3 ? PDF_DOWNWARD
                                                    : PDF_LEFTWARD);
        assert_memory_equal(made[i].text.ptr, made[i].text.len == 1 ? "4" : "937",
                            made[i].text.len);
    }
}

/* Digits over others, as text that runs over from the next cell, or close to them, as with negative spacing. */
static void digits_over_others_are_no_number(void **state) {
    (void)state;
    static const float steps[] = {5, 4, 2, 0.1f};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        float y = 100 + 50 * (float)i;
        put(50, y, 50 + steps[i], y + 10, '3', PLAIN, PDF_CHAR_LINE_BEFORE);
        put(50 + steps[i], y, 55 + steps[i], y + 10, '2', PLAIN, 0);
    }
    assert_string_equal(lines_of_page(), "32\n32\n3 2\n3 2");
}

/* Poppler makes words of what laps over each other by a tenth of an em; condensed digits all lap over evenly. */
static void a_number_printed_over_the_end_of_another_is_parted(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "777");
    fixture_text(&page, 62.5f, 100, 10, PLAIN, "12");
    fixture_text(&page, 50, 150, 10, PLAIN, "4");
    fixture_text(&page, 53.5f, 150, 10, PLAIN, "1");
    for (uint32_t i = 0; i < 4; i++)
        put(50 + 3.8f * (float)i, 200, 55 + 3.8f * (float)i, 210, '1' + i, PLAIN,
            i ? 0 : PDF_CHAR_LINE_BEFORE);
    fixture_text(&page, 50, 250, 10, PLAIN, "777");
    fixture_text(&page, 64.5f, 250, 10, PLAIN, "12");
    assert_string_equal(lines_of_page(), "777 12\n4 1\n1234\n77712");
}

/* What is set over or under the number of a cell, in small type, is a mark of it; a second number is none, nor a line of text. */
static void small_digits_around_a_number_are_marks(void **state) {
    (void)state;
    fixture_text(&page, 52, 93, 6, SMALL, "81");
    fixture_text(&page, 50, 104, 10, PLAIN, "24");
    fixture_text(&page, 52, 112, 6, SMALL, "7");
    assert_string_equal(lines_in(45, 80, 70, 200), "^81|\n24\n_7|");
    page.page.char_count = 0;
    fixture_text(&page, 50, 104, 10, PLAIN, "24");
    fixture_text(&page, 50, 116, 10, PLAIN, "7");
    fixture_text(&page, 50, 128, 6, SMALL, "a7");
    assert_string_equal(lines_in(45, 80, 70, 200), "24\n7\na7");
}

static void a_vertical_label_is_one_text(void **state) {
    (void)state;
    static const char *const text[] = {"本", "年", "度", "办", "理"};
    for (uint32_t i = 0; i < 5; i++)
        fixture_text(&page, 50, 100 + 14 * (float)i, 10, PLAIN, text[i]);
    assert_string_equal(lines_in(45, 80, 70, 200), "本年度办理");
    assert_int_equal(made[0].direction, PDF_DOWNWARD);
    assert_string_equal(lines_of_page(), "本\n年\n度\n办\n理");
}

static void a_stack_of_figures_is_none(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 3; i++)
        fixture_text(&page, 50, 100 + 12 * (float)i, 10, PLAIN, "7");
    assert_string_equal(lines_in(45, 80, 70, 200), "7\n7\n7");
}

static void vertical_columns_read_from_the_right(void **state) {
    (void)state;
    static const uint32_t text[] = {0x5929, 0x5730, 0x7384, 0x9EC4};
    for (uint32_t column = 0; column < 2; column++)
        for (uint32_t i = 0; i < 4; i++)
            put(100 - 20 * (float)column, 100 + 10 * (float)i, 110 - 20 * (float)column,
                110 + 10 * (float)i, text[i] + column, PLAIN, i ? 0 : PDF_CHAR_LINE_BEFORE);
    assert_string_equal(lines_of_page(), "天地玄黄\n太圱玅黅");
}

/* In a narrow cell Poppler reads them by columns, or the lower ones first. */
static void ideographs_of_a_narrow_cell_are_in_order(void **state) {
    (void)state;
    static const uint32_t text[] = {0x7ED3, 0x679C, 0x7EF4, 0x6301};
    for (uint32_t i = 0; i < 4; i++) {
        float x = 100 + 10 * (float)(i / 2), y = 100 + 13 * (float)(i % 2);
        put(x, y, x + 10, y + 10, text[i % 2 * 2 + i / 2], PLAIN, 0);
    }
    assert_string_equal(lines_in(90, 90, 130, 130), "结果\n维持");
    for (uint32_t from = 0; from < 2; from++) { /* its lower half first; parted in the middle */
        float left = 100 + 100 * (float)from;
        for (uint32_t i = 0; i < 4; i++) {
            uint32_t at = from ? i : (i + 2) % 4;
            float y = 200 + 18 * (float)at - 8;
            put(left, y, left + 10, y + 26, text[at], PLAIN, i >= 2 ? PDF_CHAR_LINE_BEFORE : 0);
        }
        assert_string_equal(lines_in(left - 10, 180, left + 30, 300), "结果维持");
    }
}

/* The lower one first: as text that runs upwards comes. Where turned glyphs say so, these are not. */
static void two_ideographs_in_a_column_are_read_downwards(void **state) {
    (void)state;
    static const uint32_t text[] = {0x5176, 0x4ED6};
    const pdf_shown glyph = {.x = 100, .y = 110};
    for (uint32_t i = 2; i-- > 0;)
        put(100, 100 + 20 * (float)i, 110, 110 + 20 * (float)i, text[i], PLAIN,
            i ? PDF_CHAR_LINE_BEFORE : 0);
    assert_string_equal(lines_in(90, 90, 130, 140), "他 其");
    page.page.glyphs = &glyph;
    page.page.glyph_count = 1;
    assert_string_equal(lines_in(90, 90, 130, 140), "其他");
    page.page.glyphs = NULL;
}

static void dots_lead_to_a_value_of_its_own(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "label ..... 5");
    assert_string_equal(lines_of_page(), "label .....\n5");
    assert_string_equal(lines_in(0, 0, 599, 799), "label ..... 5");
}

static void lines_of_a_cell_are_in_order(void **state) {
    (void)state;
    fixture_text(&page, 80, 101, 10, PLAIN, "right");
    fixture_text(&page, 20, 114, 10, PLAIN, "under");
    fixture_text(&page, 20, 100, 10, PLAIN, "left");
    assert_string_equal(lines_in(0, 0, 200, 300), "left right\nunder");
}

static void text_written_leftwards_is_in_logical_order(void **state) {
    (void)state;
    /* Two Hebrew words, each in logical order, the first one to the right; and a number between them. */
    for (uint32_t i = 0; i < 4; i++)
        put(195 - 5 * (float)i, 92, 200 - 5 * (float)i, 102, 0x5D0 + i, PLAIN, i ? 0 : 2);
    put(165, 92, 170, 102, '4', PLAIN, PDF_CHAR_SPACE_BEFORE);
    put(170, 92, 175, 102, '2', PLAIN, 0);
    for (uint32_t i = 0; i < 3; i++)
        put(155 - 5 * (float)i, 92, 160 - 5 * (float)i, 102, 0x5D4 + i, PLAIN,
            i ? 0 : PDF_CHAR_SPACE_BEFORE);
    assert_string_equal(lines_of_page(), "אבגד 42 הוז");
}

/* A long figure is stepped over as a whole, before and behind: its width is no gap. */
static void figures_stay_behind_their_leftward_word(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 4; i++)
        put(195 - 5 * (float)i, 92, 200 - 5 * (float)i, 102, 0x5D0 + i, PLAIN, i ? 0 : 2);
    fixture_text(&page, 145, 100, 10, PLAIN, "12,450");
    page.chars[4].flags = PDF_CHAR_SPACE_BEFORE;
    for (uint32_t i = 0; i < 3; i++)
        put(137 - 5 * (float)i, 92, 142 - 5 * (float)i, 102, 0x5D4 + i, PLAIN,
            i ? 0 : PDF_CHAR_SPACE_BEFORE);
    assert_string_equal(lines_of_page(), "אבגד 12,450 הוז");
}

static void marks_stay_with_their_letter(void **state) {
    (void)state;
    float x = fixture_text(&page, 50, 100, 10, PLAIN, "e");
    put(x - 4, 90, x - 1, 94, 0x301, PLAIN, 0);
    fixture_text(&page, x, 100, 10, PLAIN, "t");
    page.chars[2].flags = 0;
    assert_string_equal(lines_of_page(), "e\xCC\x81t");
}

static void spans_follow_looks_and_links(void **state) {
    (void)state;
    static const pdf_link link = {.box = {75, 90, 100, 103}, .target = {"https://a.example/", 18}};
    float x = fixture_text(&page, 50, 100, 10, BOLD, "bold");
    fixture_text(&page, x + 5, 100, 10, PLAIN, "there we go");
    page.page.links = &link;
    page.page.link_count = 1;
    for (uint32_t i = 9; i < 11; i++)
        page.chars[i].flags |= PDF_CHAR_UNDERLINED;
    assert_string_equal(lines_of_page(), "bold there we go");
    assert_int_equal(made[0].span_count, 4);
    const pdf_span *spans = made[0].spans;
    assert_int_equal(spans[0].length, 5);
    assert_int_equal(spans[1].start, 5);
    assert_int_equal(spans[1].length, 6);
    assert_int_equal(spans[1].target.len, 18);
    assert_int_equal(spans[2].length, 2);
    assert_int_equal(spans[2].underlined, 1);
    assert_int_equal(spans[3].start, 13);
    assert_int_equal(made[0].look, PLAIN);
}

static void slanted_lines_stay_together(void **state) {
    (void)state;
    for (uint32_t line = 0; line < 3; line++)
        for (uint32_t i = 0; i < 90; i++) {
            float x = 50 + 5 * (float)i, y = 100 + 12 * (float)line + 0.1f * (float)i;
            put(x, y - 8, x + 5, y + 2, 'a' + line, PLAIN, i ? 0 : PDF_CHAR_LINE_BEFORE);
        }
    lines_of_page();
    assert_int_equal(made_count, 3);
    assert_int_equal(made[1].text.len, 90);
}

static void tall_boxes_reach_no_other_line(void **state) {
    (void)state;
    for (uint32_t line = 0; line < 3; line++)
        for (uint32_t i = 0; i < 20; i++)
            put(50 + 10 * (float)i, 90 + 13 * (float)line, 60 + 10 * (float)i,
                118 + 13 * (float)line, 0x4E00 + line, PLAIN, i ? 0 : PDF_CHAR_LINE_BEFORE);
    lines_of_page();
    assert_int_equal(made_count, 3);
    assert_true(made[0].box[3] - made[0].box[1] <= 15.01f);
}

static void a_full_line_is_parted_at_the_gutter(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 6; i++) {
        fixture_text(&page, 50, 100 + 12 * (float)i, 10, PLAIN, "left side text");
        fixture_text(&page, 150, 100 + 12 * (float)i, 10, PLAIN, "right side text");
    }
    float x = fixture_text(&page, 50, 172, 10, PLAIN, "left side text xyz");
    assert_true(150 - x > 4.5f);
    fixture_text(&page, 150, 172, 10, PLAIN, "right side text");
    page.chars[page.page.char_count - 13].flags = PDF_CHAR_SPACE_BEFORE;
    lines_of_page();
    assert_int_equal(made_count, 14);
}

/* Boxes without sense: some text comes, all of it finite, each character at most once. */
static void garbage_is_survived(void **state) {
    (void)state;
    uint32_t seed = 7;
    for (uint32_t i = 0; i < 3000; i++) {
        float side[4];
        for (int k = 0; k < 4; k++) {
            seed = seed * 1664525u + 1013904223u;
            side[k] = (float)(seed >> 8) / 16777216.0f * (i % 3 ? 600 : PDF_FARTHEST);
        }
        bool flat = i % 7 == 0;
        put(side[0] < side[1] ? side[0] : side[1], side[2] < side[3] || flat ? side[2] : side[3],
            side[0] < side[1] ? side[1] : side[0],
            flat                ? side[2]
            : side[2] < side[3] ? side[3]
                                : side[2],
            seed % 0x30000, (uint16_t)(seed % 9), (uint16_t)(seed >> 20 & 7));
    }
    static uint32_t picks[3000];
    for (uint32_t i = 0; i < 3000; i++)
        picks[i] = i;
    pdf_line *lines = NULL;
    const float whole[4] = {0, 0, 600, 800};
    uint32_t count = pdf_lines_of(&page.reader, &page.page, picks, 3000, whole, &lines), sum = 0;
    assert_true(count > 0);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(lines[i].first, sum);
        sum += lines[i].count;
        assert_true(lines[i].text.len > 0);
    }
    assert_true(sum <= 3000);
    static uint8_t seen[3000];
    for (uint32_t i = 0; i < 3000; i++)
        seen[picks[i]]++;
    for (uint32_t i = 0; i < 3000; i++)
        assert_int_equal(seen[i], 1);
}

static void nothing_makes_nothing(void **state) {
    (void)state;
    assert_string_equal(lines_of_page(), "");
    assert_int_equal(made_count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(words_have_blanks),
        TEST(the_order_of_the_page_does_not_matter),
        TEST(figures_of_two_columns_stay_apart),
        TEST(figures_a_little_apart_are_two),
        TEST(a_wide_gap_parts),
        TEST(raised_figures_are_marked),
        TEST(digits_that_look_otherwise_are_parted),
        TEST(a_raised_mark_stays_in_its_line),
        TEST(letterspaced_headings_keep_blanks),
        TEST(justified_ideographs_have_no_blanks),
        TEST(a_blank_beside_ideographs_needs_the_page_s_word),
        TEST(ligatures_are_letters),
        TEST(a_soft_hyphen_stays_at_the_end),
        TEST(bold_drawn_twice_is_read_once),
        TEST(the_whole_of_two_passes_is_read),
        TEST(numbers_drawn_over_others_stay_whole),
        TEST(turned_text_reads_along_itself),
        TEST(glyphs_tell_the_direction),
        TEST(digits_over_others_are_no_number),
        TEST(a_number_printed_over_the_end_of_another_is_parted),
        TEST(small_digits_around_a_number_are_marks),
        TEST(a_vertical_label_is_one_text),
        TEST(a_stack_of_figures_is_none),
        TEST(vertical_columns_read_from_the_right),
        TEST(ideographs_of_a_narrow_cell_are_in_order),
        TEST(two_ideographs_in_a_column_are_read_downwards),
        TEST(dots_lead_to_a_value_of_its_own),
        TEST(lines_of_a_cell_are_in_order),
        TEST(text_written_leftwards_is_in_logical_order),
        TEST(figures_stay_behind_their_leftward_word),
        TEST(marks_stay_with_their_letter),
        TEST(spans_follow_looks_and_links),
        TEST(slanted_lines_stay_together),
        TEST(tall_boxes_reach_no_other_line),
        TEST(a_full_line_is_parted_at_the_gutter),
        TEST(garbage_is_survived),
        TEST(nothing_makes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
