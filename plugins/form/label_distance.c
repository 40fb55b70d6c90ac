/* How far two comparable texts are apart: edit distance by code points over the longer one's length. Equal ends are cut off,
 * and of the table only the band is filled that can still give an answer below the bound. */
#include "form.h"

#include <string.h>

enum { LONGEST = 512, FAR = 10000 };

/* Code points of a text; SHEAF_NONE where there are more than LONGEST: no label. Texts are sound UTF-8. */
static uint32_t decode(sheaf_str text, uint32_t *points) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((c & 0xC0) == 0x80 && count > 0) {
            points[count - 1] = points[count - 1] << 6 | (c & 0x3F);
            continue;
        }
        if (count == LONGEST)
            return SHEAF_NONE;
        points[count++] = c;
    }
    return count;
}

typedef struct view {
    const uint32_t *at;
    uint32_t count;
} view;

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

uint32_t form_distance(sheaf_str a, sheaf_str b, uint32_t most) {
    uint32_t left[LONGEST], right[LONGEST];
    if (form_same(a, b))
        return 0;
    view x = {left, decode(a, left)}, y = {right, decode(b, right)};
    if (x.count == SHEAF_NONE || y.count == SHEAF_NONE)
        return FAR;
    uint32_t longer = x.count > y.count ? x.count : y.count;
    if (longer == 0)
        return 0;
    if (most > FAR)
        most = FAR;
    uint32_t edits = longer * most / FAR;
    uint32_t apart = x.count > y.count ? x.count - y.count : y.count - x.count;
    if (apart > edits)
        return FAR;
    cut_equal_ends(&x, &y);
    uint32_t found = x.count < y.count ? banded(x, y, edits) : banded(y, x, edits);
    return found > edits ? FAR : (found * FAR + longer - 1) / longer;
}
