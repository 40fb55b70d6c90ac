/* SPDX-License-Identifier: GPL-2.0-or-later
 * One page: it is interpreted once, by rendering it to nowhere, which leaves Poppler's text page behind. */
#include "ink/ink.h"
#include "page/legible.h"
#include "page/marks.h"

#include <math.h>
#include <string.h>

static bool measure(PopplerPage *from, pdf_page *page) {
    double width = 0, height = 0;
    poppler_page_get_size(from, &width, &height);
    if (!isfinite(width) || !isfinite(height) || width <= 0 || height <= 0)
        return false;
    page->width = width < (double)PDF_FARTHEST ? (float)width : PDF_FARTHEST;
    page->height = height < (double)PDF_FARTHEST ? (float)height : PDF_FARTHEST;
    return true;
}

enum { MOST_PIXELS_INLINE = 1 << 24 };

enum { USUAL_GLYPHS = 8192 }; /* of a page: room for them costs nothing until it is filled */

static pdf_pen pen_for(pdf_source *source, const pdf_page *page, const pdf_marks *marks,
                       int64_t most_pixels) {
    pdf_shown *glyphs = PDF_TAKE_UNSET(source->reader->page, pdf_shown, USUAL_GLYPHS);
    return (pdf_pen){.room = source->reader->page,
                     .glyphs = glyphs,
                     .glyph_capacity = glyphs ? USUAL_GLYPHS : 0,
                     .clip = {0, 0, page->width, page->height},
                     .last_image = PDF_NONE,
                     .watched = marks->drawn,
                     .watched_count = marks->drawn_count,
                     .most_pixels = most_pixels,
                     .are_empty = source->emptied};
}

/* Poppler's calls reach the watcher or they do not: what the first page shows holds for all. */
static pdf_pen draw_inks(pdf_source *source, PopplerPage *from, const pdf_page *page,
                         const pdf_marks *marks, int64_t most_pixels) {
    pdf_pen pen = pen_for(source, page, marks, most_pixels);
    if (source->lines != PDF_LINES_OBSERVE && pdf_ink_watch(from, &pen, &source->calls))
        return pen;
    if (source->lines == PDF_LINES_AUTO)
        source->lines = PDF_LINES_OBSERVE;
    pen = pen_for(source, page, marks, most_pixels);
    if (source->lines == PDF_LINES_OBSERVE)
        pdf_ink_observe(from, &pen, page);
    return pen;
}

static bool take_again(pdf_source *source, PopplerPage **from, const pdf_page *page) {
    PopplerPage *again = poppler_document_get_page(source->document, (int)page->number - 1);
    if (!again)
        return false;
    source->complaints &= ~(unsigned)PDF_COMPLAINT_CONTENT;
    g_object_unref(*from);
    *from = again;
    return true;
}

/* The data of an inline image stands in the content: where it was refused, Poppler looks for its end and may take data for
 * operators. If that made it complain, the page is read anew with larger images. */
static pdf_pen draw_page(pdf_source *source, PopplerPage **from, const pdf_page *page,
                         const pdf_marks *marks) {
    pdf_pen pen = draw_inks(source, *from, page, marks, PDF_MOST_PIXELS);
    if (pen.wants_data && pdf_open_images(source) && take_again(source, from, page))
        pen = draw_inks(source, *from, page, marks, PDF_MOST_PIXELS);
    if (!pen.refused || !(source->complaints & PDF_COMPLAINT_CONTENT) ||
        (source->emptied && !pdf_open_images(source)) || !take_again(source, from, page))
        return pen;
    return draw_inks(source, *from, page, marks, MOST_PIXELS_INLINE);
}

static pdf_pen read_inks(pdf_source *source, PopplerPage **from, const pdf_marks *marks,
                         pdf_page *page) {
    pdf_pen pen = draw_page(source, from, page, marks);
    page->inks = pen.inks;
    page->ink_count = pen.count;
    if (pen.crowded)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.page.crowded", page->number, true,
                "The page paints more than %d lines and rectangles; those beyond are left out, "
                "so that rules of tables may be missing",
                PDF_MOST_INKS);
    return pen;
}

static pdf_unseen read_text(pdf_source *source, PopplerPage *from, const pdf_pen *pen,
                            pdf_page *page) {
    pdf_room *room = source->reader->page;
    bool is_all = pdf_text_read(source, from, false, page);
    pdf_unseen unseen = pdf_legible_unseen(room, page, pen->glyphs, pen->glyph_count);
    const bool is_lost = pdf_legible_is_lost(unseen);
    if (is_lost)
        is_all = pdf_text_read(source, from, true, page) && is_all;
    if (!pdf_text_add_thin(source, from, is_all, page) && !is_lost)
        return unseen;
    return pdf_legible_unseen(room, page, pen->glyphs, pen->glyph_count);
}

static void read_shown(pdf_source *source, PopplerPage **from, pdf_marks *marks, pdf_page *page) {
    pdf_pen pen = read_inks(source, from, marks, page);
    pdf_unseen unseen = read_text(source, *from, &pen, page);
    page->looks = source->looks.rows;
    page->look_count = source->looks.count;
    page->glyphs = pen.glyphs;
    page->glyph_count = pen.glyph_count;
    pdf_part_stacked(source->reader->page, page, pen.glyphs, pen.glyph_count);
    pdf_mark_glyphs(source->reader->page, page, pen.glyphs, pen.glyph_count);
    pdf_hide_turned_figures(source, page);
    pdf_leave_out_clipped(source, &pen, page);
    pdf_hide_unpainted(source, &pen, page);
    pdf_hide_unseen_figures(source, &pen, page);
    pdf_hide_hatched(source, &pen, page);
    pdf_marks_strike(source->reader, marks, &pen, page);
    pdf_strike_slashed(source, &pen, page);
    pdf_marks_leave_out(source->reader->page, marks, page);
    pdf_complaints_tell(source, page->number);
    pdf_legible_judge(source, &pen, unseen, page);
    pdf_margin_read(source, *from, marks->annots, page);
}

static void read_page(pdf_source *source, PopplerPage **from, pdf_page *page) {
    if (!measure(*from, page)) {
        pdf_say(source->reader, SHEAF_ERROR, "pdf.page.size", page->number, true,
                "The page has no size (its /MediaBox is no rectangle); nothing of it is read");
        return;
    }
    pdf_marks marks = pdf_marks_read(source, *from, page);
    read_shown(source, from, &marks, page);
    pdf_marks_free(&marks);
}

sheaf_status pdf_source_page(pdf_source *source, uint32_t index, pdf_page *page) {
    pdf_reader *reader = source->reader;
    *page = (pdf_page){.number = index + 1};
    reader->drawn = NULL;
    PopplerPage *from = poppler_document_get_page(source->document, (int)index);
    if (from)
        read_page(source, &from, page);
    else
        pdf_say(reader, SHEAF_ERROR, "pdf.page.broken", index + 1, true,
                "The page cannot be read: the page tree leads to no page here");
    g_clear_object(&from);
    if (index + 1 == source->pages)
        pdf_traits_tell(source);
    page->looks = source->looks.rows;
    page->look_count = source->looks.count;
    return reader->host->tick(reader->job, index, source->pages);
}
