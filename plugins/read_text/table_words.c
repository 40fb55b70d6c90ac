/* Column-aligned tables of words: where numbers are few, alignment alone is the evidence. In three full rows or more,
 * right below each other, each text begins in the very column that it begins in above, and there are three texts
 * or more in a row; a row may leave columns blank. Columns of prose fill their width, cells do not. */
#include "table.h"

enum {
    FIELDS = 32, /* at most, in a row */
    FEWEST = 3,  /* columns, and full rows */
    PARTIAL = 3, /* rows with blank columns between two full ones, at most */
    GAP = 2,     /* display columns between two texts, at least */
    CONFIDENCE = 7000,
    NOT_OURS = TEXT_TAB | TEXT_PIPE | TEXT_RULE | TEXT_FURNITURE | TEXT_EMPTY
};

typedef struct field {
    uint32_t start, end; /* display columns */
    sheaf_str text;
} field;

typedef struct fields {
    field at[FIELDS];
    uint32_t count;
} fields;

/* Display columns of a character, where wide ones take `wide` (a terminal gives them 2, pdftotext 1). */
static uint32_t columns_of(uint32_t c, uint32_t wide) {
    return text_is_wide(c) ? wide : 1;
}

/* Parts the line at gaps; 0 where it has more fields than can be. */
static int read_fields(sheaf_str line, uint32_t wide, fields *f) {
    uint32_t column = 0, blank = GAP;
    f->count = 0;
    for (sheaf_str rest = line; rest.len;) {
        const char *from = rest.ptr;
        uint32_t c = text_take(&rest), width = columns_of(c, wide);
        if (text_is_space(c)) {
            blank += width;
        } else if (blank >= GAP && f->count == FIELDS) {
            return 0;
        } else {
            if (blank >= GAP)
                f->at[f->count++] = (field){.start = column, .text = {from, 0}};
            field *last = &f->at[f->count - 1];
            last->end = column + width;
            last->text.len = (size_t)(rest.ptr - last->text.ptr);
            blank = 0;
        }
        column += width;
    }
    return f->count > 0;
}

/* Which column of the first row begins where this field does; FIELDS for none. */
static uint32_t column_of(const fields *first, const field *f, uint32_t from) {
    while (from < first->count && first->at[from].start != f->start)
        from++;
    return from < first->count ? from : FIELDS;
}

static int is_aligned(const fields *first, const fields *row) {
    uint32_t k = 0;
    for (uint32_t i = 0; i < row->count; i++, k++) {
        k = column_of(first, &row->at[i], k);
        if (k == FIELDS || (k + 1 < first->count && row->at[i].end + 1 > first->at[k + 1].start))
            return 0;
    }
    return 1;
}

typedef struct words_table {
    fields first;
    uint32_t end, full;
    uint64_t ink, room; /* columns that texts take, and that they could, the last one apart */
} words_table;

static void add_row(words_table *t, const fields *row) {
    for (uint32_t i = 0; i + 1 < row->count; i++) {
        t->ink += row->at[i].end - row->at[i].start;
        t->room += row->at[i + 1].start - row->at[i].start - GAP;
    }
}

static int is_outside(const text_run *run, uint32_t line) {
    const text_line *l = &run->lines[line];
    return l->gap || table_is_cut(run, line) || (l->flags & NOT_OURS);
}

static void measure(text_run *run, uint32_t first, uint32_t wide, words_table *t) {
    fields row;
    uint32_t partial = 0;
    *t = (words_table){.end = first};
    if (!read_fields(text_of(run, first), wide, &t->first) || t->first.count < FEWEST)
        return;
    for (uint32_t line = first; line < run->count && table_goes_on(run, line); line++) {
        if ((line > first && is_outside(run, line)) ||
            !read_fields(text_of(run, line), wide, &row) || !is_aligned(&t->first, &row))
            return;
        int full = row.count == t->first.count;
        partial = full ? 0 : partial + 1;
        if (partial > PARTIAL)
            return;
        t->full += (uint32_t)full;
        t->end = line + 1;
        add_row(t, &row);
    }
}

static int is_table(const words_table *t) {
    return t->full >= FEWEST && t->ink * 10 <= t->room * 8;
}

static void emit(text_run *run, uint32_t first, uint32_t wide, const words_table *t) {
    sheaf_block slot = table_slot();
    table_open(run, first, t->first.count, CONFIDENCE, 0);
    for (uint32_t line = first; line < t->end && table_goes_on(run, line); line++, slot.row++) {
        fields row;
        read_fields(text_of(run, line), wide, &row);
        for (uint32_t i = 0, k = 0; i < row.count; i++, k++) {
            k = column_of(&t->first, &row.at[i], k);
            slot.column = k;
            table_cell(run, &slot, line, row.at[i].text);
        }
    }
    table_close(run);
}

uint32_t text_words(text_run *run, uint32_t first) {
    if (!(run->lines[first].flags & TEXT_GAP) || (run->lines[first].flags & NOT_OURS))
        return first;
    for (uint32_t wide = 2; wide > 0; wide--) {
        words_table t;
        measure(run, first, wide, &t);
        if (is_table(&t)) {
            emit(run, first, wide, &t);
            return t.end;
        }
    }
    return first;
}
