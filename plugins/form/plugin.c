/* The plugins of the library: the passes `form` and `check` and the reader `form-definition`. Each loads the definitions
 * that its document may need and leaves the rest to the stages. */
#include "form.h"

static sheaf_status run_form(const sheaf_host *host, sheaf_job *job) {
    form_context context = {.host = host, .job = job, .document = host->document(job)};
    form_set set;
    form_reading reading;
    if (form_read_document(&context, FORM_NO_RULES, &set, &reading) != 1 ||
        !form_state_fields(&context, &reading))
        return host->tick(job, 0, 0);
    for (uint32_t i = 0; i < reading.reports.count; i++)
        if (!form_bind(&context, &reading, FORM_AT(reading.reports, const form_report, i)))
            break;
    return host->tick(job, 0, 0);
}

/* A version speaks for the tables that were read as it. */
static int is_spoken(const form_context *context, const form_definition *definition) {
    for (uint32_t i = 0; i < context->document->forms.count; i++) {
        const sheaf_form *form = SHEAF_AT(context->document->forms, sheaf_form, i);
        if (form_same(form->id, definition->id) && form_same(form->version, definition->version))
            return 1;
    }
    return 0;
}

static int load_rules(const form_context *context, form_set *set, const form_reading *reading) {
    for (uint32_t i = 0; i < set->definitions.count; i++) {
        form_definition *one = FORM_AT(set->definitions, form_definition, i);
        if ((one == reading->definition || is_spoken(context, one)) &&
            !form_load_rules(context, one, FORM_RULES))
            return 0;
    }
    return 1;
}

static sheaf_status run_check(const sheaf_host *host, sheaf_job *job) {
    form_context context = {.host = host, .job = job, .document = host->document(job)};
    form_set set;
    form_reading reading;
    int found = form_read_document(&context, FORM_NO_RULES, &set, &reading);
    if (found == 0 || (found == 1 && load_rules(&context, &set, &reading)))
        form_check(&context, found == 1 ? &reading : NULL);
    return host->tick(job, 0, 0);
}

static const sheaf_plugin form = {.size = sizeof(sheaf_plugin),
                                  .kind = SHEAF_PASS,
                                  .caps = SHEAF_CAP_HARDENED,
                                  .id = "form",
                                  .version = SHEAF_VERSION,
                                  .run = run_form};

static const sheaf_plugin check = {.size = sizeof(sheaf_plugin),
                                   .kind = SHEAF_PASS,
                                   .caps = SHEAF_CAP_HARDENED,
                                   .id = "check",
                                   .version = SHEAF_VERSION,
                                   .run = run_check};

static const sheaf_plugin form_definition_reader = {.size = sizeof(sheaf_plugin),
                                                    .kind = SHEAF_READER,
                                                    .caps = SHEAF_CAP_HARDENED,
                                                    .id = "form-definition",
                                                    .version = SHEAF_VERSION,
                                                    .probe = form_probe,
                                                    .run = form_show_definition};

static const sheaf_plugin *const plugins[] = {&form, &check, &form_definition_reader};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
