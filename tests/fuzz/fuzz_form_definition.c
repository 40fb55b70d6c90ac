// fuzz: plugins/form
/* Loads any bytes as a definition of a form, under the real host: one file as a document with what lint says of it, and two
 * files with a NUL between them as a version and one that extends it. What is taken is sound; a refusal has a sentence. */
#include "form.h"
#include "host/job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

static void demand_refusal(const sheaf_job *job) {
    demand(job->error.status != SHEAF_BAD_CALL, "no rule of the ABI is broken");
    demand(job->error.message[0] != '\0', "a refusal has a sentence");
}

static const sheaf_plugin *reader(void) {
    uint32_t i = 0;
    while (sheaf_entry.plugins[i]->kind != SHEAF_READER)
        i++;
    return sheaf_entry.plugins[i];
}

static void show(sheaf_job *job) {
    char message[256];
    sf_manifest manifest = {
        .info = {.kind = SHEAF_READER, .id = "form-definition", .format = "form-definition"}};
    if (sf_job_read(job, &manifest, reader()) != SHEAF_OK) {
        demand_refusal(job);
        return;
    }
    const sheaf_document *document = sf_job_document(job);
    demand(document && sf_document_check(document, message), "what is shown is sound");
#ifdef SHEAF_PLANTED_BUG
    /* A rule that does not hold: it proves that the harness gets as far as what a definition says. */
    for (uint32_t i = 0; i < document->meta.count; i++) {
        const sheaf_meta *meta = SHEAF_AT(document->meta, sheaf_meta, i);
        demand(!form_same(meta->key, SHEAF_STR("form.from")) || meta->value.ptr[0] == '2',
               "planted");
    }
#endif
}

/* Every cell has heads of its table's trees, and a group that is not itself. */
static void check_cells(const form_definition *d) {
    for (uint32_t i = 0; i < d->cells.count; i++) {
        const form_cell *cell = FORM_AT(d->cells, form_cell, i);
        demand(cell->row < d->heads.count && cell->column < d->heads.count, "heads are there");
        demand(cell->table < d->tables.count && cell->block < d->blocks.count,
               "its table is there");
        demand(cell->key.len > 0, "a key is not empty");
        demand(cell->within == SHEAF_NONE || cell->within < cell->row ||
                   cell->within < cell->column,
               "groups stand before what they stand for");
    }
}

static void extend(sheaf_job *job, sheaf_str base, sheaf_str own) {
    static const sheaf_document empty = {.size = sizeof empty};
    const form_context context = {.host = &sf_host, .job = job, .document = &empty};
    form_set set = {.definitions = FORM_LIST_OF(form_definition)};
    form_definition *made = form_push(&context, &set.definitions), extended;
    set.definitions.count = 0;
    if (!form_load_one(&context, SHEAF_STR("base.json"), base, NULL, made)) {
        demand_refusal(job);
        return;
    }
    set.definitions.count = 1;
    check_cells(made);
    if (form_load_one(&context, SHEAF_STR("own.json"), own, &set, &extended))
        check_cells(&extended);
    else
        demand_refusal(job);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *bytes = (const char *)data, *border = size > 0 ? memchr(bytes, '\0', size) : NULL;
    sf_settings settings;
    sf_source source;
    sheaf_job job;
    sf_settings_init(&settings);
    sf_source_lend(&source, (sheaf_str){bytes, size}, SHEAF_STR("fuzz"));
    sf_job_init(&job, &settings, &source, NULL);
    if (border != NULL)
        extend(&job, (sheaf_str){bytes, (size_t)(border - bytes)},
               (sheaf_str){border + 1, size - (size_t)(border - bytes) - 1});
    else
        show(&job);
    sf_job_done(&job);
    sf_settings_done(&settings);
    return 0;
}
