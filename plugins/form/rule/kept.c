/* What is the same in every report in which no group is printed as one row, nearly all of them: the rounds of a rule, the cells
 * that its references take in in each, the identities of a table. The first two are found when a rule is tried as its definition
 * is loaded, the last when they are first asked for; all live as long as the definition. */
#include "def/def.h"
#include "rule/rule.h"

#include <string.h>

enum { MOST_SPANS = 65536 }; /* of a rule that a person wrote; others are gathered each time */

int rule_has_groups(const form_definition *definition, const unsigned char *chosen) {
    for (uint32_t i = 0; chosen != NULL && i < definition->cells.count; i++)
        if (chosen[i] && FORM_AT(definition->cells, const form_cell, i)->group != SHEAF_NONE)
            return 1;
    return 0;
}

/* ---- rounds ---- */

static uint32_t row_of(const form_definition *definition, const rule_code *code, uint32_t at) {
    return code->loop.range == RULE_ROWS ? at
           : code->loop.range == RULE_OF_CELLS
               ? FORM_AT(definition->cells, const form_cell, at)->row
               : SHEAF_NONE;
}

static int is_open(const form_definition *definition, uint32_t row) {
    return row != SHEAF_NONE &&
           (FORM_AT(definition->heads, const form_head, row)->flags & FORM_OPEN) != 0;
}

/* How far apart the rounds are, at most; all that stand nowhere are one. */
static uint32_t width_of(const form_list *rounds, uint32_t *first) {
    uint32_t least = SHEAF_NONE, most = 0;
    for (uint32_t i = 0; i < rounds->count; i++) {
        uint32_t at = FORM_AT(*rounds, const rule_round, i)->at;
        least = at < least ? at : least;
        most = at > most ? at : most;
    }
    *first = least;
    return rounds->count > 0 ? most - least + 1 : 0;
}

int rule_keep_rounds(const form_context *context, const form_definition *definition,
                     rule_code *code, const form_list *rounds) {
    rule_kept *kept = &code->kept;
    uint32_t width = width_of(rounds, &kept->first);
    kept->rounds = FORM_LIST_OF(rule_round);
    kept->cells = FORM_LIST_OF(uint32_t);
    if (width == 0 || (uint64_t)width * code->references.count > MOST_SPANS)
        return 1;
    kept->spans = form_room(context, (size_t)width * code->references.count + 1, sizeof(form_span));
    if (kept->spans == NULL || !form_reserve(context, &kept->rounds, rounds->count))
        return 0;
    memcpy(kept->rounds.at, rounds->at, rounds->count * sizeof(rule_round));
    kept->rounds.count = rounds->count;
    kept->width = width;
    for (uint32_t i = 0; i < rounds->count; i++) {
        uint32_t at = FORM_AT(*rounds, const rule_round, i)->at;
        kept->has_open |= (uint32_t)is_open(definition, row_of(definition, code, at));
    }
    return 1;
}

const form_list *rule_kept_rounds(const rule_scene *scene, const rule_code *code) {
    const rule_report *now = scene->now;
    int may_differ = now->has_groups || (code->kept.has_open && now->open_rows != NULL);
    return code->kept.width > 0 && !may_differ ? &code->kept.rounds : NULL;
}

/* ---- cells ---- */

static form_span *span_of(const rule_code *code, const rule_reference *reference,
                          rule_round round) {
    const rule_kept *kept = &code->kept;
    uint32_t number = (uint32_t)(reference - (const rule_reference *)code->references.at);
    uint32_t at = round.at - kept->first;
    return at < kept->width ? &kept->spans[(size_t)number * kept->width + at] : NULL;
}

int rule_keep_cells(const form_context *context, rule_code *code, const rule_reference *reference,
                    rule_round round, const form_list *terms) {
    form_span *span = span_of(code, reference, round);
    if (span == NULL || span->count > 0 || reference->naming != RULE_BY_HEADS)
        return 1;
    uint32_t first = code->kept.cells.count;
    for (uint32_t i = 0; i < terms->count; i++) {
        uint32_t *cell = form_push(context, &code->kept.cells);
        if (cell == NULL)
            return 0;
        *cell = FORM_AT(*terms, const rule_term, i)->cell;
    }
    *span = (form_span){first, terms->count};
    return 1;
}

rule_heads rule_kept_cells(const rule_scene *scene, const rule_code *code,
                           const rule_reference *reference, rule_round round) {
    const rule_report *report = reference->is_previous ? scene->before : scene->now;
    form_span *span = round.nth == 0 && (report == NULL || !report->has_groups)
                          ? span_of(code, reference, round)
                          : NULL;
    return span == NULL || span->count == 0
               ? (rule_heads){NULL, 0}
               : (rule_heads){FORM_AT(code->kept.cells, const uint32_t, span->first), span->count};
}

/* ---- identities ---- */

static rule_identities *place_of(const form_definition *definition, uint32_t table) {
    return definition->cell_index != NULL ? &definition->cell_index->identities[table] : NULL;
}

const form_equations *rule_kept_identities(const form_definition *definition, uint32_t table) {
    const rule_identities *kept = place_of(definition, table);
    return kept != NULL && kept->rules != NULL && kept->rules == definition->rules.at
               ? &kept->equations
               : NULL;
}

static int copy_list(const form_context *context, const form_list *from, form_list *out) {
    *out = (form_list){.stride = from->stride};
    if (from->count == 0)
        return 1;
    if (!form_reserve(context, out, from->count))
        return 0;
    memcpy(out->at, from->at, (size_t)from->count * from->stride);
    out->count = from->count;
    return 1;
}

/* They number rules, so they are those of the rules that were loaded then. */
int rule_keep_identities(const form_definition *definition, uint32_t table,
                         const form_equations *made) {
    rule_identities *kept = place_of(definition, table);
    if (kept == NULL)
        return 1;
    const form_context *keeper = (*FORM_AT(definition->chain, form_source *, 0))->file.context;
    if (!copy_list(keeper, &made->equations, &kept->equations.equations) ||
        !copy_list(keeper, &made->terms, &kept->equations.terms))
        return 0;
    kept->rules = definition->rules.at;
    return 1;
}
