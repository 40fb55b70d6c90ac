/* Fields and rules as their stages get them: merged over versions, each member as it stands in the file. A rule is a heading
 * that begins with its id, so that a program finds it. */
#include "show/show.h"

#include <string.h>

/* A text is shown as it is; anything else as JSON. */
static sheaf_str shown(form_file *file, form_value value) {
    return form_is(file, value, JSON_TEXT) ? form_text(file, value) : json_raw(&file->index, value);
}

static int is_one_of(sheaf_str key, const char *const *names) {
    for (; *names; names++)
        if (form_same(key, (sheaf_str){*names, strlen(*names)}))
            return 1;
    return 0;
}

/* The members that are no prose, one a line: `assert: …`. */
static void show_members(const form_show *show, form_file *file, form_value object,
                         const char *const *except, sheaf_origin at) {
    form_list lines = FORM_LIST_OF(sheaf_str);
    for (form_value v = form_first(file, object); v != SHEAF_NONE; v = form_next(file, object, v)) {
        const sheaf_str parts[] = {form_key_of(file, v), shown(file, v)};
        sheaf_str *line = is_one_of(parts[0], except) ? NULL : form_push(show->context, &lines);
        if (line)
            *line = form_join(show->context, parts, 2, SHEAF_STR(": "));
    }
    for (uint32_t i = 0; i < lines.count; i++)
        if (FORM_AT(lines, sheaf_str, i)->ptr == NULL)
            return;
    sheaf_str text = form_join(show->context, lines.at, lines.count, SHEAF_STR("\n"));
    if (text.ptr)
        form_show_text(show, SHEAF_CODE, text, at);
}

static void show_message(const form_show *show, form_file *file, form_value message,
                         sheaf_origin at) {
    static const char *const languages[] = {"zh", "en"};
    for (int i = 0; i < 2; i++) {
        form_value text = form_member(file, message, languages[i]);
        if (text == SHEAF_NONE)
            continue;
        const sheaf_str parts[] = {{languages[i], 2}, form_text(file, text)};
        sheaf_str said = form_join(show->context, parts, 2, SHEAF_STR(": "));
        if (said.ptr)
            form_show_text(show, SHEAF_PARAGRAPH, said, at);
    }
}

static void show_severity(const form_show *show, sheaf_str word, sheaf_origin at) {
    static const struct {
        const char *en, *zh;
    } words[] = {{"error", "错误"}, {"warning", "警告"}, {"info", "提示"}};
    form_show_text(show, SHEAF_PARAGRAPH,
                   form_print(show->context, "en: Severity: %.*s", FORM_ARG(word)), at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (form_same(word, (sheaf_str){words[i].en, strlen(words[i].en)}))
            form_show_text(show, SHEAF_PARAGRAPH,
                           form_print(show->context, "zh: 级别：%s", words[i].zh), at);
}

static void show_rule(const form_show *show, form_file *file, form_value rule, sheaf_str id) {
    static const char *const prose[] = {"id", "severity", "message", "about", NULL};
    sheaf_origin at = form_show_origin(show, file, rule);
    form_value severity = form_member(file, rule, "severity");
    form_show_heading(show, 2, id, at);
    if (severity != SHEAF_NONE)
        show_severity(show, shown(file, severity), at);
    show_message(show, file, form_member(file, rule, "about"), at);
    show_message(show, file, form_member(file, rule, "message"), at);
    show_members(show, file, rule, prose, at);
}

static void show_field(const form_show *show, form_file *file, form_value field, sheaf_str key) {
    static const char *const prose[] = {"key", NULL};
    sheaf_origin at = form_show_origin(show, file, field);
    form_show_heading(show, 2, key, at);
    show_members(show, file, field, prose, at);
}

typedef void show_element(const form_show *show, form_file *file, form_value value, sheaf_str key);

static void show_all(const form_show *show, uint32_t member, const char *name, sheaf_str heading,
                     show_element *one) {
    form_list elements;
    sheaf_origin at = form_show_origin(show, &show->own->file, show->own->members[member]);
    if (!form_merge(show->context, &show->definition->chain, member, name, &elements) ||
        elements.count == 0)
        return;
    form_show_heading(show, 1, heading, at);
    for (uint32_t i = 0; i < elements.count; i++) {
        form_element *e = FORM_AT(elements, form_element, i);
        if (show->context->host->tick(show->context->job, i, elements.count) != SHEAF_OK)
            return;
        one(show, &e->source->file, e->value, e->key);
    }
}

void form_show_elements(const form_show *show) {
    show_all(show, DEF_FIELDS, "key", SHEAF_STR("Fields"), show_field);
    show_all(show, DEF_RULES, "id", SHEAF_STR("Rules"), show_rule);
}
