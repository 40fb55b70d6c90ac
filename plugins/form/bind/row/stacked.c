/* Labels of aligned text that a narrow column broke over lines: above the values, beside them and below. Words of the groups
 * around stand among them. What is left of the words around a row of values, in their order, must be exactly one label of the
 * form. */
#include "bind/row/row.h"

#include <string.h>

enum { REACH = 3, MOST_WORDS = 64 };

/* What stands between white space. */
typedef struct word {
    sheaf_str head, text; /* without an enumeration at its front, and with it */
    uint32_t row;
    uint32_t cell;
} word;

typedef struct stack {
    const bind_plan *plan;
    word words[MOST_WORDS];
    uint32_t count;
    uint32_t own; /* the row of the values */
} stack;

/* ------------------------------------------------------------------------------- words -- */

/* 0: latched. */
static int read_words(stack *s, uint32_t row, uint32_t cell) {
    const form_context *context = s->plan->context;
    for (sheaf_str rest = bind_cell_at(s->plan->sheet, cell)->text;
         rest.len > 0 && s->count < MOST_WORDS; rest = bind_trim(rest)) {
        sheaf_str piece = {rest.ptr, 0};
        while (piece.len < rest.len && (unsigned char)rest.ptr[piece.len] > ' ')
            piece.len++;
        rest = (sheaf_str){rest.ptr + piece.len, rest.len - piece.len};
        word own = {form_plain_label(context, piece).text, form_plain_text(context, piece), row,
                    cell};
        if (own.head.ptr == NULL || own.text.ptr == NULL)
            return 0;
        s->words[s->count++] = own;
    }
    return 1;
}

static int read_row(stack *s, uint32_t r) {
    const bind_row *row = bind_row_at(s->plan->sheet, r);
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++)
        if (bind_cell_at(s->plan->sheet, i)->plain.text.len > 0 && !read_words(s, r, i))
            return 0;
    return 1;
}

/* The row `step` lines on holds no values, and stands in the next line. */
static int is_beside(const bind_plan *plan, uint32_t r, uint32_t step) {
    const bind_sheet *sheet = plan->sheet;
    return r + step < sheet->rows.count && bind_row_at(sheet, r + step)->values == 0 &&
           bind_row_at(sheet, r + step)->line == bind_row_at(sheet, r)->line + step;
}

static int read_stack(stack *s) {
    uint32_t first = s->own, last = s->own;
    while (s->own - first < REACH && is_beside(s->plan, first, UINT32_MAX))
        first--;
    while (last - s->own < REACH && is_beside(s->plan, last, 1))
        last++;
    for (uint32_t r = first; r <= last; r++)
        if (!read_row(s, r))
            return 0;
    return 1;
}

/* ------------------------------------------------------------------------------- labels -- */

static int goes_on(sheaf_str *label, sheaf_str piece) {
    if (piece.len == 0 || piece.len > label->len || memcmp(piece.ptr, label->ptr, piece.len) != 0)
        return 0;
    *label = (sheaf_str){label->ptr + piece.len, label->len - piece.len};
    return 1;
}

/* BIND_BY_LINE or BIND_BY_LINES: words from that one on make up the label, up to the values at least. */
static uint32_t makes_up(const stack *s, uint32_t from, sheaf_str label) {
    uint32_t used = 1, last = s->words[from].row, beside = last == s->own;
    if (last > s->own || !goes_on(&label, s->words[from].head))
        return 0;
    for (uint32_t i = from + 1; i < s->count && label.len > 0; i++) {
        if (!goes_on(&label, s->words[i].text))
            continue;
        last = s->words[i].row;
        beside |= last == s->own;
        used++;
    }
    if (label.len > 0 || used < 2 || last + 1 < s->own)
        return 0;
    return beside || last > s->own ? BIND_BY_LINES : BIND_BY_LINE;
}

/* A leaf, or a group that may be printed as a row. */
static int is_row(const bind_plan *plan, const bind_entry *entry, int is_leaf) {
    if (entry->model != plan->model_index || entry->axis != BIND_ROW ||
        plan->target_of[entry->head] == SHEAF_NONE)
        return 0;
    uint32_t flags = bind_head_at(plan->model->definition, entry->head)->flags;
    return ((flags & FORM_LEAF) != 0) == is_leaf;
}

/* The label from the nearest word on that begins it; its text is empty where it is none. */
static bind_stacked made_up(const stack *s, sheaf_str label) {
    bind_stacked found = {.label = SHEAF_NONE, .text = SHEAF_STR("")};
    for (uint32_t from = s->count; from-- > 0 && found.text.len == 0;) {
        uint32_t how = makes_up(s, from, label);
        if (how != 0)
            found = (bind_stacked){s->words[from].cell, how, label};
    }
    return found;
}

static void find_label(const stack *s, int is_leaf, bind_stacked *out) {
    const bind_index *index = s->plan->index;
    for (uint32_t i = 0; i < index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(index, i);
        if (!is_row(s->plan, entry, is_leaf) || form_same(entry->plain.text, out->text))
            continue;
        bind_stacked found = made_up(s, entry->plain.text);
        if (found.text.len == 0)
            continue;
        int is_second = out->text.len > 0;
        *out = found;
        if (is_second) {
            out->text = SHEAF_STR("");
            return;
        }
    }
}

int bind_find_stacked(const bind_plan *plan, uint32_t row, bind_stacked *out) {
    stack s = {.plan = plan, .own = row};
    *out = (bind_stacked){.label = SHEAF_NONE, .text = SHEAF_STR("")};
    if (!read_stack(&s))
        return 0;
    find_label(&s, 1, out);
    if (out->text.len == 0)
        find_label(&s, 0, out);
    return 1;
}
