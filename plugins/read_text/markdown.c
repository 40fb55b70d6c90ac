/* What is cheap of Markdown besides headings and tables: fenced code, quotes, lines that only separate. The
 * marks are left out, with a record. */
#include "text.h"

#include <string.h>

static size_t run_of(sheaf_str text, char mark) {
    size_t length = 0;
    while (length < text.len && text.ptr[length] == mark)
        length++;
    return length;
}

/* ---- fenced code ---- */

static uint32_t closing_fence(const text_run *run, uint32_t first, char mark) {
    for (uint32_t line = first + 1; line < run->count; line++) {
        sheaf_str text = text_trim(text_of(run, line));
        if (text.len >= 3 && *text.ptr == mark && run_of(text, mark) == text.len)
            return line;
    }
    return run->count;
}

static uint64_t solid(sheaf_str text) {
    uint64_t count = 0;
    while (text.len)
        count += !text_is_space(text_take(&text));
    return count;
}

static void drop_line(text_run *run, uint32_t line, sheaf_str reason) {
    sheaf_str text = text_trim(text_of(run, line));
    text_drop(run, line, text, solid(text), reason);
}

uint32_t text_fence(text_run *run, uint32_t first) {
    sheaf_str text = text_of(run, first);
    if (text.len < 3 || (*text.ptr != '`' && *text.ptr != '~') || run_of(text, *text.ptr) < 3)
        return first;
    uint32_t end = run->outline.no_fence ? run->count : closing_fence(run, first, *text.ptr);
    if (end == run->count) {
        run->outline.no_fence = 1; /* so that a text full of such lines stays linear */
        return first;
    }
    sheaf_block block = {.size = sizeof block, .kind = SHEAF_CODE};
    drop_line(run, first, SHEAF_STR("code fence"));
    run->host->open(run->job, &block);
    for (uint32_t line = first + 1; line < end && run->host->tick(run->job, 0, 0) == SHEAF_OK;
         line++) {
        uint32_t breaks = line == first + 1 ? 0 : run->lines[line].gap + 1u;
        for (uint32_t i = 0; i < breaks; i++)
            run->host->append(run->job, SHEAF_STR("\n"), NULL);
        sheaf_origin origin = text_origin(run, line, text_of(run, line));
        run->host->append(run->job, text_of(run, line), &origin);
    }
    run->host->close(run->job);
    drop_line(run, end, SHEAF_STR("code fence"));
    return end + 1;
}

/* ---- quotes ---- */

/* Takes `>` marks and spaces off the front; returns how many marks. */
static uint64_t take_marks(sheaf_str *text) {
    uint64_t count = 0;
    *text = text_trim(*text);
    for (; text->len && *text->ptr == '>'; count++)
        *text = text_trim_front(text_from(*text, 1));
    return count;
}

uint32_t text_quote(text_run *run, uint32_t first) {
    sheaf_str text = text_of(run, first);
    if (text.len == 0 || *text.ptr != '>')
        return first;
    sheaf_block block = {.size = sizeof block, .kind = SHEAF_QUOTE};
    sheaf_str mark = {text.ptr, 1};
    uint64_t marks = take_marks(&text);
    if (text.len == 0)
        return first;
    run->host->open(run->job, &block);
    uint32_t line = first;
    do {
        sheaf_origin origin = text_origin(run, line, text);
        if (line > first)
            run->host->append(run->job, SHEAF_STR("\n"), NULL);
        if (text.len)
            run->host->append(run->job, text, &origin);
        if (++line == run->count || run->lines[line].gap || run->lines[line].flags & TEXT_FURNITURE)
            break;
        text = text_of(run, line);
        if (text.len == 0 || *text.ptr != '>')
            break;
        marks += take_marks(&text);
    } while (run->host->tick(run->job, 0, 0) == SHEAF_OK);
    run->host->close(run->job);
    text_drop(run, first, mark, marks, SHEAF_STR("quotation marks of Markdown"));
    return line;
}

/* ---- lines that only separate ---- */

static int separates(const text_run *run, uint32_t line) {
    return (run->lines[line].flags & (TEXT_RULE | TEXT_FURNITURE)) == TEXT_RULE &&
           text_trim(text_of(run, line)).len >= 3;
}

uint32_t text_rule(text_run *run, uint32_t first) {
    uint32_t line = first;
    uint64_t characters = 0;
    while (line < run->count && separates(run, line) && run->host->tick(run->job, 0, 0) == SHEAF_OK)
        characters += solid(text_of(run, line++));
    if (line > first)
        text_drop(run, first, text_trim(text_of(run, first)), characters,
                  SHEAF_STR("separating line"));
    return line;
}
