/* Bodies that may be one: the name of one ends with that of the other (`…区白马镇人民政府` and `白马镇人民政府`), and each has a year
 * that the other one lacks. Names are read from their ends, so that those that end alike stand side by side. */
#include "base/text.h"
#include "cli/years.h"

#include <stdlib.h>
#include <string.h>

/* The length of what both end with. */
static size_t common_end(const char *x, size_t x_length, const char *y, size_t y_length) {
    size_t i = 0;
    while (i < x_length && i < y_length && x[x_length - 1 - i] == y[y_length - 1 - i])
        i++;
    return i;
}

/* By the names from their ends, then by year. */
static int by_end(const void *a, const void *b) {
    const sf_said *x = *(sf_said *const *)a, *y = *(sf_said *const *)b;
    const size_t x_length = strlen(x->agency), y_length = strlen(y->agency);
    const size_t same = common_end(x->agency, x_length, y->agency, y_length);
    if (same == x_length || same == y_length) {
        const int order = (x_length > y_length) - (x_length < y_length);
        return order ? order : (x->year > y->year) - (x->year < y->year);
    }
    const unsigned char *i = (const unsigned char *)x->agency + x_length - 1 - same;
    const unsigned char *k = (const unsigned char *)y->agency + y_length - 1 - same;
    return (*i > *k) - (*i < *k);
}

static int ends_with(const char *longer, const char *shorter) {
    return strlen(longer) > strlen(shorter) && sf_str_ends(sf_str_of(longer), sf_str_of(shorter));
}

/* The reports of one name: from..end. */
typedef struct body {
    sf_said **from, **end;
} body;

/* The one of `year`, which nothing of its own name follows; NULL. */
static sf_said *open_one(const body *of, uint32_t year) {
    for (sf_said **at = of->from; at < of->end; at++)
        if ((*at)->year == year && !(*at)->is_followed)
            return *at;
    return NULL;
}

static void join(const body *one, const body *other) {
    for (sf_said **at = one->from; at < one->end; at++)
        if (!(*at)->last && !(*at)->alike)
            (*at)->alike = open_one(other, (*at)->year - 1);
}

static body body_at(sf_vec *all, uint32_t i) {
    sf_said **from = SF_VEC_AT(all, sf_said *, i), **last = SF_VEC_AT(all, sf_said *, 0);
    body one = {from, from};
    last += all->count;
    while (one.end < last && strcmp((*one.end)->agency, (*from)->agency) == 0)
        one.end++;
    return one;
}

/* The shorter names that a name ends with are those before it that it ends with: each is kept until one comes that does not. */
void sf_link_alike(sf_vec *all) {
    enum { DEEP = 8 };
    body shorter[DEEP];
    uint32_t deep = 0;
    if (all->count > 1)
        qsort(all->base, all->count, sizeof(sf_said *), by_end);
    for (uint32_t i = 0; i < all->count;) {
        const body one = body_at(all, i);
        while (deep && !ends_with((*one.from)->agency, (*shorter[deep - 1].from)->agency))
            deep--;
        if (deep) {
            join(&one, &shorter[deep - 1]);
            join(&shorter[deep - 1], &one);
        }
        if (deep < DEEP)
            shorter[deep++] = one;
        i += (uint32_t)(one.end - one.from);
    }
}
