/* Random tables against brute force: slots are filled with rectangles and gaps, said row by row as Word says
 * them, and every slot of the document must show the cell that was put there, nested tables too; rows and
 * columns in which no cell begins are gone. */
#include "cm.h"

#include "table.h"
#include "tray.h"

#include "base/text.h"

enum { ROWS = 7, COLUMNS = 8, TABLES = 4000, MOST_TABLES = 400 };

typedef struct rectangle {
    uint32_t row, column, height, width;
    uint32_t name;   /* its text; 0: a gap */
    uint32_t nested; /* index + 1 of the table in it */
} rectangle;

/* owner[r][c] is an index into cells. */
typedef struct model {
    uint32_t rows, columns, count;
    uint32_t owner[ROWS][COLUMNS];
    rectangle cells[ROWS * COLUMNS];
} model;

typedef struct world {
    uint32_t seed, names;
    model tables[MOST_TABLES]; /* in the order in which they end up in the document */
    uint32_t count;
    docx_tape *tape;
} world;

static uint32_t below(world *w, uint32_t most) {
    w->seed = w->seed * 1664525u + 1013904223u;
    return (w->seed >> 8) % most;
}

/* ------------------------------------------------------------------------------------------- making -- */

enum { FREE = UINT32_MAX };

static void put(model *m, rectangle made) {
    for (uint32_t r = 0; r < made.height; r++)
        for (uint32_t c = 0; c < made.width; c++)
            m->owner[made.row + r][made.column + c] = m->count;
    m->cells[m->count++] = made;
}

/* Each row may begin and end with a gap, but has a slot at least. */
static void put_gaps(world *w, model *m) {
    for (uint32_t r = 0; r < m->rows; r++) {
        uint32_t before = below(w, 4) == 0 ? below(w, m->columns) : 0;
        uint32_t after = below(w, 4) == 0 ? below(w, m->columns - before) : 0;
        for (uint32_t c = 0; c < m->columns; c++)
            if (c < before || c >= m->columns - after)
                put(m, (rectangle){r, c, 1, 1, 0, 0});
    }
}

static int is_free(const model *m, uint32_t r, uint32_t c, uint32_t width) {
    for (uint32_t i = 0; i < width; i++)
        if (r >= m->rows || c + i >= m->columns || m->owner[r][c + i] != FREE)
            return 0;
    return 1;
}

static void make(world *w, model *m) {
    *m = (model){.rows = 1 + below(w, ROWS), .columns = 1 + below(w, COLUMNS)};
    memset(m->owner, 0xFF, sizeof m->owner);
    put_gaps(w, m);
    for (uint32_t r = 0; r < m->rows; r++)
        for (uint32_t c = 0; c < m->columns; c++) {
            if (m->owner[r][c] != FREE)
                continue;
            rectangle made = {r, c, 1, 1, ++w->names, 0};
            while (below(w, 3) == 0 && is_free(m, r, c, made.width + 1))
                made.width++;
            while (below(w, 3) == 0 && is_free(m, r + made.height, c, made.width))
                made.height++;
            put(m, made);
        }
}

/* How many of the lines [from, to) stay, and each that stays moves up. */
static uint32_t staying(const uint8_t *stays, uint32_t from, uint32_t to) {
    uint32_t count = 0;
    for (uint32_t i = from; i < to; i++)
        count += stays[i];
    return count;
}

/* Rows and columns in which nothing with a name begins are not there in the end. */
static void squeeze(model *m) {
    uint8_t rows[ROWS] = {0}, columns[COLUMNS] = {0};
    const model was = *m;
    for (uint32_t i = 0; i < was.count; i++)
        if (was.cells[i].name)
            rows[was.cells[i].row] = columns[was.cells[i].column] = 1;
    for (uint32_t i = 0; i < was.count; i++) {
        const rectangle *from = &was.cells[i];
        rectangle *to = &m->cells[i];
        to->row = staying(rows, 0, from->row);
        to->column = staying(columns, 0, from->column);
        to->height = staying(rows, from->row, from->row + from->height);
        to->width = staying(columns, from->column, from->column + from->width);
    }
    for (uint32_t r = 0; r < was.rows; r++)
        for (uint32_t c = 0; c < was.columns; c++)
            if (rows[r] && columns[c])
                m->owner[staying(rows, 0, r)][staying(columns, 0, c)] = was.owner[r][c];
    m->rows = staying(rows, 0, was.rows);
    m->columns = staying(columns, 0, was.columns);
}

/* ------------------------------------------------------------------------------------------- saying -- */

static void say_table(world *w, uint32_t depth);

static void say_text(world *w, const char *text) {
    const sheaf_block block = tray_block(SHEAF_PARAGRAPH, text);
    docx_tape_add(w->tape, &block);
}

static void say_cell(world *w, rectangle *cell, uint32_t row, uint32_t depth) {
    char text[16];
    const sheaf_block block = tray_block(SHEAF_CELL, "");
    docx_table_cell_open(w->tape, &block);
    *docx_table_cell(w->tape) = (docx_cell){
        .grid_span = cell->width,
        .spanned = cell->width > 1 || below(w, 2),
        .vertical = cell->height == 1  ? DOCX_MERGE_NONE
                    : row == cell->row ? DOCX_MERGE_RESTART
                                       : DOCX_MERGE_CONTINUE,
    };
    snprintf(text, sizeof text, "c%u", cell->name);
    say_text(w, row == cell->row ? text : "");
    if (depth < 3 && row == cell->row && below(w, 12) == 0 && w->count + 1 < MOST_TABLES) {
        cell->nested = w->count + 1;
        say_table(w, depth + 1);
    }
    docx_table_cell_close(w->tape);
}

static void say_row(world *w, model *m, uint32_t row, uint32_t depth) {
    docx_table_row_open(w->tape);
    for (uint32_t c = 0, started = 0; c < m->columns;) {
        rectangle *cell = &m->cells[m->owner[row][c]];
        c += cell->width;
        if (cell->name)
            say_cell(w, cell, row, depth);
        else if (started)
            docx_table_row(w->tape)->grid_after += below(w, 2); /* often left out */
        else
            docx_table_row(w->tape)->grid_before++;
        started |= cell->name != 0;
    }
    docx_table_row_close(w->tape);
}

/* A wrong tblGrid must not matter. Recursion is of the test's own making, three deep. */
static void say_table(world *w, uint32_t depth) {
    model *m = &w->tables[w->count++];
    make(w, m);
    const sheaf_block block = tray_block(SHEAF_TABLE, "");
    docx_table_open(w->tape, &block);
    for (uint32_t i = below(w, 12); i > 0; i--)
        docx_table_grid_column(w->tape, below(w, 3) ? 1000 : 0);
    for (uint32_t r = 0; r < m->rows; r++)
        say_row(w, m, r, depth);
    docx_table_close(w->tape);
    squeeze(m);
}

/* ----------------------------------------------------------------------------------------- comparing -- */

/* A cell with a table in it holds blocks, else text; both begin with its name. */
static void assert_cell(const sheaf_job *job, uint32_t node, const rectangle *expected) {
    char name[16] = "";
    const sheaf_node *cell = SHEAF_AT(job->view.nodes, sheaf_node, node);
    const sheaf_cell *place = SHEAF_AT(job->view.cells, sheaf_cell, cell->payload);
    if (expected->name)
        snprintf(name, sizeof name, "c%u", expected->name);
    const sheaf_node *text = expected->nested ? cell + 1 : cell;
    assert_true(sf_str_equal(text->text, sf_str_of(name)));
    assert_int_equal(!(cell->flags & SHEAF_FILLER), expected->name != 0);
    assert_int_equal(place->row, expected->row);
    assert_int_equal(place->column, expected->column);
    assert_int_equal(place->row_span, expected->height);
    assert_int_equal(place->column_span, expected->width);
    if (expected->nested)
        assert_int_equal(text[1].kind, SHEAF_TABLE);
}

/* sf_document_check has shown that each slot has one cell, so as many cells as rectangles is all of them. */
static void assert_table(const sheaf_job *job, uint32_t node, const model *m) {
    const sheaf_node *table = SHEAF_AT(job->view.nodes, sheaf_node, node);
    const sheaf_table *grid = SHEAF_AT(job->view.tables, sheaf_table, table->payload);
    assert_int_equal(grid->rows, m->rows);
    assert_int_equal(grid->columns, m->columns);
    uint32_t cells = 0, slots = 0;
    for (uint32_t n = node + 1; n < table->end; n = SHEAF_AT(job->view.nodes, sheaf_node, n)->end) {
        const sheaf_cell *place = SHEAF_AT(job->view.cells, sheaf_cell,
                                           SHEAF_AT(job->view.nodes, sheaf_node, n)->payload);
        assert_true(place->row < m->rows && place->column < m->columns);
        assert_cell(job, n, &m->cells[m->owner[place->row][place->column]]);
        slots += place->row_span * place->column_span;
        cells++;
    }
    assert_int_equal(slots, m->rows * m->columns);
    assert_true(cells > 0);
}

static void random_tables_come_out_as_made(void **state) {
    (void)state;
    world *w = calloc(1, sizeof *w);
    sheaf_job job;
    assert_non_null(w);
    w->seed = 20261121;
    uint32_t nested = 0;
    for (uint32_t done = 0; done < TABLES; done += w->count) {
        memset(&job, 0, sizeof job);
        assert_true(tray_init(&job));
        w->tape = docx_tape_new(&tray_host, &job);
        w->count = 0;
        for (int i = 0; i < 10; i++) {
            say_table(w, 0);
            say_text(w, "between");
        }
        docx_tape_free(w->tape);
        assert_int_equal(tray_end(&job), SHEAF_OK);
        assert_int_equal(job.view.diagnostics.count, 0);
        assert_int_equal(job.view.tables.count, w->count);
        uint32_t table = 0;
        for (uint32_t n = 1; n < job.view.nodes.count; n++)
            if (SHEAF_AT(job.view.nodes, sheaf_node, n)->kind == SHEAF_TABLE)
                assert_table(&job, n, &w->tables[table++]);
        nested += w->count - 10;
        tray_done(&job);
    }
    assert_true(nested > TABLES / 10);
    free(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_tables_come_out_as_made)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
