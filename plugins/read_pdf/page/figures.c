/* SPDX-License-Identifier: GPL-2.0-or-later
 * The boxes of figures. Where the gaps of a line are all alike, as those between the single digits of narrow columns are,
 * Poppler takes the line for one word whose letters stand apart, and gives each letter the room up to the next one. Only the
 * last letter of a word has its own width: where all last digits of a look are of one width, it is that of the others, too. Words of
 * digits and their marks alone are mended: three numbers must not be one. Other words may well be set apart, as titles are. */
#include "page/legible.h"
#include "source.h"

#include <math.h>
#include <string.h>

enum { DIGITS = 10 };

#define SAME 0.03f  /* of a width: as wide */
#define WIDER 1.15f /* times its own width: there is room behind a digit. Kerning is less */

/* Of the last digits of words; the widest is 0 where there is none. */
typedef struct widths {
    float least, most;
} widths;

typedef struct figures {
    const pdf_char *chars;
    uint32_t count;
    widths *of; /* by look and digit */
} figures;

static bool is_digit(const pdf_char *one) {
    return one->code >= '0' && one->code <= '9';
}

static bool is_figure(const pdf_char *one) {
    return one->code > ' ' && one->code < '@';
}

static widths *widths_of(const figures *all, const pdf_char *one) {
    return &all->of[(size_t)one->look * DIGITS + one->code - '0'];
}

static float wide(const pdf_char *one) {
    return one->box[2] - one->box[0];
}

static bool is_flagged(const pdf_char *one) {
    return one->flags & (PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE);
}

/* The word that begins at `from` ends before the place that is given out. */
static uint32_t word_end(const figures *all, uint32_t from, bool *is_all_figures) {
    uint32_t end = from;
    *is_all_figures = true;
    do
        *is_all_figures = *is_all_figures && is_figure(&all->chars[end]) &&
                          all->chars[end].look == all->chars[from].look;
    while (++end < all->count && !is_flagged(&all->chars[end]));
    *is_all_figures = *is_all_figures && is_digit(&all->chars[end - 1]);
    return end;
}

static void measure(const figures *all) {
    bool mine;
    for (uint32_t from = 0, end; from < all->count; from = end) {
        end = word_end(all, from, &mine);
        if (!mine)
            continue;
        widths *seen = widths_of(all, &all->chars[end - 1]);
        float last = wide(&all->chars[end - 1]);
        seen->least = seen->most > 0 ? fminf(seen->least, last) : last;
        seen->most = fmaxf(seen->most, last);
    }
}

/* The width of a digit; where none of its kind ended a word, of the widest of its look that did. 0: it is not known. */
static float own_width(const figures *all, const pdf_char *one) {
    const widths *own = widths_of(all, one), *look = own - (one->code - '0');
    float width = own->most;
    for (uint32_t i = 0; i < DIGITS; i++) {
        if (look[i].most > look[i].least * (1 + SAME))
            return 0;
        if (own->most <= 0)
            width = fmaxf(width, look[i].most);
    }
    return width;
}

static bool touches(const pdf_char *one, const pdf_char *next) {
    return fabsf(next->box[0] - one->box[2]) < SAME * wide(one) &&
           pdf_overlap(one->box[1], one->box[3], next->box[1], next->box[3]) > 0;
}

static void trim_word(const figures *all, pdf_char *word, uint32_t count) {
    for (pdf_char *one = word; one < word + count - 1; one++) {
        if (!is_digit(one) || !is_digit(one + 1) || !touches(one, one + 1))
            continue;
        float width = own_width(all, one);
        if (width > 0 && wide(one) > WIDER * width)
            one->box[2] = one->box[0] + width;
    }
}

bool pdf_trim_figures(pdf_room *room, pdf_char *chars, uint32_t count, uint32_t looks) {
    figures all = {chars, count, PDF_TAKE(room, widths, (size_t)looks * DIGITS + 1)};
    if (!all.of)
        return false;
    measure(&all);
    bool mine;
    for (uint32_t from = 0, end; from < count; from = end) {
        end = word_end(&all, from, &mine);
        if (mine && end - from > 1)
            trim_word(&all, chars + from, end - from);
    }
    return true;
}

/* ---- turned ones ------------------------------------------------------------------------------------------------- */

/* Poppler-GLib calls them so. */
bool pdf_is_nameless(const pdf_look *look) {
    static const char name[] = "Default";
    return look->font.len == 0 || (look->font.len == sizeof name - 1 &&
                                   memcmp(look->font.ptr, name, sizeof name - 1) == 0);
}

/* A digit is taller than wide, unless it lies. */
static bool lies(const pdf_source *source, const pdf_char *one) {
    return is_figure(one) && !(one->flags & PDF_CHAR_TURNED) &&
           wide(one) > 1.5f * (one->box[3] - one->box[1]) &&
           pdf_is_nameless(&source->looks.rows[one->look]);
}

/* Both stand in one column, right above each other. */
static bool are_stacked(const pdf_char *a, const pdf_char *b) {
    float gap = -pdf_overlap(a->box[1], a->box[3], b->box[1], b->box[3]);
    return pdf_overlap(a->box[0], a->box[2], b->box[0], b->box[2]) > 0.9f * wide(a) &&
           fabsf(gap) < 0.3f * (a->box[3] - a->box[1]);
}

void pdf_hide_figure(pdf_char *one) {
    if (pdf_is_digit(one->code))
        one->code = 0xFFFD;
}

void pdf_hide_turned_figures(pdf_source *source, pdf_page *page) {
    const pdf_char *chars = page->chars;
    pdf_char *own = NULL;
    uint32_t hidden = 0;
    bool goes_on = false;
    for (uint32_t i = 0; i < page->char_count; i++) {
        bool was_on = goes_on;
        goes_on = i + 1 < page->char_count && lies(source, &chars[i]) &&
                  lies(source, &chars[i + 1]) && are_stacked(&chars[i], &chars[i + 1]);
        hidden += goes_on && !was_on;
        if (!goes_on && !was_on)
            continue;
        if (!own && !(own = pdf_own_chars(source->reader->page, page)))
            return;
        pdf_hide_figure(&own[i]);
    }
    if (hidden)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.text.turned", page->number, true,
                "Nothing tells whether %u turned numbers on the page are read upwards or "
                "downwards, as their font has no name (Type 3); U+FFFD stands for their digits",
                hidden);
}
