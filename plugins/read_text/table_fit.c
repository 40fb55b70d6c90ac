/* The columns of a table from the extents of its tokens. Tokens of one kind that overlap, in any two rows, stand in
 * one column, unless the rows vote against: a display column that more rows leave free between two tokens of the
 * same column than tokens cross is a gutter. Numbers vote first; texts then fill the room between their columns.
 * Positions alone decide, so a number can only be read in the column that it was printed in. */
#include "table_fit.h"

#include <string.h>

/* ---- clusters ---- */

static void range_add(int32_t *differences, uint32_t from, uint32_t to, int32_t weight) {
    if (from < to) {
        differences[from] += weight;
        differences[to] -= weight;
    }
}

static void sum_up(int32_t *differences, uint32_t count) {
    for (uint32_t x = 1; x < count; x++)
        differences[x] += differences[x - 1];
}

static int column_add(fit *f, uint32_t start, uint32_t end) {
    table_columns *c = f->c;
    c->columns = table_grow(f->run, ROOM_COLUMNS, (size_t)c->column_count + 1, sizeof(column));
    if (!c->columns)
        return 0;
    c->columns[c->column_count++] = (column){.start = start, .end = end};
    return 1;
}

/* Whether a text stands over (or below) the numbers of a column, and over all of them. */
static int is_over(const token *t, const column *k) {
    return t->start <= k->start && t->end >= k->end;
}

/* The extent with which a token takes part in the round of its kind; empty where it does not. */
static token voter(const fit *f, const row *r, const token *t, token_kind kind) {
    token v = *t;
    v.end = v.start;
    if (r->kind != ROW_DATA || t->kind != (uint32_t)kind)
        return v;
    if (kind == TOKEN_NUMBER) {
        v.end = t->end;
        return v;
    }
    uint32_t next = fit_column_behind(f->c, t->start);
    if (next == f->c->column_count)
        v.end = t->end;
    else if (t > f->c->tokens + r->token && is_over(t, &f->c->columns[next]))
        return v; /* `Note` over numbers, in a header with years */
    else if (f->c->columns[next].start > t->start)
        v.end = least(t->end, f->c->columns[next].start);
    return v;
}

static void covers_count(fit *f, token_kind kind) {
    for (uint32_t i = 0; i < f->c->row_count; i++) {
        const row *r = &f->c->rows[i];
        for (uint32_t k = r->token; k < r->token + r->count; k++) {
            token v = voter(f, r, &f->c->tokens[k], kind);
            range_add(f->cover, v.start, v.end, 1);
        }
    }
    sum_up(f->cover, f->c->width + 1);
}

/* A row votes for the room between two neighbours that one cluster would hold. Clusters are the runs of covered
 * display columns, so the votes are needed only where cover has no hole between the two. */
static void votes_count(fit *f, token_kind kind) {
    for (uint32_t i = 0; i < f->c->row_count; i++) {
        const row *r = &f->c->rows[i];
        token before = {.end = 0};
        int any = 0;
        for (uint32_t k = r->token; k < r->token + r->count; k++) {
            token v = voter(f, r, &f->c->tokens[k], kind);
            if (v.start == v.end)
                continue;
            if (any) /* a lone space counts for all the texts that begin behind it */
                range_add(f->votes, before.end, v.start,
                          kind == TOKEN_TEXT && v.start - before.end == 1
                              ? (int32_t)f->edges[v.start]
                              : 1);
            before = v;
            any = 1;
        }
    }
    sum_up(f->votes, f->c->width + 1);
}

/* Where to cut the gutter [from, to): its free middle goes to nobody, so both ends move to its least covered place. */
static uint32_t gutter_cut(const fit *f, uint32_t from, uint32_t to) {
    uint32_t best = from;
    for (uint32_t x = from; x < to; x++)
        if (f->votes[x] - f->cover[x] > f->votes[best] - f->cover[best])
            best = x;
    return best;
}

static int columns_cut(fit *f) {
    uint32_t width = f->c->width;
    for (uint32_t x = 0; x < width;) {
        if (!f->cover[x]) {
            x++;
            continue;
        }
        uint32_t start = x;
        while (x < width && f->cover[x]) {
            uint32_t gutter = x;
            while (x < width && f->cover[x] && f->votes[x] > f->cover[x])
                x++;
            if (x == gutter) {
                x++;
                continue;
            }
            uint32_t cut = gutter_cut(f, gutter, x);
            if (cut > start && !column_add(f, start, cut))
                return 0;
            start = most(start, cut);
        }
        if (!column_add(f, start, x))
            return 0;
    }
    return 1;
}

static int cluster(fit *f, token_kind kind) {
    size_t room = (size_t)f->c->width + 2;
    f->cover = table_grow(f->run, ROOM_COVER, room, sizeof(int32_t));
    f->votes = table_grow(f->run, ROOM_VOTES, room, sizeof(int32_t));
    if (!f->cover || !f->votes)
        return 0;
    memset(f->cover, 0, room * sizeof(int32_t));
    memset(f->votes, 0, room * sizeof(int32_t));
    covers_count(f, kind);
    votes_count(f, kind);
    return columns_cut(f);
}

/* ---- text columns ---- */

/* Orders columns [0, numbers) and [numbers, count), each in order, as one. The two kinds never overlap. */
static int columns_merge(fit *f) {
    table_columns *c = f->c;
    size_t n = c->column_count;
    c->columns = table_grow(f->run, ROOM_COLUMNS, n * 2, sizeof(column));
    if (!c->columns)
        return 0;
    column *from = c->columns + n, *to = c->columns;
    memcpy(from, to, n * sizeof(column));
    for (size_t a = 0, b = f->numbers; a < f->numbers || b < n;)
        *to++ = b == n || (a < f->numbers && from[a].start < from[b].start) ? from[a++] : from[b++];
    return 1;
}

/* Counts what rows of numbers have in each column, and which columns they fill together. */
static void columns_tally(fit *f) {
    for (uint32_t i = 0; i < f->c->row_count; i++) {
        const row *r = &f->c->rows[i];
        uint32_t before = 0;
        for (uint32_t k = r->token; r->kind == ROW_DATA && k < r->token + r->count; k++) {
            const token *t = &f->c->tokens[k];
            uint32_t at = fit_column_of(f->c, t);
            column *in = &f->c->columns[at];
            in->numbers += t->kind == TOKEN_NUMBER;
            in->texts += t->kind == TOKEN_TEXT;
            if (before <= at)
                in->met = most(in->met, before);
            before = at + 1;
        }
    }
}

/* Drops what lies between gutters and got no token. */
static void columns_sift(fit *f) {
    uint32_t kept = 0;
    for (uint32_t k = 0; k < f->c->column_count; k++)
        if (f->c->columns[k].numbers || f->c->columns[k].texts)
            f->c->columns[kept++] =
                (column){.start = f->c->columns[k].start, .end = f->c->columns[k].end};
    f->c->column_count = kept;
}

/* Whether two neighbours that no row fills together are one column: labels and their indented sub-labels, or numbers
 * so near that no gap could part them. */
static int is_one_column(const fit *f, const column *a, const column *b) {
    int labels = b->end <= f->left && !a->numbers && !b->numbers;
    return labels || (a->numbers && b->numbers && b->start - a->end <= 1);
}

static void columns_join(fit *f) {
    column *columns = f->c->columns;
    uint32_t kept = 0,
             first = 0; /* `first`: where the columns that are one with the last kept one begin */
    for (uint32_t k = 1; k < f->c->column_count; k++) {
        if (columns[k].met <= first && is_one_column(f, &columns[kept], &columns[k])) {
            columns[kept].end = columns[k].end;
            columns[kept].numbers += columns[k].numbers;
            columns[kept].texts += columns[k].texts;
        } else {
            columns[++kept] = columns[k];
            first = k;
        }
    }
    f->c->column_count = f->c->column_count ? kept + 1 : 0;
}

/* ---- placing ---- */

/* The extent that a header text stands for: the part of the rule right below (or above) that it lies over. */
static token widened(const fit *f, uint32_t i, const token *t) {
    token wide = *t;
    for (uint32_t n = 0; n < 2; n++) {
        uint32_t other = n ? i - 1 : i + 1; /* wraps to a value that is no row */
        const row *r = other < f->c->row_count ? &f->c->rows[other] : NULL;
        for (uint32_t k = 0; r && r->kind == ROW_RULE && k < r->count; k++) {
            const token *rule = &f->c->tokens[r->token + k];
            if (r->count > 1 && rule->start <= t->start && rule->end >= t->end) {
                wide.start = rule->start;
                wide.end = rule->end;
                return wide;
            }
        }
    }
    return wide;
}

/* Places a text over every column of which it covers half, or which covers half of it. */
static void place_text(const fit *f, token *t, token extent) {
    const table_columns *c = f->c;
    uint32_t best = fit_column_of(c, &extent);
    t->first = t->last = best;
    while (t->first && overlap(&extent, &c->columns[t->first - 1]) * 2 >
                           c->columns[t->first - 1].end - c->columns[t->first - 1].start)
        t->first--;
    while (t->last + 1 < c->column_count &&
           overlap(&extent, &c->columns[t->last + 1]) * 2 >
               c->columns[t->last + 1].end - c->columns[t->last + 1].start)
        t->last++;
}

static void row_place(fit *f, uint32_t i) {
    row *r = &f->c->rows[i];
    for (uint32_t k = 0; k < r->count; k++) {
        token *t = &f->c->tokens[r->token + k];
        if (t->kind == TOKEN_NUMBER) {
            t->first = t->last = fit_column_of(f->c, t);
            continue;
        }
        if (fit_place_label(f, i, k))
            continue;
        token extent = r->kind == ROW_DATA ? *t : widened(f, i, t);
        if (extent.start < f->left && r->kind != ROW_HEAD)
            extent.end = least(extent.end, f->left);
        place_text(f, t, extent);
    }
}

/* ---- evidence ---- */

static int is_table(const fit *f) {
    uint32_t numbers = 0, others = 0, aligned = 0, data = 0;
    for (uint32_t i = 0; i < f->c->row_count; i++) {
        const row *r = &f->c->rows[i];
        if (r->kind != ROW_DATA)
            continue;
        data++;
        for (uint32_t k = r->token; k < r->token + r->count; k++) {
            numbers += f->c->tokens[k].kind == TOKEN_NUMBER;
            others += f->c->tokens[k].kind == TOKEN_TEXT && k > r->token;
        }
    }
    for (uint32_t k = 0; k < f->c->column_count; k++)
        aligned += f->c->columns[k].numbers > 1;
    return f->c->column_count > 1 && numbers > others &&
           (aligned ||
            (data == 1 && (numbers > 1 || table_was_cut(f->run, TABLE_ALIGNED, f->c->begin))));
}

int columns_fit(text_run *run, table_columns *c) {
    fit f = {.run = run, .c = c, .left = UINT32_MAX};
    if (!fit_split_labels(&f) || !cluster(&f, TOKEN_NUMBER) || !c->column_count)
        return 0;
    f.numbers = c->column_count;
    if (!cluster(&f, TOKEN_TEXT) || !columns_merge(&f))
        return 0;
    columns_tally(&f);
    columns_sift(&f);
    columns_tally(&f);
    for (uint32_t k = c->column_count; k--;)
        if (c->columns[k].numbers > c->columns[k].texts && (k || c->column_count == 1))
            f.left = c->columns[k].start;
    columns_join(&f);
    if (!fit_level_labels(&f))
        return 0;
    for (uint32_t i = 0; i < c->row_count; i++)
        if (c->rows[i].kind != ROW_RULE && !fit_split_row(&f, i))
            return 0;
    if (!fit_split_headers(&f))
        return 0;
    for (uint32_t i = 0; i < c->row_count; i++)
        row_place(&f, i);
    fit_join_labels(&f);
    return is_table(&f);
}
