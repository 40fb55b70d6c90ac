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

static int is_numbered_row(const fit *f, uint32_t i) {
    const row *r = &f->c->rows[i];
    return columns_is_numbered(token_text(f->run, r->line, leaf_of(f, r)));
}

static int follows_label(const fit *f, uint32_t i, uint32_t start) {
    return i < f->c->row_count && touches(f, i) && is_label_line(f, i, start) &&
           !is_numbered_row(f, i);
}

/* Whether row i holds only texts left of `start`: a label over several rows that runs on beside the others. */
static int is_beside(const fit *f, uint32_t i, uint32_t start) {
    const row *r = &f->c->rows[i];
    return (r->kind == ROW_LABEL || r->kind == ROW_HEAD) &&
           f->c->tokens[r->token + r->count - 1].end <= start;
}

/* The lines of label on one side of the row of the numbers: how many, over how many rows, and where they begin. Rows
 * between them that go on with a label to their left are passed over. */
typedef struct label_lines {
    uint32_t lines, rows, start;
} label_lines;

/* The lines right above row i, from row `floor` on, up to the one that begins with a number. */
static label_lines lines_above(const fit *f, uint32_t i, uint32_t floor, uint32_t start) {
    label_lines above = {0, 0, start};
    for (uint32_t n = 1; i - n + 1 > floor && n <= 2 * LABEL_LINES && touches(f, i - n + 1); n++) {
        if (is_label_line(f, i - n, above.start)) {
            above.start = leaf_of(f, &f->c->rows[i - n])->start;
            above.rows = n;
            if (above.lines++ == LABEL_LINES || is_numbered_row(f, i - n))
                break;
        } else if (above.start == SHEAF_NONE || !is_beside(f, i - n, above.start)) {
            break;
        }
    }
    return above;
}

/* As many lines below row i as `above`, none of which begins with a number; fewer where there are not. */
static label_lines as_many_below(const fit *f, uint32_t i, const label_lines *above) {
    label_lines below = {0, 0, above->start};
    for (uint32_t n = 1; below.lines < above->lines && n <= 2 * LABEL_LINES; n++) {
        if (follows_label(f, i + n, below.start)) {
            below.lines++;
            below.rows = n;
        } else if (i + n >= f->c->row_count || !touches(f, i + n) ||
                   !is_beside(f, i + n, below.start)) {
            break;
        }
    }
    return below;
}

/* Whether the text in the row of the numbers may be a line of the label around it, or a line of a label to its left
 * that runs over several rows. */
static int is_inner_line(const fit *f, uint32_t i, uint32_t start) {
    const token *own = leaf_of(f, &f->c->rows[i]);
    return own->start == start || own->end <= start;
}

/* How many rows below row i belong to it and to `above`, as a label around the numbers; SHEAF_NONE: it is none. */
static uint32_t wrapped_rows(const fit *f, uint32_t i, const label_lines *above) {
    if (!above->lines || above->lines > LABEL_LINES ||
        (leaf_of(f, &f->c->rows[i]) &&
         (!is_inner_line(f, i, above->start) || is_numbered_row(f, i) ||
          !is_numbered_row(f, i - above->rows))))
        return SHEAF_NONE;
    label_lines below = as_many_below(f, i, above);
    return below.lines == above->lines ? below.rows : SHEAF_NONE;
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
        if (f->c->rows[i].kind != ROW_DATA)
            continue;
        const token *own = leaf_of(f, &f->c->rows[i]);
        label_lines above = lines_above(f, i, floor, own ? own->start : SHEAF_NONE);
        if (own && !above.lines)
            above = lines_above(f, i, floor, SHEAF_NONE);
        uint32_t n = wrapped_rows(f, i, &above);
        if (n != SHEAF_NONE) {
            rows_join(f, i - above.rows, above.rows + n, above.start);
            i += n;
        } else if ((n = lines_below(f, i)) > 0) {
            rows_join(f, i, n, leaf_of(f, &f->c->rows[i])->start);
            i += n;
        }
        floor = i + 1;
    }
}
