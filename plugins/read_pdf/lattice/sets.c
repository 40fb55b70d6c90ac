/* SPDX-License-Identifier: GPL-2.0-or-later
 * Disjoint sets of numbers: parents[i] leads towards the least number of the set of i, and is i where that is it. Paths
 * are halved while they are walked. */
#include "lattice/lattice.h"

uint32_t lattice_root_of(uint32_t *parents, uint32_t one) {
    while (parents[one] != one)
        one = parents[one] = parents[parents[one]];
    return one;
}

void lattice_unite(uint32_t *parents, uint32_t one, uint32_t other) {
    one = lattice_root_of(parents, one);
    other = lattice_root_of(parents, other);
    parents[one > other ? one : other] = one > other ? other : one;
}
