/* SPDX-License-Identifier: GPL-2.0-or-later
 * The characters of a page. Poppler gives three parallel accounts of one text: its UTF-8, a rectangle for each code point
 * (blanks and line ends too), and runs of attributes over the same indices. A line end has a rectangle of no size: where
 * the accounts disagree (marks of direction stand in the text alone, codes without UTF-8 in the rectangles alone), they
 * are brought together again at the next line. */
#include "source.h"

#include <math.h>
#include <string.h>

enum { MOST_CHARS = 2000000 };

typedef struct reading {
    pdf_source *source;
    pdf_page *page;
    pdf_char *chars;
    uint32_t count;
    const char *text;               /* what is left of it */
    const PopplerRectangle *places; /* of all indices */
    uint32_t index, places_end;
    GList *attributes; /* the run that covers index, or a later one */
    uint16_t look;
    uint16_t flags; /* of the next character */
} reading;

/* Poppler encloses text that runs from right to left in embedding marks, which have no rectangle. */
static bool is_direction_mark(uint32_t code) {
    return code >= 0x202A && code <= 0x202C;
}

static bool is_blank(uint32_t code) {
    return code <= ' ' || code == 0xA0 || code == 0x3000 || (code >= 0x2000 && code <= 0x200B) ||
           code == 0x202F || code == 0x205F || code == 0xFEFF;
}

/* The next code point of Poppler's text, which may hold encoded surrogates: those are no characters. */
static uint32_t take_code(const char **text) {
    gunichar code = g_utf8_get_char_validated(*text, -1);
    bool valid = code != (gunichar)-1 && code != (gunichar)-2;
    const char *next = *text + 1;
    while (((unsigned char)*next & 0xC0) == 0x80 && (valid || next - *text < 3))
        next++;
    *text = next;
    return valid ? code : 0xFFFD;
}

static uint32_t colour_of(const PopplerColor *colour) {
    return (uint32_t)(colour->red >> 8) << 16 | (uint32_t)(colour->green >> 8) << 8 |
           (uint32_t)(colour->blue >> 8);
}

static void follow_attributes(reading *r) {
    GList *run = r->attributes;
    while (run && (uint32_t)((PopplerTextAttributes *)run->data)->end_index < r->index)
        run = run->next;
    if (run == r->attributes && r->index)
        return;
    r->attributes = run;
    if (!run)
        return;
    const PopplerTextAttributes *looks = run->data;
    const char *font = looks->font_name ? looks->font_name : "";
    r->look = pdf_look_of(r->source, (sheaf_str){font, strlen(font)}, looks->font_size,
                          colour_of(&looks->color));
}

static float on_page(double value, float most) {
    return value > 0 ? value < (double)most ? (float)value : most : 0;
}

/* Characters that stand outside of the page are not on it. */
static bool place_char(const pdf_page *page, const PopplerRectangle *from, float box[4]) {
    if (!isfinite(from->x1) || !isfinite(from->x2) || !isfinite(from->y1) || !isfinite(from->y2))
        return false;
    double x0 = fmin(from->x1, from->x2), x1 = fmax(from->x1, from->x2);
    double y0 = fmin(from->y1, from->y2), y1 = fmax(from->y1, from->y2);
    double x = (x0 + x1) / 2, y = (y0 + y1) / 2;
    if (x < 0 || y < 0 || x > (double)page->width || y > (double)page->height)
        return false;
    box[0] = on_page(x0, page->width);
    box[1] = on_page(y0, page->height);
    box[2] = on_page(x1, page->width);
    box[3] = on_page(y1, page->height);
    return true;
}

static void take_char(reading *r, uint32_t code) {
    pdf_char *made = &r->chars[r->count];
    if (!place_char(r->page, &r->places[r->index], made->box))
        return;
    follow_attributes(r);
    bool known = code != 0xFFFD && code >= ' ';
    made->code = known ? code : 0xFFFD;
    made->look = r->look;
    made->flags = (uint16_t)(r->flags | (known ? 0u : PDF_CHAR_UNKNOWN));
    r->flags = 0;
    r->count++;
}

static bool is_line_end(const PopplerRectangle *place) {
    return place->x1 == place->x2 && place->y1 == place->y2;
}

static uint32_t find_line_end(const reading *r) {
    uint32_t index = r->index;
    while (index < r->places_end && !is_line_end(&r->places[index]))
        index++;
    return index;
}

/* How many of the text's code points up to the line's end have a rectangle. */
static uint32_t count_codes(const char *text, const char **end) {
    uint32_t count = 0;
    while (*text && *text != '\n')
        count += !is_direction_mark(take_code(&text));
    *end = text;
    return count;
}

/* A line whose text and rectangles agree. */
static void take_line(reading *r, const char *end) {
    while (r->text < end) {
        uint32_t code = take_code(&r->text);
        if (is_direction_mark(code))
            continue;
        if (is_blank(code))
            r->flags |= PDF_CHAR_SPACE_BEFORE;
        else
            take_char(r, code);
        r->index++;
    }
}

/* One whose rectangles cannot be told apart: something was drawn there, but not what. */
static void take_unknown_line(reading *r, uint32_t until) {
    for (; r->index < until; r->index++)
        take_char(r, 0xFFFD);
}

static void take_lines(reading *r) {
    while (r->index < r->places_end) {
        const char *end = r->text;
        uint32_t codes = count_codes(r->text, &end);
        uint32_t until = find_line_end(r);
        r->flags |= PDF_CHAR_LINE_BEFORE;
        if (codes == until - r->index)
            take_line(r, end);
        else
            take_unknown_line(r, until);
        r->text = *end ? end + 1 : end;
        r->index = until + 1;
    }
}

static void take_text(reading *r, PopplerPage *from, uint32_t rectangles) {
    if (rectangles > MOST_CHARS) {
        pdf_say(r->source->reader, SHEAF_ERROR, "pdf.page.crowded", r->page->number, true,
                "The page holds %u characters, more than the %d that are read of one page; the "
                "others are left out",
                rectangles, MOST_CHARS);
        rectangles = MOST_CHARS;
    }
    r->chars = PDF_TAKE(r->source->reader->page, pdf_char, rectangles + 1u);
    r->places_end = rectangles;
    GList *attributes = r->attributes = poppler_page_get_text_attributes(from);
    if (r->chars)
        take_lines(r);
    poppler_page_free_text_attributes(attributes);
}

void pdf_text_read(pdf_source *source, PopplerPage *from, pdf_page *page) {
    reading r = {.source = source, .page = page};
    PopplerRectangle *places = NULL;
    guint rectangles = 0;
    char *text = poppler_page_get_text(from);
    if (text && poppler_page_get_text_layout(from, &places, &rectangles)) {
        r.text = text;
        r.places = places;
        take_text(&r, from, rectangles);
    }
    g_free(places);
    g_free(text);
    page->chars = r.chars;
    page->char_count = r.count;
}
