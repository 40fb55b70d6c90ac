/* Edits of a grid, as exports damage tables: each is an operator of one letter with so many bytes of operands. A row, a column, a
 * place in a text are taken modulo what there is, so that every byte means something. */
#include "pages.h"

#include <string.h>

/* Operands as they come: `at[0]` is a row or column of most edits. */
typedef struct edit {
    char letter;
    uint8_t operands;
    void (*make)(const pages_desk *desk, const uint8_t *at);
} edit;

static uint32_t row_of(const pages_desk *d, uint8_t byte) {
    return byte % (d->grid->rows > 0 ? d->grid->rows : 1);
}

static uint32_t column_of(const pages_desk *d, uint8_t byte) {
    return byte % (d->grid->columns > 0 ? d->grid->columns : 1);
}

static pages_cell *cell_of(const pages_desk *d, const uint8_t *at) {
    return &d->grid->cells[row_of(d, at[0])][column_of(d, at[1])];
}

/* A place between two characters. */
static size_t place_in(sheaf_str text, uint8_t byte) {
    size_t at = byte % (text.len + 1);
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static sheaf_str left_of(sheaf_str text, size_t at) {
    return (sheaf_str){text.ptr, at};
}

static sheaf_str right_of(sheaf_str text, size_t at) {
    return (sheaf_str){text.ptr + at, text.len - at};
}

static sheaf_str character(uint8_t byte) {
    static const char ascii[] =
        " !\"#$%&'()*+,-./"
        "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    static const char *const odd[] = {
        "\n", "\t", "\u00A0", "\u3000", "，", "、", "（", "）", "一",   "（三）", "\u00AD",
        "１", "①",  "其他",   "总计",   "／", "－", "—",  "年", "上年", "\uFFFD", "。"};
    if (byte >= ' ' && byte < 0x7F)
        return (sheaf_str){&ascii[byte - ' '], 1};
    const char *text = odd[byte % (sizeof odd / sizeof *odd)];
    return (sheaf_str){text, strlen(text)};
}

/* ---- texts ---- */

static void set_value(const pages_desk *d, const uint8_t *at) {
    cell_of(d, at)->text = pages_value(at[2]);
}

static void set_label(const pages_desk *d, const uint8_t *at) {
    cell_of(d, at)->text = pages_label(d->form, at[2] * 256u + at[3]);
}

static void insert(const pages_desk *d, const uint8_t *at) {
    pages_cell *cell = cell_of(d, at);
    size_t place = place_in(cell->text, at[2]);
    cell->text = pages_join(d->ink, left_of(cell->text, place), character(at[3]),
                            right_of(cell->text, place));
}

static void delete (const pages_desk *d, const uint8_t *at) {
    pages_cell *cell = cell_of(d, at);
    size_t from = place_in(cell->text, at[2]), to = from;
    if (from < cell->text.len)
        to = from + 1 + place_in(right_of(cell->text, from + 1), 0);
    cell->text =
        pages_join(d->ink, left_of(cell->text, from), right_of(cell->text, to), SHEAF_STR(""));
}

/* Two cells of a row become one, with a space, a line feed or nothing between them. */
static void glue(const pages_desk *d, const uint8_t *at) {
    pages_cell *cell = cell_of(d, at), *next = cell + 1;
    if (column_of(d, at[1]) + 1 >= d->grid->columns)
        return;
    cell->text = pages_join(d->ink, cell->text, character(at[2]), next->text);
    next->text = SHEAF_STR("");
}

static void swap_cells(const pages_desk *d, const uint8_t *at) {
    pages_cell *a = cell_of(d, at), *b = cell_of(d, at + 2), kept = *a;
    a->text = b->text;
    b->text = kept.text;
}

/* ---- shape ---- */

/* A slot that no cell fills: the host makes a filler. */
static void leave_out(const pages_desk *d, const uint8_t *at) {
    *cell_of(d, at) = (pages_cell){SHEAF_STR(""), 0, 0};
}

static void span(const pages_desk *d, const uint8_t *at) {
    pages_cell *cell = cell_of(d, at);
    cell->rows = at[2] >> 4;
    cell->columns = at[2] & 15;
}

/* Texts of a row go a column on, from one on; what falls off is lost. */
static void shift_right(const pages_desk *d, const uint8_t *at) {
    pages_cell *row = d->grid->cells[row_of(d, at[0])];
    uint32_t from = column_of(d, at[1]);
    for (uint32_t c = d->grid->columns; c-- > from + 1;)
        row[c].text = row[c - 1].text;
    row[from].text = SHEAF_STR("");
}

static void shift_left(const pages_desk *d, const uint8_t *at) {
    pages_cell *row = d->grid->cells[row_of(d, at[0])];
    for (uint32_t c = column_of(d, at[1]); c + 1 < d->grid->columns; c++)
        row[c].text = row[c + 1].text;
    if (d->grid->columns > 0)
        row[d->grid->columns - 1].text = SHEAF_STR("");
}

static void drop_rows(const pages_desk *d, const uint8_t *at) {
    uint32_t row = row_of(d, at[0]), left = d->grid->rows - row;
    uint32_t count = at[1] % 8u + 1 < left ? at[1] % 8u + 1 : left;
    memmove(d->grid->cells[row], d->grid->cells[row + count],
            (left - count) * sizeof d->grid->cells[0]);
    d->grid->rows -= count;
}

/* A cell that reaches over the row, or the slot that one covers, reaches over what is put there, too. */
static int is_crossed(const pages_grid *grid, uint32_t row, uint32_t column) {
    for (uint32_t r = 0; r < row; r++)
        for (uint32_t c = 0; c <= column; c++) {
            const pages_cell *cell = &grid->cells[r][c];
            if (cell->rows > row - r && cell->columns > column - c)
                return 1;
        }
    return 0;
}

static void stretch_cells(pages_grid *grid, uint32_t row) {
    for (uint32_t r = 0; r < row; r++)
        for (uint32_t c = 0; c < grid->columns; c++)
            grid->cells[r][c].rows += grid->cells[r][c].rows > row - r;
}

/* Room for a row: what it pushes over the edge is lost. */
static pages_cell *open_row(const pages_desk *d, uint32_t row) {
    pages_grid *grid = d->grid;
    stretch_cells(grid, row);
    grid->rows = grid->rows < PAGES_ROWS ? grid->rows + 1 : PAGES_ROWS;
    memmove(grid->cells[row + 1], grid->cells[row], (grid->rows - row - 1) * sizeof grid->cells[0]);
    return grid->cells[row];
}

static void repeat_row(const pages_desk *d, const uint8_t *at) {
    if (d->grid->rows > 0)
        open_row(d, row_of(d, at[0]));
}

static void blank_row(const pages_desk *d, const uint8_t *at) {
    pages_cell *row = open_row(d, row_of(d, at[0]));
    for (uint32_t c = 0; c < d->grid->columns; c++)
        row[c] = (pages_cell){SHEAF_STR(""), 1, 1};
}

static void swap_rows(const pages_desk *d, const uint8_t *at) {
    pages_cell *a = d->grid->cells[row_of(d, at[0])], *b = d->grid->cells[row_of(d, at[1])];
    for (uint32_t c = 0; c < PAGES_COLUMNS; c++) {
        pages_cell kept = a[c];
        a[c] = b[c];
        b[c] = kept;
    }
}

/* The ends of a row's texts, from a character on, go into a line of their own below it. */
static void wrap_row(const pages_desk *d, const uint8_t *at) {
    uint32_t above = row_of(d, at[0]), first = column_of(d, at[1]);
    if (d->grid->rows == 0 || above + 1 >= PAGES_ROWS)
        return;
    pages_cell *below = open_row(d, above + 1), *row = d->grid->cells[above];
    for (uint32_t c = 0; c < d->grid->columns; c++) {
        size_t place = c < first ? row[c].text.len : place_in(row[c].text, at[2]);
        uint32_t slots = !is_crossed(d->grid, above + 1, c);
        place = slots > 0 ? place : row[c].text.len;
        below[c] = (pages_cell){right_of(row[c].text, place), slots, slots};
        row[c].text = left_of(row[c].text, place);
    }
}

static void drop_column(const pages_desk *d, const uint8_t *at) {
    uint32_t column = column_of(d, at[0]);
    for (uint32_t r = 0; r < d->grid->rows; r++)
        memmove(&d->grid->cells[r][column], &d->grid->cells[r][column + 1],
                (PAGES_COLUMNS - column - 1) * sizeof(pages_cell));
    d->grid->columns -= d->grid->columns > 1;
}

static void repeat_column(const pages_desk *d, const uint8_t *at) {
    uint32_t column = column_of(d, at[0]);
    for (uint32_t r = 0; r < d->grid->rows; r++)
        memmove(&d->grid->cells[r][column + 1], &d->grid->cells[r][column],
                (PAGES_COLUMNS - column - 1) * sizeof(pages_cell));
    d->grid->columns += d->grid->columns < PAGES_COLUMNS;
}

static void swap_columns(const pages_desk *d, const uint8_t *at) {
    uint32_t a = column_of(d, at[0]), b = column_of(d, at[1]);
    for (uint32_t r = 0; r < d->grid->rows; r++) {
        pages_cell kept = d->grid->cells[r][a];
        d->grid->cells[r][a] = d->grid->cells[r][b];
        d->grid->cells[r][b] = kept;
    }
}

static const edit edits[] = {
    {'n', 3, set_value},     {'l', 4, set_label},   {'i', 4, insert},    {'d', 3, delete},
    {'g', 3, glue},          {'w', 4, swap_cells},  {'f', 2, leave_out}, {'m', 3, span},
    {'>', 2, shift_right},   {'<', 2, shift_left},  {'x', 2, drop_rows}, {'y', 1, repeat_row},
    {'u', 1, blank_row},     {'r', 2, swap_rows},   {'k', 3, wrap_row},  {'X', 1, drop_column},
    {'Y', 1, repeat_column}, {'R', 2, swap_columns}};

int pages_edit(const pages_desk *desk, uint8_t operator, const uint8_t ** at, const uint8_t *end) {
    for (uint32_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        if (edits[i].letter != operator)
            continue;
        if ((size_t)(end - *at) < edits[i].operands) {
            *at = end;
            return 1;
        }
        edits[i].make(desk, *at);
        *at += edits[i].operands;
        return 1;
    }
    return 0;
}
