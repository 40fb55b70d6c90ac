/* The lexical rules of XML 1.0 (fifth edition) that the reader needs: characters (2.2), names (2.3), references to
 * characters and to the five entities that every document has (4.1, 4.6), line ends (2.11). */
#include "xml_tokens.h"

/* -------------------------------------------------------------------------------------- characters -- */

#define ALL(byte) (0x0101010101010101u * (byte))

/* Eight bytes of plain ASCII, none of them a control character. */
static int is_plain(const char *at) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return ((word | (word - ALL(0x20))) & ALL(0x80)) == 0;
}

typedef struct form {
    unsigned char first, last; /* lead bytes */
    unsigned char least, most; /* of the second byte */
    unsigned char length;
} form;

/* Well-formed UTF-8 (Unicode, table 3-7). */
static const form forms[] = {{0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
                             {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3},
                             {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
                             {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};

/* Length of the character, 0 for none, -1 where it is cut. */
static int character(const unsigned char *at, size_t left) {
    if (*at < 0x80)
        return *at >= 0x20 || *at == '\n' || *at == '\t' || *at == '\r';
    const form *found = NULL;
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !found; i++)
        if (*at >= forms[i].first && *at <= forms[i].last)
            found = &forms[i];
    if (!found || (left > 1 && (at[1] < found->least || at[1] > found->most)))
        return 0;
    for (size_t i = 2; i < found->length && i < left; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    if (left < found->length)
        return -1;
    int is_last_of_plane = *at == 0xEF && at[1] == 0xBF && at[2] >= 0xBE;
    return is_last_of_plane ? 0 : found->length;
}

size_t docx_scan_characters(sheaf_str bytes, int *is_bad) {
    size_t at = 0;
    *is_bad = 0;
    while (at < bytes.len) {
        while (at + 8 <= bytes.len && is_plain(bytes.ptr + at))
            at += 8;
        if (at == bytes.len)
            break;
        int length = character((const unsigned char *)bytes.ptr + at, bytes.len - at);
        *is_bad = length == 0;
        if (length <= 0)
            break;
        at += (size_t)length;
    }
    return at;
}

static uint32_t unit(const unsigned char *at, int is_big) {
    return is_big ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
}

static void put_character(docx_reader *reader, uint32_t c, docx_text *out) {
    char bytes[4];
    size_t len = 0;
    if (c < 0x80)
        bytes[len++] = (char)c;
    else if (c < 0x800)
        bytes[len++] = (char)(0xC0 | c >> 6);
    else if (c < 0x10000)
        bytes[len++] = (char)(0xE0 | c >> 12);
    else
        bytes[len++] = (char)(0xF0 | c >> 18);
    if (c >= 0x10000)
        bytes[len++] = (char)(0x80 | (c >> 12 & 0x3F));
    if (c >= 0x800)
        bytes[len++] = (char)(0x80 | (c >> 6 & 0x3F));
    if (c >= 0x80)
        bytes[len++] = (char)(0x80 | (c & 0x3F));
    docx_text_add(reader, out, (sheaf_str){bytes, len});
}

size_t docx_scan_utf16(docx_reader *reader, sheaf_str bytes, int is_big, docx_text *out) {
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    const unsigned char *end = at + bytes.len;
    while (end - at >= 2) {
        uint32_t c = unit(at, is_big);
        int is_high = c >= 0xD800 && c < 0xDC00;
        if (is_high && end - at < 4)
            break;
        uint32_t low = is_high ? unit(at + 2, is_big) : 0;
        if (is_high && low >= 0xDC00 && low < 0xE000)
            c = 0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF));
        put_character(reader, c, out);
        at += c >= 0x10000 ? 4 : 2;
    }
    return (size_t)(at - (const unsigned char *)bytes.ptr);
}

/* ------------------------------------------------------------------------------ names and references -- */

static int is_name_start(char c) {
    unsigned char byte = (unsigned char)c;
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           byte == ':' || byte >= 0x80;
}

size_t docx_scan_name(sheaf_str text) {
    size_t len = 0;
    if (!text.len || !is_name_start(*text.ptr))
        return 0;
    while (len < text.len &&
           (is_name_start(text.ptr[len]) || text.ptr[len] == '-' || text.ptr[len] == '.' ||
            (text.ptr[len] >= '0' && text.ptr[len] <= '9')))
        len++;
    return len;
}

static const struct {
    sheaf_str name;
    char character;
} entities[] = {
    {{"amp", 3}, '&'}, {{"lt", 2}, '<'}, {{"gt", 2}, '>'}, {{"quot", 4}, '"'}, {{"apos", 4}, '\''}};

/* `#65` or `#x41`: the character, or one that XML does not allow. */
static uint32_t referred(sheaf_str digits) {
    uint32_t base = digits.len > 1 && digits.ptr[1] == 'x' ? 16 : 10;
    size_t from = base == 16 ? 2 : 1;
    uint32_t c = 0;
    for (size_t i = from; i < digits.len; i++) {
        char d = digits.ptr[i];
        uint32_t value = d >= '0' && d <= '9'   ? (uint32_t)(d - '0')
                         : d >= 'a' && d <= 'f' ? (uint32_t)(d - 'a') + 10
                         : d >= 'A' && d <= 'F' ? (uint32_t)(d - 'A') + 10
                                                : 99;
        if (value >= base || c > 0x110000)
            return 0;
        c = c * base + value;
    }
    int is_allowed = (c >= 0x20 || c == '\n' || c == '\t' || c == '\r') && c < 0x110000 &&
                     !(c >= 0xD800 && c < 0xE000) && c != 0xFFFE && c != 0xFFFF;
    return digits.len > from && is_allowed ? c : 0;
}

static int put_reference(docx_reader *reader, sheaf_str name, docx_text *out) {
    if (name.len && *name.ptr == '#') {
        uint32_t c = referred(name);
        if (c)
            put_character(reader, c, out);
        return c != 0;
    }
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (docx_same(entities[i].name, name)) {
            docx_text_add(reader, out, (sheaf_str){&entities[i].character, 1});
            return 1;
        }
    return 0;
}

/* Takes a reference, `&` to `;`. */
static int take_reference(docx_reader *reader, sheaf_str *text, docx_text *out) {
    const char *end = memchr(text->ptr, ';', text->len);
    if (!end)
        return 0;
    size_t len = (size_t)(end - text->ptr);
    int is_known = put_reference(reader, (sheaf_str){text->ptr + 1, len - 1}, out);
    *text = (sheaf_str){text->ptr + len + 1, text->len - len - 1};
    return is_known;
}

static int is_special(char c, docx_decoding mode) {
    return c == '\r' || (c == '&' && mode != DOCX_DECODE_RAW) ||
           ((c == '\n' || c == '\t') && mode == DOCX_DECODE_ATTRIBUTE);
}

const char *docx_scan_decode(docx_reader *reader, sheaf_str text, docx_decoding mode,
                             docx_text *out) {
    while (text.len) {
        size_t plain = 0;
        while (plain < text.len && !is_special(text.ptr[plain], mode))
            plain++;
        docx_text_add(reader, out, (sheaf_str){text.ptr, plain});
        docx_skip(&text, plain);
        if (!text.len)
            break;
        if (*text.ptr == '&') {
            if (!take_reference(reader, &text, out))
                return "a reference to something that XML does not define";
            continue;
        }
        int is_pair = *text.ptr == '\r' && text.len > 1 && text.ptr[1] == '\n';
        docx_text_add(reader, out,
                      mode == DOCX_DECODE_ATTRIBUTE ? SHEAF_STR(" ") : SHEAF_STR("\n"));
        docx_skip(&text, is_pair ? 2 : 1);
    }
    return NULL;
}

/* ------------------------------------------------------------------------------------------ tokens -- */

const char *docx_scan_find(sheaf_str text, const char *mark) {
    size_t len = strlen(mark);
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; (at = memchr(at, *mark, (size_t)(end - at))) != NULL; at++)
        if ((size_t)(end - at) >= len && memcmp(at, mark, len) == 0)
            return at;
    return NULL;
}

const char *docx_scan_tag_end(sheaf_str text) {
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; at < end; at++) {
        if (*at == '>')
            return at;
        if ((*at == '"' || *at == '\'') && !(at = memchr(at + 1, *at, (size_t)(end - at) - 1)))
            return NULL;
    }
    return NULL;
}

size_t docx_scan_whole(sheaf_str text) {
    size_t len = text.len;
    for (size_t back = 1; back <= 64 && back <= text.len && text.ptr[text.len - back] != ';';
         back++)
        if (text.ptr[text.len - back] == '&')
            len = text.len - back;
    while (len && (text.ptr[len - 1] == '\r' || text.ptr[len - 1] == ']'))
        len--;
    return len;
}

/* A byte order mark, or the two bytes that `<` has in UTF-16. */
int docx_scan_encoding(sheaf_str first, size_t *mark) {
    *mark = 0;
    if (first.len >= 3 && memcmp(first.ptr, "\xEF\xBB\xBF", 3) == 0)
        *mark = 3;
    else if (first.len >= 2 &&
             (memcmp(first.ptr, "\xFF\xFE", 2) == 0 || memcmp(first.ptr, "\xFE\xFF", 2) == 0))
        *mark = 2;
    if (*mark == 2)
        return (unsigned char)*first.ptr == 0xFF ? 2 : 3;
    if (first.len >= 2 && memcmp(first.ptr, "<\0", 2) == 0)
        return 2;
    return first.len >= 2 && memcmp(first.ptr, "\0<", 2) == 0 ? 3 : 1;
}

const char *docx_scan_pair(sheaf_str *text, sheaf_str *name, sheaf_str *raw) {
    *name = (sheaf_str){text->ptr, docx_scan_name(*text)};
    docx_skip(text, name->len);
    docx_skip_blanks(text);
    if (!name->len || !text->len || *text->ptr != '=')
        return "an attribute without a name or value";
    docx_skip(text, 1);
    docx_skip_blanks(text);
    char quote = text->len ? *text->ptr : 0;
    int is_quote = quote == '"' || quote == '\'';
    const char *end = is_quote ? memchr(text->ptr + 1, quote, text->len - 1) : NULL;
    if (!end)
        return "an attribute without quotes";
    *raw = (sheaf_str){text->ptr + 1, (size_t)(end - text->ptr) - 1};
    docx_skip(text, raw->len + 2);
    return NULL;
}

/* ---------------------------------------------------------------------------------- the declaration -- */

/* The members of an XML declaration (2.8), in order, the first one needed. OPC allows UTF-8 and UTF-16; ASCII is a part
 * of both. */
static const struct {
    sheaf_str name;
    sheaf_str values[5];
} members[] = {
    {{"version", 7}, {{"1.0", 3}, {"1.1", 3}}},
    {{"encoding", 8}, {{"UTF-8", 5}, {"UTF-16", 6}, {"US-ASCII", 8}, {"ASCII", 5}, {"UTF8", 4}}},
    {{"standalone", 10}, {{"yes", 3}, {"no", 2}}}};
enum { MEMBERS = sizeof members / sizeof *members };

static int may_be(size_t member, sheaf_str value) {
    for (size_t i = 0; i < 5; i++)
        if (members[member].values[i].len && docx_same_folded(members[member].values[i], value))
            return 1;
    return 0;
}

const char *docx_scan_declaration(sheaf_str text) {
    size_t next = 0;
    docx_skip(&text, 3);
    while (docx_skip_blanks(&text) && text.len) {
        sheaf_str name, value;
        const char *wrong = docx_scan_pair(&text, &name, &value);
        if (wrong)
            return wrong;
        size_t member = next;
        while (member < MEMBERS && !docx_same(members[member].name, name))
            member++;
        if (member == MEMBERS || (member > 0 && next == 0) || !may_be(member, value))
            return "an XML declaration with something that packages may not use";
        next = member + 1;
    }
    return text.len || !next ? "an XML declaration that is none" : NULL;
}
