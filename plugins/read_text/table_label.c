/* Labels that run over several lines, around the line of their numbers, as cells that are centred vertically print
 * them: as many lines of label above the numbers as below. Or below it, as cells that are aligned at their tops do. All
 * of a label begins in one display column, and only its first line with a number of its own; what does not look
 * so stays a row a line. */
#include "table_fit.h"

enum { LABEL_LINES = 4 }; /* above the numbers, at most */

/* The last text of a row without numbers, or before the numbers of one with them; NULL for none. */
static const token *leaf_of(const fit *f, const row *r) {
    const token *leaf = NULL;
    for (uint32_t k = r->token; k < r->token + r->count; k++) {
        const token *t = &f->c->tokens[k];
        if (t->kind == TOKEN_TEXT && t->start < f->left)
            leaf = t;
    }
    return leaf;
}

static int is_label_line(const fit *f, uint32_t i, uint32_t start) {
    const row *r = &f->c->rows[i];
    if (r->kind != ROW_LABEL && r->kind != ROW_HEAD)
        return 0;
    const token *leaf = leaf_of(f, r), *last = &f->c->tokens[r->token + r->count - 1];
    return leaf && leaf == last && last->end <= f->left &&
           (start == SHEAF_NONE || leaf->start == start);
}

static int touches(const fit *f, uint32_t i) {
    return f->run->lines[f->c->rows[i].line].gap == 0;
}

/* How many label lines stand right above row i, from row `floor` on; all begin where the lowest begins. */
static uint32_t lines_above(const fit *f, uint32_t i, uint32_t floor, uint32_t *start) {
    uint32_t n = 0;
    *start = SHEAF_NONE;
    while (i - n > floor && touches(f, i - n) && n <= LABEL_LINES &&
           is_label_line(f, i - n - 1, *start)) {
        *start = leaf_of(f, &f->c->rows[i - n - 1])->start;
        n++;
    }
    return n;
}

static int is_numbered_row(const fit *f, uint32_t i) {
    const row *r = &f->c->rows[i];
    return columns_is_numbered(token_text(f->run, r->line, leaf_of(f, r)));
}

static int follows_label(const fit *f, uint32_t i, uint32_t start) {
    return i < f->c->row_count && touches(f, i) && is_label_line(f, i, start) &&
           !is_numbered_row(f, i);
}

/* Whether the text in the row of the numbers may be a line of the label around it, or a line of a label to its left
 * that runs over several rows. */
static int is_inner_line(const fit *f, uint32_t i, uint32_t start) {
    const token *own = leaf_of(f, &f->c->rows[i]);
    return own->start == start || own->end <= start;
}

/* Whether rows [i - n, i + n] are one: a label of which n lines stand above the numbers in row i. */
static int is_wrapped(const fit *f, uint32_t i, uint32_t n, uint32_t start) {
    if (!n || n > LABEL_LINES ||
        (leaf_of(f, &f->c->rows[i]) &&
         (!is_inner_line(f, i, start) || is_numbered_row(f, i) || !is_numbered_row(f, i - n))))
        return 0;
    for (uint32_t k = 1; k < n; k++)
        if (is_numbered_row(f, i - k))
            return 0;
    for (uint32_t k = 1; k <= n; k++)
        if (!follows_label(f, i + k, start))
            return 0;
    return 1;
}

/* Whether row i holds only texts left of `start`: a label over several rows that runs on beside the others. */
static int is_beside(const fit *f, uint32_t i, uint32_t start) {
    const row *r = &f->c->rows[i];
    return (r->kind == ROW_LABEL || r->kind == ROW_HEAD) &&
           f->c->tokens[r->token + r->count - 1].end <= start;
}

/* How many rows below row i go on with its label, where cells are aligned at their tops: lines that begin with no
 * number below a label that does, and no row without a label that could claim them. */
static uint32_t lines_below(const fit *f, uint32_t i) {
    const token *own = leaf_of(f, &f->c->rows[i]);
    uint32_t joined = 0;
    if (!own || !is_numbered_row(f, i))
        return 0;
    for (uint32_t n = 1; n <= 2 * LABEL_LINES; n++) {
        if (follows_label(f, i + n, own->start))
            joined = n;
        else if (i + n < f->c->row_count && f->c->rows[i + n].kind == ROW_DATA && touches(f, i + n))
            return leaf_of(f, &f->c->rows[i + n]) ? joined : 0;
        else if (i + n >= f->c->row_count || !touches(f, i + n) || !is_beside(f, i + n, own->start))
            return joined;
    }
    return 0;
}

/* Joins rows [i, i + n]; the lines of the label stand in the columns of the first. */
static void rows_join(fit *f, uint32_t i, uint32_t n, uint32_t start) {
    const token *top = NULL;
    f->c->rows[i].joined = n;
    for (uint32_t k = f->c->rows[i].token; !top && k < f->c->rows[i].token + f->c->rows[i].count;
         k++)
        if (f->c->tokens[k].start == start)
            top = &f->c->tokens[k];
    for (uint32_t r = i; top && n && r <= i + n; r++)
        for (uint32_t k = f->c->rows[r].token; k < f->c->rows[r].token + f->c->rows[r].count; k++) {
            token *t = &f->c->tokens[k];
            if (t->start == start && t->kind == TOKEN_TEXT) {
                t->first = top->first;
                t->last = top->last;
            }
        }
}

void fit_join_labels(fit *f) {
    uint32_t floor = 0;
    for (uint32_t i = 0; i < f->c->row_count; i++) {
        uint32_t start, n;
        if (f->c->rows[i].kind != ROW_DATA)
            continue;
        n = lines_above(f, i, floor, &start);
        if (is_wrapped(f, i, n, start)) {
            rows_join(f, i - n, 2 * n, start);
            i += n;
        } else if ((n = lines_below(f, i)) > 0) {
            rows_join(f, i, n, leaf_of(f, &f->c->rows[i])->start);
            i += n;
        }
        floor = i + 1;
    }
}
