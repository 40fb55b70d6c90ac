/* Nested row heads, `三、…` `（一）…` `1.…`, as columns: a label belongs to the level that it begins in, however far it
 * runs. Two labels in one row need an edge between their starts; the fewest edges that serve all rows are the levels, so
 * that no level is invented. Only labels of wide characters are read so: others hold gaps of their own. */
#include "table_fit.h"

#include <string.h>

static int is_wide_text(const fit *f, const row *r, const token *t) {
    sheaf_str rest = token_text(f->run, r->line, t);
    while (t->kind == TOKEN_TEXT && t->start < f->left && rest.len)
        if (text_is_wide(text_take(&rest)))
            return 1;
    return 0;
}

/* Notes for each pair of labels where the second begins how far to the left the edge may be; whether there is any. */
static int needs_note(const fit *f, uint32_t *needs) {
    int any = 0;
    for (uint32_t i = f->body; i < f->c->row_count; i++) {
        const row *r = &f->c->rows[i];
        const token *t = &f->c->tokens[r->token];
        for (uint32_t k = 1; r->kind != ROW_RULE && k < r->count; k++) {
            if (!is_wide_text(f, r, &t[k]) || !is_wide_text(f, r, &t[k - 1]))
                continue;
            needs[t[k].start] = most(needs[t[k].start], t[k - 1].start + 1);
            any = 1;
        }
    }
    return any;
}

/* Whether all columns left of the numbers hold nothing but labels. */
static int are_labels(const fit *f, uint32_t count) {
    for (uint32_t k = 0; k < count; k++)
        if (f->c->columns[k].numbers || f->c->columns[k].end > f->left)
            return 0;
    return count > 0;
}

/* Puts the columns of the levels where `count` label columns were. 0: no memory. */
static int levels_set(fit *f, uint32_t count, const uint32_t *needs) {
    table_columns *c = f->c;
    uint32_t levels = 1, edge = 0;
    for (uint32_t x = 1; x < f->left; x++)
        if (needs[x] > edge)
            edge = x, levels++;
    c->columns = table_grow(f->run, ROOM_COLUMNS, (size_t)c->column_count + levels, sizeof(column));
    if (!c->columns)
        return 0;
    memmove(c->columns + levels, c->columns + count, (c->column_count - count) * sizeof(column));
    c->column_count = c->column_count - count + levels;
    column *to = c->columns;
    *to = (column){.start = 0};
    edge = 0;
    for (uint32_t x = 1; x < f->left; x++)
        if (needs[x] > edge) {
            edge = to->end = x;
            *++to = (column){.start = x};
        }
    to->end = f->left;
    f->levels = levels;
    return 1;
}

int fit_level_labels(fit *f) {
    uint32_t count = 0;
    while (f->left != UINT32_MAX && count < f->c->column_count &&
           f->c->columns[count].start < f->left)
        count++;
    while (f->body < f->c->row_count && f->c->rows[f->body].kind != ROW_DATA)
        f->body++;
    if (f->left == UINT32_MAX || !are_labels(f, count))
        return 1;
    uint32_t *needs = table_grow(f->run, ROOM_LEVELS, (size_t)f->left + 1, sizeof(uint32_t));
    if (!needs)
        return 0;
    memset(needs, 0, ((size_t)f->left + 1) * sizeof(uint32_t));
    return !needs_note(f, needs) || levels_set(f, count, needs);
}

int fit_place_label(const fit *f, uint32_t i, uint32_t k) {
    const row *r = &f->c->rows[i];
    token *t = &f->c->tokens[r->token + k];
    if (!f->levels || i < f->body || t->kind != TOKEN_TEXT || t->start >= f->left)
        return 0;
    uint32_t stop = f->levels;
    if (k + 1 < r->count && t[1].start < f->left)
        stop = least(stop, fit_column_behind(f->c, t[1].start));
    t->first = t->last = fit_column_behind(f->c, t->start);
    while (t->last + 1 < stop && f->c->columns[t->last + 1].start < t->end)
        t->last++;
    return 1;
}
