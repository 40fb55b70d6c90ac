/* Patterns of definitions, by PCRE2. Compiling one costs more than looking for a word of it, so that it is done where a
 * text first holds one; all memory of the library is the job's or the definition's. A pattern that takes too many steps on a text does not
 * match there, and that is told. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "doc/doc.h"

#include <pcre2.h>
#include <stdio.h>
#include <string.h>

enum { MOST_STEPS = 200000, MOST_DEPTH = 5000, MOST_HEAP = 4096 /* KiB */ };

struct form_compiled {
    pcre2_code *code; /* NULL: not yet, or never */
    int is_words;     /* it is words with `|` between them, which takes no library */
};

struct pcre2_memory {
    pcre2_match_context *matching;
    pcre2_match_data *data;
};

/* ---------------------------------------------------------------------------------- memory -- */

static void *take_memory(size_t bytes, void *of) {
    const form_context *context = of;
    return form_room(context, bytes, 1);
}

static void leave_memory(void *memory, void *of) { /* it dies with the job */
    (void)memory;
    (void)of;
}

static pcre2_general_context *memory_of(const form_context *context) {
    return pcre2_general_context_create(take_memory, leave_memory, (void *)(uintptr_t)context);
}

int form_matcher_begin(const form_context *context, form_matcher *out) {
    *out = (form_matcher){.context = context};
    struct pcre2_memory *memory = form_room(context, 1, sizeof *memory);
    pcre2_general_context *general = memory ? memory_of(context) : NULL;
    if (general == NULL)
        return 0;
    memory->matching = pcre2_match_context_create(general);
    memory->data = pcre2_match_data_create(FORM_GROUPS, general);
    if (memory->matching == NULL || memory->data == NULL)
        return 0;
    pcre2_set_match_limit(memory->matching, MOST_STEPS);
    pcre2_set_depth_limit(memory->matching, MOST_DEPTH);
    pcre2_set_heap_limit(memory->matching, MOST_HEAP);
    out->memory = memory;
    return 1;
}

/* --------------------------------------------------------------------------------- loading -- */

/* In the memory of the definition, which may serve later jobs. What stands in a JSON text is UTF-8 and not looked at again.
 * NULL: *error says why, or is 0 where there is no memory (latched). */
static pcre2_code *compile(const form_context *keeper, sheaf_str source, int *error, size_t *at) {
    pcre2_general_context *general = memory_of(keeper);
    pcre2_compile_context *compiling = general ? pcre2_compile_context_create(general) : NULL;
    *error = 0;
    if (compiling == NULL)
        return NULL;
    const uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)source.ptr, source.len, options, error, at, compiling);
    if (code == NULL && *error == PCRE2_ERROR_NOMEMORY)
        *error = 0;
    return code;
}

static int told_fault(form_file *file, form_value at, int error) {
    PCRE2_UCHAR what[120];
    char expected[180];
    if (error == 0)
        return 0;
    if (pcre2_get_error_message(error, what, sizeof what) < 0)
        what[0] = '\0';
    snprintf(expected, sizeof expected, "a regular expression as PCRE2 takes it (%s)",
             (const char *)what);
    form_fault(file, at, expected);
    return 0;
}

/* Every pattern of a definition that is read for its own sake is tried: elsewhere, only those that are needed. */
static int try_pattern(form_file *file, form_value at, sheaf_str source) {
    int error = 0;
    size_t where = 0;
    if (source.len == 0)
        form_fault(file, at, "a regular expression that is not empty");
    return source.len > 0 &&
           (compile(file->context, source, &error, &where) != NULL || told_fault(file, at, error));
}

int form_load_pattern_text(form_file *file, form_value text, form_pattern *out) {
    *out = (form_pattern){.source = form_text(file, text), .words = FORM_LIST_OF(sheaf_str)};
    out->compiled = form_room(file->context, 1, sizeof *out->compiled);
    out->keeper = file->context;
    out->owner = file->name;
    if (file->failed || out->compiled == NULL)
        return 0;
    return file->context->document != NULL || try_pattern(file, text, out->source);
}

int form_only_groups(form_file *file, form_value at, const form_pattern *pattern,
                     const char *const *names, const char *expected) {
    int error = 0;
    size_t where = 0;
    uint32_t count = 0, size = 0;
    PCRE2_SPTR entry = NULL; /* two bytes of number, then the name */
    pcre2_code *code = file->context->document != NULL
                           ? NULL
                           : compile(file->context, pattern->source, &error, &where);
    if (code == NULL)
        return !file->failed;
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &entry);
    for (; count > 0; count--, entry += size) {
        const char *name = (const char *)entry + 2, *const *known = names;
        while (*known != NULL && strcmp(*known, name) != 0)
            known++;
        if (*known == NULL) {
            form_fault(file, at, expected);
            return 0;
        }
    }
    return 1;
}

form_value form_need(form_file *file, form_value object, const char *name) {
    form_value value = file->failed ? SHEAF_NONE : form_member(file, object, name);
    if (value == SHEAF_NONE && !file->failed) {
        char expected[80];
        snprintf(expected, sizeof expected, "an object with a member \"%s\"", name);
        form_fault(file, object, expected);
    }
    return value;
}

/* A word with other signs than running text has would stand nowhere. */
static int is_running(form_file *file, form_value at, sheaf_str word) {
    sheaf_str running = form_running_text(file->context, word);
    if (running.ptr != NULL && (word.len == 0 || !form_same(running, word)))
        form_fault(file, at, "a word in running text: ASCII signs, no white space");
    return running.ptr != NULL && !file->failed;
}

int form_load_pattern(form_file *file, form_value object, form_pattern *out) {
    if (!form_load_pattern_text(file, form_need(file, object, "pattern"), out))
        return 0;
    form_value words = form_member(file, object, "words");
    for (form_value v = words == SHEAF_NONE ? words : form_first(file, words); v != SHEAF_NONE;
         v = form_next(file, words, v)) {
        sheaf_str *word = form_push(file->context, &out->words);
        if (word == NULL)
            return 0;
        *word = form_text(file, v);
        if (file->failed || (file->context->document == NULL && !is_running(file, v, *word)))
            return 0;
    }
    return !file->failed;
}

/* -------------------------------------------------------------------------------- matching -- */

int form_may_match(const form_pattern *pattern, sheaf_str text) {
    for (uint32_t i = 0; i < pattern->words.count; i++) {
        sheaf_str word = *FORM_AT(pattern->words, const sheaf_str, i);
        if (form_holds(text, word))
            return 1;
    }
    return pattern->words.count == 0;
}

static sheaf_str sentence(const form_context *context, const form_pattern *pattern,
                          const char *before, const char *behind) {
    const sheaf_str parts[] = {pattern->owner,
                               SHEAF_STR(": the pattern "),
                               pattern->source,
                               {before, strlen(before)},
                               {behind, strlen(behind)}};
    return form_join(context, parts, 5, SHEAF_STR(""));
}

static sheaf_str take_alternative(sheaf_str *rest) {
    const char *bar = memchr(rest->ptr, '|', rest->len);
    size_t length = bar != NULL ? (size_t)(bar - rest->ptr) : rest->len;
    sheaf_str word = {rest->ptr, length};
    *rest = (sheaf_str){rest->ptr + length + (bar != NULL), rest->len - length - (bar != NULL)};
    return word;
}

static int has_only_words(sheaf_str source) {
    int is_sound = source.len > 0 && source.ptr[source.len - 1] != '|';
    for (size_t i = 0; i < source.len && is_sound; i++)
        is_sound = source.ptr[i] != '\0' && strchr("\\^$.[]()?*+{}", source.ptr[i]) == NULL;
    while (is_sound && source.len > 0)
        is_sound = take_alternative(&source).len > 0;
    return is_sound;
}

/* What PCRE2 would find: the first place, and there the first of the words. */
static int match_words(const form_pattern *pattern, sheaf_str text, size_t from, form_match *out) {
    uint32_t first = SHEAF_NONE;
    for (sheaf_str rest = pattern->source; rest.len > 0;) {
        sheaf_str word = take_alternative(&rest);
        uint32_t at = form_find(text, word, from);
        if (at >= first)
            continue;
        first = at;
        out->first = out->groups[0].first = at;
        out->end = out->groups[0].end = at + word.len;
        out->count = 1;
    }
    return first != SHEAF_NONE;
}

static int compile_now(const form_context *context, const form_pattern *pattern) {
    int error = 0;
    size_t at = 0;
    pattern->compiled->is_words = has_only_words(pattern->source);
    if (pattern->compiled->is_words)
        return 1;
    pattern->compiled->code = compile(pattern->keeper, pattern->source, &error, &at);
    if (pattern->compiled->code != NULL)
        return 1;
    PCRE2_UCHAR what[120] = "";
    if (error != 0 && pcre2_get_error_message(error, what, sizeof what) >= 0)
        context->host->fail(
            context->job, SHEAF_BAD_INPUT, SHEAF_STR("form.pattern"),
            sentence(context, pattern, " is no regular expression of PCRE2: ", (const char *)what),
            NULL);
    return 0;
}

/* Too many steps are no match; memory that ran out is latched. */
static int told_limit(const form_matcher *matcher, const form_pattern *pattern, int error) {
    const form_context *context = matcher->context;
    if (error == PCRE2_ERROR_NOMEMORY)
        return -1;
    const sheaf_diagnostic diagnostic = {
        .size = sizeof diagnostic,
        .severity = SHEAF_WARNING,
        .code = SHEAF_STR("form.pattern.steps"),
        .message = sentence(context, pattern, " takes too many steps on a text of this document",
                            ": it was left out there; make it simpler")};
    if (diagnostic.message.ptr == NULL)
        return -1;
    context->host->diagnose(context->job, &diagnostic);
    return 0;
}

static void keep_match(const pcre2_match_data *data, int count, form_match *out) {
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer((pcre2_match_data *)(uintptr_t)data);
    out->count = (uint32_t)count;
    for (size_t i = 0; i < out->count && i < FORM_GROUPS; i++) {
        int took_part = at[2 * i] != PCRE2_UNSET && at[2 * i] <= at[2 * i + 1];
        out->groups[i].first = took_part ? at[2 * i] : SIZE_MAX;
        out->groups[i].end = took_part ? at[2 * i + 1] : SIZE_MAX;
    }
    out->first = out->groups[0].first;
    out->end = out->groups[0].end;
}

int form_match_from(form_matcher *matcher, const form_pattern *pattern, sheaf_str text, size_t from,
                    form_match *out) {
    out->text = text;
    out->pattern = pattern;
    out->first = out->end = 0;
    out->count = 0; /* no group is looked at behind it */
    while (from < text.len && (text.ptr[from] & 0xC0) == 0x80)
        from++; /* to a code point */
    const form_compiled *compiled = pattern->compiled;
    if (from > text.len || (from == 0 && !compiled->is_words && !form_may_match(pattern, text)))
        return 0;
    if (compiled->code == NULL && !compiled->is_words && !compile_now(matcher->context, pattern))
        return -1;
    if (compiled->is_words)
        return match_words(pattern, text, from, out);
    pcre2_match_data *data = matcher->memory->data;
    int count = pcre2_match(compiled->code, (PCRE2_SPTR)text.ptr, text.len, from,
                            PCRE2_NO_UTF_CHECK, data, matcher->memory->matching);
    if (count == PCRE2_ERROR_NOMATCH)
        return 0;
    if (count < 0)
        return told_limit(matcher, pattern, count);
    keep_match(data, count == 0 ? FORM_GROUPS : count, out);
    return out->first != SIZE_MAX;
}

int form_group(const form_match *match, const char *name, size_t *first, size_t *end) {
    const form_compiled *compiled = match->pattern->compiled;
    int group =
        compiled->is_words ? 0 : pcre2_substring_number_from_name(compiled->code, (PCRE2_SPTR)name);
    *first = *end = 0;
    if (group <= 0 || (uint32_t)group >= match->count || group >= FORM_GROUPS ||
        match->groups[group].first == SIZE_MAX)
        return 0;
    *first = match->groups[group].first;
    *end = match->groups[group].end;
    return 1;
}

sheaf_str form_group_text(const form_match *match, const char *name) {
    size_t first = 0, end = 0;
    form_group(match, name, &first, &end);
    return (sheaf_str){match->text.ptr + first, end - first};
}
