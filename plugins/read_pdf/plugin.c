/* SPDX-License-Identifier: GPL-2.0-or-later
 * The reader of PDF (ISO 32000): pages through Poppler, laid out one by one, reported as a whole. One function opens and
 * closes what a run needs, the others work. */
#include "layout.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string.h>

/* From the second page on freed memory stays with the process that reads the document, as the next page needs as much. On
 * the first one large blocks come from the system, which zeroes only what is touched of them. */
enum { KEPT_BLOCK = 32 << 20, KEPT_FREE = 64 << 20 };

static sheaf_status no_memory(pdf_reader *reader) {
    return reader->host->fail(reader->job, SHEAF_MEMORY, SHEAF_STR("memory"),
                              SHEAF_STR("no memory is left for the pages of the PDF"), NULL);
}

static void keep_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, KEPT_BLOCK);
    mallopt(M_TRIM_THRESHOLD, KEPT_FREE);
#endif
}

static sheaf_status read_pages(pdf_reader *reader, pdf_source *source) {
    uint32_t pages = pdf_source_pages(source);
    reader->sheets = PDF_TAKE(reader->kept, pdf_sheet, pages);
    if (!reader->sheets)
        return no_memory(reader);
    for (uint32_t i = 0; i < pages; i++) {
        pdf_page page = {0};
        if (i == 1)
            keep_memory();
        sheaf_status status = reader->host->tick(reader->job, i, pages);
        if (status == SHEAF_OK)
            status = pdf_source_page(source, i, &page);
        if (status != SHEAF_OK)
            return status;
        pdf_layout(reader, &page, &reader->sheets[reader->sheet_count++]);
        reader->looks = page.looks;
        reader->look_count = page.look_count;
        if (pdf_room_failed(reader->kept) || pdf_room_failed(reader->page))
            return no_memory(reader);
        pdf_room_empty(reader->page);
    }
    return SHEAF_OK;
}

static sheaf_status read_document(pdf_reader *reader) {
    pdf_source *source = NULL;
    sheaf_status status = pdf_source_open(reader, &source);
    if (status == SHEAF_OK)
        status = read_pages(reader, source);
    if (status == SHEAF_OK)
        status = pdf_report(reader, source);
    pdf_source_close(source);
    return status;
}

static bool is_plain(const sheaf_host *host, sheaf_job *job) {
    sheaf_str value = host->option(job, SHEAF_STR("no-repair"));
    return value.len == 3 && memcmp(value.ptr, "yes", 3) == 0;
}

static sheaf_status run_pdf(const sheaf_host *host, sheaf_job *job) {
    pdf_reader reader = {.host = host,
                         .job = job,
                         .kept = pdf_room_new(),
                         .page = pdf_room_new(),
                         .is_plain = is_plain(host, job)};
    sheaf_status status = reader.kept && reader.page ? read_document(&reader) : no_memory(&reader);
    pdf_room_free(reader.page);
    pdf_room_free(reader.kept);
    return status == SHEAF_OK ? host->tick(job, 0, 0) : status;
}

/* The signature, somewhere in the first kilobyte (ISO 32000-1, annex H, implementation note 13). */
static uint32_t probe_pdf(const sheaf_input *input, sheaf_str *why) {
    size_t bytes = input->bytes.len < 1024 ? input->bytes.len : 1024;
    for (size_t i = 0; i + 5 <= bytes; i++)
        if (memcmp(input->bytes.ptr + i, "%PDF-", 5) == 0) {
            *why = SHEAF_STR("begins with %PDF-");
            return SHEAF_BID_SURE;
        }
    *why = SHEAF_STR("has no %PDF- in its first kilobyte");
    return SHEAF_BID_NO;
}

static const sheaf_plugin pdf = {.size = sizeof pdf,
                                 .kind = SHEAF_READER,
                                 .caps = SHEAF_CAP_SERIAL | SHEAF_CAP_ISOLATE,
                                 .id = "pdf",
                                 .version = SHEAF_VERSION,
                                 .probe = probe_pdf,
                                 .run = run_pdf};

static const sheaf_plugin *const plugins[] = {&pdf};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
