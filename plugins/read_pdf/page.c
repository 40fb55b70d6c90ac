/* SPDX-License-Identifier: GPL-2.0-or-later
 * One page: it is interpreted once, by rendering it to nowhere, which leaves Poppler's text page behind. */
#include "source.h"

#include <cairo.h>
#include <math.h>

static void interpret(PopplerPage *from) {
    cairo_surface_t *nowhere = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *cairo = cairo_create(nowhere);
    poppler_page_render(from, cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(nowhere);
}

static bool measure(PopplerPage *from, pdf_page *page) {
    double width = 0, height = 0;
    poppler_page_get_size(from, &width, &height);
    if (!isfinite(width) || !isfinite(height) || width <= 0 || height <= 0)
        return false;
    page->width = width < (double)PDF_FARTHEST ? (float)width : PDF_FARTHEST;
    page->height = height < (double)PDF_FARTHEST ? (float)height : PDF_FARTHEST;
    return true;
}

static void read_page(pdf_source *source, PopplerPage *from, pdf_page *page) {
    if (!measure(from, page)) {
        pdf_say(source->reader, SHEAF_ERROR, "pdf.page.size", page->number, true,
                "The page has no size (its /MediaBox is no rectangle); nothing of it is read");
        return;
    }
    interpret(from);
    pdf_text_read(source, from, page);
}

sheaf_status pdf_source_page(pdf_source *source, uint32_t index, pdf_page *page) {
    pdf_reader *reader = source->reader;
    *page = (pdf_page){.number = index + 1};
    PopplerPage *from = poppler_document_get_page(source->document, (int)index);
    if (from)
        read_page(source, from, page);
    else
        pdf_say(reader, SHEAF_ERROR, "pdf.page.broken", index + 1, true,
                "The page cannot be read: the page tree leads to no page here");
    g_clear_object(&from);
    page->looks = source->looks.rows;
    page->look_count = source->looks.count;
    return reader->host->tick(reader->job, index, source->pages);
}
