/* SPDX-License-Identifier: GPL-2.0-or-later
 * The host's calls are handed the desk as their job. */
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static desk *desk_of(sheaf_job *job) {
    return (desk *)(void *)job;
}

static void note(sheaf_job *job, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void note(sheaf_job *job, const char *format, ...) {
    desk *d = desk_of(job);
    size_t used = strlen(d->said);
    va_list values;
    va_start(values, format);
    vsnprintf(d->said + used, sizeof d->said - used, format, values);
    va_end(values);
}

static sheaf_status tick(sheaf_job *job, uint64_t done, uint64_t total) {
    (void)job;
    (void)done;
    (void)total;
    return SHEAF_OK;
}

static sheaf_status fail_job(sheaf_job *job, sheaf_status status, sheaf_str code, sheaf_str message,
                             const sheaf_origin *where) {
    (void)message;
    (void)where;
    note(job, "%.*s\n", (int)code.len, code.ptr);
    return status;
}

static void diagnose(sheaf_job *job, const sheaf_diagnostic *said) {
    note(job, "%.*s %u\n", (int)said->code.len, said->code.ptr, said->origin.unit);
}

static sheaf_str option(sheaf_job *job, sheaf_str name) {
    const char *way = desk_of(job)->way;
    (void)name;
    return way ? (sheaf_str){way, strlen(way)} : SHEAF_STR("auto");
}

static uint64_t limit(sheaf_job *job, sheaf_limit_id id) {
    (void)job;
    (void)id;
    return UINT64_C(1) << 30;
}

static const sheaf_input *input(sheaf_job *job) {
    return &desk_of(job)->input;
}

static int resource(sheaf_job *job, sheaf_str name, sheaf_str *bytes) {
    const char *password = desk_of(job)->password;
    (void)name;
    *bytes = password ? (sheaf_str){password, strlen(password)} : SHEAF_STR("");
    return password != NULL;
}

static void set_meta(sheaf_job *job, sheaf_str key, sheaf_str value, uint32_t is_number) {
    (void)is_number;
    note(job, "%.*s=%.*s\n", (int)key.len, key.ptr, (int)value.len, value.ptr);
}

void desk_bytes(desk *d, const char *bytes, size_t length) {
    d->input = (sheaf_input){
        .size = sizeof d->input, .bytes = {bytes, length}, .name = SHEAF_STR("a.pdf")};
}

/* Appends an object and remembers where it begins. */
static size_t add_object(desk *d, size_t used, size_t offsets[], size_t *count, const char *text) {
    offsets[(*count)++] = used;
    int length = snprintf(d->bytes + used, sizeof d->bytes - used, "%zu 0 obj %s\n", *count, text);
    assert_true(length > 0 && used + (size_t)length < sizeof d->bytes);
    return used + (size_t)length;
}

static size_t add_end(desk *d, size_t used, const size_t offsets[], size_t count) {
    size_t start = used;
    used += (size_t)snprintf(d->bytes + used, sizeof d->bytes - used,
                             "xref\n0 %zu\n0000000000 65535 f \n", count + 1);
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(d->bytes + used, sizeof d->bytes - used, "%010zu 00000 n \n",
                                 offsets[i]);
    used += (size_t)snprintf(d->bytes + used, sizeof d->bytes - used,
                             "trailer<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
                             count + 1, start);
    assert_true(used < sizeof d->bytes);
    return used;
}

void desk_page(desk *d, const char *page, const char *content, const char *const *more) {
    static char text[8192];
    size_t offsets[32], count = 0;
    size_t used = (size_t)snprintf(d->bytes, sizeof d->bytes, "%%PDF-1.7\n");
    used = add_object(d, used, offsets, &count, "<</Type/Catalog/Pages 2 0 R>>endobj");
    used = add_object(d, used, offsets, &count, "<</Type/Pages/Kids[3 0 R]/Count 1>>endobj");
    snprintf(text, sizeof text,
             "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R%s>>endobj", page);
    used = add_object(d, used, offsets, &count, text);
    snprintf(text, sizeof text, "<</Length %zu>>stream\n%s\nendstream endobj", strlen(content),
             content);
    used = add_object(d, used, offsets, &count, text);
    for (; more && *more; more++)
        used = add_object(d, used, offsets, &count, *more);
    desk_bytes(d, d->bytes, add_end(d, used, offsets, count));
}

sheaf_status desk_open(desk *d) {
    d->host = (sheaf_host){.size = sizeof d->host,
                           .abi_major = SHEAF_ABI_MAJOR,
                           .abi_minor = SHEAF_ABI_MINOR,
                           .tick = tick,
                           .fail = fail_job,
                           .diagnose = diagnose,
                           .option = option,
                           .limit = limit,
                           .input = input,
                           .resource = resource,
                           .set_meta = set_meta};
    d->reader = (pdf_reader){.host = &d->host,
                             .job = (sheaf_job *)(void *)d,
                             .kept = pdf_room_new(),
                             .page = pdf_room_new()};
    return pdf_source_open(&d->reader, &d->source);
}

void desk_close(desk *d) {
    pdf_source_close(d->source);
    pdf_room_free(d->reader.page);
    pdf_room_free(d->reader.kept);
}

pdf_page desk_read(desk *d, uint32_t index) {
    pdf_page page;
    pdf_room_empty(d->reader.page);
    assert_int_equal(pdf_source_page(d->source, index, &page), SHEAF_OK);
    return page;
}

const pdf_ink *desk_ink(const pdf_page *page, pdf_paint paint, uint32_t *from) {
    while (*from < page->ink_count)
        if (page->inks[(*from)++].paint == paint)
            return &page->inks[*from - 1];
    return NULL;
}

void desk_expect_box(const float box[4], float x0, float y0, float x1, float y1, float far) {
    const float expected[4] = {x0, y0, x1, y1};
    for (int i = 0; i < 4; i++)
        if (!(fabsf(box[i] - expected[i]) <= far))
            fail_msg("side %d is %g, not %g (box %g %g %g %g)", i, (double)box[i],
                     (double)expected[i], (double)box[0], (double)box[1], (double)box[2],
                     (double)box[3]);
}
