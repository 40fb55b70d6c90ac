// fuzz: plugins/read_json
/* Reads any bytes as a report in JSON, under the real host. What is taken is a sound document, the reader never breaks a
 * rule of the ABI, a refusal has a sentence, and the probe of a report that is taken does not say no. */
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

static void check(sheaf_job *job, const sheaf_plugin *reader) {
    char message[256];
    sheaf_str why = {NULL, 0};
    const sheaf_document *document = sf_job_document(job);
    demand(document && sf_document_check(document, message), "what is read is sound");
    demand(reader->probe(&job->input, &why) > SHEAF_BID_NO, "what is read is not refused unseen");
#ifdef SHEAF_PLANTED_BUG
    /* A rule that the seeds keep: it proves that the harness changes values of facts. */
    for (uint32_t i = 0; i < document->facts.count; i++) {
        uint32_t scale = SHEAF_AT(document->facts, sheaf_fact, i)->value.scale;
        demand(scale == 0 || scale == 2, "planted");
    }
#endif
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const sheaf_plugin *reader = sheaf_entry.plugins[0];
    sf_manifest manifest = {.info = {.kind = SHEAF_READER, .id = "json", .format = "json"}};
    sf_settings settings;
    sf_source source;
    sheaf_job job;
    sf_settings_init(&settings);
    sf_source_lend(&source, (sheaf_str){(const char *)data, size}, SHEAF_STR("fuzz"));
    sf_job_init(&job, &settings, &source, NULL);
    if (sf_job_read(&job, &manifest, reader) == SHEAF_OK) {
        check(&job, reader);
    } else {
        demand(job.error.status != SHEAF_BAD_CALL, "no rule of the ABI is broken");
        demand(job.error.message[0] != '\0', "a refusal has a sentence");
    }
    sf_job_done(&job);
    sf_settings_done(&settings);
    return 0;
}
