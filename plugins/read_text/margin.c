/* What stands before every line and belongs to no text: the `> ` of a mail that quotes, the line numbers of an editor.
 * The evidence is the document as a whole: a margin goes on from line to line, over its blank lines, too, as nothing
 * does that an author writes. It is taken off in the line model, so no stage behind this one knows of it. */
#include "text.h"

#include <string.h>

enum {
    FEWEST = 12,              /* lines that show a margin */
    LETTER_HEAD = 40,         /* lines of a mail that may stand above what it quotes */
    MOST_NUMBERED = 1u << 18, /* lines: each number is a record of its own */
    NESTED = 4                /* margins within margins */
};

/* A margin: blanks, a mark or a letter and a number, what closes it, blanks. */
typedef struct margin {
    char mark;       /* `>` or `|`; 0: numbers */
    char close;      /* behind a number: tab `:` `|`, or 0: blanks alone */
    uint32_t blanks; /* behind it, as many as all lines have */
    uint32_t first, end;
    sheaf_str reason;
} margin;

static uint32_t blanks_at(sheaf_str text, size_t at) {
    size_t i = at;
    while (i < text.len && text.ptr[i] == ' ')
        i++;
    return (uint32_t)(i - at);
}

/* ---- one line ---- */

typedef struct taken {
    size_t length; /* of the margin without the blanks behind it; 0: this line has none */
    uint32_t number;
    uint32_t blanks; /* behind it */
    int is_all;      /* nothing else is on the line */
    int is_right;    /* its number ends in the seventh column or before, set flush right */
    char close;
} taken;

static taken take_mark(sheaf_str text, char mark) {
    if (text.len == 0 || *text.ptr != mark)
        return (taken){0};
    uint32_t blanks = blanks_at(text, 1);
    return (taken){.length = 1, .blanks = blanks, .is_all = 1 + blanks == text.len};
}

/* `  12`, `12`, `L12` and what closes it. */
static taken take_number(sheaf_str text) {
    taken out = {0};
    size_t at = blanks_at(text, 0);
    out.is_right = at > 0;
    at += at < text.len && text.ptr[at] == 'L';
    size_t digits = at;
    for (; at < text.len && at - digits < 7 && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++)
        out.number = out.number * 10 + (uint32_t)(text.ptr[at] - '0');
    if (at == digits)
        return (taken){0};
    if (at < text.len && memchr("\t:|", text.ptr[at], 3))
        out.close = text.ptr[at++];
    out.blanks = blanks_at(text, at);
    out.is_all = at + out.blanks == text.len;
    out.length = out.close || out.blanks || out.is_all ? at : 0;
    return out;
}

static taken take(sheaf_str text, const margin *m) {
    return m->mark ? take_mark(text, m->mark) : take_number(text);
}

/* ---- all lines ---- */

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* A quoted text has other bars nowhere: else they part cells. */
static int is_marked(const text_run *run, uint32_t line, char mark) {
    sheaf_str text = text_of(run, line);
    return text.len > 0 && *text.ptr == mark &&
           (mark != '|' || !memchr(text.ptr + 1, '|', text.len - 1));
}

/* Lines that begin with the mark, one after the other, and hardly any others: a mail's head and its end. */
static int find_marks(const text_run *run, char mark, margin *m) {
    uint32_t first = 0, others = mark == '>' ? least(run->count, LETTER_HEAD) : 1;
    while (first < others && !is_marked(run, first, mark))
        first++;
    *m = (margin){.mark = mark, .blanks = 1, .first = first, .end = first};
    for (; m->end < run->count && is_marked(run, m->end, mark); m->end++) {
        taken one = take_mark(text_of(run, m->end), mark);
        m->blanks = one.is_all ? m->blanks : least(m->blanks, one.blanks);
    }
    m->reason = SHEAF_STR("marks of a quoted text");
    return m->end - first >= FEWEST && (m->end - first) / 3 >= run->count - (m->end - first) &&
           (mark == '>' || m->end == run->count);
}

/* Numbers of lines go up by one, over lines with nothing else on them or set flush right before a tab: rows that an
 * author numbers are neither. A few lines may be lost; where most lines are a number alone, it is what they say. */
static int find_numbers(const text_run *run, margin *m) {
    uint32_t before = 0, jumps = 0, bare = 0, flush = 0;
    *m = (margin){.blanks = UINT32_MAX, .end = run->count};
    for (uint32_t i = 0; i < run->count; i++) {
        taken one = take_number(text_of(run, i));
        if (one.length == 0 || (i && one.number <= before) ||
            (i && one.close != m->close && !one.is_all))
            return 0;
        jumps += i && one.number != before + 1;
        bare += one.is_all != 0;
        flush += one.is_right && one.close == '\t';
        m->close = one.is_all && i ? m->close : one.close;
        m->blanks = one.is_all ? m->blanks : least(m->blanks, one.blanks);
        before = one.number;
    }
    m->blanks = m->close ? least(m->blanks, m->close != '\t') : m->blanks;
    m->reason = SHEAF_STR("line number");
    return run->count >= FEWEST && run->count <= MOST_NUMBERED && jumps <= run->count / 16 &&
           (bare > 1 || flush > 0) && (run->count - bare) * 3 >= run->count;
}

static int find(const text_run *run, margin *m) {
    return run->count >= FEWEST &&
           (find_numbers(run, m) || find_marks(run, '>', m) || find_marks(run, '|', m));
}

/* ---- taking it off ---- */

static void state(text_run *run, const margin *m) {
    for (uint32_t i = m->first; i < m->end && !m->mark; i++) {
        sheaf_str text = text_of(run, i);
        text.len = take(text, m).length;
        text_drop_number(run, i, text_trim(text), m->reason);
    }
    if (m->mark)
        text_drop(run, m->first, (sheaf_str){text_of(run, m->first).ptr, 1}, m->end - m->first,
                  m->reason);
}

static int cut(text_run *run, const margin *m) {
    uint32_t *cuts = run->host->scratch(run->job, run->count * sizeof *cuts);
    if (!cuts)
        return 0;
    memset(cuts, 0, run->count * sizeof *cuts);
    for (uint32_t i = m->first; i < m->end; i++) {
        taken one = take(text_of(run, i), m);
        cuts[i] = (uint32_t)one.length + least(one.blanks, m->blanks);
    }
    state(run, m);
    text_cut(run, cuts);
    return 1;
}

sheaf_status text_margins(text_run *run) {
    margin m;
    for (int i = 0; i < NESTED && find(run, &m); i++)
        if (!cut(run, &m))
            break;
    text_close_up(run);
    return run->host->tick(run->job, 0, 0);
}
