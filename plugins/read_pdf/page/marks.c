/* SPDX-License-Identifier: GPL-2.0-or-later
 * Annotations that strike digits out. Markup says which text it is about, also where nothing of it is drawn; lines that a hand drew
 * run askew, and the pen notes them where such annotations are. What covers digits is paint as any other (page/hidden.c): Poppler draws it. */
#include "page/marks.h"
#include "file/pays.h"

#include <math.h>
#include <string.h>

enum { MOST_READ = 20000 /* of a page */, MOST_LAID = 200, MOST_LOOKS = 1 << 26 };

#define CORE 0.1f  /* of its width and height, around its middle: there it has no neighbour */
#define UPPER 0.3f /* of its height, between which a line strikes a digit */
#define LOWER 0.72f
#define PART 0.25f /* of its width, that lines go through */
#define CLOSE 0.5f /* points */

/* ---- which annotations ---- */

/* Neither on the screen nor on paper. */
static bool is_unseen(PopplerAnnot *annot) {
    const unsigned flags = (unsigned)poppler_annot_get_flags(annot);
    return flags & POPPLER_ANNOT_FLAG_HIDDEN ||
           (flags & POPPLER_ANNOT_FLAG_NO_VIEW && !(flags & POPPLER_ANNOT_FLAG_PRINT));
}

static void add(pdf_room *room, pdf_area **areas, uint32_t *count, uint32_t *capacity,
                const float box[4]) {
    pdf_area *more = pdf_more(room, *areas, *count, capacity, sizeof *more);
    if (!more)
        return;
    *areas = more;
    memcpy(more[(*count)++].box, box, sizeof more->box);
}

/* ---- places of markup ---- */

/* As the page is displayed, after so many quarters of a turn. */
static PopplerPoint turned(const pdf_page *page, int quarters, double x, double y) {
    const double wide = (double)page->width, high = (double)page->height;
    const PopplerPoint ways[] = {{x, y}, {y, high - x}, {wide - x, high - y}, {wide - y, x}};
    return ways[quarters];
}

static PopplerRectangle around(PopplerPoint a, PopplerPoint b) {
    return (PopplerRectangle){fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
}

static bool are_close(const PopplerRectangle *a, const PopplerRectangle *b) {
    return fabs(a->x1 - b->x1) < (double)CLOSE && fabs(a->y1 - b->y1) < (double)CLOSE &&
           fabs(a->x2 - b->x2) < (double)CLOSE && fabs(a->y2 - b->y2) < (double)CLOSE;
}

/* Poppler turns the rectangle of an annotation as the page is, but not its corners; -1: neither way. */
static int quarters_of(const pdf_page *page, PopplerAnnot *annot, const PopplerRectangle *area) {
    PopplerRectangle own;
    poppler_annot_get_rectangle(annot, &own);
    const PopplerRectangle shown =
        around((PopplerPoint){area->x1, area->y1}, (PopplerPoint){area->x2, area->y2});
    for (int quarters = 0; quarters < 4; quarters++) {
        const PopplerRectangle as =
            around(turned(page, quarters, own.x1, own.y1), turned(page, quarters, own.x2, own.y2));
        if (are_close(&as, &shown))
            return quarters;
    }
    return -1;
}

/* Producers name the corners in any order. */
static PopplerRectangle bounds_of(const pdf_page *page, int quarters,
                                  const PopplerQuadrilateral *quad) {
    const PopplerPoint corners[] = {quad->p1, quad->p2, quad->p3, quad->p4};
    PopplerRectangle all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i < 4; i++) {
        const PopplerPoint at = turned(page, quarters, corners[i].x, corners[i].y);
        all = (PopplerRectangle){fmin(all.x1, at.x), fmin(all.y1, at.y), fmax(all.x2, at.x),
                                 fmax(all.y2, at.y)};
    }
    return all;
}

static void add_gone(pdf_room *room, pdf_marks *marks, const pdf_page *page,
                     const PopplerRectangle *area) {
    float box[4];
    if (pdf_place_area(page, area, box))
        add(room, &marks->gone, &marks->gone_count, &marks->gone_capacity, box);
}

/* The text that it is about; all of its area where that is not known. */
static void add_markup(pdf_room *room, pdf_marks *marks, const pdf_page *page,
                       const PopplerAnnotMapping *one) {
    GArray *quads =
        POPPLER_IS_ANNOT_TEXT_MARKUP(one->annot)
            ? poppler_annot_text_markup_get_quadrilaterals(POPPLER_ANNOT_TEXT_MARKUP(one->annot))
            : NULL;
    const int quarters = quarters_of(page, one->annot, &one->area);
    if (!quads || quads->len == 0 || quarters < 0)
        add_gone(room, marks, page, &one->area);
    for (guint i = 0; quads && quarters >= 0 && i < quads->len && i < MOST_READ; i++) {
        const PopplerRectangle area =
            bounds_of(page, quarters, &g_array_index(quads, PopplerQuadrilateral, i));
        add_gone(room, marks, page, &area);
    }
    if (quads)
        g_array_free(quads, TRUE);
}

/* ---- all of a page ---- */

/* Text that is going to be taken out (Redact) is of a kind that Poppler has no name for; what else is of no known kind viewers do not
 * show. Names may be hidden in object streams. */
static bool may_redact(pdf_source *source) {
    static const char *const names[] = {"/Redact", "/ObjStm", "/Encrypt"};
    if (source->redact == PDF_REDACT_UNASKED)
        source->redact = pdf_bytes_hold(source->bytes, names, sizeof names / sizeof *names)
                             ? PDF_REDACT_SOME
                             : PDF_REDACT_NONE;
    return source->redact == PDF_REDACT_SOME;
}

static void read_annot(pdf_source *source, pdf_marks *marks, const pdf_page *page,
                       const PopplerAnnotMapping *one) {
    pdf_room *room = source->reader->page;
    float box[4];
    switch (poppler_annot_get_annot_type(one->annot)) {
    case POPPLER_ANNOT_STRIKE_OUT:
        if (!is_unseen(one->annot))
            add_markup(room, marks, page, one);
        break;
    case POPPLER_ANNOT_UNKNOWN:
        if (!is_unseen(one->annot) && may_redact(source))
            add_gone(room, marks, page, &one->area);
        break;
    case POPPLER_ANNOT_LINE:
    case POPPLER_ANNOT_POLY_LINE:
    case POPPLER_ANNOT_INK:
        if (!is_unseen(one->annot) && pdf_place_area(page, &one->area, box))
            add(room, &marks->drawn, &marks->drawn_count, &marks->drawn_capacity, box);
        break;
    case POPPLER_ANNOT_SQUARE:
    case POPPLER_ANNOT_CIRCLE:
    case POPPLER_ANNOT_FREE_TEXT:
    case POPPLER_ANNOT_HIGHLIGHT:
    case POPPLER_ANNOT_TEXT:
        if (marks->laid_count < MOST_LAID && pdf_place_area(page, &one->area, box))
            add(room, &marks->laid, &marks->laid_count, &marks->laid_capacity, box);
        break;
    default:
        break;
    }
}

pdf_marks pdf_marks_read(pdf_source *source, PopplerPage *from, const pdf_page *page) {
    pdf_marks marks = {.annots = poppler_page_get_annot_mapping(from)};
    GList *one = marks.annots;
    for (uint32_t i = 0; one && i < MOST_READ; i++, one = one->next)
        read_annot(source, &marks, page, one->data);
    return marks;
}

void pdf_marks_free(pdf_marks *marks) {
    poppler_page_free_annot_mapping(marks->annots);
    marks->annots = NULL;
}

/* ---- digits ---- */

static bool is_in(const pdf_char *one, const float area[4]) {
    for (int i = 0; i < 2; i++) {
        const float middle = (one->box[i] + one->box[i + 2]) / 2;
        const float core = CORE * (one->box[i + 2] - one->box[i]);
        if (pdf_overlap(area[i], area[i + 2], middle - core, middle + core) < 0)
            return false;
    }
    return true;
}

/* How far the streak goes on along the text while it is in the box, which ends at `from` and `to` along it. */
static float length_in(const pdf_streak *streak, int along, const float box[4]) {
    float wide[4], part[2];
    memcpy(wide, box, sizeof wide);
    wide[1 - along] -= streak->half;
    wide[3 - along] += streak->half;
    if (!pdf_streak_within(streak->at, wide, part))
        return 0;
    return (part[1] - part[0]) * fabsf(streak->at[along + 2] - streak->at[along]);
}

/* Where a line strikes the digit; and the way along its text. */
static int band_of(const pdf_char *one, float band[4]) {
    const uint32_t turn = PDF_CHAR_TURN_OF(one->flags);
    const int along = turn == PDF_UPWARD || turn == PDF_DOWNWARD, across = 1 - along;
    const bool is_back = turn == PDF_LEFTWARD || turn == PDF_DOWNWARD;
    const float tall = one->box[across + 2] - one->box[across];
    memcpy(band, one->box, sizeof one->box);
    band[across] += (is_back ? 1 - LOWER : UPPER) * tall;
    band[across + 2] -= (is_back ? UPPER : 1 - LOWER) * tall;
    return along;
}

static bool is_crossed(const pdf_char *one, const pdf_pen *pen, uint64_t *left) {
    float band[4], sum = 0;
    const int along = band_of(one, band);
    for (uint32_t i = 0; i<pen->streak_count && * left> 0; i++, --*left)
        sum += pen->streaks[i].is_thin ? 0 : length_in(&pen->streaks[i], along, band);
    return *left == 0 || sum >= PART * (one->box[along + 2] - one->box[along]);
}

static bool is_gone(const pdf_char *one, const pdf_marks *marks, uint64_t *left) {
    for (uint32_t i = 0; i<marks->gone_count && * left> 0; i++, --*left)
        if (is_in(one, marks->gone[i].box))
            return true;
    return *left == 0;
}

static bool is_drawn_on(const pdf_char *one, const pdf_marks *marks, uint64_t *left) {
    for (uint32_t i = 0; i<marks->drawn_count && * left> 0; i++, --*left)
        if (is_in(one, marks->drawn[i].box))
            return true;
    return false;
}

void pdf_marks_strike(pdf_reader *reader, const pdf_marks *marks, const pdf_pen *pen,
                      pdf_page *page) {
    uint64_t left = MOST_LOOKS; /* then all that is left counts as struck */
    pdf_char *own = NULL;
    if (!marks->gone_count && !pen->streak_count)
        return;
    for (uint32_t i = 0; i < page->char_count; i++) {
        const pdf_char *one = &page->chars[i];
        if (!pdf_is_digit(one->code) ||
            !(is_gone(one, marks, &left) ||
              (is_drawn_on(one, marks, &left) && is_crossed(one, pen, &left))))
            continue;
        if (!own && !(own = pdf_own_chars(reader->page, page)))
            return;
        own[i].flags |= PDF_CHAR_STRUCK;
    }
}
