/* The mode `facts`: one row a fact, in the order of the facts, with columns that never change. */
#include "csv.h"

static void put_names(csv_out *out) {
    static const char *const names[] = {"key",  "row_label", "column_label", "value",
                                        "raw",  "unit",      "status",       "page",
                                        "line", "repairs",   "findings"};
    csv_report_names(out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_words(out, (sheaf_str){names[i], strlen(names[i])});
    csv_end_row(out);
}

static void put_count(csv_out *out, uint64_t value, int is_there) {
    char digits[20];
    char *end = digits + sizeof digits;
    char *first = is_there ? csv_digits(end, value) : end;
    csv_words(out, (sheaf_str){first, (size_t)(end - first)});
}

/* Where the fact is printed: the first place of its cell that is one. */
static sheaf_origin place_of(const csv_out *out, const sheaf_fact *fact) {
    const sheaf_document *document = out->document;
    if (fact->node < document->nodes.count) {
        const sheaf_node *node = SHEAF_AT(document->nodes, sheaf_node, fact->node);
        for (uint32_t i = 0; i < node->origins; i++) {
            const sheaf_origin *at = SHEAF_AT(document->origins, sheaf_origin, node->origin + i);
            if (at->kind != SHEAF_AT_NOWHERE)
                return *at;
        }
    }
    return (sheaf_origin){.kind = SHEAF_AT_NOWHERE};
}

static void put_repairs(csv_out *out, const sheaf_fact *fact) {
    char digits[20];
    char *end = digits + sizeof digits;
    for (uint32_t i = 0; i < fact->repair_count; i++) {
        char *first = csv_digits(end, fact->repairs[i]);
        csv_list_add(out, (sheaf_str){first, (size_t)(end - first)});
    }
    csv_list_field(out);
}

static void put_fact(csv_out *out, const csv_links *links, const sheaf_fact *fact) {
    sheaf_origin at = place_of(out, fact);
    csv_report_fields(out, fact, 0);
    csv_words(out, fact->key);
    csv_words(out, fact->row_label);
    csv_words(out, fact->column_label);
    csv_value_field(out, fact);
    csv_words(out, fact->raw);
    csv_words(out, fact->unit);
    csv_words(out, csv_status_name(fact->status));
    put_count(out, at.unit, at.kind == SHEAF_AT_PAGE);
    put_count(out, at.unit, at.kind == SHEAF_AT_BYTES && at.unit > 0);
    put_repairs(out, fact);
    csv_findings_field(out, links, fact);
    csv_end_row(out);
}

sheaf_status csv_write_facts(csv_out *out) {
    const sheaf_array *facts = &out->document->facts;
    csv_links links;
    if (!csv_find_reports(out) || !csv_find_links(out, &links))
        return out->host->tick(out->job, 0, 0);
    csv_file(out, SHEAF_STR(""));
    put_names(out);
    for (uint32_t i = 0; i < facts->count; i++) {
        sheaf_status status = out->host->tick(out->job, i, facts->count);
        if (status != SHEAF_OK)
            return status;
        put_fact(out, &links, SHEAF_AT(*facts, sheaf_fact, i));
    }
    return SHEAF_OK;
}
