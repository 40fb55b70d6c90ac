/* Texts made comparable: NFKC and case folding, no white space, one kind each of brackets, quotes, dashes, commas and stops.
 * Nearly all text of reports consists of ideographs, ASCII and a few signs, which a table folds one by one; only text with
 * anything else goes through utf8proc first. */
#include "form.h"
#include "text/folds.h"

#include "entity.h"

#include <string.h>
#include <utf8proc.h>

/* ----------------------------------------------------------------------------- code points -- */

enum { UNSURE = -1, DROPPED = 0 };

#define SAME INT32_MAX

/* What is not listed is left to utf8proc; SAME keeps it. */
static const form_fold folds[] = {
    {0x00A0, 0x00A0, DROPPED}, {0x00AB, 0x00AB, '<'},     {0x00AD, 0x00AD, DROPPED},
    {0x00B7, 0x00B7, 0xB7},    {0x00BB, 0x00BB, '>'},     {0x1680, 0x1680, DROPPED},
    {0x2000, 0x200F, DROPPED}, {0x2010, 0x2015, '-'},     {0x2018, 0x201F, '"'},
    {0x2022, 0x2022, 0xB7},    {0x2028, 0x202F, DROPPED}, {0x2032, 0x2033, '"'},
    {0x2039, 0x2039, '<'},     {0x203A, 0x203A, '>'},     {0x205F, 0x2064, DROPPED},
    {0x2212, 0x2212, '-'},     {0x2500, 0x2501, '-'},     {0x3000, 0x3000, DROPPED},
    {0x3001, 0x3001, ','},     {0x3002, 0x3002, '.'},     {0x3008, 0x3008, '<'},
    {0x3009, 0x3009, '>'},     {0x300A, 0x300A, '<'},     {0x300B, 0x300B, '>'},
    {0x300C, 0x300F, '"'},     {0x3010, 0x3010, '('},     {0x3011, 0x3011, ')'},
    {0x3014, 0x3014, '('},     {0x3015, 0x3015, ')'},     {0x3016, 0x3016, '('},
    {0x3017, 0x3017, ')'},     {0x3018, 0x3018, '('},     {0x3019, 0x3019, ')'},
    {0x301D, 0x301F, '"'},     {0x30FB, 0x30FB, 0xB7},    {0x3400, 0x4DBF, SAME},
    {0x4E00, 0x9FFF, SAME},    {0xFE00, 0xFE0F, DROPPED}, {0xFEFF, 0xFEFF, DROPPED},
    {0xFF61, 0xFF61, '.'},     {0xFF62, 0xFF63, '"'},     {0xFF64, 0xFF64, ','},
    {0xFF65, 0xFF65, 0xB7},
};

static int32_t fold_ascii(int32_t point) {
    if (point <= ' ' || point == 0x7F)
        return DROPPED;
    if (point >= 'A' && point <= 'Z')
        return point + ('a' - 'A');
    switch (point) {
    case '[':
    case '{':
        return '(';
    case ']':
    case '}':
        return ')';
    case '\'':
    case '`':
        return '"';
    default:
        return point;
    }
}

/* What one code point becomes; UNSURE: utf8proc must look at the whole text. */
static int32_t fold_point(int32_t point) {
    if (point < 0x80)
        return fold_ascii(point);
    if (point >= 0x4E00 && point <= 0x9FFF)
        return point;
    if (point >= 0xFF01 && point <= 0xFF5E)
        return fold_ascii(point - 0xFEE0);
    const form_fold *fold = form_find_fold(folds, sizeof folds / sizeof folds[0], point);
    if (fold == NULL)
        return UNSURE;
    return fold->becomes == SAME ? point : fold->becomes;
}

/* A numeral in a circle: NFKC would leave a bare digit, which no longer looks like an enumeration. */
static int32_t circled_number(int32_t point) {
    if (point >= 0x2460 && point <= 0x2473)
        return point - 0x2460 + 1;
    if (point >= 0x2776 && point <= 0x277F)
        return point - 0x2776 + 1;
    return point >= 0x3280 && point <= 0x3289 ? point - 0x3280 + 1 : 0;
}

static size_t put_number(char *out, int32_t number) {
    size_t length = 0;
    out[length++] = '(';
    if (number >= 10)
        out[length++] = (char)('0' + number / 10);
    out[length++] = (char)('0' + number % 10);
    out[length++] = ')';
    return length;
}

static size_t put_point(char *out, int32_t point) {
    return (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)out);
}

/* --------------------------------------------------------------------------------- folding -- */

typedef struct folded {
    char *out;
    size_t length;
    int unsure; /* utf8proc has to look at the text first */
} folded;

/* An ideograph from U+4E00 to U+9FFF, three bytes: what most text consists of. */
static int is_ideograph(const unsigned char *at, size_t left) {
    return left >= 3 && (at[0] > 0xE4 || (at[0] == 0xE4 && at[1] >= 0xB8)) && at[0] <= 0xE9;
}

static void fold_one(folded *f, int32_t point, int is_normal) {
    int32_t number = circled_number(point), becomes = number ? DROPPED : fold_point(point);
    if (number)
        f->length += put_number(f->out + f->length, number);
    else if (becomes == UNSURE && is_normal)
        f->length += put_point(f->out + f->length, point);
    else if (becomes == UNSURE)
        f->unsure = 1;
    else if (becomes != DROPPED)
        f->length += put_point(f->out + f->length, becomes);
}

/* The bytes that stand for one character from the `&` on, which is *point. */
static utf8proc_ssize_t take_entity(sheaf_str text, utf8proc_int32_t *point) {
    uint32_t meant = 0;
    size_t length = entity_take(text, &meant);
    *point = length > 0 ? (utf8proc_int32_t)meant : '&';
    return length > 0 ? (utf8proc_ssize_t)length : 1;
}

/* A text that was through utf8proc keeps what the table does not know. `out` has room for twice the text: a circled
 * number grows, from three bytes to four. */
static void fold_each(sheaf_str text, int is_normal, folded *f) {
    const unsigned char *at = (const unsigned char *)text.ptr, *end = at + text.len;
    while (at < end && !f->unsure) {
        size_t left = (size_t)(end - at);
        utf8proc_int32_t point = at[0];
        utf8proc_ssize_t taken = 1;
        if (is_ideograph(at, left)) {
            memcpy(f->out + f->length, at, 3);
            f->length += 3;
            at += 3;
            continue;
        }
        if (point >= 0x80)
            taken = utf8proc_iterate(at, (utf8proc_ssize_t)left, &point);
        else if (point == '&')
            taken = take_entity((sheaf_str){(const char *)at, left}, &point);
        if (taken > 0)
            fold_one(f, point, is_normal);
        at += taken > 0 ? taken : 1; /* a byte that is no UTF-8 is passed over */
    }
}

/* Circled numbers would be lost in NFKC, so the text is taken apart there: see circled_number. */
static size_t spell_circled(sheaf_str text, char *out) {
    size_t length = 0;
    for (size_t at = 0; at < text.len;) {
        utf8proc_int32_t point = 0;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + at,
                                                  (utf8proc_ssize_t)(text.len - at), &point);
        size_t step = taken > 0 ? (size_t)taken : 1;
        int32_t number = taken > 0 ? circled_number(point) : 0;
        if (number) {
            length += put_number(out + length, number);
        } else if (taken > 0) {
            memcpy(out + length, text.ptr + at, step);
            length += step;
        }
        at += step;
    }
    return length;
}

static const utf8proc_option_t normal_form =
    UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;

/* NFKC with case folding, into scratch memory; empty with no pointer where there is no room. */
static sheaf_str normalise(const form_context *context, sheaf_str text) {
    const sheaf_str none = {NULL, 0};
    char *spelled = form_room(context, text.len + text.len / 3 * 2 + 4, 1);
    if (spelled == NULL)
        return none;
    size_t length = spell_circled(text, spelled);
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)spelled;
    utf8proc_ssize_t points =
        utf8proc_decompose(bytes, (utf8proc_ssize_t)length, NULL, 0, normal_form);
    if (points < 0)
        return (sheaf_str){spelled, length};
    utf8proc_int32_t *buffer = form_room(context, (size_t)points + 1, sizeof *buffer);
    if (buffer == NULL)
        return none;
    utf8proc_decompose(bytes, (utf8proc_ssize_t)length, buffer, points, normal_form);
    utf8proc_ssize_t bytes_made = utf8proc_reencode(buffer, points, normal_form);
    return (sheaf_str){(const char *)buffer, bytes_made > 0 ? (size_t)bytes_made : 0};
}

/* A longer text is no label; who compares it sees its beginning. */
#define LONGEST ((size_t)64 * 1024)

static sheaf_str cut(sheaf_str text) {
    if (text.len <= LONGEST)
        return text;
    text.len = LONGEST;
    while (text.len > 0 && (text.ptr[text.len] & 0xC0) == 0x80)
        text.len--;
    return text;
}

sheaf_str form_plain_text(const form_context *context, sheaf_str printed) {
    sheaf_str text = cut(printed);
    folded f = {.out = form_room(context, 2 * text.len + 8, 1)};
    if (f.out == NULL)
        return SHEAF_STR("");
    fold_each(text, 0, &f);
    if (f.unsure) {
        text = normalise(context, text);
        char *out = text.ptr ? form_room(context, 2 * text.len + 8, 1) : NULL;
        f = (folded){.out = out};
        if (out == NULL)
            return SHEAF_STR("");
        fold_each(text, 1, &f);
    }
    if (context->spelling != NULL)
        form_spell(context, f.out, f.length);
    return (sheaf_str){f.out, f.length};
}

/* ----------------------------------------------------------------------------- enumeration -- */

static int is_digit(sheaf_str text, size_t at) {
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

static sheaf_str behind(sheaf_str text, size_t bytes) {
    return (sheaf_str){text.ptr + bytes, text.len - bytes};
}

/* The value of the Chinese digit that `text` begins with, 10 for the ten; 0 for none. All have three bytes. */
static uint32_t chinese_digit(sheaf_str text) {
    static const char digits[] = "一二三四五六七八九十";
    for (uint32_t i = 0; text.len >= 3 && i < 10; i++)
        if (memcmp(digits + 3 * (size_t)i, text.ptr, 3) == 0)
            return i + 1;
    return 0;
}

/* 一 to 九十九. */
static uint32_t take_chinese(sheaf_str *text) {
    uint32_t value = 0;
    for (uint32_t digit, taken = 0; taken < 3 && (digit = chinese_digit(*text)) != 0; taken++) {
        if (digit < 10 ? value % 10 != 0 : value >= 10)
            return 0;
        value = digit < 10 ? value + digit : value == 0 ? 10 : value * 10;
        *text = behind(*text, 3);
    }
    return value;
}

static uint32_t take_arabic(sheaf_str *text) {
    uint32_t value = 0, taken = 0;
    for (; taken < 3 && is_digit(*text, 0); taken++) {
        value = value * 10 + (uint32_t)(text->ptr[0] - '0');
        *text = behind(*text, 1);
    }
    return value;
}

/* `(三)`, `3)`, `三,`, `3.`, `3:`: what closes it must stand there, and no digit behind a stop, comma or colon (`1.5`, `1,234`, `1:30`). A
 * stop may be escaped as in Markdown, `3\\.`. A dash closes none: `2-chlorophenol` is another than `4-chlorophenol`. */
static uint32_t take_enumeration(sheaf_str *text) {
    sheaf_str rest = *text;
    int bracketed = rest.len > 0 && rest.ptr[0] == '(';
    rest = behind(rest, (size_t)bracketed);
    uint32_t value = is_digit(rest, 0) ? take_arabic(&rest) : take_chinese(&rest);
    if (value == 0 || rest.len == 0)
        return 0;
    if (!bracketed && rest.len > 1 && rest.ptr[0] == '\\')
        rest = behind(rest, 1);
    char closing = rest.ptr[0];
    int closes = bracketed ? closing == ')'
                 : closing == ')'
                     ? 1
                     : (closing == '.' || closing == ',' || closing == ':') && !is_digit(rest, 1);
    if (!closes)
        return 0;
    *text = behind(rest, 1);
    return value;
}

/* `**1.**属于国家秘密`: the number alone is marked. */
static uint32_t take_marked(sheaf_str *text) {
    static const sheaf_str mark = {"**", 2};
    sheaf_str rest = form_begins(*text, mark) ? behind(*text, mark.len) : *text;
    uint32_t number = rest.len < text->len ? take_enumeration(&rest) : 0;
    if (number == 0 || !form_begins(rest, mark))
        return take_enumeration(text);
    *text = behind(rest, mark.len);
    return number;
}

form_plain form_plain_label(const form_context *context, sheaf_str printed) {
    form_plain plain = {.text = form_bare_start(form_plain_text(context, printed))};
    plain.number = take_marked(&plain.text);
    plain.text = form_bare_label(plain.text);
    return plain;
}
