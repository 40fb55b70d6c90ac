/* Blocks, text, origins, runs and limits; what a plugin does wrong is named. */
#include "cm.h"

#include "fixture.h"

#include "base/text.h"

static fixture f;
static const char lent[] = "lent text\nnext中é\xFF\xE4中";

static int start(void **state) {
    (void)state;
    fixture_init(&f, (sheaf_str){lent, sizeof lent - 1});
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

static uint32_t open_block(uint32_t kind) {
    sheaf_block block = block_of(kind, "");
    block.columns = 1;
    return sf_build_open(f.b, &block);
}

static void blocks_nest(void **state) {
    (void)state;
    add(&f, SHEAF_TITLE, "T");
    sheaf_block heading = block_of(SHEAF_HEADING, "一、总体");
    heading.level = 2;
    heading.number = SHEAF_STR("一、");
    heading.flags = SHEAF_RUN_IN;
    heading.confidence = 5000;
    sf_build_add(f.b, &heading);
    sheaf_block list = block_of(SHEAF_LIST, "");
    list.ordered = 7;
    sf_build_open(f.b, &list);
    sheaf_block item = block_of(SHEAF_ITEM, "");
    item.number = SHEAF_STR("1.");
    item.level = 9;
    sf_build_open(f.b, &item);
    add(&f, SHEAF_PARAGRAPH, "p");
    sf_build_close(f.b);
    open_block(SHEAF_ITEM);
    sf_build_close(f.b);
    sf_build_close(f.b);
    add(&f, SHEAF_FOOTNOTE, "n");
    fixture_finish(&f);
    assert_tree(&f, "title(T) heading(一、总体) list[item[paragraph(p)] item] footnote(n)");
    assert_int_equal(node_at(2)->confidence, 5000);
    assert_int_equal(node_at(2)->flags, SHEAF_RUN_IN);
    assert_int_equal(node_at(1)->confidence, SHEAF_CERTAIN);
    assert_int_equal(SHEAF_AT(f.view.headings, sheaf_heading, 0)->level, 2);
    assert_int_equal(SHEAF_AT(f.view.headings, sheaf_heading, 0)->number.len, 6);
    assert_int_equal(SHEAF_AT(f.view.lists, sheaf_list, 0)->ordered, 1);
    assert_int_equal(f.view.headings.count, 4);
    const sheaf_heading *numbered = SHEAF_AT(f.view.headings, sheaf_heading, node_at(4)->payload);
    assert_true(sf_str_equal(numbered->number, SHEAF_STR("1.")));
    assert_int_equal(numbered->level, 0);
    assert_int_equal(SHEAF_AT(f.view.headings, sheaf_heading, 2)->number.len, 0);
}

static void lent_text_is_referred_to_and_other_text_copied(void **state) {
    (void)state;
    char mine[] = "mine";
    sheaf_block block = block_of(SHEAF_PARAGRAPH, "");
    block.text = (sheaf_str){lent + 5, 4};
    sf_build_add(f.b, &block);
    block.text = (sheaf_str){mine, 4};
    sf_build_add(f.b, &block);
    block.text = (sheaf_str){NULL, 0};
    sf_build_add(f.b, &block);
    memset(mine, 'x', 4);
    fixture_finish(&f);
    assert_ptr_equal(node_at(1)->text.ptr, lent + 5);
    assert_memory_equal(node_at(2)->text.ptr, "mine", 4);
    assert_non_null(node_at(3)->text.ptr);
    assert_int_equal(f.tree->text_bytes, 8);
}

/* A piece is as valid as its own bytes are, wherever lent memory is cut and however much of it is valid. */
static void lent_text_is_referred_to_where_it_is_utf8(void **state) {
    (void)state;
    enum { LENGTH = sizeof lent - 1 };
    uint32_t node = 0;
    for (size_t from = 0; from < LENGTH; from++)
        for (size_t to = from + 1; to <= LENGTH; to++) {
            sheaf_block block = block_of(SHEAF_PARAGRAPH, "");
            block.text = (sheaf_str){lent + from, to - from};
            node = sf_build_add(f.b, &block);
            const char *kept = SF_VEC_AT(&f.tree->nodes, sheaf_node, node)->text.ptr;
            assert_int_equal(kept == lent + from, sf_utf8_valid(block.text) == block.text.len);
        }
    assert_int_equal(node, LENGTH * (LENGTH + 1) / 2);
    fixture_finish(&f);
}

static void bad_utf8_is_mended_and_said(void **state) {
    (void)state;
    sheaf_origin at = place(4, 9, 1);
    sheaf_block block = block_of(SHEAF_PARAGRAPH, "a\xFF\xE4\xB8z");
    block.origins = &at;
    block.origin_count = 1;
    sf_build_add(f.b, &block);
    fixture_finish(&f);
    assert_tree(&f, "paragraph(a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz)");
    assert_true(has_diagnostic(&f, "ir.text.invalid-utf8", "U+FFFD"));
    assert_int_equal(SHEAF_AT(f.view.diagnostics, sheaf_diagnostic, 0)->origin.unit, 4);
}

static void appended_pieces_join_with_their_origins(void **state) {
    (void)state;
    sheaf_origin first = place(1, 0, 4), second = place(2, 10, 4);
    open_block(SHEAF_PARAGRAPH);
    sf_build_append(f.b, (sheaf_str){lent, 4}, &first);
    sf_build_append(f.b, (sheaf_str){lent + 4, 2}, NULL);
    sf_build_close(f.b);
    open_block(SHEAF_PARAGRAPH);
    sf_build_append(f.b, (sheaf_str){lent, 4}, &first);
    sf_build_append(f.b, (sheaf_str){lent + 10, 4}, &second);
    sf_build_append(f.b, SHEAF_STR("中\xFF"), NULL);
    sf_build_mark(f.b, &(sheaf_run){.node = 2, .kind = SHEAF_RUN_STRONG, .start = 4, .length = 4});
    sf_build_close(f.b);
    fixture_finish(&f);
    assert_tree(&f, "paragraph(lent t) paragraph(lentnext中\xEF\xBF\xBD)");
    assert_ptr_equal(node_at(1)->text.ptr, lent);
    assert_int_equal(node_at(2)->origin, 1);
    assert_int_equal(node_at(2)->origins, 2);
}

static void runs_are_sorted_and_stay_inside_the_text(void **state) {
    (void)state;
    uint32_t n = add(&f, SHEAF_PARAGRAPH, "中文 link");
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_LINK, 7, 400, SHEAF_STR("#x")});
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_EMPHASIS, 0, 3, SHEAF_STR("")});
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_STRONG, 0, 7, SHEAF_STR("")});
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_CODE, 4, 1, SHEAF_STR("")});
    fixture_finish(&f);
    static const uint32_t kinds[] = {SHEAF_RUN_STRONG, SHEAF_RUN_EMPHASIS, SHEAF_RUN_CODE,
                                     SHEAF_RUN_LINK};
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(SHEAF_AT(f.view.runs, sheaf_run, i)->kind, kinds[i]);
    assert_int_equal(SHEAF_AT(f.view.runs, sheaf_run, 3)->length, 4);
    assert_true(has_diagnostic(&f, "ir.run.clamped", "longer"));
}

static void later_kinds_of_runs(void **state) {
    (void)state;
    uint32_t n = add(&f, SHEAF_PARAGRAPH, "text");
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_STRUCK, 0, 4, SHEAF_STR("")});
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_RUBY, 0, 1, SHEAF_STR("r")});
    sf_build_mark(f.b, &(sheaf_run){n, SHEAF_RUN_BOOKMARK, 4, 0, SHEAF_STR("end")});
    fixture_finish(&f);
    assert_int_equal(f.view.runs.count, 3);
    const sheaf_run *mark = SHEAF_AT(f.view.runs, sheaf_run, 2);
    assert_int_equal(mark->kind, SHEAF_RUN_BOOKMARK);
    assert_int_equal(mark->start, 4);
    assert_int_equal(mark->length, 0);
}

static void structs_of_other_sizes_are_understood(void **state) {
    (void)state;
    struct {
        sheaf_block block;
        char later[64];
    } newer = {block_of(SHEAF_PARAGRAPH, "newer"), "xxxx"};
    newer.block.size = sizeof newer;
    sf_build_add(f.b, &newer.block);
    uint32_t *older = calloc(1, offsetof(sheaf_block, origins));
    sheaf_block whole = block_of(SHEAF_CODE, "older");
    memcpy(older, &whole, offsetof(sheaf_block, origins));
    older[0] = offsetof(sheaf_block, origins);
    sf_build_add(f.b, (const sheaf_block *)(const void *)older);
    free(older);
    uint32_t tiny[1] = {4};
    assert_int_equal(sf_build_add(f.b, (const sheaf_block *)(const void *)tiny), SHEAF_NONE);
    assert_int_equal(f.error.status, SHEAF_BAD_CALL);
    fixture_end(&f);
    assert_tree(&f, "paragraph(newer) code(older)");
}

static void figures_keep_their_data(void **state) {
    (void)state;
    char data[] = "\x89PNG\0\xFF";
    sheaf_figure figure = {SHEAF_STR("media/1.png"), SHEAF_STR("image/png"), {data, 6}, 6};
    sheaf_block block = block_of(SHEAF_FIGURE, "alt");
    block.figure = &figure;
    sf_build_add(f.b, &block);
    block.figure = NULL;
    sf_build_add(f.b, &block);
    memset(data, 0, sizeof data);
    fixture_finish(&f);
    assert_memory_equal(SHEAF_AT(f.view.figures, sheaf_figure, 0)->bytes.ptr, "\x89PNG\0\xFF", 6);
}

static void parts_and_boxes(void **state) {
    (void)state;
    uint32_t part;
    sf_records_part(&f.records, SHEAF_STR("word/document.xml"), &part);
    sheaf_origin at[2] = {{SHEAF_AT_PART, part, .at.path = SHEAF_STR("p[1]")},
                          {SHEAF_AT_PAGE, 2, .at.box = {1.25f, -0.1f, 3e-9f, 1e30f}}};
    at[1].at.box[1] = (float)(1e300 * 1e300);
    sheaf_block block = block_of(SHEAF_PARAGRAPH, "x");
    block.origins = at;
    block.origin_count = 2;
    sf_build_add(f.b, &block);
    block.origin_count = 1;
    sf_build_add(f.b, &block);
    fixture_finish(&f);
    const sheaf_origin *kept = f.view.origins.base;
    assert_true(kept[1].at.box[1] == 0 && kept[1].at.box[0] == 1.25f);
    at[0].unit = 5;
    fixture_done(&f);
    fixture_init(&f, SHEAF_STR(""));
    sf_build_add(f.b, &block);
    assert_int_equal(f.error.status, SHEAF_BAD_CALL);
}

typedef struct misuse {
    const char *what;
    void (*make)(void);
    const char *says;
} misuse;

static void cell_outside(void) {
    add_cell(&f, 0, 0, 0, 0, "x");
}
static void item_outside(void) {
    add(&f, SHEAF_ITEM, "x");
}
static void block_in_paragraph(void) {
    open_block(SHEAF_PARAGRAPH);
    add(&f, SHEAF_CODE, "x");
}
static void paragraph_in_table(void) {
    open_block(SHEAF_TABLE);
    add(&f, SHEAF_PARAGRAPH, "x");
}
static void document_inside(void) {
    add(&f, SHEAF_DOCUMENT, "x");
}
static void unknown_kind(void) {
    add(&f, 999, "x");
}
static void table_without_columns(void) {
    add(&f, SHEAF_TABLE, "x");
}
static void close_too_often(void) {
    sf_build_close(f.b);
}
static void append_to_nothing(void) {
    sf_build_append(f.b, SHEAF_STR("x"), NULL);
}
static void append_behind_children(void) {
    open_block(SHEAF_QUOTE);
    add(&f, SHEAF_PARAGRAPH, "x");
    sf_build_append(f.b, SHEAF_STR("x"), NULL);
}
static void mark_far_away(void) {
    add(&f, SHEAF_PARAGRAPH, "x");
    add(&f, SHEAF_PARAGRAPH, "y");
    sf_build_mark(f.b, &(sheaf_run){.node = 1, .kind = SHEAF_RUN_CODE});
}
static void mark_of_no_kind(void) {
    sf_build_mark(f.b, &(sheaf_run){.node = add(&f, SHEAF_CODE, "x"), .kind = 13});
}
static void copy_without_rebuild(void) {
    sf_build_copy(f.b, 1, 2);
}
static void left_open(void) {
    open_block(SHEAF_QUOTE);
    sf_build_finish(f.b);
}

static void misuse_is_latched_with_its_name(void **state) {
    (void)state;
    static const misuse rows[] = {
        {"cell", cell_outside, "a document cannot hold a cell"},
        {"item", item_outside, "a document cannot hold a item"},
        {"leaf", block_in_paragraph, "a paragraph cannot hold a code"},
        {"table", paragraph_in_table, "a table cannot hold a paragraph"},
        {"document", document_inside, "unknown kind"},
        {"kind", unknown_kind, "unknown kind"},
        {"columns", table_without_columns, "columns"},
        {"close", close_too_often, "close without"},
        {"append", append_to_nothing, "the document itself"},
        {"late", append_behind_children, "has children"},
        {"mark", mark_far_away, "node 1"},
        {"kind of run", mark_of_no_kind, "kind 13"},
        {"copy", copy_without_rebuild, "needs a rebuild"},
        {"open", left_open, "not closed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture_done(&f);
        fixture_init(&f, SHEAF_STR(""));
        rows[i].make();
        assert_int_equal(f.error.status, SHEAF_BAD_CALL);
        if (!strstr(f.error.message, rows[i].says))
            fail_msg("%s: %s", rows[i].what, f.error.message);
        uint32_t count = f.tree->nodes.count;
        assert_int_equal(add(&f, SHEAF_PARAGRAPH, "late"), SHEAF_NONE);
        assert_int_equal(open_block(SHEAF_QUOTE), SHEAF_NONE);
        sf_build_close(f.b);
        sf_build_append(f.b, SHEAF_STR("x"), NULL);
        assert_int_equal(f.tree->nodes.count, count);
        assert_int_equal(sf_build_finish(f.b), SHEAF_BAD_CALL);
    }
}

static void limits_name_themselves(void **state) {
    (void)state;
    static const struct {
        sf_build_limits limits;
        const char *code, *says;
    } rows[] = {
        {{.nodes = 4}, "limit.nodes", "--limit nodes=N"},
        {{.depth = 3}, "limit.depth", "limit of 3"},
        {{.text = 12}, "limit.text", "--limit text=N"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sf_error error = {0};
        sf_tree *tree = sf_tree_new(SHEAF_STR(""));
        sf_builder *b = sf_builder_new(tree, &f.records, &rows[i].limits, &error);
        sheaf_block block = block_of(SHEAF_QUOTE, "");
        for (int depth = 0; depth < 3; depth++)
            assert_int_not_equal(sf_build_open(b, &block), SHEAF_NONE);
        for (int j = 0; j < 4; j++)
            sf_build_append(b, SHEAF_STR("1234"), NULL);
        assert_int_equal(sf_build_open(b, &block), SHEAF_NONE);
        assert_int_equal(error.status, SHEAF_LIMIT);
        assert_string_equal(error.code, rows[i].code);
        assert_non_null(strstr(error.message, rows[i].says));
        sf_builder_free(b);
        sf_tree_free(tree);
    }
}

static void titles_join_without_a_break(void **state) {
    (void)state;
    sheaf_str title;
    sf_arena arena = {0};
    add(&f, SHEAF_TITLE, "  某局2022年\n\xE3\x80\x80\n政府信息公开\xE3\x80\x80\n");
    add(&f, SHEAF_TITLE, "Annual\nReport (draft)\n");
    add(&f, SHEAF_PARAGRAPH, "Text.");
    add(&f, SHEAF_TITLE, "Of another report");
    fixture_finish(&f);
    assert_true(sf_document_title(&f.view, &arena, &title));
    assert_true(sf_str_equal(title, SHEAF_STR("某局2022年政府信息公开Annual Report (draft)")));
    sf_records_meta(&f.records, SHEAF_STR("title"), SHEAF_STR("stated"), 0);
    sf_document_view(f.tree, &f.records, &f.view);
    assert_true(sf_document_title(&f.view, &arena, &title));
    assert_true(sf_str_equal(title, SHEAF_STR("stated")));
    assert_int_equal(sf_first_child(&f.view, 0), 1);
    assert_int_equal(sf_next_sibling(&f.view, 1), 2);
    assert_int_equal(sf_next_sibling(&f.view, 4), SHEAF_NONE);
    assert_int_equal(sf_first_child(&f.view, 1), SHEAF_NONE);
    assert_int_equal(sf_next_sibling(&f.view, 0), SHEAF_NONE);
    sf_arena_done(&arena);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(blocks_nest),
        CASE(lent_text_is_referred_to_and_other_text_copied),
        CASE(lent_text_is_referred_to_where_it_is_utf8),
        CASE(bad_utf8_is_mended_and_said),
        CASE(appended_pieces_join_with_their_origins),
        CASE(runs_are_sorted_and_stay_inside_the_text),
        CASE(later_kinds_of_runs),
        CASE(structs_of_other_sizes_are_understood),
        CASE(figures_keep_their_data),
        CASE(parts_and_boxes),
        CASE(misuse_is_latched_with_its_name),
        CASE(limits_name_themselves),
        CASE(titles_join_without_a_break),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
