/* A rule of a definition file, compiled against the cells of the version that is loaded. One that it inherits from an
 * earlier version and that names cells which this version has no more is left out. */
#include "doc/doc.h"
#include "rule/rule.h"

#include <string.h>

typedef struct loader {
    form_file *file;
    form_definition *definition;
    const rule_index *index;
} loader;

static sheaf_str text_of(form_file *file, form_value object, const char *name) {
    form_value value = form_member(file, object, name);
    return value == SHEAF_NONE ? SHEAF_STR("") : form_text(file, value);
}

static uint32_t severity_of(form_file *file, form_value value) {
    static const char *const names[] = {"info", "warning", "error"};
    sheaf_str text = file->failed ? SHEAF_STR("") : form_text(file, value);
    for (uint32_t i = 0; i < 3; i++)
        if (text.len == strlen(names[i]) && memcmp(text.ptr, names[i], text.len) == 0)
            return i;
    if (!file->failed)
        form_fault(file, value, "\"info\", \"warning\" or \"error\"");
    return FORM_ERROR;
}

static int compile(const loader *l, form_value value, form_file *file, rule_code *code) {
    rule_parser parser = {
        .context = l->file->context, .file = file, .rule = value, .index = l->index, .code = code};
    return rule_compile(&parser);
}

/* {"when": EXPRESSION, "severity": …}: where a failure weighs more or less than usual. */
static void load_severe(form_file *file, form_value value, rule_code *code) {
    static const char *const names[] = {"when", "severity", NULL};
    if (value == SHEAF_NONE)
        return;
    form_only(file, value, names);
    code->severe = text_of(file, value, "when");
    code->severe_severity = severity_of(file, form_need(file, value, "severity"));
}

static int load_expression(const loader *l, form_value value, form_rule *rule) {
    static const char *const names[] = {RULE_MEMBERS, "each",   "when", "assert",
                                        "identity",   "severe", NULL};
    form_file *file = l->file;
    rule_code *code = form_room(file->context, 1, sizeof *code);
    if (code == NULL) {
        file->failed = 1;
        return 0;
    }
    form_only(file, value, names);
    form_value asserted = form_member(file, value, "assert");
    code->each = text_of(file, value, "each");
    code->when = text_of(file, value, "when");
    if (asserted == SHEAF_NONE)
        form_fault(file, value, "a member \"assert\"");
    code->assert_text = file->failed ? SHEAF_STR("") : form_text(file, asserted);
    load_severe(file, form_member(file, value, "severe"), code);
    rule->is_identity = (uint32_t)form_flag(file, form_member(file, value, "identity"));
    rule->body = code;
    if (file->failed)
        return 0;
    int is_inherited = !form_same(file->version, l->definition->version);
    if (!compile(l, value, is_inherited ? NULL : file, code))
        return 0;
    if (rule->is_identity && !code->is_linear)
        form_fault(file, asserted, "`SUM = SUM`, as the rule is an identity");
    return !file->failed;
}

static void load_message(form_file *file, form_value object, const char *name, form_message *out) {
    form_value value = form_member(file, object, name);
    if (value != SHEAF_NONE)
        *out = form_message_of(file, value);
}

static void load_common(form_file *file, form_value value, form_rule *rule) {
    rule->kind = text_of(file, value, "kind");
    rule->severity = severity_of(file, form_need(file, value, "severity"));
    rule->expected = text_of(file, value, "expected");
    rule->actual = text_of(file, value, "actual");
    load_message(file, value, "message", &rule->message);
    load_message(file, value, "about", &rule->about);
    if (!file->failed && form_member(file, value, "message") == SHEAF_NONE)
        form_fault(file, value, "a member \"message\" with the texts \"zh\" and \"en\"");
}

/* The index is made once for a definition, when its cells are complete. */
static int has_index(form_file *file, form_definition *definition) {
    if (definition->cell_index != NULL)
        return 1;
    rule_index *index = form_room(file->context, 1, sizeof *index);
    if (index == NULL || !rule_index_of(file->context, definition, index))
        return 0;
    definition->cell_index = index;
    return 1;
}

/* It was compiled when only identities were wanted. */
static int was_loaded(const form_definition *definition, form_rule *rule) {
    for (uint32_t i = 0; i < definition->earlier.count; i++) {
        const form_rule *earlier = FORM_AT(definition->earlier, const form_rule, i);
        if (form_same(earlier->id, rule->id)) {
            *rule = *earlier;
            return 1;
        }
    }
    return 0;
}

static int load(const loader *l, form_value value, form_rule *rule) {
    form_value id = form_member(l->file, value, "id");
    if (id == SHEAF_NONE)
        form_fault(l->file, value, "an object with a member \"id\"");
    rule->id = l->file->failed ? SHEAF_STR("") : form_text(l->file, id);
    if (!l->file->failed && was_loaded(l->definition, rule))
        return 1;
    load_common(l->file, value, rule);
    if (l->file->failed)
        return 0;
    if (rule->kind.len == 0)
        return load_expression(l, value, rule);
    form_load_text_rule(l->file, value, l->definition, rule);
    return !l->file->failed;
}

void form_load_rule(form_file *file, form_value value, form_definition *definition) {
    form_rule rule = {.id = SHEAF_STR("")};
    if (file->failed)
        return;
    if (!has_index(file, definition)) {
        file->failed = 1;
        return;
    }
    rule_index index;
    rule_index_of(file->context, definition, &index);
    const loader l = {file, definition, &index};
    if (!load(&l, value, &rule))
        return;
    if (definition->rules.stride == 0)
        definition->rules = FORM_LIST_OF(form_rule);
    form_rule *place = form_push(file->context, &definition->rules);
    if (place != NULL)
        *place = rule;
}
