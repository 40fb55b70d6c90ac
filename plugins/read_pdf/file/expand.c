/* SPDX-License-Identifier: GPL-2.0-or-later
 * Streams inflated before Poppler reads them: by zlib where the file has plain tables (file/unpack.c), else by libqpdf, where
 * that pays (file/pays.c). Every failure leaves the document as it was. */
#define _GNU_SOURCE /* dladdr */
#include "shim/expand.h"
#include "file/pays.h"
#include "file/unpack.h"
#include "source.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY "libsheaf-pdf-expand.so"

enum {
    MOST_UNPACKED = 24 << 20, /* bytes that come out of streams by zlib */
    MOST_ANYWAY = 16 << 20,   /* bytes that come out of any document, and with them of each page */
    MOST_EXPANDED_PAGE = 24 * 1024
};

/* In the folder of this code: a sanitizer calls dlopen for us, and the path that is searched then is its own. Where the
 * code stands in a program (the unit tests), that program's path is searched. */
static void *open_library(void) {
    Dl_info here = {0};
    char path[PATH_MAX];
    const char *slash =
        dladdr(LIBRARY, &here) && here.dli_fname ? strrchr(here.dli_fname, '/') : NULL;
    int folder = slash ? (int)(slash + 1 - here.dli_fname) : 0;
    int length = snprintf(path, sizeof path, "%.*s" LIBRARY, folder, slash ? here.dli_fname : "");
    int flags = RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE;
    void *beside = length > 0 && (size_t)length < sizeof path ? dlopen(path, flags) : NULL;
    return beside ? beside : dlopen(LIBRARY, flags);
}

/* POSIX lets an object pointer of dlsym stand for a function. Never closed: the library has no state. Its own calls are
 * bound when it is opened, those of libqpdf when they are made. */
typedef union function {
    void *found;
    pdf_expand_call *expand;
    pdf_traits_call *traits;
} function;

static function find(const char *name) {
    void *library = open_library();
    return (function){.found = library ? dlsym(library, name) : NULL};
}

/* ---- streams ---------------------------------------------------------------------------------------------------- */

static size_t most_expanded(const pdf_source *source) {
    const sheaf_host *host = source->reader->host;
    uint64_t most = MOST_ANYWAY + (uint64_t)source->pages * MOST_EXPANDED_PAGE;
    uint64_t limit = host->limit(source->reader->job, SHEAF_LIMIT_INFLATED);
    return (size_t)(most < limit ? most : limit);
}

static PopplerDocument *open_bytes(void *bytes, size_t length) {
    GBytes *kept = g_bytes_new_with_free_func(bytes, length, free, bytes);
    PopplerDocument *document = poppler_document_new_from_bytes(kept, NULL, NULL);
    g_bytes_unref(kept);
    return document;
}

static PopplerDocument *open_unpacked(const pdf_source *source, bool keep_images,
                                      pdf_unpacked *unpacked) {
    const sheaf_host *host = source->reader->host;
    uint64_t limit = host->limit(source->reader->job, SHEAF_LIMIT_INFLATED);
    uint64_t most = limit < MOST_UNPACKED ? limit : MOST_UNPACKED;
    *unpacked = pdf_unpack(source->bytes, most, keep_images);
    return unpacked->bytes ? open_bytes(unpacked->bytes, unpacked->length) : NULL;
}

PopplerDocument *pdf_open_unpacked(pdf_source *source) {
    pdf_unpacked unpacked;
    PopplerDocument *document = open_unpacked(source, false, &unpacked);
    source->unpacked = document != NULL;
    source->altered = unpacked.altered;
    source->emptied = document && unpacked.emptied;
    source->is_plain = document && !unpacked.is_doubtful;
    return document;
}

/* There may be nothing to inflate. */
static PopplerDocument *open_lent(sheaf_str bytes) {
    GBytes *lent = g_bytes_new_static(bytes.ptr, bytes.len);
    PopplerDocument *document = poppler_document_new_from_bytes(lent, NULL, NULL);
    g_bytes_unref(lent);
    return document;
}

bool pdf_open_images(pdf_source *source) {
    pdf_unpacked unpacked;
    PopplerDocument *document = open_unpacked(source, true, &unpacked);
    if (!document)
        document = open_lent(source->bytes);
    if (!document || poppler_document_get_n_pages(document) != (int)source->pages) {
        g_clear_object(&document);
        return false;
    }
    source->without_images = source->document;
    source->document = document;
    source->emptied = false;
    return true;
}

static PopplerDocument *open_expanded(pdf_source *source, void *bytes, size_t length) {
    PopplerDocument *document = open_bytes(bytes, length);
    if (document && poppler_document_get_n_pages(document) == (int)source->pages)
        return document;
    g_clear_object(&document);
    return NULL;
}

void pdf_expand_source(pdf_source *source) {
    bool pays = !source->unpacked && pdf_expand_pays(source->bytes, source->pages);
    function call = pays ? find("pdf_expand") : (function){NULL};
    size_t length = 0;
    void *bytes = call.found ? call.expand(source->bytes.ptr, source->bytes.len, source->password,
                                           most_expanded(source), &length)
                             : NULL;
    PopplerDocument *expanded = bytes ? open_expanded(source, bytes, length) : NULL;
    if (!expanded)
        return;
    g_object_unref(source->document);
    source->document = expanded;
}

/* ---- what the catalogue says ------------------------------------------------------------------------------------ */

/* What makes the question worth its cost. */
static bool is_doubtful(const pdf_source *source) {
    return (!source->is_plain && pdf_bytes_doubtful(source->bytes)) || source->has_fields ||
           poppler_document_has_attachments(source->document);
}

void pdf_traits_tell(pdf_source *source) {
    function call = is_doubtful(source) ? find("pdf_traits") : (function){NULL};
    unsigned traits =
        call.found ? call.traits(source->bytes.ptr, source->bytes.len, source->password) : 0;
    if (traits & PDF_TRAIT_XFA)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.xfa", 0, true,
                "The document holds an XML form (XFA), which is not read: pages and field values "
                "that only a form viewer shows are missing; print it to PDF and convert that");
    if (traits & PDF_TRAIT_PORTFOLIO)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.portfolio", 0, true,
                "The document is a portfolio: %s; only its cover pages are read, save the files "
                "in it and convert each",
                poppler_document_has_attachments(source->document) ? "it holds other files"
                                                                   : "its other files are missing");
}
