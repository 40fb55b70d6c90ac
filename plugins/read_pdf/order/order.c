/* SPDX-License-Identifier: GPL-2.0-or-later
 * Pieces of a page in reading order. The page is cut at its longest gutter between columns into what stands above, left,
 * right and below; each part is cut again while a gutter is found (a stack of parts, no recursion). A part without one is
 * read row by row, boxes with text beside them as a whole. Text across the page's main direction follows at the end. */
#include "order/order.h"
#include "lines/lines.h"

#include <math.h>
#include <string.h>

#define MOST_CUTS 200 /* of a page */
#define END 0.6f      /* of a page's height: columns that reach further down may go on */
#define MOST_DEPTH 4u /* boxes in boxes: each costs a look at all that is in it */

typedef struct part {
    uint32_t from, to; /* items */
    bool columnar;
    bool settled;  /* no gutters and no boxes are sought in it */
    uint8_t depth; /* boxes that it stands in */
} part;

typedef struct orderer {
    pdf_reader *reader;
    pdf_item *items, *spare;
    uint32_t count;
    part *stack;
    uint32_t stacked, capacity;
    pdf_sheet *sheet;
    uint32_t region;
    pdf_order_room room;
    pdf_frames frames;
    pdf_gutters gutters; /* of this page, as far as columns stand at its end */
} orderer;

/* ---- items ---- */

static pdf_direction main_direction(const pdf_line *lines, uint32_t count) {
    size_t bytes[4] = {0};
    int most = 0;
    for (uint32_t i = 0; i < count; i++)
        bytes[lines[i].direction & 3] += lines[i].text.len;
    for (int i = 1; i < 4; i++)
        most = bytes[i] > bytes[most] ? i : most;
    return (pdf_direction)most;
}

/* A closing mark at a line's end may hang over the edge of its column by the half of its square that has no ink. */
static float hang_of(pdf_direction main, const pdf_line *line) {
    const uint32_t last = line && main == PDF_RIGHTWARD ? pdf_code_last(line->text) : 0;
    return last >= 0x3000 && pdf_ends_in_middle(last) ? line->size / 2 : 0;
}

static void add_item(orderer *o, const float box[4], pdf_direction main, pdf_line *line,
                     pdf_grid *grid) {
    float frame[4];
    pdf_frame_box(box, main, frame);
    o->items[o->count++] = (pdf_item){.u0 = frame[0],
                                      .v0 = frame[1],
                                      .u1 = fmaxf(frame[0], frame[2] - hang_of(main, line)),
                                      .v1 = frame[3],
                                      .em = line ? fmaxf(line->size, 0.5f) : 0,
                                      .box = box,
                                      .line = line,
                                      .grid = grid};
}

/* A picture that is large enough to be one, and no background of the page. */
static bool is_figure(const pdf_page *page, const pdf_ink *ink) {
    float wide = ink->box[2] - ink->box[0], high = ink->box[3] - ink->box[1];
    return ink->paint == PDF_IMAGE && wide >= 12 && high >= 12 &&
           wide * high < 0.7f * page->width * page->height;
}

static uint32_t count_figures(const pdf_page *page) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < page->ink_count; i++)
        n += is_figure(page, &page->inks[i]);
    return n;
}

/* ---- pieces ---- */

static void put_piece(orderer *o, const pdf_item *item, bool columnar) {
    pdf_piece piece = {.kind = item->line   ? PDF_PIECE_LINE
                               : item->grid ? PDF_PIECE_GRID
                                            : PDF_PIECE_IMAGE,
                       .region = o->region,
                       .line = item->line,
                       .grid = item->grid};
    memcpy(piece.box, item->box, sizeof piece.box);
    if (item->line)
        item->line->columnar = columnar;
    o->sheet->pieces[o->sheet->piece_count++] = piece;
}

static void put_part(orderer *o, const part *p) {
    pdf_item *items = o->items + p->from;
    uint32_t count = pdf_join_rows(o->reader, items, p->to - p->from);
    for (uint32_t i = 0; i < count; i++)
        put_piece(o, &items[i], p->columnar);
    o->region++;
}

/* ---- parts ---- */

static void push(orderer *o, part p) {
    if (p.from < p.to && o->stacked < o->capacity)
        o->stack[o->stacked++] = p;
}

typedef enum place { ABOVE, LEFT, RIGHT, BELOW, PLACES } place;

static place place_of(const pdf_item *item, const pdf_gutter *g) {
    float middle = item->line ? (item->v0 + item->v1) / 2 : item->v0;
    if (middle < g->v0)
        return ABOVE;
    if (middle > g->v1)
        return BELOW;
    return item->u0 + item->u1 < g->u0 + g->u1 ? LEFT : RIGHT;
}

/* For the next page. */
static void keep_gutter(orderer *o, const pdf_gutter *g) {
    float low = o->reader->gutters ? END * o->sheet->height : 2 * PDF_FARTHEST;
    if (g->v1 > low && o->gutters.count < PDF_MOST_GUTTERS)
        o->gutters.of[o->gutters.count++] = *g;
}

/* Rearranges the items of a part by their places, which become parts; the first one to be read is pushed last. */
static void cut(orderer *o, const part *p, const pdf_gutter *g) {
    uint32_t ends[PLACES], n = 0;
    for (int where = 0; where < PLACES; where++) {
        for (uint32_t i = p->from; i < p->to; i++)
            if (place_of(&o->items[i], g) == (place)where)
                o->spare[n++] = o->items[i];
        ends[where] = p->from + n;
    }
    memcpy(o->items + p->from, o->spare, n * sizeof *o->spare);
    for (int where = PLACES - 1; where >= 0; where--)
        push(o, (part){.from = where ? ends[where - 1] : p->from,
                       .to = ends[where],
                       .columnar = p->columnar || where == LEFT || where == RIGHT,
                       .depth = p->depth});
}

/* Boxes become parts of their own, if there are any that are read as one. */
static bool split(orderer *o, const part *p) {
    pdf_stretches runs = {.count = 0};
    if (!p->settled && p->depth < MOST_DEPTH)
        pdf_split_boxes(&o->frames, o->items + p->from, o->spare, p->to - p->from, &runs);
    for (uint32_t i = runs.count; i-- > 0;) {
        bool boxed = runs.of[i].boxed;
        push(o, (part){.from = p->from + (i ? runs.of[i - 1].end : 0),
                       .to = p->from + runs.of[i].end,
                       .columnar = p->columnar || boxed,
                       .settled = !boxed,
                       .depth = (uint8_t)(p->depth + boxed)});
    }
    return runs.count > 0;
}

static void put_parts(orderer *o) {
    uint32_t cuts = 0;
    push(o, (part){.to = o->count});
    while (o->stacked) {
        part p = o->stack[--o->stacked];
        pdf_gutter g;
        pdf_sort_rows(o->items + p.from, p.to - p.from);
        if (!p.settled && cuts < MOST_CUTS &&
            pdf_find_gutter(&o->room, o->items + p.from, p.to - p.from, &g)) {
            cut(o, &p, &g);
            keep_gutter(o, &g);
            cuts++;
        } else if (!split(o, &p)) {
            put_part(o, &p);
        }
    }
}

/* What the page before left, if this is the next one. */
static const pdf_gutters *gutters_before(pdf_reader *reader, uint32_t page) {
    if (!reader->gutters)
        reader->gutters = PDF_TAKE(reader->kept, pdf_gutters, 1);
    const pdf_gutters *before = reader->gutters;
    return before && before->count && before->page + 1 == page ? before : NULL;
}

static float top_of(const orderer *o) {
    float top = 2 * PDF_FARTHEST;
    for (uint32_t i = 0; i < o->count; i++)
        top = fminf(top, o->items[i].v0);
    return top;
}

static bool make_room(orderer *o, uint32_t all) {
    pdf_room *page = o->reader->page;
    o->room = (pdf_order_room){.joined = PDF_TAKE(page, pdf_item, all),
                               .left = PDF_TAKE(page, const pdf_item *, all),
                               .right = PDF_TAKE(page, const pdf_item *, all),
                               .spans = PDF_TAKE(page, const pdf_item *, all + PDF_MOST_TALL),
                               .values = PDF_TAKE(page, float, all),
                               .others = PDF_TAKE(page, float, all)};
    o->capacity = MOST_CUTS * 3 + 4 + 3 * PDF_MOST_FRAMES;
    o->items = PDF_TAKE(o->reader->page, pdf_item, all);
    o->spare = PDF_TAKE(o->reader->page, pdf_item, all);
    o->stack = PDF_TAKE(o->reader->page, part, o->capacity);
    o->sheet->pieces = PDF_TAKE(o->reader->kept, pdf_piece, all);
    return o->room.joined && o->room.left && o->room.right && o->room.spans && o->room.values &&
           o->room.others && o->items && o->spare && o->stack && o->sheet->pieces;
}

/* What runs across the page: by height. */
static void put_strays(orderer *o, pdf_line *lines, uint32_t line_count, pdf_direction main) {
    o->count = 0;
    for (uint32_t i = 0; i < line_count; i++)
        if (lines[i].direction != main)
            add_item(o, lines[i].box, PDF_RIGHTWARD, &lines[i], NULL);
    pdf_sort_rows(o->items, o->count);
    for (uint32_t i = 0; i < o->count; i++)
        put_piece(o, &o->items[i], false);
}

void pdf_order(pdf_reader *reader, const pdf_page *page, pdf_line *lines, uint32_t line_count,
               pdf_grid *grids, uint32_t grid_count, pdf_sheet *sheet) {
    orderer o = {.reader = reader, .sheet = sheet};
    pdf_direction main = main_direction(lines, line_count);
    if (!make_room(&o, line_count + grid_count + count_figures(page)))
        return;
    for (uint32_t i = 0; i < line_count; i++)
        if (lines[i].direction == main)
            add_item(&o, lines[i].box, main, &lines[i], NULL);
    for (uint32_t i = 0; i < grid_count; i++)
        add_item(&o, grids[i].box, main, NULL, &grids[i]);
    for (uint32_t i = 0; i < page->ink_count; i++)
        if (is_figure(page, &page->inks[i]))
            add_item(&o, page->inks[i].box, main, NULL, NULL);
    o.room.before = main == PDF_RIGHTWARD ? gutters_before(reader, page->number) : NULL;
    o.room.top = top_of(&o);
    o.room.reader = reader;
    o.room.page = page;
    pdf_find_frames(page, grids, grid_count, main, &o.frames);
    put_parts(&o);
    put_strays(&o, lines, line_count, main);
    o.gutters.page = page->number;
    if (reader->gutters)
        *reader->gutters = o.gutters;
}
