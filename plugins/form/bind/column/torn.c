/* A header whose labels lie in pieces, as narrow columns of aligned text break them: `自然` in one line, `人` in the next. From line to
 * line and from left to right the pieces go on with the labels of the form, a group before its columns. Where all labels come out
 * whole the columns stand in the form's order; where only some do, nothing tells which column a number is in. */
#include "bind/column/column.h"
#include "doc/doc.h"

enum { MOST_HEADS = 64, MOST_WORDS = 600, MOST_NODES = 4000 };

typedef struct torn {
    const bind_plan *plan;
    sheaf_str rest
        [MOST_HEADS]; /* of the labels, what was not printed yet, the groups' before their columns' */
    form_span names[MOST_HEADS]; /* all labels of each, the one above the first */
    sheaf_str waiting;           /* the word before, until the one behind it in the line is known */
    uint32_t head;               /* what it may go on with */
    unsigned char is_column[MOST_HEADS]; /* 0: a group of columns */
    size_t piece;                        /* bytes of the label before `head` in this line */
    size_t longest, joined; /* the most of a column's label in a line: in one word, in several */
    uint32_t heads, words, told;
    uint32_t is_over; /* 1: the first number came */
} torn;

/* 0: the block's columns are too many. */
static int list_heads(torn *t, uint32_t block) {
    const form_definition *definition = t->plan->model->definition;
    uint32_t root = FORM_AT(definition->blocks, const form_block, block)->columns;
    for (uint32_t h = root + 1; h < bind_head_at(definition, root)->end; h++) {
        const form_head *head = bind_head_at(definition, h);
        if (head->labels.count == 0)
            continue;
        if (t->heads == MOST_HEADS)
            return 0;
        t->names[t->heads] = head->labels;
        t->is_column[t->heads] = (head->flags & FORM_LEAF) != 0;
        t->rest[t->heads++] =
            FORM_AT(definition->labels, const form_label, head->labels.first)->plain.text;
    }
    return t->heads > 0;
}

static int begins(sheaf_str text, sheaf_str with) {
    return with.len > 0 && form_begins(text, with);
}

static sheaf_str behind(sheaf_str text, size_t length) {
    return (sheaf_str){text.ptr + length, text.len - length};
}

/* Another name of a head, as a whole. */
static int is_named(const torn *t, uint32_t head, sheaf_str word) {
    const form_definition *definition = t->plan->model->definition;
    form_span names = t->names[head];
    for (uint32_t i = names.first + 1; i < names.first + names.count; i++)
        if (form_same(FORM_AT(definition->labels, const form_label, i)->plain.text, word))
            return 1;
    return 0;
}

/* The first label from `head` on that goes on with the word; the number of all: none. */
static uint32_t ahead(const torn *t, uint32_t head, sheaf_str word) {
    for (uint32_t h = head; h < t->heads; h++)
        if (begins(t->rest[h], word) || (t->rest[h].len > 0 && is_named(t, h, word)))
            return h;
    return t->heads;
}

/* A label behind goes on with the word, and with what stands behind it in the line. */
static int fits_ahead(const torn *t, uint32_t head, sheaf_str word, sheaf_str next) {
    uint32_t h = ahead(t, head, word);
    return h < t->heads &&
           (next.len == 0 || ahead(t, h + 1, next) < t->heads ||
            (t->rest[h].len > word.len && begins(behind(t->rest[h], word.len), next)));
}

/* One character: a column is wider than that, so that a blank in a label parted it. */
static int is_single(sheaf_str word) {
    size_t length = 0;
    for (size_t i = 0; i < word.len; i++)
        length += ((unsigned char)word.ptr[i] & 0xC0) != 0x80;
    return length == 1;
}

/* How much of the label is in this line. A blank inside does not make a column wider than its neighbours: where `其他 结果` stands
 * in one line and `结果` above `维持` in two, the former are two columns. */
static void measure(torn *t, uint32_t head, size_t length, int is_same, int is_one) {
    t->piece = is_same ? t->piece + length : length;
    size_t *most = is_same && !is_one ? &t->joined : &t->longest;
    if (t->is_column[head] && t->piece > *most)
        *most = t->piece;
}

/* Takes a word as a piece of the labels from `head` on, or as the ends of several. Where a blank stands in
 * a label, the next word goes on with it, and with no label behind: `结果` behind `其他` is the next column's, but
 * `复议` behind `行政` is no later one's where `行政诉讼` comes next. */
static void take_word(torn *t, sheaf_str word, sheaf_str next) {
    uint32_t head = t->head;
    int is_same = head > 0 && begins(t->rest[head - 1], word) &&
                  (is_single(word) || !fits_ahead(t, head, word, next));
    uint32_t from = is_same ? head - 1 : head;
    int is_one = is_single(word);
    for (uint32_t h = from; h < t->heads && word.len > 0; h++) {
        sheaf_str *rest = &t->rest[h];
        size_t length = rest->len < word.len ? rest->len : word.len;
        if (rest->len > 0 && is_named(t, h, word))
            *rest = word = (sheaf_str){NULL, 0};
        else if (begins(*rest, word) || begins(word, *rest)) {
            *rest = behind(*rest, length);
            word = behind(word, length);
        } else
            continue;
        measure(t, h, length, is_same && h == from, is_one);
        t->told++;
        t->head = h + 1;
    }
}

static void take_waiting(torn *t, sheaf_str next) {
    if (t->waiting.len > 0)
        take_word(t, t->waiting, next);
    t->waiting = next;
}

static void end_line(torn *t) {
    take_waiting(t, (sheaf_str){NULL, 0});
    t->head = 0;
}

/* The words of a line, or of a cell of it. 0: latched. */
static int read_words(torn *t, sheaf_str text) {
    for (sheaf_str word = bind_take_word(&text); word.len > 0 && !t->is_over;
         word = bind_take_word(&text)) {
        bind_number number;
        t->is_over = (uint32_t)bind_read_number(word, &number);
        if (t->is_over)
            break;
        t->is_over = ++t->words > MOST_WORDS;
        sheaf_str plain = form_plain_text(t->plan->context, word);
        if (plain.ptr == NULL)
            return 0;
        take_waiting(t, plain);
    }
    return 1;
}

/* A paragraph, line by line as far as its lines can be told apart. */
static int read_paragraph(torn *t, uint32_t n) {
    const sheaf_node *node = form_node_at(t->plan->context->document, n);
    int has_lines = bind_has_lines(t->plan->context, n);
    size_t from = 0;
    for (uint32_t i = 0; i == 0 || (has_lines && i < node->origins); i++) {
        sheaf_str line = node->text;
        if (has_lines)
            line = (sheaf_str){node->text.ptr + from,
                               bind_length_of_line(t->plan->context, node->origin + i)};
        from += line.len;
        if (!read_words(t, line))
            return 0;
        end_line(t);
    }
    return 1;
}

/* A line that is called as a section of the form; what else looks like a heading may be a label of a row. */
static int is_section(const torn *t, uint32_t n) {
    enum { SHORT = 160 };
    const form_definition *definition = t->plan->model->definition;
    const sheaf_node *node = form_node_at(t->plan->context->document, n);
    if (node->text.len > SHORT || !form_is_line(t->plan->context, n))
        return 0;
    form_plain plain = form_plain_label(t->plan->context, node->text);
    for (uint32_t s = 0; plain.text.ptr != NULL && s < definition->sections.count; s++)
        if (form_has_label(definition, FORM_AT(definition->sections, const form_section, s)->labels,
                           plain.text))
            return 1;
    return 0;
}

/* The text is what the form calls a row of the table, and no column. */
static int is_row(const torn *t, sheaf_str text) {
    const bind_index *index = t->plan->index;
    form_plain plain = form_plain_label(t->plan->context, text);
    int is_named = 0;
    for (uint32_t i = bind_find(index, plain.text); i != SHEAF_NONE; i = bind_next(index, i)) {
        const bind_entry *entry = bind_entry_at(index, i);
        if (entry->model == t->plan->model_index && entry->axis != BIND_ROW)
            return 0;
        is_named |= entry->model == t->plan->model_index;
    }
    return is_named;
}

static int is_number(const torn *t, uint32_t n) {
    bind_number number;
    return form_node_at(t->plan->context->document, n)->kind == SHEAF_CELL &&
           bind_read_number(bind_trim(form_node_at(t->plan->context->document, n)->text), &number);
}

/* The node before what heads the table: the heading of the section, or the last number of another table. Parts of this one stand
 * above it, too. */
static uint32_t node_above(const torn *t) {
    uint32_t first = t->plan->sheet->node;
    while (first > 1 && t->plan->sheet->node - first < MOST_NODES && !is_section(t, first)) {
        uint32_t table =
            is_number(t, first) ? form_node_at(t->plan->context->document, first)->parent : 0;
        int is_ours = table == 0;
        for (uint32_t n = table + 1; table > 0 && n < first && !is_ours; n++)
            is_ours = form_node_at(t->plan->context->document, n)->kind == SHEAF_CELL &&
                      is_row(t, form_node_at(t->plan->context->document, n)->text);
        if (!is_ours)
            break;
        first = table > 0 ? table : first - 1;
    }
    return first;
}

/* What stands between the heading, or the last number of a table above, and the first number, row by row. */
static int read_all(torn *t) {
    const form_context *context = t->plan->context;
    uint32_t end = form_node_at(t->plan->context->document, t->plan->sheet->node)->end;
    for (uint32_t n = node_above(t) + 1, row = SHEAF_NONE; n < end && !t->is_over; n++) {
        const sheaf_node *node = form_node_at(t->plan->context->document, n);
        if (context->host->tick(context->job, n, end) != SHEAF_OK)
            return 0;
        if (node->kind == SHEAF_CELL) {
            const sheaf_cell *cell = SHEAF_AT(context->document->cells, sheaf_cell, node->payload);
            if (cell->row != row)
                end_line(t);
            row = cell->row;
            if (!read_words(t, node->text))
                return 0;
        } else if (form_is_line(context, n)) {
            end_line(t);
            if (!read_paragraph(t, n))
                return 0;
        }
    }
    end_line(t);
    return 1;
}

int bind_read_torn(const bind_plan *plan, uint32_t block, uint32_t *is_unsure) {
    torn t = {.plan = plan};
    *is_unsure = 0;
    if (bind_table_of(plan->model)->blocks.count > 1 || !list_heads(&t, block))
        return 1;
    if (!read_all(&t))
        return 0;
    *is_unsure = t.joined > t.longest;
    for (uint32_t h = 0; h < t.heads && t.told > 0; h++)
        *is_unsure |= t.rest[h].len > 0;
    return 1;
}
