/* SPDX-License-Identifier: GPL-2.0-or-later
 * Lines as they run, askew and bent: what somebody drew by hand (page/marks.c), or crossed out with (page/slashed.c). Those along
 * the page's edges are inks. */
#include "ink/ink.h"

#include <math.h>

#define ASLANT 0.005 /* of its length: what differs by less is level */
#define THIN 2.0     /* points: thinner areas are drawn lines */
#define HOLLOW 0.1   /* of its box: a path that encloses less goes there and back */
#define CLOSE 0.5    /* points between the ends of a path that comes back */

static bool is_watched(const pdf_pen *pen, const float at[4]) {
    enum { MANY = 256 }; /* of more of them the first ones tell */
    for (uint32_t i = 0; i < pen->watched_count && i < MANY; i++) {
        const float *box = pen->watched[i].box;
        if (fmaxf(at[0], at[2]) >= box[0] && fminf(at[0], at[2]) <= box[2] &&
            fmaxf(at[1], at[3]) >= box[1] && fminf(at[1], at[3]) <= box[3])
            return true;
    }
    return pen->watched_count > MANY;
}

bool pdf_streak_within(const float at[4], const float box[4], float part[2]) {
    float first = 0, last = 1;
    for (int i = 0; i < 2; i++) {
        const float step = at[i + 2] - at[i], low = box[i] - at[i], high = box[i + 2] - at[i];
        if (step == 0 && (low > 0 || high < 0))
            return false;
        if (step == 0)
            continue;
        first = fmaxf(first, fminf(low / step, high / step));
        last = fminf(last, fmaxf(low / step, high / step));
    }
    part[0] = first;
    part[1] = last;
    return last > first;
}

/* What the clip leaves of it. */
static bool cut(const pdf_pen *pen, pdf_streak *one) {
    float part[2], at[4];
    if (!pdf_streak_within(one->at, pen->clip, part))
        return false;
    for (int i = 0; i < 4; i++)
        at[i] = one->at[i % 2] + part[i / 2] * (one->at[i % 2 + 2] - one->at[i % 2]);
    for (int i = 0; i < 4; i++)
        one->at[i] = at[i];
    return true;
}

/* White ones leave room for those that are seen. */
static uint32_t most_of(bool is_thin, bool is_asked) {
    if (is_thin)
        return PDF_MOST_STREAKS / 2;
    return PDF_MOST_STREAKS * (is_asked ? 2u : 1u);
}

static void add(pdf_pen *pen, const double from[2], const double to[2], const pdf_streak *look) {
    pdf_streak made = *look;
    const double x = fabs(to[0] - from[0]), y = fabs(to[1] - from[1]);
    for (int i = 0; i < 2; i++) {
        made.at[i] = (float)from[i];
        made.at[i + 2] = (float)to[i];
        if (!isfinite(made.at[i]) || !isfinite(made.at[i + 2]))
            return;
    }
    const bool is_asked =
        pen->watched_count && !look->is_edge && !look->is_thin && is_watched(pen, made.at);
    if ((!is_asked && !(fmin(x, y) > ASLANT * fmax(x, y))) ||
        pen->streak_count >= most_of(look->is_thin, is_asked) || !cut(pen, &made))
        return;
    pdf_streak *streaks = pdf_more(pen->room, pen->streaks, pen->streak_count,
                                   &pen->streak_capacity, sizeof *streaks);
    if (!streaks)
        return;
    pen->streaks = streaks;
    made.inks = pen->count;
    made.glyphs = pen->glyph_count;
    streaks[pen->streak_count++] = made;
}

/* A curve in short pieces, by Bernstein's polynomials. */
static void add_curve(pdf_pen *pen, const double bends[PDF_BENDS], const pdf_streak *look,
                      int pieces) {
    double before[2] = {bends[0], bends[1]};
    for (int i = 1; i <= pieces; i++) {
        const double at = (double)i / pieces, rest = 1 - at;
        const double parts[4] = {rest * rest * rest, 3 * at * rest * rest, 3 * at * at * rest,
                                 at * at * at};
        double next[2] = {0, 0};
        for (int k = 0; k < PDF_BENDS; k++)
            next[k % 2] += parts[k / 2] * bends[k];
        add(pen, before, next, look);
        before[0] = next[0];
        before[1] = next[1];
    }
}

/* Thin white ones are not seen, but over text. Edges of areas are many and short. */
void pdf_pen_note(pdf_pen *pen, const double bends[PDF_BENDS], uint32_t count, const pdf_ink *look,
                  double half) {
    enum { PIECES = 8, EDGES = 3 };
    const double wide = 3; /* points */
    const bool is_edge = look->paint == PDF_FILL;
    const bool is_marker = cairo_get_operator(pen->cairo) != CAIRO_OPERATOR_OVER;
    const bool is_thin = half * 2 < wide && pdf_shade_of(look->colour) == PDF_SHADE_WHITE;
    const bool covers = look->ground & PDF_GROUND_COVERS;
    const pdf_streak as = {.half = (float)half,
                           .colour = look->colour,
                           .is_edge = is_edge,
                           .is_thin = is_thin,
                           .covers = covers,
                           .spares = is_marker};
    if (is_thin && (is_edge || !covers || !pen->glyph_count))
        return;
    if (count > 2)
        add_curve(pen, bends, &as, is_edge ? EDGES : PIECES);
    else
        add(pen, bends, bends + 2, &as);
}

static bool meet(const double a[2], const double b[2]) {
    return fabs(a[0] - b[0]) < CLOSE && fabs(a[1] - b[1]) < CLOSE;
}

/* Some programs draw each side of a star by itself. */
static void go_on(pdf_trail *all, const pdf_trail *next) {
    if (!meet(all->to, next->from) || meet(all->from, all->to) || all->first > next->first) {
        *all = *next;
        return;
    }
    all->turn += next->turn;
    all->to[0] = next->to[0];
    all->to[1] = next->to[1];
    for (int i = 0; i < 2; i++) {
        all->box[i] = fmin(all->box[i], next->box[i]);
        all->box[i + 2] = fmax(all->box[i + 2], next->box[i + 2]);
    }
}

static bool encloses(const pdf_trail *trail) {
    const double wide = trail->box[2] - trail->box[0], high = trail->box[3] - trail->box[1];
    const double last = trail->to[0] * trail->from[1] - trail->to[1] * trail->from[0];
    return meet(trail->from, trail->to) && fabs(trail->turn + last) / 2 >= HOLLOW * wide * high;
}

void pdf_pen_end_trail(pdf_pen *pen, const pdf_trail *trail, pdf_paint paint) {
    if (paint == PDF_FILL) {
        if (trail->spread >= THIN * trail->length)
            pen->streak_count = trail->first;
        return;
    }
    go_on(&pen->trail, trail);
    if (pen->streak_count > pen->trail.first && encloses(&pen->trail))
        for (uint32_t i = pen->trail.first; i < pen->streak_count; i++)
            pen->streaks[i].spares = true;
}
