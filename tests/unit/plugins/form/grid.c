/* Builds the arrays of a document from lines of cells and runs the stages of the binding over them. */
#include "grid.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 10, MOST_LINES = 64, MOST_NODES = 3 + COLUMNS * MOST_LINES };

static sheaf_node nodes[MOST_NODES];
static sheaf_cell cells[MOST_NODES];
static sheaf_table table;
static sheaf_origin part = {.kind = SHEAF_AT_PART}, page = {.kind = SHEAF_AT_PAGE, .unit = 1};

static void add_cell(uint32_t *count, sheaf_str text, uint32_t line, uint32_t column) {
    uint32_t n = (*count)++;
    int is_filler = text.len == 1 && *text.ptr == '~';
    cells[n] = (sheaf_cell){.row = line, .column = column, .row_span = 1, .column_span = 1};
    nodes[n] = (sheaf_node){.kind = SHEAF_CELL,
                            .flags = is_filler ? SHEAF_FILLER : 0,
                            .parent = 1,
                            .end = n + 1,
                            .payload = n,
                            .text = is_filler ? SHEAF_STR("") : text};
}

static void add_line(uint32_t *count, const char *text, uint32_t line) {
    uint32_t column = 0;
    for (; column < COLUMNS && text != NULL; column++) {
        const char *end = strchr(text, '|');
        add_cell(count, (sheaf_str){text, end ? (size_t)(end - text) : strlen(text)}, line, column);
        text = end ? end + 1 : NULL;
    }
    for (; column < COLUMNS; column++)
        add_cell(count, SHEAF_STR("~"), line, column);
}

static void make_document(grid *g, const char *const *lines, uint32_t marks) {
    uint32_t count = 2, line = 0;
    for (; lines[line] != NULL && lines[line][0] != '\f' && line < MOST_LINES; line++)
        add_line(&count, lines[line], line);
    const char *behind = lines[line];
    uint32_t end = count;
    if (behind != NULL)
        nodes[count++] = (sheaf_node){.kind = SHEAF_PARAGRAPH,
                                      .flags = SHEAF_BREAK_BEFORE,
                                      .end = end + 1,
                                      .text = {behind + 1, strlen(behind + 1)}};
    nodes[0] = (sheaf_node){
        .kind = SHEAF_DOCUMENT, .parent = SHEAF_NONE, .end = count, .text = SHEAF_STR("")};
    nodes[1] = (sheaf_node){.kind = SHEAF_TABLE, .flags = marks, .end = end, .text = SHEAF_STR("")};
    nodes[1].flags &= ~(uint32_t)(GRID_OF_WORD | GRID_OF_PAGE | GRID_PART);
    nodes[1].flags |= marks & GRID_OF_PAGE ? SHEAF_INFERRED : 0;
    nodes[1].origins = (marks & (GRID_OF_WORD | GRID_OF_PAGE | GRID_PART)) != 0;
    for (uint32_t i = 2; i < end; i++)
        nodes[i].origins = (marks & GRID_PART) != 0;
    g->shelf.document.origins =
        (sheaf_array){marks & (GRID_OF_PAGE | GRID_PART) ? &page : &part, 1, sizeof part};
    table = (sheaf_table){.rows = line, .columns = COLUMNS};
    g->shelf.document.nodes = (sheaf_array){nodes, count, sizeof *nodes};
    g->shelf.document.cells = (sheaf_array){cells, count, sizeof *cells};
    g->shelf.document.tables = (sheaf_array){&table, 1, sizeof table};
    g->shelf.context.document = &g->shelf.document;
}

static void make_identities(grid *g) {
    g->identities = (bind_identities){.rows = FORM_LIST_OF(bind_identity), .slots = 7, .covers = 1};
    bind_identity *sum = form_push(&g->shelf.context, &g->identities.rows);
    *sum = (bind_identity){{1, 1, 1, 1, 1, 1, -1}};
}

void grid_open(grid *g, const char *const *lines, uint32_t marks) {
    *g = (grid){0};
    shelf_open(&g->shelf);
    shelf_national(&g->shelf, &g->set);
    make_document(g, lines, marks);
    const form_context *context = &g->shelf.context;
    g->reading = (form_reading){.set = &g->set,
                                .definition = form_definition_at(&g->set, 0),
                                .versions = {0, g->set.definitions.count}};
    bind_build_index(context, &g->reading, &g->index);
    bind_read_sheet(context, g->reading.definition, &g->index, 1, &g->sheet);
    g->plan = (bind_plan){.context = context,
                          .index = &g->index,
                          .model = bind_model_at(&g->index, 1),
                          .model_index = 1,
                          .sheet = &g->sheet,
                          .is_alone = (marks & GRID_PART) == 0,
                          .ways_left = 400000};
    bind_list_targets(&g->plan);
    bind_list_points(&g->plan);
    bind_align(&g->plan);
    bind_read_columns(&g->plan, bind_table_of(g->plan.model)->blocks.first, &g->columns);
    make_identities(g);
    bind_settle_columns(&g->plan, &g->columns, &g->identities);
    bind_obey_heads(&g->plan, &g->columns, &g->identities);
}

void grid_close(grid *g) {
    shelf_close(&g->shelf);
}

/* The row of the sheet that stands in a line: blank lines have none. */
static uint32_t row_in(const grid *g, uint32_t line) {
    for (uint32_t r = 0; r < g->sheet.rows.count; r++)
        if (bind_row_at(&g->sheet, r)->line == line)
            return r;
    return SHEAF_NONE;
}

const char *grid_row(const grid *g, uint32_t line, char room[128]) {
    uint32_t row = row_in(g, line);
    uint32_t target = row == SHEAF_NONE ? SHEAF_NONE : bind_row_at(&g->sheet, row)->target;
    sheaf_str key =
        target == SHEAF_NONE
            ? SHEAF_STR("")
            : bind_head_at(g->plan.model->definition, bind_target_at(&g->plan, target)->head)->key;
    snprintf(room, 128, "%.*s", (int)key.len, key.ptr);
    return room;
}

const char *grid_values(grid *g, uint32_t line, char room[256]) {
    bind_places places;
    size_t at = 0;
    room[0] = '\0';
    uint32_t row = row_in(g, line);
    const bind_row_case of = {&g->plan, &g->columns, &g->identities, bind_row_at(&g->sheet, row),
                              row};
    if (!bind_place_row(&of, &places))
        return "latched";
    for (uint32_t i = 0; i < places.count; i++) {
        const bind_slot *slot = &places.slots[i];
        const char *space = i > 0 ? " " : "";
        if (slot->state == BIND_VALUE)
            at += (size_t)snprintf(room + at, 256 - at, "%s%" PRId64, space, slot->value.digits);
        else
            at += (size_t)snprintf(room + at, 256 - at, "%s%s", space,
                                   slot->state == BIND_OPEN   ? "?"
                                   : slot->state == BIND_TEXT ? "t"
                                                              : "-");
    }
    return room;
}
