/* Two values that ran together in one cell, so that another cell is blank: `7 1 7 217 -` may be `7 1 7 2 17`. Where the sums
 * fail as printed and hold with one number cut in two and those up to a blank moved over, neither reading is sure. */
#include "bind/way/way.h"

typedef struct gluing {
    const bind_identities *identities;
    bind_slot *slots;
    uint32_t count;
} gluing;

/* The sums that the slots [low, high] have a part in hold. */
static int holds_around(const gluing *g, const bind_slot *slots, uint32_t low, uint32_t high) {
    for (uint32_t i = 0; i < g->identities->rows.count; i++) {
        const bind_identity *identity = FORM_AT(g->identities->rows, const bind_identity, i);
        int is_part = 0;
        for (uint32_t s = low; s <= high; s++)
            is_part |= identity->factors[s] != 0;
        if (is_part && !bind_holds_one(identity, slots, g->identities->slots, 1))
            return 0;
    }
    return 1;
}

/* The slots with the number of `from` cut into two, and what stands between it and the blank moved by one. */
static void part(const gluing *g, uint32_t from, uint32_t blank, int64_t unit, bind_slot *out) {
    int64_t whole = g->slots[from].value.digits;
    uint32_t left = from < blank ? from : from - 1;
    for (uint32_t i = 0; i < g->count; i++)
        out[i] = g->slots[i];
    for (uint32_t i = blank; i > from + 1; i--)
        out[i] = g->slots[i - 1];
    for (uint32_t i = blank; i + 1 < from; i++)
        out[i] = g->slots[i + 1];
    out[left] = out[left + 1] = g->slots[from];
    out[left].value.digits = whole / unit;
    out[left + 1].value.digits = whole % unit;
}

/* Some way to cut the number makes the sums hold. No number begins with a 0 that is not alone. */
static int is_cut(const gluing *g, uint32_t from, uint32_t blank) {
    const bind_slot *slot = &g->slots[from];
    uint32_t low = from < blank ? from : blank, high = from < blank ? blank : from;
    if (slot->state != BIND_VALUE || slot->value.scale != 0 || slot->unit.len > 0)
        return 0;
    int64_t whole = slot->value.digits;
    for (int64_t unit = 10; unit <= whole; unit *= 10) {
        bind_slot slots[BIND_WIDEST];
        if (unit > 10 && whole % unit < unit / 10)
            continue;
        part(g, from, blank, unit, slots);
        if (holds_around(g, slots, low, high))
            return 1;
    }
    return 0;
}

int bind_open_glued(const bind_identities *identities, bind_slot *slots, uint32_t count,
                    int is_certain) {
    unsigned char is_open[BIND_WIDEST] = {0};
    const gluing g = {identities, slots, count};
    uint32_t found = 0;
    for (uint32_t b = 0; b < count && count <= BIND_WIDEST; b++) {
        if (slots[b].state != BIND_EMPTY && slots[b].state != BIND_ABSENT)
            continue;
        for (uint32_t v = 0; v < count; v++) {
            uint32_t low = v < b ? v : b, high = v < b ? b : v;
            int is_apart = is_certain && slots[b].state == BIND_EMPTY && high - low > 1;
            if (is_apart || holds_around(&g, slots, low, high) || !is_cut(&g, v, b))
                continue;
            for (uint32_t i = low; i <= high; i++)
                is_open[i] = 1;
            found = 1;
        }
    }
    for (uint32_t i = 0; i < count && found; i++)
        if (is_open[i] && slots[i].state == BIND_VALUE)
            bind_open_slot(&slots[i], BIND_WHY_DIGITS);
    return (int)found;
}
