/* Fields as RFC 4180 has them: a quoted field may hold separators, line breaks and doubled quotes. Its text is given
 * out in pieces between the doubled quotes, so that nothing is copied and each piece has its place. */
#include "table_csv.h"

#include "entity.h"

#include <string.h>

const csv_separator csv_tab = {.mark = {"\t", 1}, .flag = TEXT_TAB};

void csv_record_begin(csv_cursor *c, uint32_t line) {
    c->line = line;
    c->rest = text_of(c->run, line);
    c->more = 1;
}

static void skip(csv_cursor *c, size_t n) {
    c->rest = (sheaf_str){c->rest.ptr + n, c->rest.len - n};
}

static void piece_give(csv_cursor *c, table_filling *into, sheaf_str piece) {
    if (into && piece.len)
        table_piece(c->run, into, c->line, piece);
}

/* The inside of a quoted field, up to its closing quote, given out piece by piece. */
static void quoted_take(csv_cursor *c, table_filling *into) {
    uint32_t last = c->line + CSV_QUOTED_LINES;
    for (;;) {
        const char *quote = c->rest.len ? memchr(c->rest.ptr, '"', c->rest.len) : NULL;
        size_t n = quote ? (size_t)(quote - c->rest.ptr) : c->rest.len;
        int doubled = quote && n + 1 < c->rest.len && quote[1] == '"';
        piece_give(c, into, (sheaf_str){c->rest.ptr, n + (size_t)doubled});
        skip(c, quote ? n + 1 + (size_t)doubled : n);
        if (quote && !doubled)
            return;
        if (quote)
            continue;
        if (c->line + 1 >= c->end || c->line >= last || table_is_cut(c->run, c->line + 1)) {
            c->broken = 1;
            return;
        }
        c->rest = text_of(c->run, ++c->line);
    }
}

/* The next separator; NULL for none. The `;` of `&nbsp;` parts nothing. */
static const char *separator_find(sheaf_str text, const csv_separator *by) {
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; at < end; at++) {
        at = memchr(at, by->mark.ptr[0], (size_t)(end - at));
        if (at == NULL)
            return NULL;
        sheaf_str rest = {at, (size_t)(end - at)};
        if (text_starts(rest, by->mark) &&
            (!by->is_spaced || rest.len == by->mark.len || at[by->mark.len] == ' ') &&
            (*at != ';' || !entity_ends((sheaf_str){text.ptr, (size_t)(at - text.ptr) + 1})))
            return at;
    }
    return NULL;
}

int csv_is_whole(sheaf_str line, const csv_separator *separator) {
    return line.len && *line.ptr != '"' && !separator_find(line, separator);
}

sheaf_str csv_field_take(csv_cursor *c, table_filling *into) {
    c->quoted = c->rest.len && c->rest.ptr[0] == '"';
    if (c->quoted) {
        skip(c, 1);
        quoted_take(c, into);
    }
    const char *end = separator_find(c->rest, c->separator);
    size_t n = end ? (size_t)(end - c->rest.ptr) : c->rest.len;
    sheaf_str plain = text_trim((sheaf_str){c->rest.ptr, n});
    if (c->quoted && plain.len)
        c->broken = 1;
    piece_give(c, into, plain);
    c->more = end != NULL;
    skip(c, end ? n + c->separator->mark.len : n);
    if (end && c->separator->is_spaced && c->rest.len)
        skip(c, 1);
    return c->quoted ? SHEAF_STR("") : plain;
}
