/* Where a slip probably is: the smallest set of cells whose change makes every identity hold, told only where it is the only
 * one of its size. An equation that is broken must have one of the cells, one that holds none or two: so each set is
 * found by asking which equation still needs a cell and trying its cells, never by trying all sets. */
#include "check/system.h"

enum { MOST_TRIES = 20000, MOST_STEPS = 2000000, MOST_BROKEN = 24 };

typedef struct search {
    const check_system *system;
    uint32_t part, size;
    uint32_t chosen[SYSTEM_MOST], count;
    uint32_t found[SYSTEM_MOST]; /* sorted */
    int64_t changes[SYSTEM_MOST];
    uint32_t answers, tries, most_tries;
} search;

static uint32_t touches(const search *s, uint32_t equation) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        form_span terms = system_unknown_at(s->system, s->chosen[i])->terms;
        for (uint32_t k = 0; k < terms.count; k++)
            count += s->system->by_unknown[terms.first + k].equation == equation;
    }
    return count;
}

/* A broken equation that no chosen cell stands in, else one that holds and only one does. */
static uint32_t needy(const search *s) {
    for (uint32_t i = 0; i < s->system->equations.count; i++) {
        const system_equation *equation = system_equation_at(s->system, i);
        if (equation->part == s->part && equation->residue != 0 && touches(s, i) == 0)
            return i;
    }
    for (uint32_t i = 0; i < s->count; i++) {
        form_span terms = system_unknown_at(s->system, s->chosen[i])->terms;
        for (uint32_t k = 0; k < terms.count; k++) {
            uint32_t equation = s->system->by_unknown[terms.first + k].equation;
            if (system_equation_at(s->system, equation)->residue == 0 && touches(s, equation) == 1)
                return equation;
        }
    }
    return SHEAF_NONE;
}

static int is_chosen(const search *s, uint32_t unknown) {
    for (uint32_t i = 0; i < s->count; i++)
        if (s->chosen[i] == unknown)
            return 1;
    return 0;
}

/* The same set is met once for each order of its cells. */
static void add_answer(search *s, const int64_t *changes) {
    uint32_t sorted[SYSTEM_MOST] = {0};
    int64_t ordered[SYSTEM_MOST] = {0};
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t at = i;
        for (; at > 0 && sorted[at - 1] > s->chosen[i]; at--) {
            sorted[at] = sorted[at - 1];
            ordered[at] = ordered[at - 1];
        }
        sorted[at] = s->chosen[i];
        ordered[at] = changes[i];
    }
    int is_known = s->answers > 0;
    for (uint32_t i = 0; i < s->count && is_known; i++)
        is_known = sorted[i] == s->found[i];
    if (is_known)
        return;
    s->answers++;
    for (uint32_t i = 0; i < s->count; i++) {
        s->found[i] = sorted[i];
        s->changes[i] = ordered[i];
    }
}

static void try_set(search *s) {
    int64_t changes[SYSTEM_MOST];
    s->tries++;
    if (needy(s) != SHEAF_NONE)
        return;
    system_answer answer = check_solve(s->system, s->chosen, s->count, changes);
    if (answer == SYSTEM_ONE)
        add_answer(s, changes);
    else if (answer == SYSTEM_MANY)
        s->answers = 2;
}

/* The cells to try next: those of the equation in need, or, where none is, of all that the chosen cells stand in. */
typedef struct choices {
    uint32_t equations[SYSTEM_MOST * 8];
    uint32_t count, at, term;
} choices;

static void list_choices(const search *s, choices *c) {
    uint32_t need = needy(s);
    *c = (choices){.count = 0};
    if (need != SHEAF_NONE) {
        c->equations[c->count++] = need;
        return;
    }
    for (uint32_t i = 0; i < s->count; i++) {
        form_span terms = system_unknown_at(s->system, s->chosen[i])->terms;
        for (uint32_t k = 0; k < terms.count && c->count < SYSTEM_MOST * 8; k++)
            c->equations[c->count++] = s->system->by_unknown[terms.first + k].equation;
    }
}

static uint32_t next_choice(const search *s, choices *c) {
    while (c->at < c->count) {
        form_span terms = system_equation_at(s->system, c->equations[c->at])->terms;
        if (c->term < terms.count)
            return system_term_at(s->system, terms.first + c->term++)->unknown;
        c->at++;
        c->term = 0;
    }
    return SHEAF_NONE;
}

/* All sets of `size` cells, as a tree whose levels are the cells of a set. */
static void search_sets(search *s, uint32_t size) {
    choices levels[SYSTEM_MOST];
    s->size = size;
    s->count = s->answers = 0;
    list_choices(s, &levels[0]);
    while (s->answers < 2 && s->tries < s->most_tries) {
        uint32_t unknown = next_choice(s, &levels[s->count]);
        if (unknown == SHEAF_NONE) {
            if (s->count-- == 0)
                return;
            continue;
        }
        if (is_chosen(s, unknown))
            continue;
        s->chosen[s->count++] = unknown;
        if (s->count < size) {
            list_choices(s, &levels[s->count]);
            continue;
        }
        try_set(s);
        s->count--;
    }
}

/* ---- the hint ---- */

static sheaf_str at_scale(const check_system *system, int64_t value) {
    sheaf_decimal shown = {value, system->scale};
    while (shown.scale > 0 && shown.digits % 10 == 0) {
        shown.digits /= 10;
        shown.scale--;
    }
    return rule_print(system->context, shown);
}

static sheaf_str list_cells(const search *s, int is_zh) {
    sheaf_str parts[SYSTEM_MOST];
    for (uint32_t i = 0; i < s->size; i++) {
        const system_unknown *unknown = system_unknown_at(s->system, s->found[i]);
        const sheaf_str zh[] = {
            SHEAF_STR("“"),      unknown->fact->label,
            SHEAF_STR("”由 "),   at_scale(s->system, unknown->value),
            SHEAF_STR(" 改为 "), at_scale(s->system, unknown->value + s->changes[i])};
        const sheaf_str en[] = {
            SHEAF_STR(""),       unknown->fact->key,
            SHEAF_STR(" from "), at_scale(s->system, unknown->value),
            SHEAF_STR(" to "),   at_scale(s->system, unknown->value + s->changes[i])};
        parts[i] = form_join(s->system->context, is_zh ? zh : en, 6, SHEAF_STR(""));
        if (parts[i].ptr == NULL)
            return parts[i];
    }
    return form_join(s->system->context, parts, s->size,
                     is_zh ? SHEAF_STR("，") : SHEAF_STR(" and "));
}

static int make_hint(const search *s, form_message *hint) {
    const sheaf_str zh[] = {SHEAF_STR("提示：若"), list_cells(s, 1),
                            SHEAF_STR("，则全部勾稽关系成立，且这是唯一的最小改动")};
    const sheaf_str en[] = {SHEAF_STR("Hint: changing "), list_cells(s, 0),
                            SHEAF_STR(" makes all identities hold, and no other change of so few "
                                      "cells does")};
    if (zh[1].ptr == NULL || en[1].ptr == NULL)
        return 0;
    *hint = (form_message){form_join(s->system->context, zh, 3, SHEAF_STR("")),
                           form_join(s->system->context, en, 3, SHEAF_STR(""))};
    return hint->zh.ptr != NULL && hint->en.ptr != NULL;
}

static int give_hint(check_sheet *sheet, const search *s) {
    form_message hint;
    if (!make_hint(s, &hint))
        return 0;
    for (uint32_t i = 0; i < s->system->equations.count; i++) {
        const system_equation *equation = system_equation_at(s->system, i);
        if (equation->part == s->part && equation->residue != 0)
            FORM_AT(sheet->verdicts, check_verdict, equation->verdict)->hint = hint;
    }
    return 1;
}

static int localise_part(check_sheet *sheet, const check_system *system, uint32_t part) {
    uint32_t most = MOST_STEPS / system->equations.count;
    search s = {
        .system = system, .part = part, .most_tries = most < MOST_TRIES ? most : MOST_TRIES};
    for (uint32_t size = 1; size <= SYSTEM_MOST && s.answers == 0 && s.tries < s.most_tries; size++)
        search_sets(&s, size);
    return s.answers != 1 || s.tries >= s.most_tries || give_hint(sheet, &s);
}

static int has_broken(const check_sheet *sheet) {
    for (uint32_t i = 0; i < sheet->verdicts.count; i++) {
        const check_verdict *verdict = FORM_AT(sheet->verdicts, const check_verdict, i);
        if (verdict->rule->is_identity && verdict->outcome == FORM_FAIL)
            return 1;
    }
    return 0;
}

int check_localise(check_sheet *sheet) {
    check_system system;
    if (!has_broken(sheet))
        return 1;
    if (!check_system_make(sheet, &system))
        return 0;
    for (uint32_t i = 0; i < system.equations.count; i++) {
        uint32_t broken = system_equation_at(&system, i)->broken;
        if (broken > 0 && broken <= MOST_BROKEN && !localise_part(sheet, &system, i))
            return 0;
    }
    return 1;
}
