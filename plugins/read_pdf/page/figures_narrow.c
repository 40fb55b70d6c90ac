/* SPDX-License-Identifier: GPL-2.0-or-later
 * Figures whose fonts claim too much room. Where a font is not embedded its file may say of every figure that it is as wide as it is
 * high, while the program that wrote the page set each for itself, half as far apart: so they are seen, but each box reaches over
 * the next figure, or over the border of its cell. If nearly all figures of a look follow each other closer than they are wide, the
 * steps between them are their widths. Where they are set as wide as the file says, they are still seen in the first half of their boxes. */
#include "source.h"

#include <math.h>

enum { DIGITS = 10, SOME = 4, MOSTLY = 4 };

#define CLOSE 0.35f  /* of a width: nearer are two in one place */
#define NARROW 0.85f /* of a width: steps below are not kerned, but narrower */
#define FULL 1.15f   /* of a width: steps above have a blank in them */
#define ROOMY 0.9f   /* of the type's size: no font of text draws digits so wide */

/* Of the digits of a look. */
typedef struct steps {
    float wide;            /* the widest box */
    float step[DIGITS];    /* the widest narrow step behind each; 0: none was seen */
    uint32_t narrow, full; /* how many steps are so */
} steps;

static bool is_digit(const pdf_char *one) {
    return one->code >= '0' && one->code <= '9';
}

static bool is_figure(const pdf_char *one) {
    return one->code > ' ' && one->code < '@';
}

/* The step from one figure to the next one in its line; 0: there is none. */
static float step_of(const pdf_char *one, const pdf_char *next) {
    const float step = next->box[0] - one->box[0];
    return is_figure(next) && next->look == one->look && next->box[1] == one->box[1] &&
                   next->box[3] == one->box[3] && step > 0
               ? step
               : 0;
}

static void count_step(steps *of, uint32_t digit, float step) {
    if (step < CLOSE * of->wide || step > FULL * of->wide)
        return;
    const bool is_narrow = step < NARROW * of->wide;
    of->narrow += is_narrow;
    of->full += !is_narrow;
    of->step[digit] = is_narrow ? fmaxf(of->step[digit], step) : of->step[digit];
}

/* All widths first, as those of steps within a word are the steps. */
static void measure(steps *looks, const pdf_char *chars, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (is_digit(&chars[i])) {
            float *wide = &looks[chars[i].look].wide;
            *wide = fmaxf(*wide, chars[i].box[2] - chars[i].box[0]);
        }
    for (uint32_t i = 0; i + 1 < count; i++)
        if (is_digit(&chars[i]) && is_digit(&chars[i + 1]))
            count_step(&looks[chars[i].look], chars[i].code - '0',
                       step_of(&chars[i], &chars[i + 1]));
}

/* How wide a digit of the look is at most; 0: its box tells. */
static float width_of(const steps *of, const pdf_char *one) {
    float most = 0;
    if (of->narrow < SOME || of->narrow < MOSTLY * of->full)
        return 0;
    for (uint32_t i = 0; i < DIGITS; i++)
        most = fmaxf(most, of->step[i]);
    return is_digit(one) && of->step[one->code - '0'] > 0 ? of->step[one->code - '0'] : most;
}

static void narrow(const steps *of, pdf_char *chars, uint32_t count, uint32_t i) {
    pdf_char *one = &chars[i];
    float width = width_of(of, one);
    const float step = width > 0 && i + 1 < count ? step_of(one, one + 1) : 0;
    if (step >= CLOSE * width && step < width)
        width = step;
    if (width > 0 && one->box[2] - one->box[0] > width)
        one->box[2] = one->box[0] + width;
}

bool pdf_narrow_figures(pdf_room *room, const pdf_looks *looks, pdf_char *chars, uint32_t count) {
    steps *all = PDF_TAKE(room, steps, (size_t)looks->count + 1);
    if (!all)
        return false;
    measure(all, chars, count);
    for (uint32_t i = 0; i < count; i++)
        if (is_figure(&chars[i])) {
            const uint16_t look = chars[i].look;
            narrow(&all[look], chars, count, i);
            if (is_digit(&chars[i]) &&
                chars[i].box[2] - chars[i].box[0] > ROOMY * looks->rows[look].size)
                chars[i].flags |= PDF_CHAR_ROOMY;
        }
    return true;
}
