/* What a finding points at. One that compares many values (an identity) raises few of them: those that its message names
 * as the likely slip, else the last one, which holds the sum; the others are outlined only. One that does not count, as
 * it could not be assessed or somebody suppressed it, raises nothing. */
#include "html.h"

enum {
    FEW = 3,       /* values that may all be raised */
    FEW_MILD = 8,  /* the same where it is no error */
    NAMED_MOST = 8 /* values that a message may raise */
};

int html_counts(const sheaf_finding *finding) {
    return finding->outcome == SHEAF_FAIL && finding->suppressed.len == 0;
}

static const sheaf_fact *fact_at(const html_out *out, uint32_t i) {
    return SHEAF_AT(out->document->facts, sheaf_fact, i);
}

/* ---- the values that the message names ---- */

typedef struct named {
    uint32_t facts[NAMED_MOST];
    uint32_t count;
} named;

static int is_of_key(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

/* The next word that may be a key: one with a dot that does not end it. */
static sheaf_str take_word(sheaf_str *text) {
    while (text->len > 0 && !is_of_key(*text->ptr))
        *text = (sheaf_str){text->ptr + 1, text->len - 1};
    sheaf_str word = {text->ptr, 0};
    while (word.len < text->len && is_of_key(word.ptr[word.len]))
        word.len++;
    *text = (sheaf_str){text->ptr + word.len, text->len - word.len};
    while (word.len > 0 && word.ptr[word.len - 1] == '.')
        word.len--;
    return word;
}

static void find_named(const html_out *out, const sheaf_finding *finding, named *n) {
    sheaf_str text = finding->message_en;
    n->count = 0;
    while (text.len > 0 && n->count < NAMED_MOST) {
        sheaf_str word = take_word(&text);
        uint32_t fact = word.len > 0 && memchr(word.ptr, '.', word.len) != NULL
                            ? html_find_key(&out->facts, word, finding->instance)
                            : SHEAF_NONE;
        if (fact != SHEAF_NONE)
            n->facts[n->count++] = fact;
    }
}

static int is_named(const named *n, uint32_t fact) {
    for (uint32_t i = 0; i < n->count; i++)
        if (n->facts[i] == fact)
            return 1;
    return 0;
}

/* ---- the nodes ---- */

static uint32_t own_fact(const html_out *out, const sheaf_finding *finding, uint32_t k) {
    return html_find_key(&out->facts, finding->facts[k], finding->instance);
}

static int is_seen(const html_out *out, uint32_t node) {
    return node > 0 && node < out->document->nodes.count && !html_is_hidden(out, node);
}

/* Of the named ones those that the finding compares; else its last value that stands in the page. */
static void choose_raised(const html_out *out, const sheaf_finding *finding, named *raised) {
    named all;
    uint32_t last = SHEAF_NONE;
    find_named(out, finding, &all);
    raised->count = 0;
    for (uint32_t k = 0; k < finding->fact_count; k++) {
        uint32_t fact = own_fact(out, finding, k);
        if (fact == SHEAF_NONE || !is_seen(out, fact_at(out, fact)->node))
            continue;
        last = fact;
        if (is_named(&all, fact) && raised->count < NAMED_MOST)
            raised->facts[raised->count++] = fact;
    }
    if (raised->count == 0 && last != SHEAF_NONE)
        raised->facts[raised->count++] = last;
}

static int raises_all(const sheaf_finding *finding) {
    return finding->fact_count < (uint32_t)(finding->severity >= SHEAF_ERROR ? FEW : FEW_MILD + 1);
}

/* All of a kind; of an identity, nodes that are no cells (its table, say) are raised, too. */
static void point_at_all(const html_out *out, uint32_t i, const sheaf_finding *finding,
                         html_mark_kind kind, html_found *found, void *to) {
    for (uint32_t k = 0; k < finding->node_count; k++) {
        uint32_t node = finding->nodes[k];
        int is_block = is_seen(out, node) && html_node(out, node)->kind != SHEAF_CELL;
        found(to, node, kind == HTML_OPERAND && is_block ? HTML_FINDING : kind, i);
    }
    for (uint32_t k = 0; k < finding->fact_count; k++) {
        uint32_t fact = own_fact(out, finding, k);
        if (fact != SHEAF_NONE)
            found(to, fact_at(out, fact)->node, kind, i);
    }
}

void html_point(const html_out *out, uint32_t finding, html_found *found, void *to) {
    const sheaf_finding *f = SHEAF_AT(out->document->findings, sheaf_finding, finding);
    if (!html_counts(f) || raises_all(f)) {
        point_at_all(out, finding, f, html_counts(f) ? HTML_FINDING : HTML_ASIDE, found, to);
        return;
    }
    named raised;
    point_at_all(out, finding, f, HTML_OPERAND, found, to);
    choose_raised(out, f, &raised);
    for (uint32_t i = 0; i < raised.count; i++)
        found(to, fact_at(out, raised.facts[i])->node, HTML_FINDING, finding);
}
