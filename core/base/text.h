/* Text views and UTF-8 (Unicode 15, section 3.9). Views are eaten from the front: a `take` function
 * returns the first part and moves the view behind it. */
#ifndef SF_BASE_TEXT_H
#define SF_BASE_TEXT_H

#include <sheaf/plugin.h>

sheaf_str sf_str_of(const char *c_string); /* NULL gives the empty text */
int sf_str_equal(sheaf_str a, sheaf_str b);
int sf_str_compare(sheaf_str a, sheaf_str b); /* by bytes, as memcmp */
int sf_str_starts(sheaf_str text, sheaf_str prefix);
int sf_str_ends(sheaf_str text, sheaf_str suffix);
sheaf_str sf_str_slice(sheaf_str text, size_t from, size_t to); /* clamped to the text */
sheaf_str sf_str_trim_spaces(sheaf_str text);                   /* ASCII white space at both ends */
sheaf_str sf_utf8_trim(sheaf_str text);      /* the same of all white space of reports */
sheaf_str sf_str_take_line(sheaf_str *rest); /* up to, not including, LF; moves behind it */
sheaf_str sf_str_take_word(sheaf_str *rest); /* skips ASCII white space before and takes up to it */
sheaf_str sf_str_take_until(sheaf_str *rest, char stop); /* moves behind `stop` */

/* How many edits (insert, delete, substitute, swap neighbours) of code points turn a into b; for
 * nearest words. Texts above 64 code points are not compared: the answer is the longer one's bytes. */
unsigned sf_str_distance(sheaf_str a, sheaf_str b);

/* ASCII white space, no-break and ideographic spaces, and the spaces of U+2000 to U+200B. */
int sf_is_space(uint32_t code_point);

/* The same, where most texts have none. */
static inline sheaf_str sf_str_trim(sheaf_str text) {
    int is_bare = text.len > 0 && (unsigned char)*text.ptr > ' ' &&
                  (unsigned char)text.ptr[text.len - 1] > ' ';
    return is_bare ? text : sf_str_trim_spaces(text);
}

/* sf_utf8_take of what is no ASCII. */
uint32_t sf_utf8_take_long(sheaf_str *rest);

/* Takes one code point. Where the bytes are no UTF-8: U+FFFD, and one byte is eaten. Not on empty. */
static inline uint32_t sf_utf8_take(sheaf_str *rest) {
    uint32_t lead = (unsigned char)*rest->ptr;
    if (lead >= 0x80)
        return sf_utf8_take_long(rest);
    *rest = (sheaf_str){rest->ptr + 1, rest->len - 1};
    return lead;
}

/* How many bytes from the front are valid UTF-8 (no surrogates, no overlong forms, ≤ U+10FFFF). */
size_t sf_utf8_valid(sheaf_str text);

/* How many code points valid UTF-8 holds. */
size_t sf_utf8_count(sheaf_str text);

/* Writes a code point (1 to 4 bytes); U+FFFD for what is none. Returns how many. */
size_t sf_utf8_put(char out[4], uint32_t code_point);

#endif
