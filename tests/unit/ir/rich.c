/* See rich.h. */
#include "rich.h"

#include "base/text.h"

static void build_table(sf_builder *b, const sheaf_origin *at) {
    sheaf_block table = table_of(0, 3);
    table.headers = 0;
    table.text = SHEAF_STR("caption");
    sf_build_open(b, &table);
    for (uint32_t row = 0; row < 4; row++) {
        for (uint32_t column = 0; column < 4; column += row == 1 ? 2 : 1) {
            sheaf_block cell = cell_of(row, column, row && column ? "12.5" : "label 中");
            cell.row_span = row == 3 ? 7 : 1;
            cell.origins = at;
            cell.origin_count = 1;
            sf_build_add(b, &cell);
        }
    }
    sf_build_close(b);
}

static void build_blocks(fixture *f, uint32_t part) {
    const sheaf_origin at[] = {place(1, 2, 3),
                               {SHEAF_AT_PAGE, 4, .at.box = {0.1f, 1.5f, -2, 1e10f}},
                               {SHEAF_AT_PART, part, .at.path = SHEAF_STR("body/p[1]")}};
    sheaf_figure figure = {SHEAF_STR("1.png"), SHEAF_STR("image/png"), SHEAF_STR("\0\xFF\"\\\n"),
                           9};
    sheaf_block block = block_of(SHEAF_HEADING, "1. Head \"quoted\" \\ \t\x7F");
    block.level = 3;
    block.number = SHEAF_STR("1.");
    block.origins = at;
    block.origin_count = 3;
    block.opaque = SHEAF_STR("\"x\":[1]");
    block.confidence = 77;
    uint32_t n = sf_build_add(f->b, &block);
    sf_build_mark(f->b, &(sheaf_run){n, SHEAF_RUN_LINK, 3, 4, SHEAF_STR("http://x/?a=\"b\"")});
    sf_build_mark(f->b, &(sheaf_run){n, SHEAF_RUN_CODE, 0, 1, SHEAF_STR("")});
    sheaf_block list = block_of(SHEAF_LIST, "");
    list.ordered = 1;
    sf_build_open(f->b, &list);
    sheaf_block item = block_of(SHEAF_ITEM, "");
    item.number = SHEAF_STR("①");
    sf_build_open(f->b, &item);
    build_table(f->b, at);
    sf_build_close(f->b);
    sf_build_close(f->b);
    block = block_of(SHEAF_FIGURE, "bad\xFF");
    block.figure = &figure;
    sf_build_add(f->b, &block);
    sheaf_block paragraph = block_of(SHEAF_PARAGRAPH, "");
    uint32_t last = sf_build_open(f->b, &paragraph);
    for (uint32_t owner = SHEAF_OF_DIAGNOSTIC + 1; owner-- > 0;)
        sf_build_opaque(f->b, &(sheaf_opaque){.members = SHEAF_STR("\"k\":0"), .owner = owner});
    for (int i = 0; i < 3; i++)
        sf_build_opaque(f->b, &(sheaf_opaque){.node = last, .members = SHEAF_STR("\"n\":1")});
    for (int i = 0; i < 3; i++)
        sf_build_append(f->b, SHEAF_STR("piece"), &at[2]);
    sf_build_mark(f->b, &(sheaf_run){last, SHEAF_RUN_CODE, 3, 1, SHEAF_STR("")});
    sf_build_mark(f->b, &(sheaf_run){last, SHEAF_RUN_CODE, 0, 1, SHEAF_STR("")});
    sf_build_opaque(f->b, &(sheaf_opaque){.node = last,
                                          .members = SHEAF_STR("\"r\":1"),
                                          .inner = SHEAF_IN_RUN,
                                          .piece = 1});
    sf_build_close(f->b);
}

static int add_claims(sf_records *r) {
    const uint32_t ids[] = {1}, nodes[] = {1, 3};
    const sheaf_str keys[] = {SHEAF_STR("t.a"), SHEAF_STR("t.b")};
    const sheaf_origin from[] = {place(9, 8, 7), {SHEAF_AT_PAGE, 2, .at.box = {1, 2, 3, 4}}};
    return sf_records_repair(r,
                             &(sheaf_repair){.size = sizeof(sheaf_repair),
                                             .kind = SHEAF_STR("cell_shift"),
                                             .confidence = 9000,
                                             .from = from,
                                             .from_count = 2,
                                             .to_node = 4,
                                             .to_row = SHEAF_NONE,
                                             .to_column = 0,
                                             .evidence = SHEAF_STR("a\nb"),
                                             .instance = 1},
                             SHEAF_STR("form")) &&
           sf_records_fact(r, &(sheaf_fact){.size = sizeof(sheaf_fact),
                                            .key = keys[0],
                                            .raw = SHEAF_STR(" -12.50"),
                                            .value = {-1250, 2},
                                            .has_value = 1,
                                            .node = 5,
                                            .repairs = ids,
                                            .repair_count = 1}) &&
           sf_records_fact(r, &(sheaf_fact){.size = sizeof(sheaf_fact),
                                            .status = SHEAF_MISSING,
                                            .key = keys[1],
                                            .node = SHEAF_NONE}) &&
           sf_records_finding(r, &(sheaf_finding){.size = sizeof(sheaf_finding),
                                                  .rule = SHEAF_STR("R"),
                                                  .severity = 2,
                                                  .message_zh = SHEAF_STR("不平"),
                                                  .nodes = nodes,
                                                  .node_count = 2,
                                                  .facts = keys,
                                                  .fact_count = 2,
                                                  .suppressed = SHEAF_STR("known"),
                                                  .instance = 1}) &&
           sf_records_check(r, &(sheaf_check){.size = sizeof(sheaf_check),
                                              .rule = SHEAF_STR("R"),
                                              .pass = 1,
                                              .fail = 2,
                                              .facts = keys,
                                              .fact_count = 1});
}

static int add_records(sf_records *r) {
    return sf_records_describe(r, SHEAF_STR("text"), SHEAF_STR("text/plain"), SHEAF_STR("UTF-8")) &&
           sf_records_meta(r, SHEAF_STR("year"), SHEAF_STR("2022"), 1) && add_claims(r) &&
           sf_records_form(r, &(sheaf_form){.size = sizeof(sheaf_form),
                                            .id = SHEAF_STR("f"),
                                            .node = 3,
                                            .confidence = 10000}) &&
           sf_records_account(r, &(sheaf_account){sizeof(sheaf_account), 1, 2, UINT64_MAX}) &&
           sf_records_drop(r, &(sheaf_dropped){.size = sizeof(sheaf_dropped),
                                               .origin = place(3, 4, 5),
                                               .reason = SHEAF_STR("noise")}) &&
           sf_records_diagnose(r, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                                      .severity = 1,
                                                      .code = SHEAF_STR("c"),
                                                      .message = SHEAF_STR("m"),
                                                      .incomplete = 1,
                                                      .earlier = 1});
}

int rich_build(fixture *f) {
    uint32_t part;
    if (!sf_records_part(&f->records, SHEAF_STR("word/document.xml"), &part))
        return 0;
    build_blocks(f, part);
    if (!add_records(&f->records)) /* latched, as the host does it */
        sf_fail(&f->error, SHEAF_MEMORY, "memory", SHEAF_STR("there is no memory"), NULL);
    return f->error.status == SHEAF_OK;
}

void rich_rebuild(sf_builder *b, const sheaf_document *old) {
    sheaf_block as = {.size = sizeof as, .columns = 5};
    const uint32_t both[] = {1, old->nodes.count - 1};
    sf_build_from(b, old);
    sf_build_copy(b, 2, old->nodes.count);
    sf_build_copy_as(b, 4, &as);
    sf_build_merge(b, both, 2, SHEAF_STR(" + "));
}
