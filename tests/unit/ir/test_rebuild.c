/* Rebuilding: copies keep text, origins, runs and opaque members; what comes into a table finds its slot;
 * merged blocks unite what they had; the map says where all went. */
#include "cm.h"

#include "fixture.h"

#include "base/text.h"

static fixture f;
static const char lent[] = "lent";

static uint32_t open_block(sheaf_block block) {
    return sf_build_open(f.b, &block);
}

/* 1 title, 2 paragraph (two runs, an origin, opaque), 3 table with cells 4 to 6, 7 list, 8 item, 9
 * paragraph, 10 paragraph. */
static int start(void **state) {
    (void)state;
    fixture_init(&f, (sheaf_str){lent, 4});
    sheaf_origin at = place(1, 0, 4), then = place(2, 9, 5);
    sheaf_block block = block_of(SHEAF_PARAGRAPH, "");
    add(&f, SHEAF_TITLE, "T");
    block.text = (sheaf_str){lent, 4};
    block.origins = &at;
    block.origin_count = 1;
    block.opaque = SHEAF_STR("\"x\":1");
    uint32_t n = sf_build_add(f.b, &block);
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_LINK, 1, 2, SHEAF_STR("#a")});
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_STRONG, 0, 4, SHEAF_STR("")});
    sheaf_block table = table_of(2, 2);
    table.headers = 0;
    open_block(table);
    add_cell(&f, 0, 0, 1, 2, "head");
    add_cell(&f, 1, 0, 1, 1, "a");
    add_cell(&f, 1, 1, 1, 1, "1");
    sf_build_close(f.b);
    open_block(block_of(SHEAF_LIST, ""));
    open_block(block_of(SHEAF_ITEM, ""));
    add(&f, SHEAF_PARAGRAPH, "item");
    sf_build_close(f.b);
    sf_build_close(f.b);
    block.text = SHEAF_STR("tail中");
    block.origins = &then;
    block.confidence = 4000;
    block.opaque = SHEAF_STR("\"y\":2");
    n = sf_build_add(f.b, &block);
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_CODE, 4, 3, SHEAF_STR("")});
    fixture_finish(&f);
    assert_tree(&f, "title(T) paragraph(lent) table[0,0+1x2^(head) 1,0<(a) 1,1(1)] "
                    "list[item[paragraph(item)]] paragraph(tail中)");
    return 0;
}

static int stop(void **state) {
    (void)state;
    fixture_done(&f);
    return 0;
}

static const sheaf_node *node_at(uint32_t n) {
    return SHEAF_AT(f.view.nodes, sheaf_node, n);
}

static void a_whole_copy_is_the_same(void **state) {
    (void)state;
    sf_buffer before = {0}, after = {0};
    sf_dump(&f.view, &before);
    sheaf_document old = f.view;
    fixture_rebuild(&f);
    assert_int_equal(sf_build_copy(f.b, 1, old.nodes.count), 1);
    fixture_finish(&f);
    sf_dump(&f.view, &after);
    assert_true(sf_str_equal(sf_buffer_view(&before), sf_buffer_view(&after)));
    assert_ptr_equal(node_at(2)->text.ptr, lent);
    uint32_t count;
    const uint32_t *map = sf_build_map(f.b, &count);
    assert_int_equal(count, old.nodes.count);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(map[i], i);
    sf_buffer_done(&before);
    sf_buffer_done(&after);
}

static void parts_move_and_what_is_left_out_is_lost(void **state) {
    (void)state;
    sheaf_document old = f.view;
    fixture_rebuild(&f);
    open_block(block_of(SHEAF_QUOTE, ""));
    assert_int_equal(sf_build_copy(f.b, 7, 11), 2);
    sf_build_close(f.b);
    assert_int_equal(sf_build_copy(f.b, 2, 3), 6);
    fixture_finish(&f);
    assert_tree(&f, "quote[list[item[paragraph(item)]] paragraph(tail中)] paragraph(lent)");
    uint32_t count;
    const uint32_t *map = sf_build_map(f.b, &count);
    static const uint32_t expected[] = {
        0, SHEAF_NONE, 6, SHEAF_NONE, SHEAF_NONE, SHEAF_NONE, SHEAF_NONE, 2, 3, 4, 5};
    assert_int_equal(count, old.nodes.count);
    assert_memory_equal(map, expected, sizeof expected);
    assert_int_equal(f.view.runs.count, 3);
    assert_int_equal(SHEAF_AT(f.view.runs, sheaf_run, 0)->node, 5);
    assert_int_equal(SHEAF_AT(f.view.opaque, sheaf_opaque, 1)->node, 6);
    assert_int_equal(SHEAF_AT(f.view.origins, sheaf_origin, node_at(6)->origin)->unit, 1);
}

static void cells_find_their_slots_in_another_table(void **state) {
    (void)state;
    fixture_rebuild(&f);
    sheaf_block wider = {.size = sizeof wider, .rows = 3, .columns = 3};
    assert_int_equal(sf_build_copy_open(f.b, 3, &wider), 1);
    assert_int_equal(sf_build_copy(f.b, 4, 6), 2);
    sheaf_block as = cell_of(2, 1, "");
    as.column_span = 9;
    assert_int_not_equal(sf_build_copy_as(f.b, 6, &as), SHEAF_NONE);
    sf_build_copy_as(f.b, 5, &(sheaf_block){.size = sizeof as, .row = 2, .column = 3});
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0+1x2^(head) 0,2~ 1,0^(a) 1,1~ 1,2~ 2,0~ 2,1+1x2(1)] paragraph(a)");
    assert_true(has_diagnostic(&f, "ir.table.span-clamped", "found 9, kept 2"));
}

static void a_table_copied_whole_has_taken_its_slots(void **state) {
    (void)state;
    fixture_rebuild(&f);
    sf_build_copy_open(f.b, 3, &(sheaf_block){.size = sizeof(sheaf_block), .rows = 3});
    assert_int_equal(sf_build_copy(f.b, 4, 7), 2);
    sf_build_copy_as(f.b, 5, &(sheaf_block){.size = sizeof(sheaf_block), .row = 1, .column = 1});
    sf_build_close(f.b);
    sf_build_copy_open(f.b, 3, &(sheaf_block){.size = sizeof(sheaf_block), .rows = 1});
    sf_build_copy(f.b, 4, 5);
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0+1x2^(head) 1,0<(a) 1,1(1) 2,0~ 2,1~] paragraph(a) "
                    "table[0,0+1x2(head)]");
    assert_true(has_diagnostic(&f, "ir.table.no-slot", "found 1, kept 2"));
}

static void header_cells_are_derived_again(void **state) {
    (void)state;
    fixture_rebuild(&f);
    sf_build_copy_open(f.b, 3, &(sheaf_block){.size = sizeof(sheaf_block), .rows = 3});
    sf_build_copy(f.b, 4, 7);
    sf_build_copy_as(f.b, 5, &(sheaf_block){.size = sizeof(sheaf_block), .row = 2});
    add_cell(&f, 2, 1, 1, 1, "2");
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "table[0,0+1x2^(head) 1,0<(a) 1,1(1) 2,0<(a) 2,1(2)]");
}

static void merged_blocks_unite_what_they_had(void **state) {
    (void)state;
    fixture_rebuild(&f);
    const uint32_t nodes[] = {2, 10};
    assert_int_equal(sf_build_merge(f.b, nodes, 2, SHEAF_STR("——")), 1);
    fixture_finish(&f);
    assert_tree(&f, "paragraph(lent——tail中)");
    assert_int_equal(node_at(1)->origins, 2);
    assert_int_equal(node_at(1)->confidence, 4000);
    const sheaf_origin *origins = SHEAF_AT(f.view.origins, sheaf_origin, node_at(1)->origin);
    assert_int_equal(origins[0].unit, 1);
    assert_int_equal(origins[1].unit, 2);
    assert_int_equal(f.view.runs.count, 3);
    assert_int_equal(SHEAF_AT(f.view.runs, sheaf_run, 2)->start, 14);
    assert_true(sf_str_equal(SHEAF_AT(f.view.opaque, sheaf_opaque, 0)->members,
                             SHEAF_STR("\"x\":1,\"y\":2")));
    uint32_t count;
    const uint32_t *map = sf_build_map(f.b, &count);
    assert_int_equal(map[2], 1);
    assert_int_equal(map[10], 1);
}

/* A note names its footnote by number: 1 paragraph, 2 footnote, 3 paragraph with notes of both sides. */
static void notes_lead_to_their_footnotes(void **state) {
    (void)state;
    fixture_done(&f);
    fixture_init(&f, SHEAF_STR(""));
    static const char *const targets[] = {"2", "4", "99", "x"};
    add(&f, SHEAF_PARAGRAPH, "first");
    add(&f, SHEAF_FOOTNOTE, "one");
    uint32_t n = add(&f, SHEAF_PARAGRAPH, "text");
    for (uint32_t i = 0; i < 4; i++)
        sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_NOTE, i, 1, sf_str_of(targets[i])});
    add(&f, SHEAF_FOOTNOTE, "two");
    fixture_finish(&f);
    fixture_rebuild(&f);
    static const uint32_t merged[] = {1, 3};
    assert_int_equal(sf_build_merge(f.b, merged, 2, SHEAF_STR("")), 1);
    assert_int_equal(sf_build_copy(f.b, 4, 5), 2);
    sf_build_copy(f.b, 3, 4);
    n = add(&f, SHEAF_PARAGRAPH, "new");
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_NOTE, 0, 1, SHEAF_STR("2")});
    fixture_finish(&f);
    static const char *const expected[] = {"", "2", "", "", "", "2", "", "", "2"};
    assert_int_equal(f.view.runs.count, 9);
    for (uint32_t i = 0; i < 9; i++) {
        const sheaf_run *run = SHEAF_AT(f.view.runs, sheaf_run, i);
        assert_int_equal(run->kind, SHEAF_RUN_NOTE);
        assert_true(sf_str_equal(run->target, sf_str_of(expected[i])));
    }
}

static void wrong_calls_are_latched(void **state) {
    (void)state;
    static const uint32_t bad[][2] = {{0, 2}, {1, 1}, {1, 99}, {1, 5}, {99, 100}, {8, 10}, {3, 4}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sheaf_document old = f.view;
        fixture_rebuild(&f);
        assert_int_equal(sf_build_copy(f.b, bad[i][0], bad[i][1]), SHEAF_NONE);
        assert_int_equal(f.error.status, SHEAF_BAD_CALL);
        assert_int_equal(sf_build_copy(f.b, 1, 2), SHEAF_NONE);
        assert_int_equal(sf_build_finish(f.b), SHEAF_BAD_CALL);
        f.error = (sf_error){0};
        f.view = old;
    }
    static const uint32_t merges[] = {0, 3, 7, 99};
    for (size_t i = 0; i < sizeof merges / sizeof *merges; i++) {
        sheaf_document old = f.view;
        fixture_rebuild(&f);
        assert_int_equal(sf_build_merge(f.b, &merges[i], 1, SHEAF_STR("")), SHEAF_NONE);
        assert_int_equal(f.error.status, SHEAF_BAD_CALL);
        f.error = (sf_error){0};
        f.view = old;
    }
}

static void limits_hold_for_copies(void **state) {
    (void)state;
    static const struct {
        sf_build_limits limits;
        const char *code;
    } rows[] = {
        {{.nodes = 8}, "limit.nodes"}, {{.depth = 3}, "limit.depth"}, {{.text = 3}, "limit.text"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sheaf_document old = f.view;
        f.limits = rows[i].limits;
        fixture_rebuild(&f);
        open_block(block_of(SHEAF_QUOTE, ""));
        sf_build_copy(f.b, 1, old.nodes.count);
        assert_string_equal(f.error.code, rows[i].code);
        f.error = (sf_error){0};
        f.view = old;
    }
}

/* The same node and a long joiner as often as one likes: refused before it is joined. */
static void a_merge_asks_the_limit_before_it_joins(void **state) {
    (void)state;
    static char joiner[1 << 20];
    memset(joiner, '-', sizeof joiner);
    uint32_t *nodes = calloc(1 << 20, sizeof *nodes);
    for (size_t i = 0; i < 1 << 20; i++)
        nodes[i] = 2;
    f.limits.text = 100;
    fixture_rebuild(&f);
    assert_int_equal(sf_build_merge(f.b, nodes, 1 << 20, (sheaf_str){joiner, sizeof joiner}),
                     SHEAF_NONE);
    assert_string_equal(f.error.code, "limit.text");
    assert_int_equal(f.tree->text_bytes, 0);
    free(nodes);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(a_whole_copy_is_the_same),
        CASE(parts_move_and_what_is_left_out_is_lost),
        CASE(cells_find_their_slots_in_another_table),
        CASE(a_table_copied_whole_has_taken_its_slots),
        CASE(header_cells_are_derived_again),
        CASE(merged_blocks_unite_what_they_had),
        CASE(wrong_calls_are_latched),
        CASE(notes_lead_to_their_footnotes),
        CASE(limits_hold_for_copies),
        CASE(a_merge_asks_the_limit_before_it_joins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
