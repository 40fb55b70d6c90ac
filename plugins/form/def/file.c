/* A definition file before anything in it is believed: it is JSON of a bearable size, and says that it is a form, which
 * one, and of which version. */
#include "def/def.h"

#include <stdio.h>
#include <string.h>

static int scan(form_file *file, json_mark *marks) {
    const form_context *context = file->context;
    const uint32_t some = 16384, deepest = 64;
    json_begin(&file->index, file->index.bytes, marks, deepest);
    json_step step = JSON_MORE;
    while (step == JSON_MORE) {
        if (context->host->tick(context->job, 0, 0) != SHEAF_OK)
            return 0;
        step = json_scan(&file->index, some);
    }
    if (step == JSON_READY)
        return 1;
    form_fault_json(file);
    return 0;
}

/* form_slots with the members as an enumeration. */
static const char *const names[] = {[DEF_FORMAT] = "sheaf_form", [DEF_ID] = "id",
                                    [DEF_VERSION] = "version",   [DEF_EXTENDS] = "extends",
                                    [DEF_TITLE] = "title",       [DEF_VALIDITY] = "validity",
                                    [DEF_WORDS] = "words",       [DEF_MARKS] = "marks",
                                    [DEF_CAPTIONS] = "captions", [DEF_CHARACTERS] = "characters",
                                    [DEF_UNLIKE] = "unlike",     [DEF_SECTIONS] = "sections",
                                    [DEF_TABLES] = "tables",     [DEF_FIELDS] = "fields",
                                    [DEF_RULES] = "rules",       [DEF_MEMBERS] = NULL};

static void check_format(form_file *file, form_value format) {
    if (format == SHEAF_NONE) {
        form_fault(file, 0, "an object with the member \"sheaf_form\": \"1.0\": a form definition");
        return;
    }
    sheaf_str version = form_text(file, format);
    if (version.len < 3 || memcmp(version.ptr, "1.", 2) != 0)
        form_fault(file, format, "\"1.0\" or a later version 1 of the definition format");
}

static sheaf_str needed_key(form_file *file, const form_value *members, uint32_t member,
                            const char *expected) {
    if (members[member] == SHEAF_NONE) {
        form_fault(file, 0, expected);
        return SHEAF_STR("");
    }
    sheaf_str key = form_key(file, members[member]);
    if (key.len == 0)
        form_fault(file, members[member], "a text that is not empty");
    return key;
}

static int read_head(form_source *source) {
    form_file *file = &source->file;
    if (!form_slots(file, 0, names, source->members))
        return 0;
    check_format(file, source->members[DEF_FORMAT]);
    file->id = needed_key(file, source->members, DEF_ID, "a member \"id\": the name of the form");
    file->version = needed_key(file, source->members, DEF_VERSION,
                               "a member \"version\": which edition of the form this is");
    return !file->failed;
}

static int is_bearable(form_file *file, sheaf_str bytes) {
    if (bytes.len <= FORM_MOST_BYTES)
        return 1;
    char found[120];
    snprintf(found, sizeof found, "it has %zu bytes; expected at most %d for a form definition",
             bytes.len, (int)FORM_MOST_BYTES);
    form_fault_file(file, found);
    return 0;
}

int form_open_source(const form_context *context, sheaf_str name, sheaf_str bytes,
                     form_source *source) {
    form_file *file = &source->file;
    *file = (form_file){.context = context, .name = name};
    file->is_input =
        context->document == NULL && bytes.ptr == context->host->input(context->job)->bytes.ptr;
    file->index.bytes = bytes;
    if (!is_bearable(file, bytes))
        return 0;
    json_mark *marks = form_room(context, json_marks_needed(bytes), sizeof *marks);
    return marks != NULL && scan(file, marks) && read_head(source);
}
