/* Tables: every slot gets exactly one cell, whatever the cells claim, and whatever they lose by it is said. */
#include "cm.h"

#include "fixture.h"

static fixture f;

static int start(void **state) {
    (void)state;
    fixture_init(&f, SHEAF_STR(""));
    return 0;
}

static int stop(void **state) {
    (void)state;
    fixture_done(&f);
    return 0;
}

static void open_table(uint32_t rows, uint32_t columns) {
    sheaf_block table = table_of(rows, columns);
    assert_int_not_equal(sf_build_open(f.b, &table), SHEAF_NONE);
}

static void fillers_fill_gaps_in_order(void **state) {
    (void)state;
    open_table(3, 3);
    add_cell(&f, 0, 1, 0, 0, "a");
    add_cell(&f, 2, 0, 0, 0, "b");
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0~ 0,1(a) 0,2~ 1,0~ 1,1~ 1,2~ 2,0(b) 2,1~ 2,2~]");
    assert_int_equal(f.records.diagnostics.array.count, 0);
}

static void rows_grow_with_the_cells(void **state) {
    (void)state;
    open_table(0, 2);
    add_cell(&f, 0, 0, 2, 1, "a");
    add_cell(&f, 0, 1, 0, 0, "b");
    add_cell(&f, 1, 1, 0, 0, "c");
    add_cell(&f, 2, 0, 5, 0, "d");
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0+2x1(a) 0,1(b) 1,1(c) 2,0(d) 2,1~]");
    assert_true(has_diagnostic(&f, "ir.table.span-clamped", "row 2, column 0"));
    assert_true(has_diagnostic(&f, "ir.table.span-clamped", "found 5, kept 1"));
}

static void huge_spans_are_clamped(void **state) {
    (void)state;
    sheaf_origin at = place(7, 100, 3);
    open_table(2, 3);
    sheaf_block cell = cell_of(0, 1, "wide");
    cell.column_span = 2147483647;
    cell.row_span = UINT32_MAX;
    cell.origins = &at;
    cell.origin_count = 1;
    assert_int_not_equal(sf_build_add(f.b, &cell), SHEAF_NONE);
    sf_build_close(f.b);
    open_table(0, 1);
    add_cell(&f, 0, 0, UINT32_MAX, UINT32_MAX, "x");
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0~ 0,1+2x2(wide) 1,0~] table[0,0(x)]");
    assert_true(has_diagnostic(&f, "ir.table.span-clamped", "found 2147483647, kept 2"));
    const sheaf_diagnostic *d = SHEAF_AT(f.view.diagnostics, sheaf_diagnostic, 0);
    assert_int_equal(d->origin.unit, 7);
}

static void overlaps_are_cut_or_moved(void **state) {
    (void)state;
    open_table(2, 4);
    add_cell(&f, 0, 0, 0, 0, "a");
    add_cell(&f, 0, 2, 2, 0, "tall");
    add_cell(&f, 1, 0, 1, 4, "cut");
    add_cell(&f, 1, 1, 0, 0, "moved");
    add_cell(&f, 1, 2, 0, 0, "last");
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f,
                "table[0,0(a) 0,1~ 0,2+2x1(tall) 0,3~ 1,0+1x2(cut) 1,3(moved)] paragraph(last)");
    assert_true(has_diagnostic(&f, "ir.table.span-clamped", "found 4, kept 2"));
    assert_true(has_diagnostic(&f, "ir.table.cell-moved", "found 1, kept 3"));
    assert_true(has_diagnostic(&f, "ir.table.no-slot", "row 1, column 2"));
}

static void cells_without_a_slot_stand_behind_the_table(void **state) {
    (void)state;
    sheaf_origin at = place(3, 30, 6);
    open_table(1, 1);
    add_cell(&f, 0, 0, 0, 0, "in");
    sheaf_block cell = cell_of(0, 1, "");
    sf_build_open(f.b, &cell);
    sheaf_block text = block_of(SHEAF_PARAGRAPH, "");
    sf_build_open(f.b, &text);
    sf_build_append(f.b, SHEAF_STR("beyond"), &at);
    sf_build_mark(f.b, &(sheaf_run){.node = 1, .kind = SHEAF_RUN_STRONG, .length = 3});
    sf_build_close(f.b);
    sheaf_block inner = table_of(1, 2);
    sf_build_open(f.b, &inner);
    add_cell(&f, 0, 0, 0, 0, "nested");
    sf_build_close(f.b);
    sf_build_close(f.b);
    sf_build_close(f.b);
    add(&f, SHEAF_PARAGRAPH, "after");
    fixture_finish(&f);
    assert_tree(&f, "table[0,0(in)] paragraph(beyond) paragraph(nested) paragraph(after)");
    const sheaf_node *node = SHEAF_AT(f.view.nodes, sheaf_node, 3);
    assert_int_equal(node->flags, SHEAF_INFERRED);
    assert_int_equal(node->origins, 1);
    assert_int_equal(SHEAF_AT(f.view.origins, sheaf_origin, node->origin)->at.bytes.offset, 30);
}

static void tables_nest_in_cells(void **state) {
    (void)state;
    open_table(1, 2);
    sheaf_block cell = cell_of(0, 0, "");
    sf_build_open(f.b, &cell);
    open_table(0, 2);
    add_cell(&f, 1, 0, 9, 0, "in");
    add_cell(&f, 1, 7, 0, 0, "left");
    sf_build_close(f.b);
    sf_build_close(f.b);
    add_cell(&f, 0, 1, 0, 0, "out");
    add_cell(&f, 0, 2, 0, 0, "over");
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0[table[0,0~ 0,1~ 1,0(in) 1,1~] paragraph(left)] 0,1(out)] "
                    "paragraph(over)");
}

static void a_stated_table_grows_rather_than_lose_a_row(void **state) {
    (void)state;
    open_table(1, 1);
    add_cell(&f, 2, 0, 0, 0, "below");
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0~ 1,0~ 2,0(below)]");
    assert_true(has_diagnostic(&f, "ir.table.row-added", "found 1, kept 3"));
}

static void tables_without_cells(void **state) {
    (void)state;
    sheaf_block table = table_of(1, 2);
    sf_build_add(f.b, &table);
    table.rows = 0;
    sf_build_add(f.b, &table);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0~ 0,1~] table");
}

static void wide_heads_over_many_rows_reach_the_limit(void **state) {
    (void)state;
    f.limits.cells = 1000000;
    f.limits.nodes = 0;
    sf_builder_free(f.b);
    f.b = sf_builder_new(f.tree, &f.records, &f.limits, &f.error);
    open_table(0, 100000);
    for (uint32_t row = 0; row < 200000; row++)
        add_cell(&f, row, 0, 0, 0, "x");
    assert_int_equal(f.error.status, SHEAF_LIMIT);
    assert_string_equal(f.error.code, "limit.cells");
    assert_non_null(strstr(f.error.message, "1000000"));
    assert_non_null(strstr(f.error.message, "--limit cells=N"));
    assert_true(f.tree->nodes.count < 1000010);
    sf_build_close(f.b);
    assert_int_equal(sf_build_finish(f.b), SHEAF_LIMIT);
}

static void sizes_that_wrap_reach_the_limit(void **state) {
    (void)state;
    sheaf_block table = table_of(UINT32_MAX, UINT32_MAX);
    assert_int_equal(sf_build_open(f.b, &table), SHEAF_NONE);
    assert_string_equal(f.error.code, "limit.cells");
}

static void one_row_far_below_reaches_the_limit(void **state) {
    (void)state;
    open_table(0, 2);
    assert_int_equal(add_cell(&f, UINT32_MAX, 0, 0, 0, "x"), SHEAF_NONE);
    assert_string_equal(f.error.code, "limit.cells");
}

static void rows_that_go_back_are_a_defect_of_the_plugin(void **state) {
    (void)state;
    open_table(0, 2);
    add_cell(&f, 1, 0, 0, 0, "x");
    assert_int_equal(add_cell(&f, 0, 0, 0, 0, "y"), SHEAF_NONE);
    assert_int_equal(f.error.status, SHEAF_BAD_CALL);
    assert_non_null(strstr(f.error.message, "row 0 after row 1"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(fillers_fill_gaps_in_order),
        CASE(rows_grow_with_the_cells),
        CASE(huge_spans_are_clamped),
        CASE(overlaps_are_cut_or_moved),
        CASE(cells_without_a_slot_stand_behind_the_table),
        CASE(tables_nest_in_cells),
        CASE(a_stated_table_grows_rather_than_lose_a_row),
        CASE(tables_without_cells),
        CASE(wide_heads_over_many_rows_reach_the_limit),
        CASE(sizes_that_wrap_reach_the_limit),
        CASE(one_row_far_below_reaches_the_limit),
        CASE(rows_that_go_back_are_a_defect_of_the_plugin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
