/* Rows of cells with bars between them: Markdown and its relatives. The bar is `|`, or a full-width or box-drawing
 * one; the first row says which. A backslash makes `|` plain text, `<br>` ends a line of a cell. A rule of dashes
 * under the first rows makes them headers and lets rows leave out their outer bars; without a rule every row must
 * begin with a bar. */
#include "table.h"

#include <string.h>

static const sheaf_str bars[] = {{"|", 1}, {"｜", 3}, {"│", 3}, {"┃", 3}, {"║", 3}};
enum { BARS = sizeof(bars) / sizeof(bars[0]) };

static int is_escaped(const char *from, const char *at) {
    size_t n = 0;
    while (at - n > from && at[-1 - (ptrdiff_t)n] == '\\')
        n++;
    return n % 2;
}

/* The next bar that is no plain text; NULL for none. */
static const char *bar_find(sheaf_str text, sheaf_str bar) {
    const char *from = text.ptr, *end = text.ptr + text.len;
    while (from < end) {
        const char *at = memchr(from, bar.ptr[0], (size_t)(end - from));
        if (!at)
            return NULL;
        sheaf_str rest = {at, (size_t)(end - at)};
        if (text_starts(rest, bar) && (bar.len > 1 || !is_escaped(text.ptr, at)))
            return at;
        from = at + 1;
    }
    return NULL;
}

static sheaf_str inside(sheaf_str line, sheaf_str bar) {
    line = text_trim(line);
    if (text_starts(line, bar))
        line = (sheaf_str){line.ptr + bar.len, line.len - bar.len};
    if (line.len >= bar.len) {
        sheaf_str tail = {line.ptr + line.len - bar.len, bar.len};
        if (text_starts(tail, bar) && (bar.len > 1 || !is_escaped(line.ptr, tail.ptr)))
            line.len -= bar.len;
    }
    return line;
}

static int cell_take(sheaf_str *rest, int *more, sheaf_str bar, sheaf_str *cell) {
    if (!*more)
        return 0;
    const char *at = bar_find(*rest, bar);
    *more = at != NULL;
    *cell = (sheaf_str){rest->ptr, at ? (size_t)(at - rest->ptr) : rest->len};
    if (at)
        *rest = (sheaf_str){at + bar.len, rest->len - cell->len - bar.len};
    return 1;
}

static uint32_t cells_in(sheaf_str line, sheaf_str bar) {
    sheaf_str rest = inside(line, bar), cell;
    uint32_t n = 0;
    for (int more = 1; cell_take(&rest, &more, bar, &cell); n++)
        continue;
    return n;
}

/* Whether a cell is part of a rule: `---`, `:-:`, `===`, with `+` where columns cross; CJK and box dashes, too. */
static int is_rule_cell(sheaf_str cell, uint32_t least) {
    uint32_t dashes = 0;
    for (cell = text_trim(cell); cell.len;) {
        uint32_t c = text_take(&cell);
        if (c == '-' || c == '=' || c == 0xFF0D || (c >= 0x2500 && c <= 0x257F))
            dashes++;
        else if (c != ' ' && c != ':' && c != '+')
            return 0;
    }
    return dashes >= least;
}

/* Every cell of a rule has its dashes: a row of blanks and `-` for nothing is none. */
static int is_rule(const text_run *run, uint32_t line, sheaf_str bar, uint32_t least) {
    sheaf_str rest = inside(text_of(run, line), bar), cell;
    for (int more = 1; cell_take(&rest, &more, bar, &cell);)
        if (!is_rule_cell(cell, least))
            return 0;
    return 1;
}

typedef struct pipe_table {
    sheaf_str bar;
    uint32_t end;
    uint32_t columns;
    uint32_t rule; /* the line of the rule that ends the header rows; SHEAF_NONE: none */
    int is_table;
} pipe_table;

static sheaf_str bar_of(sheaf_str line) {
    sheaf_str text = text_trim(line);
    for (uint32_t i = 0; i < BARS; i++)
        if (text_starts(text, bars[i]))
            return bars[i];
    return SHEAF_STR("");
}

static int belongs(const text_run *run, uint32_t line, const pipe_table *t) {
    const text_line *l = &run->lines[line];
    if (l->gap || table_is_cut(run, line))
        return 0;
    return text_starts(text_trim(text_of(run, line)), t->bar) ||
           (t->rule != SHEAF_NONE && bar_find(text_of(run, line), t->bar));
}

/* The first rule that rows stand above: in Markdown the second line, elsewhere within three rows. One dash a cell makes
 * a rule only there; further rules, as some programs print them, have more. */
enum { HEADER_ROWS = 3, FURTHER_DASHES = 3 };

static int is_decor(const text_run *run, uint32_t line, const pipe_table *t) {
    return is_rule(run, line, t->bar, line == t->rule ? 1 : FURTHER_DASHES);
}

static void measure(text_run *run, uint32_t first, pipe_table *t) {
    uint32_t rows = 0;
    for (; t->end < run->count && table_goes_on(run, t->end); t->end++) {
        if (t->end > first && !belongs(run, t->end, t))
            break;
        if (t->rule == SHEAF_NONE && rows && rows <= HEADER_ROWS &&
            is_rule(run, t->end, t->bar, rows == 1 ? 1 : FURTHER_DASHES))
            t->rule = t->end;
        if (is_decor(run, t->end, t))
            continue;
        uint32_t n = cells_in(text_of(run, t->end), t->bar);
        if (t->columns < n)
            t->columns = n;
        rows++;
    }
    t->is_table =
        t->rule != SHEAF_NONE
            ? rows > 0
            : t->columns > 1 && (rows > 1 || (rows && table_was_cut(run, TABLE_PIPE, first)));
}

/* A header without a bar in front is one only if the rule below it has as many cells. */
static int is_open_header(const text_run *run, uint32_t first) {
    uint32_t next = first + 1;
    if (next >= run->count || run->lines[next].gap || table_is_cut(run, next) ||
        !(run->lines[first].flags & TEXT_PIPE) || !(run->lines[next].flags & TEXT_PIPE))
        return 0;
    uint32_t n = cells_in(text_of(run, first), bars[0]);
    return n > 1 && is_rule(run, next, bars[0], 1) && cells_in(text_of(run, next), bars[0]) == n;
}

/* How long `<br>`, `<br/>` or `<br />` is in front of the text, in any case; 0: none stands there. */
static size_t break_in_front(sheaf_str text) {
    if (text.len < 4 || (text.ptr[1] | 0x20) != 'b' || (text.ptr[2] | 0x20) != 'r')
        return 0;
    size_t at = 3;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    at += at < text.len && text.ptr[at] == '/';
    return at < text.len && text.ptr[at] == '>' ? at + 1 : 0;
}

/* Where the next backslash before a bar or the next `<br>` stands, and how much of the cell it takes; NULL for none. */
static const char *next_mark(sheaf_str text, size_t *taken) {
    for (size_t i = 0; i < text.len; i++) {
        sheaf_str rest = text_from(text, i);
        if (text.ptr[i] == '\\' && rest.len > 1) {
            *taken = 1;
            if (text.ptr[++i] == '|')
                return rest.ptr;
        } else if (text.ptr[i] == '<' && (*taken = break_in_front(rest)) > 0)
            return rest.ptr;
    }
    return NULL;
}

void table_marked_pieces(text_run *run, table_filling *filling, uint32_t line, sheaf_str cell) {
    int is_break = 0;
    for (size_t taken = 0; cell.len;) {
        const char *mark = next_mark(cell, &taken);
        sheaf_str part = {cell.ptr, mark ? (size_t)(mark - cell.ptr) : cell.len};
        sheaf_str trimmed = text_trim(part), piece = part;
        if (mark && *mark == '<')
            piece.len = (size_t)(trimmed.ptr + trimmed.len - piece.ptr);
        if (is_break)
            piece = text_from(piece, piece.len ? (size_t)(trimmed.ptr - piece.ptr) : 0);
        if (piece.len && is_break && filling->pieces)
            run->host->append(run->job, SHEAF_STR("\n"), NULL);
        if (piece.len)
            table_piece(run, filling, line, piece);
        is_break = mark && *mark == '<' ? 1 : (is_break && !piece.len);
        cell = text_from(cell, part.len + (mark ? taken : 0));
    }
}

static void emit_cell(text_run *run, sheaf_block *slot, uint32_t line, sheaf_str bar,
                      sheaf_str cell) {
    size_t taken = 0;
    cell = text_trim(cell);
    if (bar.len > 1 || !next_mark(cell, &taken)) {
        table_cell(run, slot, line, cell);
        return;
    }
    table_filling filling;
    table_cell_open(run, slot, &filling);
    table_marked_pieces(run, &filling, line, cell);
    table_cell_close(run);
}

static void emit(text_run *run, uint32_t first, const pipe_table *t) {
    sheaf_block slot = table_slot();
    table_open(run, first, t->columns, 0, t->rule != SHEAF_NONE);
    table_account(run, first, t->end);
    for (uint32_t line = first; line < t->end && table_goes_on(run, line); line++) {
        if (is_decor(run, line, t))
            continue;
        slot.header =
            t->rule != SHEAF_NONE && line < t->rule ? SHEAF_HEADER_COLUMN : SHEAF_HEADER_NONE;
        sheaf_str rest = inside(text_of(run, line), t->bar), cell;
        slot.column = 0;
        for (int more = 1; cell_take(&rest, &more, t->bar, &cell); slot.column++)
            emit_cell(run, &slot, line, t->bar, cell);
        slot.row++;
    }
    table_close(run);
}

static uint32_t bars_in(sheaf_str line, sheaf_str bar) {
    line = text_trim(line);
    uint32_t n = 0;
    for (const char *at; (at = bar_find(line, bar)) != NULL; n++)
        line = text_from(line, (size_t)(at - line.ptr) + bar.len);
    return n;
}

/* Lines beside it have as many bars, none of them in front: the first bar parts two fields, and the first of these is blank. */
static int is_bare(const text_run *run, uint32_t first, sheaf_str bar) {
    enum { AHEAD = 64 };
    uint32_t n = bars_in(text_of(run, first), bar), others = 0;
    for (uint32_t line = first + 1; line < run->count && line - first < AHEAD; line++) {
        sheaf_str text = text_trim(text_of(run, line));
        if (run->lines[line].gap || table_is_cut(run, line) || bars_in(text, bar) == 0)
            break;
        if (is_rule(run, line, bar, 1))
            return 0;
        others += bars_in(text, bar) == n && !text_starts(text, bar);
    }
    return others > 0;
}

uint32_t text_markdown_table(text_run *run, uint32_t first) {
    if (!(run->lines[first].flags & TEXT_PIPE) || table_was_refused(run, TABLE_PIPE, first))
        return first;
    pipe_table t = {.bar = bar_of(text_of(run, first)), .end = first, .rule = SHEAF_NONE};
    if (t.bar.len > 0 && is_bare(run, first, t.bar))
        return first;
    if (!t.bar.len) {
        if (!is_open_header(run, first))
            return first;
        t.bar = bars[0];
        t.rule = first + 1;
    }
    measure(run, first, &t);
    if (!t.is_table)
        return table_refuse(run, TABLE_PIPE, first, t.end);
    emit(run, first, &t);
    return table_ended(run, TABLE_PIPE, t.end);
}
