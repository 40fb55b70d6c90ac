/* The latch writes into fixed room, so that running out of memory can be reported, too. */
#include "base/error.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* As much of the text as fits, cut between characters, ended by NUL: what is no text in it (a file's name
 * may be any bytes, a plugin's sentence, too) becomes U+FFFD, so that who passes it on need not ask. */
static size_t keep(char *room, size_t size, sheaf_str text) {
    size_t length = 0;
    while (text.len) {
        char bytes[4];
        uint32_t c = sf_utf8_take(&text);
        size_t count = sf_utf8_put(bytes, c ? c : 0xFFFD);
        if (count >= size - length)
            break;
        memcpy(room + length, bytes, count);
        length += count;
    }
    room[length] = '\0';
    return length;
}

sheaf_status sf_fail(sf_error *error, sheaf_status status, const char *code, sheaf_str message,
                     const sheaf_origin *where) {
    if (error->status != SHEAF_OK || status == SHEAF_OK)
        return error->status;
    error->status = status;
    keep(error->code, sizeof error->code, sf_str_of(code));
    keep(error->message, sizeof error->message, message);
    error->where = where ? *where : (sheaf_origin){0};
    if (error->where.kind == SHEAF_AT_PART) {
        size_t length = keep(error->path, sizeof error->path, where->at.path);
        error->where.at.path = (sheaf_str){error->path, length};
    }
    return status;
}

sheaf_status sf_failf(sf_error *error, sheaf_status status, const char *code, const char *format,
                      ...) {
    if (error->status != SHEAF_OK)
        return error->status;
    char text[sizeof error->message + 4];
    va_list list;
    va_start(list, format);
    int length = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    size_t kept = length < 0 ? 0 : (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
    return sf_fail(error, status, code, (sheaf_str){text, kept}, NULL);
}
