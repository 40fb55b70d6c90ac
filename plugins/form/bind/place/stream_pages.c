/* The one number of a page that a text may have where nothing else in it shows any: pages have one each, but for the first, so it is
 * that of the second page, and no more than this page stands behind it. Inside prose the reader joins lines, and the number of a page
 * with them: the lines of the source show it. */
#include "bind/place/stream_rows.h"

#include <string.h>

/* Bytes of a line, 20 and 40 ideographs; lines of a page at most; columns whose heads stand side by side. */
enum { LABEL = 60, SENTENCE = 120, LINES = 60, SIDE_BY_SIDE = 3, SECOND = 2 };

static sheaf_str text_of(const bind_plan *plan, uint32_t n) {
    const sheaf_array *nodes = &plan->context->document->nodes;
    return n < nodes->count ? bind_trim(SHEAF_AT(*nodes, sheaf_node, n)->text) : SHEAF_STR("");
}

/* White space in labels does not count. */
static uint32_t lines_for(const bind_plan *plan, sheaf_str text, uint32_t length) {
    size_t all = text.len > length ? form_plain_text(plan->context, text).len : text.len;
    return (uint32_t)((all + length - 1) / length) * SIDE_BY_SIDE;
}

/* What a line of the text takes on its page, at least: numbers stand in the line of their label. */
static uint32_t height_of(const bind_plan *plan, uint32_t n) {
    sheaf_str text = text_of(plan, n);
    if (text.len == 0 || bind_is_piece(text))
        return 0;
    if (bind_is_piece(text_of(plan, n + 1)))
        return lines_for(plan, text, LABEL);
    return form_holds(text, SHEAF_STR("。")) ? lines_for(plan, text, SENTENCE) : 1;
}

static int is_one_page_behind(const bind_plan *plan, uint32_t n) {
    uint32_t height = 0, count = plan->context->document->nodes.count;
    while (++n < count && height <= LINES * SIDE_BY_SIDE)
        height += height_of(plan, n);
    return height <= LINES * SIDE_BY_SIDE;
}

int stream_may_be_second_page(const row_reader *s) {
    for (uint32_t i = 0; i < s->values; i++)
        if (stream_may_be_page(value_at(s, i), SECOND) &&
            value_at(s, i)->number.value.digits == SECOND &&
            is_one_page_behind(s->of.plan, value_at(s, i)->node))
            return 1;
    return 0;
}

/* ------------------------------------------------------------------------------- in the source -- */

/* The number of the page: `2`, `- 2 -`, `—2—`, `第2页`; 0: it is no such line. */
static uint32_t page_of(sheaf_str line) {
    static const char *const signs[] = {"-", "—", "–", "－", "第", "页", "·", " ", "\t", "\r"};
    enum { DIGITS = 3 };
    size_t digits = 0, length = 1;
    uint32_t page = 0;
    while (line.len > 0 && length > 0) {
        length = form_begins_any(line, signs, sizeof signs / sizeof *signs);
        if (length == 0 && digits == 0)
            for (; length < line.len && line.ptr[length] >= '0' && line.ptr[length] <= '9' &&
                   digits <= DIGITS;
                 length++, digits++)
                page = page * 10 + (uint32_t)(line.ptr[length] - '0');
        line = (sheaf_str){line.ptr + length, line.len - length};
    }
    return line.len == 0 && digits <= DIGITS ? page : 0;
}

/* A long line of a sentence; labels of rows are long, too. */
static int is_of_prose(const bind_plan *plan, sheaf_str line) {
    enum { LEAST = 60 }; /* bytes: twenty ideographs */
    return line.len >= LEAST && !form_holds(line, SHEAF_STR("\t")) &&
           (form_holds(line, SHEAF_STR("，")) || form_holds(line, SHEAF_STR("。"))) &&
           bind_find(plan->index, form_plain_label(plan->context, line).text) == SHEAF_NONE;
}

static sheaf_str take_line(sheaf_str *rest) {
    const char *end = memchr(rest->ptr, '\n', rest->len);
    size_t length = end ? (size_t)(end - rest->ptr) : rest->len;
    sheaf_str line = {rest->ptr, length};
    *rest = (sheaf_str){rest->ptr + length + (end != NULL), rest->len - length - (end != NULL)};
    return line;
}

/* Where a value stands in the bytes of its source. 0: its place is not told so. */
static int offset_of(const bind_plan *plan, const bind_cell *cell, uint64_t *offset) {
    const sheaf_document *document = plan->context->document;
    const sheaf_node *node = SHEAF_AT(document->nodes, sheaf_node, cell->node);
    const sheaf_origin *place =
        node->origins > 0 ? SHEAF_AT(document->origins, sheaf_origin, node->origin) : NULL;
    if (place == NULL || place->kind != SHEAF_AT_BYTES)
        return 0;
    *offset = place->at.bytes.offset;
    return 1;
}

/* The last number of a page in the prose before a place, and the first behind it; 0: none. */
typedef struct around {
    uint32_t before, behind;
} around;

static around pages_around(const bind_plan *plan, uint64_t offset) {
    enum { MOST = 1 << 20 }; /* bytes: more is no report */
    sheaf_str all = plan->context->host->input(plan->context->job)->bytes, rest = all;
    sheaf_str above = SHEAF_STR("");
    uint32_t page = 0;
    around found = {0, 0};
    while (all.len <= MOST && rest.len > 0 && found.behind == 0) {
        int is_before = (uint64_t)(rest.ptr - all.ptr) < offset;
        sheaf_str line = bind_trim(take_line(&rest));
        if (line.len == 0)
            continue;
        if (page > 0 && is_of_prose(plan, above) && is_of_prose(plan, line))
            *(is_before ? &found.before : &found.behind) = page;
        page = page_of(line);
        above = page > 0 ? above : line;
    }
    return found;
}

int stream_may_be_next_page(const row_reader *s) {
    enum { SEVERAL = 2 }; /* pages may end in one table */
    const bind_plan *plan = s->of.plan;
    uint64_t offset;
    for (uint32_t i = 0; i < s->values; i++) {
        const bind_cell *value = value_at(s, i);
        if (!stream_may_be_page(value, FEW_PAGES) || !offset_of(plan, value, &offset))
            continue;
        around pages = pages_around(plan, offset);
        uint32_t end = pages.behind > 0 ? pages.behind : pages.before + SEVERAL + 1;
        if (pages.before > 0 && value->number.value.digits > pages.before &&
            value->number.value.digits < end)
            return 1;
    }
    return 0;
}
