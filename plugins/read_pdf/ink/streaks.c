/* SPDX-License-Identifier: GPL-2.0-or-later
 * Strokes as they run, askew and bent, for the few places of a page where somebody drew by hand (page/marks.c). */
#include "ink/ink.h"

#include <math.h>

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

static void add(pdf_pen *pen, const double from[2], const double to[2], double half) {
    const pdf_streak made = {{(float)from[0], (float)from[1], (float)to[0], (float)to[1]},
                             (float)half};
    for (int i = 0; i < 4; i++)
        if (!isfinite(made.at[i]))
            return;
    if (pen->streak_count >= PDF_MOST_STREAKS || !is_watched(pen, made.at))
        return;
    pdf_streak *streaks = pdf_more(pen->room, pen->streaks, pen->streak_count,
                                   &pen->streak_capacity, sizeof *streaks);
    if (!streaks)
        return;
    pen->streaks = streaks;
    streaks[pen->streak_count++] = made;
}

/* A curve in short pieces, by Bernstein's polynomials. */
static void add_curve(pdf_pen *pen, const double bends[PDF_BENDS], double half) {
    enum { PIECES = 8 };
    double before[2] = {bends[0], bends[1]};
    for (int i = 1; i <= PIECES; i++) {
        const double at = (double)i / PIECES, rest = 1 - at;
        const double parts[4] = {rest * rest * rest, 3 * at * rest * rest, 3 * at * at * rest,
                                 at * at * at};
        double next[2] = {0, 0};
        for (int k = 0; k < PDF_BENDS; k++)
            next[k % 2] += parts[k / 2] * bends[k];
        add(pen, before, next, half);
        before[0] = next[0];
        before[1] = next[1];
    }
}

/* Thin white ones are not seen. */
void pdf_pen_note(pdf_pen *pen, const double bends[PDF_BENDS], uint32_t count, double half,
                  uint32_t colour) {
    const double wide = 3; /* points */
    if (half * 2 < wide && pdf_shade_of(colour) == PDF_SHADE_WHITE)
        return;
    if (count > 2)
        add_curve(pen, bends, half);
    else
        add(pen, bends, bends + 2, half);
}
