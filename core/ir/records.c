/* One deep copy for all kinds of records: the struct of the plugin's size is laid over a zeroed one of
 * ours, then the rows of its shape say which members point at memory that must be copied. */
#include "ir/records.h"

#include "base/text.h"
#include "ir/index.h"
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
    sf_lately *lately;
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
        return note(copy, sf_keep_again(copy->arena, copy->lately, *text, text));
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

/* An older plugin that does not know a member says nothing by it: node 0 would be a word. */
static void set_none(const sf_shape *shape, char *record) {
    static const uint32_t none = SHEAF_NONE;
    for (uint32_t i = 0; i < shape->field_count; i++)
        if (shape->fields[i].type == SF_NODE || shape->fields[i].type == SF_INDEX)
            memcpy(record + shape->fields[i].offset, &none, sizeof none);
}

/* A deep copy of `given` (as large as it says) at the end of its list; NULL: no memory, and the list is
 * as it was. */
static void *copy_record(sf_records *records, unsigned which, const void *given, uint32_t size) {
    const sf_shape *shape = &sf_shapes[which];
    copying copy = {&records->arena, &records->lately, SF_KEPT};
    char *record = sf_list_push(records, shape);
    if (!record)
        return NULL;
    set_none(shape, record);
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

/* An older source says nothing of what it does not know. */
int sf_records_restore(sf_records *records, const sheaf_source *source) {
    sheaf_source whole = {.size = 0};
    memcpy(&whole, source, source->size < sizeof whole ? source->size : sizeof whole);
    sheaf_str *kept[] = {&records->name, &records->format, &records->media_type, &records->encoding,
                         &records->sha256};
    const sheaf_str given[] = {whole.name, whole.format, whole.media_type, whole.encoding,
                               whole.sha256};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (!sf_keep_text(&records->arena, given[i], kept[i]))
            return 0;
    records->bytes = whole.bytes;
    records->incomplete |= whole.incomplete != 0;
    return 1;
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

/* The plugin's word in our size and our words. */
static sheaf_diagnostic whole_diagnostic(const sheaf_diagnostic *given) {
    sheaf_diagnostic whole = {.size = 0};
    memcpy(&whole, given, given->size < sizeof whole ? given->size : sizeof whole);
    whole.size = sizeof whole;
    if (whole.severity > SHEAF_ERROR)
        whole.severity = SHEAF_ERROR;
    whole.incomplete = whole.incomplete != 0;
    whole.earlier = whole.earlier != 0;
    if (whole.origin.kind > SHEAF_AT_PART)
        whole.origin = (sheaf_origin){0};
    whole.code = whole.code.ptr ? whole.code : SHEAF_STR("");
    whole.message = whole.message.ptr ? whole.message : SHEAF_STR("");
    return whole;
}

static int is_same_box(const float a[4], const float b[4]) {
    return a[0] == b[0] && a[1] == b[1] && a[2] == b[2] && a[3] == b[3];
}

static int is_same_place(const sheaf_origin *a, const sheaf_origin *b) {
    if (a->kind != b->kind || a->unit != b->unit)
        return 0;
    switch (a->kind) {
    case SHEAF_AT_BYTES:
        return a->at.bytes.offset == b->at.bytes.offset && a->at.bytes.length == b->at.bytes.length;
    case SHEAF_AT_PAGE:
        return is_same_box(a->at.box, b->at.box);
    case SHEAF_AT_PART:
        return sf_str_equal(a->at.path, b->at.path);
    default:
        return 1;
    }
}

static int is_said(const void *element, const void *key) {
    const sheaf_diagnostic *a = element, *b = key;
    return a->severity == b->severity && sf_str_equal(a->code, b->code) &&
           sf_str_equal(a->message, b->message) && is_same_place(&a->origin, &b->origin);
}

static uint32_t hash_diagnostic(const sheaf_diagnostic *d) {
    const sheaf_str unit = {(const char *)&d->origin.unit, sizeof d->origin.unit};
    return sf_hash_bytes(sf_hash_bytes(sf_hash_bytes(0, d->code), d->message), unit);
}

static int is_full(const sf_records *records) {
    uint64_t ours = records->diagnostics.array.count - records->diagnostics_earlier;
    return records->diagnostic_limit && ours >= records->diagnostic_limit;
}

/* What an earlier conversion said, and this one says, too: users have not heard it yet. */
static void say_now(sf_records *records, uint32_t at) {
    sheaf_diagnostic *said =
        (sheaf_diagnostic *)(uintptr_t)SHEAF_AT(records->diagnostics.array, sheaf_diagnostic, at);
    records->diagnostics_earlier -= said->earlier;
    said->earlier = 0;
}

/* What stands there already is not said again; what an earlier conversion said stays as it was read. */
int sf_records_diagnose(sf_records *records, const sheaf_diagnostic *diagnostic) {
    const sf_list *list = &records->diagnostics;
    sheaf_diagnostic whole = whole_diagnostic(diagnostic);
    uint32_t hash = hash_diagnostic(&whole);
    sf_slot *slot = sf_index_find(&records->said, &records->arena, list, hash, is_said, &whole);
    records->incomplete |= whole.incomplete != 0;
    if (!slot)
        return 0;
    int is_new = !slot->at || SHEAF_AT(list->array, sheaf_diagnostic, slot->at - 1)->earlier;
    if (!whole.earlier && is_new && is_full(records)) {
        records->diagnostics_left_out++;
        return 1;
    }
    if (!whole.earlier && slot->at) {
        say_now(records, slot->at - 1);
        return 1;
    }
    if (!copy_record(records, SF_DIAGNOSTICS_SHAPE, &whole, sizeof whole))
        return 0;
    records->diagnostics_earlier += whole.earlier;
    if (!slot->at)
        *slot = (sf_slot){list->array.count, hash};
    return 1;
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

static int is_named(const void *element, const void *key) {
    return sf_str_equal(*(const sheaf_str *)element, *(const sheaf_str *)key);
}

/* The index of the element that begins with `name`, added where it is new. Names are compared after
 * mending, so that two spellings of the same bad bytes are one. */
static int intern(sf_records *records, sf_index *index, unsigned which, sheaf_str name,
                  uint32_t *found) {
    sf_list *list = sf_shape_list(&sf_shapes[which], records);
    sheaf_str mended = name.ptr ? name : SHEAF_STR("");
    if (sf_utf8_valid(mended) < mended.len && !sf_keep_text(&records->arena, mended, &mended))
        return 0;
    uint32_t hash = sf_hash_bytes(0, mended);
    sf_slot *slot = sf_index_find(index, &records->arena, list, hash, is_named, &mended);
    if (!slot)
        return 0;
    if (!slot->at) {
        sheaf_meta fresh = {.key = mended, .value = SHEAF_STR("")};
        if (!copy_record(records, which, &fresh, sizeof fresh))
            return 0;
        *slot = (sf_slot){list->array.count, hash};
    }
    *found = slot->at - 1;
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
