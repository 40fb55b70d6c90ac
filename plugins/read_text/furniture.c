/* Page furniture: page numbers and running heads. They are marked, never left out, so a wrong guess loses
 * nothing; still a row of data must not be one. A page number says so by its form (- 3 -, 第 3 页) and stands
 * apart; a bare number or 3/9 only at a form feed; a running head repeats at the same edge of other pages. */
#include "numbering.h"

#include <string.h>

enum { EDGE = 2, NOT_EDGE = TEXT_TAB | TEXT_PIPE | TEXT_RULE | TEXT_EMPTY, LONGEST = 120 };

/* ---- page numbers ---- */

/* Takes digits (1 to 4, ASCII or full-width) and the spaces around them. */
static int take_number(sheaf_str *rest, uint32_t *value) {
    uint32_t digits = 0;
    *value = 0;
    *rest = text_trim_front(*rest);
    while (rest->len) {
        sheaf_str after = *rest;
        uint32_t c = text_take(&after);
        if (c >= 0xFF10 && c <= 0xFF19)
            c -= 0xFF10 - '0';
        if (c < '0' || c > '9' || ++digits > 4)
            break;
        *value = *value * 10 + (c - '0');
        *rest = after;
    }
    *rest = text_trim_front(*rest);
    return digits > 0 && digits < 5;
}

static int take_literal(sheaf_str *rest, sheaf_str word) {
    *rest = text_trim_front(*rest);
    if (!text_starts(*rest, word))
        return 0;
    *rest = text_from(*rest, word.len);
    return 1;
}

/* A form of page number: `#` stands for a number, everything else for itself, white space for any. `edge`
 * says that the form is believed only at a form feed. */
static const struct {
    sheaf_str form;
    int edge;
} forms[] = {{TEXT_WORD("- # -"), 0},
             {TEXT_WORD("-#-"), 0},
             {TEXT_WORD("— # —"), 0},
             {TEXT_WORD("－ # －"), 0},
             {TEXT_WORD("– # –"), 0},
             {TEXT_WORD("第 # 页 共 # 页"), 0},
             {TEXT_WORD("第 # 页 / 共 # 页"), 0},
             {TEXT_WORD("第 # 页 ， 共 # 页"), 0},
             {TEXT_WORD("第 # 页"), 0},
             {TEXT_WORD("共 # 页 第 # 页"), 0},
             {TEXT_WORD("Page # of #"), 0},
             {TEXT_WORD("Page #"), 0},
             {TEXT_WORD("page # of #"), 0},
             {TEXT_WORD("PAGE # OF #"), 0},
             {TEXT_WORD("· # ·"), 0},
             {TEXT_WORD("# / #"), 1},
             {TEXT_WORD("#"), 1},
             {TEXT_WORD("[ # ]"), 1}};

static int matches(sheaf_str text, sheaf_str form) {
    uint32_t value;
    while (form.len) {
        sheaf_str literal = form;
        uint32_t c = text_take(&form);
        literal.len -= form.len;
        if (c == ' ')
            continue;
        if (c == '#' ? !take_number(&text, &value) : !take_literal(&text, literal))
            return 0;
    }
    return text_trim(text).len == 0;
}

static int is_page_break(const text_run *run, uint32_t line) {
    return line < run->count && run->lines[line].flags & TEXT_PAGE;
}

/* Whether nothing of its page stands above it, or nothing below. */
static int is_at_edge(const text_run *run, uint32_t line) {
    return is_page_break(run, line) || is_page_break(run, line + 1);
}

static int stands_apart(const text_run *run, uint32_t line) {
    return is_at_edge(run, line) || line + 1 == run->count || line == 0 ||
           run->lines[line].gap > 0 || run->lines[line + 1].gap > 0;
}

static int is_page_number(const text_run *run, uint32_t line) {
    const text_line *here = &run->lines[line];
    if (here->length > 80 || !(here->flags & TEXT_DIGIT) || here->flags & (TEXT_TAB | TEXT_PIPE))
        return 0;
    sheaf_str text = text_trim(text_of(run, line));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (matches(text, forms[i].form))
            return forms[i].edge ? is_at_edge(run, line) : stands_apart(run, line);
    return 0;
}

/* ---- running heads ---- */

/* Years go on by one, too, from report to report: what differs in a year is no page number. */
static int is_year(uint32_t number) {
    return number >= 1900 && number < 2100;
}

/* Takes the number in front; other characters compare as they are. */
static int same_but_page(sheaf_str a, sheaf_str b, uint32_t distance) {
    uint32_t changes = 0;
    while (a.len && b.len) {
        uint32_t x, y;
        sheaf_str from_a = a, from_b = b;
        if (*a.ptr >= '0' && *a.ptr <= '9' && *b.ptr >= '0' && *b.ptr <= '9') {
            if (!take_number(&a, &x) || !take_number(&b, &y))
                return 0;
            if (x != y && (y - x != distance || is_year(x)))
                return 0;
            changes += x != y;
        } else if (text_take(&from_a) == text_take(&from_b)) {
            a = from_a;
            b = from_b;
        } else {
            return 0;
        }
    }
    return text_trim(a).len == 0 && text_trim(b).len == 0 && changes <= 1;
}

/* The line at place `slot` of a page: 0 and 1 are its first lines, 2 and 3 its last. SHEAF_NONE: none. */
static uint32_t line_of_slot(const text_run *run, const uint32_t *pages, uint32_t page,
                             uint32_t slot) {
    uint32_t from = pages[page];
    uint32_t to = pages[page + 1];
    uint32_t depth = slot % EDGE;
    if (to - from <= 2 * EDGE)
        return SHEAF_NONE;
    uint32_t line = slot < EDGE ? from + depth : to - 1 - depth;
    const text_line *here = &run->lines[line];
    return here->length > LONGEST || here->flags & NOT_EDGE ? SHEAF_NONE : line;
}

/* A head stands off from the text: columns that go on below it are the head of a table. Nothing but furniture stands
 * between it and the edge: the second line of a title, say, is none. */
static int stands_off(const text_run *run, uint32_t line, uint32_t slot) {
    uint32_t inner = slot < EDGE ? line + 1 : line;
    uint32_t outer = slot % EDGE == 0 ? line : slot < EDGE ? line - 1 : line + 1;
    if (outer != line && !(run->lines[outer].flags & TEXT_FURNITURE))
        return 0;
    return run->lines[inner].gap > 0 || (run->lines[inner].flags & TEXT_FURNITURE && slot < EDGE);
}

static int repeats(const text_run *run, const uint32_t *pages, uint32_t count, uint32_t page,
                   uint32_t slot) {
    uint32_t line = line_of_slot(run, pages, page, slot);
    if (line == SHEAF_NONE || !stands_off(run, line, slot))
        return 0;
    sheaf_str text = text_trim(text_of(run, line));
    /* What says a sentence on every page says it; what heads the first page is likely the title. */
    if (number_ends_sentence(text) || (page == 0 && slot < EDGE))
        return 0;
    for (uint32_t distance = 1; distance <= 2; distance++) {
        uint32_t after =
            page + distance < count ? line_of_slot(run, pages, page + distance, slot) : SHEAF_NONE;
        uint32_t before =
            page >= distance ? line_of_slot(run, pages, page - distance, slot) : SHEAF_NONE;
        if (after != SHEAF_NONE && same_but_page(text, text_trim(text_of(run, after)), distance))
            return 1;
        if (before != SHEAF_NONE && same_but_page(text_trim(text_of(run, before)), text, distance))
            return 1;
    }
    return 0;
}

/* Fills pages[] with the first lines of the pages, one past the last at its end; returns how many pages. */
static uint32_t find_pages(const text_run *run, uint32_t *pages) {
    uint32_t count = 0;
    for (uint32_t line = 0; line < run->count; line++)
        if (line == 0 || run->lines[line].flags & TEXT_PAGE)
            pages[count++] = line;
    pages[count] = run->count;
    return count;
}

static sheaf_status mark_heads(text_run *run, uint32_t breaks) {
    uint32_t *pages = run->host->scratch(run->job, (breaks + 2) * sizeof *pages);
    if (!pages)
        return run->host->tick(run->job, 0, 0);
    uint32_t count = find_pages(run, pages);
    for (uint32_t page = 0; page < count; page++)
        for (uint32_t slot = 0; slot < 2 * EDGE; slot++)
            if (repeats(run, pages, count, page, slot))
                run->lines[line_of_slot(run, pages, page, slot)].flags |= TEXT_FURNITURE;
    return SHEAF_OK;
}

sheaf_status text_furniture(text_run *run) {
    uint32_t breaks = 0;
    for (uint32_t line = 0; line < run->count; line++) {
        if (is_page_number(run, line))
            run->lines[line].flags |= TEXT_FURNITURE;
        breaks += (run->lines[line].flags & TEXT_PAGE) != 0;
    }
    return breaks ? mark_heads(run, breaks) : SHEAF_OK;
}
