/* What stands around a label and is no part of it: a bullet before it, marks of emphasis or quotes on both sides, a colon or a
 * stop behind it. All of it is how a report writes its labels, not what they say. Texts are comparable ones. */
#include "form.h"

#include <string.h>

enum { SIGN = 0x80, IDEOGRAPH = 0xE3 }; /* first bytes: signs beyond ASCII, ideographs */

/* One bullet. Signs that may say something are none: `-100`, `+100`, stars that are counted, boxes that are ticked. */
static sheaf_str without_bullet(sheaf_str text) {
    static const char *const bullets[] = {"*", "·", "●", "◆", "◇", "▪", "▲", "➢"};
    unsigned char first = text.len > 0 ? (unsigned char)*text.ptr : 'a';
    if (first >= IDEOGRAPH || (first < SIGN && first != '*'))
        return text;
    size_t length = form_begins_any(text, bullets, sizeof bullets / sizeof *bullets);
    sheaf_str bare = {text.ptr + length, text.len - length};
    return length > 0 && bare.len > 0 && !form_begins(bare, (sheaf_str){text.ptr, length}) ? bare
                                                                                           : text;
}

/* The first and the last character are those, and something stands between. */
static int is_between(sheaf_str text, char mark) {
    return text.len > 2 && text.ptr[0] == mark && text.ptr[text.len - 1] == mark;
}

/* `**规章**`; and `规章**`, where its beginning stands before a number. `~~规章~~` was struck out. */
static sheaf_str without_emphasis(sheaf_str text) {
    while (is_between(text, '*') || is_between(text, '_'))
        text = (sheaf_str){text.ptr + 1, text.len - 2};
    if (text.len > 2 && text.ptr[text.len - 1] == '*' && text.ptr[text.len - 2] == '*')
        text.len -= 2;
    return text;
}

/* `"规章"`, with no quote inside. */
static sheaf_str without_quotes(sheaf_str text) {
    return is_between(text, '"') && memchr(text.ptr + 1, '"', text.len - 2) == NULL
               ? (sheaf_str){text.ptr + 1, text.len - 2}
               : text;
}

/* No comma: behind one a label goes on, in the next line or cell. */
static int is_stop(char c) {
    return c == ':' || c == '.' || c == ';';
}

static sheaf_str without_stop(sheaf_str text) {
    return text.len > 1 && is_stop(text.ptr[text.len - 1]) ? (sheaf_str){text.ptr, text.len - 1}
                                                           : text;
}

static int is_plain(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '(' || c == ')';
}

/* An ideograph, a letter or a digit at each end: nothing to take off, as of nearly all labels. */
static int has_plain_ends(sheaf_str text) {
    unsigned char first = text.len > 0 ? (unsigned char)*text.ptr : 'a',
                  last = text.len > 0 ? (unsigned char)text.ptr[text.len - 1] : 'a';
    return (first >= IDEOGRAPH || is_plain(first)) && (last >= SIGN || is_plain(last));
}

/* Layer by layer: `· **规章：**`. */
static sheaf_str bare(sheaf_str text, int with_stop) {
    enum { LAYERS = 3 };
    size_t before = 0;
    for (uint32_t i = 0; i < LAYERS && text.len != before && !has_plain_ends(text); i++) {
        before = text.len;
        text = without_quotes(without_emphasis(text));
        text = without_bullet(with_stop ? without_stop(text) : text);
    }
    return text;
}

sheaf_str form_bare_start(sheaf_str text) {
    return bare(text, 0);
}

sheaf_str form_bare_label(sheaf_str text) {
    return bare(text, 1);
}
