/* The collecting host of the writers' unit tests, see writing.h. */
#include "writing.h"

#include <string.h>

static int is_refused(sheaf_job *job) {
    if (++job->calls == job->refuse)
        job->status = SHEAF_IO;
    return job->status != SHEAF_OK;
}

static sheaf_status desk_tick(sheaf_job *job, uint64_t done, uint64_t total) {
    (void)done;
    (void)total;
    is_refused(job);
    return job->status;
}

static sheaf_status desk_fail(sheaf_job *job, sheaf_status status, sheaf_str code,
                              sheaf_str message, const sheaf_origin *where) {
    (void)where;
    if (job->status == SHEAF_OK) {
        job->status = status;
        snprintf(job->code, sizeof job->code, "%.*s", (int)code.len, code.ptr);
        snprintf(job->message, sizeof job->message, "%.*s", (int)message.len, message.ptr);
    }
    return job->status;
}

static void desk_diagnose(sheaf_job *job, const sheaf_diagnostic *diagnostic) {
    size_t used = strlen(job->said);
    snprintf(job->said + used, sizeof job->said - used, "%.*s ", (int)diagnostic->code.len,
             diagnostic->code.ptr);
}

/* The value in "mode=wide bom=yes", else what the manifest says. */
static sheaf_str desk_option(sheaf_job *job, sheaf_str name) {
    const char *const places[] = {job->options != NULL ? job->options : "", desk_standard};
    for (size_t i = 0; i < 2; i++)
        for (const char *at = places[i]; *at != '\0'; at += strspn(at, " ")) {
            size_t length = strcspn(at, " ");
            if (length > name.len && at[name.len] == '=' && memcmp(at, name.ptr, name.len) == 0)
                return (sheaf_str){at + name.len + 1, length - name.len - 1};
            at += length;
        }
    fail_msg("the manifest has no option %.*s", (int)name.len, name.ptr);
    return SHEAF_STR("");
}

static uint64_t desk_limit(sheaf_job *job, sheaf_limit_id id) {
    (void)job;
    assert_int_equal(id, SHEAF_LIMIT_CELLS);
    return 100;
}

static void *desk_scratch(sheaf_job *job, size_t bytes) {
    if (is_refused(job))
        return NULL;
    assert_true(job->scratches < sizeof job->scratch / sizeof *job->scratch);
    return job->scratch[job->scratches++] = calloc(1, bytes > 0 ? bytes : 1);
}

static const sheaf_document *desk_document(sheaf_job *job) {
    return job->document;
}

/* A fresh block of exactly the promised size each time, so that a sanitizer sees a byte too many. */
static char *desk_reserve(sheaf_job *job, size_t least, size_t *room) {
    assert_true(least <= (size_t)64 * 1024);
    assert_null(job->lent);
    if (is_refused(job))
        return NULL;
    job->lent_bytes = least > job->room ? least : job->room;
    *room = job->lent_bytes;
    return job->lent = malloc(job->lent_bytes > 0 ? job->lent_bytes : 1);
}

static void collect(sheaf_job *job, const char *bytes, size_t length) {
    job->bytes = realloc(job->bytes, job->length + length + 1);
    memcpy(job->bytes + job->length, bytes, length);
    job->length += length;
    job->bytes[job->length] = '\0';
}

static void desk_commit(sheaf_job *job, size_t bytes) {
    assert_non_null(job->lent);
    assert_true(bytes <= job->lent_bytes);
    collect(job, job->lent, bytes);
    free(job->lent);
    job->lent = NULL;
}

static void desk_next_output(sheaf_job *job, sheaf_str name) {
    assert_null(job->lent);
    assert_true(job->has_outputs);
    if (is_refused(job))
        return;
    collect(job, "== ", 3);
    collect(job, name.ptr, name.len);
    collect(job, "\n", 1);
}

static uint32_t desk_has_outputs(sheaf_job *job) {
    return job->has_outputs;
}

const sheaf_host desk_host = {.size = sizeof(sheaf_host),
                              .abi_major = SHEAF_ABI_MAJOR,
                              .abi_minor = SHEAF_ABI_MINOR,
                              .tick = desk_tick,
                              .fail = desk_fail,
                              .diagnose = desk_diagnose,
                              .option = desk_option,
                              .limit = desk_limit,
                              .scratch = desk_scratch,
                              .document = desk_document,
                              .reserve = desk_reserve,
                              .commit = desk_commit,
                              .next_output = desk_next_output,
                              .has_outputs = desk_has_outputs};

const char *desk_text(const sheaf_job *job) {
    return job->bytes != NULL ? job->bytes : "";
}

void desk_clear(sheaf_job *job) {
    for (size_t i = 0; i < job->scratches; i++)
        free(job->scratch[i]);
    free(job->lent);
    free(job->bytes);
    job->lent = job->bytes = NULL;
    job->scratches = job->length = 0;
}

static void give(sheaf_str *text) {
    if (text->ptr == NULL)
        *text = SHEAF_STR("");
}

/* Text is never NULL across the border. */
static void give_texts(sheaf_document *document) {
    for (uint32_t i = 0; i < document->nodes.count; i++)
        give(&((sheaf_node *)(uintptr_t)SHEAF_AT(document->nodes, sheaf_node, i))->text);
    for (uint32_t i = 0; i < document->facts.count; i++) {
        sheaf_fact *fact = (sheaf_fact *)(uintptr_t)SHEAF_AT(document->facts, sheaf_fact, i);
        sheaf_str *const texts[] = {&fact->label, &fact->row_label, &fact->column_label, &fact->raw,
                                    &fact->unit};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            give(texts[k]);
    }
    for (uint32_t i = 0; i < document->forms.count; i++)
        give(&((sheaf_form *)(uintptr_t)SHEAF_AT(document->forms, sheaf_form, i))->table);
    give(&document->source_name);
    give(&document->source_format);
}

sheaf_status desk_run(sheaf_job *job, const sheaf_document *document) {
    job->document = document;
    return sheaf_entry.plugins[0]->run(&desk_host, job);
}

sheaf_status desk_write(sheaf_job *job, sheaf_document *document) {
    give_texts(document);
    return desk_run(job, document);
}

/* No strstr: under AddressSanitizer each call measures all the rest. */
unsigned desk_count(const sheaf_job *job, const char *part) {
    unsigned count = 0;
    size_t size = strlen(part);
    for (const char *at = desk_text(job); *at; at++)
        count += *at == *part && strncmp(at, part, size) == 0;
    return count;
}
