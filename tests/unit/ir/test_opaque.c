/* Members that Sheaf does not know: kept in order, joined where they stood in one object, refused where there
 * is no such object, and there still after a rebuild. */
#include "cm.h"

#include "fixture.h"

#include "base/text.h"

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

static void keep(uint32_t owner, uint32_t node, uint32_t index, const char *members) {
    sf_build_opaque(
        f.b, &(sheaf_opaque){
                 .node = node, .members = sf_str_of(members), .owner = owner, .index = index});
}

static void keep_in(uint32_t node, uint32_t inner, uint32_t piece, const char *members) {
    sf_build_opaque(
        f.b, &(sheaf_opaque){
                 .node = node, .members = sf_str_of(members), .inner = inner, .piece = piece});
}

static void mark(uint32_t node, uint32_t start, uint32_t length) {
    sf_build_mark(f.b, &(sheaf_run){node, SHEAF_RUN_CODE, start, length, SHEAF_STR("")});
}

static void add_checks(uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        sf_records_check(&f.records, &(sheaf_check){.size = sizeof(sheaf_check)});
}

/* "node.owner.index members" of all of them. */
static void assert_kept(const char *expected) {
    sf_buffer out = {0};
    for (uint32_t i = 0; i < f.view.opaque.count; i++) {
        const sheaf_opaque *kept = SHEAF_AT(f.view.opaque, sheaf_opaque, i);
        sf_buffer_addf(&out, "%s%u.%u.%u %.*s", i ? " " : "", kept->node, kept->owner, kept->index,
                       (int)kept->members.len, kept->members.ptr);
    }
    sf_buffer_add(&out, (sheaf_str){"", 1});
    assert_string_equal(out.bytes, expected);
    sf_buffer_done(&out);
}

static void pieces_are_sorted_and_joined(void **state) {
    (void)state;
    add_checks(3);
    keep(SHEAF_OF_CHECK, 0, 2, "e");
    keep(SHEAF_OF_NODE, 0, 0, "top");
    uint32_t n = add(&f, SHEAF_PARAGRAPH, "x");
    keep(SHEAF_OF_NODE, n, 0, "a");
    keep(SHEAF_OF_CHECK, 0, 0, "d");
    keep(SHEAF_OF_NODE, n, 0, "b");
    keep(SHEAF_OF_NODE, n, 0, "");
    keep(SHEAF_OF_NODE, n, 0, "c");
    keep(SHEAF_OF_SHEAF, 0, 0, "s");
    keep(SHEAF_OF_NODE, 0, 0, "later");
    fixture_finish(&f);
    assert_kept("0.0.0 top,later 0.1.0 s 0.8.0 d 0.8.2 e 1.0.0 a,b,c");
}

static void a_block_brings_its_own(void **state) {
    (void)state;
    sheaf_block block = block_of(SHEAF_QUOTE, "");
    block.opaque = SHEAF_STR("a");
    uint32_t n = sf_build_open(f.b, &block);
    block.opaque = SHEAF_STR("c");
    sf_build_add(f.b, &block);
    keep(SHEAF_OF_NODE, n, 0, "b");
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_kept("1.0.0 a,b 2.0.0 c");
}

static void rebuilding_keeps_them(void **state) {
    (void)state;
    add_checks(1);
    keep(SHEAF_OF_CHECK, 0, 0, "check");
    keep(SHEAF_OF_NODE, 0, 0, "top");
    for (uint32_t n = 1; n <= 3; n++) {
        char name[8];
        add(&f, SHEAF_PARAGRAPH, "x");
        snprintf(name, sizeof name, "n%u", n);
        keep(SHEAF_OF_NODE, n, 0, name);
    }
    fixture_finish(&f);
    fixture_rebuild(&f);
    sf_build_copy(f.b, 3, 4);
    static const uint32_t both[] = {1, 2};
    sf_build_merge(f.b, both, 2, SHEAF_STR(""));
    keep(SHEAF_OF_NODE, 2, 0, "new");
    keep(SHEAF_OF_META, 0, 0, "meta");
    fixture_finish(&f);
    assert_kept("0.0.0 top 0.4.0 meta 0.8.0 check 1.0.0 n3 2.0.0 n1,n2,new");
}

/* An object that holds a name twice could not be read again. */
static void of_one_name_the_first_stays(void **state) {
    (void)state;
    static const struct {
        const char *first, *second, *expected;
        uint32_t told;
    } rows[] = {
        {"\"a\": 1", "\"b\": 2", "1.0.0 \"a\": 1,\"b\": 2", 0},
        {"\"a\": 1, \"b\": 2", "\"b\": 3,\"c\":4, \"a\":5", "1.0.0 \"a\": 1,\"b\": 2,\"c\":4", 1},
        {"\"a\": {\"b\": [1, {}]}", "\"b\": \"},\\\"\", \"a\": [[],[2]]",
         "1.0.0 \"a\": {\"b\": [1, {}]},\"b\": \"},\\\"\"", 1},
        {"\"a\": \"\\\\\"", "\"a\": 2, \"ab\": 3", "1.0.0 \"a\": \"\\\\\",\"ab\": 3", 1},
        {"x", "x", "1.0.0 x,x", 0},
        {"\"a", "\"a", "1.0.0 \"a,\"a", 0},
        {"\"a\": [", "\"a\": 1", "1.0.0 \"a\": [,\"a\": 1", 0},
        {"\"a\": ]", "\"a\": \"\\", "1.0.0 \"a\": ]", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture_done(&f);
        fixture_init(&f, SHEAF_STR(""));
        uint32_t n = add(&f, SHEAF_PARAGRAPH, "x");
        keep(SHEAF_OF_NODE, n, 0, rows[i].first);
        keep(SHEAF_OF_NODE, n, 0, rows[i].second);
        fixture_finish(&f);
        assert_kept(rows[i].expected);
        assert_int_equal(f.view.diagnostics.count, rows[i].told);
    }
}

/* "node.inner.piece members" of all of them. */
static void assert_inner(const char *expected) {
    sf_buffer out = {0};
    for (uint32_t i = 0; i < f.view.opaque.count; i++) {
        const sheaf_opaque *kept = SHEAF_AT(f.view.opaque, sheaf_opaque, i);
        sf_buffer_addf(&out, "%s%u.%u.%u %.*s", i ? " " : "", kept->node, kept->inner, kept->piece,
                       (int)kept->members.len, kept->members.ptr);
    }
    sf_buffer_add(&out, (sheaf_str){"", 1});
    assert_string_equal(out.bytes, expected);
    sf_buffer_done(&out);
}

/* Runs are sorted in the end, and what is kept for them goes where they go; equal ones keep their order. */
static void members_of_runs_ride_along(void **state) {
    (void)state;
    sheaf_block quote = block_of(SHEAF_QUOTE, "");
    uint32_t outer = sf_build_open(f.b, &quote);
    sf_build_append(f.b, SHEAF_STR("abcdef"), NULL);
    mark(outer, 3, 1);
    keep_in(outer, SHEAF_IN_RUN, 0, "third");
    mark(outer, 1, 2);
    mark(outer, 1, 4);
    keep_in(outer, SHEAF_IN_RUN, 2, "first");
    keep_in(outer, SHEAF_IN_RUN, 1, "second");
    keep_in(outer, SHEAF_IN_ITSELF, 0, "itself");
    mark(outer, 3, 1);
    keep_in(outer, SHEAF_IN_RUN, 3, "fourth");
    sf_build_close(f.b);
    uint32_t n = add(&f, SHEAF_PARAGRAPH, "xy");
    mark(n, 1, 1);
    mark(n, 0, 1);
    keep_in(n, SHEAF_IN_RUN, 1, "x");
    fixture_finish(&f);
    assert_inner("1.0.0 itself 1.2.0 first 1.2.1 second 1.2.2 third 1.2.3 fourth 2.2.0 x");
}

/* What is merged counts its places and runs on, whatever order they take; copies keep theirs. */
static void inner_objects_are_rebuilt(void **state) {
    (void)state;
    const sheaf_origin at[] = {place(1, 0, 1), place(2, 1, 1)};
    for (uint32_t n = 1; n <= 3; n++) {
        sheaf_block block = block_of(SHEAF_PARAGRAPH, "x");
        block.origins = at;
        block.origin_count = 2;
        sf_build_add(f.b, &block);
        mark(n, 0, 1);
        mark(n, 1, 0);
        char name[8] = {'n', (char)('0' + n), '\0'};
        keep_in(n, SHEAF_IN_ITSELF, 0, name);
        keep_in(n, SHEAF_IN_ORIGIN, 1, name);
        keep_in(n, SHEAF_IN_RUN, 1, name);
    }
    fixture_finish(&f);
    fixture_rebuild(&f);
    static const uint32_t both[] = {1, 2};
    sf_build_merge(f.b, both, 2, SHEAF_STR(""));
    sf_build_copy_open(f.b, 3, NULL);
    mark(2, 0, 0);
    sf_build_close(f.b);
    sf_build_copy(f.b, 3, 4);
    fixture_finish(&f);
    assert_inner("1.0.0 n1,n2 1.1.1 n1 1.1.3 n2 1.2.2 n1 1.2.3 n2 "
                 "2.0.0 n3 2.1.1 n3 2.2.2 n3 3.0.0 n3 3.1.1 n3 3.2.1 n3");
}

static void a_run_that_was_never_marked_keeps_nothing(void **state) {
    (void)state;
    for (uint32_t piece = 1; piece <= 2; piece++) {
        fixture_done(&f);
        fixture_init(&f, SHEAF_STR(""));
        uint32_t n = add(&f, SHEAF_PARAGRAPH, "x");
        mark(n, 0, 1);
        keep_in(n, SHEAF_IN_RUN, piece == 1 ? 1 : UINT32_MAX, "x");
        mark(add(&f, SHEAF_PARAGRAPH, "y"), 0, 1);
        assert_int_equal(sf_build_finish(f.b), SHEAF_BAD_CALL);
        assert_non_null(strstr(f.error.message, "never marked"));
    }
}

static void a_cell_without_a_slot_keeps_none(void **state) {
    (void)state;
    sheaf_block table = table_of(1, 1);
    sf_build_open(f.b, &table);
    add_cell(&f, 0, 0, 1, 1, "a");
    sheaf_block cell = cell_of(0, 1, "b");
    uint32_t n = sf_build_open(f.b, &cell);
    keep(SHEAF_OF_NODE, n, 0, "lost");
    keep(SHEAF_OF_NODE, 0, 0, "top");
    sf_build_close(f.b);
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_kept("0.0.0 top");
}

static void what_is_not_there_keeps_nothing(void **state) {
    (void)state;
    static const struct {
        uint32_t owner, node, index, inner, piece;
        const char *says;
    } rows[] = {
        {SHEAF_OF_DIAGNOSTIC + 1, 0, 0, 0, 0, "no owner"},
        {SHEAF_OF_META, 2, 0, 0, 0, "a node where there is none"},
        {SHEAF_OF_META, 0, 1, 0, 0, "only one of"},
        {SHEAF_OF_NODE, 0, 1, 0, 0, "only one of"},
        {SHEAF_OF_NODE, 1, 0, 0, 0, "neither the open block nor the last one"},
        {SHEAF_OF_NODE, 77, 0, 0, 0, "neither the open block nor the last one"},
        {SHEAF_OF_FACT, 0, 0, 0, 0, "never added"},
        {SHEAF_OF_CHECK, 0, 2, 0, 0, "never added"},
        {SHEAF_OF_CHECK, 0, 0, SHEAF_IN_ORIGIN, 0, "no such object inside"},
        {SHEAF_OF_NODE, 2, 0, SHEAF_IN_INSTANCE + 1, 0, "no such object inside"},
        {SHEAF_OF_NODE, 2, 0, SHEAF_IN_ITSELF, 1, "pieces of what has none"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture_done(&f);
        fixture_init(&f, SHEAF_STR(""));
        add_checks(2);
        add(&f, SHEAF_PARAGRAPH, "x");
        add(&f, SHEAF_PARAGRAPH, "y");
        keep(SHEAF_OF_CHECK, 0, 1, "fine");
        sf_build_opaque(f.b, &(sheaf_opaque){rows[i].node, SHEAF_STR("x"), rows[i].owner,
                                             rows[i].index, rows[i].inner, rows[i].piece});
        assert_int_equal(sf_build_finish(f.b), SHEAF_BAD_CALL);
        if (!strstr(f.error.message, rows[i].says))
            fail_msg("%zu: %s", i, f.error.message);
    }
}

static void the_text_limit_holds(void **state) {
    (void)state;
    fixture_done(&f);
    f.limits.text = 10;
    sf_records_init(&f.records, 100);
    f = (fixture){.records = f.records, .limits = {.text = 10}, .tree = sf_tree_new(SHEAF_STR(""))};
    f.b = sf_builder_new(f.tree, &f.records, &f.limits, &f.error);
    for (int i = 0; i < 4; i++)
        keep(SHEAF_OF_META, 0, 0, "abc");
    assert_string_equal(f.error.code, "limit.text");
}

/* Pieces in the worst order, and as many of one object, cost no more than a sort. */
static void many_pieces(void **state) {
    (void)state;
    enum { MANY = 50000 };
    add_checks(MANY);
    for (uint32_t i = MANY; i-- > 0;) {
        keep(SHEAF_OF_CHECK, 0, i, "x");
        keep(SHEAF_OF_META, 0, 0, "m");
    }
    fixture_finish(&f);
    assert_int_equal(f.view.opaque.count, MANY + 1);
    assert_int_equal(SHEAF_AT(f.view.opaque, sheaf_opaque, 0)->members.len, 2 * MANY - 1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(pieces_are_sorted_and_joined),
        CASE(a_block_brings_its_own),
        CASE(rebuilding_keeps_them),
        CASE(of_one_name_the_first_stays),
        CASE(members_of_runs_ride_along),
        CASE(inner_objects_are_rebuilt),
        CASE(a_run_that_was_never_marked_keeps_nothing),
        CASE(a_cell_without_a_slot_keeps_none),
        CASE(what_is_not_there_keeps_nothing),
        CASE(the_text_limit_holds),
        CASE(many_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
