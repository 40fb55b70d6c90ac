/* SPDX-License-Identifier: GPL-2.0-or-later
 * Headers of two tiers: what finding them and sharing out their columns have in common. */
#ifndef PDF_RIVER_TIERS_H
#define PDF_RIVER_TIERS_H

#include "river/river.h"

#define RIVER_TIER_GROUPS 12u

/* The head of one column, of one line or several. */
typedef struct river_tier_cell {
    float box[4];
    float first, last; /* bases of its lines */
    uint32_t lines;
} river_tier_cell;

typedef struct river_tiers {
    const river_scene *scene;
    const river_table *table;
    uint32_t low, high; /* columns of values */
    float top;          /* base of the row of groups */
    float step;         /* between lines of one head, the least; RIVER_FAR: not known */
    river_piece *groups[RIVER_TIER_GROUPS];
    uint32_t count;
    river_tier_cell cells[RIVER_COLUMNS];
    bool own[RIVER_COLUMNS];    /* the head is as tall as both tiers: of no group */
    bool parted[RIVER_COLUMNS]; /* no group goes on from the column before */
    bool open;                  /* other columns may be of no group, too */
    bool ruled;                 /* rules between the tiers tell that */
} river_tiers;

/* Ways to share out columns among groups: how many there are, and the best. */
typedef struct river_tier_share {
    uint32_t count;
    uint32_t from[RIVER_TIER_GROUPS], to[RIVER_TIER_GROUPS];
    uint32_t left_out; /* columns of no group that may be of one */
    float off;         /* sum of distances */
    bool doubted;      /* geometry does not settle it */
} river_tier_share;

/* tier_fit */
void river_tier_fit(const river_tiers *t, river_tier_share *best);

#endif
