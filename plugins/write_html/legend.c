/* What the marks in the report mean: a line for each kind that stands in this page, shown as it looks there. */
#include "html.h"

typedef struct line {
    const char *class;
    html_word_id shown; /* as its mark says it */
    html_word_id means;
    int is_letter; /* the mark has a number behind its letter */
} line;

static const line lines[] = {
    {"failed", HTML_W_FINDING_TAG, HTML_W_KEY_FAILED, 1},
    {"warned", HTML_W_FINDING_TAG, HTML_W_KEY_WARNED, 1},
    {"hinted", HTML_W_FINDING_TAG, HTML_W_KEY_HINTED, 1},
    {"operand edge-t edge-r edge-b edge-l", HTML_W_COUNT, HTML_W_KEY_OPERAND, 0},
    {"repaired", HTML_W_REPAIR_TAG, HTML_W_KEY_REPAIRED, 1},
    {"ambiguous", HTML_W_AMBIGUOUS, HTML_W_KEY_AMBIGUOUS, 0},
    {"missing", HTML_W_MISSING, HTML_W_KEY_MISSING, 0},
    {"noted", HTML_W_DIAGNOSTIC_TAG, HTML_W_KEY_NOTED, 1},
};

enum { FAILED, WARNED, HINTED, OPERAND, REPAIRED, AMBIGUOUS, MISSING, NOTED, NONE };

static uint32_t line_of(const html_out *out, const html_mark *mark) {
    static const uint32_t severities[] = {HINTED, WARNED};
    static const uint32_t statuses[] = {NONE, NONE, AMBIGUOUS, MISSING, NONE};
    uint32_t value;
    switch (mark->kind) {
    case HTML_FINDING:
        value = SHEAF_AT(out->document->findings, sheaf_finding, mark->index)->severity;
        return value < HTML_COUNT(severities) ? severities[value] : FAILED;
    case HTML_FACT:
        value = SHEAF_AT(out->document->facts, sheaf_fact, mark->index)->status;
        return value < HTML_COUNT(statuses) ? statuses[value] : NONE;
    case HTML_REPAIR:
        return REPAIRED;
    case HTML_DIAGNOSTIC:
        return NOTED;
    default:
        return mark->kind == HTML_OPERAND ? OPERAND : NONE;
    }
}

static void put_line(html_out *out, const line *l) {
    HTML_PUT(out, "\n<li><span class=\"key ");
    html_put(out, (sheaf_str){l->class, strlen(l->class)});
    HTML_PUT(out, "\">");
    if (l->shown != HTML_W_COUNT) {
        HTML_PUT(out, "[");
        html_word(out, l->shown);
        html_put(out, l->is_letter ? SHEAF_STR("1]") : SHEAF_STR("]"));
    }
    HTML_PUT(out, "</span> ");
    html_word(out, l->means);
    HTML_PUT(out, "</li>");
}

/* Values that stand nowhere in the report have no mark there, but do in their tables. */
static uint32_t seen_lines(const html_out *out) {
    uint32_t seen = 0;
    for (uint32_t i = 0; i < out->mark_count; i++)
        seen |= 1u << line_of(out, &out->marks[i]);
    for (uint32_t i = 0; i < out->document->facts.count; i++)
        seen |= 1u << line_of(out, &(html_mark){0, HTML_FACT, i});
    return seen;
}

void html_legend(html_out *out) {
    uint32_t seen = seen_lines(out);
    if ((seen & ~(1u << NONE)) == 0)
        return;
    HTML_PUT(out, "\n<h3>");
    html_word(out, HTML_W_LEGEND);
    HTML_PUT(out, "</h3>\n<ul class=\"legend\">");
    for (uint32_t i = 0; i < HTML_COUNT(lines); i++)
        if (seen >> i & 1)
            put_line(out, &lines[i]);
    HTML_PUT(out, "</ul>");
}
