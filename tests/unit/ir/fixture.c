/* See fixture.h. */
#include "cm.h"

#include "fixture.h"

#include "base/text.h"
#include "ir/shape.h"

void fixture_init(fixture *f, sheaf_str lent) {
    *f = (fixture){0};
    sf_records_init(&f->records, 100);
    f->tree = sf_tree_new(lent);
    f->limits = (sf_build_limits){.nodes = 100000, .depth = 50, .cells = 10000, .text = 1 << 20};
    f->b = sf_builder_new(f->tree, &f->records, &f->limits, &f->error);
    assert_non_null(f->b);
}

void fixture_done(fixture *f) {
    sf_builder_free(f->b);
    sf_tree_free(f->tree);
    sf_records_done(&f->records);
}

void fixture_rebuild(fixture *f) {
    sf_tree *tree = sf_tree_new(f->tree->lent);
    sf_builder_free(f->b);
    tree->prior = f->tree;
    f->tree = tree;
    f->b = sf_builder_new(f->tree, &f->records, &f->limits, &f->error);
    assert_non_null(f->b);
    sf_build_from(f->b, &f->view);
}

sheaf_status fixture_end(fixture *f) {
    sf_build_finish(f->b);
    sf_document_view(f->tree, &f->records, &f->view);
    return f->error.status;
}

static void assert_round_trip(fixture *f) {
    fixture back = {0};
    sf_buffer first = {0}, second = {0};
    sf_records_init(&back.records, 0);
    back.tree = sf_tree_new(SHEAF_STR(""));
    assert_true(sf_dump(&f->view, &first));
    if (sf_undump(sf_buffer_view(&first), back.tree, &back.records, &back.error) != SHEAF_OK)
        fail_msg("%s", back.error.message);
    sf_document_view(back.tree, &back.records, &back.view);
    assert_true(sf_dump(&back.view, &second));
    assert_true(sf_str_equal(sf_buffer_view(&first), sf_buffer_view(&second)));
    sf_buffer_done(&first);
    sf_buffer_done(&second);
    fixture_done(&back);
}

void fixture_finish(fixture *f) {
    char message[256];
    fixture_end(f);
    if (f->error.status != SHEAF_OK)
        fail_msg("%s: %s", f->error.code, f->error.message);
    if (!sf_document_check(&f->view, message))
        fail_msg("%s", message);
    assert_round_trip(f);
}

static void put_cell(const sheaf_node *node, const sheaf_cell *cell, sf_buffer *out) {
    sf_buffer_addf(out, "%u,%u", cell->row, cell->column);
    if (cell->row_span > 1 || cell->column_span > 1)
        sf_buffer_addf(out, "+%ux%u", cell->row_span, cell->column_span);
    static const char *const roles[] = {"", "^", "<", "^<"};
    sf_buffer_addf(out, "%s%s", roles[cell->header], node->flags & SHEAF_FILLER ? "~" : "");
}

void fixture_tree(const fixture *f, sf_buffer *out) {
    uint32_t open = 0;
    for (uint32_t n = 1; n < f->view.nodes.count; n++) {
        const sheaf_node *node = SHEAF_AT(f->view.nodes, sheaf_node, n);
        for (; open != node->parent; open = SHEAF_AT(f->view.nodes, sheaf_node, open)->parent)
            sf_buffer_addf(out, "]");
        sf_buffer_addf(out, "%s", n > open + 1 ? " " : "");
        if (node->kind == SHEAF_CELL)
            put_cell(node, SHEAF_AT(f->view.cells, sheaf_cell, node->payload), out);
        else
            sf_buffer_addf(out, "%s", sf_node_kind_name(node->kind));
        if (node->text.len)
            sf_buffer_addf(out, "(%.*s)", (int)node->text.len, node->text.ptr);
        if (node->end > n + 1) {
            sf_buffer_addf(out, "[");
            open = n;
        }
    }
    for (; open != 0; open = SHEAF_AT(f->view.nodes, sheaf_node, open)->parent)
        sf_buffer_addf(out, "]");
    sf_buffer_add(out, (sheaf_str){"", 1});
}

void assert_tree(const fixture *f, const char *expected) {
    sf_buffer out = {0};
    fixture_tree(f, &out);
    assert_string_equal(out.bytes, expected);
    sf_buffer_done(&out);
}

int has_diagnostic(const fixture *f, const char *code, const char *words) {
    for (uint32_t i = 0; i < f->records.diagnostics.array.count; i++) {
        const sheaf_diagnostic *d = SHEAF_AT(f->records.diagnostics.array, sheaf_diagnostic, i);
        char text[512];
        snprintf(text, sizeof text, "%.*s", (int)d->message.len, d->message.ptr);
        if (sf_str_equal(d->code, sf_str_of(code)) && strstr(text, words))
            return 1;
    }
    return 0;
}

sheaf_block block_of(uint32_t kind, const char *text) {
    return (sheaf_block){.size = sizeof(sheaf_block), .kind = kind, .text = sf_str_of(text)};
}

sheaf_block table_of(uint32_t rows, uint32_t columns) {
    sheaf_block block = block_of(SHEAF_TABLE, "");
    block.rows = rows;
    block.columns = columns;
    block.headers = 1;
    return block;
}

sheaf_block cell_of(uint32_t row, uint32_t column, const char *text) {
    sheaf_block block = block_of(SHEAF_CELL, text);
    block.row = row;
    block.column = column;
    return block;
}

sheaf_origin place(uint32_t line, uint64_t offset, uint64_t length) {
    return (sheaf_origin){SHEAF_AT_BYTES, line, .at.bytes = {offset, length}};
}

uint32_t add(fixture *f, uint32_t kind, const char *text) {
    sheaf_block block = block_of(kind, text);
    return sf_build_add(f->b, &block);
}

uint32_t add_cell(fixture *f, uint32_t row, uint32_t column, uint32_t rows, uint32_t columns,
                  const char *text) {
    sheaf_block block = cell_of(row, column, text);
    block.row_span = rows;
    block.column_span = columns;
    return sf_build_add(f->b, &block);
}
