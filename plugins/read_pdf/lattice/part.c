/* SPDX-License-Identifier: GPL-2.0-or-later
 * A frame that is a part of a table: shaded heads and the lines across that begin and close them meet, but the rows below have lines
 * across alone. Heads without their numbers are no table, so all of it is left to the white between the columns. */
#include "lattice/lattice.h"

#include <math.h>

#define SAME_REACH 2.0f /* points */
#define TOUCHES 1.5f    /* points: a rule of the frame's own */
#define NEXT 4.5f       /* ems: rows are no taller */

static bool has_digits_between(const pdf_page *page, const lattice_frame *frame, float top,
                               float bottom) {
    for (uint32_t i = 0; i < page->char_count; i++) {
        const pdf_char *one = &page->chars[i];
        const float middle = lattice_middle(one, 1);
        if (middle > top && middle < bottom && one->box[0] >= frame->box[0] &&
            one->box[2] <= frame->box[2] && pdf_is_digit(one->code))
            return true;
    }
    return false;
}

/* Whether the next line across below has the same reach, with numbers between. */
bool lattice_is_part(const pdf_page *page, const lattice_rules *rules, const lattice_frame *frame) {
    const float *box = frame->box, most = box[3] + NEXT * frame->em;
    if (lattice_is_upright(frame))
        return false;
    for (uint32_t i = 0; i < rules->count[ACROSS]; i++) {
        const lattice_rule *rule = &rules->of[ACROSS][i];
        if (rule->soft || rule->at <= box[3] + TOUCHES || rule->at > most ||
            pdf_overlap(rule->from, rule->to, box[0], box[2]) <= 0)
            continue;
        return fabsf(rule->from - box[0]) <= SAME_REACH && fabsf(rule->to - box[2]) <= SAME_REACH &&
               has_digits_between(page, frame, box[3], rule->at);
    }
    return false;
}
