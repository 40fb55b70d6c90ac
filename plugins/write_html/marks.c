/* What is said at a node: marks behind its text that lead to the lists (`[R1]`, in words for screen readers), classes for
 * the style, and links back from the lists. A mark is never only a colour, and stands in brackets so that nobody takes
 * it for a part of a number. */
#include "html.h"

void html_class(html_out *out, uint32_t *count, sheaf_str name) {
    html_put(out, (*count)++ == 0 ? SHEAF_STR(" class=\"") : SHEAF_STR(" "));
    html_put(out, name);
}

static const sheaf_fact *fact_at(const html_out *out, uint32_t i) {
    return SHEAF_AT(out->document->facts, sheaf_fact, i);
}

static const sheaf_finding *finding_at(const html_out *out, uint32_t i) {
    return SHEAF_AT(out->document->findings, sheaf_finding, i);
}

/* The footnotes, the headings of the contents, and whatever a record speaks of. */
int html_has_id(const html_out *out, uint32_t n, const sheaf_node *node) {
    if (node->kind == SHEAF_FOOTNOTE ||
        (node->kind == SHEAF_HEADING && node->payload != SHEAF_NONE &&
         out->levels[node->payload] > 0))
        return 1;
    return html_first_mark(out, n) != SHEAF_NONE;
}

/* ------------------------------------------------------------------------------------ classes -- */

enum { IS_HINTED, IS_WARNED, IS_FAILED, IS_REPAIRED, IS_AMBIGUOUS, IS_MISSING, IS_NOTED, STATES };

/* By severity. */
static uint32_t state_of_finding(const html_out *out, uint32_t finding) {
    uint32_t severity = finding_at(out, finding)->severity;
    return severity < SHEAF_ERROR ? IS_HINTED + severity : IS_FAILED;
}

/* Which of the states a mark stands for; STATES where it is none. */
static uint32_t state_of(const html_out *out, const html_mark *mark) {
    static const uint32_t facts[] = {STATES, STATES, IS_AMBIGUOUS, IS_MISSING, STATES};
    switch (mark->kind) {
    case HTML_FINDING:
        return state_of_finding(out, mark->index);
    case HTML_REPAIR:
        return out->unsure[mark->index] > 0 ? IS_AMBIGUOUS : IS_REPAIRED;
    case HTML_ROW:
        return IS_AMBIGUOUS;
    case HTML_DIAGNOSTIC:
        return IS_NOTED;
    case HTML_FACT: {
        uint32_t status = fact_at(out, mark->index)->status;
        return status < HTML_COUNT(facts) ? facts[status] : STATES;
    }
    default:
        return STATES;
    }
}

uint32_t html_raised(const html_out *out, uint32_t n) {
    uint32_t worst = SHEAF_NONE;
    for (uint32_t i = html_first_mark(out, n);
         i < out->mark_count && out->marks[i].node == n && out->marks[i].kind == HTML_FINDING;
         i++) {
        uint32_t state = state_of_finding(out, out->marks[i].index) - IS_HINTED;
        worst = worst == SHEAF_NONE || state > worst ? state : worst;
    }
    return worst;
}

void html_mark_classes(html_out *out, uint32_t n, uint32_t *count) {
    static const sheaf_str names[] = {{"hinted", 6},   {"warned", 6},    {"failed", 6},
                                      {"repaired", 8}, {"ambiguous", 9}, {"missing", 7},
                                      {"noted", 5}};
    uint32_t seen = 0;
    for (uint32_t i = html_first_mark(out, n); i < out->mark_count && out->marks[i].node == n; i++)
        seen |= 1u << state_of(out, &out->marks[i]);
    for (uint32_t state = 0; state < STATES; state++)
        if (seen >> state & 1)
            html_class(out, count, names[state]);
    html_edges(out, n, count);
}

void html_fact_keys(html_out *out, uint32_t n) {
    uint32_t printed = 0;
    for (uint32_t i = html_first_mark(out, n); i < out->mark_count && out->marks[i].node == n;
         i++) {
        if (out->marks[i].kind != HTML_FACT)
            continue;
        html_put(out, printed++ == 0 ? SHEAF_STR(" data-fact=\"") : SHEAF_STR(" "));
        html_text(out, fact_at(out, out->marks[i].index)->key, HTML_BLANK);
    }
    html_put(out, printed > 0 ? SHEAF_STR("\"") : SHEAF_STR(""));
}

void html_finding_list(html_out *out, uint32_t n) {
    uint32_t printed = 0;
    for (uint32_t i = html_first_mark(out, n); i < out->mark_count && out->marks[i].node == n;
         i++) {
        html_mark raised = {n, HTML_FINDING, out->marks[i].index};
        uint32_t kind = out->marks[i].kind;
        if (kind != HTML_FINDING && (kind != HTML_OPERAND || html_has_mark(out, raised)))
            continue;
        html_put(out, printed++ == 0 ? SHEAF_STR(" data-finding=\"q") : SHEAF_STR(" q"));
        html_number(out, (uint64_t)raised.index + 1);
    }
    html_put(out, printed > 0 ? SHEAF_STR("\"") : SHEAF_STR(""));
}

/* --------------------------------------------------------------------------------- the marks -- */

/* How each kind of mark is printed: where it leads, its letter, and the word that a screen reader adds. */
static const struct {
    char letter;
    const char *class;
    html_word_id tag;
    html_word_id word;
} forms[] = {
    [HTML_FINDING] = {'q', "failed", HTML_W_FINDING_TAG, HTML_W_ERROR},
    [HTML_REPAIR] = {'r', "repaired", HTML_W_REPAIR_TAG, HTML_W_REPAIR},
    [HTML_DIAGNOSTIC] = {'d', "noted", HTML_W_DIAGNOSTIC_TAG, HTML_W_DIAGNOSTIC},
};

static void begin_link(html_out *out, char letter, uint32_t index) {
    html_anchor(out, SHEAF_STR(" <a href=\"#"), letter, (uint64_t)index + 1);
    HTML_PUT(out, ">[");
}

static void put_reference(html_out *out, const html_mark *mark) {
    begin_link(out, forms[mark->kind].letter, mark->index);
    html_word(out, forms[mark->kind].tag);
    html_number(out, (uint64_t)mark->index + 1);
    HTML_PUT(out, "<span class=\"vh\"> ");
    if (mark->kind == HTML_FINDING)
        html_word(out, (html_word_id)(HTML_W_INFO + state_of_finding(out, mark->index)));
    else
        html_word(out, forms[mark->kind].word);
    HTML_PUT(out, "</span>]</a>");
}

static void put_state(html_out *out, uint32_t fact, html_word_id word) {
    begin_link(out, 'f', fact);
    html_word(out, word);
    HTML_PUT(out, "]</a>");
}

/* A plainly read value needs no mark: its cell is named in the list of values. */
static void put_fact(html_out *out, const html_mark *mark) {
    uint32_t state = state_of(out, mark);
    if (state != STATES)
        put_state(out, mark->index, state == IS_AMBIGUOUS ? HTML_W_AMBIGUOUS : HTML_W_MISSING);
}

/* From a footnote back to what refers to it. */
static void put_back(html_out *out, const html_mark *mark) {
    html_anchor(out, SHEAF_STR(" <a class=\"back\" href=\"#"), 'x', mark->index);
    HTML_PUT(out, "><span aria-hidden=\"true\">\xE2\x86\xA9</span><span class=\"vh\">");
    html_word(out, HTML_W_BACK);
    HTML_PUT(out, "</span></a>");
}

static int is_shown(const html_out *out, const html_mark *mark) {
    return mark->kind == HTML_FACT ? state_of(out, mark) != STATES : mark->kind <= HTML_NOTE;
}

int html_has_marks(const html_out *out, uint32_t n) {
    uint32_t i = html_first_mark(out, n);
    while (i < out->mark_count && out->marks[i].node == n && !is_shown(out, &out->marks[i]))
        i++;
    return i < out->mark_count && out->marks[i].node == n;
}

void html_marks(html_out *out, uint32_t n) {
    uint32_t printed = 0;
    for (uint32_t i = html_first_mark(out, n); i < out->mark_count && out->marks[i].node == n;
         i++) {
        const html_mark *mark = &out->marks[i];
        if (!is_shown(out, mark))
            continue;
        html_put(out, printed++ == 0 ? SHEAF_STR("<span class=\"marks\">") : SHEAF_STR(""));
        if (mark->kind == HTML_FACT)
            put_fact(out, mark);
        else if (mark->kind == HTML_NOTE)
            put_back(out, mark);
        else
            put_reference(out, mark);
        if (mark->kind == HTML_REPAIR && out->unsure[mark->index] > 0)
            put_state(out, out->unsure[mark->index] - 1, HTML_W_AMBIGUOUS);
    }
    html_put(out, printed > 0 ? SHEAF_STR("</span>") : SHEAF_STR(""));
}

/* ---------------------------------------------------------------------------------- links back -- */

/* The text that a link to a node shows: where it stands in its table, and how its own text begins. */
#define EXCERPT_MOST 48u

static void put_excerpt(html_out *out, sheaf_str text) {
    size_t len = text.len < EXCERPT_MOST ? text.len : EXCERPT_MOST;
    while (len > 0 && len < text.len && (text.ptr[len] & 0xC0) == 0x80)
        len--;
    if (html_is_blank((sheaf_str){text.ptr, len})) {
        html_word(out, HTML_W_IN_TEXT);
        return;
    }
    html_text(out, (sheaf_str){text.ptr, len}, HTML_BLANK);
    html_put(out, len < text.len ? SHEAF_STR("\xE2\x80\xA6") : SHEAF_STR(""));
}

static void put_slot(html_out *out, const sheaf_cell *cell) {
    html_word(out, HTML_W_ROW);
    HTML_PUT(out, " ");
    html_number(out, (uint64_t)cell->row + 1);
    HTML_PUT(out, ", ");
    html_word(out, HTML_W_COLUMN);
    HTML_PUT(out, " ");
    html_number(out, (uint64_t)cell->column + 1);
}

/* The first fact that was read from the node, or SHEAF_NONE. */
static uint32_t fact_of(const html_out *out, uint32_t n) {
    for (uint32_t i = html_first_mark(out, n); i < out->mark_count && out->marks[i].node == n; i++)
        if (out->marks[i].kind == HTML_FACT)
            return out->marks[i].index;
    return SHEAF_NONE;
}

/* A cell is named by its value's label, else by where it stands in its table. */
static void put_link(html_out *out, uint32_t n) {
    const sheaf_node *node = html_node(out, n);
    uint32_t fact = fact_of(out, n);
    html_anchor(out, SHEAF_STR("<a href=\"#"), 'n', n);
    HTML_PUT(out, ">");
    if (node->kind == SHEAF_CELL && fact != SHEAF_NONE && !html_is_blank(fact_at(out, fact)->label))
        html_text(out, fact_at(out, fact)->label, HTML_BLANK);
    else if (node->kind == SHEAF_CELL)
        put_slot(out, SHEAF_AT(out->document->cells, sheaf_cell, node->payload));
    if (node->kind == SHEAF_CELL && !html_is_blank(node->text))
        html_word(out, HTML_W_COLON);
    if (node->kind != SHEAF_CELL || !html_is_blank(node->text))
        put_excerpt(out, node->text);
    HTML_PUT(out, "</a>");
}

static int is_before(const html_mark *mark, uint32_t kind, uint32_t index) {
    return mark->kind != kind ? mark->kind < kind : mark->index < index;
}

uint32_t html_find_place(const html_out *out, html_mark_kind kind, uint32_t index) {
    uint32_t low = 0, high = out->mark_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (is_before(&out->by_record[middle], kind, index))
            low = middle + 1;
        else
            high = middle;
    }
    return low < out->mark_count && out->by_record[low].kind == (uint32_t)kind &&
                   out->by_record[low].index == index
               ? low
               : SHEAF_NONE;
}

void html_places(html_out *out, uint32_t first) {
    const html_mark *mark = &out->by_record[first];
    for (uint32_t i = first; i < out->mark_count && out->by_record[i].kind == mark->kind &&
                             out->by_record[i].index == mark->index;
         i++) {
        html_put(out, i > first ? SHEAF_STR("; ") : SHEAF_STR(""));
        put_link(out, out->by_record[i].node);
    }
}
