/* A fault is told once, with file, line, JSON pointer, what stands there and what should: the pointer is found only then,
 * by walking down from the root. */
#include "def/json.h"

#include <stdio.h>
#include <string.h>

typedef struct sentence {
    char text[700];
    size_t length;
} sentence;

static void say(sentence *s, sheaf_str piece, size_t most) {
    size_t room = sizeof s->text - s->length, length = piece.len < most ? piece.len : most;
    int is_cut = length < piece.len;
    length = length < room ? length : room;
    while (length > 0 && length < piece.len && (piece.ptr[length] & 0xC0) == 0x80)
        length--;
    if (length > 0)
        memcpy(s->text + s->length, piece.ptr, length);
    s->length += length;
    if (is_cut && s->length + 3 <= sizeof s->text) {
        memcpy(s->text + s->length, "…", 3);
        s->length += 3;
    }
}

static void say_words(sentence *s, const char *words) {
    say(s, (sheaf_str){words, strlen(words)}, SIZE_MAX);
}

static void say_token(sentence *s, sheaf_str token) {
    for (size_t i = 0; i < token.len && i < 60; i++) {
        char c = token.ptr[i];
        sheaf_str one = {&token.ptr[i], 1};
        say(s, c == '~' ? SHEAF_STR("~0") : c == '/' ? SHEAF_STR("~1") : one, 2);
    }
}

/* RFC 6901, from the root down to the value whose mark is `at`. */
static void say_pointer(sentence *s, const form_file *file, form_value at) {
    form_value container = 0;
    while (container != at && form_first(file, container) != SHEAF_NONE) {
        uint32_t i = 0;
        form_value child = form_first(file, container);
        int is_object = form_is(file, container, JSON_OBJECT);
        while (child != SHEAF_NONE && json_after(&file->index, child) <= at) {
            child = form_next(file, container, child);
            i++;
        }
        if (child == SHEAF_NONE)
            return;
        char number[16];
        int escaped;
        snprintf(number, sizeof number, "%u", i);
        say_words(s, "/");
        say_token(s, is_object ? json_inside(&file->index, child - 1, &escaped)
                               : (sheaf_str){number, strlen(number)});
        container = child > at ? at : child; /* a key leads to its member */
    }
}

sheaf_str form_pointer(const form_file *file, form_value at) {
    sentence s = {.length = 0};
    say_pointer(&s, file, at);
    const sheaf_str said = {s.text, s.length};
    return form_join(file->context, &said, 1, SHEAF_STR(""));
}

static void say_found(sentence *s, const form_file *file, form_value at) {
    switch (json_kind_of(&file->index, at)) {
    case JSON_OBJECT:
        say_words(s, "an object");
        break;
    case JSON_ARRAY:
        say_words(s, "an array");
        break;
    default:
        say(s, json_raw(&file->index, at), 60);
    }
}

/* "FILE: line 12, " where the file is not the job's input, which the host names by itself. */
static void say_place(sentence *s, const form_file *file, uint32_t line) {
    char number[32];
    if (!file->is_input) {
        say(s, file->name, 200);
        snprintf(number, sizeof number, ": line %u, ", line);
        say_words(s, number);
    }
}

static void latch(form_file *file, const sentence *s, uint32_t byte, uint32_t line) {
    const form_context *context = file->context;
    const sheaf_origin where = {
        .kind = SHEAF_AT_BYTES, .unit = line, .at.bytes = {.offset = byte, .length = 1}};
    const char *code = file->code != NULL ? file->code : "form.definition";
    file->failed = 1;
    context->host->fail(context->job, SHEAF_BAD_INPUT, (sheaf_str){code, strlen(code)},
                        (sheaf_str){s->text, s->length}, file->is_input ? &where : NULL);
}

void form_fault(form_file *file, form_value at, const char *expected) {
    uint32_t line, column;
    sentence s = {.length = 0};
    if (file->failed)
        return;
    uint32_t value = at == SHEAF_NONE ? 0 : at, byte = file->index.marks[value].at;
    json_locate(file->index.bytes, byte, &line, &column);
    say_place(&s, file, line);
    say_pointer(&s, file, value);
    say_words(&s, value == 0 ? "the file: found " : ": found ");
    say_found(&s, file, value);
    say_words(&s, ", expected ");
    say_words(&s, expected);
    latch(file, &s, byte, line);
}

void form_fault_of(form_file *file, form_value at, sheaf_str sentence_of) {
    uint32_t line, column;
    sentence s = {.length = 0};
    if (file->failed)
        return;
    uint32_t byte = file->index.marks[at].at;
    json_locate(file->index.bytes, byte, &line, &column);
    say_place(&s, file, line);
    say_pointer(&s, file, at);
    say_words(&s, at == 0 ? "the file: " : ": ");
    say(&s, sentence_of, SIZE_MAX);
    latch(file, &s, byte, line);
}

void form_fault_file(form_file *file, const char *sentence_of) {
    sentence s = {.length = 0};
    if (!file->is_input) {
        say(&s, file->name, 200);
        say_words(&s, ": ");
    }
    say_words(&s, sentence_of);
    if (!file->failed)
        latch(file, &s, 0, 1);
}

static void say_byte(sentence *s, sheaf_str bytes, uint32_t at) {
    char shown[40];
    unsigned char c = at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
    snprintf(shown, sizeof shown, c > 0x20 && c < 0x7F ? "'%c'" : "the byte 0x%02X", c);
    say_words(s, shown);
}

static void say_trouble(sentence *s, const json_index *index) {
    sheaf_str rest = {index->bytes.ptr + index->fault.at, index->bytes.len - index->fault.at};
    switch (index->fault.kind) {
    case JSON_ENDED:
        say_words(s, "the file ends too soon; expected ");
        say_words(s, index->fault.expected);
        break;
    case JSON_TWICE:
        say_words(s, "the key ");
        say(s,
            (sheaf_str){rest.ptr,
                        (size_t)((char *)memchr(rest.ptr + 1, '"', rest.len - 1) - rest.ptr + 1)},
            60);
        say_words(s, " stands twice in its object; expected each key once");
        break;
    case JSON_DEEP:
        say_words(s, "arrays and objects nest deeper than 64; expected a definition of a form");
        break;
    default:
        say_words(s, "this is no JSON: found ");
        say_byte(s, index->bytes, index->fault.at);
        say_words(s, ", expected ");
        say_words(s, index->fault.expected);
    }
}

void form_fault_json(form_file *file) {
    uint32_t line, column;
    char number[32];
    sentence s = {.length = 0};
    json_locate(file->index.bytes, file->index.fault.at, &line, &column);
    say_place(&s, file, line);
    snprintf(number, sizeof number, "column %u: ", column);
    say_words(&s, number);
    say_trouble(&s, &file->index);
    latch(file, &s, file->index.fault.at, line);
}
