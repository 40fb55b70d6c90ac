/* A drawn grid as data: the display columns where its vertical lines stand, and for each line of text and each
 * of these columns the place of the bar there. table_grid.c finds it, table_grid_cells.c reads cells off it. */
#ifndef TABLE_GRID_H
#define TABLE_GRID_H

#include "table.h"

/* Rooms of the workspace; those of the column tables lie below. */
enum { ROOM_GRID_POSTS = 8, ROOM_GRID_BARS, ROOM_GRID_BANDS, ROOM_GRID_TAKEN };

typedef struct grid {
    text_run *run;
    uint32_t first, end; /* lines [first, end) */
    uint32_t *posts;     /* display columns of the vertical lines, in order */
    uint32_t post_count;
    uint32_t *
        bars; /* bars[(line - first) * post_count + k]: byte offset of the bar of posts[k], or GRID_OPEN;
                       on a line that rules the interval behind the post, GRID_RULED */
    uint32_t wide; /* display columns of a box-drawing character: 1, or 2 in East Asian fonts */
} grid;

#define GRID_OPEN UINT32_MAX
#define GRID_RULED 0x80000000u /* flag on an offset: a rule runs from this post to the next */

static inline uint32_t grid_bar(const grid *g, uint32_t line, uint32_t post) {
    return g->bars[(size_t)(line - g->first) * g->post_count + post];
}

static inline int grid_has_bar(const grid *g, uint32_t line, uint32_t post) {
    return grid_bar(g, line, post) != GRID_OPEN;
}

static inline int grid_is_ruled(const grid *g, uint32_t line, uint32_t post) {
    return grid_has_bar(g, line, post) && (grid_bar(g, line, post) & GRID_RULED);
}

/* Emits the table; 0 where the grid holds no cells. */
int grid_emit(const grid *g);

#endif
