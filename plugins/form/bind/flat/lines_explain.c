/* Which labels the words of some lines are pieces of: a narrow column breaks each label over lines, and the lines hold pieces of
 * many. Each word is taken for the beginning of what is left of a label, or for the ends of several; all ways are tried, up to a
 * limit, until no word and no piece of a label is left over. */
#include "bind/flat/lines.h"

enum { MOST_STEPS = 4000 };

/* Where the search is: a word, what is left of it, and what was taken last. */
typedef struct point {
    sheaf_str left;
    uint32_t word, last, group;
} point;

/* A word, or its beginning, taken for a piece of a label. */
typedef struct step {
    point before;
    sheaf_str rest; /* of the label, before */
    uint32_t label;
} step;

static sheaf_str behind(sheaf_str text, size_t length) {
    return (sheaf_str){text.ptr + length, text.len - length};
}

/* Beside each other: leaves grow, and a group stands neither left of what is before it in the form nor right of what is behind. */
static int may_stand_beside(const line_labels *l, const point *at, uint32_t c) {
    const line_label *label = &l->at[c];
    int is_behind = at->group == SHEAF_NONE || c > at->group;
    if (label->is_leaf)
        return is_behind && (at->last == SHEAF_NONE || c > at->last);
    return (at->last == SHEAF_NONE || at->last < label->end) &&
           (is_behind || at->group < label->end);
}

/* Below each other: the leaf that was begun, or the next one if that is whole; groups around them. */
static int may_stand_below(const line_labels *l, const point *at, uint32_t c) {
    uint32_t own = at->last;
    uint32_t next = own == SHEAF_NONE         ? lines_next_leaf(l, 0)
                    : l->at[own].rest.len > 0 ? own
                                              : lines_next_leaf(l, own + 1);
    if (l->at[c].is_leaf)
        return c == next;
    return lines_next_leaf(l, c) <= next && (own == SHEAF_NONE || own < l->at[c].end);
}

/* What stands in both at their beginning, in whole characters. */
static size_t common(sheaf_str a, sheaf_str b) {
    size_t length = 0;
    while (length < a.len && length < b.len && a.ptr[length] == b.ptr[length])
        length++;
    while (length > 0 && length < a.len && ((unsigned char)a.ptr[length] & 0xC0) == 0x80)
        length--;
    return length;
}

/* The beginning of a label right before the whole name of a group: the group's stood so near that no gap parts them. */
static int is_before_group(const line_labels *l, sheaf_str left) {
    for (uint32_t c = 0; c < l->labels; c++)
        if (!l->at[c].is_leaf && !l->at[c].is_free && l->at[c].rest.len == l->at[c].text.len &&
            form_begins(left, l->at[c].text))
            return 1;
    return 0;
}

static int fits(const line_labels *l, const point *at, uint32_t c) {
    const line_label *label = &l->at[c];
    size_t length = common(label->rest, at->left);
    if (length == 0)
        return 0;
    if (length < label->rest.len && length < at->left.len &&
        (l->way != LINES_OF_HEADS || !is_before_group(l, behind(at->left, length))))
        return 0;
    return label->is_free ||
           (l->way == LINES_OF_HEADS ? may_stand_beside(l, at, c) : may_stand_below(l, at, c));
}

static void start_word(const line_labels *l, point *at, uint32_t word) {
    int is_new = word < l->count && (word == 0 || l->words[word].line != l->words[word - 1].line);
    if (is_new && l->way == LINES_OF_HEADS)
        at->last = at->group = SHEAF_NONE;
    at->word = word;
    at->left = word < l->count ? l->words[word].plain : (sheaf_str){NULL, 0};
}

static void take(line_labels *l, point *at, uint32_t c) {
    line_label *label = &l->at[c];
    size_t length = common(label->rest, at->left);
    label->rest = behind(label->rest, length);
    at->left = behind(at->left, length);
    if (label->is_leaf && !label->is_free)
        at->last = c;
    if (!label->is_leaf && !label->is_free)
        at->group = at->group == SHEAF_NONE || c > at->group ? c : at->group;
    if (at->left.len == 0)
        start_word(l, at, at->word + 1);
}

static int is_whole(const line_labels *l) {
    for (uint32_t c = 0; c < l->labels; c++)
        if (l->at[c].rest.len > 0 && (!l->at[c].is_free || l->at[c].rest.len < l->at[c].text.len))
            return 0;
    return 1;
}

static uint32_t count_characters(sheaf_str text, size_t length) {
    uint32_t count = 0;
    for (size_t i = 0; i < length && i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* Says where the pieces of each label stand. */
static void note_places(line_labels *l, const step *steps, uint32_t count) {
    for (uint32_t c = 0; c < l->labels; c++)
        l->at[c].first = l->at[c].left = SHEAF_NONE, l->at[c].last = l->at[c].right = 0;
    for (uint32_t i = 0; i < count; i++) {
        const point *at = &steps[i].before;
        const line_word *word = &l->words[at->word];
        line_label *label = &l->at[steps[i].label];
        size_t length = common(steps[i].rest, at->left);
        uint32_t left = word->place + count_characters(word->plain, word->plain.len - at->left.len);
        uint32_t right = left + count_characters(at->left, length);
        if (label->first == SHEAF_NONE) {
            label->first = word->line;
            label->word = at->word;
        }
        label->last = word->line;
        label->left = left < label->left ? left : label->left;
        label->right = right > label->right ? right : label->right;
    }
}

/* The next label from `from` on that the word may be a piece of; `labels`: none. */
static uint32_t next_fit(const line_labels *l, const point *at, uint32_t from) {
    while (from < l->labels && !fits(l, at, from))
        from++;
    return from;
}

int lines_explain(line_labels *l) {
    if (l->room == NULL)
        l->room = form_room(l->context, (size_t)l->count + LINES_MOST_LABELS, sizeof(step));
    step *steps = l->room;
    point at = {.last = SHEAF_NONE, .group = SHEAF_NONE};
    uint32_t depth = 0, from = 0;
    for (uint32_t c = 0; c < l->labels; c++)
        l->at[c].rest = l->at[c].text;
    start_word(l, &at, 0);
    for (uint32_t tried = 0; steps != NULL && tried < MOST_STEPS; tried++) {
        if (at.word == l->count && is_whole(l)) {
            note_places(l, steps, depth);
            return 1;
        }
        uint32_t c = at.word < l->count ? next_fit(l, &at, from) : l->labels;
        if (c < l->labels && depth < l->count + l->labels) {
            steps[depth++] = (step){at, l->at[c].rest, c};
            take(l, &at, c);
            from = 0;
            continue;
        }
        if (depth == 0)
            return 0;
        const step *last = &steps[--depth];
        l->at[last->label].rest = last->rest;
        at = last->before;
        from = last->label + 1;
    }
    l->is_given_up = 1;
    return 0;
}
