/* What the tests of this writer share, see desk.h. */
#include "desk.h"

const char desk_standard[] = "mode=auto table= span=blank delimiter=comma bom=no formulas=escape";

void desk_check(sheaf_document *document, uint32_t has_outputs, const char *options,
                const char *expected) {
    for (size_t room = 0; room <= 5000; room += 5000) {
        sheaf_job job = {.options = options, .has_outputs = has_outputs, .room = room};
        assert_int_equal(desk_write(&job, document), SHEAF_OK);
        assert_string_equal(desk_text(&job), expected);
        desk_clear(&job);
    }
}

void desk_refused(sheaf_document *document, uint32_t has_outputs, const char *options,
                  const char *code, const char *words) {
    sheaf_job job = {.options = options, .has_outputs = has_outputs};
    assert_int_not_equal(desk_write(&job, document), SHEAF_OK);
    assert_string_equal(job.code, code);
    assert_non_null(strstr(job.message, words));
    assert_int_equal(job.length, 0);
    desk_clear(&job);
}

void desk_column_of(desk_column *made, const sheaf_str *texts, uint32_t count) {
    assert_true(count <= 14);
    *made = (desk_column){.table = {count, 1}};
    made->nodes[0] = (sheaf_node){.kind = SHEAF_DOCUMENT, .parent = SHEAF_NONE, .end = count + 2};
    made->nodes[1] = (sheaf_node){.kind = SHEAF_TABLE, .end = count + 2};
    for (uint32_t i = 0; i < count; i++) {
        made->cells[i] = (sheaf_cell){i, 0, 1, 1, 0};
        made->nodes[i + 2] = (sheaf_node){
            .kind = SHEAF_CELL, .parent = 1, .end = i + 3, .payload = i, .text = texts[i]};
    }
    made->document.nodes = (sheaf_array){made->nodes, count + 2, sizeof(sheaf_node)};
    made->document.cells = (sheaf_array){made->cells, count, sizeof(sheaf_cell)};
    made->document.tables = (sheaf_array){&made->table, 1, sizeof(sheaf_table)};
    made->document.complete = 1;
}
