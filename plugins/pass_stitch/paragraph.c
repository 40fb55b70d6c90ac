/* Whether a paragraph goes on in the next block. A cut leaves two halves of a sentence: the first ends
 * in the middle of one, the second begins in the middle and comes to an end. Rules that speak for a cut
 * and rules that forbid one are tables; a forbidding rule wins. Most pairs are forbidden by their ends
 * alone, so only what those leave is read whole. */
#include "stitch.h"

/* One half of a possible cut. */
typedef struct half {
    sheaf_str text;
    uint32_t first, last; /* code points that are no white space; 0 where there is no text */
    uint32_t flags;       /* of its node */
    /* What only the whole text tells: read_inside. */
    uint32_t length;      /* in code points */
    uint32_t clauses;     /* marks inside the text that divide clauses or sentences */
    uint32_t early_colon; /* a colon among the first twelve */
    int32_t depth, low;   /* brackets and quotes left open; how deep closing ones reach */
} half;

typedef struct cut {
    half above, below;
    stitch_gap gap;
    int go_on; /* what follows `below` goes on in it, so it need not end a sentence itself */
    int is_full; /* the last line above fills its column, and the next page goes on with that column */
    int is_stated; /* the format says where paragraphs end: no page cuts them, at most an earlier export did */
} cut;

static int is_one_of(uint32_t c, const uint32_t *set) {
    for (; *set != 0; set++)
        if (*set == c)
            return 1;
    return 0;
}

/* 。！？；：… . ! ? ; : and what closes a quotation or bracket behind them. */
static const uint32_t ends[] = {0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF1A, 0x2026, '.',
                                '!',    '?',    ';',    ':',    0xFF0E, 0};
static const uint32_t closers[] = {0x201D, 0x2019, 0xFF09, ')',    0x300B, 0x300D,
                                   0x300F, 0x3011, ']',    0xFF3D, '"',    0};
static const uint32_t openers[] = {0x201C, 0xFF08, '(', 0x300A, 0x300C, 0x300E, 0x3010, '[', 0};
/* « » „ open in some languages and close in others, so they tell nothing of depth. */
static const uint32_t quotes[] = {0xAB, 0xBB, 0x201E, '"', 0};
/* 、，， which never end anything. */
static const uint32_t connectors[] = {0x3001, 0xFF0C, ',', 0};

static int is_han(uint32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

/* Small letters of Latin, Greek and Cyrillic. */
static int is_lower(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) ||
           (c >= 0x100 && c <= 0x17F && (c & 1)) || (c >= 0x3AC && c <= 0x3CE) ||
           (c >= 0x430 && c <= 0x45F);
}

/* Letters of scripts that part words by blanks and have capitals. */
static int is_latin(uint32_t c) {
    return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7) ||
           (c >= 0x370 && c <= 0x52F);
}

static void read_mark(half *h, uint32_t c) {
    if (is_han(c) || is_latin(c))
        return;
    if (is_one_of(c, ends) || is_one_of(c, connectors))
        h->clauses++;
    if ((c == ':' || c == 0xFF1A) && h->length <= 12)
        h->early_colon = 1;
    if (is_one_of(c, openers))
        h->depth++;
    /* Straight quotes and apostrophes open and close alike: they tell nothing of depth. */
    if (c != '"' && c != 0x2019 && is_one_of(c, closers) && --h->depth < h->low)
        h->low = h->depth;
}

static half read_ends(const sheaf_node *node) {
    return (half){.text = node->text,
                  .first = stitch_first(node->text),
                  .last = stitch_last(node->text),
                  .flags = node->flags};
}

static void read_inside(half *h) {
    for (sheaf_str rest = h->text; rest.len > 0;) {
        uint32_t c = stitch_take(&rest);
        if (stitch_is_space(c))
            continue;
        h->length++;
        read_mark(h, c);
    }
}

/* An enumeration in front; a number further inside is none. */
static int is_entry(const half *h) {
    stitch_style style = stitch_read_label(h->text).style;
    return style != STITCH_PLAIN && style != STITCH_INNER;
}

/* ---- what forbids a join: by the ends, then by the whole ---- */

static int ends_a_sentence(const cut *c) {
    return is_one_of(c->above.last, ends);
}
static int begins_an_entry(const cut *c) {
    return is_entry(&c->below);
}
static int begins_indented(const cut *c) {
    return (c->below.flags & SHEAF_INDENTED) != 0;
}
static int begins_oddly(const cut *c) {
    uint32_t f = c->below.first;
    int word = is_han(f) || is_lower(f) || (f >= '0' && f <= '9') || f >= 0xFF10;
    return !word && !is_one_of(f, connectors) && !is_one_of(f, closers) && !is_one_of(f, quotes) &&
           !(is_one_of(f, openers) || is_latin(f));
}
static int ends_in_a_closer(const cut *c) {
    return is_one_of(c->above.last, closers) && c->above.depth <= 0;
}
static int never_ends(const cut *c) {
    return !c->go_on && !is_one_of(c->below.last, ends) && !is_one_of(c->below.last, closers);
}
/* `Address: ...` and other lines of a letter head are whole though nothing ends them. */
static int is_a_field(const cut *c) {
    return c->above.early_colon && c->above.clauses <= 2;
}
/* `各位代表：` begins a speech, whatever stands above it. */
static int addresses_people(const cut *c) {
    int colon = c->below.last == 0xFF1A || c->below.last == ':';
    return colon && c->below.clauses == 1 && c->below.length <= 12;
}

typedef int rule(const cut *c);
static rule *const forbidding_ends[] = {ends_a_sentence, begins_indented, begins_oddly,
                                        begins_an_entry};
static rule *const forbidding[] = {ends_in_a_closer, never_ends, addresses_people, is_a_field};

/* ---- what speaks for one ---- */

/* In letters and articles a capital begins the paragraph behind `Dear Sir,` or behind a clause of its own. */
static int connector_above(const cut *c) {
    int is_fresh = c->is_stated && c->above.last == ',' && is_latin(c->below.first) &&
                   !is_lower(c->below.first);
    return is_one_of(c->above.last, connectors) && !is_fresh;
}
static int open_bracket(const cut *c) {
    return c->above.depth > 0 && c->below.low < 0;
}
static int closing_below(const cut *c) {
    return is_one_of(c->below.first, connectors) || is_one_of(c->below.first, ends);
}
static int lower_case(const cut *c) {
    return is_latin(c->above.last) && is_lower(c->below.first) && c->above.length >= 20;
}
/* Running text divides into clauses; a line that does not may be a heading, unless it is too long. */
static int is_running(const half *h, uint32_t with_clauses, uint32_t without) {
    return h->length >= (h->clauses >= 1 ? with_clauses : without);
}
static int long_above(const cut *c) {
    return !c->is_stated && is_running(&c->above, 24, 45) && is_han(c->below.first);
}
static int page_break(const cut *c) {
    return c->gap == STITCH_PAGE && !c->is_stated && is_running(&c->above, 12, 24) &&
           (is_han(c->below.first) || is_lower(c->below.first));
}

/* A capital, a quotation or a bracket begins paragraphs as well as lines: only the page tells. */
static int full_line(const cut *c) {
    uint32_t f = c->below.first;
    return c->is_full && is_running(&c->above, 45, 60) &&
           (is_latin(f) || is_one_of(f, quotes) || is_one_of(f, openers));
}

static const struct {
    rule *holds;
    uint32_t confidence;
    const char *evidence;
} supporting[] = {
    {open_bracket, 9900,
     "a bracket or quotation that opens in the first part closes in the second"},
    {closing_below, 9900, "the second part begins with a mark that no paragraph begins with"},
    {connector_above, 9800, "the first part ends in a comma, the second ends the sentence"},
    {page_break, 9700,
     "a page break stands inside the sentence: the first part does not end it, the "
     "second does"},
    {lower_case, 9500,
     "the first part ends inside a sentence that the second goes on in lower case"},
    {long_above, 9300,
     "the first part is running text that does not end its sentence, the second "
     "begins without indent or enumeration and ends it"},
    {full_line, 9200,
     "the first part fills its last line to the edge of its column and does not end the sentence, "
     "the second goes on in a column as wide on the next page"},
};

/* Whether the block behind `node` looks like the end of its last sentence, too: a paragraph may be cut
 * more than once. Only the paragraph's own end decides, so one look is enough. */
static int goes_on(const stitch_plan *plan, uint32_t node) {
    uint32_t next = stitch_node(plan, node)->end;
    if (next >= plan->document->nodes.count)
        return 0;
    const sheaf_node *after = stitch_node(plan, next);
    if (after->kind != SHEAF_PARAGRAPH || after->parent != stitch_node(plan, node)->parent)
        return 0;
    half h = read_ends(after);
    return is_one_of(h.last, ends) && stitch_read_label(h.text).style == STITCH_PLAIN;
}

static int one_holds(rule *const *rules, size_t count, const cut *c) {
    for (size_t i = 0; i < count; i++)
        if (rules[i](c))
            return 1;
    return 0;
}

/* ---- what the page shows ---- */

#define LEAST_LINES 3u /* in which a paragraph shows how far its column reaches */
#define EM 0.75f       /* of the height of a line's box */

typedef struct lines {
    float left, right; /* of the column: what all of its lines have in common */
    const sheaf_origin *first, *last;
    uint32_t count;
} lines;

/* The lines of a paragraph that stands on one page; count 0 where it does not. */
static lines read_lines(const stitch_plan *plan, const sheaf_node *node) {
    lines l = {.count = 0};
    for (uint32_t i = 0; i < node->origins; i++) {
        const sheaf_origin *at = SHEAF_AT(plan->document->origins, sheaf_origin, node->origin + i);
        if (at->kind != SHEAF_AT_PAGE || (i > 0 && at->unit != l.first->unit))
            return (lines){.count = 0};
        l.first = i > 0 ? l.first : at;
        l.last = at;
        l.left = i > 0 && l.left < at->at.box[0] ? l.left : at->at.box[0];
        l.right = i > 0 && l.right > at->at.box[2] ? l.right : at->at.box[2];
        l.count++;
    }
    return l;
}

static int is_near(float a, float b, float room) {
    return a - b <= room && b - a <= room;
}

static int fills_its_column(const stitch_plan *plan, const sheaf_node *above,
                            const sheaf_node *below) {
    lines a = read_lines(plan, above), b = read_lines(plan, below);
    if (a.count < LEAST_LINES || b.count == 0 || b.first->unit != a.first->unit + 1)
        return 0;
    float em = EM * (a.last->at.box[3] - a.last->at.box[1]);
    if (!is_near(a.right, a.last->at.box[2], em) || !is_near(a.left, a.last->at.box[0], em) ||
        !is_near(a.left, b.first->at.box[0], em))
        return 0;
    return b.count == 1 ? b.right <= a.right + em : is_near(a.right, b.right, em);
}

/* Word documents and their like: text with an origin in a part. */
static int is_stated(const stitch_plan *plan, const sheaf_node *node) {
    return node->origins > 0 &&
           SHEAF_AT(plan->document->origins, sheaf_origin, node->origin)->kind == SHEAF_AT_PART;
}

int stitch_paragraphs(const stitch_plan *plan, stitch_gap gap, stitch_join *join) {
    const sheaf_node *above = stitch_node(plan, join->into), *below = stitch_node(plan, join->node);
    cut c = {.above = read_ends(above), .below = read_ends(below), .gap = gap};
    c.is_stated = is_stated(plan, above);
    c.is_full = fills_its_column(plan, above, below);
    if (c.above.first == 0 || c.below.first == 0 ||
        one_holds(forbidding_ends, sizeof forbidding_ends / sizeof *forbidding_ends, &c))
        return 0;
    read_inside(&c.above);
    read_inside(&c.below);
    c.go_on = c.below.length >= 40 && c.below.clauses >= 1 && goes_on(plan, join->node);
    if (one_holds(forbidding, sizeof forbidding / sizeof *forbidding, &c))
        return 0;
    for (size_t i = 0; i < sizeof supporting / sizeof *supporting; i++)
        if (supporting[i].holds(&c)) {
            join->confidence = supporting[i].confidence;
            join->evidence = supporting[i].evidence;
            return 1;
        }
    return 0;
}
