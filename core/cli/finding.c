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

const sheaf_origin *sf_finding_place(const sheaf_document *document, const sheaf_finding *finding) {
    for (uint32_t i = 0; i < finding->node_count; i++) {
        if (finding->nodes[i] >= document->nodes.count)
            continue;
        const sheaf_node *node = SHEAF_AT(document->nodes, sheaf_node, finding->nodes[i]);
        if (node->origins)
            return SHEAF_AT(document->origins, sheaf_origin, node->origin);
    }
    return NULL;
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
