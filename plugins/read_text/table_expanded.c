/* Rows whose tabs a program turned into spaces, eight columns each: a field begins where its tab ended, at a multiple of eight, and a
 * long one moves all that stand behind it. The evidence is that every field of many does, that the rows have as many
 * fields then, and that they do not stand below each other as columns do. */
#include "table.h"

enum {
    STOP = 8,
    SHORT_ROW = 60,
    ENOUGH = 12,
    LOOKED_AT = 32,
    OTHERS = TEXT_TAB | TEXT_PIPE | TEXT_RULE
};

/* What is left of a line, and the display column at which it begins. */
typedef struct expanded_fields {
    sheaf_str rest;
    uint32_t column;
    uint32_t vague;  /* quotation marks and dashes before it, which some print two columns wide */
    uint32_t blanks; /* fields without text before the next one */
    int is_off;      /* 1: a field began where no tab ends */
} expanded_fields;

static expanded_fields fields_of(const text_run *run, uint32_t line) {
    sheaf_str text = text_of(run, line);
    while (text.len && text.ptr[text.len - 1] == ' ')
        text.len--;
    return (expanded_fields){.rest = text};
}

/* How many spaces stand in front. */
static size_t spaces_of(sheaf_str text) {
    size_t n = 0;
    while (n < text.len && text.ptr[n] == ' ')
        n++;
    return n;
}

/* Quotation marks, dashes and dots of U+2000 to U+203F. */
static uint32_t vague_in(sheaf_str text) {
    uint32_t count = 0;
    for (size_t i = 0; i + 2 < text.len; i++)
        count += (unsigned char)text.ptr[i] == 0xE2 && (unsigned char)text.ptr[i + 1] == 0x80;
    return count;
}

/* The tabs that the spaces in front were, as `blanks` fields and one more; a single one inside a field is none. */
static uint32_t tabs_of(expanded_fields *f) {
    size_t n = spaces_of(f->rest);
    uint32_t wider = (f->column + (uint32_t)n) % STOP != 0 ? f->vague : 0;
    uint32_t end = f->column + wider + (uint32_t)n;
    uint32_t tabs = end / STOP - (f->column + wider) / STOP;
    if (n == 0 || (n == 1 && end % STOP != 0))
        return 0;
    f->is_off |= end % STOP != 0;
    f->rest = text_from(f->rest, n);
    f->column = end;
    f->vague = 0;
    return tabs > 0 ? tabs : 1;
}

/* The next field with text; 0 behind the last. */
static int field_take(expanded_fields *f, int is_first, sheaf_str *field) {
    uint32_t tabs = tabs_of(f);
    size_t at = 0;
    f->blanks = is_first || tabs == 0 ? tabs : tabs - 1;
    sheaf_str text = f->rest;
    while (f->rest.len && !f->is_off) {
        size_t n = 0;
        while (n < f->rest.len && f->rest.ptr[n] != ' ')
            n++;
        expanded_fields look = *f;
        if (n == 0 && tabs_of(&look) > 0)
            break;
        n += n == 0; /* a space inside the field */
        f->column += text_width((sheaf_str){f->rest.ptr, n}, UINT32_MAX);
        f->vague += vague_in((sheaf_str){f->rest.ptr, n});
        f->rest = text_from(f->rest, n);
        at += n;
    }
    *field = (sheaf_str){text.ptr, at};
    return at > 0 && !f->is_off;
}

typedef struct expanded_table {
    uint32_t end, columns;
    uint32_t rows, whole;       /* rows of several fields; of them, those with the most */
    uint32_t stops;             /* fields behind the first of their rows */
    uint32_t starts[LOOKED_AT]; /* where such fields begin, each column once */
    uint32_t distinct, most;    /* how many; how many fields with text a row has behind its first */
    int is_off;
} expanded_table;

static void add_start(expanded_table *t, uint32_t column) {
    for (uint32_t i = 0; i < t->distinct; i++)
        if (t->starts[i] == column)
            return;
    if (t->distinct < LOOKED_AT)
        t->starts[t->distinct++] = column;
}

static void add_row(expanded_table *t, const text_run *run, uint32_t line) {
    expanded_fields f = fields_of(run, line);
    uint32_t fields = 0, texts = 0;
    sheaf_str field;
    for (int is_first = 1; field_take(&f, is_first, &field); is_first = 0) {
        fields += f.blanks + 1;
        if (texts++ > 0) {
            t->stops++;
            add_start(t, f.column - text_width(field, UINT32_MAX));
        }
    }
    t->is_off |= f.is_off;
    t->most = texts > t->most + 1 ? texts - 1 : t->most;
    if (fields > t->columns) {
        t->columns = fields;
        t->whole = 0;
    }
    t->rows += texts > 1;
    t->whole += texts > 1 && fields == t->columns;
}

static int is_row(const text_run *run, uint32_t line) {
    return (run->lines[line].flags & (TEXT_GAP | OTHERS)) == TEXT_GAP;
}

/* A short line of one field right above a row. */
static int is_lone_row(const text_run *run, uint32_t line) {
    const text_line *l = &run->lines[line];
    return line + 1 < run->count && l->length <= SHORT_ROW && !(l->flags & (OTHERS | TEXT_GAP)) &&
           run->lines[line + 1].gap == 0 && !table_is_cut(run, line + 1) && is_row(run, line + 1) &&
           !table_ends_sentence(text_of(run, line));
}

static expanded_table measure(text_run *run, uint32_t first) {
    expanded_table t = {.end = first};
    for (; t.end < run->count && !t.is_off && table_goes_on(run, t.end); t.end++) {
        if (t.end > first && (run->lines[t.end].gap || table_is_cut(run, t.end)))
            break;
        if (!is_row(run, t.end) && !is_lone_row(run, t.end))
            break;
        add_row(&t, run, t.end);
    }
    return t;
}

static int is_table(const expanded_table *t) {
    return !t->is_off && t->stops >= ENOUGH && t->columns > 2 && t->whole > 1 &&
           t->whole * 4 >= t->rows && t->distinct > t->most;
}

static void emit_row(text_run *run, sheaf_block *slot, uint32_t line) {
    expanded_fields f = fields_of(run, line);
    sheaf_str field;
    slot->column = 0;
    for (int is_first = 1; field_take(&f, is_first, &field); is_first = 0, slot->column++) {
        for (uint32_t i = 0; i < f.blanks; i++, slot->column++)
            table_cell(run, slot, line, (sheaf_str){field.ptr, 0});
        table_cell(run, slot, line, field);
    }
}

uint32_t text_expanded(text_run *run, uint32_t first) {
    if ((!is_row(run, first) && !is_lone_row(run, first)) ||
        table_was_refused(run, TABLE_EXPANDED, first))
        return first;
    expanded_table t = measure(run, first);
    if (!is_table(&t))
        return table_refuse(run, TABLE_EXPANDED, first, t.end > first ? t.end : first + 1);
    sheaf_block slot = table_slot();
    table_open(run, first, t.columns, 0, 0);
    for (uint32_t line = first; line < t.end && table_goes_on(run, line); line++, slot.row++)
        emit_row(run, &slot, line);
    table_close(run);
    return table_ended(run, TABLE_EXPANDED, t.end);
}
