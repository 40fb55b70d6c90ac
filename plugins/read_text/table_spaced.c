/* Rows of fields that just as many spaces part everywhere, two or more, as programs join cells: nothing is padded, so no display
 * column tells the fields apart, and a blank one leaves no trace. The evidence is gaps of one width in every line, fields
 * that do not stand below each other, and numbers. What stands in columns is left to table_columns.c. */
#include "table_columns.h"

enum {
    WIDEST = 8,     /* spaces between two fields, at most */
    SHORT_ROW = 60, /* bytes of a row of one field, at most */
    OTHERS = TEXT_TAB | TEXT_PIPE | TEXT_RULE
};

/* What is left of a line, and the width of its gaps: 0 until one was seen, -1 where they differ. */
typedef struct fields {
    sheaf_str rest;
    int gap;
} fields;

static fields fields_of(const text_run *run, uint32_t line) {
    sheaf_str text = text_of(run, line);
    while (text.len && text.ptr[text.len - 1] == ' ')
        text.len--;
    return (fields){text, text.len && text.ptr[0] == ' ' ? -1 : 0};
}

static int spaces_at(sheaf_str text, size_t at) {
    size_t end = at;
    while (end < text.len && text.ptr[end] == ' ')
        end++;
    return end - at > WIDEST ? WIDEST + 1 : (int)(end - at);
}

/* The field in front, up to a gap; 0 behind the last. */
static int field_take(fields *f, sheaf_str *field) {
    sheaf_str text = f->rest;
    size_t at = 0;
    int wide = 0;
    while (at < text.len && (wide = spaces_at(text, at)) < 2)
        at += wide ? (size_t)wide : 1;
    *field = (sheaf_str){text.ptr, at};
    f->rest = text_from(text, at < text.len ? at + (size_t)wide : at);
    if (at < text.len)
        f->gap = wide > WIDEST || (f->gap && f->gap != wide) ? -1 : wide;
    return at > 0;
}

typedef struct spaced_table {
    uint32_t end, rows, columns;
    int gap;                /* of all its lines */
    uint32_t cells, values; /* fields behind the first of their rows; numbers among them */
    uint32_t below,
        ragged; /* fields with one as far to the left above them; of these, those that it does not stand above */
} spaced_table;

enum { LOOKED_AT = 16 }; /* fields of a row whose extents are compared */

/* Display columns of the fields of a row. */
typedef struct extents {
    uint32_t start[LOOKED_AT], end[LOOKED_AT];
    uint32_t count, column; /* column: where the next field begins */
} extents;

static void add_field(spaced_table *t, const extents *above, extents *now, sheaf_str field) {
    uint32_t k = now->count++, start = now->column, end = start + text_width(field, UINT32_MAX);
    now->column = end + (uint32_t)t->gap;
    t->cells += k > 0;
    t->values += k > 0 && columns_is_number(field);
    if (k >= LOOKED_AT)
        return;
    now->start[k] = start;
    now->end[k] = end;
    if (k > 0 && k < above->count) {
        t->below++;
        t->ragged += above->start[k] != start && above->end[k] != end;
    }
}

/* Adds a line; 0 where its gaps are none of this table. */
static int add_row(spaced_table *t, const text_run *run, uint32_t line, extents *above) {
    fields f = fields_of(run, line), look = f;
    sheaf_str field;
    while (look.gap >= 0 && field_take(&look, &field)) {
    }
    if (look.gap <= 0 || (t->gap && look.gap != t->gap))
        return 0;
    t->gap = look.gap;
    extents now = {.count = 0};
    while (field_take(&f, &field))
        add_field(t, above, &now, field);
    t->columns = now.count > t->columns ? now.count : t->columns;
    t->rows++;
    now.count = now.count < LOOKED_AT ? now.count : LOOKED_AT;
    *above = now;
    return 1;
}

static int is_row(const text_run *run, uint32_t line) {
    return (run->lines[line].flags & (TEXT_GAP | OTHERS)) == TEXT_GAP;
}

/* A short line without gaps right between two rows: the head of a part of the table. */
static int is_lone_row(const text_run *run, uint32_t line) {
    const text_line *l = &run->lines[line];
    return line + 1 < run->count && l->length <= SHORT_ROW && !(l->flags & OTHERS) &&
           run->lines[line + 1].gap == 0 && !table_is_cut(run, line + 1) && is_row(run, line + 1) &&
           !table_ends_sentence(text_of(run, line));
}

/* The lines of the block; one whose gaps are others means that it is no such table. */
static spaced_table measure(text_run *run, uint32_t first) {
    spaced_table t = {.end = first};
    extents above = {.count = 0};
    int is_even = 1;
    for (; t.end < run->count && table_goes_on(run, t.end); t.end++) {
        if (t.end > first && (run->lines[t.end].gap || table_is_cut(run, t.end)))
            break;
        if (!is_row(run, t.end) && !is_lone_row(run, t.end))
            break;
        is_even &= !is_row(run, t.end) || add_row(&t, run, t.end, &above);
    }
    t.rows = is_even ? t.rows : 0;
    return t;
}

/* Numbers are what parts such rows from sentences that a typist parted by two spaces. */
static int is_table(const spaced_table *t) {
    return t->rows > 1 && t->columns > 2 && t->values * 3 >= t->cells && t->ragged * 4 > t->below;
}

static void emit_row(text_run *run, sheaf_block *slot, uint32_t line) {
    fields f = fields_of(run, line);
    sheaf_str field;
    for (slot->column = 0; field_take(&f, &field); slot->column++)
        table_cell(run, slot, line, field);
}

uint32_t text_spaced(text_run *run, uint32_t first) {
    if (!is_row(run, first) || table_was_refused(run, TABLE_SPACED, first))
        return first;
    spaced_table t = measure(run, first);
    if (!is_table(&t))
        return table_refuse(run, TABLE_SPACED, first, t.end > first ? t.end : first + 1);
    sheaf_block slot = table_slot();
    table_open(run, first, t.columns, 0, 0);
    for (uint32_t line = first; line < t.end && table_goes_on(run, line); line++, slot.row++)
        emit_row(run, &slot, line);
    table_close(run);
    return table_ended(run, TABLE_SPACED, t.end);
}
