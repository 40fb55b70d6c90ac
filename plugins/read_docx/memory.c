/* Memory, growing arrays and messages of one job. All memory is the host's scratch, so nothing is ever freed
 * here: what grows doubles, and the halves that it left cost at most as much again. */
#include "docx.h"

#include <stdarg.h>
#include <stdio.h>

void *docx_take(docx_reader *reader, size_t bytes) {
    return reader->host->scratch(reader->job, bytes ? bytes : 1);
}

static sheaf_status out_of_memory(docx_reader *reader) {
    return docx_failf(reader, SHEAF_MEMORY, "memory",
                      "There is not enough memory to read the document");
}

sheaf_str docx_keep(docx_reader *reader, sheaf_str text) {
    char *copy = text.len ? docx_take(reader, text.len) : NULL;
    if (!copy)
        return SHEAF_STR("");
    memcpy(copy, text.ptr, text.len);
    return (sheaf_str){copy, text.len};
}

void *docx_vec_push(docx_reader *reader, docx_vec *vec, size_t size) {
    if (vec->count == vec->room) {
        uint32_t room = vec->room ? vec->room * 2 : 8;
        if (room < vec->room || room > SIZE_MAX / size) {
            out_of_memory(reader);
            return NULL;
        }
        void *larger = docx_take(reader, room * size);
        if (!larger)
            return NULL;
        if (vec->count)
            memcpy(larger, vec->base, vec->count * size);
        vec->base = larger;
        vec->room = room;
    }
    return memset((char *)vec->base + size * vec->count++, 0, size);
}

static int make_room(docx_reader *reader, docx_text *text, size_t more) {
    size_t room = text->room ? text->room : 256;
    while (room - text->len < more) {
        if (room > SIZE_MAX / 2)
            return out_of_memory(reader) == SHEAF_OK;
        room *= 2;
    }
    char *larger = docx_take(reader, room);
    if (!larger)
        return 0;
    if (text->len)
        memcpy(larger, text->ptr, text->len);
    text->ptr = larger;
    text->room = room;
    return 1;
}

void docx_text_add(docx_reader *reader, docx_text *text, sheaf_str piece) {
    if (!piece.len || (text->room - text->len < piece.len && !make_room(reader, text, piece.len)))
        return;
    memcpy(text->ptr + text->len, piece.ptr, piece.len);
    text->len += piece.len;
}

int docx_holds(sheaf_str text, const char *piece) {
    size_t len = strlen(piece);
    for (size_t i = 0; i + len <= text.len; i++)
        if (memcmp(text.ptr + i, piece, len) == 0)
            return 1;
    return 0;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int docx_same_folded(sheaf_str a, sheaf_str b) {
    if (a.len != b.len)
        return 0;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return 0;
    return 1;
}

static sheaf_origin place_of(docx_reader *reader, sheaf_str part) {
    if (!part.len)
        return (sheaf_origin){.kind = SHEAF_AT_NOWHERE};
    return (sheaf_origin){.kind = SHEAF_AT_PART,
                          .unit = reader->host->part(reader->job, part),
                          .at.path = SHEAF_STR("")};
}

void docx_warn(docx_reader *reader, const char *code, sheaf_str part, sheaf_str message,
               uint32_t incomplete) {
    reader->host->diagnose(reader->job, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                                            .severity = SHEAF_WARNING,
                                                            .code = {code, strlen(code)},
                                                            .message = message,
                                                            .origin = place_of(reader, part),
                                                            .incomplete = incomplete});
}

/* One line: names from the file may hold anything. */
static sheaf_str compose(char *room, size_t size, const char *format, va_list arguments) {
    int length = vsnprintf(room, size, format, arguments);
    size_t len = length < 0 ? 0 : (size_t)length < size ? (size_t)length : size - 1;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)room[i] < ' ')
            room[i] = ' ';
    return (sheaf_str){room, len};
}

void docx_warnf(docx_reader *reader, const char *code, sheaf_str part, uint32_t incomplete,
                const char *format, ...) {
    char room[400];
    va_list arguments;
    va_start(arguments, format);
    sheaf_str message = compose(room, sizeof room, format, arguments);
    va_end(arguments);
    docx_warn(reader, code, part, message, incomplete);
}

sheaf_status docx_flawf(docx_reader *reader, const char *code, sheaf_str part, const char *format,
                        ...) {
    char room[400];
    va_list arguments;
    va_start(arguments, format);
    sheaf_str message = compose(room, sizeof room, format, arguments);
    va_end(arguments);
    if (reader->main.len && docx_same(part, reader->main))
        reader->host->fail(reader->job, SHEAF_BAD_INPUT, (sheaf_str){code, strlen(code)}, message,
                           NULL);
    else
        docx_warn(reader, code, part, message, 1);
    return SHEAF_BAD_INPUT;
}

sheaf_status docx_failf(docx_reader *reader, sheaf_status status, const char *code,
                        const char *format, ...) {
    char room[400];
    va_list arguments;
    va_start(arguments, format);
    sheaf_str message = compose(room, sizeof room, format, arguments);
    va_end(arguments);
    return reader->host->fail(reader->job, status, (sheaf_str){code, strlen(code)}, message, NULL);
}
