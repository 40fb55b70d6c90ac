/* Carries the plan out: one walk over the old document that copies what no join touches in runs as long
 * as possible, opens what holds a join further down, and writes each joined block where its first part
 * stood. Furniture between the parts follows behind. */
#include "stitch.h"

typedef struct walk {
    const stitch_plan *plan;
    uint32_t lead;   /* the next join whose first part is still ahead */
    uint32_t absorb; /* the next join whose later part is still ahead */
} walk;

static const stitch_join *join_at(const walk *w, uint32_t i) {
    return i < w->plan->count ? &w->plan->joins[i] : NULL;
}

/* How many joins from `i` on hang together: a into b, b into c. */
static uint32_t chain_length(const walk *w, uint32_t i) {
    uint32_t count = 1;
    while (i + count < w->plan->count &&
           w->plan->joins[i + count].into == w->plan->joins[i + count - 1].node)
        count++;
    return count;
}

const sheaf_origin *stitch_origins(const stitch_plan *plan, const sheaf_node *node) {
    return node->origins != 0 ? SHEAF_AT(plan->document->origins, sheaf_origin, node->origin)
                              : NULL;
}

/* A warning at the place of a node. */
void stitch_warn(const stitch_plan *plan, uint32_t node, sheaf_str code, sheaf_str message) {
    const sheaf_node *at = stitch_node(plan, node);
    const sheaf_diagnostic warning = {.size = sizeof warning,
                                      .severity = SHEAF_WARNING,
                                      .code = code,
                                      .message = message,
                                      .origin = at->origins != 0 ? *stitch_origins(plan, at)
                                                                 : (sheaf_origin){0}};
    plan->host->diagnose(plan->job, &warning);
}

/* The last (or first) bytes of a text, cut between characters: enough to find the place again. */
static sheaf_str excerpt(sheaf_str text, int from_end) {
    enum { ENOUGH = 48 };
    if (text.len <= ENOUGH)
        return text;
    size_t at = from_end ? text.len - ENOUGH : ENOUGH;
    while ((text.ptr[at] & 0xC0) == 0x80)
        at--;
    return from_end ? (sheaf_str){text.ptr + at, text.len - at} : (sheaf_str){text.ptr, at};
}

static size_t put(char *out, size_t at, sheaf_str text) {
    for (size_t i = 0; i < text.len; i++)
        out[at + i] = text.ptr[i];
    return at + text.len;
}

static sheaf_str join_texts(sheaf_str a, sheaf_str between, sheaf_str b, char *room) {
    size_t n = put(room, 0, a);
    n = put(room, n, between);
    return (sheaf_str){room, put(room, n, b)};
}

void stitch_tell_seam(sheaf_repair *repair, stitch_seam *room, sheaf_str above, sheaf_str between,
                      sheaf_str below) {
    sheaf_str a = excerpt(above, 1), b = excerpt(below, 0);
    repair->before = join_texts(a, SHEAF_STR("\n\n"), b, room->before);
    repair->after = join_texts(a, between, b, room->after);
}

void stitch_record(const stitch_plan *plan, const stitch_join *join, sheaf_repair *repair) {
    const sheaf_node *below = stitch_node(plan, join->node);
    repair->size = sizeof *repair;
    repair->confidence = join->confidence;
    if (repair->from_count == 0) {
        repair->from = stitch_origins(plan, below);
        repair->from_count = below->origins;
    }
    const char *evidence = join->evidence;
    repair->evidence = (sheaf_str){evidence, 0};
    while (evidence[repair->evidence.len] != '\0')
        repair->evidence.len++;
    (void)plan->host->add_repair(plan->job, repair);
}

/* ---- paragraphs ---- */

/* Scripts that part words by blanks: all below the ideographs and their marks, and Hangul. */
static int parts_words(uint32_t c) {
    return (c > ' ' && c < 0x2E80) || (c >= 0xAC00 && c <= 0xD7AF);
}

static int is_open_end(sheaf_str text, int last) {
    unsigned char c = (unsigned char)(text.len == 0 ? ' ' : text.ptr[last ? text.len - 1 : 0]);
    return c > ' ' && parts_words(last ? stitch_last(text) : stitch_first(text));
}

/* A space between words, nothing beside ideographs. */
static sheaf_str joiner(sheaf_str a, sheaf_str b) {
    return is_open_end(a, 1) && is_open_end(b, 0) ? SHEAF_STR(" ") : SHEAF_STR("");
}

static void record_paragraph(const walk *w, const stitch_join *join, sheaf_str seam,
                             uint32_t node) {
    stitch_seam room;
    sheaf_repair repair = {.kind = SHEAF_STR("paragraph_join"),
                           .to_node = node,
                           .to_row = SHEAF_NONE,
                           .to_column = SHEAF_NONE};
    stitch_tell_seam(&repair, &room, stitch_node(w->plan, join->into)->text, seam,
                     stitch_node(w->plan, join->node)->text);
    stitch_record(w->plan, join, &repair);
}

/* All parts go into one block. The first seam decides what stands between them: a text does not change
 * its script from part to part. */
static void write_paragraph(const walk *w, const stitch_join *joins, uint32_t count) {
    const stitch_plan *plan = w->plan;
    uint32_t *parts = plan->host->scratch(plan->job, (count + (size_t)1) * sizeof *parts);
    if (parts == NULL)
        return;
    parts[0] = joins[0].into;
    for (uint32_t i = 0; i < count; i++)
        parts[i + 1] = joins[i].node;
    sheaf_str a = stitch_node(plan, parts[0])->text, b = stitch_node(plan, parts[1])->text;
    sheaf_str seam = joiner(a, b);
    uint32_t node = plan->host->merge(plan->job, parts, count + 1, seam);
    for (uint32_t i = 0; i < count; i++)
        record_paragraph(w, &joins[i], seam, node);
}

/* ---- the walk ---- */

static uint32_t next_special(const walk *w) {
    const stitch_join *lead = join_at(w, w->lead), *absorb = join_at(w, w->absorb);
    uint32_t a = lead != NULL ? lead->into : w->plan->document->nodes.count;
    uint32_t b = absorb != NULL ? absorb->node : w->plan->document->nodes.count;
    return a < b ? a : b;
}

/* Writes what stands at the special node `n`; returns where to go on. */
static uint32_t write_special(walk *w, uint32_t n) {
    const stitch_join *absorb = join_at(w, w->absorb), *lead = join_at(w, w->lead);
    uint32_t end = stitch_node(w->plan, n)->end;
    if (absorb != NULL && absorb->node == n) {
        w->absorb++;
        return end;
    }
    uint32_t count = chain_length(w, w->lead);
    if (stitch_node(w->plan, n)->kind == SHEAF_TABLE)
        stitch_write_table(w->plan, lead, count);
    else
        write_paragraph(w, lead, count);
    w->lead += count;
    return end;
}

/* Copies siblings from `n` up to the one that is, or holds, the next special node. */
static uint32_t copy_run(const walk *w, uint32_t n, uint32_t end) {
    uint32_t stop = next_special(w), m = n;
    while (m < end && stitch_node(w->plan, m)->end <= stop)
        m = stitch_node(w->plan, m)->end;
    if (m > n)
        (void)w->plan->host->copy(w->plan->job, n, m);
    return m;
}

sheaf_status stitch_rebuild(const stitch_plan *plan) {
    walk w = {.plan = plan};
    uint32_t open = 0, n = 1;
    const uint32_t count = plan->document->nodes.count;
    plan->host->rebuild(plan->job);
    sheaf_status status = SHEAF_OK;
    while (status == SHEAF_OK && (n < count || open != 0)) {
        status = plan->host->tick(plan->job, n, count);
        if (n >= stitch_node(plan, open)->end) {
            plan->host->close(plan->job);
            open = stitch_node(plan, open)->parent;
            continue;
        }
        if (n == next_special(&w)) {
            n = write_special(&w, n);
            continue;
        }
        n = copy_run(&w, n, stitch_node(plan, open)->end);
        if (n < stitch_node(plan, open)->end && n != next_special(&w)) {
            (void)plan->host->copy_open(plan->job, n, NULL);
            open = n++;
        }
    }
    return status;
}
