/* The last pattern that fits decides. A `*` is matched by going back to the last one, which needs no stack. */
#include "cli/picks.h"
#include "base/text.h"

int sf_picks_parse(sf_vec *picks, const char *list) {
    *picks = (sf_vec)SF_VEC_OF(sf_pick);
    for (sheaf_str rest = sf_str_of(list); rest.len;) {
        sheaf_str word = sf_str_trim(sf_str_take_until(&rest, ','));
        int takes_out = sf_str_starts(word, SHEAF_STR("-"));
        if (takes_out)
            word = sf_str_slice(word, 1, word.len);
        sf_pick *pick = word.len ? sf_vec_push(picks, 1) : NULL;
        if (word.len && !pick)
            return 0;
        if (pick)
            *pick = (sf_pick){.pattern = word, .takes_out = takes_out};
    }
    return 1;
}

int sf_pick_fits(sheaf_str pattern, sheaf_str text) {
    size_t p = 0, t = 0, star = SIZE_MAX, from = 0;
    while (t < text.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            from = t;
        } else if (p < pattern.len && pattern.ptr[p] == text.ptr[t]) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++from;
        } else {
            return 0;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

int sf_picks_let(sf_vec *picks, sheaf_str rule) {
    int let = picks->count == 0 || SF_VEC_AT(picks, sf_pick, 0)->takes_out;
    for (uint32_t i = 0; i < picks->count; i++) {
        sf_pick *pick = SF_VEC_AT(picks, sf_pick, i);
        if (!sf_pick_fits(pick->pattern, rule))
            continue;
        pick->is_met = 1;
        let = !pick->takes_out;
    }
    return let;
}

const sf_pick *sf_picks_unmet(const sf_vec *picks, uint32_t *from) {
    while (*from < picks->count) {
        const sf_pick *pick = SF_VEC_AT(picks, sf_pick, (*from)++);
        if (!pick->is_met)
            return pick;
    }
    return NULL;
}
