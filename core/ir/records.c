/* One deep copy for all kinds of records: the struct of the plugin's size is laid over a zeroed one of
 * ours, then the rows of its shape say which members point at memory that must be copied. */
#include "ir/records.h"

#include "base/text.h"
#include "ir/keep.h"
#include "ir/shape.h"

#include <stdio.h>
#include <string.h>

void sf_records_init(sf_records *records, uint64_t diagnostic_limit) {
    *records = (sf_records){.diagnostic_limit = diagnostic_limit};
    sheaf_str *texts[] = {&records->name, &records->format, &records->media_type,
                          &records->encoding, &records->sha256};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = SHEAF_STR("");
    for (unsigned i = SF_FIRST_RECORD; i < SF_SHAPES; i++)
        sf_shape_list(&sf_shapes[i], records)->array.stride = sf_shapes[i].stride;
}

void sf_records_done(sf_records *records) {
    sf_arena_done(&records->arena);
    *records = (sf_records){0};
}

/* ------------------------------------------------------------------------------- deep copies -- */

typedef struct copying {
    sf_arena *arena;
    sf_kept worst; /* SF_KEPT_MENDED once a text was mended; SF_NOT_KEPT ends the copy */
} copying;

static int note(copying *copy, sf_kept kept) {
    if (kept != SF_KEPT)
        copy->worst = kept;
    return kept != SF_NOT_KEPT;
}

static size_t element_size(sf_field_type type) {
    switch (type) {
    case SF_TEXTS:
        return sizeof(sheaf_str);
    case SF_ORIGINS:
        return sizeof(sheaf_origin);
    default:
        return sizeof(uint32_t);
    }
}

static int deepen_element(copying *copy, sf_field_type type, void *element) {
    sheaf_str *text = element;
    sheaf_origin *origin = element;
    if (type == SF_TEXTS)
        return note(copy, sf_keep_text(copy->arena, *text, text));
    return type != SF_ORIGINS || note(copy, sf_keep_origin(copy->arena, *origin, origin));
}

static int deepen_list(copying *copy, const sf_field *field, char *record) {
    void **list = (void **)(void *)(record + field->offset);
    uint32_t *count = (uint32_t *)(void *)(record + field->count_offset);
    size_t size = element_size(field->type);
    if (!*list || !*count) {
        *list = NULL;
        *count = 0;
        return 1;
    }
    char *mine = sf_arena_take(copy->arena, size * *count);
    if (!mine)
        return note(copy, SF_NOT_KEPT);
    memcpy(mine, *list, size * *count);
    *list = mine;
    for (uint32_t i = 0; i < *count; i++)
        if (!deepen_element(copy, field->type, mine + i * size))
            return 0;
    return 1;
}

static int deepen(copying *copy, const sf_field *field, char *record) {
    void *member = record + field->offset;
    sheaf_str *text = member;
    sheaf_origin *origin = member;
    switch (field->type) {
    case SF_TEXT:
        return note(copy, sf_keep_text(copy->arena, *text, text));
    case SF_ORIGIN:
        return note(copy, sf_keep_origin(copy->arena, *origin, origin));
    case SF_NODES:
    case SF_IDS:
    case SF_TEXTS:
    case SF_ORIGINS:
        return deepen_list(copy, field, record);
    default:
        return 1;
    }
}

static int say_mended(sf_records *records, const char *kind) {
    char room[128];
    int length = snprintf(room, sizeof room,
                          "text in a record (%s) is not UTF-8; its bad bytes were replaced", kind);
    sheaf_diagnostic diagnostic = {.size = sizeof diagnostic,
                                   .severity = SHEAF_WARNING,
                                   .code = SHEAF_STR("ir.text.invalid-utf8"),
                                   .message = {room, (size_t)length}};
    return sf_records_diagnose(records, &diagnostic);
}

/* A deep copy of `given` (as large as it says) at the end of its list; NULL: no memory, and the list is
 * as it was. */
static void *copy_record(sf_records *records, unsigned which, const void *given, uint32_t size) {
    const sf_shape *shape = &sf_shapes[which];
    copying copy = {&records->arena, SF_KEPT};
    char *record = sf_list_push(records, shape);
    if (!record)
        return NULL;
    memcpy(record, given, size < shape->stride ? size : shape->stride);
    if (shape->sized)
        memcpy(record, &shape->stride, sizeof shape->stride);
    for (uint32_t i = 0; i < shape->field_count; i++) {
        if (!deepen(&copy, &shape->fields[i], record)) {
            memset(record, 0, shape->stride);
            sf_shape_list(shape, records)->array.count--;
            return NULL;
        }
    }
    if (copy.worst == SF_KEPT_MENDED && which != SF_DIAGNOSTICS_SHAPE &&
        !say_mended(records, shape->name))
        return NULL;
    return record;
}

/* ----------------------------------------------------------------------- one call for each kind -- */

int sf_records_repair(sf_records *records, const sheaf_repair *repair, sheaf_str by) {
    sheaf_repair *kept = copy_record(records, SF_REPAIRS_SHAPE, repair, repair->size);
    return kept && (kept->by.len || sf_keep_text(&records->arena, by, &kept->by));
}

int sf_records_finding(sf_records *records, const sheaf_finding *finding) {
    sheaf_finding *kept = copy_record(records, SF_FINDINGS_SHAPE, finding, finding->size);
    if (kept && kept->severity > SHEAF_ERROR)
        kept->severity = SHEAF_ERROR;
    if (kept && kept->outcome > SHEAF_NOT_ASSESSABLE)
        kept->outcome = SHEAF_NOT_ASSESSABLE;
    return kept != NULL;
}

int sf_records_check(sf_records *records, const sheaf_check *check) {
    return copy_record(records, SF_CHECKS_SHAPE, check, check->size) != NULL;
}

/* A value without the status that allows one, or one that no decimal of ours can be, is not stated. */
int sf_records_fact(sf_records *records, const sheaf_fact *fact) {
    sheaf_fact *kept = copy_record(records, SF_FACTS_SHAPE, fact, fact->size);
    if (!kept)
        return 0;
    int read = kept->status == SHEAF_READ || kept->status == SHEAF_READ_REPAIRED;
    int sound = kept->has_value && kept->value.scale <= 18;
    if (kept->status > SHEAF_TEXT || (read && !sound))
        kept->status = SHEAF_AMBIGUOUS;
    kept->has_value = read && sound;
    if (!kept->has_value)
        kept->value = (sheaf_decimal){0, 0};
    return 1;
}

int sf_records_form(sf_records *records, const sheaf_form *form) {
    return copy_record(records, SF_FORMS_SHAPE, form, form->size) != NULL;
}

int sf_records_account(sf_records *records, const sheaf_account *account) {
    return copy_record(records, SF_ACCOUNTS_SHAPE, account, account->size) != NULL;
}

int sf_records_drop(sf_records *records, const sheaf_dropped *dropped) {
    return copy_record(records, SF_DROPPED_SHAPE, dropped, dropped->size) != NULL;
}

int sf_records_describe(sf_records *records, sheaf_str format, sheaf_str media_type,
                        sheaf_str encoding) {
    sheaf_str *kept[] = {&records->format, &records->media_type, &records->encoding};
    const sheaf_str given[] = {format, media_type, encoding};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (given[i].len && !sf_keep_text(&records->arena, given[i], kept[i]))
            return 0;
    return 1;
}

/* ------------------------------------------------------------------------------- diagnostics -- */

int sf_records_diagnose(sf_records *records, const sheaf_diagnostic *diagnostic) {
    if (SHEAF_HAS(diagnostic, sheaf_diagnostic, incomplete) && diagnostic->incomplete)
        records->incomplete = 1;
    if (records->diagnostic_limit &&
        records->diagnostics.array.count >= records->diagnostic_limit) {
        records->diagnostics_left_out++;
        return 1;
    }
    sheaf_diagnostic *kept =
        copy_record(records, SF_DIAGNOSTICS_SHAPE, diagnostic, diagnostic->size);
    if (kept && kept->severity > SHEAF_ERROR)
        kept->severity = SHEAF_ERROR;
    if (kept)
        kept->incomplete = kept->incomplete != 0;
    return kept != NULL;
}

int sf_records_close(sf_records *records) {
    if (records->diagnostics_left_out == 0)
        return 1;
    char room[128];
    int length = snprintf(room, sizeof room,
                          "%llu more diagnostics were left out; --limit diagnostics=N keeps more",
                          (unsigned long long)records->diagnostics_left_out);
    sheaf_diagnostic closing = {.size = sizeof closing,
                                .severity = SHEAF_WARNING,
                                .code = SHEAF_STR("ir.diagnostics.left-out"),
                                .message = {room, (size_t)length}};
    if (!copy_record(records, SF_DIAGNOSTICS_SHAPE, &closing, sizeof closing))
        return 0;
    records->diagnostics_left_out = 0;
    return 1;
}

/* ---------------------------------------------------------------------- names that come once -- */

static uint32_t hash(sheaf_str text) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < text.len; i++)
        h = (h ^ (unsigned char)text.ptr[i]) * 16777619u;
    return h;
}

static sheaf_str name_at(const sf_list *list, uint32_t i) {
    return *SHEAF_AT(list->array, sheaf_str, i);
}

/* The slot of the name, or the empty one where it belongs. */
static uint32_t *slot_of(const sf_index *index, const sf_list *list, sheaf_str name) {
    uint32_t i = hash(name) & (index->capacity - 1);
    while (index->slots[i] && !sf_str_equal(name_at(list, index->slots[i] - 1), name))
        i = (i + 1) & (index->capacity - 1);
    return &index->slots[i];
}

/* Keeps the table at most half full. */
static int make_room(sf_records *records, sf_index *index, const sf_list *list) {
    if (list->array.count < index->capacity / 2)
        return 1;
    sf_index larger = {.capacity = 16};
    while (list->array.count >= larger.capacity / 2)
        larger.capacity *= 2;
    larger.slots = sf_arena_take(&records->arena, larger.capacity * sizeof *larger.slots);
    if (!larger.slots)
        return 0;
    for (uint32_t i = 0; i < list->array.count; i++)
        *slot_of(&larger, list, name_at(list, i)) = i + 1;
    *index = larger;
    return 1;
}

/* The index of the element that begins with `name`, added where it is new. Names are compared after
 * mending, so that two spellings of the same bad bytes are one. */
static int intern(sf_records *records, sf_index *index, unsigned which, sheaf_str name,
                  uint32_t *found) {
    sf_list *list = sf_shape_list(&sf_shapes[which], records);
    sheaf_str mended = name.ptr ? name : SHEAF_STR("");
    if (!make_room(records, index, list))
        return 0;
    if (sf_utf8_valid(mended) < mended.len && !sf_keep_text(&records->arena, mended, &mended))
        return 0;
    uint32_t *slot = slot_of(index, list, mended);
    if (!*slot) {
        sheaf_meta fresh = {.key = mended, .value = SHEAF_STR("")};
        if (!copy_record(records, which, &fresh, sizeof fresh))
            return 0;
        *slot = list->array.count;
    }
    *found = *slot - 1;
    return 1;
}

int sf_records_part(sf_records *records, sheaf_str name, uint32_t *index) {
    return intern(records, &records->part_names, SF_PARTS_SHAPE, name, index);
}

int sf_records_meta(sf_records *records, sheaf_str key, sheaf_str value, uint32_t is_number) {
    uint32_t at;
    sheaf_str kept;
    if (!sf_keep_text(&records->arena, value, &kept) ||
        !intern(records, &records->meta_keys, SF_META_SHAPE, key, &at))
        return 0;
    sheaf_meta *meta = (sheaf_meta *)(uintptr_t)SHEAF_AT(records->meta.array, sheaf_meta, at);
    meta->value = kept;
    meta->is_number = is_number != 0;
    return 1;
}
