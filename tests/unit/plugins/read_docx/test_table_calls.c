/* Calls in random order, with random numbers: whatever a walk over broken XML says, the host gets a document that
 * passes every check, and no text is lost but what was said to be. */
#include "cm.h"

#include "table.h"
#include "tray.h"

enum { DOCUMENTS = 1500, CALLS = 250 };

typedef struct caller {
    uint32_t seed;
    docx_tape *tape;
    uint32_t last, last_length;
    uint32_t holds, tables;
    uint64_t said; /* characters */
} caller;

static uint32_t below(caller *c, uint32_t most) {
    c->seed = c->seed * 1664525u + 1013904223u;
    return (c->seed >> 8) % most;
}

static int64_t any_number(caller *c) {
    static const int64_t odd[] = {0, -1, INT64_MAX, INT64_MIN, 2147483647, 63, 64, 10000};
    return below(c, 3) ? (int64_t)below(c, 4) : odd[below(c, 8)];
}

static int64_t any_width(caller *c) {
    return below(c, 3) ? (int64_t)below(c, 4) * 300 : any_number(c);
}

static void add_text(caller *c) {
    static const char *const texts[] = {"x",        "", " ", " 12 ", "a b\nc", "\xE3\x80\x80",
                                        "\xC2\xA0y"};
    static const uint32_t solid[] = {1, 0, 0, 2, 3, 0, 1};
    uint32_t i = below(c, 7);
    docx_inside inside = docx_table_inside(c->tape);
    if (inside == DOCX_IN_TABLE || inside == DOCX_IN_ROW)
        return;
    const sheaf_block block = tray_block(below(c, 6) ? SHEAF_PARAGRAPH : SHEAF_QUOTE, texts[i]);
    c->last = docx_tape_add(c->tape, &block);
    c->last_length = (uint32_t)strlen(texts[i]);
    c->said += solid[i];
}

static void mark_last(caller *c) {
    if (c->last == SHEAF_NONE)
        return;
    uint32_t start = below(c, c->last_length + 1);
    sheaf_run run = {.node = c->last,
                     .kind = SHEAF_RUN_STRONG,
                     .start = start,
                     .length = below(c, c->last_length - start + 1),
                     .target = SHEAF_STR("t")};
    if (below(c, 2))
        docx_tape_mark(c->tape, &run);
    else
        docx_tape_note(c->tape, &run, below(c, 9));
}

static void add_note(caller *c) {
    docx_inside inside = docx_table_inside(c->tape);
    if (inside == DOCX_IN_TABLE || inside == DOCX_IN_ROW)
        return;
    const sheaf_block block = tray_block(SHEAF_FOOTNOTE, "n");
    docx_tape_bind(c->tape, below(c, 9), docx_tape_add(c->tape, &block));
    c->said++;
}

static void say_row(caller *c) {
    *docx_table_row(c->tape) = (docx_row){.grid_before = any_number(c),
                                          .grid_after = any_number(c),
                                          .header = below(c, 2) == 0,
                                          .left_out = below(c, 20) == 0};
}

static void say_cell(caller *c) {
    *docx_table_cell(c->tape) = (docx_cell){.grid_span = any_number(c),
                                            .width = any_width(c),
                                            .spanned = below(c, 2) == 0,
                                            .vertical = (uint8_t)below(c, 3),
                                            .horizontal = below(c, 6) ? 0 : (uint8_t)below(c, 3),
                                            .left_out = below(c, 20) == 0};
}

static void open_table(caller *c) {
    docx_inside inside = docx_table_inside(c->tape);
    if (inside == DOCX_IN_TABLE || inside == DOCX_IN_ROW || c->tables > 30)
        return;
    const sheaf_block block = tray_block(SHEAF_TABLE, "");
    docx_table_open(c->tape, &block);
    c->tables++;
}

static void close_table(caller *c) {
    if (c->tables == 0)
        return;
    docx_table_close(c->tape);
    c->tables--;
}

static void make_call(caller *c) {
    const sheaf_block cell = tray_block(SHEAF_CELL, "");
    uint32_t last = c->last;
    c->last = SHEAF_NONE; /* only the block that was added just now may be marked */
    switch (below(c, 16)) {
    case 0:
        open_table(c);
        break;
    case 1:
        close_table(c);
        break;
    case 2:
    case 3:
        docx_table_row_open(c->tape);
        break;
    case 4:
        docx_table_row_close(c->tape);
        break;
    case 5:
    case 6:
    case 7:
        docx_table_cell_open(c->tape, &cell);
        break;
    case 8:
    case 9:
        docx_table_cell_close(c->tape);
        break;
    case 10:
        docx_table_grid_column(c->tape, any_width(c));
        break;
    case 11:
        say_row(c);
        break;
    case 12:
        say_cell(c);
        break;
    case 13:
        add_text(c);
        mark_last(c);
        break;
    case 14:
        add_note(c);
        break;
    default:
        c->last = last;
        if (below(c, 2) && c->holds < 5) {
            docx_tape_hold(c->tape);
            c->holds++;
        } else if (c->holds) {
            docx_tape_release(c->tape);
            c->holds--;
        }
        c->last = SHEAF_NONE;
    }
}

static uint64_t solid_characters(sheaf_str text) {
    uint64_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += (unsigned char)text.ptr[i] < 0x80 && text.ptr[i] > ' ';
    return count;
}

static void assert_all_is_there(const sheaf_job *job, uint64_t said) {
    uint64_t found = 0;
    for (uint32_t n = 1; n < job->view.nodes.count; n++)
        found += solid_characters(SHEAF_AT(job->view.nodes, sheaf_node, n)->text);
    for (uint32_t i = 0; i < job->view.dropped.count; i++)
        found += SHEAF_AT(job->view.dropped, sheaf_dropped, i)->characters;
    assert_int_equal(found, said);
}

static void any_order_makes_a_document(void **state) {
    (void)state;
    uint64_t said = 0, tables = 0;
    for (uint32_t seed = 1; seed <= DOCUMENTS; seed++) {
        sheaf_job job;
        memset(&job, 0, sizeof job);
        assert_true(tray_init(&job));
        caller c = {.seed = seed, .last = SHEAF_NONE};
        c.tape = docx_tape_new(&tray_host, &job);
        assert_non_null(c.tape);
        for (uint32_t i = 0; i < CALLS; i++)
            make_call(&c);
        while (c.tables)
            close_table(&c);
        while (c.holds--)
            docx_tape_release(c.tape);
        docx_tape_free(c.tape);
        if (tray_end(&job) != SHEAF_OK)
            fail_msg("seed %u: %s", seed, job.error.message);
        assert_all_is_there(&job, c.said);
        said += c.said;
        tables += job.view.tables.count;
        tray_done(&job);
    }
    assert_true(said > DOCUMENTS && tables > DOCUMENTS);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_order_makes_a_document)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
