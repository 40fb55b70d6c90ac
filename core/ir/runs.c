/* The order of runs. Members of a run that Sheaf does not know name it by its number among those of its node, as it
 * was marked: they ride along while the runs are sorted, and take the new number from where they arrive. */
#include "ir/build.h"

#include "base/text.h"

#include <stdlib.h>

/* A total order: by place, the longer (outer) one first. */
static int compare_runs(const void *a, const void *b) {
    const sheaf_run *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->length != y->length)
        return x->length > y->length ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return sf_str_compare(x->target, y->target);
}

typedef struct riding {
    sheaf_run run;
    uint32_t age;
    uint32_t members; /* their place in `opaque`, from 1; 0: it has none */
} riding;

static int compare_age(const void *a, const void *b) {
    const riding *x = a, *y = b;
    if (x->run.node != y->run.node)
        return x->run.node < y->run.node ? -1 : 1;
    return x->age < y->age ? -1 : x->age > y->age;
}

static int compare_riding(const void *a, const void *b) {
    const riding *x = a, *y = b;
    int order = compare_runs(&x->run, &y->run);
    return order ? order : x->age < y->age ? -1 : x->age > y->age;
}

static int is_sorted(const sf_vec *runs) {
    for (uint32_t i = 1; i < runs->count; i++)
        if (compare_runs(SF_VEC_AT(runs, sheaf_run, i - 1), SF_VEC_AT(runs, sheaf_run, i)) > 0)
            return 0;
    return 1;
}

static int has_members(const sf_vec *opaque) {
    for (uint32_t i = 0; i < opaque->count; i++)
        if (SF_VEC_AT(opaque, sheaf_opaque, i)->inner == SHEAF_IN_RUN)
            return 1;
    return 0;
}

static int never_marked(sf_builder *b, const sheaf_opaque *kept) {
    sf_failf(b->error, SHEAF_BAD_CALL, "plugin.call",
             "the plugin called keep with run %u of node %u, which was never marked", kept->piece,
             kept->node);
    return 0;
}

/* Both are sorted by node: one pass. */
static int mount(sf_builder *b, riding *all, uint32_t count) {
    const sf_vec *opaque = &b->tree->opaque;
    uint32_t first = 0;
    qsort(all, count, sizeof *all, compare_age);
    for (uint32_t i = 0; i < opaque->count; i++) {
        const sheaf_opaque *kept = SF_VEC_AT(opaque, sheaf_opaque, i);
        if (kept->inner != SHEAF_IN_RUN)
            continue;
        while (first < count && all[first].run.node < kept->node)
            first++;
        if (kept->piece >= count - first || all[first + kept->piece].run.node != kept->node)
            return never_marked(b, kept);
        all[first + kept->piece].members = i + 1;
    }
    return 1;
}

static void dismount(sf_builder *b, riding *all, uint32_t count) {
    uint32_t first = 0;
    qsort(all, count, sizeof *all, compare_riding);
    for (uint32_t i = 0; i < count; i++) {
        if (all[first].run.node != all[i].run.node)
            first = i;
        *SF_VEC_AT(&b->tree->runs, sheaf_run, i) = all[i].run;
        if (all[i].members)
            SF_VEC_AT(&b->tree->opaque, sheaf_opaque, all[i].members - 1)->piece = i - first;
    }
}

static int sort_with_members(sf_builder *b) {
    sf_vec *runs = &b->tree->runs;
    riding *all = calloc((size_t)runs->count + 1, sizeof *all);
    if (!all)
        return sf_build_no_memory(b);
    for (uint32_t i = 0; i < runs->count; i++)
        all[i] = (riding){.run = *SF_VEC_AT(runs, sheaf_run, i), .age = i};
    int done = mount(b, all, runs->count);
    if (done)
        dismount(b, all, runs->count);
    free(all);
    return done && sf_opaque_sort(b);
}

int sf_build_sort_runs(sf_builder *b) {
    sf_vec *runs = &b->tree->runs;
    if (has_members(&b->tree->opaque))
        return sort_with_members(b);
    if (!is_sorted(runs))
        qsort(runs->base, runs->count, sizeof(sheaf_run), compare_runs);
    return 1;
}
