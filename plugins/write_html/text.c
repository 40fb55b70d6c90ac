/* What a text looks like: blank, a number, Chinese. Only looks; the texts are valid UTF-8. */
#include "html.h"

int html_is_same(sheaf_str a, sheaf_str b) {
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static int begins(sheaf_str text, const char *with) {
    size_t len = strlen(with);
    return text.len >= len && memcmp(text.ptr, with, len) == 0;
}

/* The length of the first of `pieces` that stands in front, or 0. */
static size_t front(sheaf_str text, const char *const *pieces, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (begins(text, pieces[i]))
            return strlen(pieces[i]);
    return 0;
}

/* Can no white space begin with this byte? Most text is told apart by it. */
static int is_solid(sheaf_str text) {
    return text.len == 0 || (*text.ptr > ' ' && *text.ptr < 0x7F);
}

static sheaf_str behind(sheaf_str text, size_t bytes) {
    return (sheaf_str){text.ptr + bytes, text.len - bytes};
}

/* Unicode's White_Space, and what shows nothing either: U+200B to U+200F, U+FEFF. */
static sheaf_str skip_spaces(sheaf_str text) {
    static const char *const spaces[] = {" ",
                                         "\t",
                                         "\n",
                                         "\r",
                                         "\f",
                                         "\xC2\xA0",
                                         "\xE1\x9A\x80",
                                         "\xE2\x80\x80",
                                         "\xE2\x80\x81",
                                         "\xE2\x80\x82",
                                         "\xE2\x80\x83",
                                         "\xE2\x80\x84",
                                         "\xE2\x80\x85",
                                         "\xE2\x80\x86",
                                         "\xE2\x80\x87",
                                         "\xE2\x80\x88",
                                         "\xE2\x80\x89",
                                         "\xE2\x80\x8A",
                                         "\xE2\x80\x8B",
                                         "\xE2\x80\x8C",
                                         "\xE2\x80\x8D",
                                         "\xE2\x80\x8E",
                                         "\xE2\x80\x8F",
                                         "\xE2\x80\xA8",
                                         "\xE2\x80\xA9",
                                         "\xE2\x80\xAF",
                                         "\xE2\x81\x9F",
                                         "\xE3\x80\x80",
                                         "\xEF\xBB\xBF"};
    for (size_t skip; !is_solid(text) && (skip = front(text, spaces, HTML_COUNT(spaces))) > 0;)
        text = behind(text, skip);
    return text;
}

int html_is_blank(sheaf_str text) {
    return skip_spaces(text).len == 0;
}

/* ASCII or full-width. */
static size_t digit_at(sheaf_str text) {
    if (text.len > 0 && *text.ptr >= '0' && *text.ptr <= '9')
        return 1;
    return text.len >= 3 && begins(text, "\xEF\xBC") && (unsigned char)text.ptr[2] >= 0x90 &&
                   (unsigned char)text.ptr[2] <= 0x99
               ? 3
               : 0;
}

/* Only digits and what stands among them; or nothing but one mark, such as the dash of an empty column. */
int html_is_numeric(sheaf_str text) {
    static const char *const among[] = {".",  ",",  "+",  "-", "%", "(", ")",
                                        "．", "，", "％", "−", "–", "±", "‰"};
    static const char *const marks[] = {"/", "-", "—", "–", "——", "--", "／", "*"};
    size_t digits = 0;
    text = skip_spaces(text);
    for (size_t i = 0; i < HTML_COUNT(marks); i++)
        if (begins(text, marks[i]) && html_is_blank(behind(text, strlen(marks[i]))))
            return 1;
    for (size_t step; text.len > 0; text = skip_spaces(behind(text, step))) {
        size_t digit = digit_at(text);
        digits += digit > 0;
        step = digit > 0 ? digit : front(text, among, HTML_COUNT(among));
        if (step == 0)
            return 0;
    }
    return digits > 0;
}

/* ---------------------------------------------------------------------------------- language -- */

#define SAMPLE 65536u /* bytes of text that decide */

/* Ideographs of the plane that reports use (U+3400 to U+9FFF) and letters of Latin script. */
static void count_letters(sheaf_str text, uint64_t *ideographs, uint64_t *letters) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        *ideographs += c >= 0xE4 && c <= 0xE9;
        *letters += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}

/* An ideograph says about as much as three letters do. */
html_language html_language_of(const sheaf_document *document) {
    uint64_t ideographs = 0, letters = 0, seen = 0;
    for (uint32_t n = 0; n < document->nodes.count && seen < SAMPLE; n++) {
        sheaf_str text = SHEAF_AT(document->nodes, sheaf_node, n)->text;
        text.len = text.len < SAMPLE ? text.len : SAMPLE;
        count_letters(text, &ideographs, &letters);
        seen += text.len;
    }
    return ideographs * 3 > letters ? HTML_ZH : HTML_EN;
}
