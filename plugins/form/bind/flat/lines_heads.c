/* Whether pieces of labels above a table are its heads in the order of the form. They are if they explain all heads and nothing is
 * left over, and if with any head or group put elsewhere they would not, or, where the lines alone do not tell, the heads
 * stand apart from left to right. */
#include "bind/flat/lines.h"

/* Swaps the labels [first, middle) and [middle, end), both whole subtrees. */
static void swap_runs(line_labels *l, uint32_t first, uint32_t middle, uint32_t end) {
    line_label moved[LINES_MOST_LABELS];
    uint32_t ahead = middle - first, behind = end - middle;
    for (uint32_t i = first; i < end; i++) {
        uint32_t to = i < middle ? i + behind : i - ahead;
        moved[to] = l->at[i];
        moved[to].end = l->at[i].end - i + to;
    }
    for (uint32_t i = first; i < end; i++)
        l->at[i] = moved[i];
}

/* The second head stands right of the first, in whatever lines: of two groups their own labels do, else all that is in a group. */
static int stands_right(const line_labels *l, uint32_t first, uint32_t second) {
    const line_label *a = &l->at[first], *b = &l->at[second];
    if (a->is_leaf == b->is_leaf)
        return a->right <= b->left;
    for (uint32_t i = first; i < a->end; i++)
        for (uint32_t k = second; k < b->end; k++)
            if (l->at[i].is_leaf && l->at[k].is_leaf && l->at[i].right > l->at[k].left)
                return 0;
    return 1;
}

/* Each head of one run stands left of each of the other. */
static int are_apart(const line_labels *l, uint32_t first, uint32_t middle, uint32_t end) {
    for (uint32_t i = first; i < middle; i = l->at[i].end)
        for (uint32_t k = middle; k < end; k = l->at[k].end)
            if (!stands_right(l, i, k))
                return 0;
    return 1;
}

/* With the two runs changed the words explain nothing, or the rows would not add up. */
static int is_told(const line_labels *l, uint32_t first, uint32_t middle, uint32_t end) {
    line_labels other = *l;
    if (l->is_summed && (end == l->labels || l->at[end].is_free))
        return 1;
    swap_runs(&other, first, middle, end);
    return (!lines_explain(&other) && !other.is_given_up) || are_apart(l, first, middle, end);
}

/* The order of the labels [from, to) and what is in them: any run of them put behind the next. */
static int are_told(const line_labels *l, uint32_t from, uint32_t to) {
    for (uint32_t first = from; first < to; first = l->at[first].end)
        for (uint32_t middle = l->at[first].end; middle < to; middle = l->at[middle].end)
            for (uint32_t last = middle; last < to; last = l->at[last].end)
                if (!is_told(l, first, middle, l->at[last].end))
                    return 0;
    return 1;
}

static int is_order_told(const line_labels *l) {
    uint32_t heads = 0;
    while (heads < l->labels && !l->at[heads].is_free)
        heads++;
    if (!are_told(l, 0, heads))
        return 0;
    for (uint32_t i = 0; i < heads; i++)
        if (!l->at[i].is_leaf && !are_told(l, i + 1, l->at[i].end))
            return 0;
    return 1;
}

/* With one text for the corner, which may be missing, and one above all columns. */
static int explain_with(line_labels *l, const form_definition *definition, uint32_t title,
                        uint32_t stub) {
    uint32_t heads = l->labels;
    if ((title != SHEAF_NONE && !lines_list_free(l, definition, title)) ||
        (stub != SHEAF_NONE && !lines_list_free(l, definition, stub)))
        return 0;
    int is_told = lines_explain(l) && is_order_told(l);
    l->labels = is_told ? l->labels : heads;
    return is_told;
}

/* The heads, the corner and the title make up the words. */
static int are_heads(line_labels *l, const form_definition *definition, uint32_t table,
                     uint32_t block) {
    const form_block *of = FORM_AT(definition->blocks, const form_block, block);
    form_span titles = FORM_AT(definition->tables, const form_table, table)->titles;
    l->way = LINES_OF_HEADS;
    l->labels = 0;
    if (!lines_list(l, definition, of->columns))
        return 0;
    for (uint32_t t = 0; t <= titles.count; t++)
        for (uint32_t s = 0; s <= of->stubs.count; s++)
            if (explain_with(l, definition, t < titles.count ? titles.first + t : SHEAF_NONE,
                             s < of->stubs.count ? of->stubs.first + s : SHEAF_NONE))
                return 1;
    return 0;
}

/* Nothing but words that say nothing of whose the numbers are, and signs. */
static int is_neutral(const form_definition *definition, sheaf_str text) {
    const form_list *neutral = &definition->captions.neutral;
    size_t at = 0, length = 1;
    for (; at < text.len && length > 0; at += length) {
        length = text.ptr[at] < '0' && text.ptr[at] > ' ' ? 1 : 0; /* `:`, brackets */
        length += text.ptr[at] == ':';
        for (uint32_t i = 0; i < neutral->count; i++) {
            sheaf_str word = *FORM_AT(*neutral, const sheaf_str, i);
            int is_longer = word.len > length;
            if (is_longer && form_begins((sheaf_str){text.ptr + at, text.len - at}, word))
                length = word.len;
        }
    }
    return text.len > 0 && at == text.len;
}

/* Leaves out the corner, where the report has another word than the form there. 0: it has none. */
static int leave_corner(line_labels *l, const form_definition *definition, line_word *kept) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < l->count; i++) {
        int is_first = i == 0 || l->words[i].line != l->words[i - 1].line;
        if (!is_first || !is_neutral(definition, l->words[i].plain))
            kept[count++] = l->words[i];
    }
    int is_less = count < l->count;
    l->words = kept;
    l->count = count;
    return is_less;
}

int lines_are_heads(line_labels *l, const form_definition *definition, uint32_t table,
                    uint32_t block) {
    line_word *kept = NULL;
    if (are_heads(l, definition, table, block))
        return 1;
    kept = form_room(l->context, l->count + (size_t)1, sizeof *kept);
    return kept != NULL && leave_corner(l, definition, kept) &&
           are_heads(l, definition, table, block);
}
