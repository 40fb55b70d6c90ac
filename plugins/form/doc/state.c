/* States what each report says of itself as metadata: the members that the definition names. Those of the first report have
 * the plain keys (`agency`), those of a later one stand in an object of its own (`report2.agency`). */
#include "doc/doc.h"

#include <stdio.h>

static sheaf_str key_of(const form_context *context, uint32_t instance, sheaf_str key) {
    char object[24];
    if (instance == 0)
        return key;
    int length = snprintf(object, sizeof object, "report%llu.", (unsigned long long)instance + 1);
    const sheaf_str parts[] = {{object, (size_t)length}, key};
    return form_join(context, parts, 2, SHEAF_STR(""));
}

static int state_report(const form_context *context, const form_definition *definition,
                        const form_report *report) {
    const form_said *said = report->said;
    for (uint32_t i = 0; i < definition->fields.count; i++) {
        const form_field *field = FORM_AT(definition->fields, const form_field, i);
        if (said[i].value.ptr == NULL || field->is_unstated)
            continue;
        sheaf_str key = key_of(context, report->instance, field->key);
        if (key.ptr == NULL)
            return 0;
        context->host->set_meta(context->job, key, said[i].value, field->type == FORM_FIELD_NUMBER);
    }
    return 1;
}

int form_state_fields(const form_context *context, const form_reading *reading) {
    for (uint32_t i = 0; i < reading->reports.count; i++)
        if (!state_report(context, reading->definition,
                          FORM_AT(reading->reports, const form_report, i)))
            return 0;
    return 1;
}
