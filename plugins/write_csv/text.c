/* What a cell says, as plain text: the texts of its blocks in order with a line feed between. Marks of print that
 * would make another number of it are written out: a note mark in brackets, an exponent behind `^`, struck text
 * between `~~`. Of runs that overlap, the first counts; the others lie in it, but raised text ends where a strong
 * run begins. */
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

/* Bytes of a sign or a separator of digits, ASCII or full-width, in front of a text. */
static size_t joint_at(sheaf_str text) {
    if (text.len > 0 && *text.ptr != '\0' && strchr("+-,.", *text.ptr))
        return 1;
    int is_wide = text.len >= 3 && memcmp(text.ptr, "\xEF\xBC", 2) == 0 &&
                  (unsigned char)text.ptr[2] >= 0x8B && (unsigned char)text.ptr[2] <= 0x8E;
    return is_wide ? 3 : 0;
}

static int is_in_number(sheaf_str character) {
    return character.len > 0 && digit_at(character) + joint_at(character) == character.len;
}

/* Would text before and text behind be one number in plain text? A dash with a raised 1 is no -1. */
static int make_number(sheaf_str before, sheaf_str behind) {
    const char *end = before.ptr + before.len;
    int is_open = (before.len > 0 && is_in_number((sheaf_str){end - 1, 1})) ||
                  (before.len >= 3 && is_in_number((sheaf_str){end - 3, 3}));
    size_t joint = joint_at(behind);
    return is_open && digit_at((sheaf_str){behind.ptr + joint, behind.len - joint}) > 0;
}

static int is_raised(const sheaf_run *run) {
    return run->kind == SHEAF_RUN_SUPERSCRIPT || run->kind == SHEAF_RUN_SUBSCRIPT;
}

/* Where one of these lies over raised text, it is the one that counts. */
static int is_strong(const sheaf_run *run) {
    return run->kind == SHEAF_RUN_NOTE || run->kind == SHEAF_RUN_DELETED ||
           run->kind == SHEAF_RUN_STRUCK;
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

static const sheaf_run *run_at(const csv_pieces *p, uint32_t run) {
    int is_there = p->document != NULL && run < p->document->runs.count;
    const sheaf_run *found = is_there ? SHEAF_AT(p->document->runs, sheaf_run, run) : NULL;
    return found != NULL && found->node == p->node ? found : NULL;
}

/* The first strong run that reaches behind `from`; places only grow, so each run is passed once. */
static const sheaf_run *next_strong(csv_pieces *p, size_t from) {
    const sheaf_run *run;
    p->strong = p->strong > p->run ? p->strong : p->run;
    while ((run = run_at(p, p->strong)) != NULL &&
           (!is_strong(run) || run->length == 0 || (uint64_t)run->start + run->length <= from))
        p->strong++;
    return run;
}

typedef struct marks {
    sheaf_str open, close;
} marks;

/* Raised text up to the next strong run, and what must stand around it. A mark behind is not needed where the next
 * run brings its own. */
static marks mark_raised(csv_pieces *p, const sheaf_run *run, sheaf_str *inside) {
    const char *text = node_of(p)->text.ptr;
    sheaf_str mark = run->kind == SHEAF_RUN_SUPERSCRIPT ? SHEAF_STR("^") : SHEAF_STR("_");
    size_t from = (size_t)(inside->ptr - text);
    const sheaf_run *strong = next_strong(p, from);
    const sheaf_run *next = run_at(p, p->run);
    if (strong != NULL && strong->start < from + inside->len)
        inside->len = strong->start > from ? strong->start - from : 0;
    size_t end = from + inside->len;
    int is_marked = (strong != NULL && strong->start <= end) ||
                    (next != NULL && is_raised(next) && next->start == end);
    sheaf_str behind = {text + end, (size_t)(p->text.ptr - text) + p->text.len - end};
    marks around = {SHEAF_STR(""), SHEAF_STR("")};
    if (inside->len > 0 && make_number((sheaf_str){text, from}, *inside))
        around.open = mark;
    if (inside->len > 0 && !is_marked && make_number((sheaf_str){text, end}, behind))
        around.close = mark;
    return around;
}

/* What must stand around a run for it not to be taken for its neighbours. */
static marks mark_run(csv_pieces *p, const sheaf_run *run, sheaf_str *inside) {
    int has_bracket = inside->len > 0 && *inside->ptr == '[';
    if (is_raised(run))
        return mark_raised(p, run, inside);
    if (!is_strong(run) || (run->kind == SHEAF_RUN_NOTE && has_bracket))
        return (marks){WORD(""), WORD("")};
    return run->kind == SHEAF_RUN_NOTE ? (marks){WORD("["), WORD("]")}
                                       : (marks){WORD("~~"), WORD("~~")};
}

/* The next run with marks and what stands before it, or all that is left. */
static void queue_text(csv_pieces *p) {
    const sheaf_run *run;
    while ((run = run_at(p, p->run)) != NULL) {
        p->run++;
        sheaf_str inside = rest_of_run(p, run);
        marks around = mark_run(p, run, &inside);
        if (inside.len == 0 || around.open.len + around.close.len == 0)
            continue;
        sheaf_str before = {p->text.ptr, (size_t)(inside.ptr - p->text.ptr)};
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
    p->run = p->strong = first_run(p->document, p->node);
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
