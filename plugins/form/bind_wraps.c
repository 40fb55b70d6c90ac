/* Digits of a number that a narrow column wrapped: text that was aligned by an export shows them in the lines above and below
 * the row, where nothing else stands. Such a row's numbers may be cut, however whole they look, so they are taken only where
 * exactly one way to join them satisfies the sums of the row; else the number that has digits beside it is open. */
#include "bind.h"

enum { SIDES = 2, MOST_LINES = 2, MOST_WRAPS = 4, MOST_TEXT = 64 };

/* A number with digits above (parts before `own`) and below it. */
typedef struct wrapped {
    uint32_t slot;
    uint32_t parts[SIDES * MOST_LINES + 1];
    uint32_t count, own; /* of parts */
    uint32_t first, end; /* those that are taken now */
} wrapped;

typedef struct joining {
    const bind_plan *plan;
    const bind_identities *identities;
    bind_places *places;
    wrapped wraps[MOST_WRAPS];
    uint32_t count;
    uint32_t is_loose; /* 1: digits that stand below none of the numbers, or too many of them */
} joining;

static const bind_cell *cell_at(const joining *j, uint32_t i) {
    return bind_cell_at(j->plan->sheet, i);
}

/* ------------------------------------------------------------------------------- finding -- */

/* The row is none of the form's and has fewer values than columns. */
static int is_scrap(const joining *j, const bind_row *row) {
    uint32_t width = j->places->count;
    return row->target == SHEAF_NONE && row->values > 0 &&
           (row->values < width || (width == 1 && row->labels == 0 && row->values == 1));
}

static int overlap(const bind_cell *a, const bind_cell *b) {
    return a->column < b->column + b->width && b->column < a->column + a->width;
}

/* The slot whose number the digits stand above or below; SHEAF_NONE. */
static uint32_t slot_beside(const joining *j, const bind_cell *cell) {
    for (uint32_t i = 0; i < j->places->count; i++)
        if (j->places->slots[i].cell != SHEAF_NONE &&
            overlap(cell, cell_at(j, j->places->slots[i].cell)))
            return i;
    return SHEAF_NONE;
}

static wrapped *wrap_of(joining *j, uint32_t slot) {
    for (uint32_t i = 0; i < j->count; i++)
        if (j->wraps[i].slot == slot)
            return &j->wraps[i];
    if (j->count == MOST_WRAPS)
        return NULL;
    wrapped *made = &j->wraps[j->count++];
    *made = (wrapped){.slot = slot, .count = 1};
    made->parts[0] = j->places->slots[slot].cell;
    return made;
}

static void add_part(wrapped *w, uint32_t cell, int is_above) {
    for (uint32_t i = w->count; is_above && i > 0; i--)
        w->parts[i] = w->parts[i - 1];
    w->parts[is_above ? 0 : w->count] = cell;
    w->own += (uint32_t)is_above;
    w->count++;
}

static void read_scrap(joining *j, const bind_row *row, int is_above) {
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        uint32_t cell = row->cells.first + i;
        if (cell_at(j, cell)->kind == BIND_BLANK)
            continue;
        uint32_t slot = slot_beside(j, cell_at(j, cell));
        wrapped *w = slot != SHEAF_NONE ? wrap_of(j, slot) : NULL;
        if (w == NULL)
            j->is_loose = 1;
        else
            add_part(w, cell, is_above);
    }
}

static void read_scraps(joining *j, uint32_t r, int is_above) {
    const bind_sheet *sheet = j->plan->sheet;
    uint32_t step = is_above ? UINT32_MAX : 1, line = bind_row_at(sheet, r)->line;
    for (uint32_t n = 0; n < MOST_LINES; n++) {
        r += step;
        line += step;
        if (r >= sheet->rows.count || bind_row_at(sheet, r)->line != line ||
            !is_scrap(j, bind_row_at(sheet, r)))
            return;
        read_scrap(j, bind_row_at(sheet, r), is_above);
    }
}

/* ------------------------------------------------------------------------------- joining -- */

static int join(const joining *j, const wrapped *w, bind_number *out) {
    char text[MOST_TEXT];
    size_t length = 0;
    for (uint32_t i = w->first; i < w->end; i++) {
        sheaf_str part = cell_at(j, w->parts[i])->text;
        if (length + part.len > sizeof text)
            return 0;
        for (size_t k = 0; k < part.len; k++)
            text[length++] = part.ptr[k];
    }
    int is_number = bind_read_number((sheaf_str){text, length}, out) && out->unit.len == 0;
    out->unit = SHEAF_STR(""); /* the text dies here */
    return is_number;
}

static void begin(joining *j) {
    for (uint32_t i = 0; i < j->count; i++) {
        j->wraps[i].first = j->wraps[i].own;
        j->wraps[i].end = j->wraps[i].own + 1;
    }
}

/* The next choice of how far each number reaches up and down. */
static int next(joining *j) {
    for (uint32_t i = 0; i < j->count; i++) {
        wrapped *w = &j->wraps[i];
        if (w->end < w->count) {
            w->end++;
            return 1;
        }
        w->end = w->own + 1;
        if (w->first > 0) {
            w->first--;
            return 1;
        }
        w->first = w->own;
    }
    return 0;
}

static int holds(const joining *j, bind_slot *slots) {
    for (uint32_t i = 0; i < j->places->count; i++)
        slots[i] = j->places->slots[i];
    for (uint32_t i = 0; i < j->count; i++) {
        bind_number number;
        if (!join(j, &j->wraps[i], &number))
            return 0;
        slots[j->wraps[i].slot].state = BIND_VALUE;
        slots[j->wraps[i].slot].value = number.value;
    }
    for (uint32_t i = 0; i < j->places->count; i++)
        if (slots[i].state != BIND_VALUE)
            return 0;
    return j->identities->covers && bind_holds(j->identities, slots, 1);
}

static int keep(joining *j) {
    for (uint32_t i = 0; i < j->count; i++) {
        const wrapped *w = &j->wraps[i];
        bind_number number;
        bind_slot *slot = &j->places->slots[w->slot];
        if (w->end == w->first + 1)
            continue;
        bind_wrap *wrap = form_push(j->plan->context, &j->places->wraps);
        if (wrap == NULL || !join(j, w, &number))
            return 0;
        sheaf_str texts[BIND_PARTS];
        *wrap = (bind_wrap){.slot = w->slot, .count = w->end - w->first};
        for (uint32_t k = 0; k < wrap->count; k++) {
            wrap->parts[k] = w->parts[w->first + k];
            texts[k] = cell_at(j, wrap->parts[k])->text;
        }
        slot->state = BIND_VALUE;
        slot->value = number.value;
        slot->raw = form_join(j->plan->context, texts, wrap->count, SHEAF_STR("\n"));
        if (slot->raw.ptr == NULL)
            return 0;
    }
    return 1;
}

static void open_wraps(const joining *j) {
    for (uint32_t i = 0; i < j->places->count; i++) {
        int is_beside = (int)j->is_loose;
        for (uint32_t w = 0; w < j->count; w++)
            is_beside |= j->wraps[w].slot == i;
        if (is_beside && j->places->slots[i].state == BIND_VALUE)
            j->places->slots[i].state = BIND_OPEN;
    }
}

int bind_join_wraps(const bind_plan *plan, const bind_identities *identities, uint32_t row,
                    bind_places *places) {
    joining j = {.plan = plan, .identities = identities, .places = places};
    if (places->count > BIND_WIDEST || places->printed == 0)
        return 1;
    read_scraps(&j, row, 1);
    read_scraps(&j, row, 0);
    if (j.count == 0 && !j.is_loose)
        return 1;
    bind_slot slots[BIND_WIDEST];
    joining right = j;
    uint32_t ways = 0;
    begin(&j);
    do
        if (holds(&j, slots)) {
            right = j;
            ways++;
        }
    while (next(&j));
    if (ways == 1)
        return keep(&right);
    open_wraps(&j);
    return 1;
}
