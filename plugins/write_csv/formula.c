/* Which texts a spreadsheet would run (OWASP, "CSV Injection"), and which are plain numbers. A sign before a
 * number runs nothing; a dash alone is what reports print for "none". */
#include "csv.h"

/* Signs in ASCII and full-width, which Excel reads as the same. */
static size_t take_sign(sheaf_str *text, const char *ascii, const char *wide_ends) {
    size_t length = 0;
    if (text->len > 0 && *text->ptr != '\0' && strchr(ascii, *text->ptr))
        length = 1;
    else if (text->len >= 3 && memcmp(text->ptr, "\xEF\xBC", 2) == 0 && text->ptr[2] != '\0' &&
             strchr(wide_ends, text->ptr[2]))
        length = 3;
    text->ptr += length;
    text->len -= length;
    return length;
}

#define PLUS_MINUS "+-", "\x8B\x8D"
#define DIGITS "0123456789", "\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99"
#define DIGITS_AND_MARKS "0123456789.,", "\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x8C\x8E"

/* =, + and - as above, and @, whose full-width form begins with EF BC, too. */
#define FORMULA_SIGNS "=+-@", "\x9D\x8B\x8D\xA0"

/* -12.5, +3, -1,234, -5%. No operator is left between digits, so nothing is computed. */
static int is_signed_number(sheaf_str text) {
    take_sign(&text, PLUS_MINUS);
    if (!take_sign(&text, DIGITS))
        return 0;
    while (take_sign(&text, DIGITS_AND_MARKS))
        ;
    take_sign(&text, "%", "\x85");
    return csv_trim(text).len == 0;
}

static int is_dashes(sheaf_str text) {
    size_t count = 0;
    while (take_sign(&text, "-", "\x8D"))
        count++;
    return count > 0 && csv_trim(text).len == 0;
}

/* Skips what a spreadsheet passes over. Tab, carriage return and line feed begin a cell anew in some. */
static int skip_front(sheaf_str *text, int *has_apostrophes_only, int *has_break) {
    while (text->len > 0) {
        size_t length = csv_space_in_front(*text);
        if (length == 0 && *has_apostrophes_only && *text->ptr == '\'')
            length = 1;
        else if (length == 0 && text->len >= 3 && memcmp(text->ptr, "\xEF\xBB\xBF", 3) == 0)
            length = 3;
        else if (length > 0)
            *has_break |= *text->ptr == '\t' || *text->ptr == '\r' || *text->ptr == '\n';
        if (length == 0)
            return 1;
        *has_apostrophes_only &= *text->ptr == '\'';
        text->ptr += length;
        text->len -= length;
    }
    return 0;
}

int csv_is_formula(csv_pieces pieces) {
    sheaf_str text;
    sheaf_str more;
    int is_front = 1;
    int has_break = 0;
    while (csv_take(&pieces, &text))
        if (skip_front(&text, &is_front, &has_break)) {
            sheaf_str rest = text;
            if (!take_sign(&rest, FORMULA_SIGNS))
                return has_break;
            int is_whole = !csv_take(&pieces, &more);
            return has_break || !is_whole || !(is_signed_number(text) || is_dashes(text));
        }
    return has_break;
}

/* ---- numbers ---- */

/* More digits than a decimal of the IR holds are a name that is printed in digits. */
#define DIGITS_MOST 18u

static size_t take_digits(sheaf_str *text) {
    size_t count = 0;
    while (count < text->len && text->ptr[count] >= '0' && text->ptr[count] <= '9')
        count++;
    text->ptr += count;
    text->len -= count;
    return count;
}

/* Readers of the Table Schema disagree about a plus; it is left to the text. */
static unsigned number_kind(sheaf_str text) {
    if (text.len > 0 && *text.ptr == '-')
        text = (sheaf_str){text.ptr + 1, text.len - 1};
    char first = text.len > 0 ? *text.ptr : 'x';
    size_t whole = take_digits(&text);
    if (whole == 0 || whole > DIGITS_MOST || (first == '0' && whole > 1))
        return CSV_WORDS;
    if (text.len == 0)
        return CSV_INTEGER;
    if (*text.ptr != '.')
        return CSV_WORDS;
    text = (sheaf_str){text.ptr + 1, text.len - 1};
    size_t fraction = take_digits(&text);
    return fraction > 0 && whole + fraction <= DIGITS_MOST && text.len == 0 ? CSV_DECIMAL
                                                                            : CSV_WORDS;
}

unsigned csv_kind_of(csv_pieces pieces) {
    sheaf_str text;
    sheaf_str more;
    if (!csv_take(&pieces, &text))
        return CSV_BLANK;
    return csv_take(&pieces, &more) ? CSV_WORDS : number_kind(text);
}
