/* SPDX-License-Identifier: GPL-2.0-or-later
 * Texts of the reader: diagnostics, a sentence and the page that it is about, and copies that are kept. */
#include "source.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void pdf_say(pdf_reader *reader, sheaf_severity severity, const char *code, uint32_t page,
             bool lossy, const char *format, ...) {
    char text[512];
    va_list values;
    va_start(values, format);
    int len = vsnprintf(text, sizeof text, format, values);
    va_end(values);
    size_t length = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    sheaf_diagnostic said = {.size = sizeof said,
                             .severity = severity,
                             .code = {code, strlen(code)},
                             .message = {text, length},
                             .incomplete = lossy};
    if (page)
        said.origin = (sheaf_origin){.kind = SHEAF_AT_PAGE, .unit = page};
    reader->host->diagnose(reader->job, &said);
}

sheaf_str pdf_keep_text(pdf_reader *reader, const char *text) {
    size_t length = text ? strlen(text) : 0;
    char *copy = length ? PDF_TAKE(reader->kept, char, length) : NULL;
    if (!copy)
        return SHEAF_STR("");
    memcpy(copy, text, length);
    return (sheaf_str){copy, length};
}
