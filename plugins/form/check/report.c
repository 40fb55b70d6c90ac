/* What the metadata say of a report. */
#include "check/check.h"

sheaf_str form_meta(const sheaf_document *document, sheaf_str key) {
    for (uint32_t i = 0; i < document->meta.count; i++) {
        const sheaf_meta *meta = SHEAF_AT(document->meta, sheaf_meta, i);
        if (form_same(meta->key, key))
            return meta->value;
    }
    return SHEAF_STR("");
}

int64_t form_year(sheaf_str text) {
    int64_t year = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || year > 9999)
            return 0;
        year = year * 10 + (text.ptr[i] - '0');
    }
    return year;
}

int64_t form_meta_year(const sheaf_document *document) {
    return form_year(form_meta(document, SHEAF_STR("year")));
}
