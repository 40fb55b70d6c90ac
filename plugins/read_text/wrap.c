/* Whether the text is hard-wrapped, and whether one line goes on in the next. The one idea: a break was
 * forced where the first word of the next line would not have fitted; a text in which most breaks inside
 * blocks were forced by one width is wrapped at that width. */
#include "numbering.h"

#include <string.h>

uint32_t text_indent(sheaf_str text) {
    sheaf_str words = text_trim_front(text);
    return text_width((sheaf_str){text.ptr, text.len - words.len}, 160);
}

enum {
    LEAST = 30,   /* columns of a line that can say something */
    WIDEST = 160, /* a text with longer lines is not hard-wrapped */
    SAMPLE = 20000,
    FEWEST = 3, /* forced breaks that prove a width */
    APART = TEXT_TAB | TEXT_PIPE | TEXT_GAP | TEXT_RULE | TEXT_FURNITURE | TEXT_EMPTY
};

/* Columns of what cannot be broken at the front: a word, or a wide character with its number of digits. */
static uint32_t first_unit(sheaf_str text, int *latin) {
    sheaf_str rest = text;
    uint32_t c = rest.len ? text_take(&rest) : 0;
    *latin = !text_is_wide(c);
    while (*latin && rest.len && text.len - rest.len < 64) {
        sheaf_str after = rest;
        c = text_take(&after);
        if (text_is_space(c) || text_is_wide(c))
            break;
        rest = after;
    }
    return text_width((sheaf_str){text.ptr, text.len - rest.len}, WIDEST);
}

/* Whether the break before `line` was forced by a width of `wrap` columns. */
static int is_forced(const text_run *run, uint32_t line, uint32_t wrap) {
    int latin;
    uint32_t unit = first_unit(text_trim_front(text_of(run, line)), &latin);
    sheaf_str before = text_of(run, line - 1);
    uint32_t width = text_width(before, WIDEST);
    latin = latin && !text_is_wide(text_last(before));
    /* Wide characters keep clear of punctuation at the edge, which may cost one of them. */
    return width + unit + (latin ? 1 : 2) > wrap;
}

/* Exports insert and lose blanks, so lines that were broken by one width differ a little. */
static int is_almost_full(const text_run *run, uint32_t line, uint32_t wrap) {
    return text_width(text_of(run, line), WIDEST) * 8 >= wrap * 7;
}

/* A break that came early though nothing ended there: wrappers keep some words together, exports insert
 * and lose blanks, and people wrap by eye. In lower case the text goes on from much shorter lines. */
static int is_broken_off(const text_run *run, uint32_t line) {
    sheaf_str before = text_of(run, line - 1);
    sheaf_str here = text_trim_front(text_of(run, line));
    unsigned char first = here.len ? (unsigned char)*here.ptr : 0;
    int lower = first >= 'a' && first <= 'z' && !text_is_wide(text_last(before));
    if (number_ends_sentence(before))
        return 0;
    return is_almost_full(run, line - 1, run->wrap) ||
           (lower && text_width(before, WIDEST) * 2 >= run->wrap);
}

/* Where paragraphs begin indented, a line at the margin below an almost full one goes on in it. */
static int is_at_margin(const text_run *run, uint32_t line) {
    return run->indented && text_indent(text_of(run, line)) < run->margin + 2 &&
           is_almost_full(run, line - 1, run->wrap);
}

/* Whether line and the one before could be lines of one paragraph at all. */
static int may_join(const text_run *run, uint32_t line) {
    if (line == 0 || line >= run->count)
        return 0;
    const text_line *here = &run->lines[line];
    return here->gap == 0 && !(here->flags & (APART | TEXT_PAGE)) && !(here[-1].flags & APART);
}

static int starts_mark(sheaf_str text) {
    if (text.len > 1 && memchr("-*+>#", *text.ptr, 5) &&
        (text.ptr[1] == ' ' || *text.ptr == '>' || *text.ptr == '#'))
        return 1;
    return text_starts(text, SHEAF_STR("•")) || text_starts(text, SHEAF_STR("●")) ||
           text_starts(text, SHEAF_STR("```"));
}

int text_continues(const text_run *run, uint32_t line) {
    numbering number;
    if (run->wrap == 0 || !may_join(run, line) ||
        !(is_forced(run, line, run->wrap) || is_broken_off(run, line) || is_at_margin(run, line)))
        return 0;
    sheaf_str here = text_of(run, line);
    sheaf_str before = text_of(run, line - 1);
    int ended = number_ends_sentence(before);
    if (starts_mark(text_trim_front(here)))
        return 0;
    if (run->indented && text_indent(here) >= run->margin + 2)
        return 0;
    return !ended ||
           (text_indent(here) <= text_indent(before) && !number_read(text_trim(here), &number));
}

/* Widths of the lines that have a line of the same block below them; returns how many. */
static uint32_t tally(const text_run *run, uint32_t lines, uint32_t histogram[WIDEST + 2]) {
    uint32_t count = 0;
    for (uint32_t i = 1; i < lines; i++) {
        if (!may_join(run, i) || starts_mark(text_trim_front(text_of(run, i))))
            continue;
        uint32_t width = text_width(text_of(run, i - 1), WIDEST);
        if (width < LEAST)
            continue;
        histogram[width > WIDEST ? WIDEST + 1 : width]++;
        count++;
    }
    return count;
}

/* Where the leftmost lines begin, and whether sentences that end are followed by indented lines, not by
 * lines at the margin. */
static void measure_indents(text_run *run, uint32_t lines) {
    uint32_t indented = 0, flush = 0;
    run->margin = WIDEST;
    for (uint32_t i = 0; i < lines; i++) {
        uint32_t indent = text_indent(text_of(run, i));
        if (!(run->lines[i].flags & APART) && indent < run->margin)
            run->margin = indent;
    }
    for (uint32_t i = 1; i < lines; i++) {
        if (!may_join(run, i) || !number_ends_sentence(text_of(run, i - 1)))
            continue;
        uint32_t deep = text_indent(text_of(run, i)) >= run->margin + 2;
        indented += deep;
        flush += !deep;
    }
    run->indented = indented >= FEWEST && indented > flush;
}

/* The right edge of the band in which most lines end; WIDEST + 1 where more than a tenth is wider still,
 * which no wrapped text has. */
static uint32_t usual_width(const uint32_t histogram[WIDEST + 2], uint32_t count) {
    enum { BAND = 8 };
    uint32_t best = WIDEST + 1, most = 0, inside = 0, above = 0;
    for (uint32_t width = LEAST; width <= WIDEST; width++) {
        inside += histogram[width] - (width >= LEAST + BAND ? histogram[width - BAND] : 0);
        if (inside >= most && histogram[width] != 0) {
            most = inside;
            best = width;
        }
    }
    for (uint32_t width = best + 1; width <= WIDEST + 1; width++)
        above += histogram[width];
    return above * 10 > count ? WIDEST + 1 : best;
}

/* Breaks that the width forced, and of them those inside a sentence. */
typedef struct breaks {
    uint32_t forced, open;
} breaks;

static breaks count_breaks(const text_run *run, uint32_t lines, uint32_t wrap) {
    breaks b = {0, 0};
    for (uint32_t i = 1; i < lines; i++) {
        if (!may_join(run, i) || starts_mark(text_trim_front(text_of(run, i))) ||
            text_width(text_of(run, i - 1), WIDEST) < LEAST ||
            !(is_forced(run, i, wrap) || is_almost_full(run, i - 1, wrap)))
            continue;
        b.forced++;
        b.open += !number_ends_sentence(text_of(run, i - 1));
    }
    return b;
}

/* Few breaks prove a width only where lines are as long as people write them, and sentences go on over them. */
static int is_proof(breaks b, uint32_t count, uint32_t wrap) {
    enum { FEW = 2, USUAL = 60 };
    return b.forced * 2 >= count && (b.forced >= FEWEST || (b.open >= FEW && wrap >= USUAL));
}

void text_measure_wrap(text_run *run) {
    uint32_t histogram[WIDEST + 2] = {0};
    uint32_t lines = run->count < SAMPLE ? run->count : SAMPLE;
    measure_indents(run, lines);
    uint32_t count = tally(run, lines, histogram);
    uint32_t wrap = usual_width(histogram, count);
    if (count && wrap <= WIDEST && is_proof(count_breaks(run, lines, wrap), count, wrap))
        run->wrap = wrap;
}
