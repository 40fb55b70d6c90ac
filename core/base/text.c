/* Views of text, compared and eaten from the front. Nothing here allocates. */
#include "base/text.h"

#include <string.h>

enum { MOST_COMPARED = 64 };

sheaf_str sf_str_of(const char *c_string) {
    return c_string ? (sheaf_str){c_string, strlen(c_string)} : SHEAF_STR("");
}

int sf_str_equal(sheaf_str a, sheaf_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int sf_str_compare(sheaf_str a, sheaf_str b) {
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

int sf_str_starts(sheaf_str text, sheaf_str prefix) {
    return text.len >= prefix.len && sf_str_equal((sheaf_str){text.ptr, prefix.len}, prefix);
}

int sf_str_ends(sheaf_str text, sheaf_str suffix) {
    return text.len >= suffix.len &&
           sf_str_equal((sheaf_str){text.ptr + (text.len - suffix.len), suffix.len}, suffix);
}

sheaf_str sf_str_slice(sheaf_str text, size_t from, size_t to) {
    to = to < text.len ? to : text.len;
    from = from < to ? from : to;
    return (sheaf_str){text.ptr + from, to - from};
}

static int is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

sheaf_str sf_str_trim_spaces(sheaf_str text) {
    while (text.len && is_space(text.ptr[text.len - 1]))
        text.len--;
    while (text.len && is_space(*text.ptr))
        text = (sheaf_str){text.ptr + 1, text.len - 1};
    return text;
}

sheaf_str sf_str_take_until(sheaf_str *rest, char stop) {
    const char *at = rest->len ? memchr(rest->ptr, stop, rest->len) : NULL;
    size_t length = at ? (size_t)(at - rest->ptr) : rest->len;
    sheaf_str taken = {rest->ptr, length};
    *rest = sf_str_slice(*rest, length + (at != NULL), rest->len);
    return taken;
}

sheaf_str sf_str_take_line(sheaf_str *rest) {
    return sf_str_take_until(rest, '\n');
}

sheaf_str sf_str_take_word(sheaf_str *rest) {
    size_t from = 0, to;
    while (from < rest->len && is_space(rest->ptr[from]))
        from++;
    for (to = from; to < rest->len && !is_space(rest->ptr[to]);)
        to++;
    sheaf_str word = sf_str_slice(*rest, from, to);
    *rest = sf_str_slice(*rest, to, rest->len);
    return word;
}

static unsigned code_points(sheaf_str text, uint32_t out[MOST_COMPARED]) {
    unsigned count = 0;
    for (; text.len && count < MOST_COMPARED; count++)
        out[count] = sf_utf8_take(&text);
    return text.len ? MOST_COMPARED + 1 : count;
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/* One row of the table of edits, from the two rows above it (optimal string alignment). */
static void next_row(unsigned rows[3][MOST_COMPARED + 1], const uint32_t *a, unsigned i,
                     const uint32_t *b, unsigned width) {
    unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];
    row[0] = i;
    for (unsigned j = 1; j <= width; j++) {
        row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = least(row[j], higher[j - 2] + 1);
    }
}

unsigned sf_str_distance(sheaf_str a, sheaf_str b) {
    uint32_t left[MOST_COMPARED], right[MOST_COMPARED];
    unsigned rows[3][MOST_COMPARED + 1];
    unsigned height = code_points(a, left), width = code_points(b, right);
    if (height > MOST_COMPARED || width > MOST_COMPARED) {
        size_t longer = a.len > b.len ? a.len : b.len;
        return sf_str_equal(a, b) ? 0 : longer < UINT32_MAX ? (unsigned)longer : UINT32_MAX;
    }
    for (unsigned j = 0; j <= width; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= height; i++)
        next_row(rows, left, i, right, width);
    return rows[height % 3][width];
}
