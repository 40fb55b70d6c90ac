/* SPDX-License-Identifier: GPL-2.0-or-later
 * Poppler makes an object of each token of a page's content, and goes through strings of hexadecimal digits digit by digit.
 * Here these become strings of bytes; marks that only number their content for the structure tree, which nobody asks for,
 * and fonts that are chosen again are left out; rectangles that are filled one by one are filled as one path, and glyphs
 * that are shown one by one as one string; groups that set the same become one (content/groups.h). All other tokens stay as
 * they are. Where there is one that is not known, nothing is guessed. */
#define _GNU_SOURCE /* memmem */
#include "content/content.h"
#include "content/groups.h"
#include "content/hex.h"
#include "content/operators.h"
#include "content/spacing.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    MOST_MARKS = 64,     /* that hold one another */
    MOST_RECTANGLES = 64 /* of a path */
};

/* A font and its size. */
typedef struct choice {
    char *operands; /* in what is made; NULL: it is not known */
    size_t length;
    bool is_wide; /* it is among the names */
} choice;

typedef struct shortening {
    const char *at, *end;  /* what is left of the content */
    char *begin, *to;      /* what is made of it */
    char *first;           /* in what is made: the first operand of the next operator ... */
    char *last, *previous; /* ... the last one, and the one before it ... */
    uint32_t operands;     /* ... if there are so many. Arrays and dictionaries are one each */
    uint32_t nesting;      /* of those that are open */
    pdf_operator before;   /* the operator before */
    bool shows;
    choice font;  /* that counts */
    choice inner; /* that counted before the state was brought back */
    bool is_new;  /* no text was shown since its place was set */
    char
        *fill; /* in what is made: the fill of plain rectangles right before; NULL: there is none */
    sheaf_str wide;         /* names of fonts */
    uint32_t rectangles;    /* of that path */
    bool marks[MOST_MARKS]; /* that are open: it was left out */
    uint32_t depth, left_out;
    pdf_cut pause; /* `ET ... BT` right before; NULL: there is none, or `BT` is yet to come */
    pdf_groups groups;
    bool odd; /* groups became one whose fonts differ */
} shortening;

/* ---- bytes ------------------------------------------------------------------------------------------------------ */

enum { REGULAR, NUMERIC, SPACE, DELIMITER };

static const uint8_t classes[256] = {
    ['\0'] = SPACE,    ['\t'] = SPACE,    ['\n'] = SPACE,    ['\f'] = SPACE,    ['\r'] = SPACE,
    [' '] = SPACE,     ['('] = DELIMITER, [')'] = DELIMITER, ['<'] = DELIMITER, ['>'] = DELIMITER,
    ['['] = DELIMITER, [']'] = DELIMITER, ['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER,
    ['%'] = DELIMITER, ['0'] = NUMERIC,   ['1'] = NUMERIC,   ['2'] = NUMERIC,   ['3'] = NUMERIC,
    ['4'] = NUMERIC,   ['5'] = NUMERIC,   ['6'] = NUMERIC,   ['7'] = NUMERIC,   ['8'] = NUMERIC,
    ['9'] = NUMERIC,   ['+'] = NUMERIC,   ['-'] = NUMERIC,   ['.'] = NUMERIC};

static int class_of(char c) {
    return classes[(unsigned char)c];
}

/* One blank for several. */
static void take_space(shortening *s) {
    const char *at = s->at, *end = s->end;
    if (at == end || class_of(*at) != SPACE)
        return;
    if (s->to == s->begin || class_of(s->to[-1]) != SPACE)
        *s->to++ = *at;
    while (++at < end && class_of(*at) == SPACE)
        ;
    s->at = at;
}

/* All bytes of this class or a lower one. */
static void copy_class(shortening *s, int most) {
    const char *at = s->at, *end = s->end;
    char *to = s->to;
    while (at < end && class_of(*at) <= most)
        *to++ = *at++;
    s->at = at;
    s->to = to;
}

static void copy(shortening *s, size_t bytes) {
    memcpy(s->to, s->at, bytes);
    s->to += bytes;
    s->at += bytes;
}

/* ---- operands --------------------------------------------------------------------------------------------------- */

/* Before it is taken. */
static void note_operand(shortening *s) {
    if (s->nesting > 0)
        return;
    if (s->operands++ == 0)
        s->first = s->to;
    s->previous = s->last;
    s->last = s->to;
}

/* `(text (with brackets) \) and signs)` */
static bool take_string(shortening *s) {
    const char *at = s->at, *end = s->end;
    char *to = s->to;
    size_t depth = 0;
    for (; at < end; *to++ = *at++)
        if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            break;
        else if (*at == '\\' && end - at > 1)
            *to++ = *at++;
    if (at == end)
        return false;
    *to++ = *at++;
    s->at = at;
    s->to = to;
    return true;
}

static bool take_hex(shortening *s) {
    return pdf_hex_take(&s->at, s->end, &s->to);
}

static bool take_name(shortening *s) {
    note_operand(s);
    copy(s, 1);
    copy_class(s, NUMERIC);
    return true;
}

/* ---- marked content --------------------------------------------------------------------------------------------- */

/* What Poppler takes for a mark: others it passes over, so that an `EMC` ends the mark before. */
static bool is_mark(const shortening *s, const char *operator) {
    bool has_properties = operator[1] == 'D';
    const char *name = has_properties ? s->previous : s->last;
    return s->operands > has_properties && *name == '/' &&
           (!has_properties || *s->last == '/' || *s->last == '<');
}

static bool begin_mark(shortening *s, bool is_left_out) {
    if (s->depth == MOST_MARKS)
        return false;
    s->marks[s->depth++] = is_left_out;
    s->left_out += is_left_out;
    return true;
}

/* Optional content is hidden by its mark, and Poppler takes all names for it that begin so. */
static bool is_optional(const char *name, const char *end) {
    return end - name > 2 && name[1] == 'O' && name[2] == 'C';
}

/* Skips a word and the blanks around it. */
static bool skip(const char **at, const char *end, const char *word) {
    size_t length = strlen(word);
    while (*at < end && class_of(**at) == SPACE)
        ++*at;
    if ((size_t)(end - *at) < length || memcmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

/* `<</MCID 12>>BDC` behind a name. */
static bool skip_number_mark(shortening *s) {
    const char *at = s->at;
    if (s->operands != 1 || *s->first != '/' || is_optional(s->first, s->to) ||
        !skip(&at, s->end, "<<") || !skip(&at, s->end, "/MCID ") || at == s->end || *at < '0' ||
        *at > '9')
        return false;
    while (at < s->end && *at >= '0' && *at <= '9')
        at++;
    if (!skip(&at, s->end, ">>") || !skip(&at, s->end, "BDC") ||
        (at < s->end && class_of(*at) <= NUMERIC))
        return false;
    s->at = at;
    s->to = s->first;
    s->operands = 0;
    return true;
}

/* Operands of one that is left out would be those of the next operator. */
static bool end_mark(shortening *s, size_t length) {
    bool was_left_out = s->depth && s->marks[--s->depth];
    s->left_out -= was_left_out;
    if (was_left_out)
        s->at += length;
    else
        copy(s, length);
    return !was_left_out || s->operands == 0;
}

/* ---- fonts and rectangles --------------------------------------------------------------------------------------- */

/* Among the names, with a blank behind it. */
static bool is_wide(const shortening *s) {
    const char *blank = memchr(s->first, ' ', (size_t)(s->to - s->first));
    return s->wide.len && blank &&
           memmem(s->wide.ptr, s->wide.len, s->first, (size_t)(blank + 1 - s->first));
}

/* `/F1 12 Tf` where nothing but that was said before. */
static void choose_font(shortening *s) {
    size_t length = (size_t)(s->to - s->first);
    bool is_known = s->operands == 2 && *s->first == '/';
    if (is_known && s->is_new && s->font.operands && s->font.length == length &&
        memcmp(s->font.operands, s->first, length) == 0) {
        s->to = s->first;
        s->at += strlen("Tf");
        return;
    }
    s->font = (choice){is_known ? s->first : NULL, length, is_known && is_wide(s)};
    copy(s, strlen("Tf"));
}

/* Whether the last two operands are whole numbers above 0, so that all such rectangles turn in one direction. */
static bool is_plain_rectangle(const shortening *s) {
    const char *at = s->to;
    for (int i = 0; s->operands == 4 && i < 2; i++) {
        while (class_of(at[-1]) == SPACE)
            at--;
        const char *end = at;
        while (at > s->first && at[-1] >= '0' && at[-1] <= '9')
            at--;
        if (at == end || *at == '0' || class_of(at[-1]) != SPACE)
            return false;
    }
    return s->operands == 4;
}

/* The fill before is left to this one. */
static void fill_rectangle(shortening *s, bool is_plain) {
    if (!is_plain)
        return;
    bool joined = s->fill && s->rectangles < MOST_RECTANGLES;
    if (joined)
        *s->fill = ' ';
    s->rectangles = joined ? s->rectangles + 1 : 1;
    s->fill = s->to;
}

/* ---- tokens ----------------------------------------------------------------------------------------------------- */

static bool take_number(shortening *s) {
    note_operand(s);
    while (s->at < s->end && class_of(*s->at) == NUMERIC)
        *s->to++ = *s->at++;
    return s->at == s->end || class_of(*s->at) > NUMERIC;
}

static void leave_out(shortening *s, pdf_cut cut) {
    size_t bytes = (size_t)(cut.up_to - cut.from);
    memmove(cut.from, cut.up_to, (size_t)(s->to - cut.up_to));
    s->to -= bytes;
    if (s->operands > 0) {
        s->first -= bytes;
        s->last -= bytes;
    }
    if (s->operands > 1)
        s->previous -= bytes;
    if (s->font.operands && s->font.operands >= cut.up_to)
        s->font.operands -= bytes;
}

static void look_at_group(shortening *s, pdf_operator which, size_t length) {
    pdf_cut cut;
    s->odd |= !pdf_groups_note(&s->groups, which, length, s->operands > 0, s->to, &cut);
    if (cut.from) {
        leave_out(s, cut);
        s->font = s->inner;
    }
    if (which == PDF_OP_RESTORE)
        s->inner = s->font;
    if (which == PDF_OP_STATE || which == PDF_OP_SAVE || which == PDF_OP_RESTORE)
        s->font.operands = NULL;
    s->font.is_wide &= s->font.operands != NULL;
}

static bool is_matrix(const shortening *s) {
    const char *at = s->operands == 6 ? s->first : s->to;
    while (at < s->to && (class_of(*at) == NUMERIC || class_of(*at) == SPACE))
        at++;
    return s->operands == 6 && at == s->to;
}

/* Text that ends and begins anew right where it sets its matrix need do neither: `ET BT /F 9 Tf 1 0 0 1 2 3 Tm`. */
static void look_at_text(shortening *s, pdf_operator which) {
    pdf_cut pause = s->pause;
    if (which == PDF_OP_FONT && pause.up_to)
        return;
    s->pause = (pdf_cut){which == PDF_OP_END ? s->to : NULL, NULL};
    if (which == PDF_OP_BEGIN && pause.from && !pause.up_to && !s->operands)
        s->pause = (pdf_cut){pause.from, s->to + strlen("BT")};
    if (which == PDF_OP_PLACE && pause.up_to && !s->groups.clips && is_matrix(s))
        leave_out(s, pause);
}

/* What the operator, of so many bytes, tells of those to come. */
static pdf_operator look_at(shortening *s, pdf_operator which, size_t length) {
    bool in_path =
        s->before == PDF_OP_PATH || s->before == PDF_OP_CLIP || s->before == PDF_OP_RECTANGLE;
    if (which == PDF_OP_RECTANGLE && (in_path || !is_plain_rectangle(s)))
        which = PDF_OP_PATH;
    if (which == PDF_OP_FILL)
        fill_rectangle(s, s->before == PDF_OP_RECTANGLE);
    if ((which == PDF_OP_FILL && !in_path) || (which != PDF_OP_FILL && which != PDF_OP_RECTANGLE))
        s->fill = NULL;
    if (which != PDF_OP_END_MARK || !s->depth || !s->marks[s->depth - 1]) {
        look_at_text(s, which);
        look_at_group(s, which, length);
    }
    if (which == PDF_OP_SPACING) {
        s->wide = SHEAF_STR("");
        s->font.is_wide = s->inner.is_wide = false;
    }
    s->is_new =
        which == PDF_OP_PLACE || which == PDF_OP_BEGIN || (s->is_new && which != PDF_OP_SHOW);
    s->shows |= which == PDF_OP_SHOW;
    return which;
}

static bool take_operator(shortening *s, pdf_operator which, size_t length) {
    bool fine = s->nesting == 0;
    s->before = look_at(s, which, length);
    if (which == PDF_OP_MARK)
        fine = fine && is_mark(s, s->at) && begin_mark(s, false);
    if (which == PDF_OP_END_MARK)
        fine = end_mark(s, length) && fine;
    else if (which == PDF_OP_FONT)
        choose_font(s);
    else
        copy(s, which == PDF_OP_IMAGE ? (size_t)(s->end - s->at) : length);
    s->operands = 0;
    return fine;
}

static bool take_word(shortening *s) {
    const char *behind = s->at;
    while (behind < s->end && class_of(*behind) <= NUMERIC)
        behind++;
    size_t length = (size_t)(behind - s->at);
    pdf_operator which = pdf_operator_of(s->at, length);
    if (which > PDF_OP_OPERAND)
        return take_operator(s, which, length);
    note_operand(s);
    copy(s, length);
    return which == PDF_OP_OPERAND;
}

/* Behind the name of the font that counts. */
static sheaf_str size_of(const shortening *s) {
    const choice *font = &s->font;
    const char *end = font->operands + font->length,
               *at = memchr(font->operands, ' ', font->length);
    while (at && at < end && class_of(*at) == SPACE)
        at++;
    const char *behind = at;
    while (behind && behind < end && class_of(*behind) == NUMERIC)
        behind++;
    return at ? (sheaf_str){at, (size_t)(behind - at)} : SHEAF_STR("");
}

/* An array of glyphs in a font of two bytes each. */
static bool take_glyphs(shortening *s) {
    sheaf_str rest = {s->at, (size_t)(s->end - s->at)};
    size_t length =
        s->font.is_wide && !s->operands ? pdf_spacing_join(&rest, size_of(s), s->to) : 0;
    if (!length)
        return false;
    s->before = look_at(s, PDF_OP_SHOW, 0);
    s->at = rest.ptr;
    s->to += length;
    return true;
}

/* `<<`, `>>`, `[` or `]` */
static bool take_bracket(shortening *s, size_t length) {
    bool opens = *s->at == '<' || *s->at == '[';
    if (!opens && s->nesting == 0)
        return false;
    note_operand(s);
    s->nesting += opens ? 1 : UINT32_MAX;
    bool is_array = *s->at == '[';
    copy(s, length);
    return !is_array || pdf_hex_take_steps(&s->at, s->end, &s->to);
}

static bool take_angle(shortening *s) {
    bool twice = s->end - s->at > 1 && s->at[1] == *s->at;
    if (twice)
        return *s->at == '<' && skip_number_mark(s) ? begin_mark(s, true) : take_bracket(s, 2);
    note_operand(s);
    return *s->at == '<' && take_hex(s);
}

static bool take_token(shortening *s) {
    switch (*s->at) {
    case '(':
        note_operand(s);
        return take_string(s);
    case '<':
    case '>':
        return take_angle(s);
    case '[':
        return take_glyphs(s) || take_bracket(s, 1);
    case ']':
        return take_bracket(s, 1);
    case '/':
        return take_name(s);
    default:
        break;
    }
    if (class_of(*s->at) == NUMERIC)
        return take_number(s);
    return class_of(*s->at) == REGULAR && take_word(s);
}

/* ---- the content ------------------------------------------------------------------------------------------------- */

size_t pdf_content_shorten(sheaf_str content, sheaf_str wide, char *to) {
    shortening s = {
        .at = content.ptr, .end = content.ptr + content.len, .begin = to, .to = to, .wide = wide};
    if (!pdf_content_pays(content, wide))
        return 0;
    for (take_space(&s); s.at < s.end; take_space(&s))
        if (!take_token(&s) || s.odd)
            return 0;
    return s.shows && !s.left_out ? (size_t)(s.to - to) : 0;
}
