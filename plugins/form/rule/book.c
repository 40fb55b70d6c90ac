/* What a document states, report by report. A file may hold thousands of reports, and each is judged by itself: counting
 * what is each one's, once, keeps that from looking at what is the others' every time. */
#include "rule/rule.h"

int rule_group(const form_context *context, const uint32_t *owners, uint32_t count,
               uint32_t reports, rule_groups *out) {
    *out = (rule_groups){.count = reports};
    out->first = form_room(context, (size_t)reports + 1, sizeof *out->first);
    out->items = form_room(context, (size_t)count + 1, sizeof *out->items);
    out->ranks = form_room(context, (size_t)count + 1, sizeof *out->ranks);
    if (out->first == NULL || out->items == NULL || out->ranks == NULL)
        return 0;
    for (uint32_t i = 0; i < count; i++)
        if (owners[i] < reports)
            out->ranks[i] = out->first[owners[i] + 1]++;
    for (uint32_t r = 0; r < reports; r++)
        out->first[r + 1] += out->first[r];
    for (uint32_t i = 0; i < count; i++)
        if (owners[i] < reports)
            out->items[out->first[owners[i]] + out->ranks[i]] = i;
    return 1;
}

form_span rule_group_of(const rule_groups *groups, uint32_t report) {
    if (report >= groups->count)
        return (form_span){0};
    return (form_span){groups->first[report], groups->first[report + 1] - groups->first[report]};
}

static int group_facts(const form_context *context, uint32_t reports, rule_book *book) {
    const sheaf_array *facts = &book->document->facts;
    uint32_t *owners = form_room(context, (size_t)facts->count + 1, sizeof *owners);
    for (uint32_t i = 0; owners != NULL && i < facts->count; i++)
        owners[i] = SHEAF_AT(*facts, sheaf_fact, i)->instance;
    return owners != NULL && rule_group(context, owners, facts->count, reports, &book->facts);
}

static int group_forms(const form_context *context, uint32_t reports, rule_book *book) {
    const sheaf_array *forms = &book->document->forms;
    uint32_t *owners = form_room(context, (size_t)forms->count + 1, sizeof *owners);
    for (uint32_t i = 0; owners != NULL && i < forms->count; i++)
        owners[i] = SHEAF_AT(*forms, sheaf_form, i)->instance;
    return owners != NULL && rule_group(context, owners, forms->count, reports, &book->forms);
}

int rule_book_of(const form_context *context, const sheaf_document *document, uint32_t reports,
                 rule_book *out) {
    *out = (rule_book){.document = document};
    return group_facts(context, reports, out) && group_forms(context, reports, out);
}

const sheaf_fact *rule_book_fact(const rule_book *book, uint32_t item) {
    return SHEAF_AT(book->document->facts, sheaf_fact, book->facts.items[item]);
}

const sheaf_form *rule_book_form(const rule_book *book, uint32_t item) {
    return SHEAF_AT(book->document->forms, sheaf_form, book->forms.items[item]);
}
