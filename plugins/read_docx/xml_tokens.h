/* What the files of the XML reader share: the lexical rules (xml_scan.c) and the attributes of an element, which come
 * from the parser (xml.c) or from a recording (recording.c). */
#ifndef DOCX_XML_TOKENS_H
#define DOCX_XML_TOKENS_H

#include "xml.h"

typedef struct docx_scopes docx_scopes;

typedef struct docx_attribute_item {
    sheaf_str raw;  /* its name as written; the name is folded when it is asked for */
    docx_name name; /* of a recording, or once is_folded */
    uint32_t is_folded;
    sheaf_str value;
} docx_attribute_item;

struct docx_attributes {
    docx_scopes *scopes; /* NULL: of a recording */
    docx_attribute_item *items;
    uint32_t count;
};

docx_name docx_attribute_name(const docx_attributes *attributes, uint32_t i);

/* ---- xml_scan.c ---- */

static inline int docx_is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline void docx_skip(sheaf_str *text, size_t len) {
    *text = (sheaf_str){text->ptr + len, text->len - len};
}

static inline size_t docx_skip_blanks(sheaf_str *text) {
    size_t len = 0;
    while (len < text->len && docx_is_blank(text->ptr[len]))
        len++;
    docx_skip(text, len);
    return len;
}

/* Takes `name = "value"` from the front. NULL, or what is wrong. */
const char *docx_scan_pair(sheaf_str *text, sheaf_str *name, sheaf_str *raw);

/* What stands between `<?` and `?>` of an XML declaration: NULL, or what is wrong. */
const char *docx_scan_declaration(sheaf_str text);

/* How many bytes from the start are whole characters that XML allows; less than all where one is cut (at most 3 bytes
 * are left then) or where `*is_bad` says that the next is none. */
size_t docx_scan_characters(sheaf_str bytes, int *is_bad);

/* UTF-16 to UTF-8: appends to `out` and returns how many bytes were taken; the rest needs more. A lone surrogate becomes
 * bytes that are no character. */
size_t docx_scan_utf16(docx_reader *reader, sheaf_str bytes, int is_big, docx_text *out);

/* 1 UTF-8, 2 and 3 UTF-16 little and big endian, by the first bytes; length of the byte order mark. */
int docx_scan_encoding(sheaf_str first, size_t *mark);

/* Length of the XML name that the text begins with. */
size_t docx_scan_name(sheaf_str text);

/* Where the mark begins; NULL where it is not there. */
const char *docx_scan_find(sheaf_str text, const char *mark);

/* The end of a start tag; `>` may stand in quotes. NULL where it is not there yet. */
const char *docx_scan_tag_end(sheaf_str text);

/* How much of a text that goes on may be given already: no reference, line end or `]]>` is cut. */
size_t docx_scan_whole(sheaf_str text);

/* Appends text with line ends made one and, but for raw text, references replaced; in an attribute white space becomes
 * blanks. NULL, or what is wrong. */
typedef enum docx_decoding {
    DOCX_DECODE_TEXT,
    DOCX_DECODE_RAW,
    DOCX_DECODE_ATTRIBUTE
} docx_decoding;
const char *docx_scan_decode(docx_reader *reader, sheaf_str text, docx_decoding mode,
                             docx_text *out);

#endif
