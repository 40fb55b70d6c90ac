/* SPDX-License-Identifier: GPL-2.0-or-later
 * A path, subpath by subpath: strokes give a box for each horizontal or vertical segment, fills one for each rectangle and
 * for each sliver that could pass for a line. A rectangle with a hole is four. All sums are in points on the page. */
#include "ink/ink.h"

#include <math.h>
#include <string.h>

/* Up to this many corners a subpath can be a rectangle or a sliver (mitred and rounded ends have more than four). */
enum { MOST_CORNERS = 12 };
#define SLIVER 3.0 /* points: a fill that is thinner may be a line */
#define CROOKED                                                                                    \
    0.2 /* points that the ends of a straight line may differ by, and a two hundredth of its length */

#define SAME 0.1 /* points */

typedef struct point {
    double x, y;
} point;

typedef struct subpath {
    point corners[MOST_CORNERS];
    uint32_t count; /* more than MOST_CORNERS: those that follow are not kept */
    double box[4];
    double reach[4]; /* of its curves, too */
    bool curved, closed;
    point first, last;
    double turn, length; /* as turn_of() and pdf_trail have them, of all corners and open */
    double spread;       /* the same as turn, whichever way it turns */
    uint32_t streaks;    /* that were noted before it */
} subpath;

enum { LEFT = 1u << 0, RIGHT = 1u << 1 };

/* What is done with each piece of a path. */
typedef struct tracing {
    pdf_pen *pen;
    pdf_ink look;   /* colour, paint and dashes */
    double half[2]; /* half of the pen's extent along x and y */
    double cap;     /* 1 where ends stick out by half of the width */
    bool even_odd;
    bool has_hole; /* of a clip: what lies in `hole` is not painted */
    double hole[4];
    bool has_outer; /* the rectangle before, which this one may be the hole of */
    double outer[4];
    double outer_turn;
    float all[4];
    bool any;
    uint32_t areas; /* subpaths */
    bool has_shape; /* an area that is no rectangle */
    bool is_full;   /* the last of them is nearly one */
    unsigned turns; /* of the rectangles: LEFT, RIGHT */
} tracing;

/* ---- inks ------------------------------------------------------------------------------------------------------ */

static double middle(double value, double least, double most) {
    return value < least ? least : value > most ? most : value;
}

/* The part of a box that the clip leaves; false: none. NaN fails every comparison. */
static bool cut(const pdf_pen *pen, const double box[4], float out[4]) {
    for (int i = 0; i < 4; i++)
        if (!isfinite(box[i]))
            return false;
    for (int i = 0; i < 2; i++) {
        double least = (double)pen->clip[i], most = (double)pen->clip[i + 2];
        if (box[i] > most || box[i + 2] < least || least > most)
            return false;
        out[i] = (float)middle(box[i], least, most);
        out[i + 2] = (float)middle(box[i + 2], least, most);
    }
    return true;
}

static void add_ink(pdf_pen *pen, const pdf_ink *look, const double box[4]) {
    pdf_ink made = *look;
    made.glyphs = pen->glyph_count;
    if (!cut(pen, box, made.box))
        return;
    if (box[2] > (double)made.box[2] + SAME)
        made.ground |= PDF_GROUND_CUT;
    pen->crowded |= pen->count >= PDF_MOST_INKS;
    pdf_ink *inks = pen->crowded
                        ? NULL
                        : pdf_more(pen->room, pen->inks, pen->count, &pen->capacity, sizeof *inks);
    if (!inks)
        return;
    pen->inks = inks;
    inks[pen->count++] = made;
}

static void add_shape(pdf_pen *pen, const pdf_ink *look, const double box[4]) {
    pdf_ink made = *look;
    made.glyphs = pen->glyph_count;
    if (pen->shape_count >= PDF_MOST_SHAPES || !cut(pen, box, made.box))
        return;
    pdf_ink *shapes =
        pdf_more(pen->room, pen->shapes, pen->shape_count, &pen->shape_capacity, sizeof *shapes);
    if (!shapes)
        return;
    pen->shapes = shapes;
    shapes[pen->shape_count++] = made;
}

/* ---- strokes --------------------------------------------------------------------------------------------------- */

static void trace_segment(tracing *t, point from, point to) {
    double along_x = fabs(to.x - from.x), along_y = fabs(to.y - from.y);
    double most = CROOKED + fmax(along_x, along_y) / 200;
    bool is_dot = along_x == 0 && along_y == 0; /* seen only where the pen has a cap */
    if (fmin(along_x, along_y) > most || (is_dot && t->cap == 0))
        return;
    bool flat = along_x >= along_y;
    double end_x = flat ? t->half[0] * t->cap : t->half[0];
    double end_y = flat ? t->half[1] : t->half[1] * t->cap;
    double x = (from.x + to.x) / 2, y = (from.y + to.y) / 2;
    const double box[4] = {flat ? fmin(from.x, to.x) - end_x : x - end_x,
                           flat ? y - end_y : fmin(from.y, to.y) - end_y,
                           flat ? fmax(from.x, to.x) + end_x : x + end_x,
                           flat ? y + end_y : fmax(from.y, to.y) + end_y};
    add_ink(t->pen, &t->look, box);
}

/* ---- fills ----------------------------------------------------------------------------------------------------- */

/* Twice the area; its sign is the direction of turning. */
static double turn_of(const subpath *sub) {
    double sum = 0;
    for (uint32_t i = 0; i < sub->count; i++) {
        point a = sub->corners[i], b = sub->corners[(i + 1) % sub->count];
        sum +=
            (a.x - sub->box[0]) * (b.y - sub->box[1]) - (b.x - sub->box[0]) * (a.y - sub->box[1]);
    }
    return sum;
}

static bool is_within(const double inner[4], const double outer[4]) {
    return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] &&
           inner[3] <= outer[3];
}

/* What is left of a rectangle around a hole in it: four bars. */
static void add_bars(tracing *t, const double outer[4], const double hole[4]) {
    const double bars[4][4] = {{outer[0], outer[1], outer[2], hole[1]},
                               {outer[0], hole[3], outer[2], outer[3]},
                               {outer[0], hole[1], hole[0], hole[3]},
                               {hole[2], hole[1], outer[2], hole[3]}};
    for (int i = 0; i < 4; i++)
        if (bars[i][2] > bars[i][0] && bars[i][3] > bars[i][1])
            add_ink(t->pen, &t->look, bars[i]);
}

/* The bars of a frame take the place of the rectangle that was added last. */
static void add_frame(tracing *t, const double outer[4], const double hole[4]) {
    if (t->pen->count)
        t->pen->count--;
    add_bars(t, outer, hole);
}

/* A fill through a clip with a hole: browsers paint the shadows of boxes so, and thin ones without blur are their borders. Thicker
 * ones are the paddings of cells, which programs paint beside the ground of the text: the fill counts as a whole, but what lies
 * in the hole does not stand on it. */
static bool add_around_hole(tracing *t, const double box[4]) {
    const float *clip = t->pen->hole;
    const double hole[4] = {fmax(box[0], (double)clip[0]), fmax(box[1], (double)clip[1]),
                            fmin(box[2], (double)clip[2]), fmin(box[3], (double)clip[3])};
    if (!t->pen->has_hole || t->look.paint != PDF_FILL || hole[0] >= hole[2] || hole[1] >= hole[3])
        return false;
    for (int i = 0; i < 4; i++)
        if (fabs(box[i] - hole[i]) > SLIVER) {
            t->look.ground = 0;
            return false;
        }
    pdf_pen *pen = t->pen;
    pen->ring_first = pen->count;
    add_ink(pen, &t->look, box);
    if (pen->count == pen->ring_first)
        return true;
    pen->ring = pen->inks[--pen->count];
    add_bars(t, box, hole);
    pen->ring_end = pen->count;
    for (int i = 0; i < 4; i++)
        pen->ring_hole[i] = hole[i];
    return true;
}

/* Next the hole itself is filled in the colour of the bars around it: both are the ground of one cell, and no border. */
static void close_ring(tracing *t, const double box[4]) {
    pdf_pen *pen = t->pen;
    bool closes = t->look.paint == PDF_FILL && pen->ring_end > 0 && pen->count == pen->ring_end &&
                  pen->ring.colour == t->look.colour;
    for (int i = 0; i < 4 && closes; i++)
        closes = fabs(box[i] - pen->ring_hole[i]) < SAME;
    if (closes) {
        pen->count = pen->ring_first;
        pen->inks[pen->count++] = pen->ring;
    }
    pen->ring_end = 0;
}

static void keep_hole(tracing *t, const double hole[4]) {
    t->has_hole = true;
    for (int i = 0; i < 4; i++)
        t->hole[i] = hole[i];
}

static bool is_hole(const tracing *t, const subpath *sub, double turn) {
    return t->has_outer && is_within(sub->box, t->outer) &&
           (t->even_odd || (turn > 0) != (t->outer_turn > 0));
}

static void trace_rectangle(tracing *t, const subpath *sub, double turn) {
    t->turns |= turn > 0 ? RIGHT : LEFT;
    if (is_hole(t, sub, turn)) {
        if (t->look.paint == PDF_CLIP) {
            keep_hole(t, sub->box);
            add_ink(t->pen, &t->look, sub->box);
        } else {
            add_frame(t, t->outer, sub->box);
        }
        t->has_outer = false;
        return;
    }
    if (add_around_hole(t, sub->box)) {
        t->has_outer = false;
        return;
    }
    close_ring(t, sub->box);
    uint32_t before = t->pen->count;
    add_ink(t->pen, &t->look, sub->box);
    t->has_outer = t->pen->count > before;
    for (int i = 0; i < 4; i++)
        t->outer[i] = sub->box[i];
    t->outer_turn = turn;
}

/* A rectangle with round corners, say. */
static bool is_nearly_full(const subpath *sub) {
    const double wide = sub->reach[2] - sub->reach[0], high = sub->reach[3] - sub->reach[1];
    return sub->count <= MOST_CORNERS && fabs(turn_of(sub)) / 2 >= .8 * wide * high;
}

/* An ellipse of four curves, which meet in the middle of the sides. */
static bool is_round(const subpath *sub) {
    enum { CURVES = 4 };
    const double wide = sub->reach[2] - sub->reach[0], high = sub->reach[3] - sub->reach[1];
    const double x = sub->reach[0] + wide / 2, y = sub->reach[1] + high / 2, near = .05;
    if (!sub->curved || sub->count < CURVES || sub->count > CURVES + 1)
        return false;
    for (uint32_t i = 0; i < sub->count; i++)
        if (fabs(sub->corners[i].x - x) > near * wide && fabs(sub->corners[i].y - y) > near * high)
            return false;
    return fabs(turn_of(sub)) / 2 >= .45 * wide * high;
}

static void trace_shape(tracing *t, const subpath *sub) {
    pdf_ink look = t->look;
    if (is_round(sub))
        look.ground |= PDF_GROUND_ROUND;
    else if (!t->is_full)
        look.ground = 0;
    add_shape(t->pen, &look, sub->reach);
    t->has_shape = true;
}

/* How much of its box a subpath fills says whether it is a rectangle. */
static void trace_area(tracing *t, const subpath *sub) {
    double width = sub->reach[2] - sub->reach[0], height = sub->reach[3] - sub->reach[1];
    bool sliver = fmin(width, height) < SLIVER && fmax(width, height) > 2 * fmin(width, height);
    if (sub->count < 2)
        return;
    bool is_known = sub->count <= MOST_CORNERS && (!sub->curved || sliver);
    double turn = is_known ? turn_of(sub) : 0;
    double filled = width * height > 0 ? fabs(turn) / 2 / (width * height) : 1;
    if (is_known && filled >= (sliver ? .7 : .98))
        trace_rectangle(t, sub, turn);
    else {
        t->is_full = is_nearly_full(sub);
        if (t->look.paint == PDF_FILL)
            trace_shape(t, sub);
    }
}

/* ---- paths ----------------------------------------------------------------------------------------------------- */

/* Four corners may cross themselves, as a marker's area does whose corners are told in another order. */
static void end_trail(tracing *t, subpath *sub) {
    enum { QUAD = 5 };
    const point from = sub->first, to = sub->closed ? sub->first : sub->last;
    if (sub->count > 1 && (t->look.paint == PDF_STROKE || t->pen->streak_count > sub->streaks)) {
        const pdf_trail trail = {.first = sub->streaks,
                                 .from = {from.x, from.y},
                                 .to = {to.x, to.y},
                                 .turn = sub->turn + from.x * to.y - from.y * to.x,
                                 .spread = sub->count <= QUAD ? sub->spread : fabs(sub->turn),
                                 .length = sub->length,
                                 .box = {sub->box[0], sub->box[1], sub->box[2], sub->box[3]}};
        pdf_pen_end_trail(t->pen, &trail, (pdf_paint)t->look.paint);
    }
    sub->streaks = t->pen->streak_count;
    sub->turn = sub->spread = sub->length = 0;
    sub->closed = false;
}

static void finish_subpath(tracing *t, subpath *sub) {
    end_trail(t, sub);
    if (sub->count) {
        const float box[4] = {(float)sub->box[0], (float)sub->box[1], (float)sub->box[2],
                              (float)sub->box[3]};
        if (t->any)
            pdf_box_unite(t->all, box);
        for (int i = 0; i < 4 && !t->any; i++)
            t->all[i] = box[i];
        t->any = true;
        if (t->look.paint != PDF_STROKE)
            trace_area(t, sub);
        t->areas += sub->count > 1;
    }
    sub->count = 0;
    sub->curved = false;
}

/* The points that bend a curve: it lies between them. */
static void reach(subpath *sub, point at) {
    sub->reach[0] = fmin(sub->reach[0], at.x);
    sub->reach[1] = fmin(sub->reach[1], at.y);
    sub->reach[2] = fmax(sub->reach[2], at.x);
    sub->reach[3] = fmax(sub->reach[3], at.y);
}

/* What the path goes on to. */
static void follow(subpath *sub, point at) {
    if (!sub->count) {
        sub->first = sub->last = at;
        return;
    }
    const point first = sub->first, last = sub->last;
    const double turn =
        (last.x - first.x) * (at.y - first.y) - (last.y - first.y) * (at.x - first.x);
    sub->turn += turn;
    sub->spread += fabs(turn);
    sub->length += fabs(at.x - last.x) + fabs(at.y - last.y);
    sub->last = at;
}

static void add_corner(subpath *sub, point at) {
    follow(sub, at);
    if (sub->count < MOST_CORNERS)
        sub->corners[sub->count] = at;
    if (sub->count <= MOST_CORNERS)
        sub->count++;
    bool first = sub->count == 1;
    sub->box[0] = first ? at.x : fmin(sub->box[0], at.x);
    sub->box[1] = first ? at.y : fmin(sub->box[1], at.y);
    sub->box[2] = first ? at.x : fmax(sub->box[2], at.x);
    sub->box[3] = first ? at.y : fmax(sub->box[3], at.y);
    for (int i = 0; i < 4 && first; i++)
        sub->reach[i] = sub->box[i];
    reach(sub, at);
}

static point point_of(const tracing *t, const cairo_path_data_t *data) {
    return (point){data->point.x / t->pen->scale, data->point.y / t->pen->scale};
}

/* Pieces of paths as they run. */
static void note_streak(const tracing *t, const cairo_path_data_t *data, point here, point to) {
    const double half = t->look.paint == PDF_STROKE ? fmax(t->half[0], t->half[1]) : 0;
    double bends[PDF_BENDS] = {here.x, here.y, to.x, to.y};
    uint32_t count = 2;
    if (data->header.type == CAIRO_PATH_MOVE_TO)
        return;
    if (data->header.type != CAIRO_PATH_CURVE_TO && (here.x == to.x || here.y == to.y) &&
        !t->pen->watched_count)
        return; /* as most */
    if (data->header.type == CAIRO_PATH_CURVE_TO) {
        const point first = point_of(t, &data[1]), second = point_of(t, &data[2]);
        const double curve[PDF_BENDS] = {here.x,   here.y,   first.x, first.y,
                                         second.x, second.y, to.x,    to.y};
        memcpy(bends, curve, sizeof bends);
        count = 4;
    }
    pdf_pen_note(t->pen, bends, count, &t->look, half);
}

static void trace_path(tracing *t, const cairo_path_t *path) {
    subpath sub = {.count = 0, .streaks = t->pen->streak_count};
    point start = {0, 0}, here = {0, 0};
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        const cairo_path_data_t *data = &path->data[i];
        point to = start;
        if (data->header.type != CAIRO_PATH_CLOSE_PATH)
            to = point_of(t, &data[data->header.length - 1]);
        if (t->look.paint != PDF_CLIP)
            note_streak(t, data, here, to);
        if (data->header.type == CAIRO_PATH_MOVE_TO) {
            finish_subpath(t, &sub);
            start = to;
        } else if (data->header.type == CAIRO_PATH_CURVE_TO) {
            for (int k = 1; k < data->header.length - 1; k++)
                reach(&sub, point_of(t, &data[k]));
            sub.curved = true;
            t->pen->curves++;
        } else if (t->look.paint == PDF_STROKE) {
            trace_segment(t, here, to);
        }
        if (data->header.type != CAIRO_PATH_CLOSE_PATH)
            add_corner(&sub, to);
        else
            sub.closed = true;
        here = to;
    }
    finish_subpath(t, &sub);
}

/* With the identity for a matrix cairo tells paths in device units. */
static void trace_current(tracing *t) {
    cairo_t *cairo = t->pen->cairo;
    cairo_matrix_t matrix;
    cairo_get_matrix(cairo, &matrix);
    cairo_identity_matrix(cairo);
    cairo_path_t *path = cairo_copy_path(cairo);
    cairo_set_matrix(cairo, &matrix);
    if (path->status == CAIRO_STATUS_SUCCESS)
        trace_path(t, path);
    cairo_path_destroy(path);
}

void pdf_pen_stroke(pdf_pen *pen) {
    tracing t = {.pen = pen, .look = {.paint = PDF_STROKE}};
    cairo_matrix_t matrix;
    cairo_get_matrix(pen->cairo, &matrix);
    double half = cairo_get_line_width(pen->cairo) / pen->scale / 2;
    t.half[0] = half * hypot(matrix.xx, matrix.xy);
    t.half[1] = half * hypot(matrix.yx, matrix.yy);
    t.cap = cairo_get_line_cap(pen->cairo) != CAIRO_LINE_CAP_BUTT;
    t.look.dashed = cairo_get_dash_count(pen->cairo) > 0;
    t.look.ground =
        t.look.dashed ? 0 : pdf_pen_ground(pen); /* as wide as a word is high it covers it */
    if (pdf_pen_colour(pen->cairo, &t.look.colour))
        trace_current(&t);
}

void pdf_pen_fill(pdf_pen *pen) {
    tracing t = {.pen = pen, .look = {.paint = PDF_FILL, .ground = pdf_pen_ground(pen)}};
    const uint32_t before = pen->count, shapes = pen->shape_count, streaks = pen->streak_count;
    t.even_odd = cairo_get_fill_rule(pen->cairo) == CAIRO_FILL_RULE_EVEN_ODD;
    if (pdf_pen_colour(pen->cairo, &t.look.colour))
        trace_current(&t);
    if (t.areas > 1 && (t.even_odd || t.has_shape || t.turns == (LEFT | RIGHT)))
        pdf_pen_doubt_holes(pen, before, t.has_shape);
    if (t.areas > 1 && pen->streak_count > streaks) /* a glyph's outlines, say */
        pen->streak_count = streaks;
    for (uint32_t i = shapes; t.areas > 1 && i < pen->shape_count; i++)
        pen->shapes[i].ground = 0;
    if (t.look.ground == PDF_GROUND_COVERS)
        pdf_pen_see_through_tiles(pen, before);
}

bool pdf_pen_clip(pdf_pen *pen, float box[4], bool *is_full) {
    tracing t = {.pen = pen, .look = {.paint = PDF_CLIP, .colour = 0xFFFFFF}};
    t.even_odd = cairo_get_fill_rule(pen->cairo) == CAIRO_FILL_RULE_EVEN_ODD;
    trace_current(&t);
    for (int i = 0; i < 4 && t.has_hole; i++)
        pen->hole[i] = (float)t.hole[i];
    pen->has_hole |= t.has_hole;
    for (int i = 0; i < 4 && t.any; i++)
        box[i] = t.all[i];
    *is_full = t.areas == 1 && t.is_full;
    return t.any;
}

void pdf_pen_image(pdf_pen *pen) {
    const pdf_ink look = {.paint = PDF_IMAGE, .colour = 0x808080};
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int corner = 0; corner < 4; corner++) {
        double x = corner & 1, y = corner >> 1;
        cairo_user_to_device(pen->cairo, &x, &y);
        box[0] = fmin(box[0], x / pen->scale);
        box[1] = fmin(box[1], y / pen->scale);
        box[2] = fmax(box[2], x / pen->scale);
        box[3] = fmax(box[3], y / pen->scale);
    }
    const uint32_t before = pen->count;
    add_ink(pen, &look, box);
    pen->last_image = pen->count > before ? before : PDF_NONE;
}
