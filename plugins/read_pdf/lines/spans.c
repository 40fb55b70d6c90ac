/* SPDX-License-Identifier: GPL-2.0-or-later
 * The text of a line and the spans in it, from its glyphs in order. A blank belongs to the stretch before it, unless that
 * one is raised, underlined or a link and the next one is not: then it ends at its last character. */
#include "lines/lines.h"

#include <string.h>

#define MOST_LINKS 2000u /* of a page that are looked at */

typedef struct speller {
    const pdf_page *page;
    char *text;
    size_t length;
    pdf_span *spans;
    uint32_t span_count;
    uint32_t links_from, links_to; /* those that touch the line lie between */
} speller;

static void put_code(speller *s, uint32_t code) {
    char *out = s->text + s->length;
    if (code < 0x80) {
        *out = (char)code;
        s->length += 1;
    } else if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 63));
        s->length += 2;
    } else if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 63));
        out[2] = (char)(0x80 | (code & 63));
        s->length += 3;
    } else {
        out[0] = (char)(0xF0 | code >> 18);
        out[1] = (char)(0x80 | (code >> 12 & 63));
        out[2] = (char)(0x80 | (code >> 6 & 63));
        out[3] = (char)(0x80 | (code & 63));
        s->length += 4;
    }
}

/* What most characters need nothing of. */
static bool is_simple(uint32_t code) {
    return code >= 0x20 && code < 0x80;
}

/* Nor do most of a Chinese page, of which none is a ligature or a surrogate. */
static bool is_ideographic(uint32_t code) {
    return code >= 0x3000 && code < 0xD800;
}

/* A soft hyphen that is drawn is a hyphen; at the end of a line it stays, since it says that the word goes on. */
static void put_char(speller *s, uint32_t code, bool last) {
    if (is_simple(code)) {
        s->text[s->length++] = (char)code;
    } else if (is_ideographic(code)) {
        put_code(s, code);
    } else if (pdf_ligature(code)) {
        size_t n = strlen(pdf_ligature(code));
        memcpy(s->text + s->length, pdf_ligature(code), n);
        s->length += n;
    } else if (code == 0xAD && !last) {
        put_code(s, '-');
    } else if (code < 0x20 || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF) {
        put_code(s, 0xFFFD);
    } else {
        put_code(s, code);
    }
}

static sheaf_str target_of(const speller *s, const pdf_char *at) {
    float x = (at->box[0] + at->box[2]) / 2, y = (at->box[1] + at->box[3]) / 2;
    for (uint32_t i = s->links_from; i < s->links_to; i++) {
        const float *box = s->page->links[i].box;
        if (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3])
            return s->page->links[i].target;
    }
    return SHEAF_STR("");
}

static bool alike(const pdf_span *a, const pdf_span *b) {
    return a->look == b->look && a->raised == b->raised && a->underlined == b->underlined &&
           a->struck == b->struck && a->target.len == b->target.len &&
           (a->target.ptr == b->target.ptr ||
            memcmp(a->target.ptr, b->target.ptr, a->target.len) == 0);
}

static bool is_plain(const pdf_span *span) {
    return !span->raised && !span->underlined && !span->struck && span->target.len == 0;
}

/* Most characters look like the one before, and no link is near. */
static bool is_more_of(const speller *s, const pdf_char *at, int8_t raised) {
    const pdf_span *now = s->span_count ? &s->spans[s->span_count - 1] : NULL;
    return now && s->links_to == 0 && now->look == at->look && now->raised == raised &&
           now->underlined == ((at->flags & PDF_CHAR_UNDERLINED) != 0) &&
           now->struck == ((at->flags & PDF_CHAR_STRUCK) != 0);
}

/* One of no length yet, and without a link. */
static pdf_span span_of(const pdf_char *at, int8_t raised) {
    return (pdf_span){.look = at->look,
                      .raised = raised,
                      .underlined = at->flags & PDF_CHAR_UNDERLINED ? 1 : 0,
                      .struck = at->flags & PDF_CHAR_STRUCK ? 1 : 0,
                      .target = SHEAF_STR("")};
}

static void put_glyph(speller *s, const pdf_glyph *glyph, bool last) {
    const pdf_char *at = &s->page->chars[glyph->pick];
    if (is_more_of(s, at, glyph->raised)) {
        s->text[s->length] = ' ';
        s->length += glyph->blank;
        put_char(s, at->code, last);
        return;
    }
    pdf_span span = span_of(at, glyph->raised);
    span.target = target_of(s, at);
    pdf_span *now = s->span_count ? &s->spans[s->span_count - 1] : NULL;
    bool goes_on = now && alike(now, &span);
    bool before = now && (is_plain(now) || !is_plain(&span)); /* the blank belongs to it */
    span.start = (uint32_t)s->length;
    if (glyph->blank && s->length) {
        s->text[s->length++] = ' ';
        span.start += before ? 1 : 0;
    }
    if (now)
        now->length = (goes_on ? (uint32_t)s->length : span.start) - now->start;
    if (!goes_on)
        s->spans[s->span_count++] = span;
    put_char(s, at->code, last);
}

/* The links that touch the line, as a range of the page's: most pages have few, and a line none. */
static void note_links(speller *s, const float box[4]) {
    uint32_t count = s->page->link_count < MOST_LINKS ? s->page->link_count : MOST_LINKS;
    for (uint32_t i = 0; i < count; i++) {
        const float *link = s->page->links[i].box;
        if (pdf_overlap(link[0], link[2], box[0], box[2]) < 0 ||
            pdf_overlap(link[1], link[3], box[1], box[3]) < 0)
            continue;
        if (s->links_to == 0)
            s->links_from = i;
        s->links_to = i + 1;
    }
}

/* The look and size of most characters: the one that outweighs all others together if there is one (Boyer and Moore). */
static void tell_look(const pdf_page *page, const pdf_glyph *glyphs, uint32_t count,
                      pdf_line *line) {
    uint32_t lead = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint16_t look = page->chars[glyphs[i].pick].look;
        if (lead == 0 || look == line->look) {
            line->look = look;
            line->size = lead == 0 ? glyphs[i].em : line->size;
            lead++;
        } else {
            lead--;
        }
    }
}

/* What most lines are: ASCII in one look, with no link near. The bytes of its text; 0: it is another one. */
static size_t measure_even(const speller *s, const pdf_glyph *glyphs, uint32_t count) {
    enum { MARKED = PDF_CHAR_UNDERLINED | PDF_CHAR_STRUCK };
    const pdf_char *chars = s->page->chars, *first = &chars[glyphs->pick];
    size_t bytes = count;
    for (uint32_t i = 0; i < count; i++) {
        const pdf_char *at = &chars[glyphs[i].pick];
        if (!is_simple(at->code) || at->look != first->look ||
            (at->flags ^ first->flags) & MARKED || glyphs[i].raised != glyphs->raised)
            return 0;
        bytes += glyphs[i].blank;
    }
    return s->links_to == 0 && !glyphs->blank ? bytes : 0;
}

/* The span of such a line and its text in one piece of memory. */
static void spell_even(pdf_reader *reader, const pdf_page *page, const pdf_glyph *glyphs,
                       uint32_t count, size_t bytes, pdf_line *line) {
    const pdf_char *chars = page->chars, *first = &chars[glyphs->pick];
    pdf_span *span = pdf_take_unset(reader->kept, 1, sizeof *span + bytes + 1);
    if (!span)
        return;
    char *text = (char *)(span + 1), *to = text;
    for (uint32_t i = 0; i < count; i++) {
        *to = ' ';
        to += glyphs[i].blank;
        *to++ = (char)chars[glyphs[i].pick].code;
    }
    *to = 0;
    *span = span_of(first, glyphs->raised);
    span->length = (uint32_t)bytes;
    line->look = first->look;
    line->size = glyphs->em;
    line->text = (sheaf_str){text, bytes};
    line->spans = span;
    line->span_count = 1;
}

void pdf_spell(pdf_reader *reader, const pdf_page *page, const pdf_glyph *glyphs, uint32_t count,
               pdf_line *line) {
    speller s = {.page = page};
    note_links(&s, line->box);
    const size_t even = measure_even(&s, glyphs, count);
    if (even) {
        spell_even(reader, page, glyphs, count, even, line);
        return;
    }
    s.text = PDF_TAKE_UNSET(reader->page, char, (size_t)count * 5);
    s.spans = PDF_TAKE_UNSET(reader->page, pdf_span, count);
    if (!s.text || !s.spans)
        return;
    for (uint32_t i = 0; i < count; i++)
        put_glyph(&s, &glyphs[i], i + 1 == count);
    if (s.span_count)
        s.spans[s.span_count - 1].length = (uint32_t)s.length - s.spans[s.span_count - 1].start;
    tell_look(page, glyphs, count, line);
    char *text = PDF_TAKE(reader->kept, char, s.length + 1);
    pdf_span *spans = PDF_TAKE(reader->kept, pdf_span, s.span_count);
    if (!text || !spans)
        return;
    memcpy(text, s.text, s.length);
    memcpy(spans, s.spans, s.span_count * sizeof *spans);
    line->text = (sheaf_str){text, s.length};
    line->spans = spans;
    line->span_count = s.span_count;
}
