/* The JSON reader: reports that Sheaf wrote, back into the document that they were written from. Members may stand in
 * any order; they are taken in the one that the host needs: what records name before the records. */
#include "reader.h"

/* ---------------------------------------------------------------------------------- the probe -- */

enum { SAMPLE = 4096 };

/* While a container is open its span names the one around it: the open child of `container`, if it is one. */
static uint32_t open_child(const json_index *index, uint32_t container) {
    uint32_t child = index->open;
    while (child != JSON_NONE && index->marks[child].span != container)
        child = index->marks[child].span;
    return child;
}

/* The value of a member, in an object whose end the sample may not hold. */
static uint32_t find_member(const json_index *index, uint32_t object, sheaf_str name) {
    uint32_t open = open_child(index, object), key = object + 1;
    uint32_t end = object == 0 || open != JSON_NONE ? index->count : json_after(index, object);
    while (key + 1 < end) {
        if (json_is_name(index, key, name))
            return key + 1;
        if (key + 1 == open)
            break;
        key = json_after(index, key + 1);
    }
    return 0;
}

static int is_open(const json_index *index, uint32_t container) {
    uint32_t open = index->open;
    while (open != JSON_NONE && open != container)
        open = index->marks[open].span;
    return open == container;
}

/* Does the sample show the member `sheaf` with a schema? */
static int is_report(const json_index *index) {
    if (index->count == 0 || json_kind_of(index, 0) != JSON_OBJECT)
        return 0;
    uint32_t sheaf = find_member(index, 0, SHEAF_STR("sheaf"));
    if (sheaf == 0 || json_kind_of(index, sheaf) != JSON_OBJECT)
        return 0;
    if (!is_open(index, sheaf))
        return find_member(index, sheaf, SHEAF_STR("schema")) != 0;
    return sheaf + 1 < index->count && json_is_name(index, sheaf + 1, SHEAF_STR("schema"));
}

static uint32_t bid(uint32_t level, sheaf_str reason, sheaf_str *why) {
    *why = reason;
    return level;
}

/* JSON that is no report is taken, too, so that `run` says what it is: as text it would be nonsense. */
static uint32_t probe_json(const sheaf_input *input, sheaf_str *why) {
    json_mark marks[3 * SAMPLE + 1];
    json_index index;
    sheaf_str sample = input->bytes;
    if (sample.len > SAMPLE)
        sample.len = SAMPLE;
    while (sample.len > 0 && sample.len < input->bytes.len &&
           (input->bytes.ptr[sample.len] & 0xC0) == 0x80)
        sample.len--;
    json_begin(&index, sample, marks, SAMPLE);
    json_step step = json_scan(&index, JSON_NONE);
    if (is_report(&index))
        return bid(SHEAF_BID_PARSED, SHEAF_STR("is a report that Sheaf wrote"), why);
    if (index.count == 0 || json_kind_of(&index, 0) > JSON_ARRAY)
        return bid(SHEAF_BID_NO, SHEAF_STR("does not begin with a JSON object or array"), why);
    if (step == JSON_BROKEN && index.fault.kind == JSON_SYNTAX)
        return bid(SHEAF_BID_NO, SHEAF_STR("is no JSON"), why);
    return bid(SHEAF_BID_SURE, SHEAF_STR("is JSON, and no report that Sheaf wrote so far"), why);
}

/* ---------------------------------------------------------------------------------- the index -- */

/* Each level of blocks is an object and an array; records and places nest a little beside them. */
static uint32_t depth_most(json_reader *reader) {
    const uint64_t besides = 16, most = UINT32_MAX / 4;
    uint64_t blocks = reader->host->limit(reader->job, SHEAF_LIMIT_DEPTH);
    return (uint32_t)(2 * (blocks < most ? blocks : most) + besides);
}

static sheaf_status make_index(json_reader *reader) {
    const uint32_t some = 4096;
    sheaf_str bytes = reader->host->input(reader->job)->bytes;
    json_mark *marks = reader->host->scratch(reader->job, json_marks_needed(bytes) * sizeof *marks);
    sheaf_status status = json_tick(reader, 0);
    if (marks == NULL || status != SHEAF_OK)
        return status;
    json_begin(&reader->index, bytes, marks, depth_most(reader));
    json_step step;
    do {
        step = json_scan(&reader->index, some);
        status = reader->host->tick(reader->job, reader->index.at, bytes.len);
    } while (step == JSON_MORE && status == SHEAF_OK);
    return step == JSON_BROKEN ? json_refuse_fault(reader) : status;
}

/* --------------------------------------------------------------------------------- the report -- */

enum {
    TOP_SHEAF,
    TOP_SOURCE,
    TOP_CONVERSION,
    TOP_META,
    TOP_BLOCKS,
    TOP_FORM,
    TOP_FACTS,
    TOP_REPAIRS,
    TOP_CHECKS,
    TOP_FINDINGS
};

static sheaf_status no_report(json_reader *reader) {
    return reader->host->fail(
        reader->job, SHEAF_UNSUPPORTED, SHEAF_STR("json.no-report"),
        SHEAF_STR("this is JSON, but not a report that Sheaf wrote: expected an object with the "
                  "members \"sheaf\" (and in it \"schema\") and \"blocks\"; --from text reads it "
                  "as plain text"),
        NULL);
}

static sheaf_status check_schema(json_reader *reader, uint32_t sheaf) {
    static const sheaf_str words[] = {JSON_WORD("schema")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_object object;
    if (sheaf == 0 || json_kind_of(&reader->index, sheaf) != JSON_OBJECT ||
        !json_take(reader, sheaf, &names, JSON_ALL, &object) || object.slots[0] == 0)
        return no_report(reader);
    sheaf_str schema = json_text(reader, object.slots[0]);
    if (schema.len < 3 || memcmp(schema.ptr, "1.", 2) != 0)
        json_refuse_type(reader, object.slots[0],
                         "\"1.0\" or a later version 1 of the schema: a Sheaf that knows the "
                         "other version reads this report");
    return json_tick(reader, 0);
}

typedef sheaf_status take_member(json_reader *reader, uint32_t value);

static const struct {
    uint32_t member;
    take_member *take;
} order[] = {{TOP_REPAIRS, json_repairs}, {TOP_FACTS, json_facts},       {TOP_FORM, json_form},
             {TOP_CHECKS, json_checks},   {TOP_FINDINGS, json_findings}, {TOP_META, json_meta}};

static sheaf_status take_report(json_reader *reader, const json_object *report) {
    const uint32_t *slots = report->slots;
    sheaf_status status =
        json_source(reader, slots[TOP_SHEAF], slots[TOP_SOURCE], slots[TOP_CONVERSION]);
    reader->blocks = slots[TOP_BLOCKS];
    if (status == SHEAF_OK)
        status = json_blocks(reader);
    for (uint32_t i = 0; i < JSON_COUNT(order) && status == SHEAF_OK; i++)
        status = order[i].take(reader, slots[order[i].member]);
    json_keep(reader, report, SHEAF_OF_NODE, 0);
    return status == SHEAF_OK ? json_tick(reader, 0) : status;
}

static sheaf_status run_json(const sheaf_host *host, sheaf_job *job) {
    static const sheaf_str words[] = {
        JSON_WORD("sheaf"),  JSON_WORD("source"),  JSON_WORD("conversion"), JSON_WORD("meta"),
        JSON_WORD("blocks"), JSON_WORD("form"),    JSON_WORD("facts"),      JSON_WORD("repairs"),
        JSON_WORD("checks"), JSON_WORD("findings")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_reader reader = {.host = host, .job = job};
    json_object report;
    sheaf_status status = make_index(&reader);
    if (status != SHEAF_OK)
        return status;
    if (json_kind_of(&reader.index, 0) != JSON_OBJECT ||
        !json_take(&reader, 0, &names, JSON_ALL, &report) || report.slots[TOP_BLOCKS] == 0)
        return no_report(&reader);
    status = check_schema(&reader, report.slots[TOP_SHEAF]);
    return status == SHEAF_OK ? take_report(&reader, &report) : status;
}

static const sheaf_plugin json = {.size = sizeof json,
                                  .kind = SHEAF_READER,
                                  .caps = SHEAF_CAP_HARDENED,
                                  .id = "json",
                                  .version = SHEAF_VERSION,
                                  .probe = probe_json,
                                  .run = run_json};

static const sheaf_plugin *const plugins[] = {&json};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
