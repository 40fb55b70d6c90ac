/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which rules meet: a sweep downwards keeps the vertical rules that are alive in a set of bits ordered by x, and each
 * horizontal rule joins those that it crosses. The set has a bit a rule and, above it, a bit a word, so that the next
 * member is found without walking over absent ones. */
#include "lattice/lattice.h"

#define CROSSINGS 4000000u
#define LEVELS 6

typedef struct bit_set {
    uint64_t *words[LEVELS];
    uint32_t levels, size;
} bit_set;

static bool bits_new(pdf_room *room, uint32_t size, bit_set *set) {
    *set = (bit_set){.size = size};
    uint32_t words = size;
    do {
        words = words / 64 + 1;
        set->words[set->levels] = PDF_TAKE(room, uint64_t, words);
        if (!set->words[set->levels++])
            return false;
    } while (words > 1 && set->levels < LEVELS);
    return true;
}

static void bits_add(bit_set *set, uint32_t at) {
    for (uint32_t level = 0; level < set->levels; level++, at /= 64)
        set->words[level][at / 64] |= UINT64_C(1) << at % 64;
}

static void bits_remove(bit_set *set, uint32_t at) {
    for (uint32_t level = 0; level < set->levels; level++, at /= 64) {
        set->words[level][at / 64] &= ~(UINT64_C(1) << at % 64);
        if (set->words[level][at / 64])
            return;
    }
}

/* The first member from `at` on; set->size where there is none. */
static uint32_t bits_next(const bit_set *set, uint32_t at) {
    uint32_t level = 0;
    for (; level < set->levels; level++, at = at / 64 + 1) {
        uint64_t rest = set->words[level][at / 64] >> at % 64;
        if (rest) {
            at += (uint32_t)__builtin_ctzll(rest);
            break;
        }
    }
    if (level == set->levels)
        return set->size;
    while (level-- > 0)
        at = at * 64 + (uint32_t)__builtin_ctzll(set->words[level][at]);
    return at < set->size ? at : set->size;
}

typedef struct event {
    float y;
    uint8_t kind; /* 0: a vertical rule begins, 1: a horizontal one, 2: a vertical one has ended */
    uint32_t rule;
} event;

static int by_y(const void *left, const void *right) {
    const event *a = left, *b = right;
    if (a->y != b->y)
        return (a->y > b->y) - (a->y < b->y);
    if (a->kind != b->kind)
        return (a->kind > b->kind) - (a->kind < b->kind);
    return (a->rule > b->rule) - (a->rule < b->rule);
}

static event *events_of(pdf_room *room, const lattice_rules *rules, size_t *count) {
    size_t all = (size_t)rules->count[ACROSS] + 2 * (size_t)rules->count[DOWN];
    const float reach = LATTICE_REACH * rules->unit + LATTICE_THIN;
    event *events = PDF_TAKE(room, event, all + 1);
    for (uint32_t i = 0; events && i < rules->count[ACROSS]; i++)
        events[(*count)++] = (event){rules->of[ACROSS][i].at, 1, i};
    for (uint32_t i = 0; events && i < rules->count[DOWN]; i++) {
        events[(*count)++] = (event){rules->of[DOWN][i].from - reach, 0, i};
        events[(*count)++] = (event){rules->of[DOWN][i].to + reach, 2, i};
    }
    if (*count)
        pdf_sort(events, *count, sizeof *events, by_y);
    return events;
}

/* The first vertical rule at or right of x. They are ascending. */
static uint32_t first_at(const lattice_rule *rules, uint32_t count, float x) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (rules[middle].at < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Does one of them end no further than `reach` from the edge of the other? */
static bool meets(const lattice_rule *across, const lattice_rule *down, float reach) {
    float aside = reach + down->width / 2, above = reach + across->width / 2;
    return across->nest == down->nest && down->at >= across->from - aside &&
           down->at <= across->to + aside && across->at >= down->from - above &&
           across->at <= down->to + above;
}

static bool sweep(pdf_room *room, const lattice_rules *rules, uint32_t *parents) {
    size_t count = 0;
    bit_set alive;
    const uint32_t across = rules->count[ACROSS], down = rules->count[DOWN];
    const float reach = LATTICE_REACH * rules->unit;
    const event *events = events_of(room, rules, &count);
    if (!events || !bits_new(room, down, &alive))
        return false;
    uint32_t crossings = 0;
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == 0)
            bits_add(&alive, events[i].rule);
        if (events[i].kind == 2)
            bits_remove(&alive, events[i].rule);
        if (events[i].kind != 1)
            continue;
        const lattice_rule *line = &rules->of[ACROSS][events[i].rule];
        uint32_t at = first_at(rules->of[DOWN], down, line->from - reach - LATTICE_THIN);
        for (at = bits_next(&alive, at);
             at < down && rules->of[DOWN][at].at <= line->to + reach + LATTICE_THIN;
             at = bits_next(&alive, at + 1)) {
            if (meets(line, &rules->of[DOWN][at], reach))
                lattice_unite(parents, events[i].rule, across + at);
            if (++crossings > CROSSINGS)
                return false;
        }
    }
    return true;
}

uint32_t lattice_group(pdf_room *room, lattice_rules *rules) {
    const uint32_t across = rules->count[ACROSS], all = across + rules->count[DOWN];
    uint32_t *parents = PDF_TAKE(room, uint32_t, (size_t)all + 1);
    if (!parents)
        return 0;
    for (uint32_t i = 0; i < all; i++)
        parents[i] = i;
    if (!sweep(room, rules, parents))
        return pdf_room_failed(room) ? 0 : PDF_NONE;
    uint32_t groups = 0;
    for (uint32_t i = 0; i < all; i++) { /* roots are the least members, so they are met first */
        lattice_rule *rule = i < across ? &rules->of[ACROSS][i] : &rules->of[DOWN][i - across];
        uint32_t root = lattice_root_of(parents, i);
        rule->group = root == i       ? groups++
                      : root < across ? rules->of[ACROSS][root].group
                                      : rules->of[DOWN][root - across].group;
    }
    return groups;
}
