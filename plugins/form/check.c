/* The pass `check`: rules of number, localisation, rules of text and structure, in that order, over each report of the
 * document. Tables of an earlier version of the form are checked by that version's rules. */
#include "check.h"

static sheaf_str version_at(const check_view *view, uint32_t table) {
    return view->now.versions[table];
}

static int is_of(const check_view *view, uint32_t table) {
    sheaf_str stated = version_at(view, table);
    return form_same(stated, view->definition->version) ||
           form_same(stated, FORM_AT(view->definition->tables, const form_table, table)->version);
}

/* 1: the table that `other` calls by this key is one that the main version speaks for. */
static int is_of_main(const check_view *main, sheaf_str key) {
    for (uint32_t i = 0; i < main->definition->tables.count; i++)
        if (form_same(FORM_AT(main->definition->tables, const form_table, i)->key, key))
            return main->fits[i];
    return 0;
}

static void choose_tables(check_view *view, const check_view *main) {
    for (uint32_t i = 0; i < view->definition->tables.count; i++)
        view->fits[i] =
            main == NULL
                ? version_at(view, i).len == 0 || is_of(view, i)
                : is_of(view, i) &&
                      !is_of_main(main,
                                  FORM_AT(view->definition->tables, const form_table, i)->key);
}

static int speaks(const check_view *view) {
    for (uint32_t i = 0; i < view->definition->tables.count; i++)
        if (view->fits[i])
            return 1;
    return 0;
}

static void name_report(const check_sheet *sheet, const sheaf_document *document,
                        rule_report *out) {
    int is_first = sheet->report->instance == 0;
    out->agency = is_first ? form_meta(document, SHEAF_STR("agency")) : SHEAF_STR("");
    out->title = is_first ? form_meta(document, SHEAF_STR("title")) : SHEAF_STR("");
    out->year = is_first ? form_meta_year(document) : 0;
    if (out->year == 0 && document == sheet->desk->context->document)
        out->year = sheet->report->year;
}

/* The report through one version. `main` is NULL for the first view. 0: latched. */
static int open_view(check_sheet *sheet, const form_definition *definition, const check_view *main,
                     check_view *view) {
    const form_context *context = sheet->desk->context;
    *view = (check_view){.definition = definition, .is_main = main == NULL};
    view->fits = form_room(context, definition->tables.count + 1, 1);
    if (view->fits == NULL || !rule_index_of(context, definition, &view->index) ||
        !rule_report_make(context, &view->index, context->document, sheet->report->instance,
                          &view->now))
        return 0;
    choose_tables(view, main);
    name_report(sheet, context->document, &view->now);
    const sheaf_document *before = sheet->report->instance == 0 ? sheet->before : NULL;
    if (before == NULL || !speaks(view))
        return 1;
    view->has_before = 1;
    if (!rule_report_make(context, &view->index, before, 0, &view->before))
        return 0;
    name_report(sheet, before, &view->before);
    return 1;
}

static int check_view_of(check_sheet *sheet, const form_definition *definition,
                         const check_view *main, check_view *view) {
    if (!open_view(sheet, definition, main, view))
        return 0;
    return (main != NULL && !speaks(view)) || check_rules(sheet, view);
}

/* 1: a table was read as one that the report's own version does not speak for. */
static int has_strangers(const check_sheet *sheet, const check_view *main) {
    const sheaf_array *forms = &sheet->desk->context->document->forms;
    for (uint32_t i = 0; i < forms->count; i++) {
        const sheaf_form *form = SHEAF_AT(*forms, sheaf_form, i);
        if (form->instance == sheet->report->instance && form->table.len > 0 &&
            !is_of_main(main, form->table))
            return 1;
    }
    return 0;
}

static int tell_all(check_sheet *sheet) {
    for (uint32_t i = 0; i < sheet->verdicts.count; i++) {
        const check_verdict *verdict = FORM_AT(sheet->verdicts, const check_verdict, i);
        if (verdict->outcome == FORM_FAIL && !check_tell(sheet, verdict))
            return 0;
    }
    return 1;
}

static int check_report(form_desk *desk, const form_reading *reading, const form_report *report,
                        const sheaf_document *before) {
    check_sheet sheet = {.desk = desk,
                         .report = report,
                         .before = before,
                         .verdicts = FORM_LIST_OF(check_verdict),
                         .terms = FORM_LIST_OF(rule_term)};
    check_view *views =
        form_room(desk->context, (size_t)reading->versions.count + 1, sizeof *views);
    if (views == NULL || !check_view_of(&sheet, reading->definition, NULL, &views[0]))
        return 0;
    for (uint32_t i = 0; i < reading->versions.count && has_strangers(&sheet, &views[0]); i++) {
        const form_definition *version =
            form_definition_at(reading->set, reading->versions.first + i);
        if (version != reading->definition &&
            !check_view_of(&sheet, version, &views[0], &views[i + 1]))
            return 0;
    }
    return check_localise(&sheet) && tell_all(&sheet);
}

static int check_form(const form_context *context, const form_reading *reading, form_desk *desk) {
    const sheaf_document *before = form_before(desk);
    for (uint32_t i = 0; i < reading->reports.count; i++)
        if (!check_report(desk, reading, FORM_AT(reading->reports, const form_report, i), before))
            return 0;
    return form_check_text(context, reading, desk);
}

int form_check(const form_context *context, const form_reading *reading) {
    form_desk desk;
    if (!form_desk_open(context, reading != NULL ? reading->definition->id : SHEAF_STR(""),
                        &desk) ||
        (reading != NULL && !check_form(context, reading, &desk)) ||
        !form_check_structure(context, &desk))
        return 0;
    form_desk_close(&desk);
    return 1;
}
