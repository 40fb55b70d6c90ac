/* See shelf.h. Memory is one list that shelf_close frees. */
#include "cm.h"

#include "package.h"
#include "shelf.h"

#include <zip.h>

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

typedef struct chunk {
    struct chunk *next;
    _Alignas(max_align_t) char bytes[];
} chunk;

static shelf *of(sheaf_job *job) {
    return (shelf *)(void *)job;
}

static void *keep(shelf *s, size_t bytes) {
    chunk *made = calloc(1, sizeof *made + bytes);
    assert_non_null(made);
    made->next = s->memory;
    s->memory = made;
    return made->bytes;
}

/* -------------------------------------------------------------------------------------- the host -- */

static sheaf_status tick(sheaf_job *job, uint64_t done, uint64_t total) {
    (void)done;
    (void)total;
    return of(job)->status;
}

static sheaf_status latch(sheaf_job *job, sheaf_status status, sheaf_str code, sheaf_str message,
                          const sheaf_origin *where) {
    shelf *s = of(job);
    (void)where;
    if (s->status == SHEAF_OK)
        snprintf(s->sentence, sizeof s->sentence, "%.*s", (int)message.len, message.ptr);
    if (s->status == SHEAF_OK)
        snprintf(s->failure, sizeof s->failure, "%.*s", (int)code.len, code.ptr);
    if (s->status == SHEAF_OK)
        s->status = status;
    return s->status;
}

static void diagnose(sheaf_job *job, const sheaf_diagnostic *diagnostic) {
    shelf *s = of(job);
    size_t used = strlen(s->said);
    snprintf(s->said + used, sizeof s->said - used, "%.*s ", (int)diagnostic->code.len,
             diagnostic->code.ptr);
}

static uint64_t limit(sheaf_job *job, sheaf_limit_id id) {
    (void)job;
    return id == SHEAF_LIMIT_RATIO ? 200 : 1u << 30;
}

static void *scratch(sheaf_job *job, size_t bytes) {
    shelf *s = of(job);
    if (++s->scratch_calls != s->fail_scratch)
        return keep(s, bytes);
    latch(job, SHEAF_MEMORY, SHEAF_STR("memory"), SHEAF_STR("no memory"), NULL);
    return NULL;
}

static const sheaf_input *input(sheaf_job *job) {
    return &of(job)->input;
}

static uint32_t part(sheaf_job *job, sheaf_str name) {
    (void)job;
    return (uint32_t)name.len;
}

static void set_meta(sheaf_job *job, sheaf_str key, sheaf_str value, uint32_t is_number) {
    shelf *s = of(job);
    size_t used = strlen(s->meta);
    s->metas++;
    snprintf(s->meta + used, sizeof s->meta - used, "%.*s%c%.*s\n", (int)key.len, key.ptr,
             is_number ? ':' : '=', (int)value.len, value.ptr);
}

static const sheaf_host host = {.size = sizeof host,
                                .abi_major = SHEAF_ABI_MAJOR,
                                .abi_minor = SHEAF_ABI_MINOR,
                                .tick = tick,
                                .fail = latch,
                                .diagnose = diagnose,
                                .limit = limit,
                                .scratch = scratch,
                                .input = input,
                                .part = part,
                                .set_meta = set_meta};

/* ----------------------------------------------------------------------------------- the package -- */

/* The text with each %W replaced. */
static sheaf_str expand(shelf *s, const char *xml) {
    size_t marks = 0;
    for (const char *at = xml; (at = strstr(at, "%W")) != NULL; at += 2)
        marks++;
    char *out = keep(s, strlen(xml) + marks * sizeof W + 1);
    size_t len = 0;
    while (*xml) {
        int is_mark = strncmp(xml, "%W", 2) == 0;
        size_t used = is_mark ? sizeof W - 1 : 1;
        memcpy(out + len, is_mark ? W : xml, used);
        len += used;
        xml += is_mark ? 2 : 1;
    }
    return (sheaf_str){out, len};
}

static void add_part(shelf *s, zip_t *archive, const shelf_part *added) {
    sheaf_str xml = expand(s, added->xml);
    zip_source_t *source = zip_source_buffer(archive, xml.ptr, xml.len, 0);
    assert_non_null(source);
    assert_true(zip_file_add(archive, added->name, source, 0) >= 0);
}

static sheaf_str bytes_of(shelf *s, zip_source_t *source) {
    zip_stat_t stat;
    assert_int_equal(zip_source_stat(source, &stat), 0);
    char *bytes = keep(s, (size_t)stat.size + 1);
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, bytes, stat.size), (zip_int64_t)stat.size);
    zip_source_close(source);
    return (sheaf_str){bytes, (size_t)stat.size};
}

static void pack(shelf *s, const shelf_part *parts, size_t count) {
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    assert_non_null(source);
    zip_source_keep(source);
    zip_t *archive = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    assert_non_null(archive);
    for (size_t i = 0; i < count; i++)
        add_part(s, archive, &parts[i]);
    assert_int_equal(zip_close(archive), 0);
    s->input =
        (sheaf_input){.size = sizeof s->input, .bytes = bytes_of(s, source), .name = SHEAF_STR("")};
    zip_source_free(source);
}

sheaf_status shelf_open(shelf *s, const shelf_part *parts, size_t count) {
    pack(s, parts, count);
    s->reader = (docx_reader){
        .host = &host, .job = (sheaf_job *)(void *)s, .main = SHEAF_STR("word/document.xml")};
    docx_names_init(&s->reader.names);
    return docx_package_open(&s->reader);
}

void shelf_close(shelf *s) {
    docx_package_close(&s->reader);
    for (chunk *at = s->memory, *next; at; at = next) {
        next = at->next;
        free(at);
    }
    s->memory = NULL;
}

uint32_t shelf_sweep(sheaf_status (*scenario)(shelf *shelf)) {
    for (uint32_t k = 1;; k++) {
        shelf s = {.fail_scratch = k};
        sheaf_status status = scenario(&s);
        int is_reached = s.scratch_calls >= k;
        shelf_close(&s);
        assert_int_equal(status, is_reached ? SHEAF_MEMORY : SHEAF_OK);
        if (!is_reached)
            return k - 1;
    }
}
