/* Everything outside printable ASCII that could end a line, a string or a document is escaped; the rest stays as it is,
 * so that people can read it, too. */
#include "cli/json.h"
#include "base/text.h"

#include <inttypes.h>

static int is_plain(uint32_t c, size_t eaten) {
    int is_control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c & ~7u) == 0x2028;
    return !is_control && !(c == 0xFFFD && eaten < 3);
}

void sf_json_text(FILE *out, sheaf_str text) {
    putc('"', out);
    while (text.len) {
        sheaf_str before = text;
        uint32_t code_point = sf_utf8_take(&text);
        size_t eaten = before.len - text.len;
        if (code_point == '"' || code_point == '\\')
            fprintf(out, "\\%c", (int)code_point);
        else if (is_plain(code_point, eaten))
            fwrite(before.ptr, 1, eaten, out);
        else
            fprintf(out, "\\u%04x", (unsigned)code_point);
    }
    putc('"', out);
}

void sf_json_member(FILE *out, const char *lead, const char *name, sheaf_str text) {
    fprintf(out, "%s\"%s\": ", lead, name);
    sf_json_text(out, text);
}

void sf_json_texts(FILE *out, const char *lead, const char *name, const sheaf_str *texts,
                   uint32_t count) {
    fprintf(out, "%s\"%s\": [", lead, name);
    for (uint32_t i = 0; i < count; i++) {
        fputs(i ? ", " : "", out);
        sf_json_text(out, texts[i]);
    }
    putc(']', out);
}

void sf_json_origin(FILE *out, const char *lead, const sheaf_origin *origin, sheaf_array parts) {
    const float *box = origin->at.box;
    if (origin->kind != SHEAF_AT_NOWHERE)
        fprintf(out, "%s\"origin\": ", lead);
    switch (origin->kind) {
    case SHEAF_AT_BYTES:
        fprintf(out, "{\"line\": %" PRIu32 ", \"offset\": %" PRIu64 ", \"length\": %" PRIu64 "}",
                origin->unit, origin->at.bytes.offset, origin->at.bytes.length);
        break;
    case SHEAF_AT_PAGE:
        fprintf(out, "{\"page\": %" PRIu32 ", \"box\": [%.2f, %.2f, %.2f, %.2f]}", origin->unit,
                (double)box[0], (double)box[1], (double)box[2], (double)box[3]);
        break;
    case SHEAF_AT_PART:
        putc('{', out);
        if (origin->unit < parts.count)
            sf_json_member(out, "", "part", *SHEAF_AT(parts, sheaf_str, origin->unit));
        sf_json_member(out, origin->unit < parts.count ? ", " : "", "path", origin->at.path);
        putc('}', out);
        break;
    default:
        break;
    }
}
