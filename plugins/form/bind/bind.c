/* Binds the tables of one report: each table of the form is found, its rows are aligned, their values are placed, and what was
 * decided is stated. Tables of the form that the report does not have are stated as missing facts. */
#include "bind/part.h"

static bind_plan *plan_at(const binding *b, uint32_t i) {
    return FORM_AT(b->plans, bind_plan, i);
}

/* ------------------------------------------------------------------------------- rows of the form -- */

static int add_plan(binding *b, const bind_found *found, uint32_t parts) {
    enum { WAYS = 400000 };
    bind_plan plan = {.context = b->context,
                      .index = b->index,
                      .model = bind_model_at(b->index, found->model),
                      .model_index = found->model,
                      .sheet = (bind_sheet *)&found->sheet,
                      .is_alone = parts == 1,
                      .is_parted = b->is_parted,
                      .year = b->book.report->year,
                      .is_unpaged = b->is_unpaged,
                      .ways_left = WAYS};
    if (!bind_list_targets(&plan) || !bind_list_points(&plan) || !bind_align(&plan))
        return 0;
    bind_plan *room = form_push(b->context, &b->plans);
    if (room == NULL)
        return 0;
    *room = plan;
    return 1;
}

/* 1: some part of the table has a row for the target. */
static int is_printed(const binding *b, uint32_t target) {
    for (uint32_t i = 0; i < b->plans.count; i++)
        if (bind_target_at(plan_at(b, i), target)->row != SHEAF_NONE)
            return 1;
    return 0;
}

/* A group is printed as one row where it has one and none of its rows has. */
static int is_collapsed(const binding *b, uint32_t head) {
    if (b->plans.count == 0 || head == SHEAF_NONE)
        return 0;
    const bind_plan *plan = plan_at(b, 0);
    uint32_t target = plan->target_of[head], end = bind_head_at(bind_definition_of(b), head)->end;
    if (target == SHEAF_NONE || !is_printed(b, target))
        return 0;
    for (uint32_t h = head + 1; h < end; h++)
        if (plan->target_of[h] != SHEAF_NONE && is_printed(b, plan->target_of[h]))
            return 0;
    return 1;
}

static void choose_cells(binding *b) {
    form_span cells = bind_table_of(b->book.model)->cells;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        const form_cell *cell = bind_cell_of(bind_definition_of(b), i);
        int is_group = cell->group != SHEAF_NONE;
        b->book.chosen[i] =
            is_group
                ? cell->group == cell->row && is_collapsed(b, cell->group) &&
                      (bind_head_at(bind_definition_of(b), cell->column)->flags & FORM_LEAF) != 0
                : !is_collapsed(b, cell->within);
        if (b->first_cell[cell->row] == SHEAF_NONE)
            b->first_cell[cell->row] = i;
    }
}

/* ------------------------------------------------------------------------------- one table -- */

static void state_form(const binding *b, const bind_found *found, uint32_t known, uint32_t rows) {
    const form_table *table = bind_table_of(b->book.model);
    const sheaf_form form = {.size = sizeof form,
                             .confidence = rows > 0 && known < rows ? known * SHEAF_CERTAIN / rows
                                                                    : SHEAF_CERTAIN,
                             .id = bind_definition_of(b)->id,
                             .version = bind_definition_of(b)->version,
                             .table = table->key,
                             .node = found->sheet.node,
                             .instance = b->book.report->instance};
    b->context->host->add_form(b->context->job, &form);
}

static int make_room(binding *b) {
    const form_definition *definition = bind_definition_of(b);
    b->book.facts = form_room(b->context, definition->cells.count, sizeof *b->book.facts);
    b->book.chosen = form_room(b->context, definition->cells.count, 1);
    b->identities = form_room(b->context, definition->heads.count, sizeof *b->identities);
    b->first_cell = form_room(b->context, definition->heads.count, sizeof *b->first_cell);
    b->doubts = form_room(b->context, definition->heads.count, 1);
    b->voices = form_room(b->context, definition->cells.count, sizeof *b->voices);
    b->odd_heads = form_room(b->context, definition->blocks.count, 1);
    b->exact = form_room(b->context, definition->blocks.count, 1);
    if (b->book.facts == NULL || b->book.chosen == NULL || b->identities == NULL ||
        b->first_cell == NULL || b->doubts == NULL || b->exact == NULL || b->voices == NULL ||
        b->odd_heads == NULL)
        return 0;
    for (uint32_t h = 0; h < definition->heads.count; h++)
        b->first_cell[h] = SHEAF_NONE;
    return 1;
}

static int is_of(const binding *b, const bind_found *found, sheaf_str key) {
    return form_same(bind_table_of(bind_model_at(b->index, found->model))->key, key);
}

static uint32_t count_known(const bind_plan *plan, uint32_t *rows) {
    uint32_t known = 0;
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        *rows += row->values > 0;
        known += row->values > 0 && row->target != SHEAF_NONE;
    }
    return known;
}

/* Aligns each part of the table; `nodes` are where they were found. */
static int plan_parts(binding *b, const form_list *found, uint32_t parts,
                      const bind_found **nodes) {
    uint32_t known = 0, rows = 0;
    const bind_found *best = NULL;
    for (uint32_t i = 0; i < found->count; i++) {
        const bind_found *at = FORM_AT(*found, const bind_found, i);
        if (!is_of(b, at, bind_table_of(b->book.model)->key))
            continue;
        best = best == NULL || at->score > best->score ? at : best;
        nodes[b->plans.count] = at;
        if (!add_plan(b, at, parts))
            return 0;
        known += count_known(plan_at(b, b->plans.count - 1), &rows);
    }
    if (best != NULL)
        state_form(b, best, known, rows);
    return 1;
}

static void keep_in_mind(const form_list *found, uint32_t node) {
    for (uint32_t i = 0; i < found->count; i++)
        if (FORM_AT(*found, bind_found, i)->sheet.node == node)
            FORM_AT(*found, bind_found, i)->is_aside = 1;
}

/* Leaves out the parts that are another's. */
static int set_aside(binding *b, const form_list *found, const bind_found **nodes) {
    const bind_claims claims = {b->context, b->book.report, &b->plans, nodes, b->others, NULL};
    unsigned char *aside = form_room(b->context, b->plans.count + 1, 1);
    uint32_t kept = 0;
    if (aside == NULL || bind_find_aside(&claims, aside) == 0)
        return aside != NULL;
    for (uint32_t i = 0; i < b->plans.count; i++) {
        if (aside[i]) {
            keep_in_mind(found, nodes[i]->sheet.node);
            continue;
        }
        *plan_at(b, kept) = *plan_at(b, i);
        nodes[kept++] = nodes[i];
    }
    b->plans.count = kept;
    plan_at(b, 0)->is_alone = kept == 1;
    return 1;
}

static int judge_facts(binding *b, const bind_found *const *nodes) {
    const bind_claims claims = {b->context, b->book.report, &b->plans, nodes, b->others, NULL};
    bind_open_units(&claims, &b->book);
    const bind_case at = {.book = &b->book,
                          .equations = &b->equations,
                          .doubts = b->doubts,
                          .exact = b->exact,
                          .voices = b->voices,
                          .plans = &b->plans,
                          .rival = bind_find_rivals(&claims)};
    return bind_judge_facts(&at) && bind_open_loose(&at, b->index) && bind_tell_doubts(b, &at);
}

/* A node of the table that earlier repairs changed; SHEAF_NONE. */
static uint32_t changed_node(const binding *b, const form_list *found) {
    sheaf_str key = bind_table_of(b->book.model)->key;
    for (uint32_t i = 0; i < found->count; i++) {
        const bind_found *at = FORM_AT(*found, const bind_found, i);
        if (is_of(b, at, key) && !at->is_aside && bind_is_changed(&b->book, at->sheet.node))
            return at->sheet.node;
    }
    return SHEAF_NONE;
}

static int bind_parts(binding *b, const form_list *found, uint32_t parts) {
    const bind_found **nodes = form_room(b->context, parts + (size_t)1, sizeof *nodes);
    if (nodes == NULL || !plan_parts(b, found, parts, nodes) || !set_aside(b, found, nodes))
        return 0;
    for (uint32_t i = 1; i < b->plans.count; i++)
        bind_align_across(plan_at(b, i - 1), plan_at(b, i));
    choose_cells(b);
    const unsigned char *written = bind_written_cells(b);
    if (written == NULL || !form_need_identities(bind_written_of(b)) ||
        !form_identities(b->context, bind_written_of(b), b->book.model->table, written,
                         &b->equations))
        return 0;
    for (b->part = 1; b->part <= b->plans.count; b->part++)
        if (!bind_part(b, plan_at(b, b->part - 1)))
            return 0;
    b->book.changed = changed_node(b, found);
    return judge_facts(b, nodes) && bind_state_facts(&b->book);
}

static const bind_model *own_model(const bind_index *index, const form_definition *definition,
                                   uint32_t table) {
    for (uint32_t m = 0; m < index->models.count; m++)
        if (bind_model_at(index, m)->definition == definition &&
            bind_model_at(index, m)->table == table)
            return bind_model_at(index, m);
    return NULL;
}

static int bind_table(binding *b, uint32_t table, const form_list *found) {
    const form_definition *ours = b->reading->definition;
    sheaf_str key = FORM_AT(ours->tables, const form_table, table)->key;
    uint32_t parts = 0;
    b->book.model = own_model(b->index, ours, table);
    for (uint32_t i = 0; i < found->count; i++) {
        const bind_found *at = FORM_AT(*found, const bind_found, i);
        if (!is_of(b, at, key))
            continue;
        b->book.model = bind_model_at(b->index, at->model);
        parts++;
    }
    b->plans = FORM_LIST_OF(bind_plan);
    b->book.repairs = FORM_LIST_OF(bind_repair);
    return b->book.model != NULL && make_room(b) && bind_parts(b, found, parts);
}

static void state_document(const binding *b) {
    const form_definition *ours = b->reading->definition;
    const sheaf_form form = {.size = sizeof form,
                             .confidence = b->reading->confidence,
                             .id = ours->id,
                             .version = ours->version,
                             .table = SHEAF_STR(""),
                             .node = SHEAF_NONE,
                             .instance = b->book.report->instance};
    b->context->host->add_form(b->context->job, &form);
}

static int is_plain(const form_context *context) {
    return form_same(context->host->option(context->job, SHEAF_STR("no-repair")), SHEAF_STR("yes"));
}

int form_bind(const form_context *context, const form_reading *reading, const form_report *report) {
    bind_index index;
    form_set set;
    form_reading own;
    form_list found = FORM_LIST_OF(bind_found), others = FORM_LIST_OF(bind_sheet);
    binding b = {.context = context, .reading = &own, .index = &index, .others = &others};
    if (!bind_open_rows(context, reading, report, &set, &own) ||
        !bind_build_index(context, &own, &index) ||
        !bind_find_tables(context, &own, report, &index, &found, &others))
        return 0;
    b.book =
        (bind_book){.context = context, .report = report, .is_plain = (uint32_t)is_plain(context)};
    if (!bind_list_earlier(&b.book))
        return 0;
    for (uint32_t i = 0; i < found.count && !b.is_parted; i++)
        b.is_parted = (uint32_t)bind_is_parted(&FORM_AT(found, bind_found, i)->sheet);
    for (uint32_t i = 0; i < found.count && !b.is_unpaged; i++)
        b.is_unpaged = (uint32_t)bind_is_unpaged(&FORM_AT(found, bind_found, i)->sheet);
    state_document(&b);
    for (uint32_t t = 0; t < own.definition->tables.count; t++)
        if (!bind_table(&b, t, &found))
            return 0;
    return 1;
}
