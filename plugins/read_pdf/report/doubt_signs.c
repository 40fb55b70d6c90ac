/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that may be other signs. Fonts of signs that do not say what their glyphs are give each the code of its slot, and
 * a minus becomes a 2. Such a font shows one digit, a mark or two, and nothing else in the whole document; the digit stands
 * most often right before those of another font, where no font of text would leave one digit alone. */
#include "report/report.h"

#include <stdio.h>
#include <string.h>

enum { LEAST = 2, KINDS = 4 };

/* What a look shows in all of the document. */
typedef struct sign {
    sheaf_str font;
    uint32_t codes[KINDS], kinds; /* above KINDS: too many */
    uint32_t digit, count;        /* the last digit seen, and how often digits were */
    uint32_t before_digits, page;
    const float *box; /* of the first line that has one */
} sign;

static void see_code(sign *seen, uint32_t code) {
    for (uint32_t i = 0; i < seen->kinds; i++)
        if (i >= KINDS || seen->codes[i] == code)
            return;
    if (seen->kinds < KINDS)
        seen->codes[seen->kinds] = code;
    seen->kinds += seen->kinds <= KINDS;
}

static void see_digit(sign *seen, uint32_t code, const pdf_line *line, uint32_t page) {
    seen->box = seen->count ? seen->box : line->box;
    seen->page = seen->count ? seen->page : page;
    seen->digit = code;
    seen->count++;
}

static sheaf_str text_of(const pdf_line *line, uint32_t span) {
    return pdf_trim(
        (sheaf_str){line->text.ptr + line->spans[span].start, line->spans[span].length});
}

/* A look that shows more than signs, as most do from their first line on, is looked at no further. */
static void see_line(const pdf_state *state, sign *signs, const pdf_line *line, uint32_t page) {
    for (uint32_t i = 0; i < line->span_count; i++) {
        if (line->spans[i].look >= state->reader->look_count)
            continue;
        sign *seen = &signs[line->spans[i].look];
        if (seen->kinds > KINDS)
            continue;
        sheaf_str text = text_of(line, i);
        while (text.len && seen->kinds <= KINDS) {
            uint32_t code = pdf_code_take(&text);
            if (pdf_is_space(code))
                continue;
            see_code(seen, code);
            if (pdf_is_digit(code))
                see_digit(seen, code, line, page);
        }
        bool last = i + 1 == line->span_count || line->spans[i + 1].look == line->spans[i].look;
        seen->before_digits += !last && pdf_is_digit(pdf_code_first(text_of(line, i + 1)));
    }
}

static void see_grid(const pdf_state *state, sign *signs, const pdf_grid *grid, uint32_t page) {
    for (uint32_t i = 0; i < grid->cell_count; i++)
        for (uint32_t k = 0; k < grid->cells[i].line_count; k++)
            see_line(state, signs, &grid->cells[i].lines[k], page);
}

static void see_sheet(const pdf_state *state, sign *signs, const pdf_sheet *sheet) {
    for (uint32_t i = 0; i < sheet->piece_count; i++) {
        const pdf_piece *piece = &sheet->pieces[i];
        if (piece->kind == PDF_PIECE_LINE)
            see_line(state, signs, piece->line, sheet->number);
        if (piece->kind != PDF_PIECE_GRID)
            continue;
        see_grid(state, signs, piece->grid, sheet->number);
        for (uint32_t k = 0; k < piece->grid->cell_count; k++)
            for (const pdf_grid *in = piece->grid->cells[k].inner; in; in = in->next)
                see_grid(state, signs, in, sheet->number);
    }
}

static int by_font(const void *left, const void *right) {
    const sign *a = left, *b = right;
    size_t shorter = a->font.len < b->font.len ? a->font.len : b->font.len;
    int order = shorter ? memcmp(a->font.ptr, b->font.ptr, shorter) : 0;
    return order ? order : (a->font.len > b->font.len) - (a->font.len < b->font.len);
}

/* The looks of one font are one. */
static void unite(sign *into, const sign *other) {
    for (uint32_t i = 0; i < other->kinds; i++)
        see_code(into, i < KINDS ? other->codes[i] : 0);
    if (other->count && (!into->count || other->page < into->page)) {
        into->page = other->page;
        into->box = other->box;
    }
    into->digit = other->count ? other->digit : into->digit;
    into->count += other->count;
    into->before_digits += other->before_digits;
}

/* One digit, and neither another one nor a letter. */
static bool shows_signs(const sign *of) {
    bool text = of->kinds > KINDS;
    for (uint32_t i = 0; i < of->kinds && !text; i++)
        text = pdf_is_letter(of->codes[i]) ||
               (pdf_is_digit(of->codes[i]) && of->codes[i] != of->digit);
    return !text;
}

static void tell(const pdf_state *state, const sign *of) {
    char text[256];
    if (of->count < LEAST || of->before_digits * 2 < of->count || !shows_signs(of))
        return;
    int length =
        snprintf(text, sizeof text,
                 "The digit %u has a font of its own that shows no other (%u times), most often "
                 "before other digits; it may be another sign, such as a minus",
                 (unsigned)(of->digit & 0xF), (unsigned)of->count);
    state->reader->host->diagnose(
        state->reader->job,
        &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                            .severity = SHEAF_WARNING,
                            .code = SHEAF_STR("pdf.text.doubtful"),
                            .message = {text, (size_t)length},
                            .origin = pdf_place_laid(state, of->page, of->box)});
}

void pdf_doubt_signs(const pdf_state *state) {
    const pdf_reader *reader = state->reader;
    sign *signs = PDF_TAKE(reader->page, sign, (size_t)reader->look_count + 1);
    if (!signs)
        return;
    for (uint32_t i = 0; i < reader->look_count; i++)
        signs[i].font = reader->looks[i].font;
    for (uint32_t i = 0; i < reader->sheet_count; i++)
        see_sheet(state, signs, &reader->sheets[i]);
    if (reader->look_count)
        pdf_sort(signs, reader->look_count, sizeof *signs, by_font);
    for (uint32_t i = 0, end; i < reader->look_count; i = end) {
        for (end = i + 1; end < reader->look_count && by_font(&signs[i], &signs[end]) == 0; end++)
            unite(&signs[i], &signs[end]);
        tell(state, &signs[i]);
    }
}
