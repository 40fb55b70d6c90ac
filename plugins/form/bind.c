/* Binds the tables of one report: each table of the form is found, its rows are aligned, their values are placed, and what was
 * decided is stated. Tables of the form that the report does not have are stated as missing facts. */
#include "bind_judge.h"

#include "rule.h"

/* One table of the form in all nodes that are parts of it. */
typedef struct binding {
    const form_context *context;
    const form_reading *reading;
    bind_index *index;
    bind_book book;
    form_list plans;         /* bind_plan */
    const form_list *others; /* bind_sheet of each node that is no table of the form */
    form_equations equations;
    bind_identities **identities; /* of each head that is a row; made when asked for */
    uint32_t *first_cell;         /* of each head that is a row */
    uint32_t signs;               /* BIND_SIGN_*: of damage in the streams so far */
    unsigned char *doubts;        /* bind_doubt of each head that is a row */
    bind_voice *voices;           /* of each cell */
    unsigned char *odd_heads; /* of each block, 1: its last header is not the form's in its order */
    uint32_t part;            /* of the table, that is read, plus 1 */
} binding;

static bind_plan *plan_at(const binding *b, uint32_t i) {
    return FORM_AT(b->plans, bind_plan, i);
}

static const form_definition *definition_of(const binding *b) {
    return b->book.model->definition;
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
    uint32_t target = plan->target_of[head], end = bind_head_at(definition_of(b), head)->end;
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
        const form_cell *cell = bind_cell_of(definition_of(b), i);
        int is_group = cell->group != SHEAF_NONE;
        b->book.chosen[i] =
            is_group ? cell->group == cell->row && is_collapsed(b, cell->group) &&
                           (bind_head_at(definition_of(b), cell->column)->flags & FORM_LEAF) != 0
                     : !is_collapsed(b, cell->within);
        if (b->first_cell[cell->row] == SHEAF_NONE)
            b->first_cell[cell->row] = i;
    }
}

/* ------------------------------------------------------------------------------- identities -- */

/* Equations name cells of the definition as it stands in the file. */
static const form_definition *written_of(const binding *b) {
    const form_definition *definition = definition_of(b);
    return definition->written != NULL ? definition->written : definition;
}

static uint32_t written_head(const binding *b, uint32_t head) {
    const form_definition *definition = definition_of(b);
    return definition->written != NULL ? definition->written_heads[head] : head;
}

static uint32_t slot_of(const binding *b, const bind_columns *columns, uint32_t written) {
    for (uint32_t i = 0; i < columns->leaves.count; i++)
        if (written_head(b, bind_column_at(columns, i)->head) == written)
            return i;
    return SHEAF_NONE;
}

/* The cells that the report has, as one byte a cell of the definition as written. NULL: latched. */
static const unsigned char *written_cells(const binding *b) {
    const form_definition *own = definition_of(b), *written = written_of(b);
    if (own == written)
        return b->book.chosen;
    unsigned char *chosen = form_room(b->context, written->cells.count, 1);
    form_span cells = FORM_AT(written->tables, const form_table, b->book.model->table)->cells;
    form_span mine = bind_table_of(b->book.model)->cells;
    for (uint32_t i = mine.first, w = cells.first; chosen != NULL && i < mine.first + mine.count;
         i++) {
        const form_cell *cell = bind_cell_of(own, i);
        uint32_t row = written_head(b, cell->row), column = written_head(b, cell->column);
        while (w > cells.first && bind_cell_of(written, w)->row >= row)
            w--;
        while (w + 1 < cells.first + cells.count &&
               (bind_cell_of(written, w)->row != row || bind_cell_of(written, w)->column != column))
            w++;
        chosen[w] |= b->book.chosen[i];
    }
    return chosen;
}

/* The equation as factors of the slots of one row. 0: a term of it lies elsewhere. */
static int read_equation(const binding *b, const form_equation *equation,
                         const bind_columns *columns, uint32_t head, bind_identity *out) {
    for (uint32_t i = equation->terms.first; i < equation->terms.first + equation->terms.count;
         i++) {
        const form_term *term = FORM_AT(b->equations.terms, const form_term, i);
        const form_cell *cell = bind_cell_of(written_of(b), term->cell);
        uint32_t slot = slot_of(b, columns, cell->column);
        if (term->is_previous || cell->row != written_head(b, head) || slot == SHEAF_NONE ||
            slot >= BIND_WIDEST)
            return 0;
        out->factors[slot] += term->factor;
    }
    return equation->terms.count > 0;
}

static uint32_t covers_all(const bind_identities *identities) {
    for (uint32_t s = 0; s < identities->slots; s++) {
        int is_covered = 0;
        for (uint32_t i = 0; i < identities->rows.count; i++)
            is_covered |= FORM_AT(identities->rows, bind_identity, i)->factors[s] != 0;
        if (!is_covered)
            return 0;
    }
    return identities->slots > 0;
}

static bind_identities *identities_of(binding *b, const bind_columns *columns, uint32_t head) {
    if (b->identities[head] != NULL)
        return b->identities[head];
    bind_identities *made = form_room(b->context, 1, sizeof *made);
    if (made == NULL)
        return NULL;
    *made = (bind_identities){.rows = FORM_LIST_OF(bind_identity), .slots = columns->leaves.count};
    for (uint32_t i = 0; i < b->equations.equations.count; i++) {
        bind_identity identity = {{0}};
        if (!read_equation(b, FORM_AT(b->equations.equations, const form_equation, i), columns,
                           head, &identity))
            continue;
        bind_identity *room = form_push(b->context, &made->rows);
        if (room == NULL)
            return NULL;
        *room = identity;
    }
    made->slots = made->slots < BIND_WIDEST ? made->slots : BIND_WIDEST;
    made->covers = columns->leaves.count <= BIND_WIDEST && covers_all(made);
    b->identities[head] = made;
    return made;
}

/* ------------------------------------------------------------------------------- values -- */

/* Another row of the source says the same, or is the first to say it. */
static void count_voice(const binding *b, uint32_t row, uint32_t cell, const bind_slot *slot) {
    uint32_t part = b->part;
    bind_voice *voice = &b->voices[cell];
    if (slot->state != BIND_VALUE || (voice->part == part && voice->row == row))
        return;
    voice->part = part;
    voice->row = row;
    voice->count++;
}

static void record_row(binding *b, const bind_plan *plan, const bind_columns *columns,
                       const bind_places *places, uint32_t row, form_span repairs) {
    uint32_t head = bind_target_at(plan, bind_row_at(plan->sheet, row)->target)->head;
    for (uint32_t i = b->first_cell[head];
         i < definition_of(b)->cells.count && bind_cell_of(definition_of(b), i)->row == head; i++) {
        uint32_t slot =
            slot_of(b, columns, written_head(b, bind_cell_of(definition_of(b), i)->column));
        if (slot == SHEAF_NONE || !b->book.chosen[i])
            continue;
        bind_record(&b->book, i, plan->sheet, &places->slots[slot], repairs);
        count_voice(b, row, i, &places->slots[slot]);
    }
}

/* Numbers that were put together from several cells. */
static int record_wraps(binding *b, const bind_plan *plan, const bind_columns *columns,
                        const bind_places *places, uint32_t head) {
    for (uint32_t w = 0; w < places->wraps.count; w++) {
        const bind_wrap *wrap = FORM_AT(places->wraps, const bind_wrap, w);
        uint32_t column = bind_column_at(columns, wrap->slot)->head, i = b->first_cell[head];
        while (i < definition_of(b)->cells.count &&
               bind_cell_of(definition_of(b), i)->row == head &&
               bind_cell_of(definition_of(b), i)->column != column)
            i++;
        uint32_t repair = b->book.repairs.count;
        if (!bind_state_wrap(&b->book, plan, wrap, i, places->slots[wrap->slot].raw))
            return 0;
        bind_link(&b->book, i, repair);
    }
    return 1;
}

/* How many of the row's sums fail. */
static uint32_t count_failed(const bind_identities *identities, const bind_places *places) {
    uint32_t failed = 0;
    for (uint32_t i = 0; i < identities->rows.count; i++) {
        bind_identities one = *identities;
        one.rows.at = FORM_AT(identities->rows, bind_identity, i);
        one.rows.count = 1;
        failed += !bind_holds(&one, places->slots, 1);
    }
    return failed;
}

/* Zeros add up wherever they stand. */
static void count_sums(bind_sheet *sheet, const bind_identities *identities,
                       const bind_places *places) {
    int is_told = 0;
    if (!identities->covers || !bind_is_full(places->slots, places->count))
        return;
    for (uint32_t i = 0; i < places->count; i++)
        is_told |= places->slots[i].value.digits != 0;
    if (!is_told)
        return;
    sheet->tested += identities->rows.count;
    sheet->failed += count_failed(identities, places);
}

static int bind_row_values(binding *b, const bind_plan *plan, const bind_columns *columns,
                           uint32_t row) {
    uint32_t head = bind_target_at(plan, bind_row_at(plan->sheet, row)->target)->head;
    const bind_identities *identities = identities_of(b, columns, head);
    form_span repairs = {b->book.repairs.count, 0};
    bind_places places;
    if (identities == NULL || b->first_cell[head] == SHEAF_NONE)
        return identities != NULL;
    int placed = plan->sheet->is_stream ? bind_place_stream(plan, columns, identities, row, &places)
                 : columns->printed.count > 0
                     ? bind_place_heads(plan, columns, identities, row, &places)
                     : bind_place_row(plan, columns, identities, row, &places);
    if (!placed || !bind_state_row(&b->book, plan, &places, row))
        return 0;
    count_sums(plan->sheet, identities, &places);
    repairs.count = b->book.repairs.count - repairs.first;
    record_row(b, plan, columns, &places, row, repairs);
    unsigned which = (b->doubts[head] | places.doubt) & BIND_WHICH_ROW;
    unsigned level = b->doubts[head] & ~which, own = places.doubt & ~which;
    b->doubts[head] = (unsigned char)((own > level ? own : level) | which);
    return record_wraps(b, plan, columns, &places, head);
}

/* Repairs of column labels belong to every value in their column. */
static int link_labels(binding *b, const bind_plan *plan, const bind_columns *columns) {
    form_span cells = FORM_AT(definition_of(b)->blocks, const form_block, columns->block)->cells;
    for (uint32_t i = 0; i < columns->labels.count; i++) {
        const bind_column_label *label = FORM_AT(columns->labels, const bind_column_label, i);
        uint32_t repair = b->book.repairs.count;
        if (!bind_state_label(&b->book, plan, label))
            return 0;
        for (uint32_t c = cells.first; c < cells.first + cells.count; c++)
            if (bind_cell_of(definition_of(b), c)->column == label->head &&
                b->book.facts[c].is_bound)
                bind_link(&b->book, c, repair);
    }
    return 1;
}

/* A part without a header goes on below that of the part before it, and a block below that of the block before it: what is odd
 * there is odd here. Aligned text breaks labels over lines, so that pieces of them are no strangers. */
static void inherit_header(const binding *b, const bind_plan *plan, bind_columns *columns) {
    uint32_t heads = columns->strangers.count;
    for (uint32_t i = 0; i < columns->leaves.count; i++)
        heads += bind_column_at(columns, i)->cell != SHEAF_NONE;
    uint32_t above = bind_table_of(plan->model)->blocks.first < columns->block
                         ? b->odd_heads[columns->block - 1]
                         : 0;
    if (heads == 0)
        columns->is_shuffled |= b->odd_heads[columns->block] | above;
    else
        b->odd_heads[columns->block] = columns->is_shuffled || columns->printed.count > 0 ||
                                       (columns->is_strange && !plan->sheet->is_aligned);
}

static int bind_block(binding *b, const bind_plan *plan, uint32_t block) {
    bind_columns columns;
    if (!bind_read_columns(plan, block, &columns))
        return 0;
    inherit_header(b, plan, &columns);
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        uint32_t target = bind_row_at(plan->sheet, r)->target;
        if (target == SHEAF_NONE || bind_target_at(plan, target)->block != block)
            continue;
        if (b->context->host->tick(b->context->job, r, 0) != SHEAF_OK ||
            !bind_row_values(b, plan, &columns, r))
            return 0;
    }
    return link_labels(b, plan, &columns);
}

/* Facts of rows that stand there without a label that says which. */
static void open_rows(binding *b, const bind_plan *plan) {
    form_span cells = bind_table_of(b->book.model)->cells;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        uint32_t target = plan->target_of[bind_cell_of(definition_of(b), i)->row];
        if (target != SHEAF_NONE && bind_target_at(plan, target)->is_open &&
            !b->book.facts[i].is_bound)
            b->book.facts[i].status = SHEAF_AMBIGUOUS;
    }
}

static int bind_part(binding *b, const bind_plan *plan) {
    form_span blocks = bind_table_of(b->book.model)->blocks;
    if (plan->targets.count == 1) /* a record: nothing of its own shows damage */
        plan->sheet->signs |= b->signs & (BIND_SIGN_MORE | BIND_SIGN_LOST);
    for (uint32_t block = blocks.first; block < blocks.first + blocks.count; block++)
        if (!bind_block(b, plan, block))
            return 0;
    open_rows(b, plan);
    if (plan->sheet->is_stream)
        bind_doubt_stream(&b->book, &b->equations, plan);
    b->signs |= plan->sheet->signs;
    return 1;
}

/* ------------------------------------------------------------------------------- one table -- */

static void state_form(const binding *b, const bind_found *found, uint32_t known, uint32_t rows) {
    const form_table *table = bind_table_of(b->book.model);
    const sheaf_form form = {.size = sizeof form,
                             .confidence = rows > 0 && known < rows ? known * SHEAF_CERTAIN / rows
                                                                    : SHEAF_CERTAIN,
                             .id = definition_of(b)->id,
                             .version = definition_of(b)->version,
                             .table = table->key,
                             .node = found->sheet.node,
                             .instance = b->book.report->instance};
    b->context->host->add_form(b->context->job, &form);
}

static int make_room(binding *b) {
    const form_definition *definition = definition_of(b);
    b->book.facts = form_room(b->context, definition->cells.count, sizeof *b->book.facts);
    b->book.chosen = form_room(b->context, definition->cells.count, 1);
    b->identities = form_room(b->context, definition->heads.count, sizeof *b->identities);
    b->first_cell = form_room(b->context, definition->heads.count, sizeof *b->first_cell);
    b->doubts = form_room(b->context, definition->heads.count, 1);
    b->voices = form_room(b->context, definition->cells.count, sizeof *b->voices);
    b->odd_heads = form_room(b->context, definition->blocks.count, 1);
    if (b->book.facts == NULL || b->book.chosen == NULL || b->identities == NULL ||
        b->first_cell == NULL || b->doubts == NULL || b->voices == NULL || b->odd_heads == NULL)
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

static int judge_facts(binding *b, const bind_found *const *nodes) {
    const bind_claims claims = {b->context, b->book.report, &b->plans, nodes, b->others};
    const bind_case at = {.book = &b->book,
                          .equations = &b->equations,
                          .doubts = b->doubts,
                          .voices = b->voices,
                          .plans = &b->plans,
                          .rivalry = bind_find_rivals(&claims)};
    return bind_judge_facts(&at);
}

/* A node of the table that earlier repairs changed; SHEAF_NONE. */
static uint32_t changed_node(const binding *b, const form_list *found) {
    sheaf_str key = bind_table_of(b->book.model)->key;
    for (uint32_t i = 0; i < found->count; i++) {
        const bind_found *at = FORM_AT(*found, const bind_found, i);
        if (is_of(b, at, key) && bind_is_changed(&b->book, at->sheet.node))
            return at->sheet.node;
    }
    return SHEAF_NONE;
}

static int bind_parts(binding *b, const form_list *found, uint32_t parts) {
    const bind_found **nodes = form_room(b->context, parts + (size_t)1, sizeof *nodes);
    if (nodes == NULL || !plan_parts(b, found, parts, nodes))
        return 0;
    for (uint32_t i = 1; i < b->plans.count; i++)
        bind_align_across(plan_at(b, i - 1), plan_at(b, i));
    choose_cells(b);
    const unsigned char *written = written_cells(b);
    if (written == NULL ||
        !form_identities(b->context, written_of(b), b->book.model->table, written, &b->equations))
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
    state_document(&b);
    for (uint32_t t = 0; t < own.definition->tables.count; t++)
        if (!bind_table(&b, t, &found))
            return 0;
    return 1;
}
