/* Rows of fields that tabs end: n tabs make n + 1 fields, blank ones included, whatever stands in them. A
 * short line without a tab between two whole rows is a row of one field. The evidence is two fields with text
 * in one line; tabs behind list markers or in front of most lines' only text (indented code) make no table. */
#include "table_csv.h"

#include <string.h>

/* Takes the field in front, up to its tab; whether there was one. */
static int field_take(sheaf_str *rest, int *more, sheaf_str *field) {
    if (!*more)
        return 0;
    const char *tab = rest->len ? memchr(rest->ptr, '\t', rest->len) : NULL;
    size_t n = tab ? (size_t)(tab - rest->ptr) : rest->len;
    *field = (sheaf_str){rest->ptr, n};
    *more = tab != NULL;
    *rest = tab ? (sheaf_str){tab + 1, rest->len - n - 1} : (sheaf_str){rest->ptr + n, 0};
    return 1;
}

/* What a line shows: how many fields, and of them how many hold text (counted to 2). */
typedef struct line_facts {
    uint32_t fields;
    uint32_t filled;
    int marker; /* exactly two fields, and the first is `1.`, `(a)`, `•` or the like */
    int indent; /* the last field alone holds text */
} line_facts;

static int is_marker(sheaf_str text) {
    static const uint32_t ends[] = {'.', ')', 0x3001, 0xFF09, 0xFF0E}; /* 、 ） ． */
    text = text_trim(text);
    if (!text.len || text.len > 9)
        return 0;
    sheaf_str rest = text;
    uint32_t first = text_take(&rest), last = text_last(text);
    if (!rest.len)
        return first < 0x80 ? first == '-' || first == '*' || first == '+' : first < 0x3000;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (last == ends[i])
            return 1;
    return 0;
}

static line_facts facts_of(sheaf_str line) {
    line_facts facts = {0, 0, 0, 0};
    sheaf_str rest = line, field = {line.ptr, 0}, front = field;
    for (int more = 1; field_take(&rest, &more, &field); facts.fields++) {
        if (!facts.fields)
            front = field;
        if (facts.filled < 2 && text_trim(field).len)
            facts.filled++;
    }
    facts.indent = facts.fields > 1 && facts.filled == 1 && text_trim(field).len;
    facts.marker = facts.fields == 2 && facts.filled == 2 && is_marker(front);
    return facts;
}

/* Display columns up to which a line without a tab may be a row of its own between two whole rows. */
enum { SHORT_ROW = 60 };

/* What the row in lines [line, end) shows: its quoted fields may go over lines. */
static line_facts record_facts(text_run *run, uint32_t line, uint32_t end) {
    line_facts facts = {0, 0, 0, 0};
    csv_cursor c;
    if (end == line + 1)
        return facts_of(text_of(run, line));
    (void)tab_record_begin(&c, run, line, end); /* tab_record_end has found that it is whole */
    for (; c.more; facts.fields++) {
        sheaf_str field = csv_field_take(&c, NULL);
        facts.filled += facts.filled < 2 && (c.quoted || field.len);
    }
    return facts;
}

static int is_lone_row(text_run *run, uint32_t line, uint32_t columns) {
    if (columns < 3 || line + 1 >= run->count || run->lines[line].length > SHORT_ROW ||
        (run->lines[line].flags & TEXT_RULE))
        return 0;
    uint32_t next = line + 1;
    return run->lines[next].gap == 0 && !table_is_cut(run, next) && tab_is_row(run, next) &&
           record_facts(run, next, tab_record_end(run, next)).fields == columns;
}

/* `"12"` without its quotes, as spreadsheets put them around every field; a quote inside leaves the field as it is. */
static int unquote(sheaf_str *field) {
    sheaf_str inside = {field->ptr + 1, field->len - 2};
    if (field->len < 2 || *field->ptr != '"' || field->ptr[field->len - 1] != '"' ||
        memchr(inside.ptr, '"', inside.len))
        return 0;
    *field = inside;
    return 1;
}

/* How many fields of the lines have something in them, how many of these are quoted, and what only quoting explains:
 * quotes doubled, fields over lines. */
typedef struct quoting {
    uint32_t filled, quoted, certain;
} quoting;

static void count_quotes(sheaf_str rest, quoting *all) {
    sheaf_str field;
    for (int more = 1; field_take(&rest, &more, &field);) {
        sheaf_str text = text_trim(field);
        all->filled += text.len > 0;
        all->certain += (uint32_t)tab_is_doubled(text);
        all->quoted += (uint32_t)unquote(&text);
    }
}

typedef struct tab_table {
    uint32_t end;
    uint32_t columns;
    int is_table;
    int is_quoted;  /* all fields but a few are */
    int is_certain; /* quotes are RFC 4180's, wherever they stand around a field */
} tab_table;

/* What the rows show so far. */
typedef struct tab_rows {
    uint32_t rows, markers, indents, pairs;
    uint32_t last; /* fields of the last one */
    quoting quotes;
} tab_rows;

static void row_add(text_run *run, tab_rows *all, uint32_t line, uint32_t end) {
    line_facts facts = record_facts(run, line, end);
    if (end > line + 1)
        all->quotes.certain++;
    else if (memchr(text_of(run, line).ptr, '"', text_of(run, line).len))
        count_quotes(text_of(run, line), &all->quotes);
    else
        all->quotes.filled += facts.filled;
    all->last = facts.fields;
    all->rows++;
    all->markers += facts.marker != 0;
    all->indents += facts.indent != 0;
    all->pairs += facts.filled > 1;
}

static tab_table measure(text_run *run, uint32_t first) {
    tab_table t = {first, 0, 0, 0, 0};
    tab_rows all = {.rows = 0};
    for (uint32_t end; t.end < run->count; t.end = end) {
        end = t.end + 1;
        if (t.end > first && (run->lines[t.end].gap || table_is_cut(run, t.end)))
            break;
        if (!tab_is_row(run, t.end)) {
            if (all.last != t.columns || !is_lone_row(run, t.end, t.columns))
                break;
            continue;
        }
        if (!table_goes_on(run, t.end))
            break;
        end = tab_record_end(run, t.end);
        row_add(run, &all, t.end, end);
        t.columns = t.columns < all.last ? all.last : t.columns;
    }
    t.is_table = all.pairs > 0 && all.markers < all.rows && all.indents * 2 <= all.rows &&
                 (all.rows > 1 || t.columns > 2 || table_was_cut(run, TABLE_TABS, first));
    t.is_certain = all.quotes.certain > 0;
    t.is_quoted = all.quotes.quoted > 3 && all.quotes.quoted * 10 >= all.quotes.filled * 9;
    return t;
}

static void emit_row(text_run *run, sheaf_block *slot, uint32_t line, int is_quoted) {
    sheaf_str rest = text_of(run, line), field;
    slot->column = 0;
    for (int more = 1; field_take(&rest, &more, &field); slot->column++) {
        sheaf_str text = text_trim(field);
        if (is_quoted && unquote(&text))
            field = text_trim(text);
        table_cell(run, slot, line, field);
    }
}

static void emit_record(text_run *run, sheaf_block *slot, csv_cursor *c) {
    table_filling filling;
    for (slot->column = 0; c->more; slot->column++) {
        table_cell_open(run, slot, &filling);
        csv_field_take(c, &filling);
        table_cell_close(run);
    }
}

uint32_t text_tab_rows(text_run *run, uint32_t first) {
    if (!tab_is_row(run, first) || table_was_refused(run, TABLE_TABS, first))
        return first;
    tab_table t = measure(run, first);
    if (!t.is_table)
        return table_refuse(run, TABLE_TABS, first, t.end);
    sheaf_block slot = table_slot();
    table_open(run, first, t.columns, 0, 0);
    if (t.is_quoted || t.is_certain)
        table_account(run, first, t.end);
    for (uint32_t line = first, end; line < t.end && table_goes_on(run, line); line = end) {
        csv_cursor c;
        end = tab_record_end(run, line);
        if (t.is_certain && tab_record_begin(&c, run, line, end))
            emit_record(run, &slot, &c);
        else
            emit_row(run, &slot, line, t.is_quoted);
        slot.row++;
    }
    table_close(run);
    return table_ended(run, TABLE_TABS, t.end);
}
