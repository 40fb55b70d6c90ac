/* What a line beside a row of aligned text holds: digits that may be those of its numbers, lines of labels, or a row of its own that
 * nobody could read, whose numbers are its own. */
#include "bind/judge/loose.h"
#include "rule/rule.h"

#include <string.h>

typedef struct line_words {
    sheaf_str front;        /* the words before the first number */
    uint32_t digits, words; /* words that hold digits, and others */
    uint32_t inner;         /* words inside a label, none that begins one */
    sheaf_decimal rest;     /* the last number less the others; -1: not all are numbers */
} line_words;

int loose_has_digit(sheaf_str word) {
    static const char wide[] = "\xEF\xBC"; /* `０` to `９` go on with 0x90 to 0x99 */
    for (size_t i = 0; i < word.len; i++)
        if ((word.ptr[i] >= '0' && word.ptr[i] <= '9') ||
            (i + 2 < word.len && memcmp(word.ptr + i, wide, sizeof wide - 1) == 0 &&
             (unsigned char)word.ptr[i + 2] >= 0x90 && (unsigned char)word.ptr[i + 2] <= 0x99))
            return 1;
    return 0;
}

sheaf_str loose_leading_digits(sheaf_str word) {
    size_t before = bind_signs_length(word);
    sheaf_str front = {word.ptr + before, word.len - before};
    front.len = bind_piece_length(front);
    return loose_has_digit(front) ? front : SHEAF_STR("");
}

int loose_is_blank(sheaf_str line) {
    return bind_trim(line).len == 0;
}

/* The words begin a label of the table, or stand inside one. */
static int is_of_label(const loose_beside *b, sheaf_str words, int is_begin) {
    sheaf_str plain = form_plain_text(b->all->at->book->context, words);
    for (uint32_t e = 0; plain.len > 0 && e < b->index->entries.count; e++) {
        sheaf_str label = bind_entry_at(b->index, e)->plain.text;
        int begins = form_begins(label, plain);
        if (is_begin ? begins : !begins && label.len > plain.len && form_holds(label, plain))
            return 1;
    }
    return 0;
}

/* Where the numbers of the row begin: digits before are those of a label. */
static int64_t left_of(const loose_beside *b) {
    int64_t left = INT64_MAX;
    for (uint32_t i = b->first; i < b->end; i++) {
        const loose_claim *at = loose_claim_at(b->all, i);
        int64_t from = loose_stretch_of(b->all, at->from, at->end).from;
        left = from < left ? from : left;
    }
    return left;
}

static void add_number(line_words *of, sheaf_str word, sheaf_decimal *last) {
    static const sheaf_decimal none = {-1, 0};
    bind_number number;
    of->digits++;
    if (of->rest.digits < 0 || !bind_read_number(word, &number) ||
        !rule_add(&of->rest, number.value, 1)) {
        of->rest = none;
        return;
    }
    *last = number.value;
}

static line_words words_of(const loose_beside *b, sheaf_str line) {
    line_words of = {.front = {NULL, 0}};
    sheaf_decimal last = {0, 0};
    int64_t left = left_of(b);
    for (sheaf_str word = bind_take_word(&line); word.len > 0; word = bind_take_word(&line)) {
        uint64_t from = (uint64_t)(word.ptr - b->all->bytes.ptr);
        if (loose_has_digit(word) &&
            loose_stretch_of(b->all, from, from + word.len).end + LOOSE_FAR >= left) {
            add_number(&of, word, &last);
            continue;
        }
        of.words++;
        of.inner += (uint32_t)is_of_label(b, word, 0);
        if (of.digits > 0)
            continue;
        of.front.ptr = of.front.ptr == NULL ? word.ptr : of.front.ptr;
        of.front.len = (size_t)(word.ptr + word.len - of.front.ptr);
    }
    if (of.rest.digits >= 0 && !rule_add(&of.rest, last, -2))
        of.rest = (sheaf_decimal){-1, 0};
    return of;
}

/* The label of a column, a block or a title, and of no row. */
static int is_head(const loose_beside *b, sheaf_str word) {
    sheaf_str plain = form_plain_text(b->all->at->book->context, word);
    uint32_t heads = 0;
    for (uint32_t e = plain.len > 0 ? bind_find(b->index, plain) : SHEAF_NONE; e != SHEAF_NONE;
         e = bind_next(b->index, e)) {
        if (bind_entry_at(b->index, e)->axis == BIND_ROW)
            return 0;
        heads++;
    }
    return heads > 0;
}

int loose_is_header(const loose_beside *b, sheaf_str line) {
    for (sheaf_str word = bind_take_word(&line); word.len > 0; word = bind_take_word(&line))
        if (!loose_has_digit(word) && is_head(b, word))
            return 1;
    return 0;
}

/* As many numbers as the row has, and a label begins there; or they add up as those of the row do. */
int loose_is_row(const loose_beside *b, sheaf_str line) {
    enum { LEAST = 3 };
    uint32_t width = b->end - b->first;
    const line_words of = words_of(b, line);
    if (of.digits < width)
        return 0;
    if (of.words == 0)
        return width >= LEAST && of.rest.digits == 0 && loose_has_sum(b->out);
    return of.inner < of.words || (of.front.len > 0 && is_of_label(b, of.front, 1));
}
