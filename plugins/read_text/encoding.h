/* What detect.c and decode.c share: the encodings by name, and what detection came to. */
#ifndef TEXT_ENCODING_H
#define TEXT_ENCODING_H

#include "text.h"

#include <iconv.h>

typedef struct encoding {
    const char *name;  /* as the user or uchardet says it, lower case, without '-', '_' and ' ' */
    const char *iana;  /* as reports say it */
    const char *iconv; /* NULL: decoded here */
    text_encoding kind;
    text_lead lead;
} encoding;

typedef struct detection {
    encoding found;
    char label[64];      /* room for a name that stands in no table */
    size_t bom;          /* bytes */
    int guessed;         /* 1: the evidence is thin, say so */
    int clean;           /* 1: all of it is valid UTF-8 */
    const char *refusal; /* not NULL: this is no text, see detect_refusal */
} detection;

/* The encoding of that name; 0 where nobody here knows it. */
int encoding_named(sheaf_str name, detection *result);

/* What one byte of a set of one byte a character is in UTF-8, nothing composed with what stands beside it:
 * its length in `out`, 0 where it is no character. */
size_t encoding_single(iconv_t converter, unsigned byte, char out[16]);

/* What the bytes are, by their own evidence. */
void detect(sheaf_str bytes, detection *result);

/* Why these bytes are no text and what to do, `is a PDF file, not text; ...`; NULL where they may be. Cheap:
 * looks at the first 64 KiB. */
const char *detect_refusal(sheaf_str bytes);

/* How many of the bytes are no UTF-8, and how many of those above 0x7F are. */
typedef struct utf8_count {
    uint64_t bad;
    uint64_t good;
} utf8_count;
utf8_count encoding_count_utf8(sheaf_str bytes);

/* Length of the valid UTF-8 character at the front, 0 where there is none. Not on empty. */
size_t encoding_utf8_length(const unsigned char *at, size_t left);

#endif
