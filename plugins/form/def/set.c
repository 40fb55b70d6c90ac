/* Which definitions a job needs: those of the form that the user named, else those of each installed form of which a
 * recognition word stands in the document. Versions are loaded after those that they extend. What is installed is opened once a
 * session, and each choice of forms is loaded once, into what the session keeps. */
#include "def/def.h"

#include <stdio.h>
#include <string.h>

typedef struct candidate {
    form_source *source;
    int is_wanted, is_loaded;
} candidate;

typedef struct choosing {
    const form_context *context;
    form_list candidates; /* candidate */
    sheaf_str named;      /* id that the user named; empty: none */
    form_wants wants;
    int is_listed;     /* the installed ones are among the candidates */
    form_list choices; /* choice: what was loaded for some of them */
} choosing;

/* The definitions of the candidates that were wanted once. */
typedef struct choice {
    unsigned char *wanted; /* one a candidate */
    form_set set;
} choice;

static candidate *candidate_at(const choosing *c, uint32_t i) {
    return FORM_AT(c->candidates, candidate, i);
}

/* ---------------------------------------------------------------------------------- what there is -- */

static int is_version(const form_file *a, const form_file *b) {
    return form_same(a->id, b->id) && form_same(a->version, b->version);
}

/* A file that the user gave comes first, and stands for an installed one of its id and version. */
static int add_file(choosing *c, sheaf_str name, sheaf_str bytes) {
    form_source *source = form_room(c->context, 1, sizeof *source);
    if (source == NULL || !form_open_source(c->context, name, bytes, source))
        return 0;
    for (uint32_t i = 0; i < c->candidates.count; i++)
        if (is_version(&candidate_at(c, i)->source->file, &source->file))
            return 1;
    candidate *room = form_push(c->context, &c->candidates);
    if (room)
        *room = (candidate){.source = source};
    return room != NULL;
}

static sheaf_str take_line(sheaf_str *text) {
    const char *end = memchr(text->ptr, '\n', text->len);
    sheaf_str line = {text->ptr, end ? (size_t)(end - text->ptr) : text->len};
    size_t eaten = line.len + (end != NULL);
    *text = (sheaf_str){text->ptr + eaten, text->len - eaten};
    return line;
}

static int is_definition_name(sheaf_str name) {
    return name.len > 5 && memcmp(name.ptr + name.len - 5, ".json", 5) == 0;
}

/* Where definitions outlive the job, what it was lent is held as it is, or else copied. */
static sheaf_str kept(const form_context *context, sheaf_str bytes) {
    const sheaf_keep *keep = context->keep;
    if (keep == NULL)
        return bytes;
    if (SHEAF_HAS(keep, sheaf_keep, hold) && keep->hold && keep->hold(context->job, bytes))
        return bytes;
    return form_join(context, &bytes, 1, SHEAF_STR(""));
}

static int add_resource(choosing *c, sheaf_str name) {
    const form_context *context = c->context;
    const sheaf_str parts[] = {SHEAF_STR("forms"), name};
    sheaf_str path = form_join(context, parts, 2, SHEAF_STR("/")), bytes;
    if (path.ptr == NULL)
        return 0;
    if (!context->host->resource(context->job, path, &bytes))
        return 1;
    bytes = kept(context, bytes);
    return bytes.ptr != NULL &&
           add_file(c, (sheaf_str){path.ptr + path.len - name.len, name.len}, bytes);
}

/* Data of the plugin: the folder `forms` lists its files, one a line. */
static int add_installed(choosing *c) {
    const sheaf_host *host = c->context->host;
    sheaf_str list = SHEAF_STR("");
    host->resource(c->context->job, SHEAF_STR("forms/"), &list);
    while (list.len > 0) {
        sheaf_str name = take_line(&list);
        if (is_definition_name(name) && !add_resource(c, name))
            return 0;
    }
    return host->tick(c->context->job, 0, 0) == SHEAF_OK;
}

/* ----------------------------------------------------------------------------------- what is wanted -- */

/* The same in running text, where no white space stands inside a word. Most texts lack the ends of it, and are not folded. */
static int holds_spaced(const form_context *context, sheaf_str text, sheaf_str word) {
    size_t end = word.len < 3 ? word.len : 3; /* bytes of an ideograph */
    return form_holds(text, (sheaf_str){word.ptr, end}) &&
           form_holds(text, (sheaf_str){word.ptr + word.len - end, end}) &&
           form_holds(form_running_text(context, text), word);
}

/* Most texts are cells, too short for it, even where a sign of two bytes becomes one of three. */
static int document_holds(const form_context *context, sheaf_str word) {
    enum { TICK = 256 };
    const sheaf_document *document = context->document;
    for (uint32_t i = 0; word.len > 0 && i < document->nodes.count; i++) {
        if (i % TICK == 0 &&
            context->host->tick(context->job, i, document->nodes.count) != SHEAF_OK)
            return 0;
        sheaf_str text = form_node_at(document, i)->text;
        if (text.len + text.len / 2 >= word.len &&
            (form_holds(text, word) || holds_spaced(context, text, word)))
            return 1;
    }
    return 0;
}

static int has_word(const form_context *context, form_source *source) {
    form_file *file = &source->file;
    form_value words = source->members[DEF_WORDS];
    for (form_value v = form_first(file, words); v != SHEAF_NONE; v = form_next(file, words, v))
        if (form_is(file, v, JSON_TEXT) && document_holds(context, form_text(file, v)))
            return 1;
    return 0;
}

/* All versions of a form are wanted together. */
static void want(choosing *c, sheaf_str id) {
    for (uint32_t i = 0; i < c->candidates.count; i++)
        candidate_at(c, i)->is_wanted |= form_same(candidate_at(c, i)->source->file.id, id);
}

static int choose_by_words(choosing *c) {
    for (uint32_t i = 0; i < c->candidates.count; i++) {
        candidate *one = candidate_at(c, i);
        if (!one->is_wanted && has_word(c->context, one->source))
            want(c, one->source->file.id);
    }
    return c->context->host->tick(c->context->job, 0, 0) == SHEAF_OK;
}

static int refuse_name(const choosing *c) {
    char sentence[600];
    const char *joint = " ";
    int shown = c->named.len < 60 ? (int)c->named.len : 60;
    size_t length =
        (size_t)snprintf(sentence, sizeof sentence,
                         "there is no form \"%.*s\"; expected the id of an installed form "
                         "or the name of a file that ends in .json; installed are:",
                         shown, c->named.ptr);
    for (uint32_t i = 0; i < c->candidates.count && length < sizeof sentence; i++) {
        sheaf_str id = candidate_at(c, i)->source->file.id;
        if (i > 0 && form_same(id, candidate_at(c, i - 1)->source->file.id))
            continue;
        length += (size_t)snprintf(sentence + length, sizeof sentence - length, "%s%.*s", joint,
                                   (int)id.len, id.ptr);
        joint = ", ";
    }
    if (length >= sizeof sentence)
        length = sizeof sentence - 1;
    c->context->host->fail(c->context->job, SHEAF_BAD_INPUT, SHEAF_STR("form.unknown"),
                           (sheaf_str){sentence, length}, NULL);
    return 0;
}

static int choose(choosing *c) {
    if (c->named.len == 0)
        return choose_by_words(c);
    want(c, c->named);
    for (uint32_t i = 0; i < c->candidates.count; i++)
        if (candidate_at(c, i)->is_wanted)
            return 1;
    return refuse_name(c);
}

/* ------------------------------------------------------------------------------------ loading them -- */

static candidate *base_of(const choosing *c, candidate *one) {
    form_file *file = &one->source->file;
    form_value extends = one->source->members[DEF_EXTENDS];
    if (!form_is(file, extends, JSON_TEXT))
        return NULL;
    sheaf_str version = form_text(file, extends);
    for (uint32_t i = 0; i < c->candidates.count; i++) {
        candidate *other = candidate_at(c, i);
        if (form_same(other->source->file.id, file->id) &&
            form_same(other->source->file.version, version))
            return other;
    }
    return NULL;
}

/* Where the definition belongs: behind those of its id that are newer. */
static int comes_before(const form_definition *a, const form_definition *b) {
    return a->from_year != b->from_year
               ? a->from_year > b->from_year
               : a->version.len == b->version.len &&
                     memcmp(a->version.ptr, b->version.ptr, a->version.len) > 0;
}

static void sort_in(form_set *set) {
    uint32_t at = set->definitions.count - 1;
    form_definition added = *form_definition_at(set, at), *all = set->definitions.at;
    uint32_t same = 0;
    while (same < at && !form_same(all[same].id, added.id))
        same++;
    for (; same < at && form_same(all[same].id, added.id) && !comes_before(&added, &all[same]);)
        same++;
    memmove(all + same + 1, all + same, (at - same) * sizeof *all);
    all[same] = added;
}

static int load(choosing *c, candidate *one, form_set *set) {
    form_definition made;
    one->is_loaded = 1;
    if (!form_load_source(one->source, set, c->wants, &made))
        return 0;
    form_definition *room = form_push(c->context, &set->definitions);
    if (room == NULL)
        return 0;
    *room = made;
    sort_in(set);
    return 1;
}

static int is_ready(const choosing *c, candidate *one) {
    const candidate *base = base_of(c, one);
    return one->is_wanted && !one->is_loaded && (base == NULL || base->is_loaded);
}

/* Each round loads what extends nothing that is still to be loaded. */
static int load_all(choosing *c, form_set *set) {
    for (uint32_t loaded = 1; loaded > 0;) {
        loaded = 0;
        for (uint32_t i = 0; i < c->candidates.count; i++)
            if (is_ready(c, candidate_at(c, i))) {
                if (!load(c, candidate_at(c, i), set))
                    return 0;
                loaded++;
            }
    }
    for (uint32_t i = 0; i < c->candidates.count; i++) {
        candidate *one = candidate_at(c, i);
        if (one->is_wanted && !one->is_loaded) {
            form_fault(&one->source->file, one->source->members[DEF_EXTENDS],
                       "a version that does not extend this one in turn");
            return 0;
        }
    }
    return 1;
}

/* --------------------------------------------------------------------------- a file of the user's -- */

/* Whoever writes a definition is told of its faults at once, so all of its rules are loaded. */
static int load_given(const form_context *context, sheaf_str bytes, form_set *set) {
    choosing c = {.context = context, .wants = FORM_RULES, .candidates = FORM_LIST_OF(candidate)};
    sheaf_str name = context->host->option(context->job, SHEAF_STR("form"));
    if (!add_file(&c, name.len > 0 ? name : SHEAF_STR("the form"), bytes))
        return 0;
    c.named = candidate_at(&c, 0)->source->file.id;
    return add_installed(&c) && choose(&c) && load_all(&c, set);
}

/* ----------------------------------------------------------------- installed ones: once a session -- */

/* What the session keeps. The files of its definitions point to its context, which is that of the job that runs. */
typedef struct shelf {
    form_context context;
    choosing choosing;
} shelf;

static shelf *find_shelf(const form_context *context) {
    form_context own = *context;
    own.keep = context->host->extension(context->job, SHEAF_STR("sheaf.keep/1"));
    void **slot = own.keep ? own.keep->slot(context->job, SHEAF_STR("forms")) : NULL;
    if (own.keep && slot == NULL)
        return NULL;
    shelf *found = slot && *slot ? *slot : form_room(&own, 1, sizeof *found);
    if (slot)
        *slot = found;
    if (found)
        found->context = own;
    return found;
}

static int list_installed(choosing *c) {
    if (!c->is_listed) {
        c->candidates = FORM_LIST_OF(candidate);
        c->choices = FORM_LIST_OF(choice);
        c->is_listed = add_installed(c);
    }
    for (uint32_t i = 0; i < c->candidates.count; i++) {
        candidate *one = candidate_at(c, i);
        one->is_wanted = one->is_loaded = 0;
        one->source->file.failed = 0; /* an earlier job may have ended in it */
    }
    return c->is_listed;
}

static int is_choice(const choosing *c, const choice *made) {
    uint32_t same = 0;
    while (same < c->candidates.count && made->wanted[same] == candidate_at(c, same)->is_wanted)
        same++;
    return same == c->candidates.count;
}

static int raise_rules(const choosing *c, const form_set *set) {
    for (uint32_t i = 0; i < set->definitions.count; i++)
        if (!form_load_rules(c->context, FORM_AT(set->definitions, form_definition, i), c->wants))
            return 0;
    return 1;
}

/* It is kept when it is complete. */
static int load_choice(choosing *c, form_set *set) {
    unsigned char *wanted = form_room(c->context, c->candidates.count + (size_t)1, 1);
    if (wanted == NULL || !load_all(c, set))
        return 0;
    for (uint32_t i = 0; i < c->candidates.count; i++)
        wanted[i] = (unsigned char)candidate_at(c, i)->is_wanted;
    choice *room = form_push(c->context, &c->choices);
    if (room)
        *room = (choice){wanted, *set};
    return room != NULL;
}

static int lend_choice(choosing *c, form_set *set) {
    for (uint32_t i = 0; i < c->choices.count; i++) {
        const choice *made = FORM_AT(c->choices, const choice, i);
        if (is_choice(c, made)) {
            *set = made->set;
            return raise_rules(c, set);
        }
    }
    return load_choice(c, set);
}

int form_load(const form_context *context, form_wants wants, form_set *set) {
    sheaf_str named = context->host->option(context->job, SHEAF_STR("form")), bytes;
    *set = (form_set){.definitions = FORM_LIST_OF(form_definition)};
    if (form_same(named, SHEAF_STR("none")))
        return 1;
    if (context->host->resource(context->job, SHEAF_STR("form"), &bytes))
        return load_given(context, bytes, set);
    shelf *found = find_shelf(context);
    if (found == NULL)
        return 0;
    choosing *c = &found->choosing;
    c->context = &found->context;
    c->named = named;
    c->wants = wants;
    if (!list_installed(c) || !choose(c) || !lend_choice(c, set))
        return 0;
    set->is_kept = found->context.keep != NULL;
    return 1;
}

int form_load_again(const form_context *context, form_wants wants, const form_set *set) {
    shelf *found = find_shelf(context);
    if (found == NULL)
        return 0;
    found->choosing.context = &found->context;
    found->choosing.wants = wants;
    return raise_rules(&found->choosing, set);
}

/* ------------------------------------------------------------------------- a definition as document -- */

static void want_chain(choosing *c, candidate *one) {
    while (one && !one->is_wanted) {
        one->is_wanted = 1;
        one = base_of(c, one);
    }
}

int form_load_input(const form_context *context, form_set *set, form_definition *out) {
    choosing c = {.context = context, .wants = FORM_RULES, .candidates = FORM_LIST_OF(candidate)};
    const sheaf_input *input = context->host->input(context->job);
    *set = (form_set){.definitions = FORM_LIST_OF(form_definition)};
    if (!add_file(&c, input->name, input->bytes))
        return 0;
    const form_file *own = &candidate_at(&c, 0)->source->file;
    if (candidate_at(&c, 0)->source->members[DEF_EXTENDS] != SHEAF_NONE && !add_installed(&c))
        return 0;
    want_chain(&c, candidate_at(&c, 0));
    if (!load_all(&c, set))
        return 0;
    for (uint32_t i = 0; i < set->definitions.count; i++)
        if (form_same(form_definition_at(set, i)->version, own->version))
            *out = *form_definition_at(set, i);
    return 1;
}
