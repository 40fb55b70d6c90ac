/* The labels that the words of a section have to make up, and whether those beside and between its values are the rows of the form:
 * each label is whole before the next begins, and each line of values stands beside its own. */
#include "bind/flat/lines.h"

/* The whole label as printed, its enumeration too. */
static int list_label(line_labels *l, const form_definition *definition, uint32_t label,
                      uint32_t head) {
    if (l->labels == LINES_MOST_LABELS)
        return 0;
    sheaf_str text =
        form_plain_text(l->context, FORM_AT(definition->labels, const form_label, label)->text);
    l->at[l->labels++] = (line_label){.text = text, .rest = text, .head = head};
    return text.ptr != NULL;
}

int lines_list_free(line_labels *l, const form_definition *definition, uint32_t label) {
    if (!list_label(l, definition, label, SHEAF_NONE))
        return 0;
    l->at[l->labels - 1].is_free = 1;
    l->at[l->labels - 1].end = l->labels;
    return 1;
}

int lines_list(line_labels *l, const form_definition *definition, uint32_t root) {
    uint32_t end = bind_head_at(definition, root)->end;
    for (uint32_t h = root + 1; h < end; h++) {
        const form_head *head = bind_head_at(definition, h);
        if ((head->flags & FORM_OPEN) != 0)
            return 0;
        if (head->labels.count == 0)
            continue;
        if (!list_label(l, definition, head->labels.first, h))
            return 0;
        l->at[l->labels - 1].is_leaf = (head->flags & FORM_LEAF) != 0;
    }
    for (uint32_t i = 0; i < l->labels; i++) {
        uint32_t behind = bind_head_at(definition, l->at[i].head)->end, k = i + 1;
        while (k < l->labels && l->at[k].head < behind)
            k++;
        l->at[i].end = k;
    }
    return 1;
}

static line_values *values_at(const form_list *values, uint32_t i) {
    return FORM_AT(*values, line_values, i);
}

static int is_beside(const line_values *values, const line_label *label) {
    return values->first <= label->last && label->first <= values->last;
}

/* Each line of values to the leaf that it stands beside, in order. Leaves without any are blank. */
static int share_out(line_labels *l, const form_list *values, uint32_t *blank) {
    uint32_t row = 0;
    for (uint32_t c = lines_next_leaf(l, 0); c < l->labels; c = lines_next_leaf(l, c + 1)) {
        if (row >= values->count || !is_beside(values_at(values, row), &l->at[c])) {
            ++*blank;
            continue;
        }
        values_at(values, row++)->label = c;
    }
    return row == values->count;
}

/* All values stand beside the first line of their label, or all in its middle: else those of a blank row's neighbour may be its own. */
static int are_alike(const line_labels *l, const form_list *values) {
    uint32_t tops = 0, middles = 0;
    for (uint32_t i = 0; i < values->count; i++) {
        const line_values *of = values_at(values, i);
        const line_label *label = &l->at[of->label];
        uint32_t sum = label->first + label->last, twice = of->first + of->last;
        tops += of->first == label->first;
        middles += sum <= twice + 1 && twice <= sum + 1;
    }
    return tops == values->count || middles == values->count;
}

static int has_seats(const form_list *values) {
    for (uint32_t i = 0; i < values->count; i++)
        if (values_at(values, i)->is_seated)
            return 1;
    return 0;
}

int lines_are_rows(line_labels *l, const form_definition *definition, uint32_t block,
                   const form_list *values) {
    uint32_t root = FORM_AT(definition->blocks, const form_block, block)->rows, blank = 0;
    l->way = LINES_OF_ROWS;
    l->labels = 0;
    if (!lines_list(l, definition, root))
        return 0;
    if (l->labels == 0)
        return l->count == 0 && values->count == 1 &&
               bind_head_at(definition, root)->end == root + 2;
    return lines_explain(l) && share_out(l, values, &blank) &&
           (blank == 0 || (has_seats(values) && are_alike(l, values)));
}
