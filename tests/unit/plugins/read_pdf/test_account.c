/* SPDX-License-Identifier: GPL-2.0-or-later
 * The books: what a page shows is what its text, and what was left out on record, hold together. */
#include "cm.h"

#include "layout.h"
#include "page_fixture.h"
#include "report_fixture.h"

#include <string.h>

static void is(pdf_tally tally, uint64_t characters, uint64_t digits) {
    assert_int_equal(tally.characters, characters);
    assert_int_equal(tally.digits, digits);
}

static pdf_tally of_code(uint32_t code) {
    pdf_tally tally = {0};
    pdf_tally_code(&tally, code);
    return tally;
}

static void digits_are_those_of_any_script(void **state) {
    (void)state;
    is(of_code('0'), 1, 1);
    is(of_code('9'), 1, 1);
    is(of_code('/'), 1, 0);
    is(of_code(':'), 1, 0);
    is(of_code(0x0669), 1, 1);
    is(of_code(0xFF10), 1, 1);
    is(of_code(0xFF1A), 1, 0);
    is(of_code(0x1D7FF), 1, 1);
    is(of_code(0x4E00), 1, 0);
    is(of_code(0x2460), 1, 0);
}

static void ligatures_count_as_their_letters(void **state) {
    (void)state;
    is(of_code(0xFB00), 2, 0);
    is(of_code(0xFB04), 3, 0);
    is(of_code(0xFB06), 2, 0);
    is(of_code(0xFB07), 1, 0);
}

static void white_space_counts_nothing(void **state) {
    (void)state;
    is(of_code(0x2028), 0, 0);
    is(of_code(0x85), 0, 0);
    is(pdf_tally_text(SHEAF_STR(" a\t1\n\xE3\x80\x80\xEF\xBC\x91")), 3, 2);
    is(pdf_tally_text(SHEAF_STR("")), 0, 0);
}

/* ---- a page ---- */

static void count_lines(const pdf_sheet *sheet, pdf_tally *tally) {
    for (uint32_t i = 0; i < sheet->piece_count; i++)
        if (sheet->pieces[i].kind == PDF_PIECE_LINE)
            pdf_tally_add(tally, pdf_tally_text(sheet->pieces[i].line->text));
}

static void what_is_drawn_twice_is_on_record(void **state) {
    (void)state;
    page_fixture f;
    pdf_sheet sheet;
    pdf_tally read = {0};
    fixture_begin(&f, 600, 800);
    fixture_text(&f, 50, 100, 10, FIXTURE_PLAIN,
                 "In 2014 of\xEF\xAC\x81"
                 "ce");
    fixture_text(&f, 50.3f, 100, 10, FIXTURE_PLAIN,
                 "In 2014 of\xEF\xAC\x81"
                 "ce");
    fixture_text(&f, 50, 120, 10, FIXTURE_PLAIN, "and 3 once");
    pdf_layout(&f.reader, &f.page, &sheet);
    is(sheet.shown, 32, 9);
    is(sheet.twins, 12, 4);
    count_lines(&sheet, &read);
    is(read, 20, 5);
    assert_true(sheet.twins_box[0] >= 50 && sheet.twins_box[1] >= 92 && sheet.twins_box[3] <= 102);
    pdf_layout(&f.reader, &f.page, &sheet); /* the next page has its own */
    is(sheet.twins, 12, 4);
    fixture_end(&f);
}

static void twins_in_cells_are_on_record(void **state) {
    (void)state;
    static const float xs[] = {50, 150, 250}, ys[] = {50, 80, 110};
    page_fixture f;
    pdf_sheet sheet;
    fixture_begin(&f, 600, 800);
    fixture_grid(&f, xs, 3, ys, 3);
    for (int i = 0; i < 4; i++)
        fixture_text(&f, i % 2 ? 155 : 55, i < 2 ? 70 : 100, 10, FIXTURE_PLAIN, "cell 7");
    fixture_text(&f, 155, 100, 10, FIXTURE_PLAIN, "cell 7");
    pdf_layout(&f.reader, &f.page, &sheet);
    assert_int_equal(sheet.pieces[0].kind, PDF_PIECE_GRID);
    is(sheet.shown, 25, 5);
    is(sheet.twins, 5, 1);
    fixture_end(&f);
}

/* Poppler joins a wrapped digit to the word above it where the font claims a great height, and ends the one above where it
 * begins. */
static void a_digit_right_below_its_like_is_no_twin(void **state) {
    (void)state;
    page_fixture f;
    pdf_sheet sheet;
    pdf_tally read = {0};
    fixture_begin(&f, 600, 800);
    fixture_text(&f, 50, 100, 10, FIXTURE_PLAIN, "70888");
    pdf_char *last = &f.chars[f.page.char_count - 1];
    last[-1].box[2] = last[-1].box[0];
    last[0].box[0] = last[-1].box[0];
    last[0].box[2] = last[-1].box[0] + 5;
    pdf_layout(&f.reader, &f.page, &sheet);
    is(sheet.twins, 0, 0);
    count_lines(&sheet, &read);
    is(read, 5, 5);
    fixture_end(&f);
}

/* ---- to the host ---- */

static pdf_tally stated[3], left_out;

static void account(sheaf_job *job, const sheaf_account *of_page) {
    (void)job;
    stated[of_page->unit] = (pdf_tally){of_page->characters, of_page->digits};
}

static void drop(sheaf_job *job, const sheaf_dropped *dropped) {
    (void)job;
    pdf_tally_add(&left_out, (pdf_tally){dropped->characters, dropped->digits});
}

static void begin(report_fixture *f, uint32_t sheets) {
    report_begin(f, sheets);
    f->host.account = account;
    f->host.drop = drop;
    memset(stated, 0, sizeof stated);
    left_out = (pdf_tally){0};
}

static void remarks_are_on_the_account_of_their_page(void **state) {
    (void)state;
    static const pdf_remark remarks[] = {{.page = 1, .text = {"see 12", 6}},
                                         {.page = 2, .text = {"why", 3}},
                                         {.page = 2, .text = {"4 5", 3}}};
    report_fixture f;
    begin(&f, 2);
    f.reader.sheets[0].shown = (pdf_tally){100, 10};
    f.reader.sheets[1].shown = (pdf_tally){200, 20};
    pdf_account(&(pdf_state){.reader = &f.reader, .remarks = remarks, .remark_count = 3});
    is(stated[1], 105, 12);
    is(stated[2], 205, 22);
    is(left_out, 0, 0);
    report_end(&f);
}

static void twins_are_told(void **state) {
    (void)state;
    report_fixture f;
    report_begin(&f, 1);
    f.reader.sheets[0].twins = (pdf_tally){7, 3};
    pdf_account(&(pdf_state){.reader = &f.reader});
    assert_string_equal(f.said, "dropped 7: printed twice at one place\n");
    report_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_those_of_any_script),
        cmocka_unit_test(ligatures_count_as_their_letters),
        cmocka_unit_test(white_space_counts_nothing),
        cmocka_unit_test(what_is_drawn_twice_is_on_record),
        cmocka_unit_test(twins_in_cells_are_on_record),
        cmocka_unit_test(a_digit_right_below_its_like_is_no_twin),
        cmocka_unit_test(remarks_are_on_the_account_of_their_page),
        cmocka_unit_test(twins_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
