/* The pass `stitch`: joins paragraphs and table fragments that the pages of the source cut in two. This
 * file makes the plan: it looks at each block and the next one that says something, whatever furniture
 * stands between, and asks whether the one goes on in the other. */
#include "stitch.h"

#include <string.h>

static int add_join(stitch_plan *plan, const stitch_join *join) {
    if (plan->count == plan->capacity) {
        uint32_t capacity = plan->capacity != 0 ? plan->capacity * 2 : 64;
        stitch_join *joins = plan->host->scratch(plan->job, capacity * sizeof *joins);
        if (joins == NULL)
            return 0;
        if (plan->count != 0)
            memcpy(joins, plan->joins, plan->count * sizeof *joins);
        plan->joins = joins;
        plan->capacity = capacity;
    }
    plan->joins[plan->count++] = *join;
    return 1;
}

/* The block that text after `n` could go on: n itself, or the last paragraph of a list. */
static uint32_t tail_of(const stitch_plan *plan, uint32_t n) {
    uint32_t last = stitch_node(plan, n)->end - 1;
    int list = stitch_node(plan, n)->kind == SHEAF_LIST;
    return list && stitch_node(plan, last)->kind == SHEAF_PARAGRAPH ? last : n;
}

typedef struct look {
    stitch_plan plan;
    stitch_profile above, below; /* of the tables; above.node is the last one read */
    stitch_paper over, under;    /* where the last part above and the table below stand */
} look;

static void swap_profiles(look *l) {
    stitch_profile above = l->above;
    l->above = l->below;
    l->below = above;
}

/* The table below is the one above of the next pair. 0: no memory (latched). */
static int look_at_papers(look *l, const stitch_join *join, stitch_match *match) {
    if (stitch_page_of(&l->plan, join->node, 0) == 0) {
        *match = STITCH_UNKNOWN;
        return 1;
    }
    int outcome = stitch_paper_of(&l->plan, &l->over, join->into) &&
                  stitch_paper_of(&l->plan, &l->under, join->node);
    *match = outcome ? stitch_paper_match(&l->over, &l->under) : STITCH_UNKNOWN;
    return outcome;
}

/* Looks at a pair of tables. What was read of the lower one is kept for the next pair. */
static int look_at_tables(look *l, stitch_gap gap, stitch_join *join) {
    if (l->above.node != join->into) {
        stitch_profile_clear(&l->above);
        if (!stitch_profile_add(&l->plan, &l->above, join->into, 0, 0))
            return 0;
    }
    stitch_profile_clear(&l->below);
    if (!stitch_profile_add(&l->plan, &l->below, join->node, 0, 0))
        return 0;
    stitch_match match = STITCH_UNKNOWN;
    if (!look_at_papers(l, join, &match))
        return 0;
    if (!stitch_fragments(&l->plan, &l->above, &l->below, match, gap, join)) {
        swap_profiles(l);
        return 0;
    }
    return stitch_profile_add(&l->plan, &l->above, join->node, join->shift, join->skip);
}

static int look_at_pair(look *l, uint32_t above, uint32_t below, stitch_gap gap) {
    const stitch_plan *plan = &l->plan;
    stitch_join join = {.into = tail_of(plan, above), .node = below};
    uint32_t kind = stitch_node(plan, below)->kind;
    if (kind != stitch_node(plan, join.into)->kind)
        return 1;
    /* Who saw the lines on the page told where the paragraph ends: only pages and columns cut it. */
    if (kind == SHEAF_PARAGRAPH && stitch_stands_below(plan, join.into, below))
        return 1;
    int joined = kind == SHEAF_PARAGRAPH ? stitch_paragraphs(plan, gap, &join)
                 : kind == SHEAF_TABLE   ? look_at_tables(l, gap, &join)
                                         : 0;
    return !joined || add_join(&l->plan, &join);
}

/* A lone number may be a page number that the reader could not tell: it parts nothing, and proves
 * nothing. */
static int is_lone_number(const sheaf_node *node) {
    return node->kind == SHEAF_PARAGRAPH && node->text.len <= 4 && stitch_is_number(node->text);
}

/* A footnote at the foot of a page stands between the parts of what the page cut. */
static int is_page_note(const stitch_plan *plan, uint32_t n) {
    return stitch_node(plan, n)->kind == SHEAF_FOOTNOTE && stitch_page_of(plan, n, 0) != 0;
}

/* Both say where they stand, and the later one stands on a later page. */
static int is_on_later_page(const stitch_plan *plan, uint32_t above, uint32_t below) {
    uint32_t page = stitch_page_of(plan, above, 1);
    return page != 0 && stitch_page_of(plan, below, 0) > page;
}

/* Looks at every block of the top level and the next one that is no furniture. */
static sheaf_status look_at_all(look *l) {
    const stitch_plan *plan = &l->plan;
    const uint32_t count = plan->document->nodes.count;
    uint32_t above = SHEAF_NONE;
    stitch_gap gap = STITCH_ADJACENT;
    sheaf_status status = SHEAF_OK;
    for (uint32_t n = 1; n < count && status == SHEAF_OK; n = stitch_node(plan, n)->end) {
        const sheaf_node *node = stitch_node(plan, n);
        status = plan->host->tick(plan->job, n, count);
        if ((node->flags & SHEAF_BREAK_BEFORE) != 0)
            gap = STITCH_PAGE;
        if ((node->flags & SHEAF_FURNITURE) != 0) {
            gap = STITCH_PAGE;
            continue;
        }
        if (above != SHEAF_NONE && (is_lone_number(node) || is_page_note(plan, n)))
            continue;
        if (above != SHEAF_NONE && is_on_later_page(plan, above, n))
            gap = STITCH_PAGE;
        if (above != SHEAF_NONE && !look_at_pair(l, above, n, gap))
            return plan->host->tick(plan->job, n, count);
        above = n;
        gap = STITCH_ADJACENT;
    }
    return status;
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    /* Every join is a repair; who wants none of them gets the blocks as they stand. */
    sheaf_str no_repair = host->option(job, SHEAF_STR("no-repair"));
    if (no_repair.len == 3 && memcmp(no_repair.ptr, "yes", 3) == 0)
        return SHEAF_OK;
    look l = {.plan = {.host = host, .job = job, .document = host->document(job)}};
    stitch_profile_clear(&l.above);
    stitch_profile_clear(&l.below);
    sheaf_status status = look_at_all(&l);
    if (status != SHEAF_OK || l.plan.count == 0)
        return status;
    return stitch_rebuild(&l.plan);
}

static const sheaf_plugin stitch = {.size = sizeof(sheaf_plugin),
                                    .kind = SHEAF_PASS,
                                    .caps = SHEAF_CAP_HARDENED,
                                    .id = "stitch",
                                    .version = SHEAF_VERSION,
                                    .run = run};
static const sheaf_plugin *const plugins[] = {&stitch};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
