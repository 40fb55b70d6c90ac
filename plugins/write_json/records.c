/* The records about a document: one array each, one record a line, every member in its place. Enums are
 * printed through tables of words; a value that this version does not know becomes the last word. */
#include "json.h"
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef void put_record(json_out *out, uint32_t i);

/* `"name": [...]`, a tick before each record. */
static sheaf_status put_array(json_out *out, sheaf_str name, uint32_t count, put_record *record) {
    json_string(out, name);
    json_put(out, SHEAF_STR(": ["));
    for (uint32_t i = 0; i < count; i++) {
        sheaf_status status = out->host->tick(out->job, 0, 0);
        if (status != SHEAF_OK)
            return status;
        json_next(out, i == 0);
        record(out, i);
    }
    json_put(out, SHEAF_STR("]"));
    return SHEAF_OK;
}

static void put_text(json_out *out, sheaf_str lead, sheaf_str text) {
    json_put(out, lead);
    json_string(out, text);
}

static void put_count(json_out *out, sheaf_str lead, uint64_t count) {
    json_put(out, lead);
    json_number(out, count);
}

static void put_word(json_out *out, sheaf_str lead, const char *const *words, size_t count,
                     uint32_t value) {
    const char *word = words[value < count ? value : count - 1];
    put_text(out, lead, (sheaf_str){word, strlen(word)});
}

static void put_ratio(json_out *out, uint32_t confidence) {
    json_put(out, SHEAF_STR(", \"confidence\": "));
    json_ratio(out, confidence);
}

static void put_texts(json_out *out, sheaf_str lead, const sheaf_str *texts, uint32_t count) {
    json_put(out, lead);
    for (uint32_t i = 0; i < count; i++)
        put_text(out, i == 0 ? SHEAF_STR("") : SHEAF_STR(", "), texts[i]);
    json_put(out, SHEAF_STR("]"));
}

static void put_ids(json_out *out, sheaf_str lead, const uint32_t *ids, uint32_t count) {
    uint32_t printed = 0;
    json_put(out, lead);
    for (uint32_t i = 0; i < count; i++)
        if (ids[i] != SHEAF_NONE)
            put_count(out, printed++ == 0 ? SHEAF_STR("") : SHEAF_STR(", "), ids[i]);
    json_put(out, SHEAF_STR("]"));
}

/* Is it the id of a block that was printed? */
static int is_emitted(const json_out *out, uint32_t node) {
    return node > 0 && node < out->document->nodes.count;
}

/* ---------------------------------------------------------------------------------- diagnostics -- */

static const char *const severities[] = {"info", "warning", "error"};

static void put_diagnostic(json_out *out, uint32_t i) {
    const sheaf_diagnostic *d = SHEAF_AT(out->document->diagnostics, sheaf_diagnostic, i);
    put_word(out, SHEAF_STR("{\"severity\": "), severities, COUNT(severities), d->severity);
    put_text(out, SHEAF_STR(", \"code\": "), d->code);
    put_text(out, SHEAF_STR(", \"message\": "), d->message);
    const sheaf_object at = {.owner = SHEAF_OF_DIAGNOSTIC, .index = i, .inner = SHEAF_IN_ORIGIN};
    if (d->origin.kind != SHEAF_AT_NOWHERE || json_kept_in(out, at).len > 0) {
        json_put(out, SHEAF_STR(", \"origin\": "));
        json_place(out, &d->origin, at);
    }
    json_end(out, SHEAF_OF_DIAGNOSTIC, i);
}

sheaf_status json_diagnostics(json_out *out) {
    return put_array(out, SHEAF_STR("diagnostics"), out->document->diagnostics.count,
                     put_diagnostic);
}

/* ----------------------------------------------------------------------------------------- form -- */

static const sheaf_form *form_at(const json_out *out, uint32_t i) {
    return SHEAF_AT(out->document->forms, sheaf_form, i);
}

static uint32_t place_of(const json_out *out, const sheaf_form *form) {
    const sheaf_array *forms = &out->document->forms;
    return (uint32_t)(((const char *)form - (const char *)forms->base) / forms->stride);
}

/* The end of an object of a form: what is kept for it, in `form` and in `instances` its own. */
static void end_form(json_out *out, const sheaf_form *form, uint32_t inner) {
    const sheaf_object at = {.owner = SHEAF_OF_FORM, .index = place_of(out, form), .inner = inner};
    if (inner == SHEAF_IN_ITSELF)
        json_end(out, SHEAF_OF_FORM, at.index);
    else
        json_end_in(out, at, 0);
}

static void put_form_table(json_out *out, const sheaf_form *form, uint32_t inner) {
    put_text(out, SHEAF_STR("{\"table\": "), form->table);
    put_text(out, SHEAF_STR(", \"version\": "), form->version);
    if (is_emitted(out, form->node))
        put_count(out, SHEAF_STR(", \"node\": "), form->node);
    put_ratio(out, form->confidence);
    end_form(out, form, inner);
}

/* Records of one instance, the one of the whole document first where there is one. */
static void put_form_members(json_out *out, const sheaf_form *const *forms, size_t count,
                             uint32_t inner) {
    uint32_t printed = 0;
    put_text(out, SHEAF_STR("\"id\": "), forms[0]->id);
    put_text(out, SHEAF_STR(", \"version\": "), forms[0]->version);
    put_ratio(out, forms[0]->confidence);
    json_put(out, SHEAF_STR(", \"tables\": ["));
    for (size_t i = 0; i < count; i++) {
        if (forms[i]->table.len == 0)
            continue;
        json_put(out, printed++ == 0 ? SHEAF_STR("") : SHEAF_STR(", "));
        put_form_table(out, forms[i], inner);
    }
    json_put(out, SHEAF_STR("]"));
}

/* By instance; in it what is about the whole document first, then as stated. */
static int compare_forms(const void *left, const void *right) {
    const sheaf_form *a = *(const sheaf_form *const *)left;
    const sheaf_form *b = *(const sheaf_form *const *)right;
    if (a->instance != b->instance)
        return a->instance < b->instance ? -1 : 1;
    if ((a->table.len == 0) != (b->table.len == 0))
        return a->table.len == 0 ? -1 : 1;
    return (a > b) - (a < b);
}

static size_t count_instance(const sheaf_form *const *forms, size_t count) {
    size_t same = 1;
    while (same < count && forms[same]->instance == forms[0]->instance)
        same++;
    return same;
}

/* A record of a table that heads its instance has an object of its own: for that of the form nothing is kept. */
static void end_head(json_out *out, const sheaf_form *head, uint32_t inner) {
    if (head->table.len == 0)
        end_form(out, head, inner);
    else
        json_put(out, SHEAF_STR("}"));
}

/* `form` is the first instance itself, so among the instances it stands once more. */
static void put_instances(json_out *out, const sheaf_form *const *forms, size_t count) {
    size_t same = 0;
    json_put(out, SHEAF_STR(", \"instances\": ["));
    for (size_t i = 0; i < count; i += same) {
        uint32_t inner = i == 0 ? SHEAF_IN_INSTANCE : SHEAF_IN_ITSELF;
        same = count_instance(forms + i, count - i);
        json_next(out, i == 0);
        put_count(out, SHEAF_STR("{\"instance\": "), forms[i]->instance);
        json_put(out, SHEAF_STR(", "));
        put_form_members(out, forms + i, same, inner);
        end_head(out, forms[i], inner);
    }
    json_put(out, SHEAF_STR("]"));
}

/* One instance needs no list, unless something is kept for its object there. */
static int needs_instances(const json_out *out) {
    const sheaf_array *opaque = &out->document->opaque;
    for (uint32_t i = 0; out->has_inner && i < opaque->count; i++)
        if (SHEAF_AT(*opaque, sheaf_opaque, i)->inner == SHEAF_IN_INSTANCE)
            return 1;
    return 0;
}

sheaf_status json_form(json_out *out) {
    uint32_t count = out->document->forms.count;
    json_put(out, SHEAF_STR("\"form\": "));
    if (count == 0) {
        json_put(out, SHEAF_STR("null"));
        return SHEAF_OK;
    }
    const sheaf_form **forms = out->host->scratch(out->job, count * sizeof *forms);
    if (forms == NULL)
        return out->host->tick(out->job, 0, 0);
    for (uint32_t i = 0; i < count; i++)
        forms[i] = form_at(out, i);
    qsort(forms, count, sizeof *forms, compare_forms);
    size_t same = count_instance(forms, count);
    json_put(out, SHEAF_STR("{"));
    put_form_members(out, forms, same, SHEAF_IN_ITSELF);
    if (same < count || needs_instances(out))
        put_instances(out, forms, count);
    end_head(out, forms[0], SHEAF_IN_ITSELF);
    return SHEAF_OK;
}

/* ---------------------------------------------------------------------------------------- facts -- */

static const char *const statuses[] = {"read", "read_repaired", "ambiguous", "missing", "text"};

static void put_value(json_out *out, const sheaf_fact *fact) {
    json_put(out, SHEAF_STR(", \"value\": "));
    if (fact->has_value && fact->status <= SHEAF_READ_REPAIRED)
        json_decimal(out, fact->value);
    else
        json_put(out, SHEAF_STR("null"));
}

static void put_fact(json_out *out, uint32_t i) {
    const sheaf_fact *fact = SHEAF_AT(out->document->facts, sheaf_fact, i);
    put_text(out, SHEAF_STR("{\"key\": "), fact->key);
    put_text(out, SHEAF_STR(", \"label\": "), fact->label);
    if (fact->row_label.len > 0)
        put_text(out, SHEAF_STR(", \"row_label\": "), fact->row_label);
    if (fact->column_label.len > 0)
        put_text(out, SHEAF_STR(", \"column_label\": "), fact->column_label);
    put_value(out, fact);
    put_text(out, SHEAF_STR(", \"raw\": "), fact->raw);
    put_text(out, SHEAF_STR(", \"unit\": "), fact->unit);
    put_word(out, SHEAF_STR(", \"status\": "), statuses, COUNT(statuses), fact->status);
    if (is_emitted(out, fact->node))
        put_count(out, SHEAF_STR(", \"node\": "), fact->node);
    if (fact->instance > 0)
        put_count(out, SHEAF_STR(", \"instance\": "), fact->instance);
    put_ids(out, SHEAF_STR(", \"repairs\": ["), fact->repairs, fact->repair_count);
    if (is_emitted(out, fact->node))
        json_origin(out, fact->node, (sheaf_object){.owner = SHEAF_OF_FACT, .index = i});
    json_end(out, SHEAF_OF_FACT, i);
}

sheaf_status json_facts(json_out *out) {
    return put_array(out, SHEAF_STR("facts"), out->document->facts.count, put_fact);
}

/* -------------------------------------------------------------------------------------- repairs -- */

/* Where a repair put something: whichever of node, slot and fact it names. The places of the node are stated, too, so that
 * who reads the records alone, beside a document that was not repaired, finds it. */
static void put_target(json_out *out, const sheaf_repair *repair, uint32_t i) {
    sheaf_str lead = SHEAF_STR("");
    const struct {
        sheaf_str name;
        uint32_t value;
    } places[] = {{SHEAF_STR("\"node\": "), repair->to_node},
                  {SHEAF_STR("\"row\": "), repair->to_row},
                  {SHEAF_STR("\"column\": "), repair->to_column}};
    json_put(out, SHEAF_STR(", \"to\": {"));
    for (size_t k = 0; k < COUNT(places); k++) {
        if (places[k].value == SHEAF_NONE)
            continue;
        json_put(out, lead);
        put_count(out, places[k].name, places[k].value);
        lead = SHEAF_STR(", ");
    }
    if (repair->to_fact.len > 0) {
        json_put(out, lead);
        put_text(out, SHEAF_STR("\"fact\": "), repair->to_fact);
        lead = SHEAF_STR(", ");
    }
    if (repair->instance > 0) {
        json_put(out, lead);
        put_count(out, SHEAF_STR("\"instance\": "), repair->instance);
        lead = SHEAF_STR(", ");
    }
    if (is_emitted(out, repair->to_node))
        json_origin(out, repair->to_node, (sheaf_object){.owner = SHEAF_OF_REPAIR, .index = i});
    json_end_in(out, (sheaf_object){.owner = SHEAF_OF_REPAIR, .index = i, .inner = SHEAF_IN_TO},
                lead.len == 0);
}

static void put_repair(json_out *out, uint32_t i) {
    const sheaf_repair *repair = SHEAF_AT(out->document->repairs, sheaf_repair, i);
    sheaf_object at = {.owner = SHEAF_OF_REPAIR, .index = i, .inner = SHEAF_IN_FROM};
    put_count(out, SHEAF_STR("{\"id\": "), (uint64_t)i + 1);
    put_text(out, SHEAF_STR(", \"kind\": "), repair->kind);
    put_text(out, SHEAF_STR(", \"by\": "), repair->by);
    json_put(out, SHEAF_STR(", \"from\": ["));
    for (uint32_t piece = 0; piece < repair->from_count; piece++) {
        json_put(out, piece == 0 ? SHEAF_STR("") : SHEAF_STR(", "));
        at.piece = piece;
        json_place(out, &repair->from[piece], at);
    }
    json_put(out, SHEAF_STR("]"));
    put_target(out, repair, i);
    put_text(out, SHEAF_STR(", \"before\": "), repair->before);
    put_text(out, SHEAF_STR(", \"after\": "), repair->after);
    put_text(out, SHEAF_STR(", \"evidence\": "), repair->evidence);
    put_ratio(out, repair->confidence);
    json_end(out, SHEAF_OF_REPAIR, i);
}

sheaf_status json_repairs(json_out *out) {
    return put_array(out, SHEAF_STR("repairs"), out->document->repairs.count, put_repair);
}

/* -------------------------------------------------------------------------- checks and findings -- */

static void put_check(json_out *out, uint32_t i) {
    const sheaf_check *check = SHEAF_AT(out->document->checks, sheaf_check, i);
    put_text(out, SHEAF_STR("{\"rule\": "), check->rule);
    put_count(out, SHEAF_STR(", \"pass\": "), check->pass);
    put_count(out, SHEAF_STR(", \"fail\": "), check->fail);
    put_count(out, SHEAF_STR(", \"not_assessable\": "), check->not_assessable);
    put_count(out, SHEAF_STR(", \"not_applicable\": "), check->not_applicable);
    put_texts(out, SHEAF_STR(", \"facts_not_assessable\": ["), check->facts, check->fact_count);
    json_end(out, SHEAF_OF_CHECK, i);
}

sheaf_status json_checks(json_out *out) {
    return put_array(out, SHEAF_STR("checks"), out->document->checks.count, put_check);
}

static void put_finding(json_out *out, uint32_t i) {
    static const char *const outcomes[] = {"fail", "not_assessable"};
    const sheaf_finding *finding = SHEAF_AT(out->document->findings, sheaf_finding, i);
    put_text(out, SHEAF_STR("{\"rule\": "), finding->rule);
    put_word(out, SHEAF_STR(", \"severity\": "), severities, COUNT(severities), finding->severity);
    put_word(out, SHEAF_STR(", \"outcome\": "), outcomes, COUNT(outcomes), finding->outcome);
    put_text(out, SHEAF_STR(", \"message\": {\"en\": "), finding->message_en);
    put_text(out, SHEAF_STR(", \"zh\": "), finding->message_zh);
    json_end_in(
        out, (sheaf_object){.owner = SHEAF_OF_FINDING, .index = i, .inner = SHEAF_IN_MESSAGE}, 0);
    put_ids(out, SHEAF_STR(", \"nodes\": ["), finding->nodes, finding->node_count);
    put_texts(out, SHEAF_STR(", \"facts\": ["), finding->facts, finding->fact_count);
    put_text(out, SHEAF_STR(", \"expected\": "), finding->expected);
    put_text(out, SHEAF_STR(", \"actual\": "), finding->actual);
    put_text(out, SHEAF_STR(", \"fingerprint\": "), finding->fingerprint);
    if (finding->suppressed.len > 0)
        put_text(out, SHEAF_STR(", \"suppressed\": "), finding->suppressed);
    if (finding->instance > 0)
        put_count(out, SHEAF_STR(", \"instance\": "), finding->instance);
    json_end(out, SHEAF_OF_FINDING, i);
}

sheaf_status json_findings(json_out *out) {
    return put_array(out, SHEAF_STR("findings"), out->document->findings.count, put_finding);
}
