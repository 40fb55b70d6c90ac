/* The unit of the numbers in a line beside the table instead of its heads: `单位：元` above a table whose form asks for 万元. What the form
 * counts in another unit of that kind is open then, whatever its head says. */
#include "bind/owner/owner.h"

enum { LONGEST = 150 }; /* bytes */

static sheaf_str behind(sheaf_str text, size_t length) {
    return (sheaf_str){text.ptr + length, text.len - length};
}

/* The last character of a unit, `元`: what another unit of its kind ends in, too. */
static sheaf_str kind_of(sheaf_str unit) {
    size_t first = unit.len;
    while (first > 0 && ((unsigned char)unit.ptr[--first] & 0xC0) == 0x80)
        continue;
    return behind(unit, first);
}

/* The multiplier that ends at the end of the text; empty: none does. */
static sheaf_str multiplier_of(const form_captions *captions, sheaf_str text) {
    for (uint32_t i = 0; i < captions->multipliers.count; i++) {
        sheaf_str word = *FORM_AT(captions->multipliers, const sheaf_str, i);
        if (text.len >= word.len && form_same(behind(text, text.len - word.len), word))
            return word;
    }
    return SHEAF_STR("");
}

int bind_is_in_another_unit(const form_captions *captions, sheaf_str text, sheaf_str unit) {
    sheaf_str kind = kind_of(unit);
    int is_other = 0;
    for (size_t at = 0; kind.len > 0 && at + kind.len <= text.len; at++) {
        if (!form_begins(behind(text, at), kind))
            continue;
        size_t first = at;
        for (sheaf_str word = multiplier_of(captions, (sheaf_str){text.ptr, at}); word.len > 0;
             word = multiplier_of(captions, (sheaf_str){text.ptr, first}))
            first -= word.len;
        if (form_same((sheaf_str){text.ptr + first, at + kind.len - first}, unit))
            return 0;
        is_other = 1;
    }
    return is_other;
}

int bind_states_units(const form_captions *captions, sheaf_str text) {
    for (uint32_t i = 0; i < captions->units.count && text.len <= LONGEST; i++)
        if (form_holds(text, *FORM_AT(captions->units, const sheaf_str, i)))
            return 1;
    return 0;
}

typedef struct units {
    const bind_claims *claims;
    const bind_plan *plan;
    sheaf_str unit;
} units;

static int says_other(const units *u, sheaf_str text) {
    const form_captions *captions = &u->plan->model->definition->captions;
    return bind_states_units(captions, text) &&
           bind_is_in_another_unit(captions, form_plain_text(u->plan->context, text), u->unit);
}

/* The lines above the table or below it in its section. */
static int stands_beside(const units *u, int is_above) {
    enum { MOST = 12, HEADS = 36 }; /* a header may be a line a word */
    const form_report *report = u->claims->report;
    int is_in = bind_is_in_place(report, u->plan->model, u->plan->sheet->node);
    const form_place *place = is_in ? &report->places[u->plan->model->place] : NULL;
    uint32_t first = place ? place->first : report->first, end = place ? place->end : report->end;
    uint32_t n = is_above ? bind_first_node(u->plan) : u->plan->sheet->node;
    uint32_t most = is_above && u->plan->sheet->is_stream ? HEADS : MOST;
    for (uint32_t i = 0; i < most; i++) {
        if (is_above ? n <= first : form_node_at(u->claims->context->document, n)->end >= end)
            return 0;
        n = is_above ? n - 1 : form_node_at(u->claims->context->document, n)->end;
        uint32_t kind = form_node_at(u->claims->context->document, n)->kind;
        if (kind == SHEAF_TABLE || kind == SHEAF_CELL || kind == SHEAF_HEADING)
            return 0;
        if (says_other(u, form_node_at(u->claims->context->document, n)->text))
            return 1;
    }
    return 0;
}

/* A row that is none of the form's. */
static int stands_inside(const units *u) {
    const bind_sheet *sheet = u->plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        for (uint32_t i = row->cells.first;
             row->target == SHEAF_NONE && i < row->cells.first + row->cells.count; i++)
            if (says_other(u, bind_cell_at(sheet, i)->text))
                return 1;
    }
    return 0;
}

static int is_stated_otherwise(const bind_claims *claims, sheaf_str unit) {
    for (uint32_t i = 0; i < claims->plans->count; i++) {
        const units u = {claims, FORM_AT(*claims->plans, const bind_plan, i), unit};
        if (unit.len > 0 && (stands_beside(&u, 1) || stands_beside(&u, 0) || stands_inside(&u)))
            return 1;
    }
    return 0;
}

void bind_open_units(const bind_claims *claims, bind_book *book) {
    const form_definition *definition = book->model->definition;
    form_span cells = bind_table_of(book->model)->cells;
    sheaf_str unit = SHEAF_STR("");
    int is_other = 0;
    if (definition->captions.units.count == 0 || claims->plans->count == 0)
        return;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        sheaf_str own = bind_cell_of(definition, i)->unit;
        is_other = form_same(own, unit) ? is_other : is_stated_otherwise(claims, own);
        unit = own;
        if (is_other && bind_has_value(&book->facts[i]))
            bind_open_fact(&book->facts[i], BIND_WHY_UNIT);
    }
}
