/* What the rows of a table have taken of a text: where each fact's number stands, and the lines of rows whose numbers nobody could
 * place. What is left are loose digits. */
#include "bind/judge/loose.h"

#include <string.h>

/* ------------------------------------------------------------------------------- places -- */

uint64_t loose_begin_of_line(sheaf_str bytes, uint64_t at) {
    while (at > 0 && bytes.ptr[at - 1] != '\n')
        at--;
    return at;
}

uint64_t loose_end_of_line(sheaf_str bytes, uint64_t at) {
    const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);
    return end == NULL ? bytes.len : (uint64_t)(end - bytes.ptr);
}

static int64_t columns_of(sheaf_str text, int is_wide) {
    int64_t columns = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((c & 0xC0) != 0x80 && c != '\f')
            columns += is_wide && c > 0xE2 ? 2 : 1;
    }
    return columns;
}

loose_stretch loose_measured(const loose_claims *c, uint64_t from, uint64_t end, int is_wide) {
    uint64_t line = loose_begin_of_line(c->bytes, from);
    loose_stretch of = {
        columns_of((sheaf_str){c->bytes.ptr + line, (size_t)(from - line)}, is_wide), 0};
    of.end = of.from + columns_of((sheaf_str){c->bytes.ptr + from, (size_t)(end - from)}, is_wide);
    return of;
}

loose_stretch loose_stretch_of(const loose_claims *c, uint64_t from, uint64_t end) {
    return loose_measured(c, from, end, c->is_wide);
}

/* ------------------------------------------------------------------------------- claims -- */

static int add_node(loose_claims *c, uint32_t cell, uint32_t n) {
    const sheaf_document *document = c->at->book->context->document;
    const sheaf_node *node = n != SHEAF_NONE ? form_node_at(document, n) : NULL;
    for (uint32_t i = 0; node != NULL && i < node->origins; i++) {
        const sheaf_origin *origin = SHEAF_AT(document->origins, sheaf_origin, node->origin + i);
        uint64_t from = origin->at.bytes.offset, length = origin->at.bytes.length;
        if (origin->kind != SHEAF_AT_BYTES || from > c->bytes.len || length > c->bytes.len - from)
            continue;
        loose_claim *room = form_push(c->at->book->context, &c->list);
        if (room == NULL)
            return 0;
        *room = (loose_claim){cell, from, from + length, loose_begin_of_line(c->bytes, from)};
    }
    return 1;
}

/* The number of a cell, and what was joined to it. */
static int add_fact(loose_claims *c, uint32_t cell) {
    const bind_fact *fact = &c->at->book->facts[cell];
    if (!add_node(c, cell, fact->node))
        return 0;
    for (uint32_t i = 0; i < fact->repair_count; i++) {
        const bind_repair *repair =
            FORM_AT(c->at->book->repairs, const bind_repair, fact->repairs[i]);
        for (uint32_t k = 0; k < repair->part_count; k++)
            if (repair->parts[k] != fact->node && !add_node(c, cell, repair->parts[k]))
                return 0;
    }
    return 1;
}

static int list_claims(loose_claims *c) {
    form_span cells = bind_table_of(c->at->book->model)->cells;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        if (c->at->book->chosen[i] && c->at->book->facts[i].is_bound && !add_fact(c, i))
            return 0;
    return 1;
}

static int add_taken(loose_claims *c, const bind_plan *plan, const bind_row *row) {
    uint32_t head = bind_target_at(plan, row->target)->head;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        const sheaf_origin at =
            bind_origin_of(c->at->book->context, bind_cell_at(plan->sheet, i)->node);
        if (at.kind != SHEAF_AT_BYTES || at.at.bytes.offset > c->bytes.len)
            continue;
        loose_line *room = form_push(c->at->book->context, &c->taken);
        if (room != NULL)
            *room = (loose_line){head, loose_begin_of_line(c->bytes, at.at.bytes.offset)};
        return room != NULL;
    }
    return 1;
}

/* Fewer numbers than half a row has are digits, whatever label stands beside them. */
static int is_known(const bind_plan *plan, const bind_row *row) {
    if (row->target == SHEAF_NONE || row->values == 0)
        return 0;
    uint32_t block = bind_target_at(plan, row->target)->block;
    return row->values * 2 > bind_width_of(plan->model->definition, block);
}

static int list_taken(loose_claims *c) {
    for (uint32_t i = 0; i < c->at->plans->count; i++) {
        const bind_plan *plan = FORM_AT(*c->at->plans, const bind_plan, i);
        for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
            const bind_row *row = bind_row_at(plan->sheet, r);
            if (is_known(plan, row) && !add_taken(c, plan, row))
                return 0;
        }
    }
    return 1;
}

/* A cell that holds several numbers, one for each fact: a word each. */
static void part_claims(loose_claims *c) {
    for (uint32_t i = 0, end; i < c->list.count; i = end) {
        loose_claim *first = FORM_AT(c->list, loose_claim, i);
        sheaf_str rest = {c->bytes.ptr + first->from, (size_t)(first->end - first->from)};
        uint32_t words = 0;
        for (end = i; end < c->list.count && loose_claim_at(c, end)->from == first->from; end++)
            ;
        for (sheaf_str text = rest; bind_take_word(&text).len > 0;)
            words++;
        for (uint32_t k = i; k < end && words == end - i; k++) {
            sheaf_str word = bind_take_word(&rest);
            loose_claim *at = FORM_AT(c->list, loose_claim, k);
            at->from = (uint64_t)(word.ptr - c->bytes.ptr);
            at->end = at->from + word.len;
        }
    }
}

/* The number of another row in its column, the next that there is; NULL. */
static const loose_claim *next_in_column(const loose_claims *c, uint32_t i) {
    const form_definition *definition = c->at->book->model->definition;
    uint32_t column = bind_cell_of(definition, loose_claim_at(c, i)->cell)->column;
    for (uint32_t k = i + 1; k < c->list.count; k++)
        if (bind_cell_of(definition, loose_claim_at(c, k)->cell)->column == column &&
            loose_row_of(c, k) != loose_row_of(c, i))
            return loose_claim_at(c, k);
    return NULL;
}

/* Exporters count an ideograph as one or as two: numbers of a column stand below each other in the right way. */
static void measure(loose_claims *c) {
    int64_t off[2] = {0, 0};
    for (uint32_t i = 0; i < c->list.count; i++) {
        const loose_claim *own = loose_claim_at(c, i), *next = next_in_column(c, i);
        for (int wide = 0; wide < 2 && next != NULL; wide++) {
            int64_t by = loose_measured(c, own->from, own->end, wide).from -
                         loose_measured(c, next->from, next->end, wide).from;
            off[wide] += by < 0 ? -by : by;
        }
    }
    c->is_wide = off[1] < off[0];
    c->is_unmeasured = off[1] == off[0];
}

int loose_list(loose_claims *c) {
    if (!list_claims(c) || !list_taken(c))
        return 0;
    part_claims(c);
    measure(c);
    return 1;
}
