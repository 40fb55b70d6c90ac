/* Tables drawn with `+---+` or box-drawing characters. A rule is a run of dashes between two junctions; junctions
 * give the posts. A line fits if its bars stand at posts: CJK fonts draw boxes one or two columns wide, so both
 * are tried. Lines whose bars stand nowhere near (proportional fonts) are read by counting bars. */
#include "table_grid.h"

#include <stdlib.h>
#include <string.h>

typedef enum stroke { STROKE_NONE, STROKE_DASH, STROKE_BAR, STROKE_JUNCTION } stroke;

static stroke stroke_of(uint32_t c) {
    static const uint32_t dashes[] = {0x2500, 0x2501, 0x2504, 0x2505, 0x2508,
                                      0x2509, 0x254C, 0x254D, 0x2550};
    static const uint32_t upright[] = {0x2502, 0x2503, 0x2506, 0x2507, 0x250A,
                                       0x250B, 0x254E, 0x254F, 0x2551};
    if (c == '-' || c == '=')
        return STROKE_DASH;
    if (c == '|' || c == '+')
        return c == '|' ? STROKE_BAR : STROKE_JUNCTION;
    if (c < 0x2500 || c > 0x2570)
        return STROKE_NONE;
    for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++) {
        if (c == dashes[i])
            return STROKE_DASH;
        if (c == upright[i])
            return STROKE_BAR;
    }
    return STROKE_JUNCTION;
}

/* A line's strokes, one by one: what stands at which display column and byte. */
typedef struct strokes {
    sheaf_str line, rest;
    uint32_t column, wide;
} strokes;

typedef struct mark {
    uint32_t column, offset;
    stroke stroke;
} mark;

/* Box characters, and quotes, dots and signs beside them: CJK fonts draw them one or two columns wide (Unicode Standard
 * Annex 11, ambiguous). */
static int is_ambiguous(uint32_t c) {
    return (c >= 0x2500 && c <= 0x257F) || (c >= 0x2014 && c <= 0x2027) ||
           (c >= 0x2460 && c <= 0x24FF) || c == 0xB7 || c == 0xD7;
}

static int mark_take(strokes *s, mark *m) {
    if (!s->rest.len)
        return 0;
    sheaf_str before = s->rest;
    uint32_t c = text_take(&s->rest);
    *m = (mark){s->column, (uint32_t)(before.ptr - s->line.ptr), stroke_of(c)};
    uint32_t width =
        c >= ' ' && c < 0x7F ? 1 : text_width((sheaf_str){before.ptr, before.len - s->rest.len}, 2);
    s->column += is_ambiguous(c) ? s->wide : width;
    return 1;
}

static strokes strokes_of(const grid *g, uint32_t line) {
    sheaf_str text = text_of(g->run, line);
    return (strokes){text, text, 0, g->wide};
}

/* ---- posts ---- */

/* Whether a line above has the post. */
static int is_known(const grid *g, uint32_t known, uint32_t column) {
    uint32_t low = 0, high = known;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (g->posts[middle] < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < known && g->posts[low] == column;
}

/* Posts of one line come from left to right: the new ones wait in order behind the `known` ones. */
static int post_add(grid *g, uint32_t known, uint32_t column) {
    if (is_known(g, known, column) ||
        (g->post_count > known && g->posts[g->post_count - 1] == column))
        return 1;
    g->posts = table_grow(g->run, ROOM_GRID_POSTS, (size_t)g->post_count + 1, sizeof(uint32_t));
    if (!g->posts)
        return 0;
    g->posts[g->post_count++] = column;
    return 1;
}

static int by_column(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Once a line, not once a post: a line of a million posts may stand between those of another. */
static void posts_sort(grid *g, uint32_t known) {
    if (known && known < g->post_count && g->posts[known] < g->posts[known - 1])
        qsort(g->posts, g->post_count, sizeof(uint32_t), by_column);
}

/* Adds the junctions of the line that a dash joins to another one. */
static int posts_of_line(grid *g, uint32_t line) {
    strokes s = strokes_of(g, line);
    mark m, from = {0, 0, STROKE_NONE};
    uint32_t dashes = 0, known = g->post_count;
    while (mark_take(&s, &m)) {
        if (m.stroke == STROKE_JUNCTION ||
            (m.stroke == STROKE_BAR && dashes && from.stroke != STROKE_NONE)) {
            if (dashes && from.stroke != STROKE_NONE &&
                (!post_add(g, known, from.column) || !post_add(g, known, m.column)))
                return 0;
            from = m;
            dashes = 0;
        } else if (m.stroke == STROKE_DASH) {
            dashes++;
        } else {
            from = m;
            from.stroke = m.stroke == STROKE_BAR ? STROKE_BAR : STROKE_NONE;
            dashes = 0;
        }
    }
    posts_sort(g, known);
    return 1;
}

/* ---- bars ---- */

static int is_post(const grid *g, uint32_t k, uint32_t column) {
    return k < g->post_count && g->posts[k] == column;
}

/* Fills in the bars of a line; how many posts and bars did not meet. */
static uint32_t bars_of_line(grid *g, uint32_t line) {
    uint32_t *bars = g->bars + (size_t)(line - g->first) * g->post_count;
    strokes s = strokes_of(g, line);
    uint32_t astray = 0, k = 0, ruled_from = GRID_OPEN;
    for (mark m; mark_take(&s, &m);) {
        while (k < g->post_count && g->posts[k] < m.column)
            bars[k++] = GRID_OPEN;
        int upright = m.stroke == STROKE_BAR || m.stroke == STROKE_JUNCTION;
        if (upright && is_post(g, k, m.column)) {
            if (k && ruled_from == k - 1)
                bars[k - 1] |= GRID_RULED;
            bars[k] = m.offset;
            ruled_from = k++;
        } else if (upright && m.stroke == STROKE_BAR) {
            astray++;
        }
        if (m.stroke != STROKE_DASH && !upright)
            ruled_from = GRID_OPEN;
    }
    while (k < g->post_count)
        bars[k++] = GRID_OPEN;
    return astray;
}

/* Bars by their order in the line, where their count is that of the posts. */
static void bars_by_count(grid *g, uint32_t line) {
    uint32_t *bars = g->bars + (size_t)(line - g->first) * g->post_count;
    strokes s = strokes_of(g, line);
    uint32_t count = 0;
    for (mark m; mark_take(&s, &m);)
        count += m.stroke == STROKE_BAR;
    if (count != g->post_count)
        return;
    s = strokes_of(g, line);
    for (mark m; mark_take(&s, &m);)
        if (m.stroke == STROKE_BAR)
            *bars++ = m.offset;
}

/* ---- extent ---- */

static int is_frame(const text_run *run, uint32_t line) {
    sheaf_str text = text_trim(text_of(run, line));
    if (text.len < 3 || !(run->lines[line].flags & (TEXT_RULE | TEXT_PIPE)))
        return 0;
    if (stroke_of(text_take(&text)) != STROKE_JUNCTION || text.len == 0 ||
        stroke_of(text_take(&text)) != STROKE_DASH || text.len == 0)
        return 0;
    return stroke_of(text_last(text)) == STROKE_JUNCTION;
}

static uint32_t extent(const text_run *run, uint32_t first) {
    uint32_t line = first + 1;
    for (; line < run->count && !run->lines[line].gap && !table_is_cut(run, line); line++) {
        sheaf_str text = text_trim(text_of(run, line));
        stroke front = text.len ? stroke_of(text_take(&text)) : STROKE_NONE;
        if (front != STROKE_BAR && front != STROKE_JUNCTION)
            break;
    }
    return line;
}

/* A grid is about as dense as its text, from its first line on: an adversary's would be far larger. */
static int is_dense(const grid *g, uint32_t end) {
    const text_line *from = &g->run->lines[g->first], *to = &g->run->lines[end - 1];
    uint64_t bytes = (uint64_t)to->offset + to->length - from->offset;
    return (uint64_t)g->post_count * (end - g->first) <= bytes + 64;
}

/* Draws the grid with that width of box characters; how many bars are astray, GRID_OPEN where none can be. */
static uint32_t draw(grid *g, uint32_t wide) {
    g->wide = wide;
    g->post_count = 0;
    for (uint32_t line = g->first; line < g->end && table_goes_on(g->run, line); line++)
        if (!posts_of_line(g, line) || !is_dense(g, line + 1))
            return GRID_OPEN;
    if (g->post_count < 2)
        return GRID_OPEN;
    g->bars = table_grow(g->run, ROOM_GRID_BARS, (size_t)g->post_count * (g->end - g->first),
                         sizeof(uint32_t));
    uint32_t astray = 0;
    for (uint32_t line = g->first; g->bars && line < g->end && table_goes_on(g->run, line); line++)
        astray += bars_of_line(g, line);
    return g->bars ? astray : GRID_OPEN;
}

uint32_t text_grid_table(text_run *run, uint32_t first) {
    if (table_was_refused(run, TABLE_GRID, first) || !is_frame(run, first))
        return first;
    grid g = {.run = run, .first = first, .end = extent(run, first)};
    uint32_t narrow = draw(&g, 1), wide = narrow ? draw(&g, 2) : narrow;
    if (narrow && narrow != GRID_OPEN && narrow <= wide)
        draw(&g, 1);
    if (narrow == GRID_OPEN && wide == GRID_OPEN)
        return table_refuse(run, TABLE_GRID, first, g.end);
    for (uint32_t line = first; narrow && wide && line < g.end; line++)
        bars_by_count(&g, line);
    return grid_emit(&g) ? g.end : table_refuse(run, TABLE_GRID, first, g.end);
}
