/* Holes of messages that nothing ever fills: a message prints `{lfet}` as it stands, and nobody sees that before a report
 * breaks the rule. Which names a kind of rule fills is a table. */
#include "rule/rule.h"
#include "show/show.h"

#include <string.h>

enum { MOST_NAMES = 6 };

static const struct kind {
    const char *name; /* "": an expression, whose variable and numbers are holes, too */
    const char *holes[MOST_NAMES + 1];
} kinds[] = {
    {"", {"left", "right", "raw", "agency", "year"}},
    {"words", {"actual", "agency", "year"}},
    {"fields", {"missing"}},
    {"sections", {"problems"}},
    {"items", {"missing"}},
    {"blocks", {"label"}},
    {"years", {"years", "year"}},
    {"claims", {"text", "expected", "actual", "scope"}},
    {"parts", {"text", "expected", "actual"}},
    {"name", {"name", "longer"}},
    {"tables", {"table"}},
    {"rows", {"table", "count", "rows", "unlabelled"}},
    {"columns", {"table", "columns"}},
    {"labels", {"before", "after"}},
    {"versions", {"table", "version", "expected", "year"}},
};

static const struct kind *kind_of(sheaf_str name) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (form_same(name, (sheaf_str){kinds[i].name, strlen(kinds[i].name)}))
            return &kinds[i];
    return NULL;
}

static const rule_code *code_of(const form_show *show, sheaf_str id) {
    for (uint32_t i = 0; i < show->definition->rules.count; i++) {
        const form_rule *rule = FORM_AT(show->definition->rules, const form_rule, i);
        if (rule->kind.len == 0 && form_same(rule->id, id))
            return rule->body;
    }
    return NULL;
}

/* A word between braces; anything else between them is text. */
static int is_word(sheaf_str name) {
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
            c != '_')
            return 0;
    }
    return name.len > 0;
}

static int fills_expression(const rule_code *code, sheaf_str name) {
    static const char *const of_tables[] = {"now", "before"};
    if (name.len == 1 && *name.ptr >= '1' && *name.ptr <= '9')
        return 1;
    for (size_t i = 0; i < 2; i++)
        if (code->loop.range == RULE_TABLES &&
            form_same(name, (sheaf_str){of_tables[i], strlen(of_tables[i])}))
            return 1;
    return form_same(name, code->loop.variable);
}

static int is_filled(const struct kind *kind, const rule_code *code, sheaf_str name) {
    for (size_t i = 0; kind->holes[i] != NULL; i++)
        if (form_same(name, (sheaf_str){kind->holes[i], strlen(kind->holes[i])}))
            return 1;
    return code != NULL && fills_expression(code, name);
}

/* What the rule fills, for the one who wrote another word. */
static sheaf_str list_holes(const form_show *show, const struct kind *kind, const rule_code *code) {
    sheaf_str list = SHEAF_STR("");
    for (size_t i = 0; kind->holes[i] != NULL; i++)
        list = form_print(show->context, "%.*s%s{%s}", FORM_ARG(list), i > 0 ? ", " : "",
                          kind->holes[i]);
    if (code != NULL && code->loop.variable.len > 0)
        list = form_print(show->context, "%.*s, {%.*s}", FORM_ARG(list),
                          FORM_ARG(code->loop.variable));
    return code != NULL ? form_print(show->context, "%.*s, {1}, {2}", FORM_ARG(list)) : list;
}

static void look_at_text(const form_show *show, form_value at, const struct kind *kind,
                         const rule_code *code) {
    sheaf_str text = form_text(&show->own->file, at);
    for (const char *open; (open = memchr(text.ptr, '{', text.len)) != NULL;) {
        size_t rest = text.len - (size_t)(open + 1 - text.ptr);
        const char *close = memchr(open + 1, '}', rest);
        text = (sheaf_str){open + 1, rest};
        if (close == NULL)
            return;
        sheaf_str name = {open + 1, (size_t)(close - open - 1)}, list;
        if (!is_word(name) || is_filled(kind, code, name))
            continue;
        list = list_holes(show, kind, code);
        form_lint_tell(show, SHEAF_WARNING, SHEAF_STR("form.lint.hole"), at,
                       form_print(show->context,
                                  "nothing fills {%.*s}; a message of this rule may have %.*s",
                                  FORM_ARG(name), FORM_ARG(list)));
    }
}

static void look_at_message(const form_show *show, form_value object, const struct kind *kind,
                            const rule_code *code) {
    form_file *file = &show->own->file;
    form_value message = form_member(file, object, "message");
    for (form_value v = message == SHEAF_NONE ? message : form_first(file, message);
         v != SHEAF_NONE; v = form_next(file, message, v))
        if (form_is(file, v, JSON_TEXT))
            look_at_text(show, v, kind, code);
}

static void look_at_rule(const form_show *show, form_value rule) {
    form_file *file = &show->own->file;
    form_value kind_at = form_member(file, rule, "kind"), id = form_member(file, rule, "id");
    form_value cases = form_member(file, rule, "cases");
    const struct kind *kind =
        kind_of(kind_at == SHEAF_NONE ? SHEAF_STR("") : form_text(file, kind_at));
    const rule_code *code =
        kind_at == SHEAF_NONE && id != SHEAF_NONE ? code_of(show, form_text(file, id)) : NULL;
    if (kind == NULL || (kind_at == SHEAF_NONE && code == NULL)) /* it is absent, or fits no more */
        return;
    look_at_message(show, rule, kind, code);
    for (form_value v = cases == SHEAF_NONE ? cases : form_first(file, cases); v != SHEAF_NONE;
         v = form_next(file, cases, v))
        look_at_message(show, v, kind, code);
}

void form_lint_holes(const form_show *show) {
    form_file *file = &show->own->file;
    form_value rules = show->own->members[DEF_RULES];
    uint32_t count = 0;
    for (form_value v = rules == SHEAF_NONE ? rules : form_first(file, rules); v != SHEAF_NONE;
         v = form_next(file, rules, v)) {
        if (show->context->host->tick(show->context->job, ++count, 0) != SHEAF_OK)
            return;
        if (form_is(file, v, JSON_OBJECT))
            look_at_rule(show, v);
    }
}
