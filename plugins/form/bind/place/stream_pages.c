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

/* ------------------------------------------------------------------------------- in prose -- */

/* What may stand around the number of a page: a sign, or a word of the form's definition. */
static size_t mark_of(const bind_plan *plan, sheaf_str text) {
    static const char *const signs[] = {"-", "—",  "–",  "－", "·", " ", "\t", "\r", "(",
                                        ")", "（", "）", "[",  "]", "/", "~",  ",",  "，"};
    size_t length = form_begins_any(text, signs, sizeof signs / sizeof *signs);
    const form_list *words = &plan->model->definition->captions.pages;
    for (uint32_t i = 0; i < words->count && length == 0; i++)
        length = form_begins(text, *FORM_AT(*words, sheaf_str, i))
                     ? FORM_AT(*words, sheaf_str, i)->len
                     : 0;
    return length;
}

/* Digits at the beginning of the text, and what number they are. */
static size_t digits_of(sheaf_str text, uint32_t *number) {
    enum { MOST = 4 };
    size_t length = 0;
    for (*number = 0;
         length < text.len && length < MOST && text.ptr[length] >= '0' && text.ptr[length] <= '9';
         length++)
        *number = *number * 10 + (uint32_t)(text.ptr[length] - '0');
    return length;
}

/* The number of the page: `2`, `- 2 -`, `—2—`, `第2页 共8页`, `2/8`; 0: it is no such line. */
static uint32_t page_of(const bind_plan *plan, sheaf_str line) {
    enum { MOST = 999 };
    uint32_t numbers[2] = {0, MOST}, count = 0;
    while (line.len > 0) {
        size_t length = mark_of(plan, line);
        if (length == 0) {
            uint32_t number;
            length = digits_of(line, &number);
            if (length == 0 || count == 2)
                return 0;
            numbers[count++] = number;
        }
        line = (sheaf_str){line.ptr + length, line.len - length};
    }
    return numbers[0] <= numbers[1] && numbers[1] <= MOST ? numbers[0] : 0;
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
    const sheaf_node *node = form_node_at(document, cell->node);
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
        page = page_of(plan, line);
        above = page > 0 ? above : line;
    }
    return found;
}

/* Text of so many bytes may be a line of as many in its source: of UTF-8, of two bytes for each character, or for those alone that are not
 * ASCII. */
static int may_be_line(sheaf_str text, uint64_t bytes) {
    size_t ascii = 0, others = 0;
    for (size_t i = 0; i < text.len; i++) {
        ascii += (unsigned char)text.ptr[i] < 0x80;
        others += (unsigned char)text.ptr[i] >= 0xC0;
    }
    return bytes == text.len || bytes == 2 * (ascii + others) || bytes == ascii + 2 * others;
}

/* The reader joined the number of a page to the prose before it: it is all of the last line. */
static uint32_t page_behind(const bind_plan *plan, const sheaf_node *node) {
    enum { SHORT = 32 }; /* bytes */
    const sheaf_array *origins = &plan->context->document->origins;
    const uint32_t at = node->origin + node->origins - 1;
    const sheaf_origin *last = node->origins > 1 ? SHEAF_AT(*origins, sheaf_origin, at) : NULL;
    const sheaf_str text = bind_trim(node->text);
    if (last == NULL || last->kind != SHEAF_AT_BYTES || last->at.bytes.length > SHORT)
        return 0;
    for (size_t length = 1; length <= SHORT && length < text.len; length++) {
        const sheaf_str end = {text.ptr + text.len - length, length};
        uint32_t page = 0;
        if (((unsigned char)*end.ptr & 0xC0) != 0x80 && may_be_line(end, last->at.bytes.length))
            page = page_of(plan, form_plain_text(plan->context, end));
        if (page > 0)
            return page;
    }
    return 0;
}

/* The same of what the reader made of the source, whatever its encoding is and its lines end in. */
static around pages_of_nodes(const bind_plan *plan, uint32_t at) {
    uint32_t page = 0, count = plan->context->document->nodes.count;
    around found = {0, 0};
    int is_prose = 0;
    for (uint32_t n = 0; n < count && found.behind == 0; n++) {
        const sheaf_node *node = form_node_at(plan->context->document, n);
        sheaf_str text = bind_trim(node->text);
        if (text.len == 0)
            continue;
        uint32_t own = text.len < LABEL ? page_of(plan, form_plain_text(plan->context, text)) : 0;
        if (own > 0) {
            page = own;
            continue;
        }
        int is_own = is_of_prose(plan, text);
        if (page > 0 && is_prose && is_own)
            *(n < at ? &found.before : &found.behind) = page;
        is_prose = is_own;
        page = is_own ? page_behind(plan, node) : 0;
    }
    return found;
}

/* The pages around a value, as nodes say them, or else the lines of the source. */
static around pages_near(const bind_plan *plan, const bind_cell *value) {
    uint64_t offset;
    around found = pages_of_nodes(plan, value->node);
    return found.before == 0 && offset_of(plan, value, &offset) ? pages_around(plan, offset)
                                                                : found;
}

int stream_may_be_next_page(const row_reader *s) {
    enum { SEVERAL = 2 }; /* pages may end in one table */
    for (uint32_t i = 0; i < s->values; i++) {
        const bind_cell *value = value_at(s, i);
        if (!stream_may_be_page(value, FEW_PAGES))
            continue;
        around pages = pages_near(s->of.plan, value);
        uint32_t end = pages.behind > 0 ? pages.behind : pages.before + SEVERAL + 1;
        if (pages.before > 0 && value->number.value.digits > pages.before &&
            value->number.value.digits < end)
            return 1;
    }
    return 0;
}
