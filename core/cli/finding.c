/* What all formats ask about a finding. */
#include "base/text.h"
#include "cli/check.h"

int sf_counts(const sheaf_finding *finding) {
    return finding->outcome == SHEAF_FAIL && finding->suppressed.len == 0;
}

sheaf_str sf_finding_message(const sheaf_finding *finding, sf_language language) {
    const sheaf_str texts[] = {finding->message_en, finding->message_zh};
    sheaf_str wanted = texts[language == SF_CHINESE];
    return wanted.len ? wanted : texts[language != SF_CHINESE];
}

/* They are in the order of their instances, each of which has one at least. */
uint32_t sf_reports_in(const sheaf_document *document) {
    uint32_t count = document->forms.count;
    uint32_t last = count ? SHEAF_AT(document->forms, sheaf_form, count - 1)->instance : 0;
    return last < count ? last + 1 : count ? count : 1;
}

static const sheaf_origin *place_of(const sheaf_document *document, uint32_t i) {
    const sheaf_node *node = SHEAF_AT(document->nodes, sheaf_node, i);
    return node->origins ? SHEAF_AT(document->origins, sheaf_origin, node->origin) : NULL;
}

/* A blank cell stands nowhere: then a cell before it says where to look. */
static const sheaf_origin *place_before(const sheaf_document *document, uint32_t i) {
    const sheaf_node *node = SHEAF_AT(document->nodes, sheaf_node, i);
    const sheaf_origin *place = NULL;
    const uint32_t most = 64;
    for (uint32_t k = i; !place && node->kind == SHEAF_CELL && --k > node->parent && i - k < most;)
        place = place_of(document, k);
    return place;
}

const sheaf_origin *sf_finding_place(const sheaf_document *document, const sheaf_finding *finding) {
    const sheaf_origin *place = NULL;
    for (uint32_t i = 0; !place && i < finding->node_count; i++)
        if (finding->nodes[i] < document->nodes.count)
            place = place_of(document, finding->nodes[i]);
    for (uint32_t i = 0; !place && i < finding->node_count; i++)
        if (finding->nodes[i] < document->nodes.count)
            place = place_before(document, finding->nodes[i]);
    return place;
}

sheaf_str sf_meta_value(const sheaf_document *document, const char *key) {
    for (uint32_t i = 0; i < document->meta.count; i++) {
        const sheaf_meta *meta = SHEAF_AT(document->meta, sheaf_meta, i);
        if (sf_str_equal(meta->key, sf_str_of(key)))
            return meta->value;
    }
    return SHEAF_STR("");
}

const char *sf_severity_name(uint32_t severity) {
    static const char *const names[] = {"info", "warning", "error"};
    return names[severity < SHEAF_ERROR ? severity : SHEAF_ERROR];
}
