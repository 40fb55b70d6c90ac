/* The Table Schema of a table, found in two walks: the header rows and what their cells are named, then the kinds
 * of the texts below. A name is the header's texts from top to bottom; one that another column has, too, gets the
 * number of its column behind it in brackets, and so does one that ends in a bracket: no two can be the same. */
#include "csv.h"
#include <stddef.h>
#include <stdlib.h>

#define NAME_MOST 200u

typedef struct survey {
    csv_out *out;
    const csv_table *table;
    uint32_t head;    /* header rows */
    uint64_t escaped; /* cells that got an apostrophe */
} survey;

/* ---- labels: what a header cell says, in one line ---- */

typedef struct line {
    char bytes[NAME_MOST + 4];
    size_t length;
    int has_gap;
} line;

/* White space and controls are one blank. 0: the line is full. */
static int add_text(line *l, sheaf_str text) {
    while (text.len > 0) {
        size_t space = csv_space_in_front(text);
        if (space == 0 && (unsigned char)*text.ptr < 0x20)
            space = 1;
        size_t bytes = space > 0 ? space : 1;
        while (space == 0 && bytes < text.len && (text.ptr[bytes] & 0xC0) == 0x80)
            bytes++;
        if (l->length + bytes + 1 > NAME_MOST)
            return 0;
        if (space == 0) {
            if (l->has_gap && l->length > 0)
                l->bytes[l->length++] = ' ';
            memcpy(l->bytes + l->length, text.ptr, bytes);
            l->length += bytes;
        }
        l->has_gap = space > 0;
        text = (sheaf_str){text.ptr + bytes, text.len - bytes};
    }
    return 1;
}

static sheaf_str label_of(csv_out *out, uint32_t cell) {
    line l = {.length = 0};
    sheaf_str piece;
    csv_pieces pieces = csv_node_text(out, cell);
    while (csv_take(&pieces, &piece) && add_text(&l, piece))
        ;
    char *label = out->host->scratch(out->job, l.length + 1);
    if (label == NULL)
        return SHEAF_STR("");
    memcpy(label, l.bytes, l.length);
    return (sheaf_str){label, l.length};
}

/* ---- header rows ---- */

static int is_header_row(const survey *s) {
    for (uint32_t column = 0; column < s->table->columns; column++) {
        const sheaf_cell *cell = csv_slot_cell(s->out, column);
        if (cell == NULL || !(cell->header & SHEAF_HEADER_COLUMN))
            return 0;
    }
    return s->table->columns > 0;
}

/* A cell is asked once; its other slots have the label of the slot beside or above. */
static int keep_heads(survey *s, uint32_t row) {
    csv_out *out = s->out;
    void *heads = out->heads;
    size_t columns = s->table->columns;
    size_t used = s->head * columns;
    if (!csv_grow(out, &heads, &out->head_room, used + columns, sizeof *out->heads))
        return 0;
    out->heads = heads;
    for (uint32_t i = 0; i < columns; i++) {
        const sheaf_cell *cell = csv_slot_cell(out, i);
        sheaf_str *label = &out->heads[used + i];
        int is_first = cell->row == row && cell->column == i;
        *label = is_first            ? label_of(out, out->slots[i].cell)
                 : cell->column == i ? label[-(ptrdiff_t)columns]
                                     : label[-1];
    }
    s->head++;
    return 1;
}

/* ---- kinds ---- */

static void look_at_row(survey *s, uint32_t row) {
    csv_out *out = s->out;
    for (uint32_t column = 0; column < s->table->columns; column++) {
        csv_pieces text = csv_slot_text(out, row, column);
        if (row >= s->head)
            out->columns[column].kinds |= csv_kind_of(text);
        s->escaped += !out->options.keep && csv_is_formula(text);
    }
}

/* Rows are header rows until the first that is none; `is_above` is 0 where there are none at all. */
static sheaf_status look(survey *s, int is_above) {
    csv_grid grid = csv_grid_of(s->out, s->table);
    for (uint32_t i = 0; i < s->table->columns; i++)
        s->out->columns[i] = (csv_column){.place = i};
    for (uint32_t row = 0; row < s->table->rows; row++) {
        sheaf_status status = s->out->host->tick(s->out->job, row, s->table->rows);
        if (status != SHEAF_OK)
            return status;
        csv_grid_row(&grid, row);
        is_above = is_above && is_header_row(s) && keep_heads(s, row);
        look_at_row(s, row);
    }
    return SHEAF_OK;
}

/* A table of nothing but header rows does not say where its data begins, and programs would drop all of it. */
static sheaf_status find_head(survey *s, csv_out *out, const csv_table *table) {
    *s = (survey){.out = out, .table = table};
    sheaf_status status = look(s, 1);
    if (status != SHEAF_OK || s->head < table->rows)
        return status;
    *s = (survey){.out = out, .table = table};
    return look(s, 0);
}

/* ---- names ---- */

/* Empty where the header says nothing. */
static sheaf_str name_of(const survey *s, uint32_t column, line *l) {
    const char *above = NULL;
    l->length = 0;
    for (uint32_t row = 0; row < s->head; row++) {
        sheaf_str label = s->out->heads[(size_t)row * s->table->columns + column];
        l->has_gap = 1;
        if (label.ptr != above && !add_text(l, label))
            break;
        above = label.ptr;
    }
    return (sheaf_str){l->bytes, l->length};
}

/* FNV-1a: a hash that two names share by chance costs them a number behind them, and nothing else. */
static uint64_t hash_of(sheaf_str text) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211u;
    return hash;
}

static int by_hash(const void *left, const void *right) {
    const csv_column *a = left;
    const csv_column *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static int by_place(const void *left, const void *right) {
    const csv_column *a = left;
    const csv_column *b = right;
    return (a->place > b->place) - (a->place < b->place);
}

static void tell_names(survey *s) {
    csv_column *columns = s->out->columns;
    uint32_t count = s->table->columns;
    line l;
    for (uint32_t i = 0; i < count; i++) {
        sheaf_str text = name_of(s, i, &l);
        columns[i].hash = hash_of(text);
        columns[i].is_named = text.len > 0 && text.ptr[text.len - 1] != ']';
    }
    qsort(columns, count, sizeof *columns, by_hash);
    for (uint32_t i = 1; i < count; i++)
        if (columns[i].hash == columns[i - 1].hash)
            columns[i].is_named = columns[i - 1].is_named = 0;
    qsort(columns, count, sizeof *columns, by_place);
}

/* ---- the members ---- */

static void put_name(const survey *s, uint32_t column) {
    line l;
    sheaf_str text = name_of(s, column, &l);
    if (text.len == 0)
        text = SHEAF_STR("column");
    if (s->out->columns[column].is_named) {
        csv_json_string(s->out, text);
        return;
    }
    char whole[NAME_MOST + 32];
    char digits[20];
    char *first = csv_digits(digits + sizeof digits, (uint64_t)column + 1);
    size_t count = (size_t)(digits + sizeof digits - first);
    memcpy(whole, text.ptr, text.len);
    memcpy(whole + text.len, " [", 2);
    memcpy(whole + text.len + 2, first, count);
    whole[text.len + 2 + count] = ']';
    csv_json_string(s->out, (sheaf_str){whole, text.len + count + 3});
}

static sheaf_str type_of(uint32_t kinds) {
    return kinds == CSV_INTEGER             ? SHEAF_STR("integer")
           : kinds > 0 && kinds < CSV_WORDS ? SHEAF_STR("number")
                                            : SHEAF_STR("string");
}

static void put_fields(const survey *s) {
    csv_out *out = s->out;
    csv_put(out, SHEAF_STR(",\n   \"schema\": {\"fields\": ["));
    for (uint32_t i = 0; i < s->table->columns; i++) {
        csv_put(out, i == 0 ? SHEAF_STR("\n    {\"name\": ") : SHEAF_STR(",\n    {\"name\": "));
        put_name(s, i);
        csv_put(out, SHEAF_STR(", \"type\": \""));
        csv_put(out, type_of(out->columns[i].kinds));
        csv_put(out, SHEAF_STR("\"}"));
    }
    csv_put(out, SHEAF_STR("]}"));
}

static void put_dialect(const survey *s) {
    static const char *const delimiters[] = {",", ";", "\\t"};
    csv_out *out = s->out;
    const char *delimiter = delimiters[out->options.delimiter];
    csv_put(out, SHEAF_STR(",\n   \"dialect\": {\"delimiter\": \""));
    csv_put(out, (sheaf_str){delimiter, strlen(delimiter)});
    csv_put(out,
            s->head > 0 ? SHEAF_STR("\", \"headerRows\": [") : SHEAF_STR("\", \"header\": false"));
    for (uint32_t i = 1; i <= s->head; i++) {
        csv_put(out, i > 1 ? SHEAF_STR(", ") : SHEAF_STR(""));
        csv_number(out, i);
    }
    csv_put(out, s->head > 0 ? SHEAF_STR("]}") : SHEAF_STR("}"));
}

sheaf_status csv_put_schema(csv_out *out, const csv_table *table) {
    survey s;
    sheaf_status status = find_head(&s, out, table);
    if (status != SHEAF_OK)
        return status;
    tell_names(&s);
    put_dialect(&s);
    if (table->columns > 0)
        put_fields(&s);
    if (s.escaped > 0) {
        csv_put(out, SHEAF_STR(",\n   \"sheaf:escaped\": "));
        csv_number(out, s.escaped);
    }
    return SHEAF_OK;
}
