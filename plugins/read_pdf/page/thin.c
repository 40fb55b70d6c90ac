/* SPDX-License-Identifier: GPL-2.0-or-later
 * Characters whose font says that they have no width, as some of LibreOffice's exports do. Poppler leaves a word that is as narrow as
 * nothing out of what it tells of a page, though it is shown: `7` in a cell of its own was lost. Where whole lines are asked for, most
 * stand in their text, and a search tells their places; what was seen without width elsewhere is searched for as well. Its true
 * width is not known: that of its kind of signs is taken, as far as there is room. Words of several characters are told as others. */
#include "source.h"

#include <math.h>
#include <string.h>

enum { MOST_KINDS = 64 /* of characters that are searched for on a page */ };

#define NO_WIDTH 0.01 /* points, at most */
#define HERE 0.5f     /* points between the origins of one character */
#define FIGURE 0.5f   /* of the type's size: about as wide are digits and letters */

/* What has a width by its nature. Nearly all that is asked for is ASCII or an ideograph. */
static bool is_wide(uint32_t code) {
    if ((code > ' ' && code < 0x7F) || (code >= 0x4E00 && code < 0x9FA6))
        return true;
    return code > ' ' && code != 0xFFFD && g_unichar_isgraph(code) && !g_unichar_ismark(code) &&
           !g_unichar_iszerowidth(code);
}

static int by_code(const void *a, const void *b) {
    const uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

/* The characters of a text that have a width, as many as there is room for. */
static uint32_t codes_of_text(const char *text, uint32_t *codes) {
    uint32_t count = 0;
    while (*text) {
        const gunichar code = g_utf8_get_char_validated(text, -1);
        const bool is_valid = code != (gunichar)-1 && code != (gunichar)-2;
        if (is_valid && is_wide(code))
            codes[count++] = code;
        text = is_valid ? g_utf8_next_char(text) : text + 1;
    }
    return count;
}

static uint32_t codes_of_page(const pdf_page *page, uint32_t *codes) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < page->char_count; i++)
        if (is_wide(page->chars[i].code))
            codes[count++] = page->chars[i].code;
    return count;
}

/* The kinds of characters of which the lines hold more than the page, to the begin of `lines`; how many there are. */
static uint32_t keep_more(uint32_t *lines, uint32_t line_count, const uint32_t *page,
                          uint32_t page_count) {
    uint32_t kinds = 0;
    for (uint32_t i = 0, k = 0; i < line_count && kinds < MOST_KINDS;) {
        const uint32_t code = lines[i];
        uint32_t more = 0, fewer = 0;
        for (; i < line_count && lines[i] == code; i++)
            more++;
        for (; k < page_count && page[k] <= code; k++)
            fewer += page[k] == code;
        if (more > fewer)
            lines[kinds++] = code;
    }
    return kinds;
}

static bool are_level(const pdf_char *a, const pdf_char *b) {
    const float high = fminf(a->box[3] - a->box[1], b->box[3] - b->box[1]);
    return pdf_overlap(a->box[1], a->box[3], b->box[1], b->box[3]) > high / 2;
}

static bool is_among(const pdf_char *chars, uint32_t count, const pdf_char *one) {
    for (uint32_t i = 0; i < count; i++)
        if (chars[i].code == one->code && are_level(&chars[i], one) &&
            fabsf(chars[i].box[0] - one->box[0]) < HERE)
            return true;
    return false;
}

static float between(const pdf_char *a, const pdf_char *b) {
    return fabsf(a->box[0] - b->box[0]) + fabsf(a->box[1] - b->box[1]);
}

/* The look of the nearest character, and the width up to the next one, at most that of its kind. */
static void fill_in(const pdf_source *source, const pdf_page *page, pdf_char *one) {
    float nearest = INFINITY;
    for (uint32_t i = 0; i < page->char_count; i++) {
        const float far = between(&page->chars[i], one);
        one->look = far < nearest ? page->chars[i].look : one->look;
        nearest = fminf(nearest, far);
    }
    const float high = one->box[3] - one->box[1];
    const float size =
        one->look < source->looks.count ? fminf(source->looks.rows[one->look].size, high) : high;
    one->box[2] = fminf(one->box[0] + (one->code < 0x80 ? FIGURE : 1) * size, page->width);
    for (uint32_t i = 0; i < page->char_count; i++) {
        const pdf_char *next = &page->chars[i];
        if (next->box[0] > one->box[0] + HERE && next->box[0] < one->box[2] && are_level(next, one))
            one->box[2] = next->box[0];
    }
}

typedef struct finding {
    pdf_source *source;
    pdf_page *page;
    pdf_char *chars; /* that were found */
    uint32_t count, capacity;
} finding;

static bool is_told(const finding *f, const pdf_char *one) {
    return is_among(f->page->chars, f->page->char_count, one) || is_among(f->chars, f->count, one);
}

/* Where Poppler found it, from the bottom of the page. */
static void add_found(finding *f, uint32_t code, const PopplerRectangle *at) {
    const double top = (double)f->page->height - fmax(at->y1, at->y2);
    const double bottom = (double)f->page->height - fmin(at->y1, at->y2);
    pdf_char one = {.box = {(float)at->x1, (float)top, (float)at->x1, (float)bottom},
                    .code = code,
                    .flags = PDF_CHAR_LINE_BEFORE};
    if (!(fabs(at->x2 - at->x1) < NO_WIDTH && bottom > top + 1 && top >= 0 && at->x1 >= 0 &&
          at->x1 < (double)f->page->width && bottom <= (double)f->page->height) ||
        is_told(f, &one))
        return;
    pdf_char *chars =
        pdf_more(f->source->reader->page, f->chars, f->count, &f->capacity, sizeof *chars);
    if (!chars)
        return;
    fill_in(f->source, f->page, &one);
    f->chars = chars;
    chars[f->count++] = one;
}

static void find_all(finding *f, PopplerPage *from, uint32_t code) {
    char text[8] = "";
    text[g_unichar_to_utf8(code, text)] = '\0';
    GList *places = poppler_page_find_text(from, text);
    for (const GList *at = places; at; at = at->next)
        add_found(f, code, at->data);
    g_list_free_full(places, (GDestroyNotify)poppler_rectangle_free);
}

static bool is_noted(const pdf_source *source, uint32_t code) {
    for (uint32_t i = 0; i < source->thin_count; i++)
        if (source->thin[i] == code)
            return true;
    return false;
}

static void note_thin(pdf_source *source, const pdf_page *page) {
    for (uint32_t i = 0; i < page->char_count && source->thin_count < PDF_MOST_THIN; i++) {
        const pdf_char *one = &page->chars[i];
        if (one->box[0] >= one->box[2] && is_wide(one->code) && !is_noted(source, one->code))
            source->thin[source->thin_count++] = one->code;
    }
}

/* Of which the lines hold more than the page. */
static void find_kinds(finding *f, PopplerPage *from, const char *text) {
    pdf_room *room = f->source->reader->page;
    uint32_t *lines = PDF_TAKE_UNSET(room, uint32_t, strlen(text) + 1);
    uint32_t *page = PDF_TAKE_UNSET(room, uint32_t, f->page->char_count + 1u);
    if (!lines || !page)
        return;
    const uint32_t line_count = codes_of_text(text, lines);
    const uint32_t page_count = codes_of_page(f->page, page);
    if (line_count <= page_count) /* as on most pages */
        return;
    pdf_sort(lines, line_count, sizeof *lines, by_code);
    pdf_sort(page, page_count, sizeof *page, by_code);
    const uint32_t kinds = keep_more(lines, line_count, page, page_count);
    for (uint32_t i = 0; i < kinds; i++)
        find_all(f, from, lines[i]);
}

static bool join(const finding *f) {
    pdf_page *page = f->page;
    const uint32_t all = page->char_count + f->count;
    pdf_char *own = PDF_TAKE_UNSET(f->source->reader->page, pdf_char, all);
    if (!own)
        return false;
    if (page->char_count)
        memcpy(own, page->chars, page->char_count * sizeof *own);
    memcpy(own + page->char_count, f->chars, f->count * sizeof *own);
    page->chars = own;
    page->char_count = all;
    return true;
}

bool pdf_text_add_thin(pdf_source *source, PopplerPage *from, bool is_all, pdf_page *page) {
    PopplerRectangle whole = {.x2 = (double)page->width, .y2 = (double)page->height};
    finding f = {.source = source, .page = page};
    note_thin(source, page);
    for (uint32_t i = 0; i < source->thin_count; i++)
        find_all(&f, from, source->thin[i]);
    char *text =
        is_all ? NULL : poppler_page_get_selected_text(from, POPPLER_SELECTION_LINE, &whole);
    if (text)
        find_kinds(&f, from, text);
    g_free(text);
    return f.count > 0 && join(&f);
}
