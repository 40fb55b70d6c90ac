/* Loose digits of aligned text: a narrow column breaks a number over lines, and those of a centred cell stand above and below the
 * line that was taken for the row. Any line of such digits looks like a row of numbers. So a number is open that has digits right
 * above or below it which no row has taken, unless its row proves that they are not its own (bind/judge/loose_sums.c). */
#include "bind/judge/loose.h"

enum { LINES = 4 }; /* above or below a row, that may hold digits of its numbers */

static int is_own_line(const loose_beside *b, uint64_t line) {
    for (uint32_t i = b->first; i < b->end; i++)
        if (loose_claim_at(b->all, i)->line == line)
            return 1;
    return 0;
}

static int is_anothers_line(const loose_beside *b, uint64_t line) {
    uint32_t head = loose_row_of(b->all, b->first);
    for (uint32_t i = 0; i < b->all->list.count; i++)
        if ((i < b->first || i >= b->end) && loose_claim_at(b->all, i)->line == line)
            return 1;
    for (uint32_t i = 0; i < b->all->taken.count; i++) {
        const loose_line *at = FORM_AT(b->all->taken, const loose_line, i);
        if (at->line == line && at->head != head)
            return 1;
    }
    return 0;
}

static int is_claimed(const loose_beside *b, uint64_t from, uint64_t end) {
    for (uint32_t i = b->first; i < b->end; i++)
        if (loose_claim_at(b->all, i)->from < end && from < loose_claim_at(b->all, i)->end)
            return 1;
    return 0;
}

/* ------------------------------------------------------------------------------- digits -- */

/* The number of a fact, with no digits beside it yet where it is new. NULL: there is no room. */
static loose_number *take_number(loose_row *row, uint32_t cell) {
    uint32_t at = loose_find(row, cell);
    if (at == BIND_WIDEST)
        return NULL;
    if (at == row->count)
        row->numbers[row->count++] = (loose_number){.cell = cell};
    return &row->numbers[at];
}

/* Characters between digits and a claim; less than 0: one stands below the other. A table of one row does not tell how wide ideographs
 * are. */
static int64_t gap_to(const loose_beside *b, sheaf_str digits, uint32_t claim) {
    const loose_claim *at = loose_claim_at(b->all, claim);
    uint64_t from = (uint64_t)(digits.ptr - b->all->bytes.ptr);
    int64_t least = INT64_MAX;
    for (int wide = 0; wide < 2; wide++) {
        if (!b->all->is_unmeasured && wide != b->all->is_wide)
            continue;
        loose_stretch of = loose_measured(b->all, at->from, at->end, wide);
        loose_stretch own = loose_measured(b->all, from, from + digits.len, wide);
        int64_t gap = own.from > of.from ? own.from - of.end : of.from - own.end;
        least = gap < least ? gap : least;
    }
    return least;
}

/* Exports set digits off by a character, so that in narrow columns those of two numbers may be meant. Columns line up words as they are
 * printed: with what stands behind the digits (`7（25）`, `8注1`). 0: no number is near. */
static int add_digits(const loose_beside *b, sheaf_str printed, sheaf_str word, uint32_t side) {
    int64_t nearest = LOOSE_FAR;
    int is_near = 0;
    for (uint32_t i = b->first; i < b->end; i++)
        nearest = gap_to(b, printed, i) < nearest ? gap_to(b, printed, i) : nearest;
    nearest = nearest < LOOSE_CLOSE ? LOOSE_CLOSE : nearest;
    for (uint32_t i = b->first; i < b->end; i++) {
        if (gap_to(b, printed, i) > nearest)
            continue;
        is_near = 1;
        loose_number *number = take_number(b->out, loose_claim_at(b->all, i)->cell);
        if (number != NULL && number->counts[side] < LOOSE_PARTS)
            number->parts[side][number->counts[side]++] = word;
    }
    return is_near;
}

/* The word, and those without digits that one blank parts from it: `275 件` is one text of its column. */
static sheaf_str printed_of(sheaf_str word, sheaf_str rest) {
    for (sheaf_str next; rest.len > 1 && *rest.ptr == ' ' && rest.ptr[1] != ' ';) {
        next = bind_take_word(&rest);
        if (next.len == 0 || loose_has_digit(next))
            break;
        word.len = (size_t)(next.ptr + next.len - word.ptr);
    }
    return word;
}

/* Where a number goes on in a line, the others that have digits there do, too: no sum without those proves anything. */
static void read_line(const loose_beside *b, sheaf_str line, uint32_t side) {
    uint64_t line_of = (uint64_t)(line.ptr - b->all->bytes.ptr);
    for (sheaf_str word = bind_take_word(&line); word.len > 0; word = bind_take_word(&line)) {
        uint64_t from = (uint64_t)(word.ptr - b->all->bytes.ptr);
        sheaf_str digits = loose_leading_digits(word);
        if (digits.len > 0 && !is_claimed(b, from, from + digits.len)) {
            int is_near = add_digits(b, printed_of(word, line), digits, side);
            b->out->is_broken |= (uint32_t)(is_near && is_own_line(b, line_of));
        }
    }
}

/* ------------------------------------------------------------------------------- lines -- */

/* The line above (side 0) or below. 0: there is none. */
static int step(const loose_claims *c, uint32_t side, uint64_t *line, uint64_t *end) {
    if (side == 0 ? *line == 0 : *end >= c->bytes.len)
        return 0;
    *line = side == 0 ? loose_begin_of_line(c->bytes, *line - 1) : *end + 1;
    *end = *line < c->bytes.len ? loose_end_of_line(c->bytes, *line) : *line;
    return 1;
}

/* The foot of a page: a blank line above it, and the page ends behind it. */
static int is_foot(const loose_claims *c, uint64_t line, uint64_t end) {
    uint64_t above = line > 0 ? loose_begin_of_line(c->bytes, line - 1) : 0;
    return end + 1 < c->bytes.len && c->bytes.ptr[end + 1] == '\f' && above < line &&
           loose_is_blank((sheaf_str){c->bytes.ptr + above, (size_t)(line - 1 - above)});
}

/* The lines on one side, up to another row, a header, a blank line or the foot of a page. */
static void read_side(const loose_beside *b, uint32_t side) {
    const loose_claims *c = b->all;
    uint64_t line = b->line, end = loose_end_of_line(c->bytes, line);
    for (uint32_t n = 0; n < LINES && step(c, side, &line, &end); n++) {
        sheaf_str text = {c->bytes.ptr + line, (size_t)(end - line)};
        if (loose_is_blank(text) || is_foot(c, line, end) || is_anothers_line(b, line) ||
            loose_is_header(b, text) || (!is_own_line(b, line) && loose_is_row(b, text)))
            return;
        read_line(b, text, side);
    }
}

/* The line in which most numbers of the row stand. */
static uint64_t main_line(const loose_beside *b) {
    uint32_t most = 0;
    uint64_t line = 0;
    for (uint32_t i = b->first; i < b->end; i++) {
        uint32_t count = 0;
        for (uint32_t k = b->first; k < b->end; k++)
            count += loose_claim_at(b->all, k)->line == loose_claim_at(b->all, i)->line;
        line = count > most ? loose_claim_at(b->all, i)->line : line;
        most = count > most ? count : most;
    }
    return line;
}

/* ------------------------------------------------------------------------------- rows -- */

/* White space told the columns of the part of the table that a number of the row is from. */
static int is_aligned(const loose_claims *c, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        uint32_t part = c->at->voices[loose_claim_at(c, i)->cell].part;
        if (part > 0 && FORM_AT(*c->at->plans, const bind_plan, part - 1)->sheet->is_aligned)
            return 1;
    }
    return 0;
}

/* The line of the row is the first or the last one of its page. */
static int is_at_edge(const loose_beside *b) {
    sheaf_str bytes = b->all->bytes;
    uint64_t end = loose_end_of_line(bytes, b->line);
    return bytes.ptr[b->line] == '\f' || (end + 1 < bytes.len && bytes.ptr[end + 1] == '\f');
}

static void open_row(const loose_claims *c, const bind_index *index, uint32_t first, uint32_t end) {
    loose_row out = {.at = c->at};
    loose_beside b = {.all = c, .index = index, .first = first, .end = end, .out = &out};
    out.cells.first = loose_claim_at(c, first)->cell;
    out.cells.count = loose_claim_at(c, end - 1)->cell - out.cells.first + 1;
    b.line = main_line(&b);
    for (uint32_t side = 0; side < LOOSE_SIDES; side++)
        read_side(&b, side);
    if (out.count > 0)
        loose_open(&out);
    if (is_at_edge(&b))
        loose_open_cut(&out);
}

static int has_aligned(const bind_case *at) {
    for (uint32_t i = 0; i < at->plans->count; i++)
        if (FORM_AT(*at->plans, const bind_plan, i)->sheet->is_aligned)
            return 1;
    return 0;
}

int bind_open_loose(const bind_case *at, const bind_index *index) {
    const form_context *context = at->book->context;
    loose_claims c = {.at = at,
                      .bytes = context->host->input(context->job)->bytes,
                      .list = FORM_LIST_OF(loose_claim),
                      .taken = FORM_LIST_OF(loose_line)};
    if (!has_aligned(at))
        return 1;
    if (!loose_list(&c))
        return 0;
    for (uint32_t i = 0, end; i < c.list.count; i = end) {
        for (end = i + 1; end < c.list.count && loose_row_of(&c, end) == loose_row_of(&c, i); end++)
            ;
        if (is_aligned(&c, i, end))
            open_row(&c, index, i, end);
    }
    return 1;
}
