// link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
/* Every allocation fails in turn, alone and with all later ones; and random calls, kept or refused, always
 * leave a document that passes the check. */
#include "cm.h"

#include "rich.h"

#include "base/text.h"
#include "failing_malloc.h"

static int is_clean(const sf_error *error) {
    return error->status == SHEAF_OK || error->status == SHEAF_MEMORY;
}

static int try_rebuild(fixture *f, const sheaf_document *old) {
    sf_tree *tree = sf_tree_new(SHEAF_STR(""));
    sf_builder *b = tree ? sf_builder_new(tree, &f->records, &f->limits, &f->error) : NULL;
    if (b) {
        rich_rebuild(b, old);
        sf_build_finish(b);
    }
    int through = b && f->error.status == SHEAF_OK;
    sf_builder_free(b);
    sf_tree_free(tree);
    return through;
}

/* How long the dump of the whole document is; 0 before the first run. */
static size_t whole_dump;

static int try_dump(fixture *f, const sheaf_document *view) {
    sf_buffer out = {0};
    sf_records records;
    sf_tree *tree = sf_tree_new(SHEAF_STR(""));
    sf_records_init(&records, 0);
    int through = tree && sf_dump(view, &out);
    if (through)
        through = sf_undump(sf_buffer_view(&out), tree, &records, &f->error) == SHEAF_OK;
    whole_dump = whole_dump ? whole_dump : out.length;
    if (through && out.length != whole_dump)
        through = FAILING_DEFECT;
    sf_buffer_done(&out);
    sf_tree_free(tree);
    sf_records_done(&records);
    return through;
}

static int whole_life(void) {
    fixture f = {0};
    sheaf_document view;
    sf_records_init(&f.records, 100);
    f.tree = sf_tree_new(SHEAF_STR(""));
    f.b = f.tree ? sf_builder_new(f.tree, &f.records, &f.limits, &f.error) : NULL;
    int through = f.b && rich_build(&f);
    if (f.b && sf_build_finish(f.b) == SHEAF_OK && through) {
        sf_document_view(f.tree, &f.records, &view);
        through = try_rebuild(&f, &view) ? try_dump(&f, &view) : FAILING_REFUSED;
    } else {
        through = 0;
    }
    if (!is_clean(&f.error) && !strstr(f.error.message, "no memory"))
        through = FAILING_DEFECT;
    fixture_done(&f);
    return through;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    assert_int_equal(whole_life(), FAILING_THROUGH);
    assert_true(failing_sweep(whole_life) > 30);
}

/* -------------------------------------------------------------------------------- at random -- */

static uint32_t seed;

static uint32_t random_below(uint32_t end) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % end;
}

static void random_text(sheaf_block *block) {
    static const char *const texts[] = {"",  "a",     "12",      "中文",
                                        "/", "1,234", "bad\xFF", "long text"};
    block->text = sf_str_of(texts[random_below(8)]);
}

static sheaf_block random_block(uint32_t parent) {
    sheaf_block block = block_of(SHEAF_PARAGRAPH, "");
    static const uint32_t kinds[] = {SHEAF_PARAGRAPH, SHEAF_HEADING, SHEAF_LIST,   SHEAF_TABLE,
                                     SHEAF_FOOTNOTE,  SHEAF_QUOTE,   SHEAF_FIGURE, SHEAF_CODE};
    block.kind = parent == SHEAF_LIST    ? SHEAF_ITEM
                 : parent == SHEAF_TABLE ? SHEAF_CELL
                                         : kinds[random_below(8)];
    block.columns = 1 + random_below(5);
    block.rows = random_below(3) ? 0 : random_below(5);
    block.headers = random_below(2);
    block.row_span = random_below(4);
    block.column_span = random_below(8) ? random_below(3) : UINT32_MAX;
    block.column = random_below(6);
    block.opaque = random_below(9) ? SHEAF_STR("") : SHEAF_STR("\"o\":null");
    random_text(&block);
    return block;
}

typedef struct walk {
    uint32_t kinds[64], rows[64], depth;
} walk;

static void step(fixture *f, walk *w) {
    uint32_t parent = w->kinds[w->depth];
    sheaf_block block = random_block(parent);
    sheaf_origin at[2] = {place(1 + random_below(99), seed, 3), place(2, 3, 4)};
    block.origins = at;
    block.origin_count = random_below(3);
    if (block.kind == SHEAF_CELL)
        block.row = w->rows[w->depth] += random_below(3) / 2;
    int leaf = block.kind == SHEAF_PARAGRAPH || block.kind == SHEAF_HEADING ||
               block.kind == SHEAF_CODE || w->depth > 6;
    if (!leaf && random_below(2)) {
        sf_build_open(f->b, &block);
        w->kinds[++w->depth] = block.kind;
        w->rows[w->depth] = 0;
        if (random_below(2))
            sf_build_append(f->b, SHEAF_STR("more"), at);
        return;
    }
    uint32_t n = sf_build_add(f->b, &block);
    if (random_below(4) == 0 && n != SHEAF_NONE)
        sf_build_mark(f->b, &(sheaf_run){n, 1 + random_below(9), random_below(4), random_below(5),
                                         SHEAF_STR("t")});
}

static void walk_at_random(fixture *f, uint32_t steps) {
    walk w = {.kinds = {SHEAF_DOCUMENT}};
    for (uint32_t i = 0; i < steps && f->error.status == SHEAF_OK; i++) {
        if (w.depth && random_below(4) == 0) {
            sf_build_close(f->b);
            w.depth--;
        } else {
            step(f, &w);
        }
    }
    for (; w.depth; w.depth--)
        sf_build_close(f->b);
}

static void copy_at_random(fixture *f, const sheaf_document *old) {
    uint32_t n = 1;
    while (n < old->nodes.count) {
        uint32_t end = SHEAF_AT(old->nodes, sheaf_node, n)->end;
        const sheaf_node *node = SHEAF_AT(old->nodes, sheaf_node, n);
        sheaf_block as = {.size = sizeof as, .rows = random_below(4), .columns = random_below(4)};
        switch (random_below(4)) {
        case 0:
            break;
        case 1:
            sf_build_copy_as(f->b, n, &as);
            break;
        case 2:
            if (end == n + 1 && node->kind != SHEAF_TABLE && node->kind != SHEAF_LIST &&
                node->kind != SHEAF_FIGURE)
                sf_build_merge(f->b, (const uint32_t[]){n, n}, 2, SHEAF_STR("、"));
            break;
        default:
            sf_build_copy(f->b, n, end);
        }
        n = end;
    }
}

static void random_documents_pass_the_check(void **state) {
    (void)state;
    unsigned whole = 0;
    for (uint32_t round = 0; round < 400; round++) {
        fixture f;
        seed = round * 7919;
        fixture_init(&f, SHEAF_STR(""));
        walk_at_random(&f, 10 + round % 90);
        fixture_finish(&f);
        whole += f.view.nodes.count > 20;
        sheaf_document old = f.view;
        fixture_rebuild(&f);
        copy_at_random(&f, &old);
        fixture_finish(&f);
        uint32_t count;
        const uint32_t *map = sf_build_map(f.b, &count);
        for (uint32_t i = 0; i < count; i++)
            assert_true(map[i] == SHEAF_NONE || map[i] < f.view.nodes.count);
        fixture_done(&f);
    }
    assert_true(whole > 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(random_documents_pass_the_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
