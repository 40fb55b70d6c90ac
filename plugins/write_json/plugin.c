/* write_json: a document and all its records as one JSON object (docs/json.md, docs/report.schema.json).
 * The same document gives the same bytes everywhere: nothing here looks at the locale, time or host. */
#include "json.h"

/* Of docs/report.schema.json: a minor version only adds members. */
#define JSON_SCHEMA "1.0"

/* ------------------------------------------------------------------------- the first two members -- */

/* Of a report that was read from JSON: as it stood there. 0 where it was not. */
static int put_kept(json_out *out, uint32_t owner) {
    sheaf_str kept = json_kept(out, owner, 0);
    if (kept.len == 0)
        return 0;
    json_put(out, SHEAF_STR("{"));
    json_pass(out, kept);
    json_put(out, SHEAF_STR("}"));
    return 1;
}

static sheaf_status put_sheaf(json_out *out) {
    json_put(out, SHEAF_STR("\"sheaf\": "));
    if (!put_kept(out, SHEAF_OF_SHEAF))
        json_put(out, SHEAF_STR("{\"schema\": \"" JSON_SCHEMA "\", "
                                "\"version\": \"" SHEAF_VERSION "\"}"));
    return SHEAF_OK;
}

static void put_source_members(json_out *out) {
    const sheaf_document *document = out->document;
    json_put(out, SHEAF_STR("{\"name\": "));
    json_string(out, document->source_name);
    json_put(out, SHEAF_STR(", \"format\": "));
    json_string(out, document->source_format);
    json_put(out, SHEAF_STR(", \"media_type\": "));
    json_string(out, document->source_media_type);
    json_put(out, SHEAF_STR(", \"bytes\": "));
    json_number(out, document->source_bytes);
    if (document->source_encoding.len > 0) {
        json_put(out, SHEAF_STR(", \"encoding\": "));
        json_string(out, document->source_encoding);
    }
    if (document->source_sha256.len > 0) {
        json_put(out, SHEAF_STR(", \"sha256\": "));
        json_string(out, document->source_sha256);
    }
    json_put(out, SHEAF_STR("}"));
}

static sheaf_status put_source(json_out *out) {
    json_put(out, SHEAF_STR("\"source\": "));
    if (!put_kept(out, SHEAF_OF_SOURCE))
        put_source_members(out);
    return SHEAF_OK;
}

static sheaf_status put_conversion(json_out *out) {
    json_put(out, out->document->complete ? SHEAF_STR("\"conversion\": {\"complete\": true, ")
                                          : SHEAF_STR("\"conversion\": {\"complete\": false, "));
    sheaf_status status = json_diagnostics(out);
    json_end(out, SHEAF_OF_CONVERSION, 0);
    return status;
}

/* -------------------------------------------------------------------------------- the whole of it -- */

typedef sheaf_status put_member(json_out *out);

static put_member *const members[] = {put_sheaf,   put_source,   put_conversion, json_meta,
                                      json_blocks, json_form,    json_facts,     json_repairs,
                                      json_checks, json_findings};

static sheaf_status put_document(json_out *out) {
    json_put(out, SHEAF_STR("{"));
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (i > 0)
            json_put(out, out->lines ? SHEAF_STR(",\n ") : SHEAF_STR(", "));
        out->depth = 1;
        sheaf_status status = members[i](out);
        if (status != SHEAF_OK)
            return status;
    }
    json_end(out, SHEAF_OF_NODE, 0);
    json_put(out, SHEAF_STR("\n"));
    return SHEAF_OK;
}

#define WORD(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

/* What options may say: the first word is 0, the second 1. */
static const struct {
    sheaf_str name;
    const char *words[2];
    sheaf_str code, refusal;
} options[] = {
    {WORD("indent"),
     {"none", "lines"},
     WORD("json.indent"),
     WORD("The option json.indent is neither 'lines' nor 'none'. Say "
          "--option json.indent=lines for one element a line, or "
          "--option json.indent=none for a single line.")},
    {WORD("figures"),
     {"omit", "embed"},
     WORD("json.figures"),
     WORD("The option json.figures is neither 'omit' nor 'embed'. Say "
          "--option json.figures=embed for the bytes of pictures as base64, or "
          "--option json.figures=omit for none.")},
};

static sheaf_status take_option(json_out *out, size_t i, uint32_t *value) {
    sheaf_str said = out->host->option(out->job, options[i].name);
    for (*value = 0; *value < 2; ++*value) {
        const char *word = options[i].words[*value];
        if (said.len == strlen(word) && memcmp(said.ptr, word, said.len) == 0)
            return SHEAF_OK;
    }
    return out->host->fail(out->job, SHEAF_BAD_CALL, options[i].code, options[i].refusal, NULL);
}

static uint32_t has_inner(const sheaf_document *document) {
    for (uint32_t i = 0; i < document->opaque.count; i++)
        if (SHEAF_AT(document->opaque, sheaf_opaque, i)->inner != SHEAF_IN_ITSELF)
            return 1;
    return 0;
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    json_out out = {.host = host, .job = job, .document = host->document(job)};
    out.base = out.at = out.end = out.swallow;
    sheaf_status status = host->tick(job, 0, 0);
    if (status == SHEAF_OK)
        status = take_option(&out, 0, &out.lines);
    if (status == SHEAF_OK)
        status = take_option(&out, 1, &out.embed);
    if (status != SHEAF_OK)
        return status;
    out.has_inner = has_inner(out.document);
    status = put_document(&out);
    json_flush(&out);
    return status != SHEAF_OK ? status : host->tick(job, 1, 1);
}

static const sheaf_plugin json_writer = {.size = sizeof(sheaf_plugin),
                                         .kind = SHEAF_WRITER,
                                         .caps = SHEAF_CAP_HARDENED,
                                         .id = "json",
                                         .version = SHEAF_VERSION,
                                         .run = run};

static const sheaf_plugin *const plugins[] = {&json_writer};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
