/* One part of a table: the header of each block is read, each row is placed, and what was decided is recorded as facts with
 * the repairs that it took. Who said what is counted, so that tables which rival can be told. */
#include "bind/part.h"

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
    for (uint32_t i = b->first_cell[head]; i < bind_definition_of(b)->cells.count &&
                                           bind_cell_of(bind_definition_of(b), i)->row == head;
         i++) {
        uint32_t slot = bind_slot_named(
            b, columns, bind_written_head(b, bind_cell_of(bind_definition_of(b), i)->column));
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
        while (i < bind_definition_of(b)->cells.count &&
               bind_cell_of(bind_definition_of(b), i)->row == head &&
               bind_cell_of(bind_definition_of(b), i)->column != column)
            i++;
        uint32_t repair = b->book.repairs.count;
        if (!bind_state_wrap(&b->book, plan, wrap, i, places->slots[wrap->slot].raw))
            return 0;
        bind_link(&b->book, i, repair);
    }
    return 1;
}

/* How many cells behind the labels are no words: numbers, marks, shares. */
static uint32_t count_signs(const bind_sheet *sheet, const bind_row *row) {
    uint32_t count = 0;
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        const uint32_t kind = bind_cell_at(sheet, row->cells.first + i)->kind;
        count += kind == BIND_NUMBER || kind == BIND_MARK ||
                 bind_is_share(bind_cell_at(sheet, row->cells.first + i)->text);
    }
    return count;
}

/* Text beside columns of the report's own, where a row of more numbers than the form has columns may add up by chance. */
static void count_unread(const bind_row_case *of, const bind_places *places) {
    bind_sheet *sheet = of->plan->sheet;
    uint32_t open = 0, numbers = 0;
    int has_own = of->columns->strangers.count > 0 || of->columns->has_own_above;
    if (!has_own || !of->identities->covers || sheet->is_certain || sheet->is_stream ||
        count_signs(sheet, of->row) <= places->count || bind_adds_up_as_all(of))
        return;
    for (uint32_t i = 0; i < places->count; i++) {
        open += places->slots[i].state == BIND_OPEN;
        numbers += places->slots[i].state == BIND_VALUE && places->slots[i].value.digits != 0;
    }
    sheet->told += open + numbers > 0;
    sheet->unread += open > 0;
}

static int bind_row_values(binding *b, const bind_plan *plan, const bind_columns *columns,
                           uint32_t row) {
    uint32_t head = bind_target_at(plan, bind_row_at(plan->sheet, row)->target)->head;
    const bind_identities *identities = bind_identities_of(b, columns, head);
    form_span repairs = {b->book.repairs.count, 0};
    bind_places places;
    if (identities == NULL || b->first_cell[head] == SHEAF_NONE)
        return identities != NULL;
    const bind_row_case of = {plan, columns, identities, bind_row_at(plan->sheet, row), row};
    int placed = plan->sheet->is_stream       ? bind_place_stream(&of, &places)
                 : columns->printed.count > 0 ? bind_place_heads(&of, &places)
                                              : bind_place_row(&of, &places);
    if (!placed || !bind_state_row(&b->book, plan, &places, row))
        return 0;
    bind_count_sums(plan->sheet, identities, &places);
    count_unread(&of, &places);
    repairs.count = b->book.repairs.count - repairs.first;
    record_row(b, plan, columns, &places, row, repairs);
    unsigned which = (b->doubts[head] | places.doubt) & BIND_WHICH_ROW;
    unsigned level = b->doubts[head] & ~which, own = places.doubt & ~which;
    b->doubts[head] = (unsigned char)((own > level ? own : level) | which);
    return record_wraps(b, plan, columns, &places, head);
}

/* Repairs of column labels belong to every value in their column. */
static int link_labels(binding *b, const bind_plan *plan, const bind_columns *columns) {
    form_span cells =
        FORM_AT(bind_definition_of(b)->blocks, const form_block, columns->block)->cells;
    for (uint32_t i = 0; i < columns->labels.count; i++) {
        const bind_column_label *label = FORM_AT(columns->labels, const bind_column_label, i);
        uint32_t repair = b->book.repairs.count;
        if (!bind_state_label(&b->book, plan, label))
            return 0;
        for (uint32_t c = cells.first; c < cells.first + cells.count; c++)
            if (bind_cell_of(bind_definition_of(b), c)->column == label->head &&
                b->book.facts[c].is_bound)
                bind_link(&b->book, c, repair);
    }
    return 1;
}

/* What is odd in the header of a block: the order of its columns; words of the report's own. */
enum { ODD_ORDER = 1, ODD_OWN = 2 };

/* A part without a header goes on below that of the part before it, and a block below that of the block before it: what is odd
 * there is odd here. Aligned text breaks labels over lines, so that pieces of them are no strangers. */
static void inherit_header(const binding *b, const bind_plan *plan, bind_columns *columns) {
    uint32_t heads = columns->strangers.count;
    for (uint32_t i = 0; i < columns->leaves.count; i++)
        heads += bind_column_at(columns, i)->cell != SHEAF_NONE;
    uint32_t above = bind_table_of(plan->model)->blocks.first < columns->block
                         ? b->odd_heads[columns->block - 1]
                         : 0;
    if (heads == 0) {
        columns->is_shuffled |= (b->odd_heads[columns->block] | above) & ODD_ORDER;
        columns->has_own_above |= (b->odd_heads[columns->block] & ODD_OWN) != 0;
        return;
    }
    int is_odd = columns->is_shuffled || columns->printed.count > 0 ||
                 (columns->is_strange && !plan->sheet->is_aligned);
    b->odd_heads[columns->block] =
        (unsigned char)((is_odd ? ODD_ORDER : 0) | (columns->strangers.count > 0 ? ODD_OWN : 0));
}

/* The header of a table may stand above it as tables of their own, in rows that are shorter: its order is that of the columns. */
static void look_above(const binding *b, const bind_plan *plan, bind_columns *columns) {
    for (uint32_t i = 0; i < b->others->count + b->plans.count && !plan->sheet->is_stream; i++) {
        bind_sheet *above = i < b->others->count
                                ? FORM_AT(*b->others, bind_sheet, i)
                                : FORM_AT(b->plans, bind_plan, i - b->others->count)->sheet;
        if (above->node < plan->sheet->node &&
            bind_is_in_place(b->book.report, plan->model, above->node))
            columns->is_shuffled |= (uint32_t)bind_is_odd_header(plan, columns, above);
    }
}

/* The sums inside a row of the block, for columns that all of its rows have. 0: latched. */
static int settle_columns(binding *b, const bind_plan *plan, bind_columns *columns) {
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        uint32_t target = bind_row_at(plan->sheet, r)->target;
        if (target == SHEAF_NONE || bind_target_at(plan, target)->block != columns->block)
            continue;
        const bind_identities *identities =
            bind_identities_of(b, columns, bind_target_at(plan, target)->head);
        if (identities != NULL)
            bind_settle_columns(plan, columns, identities);
        if (identities == NULL || !bind_obey_heads(plan, columns, identities))
            return 0;
        bind_find_subtotals(plan, columns, identities);
        bind_find_exact(plan, columns, identities);
        return 1;
    }
    return 1;
}

static int bind_block(binding *b, const bind_plan *plan, uint32_t block) {
    bind_columns columns;
    if (!bind_read_columns(plan, block, &columns))
        return 0;
    inherit_header(b, plan, &columns);
    look_above(b, plan, &columns);
    if (!settle_columns(b, plan, &columns))
        return 0;
    b->exact[block] = columns.is_exact != 0;
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
        uint32_t target = plan->target_of[bind_cell_of(bind_definition_of(b), i)->row];
        if (target != SHEAF_NONE && bind_target_at(plan, target)->is_open &&
            !b->book.facts[i].is_bound)
            bind_open_fact(&b->book.facts[i], BIND_WHY_ROW);
    }
}

int bind_part(binding *b, const bind_plan *plan) {
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
