/* Fields with `,` or `;` between them, as RFC 4180 has it: a quoted field may hold separators, line breaks and
 * doubled quotes. Prose is full of commas, so a table takes the same number of fields on every line, at least
 * three lines (two with quoted fields), short fields, and no space behind most separators. */
#include "table.h"

#include <string.h>

/* Where a record is being read: a place in a line, which a quoted field may carry to further lines. */
typedef struct csv_cursor {
    text_run *run;
    uint32_t line;
    uint32_t end; /* no line from here on */
    sheaf_str rest;
    char separator;
    int more;   /* the record has another field */
    int quoted; /* the field taken last was quoted */
    int broken; /* a quote without its other end, or text behind one */
} csv_cursor;

/* Lines that one quoted field may run over: a lone quote must not swallow the document. */
enum { FIELD_LINES = 64 };

static void record_begin(csv_cursor *c, uint32_t line) {
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
    uint32_t last = c->line + FIELD_LINES;
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
        if (c->line + 1 >= c->end || c->line >= last) {
            c->broken = 1;
            return;
        }
        c->rest = text_of(c->run, ++c->line);
    }
}

/* Takes a field; its text goes to `into`, which is NULL while only counting. Returns its length in bytes. */
static size_t field_take(csv_cursor *c, table_filling *into) {
    size_t length = c->rest.len;
    c->quoted = c->rest.len && c->rest.ptr[0] == '"';
    if (c->quoted) {
        skip(c, 1);
        quoted_take(c, into);
    }
    const char *end = c->rest.len ? memchr(c->rest.ptr, c->separator, c->rest.len) : NULL;
    size_t n = end ? (size_t)(end - c->rest.ptr) : c->rest.len;
    sheaf_str plain = text_trim((sheaf_str){c->rest.ptr, n});
    if (c->quoted && plain.len)
        c->broken = 1;
    piece_give(c, into, plain);
    c->more = end != NULL;
    skip(c, end ? n + 1 : n);
    return c->quoted ? 0 : length - c->rest.len;
}

typedef struct csv_table {
    uint32_t end;
    uint32_t columns;
    int is_table;
} csv_table;

/* What a field of a table looks like, against a clause of a sentence. */
enum { SHORT_FIELD = 64 };

typedef struct csv_facts {
    uint32_t fields, quoted, spaced, wordy;
} csv_facts;

static uint32_t record_measure(csv_cursor *c, csv_facts *facts) {
    uint32_t n = 0;
    for (; c->more && !c->broken; n++) {
        if (n && c->rest.len && c->rest.ptr[0] == ' ')
            facts->spaced++;
        facts->wordy += field_take(c, NULL) > SHORT_FIELD;
        facts->quoted += c->quoted != 0;
    }
    facts->fields += n;
    return n;
}

static csv_table measure(text_run *run, uint32_t first, char separator) {
    csv_table t = {first, 0, 0};
    csv_cursor c = {.run = run, .end = run->count, .separator = separator};
    csv_facts facts = {0, 0, 0, 0};
    uint32_t rows = 0;
    int ends_sentence = 0;
    while (t.end < run->count && table_goes_on(run, t.end)) {
        const text_line *l = &run->lines[t.end];
        if ((t.end > first && l->gap) || (l->flags & (TEXT_FURNITURE | TEXT_TAB)))
            break;
        csv_facts before = facts;
        record_begin(&c, t.end);
        uint32_t n = record_measure(&c, &facts);
        if (c.broken || n < 2 || (t.columns && n != t.columns)) {
            facts = before;
            break;
        }
        ends_sentence |= table_ends_sentence(text_of(run, c.line));
        t.columns = n;
        t.end = c.line + 1;
        rows++;
    }
    int joined =
        t.end < run->count && !run->lines[t.end].gap; /* a line of another kind follows at once */
    t.is_table = !joined && rows >= (facts.quoted ? 2u : 3u) && facts.spaced * 4 <= facts.fields &&
                 facts.wordy * 8 <= facts.fields && (facts.quoted || !ends_sentence);
    return t;
}

static void emit(text_run *run, uint32_t first, const csv_table *t, char separator) {
    csv_cursor c = {.run = run, .end = t->end, .separator = separator};
    sheaf_block slot = table_slot();
    table_filling filling;
    table_open(run, first, t->columns, 9500, 0);
    for (uint32_t line = first; line < t->end && table_goes_on(run, line);
         line = c.line + 1, slot.row++) {
        record_begin(&c, line);
        for (slot.column = 0; c.more; slot.column++) {
            table_cell_open(run, &slot, &filling);
            field_take(&c, &filling);
            table_cell_close(run);
        }
    }
    table_close(run);
}

uint32_t text_separated(text_run *run, uint32_t first) {
    static const char separators[] = {';', ','};
    if (!(run->lines[first].flags & TEXT_SEPARATOR) || table_was_refused(run, TABLE_CSV, first))
        return first;
    uint32_t seen = first + 1;
    for (size_t i = 0; i < sizeof(separators); i++) {
        csv_table t = measure(run, first, separators[i]);
        if (t.is_table) {
            emit(run, first, &t, separators[i]);
            return t.end;
        }
        if (seen < t.end)
            seen = t.end;
    }
    return table_refuse(run, TABLE_CSV, first, seen);
}
