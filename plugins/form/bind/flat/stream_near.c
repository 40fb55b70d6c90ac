/* A label of a stream that is misprinted or cut: `7.属于行政执法案巻` alone before its values, behind nothing but labels of the form. It becomes a
 * cell, and the weighing of labels decides; its row counts only where its sums prove it and the rows of the form on both sides of it
 * stand there. */
#include "bind/flat/stream.h"

enum { MOST_LINES = 3 };

/* Where the line begins that the word stands in. */
static uint32_t begin_of_line(const stream_reader *r, uint32_t first, uint32_t word) {
    while (word > first && stream_word_at(r, word - 1)->node == stream_word_at(r, word)->node)
        word--;
    return word;
}

static int is_near_row(const stream_reader *r, const form_plain *plain) {
    sheaf_str text = plain->text;
    for (uint32_t i = 0; text.len > 0 && i < r->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(r->index, i);
        if (entry->axis == BIND_ROW && !entry->is_bare && stream_is_ours(r, entry) &&
            (form_distance(text, entry->plain.text, FORM_NEAR) <= FORM_NEAR ||
             bind_is_cut(entry, plain)))
            return 1;
    }
    return 0;
}

/* 1: all words before it are labels of the form. */
static int is_covered(stream_reader *r, uint32_t first, uint32_t end, int *is_told) {
    *is_told = first == end;
    if (first < end && !stream_cover(r, first, end))
        return 0;
    *is_told |= first < end && stream_word_at(r, first)->labels != SHEAF_NONE;
    return 1;
}

int stream_find_near(stream_reader *r, uint32_t first, uint32_t values, uint32_t *near) {
    *near = SHEAF_NONE;
    for (uint32_t begin = values, lines = 0; begin > first && lines < MOST_LINES; lines++) {
        int is_told;
        begin = begin_of_line(r, first, begin - 1);
        if (values - begin > STREAM_JOINED)
            return 1;
        sheaf_str text = stream_join(r, begin, values);
        if (text.len > r->longest)
            return 1;
        form_plain plain =
            text.ptr != NULL ? form_plain_label(r->context, text) : (form_plain){{NULL, 0}, 0};
        if (plain.text.ptr == NULL)
            return 0;
        if (!is_near_row(r, &plain))
            continue;
        if (!is_covered(r, first, begin, &is_told))
            return 0;
        if (!is_told)
            return 1;
        stream_word_at(r, begin)->labels = 1;
        stream_word_at(r, begin)->next = values;
        *near = begin;
        return 1;
    }
    return 1;
}
