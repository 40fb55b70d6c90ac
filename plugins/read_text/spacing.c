/* White space that a program put into a text and that says nothing: a blank line behind each line, or between the rows
 * of a table; a tab at the end of each line. Only where it is everywhere: elsewhere a blank line ends a table, and a tab
 * parts cells. */
#include "text.h"

#include <string.h>

enum {
    FEWEST = 12,    /* lines of a text whose lines are doubled */
    FEWEST_ROWS = 3 /* rows with blank lines between them */
};

/* ---- blank lines ---- */

/* Line, blank line, line: what was a blank line before is three. */
static int is_doubled(const text_run *run) {
    uint32_t apart = 0;
    for (uint32_t i = 1; i < run->count; i++) {
        if (run->lines[i].gap % 2 == 0)
            return 0;
        apart += run->lines[i].gap > 1;
    }
    return run->count >= FEWEST && apart > 0 && apart < run->count - run->count / 3;
}

static void halve(text_run *run) {
    for (uint32_t i = 1; i < run->count; i++)
        run->lines[i].gap /= 2;
}

/* ---- rows ---- */

/* What parts the cells of a line, as bits: a number has commas, too. */
enum { BY_BARS = 1u << 0, BY_TABS = 1u << 1, BY_COMMAS = 1u << 2, BY_SEMICOLONS = 1u << 3 };

/* Separators with no space behind them, as prose has them. */
static uint32_t parts_in(sheaf_str text, char separator) {
    uint32_t count = 0;
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at < end && (at = memchr(at, separator, (size_t)(end - at))) != NULL) {
        at++;
        if (at < end && *at == ' ' && (separator == ',' || separator == ';'))
            return 0;
        count++;
    }
    return count;
}

static int is_drawn(sheaf_str text) {
    static const sheaf_str corners[] = {TEXT_WORD("+"),  TEXT_WORD("┌"), TEXT_WORD("├"),
                                        TEXT_WORD("└"),  TEXT_WORD("│"), TEXT_WORD("┃"),
                                        TEXT_WORD("｜"), TEXT_WORD("║")};
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++)
        if (text_starts(text, corners[i]))
            return 1;
    return 0;
}

/* What a tab begins is a cell of a row that a blank line ends; columns that are aligned have rows of several lines. */
static uint32_t parts_of(const text_run *run, uint32_t line) {
    const uint32_t flags = run->lines[line].flags;
    sheaf_str text = text_trim(text_of(run, line));
    if (flags & TEXT_TAB)
        return flags & TEXT_INNER_TAB && parts_in(text, '\t') > 1 ? BY_TABS : 0;
    if (flags & (TEXT_PIPE | TEXT_RULE) && (is_drawn(text) || parts_in(text, '|') > 1))
        return BY_BARS;
    if (!(flags & TEXT_SEPARATOR) || flags & TEXT_GAP)
        return 0;
    return (parts_in(text, ',') > 1 ? BY_COMMAS : 0u) |
           (parts_in(text, ';') > 1 ? BY_SEMICOLONS : 0u);
}

/* One past the rows that stand a blank line apart from `first` on; `parts` is left with what all of them have. */
static uint32_t end_of_rows(const text_run *run, uint32_t first, uint32_t *parts) {
    uint32_t line = first + 1;
    for (uint32_t next;
         line < run->count && run->lines[line].gap == 1 && !(run->lines[line].flags & TEXT_PAGE) &&
         (next = parts_of(run, line) & *parts) != 0;
         line++)
        *parts = next;
    return line;
}

/* Rows right below each other: blank lines between others part tables. */
static int is_below(const text_run *run, uint32_t line, uint32_t parts) {
    return line > 0 && line < run->count && run->lines[line].gap == 0 &&
           parts_of(run, line) & parts && parts_of(run, line - 1) & parts;
}

static void join_rows(text_run *run) {
    for (uint32_t line = 0, end; line < run->count; line = end) {
        end = line + 1;
        if (end == run->count || run->lines[end].gap != 1)
            continue;
        uint32_t parts = parts_of(run, line);
        if (!parts)
            continue;
        end = end_of_rows(run, line, &parts);
        if (end - line < FEWEST_ROWS || is_below(run, line, parts) || is_below(run, end, parts))
            continue;
        for (uint32_t i = line + 1; i < end; i++)
            run->lines[i].gap = 0;
    }
}

/* ---- tabs at the end ---- */

/* Whether tabs stand nowhere else, so that they part nothing. */
static int has_tabs_at_ends(const text_run *run) {
    uint32_t tabs = 0;
    for (uint32_t i = 0; i < run->count; i++) {
        if ((run->lines[i].flags & (TEXT_TAB | TEXT_EMPTY)) != TEXT_TAB)
            continue;
        sheaf_str text = text_of(run, i);
        size_t lead = (size_t)(text_trim_front(text).ptr - text.ptr);
        if (memchr(text.ptr, '\t', lead + text_trim(text).len))
            return 0;
        tabs++;
    }
    return tabs > 0;
}

/* Lines of nothing else are blank lines then. */
static void trim_ends(text_run *run) {
    uint32_t kept = 0, gap = 0, page = 0;
    for (uint32_t i = 0; i < run->count; i++) {
        text_line line = run->lines[i];
        gap += line.gap;
        page |= line.flags & TEXT_PAGE;
        if (line.flags & TEXT_EMPTY) {
            gap++;
            continue;
        }
        sheaf_str text = text_of(run, i);
        line.length =
            (uint32_t)((size_t)(text_trim_front(text).ptr - text.ptr) + text_trim(text).len);
        line.flags &= (uint16_t) ~(unsigned)(TEXT_TAB | TEXT_INNER_TAB);
        line.flags |= (uint16_t)page;
        line.gap = (uint16_t)(gap < UINT16_MAX ? gap : UINT16_MAX);
        run->lines[kept++] = line;
        gap = page = 0;
    }
    run->count = kept;
}

void text_close_up(text_run *run) {
    if (is_doubled(run))
        halve(run);
    join_rows(run);
    if (has_tabs_at_ends(run))
        trim_ends(run);
}
