/* Which findings count and are about a fact: links from keys and nodes to findings, sorted once, so that each fact
 * finds its own by bisection. */
#include "csv.h"
#include <stdlib.h>

static int by_key(const void *left, const void *right) {
    const csv_link *a = left;
    const csv_link *b = right;
    int order = csv_compare(a->key, b->key);
    if (order == 0)
        order = (a->instance > b->instance) - (a->instance < b->instance);
    return order != 0 ? order : (a->finding > b->finding) - (a->finding < b->finding);
}

static int by_node(const void *left, const void *right) {
    const csv_link *a = left;
    const csv_link *b = right;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return (a->finding > b->finding) - (a->finding < b->finding);
}

int csv_counts(const sheaf_finding *finding) {
    return finding->outcome == SHEAF_FAIL && finding->suppressed.len == 0;
}

static void link_finding(csv_links *links, const sheaf_finding *finding, uint32_t i, int is_count) {
    uint32_t keys = csv_counts(finding) ? finding->fact_count : 0;
    uint32_t nodes = csv_counts(finding) && finding->fact_count == 0 ? finding->node_count : 0;
    for (uint32_t k = 0; k < keys && !is_count; k++)
        links->by_key[links->keys + k] =
            (csv_link){.key = finding->facts[k], .instance = finding->instance, .finding = i};
    for (uint32_t k = 0; k < nodes && !is_count; k++)
        links->by_node[links->nodes + k] =
            (csv_link){.key = SHEAF_STR(""), .node = finding->nodes[k], .finding = i};
    links->keys += keys;
    links->nodes += nodes;
}

static void link_all(const csv_out *out, csv_links *links, int is_count) {
    links->keys = links->nodes = 0;
    for (uint32_t i = 0; i < out->document->findings.count; i++)
        link_finding(links, SHEAF_AT(out->document->findings, sheaf_finding, i), i, is_count);
}

int csv_find_links(csv_out *out, csv_links *links) {
    *links = (csv_links){0};
    link_all(out, links, 1);
    links->by_key = out->host->scratch(out->job, (links->keys + 1) * sizeof(csv_link));
    links->by_node = out->host->scratch(out->job, (links->nodes + 1) * sizeof(csv_link));
    if (links->by_key == NULL || links->by_node == NULL)
        return 0;
    link_all(out, links, 0);
    qsort(links->by_key, links->keys, sizeof(csv_link), by_key);
    qsort(links->by_node, links->nodes, sizeof(csv_link), by_node);
    return 1;
}

typedef int compare(const void *left, const void *right);

/* The rules of all links that are equal to `wanted` but for the finding. */
static void add_rules(csv_out *out, const csv_link *links, size_t count, csv_link wanted,
                      compare *order) {
    size_t low = 0;
    size_t high = count;
    wanted.finding = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order(&links[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count; low++) {
        wanted.finding = links[low].finding;
        if (order(&links[low], &wanted) != 0)
            return;
        if (low == 0 || order(&links[low - 1], &wanted) != 0)
            csv_list_add(out,
                         SHEAF_AT(out->document->findings, sheaf_finding, wanted.finding)->rule);
    }
}

void csv_findings_field(csv_out *out, const csv_links *links, const sheaf_fact *fact) {
    add_rules(out, links->by_key, links->keys,
              (csv_link){.key = fact->key, .instance = fact->instance}, by_key);
    if (fact->node != SHEAF_NONE)
        add_rules(out, links->by_node, links->nodes,
                  (csv_link){.key = SHEAF_STR(""), .node = fact->node}, by_node);
    csv_list_field(out);
}
