/* Headings: a line that its format says is one (Markdown `#`, underlined), or a short line with the
 * numbering of its level that does not end a sentence; and run-in heads, `（一）主动公开。…`, whose paragraph
 * follows in the same line. Tests that only a whole document answers (a list of the headings to come) are
 * searched for a bounded number of times. */
#include "numbering.h"

#include <string.h>

enum {
    WIDEST = 90,       /* columns of a heading */
    HEAD_LONGEST = 84, /* columns of a run-in head, number included */
    HEAD_BYTES = 4 * HEAD_LONGEST,
    LABEL_LONGEST = 32, /* the same where it ends in a colon */
    TOPIC_LONGEST = 46, /* the same where the line ends with it */
    MOST_SEARCHES = 16,
    NOT_PROSE =
        TEXT_LEADING_TAB | TEXT_INNER_TAB | TEXT_PIPE | TEXT_RULE | TEXT_FURNITURE | TEXT_EMPTY
};

static void emit(text_run *run, uint32_t line, uint32_t kind, uint32_t level, sheaf_str number,
                 sheaf_str text, uint32_t flags) {
    sheaf_origin origin = text_origin(run, line, text);
    sheaf_block block = {.size = sizeof block,
                         .kind = kind,
                         .flags =
                             flags | (run->lines[line].flags & TEXT_PAGE ? SHEAF_BREAK_BEFORE : 0),
                         .text = text,
                         .origins = &origin,
                         .origin_count = 1,
                         .level = level,
                         .number = number};
    run->host->add(run->job, &block);
}

/* Whether a heading of the first level stands anywhere below the first line. */
static int has_other_tops(const text_run *run) {
    for (uint32_t line = 1; line < run->count; line++) {
        sheaf_str text = text_of(run, line);
        if (text.len > 2 && text.ptr[0] == '#' && text.ptr[1] == ' ')
            return 1;
        if (run->lines[line].flags & TEXT_RULE && *text_trim(text).ptr == '=' &&
            run->lines[line].gap == 0 && line > 1)
            return 1;
    }
    return 0;
}

/* Emits a heading of the format's own. The first line of all is the title instead; where nothing else is
 * of its level, the levels below it move up: a title is no heading. */
static void emit_marked(text_run *run, uint32_t line, uint32_t level, sheaf_str text) {
    numbering number;
    int numbered = number_read(text, &number);
    if (line == 0 && level == 1) {
        run->outline.below_title = !has_other_tops(run);
        emit(run, line, SHEAF_TITLE, 0, SHEAF_STR(""), text, 0);
        return;
    }
    uint32_t up = level > 1 ? run->outline.below_title : 0;
    emit(run, line, SHEAF_HEADING, level - up, numbered ? number.number : SHEAF_STR(""), text, 0);
}

/* ---- marks in front: `#` of Markdown, `==` of AsciiDoc and MediaWiki, `**` of Org ---- */

/* One past a drawer of Org right below its heading, `:PROPERTIES:` to `:END:`; `line` where there is none. */
static uint32_t drawer_end(const text_run *run, uint32_t line) {
    enum { MOST = 16 };
    const sheaf_str begin = SHEAF_STR(":PROPERTIES:"), end = SHEAF_STR(":END:");
    if (line >= run->count || run->lines[line].gap ||
        !text_starts(text_trim(text_of(run, line)), begin))
        return line;
    for (uint32_t i = line + 1; i < run->count && i - line < MOST && !run->lines[i].gap; i++)
        if (text_starts(text_trim(text_of(run, i)), end))
            return i + 1;
    return line;
}

static void drop_drawer(text_run *run, uint32_t line, uint32_t end) {
    for (; line < end; line++) {
        sheaf_str rest = text_trim(text_of(run, line)), text = rest;
        uint64_t count = 0;
        while (rest.len)
            count += !text_is_space(text_take(&rest));
        text_drop(run, line, text, count, SHEAF_STR("properties of a heading"));
    }
}

/* One star is a bullet, unless properties stand below; `=` and `*` stand at the margin. */
static int may_mark(const text_run *run, uint32_t line, sheaf_str text, size_t marks) {
    if (*text.ptr == '#')
        return 1;
    return text.ptr == text_of(run, line).ptr &&
           (*text.ptr == '=' || marks > 1 || drawer_end(run, line + 1) > line + 1);
}

/* AsciiDoc begins with two; where the marks stand behind the text, too, each counts. */
static uint32_t marked_level(char mark, size_t marks, size_t behind) {
    return (uint32_t)(mark == '=' && marks > 1 && behind != marks ? marks - 1 : marks);
}

static uint32_t marked_heading(text_run *run, uint32_t line, sheaf_str text) {
    size_t marks = 0;
    char mark = *text.ptr;
    while (marks < text.len && text.ptr[marks] == mark)
        marks++;
    sheaf_str name = text_trim(text_from(text, marks));
    if (marks > 6 || marks == text.len || (text.ptr[marks] != ' ' && text.ptr[marks] != '\t') ||
        !may_mark(run, line, text, marks))
        return line;
    size_t end = name.len;
    while (end > 0 && name.ptr[end - 1] == mark)
        end--;
    size_t behind = end < name.len && end > 0 && name.ptr[end - 1] == ' ' ? name.len - end : 0;
    name.len -= behind > 0 ? behind + 1 : 0;
    name = text_trim(name);
    if (name.len == 0)
        return line;
    text_drop(run, line, text, marks + behind, SHEAF_STR("heading mark"));
    emit_marked(run, line, marked_level(mark, marks, behind), name);
    uint32_t below = mark == '*' ? drawer_end(run, line + 1) : line + 1;
    drop_drawer(run, line + 1, below);
    return below;
}

/* The level that the line below gives as an underline: 1 for =, 2 for -, 0 for none. */
static uint32_t underline_level(const text_run *run, uint32_t line, sheaf_str text) {
    if (line + 1 >= run->count || run->lines[line + 1].gap ||
        !(run->lines[line + 1].flags & TEXT_RULE))
        return 0;
    sheaf_str rule = text_trim(text_of(run, line + 1));
    char mark = *rule.ptr;
    if ((mark != '=' && mark != '-') || rule.len < 3)
        return 0;
    for (size_t i = 0; i < rule.len; i++)
        if (rule.ptr[i] != mark)
            return 0;
    uint32_t width = text_width(text, WIDEST);
    return width <= WIDEST && rule.len * 2 >= width ? (mark == '=' ? 1 : 2) : 0;
}

static uint32_t underlined(text_run *run, uint32_t line, sheaf_str text) {
    uint32_t level = underline_level(run, line, text);
    if (level == 0 || run->lines[line].flags & TEXT_GAP || text_continues(run, line))
        return line;
    emit_marked(run, line, level, text);
    sheaf_str rule = text_trim(text_of(run, line + 1));
    text_drop(run, line + 1, rule, rule.len, SHEAF_STR("underline of a heading"));
    return line + 2;
}

/* ---- numbered ---- */

static int contains(sheaf_str text, sheaf_str word) {
    for (size_t i = 0; i + word.len <= text.len; i++)
        if (memcmp(text.ptr + i, word.ptr, word.len) == 0)
            return 1;
    return 0;
}

/* Dots that lead to a page number, or columns: an entry of a table of contents, or a row. */
static int has_leader(sheaf_str text) {
    static const sheaf_str leaders[] = {TEXT_WORD("..."),  TEXT_WORD("……"),   TEXT_WORD("···"),
                                        TEXT_WORD("。"),   TEXT_WORD("  "),   TEXT_WORD("\t"),
                                        TEXT_WORD("　　"), TEXT_WORD(". . .")};
    for (; text.len; text_take(&text))
        for (size_t i = 0; i < sizeof leaders / sizeof *leaders; i++)
            if (*text.ptr == *leaders[i].ptr && text_starts(text, leaders[i]))
                return 1;
    return 0;
}

/* The line before stops in the middle of a sentence and is long enough to have been broken there. */
static int after_open_line(const text_run *run, uint32_t line) {
    if (line == 0 || run->lines[line].gap || run->lines[line - 1].flags & (NOT_PROSE | TEXT_PAGE))
        return 0;
    sheaf_str before = text_trim(text_of(run, line - 1));
    numbering number;
    uint32_t least = run->wrap > 46 ? run->wrap - 6 : 40;
    return text_width(before, least) >= least && !number_ends_sentence(before) &&
           !number_read(before, &number);
}

/* `1.` and `（1）` are headings only where they stand alone above text. */
static int stands_above_text(const text_run *run, uint32_t line, const numbering *number) {
    numbering next;
    if (line + 1 >= run->count || run->lines[line + 1].flags & TEXT_FURNITURE)
        return 0;
    sheaf_str below = text_of(run, line + 1);
    sheaf_str words = text_trim(below);
    if (run->lines[line + 1].gap == 0) {
        uint32_t first = words.len ? (unsigned char)*words.ptr : 0;
        if ((first >= 'a' && first <= 'z') || (words.ptr > below.ptr + 1 && *below.ptr == ' '))
            return 0;
    }
    if (!number_read(words, &next))
        return 1;
    return next.style != number->style || next.depth > number->depth;
}

/* Where headings come without text between them, this may be a list of them: it is, if the same line
 * comes again. Returns one past the last line of the list, or `line`. */
static uint32_t listing_end(text_run *run, uint32_t line, const numbering *number) {
    numbering next;
    uint32_t end = line + 1;
    while (end < run->count && number_read(text_trim(text_of(run, end)), &next) &&
           next.style == number->style && next.part[0] == number->part[0] + (end - line))
        end++;
    if (end < line + 3 || run->outline.searches >= MOST_SEARCHES)
        return line;
    run->outline.searches++;
    sheaf_str wanted = text_trim(text_of(run, line));
    for (uint32_t i = end; i < run->count; i++) {
        sheaf_str other = text_trim(text_of(run, i));
        if (other.len == wanted.len && memcmp(other.ptr, wanted.ptr, wanted.len) == 0)
            return end;
    }
    return line;
}

static int is_listed(text_run *run, uint32_t line, const numbering *number) {
    if (line < run->outline.listing_end)
        return 1;
    uint32_t end = listing_end(run, line, number);
    if (end > line)
        run->outline.listing_end = end;
    return end > line;
}

static int is_heading(text_run *run, uint32_t line, sheaf_str text, const numbering *number) {
    if (number->rest.len == 0 && number->style > NUMBER_ARTICLE)
        return 0;
    if (number->style == NUMBER_CIRCLED || text_width(text, WIDEST) > WIDEST ||
        number_ends_open(text) || has_leader(number->rest) ||
        !number_follows(&run->outline, number))
        return 0;
    if (after_open_line(run, line) || text_continues(run, line))
        return 0;
    uint32_t first = number->rest.len ? (unsigned char)*number->rest.ptr : 0;
    if (first >= 'a' && first <= 'z')
        return 0;
    int is_plain = number->style == NUMBER_PAREN ||
                   (number->style == NUMBER_DECIMAL && number->depth == 1) ||
                   number->style == NUMBER_ROMAN || number->style == NUMBER_LETTER;
    if (is_plain && !stands_above_text(run, line, number))
        return 0;
    if (number->style == NUMBER_CN_PAREN && run->outline.listed && number->part[0] != 1)
        return 0;
    return !is_listed(run, line, number);
}

static uint32_t numbered(text_run *run, uint32_t line, sheaf_str text, const numbering *number) {
    if (!is_heading(run, line, text, number))
        return line;
    number_used(&run->outline, number);
    run->outline.listed = 0;
    emit(run, line, SHEAF_HEADING, number_level(&run->outline, number), number->number, text, 0);
    return line + 1;
}

/* ---- run-in heads ---- */

/* The head that `text` begins with, its stop included; empty where it has none. */
static sheaf_str head_of(sheaf_str text, size_t number_length) {
    sheaf_str rest = text_from(text, number_length);
    while (rest.len && (size_t)(rest.ptr - text.ptr) <= HEAD_BYTES) {
        uint32_t c = text_take(&rest);
        sheaf_str head = {text.ptr, (size_t)(rest.ptr - text.ptr)};
        if (c == 0x3002 && text_width(head, HEAD_LONGEST) <= HEAD_LONGEST)
            return head;
        if (c == 0xFF1A && rest.len && text_width(head, LABEL_LONGEST) <= LABEL_LONGEST)
            return head;
        if (c == 0x3002 || c == 0xFF1A || c == 0xFF1B || c == '\t')
            break;
    }
    return (sheaf_str){text.ptr, 0};
}

/* `（一）主动公开。` alone in its line names a topic; with clauses, or longer, it is a sentence. */
static int is_topic(sheaf_str head) {
    static const sheaf_str divides[] = {TEXT_WORD("，"), TEXT_WORD("、"), TEXT_WORD("；"),
                                        TEXT_WORD("：")};
    for (size_t i = 0; i < sizeof divides / sizeof *divides; i++)
        if (contains(head, divides[i]))
            return 0;
    return text_width(head, TOPIC_LONGEST) <= TOPIC_LONGEST;
}

static uint32_t run_in(text_run *run, uint32_t line, sheaf_str text, const numbering *number) {
    /* A wrapped line may end anywhere; only the end of an item says what the item is. */
    uint32_t last = text_continues(run, line + 1) ? 0 : text_last(text);
    if (number->style != NUMBER_CN_PAREN)
        return line;
    if (number->part[0] == 1)
        run->outline.listed = 0;
    if (last == 0xFF1B || last == ';' || last == 0xFF0C)
        run->outline.listed = 1;
    sheaf_str head = head_of(text, number->number.len);
    if (run->outline.listed || head.len <= number->number.len + 3 || after_open_line(run, line))
        return line;
    int goes_on = head.len < text.len;
    if (!goes_on && !is_topic(head))
        return line;
    number_used(&run->outline, number);
    emit(run, line, SHEAF_HEADING, number_level(&run->outline, number), number->number, head,
         goes_on ? SHEAF_RUN_IN : 0);
    size_t skip = (size_t)(head.ptr + head.len - text_of(run, line).ptr);
    return goes_on ? text_paragraph_from(run, line, skip) : line + 1;
}

uint32_t text_heading(text_run *run, uint32_t first) {
    if (run->lines[first].flags & NOT_PROSE)
        return first;
    sheaf_str text = text_trim(text_of(run, first));
    numbering number;
    if (text.len == 0)
        return first;
    if (*text.ptr == '#' || *text.ptr == '=' || *text.ptr == '*') {
        uint32_t end = marked_heading(run, first, text);
        if (end > first)
            return end;
    }
    if (first + 1 < run->count && run->lines[first + 1].flags & TEXT_RULE) {
        uint32_t end = underlined(run, first, text);
        if (end > first)
            return end;
    }
    if (!number_read(text, &number))
        return first;
    uint32_t end = numbered(run, first, text, &number);
    return end > first ? end : run_in(run, first, text, &number);
}
