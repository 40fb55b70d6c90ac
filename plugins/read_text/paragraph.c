/* Paragraphs: a line is one, unless the text is hard-wrapped; then lines are joined while the break between
 * them was forced. Joined text keeps each line as a piece of its origin. */
#include "numbering.h"

static int is_letter(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x250);
}

/* What stands between two joined lines: a space between words of Latin script, nothing beside a wide
 * character, nothing behind a hyphen that breaks a word (the hyphen stays: it may belong to the word). */
static sheaf_str joiner(sheaf_str before, sheaf_str after) {
    uint32_t last = text_last(before);
    sheaf_str rest = after;
    uint32_t first = rest.len ? text_take(&rest) : 0;
    if (before.len == 0 || text_is_wide(last) || text_is_wide(first))
        return SHEAF_STR("");
    sheaf_str stem = {before.ptr, before.len - 1};
    if (last == '-' && before.len > 1 && is_letter(text_last(stem)) && first >= 'a' && first <= 'z')
        return SHEAF_STR("");
    return SHEAF_STR(" ");
}

void text_append(text_run *run, uint32_t line, sheaf_str before, sheaf_str part) {
    sheaf_origin origin = text_origin(run, line, part);
    sheaf_str between = joiner(before, part);
    if (between.len)
        run->host->append(run->job, between, NULL);
    run->host->append(run->job, part, &origin);
}

uint32_t text_paragraph_from(text_run *run, uint32_t first, size_t skip) {
    sheaf_str part = text_trim(text_from(text_of(run, first), skip));
    if (part.len == 0)
        return first + 1;
    sheaf_origin origin = text_origin(run, first, part);
    sheaf_block block = {.size = sizeof block,
                         .kind = SHEAF_PARAGRAPH,
                         .text = part,
                         .origins = &origin,
                         .origin_count = 1};
    if (skip == 0 && run->lines[first].flags & TEXT_PAGE)
        block.flags |= SHEAF_BREAK_BEFORE;
    if (skip == 0 && text_indent(text_of(run, first)) >= run->margin + 2)
        block.flags |= SHEAF_INDENTED;
    if (!text_continues(run, first + 1)) {
        run->host->add(run->job, &block);
        return first + 1;
    }
    run->host->open(run->job, &block);
    uint32_t line = first + 1;
    for (; text_continues(run, line) && run->host->tick(run->job, 0, 0) == SHEAF_OK; line++) {
        sheaf_str next = text_trim(text_of(run, line));
        text_append(run, line, part, next);
        part = next;
    }
    run->host->close(run->job);
    return line;
}

uint32_t text_paragraph(text_run *run, uint32_t first) {
    return text_paragraph_from(run, first, 0);
}
