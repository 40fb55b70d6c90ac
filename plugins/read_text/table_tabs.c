/* Rows of fields that tabs end: n tabs make n + 1 fields, blank ones included, whatever stands in them. A
 * short line without a tab between two whole rows is a row of one field. The evidence is two fields with text
 * in one line; tabs behind list markers or in front of most lines' only text (indented code) make no table. */
#include "table.h"

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

static int is_lone_row(const text_run *run, uint32_t line, uint32_t columns) {
    if (columns < 3 || line + 1 >= run->count || run->lines[line].length > SHORT_ROW ||
        (run->lines[line].flags & TEXT_RULE))
        return 0;
    const text_line *next = &run->lines[line + 1];
    return next->gap == 0 && !table_is_cut(run, line + 1) && (next->flags & TEXT_TAB) &&
           facts_of(text_of(run, line + 1)).fields == columns;
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

/* How many fields of the line have something in them, and how many of these are quoted. */
typedef struct quoting {
    uint32_t filled, quoted;
} quoting;

static void count_quotes(sheaf_str rest, quoting *all) {
    sheaf_str field;
    for (int more = 1; field_take(&rest, &more, &field);) {
        sheaf_str text = text_trim(field);
        all->filled += text.len > 0;
        all->quoted += (uint32_t)unquote(&text);
    }
}

typedef struct tab_table {
    uint32_t end;
    uint32_t columns;
    int is_table;
    int is_quoted; /* all fields but a few are */
} tab_table;

static tab_table measure(text_run *run, uint32_t first) {
    tab_table t = {first, 0, 0, 0};
    quoting quotes = {0, 0};
    uint32_t rows = 0, markers = 0, indents = 0, pairs = 0, last = 0;
    for (; t.end < run->count; t.end++) {
        if (t.end > first && (run->lines[t.end].gap || table_is_cut(run, t.end)))
            break;
        if (!(run->lines[t.end].flags & TEXT_TAB)) {
            if (last != t.columns || !is_lone_row(run, t.end, t.columns))
                break;
            continue;
        }
        if (!table_goes_on(run, t.end))
            break;
        line_facts facts = facts_of(text_of(run, t.end));
        if (memchr(text_of(run, t.end).ptr, '"', text_of(run, t.end).len))
            count_quotes(text_of(run, t.end), &quotes);
        else
            quotes.filled += facts.filled;
        last = facts.fields;
        if (t.columns < facts.fields)
            t.columns = facts.fields;
        rows++;
        markers += facts.marker != 0;
        indents += facts.indent != 0;
        pairs += facts.filled > 1;
    }
    t.is_table = pairs > 0 && markers < rows && indents * 2 <= rows &&
                 (rows > 1 || t.columns > 2 || table_was_cut(run, TABLE_TABS, first));
    t.is_quoted = quotes.quoted > 3 && quotes.quoted * 10 >= quotes.filled * 9;
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

uint32_t text_tab_rows(text_run *run, uint32_t first) {
    if (!(run->lines[first].flags & TEXT_TAB) || table_was_refused(run, TABLE_TABS, first))
        return first;
    tab_table t = measure(run, first);
    if (!t.is_table)
        return table_refuse(run, TABLE_TABS, first, t.end);
    sheaf_block slot = table_slot();
    table_open(run, first, t.columns, 0, 0);
    if (t.is_quoted)
        table_account(run, first, t.end);
    for (uint32_t line = first; line < t.end && table_goes_on(run, line); line++, slot.row++)
        emit_row(run, &slot, line, t.is_quoted);
    table_close(run);
    return table_ended(run, TABLE_TABS, t.end);
}
