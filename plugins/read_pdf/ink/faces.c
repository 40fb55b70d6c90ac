/* SPDX-License-Identifier: GPL-2.0-or-later
 * In which fonts the glyphs of a page are: runs from a glyph on. Fonts are told apart by their faces, which are kept until the page is
 * drawn, as another one might have the address of one that is gone. */
#include "ink/ink.h"

enum { MOST_FACES = 255 };

static uint32_t number_of(pdf_pen *pen, cairo_font_face_t *face) {
    for (uint32_t i = pen->face_count; i > 0; i--)
        if (pen->faces[i - 1] == face)
            return i;
    cairo_font_face_t **faces =
        pen->face_count < MOST_FACES
            ? pdf_more(pen->room, pen->faces, pen->face_count, &pen->face_capacity, sizeof *faces)
            : NULL;
    if (!faces)
        return 0;
    pen->faces = faces;
    faces[pen->face_count] = cairo_font_face_reference(face);
    return ++pen->face_count;
}

void pdf_pen_begin_run(pdf_pen *pen, uint32_t glyph, uint32_t font) {
    while (pen->run_count && pen->runs[pen->run_count - 1].first >= glyph)
        pen->run_count--;
    pdf_run *runs =
        pdf_more(pen->room, pen->runs, pen->run_count, &pen->run_capacity, sizeof *runs);
    if (!runs)
        return;
    pen->runs = runs;
    runs[pen->run_count++] = (pdf_run){.first = glyph, .font = font};
}

void pdf_pen_choose_font(pdf_pen *pen, uint32_t font) {
    if (font != pen->font || !pen->run_count)
        pdf_pen_begin_run(pen, pen->glyph_count, font);
    pen->font = font;
}

void pdf_pen_face(pdf_pen *pen, cairo_font_face_t *face) {
    pdf_pen_choose_font(pen, number_of(pen, face));
}

void pdf_pen_drop_faces(pdf_pen *pen) {
    for (uint32_t i = 0; i < pen->face_count; i++)
        cairo_font_face_destroy(pen->faces[i]);
    pen->face_count = 0;
}

uint32_t pdf_pen_font_of(const pdf_pen *pen, uint32_t glyph) {
    uint32_t low = 0, count = pen->run_count;
    while (low < count) {
        const uint32_t middle = low + (count - low) / 2;
        if (pen->runs[middle].first <= glyph)
            low = middle + 1;
        else
            count = middle;
    }
    return low ? pen->runs[low - 1].font : 0;
}
