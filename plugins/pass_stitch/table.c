/* Whether a table goes on in the next one. Tables that stand one below the other are different tables
 * until something proves otherwise: an enumeration that goes on, a merged cell that was cut, a header
 * without body, or a page break between parts of the same shape. Each proof is one function in a table,
 * strongest first. */
#include "stitch.h"

#include <string.h>

typedef struct pair {
    const stitch_plan *plan;
    const stitch_profile *above, *below;
    stitch_gap gap;
    stitch_match match;
    uint32_t shift;
} pair;

static const stitch_row *first_of(const stitch_profile *p) {
    return &p->rows[0];
}

static const stitch_row *last_of(const stitch_profile *p) {
    return &p->rows[p->count - 1];
}

/* Headers are compared only near the top, so that a pair costs no more than its size. */
enum { NEAR_TOP = 12 };

static int stands_in(const stitch_profile *p, uint64_t hash) {
    for (uint32_t i = 0, seen = 0; i < p->count && seen < NEAR_TOP; i++) {
        if (p->rows[i].numbers != 0)
            continue;
        seen++;
        if (p->rows[i].hash == hash)
            return 1;
    }
    return 0;
}

/* The first header-like row of `below` (two texts or more, no number) that stands in `above`, too. */
static uint32_t repeated_row(const pair *p) {
    for (uint32_t i = 0, seen = 0; i < p->below->count && seen < NEAR_TOP; i++) {
        const stitch_row *row = &p->below->rows[i];
        if (row->numbers != 0 || row->filled < 2)
            continue;
        seen++;
        if (stands_in(p->above, row->hash))
            return i;
    }
    return SHEAF_NONE;
}

/* Two tables of the same form, one below the other, each with its own head and header, are siblings. */
static int looks_like_sibling(const pair *p) {
    const stitch_profile *a = p->above, *b = p->below;
    return p->gap != STITCH_PAGE && a->count >= 2 && b->count >= 2 && a->rows[1].numbers == 0 &&
           a->rows[1].hash == b->rows[1].hash && a->series[STITCH_INNER].members < 2;
}

/* `1、Staff | Number`, `2、Vehicles | Number`: the tables are numbered, not their rows. */
static int is_numbered_table(const pair *p) {
    const stitch_row *a = first_of(p->above), *b = first_of(p->below);
    return p->gap != STITCH_PAGE && a->numbers == 0 && b->numbers == 0 && a->filled > 1 &&
           a->filled == b->filled && a->label.style == b->label.style && p->above->numbers > 0;
}

/* Does the label come next in a series of the table above? */
static int comes_next(const pair *p, stitch_label label) {
    const stitch_series *series = &p->above->series[label.style];
    if (label.style == STITCH_PLAIN || series->members == 0)
        return 0;
    if (label.style == STITCH_INNER)
        return series->around == label.around && label.value > series->value &&
               !looks_like_sibling(p);
    return label.value == series->value + 1;
}

static int series_goes_on(const pair *p) {
    stitch_label label = first_of(p->below)->label;
    return comes_next(p, label) && (label.style == STITCH_INNER || !is_numbered_table(p));
}

/* A body row on top, and further down a header row of the table above again, or its next group. */
static int group_goes_on(const pair *p) {
    const stitch_series *above = &p->above->series[STITCH_INNER];
    const stitch_series *below = &p->below->series[STITCH_INNER];
    uint32_t i = repeated_row(p);
    int header = i != SHEAF_NONE && i != 0;
    int group = above->members != 0 && below->members != 0 && above->around == below->around &&
                below->value > above->value;
    return first_of(p->below)->numbers != 0 && (header || group);
}

enum { NEAR_END = 64 };

/* Some row above has text left of that column. */
static int texts_begin_before(const stitch_profile *p, uint32_t column) {
    for (uint32_t i = p->count; i > 0 && p->count - i < NEAR_END; i--)
        if (p->rows[i - 1].first < column)
            return 1;
    return 0;
}

/* The first cell of the fragment is blank, and numbers follow: it is the rest of a merged row head, where the table
 * above has such heads. */
static int row_head_goes_on(const pair *p) {
    const stitch_row *first = first_of(p->below);
    return first->first > 0 && first->numbers > 0 && first->filled > first->numbers &&
           last_of(p->above)->numbers > 0 && texts_begin_before(p->above, first->first);
}

/* The table above ends in a header row: its body must follow, and the fragment begins with numbers. */
static int header_wants_body(const pair *p) {
    const stitch_profile *a = p->above, *b = p->below;
    if (last_of(a)->numbers != 0 || last_of(a)->filled < 2 || first_of(b)->numbers == 0)
        return 0;
    if (a->numbers != 0)
        return p->gap == STITCH_PAGE && b->width == last_of(a)->first + last_of(a)->filled;
    return a->count <= 5 && b->width >= 4 && b->width + 1 >= a->width &&
           first_of(b)->numbers * 2 > b->width;
}

/* The table above ends in the label of a group at the end of its page: no table ends so. */
static int group_wants_rows(const pair *p) {
    const stitch_row *last = last_of(p->above);
    return p->gap == STITCH_PAGE && p->above->numbers != 0 && last->numbers == 0 &&
           last->filled == 1 && last->label.style != STITCH_PLAIN &&
           p->above->series[last->label.style].members > 1;
}

/* How many rows the header of the table above has at most, told by the numbers below it. */
static uint32_t header_rows(const pair *p) {
    const stitch_profile *a = p->above, *b = p->below;
    const stitch_row *first = first_of(a);
    if (a->numbers != 0)
        return a->headers != 0 ? a->headers : first->years == first->numbers;
    return b->numbers != 0 ? b->headers : 1;
}

/* Between the same rules columns need no comparing, and years may stand in a header. */
static uint32_t repeated_on_paper(const pair *p) {
    const stitch_profile *a = p->above, *b = p->below;
    uint32_t most = header_rows(p), n = 0;
    if (p->gap != STITCH_PAGE || p->match != STITCH_SAME)
        return 0;
    while (n < most && n < a->count && n + 1 < b->count && a->rows[n].whole == b->rows[n].whole)
        n++;
    int is_whole = n == most || n == a->count;
    return is_whole && n > 0 && (first_of(a)->filled > 1 || n > 1) ? n : 0;
}

/* The header of the table above once more, after a page break or before the next row of a series. */
static int repeats_header(const pair *p) {
    const stitch_profile *a = p->above, *b = p->below;
    if (repeated_on_paper(p) != 0)
        return 1;
    if (a->headers == 0 || a->numbers == 0 || b->count <= a->headers)
        return 0;
    for (uint32_t i = 0; i < a->headers; i++)
        if (a->rows[i].hash != b->rows[i].hash)
            return 0;
    return p->gap == STITCH_PAGE || comes_next(p, b->rows[a->headers].label);
}

/* The rows of the table below that repeat the header. */
static uint32_t rows_repeated(const pair *p) {
    uint32_t on_paper = repeated_on_paper(p), most = p->below->count;
    uint32_t rows = on_paper != 0 ? on_paper : p->above->headers;
    return rows == 0 || rows > most ? 0 : p->below->rows[rows - 1].row + 1;
}

/* Nothing goes with those rows that the table above does not say, too: no blocks in a cell, no cell that reaches below. */
static int may_be_left_out(const pair *p) {
    const sheaf_document *document = p->plan->document;
    const uint32_t skip = rows_repeated(p), end = stitch_node(p->plan, p->below->node)->end;
    for (uint32_t n = p->below->node + 1; n < end; n = stitch_node(p->plan, n)->end) {
        const sheaf_node *node = stitch_node(p->plan, n);
        const sheaf_cell *cell = SHEAF_AT(document->cells, sheaf_cell, node->payload);
        if (cell->row >= skip)
            break;
        if (node->end != n + 1 || cell->row + cell->row_span > skip)
            return 0;
    }
    return skip != 0;
}

static int header_repeats(const pair *p) {
    return repeats_header(p) && may_be_left_out(p);
}

/* Some row above has its first number in that column. */
static int numbers_begin_at(const stitch_profile *p, uint32_t column) {
    for (uint32_t i = p->count; i > 0 && p->count - i < NEAR_END; i--)
        if (p->rows[i - 1].first_number == column)
            return 1;
    return 0;
}

/* Nothing but years behind one label, and several of them or such a row on top of the table above: a header. */
static int has_header_of_years(const pair *p) {
    const stitch_row *a = first_of(p->above), *b = first_of(p->below);
    return b->years > 0 && b->years == b->numbers && b->filled <= b->numbers + 1 &&
           (b->years > 1 || (a->years > 0 && a->years == a->numbers));
}

/* After a page break, a body without header whose numbers stand in the columns of the table above. */
static int body_goes_on(const pair *p) {
    const stitch_row *first = first_of(p->below);
    return p->gap == STITCH_PAGE && first->numbers > 0 && p->above->numbers > 0 &&
           last_of(p->above)->numbers > 0 && !has_header_of_years(p) &&
           numbers_begin_at(p->above, first->first_number + p->shift);
}

/* Behind a page break, between the same rules, and no header of its own: where the table above has numbers, a first row
 * of several words and no number would be one, unless it is the rest of a row. */
static int rules_go_on(const pair *p) {
    const stitch_row *first = first_of(p->below);
    if (p->gap != STITCH_PAGE || p->match != STITCH_SAME || has_header_of_years(p))
        return 0;
    return first->numbers > 0 || first->filled < 2 || p->above->numbers == 0 ||
           stitch_row_goes_on(p->plan, p->above->node, p->below->node);
}

static const struct {
    int (*holds)(const pair *p);
    uint32_t confidence;
    const char *evidence;
} proofs[] = {
    {series_goes_on, 9800, "the enumeration of the row labels goes on in the fragment"},
    {header_repeats, 9700,
     "the fragment begins with the header of the table above, behind a page break or "
     "before the next row of its series"},
    {group_goes_on, 9500,
     "the fragment begins with a body row and repeats a header row of the table above"},
    {header_wants_body, 9400,
     "the table above ends in a header row, and the fragment begins with numbers"},
    {group_wants_rows, 9400,
     "the table above ends at its page's end in the label of its next group"},
    {row_head_goes_on, 9300,
     "the fragment begins with a blank cell before its first label: the rest of a "
     "merged row head"},
    {body_goes_on, 9000,
     "the fragment stands behind a page break, has no header of its own, and its numbers "
     "stand in the columns of the table above"},
    {rules_go_on, 9300,
     "the fragment stands behind a page break, between the same rules as the table above, and has "
     "no header of its own"},
};

/* An enumeration that begins anew without anything above it in the row begins another table. */
static int starts_anew(const pair *p) {
    const stitch_row *first = first_of(p->below);
    return first->label.style != STITCH_PLAIN && first->label.style != STITCH_INNER &&
           first->label.value == 1 && first->first == first->label_column && first->first == 0 &&
           p->above->series[first->label.style].members > 0;
}

static uint32_t usual_column(const stitch_series *series) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < STITCH_VOTES; i++)
        if (series->votes[i] > series->votes[best])
            best = i;
    return series->members != 0 ? series->column[best] : SHEAF_NONE;
}

/* A fragment that lost its first column stands too far to the left: labels of a style belong below those
 * of the same style above. Of the shifts that the labels ask for, the one with most labels wins. */
static uint32_t shift_by_labels(const pair *p, uint32_t most) {
    uint32_t best = 0, votes = 0;
    for (uint32_t shift = 1; shift <= most; shift++) {
        uint32_t now = 0, stay = 0;
        for (uint32_t s = STITCH_HAN; s < STITCH_INNER; s++) {
            uint32_t wanted = usual_column(&p->above->series[s]);
            const stitch_series *series = &p->below->series[s];
            for (uint32_t i = 0; wanted != SHEAF_NONE && i < STITCH_VOTES; i++) {
                now += series->column[i] + shift == wanted ? series->votes[i] : 0;
                stay += series->column[i] == wanted ? series->votes[i] : 0;
            }
        }
        if (now > stay && now > votes) {
            votes = now;
            best = shift;
        }
    }
    return best;
}

enum { MOST_SHIFT = 8 };

enum { FEW_NUMBERS = 3 };

enum { MOST_LABELS = 2 };

/* How many columns of labels the fragment has more than the table above shows: as many numbers as in the row above, so many columns
 * further to the right, are no values too many. Put below each other as they stand, each number would have its neighbour's head. */
static uint32_t more_labels(const pair *p) {
    const stitch_row *a = last_of(p->above), *b = first_of(p->below);
    const uint32_t more =
        p->below->width > p->above->columns ? p->below->width - p->above->columns : 0;
    return more <= MOST_LABELS && b->numbers >= FEW_NUMBERS && a->numbers == b->numbers &&
                   a->first_number + more == b->first_number
               ? more
               : 0;
}

/* Behind a page break, the numbers of the first row stand below those of the last one. */
static int numbers_meet(const pair *p) {
    const stitch_row *a = last_of(p->above), *b = first_of(p->below);
    return p->gap == STITCH_PAGE && b->numbers >= FEW_NUMBERS && a->numbers == b->numbers &&
           stitch_numbers_meet(p->plan, p->above->node, a->row, p->below->node, b->row);
}

/* A fragment may be one column wider, where rows got a value too many; then the series must prove it. So it must where labels in one
 * column of the first part, since the page ended above the first group, are in several here: those of groups and rows, and what stands
 * before them. Rules that are the same say more than widths do. */
static int may_be_one(const pair *p) {
    if (p->match != STITCH_UNKNOWN)
        return p->match == STITCH_SAME;
    if (p->below->width <= p->above->columns)
        return 1;
    if (more_labels(p) != 0)
        return p->above->parts == 1 && series_goes_on(p) && numbers_meet(p);
    return p->below->width == p->above->columns + 1 && series_goes_on(p);
}

/* How far a fragment with fewer columns stands too far to the left: to where its numbers stand below those above, else by its labels. */
static uint32_t shift_of(const pair *p) {
    const uint32_t a = last_of(p->above)->first_number, b = first_of(p->below)->first_number;
    uint32_t most = p->above->columns > p->below->width ? p->above->columns - p->below->width : 0;
    most = most < MOST_SHIFT ? most : MOST_SHIFT;
    if (most > 0 && a > b && a - b <= most && numbers_meet(p))
        return a - b;
    return shift_by_labels(p, most);
}

/* A table with a caption that the one above does not have is another. */
static int has_own_caption(const pair *p) {
    sheaf_str above = stitch_node(p->plan, p->above->node)->text;
    sheaf_str below = stitch_node(p->plan, p->below->node)->text;
    return !stitch_is_blank(below) &&
           (above.len != below.len || memcmp(above.ptr, below.ptr, above.len) != 0);
}

int stitch_fragments(const stitch_plan *plan, const stitch_profile *above,
                     const stitch_profile *below, stitch_match match, stitch_gap gap,
                     stitch_join *join) {
    if (above->count == 0 || below->count == 0)
        return 0;
    pair p = {.plan = plan, .above = above, .below = below, .gap = gap, .match = match};
    if (!may_be_one(&p) || has_own_caption(&p))
        return 0;
    if (match == STITCH_UNKNOWN)
        p.shift = shift_of(&p);
    if (starts_anew(&p) && !header_wants_body(&p))
        return 0;
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++)
        if (proofs[i].holds(&p)) {
            join->paper = match == STITCH_SAME;
            join->shift = p.shift;
            join->width = below->width + p.shift;
            join->labels = match == STITCH_UNKNOWN ? more_labels(&p) : 0;
            join->from = last_of(above)->first_number;
            join->to = first_of(below)->first_number + p.shift;
            if (proofs[i].holds == header_repeats)
                join->skip = rows_repeated(&p);
            join->confidence = proofs[i].confidence;
            join->evidence = proofs[i].evidence;
            return 1;
        }
    return 0;
}
