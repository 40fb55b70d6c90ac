/* Header cells of a table whose reader stated none, from where the numbers stand: what lies above all
 * numbers heads columns, what lies left of them heads rows. Marks (`/`) and words (`不适用`) in place of numbers are
 * numbers that are not there. Where the reader knows the rows that head columns, only the others are derived. A table
 * without numbers tells nothing. Each cell is read once; what it says is kept in a byte, and rows and columns collect those. */
#include "ir/build.h"

#include "base/decimal.h"
#include "base/text.h"

#include <stdlib.h>

/* What is known of a row, a column or a cell. */
enum {
    NUMBER = 1,
    MARK = 2,
    WORD = 4,  /* in place of a number: `不适用` */
    LABEL = 8, /* any other text */
    PART = 16  /* a cell that is narrower than the table */
};

typedef struct row_seen {
    uint32_t says, words, labels; /* cells of the latter kinds */
} row_seen;

typedef struct survey {
    const sf_table *table;
    row_seen *rows;
    unsigned char *columns;
    unsigned char *says; /* by payload, from `first` */
    uint32_t first;
    uint32_t head, side; /* rows above, columns left of the numbers */
} survey;

/* What stands where a number could, by length. */
enum { LONGEST_STAND = 9 };
static const struct {
    sheaf_str text;
    unsigned says;
} stands[] = {{{"/", 1}, MARK},     {{"-", 1}, MARK},   {{"*", 1}, MARK},   {{"—", 3}, MARK},
              {{"–", 3}, MARK},     {{"－", 3}, MARK},  {{"／", 3}, MARK},  {{"…", 3}, MARK},
              {{"无", 3}, WORD},    {{"N/A", 3}, WORD}, {{"n/a", 3}, WORD}, {{"——", 6}, MARK},
              {{"不适用", 9}, WORD}};

static unsigned stands_for_a_number(sheaf_str text) {
    for (size_t i = 0; i < sizeof stands / sizeof *stands && stands[i].text.len <= text.len; i++)
        if (sf_str_equal(text, stands[i].text))
            return stands[i].says;
    return LABEL;
}

/* Whether the first byte leaves a number possible: most labels are told by it alone. */
static int may_count(unsigned char first) {
    if (first < 0x80)
        return first >= '*' && first <= '9'; /* * + , - . / and digits */
    return first < 0xE4 || first > 0xE9;
}

static int is_count(sheaf_str text) {
    enum { MOST_DIGITS = 18 };
    size_t i = 0;
    while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9')
        i++;
    return i == text.len && i <= MOST_DIGITS;
}

/* Most numbers of reports are counts, which need no parser. */
static int is_number(sheaf_str text) {
    sheaf_decimal value;
    if (is_count(text))
        return 1;
    unsigned char last = (unsigned char)text.ptr[text.len - 1];
    if (last == '%')
        text.len--;
    else if (last >= 0x80 && sf_str_ends(text, SHEAF_STR("％")))
        text.len -= 3;
    return text.len && sf_decimal_parse(text, &value);
}

/* Most cells of a report: one digit, about which nothing else is asked. */
static int is_one_digit(sheaf_str text) {
    return text.len == 1 && *text.ptr >= '0' && *text.ptr <= '9';
}

static unsigned what_it_says(sheaf_str text) {
    if (is_one_digit(text))
        return NUMBER;
    text = text.len ? sf_str_trim(text) : text;
    if (text.len == 0)
        return 0;
    if (may_count((unsigned char)*text.ptr) && is_number(text))
        return NUMBER;
    return text.len <= LONGEST_STAND ? stands_for_a_number(text) : LABEL;
}

static sheaf_cell *cell_of(sf_builder *b, uint32_t n) {
    return SF_VEC_AT(&b->tree->cells, sheaf_cell, sf_build_node(b, n)->payload);
}

static void look(const survey *s, const sheaf_cell *cell, unsigned says) {
    unsigned narrow = cell->column_span < s->table->grid.columns ? PART : 0;
    row_seen *row = s->rows + cell->row, *end = row + cell->row_span;
    for (; row < end; row++) {
        row->says |= says | narrow;
        row->words += says == WORD;
        row->labels += says == LABEL;
    }
}

/* Columns are judged by the body alone. */
static void look_below(const survey *s, const sheaf_cell *cell, unsigned says) {
    unsigned char *column = s->columns + cell->column, *end = column + cell->column_span;
    for (; cell->row >= s->head && column < end; column++)
        *column |= (unsigned char)says;
}

/* A word may head a column as well (`适用`, `不适用`): it stands for numbers where the row has no more labels than them. */
static int lacks_numbers(const row_seen *row) {
    return row->says & MARK || (row->words && row->words >= row->labels);
}

/* Rows above the first number; what stands where a number could ends them too, but for the first row. A row as wide as
 * the table that follows narrower ones is a section of the body. */
static uint32_t count_head(const survey *s) {
    uint32_t rows = s->table->grid.rows, head = 0, numbers = 0;
    while (head < rows && !(s->rows[head].says & NUMBER) &&
           !(head > 0 && lacks_numbers(&s->rows[head])))
        head++;
    for (uint32_t row = head; row < rows; row++)
        if (s->rows[row].says & NUMBER)
            numbers = 1;
    if (!numbers)
        return 0;
    uint32_t narrow = 0;
    while (narrow < head && !(s->rows[narrow].says & PART))
        narrow++;
    while (head > narrow + 1 && !(s->rows[head - 1].says & PART))
        head--;
    return head;
}

static uint32_t count_side(const survey *s) {
    uint32_t columns = s->table->grid.columns, side = 0;
    while (side < columns && !(s->columns[side] & NUMBER))
        side++;
    return side < columns ? side : 0;
}

/* Leading rows that the reader says head columns. */
static uint32_t count_stated(sf_builder *b, uint32_t table) {
    uint32_t head = 0, end = b->tree->nodes.count;
    for (uint32_t n = table + 1; n < end; n = sf_build_node(b, n)->end) {
        const sheaf_cell *cell = cell_of(b, n);
        if (!(cell->header & SHEAF_HEADER_COLUMN) || cell->row > head)
            break;
        head = cell->row + 1;
    }
    return head;
}

static uint32_t role(const survey *s, const sheaf_node *node, const sheaf_cell *cell) {
    if (s->table->derived == SF_DERIVED_ROW_HEADS && cell->header & SHEAF_HEADER_COLUMN)
        return cell->header;
    if (node->flags & SHEAF_FILLER)
        return SHEAF_HEADER_NONE;
    if (cell->row < s->head)
        return SHEAF_HEADER_COLUMN;
    int whole = cell->column_span == s->table->grid.columns;
    return cell->column < s->side && !whole ? SHEAF_HEADER_ROW : SHEAF_HEADER_NONE;
}

static void judge(sf_builder *b, uint32_t table, survey *s) {
    const sheaf_node *nodes = sf_build_node(b, 0);
    sheaf_cell *cells = SF_VEC_AT(&b->tree->cells, sheaf_cell, 0);
    uint32_t end = b->tree->nodes.count, first = s->first;
    unsigned char *said = s->says;
    for (uint32_t n = table + 1; n < end; n = nodes[n].end) {
        unsigned says = what_it_says(nodes[n].text);
        said[nodes[n].payload - first] = (unsigned char)says;
        look(s, &cells[nodes[n].payload], says);
    }
    s->head = s->table->derived == SF_DERIVED_ROW_HEADS ? count_stated(b, table) : count_head(s);
    for (uint32_t n = table + 1; n < end; n = nodes[n].end)
        look_below(s, &cells[nodes[n].payload], said[nodes[n].payload - first]);
    s->side = count_side(s);
    for (uint32_t n = table + 1; n < end; n = nodes[n].end)
        cells[nodes[n].payload].header = role(s, &nodes[n], &cells[nodes[n].payload]);
}

int sf_headers_derive(sf_builder *b, uint32_t table) {
    if (b->tree->nodes.count == table + 1)
        return 1;
    const sf_table *payload =
        SF_VEC_AT(&b->tree->tables, sf_table, sf_build_node(b, table)->payload);
    size_t rows = payload->grid.rows, columns = payload->grid.columns;
    uint32_t first = sf_build_node(b, table + 1)->payload;
    survey s = {.table = payload, .first = first};
    s.rows = calloc(rows * sizeof *s.rows + columns + (b->tree->cells.count - first), 1);
    if (!s.rows)
        return sf_build_no_memory(b);
    s.columns = (unsigned char *)(s.rows + rows);
    s.says = s.columns + columns;
    judge(b, table, &s);
    /* Copies say nothing again; their rows were looked at when they were read. */
    int said = b->old != NULL || sf_uneven_say(b, table, s.says);
    free(s.rows);
    return said;
}
