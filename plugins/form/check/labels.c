/* Kinds about labels: `blocks`, the lines above the parts of a table are printed (hole {label}); `labels`, a label was read
 * through an alias or a near match, once for each ({before} {after}); `versions`, a table of another version of the form
 * than the report's ({table} {version} {expected}). */
#include "check/located.h"

#include <string.h>

/* ---------------------------------------------------------------------------------- blocks -- */

typedef struct blocks_body {
    sheaf_str table;
} blocks_body;

static const void *load_blocks(form_file *file, form_value rule,
                               const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "table", NULL};
    blocks_body *body = form_room(file->context, 1, sizeof *body);
    form_only(file, rule, members);
    if (body == NULL || file->failed)
        return NULL;
    form_value table = form_need(file, rule, "table");
    body->table = form_text(file, table);
    for (uint32_t i = 0; i < definition->tables.count && !file->failed; i++)
        if (form_same(FORM_AT(definition->tables, const form_table, i)->key, body->table))
            return body;
    form_fault(file, table, "the key of a table of this form");
    return NULL;
}

static int tell_block(text_bench *bench, const bound_table *bound, form_span labels) {
    sheaf_str label = text_printed_label(bound->definition, labels);
    const text_hole holes[] = {{"label", text_both(label)}};
    text_finding finding = text_finding_of(bench);
    finding.holes = holes;
    finding.hole_count = 1;
    finding.expected = label;
    finding.about = label;
    return text_add_node(bench, &finding, bound->record->node) && text_fail(bench, &finding);
}

static int judge_block(text_bench *bench, const bound_table *bound, const form_block *block) {
    int said = text_is_said(bench, bound, block->labels);
    if (said == 1)
        text_count(bench, FORM_PASS);
    return said == 0 ? tell_block(bench, bound, block->labels) : said == 1;
}

static int judge_blocks(text_bench *bench, const void *at) {
    const blocks_body *body = at;
    for (uint32_t t = 0; t < bench->definition->tables.count; t++) {
        bound_table bound = text_bound(bench, t);
        if (!form_same(bound.table->key, body->table))
            continue;
        if (bound.record == NULL)
            text_count(bench, FORM_NOT_APPLICABLE);
        for (uint32_t b = 0; bound.record != NULL && b < bound.table->blocks.count; b++) {
            const form_block *block =
                FORM_AT(bound.definition->blocks, const form_block, bound.table->blocks.first + b);
            if (block->labels.count > 0 && !judge_block(bench, &bound, block))
                return 0;
        }
    }
    return 1;
}

/* ---------------------------------------------------------------------------------- labels -- */

static int is_of_label(const sheaf_repair *repair) {
    return form_same(repair->kind, SHEAF_STR("label_alias")) ||
           form_same(repair->kind, SHEAF_STR("label_fuzzy"));
}

/* A label is told once, whatever number of rows it heads. Items [first, item) are those before it. */
static int was_told(const text_bench *bench, uint32_t first, uint32_t item) {
    const sheaf_repair *own = text_repair(bench, item);
    for (uint32_t i = first; i < item; i++) {
        const sheaf_repair *other = text_repair(bench, i);
        if (is_of_label(other) && form_same(other->before, own->before) &&
            form_same(other->after, own->after))
            return 1;
    }
    return 0;
}

static int tell_label(text_bench *bench, const sheaf_repair *repair) {
    const text_hole holes[] = {{"before", text_both(form_close_up(bench->context, repair->before))},
                               {"after", text_both(repair->after)}};
    text_finding finding = text_finding_of(bench);
    finding.holes = holes;
    finding.hole_count = 2;
    finding.expected = repair->after;
    finding.actual = holes[0].value.zh;
    const sheaf_str parts[] = {finding.actual, repair->after};
    finding.about = form_join(bench->context, parts, 2, SHEAF_STR("\n"));
    return finding.actual.ptr != NULL && finding.about.ptr != NULL &&
           text_add_node(bench, &finding, repair->to_node) && text_fail(bench, &finding);
}

enum { MOST_LABELS = 2000 }; /* repairs that are looked at: each is held against those before it */

static int judge_labels(text_bench *bench, const void *body) {
    form_span own = rule_group_of(&bench->desk->repairs, bench->report->instance);
    uint32_t told = 0, looked = 0;
    (void)body;
    for (uint32_t i = 0; i < own.count && looked < MOST_LABELS; i++) {
        const sheaf_repair *repair = text_repair(bench, own.first + i);
        if (!is_of_label(repair))
            continue;
        looked++;
        if (was_told(bench, own.first, own.first + i))
            continue;
        told++;
        if (!tell_label(bench, repair))
            return 0;
    }
    if (told == 0)
        text_count(bench, FORM_PASS);
    return 1;
}

/* -------------------------------------------------------------------------------- versions -- */

static int tell_version(text_bench *bench, const bound_table *bound, const form_table *own) {
    const text_hole holes[] = {
        {"table", bound->table->name.zh.len > 0 ? bound->table->name : text_both(own->key)},
        {"version", text_both(bound->table->version)},
        {"expected", text_both(own->version)},
        {"year", text_both(text_number(bench->context, bench->report->year))}};
    text_finding finding = text_finding_of(bench);
    finding.holes = holes;
    finding.hole_count = 4;
    finding.expected = own->version;
    finding.actual = bound->table->version;
    finding.about = own->key;
    return text_add_node(bench, &finding, bound->record->node) && text_fail(bench, &finding);
}

static int judge_versions(text_bench *bench, const void *body) {
    (void)body;
    for (uint32_t t = 0; t < bench->definition->tables.count; t++) {
        const form_table *own = FORM_AT(bench->definition->tables, const form_table, t);
        bound_table bound = text_bound(bench, t);
        if (bound.record == NULL)
            text_count(bench, FORM_NOT_APPLICABLE);
        else if (form_same(bound.table->version, own->version))
            text_count(bench, FORM_PASS);
        else if (!tell_version(bench, &bound, own))
            return 0;
    }
    return 1;
}

const text_kind text_kind_blocks = {"blocks", load_blocks, judge_blocks};
const text_kind text_kind_labels = {"labels", text_load_nothing, judge_labels};
const text_kind text_kind_versions = {"versions", text_load_nothing, judge_versions};
