/* SPDX-License-Identifier: GPL-2.0-or-later
 * Arithmetic of boxes. */
#include "pdf.h"

void pdf_box_unite(float box[4], const float other[4]) {
    box[0] = other[0] < box[0] ? other[0] : box[0];
    box[1] = other[1] < box[1] ? other[1] : box[1];
    box[2] = other[2] > box[2] ? other[2] : box[2];
    box[3] = other[3] > box[3] ? other[3] : box[3];
}

float pdf_overlap(float a0, float a1, float b0, float b1) {
    return (a1 < b1 ? a1 : b1) - (a0 > b0 ? a0 : b0);
}
