/* The plugins of the library: the passes `form` and `check` and the reader `form-definition`. Each loads the definitions
 * that its document may need and leaves the rest to the stages. */
#include "form.h"

static sheaf_status run_form(const sheaf_host *host, sheaf_job *job) {
    const form_context context = {host, job, host->document(job)};
    form_set set;
    form_reading reading;
    if (form_load(&context, &set) && form_recognise(&context, &set, &reading) == 1)
        form_state_fields(&context, &reading);
    return host->tick(job, 0, 0);
}

static sheaf_status run_check(const sheaf_host *host, sheaf_job *job) {
    const form_context context = {host, job, host->document(job)};
    form_set set;
    form_load(&context, &set);
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
