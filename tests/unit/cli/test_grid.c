/* Tables as rows, on documents built by hand: spans, filler, heads, cutting, too many columns. */
#include "cm.h"

#include "base/text.h"
#include "cli/inspect.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_CELLS = 64 };

typedef struct sketch {
    sheaf_node nodes[MOST_CELLS + 1];
    sheaf_cell cells[MOST_CELLS];
    sheaf_table table;
    sheaf_document document;
} sketch;

typedef struct slot {
    sheaf_cell cell;
    const char *text;
    uint32_t flags;
} slot;

static void draw_sketch(sketch *s, sheaf_table table, const slot *slots, uint32_t count) {
    *s = (sketch){.table = table};
    s->nodes[0] = (sheaf_node){
        .kind = SHEAF_TABLE, .parent = SHEAF_NONE, .end = count + 1, .text = SHEAF_STR("")};
    for (uint32_t i = 0; i < count; i++) {
        s->cells[i] = slots[i].cell;
        s->nodes[i + 1] = (sheaf_node){.kind = SHEAF_CELL,
                                       .end = i + 2,
                                       .payload = i,
                                       .flags = slots[i].flags,
                                       .text = sf_str_of(slots[i].text)};
    }
    s->document.nodes = (sheaf_array){s->nodes, count + 1, sizeof(s->nodes[0])};
    s->document.cells = (sheaf_array){s->cells, count, sizeof(s->cells[0])};
    s->document.tables = (sheaf_array){&s->table, 1, sizeof(s->table)};
}

static void assert_drawn(sheaf_table table, const slot *slots, uint32_t count, size_t columns,
                         const char *expected) {
    sketch s;
    char *out = NULL;
    size_t length = 0;
    draw_sketch(&s, table, slots, count);
    sf_page page = {.out = open_memstream(&out, &length), .columns = columns};
    assert_non_null(page.out);
    assert_true(sf_grid_show(&page, &s.document, 0, 2));
    fclose(page.out);
    assert_string_equal(out, expected);
    free(out);
}

static void heads_spans_and_filler(void **state) {
    (void)state;
    const slot slots[] = {
        {{0, 0, 2, 1, SHEAF_HEADER_COLUMN}, "名", 0},
        {{0, 1, 1, 2, SHEAF_HEADER_COLUMN}, "both", 0},
        {{1, 1, 1, 1, SHEAF_HEADER_COLUMN}, "one", 0},
        {{1, 2, 1, 1, SHEAF_HEADER_COLUMN}, "two", 0},
        {{2, 0, 1, 1, SHEAF_HEADER_ROW}, "甲乙", 0},
        {{2, 1, 1, 1, 0}, "1", 0},
        {{2, 2, 1, 1, 0}, "", SHEAF_FILLER},
    };
    assert_drawn((sheaf_table){3, 3}, slots, 7, 80,
                 "  名   | both\n"
                 "  ^    | one | two\n"
                 "  -----+-----+----\n"
                 "  甲乙 | 1   | ·\n");
}

static void wide_cells_are_cut_and_narrow_ones_kept(void **state) {
    (void)state;
    const slot slots[] = {{{0, 0, 1, 1, 0}, "a long first cell of the row", 0},
                          {{0, 1, 1, 1, 0}, "12", 0}};
    assert_drawn((sheaf_table){1, 2}, slots, 2, 20, "  a long first… | 12\n");
}

static void a_block_that_spans_both_ways(void **state) {
    (void)state;
    const slot slots[] = {
        {{0, 0, 2, 2, 0}, "x", 0}, {{0, 2, 1, 1, 0}, "1", 0}, {{1, 2, 1, 1, 0}, "2", 0}};
    assert_drawn((sheaf_table){2, 3}, slots, 3, 80, "  x   | 1\n  ^   | 2\n");
}

static void columns_left_out_are_counted(void **state) {
    (void)state;
    slot slots[12];
    for (uint32_t i = 0; i < 12; i++)
        slots[i] = (slot){{0, i, 1, 1, 0}, "abc", 0};
    assert_drawn((sheaf_table){1, 12}, slots, 12, 20,
                 "  abc | abc | abc\n  (and 9 more columns)\n");
}

static void a_table_without_cells(void **state) {
    (void)state;
    assert_drawn((sheaf_table){0, 0}, NULL, 0, 80, "");
    assert_drawn((sheaf_table){1, 2}, NULL, 0, 80, "   | \n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_spans_and_filler),
        cmocka_unit_test(wide_cells_are_cut_and_narrow_ones_kept),
        cmocka_unit_test(a_block_that_spans_both_ways),
        cmocka_unit_test(columns_left_out_are_counted),
        cmocka_unit_test(a_table_without_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
