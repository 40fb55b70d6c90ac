/* Which sections are read as lines: where a label of the form stands nowhere whole, or a row has another number of values than
 * columns, though the table stands where it should and nowhere else. What was found there before makes way. */
#include "bind/flat/flat.h"

static int is_kin(const bind_search *s, uint32_t a, uint32_t b) {
    return form_same(bind_table_of(bind_model_at(s->index, a))->key,
                     bind_table_of(bind_model_at(s->index, b))->key);
}

/* A row of the table, which is one block, has another number of values than columns. */
static int is_ragged(const bind_search *s, const form_list *found, uint32_t model) {
    const bind_model *of = bind_model_at(s->index, model);
    uint32_t width = bind_width_of(of->definition, bind_table_of(of)->blocks.first);
    for (uint32_t i = 0; i < found->count; i++) {
        const bind_sheet *sheet = &FORM_AT(*found, const bind_found, i)->sheet;
        if (!is_kin(s, FORM_AT(*found, const bind_found, i)->model, model))
            continue;
        for (uint32_t r = 0; r < sheet->rows.count; r++)
            if (bind_row_at(sheet, r)->values > 0 && bind_row_at(sheet, r)->values != width)
                return 1;
    }
    return 0;
}

/* Each label of a row and of a column stands whole in a table that was found. */
static int is_plain(const bind_search *s, const form_list *found, uint32_t model) {
    if (is_ragged(s, found, model))
        return 0;
    const form_definition *definition = bind_model_at(s->index, model)->definition;
    for (uint32_t i = 0; i < s->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(s->index, i);
        if (entry->model == model && entry->axis != BIND_ABOVE && !entry->is_seen &&
            entry->kind == FORM_PRINTED &&
            (bind_head_at(definition, entry->head)->flags & FORM_LEAF) != 0)
            return 0;
    }
    return 1;
}

/* The table stands elsewhere, or, in place of the model's, was read from something else than aligned text. */
static int is_elsewhere(const bind_search *s, const form_list *found, uint32_t model) {
    for (uint32_t i = 0; i < found->count; i++) {
        const bind_found *at = FORM_AT(*found, bind_found, i);
        if (is_kin(s, at->model, model) &&
            (!bind_is_in_place(s->report, bind_model_at(s->index, model), at->sheet.node) ||
             (!at->sheet.is_aligned && !at->sheet.is_stream)))
            return 1;
    }
    return 0;
}

/* What stands in the section is the lines', whatever it was taken for. */
static void leave_section(const bind_search *s, form_list *found, form_list *others,
                          uint32_t model) {
    const bind_model *of = bind_model_at(s->index, model);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < found->count; i++) {
        bind_found *at = FORM_AT(*found, bind_found, i);
        if (!bind_is_in_place(s->report, of, at->sheet.node))
            *FORM_AT(*found, bind_found, kept++) = *at;
    }
    found->count = kept;
    kept = 0;
    for (uint32_t i = 0; others != NULL && i < others->count; i++) {
        bind_sheet *at = FORM_AT(*others, bind_sheet, i);
        if (!bind_is_in_place(s->report, of, at->node))
            *FORM_AT(*others, bind_sheet, kept++) = *at;
    }
    if (others != NULL)
        others->count = kept;
}

/* The version of a table that explains its section line by line, the report's own first. 0: latched. */
static int read_lines(const bind_search *s, uint32_t first, form_list *found, form_list *others,
                      uint32_t *sums) {
    enum { CERTAIN = 1000 };
    for (uint32_t turn = 0; turn < 2; turn++)
        for (uint32_t m = first; m < s->index->models.count; m++) {
            int is_ours = bind_model_at(s->index, m)->definition == s->reading->definition;
            bind_sheet sheet;
            if (!is_kin(s, first, m) || is_ours != (turn == 0))
                continue;
            if (!bind_read_lines(s->context, s->report, s->index, m, &sheet))
                return 0;
            if (sheet.rows.count == 0)
                continue;
            leave_section(s, found, others, m);
            bind_found *room = form_push(s->context, found);
            if (room == NULL)
                return 0;
            *room = (bind_found){.sheet = sheet, .model = m, .score = CERTAIN};
            sums[m] += CERTAIN;
            return 1;
        }
    return 1;
}

int bind_take_lines(const bind_search *s, form_list *found, form_list *others, uint32_t *sums) {
    for (uint32_t m = 0; m < s->index->models.count; m++) {
        uint32_t first = 0;
        while (!is_kin(s, first, m))
            first++;
        if (first == m && !is_plain(s, found, m) && !is_elsewhere(s, found, m) &&
            !read_lines(s, m, found, others, sums))
            return 0;
    }
    return 1;
}
