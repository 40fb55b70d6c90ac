/* A rule as a whole: its loop and expressions compiled, then tried once for each round of the form, so that a row and
 * a column that do not meet are a fault of the definition and never a sum that lacks a cell. */
#include "rule/rule.h"

#include <stdio.h>

static int is_of_sums(uint32_t op) {
    return op == RULE_NUMBER || op == RULE_CELLS || (op >= RULE_PLUS && op <= RULE_TIMES);
}

/* One comparison by `=` of two sums. */
static uint32_t is_linear(const rule_code *code) {
    form_span steps = code->assert_steps;
    for (uint32_t i = 0; i + 1 < steps.count; i++)
        if (!is_of_sums(FORM_AT(code->steps, const rule_step, steps.first + i)->op))
            return 0;
    return steps.count > 0 &&
           FORM_AT(code->steps, const rule_step, steps.first + steps.count - 1)->op == RULE_EQUAL;
}

static sheaf_str round_name(const rule_parser *parser, rule_round round) {
    const form_definition *definition = parser->index->definition;
    rule_range range = parser->code->loop.range;
    if (range == RULE_ROWS || range == RULE_COLUMNS)
        return FORM_AT(definition->heads, const form_head, round.at)->key;
    return range == RULE_OF_CELLS ? FORM_AT(definition->cells, const form_cell, round.at)->key
                                  : SHEAF_STR("");
}

static void no_cell(rule_parser *parser, const rule_reference *reference, rule_round round) {
    enum { ROOM = 200 };
    char *said = form_room(parser->context, ROOM, 1);
    sheaf_str name = round_name(parser, round);
    if (said == NULL)
        return;
    parser->whole = parser->code->assert_text;
    parser->rest = parser->whole;
    if (reference->position < parser->whole.len) {
        parser->rest.ptr += reference->position;
        parser->rest.len -= reference->position;
    }
    snprintf(said, ROOM, "a row and a column that meet in a cell%s%.*s",
             name.len > 0 ? ", also for " : "", (int)(name.len < 120 ? name.len : 120), name.ptr);
    rule_expected(parser, said, SHEAF_STR(""));
}

/* Last year's report may be of another version: its cells are looked up by key. */
static int try_round(rule_parser *parser, rule_scene *scene, rule_round round, form_list *terms) {
    const rule_code *code = parser->code;
    form_span steps = code->assert_steps;
    for (uint32_t i = 0; i < steps.count; i++) {
        const rule_step *step = FORM_AT(code->steps, const rule_step, steps.first + i);
        if (step->op != RULE_CELLS)
            continue;
        const rule_reference *reference = FORM_AT(code->references, const rule_reference, step->at);
        terms->count = 0;
        rule_gathered gathered = rule_gather(scene, code, reference, round, terms);
        if (gathered == RULE_NO_CELL)
            no_cell(parser, reference, round);
        if (gathered != RULE_GATHERED)
            return gathered == RULE_TOO_MUCH;
        if (!rule_keep_cells(parser->context, parser->code, reference, round, terms))
            return 0;
    }
    return 1;
}

static int try_rounds(rule_parser *parser) {
    const form_context *context = parser->context;
    rule_scene scene;
    const rule_report any = {.agency = SHEAF_STR(""), .title = SHEAF_STR("")};
    form_list rounds = FORM_LIST_OF(rule_round), terms = FORM_LIST_OF(rule_term);
    rule_scene_begin(parser->context, parser->index, &any, &scene);
    struct rule_index *kept = parser->index->definition->cell_index;
    scene.budget = kept != NULL ? kept->budget : scene.budget;
    int done = rule_rounds(&scene, parser->code, &rounds) &&
               rule_keep_rounds(parser->context, parser->index->definition, parser->code, &rounds);
    for (uint32_t i = 0; done && i < rounds.count; i++)
        done = context->host->tick(context->job, i, rounds.count) == SHEAF_OK &&
               try_round(parser, &scene, *FORM_AT(rounds, const rule_round, i), &terms);
    if (kept != NULL)
        kept->budget = scene.budget;
    return done;
}

/* Faults are told of this member. */
static void look_at(rule_parser *parser, const char *name) {
    if (parser->file != NULL)
        parser->value = form_member(parser->file, parser->rule, name);
}

int rule_compile(rule_parser *parser) {
    rule_code *code = parser->code;
    code->steps = FORM_LIST_OF(rule_step);
    code->numbers = FORM_LIST_OF(sheaf_decimal);
    code->references = FORM_LIST_OF(rule_reference);
    code->paths = FORM_LIST_OF(rule_path);
    code->literals = FORM_LIST_OF(sheaf_str);
    code->uses_previous = 0;
    code->kept = (rule_kept){.width = 0};
    look_at(parser, "each");
    if (!rule_parse_loop(parser, code->each))
        return 0;
    static const char *const names[] = {"when", "severe", "assert"};
    const sheaf_str texts[] = {code->when, code->severe, code->assert_text};
    form_span *const spans[] = {&code->when_steps, &code->severe_steps, &code->assert_steps};
    for (size_t i = 0; i < 3 && !parser->failed; i++) {
        look_at(parser, names[i]);
        if (texts[i].len > 0 || i == 2)
            *spans[i] = rule_parse_truth(parser, texts[i]);
    }
    if (parser->failed)
        return 0;
    code->is_linear = is_linear(code);
    return rule_keep_takings(parser->context, parser->index->definition, code) &&
           try_rounds(parser);
}
