/* Is the document a report of one of the forms? Its sections, its title and, where those are not there, the labels of its
 * tables say so; the words that the forms were loaded for are no evidence any more. The form with the most evidence is it, in
 * the version that is valid in the year of the first report. */
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

enum { BY_SECTIONS = 8000, BY_TITLE = 2000, LEAST = 5000, LEAST_NAMED = 1000, MOST_CELLS = 200000 };

/* --------------------------------------------------------------------------- labels of tables -- */

static int compare_texts(const void *left, const void *right) {
    const sheaf_str *a = left, *b = right;
    int order = memcmp(a->ptr, b->ptr, a->len < b->len ? a->len : b->len);
    return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

/* The labels of all heads, sorted, each once. */
static int head_labels(const form_context *context, const form_definition *definition,
                       form_list *out) {
    *out = FORM_LIST_OF(sheaf_str);
    for (uint32_t h = 0; h < definition->heads.count; h++) {
        const form_head *head = FORM_AT(definition->heads, const form_head, h);
        sheaf_str *kept = head->labels.count > 0 ? form_push(context, out) : NULL;
        if (head->labels.count > 0 && kept == NULL)
            return 0;
        if (kept != NULL)
            *kept = FORM_AT(definition->labels, const form_label, head->labels.first)->plain.text;
    }
    uint32_t unique = 0;
    sheaf_str *text = out->at;
    if (out->count > 0)
        qsort(text, out->count, sizeof *text, compare_texts);
    for (uint32_t i = 0; i < out->count; i++)
        if (unique == 0 || !form_same(text[unique - 1], text[i]))
            text[unique++] = text[i];
    out->count = unique;
    return 1;
}

/* The share of the labels that stand in cells, in ten-thousandths; UINT32_MAX: latched. */
static uint32_t share_of_labels(const form_context *context, const form_definition *definition) {
    const sheaf_array *nodes = &context->document->nodes;
    form_list labels;
    if (!head_labels(context, definition, &labels))
        return UINT32_MAX;
    unsigned char *seen = form_room(context, labels.count + 1, 1);
    uint32_t found = 0, looked = 0;
    for (uint32_t n = 1; seen != NULL && n < nodes->count && found < labels.count; n++) {
        const sheaf_node *node = SHEAF_AT(*nodes, sheaf_node, n);
        if (context->host->tick(context->job, n, nodes->count) != SHEAF_OK)
            return UINT32_MAX;
        if (node->kind != SHEAF_CELL || node->text.len < 3 || node->text.len > 400)
            continue;
        if (++looked > MOST_CELLS)
            break;
        form_plain plain = form_plain_label(context, node->text);
        const sheaf_str *at =
            bsearch(&plain.text, labels.at, labels.count, sizeof *at, compare_texts);
        size_t index = at ? (size_t)(at - (const sheaf_str *)labels.at) : 0;
        found += at != NULL && !seen[index];
        seen[index] |= at != NULL;
    }
    if (seen == NULL)
        return UINT32_MAX;
    return labels.count == 0 ? 0 : (uint32_t)((uint64_t)found * 10000 / labels.count);
}

/* -------------------------------------------------------------------------------- evidence -- */

static uint32_t share_of_sections(const form_definition *definition, const form_report *report) {
    uint32_t found = 0, wanted = 0;
    for (uint32_t s = 0; s < definition->sections.count; s++) {
        int stands = report->places[s].heading != SHEAF_NONE;
        found += (uint32_t)stands;
        wanted += stands || !FORM_AT(definition->sections, const form_section, s)->optional;
    }
    return wanted == 0 ? 0 : found * 10000 / wanted;
}

/* 1: a pattern of the field `title` takes the title. */
static int has_title(form_matcher *matcher, const form_definition *definition,
                     const form_report *report, int *outcome) {
    uint32_t field = form_field_named(definition, SHEAF_STR("title"));
    form_said said = {.node = SHEAF_NONE};
    *outcome = 0;
    if (field != SHEAF_NONE && !form_read_field(matcher, definition, field, report->prose, &said))
        return 0;
    *outcome = said.value.ptr != NULL;
    return 1;
}

/* The best of the reports' evidence. 0: latched. */
static int weigh(form_matcher *matcher, form_reading *reading) {
    const form_definition *definition = reading->definition;
    reading->confidence = 0;
    uint32_t labels = UINT32_MAX;
    for (uint32_t i = 0; i < reading->reports.count; i++) {
        const form_report *report = FORM_AT(reading->reports, const form_report, i);
        uint32_t sections = share_of_sections(definition, report);
        int titled = 0;
        if (!has_title(matcher, definition, report, &titled))
            return 0;
        if (sections < LEAST && labels == UINT32_MAX) {
            labels = share_of_labels(matcher->context, definition);
            if (labels == UINT32_MAX)
                return 0;
        }
        uint32_t share = sections < LEAST && labels > sections ? labels : sections;
        uint32_t confidence = share * BY_SECTIONS / 10000 + (titled ? BY_TITLE : 0);
        if (confidence > reading->confidence)
            reading->confidence = confidence;
    }
    return 1;
}

/* -------------------------------------------------------------------------------- versions -- */

static uint32_t years_off(const form_definition *definition, uint32_t year) {
    if (definition->from_year != 0 && year < definition->from_year)
        return definition->from_year - year;
    return definition->to_year != 0 && year > definition->to_year ? year - definition->to_year : 0;
}

/* The version for a year, 0 for none: the newest of those that are valid then, else the nearest. */
static const form_definition *version_for(const form_set *set, form_span versions, uint32_t year) {
    const form_definition *best = form_definition_at(set, versions.first);
    for (uint32_t i = 1; year != 0 && i < versions.count; i++) {
        const form_definition *other = form_definition_at(set, versions.first + i);
        if (years_off(other, year) < years_off(best, year))
            best = other;
    }
    return best;
}

static int read_as(form_matcher *matcher, const form_set *set, form_span versions,
                   form_reading *out) {
    *out = (form_reading){.set = set, .versions = versions};
    out->definition = form_definition_at(set, versions.first);
    if (!form_cut_reports(matcher, out->definition, &out->reports))
        return 0;
    uint32_t year = FORM_AT(out->reports, const form_report, 0)->year;
    const form_definition *fit = version_for(set, versions, year);
    if (fit != out->definition) {
        out->definition = fit;
        if (!form_cut_reports(matcher, fit, &out->reports))
            return 0;
    }
    return weigh(matcher, out);
}

static form_span versions_from(const form_set *set, uint32_t first) {
    uint32_t end = first + 1;
    while (end < set->definitions.count &&
           form_same(form_definition_at(set, end)->id, form_definition_at(set, first)->id))
        end++;
    return (form_span){first, end - first};
}

/* What each report says of itself. 0: latched. */
static int read_fields(form_matcher *matcher, form_reading *reading) {
    for (uint32_t i = 0; i < reading->reports.count; i++) {
        form_report *report = FORM_AT(reading->reports, form_report, i);
        report->said = form_read_fields(matcher, reading->definition, report->prose);
        if (report->said == NULL)
            return 0;
    }
    return 1;
}

int form_recognise(const form_context *context, const form_set *set, form_reading *out) {
    form_matcher matcher;
    *out = (form_reading){.set = set};
    if (set->definitions.count == 0)
        return 0;
    if (!form_matcher_begin(context, &matcher))
        return -1;
    for (uint32_t first = 0; first < set->definitions.count;) {
        form_reading reading;
        form_span versions = versions_from(set, first);
        if (!read_as(&matcher, set, versions, &reading))
            return -1;
        if (out->definition == NULL || reading.confidence > out->confidence)
            *out = reading;
        first += versions.count;
    }
    int is_named = context->host->option(context->job, SHEAF_STR("form")).len > 0;
    if (out->confidence < (uint32_t)(is_named ? LEAST_NAMED : LEAST))
        return 0;
    return read_fields(&matcher, out) ? 1 : -1;
}
