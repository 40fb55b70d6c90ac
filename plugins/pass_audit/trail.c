/* Where text is lost or stands twice. The origins of a text are bytes of its file: a byte for each of them says how many nodes
 * claim it, and what nobody claims, or two do, is at hand with its line. Only for UTF-8, whose bytes tell what they are. */
#include "audit.h"

#include <string.h>

enum { MOST_BYTES = 16 << 20 }; /* a larger file has its counts alone */

static int is_utf8_text(const audit_books *books, sheaf_str bytes) {
    const sheaf_str name = books->document->source_encoding;
    return books->is_whole && bytes.len > 0 && bytes.len <= MOST_BYTES && name.len == 5 &&
           memcmp(name.ptr, "UTF-8", 5) == 0;
}

static void claim(unsigned char *claims, size_t length, const sheaf_origin *origin) {
    if (origin->kind != SHEAF_AT_BYTES || origin->at.bytes.offset > length)
        return;
    size_t first = (size_t)origin->at.bytes.offset, rest = length - first;
    size_t end = first + (origin->at.bytes.length < rest ? (size_t)origin->at.bytes.length : rest);
    if (memchr(claims + first, 1, end - first) == NULL &&
        memchr(claims + first, 2, end - first) == NULL) {
        memset(claims + first, 1, end - first);
        return;
    }
    for (size_t i = first; i < end; i++)
        claims[i] = (unsigned char)(claims[i] > 0 ? 2 : 1);
}

/* 0: a node with text stands in no bytes, so that nothing can be said. */
static int claim_all(const audit_books *books, unsigned char *claims, size_t length) {
    const sheaf_document *document = books->document;
    for (uint32_t n = 1; n < document->nodes.count; n++) {
        const sheaf_node *node = SHEAF_AT(document->nodes, sheaf_node, n);
        if (node->text.len == 0)
            continue;
        if (node->origins == 0 ||
            SHEAF_AT(document->origins, sheaf_origin, node->origin)->kind != SHEAF_AT_BYTES)
            return 0;
        for (uint32_t i = 0; i < node->origins; i++)
            claim(claims, length, SHEAF_AT(document->origins, sheaf_origin, node->origin + i));
    }
    for (uint32_t i = 0; i < document->dropped.count; i++) {
        const sheaf_dropped *one = SHEAF_AT(document->dropped, sheaf_dropped, i);
        if (one->digits > 0)
            claim(claims, length, &one->origin);
    }
    return 1;
}

static size_t length_of(unsigned char lead) {
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Marks of a format (separators, bullets, rules of tables) are left out everywhere: letters and ideographs are text. */
static int is_letter(const char *at) {
    unsigned char c = (unsigned char)*at;
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xE4 && c <= 0xE9);
}

/* LF, CR and both together end a line. */
static int ends_line(sheaf_str text, size_t i) {
    return text.ptr[i] == '\n' ||
           (text.ptr[i] == '\r' && (i + 1 == text.len || text.ptr[i + 1] != '\n'));
}

/* A place in the text, and its line. Lines are counted where one is asked for: hardly ever. */
typedef struct looking {
    sheaf_str text;
    size_t counted;
    uint32_t line;
} looking;

static uint32_t line_of(looking *at, size_t i) {
    for (; at->counted < i; at->counted++)
        at->line += (uint32_t)ends_line(at->text, at->counted);
    return at->line;
}

static void note(audit_places *places, looking *at, uint64_t offset) {
    uint32_t line = line_of(at, offset);
    int is_new = places->count == 0 || places->lines[places->count - 1] != line;
    if (places->total++ == 0)
        places->offset = offset;
    if (is_new && places->count < AUDIT_LINES)
        places->lines[places->count++] = line;
    else if (is_new)
        places->more = 1;
}

/* White space and marks of ASCII, as most of what nobody claims. */
static int is_silent(char c) {
    return (c >= 0 && c < '0') || c == '|';
}

/* Behind what is claimed once, and what is left of a character there. */
static size_t skip_claimed(sheaf_str text, const unsigned char *claims, size_t i) {
    static const unsigned char once[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    size_t from = i;
    while (text.len - i >= sizeof once && memcmp(claims + i, once, sizeof once) == 0)
        i += sizeof once;
    while (i < text.len && claims[i] == 1)
        i++;
    while (i > from && i < text.len && (text.ptr[i] & 0xC0) == 0x80)
        i++;
    return i;
}

static void look(audit_trail *trail, sheaf_str text, const unsigned char *claims) {
    looking at = {.text = text, .line = 1};
    for (size_t i = skip_claimed(text, claims, 0), length; i < text.len;
         i = skip_claimed(text, claims, i + length)) {
        length = length_of((unsigned char)text.ptr[i]);
        length = length < text.len - i ? length : text.len - i;
        if (is_silent(text.ptr[i]))
            continue;
        audit_count one = audit_count_text((sheaf_str){text.ptr + i, length});
        if (one.digits > 0)
            note(claims[i] > 0 ? &trail->twice[1] : &trail->lost[1], &at, i);
        if (one.digits > 0 || is_letter(text.ptr + i))
            note(claims[i] > 0 ? &trail->twice[0] : &trail->lost[0], &at, i);
    }
}

int audit_follow(const audit_books *books, audit_trail *trail) {
    const sheaf_input *input = books->host->input(books->job);
    *trail = (audit_trail){.is_known = 0};
    if (input == NULL || !is_utf8_text(books, input->bytes))
        return 1;
    sheaf_str text = input->bytes;
    unsigned char *claims = books->host->scratch(books->job, text.len);
    if (claims == NULL)
        return 0;
    trail->is_known = (uint32_t)claim_all(books, claims, text.len);
    if (trail->is_known)
        look(trail, text, claims);
    return 1;
}

/* The node whose text begins last before it; SHEAF_NONE: none does. */
uint32_t audit_node_before(const audit_books *books, uint64_t offset) {
    const sheaf_document *document = books->document;
    uint32_t best = SHEAF_NONE;
    uint64_t nearest = 0;
    for (uint32_t n = 1; n < document->nodes.count; n++) {
        const sheaf_node *node = SHEAF_AT(document->nodes, sheaf_node, n);
        if (node->text.len == 0 || node->origins == 0)
            continue;
        uint64_t first = SHEAF_AT(document->origins, sheaf_origin, node->origin)->at.bytes.offset;
        if (first <= offset && (best == SHEAF_NONE || first >= nearest)) {
            best = n;
            nearest = first;
        }
    }
    return best;
}
