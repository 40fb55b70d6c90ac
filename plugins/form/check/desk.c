/* The desk of the checks: facts by key, tallies by rule, and findings on their way to the host with fingerprint and
 * suppression. Tallies stand in the order in which rules first counted. */
#include "check/check.h"

static const sheaf_fact *fact_at(const form_desk *desk, uint32_t i) {
    return SHEAF_AT(desk->context->document->facts, sheaf_fact, i);
}

const sheaf_fact *form_desk_fact(const form_desk *desk, sheaf_str key, uint32_t instance) {
    uint32_t at = form_hash(key, instance) & desk->facts_mask;
    for (; desk->facts[at] != 0; at = (at + 1) & desk->facts_mask) {
        const sheaf_fact *fact = fact_at(desk, desk->facts[at] - 1);
        if (fact->instance == instance && form_same(fact->key, key))
            return fact;
    }
    return NULL;
}

static int index_facts(form_desk *desk) {
    uint32_t count = desk->context->document->facts.count, room = 16;
    while (room < UINT32_C(1) << 30 && room < count * 2)
        room *= 2;
    desk->facts_mask = room - 1;
    desk->facts = form_room(desk->context, room, sizeof *desk->facts);
    for (uint32_t i = 0; desk->facts != NULL && i < count; i++) {
        const sheaf_fact *fact = fact_at(desk, i);
        uint32_t at = form_hash(fact->key, fact->instance) & desk->facts_mask;
        while (desk->facts[at] != 0)
            at = (at + 1) & desk->facts_mask;
        desk->facts[at] = i + 1;
    }
    return desk->facts != NULL;
}

/* The report that has a node; those of no node (of a whole document) are the first one's. */
static uint32_t report_of(const form_list *reports, uint32_t node) {
    uint32_t low = form_first_at(reports, offsetof(form_report, end), node + 1);
    int is_in = low < reports->count && FORM_AT(*reports, const form_report, low)->first <= node;
    return node == SHEAF_NONE ? 0 : is_in ? low : SHEAF_NONE;
}

static int group_repairs(form_desk *desk, const form_list *reports) {
    const sheaf_array *repairs = &desk->context->document->repairs;
    uint32_t *owners = form_room(desk->context, (size_t)repairs->count + 1, sizeof *owners);
    for (uint32_t i = 0; owners != NULL && i < repairs->count; i++)
        owners[i] = report_of(reports, SHEAF_AT(*repairs, sheaf_repair, i)->to_node);
    return owners != NULL &&
           rule_group(desk->context, owners, repairs->count, reports->count, &desk->repairs);
}

static int group_all(form_desk *desk, const form_list *reports) {
    return rule_book_of(desk->context, desk->context->document, reports->count, &desk->book) &&
           group_repairs(desk, reports);
}

int form_desk_open(const form_context *context, const form_reading *reading, form_desk *desk) {
    *desk = (form_desk){.context = context,
                        .form = reading != NULL ? reading->definition->id : SHEAF_STR(""),
                        .reports = FORM_LIST_OF(form_who),
                        .tallies = FORM_LIST_OF(form_tally),
                        .suppressions = FORM_LIST_OF(form_suppression)};
    return index_facts(desk) && (reading == NULL || group_all(desk, &reading->reports)) &&
           form_read_suppressions(desk);
}

int form_desk_add(form_desk *desk, sheaf_str agency, int64_t year) {
    form_who *who = form_push(desk->context, &desk->reports);
    if (who == NULL)
        return 0;
    *who = (form_who){agency, year, FORM_LIST_OF(uint32_t)};
    return form_select_suppressions(desk, who);
}

/* ---- tallies ---- */

static form_tally *tally_at(form_desk *desk, uint32_t i) {
    return FORM_AT(desk->tallies, form_tally, i);
}

static form_tally *tally_of(form_desk *desk, sheaf_str rule) {
    if (desk->last_tally < desk->tallies.count &&
        form_same(tally_at(desk, desk->last_tally)->rule, rule))
        return tally_at(desk, desk->last_tally);
    for (uint32_t i = 0; i < desk->tallies.count; i++)
        if (form_same(tally_at(desk, i)->rule, rule)) {
            desk->last_tally = i;
            return tally_at(desk, i);
        }
    form_tally *tally = form_push(desk->context, &desk->tallies);
    if (tally == NULL)
        return NULL;
    *tally = (form_tally){.rule = rule, .keys = FORM_LIST_OF(sheaf_str)};
    desk->last_tally = desk->tallies.count - 1;
    return tally;
}

void form_desk_count(form_desk *desk, sheaf_str rule, form_outcome outcome, sheaf_str key) {
    form_tally *tally = tally_of(desk, rule);
    if (tally == NULL)
        return;
    tally->outcomes[outcome]++;
    sheaf_str *room = key.len > 0 ? form_push(desk->context, &tally->keys) : NULL;
    if (room != NULL)
        *room = key;
}

void form_desk_lacks(form_desk *desk, sheaf_str rule, sheaf_str key) {
    form_tally *tally = tally_of(desk, rule);
    sheaf_str *room = tally != NULL ? form_push(desk->context, &tally->keys) : NULL;
    if (room != NULL)
        *room = key;
}

/* An open hash table finds those that stand there. */
void form_keys_once(const form_context *context, form_list *keys) {
    uint32_t room = 16, kept = 0;
    while (room < UINT32_C(1) << 30 && room < keys->count * 2)
        room *= 2;
    uint32_t *seen = keys->count > 1 ? form_room(context, room, sizeof *seen) : NULL;
    for (uint32_t i = 0; seen != NULL && i < keys->count; i++) {
        sheaf_str key = *FORM_AT(*keys, const sheaf_str, i);
        uint32_t at = form_hash(key, 0) & (room - 1);
        while (seen[at] != 0 && !form_same(*FORM_AT(*keys, const sheaf_str, seen[at] - 1), key))
            at = (at + 1) & (room - 1);
        if (seen[at] != 0)
            continue;
        *FORM_AT(*keys, sheaf_str, kept) = key;
        seen[at] = ++kept;
    }
    keys->count = seen != NULL ? kept : keys->count;
}

void form_desk_close(form_desk *desk) {
    const sheaf_host *host = desk->context->host;
    for (uint32_t i = 0; i < desk->tallies.count; i++) {
        form_tally *tally = tally_at(desk, i);
        form_keys_once(desk->context, &tally->keys);
        host->add_check(desk->context->job,
                        &(sheaf_check){.size = sizeof(sheaf_check),
                                       .pass = tally->outcomes[FORM_PASS],
                                       .fail = tally->outcomes[FORM_FAIL],
                                       .not_assessable = tally->outcomes[FORM_NOT_ASSESSABLE],
                                       .not_applicable = tally->outcomes[FORM_NOT_APPLICABLE],
                                       .facts = tally->keys.at,
                                       .fact_count = tally->keys.count,
                                       .rule = tally->rule});
    }
    form_settle_suppressions(desk);
}

/* ---- findings ---- */

void form_desk_tell(form_desk *desk, const sheaf_finding *finding, sheaf_str text) {
    sheaf_finding told = *finding;
    told.size = sizeof told;
    told.fingerprint =
        form_fingerprint(desk->context, told.rule, desk->form, told.facts, told.fact_count, text);
    told.suppressed = form_suppressed(desk, &told);
    desk->context->host->add_finding(desk->context->job, &told);
}
