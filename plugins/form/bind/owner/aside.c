/* A table that is another's by what stands above it (last year's, a part of the year's or of the bodies', a draft) is set aside
 * where the report's own is beyond doubt beside it: in its section, whole, below its heading or a caption of which each word is
 * the report's own. A caption that holds any other word is one that nobody here understands, and then no table is set aside. */
#include "bind/owner/owner.h"

#include <string.h>

enum { PROSE = 90 }; /* bytes from which a line is no caption */

static const bind_plan *plan_at(const bind_claims *claims, uint32_t i) {
    return FORM_AT(*claims->plans, const bind_plan, i);
}

/* ------------------------------------------------------------------------------- words of a caption -- */

static int take_one(sheaf_str *text, sheaf_str word) {
    if (word.len == 0 || !form_begins(*text, word))
        return 0;
    *text = (sheaf_str){text->ptr + word.len, text->len - word.len};
    return 1;
}

static int take_listed(sheaf_str *text, const form_list *words) {
    for (uint32_t i = 0; i < words->count; i++)
        if (take_one(text, *FORM_AT(*words, const sheaf_str, i)))
            return 1;
    return 0;
}

static int take_sign(sheaf_str *text) {
    if (text->len == 0 || !memchr("():,.-\"", text->ptr[0], 7))
        return 0;
    *text = (sheaf_str){text->ptr + 1, text->len - 1};
    return 1;
}

static int take_year(sheaf_str *text, uint32_t year) {
    uint32_t value = 0;
    size_t length = 0;
    for (; length < text->len && length < 5 && text->ptr[length] >= '0' && text->ptr[length] <= '9';
         length++)
        value = value * 10 + (uint32_t)(text->ptr[length] - '0');
    if (length != 4 || value != year)
        return 0;
    *text = (sheaf_str){text->ptr + length, text->len - length};
    return 1;
}

/* The name of the report's body: what a line of its title begins with, up to the year. */
static int take_body(const bind_claims *claims, const bind_plan *plan, sheaf_str *text) {
    enum { SHORTEST = 9 }; /* bytes: three ideographs */
    const form_report *report = claims->report;
    for (uint32_t n = report->title_first; report->title != SHEAF_NONE && n <= report->title; n++) {
        sheaf_str name =
            form_plain_text(plan->context, form_node_at(claims->context->document, n)->text);
        size_t length = 0;
        while (length < name.len && !(name.ptr[length] >= '0' && name.ptr[length] <= '9'))
            length++;
        if (length >= SHORTEST && take_one(text, (sheaf_str){name.ptr, length}))
            return 1;
    }
    return 0;
}

int bind_is_own_caption(const bind_claims *claims, const bind_plan *plan, sheaf_str printed) {
    const form_captions *captions = &plan->model->definition->captions;
    sheaf_str text = form_plain_label(plan->context, printed).text;
    if (bind_find(plan->index, text) != SHEAF_NONE)
        return 1;
    if (printed.len > PROSE || text.len == 0)
        return 0;
    while (text.len > 0)
        if (!take_sign(&text) && !take_year(&text, claims->report->year) &&
            !take_listed(&text, &captions->own) && !take_listed(&text, &captions->tails) &&
            !take_body(claims, plan, &text))
            return 0;
    return 1;
}

/* ------------------------------------------------------------------------------- where it stands -- */

/* What a table is by what stands above it. */
typedef enum standing { OF_NOBODY, OF_OTHERS, OF_ITS_OWN, GOES_ON } standing;

static int is_within(const bind_claims *claims, uint32_t at, uint32_t n) {
    uint32_t node = at < claims->plans->count ? plan_at(claims, at)->sheet->node : SHEAF_NONE;
    return node != SHEAF_NONE && node <= n &&
           n < form_node_at(claims->context->document, node)->end;
}

/* Below the heading of its section, or a caption of its own; or what is known alone stands between it and the part before it. */
static standing stands_below(const bind_claims *claims, uint32_t at) {
    enum { LINES = 4 };
    const bind_plan *plan = plan_at(claims, at);
    uint32_t heading = claims->report->places[plan->model->place].heading;
    uint32_t n = plan->sheet->node, own = 0;
    for (uint32_t lines = 0; n > claims->report->first && lines < LINES;) {
        const sheaf_node *above = form_node_at(claims->context->document, --n);
        if (n == heading)
            return OF_ITS_OWN;
        if (above->kind == SHEAF_CELL || above->kind == SHEAF_TABLE)
            return own > 0 ? OF_ITS_OWN : is_within(claims, at - 1, n) ? GOES_ON : OF_NOBODY;
        if (above->text.len == 0)
            continue;
        if (!bind_is_own_caption(claims, plan, above->text))
            return OF_NOBODY;
        own +=
            bind_find(plan->index, form_plain_label(plan->context, above->text).text) == SHEAF_NONE;
        lines++;
    }
    return OF_NOBODY;
}

/* The rows above the first row of the form: its own where each word is known, and one of them is a caption. */
static standing headed_by(const bind_claims *claims, const bind_plan *plan) {
    enum { ROWS = 12 };
    const bind_sheet *sheet = plan->sheet;
    standing is = GOES_ON;
    for (uint32_t r = 0; r < sheet->rows.count && r < ROWS; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target != SHEAF_NONE)
            return is;
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
            const bind_cell *cell = bind_cell_at(sheet, i);
            if (cell->kind == BIND_BLANK || cell->column > 0 || cell->text.len > PROSE)
                continue;
            if (!bind_is_own_caption(claims, plan, cell->text))
                return OF_NOBODY;
            is = bind_find(plan->index, cell->plain.text) == SHEAF_NONE ? OF_ITS_OWN : is;
        }
    }
    return OF_NOBODY;
}

static int has_values(const bind_plan *plan) {
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++)
        if (bind_row_at(plan->sheet, r)->values > 0)
            return 1;
    return 0;
}

static standing standing_of(const bind_claims *claims, uint32_t at) {
    const bind_plan *plan = plan_at(claims, at);
    if (bind_is_anothers(claims, plan))
        return OF_OTHERS;
    if (plan->sheet->is_stream || bind_is_unread(plan, claims->found[at]) ||
        !bind_is_in_place(claims->report, plan->model, plan->sheet->node))
        return OF_NOBODY;
    standing head = headed_by(claims, plan);
    head = head == GOES_ON ? stands_below(claims, at) : head;
    return head == OF_NOBODY && !has_values(plan) ? OF_OTHERS : head; /* an empty form */
}

static uint32_t count_targets(const bind_plan *plan) {
    uint32_t count = 0;
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++)
        count += bind_row_at(plan->sheet, r)->target != SHEAF_NONE;
    return count;
}

uint32_t bind_find_aside(const bind_claims *claims, unsigned char *aside) {
    uint32_t count = 0, own = 0, others = 0;
    standing before = OF_NOBODY;
    for (uint32_t i = 0; i < claims->plans->count && claims->plans->count > 1; i++) {
        const bind_plan *plan = plan_at(claims, i);
        if (bind_is_told_elsewhere(claims, plan) || claims->found[i]->is_crowded)
            return 0;
        standing is = standing_of(claims, i);
        if (is != OF_OTHERS && bind_is_noted_otherwise(claims, plan))
            return 0;
        is = is == GOES_ON ? before : is;
        if (is == OF_NOBODY)
            return 0;
        aside[i] = is == OF_OTHERS;
        *(aside[i] ? &others : &own) += count_targets(plan);
        count += aside[i];
        before = is;
    }
    return own * 4 >= others * 3 ? count : 0;
}
