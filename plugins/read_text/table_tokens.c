/* Cuts a line into tokens where two or more spaces (or a row of leader dots) stand, and says which tokens are
 * numbers. A currency sign before a number, and a `%` or `)` behind one, are parts of it however far away they
 * were printed. Two spaces behind the end of a sentence are a typist's habit, not a gap. */
#include "table_columns.h"

#include "entity.h"

#include <string.h>

typedef struct scan {
    sheaf_str line;
    size_t at;
    uint32_t column;
    uint32_t wide; /* columns of a wide character */
} scan;

static uint32_t peek(const scan *s) {
    sheaf_str rest = text_from(s->line, s->at);
    return text_take(&rest);
}

static void code_point_pass(scan *s) {
    sheaf_str rest = text_from(s->line, s->at);
    uint32_t c = text_take(&rest);
    size_t end = s->line.len - rest.len;
    sheaf_str one = {s->line.ptr + s->at, end - s->at};
    uint32_t width = c >= ' ' && c < 0x7F ? 1 : text_width(one, 2);
    s->column += width < 2 ? width : s->wide;
    s->at = end;
}

/* Leader dots in front, `.....` or `. . . .` or `……`: how many bytes they take; 0 for fewer than four dots. */
static size_t leader_ahead(const scan *s) {
    size_t i = s->at, end = s->at, dots = 0;
    const char *p = s->line.ptr;
    while (i < s->line.len) {
        if (p[i] == '.')
            dots++, end = ++i;
        else if (p[i] == ' ' && i + 1 < s->line.len && p[i + 1] == '.')
            i++;
        else if (i + 2 < s->line.len && (!memcmp(p + i, "…", 3) || !memcmp(p + i, "·", 2)))
            i += p[i] == '\xE2' ? 3 : 2, end = i, dots += 2;
        else
            break;
    }
    return dots >= 4 ? end - s->at : 0;
}

/* Passes the gap in front; its width in display columns. */
static uint32_t gap_take(scan *s) {
    uint32_t from = s->column;
    while (s->at < s->line.len) {
        size_t dots = leader_ahead(s);
        if (dots) {
            for (size_t stop = s->at + dots; s->at < stop;)
                code_point_pass(s);
            from = from < 2 ? 0 : from - 2; /* dots part, however few they are */
        } else if (text_is_space(peek(s))) {
            code_point_pass(s);
        } else {
            break;
        }
    }
    return s->column - from;
}

/* Whether `word` may end at a byte that begins a gap: a space, or dots that lead on. */
static int gap_ahead(const scan *s) {
    char c = s->line.ptr[s->at];
    return text_is_space(peek(s)) ||
           ((c == '.' || c == '\xE2' || c == '\xC2') && leader_ahead(s) > 0);
}

static int is_sentence_gap(sheaf_str line, size_t end, size_t next, uint32_t gap) {
    if (gap != 2 || !end)
        return 0;
    char last = line.ptr[end - 1], first = line.ptr[next];
    return (last == '.' || last == ':' || last == '?' || last == '!') &&
           ((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z'));
}

static token token_take(scan *s) {
    token t = {.offset = (uint32_t)s->at, .start = s->column};
    while (s->at < s->line.len) {
        while (s->at < s->line.len && !gap_ahead(s))
            code_point_pass(s);
        t.length = (uint32_t)s->at - t.offset;
        t.end = s->column;
        scan ahead = *s;
        uint32_t gap = gap_take(&ahead);
        if (ahead.at >= s->line.len ||
            (gap >= 2 && !is_sentence_gap(s->line, s->at, ahead.at, gap)))
            break;
        *s = ahead;
    }
    return t;
}

/* ---- numbers ---- */

/* Words in place: pointers to them would have to be relocated whenever the reader is opened. */
typedef char short_word[10];

static int is_one_of(sheaf_str text, const short_word *words, size_t count) {
    if (!text.len || text.len >= sizeof *words)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (words[i][0] == *text.ptr && strlen(words[i]) == text.len &&
            !memcmp(words[i], text.ptr, text.len))
            return 1;
    return 0;
}

static int is_currency(sheaf_str text) {
    static const short_word signs[] = {"$", "US$", "HK$", "A$", "C$",  "€",
                                       "£", "¥",   "￥",  "($", "EUR", "RMB"};
    return is_one_of(text, signs, sizeof signs / sizeof *signs);
}

static int is_closing(sheaf_str text) {
    static const short_word marks[] = {"%", ")", ")%", "%)", "*", "％"};
    return is_one_of(text, marks, sizeof marks / sizeof *marks);
}

/* Nearly all that is asked about begins otherwise: numbers, and words of all kinds. */
static int may_be_nil(sheaf_str text) {
    static const char firsts[] = "-/Nn$*\xE2\xE4\xE6\xEF";
    return text.len && memchr(firsts, (unsigned char)*text.ptr, sizeof firsts - 1) != NULL;
}

static int is_nil(sheaf_str text) {
    static const short_word marks[] = {"-",   "--", "---",    "—",   "–",   "－",   "——",
                                       "/",   "NA", "N/A",    "n/a", "NM",  "N.A.", "nil",
                                       "Nil", "无", "不适用", "$-",  "$ -", "*"};
    return may_be_nil(text) && is_one_of(text, marks, sizeof marks / sizeof *marks);
}

static int is_number_mark(uint32_t c) {
    static const char ascii[] = ".,()%$+-/*':";
    static const uint32_t others[] = {0xA3,   0xA5,   0x20AC, 0x2013, 0x2014, 0x2212, 0xFF0C,
                                      0xFF0E, 0xFF05, 0xFFE5, 0xFF08, 0xFF09, 0xFF0D};
    if (c < 0x80)
        return memchr(ascii, (int)c, sizeof ascii - 1) != NULL;
    if (c >= 0x3000 && c < 0xFF00) /* ideographs */
        return 0;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i] == c)
            return 1;
    return 0;
}

/* A footnote mark that is glued to the end, `(a)` or `/b/`: its length. */
static size_t note_behind(sheaf_str text) {
    if (text.len < 4)
        return 0;
    const char *p = text.ptr + text.len - 3;
    int bracketed = (p[0] == '(' && p[2] == ')') || (p[0] == '/' && p[2] == '/') ||
                    (p[0] == '[' && p[2] == ']');
    return bracketed && p[-1] != ' ' ? 3 : 0;
}

/* `__12__`, as Markdown has it; stars are marks of numbers anyway. */
static sheaf_str without_emphasis(sheaf_str text) {
    static const sheaf_str mark = {"__", 2};
    return text.len > 2 * mark.len && *text.ptr == '_' && text_starts(text, mark) &&
                   text_ends(text, mark)
               ? (sheaf_str){text.ptr + mark.len, text.len - 2 * mark.len}
               : text;
}

/* The next character; of `&nbsp;` and other references that which they stand for, and a mark of numbers for white space. */
static uint32_t take_meant(sheaf_str *text) {
    uint32_t point = 0;
    size_t length = *text->ptr == '&' ? entity_take(*text, &point) : 0;
    if (length == 0)
        return text_take(text);
    *text = text_from(*text, length);
    return text_is_space(point) ? '+' : point;
}

int columns_is_number(sheaf_str text) {
    if (is_nil(text))
        return 1;
    text = without_emphasis(text);
    text.len -= note_behind(text);
    uint32_t digits = 0, last = 0;
    while (text.len) {
        uint32_t c = take_meant(&text);
        if (text_is_digit(c))
            digits++;
        else if (!is_number_mark(c) && !(c == ' ' && (last == '$' || is_closing(text) || !digits)))
            return 0;
        last = c;
    }
    return digits && last != ',' && last != ':' && last != '-';
}

uint32_t columns_are_numbers(sheaf_str text) {
    uint32_t words = 0;
    for (size_t n; text.len; text = text_from(text, n)) {
        const char *space = memchr(text.ptr, ' ', text.len);
        n = space ? (size_t)(space - text.ptr) + 1 : text.len;
        if (!columns_is_number((sheaf_str){text.ptr, n - (space != NULL)}))
            return 0;
        words++;
    }
    return words;
}

int columns_is_numeral(uint32_t code_point) {
    static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                        0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    for (size_t i = 0; i < sizeof(numerals) / sizeof(numerals[0]); i++)
        if (code_point == numerals[i])
            return 1;
    return 0;
}

int columns_is_numbered(sheaf_str text) {
    uint32_t first = text_take(&text), next = text.len ? text_take(&text) : 0;
    if (first == '(' || first == 0xFF08)
        return 1;
    if (columns_is_numeral(first))
        return next == 0x3001;
    if (!text_is_digit(first))
        return 0;
    while (text_is_digit(next))
        next = text.len ? text_take(&text) : 0;
    return next == '.' || next == 0xFF0E || next == 0x3001;
}

/* ---- rows ---- */

/* How far from its number a currency sign may stand. */
enum { CURRENCY_GAP = 16, CLOSING_GAP = 3 };

static void extend(token *t, const token *by) {
    t->length = by->offset + by->length - t->offset;
    t->end = by->end;
}

/* Whether `next` is one with the token before it. */
static int joins(sheaf_str line, const token *before, const token *next) {
    sheaf_str a = {line.ptr + before->offset, before->length},
              b = {line.ptr + next->offset, next->length};
    uint32_t gap = next->start - before->end;
    return (is_currency(a) && next->kind == TOKEN_NUMBER && gap <= CURRENCY_GAP) ||
           (is_closing(b) && before->kind == TOKEN_NUMBER && gap <= CLOSING_GAP);
}

static row_kind kind_of(const text_run *run, const table_columns *c, const row *r) {
    const token *t = c->tokens + r->token;
    uint32_t numbers = 0, first = r->count && t[0].kind == TOKEN_NUMBER;
    for (uint32_t i = 0; i < r->count; i++)
        numbers += t[i].kind == TOKEN_NUMBER ||
                   (i && columns_are_numbers(token_text(run, r->line, &t[i])));
    if (numbers && r->count > 1 && (numbers > 1 || !first))
        return ROW_DATA;
    return r->count > 1 ? ROW_HEAD : ROW_LABEL;
}

void columns_clear(table_columns *c) {
    c->token_count = c->row_count = c->column_count = c->width = 0;
}

static int row_cut(text_run *run, table_columns *c, sheaf_str line, row *r) {
    scan s = {line, 0, 0, c->wide};
    for (gap_take(&s); s.at < line.len; gap_take(&s)) {
        c->tokens = table_grow(run, ROOM_TOKENS, (size_t)c->token_count + 1, sizeof(token));
        if (!c->tokens)
            return 0;
        token t = token_take(&s);
        t.kind = columns_is_number((sheaf_str){line.ptr + t.offset, t.length}) ? TOKEN_NUMBER
                                                                               : TOKEN_TEXT;
        token *before = r->count ? &c->tokens[c->token_count - 1] : NULL;
        if (before && joins(line, before, &t)) {
            extend(before, &t);
            before->kind = TOKEN_NUMBER;
            continue;
        }
        c->tokens[c->token_count++] = t;
        r->count++;
    }
    return 1;
}

int columns_read_row(text_run *run, table_columns *c, uint32_t line) {
    c->rows = table_grow(run, ROOM_ROWS, (size_t)c->row_count + 1, sizeof(row));
    if (!c->rows)
        return 0;
    row r = {.line = line, .token = c->token_count, .kind = ROW_RULE};
    if (!row_cut(run, c, text_of(run, line), &r))
        return 0;
    if (!(run->lines[line].flags & TEXT_RULE))
        r.kind = kind_of(run, c, &r);
    if (r.count && c->width < c->tokens[c->token_count - 1].end)
        c->width = c->tokens[c->token_count - 1].end;
    c->rows[c->row_count++] = r;
    return 1;
}

/* ---- measure ---- */

enum { MEASURED_LINES = 2000 };

/* How well the numbers of two rows stand below each other. */
static uint32_t agreement_of(const table_columns *c, const row *above, const row *below) {
    uint32_t score = 0, a = above->token, a_end = a + above->count;
    for (uint32_t b = below->token; b < below->token + below->count; b++) {
        const token *t = &c->tokens[b];
        while (a < a_end && (c->tokens[a].kind != TOKEN_NUMBER || c->tokens[a].end <= t->start))
            a++;
        if (t->kind == TOKEN_NUMBER && a < a_end && c->tokens[a].start < t->end)
            score += 1u + (c->tokens[a].start == t->start || c->tokens[a].end == t->end);
    }
    return score;
}

static uint32_t agreement(text_run *run, table_columns *c, uint32_t wide) {
    uint32_t score = 0, read = 0;
    c->wide = wide;
    columns_clear(c);
    for (uint32_t line = 0; line < run->count && read < MEASURED_LINES; line++) {
        if ((run->lines[line].flags & (TEXT_GAP | TEXT_DIGIT | TEXT_TAB)) !=
            (TEXT_GAP | TEXT_DIGIT))
            continue;
        if (!columns_read_row(run, c, line))
            return 0;
        const row *r = &c->rows[c->row_count - 1];
        if (read++ && r->kind == ROW_DATA && r[-1].kind == ROW_DATA && line - r[-1].line < 4)
            score += agreement_of(c, r - 1, r);
    }
    columns_clear(c);
    return score;
}

void columns_measure(text_run *run, table_columns *c) {
    uint32_t two = agreement(run, c, 2);
    c->wide = agreement(run, c, 1) > two ? 1 : 2;
}
