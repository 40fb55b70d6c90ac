/* The one number of a page that a text may have where nothing else in it shows any: pages have one each, but for the first, so it is
 * that of the second page, and no more than this page stands behind it. */
#include "bind/place/stream_rows.h"

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
