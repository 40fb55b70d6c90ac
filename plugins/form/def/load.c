/* A definition from its file and those that it extends: the head, then sections, tables, fields and rules, each element
 * from the newest version that states it. */
#include "def/def.h"

#include <stdio.h>

/* ------------------------------------------------------------------------------- what it extends -- */

static form_source *source_at(const form_list *chain, uint32_t i) {
    return *FORM_AT(*chain, form_source *, i);
}

static int push_source(const form_context *context, form_list *chain, form_source *source) {
    form_source **room = form_push(context, chain);
    if (room)
        *room = source;
    return room != NULL;
}

static const form_definition *find_base(const form_set *bases, sheaf_str id, sheaf_str version) {
    for (uint32_t i = 0; bases && i < bases->definitions.count; i++) {
        const form_definition *d = form_definition_at(bases, i);
        if (form_same(d->id, id) && form_same(d->version, version))
            return d;
    }
    return NULL;
}

/* The chain of a definition: its own file, then that of each version that it extends, of which *out_base is the next. */
static int make_chain(form_source *own, const form_set *bases, form_definition *out,
                      const form_definition **out_base) {
    form_file *file = &own->file;
    form_value extends = own->members[DEF_EXTENDS];
    *out_base = NULL;
    if (!push_source(file->context, &out->chain, own))
        return 0;
    if (extends == SHEAF_NONE)
        return 1;
    const form_definition *base = find_base(bases, file->id, form_text(file, extends));
    *out_base = base;
    if (base == NULL)
        form_fault(file, extends, "a version of the same form that is installed or was given");
    else if (base->chain.count >= FORM_MOST_EXTENDS)
        form_fault(file, extends, "a version that extends others at most 8 times over");
    for (uint32_t i = 0; base && !file->failed && i < base->chain.count; i++)
        if (!push_source(file->context, &out->chain, source_at(&base->chain, i)))
            return 0;
    return !file->failed;
}

/* ------------------------------------------------------------------------------------- its head -- */

static uint32_t year_of(form_file *file, form_value year) {
    if (year == SHEAF_NONE || form_is(file, year, JSON_NULL))
        return 0;
    return (uint32_t)form_whole(file, year, 1900, 9999);
}

static void load_validity(form_source *source, form_definition *out) {
    static const char *const names[] = {"from", "to", NULL};
    form_file *file = &source->file;
    form_value at[2];
    if (!form_slots(file, source->members[DEF_VALIDITY], names, at))
        return;
    out->from_year = year_of(file, at[0]);
    out->to_year = year_of(file, at[1]);
    if (out->to_year != 0 && out->to_year < out->from_year)
        form_fault(file, at[1], "a year that is not before \"from\"");
}

static void load_list(form_file *file, form_value array, form_list *out) {
    const uint32_t most = 256;
    if (!form_is(file, array, JSON_ARRAY))
        form_fault(file, array, "an array of texts");
    for (form_value v = form_first(file, array); v != SHEAF_NONE && !file->failed;
         v = form_next(file, array, v)) {
        sheaf_str text = form_text(file, v);
        if (!file->failed && (text.len == 0 || out->count == most))
            form_fault(file, v, "up to 256 texts, none of them empty");
        sheaf_str *room = file->failed ? NULL : form_push(file->context, out);
        if (room)
            *room = text;
    }
}

static void load_texts(form_source *source, uint32_t member, form_list *out) {
    load_list(&source->file, source->members[member], out);
}

static void load_captions(form_source *source, form_captions *out) {
    static const char *const names[] = {
        "begins", "holds",       "times",   "bodies", "tails",    "elsewhere", "annexes", "asides",
        "units",  "multipliers", "neutral", "own",    "pointers", "compares",  "samples", "notes",
        "backs",  "states",      "excuses", "mends",  "pages",    NULL};
    form_list *const lists[] = {&out->begins,   &out->holds,       &out->times,   &out->bodies,
                                &out->tails,    &out->elsewhere,   &out->annexes, &out->asides,
                                &out->units,    &out->multipliers, &out->neutral, &out->own,
                                &out->pointers, &out->compares,    &out->samples, &out->notes,
                                &out->backs,    &out->states,      &out->excuses, &out->mends,
                                &out->pages};
    form_value at[sizeof lists / sizeof *lists];
    if (!form_slots(&source->file, source->members[DEF_CAPTIONS], names, at))
        return;
    for (uint32_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (at[i] != SHEAF_NONE && !source->file.failed)
            load_list(&source->file, at[i], lists[i]);
}

static void load_member(form_source *at, uint32_t member, form_definition *out) {
    switch (member) {
    case DEF_WORDS:
        load_texts(at, member, &out->words);
        break;
    case DEF_MARKS:
        load_texts(at, member, &out->marks);
        break;
    case DEF_CAPTIONS:
        load_captions(at, &out->captions);
        break;
    case DEF_CHARACTERS:
        form_load_characters(&at->file, at->members[member], out);
        break;
    default:
        form_load_unlike(&at->file, at->members[member], out);
    }
}

/* What the version that it extends has: its lists, of which nobody changes one. */
static void inherit(const form_definition *base, uint32_t member, form_definition *out) {
    switch (member) {
    case DEF_WORDS:
        out->words = base->words;
        break;
    case DEF_MARKS:
        out->marks = base->marks;
        break;
    case DEF_CAPTIONS:
        out->captions = base->captions;
        break;
    case DEF_CHARACTERS:
        out->characters = base->characters;
        break;
    default:
        out->unlike = base->unlike;
    }
}

static void load_lists(form_source *own, const form_definition *base, form_definition *out) {
    static const uint32_t lists[] = {DEF_WORDS, DEF_MARKS, DEF_CAPTIONS, DEF_CHARACTERS,
                                     DEF_UNLIKE};
    for (uint32_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        form_source *at = form_having(&out->chain, lists[i]);
        if (at == own)
            load_member(at, lists[i], out);
        else if (at != NULL && base != NULL)
            inherit(base, lists[i], out);
    }
}

static int load_head(form_source *own, const form_definition *base, form_definition *out) {
    form_source *at;
    out->id = own->file.id;
    out->version = own->file.version;
    out->file = own->file.name;
    if ((at = form_having(&out->chain, DEF_TITLE)) != NULL)
        out->title = form_message_of(&at->file, at->members[DEF_TITLE]);
    else
        form_fault(&own->file, 0, "a member \"title\" with the texts \"zh\" and \"en\"");
    if (own->file.failed)
        return 0;
    if ((at = form_having(&out->chain, DEF_VALIDITY)) != NULL)
        load_validity(at, out);
    load_lists(own, base, out);
    if (out->words.count == 0)
        form_fault(&own->file, 0, "a member \"words\": what stands in every report of this form");
    return !own->file.failed;
}

/* ---------------------------------------------------------------------------------- its elements -- */

typedef void load_element(form_file *file, form_value value, form_definition *definition);

static void load_table(form_file *file, form_value value, form_definition *definition) {
    form_load_table(file, value, definition);
    if (file->failed)
        return;
    form_span cells = FORM_AT(definition->tables, form_table, definition->tables.count - 1)->cells;
    uint32_t twice = form_twice(file->context, definition, cells);
    if (twice == SHEAF_NONE)
        return;
    char expected[160];
    sheaf_str key = FORM_AT(definition->cells, form_cell, twice)->key;
    snprintf(expected, sizeof expected,
             "cells with keys of their own; two cells have the key \"%.*s\"",
             key.len < 80 ? (int)key.len : 80, key.ptr);
    form_fault(file, value, expected);
}

static const struct {
    uint32_t member;
    const char *name;
    load_element *load;
} parts[] = {
    {DEF_SECTIONS, "key", form_load_section},
    {DEF_TABLES, "key", load_table},
    {DEF_FIELDS, "key", form_load_field},
};

static int load_one(const form_context *context, const form_element *element, load_element *load,
                    form_definition *out) {
    form_file *file = &element->source->file;
    load(file, element->value, out);
    return !file->failed && context->host->tick(context->job, 0, 0) == SHEAF_OK;
}

static int load_part(const form_context *context, uint32_t part, form_definition *out) {
    form_list elements;
    if (!form_merge(context, &out->chain, parts[part].member, parts[part].name, &elements))
        return 0;
    for (uint32_t i = 0; i < elements.count; i++)
        if (!load_one(context, FORM_AT(elements, form_element, i), parts[part].load, out))
            return 0;
    return 1;
}

static int is_wanted(const form_element *element, form_wants wants) {
    form_file *file = &element->source->file;
    return wants == FORM_RULES || form_flag(file, form_member(file, element->value, "identity"));
}

int form_load_rules(const form_context *context, form_definition *definition, form_wants wants) {
    form_list elements;
    if (wants <= definition->rules_loaded)
        return 1;
    if (!form_merge(context, &definition->chain, DEF_RULES, "id", &elements))
        return 0;
    definition->earlier = definition->rules;
    definition->rules = (form_list){.stride = 0}; /* rule/load.c knows it */
    definition->rules_loaded = FORM_NO_RULES;
    for (uint32_t i = 0; i < elements.count; i++) {
        const form_element *element = FORM_AT(elements, form_element, i);
        if (is_wanted(element, wants) && !load_one(context, element, form_load_rule, definition))
            return 0;
    }
    definition->rules_loaded = wants;
    return 1;
}

/* Few documents have tables of more than one version. Only the set's rules change, which whoever was lent it gets from here. */
int form_need_identities(const form_definition *definition) {
    form_definition *own = (form_definition *)(uintptr_t)definition;
    return form_load_rules(source_at(&own->chain, 0)->file.context, own, FORM_IDENTITIES);
}

/* Its lists, each of what it holds. */
static form_definition empty_definition(void) {
    return (form_definition){.chain = FORM_LIST_OF(form_source *),
                             .words = FORM_LIST_OF(sheaf_str),
                             .marks = FORM_LIST_OF(sheaf_str),
                             .captions = {.begins = FORM_LIST_OF(sheaf_str),
                                          .holds = FORM_LIST_OF(sheaf_str),
                                          .times = FORM_LIST_OF(sheaf_str),
                                          .bodies = FORM_LIST_OF(sheaf_str),
                                          .tails = FORM_LIST_OF(sheaf_str),
                                          .elsewhere = FORM_LIST_OF(sheaf_str),
                                          .annexes = FORM_LIST_OF(sheaf_str),
                                          .asides = FORM_LIST_OF(sheaf_str),
                                          .units = FORM_LIST_OF(sheaf_str),
                                          .multipliers = FORM_LIST_OF(sheaf_str),
                                          .neutral = FORM_LIST_OF(sheaf_str),
                                          .own = FORM_LIST_OF(sheaf_str),
                                          .pointers = FORM_LIST_OF(sheaf_str),
                                          .compares = FORM_LIST_OF(sheaf_str),
                                          .samples = FORM_LIST_OF(sheaf_str),
                                          .notes = FORM_LIST_OF(sheaf_str),
                                          .backs = FORM_LIST_OF(sheaf_str),
                                          .states = FORM_LIST_OF(sheaf_str),
                                          .excuses = FORM_LIST_OF(sheaf_str),
                                          .mends = FORM_LIST_OF(sheaf_str),
                                          .pages = FORM_LIST_OF(sheaf_str)},
                             .characters = FORM_LIST_OF(form_character),
                             .unlike = FORM_LIST_OF(form_unlike),
                             .labels = FORM_LIST_OF(form_label),
                             .sections = FORM_LIST_OF(form_section),
                             .heads = FORM_LIST_OF(form_head),
                             .blocks = FORM_LIST_OF(form_block),
                             .tables = FORM_LIST_OF(form_table),
                             .cells = FORM_LIST_OF(form_cell)};
}

int form_load_source(form_source *source, const form_set *bases, form_wants wants,
                     form_definition *out) {
    const form_context *context = source->file.context;
    *out = empty_definition();
    const form_definition *base;
    if (!make_chain(source, bases, out, &base) || !load_head(source, base, out))
        return 0;
    if (base && (!form_reserve(context, &out->labels, base->labels.count) ||
                 !form_reserve(context, &out->heads, base->heads.count)))
        return 0;
    for (uint32_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (!load_part(context, i, out))
            return 0;
    if (out->tables.count == 0)
        form_fault(&source->file, 0, "a member \"tables\" with at least one table");
    return !source->file.failed && form_load_rules(context, out, wants);
}

int form_load_one(const form_context *context, sheaf_str file, sheaf_str bytes,
                  const form_set *bases, form_definition *out) {
    form_source *source = form_room(context, 1, sizeof *source);
    return source != NULL && form_open_source(context, file, bytes, source) &&
           form_load_source(source, bases, FORM_RULES, out);
}
