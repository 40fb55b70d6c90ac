/* What a paragraph is by its look, where no style says so: Chinese offices number their headings by hand, `一、` above
 * `（一）`, and centre a title in large type. Only what nothing else looks like is taken; the rest stays a paragraph. */
#include "walk.h"

enum { WIDEST_HEADING = 60, WIDEST_HEAD = 84, WIDEST_TITLE = 100 };

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七",
                                       "八", "九", "十", "百", "零", "〇"};

typedef enum shape { SHAPE_NONE, SHAPE_CHAPTER, SHAPE_SECTION, SHAPE_COMMA, SHAPE_BRACKETS } shape;

static int begins(sheaf_str text, const char *with) {
    size_t len = strlen(with);
    return text.len >= len && memcmp(text.ptr, with, len) == 0;
}

static void skip(sheaf_str *text, size_t len) {
    *text = (sheaf_str){text->ptr + len, text->len - len};
}

/* Eats one of the words; 1 where one was there. */
static int take_one(sheaf_str *text, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (begins(*text, words[i])) {
            skip(text, strlen(words[i]));
            return 1;
        }
    return 0;
}

#define TAKE(text, ...)                                                                            \
    take_one(text, (const char *const[]){__VA_ARGS__},                                             \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static int take_numeral(sheaf_str *text) {
    int count = 0;
    while (take_one(text, numerals, sizeof numerals / sizeof *numerals))
        count++;
    return count > 0 && count <= 5;
}

static int take_digits(sheaf_str *text) {
    int count = 0;
    for (; text->len && *text->ptr >= '0' && *text->ptr <= '9'; count++)
        skip(text, 1);
    return count;
}

/* Eats a Chinese number with its signs. */
static shape take_chinese(sheaf_str *text) {
    if (TAKE(text, "第")) {
        if (!take_numeral(text) && !take_digits(text))
            return SHAPE_NONE;
        return TAKE(text, "章", "编", "篇", "部分") ? SHAPE_CHAPTER
               : TAKE(text, "节")                   ? SHAPE_SECTION
                                                    : SHAPE_NONE;
    }
    if (TAKE(text, "（", "("))
        return take_numeral(text) && TAKE(text, "）", ")") ? SHAPE_BRACKETS : SHAPE_NONE;
    return take_numeral(text) && TAKE(text, "、", "．") ? SHAPE_COMMA : SHAPE_NONE;
}

/* Eats `1.2.3`, `1.`, `1、` or `1）`; a plain number is none, it may be a year, and what holds a year is a date. */
static int take_decimal(sheaf_str *text) {
    int digits = take_digits(text), levels = 0;
    while (digits > 0 && digits <= 3) {
        levels++;
        if (!begins(*text, "."))
            return levels > 1 || TAKE(text, "、", "．", "）", ")");
        skip(text, 1);
        digits = take_digits(text);
    }
    return levels > 0 && digits == 0;
}

sheaf_str docx_look_number(sheaf_str text) {
    sheaf_str rest = text;
    if (take_chinese(&rest) != SHAPE_NONE)
        return (sheaf_str){text.ptr, text.len - rest.len};
    rest = text;
    if (take_decimal(&rest) && rest.len && rest.len < text.len)
        return (sheaf_str){text.ptr, text.len - rest.len};
    return SHEAF_STR("");
}

/* Columns that the text takes: wide characters take two. Stops behind `most`. */
static uint32_t columns(sheaf_str text, uint32_t most) {
    uint32_t sum = 0;
    for (size_t i = 0; i < text.len && sum <= most; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        sum += c >= 0xE2 ? 2 : (c & 0xC0) != 0x80;
    }
    return sum;
}

static int ends_with_one(sheaf_str text, const char *const *ends, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(ends[i]);
        if (text.len >= len && memcmp(text.ptr + text.len - len, ends[i], len) == 0)
            return 1;
    }
    return 0;
}

static int ends_sentence(sheaf_str text) {
    static const char *const ends[] = {"。", "；", "：", "，", "！", "？", "、",
                                       "…",  ".",  ";",  ":",  ",",  "!",  "?"};
    return ends_with_one(text, ends, sizeof ends / sizeof *ends);
}

/* Clauses that end in a semicolon are items of a sentence, not topics. */
static int ends_full(sheaf_str text) {
    static const char *const ends[] = {"。", "！", "？", "”", "）"};
    return ends_with_one(text, ends, sizeof ends / sizeof *ends);
}

/* Bytes up to and with the first full stop; 0 for none. */
static size_t first_sentence(sheaf_str text) {
    for (size_t i = 0; i + 3 <= text.len; i++)
        if (memcmp(text.ptr + i, "。", 3) == 0)
            return i + 3;
    return 0;
}

/* `一、` is below chapters and sections where the document has them. */
static uint32_t level_of(docx_walk *w, shape found) {
    uint32_t below = (uint32_t)w->chapters;
    switch (found) {
    case SHAPE_CHAPTER:
        w->chapters = w->chapters > 1 ? w->chapters : 1;
        return 1;
    case SHAPE_SECTION:
        w->chapters = 2;
        return 2;
    case SHAPE_COMMA:
        return below + 1;
    default:
        return below + 2;
    }
}

docx_look docx_look_heading(docx_walk *w, sheaf_str text) {
    docx_look look = {.number = SHEAF_STR("")};
    sheaf_str rest = text;
    if (!text.len || (unsigned char)*text.ptr < 0x80 ? !begins(text, "(") : 0)
        return look;
    shape found = take_chinese(&rest);
    if (found == SHAPE_NONE || !rest.len)
        return look;
    size_t number = text.len - rest.len;
    size_t sentence = first_sentence(text);
    int is_line = columns(text, WIDEST_HEADING) <= WIDEST_HEADING && !ends_sentence(text) &&
                  !sentence && !memchr(text.ptr, '\n', text.len) &&
                  !memchr(text.ptr, '\t', text.len);
    int is_run_in = found == SHAPE_BRACKETS && sentence > number + 6 && sentence < text.len &&
                    ends_full(text) && columns((sheaf_str){text.ptr, sentence}, WIDEST_HEAD) <= 40;
    if (!is_line && !is_run_in)
        return look;
    look.level = level_of(w, found);
    look.number = (sheaf_str){text.ptr, number};
    look.head = is_line ? text.len : sentence;
    return look;
}

/* The first lines of a document that are centred and stand out by their type. */
int docx_look_title(const docx_walk *w, sheaf_str text) {
    const docx_paragraph *p = &w->paragraph;
    const docx_style *style = docx_styles_at(w->styles, p->style);
    uint32_t usual = docx_styles_at(w->styles, 0)->size;
    int stands_out = p->largest >= usual + 6 || p->bold * 2 > p->text.len ||
                     docx_styles_is_bold(w->styles, p->style);
    return (p->centred || style->centred) && stands_out && !ends_sentence(text) &&
           columns(text, WIDEST_TITLE) <= WIDEST_TITLE;
}
