/* datapackage.json: what stands in the files beside it (Data Package 2.0, datapackage.org). It names exactly the
 * files that this conversion wrote. Members of ours begin with `sheaf:`. */
#include "csv.h"

static void put_string(csv_out *out, sheaf_str lead, sheaf_str text) {
    csv_put(out, lead);
    csv_json_string(out, text);
}

static void put_title(csv_out *out) {
    const sheaf_array *meta = &out->document->meta;
    for (uint32_t i = 0; i < meta->count; i++) {
        const sheaf_meta *stated = SHEAF_AT(*meta, sheaf_meta, i);
        if (csv_same(stated->key, SHEAF_STR("title")) && stated->value.len > 0)
            put_string(out, SHEAF_STR(",\n \"title\": "), stated->value);
    }
}

static void put_place(csv_out *out, const sheaf_origin *at) {
    if ((at->kind != SHEAF_AT_BYTES && at->kind != SHEAF_AT_PAGE) || at->unit == 0)
        return;
    csv_put(out, at->kind == SHEAF_AT_PAGE ? SHEAF_STR("page ") : SHEAF_STR("line "));
    csv_number(out, at->unit);
    csv_put(out, SHEAF_STR(": "));
}

/* What was said when the report was read, as people saw it. */
static void put_diagnostics(csv_out *out) {
    static const char *const severities[] = {"info: ", "warning: ", "error: "};
    const sheaf_array *diagnostics = &out->document->diagnostics;
    for (uint32_t i = 0; i < diagnostics->count; i++) {
        const sheaf_diagnostic *d = SHEAF_AT(*diagnostics, sheaf_diagnostic, i);
        const char *severity = severities[d->severity <= SHEAF_ERROR ? d->severity : SHEAF_ERROR];
        csv_put(out,
                i == 0 ? SHEAF_STR(",\n \"sheaf:diagnostics\": [\n  \"") : SHEAF_STR(",\n  \""));
        put_place(out, &d->origin);
        csv_put(out, (sheaf_str){severity, strlen(severity)});
        csv_json_text(out, d->message);
        csv_put(out, SHEAF_STR(" ["));
        csv_json_text(out, d->code);
        csv_put(out, i + 1 < diagnostics->count ? SHEAF_STR("]\"") : SHEAF_STR("]\"]"));
    }
}

static void put_head(csv_out *out) {
    const sheaf_document *document = out->document;
    csv_put(out, SHEAF_STR("{\"$schema\": \"https://datapackage.org/profiles/2.0/"
                           "datapackage.json\""));
    put_title(out);
    put_string(out, SHEAF_STR(",\n \"sources\": [{\"title\": "),
               document->source_name.len > 0 ? document->source_name : SHEAF_STR("stdin"));
    put_string(out, SHEAF_STR(", \"sheaf:format\": "), document->source_format);
    csv_put(out, SHEAF_STR("}],\n \"sheaf:version\": \"" SHEAF_VERSION "\""));
    csv_put(out, document->complete ? SHEAF_STR(",\n \"sheaf:complete\": true")
                                    : SHEAF_STR(",\n \"sheaf:complete\": false"));
    put_diagnostics(out);
    csv_put(out, SHEAF_STR(",\n \"resources\": ["));
}

static sheaf_status put_resource(csv_out *out, const csv_table *table, uint32_t tables) {
    char name[CSV_NAME_MOST];
    sheaf_str title = table->caption.len > 0 ? table->caption : table->heading;
    csv_put(out, table->number == 1 ? SHEAF_STR("\n  {\"name\": \"table-")
                                    : SHEAF_STR(",\n  {\"name\": \"table-"));
    csv_number(out, table->number);
    csv_put(out, SHEAF_STR("\", \"type\": \"table\""));
    if (title.len > 0)
        put_string(out, SHEAF_STR(", \"title\": "), title);
    put_string(out, SHEAF_STR(",\n   \"path\": "), csv_file_name(table, tables, name));
    csv_put(out, SHEAF_STR(", \"format\": \"csv\", \"mediatype\": \"text/csv\", \"encoding\": "
                           "\"utf-8\""));
    if (table->outer > 0) {
        csv_put(out, SHEAF_STR(",\n   \"sheaf:in\": \"table-"));
        csv_number(out, table->outer);
        csv_put(out, SHEAF_STR("\""));
    }
    sheaf_status status = csv_put_schema(out, table);
    csv_put(out, SHEAF_STR("}"));
    return status;
}

sheaf_status csv_write_package(csv_out *out, uint32_t tables) {
    csv_walk walk = {.out = out};
    csv_table table;
    csv_flush(out);
    out->host->next_output(out->job, SHEAF_STR("datapackage.json"));
    put_head(out);
    while (csv_next_table(&walk, &table)) {
        sheaf_status status = put_resource(out, &table, tables);
        if (status != SHEAF_OK)
            return status;
    }
    csv_put(out, SHEAF_STR("]}\n"));
    return out->host->tick(out->job, 1, 1);
}
