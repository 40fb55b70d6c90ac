/* The collecting host of the unit tests, see desk.h. */
#include "desk.h"

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
    (void)code;
    (void)where;
    if (job->status == SHEAF_OK) {
        job->status = status;
        snprintf(job->message, sizeof job->message, "%.*s", (int)message.len, message.ptr);
    }
    return job->status;
}

static sheaf_str desk_option(sheaf_job *job, sheaf_str name) {
    if (name.len == 7 && memcmp(name.ptr, "figures", 7) == 0)
        return job->figures.len > 0 ? job->figures : SHEAF_STR("omit");
    assert_int_equal(name.len, 6);
    assert_memory_equal(name.ptr, "indent", 6);
    return job->indent.len > 0 ? job->indent : SHEAF_STR("lines");
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
    return job->lent = malloc(job->lent_bytes);
}

static void desk_commit(sheaf_job *job, size_t bytes) {
    assert_non_null(job->lent);
    assert_true(bytes <= job->lent_bytes);
    job->bytes = realloc(job->bytes, job->length + bytes + 1);
    memcpy(job->bytes + job->length, job->lent, bytes);
    job->length += bytes;
    job->bytes[job->length] = '\0';
    free(job->lent);
    job->lent = NULL;
}

const sheaf_host desk_host = {.size = sizeof(sheaf_host),
                              .abi_major = SHEAF_ABI_MAJOR,
                              .abi_minor = SHEAF_ABI_MINOR,
                              .tick = desk_tick,
                              .fail = desk_fail,
                              .option = desk_option,
                              .scratch = desk_scratch,
                              .document = desk_document,
                              .reserve = desk_reserve,
                              .commit = desk_commit};

json_out desk_out(sheaf_job *job) {
    json_out out = {.host = &desk_host, .job = job, .document = job->document, .lines = 1};
    return out;
}

const char *desk_text(sheaf_job *job) {
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

sheaf_status desk_write(sheaf_job *job, const sheaf_document *document) {
    job->document = document;
    return sheaf_entry.plugins[0]->run(&desk_host, job);
}

/* No strstr: under AddressSanitizer each call measures all the rest. */
unsigned desk_count(sheaf_job *job, const char *part) {
    unsigned count = 0;
    size_t size = strlen(part);
    for (const char *at = desk_text(job); *at; at++)
        count += *at == *part && strncmp(at, part, size) == 0;
    return count;
}
