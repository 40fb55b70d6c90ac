/* SPDX-License-Identifier: GPL-2.0-or-later
 * A document: opened from the bytes that the host lends, with the password that it may lend, or one sentence why not. */
#include "file/xref.h"
#include "source.h"

#include <string.h>

#define PASSWORD SHEAF_STR("password")

static sheaf_status refuse(pdf_reader *reader, sheaf_status status, sheaf_str code,
                           sheaf_str message) {
    return reader->host->fail(reader->job, status, code, message, NULL);
}

static sheaf_status refuse_encrypted(pdf_reader *reader, bool had_password) {
    return had_password
               ? refuse(reader, SHEAF_UNSUPPORTED, SHEAF_STR("pdf.password.wrong"),
                        SHEAF_STR("the PDF is encrypted and the password that was given does not "
                                  "open it; give the right one with --password-file FILE"))
               : refuse(reader, SHEAF_UNSUPPORTED, SHEAF_STR("pdf.password.needed"),
                        SHEAF_STR("the PDF is encrypted; put its password into a file and give "
                                  "--password-file FILE"));
}

static sheaf_status refuse_broken(pdf_reader *reader) {
    return refuse(reader, SHEAF_BAD_INPUT, SHEAF_STR("pdf.broken"),
                  SHEAF_STR("the file begins like a PDF but holds no document that can be read: "
                            "neither its cross-reference table nor a search for its objects "
                            "leads to pages; fetch or export it again"));
}

/* A copy with an end that C knows; what follows a line break in the file is no part of the password. */
static char *take_password(pdf_reader *reader) {
    sheaf_str bytes = SHEAF_STR("");
    if (!reader->host->resource(reader->job, PASSWORD, &bytes))
        return NULL;
    size_t length = 0;
    while (length < bytes.len && !memchr("\r\n", bytes.ptr[length], 3))
        length++;
    char *copy = PDF_TAKE(reader->kept, char, length + 1);
    if (copy)
        memcpy(copy, bytes.ptr, length);
    return copy;
}

/* Poppler 22.12 crashes on a wrong password in poppler_document_new_from_bytes; streams are slower, and sound. */
static PopplerDocument *open_with(sheaf_str bytes, const char *password, GError **error) {
    GInputStream *lent = g_memory_input_stream_new_from_data(bytes.ptr, (gssize)bytes.len, NULL);
    PopplerDocument *document =
        poppler_document_new_from_stream(lent, (goffset)bytes.len, password, NULL, error);
    g_object_unref(lent);
    return document;
}

static PopplerDocument *open_without(sheaf_str bytes, GError **error) {
    GBytes *lent = g_bytes_new_static(bytes.ptr, bytes.len);
    PopplerDocument *document = poppler_document_new_from_bytes(lent, NULL, error);
    g_bytes_unref(lent);
    return document;
}

static PopplerDocument *open_bytes(sheaf_str bytes, const char *password, bool *encrypted) {
    GError *error = NULL;
    PopplerDocument *document =
        password ? open_with(bytes, password, &error) : open_without(bytes, &error);
    *encrypted = g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
    g_clear_error(&error);
    return document;
}

static sheaf_status open_document(pdf_source *source) {
    pdf_reader *reader = source->reader;
    bool encrypted = false;
    source->bytes = reader->host->input(reader->job)->bytes;
    source->password = take_password(reader);
    if (!source->password)
        source->document = pdf_open_unpacked(source);
    if (!source->document)
        source->document = open_bytes(source->bytes, source->password, &encrypted);
    if (!source->document)
        return encrypted ? refuse_encrypted(reader, source->password) : refuse_broken(reader);
    int pages = poppler_document_get_n_pages(source->document);
    source->pages = pages > 0 ? (uint32_t)pages : 0;
    return source->pages ? SHEAF_OK : refuse_broken(reader);
}

static void tell_altered(pdf_source *source) {
    if (source->altered)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.stream.altered", 0, true,
                "Packed text of the file is not what its checksum says (streams: %llu): characters "
                "may be other ones, or missing, though they look sound; fetch or export the file "
                "again, and compare it with its source",
                (unsigned long long)source->altered);
}

static sheaf_status open_and_tell(pdf_source *source) {
    sheaf_status status = open_document(source);
    if (status != SHEAF_OK)
        return status;
    if (!source->unpacked && !pdf_xref_is_sound(source->bytes)) /* its tables were read for that */
        source->complaints |= PDF_COMPLAINT_REPAIRED;
    pdf_complaints_tell(source, 0);
    tell_altered(source);
    pdf_expand_source(source);
    pdf_info_state(source);
    return SHEAF_OK;
}

static pdf_lines_way way_to_lines(const pdf_reader *reader) {
    sheaf_str value = reader->host->option(reader->job, SHEAF_STR("lines"));
    if (value.len == 5 && memcmp(value.ptr, "watch", 5) == 0)
        return PDF_LINES_WATCH;
    return value.len == 7 && memcmp(value.ptr, "observe", 7) == 0 ? PDF_LINES_OBSERVE
                                                                  : PDF_LINES_AUTO;
}

sheaf_status pdf_source_open(pdf_reader *reader, pdf_source **source) {
    *source = PDF_TAKE(reader->kept, pdf_source, 1);
    if (!*source)
        return refuse(reader, SHEAF_MEMORY, SHEAF_STR("memory"),
                      SHEAF_STR("no memory is left to open the PDF"));
    (*source)->reader = reader;
    (*source)->lines = way_to_lines(reader);
    pdf_watch_open(&(*source)->calls);
    pdf_complaints_open(*source);
    return open_and_tell(*source);
}

void pdf_source_close(pdf_source *source) {
    if (!source)
        return;
    g_clear_object(&source->document);
    g_clear_object(&source->without_images);
    pdf_watch_close(&source->calls);
    pdf_complaints_close(source);
}

uint32_t pdf_source_pages(const pdf_source *source) {
    return source->pages;
}
