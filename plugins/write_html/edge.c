/* The outline around the values that a finding compares: a cell has an edge on each side on which the next cell of its table
 * is not one of them. So a row or a column gets one frame, whatever stands in it, and crossing frames both show. */
#include "html.h"

enum { TOP = 1, RIGHT = 2, BOTTOM = 4, LEFT = 8, MILD = 16, GRAVE = 32 };

/* The cell next to this one on a side; SHEAF_NONE at the rim. */
static uint32_t neighbour(const html_out *out, uint32_t n, uint32_t side) {
    const sheaf_node *node = html_node(out, n);
    const sheaf_cell *cell = SHEAF_AT(out->document->cells, sheaf_cell, node->payload);
    if ((side == TOP && cell->row == 0) || (side == LEFT && cell->column == 0))
        return SHEAF_NONE;
    uint32_t row = side == TOP      ? cell->row - 1
                   : side == BOTTOM ? cell->row + cell->row_span
                                    : cell->row;
    uint32_t column = side == LEFT    ? cell->column - 1
                      : side == RIGHT ? cell->column + cell->column_span
                                      : cell->column;
    return html_find_cell(out, node->parent, row, column);
}

static uint32_t edges_of(const html_out *out, uint32_t n, uint32_t finding) {
    static const uint32_t sides[] = {TOP, RIGHT, BOTTOM, LEFT};
    uint32_t severity = SHEAF_AT(out->document->findings, sheaf_finding, finding)->severity;
    uint32_t edges = severity >= SHEAF_ERROR ? GRAVE : MILD;
    for (size_t i = 0; i < HTML_COUNT(sides); i++) {
        const html_mark next = {neighbour(out, n, sides[i]), HTML_OPERAND, finding};
        edges |= html_has_mark(out, next) ? 0 : sides[i];
    }
    return edges;
}

/* Findings that share a cell are few in a report; of a hostile one, the first are enough to draw. */
#define DRAWN_MOST 16u

void html_edges(html_out *out, uint32_t n, uint32_t *count) {
    static const struct {
        uint32_t edge;
        sheaf_str name;
    } names[] = {{GRAVE, {"operand", 7}}, {MILD, {"operand-mild", 12}}, {TOP, {"edge-t", 6}},
                 {RIGHT, {"edge-r", 6}},  {BOTTOM, {"edge-b", 6}},      {LEFT, {"edge-l", 6}}};
    uint32_t edges = 0, drawn = 0;
    if (html_node(out, n)->kind != SHEAF_CELL)
        return;
    for (uint32_t i = html_first_mark(out, n);
         i < out->mark_count && out->marks[i].node == n && drawn < DRAWN_MOST; i++)
        if (out->marks[i].kind == HTML_OPERAND) {
            edges |= edges_of(out, n, out->marks[i].index);
            drawn++;
        }
    edges &= edges & GRAVE ? ~(uint32_t)MILD : ~(uint32_t)0;
    for (size_t i = 0; i < HTML_COUNT(names); i++)
        if (edges & names[i].edge)
            html_class(out, count, names[i].name);
}
