/* Sentences about the file. A refusal has line and column; a warning goes into the report that is read, whose places
 * are those of the first source, so it says the byte of the JSON in its words (and costs no counting of lines). */
#include "reader.h"

#include <stdio.h>

sheaf_status json_refuse(json_reader *reader, uint32_t at, const char *code, const char *sentence) {
    uint32_t line, column;
    char message[512];
    json_locate(reader->index.bytes, at, &line, &column);
    int length = snprintf(message, sizeof message, "column %u: %s", column, sentence);
    const sheaf_origin where = {
        .kind = SHEAF_AT_BYTES, .unit = line, .at.bytes = {.offset = at, .length = 1}};
    if (length >= (int)sizeof message)
        length = (int)sizeof message - 1;
    return reader->host->fail(reader->job, SHEAF_BAD_INPUT, (sheaf_str){code, strlen(code)},
                              (sheaf_str){message, (size_t)length}, &where);
}

/* The bytes of a value for a sentence: at most `most`, cut at a character. */
static int shown_length(sheaf_str text, size_t most) {
    size_t length = text.len < most ? text.len : most;
    while (length > 0 && length < text.len && (text.ptr[length] & 0xC0) == 0x80)
        length--;
    return (int)length;
}

static void describe_byte(sheaf_str bytes, uint32_t at, char *out, size_t room) {
    unsigned char c = (unsigned char)bytes.ptr[at];
    sheaf_str rest = {bytes.ptr + at, bytes.len - at};
    if (c < 0x20 || c == 0x7F)
        snprintf(out, room, "the control character 0x%02X", c);
    else if (c < 0x80)
        snprintf(out, room, "'%c'", c);
    else if (c >= 0xC2 && c <= 0xF4 && rest.len >= 4 && (rest.ptr[1] & 0xC0) == 0x80)
        snprintf(out, room, "'%.*s'",
                 shown_length(rest, c < 0xE0   ? 2
                                    : c < 0xF0 ? 3
                                               : 4),
                 rest.ptr);
    else
        snprintf(out, room, "the byte 0x%02X", c);
}

static sheaf_status refuse_depth(json_reader *reader) {
    char sentence[200];
    int length = snprintf(sentence, sizeof sentence,
                          "the JSON nests deeper than %u arrays and objects; if it is sound, raise "
                          "the limit of nested blocks with --limit depth=N",
                          reader->index.depth_most);
    uint32_t line, column;
    json_locate(reader->index.bytes, reader->index.fault.at, &line, &column);
    const sheaf_origin where = {.kind = SHEAF_AT_BYTES,
                                .unit = line,
                                .at.bytes = {.offset = reader->index.fault.at, .length = 1}};
    return reader->host->fail(reader->job, SHEAF_LIMIT, SHEAF_STR("limit.depth"),
                              (sheaf_str){sentence, (size_t)length}, &where);
}

sheaf_status json_refuse_fault(json_reader *reader) {
    const json_index *index = &reader->index;
    char sentence[300], found[40];
    uint32_t at = index->fault.at;
    switch (index->fault.kind) {
    case JSON_DEEP:
        return refuse_depth(reader);
    case JSON_LARGE:
        return json_refuse(reader, 0, "json.large",
                           "the JSON has 2 GiB or more; expected less, so split the report");
    case JSON_ENDED:
        snprintf(sentence, sizeof sentence,
                 "the file ends too soon; expected %s; it was cut, perhaps", index->fault.expected);
        return json_refuse(reader, at, "json.syntax", sentence);
    case JSON_TWICE: {
        sheaf_str rest = {index->bytes.ptr + at, index->bytes.len - at};
        const char *end = memchr(rest.ptr + 1, '"', rest.len - 1);
        rest.len = end ? (size_t)(end - rest.ptr) + 1 : rest.len;
        snprintf(sentence, sizeof sentence,
                 "the key %.*s stands twice in its object; expected each key once",
                 shown_length(rest, 80), rest.ptr);
        return json_refuse(reader, at, "json.key-twice", sentence);
    }
    default:
        describe_byte(index->bytes, at, found, sizeof found);
        snprintf(sentence, sizeof sentence, "this is no JSON: found %s, expected %s", found,
                 index->fault.expected);
        return json_refuse(reader, at, "json.syntax", sentence);
    }
}

/* The key of a member stands in the mark before its value. An element of an array has none. */
static int has_key(const json_index *index, uint32_t value) {
    uint32_t at = index->marks[value].at;
    while (at > 0 && strchr(" \t\r\n", index->bytes.ptr[at - 1]) && index->bytes.ptr[at - 1])
        at--;
    return value > 0 && at > 0 && index->bytes.ptr[at - 1] == ':';
}

void json_refuse_type(json_reader *reader, uint32_t value, const char *expected) {
    static const char *const kinds[] = {[JSON_OBJECT] = "an object",
                                        [JSON_ARRAY] = "an array",
                                        [JSON_TEXT] = "the text ",
                                        [JSON_NUMBER] = "",
                                        [JSON_TRUE] = "",
                                        [JSON_FALSE] = "",
                                        [JSON_NULL] = ""};
    const json_index *index = &reader->index;
    char sentence[300];
    json_kind kind = json_kind_of(index, value);
    sheaf_str key = has_key(index, value) ? json_raw(index, value - 1) : SHEAF_STR("an element");
    sheaf_str shown = kind <= JSON_ARRAY ? SHEAF_STR("") : json_raw(index, value);
    snprintf(sentence, sizeof sentence, "%.*s is %s%.*s; expected %s", shown_length(key, 60),
             key.ptr, kinds[kind], shown_length(shown, 60), shown.ptr, expected);
    json_refuse(reader, index->marks[value].at, "json.type", sentence);
}

static void say(json_reader *reader, const char *code, const char *message, int length) {
    if (reader->hush != JSON_LOUD) {
        reader->hush = JSON_HUSHED;
        return;
    }
    const sheaf_diagnostic diagnostic = {.size = sizeof diagnostic,
                                         .severity = SHEAF_WARNING,
                                         .code = {code, strlen(code)},
                                         .message = {message, (size_t)length}};
    reader->host->diagnose(reader->job, &diagnostic);
}

void json_warn(json_reader *reader, uint32_t value, const char *code, const char *sentence) {
    const json_index *index = &reader->index;
    json_kind kind = json_kind_of(index, value);
    sheaf_str shown = kind <= JSON_ARRAY ? SHEAF_STR("") : json_raw(index, value);
    char message[512];
    int length =
        snprintf(message, sizeof message, "%s%s%.*s (byte %u of the JSON)", sentence,
                 shown.len ? ": " : "", shown_length(shown, 80), shown.ptr, index->marks[value].at);
    say(reader, code, message, length);
}

void json_warn_id(json_reader *reader, const char *code, const char *sentence, uint32_t id) {
    char message[400];
    say(reader, code, message, snprintf(message, sizeof message, "%s %u", sentence, id));
}
