// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* The tape: what is played is what was recorded, notes lead to their nodes, and no failed allocation leaks. */
#include "cm.h"

#include "table.h"
#include "tray.h"

#include "base/text.h"
#include "failing_malloc.h"
#include "ir/dump.h"

#define CASE(f) cmocka_unit_test(f)

static docx_tape *begin(sheaf_job *job) {
    memset(job, 0, sizeof *job);
    assert_true(tray_init(job));
    docx_tape *tape = docx_tape_new(&tray_host, job);
    assert_non_null(tape);
    return tape;
}

static void end(docx_tape *tape, sheaf_job *job) {
    docx_tape_free(tape);
    tray_done(job);
}

static uint32_t add(docx_tape *tape, uint32_t kind, const char *text) {
    const sheaf_block block = tray_block(kind, text);
    return docx_tape_add(tape, &block);
}

static uint32_t open_kind(docx_tape *tape, uint32_t kind, const char *text) {
    const sheaf_block block = tray_block(kind, text);
    return docx_tape_open(tape, &block);
}

static void mark(docx_tape *tape, uint32_t node, uint32_t kind, uint32_t start, uint32_t length) {
    docx_tape_mark(tape, &(sheaf_run){node, kind, start, length, SHEAF_STR("target")});
}

static const sheaf_run *run_at(const sheaf_job *job, uint32_t i) {
    assert_true(i < job->view.runs.count);
    return SHEAF_AT(job->view.runs, sheaf_run, i);
}

static void passes_on_outside_of_tables(void **state) {
    (void)state;
    sheaf_job job;
    docx_tape *tape = begin(&job);
    assert_int_equal(add(tape, SHEAF_PARAGRAPH, "a"), 1);
    assert_int_equal(open_kind(tape, SHEAF_PARAGRAPH, ""), 2);
    docx_tape_append(tape, SHEAF_STR("b"), NULL);
    docx_tape_append(tape, SHEAF_STR("c"), NULL);
    mark(tape, 2, SHEAF_RUN_STRONG, 1, 1);
    docx_tape_close(tape);
    assert_outline(&job, "paragraph(a) paragraph(bc)");
    assert_int_equal(run_at(&job, 0)->node, 2);
    end(tape, &job);
}

/* Everything that a block can carry comes through a hold as it would without one. */
static void build_all(docx_tape *tape) {
    char text[] = "heading 1";
    sheaf_block heading = tray_block(SHEAF_HEADING, "");
    heading.text = sf_str_of(text);
    heading.level = 3;
    heading.number = SHEAF_STR("1.2");
    docx_tape_add(tape, &heading);
    memset(text, 'x', sizeof text - 1); /* what was given is copied */
    sheaf_block figure = tray_block(SHEAF_FIGURE, "alt");
    figure.figure =
        &(sheaf_figure){SHEAF_STR("media/1.png"), SHEAF_STR("image/png"), SHEAF_STR("\x89PNG"), 4};
    docx_tape_add(tape, &figure);
    sheaf_block list = tray_block(SHEAF_LIST, "");
    list.ordered = 1;
    docx_tape_open(tape, &list);
    docx_tape_open(tape, &(sheaf_block){.size = sizeof list, .kind = SHEAF_ITEM});
    sheaf_block paragraph = tray_block(SHEAF_PARAGRAPH, "first, ");
    paragraph.flags = SHEAF_BREAK_BEFORE | SHEAF_INDENTED;
    paragraph.confidence = 5000;
    const sheaf_origin places[] = {{SHEAF_AT_PART, 0, {.path = {"a", 1}}},
                                   {SHEAF_AT_PART, 0, {.path = {"b", 1}}}};
    paragraph.origins = places;
    paragraph.origin_count = 2;
    uint32_t node = docx_tape_open(tape, &paragraph);
    docx_tape_append(tape, SHEAF_STR("second"), &places[1]);
    mark(tape, node, SHEAF_RUN_LINK, 0, 5);
    docx_tape_close(tape);
    docx_tape_close(tape);
    docx_tape_close(tape);
}

static void plays_what_was_recorded(void **state) {
    (void)state;
    sheaf_job plain, held;
    sf_buffer first = {0}, second = {0};
    docx_tape *tape = begin(&plain);
    build_all(tape);
    docx_tape_free(tape);
    assert_int_equal(tray_end(&plain), SHEAF_OK);
    tape = begin(&held);
    for (int i = 0; i < 2; i++)
        docx_tape_hold(tape);
    build_all(tape);
    docx_tape_release(tape);
    assert_int_equal(held.tree->nodes.count, 1); /* nothing was played yet */
    docx_tape_release(tape);
    docx_tape_release(tape); /* one too many is harmless */
    docx_tape_free(tape);
    assert_int_equal(tray_end(&held), SHEAF_OK);
    assert_true(sf_dump(&plain.view, &first) && sf_dump(&held.view, &second));
    assert_true(sf_str_equal(sf_buffer_view(&first), sf_buffer_view(&second)));
    assert_true(first.length > 500);
    sf_buffer_done(&first);
    sf_buffer_done(&second);
    tray_done(&plain);
    tray_done(&held);
}

static void open_cell(docx_tape *tape) {
    const sheaf_block block = tray_block(SHEAF_CELL, "");
    docx_table_cell_open(tape, &block);
}

static void open_table(docx_tape *tape) {
    const sheaf_block block = tray_block(SHEAF_TABLE, "");
    docx_table_open(tape, &block);
}

static void note(docx_tape *tape, uint32_t node, uint32_t start, uint32_t number) {
    docx_tape_note(tape, &(sheaf_run){.node = node, .start = start, .length = 1}, number);
}

static void add_note(docx_tape *tape, uint32_t number, const char *text) {
    docx_tape_bind(tape, number, open_kind(tape, SHEAF_FOOTNOTE, ""));
    add(tape, SHEAF_PARAGRAPH, text);
    docx_tape_close(tape);
}

static void assert_leads_to(const sheaf_job *job, uint32_t run, const char *text) {
    char target[16];
    const sheaf_run *found = run_at(job, run);
    assert_int_equal(found->kind, SHEAF_RUN_NOTE);
    snprintf(target, sizeof target, "%.*s", (int)found->target.len, found->target.ptr);
    uint32_t node = (uint32_t)strtoul(target, NULL, 10);
    assert_true(node > 0 && node + 1 < job->view.nodes.count);
    assert_int_equal(SHEAF_AT(job->view.nodes, sheaf_node, node)->kind, SHEAF_FOOTNOTE);
    assert_true(
        sf_str_equal(SHEAF_AT(job->view.nodes, sheaf_node, node + 1)->text, sf_str_of(text)));
}

static void notes_lead_to_what_stands_behind(void **state) {
    (void)state;
    sheaf_job job;
    docx_tape *tape = begin(&job);
    add(tape, SHEAF_PARAGRAPH, "before");
    docx_tape_hold(tape);
    uint32_t text = add(tape, SHEAF_PARAGRAPH, "a1 b2 c3");
    note(tape, text, 1, 0);
    note(tape, text, 4, 1);
    note(tape, text, 7, 2); /* never bound: no run */
    add_note(tape, 1, "second");
    add_note(tape, 0, "first");
    docx_tape_release(tape);
    text = add(tape, SHEAF_PARAGRAPH, "again");
    note(tape, text, 0, 1);
    note(tape, text, 0, 77);
    assert_int_equal(tray_end(&job), SHEAF_OK);
    assert_int_equal(job.view.runs.count, 3);
    assert_leads_to(&job, 0, "first");
    assert_leads_to(&job, 1, "second");
    assert_leads_to(&job, 2, "second");
    end(tape, &job);
}

/* Rows of one, three and two cells: fillers stand between the cells and before the note, and count. */
static void notes_in_tables_count_fillers(void **state) {
    (void)state;
    sheaf_job job;
    docx_tape *tape = begin(&job);
    docx_tape_hold(tape);
    open_table(tape);
    uint32_t number = 0;
    for (unsigned row = 0; row < 3; row++) {
        docx_table_row_open(tape);
        docx_table_row(tape)->grid_before = row == 2;
        for (unsigned i = 0; i < (row * 2) % 3 + 1; i++) {
            open_cell(tape);
            uint32_t text = add(tape, SHEAF_PARAGRAPH, "  x");
            note(tape, text, 2, number++);
            docx_table_cell_close(tape);
        }
        docx_table_row_close(tape);
    }
    docx_table_close(tape);
    const char *const texts[] = {"n0", "n1", "n2", "n3", "n4", "n5"};
    for (uint32_t i = 0; i < number; i++)
        add_note(tape, i, texts[i]);
    docx_tape_release(tape);
    assert_int_equal(tray_end(&job), SHEAF_OK);
    assert_int_equal(number, 6);
    assert_int_equal(job.view.runs.count, number);
    for (uint32_t i = 0; i < number; i++)
        assert_leads_to(&job, i, texts[i]);
    end(tape, &job);
}

/* ------------------------------------------------------------------------------------ no memory -- */

static int build_much(void) {
    sheaf_job job;
    memset(&job, 0, sizeof job);
    docx_tape *tape = tray_init(&job) ? docx_tape_new(&tray_host, &job) : NULL;
    for (uint32_t i = 0; tape && i < 200; i++) {
        docx_tape_hold(tape);
        if (i < 40)
            open_table(tape); /* nested */
        docx_table_grid_column(tape, 100);
        docx_table_row_open(tape);
        open_cell(tape);
        note(tape, add(tape, SHEAF_PARAGRAPH, "some text in a cell"), 0, i);
        if (i >= 40)
            docx_table_cell_close(tape);
    }
    for (uint32_t i = 0; tape && i < 40; i++)
        docx_table_close(tape);
    for (uint32_t i = 0; tape && i < 200; i++) {
        add_note(tape, i, "note");
        docx_tape_release(tape);
    }
    docx_tape_free(tape);
    int whole = tape && tray_end(&job) == SHEAF_OK;
    int clean = whole || job.error.status == SHEAF_MEMORY || !tape;
    if (whole && job.view.nodes.count < 500)
        clean = 0;
    tray_done(&job);
    return !clean ? FAILING_DEFECT : whole ? FAILING_THROUGH : FAILING_REFUSED;
}

static void survives_every_failed_allocation(void **state) {
    (void)state;
    unsigned long count = failing_sweep(build_much);
    assert_true(count > 10);
}

static void large_texts_find_their_room(void **state) {
    (void)state;
    sheaf_job job;
    docx_tape *tape = begin(&job);
    size_t length = 3u << 20;
    char *text = malloc(length + 1);
    assert_non_null(text);
    memset(text, 'a', length);
    text[length] = '\0';
    for (int round = 0; round < 3; round++) {
        docx_tape_hold(tape);
        add(tape, SHEAF_PARAGRAPH, text + length - 70000);
        add(tape, SHEAF_PARAGRAPH, text);
        add(tape, SHEAF_PARAGRAPH, "small");
        docx_tape_release(tape);
    }
    assert_int_equal(tray_end(&job), SHEAF_OK);
    for (uint32_t n = 1; n < 10; n++)
        assert_int_equal(SHEAF_AT(job.view.nodes, sheaf_node, n)->text.len, n % 3 == 1   ? 70000
                                                                            : n % 3 == 2 ? length
                                                                                         : 5);
    free(text);
    end(tape, &job);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(passes_on_outside_of_tables),      CASE(plays_what_was_recorded),
        CASE(notes_lead_to_what_stands_behind), CASE(notes_in_tables_count_fillers),
        CASE(large_texts_find_their_room),      CASE(survives_every_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
