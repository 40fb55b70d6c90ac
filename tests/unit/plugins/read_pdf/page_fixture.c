/* SPDX-License-Identifier: GPL-2.0-or-later
 * Draws the page: arrays that double, one character at a time. */
#include "page_fixture.h"

#include "cm.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char shown[65536];

static void hear_nothing(sheaf_job *job, const sheaf_diagnostic *said) {
    (void)job;
    (void)said;
}

void fixture_begin(page_fixture *fixture, float width, float height) {
    static const sheaf_host host = {.size = sizeof host, .diagnose = hear_nothing};
    *fixture =
        (page_fixture){.reader = {.kept = pdf_room_new(), .page = pdf_room_new(), .host = &host}};
    fixture->looks[FIXTURE_PLAIN] = (pdf_look){.font = SHEAF_STR("Plain"), .size = 10};
    fixture->looks[FIXTURE_BOLD] =
        (pdf_look){.font = SHEAF_STR("Plain-Bold"), .size = 10, .bold = true};
    fixture->page = (pdf_page){
        .number = 1, .width = width, .height = height, .looks = fixture->looks, .look_count = 2};
    fixture->reader.looks = fixture->looks;
    fixture->reader.look_count = 2;
}

void fixture_end(page_fixture *fixture) {
    pdf_room_free(fixture->reader.page);
    pdf_room_free(fixture->reader.kept);
}

void fixture_ink(page_fixture *fixture, pdf_paint paint, uint32_t colour, float x0, float y0,
                 float x1, float y1) {
    pdf_page *page = &fixture->page;
    fixture->inks = pdf_more(fixture->reader.kept, fixture->inks, page->ink_count,
                             &fixture->ink_room, sizeof *fixture->inks);
    if (!fixture->inks)
        return;
    fixture->inks[page->ink_count++] =
        (pdf_ink){.box = {x0, y0, x1, y1}, .colour = colour, .paint = (uint8_t)paint};
    page->inks = fixture->inks;
}

void fixture_across(page_fixture *fixture, float x0, float x1, float y) {
    fixture_ink(fixture, PDF_STROKE, 0, x0, y - 0.25f, x1, y + 0.25f);
}

void fixture_down(page_fixture *fixture, float x, float y0, float y1) {
    fixture_ink(fixture, PDF_STROKE, 0, x - 0.25f, y0, x + 0.25f, y1);
}

void fixture_grid(page_fixture *fixture, const float *xs, uint32_t x_count, const float *ys,
                  uint32_t y_count) {
    for (uint32_t i = 0; i < x_count; i++)
        fixture_down(fixture, xs[i], ys[0], ys[y_count - 1]);
    for (uint32_t i = 0; i < y_count; i++)
        fixture_across(fixture, xs[0], xs[x_count - 1], ys[i]);
}

/* One scalar value of well-formed UTF-8 from the front. */
static uint32_t decode(const char **text) {
    const unsigned char *at = (const unsigned char *)*text;
    uint32_t more = at[0] < 0x80 ? 0u : at[0] < 0xE0 ? 1u : at[0] < 0xF0 ? 2u : 3u;
    uint32_t code = more ? at[0] & (0x3Fu >> more) : at[0];
    for (uint32_t i = 1; i <= more; i++)
        code = code << 6 | (at[i] & 0x3Fu);
    *text += more + 1;
    return code;
}

float fixture_text(page_fixture *fixture, float x, float base, float size, uint16_t look,
                   const char *text) {
    pdf_page *page = &fixture->page;
    uint16_t flags = PDF_CHAR_LINE_BEFORE;
    while (*text) {
        uint32_t code = decode(&text);
        float wide = code < 0x80 ? size / 2 : size;
        if (code == ' ') {
            flags |= PDF_CHAR_SPACE_BEFORE;
            x += wide;
            continue;
        }
        fixture->chars = pdf_more(fixture->reader.kept, fixture->chars, page->char_count,
                                  &fixture->char_room, sizeof *fixture->chars);
        if (!fixture->chars)
            return x;
        fixture->chars[page->char_count++] =
            (pdf_char){.box = {x, base - 0.8f * size, x + wide, base + 0.2f * size},
                       .code = code,
                       .look = look,
                       .flags = flags};
        page->chars = fixture->chars;
        flags = 0;
        x += wide;
    }
    return x;
}

static void show(size_t *length, const char *format, ...) {
    va_list values;
    va_start(values, format);
    int wrote = vsnprintf(shown + *length, sizeof shown - *length, format, values);
    va_end(values);
    if (wrote > 0 && (size_t)wrote < sizeof shown - *length)
        *length += (size_t)wrote;
}

const char *fixture_show(const pdf_grid *grid) {
    size_t length = 0;
    shown[0] = '\0';
    for (uint32_t i = 0; i < grid->cell_count; i++) {
        const pdf_cell *cell = &grid->cells[i];
        if (i)
            show(&length, cell->row == cell[-1].row ? "|" : "\n");
        if (cell->row_span > 1 || cell->column_span > 1)
            show(&length, "%ux%u:", (unsigned)cell->row_span, (unsigned)cell->column_span);
        for (uint32_t k = 0; k < cell->line_count; k++)
            show(&length, "%s%.*s", k ? "~" : "", (int)cell->lines[k].text.len,
                 cell->lines[k].text.ptr);
    }
    return shown;
}

uint32_t fixture_lattice(page_fixture *fixture, pdf_grid **grids) {
    const pdf_page *page = &fixture->page;
    uint32_t *owner = PDF_TAKE(fixture->reader.page, uint32_t, page->char_count + 1u);
    assert_non_null(owner);
    for (uint32_t i = 0; i < page->char_count; i++)
        owner[i] = PDF_NONE;
    return pdf_lattice(&fixture->reader, page, owner, grids);
}

uint32_t fixture_rivers(page_fixture *fixture, pdf_line **lines, uint32_t *line_count,
                        pdf_grid **grids) {
    const pdf_page *page = &fixture->page;
    uint32_t *picks = PDF_TAKE(fixture->reader.page, uint32_t, page->char_count + 1u);
    const float whole[4] = {0, 0, page->width, page->height};
    assert_non_null(picks);
    for (uint32_t i = 0; i < page->char_count; i++)
        picks[i] = i;
    *line_count = pdf_lines_of(&fixture->reader, page, picks, page->char_count, whole, lines);
    return pdf_rivers(&fixture->reader, page, picks, *lines, line_count, grids);
}
