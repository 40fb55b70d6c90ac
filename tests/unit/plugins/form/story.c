/* See story.h. */
#include "cm.h"

#include "story.h"

#include <string.h>

static sheaf_str view(const char *text) {
    return (sheaf_str){text == NULL ? "" : text, text == NULL ? 0 : strlen(text)};
}

static void fill_node(sheaf_node *node, const story_line *line, uint32_t at, uint32_t table) {
    *node = (sheaf_node){.kind = (uint16_t)line->kind,
                         .confidence = SHEAF_CERTAIN,
                         .flags = line->flags,
                         .parent = line->kind == SHEAF_CELL ? table : 0,
                         .end = at + 1,
                         .payload = at - 1,
                         .text = view(line->text)};
}

void story_tell(shelf *s, const story_line *lines, uint32_t count) {
    sheaf_node *nodes = form_room(&s->context, count + 1, sizeof *nodes);
    sheaf_heading *headings = form_room(&s->context, count + 1, sizeof *headings);
    sheaf_cell *cells = form_room(&s->context, count + 1, sizeof *cells);
    sheaf_table *tables = form_room(&s->context, count + 1, sizeof *tables);
    uint32_t table = 0;
    nodes[0] = (sheaf_node){.kind = SHEAF_DOCUMENT, .parent = SHEAF_NONE, .end = count + 1};
    for (uint32_t i = 0; i < count; i++) {
        table = lines[i].kind == SHEAF_TABLE ? i + 1 : table;
        fill_node(&nodes[i + 1], &lines[i], i + 1, table);
        headings[i] = (sheaf_heading){lines[i].level, view(lines[i].number)};
        if (lines[i].kind != SHEAF_CELL)
            continue;
        cells[i] = (sheaf_cell){.row = i - table, .row_span = 1, .column_span = 1};
        nodes[table].end = i + 2;
        tables[table - 1] = (sheaf_table){i - table + 1, 1};
    }
    s->document.nodes = (sheaf_array){nodes, count + 1, sizeof *nodes};
    s->document.headings = (sheaf_array){headings, count, sizeof *headings};
    s->document.cells = (sheaf_array){cells, count, sizeof *cells};
    s->document.tables = (sheaf_array){tables, count, sizeof *tables};
}
