/* What a definition is: its name, when it holds, how reports of it are recognised, and their sections. */
#include "show/show.h"

static void set_text(const form_show *show, sheaf_str key, sheaf_str value) {
    show->context->host->set_meta(show->context->job, key, value, 0);
}

static void set_number(const form_show *show, sheaf_str key, uint32_t value) {
    if (value > 0)
        show->context->host->set_meta(show->context->job, key,
                                      form_print(show->context, "%u", value), 1);
}

/* Keys that a complete report has; those of collapsed groups stand for others. */
static uint32_t count_facts(const form_definition *d) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < d->cells.count; i++)
        count += FORM_AT(d->cells, form_cell, i)->group == SHEAF_NONE;
    return count;
}

static void state(const form_show *show) {
    const form_definition *d = show->definition;
    set_text(show, SHEAF_STR("form.id"), d->id);
    set_text(show, SHEAF_STR("form.version"), d->version);
    set_number(show, SHEAF_STR("form.from"), d->from_year);
    set_number(show, SHEAF_STR("form.to"), d->to_year);
    set_text(show, SHEAF_STR("form.title.zh"), d->title.zh);
    set_text(show, SHEAF_STR("form.title.en"), d->title.en);
    set_number(show, SHEAF_STR("form.tables"), d->tables.count);
    set_number(show, SHEAF_STR("form.facts"), count_facts(d));
    set_number(show, SHEAF_STR("form.rules"), d->rules.count);
}

static sheaf_str validity(const form_show *show) {
    const form_definition *d = show->definition;
    if (d->from_year && d->to_year)
        return form_print(show->context, "for the years %u to %u", d->from_year, d->to_year);
    if (d->from_year || d->to_year)
        return form_print(show->context, d->from_year ? "for %u and later years" : "up to %u",
                          d->from_year ? d->from_year : d->to_year);
    return SHEAF_STR("for any year");
}

static sheaf_str extended(const form_show *show) {
    if (show->definition->chain.count < 2)
        return SHEAF_STR("");
    const form_source *base = *FORM_AT(show->definition->chain, form_source *, 1);
    return form_print(show->context, "; what it does not state it has from version %.*s",
                      FORM_ARG(base->file.version));
}

static sheaf_str words_of(const form_show *show, const form_list *words) {
    return form_join(show->context, words->at, words->count, SHEAF_STR("; "));
}

static void show_summary(const form_show *show) {
    const form_definition *d = show->definition;
    const sheaf_origin nowhere = {.kind = SHEAF_AT_NOWHERE};
    sheaf_origin at = form_show_origin(show, &show->own->file, show->own->members[DEF_TITLE]);
    form_show_text(show, SHEAF_TITLE, d->title.zh, at);
    form_show_text(show, SHEAF_PARAGRAPH, d->title.en, at);
    sheaf_str until = validity(show), more = extended(show);
    form_show_text(show, SHEAF_PARAGRAPH,
                   form_print(show->context, "Form %.*s, version %.*s, %.*s%.*s.", FORM_ARG(d->id),
                              FORM_ARG(d->version), FORM_ARG(until), FORM_ARG(more)),
                   nowhere);
    sheaf_str words = words_of(show, &d->words), marks = words_of(show, &d->marks);
    form_show_text(show, SHEAF_PARAGRAPH,
                   form_print(show->context,
                              "A report is asked after where one of these words stands: %.*s",
                              FORM_ARG(words)),
                   nowhere);
    if (d->marks.count > 0)
        form_show_text(show, SHEAF_PARAGRAPH,
                       form_print(show->context, "Printed for \"nothing\", and never zero: %.*s",
                                  FORM_ARG(marks)),
                       nowhere);
}

static void show_sections(const form_show *show) {
    static const char *const heads[] = {"Key", "Heading", "Also written", "Aliases", "Level"};
    const form_definition *d = show->definition;
    sheaf_origin at = form_show_origin(show, &show->own->file, show->own->members[DEF_SECTIONS]);
    if (d->sections.count == 0)
        return;
    form_show_heading(show, 1, SHEAF_STR("Sections"), at);
    form_show_open_table(show, 5, at);
    for (uint32_t i = 0; i < 5; i++)
        form_show_cell(show, 0, i, form_print(show->context, "%s", heads[i]));
    for (uint32_t i = 0; i < d->sections.count; i++) {
        const form_section *section = FORM_AT(d->sections, form_section, i);
        form_show_cell(show, i + 1, 0, section->key);
        form_show_cell(show, i + 1, 1, section->path);
        form_show_cell(show, i + 1, 2, form_show_labels(show, section->labels, FORM_VARIANT));
        form_show_cell(show, i + 1, 3, form_show_labels(show, section->labels, FORM_ALIAS));
        form_show_cell(show, i + 1, 4,
                       form_print(show->context, "%u%s", section->level,
                                  section->optional ? ", optional" : ""));
    }
    form_show_close_table(show);
}

void form_show_head(const form_show *show) {
    state(show);
    show_summary(show);
    show_sections(show);
}
