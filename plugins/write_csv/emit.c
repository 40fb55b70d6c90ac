/* Bytes, numbers and JSON strings, written straight into room that the host lends. */
#include "csv.h"

void csv_flush(csv_out *out) {
    if (!out->failed && out->at != out->base)
        out->host->commit(out->job, (size_t)(out->at - out->base));
    out->base = out->at = out->end = out->swallow;
}

void csv_refill(csv_out *out, size_t bytes) {
    size_t room = 0;
    csv_flush(out);
    if (!out->failed)
        out->base = out->host->reserve(out->job, bytes, &room);
    if (out->failed || out->base == NULL || room < bytes) {
        out->failed = 1;
        out->base = out->swallow;
        room = sizeof out->swallow;
    }
    out->at = out->base;
    out->end = out->base + room;
}

void csv_put(csv_out *out, sheaf_str text) {
    while (text.len > 0) {
        size_t length = text.len < CSV_PIECE ? text.len : CSV_PIECE;
        csv_room(out, length);
        memcpy(out->at, text.ptr, length);
        out->at += length;
        text.ptr += length;
        text.len -= length;
    }
}

char *csv_digits(char *end, uint64_t value) {
    do
        *--end = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    return end;
}

void csv_number(csv_out *out, uint64_t value) {
    char digits[20];
    char *first = csv_digits(digits + sizeof digits, value);
    csv_put(out, (sheaf_str){first, (size_t)(digits + sizeof digits - first)});
}

/* RFC 8259: only these may not stand for themselves. */
static void put_escape(csv_out *out, unsigned char byte) {
    static const char digits[] = "0123456789abcdef";
    char escape[] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
    char quoted[] = {'\\', (char)byte};
    if (byte == '"' || byte == '\\')
        csv_put(out, (sheaf_str){quoted, sizeof quoted});
    else
        csv_put(out, (sheaf_str){escape, sizeof escape});
}

void csv_json_text(csv_out *out, sheaf_str text) {
    size_t begin = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        csv_put(out, (sheaf_str){text.ptr + begin, i - begin});
        put_escape(out, byte);
        begin = i + 1;
    }
    csv_put(out, (sheaf_str){text.ptr + begin, text.len - begin});
}

void csv_json_string(csv_out *out, sheaf_str text) {
    csv_put(out, SHEAF_STR("\""));
    csv_json_text(out, text);
    csv_put(out, SHEAF_STR("\""));
}

int csv_grow(csv_out *out, void **memory, size_t *room, size_t need, size_t element) {
    if (need <= *room)
        return 1;
    size_t wanted = *room > 0 ? *room : 64;
    while (wanted < need && wanted <= SIZE_MAX / 2 / element)
        wanted *= 2;
    void *grown = wanted < need ? NULL : out->host->scratch(out->job, wanted * element);
    if (grown == NULL) {
        out->failed = 1;
        return 0;
    }
    if (*room > 0)
        memcpy(grown, *memory, *room * element);
    *memory = grown;
    *room = wanted;
    return 1;
}
