/* Digits that stand next to each other and belong to different numbers: `12` and the raised `1` of a note print as two
 * things, and are 121 as plain text. A raised or lowered digit next to a number or its sign becomes the character for it;
 * where something without text stands between two numbers (the mark of a note, a picture, a part of an equation), where
 * struck, inserted or deleted text ends, or where the digits are of another size or white, a space parts them. So no number
 * can be made of two. In a table U+FFFC beside a number says that something is seen there, which may be a digit. */
#include "walk.h"

enum { RAISED = DOCX_SUPERSCRIPT | DOCX_SUBSCRIPT | DOCX_RUN_RAISED | DOCX_RUN_LOWERED };
enum { STRUCK = DOCX_STRIKE | DOCX_DOUBLE_STRIKE };
enum { CHANGED = DOCX_RUN_INSERTED | DOCX_RUN_DELETED };

/* ---------------------------------------------------------------------------------------- numbers -- */

typedef struct digit {
    size_t bytes; /* 0: none */
    int value;
} digit;

/* The digit that the text begins with, ASCII or full-width: what numbers are made of. */
static digit first_digit(sheaf_str text) {
    if (text.len && *text.ptr >= '0' && *text.ptr <= '9')
        return (digit){1, *text.ptr - '0'};
    if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBC", 2) == 0 && text.ptr[2] >= '\x90' &&
        text.ptr[2] <= '\x99')
        return (digit){3, text.ptr[2] - '\x90'};
    return (digit){0, 0};
}

/* Forms of digits that were raised before: all but the last byte, and the range of that. */
static const struct {
    sheaf_str lead;
    unsigned char first, last;
} raised_forms[] = {{{"\xC2", 1}, 0xB2, 0xB3},
                    {{"\xC2", 1}, 0xB9, 0xB9},
                    {{"\xE2\x81", 2}, 0xB0, 0xB0},
                    {{"\xE2\x81", 2}, 0xB4, 0xB9},
                    {{"\xE2\x82", 2}, 0x80, 0x89}};

static int ends_in_digit(sheaf_str text) {
    const char *end = text.ptr + text.len;
    for (size_t i = 0; i < sizeof raised_forms / sizeof *raised_forms; i++) {
        sheaf_str lead = raised_forms[i].lead;
        unsigned char last = text.len > lead.len ? (unsigned char)end[-1] : 0;
        if (last >= raised_forms[i].first && last <= raised_forms[i].last &&
            memcmp(end - 1 - lead.len, lead.ptr, lead.len) == 0)
            return 1;
    }
    return (text.len >= 1 && first_digit((sheaf_str){end - 1, 1}).bytes) ||
           (text.len >= 3 && first_digit((sheaf_str){end - 3, 3}).bytes == 3);
}

/* Points and commas go on with a number where a digit follows. */
static const sheaf_str separators[] = {
    {".", 1}, {",", 1}, {"\xEF\xBC\x8C", 3}, {"\xEF\xBC\x8E", 3}};
enum { SEPARATORS = sizeof separators / sizeof *separators };

static int ends_with(sheaf_str text, sheaf_str mark) {
    return text.len >= mark.len && memcmp(text.ptr + text.len - mark.len, mark.ptr, mark.len) == 0;
}

static int ends_in_sign(sheaf_str text) {
    static const sheaf_str signs[] = {{"-", 1}, {"+", 1}, {"−", 3}, {"－", 3}, {"＋", 3}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (ends_with(text, signs[i]))
            return 1;
    return 0;
}

static int ends_in_number(sheaf_str text) {
    for (size_t i = 0; i < SEPARATORS; i++) {
        sheaf_str mark = separators[i];
        if (ends_with(text, mark))
            return ends_in_digit((sheaf_str){text.ptr, text.len - mark.len});
    }
    return ends_in_digit(text);
}

static int begins_with_number(sheaf_str text) {
    for (size_t i = 0; i < SEPARATORS; i++) {
        sheaf_str mark = separators[i];
        if (text.len > mark.len && memcmp(text.ptr, mark.ptr, mark.len) == 0)
            return first_digit((sheaf_str){text.ptr + mark.len, text.len - mark.len}).bytes > 0;
    }
    return first_digit(text).bytes > 0;
}

int docx_runs_on(sheaf_str number, sheaf_str text) {
    return ends_in_number(number) && begins_with_number(text);
}

/* ----------------------------------------------------------------------------------------- raising -- */

/* Writes the characters from there on again, their digits raised. They are no digits of a number any more. */
static void raise_from(docx_walk *w, size_t from, uint32_t bits) {
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    static const char *const lowered[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    const char *const *forms = bits & (DOCX_SUPERSCRIPT | DOCX_RUN_RAISED) ? raised : lowered;
    docx_text *text = &w->paragraph.text;
    docx_text *old = &w->raised;
    old->len = 0;
    docx_text_add(w->reader, old, (sheaf_str){text->ptr + from, text->len - from});
    text->len = from;
    for (sheaf_str rest = docx_text_view(old); rest.len;) {
        digit next = first_digit(rest);
        size_t bytes = next.bytes ? next.bytes : 1;
        const char *form = next.bytes ? forms[next.value] : rest.ptr;
        w->sum.digits -= next.bytes && w->sum.digits;
        docx_text_add(w->reader, text, (sheaf_str){form, next.bytes ? strlen(form) : 1});
        rest = (sheaf_str){rest.ptr + bytes, rest.len - bytes};
    }
}

/* The stretch of raised text that has just ended, in front of a number. */
static void raise_before(docx_walk *w, sheaf_str text) {
    sheaf_str all = docx_text_view(&w->paragraph.text);
    if (all.len > w->raised_at && docx_runs_on(all, text))
        raise_from(w, w->raised_at, w->raised_bits);
}

static void add_raised(docx_walk *w, sheaf_str text, uint32_t bits) {
    size_t at = w->paragraph.text.len;
    if (bits != w->raised_bits)
        w->raised_at = at;
    docx_text_add(w->reader, &w->paragraph.text, text);
    sheaf_str before = {w->paragraph.text.ptr, w->raised_at};
    if (w->paragraph.text.len > at && (ends_in_number(before) || ends_in_sign(before)))
        raise_from(w, at, bits);
}

/* ---------------------------------------------------------------------------------------- the text -- */

enum { FROM_NUMBERS = 1, FROM_WORDS, FROM_OBJECT };

/* U+FFFC: the number beside it in a table is not all that the cell shows. */
static const sheaf_str object = {"\xEF\xBF\xBC", 3};

void docx_apart(docx_walk *w) {
    w->is_apart = FROM_NUMBERS;
}

void docx_apart_words(docx_walk *w) {
    w->is_apart = FROM_WORDS;
}

void docx_apart_object(docx_walk *w) {
    docx_apart(w);
    if (w->tables && ends_in_number(docx_text_view(&w->paragraph.text)))
        docx_inline_made(w, object);
    else if (w->tables)
        w->is_apart = FROM_OBJECT;
}

/* ASCII letters and digits, Greek letters, and the letters of equations (U+1D400 to U+1D7FF). */
static int begins_with_letter(sheaf_str text) {
    unsigned char c = text.len ? (unsigned char)*text.ptr : 0;
    int is_latin = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    int is_of_equations = text.len >= 2 && memcmp(text.ptr, "\xF0\x9D", 2) == 0;
    return is_latin || c == 0xCE || c == 0xCF || is_of_equations;
}

/* What was there before a tracked change and what is there after it are never one number. */
static int ends_stretch(uint32_t before, uint32_t now) {
    return !(before & STRUCK) != !(now & STRUCK) || ((before ^ now) & CHANGED);
}

/* Half points; where nothing states a size it is 10 points (17.3.2.38). */
static uint32_t size_of_run(const docx_walk *w) {
    uint32_t size = docx_inline_size(w);
    return size ? size : 20;
}

/* The mark of a note without w:vertAlign is smaller or stands off the line; what a form shows to those who fill it in is white. */
static int looks_otherwise(const docx_walk *w) {
    uint32_t before = w->paragraph.size, now = size_of_run(w);
    uint32_t changed = w->paragraph.bits ^ w->run.bits;
    uint32_t low = before < now ? before : now, high = before < now ? now : before;
    if (!before || (changed & RAISED))
        return 0;
    return (changed & DOCX_RUN_WHITE) || ((changed & DOCX_RUN_SHIFTED) && before != now) ||
           low * 4 <= high * 3;
}

static void put_space(docx_walk *w, sheaf_str text) {
    docx_paragraph *p = &w->paragraph;
    int is_apart = w->is_apart || ends_stretch(p->bits, w->run.bits) || looks_otherwise(w);
    int from_words = w->is_apart == FROM_WORDS && begins_with_letter(text);
    int from_object = w->is_apart == FROM_OBJECT && begins_with_number(text);
    w->is_apart = 0;
    if (from_object) {
        docx_inline_made(w, object);
        return;
    }
    if (!from_words && (!is_apart || !docx_runs_on(docx_text_view(&p->text), text)))
        return;
    docx_paragraph_toggle(w, p->bits & w->run.bits);
    docx_text_add(w->reader, &p->text, SHEAF_STR(" "));
}

void docx_apart_text(docx_walk *w, sheaf_str text) {
    uint32_t now = w->run.bits & RAISED;
    put_space(w, text);
    if (w->raised_bits && !now)
        raise_before(w, text);
    docx_paragraph_toggle(w, w->run.bits);
    if (now)
        add_raised(w, text, now);
    else
        docx_text_add(w->reader, &w->paragraph.text, text);
    w->raised_bits = now;
    w->paragraph.size = w->paragraph.drop_cap ? 0 : size_of_run(w);
}
