/* Labels that stand on both sides of their values: where a label of several lines is centred beside its row, reading order puts the values
 * between two of its lines. What stands before the values and is no label, and what stands behind them, are moved together where
 * they make up a label of a row exactly, in one way only. */
#include "bind/flat/stream.h"

enum { MOST_TRIES = 20000, MOST_PIECES = 24 };

typedef struct split {
    stream_reader *r;
    uint32_t first, values, end; /* words, the values behind them, and the words behind those */
    uint32_t front, behind;      /* how many words of either side make up the label */
    uint32_t found;
} split;

/* 1: the words from some atom on to the values are labels. */
static int is_told(const split *s) {
    for (uint32_t i = s->first; i < s->values; i++)
        if (stream_word_at(s->r, i)->labels != SHEAF_NONE)
            return 1;
    return 0;
}

/* The text of `front` words before the values and `behind` words after them. ptr NULL: latched. */
static sheaf_str join_sides(const split *s, uint32_t front, uint32_t behind) {
    sheaf_str texts[2 * MOST_PIECES];
    for (uint32_t i = 0; i < front; i++)
        texts[i] = stream_word_at(s->r, s->values - front + i)->text;
    for (uint32_t i = 0; i < behind; i++)
        texts[front + i] = stream_word_at(s->r, s->end + i)->text;
    return form_join(s->r->context, texts, front + behind, SHEAF_STR(""));
}

/* 1: it is a label and no other was before it; -1: latched. */
static int try_sides(split *s, uint32_t front, uint32_t behind) {
    sheaf_str text = join_sides(s, front, behind);
    form_plain plain =
        text.ptr != NULL ? form_plain_label(s->r->context, text) : (form_plain){{NULL, 0}, 0};
    if (plain.text.ptr == NULL)
        return -1;
    if (!stream_is_row(s->r, plain.text))
        return 0;
    s->front = front;
    s->behind = behind;
    s->found++;
    return 1;
}

static int find_sides(split *s) {
    uint32_t most = s->values - s->first < MOST_PIECES ? s->values - s->first : MOST_PIECES;
    for (uint32_t front = 1; front <= most; front++) {
        size_t length = 0;
        for (uint32_t i = s->values - front; i < s->values; i++)
            length += stream_word_at(s->r, i)->text.len;
        for (uint32_t behind = 1; behind <= MOST_PIECES; behind++) {
            uint32_t last = s->end + behind - 1;
            if (last >= s->r->words.count || stream_word_at(s->r, last)->kind != BIND_WORDS)
                break;
            length += stream_word_at(s->r, last)->text.len;
            if (length > s->r->longest || ++s->r->tries > MOST_TRIES)
                break;
            if (try_sides(s, front, behind) < 0)
                return 0;
        }
    }
    return 1;
}

/* [values, end) and the words behind change places. */
static void move_words(const split *s) {
    uint32_t values = s->end - s->values, is_paged = 0;
    stream_word moved[MOST_PIECES];
    for (uint32_t i = 0; i < s->behind; i++) {
        moved[i] = *stream_word_at(s->r, s->end + i);
        is_paged |= moved[i].is_paged;
    }
    for (uint32_t i = values; i-- > 0;)
        *stream_word_at(s->r, s->values + s->behind + i) = *stream_word_at(s->r, s->values + i);
    for (uint32_t i = 0; i < s->behind; i++)
        *stream_word_at(s->r, s->values + i) = moved[i];
    stream_word_at(s->r, s->values + s->behind)->is_paged |= is_paged;
}

int stream_close_label(stream_reader *r, uint32_t first, uint32_t values, uint32_t end,
                       uint32_t *moved) {
    split s = {.r = r, .first = first, .values = values, .end = end};
    *moved = 0;
    if (first == values || values == end || end == r->words.count)
        return 1;
    if (!stream_cover(r, first, values))
        return 0;
    if (is_told(&s))
        return 1;
    if (!find_sides(&s))
        return 0;
    if (s.found == 1) {
        move_words(&s);
        *moved = s.behind;
    }
    return 1;
}
