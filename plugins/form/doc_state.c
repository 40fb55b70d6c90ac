/* States what the first report says of itself as metadata: the members that the definition names. */
#include "doc.h"

int form_state_fields(const form_context *context, const form_reading *reading) {
    const form_definition *definition = reading->definition;
    form_matcher matcher;
    if (reading->reports.count == 0)
        return 1;
    const form_report *report = FORM_AT(reading->reports, const form_report, 0);
    if (!form_matcher_begin(context, &matcher))
        return 0;
    const form_said *said = form_read_fields(&matcher, definition, report->prose);
    for (uint32_t i = 0; said != NULL && i < definition->fields.count; i++) {
        const form_field *field = FORM_AT(definition->fields, const form_field, i);
        if (said[i].value.ptr != NULL && !field->is_unstated)
            context->host->set_meta(context->job, field->key, said[i].value,
                                    field->type == FORM_FIELD_NUMBER);
    }
    return said != NULL;
}
