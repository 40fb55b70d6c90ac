/* Numbers are 64 bits in the machine's order, texts a length and bytes: both ends are one program. A
 * cursor that ran out stays broken and gives zeros, so reading goes on and is judged once, at the end. */
#include "host/wire.h"
#include "base/text.h"

#include <string.h>

#define BEGINNING 0x53484541464a4f42u
#define ENDING 0x454e444f464a4f42u

static void put(sf_buffer *out, uint64_t value) {
    sf_buffer_add(out, (sheaf_str){(const char *)&value, sizeof value});
}

static void put_text(sf_buffer *out, sheaf_str text) {
    put(out, text.len);
    sf_buffer_add(out, text);
}

/* The union travels as its two words, but for a path, which is a text. */
static void put_origin(sf_buffer *out, const sheaf_origin *origin) {
    uint64_t words[2];
    memcpy(words, &origin->at, sizeof words);
    put(out, origin->kind);
    put(out, origin->unit);
    put(out, words[0]);
    put(out, words[1]);
    put_text(out, origin->kind == SHEAF_AT_PART ? origin->at.path : SHEAF_STR(""));
}

static void put_diagnostics(sf_buffer *out, const sf_records *records) {
    sheaf_array list = records->diagnostics.array;
    put(out, list.count);
    for (uint32_t i = 0; i < list.count; i++) {
        const sheaf_diagnostic *d = SHEAF_AT(list, sheaf_diagnostic, i);
        put(out, d->severity);
        put(out, d->incomplete);
        put(out, d->earlier);
        put_text(out, d->code);
        put_text(out, d->message);
        put_origin(out, &d->origin);
    }
}

static void put_bids(sf_buffer *out, const sf_plan *plan) {
    put(out, plan->bids.count);
    for (uint32_t i = 0; i < plan->bids.count; i++) {
        const sf_bid *bid = SF_VEC_AT(&plan->bids, sf_bid, i);
        put_text(out, sf_str_of(bid->reader->info.id));
        put(out, bid->bid);
        put(out, (uint64_t)bid->failed);
        put_text(out, sf_str_of(bid->why));
    }
}

static void put_parts(sf_buffer *out, const sf_vec *parts) {
    put(out, parts->count);
    for (uint32_t i = 0; i < parts->count; i++) {
        const sf_output_part *part = SF_VEC_AT(parts, sf_output_part, i);
        put(out, part->offset);
        put_text(out, (sheaf_str){part->name, part->length});
    }
}

int sf_wire_write(const sheaf_job *job, const sf_plan *plan, const sf_vec *parts, sf_buffer *out) {
    put(out, BEGINNING);
    put(out, job->error.status);
    put_text(out, sf_str_of(job->error.code));
    put_text(out, sf_str_of(job->error.message));
    put_origin(out, &job->error.where);
    for (uint32_t severity = SHEAF_INFO; severity <= SHEAF_ERROR; severity++)
        put(out, sf_job_findings(job, severity));
    put_diagnostics(out, &job->records);
    put_bids(out, plan);
    put_parts(out, parts);
    put(out, ENDING);
    return !out->failed;
}

typedef struct cursor {
    sheaf_str rest;
    int broken;
} cursor;

static uint64_t take(cursor *c) {
    uint64_t value = 0;
    if (c->rest.len < sizeof value) {
        c->broken = 1;
        return 0;
    }
    memcpy(&value, c->rest.ptr, sizeof value);
    c->rest = sf_str_slice(c->rest, sizeof value, c->rest.len);
    return value;
}

static uint64_t take_below(cursor *c, uint64_t bound) {
    uint64_t value = take(c);
    if (value >= bound)
        c->broken = 1;
    return c->broken ? 0 : value;
}

/* Text that people will see: valid UTF-8 or the report is broken. */
static sheaf_str take_text(cursor *c) {
    uint64_t length = take(c);
    sheaf_str text = sf_str_slice(c->rest, 0, length);
    if (length > c->rest.len || sf_utf8_valid(text) < text.len)
        c->broken = 1;
    if (c->broken)
        return SHEAF_STR("");
    c->rest = sf_str_slice(c->rest, text.len, c->rest.len);
    return text;
}

static sheaf_origin take_origin(cursor *c) {
    sheaf_origin origin = {0};
    uint64_t words[2];
    origin.kind = (uint32_t)take_below(c, SHEAF_AT_PART + 1);
    origin.unit = (uint32_t)take_below(c, UINT64_C(1) << 32);
    words[0] = take(c);
    words[1] = take(c);
    sheaf_str path = take_text(c);
    if (origin.kind == SHEAF_AT_PART)
        origin.at.path = path;
    else
        memcpy(&origin.at, words, sizeof words);
    return origin;
}

static void take_error(cursor *c, sf_error *error) {
    uint64_t status = take_below(c, SHEAF_UNSUPPORTED + 1);
    sheaf_str code = take_text(c);
    sheaf_str message = take_text(c);
    sheaf_origin where = take_origin(c);
    char name[sizeof error->code] = "";
    if (code.len < sizeof name)
        memcpy(name, code.ptr, code.len);
    if (!c->broken)
        sf_fail(error, (sheaf_status)status, name, message, &where);
}

static void take_diagnostics(cursor *c, int wanted, sf_records *records) {
    uint64_t count = take_below(c, c->rest.len);
    for (uint64_t i = 0; i < count && !c->broken; i++) {
        sheaf_diagnostic d = {.size = sizeof d};
        d.severity = (uint32_t)take_below(c, SHEAF_ERROR + 1);
        d.incomplete = (uint32_t)take_below(c, 2);
        d.earlier = (uint32_t)take_below(c, 2);
        d.code = take_text(c);
        d.message = take_text(c);
        d.origin = take_origin(c);
        if (wanted && !c->broken && !sf_records_diagnose(records, &d))
            c->broken = 1;
    }
}

static sf_bid *find_bid(sf_plan *plan, uint32_t from, sheaf_str id) {
    for (uint32_t i = from; i < plan->bids.count; i++) {
        sf_bid *bid = SF_VEC_AT(&plan->bids, sf_bid, i);
        if (sf_str_equal(sf_str_of(bid->reader->info.id), id))
            return bid;
    }
    return NULL;
}

/* The child has the same readers and sends them in its order, which becomes ours. */
static void take_bids(cursor *c, sf_plan *plan) {
    uint64_t count = take_below(c, (uint64_t)plan->bids.count + 1);
    for (uint32_t i = 0; i < count && !c->broken; i++) {
        sf_bid *bid = find_bid(plan, i, take_text(c));
        uint64_t said = take_below(c, SHEAF_BID_PARSED + 1);
        uint64_t failed = take_below(c, 2);
        sheaf_str why = take_text(c);
        if (!bid || why.len >= sizeof bid->why)
            c->broken = 1;
        if (c->broken)
            return;
        sf_bid *here = SF_VEC_AT(&plan->bids, sf_bid, i), kept = *bid;
        *bid = *here;
        kept.bid = (uint32_t)said;
        kept.failed = (int)failed;
        memcpy(kept.why, why.ptr, why.len);
        kept.why[why.len] = '\0';
        *here = kept;
    }
}

static void take_parts(cursor *c, sf_vec *parts) {
    uint64_t count = take_below(c, c->rest.len), before = 0;
    for (uint64_t i = 0; i < count && !c->broken; i++) {
        uint64_t offset = take(c);
        sheaf_str name = take_text(c);
        sf_output_part *part = NULL;
        if (offset >= before && name.len < sizeof part->name)
            part = sf_vec_push(parts, 1);
        if (!part) {
            c->broken = 1;
            return;
        }
        part->offset = before = offset;
        part->length = (uint32_t)name.len;
        memcpy(part->name, name.ptr, name.len);
    }
}

int sf_wire_read(sheaf_str report, int with_diagnostics, sheaf_job *job, sf_plan *plan,
                 sf_vec *parts) {
    cursor c = {.rest = report};
    if (take(&c) != BEGINNING)
        return 0;
    take_error(&c, &job->error);
    for (uint32_t severity = SHEAF_INFO; severity <= SHEAF_ERROR; severity++)
        job->found[severity] = (uint32_t)take_below(&c, UINT64_C(1) << 32);
    take_diagnostics(&c, with_diagnostics, &job->records);
    take_bids(&c, plan);
    take_parts(&c, parts);
    return take(&c) == ENDING && !c.broken && c.rest.len == 0;
}
