/* Finds the sections of a form among the headings and short lines of a document. The same words recur as a subheading,
 * in a list of the section names, in a second report: every place that reads like one is a mark with a weight, and the
 * heaviest chain of marks in the order of the form is the report. */
#include "doc/doc.h"

#include <string.h>

/* ----------------------------------------------------------------------------------- marks -- */

enum { MOST_HEADING = 240 }; /* bytes: a longer line heads no section */

/* Signs that may end a heading. The plain text has one kind of them. */
static sheaf_str without_end(sheaf_str text) {
    while (text.len > 0 && strchr(".:;,", text.ptr[text.len - 1]) != NULL)
        text.len--;
    return text;
}

typedef struct near_section {
    uint32_t section, label, distance, second;
} near_section;

/* The distance of the nearest label of a section. */
static uint32_t section_distance(const form_definition *definition, uint32_t section,
                                 const form_letters *text, uint32_t most, uint32_t *label) {
    form_span labels = FORM_AT(definition->sections, const form_section, section)->labels;
    uint32_t best = most + 1;
    for (uint32_t i = 0; i < labels.count; i++) {
        const form_label *l = FORM_AT(definition->labels, const form_label, labels.first + i);
        if (most == 0 && l->plain.text.len < text->text.len)
            continue;
        sheaf_str plain = without_end(l->plain.text);
        uint32_t distance = form_same(plain, text->text) ? 0
                            : most == 0                  ? 1
                                                         : form_letters_distance(text, plain, most);
        if (distance < best) {
            best = distance;
            *label = labels.first + i;
        }
    }
    return best;
}

/* The nearest section and how far the second one is, up to `most`. */
static near_section nearest_section(const form_definition *definition, sheaf_str text,
                                    uint32_t most) {
    near_section near = {SHEAF_NONE, SHEAF_NONE, most + 1, most + 1};
    form_letters letters;
    letters.text = text;
    if (most > 0)
        form_take_letters(text, &letters);
    for (uint32_t s = 0; s < definition->sections.count; s++) {
        uint32_t label = SHEAF_NONE,
                 distance = section_distance(definition, s, &letters, most, &label);
        if (distance < near.distance) {
            near = (near_section){s, label, distance, near.distance};
        } else if (distance < near.second) {
            near.second = distance;
        }
    }
    return near;
}

static uint32_t level_of(const form_context *context, uint32_t node) {
    const sheaf_node *n = form_node_at(context->document, node);
    return n->kind == SHEAF_HEADING
               ? SHEAF_AT(context->document->headings, sheaf_heading, n->payload)->level
               : 0;
}

/* `（二）`: what divides a section, rather than what heads it. */
static int is_bracketed(const form_context *context, uint32_t node) {
    const sheaf_node *n = form_node_at(context->document, node);
    if (n->kind != SHEAF_HEADING)
        return 0;
    sheaf_str text = form_running_text(
        context, SHEAF_AT(context->document->headings, sheaf_heading, n->payload)->number);
    return text.ptr == NULL || (text.len > 0 && text.ptr[0] == '(');
}

/* How much a line looks like the heading: its words, its level, its number. */
static uint32_t weigh(const form_context *context, const form_definition *definition,
                      const form_mark *mark) {
    enum { ITS_WORDS = 6, OTHER_WORDS = 3, ITS_LEVEL = 4, ITS_NUMBER = 3, NO_NUMBER = 1 };
    const form_section *section = FORM_AT(definition->sections, const form_section, mark->section);
    const form_label *label = FORM_AT(definition->labels, const form_label, section->labels.first);
    const form_label *own = FORM_AT(definition->labels, const form_label, mark->label);
    uint32_t weight = !mark->is_exact ? 0 : own->kind == FORM_ALIAS ? OTHER_WORDS : ITS_WORDS;
    weight += level_of(context, mark->node) == section->level ? ITS_LEVEL : 0;
    if (is_bracketed(context, mark->node))
        return weight;
    return weight + (mark->number == label->plain.number ? ITS_NUMBER
                     : mark->number == 0                 ? NO_NUMBER
                                                         : 0);
}

/* 1: *mark is made; 0: the line is no heading of a section; -1: latched. */
static int mark_line(const form_context *context, const form_definition *definition, uint32_t node,
                     form_mark *mark) {
    const sheaf_node *n = form_node_at(context->document, node);
    if (n->text.len > MOST_HEADING || !form_is_line(context, node))
        return 0;
    form_plain plain = form_plain_label(context, n->text);
    if (plain.text.ptr == NULL)
        return -1;
    sheaf_str text = without_end(plain.text);
    near_section near = nearest_section(definition, text, 0);
    int is_exact = near.section != SHEAF_NONE;
    if (!is_exact && n->kind == SHEAF_HEADING && text.len > 0) {
        near = nearest_section(definition, text, FORM_NEAR + FORM_MARGIN);
        if (near.distance > FORM_NEAR || near.second < near.distance + FORM_MARGIN)
            return 0;
    }
    if (near.section == SHEAF_NONE)
        return 0;
    *mark = (form_mark){.node = node, .section = near.section, .label = near.label};
    mark->number = plain.number;
    mark->is_exact = (uint32_t)is_exact;
    mark->weight = weigh(context, definition, mark);
    return 1;
}

/* ------------------------------------------------------------------------------------ deep -- */

enum { MOST_LEVEL = 9 };

/* The level at which most sections stand; the highest of those that share. 0: none of them is a heading. */
static uint32_t usual_level(const form_context *context, const form_list *marks) {
    uint32_t counts[MOST_LEVEL + 1] = {0}, best = 0;
    for (uint32_t i = 0; i < marks->count; i++) {
        uint32_t level = level_of(context, FORM_AT(*marks, const form_mark, i)->node);
        counts[level <= MOST_LEVEL ? level : MOST_LEVEL]++;
    }
    for (uint32_t level = 1; level <= MOST_LEVEL; level++)
        if (counts[level] > 0 && (best == 0 || counts[level] > counts[best]))
            best = level;
    return best;
}

/* Subheadings with the words of a section are none of it, unless they bear its number as the others do. */
static void drop_deep(const form_context *context, const form_definition *definition,
                      form_list *marks) {
    uint32_t usual = usual_level(context, marks), kept = 0;
    for (uint32_t i = 0; i < marks->count; i++) {
        const form_mark *mark = FORM_AT(*marks, const form_mark, i);
        const form_section *section =
            FORM_AT(definition->sections, const form_section, mark->section);
        uint32_t level = level_of(context, mark->node);
        uint32_t own = usual + (section->level > 0 ? section->level - 1 : 0);
        uint32_t number =
            FORM_AT(definition->labels, const form_label, section->labels.first)->plain.number;
        int is_deep = usual > 0 && level > own &&
                      (mark->number != number || is_bracketed(context, mark->node));
        if (!is_deep)
            *FORM_AT(*marks, form_mark, kept++) = *mark;
    }
    marks->count = kept;
}

/* ---------------------------------------------------------------------------------- listed -- */

/* Whether something is said between two nodes. */
static int has_content(const form_context *context, uint32_t first, uint32_t end) {
    for (uint32_t n = form_node_at(context->document, first)->end; n < end; n++)
        if (form_is_line(context, n) || form_node_at(context->document, n)->kind == SHEAF_TABLE)
            return 1;
    return 0;
}

static int recurs(const form_list *marks, uint32_t from, uint32_t section) {
    for (uint32_t i = from; i < marks->count; i++)
        if (FORM_AT(*marks, const form_mark, i)->section == section)
            return 1;
    return 0;
}

enum { LEAST_LISTED = 3, MOST_LISTS = 64 };

/* Section names one right after the other, in order, are a list of them where the sections still come. */
static void see_listed(const form_context *context, form_list *marks) {
    form_mark *mark = marks->at;
    uint32_t lists = 0;
    for (uint32_t first = 0, end; first < marks->count && lists < MOST_LISTS; first = end) {
        uint32_t recurring = 0;
        for (end = first + 1; end < marks->count && mark[end].section > mark[end - 1].section &&
                              !has_content(context, mark[end - 1].node, mark[end].node);)
            end++;
        for (uint32_t i = first; i < end && end - first >= LEAST_LISTED; i++)
            recurring += (uint32_t)recurs(marks, end, mark[i].section);
        int is_list = end - first >= LEAST_LISTED && 3 * recurring >= 2 * (end - first);
        for (uint32_t i = first; i < end && is_list; i++)
            mark[i].is_listed = 1;
        lists += (uint32_t)is_list;
    }
}

int form_find_marks(const form_context *context, const form_definition *definition,
                    form_list *out) {
    uint32_t count = context->document->nodes.count;
    *out = FORM_LIST_OF(form_mark);
    for (uint32_t n = 1; n < count;) {
        form_mark mark;
        if (context->host->tick(context->job, n, count) != SHEAF_OK)
            return 0;
        int found = mark_line(context, definition, n, &mark);
        form_mark *kept = found == 1 ? form_push(context, out) : NULL;
        if (found < 0 || (found == 1 && kept == NULL))
            return 0;
        if (kept != NULL)
            *kept = mark;
        const sheaf_node *node = form_node_at(context->document, n);
        n = node->kind == SHEAF_TABLE ? node->end : n + 1;
    }
    drop_deep(context, definition, out);
    see_listed(context, out);
    return 1;
}

/* --------------------------------------------------------------------------------- placing -- */

/* The heaviest chain that ends with a mark. */
typedef struct chain {
    uint32_t weight, before; /* before: the mark before, or SHEAF_NONE */
} chain;

enum { IN_CHAIN = 1000 }; /* one section more outweighs any look */

/* chains[i] of mark i; best[s] is the mark with which the heaviest chain up to section s ends. Returns the end of the
 * heaviest of all. */
static uint32_t find_chain(const form_mark *marks, uint32_t count, uint32_t sections, chain *chains,
                           uint32_t *best) {
    uint32_t last = SHEAF_NONE;
    for (uint32_t s = 0; s < sections; s++)
        best[s] = SHEAF_NONE;
    for (uint32_t i = 0; i < count; i++) {
        chains[i] = (chain){IN_CHAIN + marks[i].weight, SHEAF_NONE};
        if (marks[i].is_listed)
            continue;
        for (uint32_t s = 0; s < marks[i].section; s++) {
            uint32_t before = best[s];
            if (before != SHEAF_NONE &&
                chains[before].weight + IN_CHAIN + marks[i].weight > chains[i].weight)
                chains[i] = (chain){chains[before].weight + IN_CHAIN + marks[i].weight, before};
        }
        uint32_t *end = &best[marks[i].section];
        if (*end == SHEAF_NONE || chains[i].weight > chains[*end].weight)
            *end = i;
        if (last == SHEAF_NONE || chains[i].weight > chains[last].weight)
            last = i;
    }
    return last;
}

static void place(const form_context *context, const form_mark *mark, form_place *place) {
    place->heading = mark->node;
    place->first = form_node_at(context->document, mark->node)->end;
    place->label = mark->label;
}

/* Sections that stand out of order are where they stand first. */
static void place_strays(const form_context *context, const form_mark *marks, uint32_t count,
                         form_report *report) {
    for (uint32_t i = 0; i < count; i++) {
        form_place *at = &report->places[marks[i].section];
        if (marks[i].is_listed || at->heading != SHEAF_NONE)
            continue;
        place(context, &marks[i], at);
        report->in_order = 0;
    }
}

static uint32_t weight_of(const form_mark *marks, uint32_t count, uint32_t node) {
    uint32_t i = 0;
    while (i < count && marks[i].node != node)
        i++;
    return i < count ? marks[i].weight : 0;
}

/* How often each stands there, looking as much like it as in its place. */
static void count_times(const form_context *context, const form_mark *marks, uint32_t count,
                        uint32_t sections, form_report *report) {
    for (uint32_t s = 0; s < sections; s++) {
        form_place *at = &report->places[s];
        uint32_t least = weight_of(marks, count, at->heading);
        at->times = 0;
        for (uint32_t i = 0; i < count && at->heading != SHEAF_NONE; i++)
            at->times += marks[i].section == s && !marks[i].is_listed && marks[i].weight >= least &&
                         level_of(context, marks[i].node) == level_of(context, at->heading);
    }
}

/* A section ends where the next one begins that is no part of it. */
static void end_places(const form_definition *definition, form_report *report) {
    for (uint32_t s = 0; s < definition->sections.count; s++) {
        form_place *at = &report->places[s];
        uint32_t level = FORM_AT(definition->sections, const form_section, s)->level;
        at->end = at->heading == SHEAF_NONE ? at->first : report->end;
        for (uint32_t o = 0; o < definition->sections.count; o++) {
            uint32_t other = report->places[o].heading;
            int ends = at->heading != SHEAF_NONE && other != SHEAF_NONE && other > at->heading &&
                       FORM_AT(definition->sections, const form_section, o)->level <= level;
            if (ends && other < at->end)
                at->end = other;
        }
    }
}

int form_place_sections(const form_context *context, const form_definition *definition,
                        const form_mark *marks, uint32_t count, form_report *report) {
    uint32_t sections = definition->sections.count;
    chain *chains = form_room(context, count + 1, sizeof *chains);
    uint32_t *best = form_room(context, sections + 1, sizeof *best);
    report->places = form_room(context, sections + 1, sizeof *report->places);
    if (chains == NULL || best == NULL || report->places == NULL)
        return 0;
    for (uint32_t s = 0; s < sections; s++)
        report->places[s] = (form_place){.heading = SHEAF_NONE, .label = SHEAF_NONE};
    report->in_order = 1;
    for (uint32_t i = find_chain(marks, count, sections, chains, best); i != SHEAF_NONE;
         i = chains[i].before)
        place(context, &marks[i], &report->places[marks[i].section]);
    place_strays(context, marks, count, report);
    count_times(context, marks, count, sections, report);
    end_places(definition, report);
    return 1;
}
