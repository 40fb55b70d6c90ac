/* Where the report comes from, and how its first conversion went: both stand in the result as they were read. */
#include "reader.h"

/* What stands between the braces of an object. */
static sheaf_str inside_object(json_reader *reader, uint32_t object) {
    sheaf_str text = json_raw(&reader->index, object);
    text.ptr++;
    text.len -= 2;
    while (text.len > 0 && strchr(" \t\r\n", *text.ptr)) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && strchr(" \t\r\n", text.ptr[text.len - 1]))
        text.len--;
    return text;
}

static void keep_whole(json_reader *reader, uint32_t object, uint32_t owner) {
    sheaf_str text = inside_object(reader, object);
    json_keep(reader, &(json_object){.rest = text}, owner, 0);
}

/* -------------------------------------------------------------------------------- diagnostics -- */

static void add_diagnostic(json_reader *reader, uint32_t value, uint32_t i) {
    enum { SEVERITY, CODE, MESSAGE, ORIGIN };
    static const sheaf_str words[] = {JSON_WORD("severity"), JSON_WORD("code"),
                                      JSON_WORD("message"), JSON_WORD("origin")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_object object;
    if (!json_take(reader, value, &names, JSON_ALL, &object))
        return;
    const sheaf_diagnostic diagnostic = {.size = sizeof diagnostic,
                                         .severity = json_severity(reader, object.slots[SEVERITY]),
                                         .code = json_text(reader, object.slots[CODE]),
                                         .message = json_text(reader, object.slots[MESSAGE]),
                                         .origin = json_place(reader, object.slots[ORIGIN]),
                                         .earlier = 1};
    reader->host->diagnose(reader->job, &diagnostic);
    json_keep(reader, &object, SHEAF_OF_DIAGNOSTIC, i);
    json_keep_place(
        reader, object.slots[ORIGIN],
        (sheaf_object){.owner = SHEAF_OF_DIAGNOSTIC, .index = i, .inner = SHEAF_IN_ORIGIN});
}

/* 1 where content was lost. They come before what this reading has to say: nothing may be said before. */
static uint32_t take_conversion(json_reader *reader, uint32_t value) {
    enum { COMPLETE, DIAGNOSTICS };
    static const sheaf_str words[] = {JSON_WORD("complete"), JSON_WORD("diagnostics")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_object object;
    if (value == 0 || !json_take(reader, value, &names, JSON_ALL, &object))
        return 0;
    reader->hush = JSON_QUIET;
    json_each(reader, object.slots[DIAGNOSTICS], add_diagnostic);
    int hushed = reader->hush == JSON_HUSHED;
    reader->hush = JSON_LOUD;
    if (hushed)
        json_warn(reader, object.slots[DIAGNOSTICS], "json.word",
                  "diagnostics have a severity that this Sheaf does not know; it is read as error");
    json_keep(reader, &object, SHEAF_OF_CONVERSION, 0);
    return object.slots[COMPLETE] != 0 && !json_is_true(reader, object.slots[COMPLETE]);
}

/* ------------------------------------------------------------------------------------- source -- */

static sheaf_source take_source(json_reader *reader, uint32_t value) {
    enum { NAME, FORMAT, MEDIA_TYPE, BYTES, ENCODING, SHA256 };
    static const sheaf_str words[] = {JSON_WORD("name"),       JSON_WORD("format"),
                                      JSON_WORD("media_type"), JSON_WORD("bytes"),
                                      JSON_WORD("encoding"),   JSON_WORD("sha256")};
    static const json_names names = {words, JSON_COUNT(words)};
    json_object object = {.rest = SHEAF_STR("")};
    if (value != 0 && json_take(reader, value, &names, JSON_ALL, &object))
        keep_whole(reader, value, SHEAF_OF_SOURCE);
    return (sheaf_source){.size = sizeof(sheaf_source),
                          .name = json_text(reader, object.slots[NAME]),
                          .format = json_text(reader, object.slots[FORMAT]),
                          .media_type = json_text(reader, object.slots[MEDIA_TYPE]),
                          .encoding = json_text(reader, object.slots[ENCODING]),
                          .sha256 = json_text(reader, object.slots[SHA256]),
                          .bytes = json_count(reader, object.slots[BYTES], INT64_MAX)};
}

sheaf_status json_source(json_reader *reader, uint32_t sheaf, uint32_t source,
                         uint32_t conversion) {
    keep_whole(reader, sheaf, SHEAF_OF_SHEAF);
    sheaf_source stated = take_source(reader, source);
    stated.incomplete = take_conversion(reader, conversion);
    reader->host->restore_source(reader->job, &stated);
    return json_tick(reader, 0);
}
