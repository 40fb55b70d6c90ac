/* Where one space is all that parts two cells, the columns that other rows prove decide: a number at the end of a
 * text that stands in a number column of its own, and a CJK label that begins where others begin. */
#include "table_fit.h"

#include <string.h>

/* The first column that ends behind `at`; column_count for none. */
uint32_t fit_column_behind(const table_columns *c, uint32_t at) {
    uint32_t low = 0, high = c->column_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (c->columns[middle].end > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static uint32_t distance(const token *t, const column *k) {
    return t->end <= k->start ? k->start - t->end : t->start >= k->end ? t->start - k->end : 0;
}

/* The column that a token overlaps most; where it overlaps none, the nearest. */
uint32_t fit_column_of(const table_columns *c, const token *t) {
    uint32_t best = fit_column_behind(c, t->start);
    if (best == c->column_count)
        return best - 1;
    if (!overlap(t, &c->columns[best]))
        return best && distance(t, &c->columns[best - 1]) < distance(t, &c->columns[best])
                   ? best - 1
                   : best;
    for (uint32_t k = best + 1; k < c->column_count && c->columns[k].start < t->end; k++)
        if (overlap(t, &c->columns[k]) > overlap(t, &c->columns[best]))
            best = k;
    return best;
}

/* Quotation marks are drawn wide in CJK fonts and counted narrow: what follows in their line is set too far left. */
static int is_quote(uint32_t c) {
    return c == 0x201C || c == 0x201D;
}

enum { NEAR = 2, QUOTE_SHIFT = 5 };

/* The distance from its column below which a number behind a lone space stands in it: CJK labels rarely hold such
 * a space, so that it is hardly part of the label. */
static uint32_t reach_of(sheaf_str text) {
    uint32_t last = text_last(text), reach = NEAR;
    if (!text_is_wide(last) && !is_quote(last))
        return 0;
    while (is_quote(last) && text.len)
        reach += is_quote(text_take(&text)) ? QUOTE_SHIFT : 0;
    return reach;
}

/* Takes the last word of `t` as a token of its own; 0 where it is all there is, or no number. */
static int last_word(const fit *f, const row *r, const token *t, token *word) {
    sheaf_str text = token_text(f->run, r->line, t);
    size_t at = text.len;
    while (at && text.ptr[at - 1] != ' ')
        at--;
    *word = *t;
    word->offset += (uint32_t)at;
    word->length -= (uint32_t)at;
    sheaf_str cut = token_text(f->run, r->line, word);
    uint32_t width = text_width(cut, UINT32_MAX / 16);
    if (!at || width >= t->end - t->start || !columns_is_number(cut))
        return 0;
    word->start = word->end - width;
    word->kind = TOKEN_NUMBER;
    return 1;
}

/* Whether they share half of the narrower: a column may be as narrow as its few other numbers. */
static int stands_in(const token *word, const column *k) {
    return overlap(word, k) * 2 >= least(word->end - word->start, k->end - k->start);
}

/* Cuts the last word off where it is a number that stands in a number column of its own. */
static int word_split(fit *f, const row *r, const token *t, token *word) {
    if (!last_word(f, r, t, word))
        return 0;
    uint32_t in = fit_column_of(f->c, word);
    const column *k = &f->c->columns[in];
    token rest = *t;
    rest.end = word->start - 1;
    rest.length = word->offset - t->offset - 1;
    if (!k->numbers || t->start >= k->start)
        return 0;
    sheaf_str label = token_text(f->run, r->line, &rest);
    if (columns_is_number(label) || columns_are_numbers(label)) {
        token before = rest;
        last_word(f, r, &rest, &before);
        return stands_in(word, k) && fit_column_of(f->c, &before) != in;
    }
    if (k->numbers < 2 || word->end > k->end + 1 || overlap(&rest, k))
        return 0;
    return stands_in(word, k) || (r->kind == ROW_DATA && distance(word, k) < reach_of(label));
}

/* Whether the token behind it stands in another column. */
static int is_alone(const fit *f, const row *r, uint32_t k, const token *word) {
    return k + 1 == r->count ||
           fit_column_of(f->c, &f->c->tokens[r->token + k + 1]) != fit_column_of(f->c, word);
}

static int token_add(fit *f, token t) {
    f->c->tokens = table_grow(f->run, ROOM_TOKENS, (size_t)f->c->token_count + 1, sizeof(token));
    if (!f->c->tokens)
        return 0;
    f->c->tokens[f->c->token_count++] = t;
    return 1;
}

static void trim_end(const fit *f, const row *r, token *t, const token *word) {
    t->length = word->offset - t->offset;
    t->length = (uint32_t)text_trim(token_text(f->run, r->line, t)).len;
    t->end = word->start - 1;
    t->kind = columns_is_number(token_text(f->run, r->line, t)) ? TOKEN_NUMBER : TOKEN_TEXT;
}

/* Adds token k of the row in the pieces that the columns prove, cut from its end and then turned round. */
static int words_add(fit *f, const row *r, uint32_t k) {
    token t = f->c->tokens[r->token + k], word;
    uint32_t begin = f->c->token_count;
    while (t.kind == TOKEN_TEXT && word_split(f, r, &t, &word) &&
           (f->c->token_count > begin || is_alone(f, r, k, &word))) {
        trim_end(f, r, &t, &word);
        if (!token_add(f, word))
            return 0;
    }
    if (!token_add(f, t))
        return 0;
    for (uint32_t a = begin, b = f->c->token_count - 1; a < b; a++, b--) {
        token other = f->c->tokens[a];
        f->c->tokens[a] = f->c->tokens[b];
        f->c->tokens[b] = other;
    }
    return 1;
}

/* Splits tokens of the row that hold more than one cell; the pieces go to the end of tokens, the row with them. */
int fit_split_row(fit *f, uint32_t i) {
    row r = f->c->rows[i];
    uint32_t begin = f->c->token_count;
    for (uint32_t k = 0; k < r.count; k++)
        if (!words_add(f, &r, k))
            return 0;
    if (f->c->token_count - begin == r.count) {
        f->c->token_count = begin;
        return 1;
    }
    f->c->rows[i].token = begin;
    f->c->rows[i].count = f->c->token_count - begin;
    if (r.kind == ROW_LABEL)
        f->c->rows[i].kind = ROW_DATA;
    return 1;
}

/* ---- labels and headers ---- */

enum { PROOF = 3 }; /* texts that must begin at a place to make it an edge */

/* Finds where `t` holds a second cell: the byte it begins at, its display column in *start. 0: nowhere. */
typedef uint32_t cut_find(const fit *f, const row *r, const token *t, uint32_t *start);

/* The words of a token, cut at lone spaces between wide characters. */
typedef struct words {
    sheaf_str rest;
    uint32_t wide, at; /* columns of a wide character; where `rest` begins */
} words;

static token word_take(words *w) {
    token word = {.start = w->at};
    uint32_t before = 0;
    while (w->rest.len) {
        const char *here = w->rest.ptr;
        uint32_t c = text_take(&w->rest);
        word.end = w->at;
        w->at += text_width((sheaf_str){here, (size_t)(w->rest.ptr - here)}, 2) < 2 ? 1 : w->wide;
        if (c == ' ' && text_is_wide(before))
            return word;
        before = c;
    }
    word.end = w->at;
    return word;
}

/* `（一）`, `1.`, no `1.5` and no remark in brackets: what a label of its own begins with. */
static int is_enumerated(sheaf_str text) {
    sheaf_str rest = text;
    uint32_t first = text_take(&rest), next = rest.len ? text_take(&rest) : 0;
    if (first == '(' || first == 0xFF08)
        return (text_is_digit(next) || columns_is_numeral(next)) && rest.len &&
               ((first = text_take(&rest)) == ')' || first == 0xFF09);
    while (text_is_digit(next))
        next = rest.len ? text_take(&rest) : 0;
    return columns_is_numbered(text) && rest.len && !text_is_digit(text_take(&rest));
}

/* Behind a lone space, where other texts begin, too, or where an enumerator stands. */
static uint32_t label_cut(const fit *f, const row *r, const token *t, uint32_t *start) {
    sheaf_str text = token_text(f->run, r->line, t);
    words w = {text, f->c->wide, t->start};
    for (word_take(&w); w.rest.len; word_take(&w)) {
        *start = w.at;
        if ((w.at < f->c->width && f->edges[w.at] >= PROOF) || is_enumerated(w.rest))
            return (uint32_t)(w.rest.ptr - text.ptr);
    }
    return 0;
}

/* Between two words of a header that stand over different columns. */
static uint32_t header_cut(const fit *f, const row *r, const token *t, uint32_t *start) {
    sheaf_str text = token_text(f->run, r->line, t);
    words w = {text, f->c->wide, t->start};
    token before = word_take(&w);
    while (w.rest.len) {
        uint32_t byte = (uint32_t)(w.rest.ptr - text.ptr);
        token word = word_take(&w);
        *start = word.start;
        if (fit_column_of(f->c, &before) != fit_column_of(f->c, &word))
            return byte;
        before = word;
    }
    return 0;
}

/* Adds the token in the pieces that it is cut into. */
static int pieces_add(fit *f, const row *r, token t, cut_find *find) {
    uint32_t start = 0, bytes;
    while (t.kind == TOKEN_TEXT && (bytes = find(f, r, &t, &start)) > 0) {
        token front = t;
        front.length = bytes - 1;
        front.end = start - 1;
        if (!token_add(f, front))
            return 0;
        t.offset += bytes;
        t.length -= bytes;
        t.start = start;
    }
    return token_add(f, t);
}

/* Cuts the texts of a row; where there was something to cut, the row moves to the end of tokens. */
static int row_cut(fit *f, row *r, cut_find *find) {
    uint32_t begin = f->c->token_count;
    for (uint32_t k = 0; k < r->count; k++)
        if (!pieces_add(f, r, f->c->tokens[r->token + k], find))
            return 0;
    if (f->c->token_count - begin == r->count) {
        f->c->token_count = begin;
        return 1;
    }
    r->token = begin;
    r->count = f->c->token_count - begin;
    if (r->kind == ROW_LABEL)
        r->kind = ROW_HEAD;
    return 1;
}

int fit_split_labels(fit *f) {
    size_t room = (size_t)f->c->width + 2;
    f->edges = table_grow(f->run, ROOM_EDGES, room, sizeof(uint32_t));
    if (!f->edges)
        return 0;
    memset(f->edges, 0, room * sizeof(uint32_t));
    for (uint32_t i = 0; i < f->c->row_count; i++)
        for (uint32_t k = 0; f->c->rows[i].kind != ROW_RULE && k < f->c->rows[i].count; k++) {
            const token *t = &f->c->tokens[f->c->rows[i].token + k];
            f->edges[t->start] += t->kind == TOKEN_TEXT;
        }
    for (uint32_t i = 0; i < f->c->row_count; i++)
        if (f->c->rows[i].kind != ROW_RULE && !row_cut(f, &f->c->rows[i], label_cut))
            return 0;
    return 1;
}

int fit_split_headers(fit *f) {
    for (uint32_t i = 0; i < f->c->row_count; i++) {
        row *r = &f->c->rows[i];
        if ((r->kind == ROW_HEAD || r->kind == ROW_LABEL) && !row_cut(f, r, header_cut))
            return 0;
    }
    return 1;
}
