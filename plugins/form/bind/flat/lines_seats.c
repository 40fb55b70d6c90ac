/* The columns of numbers in rows with blanks. On a page of aligned text the numbers of a column stand one below the other, and a gap that
 * goes down the whole page parts it from the next: where there are as many such columns as the form has, each number stands in its
 * own. Exporters move whole lines by some characters, and no gap is left then: a number is that of the column to which it is much
 * nearer than to any other, in the rows of the page that have no blanks. Else its rows with blanks are open. All this only places what sums
 * over the rows are asked of (bind/judge/stream_sums.c). */
#include "bind/flat/lines.h"

#include <stdlib.h>

/* A number on a page. */
typedef struct seat {
    uint32_t left, right, number;
} seat;

typedef struct seat_reader {
    line_reader *r;
    seat *seats;
    uint32_t count;
    uint32_t *taken
        [2]; /* the seat of each number, by characters and by columns of a screen; SHEAF_NONE */
} seat_reader;

static int compare_seats(const void *a, const void *b) {
    const seat *first = a, *second = b;
    if (first->left != second->left)
        return first->left < second->left ? -1 : 1;
    return (first->number > second->number) - (first->number < second->number);
}

static uint32_t page_of(const line_reader *r, uint32_t v) {
    return lines_word_at(r, lines_number_at(r, lines_values_at(r, v)->numbers.first)->word)->page;
}

static seat place_of(const seat_reader *s, uint32_t number, int is_wide) {
    const line_word *word = lines_word_at(s->r, lines_number_at(s->r, number)->word);
    return is_wide ? (seat){word->wide, word->wide + word->breadth, number}
                   : (seat){word->place, word->end, number};
}

/* The numbers of the rows [first, end). */
static void list_seats(seat_reader *s, uint32_t first, uint32_t end, int is_wide) {
    s->count = 0;
    for (uint32_t v = first; v < end; v++) {
        form_span numbers = lines_values_at(s->r, v)->numbers;
        for (uint32_t i = numbers.first; i < numbers.first + numbers.count; i++)
            s->seats[s->count++] = place_of(s, i, is_wide);
    }
    qsort(s->seats, s->count, sizeof *s->seats, compare_seats);
}

/* Numbers whose places overlap stand in one column. 0: there are more of these than the form has, or fewer. */
static int seat_page(seat_reader *s, uint32_t first, uint32_t end, int is_wide) {
    uint32_t columns = 0, right = 0;
    list_seats(s, first, end, is_wide);
    for (uint32_t i = 0; i < s->count; i++) {
        columns += i == 0 || s->seats[i].left >= right;
        right = i == 0 || s->seats[i].right > right ? s->seats[i].right : right;
        s->taken[is_wide][s->seats[i].number] = columns - 1;
    }
    for (uint32_t i = 0; columns != s->r->width && i < s->count; i++)
        s->taken[is_wide][s->seats[i].number] = SHEAF_NONE;
    return columns == s->r->width;
}

/* Where the rows without blanks have a column. */
typedef struct band {
    uint32_t left, right;
} band;

/* 0: no row of [first, end) is without blanks. */
static int read_bands(const seat_reader *s, uint32_t first, uint32_t end, band *bands) {
    uint32_t rows = 0;
    for (uint32_t v = first; v < end; v++) {
        form_span numbers = lines_values_at(s->r, v)->numbers;
        for (uint32_t i = 0; numbers.count == s->r->width && i < numbers.count; i++) {
            seat at = place_of(s, numbers.first + i, 0);
            bands[i].left = rows > 0 && bands[i].left < at.left ? bands[i].left : at.left;
            bands[i].right = rows > 0 && bands[i].right > at.right ? bands[i].right : at.right;
        }
        rows += numbers.count == s->r->width;
    }
    for (uint32_t i = 1; i < s->r->width && rows > 0; i++)
        if (bands[i - 1].right > bands[i].left)
            return 0;
    return rows > 0;
}

static uint32_t distance(const band *of, const seat *at) {
    return at->right <= of->left   ? of->left - at->right + 1
           : of->right <= at->left ? at->left - of->right + 1
                                   : 0;
}

/* The band that a number is much nearer to than to any other; SHEAF_NONE. */
static uint32_t nearest_band(const seat_reader *s, const band *bands, const seat *at) {
    enum { FAR = 6, TWICE = 2 };
    uint32_t best = SHEAF_NONE, least = FAR, second = UINT32_MAX;
    for (uint32_t i = 0; i < s->r->width; i++) {
        uint32_t own = distance(&bands[i], at);
        if (own < least) {
            second = best == SHEAF_NONE ? second : least;
            least = own;
            best = i;
        } else
            second = own < second ? own : second;
    }
    return second > least * TWICE ? best : SHEAF_NONE;
}

static void seat_near(seat_reader *s, uint32_t first, uint32_t end) {
    band bands[BIND_WIDEST];
    if (s->r->width > BIND_WIDEST || !read_bands(s, first, end, bands))
        return;
    for (uint32_t v = first; v < end; v++) {
        form_span numbers = lines_values_at(s->r, v)->numbers;
        for (uint32_t i = numbers.first; i < numbers.first + numbers.count; i++) {
            seat at = place_of(s, i, 0);
            s->taken[0][i] = nearest_band(s, bands, &at);
        }
    }
}

/* Both ways to count characters say the same of the row, or one of them says nothing. */
static int is_told(const seat_reader *s, form_span numbers, uint32_t *by) {
    uint32_t told[2] = {0, 0}, unlike = 0;
    for (uint32_t i = numbers.first; i < numbers.first + numbers.count; i++) {
        for (uint32_t k = 0; k < 2; k++)
            told[k] += s->taken[k][i] != SHEAF_NONE;
        unlike += s->taken[0][i] != s->taken[1][i];
    }
    *by = told[0] < numbers.count;
    return told[*by] == numbers.count && (told[0] != told[1] || unlike == 0);
}

static void take_seats(const seat_reader *s, line_values *values) {
    form_span numbers = values->numbers;
    uint32_t by;
    if (numbers.count == s->r->width || !is_told(s, numbers, &by))
        return;
    for (uint32_t i = numbers.first + 1; i < numbers.first + numbers.count; i++)
        if (s->taken[by][i] <= s->taken[by][i - 1])
            return;
    for (uint32_t i = numbers.first; i < numbers.first + numbers.count; i++)
        lines_number_at(s->r, i)->seat = s->taken[by][i];
    values->is_seated = 1;
}

int lines_seat_values(line_reader *r) {
    uint32_t count = r->numbers.count;
    seat_reader s = {.r = r, .seats = form_room(r->context, count + (size_t)1, sizeof *s.seats)};
    for (uint32_t k = 0; k < 2; k++) {
        s.taken[k] = form_room(r->context, count + (size_t)1, sizeof **s.taken);
        if (s.taken[k] == NULL || s.seats == NULL)
            return 0;
    }
    for (uint32_t v = 0, end; v < r->values.count && !r->has_tabs; v = end) {
        for (end = v + 1; end < r->values.count && page_of(r, end) == page_of(r, v); end++)
            continue;
        int is_told = seat_page(&s, v, end, 0);
        if (!(seat_page(&s, v, end, 1) | is_told))
            seat_near(&s, v, end);
    }
    for (uint32_t v = 0; v < r->values.count && !r->has_tabs; v++)
        take_seats(&s, lines_values_at(r, v));
    return 1;
}
