/* Inline runs, which may overlap as they like, as elements that nest. Each element has a fixed level, so what is open is
 * an array of one run a level; at each place where something begins or ends, the levels from the first change on are
 * closed and opened anew. A run that begins inside another of its level waits; of those that wait, the one that ends
 * last goes on. So the output grows with the runs and never with their overlaps. */
#include "html.h"

typedef struct run_level {
    uint32_t kind;
    const char *name;
} run_level;

/* Outer levels first. A ruby text belongs to its whole range, so it is split last. */
static const run_level levels[] = {
    {SHEAF_RUN_RUBY, "ruby"},       {SHEAF_RUN_LINK, "a"},       {SHEAF_RUN_NOTE, "sup"},
    {SHEAF_RUN_INSERTED, "ins"},    {SHEAF_RUN_DELETED, "del"},  {SHEAF_RUN_STRUCK, "s"},
    {SHEAF_RUN_STRONG, "strong"},   {SHEAF_RUN_EMPHASIS, "em"},  {SHEAF_RUN_CODE, "code"},
    {SHEAF_RUN_SUPERSCRIPT, "sup"}, {SHEAF_RUN_SUBSCRIPT, "sub"}};

enum { RUBY = 0, LINK = 1, NOTE = 2, RAISED = 9, LEVELS = HTML_COUNT(levels) };

/* The state of one text on its way; `open` is what is printed, `want` what should be from here on. */
typedef struct inline_state {
    html_out *out;
    sheaf_str text;
    html_breaks breaks;
    size_t at;     /* bytes printed */
    uint32_t next; /* the run that begins next */
    uint32_t end;  /* one past the last run of the node */
    uint32_t open[LEVELS];
    uint32_t want[LEVELS];
    uint32_t wait[LEVELS];
    int muted
        [LEVELS]; /* open, but printed without its tag: nothing to follow it by, or raised already */
    uint32_t noted; /* the note whose id was printed last */
} inline_state;

static const sheaf_run *run_at(const inline_state *s, uint32_t i) {
    return SHEAF_AT(s->out->document->runs, sheaf_run, i);
}

static size_t end_of(const inline_state *s, uint32_t i) {
    const sheaf_run *run = run_at(s, i);
    uint64_t end = (uint64_t)run->start + run->length;
    return end < s->text.len ? (size_t)end : s->text.len;
}

static uint32_t level_of(uint32_t kind) {
    uint32_t level = 0;
    while (level < LEVELS && levels[level].kind != kind)
        level++;
    return level;
}

/* ----------------------------------------------------------------------------------- elements -- */

/* Where the element of this level, opened here, will be closed: where it or an outer one ends, or an outer one begins. */
static size_t piece_end(const inline_state *s, uint32_t level) {
    size_t end = s->text.len;
    for (uint32_t outer = 0; outer <= level; outer++)
        if (s->want[outer] != SHEAF_NONE && end_of(s, s->want[outer]) < end)
            end = end_of(s, s->want[outer]);
    for (uint32_t i = s->next; i < s->end && run_at(s, i)->start < end; i++)
        if (level_of(run_at(s, i)->kind) < level)
            end = run_at(s, i)->start;
    return end;
}

static int is_piece_blank(const inline_state *s, uint32_t level) {
    return html_is_blank((sheaf_str){s->text.ptr + s->at, piece_end(s, level) - s->at});
}

/* ² ³ ¹, and the characters U+2070 to U+208F. */
static int is_raised_at(const char *at, size_t left) {
    const unsigned char *c = (const unsigned char *)at;
    if (left >= 2 && c[0] == 0xC2)
        return c[1] == 0xB2 || c[1] == 0xB3 || c[1] == 0xB9;
    return left >= 3 && c[0] == 0xE2 &&
           ((c[1] == 0x81 && c[2] >= 0xB0) || (c[1] == 0x82 && c[2] < 0x90));
}

/* Is the piece written in characters that are raised or lowered by themselves? An element would do it twice. */
static int is_piece_raised(const inline_state *s, uint32_t level) {
    size_t end = piece_end(s, level);
    for (size_t at = s->at; at < end; at++)
        if (is_raised_at(s->text.ptr + at, end - at))
            return 1;
    return 0;
}

/* What is open all the same, for the order of levels, but has no tag. */
static int is_muted(const inline_state *s, uint32_t level) {
    if (level >= RAISED)
        return is_piece_raised(s, level);
    return (level == LINK || level == NOTE) && is_piece_blank(s, level);
}

static void open_link(inline_state *s, sheaf_str target) {
    HTML_PUT(s->out, "<a");
    if (html_href(s->out, target))
        HTML_PUT(s->out, " rel=\"noreferrer\"");
    else
        html_attribute(s->out, SHEAF_STR("title"), target);
    HTML_PUT(s->out, ">");
}

/* Does the note lead somewhere, from here? A link cannot stand in a link. */
static int is_linked(const inline_state *s, uint32_t run) {
    return s->open[LINK] == SHEAF_NONE && !s->muted[NOTE] &&
           html_note_of(s->out, run_at(s, run)) != SHEAF_NONE;
}

static void put_note_link(inline_state *s, uint32_t run) {
    html_anchor(s->out, SHEAF_STR("<a href=\"#"), 'n', html_note_of(s->out, run_at(s, run)));
    HTML_PUT(s->out, ">");
}

static void open_note(inline_state *s, uint32_t run, sheaf_str tag) {
    html_put(s->out, tag);
    if (s->noted != run)
        html_anchor(s->out, SHEAF_STR(" id=\""), 'x', run);
    s->noted = run;
    HTML_PUT(s->out, ">");
    if (is_linked(s, run))
        put_note_link(s, run);
}

static void close_note(inline_state *s, uint32_t run) {
    html_put(s->out, is_linked(s, run) ? SHEAF_STR("</a></sup>") : SHEAF_STR("</sup>"));
}

/* A reference without a text of its own: the number of its footnote, or a star. */
static void put_bare_note(inline_state *s, uint32_t run) {
    uint32_t n = html_note_of(s->out, run_at(s, run));
    sheaf_str number = SHEAF_STR("*");
    if (n != SHEAF_NONE && html_node(s->out, n)->kind == SHEAF_FOOTNOTE) {
        uint32_t payload = html_node(s->out, n)->payload;
        if (payload != SHEAF_NONE)
            number = SHEAF_AT(s->out->document->headings, sheaf_heading, payload)->number;
    }
    int muted = s->muted[NOTE];
    s->muted[NOTE] = s->open[NOTE] != SHEAF_NONE;
    open_note(s, run, SHEAF_STR("<sup class=\"note bare\""));
    html_text(s->out, number.len > 0 ? number : SHEAF_STR("*"), HTML_BLANK);
    close_note(s, run);
    s->muted[NOTE] = muted;
}

static void open_level(inline_state *s, uint32_t level) {
    uint32_t run = s->open[level] = s->want[level];
    if (run == SHEAF_NONE)
        return;
    s->muted[level] = is_muted(s, level);
    if (level == NOTE) {
        open_note(s, run, SHEAF_STR("<sup class=\"note\""));
        return;
    }
    if (s->muted[level])
        return;
    if (level == LINK) {
        open_link(s, run_at(s, run)->target);
        return;
    }
    HTML_PUT(s->out, "<");
    html_put(s->out, (sheaf_str){levels[level].name, strlen(levels[level].name)});
    HTML_PUT(s->out, ">");
}

static void close_level(inline_state *s, uint32_t level) {
    uint32_t run = s->open[level];
    if (run == SHEAF_NONE)
        return;
    if (level == NOTE) {
        close_note(s, run);
    } else if (!s->muted[level]) {
        if (level == RUBY) {
            HTML_PUT(s->out, "<rp>(</rp><rt>");
            html_text(s->out, run_at(s, run)->target, HTML_BLANK);
            HTML_PUT(s->out, "</rt><rp>)</rp>");
        }
        HTML_PUT(s->out, "</");
        html_put(s->out, (sheaf_str){levels[level].name, strlen(levels[level].name)});
        HTML_PUT(s->out, ">");
    }
    s->open[level] = SHEAF_NONE;
}

/* --------------------------------------------------------------------------------- boundaries -- */

/* A run that gets no element of its own: its id and its words must stand there nevertheless. */
static void put_point(inline_state *s, uint32_t i) {
    const sheaf_run *run = run_at(s, i);
    if (run->kind == SHEAF_RUN_NOTE && run->length == 0) {
        put_bare_note(s, i);
    } else if (run->kind == SHEAF_RUN_BOOKMARK || run->kind == SHEAF_RUN_NOTE) {
        char letter = run->kind == SHEAF_RUN_NOTE ? 'x' : 'b';
        html_anchor(s->out, SHEAF_STR("<span id=\""), letter, i);
        HTML_PUT(s->out, "></span>");
    } else if (run->kind == SHEAF_RUN_RUBY) {
        HTML_PUT(s->out, "<span class=\"rt\">(");
        html_text(s->out, run->target, HTML_BLANK);
        HTML_PUT(s->out, ")</span>");
    }
}

static void begin_run(inline_state *s, uint32_t i) {
    uint32_t level = level_of(run_at(s, i)->kind);
    if (level == LEVELS || end_of(s, i) <= s->at) {
        put_point(s, i);
        return;
    }
    if (s->want[level] == SHEAF_NONE) {
        s->want[level] = i;
        return;
    }
    uint32_t *wait = &s->wait[level];
    int goes_on = end_of(s, i) > end_of(s, s->want[level]) &&
                  (*wait == SHEAF_NONE || end_of(s, i) > end_of(s, *wait));
    uint32_t dropped = goes_on ? *wait : i;
    if (dropped != SHEAF_NONE)
        put_point(s, dropped);
    if (goes_on)
        *wait = i;
}

static void end_runs(inline_state *s) {
    for (uint32_t level = 0; level < LEVELS; level++) {
        if (s->want[level] == SHEAF_NONE || end_of(s, s->want[level]) > s->at)
            continue;
        s->want[level] = s->wait[level];
        s->wait[level] = SHEAF_NONE;
    }
}

/* From the first level that changes on, all that is open is closed. */
static void close_changed(inline_state *s) {
    uint32_t first = 0;
    while (first < LEVELS && s->open[first] == s->want[first])
        first++;
    for (uint32_t level = LEVELS; level-- > first;)
        close_level(s, level);
}

static void open_wanted(inline_state *s) {
    for (uint32_t level = 0; level < LEVELS; level++)
        if (s->open[level] != s->want[level])
            open_level(s, level);
}

/* Where the next run begins or an open one ends. */
static size_t next_place(const inline_state *s) {
    size_t place = s->text.len;
    if (s->next < s->end && run_at(s, s->next)->start < place)
        place = run_at(s, s->next)->start;
    for (uint32_t level = 0; level < LEVELS; level++)
        if (s->want[level] != SHEAF_NONE && end_of(s, s->want[level]) < place)
            place = end_of(s, s->want[level]);
    return place > s->at ? place : s->at;
}

static void put_runs(inline_state *s) {
    for (int more = 1; more;) {
        size_t place = next_place(s);
        html_text(s->out, (sheaf_str){s->text.ptr + s->at, place - s->at}, s->breaks);
        s->at = place;
        end_runs(s);
        close_changed(s);
        while (s->next < s->end && (run_at(s, s->next)->start <= place || place == s->text.len))
            begin_run(s, s->next++);
        close_changed(s);
        open_wanted(s);
        more = place < s->text.len;
    }
}

/* ------------------------------------------------------------------------------- the whole text -- */

static uint32_t first_run(const sheaf_array *runs, uint32_t node) {
    uint32_t low = 0, high = runs->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (SHEAF_AT(*runs, sheaf_run, middle)->node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void html_inline(html_out *out, uint32_t n, html_breaks breaks) {
    const sheaf_array *runs = &out->document->runs;
    inline_state s = {.out = out, .text = html_node(out, n)->text, .breaks = breaks};
    s.next = s.end = first_run(runs, n);
    while (s.end < runs->count && SHEAF_AT(*runs, sheaf_run, s.end)->node == n)
        s.end++;
    if (s.next == s.end) {
        html_text(out, s.text, breaks);
        return;
    }
    s.noted = SHEAF_NONE;
    for (uint32_t level = 0; level < LEVELS; level++)
        s.open[level] = s.want[level] = s.wait[level] = SHEAF_NONE;
    put_runs(&s);
}
