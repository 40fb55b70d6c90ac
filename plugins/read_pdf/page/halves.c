/* SPDX-License-Identifier: GPL-2.0-or-later
 * Marks that are set half as wide as they are. Of several marks in a row browsers and word processors set each closing one on half of its
 * square, where its ink is, and its font's width still claims the whole: the mark behind it then seems to lie over it, as a
 * second line would. Where the next character begins at the middle of such a mark, there it ends. */
#include "source.h"

#include <string.h>

#define LEAST 0.35f /* of the width: as far behind the begin */
#define MOST 0.65f
#define LEVEL 0.8f /* of the lower one's height: it stands in the same line */

/* Those whose ink is in the first half of their square: 、。》」』】）〕〗，．：；！？’” */
bool pdf_ends_in_middle(uint32_t code) {
    static const uint16_t marks[] = {0x2019, 0x201D, 0x3001, 0x3002, 0x3009, 0x300B, 0x300D,
                                     0x300F, 0x3011, 0x3015, 0x3017, 0xFF01, 0xFF09, 0xFF0C,
                                     0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == code)
            return true;
    return false;
}

static bool are_level(const pdf_char *one, const pdf_char *next) {
    const float high = one->box[3] - one->box[1], other = next->box[3] - next->box[1];
    return pdf_overlap(one->box[1], one->box[3], next->box[1], next->box[3]) >
           LEVEL * (high < other ? high : other);
}

void pdf_halve_marks(pdf_char *chars, uint32_t count) {
    for (uint32_t i = 0; i + 1 < count; i++) {
        pdf_char *one = &chars[i];
        const float wide = one->box[2] - one->box[0], step = chars[i + 1].box[0] - one->box[0];
        if (one->code > 0x7F && step > LEAST * wide && step < MOST * wide &&
            pdf_ends_in_middle(one->code) && are_level(one, &chars[i + 1]))
            one->box[2] = chars[i + 1].box[0];
    }
}
