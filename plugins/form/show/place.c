/* Blocks of the document that shows a definition, each with its place in the file: lines are counted once, then searched. */
#include "show/show.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int form_show_begin(form_show *show) {
    sheaf_str bytes = show->own->file.index.bytes;
    show->lines = FORM_LIST_OF(uint32_t);
    for (size_t at = 0;;) {
        uint32_t *line = form_push(show->context, &show->lines);
        if (line == NULL)
            return 0;
        *line = (uint32_t)at;
        const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);
        if (end == NULL)
            return 1;
        at = (size_t)(end - bytes.ptr) + 1;
    }
}

static uint32_t line_of(const form_show *show, uint32_t byte) {
    uint32_t low = 0, high = show->lines.count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (*FORM_AT(show->lines, uint32_t, middle) <= byte)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

sheaf_origin form_show_origin(const form_show *show, const form_file *file, form_value value) {
    if (file != &show->own->file || value == SHEAF_NONE)
        return (sheaf_origin){.kind = SHEAF_AT_NOWHERE};
    uint32_t byte = file->index.marks[value].at;
    return (sheaf_origin){.kind = SHEAF_AT_BYTES,
                          .unit = line_of(show, byte),
                          .at.bytes = {byte, json_raw(&file->index, value).len}};
}

sheaf_str form_print(const form_context *context, const char *format, ...) {
    char text[1000];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t kept = length < (int)sizeof text ? (size_t)length : sizeof text - 1;
    while (kept > 0 && kept < (size_t)length && ((unsigned char)text[kept] & 0xC0) == 0x80)
        kept--;
    const sheaf_str said = {text, kept};
    sheaf_str copy = form_join(context, &said, 1, SHEAF_STR(""));
    return copy.ptr ? copy : SHEAF_STR("");
}

static sheaf_block block_of(uint32_t kind, sheaf_str text, const sheaf_origin *origin) {
    return (sheaf_block){.size = sizeof(sheaf_block),
                         .kind = kind,
                         .text = text,
                         .origins = origin,
                         .origin_count = origin->kind != SHEAF_AT_NOWHERE};
}

void form_show_heading(const form_show *show, uint32_t level, sheaf_str text, sheaf_origin origin) {
    sheaf_block block = block_of(SHEAF_HEADING, text, &origin);
    block.level = level;
    show->context->host->add(show->context->job, &block);
}

void form_show_text(const form_show *show, uint32_t kind, sheaf_str text, sheaf_origin origin) {
    sheaf_block block = block_of(kind, text, &origin);
    if (text.len > 0)
        show->context->host->add(show->context->job, &block);
}

void form_show_open_table(const form_show *show, uint32_t columns, sheaf_origin origin) {
    sheaf_block block = block_of(SHEAF_TABLE, SHEAF_STR(""), &origin);
    block.columns = columns;
    block.headers = SHEAF_HEADERS_KNOWN;
    show->context->host->open(show->context->job, &block);
}

void form_show_cell(const form_show *show, uint32_t row, uint32_t column, sheaf_str text) {
    const sheaf_origin nowhere = {.kind = SHEAF_AT_NOWHERE};
    sheaf_block block = block_of(SHEAF_CELL, text, &nowhere);
    block.row = row;
    block.column = column;
    block.header = row == 0      ? SHEAF_HEADER_COLUMN
                   : column == 0 ? SHEAF_HEADER_ROW
                                 : SHEAF_HEADER_NONE;
    show->context->host->add(show->context->job, &block);
}

void form_show_close_table(const form_show *show) {
    show->context->host->close(show->context->job);
}

sheaf_str form_show_labels(const form_show *show, form_span labels, uint32_t kind) {
    form_list texts = FORM_LIST_OF(sheaf_str);
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++) {
        const form_label *label = FORM_AT(show->definition->labels, form_label, i);
        sheaf_str *room = label->kind == kind ? form_push(show->context, &texts) : NULL;
        if (room)
            *room = label->text;
    }
    sheaf_str joined = form_join(show->context, texts.at, texts.count, SHEAF_STR("; "));
    return joined.ptr ? joined : SHEAF_STR("");
}
