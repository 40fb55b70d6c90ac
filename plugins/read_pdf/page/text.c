/* SPDX-License-Identifier: GPL-2.0-or-later
 * The characters of a page. Poppler gives three parallel accounts of one text: its UTF-8, a rectangle for each code point
 * (blanks and line ends too), and runs of attributes over the same indices. A line end has a rectangle of no size: where
 * the accounts disagree (marks of direction stand in the text alone, codes without UTF-8 in the rectangles alone), they
 * are brought together again at the next line. */
#include "page/edge.h"
#include "source.h"

#include <math.h>
#include <string.h>

enum {
    MOST_CHARS = 2000000,
    BEGIN_RIGHTWARD = 0x202A, /* LRE, RLE and PDF of Unicode's bidirectional algorithm */
    BEGIN_LEFTWARD = 0x202B,
    END_EMBEDDING = 0x202C
};

#define BEYOND 72.0 /* points; Poppler keeps what begins on the page */

typedef struct reading {
    pdf_source *source;
    pdf_page *page;
    pdf_char *chars;
    uint32_t count;
    const char *text;               /* what is left of it */
    const PopplerRectangle *places; /* of all indices */
    uint32_t index, places_end;
    GList *attributes; /* the run that covers index, or a later one */
    uint32_t look_end; /* the last index of that run */
    uint16_t look;
    uint16_t flags; /* of the next character */
    bool has_look;  /* a character was looked at: `look` is that of a run */
    bool outside;   /* the last character stood outside of the page ... */
    uint16_t held;  /* ... and had, with those before it, these flags */
    pdf_edge edge;
} reading;

/* Poppler encloses text that runs from right to left in embedding marks, which have no rectangle. */
static bool is_direction_mark(uint32_t code) {
    return code >= BEGIN_RIGHTWARD && code <= END_EMBEDDING;
}

static bool is_blank(uint32_t code) {
    if (code < 0x80)
        return code == ' ' || code == '\t' || code == '\r';
    return code == 0xA0 || code == 0x3000 || (code >= 0x2000 && code <= 0x200B) || code == 0x202F ||
           code == 0x205F || code == 0xFEFF;
}

/* The next code point of Poppler's text, which may hold encoded surrogates: those are no characters. */
static uint32_t take_long(const char **text) {
    gunichar code = g_utf8_get_char_validated(*text, -1);
    bool valid = code != (gunichar)-1 && code != (gunichar)-2;
    const char *next = *text + 1;
    while (((unsigned char)*next & 0xC0) == 0x80 && (valid || next - *text < 3))
        next++;
    *text = next;
    return valid ? code : 0xFFFD;
}

/* Whether three bytes are one character above U+0FFF that cannot be a surrogate, as ideographs are. */
static inline bool is_ideograph(unsigned char first, const char *text) {
    return first > 0xE0 && first < 0xF0 && first != 0xED &&
           ((unsigned char)text[1] & 0xC0) == 0x80 && ((unsigned char)text[2] & 0xC0) == 0x80 &&
           ((unsigned char)text[3] & 0xC0) != 0x80;
}

static inline uint32_t take_code(const char **text) {
    const char *from = *text;
    unsigned char first = (unsigned char)from[0], second = (unsigned char)from[1];
    if (is_ideograph(first, from)) {
        *text = from + 3;
        return (first & 15u) << 12 | (second & 63u) << 6 | ((unsigned char)from[2] & 63u);
    }
    if (first >= 0x80 || (second & 0xC0) == 0x80)
        return take_long(text);
    ++*text;
    return first;
}

static uint32_t colour_of(const PopplerColor *colour) {
    return (uint32_t)(colour->red >> 8) << 16 | (uint32_t)(colour->green >> 8) << 8 |
           (uint32_t)(colour->blue >> 8);
}

static void follow_attributes(reading *r) {
    GList *run = r->attributes;
    while (run && (uint32_t)((PopplerTextAttributes *)run->data)->end_index < r->index)
        run = run->next;
    r->look_end = UINT32_MAX;
    r->attributes = run;
    r->has_look = true;
    if (!run)
        return;
    const PopplerTextAttributes *looks = run->data;
    r->look_end = (uint32_t)looks->end_index;
    const char *font = looks->font_name ? looks->font_name : "";
    r->look = pdf_look_of(r->source, (sheaf_str){font, strlen(font)}, looks->font_size,
                          colour_of(&looks->color));
}

static float on_page(double value, float most) {
    return value > 0 ? value < (double)most ? (float)value : most : 0;
}

/* A rectangle of Poppler's with its corners in order. */
typedef struct area {
    double x0, y0, x1, y1;
} area;

static area area_of(const PopplerRectangle *from) {
    bool left = from->x2 < from->x1, up = from->y2 < from->y1;
    return (area){.x0 = left ? from->x2 : from->x1,
                  .y0 = up ? from->y2 : from->y1,
                  .x1 = left ? from->x1 : from->x2,
                  .y1 = up ? from->y1 : from->y2};
}

static bool is_within(const area *at, const pdf_page *page) {
    return at->x0 > 0 && at->y0 > 0 && at->x1 <= (double)page->width &&
           at->y1 <= (double)page->height;
}

/* Characters that stand outside of the page are not on it. */
static bool is_on_page(const area *at, const pdf_page *page) {
    double x = (at->x0 + at->x1) / 2, y = (at->y0 + at->y1) / 2; /* NaN where one of them is */
    return x >= 0 && y >= 0 && x <= (double)page->width && y <= (double)page->height;
}

static void place_char(const pdf_page *page, const area *at, bool within, float box[4]) {
    box[0] = within ? (float)at->x0 : on_page(at->x0, page->width);
    box[1] = within ? (float)at->y0 : on_page(at->y0, page->height);
    box[2] = within ? (float)at->x1 : on_page(at->x1, page->width);
    box[3] = within ? (float)at->y1 : on_page(at->y1, page->height);
}

static void put_char(reading *r, const area *at, uint32_t code) {
    bool known = code >= ' ' && (code < 0x7F || code > 0x9F) && code != 0xFFFD; /* no control */
    pdf_char *made = &r->chars[r->count++];
    place_char(r->page, at, is_within(at, r->page), made->box);
    made->code = known ? code : 0xFFFD;
    made->look = r->look;
    made->flags = (uint16_t)(r->flags | (known ? 0u : PDF_CHAR_UNKNOWN));
    r->flags = 0;
}

/* Something unknown in place of what the edge cut off a number: what is left of it must not look whole. It stands in that side of the
 * digit beside it that is on the page: right at the edge it would lie beyond the cell. */
static void put_lost(reading *r, const float beside[4], int side) {
    const double x0 = (double)beside[0], x1 = (double)beside[2], middle = (x0 + x1) / 2;
    const area half = {.x0 = side < 0 ? x0 : middle,
                       .y0 = (double)beside[1],
                       .x1 = side < 0 ? middle : x1,
                       .y1 = (double)beside[3]};
    put_char(r, &half, 0xFFFD);
}

/* A character outside of the page: its word is cut where it goes on from one inside. */
static void leave_out(reading *r) {
    const pdf_char *last = r->count ? &r->chars[r->count - 1] : NULL;
    if (!r->outside && last && !r->flags) {
        pdf_edge_cut(&r->edge, last);
        if (pdf_is_digit(last->code)) /* there is room: this character is not kept */
            put_lost(r, last->box, 1);
    }
    r->outside = true;
    r->held |= r->flags;
    r->flags = 0;
}

/* Whether the edge cuts the word of a character in front of it (-1), or through it or behind it (1). */
static int watch_edge(reading *r, const area *at, bool is_digit) {
    int side =
        r->outside && !r->flags ? -1 : pdf_edge_runs_through(r->page, at->x0, at->x1, is_digit);
    if (side) {
        pdf_char cut;
        place_char(r->page, at, false, cut.box);
        pdf_edge_cut(&r->edge, &cut);
    }
    r->flags |= r->held;
    r->held = 0;
    r->outside = false;
    return side;
}

/* A digit beside the edge. Of the characters so far blanks and those outside were not kept, which is room for one more;
 * where there were none, the digit itself is as good as lost. */
static void put_cut(reading *r, const area *at, uint32_t code, uint32_t place, int side) {
    bool has_room = r->count < place;
    float box[4];
    place_char(r->page, at, false, box);
    if (has_room && side < 0)
        put_lost(r, box, side);
    put_char(r, at, has_room ? code : 0xFFFD);
    if (has_room && side > 0)
        put_lost(r, box, side);
}

static void take_char(reading *r, uint32_t code, uint32_t place) {
    enum { RADICALS = 0x2E80, RADICALS_END = 0x2FD6 };
    if (code >= RADICALS && code < RADICALS_END)
        code = pdf_ideograph_of(code);
    if (place >= r->places_end || r->count >= r->places_end)
        return;
    area at = area_of(&r->places[place]);
    bool within = is_within(&at, r->page);
    if (!within && !is_on_page(&at, r->page)) {
        leave_out(r);
        return;
    }
    int side = !within || r->outside ? watch_edge(r, &at, pdf_is_digit(code)) : 0;
    if (!r->has_look || r->index > r->look_end)
        follow_attributes(r);
    if (side && pdf_is_digit(code))
        put_cut(r, &at, code, place, side);
    else
        put_char(r, &at, code);
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

/* The same up to the mark that ends the embedding. */
static uint32_t count_embedded(const char *text, const char *end) {
    uint32_t count = 0;
    for (uint32_t depth = 1; text < end && depth > 0;) {
        uint32_t code = take_code(&text);
        if (is_direction_mark(code))
            depth += code == END_EMBEDDING ? -1u : 1u;
        else
            count++;
    }
    return count;
}

static void take_code_at(reading *r, uint32_t code, uint32_t place) {
    if (is_blank(code))
        r->flags |= PDF_CHAR_SPACE_BEFORE;
    else
        take_char(r, code, place);
}

/* Inside a leftward embedding the text is in logical order and the rectangles go from left to right: the first code has
 * the last one. Figures and Latin words in it are embedded once more and go with their rectangles. */
static void take_leftward(reading *r, const char *end) {
    uint32_t after = r->index + count_embedded(r->text, end), place = after;
    while (r->text < end) {
        uint32_t code = take_code(&r->text);
        if (code == END_EMBEDDING)
            break;
        if (!is_direction_mark(code)) {
            take_code_at(r, code, --place);
            continue;
        }
        uint32_t count = count_embedded(r->text, end);
        place -= count;
        for (uint32_t i = 0; i < count; i++)
            take_code_at(r, take_code(&r->text), place + i);
        if (r->text < end)
            take_code(&r->text);
    }
    r->index = after;
}

/* A line whose text and rectangles agree. */
static void take_line(reading *r, const char *end) {
    while (r->text < end) {
        uint32_t code = take_code(&r->text);
        if (code == BEGIN_LEFTWARD)
            take_leftward(r, end);
        else if (!is_direction_mark(code)) {
            take_code_at(r, code, r->index);
            r->index++; /* not before: the run of attributes is found by it */
        }
    }
}

/* One whose rectangles cannot be told apart: something was drawn there, but not what. */
static void take_unknown_line(reading *r, uint32_t until) {
    for (; r->index < until; r->index++)
        take_char(r, 0xFFFD, r->index);
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

static void take_text(reading *r, GList *attributes, uint32_t rectangles) {
    if (rectangles > MOST_CHARS) {
        pdf_say(r->source->reader, SHEAF_ERROR, "pdf.page.crowded", r->page->number, true,
                "The page holds %u characters, more than the %d that are read of one page; the "
                "others are left out",
                rectangles, MOST_CHARS);
        rectangles = MOST_CHARS;
    }
    r->chars = PDF_TAKE_UNSET(r->source->reader->page, pdf_char, rectangles + 1u);
    r->places_end = rectangles;
    r->attributes = attributes;
    if (r->chars)
        take_lines(r);
}

/* Whether each line of the text has as many code points as rectangles. */
static bool is_all_of(const char *text, const PopplerRectangle *places, uint32_t count) {
    for (uint32_t index = 0; index < count; index++) {
        const uint32_t codes = count_codes(text, &text);
        for (uint32_t i = 0; i < codes; i++, index++)
            if (index >= count || is_line_end(&places[index]))
                return false;
        if (index < count && !is_line_end(&places[index]))
            return false;
        text += *text == '\n';
    }
    return *text == '\0';
}

/* The text that the rectangles are of. Poppler leaves words without width out of both, but not out of whole lines: where these have no
 * more, they are asked for once. */
static char *text_of(PopplerPage *from, PopplerRectangle *selection, const PopplerRectangle *places,
                     uint32_t count, bool *is_all) {
    char *lines = poppler_page_get_selected_text(from, POPPLER_SELECTION_LINE, selection);
    *is_all = lines && is_all_of(lines, places, count);
    if (*is_all)
        return lines;
    g_free(lines);
    return poppler_page_get_text_for_area(from, selection);
}

/* Poppler selects from one corner to the other in the order in which the page is read: on pages that are written leftwards
 * only a selection from the right corner holds everything. Characters across the edge are selected, so as to be missed. */
bool pdf_text_read(pdf_source *source, PopplerPage *from, bool leftward, pdf_page *page) {
    reading r = {.source = source, .page = page};
    PopplerRectangle *places = NULL;
    PopplerRectangle selection = {
        .x1 = -BEYOND, .x2 = (double)page->width + BEYOND, .y2 = (double)page->height};
    guint rectangles = 0;
    bool is_all = false;
    if (leftward)
        selection = (PopplerRectangle){.x1 = selection.x2, .x2 = selection.x1, .y2 = selection.y2};
    char *text = NULL;
    GList *attributes = poppler_page_get_text_attributes_for_area(from, &selection);
    if (poppler_page_get_text_layout_for_area(from, &selection, &places, &rectangles))
        text = text_of(from, &selection, places, rectangles, &is_all);
    if (text) {
        r.text = text;
        r.places = places;
        take_text(&r, attributes, rectangles);
    }
    poppler_page_free_text_attributes(attributes);
    g_free(places);
    g_free(text);
    pdf_halve_marks(r.chars, r.count);
    if (r.count > page->char_count &&
        pdf_narrow_figures(source->reader->page, &source->looks, r.chars, r.count) &&
        pdf_trim_figures(source->reader->page, r.chars, r.count, source->looks.count)) {
        page->chars = r.chars;
        page->char_count = r.count;
        pdf_edge_tell(source->reader, page->number, &r.edge);
    }
    return is_all;
}
