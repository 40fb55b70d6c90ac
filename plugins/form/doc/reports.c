/* Cuts a document into its reports. Most hold one; a new one begins where sections come again from the front, at its title.
 * A title is a line that the pattern of the field `title` takes; the lines above it belong to it where only they name the
 * body whose report it is. */
#include "doc/doc.h"

#include <string.h>

enum { MOST_TITLE = 300, MOST_LINE = 160, MOST_LINES = 3 }; /* bytes, bytes, lines */

/* What all steps look at. */
typedef struct cutting {
    form_matcher *matcher;
    const form_definition *definition;
    const form_mark *marks;
    uint32_t count;
    form_list titles; /* uint32_t: nodes */
    /* the same of furniture: a title that recurs from report to report looks like a running head */
    form_list heads;
} cutting;

/* ---------------------------------------------------------------------------------- titles -- */

/* 1: a pattern of the field takes the text; 0; -1: latched. */
static int takes(cutting *c, const char *field, sheaf_str text) {
    uint32_t index = form_field_named(c->definition, (sheaf_str){field, strlen(field)});
    const form_field *f =
        index == SHEAF_NONE ? NULL : FORM_AT(c->definition->fields, const form_field, index);
    int found = 0;
    for (uint32_t i = 0; f != NULL && i < f->looks.count && found == 0; i++) {
        const form_look *look = FORM_AT(f->looks, const form_look, i);
        form_match match;
        if (FORM_AT(look->where, const form_where, 0)->kind == FORM_IN_TITLE)
            found = form_match_from(c->matcher, &look->pattern, text, 0, &match);
    }
    return found;
}

static int add_title(cutting *c, uint32_t node) {
    const form_context *context = c->matcher->context;
    sheaf_str text =
        form_running_text(context, form_node_at(c->matcher->context->document, node)->text);
    int found = text.ptr == NULL ? -1 : takes(c, "title", text);
    form_list *list = form_is_line(context, node) ? &c->titles : &c->heads;
    uint32_t *kept = found == 1 ? form_push(context, list) : NULL;
    if (kept != NULL)
        *kept = node;
    return found >= 0 && (found == 0 || kept != NULL);
}

static int find_titles(cutting *c) {
    const form_context *context = c->matcher->context;
    uint32_t count = context->document->nodes.count;
    c->titles = c->heads = FORM_LIST_OF(uint32_t);
    for (uint32_t n = 1; n < count;) {
        const sheaf_node *node = form_node_at(c->matcher->context->document, n);
        if (context->host->tick(context->job, n, count) != SHEAF_OK)
            return 0;
        if (node->text.len <= MOST_TITLE && form_has_words(context, n) && !add_title(c, n))
            return 0;
        n = node->kind == SHEAF_TABLE ? node->end : n + 1;
    }
    return 1;
}

/* The first node of a sorted list that is not before `first`; SHEAF_NONE. */
static uint32_t first_from(const form_list *list, uint32_t first) {
    uint32_t low = 0, high = list->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (*FORM_AT(*list, const uint32_t, middle) < first)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count ? *FORM_AT(*list, const uint32_t, low) : SHEAF_NONE;
}

/* The first title in [first, end), else the first node that the reader calls a title, or SHEAF_NONE. */
static uint32_t title_within(const cutting *c, uint32_t first, uint32_t end) {
    uint32_t title = first_from(&c->titles, first);
    if (title < end)
        return title;
    for (uint32_t n = first; n < end;
         n = n == 0 ? 1 : form_node_at(c->matcher->context->document, n)->end)
        if (form_node_at(c->matcher->context->document, n)->kind == SHEAF_TITLE &&
            form_is_line(c->matcher->context, n))
            return n;
    return SHEAF_NONE;
}

/* The line before `node`, not before `least`, that may be a part of a title; SHEAF_NONE. */
static uint32_t line_above(const cutting *c, uint32_t node, uint32_t least, uint32_t furniture) {
    const form_context *context = c->matcher->context;
    while (!furniture && node > least &&
           form_node_at(c->matcher->context->document, node - 1)->flags & SHEAF_FURNITURE)
        node--;
    if (node <= least || !form_has_words(context, node - 1) ||
        form_node_at(c->matcher->context->document, node - 1)->parent !=
            form_node_at(c->matcher->context->document, node)->parent)
        return SHEAF_NONE;
    sheaf_str text = form_node_at(c->matcher->context->document, node - 1)->text;
    int ends_sentence = text.len >= 3 && memcmp(text.ptr + text.len - 3, "。", 3) == 0;
    return text.len > MOST_LINE || ends_sentence ? SHEAF_NONE : node - 1;
}

/* Where the title that ends with report->title begins: where the agency is named. 0: nowhere; -1: latched. */
static int begin_title(cutting *c, form_report *report, uint32_t least, uint32_t furniture) {
    const form_context *context = c->matcher->context;
    sheaf_str lines[MOST_LINES];
    uint32_t node = report->title, count = 0;
    for (; node != SHEAF_NONE && count < MOST_LINES; node = line_above(c, node, least, furniture)) {
        memmove(lines + 1, lines, count * sizeof *lines);
        lines[0] = form_node_at(c->matcher->context->document, node)->text;
        sheaf_str title = form_join(context, lines, ++count, SHEAF_STR("\n"));
        sheaf_str text = title.ptr ? form_running_text(context, title) : title;
        int found = text.ptr == NULL ? -1 : takes(c, "agency", text);
        if (found != 0) {
            report->title_first = node;
            report->title_furniture = furniture;
            return found;
        }
    }
    return 0;
}

/* What recurs from report to report looks like a running head: asked only where nothing else names the agency. 0: latched. */
static int find_first_line(cutting *c, form_report *report, uint32_t least) {
    report->title_first = report->title;
    if (report->title == SHEAF_NONE)
        return 1;
    int found = report->title_furniture ? 0 : begin_title(c, report, least, 0);
    return found != 0 ? found > 0 : begin_title(c, report, least, 1) >= 0;
}

/* ----------------------------------------------------------------------------------- parts -- */

/* A run of marks that are one report. */
typedef struct part {
    uint32_t first, end; /* marks */
    uint32_t title;      /* node, or SHEAF_NONE */
} part;

/* How many sections stand in order from a mark on. */
static uint32_t run_from(const cutting *c, uint32_t mark) {
    uint32_t run = 1, last = c->marks[mark].section;
    for (uint32_t i = mark + 1; i < c->count && c->marks[i].section >= last; i++) {
        run += c->marks[i].section > last && !c->marks[i].is_listed;
        last = c->marks[i].section;
    }
    return run;
}

static int is_half(const cutting *c, uint32_t sections) {
    return 2 * sections >= c->definition->sections.count && sections > 1;
}

/* Does a new report begin with this mark? `seen` has what the one before it has so far, which began with the section
 * `opening`. */
static int begins_report(const cutting *c, uint32_t mark, const unsigned char *seen,
                         uint32_t seen_count, uint32_t opening) {
    const form_mark *m = &c->marks[mark], *before = m - 1;
    if (m->is_listed || seen_count == 0)
        return 0;
    uint32_t from = form_node_at(c->matcher->context->document, before->node)->end;
    if (seen[m->section] && !before->is_listed && title_within(c, from, m->node) != SHEAF_NONE)
        return 1;
    return m->section == opening && m->section < before->section && is_half(c, seen_count) &&
           is_half(c, run_from(c, mark));
}

static int cut_parts(cutting *c, form_list *parts) {
    const form_context *context = c->matcher->context;
    unsigned char *seen = form_room(context, c->definition->sections.count + 1, 1);
    part *now = seen ? form_push(context, parts) : NULL;
    uint32_t seen_count = 0, opening = SHEAF_NONE;
    if (now == NULL)
        return 0;
    for (uint32_t i = 0; i < c->count; i++) {
        if (context->host->tick(context->job, i, c->count) != SHEAF_OK)
            return 0;
        if (begins_report(c, i, seen, seen_count, opening)) {
            now = form_push(context, parts);
            if (now == NULL)
                return 0;
            *now = (part){.first = i};
            memset(seen, 0, c->definition->sections.count);
            seen_count = 0;
        }
        if (seen_count == 0 && !c->marks[i].is_listed)
            opening = c->marks[i].section;
        now->end = i + 1;
        seen_count += !c->marks[i].is_listed && !seen[c->marks[i].section];
        seen[c->marks[i].section] |= !c->marks[i].is_listed;
    }
    return 1;
}

/* --------------------------------------------------------------------------------- reports -- */

/* The title stands between the last section heading of the report before and the first one of this. */
static int find_title(cutting *c, const part *p, form_report *report) {
    uint32_t all = c->matcher->context->document->nodes.count;
    uint32_t least =
        p->first == 0
            ? 1
            : form_node_at(c->matcher->context->document, c->marks[p->first - 1].node)->end;
    uint32_t most = p->first < p->end ? c->marks[p->first].node : all;
    for (uint32_t i = p->first; i < p->end && c->marks[i].is_listed; i++)
        most = i + 1 < p->end ? c->marks[i + 1].node : all;
    report->title = title_within(c, least, most);
    if (report->title == SHEAF_NONE && first_from(&c->heads, least) < most) {
        report->title = first_from(&c->heads, least);
        report->title_furniture = 1;
    }
    if (!find_first_line(c, report, least))
        return 0;
    int is_first = p->first == 0;
    report->first = is_first                      ? (all > 1 ? 1 : all)
                    : report->title != SHEAF_NONE ? report->title_first
                                                  : c->marks[p->first].node;
    report->preamble = report->title == SHEAF_NONE
                           ? report->first
                           : form_node_at(c->matcher->context->document, report->title)->end;
    return 1;
}

static int year_of(cutting *c, form_report *report) {
    const form_context *context = c->matcher->context;
    form_prose *prose = form_room(context, 1, sizeof *prose);
    uint32_t field = form_field_named(c->definition, SHEAF_STR("year"));
    form_said year = {.node = SHEAF_NONE};
    if (prose == NULL || !form_prose_of(context, report, prose))
        return 0;
    report->prose = prose;
    if (field != SHEAF_NONE && !form_read_field(c->matcher, c->definition, field, prose, &year))
        return 0;
    for (size_t i = 0; year.value.ptr != NULL && i < year.value.len; i++)
        report->year = report->year * 10 + (uint32_t)(year.value.ptr[i] - '0');
    return 1;
}

static void end_preamble(const cutting *c, form_report *report) {
    report->preamble_end = report->end;
    for (uint32_t s = 0; s < c->definition->sections.count; s++)
        if (report->places[s].heading < report->preamble_end)
            report->preamble_end = report->places[s].heading;
    if (report->preamble_end < report->preamble)
        report->preamble_end = report->preamble;
}

static int make_report(cutting *c, const part *p, form_report *report) {
    uint32_t count = p->end - p->first;
    if (!form_place_sections(c->matcher->context, c->definition,
                             count > 0 ? c->marks + p->first : NULL, count, report))
        return 0;
    end_preamble(c, report);
    return year_of(c, report);
}

static int make_reports(cutting *c, const form_list *parts, form_list *reports) {
    const form_context *context = c->matcher->context;
    for (uint32_t i = 0; i < parts->count; i++) {
        form_report *report = form_push(context, reports);
        if (report == NULL || !find_title(c, FORM_AT(*parts, const part, i), report))
            return 0;
        report->instance = i;
        report->end = context->document->nodes.count;
        if (i > 0)
            FORM_AT(*reports, form_report, i - 1)->end = report->first;
    }
    for (uint32_t i = 0; i < parts->count; i++)
        if (!make_report(c, FORM_AT(*parts, const part, i), FORM_AT(*reports, form_report, i)))
            return 0;
    return 1;
}

int form_cut_reports(form_matcher *matcher, const form_definition *definition, form_list *reports) {
    cutting c = {.matcher = matcher, .definition = definition};
    form_list marks, parts = FORM_LIST_OF(part);
    if (!form_find_marks(matcher->context, definition, &marks))
        return 0;
    c.marks = marks.at;
    c.count = marks.count;
    *reports = FORM_LIST_OF(form_report);
    return find_titles(&c) && cut_parts(&c, &parts) && make_reports(&c, &parts, reports);
}
