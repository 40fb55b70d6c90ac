/* Reads the cells off a drawn grid. Between two rules lies a band; where a bar is missing in a whole band the cells
 * beside it are one, where a rule has a hole the cells above and below it are one. A grid that is ruled only around
 * its header and body (as database shells print it), and a band in which several lines have about as many numbers, has a
 * row a line, unless cells of the grid run over lines. */
#include "table_columns.h"
#include "table_grid.h"

#include <string.h>

/* Lines [from, to) of text between two rules; the rule that closes the band is line `to`. */
typedef struct band {
    uint32_t from, to;
} band;

typedef struct reading {
    const grid *g;
    band *bands;
    uint32_t count;
    uint32_t headers;     /* bands above the header rule */
    unsigned char *taken; /* taken[band * post_count + post]: slot belongs to a cell already */
} reading;

static int is_rule_line(const grid *g, uint32_t line) {
    for (uint32_t k = 0; k + 1 < g->post_count; k++)
        if (grid_is_ruled(g, line, k))
            return 1;
    return 0;
}

static int is_whole_rule(const grid *g, uint32_t line) {
    for (uint32_t k = 0; k + 1 < g->post_count; k++)
        if (!grid_is_ruled(g, line, k))
            return 0;
    return 1;
}

/* Whether the rule is one of those that only stand below headers: `+===+` or `╞═══╡`. */
static int is_double_rule(const grid *g, uint32_t line) {
    sheaf_str text = text_of(g->run, line);
    sheaf_str rest = text_trim(text);
    text_take(&rest);
    uint32_t second = rest.len ? text_take(&rest) : 0;
    return second == '=' || second == 0x2550;
}

static int band_add(reading *r, uint32_t from, uint32_t to) {
    r->bands = table_grow(r->g->run, ROOM_GRID_BANDS, (size_t)r->count + 1, sizeof(band));
    if (!r->bands)
        return 0;
    r->bands[r->count++] = (band){from, to};
    return 1;
}

/* ---- row a line ---- */

static int has_all_bars(const grid *g, uint32_t line) {
    for (uint32_t k = 0; k < g->post_count; k++)
        if (!grid_has_bar(g, line, k))
            return 0;
    return 1;
}

/* The text in front of the bar behind that post, on one line. */
static sheaf_str slot_of(const grid *g, uint32_t line, uint32_t k) {
    uint32_t at = grid_bar(g, line, k), next = grid_bar(g, line, k + 1);
    sheaf_str slot = {text_of(g->run, line).ptr + at, next - at};
    text_take(&slot);
    return text_trim(slot);
}

/* Whether each line of [from, to) fills its first cell: then lines may be rows. */
static int lines_begin_rows(const grid *g, uint32_t from, uint32_t to) {
    for (uint32_t line = from; line < to; line++)
        if (!has_all_bars(g, line) || !slot_of(g, line, 0).len)
            return 0;
    return to - from > 1;
}

/* `,083`: the rest of a number that was broken over lines. */
static int is_rest_of_number(sheaf_str slot) {
    return slot.len > 0 && (*slot.ptr == ',' || *slot.ptr == '.');
}

/* Behind the first cell. */
static uint32_t numbers_of(const grid *g, uint32_t line) {
    uint32_t numbers = 0;
    for (uint32_t k = 1; k + 1 < g->post_count; k++)
        numbers += (uint32_t)(columns_is_number(slot_of(g, line, k)) &&
                              !is_rest_of_number(slot_of(g, line, k)));
    return numbers;
}

/* Of the lines of a band that have numbers: how many there are, and how many numbers the fullest and the emptiest have. */
typedef struct numbered {
    uint32_t lines, most, least;
} numbered;

static numbered numbered_of(const grid *g, uint32_t from, uint32_t to) {
    numbered found = {0, 0, UINT32_MAX};
    for (uint32_t line = from; line < to; line++) {
        uint32_t numbers = numbers_of(g, line);
        found.lines += numbers > 0;
        found.most = numbers > found.most ? numbers : found.most;
        found.least = numbers > 0 && numbers < found.least ? numbers : found.least;
    }
    return found;
}

/* A text that runs over lines has its numbers on one of them: where several have about as many, each is a row. Where a few lie
 * below others, those are broken, as the label beside them is. */
static int lines_have_numbers(const grid *g, uint32_t from, uint32_t to) {
    numbered found = numbered_of(g, from, to);
    return found.lines > 1 && found.least * 2 >= found.most;
}

/* The first cell of a band runs over lines, and one of them has all its numbers; or it does not, and several have numbers: they
 * are broken. */
static int runs_over_lines(const grid *g, uint32_t from, uint32_t to) {
    for (uint32_t line = from; line < to; line++)
        if (!has_all_bars(g, line))
            return 0;
    uint32_t lines = numbered_of(g, from, to).lines;
    return lines_begin_rows(g, from, to) ? lines == 1 : to - from > 1 && lines > 1;
}

/* A band below the header does: so do the cells of others. */
static int cells_run_over_lines(const grid *g) {
    uint32_t from = g->first, bands = 0;
    for (uint32_t line = g->first; line < g->end; line++) {
        if (!is_rule_line(g, line))
            continue;
        bands += line > from;
        if (bands > 1 && runs_over_lines(g, from, line))
            return 1;
        from = line + 1;
    }
    return 0;
}

enum { SHELL_RULES = 3 }; /* above and below the header, and below the body */

static int bands_find(reading *r) {
    const grid *g = r->g;
    uint32_t rules = 0, from = g->first, whole = 1;
    int run_over = cells_run_over_lines(g);
    for (uint32_t line = g->first; line < g->end; line++) {
        rules += (uint32_t)is_rule_line(g, line);
        whole &= (uint32_t)(is_rule_line(g, line) ? is_whole_rule(g, line) : has_all_bars(g, line));
    }
    for (uint32_t line = g->first; line < g->end; line++) {
        if (line + 1 < g->end && !is_rule_line(g, line))
            continue;
        uint32_t to = is_rule_line(g, line) ? line : line + 1;
        int rows =
            lines_begin_rows(g, from, to) && ((r->count && rules <= SHELL_RULES && whole) ||
                                              (!run_over && lines_have_numbers(g, from, to)));
        for (uint32_t at = from; rows && at < to; at++)
            if (!band_add(r, at, at + 1))
                return 0;
        if (!rows && from < to && !band_add(r, from, to))
            return 0;
        if (rows && !r->headers && r->count == to - from + 1)
            r->headers = 1;
        if (is_rule_line(g, line) && !r->headers && r->count && is_double_rule(g, line) &&
            !is_double_rule(g, g->first))
            r->headers = r->count;
        from = line + 1;
    }
    if (r->headers == r->count)
        r->headers = 0;
    return r->count > 0;
}

/* ---- cells ---- */

static int has_wall(const reading *r, uint32_t in, uint32_t post) {
    for (uint32_t line = r->bands[in].from; line < r->bands[in].to; line++)
        if (grid_has_bar(r->g, line, post))
            return 1;
    return 0;
}

/* Whether the rule below the band is open over the posts [k, k + width). */
static int is_open_below(const reading *r, uint32_t in, uint32_t k, uint32_t width) {
    uint32_t line = r->bands[in].to;
    if (in + 1 >= r->count || r->bands[in + 1].from <= line)
        return 0; /* no rule between the two: rows of one band */
    for (; line < r->bands[in + 1].from; line++)
        for (uint32_t p = k; p < k + width; p++)
            if (grid_is_ruled(r->g, line, p))
                return 0;
    return 1;
}

static int has_walls_of(const reading *r, uint32_t in, uint32_t k, uint32_t width) {
    for (uint32_t p = k + 1; p < k + width; p++)
        if (has_wall(r, in, p))
            return 0;
    return has_wall(r, in, k) && has_wall(r, in, k + width);
}

static int is_taken(const reading *r, uint32_t in, uint32_t k) {
    return r->taken[(size_t)in * r->g->post_count + k];
}

static void extent_of(const reading *r, uint32_t in, uint32_t k, sheaf_block *slot) {
    uint32_t width = 1, height = 1, slots = r->g->post_count - 1;
    while (k + width < slots && !is_taken(r, in, k + width) && !has_wall(r, in, k + width))
        width++;
    while (in + height < r->count && is_open_below(r, in + height - 1, k, width) &&
           !is_taken(r, in + height, k) && has_walls_of(r, in + height, k, width))
        height++;
    for (uint32_t b = in; b < in + height; b++)
        memset(r->taken + (size_t)b * r->g->post_count + k, 1, width);
    slot->row_span = height;
    slot->column_span = width;
}

/* What the line has between the posts of the cell; nothing where a rule runs. Where the right bar is missing,
 * the next bar ends it: what stands behind that is another cell's. */
static sheaf_str line_part(const grid *g, uint32_t line, uint32_t k, uint32_t width) {
    sheaf_str text = text_of(g->run, line);
    uint32_t from = grid_bar(g, line, k), right = k + width;
    if (from == GRID_OPEN || (from & GRID_RULED))
        return SHEAF_STR("");
    while (right < g->post_count && !grid_has_bar(g, line, right))
        right++;
    size_t to = right < g->post_count ? grid_bar(g, line, right) & ~GRID_RULED : text.len;
    if (to <= from)
        return SHEAF_STR("");
    sheaf_str part = {text.ptr + from, to - from};
    text_take(&part);
    return text_trim(part);
}

static void emit_cell(const reading *r, sheaf_block *slot) {
    const grid *g = r->g;
    table_filling filling;
    table_cell_open(g->run, slot, &filling);
    uint32_t end = r->bands[slot->row + slot->row_span - 1].to;
    for (uint32_t line = r->bands[slot->row].from; line < end; line++) {
        sheaf_str part = line_part(g, line, slot->column, slot->column_span);
        if (part.len)
            table_piece(g->run, &filling, line, part);
    }
    table_cell_close(g->run);
}

static void emit(const reading *r) {
    const grid *g = r->g;
    sheaf_block slot = table_slot();
    table_open(g->run, g->first, g->post_count - 1, 0, r->headers > 0);
    table_account(g->run, g->first, g->end);
    for (uint32_t in = 0; in < r->count && table_goes_on(g->run, r->bands[in].from); in++) {
        for (uint32_t k = 0; k + 1 < g->post_count; k++) {
            if (is_taken(r, in, k))
                continue;
            slot.row = in;
            slot.column = k;
            slot.header = in < r->headers ? SHEAF_HEADER_COLUMN : SHEAF_HEADER_NONE;
            extent_of(r, in, k, &slot);
            emit_cell(r, &slot);
        }
    }
    table_close(g->run);
}

int grid_emit(const grid *g) {
    reading r = {.g = g};
    if (!bands_find(&r))
        return 0;
    size_t slots = (size_t)r.count * g->post_count;
    r.taken = table_grow(g->run, ROOM_GRID_TAKEN, slots, 1);
    if (!r.taken)
        return 0;
    memset(r.taken, 0, slots);
    emit(&r);
    return 1;
}
