/* Running text for patterns: signs of one kind, no white space beside anything but words of ASCII. Each code point is
 * folded by itself and numbers in circles stay what they are, so that no digit comes to stand beside another that was not
 * printed there; a place in the folded text is found again in the printed one by folding once more up to it. */
#include "form.h"
#include "text/folds.h"

#include <string.h>
#include <utf8proc.h>

/* ----------------------------------------------------------------------------- code points -- */

enum { SPACE = -1, DROPPED = -2 };

/* What is not listed stays. */
static const form_fold folds[] = {
    {0x0009, 0x000D, SPACE},   {0x0020, 0x0020, SPACE},   {0x0027, 0x0027, '"'},
    {0x0085, 0x0085, SPACE},   {0x00A0, 0x00A0, SPACE},   {0x00AB, 0x00AB, 0x300A},
    {0x00AD, 0x00AD, DROPPED}, {0x00BB, 0x00BB, 0x300B},  {0x1680, 0x1680, SPACE},
    {0x2000, 0x200A, SPACE},   {0x200B, 0x200F, DROPPED}, {0x2010, 0x2015, '-'},
    {0x2018, 0x201F, '"'},     {0x2028, 0x2029, SPACE},   {0x202A, 0x202E, DROPPED},
    {0x202F, 0x202F, SPACE},   {0x2039, 0x2039, 0x300A},  {0x203A, 0x203A, 0x300B},
    {0x205F, 0x205F, SPACE},   {0x2060, 0x2064, DROPPED}, {0x2212, 0x2212, '-'},
    {0x223C, 0x223C, '~'},     {0x2500, 0x2501, '-'},     {0x3000, 0x3000, SPACE},
    {0x3008, 0x3008, 0x300A},  {0x3009, 0x3009, 0x300B},  {0x300C, 0x300F, '"'},
    {0x3010, 0x3010, '['},     {0x3011, 0x3011, ']'},     {0x3014, 0x3014, '['},
    {0x3015, 0x3015, ']'},     {0x3016, 0x3016, '['},     {0x3017, 0x3017, ']'},
    {0x301C, 0x301C, '~'},     {0x301D, 0x301F, '"'},     {0xFE00, 0xFE0F, DROPPED},
    {0xFEFF, 0xFEFF, DROPPED}, {0xFF07, 0xFF07, '"'},     {0xFF61, 0xFF61, 0x3002},
    {0xFF62, 0xFF63, '"'},     {0xFF64, 0xFF64, 0x3001},
};

/* An ideograph that Unicode has twice: of the compatibility blocks, or a radical. */
static int32_t fold_twin(int32_t point) {
    utf8proc_int32_t twin[4];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(point, twin, 4, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    return count == 1 ? twin[0] : point;
}

static int is_twin(int32_t point) {
    return (point >= 0x2E80 && point <= 0x2FDF) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0x2F800 && point <= 0x2FA1F);
}

static int32_t fold_point(int32_t point) {
    if ((point >= 0x4E00 && point <= 0x9FFF) || (point > '\'' && point < 0x80))
        return point;
    if (is_twin(point))
        return fold_twin(point);
    const form_fold *fold = form_find_fold(folds, sizeof folds / sizeof folds[0], point);
    if (fold != NULL)
        return fold->becomes;
    return point >= 0xFF01 && point <= 0xFF5E ? point - 0xFEE0 : point;
}

/* --------------------------------------------------------------------------------- folding -- */

/* Takes code points from the front of a text. */
typedef struct folding {
    sheaf_str rest;
    int is_close;        /* signs stay as printed */
    int32_t last, above; /* the two code points put last */
    int gap;             /* white space stands before what comes next */
} folding;

static int is_digit(int32_t point) {
    return point >= '0' && point <= '9';
}

static int is_word(int32_t point) {
    return is_digit(point) || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
}

/* `1, 234` are two numbers. */
static int keeps_gap(const folding *f, int32_t next) {
    int after_sign = (f->last == ',' || f->last == '.') && is_digit(f->above);
    return f->gap && is_word(next) && (is_word(f->last) || after_sign);
}

/* Code points of the IR are whole; a byte that is none is passed over. */
static int32_t take_point(sheaf_str *rest) {
    utf8proc_int32_t point = (unsigned char)rest->ptr[0];
    utf8proc_ssize_t taken = 1;
    if (point >= 0x80)
        taken = utf8proc_iterate((const utf8proc_uint8_t *)rest->ptr, (utf8proc_ssize_t)rest->len,
                                 &point);
    size_t step = taken > 0 ? (size_t)taken : 1;
    rest->ptr += step;
    rest->len -= step;
    return taken > 0 ? point : 0xFEFF;
}

static size_t put_point(char *out, int32_t point) {
    *out = (char)point;
    if (point < 0x80)
        return 1;
    return (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)out);
}

/* U+4E00 to U+9FFF, three bytes. */
static int is_ideograph(const char *at, const char *end) {
    const unsigned char *byte = (const unsigned char *)at;
    return end - at >= 3 && byte[0] >= 0xE4 && byte[0] <= 0xE9 &&
           (byte[0] > 0xE4 || byte[1] >= 0xB8);
}

/* Nearly all of running text: a run of ideographs stays as it is. 0: the next code point is none of them. What is put last
 * counts where it is a sign or a word, so that any ideograph stands for those of the run. */
static size_t fold_ideographs(folding *f, size_t most, char *out) {
    enum { ANY = 0x4E00 };
    const char *from = f->rest.ptr, *at = from, *end = from + f->rest.len;
    for (; at < from + most && is_ideograph(at, end); at += 3, out += 3)
        memcpy(out, at, 3);
    size_t length = (size_t)(at - from);
    if (length == 0)
        return 0;
    f->gap = 0;
    f->above = length > 3 ? ANY : f->last;
    f->last = ANY;
    f->rest = (sheaf_str){at, (size_t)(end - at)};
    return length;
}

/* What the next code point becomes: up to 5 bytes at `out`, none where it falls away. */
static size_t fold_next(folding *f, char *out) {
    size_t as_it_is = fold_ideographs(f, 1, out);
    if (as_it_is > 0)
        return as_it_is;
    int32_t printed = take_point(&f->rest), point = fold_point(printed);
    if (point == SPACE)
        f->gap = 1;
    if (point < 0)
        return 0;
    size_t length = 0;
    if (keeps_gap(f, point))
        out[length++] = ' ';
    f->gap = 0;
    f->above = f->last;
    f->last = point;
    return length + put_point(out + length, f->is_close ? printed : point);
}

/* The first byte of what fold_next put is a blank. */
static sheaf_str fold_all(const form_context *context, sheaf_str printed, int is_close) {
    char *out = form_room(context, 2 * printed.len + 8, 1);
    folding f = {.rest = printed, .is_close = is_close};
    size_t length = 0;
    while (out != NULL && f.rest.len > 0) {
        size_t run = fold_ideographs(&f, f.rest.len, out + length);
        length += run > 0 ? run : fold_next(&f, out + length);
    }
    if (context->spelling != NULL && !is_close && out != NULL)
        form_spell(context, out, length);
    return (sheaf_str){out, length};
}

sheaf_str form_running_text(const form_context *context, sheaf_str printed) {
    return fold_all(context, printed, 0);
}

sheaf_str form_close_up(const form_context *context, sheaf_str printed) {
    return fold_all(context, printed, 1);
}

sheaf_str form_printed_range(sheaf_str printed, size_t first, size_t end) {
    folding f = {.rest = printed};
    const char *begins = NULL, *ends = printed.ptr;
    size_t length = 0;
    char out[8];
    while (f.rest.len > 0 && length < end) {
        const char *before = f.rest.ptr;
        size_t put = fold_next(&f, out);
        if (put > 0 && begins == NULL && length + put > first)
            begins = before;
        if (put > 0)
            ends = f.rest.ptr;
        length += put;
    }
    return begins == NULL || first >= end ? (sheaf_str){printed.ptr, 0}
                                          : (sheaf_str){begins, (size_t)(ends - begins)};
}
