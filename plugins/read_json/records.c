/* What is said about the document: facts, repairs, checks, findings. One table of names and one function each; ids of
 * blocks and repairs become those that they have now. */
#include "reader.h"

static const sheaf_str severities[] = {JSON_WORD("info"), JSON_WORD("warning"), JSON_WORD("error")};

/* Where none is stated, the worst is taken. */
uint32_t json_severity(json_reader *reader, uint32_t value) {
    if (value == 0)
        return SHEAF_ERROR;
    uint32_t severity = json_word(reader, value, severities, JSON_COUNT(severities),
                                  "a severity that this Sheaf does not know is read as error");
    return severity < JSON_COUNT(severities) ? severity : SHEAF_ERROR;
}

sheaf_status json_each(json_reader *reader, uint32_t array, json_record *record) {
    uint32_t end, at = json_elements(reader, array, &end), i = 0;
    sheaf_status status = json_tick(reader, at);
    for (; at < end && status == SHEAF_OK; at = json_after(&reader->index, at)) {
        record(reader, at, i++);
        status = json_tick(reader, at);
    }
    return status;
}

/* -------------------------------------------------------------------------------------- facts -- */

enum {
    FACT_KEY,
    FACT_LABEL,
    FACT_ROW_LABEL,
    FACT_COLUMN_LABEL,
    FACT_VALUE,
    FACT_RAW,
    FACT_UNIT,
    FACT_STATUS,
    FACT_NODE,
    FACT_INSTANCE,
    FACT_REPAIRS,
    FACT_ORIGIN
};

static const sheaf_str fact_words[] = {
    JSON_WORD("key"),   JSON_WORD("label"),    JSON_WORD("row_label"), JSON_WORD("column_label"),
    JSON_WORD("value"), JSON_WORD("raw"),      JSON_WORD("unit"),      JSON_WORD("status"),
    JSON_WORD("node"),  JSON_WORD("instance"), JSON_WORD("repairs"),   JSON_WORD("origin")};
static const json_names fact_names = {fact_words, JSON_COUNT(fact_words)};

/* Exactly, or not at all: a value that cannot be held is no reason to hand over another. */
static uint32_t take_value(json_reader *reader, uint32_t value, sheaf_decimal *out) {
    const uint32_t scale_most = 18;
    json_kind kind = value ? json_kind_of(&reader->index, value) : JSON_NULL;
    if (kind == JSON_NULL)
        return 0;
    if (kind == JSON_NUMBER &&
        json_exact(json_raw(&reader->index, value), &out->digits, &out->scale) &&
        out->scale <= scale_most)
        return 1;
    json_refuse_type(reader, value,
                     "null or a number of at most 18 digits, of them at most 18 decimal places");
    return 0;
}

/* A value goes with `read` and `read_repaired`, and they with a value. */
static void settle_value(json_reader *reader, uint32_t value, sheaf_fact *fact) {
    int is_read = fact->status == SHEAF_READ || fact->status == SHEAF_READ_REPAIRED;
    if (fact->status > SHEAF_TEXT)
        fact->status = SHEAF_AMBIGUOUS;
    else if (is_read && !fact->has_value)
        json_warn(reader, value, "json.fact",
                  "a fact is said to be read and has no value; it is read as ambiguous");
    if (fact->has_value && !is_read)
        json_warn(reader, value, "json.fact",
                  "a fact has a value and a status that goes with none; the value is left out");
    fact->has_value = fact->has_value && is_read;
}

static int is_of_node(json_reader *reader, uint32_t origin, uint32_t node) {
    json_trace own = json_trace_pieces(reader, json_pieces(reader, origin));
    json_trace stated =
        node < reader->origin_count ? reader->origins[node] : json_trace_pieces(reader, 0);
    return own.hash == stated.hash && own.count <= stated.count;
}

/* A fact's origin is that of its node, which is written again, with what this one holds besides. Without a node it is
 * a member like those that Sheaf does not know: kept as it stands. */
static void take_origin(json_reader *reader, uint32_t value, const sheaf_fact *fact, uint32_t i,
                        json_object *object) {
    uint32_t origin = object->slots[FACT_ORIGIN];
    if (origin == 0)
        return;
    if (fact->node == SHEAF_NONE) {
        json_take(reader, value, &fact_names, ~(UINT32_C(1) << FACT_ORIGIN), object);
        return;
    }
    if (!is_of_node(reader, origin, fact->node))
        json_warn(reader, origin, "json.fact",
                  "a fact has another origin than its block; that of the block is taken");
    json_keep_pieces(reader, origin, (sheaf_object){.owner = SHEAF_OF_FACT, .index = i});
}

/* One that is not stated promises nothing: beyond all of them, as one that is not known. */
static uint32_t take_status(json_reader *reader, uint32_t fact, uint32_t value) {
    static const sheaf_str statuses[] = {JSON_WORD("read"), JSON_WORD("read_repaired"),
                                         JSON_WORD("ambiguous"), JSON_WORD("missing"),
                                         JSON_WORD("text")};
    if (value != 0)
        return json_word(reader, value, statuses, JSON_COUNT(statuses),
                         "a fact has a status that this Sheaf does not know; it is read as "
                         "ambiguous");
    json_warn(reader, fact, "json.fact", "a fact has no status; it is read as ambiguous");
    return JSON_COUNT(statuses);
}

static void add_fact(json_reader *reader, uint32_t value, uint32_t i) {
    json_object object;
    if (!json_take(reader, value, &fact_names, JSON_ALL, &object))
        return;
    const uint32_t *slots = object.slots;
    sheaf_fact fact = {.size = sizeof fact,
                       .key = json_text(reader, slots[FACT_KEY]),
                       .label = json_text(reader, slots[FACT_LABEL]),
                       .row_label = json_text(reader, slots[FACT_ROW_LABEL]),
                       .column_label = json_text(reader, slots[FACT_COLUMN_LABEL]),
                       .raw = json_text(reader, slots[FACT_RAW]),
                       .unit = json_text(reader, slots[FACT_UNIT]),
                       .node = json_node(reader, slots[FACT_NODE]),
                       .instance = json_small(reader, slots[FACT_INSTANCE])};
    fact.status = take_status(reader, value, slots[FACT_STATUS]);
    fact.has_value = take_value(reader, slots[FACT_VALUE], &fact.value);
    fact.repairs = json_id_list(reader, &reader->repairs, slots[FACT_REPAIRS], &fact.repair_count);
    settle_value(reader, slots[FACT_VALUE] ? slots[FACT_VALUE] : value, &fact);
    take_origin(reader, value, &fact, i, &object);
    reader->host->add_fact(reader->job, &fact);
    json_keep(reader, &object, SHEAF_OF_FACT, i);
}

sheaf_status json_facts(json_reader *reader, uint32_t value) {
    return json_each(reader, value, add_fact);
}

/* ------------------------------------------------------------------------------------ repairs -- */

enum {
    REPAIR_ID,
    REPAIR_KIND,
    REPAIR_BY,
    REPAIR_FROM,
    REPAIR_TO,
    REPAIR_BEFORE,
    REPAIR_AFTER,
    REPAIR_EVIDENCE,
    REPAIR_CONFIDENCE
};

static const sheaf_origin *take_places(json_reader *reader, uint32_t array, uint32_t *count) {
    uint32_t end, at = json_elements(reader, array, &end);
    sheaf_origin *places =
        end > at ? reader->host->scratch(reader->job, (end - at) * sizeof *places) : NULL;
    *count = 0;
    for (; places != NULL && at < end; at = json_after(&reader->index, at))
        places[(*count)++] = json_place(reader, at);
    return places;
}

static void keep_places(json_reader *reader, uint32_t array, uint32_t repair) {
    sheaf_object where = {.owner = SHEAF_OF_REPAIR, .index = repair, .inner = SHEAF_IN_FROM};
    uint32_t end, at = json_elements(reader, array, &end);
    for (; at < end; at = json_after(&reader->index, at), where.piece++)
        json_keep_place(reader, at, where);
}

/* The place of its node is written again; without a node it is kept as it stands. */
static void take_target(json_reader *reader, uint32_t value, sheaf_repair *repair, uint32_t i) {
    enum { NODE, ROW, COLUMN, FACT, INSTANCE, PLACE };
    static const sheaf_str words[] = {JSON_WORD("node"),     JSON_WORD("row"),
                                      JSON_WORD("column"),   JSON_WORD("fact"),
                                      JSON_WORD("instance"), JSON_WORD("origin")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_object object = {.rest = SHEAF_STR("")};
    if (value != 0)
        json_take(reader, value, &names, JSON_ALL, &object);
    repair->to_node = json_node(reader, object.slots[NODE]);
    if (object.slots[PLACE] != 0 && repair->to_node == SHEAF_NONE)
        json_take(reader, value, &names, ~(UINT32_C(1) << PLACE), &object);
    else if (object.slots[PLACE] != 0) {
        if (!is_of_node(reader, object.slots[PLACE], repair->to_node))
            json_warn(reader, object.slots[PLACE], "json.repair",
                      "a repair has another origin than its block; that of the block is taken");
        json_keep_pieces(reader, object.slots[PLACE],
                         (sheaf_object){.owner = SHEAF_OF_REPAIR, .index = i});
    }
    json_keep_in(reader, &object,
                 (sheaf_object){.owner = SHEAF_OF_REPAIR, .index = i, .inner = SHEAF_IN_TO});
    repair->to_row = object.slots[ROW] ? json_small(reader, object.slots[ROW]) : SHEAF_NONE;
    repair->to_column =
        object.slots[COLUMN] ? json_small(reader, object.slots[COLUMN]) : SHEAF_NONE;
    repair->to_fact = json_text(reader, object.slots[FACT]);
    repair->instance = json_small(reader, object.slots[INSTANCE]);
}

static void add_repair(json_reader *reader, uint32_t value, uint32_t i) {
    static const sheaf_str words[] = {
        JSON_WORD("id"),    JSON_WORD("kind"),     JSON_WORD("by"),
        JSON_WORD("from"),  JSON_WORD("to"),       JSON_WORD("before"),
        JSON_WORD("after"), JSON_WORD("evidence"), JSON_WORD("confidence")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_object object;
    if (!json_take(reader, value, &names, JSON_ALL, &object))
        return;
    const uint32_t *slots = object.slots;
    sheaf_repair repair = {.size = sizeof repair,
                           .confidence = json_ratio(reader, slots[REPAIR_CONFIDENCE]),
                           .kind = json_text(reader, slots[REPAIR_KIND]),
                           .by = json_text(reader, slots[REPAIR_BY]),
                           .before = json_text(reader, slots[REPAIR_BEFORE]),
                           .after = json_text(reader, slots[REPAIR_AFTER]),
                           .evidence = json_text(reader, slots[REPAIR_EVIDENCE])};
    repair.from = take_places(reader, slots[REPAIR_FROM], &repair.from_count);
    take_target(reader, slots[REPAIR_TO], &repair, i);
    uint32_t now = reader->host->add_repair(reader->job, &repair);
    json_ids_add(reader, &reader->repairs, slots[REPAIR_ID], now);
    json_keep(reader, &object, SHEAF_OF_REPAIR, i);
    keep_places(reader, slots[REPAIR_FROM], i);
}

sheaf_status json_repairs(json_reader *reader, uint32_t value) {
    sheaf_status status = json_each(reader, value, add_repair);
    json_ids_settle(reader, &reader->repairs);
    return status;
}

/* ------------------------------------------------------------------------ checks and findings -- */

static void add_check(json_reader *reader, uint32_t value, uint32_t i) {
    enum { RULE, PASS, FAIL, NOT_ASSESSABLE, NOT_APPLICABLE, FACTS };
    static const sheaf_str words[] = {
        JSON_WORD("rule"),           JSON_WORD("pass"),
        JSON_WORD("fail"),           JSON_WORD("not_assessable"),
        JSON_WORD("not_applicable"), JSON_WORD("facts_not_assessable")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_object object;
    if (!json_take(reader, value, &names, JSON_ALL, &object))
        return;
    sheaf_check check = {.size = sizeof check,
                         .rule = json_text(reader, object.slots[RULE]),
                         .pass = json_small(reader, object.slots[PASS]),
                         .fail = json_small(reader, object.slots[FAIL]),
                         .not_assessable = json_small(reader, object.slots[NOT_ASSESSABLE]),
                         .not_applicable = json_small(reader, object.slots[NOT_APPLICABLE])};
    check.facts = json_texts(reader, object.slots[FACTS], &check.fact_count);
    reader->host->add_check(reader->job, &check);
    json_keep(reader, &object, SHEAF_OF_CHECK, i);
}

sheaf_status json_checks(json_reader *reader, uint32_t value) {
    return json_each(reader, value, add_check);
}

enum {
    FINDING_RULE,
    FINDING_SEVERITY,
    FINDING_OUTCOME,
    FINDING_MESSAGE,
    FINDING_NODES,
    FINDING_FACTS,
    FINDING_EXPECTED,
    FINDING_ACTUAL,
    FINDING_FINGERPRINT,
    FINDING_SUPPRESSED,
    FINDING_INSTANCE
};

static void take_message(json_reader *reader, uint32_t value, sheaf_finding *finding, uint32_t i) {
    enum { EN, ZH };
    static const sheaf_str words[] = {JSON_WORD("en"), JSON_WORD("zh")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_object object = {.rest = SHEAF_STR("")};
    if (value != 0)
        json_take(reader, value, &names, JSON_ALL, &object);
    json_keep_in(reader, &object,
                 (sheaf_object){.owner = SHEAF_OF_FINDING, .index = i, .inner = SHEAF_IN_MESSAGE});
    finding->message_en = json_text(reader, object.slots[EN]);
    finding->message_zh = json_text(reader, object.slots[ZH]);
}

/* An outcome that is not known says that it cannot be assessed: it must not count as a failure. */
static uint32_t take_outcome(json_reader *reader, uint32_t value) {
    static const sheaf_str outcomes[] = {JSON_WORD("fail"), JSON_WORD("not_assessable")};
    uint32_t outcome = json_word(reader, value, outcomes, JSON_COUNT(outcomes),
                                 "an outcome that this Sheaf does not know is read as "
                                 "not_assessable");
    return outcome < JSON_COUNT(outcomes) ? outcome : SHEAF_NOT_ASSESSABLE;
}

static void add_finding(json_reader *reader, uint32_t value, uint32_t i) {
    static const sheaf_str words[] = {
        JSON_WORD("rule"),       JSON_WORD("severity"), JSON_WORD("outcome"),
        JSON_WORD("message"),    JSON_WORD("nodes"),    JSON_WORD("facts"),
        JSON_WORD("expected"),   JSON_WORD("actual"),   JSON_WORD("fingerprint"),
        JSON_WORD("suppressed"), JSON_WORD("instance")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_object object;
    if (!json_take(reader, value, &names, JSON_ALL, &object))
        return;
    const uint32_t *slots = object.slots;
    sheaf_finding finding = {.size = sizeof finding,
                             .severity = json_severity(reader, slots[FINDING_SEVERITY]),
                             .outcome = take_outcome(reader, slots[FINDING_OUTCOME]),
                             .rule = json_text(reader, slots[FINDING_RULE]),
                             .expected = json_text(reader, slots[FINDING_EXPECTED]),
                             .actual = json_text(reader, slots[FINDING_ACTUAL]),
                             .fingerprint = json_text(reader, slots[FINDING_FINGERPRINT]),
                             .suppressed = json_text(reader, slots[FINDING_SUPPRESSED]),
                             .instance = json_small(reader, slots[FINDING_INSTANCE])};
    take_message(reader, slots[FINDING_MESSAGE], &finding, i);
    finding.nodes = json_id_list(reader, &reader->nodes, slots[FINDING_NODES], &finding.node_count);
    finding.facts = json_texts(reader, slots[FINDING_FACTS], &finding.fact_count);
    reader->host->add_finding(reader->job, &finding);
    json_keep(reader, &object, SHEAF_OF_FINDING, i);
}

sheaf_status json_findings(json_reader *reader, uint32_t value) {
    return json_each(reader, value, add_finding);
}
