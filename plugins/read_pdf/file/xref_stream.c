/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows of fields, deflated or plain, mostly as differences to the row above (the predictor `up` of PNG). Each row may then be a
 * difference or not, as its first byte says; the other predictors of PNG nobody uses here. */
#include "file/xref_stream.h"
#include "file/syntax.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { NO_PREDICTOR = 1, FIRST_OF_PNG = 10, LAST_OF_PNG = 15, PNG_NONE = 0, PNG_UP = 2 };

typedef struct packing {
    bool deflated;
    uint64_t predictor, columns, length;
} packing;

static bool is_number(sheaf_str value, uint64_t *number) {
    return pdf_take_number(&value, number) && !value.len;
}

static bool read_parameters(sheaf_str value, packing *how) {
    if (value.len < 4 || value.ptr[1] != '<')
        return false;
    sheaf_str rest = {value.ptr + 2, value.len - 4}, key, one;
    while (pdf_take_entry(&rest, &key, &one))
        if ((pdf_is_word(key, "/Predictor") && !is_number(one, &how->predictor)) ||
            (pdf_is_word(key, "/Columns") && !is_number(one, &how->columns)))
            return false;
    return true;
}

static bool read_widths(sheaf_str value, pdf_xref_stream *stream) {
    if (value.len < 2 || *value.ptr != '[')
        return false;
    value = (sheaf_str){value.ptr + 1, value.len - 2};
    for (int i = 0; i < PDF_XREF_FIELDS; i++) {
        uint64_t width = 0;
        if (!pdf_take_number(&value, &width) || width > PDF_XREF_WIDEST)
            return false;
        stream->widths[i] = (uint8_t)width;
    }
    pdf_skip_space(&value);
    return !value.len;
}

static bool read_entry(sheaf_str key, sheaf_str value, pdf_xref_stream *stream, packing *how) {
    if (pdf_is_word(key, "/W"))
        return read_widths(value, stream);
    if (pdf_is_word(key, "/Length"))
        return is_number(value, &how->length);
    if (pdf_is_word(key, "/DecodeParms"))
        return read_parameters(value, how);
    if (pdf_is_word(key, "/Filter"))
        return how->deflated = pdf_is_word(value, "/FlateDecode");
    if (pdf_is_word(key, "/Index"))
        stream->index = value;
    return true;
}

static bool read_dictionary(pdf_xref_stream *stream, packing *how) {
    sheaf_str rest = stream->entries, key, value;
    bool is_xref = false;
    while (pdf_take_entry(&rest, &key, &value)) {
        is_xref |= pdf_is_word(key, "/Type") && pdf_is_word(value, "/XRef");
        if (!read_entry(key, value, stream, how))
            return false;
    }
    pdf_skip_space(&rest);
    return is_xref && !rest.len;
}

static size_t row_length(const pdf_xref_stream *stream) {
    return (size_t)stream->widths[0] + stream->widths[1] + stream->widths[2];
}

/* How many bytes came out; 0: not all could. */
static size_t unpack_rows(sheaf_str data, bool deflated, uint8_t *out, size_t room) {
    uLongf length = room;
    if (!deflated && data.len <= room)
        memcpy(out, data.ptr, data.len);
    if (!deflated)
        return data.len <= room ? data.len : 0;
    int result = uncompress(out, &length, (const Bytef *)data.ptr, data.len);
    return result == Z_OK ? length : 0;
}

static void add_row(uint8_t *row, const uint8_t *above, size_t length) {
    for (size_t i = 0; i < length; i++)
        row[i] = (uint8_t)(row[i] + above[i]);
}

/* In place: the byte before each row goes. */
static bool undo_png(uint8_t *bytes, size_t rows, size_t length) {
    for (size_t row = 0; row < rows; row++) {
        const uint8_t *from = bytes + row * (length + 1);
        uint8_t *to = bytes + row * length, kind = *from;
        if (kind != PNG_NONE && kind != PNG_UP)
            return false;
        memmove(to, from + 1, length);
        if (row && kind == PNG_UP)
            add_row(to, to - length, length);
    }
    return true;
}

static bool read_rows(sheaf_str data, size_t most, const packing *how, pdf_xref_stream *stream) {
    bool png = how->predictor >= FIRST_OF_PNG && how->predictor <= LAST_OF_PNG;
    size_t length = row_length(stream), stride = length + png;
    if (!length || (!png && how->predictor != NO_PREDICTOR) || (png && how->columns != length))
        return false;
    size_t room = most * stride + 1;
    stream->rows = malloc(room);
    size_t bytes = stream->rows ? unpack_rows(data, how->deflated, stream->rows, room) : 0;
    stream->count = bytes / stride;
    return bytes && bytes <= most * stride &&
           (!png || undo_png(stream->rows, stream->count, length));
}

bool pdf_xref_stream_read(sheaf_str section, size_t most, pdf_xref_stream *stream) {
    packing how = {.predictor = NO_PREDICTOR, .columns = 1};
    uint64_t number = 0, generation = 0;
    sheaf_str dictionary;
    *stream = (pdf_xref_stream){.rows = NULL};
    if (!pdf_take_head(&section, &number, &generation) || !pdf_take_object(&section, &dictionary) ||
        dictionary.len < 4 || dictionary.ptr[1] != '<')
        return false;
    stream->entries = (sheaf_str){dictionary.ptr + 2, dictionary.len - 4};
    pdf_skip_space(&section);
    if (!read_dictionary(stream, &how) || !pdf_take_word(&section, "stream") ||
        (!pdf_take_word(&section, "\r\n") && !pdf_take_word(&section, "\n")) ||
        how.length > section.len)
        return false;
    if (read_rows((sheaf_str){section.ptr, (size_t)how.length}, most, &how, stream))
        return true;
    free(stream->rows);
    return false;
}

uint64_t pdf_xref_field(const pdf_xref_stream *stream, size_t row, int field, uint64_t absent) {
    const uint8_t *at = stream->rows + row * row_length(stream);
    uint64_t value = 0;
    for (int i = 0; i < field; i++)
        at += stream->widths[i];
    for (uint8_t i = 0; i < stream->widths[field]; i++)
        value = value << 8 | at[i];
    return stream->widths[field] ? value : absent;
}
