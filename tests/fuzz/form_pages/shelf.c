/* The definitions that are installed with the plugin, loaded once by the plugin's own stages, and numbers for their tables: each
 * leaf gets one, then each identity sets the term that stands alone on its side, so that most sums hold. */
#include "host/job.h"
#include "pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20, MOST_TABLES = 16, MOST_CELLS = 1024, SWEEPS = 4 };

static const char *const files[PAGES_FORMS] = {
    "cn-gib-annual-2019-60.json", "cn-gib-annual-2021-30.json", "us-foia-summary-2023.json"};

typedef struct shelf {
    int is_open;
    sf_settings settings;
    sf_source source;
    sheaf_job job; /* its memory holds the definitions; it never ends */
    sheaf_document document;
    form_context context;
    form_set set;
    form_equations sums[PAGES_FORMS][MOST_TABLES];
    int64_t values[MOST_CELLS];
} shelf;

static shelf *the_shelf(void) {
    static shelf own;
    return &own;
}

static void demand(int holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

static sheaf_str read_file(const form_context *context, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/forms/%s", SHEAF_SOURCE_DIR "/plugins/form", name);
    FILE *file = fopen(path, "rb");
    demand(file != NULL, path);
    char *bytes = form_room(context, MOST_BYTES, 1);
    demand(bytes != NULL, "there is memory");
    size_t length = fread(bytes, 1, MOST_BYTES, file);
    fclose(file);
    return (sheaf_str){bytes, length};
}

static void load_sums(shelf *s, uint32_t form) {
    const form_definition *d = form_definition_at(&s->set, form);
    demand(d->tables.count <= MOST_TABLES && d->cells.count <= MOST_CELLS, "there is room");
    unsigned char *chosen = form_room(&s->context, d->cells.count, 1);
    demand(chosen != NULL, "there is memory");
    for (uint32_t i = 0; i < d->cells.count; i++)
        chosen[i] = FORM_AT(d->cells, form_cell, i)->group == SHEAF_NONE;
    for (uint32_t t = 0; t < d->tables.count; t++)
        demand(form_identities(&s->context, d, t, chosen, &s->sums[form][t]), s->job.error.message);
}

static void open_shelf(shelf *s) {
    sf_settings_init(&s->settings);
    sf_source_lend(&s->source, SHEAF_STR(""), SHEAF_STR("shelf"));
    sf_job_init(&s->job, &s->settings, &s->source, NULL);
    s->document.size = sizeof s->document;
    s->context = (form_context){.host = &sf_host, .job = &s->job, .document = &s->document};
    s->set = (form_set){.definitions = FORM_LIST_OF(form_definition)};
    demand(form_reserve(&s->context, &s->set.definitions, PAGES_FORMS), "there is memory");
    for (uint32_t i = 0; i < PAGES_FORMS; i++) {
        form_definition made;
        sheaf_str name = {files[i], strlen(files[i])};
        demand(form_load_one(&s->context, name, read_file(&s->context, files[i]), &s->set, &made) &&
                   form_load_rules(&s->context, &made, FORM_IDENTITIES),
               s->job.error.message);
        *(form_definition *)form_push(&s->context, &s->set.definitions) = made;
        load_sums(s, i);
    }
    s->is_open = 1;
}

const form_definition *pages_form(uint32_t i) {
    shelf *s = the_shelf();
    if (!s->is_open)
        open_shelf(s);
    return form_definition_at(&s->set, i % PAGES_FORMS);
}

sheaf_str pages_label(const form_definition *form, uint32_t i) {
    return FORM_AT(form->labels, form_label, i % form->labels.count)->text;
}

/* ---- values ---- */

/* The term that is alone on its side; the first where none is. */
static const form_term *lone_term(const form_equations *sums, form_span terms) {
    const form_term *all = FORM_AT(sums->terms, form_term, terms.first), *lone = all;
    for (uint32_t i = 0; i < terms.count; i++) {
        uint32_t alike = 0;
        for (uint32_t k = 0; k < terms.count; k++)
            alike += (all[k].factor > 0) == (all[i].factor > 0);
        lone = alike == 1 ? &all[i] : lone;
    }
    return lone;
}

static void settle(const form_equations *sums, form_span terms, int64_t *values) {
    const form_term *all = FORM_AT(sums->terms, form_term, terms.first);
    const form_term *lone = lone_term(sums, terms);
    int64_t rest = 0;
    for (uint32_t i = 0; i < terms.count; i++) {
        if (all[i].is_previous)
            return;
        rest += &all[i] == lone ? 0 : all[i].factor * values[all[i].cell];
    }
    int64_t value = terms.count > 0 && lone->factor != 0 ? -rest / lone->factor : 0;
    values[lone->cell] = value < 0 ? 0 : value;
}

const int64_t *pages_values(const form_definition *form, uint32_t table, uint32_t seed) {
    shelf *s = the_shelf();
    uint32_t f = 0, state = seed * 2654435761u + table;
    while (form_definition_at(&s->set, f) != form)
        f++;
    const form_equations *sums = &s->sums[f][table];
    for (uint32_t i = 0; i < form->cells.count; i++) {
        state = state * 1664525u + 1013904223u;
        uint32_t most = state >> 28 < 8 ? 1 : state >> 28 < 14 ? 30 : 3000;
        s->values[i] = seed == 0 ? 0 : (int64_t)(state >> 8) % most;
    }
    for (uint32_t sweep = 0; sweep < SWEEPS; sweep++)
        for (uint32_t i = 0; i < sums->equations.count; i++)
            settle(sums, FORM_AT(sums->equations, form_equation, i)->terms, s->values);
    return s->values;
}

static const char *const odd[] = {"",
                                  " ",
                                  "0",
                                  "00",
                                  "07",
                                  "/",
                                  "-",
                                  "—",
                                  "——",
                                  "无",
                                  "不适用",
                                  "1,234",
                                  "1，234",
                                  "1,23",
                                  "12,",
                                  ",345",
                                  "12.50",
                                  ".5",
                                  "-3",
                                  "+4",
                                  "－7",
                                  "1 2",
                                  "12\n3",
                                  "1\n234",
                                  "12 345",
                                  "１２",
                                  "〇",
                                  "O",
                                  "l2",
                                  "约5",
                                  "5件",
                                  "3.5万元",
                                  "12%",
                                  "5①",
                                  "3*",
                                  "[1]",
                                  "第2页",
                                  "- 3 -",
                                  "2022年",
                                  "2022",
                                  "一",
                                  "合计",
                                  "\u00A07",
                                  "\u30008",
                                  "9\u00AD9",
                                  "1/2",
                                  "3、4",
                                  "（5）",
                                  "(6)",
                                  "1. 2",
                                  "999999999999999999",
                                  "9999999999999999999",
                                  "0.0000000000000000001",
                                  "1\u00B2",
                                  "1\t2",
                                  "\u0661",
                                  "12\n\n3",
                                  "1 234 567",
                                  "1.234.567",
                                  "4-5"};

sheaf_str pages_value(uint8_t byte) {
    static const char digits[] = "00010203040506070809101112131415161718192021222324252627282930"
                                 "31323334353637383940414243444546474849505152535455565758596061";
    uint32_t count = sizeof odd / sizeof *odd;
    if (byte < count)
        return (sheaf_str){odd[byte], strlen(odd[byte])};
    uint32_t number = (byte - count) % 62;
    return number < 10 ? (sheaf_str){digits + 2 * number + 1, 1}
                       : (sheaf_str){digits + 2 * number, 2};
}
