/* Events kept for later, encoded one behind the other: a start is followed by its attributes, those with known names
 * only. What a choice requires is answered when it is recorded, because its prefixes mean nothing later. */
#include "xml_tokens.h"

typedef struct event {
    uint32_t op; /* 's'tart, 'e'nd, 't'ext or 'a'ttribute */
    uint32_t name;
    uint32_t size; /* of the bytes that follow; of a start, how many attributes do */
} event;

static void put(docx_reader *reader, docx_recording *recording, event head, sheaf_str bytes) {
    docx_text_add(reader, &recording->bytes, (sheaf_str){(const char *)&head, sizeof head});
    docx_text_add(reader, &recording->bytes, bytes);
}

void docx_record_start(docx_reader *reader, docx_recording *recording, docx_name element,
                       const docx_attributes *attributes) {
    uint32_t known = 0;
    for (uint32_t i = 0; i < attributes->count; i++)
        known += docx_attribute_name(attributes, i) != DOCX_OTHER;
    put(reader, recording, (event){'s', element, known}, SHEAF_STR(""));
    for (uint32_t i = 0; i < attributes->count; i++) {
        docx_name name = docx_attribute_name(attributes, i);
        sheaf_str value = attributes->items[i].value;
        if (name == DOCX_no_Requires)
            value = docx_choice_understood(attributes) ? SHEAF_STR("") : SHEAF_STR("no");
        if (name != DOCX_OTHER)
            put(reader, recording, (event){'a', name, (uint32_t)value.len}, value);
    }
}

void docx_record_end(docx_reader *reader, docx_recording *recording, docx_name element) {
    put(reader, recording, (event){'e', element, 0}, SHEAF_STR(""));
}

void docx_record_text(docx_reader *reader, docx_recording *recording, sheaf_str text) {
    put(reader, recording, (event){'t', 0, (uint32_t)text.len}, text);
}

static event take_event(sheaf_str *rest) {
    event taken;
    memcpy(&taken, rest->ptr, sizeof taken);
    *rest = (sheaf_str){rest->ptr + sizeof taken, rest->len - sizeof taken};
    return taken;
}

static sheaf_str take_bytes(sheaf_str *rest, size_t len) {
    sheaf_str bytes = {rest->ptr, len};
    *rest = (sheaf_str){rest->ptr + len, rest->len - len};
    return bytes;
}

/* The attributes that a start announced; they are laid out anew in `room`. */
static docx_attributes take_attributes(docx_reader *reader, sheaf_str *rest, uint32_t count,
                                       docx_vec *room) {
    room->count = 0;
    for (uint32_t i = 0; i < count; i++) {
        event one = take_event(rest);
        docx_attribute_item *item = docx_vec_push(reader, room, sizeof *item);
        sheaf_str value = take_bytes(rest, one.size);
        if (item)
            *item =
                (docx_attribute_item){.name = (docx_name)one.name, .is_folded = 1, .value = value};
    }
    return (docx_attributes){.items = room->base, .count = room->count};
}

sheaf_status docx_recording_play(docx_reader *reader, sheaf_str rest,
                                 const docx_xml_handlers *handlers, void *context) {
    docx_vec room = {0};
    sheaf_status status = SHEAF_OK;
    while (rest.len >= sizeof(event) &&
           (status = reader->host->tick(reader->job, 0, 0)) == SHEAF_OK) {
        reader->event_begin = rest.ptr;
        event next = take_event(&rest);
        docx_name name = (docx_name)next.name;
        if (next.op == 's') {
            docx_attributes attributes = take_attributes(reader, &rest, next.size, &room);
            reader->event_end = rest.ptr;
            handlers->start(context, name, &attributes);
        } else if (next.op == 'e') {
            handlers->end(context, name);
        } else {
            handlers->text(context, take_bytes(&rest, next.size));
        }
    }
    return status;
}
