/* Every label of the tables of all versions of a form, found by its comparable text in one look. A model is a table in
 * one version; the same text leads to one entry for each place in each model where the form prints it. */
#include "bind/cell/cell.h"

#include <string.h>

/* ------------------------------------------------------------------------------- building -- */

typedef struct builder {
    const form_context *context;
    bind_index *index;
    const form_definition *definition;
    uint32_t model, block;
} builder;

/* `1属于国家秘密` for `1.属于国家秘密`, `一 本年新收` for `一、本年新收`: exports and writers lose the stop. */
static sheaf_str with_bare_number(const form_context *context, const form_plain *label,
                                  int is_arabic) {
    enum { DIGITS = 3 };
    static const char chinese[] = "一二三四五六七八九十";
    uint32_t number = label->number, length = !is_arabic ? DIGITS : number < 10 ? 1 : 2;
    char *text = form_room(context, DIGITS + label->text.len, 1);
    if (text == NULL)
        return (sheaf_str){NULL, 0};
    if (!is_arabic)
        memcpy(text, chinese + (size_t)DIGITS * (number - 1), DIGITS);
    for (uint32_t at = is_arabic ? length : 0; at-- > 0; number /= 10)
        text[at] = (char)('0' + number % 10);
    memcpy(text + length, label->text.ptr, label->text.len);
    return (sheaf_str){text, length + label->text.len};
}

/* Another entry of the same label, an alias. */
static int add_alias(const builder *b, bind_entry entry, int is_arabic) {
    const sheaf_str text = with_bare_number(b->context, &entry.plain, is_arabic);
    bind_entry *room = text.ptr != NULL ? form_push(b->context, &b->index->entries) : NULL;
    if (room == NULL)
        return 0;
    entry.plain = (form_plain){.text = text};
    entry.hash = form_hash(text, 0);
    entry.kind = FORM_ALIAS;
    entry.is_bare = 1;
    *room = entry;
    return 1;
}

static int begins_arabic(const form_label *label) {
    return label->text.ptr[0] >= '0' && label->text.ptr[0] <= '9';
}

/* The form numbers the label `1.`, `一、` or `（一）`. */
static int is_enumerated(const form_label *label) {
    enum { TEN = 10 };
    uint32_t number = label->kind != FORM_ALIAS ? label->plain.number : 0;
    return number > 0 && number < (begins_arabic(label) ? TEN * TEN : TEN + 1);
}

static int add_labels(const builder *b, form_span labels, uint32_t axis, uint32_t head) {
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++) {
        const form_label *label = FORM_AT(b->definition->labels, const form_label, i);
        if (label->plain.text.len == 0)
            continue;
        bind_entry *entry = form_push(b->context, &b->index->entries);
        if (entry == NULL)
            return 0;
        *entry = (bind_entry){.plain = label->plain,
                              .hash = form_hash(label->plain.text, 0),
                              .model = b->model,
                              .block = b->block,
                              .axis = axis,
                              .head = head,
                              .kind = label->kind};
        if (axis == BIND_ROW && is_enumerated(label) && !add_alias(b, *entry, begins_arabic(label)))
            return 0;
    }
    return 1;
}

static int add_tree(const builder *b, uint32_t root, uint32_t axis) {
    for (uint32_t h = root + 1; h < bind_head_at(b->definition, root)->end; h++)
        if (!add_labels(b, bind_head_at(b->definition, h)->labels, axis, h))
            return 0;
    return 1;
}

static int add_table(builder *b, const form_table *table) {
    if (!add_labels(b, table->titles, BIND_ABOVE, SHEAF_NONE))
        return 0;
    for (b->block = table->blocks.first; b->block < table->blocks.first + table->blocks.count;
         b->block++) {
        const form_block *block = FORM_AT(b->definition->blocks, const form_block, b->block);
        if (!add_labels(b, block->labels, BIND_ABOVE, SHEAF_NONE) ||
            !add_labels(b, block->stubs, BIND_ABOVE, SHEAF_NONE) ||
            !add_tree(b, block->rows, BIND_ROW) || !add_tree(b, block->columns, BIND_COLUMN))
            return 0;
    }
    return 1;
}

/* Sections are those of the report's own version: others have them by key. */
static uint32_t place_of(const form_reading *reading, const form_definition *definition,
                         const form_table *table) {
    if (table->section == SHEAF_NONE)
        return SHEAF_NONE;
    sheaf_str key = FORM_AT(definition->sections, const form_section, table->section)->key;
    const form_list *sections = &reading->definition->sections;
    for (uint32_t i = 0; i < sections->count; i++)
        if (form_same(FORM_AT(*sections, const form_section, i)->key, key))
            return i;
    return SHEAF_NONE;
}

static int add_definition(builder *b, const form_reading *reading) {
    for (uint32_t t = 0; t < b->definition->tables.count; t++) {
        const form_table *table = FORM_AT(b->definition->tables, const form_table, t);
        bind_model *model = form_push(b->context, &b->index->models);
        if (model == NULL)
            return 0;
        *model = (bind_model){b->definition,
                              t,
                              place_of(reading, b->definition, table),
                              {b->index->entries.count, 0}};
        b->model = b->index->models.count - 1;
        if (!add_table(b, table))
            return 0;
        model->entries.count = b->index->entries.count - model->entries.first;
    }
    return 1;
}

/* Chains keep the order of the entries. */
static int hash_entries(const form_context *context, bind_index *index) {
    uint32_t size = 64;
    while (size < index->entries.count * 2)
        size *= 2;
    index->mask = size - 1;
    index->buckets = form_room(context, size, sizeof *index->buckets);
    if (index->buckets == NULL)
        return 0;
    for (uint32_t i = 0; i < size; i++)
        index->buckets[i] = SHEAF_NONE;
    for (uint32_t i = index->entries.count; i-- > 0;) {
        bind_entry *entry = bind_entry_at(index, i);
        uint32_t *bucket = &index->buckets[entry->hash & index->mask];
        entry->next = *bucket;
        *bucket = i;
    }
    return 1;
}

/* How many entries the labels of a definition give at most: one each, and one more without the number of a row. */
static uint32_t entries_of(const form_definition *definition) {
    uint32_t count = definition->labels.count;
    for (uint32_t i = 0; i < definition->labels.count; i++)
        count += (uint32_t)is_enumerated(FORM_AT(definition->labels, const form_label, i));
    return count;
}

static int build(const form_context *context, const form_reading *reading, bind_index *out) {
    *out = (bind_index){.models = FORM_LIST_OF(bind_model), .entries = FORM_LIST_OF(bind_entry)};
    builder b = {.context = context, .index = out};
    uint32_t end = reading->versions.first + reading->versions.count, labels = 0;
    for (uint32_t i = reading->versions.first; i < end; i++)
        labels += entries_of(form_definition_at(reading->set, i));
    if (!form_reserve(context, &out->entries, labels))
        return 0;
    for (uint32_t i = reading->versions.first; i < end; i++) {
        b.definition = form_definition_at(reading->set, i);
        if (!add_definition(&b, reading))
            return 0;
    }
    return hash_entries(context, out);
}

/* ---------------------------------------------------------------------- once for a session -- */

/* The index of some versions for reports of one of them; the one that was made before it. */
typedef struct kept_index {
    const form_definition *versions, *own;
    uint32_t count;
    bind_index index;
    struct kept_index *before;
} kept_index;

static kept_index *find_kept(kept_index *last, const form_reading *reading) {
    const form_definition *versions = form_definition_at(reading->set, reading->versions.first);
    while (last != NULL && (last->versions != versions || last->own != reading->definition ||
                            last->count != reading->versions.count))
        last = last->before;
    return last;
}

/* What the search for tables noted in another report. */
static int forget_seen(bind_index *index) {
    for (uint32_t i = 0; i < index->entries.count; i++) {
        bind_entry *entry = bind_entry_at(index, i);
        entry->is_seen = 0;
        entry->stamp = 0;
    }
    return 1;
}

int bind_build_index(const form_context *context, const form_reading *reading, bind_index *out) {
    form_context keeper = *context;
    keeper.keep = reading->set->is_kept
                      ? context->host->extension(context->job, SHEAF_STR("sheaf.keep/1"))
                      : NULL;
    if (keeper.keep == NULL || reading->versions.count == 0)
        return build(context, reading, out);
    void **slot = keeper.keep->slot(context->job, SHEAF_STR("labels"));
    kept_index *kept = slot != NULL ? find_kept(*slot, reading) : NULL;
    if (slot != NULL && kept == NULL) {
        kept = form_room(&keeper, 1, sizeof *kept);
        if (kept == NULL || !build(&keeper, reading, &kept->index))
            return 0;
        kept->versions = form_definition_at(reading->set, reading->versions.first);
        kept->own = reading->definition;
        kept->count = reading->versions.count;
        kept->before = *slot;
        *slot = kept;
    }
    if (kept != NULL)
        *out = kept->index;
    return kept != NULL && forget_seen(out);
}

/* ------------------------------------------------------------------------------- looking -- */

static uint32_t same_from(const bind_index *index, uint32_t i, uint32_t hash, sheaf_str text) {
    while (i != SHEAF_NONE && (bind_entry_at(index, i)->hash != hash ||
                               !form_same(bind_entry_at(index, i)->plain.text, text)))
        i = bind_entry_at(index, i)->next;
    return i;
}

static uint32_t find_exactly(const bind_index *index, sheaf_str text) {
    uint32_t hash = form_hash(text, 0);
    return same_from(index, index->buckets[hash & index->mask], hash, text);
}

/* The bracket at the end of the text, if something stands before it; 0. */
static size_t last_bracket(sheaf_str text) {
    size_t at = text.len;
    while (at > 0 && text.ptr[at - 1] != '(')
        at--;
    return at > 0 ? at - 1 : 0;
}

/* The unit is that of the head, or of a column that crosses it. */
static int is_counted_in(const bind_model *model, const bind_entry *entry, sheaf_str unit) {
    const form_definition *definition = model->definition;
    uint32_t root = FORM_AT(definition->blocks, const form_block, entry->block)->columns;
    if (form_same(bind_head_at(definition, entry->head)->unit, unit))
        return 1;
    for (uint32_t h = root; entry->axis == BIND_ROW && h < bind_head_at(definition, root)->end; h++)
        if (form_same(bind_head_at(definition, h)->unit, unit))
            return 1;
    return 0;
}

/* `总计(件)` for `总计`, where that is counted in 件. */
static uint32_t find_with_unit(const bind_index *index, sheaf_str text) {
    size_t at = last_bracket(text);
    if (at == 0)
        return SHEAF_NONE;
    const sheaf_str unit = {text.ptr + at + 1, text.len - at - 2};
    uint32_t found = find_exactly(index, (sheaf_str){text.ptr, at});
    const bind_entry *entry = found != SHEAF_NONE ? bind_entry_at(index, found) : NULL;
    if (entry == NULL || entry->head == SHEAF_NONE)
        return SHEAF_NONE;
    return is_counted_in(bind_model_at(index, entry->model), entry, unit) ? found : SHEAF_NONE;
}

uint32_t bind_find(const bind_index *index, sheaf_str text) {
    if (text.len == 0)
        return SHEAF_NONE;
    uint32_t found = find_exactly(index, text);
    return found == SHEAF_NONE && text.ptr[text.len - 1] == ')' ? find_with_unit(index, text)
                                                                : found;
}

uint32_t bind_next(const bind_index *index, uint32_t entry) {
    const bind_entry *at = bind_entry_at(index, entry);
    return same_from(index, at->next, at->hash, at->plain.text);
}

int bind_is_in_place(const form_report *report, const bind_model *model, uint32_t node) {
    if (model->place == SHEAF_NONE || report->places == NULL)
        return 0;
    const form_place *place = &report->places[model->place];
    return place->heading != SHEAF_NONE && place->first <= node && node < place->end;
}
