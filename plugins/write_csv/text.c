/* What a cell says, as plain text: the texts of its blocks in order with a line feed between. Marks of print that
 * would make another number of it are written out: a note mark in brackets, an exponent behind `^`, struck text
 * between `~~`. Of runs that overlap, the first counts; the others lie in it. */
#include "csv.h"

#define WORD(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

/* ---- white space ---- */

static const sheaf_str wide_spaces[] = {
    WORD("\xC2\x85"),     WORD("\xC2\xA0"),     WORD("\xE1\x9A\x80"), WORD("\xE2\x80\x80"),
    WORD("\xE2\x80\x81"), WORD("\xE2\x80\x82"), WORD("\xE2\x80\x83"), WORD("\xE2\x80\x84"),
    WORD("\xE2\x80\x85"), WORD("\xE2\x80\x86"), WORD("\xE2\x80\x87"), WORD("\xE2\x80\x88"),
    WORD("\xE2\x80\x89"), WORD("\xE2\x80\x8A"), WORD("\xE2\x80\xA8"), WORD("\xE2\x80\xA9"),
    WORD("\xE2\x80\xAF"), WORD("\xE2\x81\x9F"), WORD("\xE3\x80\x80")};

static size_t wide_space_at(const char *at, size_t len) {
    for (size_t i = 0; i < sizeof wide_spaces / sizeof *wide_spaces; i++)
        if (wide_spaces[i].len <= len && memcmp(at, wide_spaces[i].ptr, wide_spaces[i].len) == 0)
            return wide_spaces[i].len;
    return 0;
}

static int is_ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t csv_space_in_front(sheaf_str text) {
    if (text.len == 0)
        return 0;
    unsigned char first = (unsigned char)*text.ptr;
    if (first < 0x80)
        return is_ascii_space(*text.ptr) ? 1 : 0;
    return first <= 0xE3 ? wide_space_at(text.ptr, text.len) : 0;
}

static size_t space_behind(sheaf_str text) {
    const char *end = text.ptr + text.len;
    if (text.len == 0)
        return 0;
    if (!(end[-1] & 0x80))
        return is_ascii_space(end[-1]) ? 1 : 0;
    size_t two = text.len >= 2 ? wide_space_at(end - 2, 2) : 0;
    return two > 0 ? two : text.len >= 3 ? wide_space_at(end - 3, 3) : 0;
}

sheaf_str csv_trim(sheaf_str text) {
    for (size_t cut; (cut = csv_space_in_front(text)) > 0; text.len -= cut)
        text.ptr += cut;
    for (size_t cut; (cut = space_behind(text)) > 0;)
        text.len -= cut;
    return text;
}

/* ---- runs ---- */

/* Bytes of one digit, ASCII or full-width, in front of a text. */
static size_t digit_at(sheaf_str text) {
    if (text.len > 0 && *text.ptr >= '0' && *text.ptr <= '9')
        return 1;
    int is_wide = text.len >= 3 && memcmp(text.ptr, "\xEF\xBC", 2) == 0 &&
                  (unsigned char)text.ptr[2] >= 0x90 && (unsigned char)text.ptr[2] <= 0x99;
    return is_wide ? 3 : 0;
}

static int ends_in_digit(sheaf_str text) {
    const char *end = text.ptr + text.len;
    return (text.len > 0 && digit_at((sheaf_str){end - 1, 1}) > 0) ||
           (text.len >= 3 && digit_at((sheaf_str){end - 3, 3}) == 3);
}

static int begins_as_number(sheaf_str text) {
    if (text.len > 0 && (*text.ptr == '-' || *text.ptr == '+'))
        text = (sheaf_str){text.ptr + 1, text.len - 1};
    return digit_at(text) > 0;
}

typedef struct marks {
    sheaf_str open, close;
} marks;

/* What must stand around a run for it not to be taken for its neighbours. */
static marks marks_of(uint32_t kind, sheaf_str before, sheaf_str text) {
    int is_glued = ends_in_digit(before) && begins_as_number(text);
    int has_bracket = text.len > 0 && *text.ptr == '[';
    switch (kind) {
    case SHEAF_RUN_NOTE:
        return has_bracket ? (marks){WORD(""), WORD("")} : (marks){WORD("["), WORD("]")};
    case SHEAF_RUN_DELETED:
    case SHEAF_RUN_STRUCK:
        return (marks){WORD("~~"), WORD("~~")};
    case SHEAF_RUN_SUPERSCRIPT:
        return is_glued ? (marks){WORD("^"), WORD("")} : (marks){WORD(""), WORD("")};
    case SHEAF_RUN_SUBSCRIPT:
        return is_glued ? (marks){WORD("_"), WORD("")} : (marks){WORD(""), WORD("")};
    default:
        return (marks){WORD(""), WORD("")};
    }
}

/* Runs are sorted by node: the first of this one, or of a later one. */
static uint32_t first_run(const sheaf_document *document, uint32_t node) {
    uint32_t low = 0;
    uint32_t high = document->runs.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (SHEAF_AT(document->runs, sheaf_run, middle)->node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- pieces ---- */

static void queue(csv_pieces *p, sheaf_str piece) {
    if (piece.len > 0)
        p->queue[p->count++] = piece;
}

static const sheaf_node *node_of(const csv_pieces *p) {
    return SHEAF_AT(p->document->nodes, sheaf_node, p->node);
}

/* The part of a run that is left of the text: its other parts were trimmed off, or lie in a run before. */
static sheaf_str rest_of_run(const csv_pieces *p, const sheaf_run *run) {
    size_t from = (size_t)(p->text.ptr - node_of(p)->text.ptr);
    size_t end = from + p->text.len;
    uint64_t run_end = (uint64_t)run->start + run->length;
    size_t last = run_end < end ? (size_t)run_end : end;
    size_t first = run->start > from ? run->start : from;
    return first < last ? (sheaf_str){node_of(p)->text.ptr + first, last - first}
                        : (sheaf_str){p->text.ptr, 0};
}

/* The next run with marks and what stands before it, or all that is left. */
static void queue_text(csv_pieces *p) {
    while (p->document != NULL && p->run < p->document->runs.count) {
        const sheaf_run *run = SHEAF_AT(p->document->runs, sheaf_run, p->run);
        if (run->node != p->node)
            break;
        p->run++;
        sheaf_str inside = rest_of_run(p, run);
        sheaf_str before = {p->text.ptr, (size_t)(inside.ptr - p->text.ptr)};
        sheaf_str all_before = {node_of(p)->text.ptr, (size_t)(inside.ptr - node_of(p)->text.ptr)};
        marks around = marks_of(run->kind, all_before, inside);
        if (inside.len == 0 || around.open.len == 0)
            continue;
        queue(p, before);
        queue(p, around.open);
        queue(p, inside);
        queue(p, around.close);
        p->text.len -= before.len + inside.len;
        p->text.ptr = inside.ptr + inside.len;
        return;
    }
    queue(p, p->text);
    p->text.len = 0;
}

/* Remarks and running heads inside a cell are not what the cell says. */
static int is_aside(const sheaf_node *node) {
    return node->kind == SHEAF_COMMENT || (node->flags & SHEAF_FURNITURE);
}

static void enter_next_node(csv_pieces *p) {
    const sheaf_node *node = SHEAF_AT(p->document->nodes, sheaf_node, p->next);
    p->node = p->next;
    p->next = is_aside(node) ? node->end : p->next + 1;
    p->text = is_aside(node) ? SHEAF_STR("") : csv_trim(node->text);
    if (p->text.len == 0)
        return;
    p->run = first_run(p->document, p->node);
    if (p->is_later)
        queue(p, SHEAF_STR("\n"));
    p->is_later = 1;
}

int csv_take(csv_pieces *p, sheaf_str *piece) {
    if (p->head == p->count) {
        p->head = p->count = 0;
        while (p->text.len == 0 && p->next < p->end)
            enter_next_node(p);
        if (p->text.len > 0)
            queue_text(p);
    }
    if (p->head == p->count)
        return 0;
    *piece = p->queue[p->head++];
    return 1;
}

csv_pieces csv_text(sheaf_str text) {
    return (csv_pieces){.text = text};
}

csv_pieces csv_node_text(const csv_out *out, uint32_t node) {
    csv_pieces pieces = {.document = out->document, .text = SHEAF_STR("")};
    if (node < out->document->nodes.count) {
        pieces.next = node;
        pieces.end = SHEAF_AT(out->document->nodes, sheaf_node, node)->end;
    }
    return pieces;
}

sheaf_str csv_whole_text(csv_out *out, uint32_t node) {
    sheaf_str piece;
    size_t length = 0;
    csv_pieces pieces = csv_node_text(out, node);
    while (csv_take(&pieces, &piece))
        length += piece.len;
    char *text = out->host->scratch(out->job, length + 1);
    if (text == NULL)
        return SHEAF_STR("");
    char *at = text;
    for (pieces = csv_node_text(out, node); csv_take(&pieces, &piece); at += piece.len)
        memcpy(at, piece.ptr, piece.len);
    return (sheaf_str){text, length};
}
