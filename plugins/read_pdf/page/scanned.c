/* SPDX-License-Identifier: GPL-2.0-or-later
 * Text that a program recognised in a picture of the page (OCR): it is not painted at all, or lies below the picture. What one sees is
 * the picture, and recognition takes a 1 for a 7, so whoever uses the numbers is told. */
#include "page/legible.h"

/* A part in so many of the text may be painted on a scan: a stamp, a page number. */
enum { MOST_SEEN = 5 };
#define LEAST_PICTURES 0.5f /* of the page */

/* Of fonts that are drawn (Type 3) Poppler shows no glyphs, though one sees them. */
static bool holds_recognised_digits(const pdf_page *page) {
    bool any = false;
    for (uint32_t i = 0; i < page->char_count; i++) {
        if (page->chars[i].look < page->look_count &&
            pdf_is_nameless(&page->looks[page->chars[i].look]))
            return false;
        any |= pdf_is_digit(page->chars[i].code);
    }
    return any;
}

static uint32_t count_seen(const pdf_pen *pen) {
    uint32_t seen = 0;
    for (uint32_t i = 0; i < pen->glyph_count; i++)
        seen += !pen->glyphs[i].is_veiled;
    return seen;
}

void pdf_scan_tell(pdf_source *source, const pdf_pen *pen, const pdf_page *page) {
    if (source->lines == PDF_LINES_OBSERVE || !page->char_count ||
        pdf_pictures_of(pen, page) < LEAST_PICTURES ||
        count_seen(pen) > page->char_count / MOST_SEEN || !holds_recognised_digits(page))
        return;
    pdf_say(source->reader, SHEAF_WARNING, "pdf.text.recognised", page->number, false,
            "The page is a picture, and its text is not painted or lies below it, as where text "
            "was recognised in a scan (OCR): digits may be other ones than it shows; compare them "
            "with the page");
}
