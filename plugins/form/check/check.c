/* The pass `check`: rules of number, localisation, rules of text and structure, in that order, over each report of the
 * document. Tables of an earlier version of the form are checked by that version's rules. */
#include "check/check.h"
#include "doc/doc.h"

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

/* Metadata are those of the first report; the names of others are read from their titles. */
static void name_report(const check_sheet *sheet, rule_report *out) {
    const form_who *who = form_who_at(sheet->desk, sheet->report->instance);
    out->agency = who->agency;
    out->year = who->year;
    out->title = sheet->report->prose != NULL ? sheet->report->prose->title.printed : SHEAF_STR("");
}

static void name_before(const form_before *before, rule_report *out) {
    out->agency = before->agency;
    out->title = before->title;
    out->year = before->year;
}

/* The report through one version. `main` is NULL for the first view. 0: latched. */
static int open_view(check_sheet *sheet, const form_definition *definition, const check_view *main,
                     check_view *view) {
    const form_context *context = sheet->desk->context;
    *view = (check_view){.definition = definition, .is_main = main == NULL};
    view->fits = form_room(context, definition->tables.count + 1, 1);
    if (view->fits == NULL || !rule_index_of(context, definition, &view->index) ||
        !rule_report_make(context, &view->index, &sheet->desk->book, sheet->report->instance,
                          &view->now))
        return 0;
    choose_tables(view, main);
    name_report(sheet, &view->now);
    const form_before *before = &sheet->before;
    if (before->book == NULL || !speaks(view))
        return 1;
    view->has_before = 1;
    if (!rule_report_make(context, &view->index, before->book, before->instance, &view->before))
        return 0;
    name_before(before, &view->before);
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
    const rule_book *book = &sheet->desk->book;
    form_span own = rule_group_of(&book->forms, sheet->report->instance);
    for (uint32_t i = 0; i < own.count; i++) {
        sheaf_str table = rule_book_form(book, own.first + i)->table;
        if (table.len > 0 && !is_of_main(main, table))
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
                        form_last *last) {
    check_sheet sheet = {.desk = desk,
                         .report = report,
                         .verdicts = FORM_LIST_OF(check_verdict),
                         .terms = FORM_LIST_OF(rule_term)};
    (void)form_last_of(last, report->instance, &sheet.before);
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

/* Who the reports are of: the desk knows them by instance. 0: latched. */
static int add_reports(const form_context *context, const form_reading *reading, form_desk *desk) {
    form_matcher matcher;
    uint32_t field = form_field_named(reading->definition, SHEAF_STR("agency"));
    if (!form_matcher_begin(context, &matcher))
        return 0;
    for (uint32_t i = 0; i < reading->reports.count; i++) {
        const form_report *report = FORM_AT(reading->reports, const form_report, i);
        form_said said = {.value = {NULL, 0}};
        sheaf_str agency =
            i == 0 ? form_meta(context->document, SHEAF_STR("agency")) : SHEAF_STR("");
        int64_t year = i == 0 ? form_meta_year(context->document) : 0;
        if (agency.len == 0 && field != SHEAF_NONE && report->prose != NULL &&
            !form_read_field(&matcher, reading->definition, field, report->prose, &said))
            return 0;
        if (agency.len == 0 && said.value.ptr != NULL)
            agency = said.value;
        if (!form_desk_add(desk, agency, year != 0 ? year : report->year))
            return 0;
    }
    return 1;
}

static int check_form(const form_context *context, const form_reading *reading, form_desk *desk) {
    if (!add_reports(context, reading, desk))
        return 0;
    form_last last;
    if (!form_last_open(desk, &last))
        return 0;
    for (uint32_t i = 0; i < reading->reports.count; i++)
        if (!check_report(desk, reading, FORM_AT(reading->reports, const form_report, i), &last))
            return 0;
    form_last_close(&last);
    return form_check_text(context, reading, desk);
}

/* A document of no form has whatever names it states. */
static int check_any(const form_context *context, form_desk *desk) {
    return form_desk_add(desk, form_meta(context->document, SHEAF_STR("agency")),
                         form_meta_year(context->document));
}

int form_check(const form_context *context, const form_reading *reading) {
    form_desk desk;
    if (!form_desk_open(context, reading, &desk) ||
        !(reading != NULL ? check_form(context, reading, &desk) : check_any(context, &desk)) ||
        !form_check_structure(context, &desk))
        return 0;
    form_desk_close(&desk);
    return 1;
}
