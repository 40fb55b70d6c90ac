/* How far two comparable texts are apart: edit distance by code points over the longer one's length. Most texts that are asked
 * have nothing in common, which their letters tell; of others equal ends are cut off, and of the table only the band is filled
 * that can still give an answer below the bound. */
#include "form.h"

#include <string.h>

enum { LONGEST = FORM_LETTERS, FAR = 10000 };

typedef struct view {
    const uint32_t *at;
    uint32_t count;
    uint64_t letters; /* bit i: it has some whose last bits are i */
} view;

/* Ideographs have three bytes. Texts are sound UTF-8. */
static uint32_t take_letter(sheaf_str text, size_t *at) {
    const unsigned char *c = (const unsigned char *)text.ptr + *at;
    int is_three = c[0] >= 0xE0 && c[0] < 0xF0 && text.len - *at >= 3;
    uint32_t letter = is_three ? (uint32_t)c[0] << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu) : c[0];
    *at += is_three ? 3 : 1;
    while (!is_three && *at < text.len && ((unsigned char)text.ptr[*at] & 0xC0) == 0x80)
        letter = letter << 6 | ((unsigned char)text.ptr[(*at)++] & 0x3F);
    return letter;
}

/* 0: there are more than LONGEST letters: no label. */
static int decode(sheaf_str text, uint32_t *letters, view *out) {
    *out = (view){.at = letters};
    for (size_t at = 0; at < text.len; out->count++) {
        if (out->count == LONGEST)
            return 0;
        letters[out->count] = take_letter(text, &at);
        out->letters |= UINT64_C(1) << (letters[out->count] & 63);
    }
    return 1;
}

static uint32_t bits_of(uint64_t set) {
    uint32_t count = 0;
    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

static uint32_t most_of(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

/* Letters that only one of them has take an edit each. */
static uint32_t least_edits(const view *a, const view *b) {
    uint32_t apart = a->count > b->count ? a->count - b->count : b->count - a->count;
    return most_of(apart,
                   most_of(bits_of(a->letters & ~b->letters), bits_of(b->letters & ~a->letters)));
}

static void cut_equal_ends(view *a, view *b) {
    while (a->count > 0 && b->count > 0 && a->at[0] == b->at[0]) {
        a->at++, a->count--;
        b->at++, b->count--;
    }
    while (a->count > 0 && b->count > 0 && a->at[a->count - 1] == b->at[b->count - 1])
        a->count--, b->count--;
}

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* The distance of `short_one` and `long_one`, or anything above `most`. */
static uint32_t banded(view short_one, view long_one, uint32_t most) {
    uint32_t row[LONGEST + 1];
    if (short_one.count == 0)
        return long_one.count;
    for (uint32_t k = 0; k <= short_one.count; k++)
        row[k] = k;
    for (uint32_t i = 1; i <= long_one.count; i++) {
        uint32_t from = i > most ? i - most : 1, to = least(i + most, short_one.count);
        uint32_t slanted = row[from - 1], lowest;
        row[from - 1] = from == 1 ? i : most + 1;
        lowest = row[from - 1];
        for (uint32_t k = from; k <= to; k++) {
            /* Of the row above, what lies right of its band is out of reach. */
            uint32_t above = k == i + most ? most + 1 : row[k];
            uint32_t best = slanted + (long_one.at[i - 1] != short_one.at[k - 1]);
            best = least(best, least(above, row[k - 1]) + 1);
            slanted = row[k];
            row[k] = best;
            lowest = least(lowest, best);
        }
        if (lowest > most)
            return most + 1;
    }
    return row[short_one.count];
}

/* The bytes that continue no letter, eight at a time. */
static uint32_t count_letters(sheaf_str text) {
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t word;
    uint32_t count = 0;
    size_t at = 0;
    for (; text.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text.ptr + at, sizeof word);
        count += (uint32_t)(((~word >> 7 | word >> 6) & each) * each >> 56);
    }
    for (; at < text.len; at++)
        count += (text.ptr[at] & 0xC0) != 0x80;
    return count;
}

void form_take_letters(sheaf_str text, form_letters *out) {
    view seen;
    out->text = text;
    out->is_long = (uint32_t)!decode(text, out->at, &seen);
    out->count = seen.count;
    out->set = seen.letters;
}

/* Their lengths alone are too far apart: most texts and labels are. */
static int is_too_long(uint32_t x, uint32_t y, uint32_t most) {
    uint32_t longer = most_of(x, y);
    return longer - (x + y - longer) > longer * least(most, FAR) / FAR;
}

uint32_t form_letters_distance(const form_letters *a, sheaf_str b, uint32_t most) {
    uint32_t letters[LONGEST];
    view x = {a->at, a->count, a->set}, y;
    if (form_same(a->text, b))
        return 0;
    if (a->is_long || is_too_long(a->count, count_letters(b), most) || !decode(b, letters, &y))
        return FAR;
    uint32_t longer = most_of(x.count, y.count), edits = longer * least(most, FAR) / FAR;
    if (longer == 0)
        return 0;
    if (least_edits(&x, &y) > edits)
        return FAR;
    cut_equal_ends(&x, &y);
    uint32_t found = x.count < y.count ? banded(x, y, edits) : banded(y, x, edits);
    return found > edits ? FAR : (found * FAR + longer - 1) / longer;
}

uint32_t form_distance(sheaf_str a, sheaf_str b, uint32_t most) {
    if (form_same(a, b))
        return 0;
    if (is_too_long(count_letters(a), count_letters(b), most))
        return FAR;
    form_letters letters = {.count =
                                0}; /* clang-tidy cannot know that only those decoded are read */
    form_take_letters(a, &letters);
    return form_letters_distance(&letters, b, most);
}

/* Not in ASCII: white space and signs are no words. */
static int is_letter(uint32_t letter) {
    return letter >= 0x80;
}

uint32_t form_added_letters(sheaf_str printed, sheaf_str label) {
    uint32_t before = 0, added = 0;
    size_t at = 0, own = 0, next = 0;
    uint32_t wanted = label.len > 0 ? take_letter(label, &next) : 0;
    while (at < printed.len) {
        const uint32_t letter = take_letter(printed, &at);
        if (own < label.len && letter == wanted) {
            own = next;
            wanted = own < label.len ? take_letter(label, &next) : 0;
        } else if (letter != before) { /* doubled is a slip */
            added += (uint32_t)is_letter(letter);
        }
        before = letter;
    }
    return own == label.len ? added : 0;
}
