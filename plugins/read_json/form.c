/* `form`: a record for the whole document, one for each of its tables, and the same for each report of a file that holds
 * several. There `instances` names all of them, and the members around it repeat the first. */
#include "reader.h"

enum { ID, VERSION, CONFIDENCE, TABLES, INSTANCES, INSTANCE };

static const sheaf_str words[] = {JSON_WORD("id"),         JSON_WORD("version"),
                                  JSON_WORD("confidence"), JSON_WORD("tables"),
                                  JSON_WORD("instances"),  JSON_WORD("instance")};
static const json_names names = {words, JSON_COUNT(words)};

#define BIT(name) (UINT32_C(1) << (name))

/* Forms are counted as they are added: what is kept for one names it by its place. Of the first instance each object
 * stands twice, in `form` and in `instances`, and `inner` says where this one does. */
typedef struct form_count {
    json_reader *reader;
    uint32_t added;
    uint32_t inner;
} form_count;

static void keep(form_count *count, const json_object *object, uint32_t form) {
    json_keep_in(count->reader, object,
                 (sheaf_object){.owner = SHEAF_OF_FORM, .index = form, .inner = count->inner});
}

static void add(form_count *count, const sheaf_form *form, const json_object *object) {
    count->reader->host->add_form(count->reader->job, form);
    keep(count, object, count->added++);
}

enum { TABLE, TABLE_VERSION, TABLE_NODE, TABLE_CONFIDENCE };
static const sheaf_str table_words[] = {JSON_WORD("table"), JSON_WORD("version"), JSON_WORD("node"),
                                        JSON_WORD("confidence")};
static const json_names table_names = {table_words, JSON_COUNT(table_words)};

static void add_table(form_count *count, uint32_t value, const sheaf_form *whole) {
    json_reader *reader = count->reader;
    json_object object;
    if (!json_take(reader, value, &table_names, JSON_ALL, &object))
        return;
    sheaf_form form = *whole;
    form.table = json_text(reader, object.slots[TABLE]);
    form.version = json_text(reader, object.slots[TABLE_VERSION]);
    form.node = json_node(reader, object.slots[TABLE_NODE]);
    form.confidence = json_ratio(reader, object.slots[TABLE_CONFIDENCE]);
    if (form.table.len == 0)
        json_refuse_type(reader, object.slots[TABLE] ? object.slots[TABLE] : value,
                         "the name of a table in its member \"table\"");
    add(count, &form, &object);
}

static void add_instance(form_count *count, const json_object *object, uint32_t instance) {
    json_reader *reader = count->reader;
    const sheaf_form form = {.size = sizeof form,
                             .confidence = json_ratio(reader, object->slots[CONFIDENCE]),
                             .id = json_text(reader, object->slots[ID]),
                             .version = json_text(reader, object->slots[VERSION]),
                             .table = SHEAF_STR(""),
                             .node = SHEAF_NONE,
                             .instance = instance};
    add(count, &form, object);
    uint32_t end, at = json_elements(reader, object->slots[TABLES], &end);
    for (; at < end; at = json_after(&reader->index, at))
        add_table(count, at, &form);
}

/* What `form` and its tables hold besides, where the first instance has been added. */
static void keep_form(form_count *count, const json_object *form) {
    json_reader *reader = count->reader;
    uint32_t end, at = json_elements(reader, form->slots[TABLES], &end), i = 0;
    keep(count, form, i);
    for (; at < end; at = json_after(&reader->index, at)) {
        json_object object;
        if (!json_take(reader, at, &table_names, JSON_ALL, &object))
            return;
        if (++i < count->added)
            keep(count, &object, i);
        else
            json_warn(reader, at, "json.member-left-out",
                      "the form has more tables than its first instance, which it should repeat; "
                      "the table is left out");
    }
}

static sheaf_status add_instances(form_count *count, const json_object *form) {
    json_reader *reader = count->reader;
    uint32_t end, at = json_elements(reader, form->slots[INSTANCES], &end);
    sheaf_status status = json_tick(reader, at);
    count->inner = SHEAF_IN_INSTANCE;
    for (; at < end && status == SHEAF_OK; at = json_after(&reader->index, at)) {
        json_object object;
        if (json_take(reader, at, &names, JSON_ALL & ~BIT(INSTANCES), &object))
            add_instance(count, &object, json_small(reader, object.slots[INSTANCE]));
        if (count->inner == SHEAF_IN_INSTANCE) {
            count->inner = SHEAF_IN_ITSELF;
            keep_form(count, form);
        }
        status = json_tick(reader, at);
    }
    return status;
}

sheaf_status json_form(json_reader *reader, uint32_t value) {
    form_count count = {.reader = reader};
    json_object object;
    if (value == 0 || json_kind_of(&reader->index, value) == JSON_NULL ||
        !json_take(reader, value, &names, JSON_ALL & ~BIT(INSTANCE), &object))
        return json_tick(reader, 0);
    uint32_t end, first = json_elements(reader, object.slots[INSTANCES], &end);
    if (first < end)
        return add_instances(&count, &object);
    add_instance(&count, &object, 0);
    return json_tick(reader, 0);
}
