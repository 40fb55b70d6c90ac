/* What earlier stages repaired in the tables of the form. A value whose cell they put together names their records, like any repair
 * that it needed. A table whose grid they changed (parts joined, digits of cells joined) may say more than what was read
 * without them, so one record states where each of its facts was read: raw output and records give the final reading. */
#include "bind/book/book.h"

#include "rule/rule.h"

#include <stdlib.h>

static int by_node(const void *a, const void *b) {
    const bind_earlier *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Records of this pass stand in a report that was read from JSON: they are of another run. */
static int is_earlier(const sheaf_repair *repair) {
    return repair->to_node != SHEAF_NONE && repair->to_fact.len == 0 &&
           !form_same(repair->by, SHEAF_STR("form"));
}

int bind_list_earlier(bind_book *book) {
    const sheaf_document *document = book->context->document;
    book->earlier = FORM_LIST_OF(bind_earlier);
    for (uint32_t i = 0; i < document->repairs.count && !book->is_plain; i++) {
        const sheaf_repair *repair = SHEAF_AT(document->repairs, sheaf_repair, i);
        bind_earlier *room =
            is_earlier(repair) ? form_push(book->context, &book->earlier) : &(bind_earlier){0};
        if (room == NULL)
            return 0;
        *room = (bind_earlier){.node = repair->to_node, .id = i + 1};
    }
    if (book->earlier.count > 0)
        qsort(book->earlier.at, book->earlier.count, sizeof(bind_earlier), by_node);
    return 1;
}

/* The first record about `node` or one behind it. */
static uint32_t first_from(const bind_book *book, uint32_t node) {
    uint32_t low = 0, high = book->earlier.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (FORM_AT(book->earlier, const bind_earlier, middle)->node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int bind_is_changed(const bind_book *book, uint32_t node) {
    uint32_t at = first_from(book, node);
    return node != SHEAF_NONE && at < book->earlier.count &&
           FORM_AT(book->earlier, const bind_earlier, at)->node <
               form_node_at(book->context->document, node)->end;
}

/* The record among those of this table, which has an id already. SHEAF_NONE: latched. */
static uint32_t own_number(bind_book *book, bind_earlier *earlier) {
    if (earlier->known >= book->repairs.count ||
        FORM_AT(book->repairs, const bind_repair, earlier->known)->id != earlier->id)
        earlier->known = bind_add_repair(book, &(bind_repair){.id = earlier->id});
    return earlier->known;
}

void bind_link_earlier(bind_book *book, uint32_t cell) {
    uint32_t node = book->facts[cell].node;
    if (book->earlier.count == 0 || node == SHEAF_NONE ||
        form_node_at(book->context->document, node)->kind != SHEAF_CELL)
        return;
    for (uint32_t i = first_from(book, node); i < book->earlier.count; i++) {
        bind_earlier *at = FORM_AT(book->earlier, bind_earlier, i);
        uint32_t number = at->node == node ? own_number(book, at) : SHEAF_NONE;
        if (number == SHEAF_NONE)
            return;
        bind_link(book, cell, number);
    }
}

/* ------------------------------------------------------------------------------- a changed table -- */

/* What was taken for a fact: the number as printed, or what its pieces are. */
static sheaf_str taken_text(const bind_book *book, const bind_fact *fact) {
    bind_number number;
    if (bind_has_value(fact))
        return bind_read_number(bind_trim(fact->raw), &number) &&
                       bind_same_number(number.value, fact->value)
                   ? bind_trim(fact->raw)
                   : rule_print(book->context, fact->value);
    if (fact->status == SHEAF_AMBIGUOUS)
        return SHEAF_STR("?");
    return fact->status == SHEAF_TEXT ? SHEAF_STR("/") : SHEAF_STR("");
}

int bind_state_changed(bind_book *book, uint32_t node) {
    form_span cells = bind_table_of(book->model)->cells;
    form_list from = FORM_LIST_OF(sheaf_origin), taken = FORM_LIST_OF(sheaf_str);
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        if (!book->chosen[i])
            continue;
        sheaf_origin *origin = form_push(book->context, &from);
        sheaf_str *text = form_push(book->context, &taken);
        if (origin == NULL || text == NULL)
            return 0;
        *origin = book->facts[i].is_bound && book->facts[i].node != SHEAF_NONE
                      ? bind_origin_of(book->context, book->facts[i].node)
                      : (sheaf_origin){.kind = SHEAF_AT_NOWHERE};
        *text = taken_text(book, &book->facts[i]);
    }
    const sheaf_str parts[] = {bind_table_of(book->model)->key, SHEAF_STR("*")};
    const sheaf_repair repair = {
        .size = sizeof repair,
        .confidence = SHEAF_CERTAIN,
        .kind = SHEAF_STR("table_changed"),
        .by = SHEAF_STR(""),
        .from = from.at,
        .from_count = from.count,
        .to_node = node,
        .to_fact = form_join(book->context, parts, 2, SHEAF_STR(".")),
        .to_row = SHEAF_NONE,
        .to_column = SHEAF_NONE,
        .before = SHEAF_STR(""),
        .after = form_join(book->context, taken.at, taken.count, SHEAF_STR(" | ")),
        .evidence =
            SHEAF_STR("earlier repairs put this table together: these are the places of its "
                      "values in the table as it is now"),
        .instance = book->report->instance};
    return repair.to_fact.ptr != NULL && repair.after.ptr != NULL &&
           book->context->host->add_repair(book->context->job, &repair) != 0;
}
