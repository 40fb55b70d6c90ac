/* The front of an expression: words, paths, numbers and texts are taken from `rest`; what cannot be taken becomes one
 * sentence with the character, what stands there, what should, and the nearest right word. */
#include "rule/rule.h"

#include <stdio.h>
#include <string.h>

static int is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static int is_digit(char c) {
    return c >= '0' && c <= '9';
}

static int is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c);
}

static sheaf_str take(rule_parser *parser, size_t length) {
    sheaf_str taken = {parser->rest.ptr, length};
    parser->rest.ptr += length;
    parser->rest.len -= length;
    return taken;
}

void rule_skip(rule_parser *parser) {
    size_t length = 0;
    while (length < parser->rest.len && is_blank(parser->rest.ptr[length]))
        length++;
    take(parser, length);
}

int rule_at_end(rule_parser *parser) {
    rule_skip(parser);
    return parser->rest.len == 0;
}

int rule_take(rule_parser *parser, const char *symbol) {
    size_t length = strlen(symbol);
    rule_skip(parser);
    if (parser->rest.len < length || memcmp(parser->rest.ptr, symbol, length) != 0)
        return 0;
    take(parser, length);
    return 1;
}

int rule_take_word(rule_parser *parser, const char *word) {
    size_t length = strlen(word);
    rule_skip(parser);
    if (parser->rest.len > length &&
        (is_word(parser->rest.ptr[length]) || parser->rest.ptr[length] == '.'))
        return 0;
    return rule_take(parser, word);
}

/* A full stop belongs to a path only between two keys. */
sheaf_str rule_take_path(rule_parser *parser, int wildcards) {
    rule_skip(parser);
    size_t length = 0;
    while (length < parser->rest.len) {
        char c = parser->rest.ptr[length];
        if (!is_word(c) && !(wildcards && (c == '*' || c == '-')) && !(c == '.' && length > 0))
            break;
        length++;
    }
    while (length > 0 && parser->rest.ptr[length - 1] == '.')
        length--;
    return take(parser, length);
}

int rule_take_number(rule_parser *parser, sheaf_decimal *out) {
    rule_skip(parser);
    enum { MOST = 18 };
    *out = (sheaf_decimal){0};
    size_t length = 0;
    int fraction = 0;
    for (; length < parser->rest.len; length++) {
        char c = parser->rest.ptr[length];
        if (c == '.' && !fraction && length > 0 && length + 1 < parser->rest.len &&
            is_digit(parser->rest.ptr[length + 1])) {
            fraction = 1;
            continue;
        }
        if (!is_digit(c) || length >= MOST)
            break;
        out->digits = out->digits * 10 + (c - '0');
        out->scale += (uint32_t)fraction;
    }
    int sound = length > 0 && (length == parser->rest.len || !is_digit(parser->rest.ptr[length]));
    if (sound)
        take(parser, length);
    return sound;
}

int rule_take_literal(rule_parser *parser, sheaf_str *out) {
    rule_skip(parser);
    if (parser->rest.len < 2 || *parser->rest.ptr != '\'')
        return 0;
    const char *end = memchr(parser->rest.ptr + 1, '\'', parser->rest.len - 1);
    if (end == NULL)
        return 0;
    sheaf_str quoted = take(parser, (size_t)(end - parser->rest.ptr) + 1);
    *out = (sheaf_str){quoted.ptr + 1, quoted.len - 2};
    return 1;
}

/* ---- faults ---- */

void rule_nearer(rule_nearest *nearest, sheaf_str candidate) {
    enum { FAR = 5001 };
    uint32_t most = nearest->best.len == 0 ? FAR : nearest->distance;
    uint32_t distance = form_distance(nearest->wanted, candidate, most);
    if (distance < most && candidate.len > 0) {
        nearest->best = candidate;
        nearest->distance = distance;
    }
}

/* Bytes of `text` that are at most `most` and end between two characters. */
static int shown(sheaf_str text, size_t most) {
    size_t length = text.len < most ? text.len : most;
    while (length > 0 && length < text.len && ((unsigned char)text.ptr[length] & 0xC0u) == 0x80u)
        length--;
    return (int)length;
}

static unsigned characters(sheaf_str text) {
    unsigned count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0u) != 0x80u;
    return count;
}

void rule_expected(rule_parser *parser, const char *what, sheaf_str nearest) {
    enum { ROOM = 400, SOME = 24 };
    if (parser->failed++ || parser->file == NULL)
        return;
    rule_skip(parser);
    char *said = form_room(parser->context, ROOM, 1);
    if (said == NULL)
        return;
    sheaf_str before = {parser->whole.ptr, parser->whole.len - parser->rest.len};
    int length =
        snprintf(said, ROOM, "an expression with %s at its character %u, before `%.*s`", what,
                 characters(before) + 1, shown(parser->rest, SOME), parser->rest.ptr);
    if (nearest.len > 0 && length > 0 && length < ROOM)
        snprintf(said + length, (size_t)(ROOM - length), " (nearest is `%.*s`)", shown(nearest, 80),
                 nearest.ptr);
    form_fault(parser->file, parser->value, said);
}
