/* What plugins noted about the document: a heading with the number of records, then one line each. */
#include "base/text.h"
#include "cli/inspect.h"
#include "cli/show.h"

#include <inttypes.h>

static const char *const statuses[] = {[SHEAF_READ] = "read",
                                       [SHEAF_READ_REPAIRED] = "read, repaired",
                                       [SHEAF_AMBIGUOUS] = "ambiguous",
                                       [SHEAF_MISSING] = "missing",
                                       [SHEAF_TEXT] = "text"};
static const char *const severities[] = {
    [SHEAF_INFO] = "info", [SHEAF_WARNING] = "warning", [SHEAF_ERROR] = "error"};

/* A line is filled from the left with texts; what does not fit is cut, and then the line is full. */
typedef struct line {
    FILE *out;
    size_t room;
} line;

static void put(line *l, sheaf_str text) {
    l->room -= l->room ? sf_show(l->out, text, l->room) : 0;
}

static void put_word(line *l, const char *word) {
    put(l, sf_str_of(word));
}

static void put_between(line *l, const char *before, sheaf_str text) {
    if (!text.len)
        return;
    put_word(l, before);
    put(l, text);
}

static void show_meta(line *l, const sheaf_document *d, uint32_t i) {
    const sheaf_meta *meta = SHEAF_AT(d->meta, sheaf_meta, i);
    put(l, meta->key);
    put_between(l, ": ", meta->value);
}

static void show_form(line *l, const sheaf_document *d, uint32_t i) {
    const sheaf_form *form = SHEAF_AT(d->forms, sheaf_form, i);
    put(l, form->id);
    put_between(l, " ", form->version);
    put_between(l, ", table ", form->table);
}

static void show_fact(line *l, const sheaf_document *d, uint32_t i) {
    const sheaf_fact *fact = SHEAF_AT(d->facts, sheaf_fact, i);
    put(l, fact->key);
    put_between(l, " = ", sf_str_trim(fact->raw));
    put_between(l, " ", fact->unit);
    put_between(l, ", ", sf_str_of(fact->status <= SHEAF_TEXT ? statuses[fact->status] : "?"));
}

static void show_repair(line *l, const sheaf_document *d, uint32_t i) {
    const sheaf_repair *repair = SHEAF_AT(d->repairs, sheaf_repair, i);
    char place[160] = "";
    if (repair->from_count)
        sf_place_text(place, sizeof(place), d, repair->from);
    put(l, repair->kind);
    put_between(l, " by ", repair->by);
    put_between(l, ", from ", sf_str_of(place));
    put_between(l, ": ", repair->evidence);
}

static void show_finding(line *l, const sheaf_document *d, uint32_t i) {
    const sheaf_finding *finding = SHEAF_AT(d->findings, sheaf_finding, i);
    put_word(l, finding->severity <= SHEAF_ERROR ? severities[finding->severity] : "?");
    put_between(l, " ", finding->rule);
    put_word(l, finding->outcome == SHEAF_FAIL ? "" : ", not assessable");
    put_between(l, ": ", finding->message_en);
}

typedef void show_record(line *l, const sheaf_document *d, uint32_t i);

static void show_records(const sf_page *page, const sheaf_document *d, const char *name,
                         sheaf_array records, show_record *show) {
    if (!records.count)
        return;
    fprintf(page->out, "\n%s (%" PRIu32 ")\n", name, records.count);
    for (uint32_t i = 0; i < records.count && !ferror(page->out); i++) {
        line l = {.out = page->out, .room = page->columns - 2};
        fputs("  ", page->out);
        show(&l, d, i);
        putc('\n', page->out);
    }
}

void sf_records_show(const sf_page *page, const sheaf_document *d) {
    show_records(page, d, "Metadata", d->meta, show_meta);
    show_records(page, d, "Forms", d->forms, show_form);
    show_records(page, d, "Facts", d->facts, show_fact);
    show_records(page, d, "Repairs", d->repairs, show_repair);
    show_records(page, d, "Findings", d->findings, show_finding);
}
