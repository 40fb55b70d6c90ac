/* Every way to put the printed cells of a row into its columns in order: some cells dropped where there are too many, or taken
 * as thousands of the number before them; some columns left empty where there are too few; a broken number taken as one or as
 * several. The identities of the row choose between ways that fill all columns; they never supply a value. Among many ways some
 * satisfies a sum by chance: such a way speaks against others and proves nothing. */
#include "bind/way/way.h"

#include <string.h>

/* ------------------------------------------------------------------------------- trying -- */

enum { MOST_TOKENS = BIND_WIDEST + 16 };

typedef struct trial {
    const bind_ways *ways;
    bind_slot tokens[MOST_TOKENS];
    uint32_t count;
    bind_slot proved[BIND_WIDEST], agreed[BIND_WIDEST];
    uint32_t proofs, tried;
    uint32_t is_firm;  /* 1: the way in `proved` is no chance */
    uint32_t is_over;  /* 1: more ways than may be tried */
    uint32_t is_mixed; /* 1: not every token is a cell with one number */
    uint32_t is_cut;   /* 1: a piece of a broken number was left out */
    uint32_t is_long;  /* 1: more tokens than slots */
} trial;

static int differ(const bind_slot *a, const bind_slot *b, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (bind_slots_differ(&a[i], &b[i]))
            return 1;
    return 0;
}

/* Two ways may give the same numbers: then the better reason counts. */
static void see_proof(trial *t, const bind_slot *slots, int is_firm) {
    uint32_t width = t->ways->width;
    if (t->proofs > 0 && !differ(t->proved, slots, width)) {
        t->is_firm |= (uint32_t)is_firm;
        return;
    }
    t->proofs++;
    t->is_firm = (uint32_t)is_firm;
    for (uint32_t i = 0; i < width; i++)
        t->proved[i] = slots[i];
}

static void see_way(trial *t, const bind_slot *slots, int is_firm) {
    const bind_ways *ways = t->ways;
    for (uint32_t i = 0; i < ways->width; i++)
        if (t->tried == 0)
            t->agreed[i] = slots[i];
        else if (bind_slots_differ(&t->agreed[i], &slots[i]))
            t->agreed[i].state = BIND_OPEN;
    t->tried++;
    if (ways->identities->covers && bind_is_full(slots, ways->width) &&
        bind_holds(ways->identities, slots, 1))
        see_proof(t, slots, is_firm);
}

/* The next choice of `count` out of `of` in lexical order. */
static int next_choice(uint32_t *choice, uint32_t count, uint32_t of) {
    uint32_t i = count;
    while (i > 0 && choice[i - 1] == of - count + i - 1)
        i--;
    if (i == 0)
        return 0;
    choice[i - 1]++;
    for (; i < count; i++)
        choice[i] = choice[i - 1] + 1;
    return 1;
}

static int may_try(trial *t) {
    if (t->is_over || *t->ways->left == 0 || t->tried >= BIND_MOST_WAYS) {
        t->is_over = 1;
        return 0;
    }
    --*t->ways->left;
    return 1;
}

/* All tokens in as many slots as they are, the others absent. */
static void try_slots(trial *t) {
    uint32_t width = t->ways->width, choice[MOST_TOKENS];
    for (uint32_t i = 0; i < t->count; i++)
        choice[i] = i;
    do {
        bind_slot slots[BIND_WIDEST];
        for (uint32_t i = 0; i < width; i++)
            slots[i] = (bind_slot){.state = BIND_ABSENT, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
        for (uint32_t i = 0; i < t->count; i++)
            slots[choice[i]] = t->tokens[i];
        if (!may_try(t))
            return;
        see_way(t, slots, !t->is_cut);
    } while (next_choice(choice, t->count, width));
}

/* ------------------------------------------------------------------------------- too many -- */

enum { MOST_EXTRA = 5, THOUSAND = 1000 }; /* a number and five groups are within an int64_t */

/* A number that groups of thousands may follow. */
static int is_lead(const bind_slot *token) {
    return token->state == BIND_VALUE && token->value.scale == 0 && token->value.digits > 0 &&
           token->value.digits < THOUSAND;
}

/* Exactly three digits. */
static int is_group(const trial *t, const bind_slot *token) {
    enum { DIGITS = 3 };
    return token->state == BIND_VALUE && token->value.scale == 0 && token->value.digits >= 0 &&
           token->value.digits < THOUSAND &&
           (token->value.digits >= THOUSAND / 10 ||
            bind_cell_at(t->ways->sheet, token->cell)->text.len == DIGITS);
}

static int has_bit(uint64_t bits, uint32_t i) {
    return (int)(bits >> i & 1u);
}

/* The tokens that are not kept, and go on a number before them if a comma parted its thousands: a bit each. */
static uint64_t list_groups(const trial *t, uint64_t kept) {
    uint64_t groups = 0;
    for (uint32_t i = 1; i < t->count; i++) {
        int is_behind =
            has_bit(groups, i - 1) || (has_bit(kept, i - 1) && is_lead(&t->tokens[i - 1]));
        if (!has_bit(kept, i) && is_behind && is_group(t, &t->tokens[i]))
            groups |= UINT64_C(1) << i;
    }
    return groups;
}

/* One dropped cell may be told by the sums. More are chance, and so is one beside text, which is a slot as others are. */
static void try_kept(trial *t, uint64_t kept, uint64_t joined) {
    bind_slot slots[BIND_WIDEST];
    bind_slot *last = NULL;
    uint32_t slot = 0;
    for (uint32_t i = 0; i < t->count; i++) {
        if (has_bit(kept, i)) {
            last = &slots[slot++];
            *last = t->tokens[i];
        } else if (last != NULL && has_bit(joined, i) && has_bit(kept | joined, i - 1)) {
            last->value.digits = last->value.digits * THOUSAND + t->tokens[i].value.digits;
        }
    }
    see_way(t, slots, joined == 0 && t->count == t->ways->width + 1 && !t->is_mixed);
}

/* 0: it is no number with the digits of `rest` behind its own. */
static int put_behind(bind_slot *number, const bind_slot *rest) {
    enum { MOST = 100000000 };
    if (number->state != BIND_VALUE || rest->state != BIND_VALUE || number->value.scale != 0 ||
        rest->value.scale != 0 || number->value.digits <= 0 || number->value.digits >= MOST ||
        rest->value.digits < 0 || rest->value.digits >= MOST)
        return 0;
    int64_t tens = 10;
    while (tens <= rest->value.digits)
        tens *= 10;
    number->value.digits = number->value.digits * tens + rest->value.digits;
    return 1;
}

/* White space told the cells, and one is too many: two beside each other may be a number that was broken. The sums that hold with one
 * cell dropped prove nothing where they hold so, too. */
static void try_pairs(trial *t) {
    for (uint32_t pair = 0; pair + 1 < t->count && may_try(t); pair++) {
        bind_slot slots[BIND_WIDEST] = {{.cell = 0}};
        for (uint32_t i = 0; i < t->ways->width; i++)
            slots[i] = t->tokens[i <= pair ? i : i + 1];
        if (put_behind(&slots[pair], &t->tokens[pair + 1]))
            see_way(t, slots, 0);
    }
}

/* As many tokens as slots are kept; each of the others is dropped, or goes on the number before it. */
static void try_choices(trial *t) {
    uint32_t width = t->ways->width, choice[BIND_WIDEST];
    t->is_over |= t->count > width + MOST_EXTRA;
    for (uint32_t i = 0; i < width; i++)
        choice[i] = i;
    do {
        uint64_t kept = 0;
        for (uint32_t i = 0; i < width; i++)
            kept |= UINT64_C(1) << choice[i];
        uint64_t groups = list_groups(t, kept), joined = groups;
        for (int is_more = 1; is_more; joined = (joined - 1) & groups) {
            if (!may_try(t))
                return;
            try_kept(t, kept, joined);
            is_more = joined != 0;
        }
    } while (next_choice(choice, width, t->count));
}

/* ------------------------------------------------------------------------------- broken numbers -- */

enum { MOST_BROKEN = 6, MOST_VARIANTS = 4 };

static int add_token(trial *t, bind_slot slot) {
    if (t->count == MOST_TOKENS) {
        t->is_over = 1;
        return 0;
    }
    t->tokens[t->count++] = slot;
    return 1;
}

static int add_number(trial *t, uint32_t cell, const bind_number *number) {
    return add_token(
        t, (bind_slot){
               .state = BIND_VALUE, .cell = cell, .value = number->value, .unit = number->unit});
}

/* A broken number is one, or as many as there are pieces, or one of them. `1 02` can only be one, or the first piece. */
static int add_variant(trial *t, uint32_t cell, uint32_t variant) {
    bind_number pieces[BIND_PIECES], joined;
    sheaf_str text = bind_cell_at(t->ways->sheet, cell)->text;
    uint32_t count = bind_read_pieces(text, pieces);
    if (count == 0)
        return 0;
    if (count == 1 && variant > 0) /* parted by what nobody sees */
        return 0;
    if (variant == 0)
        return bind_join_pieces(text, &joined) && add_number(t, cell, &joined);
    if (variant > 1 && pieces[variant == 2 ? 0 : count - 1].is_rest)
        return 0;
    if (variant > 1) {
        t->is_cut = 1;
        return add_number(t, cell, &pieces[variant == 2 ? 0 : count - 1]);
    }
    for (uint32_t i = 0; i < count; i++)
        if (pieces[i].is_rest || !add_number(t, cell, &pieces[i]))
            return 0;
    return 1;
}

/* The tokens where the broken cells are taken as the digits of `variants` (to the base 4) say. */
static int make_tokens(trial *t, uint32_t variants) {
    const bind_ways *ways = t->ways;
    t->count = t->is_cut = t->is_mixed = 0;
    for (uint32_t i = ways->first; i < ways->first + ways->count; i++) {
        const bind_cell *cell = bind_cell_at(ways->sheet, i);
        int is_broken = cell->kind == BIND_BROKEN;
        t->is_mixed |=
            cell->kind != BIND_NUMBER && cell->kind != BIND_BLANK && !bind_is_share(cell->text);
        if (is_broken ? !add_variant(t, i, variants % MOST_VARIANTS)
                      : !add_token(t, bind_slot_of(ways->sheet, i)))
            return 0;
        variants /= is_broken ? MOST_VARIANTS : 1;
    }
    return 1;
}

static uint32_t count_broken(const bind_ways *ways) {
    uint32_t count = 0;
    for (uint32_t i = ways->first; i < ways->first + ways->count; i++)
        count += bind_cell_at(ways->sheet, i)->kind == BIND_BROKEN;
    return count;
}

/* All cells are numbers, more than columns, and sums tell of each: some way satisfies them, or none of these is what was meant. */
static int can_be_proved(const bind_ways *ways) {
    for (uint32_t i = ways->first; i < ways->first + ways->count; i++)
        if (bind_cell_at(ways->sheet, i)->kind != BIND_NUMBER)
            return 0;
    return ways->identities->covers && ways->count > ways->width;
}

/* All pieces are numbers of their own, just as many as columns, and add up: any other way has fewer, and leaves a column empty. */
static int is_full_apart(trial *t, uint32_t broken) {
    enum { MOST = 15 };
    const bind_ways *ways = t->ways;
    uint32_t apart = 0;
    for (uint32_t i = 0; i < broken && broken <= MOST; i++)
        apart = apart * MOST_VARIANTS + 1;
    return broken > 0 && broken <= MOST && ways->width <= BIND_WIDEST && make_tokens(t, apart) &&
           t->count == ways->width && ways->identities->covers &&
           bind_is_full(t->tokens, t->count) && bind_holds(ways->identities, t->tokens, 1);
}

static void try_tokens(trial *t) {
    uint32_t width = t->ways->width;
    (t->count > width ? try_choices : try_slots)(t);
    t->is_long |= t->count > width;
    if (t->count == width + 1 && t->ways->sheet->is_aligned)
        try_pairs(t);
}

/* White space told more cells than columns: all ways agree on what stands there several times, and numbers other than 0 may be the
 * digits of one. */
static void open_repeated(const trial *t, bind_slot *slots) {
    int may_be_broken = t->is_long && t->ways->sheet->is_aligned;
    for (uint32_t i = 0; i < t->ways->width && may_be_broken; i++)
        if (slots[i].state == BIND_VALUE && slots[i].value.digits != 0)
            slots[i].state = BIND_OPEN;
}

void bind_try_ways(const bind_ways *ways, bind_slot *slots, uint32_t *found, uint32_t *tried) {
    trial t = {.ways = ways};
    uint32_t broken = count_broken(ways), variants = 1;
    if (is_full_apart(&t, broken)) {
        memcpy(slots, t.tokens, ways->width * sizeof *slots);
        *found = !bind_open_apart(ways, slots);
        *tried = 1;
        return;
    }
    t = (trial){.ways = ways};
    t.is_over = ways->width > BIND_WIDEST || broken > MOST_BROKEN;
    for (uint32_t i = 0; i < broken && !t.is_over; i++)
        variants *= MOST_VARIANTS;
    for (uint32_t v = 0; v < variants && !t.is_over; v++)
        if (make_tokens(&t, v))
            try_tokens(&t);
    *found = !t.is_over && t.proofs == 1 && t.is_firm;
    *tried = t.tried;
    int is_none = t.is_over || t.tried == 0 || (t.proofs == 0 && can_be_proved(ways));
    for (uint32_t i = 0; i < ways->width; i++) {
        bind_slot open = {.state = BIND_OPEN, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
        slots[i] = is_none ? open : *found ? t.proved[i] : t.agreed[i];
        if (slots[i].state == BIND_ABSENT)
            slots[i] = open;
    }
    if (!*found)
        open_repeated(&t, slots);
}

/* ------------------------------------------------------------------------------- doubts -- */

/* Another number stands in some slot. */
static int puts_others(const bind_slot *a, const bind_slot *b, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (a[i].state == BIND_VALUE && b[i].state == BIND_VALUE && bind_slots_differ(&a[i], &b[i]))
            return 1;
    return 0;
}

/* A walk over all ways to put the tokens into more slots than they are, in order, some slots left empty. */
typedef struct walk {
    trial *trial;
    uint32_t choice[MOST_TOKENS];
    uint32_t is_ended;
} walk;

/* 0: there are no such ways. */
static int begin_walk(walk *w, trial *t) {
    *w = (walk){.trial = t};
    for (uint32_t i = 0; i < MOST_TOKENS; i++)
        w->choice[i] = i;
    return t->ways->width <= BIND_WIDEST && t->ways->count < t->ways->width && make_tokens(t, 0);
}

/* The next of them. 0: there is none, or no more may be tried. */
static int take_way(walk *w, bind_slot *slots) {
    trial *t = w->trial;
    uint32_t width = t->ways->width;
    if (w->is_ended || !may_try(t))
        return 0;
    for (uint32_t i = 0; i < width; i++)
        slots[i] = (bind_slot){.state = BIND_EMPTY, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
    for (uint32_t i = 0; i < t->count; i++)
        slots[w->choice[i]] = t->tokens[i];
    w->is_ended = !next_choice(w->choice, t->count, width);
    t->tried++;
    return 1;
}

static void open_slots(bind_slot *slots, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        slots[i].state = BIND_OPEN;
}

int bind_doubt_ways(const bind_ways *ways, bind_slot *slots) {
    trial t = {.ways = ways};
    walk w;
    int is_refuted = 0, is_begun = begin_walk(&w, &t);
    bind_slot own[BIND_WIDEST], other[BIND_WIDEST];
    for (uint32_t i = 0; is_begun && i < ways->width; i++)
        own[i] = slots[i];
    while (is_begun && take_way(&w, other)) {
        int can_be = bind_holds(ways->identities, other, 0);
        is_refuted |= !can_be && puts_others(own, other, ways->width);
        for (uint32_t i = 0; can_be && i < ways->width; i++)
            if (bind_slots_differ(&slots[i], &other[i]))
                slots[i].state = BIND_OPEN;
    }
    if (is_begun && !t.is_over)
        return is_refuted;
    open_slots(slots, ways->width);
    return 0;
}

int bind_some_way_holds(const bind_ways *ways) {
    trial t = {.ways = ways};
    walk w;
    bind_slot slots[BIND_WIDEST] = {{.cell = 0}};
    if (!begin_walk(&w, &t))
        return 0;
    while (take_way(&w, slots))
        if (bind_holds(ways->identities, slots, 1))
            return 1;
    return (int)t.is_over; /* what could not be tried may be */
}
