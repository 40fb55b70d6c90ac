/* Finds the lines of a column-aligned table: from its first row with numbers on, as long as rows with numbers
 * follow, over labels, headers, rules and small gaps; then up over the header lines above it. A mark for each
 * display column that a number covered shows when the layout changes: a row whose two numbers would then run
 * together belongs to another table. */
#include "numbering.h"
#include "table_columns.h"

#include <string.h>

enum {
    BLANK_LINES = 2,   /* at most, inside a table */
    PENDING_ROWS = 10, /* labels and headers between two rows of numbers, at most */
    HEADER_LINES = 14, /* above the first row of numbers, at most */
    WORDY = 50,        /* display columns from which a dense line is prose */
    PART_HEAD = 24     /* below which a line of its own may head a part of the table */
};

typedef struct region {
    text_run *run;
    table_columns *c;
    uint8_t *mark;   /* for each display column: a number stood there */
    uint32_t marked; /* how many of them are in use */
    uint32_t left;   /* where the leftmost number began, label numbers apart */
    uint32_t end;    /* one past the last row of numbers, and the rules below it */
    uint32_t data;   /* rows of numbers so far */
    uint32_t numbers;
    uint32_t above; /* labels and headers between the last two rows of numbers */
    uint32_t wide;  /* numbers of the widest row */
    int apart;      /* labels or headers behind a blank line stand above the next row of numbers */
    int is_headed;  /* one of them has several texts, and the last as far right as numbers stand */
} region;

static int stops(const text_run *run, uint32_t line) {
    const text_line *l = &run->lines[line];
    return (l->flags & (TEXT_FURNITURE | TEXT_PAGE | TEXT_TAB)) || l->gap > BLANK_LINES;
}

static row *row_of(region *g, uint32_t line) {
    columns_clear(g->c);
    return columns_read_row(g->run, g->c, line) ? &g->c->rows[0] : NULL;
}

/* ---- marks ---- */

static int is_covered(const region *g, uint32_t from, uint32_t to) {
    for (; from < to; from++)
        if (from >= g->marked || !g->mark[from])
            return 0;
    return 1;
}

static int is_touched(const region *g, uint32_t from, uint32_t to) {
    for (; from < to && from < g->marked; from++)
        if (g->mark[from])
            return 1;
    return 0;
}

/* Marks the numbers of the row; 0: no memory. */
static int mark_row(region *g, const row *r) {
    uint32_t width = r->count ? g->c->tokens[r->token + r->count - 1].end : 0;
    if (width == 0)
        return 1; /* no token, so no number */
    if (width > g->marked) {
        g->mark = table_grow(g->run, ROOM_MARK, width, 1);
        if (!g->mark)
            return 0;
        memset(g->mark + g->marked, 0, width - g->marked);
        g->marked = width;
    }
    for (uint32_t i = r->token; i < r->token + r->count; i++) {
        const token *t = &g->c->tokens[i];
        if (t->kind != TOKEN_NUMBER)
            continue;
        memset(g->mark + t->start, 1, t->end - t->start);
        g->numbers++;
        if (g->left > t->start && (i > r->token || r->count == 1 || t[1].kind == TOKEN_NUMBER))
            g->left = t->start;
    }
    return 1;
}

/* Whether two neighbouring numbers of the row would stand in one column, with its own marks set. */
static int runs_together(const region *g, const row *r) {
    for (uint32_t i = r->token + 1; i < r->token + r->count; i++) {
        const token *t = &g->c->tokens[i];
        if (t->kind == TOKEN_NUMBER && t[-1].kind == TOKEN_NUMBER &&
            is_covered(g, t[-1].end, t->start))
            return 1;
    }
    return 0;
}

static uint32_t numbers_of(const region *g, const row *r) {
    uint32_t count = 0;
    for (uint32_t i = r->token; i < r->token + r->count; i++)
        count += g->c->tokens[i].kind == TOKEN_NUMBER;
    return count;
}

/* Whether the row of numbers, below a header that a blank line parts from what is above, is of other columns than that: it has many
 * more numbers, many fewer below texts that head numbers, or each where only labels or nothing stood. A few numbers prove no
 * columns: parts of one table differ so. */
static int is_otherwise(const region *g, const row *r) {
    enum { MANY = 4, MORE = 3, PAIR = 2 };
    uint32_t count = numbers_of(g, r), fresh = 0, left = 0;
    if (!g->apart || g->data == 0 || (count < MANY && g->wide < MANY))
        return 0;
    for (uint32_t i = r->token; i < r->token + r->count; i++) {
        const token *t = &g->c->tokens[i];
        fresh += t->kind == TOKEN_NUMBER && !is_touched(g, t->start, t->end);
        left += t->kind == TOKEN_NUMBER && t->end <= g->left;
    }
    return (fresh == count && count >= MANY) || (left == count && count >= PAIR) ||
           count >= g->wide + MORE || (g->is_headed && count + MORE <= g->wide);
}

/* A header begins behind a blank line, or goes on. */
static void note_header(region *g, const row *r, uint32_t line) {
    g->apart |= g->run->lines[line].gap > 0;
    g->is_headed |= g->apart && r->kind == ROW_HEAD && r->count > 1 &&
                    g->c->tokens[r->token + r->count - 1].start >= g->left;
}

/* ---- kinds of lines ---- */

/* A few wide characters that head a part of the table, `第二十条第（五）项`, however near its numbers stand. */
static int is_part_head(const region *g, const row *r) {
    const token *t = &g->c->tokens[r->token];
    sheaf_str text = token_text(g->run, r->line, t);
    return t->end - t->start < PART_HEAD && g->data > 0 && !g->run->lines[r->line].gap &&
           text_is_wide(text_last(text)) && !table_ends_sentence(text);
}

/* Prose: one text that runs from the labels into the numbers, or a wide line with hardly a gap. */
static int is_prose(const region *g, const row *r) {
    const token *t = &g->c->tokens[r->token];
    if (r->count == 0)
        return 0; /* leaders only */
    if (r->count == 1)
        return t->kind == TOKEN_TEXT && t->start < g->left / 2 && t->end > g->left + 1 &&
               !is_part_head(g, r);
    uint32_t from = t->start, to = t[r->count - 1].end, ink = 0;
    for (uint32_t i = 0; i < r->count; i++)
        ink += t[i].end - t[i].start;
    return r->kind != ROW_DATA && to - from >= WORDY && ink >= (to - from) - (to - from) / 8;
}

/* A heading between two tables: `三、` and a text, alone behind a blank line. */
static int is_heading(const region *g, const row *r, uint32_t line) {
    static const char numerals[] = "一二三四五六七八九十";
    if (r->kind != ROW_LABEL || !r->count)
        return 0;
    sheaf_str text = token_text(g->run, line, &g->c->tokens[r->token]);
    size_t n = 0;
    for (uint32_t i = 0; i < sizeof(numerals) - 1; i += 3)
        if (text_starts(text_from(text, n), (sheaf_str){numerals + i, 3}))
            n += 3, i = (uint32_t)-3;
    return n > 0 && n <= 9 && text_starts(text_from(text, n), SHEAF_STR("、"));
}

/* A heading at the margin below which no number comes soon, though no blank line stands above it: the label of a row has its
 * numbers beside it, or a line or two below. */
static int begins_section(const region *g, const row *r, uint32_t line) {
    enum { APART = 3 };
    if (!is_heading(g, r, line) || g->data == 0 ||
        text_indent(text_of(g->run, line)) > g->run->margin)
        return 0;
    for (uint32_t i = 1; i <= APART && line + i < g->run->count; i++)
        if (g->run->lines[line + i].flags & (TEXT_DIGIT | TEXT_PAGE))
            return 0;
    return line + APART < g->run->count;
}

/* The number of the last line above that stands alone and has one; 0: none is near. */
static uint32_t number_above(const text_run *run, uint32_t line) {
    enum { NEAR = 100 };
    numbering number;
    for (uint32_t i = line; i > 0 && line - i < NEAR; i--)
        if ((run->lines[i - 1].flags & TEXT_GAP) == 0 &&
            number_read(text_of(run, i - 1), &number) && number.style == NUMBER_CN)
            return number.part[0];
    return 0;
}

/* The next heading of the text, a long one, right above a line without numbers: another table begins there. The label of a row that
 * goes on with the numbering has its numbers beside it, or is short. */
static int is_next_heading(region *g, uint32_t line) {
    enum { LONG_HEADING = 36 }; /* bytes */
    numbering number;
    const row *r = row_of(g, line);
    if (!g->data || !r || !r->count || !is_heading(g, r, line))
        return 0;
    sheaf_str text = token_text(g->run, line, &g->c->tokens[0]);
    if (text.len < LONG_HEADING || !number_read(text, &number) || number.style != NUMBER_CN ||
        number.part[0] != number_above(g->run, line) + 1 || line + 1 >= g->run->count ||
        stops(g->run, line + 1))
        return 0;
    r = row_of(g, line + 1);
    return r && r->count && (r->kind == ROW_HEAD || r->kind == ROW_LABEL) &&
           !number_read(token_text(g->run, line + 1, &g->c->tokens[0]), &number);
}

/* A label with its number glued to it, or a number alone below others. */
static int is_row_of_one(const region *g, const row *r, uint32_t line) {
    if (r->kind != ROW_LABEL || !g->marked || !r->count)
        return 0;
    const token *t = &g->c->tokens[r->token];
    if (t->kind == TOKEN_NUMBER)
        return t->start >= g->left && is_touched(g, t->start, t->end);
    sheaf_str text = token_text(g->run, line, t);
    size_t word = text.len;
    while (word && text.ptr[word - 1] != ' ')
        word--;
    uint32_t width = (uint32_t)(text.len - word);
    return word && t->start < g->left && width < t->end &&
           columns_is_number(text_from(text, word)) && t->end - width >= g->left &&
           is_covered(g, t->end - 1, t->end);
}

/* ---- growing ---- */

/* What a region was before the rows since the last gap, header or rule. */
typedef struct region_mark {
    uint32_t end, data, numbers;
    int open; /* such rows were met */
} region_mark;

/* Adds a row of numbers; 0 where it belongs to another table (the region is cut back), or without memory. */
static int data_add(region *g, region_mark *before, const row *r, uint32_t line) {
    if (!before->open)
        *before = (region_mark){g->end, g->data, g->numbers, 1};
    if (!mark_row(g, r))
        return 0;
    if (before->data && runs_together(g, r)) {
        g->end = before->end;
        g->data = before->data;
        g->numbers = before->numbers;
        return 0;
    }
    g->data++;
    g->end = line + 1;
    return 1;
}

/* Whether the line goes on with a label that begins at `start`. */
static int is_label_rest(region *g, uint32_t line, uint32_t start) {
    if (line >= g->run->count || g->run->lines[line].gap || stops(g->run, line))
        return 0;
    const row *r = row_of(g, line);
    if (!r || !r->count || (r->kind != ROW_LABEL && r->kind != ROW_HEAD))
        return 0;
    const token *leaf = &g->c->tokens[r->count - 1];
    return leaf->end <= g->left && (start == SHEAF_NONE || leaf->start == start) &&
           !columns_is_numbered(token_text(g->run, line, leaf));
}

/* Whether the line goes on with a label to the left of the one that begins at `start`. */
static int is_beside(region *g, uint32_t line, uint32_t start) {
    if (start == SHEAF_NONE || g->run->lines[line].gap || stops(g->run, line))
        return 0;
    const row *r = row_of(g, line);
    return r && r->count && r->kind == ROW_LABEL && g->c->tokens[0].end <= start;
}

/* The last row of numbers may stand in the middle of its label's lines, or on the first of them: the lines of label
 * below it, in the first case at most as many as above it, belong to the table, too. */
static void grow_by_label(region *g) {
    const row *last = row_of(g, g->end - 1);
    if (!last || !last->count)
        return;
    const token *t = &g->c->tokens[0];
    for (uint32_t k = 1; k < last->count && t[1].start < g->left && t[1].kind == TOKEN_TEXT; k++)
        t++;
    uint32_t start = t->start < g->left ? t->start : SHEAF_NONE, most = g->above;
    sheaf_str label = token_text(g->run, g->end - 1, t), rest = label;
    if (start != SHEAF_NONE && columns_is_numbered(label))
        most = PENDING_ROWS;
    else if (start != SHEAF_NONE && text_is_wide(text_take(&rest)))
        start = SHEAF_NONE; /* a line of this label, or of one to its left */
    else if (start != SHEAF_NONE)
        most = 0;
    for (uint32_t line = g->end; most && line < g->run->count; line++) {
        if (is_label_rest(g, line, start)) {
            g->end = line + 1;
            most--;
        } else if (!is_beside(g, line, start)) {
            break;
        }
    }
}

/* How many texts the header right above the first row of numbers has; 0: there is none. */
static uint32_t header_texts(region *g, uint32_t line) {
    if (!line || g->run->lines[line].gap || table_is_cut(g->run, line) ||
        (g->run->lines[line - 1].flags & (TEXT_FURNITURE | TEXT_TAB)))
        return 0;
    const row *r = row_of(g, line - 1);
    return r && r->kind == ROW_HEAD ? r->count : 0;
}

enum { FULL_HEADER = 3 };

/* The text in the corner of a header of years, which looks like a row of numbers; empty where the row is none. */
static sheaf_str corner_of(region *g, uint32_t line) {
    const row *r = row_of(g, line);
    int labelled = r && r->count && g->c->tokens[0].kind == TOKEN_TEXT;
    return labelled ? token_text(g->run, line, &g->c->tokens[0]) : SHEAF_STR("");
}

/* Whether another table begins behind a blank line, with a header right above its numbers: one as full as this one's,
 * or with the same text in its corner. */
static int begins_another(region *g, const row *r, uint32_t line, uint32_t texts,
                          sheaf_str corner) {
    if (!g->run->lines[line].gap || r->kind != ROW_HEAD || r->count < FULL_HEADER ||
        line + 1 >= g->run->count || g->run->lines[line + 1].gap || stops(g->run, line + 1))
        return 0;
    sheaf_str first = token_text(g->run, line, &g->c->tokens[0]);
    int same = corner.len && first.len == corner.len && !memcmp(first.ptr, corner.ptr, first.len);
    if (r->count != texts && !same)
        return 0;
    const row *next = row_of(g, line + 1);
    return next && next->kind == ROW_DATA;
}

/* The last two words of some text of the row end in digits: numbers that one space parts are one text. */
static int is_tight(const region *g, const row *r) {
    for (uint32_t i = r->token; i < r->token + r->count; i++) {
        const token *t = &g->c->tokens[i];
        sheaf_str text = token_text(g->run, r->line, t), front = text;
        while (front.len && front.ptr[front.len - 1] != ' ')
            front.len--;
        front.len -= front.len > 0;
        if (t->kind == TOKEN_TEXT && front.len && text_is_digit(text_last(text)) &&
            text_is_digit(text_last(front)))
            return 1;
    }
    return 0;
}

static void grow(region *g, uint32_t line) {
    uint32_t texts = header_texts(g, line);
    const sheaf_str corner = corner_of(g, line);
    region_mark before = {.open = 0};
    for (uint32_t pending = 0; line < g->run->count && pending <= PENDING_ROWS; line++) {
        const row *r = !table_goes_on(g->run, line) || (g->data && stops(g->run, line))
                           ? NULL
                           : row_of(g, line);
        if (!r)
            return;
        if (begins_another(g, r, line, texts, corner) ||
            (g->data && is_tight(g, r) && counted_begin(g->run, g->c, line)) ||
            is_next_heading(g, line))
            return;
        r = row_of(g, line);
        if (!r)
            return;
        int gap = g->run->lines[line].gap > 0;
        int data = r->kind == ROW_DATA || is_row_of_one(g, r, line);
        before.open &= !gap && data;
        if (r->kind == ROW_RULE) {
            g->end += g->end == line && !gap;
        } else if (data) {
            uint32_t count = numbers_of(g, r);
            if (is_otherwise(g, r) || !data_add(g, &before, r, line))
                return;
            g->wide = count > g->wide ? count : g->wide;
            g->above = pending;
            g->apart = g->is_headed = 0;
            pending = 0;
        } else if (is_prose(g, r) || g->run->lines[line].gap > 1 ||
                   (gap && is_heading(g, r, line)) || begins_section(g, r, line)) {
            return;
        } else {
            note_header(g, r, line);
            pending++;
        }
    }
}

/* The first of the header lines above the first row of numbers. */
static uint32_t head(region *g, uint32_t line, uint32_t floor) {
    uint32_t begin = line;
    for (uint32_t n = 0; line > floor && n < HEADER_LINES; n++) {
        if (g->run->lines[line].gap > BLANK_LINES || (g->run->lines[line].flags & TEXT_PAGE))
            break;
        int gap = g->run->lines[line].gap > 0;
        line--;
        if (g->run->lines[line].flags & (TEXT_FURNITURE | TEXT_TAB))
            break;
        const row *r = row_of(g, line);
        if (!r || is_prose(g, r) || is_heading(g, r, line) ||
            (r->kind == ROW_LABEL && table_ends_sentence(text_of(g->run, line))))
            break;
        const token *t = r->count ? &g->c->tokens[r->token] : NULL;
        int over = r->kind == ROW_HEAD ||
                   (t && r->kind == ROW_LABEL && t->start >= g->left / 2 && t->end > g->left);
        int label = t && r->kind == ROW_LABEL && !gap && t->end <= g->left;
        if (r->kind != ROW_RULE && !over && !label)
            break;
        if (r->kind == ROW_RULE || over || (label && begin == line + 1))
            begin = line;
    }
    return begin;
}

static int has_evidence(const region *g) {
    return g->data > 1 ||
           (g->data == 1 && (g->numbers > 1 || table_was_cut(g->run, TABLE_ALIGNED, g->c->begin)));
}

/* Reads the rows of [c->begin, c->end) and fits columns to them. */
static int load(text_run *run, table_columns *c, const counted_rows *counted) {
    columns_clear(c);
    for (uint32_t line = c->begin; line < c->end; line++)
        if (!columns_read_row(run, c, line))
            return 0;
    return (counted->rows == 0 || counted_spread(run, c, counted)) && columns_fit(run, c);
}

/* A label and its numbers with one space between any two, right above a line with gaps and digits: the first row of a table may
 * have no room for more. A text whose lines have no gaps at all was not set in columns. */
static int is_tight_row(const text_run *run, uint32_t line) {
    enum { NUMBERS = 4, LONGEST = 200, BELOW = 3 };
    sheaf_str text = text_of(run, line);
    uint32_t numbers = 0;
    if ((run->lines[line].flags & (TEXT_GAP | TEXT_DIGIT | TEXT_TAB | TEXT_FURNITURE)) !=
            TEXT_DIGIT ||
        text.len > LONGEST)
        return 0;
    for (size_t at = text.len; at > 0 && numbers<NUMBERS; numbers++, at -= at> 0) {
        size_t end = at;
        while (at > 0 && text.ptr[at - 1] != ' ')
            at--;
        if (!columns_is_number((sheaf_str){text.ptr + at, end - at}))
            return 0;
    }
    for (uint32_t i = 1; i <= BELOW && line + i < run->count && numbers == NUMBERS; i++)
        if ((run->lines[line + i].flags & (TEXT_GAP | TEXT_DIGIT)) == (TEXT_GAP | TEXT_DIGIT))
            return 1;
    return 0;
}

/* Whether a row of numbers stands there; then the region goes as far down as it can. */
static int begin(region *g, uint32_t line, counted_rows *counted) {
    uint32_t flags = g->run->lines[line].flags;
    *counted = (counted_rows){.rows = 0};
    if ((flags & (TEXT_GAP | TEXT_DIGIT | TEXT_TAB | TEXT_FURNITURE)) == TEXT_DIGIT &&
        counted_alone(g->run, g->c, line, counted)) {
        g->end = counted->end;
        g->left = counted->left;
        g->data = 1;
        return 1;
    }
    counted->rows = 0;
    if ((flags & (TEXT_GAP | TEXT_DIGIT | TEXT_TAB | TEXT_FURNITURE)) != (TEXT_GAP | TEXT_DIGIT) &&
        !is_tight_row(g->run, line))
        return 0;
    const row *r = row_of(g, line);
    int is_data = r && r->kind == ROW_DATA;
    if (r && counted_find(g->run, g->c, line, counted)) {
        g->end = counted->end;
        g->left = counted->left;
        g->data = counted->rows;
        return 1;
    }
    counted->rows = 0;
    if (is_data)
        grow(g, line);
    return is_data;
}

void columns_find(text_run *run, table_columns *c, uint32_t line) {
    c->from = line;
    c->known = 1;
    while (line < run->count && table_goes_on(run, line)) {
        region g = {.run = run, .c = c, .left = UINT32_MAX, .end = line};
        counted_rows counted;
        if (!begin(&g, line, &counted)) {
            line++;
            continue;
        }
        if (g.end > line)
            grow_by_label(&g);
        c->end = g.end;
        c->begin = g.data ? head(&g, line, c->from) : line;
        if (counted.rows) {
            c->counted = counted.count;
            c->counted_end = c->end;
        }
        if ((counted.rows || has_evidence(&g)) && load(run, c, &counted))
            return;
        line = c->end > line ? c->end : line + 1;
    }
    c->begin = c->end = run->count;
}
