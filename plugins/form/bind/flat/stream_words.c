/* The words of a stream, line by line: what stands between white space. What a line shows of them is noted here: numbers with their unit
 * behind them, numbers that number a label, and page numbers. */
#include "bind/flat/stream.h"
#include "doc/doc.h"

enum { LONGEST = 1024 }; /* bytes of a text that can be part of a table */

/* `**12**` is a number, and `&nbsp;` alone says nothing. 0: latched. */
static int unmark(const stream_reader *r, stream_word *word) {
    bind_cell cell = {.kind = word->kind, .text = word->text, .number = word->number};
    if (!bind_unmark(r->context, r->definition, &cell))
        return 0;
    word->kind = cell.kind;
    word->text = cell.text;
    word->marked = cell.marked;
    word->number = cell.number;
    return 1;
}

static int add_atom(stream_reader *r, uint32_t node, sheaf_str text) {
    stream_word *room = form_push(r->context, &r->words);
    if (room == NULL)
        return 0;
    *room = (stream_word){.node = node, .text = text, .is_paged = r->is_paged};
    room->kind = bind_kind_of(r->definition, text, &room->number);
    if (!unmark(r, room))
        return 0;
    r->words.count -= room->kind == BIND_BLANK;
    if (room->kind != BIND_NUMBER && room->kind != BIND_MARK)
        room->kind = BIND_WORDS;
    r->is_paged = 0;
    return 1;
}

/* The next atom of [first, end) in a direction that is no mark; SHEAF_NONE. */
static uint32_t beside(const stream_reader *r, uint32_t i, uint32_t step, uint32_t first,
                       uint32_t end) {
    do
        i += step;
    while (i >= first && i < end && stream_word_at(r, i)->kind == BIND_MARK);
    return i >= first && i < end ? i : SHEAF_NONE;
}

/* A number is not alone where a word or a number stands before it in its line, or a number behind it. Lines that were joined
 * into one text are as good as lines. */
static void mark_lone(const stream_reader *r, uint32_t first, uint32_t end, int is_joined) {
    for (uint32_t i = first; i < end; i++) {
        uint32_t before = beside(r, i, UINT32_MAX, first, end),
                 behind = beside(r, i, 1, first, end);
        int is_between = before != SHEAF_NONE ||
                         (behind != SHEAF_NONE && stream_word_at(r, behind)->kind == BIND_NUMBER);
        stream_word_at(r, i)->is_lone =
            stream_word_at(r, i)->kind == BIND_NUMBER && (is_joined || !is_between);
    }
}

size_t bind_length_of_line(const form_context *context, uint32_t origin) {
    const sheaf_origin *at = SHEAF_AT(context->document->origins, sheaf_origin, origin);
    return at->kind == SHEAF_AT_BYTES ? (size_t)at->at.bytes.length : 0;
}

int bind_has_lines(const form_context *context, uint32_t n) {
    const sheaf_node *node = form_node_at(context->document, n);
    size_t all = 0;
    for (uint32_t i = 0; i < node->origins && all <= node->text.len; i++) {
        size_t line = bind_length_of_line(context, node->origin + i);
        all += line > 0 ? line : node->text.len + 1;
    }
    return node->origins > 1 && all == node->text.len;
}

/* `- 3 -`, or `3 -` where the first was taken for a bullet, is no row of values: it becomes a word that no label has. */
static void see_page_line(stream_reader *r, uint32_t first) {
    uint32_t count = r->words.count - first, numbers = 0, marks = 0;
    for (uint32_t i = first; i < r->words.count; i++) {
        numbers += stream_word_at(r, i)->kind == BIND_NUMBER;
        marks += stream_word_at(r, i)->kind == BIND_MARK;
    }
    if (numbers != 1 || marks == 0 || marks > 2 || numbers + marks != count)
        return;
    stream_word_at(r, first)->kind = BIND_WORDS;
    stream_word_at(r, first)->text = SHEAF_STR("#");
    r->words.count = first + 1;
}

/* `12 件`: the word is the unit of the number before it in its line. */
static void join_unit(stream_reader *r, uint32_t first) {
    if (r->words.count < first + 2)
        return;
    const stream_word *unit = stream_word_at(r, r->words.count - 1);
    stream_word *number = stream_word_at(r, r->words.count - 2);
    if (unit->kind != BIND_WORDS || number->kind != BIND_NUMBER || number->number.unit.len > 0)
        return;
    sheaf_str both = {number->text.ptr,
                      (size_t)(unit->text.ptr + unit->text.len - number->text.ptr)};
    bind_number joined;
    if (bind_kind_of(r->definition, both, &joined) != BIND_NUMBER)
        return;
    number->text = both;
    number->number = joined;
    r->words.count--;
}

/* `3 .要求`: a number in front of its line with a stop behind it numbers a label. */
static void see_enumeration(stream_reader *r, uint32_t first) {
    static const char *const stops[] = {".", "．", "、", ")", "）"};
    if (r->words.count < first + 2 || stream_word_at(r, first)->kind != BIND_NUMBER ||
        stream_word_at(r, first + 1)->kind != BIND_WORDS)
        return;
    sheaf_str behind = stream_word_at(r, first + 1)->text;
    size_t stop = form_begins_any(behind, stops, sizeof stops / sizeof *stops);
    int is_decimal = behind.len > stop && (unsigned char)(behind.ptr[stop] - '0') < 10;
    if (stop > 0 && !is_decimal)
        stream_word_at(r, first)->kind = BIND_WORDS;
}

/* `4 . 无 正 当 理 由`: a mark for nothing that stands between words, in a line without numbers, is a word. */
static void see_marks(stream_reader *r, uint32_t first) {
    for (uint32_t i = first; i < r->words.count; i++)
        if (stream_word_at(r, i)->kind == BIND_NUMBER)
            return;
    for (uint32_t i = first + 1; i + 1 < r->words.count; i++)
        if (stream_word_at(r, i - 1)->kind == BIND_WORDS &&
            stream_word_at(r, i)->kind == BIND_MARK && stream_word_at(r, i + 1)->kind == BIND_WORDS)
            stream_word_at(r, i)->kind = BIND_WORDS;
}

/* The node is an item of a list of numbers alone, whose marks are gone: `- 5` may be less than 0. */
static int is_marked(const stream_reader *r, uint32_t n) {
    uint32_t item = form_node_at(r->context->document, n)->parent;
    const sheaf_node *list =
        item != SHEAF_NONE && form_node_at(r->context->document, item)->kind == SHEAF_ITEM
            ? form_node_at(r->context->document, form_node_at(r->context->document, item)->parent)
            : NULL;
    if (list == NULL)
        return 0;
    for (uint32_t i = form_node_at(r->context->document, item)->parent + 1; i < list->end; i++) {
        bind_number number;
        sheaf_str text = form_node_at(r->context->document, i)->text;
        bind_kind kind = bind_kind_of(r->definition, text, &number);
        if (text.len > 0 && kind != BIND_NUMBER && kind != BIND_BROKEN)
            return 0;
    }
    return 1;
}

static int add_line(stream_reader *r, uint32_t n, sheaf_str line, int is_joined) {
    uint32_t first = r->words.count;
    for (sheaf_str word = bind_take_word(&line); word.len > 0 && r->words.count <= STREAM_WORDS;
         word = bind_take_word(&line)) {
        if (!add_atom(r, n, word))
            return 0;
        join_unit(r, first);
    }
    see_enumeration(r, first);
    see_marks(r, first);
    mark_lone(r, first, r->words.count, is_joined);
    see_page_line(r, first);
    return 1;
}

static int add_lines(stream_reader *r, uint32_t n) {
    const sheaf_node *node = form_node_at(r->context->document, n);
    if (node->text.len > LONGEST)
        return add_atom(r, n, node->text);
    if (!bind_has_lines(r->context, n))
        return add_line(r, n, node->text, node->origins > 1);
    size_t from = 0;
    for (uint32_t i = 0; i < node->origins; i++) {
        sheaf_str line = {node->text.ptr + from, bind_length_of_line(r->context, node->origin + i)};
        if (!add_line(r, n, line, 0))
            return 0;
        from += line.len;
    }
    return 1;
}

static int add_atoms(stream_reader *r, uint32_t n) {
    uint32_t first = r->words.count;
    if (!add_lines(r, n))
        return 0;
    if (r->words.count > first && stream_word_at(r, first)->kind == BIND_NUMBER && is_marked(r, n))
        stream_word_at(r, first)->kind = BIND_ODD;
    return 1;
}

static uint32_t page_of(const form_context *context, uint32_t n) {
    const sheaf_node *node = form_node_at(context->document, n);
    const sheaf_origin *origin =
        node->origins > 0 ? SHEAF_AT(context->document->origins, sheaf_origin, node->origin) : NULL;
    return origin != NULL && origin->kind == SHEAF_AT_PAGE ? origin->unit : 0;
}

/* A table that is none of the form's stands there as a word that no label has. */
int stream_read_words(stream_reader *r, const form_place *place) {
    uint32_t page = page_of(r->context, place->heading);
    for (uint32_t n = place->first; n < place->end && r->words.count <= STREAM_WORDS;) {
        const sheaf_node *node = form_node_at(r->context->document, n);
        if (r->context->host->tick(r->context->job, n, place->end) != SHEAF_OK)
            return 0;
        int is_table = node->kind == SHEAF_TABLE, is_line = form_is_line(r->context, n);
        r->is_paged |= (uint32_t)((node->flags & SHEAF_FURNITURE) != 0 ||
                                  (is_line && page_of(r->context, n) != page));
        page = is_line ? page_of(r->context, n) : page;
        if ((is_table && !add_atom(r, n, SHEAF_STR("#"))) || (is_line && !add_atoms(r, n)))
            return 0;
        n = is_table ? node->end : n + 1;
    }
    return 1;
}
