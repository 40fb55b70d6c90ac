/* Kind `sections`: each section of the form stands in the report once, in the order of the form. The message has the hole
 * {problems}, a list made of the rule's phrases `missing`, `twice` and `moved`, each with the hole {heading}. */
#include "check/text.h"

#include <string.h>

typedef struct sections_body {
    form_message missing, twice, moved;
} sections_body;

static const void *load(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "missing", "twice", "moved", NULL};
    (void)definition;
    sections_body *body = form_room(file->context, 1, sizeof *body);
    form_only(file, rule, members);
    if (body == NULL || file->failed)
        return NULL;
    body->missing = form_message_of(file, form_need(file, rule, "missing"));
    body->twice = form_message_of(file, form_need(file, rule, "twice"));
    body->moved = form_message_of(file, form_need(file, rule, "moved"));
    return file->failed ? NULL : body;
}

/* A later section of the form that stands before this one. */
static int is_overtaken(const text_bench *bench, uint32_t section) {
    const form_place *places = bench->report->places;
    for (uint32_t s = section + 1; s < bench->definition->sections.count; s++)
        if (places[s].heading < places[section].heading)
            return 1;
    return 0;
}

/* What is wrong with a section; zh.ptr NULL: nothing. */
static form_message problem_of(const text_bench *bench, const sections_body *body,
                               uint32_t section) {
    static const form_message none = {{NULL, 0}, {NULL, 0}};
    const form_place *place = &bench->report->places[section];
    const form_section *of_form = FORM_AT(bench->definition->sections, const form_section, section);
    if (place->heading == SHEAF_NONE)
        return of_form->optional ? none : body->missing;
    if (place->times > 1)
        return body->twice;
    return !bench->report->in_order && is_overtaken(bench, section) ? body->moved : none;
}

static int add_problem(text_bench *bench, text_finding *finding, text_names *problems,
                       form_message phrase, uint32_t section) {
    const form_section *of_form = FORM_AT(bench->definition->sections, const form_section, section);
    const text_hole holes[] = {{"heading", text_both(of_form->path)}};
    const form_message filled = text_fill(bench, phrase, holes, 1);
    return filled.zh.ptr != NULL && filled.en.ptr != NULL &&
           text_add_name(bench, problems, filled) &&
           text_add_node(bench, finding, bench->report->places[section].heading);
}

static int judge(text_bench *bench, const void *body) {
    text_finding finding = text_finding_of(bench);
    text_names problems = text_names_begin();
    for (uint32_t s = 0; s < bench->definition->sections.count; s++) {
        form_message phrase = problem_of(bench, body, s);
        if (phrase.zh.ptr != NULL && !add_problem(bench, &finding, &problems, phrase, s))
            return 0;
    }
    if (problems.zh.count == 0) {
        text_count(bench, FORM_PASS);
        return 1;
    }
    const text_hole holes[] = {{"problems", text_list(bench, &problems)}};
    finding.holes = holes;
    finding.hole_count = 1;
    finding.about = holes[0].value.zh;
    if (finding.nodes.count == 0 && !text_add_node(bench, &finding, bench->report->title))
        return 0;
    return finding.about.ptr != NULL && text_fail(bench, &finding);
}

const text_kind text_kind_sections = {"sections", load, judge};
