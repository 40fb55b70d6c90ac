/* What was decided for the cells of one table, and stating it. A cell that two source rows speak of has a value only if they
 * agree. Repairs come first, so that facts can name them: a repair lists one origin for each fact that its pattern covers, in
 * the order of the facts, so that the raw output and the repairs give the final reading. */
#include "bind/book/book.h"

#include <string.h>

uint32_t bind_add_repair(bind_book *book, const bind_repair *repair) {
    bind_repair *room = form_push(book->context, &book->repairs);
    if (room == NULL)
        return SHEAF_NONE;
    *room = *repair;
    return book->repairs.count - 1;
}

/* ------------------------------------------------------------------------------- recording -- */

static uint32_t status_of(const form_cell *cell, const bind_slot *slot, uint32_t is_repaired) {
    static const uint32_t statuses[] = {[BIND_ABSENT] = SHEAF_MISSING,
                                        [BIND_EMPTY] = SHEAF_MISSING,
                                        [BIND_OPEN] = SHEAF_AMBIGUOUS,
                                        [BIND_VALUE] = SHEAF_READ,
                                        [BIND_TEXT] = SHEAF_TEXT};
    if (slot->state != BIND_VALUE)
        return statuses[slot->state];
    if (cell->type == FORM_TEXT || (slot->unit.len > 0 && !form_same(slot->unit, cell->unit)))
        return SHEAF_TEXT; /* a number of something else than the form asks for is none of its values */
    return is_repaired ? SHEAF_READ_REPAIRED : SHEAF_READ;
}

int bind_has_value(const bind_fact *fact) {
    return fact->is_bound && (fact->status == SHEAF_READ || fact->status == SHEAF_READ_REPAIRED);
}

/* Two rows of the source speak of one cell. */
static void compare(bind_fact *fact, const bind_fact *other) {
    int are_values = bind_has_value(fact) && bind_has_value(other);
    if (are_values ? bind_same_number(fact->value, other->value)
                   : fact->status == other->status && !bind_has_value(fact))
        return;
    bind_open_fact(fact, BIND_WHY_TWICE);
}

/* A row without cells: a label in a line of its own. */
static int says_nothing(const bind_fact *fact) {
    return !fact->is_bound || (fact->status == SHEAF_MISSING && fact->node == SHEAF_NONE);
}

void bind_link(bind_book *book, uint32_t cell, uint32_t repair) {
    bind_fact *fact = &book->facts[cell];
    for (uint32_t i = 0; i < fact->repair_count; i++)
        if (fact->repairs[i] == repair)
            return;
    if (fact->repair_count == BIND_REPAIRS) {
        bind_open_fact(fact, BIND_WHY_REPAIRS); /* a value that took so much to read is none */
        return;
    }
    fact->repairs[fact->repair_count++] = repair;
    if (fact->status == SHEAF_READ)
        fact->status = SHEAF_READ_REPAIRED;
}

void bind_record(bind_book *book, uint32_t cell, const bind_sheet *sheet, const bind_slot *slot,
                 form_span repairs) {
    const bind_cell *printed = slot->cell != SHEAF_NONE ? bind_cell_at(sheet, slot->cell) : NULL;
    bind_fact *fact = &book->facts[cell];
    bind_fact made = {
        .status = status_of(bind_cell_of(book->model->definition, cell), slot, repairs.count > 0),
        .node = printed != NULL ? printed->node : SHEAF_NONE,
        .is_bound = 1,
        .why = slot->why,
        .value = slot->value,
        .raw = printed == NULL           ? SHEAF_STR("")
               : printed->marked.len > 0 ? printed->marked
                                         : printed->text};
    if (fact->is_bound && says_nothing(&made))
        return;
    if (!says_nothing(fact)) {
        compare(fact, &made);
        return;
    }
    *fact = made;
    for (uint32_t i = repairs.first; i < repairs.first + repairs.count; i++)
        bind_link(book, cell, i);
    bind_link_earlier(book, cell);
    if (bind_has_value(fact) && printed != NULL && printed->marked.len > 0) {
        uint32_t repair = bind_state_unmarked(book, cell, printed);
        if (repair != SHEAF_NONE)
            bind_link(book, cell, repair);
    }
}

/* ------------------------------------------------------------------------------- patterns -- */

static sheaf_str pattern_of(const bind_book *book, sheaf_str before, sheaf_str after) {
    const sheaf_str parts[] = {bind_table_of(book->model)->key, before, after};
    sheaf_str kept[3] = {parts[0]};
    uint32_t count = 1;
    for (uint32_t i = 1; i < 3; i++)
        if (parts[i].len > 0)
            kept[count++] = parts[i];
    return form_join(book->context, kept, count, SHEAF_STR("."));
}

sheaf_str bind_row_pattern(const bind_book *book, uint32_t head) {
    return pattern_of(book, bind_head_at(book->model->definition, head)->key, SHEAF_STR("*"));
}

sheaf_str bind_column_pattern(const bind_book *book, uint32_t head) {
    return pattern_of(book, SHEAF_STR("*"), bind_head_at(book->model->definition, head)->key);
}

/* One `*` stands for any text. */
static int matches(sheaf_str pattern, sheaf_str key) {
    const char *star = memchr(pattern.ptr, '*', pattern.len);
    if (star == NULL)
        return form_same(pattern, key);
    size_t before = (size_t)(star - pattern.ptr), after = pattern.len - before - 1;
    return key.len >= before + after && memcmp(key.ptr, pattern.ptr, before) == 0 &&
           memcmp(key.ptr + key.len - after, star + 1, after) == 0;
}

/* ------------------------------------------------------------------------------- repairs -- */

static int is_linked(const bind_fact *fact, uint32_t repair) {
    for (uint32_t i = 0; i < fact->repair_count; i++)
        if (fact->repairs[i] == repair)
            return 1;
    return 0;
}

static form_span cells_of(const bind_book *book) {
    return bind_table_of(book->model)->cells;
}

/* One origin for each fact that the pattern covers; none, where it places nothing. 0: latched. */
static int list_origins(const bind_book *book, uint32_t repair, form_list *from) {
    form_span cells = cells_of(book);
    sheaf_str pattern = FORM_AT(book->repairs, bind_repair, repair)->pattern;
    uint32_t placed = 0;
    const bind_repair *of = FORM_AT(book->repairs, const bind_repair, repair);
    for (uint32_t i = 0; i < of->part_count; i++) {
        sheaf_origin *origin = form_push(book->context, from);
        if (origin == NULL)
            return 0;
        *origin = bind_origin_of(book->context, of->parts[i]);
    }
    if (of->part_count > 0)
        return 1;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        if (!book->chosen[i] || !matches(pattern, bind_cell_of(book->model->definition, i)->key))
            continue;
        const bind_fact *fact = &book->facts[i];
        sheaf_origin *origin = form_push(book->context, from);
        if (origin == NULL)
            return 0;
        int places = is_linked(fact, repair) && bind_has_value(fact) && fact->node != SHEAF_NONE;
        *origin = places ? bind_origin_of(book->context, fact->node)
                         : (sheaf_origin){.kind = SHEAF_AT_NOWHERE};
        placed += (uint32_t)places;
    }
    from->count = placed > 0 ? from->count : 0;
    return 1;
}

static int state_repair(bind_book *book, uint32_t i) {
    bind_repair *repair = FORM_AT(book->repairs, bind_repair, i);
    form_list from = FORM_LIST_OF(sheaf_origin);
    if (!list_origins(book, i, &from))
        return 0;
    const sheaf_repair stated = {.size = sizeof stated,
                                 .confidence = repair->confidence,
                                 .kind = {repair->kind, strlen(repair->kind)},
                                 .by = SHEAF_STR(""),
                                 .from = from.at,
                                 .from_count = from.count,
                                 .to_node = repair->node,
                                 .to_fact = repair->pattern,
                                 .to_row = SHEAF_NONE,
                                 .to_column = SHEAF_NONE,
                                 .before = repair->before,
                                 .after = repair->after,
                                 .evidence = repair->evidence,
                                 .instance = book->report->instance};
    repair->id = book->context->host->add_repair(book->context->job, &stated);
    return repair->id != 0;
}

/* ------------------------------------------------------------------------------- facts -- */

static void state_fact(const bind_book *book, uint32_t i) {
    const form_definition *definition = book->model->definition;
    const form_cell *cell = bind_cell_of(definition, i);
    bind_fact fact = book->facts[i];
    uint32_t ids[BIND_REPAIRS];
    if (!fact.is_bound)
        fact =
            (bind_fact){.status = fact.status == SHEAF_AMBIGUOUS ? SHEAF_AMBIGUOUS : SHEAF_MISSING,
                        .node = SHEAF_NONE,
                        .raw = SHEAF_STR("")};
    if (book->is_plain && fact.repair_count > 0) {
        fact.status = bind_has_value(&fact) ? SHEAF_AMBIGUOUS : fact.status;
        fact.repair_count = 0;
    }
    for (uint32_t r = 0; r < fact.repair_count; r++)
        ids[r] = FORM_AT(book->repairs, const bind_repair, fact.repairs[r])->id;
    const sheaf_fact stated = {.size = sizeof stated,
                               .status = fact.status,
                               .key = cell->key,
                               .label = cell->label,
                               .row_label = bind_head_at(definition, cell->row)->path,
                               .column_label = bind_head_at(definition, cell->column)->path,
                               .raw = fact.raw,
                               .unit = cell->unit,
                               .value = bind_has_value(&fact) ? fact.value : (sheaf_decimal){0, 0},
                               .has_value = (uint32_t)bind_has_value(&fact),
                               .node = fact.node,
                               .instance = book->report->instance,
                               .repair_count = fact.repair_count,
                               .repairs = ids};
    book->context->host->add_fact(book->context->job, &stated);
}

int bind_state_facts(bind_book *book) {
    form_span cells = cells_of(book);
    for (uint32_t i = 0; i < book->repairs.count && !book->is_plain; i++)
        if (FORM_AT(book->repairs, const bind_repair, i)->id == 0 && !state_repair(book, i))
            return 0;
    if (book->changed != SHEAF_NONE && !bind_state_changed(book, book->changed))
        return 0;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        if (book->chosen[i])
            state_fact(book, i);
    return book->context->host->tick(book->context->job, 0, 0) == SHEAF_OK;
}
