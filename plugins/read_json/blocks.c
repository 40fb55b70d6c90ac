/* Nodes to the builder, in the order of the document: one loop, the walk is the stack. */
#include "walk.h"

static uint32_t flags_of(json_reader *reader, const json_object *object) {
    static const struct {
        uint32_t name, flag;
    } marks[] = {{NODE_FURNITURE, SHEAF_FURNITURE},     {NODE_RUN_IN, SHEAF_RUN_IN},
                 {NODE_PAGE_BREAK, SHEAF_BREAK_BEFORE}, {NODE_FILLER, SHEAF_FILLER},
                 {NODE_INDENTED, SHEAF_INDENTED},       {NODE_INFERRED, SHEAF_INFERRED}};
    uint32_t flags = 0;
    for (uint32_t i = 0; i < JSON_COUNT(marks); i++)
        if (json_is_true(reader, object->slots[marks[i].name]))
            flags |= marks[i].flag;
    return flags;
}

static void put_cell(json_reader *reader, const json_object *object, sheaf_block *block) {
    static const sheaf_str headers[] = {JSON_WORD(""), JSON_WORD("column"), JSON_WORD("row"),
                                        JSON_WORD("both")};
    block->row = json_small(reader, object->slots[NODE_ROW]);
    block->column = json_small(reader, object->slots[NODE_COLUMN]);
    block->row_span = json_small(reader, object->slots[NODE_ROW_SPAN]);
    block->column_span = json_small(reader, object->slots[NODE_COLUMN_SPAN]);
    block->header = json_word(reader, object->slots[NODE_HEADER], headers, JSON_COUNT(headers),
                              "a cell is a header of a kind that this Sheaf does not know; it is "
                              "read as none");
    block->header &= SHEAF_HEADER_BOTH;
}

/* The builder cannot make a table without columns. */
static void put_table(json_reader *reader, uint32_t value, const json_object *object,
                      sheaf_block *block) {
    block->rows = json_small(reader, object->slots[NODE_ROWS]);
    block->columns = json_small(reader, object->slots[NODE_COLUMNS]);
    block->headers = 1;
    if (block->columns == 0)
        json_refuse(reader, reader->index.marks[value].at, "json.table",
                    "the table has no columns; expected \"columns\" from 1");
}

static void put_figure(json_reader *reader, const json_object *object, sheaf_figure *figure) {
    figure->part = json_text(reader, object->slots[NODE_PART]);
    figure->media_type = json_text(reader, object->slots[NODE_MEDIA_TYPE]);
    figure->bytes = json_bytes(reader, object->slots[NODE_DATA]);
    figure->size = object->slots[NODE_SIZE]
                       ? json_count(reader, object->slots[NODE_SIZE], INT64_MAX)
                       : figure->bytes.len;
}

/* A cell that found no slot is its table, which is there already: 0. */
static int note_origin(json_reader *reader, uint32_t node, json_trace origin) {
    void *base = reader->origins;
    if (node == SHEAF_NONE || node < reader->origin_count ||
        !json_grow(reader, &base, &reader->origin_room, reader->origin_count, node + 1,
                   sizeof *reader->origins))
        return 0;
    reader->origins = base;
    reader->origins[node] = origin;
    reader->origin_count = node + 1;
    return 1;
}

static void put_node(json_reader *reader, uint32_t value, const json_object *object,
                     const json_node_form *form) {
    sheaf_figure figure = {
        .part = SHEAF_STR(""), .media_type = SHEAF_STR(""), .bytes = SHEAF_STR("")};
    sheaf_block block = {.size = sizeof block,
                         .kind = form->kind,
                         .flags = flags_of(reader, object),
                         .confidence = json_ratio(reader, object->slots[NODE_CONFIDENCE]),
                         .text = json_text(reader, object->slots[NODE_TEXT]),
                         .level = json_small(reader, object->slots[NODE_LEVEL]),
                         .number = json_text(reader, object->slots[NODE_NUMBER]),
                         .figure = &figure,
                         .opaque = object->rest};
    block.ordered = (uint32_t)json_is_true(reader, object->slots[NODE_ORDERED]);
    block.origin_count = json_pieces(reader, object->slots[NODE_ORIGIN]);
    block.origins = reader->pieces;
    if (form->kind == SHEAF_CELL)
        put_cell(reader, object, &block);
    else if (form->kind == SHEAF_TABLE)
        put_table(reader, value, object, &block);
    else if (form->kind == SHEAF_FIGURE)
        put_figure(reader, object, &figure);
    uint32_t node = form->children ? reader->host->open(reader->job, &block)
                                   : reader->host->add(reader->job, &block);
    json_ids_add(reader, &reader->nodes, object->slots[NODE_ID], node);
    if (!note_origin(reader, node, json_trace_pieces(reader, block.origin_count)))
        return;
    json_keep_pieces(reader, object->slots[NODE_ORIGIN],
                     (sheaf_object){.owner = SHEAF_OF_NODE, .node = node});
    json_runs(reader, object->slots[NODE_RUNS], node, block.text);
}

/* 1 where the node stays open for its children. */
static int build(json_reader *reader, uint32_t value, json_role role, json_walk *walk) {
    json_object object;
    json_node_form form;
    if (!json_take_node(reader, value, role, &object, &form))
        return 0;
    if (!form.known)
        json_warn(reader, object.slots[NODE_KIND] ? object.slots[NODE_KIND] : value, "json.kind",
                  "a block of a kind that this Sheaf does not know, or that holds blocks where it "
                  "cannot, is read as a paragraph or a quote");
    put_node(reader, value, &object, &form);
    return form.children != 0 && json_enter(walk, form.children, form.role);
}

sheaf_status json_blocks(json_reader *reader) {
    json_walk walk = {.reader = reader};
    sheaf_status status = json_tick(reader, 0);
    if (!json_enter(&walk, reader->blocks, JSON_BLOCK))
        return json_tick(reader, 0);
    while (status == SHEAF_OK && walk.count > 0) {
        json_role role;
        uint32_t value = json_next(&walk, &role);
        if (value != JSON_NONE) {
            status = json_tick(reader, value);
            build(reader, value, role, &walk);
        } else if (--walk.count > 0) {
            reader->host->close(reader->job);
        }
    }
    json_ids_settle(reader, &reader->nodes);
    json_check_numbers(reader);
    return status;
}
