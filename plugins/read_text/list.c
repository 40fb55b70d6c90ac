/* Lists: bullets, and enumerators that count on. Nesting follows the indent and is kept on a stack of
 * bounded depth; deeper items stay on its last level. A bullet is left out of the text (one record says how
 * many), a printed number stays in it. */
#include "numbering.h"

enum {
    DEEPEST = 32,
    TABLE_LIKE = TEXT_INNER_TAB | TEXT_PIPE | TEXT_RULE | TEXT_FURNITURE | TEXT_EMPTY
};

typedef struct marker {
    uint32_t indent;  /* columns before it */
    uint32_t content; /* columns before the text behind it */
    uint32_t style;   /* a bullet's code point, or a number_style */
    uint32_t value;   /* of a number */
    int ordered;
    sheaf_str mark;
    sheaf_str body; /* what the item holds of this line: behind a bullet, from the number on */
} marker;

typedef struct level {
    uint32_t indent;
    uint32_t content;
    uint32_t style;
    uint32_t value;
} level;

typedef struct listing {
    text_run *run;
    level levels[DEEPEST];
    uint32_t depth; /* open lists */
    int in_text;    /* a paragraph is open */
    sheaf_str last; /* what it got last */
    uint64_t bullets;
    uint32_t first; /* line of the first bullet */
    sheaf_str first_mark;
} listing;

static int is_bullet(uint32_t c) {
    static const uint32_t bullets[] = {0x2022, 0x25CF, 0x25CB, 0x25A0, 0x25A1, 0x25C6,
                                       0x25C7, 0x25AA, 0x25E6, 0x2023, 0x27A2, 0xB7,
                                       0x2219, 0xF0B7, 0xF0D8, 0xFFED};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (bullets[i] == c)
            return 1;
    return 0;
}

static uint32_t columns_of(sheaf_str white) {
    uint32_t columns = 0;
    while (white.len && columns < 10000) {
        uint32_t c = text_take(&white);
        columns += c == '\t' ? 4 : text_is_wide(c) ? 2 : 1;
    }
    return columns;
}

static int read_bullet(sheaf_str text, marker *out) {
    sheaf_str rest = text;
    uint32_t c = text_take(&rest);
    int needs_space = c == '-' || c == '*' || c == '+';
    if (!needs_space && !is_bullet(c))
        return 0;
    out->body = text_trim(rest);
    out->mark = (sheaf_str){text.ptr, text.len - rest.len};
    out->style = c;
    return out->body.len && (!needs_space || out->body.ptr > rest.ptr);
}

/* 。 before the end: a paragraph that has a number, no item of a list. */
static int has_sentences(sheaf_str text) {
    while (text.len)
        if (text_take(&text) == 0x3002 && text.len)
            return 1;
    return 0;
}

static int read_number(sheaf_str text, marker *out) {
    numbering number;
    if (!number_read(text, &number) || number.depth != 1 || number.rest.len == 0)
        return 0;
    if (number.style != NUMBER_DECIMAL && number.style != NUMBER_PAREN &&
        number.style != NUMBER_CIRCLED)
        return 0;
    out->ordered = 1;
    out->style = number.style;
    out->value = number.part[0];
    out->mark = number.number;
    out->body = text;
    return !has_sentences(number.rest);
}

static int read_marker(const text_run *run, uint32_t line, marker *out) {
    if (line >= run->count || run->lines[line].flags & TABLE_LIKE)
        return 0;
    sheaf_str text = text_of(run, line);
    sheaf_str words = text_trim(text);
    *out = (marker){.indent = columns_of((sheaf_str){text.ptr, (size_t)(words.ptr - text.ptr)})};
    if (words.len == 0 || !(read_bullet(words, out) || read_number(words, out)))
        return 0;
    out->content = out->indent + text_width(out->mark, 16) + 1;
    return 1;
}

/* Whether the line goes on with the item above: deeper than its mark, or wrapped. */
static int goes_on(const text_run *run, uint32_t line, uint32_t indent) {
    marker other;
    if (line >= run->count || run->lines[line].gap ||
        run->lines[line].flags & (TABLE_LIKE | TEXT_PAGE) || read_marker(run, line, &other))
        return 0;
    sheaf_str text = text_of(run, line);
    sheaf_str words = text_trim_front(text);
    return columns_of((sheaf_str){text.ptr, text.len - words.len}) > indent ||
           text_continues(run, line);
}

/* One number alone is no list: the next one must follow. */
static int counts_on(text_run *run, uint32_t first, const marker *start) {
    marker next;
    uint32_t line = first + 1;
    while (goes_on(run, line, start->indent) && run->host->tick(run->job, 0, 0) == SHEAF_OK)
        line++;
    return read_marker(run, line, &next) && run->lines[line].gap <= 1 &&
           next.style == start->style && next.value == start->value + 1;
}

static void end_text(listing *list) {
    if (list->in_text)
        list->run->host->close(list->run->job);
    list->in_text = 0;
}

static void start_text(listing *list, uint32_t line, sheaf_str part) {
    sheaf_block paragraph = {.size = sizeof paragraph, .kind = SHEAF_PARAGRAPH};
    end_text(list);
    list->run->host->open(list->run->job, &paragraph);
    text_append(list->run, line, SHEAF_STR(""), part);
    list->last = part;
    list->in_text = 1;
}

static void open_list(listing *list, const marker *mark) {
    sheaf_block block = {
        .size = sizeof block, .kind = SHEAF_LIST, .ordered = (uint32_t)mark->ordered};
    end_text(list);
    list->run->host->open(list->run->job, &block);
    list->levels[list->depth++] = (level){mark->indent, mark->content, mark->style, mark->value};
}

/* Closes the innermost item and its list. */
static void close_list(listing *list) {
    end_text(list);
    list->run->host->close(list->run->job);
    list->run->host->close(list->run->job);
    list->depth--;
}

static void open_item(listing *list, uint32_t line, const marker *mark) {
    sheaf_block block = {.size = sizeof block,
                         .kind = SHEAF_ITEM,
                         .number = mark->ordered ? mark->mark : SHEAF_STR("")};
    list->run->host->open(list->run->job, &block);
    start_text(list, line, mark->body);
    list->levels[list->depth - 1].value = mark->value;
    list->levels[list->depth - 1].content = mark->content;
    if (!mark->ordered && list->bullets++ == 0) {
        list->first = line;
        list->first_mark = mark->mark;
    }
}

/* Puts the item on its level; 0 where it belongs to no open list. */
static int place_item(listing *list, uint32_t line, const marker *mark) {
    while (list->depth > 1 && mark->indent < list->levels[list->depth - 1].indent)
        close_list(list);
    level *top = &list->levels[list->depth - 1];
    if (mark->indent > top->indent + 1 && list->depth < DEEPEST) {
        open_list(list, mark);
    } else if (mark->style != top->style || (mark->ordered && mark->value != top->value + 1)) {
        if (list->depth == 1)
            return 0;
        close_list(list);
        open_list(list, mark);
    } else {
        end_text(list);
        list->run->host->close(list->run->job);
    }
    open_item(list, line, mark);
    return 1;
}

/* Takes the line into the list: an item, a line of one, or a paragraph of one. */
static int take_line(listing *list, uint32_t line) {
    text_run *run = list->run;
    marker mark;
    if (line >= run->count || run->lines[line].gap > 1)
        return 0;
    if (read_marker(run, line, &mark))
        return place_item(list, line, &mark);
    const level *top = &list->levels[list->depth - 1];
    sheaf_str text = text_of(run, line);
    sheaf_str words = text_trim(text);
    if (goes_on(run, line, top->indent)) {
        text_append(run, line, list->last, words);
        list->last = words;
        return 1;
    }
    uint32_t indent = columns_of((sheaf_str){text.ptr, (size_t)(words.ptr - text.ptr)});
    if (run->lines[line].gap == 0 || indent < top->content ||
        run->lines[line].flags & (TABLE_LIKE | TEXT_GAP))
        return 0;
    start_text(list, line, words);
    return 1;
}

uint32_t text_list(text_run *run, uint32_t first) {
    marker mark;
    if (!read_marker(run, first, &mark) || (mark.ordered && !counts_on(run, first, &mark)))
        return first;
    listing list = {.run = run};
    open_list(&list, &mark);
    open_item(&list, first, &mark);
    uint32_t line = first + 1;
    while (run->host->tick(run->job, 0, 0) == SHEAF_OK && take_line(&list, line))
        line++;
    while (list.depth)
        close_list(&list);
    if (list.bullets)
        text_drop(run, list.first, list.first_mark, list.bullets, SHEAF_STR("bullets of a list"));
    return line;
}
