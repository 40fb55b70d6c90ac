/* Column-aligned tables of proportional type, as pdftotext -layout prints them: no display column parts the numbers of all rows,
 * and one space is often all between two of them, but row after row holds as many. There the count tells the columns: the
 * k-th number of such a row stands in the k-th column. The trick: numbers are moved to places far apart, one for each
 * column, and what fits columns to places does the rest. A row with another count goes by the places of its neighbour. */
#include "table_columns.h"

#include <string.h>

enum {
    LEAST = 4,    /* numbers in a row */
    MOST = 32,    /* of them that are looked at */
    ROWS = 5,     /* that hold as many, at least */
    PENDING = 10, /* labels between two rows of numbers, at most */
    BLANK_LINES = 2,
    FULL = 8,
    STEP = 12 /* display columns of a place, and from one to the next */
};

/* The numbers at the end of a row, the last one first, and how many of its tokens stand before them. */
typedef struct tail {
    token numbers[MOST];
    token rest; /* what the token that they begin in holds before them; empty: nothing */
    uint32_t count, before;
    uint32_t is_tight; /* 1: one space is all between two of them */
} tail;

static uint32_t columns_wide(const table_columns *c, sheaf_str text) {
    uint32_t width = 0;
    while (text.len) {
        sheaf_str here = text;
        uint32_t code = text_take(&text);
        sheaf_str one = {here.ptr, here.len - text.len};
        width += code < 0x7F || text_width(one, 2) < 2 ? 1 : c->wide;
    }
    return width;
}

/* Takes the number that ends the token; 0: none does. */
static int take_last(const text_run *run, const table_columns *c, uint32_t line, token *t,
                     token *number) {
    sheaf_str text = token_text(run, line, t);
    size_t at = text.len;
    while (at && text.ptr[at - 1] != ' ')
        at--;
    sheaf_str word = text_from(text, at), front = text_trim((sheaf_str){text.ptr, at});
    if (!word.len || !columns_is_number(word))
        return 0;
    uint32_t width = columns_wide(c, word);
    *number = *t;
    number->kind = TOKEN_NUMBER;
    number->offset = t->offset + (uint32_t)at;
    number->length = (uint32_t)word.len;
    number->start = t->end - width;
    t->end = number->start - (uint32_t)(at > 0);
    t->length = (uint32_t)front.len;
    return 1;
}

static void read_tail(const text_run *run, const table_columns *c, const row *r, tail *out) {
    *out = (tail){.before = r->count};
    while (out->before > 0 && out->count < MOST) {
        token t = c->tokens[r->token + out->before - 1];
        while (t.length && out->count < MOST &&
               take_last(run, c, r->line, &t, &out->numbers[out->count])) {
            const token *now = &out->numbers[out->count];
            out->is_tight |= out->count > 0 && now[-1].start - now->end == 1;
            out->count++;
        }
        out->rest = t;
        if (t.length)
            return;
        out->before--;
    }
}

static const row *read_row(text_run *run, table_columns *c, uint32_t line) {
    columns_clear(c);
    return columns_read_row(run, c, line) ? &c->rows[0] : NULL;
}

/* ---- extent ---- */

static int is_outside(const text_run *run, uint32_t line) {
    const text_line *l = &run->lines[line];
    return (l->flags & (TEXT_FURNITURE | TEXT_PAGE | TEXT_TAB)) || l->gap > BLANK_LINES;
}

/* A line without numbers that is no label: it begins behind a blank line, or ends a sentence. */
static int is_prose(const text_run *run, uint32_t line) {
    return run->lines[line].gap > 0 || table_ends_sentence(text_of(run, line));
}

static int is_believed(const counted_rows *t, uint32_t others, uint32_t tight) {
    return others * 4 <= t->rows && tight * 4 >= t->rows;
}

/* A page ended the last table of such rows, and nothing but labels stands between: then fewer rows are enough. */
static int goes_on(const text_run *run, const table_columns *c, uint32_t line, uint32_t count) {
    if (!c->counted_end || c->counted != count || c->counted_end > line ||
        line - c->counted_end > PENDING)
        return 0;
    for (uint32_t l = c->counted_end; l <= line; l++)
        if (run->lines[l].flags & TEXT_PAGE)
            return 1;
    return 0;
}

/* A page ends right there, and rows of as many numbers begin the next one. */
static int goes_on_below(text_run *run, table_columns *c, uint32_t line, uint32_t count) {
    enum { LINES = 2 * ROWS + PENDING };
    uint32_t rows = 0, is_cut = 0;
    for (uint32_t l = line; l < run->count && l - line < LINES && rows < ROWS; l++) {
        is_cut |= run->lines[l].flags & TEXT_PAGE;
        if (run->lines[l].flags & TEXT_FURNITURE)
            continue;
        const row *r = is_cut ? read_row(run, c, l) : NULL;
        tail t;
        if (!r)
            return 0;
        read_tail(run, c, r, &t);
        if (t.count > 0 && (t.count != count || (t.before == 0 && !t.rest.length)))
            return 0;
        rows += t.count == count;
    }
    return rows == ROWS;
}

/* Reads the tail of a line; whether it can be the first of such rows. */
static int is_first(text_run *run, table_columns *c, uint32_t line, tail *t) {
    const row *r = read_row(run, c, line);
    if (r)
        read_tail(run, c, r, t);
    return r && r->kind != ROW_RULE && t->count >= LEAST && (t->before > 0 || t->rest.length > 0);
}

int counted_begin(text_run *run, table_columns *c, uint32_t line) {
    counted_rows rows;
    tail t;
    return is_first(run, c, line, &t) && t.is_tight && counted_find(run, c, line, &rows);
}

/* What the rows so far show. */
typedef struct evidence {
    uint32_t others, tight; /* rows with another count; rows with two numbers one space apart */
} evidence;

static void add_row(counted_rows *out, evidence *e, const tail *t, uint32_t line) {
    out->end = line + 1;
    out->count = out->count == 0 ? t->count : out->count;
    e->others += t->count != out->count;
    e->tight += t->is_tight;
    out->rows += t->count == out->count;
    if (t->numbers[t->count - 1].start < out->left)
        out->left = t->numbers[t->count - 1].start;
}

/* 1: too many rows are otherwise already. */
static int is_hopeless(const counted_rows *t, const evidence *e) {
    return e->others > 2 + t->rows / 4 ||
           (t->rows + e->others == ROWS + ROWS && e->tight * 4 < t->rows);
}

static int scan_rows(text_run *run, table_columns *c, uint32_t line, uint32_t count,
                     counted_rows *out) {
    evidence e = {0, 0};
    uint32_t l = line;
    for (uint32_t pending = 0; l < run->count && pending <= PENDING; l++) {
        tail t;
        const row *r =
            !table_goes_on(run, l) || (l > line && is_outside(run, l)) ? NULL : read_row(run, c, l);
        if (!r)
            break;
        if (r->kind == ROW_RULE)
            continue;
        read_tail(run, c, r, &t);
        int is_bare = t.count > 0 && t.before == 0 && !t.rest.length;
        if ((t.count == 0 && is_prose(run, l)) || (is_bare && t.count > count))
            break; /* text, or another table */
        if (is_bare && t.count < count)
            return 0; /* digits that a narrow column wrapped: their places must tell whose they are */
        pending = t.count < LEAST ? pending + 1 : 0;
        if (t.count < LEAST)
            continue;
        add_row(out, &e, &t, l);
        if (is_hopeless(out, &e))
            return 0;
    }
    return (out->rows >= ROWS && is_believed(out, e.others, e.tight)) ||
           (out->rows > e.others && goes_on(run, c, line, out->count)) ||
           (is_believed(out, e.others, e.tight) && out->rows > 0 &&
            goes_on_below(run, c, l, out->count));
}

int counted_find(text_run *run, table_columns *c, uint32_t line, counted_rows *out) {
    tail own;
    *out = (counted_rows){.end = line, .left = UINT32_MAX};
    if (line < c->uncounted || !is_first(run, c, line, &own))
        return 0;
    if (scan_rows(run, c, line, own.count, out))
        return 1;
    c->uncounted = out->end;
    return 0;
}

/* ---- one row of numbers alone ---- */

static uint32_t words_in(sheaf_str text) {
    uint32_t words = 0, is_in = 0;
    while (text.len) {
        uint32_t is_ink = !text_is_space(text_take(&text));
        words += is_ink && !is_in;
        is_in = is_ink;
    }
    return words;
}

/* Lines of words right above, at least one for each number: the labels of the columns, each broken over lines of its own. Gaps
 * say that they were set in columns at all. */
static int is_headed(const text_run *run, uint32_t line, uint32_t count) {
    enum { LINES = 8, FEWEST_LINES = 2, LONGEST = 400 };
    uint32_t words = 0, lines = 0, gaps = 0;
    for (uint32_t l = line; l > 0 && lines < LINES && (words < count || gaps == 0); lines++) {
        if (run->lines[l].gap || table_is_cut(run, l) || is_outside(run, --l) ||
            run->lines[l].flags & TEXT_DIGIT || run->lines[l].length > LONGEST ||
            table_ends_sentence(text_of(run, l)))
            return 0;
        words += words_in(text_of(run, l));
        gaps += (run->lines[l].flags & TEXT_GAP) != 0;
    }
    return words >= count && lines >= FEWEST_LINES && gaps > 0;
}

int counted_alone(text_run *run, table_columns *c, uint32_t line, counted_rows *out) {
    enum { FEWEST = 8 };
    sheaf_str text = text_trim(text_of(run, line));
    *out = (counted_rows){.end = line + 1, .left = UINT32_MAX};
    if (text.len > (size_t)MOST * 8 || columns_are_numbers(text) < FEWEST)
        return 0;
    const row *r = read_row(run, c, line);
    tail t;
    if (!r)
        return 0;
    read_tail(run, c, r, &t);
    if (t.count < FEWEST || t.count == MOST || t.before > 0 || t.rest.length ||
        !is_headed(run, line, t.count))
        return 0;
    out->count = t.count;
    out->rows = 1;
    out->left = t.numbers[t.count - 1].start;
    return 1;
}

/* ---- places ---- */

typedef struct spreading {
    text_run *run;
    table_columns *c;
    const counted_rows *of;
    uint32_t base;                   /* where the first place begins: right of all labels */
    uint32_t start[MOST], end[MOST]; /* of the numbers of the last whole row */
} spreading;

static void put(const spreading *s, token *t, uint32_t first, uint32_t last) {
    t->start = s->base + first * STEP;
    t->end = s->base + last * STEP + FULL;
}

/* The column of the last whole row that stands nearest to a display column. */
static uint32_t nearest(const spreading *s, uint32_t at) {
    uint32_t best = 0, least = UINT32_MAX;
    for (uint32_t k = 0; k < s->of->count; k++) {
        uint32_t away = at < s->start[k]  ? s->start[k] - at
                        : at >= s->end[k] ? at - s->end[k] + 1
                                          : 0;
        if (away < least) {
            least = away;
            best = k;
        }
    }
    return best;
}

static void remember(spreading *s, const tail *t) {
    for (uint32_t k = 0; k < t->count; k++) {
        s->start[k] = t->numbers[t->count - 1 - k].start;
        s->end[k] = t->numbers[t->count - 1 - k].end;
    }
}

static int add_token(const spreading *s, row *r, token t) {
    table_columns *c = s->c;
    c->tokens = table_grow(s->run, ROOM_TOKENS, (size_t)c->token_count + 1, sizeof(token));
    if (!c->tokens)
        return 0;
    c->tokens[c->token_count++] = t;
    r->count++;
    return 1;
}

/* The texts of the row before its numbers; those of a header, right of where numbers begin, go by their places. */
static int add_texts(const spreading *s, row *made, const row *r, const tail *t) {
    uint32_t whole = t->count || t->before == 0 ? t->before - (t->rest.length > 0) : t->before;
    for (uint32_t k = 0; k < whole; k++) {
        token text = s->c->tokens[r->token + k];
        if (text.start >= s->of->left)
            put(s, &text, nearest(s, text.start), nearest(s, text.end - 1));
        if (!add_token(s, made, text))
            return 0;
    }
    token rest = t->rest;
    rest.kind = TOKEN_TEXT;
    return whole == t->before || add_token(s, made, rest);
}

static int spread_row(spreading *s, uint32_t i) {
    row r = s->c->rows[i], made = r;
    tail t;
    read_tail(s->run, s->c, &r, &t);
    made.token = s->c->token_count;
    made.count = 0;
    if (!add_texts(s, &made, &r, &t))
        return 0;
    for (uint32_t k = 0; k < t.count; k++) {
        token number = t.numbers[t.count - 1 - k];
        uint32_t at = t.count == s->of->count ? k : nearest(s, number.start);
        put(s, &number, at, at);
        if (!add_token(s, &made, number))
            return 0;
    }
    if (t.count == s->of->count)
        remember(s, &t);
    if (t.count > 1 || (t.count == 1 && made.count > 1))
        made.kind = ROW_DATA;
    s->c->rows[i] = made;
    return 1;
}

/* Finds the first whole row, and the end of the longest text that stands before numbers. */
static void prepare(spreading *s) {
    int is_known = 0;
    for (uint32_t i = 0; i < s->c->row_count; i++) {
        const row *r = &s->c->rows[i];
        tail t;
        read_tail(s->run, s->c, r, &t);
        if (t.count == s->of->count && !is_known)
            remember(s, &t);
        is_known |= t.count == s->of->count;
        for (uint32_t k = r->token; k < r->token + r->count; k++) {
            const token *text = &s->c->tokens[k];
            uint32_t end = k == r->token + t.before - 1 && t.rest.length ? t.rest.end : text->end;
            if (k < r->token + t.before && text->start < s->of->left && end + 2 > s->base)
                s->base = end + 2;
        }
    }
}

int counted_spread(text_run *run, table_columns *c, const counted_rows *of) {
    spreading s = {.run = run, .c = c, .of = of, .base = of->left};
    prepare(&s);
    for (uint32_t i = 0; i < c->row_count; i++)
        if (c->rows[i].kind != ROW_RULE && !spread_row(&s, i))
            return 0;
    c->width = s.base + of->count * STEP;
    return 1;
}
