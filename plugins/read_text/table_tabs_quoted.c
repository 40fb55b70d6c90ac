/* Tab rows as spreadsheets copy them: a field with a line end or a quote in it stands in quotes, as RFC 4180 has it for
 * commas, and runs on in the next lines. A lone quote, as printed for "the same as above", must not swallow rows: the
 * field opens and closes beside a tab or the end of a line, and no tab stands inside. */
#include "table_csv.h"

#include <string.h>

/* Where the quote stands that closes the field, doubled ones apart; the length of the text for nowhere. */
static size_t closing(sheaf_str text) {
    size_t at = 0;
    for (; at < text.len; at++) {
        if (text.ptr[at] != '"')
            continue;
        if (at + 1 == text.len || text.ptr[at + 1] != '"')
            break;
        at++;
    }
    return at;
}

/* Whether the last field of the text is quoted and goes on behind it. */
static int is_open(sheaf_str text) {
    size_t at = text.len;
    while (at > 0 && text.ptr[at - 1] != '\t')
        at--;
    sheaf_str inside = text_from(text, at + (at < text.len));
    return inside.len > 0 && text.ptr[at] == '"' && closing(inside) == inside.len;
}

/* Takes the end of an open field off the front of the line; 0: it does not end here. *is_broken: it cannot end. */
static int field_close(sheaf_str *text, int *is_broken) {
    size_t at = closing(*text);
    *is_broken = memchr(text->ptr, '\t', at) != NULL;
    if (*is_broken || at == text->len)
        return 0;
    *text = text_from(*text, at + 1);
    *is_broken = text->len > 0 && *text->ptr != '\t';
    return !*is_broken;
}

int tab_record_begin(csv_cursor *c, text_run *run, uint32_t line, uint32_t end) {
    *c = (csv_cursor){.run = run, .end = end, .separator = &csv_tab};
    for (csv_record_begin(c, line); c->more && !c->broken;)
        csv_field_take(c, NULL);
    if (c->broken)
        return 0;
    csv_record_begin(c, line);
    return 1;
}

uint32_t tab_record_end(text_run *run, uint32_t first) {
    uint32_t line = first, has_tab = run->lines[first].flags & TEXT_TAB;
    sheaf_str text = text_of(run, first);
    int is_broken = 0;
    while (is_open(text)) {
        do {
            if (++line >= run->count || line - first > CSV_QUOTED_LINES || table_is_cut(run, line))
                return first + 1;
            text = text_of(run, line);
        } while (!field_close(&text, &is_broken) && !is_broken);
        if (is_broken)
            return first + 1;
        has_tab |= run->lines[line].flags & TEXT_TAB;
    }
    csv_cursor c;
    return has_tab && line > first && tab_record_begin(&c, run, first, line + 1) ? line + 1
                                                                                 : first + 1;
}

int tab_is_row(text_run *run, uint32_t line) {
    sheaf_str text = text_of(run, line);
    return (run->lines[line].flags & TEXT_TAB) ||
           (text.len > 1 && *text.ptr == '"' && tab_record_end(run, line) > line + 1);
}

int tab_is_doubled(sheaf_str field) {
    if (field.len < 2 || *field.ptr != '"')
        return 0;
    sheaf_str inside = text_from(field, 1);
    size_t end = closing(inside);
    return end + 1 == inside.len && memchr(inside.ptr, '"', end) != NULL;
}
